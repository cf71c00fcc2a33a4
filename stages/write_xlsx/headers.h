/* Tells spreadsheets, and who has a sheet read aloud, which row names the columns: the rows as a
 * table of the workbook, without a look of its own. Inside the stage write_xlsx. */
#ifndef STAGES_WRITE_XLSX_HEADERS_H
#define STAGES_WRITE_XLSX_HEADERS_H

#include "stages/write_xlsx/writer.h"

/* Of the sheet being written; its cells are there. `header` is the format of each heading. With a
 * filter where the table wants one. A sheet whose headings cannot name columns (one of them empty,
 * too long, or there twice) becomes none, and has its filter all the same. */
void headers_put(struct writer *writer, lxw_format *const *header);

#endif
