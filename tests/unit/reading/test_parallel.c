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
    "omschrijving = omschrijving\nsluitend = ja\nsleutelnaam = omschrijving\n"
    "rekeningnaam = kostenplaats\n"
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

#define MOST_BAD_LINES 4096

/* One file, read record by record. */
struct reference {
    unsigned long long bad_lines[MOST_BAD_LINES]; /* at which bad records begin */
    size_t n_bad, n_good;
    int64_t debet, credit; /* cents of good records that are no total lines */
    unsigned long long n_lines;
};

/* Good ones are all written as 12,34, or not at all. */
static bool read_amount(struct text field, int64_t *cents)
{
    *cents = 0;
    size_t n_digits = 0;
    for (size_t i = 0; i < field.n_bytes; i++) {
        bool is_mark = n_digits > 0 && i + 3 == field.n_bytes;
        if (is_mark ? field.bytes[i] != ',' : !isdigit((unsigned char)field.bytes[i]))
            return false;
        if (!is_mark)
            *cents = *cents * 10 + (field.bytes[i] - '0');
        n_digits += !is_mark;
    }
    return field.n_bytes == 0 || (n_digits > 2 && n_digits + 1 == field.n_bytes);
}

/* Two quotation marks with whole lines between them. */
static bool takes_lines_along(struct text record)
{
    size_t n_ends = 0, n_separators = 0;
    bool inside = false;
    while (record.n_bytes && strchr("\r\n", record.bytes[record.n_bytes - 1]))
        record.n_bytes--;
    for (size_t i = 0; i < record.n_bytes; i++) {
        if (inside && record.bytes[i] == '"' && i + 1 < record.n_bytes &&
            record.bytes[i + 1] == '"') {
            i++;
            continue;
        }
        inside ^= record.bytes[i] == '"';
        n_ends += inside && record.bytes[i] == '\n';
        n_separators += inside && record.bytes[i] == ';';
        if (record.bytes[i] == '"' && !inside) {
            if (n_ends > 0 && n_separators == n_ends * (NASTY_FIELDS - 1))
                return true;
            n_ends = n_separators = 0;
        }
    }
    return false;
}

static bool is_good(enum csv_outcome outcome, struct text record, const struct text *fields,
                    size_t n_fields, struct reference *reference)
{
    int64_t debet, credit;
    if (outcome != CSV_RECORD || n_fields != NASTY_FIELDS || !text_valid(record, TEXT_UTF8, NULL) ||
        memchr(record.bytes, 0, record.n_bytes) || takes_lines_along(record) ||
        !read_amount(fields[NASTY_DEBET], &debet) || !read_amount(fields[NASTY_CREDIT], &credit))
        return false;
    bool is_total = text_is(fields[NASTY_KOSTENPLAATS], NASTY_TOTAL);
    reference->debet += is_total ? 0 : debet;
    reference->credit += is_total ? 0 : credit;
    return true;
}

/* A row of separators only, no shorter than a line. */
static bool is_blank(enum csv_outcome outcome, const struct text *fields, size_t n_fields)
{
    bool blank = outcome == CSV_RECORD && n_fields >= NASTY_FIELDS;
    for (size_t i = 0; blank && i < n_fields; i++)
        blank = fields[i].n_bytes == 0;
    return blank;
}

/* The record, blank line or comment at the start of the text. Returns its length. */
static size_t read_record(struct csv_reader *reader, struct text text, struct reference *reference)
{
    const struct text *fields = NULL;
    size_t n_fields = 0, n_used;
    if (text.bytes[0] == NASTY_COMMENT) {
        struct csv_line line;
        csv_line(text, true, &line);
        return line.next;
    }
    enum csv_outcome outcome = csv_record(reader, text, true, &fields, &n_fields, &n_used);
    if (outcome == CSV_BLANK || reference->n_lines == 0) /* nothing, or the header */
        return n_used;
    if (is_blank(outcome, fields, n_fields))
        return n_used;
    if (is_good(outcome, (struct text){text.bytes, n_used}, fields, n_fields, reference)) {
        reference->n_good++;
    } else {
        assert_true(reference->n_bad < MOST_BAD_LINES);
        reference->bad_lines[reference->n_bad++] = reference->n_lines + 1;
    }
    return n_used;
}

/* The last line may lack its line end. */
static unsigned long long count_lines(struct text text)
{
    char last = text.n_bytes ? text.bytes[text.n_bytes - 1] : '\n';
    return csv_line_ends(text) + (last != '\n' && last != '\r');
}

static void read_by_reference(struct text text, struct reference *reference)
{
    struct csv_reader *reader = csv_reader_new(NASTY_SEPARATOR, '"');
    *reference = (struct reference){0};
    for (struct text rest = text; rest.n_bytes > 0;) {
        size_t n_used = read_record(reader, rest, reference);
        reference->n_lines += csv_line_ends((struct text){rest.bytes, n_used});
        rest = (struct text){rest.bytes + n_used, rest.n_bytes - n_used};
    }
    reference->n_lines = count_lines(text);
    csv_reader_free(reader);
}

static bool is_error_at(const struct errors *errors, const char *where)
{
    for (size_t i = 0; i < errors->n; i++)
        if (strcmp(errors->items[i].where, where) == 0)
            return true;
    return false;
}

/* The first rejects of a file are named; `at` goes along its names. One in which the file is cut
 * off is an error instead. */
static void expect_rejects(const struct reference *reference, const char *file,
                           const struct town_run *run, size_t *at)
{
    const struct ledger *ledger = run->ledger;
    for (size_t i = 0; i < reference->n_bad && i < NAMED_REJECTS; i++) {
        char where[64];
        snprintf(where, sizeof where, "%s:%llu", file, reference->bad_lines[i]);
        if (i + 1 == reference->n_bad && reference->bad_lines[i] == reference->n_lines &&
            is_error_at(&run->errors, where))
            continue;
        assert_true(*at < ledger->n_notes);
        assert_string_equal(ledger->notes[*at].where, where);
        ++*at;
    }
}

static void expect_the_reference(const struct delivery *delivery)
{
    const struct ledger *ledger = delivery->run.ledger;
    const struct source_account *account = &ledger->accounts[0];
    struct reference *reference = mem_alloc(sizeof *reference);
    size_t at = 0, n_good = 0, n_bad = 0;
    int64_t debet = 0, credit = 0;
    for (size_t i = 0; i < LENGTH(file_names); i++) {
        read_by_reference(delivery->texts[i], reference);
        assert_int_equal(account->files[i].counts.n_rejected, reference->n_bad);
        assert_int_equal(account->files[i].n_records, reference->n_bad + reference->n_good);
        assert_int_equal(account->files[i].n_lines, reference->n_lines);
        expect_rejects(reference, file_names[i], &delivery->run, &at);
        n_good += reference->n_good;
        n_bad += reference->n_bad;
        debet += reference->debet;
        credit += reference->credit;
    }
    assert_int_equal(ledger->n_notes, at);
    assert_int_equal(ledger->n_rejected, n_bad);
    assert_int_equal(account->counts.n_records, n_good);
    assert_int_equal(
        account->counts.debet.money.cents - told_totals(account->facts)->debet.money.cents, debet);
    assert_int_equal(account->counts.credit.money.cents -
                         told_totals(account->facts)->credit.money.cents,
                     credit);
    free(reference);
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

/* Chunks of first, first + step ... last bytes; each by one number of workers, or by all of them.
 */
struct sizes {
    size_t first, last, step;
};

static void sweep(struct scratch *scratch, uint64_t seed, enum nasty_extent extent, size_t n,
                  struct sizes sizes)
{
    struct delivery delivery;
    deliver(scratch, seed, extent, n, &delivery);
    expect_the_reference(&delivery);
    char *words = ledger_words(delivery.run.ledger, &delivery.run.errors, WORDS_ALL);
    bool all = towns_setting("PNC_SWEEP", 0);
    unsigned turn = (unsigned)seed;
    for (size_t size = sizes.first; size <= sizes.last; size += sizes.step, turn++)
        for (int w = 1; w <= MOST_WORKERS; w++)
            if (all || w == 1 + (int)(turn % MOST_WORKERS))
                expect_the_same(&delivery, words, (struct town_cut){size, w}, seed);
    free(words);
    delivery_release(&delivery);
}

/* Rounds of other ledgers, which together take every step-th size. */
static void sweep_rounds(struct scratch *scratch, enum nasty_extent extent, size_t n,
                         size_t n_rounds, size_t step)
{
    uint64_t seed = towns_setting("PNC_SEED", 1);
    bool all = towns_setting("PNC_SWEEP", 0);
    for (size_t i = 0; i < n_rounds; i++) {
        struct sizes sizes = {SMALLEST_CHUNK + i * step, LARGEST_CHUNK, n_rounds * step};
        if (all)
            sizes = (struct sizes){SMALLEST_CHUNK, LARGEST_CHUNK, 1};
        sweep(scratch, seed + i, extent, n, sizes);
    }
}

static void short_records_are_the_same_in_chunks_of_every_size(void **state)
{
    sweep_rounds(*state, NASTY_SHORT, 50, 8, 1);
}

static void long_records_are_the_same_in_chunks_of_many_sizes(void **state)
{
    sweep_rounds(*state, NASTY_LONG, 100, 2, 101);
}

/* More records than a batch holds. */
static void many_records_are_the_same_in_chunks_of_many_sizes(void **state)
{
    uint64_t seed = towns_setting("PNC_SEED", 1);
    sweep(*state, seed, NASTY_SHORT, 4000, (struct sizes){40000, 500000, 60000});
}

/* ---- how files end ---- */

static const struct {
    const char *name, *text;
    size_t n_bytes;
} last_lines[] = {
#define TEXT(text) (text), sizeof(text) - 1
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
    write_packed(scratch_path(scratch, file_names[1]), text_of(NASTY_HEADER "\n# niets\n"), true);
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

/* What DOS writes behind the last line, wherever chunks end. */
static void the_end_of_a_dos_text_is_no_line_wherever_chunks_end(void **state)
{
    static const char line[] = "2024;B1;1;400001;K1;;1,00;0,00\r\n";
    static const char *const ends[] = {"\x1A", "\x1A\x1A", "\x1A\r\n", "\x1A\x1A\r\n\r\n"};
    struct scratch *scratch = *state;
    char text[512];
    write_settings(scratch);
    write_packed(scratch_path(scratch, file_names[1]), text_of(NASTY_HEADER "\n# niets\n"), true);
    for (size_t i = 0; i < LENGTH(ends) * 2; i++) {
        size_t n = (size_t)snprintf(text, sizeof text, NASTY_HEADER "\r\n%s%s%s%s", line, line,
                                    line, ends[i / 2]);
        write_packed(scratch_path(scratch, file_names[0]), (struct text){text, n}, i % 2);
        for (size_t size = strlen(NASTY_HEADER "\r\n"); size < n + 3; size++) {
            struct town_run run;
            assert_true(town_plan(&run, scratch->folder));
            town_read(&run, (struct town_cut){size, 2});
            const struct file_account *file = &run.ledger->accounts[0].files[0];
            if (run.errors.n || file->counts.n_rejected || file->n_records != 3 ||
                file->n_lines != 4 || !file->ends_as_dos)
                fail_msg("end %zu in chunks of %zu bytes: %llu lines, %llu rejected", i, size,
                         (unsigned long long)file->n_lines,
                         (unsigned long long)file->counts.n_rejected);
            town_release(&run);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_records_are_the_same_in_chunks_of_every_size),
        cmocka_unit_test(long_records_are_the_same_in_chunks_of_many_sizes),
        cmocka_unit_test(many_records_are_the_same_in_chunks_of_many_sizes),
        cmocka_unit_test(every_line_is_counted_whether_or_not_the_last_one_ends),
        cmocka_unit_test(the_end_of_a_dos_text_is_no_line_wherever_chunks_end),
    };
    return cmocka_run_group_tests(tests, towns_begin, towns_end) ? 1 : 0;
}
