#include "pipeline/core/book.h"

#include <stdlib.h>

void book_release(struct book *book)
{
    if (book->rejects)
        fclose(book->rejects);
    for (size_t i = 0; i < book->n_notes; i++)
        free(book->reject_notes[i]);
    free(book->reject_notes);
    voucher_book_release(&book->vouchers);
    free(book->since);
    free(book->wrong_totals);
    *book = (struct book){0};
}
