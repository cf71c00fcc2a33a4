/* sleutels: data/sleutels.csv, what the next run is compared with; written, read again and found to
 * be what the ledger says. */
#include "pipeline/tables/sleutels.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"

#include <string.h>

static void write_row(struct csv_writer *csv, const struct sleutel_row *row)
{
    for (size_t c = 0; c < SLEUTELS_FIGURES; c++)
        csv_write_text(csv, row->texts[c]);
    csv_write_integer(csv, row->plus.cents);
    csv_write_integer(csv, row->minus.cents);
    csv_write_integer(csv, row->n_mutaties);
    csv_write_end(csv);
}

static bool write_rows(const struct job *job, const char *path)
{
    struct csv_writer csv;
    FILE *stream = fopen(path, "wbe");
    if (!stream)
        return errors_add_errno(job->errors, path, "het bestand kan niet worden gemaakt");
    csv_write_start(&csv, stream, CSV_FOR_MACHINES);
    for (size_t c = 0; c < SLEUTELS_COLUMNS; c++)
        csv_write_text(&csv, sleutels_names[c]);
    csv_write_end(&csv);
    struct arena of_row = {0};
    for (size_t i = 0; i < job->ledger->n_key_lines; i++) {
        struct sleutel_row row = sleutel_row_of(job->ledger, &job->ledger->key_lines[i], &of_row);
        write_row(&csv, &row);
        arena_clear(&of_row);
    }
    arena_release(&of_row);
    bool failed = ferror(stream) != 0;
    return (fclose(stream) == 0 && !failed) ||
           errors_add_errno(job->errors, path, "schrijven is mislukt");
}

static bool same_row(const struct sleutel_row *wanted, const struct csv_row *written)
{
    struct sleutel_row found;
    if (!sleutel_row_read(written, &found))
        return false;
    for (size_t c = 0; c < SLEUTELS_FIGURES; c++)
        if (strcmp(found.texts[c], wanted->texts[c]) != 0)
            return false;
    return found.plus.cents == wanted->plus.cents && found.minus.cents == wanted->minus.cents &&
           found.n_mutaties == wanted->n_mutaties;
}

/* What was read is not kept: there may be a row per account and period of many sources. */
static bool read_back(const struct job *job, const char *path)
{
    struct csv_file file;
    const struct ledger *ledger = job->ledger;
    struct arena read = {0}, of_row = {0};
    bool ok = csv_read_written(path, CSV_FOR_MACHINES, &read, job->errors, &file);
    bool same = ok && sleutels_is_ours(&file) && file.n_rows == ledger->n_key_lines;
    for (size_t i = 0; same && i < ledger->n_key_lines; i++) {
        struct sleutel_row row = sleutel_row_of(ledger, &ledger->key_lines[i], &of_row);
        same = same_row(&row, &file.rows[i]);
        arena_clear(&of_row);
    }
    if (ok && !same)
        errors_add(job->errors, ERROR_MACHINE, path,
                   "de geschreven uitvoer is niet wat zij moet zijn");
    arena_release(&of_row);
    arena_release(&read);
    return same;
}

static bool sleutels_run(struct job *job)
{
    const char *path = path_join(job->arena, job->temporary, PUBLISHED_SLEUTELS);
    return write_rows(job, path) && read_back(job, path);
}

const struct stage sleutels_stage = {
    .name = "sleutels", .run = sleutels_run, .when = STAGE_IF_GOOD};
