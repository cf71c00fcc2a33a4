#include "pipeline/diff/grid.h"

#include "pipeline/base/text.h"

#include <string.h>

void grid_line(struct grid *grid, const char *const *cells)
{
    memcpy(arena_add(grid->arena, grid->rows, grid->n)->cells, cells,
           strlen(grid->align) * sizeof *cells);
}

static size_t column_width(const struct grid *grid, size_t column)
{
    size_t width = 0;
    for (size_t r = 0; r < grid->n; r++) {
        size_t length = text_length(grid->rows[r].cells[column]);
        if (length > width && (grid->align[column] == 'r' || length <= GRID_MAX_WIDTH))
            width = length;
    }
    return width;
}

/* Spaces are owed until something follows them. */
static void print_row(const struct grid_row *row, const char *align, const size_t *widths,
                      size_t owed, FILE *out)
{
    for (size_t c = 0; align[c]; c++) {
        size_t length = text_length(row->cells[c]);
        size_t space = length < widths[c] ? widths[c] - length : 0;
        if (widths[c] == 0)
            continue;
        if (length > 0) {
            fprintf(out, "%*s", (int)(owed + (align[c] == 'r' ? space : 0)), "");
            fputs(row->cells[c], out);
            owed = align[c] == 'r' ? 0 : space;
        } else {
            owed += space;
        }
        owed += 2;
    }
    fputc('\n', out);
}

void grid_print(const struct grid *grid, int indent, FILE *out)
{
    size_t widths[GRID_MAX_COLUMNS] = {0};
    for (size_t r = 0; r < grid->n; r++)
        for (size_t c = 0; grid->align[c]; c++)
            grid->rows[r].cells[c] = text_shown(grid->arena, grid->rows[r].cells[c], "");
    for (size_t c = 0; grid->align[c]; c++)
        widths[c] = column_width(grid, c);
    for (size_t r = 0; r < grid->n; r++)
        print_row(&grid->rows[r], grid->align, widths, (size_t)indent, out);
}

/* The bytes of the longest start of the line that fits; at least one word. */
static size_t fitting(const char *line, size_t n_bytes, size_t width)
{
    size_t n_characters = 0, last_space = 0;
    for (size_t i = 0; i < n_bytes; i++) {
        if (line[i] == ' ' && n_characters > 0)
            last_space = i;
        n_characters += ((unsigned char)line[i] & 0xc0) != 0x80;
        if (n_characters > width && last_space > 0)
            return last_space;
    }
    return n_bytes;
}

static void print_line(const char *line, size_t n_bytes, int indent, size_t width, FILE *out)
{
    do {
        size_t n = fitting(line, n_bytes, width);
        fprintf(out, "%*s%.*s\n", n > 0 ? indent : 0, "", (int)n, line);
        for (; n < n_bytes && line[n] == ' '; n++)
            ;
        line += n;
        n_bytes -= n;
    } while (n_bytes > 0);
}

void grid_print_paragraph(const char *text, int indent, size_t width, FILE *out)
{
    struct arena arena = {0};
    for (text = text_shown(&arena, text, "\n");; text++) {
        size_t n_bytes = strcspn(text, "\n");
        print_line(text, n_bytes, indent, width, out);
        text += n_bytes;
        if (!*text)
            break;
    }
    arena_release(&arena);
}
