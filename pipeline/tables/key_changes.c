#include "pipeline/tables/key_changes.h"

#include "pipeline/base/array.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#define LAST_MONTH 12

/* A key of which the other side was not met yet, or differs. */
struct waiting {
    struct key_change change;
    size_t at; /* where it was met */
    UT_hash_handle hh;
};

struct comparing {
    struct key_changes *changes;
    const struct plan *plan;
    struct waiting *waiting; /* uthash: by its texts before SLEUTELS_KEYS */
    struct memo groups;
    struct arena key; /* of the last group that was looked for */
    size_t last_group;
    size_t n_rows[2];
    bool aside_is_known; /* this is the second reading */
};

const struct sleutel_row *key_change_row(const struct key_change *change)
{
    return change->rows[change->rows[KEYS_NOW] ? KEYS_NOW : KEYS_THEN];
}

bool key_change_moved(const struct key_change *change)
{
    return change->rows[KEYS_THEN] && change->rows[KEYS_NOW] &&
           !sleutel_same(change->rows[KEYS_THEN], change->rows[KEYS_NOW], SLEUTELS_KEYS,
                         SLEUTELS_FIGURES);
}

static bool is_none(const struct key_change *change)
{
    return change->rows[KEYS_THEN] && change->rows[KEYS_NOW] && !key_change_moved(change) &&
           sleutel_same_sums(change->rows[KEYS_THEN], change->rows[KEYS_NOW]);
}

static void free_rows(struct key_change *change)
{
    free(change->rows[KEYS_THEN]);
    free(change->rows[KEYS_NOW]);
}

/* ---- groups ---- */

static struct key_group *group_of(struct comparing *comparing, const struct sleutel_row *row)
{
    struct key_changes *changes = comparing->changes;
    const char *source = row->texts[SLEUTELS_BRON], *stand = row->texts[SLEUTELS_STAND];
    const struct key_group *last = &changes->groups[comparing->last_group];
    if (changes->n_groups && strcmp(last->stand, stand) == 0 && strcmp(last->source, source) == 0)
        return &changes->groups[comparing->last_group];
    arena_clear(&comparing->key);
    const char *key = arena_printf(&comparing->key, "%s\n%s", source, stand);
    comparing->last_group = memo_number_slow(&comparing->groups, text_of(key));
    if (comparing->last_group == changes->n_groups)
        *arena_add(&changes->arena, changes->groups, changes->n_groups) =
            (struct key_group){.source = arena_copy(&changes->arena, source, strlen(source)),
                               .stand = arena_copy(&changes->arena, stand, strlen(stand))};
    return &changes->groups[comparing->last_group];
}

static bool is_aside(const struct key_group *group, size_t column)
{
    return group->there[KEYS_THEN] && group->there[KEYS_NOW] &&
           group->knew[KEYS_THEN][column] != group->knew[KEYS_NOW][column];
}

static bool has_aside(const struct key_group *group)
{
    bool has = false;
    for (size_t c = 0; c < KEY_ASIDE; c++)
        has |= is_aside(group, c);
    return has;
}

static void note(const struct comparing *comparing, struct key_group *group, int side,
                 const struct sleutel_row *row)
{
    int period;
    if (comparing->aside_is_known)
        return;
    group->there[side] = true;
    for (size_t c = 0; c < KEY_ASIDE; c++)
        group->knew[side][c] |= *row->texts[SLEUTELS_PERIODE + c] != '\0';
    if (side == KEYS_NOW)
        return;
    if (period_parse(text_of(row->texts[SLEUTELS_PERIODE]), &period) && period <= LAST_MONTH &&
        period > group->last_period)
        group->last_period = period;
    group->has_lines |= row->n_mutaties > 1;
    group->n_then++;
    if (plan_has_programma(comparing->plan, text_of(row->texts[SLEUTELS_PROGRAMMA])))
        group->gross = money_capped(group->gross, sleutel_gross(row));
}

/* ---- rows ---- */

/* In one piece of heap, its texts one after the other. */
static struct sleutel_row *copy_row(const struct comparing *comparing,
                                    const struct key_group *group, const struct sleutel_row *row)
{
    struct sleutel_row kept = *row;
    size_t n_bytes[SLEUTELS_FIGURES], n_all = 0;
    for (size_t c = 0; c < KEY_ASIDE; c++)
        if (comparing->aside_is_known && is_aside(group, c))
            kept.texts[SLEUTELS_PERIODE + c] = "";
    for (size_t c = 0; c < SLEUTELS_FIGURES; c++)
        n_all += n_bytes[c] = strlen(kept.texts[c]) + 1;
    struct sleutel_row *copy = mem_alloc(sizeof *copy + n_all);
    char *at = (char *)(copy + 1);
    for (size_t c = 0; c < SLEUTELS_FIGURES; at += n_bytes[c++])
        kept.texts[c] = memcpy(at, kept.texts[c], n_bytes[c]);
    *copy = kept;
    return copy;
}

static void add_sums(struct sleutel_row *to, const struct sleutel_row *row)
{
    to->plus = money_capped(to->plus, row->plus);
    to->minus = money_capped(to->minus, row->minus);
    to->n_mutaties += row->n_mutaties;
}

static struct waiting *waiting_for(struct comparing *comparing, const struct sleutel_row *row,
                                   size_t group)
{
    const size_t n_key = (size_t)(row->texts[SLEUTELS_KEYS] - row->texts[0]);
    struct waiting *waiting;
    HASH_FIND(hh, comparing->waiting, row->texts[0], n_key, waiting);
    if (!waiting) {
        waiting = mem_alloc(sizeof *waiting);
        waiting->at = SIZE_MAX;
        waiting->change.group = group;
        HASH_ADD_KEYPTR(hh, comparing->waiting, row->texts[0], n_key, waiting);
    }
    return waiting;
}

static void add_row(struct comparing *comparing, int side, const struct sleutel_row *row)
{
    struct key_group *group = group_of(comparing, row);
    note(comparing, group, side, row);
    struct sleutel_row *own = copy_row(comparing, group, row);
    struct waiting *waiting = waiting_for(comparing, own, comparing->last_group);
    size_t at = comparing->n_rows[side]++ + (side == KEYS_NOW ? SIZE_MAX / 2 : 0);
    waiting->at = at < waiting->at ? at : waiting->at;
    if (waiting->change.rows[side]) {
        add_sums(waiting->change.rows[side], own);
        free(own);
    } else {
        waiting->change.rows[side] = own;
    }
    if (is_none(&waiting->change) && !has_aside(group)) {
        HASH_DEL(comparing->waiting, waiting);
        free_rows(&waiting->change);
        free(waiting);
    }
}

/* Most of what is there now was there then. */
static bool skip_both(struct comparing *comparing, const struct sleutel_row rows[2])
{
    if (!sleutel_same(&rows[KEYS_THEN], &rows[KEYS_NOW], 0, SLEUTELS_FIGURES) ||
        !sleutel_same_sums(&rows[KEYS_THEN], &rows[KEYS_NOW]))
        return false;
    struct key_group *group = group_of(comparing, &rows[KEYS_NOW]);
    if (comparing->aside_is_known && has_aside(group))
        return false;
    for (int side = KEYS_THEN; side <= KEYS_NOW; side++)
        note(comparing, group, side, &rows[side]);
    return true;
}

/* Which of both stands first: < 0 that of then. What this gets wrong waits for longer. */
static int compare_places(const struct plan *plan, const struct sleutel_row rows[2])
{
    size_t source[2];
    for (int side = KEYS_THEN; side <= KEYS_NOW; side++) {
        const char *name = rows[side].texts[SLEUTELS_BRON];
        source[side] = array_index(plan->sources, plan->n_sources, name, name);
    }
    if (strcmp(rows[KEYS_THEN].texts[SLEUTELS_BRON], rows[KEYS_NOW].texts[SLEUTELS_BRON]) != 0)
        return source[KEYS_THEN] == plan->n_sources || source[KEYS_THEN] < source[KEYS_NOW] ? -1
                                                                                            : 1;
    return text_natural(text_of(rows[KEYS_THEN].texts[SLEUTELS_SLEUTEL]),
                        text_of(rows[KEYS_NOW].texts[SLEUTELS_SLEUTEL]));
}

static bool read_both(struct comparing *comparing, const struct sleutels_from from[2])
{
    struct sleutel_row rows[2];
    struct sleutels_feed feeds[2];
    bool more[2];
    comparing->n_rows[KEYS_THEN] = comparing->n_rows[KEYS_NOW] = 0;
    for (int side = KEYS_THEN; side <= KEYS_NOW; side++) {
        feeds[side] = sleutels_open(from[side], ERRORS_UNHEARD);
        more[side] = sleutels_next(&feeds[side], &rows[side]);
    }
    while (more[KEYS_THEN] || more[KEYS_NOW]) {
        bool both = more[KEYS_THEN] && more[KEYS_NOW];
        bool skipped = both && skip_both(comparing, rows);
        int order = skipped ? 0
                    : both  ? compare_places(comparing->plan, rows)
                            : more[KEYS_NOW] - more[KEYS_THEN];
        for (int side = KEYS_THEN; side <= KEYS_NOW; side++) {
            if (side == KEYS_THEN ? order > 0 : order < 0)
                continue;
            if (!skipped)
                add_row(comparing, side, &rows[side]);
            more[side] = sleutels_next(&feeds[side], &rows[side]);
        }
    }
    return sleutels_close(&feeds[KEYS_THEN]) & sleutels_close(&feeds[KEYS_NOW]);
}

/* ---- what is left ---- */

static int by_place(struct waiting *a, struct waiting *b)
{
    return a->at < b->at ? -1 : a->at > b->at;
}

#define ALL_KEYS 20 /* and more, all of them but one in so many: another column, and no month */

static void add_change(struct key_changes *changes, const struct key_change *change)
{
    const struct sleutel_row *then = change->rows[KEYS_THEN], *now = change->rows[KEYS_NOW];
    struct key_group *group = &changes->groups[change->group];
    *mem_add(changes->items, changes->n) = *change;
    if (!then || !now || now->n_mutaties != then->n_mutaties ||
        now->plus.cents < then->plus.cents || now->minus.cents > then->minus.cents)
        return;
    group->all_grown =
        group->n_then >= ALL_KEYS && ++group->n_grown + group->n_then / ALL_KEYS >= group->n_then;
    group->growth = money_capped(group->growth, money_size(change->change));
}

/* Empties what waits; into the changes, unless it is only cleared away. */
static void take_waiting(struct comparing *comparing, bool clear)
{
    struct key_changes *changes = comparing->changes;
    struct waiting *waiting, *next;
    if (!clear)
        HASH_SORT(comparing->waiting, by_place);
    HASH_ITER(hh, comparing->waiting, waiting, next)
    {
        HASH_DEL(comparing->waiting, waiting);
        struct key_change *change = &waiting->change;
        change->change = money_capped(sleutel_net(change->rows[KEYS_NOW]),
                                      (struct money){-sleutel_net(change->rows[KEYS_THEN]).cents});
        if (clear || is_none(change))
            free_rows(change);
        else
            add_change(changes, change);
        free(waiting);
    }
}

bool key_changes_find(const struct sleutels_from from[2], const struct plan *plan,
                      struct key_changes *changes)
{
    *changes = (struct key_changes){0};
    struct comparing comparing = {.changes = changes, .plan = plan};
    bool good = read_both(&comparing, from), again = false;
    for (size_t g = 0; g < changes->n_groups; g++)
        again |= has_aside(&changes->groups[g]);
    if (good && again) {
        take_waiting(&comparing, true);
        comparing.aside_is_known = true;
        good = read_both(&comparing, from);
    }
    take_waiting(&comparing, !good);
    memo_release(&comparing.groups);
    arena_release(&comparing.key);
    return good;
}

void key_changes_release(struct key_changes *changes)
{
    for (size_t i = 0; i < changes->n; i++)
        free_rows(&changes->items[i]);
    free(changes->items);
    arena_release(&changes->arena);
}
