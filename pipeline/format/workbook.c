#include "pipeline/format/workbook.h"

#include "pipeline/base/array.h"
#include "pipeline/base/interrupt.h"
#include "pipeline/format/package.h"
#include "pipeline/format/sheets.h"
#include "pipeline/format/xml.h"

#include <stdlib.h>
#include <string.h>

#define CORE_PART "docProps/core.xml"

#define ROWS_BETWEEN 1024 /* two looks at whether the program was asked to stop */

struct reading {
    struct arena *arena;  /* of the result */
    struct arena scratch; /* the parts */
    struct errors *errors;
    const char *path;
    const char *part; /* being read */
    bool *done;       /* per part of the package */
    bool interrupted;
    const char *problem; /* why a handler stopped, in Dutch */

    struct sheets list;
    struct workbook_sheet *sheets; /* as many */
    const char **strings;
    size_t n_strings;

    const char *made_by, *made_on, *saved_by, *saved_on; /* of the properties, or NULL */
    struct mem_bytes captured; /* of the pieces that the parser delivers */
    bool captures;
    bool phonetic;                /* inside <rPh>: how a text sounds, not what it says */
    struct workbook_sheet *sheet; /* being read */
    struct sheets_place at;
    struct workbook_cell cell;
    char type[12]; /* its t attribute */
};

static bool refuse(struct reading *reading, const char *problem)
{
    reading->problem = problem;
    return false;
}

/* ---- captured text ---- */

static void capture_start(struct reading *reading)
{
    reading->captured.n_bytes = 0;
    reading->captures = true;
}

static void on_text(void *context, struct text text)
{
    struct reading *reading = context;
    if (reading->captures)
        mem_bytes_add(&reading->captured, text.bytes, text.n_bytes);
}

static const char *capture_take(struct reading *reading)
{
    reading->captures = false;
    return arena_copy(reading->arena, reading->captured.bytes, reading->captured.n_bytes);
}

/* ---- xl/sharedStrings.xml ---- */

static bool string_start(void *context, const char *name, const char *const *attributes)
{
    (void)attributes;
    struct reading *reading = context;
    if (strcmp(name, "si") == 0)
        reading->captured.n_bytes = 0;
    else if (strcmp(name, "rPh") == 0)
        reading->phonetic = true;
    else if (strcmp(name, "t") == 0)
        reading->captures = !reading->phonetic;
    return true;
}

static bool string_end(void *context, const char *name)
{
    struct reading *reading = context;
    if (strcmp(name, "t") == 0)
        reading->captures = false;
    else if (strcmp(name, "rPh") == 0)
        reading->phonetic = false;
    else if (strcmp(name, "si") == 0) {
        *arena_add(&reading->scratch, reading->strings, reading->n_strings) =
            workbook_unescape(reading->arena, capture_take(reading));
    }
    return true;
}

/* ---- xl/worksheets/sheet1.xml ---- */

static bool row_start(struct reading *reading, const char *const *attributes)
{
    reading->interrupted = reading->at.row % ROWS_BETWEEN == 0 && interrupt_came();
    if (reading->interrupted)
        return false;
    return sheets_row(&reading->at, attributes) ||
           refuse(reading, "de regels staan niet in volgorde");
}

static bool cell_start(struct reading *reading, const char *const *attributes)
{
    if (!sheets_cell(&reading->at, attributes))
        return refuse(reading, reading->at.row ? "de cellen staan niet in volgorde"
                                               : "een cel buiten een regel");
    reading->cell =
        (struct workbook_cell){.row = reading->at.row - 1, .column = reading->at.n_columns - 1};
    const char *type = xml_attribute(attributes, "t");
    memset(reading->type, 0, sizeof reading->type);
    strncpy(reading->type, type ? type : "n", sizeof reading->type - 1);
    return true;
}

static bool sheet_start(void *context, const char *name, const char *const *attributes)
{
    struct reading *reading = context;
    if (strcmp(name, "row") == 0)
        return row_start(reading, attributes);
    if (strcmp(name, "c") == 0)
        return cell_start(reading, attributes);
    if (strcmp(name, "v") == 0 || strcmp(name, "f") == 0)
        capture_start(reading);
    else if (strcmp(name, "is") == 0)
        reading->captured.n_bytes = 0;
    else
        string_start(reading, name, attributes);
    return true;
}

static bool text_shared(struct reading *reading, struct workbook_cell *cell)
{
    char *end;
    size_t index = strtoul(cell->text, &end, 10);
    if (end == cell->text || *end || index >= reading->n_strings)
        return refuse(reading, "een cel verwijst naar een tekst die er niet is");
    cell->kind = WORKBOOK_TEXT;
    cell->text = reading->strings[index];
    return true;
}

static bool text_own(struct reading *reading, struct workbook_cell *cell)
{
    cell->kind = WORKBOOK_TEXT;
    cell->text = workbook_unescape(reading->arena, cell->text);
    return true;
}

static bool number(struct reading *reading, struct workbook_cell *cell)
{
    (void)reading;
    cell->kind = WORKBOOK_NUMBER;
    cell->has_money = workbook_cents(cell->text, &cell->money);
    return true;
}

static bool other(struct reading *reading, struct workbook_cell *cell)
{
    (void)reading;
    cell->kind = WORKBOOK_OTHER;
    return true;
}

static const struct {
    const char *type;
    bool (*finish)(struct reading *reading, struct workbook_cell *cell);
} cell_types[] = {
    {"s", text_shared}, {"n", number}, {"str", text_own}, {"inlineStr", text_own},
    {"b", other},       {"e", other},  {"d", other},
};

static bool cell_finish(struct reading *reading)
{
    struct workbook_cell *cell = &reading->cell;
    if (!cell->text && !cell->formula)
        return true;
    if (!cell->text)
        cell->text = "";
    const size_t n = ARRAY_LENGTH(cell_types), i = array_index(cell_types, n, type, reading->type);
    if (i == n)
        return refuse(reading, "een cel van onbekende soort");
    if (!cell_types[i].finish(reading, cell))
        return false;
    struct workbook_sheet *sheet = reading->sheet;
    *arena_add(reading->arena, sheet->cells, sheet->n_cells) = *cell;
    return true;
}

static bool sheet_end(void *context, const char *name)
{
    struct reading *reading = context;
    if (strcmp(name, "c") == 0)
        return cell_finish(reading);
    if (strcmp(name, "v") == 0 || strcmp(name, "is") == 0)
        reading->cell.text = capture_take(reading);
    else if (strcmp(name, "f") == 0)
        reading->cell.formula = capture_take(reading);
    else if (strcmp(name, "t") == 0 || strcmp(name, "rPh") == 0)
        string_end(reading, name);
    return true;
}

/* ---- docProps/core.xml ---- */

/* Where the text of this element goes, or NULL. */
static const char **property(struct reading *reading, const char *name)
{
    return strcmp(name, "creator") == 0          ? &reading->made_by
           : strcmp(name, "created") == 0        ? &reading->made_on
           : strcmp(name, "lastModifiedBy") == 0 ? &reading->saved_by
           : strcmp(name, "modified") == 0       ? &reading->saved_on
                                                 : NULL;
}

static bool property_start(void *context, const char *name, const char *const *attributes)
{
    (void)attributes;
    struct reading *reading = context;
    if (property(reading, name))
        capture_start(reading);
    return true;
}

static bool property_end(void *context, const char *name)
{
    struct reading *reading = context;
    const char **text = property(reading, name);
    if (text)
        *text = capture_take(reading);
    return true;
}

/* ---- the whole ---- */

static const struct xml_handlers string_handlers = {string_start, string_end, on_text};
static const struct xml_handlers sheet_handlers = {sheet_start, sheet_end, on_text};
static const struct xml_handlers core_handlers = {property_start, property_end, on_text};
static const struct xml_handlers no_handlers = {0};

static bool damaged(const struct reading *reading, const char *problem)
{
    return errors_add(reading->errors, ERROR_MACHINE, reading->path,
                      "het werkboek is beschadigd: %s: %s", reading->part, problem);
}

static bool part_read(struct reading *reading, const struct package *package,
                      const struct package_part *part, const struct xml_handlers *handlers)
{
    reading->done[part - package->parts] = true;
    reading->part = part->name;
    const char *wrong = xml_read(part->bytes, handlers, reading, &reading->problem);
    if (reading->interrupted)
        return errors_add(reading->errors, ERROR_MACHINE, reading->path,
                          "onderbroken bij het lezen van het werkboek");
    return !wrong || damaged(reading, wrong);
}

static bool named_part_read(struct reading *reading, const struct package *package,
                            const char *name, const struct xml_handlers *handlers)
{
    const struct package_part *part = package_find(package, name);
    reading->part = name;
    return part ? part_read(reading, package, part, handlers) : damaged(reading, "ontbreekt");
}

static bool list_read(struct reading *reading, const struct package *package)
{
    static const char *const names[] = {SHEETS_RELATIONS, SHEETS_WORKBOOK};
    struct text parts[2];
    for (int i = 0; i < 2; i++) {
        const struct package_part *part = package_find(package, reading->part = names[i]);
        if (!part)
            return damaged(reading, "ontbreekt");
        reading->done[part - package->parts] = true;
        parts[i] = part->bytes;
    }
    const char *wrong =
        sheets_read(parts[0], parts[1], reading->arena, &reading->list, &reading->part);
    return !wrong || damaged(reading, wrong);
}

static bool strings_read(struct reading *reading, const struct package *package)
{
    const char *part = reading->list.strings_part;
    return !part || named_part_read(reading, package, part, &string_handlers);
}

static bool sheets_fill(struct reading *reading, const struct package *package)
{
    reading->sheets = arena_alloc(reading->arena, reading->list.n * sizeof *reading->sheets);
    for (size_t i = 0; i < reading->list.n; i++) {
        const struct sheet *sheet = &reading->list.items[i];
        reading->sheet = &reading->sheets[i];
        *reading->sheet = (struct workbook_sheet){.name = sheet->name, .hidden = sheet->hidden};
        reading->at = (struct sheets_place){0};
        if (!named_part_read(reading, package, sheet->part, &sheet_handlers))
            return false;
    }
    return true;
}

/* The properties, and parts whose content is not looked at: styles, theme. */
static bool others_read(struct reading *reading, const struct package *package)
{
    for (size_t i = 0; i < package->n_parts; i++) {
        const char *name = package->parts[i].name;
        bool is_xml = text_ends(text_of(name), ".xml") || text_ends(text_of(name), ".rels");
        if (is_xml && !reading->done[i] &&
            !part_read(reading, package, &package->parts[i],
                       strcmp(name, CORE_PART) == 0 ? &core_handlers : &no_handlers))
            return false;
    }
    return true;
}

static bool parts_read(struct reading *reading, const struct package *package)
{
    reading->done = arena_alloc(&reading->scratch, package->n_parts);
    return list_read(reading, package) && strings_read(reading, package) &&
           sheets_fill(reading, package) && others_read(reading, package);
}

/* What is not as when it was made. */
static const char *since(const char *made, const char *saved)
{
    return !saved || (made && strcmp(made, saved) == 0) ? "" : saved;
}

bool workbook_read(const char *path, struct arena *arena, struct errors *errors,
                   struct workbook *workbook)
{
    struct reading reading = {.arena = arena, .errors = errors, .path = path};
    struct package package;
    bool good =
        package_read(path, &reading.scratch, errors, &package) && parts_read(&reading, &package);
    free(reading.captured.bytes);
    arena_release(&reading.scratch);
    if (good)
        *workbook = (struct workbook){.sheets = reading.sheets,
                                      .n_sheets = reading.list.n,
                                      .saved_by = since(reading.made_by, reading.saved_by),
                                      .saved_on = since(reading.made_on, reading.saved_on)};
    return good;
}

static int compare_place(const void *a, const void *b)
{
    const struct workbook_cell *left = a, *right = b;
    int order = ARRAY_ORDER(left->row, right->row);
    return order ? order : ARRAY_ORDER(left->column, right->column);
}

const struct workbook_cell *workbook_cell(const struct workbook_sheet *sheet, size_t row,
                                          size_t column)
{
    struct workbook_cell key = {.row = row, .column = column};
    return sheet->n_cells == 0
               ? NULL
               : bsearch(&key, sheet->cells, sheet->n_cells, sizeof key, compare_place);
}
