/* What a reader may do with a sheet: fill in the yellow cells, with what they are for and what may
 * stand there; choose rows; change widths and heights. All other cells are locked, without a
 * password: against a slip of the hand, not against a person. Inside the stage write_xlsx. */
#ifndef STAGES_WRITE_XLSX_FIELDS_H
#define STAGES_WRITE_XLSX_FIELDS_H

#include "stages/write_xlsx/writer.h"

/* Of the sheet being written; its cells are there. */
void fields_put(struct writer *writer);

#endif
