/* Reading delivered files as they come: plain, UTF-16, gzip, damaged in every way. Built twice:
 * with libisal where it is there, and as test_stream_zlib with zlib; both give the same outcomes.
 * zlib itself, in one call per member, is the reference for what a damaged gzip file still holds.
 */
#include "tests/unit/scratch.h"

#include "pipeline/core/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- files ---- */

struct bytes {
    unsigned char *at;
    size_t n, cap;
};

static void add(struct bytes *bytes, const void *more, size_t n_more)
{
    bytes->at = mem_grow(bytes->at, &bytes->cap, bytes->n + n_more + 1, 1);
    memcpy(bytes->at + bytes->n, more, n_more);
    bytes->n += n_more;
}

static struct bytes bytes_of(const char *text)
{
    struct bytes bytes = {0};
    add(&bytes, text, strlen(text));
    return bytes;
}

/* One gzip member. */
static void add_packed(struct bytes *bytes, const void *text, size_t n_text, int level)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, n_text);
    unsigned char *packed = mem_alloc(room);
    z.next_in = (Bytef *)(uintptr_t)text;
    z.avail_in = (uInt)n_text;
    z.next_out = packed;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    add(bytes, packed, room - z.avail_out);
    deflateEnd(&z);
    free(packed);
}

static struct bytes packed(const char *text)
{
    struct bytes bytes = {0};
    add_packed(&bytes, text, strlen(text), 6);
    return bytes;
}

static const char *write_file(struct scratch *scratch, const char *name, struct bytes bytes)
{
    const char *path = scratch_path(scratch, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes.at, 1, bytes.n, stream), bytes.n);
    assert_int_equal(fclose(stream), 0);
    return path;
}

/* ---- reading one whole ---- */

struct outcome {
    struct bytes text;
    enum error_kind kind; /* ERROR_NONE: read to its end */
    char message[256];
    char sha256[SHA256_HEX_SIZE];
};

static void outcome_release(struct outcome *outcome)
{
    free(outcome->text.at);
    *outcome = (struct outcome){0};
}

static bool read_plain(struct stream *stream, size_t n_step, struct outcome *outcome,
                       struct errors *errors)
{
    char *buffer = mem_alloc(n_step);
    uint64_t at = stream_text_start(stream);
    size_t n = 1;
    bool ok = true;
    if (at) {
        ok = stream_read_at(stream, 0, buffer, at < n_step ? at : n_step, &n, errors);
        stream_hash(stream, "\xEF\xBB\xBF", at);
    }
    for (; ok && n > 0; at += n) {
        ok = stream_read_at(stream, at, buffer, n_step, &n, errors);
        stream_hash(stream, buffer, n);
        add(&outcome->text, buffer, n);
    }
    free(buffer);
    return ok;
}

static bool read_streamed(struct stream *stream, size_t n_step, struct outcome *outcome,
                          struct errors *errors)
{
    char *buffer = mem_alloc(n_step);
    size_t n = n_step;
    bool ok = true;
    while (ok && n == n_step) {
        ok = stream_read(stream, buffer, n_step, &n, errors);
        if (ok)
            add(&outcome->text, buffer, n);
    }
    free(buffer);
    return ok;
}

static struct outcome outcome_of(const char *path, enum text_encoding encoding, size_t n_step)
{
    struct outcome outcome = {0};
    struct errors errors = {0};
    struct stream *stream = stream_open(path, encoding, &errors);
    bool ok = stream && (stream_seekable(stream) ? read_plain : read_streamed)(stream, n_step,
                                                                               &outcome, &errors);
    if (ok)
        ok = stream_finish(stream, outcome.sha256, &errors);
    stream_close(stream);
    assert_int_equal(ok, errors.n == 0);
    assert_true(errors.n <= 1);
    if (errors.n) {
        outcome.kind = errors.items[0].kind;
        snprintf(outcome.message, sizeof outcome.message, "%s", errors.items[0].message);
        assert_string_equal(errors.items[0].where, path);
    }
    errors_release(&errors);
    return outcome;
}

static const size_t steps[] = {1, 3, 7, 64, 4096, 65536, 100000};

/* The file reads as `text`, whatever the size of the steps, and its hash is that of the file. */
static void expect_text(const char *path, enum text_encoding encoding, const void *text,
                        size_t n_text)
{
    char hex[SHA256_HEX_SIZE];
    long long n_bytes;
    struct errors errors = {0};
    assert_true(sha256_file(path, hex, &n_bytes, &errors));
    for (size_t i = n_text > 10000 ? 3 : 0; i < LENGTH(steps); i++) {
        struct outcome outcome = outcome_of(path, encoding, steps[i]);
        if (outcome.kind != ERROR_NONE)
            fail_msg("%s: %s", path, outcome.message);
        assert_int_equal(outcome.text.n, n_text);
        if (n_text)
            assert_memory_equal(outcome.text.at, text, n_text);
        assert_string_equal(outcome.sha256, hex);
        outcome_release(&outcome);
    }
}

static void expect_refusal(const char *path, enum text_encoding encoding, enum error_kind kind,
                           const char *words)
{
    for (size_t i = 0; i < LENGTH(steps); i++) {
        struct outcome outcome = outcome_of(path, encoding, steps[i]);
        if (outcome.kind != kind || !strstr(outcome.message, words))
            fail_msg("%s: wanted '%s', got %d '%s'", path, words, (int)outcome.kind,
                     outcome.message);
        outcome_release(&outcome);
    }
}

/* ---- plain files ---- */

static void plain_files_are_read_as_they_are(void **state)
{
    static const struct {
        const char *name, *content;
        enum text_encoding encoding;
        const char *text;
        bool has_mark;
    } cases[] = {
        {"plain.csv", "a;b\r\nc\n", TEXT_UTF8, "a;b\r\nc\n", false},
        {"one.csv", "a", TEXT_UTF8, "a", false},
        {"mark.csv",
         "\xEF\xBB\xBF"
         "a;b\n",
         TEXT_UTF8, "a;b\n", true},
        {"only-mark.csv", "\xEF\xBB\xBF", TEXT_UTF8, "", true},
        {"half-mark.csv", "\xEF\xBB", TEXT_UTF8, "\xEF\xBB", false},
        {"latin.csv", "caf\xE9\n", TEXT_WINDOWS_1252, "caf\xE9\n", false},
        {"looks-like-gzip.csv",
         "\x1F\x8C"
         "a",
         TEXT_UTF8,
         "\x1F\x8C"
         "a",
         false},
        {"gz", "a", TEXT_UTF8, "a", false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct bytes content = bytes_of(cases[i].content);
        const char *path = write_file(*state, cases[i].name, content);
        expect_text(path, cases[i].encoding, cases[i].text, strlen(cases[i].text));
        struct errors errors = {0};
        struct stream *stream = stream_open(path, cases[i].encoding, &errors);
        assert_true(stream_seekable(stream) && !stream_compressed(stream));
        assert_int_equal(stream_size(stream), content.n);
        assert_int_equal(stream_text_start(stream), cases[i].has_mark ? 3 : 0);
        stream_close(stream);
        free(content.at);
    }
}

static void any_part_of_a_plain_file_can_be_read(void **state)
{
    struct bytes content = bytes_of("0123456789");
    const char *path = write_file(*state, "plain.csv", content);
    struct errors errors = {0};
    struct stream *stream = stream_open(path, TEXT_UTF8, &errors);
    for (size_t offset = 0; offset <= 12; offset++)
        for (size_t n_wanted = 0; n_wanted <= 12; n_wanted++) {
            char buffer[12];
            size_t n, n_left = offset < 10 ? 10 - offset : 0;
            assert_true(stream_read_at(stream, offset, buffer, n_wanted, &n, &errors));
            assert_int_equal(n, n_wanted < n_left ? n_wanted : n_left);
            if (n)
                assert_memory_equal(buffer, content.at + offset, n);
        }
    stream_close(stream);
    free(content.at);
}

/* ---- UTF-16 ---- */

static void add_units(struct bytes *bytes, const uint16_t *units, size_t n_units, bool little)
{
    for (size_t i = 0; i < n_units; i++) {
        unsigned char pair[2] = {(unsigned char)(units[i] >> 8), (unsigned char)units[i]};
        unsigned char swapped[2] = {pair[1], pair[0]};
        add(bytes, little ? swapped : pair, 2);
    }
}

/* BOM, "a;", e acute, euro sign, U+1F600, U+10FFFF, CR LF, NUL, U+FFFF, U+D7FF, U+E000 */
static const uint16_t units[] = {0xFEFF, 'a',  ';',  0xE9,   0x20AC, 0xD83D, 0xDE00, 0xDBFF,
                                 0xDFFF, '\r', '\n', 0x0000, 0xFFFF, 0xD7FF, 0xE000};
static const char units_text[] = "a;\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF\r\n\0"
                                 "\xEF\xBF\xBF\xED\x9F\xBF\xEE\x80\x80";

static void utf_16_becomes_utf_8(void **state)
{
    for (int little = 0; little < 2; little++) {
        struct bytes content = {0}, gzip = {0};
        add_units(&content, units, LENGTH(units), little);
        const char *path = write_file(*state, "utf16.csv", content);
        expect_text(path, TEXT_UTF16, units_text, sizeof units_text - 1);
        add_packed(&gzip, content.at, content.n, 6);
        path = write_file(*state, "utf16.csv.gz", gzip);
        expect_text(path, TEXT_UTF16, units_text, sizeof units_text - 1);
        free(content.at);
        free(gzip.at);
    }
}

static void a_long_utf_16_file_is_read_whole(void **state)
{
    struct bytes content = {0}, text = {0};
    add_units(&content, units, 1, true);
    for (int i = 0; i < 12000; i++) {
        add_units(&content, units + 1, LENGTH(units) - 1 - (size_t)i % 2, true);
        add(&text, units_text, sizeof units_text - 1 - (size_t)(i % 2) * 3);
    }
    expect_text(write_file(*state, "long.txt", content), TEXT_UTF16, text.at, text.n);
    free(content.at);
    free(text.at);
}

static void half_characters_are_refused(void **state)
{
    static const struct {
        uint16_t units[4];
        size_t n_units, n_bytes;
        const char *words;
    } cases[] = {
        {{0xFEFF, 'a', 0xD83D}, 3, 6, "half UTF-16-teken (los surrogaat)"},
        {{0xFEFF, 0xD83D, 'a'}, 3, 6, "half UTF-16-teken (los surrogaat)"},
        {{0xFEFF, 0xD83D, 0xD83D, 0xDE00}, 4, 8, "half UTF-16-teken (los surrogaat)"},
        {{0xFEFF, 'a', 0xDE00, 'b'}, 4, 8, "half UTF-16-teken (los surrogaat)"},
        {{0xFEFF, 'a', 'b'}, 3, 5, "midden in een UTF-16-teken"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        for (int little = 0; little < 2; little++) {
            struct bytes content = {0};
            add_units(&content, cases[i].units, cases[i].n_units, little);
            content.n = cases[i].n_bytes;
            const char *path = write_file(*state, "half.csv", content);
            expect_refusal(path, TEXT_UTF16, ERROR_DATA, cases[i].words);
            free(content.at);
        }
}

static void a_mark_that_contradicts_the_profile_is_refused(void **state)
{
    static const struct {
        const char *content;
        enum text_encoding encoding;
        const char *words;
    } cases[] = {
        {"\xEF\xBB\xBF"
         "a;b\n",
         TEXT_WINDOWS_1252, "kenmerk (BOM) van UTF-8"},
        {"\xEF\xBB\xBF"
         "a;b\n",
         TEXT_UTF16, "kenmerk (BOM) van UTF-8"},
        {"\xFF\xFE"
         "a;",
         TEXT_UTF8, "kenmerk (BOM) van UTF-16 (little-endian)"},
        {"\xFE\xFF"
         ";a",
         TEXT_ISO_8859_15, "kenmerk (BOM) van UTF-16 (big-endian)"},
        {"a;b\n", TEXT_UTF16, "zonder BOM"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct bytes content = bytes_of(cases[i].content), gzip = packed(cases[i].content);
        const char *path = write_file(*state, "mark.csv", content);
        expect_refusal(path, cases[i].encoding, ERROR_DATA, cases[i].words);
        path = write_file(*state, "mark.csv.gz", gzip);
        expect_refusal(path, cases[i].encoding, ERROR_DATA, cases[i].words);
        free(content.at);
        free(gzip.at);
    }
}

/* ---- gzip ---- */

static void gzip_is_known_by_its_content(void **state)
{
    static const char *const names[] = {"a.csv.gz", "a.csv", "a.CSV.GZ", "a", "a.xlsx"};
    struct bytes gzip = packed("a;b\r\nc;d\r\n");
    for (size_t i = 0; i < LENGTH(names); i++) {
        const char *path = write_file(*state, names[i], gzip);
        expect_text(path, TEXT_UTF8, "a;b\r\nc;d\r\n", 10);
        struct errors errors = {0};
        struct stream *stream = stream_open(path, TEXT_UTF8, &errors);
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
    struct stream *stream = stream_open(path, TEXT_UTF8, errors);
    while (n == n_buffer && stream_read(stream, buffer, n_buffer, &n, errors))
        n_read += n;
    stream_close(stream);
    free(buffer);
    return n_read;
}

static void a_bomb_is_refused_but_a_small_even_file_is_not(void **state)
{
    size_t n_member = 1 << 24;
    char *zeros = mem_alloc(n_member);
    struct bytes member = {0}, gzip = {0};
    add_packed(&member, zeros, n_member, 6);
    assert_true(n_member / member.n > STREAM_MAX_EXPANSION);
    add(&gzip, member.at, member.n);
    struct errors errors = {0};
    assert_int_equal(n_read_of(write_file(*state, "even.gz", gzip), &errors), n_member);
    assert_int_equal(errors.n, 0);
    for (int i = 0; i < 20; i++)
        add(&gzip, member.at, member.n);
    assert_true(n_read_of(write_file(*state, "bomb.gz", gzip), &errors) <= STREAM_LARGE_BYTES);
    assert_int_equal(errors.n, 1);
    assert_int_equal(errors.items[0].kind, ERROR_DATA);
    assert_non_null(strstr(errors.items[0].message, "meer dan 400 keer"));
    errors_release(&errors);
    free(zeros);
    free(member.at);
    free(gzip.at);
}

/* ---- what is not a file of text ---- */

static void misnamed_and_empty_files_are_refused(void **state)
{
    struct scratch *scratch = *state;
    static const struct {
        const char *name, *content;
        const char *words;
    } cases[] = {
        {"misnamed.csv.gz", "a;b\n", "eindigt op .gz, maar de inhoud is geen gzip"},
        {"misnamed.CSV.GZ", "a;b\n", "eindigt op .gz, maar de inhoud is geen gzip"},
        {"half.gz", "\x1F", "eindigt op .gz, maar de inhoud is geen gzip"},
        {"empty.csv", "", "het bestand is leeg (0 bytes)"},
        {"empty.csv.gz", "", "het bestand is leeg (0 bytes)"},
        {"book.csv", "PK\x03\x04xxxx", "Excel-bestand (xlsx)"},
        {"book.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Excel-bestand (xls)"},
        {"page.csv", "%PDF-1.7", "PDF"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct bytes content = bytes_of(cases[i].content);
        if (content.n == 0)
            add(&content, "", 0);
        expect_refusal(write_file(scratch, cases[i].name, content), TEXT_UTF8, ERROR_DATA,
                       cases[i].words);
        free(content.at);
    }
    struct bytes nothing = packed("");
    expect_refusal(write_file(scratch, "nothing.gz", nothing), TEXT_UTF8, ERROR_DATA,
                   "het gzip-bestand is leeg");
    add_packed(&nothing, "", 0, 6);
    expect_refusal(write_file(scratch, "nothing.gz", nothing), TEXT_UTF8, ERROR_DATA,
                   "het gzip-bestand is leeg");
    free(nothing.at);
}

static void what_is_no_file_is_refused(void **state)
{
    struct scratch *scratch = *state;
    const char *pipe = scratch_path(scratch, "pipe");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    expect_refusal(scratch->folder, TEXT_UTF8, ERROR_DATA, "gevonden een map");
    expect_refusal(pipe, TEXT_UTF8, ERROR_DATA, "apparaat of pijp");
    expect_refusal("/dev/null", TEXT_UTF8, ERROR_DATA, "apparaat of pijp");
    /* It was there when the settings were read. */
    expect_refusal(scratch_path(scratch, "missing"), TEXT_UTF8, ERROR_MACHINE, "is er niet meer");
}

/* The super-user may read everything, so the test steps down for a moment. */
static void an_unreadable_file_is_the_machine_s(void **state)
{
    struct scratch *scratch = *state;
    struct bytes content = bytes_of("a;b\n");
    const char *path = write_file(scratch, "secret.csv", content);
    assert_int_equal(chmod(path, 0), 0);
    assert_int_equal(chmod(scratch->folder, 0755), 0);
    uid_t user = geteuid();
    if (user == 0)
        assert_int_equal(seteuid(65534), 0);
    struct errors errors = {0};
    struct stream *stream = stream_open(path, TEXT_UTF8, &errors);
    if (user == 0)
        assert_int_equal(seteuid(0), 0);
    assert_null(stream);
    assert_int_equal(errors.n, 1);
    assert_int_equal(errors.items[0].kind, ERROR_MACHINE);
    assert_string_equal(errors.items[0].message, "openen mislukt: geen rechten");
    errors_release(&errors);
    free(content.at);
}

/* ---- files that change ---- */

static void rewrite(const char *path, const char *mode, const char *content)
{
    FILE *stream = fopen(path, mode);
    assert_non_null(stream);
    fputs(content, stream);
    assert_int_equal(fclose(stream), 0);
}

static void grow(const char *path)
{
    rewrite(path, "ab", "c;d\n");
}

static void shrink(const char *path)
{
    assert_int_equal(truncate(path, 4), 0);
}

static void change(const char *path)
{
    rewrite(path, "r+b", "x;y\n");
}

static void empty(const char *path)
{
    assert_int_equal(truncate(path, 0), 0);
}

static void leave(const char *path)
{
    char copy[256];
    snprintf(copy, sizeof copy, "%s.old", path);
    assert_int_equal(rename(path, copy), 0);
    rewrite(path, "wb", "another file\n");
}

/* Opens a file, reads its beginning, lets it change, reads on. */
static struct outcome changed(const char *path, enum text_encoding encoding,
                              void (*disturb)(const char *path))
{
    struct timespec long_ago[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    assert_int_equal(utimensat(AT_FDCWD, path, long_ago, 0), 0);
    struct outcome outcome = {0};
    struct errors errors = {0};
    struct stream *stream = stream_open(path, encoding, &errors);
    assert_non_null(stream);
    disturb(path);
    bool ok =
        (stream_seekable(stream) ? read_plain : read_streamed)(stream, 5, &outcome, &errors) &&
        stream_finish(stream, outcome.sha256, &errors);
    stream_close(stream);
    assert_int_equal(ok, errors.n == 0);
    if (!ok) {
        outcome.kind = errors.items[0].kind;
        snprintf(outcome.message, sizeof outcome.message, "%s", errors.items[0].message);
    }
    errors_release(&errors);
    return outcome;
}

static void a_file_that_changes_while_it_is_read_is_refused(void **state)
{
    static void (*const disturbances[])(const char *path) = {grow, shrink, change, empty};
    struct bytes plain = bytes_of("a;b\na;b\na;b\n"), wide = {0}, gzip = packed("a;b\na;b\na;b\n");
    add_units(&wide, units, LENGTH(units), true);
    const struct {
        const char *name;
        struct bytes bytes;
        enum text_encoding encoding;
    } files[] = {
        {"plain.csv", plain, TEXT_UTF8},
        {"wide.csv", wide, TEXT_UTF16},
        {"packed.gz", gzip, TEXT_UTF8},
    };
    for (size_t f = 0; f < LENGTH(files); f++)
        for (size_t d = 0; d < LENGTH(disturbances); d++) {
            const char *path = write_file(*state, files[f].name, files[f].bytes);
            struct outcome outcome = changed(path, files[f].encoding, disturbances[d]);
            if (outcome.kind != ERROR_DATA || !strstr(outcome.message, "veranderd"))
                fail_msg("%s, disturbance %zu: %d '%s'", files[f].name, d, (int)outcome.kind,
                         outcome.message);
            outcome_release(&outcome);
        }
    free(plain.at);
    free(wide.at);
    free(gzip.at);
}

static void a_file_that_is_replaced_is_read_as_it_was(void **state)
{
    struct bytes plain = bytes_of("a;b\na;b\na;b\n");
    const char *path = write_file(*state, "plain.csv", plain);
    struct outcome outcome = changed(path, TEXT_UTF8, leave);
    assert_int_equal(outcome.kind, ERROR_NONE);
    assert_int_equal(outcome.text.n, plain.n);
    assert_memory_equal(outcome.text.at, plain.at, plain.n);
    outcome_release(&outcome);
    free(plain.at);
}

static int begin(void **state)
{
    *state = scratch_new();
    return 0;
}

static int end(void **state)
{
    scratch_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_files_are_read_as_they_are),
        cmocka_unit_test(any_part_of_a_plain_file_can_be_read),
        cmocka_unit_test(utf_16_becomes_utf_8),
        cmocka_unit_test(a_long_utf_16_file_is_read_whole),
        cmocka_unit_test(half_characters_are_refused),
        cmocka_unit_test(a_mark_that_contradicts_the_profile_is_refused),
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
        cmocka_unit_test(misnamed_and_empty_files_are_refused),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(an_unreadable_file_is_the_machine_s),
        cmocka_unit_test(a_file_that_changes_while_it_is_read_is_refused),
        cmocka_unit_test(a_file_that_is_replaced_is_read_as_it_was),
    };
    return cmocka_run_group_tests(tests, begin, end) ? 1 : 0;
}
