#include "pipeline/reading/book.h"

#include "pipeline/reading/ledger.h"

#include <stdlib.h>
#include <string.h>

#define KEPT_BYTES ((size_t)1 << 20)

static void spill(struct book *book)
{
    if (!book->spilled)
        book->spilled = tmpfile();
    if (!book->spilled ||
        fwrite(book->reject_rows, 1, book->n_reject_bytes, book->spilled) != book->n_reject_bytes)
        book->rejects_failed = true;
    book->n_reject_bytes = 0;
}

void book_keep_rejects(struct book *book, const char *rows, size_t n_bytes)
{
    book->reject_rows =
        mem_grow(book->reject_rows, &book->reject_cap, book->n_reject_bytes + n_bytes, 1);
    if (n_bytes)
        memcpy(book->reject_rows + book->n_reject_bytes, rows, n_bytes);
    book->n_reject_bytes += n_bytes;
    if (book->n_reject_bytes > KEPT_BYTES)
        spill(book);
}

static bool copy_stream(FILE *from, FILE *to)
{
    char buffer[16384];
    size_t n;
    if (fflush(from) != 0 || ferror(from) || fseek(from, 0, SEEK_SET) != 0)
        return false;
    while ((n = fread(buffer, 1, sizeof buffer, from)) > 0)
        if (fwrite(buffer, 1, n, to) != n)
            return false;
    return !ferror(from);
}

void book_keep_wrong_total(struct book *book, struct wrong_total_line line)
{
    if (++book->n_wrong_totals > LEDGER_MAX_LISTED)
        return;
    book->wrong_totals = mem_grow(book->wrong_totals, &book->wrong_totals_cap,
                                  book->n_wrong_totals_kept + 1, sizeof *book->wrong_totals);
    book->wrong_totals[book->n_wrong_totals_kept++] = line;
}

bool book_write_rejects(struct book *book, FILE *to)
{
    if (book->rejects_failed || (book->spilled && !copy_stream(book->spilled, to)))
        return false;
    return book->n_reject_bytes == 0 ||
           fwrite(book->reject_rows, 1, book->n_reject_bytes, to) == book->n_reject_bytes;
}

void year_gaps_add(struct year_gaps *gaps, const struct year_gap *gap)
{
    for (size_t i = 0; i < gaps->n; i++) {
        struct year_gap *known = &gaps->items[i];
        if (known->by_period != gap->by_period || known->stand != gap->stand ||
            known->year != gap->year)
            continue;
        known->n_lines += gap->n_lines;
        if (gap->line_no < known->line_no)
            known->line_no = gap->line_no;
        return;
    }
    gaps->items = mem_grow(gaps->items, &gaps->cap, gaps->n + 1, sizeof *gaps->items);
    gaps->items[gaps->n++] = *gap;
}

void book_release(struct book *book)
{
    if (book->spilled)
        fclose(book->spilled);
    free(book->reject_rows);
    for (size_t i = 0; i < book->n_notes; i++)
        free(book->reject_notes[i]);
    free(book->reject_notes);
    boekstukken_release(&book->boekstukken);
    free(book->since);
    free(book->wrong_totals);
    free(book->years.items);
    free(book->texts);
    *book = (struct book){0};
}
