/* [kolommen], [waarden ...], [delen] and [datums]. */
#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/base/text_look.h"
#include "pipeline/format/quoted.h"
#include "pipeline/settings/stand.h"

#include <string.h>

/* Letters, digits, _ and - (not in front); any character beyond ASCII is a letter. */
static bool is_name(struct text name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    for (size_t i = 0; i < name.n_bytes; i++) {
        unsigned char c = (unsigned char)name.bytes[i];
        if (c < 0x80 && !memchr(letters, c, sizeof letters - 1) && (c != '-' || i == 0))
            return false;
    }
    return name.n_bytes > 0;
}

/* ---- where a column is found ---- */

static void read_headers(struct profile_reading *reading, const struct settings_key *key,
                         struct profile_column *column)
{
    for (size_t v = 0; v < key->n_values; v++) {
        struct text rest = text_of(key->values[v].text), part, plain;
        while (quoted_cut(&rest, '|', &part)) {
            if (part.n_bytes == 0 || text_is(part, "?") || /* as pnc nieuw asks it */
                !quoted_plain(reading->arena, part, &plain)) {
                reading_error(reading, key->values[v].line_no,
                              "%s: verwacht een kop uit het bestand, gevonden '%.*s'", key->name,
                              TEXT_ARG(part));
                continue;
            }
            *arena_add(reading->arena, column->headers, column->n_headers) =
                text_look(reading->arena, plain).bytes;
        }
    }
}

/* Without a header line: 1 is the first column. */
static void read_position(struct profile_reading *reading, const struct settings_key *key,
                          struct profile_column *column)
{
    struct settings *settings = &reading->settings;
    const char *text = settings_one(settings, key);
    if (!text)
        return;
    if (reading->profile->file.is_fixed) {
        profile_read_places(reading, key, text, column);
        return;
    }
    struct text rest = text_of(text);
    size_t position;
    if (rest.n_bytes > 4 || !profile_take_number(&rest, 1, 9999, &position) || rest.n_bytes > 0) {
        settings_key_wrong(settings, key,
                           "zonder kopregel is een kolom een nummer vanaf 1, gevonden '%s'", text);
        return;
    }
    column->position = position - 1;
}

static void add_column(struct profile_reading *reading, const struct settings_key *key)
{
    struct profile *profile = reading->profile;
    struct profile_column column = {.position = NO_COLUMN, .line_no = key->line_no};
    struct text name = text_of(key->name);
    column.optional = name.bytes[name.n_bytes - 1] == '?';
    name.n_bytes -= column.optional;
    name = text_trim(name);
    column.name = text_string(reading->arena, name);
    if (!is_name(name))
        reading_error(reading, key->line_no,
                      "naam van een kolom: verwacht letters, cijfers, _ en -, gevonden '%s'",
                      key->name);
    if (text_is(name, AMOUNT_COLUMN_NAME))
        reading_error(reading, key->line_no,
                      "'" AMOUNT_COLUMN_NAME
                      "' heeft in [sectie] een betekenis: kies een andere naam");
    if (profile_column(profile, name) != NO_COLUMN)
        reading_error(reading, key->line_no, "kolom '%s' staat er twee keer", column.name);
    if (column.optional && !profile->file.has_header)
        reading_error(reading, key->line_no,
                      "kolom '%s': zonder kopregel kan een kolom niet ontbreken", column.name);
    if (profile->file.has_header) {
        read_headers(reading, key, &column);
    } else {
        read_position(reading, key, &column);
    }
    *arena_add(reading->arena, profile->columns, profile->n_columns) = column;
}

/* ---- [waarden x] ---- */

/* "*" is any other value, leeg an empty one, "leeg" the word. */
static void add_value(struct profile_reading *reading, const struct settings_key *key,
                      struct value_map *map)
{
    struct settings *settings = &reading->settings;
    const char *to = key->values[0].text;
    if (key->n_values > 1 && !settings_one(settings, key))
        return;
    if (strcmp(to, "?") == 0) { /* as pnc nieuw asks it */
        settings_error(settings, key->line_no,
                       "waarde '%s': verwacht wat zij betekent, gevonden '?'", key->name);
        return;
    }
    if (strcmp(key->name, "*") == 0) {
        map->otherwise = to;
        return;
    }
    struct text from = text_of(key->name);
    if (!quoted_plain(reading->arena, from, &from)) {
        settings_error(settings, key->line_no, "aanhalingstekens kloppen niet in '%s'", key->name);
        return;
    }
    if (strcmp(key->name, "leeg") == 0)
        from.n_bytes = 0;
    from = text_trim(from);
    if (text_among(from, map->from, map->n)) {
        settings_error(settings, key->line_no, "waarde '%s' staat er twee keer", key->name);
        return;
    }
    map->from[map->n] = from;
    map->to[map->n++] = text_of(to);
}

static void read_values(struct profile_reading *reading, struct settings_section *section,
                        struct profile_column *column)
{
    struct value_map *map = arena_alloc(reading->arena, sizeof *map);
    map->from = arena_alloc(reading->arena, section->n_keys * sizeof *map->from);
    map->to = arena_alloc(reading->arena, section->n_keys * sizeof *map->to);
    for (size_t k = 0; k < section->n_keys; k++)
        add_value(reading, &section->keys[k], map);
    if (section->n_keys == 0)
        reading_error(reading, section->line_no, "[%s] is leeg", section->name);
    column->values = map;
}

static void read_all_values(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    for (size_t s = 0; s < settings->n_sections; s++) {
        struct settings_section *section = &settings->sections[s];
        if (strncmp(section->name, PROFILE_VALUES, strlen(PROFILE_VALUES)) != 0)
            continue;
        section->known = true;
        settings_know_all(section);
        struct text name = text_of(section->name + strlen(PROFILE_VALUES));
        size_t column = profile_need_column(reading, section->line_no, name);
        if (column != NO_COLUMN)
            read_values(reading, section, &profile->columns[column]);
    }
}

/* ---- [delen] ---- */

/* "deel 2 tussen -" */
static bool parse_piece(struct arena *arena, struct text text, struct column_part *part)
{
    struct text mark;
    if (!text_take_start(&text, "deel ") || !profile_take_number(&text, 1, 999, &part->piece) ||
        !text_take_start(&text, " tussen ") || !quoted_plain(arena, text_trim(text), &mark))
        return false;
    part->mark = text_string(arena, mark);
    return mark.n_bytes > 0;
}

static bool parse_part(struct arena *arena, struct text text, struct column_part *part)
{
    *part = (struct column_part){0};
    if (text.n_bytes > 0 && text.bytes[0] == '[')
        return profile_take_positions(&text, &part->first, &part->last) && text.n_bytes == 0;
    return parse_piece(arena, text, part);
}

static void read_parts(struct profile_reading *reading)
{
    struct settings *settings = &reading->settings;
    const struct settings_section *section = settings_names(settings, "delen");
    for (size_t k = 0; k < section->n_keys; k++) {
        const struct settings_key *key = &section->keys[k];
        size_t column = profile_need_column(reading, key->line_no, text_of(key->name));
        const char *text = settings_one(settings, key);
        struct column_part part;
        if (text && !parse_part(reading->arena, text_of(text), &part))
            settings_key_wrong(settings, key, "verwacht [1-4] of deel 1 tussen -, gevonden '%s'",
                               text);
        else if (text && column != NO_COLUMN)
            reading->profile->columns[column].part = part;
    }
}

/* ---- one place, two columns ---- */

/* What both accept, as "kop 'Jaar'" or "plaats 3"; NULL when there is no such thing. */
static const char *shared_place(struct profile_reading *reading, const struct profile_column *a,
                                const struct profile_column *b)
{
    for (size_t i = 0; i < a->n_headers; i++)
        for (size_t k = 0; k < b->n_headers; k++)
            if (strcmp(a->headers[i], b->headers[k]) == 0)
                return arena_printf(reading->arena, "kop '%s'", a->headers[i]);
    if (a->last > 0 && a->position == b->position)
        return arena_printf(reading->arena, "plaats %zu-%zu", a->first, a->last);
    if (a->position != NO_COLUMN && a->position == b->position)
        return arena_printf(reading->arena, "plaats %zu", a->position + 1);
    return NULL;
}

static bool is_plain(const struct profile_column *column)
{
    return !column->values && !profile_has_part(column);
}

/* Two columns may read one field when one of them reads it otherwise; else it is a slip. */
static void check_places(struct profile_reading *reading)
{
    const struct profile *profile = reading->profile;
    for (size_t c = 1; c < profile->n_columns; c++) {
        for (size_t before = 0; before < c; before++) {
            const struct profile_column *a = &profile->columns[before], *b = &profile->columns[c];
            const char *place = is_plain(a) && is_plain(b) ? shared_place(reading, a, b) : NULL;
            if (place)
                reading_error(reading, b->line_no,
                              "%s hoort al bij kolom '%s' op regel %d; dat kan alleen als een van "
                              "beide [waarden] of [delen] heeft",
                              place, a->name, a->line_no);
        }
    }
}

/* ---- [datums] ---- */

/* A date that the second pattern takes for another one: the third of February and the like are told
 * apart by their order alone. */
static bool contradict(const struct column_dates *dates)
{
    static const struct date telling[] = {{2001, 2, 3}, {2012, 11, 10}, {2003, 4, 5}};
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        for (int first = 0; first < 2; first++) {
            char text[DATE_TEXT_SIZE];
            struct date read;
            date_write(&dates->formats[first], telling[i], text);
            if (date_parse(&dates->formats[1 - first], text_of(text), &read) &&
                date_number(read) != date_number(telling[i]))
                return true;
        }
    return false;
}

/* " van boekjaar", " van 2024": where dates have their year from; it is taken off the text. False
 * after an error. */
static bool take_year(struct profile_reading *reading, int line_no, struct text *text,
                      struct column_dates *dates)
{
    static const char word[] = " van ";
    const char *at = memmem(text->bytes, text->n_bytes, word, strlen(word));
    if (!at)
        return true;
    const char *name = at + strlen(word), *end = text->bytes + text->n_bytes;
    struct text year = text_trim((struct text){name, (size_t)(end - name)});
    int number;
    text->n_bytes = (size_t)(at - text->bytes);
    if (stand_year(year, &number))
        dates->year = text_string(reading->arena, year);
    else
        dates->year_column = profile_need_column(reading, line_no, year);
    return dates->year || dates->year_column != NO_COLUMN;
}

/* "dd-mm-jjjj", or two of them with a comma between, and `leeg` when a field may be; without jjjj
 * where the year is from elsewhere. */
static bool read_patterns(struct profile_reading *reading, struct text rest,
                          struct column_dates *dates)
{
    const bool has_no_year = dates->year || dates->year_column != NO_COLUMN;
    struct text pattern;
    while (text_split(&rest, ',', &pattern)) {
        pattern = text_trim(pattern);
        if (text_is(pattern, "leeg")) {
            dates->may_be_empty = true;
            continue;
        }
        const bool lacks_zero = has_no_year && text_is(pattern, "dmm");
        if (dates->n_formats == 2 ||
            !date_format_parse(arena_printf(reading->arena, "%s%.*s%s", lacks_zero ? "d" : "",
                                            TEXT_ARG(pattern), has_no_year ? " jjjj" : ""),
                               &dates->formats[dates->n_formats]))
            return false;
        dates->lacks_zero |= lacks_zero;
        dates->n_formats++;
    }
    return dates->n_formats > 0;
}

static void read_date(struct profile_reading *reading, const struct settings_key *key,
                      size_t column, const char *pattern)
{
    struct settings *settings = &reading->settings;
    struct text text = text_of(pattern);
    struct column_dates dates = {.text = pattern, .year_column = NO_COLUMN};
    if (!take_year(reading, key->line_no, &text, &dates))
        return;
    if (!read_patterns(reading, text, &dates))
        settings_key_wrong(
            settings, key,
            "verwacht een datumpatroon zoals dd-mm-jjjj, jjjjmmdd, d mmm jjjj, "
            "dd-mm-jjjj tijd, 'leeg, dd-mm-jjjj' of, zonder jaar, ddmm van boekjaar, gevonden "
            "'%s'",
            pattern);
    else if (dates.n_formats == 2 && contradict(&dates))
        settings_key_wrong(settings, key,
                           "een datum kan op beide manieren gelezen worden (%s), en is dan een "
                           "andere; kies er een",
                           pattern);
    else if (column == dates.year_column)
        settings_key_wrong(settings, key,
                           "het jaar van een datum staat in een andere kolom, gevonden '%s'",
                           pattern);
    else
        reading->profile->date_of[column] = dates;
}

static void read_dates(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    profile->date_of = arena_alloc(reading->arena, profile->n_columns * sizeof *profile->date_of);
    const struct settings_section *section = settings_names(settings, "datums");
    for (size_t k = 0; k < section->n_keys; k++) {
        const struct settings_key *key = &section->keys[k];
        size_t column = profile_need_column(reading, key->line_no, text_of(key->name));
        const char *pattern = settings_one(settings, key);
        if (pattern && column != NO_COLUMN)
            read_date(reading, key, column, pattern);
    }
}

static void read_columns(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    const struct settings_section *section = settings_need_names(settings, "kolommen");
    for (size_t k = 0; k < section->n_keys; k++)
        add_column(reading, &section->keys[k]);
    if (profile->n_columns > PROFILE_MAX_COLUMNS)
        settings_error(settings, section->line_no,
                       "[kolommen]: verwacht hoogstens %d kolommen, gevonden %zu",
                       PROFILE_MAX_COLUMNS, profile->n_columns);
}

void profile_read_columns(struct profile_reading *reading)
{
    read_columns(reading);
    if (reading->profile->file.is_fixed)
        profile_cut(reading);
    read_all_values(reading);
    read_parts(reading);
    check_places(reading);
    read_dates(reading);
}
