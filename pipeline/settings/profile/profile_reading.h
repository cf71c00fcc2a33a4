/* Inside profile_*.c only: the profile while its INI file is read, section by section. */
#pragma once

#include "pipeline/settings/profile/profile.h"
#include "pipeline/settings/settings.h"

#define AMOUNT_COLUMN_NAME "bedragkolom"
#define PROFILE_VALUES     "waarden " /* and the name of a column: the name of a section */

struct profile_reading {
    struct profile *profile;
    struct settings settings;
    struct arena *arena;
};

/* Each reads its sections; columns and their [delen], [waarden] and [datums] first. */
void profile_read_columns(struct profile_reading *reading);
/* Takes the places of a column from "1-6" or "7"; and gives columns at places their positions,
 * which they are cut at. */
void profile_read_places(struct profile_reading *reading, const struct settings_key *key,
                         const char *text, struct profile_column *column);
void profile_cut(struct profile_reading *reading);
void profile_find_prose(struct profile_reading *reading);   /* when the meaning is known */
void profile_read_amounts(struct profile_reading *reading); /* [getal], [bedragen] */
void profile_read_meaning(struct profile_reading *reading); /* [betekenis] */
void profile_read_rules(struct profile_reading *reading);   /* [sectie], [buiten_scope], ... */
void profile_read_scopes(
    struct profile_reading *reading); /* of them [tekstregels], [buiten_scope] */

/* Of an export of indicators: all that stands behind the columns. */
void profile_read_figures(struct profile_reading *reading);

/* The parts of a list, separated by commas or on lines of their own, without their quotes; an error
 * for each that is empty or wrongly quoted. Returns how many are left. */
size_t profile_list(struct profile_reading *reading, const struct settings_key *key,
                    struct text **parts);

/* The columns that such a list names, those that are none told; of a key that may be NULL. */
size_t *profile_columns(struct profile_reading *reading, const struct settings_key *key, size_t *n);

/* The column of that name, or NO_COLUMN. */
size_t profile_column(const struct profile *profile, struct text name);

/* The same; NO_COLUMN after an error at the line, with the nearest name. */
size_t profile_need_column(struct profile_reading *reading, int line_no, struct text name);

/* "; bedoelde u 'x'?" for a name that is no column, or "". */
const char *profile_column_hint(struct profile_reading *reading, struct text name);

/* False after an error at the line when the column has no [waarden], or gives something else than
 * one of `allowed` (NULL-terminated). */
bool profile_check_values(struct profile_reading *reading, int line_no, size_t column,
                          const char *const *allowed);

/* False after an error at the line when the column is not in [datums]. */
bool profile_check_date(struct profile_reading *reading, int line_no, size_t column);

/* "jjjjmm(periode)": true when the text is that function of something, which *name becomes. */
bool profile_is_function(struct text text, const char *function, struct text *name);

/* True when the column is its whole field; else an error at the line, false. */
bool profile_check_whole(struct profile_reading *reading, int line_no, size_t column);

/* Takes up to five digits off the front of a text; false when they are not from low to high. */
bool profile_take_number(struct text *text, size_t low, size_t high, size_t *number);

/* Takes "[1-4]" or "[3]" off the front of a text: *first and *last are set, or stay 0 when there is
 * no bracket. False when there is one and it is not of that form. */
bool profile_take_positions(struct text *text, size_t *first, size_t *last);

/* Parses text with {columns} in it, whatever it gives, onto the end of a template that has room for
 * it. */
bool profile_read_word(struct profile_reading *reading, const struct settings_value *value,
                       struct text word, struct template *template);

/* Parses "realisatie {boekjaar}" and checks that it gives a stand. */
bool profile_read_template(struct profile_reading *reading, const struct settings_value *value,
                           struct template *template);
