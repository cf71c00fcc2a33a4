#include "pipeline/diff/diff_changes.h"

#include "pipeline/base/money.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Reads "-12" or "-12,50" whole. */
static enum change_number read_number(const char *text, bool cents, long long *number)
{
    bool negative = *text == '-';
    const char *at = text + negative;
    size_t n_digits = strspn(at, "0123456789");
    long long value = 0;
    bool fits = n_digits > 0;
    for (size_t i = 0; i < n_digits && fits; i++)
        fits = !__builtin_mul_overflow(value, 10, &value) &&
               !__builtin_add_overflow(value, at[i] - '0', &value);
    const char *rest = at + n_digits;
    bool decimals = !cents && *rest == ',' && strspn(rest + 1, "0123456789") == 2 && !rest[3];
    if (decimals)
        fits = fits && !__builtin_mul_overflow(value, 100, &value) &&
               !__builtin_add_overflow(value, (rest[1] - '0') * 10 + rest[2] - '0', &value);
    if (!fits || (*rest && !decimals))
        return NUMBER_NONE;
    *number = negative ? -value : value;
    return cents || decimals ? NUMBER_CENTS : NUMBER_PLAIN;
}

static bool is_there(const char *value)
{
    return value && *value;
}

static void read_numbers(struct change *change, bool cents)
{
    long long old_number = 0, new_number = 0;
    enum change_number old =
        is_there(change->old) ? read_number(change->old, cents, &old_number) : NUMBER_NONE;
    enum change_number new =
        is_there(change->new) ? read_number(change->new, cents, &new_number) : NUMBER_NONE;
    if (is_there(change->old) && is_there(change->new) && old != new)
        return;
    change->number = is_there(change->old) ? old : new;
    change->old_number = old_number;
    change->new_number = new_number;
}

struct change *changes_add(struct changes *changes, enum change_kind kind, const char *const *keys,
                           size_t n_keys, const char *old, const char *new, bool cents)
{
    assert(n_keys <= CHANGE_MAX_KEYS);
    changes->items = arena_grow(changes->arena, changes->items, &changes->cap, changes->n + 1,
                                sizeof *changes->items);
    struct change *change = &changes->items[changes->n++];
    *change = (struct change){.kind = kind, .n_keys = n_keys, .old = old, .new = new};
    memcpy(change->keys, keys, n_keys * sizeof *keys);
    read_numbers(change, cents);
    return change;
}

bool change_difference(const struct change *change, long long *difference)
{
    return change->number != NUMBER_NONE &&
           !__builtin_sub_overflow(change->new_number, change->old_number, difference);
}

/* ---- rows ---- */

static bool same_row(const struct change *a, const struct change *b)
{
    if (a->kind != b->kind || a->n_keys != b->n_keys)
        return false;
    for (size_t k = 0; k < a->n_keys; k++)
        if (strcmp(a->keys[k], b->keys[k]) != 0)
            return false;
    return true;
}

size_t changes_row(const struct changes *changes, size_t first)
{
    size_t n = 1;
    while (first + n < changes->n && same_row(&changes->items[first], &changes->items[first + n]))
        n++;
    return n;
}

enum row_state changes_row_state(const struct changes *changes, size_t first)
{
    bool is_new = true, is_gone = true;
    for (size_t i = first; i < first + changes_row(changes, first); i++) {
        is_new = is_new && !changes->items[i].old;
        is_gone = is_gone && !changes->items[i].new;
    }
    return is_new ? ROW_NEW : is_gone ? ROW_GONE : ROW_CHANGED;
}

const char *row_state_name(enum row_state state)
{
    static const char *const names[ROW_STATES] = {"gewijzigd", "nieuw", "vervallen"};
    return names[state];
}

size_t changes_count(const struct changes *changes, enum change_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < changes->n; i++)
        n += changes->items[i].kind == kind;
    return n;
}

void changes_count_rows(const struct changes *changes, enum change_kind kind, size_t n[ROW_STATES])
{
    for (int state = 0; state < ROW_STATES; state++)
        n[state] = 0;
    for (size_t i = 0; i < changes->n; i += changes_row(changes, i))
        if (changes->items[i].kind == kind && !changes->items[i].one_sided)
            n[changes_row_state(changes, i)]++;
}

/* ---- names, sides and numbers ---- */

bool names_add(struct names *names, struct arena *arena, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i], name) == 0)
            return false;
    names->items = arena_grow(arena, names->items, &names->cap, names->n + 1, sizeof *names->items);
    names->items[names->n++] = name;
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

bool side_has(const struct side *side, const char *name)
{
    return side->files.n && bsearch(name, side->files.paths, side->files.n,
                                    sizeof *side->files.paths, compare_names);
}

const char *number_text(struct arena *arena, enum change_number number, long long value)
{
    char buffer[MONEY_TEXT_SIZE];
    if (number == NUMBER_CENTS)
        return arena_printf(arena, "%s",
                            money_format((struct money){.cents = value}, true, buffer));
    return arena_printf(arena, "%lld", value);
}

const char *difference_text(struct arena *arena, enum change_number number, long long difference)
{
    return arena_printf(arena, "%s%s", difference > 0 ? "+" : "",
                        number_text(arena, number, difference));
}
