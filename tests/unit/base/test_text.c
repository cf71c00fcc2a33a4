#include "pipeline/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

/* A text whose bytes end where its allocation ends, so that reading on is caught. */
static struct text exact(const char *bytes, size_t n_bytes)
{
    char *copy = malloc(n_bytes ? n_bytes : 1);
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    return (struct text){copy, n_bytes};
}

static void release(struct text t)
{
    free((void *)(uintptr_t)t.bytes);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* ---- slices ---- */

static void texts_are_equal_by_their_bytes(void **state)
{
    (void)state;
    assert_true(text_equal(text_of("6L"), (struct text){"6LM", 2}));
    assert_false(text_equal(text_of("6L"), text_of("6M")));
    assert_false(text_equal(text_of("6L"), text_of("6L ")));
    assert_true(text_equal((struct text){NULL, 0}, text_of("")));
    assert_true(text_equal((struct text){"a\0b", 3}, (struct text){"a\0b", 3}));
    assert_false(text_equal((struct text){"a\0b", 3}, (struct text){"a\0c", 3}));
    assert_true(text_is((struct text){"lasten", 6}, "lasten"));
    assert_false(text_is((struct text){"lasten", 5}, "lasten"));
    assert_false(text_is((struct text){"a\0b", 3}, "a"));
}

static void trimming_takes_spaces_and_tabs_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *given, *wanted;
    } cases[] = {
        {"", ""},
        {" ", ""},
        {" \t \t", ""},
        {"a", "a"},
        {" a", "a"},
        {"a\t", "a"},
        {"  a b  ", "a b"},
        {"\na\n", "\na\n"},
        {"\xC2\xA0"
         "a",
         "\xC2\xA0"
         "a"},
        {"\ra", "\ra"},
        {"\t\t6L \t", "6L"},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct text given = exact(cases[i].given, strlen(cases[i].given));
        if (!text_is(text_trim(given), cases[i].wanted))
            fail_msg("trim of \"%s\"", cases[i].given);
        release(given);
    }
    assert_int_equal(text_trim((struct text){NULL, 0}).n_bytes, 0);
}

static void splitting_gives_every_part_the_empty_ones_too(void **state)
{
    (void)state;
    static const struct {
        const char *given;
        size_t n_parts;
        const char *parts[4];
    } cases[] = {
        {"", 1, {""}},
        {"a", 1, {"a"}},
        {"a,", 2, {"a", ""}},
        {",a", 2, {"", "a"}},
        {",", 2, {"", ""}},
        {",,", 3, {"", "", ""}},
        {"6L,6M3,6N", 3, {"6L", "6M3", "6N"}},
        {"a,,b,", 4, {"a", "", "b", ""}},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct text given = exact(cases[i].given, strlen(cases[i].given));
        struct text rest = given, part;
        for (size_t k = 0; k < cases[i].n_parts; k++) {
            if (!text_split(&rest, ',', &part) || !text_is(part, cases[i].parts[k]))
                fail_msg("part %zu of \"%s\"", k, cases[i].given);
        }
        bool one_more = text_split(&rest, ',', &part);
        bool another = text_split(&rest, ',', &part); /* the end stays the end */
        if (one_more || another)
            fail_msg("a part too many of \"%s\"", cases[i].given);
        release(given);
    }
}

static void what_follows_a_split_is_the_rest(void **state)
{
    (void)state;
    struct text rest = text_of("realisatie 2024: x"), part;
    assert_true(text_split(&rest, ':', &part));
    assert_true(text_is(part, "realisatie 2024"));
    assert_true(text_is(rest, " x"));
}

/* ---- the order of codes ---- */

static int sign_of(int number)
{
    return (number > 0) - (number < 0);
}

static void codes_sort_naturally(void **state)
{
    (void)state;
    static const char *const in_order[] = {
        "",
        "-1",
        "0",
        "00",
        "0.1",
        "0.01",
        "00.1",
        "0.2",
        "0.02",
        "0.10",
        "0.11",
        "1",
        "01",
        "001",
        "1a",
        "01a",
        "2",
        "6L",
        "6M3",
        "6M4",
        "6M5",
        "6M10",
        "6N",
        "6O",
        "6P",
        "6Z",
        "10",
        "A",
        "A1",
        "A1B",
        "A2",
        "A10",
        "A10B",
        "A010B1",
        "B",
        "a",
        "a1b2",
        "a01b2",
        "a1b3",
        "a01b3",
        "b99999999999999999999999999999998",
        "b99999999999999999999999999999999",
        "b100000000000000000000000000000000",
        "\xC3\xA9",
    };
    for (size_t i = 0; i < LENGTH_OF(in_order); i++)
        for (size_t k = 0; k < LENGTH_OF(in_order); k++)
            if (sign_of(text_natural(text_of(in_order[i]), text_of(in_order[k]))) !=
                (i > k) - (i < k))
                fail_msg("\"%s\" against \"%s\"", in_order[i], in_order[k]);
}

/* The same order by another way: a key in which every run of digits is written as '0', the number
 * of its digits, and its digits; then the numbers of leading zeros. */
static size_t natural_key(struct text t, unsigned char *key, unsigned char *zeros, size_t *n_zeros)
{
    size_t n_key = 0;
    *n_zeros = 0;
    for (size_t i = 0; i < t.n_bytes;) {
        if (t.bytes[i] < '0' || t.bytes[i] > '9') {
            key[n_key++] = (unsigned char)t.bytes[i++];
            continue;
        }
        size_t begin = i, end = i;
        while (end < t.n_bytes && t.bytes[end] >= '0' && t.bytes[end] <= '9')
            end++;
        while (i < end && t.bytes[i] == '0')
            i++;
        zeros[(*n_zeros)++] = (unsigned char)(i - begin);
        key[n_key++] = '0';
        key[n_key++] = (unsigned char)(end - i);
        while (i < end)
            key[n_key++] = (unsigned char)t.bytes[i++];
    }
    return n_key;
}

static int compare_bytes(const unsigned char *a, size_t n_a, const unsigned char *b, size_t n_b)
{
    int order = memcmp(a, b, n_a < n_b ? n_a : n_b);
    return order ? order : (n_a > n_b) - (n_a < n_b);
}

static void natural_order_is_total_and_agrees_with_keys(void **state)
{
    (void)state;
    static const char alphabet[] = "0001129aA.-\xFF";
    uint64_t random = 20240101;
    for (int round = 0; round < 200000; round++) {
        char bytes[2][8];
        struct text t[2];
        unsigned char keys[2][32], zeros[2][8];
        size_t n_keys[2], n_zeros[2];
        for (int i = 0; i < 2; i++) {
            t[i] = (struct text){bytes[i], next_random(&random) % 8};
            for (size_t k = 0; k < t[i].n_bytes; k++)
                bytes[i][k] = alphabet[next_random(&random) % (sizeof alphabet - 1)];
            n_keys[i] = natural_key(t[i], keys[i], zeros[i], &n_zeros[i]);
        }
        int wanted = compare_bytes(keys[0], n_keys[0], keys[1], n_keys[1]);
        if (wanted == 0)
            wanted = compare_bytes(zeros[0], n_zeros[0], zeros[1], n_zeros[1]);
        int found = text_natural(t[0], t[1]);
        if (sign_of(found) != sign_of(wanted) || found != -text_natural(t[1], t[0]) ||
            (found == 0) != text_equal(t[0], t[1]))
            fail_msg("\"%.*s\" against \"%.*s\"", TEXT_ARG(t[0]), TEXT_ARG(t[1]));
    }
}

/* ---- encodings ---- */

/* UTF-8 by decoding first and asking afterwards: is it the shortest form of a real code point? */
static size_t decode(const unsigned char *b, size_t n_bytes)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = b[0] < 0x80       ? 1
                    : b[0] >> 5 == 6  ? 2
                    : b[0] >> 4 == 14 ? 3
                    : b[0] >> 3 == 30 ? 4
                                      : 0;
    if (length == 0 || length > n_bytes)
        return 0;
    uint32_t code_point = length == 1 ? b[0] : b[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if (b[i] >> 6 != 2)
            return 0;
        code_point = code_point << 6 | (b[i] & 0x3F);
    }
    bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    return code_point >= least[length] && code_point <= 0x10FFFF && !surrogate ? length : 0;
}

static void check_utf8(const unsigned char *bytes, size_t n_bytes)
{
    size_t at = 0, length = 1, bad = 12345;
    while (at < n_bytes && (length = decode(bytes + at, n_bytes - at)) > 0)
        at += length;
    struct text t = {(const char *)bytes, n_bytes};
    bool valid = text_valid(t, TEXT_UTF8, &bad);
    if (valid != (at == n_bytes) || bad != (valid ? 12345 : at))
        fail_msg("%zu bytes that begin with %02X %02X: valid %d, bad at %zu, wanted %zu", n_bytes,
                 bytes[0], n_bytes > 1 ? bytes[1] : 0, valid, bad, at);
}

static void utf8_is_strict_for_all_short_sequences(void **state)
{
    (void)state;
    static const unsigned char thirds[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0xBF, 0xC0, 0xC3, 0xFF};
    for (unsigned first = 0; first < 256; first++)
        for (unsigned second = 0; second < 256; second++) {
            unsigned char bytes[4] = {(unsigned char)first, (unsigned char)second};
            check_utf8(bytes, 1);
            check_utf8(bytes, 2);
            for (unsigned third = 0; third < 256; third++) {
                bytes[2] = (unsigned char)third;
                check_utf8(bytes, 3);
            }
            for (size_t i = 0; i < LENGTH_OF(thirds) * LENGTH_OF(thirds); i++) {
                bytes[2] = thirds[i / LENGTH_OF(thirds)];
                bytes[3] = thirds[i % LENGTH_OF(thirds)];
                check_utf8(bytes, 4);
            }
        }
}

static void utf8_names_the_place_of_the_fault(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t bad_index;
    } cases[] = {
        {"a lone continuation", "ab\x80", 2},
        {"a lead without its continuation", "ab\xC3", 2},
        {"a lead before a letter",
         "ab\xC3"
         "c",
         2},
        {"an overlong slash", "a\xC0\xAF", 1},
        {"an overlong slash in three", "\xE0\x80\xAF", 0},
        {"a surrogate", "abc\xED\xA0\x80", 3},
        {"above U+10FFFF", "\xF4\x90\x80\x80", 0},
        {"five bytes", "\xF8\x88\x80\x80\x80", 0},
        {"FE and FF", "\xC3\xA9\xFE\xFF", 2},
        {"the third byte missing at the end", "\xC3\xA9\xE2\x82", 2},
        {"windows-1252", "co\xF6peratie", 2},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct text t = exact(cases[i].bytes, strlen(cases[i].bytes));
        size_t bad_index = 999;
        if (text_valid(t, TEXT_UTF8, &bad_index) || bad_index != cases[i].bad_index)
            fail_msg("%s: bad at %zu", cases[i].name, bad_index);
        assert_false(text_valid(t, TEXT_UTF8, NULL));
        release(t);
    }
}

static void a_fault_is_found_at_every_place_and_length(void **state)
{
    (void)state;
    char bytes[100];
    for (size_t n_bytes = 0; n_bytes < sizeof bytes; n_bytes++) {
        memset(bytes, 'a', sizeof bytes);
        struct text good = exact(bytes, n_bytes);
        assert_true(text_valid(good, TEXT_UTF8, NULL));
        release(good);
        for (size_t at = 0; at < n_bytes; at++) {
            memset(bytes, 'a', sizeof bytes);
            bytes[at] = '\x81';
            struct text bad = exact(bytes, n_bytes);
            size_t utf8_index = 999, ansi_index = 999;
            assert_false(text_valid(bad, TEXT_UTF8, &utf8_index));
            assert_false(text_valid(bad, TEXT_WINDOWS_1252, &ansi_index));
            assert_true(text_valid(bad, TEXT_ISO_8859_1, NULL));
            assert_int_equal(utf8_index, at);
            assert_int_equal(ansi_index, at);
            release(bad);
        }
        for (size_t at = 0; at + 2 <= n_bytes; at++) {
            memset(bytes, 'a', sizeof bytes);
            memcpy(bytes + at, "\xC3\xA9", 2);
            struct text accented = exact(bytes, n_bytes);
            assert_true(text_valid(accented, TEXT_UTF8, NULL));
            release(accented);
        }
    }
    assert_true(text_valid((struct text){NULL, 0}, TEXT_UTF8, NULL));
}

static void one_byte_encodings_refuse_only_unassigned_bytes(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        char bytes[1] = {(char)byte};
        struct text t = {bytes, 1};
        bool unassigned =
            byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
        assert_true(text_valid(t, TEXT_WINDOWS_1252, NULL) == !unassigned);
        assert_true(text_valid(t, TEXT_ISO_8859_1, NULL));
        assert_true(text_valid(t, TEXT_ISO_8859_15, NULL));
    }
}

static void every_encoding_comes_out_as_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum text_encoding encoding;
        const char *given;
        size_t n_given;
        const char *wanted;
    } cases[] = {
        {"nothing", TEXT_UTF8, "", 0, ""},
        {"ASCII", TEXT_WINDOWS_1252, "6L", 2, "6L"},
        {"UTF-8 as it is", TEXT_UTF8, "co\xC3\xB6peratie \xE2\x82\xAC \xF0\x9F\x98\x80", 20,
         "co\xC3\xB6peratie \xE2\x82\xAC \xF0\x9F\x98\x80"},
        {"a NUL", TEXT_UTF8, "a\0b", 3, "a\\x00b"},
        {"a NUL in windows-1252", TEXT_WINDOWS_1252, "\xE9\0", 2, "\xC3\xA9\\x00"},
        {"bad bytes in UTF-8", TEXT_UTF8, "a\xC3(\xFF\xE2\x82", 6, "a\\xC3(\\xFF\\xE2\\x82"},
        {"windows-1252", TEXT_WINDOWS_1252, "\x80 co\xF6p. \x93s\x94", 11,
         "\xE2\x82\xAC co\xC3\xB6p. \xE2\x80\x9Cs\xE2\x80\x9D"},
        {"unassigned in windows-1252", TEXT_WINDOWS_1252, "a\x81", 2, "a\\x81"},
        {"ISO-8859-1", TEXT_ISO_8859_1, "\xA4\x80", 2, "\xC2\xA4\xC2\x80"},
        {"ISO-8859-15", TEXT_ISO_8859_15, "\xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE\xE9", 9,
         "\xE2\x82\xAC\xC5\xA0\xC5\xA1\xC5\xBD\xC5\xBE\xC5\x92\xC5\x93\xC5\xB8\xC3\xA9"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct text given = exact(cases[i].given, cases[i].n_given);
        const char *found = text_to_utf8(&arena, given, cases[i].encoding);
        if (strcmp(found, cases[i].wanted) != 0)
            fail_msg("%s: found \"%s\"", cases[i].name, found);
        release(given);
    }
    arena_release(&arena);
}

static void conversion_gives_valid_utf8_whatever_the_bytes_and_back(void **state)
{
    (void)state;
    static const enum text_encoding encodings[] = {TEXT_UTF8, TEXT_WINDOWS_1252, TEXT_ISO_8859_1,
                                                   TEXT_ISO_8859_15};
    uint64_t random = 7;
    struct arena arena = {0};
    for (int round = 0; round < 20000; round++) {
        char bytes[12];
        size_t n_bytes = next_random(&random) % sizeof bytes;
        for (size_t i = 0; i < n_bytes; i++)
            bytes[i] = (char)(next_random(&random) >> 8);
        struct text given = exact(bytes, n_bytes);
        for (size_t i = 0; i < LENGTH_OF(encodings); i++) {
            struct text utf8 = text_of(text_to_utf8(&arena, given, encodings[i]));
            assert_true(text_valid(utf8, TEXT_UTF8, NULL));
            if (encodings[i] != TEXT_UTF8 && text_valid(given, encodings[i], NULL) &&
                (n_bytes == 0 || !memchr(bytes, 0, n_bytes)))
                assert_int_equal(text_length(utf8.bytes), n_bytes);
            if (!text_valid(given, encodings[i], NULL) || (n_bytes && memchr(bytes, 0, n_bytes)))
                continue;
            struct text back;
            assert_true(text_encode(&arena, utf8, encodings[i], &back));
            assert_true(text_equal(back, given));
        }
        release(given);
    }
    arena_release(&arena);
}

static void what_an_encoding_lacks_cannot_be_encoded(void **state)
{
    (void)state;
    static const struct {
        const char *utf8;
        enum text_encoding encoding;
    } cases[] = {
        {"\xE2\x82\xAC", TEXT_ISO_8859_1}, /* the euro sign */
        {"\xC2\xA4", TEXT_ISO_8859_15},    /* the sign that made place for it */
        {"\xC2\x81", TEXT_WINDOWS_1252},   /* a control character */
        {"\xC4\x8D", TEXT_WINDOWS_1252},   /* c with caron */
        {"\xF0\x9F\x98\x80", TEXT_ISO_8859_1}, {"a\xC3", TEXT_UTF8}, /* not UTF-8 */
    };
    struct arena arena = {0};
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct text encoded = {"untouched", 9};
        assert_false(text_encode(&arena, text_of(cases[i].utf8), cases[i].encoding, &encoded));
        assert_true(text_is(encoded, "untouched"));
    }
    arena_release(&arena);
}

static void length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("6M3"), 3);
    assert_int_equal(text_length("co\xC3\xB6peratie"), 10);
    assert_int_equal(text_length("\xE2\x82\xAC"), 1);
    assert_int_equal(text_length("\xF0\x9F\x98\x80"
                                 "a"),
                     2);
}

/* ---- edit distance ---- */

static void distance_counts_edits_up_to_the_limit(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        size_t limit, wanted;
    } cases[] = {
        {"", "", 3, 0},
        {"", "abc", 3, 3},
        {"", "abc", 2, 3},
        {"teken", "teken", 3, 0},
        {"tekn", "teken", 3, 1},
        {"tekken", "teken", 3, 1},
        {"tekan", "teken", 3, 1},
        {"tkeen", "teken", 3, 1},
        {"baetn", "baten", 3, 1},
        {"ca", "abc", 3, 3}, /* a swapped pair is not edited again */
        {"decimaal", "duizendtal", 2, 3},
        {"decimaal", "duizendtal", 9, 7},
        {"kitten", "sitting", 3, 3},
        {"kitten", "sitting", 2, 3},
        {"ab", "ba", 0, 1},
        {"abcd", "badc", 2, 2},
        {"xabcd", "badcx", 3, 3},
        {"060101", "60101", 2, 1},
        {"x", "yyyyyyyyyyyyyyyy", 3, 4},
        {"abc", "xyz", (size_t)-1, 3},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct text a = text_of(cases[i].a), b = text_of(cases[i].b);
        size_t found = text_distance(a, b, cases[i].limit);
        if (found != cases[i].wanted || text_distance(b, a, cases[i].limit) != found)
            fail_msg("\"%s\" to \"%s\": %zu", cases[i].a, cases[i].b, found);
    }
}

/* The definition, as a recursion. */
static size_t slow_distance(struct text a, struct text b)
{
    if (a.n_bytes == 0 || b.n_bytes == 0)
        return a.n_bytes + b.n_bytes;
    struct text a1 = {a.bytes + 1, a.n_bytes - 1}, b1 = {b.bytes + 1, b.n_bytes - 1};
    size_t best = slow_distance(a1, b1) + (a.bytes[0] != b.bytes[0]);
    size_t removed = slow_distance(a1, b) + 1, added = slow_distance(a, b1) + 1;
    best = removed < best ? removed : best;
    best = added < best ? added : best;
    if (a.n_bytes > 1 && b.n_bytes > 1 && a.bytes[0] == b.bytes[1] && a.bytes[1] == b.bytes[0]) {
        struct text a2 = {a.bytes + 2, a.n_bytes - 2}, b2 = {b.bytes + 2, b.n_bytes - 2};
        size_t swapped = slow_distance(a2, b2) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

static void distance_agrees_with_its_definition(void **state)
{
    (void)state;
    uint64_t random = 99;
    for (int round = 0; round < 20000; round++) {
        char bytes[2][6];
        struct text t[2];
        for (int i = 0; i < 2; i++) {
            t[i] = (struct text){bytes[i], next_random(&random) % 6};
            for (size_t k = 0; k < t[i].n_bytes; k++)
                bytes[i][k] = (char)('a' + next_random(&random) % 3);
        }
        size_t limit = next_random(&random) % 6, slow = slow_distance(t[0], t[1]);
        size_t wanted = slow < limit + 1 ? slow : limit + 1;
        if (text_distance(t[0], t[1], limit) != wanted)
            fail_msg("\"%.*s\" to \"%.*s\", limit %zu", TEXT_ARG(t[0]), TEXT_ARG(t[1]), limit);
    }
}

static void what_is_not_seen_is_spelled_out(void **state)
{
    (void)state;
    static const struct {
        const char *text, *kept, *shown;
    } cases[] = {
        {"", "", ""},
        {"gewoon ~", "", "gewoon ~"},
        {"caf\xC3\xA9\xC2\xA0\xE2\x82\xAC\xF0\x9F\x98\x80", "",
         "caf\xC3\xA9\xC2\xA0\xE2\x82\xAC\xF0\x9F\x98\x80"},
        {"\x1B[2J\x07\x7F", "", "<1B>[2J<07><7F>"},
        {"a\nb\rc\td", "\n\t", "a\nb<0D>c\td"},
        {"\xC2\x9B", "", "<U+009B>"},
        {"\xE2\x80\xAE\xE2\x81\xA6\xEF\xBB\xBF\xE2\x80\x8B", "",
         "<U+202E><U+2066><U+FEFF><U+200B>"},
        {"\xFF\xC2", "", "\\xFF\\xC2"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_shown(&arena, cases[i].text, cases[i].kept), cases[i].shown);
    arena_release(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_seen_is_spelled_out),
        cmocka_unit_test(texts_are_equal_by_their_bytes),
        cmocka_unit_test(trimming_takes_spaces_and_tabs_and_nothing_else),
        cmocka_unit_test(splitting_gives_every_part_the_empty_ones_too),
        cmocka_unit_test(what_follows_a_split_is_the_rest),
        cmocka_unit_test(codes_sort_naturally),
        cmocka_unit_test(natural_order_is_total_and_agrees_with_keys),
        cmocka_unit_test(utf8_is_strict_for_all_short_sequences),
        cmocka_unit_test(utf8_names_the_place_of_the_fault),
        cmocka_unit_test(a_fault_is_found_at_every_place_and_length),
        cmocka_unit_test(one_byte_encodings_refuse_only_unassigned_bytes),
        cmocka_unit_test(every_encoding_comes_out_as_utf8),
        cmocka_unit_test(conversion_gives_valid_utf8_whatever_the_bytes_and_back),
        cmocka_unit_test(what_an_encoding_lacks_cannot_be_encoded),
        cmocka_unit_test(length_counts_code_points),
        cmocka_unit_test(distance_counts_edits_up_to_the_limit),
        cmocka_unit_test(distance_agrees_with_its_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
