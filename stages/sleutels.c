/* sleutels: data/sleutels.csv, what the next run is compared with; written, read again and found to
 * be what the ledger says. */
#include "pipeline/tables/sleutels.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/csv_feed.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"

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
    FILE *stream = held_file(path, "x");
    if (!stream)
        return errors_add_errno(job->errors, path, "het bestand kan niet worden gemaakt");
    csv_write_start(&csv, stream, CSV_FOR_MACHINES);
    for (size_t c = 0; c < SLEUTELS_COLUMNS; c++)
        csv_write_text(&csv, sleutels_names[c]);
    csv_write_end(&csv);
    struct arena of_row = {0};
    for (struct key_cursor keys = ledger_keys(job->ledger); key_cursor_next(&keys);) {
        struct sleutel_row row = sleutel_row_of(job->ledger, &keys.line, &of_row);
        write_row(&csv, &row);
        arena_clear(&of_row);
    }
    arena_release(&of_row);
    bool failed = ferror(stream) != 0;
    return (fclose(stream) == 0 && !failed) ||
           errors_add_errno(job->errors, path, "schrijven is mislukt");
}

static bool same_row(const struct sleutel_row *wanted, const struct text *fields, size_t n_fields)
{
    struct money plus, minus, n_mutaties;
    if (n_fields != SLEUTELS_COLUMNS || !money_parse_cents(fields[SLEUTELS_PLUS], &plus) ||
        !money_parse_cents(fields[SLEUTELS_MIN], &minus) ||
        !money_parse_cents(fields[SLEUTELS_MUTATIES], &n_mutaties))
        return false;
    for (size_t c = 0; c < SLEUTELS_FIGURES; c++)
        if (!text_is(fields[c], wanted->texts[c]))
            return false;
    return plus.cents == wanted->plus.cents && minus.cents == wanted->minus.cents &&
           n_mutaties.cents == wanted->n_mutaties;
}

/* One record after the other: there may be a row per account and period of many sources. */
static bool same_records(const struct ledger *ledger, struct csv_feed *feed)
{
    const struct text *fields;
    size_t n_fields;
    struct arena of_row = {0};
    struct key_cursor keys = ledger_keys(ledger);
    bool same = csv_feed_next(feed, &fields, &n_fields) && sleutels_is_header(fields, n_fields);
    while (same && key_cursor_next(&keys)) {
        struct sleutel_row row = sleutel_row_of(ledger, &keys.line, &of_row);
        same = csv_feed_next(feed, &fields, &n_fields) && same_row(&row, fields, n_fields);
        arena_clear(&of_row);
    }
    arena_release(&of_row);
    return same && csv_feed_ended(feed);
}

static bool read_back(const struct job *job, const char *path)
{
    struct csv_feed *feed = csv_feed_open(path, job->errors);
    bool same = feed && same_records(job->ledger, feed);
    if (feed && !same)
        errors_add(job->errors, ERROR_MACHINE, path,
                   "de geschreven uitvoer is niet wat zij moet zijn");
    csv_feed_close(feed);
    return same;
}

static bool sleutels_run(struct job *job)
{
    const char *path = path_join(job->arena, job->temporary, PUBLISHED_SLEUTELS);
    return write_rows(job, path) && read_back(job, path);
}

const struct stage sleutels_stage = {
    .name = "sleutels", .run = sleutels_run, .when = STAGE_IF_GOOD};
