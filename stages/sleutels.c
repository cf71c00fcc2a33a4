/* sleutels: data/sleutels.csv, what the next run is compared with; written, read again and found to
 * be what the ledger says. */
#include "pipeline/tables/sleutels.h"
#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
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
    FILE *stream = held_file(path, "x");
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

static bool same_header(const struct text *fields, size_t n_fields)
{
    bool same = n_fields == SLEUTELS_COLUMNS;
    for (size_t c = 0; same && c < SLEUTELS_COLUMNS; c++)
        same = text_is(fields[c], sleutels_names[c]);
    return same;
}

/* One record after the other: there may be a row per account and period of many sources. */
static bool same_records(const struct ledger *ledger, struct text rest)
{
    struct csv_reader *reader = csv_reader_new_capped(',', '"', CSV_MAX_FILLED_BYTES);
    struct arena of_row = {0};
    bool same = true;
    size_t n = 0; /* read, with the header */
    for (; same && rest.n_bytes > 0; n++) {
        const struct text *fields = NULL;
        size_t n_fields = 0, n_used;
        same = csv_record(reader, rest, true, &fields, &n_fields, &n_used) == CSV_RECORD &&
               n <= ledger->n_key_lines;
        if (same && n == 0) {
            same = same_header(fields, n_fields);
        } else if (same) {
            struct sleutel_row row = sleutel_row_of(ledger, &ledger->key_lines[n - 1], &of_row);
            same = same_row(&row, fields, n_fields);
            arena_clear(&of_row);
        }
        rest = (struct text){rest.bytes + n_used, rest.n_bytes - n_used};
    }
    arena_release(&of_row);
    csv_reader_free(reader);
    return same && n == ledger->n_key_lines + 1;
}

static bool read_back(const struct job *job, const char *path)
{
    struct arena arena = {0};
    struct text content;
    bool ok = file_read(path, CSV_MAX_WRITTEN_BYTES, &arena, job->errors, &content);
    bool same = ok && same_records(job->ledger, content);
    if (ok && !same)
        errors_add(job->errors, ERROR_MACHINE, path,
                   "de geschreven uitvoer is niet wat zij moet zijn");
    arena_release(&arena);
    return same;
}

static bool sleutels_run(struct job *job)
{
    const char *path = path_join(job->arena, job->temporary, PUBLISHED_SLEUTELS);
    return write_rows(job, path) && read_back(job, path);
}

const struct stage sleutels_stage = {
    .name = "sleutels", .run = sleutels_run, .when = STAGE_IF_GOOD};
