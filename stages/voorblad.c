/* voorblad: the first sheet of the workbook. What it is, how far the sources come, what the
 * controls say and did not look at, what stands where and how to read it. */
#include "pipeline/publishing/published.h"

#include "pipeline/base/text_list.h"
#include "pipeline/reading/told.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/provenance.h"
#include "pipeline/tables/shown.h"
#include "pipeline/tables/wijzigingen.h"

#include <ctype.h>

struct page {
    struct job *job;
    struct table *table;
};

/* Subject, what it is about, what there is to say; "" is nothing. The row. */
static size_t add(struct page *page, const char *subject, const char *what, const char *words)
{
    table_put(page->table, page->job->arena, ROW_DATA, cell_text(subject), cell_text_or_blank(what),
              cell_text_or_blank(words));
    return page->table->n_rows - 1;
}

static void lead(struct page *page, size_t row, const struct table *to)
{
    if (to && to->sheet)
        table_add_link(page->table, page->job->arena,
                       (struct table_link){
                           .row = row,
                           .column = 1,
                           .to = to,
                           .to_row = TABLE_TOP,
                           .tip = arena_printf(page->job->arena, "Naar het blad %s", to->sheet)});
}

/* ---- what it is ---- */

static void add_subject(struct page *page)
{
    const struct plan *plan = page->job->plan;
    struct arena *arena = page->job->arena;
    const char *what = arena_printf(arena, "%s %d", plan_product(plan)->name, plan->year);
    add(page, "Wat dit is", what,
        arena_printf(arena,
                     "De tabellen van %s, door pnc gemaakt uit de bronnen die hieronder staan. De "
                     "map waar dit werkboek uit komt bevat ze ook als CSV.",
                     plan->gemeente));
    if (plan->programma)
        add(page, "Programma", plan->programma, plan->programma_name ? plan->programma_name : "");
}

static bool year_is_first(const struct plan *plan, size_t stand)
{
    for (size_t i = 0; i < stand; i++)
        if (plan->standen[i].year == plan->standen[stand].year)
            return false;
    return true;
}

static void add_years(struct page *page)
{
    const struct plan *plan = page->job->plan;
    struct arena *arena = page->job->arena;
    for (size_t s = 0; s < plan->n_standen; s++) {
        struct text_list kinds = {.arena = arena};
        int year = plan->standen[s].year;
        for (size_t i = s; i < plan->n_standen; i++)
            if (plan->standen[i].year == year)
                list_add(&kinds, "%s", plan->standen[i].kind);
        if (year_is_first(plan, s))
            add(page, "Jaren", arena_printf(arena, "%d", year), list_text(&kinds, ""));
    }
}

static const char *day_text(struct arena *arena, int32_t day)
{
    return arena_printf(arena, "%02d-%02d-%04d", day % 100, day / 100 % 100, day / 10000);
}

static void add_sources(struct page *page)
{
    const struct job *job = page->job;
    struct text_list cut = {.arena = job->arena}, whole = cut;
    for (size_t s = 0; job->ledger && s < job->plan->n_sources; s++) {
        int32_t latest = *told_years(&job->ledger->accounts[s]);
        add(page, "Stand tot en met", job->plan->sources[s].name,
            latest
                ? arena_printf(job->arena, "%s, de laatste boekdatum", day_text(job->arena, latest))
                : "geen boekdatums in deze bron");
    }
    for (size_t s = 0; s < job->plan->n_standen; s++) {
        const struct stand *stand = &job->plan->standen[s];
        const bool ends = plan_cuts_periods(job->plan, stand);
        if (ends || stand_is_booked(stand))
            list_add(ends ? &cut : &whole, "%s", stand->name);
    }
    if (job->ledger && plan_last_month(job->plan) < PLAN_MONTHS && cut.n)
        add(page, "Stand tot en met",
            arena_printf(job->arena, "periode %d", plan_last_month(job->plan)),
            arena_printf(job->arena,
                         "Zo ver tellen mee ([run] perioden): %s; wat daarvan in een latere maand "
                         "staat, zit niet in de cijfers.%s%s",
                         list_text(&cut, ""), whole.n ? " Over het hele jaar tellen: " : "",
                         list_text(&whole, "")));
}

static void add_decisions(struct page *page)
{
    const struct job *job = page->job;
    int32_t latest = 0;
    for (size_t w = 0; w < job->n_wijzigingen; w++)
        for (size_t i = 0; i < job->wijzigingen[w].n; i++) {
            int32_t day = job->wijzigingen[w].items[i].date.day;
            latest = day > latest ? day : latest;
        }
    if (latest)
        add(page, "Stand tot en met", "begrotingswijzigingen",
            arena_printf(job->arena, "%s, het laatste besluit", day_text(job->arena, latest)));
}

static void add_run(struct page *page)
{
    struct arena *arena = page->job->arena;
    struct provenance provenance = provenance_of(page->job);
    add(page, "Run", provenance.run_id,
        "Dit nummer volgt uit het programma, de instellingen en de invoer: andere cijfers hebben "
        "een ander nummer. Het staat in elke voettekst en in manifest.json.");
    add(page, "Versie", arena_printf(arena, "pnc %s", provenance.version), "");
}

/* ---- what the controls say ---- */

static void add_verdict(struct page *page)
{
    struct job *job = page->job;
    const struct table *controls = tables_find(&job->tables, PUBLISHED_CONTROLES);
    size_t n[VERDICTS] = {0};
    for (size_t i = 0; i < job->controls.n_published; i++)
        n[control_verdict(&job->controls.items[i])]++;
    size_t row = add(
        page, "Oordeel van de controles",
        n[VERDICT_ERROR]     ? "niet goed"
        : n[VERDICT_WARNING] ? "goed, met waarschuwingen"
                             : "goed",
        arena_printf(job->arena, "%zu in orde, %zu waarschuwing%s, %zu fout%s, %zu niet gedaan.",
                     n[VERDICT_GOOD], n[VERDICT_WARNING], n[VERDICT_WARNING] == 1 ? "" : "en",
                     n[VERDICT_ERROR], n[VERDICT_ERROR] == 1 ? "" : "en", n[VERDICT_NOT_DONE]));
    lead(page, row, controls);
}

static void add_controls(struct page *page, const char *subject, enum judgement verdict)
{
    const struct controls *controls = &page->job->controls;
    const struct control **sorted = controls_sorted(controls, page->job->arena);
    for (size_t i = 0; i < controls->n_published; i++)
        if (control_verdict(sorted[i]) == verdict)
            add(page, subject, sorted[i]->name, sorted[i]->sentence);
}

/* ---- what stands where, and how to read it ---- */

static void add_contents(struct page *page)
{
    const struct table **ordered;
    size_t n = tables_with_sheet(&page->job->tables, page->job->arena, &ordered);
    for (size_t i = 0; i < n; i++)
        if (ordered[i] != page->table)
            lead(page, add(page, "Inhoud", ordered[i]->sheet, ordered[i]->title), ordered[i]);
}

static void add_reading(struct page *page)
{
    const struct plan *plan = page->job->plan;
    if (page->job->main) {
        add(page, "Hoe te lezen", "tekens en eenheid",
            shown_meaning_of_main(plan, page->job->arena));
        add(page, "Hoe te lezen", "afronding",
            "Elk bedrag is in centen berekend en pas voor de pagina afgerond, de helft van nul af; "
            "een cel bevat het hele bedrag. Afgeronde bedragen hoeven daarom niet op te tellen tot "
            "hun afgeronde totaal.");
        add(page, "Hoe te lezen", "leeg en nul",
            "Leeg: het bestaat dat jaar niet. 0: het bestaat, en er is niets of te weinig.");
    }
    add(page, "Hoe te lezen", "kleuren",
        "Lichtgeel is om in te vullen. Onderstreept blauw leidt naar een ander blad; de titel van "
        "elk blad leidt hierheen.");
}

static void add_contact(struct page *page)
{
    const char *contact = page->job->plan->contact;
    add(page, "Contact", *contact ? contact : "niet genoemd",
        *contact ? "" : "Wie vragen beantwoordt staat in de instellingen: [run] contact.");
}

/* "Jaarrekening 2024, Voorbeeldgemeente" */
static const char *title(const struct job *job)
{
    char *text = arena_printf(job->arena, "%s %d, %s", plan_product(job->plan)->name,
                              job->plan->year, job->plan->gemeente);
    text[0] = (char)toupper((unsigned char)text[0]);
    return text;
}

static bool voorblad_run(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("onderwerp", "Onderwerp", 26),
        WRAPPED_COLUMN("wat", "Wat", 44),
        WRAPPED_COLUMN("uitleg", "Uitleg", 92),
    };
    static const struct table_form form = {TABLE_COLUMNS(columns)};
    struct page page = {job, tables_add_form(&job->tables, job->arena, &form)};
    page.table->sheet = tables_sheet_name(&job->tables, job->arena, "Voorblad");
    page.table->front = true;
    page.table->title = title(job);
    add_subject(&page);
    add_years(&page);
    add_sources(&page);
    add_decisions(&page);
    add_run(&page);
    add_verdict(&page);
    add_controls(&page, "Fout", VERDICT_ERROR);
    add_controls(&page, "Waarschuwing", VERDICT_WARNING);
    add_contents(&page);
    add_reading(&page);
    add_contact(&page);
    add_controls(&page, "Niet bekeken", VERDICT_NOT_DONE);
    return true;
}

const struct stage voorblad_stage = {
    .name = "voorblad", .run = voorblad_run, .when = STAGE_IF_GOOD};
