/* The exact figures: what changed per post, and what that does to each pakket and to the whole. */
#include "pipeline/base/money.h"
#include "pipeline/diff/diff_changes.h"
#include "pipeline/diff/grid.h"
#include "pipeline/publishing/saldi.h"

#include <string.h>

static bool row_counts(const struct csv_row *row, const char *pakket, const char *stand)
{
    return (!pakket || text_is(row->fields[SALDI_PAKKET], pakket)) &&
           text_is(row->fields[SALDI_STAND], stand);
}

static bool add_cents(const struct csv_row *row, size_t column, long long *cents)
{
    struct money money;
    return money_parse_cents(row->fields[column], &money) &&
           !__builtin_add_overflow(*cents, money.cents, cents);
}

bool saldi_sum(const struct side *side, const char *pakket, const char *stand, long long *cents)
{
    const struct csv_file *saldi = &side->saldi;
    size_t column = csv_column(saldi, saldi_names[SALDI_CENTS]);
    long long sum = 0;
    if (column == CSV_NO_COLUMN)
        return false;
    for (size_t i = 0; i < saldi->n_rows; i++)
        if (row_counts(&saldi->rows[i], pakket, stand) && !add_cents(&saldi->rows[i], column, &sum))
            return false;
    *cents = sum;
    return true;
}

/* ---- rows of the table ---- */

struct saldi_print {
    const struct side *old, *new;
    const struct changes *changes;
    struct grid grid;
};

static void add_row(struct saldi_print *print, const char *const labels[4], const char *old,
                    const char *new, const char *difference, const char *mutaties)
{
    struct grid_row *row = grid_add(&print->grid);
    for (size_t i = 0; i < 4; i++)
        row->cells[i] = labels[i];
    row->cells[4] = old;
    row->cells[5] = new;
    row->cells[6] = difference;
    row->cells[7] = mutaties;
}

static const char *amount(struct arena *arena, const char *value, long long number)
{
    return value ? number_text(arena, NUMBER_CENTS, number) : "(geen)";
}

/* The change in mutaties stands directly behind the one in cents, if there is one. */
static const char *mutaties_text(struct saldi_print *print, const struct change *change)
{
    long long difference;
    return change_difference(change, &difference)
               ? difference_text(print->grid.arena, NUMBER_PLAIN, difference)
               : "";
}

static bool same_saldo(const struct change *a, const struct change *b)
{
    for (size_t k = 0; k < a->n_keys; k++)
        if (strcmp(a->keys[k], b->keys[k]) != 0)
            return false;
    return true;
}

static void add_saldo(struct saldi_print *print, const struct change *change, const char *mutaties)
{
    struct arena *arena = print->grid.arena;
    const char *labels[4] = {change->keys[SALDI_PAKKET], change->keys[SALDI_POST],
                             change->keys[SALDI_SECTIE], change->keys[SALDI_STAND]};
    long long difference;
    if (change->kind == CHANGE_MUTATIES)
        add_row(print, labels, "", "zelfde bedrag", "", mutaties);
    else if (change_difference(change, &difference))
        add_row(print, labels, amount(arena, change->old, change->old_number),
                amount(arena, change->new, change->new_number),
                difference_text(arena, NUMBER_CENTS, difference), mutaties);
    else
        add_row(print, labels, change->old ? change->old : "", change->new ? change->new : "", "",
                mutaties);
}

static bool is_saldo(const struct change *change)
{
    return (change->kind == CHANGE_SALDO || change->kind == CHANGE_MUTATIES) && !change->one_sided;
}

/* ---- sums ---- */

struct names saldi_standen(const struct changes *changes, const char *pakket)
{
    struct names standen = {0};
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        if (change->kind == CHANGE_SALDO && !change->one_sided &&
            (!pakket || strcmp(change->keys[SALDI_PAKKET], pakket) == 0))
            names_add(&standen, changes->arena, change->keys[SALDI_STAND]);
    }
    return standen;
}

static void add_sums(struct saldi_print *print, const char *pakket)
{
    struct arena *arena = print->grid.arena;
    struct names standen = saldi_standen(print->changes, pakket);
    for (size_t i = 0; i < standen.n; i++) {
        const char *stand = standen.items[i];
        const char *labels[4] = {pakket ? pakket : "alles", "samen", "", stand};
        long long old, new, difference;
        if (saldi_sum(print->old, pakket, stand, &old) &&
            saldi_sum(print->new, pakket, stand, &new) &&
            !__builtin_sub_overflow(new, old, &difference))
            add_row(print, labels, number_text(arena, NUMBER_CENTS, old),
                    number_text(arena, NUMBER_CENTS, new),
                    difference_text(arena, NUMBER_CENTS, difference), "");
    }
}

/* ---- standen on one side ---- */

static void print_one_sided(const struct saldi_print *print, FILE *out)
{
    const struct changes *changes = print->changes;
    struct names standen = {0};
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        if (change->kind != CHANGE_SALDO || !change->one_sided ||
            !names_add(&standen, changes->arena, change->keys[SALDI_STAND]))
            continue;
        long long sum;
        if (saldi_sum(change->new ? print->new : print->old, NULL, change->keys[SALDI_STAND], &sum))
            text_line(out, "  De stand %s komt alleen in %s voor: samen %s.",
                      change->keys[SALDI_STAND], change->new ? "NIEUW" : "OUD",
                      number_text(changes->arena, NUMBER_CENTS, sum));
    }
}

/* Adds the change, with the one in mutaties behind it if they are about the same saldo; returns how
 * many changes that were. */
static size_t add_changes(struct saldi_print *print, size_t index)
{
    const struct change *change = &print->changes->items[index], *next = change + 1;
    bool pair = change->kind == CHANGE_SALDO && index + 1 < print->changes->n &&
                next->kind == CHANGE_MUTATIES && same_saldo(change, next);
    const struct change *mutaties = pair ? next : change;
    add_saldo(print, change,
              mutaties->kind == CHANGE_MUTATIES ? mutaties_text(print, mutaties) : "");
    return pair ? 2 : 1;
}

static void add_pakketten(struct saldi_print *print)
{
    const char *pakket = NULL;
    size_t n_changes;
    for (size_t i = 0; i < print->changes->n; i += n_changes) {
        const struct change *change = &print->changes->items[i];
        n_changes = 1;
        if (!is_saldo(change))
            continue;
        if (pakket && strcmp(pakket, change->keys[SALDI_PAKKET]) != 0)
            add_sums(print, pakket);
        pakket = change->keys[SALDI_PAKKET];
        n_changes = add_changes(print, i);
    }
    if (pakket)
        add_sums(print, pakket);
    add_sums(print, NULL);
}

void diff_print_saldi(const struct side *old, const struct side *new, const struct changes *changes,
                      FILE *out)
{
    static const char *const head[4] = {"pakket", "post", "sectie", "stand"};
    struct saldi_print print = {.old = old,
                                .new = new,
                                .changes = changes,
                                .grid = {.align = "llllrrrr", .arena = changes->arena}};
    fprintf(out, "\nSaldi, in euro's als effect op het resultaat (min is ongunstig)\n");
    add_row(&print, head, "oud", "nieuw", "verschil", "mutaties");
    add_pakketten(&print);
    if (print.grid.n > 1)
        grid_print(&print.grid, 2, out);
    print_one_sided(&print, out);
}
