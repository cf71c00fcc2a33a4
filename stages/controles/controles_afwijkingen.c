/* Controls on the Afwijkingen sheets: they close, and what is large is explained. */
#include "pipeline/reading/told.h"
#include "pipeline/tables/overview.h"
#include "pipeline/tables/shown.h"
#include "stages/controles/controles.h"

#include <string.h>

/* The rows of one pakket. */
struct rows {
    struct job *job;
    const struct pakket *pakket;
    const struct afwijking *items; /* n posten and Overige, then Totaal */
    size_t n;
};

static const char *name_of(const struct rows *rows, const char *what)
{
    return arena_printf(rows->job->arena, "%s: %s", what, rows->pakket->code);
}

/* ---- per pakket ---- */

static void rows_add_up(const struct rows *rows, enum sectie sectie)
{
    struct job *job = rows->job;
    struct sum sum = {0};
    const char *name = arena_printf(job->arena, "Afwijkingen tellen op: %s %s", rows->pakket->code,
                                    sectie_name(sectie));
    static const char sentence[] =
        "De posten en de rij Overige zijn samen het Totaal van het blad.";
    for (size_t i = 0; i < rows->n; i++)
        sum_add(&sum, rows->items[i].figures.side[sectie].verschil);
    controls_money(&job->controls, job->arena, name, SEVERITY_ERROR,
                   sum_made(rows->items[rows->n].figures.side[sectie].verschil, true), sum,
                   sentence);
}

/* What the main table has for a side of the pakket, in the sign of that side. */
static bool side_of_the_table(const struct job *job, size_t pakket, enum sectie side,
                              struct money *sum)
{
    static const enum sectie reserve_of[] = {SECTIE_STORTINGEN, SECTIE_ONTTREKKINGEN};
    const struct plan *plan = job->plan;
    const int sign = shown_saldo_sign(plan, side) * shown_saldo_sign(plan, reserve_of[side]);
    *sum = overview_shown(job->main, pakket, side, plan->verschil_kolom);
    struct money reserve =
        overview_shown(job->main, pakket, reserve_of[side], plan->verschil_kolom);
    return !plan->explain_reserves || money_add(*sum, (struct money){sign * reserve.cents}, sum);
}

static void total_is_that_of_the_table(const struct rows *rows, enum sectie sectie)
{
    struct job *job = rows->job;
    const struct afwijking *total = &rows->items[rows->n];
    const char *name = arena_printf(job->arena, "Afwijkingen = jaarrekening: %s %s",
                                    rows->pakket->code, sectie_name(sectie));
    struct money expected;
    if (job->main->table->incomplete || !side_of_the_table(job, total->pakket, sectie, &expected))
        not_complete(job, name, SEVERITY_ERROR);
    else
        controls_money(&job->controls, job->arena, name, SEVERITY_ERROR, sum_made(expected, true),
                       sum_made(total->figures.side[sectie].verschil, true),
                       "Het Totaal van het blad is het verschil van het pakket in de tabel.");
}

static void both_sides_close(const struct rows *rows)
{
    for (int side = 0; side < AFWIJKING_SIDES; side++) {
        rows_add_up(rows, (enum sectie)side);
        total_is_that_of_the_table(rows, (enum sectie)side);
    }
}

static void rest_is_small(const struct rows *rows)
{
    struct job *job = rows->job;
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < rows->n; i++) {
        const struct afwijking *at = &rows->items[i];
        if (at->kind == AFWIJKING_OVERIGE &&
            afwijking_reaches(&at->figures, &job->plan->post_threshold))
            examples_add(&examples, "lasten € %s, baten € %s",
                         money_words(job->arena, at->figures.side[SECTIE_LASTEN].verschil),
                         money_words(job->arena, at->figures.side[SECTIE_BATEN].verschil));
    }
    check_none(job, name_of(rows, "Overige onder de drempel"), SEVERITY_WARNING, &examples,
               "Wat in Overige bij elkaar staat is samen kleiner dan de drempel van een post.");
}

/* Which posten have a row of their own, per post of the pakket. */
static bool *posten_with_row(const struct rows *rows)
{
    bool *has_row = arena_alloc(rows->job->arena, rows->pakket->n_posten);
    for (size_t i = 0; i < rows->n; i++)
        if (rows->items[i].kind == AFWIJKING_POST)
            has_row[rows->items[i].post - rows->pakket->first_post] = true;
    return has_row;
}

/* Also when a storting takes back what the lasten of the post are lower. */
static bool deviates(const struct job *job, size_t post)
{
    const struct plan *plan = job->plan;
    struct afwijking_figures figures;
    if (afwijking_of_post(job->ledger, post, &figures) &&
        afwijking_reaches(&figures, &plan->post_threshold))
        return true;
    for (enum sectie sectie = 0; plan->explain_reserves && sectie < SECTIE_COUNT; sectie++) {
        struct figure verschil, begroting;
        if (ledger_kolom(job->ledger, post, sectie, &plan->kolommen[plan->verschil_kolom],
                         &verschil) &&
            ledger_kolom(job->ledger, post, sectie, &plan->kolommen[plan->begroting_kolom],
                         &begroting) &&
            threshold_reached(&plan->post_threshold, verschil.money, begroting.money))
            return true;
    }
    return false;
}

static void nothing_large_is_hidden(const struct rows *rows)
{
    struct job *job = rows->job;
    const struct plan *plan = job->plan;
    const bool *has_row = posten_with_row(rows);
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < rows->pakket->n_posten; i++) {
        size_t post = rows->pakket->first_post + i;
        if (!has_row[i] && deviates(job, post))
            examples_add(&examples, "%s", plan->mapping.posten[post].name);
    }
    check_none(
        job, name_of(rows, "Geen grote afwijkingen die elkaar opheffen"), SEVERITY_WARNING,
        &examples,
        "In een pakket onder zijn drempel wijkt geen post meer af dan de drempel van een post.");
}

/* ---- all rows together ---- */

/* Where reserves are explained too nothing of the resultaat is left without a row. */
static void rows_explain_the_resultaat(struct job *job)
{
    static const char name[] = "Afwijkingen = resultaat";
    static const char sentence[] =
        "Elke euro van het verschil in het resultaat staat op een rij van de Afwijkingen.";
    const struct plan *plan = job->plan;
    const struct term both[] = {{job->main->saldo_row, +1}, {job->main->reserves_row, +1}};
    struct money rows = {0}, resultaat, voordeel;
    bool fits = table_sum_rows(job->main->table, both, 2, OVERVIEW_LABELS + plan->verschil_kolom,
                               &resultaat);
    for (size_t i = 0; i < job->afwijkingen.n; i++) {
        const struct afwijking *at = &job->afwijkingen.items[i];
        fits &=
            at->kind == AFWIJKING_TOTAAL ||
            (afwijking_voordeel(plan, &at->figures, &voordeel) && money_add(rows, voordeel, &rows));
    }
    if (!shown_nadeel_is_minus(plan, SECTIE_COUNT))
        resultaat.cents = -resultaat.cents;
    if (job->main->table->incomplete || !fits)
        not_complete(job, name, SEVERITY_ERROR);
    else
        controls_money(&job->controls, job->arena, name, SEVERITY_ERROR, sum_made(resultaat, true),
                       sum_made(rows, true), sentence);
}

static void rows_with_status(struct job *job, enum toelichting_status status,
                             enum severity severity, const char *name, const char *sentence)
{
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < job->afwijkingen.n; i++) {
        const struct afwijking *at = &job->afwijkingen.items[i];
        if (at->status == status)
            examples_add(&examples, "%s %s%s%s", job->plan->mapping.pakketten[at->pakket].code,
                         at->label, *at->detail ? ": " : "", at->detail);
    }
    check_none(job, name, severity, &examples, sentence);
}

/* How far the data go: the last period of the realisatie, the last booking (yyyymmdd); 0 where they
 * say nothing. */
static int latest_period(const struct job *job)
{
    const struct kolom *realisatie = &job->plan->kolommen[job->plan->realisatie_kolom];
    unsigned latest = 0;
    for (size_t s = 0; s < job->plan->n_standen; s++) {
        const unsigned last = ledger_last_period(job->ledger, s, LEDGER_NO_PERIOD - 1);
        latest = plan_kolom_sign(realisatie, s) != 0 && last > latest ? last : latest;
    }
    return (int)latest;
}

static int32_t latest_day(const struct job *job)
{
    int32_t latest = 0;
    for (size_t s = 0; s < job->plan->n_sources; s++) {
        int32_t day = *told_years(&job->ledger->accounts[s]);
        latest = day > latest ? day : latest;
    }
    return latest;
}

static void texts_are_there(struct job *job)
{
    const struct texts_required *required = &job->plan->texts_required;
    const char *sentence = "Elke afwijking boven de drempel heeft een toelichting.";
    bool now = required->asked && latest_period(job) >= required->from_period &&
               latest_day(job) >= required->from_day;
    if (required->asked && !now)
        sentence = arena_printf(job->arena,
                                "%s Dat is nog geen fout: toelichting_verplicht geldt vanaf een "
                                "latere %s dan in de gegevens staat.",
                                sentence, required->from_day ? "boekdatum" : "periode");
    rows_with_status(job, TOELICHTING_MISSING, now ? SEVERITY_ERROR : SEVERITY_WARNING,
                     "Toelichtingen aanwezig", sentence);
}

/* Also of a post without a row now. */
static void nothing_contradicts(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < mapping->n_toelichtingen; i++) {
        const struct toelichting *of = &mapping->toelichtingen[i];
        if (of->rival)
            examples_add(&examples, "%s %s (regel %d en %d)", mapping->pakketten[of->pakket].code,
                         of->post, of->line_no, of->rival->line_no);
    }
    check_none(job, "Toelichtingen zonder tegenspraak", SEVERITY_WARNING, &examples,
               "Een post heeft een toelichting; van twee staat de eerste op het blad: kies, en "
               "haal de andere regel weg.");
}

static void every_row_is_understood(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < mapping->n_remarks; i++)
        examples_add(&examples, "%s", mapping->remarks[i]);
    check_none(job, "Toelichtingen geplaatst", SEVERITY_WARNING, &examples,
               "Elke regel van de toelichtingen noemt een pakket en post die er zijn, en I, S of "
               "I/S; wat niet te plaatsen is blijft bewaard en komt op geen blad.");
}

/* Where a toelichting is missing altogether that is told, and this goes with it. */
static void every_row_has_is(struct job *job)
{
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < job->afwijkingen.n; i++) {
        const struct afwijking *at = &job->afwijkingen.items[i];
        if (at->kind == AFWIJKING_POST && !*at->is && at->status != TOELICHTING_MISSING)
            examples_add(&examples, "%s %s", job->plan->mapping.pakketten[at->pakket].code,
                         at->label);
    }
    check_none(job, "I/S ingevuld", SEVERITY_WARNING, &examples,
               "Van elke toegelichte afwijking is gezegd of zij incidenteel of structureel is.");
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

/* "I", "S", "I/S", or "" when nothing says. */
static const char *is_of_reserve(const struct job *job, size_t post)
{
    static const enum sectie reserves[] = {SECTIE_STORTINGEN, SECTIE_ONTTREKKINGEN};
    const struct plan *plan = job->plan;
    const struct toelichting *toelichting = plan->mapping.posten[post].toelichting;
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
    struct examples structural = {.arena = job->arena};
    for (size_t post = 0; post < mapping->n_posten; post++) {
        const char *is = is_reserve(job, post) ? is_of_reserve(job, post) : "";
        if (*is && strcmp(is, "I") != 0)
            examples_add(&structural, "%s %s: %s", plan_pakket(job->plan, post)->code,
                         mapping->posten[post].name, is);
    }
    check_none(job, "Reservemutaties incidenteel", SEVERITY_WARNING, &structural,
               "Een storting of onttrekking is incidenteel (I) tenzij zij structureel is geraamd.");
}

/* Which toelichtingen stand on a sheet, are about a reserve or were told as a contradiction, per
 * toelichting. */
static bool *used_toelichtingen(const struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    bool *used = arena_alloc(job->arena, mapping->n_toelichtingen);
    for (size_t i = 0; i < job->afwijkingen.n; i++)
        if (job->afwijkingen.items[i].toelichting)
            used[job->afwijkingen.items[i].toelichting - mapping->toelichtingen] = true;
    for (size_t post = 0; post < mapping->n_posten; post++)
        if (mapping->posten[post].toelichting && is_reserve(job, post))
            used[mapping->posten[post].toelichting - mapping->toelichtingen] = true;
    for (size_t i = 0; i < mapping->n_toelichtingen; i++)
        if (mapping->toelichtingen[i].rival)
            used[mapping->toelichtingen[i].rival - mapping->toelichtingen] = true;
    return used;
}

static void every_toelichting_is_used(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    const bool *used = used_toelichtingen(job);
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < mapping->n_toelichtingen; i++) {
        const struct toelichting *of = &mapping->toelichtingen[i];
        const char *code = mapping->pakketten[of->pakket].code;
        if (*of->text && !used[i])
            examples_add(&examples, "%s %s (regel %d)", code, of->post, of->line_no);
    }
    check_none(job, "Toelichtingen gebruikt", SEVERITY_WARNING, &examples,
               "Elke geschreven toelichting hoort bij een rij die nu op een blad staat; een andere "
               "is vervallen zolang dat zo blijft, en blijft bewaard.");
}

static void check_pakket(struct job *job, const struct afwijking *items, size_t n)
{
    const struct rows rows = {
        .job = job, .pakket = &job->plan->mapping.pakketten[items->pakket], .items = items, .n = n};
    both_sides_close(&rows);
    rest_is_small(&rows);
    nothing_large_is_hidden(&rows);
}

void controles_afwijkingen(struct job *job)
{
    const struct afwijking *items = job->afwijkingen.items;
    size_t first = 0;
    if (!job->plan->has_afwijkingen)
        return;
    for (size_t i = 0; i < job->afwijkingen.n; i++) {
        if (items[i].kind != AFWIJKING_TOTAAL)
            continue;
        check_pakket(job, &items[first], i - first);
        first = i + 1;
    }
    if (job->plan->explain_reserves)
        rows_explain_the_resultaat(job);
    texts_are_there(job);
    rows_with_status(
        job, TOELICHTING_CHANGED, SEVERITY_WARNING, "Toelichtingen bij het huidige cijfer",
        "Een toelichting hoort bij het cijfer waarvoor zij geschreven is; lees haar na.");
    rows_with_status(job, TOELICHTING_DEVIATES, SEVERITY_WARNING, "Bedragen in toelichtingen",
                     "Een bedrag in een toelichting is een cijfer van haar post, afgerond zoals "
                     "het er staat; noem een deel ervan met 'waarvan' of 'bestaat uit'.");
    nothing_contradicts(job);
    every_row_is_understood(job);
    every_row_has_is(job);
    every_toelichting_is_used(job);
    reserves_are_incidental(job);
}
