/* Input: a bronprofiel, a NUL, and a delivered file: from these to every published CSV, by one
 * worker and by several that get little pieces. The same findings in the same order, the same
 * bytes; and lines in = lines out, cents in = cents out. */
#include "pipeline/base/array.h"
#include "pipeline/chain.h"
#include "pipeline/reading/reading.h"
#include "tests/fuzz/fuzz_place.h"

#include <sys/stat.h>

#define MAX_BYTES   8192
#define CHUNK_BYTES 199 /* a header must fit in one */

static const char run_ini[] =
    "[run]\nnaam = f\nsoort = jaarrekening\ngemeente = G\nprogramma = 1\nprogramma_naam = P\n"
    "jaar = 2024\n[mappings]\npakketten = pakketten.csv\nposten = posten.csv\n"
    "toelichtingen = toelichtingen.csv\n[tabel]\ntitel = T\neenheid = 1\n"
    "teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\nresultaat = ja\n[kolommen]\n"
    "b = primair 2024 + wijziging 2024\nr = realisatie 2024\n"
    "v = r - b\n[afwijkingen]\nrealisatie = r\nbegroting = b\nverschil = v\n"
    "drempel_pakket = 75,00\ndrempel_post = 50,00\n[bron b]\nprofiel = b.ini\n"
    "bestanden = b.csv\ntolerantie_regels = 9\ntolerantie_euro = 1.000,00\n"
    "[bron a]\nprofiel = a.ini\nbestanden = a.csv\n";
/* What is there always: then each kolom has its standen. */
static const char a_ini[] =
    "[bestand]\ncodering = utf-8\nscheidingsteken = puntkomma\nkopregel = nee\n[kolommen]\n"
    "rekening = 1\nprimair = 2\nwijziging = 3\nbedrag = 4\n[getal]\ndecimaal = komma\n"
    "[bedragen]\nprimair = primair 2024\nwijziging = wijziging 2024\nbedrag = realisatie 2024\n"
    "[betekenis]\nteken = lasten+ baten+ stortingen+ onttrekkingen+\nsleutel = rekening\n"
    "[sectie]\nlasten = rekening: 4*\nbaten = rekening: 8*\n";

static const struct fuzz_setting settings[] = {
    {"run.ini", run_ini},
    {"pakketten.csv", "pakket;naam;programma;van;tot\nA;Wegen;1;;\nB;Zorg;1;2024;\n"},
    {"posten.csv", "sleutel;post;pakket;van;tot;altijd_tonen\n4;Asfalt;A;;;\n8*;Riool;A;;;ja\n"
                   "42;Jeugd;B;2024;;\n"},
    {"toelichtingen.csv", "pakket;post;lasten;baten;incidenteel_structureel;status;toelichting\n"
                          "A;Asfalt;1;0;I;;Duurder: {lasten}.\n"},
    {"a.ini", a_ini},
    {"a.csv", "4;100,00;20,00;350,50\n42;80;0;100\n81;60;0,5;40\n"}};

/* One way through the chain. */
struct way {
    struct job job;
    struct errors errors;
    const char *folder; /* where its files are */
};

static void go(struct way *way, const struct fuzz_place *place, const struct plan *plan,
               int n_workers, struct arena *arena)
{
    const struct chain *chain = chain_of(plan);
    struct reading reading = {.plan = plan,
                              .lines = chain->lines,
                              .n_workers = n_workers,
                              .chunk_bytes = CHUNK_BYTES,
                              .silent = true};
    way->folder = arena_printf(arena, "%s/%d", place->folder, n_workers);
    MUST(mkdir(way->folder, 0700) == 0);
    way->job = (struct job){.arena = arena,
                            .errors = &way->errors,
                            .plan = plan,
                            .output = place->folder,
                            .compare = place->folder,
                            .n_workers = n_workers,
                            .lines = chain->lines,
                            .temporary = way->folder};
    reading_run(&reading, arena, &way->errors, &way->job.ledger);
    bool ok = errors_worst(&way->errors) != ERROR_MACHINE;
    for (size_t i = 0; ok && i < chain->n_tables; i++)
        if (chain->tables[i]->when != STAGE_IF_GOOD)
            ok = chain->tables[i]->run(&way->job);
    MUST(ok || way->errors.n > 0);
    for (size_t i = 0; i < plan->n_sources; i++)
        fuzz_in_is_out(&way->job.ledger->accounts[i]);
}

/* One per line, to be compared and to be seen. */
static const char *findings(const struct errors *errors, struct arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < errors->n; i++)
        text = arena_printf(arena, "%s%d %s: %s\n", text, (int)errors->items[i].kind,
                            errors->items[i].where, errors->items[i].message);
    return text;
}

static void check_same(const struct way *one, const struct way *many, struct arena *arena)
{
    struct errors errors = {0};
    bool equal;
    const char *a = findings(&one->errors, arena), *b = findings(&many->errors, arena);
    if (strcmp(a, b) != 0)
        fprintf(stderr, "one:\n%smany:\n%s", a, b);
    MUST(strcmp(a, b) == 0);
    MUST(folder_equal(one->folder, many->folder, &equal, &errors) && equal);
    MUST(folder_remove(one->folder, &errors) && folder_remove(many->folder, &errors));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size > 0 && size <= MAX_BYTES ? memchr(data, 0, size) : NULL;
    if (!end)
        return 0;
    bool is_new;
    struct fuzz_place *place = fuzz_place(settings, ARRAY_LENGTH(settings), &is_new);
    struct arena arena = {0};
    struct errors errors = {0};
    struct plan plan;
    size_t n_profile = (size_t)(end - data);
    fuzz_write(&arena, place->folder, "b.ini", data, n_profile);
    fuzz_write(&arena, place->folder, "b.csv", end + 1, size - n_profile - 1);
    if (plan_read(place->ini, &arena, &errors, &plan)) {
        struct way one = {0}, many = {0};
        go(&one, place, &plan, 1, &arena);
        go(&many, place, &plan, 3, &arena);
        check_same(&one, &many, &arena);
        errors_release(&one.errors);
        errors_release(&many.errors);
    }
    errors_release(&errors);
    arena_release(&arena);
    return 0;
}
