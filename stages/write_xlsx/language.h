/* The language of the workbook, which the library cannot set. Inside the stage write_xlsx. */
#ifndef STAGES_WRITE_XLSX_LANGUAGE_H
#define STAGES_WRITE_XLSX_LANGUAGE_H

#include "pipeline/base/error.h"

#include <stdbool.h>

/* Says in the workbook at `path` that it is Dutch: as a whole, and in each text of a chart. False
 * after an ERROR_MACHINE; what stands there then is no workbook. */
bool language_set(const char *path, struct errors *errors);

#endif
