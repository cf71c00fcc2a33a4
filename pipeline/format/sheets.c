#include "pipeline/format/sheets.h"

#include "pipeline/base/array.h"
#include "pipeline/format/xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PARTS_FOLDER "xl/"

struct relation {
    const char *id, *part;
};

struct reading {
    struct arena *arena;
    struct sheets *sheets;
    const char *problem;
    struct relation *relations;
    size_t n_relations;

    enum sheet_style *kinds;
    size_t n_kinds;
    bool in_cells; /* inside <cellXfs> */
    struct number_format {
        long id;
        enum sheet_style kind;
    } * formats;
    size_t n_formats;
};

static bool refuse(struct reading *reading, const char *problem)
{
    reading->problem = problem;
    return false;
}

/* ---- relations and tabs ---- */

static bool relation_start(void *context, const char *name, const char *const *attributes)
{
    struct reading *reading = context;
    if (strcmp(name, "Relationship") != 0)
        return true;
    const char *id = xml_attribute(attributes, "Id");
    const char *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    if (!id || !type || !target)
        return refuse(reading, "een verwijzing zonder Id, Type of Target");
    const char *part = arena_printf(reading->arena, "%s%s", *target == '/' ? "" : PARTS_FOLDER,
                                    *target == '/' ? target + 1 : target);
    *arena_add(reading->arena, reading->relations, reading->n_relations) =
        (struct relation){arena_printf(reading->arena, "%s", id), part};
    if (text_ends(text_of(type), "/sharedStrings"))
        reading->sheets->strings_part = part;
    if (text_ends(text_of(type), "/styles"))
        reading->sheets->styles_part = part;
    return true;
}

static const char *related(const struct reading *reading, const char *id)
{
    const struct relation *found = array_find(reading->relations, reading->n_relations, id, id);
    return found ? found->part : "xl/worksheets";
}

static bool is_true(const char *attribute)
{
    return attribute && (strcmp(attribute, "1") == 0 || strcmp(attribute, "true") == 0);
}

static bool tab_start(void *context, const char *name, const char *const *attributes)
{
    struct reading *reading = context;
    struct sheets *sheets = reading->sheets;
    if (strcmp(name, "workbookPr") == 0)
        sheets->from_1904 = is_true(xml_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") != 0)
        return true;
    const char *sheet_name = xml_attribute(attributes, "name");
    const char *id = xml_attribute(attributes, "id");
    const char *state = xml_attribute(attributes, "state");
    if (!sheet_name || !id)
        return refuse(reading, "een blad zonder naam of verwijzing");
    *arena_add(reading->arena, sheets->items, sheets->n) =
        (struct sheet){.name = arena_printf(reading->arena, "%s", sheet_name),
                       .part = related(reading, id),
                       .hidden = state && strcmp(state, "visible") != 0};
    return true;
}

const char *sheets_read(struct text relations, struct text workbook, struct arena *arena,
                        struct sheets *sheets, const char **part)
{
    static const struct xml_handlers of_relations = {.start = relation_start};
    static const struct xml_handlers of_tabs = {.start = tab_start};
    *sheets = (struct sheets){0};
    struct reading reading = {.arena = arena, .sheets = sheets};
    *part = SHEETS_RELATIONS;
    const char *wrong = xml_read(relations, &of_relations, &reading, &reading.problem);
    if (wrong)
        return wrong;
    *part = SHEETS_WORKBOOK;
    return xml_read(workbook, &of_tabs, &reading, &reading.problem);
}

/* ---- styles ---- */

/* ECMA-376 part 1, 18.8.30: the formats that every reader knows by their number. */
static enum sheet_style built_in(long id)
{
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        return SHEET_DATE;
    if (id == 22)
        return SHEET_MOMENT;
    if (id == 9 || id == 10)
        return SHEET_PERCENT;
    return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? SHEET_TIME : SHEET_NUMBER;
}

/* What stands between quotation marks or brackets ("[$-413]", "[Red]"), or behind a backslash, is
 * no part of a date; the first of the sections counts. */
static enum sheet_style written(const char *code)
{
    bool day = false, hour = false, month = false, percent = false;
    for (; *code && *code != ';'; code++) {
        const char *end = NULL;
        if (*code == '"')
            end = strchr(code + 1, '"');
        else if (*code == '[' && !strchr("hHmMsS", code[1]))
            end = strchr(code, ']');
        else if ((*code == '\\' || *code == '_' || *code == '*') && code[1])
            end = code + 1;
        code = end ? end : code;
        if (end)
            continue;
        day |= strchr("dDyYjJ", *code) != NULL;
        hour |= strchr("hHuUsS", *code) != NULL;
        month |= strchr("mM", *code) != NULL;
        percent |= *code == '%';
    }
    return day && hour ? SHEET_MOMENT
           : day       ? SHEET_DATE
           : hour      ? SHEET_TIME
           : month     ? SHEET_DATE
           : percent   ? SHEET_PERCENT
                       : SHEET_NUMBER;
}

static long number_of(const char *attribute)
{
    return attribute ? strtol(attribute, NULL, 10) : 0;
}

static enum sheet_style style_of(const struct reading *reading, long id)
{
    for (size_t i = 0; i < reading->n_formats; i++)
        if (reading->formats[i].id == id)
            return reading->formats[i].kind;
    return built_in(id);
}

static bool style_start(void *context, const char *name, const char *const *attributes)
{
    struct reading *reading = context;
    const char *code = xml_attribute(attributes, "formatCode");
    if (strcmp(name, "numFmt") == 0 && code) {
        bool is_general =
            strncasecmp(code, "general", 7) == 0 || strncasecmp(code, "standaard", 9) == 0;
        *arena_add(reading->arena, reading->formats, reading->n_formats) =
            (struct number_format){number_of(xml_attribute(attributes, "numFmtId")),
                                   is_general ? SHEET_NUMBER : written(code)};
    }
    if (strcmp(name, "cellXfs") == 0)
        reading->in_cells = true;
    if (strcmp(name, "xf") == 0 && reading->in_cells) {
        *arena_add(reading->arena, reading->kinds, reading->n_kinds) =
            style_of(reading, number_of(xml_attribute(attributes, "numFmtId")));
    }
    return true;
}

static bool style_end(void *context, const char *name)
{
    struct reading *reading = context;
    if (strcmp(name, "cellXfs") == 0)
        reading->in_cells = false;
    return true;
}

const char *sheets_styles(struct text styles, struct arena *arena, enum sheet_style **kinds,
                          size_t *n_kinds)
{
    static const struct xml_handlers of_styles = {.start = style_start, .end = style_end};
    struct reading reading = {.arena = arena};
    const char *wrong = xml_read(styles, &of_styles, &reading, &reading.problem);
    *kinds = reading.kinds;
    *n_kinds = reading.n_kinds;
    return wrong;
}

/* ---- places ---- */

/* All digits, up to UINT32_MAX. */
static bool row_number(const char *text, size_t *number)
{
    char *end;
    if (*text < '1' || *text > '9')
        return false;
    *number = strtoul(text, &end, 10);
    return *end == '\0' && *number <= UINT32_MAX;
}

bool sheets_row(struct sheets_place *at, const char *const *attributes)
{
    const char *text = xml_attribute(attributes, "r");
    size_t number = at->row + 1;
    if ((text && !row_number(text, &number)) || number <= at->row)
        return false;
    *at = (struct sheets_place){.row = number};
    return true;
}

/* "AB12": row 12, column 27. */
static bool cell_place(const char *text, size_t *row, size_t *column)
{
    size_t column_number = 0;
    const char *at = text;
    for (; *at >= 'A' && *at <= 'Z' && at - text < 3; at++)
        column_number = column_number * 26 + (size_t)(*at - 'A') + 1;
    *column = column_number - 1;
    return column_number > 0 && row_number(at, row);
}

bool sheets_cell(struct sheets_place *at, const char *const *attributes)
{
    const char *place = xml_attribute(attributes, "r");
    size_t row = at->row, column = at->n_columns;
    if (at->row == 0 || (place && !cell_place(place, &row, &column)) || row != at->row ||
        column < at->n_columns)
        return false;
    at->n_columns = column + 1;
    return true;
}
