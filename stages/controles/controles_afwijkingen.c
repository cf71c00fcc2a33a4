/* Controls on the Afwijkingen sheets: they close, and what is large is explained. */
#include "pipeline/tables/deviation.h"
#include "pipeline/tables/overview.h"
#include "stages/controles/controles.h"

#include <string.h>

/* The columns of afwijkingen.csv. */
enum column {
    COLUMN_PAKKET,
    COLUMN_POST,
    COLUMN_LASTEN,
    COLUMN_BATEN,
    COLUMN_IS,
    COLUMN_STATUS,
};

/* The rows of one pakket in afwijkingen.csv; the last one is Totaal. */
struct rows {
    struct job *job;
    const struct table *table;
    size_t pakket; /* index */
    const char *code;
    size_t first, total;
};

static const char *text_of_cell(const struct table *table, size_t row, size_t column)
{
    const struct cell *cell = &table->rows[row].cells[column];
    return cell->kind == CELL_TEXT ? cell->text : "";
}

static bool is_post(const struct table *table, size_t row)
{
    return table->rows[row].kind == ROW_DATA &&
           !deviation_is_rest(text_of_cell(table, row, COLUMN_POST));
}

static const char *name_of(const struct rows *rows, const char *what)
{
    return arena_printf(rows->job->arena, "%s: %s", what, rows->code);
}

/* ---- per pakket ---- */

/* The verschil of the pakket's row in the main table; 0 when it has no row. */
static struct money verschil_in_main(const struct job *job, const char *code, enum sectie sectie)
{
    const struct table *table = job->tables.items[0];
    for (size_t r = 0; r < table->n_rows; r++)
        if (strcmp(text_of_cell(table, r, 0), sectie_heading(sectie)) == 0 &&
            strcmp(text_of_cell(table, r, 1), code) == 0)
            return table->rows[r].cells[OVERVIEW_LABELS + job->plan->verschil_kolom].money;
    return (struct money){0};
}

static void side_closes(const struct rows *rows, enum sectie sectie)
{
    struct job *job = rows->job;
    size_t column = sectie == SECTIE_LASTEN ? COLUMN_LASTEN : COLUMN_BATEN;
    struct money sum = {0};
    for (size_t r = rows->first; r < rows->total; r++)
        if (!money_add(sum, rows->table->rows[r].cells[column].money, &sum))
            sum.cents = INT64_MAX;
    struct money total = rows->table->rows[rows->total].cells[column].money;
    controls_money(
        &job->controls, job->arena,
        arena_printf(job->arena, "Afwijkingen tellen op: %s %s", rows->code, sectie_name(sectie)),
        SEVERITY_ERROR, total, sum,
        "De posten en de rij Overige zijn samen het Totaal van het blad.");
    controls_money(&job->controls, job->arena,
                   arena_printf(job->arena, "Afwijkingen = jaarrekening: %s %s", rows->code,
                                sectie_name(sectie)),
                   SEVERITY_ERROR, verschil_in_main(job, rows->code, sectie), total,
                   "Het Totaal van het blad is het verschil van het pakket in de tabel.");
}

static void both_sides_close(const struct rows *rows)
{
    side_closes(rows, SECTIE_LASTEN);
    side_closes(rows, SECTIE_BATEN);
}

static bool has_row(const struct rows *rows, const char *post)
{
    for (size_t r = rows->first; r < rows->total; r++)
        if (strcmp(text_of_cell(rows->table, r, COLUMN_POST), post) == 0)
            return true;
    return false;
}

static void rest_is_small(const struct rows *rows)
{
    struct job *job = rows->job;
    const struct plan *plan = job->plan;
    struct deviation rest = {0}, part;
    struct examples examples = {.text = ""};
    for (size_t post = 0; post < plan->mapping.n_posten; post++)
        if (plan->mapping.posten[post].pakket == rows->pakket &&
            !has_row(rows, plan->mapping.posten[post].name) &&
            deviation_of_post(job->ledger, post, &part))
            deviation_add(&rest, &part);
    if (deviation_reaches(&rest, &plan->post_threshold))
        examples_add(&examples, job->arena, "lasten € %s, baten € %s",
                     money_words(job->arena, rest.verschil[SECTIE_LASTEN]),
                     money_words(job->arena, rest.verschil[SECTIE_BATEN]));
    check_none(job, name_of(rows, "Overige onder de drempel"), SEVERITY_WARNING, &examples,
               "Wat in Overige bij elkaar staat is samen kleiner dan de drempel van een post.");
}

static void nothing_large_is_hidden(const struct rows *rows)
{
    struct job *job = rows->job;
    const struct plan *plan = job->plan;
    struct examples examples = {.text = ""};
    for (size_t post = 0; post < plan->mapping.n_posten; post++) {
        const struct post *of = &plan->mapping.posten[post];
        struct deviation deviation;
        if (of->pakket == rows->pakket && deviation_of_post(job->ledger, post, &deviation) &&
            deviation_reaches(&deviation, &plan->post_threshold) && !has_row(rows, of->name))
            examples_add(&examples, job->arena, "%s", of->name);
    }
    check_none(job, name_of(rows, "Geen grote afwijkingen die elkaar opheffen"), SEVERITY_WARNING,
               &examples,
               "In een pakket onder zijn drempel wijkt geen post meer af dan de drempel van een "
               "post.");
}

/* ---- all rows together ---- */

static void rows_with_status(struct job *job, const struct table *table, const char *status,
                             const char *name, const char *sentence)
{
    struct examples examples = {.text = ""};
    for (size_t r = 0; r < table->n_rows; r++)
        if (strcmp(text_of_cell(table, r, COLUMN_STATUS), status) == 0)
            examples_add(&examples, job->arena, "%s %s", text_of_cell(table, r, COLUMN_PAKKET),
                         text_of_cell(table, r, COLUMN_POST));
    check_none(job, name, SEVERITY_WARNING, &examples, sentence);
}

static void every_row_has_is(struct job *job, const struct table *table)
{
    struct examples examples = {.text = ""};
    for (size_t r = 0; r < table->n_rows; r++)
        if (is_post(table, r) && !*text_of_cell(table, r, COLUMN_IS))
            examples_add(&examples, job->arena, "%s %s", text_of_cell(table, r, COLUMN_PAKKET),
                         text_of_cell(table, r, COLUMN_POST));
    check_none(job, "I/S ingevuld", SEVERITY_WARNING, &examples,
               "Van elke toegelichte afwijking is gezegd of zij incidenteel of structureel is.");
}

static bool is_used(const struct table *table, const char *code, const struct toelichting *of)
{
    for (size_t r = 0; r < table->n_rows; r++) {
        const char *post = text_of_cell(table, r, COLUMN_POST);
        if (strcmp(text_of_cell(table, r, COLUMN_PAKKET), code) == 0 &&
            (strcmp(post, of->post) == 0 ||
             (deviation_is_rest(post) && deviation_is_rest(of->post))))
            return true;
    }
    return false;
}

/* Reserve movements have no row in the sheets; a toelichting or the ledger says I or S of them. */
static bool is_reserve(const struct job *job, size_t post)
{
    const struct plan *plan = job->plan;
    const struct kolom *realisatie = &plan->kolommen[plan->realisatie_kolom];
    struct figure in, out;
    return plan_in_scope(plan, post) &&
           ledger_kolom(job->ledger, post, SECTIE_STORTINGEN, realisatie, &in) &&
           ledger_kolom(job->ledger, post, SECTIE_ONTTREKKINGEN, realisatie, &out) &&
           in.n_mutaties + out.n_mutaties > 0;
}

static const struct toelichting *toelichting_of(const struct mapping *mapping, size_t post)
{
    for (size_t i = 0; i < mapping->n_toelichtingen; i++)
        if (mapping->toelichtingen[i].pakket == mapping->posten[post].pakket &&
            strcmp(mapping->toelichtingen[i].post, mapping->posten[post].name) == 0)
            return &mapping->toelichtingen[i];
    return NULL;
}

/* "I", "S", "I/S", or "" when nothing says. */
static const char *is_of_reserve(const struct job *job, size_t post)
{
    static const enum sectie reserves[] = {SECTIE_STORTINGEN, SECTIE_ONTTREKKINGEN};
    const struct plan *plan = job->plan;
    const struct toelichting *toelichting = toelichting_of(&plan->mapping, post);
    if (toelichting && *toelichting->is)
        return toelichting->is;
    for (size_t i = 0; plan->keep[DIMENSION_IS] && i < 2; i++) {
        const char *is = ledger_common_label(job->ledger, post, reserves[i],
                                             &plan->kolommen[plan->realisatie_kolom], DIMENSION_IS);
        if (*is)
            return is;
    }
    return "";
}

/* Without a word about it a reserve movement counts as incidental. */
static void reserves_are_incidental(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct examples structural = {.text = ""};
    for (size_t post = 0; post < mapping->n_posten; post++) {
        const char *is = is_reserve(job, post) ? is_of_reserve(job, post) : "";
        if (*is && strcmp(is, "I") != 0)
            examples_add(&structural, job->arena, "%s %s: %s", plan_pakket(job->plan, post)->code,
                         mapping->posten[post].name, is);
    }
    check_none(job, "Reservemutaties incidenteel", SEVERITY_WARNING, &structural,
               "Een storting of onttrekking is incidenteel (I) tenzij zij structureel is geraamd.");
}

static bool is_of_reserve_post(const struct job *job, const struct toelichting *of)
{
    const struct mapping *mapping = &job->plan->mapping;
    for (size_t post = 0; post < mapping->n_posten; post++)
        if (toelichting_of(mapping, post) == of)
            return is_reserve(job, post);
    return false;
}

static void every_toelichting_is_used(struct job *job, const struct table *table)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < mapping->n_toelichtingen; i++) {
        const struct toelichting *of = &mapping->toelichtingen[i];
        const char *code = mapping->pakketten[of->pakket].code;
        if (*of->text && !is_used(table, code, of) && !is_of_reserve_post(job, of))
            examples_add(&examples, job->arena, "%s %s (regel %d)", code, of->post, of->line_no);
    }
    check_none(job, "Toelichtingen gebruikt", SEVERITY_WARNING, &examples,
               "Elke geschreven toelichting hoort bij een rij die nu op een blad staat.");
}

/* ---- */

typedef void rows_control_fn(const struct rows *rows);

static rows_control_fn *const rows_controls[] = {
    both_sides_close,
    rest_is_small,
    nothing_large_is_hidden,
};

static void check_pakket(struct job *job, const struct table *table, size_t first, size_t total)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct rows rows = {.job = job, .table = table, .first = first, .total = total};
    rows.code = text_of_cell(table, total, COLUMN_PAKKET);
    while (strcmp(mapping->pakketten[rows.pakket].code, rows.code) != 0)
        rows.pakket++;
    for (size_t i = 0; i < sizeof rows_controls / sizeof *rows_controls; i++)
        rows_controls[i](&rows);
}

void controles_afwijkingen(struct job *job)
{
    const struct table *table = tables_find(&job->tables, "afwijkingen.csv");
    if (!table)
        return;
    size_t first = 0;
    for (size_t r = 0; r < table->n_rows; r++) {
        if (table->rows[r].kind != ROW_TOTAL)
            continue;
        check_pakket(job, table, first, r);
        first = r + 1;
    }
    rows_with_status(job, table, "toelichting ontbreekt", "Toelichtingen aanwezig",
                     "Elke afwijking boven de drempel heeft een toelichting.");
    rows_with_status(
        job, table, "cijfer gewijzigd", "Toelichtingen bij het huidige cijfer",
        "Een toelichting hoort bij het cijfer waarvoor zij geschreven is; lees haar na.");
    every_row_has_is(job, table);
    every_toelichting_is_used(job, table);
    reserves_are_incidental(job);
}
