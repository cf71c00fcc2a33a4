/* controles_vergelijk.c: the same figure in another published run. */
#include "pipeline/publishing/manifest.h"
#include "pipeline/publishing/other_run.h"
#include "tests/unit/controles.h"
#include "tests/unit/temporary.h"

#include <unistd.h>

static const struct comparison comparison = {
    .stand = 2, .run = "andere-run", .other_stand = "realisatie 2024"};

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* What the other run's manifest says: the file as it was published, or nothing at all. */
static void write_manifest(struct arena *arena, const char *folder)
{
    struct errors errors = {0};
    struct manifest_file saldi;
    assert_true(manifest_hash_file(folder, "data/saldi.csv", arena, &errors, &saldi));
    struct manifest manifest = {.version = "1",
                                .run = "andere-run",
                                .run_ini = "andere.ini",
                                .outputs = {.items = &saldi, .n = 1}};
    manifest_set_run_id(&manifest);
    write_text(arena_printf(arena, "%s/" MANIFEST_NAME, folder),
               manifest_format(&manifest, arena).bytes);
    errors_release(&errors);
}

#define HEADER "programma,pakket,post,sectie,stand,cents,mutaties\n"

/* The folder that both runs publish in, with what the other run says, or nothing. */
static void publish_other(struct programma *p, const char *rows)
{
    const char *folder = temporary_folder(&p->arena);
    p->job.compare = folder;
    p->plan.comparisons = arena_alloc(&p->arena, sizeof comparison);
    memcpy(p->plan.comparisons, &comparison, sizeof comparison);
    p->plan.n_comparisons = 1;
    if (!rows)
        return;
    const char *command = arena_printf(&p->arena, "mkdir -p %s/andere-run/data", folder);
    assert_int_equal(system(command), 0);
    const char *other = arena_printf(&p->arena, "%s/andere-run", folder);
    write_text(arena_printf(&p->arena, "%s/data/saldi.csv", other),
               arena_printf(&p->arena, HEADER "%s", rows));
    write_manifest(&p->arena, other);
}

static void remove_other(struct programma *p)
{
    temporary_remove(p->job.compare);
}

#define COMPARED ": realisatie 2024 = andere-run: realisatie 2024"

static void another_run_must_say_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *statement, *rows;
        bool is_there, same_pakketten, same_posten;
    } cases[] = {
        {"the same", "6,6A,groot,lasten,realisatie 2024,-500,9\n", true, true, true},
        {"other standen and programma's do not count",
         "6,6A,groot,lasten,realisatie 2024,-500,9\n6,6A,groot,lasten,primair 2024,-1,1\n"
         "7,6A,groot,lasten,realisatie 2024,-1,1\n",
         true, true, true},
        {"a cent less", "6,6A,groot,lasten,realisatie 2024,-499,9\n", true, false, false},
        {"another sectie", "6,6A,groot,baten,realisatie 2024,-500,9\n", true, false, false},
        {"another post of the pakket", "6,6A,klein,lasten,realisatie 2024,-500,9\n", true, true,
         false},
        {"a post that is not known here",
         "6,6A,groot,lasten,realisatie 2024,-400,9\n6,6A,oud,lasten,realisatie 2024,-100,9\n", true,
         true, false},
        {"a pakket that is not known here",
         "6,6A,groot,lasten,realisatie 2024,-500,9\n6,6Q,q,lasten,realisatie 2024,-1,9\n", true,
         false, false},
        {"nothing", "", true, false, false},
        {"not published", NULL, false, false, false},
        {"not of that form", "6,6A,groot,lasten,realisatie 2024\n", false, false, false},
        {"no amount", "6,6A,groot,lasten,realisatie 2024,veel,9\n", false, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p);
        programma_book(&p, "6A", "groot", SECTIE_LASTEN, "realisatie 2024", -500);
        programma_finish(&p);
        assert_string_equal(p.plan.standen[2].name, "realisatie 2024");
        publish_other(&p, cases[i].rows);
        run(&p);
        remove_other(&p);
        const struct control *there = find_control(&p, "Te vergelijken" COMPARED);
        if (there->holds != cases[i].is_there)
            fail_msg("%s: %s", cases[i].statement, there->found);
        assert_int_equal(there->severity,
                         cases[i].rows && !cases[i].is_there ? SEVERITY_ERROR : SEVERITY_WARNING);
        if (cases[i].is_there) {
            if (find_control(&p, "Gelijk per pakket" COMPARED)->holds != cases[i].same_pakketten)
                fail_msg("%s: per pakket", cases[i].statement);
            if (find_control(&p, "Gelijk per post" COMPARED)->holds != cases[i].same_posten)
                fail_msg("%s: per post", cases[i].statement);
        }
        programma_release(&p);
    }
}

static void what_does_not_add_up_is_not_an_amount(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    programma_book(&p, "6A", "groot", SECTIE_LASTEN, "realisatie 2024", -500);
    programma_finish(&p);
    publish_other(&p, "6,6A,groot,lasten,realisatie 2024,9000000000000000000,1\n"
                      "6,6A,klein,lasten,realisatie 2024,9000000000000000000,1\n");
    run(&p);
    remove_other(&p);
    const struct control *control = find_control(&p, "Gelijk per pakket" COMPARED);
    assert_false(control->holds);
    assert_non_null(strstr(control->sentence, "6A lasten: daar te groot om exact op te tellen, "
                                              "hier € -5,00"));
    programma_release(&p);
}

static void alter_saldi(struct arena *arena, const char *folder)
{
    write_text(arena_printf(arena, "%s/data/saldi.csv", folder),
               HEADER "6,6A,groot,lasten,realisatie 2024,-500,10\n");
}

static void lose_manifest(struct arena *arena, const char *folder)
{
    assert_int_equal(unlink(arena_printf(arena, "%s/" MANIFEST_NAME, folder)), 0);
}

static void another_run_that_is_not_as_published_is_no_proof(void **state)
{
    (void)state;
    static void (*const damages[])(struct arena * arena, const char *folder) = {alter_saldi,
                                                                                lose_manifest};
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct programma p;
        begin(&p);
        programma_book(&p, "6A", "groot", SECTIE_LASTEN, "realisatie 2024", -500);
        programma_finish(&p);
        publish_other(&p, "6,6A,groot,lasten,realisatie 2024,-500,9\n");
        damages[i](&p.arena, arena_printf(&p.arena, "%s/andere-run", p.job.compare));
        run(&p);
        remove_other(&p);
        const struct control *there = find_control(&p, "Te vergelijken" COMPARED);
        assert_false(there->holds);
        assert_int_equal(there->severity, SEVERITY_ERROR);
        assert_string_equal(there->found, "niet zoals gepubliceerd");
        assert_non_null(strstr(there->sentence, "andere-run"));
        for (size_t c = 0; c < p.job.controls.n; c++) /* and nothing is said of its figures */
            assert_null(strstr(p.job.controls.items[c].name, "Gelijk per"));
        programma_release(&p);
    }
}

static void a_run_covers_the_programmas_that_it_is_about(void **state)
{
    (void)state;
    static const struct {
        const char *subject, *programma;
        bool covers;
    } cases[] = {
        {"jaarrekening 2024, programma 6", "6", true},
        {"jaarrekening 2024, programma 6", "5", false},
        {"jaarrekening 2024, programma's 5, 6", "6", true},
        {"jaarrekening 2024, programma's 5, 6", "1", false},
        {"jaarrekening 2024, alle programma's", "1", true},
        {NULL, "1", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct other_run other = {.subject = cases[i].subject};
        assert_int_equal(other_run_covers(&other, cases[i].programma), cases[i].covers);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_run_must_say_the_same),
        cmocka_unit_test(a_run_covers_the_programmas_that_it_is_about),
        cmocka_unit_test(what_does_not_add_up_is_not_an_amount),
        cmocka_unit_test(another_run_that_is_not_as_published_is_no_proof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
