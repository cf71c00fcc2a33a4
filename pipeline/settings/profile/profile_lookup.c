/* What the sections of a profile share: names of columns, lists, what a column must be. */
#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/quoted.h"

#include <string.h>

#define MAX_POSITION 9999

size_t profile_list(struct profile_reading *reading, const struct settings_key *key,
                    struct text **parts)
{
    size_t n = 0;
    *parts = NULL;
    for (size_t v = 0; v < key->n_values; v++) {
        struct text rest = text_of(key->values[v].text), part, plain;
        while (quoted_cut(&rest, ',', &part)) {
            if (quoted_plain(reading->arena, part, &plain) && plain.n_bytes > 0)
                *arena_add(reading->arena, *parts, n) = plain;
            else
                reading_error(reading, key->values[v].line_no,
                              "%s: verwacht een tekst, gevonden '%.*s'", key->name, TEXT_ARG(part));
        }
    }
    return n;
}

size_t *profile_columns(struct profile_reading *reading, const struct settings_key *key, size_t *n)
{
    struct text *names;
    size_t n_names = key ? profile_list(reading, key, &names) : 0;
    size_t *columns = arena_alloc(reading->arena, n_names * sizeof *columns);
    *n = 0;
    for (size_t i = 0; i < n_names; i++) {
        columns[*n] = profile_need_column(reading, key->line_no, names[i]);
        *n += columns[*n] != NO_COLUMN;
    }
    return columns;
}

size_t profile_column(const struct profile *profile, struct text name)
{
    size_t c = array_index_of(profile->columns, profile->n_columns, name, name);
    return c < profile->n_columns ? c : NO_COLUMN;
}

const char *profile_column_hint(struct profile_reading *reading, struct text name)
{
    return suggestion_among(reading->arena, name, reading->profile->columns,
                            reading->profile->n_columns, name);
}

size_t profile_need_column(struct profile_reading *reading, int line_no, struct text name)
{
    size_t column = profile_column(reading->profile, name);
    if (column == NO_COLUMN)
        reading_error(reading, line_no, "kolom '%.*s' staat niet in [kolommen]%s", TEXT_ARG(name),
                      profile_column_hint(reading, name));
    return column;
}

static bool is_one_of(const char *text, const char *const *allowed)
{
    for (; *allowed; allowed++)
        if (strcmp(text, *allowed) == 0)
            return true;
    return false;
}

static const char *listed(struct profile_reading *reading, const char *const *allowed)
{
    struct text_list list = {.arena = reading->arena};
    for (size_t i = 0; allowed[i]; i++)
        list_add(&list, "%s", *allowed[i] ? allowed[i] : "niets");
    return list_text(&list, "");
}

bool profile_check_values(struct profile_reading *reading, int line_no, size_t column,
                          const char *const *allowed)
{
    struct settings *settings = &reading->settings;
    const char *name = reading->profile->columns[column].name;
    const char *section_name = arena_printf(reading->arena, PROFILE_VALUES "%s", name);
    const struct settings_section *section = settings_section(settings, section_name);
    if (!section)
        return settings_error(
            settings, line_no,
            "sectie [%s] ontbreekt: zeg welke waarden van deze kolom staan voor %s", section_name,
            listed(reading, allowed));
    bool good = true;
    for (size_t k = 0; k < section->n_keys; k++) {
        const struct settings_value *to = &section->keys[k].values[0];
        if (!is_one_of(to->text, allowed))
            good = settings_error(settings, to->line_no, "%s: verwacht een van: %s; gevonden '%s'",
                                  section->keys[k].name, listed(reading, allowed), to->text);
    }
    return good;
}

bool profile_check_whole(struct profile_reading *reading, int line_no, size_t column)
{
    const struct profile_column *definition = &reading->profile->columns[column];
    return !profile_has_part(definition) ||
           reading_error(reading, line_no,
                         "kolom '%s' moet hier het hele veld zijn, geen deel ervan",
                         definition->name);
}

bool profile_date(const struct profile *profile, size_t column, struct text value,
                  struct date *date)
{
    const struct column_dates *dates = &profile->date_of[column];
    bool known = false;
    for (int i = 0; i < dates->n_formats && !known; i++)
        known = date_parse(&dates->formats[i], value, date);
    return known;
}

bool profile_loose_date(const struct profile *profile, size_t column, struct date_format *loose)
{
    const struct column_dates *dates = &profile->date_of[column];
    return dates->text && dates->n_formats == 1 && !profile_lacks_year(profile, column) &&
           (dates->formats[0].pattern[0] == 'j' ? date_format_parse("d-m-jjjj", loose)
                                                : date_format_loose(&dates->formats[0], loose));
}

bool profile_check_date(struct profile_reading *reading, int line_no, size_t column)
{
    const struct profile *profile = reading->profile;
    return profile->date_of[column].text ||
           reading_error(reading, line_no,
                         "kolom '%s' moet in [datums] staan: hoe is de datum geschreven?",
                         profile->columns[column].name);
}

bool profile_is_function(struct text text, const char *function, struct text *name)
{
    if (!text_take_start(&text, function) || !text_take_start(&text, "(") || !text_ends(text, ")"))
        return false;
    *name = text_trim((struct text){text.bytes, text.n_bytes - 1});
    return true;
}

bool profile_take_number(struct text *text, size_t low, size_t high, size_t *number)
{
    uint64_t value;
    const bool any = text_take_digits(text, 5, &value);
    *number = (size_t)value;
    return any && value >= low && value <= high;
}

bool profile_take_positions(struct text *text, size_t *first, size_t *last)
{
    if (!text_take_start(text, "["))
        return true;
    if (!profile_take_number(text, 1, MAX_POSITION, first))
        return false;
    *last = *first;
    if (text_take_start(text, "-") && !profile_take_number(text, *first, MAX_POSITION, last))
        return false;
    return text_take_start(text, "]");
}
