/* What each line of posten.csv brought in, then and now: a key that went to another post takes its
 * figures with it. */
#include "pipeline/why/why.h"

#include "pipeline/base/array.h"

#include <string.h>

/* The changes of one key. */
struct key_run {
    struct key_change *const *items;
    size_t n;
    const struct plan *const *plans; /* then and now */
};

static const char *sleutel_of(const struct key_change *change)
{
    return key_change_row(change)->texts[SLEUTELS_SLEUTEL];
}

static int by_key(const void *a, const void *b)
{
    const struct key_change *one = *(struct key_change *const *)a;
    const struct key_change *other = *(struct key_change *const *)b;
    int order = text_natural(text_of(sleutel_of(one)), text_of(sleutel_of(other)));
    return order ? order : ARRAY_ORDER(one, other);
}

/* That of a change on one side, unless it counts in no figure there. */
static const struct sleutel_row *row_of(const struct key_run *run, size_t i, int side)
{
    const struct sleutel_row *row = run->items[i]->rows[side];
    return row && plan_has_programma(run->plans[side], text_of(row->texts[SLEUTELS_PROGRAMMA]))
               ? row
               : NULL;
}

static const char *posten_of(struct why *why, const struct key_run *run, int side)
{
    const char *text = "";
    for (size_t i = 0; i < run->n; i++) {
        const struct sleutel_row *row = row_of(run, i, side);
        const char *post = row ? arena_printf(why->arena, ", %s (%s)", row->texts[SLEUTELS_POST],
                                              row->texts[SLEUTELS_PAKKET])
                               : "";
        if (!strstr(text, post))
            text = arena_printf(why->arena, "%s%s", text, post);
    }
    return *text ? text + strlen(", ") : text;
}

/* posten.csv has it on that side, of other years where no line of it did change. */
static bool is_named(const struct key_run *run, int side)
{
    const struct mapping *mapping = &run->plans[side]->mapping;
    const struct text sleutel = text_of(sleutel_of(run->items[0]));
    const bool is_prefix = text_ends(sleutel, "*");
    const struct text key = {sleutel.bytes, sleutel.n_bytes - is_prefix};
    bool named = false;
    for (size_t k = mapping_first_key(mapping, key);
         k < mapping->n_keys && text_equal(mapping->keys[k].key, key); k++)
        named |= mapping->keys[k].is_prefix == is_prefix;
    for (size_t i = 0; i < run->n; i++)
        named &= !run->items[i]->rows[side]; /* in another programma */
    return named;
}

static const char *title_of(struct why *why, const struct key_run *run)
{
    const char *sleutel = sleutel_of(run->items[0]);
    const char *then = posten_of(why, run, KEYS_THEN), *now = posten_of(why, run, KEYS_NOW);
    if ((!*now && is_named(run, KEYS_NOW)) || (!*then && is_named(run, KEYS_THEN)))
        now = then = *now ? now : then;
    if (!*now || !*then)
        return arena_printf(why->arena, "sleutel %s %s: %s", sleutel,
                            why_came(why, *now != '\0', "nieuw", "telt niet meer mee"),
                            *now ? now : then);
    if (strcmp(then, now) == 0)
        return arena_printf(why->arena, "sleutel %s krijgt andere regels: %s", sleutel, now);
    return arena_printf(why->arena, "sleutel %s: %s", sleutel, why_arrow(why, then, now));
}

/* The causes of lines by the key that they have now, each key's in their order. */
struct line_causes {
    struct line_cause {
        const char *key;
        uint64_t cause;
    } * items;
    size_t n;
};

static int by_line_key(const void *a, const void *b)
{
    const struct line_cause *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order ? order : ARRAY_ORDER(x->cause, y->cause);
}

static struct line_causes line_causes(struct why *why)
{
    struct line_causes lines = {arena_alloc(why->arena, why->n_causes * sizeof *lines.items), 0};
    for (size_t c = 0; c < why->n_causes; c++)
        if (why->causes[c].key)
            lines.items[lines.n++] = (struct line_cause){why->causes[c].key, c};
    array_sort(lines.items, lines.n, by_line_key);
    return lines;
}

/* Those of one key, or of all that begin so, in their order. */
static uint64_t *causes_of(struct why *why, const struct line_causes *lines,
                           const struct text sleutel, size_t *n)
{
    const bool is_prefix = text_ends(sleutel, "*");
    const size_t n_bytes = sleutel.n_bytes - is_prefix;
    size_t first = 0, end = lines->n;
    while (first < end) {
        const size_t middle = first + (end - first) / 2;
        if (strncmp(lines->items[middle].key, sleutel.bytes, n_bytes) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    while (end < lines->n && strncmp(lines->items[end].key, sleutel.bytes, n_bytes) == 0 &&
           (is_prefix || !lines->items[end].key[n_bytes]))
        end++;
    *n = end - first;
    uint64_t *causes = arena_alloc(why->arena, *n * sizeof *causes);
    for (size_t i = 0; i < *n; i++)
        causes[i] = lines->items[first + i].cause;
    array_sort(causes, *n, array_compare_numbers);
    return causes;
}

#define TAKEN WHY_KINDS

/* Lines that got this key, which was unknown, are told with it: their old place and their new one
 * are one cause. */
static bool take_lines(struct why *why, const struct line_causes *lines, const struct text sleutel,
                       struct why_cause *to)
{
    size_t n, n_taken = 0;
    bool ok = true;
    const uint64_t *causes = causes_of(why, lines, sleutel, &n);
    for (size_t i = 0; ok && i < n; i++) {
        struct why_cause *cause = &why->causes[causes[i]];
        if (cause->kind == TAKEN)
            continue;
        for (size_t p = 0; ok && p < cause->n_parts; p++)
            ok = why_part(why, to, cause->parts[p].figure, cause->parts[p].money);
        if (n_taken++ == 0) {
            to->where = cause->where;
            to->what = arena_printf(why->arena, "%s: %s", cause->title, cause->what);
        }
        cause->kind = TAKEN;
    }
    if (n_taken > 1)
        to->what = arena_printf(why->arena, "%s; en nog %zu", to->what, n_taken - 1);
    return ok;
}

static bool tell_key(struct why *why, const struct line_causes *lines, const struct key_run *run)
{
    struct why_cause *cause = why_cause(why, WHY_MAPPING, title_of(why, run), "", "");
    bool ok = true;
    for (size_t i = 0; i < run->n; i++)
        for (int side = KEYS_THEN; ok && side <= KEYS_NOW; side++) {
            const struct sleutel_row *row = row_of(run, i, side);
            const int64_t net = sleutel_net(row).cents;
            ok = !row ||
                 why_part(why, cause,
                          why_figure(why, row->texts[SLEUTELS_PAKKET], row->texts[SLEUTELS_POST],
                                     row->texts[SLEUTELS_SECTIE], row->texts[SLEUTELS_STAND]),
                          (struct money){side == KEYS_NOW ? net : -net});
        }
    return ok && take_lines(why, lines, text_of(sleutel_of(run->items[0])), cause);
}

/* Figures that got from one key what another one lost did not move; what was taken goes. */
static bool leave_out(struct why *why, bool ok)
{
    struct why_sums moved = {0};
    const size_t n = why->n_causes;
    for (size_t c = 0; c < n; c++)
        for (size_t p = 0; why->causes[c].kind == WHY_MAPPING && p < why->causes[c].n_parts; p++)
            ok = ok && why_add(why, &moved, why->causes[c].parts[p].figure,
                               why->causes[c].parts[p].money);
    why->n_causes = 0;
    for (size_t c = 0; c < n; c++) {
        if (why->causes[c].kind == TAKEN)
            continue;
        struct why_cause *cause = &why->causes[why->n_causes++];
        *cause = why->causes[c];
        for (size_t p = 0; cause->kind == WHY_MAPPING && p < cause->n_parts; p++)
            if (why_sum(&moved, cause->parts[p].figure) == 0)
                cause->parts[p].money = (struct money){0};
        why_settle(why);
    }
    return ok;
}

bool why_mapping(struct why *why, const struct sleutels_from from[2],
                 const struct plan *const plans[2])
{
    struct key_changes changes;
    bool ok = true;
    if (key_changes_find(from, plans[KEYS_NOW], &changes)) {
        struct key_change **sorted = arena_alloc(why->arena, changes.n * sizeof *sorted);
        for (size_t i = 0; i < changes.n; i++)
            sorted[i] = &changes.items[i];
        array_sort(sorted, changes.n, by_key);
        const struct line_causes lines = line_causes(why);
        for (size_t i = 0, n; ok && i < changes.n; i += n) {
            for (n = 1; i + n < changes.n; n++)
                if (strcmp(sleutel_of(sorted[i]), sleutel_of(sorted[i + n])) != 0)
                    break;
            ok = tell_key(why, &lines, &(struct key_run){sorted + i, n, plans});
        }
    }
    key_changes_release(&changes);
    return leave_out(why, ok);
}
