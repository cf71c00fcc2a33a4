/* sleutels: data/sleutels.csv, what the next run is compared with; written, read again and found to
 * be what the ledger says. */
#include "pipeline/tables/sleutels.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/base/share.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_BYTES ((size_t)64 * 1024)
#define PART_BYTES ((uint64_t)1 << 20) /* of rows that one worker reads back */

/* What rows of one key, sectie and stand have in common, as it stands in the file. */
struct common {
    struct arena arena;
    struct key_line line; /* one of them */
    const char *head, *tail;
};

static const char *joined(struct arena *arena, const char *const *texts, size_t n)
{
    const char *pieces[SLEUTELS_FIGURES];
    size_t n_bytes = 0;
    for (size_t i = 0; i < n; i++) {
        pieces[i] = csv_text(arena, texts[i]);
        n_bytes += strlen(pieces[i]) + 1;
    }
    char *text = arena_alloc(arena, n_bytes), *at = text;
    for (size_t i = 0; i < n; i++) {
        at = stpcpy(at, pieces[i]);
        *at++ = ',';
    }
    at[-1] = '\0';
    return text;
}

static void learn_common(struct common *common, const struct key_line *line,
                         const struct sleutel_row *row)
{
    const struct key_line *last = &common->line;
    if (common->head && last->source == line->source && last->rule == line->rule &&
        last->sectie == line->sectie && last->stand == line->stand)
        return;
    arena_clear(&common->arena);
    common->line = *line;
    common->head = joined(&common->arena, row->texts, SLEUTELS_PERIODE);
    common->tail = joined(&common->arena, row->texts + SLEUTELS_PROGRAMMA,
                          SLEUTELS_FIGURES - SLEUTELS_PROGRAMMA);
}

static void write_row(struct csv_writer *csv, const struct common *common,
                      const struct sleutel_row *row)
{
    csv_write_plain(csv, common->head);
    for (size_t c = SLEUTELS_PERIODE; c < SLEUTELS_PROGRAMMA; c++)
        csv_write_text(csv, row->texts[c]);
    csv_write_plain(csv, common->tail);
    csv_write_integer(csv, row->plus.cents);
    csv_write_integer(csv, row->minus.cents);
    csv_write_integer(csv, row->n_mutaties);
    csv_write_end(csv);
}

struct output {
    const struct job *job;
    const char *path;
    struct sleutels_part
        *parts; /* together all of the file; as many as there are sources at most */
    size_t n_parts;
};

/* Before the first row of a source, which goes to another part if this one is large. */
static void begin_source(struct output *output, size_t source, uint64_t at)
{
    struct sleutels_part *part = &output->parts[output->n_parts - 1];
    if (at - part->offset >= PART_BYTES) {
        part->n_bytes = at - part->offset;
        output->n_parts++;
        *++part = (struct sleutels_part){.source = source, .offset = at, .n_bytes = UINT64_MAX};
    }
    part->end = source + 1;
}

static void write_rows(struct output *output, struct csv_writer *csv)
{
    struct sleutel_row row;
    struct common common = {0};
    struct sleutels_feed rows =
        sleutels_open((struct sleutels_from){output->job->ledger, NULL, NULL}, NULL);
    const struct key_line *line = &rows.keys.line;
    output->n_parts = 1;
    *output->parts = (struct sleutels_part){.n_bytes = UINT64_MAX};
    while (sleutels_next(&rows, &row)) {
        if (line->source >= output->parts[output->n_parts - 1].end)
            begin_source(output, line->source, (uint64_t)ftello(csv->stream));
        learn_common(&common, line, &row);
        write_row(csv, &common, &row);
    }
    sleutels_close(&rows);
    arena_release(&common.arena);
}

static bool write_file(struct output *output)
{
    struct csv_writer csv;
    FILE *stream = held_file(output->path, "x");
    if (!stream)
        return errors_add_errno(output->job->errors, output->path,
                                "het bestand kan niet worden gemaakt");
    char *room = mem_alloc(ROOM_BYTES);
    setvbuf(stream, room, _IOFBF, ROOM_BYTES);
    csv_write_start(&csv, stream, CSV_FOR_MACHINES);
    csv_write_texts(&csv, sleutels_names, SLEUTELS_COLUMNS);
    write_rows(output, &csv);
    bool failed = ferror(stream) != 0;
    failed = fclose(stream) != 0 || failed;
    free(room);
    return !failed || errors_add_errno(output->job->errors, output->path, "schrijven is mislukt");
}

/* One record after the other: there may be a row per account and period of many sources. */
static bool read_back(void *context, size_t index, void *none, struct errors *errors)
{
    (void)none;
    const struct output *output = context;
    const struct sleutels_part *part = &output->parts[index];
    struct sleutel_row wanted, found;
    struct sleutels_feed ours =
        sleutels_open((struct sleutels_from){output->job->ledger, NULL, part}, NULL);
    struct sleutels_feed file =
        sleutels_open((struct sleutels_from){NULL, output->path, part}, errors);
    bool same = true;
    while (same && sleutels_next(&ours, &wanted))
        same = sleutels_next(&file, &found) && sleutel_same(&wanted, &found, 0, SLEUTELS_FIGURES) &&
               sleutel_same_sums(&wanted, &found) && wanted.n_mutaties == found.n_mutaties;
    const bool opened = file.csv != NULL;
    sleutels_close(&ours);
    same = same && !sleutels_next(&file, &found);
    same = sleutels_close(&file) && same;
    return same || (opened && errors_add(errors, ERROR_MACHINE, output->path,
                                         "de geschreven uitvoer is niet wat zij moet zijn"));
}

static bool sleutels_run(struct job *job)
{
    struct output output = {
        .job = job,
        .path = path_join(job->arena, job->temporary, PUBLISHED_SLEUTELS),
        .parts = arena_alloc(job->arena, (job->plan->n_sources + 1) * sizeof *output.parts)};
    return write_file(&output) &&
           share_jobs(output.n_parts, job->n_workers, 0, read_back, &output, job->errors);
}

const struct stage sleutels_stage = {
    .name = "sleutels", .run = sleutels_run, .when = STAGE_IF_GOOD, .beside = true};
