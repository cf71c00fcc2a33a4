/* What a workbook (ECMA-376 part 1, SpreadsheetML) says of its sheets, before any is read. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#define SHEETS_RELATIONS "xl/_rels/workbook.xml.rels"
#define SHEETS_WORKBOOK  "xl/workbook.xml"

struct sheet {
    const char *name;
    const char *part; /* "xl/worksheets/sheet1.xml"; one that is not there when nothing says it */
    bool hidden;
};

struct sheets {
    struct sheet *items; /* in the order of the tabs */
    size_t n;
    const char *strings_part, *styles_part; /* NULL: it has none */
    bool from_1904;                         /* its days are counted from then */
};

/* From the two parts above. NULL, or what is wrong with `*part`, in Dutch. */
const char *sheets_read(struct text relations, struct text workbook, struct arena *arena,
                        struct sheets *sheets, const char **part);

/* How a number is meant: what its format shows of it. */
enum sheet_style { SHEET_NUMBER, SHEET_PERCENT, SHEET_DATE, SHEET_MOMENT, SHEET_TIME };

/* Per style of a cell, from the part of styles. NULL, or what is wrong. */
const char *sheets_styles(struct text styles, struct arena *arena, enum sheet_style **kinds,
                          size_t *n_kinds);

/* Where a reader of a sheet is: all zero before its first row. */
struct sheets_place {
    size_t row;       /* 1-based */
    size_t n_columns; /* up to and including the cell at hand */
};

/* A <row> or a <c> begins. False when it does not stand behind what came. */
bool sheets_row(struct sheets_place *at, const char *const *attributes);
bool sheets_cell(struct sheets_place *at, const char *const *attributes);
