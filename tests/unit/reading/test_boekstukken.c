/* Boekstukken: what balances, what does not, and what can have come twice. */
#include "pipeline/reading/boekstukken.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct line {
    const char *boekstuk, *regel;
    long long cents;
};

/* A text with 16 readable bytes behind it, as the scanner's are. */
static struct text padded(const char *text, char room[64])
{
    memset(room, '#', 64);
    memcpy(room, text, strlen(text));
    return (struct text){room, strlen(text)};
}

/* Lines that plainly follow the one before are told quickly, or all of them are not: it is the
 * same.
 */
static bool quickly;

/* So many lines there are from one to the next. */
static uint64_t apart = BOEKSTUKKEN_WITHIN;

static void add_line(struct boekstukken_part *part, const struct line *line, uint64_t line_no)
{
    char boekstuk[64], regel[64];
    struct text texts[2] = {padded(line->boekstuk, boekstuk), padded(line->regel, regel)};
    struct money amount = {line->cents};
    if (!quickly || !boekstukken_part_next(part, texts[0], texts[1], amount))
        boekstukken_part_add(part, texts[0], texts[1], amount, line_no);
}

static void add_part(struct boekstukken *book, const struct line *lines, size_t n, uint64_t line_no)
{
    struct arena part_arena = {0};
    struct boekstukken_part part = {.arena = &part_arena};
    for (size_t i = 0; i < n; i++)
        add_line(&part, &lines[i], i * apart);
    boekstukken_part_end(&part);
    boekstukken_add_part(book, &part, line_no * apart);
    boekstukken_part_release(&part);
    arena_release(&part_arena);
}

/* The lines, cut in two parts at `cut`. */
static void fill_book(struct boekstukken *book, const struct line *lines, size_t n, size_t cut)
{
    *book = (struct boekstukken){0};
    add_part(book, lines, cut, 0);
    add_part(book, lines + cut, n - cut, cut);
}

static const struct {
    const char *name;
    struct line lines[8];
    size_t n;
    size_t n_unbalanced;
    bool no_doubles;
} cases[] = {
    {"orderly and balanced",
     {{"9", "1", 5}, {"9", "2", -5}, {"10", "1", 7}, {"10", "2", -3}, {"10", "10", -4}},
     5,
     0,
     true},
    {"a cent missing", {{"9", "1", 5}, {"9", "2", -4}}, 2, 1, true},
    {"two boekstukken that only balance together",
     {{"1", "1", 5}, {"1", "2", -4}, {"2", "1", 5}, {"2", "2", -6}},
     4,
     2,
     true},
    {"a boekstuk that goes on later balances, but its order proves nothing",
     {{"11", "1", 5}, {"12", "1", 3}, {"12", "2", -3}, {"11", "2", -5}},
     4,
     0,
     false},
    {"the same line right behind itself",
     {{"1", "1", 5}, {"1", "1", 5}, {"1", "2", -10}},
     3,
     0,
     false},
    {"the same line far away",
     {{"1", "1", 5}, {"1", "2", -5}, {"2", "1", 0}, {"1", "1", 0}},
     4,
     0,
     false},
    {"long numbers that differ in the last character",
     {{"20240000000000000000001", "1", 5},
      {"20240000000000000000001", "2", -5},
      {"20240000000000000000002", "1", 5},
      {"20240000000000000000002", "2", -5}},
     4,
     0,
     true},
    {"numbers of sixteen characters that differ in the ninth",
     {{"1234567810000000", "1", 1}, {"1234567820000000", "1", -1}},
     2,
     2,
     true},
    {"descending files are no proof", {{"2", "1", 0}, {"1", "1", 0}}, 2, 0, true},
    {"dagboeken one after the other, each with numbers of its own",
     {{"INK.9", "1", 0},
      {"INK.10", "1", 0},
      {"MEM.9", "1", 0},
      {"MEM.10", "1", 0},
      {"BNK.9", "1", 0},
      {"BNK.10", "1", 0},
      {"VRK.9", "1", 0},
      {"VRK.10", "1", 0}},
     8,
     0,
     true},
    {"a line of a dagboek that comes again behind another one",
     {{"INK.9", "1", 0}, {"INK.10", "1", 0}, {"MEM.9", "1", 0}, {"INK.10", "1", 0}},
     4,
     0,
     false},
    {"an empty boekstuk is a boekstuk", {{"", "1", 5}, {"", "2", -5}}, 2, 0, true},
    {"a regel of nine digits that comes again",
     {{"1", "1", 0}, {"1", "200000000", 0}, {"1", "3", 0}, {"1", "200000000", 0}},
     4,
     0,
     false},
    {"dagboeken whose numbers are as long, in another order",
     {{"A1", "1", 0},
      {"A2", "1", 0},
      {"C1", "1", 0},
      {"C2", "1", 0},
      {"B1", "1", 0},
      {"B2", "1", 0}},
     6,
     0,
     true},
};

static void every_cut_gives_the_same_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t cut = 0; cut <= cases[i].n; cut++) {
            struct boekstukken book;
            struct arena arena = {0};
            struct open_boekstuk shown[8];
            fill_book(&book, cases[i].lines, cases[i].n, cut);
            size_t n = boekstukken_unbalanced(&book, &arena, shown, 8);
            if (n != cases[i].n_unbalanced)
                fail_msg("%s, cut at %zu: %zu do not balance", cases[i].name, cut, n);
            if (boekstukken_no_doubles(&book) != cases[i].no_doubles)
                fail_msg("%s, cut at %zu: wrong about doubles", cases[i].name, cut);
            boekstukken_release(&book);
            arena_release(&arena);
        }
    }
}

/* The runs behind the first, the last of them just within reach, or not. */
static void runs_near_each_other_are_no_order_wherever_it_is_cut(void **state)
{
    (void)state;
    static const struct line lines[] = {{"18", "1", 0}, {"17", "1", 0}, {"16", "1", 0},
                                        {"15", "1", 0}, {"14", "1", 0}, {"13", "1", 0}};
    const size_t n = BOEKSTUKKEN_BREAKS + 1;
    const uint64_t usual = apart;
    for (int near = 0; near <= 1; near++) {
        apart = BOEKSTUKKEN_WITHIN / (BOEKSTUKKEN_BREAKS - 1) - near;
        for (size_t cut = 0; cut <= n; cut++) {
            struct boekstukken book;
            fill_book(&book, lines, n, cut);
            assert_int_equal(book.loose, near);
            boekstukken_release(&book);
        }
    }
    struct boekstukken in_order = {0}; /* a border of parts is no break */
    for (size_t i = 0; i < n; i++)
        add_part(&in_order, lines + n - 1 - i, 1, i);
    assert_false(in_order.loose);
    boekstukken_release(&in_order);
    apart = usual;
}

static void what_does_not_balance_is_named_in_order_with_its_difference(void **state)
{
    (void)state;
    static const struct line lines[] = {{"10", "1", 25}, {"9", "1", -5}, {"11", "1", 0}};
    struct boekstukken book;
    struct arena arena = {0};
    struct open_boekstuk shown[1];
    fill_book(&book, lines, 3, 1);
    assert_int_equal(boekstukken_unbalanced(&book, &arena, shown, 1), 2);
    assert_true(text_is(shown[0].boekstuk, "9"));
    assert_int_equal(shown[0].sum.cents, -5);
    boekstukken_release(&book);
    arena_release(&arena);
}

static void an_export_in_no_order_is_never_called_free_of_doubles(void **state)
{
    (void)state;
    struct boekstukken book = {0};
    char text[16];
    for (int i = 3 * BOEKSTUKKEN_MAX_RUNS; i > 0; i--) {
        snprintf(text, sizeof text, "%06d", i);
        struct line line = {text, "1", 0};
        add_part(&book, &line, 1, (uint64_t)-i * 2);
    }
    assert_false(boekstukken_no_doubles(&book));
    boekstukken_release(&book);
}

/* Every boekstuk has its two lines far apart; `cents` is what the last one lacks. */
static struct boekstukken book_in_no_order(long long cents)
{
    struct boekstukken book = {0};
    const int n = BOEKSTUKKEN_MAX_OPEN + 1000;
    char text[16];
    for (int side = 0; side < 2; side++) {
        for (int i = 0; i < n; i++) {
            snprintf(text, sizeof text, "%07d", i);
            struct line line = {text, side ? "2" : "1", side ? -i - (i == 5) * cents : i};
            add_part(&book, &line, 1, 0);
        }
        assert_true(book.n_open <= BOEKSTUKKEN_MAX_OPEN);
    }
    return book;
}

static void too_many_open_ones_are_still_known_to_balance_or_not(void **state)
{
    (void)state;
    for (long long cents = -1; cents <= 1; cents++) {
        struct arena arena = {0};
        struct open_boekstuk shown[1] = {0};
        struct boekstukken book = book_in_no_order(cents);
        assert_int_equal(boekstukken_unbalanced(&book, &arena, shown, 1), cents != 0);
        boekstukken_release(&book);
        arena_release(&arena);
    }
}

/* What is not known of one file is not known of all that were delivered. */
static void what_a_file_lacks_the_source_lacks(void **state)
{
    (void)state;
    static const struct line good[] = {{"9999999", "1", 5}, {"9999999", "2", -5}};
    struct boekstukken source = {0}, folded = book_in_no_order(1), large = {0}, loose = {0};
    struct arena arena = {0};
    struct open_boekstuk shown[1];
    add_part(&source, good, 2, 0);
    assert_true(boekstukken_no_doubles(&source));
    for (int i = 0; i < 2; i++)
        add_part(&large, &(struct line){"1", i ? "2" : "1", INT64_MAX}, 1, 0);
    assert_true(large.overflow);
    boekstukken_add(&loose, &(struct boekstukken){.loose = true});
    boekstukken_add(&loose, &(struct boekstukken){0});
    assert_false(boekstukken_no_doubles(&loose));
    boekstukken_add(&source, &loose);
    assert_false(boekstukken_no_doubles(&source));
    boekstukken_add(&source, &folded);
    assert_int_equal(boekstukken_unbalanced(&source, &arena, shown, 1), 1);
    boekstukken_add(&source, &large);
    boekstukken_add(&source, &(struct boekstukken){0});
    assert_true(source.overflow);
    boekstukken_release(&source);
    boekstukken_release(&folded);
    boekstukken_release(&large);
    arena_release(&arena);
}

/* Loose lines have no order, and pieces of a boekstuk find each other all the same. */
static void loose_lines_keep_the_sum_of_every_piece(void **state)
{
    (void)state;
    static const char *const names[] = {"2024000000000000001", "202400007", "202400008",
                                        "2024000000000000002", ""};
    for (int round = 0; round < 12; round++) {
        const int lacking = round % 6;
        struct arena arena = {0};
        struct boekstukken book = {0};
        struct boekstukken_part part = {.arena = &arena};
        struct open_boekstuk shown[5];
        char room[64];
        add_line(&part, &(struct line){names[0], "1", 5}, 0);
        part.loose = true;
        part.folded = round >= 6;
        for (int i = 0; i < 2000; i++)
            boekstukken_part_add_loose(&part, padded(names[i % 5], room),
                                       (struct money){i % 10 < 5 ? 3 : -3});
        boekstukken_part_add_loose(&part, padded(names[0], room), (struct money){-5});
        if (lacking < 5) {
            boekstukken_part_add_loose(&part, padded(names[lacking], room), (struct money){1});
            boekstukken_part_add_loose(&part, padded(names[(lacking + 1) % 5], room),
                                       (struct money){-1});
        }
        boekstukken_part_end(&part);
        boekstukken_add_part(&book, &part, 0);
        const size_t n = boekstukken_unbalanced(&book, &arena, shown, 5);
        assert_int_equal(n, lacking == 5 ? 0 : part.folded ? 1 : 2);
        for (size_t i = 0; i < n && !part.folded; i++)
            assert_int_equal(shown[i].sum.cents,
                             text_is(shown[i].boekstuk, names[lacking]) ? 1 : -1);
        if (part.folded && n)
            assert_true(text_is(shown[0].boekstuk, ""));
        assert_false(boekstukken_no_doubles(&book));
        boekstukken_part_release(&part);
        boekstukken_release(&book);
        arena_release(&arena);
    }
}

/* Thousands are open at a time, and closed in another order. */
static void boekstukken_that_were_closed_are_in_nobodys_way(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct boekstukken book = {0};
    char text[16];
    for (int i = 0; i < 30000; i++) {
        const bool closes = i >= 15000;
        snprintf(text, sizeof text, "%d", closes ? i * 7 % 15000 : i);
        add_part(&book, &(struct line){text, "1", closes ? -3 : 3}, 1, 0);
    }
    assert_int_equal(boekstukken_unbalanced(&book, &arena, NULL, 0), 0);
    boekstukken_release(&book);
    arena_release(&arena);
}

/* Of any width, and in two parts. */
static void a_number_that_is_missing_is_named(void **state)
{
    (void)state;
    static const int lacking[] = {2, 9, 10, 57, 99, 100, 119};
    struct line lines[120];
    char texts[120][32], wanted[32];
    for (int width = 3; width <= 20; width++) {
        for (size_t k = 0; k < sizeof lacking / sizeof *lacking; k++) {
            struct arena arena = {0};
            struct boekstukken book = {0};
            size_t n = 0;
            for (int i = 1; i <= 120; i++) {
                snprintf(texts[n], sizeof texts[n], "%0*d", width, i);
                lines[n] = (struct line){texts[n], "1", 0};
                n += i != lacking[k];
            }
            add_part(&book, lines, 40, 0);
            add_part(&book, lines + 40, n - 40, 0);
            assert_true(boekstukken_are_numbered(&book));
            assert_int_equal(book.numbering.n_next, 117);
            assert_int_equal(book.numbering.n_gaps, 1);
            assert_int_equal(book.numbering.gaps[0].n, 1);
            snprintf(wanted, sizeof wanted, "%0*d", width, lacking[k]);
            assert_true(text_is(numbering_missing(&book.numbering.gaps[0], &arena), wanted));
            boekstukken_release(&book);
            arena_release(&arena);
        }
    }
}

/* Two series, one of which has the numbers of the other. */
static void other_series_are_no_gap(void **state)
{
    (void)state;
    struct line lines[120];
    char texts[120][32];
    for (size_t prefix = 0; prefix < 12; prefix++) {
        struct boekstukken book = {0};
        for (int i = 0; i < 120; i++) {
            snprintf(texts[i], sizeof texts[i], "%.*s%c%03d", (int)prefix, "PQRSTUVWXYZA",
                     i < 60 ? 'A' : 'B', 1 + i % 60);
            lines[i] = (struct line){texts[i], "1", 0};
        }
        add_part(&book, lines, 120, 0);
        assert_true(boekstukken_are_numbered(&book));
        assert_int_equal(book.numbering.n_next, 118);
        assert_int_equal(book.numbering.n_gaps, 0);
        boekstukken_release(&book);
    }
}

static void a_part_with_more_gaps_than_are_listed_is_not_dense(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct numbering part = {.n_next = 0}, whole = {.n_next = 0};
    for (int i = 0; i < 2 * NUMBERING_MOST_GAPS; i++)
        numbering_step(&part, &arena, text_of(arena_printf(&arena, "B%04d", 1000 + 3 * i)),
                       text_of(arena_printf(&arena, "B%04d", 1002 + 3 * i)));
    part.n_next = 1000000;
    numbering_add(&whole, &arena, &part);
    assert_true(whole.n_gaps > NUMBERING_MOST_GAPS);
    assert_false(numbering_is_dense(&whole));
    arena_release(&arena);
}

/* One part of the numbers 1 to 700, without those from..to of each gap. */
static struct boekstukken numbers_without(const int (*gaps)[2], size_t n_gaps)
{
    static struct line lines[700];
    static char texts[700][8];
    struct boekstukken book = {0};
    size_t n = 0;
    for (int i = 1; i <= 700; i++) {
        bool lacks = false;
        for (size_t g = 0; g < n_gaps; g++)
            lacks |= i >= gaps[g][0] && i <= gaps[g][1];
        snprintf(texts[n], sizeof texts[n], "%04d", i);
        lines[n] = (struct line){texts[n], "1", 0};
        n += !lacks;
    }
    add_part(&book, lines, n, 0);
    return book;
}

static void a_gap_up_to_a_round_number_is_one(void **state)
{
    (void)state;
    struct boekstukken book = numbers_without((const int[][2]){{181, 200}}, 1);
    assert_true(boekstukken_are_numbered(&book));
    assert_int_equal(book.numbering.n_gaps, 1);
    assert_int_equal(book.numbering.gaps[0].n, 20);
    boekstukken_release(&book);
}

static void more_than_a_few_gaps_need_more_numbers(void **state)
{
    (void)state;
    static const int gaps[NUMBERING_FEW + 2][2] = {{99, 99},   {199, 199}, {299, 299},
                                                   {399, 399}, {499, 499}, {599, 599}};
    struct boekstukken book = numbers_without(gaps, NUMBERING_FEW);
    assert_true(boekstukken_are_numbered(&book));
    boekstukken_release(&book);
    book = numbers_without(gaps, NUMBERING_FEW + 2);
    assert_false(boekstukken_are_numbered(&book));
    boekstukken_release(&book);
}

static void letters_are_no_numbers(void **state)
{
    (void)state;
    struct boekstukken book = {0};
    struct line lines[26];
    char texts[26][8];
    for (int i = 0; i < 26; i++) {
        snprintf(texts[i], sizeof texts[i], "24%c", 'A' + i);
        lines[i] = (struct line){texts[i], "1", 0};
    }
    add_part(&book, lines, 26, 0);
    assert_int_equal(book.numbering.n_next, 0);
    boekstukken_release(&book);
}

static void sums_beyond_the_range_are_told(void **state)
{
    (void)state;
    static const struct line lines[] = {{"1", "1", INT64_MAX}, {"1", "2", 1}};
    for (size_t cut = 0; cut <= 1; cut++) {
        struct boekstukken book;
        fill_book(&book, lines, 2, cut);
        assert_true(book.overflow);
        boekstukken_release(&book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_gives_the_same_answer),
        cmocka_unit_test(runs_near_each_other_are_no_order_wherever_it_is_cut),
        cmocka_unit_test(what_does_not_balance_is_named_in_order_with_its_difference),
        cmocka_unit_test(an_export_in_no_order_is_never_called_free_of_doubles),
        cmocka_unit_test(too_many_open_ones_are_still_known_to_balance_or_not),
        cmocka_unit_test(what_a_file_lacks_the_source_lacks),
        cmocka_unit_test(loose_lines_keep_the_sum_of_every_piece),
        cmocka_unit_test(boekstukken_that_were_closed_are_in_nobodys_way),
        cmocka_unit_test(a_number_that_is_missing_is_named),
        cmocka_unit_test(other_series_are_no_gap),
        cmocka_unit_test(a_gap_up_to_a_round_number_is_one),
        cmocka_unit_test(more_than_a_few_gaps_need_more_numbers),
        cmocka_unit_test(a_part_with_more_gaps_than_are_listed_is_not_dense),
        cmocka_unit_test(letters_are_no_numbers),
        cmocka_unit_test(sums_beyond_the_range_are_told),
    };
    int n_failed = cmocka_run_group_tests(tests, NULL, NULL);
    quickly = true;
    return n_failed + cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
