/* Controls on the mapping: what has no place in it, and what in it nothing used. */
#include "stages/controles/controles.h"

#include <string.h>

#define MOST_TOLD 100 /* keys without a mapping, each an error of its own */

/* ---- mapping lines that nothing used ---- */

static bool wanted_in_this_run(const struct plan *plan, const struct key_rule *rule)
{
    for (size_t i = 0; i < plan->n_standen; i++)
        if (years_hold(rule->years, plan->standen[i].year))
            return true;
    return false;
}

static void add_unused_row(struct table *table, struct job *job, const struct key_rule *rule)
{
    const struct post *post = &job->plan->mapping.posten[rule->post];
    struct cell *cells = table_add_row(table, job->arena, ROW_DATA)->cells;
    cells[0] = cell_text(
        arena_printf(job->arena, "%.*s%s", TEXT_ARG(rule->key), rule->is_prefix ? "*" : ""));
    cells[1] = cell_text(post->name);
    cells[2] = cell_text(job->plan->mapping.pakketten[post->pakket].code);
    cells[3] = cell_integer(rule->line_no);
}

static struct table *add_unused_table(struct job *job)
{
    static const struct table_column columns[] = {
        {.name = "sleutel", .heading = "Sleutel", .width = 24},
        {.name = "post", .heading = "Post", .width = 58},
        {.name = "pakket", .heading = "Pakket", .width = 8},
        {.name = "regel", .heading = "Regel", .kind = COLUMN_NUMBER, .width = 8},
    };
    const size_t n_columns = sizeof columns / sizeof *columns;
    struct table *table = tables_add(&job->tables, job->arena, n_columns);
    table->csv_name = "koppeling_ongebruikt.csv";
    table->sheet = "Koppeling ongebruikt";
    table->title = "Koppelregels die niets gebruikte";
    table->subtitle = "Regels van posten.csv die in de jaren van deze run gelden, en waarvan de "
                      "sleutel in geen enkele bron voorkomt.";
    memcpy(table->columns, columns, sizeof columns);
    return table;
}

static void every_mapping_line_was_used(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct examples examples = {.text = "", .listed = true};
    struct table *table = NULL;
    for (size_t i = 0; i < mapping->n_keys; i++) {
        const struct key_rule *rule = &mapping->keys[i];
        if (job->ledger->key_used[i] || !wanted_in_this_run(job->plan, rule))
            continue;
        examples_add(&examples, job->arena, "%.*s%s (regel %d)", TEXT_ARG(rule->key),
                     rule->is_prefix ? "*" : "", rule->line_no);
        table = table ? table : add_unused_table(job);
        add_unused_row(table, job, rule);
    }
    check_none(job, "Koppelregels gebruikt", SEVERITY_WARNING, &examples,
               "Elke sleutel in posten.csv die in deze jaren geldt komt in de bronnen voor; wat "
               "niet voorkomt staat in koppeling_ongebruikt.csv.");
}

/* ---- the list of what has no mapping ---- */

static const struct {
    const char *label;  /* in the table */
    const char *wanted; /* in the message */
} unmapped_kinds[] = {
    [UNMAPPED_KEY] = {"sleutel", "een regel in posten.csv"},
    [UNMAPPED_YEAR] = {"sleutel geldt niet in dit jaar", "een regel in posten.csv voor dit jaar"},
    [UNMAPPED_SECTIE] = {"geen sectie", "een regel onder [sectie] in het bronprofiel"},
    [UNMAPPED_STAND] = {"geen stand", "een woord en een jaar, zoals realisatie 2024"},
};

static void add_unmapped_row(struct table *table, struct arena *arena,
                             const struct unmapped *unmapped)
{
    struct cell *cells = table_add_row(table, arena, ROW_DATA)->cells;
    cells[0] = cell_text(unmapped->source);
    cells[1] = cell_text(unmapped->key);
    cells[2] = cell_text(unmapped_kinds[unmapped->kind].label);
    if (unmapped->year != 0)
        cells[3] = cell_integer(unmapped->year);
    cells[4] = cell_integer((long long)unmapped->n_mutaties);
    cells[5] = cell_exact(unmapped->sum);
    cells[6] = cell_text(unmapped->hint);
}

static void add_unmapped_table(struct job *job)
{
    static const struct table_column columns[] = {
        {.name = "bron", .heading = "Bron", .width = 26},
        {.name = "sleutel", .heading = "Sleutel", .width = 24},
        {.name = "soort", .heading = "Wat ontbreekt", .width = 28},
        {.name = "jaar", .heading = "Jaar", .kind = COLUMN_NUMBER, .width = 8},
        {.name = "mutaties", .heading = "Mutaties", .kind = COLUMN_NUMBER, .width = 12},
        {.name = "bedrag", .heading = "Bedrag", .kind = COLUMN_NUMBER, .width = 18},
        {.name = "lijkt_op", .heading = "Lijkt op", .width = 50, .wrap = true},
    };
    const size_t n_columns = sizeof columns / sizeof *columns;
    if (job->ledger->n_unmapped == 0)
        return;
    struct table *table = tables_add(&job->tables, job->arena, n_columns);
    table->csv_name = "zonder_koppeling.csv";
    table->sheet = "Zonder koppeling";
    table->title = "Sleutels zonder koppeling";
    table->subtitle = "Wat in de bronnen staat en in posten.csv of het bronprofiel geen plaats "
                      "heeft. Bedragen in de tekens van de bron.";
    memcpy(table->columns, columns, sizeof columns);
    for (size_t i = 0; i < job->ledger->n_unmapped; i++)
        add_unmapped_row(table, job->arena, &job->ledger->unmapped[i]);
}

static void report_one(struct job *job, const struct unmapped *unmapped)
{
    struct arena *arena = job->arena;
    const char *year = unmapped->year ? arena_printf(arena, " (%d)", unmapped->year) : "";
    const char *hint = *unmapped->hint ? arena_printf(arena, "; %s", unmapped->hint) : "";
    errors_add(job->errors, ERROR_DATA, unmapped->source,
               "verwacht %s, gevonden \"%s\"%s in %s, € %s%s",
               unmapped_kinds[unmapped->kind].wanted, key_words(arena, unmapped), year,
               count_words(arena, unmapped->n_mutaties, "mutatie", "mutaties"),
               money_words(arena, unmapped->sum), hint);
}

/* Keys that lack nothing but zeros in front have one cause: a spreadsheet took codes for numbers.
 */
static void report_zeros(struct job *job, size_t n_zeros, const struct unmapped *first)
{
    const struct mapping *mapping = &job->plan->mapping;
    size_t nearest;
    bool lacks_zeros;
    mapping_nearest(mapping, text_of(first->key), &nearest, 1, &lacks_zeros);
    const struct key_rule *rule = &mapping->keys[nearest];
    errors_add(
        job->errors, ERROR_DATA, mapping->posten_path,
        "%zu sleutels uit de bronnen staan er alleen met een ander aantal nullen vooraan, "
        "zoals \"%s\" in %s en \"%.*s\" hier (regel %d): een rekenblad heeft codes voor "
        "getallen gehouden. Zijn de nullen hier weg, zet de kolom sleutel dan op Tekst en vul "
        "ze aan; zijn ze in de bron weg, zet dan vul of kaal in [betekenis] sleutel van het "
        "bronprofiel. zonder_koppeling.csv heeft ze alle",
        n_zeros, key_words(job->arena, first), first->source, TEXT_ARG(rule->key), rule->line_no);
}

/* Each on its own; past the first hundred zonder_koppeling.csv has the rest. */
static void report_unmapped(struct job *job)
{
    const struct ledger *ledger = job->ledger;
    const struct unmapped *first = NULL;
    size_t n_zeros = 0, n_told = 0;
    for (size_t i = 0; i < ledger->n_unmapped; i++) {
        n_zeros += ledger->unmapped[i].lacks_zeros;
        if (!first && ledger->unmapped[i].lacks_zeros)
            first = &ledger->unmapped[i];
    }
    size_t n = ledger->n_unmapped - (n_zeros > 1 ? n_zeros : 0);
    if (n_zeros > 1)
        report_zeros(job, n_zeros, first);
    if (n > MOST_TOLD)
        errors_add(job->errors, ERROR_DATA, "",
                   "%zu sleutels hebben geen koppeling; de eerste %d volgen, zonder_koppeling.csv "
                   "heeft ze alle. Is dit wel de sleutel van het bronprofiel?",
                   n, MOST_TOLD);
    for (size_t i = 0; i < ledger->n_unmapped && n_told < MOST_TOLD; i++) {
        if (n_zeros > 1 && ledger->unmapped[i].lacks_zeros)
            continue;
        report_one(job, &ledger->unmapped[i]);
        n_told++;
    }
}

void controles_koppeling(struct job *job)
{
    every_mapping_line_was_used(job);
    report_unmapped(job);
    add_unmapped_table(job);
}
