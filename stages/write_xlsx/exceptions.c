#include "stages/write_xlsx/writer.h"

#include <string.h>

static void put_rule(struct writer *writer, size_t column, size_t first, size_t last,
                     const char *number_format, lxw_conditional_format rule)
{
    const struct sheet *plan = writer->plan;
    rule.format = workbook_add_format(writer->book);
    format_set_num_format(rule.format, number_format);
    writer_keep(writer,
                worksheet_conditional_format_range(writer->sheet, plan->first_row + first, column,
                                                   plan->first_row + last, column, &rule),
                plan->first_row + first, column);
}

/* Amounts that are shown as nothing: between minus and plus half of the last digit, or, where a
 * nought is a figure as usual, only those with a minus. */
static void put_nothing(struct writer *writer, size_t column, const struct cell *cell)
{
    const struct table *table = writer->plan->table;
    double half = (double)table->unit_euros / 2;
    for (int i = 0; cell->style && i < cell->style->n_decimals; i++)
        half /= 10;
    double most = half > 0.01 ? half - 0.01 : 0;
    put_rule(writer, column, 0, table->n_rows - 1, cell_format(cell, table->unit_euros),
             (lxw_conditional_format){.type = LXW_CONDITIONAL_TYPE_CELL,
                                      .criteria = LXW_CONDITIONAL_CRITERIA_BETWEEN,
                                      .min_value = -most,
                                      .max_value = cell->style ? most : -0.01});
}

static const char *exception(const struct sheet *plan, size_t row, size_t column)
{
    const struct cell *cell = &plan->table->rows[row].cells[column];
    if (cell_form(cell) != CELL_AS_NUMBER)
        return NULL;
    const char *format = cell_format(cell, plan->table->unit_euros);
    if (cell->kind == CELL_INTEGER)
        return strchr(plan->formats[column], '.') ? "#,##0" : NULL;
    return strcmp(format, plan->formats[column]) == 0 ? NULL : format;
}

static void put_others(struct writer *writer, size_t column, size_t first, size_t last)
{
    char cell[SHEET_CELL_SIZE];
    struct arena *arena = writer->job->arena;
    sheet_cell(writer->plan->first_row + first, column, cell);
    put_rule(writer, column, first, last, exception(writer->plan, first, column),
             (lxw_conditional_format){.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                      .value_string = arena_printf(arena, "=ISNUMBER(%s)", cell)});
}

static void put_column(struct writer *writer, size_t column)
{
    const struct sheet *plan = writer->plan;
    bool nothing = false;
    for (size_t r = 0, end; r < plan->table->n_rows; r = end) {
        const struct cell *cell = &plan->table->rows[r].cells[column];
        const char *format = exception(plan, r, column), *next;
        end = r + 1;
        if (!format)
            continue;
        if (cell->kind == CELL_MONEY) {
            if (!nothing)
                put_nothing(writer, column, cell);
            nothing = true;
            continue;
        }
        while ((next = end < plan->table->n_rows ? exception(plan, end, column) : NULL) &&
               strcmp(next, format) == 0)
            end++;
        put_others(writer, column, r, end - 1);
    }
}

void exceptions_put(struct writer *writer)
{
    for (size_t c = 0; c < writer->plan->table->n_columns; c++)
        if (writer->plan->formats[c])
            put_column(writer, c);
}
