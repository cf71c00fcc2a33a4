/* oorzaken: what moves each afwijking that must be explained: the rekeningen, kostenplaatsen and
 * besluiten that weigh most, and what all others do together. */
#include "pipeline/tables/oorzaken.h"
#include "pipeline/base/array.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/shown.h"

#include <stdlib.h>

static const enum dimension kinds[] = {DIMENSION_REKENING, DIMENSION_KOSTENPLAATS,
                                       DIMENSION_BESLUIT};
#define KINDS (sizeof kinds / sizeof *kinds)

/* ---- shares ---- */

/* A line of the ledger in the share of its label, in the sign of the side. */
static bool add_line(const struct plan *plan, const struct saldo_line *line, enum sectie side,
                     struct oorzaak *share)
{
    struct money *const sums[] = {&share->money.realisatie, &share->money.begroting,
                                  &share->money.verschil};
    const size_t kolommen[] = {plan->realisatie_kolom, plan->begroting_kolom, plan->verschil_kolom};
    for (size_t k = 0; k < 3; k++) {
        int sign = plan_kolom_sign(&plan->kolommen[kolommen[k]], line->stand);
        struct money money = shown_sectie(plan, side, line->figure.money);
        if (sign > 0 && !money_add(*sums[k], money, sums[k]))
            return false;
        if (sign < 0 && !money_subtract(*sums[k], money, sums[k]))
            return false;
        share->n_mutaties += sign && k < 2 ? line->figure.n_mutaties : 0;
    }
    return true;
}

static bool add_sectie(const struct job *job, size_t post, enum sectie sectie, enum sectie side,
                       enum dimension kind, struct oorzaak *shares)
{
    const struct ledger *ledger = job->ledger;
    for (size_t i = ledger_first_line(ledger, post, sectie); i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        if (line->post != post || line->sectie != sectie)
            break;
        if (!add_line(job->plan, line, side, &shares[line->dimension[kind]]))
            return false;
    }
    return true;
}

static int64_t magnitude(const struct oorzaak *of)
{
    return money_size(of->money.verschil).cents;
}

/* The largest first; of equals the first code, which is how they came. */
static int by_magnitude(const void *a, const void *b)
{
    const struct oorzaak *x = a, *y = b;
    int order = ARRAY_ORDER(magnitude(y), magnitude(x));
    return order ? order : ARRAY_ORDER(x->n_others, y->n_others);
}

/* What has mutaties, the largest first. Returns how many; false in *ok on overflow. */
static size_t read_shares(const struct job *job, const struct oorzaak *of, size_t post,
                          struct oorzaak *shares, bool *ok)
{
    const struct labels *labels = &job->ledger->labels[of->kind];
    size_t n = 0;
    for (size_t i = 0; i < labels->n; i++) {
        shares[i] = *of;
        shares[i].code = labels->texts[i];
    }
    for (enum sectie sectie = 0; sectie < SECTIE_COUNT; sectie++)
        if (afwijking_side_of(sectie) == of->side && afwijking_counts(job->plan, sectie))
            *ok &= add_sectie(job, post, sectie, of->side, of->kind, shares);
    for (size_t i = 0; i < labels->n; i++)
        if (shares[i].n_mutaties > 0) {
            shares[n] = shares[i];
            shares[n].n_others = n; /* the order they came in, while they are sorted */
            n++;
        }
    qsort(shares, n, sizeof *shares, by_magnitude);
    for (size_t i = 0; i < n; i++)
        shares[i].n_others = 0;
    return n;
}

/* ---- which are shown ---- */

static void add(struct job *job, struct oorzaak of)
{
    struct oorzaken *all = &job->oorzaken;
    *arena_add(job->arena, all->items, all->n) = of;
}

/* A single one that has no code says nothing: the source knows none. */
static bool says_something(const struct oorzaak *shares, size_t n)
{
    return n > 1 || (n == 1 && *shares->code);
}

static bool add_largest(struct job *job, const struct oorzaak *shares, size_t n)
{
    size_t most = job->plan->n_oorzaken, n_shown = n > most + 1 ? most : n;
    struct oorzaak rest = {0};
    if (!says_something(shares, n))
        return true;
    for (size_t i = 0; i < n_shown; i++)
        add(job, shares[i]);
    if (n == n_shown)
        return true;
    rest = shares[n_shown];
    for (size_t i = n_shown + 1; i < n; i++)
        if (!afwijking_side_add(&rest.money, &shares[i].money))
            return false;
    rest.n_others = n - n_shown;
    add(job, rest);
    return true;
}

static bool add_afwijking(struct job *job, size_t index, struct oorzaak *shares)
{
    const struct afwijking *of = &job->afwijkingen.items[index];
    bool ok = true;
    for (int side = 0; side < AFWIJKING_SIDES; side++)
        for (size_t k = 0; k < KINDS && of->figures.side[side].verschil.cents != 0; k++) {
            const struct oorzaak about = {
                .afwijking = index, .side = (enum sectie)side, .kind = kinds[k]};
            size_t n = read_shares(job, &about, of->post, shares, &ok);
            ok = ok && add_largest(job, shares, n);
        }
    return ok;
}

/* ---- as a table ---- */

enum column { PAKKET, POST, SIDE, SOORT, CODE, REALISATIE, BEGROTING, VERSCHIL, COLUMNS };

static struct table *add_table(struct job *job)
{
    static const struct table_column columns[COLUMNS] = {
        [PAKKET] = TEXT_COLUMN("pakket", "Pakket", 8),
        [POST] = TEXT_COLUMN("post", "Post", 40),
        [SIDE] = TEXT_COLUMN("sectie", "Sectie", 10),
        [SOORT] = TEXT_COLUMN("soort", "Soort", 14),
        [CODE] = TEXT_COLUMN("code", "Code", 22),
        [REALISATIE] = {.name = "realisatie", .heading = "Realisatie", .kind = COLUMN_NUMBER},
        [BEGROTING] = {.name = "begroting", .heading = "Begroting", .kind = COLUMN_NUMBER},
        [VERSCHIL] = {.name = "verschil", .heading = "Verschil", .kind = COLUMN_NUMBER},
    };
    static const struct table_form form = {
        .csv_name = PUBLISHED_OORZAKEN,
        .title = "Oorzaken van de afwijkingen",
        .subtitle = "Welke rekeningen, kostenplaatsen en besluiten een afwijking het meest "
                    "bewegen. Van elke soort is alles bij elkaar de afwijking, tot op de cent. "
                    "Bedragen in euro's en centen, in de tekens van de bladen Afwijkingen.",
        .appendix = true,
        TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    table->sheet = tables_sheet_name(&job->tables, job->arena, "Oorzaken");
    return table;
}

static struct table_row *add_row(struct job *job, struct table *table, const struct oorzaak *of,
                                 const char *code, enum row_kind kind)
{
    const struct afwijking *about = &job->afwijkingen.items[of->afwijking];
    struct table_row *row = table_add_row(table, job->arena, kind);
    row->cells[PAKKET] = cell_text(job->plan->mapping.pakketten[about->pakket].code);
    row->cells[POST] = cell_text(about->label);
    row->cells[SIDE] = cell_text(sectie_name(of->side));
    row->cells[SOORT] = cell_text(oorzaak_kind_name(of->kind));
    row->cells[CODE] = cell_text(code);
    return row;
}

static void put_money(struct table_row *row, const struct afwijking_side *money)
{
    row->cells[REALISATIE] = cell_exact(money->realisatie);
    row->cells[BEGROTING] = cell_exact(money->begroting);
    row->cells[VERSCHIL] = cell_exact(money->verschil);
}

/* The oorzaken of one side and kind, and the afwijking that they are together. */
static void add_group(struct job *job, struct table *table, size_t first, size_t end)
{
    const struct oorzaak *items = job->oorzaken.items;
    const struct afwijking *about = &job->afwijkingen.items[items[first].afwijking];
    size_t n_terms = end - first, first_row = table->n_rows;
    struct term *terms = arena_alloc(job->arena, n_terms * sizeof *terms);
    for (size_t i = first; i < end; i++) {
        terms[i - first] = (struct term){first_row + i - first, +1};
        put_money(add_row(job, table, &items[i], oorzaak_name(&items[i], job->arena), ROW_DATA),
                  &items[i].money);
    }
    struct table_row *total = add_row(job, table, &items[first], "Afwijking", ROW_TOTAL);
    put_money(total, &about->figures.side[items[first].side]);
    total->formula = terms;
    total->n_formula = n_terms;
}

static bool oorzaken_run(struct job *job)
{
    size_t n_labels = 1;
    bool ok = true;
    if (!job->plan->has_afwijkingen || job->plan->n_oorzaken == 0)
        return true;
    for (size_t k = 0; k < KINDS; k++)
        n_labels += job->ledger->labels[kinds[k]].n;
    struct oorzaak *shares = mem_alloc(n_labels * sizeof *shares);
    for (size_t i = 0; i < job->afwijkingen.n; i++)
        if (job->afwijkingen.items[i].kind == AFWIJKING_POST)
            ok = add_afwijking(job, i, shares) && ok;
    free(shares);
    if (!ok)
        errors_add(job->errors, ERROR_DATA, job->plan->name,
                   "oorzaken: verwacht bedragen onder € 10.000 miljard, gevonden een groter");
    struct table *table = add_table(job);
    for (size_t i = 0, end; i < job->oorzaken.n; i = end) {
        end = oorzaken_end(&job->oorzaken, i);
        add_group(job, table, i, end);
    }
    return true;
}

static unsigned oorzaken_needs(const struct plan *plan)
{
    unsigned needs = 0;
    for (size_t k = 0; plan->has_afwijkingen && plan->n_oorzaken > 0 && k < KINDS; k++)
        needs |= 1u << kinds[k];
    return needs;
}

const struct stage oorzaken_stage = {
    .name = "oorzaken", .run = oorzaken_run, .when = STAGE_ALWAYS, .needs = oorzaken_needs};
