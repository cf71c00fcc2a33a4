#include "tests/unit/small_scratch.h"

#include "pipeline/base/file.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define OUTPUTS                                                                                    \
    "afgekeurd.csv\ncontroles.csv\ndata/saldi.csv\ninstellingen/bronnen/grootboek.ini\n"           \
    "instellingen/proef.ini\njaarrekening.csv\nmanifest.json\n" SMALL_NAME ".xlsx\n"

/* ---- the manifest ---- */

static void the_manifest_says_what_went_in_and_came_out(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    assert_string_equal(scratch_tree(scratch, "output/" SMALL_NAME), OUTPUTS);
    struct manifest manifest = manifest_at(scratch, "output/" SMALL_NAME);
    assert_string_equal(manifest.version, PNC_VERSION);
    assert_string_equal(manifest.run, SMALL_NAME);
    assert_string_equal(manifest.run_ini, "proef.ini");
    assert_int_equal(manifest.settings.n, 2);
    assert_string_equal(manifest.settings.items[0].path, "proef.ini");
    assert_string_equal(manifest.settings.items[1].path, "bronnen/grootboek.ini");
    assert_int_equal(manifest.n_sources, 1);
    const struct manifest_source *source = &manifest.sources[0];
    assert_string_equal(source->profile, "bronnen/grootboek.ini");
    assert_string_equal(source->files.items[0].path, "../input/grootboek.csv");
    assert_int_equal(source->files.items[0].n_bytes, 6);
    assert_int_equal(source->files.items[0].n_rejected, 1);
    assert_int_equal(source->n_fates, FATE_SCOPE + 1);
    assert_string_equal(source->fates[FATE_SCOPE].name, "balansrekening");
    assert_int_equal(source->fates[FATE_CELL].cents, -12345);
    assert_int_equal(manifest.outputs.n, 5);
    for (size_t i = 0; i < manifest.outputs.n; i++) {
        char hex[SHA256_HEX_SIZE];
        long long n_bytes;
        const char *path = path_join(&scratch->arena, scratch_path(scratch, "output/" SMALL_NAME),
                                     manifest.outputs.items[i].path);
        assert_true(sha256_file(path, hex, &n_bytes, &scratch->errors));
        assert_string_equal(manifest.outputs.items[i].sha256, hex);
        assert_int_equal(manifest.outputs.items[i].n_bytes, n_bytes);
    }
}

static void the_manifest_does_not_know_where_it_stands(void **state)
{
    struct scratch *one = *state, *two = prepare("regel\n");
    run(one, "een", SMALL_PUBLISHES);
    struct small_job small = {0};
    assert_true(small_run(&small, two->folder, scratch_path(two, "ergens/anders/heel/diep"), "een",
                          SMALL_PUBLISHES));
    small_release(&small);
    const char *manifest = scratch_read(one, "output/" SMALL_NAME "/manifest.json");
    assert_string_equal(manifest,
                        scratch_read(two, "ergens/anders/heel/diep/" SMALL_NAME "/manifest.json"));
    assert_null(strstr(manifest, path_name(one->folder)));
    scratch_free(two);
}

static void the_run_id_follows_from_version_settings_and_inputs(void **state)
{
    (void)state;
    struct manifest_file settings[2] = {{.path = "a", .sha256 = "aa"},
                                        {.path = "b", .sha256 = "bb"}};
    struct manifest_file inputs[2] = {{.path = "x", .sha256 = "cc"}, {.path = "y", .sha256 = "dd"}};
    struct manifest_file output = {.path = "z", .sha256 = "ee"};
    struct manifest_source source = {.name = "s", .profile = "p", .files = {inputs, 2}};
    struct manifest_other other = {.run = "andere", .sha256 = "ff"};
    struct manifest manifest = {.version = "1.0.0",
                                .program = "00",
                                .others = {&other, 1},
                                .run = "r",
                                .settings = {settings, 2},
                                .sources = &source,
                                .n_sources = 1,
                                .outputs = {&output, 1}};
    manifest_set_run_id(&manifest);
    char first[MANIFEST_RUN_ID_SIZE];
    memcpy(first, manifest.run_id, sizeof first);
    assert_int_equal(strspn(first, "0123456789abcdef"), 16);

    output.sha256[0] = 'f';
    manifest.run_ini = "other";
    manifest_set_run_id(&manifest);
    assert_string_equal(manifest.run_id, first);

    char *const counts[] = {settings[0].sha256, settings[1].sha256, inputs[0].sha256,
                            inputs[1].sha256, other.sha256};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        counts[i][0]++;
        manifest_set_run_id(&manifest);
        assert_string_not_equal(manifest.run_id, first);
        counts[i][0]--;
    }
    const char **const names[] = {&manifest.version, &manifest.run, &settings[0].path,
                                  &inputs[0].path,   &source.name,  &source.profile,
                                  &other.run};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *before = *names[i];
        *names[i] = "other";
        manifest_set_run_id(&manifest);
        assert_string_not_equal(manifest.run_id, first);
        *names[i] = before;
    }
    other.mutual = 1;
    manifest_set_run_id(&manifest);
    assert_string_not_equal(manifest.run_id, first);
    other.mutual = 0;
    manifest.program[0] = 'f';
    manifest_set_run_id(&manifest);
    assert_string_not_equal(manifest.run_id, first);
}

/* One of 1.0.0 before it named its sources: what was published then can still be verified. */
static void the_run_id_of_an_earlier_manifest_is_what_it_was(void **state)
{
    (void)state;
    struct manifest_file setting = {.path = "a", .sha256 = "aa"}, input = {.sha256 = "cc"};
    struct manifest_source source = {.name = "s", .profile = "p", .files = {&input, 1}};
    struct manifest manifest = {
        .version = "1.0.0", .settings = {&setting, 1}, .sources = &source, .n_sources = 1};
    char hex[SHA256_HEX_SIZE];
    const char lines[] = "pnc 1.0.0\ninstelling aa\ninvoer cc\n";
    sha256_bytes(lines, sizeof lines - 1, hex);
    manifest_set_run_id(&manifest);
    assert_memory_equal(manifest.run_id, hex, MANIFEST_RUN_ID_SIZE - 1);
}

static void a_manifest_that_is_none_is_refused(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    const char *good = scratch_read(scratch, "output/" SMALL_NAME "/manifest.json");
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"\"pnc\": \"1", "\"pnc\": 1, \"x\": \"1"},
        {"\"run\":", "\"ran\":"},
        {"\"bestand\": \"afgekeurd.csv\"", "\"bestand\": \"../afgekeurd.csv\""},
        {"\"bestand\": \"afgekeurd.csv\"", "\"bestand\": \"/afgekeurd.csv\""},
        {"\"bestand\": \"afgekeurd.csv\"", "\"bestand\": 7"},
        {"\"bytes\": 6", "\"bytes\": -6"},
        {"\"bronnen\": [", "\"bronnen\": [ 3, "},
        {"\"uitvoer\": [", "\"uitvoer\": {}, \"y\": ["},
        {"\"sha256\": \"", "\"sha256\": \"0"},
        {"\"run_id\": \"", "\"run_id\": \"G"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = strstr(good, cases[i].from);
        assert_non_null(at);
        const char *bad = arena_printf(&scratch->arena, "%.*s%s%s", (int)(at - good), good,
                                       cases[i].to, at + strlen(cases[i].from));
        struct manifest manifest = {.version = "onaangeroerd"};
        assert_false(
            manifest_parse(text_of(bad), "m", &scratch->arena, &scratch->errors, &manifest));
        assert_string_equal(manifest.version, "onaangeroerd");
        assert_int_equal(errors_worst(&scratch->errors), ERROR_DATA);
        errors_release(&scratch->errors);
    }
}

/* ---- placing ---- */

static void the_first_run_leaves_only_what_it_published(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    struct folder_files names;
    assert_true(
        folder_names(scratch_path(scratch, "output"), &scratch->arena, &scratch->errors, &names));
    assert_int_equal(names.n, 1);
    assert_string_equal(names.paths[0], SMALL_NAME);
}

static void scratch_files_are_not_published(void **state)
{
    struct scratch *scratch = *state;
    struct small_job small = {0};
    struct lock_patience none = {0};
    const char *output = scratch_path(scratch, "output");
    small_begin(&small, scratch->folder, output);
    assert_true(publication_begin(&small.publication, &small.plan, output, &none, &small.arena,
                                  &small.errors));
    small.job.temporary = small.publication.temporary;
    assert_true(small_outputs(&small, "een"));
    assert_true(small_file(&small, small.job.temporary, "data/.kladje", "x"));
    assert_true(publish_stage.run(&small.job));
    assert_true(publication_end(&small.publication, &small.errors));
    small_release(&small);
    assert_string_equal(scratch_tree(scratch, "output/" SMALL_NAME), OUTPUTS);
}

static void the_same_again_touches_nothing(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    const char *marker = scratch_path(scratch, "link");
    assert_int_equal(link(scratch_path(scratch, "output/" SMALL_NAME "/manifest.json"), marker), 0);
    run(scratch, "een", SMALL_PUBLISHES);
    bool same;
    assert_false(scratch_has(scratch, "output/archief"));
    assert_true(folder_equal(scratch_path(scratch, "output"), scratch_path(scratch, "output"),
                             &same, &scratch->errors));
    struct small_job small = {0};
    assert_true(small_run(&small, scratch->folder, scratch_path(scratch, "output"), "een",
                          SMALL_PUBLISHES));
    assert_true(small.publication.unchanged);
    small_release(&small);
}

static void what_was_published_before_goes_to_the_archive(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    const char *id = manifest_at(scratch, "output/" SMALL_NAME).run_id;
    const char *place = arena_printf(&scratch->arena, "output/archief/" SMALL_NAME "/%.16s", id);
    run(scratch, "twee", SMALL_PUBLISHES);
    assert_string_equal(scratch_read(scratch, "output/" SMALL_NAME "/controles.csv"),
                        "controles.csv twee\n");
    assert_string_equal(scratch_tree(scratch, place), OUTPUTS);

    /* Same run id, other bytes: none is lost. The same bytes: kept once. */
    run(scratch, "drie", SMALL_PUBLISHES);
    run(scratch, "een", SMALL_PUBLISHES);
    run(scratch, "twee", SMALL_PUBLISHES);
    const char *archive = scratch_path(scratch, "output/archief/" SMALL_NAME);
    struct folder_files names;
    assert_true(folder_names(archive, &scratch->arena, &scratch->errors, &names));
    assert_int_equal(names.n, 3);
    const char *second = path_join(&scratch->arena, place, "../");
    second = arena_printf(&scratch->arena, "%s%.16s-2/controles.csv", second, id);
    assert_string_equal(scratch_read(scratch, second), "controles.csv twee\n");
}

static void what_somebody_changed_in_place_is_kept_too(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    scratch_write(scratch, "output/" SMALL_NAME "/jaarrekening.csv", "zelf aangepast\n");
    run(scratch, "een", SMALL_PUBLISHES);
    assert_string_equal(scratch_read(scratch, "output/" SMALL_NAME "/jaarrekening.csv"),
                        "jaarrekening.csv een\n");
    const char *tree = scratch_tree(scratch, "output/archief/" SMALL_NAME);
    assert_non_null(strstr(tree, "/jaarrekening.csv\n"));
}

static void a_folder_without_manifest_is_archived_as_unknown(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "output/" SMALL_NAME "/van mij.txt", "x");
    run(scratch, "een", SMALL_PUBLISHES);
    assert_string_equal(scratch_tree(scratch, "output/archief"),
                        SMALL_NAME "/onbekend/van mij.txt\n");
}

static void an_output_that_is_missing_stops_publishing(void **state)
{
    struct scratch *scratch = *state;
    static const char *const names[] = {"jaarrekening.csv", "data/saldi.csv", SMALL_WORKBOOK};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct small_job small = {0};
        struct lock_patience none = {0};
        const char *output = scratch_path(scratch, "output");
        small_begin(&small, scratch->folder, output);
        assert_true(publication_begin(&small.publication, &small.plan, output, &none, &small.arena,
                                      &small.errors));
        small.job.temporary = small.publication.temporary;
        assert_true(small_outputs(&small, "een"));
        assert_int_equal(unlink(path_join(&small.arena, small.job.temporary, names[i])), 0);
        assert_false(publish_stage.run(&small.job));
        assert_string_equal(small.errors.items[0].where, names[i]);
        assert_true(publication_end(&small.publication, &small.errors));
        small_release(&small);
        assert_string_equal(scratch_tree(scratch, "output"), "");
    }
}

/* A disk that has something else than was written, once it is asked to keep it. */
static bool disk_is_bad;

int fsync(int file)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    int again = disk_is_bad && strstr(path, "/" MANIFEST_NAME) ? open(path, O_WRONLY) : -1;
    if (again >= 0) {
        assert_int_equal(pwrite(again, " ", 1, 1), 1); /* still JSON, still this manifest */
        close(again);
    }
    return (int)syscall(SYS_fsync, file);
}

static void a_manifest_that_is_not_on_disk_as_it_was_written_is_not_published(void **state)
{
    struct scratch *scratch = *state;
    struct small_job small = {0};
    disk_is_bad = true;
    assert_false(small_run(&small, scratch->folder, scratch_path(scratch, "output"), "een",
                           SMALL_PUBLISHES));
    disk_is_bad = false;
    assert_int_equal(errors_worst(&small.errors), ERROR_MACHINE);
    assert_non_null(strstr(small.errors.items[0].where, MANIFEST_NAME));
    small_release(&small);
    assert_false(scratch_has(scratch, "output/" SMALL_NAME));
}

static void settings_that_change_under_the_run_stop_it(void **state)
{
    struct scratch *scratch = *state;
    struct small_job small = {0};
    struct lock_patience none = {0};
    const char *output = scratch_path(scratch, "output");
    small_begin(&small, scratch->folder, output);
    assert_true(publication_begin(&small.publication, &small.plan, output, &none, &small.arena,
                                  &small.errors));
    small.job.temporary = small.publication.temporary;
    assert_true(small_outputs(&small, "een"));
    scratch_write(scratch, "mappings/bronnen/grootboek.ini", "[bestand]\n; anders\n");
    assert_false(publish_stage.run(&small.job));
    assert_int_equal(errors_worst(&small.errors), ERROR_SETTINGS);
    assert_int_equal(small.errors.n, 1);
    assert_true(publication_end(&small.publication, &small.errors));
    small_release(&small);
    assert_string_equal(scratch_tree(scratch, "output"), "");
}

static void settings_are_hashed_as_they_were_parsed(void **state)
{
    struct scratch *scratch = *state;
    struct small_job small = {0};
    struct lock_patience none = {0};
    struct text parsed;
    char hex[SHA256_HEX_SIZE];
    const char *output = scratch_path(scratch, "output");
    small_begin(&small, scratch->folder, output);
    scratch_write(scratch, "mappings/bronnen/grootboek.ini", "\xEF\xBB\xBF[bestand]\n");
    assert_true(file_read(small.profile.path, 100, &small.arena, &small.errors, &parsed));
    assert_string_equal(parsed.bytes, "[bestand]\n");
    scratch_write(scratch, "mappings/bronnen/grootboek.ini", "[bestand]\n; anders\n");
    assert_true(publication_begin(&small.publication, &small.plan, output, &none, &small.arena,
                                  &small.errors));
    sha256_bytes("\xEF\xBB\xBF[bestand]\n", 13, hex);
    assert_string_equal(small.publication.settings.items[1].sha256, hex);
    assert_int_equal(small.publication.settings.items[1].n_bytes, 13);
    assert_false(publication_keep_settings(&small.publication, &small.plan, &small.errors));
    assert_true(publication_end(&small.publication, &small.errors));
    small_release(&small);
}

static void names_that_would_mix_are_refused(void **state)
{
    struct scratch *scratch = *state;
    static const char *const names[] = {"", ".", "..", ".x", "a/b", "archief", "x-afgekeurd"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct small_job small = {0};
        struct lock_patience none = {0};
        small_begin(&small, scratch->folder, scratch_path(scratch, "output"));
        small.plan.name = names[i];
        assert_false(publication_begin(&small.publication, &small.plan, small.job.output, &none,
                                       &small.arena, &small.errors));
        assert_int_equal(errors_worst(&small.errors), ERROR_SETTINGS);
        small_release(&small);
    }
    assert_false(scratch_has(scratch, "output"));
}

static void the_second_run_says_who_is_busy(void **state)
{
    struct scratch *scratch = *state;
    struct small_job first = {0}, second = {0};
    struct lock_patience none = {0};
    const char *output = scratch_path(scratch, "output");
    small_begin(&first, scratch->folder, output);
    assert_true(publication_begin(&first.publication, &first.plan, output, &none, &first.arena,
                                  &first.errors));
    assert_false(small_run(&second, scratch->folder, output, "twee", SMALL_PUBLISHES));
    assert_int_equal(second.errors.n, 1);
    assert_int_equal(second.errors.items[0].kind, ERROR_MACHINE);
    assert_non_null(strstr(second.errors.items[0].message, SMALL_NAME));
    assert_true(folder_exists(first.publication.temporary));
    assert_true(publication_end(&first.publication, &first.errors));
    small_release(&first);
    small_release(&second);
}

/* ---- reports ---- */

static void a_failed_run_leaves_its_reports_beside_the_last_good_one(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "goed", SMALL_PUBLISHES);
    run(scratch, "mis", SMALL_FAILS);
    assert_string_equal(scratch_read(scratch, "output/" SMALL_NAME "/controles.csv"),
                        "controles.csv goed\n");
    assert_string_equal(scratch_tree(scratch, "output/" SMALL_NAME "-afgekeurd"),
                        "afgekeurd.csv\ncontroles.csv\n");
    run(scratch, "weer mis", SMALL_FAILS);
    assert_string_equal(scratch_read(scratch, "output/" SMALL_NAME "-afgekeurd/controles.csv"),
                        "controles.csv weer mis\n");
    run(scratch, "goed", SMALL_PUBLISHES);
    assert_string_equal(
        scratch_tree(scratch, "output"), SMALL_NAME
        "/afgekeurd.csv\n" SMALL_NAME "/controles.csv\n" SMALL_NAME "/data/saldi.csv\n" SMALL_NAME
        "/instellingen/bronnen/grootboek.ini\n" SMALL_NAME "/instellingen/proef.ini\n" SMALL_NAME
        "/jaarrekening.csv\n" SMALL_NAME "/manifest.json\n" SMALL_NAME "/" SMALL_NAME ".xlsx\n");
}

/* ---- what killed runs leave ---- */

static void half_written_folders_of_killed_runs_are_removed(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "output/." SMALL_NAME ".12.tmp/data/half", "x");
    scratch_write(scratch, "output/." SMALL_NAME ".slot", "12 " SMALL_NAME);
    scratch_write(scratch, "output/.ander.12.tmp/x", "niet van ons");
    scratch_write(scratch, "output/." SMALL_NAME ".b.12.tmp/x", "niet van ons");
    scratch_write(scratch, "output/." SMALL_NAME ".12.tmpx/x", "niet van ons");
    scratch_write(scratch, "output/." SMALL_NAME "x12.tmp/x", "niet van ons");
    scratch_write(scratch, "output/." SMALL_NAME "..tmp/x", "niet van ons");
    run(scratch, "een", SMALL_PUBLISHES);
    assert_true(scratch_has(scratch, "output/.ander.12.tmp/x"));
    assert_true(scratch_has(scratch, "output/." SMALL_NAME ".b.12.tmp/x"));
    assert_true(scratch_has(scratch, "output/." SMALL_NAME ".12.tmpx/x"));
    assert_true(scratch_has(scratch, "output/." SMALL_NAME "x12.tmp/x"));
    assert_true(scratch_has(scratch, "output/." SMALL_NAME "..tmp/x"));
    assert_false(scratch_has(scratch, "output/." SMALL_NAME ".12.tmp"));
    assert_false(scratch_has(scratch, "output/." SMALL_NAME ".slot"));
}

static const char *swap_name(struct scratch *scratch, const char *folder)
{
    char hex[SHA256_HEX_SIZE];
    long long n_bytes;
    const char *path = path_join(&scratch->arena, scratch_path(scratch, folder), MANIFEST_NAME);
    assert_true(sha256_file(path, hex, &n_bytes, &scratch->errors));
    return arena_printf(&scratch->arena, "output/." SMALL_NAME ".12.%.16s.wissel", hex);
}

static void a_new_folder_that_was_never_exchanged_is_dropped(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    const char *swap = swap_name(scratch, "output/" SMALL_NAME);
    assert_int_equal(
        rename(scratch_path(scratch, "output/" SMALL_NAME), scratch_path(scratch, swap)), 0);
    run(scratch, "twee", SMALL_PUBLISHES);
    assert_false(scratch_has(scratch, swap));
    assert_false(scratch_has(scratch, "output/archief"));
}

static void an_old_folder_on_its_way_reaches_the_archive(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    const char *swap = scratch_path(scratch, "output/." SMALL_NAME ".12.0123456789abcdef.wissel");
    assert_int_equal(rename(scratch_path(scratch, "output/" SMALL_NAME), swap), 0);
    run(scratch, "twee", SMALL_PUBLISHES);
    assert_false(folder_occupied(swap));
    assert_non_null(strstr(scratch_tree(scratch, "output/archief"), "/controles.csv"));
}

static void an_old_folder_that_lost_its_place_gets_it_back(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    const char *aside = scratch_path(scratch, "output/." SMALL_NAME ".12.oud");
    assert_int_equal(rename(scratch_path(scratch, "output/" SMALL_NAME), aside), 0);
    run(scratch, "mis", SMALL_FAILS);
    assert_string_equal(scratch_read(scratch, "output/" SMALL_NAME "/controles.csv"),
                        "controles.csv een\n");
    assert_false(folder_occupied(aside));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_manifest_says_what_went_in_and_came_out),
        TEST(the_manifest_does_not_know_where_it_stands),
        TEST(the_run_id_follows_from_version_settings_and_inputs),
        TEST(the_run_id_of_an_earlier_manifest_is_what_it_was),
        TEST(a_manifest_that_is_none_is_refused),
        TEST(the_first_run_leaves_only_what_it_published),
        TEST(scratch_files_are_not_published),
        TEST(the_same_again_touches_nothing),
        TEST(what_was_published_before_goes_to_the_archive),
        TEST(what_somebody_changed_in_place_is_kept_too),
        TEST(a_folder_without_manifest_is_archived_as_unknown),
        TEST(an_output_that_is_missing_stops_publishing),
        TEST(a_manifest_that_is_not_on_disk_as_it_was_written_is_not_published),
        TEST(settings_that_change_under_the_run_stop_it),
        TEST(settings_are_hashed_as_they_were_parsed),
        TEST(names_that_would_mix_are_refused),
        TEST(the_second_run_says_who_is_busy),
        TEST(a_failed_run_leaves_its_reports_beside_the_last_good_one),
        TEST(half_written_folders_of_killed_runs_are_removed),
        TEST(a_new_folder_that_was_never_exchanged_is_dropped),
        TEST(an_old_folder_on_its_way_reaches_the_archive),
        TEST(an_old_folder_that_lost_its_place_gets_it_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
