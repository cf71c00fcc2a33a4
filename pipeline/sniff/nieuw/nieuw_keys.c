/* The column that each kind's keys are taken from. Budget and bookings meet in posten.csv by their
 * keys: the columns whose values they share are likelier than any header. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include <string.h>

#define MAX_SHARE 1000

static const struct sniff_column *counts_of(const struct nieuw_kind *kind, size_t column)
{
    return &kind->sniffed->columns.items[column];
}

/* How many of the smaller column's values the other one has, in thousandths. */
static size_t share(const struct sniff_column *a, const struct sniff_column *b)
{
    const struct memo *small = &a->distinct, *large = &b->distinct;
    size_t n = 0;
    if (small->n > large->n) {
        small = &b->distinct;
        large = &a->distinct;
    }
    struct memo known = {0};
    for (size_t i = 0; i < large->n; i++)
        memo_number_slow(&known, large->texts[i]);
    for (size_t i = 0; i < small->n; i++)
        n += memo_number_slow(&known, small->texts[i]) < large->n;
    memo_release(&known);
    return small->n ? n * MAX_SHARE / small->n : 0;
}

/* The candidate of a kind that shares most with a column; the first of equals. */
static size_t nearest(const struct nieuw_kind *kind, const struct sniff_column *to, size_t *best)
{
    size_t columns[DRAFT_MAX_KEYS], found = NO_COLUMN;
    size_t n = draft_list_keys(&kind->sniffed->draft, columns);
    *best = 0;
    for (size_t i = 0; i < n; i++) {
        size_t here = share(counts_of(kind, columns[i]), to);
        if (here > *best) {
            *best = here;
            found = columns[i];
        }
    }
    return found;
}

/* An account tells what it is for, not where: it is a key only when nothing else is. Many columns
 * have the same few values, a cost centre has many. */
static size_t worth(const struct nieuw *nieuw, size_t kind, size_t column)
{
    const struct draft *draft = &nieuw->kinds[kind].sniffed->draft;
    size_t sum = 0, best;
    for (size_t k = 0; k < nieuw->n_kinds; k++)
        if (k != kind) {
            nearest(&nieuw->kinds[k], counts_of(&nieuw->kinds[kind], column), &best);
            sum += best >= MAX_SHARE / 2 ? best : 0;
        }
    return sum * 4 / (draft->items[column].word == WORD_REKENING ? 4 : 1);
}

/* The kind whose keys the others are compared with: that of most lines. */
static size_t most_lines(const struct nieuw *nieuw)
{
    size_t best = 0;
    for (size_t k = 1; k < nieuw->n_kinds; k++)
        if (nieuw->kinds[k].sniffed->columns.n_records >
            nieuw->kinds[best].sniffed->columns.n_records)
            best = k;
    return best;
}

/* Its header speaks of one, or other exports have the same values; else a person must choose. */
static size_t sure(const struct draft *draft, size_t column, size_t worth)
{
    enum sniff_word word = draft->items[column].word;
    bool told = word == WORD_KOSTENPLAATS || word == WORD_PRODUCT || word == WORD_REKENING;
    return told || worth > 0 ? column : NO_COLUMN;
}

size_t nieuw_key_column(const struct nieuw_kind *kind)
{
    size_t columns[DRAFT_MAX_KEYS];
    draft_list_keys(&kind->sniffed->draft, columns);
    return kind->sniffed->draft.key != NO_COLUMN ? kind->sniffed->draft.key : columns[0];
}

void nieuw_choose_keys(struct nieuw *nieuw)
{
    size_t first = most_lines(nieuw), columns[DRAFT_MAX_KEYS], best;
    struct draft *draft = &nieuw->kinds[first].sniffed->draft;
    size_t n = draft_list_keys(draft, columns);
    draft->key = columns[0];
    for (size_t i = 1; i < n; i++)
        if (worth(nieuw, first, columns[i]) > worth(nieuw, first, draft->key))
            draft->key = columns[i];
    size_t chosen = draft->key;
    draft->key = sure(draft, chosen, worth(nieuw, first, chosen));
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        struct draft *other = &nieuw->kinds[k].sniffed->draft;
        if (k == first)
            continue;
        other->key = nearest(&nieuw->kinds[k], counts_of(&nieuw->kinds[first], chosen), &best);
        draft_list_keys(other, columns);
        if (other->key == NO_COLUMN || best < MAX_SHARE / 2)
            other->key = sure(other, columns[0], 0);
    }
}
