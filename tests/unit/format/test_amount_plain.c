/* The hot path's form of amount_parse: it accepts all that is plain and nothing else, gives what
 * amount_parse gives, and reads no byte beyond the 17 that it may. */
#include "pipeline/format/amount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

#define UNTOUCHED INT64_C(-777)

/* How many fillings of digits each shape gets: 70 make about 20 million fields. */
#ifdef __SANITIZE_ADDRESS__
#define N_FILLINGS 4
#else
#define N_FILLINGS 70
#endif

static const struct amount_format formats[] = {
    {.decimal = AMOUNT_COMMA, .minus = AMOUNT_MINUS_FRONT, .unit_cents = 100},
    {.decimal = AMOUNT_POINT, .minus = AMOUNT_MINUS_FRONT, .unit_cents = 100},
};
static const char marks[] = {',', '.'};

static uint64_t random_state = 88172645463325252;

static uint64_t below(uint64_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state % limit;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What "plain" means, character by character: `[-]digits[mark dd|d]`, at most 15 digits, at most
 * MONEY_MAX_CENTS. */
static bool slow_plain(const char *bytes, size_t n_bytes, char mark, int64_t *cents)
{
    size_t at = n_bytes > 0 && bytes[0] == '-' ? 1 : 0;
    size_t n_digits = 0, n_decimals = 0;
    uint64_t value = 0;
    for (; at < n_bytes && is_digit(bytes[at]) && n_digits < 16; at++, n_digits++)
        value = value * 10 + (uint64_t)(bytes[at] - '0');
    if (n_digits == 0)
        return false;
    if (at < n_bytes && bytes[at] == mark) {
        for (at++; at < n_bytes && is_digit(bytes[at]) && n_decimals < 3; at++, n_decimals++)
            value = value * 10 + (uint64_t)(bytes[at] - '0');
        if (n_decimals != 1 && n_decimals != 2)
            return false;
    }
    if (at < n_bytes || n_digits + n_decimals > 15)
        return false;
    value *= n_decimals == 2 ? 1 : n_decimals == 1 ? 10 : 100;
    *cents = bytes[0] == '-' ? -(int64_t)value : (int64_t)value;
    return value <= MONEY_MAX_CENTS;
}

static void report(const char *bytes, size_t n_bytes, char mark)
{
    fail_msg("\"%.*s\" with %c", (int)n_bytes, bytes, mark);
}

#define PADDING 17

static bool parse_quick(const char *bytes, size_t n_bytes, const struct amount_format *format,
                        struct money *money)
{
    struct amount_quick quick;
    assert_true(amount_quick(format, &quick));
    return amount_parse_quick(&quick, (struct text){bytes, n_bytes}, money);
}

/* Both parsers on one field with PADDING bytes to read. True when it is plain. */
static inline bool check_padded(const char *bytes, size_t n_bytes, size_t mark)
{
    struct money quick = {UNTOUCHED}, full = {UNTOUCHED};
    int64_t slow = UNTOUCHED;
    bool wanted = slow_plain(bytes, n_bytes, marks[mark], &slow);
    bool accepted = parse_quick(bytes, n_bytes, &formats[mark], &quick);
    if (accepted != wanted || quick.cents != (wanted ? slow : UNTOUCHED))
        report(bytes, n_bytes, marks[mark]);
    struct text field = {bytes, n_bytes};
    if (accepted &&
        (amount_parse(&formats[mark], field, &full) != AMOUNT_OK || full.cents != quick.cents))
        report(bytes, n_bytes, marks[mark]);
    return accepted;
}

static inline bool check(const char *bytes, size_t n_bytes, size_t mark)
{
    char room[32 + PADDING] = "";
    memcpy(room, bytes, n_bytes);
    return check_padded(room, n_bytes, mark);
}

static void known_fields_are_read_or_left(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        int64_t cents; /* UNTOUCHED = left to amount_parse */
    } cases[] = {
        {"0", 0},
        {"0,00", 0},
        {"0,0", 0},
        {"-0", 0},
        {"7", 700},
        {"-7", -700},
        {"7,5", 750},
        {"12", 1200},
        {"1,25", 125},
        {"123", 12300},
        {"12,5", 1250},
        {"12,50", 1250},
        {"-12,50", -1250},
        {"123,45", 12345},
        {"1234,56", 123456},
        {"12345,67", 1234567},
        {"123456,78", 12345678},
        {"1234567,89", 123456789},
        {"12345678,90", 1234567890},
        {"12345678", 1234567800},
        {"123456789", 12345678900},
        {"1234567890,1", 123456789010},
        {"1234567890,12", 123456789012},
        {"12345678901,23", 1234567890123},
        {"9999999999999,99", MONEY_MAX_CENTS},
        {"-9999999999999,99", -MONEY_MAX_CENTS},
        {"9999999999999,9", INT64_C(999999999999990)},
        {"9999999999999", INT64_C(999999999999900)},
        {"000000000000001", 100},
        {"00000000000001,5", 150},
        {"0000000000001,50", 150},
        {"", UNTOUCHED},
        {"-", UNTOUCHED},
        {"--1", UNTOUCHED},
        {"+1", UNTOUCHED},
        {",", UNTOUCHED},
        {",5", UNTOUCHED},
        {",50", UNTOUCHED},
        {"-,50", UNTOUCHED},
        {"1,", UNTOUCHED},
        {"12,", UNTOUCHED},
        {"1,234", UNTOUCHED},
        {"1,2,3", UNTOUCHED},
        {"1,,2", UNTOUCHED},
        {"1.234,56", UNTOUCHED},
        {"1 234,56", UNTOUCHED},
        {" 12,50", UNTOUCHED},
        {"12,50 ", UNTOUCHED},
        {"12,50-", UNTOUCHED},
        {"12.50", UNTOUCHED},
        {"1E5", UNTOUCHED},
        {"1234567/", UNTOUCHED},
        {"1234567:", UNTOUCHED},
        {"12345,6/", UNTOUCHED},
        {"-1234-5,00", UNTOUCHED},
        {"99999999999999", UNTOUCHED},
        {"99999999999999,9", UNTOUCHED},
        {"10000000000000,00", UNTOUCHED},
        {"1234567890123456", UNTOUCHED},
        {"00000000000001,50", UNTOUCHED},
        {"0000000000000001", UNTOUCHED},
        {"123456789012345678901234567890", UNTOUCHED},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct money money = {UNTOUCHED};
        size_t n_bytes = strlen(cases[i].field);
        char room[32 + PADDING] = "";
        memcpy(room, cases[i].field, n_bytes);
        bool accepted = parse_quick(room, n_bytes, &formats[0], &money);
        if (money.cents != cases[i].cents || accepted != (cases[i].cents != UNTOUCHED))
            fail_msg("\"%s\": %lld", cases[i].field, (long long)money.cents);
        check(cases[i].field, n_bytes, 0);
    }
    assert_false(parse_quick(NULL, 0, &formats[0], &(struct money){0}));
}

static void a_minus_stands_where_the_format_has_it(void **state)
{
    (void)state;
    enum { FRONT = AMOUNT_MINUS_FRONT, BACK = AMOUNT_MINUS_BACK };
    static const struct {
        char field[PADDING + 1];
        unsigned minus;
        int64_t cents; /* UNTOUCHED = left to amount_parse */
    } cases[] = {
        {"12,50-", BACK, -1250},
        {"12,50-", FRONT | BACK, -1250},
        {"-12,50", FRONT | BACK, -1250},
        {"12,50", FRONT | BACK, 1250},
        {"0-", BACK, 0},
        {"1234567890,12-", BACK, -123456789012},
        {"12,50-", FRONT, UNTOUCHED},
        {"-12,50", BACK, UNTOUCHED},
        {"-12,50-", FRONT | BACK, UNTOUCHED},
        {"-", BACK, UNTOUCHED},
        {"-", FRONT | BACK, UNTOUCHED},
        {"--", FRONT | BACK, UNTOUCHED},
        {"12,50--", BACK, UNTOUCHED},
        {"-12,50", 0, UNTOUCHED},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct amount_format format = formats[0];
        struct money money = {UNTOUCHED}, full = {UNTOUCHED};
        size_t n_bytes = strlen(cases[i].field);
        format.minus = cases[i].minus;
        bool accepted = parse_quick(cases[i].field, n_bytes, &format, &money);
        if (money.cents != cases[i].cents || accepted != (cases[i].cents != UNTOUCHED))
            fail_msg("\"%s\": %lld", cases[i].field, (long long)money.cents);
        if (accepted)
            assert_int_equal(amount_parse(&format, (struct text){cases[i].field, n_bytes}, &full),
                             AMOUNT_OK);
        assert_int_equal(full.cents, cases[i].cents);
    }
}

static void not_every_format_is_quick(void **state)
{
    (void)state;
    struct amount_quick quick;
    assert_false(amount_quick(
        &(struct amount_format){.decimal = AMOUNT_COMMA | AMOUNT_POINT, .unit_cents = 100},
        &quick));
    assert_false(
        amount_quick(&(struct amount_format){.decimal = AMOUNT_COMMA, .unit_cents = 1}, &quick));
    assert_true(amount_quick(&(struct amount_format){.decimal = AMOUNT_POINT,
                                                     .thousands = AMOUNT_COMMA | AMOUNT_SPACE,
                                                     .unit_cents = 100},
                             &quick));
    assert_int_equal(quick.thousands, ',');
}

/* `[-]` n_euros digits `[mark` n_decimals digits `]` */
static size_t write_plain(char *bytes, bool negative, size_t n_euros, size_t n_decimals, char mark)
{
    size_t n = 0;
    if (negative)
        bytes[n++] = '-';
    for (size_t i = 0; i < n_euros; i++)
        bytes[n++] = (char)('0' + below(10));
    if (n_decimals > 0)
        bytes[n++] = mark;
    for (size_t i = 0; i < n_decimals; i++)
        bytes[n++] = (char)('0' + below(10));
    return n;
}

/* Each byte of a plain field in turn becomes every other byte. */
static long check_every_byte(char *bytes, size_t n_bytes, size_t mark)
{
    for (size_t at = 0; at < n_bytes; at++) {
        char kept = bytes[at];
        for (int byte = 0; byte < 256; byte++) {
            bytes[at] = (char)byte;
            check(bytes, n_bytes, mark);
        }
        bytes[at] = kept;
    }
    return (long)n_bytes * 256;
}

static void plain_fields_and_all_their_neighbours_agree(void **state)
{
    (void)state;
    long n_checked = 0;
    for (int filling = 0; filling < N_FILLINGS; filling++)
        for (size_t n_euros = 1; n_euros <= 16; n_euros++)
            for (size_t n_decimals = 0; n_decimals <= 3; n_decimals++)
                for (int negative = 0; negative <= 1; negative++) {
                    size_t mark = below(2);
                    char bytes[32];
                    size_t n_bytes = write_plain(bytes, negative, n_euros, n_decimals, marks[mark]);
                    bool accepted = check(bytes, n_bytes, mark);
                    if (n_decimals < 3 && n_euros + n_decimals <= 15 && n_euros <= 13)
                        assert_true(accepted);
                    if (n_decimals == 3 || n_euros + n_decimals > 15)
                        assert_false(accepted);
                    n_checked += check_every_byte(bytes, n_bytes, mark);
                }
    assert_true(n_checked > 280000L * N_FILLINGS);
}

static void random_fields_agree(void **state)
{
    (void)state;
    static const char alphabet[] = "0123456789012345678901234567890123456789,,,...--+ /:;\x1C\x10";
    long n_accepted = 0, n_rounds = 50000L * N_FILLINGS;
    for (long round = 0; round < n_rounds; round++) {
        char bytes[20];
        size_t n_bytes = below(sizeof bytes);
        for (size_t i = 0; i < n_bytes; i++)
            bytes[i] = alphabet[below(sizeof alphabet - 1)];
        n_accepted += check(bytes, n_bytes, below(2));
    }
    assert_true(n_accepted > n_rounds / 50);
}

static void fields_with_two_changes_agree(void **state)
{
    (void)state;
    for (long round = 0; round < 30000L * N_FILLINGS; round++) {
        char bytes[32];
        size_t mark = below(2);
        size_t n_bytes = write_plain(bytes, below(2), 1 + below(14), below(3), marks[mark]);
        for (int i = 0; i < 2; i++)
            bytes[below(n_bytes)] = (char)below(256);
        check(bytes, n_bytes, mark);
    }
}

/* ---- groups: elsewhere they are left to amount_parse ---- */

#ifdef __x86_64__

static void groups_are_taken_when_they_are_whole(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        int64_t cents; /* UNTOUCHED = left to amount_parse */
    } cases[] = {
        {"1.234,56", 123456},
        {"1.234,5", 123450},
        {"1.234", 123400},
        {"12.345,67", 1234567},
        {"123.456,78", 12345678},
        {"1.234.567,89", 123456789},
        {"12.345.678,90", 1234567890},
        {"1.234.567.890", 123456789000},
        {"123,45", 12345},
        {"1234,56", 123456},
        {"0", 0},
        {"1.234.567.890,1", UNTOUCHED},
        {"0.123,45", UNTOUCHED},
        {"01.234", UNTOUCHED},
        {"1.23,45", UNTOUCHED},
        {"1.2345", UNTOUCHED},
        {"1234.567,89", UNTOUCHED},
        {"1.234567,89", UNTOUCHED},
        {"1234567.890", UNTOUCHED},
        {".234,56", UNTOUCHED},
        {"1..234,56", UNTOUCHED},
        {"1.234.,56", UNTOUCHED},
        {"1.234,567", UNTOUCHED},
        {"1.234.56", UNTOUCHED},
        {"-1.234,56", UNTOUCHED},
        {"1.234,56-", UNTOUCHED},
        {"", UNTOUCHED},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        int64_t cents = UNTOUCHED;
        bool accepted =
            amount_parse_unsigned(cases[i].field, strlen(cases[i].field), ',', '.', &cents);
        if (cents != cases[i].cents || accepted != (cents != UNTOUCHED))
            fail_msg("\"%s\": %lld", cases[i].field, (long long)cents);
    }
}

/* Groups by their definition: behind the whole digits, every fourth character to the left is a
 * point. */
static bool slow_unsigned(const char *bytes, size_t n_bytes, int64_t *cents)
{
    const char *mark = memchr(bytes, ',', n_bytes);
    size_t n_whole = mark ? (size_t)(mark - bytes) : n_bytes, n_plain = 0;
    char plain[32];
    bool grouped = n_whole > 3 && bytes[0] != '0' && n_whole % 4 != 0;
    for (size_t i = 0; i < n_bytes; i++) {
        bool point = i < n_whole && (n_whole - i) % 4 == 0;
        grouped = grouped && point == (bytes[i] == '.');
        if (!point)
            plain[n_plain++] = bytes[i];
    }
    if (n_bytes == 0 || n_bytes > 13 || bytes[0] == '-')
        return false;
    return grouped ? slow_plain(plain, n_plain, ',', cents)
                   : slow_plain(bytes, n_bytes, ',', cents);
}

/* Unsigned, and with a minus behind. */
static void check_unsigned(const char *bytes, size_t n_bytes)
{
    static const struct amount_format format = {.decimal = AMOUNT_COMMA,
                                                .thousands = AMOUNT_POINT,
                                                .minus = AMOUNT_MINUS_BACK,
                                                .unit_cents = 100};
    int64_t slow = UNTOUCHED, quick = UNTOUCHED;
    bool wanted = slow_unsigned(bytes, n_bytes, &slow);
    if (amount_parse_unsigned(bytes, n_bytes, ',', '.', &quick) != wanted ||
        quick != (wanted ? slow : UNTOUCHED))
        report(bytes, n_bytes, ',');
    char room[32 + PADDING] = "";
    struct money money = {UNTOUCHED};
    memcpy(room, bytes, n_bytes);
    room[n_bytes] = '-';
    if (n_bytes <= 13 && (parse_quick(room, n_bytes + 1, &format, &money) != wanted ||
                          money.cents != (wanted ? -slow : UNTOUCHED)))
        report(room, n_bytes + 1, ',');
}

static void grouped_fields_and_all_their_neighbours_agree(void **state)
{
    (void)state;
    for (int filling = 0; filling < N_FILLINGS; filling++)
        for (size_t n_groups = 0; n_groups <= 4; n_groups++)
            for (size_t n_decimals = 0; n_decimals <= 3; n_decimals++) {
                char bytes[32];
                size_t n = write_plain(bytes, false, 1 + below(3), 0, ',');
                for (size_t group = 0; group < n_groups; group++) {
                    bytes[n++] = '.';
                    n += write_plain(bytes + n, false, 3, 0, ',');
                }
                n += write_plain(bytes + n, false, 0, n_decimals, ',');
                check_unsigned(bytes, n);
                for (size_t at = 0; at < n; at++) {
                    char kept = bytes[at];
                    for (int byte = 0; byte < 256; byte++) {
                        bytes[at] = (char)byte;
                        check_unsigned(bytes, n);
                    }
                    bytes[at] = kept;
                }
            }
}

#endif

/* ---- bytes outside the field ---- */

/* A page between two that may not be touched. */
static char *guarded_page(size_t *n_page)
{
    *n_page = (size_t)sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, 3 * *n_page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(pages != MAP_FAILED);
    assert_int_equal(mprotect(pages + *n_page, *n_page, PROT_READ | PROT_WRITE), 0);
    return pages + *n_page;
}

static void no_byte_beyond_the_padding_is_read(void **state)
{
    (void)state;
    size_t n_page;
    char *page = guarded_page(&n_page);
    for (size_t n_euros = 0; n_euros <= 18; n_euros++)
        for (size_t n_decimals = 0; n_decimals <= 3; n_decimals++)
            for (int negative = 0; negative <= 1; negative++)
                for (int at_end = 0; at_end <= 1; at_end++) {
                    char bytes[32];
                    size_t n_bytes = write_plain(bytes, negative, n_euros, n_decimals, ',');
                    size_t n_padded = n_bytes > PADDING ? n_bytes : PADDING;
                    char *padded = at_end ? page + n_page - n_padded : page;
                    memcpy(padded, bytes, n_bytes);
                    check_padded(padded, n_bytes, 0);
                    char *field = at_end ? page + n_page - n_bytes : page;
                    memcpy(field, bytes, n_bytes);
                    int64_t cents;
                    amount_parse_unsigned(field, n_bytes, ',', '.', &cents);
                }
    munmap(page - n_page, 3 * n_page);
}

static void bytes_beside_the_field_do_not_matter(void **state)
{
    (void)state;
    static const char beside[] = {'0', '9', ',', '.', '-', ';', '\0', '\xFF'};
    for (size_t n_euros = 0; n_euros <= 16; n_euros++)
        for (size_t n_decimals = 0; n_decimals <= 2; n_decimals++)
            for (size_t i = 0; i < sizeof beside; i++) {
                char room[96], bytes[32];
                size_t n_bytes = write_plain(bytes, n_euros % 2, n_euros, n_decimals, ',');
                memset(room, beside[i], sizeof room);
                memcpy(room + 32, bytes, n_bytes);
                check_padded(room + 32, n_bytes, 0);
            }
}

static size_t write_groups(char *bytes, char thousands, char mark)
{
    size_t n = write_plain(bytes, below(2), 1 + below(3), 0, mark);
    for (uint64_t n_groups = below(4); n_groups > 0; n_groups--, n += 4) {
        bytes[n] = thousands;
        write_plain(bytes + n + 1, false, 3, 0, mark);
    }
    n += write_plain(bytes + n, false, 0, 2, mark);
    bytes[n] = '-'; /* now and then of it */
    return n + (below(3) == 0);
}

/* What a field says, or AMOUNT_NOT_QUICK. */
static int64_t quick_cents(const struct amount_quick *quick, const char *bytes, const uint32_t *end)
{
    struct money money = {AMOUNT_NOT_QUICK};
    const uint32_t start = end[-1] + 1;
    amount_parse_quick(quick, (struct text){bytes + start, end[0] - start}, &money);
    return money.cents;
}

/* Many at a time, wherever a field stands in its buffer. */
static void of_two_fields_the_one_that_is_there_is_read(void **state)
{
    static const char characters[] = "0123456789,,..- ";
    enum { N = 32, WIDTH = 40 };
    char bytes[2 * N * WIDTH + 32];
    uint32_t places[2 * N + 1], first[N];
    struct money net[N], negative[N];
    (void)state;
    for (int round = 0; round < 4000; round++) {
        struct amount_format format = formats[round % 2];
        struct amount_quick quick;
        uint32_t at = 0;
        bool any_both, all = true, both = false;
        format.minus = round % 3 ? AMOUNT_MINUS_FRONT : AMOUNT_MINUS_FRONT | AMOUNT_MINUS_BACK;
        format.thousands = round & 2 ? AMOUNT_COMMA | AMOUNT_POINT : 0;
        assert_true(amount_quick(&format, &quick));
        memset(bytes, ';', sizeof bytes);
        places[0] = UINT32_MAX; /* one byte before the first field */
        for (size_t f = 0; f < 2 * N; f++) {
            const char mark = marks[round % 2];
            if (below(2))
                at += (uint32_t)write_plain(bytes + at, below(2), 1 + below(9), below(3), mark);
            else if (below(2))
                at += (uint32_t)write_groups(bytes + at, marks[!(round % 2)], mark);
            for (uint64_t n = below(3) ? 0 : below(15); n > 0; n--)
                bytes[at++] = characters[below(sizeof characters - 1)];
            places[f + 1] = at++;
            first[f / 2] = (uint32_t)(f / 2 * 2);
        }
        const struct amount_sides sides = {bytes, first, places + 1, places + 2};
        bool told = amount_parse_sides(&quick, &sides, N, net, negative, &any_both);
        for (size_t i = 0; i < N; i++) {
            const uint32_t *plus = places + 1 + 2 * i, *minus = plus + 1;
            const bool is_plus = plus[-1] + 1 < plus[0];
            int64_t cents = quick_cents(&quick, bytes, is_plus ? plus : minus);
            both |= is_plus && plus[0] + 1 < minus[0];
            all &= cents != AMOUNT_NOT_QUICK;
            assert_int_equal(amount_is_quick(net[i]), cents != AMOUNT_NOT_QUICK);
            assert_int_equal(net[i].cents, is_plus ? cents : -cents);
            assert_int_equal(negative[i].cents, is_plus ? 0 : cents);
        }
        assert_int_equal(told, all);
        assert_int_equal(any_both, both);
        const struct amount_sides one = {bytes, first, places + 1, places + 1};
        amount_parse_sides(&quick, &one, N, net, negative, &any_both);
        for (size_t i = 0; i < N; i++)
            assert_true(negative[i].cents == 0 &&
                        net[i].cents == quick_cents(&quick, bytes, places + 1 + 2 * i));
    }
}

/* Whatever their lengths. */
static void two_fields_that_are_both_there_are_told(void **state)
{
    static const char bytes[64] = "10000000,00;10000000,00";
    struct amount_quick quick;
    (void)state, assert_true(amount_quick(&formats[0], &quick));
    for (uint32_t n_plus = 1; n_plus <= 8; n_plus++)
        for (uint32_t n_minus = 1; n_minus <= 8; n_minus++) {
            const uint32_t places[] = {UINT32_MAX, n_plus, n_plus + 1 + n_minus}, first = 0;
            const struct amount_sides sides = {bytes, &first, places + 1, places + 2};
            struct money net, negative;
            bool any_both;
            amount_parse_sides(&quick, &sides, 1, &net, &negative, &any_both);
            assert_true(any_both);
        }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_fields_are_read_or_left),
        cmocka_unit_test(a_minus_stands_where_the_format_has_it),
        cmocka_unit_test(not_every_format_is_quick),
        cmocka_unit_test(of_two_fields_the_one_that_is_there_is_read),
        cmocka_unit_test(two_fields_that_are_both_there_are_told),
        cmocka_unit_test(plain_fields_and_all_their_neighbours_agree),
        cmocka_unit_test(random_fields_agree),
        cmocka_unit_test(fields_with_two_changes_agree),
#ifdef __x86_64__
        cmocka_unit_test(groups_are_taken_when_they_are_whole),
        cmocka_unit_test(grouped_fields_and_all_their_neighbours_agree),
#endif
        cmocka_unit_test(no_byte_beyond_the_padding_is_read),
        cmocka_unit_test(bytes_beside_the_field_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
