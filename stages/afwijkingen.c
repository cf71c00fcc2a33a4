/* afwijkingen: which posten explain a pakket's verschil, one sheet per pakket and one CSV for all.
 *
 * A cell is blank when nothing deviates on that side, to the cent; it is 0 when what deviates
 * rounds to nothing. Totaal always shows a figure. */
#include "pipeline/tables/afwijkingen.h"

#include "pipeline/base/decimal.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/filled.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/overview.h"
#include "pipeline/tables/shown.h"
#include "pipeline/tables/toelichting_text.h"

#include <string.h>

/* The columns of a sheet; the CSV has the pakket in front, and not the last three. */
enum sheet_column {
    COLUMN_POST,
    COLUMN_LASTEN,
    COLUMN_BATEN,
    COLUMN_OORDEEL, /* not in the CSV */
    COLUMN_IS,
    COLUMN_STATUS,
    COLUMN_TOELICHTING,
    CSV_COUNT,
    COLUMN_AKKOORD = CSV_COUNT,
    COLUMN_SLEUTEL,
    COLUMN_GEPUBLICEERD,
    COLUMN_COUNT
};

static const char *const is_choices[] = {"I", "S", "I/S", NULL};

static const struct table_column columns[COLUMN_COUNT] = {
    [COLUMN_POST] = {.name = "post", .heading = "Post", .kind = COLUMN_TEXT, .width = 58},
    [COLUMN_LASTEN] = NUMBER_COLUMN("lasten", "Lasten", 12),
    [COLUMN_BATEN] = NUMBER_COLUMN("baten", "Baten", 12),
    [COLUMN_OORDEEL] = {.name = "oordeel",
                        .heading = "Oordeel",
                        .kind = COLUMN_TEXT,
                        .width = 11,
                        .verdict = true},
    [COLUMN_IS] = {.name = "incidenteel_structureel",
                   .heading = "I/S",
                   .kind = COLUMN_TEXT,
                   .width = 6,
                   .editable = true,
                   .choices = is_choices,
                   .prompt = "I: incidenteel, alleen dit jaar. S: structureel, ook in volgende "
                             "jaren. I/S: van beide een deel."},
    [COLUMN_STATUS] =
        {.name = "status", .heading = "Status", .kind = COLUMN_TEXT, .width = 22, .wrap = true},
    [COLUMN_TOELICHTING] = {.name = "toelichting",
                            .heading = "Toelichting",
                            .kind = COLUMN_TEXT,
                            .width = 70,
                            .wrap = true,
                            .editable = true,
                            .prompt = "Waarom wijkt dit af? {lasten}, {baten} en {saldo} vult de "
                                      "run zelf in. Bewaren: pnc toelichtingen, met dit bestand."},
    [COLUMN_AKKOORD] = {.name = "akkoord",
                        .heading = "Akkoord",
                        .kind = COLUMN_TEXT,
                        .width = 12,
                        .wrap = true,
                        .editable = true,
                        .prompt = "Wie met deze tekst akkoord is."},
    [COLUMN_SLEUTEL] = {.name = "sleutel",
                        .heading = "Sleutel",
                        .kind = COLUMN_TEXT,
                        .hidden = true},
    [COLUMN_GEPUBLICEERD] = {.name = "gepubliceerd",
                             .heading = "Gepubliceerd",
                             .kind = COLUMN_TEXT,
                             .hidden = true},
};

/* Behind the pakket, and without the oordeel. */
static size_t place_in_csv(size_t column)
{
    return column < COLUMN_OORDEEL ? 1 + column : column;
}

static struct table *add_csv(struct job *job)
{
    struct table *csv = tables_add(&job->tables, job->arena, CSV_COUNT);
    csv->csv_name = PUBLISHED_AFWIJKINGEN;
    csv->unit_euros = job->plan->unit_euros;
    csv->columns[0] = (struct table_column)TEXT_COLUMN("pakket", "Pakket", 8);
    for (size_t c = 0; c < CSV_COUNT; c++)
        if (c != COLUMN_OORDEEL)
            csv->columns[place_in_csv(c)] = columns[c];
    return csv;
}

static struct table *add_sheet(struct job *job, const struct pakket *pakket)
{
    const struct plan *plan = job->plan;
    const char *name = arena_printf(job->arena, "Afwijkingen %s", pakket->code);
    static const struct table_form form = {TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    table->sheet = tables_sheet_name(&job->tables, job->arena, name);
    table->title = arena_printf(job->arena, "%s %s", name, pakket->name);
    table->subtitle = shown_meaning_of_afwijkingen(plan, job->arena);
    table->unit_euros = plan->unit_euros;
    if (plan->explain_reserves) {
        table->columns[COLUMN_LASTEN].heading = "Lasten en stortingen";
        table->columns[COLUMN_BATEN].heading = "Baten en onttrekkingen";
    }
    return table;
}

/* ---- what is said about a row ---- */

static bool are_figures(const int64_t shown[AFWIJKING_SIDES],
                        const struct afwijking_figures *figures, int64_t unit_euros)
{
    for (int side = 0; side < AFWIJKING_SIDES; side++)
        if (shown[side] != money_round(figures->side[side].verschil, unit_euros))
            return false;
    return true;
}

/* "lasten -50 → -60, baten 0 → 5"; "" when the figures are those that it was written for, if need
 * be in the other unit that [tabel] eenheid may say. A text without any is about none. */
static const char *moved(const struct toelichting *toelichting,
                         const struct afwijking_figures *figures, int64_t unit_euros,
                         struct arena *arena)
{
    if (!toelichting->has_lasten && !toelichting->has_baten)
        return "";
    const int64_t from[AFWIJKING_SIDES] = {
        [SECTIE_LASTEN] = toelichting->has_lasten ? toelichting->lasten : 0,
        [SECTIE_BATEN] = toelichting->has_baten ? toelichting->baten : 0};
    struct text_list list = {.arena = arena};
    const bool is_any = from[SECTIE_LASTEN] || from[SECTIE_BATEN];
    if (is_any && are_figures(from, figures, unit_euros == 1 ? 1000 : 1))
        return "";
    for (int side = 0; side < AFWIJKING_SIDES; side++) {
        int64_t to = money_round(figures->side[side].verschil, unit_euros);
        if (from[side] != to)
            list_add(&list, "%s %s" TOELICHTING_ARROW "%s", sectie_name((enum sectie)side),
                     decimal_text(arena, (struct decimal){from[side], 0}, true),
                     decimal_text(arena, (struct decimal){to, 0}, true));
    }
    return list_text(&list, "");
}

/* I or S as the ledger has it, when all mutaties behind the verschil say the same. */
static const char *is_of_post(const struct ledger *ledger, size_t post)
{
    const struct plan *plan = ledger->plan;
    if (!plan->keep[DIMENSION_IS])
        return "";
    /* of a prognose its budgethouder says it, and no line of the begroting does */
    const struct kolom *verschil =
        &plan->kolommen[plan_product(plan)->has_prognose ? plan->realisatie_kolom
                                                         : plan->verschil_kolom];
    const char *common = "";
    for (enum sectie sectie = 0; sectie < SECTIE_COUNT; sectie++) {
        struct figure figure;
        if (!afwijking_counts(plan, sectie) ||
            !ledger_kolom(ledger, post, sectie, verschil, &figure) || figure.n_mutaties == 0)
            continue;
        const char *is = ledger_common_label(ledger, post, sectie, verschil, DIMENSION_IS);
        if (!*is || (*common && strcmp(common, is) != 0))
            return "";
        common = is;
    }
    return common;
}

/* The status of a row with a text: the gravest goes first. */
static void judge(const struct job *job, struct afwijking *afwijking)
{
    const struct toelichting *found = afwijking->toelichting;
    const char *from_to = moved(found, &afwijking->figures, job->plan->unit_euros, job->arena);
    afwijking->text = toelichting_filled(found->text, &afwijking->figures, job->plan, job->arena);
    const char *deviating =
        toelichting_deviating(afwijking->text, &afwijking->figures, job->plan, job->arena);
    afwijking->status = found->rival                  ? TOELICHTING_CONTRADICTED
                        : found->outdated || *from_to ? TOELICHTING_CHANGED
                        : *deviating                  ? TOELICHTING_DEVIATES
                        : *found->agreed              ? TOELICHTING_APPROVED
                                                      : TOELICHTING_CURRENT;
    if (afwijking->status == TOELICHTING_CHANGED)
        afwijking->detail = from_to;
    else if (afwijking->status == TOELICHTING_DEVIATES)
        afwijking->detail = deviating;
    else if (afwijking->status == TOELICHTING_APPROVED)
        afwijking->detail = found->agreed;
}

static void explain(const struct job *job, struct afwijking *afwijking)
{
    const struct mapping *mapping = &job->plan->mapping;
    const struct toelichting *found = afwijking->kind == AFWIJKING_OVERIGE
                                          ? mapping->pakketten[afwijking->pakket].rest
                                          : mapping->posten[afwijking->post].toelichting;
    afwijking->toelichting = found;
    afwijking->is = found ? found->is : "";
    if (!*afwijking->is && afwijking->kind == AFWIJKING_POST)
        afwijking->is = is_of_post(job->ledger, afwijking->post);
    if (found && *found->text)
        judge(job, afwijking);
    else if (afwijking->kind == AFWIJKING_POST)
        afwijking->status = TOELICHTING_MISSING;
}

/* ---- which rows there are ---- */

static struct afwijking *add_afwijking(struct job *job, enum afwijking_kind kind, size_t pakket,
                                       const char *label, const struct afwijking_figures *figures)
{
    struct afwijkingen *all = &job->afwijkingen;
    struct afwijking *afwijking = arena_add(job->arena, all->items, all->n);
    *afwijking = (struct afwijking){.kind = kind,
                                    .pakket = pakket,
                                    .label = label,
                                    .figures = *figures,
                                    .detail = "",
                                    .is = "",
                                    .text = ""};
    return afwijking;
}

/* Adds the post's row, or the post to the rest. */
static bool add_post(struct job *job, size_t post, bool pakket_is_explained,
                     struct afwijking_figures *rest)
{
    const struct post *of = &job->plan->mapping.posten[post];
    struct afwijking_figures figures;
    if (!afwijking_of_post(job->ledger, post, &figures))
        return false;
    if (figures.n_mutaties == 0)
        return true;
    if (!of->always_shown &&
        !(pakket_is_explained && afwijking_reaches(&figures, &job->plan->post_threshold)))
        return afwijking_add(rest, &figures);
    struct afwijking *added = add_afwijking(job, AFWIJKING_POST, of->pakket, of->name, &figures);
    added->post = post;
    explain(job, added);
    return true;
}

/* False when an amount is too large: the pakket then has no rows. */
static bool add_pakket(struct job *job, size_t pakket)
{
    const struct plan *plan = job->plan;
    const size_t n_before = job->afwijkingen.n;
    struct afwijking_figures total, rest = {0};
    bool ok = afwijking_of_pakket(job->ledger, pakket, &total);
    if (!ok || total.n_mutaties == 0)
        return ok;
    bool is_explained = afwijking_reaches(&total, &plan->pakket_threshold);
    const struct pakket *of = &plan->mapping.pakketten[pakket];
    for (size_t i = 0; ok && i < of->n_posten; i++)
        ok = add_post(job, of->first_post + i, is_explained, &rest);
    if (!ok) {
        job->afwijkingen.n = n_before;
        return false;
    }
    if (rest.n_mutaties > 0)
        explain(job, add_afwijking(job, AFWIJKING_OVERIGE, pakket,
                                   afwijking_rest_label(&plan->post_threshold, job->arena), &rest));
    add_afwijking(job, AFWIJKING_TOTAAL, pakket, "Totaal", &total);
    return true;
}

/* ---- as tables ---- */

static struct cell verschil_cell(const struct afwijking *afwijking, enum sectie sectie)
{
    struct money verschil = afwijking->figures.side[sectie].verschil;
    return verschil.cents == 0 && afwijking->kind != AFWIJKING_TOTAAL ? cell_blank()
                                                                      : cell_money(verschil);
}

/* Who agrees, as long as that holds. */
static struct cell agreed_cell(const struct afwijking *of)
{
    return of->status == TOELICHTING_APPROVED ? cell_text(of->detail) : cell_blank();
}

static struct cell key_cell(const struct job *job, const struct afwijking *of)
{
    if (of->kind == AFWIJKING_TOTAAL)
        return cell_blank();
    size_t post = of->kind == AFWIJKING_POST ? of->post : MAPPING_NONE;
    return cell_text(toelichting_key_text(&job->plan->mapping, of->pakket, post, job->arena));
}

static void add_row(struct job *job, struct table *sheet, struct table *csv, struct afwijking *of)
{
    enum row_kind kind = of->kind == AFWIJKING_TOTAAL ? ROW_TOTAL : ROW_DATA;
    struct money voordeel = {0};
    afwijking_voordeel(job->plan, &of->figures, &voordeel);
    enum row_effect effect = row_effect_of(voordeel);
    const struct cell cells[COLUMN_COUNT] = {
        [COLUMN_POST] = cell_text(of->label),
        [COLUMN_LASTEN] = verschil_cell(of, SECTIE_LASTEN),
        [COLUMN_BATEN] = verschil_cell(of, SECTIE_BATEN),
        [COLUMN_OORDEEL] = cell_text_or_blank(row_effect_name(effect)),
        [COLUMN_IS] = cell_text_or_blank(of->is),
        [COLUMN_STATUS] = cell_text_or_blank(afwijking_status_text(of, job->arena)),
        [COLUMN_TOELICHTING] = cell_text_or_blank(of->text),
        [COLUMN_AKKOORD] = agreed_cell(of),
        [COLUMN_SLEUTEL] = key_cell(job, of),
        [COLUMN_GEPUBLICEERD] = of->kind == AFWIJKING_TOTAAL
                                    ? cell_blank()
                                    : cell_text(filled_print(of->is, of->text, job->arena)),
    };
    of->sheet = sheet;
    of->row = sheet->n_rows;
    struct table_row *row = table_add_row(sheet, job->arena, kind);
    memcpy(row->cells, cells, sizeof cells);
    row->effect = effect;
    row = table_add_row(csv, job->arena, kind);
    row->cells[0] = cell_text(job->plan->mapping.pakketten[of->pakket].code);
    for (size_t c = 0; c < CSV_COUNT; c++)
        if (c != COLUMN_OORDEEL)
            row->cells[place_in_csv(c)] = cells[c];
}

/* The last row is the sum of those above it. */
static void add_formula(struct job *job, struct table *sheet)
{
    size_t n_terms = sheet->n_rows - 1;
    struct term *terms = arena_alloc(job->arena, n_terms * sizeof *terms);
    for (size_t i = 0; i < n_terms; i++)
        terms[i] = (struct term){.index = i, .sign = +1};
    sheet->rows[n_terms].formula = n_terms ? terms : NULL;
    sheet->rows[n_terms].n_formula = n_terms;
}

static void add_tables(struct job *job)
{
    struct table *csv = add_csv(job), *sheet = NULL;
    for (size_t i = 0; i < job->afwijkingen.n; i++) {
        struct afwijking *at = &job->afwijkingen.items[i];
        sheet = sheet ? sheet : add_sheet(job, &job->plan->mapping.pakketten[at->pakket]);
        add_row(job, sheet, csv, at);
        if (at->kind != AFWIJKING_TOTAAL)
            continue;
        add_formula(job, sheet);
        sheet = NULL;
    }
}

/* What is too large here is too large in the main table, which has told it. */
static bool afwijkingen_run(struct job *job)
{
    const struct plan *plan = job->plan;
    if (!plan->has_afwijkingen)
        return true;
    for (size_t i = 0; i < plan->mapping.n_pakketten; i++) {
        const struct pakket *pakket = &plan->mapping.pakketten[i];
        if (!job_goes_on(job))
            return false;
        if (!plan_has_programma(plan, text_of(pakket->programma)) || add_pakket(job, i) ||
            job->main->table->incomplete)
            continue;
        errors_add(job->errors, ERROR_DATA, plan->name,
                   "afwijkingen %s: verwacht bedragen onder € 10.000 miljard, gevonden een groter",
                   pakket->code);
    }
    add_tables(job);
    return true;
}

/* I or S of a post without a toelichting. */
static unsigned afwijkingen_needs(const struct plan *plan)
{
    return plan->has_afwijkingen ? 1u << DIMENSION_IS : 0;
}

const struct stage afwijkingen_stage = {.name = "afwijkingen",
                                        .run = afwijkingen_run,
                                        .when = STAGE_ALWAYS,
                                        .needs = afwijkingen_needs};
