/* Nasty ledgers in chunks of every size by up to four workers: ledger, rejects, their lines, places
 * and bytes are those of one worker with one big chunk, and those rejects are the records that the
 * reference reader finds fault with. PNC_SWEEP=1 takes every size with every number of workers, and
 * PNC_SEED other ledgers. */
#include "tests/unit/ledger_words.h"
#include "tests/unit/nasty.h"
#include "tests/unit/towns.h"

#include <ctype.h>
#include <zlib.h>

#define SMALLEST_CHUNK 600
#define LARGEST_CHUNK  3000
#define ONE_CHUNK      (8 << 20)
#define MOST_WORKERS   4
#define NAMED_REJECTS  200 /* of each file: book.h */

static const char run_ini[] = "[run]\n"
                              "naam = proef\nsoort = jaarrekening\ngemeente = Verzonnen\n"
                              "programma = 1\nprogramma_naam = Proef\njaar = 2024\n"
                              "bewaren = rekening\n"
                              "[mappings]\npakketten = pakketten.csv\nposten = posten.csv\n"
                              "[tabel]\ntitel = Proef\neenheid = 1000\n"
                              "teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\n"
                              "resultaat = ja\n"
                              "[kolommen]\nrealisatie_2024 = realisatie 2024\n"
                              "[bron grootboek]\nprofiel = profiel.ini\n"
                              "bestanden = nasty-1.csv\n    nasty-2.csv.gz\n";

static const char profile_ini[] =
    "[bestand]\ncodering = utf-8\nscheidingsteken = puntkomma\nkopregel = ja\ncommentaar = #\n"
    "[kolommen]\njaar = jaar\nboekstuk = boekstuk\nregel = regel\nrekening = rekening\n"
    "kostenplaats = kostenplaats\nomschrijving = omschrijving\ndebet = debet\ncredit = credit\n"
    "[getal]\ndecimaal = komma\nduizendtal = geen\nmin = voor\nleeg_is_nul = ja\n"
    "[bedragen]\ncredit - debet = realisatie {jaar}\n"
    "[betekenis]\nteken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = kostenplaats\n"
    "boekstuk = boekstuk\nregel = regel\nrekening = rekening\nkostenplaats = kostenplaats\n"
    "omschrijving = omschrijving\nsluitend = ja\n"
    "[buiten_scope]\nbalans = rekening: 800200-800299\n"
    "[totaalregels]\ntotaal = kostenplaats: TOTAAL\ntotaal.over = sinds vorige\n"
    "[sectie]\nlasten = rekening: 400000-499999\nbaten = rekening: 800000-800249\n";

/* ---- the delivery ---- */

static const char *const file_names[] = {"nasty-1.csv", "nasty-2.csv.gz"};

struct delivery {
    struct text texts[LENGTH(file_names)]; /* heap */
    struct town_run run;
};

static void write_packed(const char *path, struct text text, bool packed)
{
    gzFile to = gzopen(path, packed ? "wb1" : "wbT");
    assert_non_null(to);
    assert_int_equal(gzwrite(to, text.bytes, (unsigned)text.n_bytes), text.n_bytes);
    assert_int_equal(gzclose(to), Z_OK);
}

static void write_settings(struct scratch *scratch)
{
    scratch_write(scratch, "run.ini", run_ini);
    scratch_write(scratch, "profiel.ini", profile_ini);
    scratch_write(scratch, "pakketten.csv", "pakket;naam;programma;van;tot\n1A;A;1;;\n2A;B;2;;\n");
    scratch_write(scratch, "posten.csv",
                  "sleutel;post;pakket;van;tot;altijd_tonen\nK1*;een;1A;;;\nK2;twee;1A;;;\n"
                  "K3;drie;2A;;;\nK4;vier;1A;;2023;\nK5;vijf;1A;;;\nK6;zes;1A;;;\n");
}

static void deliver(struct scratch *scratch, uint64_t seed, enum nasty_extent extent, size_t n,
                    struct delivery *delivery)
{
    write_settings(scratch);
    for (size_t i = 0; i < LENGTH(file_names); i++) {
        delivery->texts[i] = nasty_text(seed * LENGTH(file_names) + i, extent, n);
        write_packed(scratch_path(scratch, file_names[i]), delivery->texts[i], i == 1);
    }
    if (!town_plan(&delivery->run, scratch->folder))
        town_expect_no_errors(&delivery->run, "settings");
    town_read(&delivery->run, (struct town_cut){ONE_CHUNK, 1});
}

static void delivery_release(struct delivery *delivery)
{
    for (size_t i = 0; i < LENGTH(file_names); i++)
        free((void *)(uintptr_t)delivery->texts[i].bytes);
    town_release(&delivery->run);
}

/* ---- what the reference says ---- */

/* Good ones are all written as 12,34, or not at all. */
static bool is_bad_amount(struct text field)
{
    size_t n_digits = 0;
    while (n_digits < field.n_bytes && isdigit((unsigned char)field.bytes[n_digits]))
        n_digits++;
    return field.n_bytes > 0 &&
           (n_digits == 0 || n_digits + 3 != field.n_bytes || field.bytes[n_digits] != ',' ||
            !isdigit((unsigned char)field.bytes[n_digits + 1]) ||
            !isdigit((unsigned char)field.bytes[n_digits + 2]));
}

static bool is_bad(enum csv_outcome outcome, struct text record, const struct text *fields,
                   size_t n_fields)
{
    return outcome != CSV_RECORD || n_fields != NASTY_FIELDS ||
           !text_valid(record, TEXT_UTF8, NULL) || memchr(record.bytes, 0, record.n_bytes) ||
           is_bad_amount(fields[NASTY_DEBET]) || is_bad_amount(fields[NASTY_CREDIT]);
}

/* The last one may lack its line end. */
static unsigned long long count_lines(struct text text)
{
    char last = text.n_bytes ? text.bytes[text.n_bytes - 1] : '\n';
    return csv_line_ends(text) + (last != '\n' && last != '\r');
}

/* The lines at which bad records begin, as the first notes of a file name them. */
static size_t bad_lines(struct text text, unsigned long long *lines, size_t most)
{
    struct csv_reader *reader = csv_reader_new(NASTY_SEPARATOR, '"');
    size_t n_bad = 0;
    unsigned long long line_no = 1;
    while (text.n_bytes > 0) {
        const struct text *fields = NULL;
        size_t n_fields = 0, n_used;
        enum csv_outcome outcome = CSV_BLANK;
        if (text.bytes[0] == NASTY_COMMENT) {
            struct csv_line line;
            csv_line(text, true, &line);
            n_used = line.next;
        } else {
            outcome = csv_record(reader, text, true, &fields, &n_fields, &n_used);
        }
        struct text record = {text.bytes, n_used};
        if (line_no > 1 && outcome != CSV_BLANK && is_bad(outcome, record, fields, n_fields)) {
            assert_true(n_bad < most);
            lines[n_bad++] = line_no;
        }
        line_no += csv_line_ends(record);
        text = (struct text){text.bytes + n_used, text.n_bytes - n_used};
    }
    csv_reader_free(reader);
    return n_bad;
}

static void expect_the_reference(const struct delivery *delivery)
{
    const struct ledger *ledger = delivery->run.ledger;
    size_t at = 0, n_rejected = 0;
    for (size_t i = 0; i < LENGTH(file_names); i++) {
        unsigned long long lines[4096];
        size_t n = bad_lines(delivery->texts[i], lines, LENGTH(lines));
        n_rejected += n;
        assert_int_equal(ledger->accounts[0].files[i].n_rejected, n);
        assert_int_equal(ledger->accounts[0].files[i].n_lines, count_lines(delivery->texts[i]));
        for (size_t r = 0; r < n && r < NAMED_REJECTS; r++, at++) {
            char where[64];
            snprintf(where, sizeof where, "%s:%llu", file_names[i], lines[r]);
            assert_true(at < ledger->n_notes);
            assert_string_equal(ledger->notes[at].where, where);
        }
    }
    assert_int_equal(ledger->n_rejected, n_rejected);
    assert_int_equal(ledger->n_notes, at);
}

/* ---- however cut ---- */

static void expect_the_same(const struct delivery *delivery, const char *words, struct town_cut cut,
                            uint64_t seed)
{
    struct town_run run = {.plan = delivery->run.plan};
    town_read(&run, cut);
    expect_words(words, ledger_words(run.ledger, &run.errors, WORDS_ALL),
                 arena_printf(&run.arena, "ledger %llu in %zu bytes by %d workers",
                              (unsigned long long)seed, cut.chunk_bytes, cut.n_workers));
    town_release(&run);
}

/* Sizes from the smallest on, `step` apart; each by one number of workers, or by all of them. */
static void sweep(struct scratch *scratch, uint64_t seed, enum nasty_extent extent, size_t n,
                  size_t first, size_t step)
{
    struct delivery delivery;
    deliver(scratch, seed, extent, n, &delivery);
    expect_the_reference(&delivery);
    char *words = ledger_words(delivery.run.ledger, &delivery.run.errors, WORDS_ALL);
    bool all = towns_setting("PNC_SWEEP", 0);
    for (size_t size = SMALLEST_CHUNK + first; size <= LARGEST_CHUNK; size += all ? 1 : step)
        for (int w = 1; w <= MOST_WORKERS; w++)
            if (all || w == 1 + (int)(size / step + seed) % MOST_WORKERS)
                expect_the_same(&delivery, words, (struct town_cut){size, w}, seed);
    free(words);
    delivery_release(&delivery);
}

#define SHORT_ROUNDS 8

static void short_records_are_the_same_in_chunks_of_every_size(void **state)
{
    uint64_t seed = towns_setting("PNC_SEED", 1);
    for (size_t i = 0; i < SHORT_ROUNDS; i++)
        sweep(*state, seed + i, NASTY_SHORT, 60, i, SHORT_ROUNDS);
}

#define LONG_ROUNDS 3

static void long_records_are_the_same_in_chunks_of_many_sizes(void **state)
{
    uint64_t seed = towns_setting("PNC_SEED", 1);
    for (size_t i = 0; i < LONG_ROUNDS; i++)
        sweep(*state, seed + i, NASTY_LONG, 120, i * 67, 67 * LONG_ROUNDS);
}

/* ---- how files end ---- */

static const struct {
    const char *name, *text;
    size_t n_bytes;
} last_lines[] = {
#define TEXT(text) text, sizeof text - 1
    {"a header and nothing else", TEXT(NASTY_HEADER)},
    {"a header with a line end", TEXT(NASTY_HEADER "\n")},
    {"a last line without a line end", TEXT(NASTY_HEADER "\r\n2024;B1;1;400001;K1;;1,00;")},
    {"a last line that ends in NUL", TEXT(NASTY_HEADER "\n2024;B1;1;400001;K1;;1,00;\0")},
    {"a last line of NUL alone", TEXT(NASTY_HEADER "\n\0")},
    {"a last line that ends in CR", TEXT(NASTY_HEADER "\n2024;B1;1;400001;K1;;1,00;\r")},
    {"a comment without a line end", TEXT(NASTY_HEADER "\n#")},
    {"spaces without a line end", TEXT(NASTY_HEADER "\n  ")},
    {"blank lines", TEXT(NASTY_HEADER "\n\n\r\n\r")},
    {"an open quote", TEXT(NASTY_HEADER "\n2024;\"B1\n;1")},
#undef TEXT
};

/* In chunks that are larger, that end where the file ends, and that end just before. */
static void every_line_is_counted_whether_or_not_the_last_one_ends(void **state)
{
    struct scratch *scratch = *state;
    write_settings(scratch);
    write_packed(scratch_path(scratch, file_names[1]),
                 text_of(NASTY_HEADER "\n# niets\n"), true);
    for (size_t i = 0; i < LENGTH(last_lines) * 2; i++) {
        struct text text = {last_lines[i / 2].text, last_lines[i / 2].n_bytes};
        write_packed(scratch_path(scratch, file_names[0]), text, i % 2);
        for (size_t size = strlen(NASTY_HEADER "\r\n"); size < text.n_bytes + 3; size++) {
            struct town_run run;
            assert_true(town_plan(&run, scratch->folder));
            town_read(&run, (struct town_cut){size, 2});
            if (run.errors.n == 0 && run.ledger->accounts[0].files[0].n_lines == count_lines(text))
                town_release(&run);
            else
                fail_msg("%s, in chunks of %zu bytes: %llu lines", last_lines[i / 2].name, size,
                         (unsigned long long)run.ledger->accounts[0].files[0].n_lines);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_records_are_the_same_in_chunks_of_every_size),
        cmocka_unit_test(long_records_are_the_same_in_chunks_of_many_sizes),
        cmocka_unit_test(every_line_is_counted_whether_or_not_the_last_one_ends),
    };
    return cmocka_run_group_tests(tests, towns_begin, towns_end) ? 1 : 0;
}
