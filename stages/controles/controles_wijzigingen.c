/* From the primaire begroting to the begroting na wijziging: the table with a column per besluit,
 * and what the besluiten themselves should keep to. */
#include "pipeline/tables/overview.h"
#include "pipeline/tables/shown.h"
#include "stages/controles/controles.h"

#include <stdlib.h>
#include <string.h>

#define WIJZIGING "wijziging"

/* A decision: all changes that carry its number. */
struct besluit {
    uint32_t label;     /* of DIMENSION_BESLUIT; 0: changes without a number */
    const char *number; /* "" when there is none */
    const char *date;   /* as the source has it; the first of several, "" when there is none */
    int32_t day;        /* of that date, yyyymmdd; 0 when it is not to be read */
};

/* One kolom that holds changes: what its table shows. */
struct wijzigingen {
    struct job *job;
    const struct kolom *kolom;
    struct besluit *besluiten; /* by date, then number */
    size_t n_besluiten;
};

/* ---- which changes ---- */

static bool is_change(const struct plan *plan, size_t stand)
{
    return strcmp(plan->standen[stand].kind, WIJZIGING) == 0;
}

static const struct kolom_term *term_of(const struct kolom *kolom, size_t stand)
{
    for (size_t i = 0; i < kolom->n_standen; i++)
        if (kolom->standen[i].index == stand)
            return &kolom->standen[i];
    return NULL;
}

/* A kolom of standen that adds changes to something: begroting na wijziging. */
static bool holds_changes(const struct plan *plan, const struct kolom *kolom)
{
    for (size_t i = 0; kolom->n_kolommen == 0 && i < kolom->n_standen; i++)
        if (kolom->standen[i].sign > 0 && is_change(plan, kolom->standen[i].index))
            return true;
    return false;
}

static const char *label_of(const struct ledger *ledger, const struct saldo_line *line,
                            enum dimension dimension)
{
    return ledger->labels[dimension].texts[line->dimension[dimension]];
}

/* A date as the source's profile has it, or as ISO. */
static int32_t day_of(const struct plan *plan, const char *text)
{
    struct date_format iso;
    struct date date;
    if (date_format_parse("jjjj-mm-dd", &iso) && date_parse(&iso, text_of(text), &date))
        return date_number(date);
    for (size_t s = 0; s < plan->n_sources; s++) {
        const struct profile *profile = plan->sources[s].profile;
        size_t column = profile->role[ROLE_BESLUITDATUM];
        if (profile->date_of && column != NO_COLUMN && profile->date_of[column].pattern[0] &&
            date_parse(&profile->date_of[column], text_of(text), &date))
            return date_number(date);
    }
    return 0;
}

static int compare_besluiten(const void *a, const void *b)
{
    const struct besluit *x = a, *y = b;
    if ((x->label == 0) != (y->label == 0))
        return x->label == 0 ? 1 : -1;
    if (x->day != y->day)
        return x->day == 0 || (y->day != 0 && x->day > y->day) ? 1 : -1;
    return text_natural(text_of(x->number), text_of(y->number));
}

static struct besluit *find_besluit(struct wijzigingen *w, uint32_t label)
{
    for (size_t i = 0; i < w->n_besluiten; i++)
        if (w->besluiten[i].label == label)
            return &w->besluiten[i];
    return NULL;
}

static void collect_besluiten(struct wijzigingen *w)
{
    const struct ledger *ledger = w->job->ledger;
    size_t cap = 0;
    for (size_t i = 0; i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        if (!is_change(ledger->plan, line->stand) || !term_of(w->kolom, line->stand) ||
            !plan_in_scope(ledger->plan, line->post))
            continue;
        uint32_t label = line->dimension[DIMENSION_BESLUIT];
        struct besluit *besluit = find_besluit(w, label);
        if (!besluit) {
            w->besluiten = arena_grow(w->job->arena, w->besluiten, &cap, w->n_besluiten + 1,
                                      sizeof *w->besluiten);
            besluit = &w->besluiten[w->n_besluiten++];
            *besluit = (struct besluit){
                .label = label, .number = label_of(ledger, line, DIMENSION_BESLUIT), .date = ""};
        }
        const char *date = label_of(ledger, line, DIMENSION_BESLUITDATUM);
        int32_t day = day_of(ledger->plan, date);
        if (*date && (!*besluit->date || (day != 0 && day < besluit->day))) {
            besluit->date = date;
            besluit->day = day;
        }
    }
    if (w->n_besluiten)
        qsort(w->besluiten, w->n_besluiten, sizeof *w->besluiten, compare_besluiten);
}

/* ---- the table ---- */

/* Column 0 is what it starts from, the last is the kolom itself, between them the besluiten. */
static bool change_figure(const struct ledger *ledger, const void *context, size_t pakket,
                          enum sectie sectie, size_t number, struct overview_figure *result)
{
    const struct wijzigingen *w = context;
    const struct plan *plan = ledger->plan;
    const struct besluit *besluit =
        number >= 1 && number <= w->n_besluiten ? &w->besluiten[number - 1] : NULL;
    struct figure sum = {0};
    if (number == w->n_besluiten + 1 &&
        !ledger_pakket_kolom(ledger, pakket, sectie, w->kolom, &sum))
        return false;
    for (size_t i = 0; number <= w->n_besluiten && i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        const struct kolom_term *term = term_of(w->kolom, line->stand);
        if (!term || line->sectie != sectie || plan->mapping.posten[line->post].pakket != pakket)
            continue;
        bool belongs = is_change(plan, line->stand)
                           ? besluit && line->dimension[DIMENSION_BESLUIT] == besluit->label
                           : !besluit;
        if (!belongs)
            continue;
        sum.n_mutaties += line->figure.n_mutaties;
        if (!(term->sign < 0 ? money_subtract(sum.money, line->figure.money, &sum.money)
                             : money_add(sum.money, line->figure.money, &sum.money)))
            return false;
    }
    result->figure = sum;
    result->exists =
        sum.n_mutaties > 0 || plan_pakket_exists(plan, &plan->mapping.pakketten[pakket], w->kolom);
    return true;
}

static void name_besluit(const struct wijzigingen *w, const struct besluit *besluit,
                         struct table_column *column)
{
    struct arena *arena = w->job->arena;
    if (!w->job->plan->keep[DIMENSION_BESLUIT]) {
        column->name = "wijzigingen";
        column->heading = "Wijzigingen";
        return;
    }
    column->name = *besluit->number ? besluit->number : "zonder_besluit";
    column->heading = *besluit->number ? arena_printf(arena, "Besluit %s", besluit->number)
                                       : "Zonder besluitnummer";
    if (*besluit->date)
        column->heading = arena_printf(arena, "%s, %s", column->heading, besluit->date);
}

static void name_columns(const struct wijzigingen *w, struct table *table)
{
    struct table_column *numbers = &table->columns[OVERVIEW_LABELS];
    size_t last = w->n_besluiten + 1;
    struct term *terms = arena_alloc(w->job->arena, last * sizeof *terms);
    numbers[0].name = "primair";
    numbers[0].heading = "Primaire begroting";
    for (size_t i = 0; i < w->n_besluiten; i++)
        name_besluit(w, &w->besluiten[i], &numbers[i + 1]);
    numbers[last].name = w->kolom->name;
    numbers[last].heading = w->kolom->heading;
    for (size_t i = 0; i < last; i++)
        terms[i] = (struct term){OVERVIEW_LABELS + i, +1};
    numbers[last].formula = terms;
    numbers[last].n_formula = last;
}

static int change_year(const struct wijzigingen *w)
{
    const struct plan *plan = w->job->plan;
    for (size_t i = 0; i < w->kolom->n_standen; i++)
        if (is_change(plan, w->kolom->standen[i].index))
            return plan->standen[w->kolom->standen[i].index].year;
    return plan->year;
}

/* "wijzigingen.csv", or with the kolom's name when an earlier kolom has taken it. */
static struct table *add_table(struct wijzigingen *w)
{
    struct job *job = w->job;
    bool first = !tables_find(&job->tables, "wijzigingen.csv");
    const char *sheet = tables_sheet_name(&job->tables, job->arena, "Wijzigingen");
    struct overview overview;
    overview_begin(&overview, job, w->n_besluiten + 2, change_figure, w);
    struct table *table = overview.table;
    table->csv_name =
        first ? "wijzigingen.csv" : arena_printf(job->arena, "wijzigingen_%s.csv", w->kolom->name);
    table->sheet = sheet;
    table->title = arena_printf(job->arena, "Van primaire begroting naar begroting na wijziging %d",
                                change_year(w));
    table->subtitle = shown_meaning(job->plan, job->arena);
    name_columns(w, table);
    overview_lasten_baten(&overview);
    overview_reserves(&overview);
    return table;
}

/* ---- controls ---- */

static const char *name_of(const struct wijzigingen *w, const char *what)
{
    return arena_printf(w->job->arena, "%s: %s", what, w->kolom->heading);
}

/* ---- what the settings let it see ---- */

static bool some_source_has(const struct plan *plan, enum role role)
{
    for (size_t i = 0; i < plan->n_sources; i++)
        if (plan->sources[i].profile->role[role] != NO_COLUMN)
            return true;
    return false;
}

/* False when a dimension is not kept or no source has it: the control is then shown as not done,
 * with what would make it possible. */
static bool can_tell(const struct wijzigingen *w, const char *control,
                     const enum dimension *dimensions, size_t n_dimensions)
{
    const struct plan *plan = w->job->plan;
    struct arena *arena = w->job->arena;
    const char *wanted = "";
    for (size_t i = 0; i < n_dimensions; i++) {
        const char *name = dimension_name(dimensions[i]);
        const char *comma = *wanted ? ", " : "";
        if (!some_source_has(plan, dimension_role(dimensions[i])))
            wanted = arena_printf(arena, "%s%s%s in [betekenis] van het bronprofiel en bij bewaren",
                                  wanted, comma, name);
        else if (!plan->keep[dimensions[i]])
            wanted = arena_printf(arena, "%s%s%s bij bewaren in [run]", wanted, comma, name);
    }
    if (!*wanted)
        return true;
    controls_not_done(&w->job->controls, arena, name_of(w, control), SEVERITY_WARNING,
                      arena_printf(arena, "Dit is te controleren met: %s.", wanted));
    return false;
}

/* ---- the controls ---- */

/* The columns before the last are summed from the lines, the last from the figures. */
static void changes_lead_to_the_kolom(const struct wijzigingen *w, const struct table *table)
{
    struct arena *arena = w->job->arena;
    size_t last = table->n_columns - 1;
    const struct table_column *column = &table->columns[last];
    struct examples examples = {.text = ""};
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct cell *cells = table->rows[r].cells;
        struct money sum;
        if (cells[last].kind == CELL_MONEY &&
            table_sum_columns(table, column->formula, column->n_formula, r, &sum) &&
            sum.cents == cells[last].money.cents)
            continue;
        if (cells[last].kind != CELL_BLANK)
            examples_add(&examples, arena, "%s %s", cells[0].kind == CELL_TEXT ? cells[0].text : "",
                         cells[2].text);
    }
    check_none(w->job, name_of(w, "Primair + besluiten"), SEVERITY_ERROR, &examples,
               "Per regel is de primaire begroting met alle besluiten gelijk aan de begroting na "
               "wijziging.");
}

/* Visits every change of the kolom that is part of the besluit. */
typedef void change_fn(const struct wijzigingen *w, const struct besluit *besluit,
                       const struct saldo_line *line, void *context);

static void visit_changes(const struct wijzigingen *w, const struct besluit *besluit,
                          const struct saldo_line *lines, size_t n_lines, change_fn *visit,
                          void *context)
{
    for (size_t i = 0; i < n_lines; i++)
        if (is_change(w->job->plan, lines[i].stand) && term_of(w->kolom, lines[i].stand) &&
            lines[i].dimension[DIMENSION_BESLUIT] == besluit->label)
            visit(w, besluit, &lines[i], context);
}

/* Within the programma. */
static void each_change(const struct wijzigingen *w, const struct besluit *besluit,
                        change_fn *visit, void *context)
{
    const struct ledger *ledger = w->job->ledger;
    visit_changes(w, besluit, ledger->lines, ledger->n_lines, visit, context);
}

/* A besluit is neutral over the whole municipality: what one programma gives another takes. */
static void each_change_anywhere(const struct wijzigingen *w, const struct besluit *besluit,
                                 change_fn *visit, void *context)
{
    const struct ledger *ledger = w->job->ledger;
    each_change(w, besluit, visit, context);
    visit_changes(w, besluit, ledger->other_lines, ledger->n_other_lines, visit, context);
}

struct claim {
    bool neutral;
    struct money effect;
};

static void add_claim(const struct wijzigingen *w, const struct besluit *besluit,
                      const struct saldo_line *line, void *context)
{
    (void)besluit;
    struct claim *claim = context;
    if (strcmp(label_of(w->job->ledger, line, DIMENSION_NEUTRAAL), "J") == 0)
        claim->neutral = true;
    if (!money_add(claim->effect, line->figure.money, &claim->effect))
        claim->effect.cents = INT64_MAX;
}

static void neutral_besluiten_are_neutral(const struct wijzigingen *w)
{
    static const enum dimension needed[] = {DIMENSION_BESLUIT, DIMENSION_NEUTRAAL};
    if (!can_tell(w, "Budgetneutrale besluiten", needed, 2))
        return;
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < w->n_besluiten; i++) {
        struct claim claim = {0};
        each_change_anywhere(w, &w->besluiten[i], add_claim, &claim);
        if (claim.neutral && claim.effect.cents != 0)
            examples_add(&examples, w->job->arena, "%s (€ %s)",
                         *w->besluiten[i].number ? w->besluiten[i].number : "zonder nummer",
                         money_words(w->job->arena, claim.effect));
    }
    check_none(w->job, name_of(w, "Budgetneutrale besluiten"), SEVERITY_WARNING, &examples,
               "Een besluit dat budgetneutraal heet verandert het resultaat van de gemeente niet; "
               "gekeken is "
               "over alle programma's die in de koppeltabel staan.");
}

/* The dates of a besluit, each once. */
struct besluit_dates {
    const char **texts;
    int32_t *days; /* 0 when it is not to be read */
    size_t n, texts_cap, days_cap;
};

/* True when it was not there yet. */
static bool dates_add(struct besluit_dates *dates, struct arena *arena, const char *text,
                      int32_t day)
{
    for (size_t i = 0; i < dates->n; i++)
        if (day != 0 ? dates->days[i] == day : strcmp(dates->texts[i], text) == 0)
            return false;
    dates->texts =
        arena_grow(arena, dates->texts, &dates->texts_cap, dates->n + 1, sizeof *dates->texts);
    dates->days =
        arena_grow(arena, dates->days, &dates->days_cap, dates->n + 1, sizeof *dates->days);
    dates->texts[dates->n] = text;
    dates->days[dates->n++] = day;
    return true;
}

struct lateness {
    struct examples *examples;
    struct besluit_dates seen; /* so that each is named once */
};

/* What has neither a number nor a date is named as having no number. */
static void find_late(const struct wijzigingen *w, const struct besluit *besluit,
                      const struct saldo_line *line, void *context)
{
    struct lateness *lateness = context;
    int year = w->job->plan->standen[line->stand].year;
    const char *date = label_of(w->job->ledger, line, DIMENSION_BESLUITDATUM);
    int32_t day = day_of(w->job->plan, date);
    if ((day != 0 && day <= year * 10000 + 1231) || (!*besluit->number && !*date) ||
        !dates_add(&lateness->seen, w->job->arena, date, day))
        return;
    examples_add(lateness->examples, w->job->arena, "%s (%s)",
                 *besluit->number ? besluit->number : "zonder nummer",
                 *date ? date : "zonder datum");
}

static void besluiten_are_in_time(const struct wijzigingen *w)
{
    static const enum dimension needed = DIMENSION_BESLUITDATUM;
    if (!can_tell(w, "Besluiten uiterlijk 31 december", &needed, 1))
        return;
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < w->n_besluiten; i++) {
        struct lateness lateness = {.examples = &examples};
        each_change(w, &w->besluiten[i], find_late, &lateness);
    }
    check_none(w->job, name_of(w, "Besluiten uiterlijk 31 december"), SEVERITY_WARNING, &examples,
               "Een begroting kan na 31 december van haar jaar niet meer worden gewijzigd.");
}

static void note_date(const struct wijzigingen *w, const struct besluit *besluit,
                      const struct saldo_line *line, void *context)
{
    (void)besluit;
    const char *date = label_of(w->job->ledger, line, DIMENSION_BESLUITDATUM);
    if (*date)
        dates_add(context, w->job->arena, date, day_of(w->job->plan, date));
}

static void a_besluit_has_one_date(const struct wijzigingen *w)
{
    static const enum dimension needed[] = {DIMENSION_BESLUIT, DIMENSION_BESLUITDATUM};
    if (!can_tell(w, "Besluiten met één datum", needed, 2))
        return;
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < w->n_besluiten; i++) {
        struct besluit_dates dates = {0};
        if (*w->besluiten[i].number)
            each_change_anywhere(w, &w->besluiten[i], note_date, &dates);
        if (dates.n > 1)
            examples_add(&examples, w->job->arena, "%s (%s en %s)", w->besluiten[i].number,
                         dates.texts[0], dates.texts[1]);
    }
    check_none(w->job, name_of(w, "Besluiten met één datum"), SEVERITY_WARNING, &examples,
               "Een besluit is op één dag genomen: bij twee datums klopt een datum of een nummer "
               "niet.");
}

static void count_mutaties(const struct wijzigingen *w, const struct besluit *besluit,
                           const struct saldo_line *line, void *context)
{
    (void)w;
    (void)besluit;
    *(uint64_t *)context += line->figure.n_mutaties;
}

static void changes_have_a_number(const struct wijzigingen *w)
{
    static const enum dimension needed = DIMENSION_BESLUIT;
    bool some_number = some_source_has(w->job->plan, ROLE_BESLUIT);
    if (some_number && !can_tell(w, "Wijzigingen met besluitnummer", &needed, 1))
        return; /* where no source has numbers, none of the changes has one */
    uint64_t n_without = 0;
    for (size_t i = 0; i < w->n_besluiten; i++)
        if (!*w->besluiten[i].number)
            each_change(w, &w->besluiten[i], count_mutaties, &n_without);
    controls_count(&w->job->controls, w->job->arena, name_of(w, "Wijzigingen met besluitnummer"),
                   SEVERITY_WARNING, 0, n_without,
                   some_number
                       ? "Elke begrotingswijziging noemt het besluit waarmee zij is vastgesteld."
                       : "Elke begrotingswijziging noemt het besluit waarmee zij is vastgesteld; "
                         "geen bronprofiel van deze run geeft besluit in [betekenis].");
}

void controles_wijzigingen(struct job *job)
{
    for (size_t k = 0; k < job->plan->n_kolommen; k++) {
        struct wijzigingen w = {.job = job, .kolom = &job->plan->kolommen[k]};
        if (!holds_changes(job->plan, w.kolom))
            continue;
        collect_besluiten(&w);
        changes_lead_to_the_kolom(&w, add_table(&w));
        neutral_besluiten_are_neutral(&w);
        besluiten_are_in_time(&w);
        a_besluit_has_one_date(&w);
        changes_have_a_number(&w);
    }
}
