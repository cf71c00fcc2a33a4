#include "pipeline/reading/books.h"

#include "pipeline/base/path.h"
#include "pipeline/reading/twins.h"

#include <stdlib.h>
#include <string.h>

void books_open(struct books *books, struct ledger *ledger, const char *rejects_path,
                struct arena *arena, struct errors *errors)
{
    size_t n_sources = ledger->plan->n_sources;
    *books =
        (struct books){.plan = ledger->plan, .ledger = ledger, .arena = arena, .errors = errors};
    books->boekstukken = arena_alloc(arena, n_sources * sizeof *books->boekstukken);
    books->other_years_cap = arena_alloc(arena, n_sources * sizeof *books->other_years_cap);
    books->wrong_totals_cap = arena_alloc(arena, n_sources * sizeof *books->wrong_totals_cap);
    books->rejects_path = rejects_path;
}

/* ---- rejects ---- */

static void copy_rejects(struct books *books, struct book *book)
{
    const char *path = books->rejects_path;
    if (!path || book->n_rejects == 0)
        return;
    books->ledger->rejects_path = path;
    if (!books->rejects && !(books->rejects = fopen(path, "wbe"))) {
        errors_add_errno(books->errors, path, "kan niet worden gemaakt");
        return;
    }
    if (!book_write_rejects(book, books->rejects))
        errors_add(
            books->errors, ERROR_MACHINE, "",
            "niet alle afgekeurde regels konden worden bewaard (tijdelijke map vol, of te veel "
            "open bestanden)");
}

static void copy_notes(struct books *books, const struct book *book)
{
    struct ledger *ledger = books->ledger;
    ledger->notes = arena_grow(books->arena, ledger->notes, &books->notes_cap,
                               ledger->n_notes + book->n_notes, sizeof *ledger->notes);
    for (size_t i = 0; i < book->n_notes; i++) {
        const char *note = book->reject_notes[i], *feed = strchr(note, '\n');
        ledger->notes[ledger->n_notes++] =
            (struct reject_note){arena_copy(books->arena, note, (size_t)(feed - note)),
                                 arena_copy(books->arena, feed + 1, strlen(feed + 1))};
    }
}

/* ---- total lines ---- */

static const char *shown(const struct books *books, size_t source, size_t file)
{
    return source_file_shown(&books->plan->sources[source], file, books->arena);
}

static void copy_totals(struct books *books, size_t source, size_t file, const struct book *book)
{
    struct source_account *account = &books->ledger->accounts[source];
    const struct profile *profile = books->plan->sources[source].profile;
    account->n_totals += book->n_totals;
    account->n_wrong_totals += book->n_wrong_totals;
    size_t n = account->n_wrong_totals_shown + book->n_wrong_totals_kept;
    n = n < LEDGER_MAX_LISTED ? n : LEDGER_MAX_LISTED;
    account->wrong_totals =
        arena_grow(books->arena, account->wrong_totals, &books->wrong_totals_cap[source], n,
                   sizeof *account->wrong_totals);
    for (size_t i = 0; account->n_wrong_totals_shown < n; i++) {
        const struct wrong_total_line *line = &book->wrong_totals[i];
        account->wrong_totals[account->n_wrong_totals_shown++] = (struct wrong_total){
            .where = arena_printf(books->arena, "%s:%llu", shown(books, source, file),
                                  (unsigned long long)line->line_no),
            .name = profile->totals[line->rule].name,
            .expected = line->expected,
            .found = line->found,
        };
    }
}

/* ---- lines of layout with an amount ---- */

static void copy_texts(struct books *books, size_t source, size_t file, const struct book *book)
{
    struct text_with_amount *all = books->ledger->accounts[source].texts_with_amount;
    size_t n_rules = books->plan->sources[source].profile->n_texts;
    for (size_t t = 0; book->texts && t < n_rules; t++) {
        const struct text_amounts *texts = &book->texts[t];
        if (texts->n_lines > 0 && all[t].n_lines == 0)
            all[t].where = arena_printf(books->arena, "%s:%llu", shown(books, source, file),
                                        (unsigned long long)texts->line_no);
        all[t].n_lines += texts->n_lines;
    }
}

/* ---- years ---- */

static struct other_year *find_year(struct source_account *account, const struct year_gap *gap)
{
    for (size_t i = 0; i < account->n_other_years; i++) {
        struct other_year *known = &account->other_years[i];
        if (known->by_period == gap->by_period && known->stand == gap->stand &&
            known->year == gap->year)
            return known;
    }
    return NULL;
}

static void copy_years(struct books *books, size_t source, size_t file, const struct book *book)
{
    struct source_account *account = &books->ledger->accounts[source];
    for (size_t i = 0; i < book->years.n; i++) {
        const struct year_gap *gap = &book->years.items[i];
        struct other_year *known = find_year(account, gap);
        if (known) {
            known->n_lines += gap->n_lines;
            continue;
        }
        account->other_years =
            arena_grow(books->arena, account->other_years, &books->other_years_cap[source],
                       account->n_other_years + 1, sizeof *account->other_years);
        account->other_years[account->n_other_years++] = (struct other_year){
            .by_period = gap->by_period,
            .stand = gap->stand,
            .year = gap->year,
            .n_lines = gap->n_lines,
            .where = arena_printf(books->arena, "%s:%llu", shown(books, source, file),
                                  (unsigned long long)gap->line_no),
        };
    }
}

void books_close_file(void *context, size_t source, size_t file, const struct file_account *account,
                      struct book *book)
{
    struct books *books = context;
    struct file_account *kept = &books->ledger->accounts[source].files[file];
    *kept = *account;
    kept->debet = book->debet;
    kept->credit = book->credit;
    books->ledger->n_rejected += book->n_rejects;
    copy_rejects(books, book);
    copy_notes(books, book);
    copy_totals(books, source, file, book);
    copy_years(books, source, file, book);
    copy_texts(books, source, file, book);
    boekstukken_add(&books->boekstukken[source], &book->boekstukken);
}

/* ---- when all files are in ---- */

static void close_boekstukken(struct books *books, size_t source)
{
    const struct profile *profile = books->plan->sources[source].profile;
    struct source_account *account = &books->ledger->accounts[source];
    struct boekstukken *book = &books->boekstukken[source];
    bool knows_boekstuk = profile->role[ROLE_BOEKSTUK] != NO_COLUMN;
    account->balance_checked = profile->balanced && knows_boekstuk;
    account->doubles_checked = knows_boekstuk && profile->role[ROLE_REGEL] != NO_COLUMN;
    if (!account->balance_checked)
        return;
    struct open_boekstuk *shown = mem_alloc(LEDGER_MAX_LISTED * sizeof *shown);
    account->n_unbalanced = boekstukken_unbalanced(book, books->arena, shown, LEDGER_MAX_LISTED);
    account->n_unbalanced_shown = account->n_unbalanced < LEDGER_MAX_LISTED
                                      ? (size_t)account->n_unbalanced
                                      : LEDGER_MAX_LISTED;
    account->unbalanced =
        arena_alloc(books->arena, account->n_unbalanced_shown * sizeof *account->unbalanced);
    for (size_t i = 0; i < account->n_unbalanced_shown; i++)
        account->unbalanced[i] = (struct unbalanced){
            text_to_utf8(books->arena, shown[i].boekstuk, profile_encoding(profile)), shown[i].sum};
    free(shown);
    if (book->overflow)
        errors_add(books->errors, ERROR_DATA, books->plan->sources[source].name,
                   "de bedragen van een boekstuk zijn samen te groot om exact op te tellen");
}

bool books_close(struct books *books)
{
    size_t n_before = books->errors->n;
    twins_refuse(books->ledger, books->arena, books->errors);
    for (size_t s = 0; s < books->plan->n_sources; s++)
        close_boekstukken(books, s);
    if (books->rejects && fclose(books->rejects) != 0)
        errors_add_errno(books->errors, books->rejects_path, "schrijven mislukt");
    books->rejects = NULL;
    return books->errors->n == n_before;
}

bool books_doubtful(const struct books *books, size_t source)
{
    return books->ledger->accounts[source].doubles_checked &&
           !boekstukken_no_doubles(&books->boekstukken[source]);
}

void books_release(struct books *books)
{
    for (size_t s = 0; s < books->plan->n_sources; s++)
        boekstukken_release(&books->boekstukken[s]);
    if (books->rejects)
        fclose(books->rejects);
}
