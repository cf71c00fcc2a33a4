/* koppeling: what the mapping lacks, and what in it nothing used. */
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"

/* ---- mapping lines that nothing used ---- */

static void add_unused_row(struct table *table, struct job *job, const struct key_rule *rule)
{
    const struct post *post = &job->plan->mapping.posten[rule->post];
    const char *key =
        arena_printf(job->arena, "%.*s%s", TEXT_ARG(rule->key), rule->is_prefix ? "*" : "");
    table_put(table, job->arena, ROW_DATA, cell_text(key), cell_text(post->name),
              cell_text(job->plan->mapping.pakketten[post->pakket].code),
              cell_integer(rule->line_no));
}

static struct table *add_unused_table(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("sleutel", "Sleutel", 24),
        TEXT_COLUMN("post", "Post", 58),
        TEXT_COLUMN("pakket", "Pakket", 8),
        NUMBER_COLUMN("regel", "Regel", 8),
    };
    static const struct table_form form = {
        .csv_name = PUBLISHED_ONGEBRUIKT,
        .sheet = "Koppeling ongebruikt",
        .title = "Koppelregels die niets gebruikte",
        .subtitle = "Regels van posten.csv die in de jaren van deze run gelden, en waarvan de "
                    "sleutel in geen enkele bron voorkomt.",
        TABLE_COLUMNS(columns)};
    return tables_add_form(&job->tables, job->arena, &form);
}

static void list_unused(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct table *table = NULL;
    for (size_t i = 0; ledger_is_whole(job->ledger) && i < mapping->n_keys; i++) {
        if (!ledger_key_unused(job->ledger, i))
            continue;
        table = table ? table : add_unused_table(job);
        add_unused_row(table, job, &mapping->keys[i]);
    }
}

/* ---- what has no mapping ---- */

static const char *const labels[] = {
    [UNMAPPED_KEY] = "sleutel",
    [UNMAPPED_YEAR] = "sleutel geldt niet in dit jaar",
    [UNMAPPED_SECTIE] = "geen sectie",
    [UNMAPPED_STAND] = "geen stand",
    [UNMAPPED_REST] = "alle verdere sleutels samen",
};

static void add_unmapped_row(struct table *table, const struct job *job,
                             const struct unmapped *unmapped)
{
    table_put(table, job->arena, ROW_DATA, cell_text(unmapped->source),
              cell_text(ledger_unmapped_shown(job->ledger, unmapped, job->arena)),
              cell_text(labels[unmapped->kind]),
              unmapped->year ? cell_integer(unmapped->year) : cell_blank(),
              cell_integer((long long)unmapped->n_mutaties), cell_exact(unmapped->sum),
              cell_text(unmapped->hint));
}

static void add_unmapped_table(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("bron", "Bron", 26),
        TEXT_COLUMN("sleutel", "Sleutel", 24),
        TEXT_COLUMN("soort", "Wat ontbreekt", 28),
        NUMBER_COLUMN("jaar", "Jaar", 8),
        NUMBER_COLUMN("mutaties", "Mutaties", 12),
        NUMBER_COLUMN("bedrag", "Bedrag", 18),
        WRAPPED_COLUMN("lijkt_op", "Lijkt op", 50),
    };
    static const struct table_form form = {
        .csv_name = PUBLISHED_ONGEKOPPELD,
        .sheet = "Zonder koppeling",
        .title = "Sleutels zonder koppeling",
        .subtitle = "Wat in de bronnen staat en in posten.csv of het bronprofiel geen plaats "
                    "heeft. Bedragen in de tekens van de bron.",
        TABLE_COLUMNS(columns)};
    if (job->ledger->n_unmapped == 0)
        return;
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    for (size_t i = 0; i < job->ledger->n_unmapped; i++)
        add_unmapped_row(table, job, &job->ledger->unmapped[i]);
}

static bool koppeling_run(struct job *job)
{
    list_unused(job);
    add_unmapped_table(job);
    return true;
}

const struct stage koppeling_stage = {
    .name = "koppeling", .run = koppeling_run, .when = STAGE_ALWAYS};
