/* The files of the indicators, and what reading their rows has in common; indicatoren.csv itself.
 */
#include "pipeline/settings/indicator/indicator_reading.h"

#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/settings/stand.h"

#include <stdlib.h>
#include <string.h>

bool indicator_need(struct indicator_reading *reading, const struct csv_row *row,
                    const char *column, struct text field)
{
    return field.n_bytes > 0 ||
           row_error(reading, row, "%s: verwacht een waarde, gevonden niets", column);
}

int indicator_choice(struct indicator_reading *reading, const struct csv_row *row,
                     const char *column, struct text field, const char *const *names,
                     size_t n_names)
{
    struct text_list all = {.arena = reading->arena};
    for (size_t i = 0; i < n_names; i++) {
        if (text_is(field, names[i]))
            return (int)i;
        if (*names[i])
            list_add(&all, "%s", names[i]);
    }
    row_error(reading, row, "%s: verwacht een van %s; gevonden '%s'", column, list_text(&all, ""),
              field.bytes);
    return -1;
}

bool indicator_cut(struct text *rest, char mark, struct text *part)
{
    if (!text_split(rest, mark, part))
        return false;
    *part = text_trim(*part);
    *rest = text_trim(*rest);
    return true;
}

int indicator_year(struct text period)
{
    int year;
    return stand_year(period, &year) ? year : 0;
}

/* Of a code in its room: 1 + the index that it was added with; 0: it was not. */
static size_t *place_of(struct indicator_reading *reading, unsigned room, struct text code)
{
    struct arena arena = {0};
    const char *key = arena_printf(&arena, "%u %.*s", room, TEXT_ARG(code));
    const size_t number = memo_number_slow(&reading->codes, text_of(key));
    arena_release(&arena);
    reading->places =
        mem_grow(reading->places, &reading->places_cap, number + 1, sizeof *reading->places);
    return &reading->places[number];
}

size_t indicator_find(struct indicator_reading *reading, unsigned room, struct text code)
{
    return *place_of(reading, room, code) - 1;
}

void indicator_remember(struct indicator_reading *reading, unsigned room, struct text code,
                        size_t index)
{
    *place_of(reading, room, code) = index + 1;
}

size_t indicator_of(struct indicator_reading *reading, const struct csv_row *row, struct text code)
{
    const struct indicators *indicators = reading->indicators;
    size_t found = indicator_find(reading, ROOM_INDICATORS, code);
    if (found != INDICATOR_NONE || !reading->has_indicators)
        return found;
    row_error(reading, row, "code '%.*s' staat niet in %s%s", TEXT_ARG(code),
              indicators->indicators_path,
              suggestion_among(reading->arena, code, indicators->items, indicators->n, code));
    return INDICATOR_NONE;
}

/* ---- indicatoren.csv ---- */

enum {
    ITEM_CODE,
    ITEM_NAME,
    ITEM_UNIT,
    ITEM_DECIMALS,
    ITEM_DIRECTION,
    ITEM_SOURCE,
    ITEM_DESCRIPTION,
    ITEM_TOGETHER,
    ITEM_FORMULA = ITEM_TOGETHER + TOGETHER_KINDS,
    ITEM_GOAL,
    ITEM_PAKKET,
    ITEM_COLUMNS
};
static const char *const item_columns[ITEM_COLUMNS] = {
    "code", "naam",     "?eenheid",    "?decimalen",  "?richting", "?bron", "?omschrijving",
    "?som", "?aandeel", "?gemiddelde", "?zelfde_als", "?formule",  "?doel", "?pakket"};

static void add_item(struct indicator_reading *reading, const struct csv_row *row)
{
    struct indicators *indicators = reading->indicators;
    const struct text *fields = row->fields;
    struct indicator item = {.code = fields[ITEM_CODE].bytes,
                             .name = fields[ITEM_NAME].bytes,
                             .unit = fields[ITEM_UNIT].bytes,
                             .source = fields[ITEM_SOURCE].bytes,
                             .description = fields[ITEM_DESCRIPTION].bytes,
                             .goal = fields[ITEM_GOAL].bytes,
                             .pakket = fields[ITEM_PAKKET].bytes,
                             .decimals = -1,
                             .line_no = row->line_no};
    const struct text decimals = fields[ITEM_DECIMALS];
    indicator_need(reading, row, "code", fields[ITEM_CODE]);
    indicator_need(reading, row, "naam", fields[ITEM_NAME]);
    int direction = indicator_choice(reading, row, "richting", fields[ITEM_DIRECTION],
                                     direction_names, DIRECTIONS);
    item.direction = direction < 0 ? DIRECTION_NONE : (enum direction)direction;
    if (decimals.n_bytes == 1 && decimals.bytes[0] >= '0' &&
        decimals.bytes[0] <= '0' + DECIMAL_MAX_DECIMALS)
        item.decimals = decimals.bytes[0] - '0';
    else if (decimals.n_bytes)
        row_error(reading, row, "decimalen: verwacht 0 tot en met %d of niets, gevonden '%s'",
                  DECIMAL_MAX_DECIMALS, decimals.bytes);
    size_t twin = indicator_find(reading, ROOM_INDICATORS, fields[ITEM_CODE]);
    if (twin != INDICATOR_NONE) {
        row_error(reading, row, "code '%s' staat er twee keer; de eerste staat op regel %d",
                  item.code, indicators->items[twin].line_no);
        return;
    }
    indicator_remember(reading, ROOM_INDICATORS, fields[ITEM_CODE], indicators->n);
    *arena_add(reading->arena, indicators->items, indicators->n) = item;
}

/* "a, b, c"; of zelfde_als one, perhaps with ": 10" behind it. */
static void read_together(struct indicator_reading *reading, const struct csv_row *row, int kind,
                          struct together *together)
{
    struct text rest = row->fields[ITEM_TOGETHER + kind], part, divisor = {0};
    together->divisor = 1;
    if (rest.n_bytes == 0)
        return;
    if (kind == TOGETHER_SAME) {
        indicator_cut(&rest, ':', &part);
        divisor = rest;
        rest = part;
        char *end = NULL;
        if (divisor.bytes)
            together->divisor = strtoll(divisor.bytes, &end, 10);
        if (divisor.bytes && (*end || together->divisor < 1 || together->divisor > 1000000)) {
            row_error(reading, row, "%s: verwacht een code, of code : deler; gevonden '%s'",
                      together_names[kind], row->fields[ITEM_TOGETHER + kind].bytes);
            together->divisor = 1;
        }
    }
    while (indicator_cut(&rest, ',', &part)) {
        size_t other = indicator_of(reading, row, part);
        if (other == INDICATOR_NONE)
            continue;
        *arena_add(reading->arena, together->items, together->n) = other;
    }
}

static void read_items(struct indicator_reading *reading, const char *path)
{
    struct indicators *indicators = reading->indicators;
    reading->has_indicators = csv_read_file(path, item_columns, ITEM_COLUMNS, reading->arena,
                                            reading->errors, &reading->file);
    for (size_t i = 0; i < reading->file.n_rows; i++)
        add_item(reading, &reading->file.rows[i]);
    for (size_t i = 0; i < reading->file.n_rows; i++) {
        const struct csv_row *row = &reading->file.rows[i];
        size_t item = indicator_find(reading, ROOM_INDICATORS, row->fields[ITEM_CODE]);
        if (item != INDICATOR_NONE && indicators->items[item].line_no == row->line_no)
            indicator_read_formula(reading, row, row->fields[ITEM_FORMULA],
                                   &indicators->items[item].formula);
        for (int kind = 0; item != INDICATOR_NONE && kind < TOGETHER_KINDS; kind++)
            if (indicators->items[item].line_no == row->line_no)
                read_together(reading, row, kind, &indicators->items[item].together[kind]);
    }
}

/* ---- the whole ---- */

bool indicators_read(const struct indicator_files *files, struct arena *arena,
                     struct errors *errors, struct indicators *indicators)
{
    size_t n_before = errors->n;
    *indicators = (struct indicators){.indicators_path = files->indicators,
                                      .goals_path = files->goals,
                                      .tables_path = files->tables,
                                      .old_years = files->old_years,
                                      .documents = files->documents,
                                      .n_documents = files->n_documents};
    struct indicator_reading reading = {.indicators = indicators, .arena = arena, .errors = errors};
    read_items(&reading, files->indicators);
    for (size_t i = 0; i < files->n_values; i++)
        indicator_read_values(&reading, files->values[i]);
    for (size_t i = 0; reading.has_indicators && i < files->n_exports; i++)
        indicator_read_export(&reading, &files->exports[i]);
    if (files->goals)
        indicator_read_goals(&reading, files->goals);
    if (files->tables)
        indicator_read_tables(&reading, files->tables);
    indicator_order_values(&reading);
    memo_release(&reading.codes);
    free(reading.places);
    return errors->n == n_before;
}
