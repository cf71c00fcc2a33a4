/* rechtmatigheid: what the tables of [rechtmatigheid] have above their budget, per categorie, and
 * whether what counts stays below the grensbedrag. */
#include "pipeline/tables/job.h"
#include "pipeline/tables/shown.h"

enum { TABEL, CODE, REGEL, OVER, COUNTS, COUNTS_NOT, OPEN, COLUMNS };

static struct table *add_table(struct job *job)
{
    static const struct table_column columns[COLUMNS] = {
        WRAPPED_COLUMN("tabel", "Tabel", 34),
        TEXT_COLUMN("code", "Code", 8),
        WRAPPED_COLUMN("regel", "Regel", 58),
        NUMBER_COLUMN("overschrijding", "Overschrijding", 15),
        NUMBER_COLUMN("telt_mee", "Telt mee", 12),
        NUMBER_COLUMN("telt_niet_mee", "Telt niet mee", 12),
        NUMBER_COLUMN("te_beoordelen", "Te beoordelen", 12),
    };
    static const struct table_form form = {.csv_name = "rechtmatigheid.csv",
                                           .title = "Begrotingsrechtmatigheid",
                                           .printed = true,
                                           TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    table->sheet = tables_sheet_name(&job->tables, job->arena, "Rechtmatigheid");
    table->subtitle = shown_unit(job->plan);
    table->unit_euros = job->plan->unit_euros;
    return table;
}

static struct cell *add_row(struct job *job, struct table *table, enum row_kind kind,
                            const char *tabel, const char *regel, const struct money *amounts)
{
    struct cell *cells = table_add_row(table, job->arena, kind)->cells;
    cells[TABEL] = cell_text_or_blank(tabel);
    cells[REGEL] = cell_text(regel);
    for (size_t i = 0; i < COLUMNS - OVER; i++)
        if (amounts[i].cents || kind == ROW_TOTAL)
            cells[OVER + i] = cell_money(amounts[i]);
    return cells;
}

/* What was judged of a table as one categorie; false when nothing was. */
static bool sum_categorie(const struct job *job, size_t tabel, size_t categorie, struct money *sum)
{
    const struct rechtmatigheid *rules = job->plan->rechtmatigheid;
    *sum = (struct money){0};
    for (size_t i = 0; i < rules->n_oordelen; i++)
        if (rules->oordelen[i].tabel == tabel && rules->oordelen[i].categorie == categorie &&
            job->overschrijdingen.placed[i] && !money_add(*sum, rules->oordelen[i].amount, sum))
            return false;
    return sum->cents != 0;
}

static void add_categorieen(struct job *job, struct table *table, size_t tabel)
{
    const struct rechtmatigheid *rules = job->plan->rechtmatigheid;
    for (size_t c = 0; c < rules->n_categorieen; c++) {
        const struct overschrijding_categorie *why = &rules->categorieen[c];
        struct money sum;
        if (!sum_categorie(job, tabel, c, &sum))
            continue;
        struct money amounts[COLUMNS - OVER] = {sum};
        amounts[(why->counts ? COUNTS : COUNTS_NOT) - OVER] = sum;
        add_row(job, table, ROW_DATA, job->plan->tabellen[tabel].title, why->name, amounts)[CODE] =
            cell_text(arena_copy(job->arena, why->code.bytes, why->code.n_bytes));
    }
}

/* The rows of one table, and its total, which is added to that of all. Returns the total's row. */
static size_t add_tabel(struct job *job, struct table *table, size_t tabel,
                        struct money all[COLUMNS - OVER])
{
    const char *title = job->plan->tabellen[tabel].title;
    struct money sums[COLUMNS - OVER] = {{0}};
    for (size_t i = 0; i < job->overschrijdingen.n; i++) {
        const struct overschrijding *of = &job->overschrijdingen.items[i];
        const struct money own[COLUMNS - OVER] = {of->amount, of->counts, of->counts_not, of->open};
        for (size_t a = 0; of->tabel == tabel && a < COLUMNS - OVER; a++)
            table->incomplete |= !money_add(sums[a], own[a], &sums[a]);
    }
    const size_t first = table->n_rows, open = OPEN - OVER;
    add_categorieen(job, table, tabel);
    if (sums[open].cents) {
        const struct money left[COLUMNS - OVER] = {sums[open], {0}, {0}, sums[open]};
        add_row(job, table, ROW_DATA, title, "Te beoordelen", left);
    }
    const size_t total = table->n_rows;
    struct formula rows = {0};
    add_row(job, table, ROW_TOTAL, "", arena_printf(job->arena, "Totaal %s", title), sums);
    for (size_t r = first; r < total; r++)
        formula_add(&rows, job->arena, r, +1);
    table_set_formula(table, total, &rows);
    for (size_t a = 0; a < COLUMNS - OVER; a++)
        table->incomplete |= !money_add(all[a], sums[a], &all[a]);
    return total;
}

/* "0,5" */
static const char *percentage(struct arena *arena, int per_mille)
{
    return per_mille % 10 ? arena_printf(arena, "%d,%d", per_mille / 10, per_mille % 10)
                          : arena_printf(arena, "%d", per_mille / 10);
}

/* The grensbedrag, and how it came about. False when the lasten are too large. */
static bool find_limit(struct job *job, struct rechtmatigheid_outcome *outcome)
{
    static const enum sectie secties[] = {SECTIE_LASTEN, SECTIE_STORTINGEN};
    const struct plan *plan = job->plan;
    const struct rechtmatigheid *rules = plan->rechtmatigheid;
    struct money lasten = {0};
    outcome->limit = rules->amount;
    outcome->limit_words = "volgens de instelling grensbedrag";
    if (!rules->per_mille)
        return true;
    for (size_t i = 0; i < 2; i++) {
        struct figure figure;
        if (!ledger_sum(job->ledger,
                        &(struct ledger_filter){.kolom = &plan->kolommen[rules->realisatie],
                                                .sectie = &secties[i],
                                                .in_programma = true},
                        &figure) ||
            !money_subtract(lasten, figure.money, &lasten))
            return false;
    }
    outcome->limit.cents = (int64_t)(((__int128)lasten.cents * rules->per_mille + 500) / 1000);
    if (outcome->limit.cents < rules->minimum.cents)
        outcome->limit = rules->minimum;
    outcome->limit_words =
        arena_printf(job->arena, "%s%% van de lasten en stortingen, %s",
                     percentage(job->arena, rules->per_mille), shown_euros(job->arena, lasten, 1));
    return true;
}

static const char *note(const struct job *job, const struct rechtmatigheid_outcome *outcome)
{
    struct arena *arena = job->arena;
    const int64_t unit = job->plan->unit_euros;
    const bool within = outcome->counts.cents <= outcome->limit.cents;
    const char *open = outcome->open.cents ? arena_printf(arena, " Nog te beoordelen is %s.",
                                                          shown_euros(arena, outcome->open, unit))
                                           : "";
    return arena_printf(arena, "Wat meetelt is %s, %s het grensbedrag van %s (%s).%s",
                        shown_euros(arena, outcome->counts, unit), within ? "niet boven" : "boven",
                        shown_euros(arena, outcome->limit, unit), outcome->limit_words, open);
}

static bool rechtmatigheid_run(struct job *job)
{
    const struct plan *plan = job->plan;
    if (!plan->rechtmatigheid)
        return true;
    struct table *table = add_table(job);
    struct money all[COLUMNS - OVER] = {{0}};
    struct formula totals = {0};
    for (size_t i = 0; i < plan->n_tabellen; i++)
        if (plan->tabellen[i].is_judged)
            formula_add(&totals, job->arena, add_tabel(job, table, i, all), +1);
    add_row(job, table, ROW_TOTAL, "", "Totaal overschrijdingen", all);
    table_set_formula(table, table->n_rows - 1, &totals);
    struct rechtmatigheid_outcome *outcome = &job->overschrijdingen.outcome;
    outcome->counts = all[COUNTS - OVER];
    outcome->open = all[OPEN - OVER];
    outcome->known = !table->incomplete && find_limit(job, outcome);
    if (!outcome->known)
        return true;
    const struct money limit[COLUMNS - OVER] = {[COUNTS - OVER] = outcome->limit};
    add_row(job, table, ROW_DATA, "", "Grensbedrag", limit);
    table->note = note(job, outcome);
    return true;
}

const struct stage rechtmatigheid_stage = {
    .name = "rechtmatigheid", .run = rechtmatigheid_run, .when = STAGE_ALWAYS};
