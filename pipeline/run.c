#include "pipeline/run.h"

#include "pipeline/base/interrupt.h"
#include "pipeline/base/path.h"
#include "pipeline/base/progress.h"
#include "pipeline/chain.h"
#include "pipeline/publishing/edited.h"
#include "pipeline/publishing/publication.h"
#include "pipeline/publishing/published.h"
#include "pipeline/reading/reading.h"
#include "pipeline/report.h"

#define LOCK_SECONDS 600

struct run {
    const struct run_options *options;
    FILE *err;
    struct arena arena;
    struct errors errors;
    struct plan plan;
    struct job job;
    struct publication publication;
    bool published;
};

static void tell_waiting(void *context, const char *holder)
{
    struct run *run = context;
    text_line(run->err, "pnc: wacht op een andere run van %s (%s)", run->plan.name, holder);
}

/* ---- left of the bar ---- */

/* What only a publication needs a run that publishes nothing goes without. */
static void keep_what_stages_need(struct plan *plan, bool publish)
{
    const struct chain *chain = chain_of(plan);
    for (size_t i = 0; i < chain->n_tables; i++) {
        const struct stage *stage = chain->tables[i];
        bool needs = stage->needs && (publish || stage->when == STAGE_ALWAYS);
        for (int d = 0; needs && d < DIMENSION_COUNT; d++)
            plan->keep[d] |= stage->needs(plan) >> d & 1;
    }
}

static bool read_sources(struct run *run)
{
    struct job *job = &run->job;
    struct reading reading = {
        .plan = &run->plan,
        .n_workers = job->n_workers,
        .lines = chain_of(&run->plan)->lines,
        .chunk_bytes = READER_CHUNK_BYTES,
        .rejects_path =
            job->temporary ? path_join(&run->arena, job->temporary, ".afgekeurd.csv") : NULL,
        .silent = run->options->silent,
    };
    return reading_run(&reading, &run->arena, &run->errors, &job->ledger);
}

/* ---- right of the bar ---- */

/* Goes on after errors as far as the reports, which are wanted most then; publishes only without.
 */
static bool run_tables(struct run *run)
{
    const struct chain *chain = chain_of(&run->plan);
    for (size_t i = 0; i < chain->n_tables; i++) {
        const struct stage *stage = chain->tables[i];
        bool failed = errors_worst(&run->errors) != ERROR_NONE;
        if ((stage->when != STAGE_ALWAYS && !run->options->publish) ||
            (stage->when == STAGE_IF_GOOD && failed))
            continue;
        if (interrupt_came())
            return errors_add(&run->errors, ERROR_MACHINE, "", "onderbroken voor de stap %s",
                              stage->name);
        if (!run->options->silent)
            progress_stage(stage->name);
        if (!stage->run(&run->job))
            return false;
    }
    return errors_worst(&run->errors) == ERROR_NONE;
}

static bool make_outputs(struct run *run)
{
    bool ok = !chain_of(&run->plan)->lines || read_sources(run);
    if (errors_worst(&run->errors) == ERROR_MACHINE)
        return false;
    return run_tables(run) && ok;
}

/* What went wrong, beside what was published before. A machine that failed once may fail again: it
 * has been told already. */
static void leave_reports(struct run *run)
{
    bool whole = errors_worst(&run->errors) != ERROR_MACHINE;
    struct publication *publication = &run->publication;
    const char *path = path_join(&run->arena, publication->temporary, PUBLISHED_FOUTEN);
    struct errors own = {0};
    if (report_errors_csv(path, &run->errors, &own))
        publication_reports(publication, whole, &own);
    for (size_t i = 0; whole && i < own.n; i++)
        errors_add(&run->errors, own.items[i].kind, own.items[i].where, "%s", own.items[i].message);
    errors_release(&own);
}

static void leave_refusal(struct run *run)
{
    const struct run_options *options = run->options;
    if (options->publish && run->plan.name &&
        publication_begin_refused(&run->publication, run->plan.name, options->output, &run->arena,
                                  ERRORS_UNHEARD)) {
        leave_reports(run);
        publication_end(&run->publication, ERRORS_UNHEARD);
    }
}

/* False after errors, and when the plan must be read again: what a person wrote in the publication
 * is in the toelichtingen now. */
static bool nothing_written_is_lost(struct run *run)
{
    struct edited edited;
    if (!edited_take(&run->publication, &run->plan, &run->arena, &run->errors, &edited))
        return false;
    if (*edited.told)
        text_line(run->err, "pnc: %s: wat in %s is ingevuld is overgenomen in %s",
                  run->publication.target, edited.files, run->plan.mapping.toelichtingen_path);
    else if (*edited.files)
        text_line(run->err,
                  "pnc: %s: %s is veranderd sinds het gepubliceerd is; de teksten erin staan in de "
                  "toelichtingen, en het gaat zoals het is naar het archief",
                  run->publication.target, edited.files);
    if (*edited.document)
        text_line(
            run->err,
            "pnc: %s: %s is veranderd sinds het gepubliceerd is; wat daarin geschreven is komt "
            "niet vanzelf terug, en het gaat zoals het is naar het archief",
            run->publication.target, edited.document);
    struct text lines = text_of(edited.told), line;
    while (text_split(&lines, '\n', &line) && line.n_bytes > 0)
        text_line(run->err, "%.*s", (int)line.n_bytes, line.bytes);
    return !*edited.told;
}

static void begin_job(struct run *run)
{
    const struct run_options *options = run->options;
    keep_what_stages_need(&run->plan, options->publish);
    if (options->passing)
        run->plan.retention = (struct retention){0};
    run->job = (struct job){.arena = &run->arena,
                            .errors = &run->errors,
                            .plan = &run->plan,
                            .output = options->output,
                            .compare = options->compare,
                            .n_workers = options->n_workers,
                            .publish = options->publish,
                            .again = options->again,
                            .repeat = options->repeat,
                            .lines = chain_of(&run->plan)->lines};
}

static bool read_plan(struct run *run)
{
    if (plan_read(run->options->ini, &run->arena, &run->errors, &run->plan))
        return true;
    leave_refusal(run);
    return false;
}

/* The plan, and what stands in the place where it publishes. */
static bool begin_publication(struct run *run)
{
    struct lock_patience patience = {LOCK_SECONDS, tell_waiting, run};
    if (!publication_begin(&run->publication, &run->plan, run->options->output, &patience,
                           &run->arena, &run->errors)) {
        leave_refusal(run);
        return false;
    }
    if (run->publication.recovered)
        fprintf(
            run->err,
            "pnc: %s stond er niet meer: een eerdere run is afgebroken tijdens het verwisselen; "
            "wat daarvoor gepubliceerd was is teruggezet\n",
            run->publication.target);
    run->job.publication = &run->publication;
    run->job.temporary = run->publication.temporary;
    return true;
}

/* A second time, at most, with what was written in the publication that stands. */
static bool run_plan(struct run *run, bool again)
{
    if (!read_plan(run))
        return false;
    begin_job(run);
    if (!run->options->publish)
        return publication_may_replace(&run->plan, run->options->output, &run->arena,
                                       &run->errors) &&
               make_outputs(run);
    if (!begin_publication(run))
        return false;
    bool kept = nothing_written_is_lost(run);
    if (!kept && errors_worst(&run->errors) == ERROR_NONE && !again)
        return publication_end(&run->publication, &run->errors) && run_plan(run, true);
    bool ok = kept && make_outputs(run);
    run->published = ok || run->publication.stands;
    if (run->publication.told)
        text_line(run->err, "pnc: %s", run->publication.told);
    if (!run->published)
        leave_reports(run);
    return publication_end(&run->publication, &run->errors) && ok;
}

int run_execute(const struct run_options *options, FILE *err)
{
    struct run run = {.options = options, .err = err};
    interrupt_hold();
    run.job = (struct job){.errors = &run.errors, .publish = options->publish};
    run_plan(&run, false);
    if (!options->silent)
        progress_wipe();
    int status = (int)errors_worst(&run.errors);
    report_run(err, &run.job, run.published ? run.publication.target : NULL,
               run.published && run.publication.unchanged, options->quiet);
    errors_release(&run.errors);
    arena_release(&run.arena);
    return status;
}
