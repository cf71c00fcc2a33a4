/* Reading delivered files as they come: plain, UTF-16, what is no text, what changes. */
#include "tests/unit/delivery.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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
        {"said.csv", "\xEF\xBB\xBF\xC3\xA9", TEXT_UTF16, "\xC3\xA9", true},
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
        struct stream *stream = open_stream(path, cases[i].encoding, &errors);
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
    struct stream *stream = open_stream(path, TEXT_UTF8, &errors);
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

/* Refused later, with the record that holds it. */
static void half_a_pair_becomes_ill_formed_utf_8(void **state)
{
    static const struct {
        uint16_t units[4];
        size_t n_units;
        const char *text;
    } cases[] = {
        {{0xFEFF, 'a', 0xD83D}, 3, "a\xED\xA0\xBD"},
        {{0xFEFF, 0xD83D, 'a'},
         3,
         "\xED\xA0\xBD"
         "a"},
        {{0xFEFF, 0xD83D, 0xD83D, 0xDE00}, 4, "\xED\xA0\xBD\xF0\x9F\x98\x80"},
        {{0xFEFF, 'a', 0xDE00, 'b'},
         4,
         "a\xED\xB8\x80"
         "b"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        for (int little = 0; little < 2; little++) {
            struct bytes content = {0};
            size_t n_text = strlen(cases[i].text);
            add_units(&content, cases[i].units, cases[i].n_units, little);
            expect_text(write_file(*state, "half.csv", content), TEXT_UTF16, cases[i].text, n_text);
            assert_false(text_valid((struct text){cases[i].text, n_text}, TEXT_UTF8, NULL));
            free(content.at);
        }
}

static void half_a_unit_is_refused(void **state)
{
    static const uint16_t cut[] = {0xFEFF, 'a', 'b'};
    struct bytes content = {0};
    add_units(&content, cut, LENGTH(cut), true);
    content.n--;
    expect_refusal(write_file(*state, "half.csv", content), TEXT_UTF16, ERROR_DATA,
                   "midden in een UTF-16-teken");
    free(content.at);
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
        {"book.csv", "PK\x03\x04xxxx", "het zip-bestand is niet te lezen"},
        {"book.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "werkmap van Excel (xls)"},
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

/* One line, and what to do about it. */
static void what_is_no_text_is_told_with_its_cure(void **state)
{
#define BYTES(literal) literal, sizeof literal - 1
    static const struct {
        const char *bytes;
        size_t n_bytes;
        const char *words;
    } cases[] = {
        {BYTES("PK\3\4\24\0\6\0\10\0\0\0!\0abcdefghijkl\23\0\0\0[Content_Types].xml"),
         "de werkmap is niet te lezen"},
        {BYTES("PK\3\4\24\0\0\0\0\0\0\0!\0abcdefghijkl\10\0\0\0mimetype"
               "application/vnd.oasis.opendocument.spreadsheet"),
         "gevonden een werkmap van LibreOffice (ods); bewaar het blad als CSV"},
        {BYTES("PK\3\4\24\0\0\0\0\0\0\0!\0abcdefghijkl\10\0\0\0boek.csv"),
         "het zip-bestand is niet te lezen"},
        {BYTES("BZh91AY&SY\1"), "bzip2"},
        {BYTES("\3757zXZ\0\1"), "een xz-bestand"},
        {BYTES("7z\274\257\47\34"), "een 7z-bestand"},
        {BYTES("Rar!\32\7\1"), "een rar-bestand"},
        {BYTES("%PDF-1.7"), "gevonden een PDF; vraag de export als CSV"},
        {BYTES("<?xml version"), "XML die geen auditfile is"},
        {BYTES("\357\273\277<?xml version"), "XML die geen auditfile is"},
        {BYTES("<HTML><body>"), "een webpagina"},
        {BYTES("<!DOCTYPE html>"), "een webpagina"},
        {BYTES("\377\376\0\0a\0\0\0"), "UTF-32"},
        {BYTES("a\0\0\0;\0\0\0"), "UTF-32"},
        {BYTES("a\0;\0b\0\n\0"), "UTF-16 zonder kenmerk (BOM)"},
        {BYTES("\0a\0;\0b\0\n"), "UTF-16 zonder kenmerk (BOM)"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct bytes content = {0}, gzip = {0};
        add(&content, cases[i].bytes, cases[i].n_bytes);
        add_packed(&gzip, content.at, content.n, 6);
        expect_refusal(write_file(*state, "a.csv", content), TEXT_UTF8, ERROR_DATA, cases[i].words);
        expect_refusal(write_file(*state, "a.gz", gzip), TEXT_UTF8, ERROR_DATA, cases[i].words);
        free(content.at);
        free(gzip.at);
    }
}

static void a_tar_and_a_gzip_in_a_gzip_are_told_with_their_cure(void **state)
{
    struct bytes tar = {0}, inner = packed("a;b\n"), gzip = {0};
    for (int i = 0; i < 257; i++)
        add(&tar, "\0", 1);
    add(&tar, "ustar", 6);
    expect_refusal(write_file(*state, "a.tar", tar), TEXT_UTF8, ERROR_DATA, "een tar-bestand");
    add_packed(&gzip, inner.at, inner.n, 6);
    expect_refusal(write_file(*state, "a.gz", gzip), TEXT_UTF8, ERROR_DATA,
                   "in het gzip-bestand, gevonden een gzip-bestand; pak het uit");
    free(tar.at);
    free(inner.at);
    free(gzip.at);
}

/* What looks like one of them at first sight is read. */
static void text_that_begins_like_something_else_is_read(void **state)
{
    static const char *const texts[] = {"PK;a\n",   "BZh;a\n", "bzh9;a\n",
                                        "Rar!;a\n", "<a>;b\n", "7z;a\n"};
    for (size_t i = 0; i < LENGTH(texts); i++) {
        struct bytes content = bytes_of(texts[i]);
        expect_text(write_file(*state, "a.csv", content), TEXT_UTF8, texts[i], strlen(texts[i]));
        free(content.at);
    }
}

static void what_is_no_file_is_refused(void **state)
{
    struct scratch *scratch = *state;
    const char *pipe = scratch_path(scratch, "pipe");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    expect_refusal(scratch->folder, TEXT_UTF8, ERROR_MACHINE, "gevonden een map");
    expect_refusal(pipe, TEXT_UTF8, ERROR_MACHINE, "apparaat of pijp");
    expect_refusal("/dev/null", TEXT_UTF8, ERROR_MACHINE, "apparaat of pijp");
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
    struct stream *stream = open_stream(path, TEXT_UTF8, &errors);
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
    struct stream *stream = open_stream(path, encoding, &errors);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_files_are_read_as_they_are),
        cmocka_unit_test(any_part_of_a_plain_file_can_be_read),
        cmocka_unit_test(utf_16_becomes_utf_8),
        cmocka_unit_test(a_long_utf_16_file_is_read_whole),
        cmocka_unit_test(half_a_pair_becomes_ill_formed_utf_8),
        cmocka_unit_test(half_a_unit_is_refused),
        cmocka_unit_test(a_mark_that_contradicts_the_profile_is_refused),
        cmocka_unit_test(misnamed_and_empty_files_are_refused),
        cmocka_unit_test(what_is_no_text_is_told_with_its_cure),
        cmocka_unit_test(a_tar_and_a_gzip_in_a_gzip_are_told_with_their_cure),
        cmocka_unit_test(text_that_begins_like_something_else_is_read),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(an_unreadable_file_is_the_machine_s),
        cmocka_unit_test(a_file_that_changes_while_it_is_read_is_refused),
        cmocka_unit_test(a_file_that_is_replaced_is_read_as_it_was),
    };
    return cmocka_run_group_tests(tests, begin, end) ? 1 : 0;
}
