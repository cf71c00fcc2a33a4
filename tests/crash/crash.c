/* Publishing survives: killed before each call that writes, each such call failing, each name that
 * cannot be removed, the disk full from each call on, files that may not grow, no rights, an input
 * that vanishes. After every strike what was published before is whole, or the new one is; the next
 * run succeeds and tidies up.
 *
 *     crash SUBJECT [ARGUMENT…]
 *
 * A subject is a command that publishes: see `subjects`. */
#include "tests/crash/subject.h"

#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/kept/depot.h"
#include "pipeline/publishing/kept/kept.h"
#include "tests/crash/strike.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define OLD_REPORT "van een eerdere run\n"

struct test {
    const struct subject *subject;
    const char *scratch;   /* everything happens below this folder, in memory if there is room */
    const char *program;   /* a copy that every user can run */
    const char *published; /* scratch/work/output/NAAM */
    const char *said;      /* what the command printed */
    struct arena arena;
    struct errors errors;
    long n_strikes;
    long n_failed;
};

/* One way of striking and what must hold then. */
struct scenario {
    const char *name;
    struct strike strike;
    bool may_be_absent; /* the published folder, until the next run */
    bool may_leave;     /* temporary folders, until the next run */
    bool may_stand;     /* the new one, though the run says that it could not do all */
};

static const char *under(struct test *test, const char *name)
{
    return path_join(&test->arena, test->scratch, name);
}

static void fail(struct test *test, const struct scenario *scenario, const struct struck *struck,
                 const char *what)
{
    test->n_failed++;
    printf("not ok: %s, %s, strike at %ld (grens %ld), status %d: %s\n", test->subject->name,
           scenario->name, scenario->strike.at, scenario->strike.file_limit, struck->status, what);
    subject_show(test->said);
}

static bool same(struct test *test, const char *a, const char *b)
{
    bool equal = false;
    return folder_exists(a) && folder_exists(b) && folder_equal(a, b, &equal, &test->errors) &&
           equal;
}

/* ---- before a strike ---- */

static void empty_tmp(struct test *test)
{
    subject_clear(under(test, "tmp"));
    if (!folder_make(under(test, "tmp"), &test->errors))
        exit(1);
}

/* The reports of an earlier run, which nobody may take for those of the next one. */
static const char *old_report(struct test *test)
{
    return arena_printf(&test->arena, "%s-afgekeurd/controles.csv", test->published);
}

static void leave_old_report(struct test *test)
{
    const char *path = old_report(test);
    FILE *file =
        folder_make(path_folder(&test->arena, path), &test->errors) ? fopen(path, "wb") : NULL;
    if (!file || fputs(OLD_REPORT, file) < 0 || fclose(file) != 0)
        exit(1);
}

static bool old_report_stays(struct test *test)
{
    struct errors unimportant = {0};
    struct text content;
    bool there = file_read(old_report(test), 1000, &test->arena, &unimportant, &content) &&
                 text_is(content, OLD_REPORT);
    errors_release(&unimportant);
    return there;
}

static void set_up(struct test *test)
{
    subject_clear(under(test, "work"));
    empty_tmp(test);
    subject_copy(under(test, "new-inputs"), under(test, "work"));
    subject_copy(under(test, "old"), test->published);
    leave_old_report(test);
}

static struct struck strike(struct test *test, const struct strike *how)
{
    struct struck struck;
    char *argv[SUBJECT_MAX_ARGUMENTS];
    subject_command(test->subject, test->program, under(test, "work"), &test->arena, argv);
    if (!strike_run(how, argv, test->said, &struck))
        exit(1);
    return struck;
}

/* ---- after a strike ---- */

/* Nothing in the output folder but what belongs there. */
static bool is_tidy(struct test *test)
{
    struct folder_files names;
    const char *output = under(test, "work/output");
    const char *reports = arena_printf(&test->arena, "%s-afgekeurd", test->subject->run);
    if (!folder_names(output, &test->arena, &test->errors, &names))
        return false;
    for (size_t i = 0; i < names.n; i++)
        if (strcmp(names.paths[i], test->subject->run) != 0 &&
            strcmp(names.paths[i], "archief") != 0 && strcmp(names.paths[i], reports) != 0 &&
            strcmp(names.paths[i], DEPOT_NAME) != 0)
            return false;
    if (folder_occupied(under(test, "work/output/" DEPOT_NAME "/nieuw")) ||
        folder_occupied(under(test, "work/output/" DEPOT_NAME "/slot")))
        return false;
    return folder_names(under(test, "tmp"), &test->arena, &test->errors, &names) && names.n == 0;
}

/* Who cannot even begin cannot clear the way either. */
static bool could_begin(struct test *test)
{
    struct errors unimportant = {0};
    struct text said;
    bool read = file_read(test->said, 1 << 20, &test->arena, &unimportant, &said);
    errors_release(&unimportant);
    return read && !strstr(said.bytes, ".slot: kan niet worden gemaakt") &&
           !strstr(said.bytes, "de map kan niet worden gemaakt");
}

/* What the depot says to have it can give back, as long as it is needed or not: a stop at any
 * moment leaves no list that lacks a piece, and no need that lacks a list. */
static bool depot_is_whole(struct test *test)
{
    struct depot depot = depot_of(under(test, "work/output"), &test->arena);
    struct folder_files names = {0};
    const char *back = under(test, "terug");
    bool ok = !folder_exists(depot_folder(&depot, "bestand")) ||
              folder_names(depot_folder(&depot, "bestand"), &test->arena, &test->errors, &names);
    for (size_t i = 0; ok && i < names.n; i++) {
        char hex[SHA256_HEX_SIZE] = "";
        long long n_bytes;
        subject_clear(back);
        ok = depot_restore(&depot, names.paths[i], back, &test->errors) &&
             sha256_file(back, hex, &n_bytes, &test->errors) && strcmp(hex, names.paths[i]) == 0;
    }
    return ok;
}

/* After a run that went well its inputs are there. */
static bool inputs_are_kept(struct test *test)
{
    struct arena arena = {0};
    struct kept kept;
    bool ok = kept_find(test->published, NULL, &arena, &test->errors, &kept) && kept_whole(&kept);
    struct depot depot = depot_of(under(test, "work/output"), &arena);
    for (size_t i = 0; ok && test->subject->reads_input && i < kept.inputs.n; i++)
        ok = depot_has(&depot, kept.inputs.items[i].recorded->sha256);
    arena_release(&arena);
    return ok;
}

static bool said_something(struct test *test)
{
    struct stat status;
    return stat(test->said, &status) == 0 && status.st_size > 0;
}

static void check_struck(struct test *test, const struct scenario *scenario,
                         const struct struck *struck)
{
    bool old = same(test, test->published, under(test, "old"));
    bool new = same(test, test->published, under(test, "new"));
    bool absent = scenario->may_be_absent && !folder_occupied(test->published);
    if (!old && !new && !absent)
        fail(test, scenario, struck, "wat gepubliceerd was is niet heel");
    if (struck->status == 0 && !new)
        fail(test, scenario, struck, "status 0, maar niet gepubliceerd");
    if (struck->status > 0 && !old && !scenario->may_stand)
        fail(test, scenario, struck, "mislukt, maar toch gepubliceerd");
    if (!depot_is_whole(test))
        fail(test, scenario, struck, "van de bewaarde invoer ontbreekt iets");
    if (struck->status == 0 && !inputs_are_kept(test))
        fail(test, scenario, struck, "gepubliceerd, maar de invoer is niet bewaard");
    if (struck->status > 0 && struck->status != 3)
        fail(test, scenario, struck, "verwacht status 3");
    if (struck->status > 0 && !said_something(test))
        fail(test, scenario, struck, "geen melding");
    if (struck->status > 0 && old_report_stays(test) && could_begin(test))
        fail(test, scenario, struck, "de berichten van een eerdere run staan er nog");
    if (!scenario->may_leave && !is_tidy(test))
        fail(test, scenario, struck, "er bleef iets liggen");
}

/* The archive holds the old folder once, and nothing else. */
static bool archive_is_right(struct test *test)
{
    struct folder_files names;
    const char *archive =
        path_join(&test->arena, under(test, "work/output/archief"), test->subject->run);
    return folder_names(archive, &test->arena, &test->errors, &names) && names.n == 1 &&
           same(test, path_join(&test->arena, archive, names.paths[0]), under(test, "old"));
}

static void check_next(struct test *test, const struct scenario *scenario)
{
    const struct strike nothing = {.kind = STRIKE_NOTHING};
    struct struck struck = strike(test, &nothing);
    if (struck.status != 0)
        fail(test, scenario, &struck, "de volgende run mislukt");
    else if (!same(test, test->published, under(test, "new")))
        fail(test, scenario, &struck, "de volgende run publiceert iets anders");
    else if (!archive_is_right(test))
        fail(test, scenario, &struck, "het archief klopt niet na de volgende run");
    else if (!depot_is_whole(test) || !inputs_are_kept(test))
        fail(test, scenario, &struck, "na de volgende run is de invoer niet bewaard");
    else if (!is_tidy(test))
        fail(test, scenario, &struck, "na de volgende run ligt er nog iets");
}

static struct struck strike_once(struct test *test, const struct scenario *scenario)
{
    set_up(test);
    struct struck struck = strike(test, &scenario->strike);
    test->n_strikes += struck.hit;
    check_struck(test, scenario, &struck);
    subject_copy(under(test, "new-inputs"), under(test, "work"));
    check_next(test, scenario);
    return struck;
}

/* ---- scenarios ---- */

static const struct scenario at_each_call[] = {
    {.name = "gedood", .strike = {.kind = STRIKE_KILL}, .may_leave = true},
    {.name = "gedood, zonder verwisselen",
     .strike = {.kind = STRIKE_KILL, .no_exchange = true},
     .may_be_absent = true,
     .may_leave = true},
    {.name = "een aanroep mislukt", .strike = {.kind = STRIKE_FAIL}},
    {.name = "een aanroep mislukt, zonder verwisselen",
     .strike = {.kind = STRIKE_FAIL, .no_exchange = true}},
    {.name = "schijf vol", .strike = {.kind = STRIKE_FULL}},
    {.name = "verwijderen mislukt",
     .strike = {.kind = STRIKE_KEEP},
     .may_leave = true,
     .may_stand = true},
    {.name = "gevraagd te stoppen", .strike = {.kind = STRIKE_STOP}},
};

/* Until a run that ended by itself made fewer calls than that. */
static void strike_at_each_call(struct test *test, const struct scenario *scenario)
{
    struct scenario now = *scenario;
    struct struck struck = {.hit = true};
    for (now.strike.at = 1; now.strike.at == 1 || struck.n_calls >= now.strike.at - 1;
         now.strike.at++)
        struck = strike_once(test, &now);
    printf("  %s: %ld aanroepen\n", scenario->name, now.strike.at - 2);
}

static void strike_at_each_size(struct test *test)
{
    struct scenario scenario = {.name = "bestanden mogen niet groeien"};
    struct struck struck = {.status = 3};
    long limit = 1;
    for (; struck.status != 0; limit += 1 + limit / 8) {
        scenario.strike.file_limit = limit;
        struck = strike_once(test, &scenario);
        test->n_strikes++;
    }
    printf("  %s: tot %ld bytes\n", scenario.name, limit);
}

static void forbid(struct test *test, const char *folder, mode_t mode)
{
    if (chmod(under(test, folder), mode) != 0)
        perror(folder);
}

static void strike_without_rights(struct test *test)
{
    const struct scenario scenario = {.name = "geen rechten", .strike = {.unprivileged = true}};
    set_up(test);
    forbid(test, "work/output", 0555);
    struct struck struck = strike(test, &scenario.strike);
    forbid(test, "work/output", 0755);
    test->n_strikes++;
    if (struck.status != 3)
        fail(test, &scenario, &struck, "verwacht status 3");
    check_struck(test, &scenario, &struck);
    check_next(test, &scenario);
    printf("  %s\n", scenario.name);
}

static void vanish(void *context)
{
    subject_clear(context);
}

/* Behind the first call that writes the settings have been read, and no input has. */
static void strike_by_vanishing_input(struct test *test)
{
    char *input = arena_printf(&test->arena, "%s/work/input", test->scratch);
    const struct scenario scenario = {
        .name = "de invoer verdwijnt",
        .strike = {.kind = STRIKE_HAPPEN, .at = 1, .happening = vanish, .context = input}};
    struct struck struck = strike_once(test, &scenario);
    if (struck.status != 3)
        fail(test, &scenario, &struck, "verwacht status 3");
    printf("  %s\n", scenario.name);
}

/* ---- the references ---- */

static void make_reference(struct test *test, const char *reference)
{
    const struct strike nothing = {.kind = STRIKE_NOTHING};
    struct struck struck = strike(test, &nothing);
    if (struck.status != 0) {
        printf("de run zonder aanslag mislukt, status %d\n", struck.status);
        subject_show(test->said);
        exit(1);
    }
    subject_copy(test->published, under(test, reference));
}

static void prepare(struct test *test)
{
    setenv("TMPDIR", under(test, "tmp"), 1);
    subject_program(test->subject, test->program);
    test->said = under(test, "said");
    test->published = path_join(&test->arena, under(test, "work/output"), test->subject->run);
    subject_inputs(test->subject, under(test, "old-inputs"), EDITION_OLD);
    subject_inputs(test->subject, under(test, "new-inputs"), EDITION_NEW);
    subject_copy(under(test, "old-inputs"), under(test, "work"));
    make_reference(test, "old");
    set_up(test); /* what a run says of the publication that it replaces is published, too */
    make_reference(test, "new");
    if (same(test, under(test, "old"), under(test, "new"))) {
        printf("oud en nieuw zijn gelijk: zo toont deze proef niets\n");
        exit(1);
    }
}

static const char *make_folder(struct test *test, const char *parent)
{
    char *folder = arena_printf(&test->arena, "%s/pnc-crash-XXXXXX", parent);
    if (!mkdtemp(folder) || chmod(folder, 0755) != 0) {
        perror(folder);
        exit(1);
    }
    return folder;
}

/* Every n_workers-th of the scenarios. */
static void strike_share(struct test *test, size_t worker, size_t n_workers)
{
    static void (*const others[])(struct test *) = {strike_at_each_size, strike_without_rights,
                                                    strike_by_vanishing_input};
    const size_t n_calls = sizeof at_each_call / sizeof *at_each_call;
    const size_t n_others = sizeof others / sizeof *others - !test->subject->reads_input;
    for (size_t i = worker; i < n_calls + n_others; i += n_workers)
        if (i < n_calls)
            strike_at_each_call(test, &at_each_call[i]);
        else
            others[i - n_calls](test);
}

/* One worker, in folders of its own. Returns the exit status. */
static int work(const struct subject *subject, size_t worker, size_t n_workers)
{
    struct test test = {.subject = subject};
    const char *elsewhere = make_folder(&test, P_tmpdir); /* memory may forbid programs */
    test.scratch = make_folder(&test, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : P_tmpdir);
    test.program = path_join(&test.arena, elsewhere, "program");
    prepare(&test);
    strike_share(&test, worker, n_workers);
    printf("%s, deel %zu van %zu: %ld aanslagen, %ld keer niet goed\n", test.subject->name,
           worker + 1, n_workers, test.n_strikes, test.n_failed);
    fflush(stdout);
    subject_clear(test.scratch);
    subject_clear(elsewhere);
    arena_release(&test.arena);
    errors_release(&test.errors);
    return test.n_failed == 0 && test.n_strikes > 0 ? 0 : 1;
}

#define MOST_WORKERS 8

/* A worker per processor: a strike waits for its program most of the time. */
int main(int argc, char **argv)
{
    const struct subject *subject = subject_find(argc, argv);
    long n_processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n_workers = n_processors < 1              ? 1
                       : n_processors > MOST_WORKERS ? MOST_WORKERS
                                                     : (size_t)n_processors;
    if (!subject)
        return 2;
    printf("%s\n", subject->name);
    fflush(stdout);
    for (size_t worker = 1; worker < n_workers; worker++) {
        pid_t child = fork();
        if (child < 0) {
            perror("fork");
            return 1;
        }
        if (child == 0)
            return work(subject, worker, n_workers);
    }
    int worst = work(subject, 0, n_workers), status;
    while (wait(&status) > 0)
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            worst = 1;
    return worst;
}
