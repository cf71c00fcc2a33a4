/* readback: the files as they stand on disk, read again. The CSV files hold what the tables hold,
 * headers included, data/saldi.csv holds the ledger's figures and the printed table follows from
 * it; write_xlsx has done the same for the workbook. So CSV, workbook and data are the same
 * figures, cell by cell. afgekeurd.csv holds the very rows that were kept while reading. */
#include "pipeline/base/array.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/format/csv.h"
#include "pipeline/publishing/published.h"
#include "pipeline/publishing/saldi.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/overview.h"
#include "pipeline/tables/shown.h"

struct readback {
    struct job *job;
    unsigned long long n_cells;
    unsigned long long n_wrong;
    const char *first_wrong; /* where, "" when there is none */
};

#define HEADER_ROW ((size_t)-1) /* the row before the first */

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

/* A whole number as written. */
static bool read_number(struct text text, long long *number)
{
    struct decimal decimal;
    bool grouped;
    if (!decimal_parse(text, &decimal, &grouped) || grouped || decimal.n_decimals)
        return false;
    *number = decimal.mantissa;
    return true;
}

/* What cannot be read as it was written is damaged, and that is the machine's doing. */
static bool read_written(struct readback *r, const char *name, enum csv_dialect dialect,
                         struct csv_file *file)
{
    struct errors errors = {0};
    const char *path = path_join(r->job->arena, r->job->temporary, name);
    bool ok = csv_read_written(path, dialect, r->job->arena, &errors, file);
    for (size_t i = 0; i < errors.n; i++)
        errors_add(r->job->errors, ERROR_MACHINE, errors.items[i].where, "teruggelezen: %s",
                   errors.items[i].message);
    errors_release(&errors);
    return ok;
}

/* ---- every CSV against its table ---- */

static bool same_header(const struct csv_file *file, size_t column, const char *name)
{
    return column < file->header.n_fields && text_is(file->header.fields[column], name);
}

static void compare_header(struct readback *r, const char *name, const struct csv_file *file,
                           size_t n_columns)
{
    compared(r, file->header.n_fields == n_columns, name, HEADER_ROW, "(aantal kolommen)");
}

static void compare_rows(struct readback *r, const struct table *table, const struct csv_file *file)
{
    const size_t n_columns = table_csv_columns(table);
    for (size_t c = 0; c < n_columns; c++)
        compared(r, same_header(file, c, table->columns[c].name), table->csv_name, HEADER_ROW,
                 table->columns[c].name);
    compare_header(r, table->csv_name, file, n_columns);
    for (size_t i = 0; i < table->n_rows; i++)
        for (size_t c = 0; c < n_columns; c++)
            compared(r,
                     i < file->n_rows && c < file->rows[i].n_fields &&
                         cell_is_csv(&table->rows[i].cells[c], table->unit_euros,
                                     table_dialect(table), file->rows[i].fields[c]),
                     table->csv_name, i, table->columns[c].name);
    compared(r, file->n_rows == table->n_rows, table->csv_name, table->n_rows, "(aantal regels)");
}

static bool compare_csv(struct readback *r, const struct table *table)
{
    struct csv_file file;
    if (!read_written(r, table->csv_name, table_dialect(table), &file))
        return false;
    compare_rows(r, table, &file);
    return true;
}

/* ---- data/saldi.csv against the ledger, and the printed table against it ---- */

/* The exact figure of a cell as data/saldi.csv has it. False when a line of it cannot be read. */
static bool sum_saldi(const struct readback *r, const struct csv_file *saldi, const char *code,
                      enum sectie sectie, const struct kolom *kolom, struct money *sum)
{
    const struct plan *plan = r->job->plan;
    *sum = (struct money){0};
    for (size_t i = 0; i < saldi->n_rows; i++) {
        const struct text *fields = saldi->rows[i].fields;
        long long cents;
        if (saldi->rows[i].n_fields != SALDI_COLUMNS)
            return false;
        if (!text_is(fields[SALDI_PAKKET], code) ||
            !text_is(fields[SALDI_SECTIE], sectie_name(sectie)))
            continue;
        if (!read_number(fields[SALDI_CENTS], &cents))
            return false;
        size_t stand = array_index(plan->standen, plan->n_standen, name, fields[SALDI_STAND].bytes);
        for (size_t t = 0; t < kolom->n_terms; t++)
            if (kolom->terms[t].stand == stand &&
                !money_add(*sum, (struct money){cents * kolom->terms[t].sign}, sum))
                return false;
    }
    return true;
}

static void compare_saldi_row(struct readback *r, const struct csv_file *saldi, size_t row)
{
    const struct plan *plan = r->job->plan;
    const struct cell *cells = r->job->main->table->rows[row].cells;
    const struct overview_row *of = &r->job->main->rows[row];
    const char *code = plan->mapping.pakketten[of->pakket].code;
    for (size_t k = 0; k < plan->n_kolommen; k++) {
        const struct cell *cell = &cells[OVERVIEW_LABELS + k];
        struct money sum, wanted = cell->kind == CELL_MONEY ? cell->money : (struct money){0};
        bool same = sum_saldi(r, saldi, code, of->sectie, &plan->kolommen[k], &sum) &&
                    shown_sectie(plan, of->sectie, sum).cents == wanted.cents;
        compared(r, same, PUBLISHED_SALDI, row, plan->kolommen[k].name);
    }
}

/* One row for every figure of the programma that has mutaties: what the row at *row must be. Rows
 * come in the order of pakketten, posten, secties and standen. */
static void compare_figure(struct readback *r, const struct csv_file *saldi, size_t *row,
                           size_t post, enum sectie sectie, size_t stand)
{
    const struct plan *plan = r->job->plan;
    const struct figure figure = ledger_figure(r->job->ledger, post, sectie, stand);
    const struct pakket *pakket = plan_pakket(plan, post);
    if (figure.n_mutaties == 0)
        return;
    const char *const texts[SALDI_KEYS] = {pakket->programma, pakket->code,
                                           plan->mapping.posten[post].name, sectie_name(sectie),
                                           plan->standen[stand].name};
    const long long numbers[] = {figure.money.cents, (long long)figure.n_mutaties};
    const struct csv_row *found = *row < saldi->n_rows ? &saldi->rows[*row] : NULL;
    for (size_t c = 0; c < SALDI_COLUMNS; c++) {
        long long number = 0;
        bool same = found && c < found->n_fields;
        if (same && c < SALDI_KEYS)
            same = text_is(found->fields[c], texts[c]);
        else if (same)
            same = read_number(found->fields[c], &number) && number == numbers[c - SALDI_KEYS];
        compared(r, same, PUBLISHED_SALDI, *row, saldi_names[c]);
    }
    ++*row;
}

static void compare_figures(struct readback *r, const struct csv_file *saldi)
{
    const struct plan *plan = r->job->plan;
    const struct mapping *mapping = &plan->mapping;
    size_t row = 0;
    for (size_t c = 0; c < SALDI_COLUMNS; c++)
        compared(r, same_header(saldi, c, saldi_names[c]), PUBLISHED_SALDI, HEADER_ROW,
                 saldi_names[c]);
    compare_header(r, PUBLISHED_SALDI, saldi, SALDI_COLUMNS);
    for (size_t pakket = 0; pakket < mapping->n_pakketten; pakket++)
        for (size_t post = 0; post < mapping->n_posten; post++)
            for (int s = 0; s < SECTIE_COUNT; s++)
                for (size_t stand = 0; stand < plan->n_standen; stand++)
                    if (mapping->posten[post].pakket == pakket && plan_in_scope(plan, post))
                        compare_figure(r, saldi, &row, post, (enum sectie)s, stand);
    compared(r, saldi->n_rows == row, PUBLISHED_SALDI, row, "(aantal regels)");
}

static bool compare_saldi(struct readback *r)
{
    const struct overview *main = r->job->main;
    struct csv_file saldi;
    if (!read_written(r, PUBLISHED_SALDI, CSV_FOR_MACHINES, &saldi))
        return false;
    compare_figures(r, &saldi);
    for (size_t i = 0; i < main->table->n_rows; i++)
        if (main->rows[i].kind == OVERVIEW_PAKKET)
            compare_saldi_row(r, &saldi, i);
    return true;
}

/* ---- afgekeurd.csv against the rows that were kept ---- */

/* What stands behind the header is, byte for byte, what was kept; a missing `kept` is nothing. */
static bool same_rows(FILE *written, FILE *kept)
{
    int c;
    while ((c = getc(written)) != EOF && c != '\n')
        ;
    do {
        c = getc(written);
    } while (kept && c == getc(kept) && c != EOF);
    return c == EOF && !ferror(written) && (!kept || (!ferror(kept) && getc(kept) == EOF));
}

static bool compare_rejects(struct readback *r)
{
    static const char name[] = PUBLISHED_AFGEKEURD;
    const char *path = path_join(r->job->arena, r->job->temporary, name);
    const char *kept_path = r->job->ledger->rejects_path;
    FILE *written = held_file(path, "r"), *kept = kept_path ? held_file(kept_path, "r") : NULL;
    bool ok = written && (kept || !kept_path);
    if (ok)
        compared(r, same_rows(written, kept), name, 0, "(alle regels)");
    else
        errors_add_errno(r->job->errors, written ? kept_path : path, "kan niet worden gelezen");
    if (written)
        fclose(written);
    if (kept)
        fclose(kept);
    return ok;
}

static void count_reading(struct readback *r, const char *what, unsigned long long n_before)
{
    if (r->n_wrong == 0)
        manifest_add_reading(&r->job->readings, r->job->arena, what, r->n_cells - n_before);
}

static bool readback_run(struct job *job)
{
    struct readback r = {.job = job, .first_wrong = ""};
    bool ok = !job->ledger || compare_saldi(&r);
    if (job->ledger)
        count_reading(&r, "cellen van data/saldi.csv, en van de tabel die eruit volgt", 0);
    unsigned long long n_before = r.n_cells;
    for (size_t i = 0; i < job->tables.n; i++)
        if (job->tables.items[i]->csv_name) {
            ok = compare_csv(&r, job->tables.items[i]) && ok;
            if (!job_goes_on(job))
                return false;
        }
    ok = (!job->ledger || compare_rejects(&r)) && ok;
    count_reading(&r, "cellen van de CSV-bestanden", n_before);
    if (r.n_wrong)
        return errors_add(job->errors, ERROR_MACHINE, r.first_wrong,
                          "de geschreven uitvoer is niet wat zij moet zijn (%llu van %llu cellen)",
                          r.n_wrong, r.n_cells);
    return ok;
}

const struct stage readback_stage = {
    .name = "teruglezen", .run = readback_run, .when = STAGE_IF_GOOD};
