#include "stages/write_xlsx/writer.h"

static char *own(struct writer *writer, const char *text)
{
    return arena_printf(writer->job->arena, "%s", text);
}

static lxw_data_validation choice(struct writer *writer, const struct table_column *column)
{
    return (lxw_data_validation){
        .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
        .value_formula =
            own(writer, sheets_choices(writer->sheets, writer->job->arena, column->choices)),
        .error_title = own(writer, "Deze waarde kan niet"),
        .error_message = own(writer, "Kies een van de waarden uit de lijst."),
    };
}

/* What a cell is for is said when somebody comes to it. */
static void set_field(struct writer *writer, size_t first, size_t last, size_t column)
{
    const struct sheet *plan = writer->plan;
    const struct table_column *of = &plan->table->columns[column];
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_ANY};
    if (of->choices)
        validation = choice(writer, of);
    if (of->prompt) {
        validation.input_title = own(writer, of->heading);
        validation.input_message = own(writer, of->prompt);
    }
    if (!of->choices && !of->prompt)
        return;
    writer_keep(writer,
                worksheet_data_validation_range(writer->sheet, plan->first_row + first, column,
                                                plan->first_row + last, column, &validation),
                plan->first_row + first, column);
}

/* Asked for a list, the library copies the range twice and frees one copy. Asked for a rule, once.
 */
static void make_lists(lxw_worksheet *sheet)
{
    lxw_data_val_obj *validation = STAILQ_FIRST(sheet->data_validations);
    for (; validation; validation = STAILQ_NEXT(validation, list_pointers))
        if (validation->validate == LXW_VALIDATION_TYPE_CUSTOM_FORMULA)
            validation->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
}

/* A rule for every run of data rows: totals are not filled in. */
static void set_column(struct writer *writer, size_t column)
{
    const struct table *table = writer->plan->table;
    for (size_t first = 0, end; first < table->n_rows; first = end + 1) {
        for (end = first; end < table->n_rows && table->rows[end].kind == ROW_DATA;)
            end++;
        if (end > first)
            set_field(writer, first, end - 1, column);
    }
}

void fields_put(struct writer *writer)
{
    const struct table *table = writer->plan->table;
    const lxw_protection free_to = {
        .format_columns = 1, .format_rows = 1, .autofilter = 1, .sort = 1};
    for (size_t c = 0; c < table->n_columns; c++)
        if (table->columns[c].editable)
            set_column(writer, c);
    make_lists(writer->sheet);
    lxw_protection allowed = free_to;
    worksheet_protect(writer->sheet, NULL, &allowed);
}
