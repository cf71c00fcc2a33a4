/* verantwoording: the sheets Bronnen and Verantwoording. Which bytes were read, and where every
 * mutatie went. */
#include "pipeline/tables/job.h"

/* ---- Bronnen ---- */

static void add_file_row(struct table *table, struct arena *arena, const struct source *source,
                         size_t index, const struct file_account *file)
{
    table_put(table, arena, ROW_DATA, cell_text(source->name),
              cell_text(source_file_shown(source, index, arena)),
              cell_integer((long long)file->n_lines), cell_integer((long long)file->n_records),
              cell_integer((long long)file->counts.n_rejected), cell_integer(file->n_bytes),
              cell_text(file->compressed ? "ja" : "nee"),
              cell_text(arena_printf(arena, "%s", file->sha256)));
}

static void add_files_table(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("bron", "Bron", 28),
        TEXT_COLUMN("bestand", "Bestand", 36),
        NUMBER_COLUMN("regels", "Regels", 12),
        NUMBER_COLUMN("gegevensregels", "Gegevensregels", 16),
        NUMBER_COLUMN("afgekeurd", "Afgekeurd", 12),
        NUMBER_COLUMN("bytes", "Bytes", 14),
        TEXT_COLUMN("gzip", "Gzip", 7),
        TEXT_COLUMN("sha256", "SHA-256", 66),
    };
    static const struct table_form form = {
        .sheet = "Bronnen",
        .appendix = true,
        .filter = true,
        .subtitle = "Elk gelezen bestand, met de SHA-256 van zijn bytes zoals die geleverd zijn.",
        TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    table->title = arena_printf(job->arena, "Bronnen van %s", job->plan->name);
    for (size_t s = 0; s < job->plan->n_sources; s++)
        for (size_t i = 0; i < job->plan->sources[s].n_files; i++)
            add_file_row(table, job->arena, &job->plan->sources[s], i,
                         &job->ledger->accounts[s].files[i]);
}

/* ---- Verantwoording ---- */

static void add_fate_row(struct table *table, struct arena *arena, enum row_kind kind,
                         const char *source, const char *fate, struct figure figure)
{
    table_put(table, arena, kind, cell_text(source), cell_text(fate),
              cell_integer((long long)figure.n_mutaties), cell_exact(figure.money));
}

static void add_source_rows(struct table *table, struct arena *arena, const struct source *source,
                            const struct source_account *account)
{
    for (size_t i = 0; i < account->n_fates; i++)
        if (i == FATE_CELL || account->fates[i].n_mutaties > 0)
            add_fate_row(table, arena, ROW_DATA, source->name, fate_name(source->profile, i),
                         account->fates[i]);
    add_fate_row(table, arena, ROW_TOTAL, source->name, "gelezen",
                 (struct figure){account->counts.amounts.money, account->counts.n_mutaties});
}

static void add_fates_table(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("bron", "Bron", 28),
        TEXT_COLUMN("bestemming", "Bestemming", 36),
        NUMBER_COLUMN("mutaties", "Mutaties", 14),
        NUMBER_COLUMN("bedrag", "Bedrag", 20),
    };
    static const struct table_form form = {
        .sheet = "Verantwoording",
        .appendix = true,
        .filter = true,
        .title = "Waar elke mutatie terechtkwam",
        .subtitle = "Per bron, in euro's en centen en in de tekens van die bron. Afgekeurde regels "
                    "staan in afgekeurd.csv.",
        TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    for (size_t s = 0; s < job->plan->n_sources; s++)
        add_source_rows(table, job->arena, &job->plan->sources[s], &job->ledger->accounts[s]);
}

static bool verantwoording_run(struct job *job)
{
    add_files_table(job);
    add_fates_table(job);
    return true;
}

const struct stage verantwoording_stage = {
    .name = "verantwoording", .run = verantwoording_run, .when = STAGE_ALWAYS};
