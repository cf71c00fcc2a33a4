/* Tables over all indicators: every target with its outcome, and how much each printed table knows.
 */
#include "stages/indicatoren/indicatoren.h"

/* ---- every target ---- */

static void add_target(struct job *job, struct table *table, const struct value *target)
{
    const struct indicators *all = job->plan->indicators;
    const struct indicator *indicator = &all->items[target->indicator];
    const struct value *outcome =
        indicators_value(all, target->indicator, target->period, KIND_REALISATIE, target->document);
    table_put(table, job->arena, ROW_DATA, cell_text(indicator->code), cell_text(indicator->name),
              cell_text(target->period), cell_text(target->document), indicator_cell(job, target),
              indicator_cell(job, outcome),
              cell_text(outcome_names[target_outcome(indicator, target, outcome)]));
}

void indicatoren_add_targets(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("code", "Code", 32),
        WRAPPED_COLUMN("indicator", "Indicator", 50),
        TEXT_COLUMN("periode", "Periode", 10),
        TEXT_COLUMN("document", "Document", 17),
        NUMBER_COLUMN("streefwaarde", "Streef waarde", 9),
        NUMBER_COLUMN("uitkomst", "Uitkomst", 9),
        TEXT_COLUMN("oordeel", "Oordeel", 16),
    };
    static const struct table_form form = {.csv_name = "streefwaarden.csv",
                                           .sheet = "Streefwaarden",
                                           .appendix = true,
                                           .title = "Streefwaarden en hun uitkomst",
                                           .subtitle =
                                               "Elke streefwaarde met de uitkomst van dezelfde "
                                               "periode; gelijk is niet lager en niet hoger.",
                                           TABLE_COLUMNS(columns)};
    const struct indicators *all = job->plan->indicators;
    struct table *table = NULL;
    for (size_t i = 0; i < all->n_values; i++) {
        const struct value *value = &all->values[i];
        if (value->kind != KIND_STREEF || !value_is_known(value))
            continue;
        if (!table)
            table = tables_add_form(&job->tables, job->arena, &form);
        add_target(job, table, value);
    }
}

/* ---- what each printed table knows ---- */

static void add_filling(struct job *job, struct table *table, const struct printed_table *printed)
{
    const struct printed_cells filling = toets_filling(job->plan->indicators, printed);
    const struct decimal percent = {(int64_t)filling.n_nb * 100, 0};
    table_put(table, job->arena, ROW_DATA, cell_text(printed->name), cell_text(printed->title),
              cell_text(printed->document), cell_integer((long long)printed->n_rows),
              cell_integer((long long)filling.n), cell_integer((long long)filling.n_known),
              cell_integer((long long)filling.n_nb),
              filling.n ? cell_percentage(decimal_divide(percent, (int64_t)filling.n, 1))
                        : cell_blank());
}

void indicatoren_add_fillings(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("tabel", "Tabel", 28),
        WRAPPED_COLUMN("titel", "Titel", 56),
        TEXT_COLUMN("document", "Document", 17),
        NUMBER_COLUMN("rijen", "Rijen", 7),
        NUMBER_COLUMN("waarden", "Waarden", 9),
        NUMBER_COLUMN("bekend", "Bekend", 8),
        NUMBER_COLUMN("nb", "NB", 6),
        NUMBER_COLUMN("aandeel_nb", "Aandeel NB", 9),
    };
    static const struct table_form form = {
        .csv_name = "tabellen.csv",
        .sheet = "Tabellen",
        .appendix = true,
        .title = "Tabellen en hoeveel daarin niet bekend is",
        .subtitle = "Elke gedrukte tabel met het aantal waarden dat zij noemt.",
        TABLE_COLUMNS(columns)};
    const struct indicators *all = job->plan->indicators;
    if (all->n_tables == 0)
        return;
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    for (size_t t = 0; t < all->n_tables; t++)
        add_filling(job, table, &all->tables[t]);
}
