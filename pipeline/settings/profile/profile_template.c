/* "realisatie {boekjaar}": which stand an amount belongs to. */
#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/settings/stand.h"

#include <string.h>

/* ---- parts ---- */

static void add_literal(struct arena *arena, struct template *template, struct text literal)
{
    if (literal.n_bytes == 0)
        return;
    size_t n = template->n_parts;
    if (n > 0 && template->parts[n - 1].literal) {
        struct template_part *last = &template->parts[n - 1];
        last->literal = arena_printf(arena, "%s%.*s", last->literal, TEXT_ARG(literal));
        return;
    }
    template->parts[template->n_parts++] =
        (struct template_part){.literal = text_string(arena, literal), .column = NO_COLUMN};
}

static bool bad_braces(struct profile_reading *reading, const struct settings_value *value)
{
    return reading_error(reading, value->line_no,
                         "accolades kloppen niet in '%s'; verwacht zoiets als realisatie {jaar}",
                         value->text);
}

/* "{jaar(boekdatum)}" */
static bool add_year(struct profile_reading *reading, const struct settings_value *value,
                     struct text name, struct template_part *part)
{
    part->year_of_date = true;
    part->column = profile_need_column(reading, value->line_no, name);
    return part->column != NO_COLUMN && profile_check_date(reading, value->line_no, part->column);
}

/* What stands between braces: a column, perhaps positions of it. */
static bool add_column(struct profile_reading *reading, const struct settings_value *value,
                       struct text inside, struct template *template)
{
    struct template_part *part = &template->parts[template->n_parts++];
    size_t n = 0;
    while (n < inside.n_bytes && inside.bytes[n] != '[')
        n++;
    struct text name = {inside.bytes, n}, rest = {inside.bytes + n, inside.n_bytes - n};
    if (profile_is_function(inside, "jaar", &name))
        return add_year(reading, value, name, part);
    if (!profile_take_positions(&rest, &part->first, &part->last) || rest.n_bytes > 0)
        return reading_error(reading, value->line_no,
                             "verwacht {kolom} of {kolom[1-4]}, gevonden '{%.*s}'",
                             TEXT_ARG(inside));
    part->column = profile_need_column(reading, value->line_no, name);
    return part->column != NO_COLUMN;
}

/* One word: text and {columns} in any order. */
bool profile_read_word(struct profile_reading *reading, const struct settings_value *value,
                       struct text word, struct template *template)
{
    bool good = true;
    while (word.n_bytes > 0) {
        size_t n = 0;
        while (n < word.n_bytes && word.bytes[n] != '{' && word.bytes[n] != '}')
            n++;
        add_literal(reading->arena, template, (struct text){word.bytes, n});
        if (n == word.n_bytes)
            break;
        const char *close = memchr(word.bytes + n, '}', word.n_bytes - n);
        if (word.bytes[n] == '}' || !close)
            return bad_braces(reading, value);
        struct text inside = {word.bytes + n + 1, (size_t)(close - word.bytes) - n - 1};
        good = add_column(reading, value, inside, template) && good;
        n += inside.n_bytes + 2;
        word = text_from(word, n);
    }
    return good;
}

/* ---- is it a stand ---- */

typedef bool accepts_fn(struct arena *arena, struct text text);

static bool is_word(struct arena *arena, struct text text)
{
    (void)arena;
    for (size_t i = 0; i < text.n_bytes; i++)
        if (text.bytes[i] == ' ' || text.bytes[i] == '\t')
            return false;
    return text.n_bytes > 0;
}

static bool is_year(struct arena *arena, struct text text)
{
    (void)arena;
    int year;
    return stand_year(text, &year);
}

static bool is_stand(struct arena *arena, struct text text)
{
    struct stand stand;
    return stand_parse(arena, text, &stand) && text_is(text, stand.name);
}

static bool bad_value(struct profile_reading *reading, const struct settings_value *value,
                      const char *column, struct text found, const char *wanted)
{
    return reading_error(reading, value->line_no,
                         "'%s': verwacht dat [waarden %s] %s geeft, gevonden '%.*s'", value->text,
                         column, wanted, TEXT_ARG(found));
}

/* All that the [waarden] of a column give is what it stands for in the template. */
static bool check_given(struct profile_reading *reading, const struct settings_value *value,
                        size_t column, accepts_fn *accepts, const char *wanted)
{
    const struct profile_column *definition = &reading->profile->columns[column];
    const struct value_map *map = definition->values;
    if (!map)
        return true;
    bool good = true;
    for (size_t i = 0; i < map->n; i++)
        if (!accepts(reading->arena, map->to[i]))
            good = bad_value(reading, value, definition->name, map->to[i], wanted);
    if (map->otherwise && !accepts(reading->arena, text_of(map->otherwise)))
        good = bad_value(reading, value, definition->name, text_of(map->otherwise), wanted);
    return good;
}

/* A word that is one {column}: that column, else NO_COLUMN. */
static size_t lone_column(const struct profile_reading *reading, struct text word)
{
    if (word.n_bytes < 2 || word.bytes[0] != '{' ||
        memchr(word.bytes, '}', word.n_bytes) != word.bytes + word.n_bytes - 1)
        return NO_COLUMN;
    return profile_column(reading->profile, (struct text){word.bytes + 1, word.n_bytes - 2});
}

static bool check_word(struct profile_reading *reading, const struct settings_value *value,
                       struct text word, accepts_fn *accepts, const char *wanted)
{
    size_t column = lone_column(reading, word);
    if (column != NO_COLUMN)
        return check_given(reading, value, column, accepts, wanted);
    bool fixed = !memchr(word.bytes, '{', word.n_bytes);
    if (fixed && !accepts(reading->arena, word))
        return reading_error(reading, value->line_no, "'%s': verwacht %s, gevonden '%.*s'",
                             value->text, wanted, TEXT_ARG(word));
    return true;
}

#define MAX_WORDS 2

/* The words of a text, at most n_max of them; returns how many there are. */
static size_t split_words(struct text text, struct text *words, size_t n_max)
{
    size_t n = 0, start = 0;
    for (size_t i = 0; i <= text.n_bytes; i++) {
        if (i < text.n_bytes && text.bytes[i] != ' ' && text.bytes[i] != '\t')
            continue;
        if (i > start && n++ < n_max)
            words[n - 1] = (struct text){text.bytes + start, i - start};
        start = i + 1;
    }
    return n;
}

static bool check_form(struct profile_reading *reading, const struct settings_value *value,
                       const struct text *words, size_t n_words)
{
    static const char year[] = "een jaar van 1900 tot en met 2199";
    if (n_words == 2)
        return check_word(reading, value, words[0], is_word, "een woord") &
               check_word(reading, value, words[1], is_year, year);
    size_t column = n_words == 1 ? lone_column(reading, words[0]) : NO_COLUMN;
    if (column != NO_COLUMN && reading->profile->columns[column].values)
        return check_given(reading, value, column, is_stand, "een stand zoals 'primair 2024'");
    return reading_error(
        reading, value->line_no,
        "verwacht een stand: <woord> <jaar>, zoals realisatie {jaar}, gevonden '%s'", value->text);
}

bool profile_read_template(struct profile_reading *reading, const struct settings_value *value,
                           struct template *template)
{
    struct text words[MAX_WORDS];
    size_t n_words = split_words(text_of(value->text), words, MAX_WORDS);
    *template = (struct template){.source = value->text, .line_no = value->line_no};
    template->parts =
        arena_alloc(reading->arena, (strlen(value->text) + 1) * sizeof *template->parts);
    bool good = true;
    for (size_t i = 0; i < n_words && i < MAX_WORDS; i++) {
        if (i > 0)
            add_literal(reading->arena, template, text_of(" "));
        good = profile_read_word(reading, value, words[i], template) && good;
    }
    return good && check_form(reading, value, words, n_words);
}
