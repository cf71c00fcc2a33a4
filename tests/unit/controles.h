/* A small municipality in which everything adds up, is explained and was decided, and how its
 * controls are looked up. */
#pragma once

#include "pipeline/chain.h"
#include "tests/unit/programma.h"

static struct toelichting toelichtingen[] = {
    {.pakket = 0,
     .post = "groot",
     .is = "S",
     .text = "Meer vraag.",
     .has_lasten = true,
     .lasten = 80},
};

static inline void begin(struct programma *p)
{
    programma_begin(p, "lasten- baten+ stortingen+ onttrekkingen+ saldo+");
    p->plan.keep[DIMENSION_BESLUIT] = p->plan.keep[DIMENSION_BESLUITDATUM] = true;
    p->plan.keep[DIMENSION_NEUTRAAL] = true;
    p->profile.role[ROLE_BESLUIT] = p->profile.role[ROLE_BESLUITDATUM] = 0;
    p->profile.role[ROLE_NEUTRAAL] = 0;
    programma_kolom(p, "primair", "primair 2024");
    programma_kolom(p, "begroting", "primair 2024 + wijziging 2024");
    programma_kolom(p, "realisatie", "realisatie 2024");
    programma_kolom(p, "verschil", "realisatie - begroting");
    programma_pakket(p, "6A", "Wijken", 0, 9999);
    programma_pakket(p, "6B", "Werk", 0, 9999);
    programma_pakket(p, "6Z", "Reserves", 0, 9999);
    programma_afwijkingen(p, "realisatie", "begroting", "verschil",
                          (struct threshold){.amount = {7500000}},
                          (struct threshold){.amount = {5000000}});
    p->plan.mapping.toelichtingen = toelichtingen;
    p->plan.mapping.n_toelichtingen = 1;
    p->plan.mapping.posten_path = "posten.csv";
}

static inline void change(struct programma *p, const char *post, int64_t cents, const char *number,
                          const char *date, const char *neutral)
{
    programma_book_besluit(p, "6A", post, SECTIE_LASTEN, "wijziging 2024", cents,
                           (struct besluit){number, date, neutral, NULL});
}

static inline void book(struct programma *p)
{
    programma_book(p, "6A", "groot", SECTIE_LASTEN, "primair 2024", -20000000);
    programma_book(p, "6A", "klein", SECTIE_LASTEN, "primair 2024", -1000000);
    change(p, "groot", -1000000, "2024-02", "15-06-2024", "J");
    change(p, "klein", 1000000, "2024-02", "15-06-2024", "J");
    change(p, "klein", -300000, "2024-10", "31-12-2024", "N");
    programma_book(p, "6A", "groot", SECTIE_LASTEN, "realisatie 2024", -13000000);
    programma_book(p, "6A", "klein", SECTIE_LASTEN, "realisatie 2024", -300000);
    programma_book(p, "6B", "loon", SECTIE_BATEN, "primair 2024", 500049);
    programma_book(p, "6B", "loon", SECTIE_BATEN, "realisatie 2024", 500051);
    programma_book(p, "6Z", "pot", SECTIE_STORTINGEN, "primair 2024", -200000);
    programma_book(p, "6Z", "pot", SECTIE_STORTINGEN, "realisatie 2024", -200000);
    programma_finish(p);
}

static inline void run(struct programma *p)
{
    programma_link_toelichtingen(p);
    assert_true(saldo_stage.run(&p->job));
    assert_true(reserves_stage.run(&p->job));
    assert_true(afwijkingen_stage.run(&p->job));
    assert_true(koppeling_stage.run(&p->job));
    assert_true(wijzigingen_stage.run(&p->job));
    assert_true(verantwoording_stage.run(&p->job));
    assert_true(controles_stage.run(&p->job));
}

static inline const struct control *find_control(const struct programma *p, const char *name)
{
    for (size_t i = 0; i < p->job.controls.n; i++)
        if (strcmp(p->job.controls.items[i].name, name) == 0)
            return &p->job.controls.items[i];
    fail_msg("no control \"%s\"", name);
    return NULL;
}

static inline const struct table *find_sheet(const struct programma *p, const char *sheet)
{
    for (size_t i = 0; i < p->job.tables.n; i++)
        if (p->job.tables.items[i]->sheet && strcmp(p->job.tables.items[i]->sheet, sheet) == 0)
            return p->job.tables.items[i];
    return NULL;
}

static inline void add_date_format(struct programma *p)
{
    p->profile.role[ROLE_BESLUITDATUM] = 0;
    p->profile.n_columns = 1;
    p->profile.date_of = arena_alloc(&p->arena, sizeof *p->profile.date_of);
    p->profile.date_of[0] = (struct column_dates){.text = "dd-mm-jjjj", .n_formats = 1};
    assert_true(date_format_parse("dd-mm-jjjj", &p->profile.date_of[0].formats[0]));
}

static inline void start(struct programma *p)
{
    begin(p);
    add_date_format(p);
    book(p);
}
