/* grafieken: the main table as pictures, with the figures that they are drawn from. Lasten and
 * baten per pakket (or per programma), and the way from the primaire begroting over the besluiten
 * to the realisatie. */
#include "pipeline/base/array.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/overview.h"
#include "pipeline/tables/shown.h"
#include "pipeline/tables/wijzigingen.h"

#include <string.h>

#define MOST_PAKKETTEN 30 /* more of them are drawn per programma */
#define MOST_KOLOMMEN  4

static const char *axis_format(const struct plan *plan)
{
    return plan->unit_euros == 1000000 ? "#,##0,," : plan->unit_euros == 1000 ? "#,##0," : "#,##0";
}

static const char *unit_words(const struct plan *plan)
{
    return plan->unit_euros == 1000000 ? "x € 1.000.000"
           : plan->unit_euros == 1000  ? "x € 1.000"
                                       : "in euro's";
}

/* ---- lasten and baten per pakket ---- */

enum { CODE, NAME, LABELS };

/* Of a row: one pakket, or all of a programma. */
struct bar {
    const char *code, *name;
    struct money figures[2][MOST_KOLOMMEN]; /* lasten, baten */
    bool found;
};

struct bars {
    struct job *job;
    size_t n_left_out; /* kolommen that are not drawn */
    size_t kolommen[MOST_KOLOMMEN];
    size_t n_kolommen;
    struct bar *items;
    size_t n;
};

/* Begroting and realisatie; of a run without them its kolommen that are no difference. */
static void choose_kolommen(struct bars *bars)
{
    const struct plan *plan = bars->job->plan;
    if (plan->has_afwijkingen) {
        bars->kolommen[0] = plan->begroting_kolom;
        bars->kolommen[1] = plan->realisatie_kolom;
        bars->n_kolommen = 2;
    }
    for (size_t k = 0; !plan->has_afwijkingen && k < plan->n_kolommen; k++)
        if (plan->kolommen[k].n_of == 0) {
            if (bars->n_kolommen < MOST_KOLOMMEN)
                bars->kolommen[bars->n_kolommen++] = k;
            else
                bars->n_left_out++;
        }
}

static struct bar *bar_of(struct bars *bars, const struct pakket *pakket, bool per_programma)
{
    const char *code = per_programma ? pakket->programma : pakket->code;
    struct bar *bar = array_find(bars->items, bars->n, code, code);
    if (bar)
        return bar;
    bar = &bars->items[bars->n++];
    *bar = (struct bar){.code = code,
                        .name = per_programma
                                    ? arena_printf(bars->job->arena, "Programma %s", code)
                                    : arena_printf(bars->job->arena, "%s %s", code, pakket->name)};
    return bar;
}

/* What is spent or received is a bar to the right. False when it does not fit. */
static bool add_figures(const struct bars *bars, struct bar *bar, size_t pakket)
{
    for (int s = 0; s < 2; s++)
        for (size_t k = 0; k < bars->n_kolommen; k++) {
            struct money *sum = &bar->figures[s][k];
            struct figure figure;
            if (!ledger_pakket_kolom(bars->job->ledger, pakket, (enum sectie)s,
                                     &bars->job->plan->kolommen[bars->kolommen[k]], &figure) ||
                !money_add(*sum, (struct money){figure.money.cents * sectie_effect((enum sectie)s)},
                           sum))
                return false;
            bar->found |= figure.n_mutaties > 0;
        }
    return true;
}

static bool collect(struct bars *bars)
{
    const struct plan *plan = bars->job->plan;
    const struct mapping *mapping = &plan->mapping;
    size_t n_shown = 0;
    bars->items = arena_alloc(bars->job->arena, mapping->n_pakketten * sizeof *bars->items);
    for (size_t p = 0; p < mapping->n_pakketten; p++)
        n_shown += plan_has_programma(plan, text_of(mapping->pakketten[p].programma));
    for (size_t p = 0; p < mapping->n_pakketten; p++)
        if (plan_has_programma(plan, text_of(mapping->pakketten[p].programma)) &&
            !add_figures(bars, bar_of(bars, &mapping->pakketten[p], n_shown > MOST_PAKKETTEN), p))
            return false;
    return true;
}

static void name_columns(const struct bars *bars, struct table *table)
{
    struct arena *arena = bars->job->arena;
    table->columns[CODE] = (struct table_column)TEXT_COLUMN("code", "Code", 8);
    table->columns[NAME] = (struct table_column)TEXT_COLUMN("regel", "Regel", 52);
    for (int s = 0; s < 2; s++)
        for (size_t k = 0; k < bars->n_kolommen; k++) {
            const struct kolom *kolom = &bars->job->plan->kolommen[bars->kolommen[k]];
            table->columns[LABELS + (size_t)s * bars->n_kolommen + k] = (struct table_column){
                .name = kolom->name,
                .heading =
                    arena_printf(arena, "%s: %s", sectie_heading((enum sectie)s), kolom->heading),
                .kind = COLUMN_NUMBER,
                .width = 18};
        }
}

static void draw_sectie(const struct bars *bars, struct table *table, enum sectie sectie)
{
    static const enum chart_role roles[MOST_KOLOMMEN] = {CHART_BEFORE, CHART_ACTUAL, CHART_OTHER,
                                                         CHART_LEVEL};
    struct job *job = bars->job;
    struct chart chart = {
        .kind = CHART_BARS,
        .title = arena_printf(job->arena, "%s, %s", sectie_heading(sectie), unit_words(job->plan)),
        .words = arena_printf(job->arena,
                              "Staafdiagram van de %s: per rij van de tabel op dit blad een staaf "
                              "voor elke kolom. De bedragen staan in de tabel.",
                              sectie_name(sectie)),
        .last = table->n_rows - 1,
        .category = NAME,
        .n_series = bars->n_kolommen,
        .number_format = axis_format(job->plan)};
    for (size_t k = 0; k < bars->n_kolommen; k++)
        chart.series[k] =
            (struct chart_series){LABELS + (size_t)sectie * bars->n_kolommen + k, roles[k]};
    table_add_chart(table, job->arena, chart);
}

static struct table *begin(struct job *job, size_t n_columns, const char *sheet, const char *title)
{
    struct table *table = tables_add(&job->tables, job->arena, n_columns);
    table->printed = false;
    table->sheet = tables_sheet_name(&job->tables, job->arena, sheet);
    table->title = title;
    table->unit_euros = job->plan->unit_euros;
    return table;
}

static void add_bars(struct job *job)
{
    struct bars bars = {.job = job};
    choose_kolommen(&bars);
    if (bars.n_kolommen == 0 || !collect(&bars))
        return;
    size_t n_columns = LABELS + 2 * bars.n_kolommen;
    struct table *table = begin(job, n_columns, "Grafieken", "Lasten en baten in beeld");
    table->subtitle = arena_printf(
        job->arena,
        "Bedragen %s; wat uitgegeven of ontvangen is staat hier zonder teken, een min is het "
        "omgekeerde.%s",
        unit_words(job->plan), bars.n_left_out ? " Alleen de eerste kolommen van de tabel." : "");
    name_columns(&bars, table);
    for (size_t i = 0; i < bars.n; i++) {
        const struct bar *bar = &bars.items[i];
        if (!bar->found)
            continue;
        struct cell *cells = table_add_row(table, job->arena, ROW_DATA)->cells;
        cells[CODE] = cell_text(bar->code);
        cells[NAME] = cell_text(bar->name);
        for (size_t c = 0; c < 2 * bars.n_kolommen; c++)
            cells[LABELS + c] = cell_money(bar->figures[c / bars.n_kolommen][c % bars.n_kolommen]);
    }
    for (int s = 0; table->n_rows > 0 && s < 2; s++)
        draw_sectie(&bars, table, (enum sectie)s);
}

/* ---- from primair to realisatie ---- */

enum {
    STEP,
    AMOUNT, /* of the step, as an effect; blank of a level */
    AFTER,
    WORD,
    BASE, /* from here on what is drawn */
    LEVEL,
    VOORDEEL,
    NADEEL,
    VOORDEEL_BELOW, /* the part below nought of a step that goes through it; else no column */
    NADEEL_BELOW,
    STEP_COLUMNS
};
#define BELOW      (VOORDEEL_BELOW - VOORDEEL)
#define MOST_STEPS 24

struct step {
    const char *name;
    bool is_level;
    struct money amount; /* effect on the saldo; of a level the saldo itself */
};

struct steps {
    struct job *job;
    struct step *items;
    size_t n;
    int sign; /* -1: what is drawn is lasten minus baten */
    bool fits;
};

static void add_step(struct steps *steps, const char *name, bool is_level, struct money amount)
{
    steps->items[steps->n++] = (struct step){name, is_level, amount};
}

/* A saldo row's cell as an effect. */
static struct money saldo_of(const struct overview *overview, size_t number)
{
    struct money shown =
        overview->table->rows[overview->saldo_row].cells[OVERVIEW_LABELS + number].money;
    return (struct money){shown.cents * overview->job->plan->shown.saldo};
}

static const struct wijzigingen *changes_of(const struct job *job)
{
    for (size_t w = 0; w < job->n_wijzigingen; w++)
        if (job->wijzigingen[w].kolom == &job->plan->kolommen[job->plan->begroting_kolom])
            return &job->wijzigingen[w];
    return NULL;
}

static int64_t size_of(const struct wijzigingen *w, size_t i)
{
    return money_size(saldo_of(&w->overview, i + 1)).cents;
}

/* True when so many others are larger that this one is joined with the rest. */
static bool is_joined(const struct wijzigingen *w, size_t i)
{
    size_t n_larger = 0;
    for (size_t other = 0; other < w->n; other++)
        n_larger +=
            size_of(w, other) > size_of(w, i) || (size_of(w, other) == size_of(w, i) && other < i);
    return n_larger >= MOST_STEPS;
}

static void add_changes(struct steps *steps, const struct wijzigingen *w)
{
    struct money rest = {0};
    size_t n_rest = 0;
    add_step(steps, "Primaire begroting", true, saldo_of(&w->overview, 0));
    for (size_t i = 0; i < w->n; i++) {
        struct money amount = saldo_of(&w->overview, i + 1);
        if (is_joined(w, i)) {
            steps->fits &= money_add(rest, amount, &rest);
            n_rest++;
        } else if (amount.cents) {
            add_step(steps, w->overview.table->columns[OVERVIEW_LABELS + 1 + i].heading, false,
                     amount);
        }
    }
    if (n_rest)
        add_step(steps, arena_printf(steps->job->arena, "%zu overige besluiten", n_rest), false,
                 rest);
}

/* What a sectie does to the saldo between the two kolommen. */
static void add_deviation(struct steps *steps, enum sectie sectie, const char *name)
{
    const struct job *job = steps->job;
    const struct overview *main = job->main;
    for (size_t r = 0; r < main->table->n_rows; r++) {
        const struct cell *cells = &main->table->rows[r].cells[OVERVIEW_LABELS];
        struct money difference;
        if (main->rows[r].kind != OVERVIEW_TOTAAL || main->rows[r].sectie != sectie)
            continue;
        steps->fits &= money_subtract(cells[job->plan->realisatie_kolom].money,
                                      cells[job->plan->begroting_kolom].money, &difference);
        add_step(steps, name, false, shown_sectie(job->plan, sectie, difference));
    }
}

static int64_t lesser(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greater(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* From one height to another, on top of what carries it: above nought, below it, or from there both
 * ways. */
static void draw_step(struct cell *cells, size_t column, int64_t from, int64_t to)
{
    int64_t low = lesser(from, to), high = greater(from, to);
    bool through = low < 0 && high > 0;
    int64_t base = through ? 0 : low >= 0 ? low : high;
    cells[BASE] = cell_money((struct money){base});
    cells[column] = cell_money((struct money){(low < 0 && !through ? low : high) - base});
    if (through)
        cells[column + BELOW] = cell_money((struct money){low});
}

static void add_step_row(struct steps *steps, struct table *table, const struct step *step,
                         struct money *after)
{
    struct table_row *row = table_add_row(table, steps->job->arena, ROW_DATA);
    struct cell *cells = row->cells;
    int64_t before = after->cents;
    if (step->is_level)
        *after = step->amount;
    else
        steps->fits &= money_add(*after, step->amount, after);
    cells[STEP] = cell_text(step->name);
    if (!step->is_level)
        cells[AMOUNT] = cell_money(step->amount);
    cells[AFTER] = cell_money(*after);
    row->effect = step->is_level ? EFFECT_NONE : row_effect_of(step->amount);
    if (row->effect != EFFECT_NONE)
        cells[WORD] = cell_text(row_effect_name(row->effect));
    if (step->is_level)
        cells[LEVEL] = cell_money((struct money){after->cents * steps->sign});
    else
        draw_step(cells, step->amount.cents < 0 ? NADEEL : VOORDEEL, before * steps->sign,
                  after->cents * steps->sign);
}

/* Where the axis begins: what changes is small beside what there is, and would not be seen. */
static void set_floor(const struct steps *steps, struct chart *chart)
{
    int64_t low = INT64_MAX, high = INT64_MIN, level = 0, unit = 100;
    for (size_t i = 0; i < steps->n; i++) {
        level = steps->items[i].is_level ? steps->items[i].amount.cents
                                         : level + steps->items[i].amount.cents;
        low = lesser(low, level * steps->sign);
        high = greater(high, level * steps->sign);
    }
    if (low <= 0 || high - low > low / 2)
        return;
    while (unit * 10 < high - low)
        unit *= 10;
    int64_t floor = (low - (high - low) / 2) / unit * unit;
    chart->has_floor = floor > 0;
    chart->floor = (struct money){floor};
}

static void draw_steps(const struct steps *steps, struct table *table)
{
    struct arena *arena = steps->job->arena;
    const char *unit = unit_words(steps->job->plan);
    struct chart *chart =
        table_add_chart(table, arena,
                        (struct chart){.kind = CHART_STEPS,
                                       .last = table->n_rows - 1,
                                       .category = STEP,
                                       .series = {{BASE, CHART_BASE},
                                                  {LEVEL, CHART_LEVEL},
                                                  {VOORDEEL, CHART_VOORDEEL},
                                                  {NADEEL, CHART_NADEEL},
                                                  {VOORDEEL_BELOW, CHART_VOORDEEL},
                                                  {NADEEL_BELOW, CHART_NADEEL}},
                                       .n_series = table->n_columns - BASE,
                                       .number_format = axis_format(steps->job->plan)});
    set_floor(steps, chart);
    chart->title =
        arena_printf(arena, "%s, %s%s", steps->sign < 0 ? "Lasten min baten" : "Baten min lasten",
                     unit, chart->has_floor ? "; de as begint niet bij nul" : "");
    chart->words = arena_printf(arena,
                                "Watervaldiagram: van %s naar %s, met een kolom per stap, omhoog "
                                "of omlaag. De bedragen van elke stap staan in de tabel.",
                                steps->items[0].name, steps->items[steps->n - 1].name);
}

static bool goes_through(const struct table *table)
{
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = VOORDEEL_BELOW; c < STEP_COLUMNS; c++)
            if (table->rows[r].cells[c].kind != CELL_BLANK)
                return true;
    return false;
}

static void add_steps_table(struct steps *steps)
{
    static const struct table_column columns[STEP_COLUMNS] = {
        [STEP] = TEXT_COLUMN("stap", "Stap", 40),
        [AMOUNT] = NUMBER_COLUMN("bedrag", "Bedrag", 12),
        [AFTER] = NUMBER_COLUMN("saldo", "Saldo daarna", 12),
        [WORD] = {.name = "oordeel", .heading = "Oordeel", .width = 12, .verdict = true},
        [BASE] = NUMBER_COLUMN("voet", "Voet (getekend)", 12),
        [LEVEL] = NUMBER_COLUMN("stand", "Saldo", 12),
        [VOORDEEL] = NUMBER_COLUMN("voordelig", "Voordelig", 12),
        [NADEEL] = NUMBER_COLUMN("nadelig", "Nadelig", 12),
        [VOORDEEL_BELOW] = NUMBER_COLUMN("voordelig_onder_nul", "Voordelig, onder nul", 12),
        [NADEEL_BELOW] = NUMBER_COLUMN("nadelig_onder_nul", "Nadelig, onder nul", 12),
    };
    struct job *job = steps->job;
    struct money after = {0};
    struct table *table = begin(job, STEP_COLUMNS, "Verloop",
                                arena_printf(job->arena, "Van %s naar %s", steps->items[0].name,
                                             steps->items[steps->n - 1].name));
    memcpy(table->columns, columns, sizeof columns);
    table->subtitle = arena_printf(job->arena,
                                   "Saldo van lasten en baten van %s, %s; min is een nadeel. De "
                                   "laatste kolommen zijn wat er getekend is.",
                                   job->plan->programma, unit_words(job->plan));
    for (size_t i = 0; i < steps->n; i++)
        add_step_row(steps, table, &steps->items[i], &after);
    if (!goes_through(table))
        table->n_columns = VOORDEEL_BELOW;
    draw_steps(steps, table);
}

static void add_steps(struct job *job)
{
    const struct plan *plan = job->plan;
    const struct wijzigingen *w = changes_of(job);
    struct steps steps = {.job = job, .fits = true};
    steps.items = arena_alloc(job->arena, ((w ? w->n : 0) + 8) * sizeof *steps.items);
    if (w)
        add_changes(&steps, w);
    add_step(&steps, plan->kolommen[plan->begroting_kolom].heading, true,
             saldo_of(job->main, plan->begroting_kolom));
    add_deviation(&steps, SECTIE_LASTEN, "Afwijking lasten");
    add_deviation(&steps, SECTIE_BATEN, "Afwijking baten");
    add_step(&steps, plan->kolommen[plan->realisatie_kolom].heading, true,
             saldo_of(job->main, plan->realisatie_kolom));
    steps.sign = steps.items[0].amount.cents < 0 ? -1 : 1;
    if (steps.fits)
        add_steps_table(&steps);
}

static bool grafieken_run(struct job *job)
{
    add_bars(job);
    if (job->plan->has_afwijkingen)
        add_steps(job);
    return true;
}

const struct stage grafieken_stage = {
    .name = "grafieken", .run = grafieken_run, .when = STAGE_IF_GOOD};
