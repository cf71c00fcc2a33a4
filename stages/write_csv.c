/* write_csv: the tables for people, the exact figures for machines, the rejected lines.
 *
 * Everything goes into job->temporary; making it last (fsync, rename) is publish's. */
#include "pipeline/base/held.h"
#include "pipeline/format/csv.h"
#include "pipeline/publishing/published.h"
#include "pipeline/publishing/saldi.h"
#include "pipeline/tables/job.h"

#include <errno.h>
#include <string.h>

/* One file while it is written. */
struct output {
    struct job *job;
    const char *path;
    struct csv_writer csv;
};

static bool output_open(struct output *output, struct job *job, const char *name,
                        enum csv_dialect dialect)
{
    const char *slash = strchr(name, '/');
    const char *folder =
        slash ? arena_printf(job->arena, "%s/%.*s", job->temporary, (int)(slash - name), name)
              : NULL;
    *output = (struct output){.job = job};
    if (folder && held_mkdir(folder, 0777) != 0 && errno != EEXIST)
        return errors_add_errno(job->errors, folder, "de map kan niet worden gemaakt");
    output->path = arena_printf(job->arena, "%s/%s", job->temporary, name);
    FILE *stream = held_file(output->path, "x");
    if (!stream)
        return errors_add_errno(job->errors, output->path, "het bestand kan niet worden gemaakt");
    csv_write_start(&output->csv, stream, dialect);
    return true;
}

/* The same for a file that holds lines as they were delivered. */
static bool output_open_raw(struct output *output, struct job *job, const char *name,
                            enum csv_dialect dialect)
{
    if (!output_open(output, job, name, dialect))
        return false;
    if (fchmod(fileno(output->csv.stream), (mode_t)job->plan->raw_mode) == 0)
        return true;
    errors_add_errno(job->errors, output->path, "de rechten kunnen niet worden gezet");
    fclose(output->csv.stream);
    return false;
}

/* A full disk may show only when the last bytes leave the buffer. */
static bool output_close(struct output *output)
{
    bool failed = ferror(output->csv.stream) != 0;
    int reason = errno;
    if (fclose(output->csv.stream) != 0) {
        reason = failed ? reason : errno;
        failed = true;
    }
    errno = reason;
    return !failed || errors_add_errno(output->job->errors, output->path, "schrijven is mislukt");
}

/* ---- tables ---- */

static bool write_table(struct job *job, const struct table *table)
{
    struct output output;
    if (!output_open(&output, job, table->csv_name, table_dialect(table)))
        return false;
    table_to_csv(table, &output.csv);
    return output_close(&output);
}

static bool write_tables(struct job *job)
{
    bool ok = true;
    for (size_t i = 0; i < job->tables.n; i++)
        if (job->tables.items[i]->csv_name) {
            ok = write_table(job, job->tables.items[i]) && ok;
            if (!job_goes_on(job))
                return false;
        }
    return ok;
}

/* ---- data/saldi.csv ---- */

/* The figures of one post: a row for each sectie and stand that has mutaties. */
static void write_post(struct csv_writer *csv, const struct ledger *ledger, size_t post)
{
    const struct plan *plan = ledger->plan;
    const struct pakket *pakket = plan_pakket(plan, post);
    for (int sectie = 0; sectie < SECTIE_COUNT; sectie++)
        for (size_t stand = 0; stand < plan->n_standen; stand++) {
            struct figure figure = ledger_figure(ledger, post, (enum sectie)sectie, stand);
            if (figure.n_mutaties == 0)
                continue;
            csv_write_text(csv, pakket->programma);
            csv_write_text(csv, pakket->code);
            csv_write_text(csv, plan->mapping.posten[post].name);
            csv_write_text(csv, sectie_name((enum sectie)sectie));
            csv_write_text(csv, plan->standen[stand].name);
            csv_write_integer(csv, figure.money.cents);
            csv_write_integer(csv, (long long)figure.n_mutaties);
            csv_write_end(csv);
        }
}

static bool write_saldi(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct output output;
    if (!output_open(&output, job, PUBLISHED_SALDI, CSV_FOR_MACHINES))
        return false;
    csv_write_texts(&output.csv, saldi_names, SALDI_COLUMNS);
    for (size_t pakket = 0; pakket < mapping->n_pakketten; pakket++)
        for (size_t post = 0; post < mapping->n_posten; post++)
            if (mapping->posten[post].pakket == pakket && plan_in_scope(job->plan, post))
                write_post(&output.csv, job->ledger, post);
    return output_close(&output);
}

/* ---- afgekeurd.csv ---- */

/* The rows were made where the records were rejected; here they only get their header. */
static bool append_file(struct output *output, const char *path)
{
    char buffer[4096];
    FILE *rows = held_file(path, "r");
    if (!rows)
        return errors_add_errno(output->job->errors, path,
                                "de afgekeurde regels zijn niet te lezen");
    size_t n_bytes;
    while ((n_bytes = fread(buffer, 1, sizeof buffer, rows)) > 0)
        fwrite(buffer, 1, n_bytes, output->csv.stream);
    bool ok = !ferror(rows) || errors_add_errno(output->job->errors, path,
                                                "de afgekeurde regels zijn niet te lezen");
    fclose(rows);
    return ok;
}

static bool write_rejects(struct job *job)
{
    struct output output;
    if (!output_open_raw(&output, job, PUBLISHED_AFGEKEURD, CSV_FOR_PEOPLE))
        return false;
    csv_write_texts(&output.csv, afgekeurd_names, AFGEKEURD_COLUMNS);
    bool ok = !job->ledger->rejects_path || append_file(&output, job->ledger->rejects_path);
    return output_close(&output) && ok;
}

static bool write_csv_run(struct job *job)
{
    bool ok = write_tables(job);
    if (!job->ledger)
        return ok;
    ok = write_saldi(job) && ok;
    return write_rejects(job) && ok;
}

const struct stage write_csv_stage = {
    .name = "tabellen schrijven", .run = write_csv_run, .when = STAGE_WRITES};
