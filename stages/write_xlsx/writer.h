/* The workbook while it is written. Inside the stage write_xlsx. */
#ifndef STAGES_WRITE_XLSX_WRITER_H
#define STAGES_WRITE_XLSX_WRITER_H

#include "pipeline/tables/job.h"
#include "pipeline/tables/sheet.h"
#include "stages/write_xlsx/looks.h"

/* The first thing that the library refused, and where. */
struct refusal {
    lxw_error code; /* LXW_NO_ERROR: nothing */
    const char *sheet;
    size_t row, column;
};

struct writer {
    struct job *job;
    const struct sheets *sheets;
    const char *run_id;
    lxw_workbook *book;
    struct looks looks;
    const struct sheet *plan; /* the sheet being written */
    lxw_worksheet *sheet;
    struct refusal refusal;
};

/* Every call that can fail goes through here. */
void writer_keep(struct writer *writer, lxw_error code, size_t row, size_t column);

#endif
