/* Is what stands in a workbook what the tables say? */
#pragma once

#include "pipeline/format/workbook.h"
#include "pipeline/tables/sheet.h"

struct workbook_comparison {
    size_t n_sheets;      /* compared */
    size_t n_cells;       /* that hold something, in the tables */
    size_t n_formulas;    /* among them */
    size_t n_differences; /* sheets, cells and formulas that differ, and cells too many */
    const char *first; /* the first difference: "blad 6L, cel E7: verwacht 1,00, gevonden 2,00" */
};

/* Compares sheet by sheet and cell by cell: names, order, texts, exact cents of every number, the
 * text of every formula and its stored value, and that nothing else stands there. */
void workbook_compare(const struct workbook *workbook, const struct sheets *sheets,
                      struct arena *arena, struct workbook_comparison *comparison);
