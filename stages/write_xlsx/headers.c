#include "stages/write_xlsx/writer.h"

#include "pipeline/base/text.h"

#include <string.h>
#include <strings.h>

#define HEADING_MAX 255 /* characters of a column's name in a table of a workbook */
#define NAME_MAX    60
/* The library makes room for all columns with each column of a table. */
#define MOST_COLUMNS 400

static bool is_name(const struct table *table, size_t column)
{
    const char *heading = table->columns[column].heading;
    size_t n = strlen(heading);
    if (n == 0 || heading[0] == ' ' || heading[n - 1] == ' ' || strstr(heading, "_x") ||
        text_length(heading) > HEADING_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)heading[i] < ' ')
            return false;
    for (size_t c = 0; c < column; c++)
        if (strcasecmp(table->columns[c].heading, heading) == 0)
            return false;
    return true;
}

/* Letters, digits and lines under: "blad_3_Afwijkingen_6L", of which the number makes it the only
 * one. */
static char *table_name(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    char *name = arena_printf(writer->job->arena, "blad_%td_%.*s", plan - writer->sheets->items + 1,
                              NAME_MAX, plan->table->sheet);
    for (char *at = name; *at; at++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *at))
            *at = '_';
    return name;
}

static lxw_error put_table(struct writer *writer, lxw_format *const *header)
{
    struct arena *arena = writer->job->arena;
    const struct sheet *plan = writer->plan;
    const size_t n = plan->table->n_columns;
    lxw_table_column *columns = arena_alloc(arena, n * sizeof *columns);
    lxw_table_column **list = arena_alloc(arena, (n + 1) * sizeof *list);
    for (size_t c = 0; c < n; c++) {
        columns[c].header = arena_printf(arena, "%s", plan->table->columns[c].heading);
        columns[c].header_format = header[c];
        list[c] = &columns[c];
    }
    lxw_table_options options = {.name = table_name(writer),
                                 .no_autofilter = !plan->table->filter,
                                 .no_banded_rows = LXW_TRUE,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .columns = list};
    return worksheet_add_table(writer->sheet, plan->header_row, 0,
                               plan->first_row + plan->table->n_rows - 1, n - 1, &options);
}

static lxw_error put_filter(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    return worksheet_autofilter(writer->sheet, plan->header_row, 0,
                                plan->first_row + plan->table->n_rows - 1,
                                plan->table->n_columns - 1);
}

void headers_put(struct writer *writer, lxw_format *const *header)
{
    const struct table *table = writer->plan->table;
    bool named = table->n_columns <= MOST_COLUMNS;
    if (table->n_rows == 0)
        return;
    for (size_t c = 0; c < table->n_columns; c++)
        named &= is_name(table, c);
    if (named || table->filter)
        writer_keep(writer, named ? put_table(writer, header) : put_filter(writer),
                    writer->plan->header_row, 0);
}
