/* afwijkingen: which posten explain a pakket's verschil, one sheet per pakket and one CSV for all.
 *
 * A cell is blank when nothing deviates on that side, to the cent; it is 0 when what deviates
 * rounds to nothing. Totaal always shows a figure. */
#include "pipeline/tables/deviation.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/shown.h"

#include <string.h>

/* The columns of a sheet; the CSV has the pakket in front. */
enum sheet_column {
    COLUMN_POST,
    COLUMN_LASTEN,
    COLUMN_BATEN,
    COLUMN_IS,
    COLUMN_STATUS,
    COLUMN_TOELICHTING,
    COLUMN_COUNT
};

static const char *const is_choices[] = {"I", "S", "I/S", NULL};

static const struct table_column columns[COLUMN_COUNT] = {
    [COLUMN_POST] = {.name = "post", .heading = "Post", .kind = COLUMN_TEXT, .width = 58},
    [COLUMN_LASTEN] = {.name = "lasten", .heading = "Lasten", .kind = COLUMN_NUMBER, .width = 12},
    [COLUMN_BATEN] = {.name = "baten", .heading = "Baten", .kind = COLUMN_NUMBER, .width = 12},
    [COLUMN_IS] = {.name = "incidenteel_structureel",
                   .heading = "I/S",
                   .kind = COLUMN_TEXT,
                   .width = 6,
                   .editable = true,
                   .choices = is_choices},
    [COLUMN_STATUS] = {.name = "status", .heading = "Status", .kind = COLUMN_TEXT, .width = 22},
    [COLUMN_TOELICHTING] = {.name = "toelichting",
                            .heading = "Toelichting",
                            .kind = COLUMN_TEXT,
                            .width = 70,
                            .wrap = true,
                            .editable = true},
};

/* One pakket's sheet while it is filled, and the CSV that it goes into. */
struct sheet {
    struct job *job;
    size_t pakket;
    struct table *table;
    struct table *csv;
};

/* What stands on a row beside its figures. */
struct remark {
    const char *is, *status, *text;
};

static struct table *add_csv(struct job *job)
{
    struct table *csv = tables_add(&job->tables, job->arena, 1 + COLUMN_COUNT);
    csv->csv_name = "afwijkingen.csv";
    csv->unit_euros = job->plan->unit_euros;
    csv->columns[0] = (struct table_column){.name = "pakket", .heading = "Pakket", .width = 8};
    memcpy(&csv->columns[1], columns, sizeof columns);
    return csv;
}

static struct table *add_sheet(struct job *job, const struct pakket *pakket)
{
    const struct plan *plan = job->plan;
    const char *name = arena_printf(job->arena, "Afwijkingen %s", pakket->code);
    const char *sheet = tables_sheet_name(&job->tables, job->arena, name);
    struct table *table = tables_add(&job->tables, job->arena, COLUMN_COUNT);
    table->sheet = sheet;
    table->title = arena_printf(job->arena, "%s %s", name, pakket->name);
    table->subtitle = shown_meaning_of_afwijkingen(plan, job->arena);
    table->unit_euros = plan->unit_euros;
    memcpy(table->columns, columns, sizeof columns);
    return table;
}

/* ---- what is said about a row ---- */

static const struct toelichting *find_toelichting(const struct sheet *sheet, const char *post)
{
    const struct mapping *mapping = &sheet->job->plan->mapping;
    for (size_t i = 0; i < mapping->n_toelichtingen; i++) {
        const struct toelichting *at = &mapping->toelichtingen[i];
        if (at->pakket != sheet->pakket)
            continue;
        if (strcmp(at->post, post) == 0 || (deviation_is_rest(at->post) && deviation_is_rest(post)))
            return at;
    }
    return NULL;
}

/* True when the text was written for other shown figures. A text without any is about none. */
static bool figures_changed(const struct toelichting *toelichting,
                            const struct deviation *deviation, int64_t unit_euros)
{
    if (!toelichting->has_lasten && !toelichting->has_baten)
        return false;
    int64_t lasten = toelichting->has_lasten ? toelichting->lasten : 0;
    int64_t baten = toelichting->has_baten ? toelichting->baten : 0;
    return lasten != money_round(deviation->verschil[SECTIE_LASTEN], unit_euros) ||
           baten != money_round(deviation->verschil[SECTIE_BATEN], unit_euros);
}

static struct remark remark_of(const struct sheet *sheet, const char *label,
                               const struct deviation *deviation)
{
    const struct toelichting *found = find_toelichting(sheet, label);
    struct remark remark = {.is = found ? found->is : "",
                            .status = deviation_is_rest(label) ? "" : "toelichting ontbreekt",
                            .text = found ? found->text : ""};
    if (*remark.text)
        remark.status = figures_changed(found, deviation, sheet->table->unit_euros)
                            ? "cijfer gewijzigd"
                            : "toegelicht";
    return remark;
}

/* I or S as the ledger has it, when all mutaties behind the verschil say the same. */
static const char *is_of_post(const struct ledger *ledger, size_t post)
{
    const struct plan *plan = ledger->plan;
    if (!plan->keep[DIMENSION_IS])
        return "";
    const struct kolom *verschil = &plan->kolommen[plan->verschil_kolom];
    const char *common = "";
    for (int side = 0; side < DEVIATION_SIDES; side++) {
        struct figure figure;
        if (!ledger_kolom(ledger, post, (enum sectie)side, verschil, &figure) ||
            figure.n_mutaties == 0)
            continue;
        const char *is =
            ledger_common_label(ledger, post, (enum sectie)side, verschil, DIMENSION_IS);
        if (!*is || (*common && strcmp(common, is) != 0))
            return "";
        common = is;
    }
    return common;
}

/* ---- rows ---- */

static struct cell deviation_cell(struct money verschil, enum row_kind kind)
{
    return verschil.cents == 0 && kind == ROW_DATA ? cell_blank() : cell_money(verschil);
}

static struct cell optional_text(const char *text)
{
    return *text ? cell_text(text) : cell_blank();
}

static void add_row(const struct sheet *sheet, enum row_kind kind, const char *label,
                    const struct deviation *deviation, struct remark remark)
{
    const struct cell cells[COLUMN_COUNT] = {
        [COLUMN_POST] = cell_text(label),
        [COLUMN_LASTEN] = deviation_cell(deviation->verschil[SECTIE_LASTEN], kind),
        [COLUMN_BATEN] = deviation_cell(deviation->verschil[SECTIE_BATEN], kind),
        [COLUMN_IS] = optional_text(remark.is),
        [COLUMN_STATUS] = optional_text(remark.status),
        [COLUMN_TOELICHTING] = optional_text(remark.text),
    };
    struct arena *arena = sheet->job->arena;
    struct table_row *row = table_add_row(sheet->table, arena, kind);
    memcpy(row->cells, cells, sizeof cells);
    row = table_add_row(sheet->csv, arena, kind);
    row->cells[0] = cell_text(sheet->job->plan->mapping.pakketten[sheet->pakket].code);
    memcpy(&row->cells[1], cells, sizeof cells);
}

static void add_total(const struct sheet *sheet, const struct deviation *total)
{
    size_t n_terms = sheet->table->n_rows;
    struct term *terms = arena_alloc(sheet->job->arena, n_terms * sizeof *terms);
    for (size_t i = 0; i < n_terms; i++)
        terms[i] = (struct term){.index = i, .sign = +1};
    add_row(sheet, ROW_TOTAL, "Totaal", total, (struct remark){"", "", ""});
    sheet->table->rows[n_terms].formula = n_terms ? terms : NULL;
    sheet->table->rows[n_terms].n_formula = n_terms;
}

/* Adds the post's row, or the post to the rest. */
static bool add_post(const struct sheet *sheet, size_t post, bool pakket_is_explained,
                     struct deviation *rest)
{
    const struct plan *plan = sheet->job->plan;
    const struct post *of = &plan->mapping.posten[post];
    struct deviation deviation;
    if (!deviation_of_post(sheet->job->ledger, post, &deviation))
        return false;
    if (deviation.n_mutaties == 0)
        return true;
    if (!of->always_shown &&
        !(pakket_is_explained && deviation_reaches(&deviation, &plan->post_threshold)))
        return deviation_add(rest, &deviation);
    struct remark remark = remark_of(sheet, of->name, &deviation);
    if (!*remark.is)
        remark.is = is_of_post(sheet->job->ledger, post);
    add_row(sheet, ROW_DATA, of->name, &deviation, remark);
    return true;
}

static bool fill_sheet(const struct sheet *sheet, const struct deviation *total)
{
    const struct plan *plan = sheet->job->plan;
    bool is_explained = deviation_reaches(total, &plan->pakket_threshold);
    struct deviation rest = {0};
    for (size_t post = 0; post < plan->mapping.n_posten; post++)
        if (plan->mapping.posten[post].pakket == sheet->pakket &&
            !add_post(sheet, post, is_explained, &rest))
            return false;
    if (rest.n_mutaties > 0) {
        const char *label = deviation_rest_label(&plan->post_threshold, sheet->job->arena);
        add_row(sheet, ROW_DATA, label, &rest, remark_of(sheet, label, &rest));
    }
    add_total(sheet, total);
    return true;
}

static bool explain_pakket(struct job *job, struct table *csv, size_t index)
{
    const struct pakket *pakket = &job->plan->mapping.pakketten[index];
    struct deviation total;
    if (!deviation_of_pakket(job->ledger, index, &total))
        return false;
    if (total.n_mutaties == 0)
        return true;
    struct sheet sheet = {.job = job, .pakket = index, .table = add_sheet(job, pakket), .csv = csv};
    return fill_sheet(&sheet, &total);
}

static bool afwijkingen_run(struct job *job)
{
    const struct plan *plan = job->plan;
    if (!plan->has_afwijkingen)
        return true;
    struct table *csv = add_csv(job);
    bool ok = true;
    for (size_t i = 0; i < plan->mapping.n_pakketten; i++) {
        const struct pakket *pakket = &plan->mapping.pakketten[i];
        if (strcmp(pakket->programma, plan->programma) != 0 || explain_pakket(job, csv, i))
            continue;
        ok = errors_add(job->errors, ERROR_DATA, plan->name,
                        "afwijkingen %s: verwacht bedragen onder € 10.000 miljard, gevonden een "
                        "groter",
                        pakket->code);
    }
    return ok;
}

const struct stage afwijkingen_stage = {
    .name = "afwijkingen", .run = afwijkingen_run, .when = STAGE_ALWAYS};
