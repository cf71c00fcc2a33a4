/* The paragraph that a diff begins with: what changed, by how much, and whether that can be. */
#include "pipeline/diff/diff_changes.h"

#include "pipeline/publishing/published.h"

#include <stdlib.h>
#include <string.h>

struct summary {
    const struct side *old, *new;
    const struct changes *changes;
    struct arena *arena;
    const char *text;
};

static void say(struct summary *summary, const char *sentence)
{
    summary->text = arena_printf(summary->arena, "%s%s%s", summary->text, *summary->text ? " " : "",
                                 text_shown(summary->arena, sentence, ""));
}

/* "1 cel", "3 cellen" */
static const char *count(struct arena *arena, size_t n, const char *one, const char *many)
{
    return arena_printf(arena, "%zu %s", n, n == 1 ? one : many);
}

/* "a, b", from "a" and "b"; "b" from "" and "b". */
static const char *listed(struct arena *arena, const char *list, const char *item)
{
    return *list ? arena_printf(arena, "%s, %s", list, item) : item;
}

/* "2 gewijzigd (a, b), 1 nieuw (c)" over the rows of a kind, by their last key; "" when none. */
static const char *state_list(const struct summary *summary, enum change_kind kind,
                              enum row_state state)
{
    enum { SHOWN = 3 };
    const struct changes *changes = summary->changes;
    const char *list = "";
    size_t n = 0;
    for (size_t i = 0; i < changes->n; i += changes_row(changes, i)) {
        const struct change *change = &changes->items[i];
        if (change->kind != kind || changes_row_state(changes, i) != state)
            continue;
        if (++n <= SHOWN)
            list = listed(summary->arena, list, change->keys[change->n_keys - 1]);
    }
    if (n > SHOWN)
        list = arena_printf(summary->arena, "%s en nog %zu", list, n - SHOWN);
    return n == 0 ? ""
                  : arena_printf(summary->arena, "%zu %s (%s)", n, row_state_name(state), list);
}

static const char *all_states(const struct summary *summary, enum change_kind kind)
{
    const char *text = "";
    for (int state = 0; state < ROW_STATES; state++) {
        const char *part = state_list(summary, kind, (enum row_state)state);
        if (*part)
            text = listed(summary->arena, text, part);
    }
    return text;
}

/* "2 gewijzigd, 1 nieuw": the rows of a kind, as far as there are any; "" when there are none. */
static const char *row_counts(const struct summary *summary, enum change_kind kind, size_t *n_all)
{
    size_t n[ROW_STATES];
    const char *text = "";
    changes_count_rows(summary->changes, kind, n);
    *n_all = 0;
    for (int state = 0; state < ROW_STATES; state++) {
        *n_all += n[state];
        if (n[state] > 0)
            text = listed(summary->arena, text,
                          arena_printf(summary->arena, "%zu %s", n[state],
                                       row_state_name((enum row_state)state)));
    }
    return text;
}

/* ---- sentences ---- */

static void say_whether(struct summary *summary)
{
    const struct manifest *old = &summary->old->manifest, *new = &summary->new->manifest;
    const char *runs = strcmp(old->run, new->run) == 0
                           ? arena_printf(summary->arena, "run %s", new->run)
                           : arena_printf(summary->arena, "runs %s en %s", old->run, new->run);
    if (summary->changes->n == 0)
        say(summary, arena_printf(summary->arena,
                                  "De twee uitvoeren van %s (run-id %s) zijn gelijk: dezelfde "
                                  "versie, instellingen en invoer, en alle %zu bestanden byte voor "
                                  "byte hetzelfde.",
                                  runs, new->run_id, new->outputs.n));
    else
        say(summary, arena_printf(summary->arena, "De twee uitvoeren van %s verschillen.", runs));
}

static bool origin_changed(const struct changes *changes)
{
    return changes_count(changes, CHANGE_SETTING) > 0 || changes_count(changes, CHANGE_INPUT) > 0 ||
           changes_count(changes, CHANGE_RUN) > 0;
}

static void say_origin(struct summary *summary)
{
    static const struct {
        enum change_kind kind;
        const char *what, *same;
    } parts[] = {
        {CHANGE_SETTING, "Instellingen en koppelingen", "De instellingen en koppelingen"},
        {CHANGE_INPUT, "Invoer", "De invoer"},
    };
    if (strcmp(summary->old->manifest.version, summary->new->manifest.version) != 0)
        say(summary, arena_printf(summary->arena, "De versie van pnc ging van %s naar %s.",
                                  summary->old->manifest.version, summary->new->manifest.version));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *states = all_states(summary, parts[i].kind);
        bool plural = parts[i].kind == CHANGE_SETTING;
        say(summary, *states ? arena_printf(summary->arena, "%s: %s.", parts[i].what, states)
                             : arena_printf(summary->arena, "%s %s dezelfde.", parts[i].same,
                                            plural ? "zijn" : "is"));
    }
}

static const struct change *largest_saldo(const struct changes *changes)
{
    const struct change *largest = NULL;
    long long most = -1, difference;
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        if (change->kind == CHANGE_SALDO && !change->one_sided &&
            change_difference(change, &difference) && llabs(difference) > most) {
            most = llabs(difference);
            largest = change;
        }
    }
    return largest;
}

/* What the changes come to per stand: those that move, and those within which amounts only moved.
 */
static void say_sums(struct summary *summary)
{
    struct arena *arena = summary->arena;
    struct names standen = saldi_standen(summary->changes, NULL);
    const char *same = "";
    for (size_t i = 0; i < standen.n; i++) {
        const char *stand = standen.items[i];
        long long old, new, difference;
        if (!saldi_sum(summary->old, NULL, stand, &old) ||
            !saldi_sum(summary->new, NULL, stand, &new) ||
            __builtin_sub_overflow(new, old, &difference))
            continue;
        if (difference == 0)
            same = listed(arena, same, stand);
        else
            say(summary, arena_printf(arena, "Samen gaat %s van %s naar %s (%s).", stand,
                                      number_text(arena, NUMBER_CENTS, old),
                                      number_text(arena, NUMBER_CENTS, new),
                                      difference_text(arena, NUMBER_CENTS, difference)));
    }
    if (*same)
        say(summary, arena_printf(arena, "Samen gelijk gebleven: %s.", same));
}

static void say_saldi(struct summary *summary)
{
    if (!side_has(summary->old, PUBLISHED_SALDI) && !side_has(summary->new, PUBLISHED_SALDI))
        return;
    size_t n_all;
    const char *counts = row_counts(summary, CHANGE_SALDO, &n_all);
    const struct change *largest = largest_saldo(summary->changes);
    long long difference;
    if (!largest || !change_difference(largest, &difference)) {
        say(summary, "De exacte saldi die beide hebben zijn gelijk.");
        return;
    }
    say(summary,
        arena_printf(summary->arena, "%s anders: %s; het grootste verschil is %s (%s %s, %s, %s).",
                     count(summary->arena, n_all, "saldo is", "saldi zijn"), counts,
                     difference_text(summary->arena, NUMBER_CENTS, difference), largest->keys[1],
                     largest->keys[2], largest->keys[3], largest->keys[4]));
    say_sums(summary);
}

/* Of data/waarden.csv, which no table prints as it is. */
static bool is_value(const struct change *change)
{
    return change->kind == CHANGE_CELL && strcmp(change->keys[0], PUBLISHED_WAARDEN) == 0;
}

static size_t count_cells(const struct changes *changes)
{
    size_t n = 0;
    for (size_t i = 0; i < changes->n; i++)
        n += changes->items[i].kind == CHANGE_CELL && !changes->items[i].one_sided &&
             !is_value(&changes->items[i]);
    return n;
}

/* The values of indicators that are another one now, or new, or gone. */
static void say_values(struct summary *summary)
{
    const struct changes *changes = summary->changes;
    size_t n = 0;
    for (size_t i = 0; i < changes->n; i += changes_row(changes, i))
        n += is_value(&changes->items[i]);
    if (n > 0)
        say(summary,
            arena_printf(summary->arena, "Van de indicatoren %s %s anders.", n == 1 ? "is" : "zijn",
                         count(summary->arena, n, "waarde", "waarden")));
}

static void say_shown(struct summary *summary)
{
    size_t n_cells = count_cells(summary->changes), n_rows;
    const char *rows = row_counts(summary, CHANGE_AFWIJKING, &n_rows);
    say(summary, n_cells == 0
                     ? "In de gedrukte tabellen is geen cel anders."
                     : arena_printf(summary->arena, "In de gedrukte tabellen %s %s anders.",
                                    n_cells == 1 ? "is" : "zijn",
                                    count(summary->arena, n_cells, "cel", "cellen")));
    if (n_rows > 0)
        say(summary, arena_printf(summary->arena, "Afwijkingen: %s.", rows));
}

/* "a: voldoet -> fout" for each control whose verdict changed. */
static void say_controls(struct summary *summary)
{
    const struct changes *changes = summary->changes;
    const char *list = "";
    size_t n = 0;
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        if (change->kind != CHANGE_CONTROL || strcmp(change->column, "oordeel") != 0 ||
            !change->old || !change->new)
            continue;
        n++;
        list = listed(summary->arena, list,
                      arena_printf(summary->arena, "%s van %s naar %s", change->keys[0],
                                   change->old, change->new));
    }
    if (n > 0)
        say(summary, arena_printf(summary->arena, "Van oordeel veranderde: %s.", list));
    else if (changes_count(changes, CHANGE_CONTROL) > 0)
        say(summary, "Geen controle veranderde van oordeel.");
}

static void warn(struct summary *summary, const char *warning)
{
    summary->text = arena_printf(summary->arena, "%s\nLET OP: %s", summary->text,
                                 text_shown(summary->arena, warning, ""));
}

/* What an auditor must not overlook. */
static void say_warnings(struct summary *summary)
{
    const struct side *sides[] = {summary->old, summary->new};
    static const char *const names[] = {"OUD", "NIEUW"};
    for (int i = 0; i < 2; i++)
        if (*sides[i]->damaged)
            warn(summary,
                 arena_printf(summary->arena, "in %s komt dit niet overeen met het manifest: %s.",
                              names[i], sides[i]->damaged));
    if (summary->changes->n > 0 && !origin_changed(summary->changes))
        warn(summary, "versie, instellingen en invoer zijn dezelfde, de uitvoer hoort dan ook "
                      "dezelfde te zijn; ga beide mappen na met pnc verify.");
}

const char *diff_summary(const struct side *old, const struct side *new,
                         const struct changes *changes)
{
    struct summary summary = {
        .old = old, .new = new, .changes = changes, .arena = changes->arena, .text = ""};
    say_whether(&summary);
    if (changes->n > 0) {
        say_origin(&summary);
        say_saldi(&summary);
        say_values(&summary);
        say_shown(&summary);
        say_controls(&summary);
    }
    say_warnings(&summary);
    return summary.text;
}
