#include "stages/indicatoren/indicatoren.h"

#include "pipeline/base/array.h"

#include <string.h>

enum { CODE, NAME, UNIT, YEAR, OUTCOME, TARGET, REFERENCE, COLUMNS };
static const enum value_kind kinds[COLUMNS] = {
    [OUTCOME] = KIND_REALISATIE, [TARGET] = KIND_STREEF, [REFERENCE] = KIND_REFERENTIE};

/* What is drawn of one indicator. */
struct line {
    size_t indicator;
    int *years; /* ascending, each once */
    size_t n_years, n_outcomes, n_targets;
    const struct value *reference; /* of a group: it holds for all years; or NULL */
};

static int by_year(const void *a, const void *b)
{
    int one = *(const int *)a, other = *(const int *)b;
    return ARRAY_ORDER(one, other);
}

/* NULL where documents contradict each other: a control tells it. */
static const struct value *value_of(const struct indicators *all, size_t indicator,
                                    const char *period, enum value_kind kind)
{
    const struct value *value = indicators_value(all, indicator, period, kind, "");
    return value && value->notation.status == VALUE_KNOWN ? value : NULL;
}

/* The one that was delivered first. */
static const struct value *first_reference(const struct indicators *all, size_t indicator)
{
    const struct values values = indicators_values(all, indicator, KIND_REFERENTIE);
    const struct value *first = NULL, *reference = NULL;
    for (size_t i = 0; i < values.n; i++) {
        const struct value *value = values.items[i];
        const struct value *found =
            value->notation.status == VALUE_KNOWN && (!first || value < first)
                ? value_of(all, indicator, value->period, KIND_REFERENTIE)
                : NULL;
        first = found ? value : first;
        reference = found ? found : reference;
    }
    return reference;
}

static size_t take_years(struct values values, int *years)
{
    size_t n = 0;
    for (size_t i = 0; i < values.n; i++)
        if (values.items[i]->year && values.items[i]->notation.status == VALUE_KNOWN)
            years[n++] = values.items[i]->year;
    return n;
}

static struct line collect(const struct job *job, size_t indicator)
{
    const struct indicators *all = job->plan->indicators;
    struct line line = {.indicator = indicator};
    const struct values outcomes = indicators_values(all, indicator, KIND_REALISATIE),
                        targets = indicators_values(all, indicator, KIND_STREEF);
    size_t n = 0;
    line.reference = first_reference(all, indicator);
    line.years = arena_alloc(job->arena, (outcomes.n + targets.n) * sizeof *line.years);
    n += take_years(outcomes, line.years);
    n += take_years(targets, line.years + n);
    array_sort(line.years, n, by_year);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || line.years[i] != line.years[line.n_years - 1])
            line.years[line.n_years++] = line.years[i];
    for (size_t i = 0; i < line.n_years; i++) {
        const char *period = arena_printf(job->arena, "%d", line.years[i]);
        line.n_outcomes += value_of(all, indicator, period, KIND_REALISATIE) != NULL;
        line.n_targets += value_of(all, indicator, period, KIND_STREEF) != NULL;
    }
    return line;
}

static const char *told(struct job *job, const char *words, const char *what, const char *period,
                        const struct value *value)
{
    return arena_printf(job->arena, "%s%s %s %s",
                        *words ? arena_printf(job->arena, "%s; ", words) : "", what, period,
                        notation_text(job->arena, &value->notation));
}

/* The rows of an indicator. Returns them in words. */
static const char *add_rows(struct job *job, struct table *table, const struct line *line)
{
    const struct indicators *all = job->plan->indicators;
    const struct indicator *indicator = &all->items[line->indicator];
    const char *words = "";
    for (size_t i = 0; i < line->n_years; i++) {
        const char *period = arena_printf(job->arena, "%d", line->years[i]);
        struct cell *cells = table_add_row(table, job->arena, ROW_DATA)->cells;
        cells[CODE] = cell_text(indicator->code);
        cells[NAME] = cell_text_or_blank(i ? "" : indicator->name);
        cells[UNIT] = cell_text_or_blank(i ? "" : indicator->unit);
        cells[YEAR] = cell_integer(line->years[i]);
        for (size_t c = OUTCOME; c <= TARGET; c++) {
            const struct value *value = value_of(all, line->indicator, period, kinds[c]);
            if (!value)
                continue;
            cells[c] = cell_number(value->notation.value);
            words = told(job, words, value_kind_names[kinds[c]], period, value);
        }
        if (line->reference)
            cells[REFERENCE] = cell_number(line->reference->notation.value);
    }
    return line->reference ? told(job, words, value_kind_names[KIND_REFERENTIE],
                                  line->reference->period, line->reference)
                           : words;
}

static void add_line(struct job *job, struct table *table, const struct line *line)
{
    const struct indicator *indicator = &job->plan->indicators->items[line->indicator];
    struct chart chart = {.kind = CHART_LINES,
                          .beside = true,
                          .first = table->n_rows,
                          .category = YEAR,
                          .series = {{OUTCOME, CHART_ACTUAL}},
                          .n_series = 1};
    const char *figures = add_rows(job, table, line);
    chart.last = table->n_rows - 1;
    if (line->n_targets)
        chart.series[chart.n_series++] = (struct chart_series){TARGET, CHART_TARGET};
    if (line->reference)
        chart.series[chart.n_series++] = (struct chart_series){REFERENCE, CHART_REFERENCE};
    chart.title = *indicator->unit && !strstr(indicator->name, indicator->unit)
                      ? arena_printf(job->arena, "%s (%s)", indicator->name, indicator->unit)
                      : indicator->name;
    chart.words = arena_printf(job->arena, "Lijndiagram. %s: %s.", chart.title, figures);
    table_add_chart(table, job->arena, chart);
}

static struct table *begin(struct job *job)
{
    static const struct table_column columns[COLUMNS] = {
        [CODE] = TEXT_COLUMN("code", "Code", 26),
        [NAME] = WRAPPED_COLUMN("indicator", "Indicator", 60),
        [UNIT] = WRAPPED_COLUMN("eenheid", "Eenheid", 18),
        [YEAR] = NUMBER_COLUMN("jaar", "Jaar", 7),
        [OUTCOME] = NUMBER_COLUMN("realisatie", "Realisatie", 11),
        [TARGET] = NUMBER_COLUMN("streef", "Streefwaarde", 13),
        [REFERENCE] = NUMBER_COLUMN("referentie", "Referentie", 11),
    };
    static const struct table_form form = {
        .title = "Indicatoren in beeld",
        .subtitle = "Wat een uitkomst en een streefwaarde of referentie heeft. Zonder <, > of "
                    "noot: die staan in de tabellen.",
        TABLE_COLUMNS(columns)};
    const char *sheet = tables_sheet_name(&job->tables, job->arena, "Grafieken");
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    table->sheet = sheet;
    table->unit_euros = 1;
    return table;
}

void lijnen_add(struct job *job)
{
    struct table *table = NULL;
    for (size_t i = 0; i < job->plan->indicators->n; i++) {
        struct line line = collect(job, i);
        if (line.n_outcomes < 2 || (line.n_targets == 0 && !line.reference))
            continue;
        table = table ? table : begin(job);
        add_line(job, table, &line);
    }
}
