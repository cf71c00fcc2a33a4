/* Columns at fixed places of the line: where it is cut. */
#include "pipeline/settings/profile/profile_reading.h"

#include <string.h>

#define MAX_PLACE 30000 /* a record is at most 32,768 bytes, separators included */

void profile_read_places(struct profile_reading *reading, const struct settings_key *key,
                         const char *text, struct profile_column *column)
{
    struct text rest = text_of(text);
    size_t first, last;
    bool good = profile_take_number(&rest, 1, MAX_PLACE, &first);
    last = first;
    if (good && rest.n_bytes > 0 && rest.bytes[0] == '-') {
        rest = text_from(rest, 1);
        good = profile_take_number(&rest, first, MAX_PLACE, &last);
    }
    if (!good || rest.n_bytes > 0) {
        reading_wrong(reading, key,
                      "zonder scheidingsteken staat een kolom op vaste plaatsen van de regel, "
                      "zoals 1-6, gevonden '%s'",
                      text);
        return;
    }
    column->first = first;
    column->last = last;
}

/* Keeps them from low to high, each once. */
static void add_cut(struct profile *profile, size_t place)
{
    size_t at = profile->n_cuts;
    while (at > 0 && profile->cuts[at - 1] > place)
        at--;
    if (place == 0 || (at > 0 && profile->cuts[at - 1] == place))
        return;
    for (size_t i = profile->n_cuts++; i > at; i--)
        profile->cuts[i] = profile->cuts[i - 1];
    profile->cuts[at] = place;
}

/* How many cuts stand before the place. */
static size_t cuts_before(const struct profile *profile, size_t place)
{
    size_t n = 0;
    while (n < profile->n_cuts && profile->cuts[n] < place)
        n++;
    return n;
}

static void refuse_overlap(struct profile_reading *reading, const struct profile_column *column)
{
    const struct profile *profile = reading->profile;
    for (size_t c = 0; &profile->columns[c] < column; c++) {
        const struct profile_column *other = &profile->columns[c];
        bool is_same = other->first == column->first && other->last == column->last;
        if (is_same || other->last < column->first || other->first > column->last)
            continue;
        reading_error(reading, column->line_no,
                      "kolom '%s' (%zu-%zu) en kolom '%s' (%zu-%zu) staan deels op dezelfde "
                      "plaatsen; geef ze dezelfde plaatsen, en neem er een deel van in [delen]",
                      column->name, column->first, column->last, other->name, other->first,
                      other->last);
        return;
    }
}

void profile_cut(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    profile->cuts =
        arena_alloc(reading->arena, (2 * profile->n_columns + 1) * sizeof *profile->cuts);
    for (size_t c = 0; c < profile->n_columns; c++) {
        if (profile->columns[c].last == 0)
            continue; /* told */
        add_cut(profile, profile->columns[c].first - 1);
        add_cut(profile, profile->columns[c].last);
    }
    for (size_t c = 0; c < profile->n_columns; c++) {
        struct profile_column *column = &profile->columns[c];
        column->position = cuts_before(profile, column->first);
        if (column->last > 0 && cuts_before(profile, column->last) != column->position)
            refuse_overlap(reading, column);
    }
}

void profile_find_prose(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    profile->prose = arena_alloc(reading->arena, (profile->n_cuts + 1) * sizeof *profile->prose);
    memset(profile->prose, true, profile->n_cuts * sizeof *profile->prose);
    for (size_t c = 0; c < profile->n_columns; c++)
        if (profile->columns[c].position < profile->n_cuts && c != profile->role[ROLE_OMSCHRIJVING])
            profile->prose[profile->columns[c].position] = false;
}
