/* The workbook while it is written, and what each file of the stage write_xlsx adds to it. */
#pragma once

#include "pipeline/tables/job.h"
#include "pipeline/tables/sheet.h"

#include <xlsxwriter.h>

/* ---- looks.c: how cells look: few looks, each one format of the library, made when first used
 * ----
 */

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

/* ---- the writer ---- */

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

/* How high a row of so many lines is. */
double writer_points(int n_lines);

/* ---- of the sheet being written, whose cells are there already ---- */

/* A column has one number format. What does not look so (an amount that rounds to nothing, a count
 * among amounts) is shown otherwise by a condition. */
void exceptions_put(struct writer *writer);

/* What a reader may do: fill in the yellow cells, with what they are for and what may stand there;
 * choose rows; change widths and heights. All other cells are locked, without a password: against a
 * slip of the hand, not against a person. */
void fields_put(struct writer *writer);

/* Tells spreadsheets, and who has a sheet read aloud, which row names the columns: the rows as a
 * table of the workbook, without a look of its own; with a filter where the table wants one. A
 * sheet whose headings cannot name columns (one of them empty, too long, or there twice) becomes
 * none, and has its filter all the same. `header` is the format of each heading. */
void headers_put(struct writer *writer, lxw_format *const *header);

/* How far a sheet's charts come: so many rows below the table, or, beside it, from its first row
 * on; so many columns of the sheet. All 0 without any. */
struct charts_room {
    size_t n_rows, n_columns;
    bool beside;
};
struct charts_room charts_room(const struct sheet *plan);

/* Breaks where no chart beside the table is cut, of a sheet that is printed so many rows long. */
void charts_set_pages(struct writer *writer, size_t n_rows);

/* Every chart of the table; the library takes the figures that a chart carries with it from the
 * cells. */
void charts_put(struct writer *writer);

/* ---- of the workbook, when it is written ---- */

/* Says that it is Dutch, as a whole and in each text of a chart: the library cannot. False after an
 * ERROR_MACHINE; what stands at `path` then is no workbook. */
bool language_set(const char *path, struct errors *errors);
