/* indicatortabellen.csv: a line per row; what is of the whole table stands on its first line. */
#include "pipeline/settings/indicator/indicator_reading.h"

#include "pipeline/settings/run_name.h"

#include <string.h>

enum {
    TABLE_NAME,
    TABLE_DOCUMENT,
    TABLE_PAKKET,
    TABLE_GROUP,
    TABLE_TITLE,
    TABLE_FIELDS,
    TABLE_NR,
    TABLE_CODE,
    TABLE_LABEL,
    TABLE_NOTE,
    TABLE_COLUMNS
};
static const char *const table_columns[TABLE_COLUMNS] = {"tabel",  "?document", "?pakket", "?groep",
                                                         "titel",  "kolommen",  "?nr",     "code",
                                                         "?regel", "?noot"};

/* What a column may be, besides the value of a kind and period. */
static const struct {
    const char *word;
    enum field field;
} field_words[] = {{"nr", FIELD_NR},
                   {"regel", FIELD_LABEL},
                   {"bron", FIELD_SOURCE},
                   {"eenheid", FIELD_UNIT},
                   {"noot", FIELD_NOTE},
                   {"pakket", FIELD_PAKKET},
                   {"doel", FIELD_GOAL},
                   {"jaar", FIELD_YEAR},
                   {"richting", FIELD_DIRECTION},
                   {"streefwaarde", FIELD_TARGET},
                   {"ten opzichte van", FIELD_BASE},
                   {"oordeel", FIELD_OUTCOME}};

static bool cut_word(struct text *text, const char *word)
{
    struct text rest = *text;
    if (!text_take_start(&rest, word) || !text_take_start(&rest, " "))
        return false;
    *text = text_trim(rest);
    return true;
}

/* "regel", "streef 2026", "noot realisatie 2024", "realisatie Gemeenten 25.000 - 50.000 inwoners"
 */
static bool read_field(struct indicator_reading *reading, struct text source,
                       struct field_column *column)
{
    for (size_t i = 0; i < sizeof field_words / sizeof *field_words; i++)
        if (text_is(source, field_words[i].word)) {
            column->field = field_words[i].field;
            return true;
        }
    column->field = cut_word(&source, "noot")        ? FIELD_VALUE_NOTE
                    : cut_word(&source, "peildatum") ? FIELD_VALUE_MEASURED
                                                     : FIELD_VALUE;
    for (int kind = 0; kind < VALUE_KINDS; kind++)
        if (cut_word(&source, value_kind_names[kind])) {
            column->kind = (enum value_kind)kind;
            column->period = text_string(reading->arena, source);
            return true;
        }
    return false;
}

/* "indicator: regel | 2024: realisatie 2024 | Bron: bron" */
static bool read_fields(struct indicator_reading *reading, const struct csv_row *row,
                        struct printed_table *table)
{
    struct text rest = row->fields[TABLE_FIELDS], part, heading;
    bool good = rest.n_bytes > 0;
    while (indicator_cut(&rest, '|', &part)) {
        struct field_column column = {.period = ""};
        struct text source = part;
        indicator_cut(&source, ':', &heading);
        column.heading = text_string(reading->arena, heading);
        if (!source.bytes || !read_field(reading, source, &column)) {
            good = false;
            continue;
        }
        *arena_add(reading->arena, table->columns, table->n_columns) = column;
    }
    return good || row_error(reading, row,
                             "kolommen: verwacht kolommen met | ertussen, elk als 'kop: "
                             "inhoud' met als inhoud nr, regel, bron, eenheid, noot, pakket, "
                             "of een soort en periode (realisatie 2024), of van een doel "
                             "doel, jaar, richting, streefwaarde, ten opzichte van, oordeel; "
                             "gevonden '%s'",
                             row->fields[TABLE_FIELDS].bytes);
}

static bool is_name(const char *name)
{
    return *name && *name != '-' &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static struct printed_table *begin_table(struct indicator_reading *reading,
                                         const struct csv_row *row)
{
    struct indicators *indicators = reading->indicators;
    const struct text *fields = row->fields;
    struct printed_table table = {.name = fields[TABLE_NAME].bytes,
                                  .document = fields[TABLE_DOCUMENT].bytes,
                                  .pakket = fields[TABLE_PAKKET].bytes,
                                  .group = fields[TABLE_GROUP].bytes,
                                  .title = fields[TABLE_TITLE].bytes,
                                  .first_row = (size_t)(row - reading->file.rows)};
    if (!is_name(table.name))
        row_error(reading, row,
                  "tabel: verwacht kleine letters, cijfers en streepjes, gevonden '%s'",
                  table.name);
    if (run_file_is_taken(table.name))
        row_error(reading, row, "tabel: '%s' heet al een bestand van elke run", table.name);
    indicator_need(reading, row, "titel", fields[TABLE_TITLE]);
    read_fields(reading, row, &table);
    indicator_remember(reading, ROOM_TABLES, fields[TABLE_NAME], indicators->n_tables);
    struct printed_table *added =
        arena_add(reading->arena, indicators->tables, indicators->n_tables);
    *added = table;
    return added;
}

/* A later line of a table may repeat what its first one said, and nothing else. */
static void check_same(struct indicator_reading *reading, const struct csv_row *row,
                       const struct csv_row *first)
{
    for (int c = TABLE_DOCUMENT; c <= TABLE_FIELDS; c++)
        if (row->fields[c].n_bytes && !text_equal(row->fields[c], first->fields[c]))
            row_error(reading, row,
                      "%s: verwacht hetzelfde als op de eerste regel van de tabel (regel "
                      "%d) of niets, gevonden '%s'",
                      table_columns[c] + (table_columns[c][0] == '?'), first->line_no,
                      row->fields[c].bytes);
}

/* What the row is about: an indicator, or a goal. */
static bool find_subject(struct indicator_reading *reading, const struct csv_row *row,
                         struct printed_row *printed)
{
    const struct indicators *indicators = reading->indicators;
    struct text code = row->fields[TABLE_CODE];
    const char *name;
    printed->goal = indicator_find(reading, ROOM_INDICATORS, code) == INDICATOR_NONE
                        ? indicator_find(reading, ROOM_GOALS, code)
                        : INDICATOR_NONE;
    if (printed->goal != INDICATOR_NONE) {
        printed->indicator = indicators->goals[printed->goal].indicator;
        name = indicators->goals[printed->goal].sentence;
    } else {
        printed->indicator = indicator_of(reading, row, code);
        if (printed->indicator == INDICATOR_NONE)
            return false;
        name = indicators->items[printed->indicator].name;
    }
    if (!*printed->label)
        printed->label = name;
    return true;
}

static void add_row(struct indicator_reading *reading, const struct csv_row *row)
{
    struct indicators *indicators = reading->indicators;
    size_t at = indicator_find(reading, ROOM_TABLES, row->fields[TABLE_NAME]);
    struct printed_table *table =
        at == INDICATOR_NONE ? begin_table(reading, row) : &indicators->tables[at];
    if (at != INDICATOR_NONE)
        check_same(reading, row, &reading->file.rows[table->first_row]);
    struct printed_row printed = {.nr = row->fields[TABLE_NR].bytes,
                                  .label = row->fields[TABLE_LABEL].bytes,
                                  .note = row->fields[TABLE_NOTE].bytes,
                                  .line_no = row->line_no};
    if (!find_subject(reading, row, &printed))
        return;
    *arena_add(reading->arena, table->rows, table->n_rows) = printed;
}

void indicator_read_tables(struct indicator_reading *reading, const char *path)
{
    csv_read_file(path, table_columns, TABLE_COLUMNS, reading->arena, reading->errors,
                  &reading->file);
    for (size_t i = 0; i < reading->file.n_rows; i++)
        add_row(reading, &reading->file.rows[i]);
}
