/* What each line of posten.csv brought in, then and now: a key that went to another post takes its
 * figures with it. */
#include "pipeline/why/why.h"

#include "pipeline/base/array.h"
#include "pipeline/tables/sleutels.h"

#include <stdlib.h>
#include <string.h>

struct why_key {
    const char *sleutel, *pakket, *post;
    size_t figure;
    struct money money;
};

struct why_keys {
    struct why_key *items;
    size_t n;
};

void why_keys_free(struct why_keys *keys)
{
    if (keys)
        free(keys->items);
    free(keys);
}

static void add_row(struct why *why, struct why_keys *keys, const struct plan *plan,
                    const struct sleutel_row *row)
{
    struct money money;
    if (!plan_has_programma(plan, text_of(row->texts[SLEUTELS_PROGRAMMA])) ||
        !money_add(row->plus, row->minus, &money))
        return;
    const char *const *texts = row->texts;
    size_t figure = why_figure(why, texts[SLEUTELS_PAKKET], texts[SLEUTELS_POST],
                               texts[SLEUTELS_SECTIE], texts[SLEUTELS_STAND]);
    *mem_add(keys->items, keys->n) =
        (struct why_key){.sleutel = arena_printf(why->arena, "%s", texts[SLEUTELS_SLEUTEL]),
                         .pakket = why->figures[figure].pakket,
                         .post = why->figures[figure].post,
                         .figure = figure,
                         .money = money};
}

struct why_keys *why_keys_of(struct why *why, const struct ledger *ledger, const struct plan *plan)
{
    struct why_keys *keys = mem_alloc(sizeof *keys);
    for (struct key_cursor lines = ledger_keys(ledger); key_cursor_next(&lines);) {
        struct sleutel_row row = sleutel_row_of(ledger, &lines.line, why->arena);
        add_row(why, keys, plan, &row);
    }
    return keys;
}

struct why_keys *why_keys_published(struct why *why, const struct why_side *side)
{
    if (side->ledger)
        return why_keys_of(why, side->ledger, &side->plan);
    struct why_keys *keys = mem_alloc(sizeof *keys);
    struct csv_file file;
    bool ok = sleutels_read(side->kept.folder, why->arena, &file);
    for (size_t i = 0; ok && i < file.n_rows; i++) {
        struct sleutel_row row;
        if (sleutel_row_read(&file.rows[i], &row))
            add_row(why, keys, &side->plan, &row);
    }
    return keys;
}

/* ---- then and now ---- */

static int compare_keys(const void *a, const void *b)
{
    const struct why_key *one = a, *other = b;
    int order = text_natural(text_of(one->sleutel), text_of(other->sleutel));
    if (order == 0)
        order = one->figure < other->figure ? -1 : one->figure > other->figure;
    return order;
}

static size_t n_of(const struct why_keys *keys, size_t from, const char *sleutel)
{
    size_t n = 0;
    while (from + n < keys->n && strcmp(keys->items[from + n].sleutel, sleutel) == 0)
        n++;
    return n;
}

static const char *post_of(struct why *why, const struct why_keys *keys, size_t from, size_t n)
{
    const char *text = "";
    for (size_t i = from; i < from + n; i++) {
        const char *post =
            arena_printf(why->arena, "%s (%s)", keys->items[i].post, keys->items[i].pakket);
        if (!strstr(text, post))
            text = arena_printf(why->arena, "%s%s%s", text, *text ? ", " : "", post);
    }
    return text;
}

static const char *title_of(struct why *why, const char *sleutel, const char *then, const char *now)
{
    if (!*now || !*then)
        return arena_printf(why->arena, "sleutel %s %s: %s", sleutel,
                            why_came(why, *now != '\0', "nieuw", "telt niet meer mee"),
                            *now ? now : then);
    if (strcmp(then, now) == 0)
        return arena_printf(why->arena, "sleutel %s krijgt andere regels: %s", sleutel, now);
    return arena_printf(why->arena, "sleutel %s: %s", sleutel, why_arrow(why, then, now));
}

/* The rows of one key on both sides, from old[*o] and new[*n] on. */
static bool compare_one(struct why *why, const struct why_keys *old, const struct why_keys *new,
                        size_t *o, size_t *n)
{
    int order = *o == old->n   ? 1
                : *n == new->n ? -1
                               : text_natural(text_of(old->items[*o].sleutel),
                                              text_of(new->items[*n].sleutel));
    const char *sleutel = order > 0 ? new->items[*n].sleutel : old->items[*o].sleutel;
    size_t n_old = order > 0 ? 0 : n_of(old, *o, sleutel);
    size_t n_new = order < 0 ? 0 : n_of(new, *n, sleutel);
    struct why_cause *cause = why_cause(
        why, WHY_MAPPING,
        title_of(why, sleutel, post_of(why, old, *o, n_old), post_of(why, new, *n, n_new)), "", "");
    bool ok = true;
    for (size_t i = 0; ok && i < n_old; i++)
        ok = why_part(why, cause, old->items[*o + i].figure,
                      (struct money){-old->items[*o + i].money.cents});
    for (size_t i = 0; ok && i < n_new; i++)
        ok = why_part(why, cause, new->items[*n + i].figure, new->items[*n + i].money);
    why_settle(why);
    *o += n_old;
    *n += n_new;
    return ok;
}

bool why_mapping(struct why *why, const struct why_keys *old, const struct why_keys *new)
{
    array_sort(old->items, old->n, compare_keys);
    array_sort(new->items, new->n, compare_keys);
    bool ok = true;
    for (size_t o = 0, n = 0; ok && (o < old->n || n < new->n);)
        ok = compare_one(why, old, new, &o, &n);
    return ok;
}
