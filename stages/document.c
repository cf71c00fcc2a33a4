/* document: what goes into the printed report: per pakket its afwijkingen in words with their
 * toelichtingen, then the tables. Text that a sheet cannot show whole is whole here. */
#include "pipeline/format/document.h"
#include "pipeline/base/array.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/provenance.h"
#include "pipeline/tables/sheet.h"
#include "pipeline/tables/shown.h"

#include <ctype.h>
#include <string.h>

struct writing {
    struct job *job;
    struct document_writer document;
};

/* ---- figures in words ---- */

/* "€ 225.000 voordeel"; "€ 0" of what rounds to nothing. */
static const char *money_side_words(const struct writing *w, struct money verschil,
                                    enum sectie side)
{
    struct arena *arena = w->job->arena;
    const struct plan *plan = w->job->plan;
    struct money size = money_size(verschil);
    bool nadeel = (verschil.cents < 0) == shown_nadeel_is_minus(plan, side);
    const char *euros = shown_euros(arena, size, plan->unit_euros);
    return money_round(size, plan->unit_euros) == 0
               ? euros
               : arena_printf(arena, "%s %s", euros, nadeel ? "nadeel" : "voordeel");
}

/* The same of a row; "" where nothing deviates. */
static const char *side_words(const struct writing *w, const struct afwijking *of, int side)
{
    struct money verschil = of->figures.side[side].verschil;
    return verschil.cents == 0 ? "" : money_side_words(w, verschil, (enum sectie)side);
}

static const char *is_words(const char *is)
{
    static const struct {
        const char *is, *words;
    } known[] = {{"I", "incidenteel"},
                 {"S", "structureel"},
                 {"I/S", "deels incidenteel, deels structureel"}};
    const size_t i = array_index(known, ARRAY_LENGTH(known), is, is);
    return i < ARRAY_LENGTH(known) ? known[i].words : "";
}

/* "Lasten € 225.000 voordeel, baten € 12.000 nadeel, incidenteel" */
static const char *row_words(const struct writing *w, const struct afwijking *of)
{
    static const char *const names[2][AFWIJKING_SIDES] = {
        {"lasten", "baten"}, {"lasten en stortingen", "baten en onttrekkingen"}};
    struct arena *arena = w->job->arena;
    char *words = arena_copy(arena, "", 0);
    for (int side = 0; side < AFWIJKING_SIDES; side++) {
        const char *figure = side_words(w, of, side);
        if (*figure)
            words = arena_printf(arena, "%s%s%s %s", words, *words ? ", " : "",
                                 names[w->job->plan->explain_reserves][side], figure);
    }
    if (!*words)
        words = arena_printf(arena, "geen afwijking");
    if (*is_words(of->is))
        words = arena_printf(arena, "%s, %s", words, is_words(of->is));
    words[0] = (char)toupper((unsigned char)words[0]);
    return words;
}

/* ---- a pakket ---- */

static void put_cells(struct writing *w, const char *const *texts, size_t n, bool heading,
                      bool bold)
{
    document_row(&w->document, heading);
    for (size_t i = 0; i < n; i++)
        document_cell(&w->document, texts[i], i > 0 && i < 3, bold);
    document_row_end(&w->document);
}

static void put_rows(struct writing *w, const struct afwijking *items, size_t n)
{
    static const int widths[] = {42, 23, 23, 12};
    static const char *const headings[2][4] = {
        {"Post", "Lasten", "Baten", ""},
        {"Post", "Lasten en stortingen", "Baten en onttrekkingen", ""}};
    document_table(&w->document, widths, 4);
    put_cells(w, headings[w->job->plan->explain_reserves], 4, true, false);
    for (size_t i = 0; i < n; i++) {
        const char *const texts[] = {items[i].label, side_words(w, &items[i], SECTIE_LASTEN),
                                     side_words(w, &items[i], SECTIE_BATEN), is_words(items[i].is)};
        put_cells(w, texts, 4, false, items[i].kind == AFWIJKING_TOTAAL);
    }
    document_table_end(&w->document);
}

/* The text behind "- ", "* " or "• "; NULL of a line that is no bullet. */
static const char *bullet(const char *line)
{
    static const char *const marks[] = {"- ", "* ", "• ", "– "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(line, marks[i], strlen(marks[i])) == 0)
            return line + strlen(marks[i]);
    return NULL;
}

static void put_text(struct writing *w, const char *text)
{
    struct arena *arena = w->job->arena;
    struct text rest = text_of(text), part;
    while (text_split(&rest, '\n', &part)) {
        const char *line = arena_copy(arena, part.bytes, part.n_bytes);
        const char *of_list = bullet(line);
        if (of_list)
            document_paragraph(&w->document, DOCUMENT_BULLET,
                               arena_printf(arena, "•\t%s", of_list));
        else if (*line)
            document_paragraph(&w->document, DOCUMENT_TEXT, line);
    }
}

/* What a reader must know of the text; "" nothing. */
static const char *caution(const struct writing *w, const struct afwijking *of)
{
    const char *said = afwijking_status_text(of, w->job->arena);
    bool fine = of->status == TOELICHTING_NOT_NEEDED || of->status == TOELICHTING_CURRENT ||
                of->status == TOELICHTING_APPROVED;
    return fine ? "" : arena_printf(w->job->arena, "[%s]", said);
}

/* "Rekening: 438000 € 257.000 voordeel, 3 andere € 84.000 nadeel" */
static void put_kind(struct writing *w, size_t first, size_t end)
{
    struct arena *arena = w->job->arena;
    const struct oorzaak *items = w->job->oorzaken.items;
    struct text_list list = {.arena = arena};
    for (size_t i = first; i < end; i++)
        list_add(&list, "%s %s", oorzaak_name(&items[i], arena),
                 money_side_words(w, items[i].money.verschil, items[i].side));
    document_paragraph(&w->document, DOCUMENT_NOTE,
                       arena_printf(arena, "%s, %s: %s", oorzaak_kind_name(items[first].kind),
                                    sectie_name(items[first].side), list_text(&list, "")));
}

static void put_oorzaken(struct writing *w, const struct afwijking *of)
{
    const struct oorzaken *all = &w->job->oorzaken;
    size_t index = (size_t)(of - w->job->afwijkingen.items);
    for (size_t i = 0, end; i < all->n; i = end) {
        end = oorzaken_end(all, i);
        if (all->items[i].afwijking == index)
            put_kind(w, i, end);
    }
}

static void put_afwijking(struct writing *w, const struct afwijking *of)
{
    const char *note = caution(w, of);
    if (of->kind == AFWIJKING_TOTAAL || (of->kind == AFWIJKING_OVERIGE && !*of->text))
        return;
    document_paragraph(&w->document, DOCUMENT_SUBHEADING, of->label);
    document_paragraph(&w->document, DOCUMENT_FIGURES, row_words(w, of));
    put_text(w, of->text);
    put_oorzaken(w, of);
    if (*note)
        document_paragraph(&w->document, DOCUMENT_NOTE, note);
}

static void put_pakket(struct writing *w, const struct afwijking *items, size_t n)
{
    const struct pakket *pakket = &w->job->plan->mapping.pakketten[items->pakket];
    document_paragraph(&w->document, DOCUMENT_HEADING,
                       arena_printf(w->job->arena, "%s %s", pakket->code, pakket->name));
    put_rows(w, items, n);
    for (size_t i = 0; i < n; i++)
        put_afwijking(w, &items[i]);
}

static void put_afwijkingen(struct writing *w)
{
    const struct afwijkingen *all = &w->job->afwijkingen;
    const struct plan *plan = w->job->plan;
    for (size_t i = 0, first = 0; i < all->n; i++)
        if (all->items[i].kind == AFWIJKING_TOTAAL) {
            put_pakket(w, &all->items[first], i + 1 - first);
            first = i + 1;
        }
    if (all->n > 0)
        document_paragraph(&w->document, DOCUMENT_NOTE,
                           arena_printf(w->job->arena, "%s tegenover %s.",
                                        plan->kolommen[plan->realisatie_kolom].heading,
                                        plan->kolommen[plan->begroting_kolom].heading));
}

/* ---- the tables ---- */

static void put_row(struct writing *w, const struct sheet *sheet, size_t r)
{
    const struct table *table = sheet->table;
    bool bold = table_rank(table, sheet->grouped, r) != RANK_DATA;
    document_row(&w->document, false);
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct cell *cell = &table->rows[r].cells[c];
        document_cell(&w->document, cell_shown(w->job->arena, cell, table->unit_euros),
                      table->columns[c].kind == COLUMN_NUMBER || cell_is_numeric(cell), bold);
    }
    document_row_end(&w->document);
}

static void put_table(struct writing *w, const struct sheet *sheet)
{
    const struct table *table = sheet->table;
    document_paragraph(&w->document, DOCUMENT_HEADING, table->title);
    if (table->subtitle)
        document_paragraph(&w->document, DOCUMENT_NOTE, table->subtitle);
    document_table(&w->document, sheet->widths, table->n_columns);
    document_row(&w->document, true);
    for (size_t c = 0; c < table->n_columns; c++)
        document_cell(&w->document, table->columns[c].heading,
                      table->columns[c].kind == COLUMN_NUMBER, false);
    document_row_end(&w->document);
    for (size_t r = 0; r < table->n_rows; r++)
        put_row(w, sheet, r);
    document_table_end(&w->document);
    if (table->note)
        document_paragraph(&w->document, DOCUMENT_TEXT, table->note);
}

static void put_tables(struct writing *w)
{
    struct sheets sheets;
    sheets_plan(&w->job->tables, w->job->arena, &sheets);
    if (w->job->afwijkingen.n > 0)
        document_turn(&w->document, true);
    w->document.landscape = true;
    for (size_t i = 0; i < sheets.n; i++)
        if (sheets.items[i].table->printed)
            put_table(w, &sheets.items[i]);
}

/* ---- the whole ---- */

static const char *subject(const struct job *job)
{
    const struct plan *plan = job->plan;
    const char *words =
        arena_printf(job->arena, "%s, %s %d", plan->gemeente, plan_product(plan)->name, plan->year);
    if (!plan->programma)
        return words;
    const char *name = plan->programma_name ? plan->programma_name : "";
    return arena_printf(job->arena, "%s, %s%s%s", words, plan->programma, *name ? " " : "", name);
}

static bool document_run(struct job *job)
{
    size_t n_parts;
    if (!job->plan->document)
        return true;
    const char *about = subject(job);
    const char *title = job->plan->title ? job->plan->title : about;
    const char *path =
        path_join(job->arena, job->temporary, published_document(job->plan, job->arena));
    struct writing w = {.job = job};
    document_begin(
        &w.document,
        &(struct document_about){.title = title,
                                 .subject = about,
                                 .author = job->plan->gemeente,
                                 .footer = arena_printf(job->arena, "%s · %s · run %s", about,
                                                        job->plan->name, provenance_of(job).run_id),
                                 .year = job->plan->year});
    document_paragraph(&w.document, DOCUMENT_TITLE, title);
    document_paragraph(&w.document, DOCUMENT_SUBTITLE, about);
    put_afwijkingen(&w);
    put_tables(&w);
    if (!document_write(&w.document, path, job->errors, &n_parts))
        return false;
    manifest_add_reading(&job->readings, job->arena, "delen van het document", n_parts);
    return true;
}

const struct stage document_stage = {
    .name = "document", .run = document_run, .when = STAGE_IF_GOOD};
