#include "pipeline/publishing/manifest.h"

#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/format/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the form of manifest.json: one table, written and read by the same hand ---- */

enum member_kind {
    MEMBER_TEXT,    /* const char * */
    MEMBER_PATH,    /* const char *, stays inside the published folder */
    MEMBER_HEX,     /* char[], exactly n_digits lower-case hex digits */
    MEMBER_MAYBE,   /* the same, or "" */
    MEMBER_COUNT,   /* long long, >= 0 */
    MEMBER_INTEGER, /* long long */
    MEMBER_LIST,    /* pointer to items and size_t */
};

struct form;

struct member {
    const char *key;
    enum member_kind kind;
    size_t offset;
    size_t n_digits;         /* MEMBER_HEX */
    size_t n_offset;         /* MEMBER_LIST: where the number of items stands */
    const struct form *item; /* MEMBER_LIST */
    bool may_lack;           /* a manifest without it has an empty one */
};

struct form {
    size_t size; /* of the struct */
    const struct member *members;
    size_t n_members;
};

#define FILE_AT(field)     offsetof(struct manifest_file, field)
#define FATE_AT(field)     offsetof(struct manifest_fate, field)
#define SOURCE_AT(field)   offsetof(struct manifest_source, field)
#define OTHER_AT(field)    offsetof(struct manifest_other, field)
#define READING_AT(field)  offsetof(struct manifest_reading, field)
#define MANIFEST_AT(field) offsetof(struct manifest, field)
#define HASH_DIGITS        (SHA256_HEX_SIZE - 1)
#define LENGTH_OF(array)   (sizeof(array) / sizeof *(array))

static const struct member setting_members[] = {
    {.key = "bestand", .kind = MEMBER_TEXT, .offset = FILE_AT(path)},
    {.key = "sha256", .kind = MEMBER_HEX, .offset = FILE_AT(sha256), .n_digits = HASH_DIGITS},
    {.key = "bytes", .kind = MEMBER_COUNT, .offset = FILE_AT(n_bytes)},
};

static const struct member input_members[] = {
    {.key = "bestand", .kind = MEMBER_TEXT, .offset = FILE_AT(path)},
    {.key = "sha256", .kind = MEMBER_HEX, .offset = FILE_AT(sha256), .n_digits = HASH_DIGITS},
    {.key = "bytes", .kind = MEMBER_COUNT, .offset = FILE_AT(n_bytes)},
    {.key = "regels", .kind = MEMBER_COUNT, .offset = FILE_AT(n_lines)},
    {.key = "records", .kind = MEMBER_COUNT, .offset = FILE_AT(n_records)},
    {.key = "afgekeurd", .kind = MEMBER_COUNT, .offset = FILE_AT(n_rejected)},
};

static const struct member output_members[] = {
    {.key = "bestand", .kind = MEMBER_PATH, .offset = FILE_AT(path)},
    {.key = "sha256", .kind = MEMBER_HEX, .offset = FILE_AT(sha256), .n_digits = HASH_DIGITS},
    {.key = "bytes", .kind = MEMBER_COUNT, .offset = FILE_AT(n_bytes)},
};

static const struct member fate_members[] = {
    {.key = "naam", .kind = MEMBER_TEXT, .offset = FATE_AT(name)},
    {.key = "mutaties", .kind = MEMBER_COUNT, .offset = FATE_AT(n_mutaties)},
    {.key = "cent", .kind = MEMBER_INTEGER, .offset = FATE_AT(cents)},
};

static const struct form setting_form = {sizeof(struct manifest_file), setting_members,
                                         LENGTH_OF(setting_members)};
static const struct form input_form = {sizeof(struct manifest_file), input_members,
                                       LENGTH_OF(input_members)};
static const struct form output_form = {sizeof(struct manifest_file), output_members,
                                        LENGTH_OF(output_members)};
static const struct form fate_form = {sizeof(struct manifest_fate), fate_members,
                                      LENGTH_OF(fate_members)};

static const struct member source_members[] = {
    {.key = "naam", .kind = MEMBER_TEXT, .offset = SOURCE_AT(name)},
    {.key = "profiel", .kind = MEMBER_TEXT, .offset = SOURCE_AT(profile)},
    {.key = "bestanden",
     .kind = MEMBER_LIST,
     .offset = SOURCE_AT(files.items),
     .n_offset = SOURCE_AT(files.n),
     .item = &input_form},
    {.key = "mutaties", .kind = MEMBER_COUNT, .offset = SOURCE_AT(n_mutaties)},
    {.key = "cent", .kind = MEMBER_INTEGER, .offset = SOURCE_AT(cents)},
    {.key = "bestemming",
     .kind = MEMBER_LIST,
     .offset = SOURCE_AT(fates),
     .n_offset = SOURCE_AT(n_fates),
     .item = &fate_form},
};

static const struct form source_form = {sizeof(struct manifest_source), source_members,
                                        LENGTH_OF(source_members)};

static const struct member other_members[] = {
    {.key = "run", .kind = MEMBER_PATH, .offset = OTHER_AT(run)},
    {.key = "sha256", .kind = MEMBER_MAYBE, .offset = OTHER_AT(sha256), .n_digits = HASH_DIGITS},
    {.key = "bytes", .kind = MEMBER_COUNT, .offset = OTHER_AT(n_bytes)},
    {.key = "vergelijkt_terug", .kind = MEMBER_COUNT, .offset = OTHER_AT(mutual)},
};

static const struct form other_form = {sizeof(struct manifest_other), other_members,
                                       LENGTH_OF(other_members)};

static const struct member reading_members[] = {
    {.key = "wat", .kind = MEMBER_TEXT, .offset = READING_AT(what)},
    {.key = "aantal", .kind = MEMBER_COUNT, .offset = READING_AT(n)},
};

static const struct form reading_form = {sizeof(struct manifest_reading), reading_members,
                                         LENGTH_OF(reading_members)};

static const struct member manifest_members[] = {
    {.key = "pnc", .kind = MEMBER_TEXT, .offset = MANIFEST_AT(version)},
    {.key = "pnc_sha256",
     .kind = MEMBER_MAYBE,
     .offset = MANIFEST_AT(program),
     .n_digits = HASH_DIGITS,
     .may_lack = true},
    {.key = "run", .kind = MEMBER_TEXT, .offset = MANIFEST_AT(run)},
    {.key = "run_id",
     .kind = MEMBER_HEX,
     .offset = MANIFEST_AT(run_id),
     .n_digits = MANIFEST_RUN_ID_SIZE - 1},
    {.key = "onderwerp", .kind = MEMBER_TEXT, .offset = MANIFEST_AT(subject), .may_lack = true},
    {.key = "run_ini", .kind = MEMBER_PATH, .offset = MANIFEST_AT(run_ini)},
    {.key = "instellingen",
     .kind = MEMBER_LIST,
     .offset = MANIFEST_AT(settings.items),
     .n_offset = MANIFEST_AT(settings.n),
     .item = &setting_form},
    {.key = "bronnen",
     .kind = MEMBER_LIST,
     .offset = MANIFEST_AT(sources),
     .n_offset = MANIFEST_AT(n_sources),
     .item = &source_form},
    {.key = "vergeleken",
     .kind = MEMBER_LIST,
     .offset = MANIFEST_AT(others.items),
     .n_offset = MANIFEST_AT(others.n),
     .item = &other_form,
     .may_lack = true},
    {.key = "teruggelezen",
     .kind = MEMBER_LIST,
     .offset = MANIFEST_AT(readings.items),
     .n_offset = MANIFEST_AT(readings.n),
     .item = &reading_form,
     .may_lack = true},
    {.key = "uitvoer",
     .kind = MEMBER_LIST,
     .offset = MANIFEST_AT(outputs.items),
     .n_offset = MANIFEST_AT(outputs.n),
     .item = &output_form},
};

static const struct form manifest_form = {sizeof(struct manifest), manifest_members,
                                          LENGTH_OF(manifest_members)};

void manifest_add_reading(struct manifest_readings *readings, struct arena *arena, const char *what,
                          size_t n)
{
    readings->items = arena_grow(arena, readings->items, &readings->cap, readings->n + 1,
                                 sizeof *readings->items);
    readings->items[readings->n++] = (struct manifest_reading){what, (long long)n};
}

/* ---- hashes ---- */

const struct manifest_file *manifest_find(const struct manifest_files *files, const char *path)
{
    for (size_t i = 0; i < files->n; i++)
        if (strcmp(files->items[i].path, path) == 0)
            return &files->items[i];
    return NULL;
}

const struct manifest_file *manifest_input(const struct manifest *manifest, const char *path)
{
    const struct manifest_file *found = NULL;
    for (size_t s = 0; s < manifest->n_sources && !found; s++)
        found = manifest_find(&manifest->sources[s].files, path);
    return found;
}

bool manifest_hash_file(const char *folder, const char *path, struct arena *arena,
                        struct errors *errors, struct manifest_file *file)
{
    struct manifest_file hashed = {.path = path};
    if (!sha256_file(path_join(arena, folder, path), hashed.sha256, &hashed.n_bytes, errors))
        return false;
    *file = hashed;
    return true;
}

static void hash_line(struct sha256 *sha, const char *what, const char *value)
{
    sha256_update(sha, what, strlen(what));
    sha256_update(sha, value, strlen(value));
    sha256_update(sha, "\n", 1);
}

static void hash_name(struct sha256 *sha, const struct manifest *manifest, const char *what,
                      const char *name)
{
    if (*manifest->program)
        hash_line(sha, what, name);
}

static void hash_files(struct sha256 *sha, const struct manifest *manifest,
                       const struct manifest_files *files, const char *what)
{
    for (size_t i = 0; i < files->n; i++) {
        hash_name(sha, manifest, "bestand ", files->items[i].path);
        hash_line(sha, what, files->items[i].sha256);
    }
}

static void hash_others(struct sha256 *sha, const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->others.n; i++) {
        const struct manifest_other *other = &manifest->others.items[i];
        hash_name(sha, manifest, "run ", other->run);
        hash_line(sha, other->mutual ? "vergeleken over en weer " : "vergeleken ", other->sha256);
    }
}

void manifest_set_run_id(struct manifest *manifest)
{
    struct sha256 *sha = sha256_new();
    hash_line(sha, "pnc ", manifest->version);
    hash_name(sha, manifest, "programma ", manifest->program);
    hash_name(sha, manifest, "run ", manifest->run);
    hash_files(sha, manifest, &manifest->settings, "instelling ");
    for (size_t s = 0; s < manifest->n_sources; s++) {
        hash_name(sha, manifest, "bron ", manifest->sources[s].name);
        hash_name(sha, manifest, "profiel ", manifest->sources[s].profile);
        hash_files(sha, manifest, &manifest->sources[s].files, "invoer ");
    }
    hash_others(sha, manifest);
    char hex[SHA256_HEX_SIZE];
    sha256_hex(sha, hex);
    sha256_free(sha);
    memcpy(manifest->run_id, hex, MANIFEST_RUN_ID_SIZE - 1);
    manifest->run_id[MANIFEST_RUN_ID_SIZE - 1] = '\0';
}

/* ---- writing ---- */

static void write_members(struct json_writer *writer, const struct form *form, const char *object);

static void write_list(struct json_writer *writer, const struct member *member, const char *object)
{
    const char *items;
    size_t n;
    memcpy(&items, object + member->offset, sizeof items);
    memcpy(&n, object + member->n_offset, sizeof n);
    json_write_array(writer, member->key);
    for (size_t i = 0; i < n; i++) {
        json_write_object(writer, NULL);
        write_members(writer, member->item, items + i * member->item->size);
        json_write_end(writer);
    }
    json_write_end(writer);
}

static void write_member(struct json_writer *writer, const struct member *member,
                         const char *object)
{
    const char *text;
    long long integer;
    switch (member->kind) {
    case MEMBER_TEXT:
    case MEMBER_PATH:
        memcpy(&text, object + member->offset, sizeof text);
        if (text || !member->may_lack)
            json_write_text(writer, member->key, text);
        break;
    case MEMBER_HEX:
    case MEMBER_MAYBE:
        json_write_text(writer, member->key, object + member->offset);
        break;
    case MEMBER_COUNT:
    case MEMBER_INTEGER:
        memcpy(&integer, object + member->offset, sizeof integer);
        json_write_integer(writer, member->key, integer);
        break;
    case MEMBER_LIST:
        write_list(writer, member, object);
        break;
    }
}

static void write_members(struct json_writer *writer, const struct form *form, const char *object)
{
    for (size_t i = 0; i < form->n_members; i++)
        write_member(writer, &form->members[i], object);
}

struct text manifest_format(const struct manifest *manifest, struct arena *arena)
{
    char *buffer = NULL;
    size_t n_bytes = 0;
    FILE *stream = open_memstream(&buffer, &n_bytes);
    if (!stream)
        mem_exhausted();
    struct json_writer writer;
    json_write_start(&writer, stream);
    json_write_object(&writer, NULL);
    write_members(&writer, &manifest_form, (const char *)manifest);
    json_write_end(&writer);
    if (fclose(stream) != 0)
        mem_exhausted();
    struct text text = {.bytes = arena_copy(arena, buffer, n_bytes), .n_bytes = n_bytes};
    free(buffer);
    return text;
}

/* ---- reading ---- */

struct parser {
    const char *where;
    struct arena *arena;
    struct errors *errors;
};

static bool complain(struct parser *parser, int line_no, const char *key, const char *wanted)
{
    const char *where = arena_printf(parser->arena, "%s:%d", parser->where, line_no);
    return errors_add(parser->errors, ERROR_DATA, where, "%s: verwacht %s", key, wanted);
}

static bool parse_object(struct parser *parser, const struct form *form,
                         const struct json_value *value, char *object);

static bool parse_list(struct parser *parser, const struct member *member,
                       const struct json_value *value, char *object)
{
    bool ok = true;
    char *items = arena_alloc(parser->arena, value->n * member->item->size);
    for (size_t i = 0; i < value->n; i++)
        ok &= parse_object(parser, member->item, &value->items[i], items + i * member->item->size);
    memcpy(object + member->offset, &items, sizeof items);
    memcpy(object + member->n_offset, &value->n, sizeof value->n);
    return ok;
}

static bool is_hex(const char *text, size_t n_digits)
{
    return strlen(text) == n_digits && strspn(text, "0123456789abcdef") == n_digits;
}

static bool parse_text(struct parser *parser, const struct member *member,
                       const struct json_value *value, char *object)
{
    bool hex = member->kind == MEMBER_HEX || (member->kind == MEMBER_MAYBE && *value->text);
    if (hex && !is_hex(value->text, member->n_digits))
        return complain(parser, value->line_no, member->key,
                        arena_printf(parser->arena, "%zu hexadecimale cijfers", member->n_digits));
    if (member->kind == MEMBER_PATH && !path_stays_inside(value->text))
        return complain(parser, value->line_no, member->key, "een naam binnen de map");
    if (hex)
        memcpy(object + member->offset, value->text, member->n_digits + 1);
    else if (member->kind == MEMBER_MAYBE)
        object[member->offset] = '\0';
    else
        memcpy(object + member->offset, &value->text, sizeof value->text);
    return true;
}

static bool parse_integer(struct parser *parser, const struct member *member,
                          const struct json_value *value, char *object)
{
    if (member->kind == MEMBER_COUNT && value->integer < 0)
        return complain(parser, value->line_no, member->key, "een aantal van 0 of meer");
    memcpy(object + member->offset, &value->integer, sizeof value->integer);
    return true;
}

static bool parse_member(struct parser *parser, const struct member *member,
                         const struct json_value *value, char *object)
{
    static const struct {
        enum json_kind kind;
        const char *name;
        bool (*parse)(struct parser *parser, const struct member *member,
                      const struct json_value *value, char *object);
    } kinds[] = {
        [MEMBER_TEXT] = {JSON_TEXT, "een tekst", parse_text},
        [MEMBER_PATH] = {JSON_TEXT, "een tekst", parse_text},
        [MEMBER_HEX] = {JSON_TEXT, "een tekst", parse_text},
        [MEMBER_MAYBE] = {JSON_TEXT, "een tekst", parse_text},
        [MEMBER_COUNT] = {JSON_INTEGER, "een getal", parse_integer},
        [MEMBER_INTEGER] = {JSON_INTEGER, "een getal", parse_integer},
        [MEMBER_LIST] = {JSON_ARRAY, "een lijst", parse_list},
    };
    if (value->kind != kinds[member->kind].kind)
        return complain(parser, value->line_no, member->key, kinds[member->kind].name);
    return kinds[member->kind].parse(parser, member, value, object);
}

static bool form_knows(const struct form *form, const char *key)
{
    for (size_t i = 0; i < form->n_members; i++)
        if (strcmp(form->members[i].key, key) == 0)
            return true;
    return false;
}

static bool parse_object(struct parser *parser, const struct form *form,
                         const struct json_value *value, char *object)
{
    if (value->kind != JSON_OBJECT)
        return complain(parser, value->line_no, "waarde", "een object");
    bool ok = true;
    for (size_t i = 0; i < form->n_members; i++) {
        const struct json_value *member = json_member(value, form->members[i].key);
        ok &= member                      ? parse_member(parser, &form->members[i], member, object)
              : form->members[i].may_lack ? true
                                          : complain(parser, value->line_no, form->members[i].key,
                                                     "deze naam; hij ontbreekt");
    }
    for (size_t i = 0; i < value->n; i++)
        if (!form_knows(form, value->items[i].key))
            ok = complain(parser, value->items[i].line_no, value->items[i].key,
                          "geen onbekende namen");
    return ok;
}

bool manifest_parse(struct text bytes, const char *where, struct arena *arena,
                    struct errors *errors, struct manifest *manifest)
{
    struct parser parser = {.where = where, .arena = arena, .errors = errors};
    struct json_value root;
    struct manifest parsed = {0};
    if (!json_read(bytes, where, arena, errors, &root) ||
        !parse_object(&parser, &manifest_form, &root, (char *)&parsed))
        return false;
    *manifest = parsed;
    return true;
}

bool manifest_read(const char *folder, struct arena *arena, struct errors *errors,
                   struct manifest *manifest)
{
    const char *path = path_join(arena, folder, MANIFEST_NAME);
    struct text bytes;
    return file_read(path, MANIFEST_MAX_BYTES, arena, errors, &bytes) &&
           manifest_parse(bytes, path, arena, errors, manifest);
}
