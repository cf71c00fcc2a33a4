/* doelen.csv. */
#include "pipeline/settings/indicator/indicator_reading.h"

#include "pipeline/settings/stand.h"

enum {
    GOAL_CODE,
    GOAL_PAKKET,
    GOAL_NR,
    GOAL_SENTENCE,
    GOAL_YEAR,
    GOAL_DIRECTION,
    GOAL_TARGET,
    GOAL_BASE,
    GOAL_UNIT,
    GOAL_INDICATOR,
    GOAL_OUTCOME,
    GOAL_COLUMNS
};
static const char *const goal_columns[GOAL_COLUMNS] = {
    "code",          "?pakket",           "?nr",      "doel",       "jaar",     "richting",
    "?streefwaarde", "?ten_opzichte_van", "?eenheid", "?indicator", "?uitkomst"};

/* The words of `richting`; a relation may follow where a streefwaarde does. */
static const struct {
    const char *word;
    enum goal_kind kind;
} goal_words[] = {
    {"stijgt", GOAL_RISES},
    {"daalt", GOAL_FALLS},
    {"niet gestegen", GOAL_NOT_RISEN},
    {"niet gedaald", GOAL_NOT_FALLEN},
    {"toename", GOAL_GAIN},
    {"afname", GOAL_LOSS},
    {"ja/nee", GOAL_DONE},
};

static bool read_direction(struct text field, struct goal *goal, enum relation *relation)
{
    *relation = RELATION_NONE;
    for (size_t i = 0; i < sizeof goal_words / sizeof *goal_words; i++) {
        struct text rest = field;
        if (!text_take_start(&rest, goal_words[i].word))
            continue;
        rest = text_trim(rest);
        goal->kind = goal_words[i].kind;
        bool may_relate = goal->kind == GOAL_GAIN || goal->kind == GOAL_LOSS;
        return rest.n_bytes == 0 || (may_relate && relation_parse(rest, relation));
    }
    goal->kind = GOAL_BOUND;
    return field.n_bytes && relation_parse(field, relation) && *relation != RELATION_ABOUT;
}

static bool read_target(struct indicator_reading *reading, const struct csv_row *row,
                        struct goal *goal)
{
    struct text field = row->fields[GOAL_TARGET];
    enum relation relation;
    if (!read_direction(row->fields[GOAL_DIRECTION], goal, &relation))
        return row_error(reading, row,
                         "richting: verwacht <, ≤, >, ≥, =, stijgt, daalt, niet gestegen, "
                         "niet gedaald, toename of afname (met een operator erachter), of "
                         "ja/nee; gevonden '%s'",
                         row->fields[GOAL_DIRECTION].bytes);
    bool wants = goal_has_target(goal);
    if (wants && (!notation_parse(field, &goal->target) || goal->target.status != VALUE_KNOWN ||
                  goal->target.relation != RELATION_NONE))
        return row_error(reading, row,
                         "streefwaarde: verwacht een getal zoals 2,3%% bij richting '%s', "
                         "gevonden \"%s\"",
                         goal->direction, field.bytes);
    goal->target.relation = relation;
    return wants || field.n_bytes == 0 ||
           row_error(reading, row,
                     "streefwaarde: bij richting '%s' hoort er geen; gevonden "
                     "\"%s\"",
                     goal->direction, field.bytes);
}

static bool read_years(struct indicator_reading *reading, const struct csv_row *row,
                       struct goal *goal)
{
    struct text base = row->fields[GOAL_BASE];
    bool good = stand_year(row->fields[GOAL_YEAR], &goal->year) ||
                row_error(reading, row, "jaar: verwacht een jaar, gevonden '%s'",
                          row->fields[GOAL_YEAR].bytes);
    return (base.n_bytes == 0 || stand_year(base, &goal->base_year) ||
            row_error(reading, row, "ten_opzichte_van: verwacht een jaar, gevonden '%s'",
                      base.bytes)) &&
           good;
}

static void add_goal(struct indicator_reading *reading, const struct csv_row *row)
{
    struct indicators *indicators = reading->indicators;
    const struct text *fields = row->fields;
    struct goal goal = {.code = fields[GOAL_CODE].bytes,
                        .pakket = fields[GOAL_PAKKET].bytes,
                        .nr = fields[GOAL_NR].bytes,
                        .sentence = fields[GOAL_SENTENCE].bytes,
                        .direction = fields[GOAL_DIRECTION].bytes,
                        .unit = fields[GOAL_UNIT].bytes,
                        .outcome = fields[GOAL_OUTCOME].bytes,
                        .indicator = INDICATOR_NONE,
                        .line_no = row->line_no};
    bool good = indicator_need(reading, row, "code", fields[GOAL_CODE]);
    good = indicator_need(reading, row, "doel", fields[GOAL_SENTENCE]) && good;
    good = read_years(reading, row, &goal) && good;
    good = read_target(reading, row, &goal) && good;
    if (fields[GOAL_INDICATOR].n_bytes)
        goal.indicator = indicator_of(reading, row, fields[GOAL_INDICATOR]);
    size_t twin = indicator_find(reading, ROOM_GOALS, fields[GOAL_CODE]);
    if (twin != INDICATOR_NONE)
        good = row_error(reading, row, "code '%s' staat er twee keer; de eerste staat op regel %d",
                         goal.code, indicators->goals[twin].line_no);
    if (!good)
        return;
    indicator_remember(reading, ROOM_GOALS, fields[GOAL_CODE], indicators->n_goals);
    *arena_add(reading->arena, indicators->goals, indicators->n_goals) = goal;
}

void indicator_read_goals(struct indicator_reading *reading, const char *path)
{
    csv_read_file(path, goal_columns, GOAL_COLUMNS, reading->arena, reading->errors,
                  &reading->file);
    for (size_t i = 0; i < reading->file.n_rows; i++)
        add_goal(reading, &reading->file.rows[i]);
}
