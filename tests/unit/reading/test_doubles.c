/* The second look for doubled lines reads the very bytes that were counted. */
#include "tests/unit/scratch.h"

#include "pipeline/base/file.h"
#include "pipeline/chain.h"
#include "pipeline/reading/doubles.h"
#include "pipeline/reading/reading.h"
#include "pipeline/reading/told.h"

#define LEDGER                                                                                     \
    "Boekstuk;Regel;Sleutel;Rekening;Debet;Credit\n"                                               \
    "2;1;A1;4100;10,00;\n2;2;;0100;;10,00\n1;1;A1;4100;5,00;\n1;2;;0100;;5,00\n"

static void from_basis(struct scratch *scratch, const char *name)
{
    struct text content;
    assert_true(file_read(path_join(&scratch->arena, "tests/cases/basis", name), 1 << 20,
                          &scratch->arena, &scratch->errors, &content));
    scratch_write(scratch, name, content.bytes);
}

/* A run of one source with boekstukken, its file named boek.csv. */
static struct ledger *read_cut(struct scratch *scratch, const char *lines, struct plan *plan,
                               int n_workers, size_t chunk_bytes)
{
    struct ledger *ledger = NULL;
    from_basis(scratch, "run.ini");
    from_basis(scratch, "posten.csv");
    from_basis(scratch, "pakketten.csv");
    struct text profile;
    assert_true(file_read("tests/cases/basis/dagboek.ini", 1 << 20, &scratch->arena,
                          &scratch->errors, &profile));
    scratch_write(scratch, "boek.ini",
                  arena_printf(&scratch->arena,
                               "%s\n[totaalregels]\nTOTAAL = sleutel: TOTAAL\n"
                               "TOTAAL.mag_ontbreken = ja\n",
                               profile.bytes));
    scratch_write(scratch, "boek.csv", lines);
    assert_true(
        plan_read(scratch_path(scratch, "run.ini"), &scratch->arena, &scratch->errors, plan));
    struct reading reading = {
        .plan = plan, .n_workers = n_workers, .lines = &chain_lines, .chunk_bytes = chunk_bytes};
    assert_true(reading_run(&reading, &scratch->arena, &scratch->errors, &ledger));
    return ledger;
}

static struct ledger *read_ledger(struct scratch *scratch, const char *lines, struct plan *plan)
{
    return read_cut(scratch, lines, plan, 1, READER_CHUNK_BYTES);
}

static void a_file_that_changed_since_it_was_counted_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct plan plan;
    struct ledger *ledger = read_ledger(scratch, LEDGER, &plan);
    struct doubles *doubles = doubles_new(1);
    const struct again again = {&chain_lines, ledger, 1, &scratch->arena, &scratch->errors};
    assert_true(doubles_find(doubles, &again, 0));
    scratch_write(scratch, "boek.csv", LEDGER "\n");
    assert_false(doubles_find(doubles, &again, 0));
    doubles_free(doubles);
    assert_int_equal(scratch->errors.n, 1);
    assert_int_equal(scratch->errors.items[0].kind, ERROR_MACHINE);
    assert_non_null(strstr(scratch->errors.items[0].message, "gewijzigd terwijl"));
    errors_release(&scratch->errors);
}

/* Boekstukken in pieces, each piece behind one that comes after it; one line at the end. */
static const char *in_no_order(struct arena *arena, int n, const char *last)
{
    const char *lines = "Boekstuk;Regel;Sleutel;Rekening;Debet;Credit\n";
    for (int regel = 1; regel <= 2; regel++)
        for (int boekstuk = n; boekstuk > 0; boekstuk--)
            lines = arena_printf(arena, "%s%d;%d;%s\n", lines, boekstuk, regel,
                                 regel == 1 ? "A1;4100;5,00;" : ";0100;;5,00");
    return arena_printf(arena, "%s%s", lines, last);
}

/* What its lines brought along is enough, unless something came twice. */
static void a_file_in_no_order_is_read_once(void **state)
{
    struct scratch *scratch = *state;
    struct plan plan;
    struct ledger *ledger = read_ledger(scratch, in_no_order(&scratch->arena, 9, ""), &plan);
    const struct source_account *account = &ledger->accounts[0];
    assert_true(told_boekstukken(account)->may_hold_doubles);
    assert_true(told_boekstukken(account)->hashed);
    assert_int_equal(account->findings[FINDING_UNBALANCED].n, 0);
    assert_int_equal(account->findings[FINDING_DOUBLED].n, 0);
    ledger = read_ledger(scratch, in_no_order(&scratch->arena, 9, "7;2;;0100;;0,01\n"), &plan);
    account = &ledger->accounts[0];
    assert_int_equal(account->findings[FINDING_UNBALANCED].n, 1);
    assert_string_equal(account->findings[FINDING_UNBALANCED].items[0].what, "7");
    assert_int_equal(account->findings[FINDING_DOUBLED].n, 1);
    assert_string_equal(account->findings[FINDING_DOUBLED].items[0].what, "boekstuk 7 regel 2");
}

/* The line over the border of two parts, too, when the first one was in no order: whoever reads
 * them. */
static void its_parts_are_read_once(void **state)
{
    struct scratch *scratch = *state;
    for (int n_workers = 1; n_workers <= 2; n_workers++) {
        struct plan plan;
        const char *lines = in_no_order(&scratch->arena, 60, "");
        const size_t border = strlen(lines) / 2 + 10;
        const struct ledger *ledger = read_cut(scratch, lines, &plan, n_workers, border);
        assert_true(told_boekstukken(&ledger->accounts[0])->hashed);
        assert_int_equal(ledger->accounts[0].findings[FINDING_UNBALANCED].n, 0);
    }
}

/* Boekstukken 1000 to 2999 without 2500, of two lines each; of those from `first` on six blocks of
 * four stand in reverse. */
static const char *numbered(struct arena *arena, int first, const char *last)
{
    char *lines = arena_alloc(arena, 128 * 1024);
    size_t n = (size_t)sprintf(lines, "Boekstuk;Regel;Sleutel;Rekening;Debet;Credit\n");
    for (int i = 1000; i < 3000; i++) {
        const int at = i - first,
                  moved = at >= 0 && at < 24 ? first + 4 * (5 - at / 4) + at % 4 : i;
        if (moved != 2500)
            n += (size_t)sprintf(lines + n, "%d;1;A1;4100;5,00;\n%d;2;;0100;;5,00\n", moved, moved);
    }
    sprintf(lines + n, "%s", last);
    return lines;
}

/* In the second batch of a file's first part, or over its end, whoever reads the parts behind it
 * and in whatever order: a worker that has not seen it finds them in order. */
static void order_is_a_matter_of_the_file_alone(void **state)
{
    struct scratch *scratch = *state;
    static const int first[] = {1000 + SCAN_RECORDS / 2 + 40, 10000, 1000 + SCAN_RECORDS - 12};
    for (int k = 0; k < 18; k++) {
        const bool in_order = k % 3 == 1, has_double = k / 3 % 2;
        const char *const last = has_double ? "2999;2;A1;4100;0,00;\n" : "";
        for (int chunk = 0; chunk < 2; chunk++) {
            struct plan plan;
            const struct ledger *ledger =
                read_cut(scratch, numbered(&scratch->arena, first[k % 3], last), &plan, 1 << k / 6,
                         chunk ? READER_CHUNK_BYTES : 40000);
            const struct source_account *account = &ledger->accounts[0];
            assert_int_equal(account->findings[FINDING_UNBALANCED].n, 0);
            assert_int_equal(told_boekstukken(account)->numbered, in_order);
            assert_int_equal(account->findings[FINDING_GAP].n, in_order);
            assert_int_equal(told_boekstukken(account)->may_hold_doubles, !in_order || has_double);
            assert_int_equal(account->findings[FINDING_DOUBLED].n, has_double);
        }
    }
}

/* What stands in the first batch, before the disorder, is compared too. */
static void a_line_before_the_disorder_that_comes_again_is_found(void **state)
{
    struct scratch *scratch = *state;
    for (int n_workers = 1; n_workers <= 4; n_workers *= 2) {
        struct plan plan;
        const char *lines =
            numbered(&scratch->arena, 1000 + SCAN_RECORDS / 2 + 40, "1003;2;A1;4100;0,00;\n");
        const struct ledger *ledger = read_cut(scratch, lines, &plan, n_workers, 40000);
        const struct findings *doubled = &ledger->accounts[0].findings[FINDING_DOUBLED];
        assert_false(told_boekstukken(&ledger->accounts[0])->hashed);
        assert_int_equal(doubled->n, 1);
        assert_string_equal(doubled->items[0].what, "boekstuk 1003 regel 2");
        assert_string_equal(doubled->items[0].where, "boek.csv:9 en boek.csv:4000");
    }
}

/* In order, and loose: its boekstuk and regel may come again. */
static void a_total_is_in_no_boekstuk(void **state)
{
    struct scratch *scratch = *state;
    const char *const lines[] = {
        numbered(&scratch->arena, 10000, "2999;3;TOTAAL;;5,00;\n2999;3;;0100;;0,00\n"),
        in_no_order(&scratch->arena, 9, "9;3;TOTAAL;;5,00;\n9;3;;0100;;0,00\n")};
    for (int k = 0; k < 2; k++) {
        struct plan plan;
        const struct ledger *ledger = read_ledger(scratch, lines[k], &plan);
        const struct source_account *account = &ledger->accounts[0];
        assert_int_equal(account->findings[FINDING_TOTAL].n, 1);
        assert_int_equal(account->findings[FINDING_UNBALANCED].n, 0);
        assert_int_equal(account->findings[FINDING_DOUBLED].n, 0);
    }
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_that_changed_since_it_was_counted_is_refused, make,
                                        unmake),
        cmocka_unit_test_setup_teardown(a_file_in_no_order_is_read_once, make, unmake),
        cmocka_unit_test_setup_teardown(its_parts_are_read_once, make, unmake),
        cmocka_unit_test_setup_teardown(order_is_a_matter_of_the_file_alone, make, unmake),
        cmocka_unit_test_setup_teardown(a_line_before_the_disorder_that_comes_again_is_found, make,
                                        unmake),
        cmocka_unit_test_setup_teardown(a_total_is_in_no_boekstuk, make, unmake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
