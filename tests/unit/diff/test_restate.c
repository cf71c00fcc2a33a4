#include "tests/unit/scratch.h"

#include "pipeline/diff/restate.h"

/* Numbers that are the same every time. */
static uint64_t next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void parts_are_the_whole_to_the_cent(void **state)
{
    (void)state;
    uint64_t chance = 1;
    for (int i = 0; i < 20000; i++) {
        struct restate_line lines[5];
        size_t n = 1 + next(&chance) % 5;
        int64_t left = RESTATE_WHOLE;
        for (size_t k = 0; k < n; k++) {
            lines[k].share = k + 1 < n ? (int64_t)(next(&chance) % (uint64_t)left) : left;
            left -= lines[k].share;
        }
        struct money whole = {(int64_t)(next(&chance) * next(&chance) % MONEY_MAX_CENTS)};
        whole.cents = i % 2 ? whole.cents : -whole.cents;
        int64_t sum = 0;
        for (size_t k = 0; k < n; k++)
            sum += restate_part(lines, n, k, whole).cents;
        assert_true(sum == whole.cents);
    }
}

static void a_part_is_rounded_half_away_from_zero(void **state)
{
    (void)state;
    struct restate_line lines[] = {{.share = RESTATE_WHOLE / 2}, {.share = RESTATE_WHOLE / 2}};
    assert_int_equal(restate_part(lines, 2, 0, (struct money){5}).cents, 3);
    assert_int_equal(restate_part(lines, 2, 1, (struct money){5}).cents, 2);
    assert_int_equal(restate_part(lines, 2, 0, (struct money){-5}).cents, -3);
    assert_int_equal(restate_part(lines, 2, 1, (struct money){-5}).cents, -2);
}

/* A line for the post goes before one for its pakket; other posten of it follow that one. */
static void the_nearest_line_is_found(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_new();
    struct restate restate;
    scratch_write(scratch, "was-wordt.csv",
                  "was_pakket;was_post;wordt_pakket;wordt_post;reden\n"
                  "C;;B;;op\nC;Leerplicht;A;Onderwijs;naar onderwijs\n");
    assert_true(restate_read(scratch_path(scratch, "was-wordt.csv"), &scratch->arena,
                             &scratch->errors, &restate));
    size_t n;
    assert_string_equal(restate_find(&restate, "C", "Leerplicht", &n)->texts[RESTATE_POST],
                        "Onderwijs");
    assert_string_equal(restate_find(&restate, "C", "Jeugdhulp", &n)->texts[RESTATE_PAKKET], "B");
    assert_int_equal(n, 1);
    assert_null(restate_find(&restate, "B", "Wmo", &n));
    scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_the_whole_to_the_cent),
        cmocka_unit_test(a_part_is_rounded_half_away_from_zero),
        cmocka_unit_test(the_nearest_line_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
