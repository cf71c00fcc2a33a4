/* A package that is edited is the one that would have been written so. */
#include "tests/unit/scratch.h"

#include "pipeline/format/package.h"

static const struct package_part parts[] = {
    {"a.xml", {"<a>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</a>", 41}},
    {"chart/1.xml", {"<b/>", 4}},
    {"empty", {"", 0}},
    {"chart/2.xml", {"<c>c</c>", 8}}};
#define N_PARTS (sizeof parts / sizeof *parts)

static int make(void **state)
{
    *state = scratch_new();
    return 0;
}

static int unmake(void **state)
{
    scratch_free(*state);
    return 0;
}

static const char *longer(struct arena *arena, struct text bytes)
{
    return arena_printf(arena, "%.*s, and more", TEXT_ARG(bytes));
}

static void an_edited_package_is_as_if_written_so(void **state)
{
    struct scratch *scratch = *state;
    static const struct package_edit edits[] = {{"nothing", longer}, {"chart/", longer}};
    struct package_part wanted[N_PARTS];
    memcpy(wanted, parts, sizeof parts);
    wanted[1].bytes = text_of("<b/>, and more");
    wanted[3].bytes = text_of("<c>c</c>, and more");
    scratch_write(scratch, "edited/x", "");
    scratch_write(scratch, "written/x", "");
    const char *edited = scratch_path(scratch, "edited/x");
    const char *written = scratch_path(scratch, "written/x");
    assert_true(package_write(edited, parts, N_PARTS, &scratch->errors));
    assert_true(package_edit(edited, edits, 2, &scratch->errors));
    assert_true(package_write(written, wanted, N_PARTS, &scratch->errors));
    bool same = false;
    assert_true(folder_equal(scratch_path(scratch, "edited"), scratch_path(scratch, "written"),
                             &same, &scratch->errors));
    assert_true(same);
}

static void a_package_that_is_none_is_not_edited(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "x", "no zip");
    assert_false(package_edit(scratch_path(scratch, "x"), NULL, 0, &scratch->errors));
    assert_int_equal(scratch->errors.items[0].kind, ERROR_MACHINE);
    assert_string_equal(scratch_read(scratch, "x"), "no zip");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_edited_package_is_as_if_written_so, make, unmake),
        cmocka_unit_test_setup_teardown(a_package_that_is_none_is_not_edited, make, unmake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
