#include "pipeline/tables/wijzigingen.h"

#include "pipeline/base/array.h"

#include <string.h>

struct collecting {
    const struct ledger *ledger;
    struct arena *arena;
    struct wijzigingen *all;
    int *sign_of;    /* per stand in the kolom; 0: no part of it */
    size_t *item_of; /* per label of DIMENSION_BESLUIT: 1 + its item, or 0 */
};

/* ---- dates ---- */

/* The ledger has the dates of profiles with [datums] as ISO, whatever a source writes. */
static struct wijziging_date read_date(const struct ledger *ledger, uint32_t label,
                                       struct arena *arena)
{
    struct date_format iso;
    struct date date;
    struct wijziging_date read = {.label = label,
                                  .text = ledger->labels[DIMENSION_BESLUITDATUM].texts[label]};
    if (date_format_parse("jjjj-mm-dd", &iso) && date_parse(&iso, text_of(read.text), &date)) {
        read.day = date_number(date);
        read.text = arena_printf(arena, "%02d-%02d-%04d", date.day, date.month, date.year);
    }
    return read;
}

static struct wijziging_date *find_date(struct collecting *c, struct wijziging *wijziging,
                                        uint32_t label)
{
    for (size_t i = 0; i < wijziging->n_dates; i++)
        if (wijziging->dates[i].label == label)
            return &wijziging->dates[i];
    struct wijziging_date *date = arena_add(c->arena, wijziging->dates, wijziging->n_dates);
    *date = read_date(c->ledger, label, c->arena);
    return date;
}

/* The first day that can be read, else the first text. */
static void note_date(struct wijziging *wijziging, const struct wijziging_date *date)
{
    const struct wijziging_date *first = &wijziging->date;
    if (*date->text &&
        (!*first->text || (date->day != 0 && (first->day == 0 || date->day < first->day))))
        wijziging->date = *date;
}

/* ---- amounts ---- */

static void add_sum(struct collecting *c, struct wijziging_sums **of_pakket,
                    const struct saldo_line *line)
{
    struct wijziging_sums **at = &of_pakket[c->ledger->plan->mapping.posten[line->post].pakket];
    if (!*at)
        *at = arena_alloc(c->arena, sizeof **at);
    struct figure *sum = &(*at)->figure[line->sectie];
    sum->n_mutaties += line->figure.n_mutaties;
    if (!(c->sign_of[line->stand] < 0 ? money_subtract(sum->money, line->figure.money, &sum->money)
                                      : money_add(sum->money, line->figure.money, &sum->money)))
        (*at)->too_large[line->sectie] = true;
}

/* ---- lines ---- */

static struct wijziging_sums **new_sums(const struct collecting *c)
{
    return arena_alloc(c->arena,
                       c->ledger->plan->mapping.n_pakketten * sizeof(struct wijziging_sums *));
}

static struct wijziging *find_wijziging(struct collecting *c, uint32_t label, bool add)
{
    struct wijzigingen *all = c->all;
    if (c->item_of[label] == 0 && add) {
        *arena_add(c->arena, all->items, all->n) =
            (struct wijziging){.label = label,
                               .number = c->ledger->labels[DIMENSION_BESLUIT].texts[label],
                               .date = {.text = ""},
                               .of_pakket = new_sums(c)};
        c->item_of[label] = all->n;
    }
    return c->item_of[label] ? &all->items[c->item_of[label] - 1] : NULL;
}

static bool is_change(const struct collecting *c, const struct saldo_line *line)
{
    return c->sign_of[line->stand] != 0 && stand_is_change(&c->ledger->plan->standen[line->stand]);
}

/* What a besluit claims counts over the whole municipality: what one programma gives another takes.
 */
static struct wijziging_date *add_anywhere(struct collecting *c, struct wijziging *wijziging,
                                           const struct saldo_line *line)
{
    const struct labels *neutral = &c->ledger->labels[DIMENSION_NEUTRAAL];
    wijziging->neutral |= strcmp(neutral->texts[line->dimension[DIMENSION_NEUTRAAL]], "J") == 0;
    wijziging->effect_too_large |=
        !money_add(wijziging->effect, line->figure.money, &wijziging->effect);
    return find_date(c, wijziging, line->dimension[DIMENSION_BESLUITDATUM]);
}

static void add_in_programma(struct collecting *c, const struct saldo_line *line)
{
    struct wijziging *wijziging = find_wijziging(c, line->dimension[DIMENSION_BESLUIT], true);
    struct wijziging_date *date = add_anywhere(c, wijziging, line);
    int year = c->ledger->plan->standen[line->stand].year;
    date->late |= date->day == 0 || date->day > year * 10000 + 1231;
    date->early |= date->day > 0 && date->day < (year - 1) * 10000 + 701;
    note_date(wijziging, date);
    wijziging->n_mutaties += line->figure.n_mutaties;
    add_sum(c, wijziging->of_pakket, line);
}

static void add_lines(struct collecting *c)
{
    const struct ledger *ledger = c->ledger;
    for (size_t i = 0; i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        if (!plan_in_scope(ledger->plan, line->post) || c->sign_of[line->stand] == 0)
            continue;
        if (is_change(c, line))
            add_in_programma(c, line);
        else
            add_sum(c, c->all->primair, line);
    }
    for (size_t i = 0; i < ledger->n_other_lines; i++) {
        const struct saldo_line *line = &ledger->other_lines[i];
        struct wijziging *wijziging =
            is_change(c, line) ? find_wijziging(c, line->dimension[DIMENSION_BESLUIT], false)
                               : NULL;
        if (wijziging)
            add_anywhere(c, wijziging, line);
    }
}

static int compare_wijzigingen(const void *a, const void *b)
{
    const struct wijziging *x = a, *y = b;
    if ((x->label == 0) != (y->label == 0))
        return x->label == 0 ? 1 : -1;
    if (x->date.day != y->date.day)
        return x->date.day == 0 || (y->date.day != 0 && x->date.day > y->date.day) ? 1 : -1;
    return text_natural(text_of(x->number), text_of(y->number));
}

void wijzigingen_collect(const struct ledger *ledger, const struct kolom *kolom,
                         struct arena *arena, struct wijzigingen *wijzigingen)
{
    struct collecting c = {.ledger = ledger, .arena = arena, .all = wijzigingen};
    *wijzigingen = (struct wijzigingen){.kolom = kolom, .primair = new_sums(&c)};
    c.sign_of = arena_alloc(arena, ledger->plan->n_standen * sizeof *c.sign_of);
    c.item_of = arena_alloc(arena, ledger->labels[DIMENSION_BESLUIT].n * sizeof *c.item_of);
    for (size_t i = 0; i < kolom->n_terms; i++)
        c.sign_of[kolom->terms[i].stand] = kolom->terms[i].sign;
    add_lines(&c);
    array_sort(wijzigingen->items, wijzigingen->n, compare_wijzigingen);
}
