/* sleutels: data/sleutels.csv, what the next run is compared with; written, read again and found to
 * be what the ledger says. */
#include "pipeline/tables/sleutels.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"

static void write_rows(const struct ledger *ledger, struct csv_writer *csv)
{
    struct sleutel_row row;
    struct sleutels_feed rows = sleutels_open((struct sleutels_from){.ledger = ledger}, NULL);
    while (sleutels_next(&rows, &row)) {
        for (size_t c = 0; c < SLEUTELS_FIGURES; c++)
            csv_write_text(csv, row.texts[c]);
        csv_write_integer(csv, row.plus.cents);
        csv_write_integer(csv, row.minus.cents);
        csv_write_integer(csv, row.n_mutaties);
        csv_write_end(csv);
    }
    sleutels_close(&rows);
}

static bool write_file(const struct job *job, const char *path)
{
    struct csv_writer csv;
    FILE *stream = held_file(path, "x");
    if (!stream)
        return errors_add_errno(job->errors, path, "het bestand kan niet worden gemaakt");
    csv_write_start(&csv, stream, CSV_FOR_MACHINES);
    csv_write_texts(&csv, sleutels_names, SLEUTELS_COLUMNS);
    write_rows(job->ledger, &csv);
    bool failed = ferror(stream) != 0;
    failed = fclose(stream) != 0 || failed;
    return !failed || errors_add_errno(job->errors, path, "schrijven is mislukt");
}

/* One record after the other: there may be a row per account and period of many sources. */
static bool read_back(const struct job *job, const char *path)
{
    struct sleutel_row wanted, found;
    struct sleutels_feed ours = sleutels_open((struct sleutels_from){.ledger = job->ledger}, NULL);
    struct sleutels_feed file = sleutels_open((struct sleutels_from){.path = path}, job->errors);
    bool same = true;
    while (same && sleutels_next(&ours, &wanted))
        same = sleutels_next(&file, &found) && sleutel_same(&wanted, &found, 0, SLEUTELS_FIGURES) &&
               sleutel_same_sums(&wanted, &found) && wanted.n_mutaties == found.n_mutaties;
    const bool opened = file.csv != NULL;
    sleutels_close(&ours);
    same = same && !sleutels_next(&file, &found);
    same = sleutels_close(&file) && same;
    return same || (opened && errors_add(job->errors, ERROR_MACHINE, path,
                                         "de geschreven uitvoer is niet wat zij moet zijn"));
}

static bool sleutels_run(struct job *job)
{
    const char *path = path_join(job->arena, job->temporary, PUBLISHED_SLEUTELS);
    return write_file(job, path) && read_back(job, path);
}

const struct stage sleutels_stage = {
    .name = "sleutels", .run = sleutels_run, .when = STAGE_IF_GOOD};
