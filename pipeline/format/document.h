/* A text document (.docx, WordprocessingML) that Word and LibreOffice open, written part by part
 * into memory and then to a file. The same calls give the same bytes: no clock, no names. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum document_style {
    DOCUMENT_TITLE,
    DOCUMENT_SUBTITLE,
    DOCUMENT_HEADING,    /* level 1 */
    DOCUMENT_SUBHEADING, /* level 2 */
    DOCUMENT_FIGURES,    /* a line of figures under a heading */
    DOCUMENT_TEXT,
    DOCUMENT_BULLET,
    DOCUMENT_NOTE, /* small */
    DOCUMENT_CELL, /* of a table; so are those behind it */
    DOCUMENT_NUMBER,
    DOCUMENT_STYLES
};

/* All UTF-8; borrowed until document_write. */
struct document_about {
    const char *title, *subject, *author;
    const char *footer; /* at the left of each page; the page number stands at the right */
    int year;           /* it says to be made on 1 January of this year */
};

struct document_writer {
    struct document_about about;
    FILE *body; /* of word/document.xml; open between begin and write */
    char *bytes;
    size_t n_bytes;
    bool landscape;
    const int *widths; /* of the table that is being written */
    size_t n_columns, column;
};

void document_begin(struct document_writer *document, const struct document_about *about);

/* A paragraph; a line end in it is a line end. What XML cannot hold is spelled out: <01>. */
void document_paragraph(struct document_writer *document, enum document_style style,
                        const char *text);

/* The pages behind it are wide (or not): a new page begins. */
void document_turn(struct document_writer *document, bool landscape);

/* A table of columns of these widths, shares of the page's width, borrowed until its end; then
 * rows, each of n_columns cells. A heading row comes back on each page; bold rows are totals. */
void document_table(struct document_writer *document, const int *widths, size_t n_columns);
void document_row(struct document_writer *document, bool heading);
void document_cell(struct document_writer *document, const char *text, bool number, bool bold);
void document_row_end(struct document_writer *document);
void document_table_end(struct document_writer *document);

/* Writes the file and reads it back: every part is what was written. *n_parts says how many. Ends
 * the document, whatever comes of it. False after an ERROR_MACHINE. */
bool document_write(struct document_writer *document, const char *path, struct errors *errors,
                    size_t *n_parts);
