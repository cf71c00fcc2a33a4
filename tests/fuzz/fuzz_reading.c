/* Input: a byte for how the lines are written, then the lines: with separators or at fixed places,
 * of an account and a contra account, dates without a year, signs that turn. Every mutatie ends
 * somewhere, none is lost or made, debet is credit where every line has its contra account, and
 * what comes out does not depend on how the file was cut. */
#include "pipeline/base/array.h"
#include "pipeline/chain.h"
#include "pipeline/reading/reading.h"
#include "tests/fuzz/fuzz_place.h"

#define MAX_BYTES 4096
#define KINDS     2

static const char run_ini[] =
    "[run]\nnaam = f\nsoort = jaarrekening\ngemeente = G\nprogramma = 1\nprogramma_naam = P\n"
    "jaar = 2024\n[mappings]\npakketten = pakketten.csv\nposten = posten.csv\n[tabel]\n"
    "titel = T\neenheid = 1\nteken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\n[kolommen]\n"
    "r = realisatie 2024\n[bron b]\nprofiel = b.ini\nbestanden = b.csv\n";
static const char meaning[] =
    "[waarden dc]\nD = D\nC = C\nS = C\n[datums]\ndatum = dmm van jaar\n[getal]\ndecimaal = komma\n"
    "[bedragen]\nbedrag per dc = realisatie {jaar}\n[betekenis]\n"
    "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\nrekening = rekening\n"
    "tegenrekening = tegen\ndatum = datum\nboekstuk = boekstuk\nregel = regel\nsluitend = "
    "ja\n[omgekeerd]\n"
    "storno = dc: C & rekening: 42\n[buiten_scope]\nbalans = rekening: 1*\n[sectie]\n"
    "lasten = rekening: 4*\nbaten = rekening: 8*\n";
static const char *const files[KINDS] = {
    "[bestand]\ncodering = utf-8\nscheidingsteken = puntkomma\nkopregel = nee\n[kolommen]\n"
    "rekening = 1\ntegen = 2\nbedrag = 3\ndc = 4\ndatum = 5\njaar = 6\nboekstuk = 7\nregel = 8\n",
    "[bestand]\ncodering = utf-8\nscheidingsteken = geen\nlege_velden_achteraan = ja\n[kolommen]\n"
    "rekening = 1-2\ntegen = 3-4\nbedrag = 5-9\ndc = 10\ndatum = 11-14\njaar = 15-18\n"
    "boekstuk = 20-22\nregel = 23-24\n",
};

static const struct fuzz_setting settings[] = {
    {"run.ini", run_ini},
    {"pakketten.csv", "pakket;naam;programma;van;tot\nA;Wegen;1;;\n"},
    {"posten.csv", "sleutel;post;pakket;van;tot;altijd_tonen\n4*;Asfalt;A;;;\n81;Riool;A;;;\n"},
    {"b.csv", "x"}};

/* Of each kind, made once. */
static const struct plan *plan_of(struct fuzz_place **place, int kind)
{
    static struct plan plans[KINDS];
    bool is_new;
    *place = fuzz_place(settings, ARRAY_LENGTH(settings), &is_new);
    struct arena *arena = &(*place)->arena;
    for (int k = 0; is_new && k < KINDS; k++) {
        fuzz_write_text(arena, (*place)->folder, "b.ini",
                        arena_printf(arena, "%s%s", files[k], meaning));
        plans[k] = fuzz_plan(*place, arena);
    }
    return &plans[kind];
}

static const struct source_account *read_all(const struct plan *plan, size_t chunk_bytes,
                                             struct arena *arena, bool *ok)
{
    struct errors errors = {0};
    struct ledger *ledger;
    struct reading reading = {.plan = plan,
                              .lines = chain_of(plan)->lines,
                              .n_workers = 1,
                              .chunk_bytes = chunk_bytes,
                              .silent = true};
    *ok = reading_run(&reading, arena, &errors, &ledger);
    errors_release(&errors);
    return &ledger->accounts[0];
}

static void check_sums(const struct source_account *account)
{
    const struct counts *counts = &account->counts;
    fuzz_in_is_out(account);
    MUST(counts->n_mutaties == counts->n_records + counts->n_contra);
    MUST(counts->n_contra <= counts->n_records);
    MUST(counts->n_contra < counts->n_records || counts->debet.overflow ||
         counts->debet.money.cents == counts->credit.money.cents);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > MAX_BYTES)
        return 0;
    struct fuzz_place *place;
    const struct plan *plan = plan_of(&place, data[0] % KINDS);
    struct arena arena = {0};
    fuzz_write(&arena, place->folder, "b.csv", data + 1, size - 1);
    bool whole_ok, pieces_ok;
    const struct source_account *whole = read_all(plan, 64 * 1024, &arena, &whole_ok);
    const struct source_account *pieces = read_all(plan, 41, &arena, &pieces_ok);
    if (whole_ok && pieces_ok) {
        check_sums(whole);
        check_sums(pieces);
        MUST(whole->counts.n_records == pieces->counts.n_records &&
             whole->counts.n_contra == pieces->counts.n_contra &&
             whole->counts.n_rejected == pieces->counts.n_rejected &&
             whole->counts.amounts.money.cents == pieces->counts.amounts.money.cents &&
             memcmp(whole->fates, pieces->fates, whole->n_fates * sizeof *whole->fates) == 0);
    }
    arena_release(&arena);
    return 0;
}
