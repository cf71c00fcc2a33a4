/* The column that each kind's keys are taken from. Budget and bookings meet in posten.csv by their
 * keys: the columns whose values they share are likelier than any header. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/text_list.h"

#include <string.h>

static const struct sniff_column *column_of(const struct nieuw_kind *kind, size_t column)
{
    return &kind->draft->items[column];
}

struct text nieuw_bare(struct text key)
{
    while (key.n_bytes > 1 && key.bytes[0] == '0')
        key = (struct text){key.bytes + 1, key.n_bytes - 1};
    return key;
}

size_t nieuw_share(const struct sniff_column *a, const struct sniff_column *b, bool bare)
{
    bool swap = sniff_column_codes(a) > sniff_column_codes(b);
    const struct memo *small = swap ? &b->distinct : &a->distinct;
    const struct memo *large = swap ? &a->distinct : &b->distinct;
    struct memo known = {0};
    size_t n = 0;
    for (size_t i = 0; i < large->n; i++)
        memo_number_slow(&known, bare ? nieuw_bare(large->texts[i]) : large->texts[i]);
    for (size_t i = 0, n_known = known.n; i < small->n; i++)
        n += !sniff_begins_as_total(small->texts[i]) &&
             memo_number_slow(&known, bare ? nieuw_bare(small->texts[i]) : small->texts[i]) <
                 n_known;
    memo_release(&known);
    size_t n_codes = sniff_column_codes(swap ? b : a);
    return n_codes ? n * NIEUW_ALL / n_codes : 0;
}

/* The candidate of a kind that shares most with a column, a kostenplaats of one value too; the
 * first of equals. */
static size_t nearest(const struct nieuw_kind *kind, const struct sniff_column *to, size_t *best)
{
    size_t columns[DRAFT_MAX_KEYS + 1], found = NO_COLUMN;
    size_t n = draft_list_keys(kind->draft, columns);
    columns[n] = kind->draft->of_word[WORD_KOSTENPLAATS];
    n += columns[n] != NO_COLUMN;
    *best = 0;
    for (size_t i = 0; i < n; i++) {
        size_t here = nieuw_share(column_of(kind, columns[i]), to, true);
        if (here > *best) {
            *best = here;
            found = columns[i];
        }
    }
    return found;
}

/* What the other kinds share of a column's values, added up. Half of them at least: a few are an
 * accident. */
static size_t worth(const struct nieuw *nieuw, size_t kind, size_t column)
{
    size_t sum = 0, best;
    for (size_t k = 0; k < nieuw->n_kinds; k++)
        if (k != kind) {
            nearest(&nieuw->kinds[k], column_of(&nieuw->kinds[kind], column), &best);
            sum += best >= NIEUW_ALL / 2 ? best : 0;
        }
    return sum;
}

/* Of several accounts the one that other exports have. */
static void choose_account(const struct nieuw *nieuw, size_t kind)
{
    struct draft *draft = nieuw->kinds[kind].draft;
    size_t account = draft->role[ROLE_REKENING], best = account;
    for (size_t i = 0; account != NO_COLUMN && i < draft->columns.n; i++)
        if (draft_is_other(draft, i, account) && worth(nieuw, kind, i) > worth(nieuw, kind, best))
            best = i;
    if (best != account)
        draft_take_account(draft, best);
}

/* A column that keys could be taken from. An account tells what it is for, not where: it is a key
 * only when nothing else is (0). What a header tells to be one comes first (2), then codes that
 * other exports have too. */
struct candidate {
    const struct sniff_column *column;
    size_t worth;
    int rank;
};

static size_t list_candidates(const struct nieuw *nieuw, size_t kind,
                              struct candidate items[DRAFT_MAX_KEYS])
{
    size_t columns[DRAFT_MAX_KEYS], n = draft_list_keys(nieuw->kinds[kind].draft, columns);
    for (size_t i = 0; i < n; i++) {
        const struct sniff_column *column = column_of(&nieuw->kinds[kind], columns[i]);
        size_t here = worth(nieuw, kind, columns[i]);
        bool told = column->word == WORD_KOSTENPLAATS || column->word == WORD_PRODUCT;
        items[i] =
            (struct candidate){column, here, told ? 2 : column->word != WORD_REKENING && here > 0};
    }
    return n;
}

/* Of others that stand in as many lines and are shared as much the finest is: the rest follows from
 * it. */
static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->rank != b->rank)
        return a->rank > b->rank;
    if (a->worth != b->worth)
        return a->worth > b->worth;
    const struct sniff_column *x = a->column, *y = b->column;
    return a->rank == 2 && sniff_column_codes(x) > sniff_column_codes(y) &&
           (x->n_filled - x->n[KIND_TOTAL]) * 10 >= (y->n_filled - y->n[KIND_TOTAL]) * 9;
}

/* The kind whose keys the others are compared with: that of most lines. */
static size_t most_lines(const struct nieuw *nieuw)
{
    size_t best = 0;
    for (size_t k = 1; k < nieuw->n_kinds; k++)
        if (nieuw->kinds[k].draft->columns.n_records > nieuw->kinds[best].draft->columns.n_records)
            best = k;
    return best;
}

/* What spoke for one, above the others. */
static const char *why_chosen(struct nieuw *nieuw, const struct candidate *chosen,
                              const struct candidate *items, size_t n)
{
    size_t n_alike = 0; /* itself too */
    struct text_list list = {.arena = nieuw->arena};
    for (size_t i = 0; i < n; i++)
        n_alike += items[i].worth == chosen->worth && items[i].rank == chosen->rank;
    if (chosen->rank == 2)
        list_add(&list, "haar kop noemt een kostenplaats, product of taakveld");
    if (chosen->worth > 0)
        list_add(&list, "andere exports hebben dezelfde waarden");
    if (chosen->rank == 2 && n_alike > 1)
        list_add(&list, "en van wat dat alles heeft verdeelt zij het fijnst");
    return list_text(&list, n == 1 ? "er is geen andere" : "zij staat vooraan");
}

/* Its header speaks of one, or other exports have the same values; else a person must choose. */
static size_t sure(const struct draft *draft, size_t column, size_t worth)
{
    enum sniff_word word = draft->items[column].word;
    bool told = word == WORD_KOSTENPLAATS || word == WORD_PRODUCT || word == WORD_REKENING;
    told &= !draft->items[column].guessed;
    return told || worth > 0 ? column : NO_COLUMN;
}

size_t nieuw_key_column(const struct nieuw_kind *kind)
{
    size_t columns[DRAFT_MAX_KEYS];
    draft_list_keys(kind->draft, columns);
    return kind->draft->key != NO_COLUMN ? kind->draft->key : columns[0];
}

static bool is_asked(const struct nieuw *nieuw, const struct sniff_column *column)
{
    char asked[SNIFF_PLAIN_SIZE], header[SNIFF_PLAIN_SIZE];
    sniff_plain(text_of(nieuw->key ? nieuw->key : ""), asked);
    sniff_plain(column->header, header);
    return *asked && (strcmp(column->name, nieuw->key) == 0 || strcmp(header, asked) == 0);
}

/* Numbers that no header speaks of are codes where they are the keys of another export, or are
 * asked for as that. */
static void find_codes(const struct nieuw *nieuw)
{
    enum { FEW = 3 };
    for (size_t k = 0; k < nieuw->n_kinds; k++)
        for (size_t i = 0; i < nieuw->kinds[k].draft->columns.n; i++) {
            const struct sniff_column *column = column_of(&nieuw->kinds[k], i);
            if (column->type != TYPE_AMOUNT || column->word != WORD_NONE)
                continue;
            bool is_code = is_asked(nieuw, column);
            for (size_t o = 0, best; o < nieuw->n_kinds && !is_code; o++) {
                const size_t key = o == k ? NO_COLUMN : nearest(&nieuw->kinds[o], column, &best);
                is_code = key != NO_COLUMN && best * 20 >= NIEUW_ALL * 19 &&
                          column_of(&nieuw->kinds[o], key)->type != TYPE_AMOUNT &&
                          sniff_column_codes(column) >= FEW;
            }
            if (is_code)
                draft_take_code(nieuw->kinds[k].draft, i);
        }
}

/* The column that a person named, in every kind that has it; in others the one with its values. */
static bool take_asked(struct nieuw *nieuw)
{
    const struct sniff_column *asked = NULL;
    size_t best;
    for (size_t k = 0; k < 2 * nieuw->n_kinds; k++) {
        const struct nieuw_kind *kind = &nieuw->kinds[k % nieuw->n_kinds];
        struct draft *draft = kind->draft;
        size_t i = 0;
        while (i < draft->columns.n &&
               !(is_asked(nieuw, &draft->items[i]) && draft_usable(draft, i)))
            i++;
        if (i == draft->columns.n && k >= nieuw->n_kinds && asked)
            i = nearest(kind, asked, &best);
        if (i >= draft->columns.n)
            continue;
        asked = asked ? asked : &draft->items[i];
        draft->key = i;
        draft->key_why = "zo gevraagd, met --sleutel";
    }
    return asked ||
           errors_add(nieuw->errors, ERROR_SETTINGS, "",
                      "--sleutel: verwacht de kop van een kolom van een export, of zoals zij in "
                      "[kolommen] van een bronprofiel heet; gevonden '%s'",
                      nieuw->key);
}

/* Another export gives changes, and none that does has a key of this one. */
static bool changes_elsewhere(const struct nieuw *nieuw, const struct nieuw_kind *here)
{
    bool any = false;
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        const struct nieuw_kind *other = &nieuw->kinds[k];
        if (other == here || !draft_gives_changes(other->draft))
            continue;
        if (nieuw_share(column_of(here, nieuw_key_column(here)),
                        column_of(other, nieuw_key_column(other)), nieuw->bare))
            return false;
        any = true;
    }
    return any;
}

/* What is booked is in the bookings, where another export has those of keys of this one. */
static void ask_what_is_booked(const struct nieuw *nieuw, const struct nieuw_kind *here)
{
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        const struct nieuw_kind *other = &nieuw->kinds[k];
        if (other != here && draft_is_booked(other->draft) &&
            strcmp(draft_likely_kind(other->draft), STAND_REALISATIE) == 0 &&
            nieuw_share(column_of(here, nieuw_key_column(here)),
                        column_of(other, nieuw_key_column(other)), nieuw->bare))
            draft_ask_realisatie(here->draft, draft_told_year(other->draft));
    }
}

static bool planned_elsewhere(const struct nieuw *nieuw, size_t kind)
{
    const int year = draft_told_year(nieuw->kinds[kind].draft);
    bool any = false;
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        struct draft *draft = nieuw->kinds[k].draft;
        const int other = draft_told_year(draft);
        any |= k != kind && strcmp(draft_likely_kind(draft), STAND_PRIMAIR) == 0 &&
               (other == year || !other || !year);
    }
    return any;
}

bool nieuw_choose_keys(struct nieuw *nieuw)
{
    find_codes(nieuw);
    size_t first = most_lines(nieuw), columns[DRAFT_MAX_KEYS], best;
    struct draft *draft = nieuw->kinds[first].draft;
    struct candidate items[DRAFT_MAX_KEYS] = {0}, *likeliest = items;
    size_t n = list_candidates(nieuw, first, items);
    for (size_t i = 1; i < n; i++)
        if (is_better(&items[i], likeliest))
            likeliest = &items[i];
    size_t chosen = likeliest->column->index;
    draft->key = sure(draft, chosen, likeliest->worth);
    draft->key_why = why_chosen(nieuw, likeliest, items, n);
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        struct draft *other = nieuw->kinds[k].draft;
        if (k == first)
            continue;
        other->key = nearest(&nieuw->kinds[k], column_of(&nieuw->kinds[first], chosen), &best);
        draft_list_keys(other, columns);
        if (other->key == NO_COLUMN || best < NIEUW_ALL / 2) {
            other->key = sure(other, columns[0], 0);
            continue;
        }
        other->key_why = arena_printf(nieuw->arena, "haar waarden zijn die van %s in %s",
                                      draft_name(draft, chosen), nieuw->kinds[first].name);
        nieuw->bare |= nieuw_share(column_of(&nieuw->kinds[k], other->key),
                                   column_of(&nieuw->kinds[first], chosen), false) < best;
    }
    bool good = !nieuw->key || take_asked(nieuw);
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        choose_account(nieuw, k);
        if (planned_elsewhere(nieuw, k))
            draft_forget_standen(nieuw->kinds[k].draft);
        nieuw->kinds[k].draft->bare_key = nieuw->bare;
        nieuw_ask_called(nieuw, nieuw->kinds[k].draft);
        if (changes_elsewhere(nieuw, &nieuw->kinds[k]))
            draft_find_changes(nieuw->kinds[k].draft);
        ask_what_is_booked(nieuw, &nieuw->kinds[k]);
    }
    return good;
}
