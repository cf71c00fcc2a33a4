/* The charts of a sheet. Inside the stage write_xlsx. */
#ifndef STAGES_WRITE_XLSX_CHARTS_H
#define STAGES_WRITE_XLSX_CHARTS_H

#include "pipeline/tables/sheet.h"

#include <xlsxwriter.h>

/* The rows and columns of a sheet that its charts cover; 0 rows without any. */
struct charts_room {
    size_t n_rows, n_columns;
};
struct charts_room charts_room(const struct sheet *plan);

/* Puts every chart of the table under it, from sheet row `row` on; the cells are there already: the
 * library takes the figures that a chart carries with it from them. */
lxw_error charts_put(lxw_workbook *book, lxw_worksheet *sheet, const struct sheet *plan, size_t row,
                     struct arena *arena);

#endif
