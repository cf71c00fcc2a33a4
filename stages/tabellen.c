/* tabellen: the tables by settings ([tabel NAAM]), each from one pass over the ledger's lines. */
#include "pipeline/tables/shown.h"

#include "pipeline/base/text_list.h"
#include "pipeline/tables/tabel/groepen.h"
#include "pipeline/tables/tabel/vormen.h"

#include <string.h>

/* "Bedragen x € 1.000. …" */
static const char *meaning(const struct job *job, const struct tabel *tabel)
{
    struct plan as_shown = *job->plan;
    as_shown.shown = tabel->shown;
    as_shown.unit_euros = tabel->unit_euros;
    const char *text =
        *tabel->meaning ? arena_printf(job->arena, "%s %s", shown_unit(&as_shown), tabel->meaning)
                        : shown_meaning(&as_shown, job->arena);
    for (size_t k = 0; k < tabel->n_kolommen; k++)
        if (tabel->voordeel[k])
            text = arena_printf(job->arena, "%s %s: een minus is een nadeel, op elke rij.", text,
                                job->plan->kolommen[tabel->kolommen[k]].heading);
    return text;
}

/* "Wat kostte programma 6 Sociaal domein?" */
static const char *title_of(struct job *job, const struct tabel *tabel, const char *value)
{
    static const char mark[] = "{naam}";
    const char *at = strstr(tabel->title, mark);
    if (!*value)
        return tabel->title;
    const char *name = tabel_row_name(job->plan, tabel, tabel->per, text_of(value), job->arena);
    return at ? arena_printf(job->arena, "%.*s%s%s", (int)(at - tabel->title), tabel->title, name,
                             at + strlen(mark))
              : arena_printf(job->arena, "%s: %s", tabel->title, name);
}

static void name_table(struct job *job, struct table *table, const struct tabel *tabel,
                       const char *value)
{
    const char *sheet =
        *value ? arena_printf(job->arena, "%s %s", tabel->sheet, value) : tabel->sheet;
    table->sheet = tables_sheet_name(&job->tables, job->arena, sheet);
    table->title = title_of(job, tabel, value);
    table->subtitle = meaning(job, tabel);
}

/* A kolom of periods cannot place what says none: that is no zero. */
static void check_periods(struct job *job, const struct groepen *groepen)
{
    if (groepen->n_without_period)
        errors_add(job->errors, ERROR_DATA, groepen->tabel->name,
                   "verwacht bij elke mutatie van een kolom met t/m of periode een periode, "
                   "gevonden %llu zonder",
                   (unsigned long long)groepen->n_without_period);
}

/* ---- proofs ---- */

/* What the table's secties and filter let through, added up line by line, rows left aside. */
static bool sum_of_lines(const struct ledger *ledger, const struct groepen *groepen,
                         unsigned secties, const struct kolom *kolom, struct money *sum)
{
    const struct tabel *tabel = groepen->tabel;
    *sum = (struct money){0};
    for (size_t i = 0; i < groepen_n_lines(ledger); i++) {
        const struct groepen_line line = groepen_line(groepen, ledger, i);
        bool unknown;
        if (!(secties >> line.of.sectie & 1))
            continue;
        for (size_t t = 0; t < kolom->n_terms; t++) {
            struct money part = line.figure.money;
            if (!indelen_term(&line.of, &kolom->terms[t], line.stand, &unknown) ||
                !indelen_rules(&line.of, tabel->filter, tabel->n_filter))
                continue;
            if (!(kolom->terms[t].sign < 0 ? money_subtract(*sum, part, sum)
                                           : money_add(*sum, part, sum)))
                return false;
        }
    }
    return true;
}

static void prove_kolom(struct job *job, const struct groepen *groepen, unsigned secties, size_t k)
{
    const struct tabel *tabel = groepen->tabel;
    const struct kolom *kolom = &job->plan->kolommen[tabel->kolommen[k]];
    struct figure rows = {0};
    struct money lines = {0};
    const char *name =
        arena_printf(job->arena, "Tabel %s = saldi: %s", tabel->name, kolom->heading);
    static const char sentence[] =
        "Alle rijen van de tabel samen zijn, als effect op het resultaat, wat de saldi voor haar "
        "secties en filter hebben: zo zijn tabellen over hetzelfde ook aan elkaar gelijk.";
    const bool fits = groepen_sum(groepen, 0, groepen->n, secties, k, &rows) &&
                      sum_of_lines(job->ledger, groepen, secties, kolom, &lines);
    controls_money(&job->controls, job->arena, name, SEVERITY_ERROR, sum_made(lines, fits),
                   sum_made(rows.money, fits), sentence);
}

static bool is_without(const struct groepen *groepen, const struct groep *groep)
{
    for (size_t l = groepen->n_per; l < groepen->n_levels; l++)
        if (groep->path[l] != 0)
            return false;
    return groepen->n_levels > groepen->n_per;
}

static bool is_rest(const struct groepen *groepen, const char *code)
{
    return groepen->tabel->threshold.cents && strcmp(code, groepen->tabel->rest) == 0;
}

/* Of indelingen with a list, the codes that it does not name: they stand last, without a name. */
static const char *unlisted_codes(struct job *job, const struct groepen *groepen)
{
    struct text_list words = {.arena = job->arena, .between = ", "};
    for (size_t l = 0; l < groepen->n_levels; l++) {
        const struct groepen_level *level = &groepen->levels[l];
        const struct indeling *indeling = &job->plan->indelingen[level->indeling];
        for (size_t v = 1; indeling->has_list && v < level->n; v++)
            if (!indeling_code(indeling, text_of(level->codes[v])) &&
                !is_rest(groepen, level->codes[v]))
                list_add(&words, "%s %s staat niet in de lijst", indeling->name, level->codes[v]);
    }
    return list_text(&words, "");
}

/* Mutaties that no level of the rows has a value of stand on a row of their own. */
static void every_mutatie_has_a_row(struct job *job, const struct groepen *groepen)
{
    unsigned long long n = 0;
    for (size_t i = 0; i < groepen->n; i++)
        for (size_t c = 0; c < SECTIE_COUNT * groepen->tabel->n_all_kolommen; c++)
            n += is_without(groepen, &groepen->items[i]) ? groepen->items[i].figures[c].n_mutaties
                                                         : 0;
    const char *unlisted = unlisted_codes(job, groepen);
    controls_none(&job->controls, job->arena,
                  arena_printf(job->arena, "Rijen van tabel %s", groepen->tabel->name),
                  SEVERITY_WARNING, n + (*unlisted != '\0'),
                  arena_printf(job->arena, "%s%s%s", n ? "mutaties zonder indeling" : "",
                               n && *unlisted ? "; " : "", unlisted),
                  "Elke mutatie van de tabel heeft een waarde van haar indelingen; wat er geen "
                  "heeft staat op de rij 'Zonder indeling'.");
}

static void prove(struct job *job, const struct groepen *groepen)
{
    unsigned secties = 0;
    for (size_t m = 0; m < groepen->tabel->n_maten; m++)
        secties |= maat_kinds[groepen->tabel->maten[m]].secties;
    for (size_t k = 0; k < groepen->tabel->n_kolommen; k++)
        if (job->plan->kolommen[groepen->tabel->kolommen[k]].kind == TABEL_KOLOM_SUM)
            prove_kolom(job, groepen, secties, k);
    every_mutatie_has_a_row(job, groepen);
}

/* ---- tables ---- */

/* A sheet per value of `per`, and one file with all of them. */
static void make_tables_per(struct job *job, const struct groepen *groepen, const char *csv_name)
{
    const struct groepen_level *per = &groepen->levels[0];
    struct table **tables = arena_alloc(job->arena, groepen->n * sizeof(struct table *));
    const char **values = arena_alloc(job->arena, groepen->n * sizeof *values);
    size_t n = 0;
    for (size_t first = 0, end; first < groepen->n; first = end) {
        end = groepen_sheet_end(groepen, first);
        values[n] = per->codes[groepen->items[first].path[0]];
        tables[n] = vorm_build(job, groepen, first, end, NULL);
        name_table(job, tables[n], groepen->tabel, values[n]);
        n++;
    }
    if (n)
        vorm_together(job, groepen, tables, values, n)->csv_name = csv_name;
    for (size_t i = 0; i < n; i++)
        vorm_finish(job, groepen, tables[i]);
}

static void make_table(struct job *job, const struct tabel *tabel)
{
    struct groepen groepen;
    const char *csv_name = arena_printf(job->arena, "%s.csv", tabel->name);
    groepen_collect(job->ledger, tabel, job->arena, &groepen);
    check_periods(job, &groepen);
    prove(job, &groepen);
    if (tabel->per != INDELING_NONE) {
        make_tables_per(job, &groepen, csv_name);
        return;
    }
    struct table *table = vorm_build(job, &groepen, 0, groepen.n, NULL);
    table->csv_name = csv_name;
    name_table(job, table, tabel, "");
    vorm_finish(job, &groepen, table);
}

/* What the list calls incidenteel is no more than what is booked there. */
static void incidenteel_is_booked(struct job *job)
{
    const struct plan *plan = job->plan;
    struct text_list examples = {.arena = job->arena, .between = "; "};
    for (size_t i = 0; i < plan->n_incidenteel; i++) {
        const struct incidenteel *item = &plan->incidenteel[i];
        int64_t booked =
            ledger_figure(job->ledger, item->post, item->sectie, item->stand).money.cents;
        if (booked < 0 ? item->effect.cents >= booked && item->effect.cents <= 0
                       : item->effect.cents <= booked && item->effect.cents >= 0)
            continue;
        char listed[MONEY_TEXT_SIZE], found[MONEY_TEXT_SIZE];
        const struct money shown = {item->effect.cents * sectie_effect(item->sectie)};
        const struct money there = {booked * sectie_effect(item->sectie)};
        list_add(&examples, "regel %d: € %s van € %s", item->line_no,
                 money_format(shown, true, listed), money_format(there, true, found));
    }
    if (plan->n_incidenteel)
        controls_none(&job->controls, job->arena, "Incidenteel is geboekt", SEVERITY_WARNING,
                      examples.n, list_text(&examples, ""),
                      "Wat de lijst incidenteel noemt is niet meer dan wat er op die post, sectie "
                      "en stand geboekt is.");
}

static bool tabellen_run(struct job *job)
{
    incidenteel_is_booked(job);
    if (job->plan->rechtmatigheid)
        job->overschrijdingen.placed =
            arena_alloc(job->arena, job->plan->rechtmatigheid->n_oordelen);
    for (size_t i = 0; i < job->plan->n_tabellen; i++) {
        make_table(job, &job->plan->tabellen[i]);
        if (!job_goes_on(job))
            return false;
    }
    return true;
}

static unsigned tabellen_needs(const struct plan *plan)
{
    unsigned needs = 0;
    for (size_t i = 0; i < plan->n_tabellen; i++)
        needs |= plan->tabellen[i].needs;
    return needs;
}

const struct stage tabellen_stage = {
    .name = "tabellen", .run = tabellen_run, .when = STAGE_ALWAYS, .needs = tabellen_needs};
