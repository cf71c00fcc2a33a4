#include "tests/unit/small_scratch.h"

#include "pipeline/verify/verify.h"

#include <unistd.h>

struct outcome {
    struct verification verification;
    const char *text;
    char *printed;
};

static struct outcome verify(struct scratch *scratch, const char *folder, bool outputs_only)
{
    struct outcome verdict = {0};
    size_t n_bytes;
    FILE *out = open_memstream(&verdict.printed, &n_bytes);
    assert_non_null(out);
    struct verify_options options = {.folder = scratch_path(scratch, folder),
                                     .outputs_only = outputs_only};
    assert_true(
        verify_folder(&options, out, &scratch->arena, &scratch->errors, &verdict.verification));
    assert_int_equal(fclose(out), 0);
    const char *kept = arena_printf(&scratch->arena, "%s", verdict.printed);
    free(verdict.printed);
    verdict.text = kept;
    return verdict;
}

static void an_untouched_folder_verifies(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    struct outcome verdict = verify(scratch, "output/" SMALL_NAME, false);
    assert_true(verification_holds(&verdict.verification));
    assert_int_equal(verdict.verification.n[VERIFY_OUTPUTS][VERIFY_SAME], 5);
    assert_int_equal(verdict.verification.n[VERIFY_SETTINGS][VERIFY_SAME], 2);
    assert_int_equal(verdict.verification.n[VERIFY_INPUTS][VERIFY_SAME], 1);
    assert_true(verdict.verification.origin_checked);
    assert_non_null(strstr(verdict.text, "  ongewijzigd  ../input/grootboek.csv\n"));
}

static void every_change_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *file, *line;
        enum verify_group group;
        enum verify_state change; /* MISSING: removed; else written over */
    } cases[] = {
        {"output/" SMALL_NAME "/data/saldi.csv", "  gewijzigd    data/saldi.csv: ", VERIFY_OUTPUTS,
         VERIFY_CHANGED},
        {"output/" SMALL_NAME "/afgekeurd.csv", "  ontbreekt    afgekeurd.csv\n", VERIFY_OUTPUTS,
         VERIFY_MISSING},
        {"output/" SMALL_NAME "/data/meer.csv", "  onbekend     data/meer.csv: ", VERIFY_OUTPUTS,
         VERIFY_UNKNOWN},
        {"output/" SMALL_NAME "/instellingen/proef.ini",
         "  gewijzigd    instellingen/proef.ini: ", VERIFY_COPIES, VERIFY_CHANGED},
        {"output/" SMALL_NAME "/instellingen/bronnen/grootboek.ini",
         "  ontbreekt    instellingen/bronnen/grootboek.ini\n", VERIFY_COPIES, VERIFY_MISSING},
        {"input/grootboek.csv", "  gewijzigd    ../input/grootboek.csv: ", VERIFY_INPUTS,
         VERIFY_CHANGED},
        {"input/grootboek.csv", "  ontbreekt    ../input/grootboek.csv\n", VERIFY_INPUTS,
         VERIFY_MISSING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scratch *fresh = prepare("regel\n");
        run(fresh, "een", SMALL_PUBLISHES);
        if (cases[i].change == VERIFY_MISSING)
            assert_int_equal(unlink(scratch_path(fresh, cases[i].file)), 0);
        else
            scratch_write(fresh, cases[i].file, "anders\n");
        struct outcome verdict = verify(fresh, "output/" SMALL_NAME, false);
        assert_false(verification_holds(&verdict.verification));
        assert_int_equal(verdict.verification.n[cases[i].group][cases[i].change], 1);
        assert_non_null(strstr(verdict.text, cases[i].line));
        if (cases[i].group == VERIFY_INPUTS) {
            verdict = verify(fresh, "output/" SMALL_NAME, true);
            assert_true(verification_holds(&verdict.verification));
        }
        scratch_free(fresh);
    }
}

/* The publication holds its settings: what became of the ones that it was made with is told, and is
 * no fault of it. */
static void settings_that_moved_on_are_told(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    scratch_write(scratch, "mappings/proef.ini", "anders\n");
    assert_int_equal(unlink(scratch_path(scratch, "mappings/bronnen/grootboek.ini")), 0);
    struct outcome verdict = verify(scratch, "output/" SMALL_NAME, false);
    assert_true(verification_holds(&verdict.verification));
    assert_int_equal(verdict.verification.n[VERIFY_SETTINGS][VERIFY_KEPT], 2);
    assert_non_null(strstr(verdict.text, "  bewaard      proef.ini: staat er nu anders"));
    assert_non_null(
        strstr(verdict.text, "  bewaard      bronnen/grootboek.ini: staat er niet meer"));
    assert_non_null(strstr(verification_verdict(&verdict.verification, &scratch->arena),
                           "sindsdien anders dan toen: instellingen 2"));
}

static void a_link_in_the_place_of_an_output_is_a_change(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    const char *path = scratch_path(scratch, "output/" SMALL_NAME "/afgekeurd.csv");
    assert_int_equal(rename(path, scratch_path(scratch, "elders")), 0);
    assert_int_equal(symlink(scratch_path(scratch, "elders"), path), 0);
    struct outcome verdict = verify(scratch, "output/" SMALL_NAME, true);
    assert_int_equal(verdict.verification.n[VERIFY_OUTPUTS][VERIFY_CHANGED], 1);
}

static void a_manifest_with_hashes_of_its_own_gives_itself_away(void **state)
{
    struct scratch *scratch = *state;
    run(scratch, "een", SMALL_PUBLISHES);
    struct manifest manifest = manifest_at(scratch, "output/" SMALL_NAME);
    memset(manifest.run_id, '0', MANIFEST_RUN_ID_SIZE - 1);
    struct text bytes = manifest_format(&manifest, &scratch->arena);
    scratch_write(scratch, "output/" SMALL_NAME "/manifest.json", bytes.bytes);
    struct outcome verdict = verify(scratch, "output/" SMALL_NAME, false);
    assert_false(verification_holds(&verdict.verification));
    assert_non_null(strstr(verification_verdict(&verdict.verification, &scratch->arena), "run-id"));
}

static void a_delivered_copy_verifies_without_its_origin(void **state)
{
    struct scratch *scratch = *state;
    /* No other test's settings may look like these: they are searched by their hash. */
    scratch_write(scratch, "mappings/proef.ini", scratch->folder);
    run(scratch, "een", SMALL_PUBLISHES);
    struct scratch *elsewhere = scratch_new();
    assert_int_equal(
        rename(scratch_path(scratch, "output/" SMALL_NAME), scratch_path(elsewhere, "kopie")), 0);
    scratch_write(scratch, "mappings/proef.ini", "weg");
    struct outcome verdict = verify(elsewhere, "kopie", false);
    assert_false(verdict.verification.origin_checked);
    assert_true(verification_holds(&verdict.verification));
    scratch_free(elsewhere);
}

static void no_manifest_is_no_published_folder(void **state)
{
    struct scratch *scratch = *state;
    struct verification verification;
    struct verify_options options = {.folder = scratch->folder};
    assert_false(verify_folder(&options, stdout, &scratch->arena, &scratch->errors, &verification));
    assert_int_equal(errors_worst(&scratch->errors), ERROR_SETTINGS);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_untouched_folder_verifies),
        TEST(every_change_is_named),
        TEST(settings_that_moved_on_are_told),
        TEST(a_link_in_the_place_of_an_output_is_a_change),
        TEST(a_manifest_with_hashes_of_its_own_gives_itself_away),
        TEST(a_delivered_copy_verifies_without_its_origin),
        TEST(no_manifest_is_no_published_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
