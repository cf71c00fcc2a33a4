/* indicatoren: every printed table of a run of indicators, the goals with their outcome, how each
 * indicator stands, the values as data; and a control for each kind of contradiction. */
#include "stages/indicatoren/indicatoren.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/examples.h"

/* ---- tables as printed ---- */

struct cell indicator_cell(struct job *job, const struct value *value)
{
    if (!value || value->notation.status == VALUE_EMPTY)
        return cell_blank();
    struct notation printed = value_printed(job->plan->indicators, value);
    return cell_marked(notation_text(job->arena, &printed));
}

/* What a goal asks, without the relation that stands in `richting`. */
static struct cell target_cell(struct job *job, const struct goal *goal)
{
    struct notation target = goal->target;
    target.relation = RELATION_NONE;
    return goal_has_target(goal) ? cell_marked(notation_text(job->arena, &target)) : cell_blank();
}

static struct cell goal_cell(struct job *job, const struct goal *goal, enum field field)
{
    switch (field) {
    case FIELD_PAKKET:
        return cell_text_or_blank(goal->pakket);
    case FIELD_NR:
        return cell_text_or_blank(*goal->nr ? goal->nr : goal->code);
    case FIELD_UNIT:
        return cell_text_or_blank(goal->unit);
    case FIELD_GOAL:
        return cell_text(goal->sentence);
    case FIELD_YEAR:
        return cell_integer(goal->year);
    case FIELD_DIRECTION:
        return cell_marked(goal->direction); /* "=" among them, which is no formula */
    case FIELD_TARGET:
        return target_cell(job, goal);
    case FIELD_BASE:
        return goal->base_year ? cell_integer(goal->base_year) : cell_blank();
    default:
        return cell_text(outcome_names[goal_outcome(job->plan->indicators, goal)]);
    }
}

static struct cell indicator_field(const struct indicator *indicator, enum field field)
{
    return field == FIELD_PAKKET   ? cell_text_or_blank(indicator->pakket)
           : field == FIELD_SOURCE ? cell_text_or_blank(indicator->source)
           : field == FIELD_UNIT   ? cell_text_or_blank(indicator->unit)
                                   : cell_blank();
}

/* A value is printed as its file has it. */
static struct cell value_field(struct job *job, const struct value *value, enum field field)
{
    return field == FIELD_VALUE        ? indicator_cell(job, value)
           : field == FIELD_VALUE_NOTE ? cell_text_or_blank(value ? value->note : "")
                                       : cell_text_or_blank(value ? value->measured : "");
}

static struct cell printed_cell(struct job *job, const struct printed_table *table,
                                const struct printed_row *row, const struct field_column *column)
{
    const struct indicators *all = job->plan->indicators;
    enum field field = column->field;
    if (field >= FIELD_VALUE)
        return value_field(
            job,
            indicators_value(all, row->indicator, column->period, column->kind, table->document),
            field);
    if (field == FIELD_LABEL)
        return cell_text(row->label);
    if (field == FIELD_NOTE || (field == FIELD_NR && *row->nr))
        return cell_text_or_blank(field == FIELD_NR ? row->nr : row->note);
    if (row->goal != INDICATOR_NONE && field != FIELD_SOURCE)
        return goal_cell(job, &all->goals[row->goal], field);
    return row->indicator == INDICATOR_NONE ? cell_blank()
                                            : indicator_field(&all->items[row->indicator], field);
}

static struct table_column column_of(const struct field_column *column)
{
    bool number = column->field == FIELD_VALUE || column->field == FIELD_TARGET ||
                  column->field == FIELD_YEAR || column->field == FIELD_BASE;
    bool label = column->field == FIELD_LABEL || column->field == FIELD_GOAL;
    return (struct table_column){
        .name = column->heading,
        .heading = column->heading,
        .kind = number ? COLUMN_NUMBER : COLUMN_TEXT,
        .width = label                                                              ? 50
                 : column->field == FIELD_NR                                        ? 6
                 : column->field == FIELD_NOTE || column->field == FIELD_VALUE_NOTE ? 30
                 : number                                                           ? 11
                                                                                    : 16,
        .wrap = !number,
    };
}

static const char *subtitle_of(struct job *job, const struct printed_table *table)
{
    const char *group = *table->group ? arena_printf(job->arena, "%s. ", table->group) : "";
    const char *pakket =
        *table->pakket ? arena_printf(job->arena, "Pakket %s. ", table->pakket) : "";
    return arena_printf(
        job->arena, "%s%sDocument: %s. NB: niet bekend; -: niet van toepassing; *: zie de noot.",
        pakket, group, *table->document ? table->document : "alle");
}

static void add_printed(struct job *job, const struct printed_table *printed)
{
    struct table *table = tables_add(&job->tables, job->arena, printed->n_columns);
    table->csv_name = arena_printf(job->arena, "%s.csv", printed->name);
    table->sheet = tables_sheet_name(&job->tables, job->arena, printed->name);
    table->title = printed->title;
    table->subtitle = subtitle_of(job, printed);
    table->unit_euros = 1;
    for (size_t c = 0; c < printed->n_columns; c++)
        table->columns[c] = column_of(&printed->columns[c]);
    for (size_t r = 0; r < printed->n_rows; r++) {
        struct cell *cells = table_add_row(table, job->arena, ROW_DATA)->cells;
        for (size_t c = 0; c < printed->n_columns; c++)
            cells[c] = printed_cell(job, printed, &printed->rows[r], &printed->columns[c]);
    }
}

void indicatoren_add_printed(struct job *job)
{
    const struct indicators *all = job->plan->indicators;
    for (size_t t = 0; t < all->n_tables; t++)
        add_printed(job, &all->tables[t]);
}

/* ---- goals ---- */

static void add_goal(struct job *job, struct table *table, const struct goal *goal)
{
    static const enum field fields[] = {FIELD_PAKKET,    FIELD_NR,     FIELD_GOAL, FIELD_YEAR,
                                        FIELD_DIRECTION, FIELD_TARGET, FIELD_BASE};
    const struct indicators *all = job->plan->indicators;
    const struct value *value = outcome_of_year(all, goal->indicator, goal->year);
    struct cell *cells = table_add_row(table, job->arena, ROW_DATA)->cells;
    for (int i = 0; i < 7; i++)
        cells[i] = goal_cell(job, goal, fields[i]);
    cells[7] = cell_text_or_blank(
        goal->indicator == INDICATOR_NONE ? "" : all->items[goal->indicator].name);
    cells[8] = indicator_cell(job, value);
    cells[9] = cell_text(outcome_names[goal_outcome(all, goal)]);
}

static void add_goals(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("pakket", "Pakket", 8),
        TEXT_COLUMN("nr", "Nr", 7),
        WRAPPED_COLUMN("doel", "Doel", 44),
        NUMBER_COLUMN("jaar", "Jaar", 7),
        TEXT_COLUMN("richting", "Richting", 12),
        NUMBER_COLUMN("streefwaarde", "Streef waarde", 9),
        NUMBER_COLUMN("ten_opzichte_van", "Ten opzichte van", 10),
        WRAPPED_COLUMN("indicator", "Indicator", 40),
        NUMBER_COLUMN("uitkomst", "Uitkomst", 9),
        TEXT_COLUMN("oordeel", "Oordeel", 15),
    };
    static const struct table_form form = {
        .csv_name = "doelen.csv",
        .sheet = "Doelen",
        .title = "Doelen en hun uitkomst",
        .subtitle = "Een doel is gehaald als de uitkomst van zijn jaar doet wat de richting "
                    "vraagt; gelijk is niet lager en niet hoger.",
        TABLE_COLUMNS(columns)};
    const struct indicators *all = job->plan->indicators;
    if (all->n_goals == 0)
        return;
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    for (size_t g = 0; g < all->n_goals; g++)
        add_goal(job, table, &all->goals[g]);
}

/* ---- how each indicator stands ---- */

static bool counts(const struct value *value)
{
    return value->year && value_is_known(value);
}

/* The outcomes before and at the run's year, the later one last, and the next target; each may be
 * NULL. */
struct standing {
    const struct value *before, *last, *target;
};

/* Of values by year: of the same year in two documents the first one counts. */
static struct standing standing_of(const struct indicators *all, size_t indicator)
{
    struct standing at = {0};
    struct values outcomes = indicators_values(all, indicator, KIND_REALISATIE);
    struct values targets = indicators_values(all, indicator, KIND_STREEF);
    for (size_t i = 0; i < outcomes.n; i++) {
        const struct value *value = outcomes.items[i];
        if (!counts(value) || (at.last && value->year == at.last->year))
            continue;
        at.before = at.last;
        at.last = value;
    }
    for (size_t i = 0; i < targets.n && !at.target; i++)
        if (counts(targets.items[i]) && (!at.last || targets.items[i]->year >= at.last->year))
            at.target = targets.items[i];
    return at;
}

void standing_put(struct job *job, size_t index, struct cell *cells)
{
    const struct indicators *all = job->plan->indicators;
    const struct indicator *indicator = &all->items[index];
    struct standing at = standing_of(all, index);
    const struct value *outcome =
        at.target ? indicators_value(all, index, at.target->period, KIND_REALISATIE, "") : NULL;
    cells[0] = indicator_cell(job, at.before);
    if (at.last)
        cells[1] = cell_integer(at.last->year);
    cells[2] = indicator_cell(job, at.last);
    cells[3] = cell_text_or_blank(trend(indicator, at.before, at.last));
    if (at.target)
        cells[4] = cell_integer(at.target->year);
    cells[5] = indicator_cell(job, at.target);
    cells[6] = cell_text(outcome_names[target_outcome(indicator, at.target, outcome)]);
}

static void add_standing(struct job *job, struct table *table, size_t index)
{
    const struct indicator *indicator = &job->plan->indicators->items[index];
    struct table_row *row = table_put(
        table, job->arena, ROW_DATA, cell_text_or_blank(indicator->pakket),
        cell_text(indicator->code), cell_text(indicator->name), cell_text_or_blank(indicator->unit),
        cell_text_or_blank(direction_names[indicator->direction]));
    standing_put(job, index, row->cells + 5);
}

static void add_standings(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("pakket", "Pakket", 7),
        TEXT_COLUMN("code", "Code", 32),
        WRAPPED_COLUMN("indicator", "Indicator", 40),
        WRAPPED_COLUMN("eenheid", "Eenheid", 12),
        TEXT_COLUMN("richting", "Beter is", 7),
        NUMBER_COLUMN("vorige", "Vorige", 8),
        NUMBER_COLUMN("jaar", "Jaar", 6),
        NUMBER_COLUMN("laatste", "Laatste", 8),
        TEXT_COLUMN("beweging", "Beweging", 9),
        NUMBER_COLUMN("streefjaar", "Streef jaar", 7),
        NUMBER_COLUMN("streefwaarde", "Streef waarde", 8),
        TEXT_COLUMN("oordeel", "Oordeel", 16),
    };
    static const struct table_form form = {
        .csv_name = "indicatoren.csv",
        .sheet = "Indicatoren",
        .title = "Stand van de indicatoren",
        .subtitle = "De laatste twee uitkomsten en de eerstvolgende streefwaarde; de beweging in "
                    "de richting van de indicator zelf.",
        TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    for (size_t i = 0; i < job->plan->indicators->n; i++)
        add_standing(job, table, i);
}

/* ---- every value, once ---- */

static void add_value_row(struct job *job, struct table *table, const struct value *value)
{
    const struct indicators *all = job->plan->indicators;
    const bool known = value->notation.status == VALUE_KNOWN;
    table_put(table, job->arena, ROW_DATA, cell_text(all->items[value->indicator].code),
              cell_text(value->period), cell_text(value_kind_names[value->kind]),
              cell_text_or_blank(value->document),
              cell_text(value_status_names[value->notation.status]),
              cell_text_or_blank(known ? relation_names[value->notation.relation] : ""),
              known ? cell_number(value->notation.value) : cell_blank(),
              cell_text(value->provisional ? "ja" : "nee"), cell_text_or_blank(value->note),
              cell_text_or_blank(value->measured), cell_text(value->where));
}

void indicatoren_add_values(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("code", "Code", 30),         TEXT_COLUMN("periode", "Periode", 20),
        TEXT_COLUMN("soort", "Soort", 12),       TEXT_COLUMN("document", "Document", 20),
        TEXT_COLUMN("status", "Status", 9),      TEXT_COLUMN("operator", "Operator", 9),
        NUMBER_COLUMN("waarde", "Waarde", 12),   TEXT_COLUMN("voorlopig", "Voorlopig", 10),
        WRAPPED_COLUMN("noot", "Noot", 26),      TEXT_COLUMN("peildatum", "Peildatum", 12),
        TEXT_COLUMN("herkomst", "Herkomst", 20),
    };
    static const struct table_form form = {
        .csv_name = PUBLISHED_WAARDEN,
        .sheet = "Waarden",
        .appendix = true,
        .title = "Alle waarden",
        .subtitle = "Elke waarde een keer, met het bestand en de regel waar zij staat.",
        TABLE_COLUMNS(columns)};
    const struct indicators *all = job->plan->indicators;
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    table->for_machines = true;
    for (size_t i = 0; i < all->n_values; i++)
        add_value_row(job, table, &all->values[i]);
}

/* ---- controls ---- */

static void check(struct job *job, const struct toets *toets)
{
    struct toetsing toetsing = {.indicators = job->plan->indicators,
                                .year = job->plan->year,
                                .found = {.arena = job->arena}};
    toets_look(toets, &toetsing);
    bool stops = toets->contradicts && job->plan->contradictions_stop;
    check_none(job, toets->name, stops ? SEVERITY_ERROR : SEVERITY_WARNING, &toetsing.found,
               toets->sentence);
    job->controls.items[job->controls.n - 1].known = control_known("Toets");
}

/* An export of which nothing was taken is another one than the profile is about. */
static void check_delivery(struct job *job, const struct indicator_delivery *delivery)
{
    const char *name = path_to_text(job->arena, path_name(delivery->path));
    struct examples examples = {.arena = job->arena};
    if (delivery->n_values == 0)
        examples_add(&examples, "%s", name);
    check_none(job, arena_printf(job->arena, "Export levert waarden: %s", name), SEVERITY_ERROR,
               &examples,
               arena_printf(job->arena,
                            "Van %s vallen er %zu buiten bereik; de rest gaf %s, %s en %s van een "
                            "indicator die hier niet voorkomt.",
                            regels_words(job->arena, delivery->n_records), delivery->n_out_of_scope,
                            count_words(job->arena, delivery->n_values, "waarde", "waarden"),
                            count_words(job->arena, delivery->n_empty, "lege cel", "lege cellen"),
                            count_words(job->arena, delivery->n_others, "waarde", "waarden")));
}

void indicatoren_check(struct job *job)
{
    for (size_t i = 0; i < n_toetsen; i++)
        check(job, &toetsen[i]);
    for (size_t i = 0; i < job->plan->indicators->n_deliveries; i++)
        check_delivery(job, &job->plan->indicators->deliveries[i]);
}

static bool indicatoren_run(struct job *job)
{
    add_standings(job);
    add_goals(job);
    lijnen_add(job);
    indicatoren_add_printed(job);
    indicatoren_add_targets(job);
    indicatoren_add_fillings(job);
    indicatoren_add_values(job);
    indicatoren_check(job);
    return true;
}

const struct stage indicatoren_stage = {
    .name = "indicatoren", .run = indicatoren_run, .when = STAGE_ALWAYS};
