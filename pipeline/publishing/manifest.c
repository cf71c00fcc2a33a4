#include "pipeline/publishing/manifest.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"

#include <jansson.h>

#include <string.h>
#include <sys/stat.h>

#define MAX_DEPTH 16 /* brackets in brackets: a manifest has 6 */

/* ---- the form of manifest.json: one table, written and read by the same hand ---- */

enum member_kind {
    MEMBER_TEXT,    /* const char * */
    MEMBER_PATH,    /* const char *, stays inside the published folder */
    MEMBER_HEX,     /* char[], filled with lower-case hex digits and a NUL */
    MEMBER_MAYBE,   /* the same, or "" */
    MEMBER_COUNT,   /* long long, >= 0 */
    MEMBER_INTEGER, /* long long */
    MEMBER_LIST,    /* pointer to items, size_t number of items, a form */
};

struct form;

struct member {
    const char *key;
    enum member_kind kind;
    size_t offset, n_bytes;  /* of the field */
    bool may_lack;           /* a manifest without it has an empty one */
    size_t n_offset;         /* MEMBER_LIST: where the number of items stands */
    const struct form *item; /* MEMBER_LIST */
};

struct form {
    size_t n_bytes; /* of the struct */
    const struct member *members;
    size_t n_members;
};

#define FIELD(type, field)                                                                         \
    .offset = offsetof(struct type, field), .n_bytes = sizeof(((struct type *)NULL)->field)
#define FORM(type, members)                                                                        \
    {                                                                                              \
        sizeof(struct type), members, sizeof(members) / sizeof *(members)                          \
    }

static const struct member file_members[] = {
    {"bestand", MEMBER_TEXT, FIELD(manifest_file, path)},
    {"sha256", MEMBER_HEX, FIELD(manifest_file, sha256)},
    {"bytes", MEMBER_COUNT, FIELD(manifest_file, n_bytes)},
    {"regels", MEMBER_COUNT, FIELD(manifest_file, n_lines)}, /* from here on of an input only */
    {"records", MEMBER_COUNT, FIELD(manifest_file, n_records)},
    {"afgekeurd", MEMBER_COUNT, FIELD(manifest_file, n_rejected)},
};
static const struct form input_form = FORM(manifest_file, file_members);
static const struct form setting_form = {sizeof(struct manifest_file), file_members, 3};

static const struct member output_members[] = {
    {"bestand", MEMBER_PATH, FIELD(manifest_file, path)},
    {"sha256", MEMBER_HEX, FIELD(manifest_file, sha256)},
    {"bytes", MEMBER_COUNT, FIELD(manifest_file, n_bytes)},
};
static const struct form output_form = FORM(manifest_file, output_members);

static const struct member fate_members[] = {
    {"naam", MEMBER_TEXT, FIELD(manifest_fate, name)},
    {"mutaties", MEMBER_COUNT, FIELD(manifest_fate, n_mutaties)},
    {"cent", MEMBER_INTEGER, FIELD(manifest_fate, cents)},
};
static const struct form fate_form = FORM(manifest_fate, fate_members);

#define LIST(type, items, n) FIELD(type, items), .n_offset = offsetof(struct type, n)

static const struct member source_members[] = {
    {"naam", MEMBER_TEXT, FIELD(manifest_source, name)},
    {"profiel", MEMBER_TEXT, FIELD(manifest_source, profile)},
    {"bestanden", MEMBER_LIST, LIST(manifest_source, files.items, files.n), .item = &input_form},
    {"mutaties", MEMBER_COUNT, FIELD(manifest_source, n_mutaties)},
    {"cent", MEMBER_INTEGER, FIELD(manifest_source, cents)},
    {"bestemming", MEMBER_LIST, LIST(manifest_source, fates, n_fates), .item = &fate_form},
};
static const struct form source_form = FORM(manifest_source, source_members);

static const struct member other_members[] = {
    {"run", MEMBER_PATH, FIELD(manifest_other, run)},
    {"sha256", MEMBER_MAYBE, FIELD(manifest_other, sha256)},
    {"bytes", MEMBER_COUNT, FIELD(manifest_other, n_bytes)},
    {"vergelijkt_terug", MEMBER_COUNT, FIELD(manifest_other, mutual)},
};
static const struct form other_form = FORM(manifest_other, other_members);

static const struct member reading_members[] = {
    {"wat", MEMBER_TEXT, FIELD(manifest_reading, what)},
    {"aantal", MEMBER_COUNT, FIELD(manifest_reading, n)},
};
static const struct form reading_form = FORM(manifest_reading, reading_members);

static const struct member manifest_members[] = {
    {"pnc", MEMBER_TEXT, FIELD(manifest, version)},
    {"pnc_sha256", MEMBER_MAYBE, FIELD(manifest, program), .may_lack = true},
    {"run", MEMBER_TEXT, FIELD(manifest, run)},
    {"run_id", MEMBER_HEX, FIELD(manifest, run_id)},
    {"sinds", MEMBER_TEXT, FIELD(manifest, previous), .may_lack = true},
    {"onderwerp", MEMBER_TEXT, FIELD(manifest, subject), .may_lack = true},
    {"run_ini", MEMBER_PATH, FIELD(manifest, run_ini)},
    {"instellingen", MEMBER_LIST, LIST(manifest, settings.items, settings.n),
     .item = &setting_form},
    {"bronnen", MEMBER_LIST, LIST(manifest, sources, n_sources), .item = &source_form},
    {"vergeleken", MEMBER_LIST, LIST(manifest, others.items, others.n), .item = &other_form,
     .may_lack = true},
    {"teruggelezen", MEMBER_LIST, LIST(manifest, readings.items, readings.n), .item = &reading_form,
     .may_lack = true},
    {"uitvoer", MEMBER_LIST, LIST(manifest, outputs.items, outputs.n), .item = &output_form},
};
static const struct form manifest_form = FORM(manifest, manifest_members);

void manifest_add_reading(struct manifest_readings *readings, struct arena *arena, const char *what,
                          size_t n)
{
    *arena_add(arena, readings->items, readings->n) = (struct manifest_reading){what, (long long)n};
}

/* ---- hashes ---- */

const struct manifest_file *manifest_find(const struct manifest_files *files, const char *path)
{
    return array_find(files->items, files->n, path, path);
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
    const char *on_disk = file_of_path(arena, path_join(arena, folder, path), NULL);
    if (!sha256_file(on_disk, hashed.sha256, &hashed.n_bytes, errors))
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
    if (manifest->previous)
        hash_line(sha, "sinds ", manifest->previous);
    char hex[SHA256_HEX_SIZE];
    sha256_hex(sha, hex);
    sha256_free(sha);
    memcpy(manifest->run_id, hex, MANIFEST_RUN_ID_SIZE - 1);
    manifest->run_id[MANIFEST_RUN_ID_SIZE - 1] = '\0';
}

/* ---- writing ---- */

static json_t *object_of(const struct form *form, const char *object);

static json_t *made(json_t *value)
{
    if (!value)
        mem_exhausted();
    return value;
}

static json_t *list_of(const struct member *member, const char *object)
{
    const char *items;
    size_t n;
    memcpy(&items, object + member->offset, sizeof items);
    memcpy(&n, object + member->n_offset, sizeof n);
    json_t *list = made(json_array());
    for (size_t i = 0; i < n; i++)
        if (json_array_append_new(list,
                                  object_of(member->item, items + i * member->item->n_bytes)) != 0)
            mem_exhausted();
    return list;
}

/* NULL when a text is. */
static json_t *value_of(const struct member *member, const char *object)
{
    const char *text;
    long long integer;
    switch (member->kind) {
    case MEMBER_TEXT:
    case MEMBER_PATH:
        memcpy(&text, object + member->offset, sizeof text);
        return text ? made(json_string(text)) : NULL;
    case MEMBER_HEX:
    case MEMBER_MAYBE:
        return made(json_string(object + member->offset));
    case MEMBER_COUNT:
    case MEMBER_INTEGER:
        memcpy(&integer, object + member->offset, sizeof integer);
        return made(json_integer(integer));
    case MEMBER_LIST:
        break;
    }
    return list_of(member, object);
}

static json_t *object_of(const struct form *form, const char *object)
{
    json_t *members = made(json_object());
    for (size_t i = 0; i < form->n_members; i++) {
        json_t *value = value_of(&form->members[i], object);
        if (value && json_object_set_new(members, form->members[i].key, value) != 0)
            mem_exhausted();
    }
    return members;
}

struct text manifest_format(const struct manifest *manifest, struct arena *arena)
{
    json_t *root = object_of(&manifest_form, (const char *)manifest);
    size_t n_bytes = json_dumpb(root, NULL, 0, JSON_INDENT(2));
    char *bytes = arena_alloc(arena, n_bytes + 2);
    if (n_bytes == 0 || json_dumpb(root, bytes, n_bytes, JSON_INDENT(2)) != n_bytes)
        mem_exhausted();
    json_decref(root);
    bytes[n_bytes] = '\n';
    return (struct text){bytes, n_bytes + 1};
}

/* ---- reading ---- */

struct parser {
    const char *where;
    struct arena *arena;
    struct errors *errors;
};

/* `place` is the road to the object that holds the key: "bronnen 1: bestanden 2: ". */
static bool complain(struct parser *parser, const char *place, const char *key, const char *wanted,
                     json_t *value)
{
    static const char *const kinds[] = {
        [JSON_OBJECT] = "een object", [JSON_ARRAY] = "een lijst", [JSON_STRING] = "een tekst",
        [JSON_INTEGER] = "een getal", [JSON_REAL] = "een breuk",  [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",       [JSON_NULL] = "null",
    };
    const char *found =
        !value                  ? "niets"
        : json_is_string(value) ? arena_printf(parser->arena, "\"%.80s\"", json_string_value(value))
        : json_is_integer(value) ? arena_printf(parser->arena, "%lld", json_integer_value(value))
                                 : kinds[json_typeof(value)];
    return errors_add(parser->errors, ERROR_DATA, parser->where, "%s%s: verwacht %s, gevonden %s",
                      place, key, wanted, found);
}

static bool parse_object(struct parser *parser, const struct form *form, const char *place,
                         json_t *value, char *object);

static bool parse_list(struct parser *parser, const struct member *member, const char *place,
                       json_t *value, char *object)
{
    bool ok = true;
    size_t n = json_array_size(value);
    char *items = arena_alloc(parser->arena, n * member->item->n_bytes);
    for (size_t i = 0; i < n; i++)
        ok &= parse_object(parser, member->item,
                           arena_printf(parser->arena, "%s%s %zu: ", place, member->key, i + 1),
                           json_array_get(value, i), items + i * member->item->n_bytes);
    memcpy(object + member->offset, &items, sizeof items);
    memcpy(object + member->n_offset, &n, sizeof n);
    return ok;
}

static bool parse_text(struct parser *parser, const struct member *member, const char *place,
                       json_t *value, char *object)
{
    const char *text =
        arena_copy(parser->arena, json_string_value(value), json_string_length(value));
    if (member->kind == MEMBER_PATH && !path_stays_inside(text))
        return complain(parser, place, member->key, "een naam binnen de map", value);
    memcpy(object + member->offset, &text, sizeof text);
    return true;
}

static bool parse_hex(struct parser *parser, const struct member *member, const char *place,
                      json_t *value, char *object)
{
    const char *text = json_string_value(value);
    size_t n_digits = member->n_bytes - 1;
    bool lacks = member->kind == MEMBER_MAYBE && !*text;
    if (!lacks && (strlen(text) != n_digits || strspn(text, "0123456789abcdef") != n_digits))
        return complain(parser, place, member->key,
                        arena_printf(parser->arena, "%zu hexadecimale cijfers", n_digits), value);
    memcpy(object + member->offset, text, strlen(text) + 1);
    return true;
}

static bool parse_integer(struct parser *parser, const struct member *member, const char *place,
                          json_t *value, char *object)
{
    long long integer = json_integer_value(value);
    if (member->kind == MEMBER_COUNT && integer < 0)
        return complain(parser, place, member->key, "een aantal van 0 of meer", value);
    memcpy(object + member->offset, &integer, sizeof integer);
    return true;
}

static bool parse_member(struct parser *parser, const struct member *member, const char *place,
                         json_t *value, char *object)
{
    static const struct {
        json_type type;
        const char *name;
        bool (*parse)(struct parser *parser, const struct member *member, const char *place,
                      json_t *value, char *object);
    } kinds[] = {
        [MEMBER_TEXT] = {JSON_STRING, "een tekst", parse_text},
        [MEMBER_PATH] = {JSON_STRING, "een tekst", parse_text},
        [MEMBER_HEX] = {JSON_STRING, "een tekst", parse_hex},
        [MEMBER_MAYBE] = {JSON_STRING, "een tekst", parse_hex},
        [MEMBER_COUNT] = {JSON_INTEGER, "een geheel getal", parse_integer},
        [MEMBER_INTEGER] = {JSON_INTEGER, "een geheel getal", parse_integer},
        [MEMBER_LIST] = {JSON_ARRAY, "een lijst", parse_list},
    };
    if (!value && member->may_lack)
        return true;
    if (!value || json_typeof(value) != kinds[member->kind].type)
        return complain(parser, place, member->key, kinds[member->kind].name, value);
    return kinds[member->kind].parse(parser, member, place, value, object);
}

static bool parse_object(struct parser *parser, const struct form *form, const char *place,
                         json_t *value, char *object)
{
    if (!json_is_object(value))
        return complain(parser, place, "waarde", "een object", value);
    bool ok = true;
    for (size_t i = 0; i < form->n_members; i++)
        ok &= parse_member(parser, &form->members[i], place,
                           json_object_get(value, form->members[i].key), object);
    const char *key;
    json_t *item;
    json_object_foreach (value, key, item)
        if (!array_find(form->members, form->n_members, key, key))
            ok = complain(parser, place, key, "geen onbekende naam", item);
    return ok;
}

/* The library descends 2,048 brackets, which a small stack does not hold. */
static bool is_too_deep(struct text bytes)
{
    int depth = 0, deepest = 0;
    bool quoted = false;
    for (size_t i = 0; i < bytes.n_bytes; i++) {
        char byte = bytes.bytes[i];
        if (quoted && byte == '\\')
            i++;
        else if (byte == '"')
            quoted = !quoted;
        else if (!quoted && (byte == '[' || byte == '{') && ++depth > deepest)
            deepest = depth;
        else if (!quoted && (byte == ']' || byte == '}'))
            depth--;
    }
    return deepest > MAX_DEPTH;
}

static bool refuse(struct parser *parser, const json_error_t *error)
{
    static const char *const wanted[] = {
        [json_error_invalid_utf8] = "geldige UTF-8",
        [json_error_premature_end_of_input] = "nog meer, gevonden het einde van het bestand",
        [json_error_end_of_input_expected] = "niets achter de laatste haak",
        [json_error_null_character] = "een tekst zonder \\u0000",
        [json_error_null_byte_in_key] = "een naam zonder \\u0000",
        [json_error_duplicate_key] = "elke naam hoogstens een keer",
        [json_error_numeric_overflow] = "een geheel getal van hoogstens 64 bits",
    };
    size_t code = json_error_code(error);
    if (code == json_error_out_of_memory)
        mem_exhausted();
    const char *said =
        code < sizeof wanted / sizeof *wanted && wanted[code]
            ? wanted[code]
            : arena_printf(parser->arena, "JSON, gevonden iets anders bij teken %d", error->column);
    return errors_add(parser->errors, ERROR_DATA,
                      arena_printf(parser->arena, "%s:%d", parser->where, error->line),
                      "verwacht %s", said);
}

bool manifest_parse(struct text bytes, const char *where, struct arena *arena,
                    struct errors *errors, struct manifest *manifest)
{
    struct parser parser = {.where = where, .arena = arena, .errors = errors};
    struct manifest parsed = {0};
    if (is_too_deep(bytes))
        return errors_add(errors, ERROR_DATA, where, "verwacht hoogstens %d haken in elkaar",
                          MAX_DEPTH);
    json_error_t error;
    json_t *root = json_loadb(bytes.bytes, bytes.n_bytes, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return refuse(&parser, &error);
    bool ok = parse_object(&parser, &manifest_form, "", root, (char *)&parsed);
    json_decref(root);
    if (ok)
        *manifest = parsed;
    return ok;
}

bool manifest_read(const char *folder, struct arena *arena, struct errors *errors,
                   struct manifest *manifest)
{
    const char *path = path_join(arena, folder, MANIFEST_NAME);
    struct text bytes;
    return file_read(path, MANIFEST_MAX_BYTES, arena, errors, &bytes) &&
           manifest_parse(bytes, path, arena, errors, manifest);
}

bool manifest_time(const char *folder, struct arena *arena, struct timespec *made)
{
    struct stat status;
    if (held_stat(path_join(arena, folder, MANIFEST_NAME), &status) != 0)
        return false;
    *made = status.st_mtim;
    return true;
}

bool manifest_is_later(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}
