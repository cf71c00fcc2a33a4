/* What the tests of plans share: a run whose sections a case replaces, in a good world. */
#pragma once

#include "pipeline/settings/plan/plan.h"

#include "tests/unit/sections.h"

static const struct section base[] = {
    {"run", "naam = proef-2024\nsoort = jaarrekening\ngemeente = Proef\nprogramma = 6\n"
            "programma_naam = Sociaal\njaar = 2024\n"},
    {"mappings", "pakketten = pakketten.csv\nposten = posten.csv\n"},
    {"tabel", "titel = Wat kost het?\nteken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\n"},
    {"kolommen", "primair_2024 = primair 2024\nna = primair 2024 + wijziging 2024\n"
                 "realisatie_2024 = realisatie 2024\nverschil = realisatie_2024 - na\n"},
    {"bron boek", "profiel = alles.ini\nbestanden = ../input/boek.csv\n"},
};

#define PROFILE                                                                                    \
    "[bestand]\ncodering = utf-8\nscheidingsteken = puntkomma\n"                                   \
    "[kolommen]\nsoort = S\njaar = J\nrekening = R\nbedrag = B\n"                                  \
    "[waarden soort]\nP = primair\nW = wijziging\nR = realisatie\n"                                \
    "[getal]\ndecimaal = komma\n[bedragen]\nbedrag = {soort} {jaar}\n"                             \
    "[betekenis]\nteken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"         \
    "[sectie]\nlasten = altijd\n"

/* Writes a good world, and the run with the changes of a case in it. */
static inline void start(struct fixture *f)
{
    fixture_start(f);
    fixture_file(f, "input/boek.csv", "x\n");
    fixture_file(f, "input/boek-2.csv", "x\n");
    fixture_file(f, "input/ander.csv", "x\n");
    fixture_file(f, "mappings/alles.ini", PROFILE);
    fixture_file(
        f, "mappings/pakketten.csv",
        "pakket;naam;programma;van;tot\n6N;Zorg;6;;\n6M;Oud;6;2020;2023\n1A;Bestuur;1;;\n");
    fixture_file(f, "mappings/posten.csv",
                 "sleutel;post;pakket;van;tot;altijd_tonen\n1;A;6N;;;\n2;B;1A;;;\n");
}

static inline bool read_run(struct fixture *f, const struct section *changes, size_t n_changes,
                            struct plan *plan)
{
    const char *path =
        fixture_file(f, "mappings/run.ini", compose(f, base, LENGTH(base), changes, n_changes));
    return plan_read(path, &f->arena, &f->errors, plan);
}

static inline void expect_good(struct fixture *f, const struct section *changes, size_t n_changes,
                               struct plan *plan)
{
    start(f);
    bool read = read_run(f, changes, n_changes, plan);
    fixture_expect(f, "a good run", ERROR_NONE, NULL, 0);
    assert_true(read);
}
