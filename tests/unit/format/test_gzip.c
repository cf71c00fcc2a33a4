/* gzip as it is delivered: well and badly. Built twice: with libisal where it is there, and as
 * test_gzip_zlib with zlib; both give the same outcomes. zlib itself, in one call per member, is
 * the reference for what a damaged file still holds. */
#include "tests/unit/delivery.h"

static void gzip_is_known_by_its_content(void **state)
{
    static const char *const names[] = {"a.csv.gz", "a.csv", "a.CSV.GZ", "a", "a.xlsx"};
    struct bytes gzip = packed("a;b\r\nc;d\r\n");
    for (size_t i = 0; i < LENGTH(names); i++) {
        const char *path = write_file(*state, names[i], gzip);
        expect_text(path, TEXT_UTF8, "a;b\r\nc;d\r\n", 10);
        struct errors errors = {0};
        struct stream *stream = open_stream(path, TEXT_UTF8, &errors);
        assert_true(!stream_seekable(stream) && stream_compressed(stream));
        assert_int_equal(stream_size(stream), gzip.n);
        stream_close(stream);
    }
    free(gzip.at);
}

static struct bytes ledger(size_t n_lines)
{
    struct bytes bytes = {0};
    uint32_t seed = 1;
    for (size_t i = 0; i < n_lines; i++) {
        char line[80];
        seed = seed * 1664525 + 1013904223;
        add(&bytes, line,
            (size_t)sprintf(line, "%zu;%u;Jeugdhulp;%u,%02u\r\n", i, seed >> 20, seed >> 12,
                            seed % 100));
    }
    return bytes;
}

static void gzip_of_every_make_is_read(void **state)
{
    struct bytes text = ledger(9000), gzip = {0};
    for (int level = 0; level <= 9; level++) {
        gzip.n = 0;
        add_packed(&gzip, text.at, text.n, level);
        const char *path = write_file(*state, "level.gz", gzip);
        expect_text(path, TEXT_UTF8, text.at, text.n);
    }
    free(text.at);
    free(gzip.at);
}

static void members_are_read_one_after_the_other(void **state)
{
    struct bytes text = ledger(3000), gzip = {0};
    for (size_t at = 0, n = 0; at < text.n; at += n) { /* 0, 1, 2, ... bytes each */
        n = at == 0 && gzip.n == 0 ? 0 : n + 1;
        if (n > text.n - at)
            n = text.n - at;
        add_packed(&gzip, text.at + at, n, 6);
    }
    add_packed(&gzip, "", 0, 6);
    expect_text(write_file(*state, "members.gz", gzip), TEXT_UTF8, text.at, text.n);

    struct bytes marked = packed("\xEF");
    add_packed(&marked, "\xBB\xBF", 2, 6);
    add_packed(&marked, "a;b", 3, 6);
    expect_text(write_file(*state, "marked.gz", marked), TEXT_UTF8, "a;b", 3);
    free(text.at);
    free(gzip.at);
    free(marked.at);
}

static void header_fields_are_passed_over(void **state)
{
    static const char name_and_comment[] = "naam.csv\0commentaar";
    for (int has_crc = 0; has_crc < 2; has_crc++) {
        struct bytes plain = packed("a;b\n"), gzip = {0};
        add(&gzip, plain.at, 10);
        gzip.at[3] =
            (unsigned char)(4 | 8 | 16 | (has_crc ? 2 : 0)); /* extra, name, comment, CRC */
        add(&gzip, "\x05\x00hello", 7);
        add(&gzip, name_and_comment, sizeof name_and_comment);
        uLong crc = crc32(0, gzip.at, (uInt)gzip.n);
        unsigned char crc_bytes[2] = {(unsigned char)crc, (unsigned char)(crc >> 8)};
        if (has_crc)
            add(&gzip, crc_bytes, 2);
        add(&gzip, plain.at + 10, plain.n - 10);
        expect_text(write_file(*state, "fields.gz", gzip), TEXT_UTF8, "a;b\n", 4);
        gzip.at[12] ^= 0x20;
        if (has_crc)
            expect_refusal(write_file(*state, "fields.gz", gzip), TEXT_UTF8, ERROR_DATA,
                           "beschadigd");
        free(plain.at);
        free(gzip.at);
    }
}

static void a_truncated_gzip_is_refused_at_every_byte(void **state)
{
    struct bytes text = ledger(40), gzip = {0};
    for (int level = 0; level <= 9; level += 9) {
        gzip.n = 0;
        add_packed(&gzip, text.at, text.n, level);
        for (size_t n = 2; n < gzip.n; n++) {
            struct bytes cut = {.at = gzip.at, .n = n};
            const char *path = write_file(*state, "cut.csv", cut);
            for (size_t i = 0; i < LENGTH(steps); i += 3) {
                struct outcome outcome = outcome_of(path, TEXT_UTF8, steps[i]);
                if (outcome.kind != ERROR_DATA || !strstr(outcome.message, "afgekapt"))
                    fail_msg("cut at %zu of %zu: '%s'", n, gzip.n, outcome.message);
                outcome_release(&outcome);
            }
        }
    }
    free(text.at);
    free(gzip.at);
}

static void damaged_gzip_is_refused(void **state)
{
    static const struct {
        const char *name;
        long at; /* from the end when negative */
        unsigned char flip;
        const char *words;
    } cases[] = {
        {"CRC", -8, 0x01, "controlesom (CRC) of de lengte klopt niet"},
        {"CRC, last byte", -5, 0x80, "controlesom (CRC) of de lengte klopt niet"},
        {"length", -4, 0x01, "controlesom (CRC) of de lengte klopt niet"},
        {"length, last byte", -1, 0x80, "controlesom (CRC) of de lengte klopt niet"},
        {"method", 2, 0x01, "de gegevens zijn geen gzip"},
        {"flags", 3, 0x20, "de gegevens zijn geen gzip"},
        {"first block", 10, 0x06, "de gegevens zijn geen gzip"},
    };
    struct bytes text = ledger(40);
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct bytes gzip = {0};
        add_packed(&gzip, text.at, text.n, 1);
        gzip.at[cases[i].at < 0 ? (long)gzip.n + cases[i].at : cases[i].at] ^= cases[i].flip;
        expect_refusal(write_file(*state, cases[i].name, gzip), TEXT_UTF8, ERROR_DATA,
                       cases[i].words);
        free(gzip.at);
    }
    free(text.at);
}

/* What zlib makes of a file, member by member. False when it is not good to its end. */
static bool reference_text(struct bytes gzip, struct bytes *text)
{
    unsigned char room[8192];
    size_t at = 0;
    text->n = 0;
    while (at < gzip.n) {
        z_stream z = {.next_in = gzip.at + at, .avail_in = (uInt)(gzip.n - at)};
        assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
        int result;
        do {
            z.next_out = room;
            z.avail_out = sizeof room;
            result = inflate(&z, Z_NO_FLUSH);
            add(text, room, sizeof room - z.avail_out);
        } while (result == Z_OK);
        at = gzip.n - z.avail_in;
        inflateEnd(&z);
        if (result != Z_STREAM_END)
            return false;
    }
    return true;
}

/* Every bit of two members turned once: the text comes out right, or it is refused. */
static void every_wrong_bit_has_the_outcome_that_zlib_gives(void **state)
{
    struct bytes text = ledger(12), gzip = {0}, expected = {0};
    add_packed(&gzip, text.at, text.n / 2, 6);
    add_packed(&gzip, text.at + text.n / 2, text.n - text.n / 2, 0);
    size_t n_good = 0;
    for (size_t bit = 16; bit < gzip.n * 8; bit++) {
        gzip.at[bit / 8] ^= (unsigned char)(1 << bit % 8);
        bool good = reference_text(gzip, &expected);
        struct outcome outcome =
            outcome_of(write_file(*state, "bit.gz", gzip), TEXT_UTF8, steps[bit % LENGTH(steps)]);
        if (good != (outcome.kind == ERROR_NONE) || (!good && outcome.kind != ERROR_DATA))
            fail_msg("bit %zu: zlib says %s, we '%s'", bit, good ? "good" : "bad", outcome.message);
        if (good) {
            n_good++;
            assert_int_equal(outcome.text.n, expected.n);
            assert_memory_equal(outcome.text.at, expected.at, expected.n);
        }
        outcome_release(&outcome);
        gzip.at[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    assert_true(n_good > 50 && n_good < gzip.n); /* time, system and level of the headers */
    free(text.at);
    free(gzip.at);
    free(expected.at);
}

static void what_stands_behind_the_last_member_is_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t n_bytes;
        const char *words;
    } cases[] = {
        {"\0", 1, "opvulling (nullen)"},
        {"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20, "opvulling (nullen)"},
        {"\0\0\0\0x", 5, "nog andere bytes"},
        {"a;b\n", 4, "nog andere bytes"},
        {"\x1F", 1, "afgekapt"},
        {"\x1F;b\n", 4, "nog andere bytes"},
        {"\x1F\x8B", 2, "afgekapt"},
        {"\x1F\x8B\x08", 3, "afgekapt"},
        {"\x1F\x8B;b\n", 5, "nog andere bytes"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct bytes gzip = packed("a;b\nc;d\n");
        add(&gzip, cases[i].bytes, cases[i].n_bytes);
        const char *path = write_file(*state, "behind.gz", gzip);
        expect_refusal(path, TEXT_UTF8, ERROR_DATA, cases[i].words);
        free(gzip.at);
    }
}

static void long_padding_is_known_as_padding(void **state)
{
    struct bytes text = ledger(9000), zeros = {0};
    add_packed(&zeros, text.at, text.n, 6);
    size_t n_member = zeros.n;
    unsigned char *more = mem_alloc(200000);
    add(&zeros, more, 200000);
    const char *path = write_file(*state, "padded.gz", zeros);
    expect_refusal(path, TEXT_UTF8, ERROR_DATA, "opvulling (nullen)");
    zeros.at[n_member + 150000] = 'x';
    path = write_file(*state, "padded.gz", zeros);
    expect_refusal(path, TEXT_UTF8, ERROR_DATA, "nog andere bytes");
    free(more);
    free(zeros.at);
    free(text.at);
}

/* Reads to the end or to a refusal, keeping nothing. */
static uint64_t n_read_of(const char *path, struct errors *errors)
{
    size_t n_buffer = 1 << 20, n = n_buffer;
    char *buffer = mem_alloc(n_buffer);
    uint64_t n_read = 0;
    struct stream *stream = open_stream(path, TEXT_UTF8, errors);
    while (n == n_buffer && stream_read(stream, buffer, n_buffer, &n, errors))
        n_read += n;
    stream_close(stream);
    free(buffer);
    return n_read;
}

static void a_bomb_is_refused_but_a_small_even_file_is_not(void **state)
{
    size_t n_member = 1 << 24;
    char *even = memset(mem_alloc(n_member), 'x', n_member);
    struct bytes member = {0}, gzip = {0};
    add_packed(&member, even, n_member, 6);
    assert_true(n_member / member.n > PACKING_MAX_EXPANSION);
    add(&gzip, member.at, member.n);
    struct errors errors = {0};
    assert_int_equal(n_read_of(write_file(*state, "even.gz", gzip), &errors), n_member);
    assert_int_equal(errors.n, 0);
    for (int i = 0; i < 20; i++)
        add(&gzip, member.at, member.n);
    assert_true(n_read_of(write_file(*state, "bomb.gz", gzip), &errors) <= PACKING_LARGE_BYTES);
    assert_int_equal(errors.n, 1);
    assert_int_equal(errors.items[0].kind, ERROR_DATA);
    assert_non_null(strstr(errors.items[0].message, "meer dan 400 keer"));
    errors_release(&errors);
    free(even);
    free(member.at);
    free(gzip.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gzip_is_known_by_its_content),
        cmocka_unit_test(gzip_of_every_make_is_read),
        cmocka_unit_test(members_are_read_one_after_the_other),
        cmocka_unit_test(header_fields_are_passed_over),
        cmocka_unit_test(a_truncated_gzip_is_refused_at_every_byte),
        cmocka_unit_test(damaged_gzip_is_refused),
        cmocka_unit_test(every_wrong_bit_has_the_outcome_that_zlib_gives),
        cmocka_unit_test(what_stands_behind_the_last_member_is_refused),
        cmocka_unit_test(long_padding_is_known_as_padding),
        cmocka_unit_test(a_bomb_is_refused_but_a_small_even_file_is_not),
    };
    return cmocka_run_group_tests(tests, begin, end) ? 1 : 0;
}
