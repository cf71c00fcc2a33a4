/* Inside csv_*.c only: a small file as a spreadsheet program may leave it. */
#pragma once

#include "pipeline/format/csv.h"

/* The file's bytes as UTF-8: they are that, or UTF-16 with its byte order mark (Excel's "Unicode
 * text"), or windows-1252 (Excel's "CSV"), which is taken only when no character beyond
 * ASCII is valid UTF-8. What pnc has `written` itself is UTF-8. False after an error. */
bool csv_given_text(struct csv_file *file, bool written, struct arena *arena, struct text *content);

/* The separator: of ; , and tab the one by which the first record has most of the columns, ';' when
 * it has none of them. Takes off what is no record: a line sep=; in front, and commas that a
 * program left at the end of each line of a file with another separator. *line_no becomes that of
 * the first line that is left. */
char csv_given_separator(struct arena *arena, struct text *content, int *line_no,
                         const char *const *columns, size_t n_columns);

/* The look of a name, a '_' in the place of each space. In the arena. */
const char *csv_given_folded(struct arena *arena, struct text name);

/* A column's name in any case, with a space for '_'. */
bool csv_given_column(struct arena *arena, struct text found, const char *name);

/* The text of a workbook's sheet or a zip's member (packing.h). False, *content untouched, when the
 * path is no such file; *ok is false after an error. */
bool csv_given_packed(const char *path, struct arena *arena, struct errors *errors,
                      struct text *content, bool *ok);
