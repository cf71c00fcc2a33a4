/* waarden.csv, long or wide. */
#include "pipeline/settings/indicator/indicator_reading.h"

#include "pipeline/base/path.h"

#include <string.h>

enum {
    VALUE_CODE,
    VALUE_KIND,
    VALUE_DOCUMENT,
    VALUE_PERIOD,
    VALUE_RELATION,
    VALUE_TEXT,
    VALUE_STATUS,
    VALUE_PROVISIONAL,
    VALUE_NOTE,
    VALUE_MEASURED,
    VALUE_OWN, /* the columns of a wide file */
    VALUE_COLUMNS
};
static const char *const value_columns[VALUE_COLUMNS] = {
    "code",    "?soort",     "?document", "?periode",   "?operator", "?waarde",
    "?status", "?voorlopig", "?noot",     "?peildatum", "*"};

void indicator_add_value(struct indicator_reading *reading, const char *path, int line_no,
                         struct value value)
{
    struct indicators *indicators = reading->indicators;
    value.year = indicator_year(text_of(value.period));
    value.path = path;
    value.line_no = line_no;
    value.where = arena_printf(reading->arena, "%s:%d",
                               path_to_text(reading->arena, path_name(path)), line_no);
    *arena_add(reading->arena, indicators->values, indicators->n_values) = value;
}

static bool read_kind(struct indicator_reading *reading, const struct csv_row *row,
                      struct text field, enum value_kind *kind)
{
    int index = indicator_choice(reading, row, "soort", field, value_kind_names, VALUE_KINDS);
    *kind = index < 0 ? KIND_REALISATIE : (enum value_kind)index;
    return index >= 0;
}

static bool read_notation(struct indicator_reading *reading, const struct csv_row *row,
                          const char *column, struct text text, struct notation *notation)
{
    return notation_parse(text, notation) ||
           row_error(reading, row,
                     "%s: verwacht een waarde zoals 10,5* of >400 of ≤7,9%% of NB of -, "
                     "gevonden \"%s\": %s",
                     column, text.bytes, notation_fault(text));
}

/* A number that a workbook holds has no notation of its own. */
static bool is_stored_number(const struct indicator_reading *reading,
                             const struct notation *notation)
{
    return strstr(reading->file.path, ".xlsx") && notation->status == VALUE_KNOWN &&
           notation->relation == RELATION_NONE && notation->n_stars == 0 && !notation->euro &&
           !notation->plus && !notation->minus;
}

/* ---- wide ---- */

/* "2024" or "2024 streef"; the kind of the row when the heading names none. */
static bool read_heading(struct indicator_reading *reading, const struct csv_row *row,
                         const char *heading, struct value *value)
{
    const char *space = strrchr(heading, ' ');
    value->period = heading;
    if (space && value_kind_parse(space + 1, &value->kind)) {
        value->period = arena_copy(reading->arena, heading, (size_t)(space - heading));
        return true;
    }
    if (row->fields[VALUE_KIND].n_bytes)
        return read_kind(reading, row, row->fields[VALUE_KIND], &value->kind);
    return row_error(reading, row,
                     "kolom '%s': verwacht de soort erachter ('%s realisatie') of in een "
                     "kolom soort",
                     heading, heading);
}

/* A cell of a wide file that is empty holds no value, as a spreadsheet is filled. */
static void read_wide(struct indicator_reading *reading, const struct csv_row *row,
                      struct value value)
{
    for (size_t i = 0; i < reading->file.n_own; i++) {
        struct text cell = row->fields[VALUE_OWN + i];
        const char *heading = reading->file.own_names[i];
        if (cell.n_bytes && read_heading(reading, row, heading, &value) &&
            read_notation(reading, row, heading, cell, &value.notation)) {
            value.delivered = is_stored_number(reading, &value.notation);
            indicator_add_value(reading, reading->file.path, row->line_no, value);
        }
    }
}

/* ---- long ---- */

static bool read_status(struct indicator_reading *reading, const struct csv_row *row,
                        struct notation *notation)
{
    struct text field = row->fields[VALUE_STATUS];
    if (field.n_bytes == 0)
        return true;
    int status =
        indicator_choice(reading, row, "status", field, value_status_names, VALUE_STATUSES);
    if (status < 0)
        return false;
    if (notation->status == VALUE_EMPTY && status != VALUE_KNOWN)
        notation->status = (enum value_status)status;
    return (int)notation->status == status ||
           row_error(reading, row, "status: '%s' past niet bij waarde \"%s\"", field.bytes,
                     row->fields[VALUE_TEXT].bytes);
}

static bool read_relation(struct indicator_reading *reading, const struct csv_row *row,
                          struct notation *notation)
{
    struct text field = row->fields[VALUE_RELATION];
    enum relation relation;
    if (field.n_bytes == 0)
        return true;
    if (!relation_parse(field, &relation))
        return row_error(reading, row, "operator: verwacht <, ≤, >, ≥ of =, gevonden '%s'",
                         field.bytes);
    if (notation->status == VALUE_KNOWN && notation->relation == RELATION_NONE)
        notation->relation = relation;
    return notation->relation == relation ||
           row_error(reading, row, "operator: '%s' past niet bij waarde \"%s\"", field.bytes,
                     row->fields[VALUE_TEXT].bytes);
}

static bool read_yes(struct indicator_reading *reading, const struct csv_row *row, bool *yes)
{
    static const char *const answers[] = {"", "nee", "ja"};
    int answer =
        indicator_choice(reading, row, "voorlopig", row->fields[VALUE_PROVISIONAL], answers, 3);
    *yes = answer == 2;
    return answer >= 0;
}

static void read_long(struct indicator_reading *reading, const struct csv_row *row,
                      struct value value)
{
    bool good = indicator_need(reading, row, "periode", row->fields[VALUE_PERIOD]);
    good = read_kind(reading, row, row->fields[VALUE_KIND], &value.kind) && good;
    good = read_notation(reading, row, "waarde", row->fields[VALUE_TEXT], &value.notation) &&
           read_status(reading, row, &value.notation) &&
           read_relation(reading, row, &value.notation) && good;
    good = read_yes(reading, row, &value.provisional) && good;
    value.period = row->fields[VALUE_PERIOD].bytes;
    value.note = row->fields[VALUE_NOTE].bytes;
    value.measured = row->fields[VALUE_MEASURED].bytes;
    value.delivered = good && is_stored_number(reading, &value.notation);
    if (good)
        indicator_add_value(reading, reading->file.path, row->line_no, value);
}

void indicator_read_values(struct indicator_reading *reading, const char *path)
{
    if (!csv_read_file(path, value_columns, VALUE_COLUMNS, reading->arena, reading->errors,
                       &reading->file))
        return;
    bool is_long = csv_column(&reading->file, "waarde") != CSV_NO_COLUMN;
    if (is_long && reading->file.n_own) {
        csv_file_error(&reading->file, 1,
                       "kolom '%s' is onbekend: naast 'waarde' staan geen kolommen per periode",
                       reading->file.own_names[0]);
        return;
    }
    for (size_t i = 0; i < reading->file.n_rows; i++) {
        const struct csv_row *row = &reading->file.rows[i];
        struct value value = {.indicator = indicator_of(reading, row, row->fields[VALUE_CODE]),
                              .document = row->fields[VALUE_DOCUMENT].bytes,
                              .note = "",
                              .measured = ""};
        if (value.indicator != INDICATOR_NONE)
            (is_long ? read_long : read_wide)(reading, row, value);
    }
}
