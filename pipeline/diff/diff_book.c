/* The same figures as a workbook: what the causes come to, the rows that are printed otherwise, and
 * each of their tables with "old → new" where it changed. */
#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/chain.h"
#include "pipeline/diff/telling.h"

#include <string.h>

/* As a number where it is one. */
static struct cell value_cell(const char *text)
{
    struct decimal number;
    return rows_number(text, &number) ? cell_number(number) : cell_text_or_blank(text);
}

/* ---- the rows that changed ---- */

static void add_value(struct table *table, struct arena *arena, const struct row *row,
                      const struct row_value *value)
{
    static const struct row_value none;
    const struct row_value *is = value ? value : &none;
    struct decimal difference;
    table_put(table, arena, ROW_DATA, cell_text(row->file), cell_text_or_blank(row->key),
              cell_text(row_state_name(row->state)), cell_text_or_blank(is->column),
              value_cell(is->old), value_cell(is->new),
              rows_subtract(is->old, is->new, &difference) ? cell_number(difference)
                                                           : cell_blank());
}

struct table *telling_rows(const struct telling *telling, struct tables *tables)
{
    static const struct table_column columns[] = {
        WRAPPED_COLUMN("bestand", "Bestand", 24),
        WRAPPED_COLUMN("regel", "Regel", 40),
        TEXT_COLUMN("wat", "Wat", 11),
        WRAPPED_COLUMN("kolom", "Kolom", 22),
        WRAPPED_COLUMN("oud", "Oud", 44),
        WRAPPED_COLUMN("nieuw", "Nieuw", 44),
        NUMBER_COLUMN("verschil", "Verschil", 14),
    };
    static const struct table_form form = {
        .sheet = "Gewijzigde rijen",
        .title = "Wat er anders gedrukt is",
        .subtitle = "Elke cel die in beide publicaties een andere is, zoals zij gedrukt is.",
        .filter = true,
        TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(tables, telling->arena, &form);
    for (size_t i = 0; i < telling->rows.n; i++) {
        const struct row *row = &telling->rows.items[i];
        if (row->n_values == 0)
            add_value(table, telling->arena, row, NULL);
        for (size_t v = 0; v < row->n_values; v++)
            add_value(table, telling->arena, row, &row->values[v]);
    }
    return table;
}

/* ---- a printed table, old → new ---- */

static const struct row_value *value_of(const struct row *row, const char *column)
{
    return row ? array_find(row->values, row->n_values, column, column) : NULL;
}

/* Per place of the file the row that changed, came (or, of the old file, went) there; NULL: none.
 */
static const struct row **rows_by_place(const struct telling *telling, const char *file,
                                        size_t n_rows, bool gone)
{
    const struct rows *rows = &telling->rows;
    const struct row **at = arena_alloc(telling->arena, n_rows * sizeof *at);
    for (size_t i = rows->n; i > 0; i--) {
        const struct row *row = &rows->items[i - 1];
        if (row->index < n_rows && (row->state == ROW_GONE) == gone && strcmp(row->file, file) == 0)
            at[row->index] = row;
    }
    return at;
}

static void add_lines(const struct telling *telling, struct table *table, const char *file,
                      const struct csv_file *lines, bool gone)
{
    struct arena *arena = telling->arena;
    const struct row **rows = rows_by_place(telling, file, lines->n_rows, gone);
    for (size_t i = 0; i < lines->n_rows; i++) {
        const struct row *row = rows[i];
        if (gone && !row)
            continue;
        struct cell *cells = table_add_row(table, arena, ROW_DATA)->cells;
        for (size_t c = 0; c < table->n_columns; c++) {
            size_t at = csv_column(lines, table->columns[c].name);
            const char *text = at < lines->rows[i].n_fields ? lines->rows[i].fields[at].bytes : "";
            const struct row_value *value = value_of(row, table->columns[c].name);
            cells[c] = value
                           ? cell_text(arena_printf(arena, "%s → %s", value->old ? value->old : "",
                                                    value->new ? value->new : ""))
                           : value_cell(text);
        }
    }
}

/* Wide enough for what stands in it, and for "old → new" of an amount; a long text wraps. */
static int column_width(const struct csv_file *lines, size_t column)
{
    size_t widest = strlen(lines->header.fields[column].bytes) + 2;
    for (size_t i = 0; i < lines->n_rows; i++)
        if (column < lines->rows[i].n_fields && lines->rows[i].fields[column].n_bytes > widest)
            widest = lines->rows[i].fields[column].n_bytes;
    return widest < 18 ? 18 : widest > 70 ? 70 : (int)widest;
}

static bool add_table(const struct telling *telling, const char *file, struct tables *tables)
{
    struct arena *arena = telling->arena;
    struct csv_file old, new;
    if (!rows_read(&telling->old, file, arena, telling->errors, &old) ||
        !rows_read(&telling->new, file, arena, telling->errors, &new))
        return false;
    struct table *table = tables_add(tables, arena, new.header.n_fields);
    table->sheet = tables_sheet_name(tables, arena,
                                     arena_printf(arena, "%.*s", (int)strcspn(file, "."), file));
    table->title = arena_printf(arena, "%s: oud → nieuw", file);
    table->subtitle = "De tabel van de nieuwe publicatie; waar de oude iets anders had staat "
                      "\"oud → nieuw\".";
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *name = new.header.fields[c].bytes;
        table->columns[c] = (struct table_column){
            .name = name, .heading = name, .width = column_width(&new, c), .wrap = true};
    }
    add_lines(telling, table, file, &new, false);
    add_lines(telling, table, file, &old, true);
    return true;
}

bool telling_print_book(const struct telling *telling, FILE *out)
{
    struct tables tables = {0};
    const struct rows *rows = &telling->rows;
    bool ok = true;
    why_table(&telling->why, &telling->shown, false, &tables)->appendix = false;
    telling_rows(telling, &tables);
    for (size_t i = 0; ok && i < rows->n; i++)
        if ((rows->items[i].of == OF_TABLE || rows->items[i].of == OF_AFWIJKING) &&
            (i == 0 || strcmp(rows->items[i - 1].file, rows->items[i].file) != 0))
            ok = add_table(telling, rows->items[i].file, &tables);
    return ok && tables_print_book(tables, &telling->new.manifest, "Waarom de cijfers bewogen",
                                   telling->arena, telling->errors, out);
}

/* ---- the file ---- */

bool tables_print_book(struct tables tables, const struct manifest *manifest, const char *title,
                       struct arena *arena, struct errors *errors, FILE *out)
{
    struct plan plan = {
        .name = manifest->run, .gemeente = "", .programma_name = "", .title = title, .year = 1971};
    struct job job = {.arena = arena,
                      .errors = errors,
                      .plan = &plan,
                      .again = manifest,
                      .temporary = folder_temporary(NULL, "diff", arena, errors),
                      .tables = tables};
    struct text bytes = {0};
    if (!job.temporary)
        return false;
    bool ok = write_xlsx_stage.run(&job) &&
              file_read(arena_printf(arena, "%s/%s.xlsx", job.temporary, plan.name), SIZE_MAX / 2,
                        arena, errors, &bytes);
    if (ok)
        fwrite(bytes.bytes, 1, bytes.n_bytes, out);
    return folder_remove(job.temporary, errors) && ok;
}
