/* The charts of a sheet. Inside the stage write_xlsx. */
#ifndef STAGES_WRITE_XLSX_CHARTS_H
#define STAGES_WRITE_XLSX_CHARTS_H

#include "pipeline/tables/sheet.h"

#include <xlsxwriter.h>

/* How far a sheet's charts come: so many rows below the table, or, beside it, from its first row
 * on; so many columns of the sheet. All 0 without any. */
struct charts_room {
    size_t n_rows, n_columns;
    bool beside;
};
struct charts_room charts_room(const struct sheet *plan);

/* Puts every chart of the table; the cells are there already: the library takes the figures that a
 * chart carries with it from them. */
lxw_error charts_put(lxw_workbook *book, lxw_worksheet *sheet, const struct sheet *plan,
                     struct arena *arena);

#endif
