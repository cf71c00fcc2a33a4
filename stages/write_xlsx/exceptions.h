/* A column has one number format. What does not look so (an amount that rounds to nothing, a count
 * among amounts) is shown otherwise by a condition. Inside the stage write_xlsx. */
#ifndef STAGES_WRITE_XLSX_EXCEPTIONS_H
#define STAGES_WRITE_XLSX_EXCEPTIONS_H

#include "stages/write_xlsx/writer.h"

/* Of the sheet being written. */
void exceptions_put(struct writer *writer);

#endif
