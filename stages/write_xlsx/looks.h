/* How the cells of the workbook look: few looks, each one format of the library, made when it is
 * first used. Inside the stage write_xlsx. */
#ifndef STAGES_WRITE_XLSX_LOOKS_H
#define STAGES_WRITE_XLSX_LOOKS_H

#include "pipeline/tables/table.h"

#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

enum look { LOOK_TITLE, LOOK_INTRO, LOOK_HEADER, LOOK_DATA, LOOK_TOTAL, LOOK_SALDO, LOOK_NOTE };
#define LOOK_COUNT 7

enum content {
    CONTENT_TEXT,
    CONTENT_BESIDE,   /* text beside numbers, which end where it begins */
    CONTENT_REPEATED, /* the same as in the row above */
    CONTENT_NUMBER,   /* numbers, and what stands among them or above them */
};

struct style {
    enum look look;
    enum content content;
    const char *number_format; /* US notation: shown in the reader's own; NULL: "@", text */
    bool wrapped;
    bool editable;
    enum row_effect tone;
    bool linked; /* it leads somewhere */
    bool tall;   /* in a row of more than one line, where reading starts at the top */
};

/* The formats of one workbook; both borrowed, items in the arena. */
struct looks {
    struct arena *arena;
    lxw_workbook *book;
    struct made_format *items;
    size_t n;
};

/* The format of this style. */
lxw_format *looks_format(struct looks *looks, struct style style);

/* What a cell without a format looks like. */
void looks_set_default(lxw_workbook *book);

#endif
