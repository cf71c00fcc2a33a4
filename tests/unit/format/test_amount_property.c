/* amount_parse against a slow parser of the same words: it works on code points, tries every way to
 * take signs off and every pair of marks, and puts the marks back to see whether they stood right.
 */
#include "pipeline/format/amount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

#ifdef __SANITIZE_ADDRESS__
#define N_ROUNDS 150000
#else
#define N_ROUNDS 700000
#endif

static uint64_t random_state = 88172645463325252;

static uint64_t below(uint64_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state % limit;
}

static bool maybe(void)
{
    return below(2);
}

/* ---- an amount as code points, and its bytes in an encoding ---- */

#define MAX_POINTS 64

struct points {
    uint32_t at[MAX_POINTS];
    size_t n;
};

static void put(struct points *points, uint32_t point)
{
    assert_true(points->n < MAX_POINTS);
    points->at[points->n++] = point;
}

static void put_text(struct points *points, const char *ascii)
{
    for (; *ascii; ascii++)
        put(points, (unsigned char)*ascii);
}

static const struct {
    uint32_t point;
    const char *utf8, *ansi, *latin1, *latin9; /* NULL = not in that encoding */
} beyond_ascii[] = {
    {0x00A0, "\xC2\xA0", "\xA0", "\xA0", "\xA0"},   {0x202F, "\xE2\x80\xAF", NULL, NULL, NULL},
    {0x20AC, "\xE2\x82\xAC", "\x80", NULL, "\xA4"}, {0x2212, "\xE2\x88\x92", NULL, NULL, NULL},
    {0x2019, "\xE2\x80\x99", "\x92", NULL, NULL},
};

static const char *bytes_of(uint32_t point, enum text_encoding encoding)
{
    for (size_t i = 0; i < LENGTH_OF(beyond_ascii); i++)
        if (beyond_ascii[i].point == point)
            return encoding == TEXT_WINDOWS_1252  ? beyond_ascii[i].ansi
                   : encoding == TEXT_ISO_8859_1  ? beyond_ascii[i].latin1
                   : encoding == TEXT_ISO_8859_15 ? beyond_ascii[i].latin9
                                                  : beyond_ascii[i].utf8;
    return NULL;
}

static size_t encode(const struct points *points, enum text_encoding encoding, char *bytes)
{
    size_t n_bytes = 0;
    for (size_t i = 0; i < points->n; i++) {
        const char *spelling = bytes_of(points->at[i], encoding);
        if (points->at[i] < 0x80)
            bytes[n_bytes++] = (char)points->at[i];
        else
            while (*spelling)
                bytes[n_bytes++] = *spelling++;
    }
    return n_bytes;
}

/* ---- the slow parser ---- */

enum outcome { REFUSED, EMPTY, AMBIGUOUS, READ };

struct result {
    enum outcome outcome;
    int64_t cents;
};

static bool is_digit(uint32_t point)
{
    return point >= '0' && point <= '9';
}

static bool all_digits(const uint32_t *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_digit(at[i]))
            return false;
    return n > 0;
}

/* True when this is a whole number with `mark` in all the places where groups of three end. */
static bool stands_grouped(const uint32_t *at, size_t n, uint32_t mark)
{
    size_t n_marks = 0;
    for (size_t from_right = 1; from_right <= n; from_right++) {
        bool mark_place = from_right % 4 == 0;
        n_marks += mark_place;
        if (mark_place ? at[n - from_right] != mark : !is_digit(at[n - from_right]))
            return false;
    }
    return n_marks > 0 && n % 4 != 0 && at[0] != '0';
}

/* How many of the last decimals say nothing: zeros behind what gives whole cents. */
static size_t n_idle(const struct amount_format *format, const uint32_t *at, size_t n,
                     size_t n_decimals)
{
    size_t n_useful = 0, idle = 0;
    for (int64_t unit = format->unit_cents; unit % 10 == 0; unit /= 10)
        n_useful++;
    if (n_decimals <= n_useful || n_decimals > format->decimals)
        return 0;
    while (idle < n_decimals - n_useful && at[n - 1 - idle] == '0')
        idle++;
    return idle == n_decimals - n_useful ? idle : 0;
}

static struct result slow_value(const struct amount_format *format, const uint32_t *at, size_t n,
                                size_t n_decimals)
{
    __int128 digits = 0, power = 1;
    size_t idle = n_idle(format, at, n, n_decimals);
    n -= idle;
    n_decimals -= idle;
    size_t n_digits = 0;
    for (size_t i = 0; i < n; i++)
        if (is_digit(at[i]) && ++n_digits <= 15)
            digits = digits * 10 + (at[i] - '0');
    for (size_t i = 0; i < n_decimals && power < (__int128)1 << 90; i++)
        power *= 10;
    if (n_digits > 15 || format->unit_cents % power != 0)
        return (struct result){REFUSED, 0};
    __int128 cents = digits * (format->unit_cents / power);
    return cents > MONEY_MAX_CENTS ? (struct result){REFUSED, 0}
                                   : (struct result){READ, (int64_t)cents};
}

static struct result slow_number(const struct amount_format *format, const uint32_t *at, size_t n)
{
    static const uint32_t marks[] = {0, ',', '.', ' ', '\''};
    static const unsigned bits[] = {0, AMOUNT_COMMA, AMOUNT_POINT, AMOUNT_SPACE, AMOUNT_APOSTROPHE};
    int n_readings = 0;
    struct result result = {REFUSED, 0};
    for (size_t d = 0; d < LENGTH_OF(marks); d++) {
        if (marks[d] && !(format->decimal & bits[d]))
            continue;
        size_t n_whole = n, n_decimals = 0;
        if (marks[d]) {
            while (n_whole > 0 && at[n_whole - 1] != marks[d])
                n_whole--;
            if (n_whole == 0 || !all_digits(at + n_whole, n - n_whole))
                continue;
            n_decimals = n - n_whole;
            n_whole--;
        }
        for (size_t t = 0; t < LENGTH_OF(marks); t++) {
            if (marks[t] && (t == d || !(format->thousands & bits[t])))
                continue;
            if (marks[t] ? !stands_grouped(at, n_whole, marks[t]) : !all_digits(at, n_whole))
                continue;
            n_readings++;
            result = slow_value(format, at, n, n_decimals);
        }
    }
    return n_readings > 1 ? (struct result){AMBIGUOUS, 0} : result;
}

static bool is_blank(uint32_t point)
{
    return point == ' ' || point == '\t' || point == 0xA0 || point == 0x202F;
}

static bool stands(const uint32_t *at, size_t n, const char *letters)
{
    if (n < strlen(letters))
        return false;
    for (size_t i = 0; letters[i]; i++)
        if (at[i] != (unsigned char)letters[i] && at[i] != (unsigned char)(letters[i] | 0x20))
            return false;
    return true;
}

struct taken {
    int currencies, signs, open;
    bool negative;
};

static struct result slow_rest(const struct amount_format *format, const uint32_t *at, size_t n,
                               struct taken taken);

/* What comes of it when the outermost `n_front` or `n_back` points are taken off as well. */
static void try_taking(const struct amount_format *format, const uint32_t *at, size_t n,
                       size_t n_front, size_t n_back, struct taken taken, struct result *best)
{
    if (n_front + n_back > n || taken.currencies > 1 || taken.signs > 1)
        return;
    struct result result = slow_rest(format, at + n_front, n - n_front - n_back, taken);
    if (result.outcome == READ && best->outcome == READ)
        assert_int_equal(result.cents, best->cents);
    if (result.outcome > best->outcome)
        *best = result;
}

static struct taken with(struct taken taken, int currencies, int signs, int open, bool negative)
{
    return (struct taken){taken.currencies + currencies, taken.signs + signs, taken.open + open,
                          taken.negative || negative};
}

static struct result slow_rest(const struct amount_format *format, const uint32_t *at, size_t n,
                               struct taken taken)
{
    for (; n > 0 && is_blank(at[0]); n--)
        at++;
    while (n > 0 && is_blank(at[n - 1]))
        n--;
    struct result best = {REFUSED, 0};
    if (n == 0)
        return best;
    if (n == 1 && (at[0] == '-' || at[0] == 0x2212) && taken.signs == 0 && taken.open == 0 &&
        format->dash_is_zero)
        best = (struct result){READ, 0};
    else if (taken.open == 0)
        best = slow_number(format, at, n);
    if (best.outcome == READ && taken.negative)
        best.cents = -best.cents;

    uint32_t first = at[0], last = at[n - 1];
    size_t euro_front = first == 0x20AC ? 1 : stands(at, n, "EUR") ? 3 : 0;
    size_t euro_back = last == 0x20AC ? 1 : n > 3 && stands(at + n - 3, 3, "EUR") ? 3 : 0;
    for (size_t i = 0; i < format->n_currencies; i++) {
        size_t n_sign = format->currencies[i].n_bytes;
        if (stands(at, n, format->currencies[i].bytes))
            try_taking(format, at, n, n_sign, 0, with(taken, 1, 0, 0, false), &best);
        if (n >= n_sign && stands(at + n - n_sign, n_sign, format->currencies[i].bytes))
            try_taking(format, at, n, 0, n_sign, with(taken, 1, 0, 0, false), &best);
    }
    if (format->currency && euro_front)
        try_taking(format, at, n, euro_front, 0, with(taken, 1, 0, 0, false), &best);
    if (format->currency && euro_back)
        try_taking(format, at, n, 0, euro_back, with(taken, 1, 0, 0, false), &best);
    if ((format->minus & AMOUNT_MINUS_FRONT) && (first == '-' || first == 0x2212))
        try_taking(format, at, n, 1, 0, with(taken, 0, 1, 0, true), &best);
    if ((format->minus & AMOUNT_MINUS_FRONT) && first == '+')
        try_taking(format, at, n, 1, 0, with(taken, 0, 1, 0, false), &best);
    if ((format->minus & AMOUNT_MINUS_BACK) && (last == '-' || last == 0x2212))
        try_taking(format, at, n, 0, 1, with(taken, 0, 1, 0, true), &best);
    if ((format->minus & AMOUNT_BRACKETS) && first == '(')
        try_taking(format, at, n, 1, 0, with(taken, 0, 1, 1, true), &best);
    if ((format->minus & AMOUNT_BRACKETS) && last == ')')
        try_taking(format, at, n, 0, 1, with(taken, 0, 0, -1, true), &best);
    static const char *const sides[] = {"CR", "DR", "C", "D"};
    for (size_t i = 0; i < LENGTH_OF(sides) && (format->minus & AMOUNT_CR_DR); i++) {
        size_t n_side = strlen(sides[i]);
        if (n > n_side && stands(at + n - n_side, n_side, sides[i]))
            try_taking(format, at, n, 0, n_side, with(taken, 0, 1, 0, sides[i][0] == 'D'), &best);
    }
    return best;
}

static struct result slow_parse(const struct amount_format *format, const struct points *points)
{
    struct points plain = *points; /* one kind of space and of apostrophe */
    bool empty = true;
    for (size_t i = 0; i < plain.n; i++) {
        empty = empty && is_blank(plain.at[i]);
        if (plain.at[i] == 0xA0 || plain.at[i] == 0x202F)
            plain.at[i] = ' ';
        if (plain.at[i] == 0x2019)
            plain.at[i] = '\'';
    }
    if (empty)
        return (struct result){format->empty_is_zero ? READ : EMPTY, 0};
    return slow_rest(format, plain.at, plain.n, (struct taken){0});
}

/* ---- random formats and amounts written in them ---- */

static const struct text foreign[] = {{"CHF", 3}, {"KR.", 3}, {"KR", 2}};

static struct amount_format random_format(void)
{
    bool is_foreign = below(4) == 0;
    static const int64_t units[] = {100, 100, 100, 1, 10, 1000, 100000, 2500};
    static const enum text_encoding encodings[] = {
        TEXT_UTF8, TEXT_UTF8, TEXT_UTF16, TEXT_WINDOWS_1252, TEXT_ISO_8859_1, TEXT_ISO_8859_15};
    return (struct amount_format){
        .decimal = (unsigned)(1 + below(3)),
        .thousands = (unsigned)(maybe() ? below(16) : 1u << below(4)),
        .minus = (unsigned)(maybe() ? below(16) : 1u << below(4)),
        .decimals = (unsigned)below(8),
        .currency = maybe(),
        .currencies = is_foreign ? foreign : NULL,
        .n_currencies = is_foreign ? LENGTH_OF(foreign) : 0,
        .dash_is_zero = maybe(),
        .empty_is_zero = maybe(),
        .unit_cents = units[below(LENGTH_OF(units))],
        .encoding = encodings[below(LENGTH_OF(encodings))],
    };
}

static int64_t random_cents(void)
{
    static const int64_t special[] = {0, 1, 5, 10, 50, 99, 100, 999, 100000, MONEY_MAX_CENTS};
    if (below(8) == 0)
        return special[below(LENGTH_OF(special))];
    int64_t limit = 1;
    for (uint64_t n_digits = 1 + below(15); n_digits > 0; n_digits--)
        limit *= 10;
    int64_t cents = (int64_t)below((uint64_t)limit);
    return below(4) == 0 ? cents / 100 * 100 : cents;
}

/* One of a set of bits. */
static unsigned one_of(unsigned set)
{
    unsigned bit;
    do
        bit = 1u << below(4);
    while (!(set & bit));
    return bit;
}

static uint32_t mark_point(unsigned mark, enum text_encoding encoding)
{
    static const uint32_t spaces[] = {' ', 0xA0, 0x202F}, apostrophes[] = {'\'', 0x2019};
    bool utf8 = encoding == TEXT_UTF8 || encoding == TEXT_UTF16;
    return mark == AMOUNT_COMMA   ? ','
           : mark == AMOUNT_POINT ? '.'
           : mark == AMOUNT_SPACE ? spaces[below(utf8 ? 3 : 2)]
                                  : apostrophes[below(utf8 ? 2 : 1)];
}

static void put_blanks(struct points *points)
{
    static const uint32_t blanks[] = {' ', ' ', '\t', 0xA0};
    for (uint64_t n = below(8) == 0 ? below(3) : 0; n > 0; n--)
        put(points, blanks[below(LENGTH_OF(blanks))]);
}

static void put_currency(struct points *points, const struct amount_format *format, bool wanted)
{
    if (!wanted)
        return;
    if (format->n_currencies && (maybe() || !format->currency))
        put_text(points, format->currencies[below(format->n_currencies)].bytes);
    else if (maybe() && format->encoding != TEXT_ISO_8859_1)
        put(points, 0x20AC);
    else
        put_text(points, maybe() ? "EUR" : "eur");
    put_blanks(points);
}

/* The digits of an amount with n_decimals behind a mark, in groups or not. */
static void put_number(struct points *points, const struct amount_format *format, int64_t number,
                       size_t n_decimals, bool grouped)
{
    char digits[24];
    size_t n_digits =
        (size_t)snprintf(digits, sizeof digits, "%0*lld", (int)n_decimals + 1, (long long)number);
    size_t n_whole = n_digits - n_decimals;
    unsigned decimal = one_of(format->decimal);
    unsigned others = format->thousands & ~decimal;
    grouped = grouped && others && n_whole > 3;
    unsigned thousands = grouped ? one_of(others) : 0;
    for (size_t i = 0; i < n_digits; i++) {
        if (i == n_whole)
            put(points, mark_point(decimal, format->encoding));
        else if (grouped && i > 0 && i < n_whole && (n_whole - i) % 3 == 0)
            put(points, mark_point(thousands, format->encoding));
        put(points, (unsigned char)digits[i]);
    }
}

/* Writes a random amount of this format, false when the one that was drawn does not fit it. */
static bool write_random(const struct amount_format *format, struct points *points, int64_t *cents)
{
    size_t most_decimals = 0;
    for (int64_t unit = format->unit_cents; unit % 10 == 0; unit /= 10)
        most_decimals++;
    size_t n_decimals = maybe() ? most_decimals : below(most_decimals + 1);
    int64_t worth = format->unit_cents;
    for (size_t i = 0; i < n_decimals; i++)
        worth /= 10;
    int64_t number = random_cents() / worth;
    *cents = number * worth;
    unsigned sign = format->minus && maybe() ? one_of(format->minus) : 0;
    if (sign)
        *cents = -*cents;
    for (; n_decimals >= most_decimals && n_decimals < format->decimals && number < 10000000000 &&
           maybe();
         n_decimals++)
        number *= 10;
    bool has_currency = format->currency || format->n_currencies;
    bool before = has_currency && below(4) == 0;
    bool behind = has_currency && !before && below(4) == 0;

    put_blanks(points);
    put_currency(points, format, before);
    if (sign == AMOUNT_MINUS_FRONT || sign == AMOUNT_BRACKETS)
        put(points, sign == AMOUNT_BRACKETS ? '(' : '-');
    put_blanks(points);
    put_number(points, format, number, n_decimals, maybe());
    put_blanks(points);
    if (sign == AMOUNT_MINUS_BACK || sign == AMOUNT_BRACKETS)
        put(points, sign == AMOUNT_BRACKETS ? ')' : '-');
    if (sign == AMOUNT_CR_DR)
        put_text(points, maybe() ? "DR" : "dr");
    put_blanks(points);
    put_currency(points, format, behind);
    put_blanks(points);
    /* A single mark before three digits that could be either is the parser's right to refuse. */
    return slow_parse(format, points).outcome != AMBIGUOUS;
}

static void mutate(struct points *points, enum text_encoding encoding)
{
    static const uint32_t others[] = {',',    '.',    ',', '.', ' ',  '\'', '-',  '+',    '(',
                                      ')',    '0',    '1', '5', '9',  'C',  'R',  'D',    'E',
                                      'U',    'e',    'x', 0,   '\t', '\n', 0xA0, 0x202F, 0x20AC,
                                      0x2212, 0x2019, 'K', 'H', 'F',  '0'};
    for (uint64_t n_changes = 1 + below(3); n_changes > 0; n_changes--) {
        uint32_t other = others[below(LENGTH_OF(others))];
        if (other >= 0x80 && !bytes_of(other, encoding))
            other = '-';
        size_t at = below(points->n + 1);
        uint64_t kind = below(3);
        if (kind == 0 && points->n < MAX_POINTS) { /* insert */
            memmove(points->at + at + 1, points->at + at, (points->n - at) * sizeof *points->at);
            points->at[at] = other;
            points->n++;
        } else if (at < points->n && kind == 1) { /* replace */
            points->at[at] = other;
        } else if (at < points->n) { /* remove */
            points->n--;
            memmove(points->at + at, points->at + at + 1, (points->n - at) * sizeof *points->at);
        }
    }
}

static void check(const struct amount_format *format, const char *bytes, size_t n_bytes,
                  struct result wanted)
{
    struct money money = {-777};
    enum amount_fault fault = amount_parse(format, (struct text){bytes, n_bytes}, &money);
    enum outcome outcome = fault == AMOUNT_OK          ? READ
                           : fault == AMOUNT_AMBIGUOUS ? AMBIGUOUS
                           : fault == AMOUNT_EMPTY     ? EMPTY
                                                       : REFUSED;
    if (outcome != wanted.outcome || money.cents != (outcome == READ ? wanted.cents : -777))
        fail_msg("\"%.*s\": fault %d, %lld cents, wanted %d, %lld; decimal %u thousands %u minus "
                 "%u decimals %u currency %d, %zu unit %lld encoding %d",
                 (int)n_bytes, bytes, (int)fault, (long long)money.cents, (int)wanted.outcome,
                 (long long)wanted.cents, format->decimal, format->thousands, format->minus,
                 format->decimals, format->currency, format->n_currencies,
                 (long long)format->unit_cents, (int)format->encoding);
}

static void what_a_format_writes_it_reads_back(void **state)
{
    (void)state;
    long n_skipped = 0;
    for (long round = 0; round < N_ROUNDS; round++) {
        struct amount_format format = random_format();
        struct points points = {.n = 0};
        int64_t cents;
        if (!write_random(&format, &points, &cents)) {
            n_skipped++;
            continue;
        }
        char bytes[4 * MAX_POINTS];
        check(&format, bytes, encode(&points, format.encoding, bytes),
              (struct result){READ, cents});
    }
    assert_true(n_skipped < N_ROUNDS / 50);
}

static void good_and_mutated_amounts_are_read_as_the_slow_parser_does(void **state)
{
    (void)state;
    long n_outcomes[READ + 1] = {0};
    for (long round = 0; round < N_ROUNDS; round++) {
        struct amount_format format = random_format();
        struct points points = {.n = 0};
        int64_t cents;
        write_random(&format, &points, &cents);
        mutate(&points, format.encoding);
        char bytes[4 * MAX_POINTS];
        struct result wanted = slow_parse(&format, &points);
        check(&format, bytes, encode(&points, format.encoding, bytes), wanted);
        n_outcomes[wanted.outcome]++;
    }
    assert_true(n_outcomes[READ] > N_ROUNDS / 10);
    assert_true(n_outcomes[REFUSED] > N_ROUNDS / 10);
    assert_true(n_outcomes[AMBIGUOUS] > N_ROUNDS / 1000);
}

/* All short strings of the characters that matter, in the formats that matter. */
static void all_short_fields_are_read_as_the_slow_parser_does(void **state)
{
    (void)state;
    static const char alphabet[] = "01,. -(E";
    const size_t n_alphabet = sizeof alphabet - 1;
    struct amount_format formats[] = {
        {.decimal = AMOUNT_COMMA, .minus = AMOUNT_MINUS_FRONT, .unit_cents = 100},
        {.decimal = AMOUNT_COMMA,
         .thousands = AMOUNT_POINT,
         .minus = 15,
         .dash_is_zero = true,
         .unit_cents = 100},
        {.decimal = AMOUNT_COMMA | AMOUNT_POINT, .thousands = 15, .minus = 3, .unit_cents = 100000},
    };
    for (size_t f = 0; f < LENGTH_OF(formats); f++)
        for (size_t n = 0, n_fields = 1; n <= 6; n++, n_fields *= n_alphabet)
            for (size_t number = 0; number < n_fields; number++) {
                struct points points = {.n = 0};
                char bytes[8];
                for (size_t i = 0, rest = number; i < n; i++, rest /= n_alphabet) {
                    bytes[i] = alphabet[rest % n_alphabet];
                    put(&points, (unsigned char)bytes[i]);
                }
                check(&formats[f], bytes, n, slow_parse(&formats[f], &points));
            }
}

static void an_example_is_read_by_its_own_format(void **state)
{
    (void)state;
    static const int64_t units[] = {1, 10, 100, 1000, 100000, 2500};
    for (unsigned decimal = 1; decimal <= 3; decimal++)
        for (unsigned groups = 0; groups < 16; groups++)
            for (unsigned minus = 0; minus < 16; minus++)
                for (size_t u = 0; u < LENGTH_OF(units); u++) {
                    struct amount_format format = {.decimal = decimal,
                                                   .thousands = groups,
                                                   .minus = minus,
                                                   .unit_cents = units[u]};
                    char buffer[MONEY_TEXT_SIZE];
                    struct money money = {0};
                    amount_example(&format, buffer);
                    if (amount_parse(&format, text_of(buffer), &money) != AMOUNT_OK ||
                        (minus ? money.cents >= 0 : money.cents <= 0))
                        fail_msg("decimal %u, thousands %u, minus %u, unit %lld: \"%s\"", decimal,
                                 groups, minus, (long long)units[u], buffer);
                }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_format_writes_it_reads_back),
        cmocka_unit_test(good_and_mutated_amounts_are_read_as_the_slow_parser_does),
        cmocka_unit_test(all_short_fields_are_read_as_the_slow_parser_does),
        cmocka_unit_test(an_example_is_read_by_its_own_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
