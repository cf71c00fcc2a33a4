/* readback: the files as they stand on disk, read again. The CSV files hold what the tables hold,
 * and the printed table follows from data/saldi.csv; write_xlsx has done the same for the workbook.
 * So CSV, workbook and data are the same figures, cell by cell. */
#include "pipeline/core/csv.h"
#include "pipeline/core/job.h"
#include "pipeline/core/overview.h"
#include "pipeline/core/path.h"
#include "pipeline/core/shown.h"

#include <string.h>

struct readback {
    struct job *job;
    unsigned long long n_cells;
    unsigned long long n_wrong;
    const char *first_wrong; /* where, "" when there is none */
};

static void compared(struct readback *r, bool same, const char *file, size_t row,
                     const char *column)
{
    r->n_cells++;
    if (same)
        return;
    if (r->n_wrong++ == 0)
        r->first_wrong =
            arena_printf(r->job->arena, "%s, regel %zu, kolom %s", file, row + 2, column);
}

/* A whole number as written, possibly with two decimals behind a comma: in units, or in cents. */
static bool read_number(struct text text, bool with_cents, long long *number)
{
    bool negative = text.n_bytes && text.bytes[0] == '-';
    size_t n_decimals = with_cents ? 3 : 0;
    unsigned long long value = 0;
    if (text.n_bytes < (size_t)negative + 1 + n_decimals)
        return false;
    for (size_t i = negative; i < text.n_bytes; i++) {
        char c = text.bytes[i];
        if (with_cents && i == text.n_bytes - n_decimals) {
            if (c != ',')
                return false;
        } else if (c < '0' || c > '9' || value > 100000000000000000ull) {
            return false;
        } else {
            value = value * 10 + (unsigned long long)(c - '0');
        }
    }
    *number = negative ? -(long long)value : (long long)value;
    return true;
}

/* ---- every CSV against its table ---- */

static bool same_cell(const struct cell *cell, int64_t unit_euros, struct text found)
{
    long long number = 0;
    switch (cell->kind) {
    case CELL_BLANK:
        return found.n_bytes == 0;
    case CELL_TEXT:
        return text_is(found, cell->text);
    case CELL_MONEY:
        return read_number(found, false, &number) && number == money_round(cell->money, unit_euros);
    case CELL_EXACT:
        return read_number(found, true, &number) && number == cell->money.cents;
    case CELL_INTEGER:
        return read_number(found, false, &number) && number == cell->integer;
    }
    return false;
}

static void compare_rows(struct readback *r, const struct table *table, const struct csv_file *file)
{
    for (size_t i = 0; i < table->n_rows; i++)
        for (size_t c = 0; c < table->n_columns; c++)
            compared(
                r,
                i < file->n_rows && c < file->rows[i].n_fields &&
                    same_cell(&table->rows[i].cells[c], table->unit_euros, file->rows[i].fields[c]),
                table->csv_name, i, table->columns[c].name);
    compared(r, file->n_rows == table->n_rows, table->csv_name, table->n_rows, "(aantal regels)");
}

static bool compare_csv(struct readback *r, const struct table *table)
{
    struct csv_file file;
    const char *path = path_join(r->job->arena, r->job->temporary, table->csv_name);
    if (!csv_read_written(path, CSV_FOR_PEOPLE, r->job->arena, r->job->errors, &file))
        return false;
    compare_rows(r, table, &file);
    return true;
}

/* ---- the printed table against data/saldi.csv ---- */

static size_t find_stand(const struct plan *plan, struct text name)
{
    size_t stand = 0;
    while (stand < plan->n_standen && !text_is(name, plan->standen[stand].name))
        stand++;
    return stand;
}

/* The exact figure of a cell as data/saldi.csv has it. False when a line of it cannot be read. */
static bool sum_saldi(const struct readback *r, const struct csv_file *saldi, const char *code,
                      enum sectie sectie, const struct kolom *kolom, struct money *sum)
{
    enum { PAKKET = 1, SECTIE = 3, STAND = 4, CENTS = 5 };
    *sum = (struct money){0};
    for (size_t i = 0; i < saldi->n_rows; i++) {
        const struct text *fields = saldi->rows[i].fields;
        long long cents;
        if (saldi->rows[i].n_fields <= CENTS)
            return false;
        if (!text_is(fields[PAKKET], code) || !text_is(fields[SECTIE], sectie_name(sectie)))
            continue;
        if (!read_number(fields[CENTS], false, &cents))
            return false;
        size_t stand = find_stand(r->job->plan, fields[STAND]);
        for (size_t t = 0; t < kolom->n_standen; t++)
            if (kolom->standen[t].index == stand &&
                !money_add(*sum, (struct money){cents * kolom->standen[t].sign}, sum))
                return false;
    }
    return true;
}

static void compare_saldi_row(struct readback *r, const struct csv_file *saldi, size_t row,
                              enum sectie sectie)
{
    const struct plan *plan = r->job->plan;
    const struct table *table = r->job->tables.items[0];
    const struct cell *cells = table->rows[row].cells;
    for (size_t k = 0; k < plan->n_kolommen; k++) {
        const struct cell *cell = &cells[OVERVIEW_LABELS + k];
        struct money sum, wanted = cell->kind == CELL_MONEY ? cell->money : (struct money){0};
        bool same = sum_saldi(r, saldi, cells[1].text, sectie, &plan->kolommen[k], &sum) &&
                    shown_sectie(plan, sectie, sum).cents == wanted.cents;
        compared(r, same, "data/saldi.csv", row, plan->kolommen[k].name);
    }
}

static bool compare_saldi(struct readback *r)
{
    const struct table *table = r->job->tables.items[0];
    struct csv_file saldi;
    const char *path = path_join(r->job->arena, r->job->temporary, "data/saldi.csv");
    if (!csv_read_written(path, CSV_FOR_MACHINES, r->job->arena, r->job->errors, &saldi))
        return false;
    for (size_t i = 0; i < table->n_rows; i++)
        for (int s = 0; table->rows[i].kind == ROW_DATA && s < SECTIE_COUNT; s++)
            if (table->rows[i].cells[0].kind == CELL_TEXT &&
                strcmp(table->rows[i].cells[0].text, sectie_heading((enum sectie)s)) == 0)
                compare_saldi_row(r, &saldi, i, (enum sectie)s);
    return true;
}

static bool readback_run(struct job *job)
{
    struct readback r = {.job = job, .first_wrong = ""};
    bool ok = compare_saldi(&r);
    for (size_t i = 0; i < job->tables.n; i++)
        if (job->tables.items[i]->csv_name)
            ok = compare_csv(&r, job->tables.items[i]) && ok;
    controls_count(&job->controls, job->arena, "CSV = werkboek = data, teruggelezen",
                   SEVERITY_ERROR, 0, r.n_wrong,
                   "Elk geschreven bestand is teruggelezen en cel voor cel vergeleken.");
    if (r.n_wrong)
        return errors_add(job->errors, ERROR_MACHINE, r.first_wrong,
                          "de geschreven uitvoer is niet wat zij moet zijn (%llu van %llu cellen)",
                          r.n_wrong, r.n_cells);
    return ok;
}

const struct stage readback_stage = {
    .name = "readback", .run = readback_run, .when = STAGE_IF_GOOD};
