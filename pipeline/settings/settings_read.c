/* The lines of a settings file. */
#include "pipeline/settings/settings.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/text_list.h"

#include <string.h>

enum place {
    PLACE_NONE, /* nothing yet */
    PLACE_LOST, /* it had an error: what belongs to it is skipped without more errors */
    PLACE_HERE,
};

/* A line that nieuw and sniff leave to be filled in: "; invullen: sleutel = voorstel". */
struct open_line {
    size_t section; /* index */
    struct text key, value;
    int line_no;
};

struct reading {
    struct settings *settings;
    struct open_line *open;
    size_t n_open;
    int line_no;      /* of the line at hand */
    struct text line; /* the same, trimmed */
    enum place in_section, in_key;
    size_t section; /* index, in_section == PLACE_HERE */
    size_t key;     /* index in that section, in_key == PLACE_HERE */
};

static struct settings_section *current_section(struct reading *reading)
{
    return &reading->settings->sections[reading->section];
}

/* ---- what a line is ---- */

/* A control character, apart from tab: NUL, a lone CR and the like. */
static bool has_control(struct text line)
{
    for (size_t i = 0; i < line.n_bytes; i++)
        if ((unsigned char)line.bytes[i] < ' ' && line.bytes[i] != '\t')
            return true;
    return false;
}

static bool is_comment(struct text trimmed)
{
    return trimmed.n_bytes == 0 || trimmed.bytes[0] == ';' || trimmed.bytes[0] == '#';
}

static bool check_line(struct reading *reading, struct text line)
{
    size_t bad_index;
    if (!text_valid(line, TEXT_UTF8, &bad_index))
        return settings_error(reading->settings, reading->line_no,
                              "verwacht UTF-8, gevonden byte %02X; sla het bestand op als UTF-8",
                              (unsigned char)line.bytes[bad_index]);
    if (has_control(line))
        return settings_error(reading->settings, reading->line_no, "de regel bevat een stuurteken");
    if (line.n_bytes > SETTINGS_MAX_LINE_BYTES && !is_comment(reading->line))
        return settings_error(reading->settings, reading->line_no,
                              "regel te lang: verwacht hoogstens %d bytes, gevonden %zu; zet een "
                              "lijst op vervolgregels die met spaties beginnen",
                              SETTINGS_MAX_LINE_BYTES, line.n_bytes);
    return true;
}

/* Up to a ';' that follows white space and stands between no quotes that close. */
static struct text without_comment(struct text t)
{
    bool quoted = false;
    for (size_t i = 0; i < t.n_bytes; i++)
        if (t.bytes[i] == '"')
            quoted = !quoted && memchr(t.bytes + i + 1, '"', t.n_bytes - i - 1);
        else if (t.bytes[i] == ';' && !quoted && i > 0 && text_is_blank(t.bytes[i - 1]))
            return text_trim((struct text){t.bytes, i});
    return text_trim(t);
}

/* The text behind that, or NULL. One without a space may be of the value: it is refused. */
static const char *comment_of(struct reading *reading)
{
    struct text line = reading->line;
    struct text comment = text_trim(text_from(line, without_comment(line).n_bytes));
    if (comment.n_bytes > 1 && comment.bytes[1] != ';' && !text_is_blank(comment.bytes[1])) {
        settings_error(
            reading->settings, reading->line_no,
            "gevonden '%.*s' achter een spatie: is het een opmerking, zet haar dan op een "
            "regel van zichzelf. Hoort het bij een tekst, schrijf de ; zonder spatie "
            "ervoor; bij een kop of waarde uit de export: zet die tussen aanhalingstekens",
            TEXT_ARG(comment));
        return NULL;
    }
    return comment.n_bytes ? text_string(reading->settings->arena, comment) : NULL;
}

/* ---- sections ---- */

static const char *single_spaced(struct arena *arena, struct text t)
{
    struct text_list words = {.arena = arena, .between = " "};
    struct text word;
    while (text_split(&t, ' ', &word))
        if (text_trim(word).n_bytes)
            list_add(&words, "%.*s", TEXT_ARG(text_trim(word)));
    return list_text(&words, "");
}

/* The keys of a section that comes twice are read into the first one: they may hold faults too. */
static void enter_section(struct reading *reading, const char *name)
{
    struct settings *settings = reading->settings;
    reading->in_section = PLACE_HERE;
    size_t twin = array_index(settings->sections, settings->n_sections, name, name);
    if (twin < settings->n_sections) {
        reading->section = twin;
        settings_error(settings, reading->line_no,
                       "sectie [%s] staat er twee keer; de eerste staat op regel %d", name,
                       current_section(reading)->line_no);
        return;
    }
    reading->section = settings->n_sections;
    *arena_add(settings->arena, settings->sections, settings->n_sections) =
        (struct settings_section){.name = name, .line_no = reading->line_no};
}

static void take_section(struct reading *reading)
{
    struct text line = without_comment(reading->line);
    const char *close = memchr(line.bytes, ']', line.n_bytes);
    struct text name = {line.bytes + 1, close ? (size_t)(close - line.bytes) - 1 : 0};
    const char *single = single_spaced(reading->settings->arena, name);
    reading->in_key = PLACE_NONE;
    reading->in_section = PLACE_LOST;
    if (!close || close + 1 != line.bytes + line.n_bytes || !*single)
        settings_error(reading->settings, reading->line_no, "verwacht [sectie], gevonden '%.*s'",
                       TEXT_ARG(line));
    else
        enter_section(reading, single);
}

/* ---- keys and values ---- */

static void add_value(struct reading *reading, struct settings_key *key, struct text value)
{
    struct text text = without_comment(value);
    struct arena *arena = reading->settings->arena;
    const char *comment = comment_of(reading);
    if (key->n_values == 1 && !*key->values[0].text)
        key->n_values = 0;
    struct settings_value *last = key->n_values ? &key->values[key->n_values - 1] : NULL;
    if (last && text_ends(text_of(last->text), ",")) {
        last->text = arena_printf(arena, "%s %.*s", last->text, TEXT_ARG(text));
        last->comment = last->comment ? last->comment : comment;
        return;
    }
    *arena_add(arena, key->values, key->n_values) = (struct settings_value){
        .text = text_string(arena, text), .comment = comment, .line_no = reading->line_no};
}

static bool check_key(struct reading *reading, const char *name)
{
    struct settings *settings = reading->settings;
    if (reading->in_section == PLACE_NONE)
        return settings_error(settings, reading->line_no,
                              "instelling '%s' staat voor de eerste [sectie]", name);
    if (!*name)
        return settings_error(settings, reading->line_no, "voor het = staat geen naam");
    struct settings_key *twin = settings_key_named(current_section(reading), name);
    if (twin)
        return settings_error(settings, reading->line_no,
                              "instelling '%s' staat er twee keer; de eerste staat op regel %d",
                              name, twin->line_no);
    return true;
}

static void add_key(struct reading *reading, const char *name, struct text value)
{
    reading->in_key = PLACE_LOST;
    if (reading->in_section == PLACE_LOST || !check_key(reading, name))
        return;
    struct settings_section *section = current_section(reading);
    reading->key = section->n_keys;
    struct settings_key *key = arena_add(reading->settings->arena, section->keys, section->n_keys);
    *key = (struct settings_key){.name = name, .line_no = reading->line_no};
    add_value(reading, key, value);
    reading->in_key = PLACE_HERE;
}

static void take_pair(struct reading *reading)
{
    struct text value = without_comment(reading->line), name;
    if (memchr(value.bytes, '=', value.n_bytes)) {
        text_split(&value, '=', &name);
        add_key(reading, text_string(reading->settings->arena, text_trim(name)), value);
        return;
    }
    reading->in_key = PLACE_LOST;
    settings_error(reading->settings, reading->line_no,
                   "verwacht sleutel = waarde, gevonden '%.*s'", TEXT_ARG(reading->line));
}

/* ---- what is to be filled in ---- */

static void note_open_line(struct reading *reading)
{
    const size_t n_mark = strlen(SETTINGS_FILL), n = reading->line.n_bytes;
    struct text line = {reading->line.bytes + n_mark, n - n_mark}, key;
    if (n < n_mark || memcmp(reading->line.bytes, SETTINGS_FILL, n_mark) != 0 ||
        reading->in_section != PLACE_HERE || !memchr(line.bytes, '=', line.n_bytes))
        return;
    text_split(&line, '=', &key);
    *arena_add(reading->settings->arena, reading->open, reading->n_open) =
        (struct open_line){.section = reading->section,
                           .key = text_trim(key),
                           .value = text_trim(line),
                           .line_no = reading->line_no};
}

/* By its own key, or by another one for the same: of two amounts that one of them is the
 * realisatie. */
static bool is_filled_in(const struct settings_section *section, const struct open_line *open)
{
    for (size_t k = 0; k < section->n_keys; k++)
        if (text_is(open->key, section->keys[k].name) ||
            text_is(without_comment(open->value), section->keys[k].values[0].text))
            return true;
    return false;
}

/* Told once, here: what follows sees the proposal. */
static void refuse_open_lines(struct reading *reading)
{
    struct arena *arena = reading->settings->arena;
    for (size_t i = 0; i < reading->n_open; i++) {
        const struct open_line *open = &reading->open[i];
        reading->section = open->section;
        if (is_filled_in(current_section(reading), open))
            continue;
        settings_error(reading->settings, open->line_no,
                       "nog in te vullen: %.*s; haal \"" SETTINGS_FILL
                       "\" weg, en verander de regel tot hij klopt",
                       TEXT_ARG(open->key));
        reading->line = open->value;
        reading->line_no = open->line_no;
        add_key(reading, text_string(arena, open->key), open->value);
    }
}

/* ---- the lines ---- */

/* What belongs to a refused line goes with it. */
static void lose(struct reading *reading, bool indented)
{
    bool section = !indented && reading->line.n_bytes > 0 && reading->line.bytes[0] == '[';
    if (section)
        reading->in_section = PLACE_LOST;
    reading->in_key = section ? PLACE_NONE : PLACE_LOST;
}

static void take_line(struct reading *reading, struct text line)
{
    reading->line = text_trim(line);
    bool indented = line.n_bytes > 0 && text_is_blank(line.bytes[0]);
    if (!check_line(reading, line))
        lose(reading, indented);
    else if (is_comment(reading->line))
        note_open_line(reading);
    else if (indented && reading->in_key == PLACE_HERE)
        add_value(reading, &current_section(reading)->keys[reading->key], reading->line);
    else if (indented && reading->in_key == PLACE_LOST)
        return;
    else if (reading->line.bytes[0] == '[')
        take_section(reading);
    else
        take_pair(reading);
}

bool settings_read(const char *path, struct arena *arena, struct errors *errors,
                   struct settings *settings)
{
    *settings = (struct settings){.path = path, .arena = arena, .errors = errors};
    size_t n_before = errors->n;
    struct reading reading = {.settings = settings};
    struct text rest, line;
    if (!file_read(path, SETTINGS_MAX_FILE_BYTES, arena, errors, &rest))
        return false;
    while (text_split(&rest, '\n', &line)) {
        if (text_ends(line, "\r"))
            line.n_bytes--;
        reading.line_no++;
        take_line(&reading, line);
    }
    refuse_open_lines(&reading);
    return errors->n == n_before;
}
