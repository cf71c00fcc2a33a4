/* From the books of the files, kept in file order while reading, to the accounts of the sources. */
#ifndef READING_BOOKS_H
#define READING_BOOKS_H

#include "pipeline/reading/book.h"
#include "pipeline/reading/ledger.h"

struct books {
    const struct plan *plan;
    struct ledger *ledger;
    struct arena *arena;
    struct errors *errors;
    struct boekstukken *boekstukken; /* per source, in the arena */
    const char *rejects_path;        /* where they are put together, or NULL */
    FILE *rejects;                   /* opened at the first reject */
    size_t notes_cap, *wrong_totals_cap, *other_years_cap;
};

/* rejects_path: where the rows of afgekeurd.csv are put together, NULL when nobody wants them. */
void books_open(struct books *books, struct ledger *ledger, const char *rejects_path,
                struct arena *arena, struct errors *errors);

/* For flow.close_file: in the order of sources and files. */
void books_close_file(void *context, size_t source, size_t file, const struct file_account *account,
                      struct book *book);

/* Boekstukken, files delivered twice, rejects that could not be kept. False after errors. */
bool books_close(struct books *books);

/* After books_close, per source: its order proves nothing about doubles, so that it must be read
 * again (doubles.h). */
bool books_doubtful(const struct books *books, size_t source);

void books_release(struct books *books);

#endif
