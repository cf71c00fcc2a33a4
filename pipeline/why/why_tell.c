/* Lines that one side has more of, told as what became of them: added, gone, changed, moved. */
#include "pipeline/why/why_lines.h"

#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/control.h"
#include "pipeline/tables/sleutels.h"

#include <stdlib.h>
#include <string.h>

struct telling {
    struct why *why;
    const struct why_side *old;
    struct why_sums *sums;
    struct sleutels_known known; /* besluiten, and periods per source and stand, that there were */
    struct memo group_names;     /* causes that hold several lines */
    struct line_group {
        const char *name, *where;
        size_t cause, n_lines; /* cause: its number + 1; 0: none of its lines moves a saldo */
    } * groups;
    size_t groups_cap;
    size_t n_elsewhere, n_same; /* lines in another file; lines without a saldo that moves */
    const char *elsewhere, *same;
};

/* A publication of before data/sleutels.csv knows nothing, and then nothing is told to be new. */
static bool is_new(struct telling *telling, enum sleutels_fact fact, const struct sleutel_row *row)
{
    return !sleutels_is_empty(&telling->known) && !sleutels_knows(&telling->known, fact, row);
}

/* ---- causes ---- */

/* What it is worth, or what stands in the source. */
static const char *amount_text(struct why *why, const struct why_line *line, bool known)
{
    struct money sum = known ? (struct money){0} : line->nets[0];
    for (size_t i = 0; known && i < line->n_amounts; i++)
        if (!money_add(sum, line->amounts[i].money, &sum))
            return "?";
    return money_words(why->arena, sum);
}

/* What a line says, but for what is personal; of what will be published nothing that may be. */
static const char *said(const struct telling *telling, const struct why_line *line, enum role role)
{
    const struct profile *profile = telling->old->plan.sources[line->source].profile;
    const size_t column = profile->role[role];
    const char *text = line->roles[role], *what;
    bool personal = (role == ROLE_OMSCHRIJVING && telling->why->discreet) ||
                    (column != NO_COLUMN && profile->columns[column].privacy == COLUMN_PERSONAL) ||
                    text_personal(text_of(text), &what);
    return personal ? "" : text;
}

static const char *described(const struct telling *telling, const struct why_line *line)
{
    static const enum role roles[] = {ROLE_BOEKSTUK,    ROLE_REGEL,        ROLE_DATUM,
                                      ROLE_REKENING,    ROLE_KOSTENPLAATS, ROLE_BESLUIT,
                                      ROLE_OMSCHRIJVING};
    struct text_list list = {.arena = telling->why->arena};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (*said(telling, line, roles[i]))
            list_add(&list, "%s", said(telling, line, roles[i]));
    return list_text(&list, "");
}

static size_t figure_of(struct telling *telling, const struct why_amount *amount)
{
    const struct plan *plan = &telling->old->plan;
    return why_figure(telling->why, plan_pakket(plan, amount->post)->code,
                      plan->mapping.posten[amount->post].name, sectie_name(amount->sectie),
                      plan->standen[amount->stand].name);
}

/* What a line adds, or takes when sign is -1. */
static bool add_parts(struct telling *telling, size_t cause, const struct why_line *line, int sign)
{
    bool ok = true;
    for (size_t i = 0; ok && i < line->n_amounts; i++) {
        struct money money = {line->amounts[i].money.cents * sign};
        size_t figure = figure_of(telling, &line->amounts[i]);
        ok = why_part(telling->why, &telling->why->causes[cause], figure, money) &&
             why_add(telling->why, telling->sums, figure, money);
    }
    return ok;
}

/* A cause that moves no saldo is taken back. */
static void settle(struct telling *telling, size_t index, const char *where)
{
    const char *title = telling->why->causes[index].title;
    if (!why_settle(telling->why) && telling->n_same++ == 0)
        telling->same = arena_printf(telling->why->arena, "%s: %s", where, title);
}

static size_t new_cause(struct telling *telling, enum why_kind kind, const char *title,
                        const char *where, const char *what)
{
    why_cause(telling->why, kind, title, where, what);
    return telling->why->n_causes - 1;
}

/* Lines of a new file, of a new besluit, or that open a period, are one cause together. */
static bool add_to_group(struct telling *telling, enum why_kind kind, const char *name,
                         const struct why_line *line, bool new)
{
    struct arena *arena = telling->why->arena;
    size_t number = memo_number_slow(&telling->group_names, text_of(name));
    telling->groups =
        mem_grow(telling->groups, &telling->groups_cap, number + 1, sizeof *telling->groups);
    struct line_group *group = &telling->groups[number];
    if (group->n_lines++ == 0) {
        group->name = name;
        group->where = line->where;
    }
    if (group->cause == 0 && line->n_amounts > 0)
        group->cause = new_cause(telling, kind, "", kind == WHY_FILE ? "" : line->where, "") + 1;
    if (group->cause == 0)
        return true;
    telling->why->causes[group->cause - 1].title = arena_printf(
        arena, "%s: %zu %s", name, group->n_lines, group->n_lines == 1 ? "regel" : "regels");
    return add_parts(telling, group->cause - 1, line, new ? 1 : -1);
}

static bool tell_one(struct telling *telling, const struct why_line *line, bool new)
{
    if (line->file)
        return add_to_group(
            telling, WHY_FILE,
            arena_printf(telling->why->arena, "%s %s (bron %s)",
                         why_came(telling->why, new, "nieuw bestand", "bestand vervallen"),
                         line->file, telling->old->plan.sources[line->source].name),
            line, new);
    size_t cause =
        new_cause(telling, WHY_LINES, why_came(telling->why, new, "regel erbij", "regel vervallen"),
                  line->where, described(telling, line));
    bool ok = add_parts(telling, cause, line, new ? 1 : -1);
    settle(telling, cause, line->where);
    return ok;
}

static bool tell_come(struct telling *telling, const struct why_line *line)
{
    struct why *why = telling->why;
    const char *source = telling->old->plan.sources[line->source].name;
    const char *stand =
                   line->n_amounts ? telling->old->plan.standen[line->amounts[0].stand].name : "",
               *besluit = line->roles[ROLE_BESLUIT];
    const char *period = line->period < 0 ? "" : arena_printf(why->arena, "%d", line->period);
    const struct sleutel_row row = {.texts = {[SLEUTELS_BRON] = source,
                                              [SLEUTELS_STAND] = stand,
                                              [SLEUTELS_PERIODE] = period,
                                              [SLEUTELS_BESLUIT] = besluit}};
    if (line->n_amounts && *besluit && is_new(telling, SLEUTELS_HAS_BESLUIT, &row))
        return add_to_group(telling, WHY_BESLUIT,
                            arena_printf(why->arena, "%s %s",
                                         why_came(why, true, "nieuw besluit", "besluit vervallen"),
                                         besluit),
                            line, true);
    if (line->n_amounts && !line->file && *period && !is_new(telling, SLEUTELS_HAS_STAND, &row) &&
        is_new(telling, SLEUTELS_HAS_PERIODE, &row))
        return add_to_group(telling, WHY_PERIOD,
                            arena_printf(why->arena, "periode %d van %s %s (bron %s)", line->period,
                                         stand, why_came(why, true, "gaat open", "vervalt"),
                                         source),
                            line, true);
    return tell_one(telling, line, true);
}

/* "bedrag -1,00 → -2,00"; of several columns each that is another one, as it stands there. */
static void add_amounts(const struct telling *telling, const struct why_line *gone,
                        const struct why_line *come, bool known, struct text_list *list)
{
    struct why *why = telling->why;
    const struct profile *profile = telling->old->plan.sources[come->source].profile;
    const char *before = amount_text(why, gone, known), *after = amount_text(why, come, known);
    if (profile->n_amounts == 1 && strcmp(before, after) != 0)
        list_add(list, "bedrag %s", why_arrow(why, before, after));
    for (size_t a = 0; profile->n_amounts > 1 && a < profile->n_amounts; a++)
        if (gone->nets[a].cents != come->nets[a].cents)
            list_add(list, "%s %s", profile->amounts[a].name,
                     why_arrow(why, money_words(why->arena, gone->nets[a]),
                               money_words(why->arena, come->nets[a])));
}

/* "rekening 4100 → 4200, bedrag -1,00 → -2,00" */
static const char *changed_words(const struct telling *telling, const struct why_line *gone,
                                 const struct why_line *come)
{
    struct why *why = telling->why;
    static const char *const names[ROLE_COUNT] = {[ROLE_PERIODE] = "periode",
                                                  [ROLE_BOEKSTUK] = "boekstuk",
                                                  [ROLE_REGEL] = "regel",
                                                  [ROLE_DATUM] = "datum",
                                                  [ROLE_REKENING] = "rekening",
                                                  [ROLE_KOSTENPLAATS] = "kostenplaats",
                                                  [ROLE_OMSCHRIJVING] = "omschrijving",
                                                  [ROLE_BESLUIT] = "besluit"};
    struct text_list list = {.arena = why->arena};
    for (int role = 0; role < ROLE_COUNT; role++) {
        if (!names[role] || strcmp(gone->roles[role], come->roles[role]) == 0)
            continue;
        const char *before = said(telling, gone, (enum role)role);
        const char *after = said(telling, come, (enum role)role);
        bool shown = *before || *after;
        list_add(&list, "%s%s%s", names[role], shown ? " " : " anders",
                 shown ? why_arrow(why, before, after) : "");
    }
    const bool known = !*gone->unknown && !*come->unknown;
    if (!known)
        list_add(&list, "de sleutel %s was toen onbekend",
                 *come->unknown ? come->unknown : gone->unknown);
    add_amounts(telling, gone, come, known, &list);
    return list_text(&list, "");
}

static bool tell_pair(struct telling *telling, const struct why_line *gone,
                      const struct why_line *come)
{
    struct why *why = telling->why;
    if (strcmp(gone->raw, come->raw) == 0) {
        if (telling->n_elsewhere++ == 0)
            telling->elsewhere = why_arrow(why, gone->where, come->where);
        return true;
    }
    bool moved = strcmp(gone->roles[ROLE_PERIODE], come->roles[ROLE_PERIODE]) != 0;
    const char *name = described(telling, why->reversed ? gone : come);
    const char *what = arena_printf(why->arena, "%s%s%s", name, *name ? "; " : "",
                                    changed_words(telling, gone, come));
    size_t cause = new_cause(
        telling, WHY_LINES,
        moved ? arena_printf(why->arena, "regel naar een andere periode (%s)",
                             why_arrow(why, gone->roles[ROLE_PERIODE], come->roles[ROLE_PERIODE]))
              : "regel gewijzigd",
        come->where, what);
    why->causes[cause].key = *come->unknown ? come->unknown : NULL;
    bool ok = add_parts(telling, cause, gone, -1) && add_parts(telling, cause, come, 1);
    settle(telling, cause, come->where);
    return ok;
}

/* ---- which lines are one ---- */

/* What two lines must share to be the same one, the surest first; "" when it says nothing. */
static const char *signature(struct arena *arena, const struct why_line *line, int rank)
{
    const char *const *roles = line->roles;
    const char *boekstuk = roles[ROLE_BOEKSTUK];
    if (rank == 0 || rank == 5) /* 5: the same line of the same file, whatever it says */
        return arena_printf(arena, "%zu\n%s", line->source, rank ? line->where : line->raw);
    if (rank == 1)
        return *boekstuk && *roles[ROLE_REGEL]
                   ? arena_printf(arena, "%zu\n%s\n%s", line->source, boekstuk, roles[ROLE_REGEL])
                   : "";
    /* one field of a line without a boekstuk may be another one: its amount or its period */
    const char *text =
        arena_printf(arena, "%zu\n%s\n%s", line->source, boekstuk, roles[ROLE_OMSCHRIJVING]);
    if (rank == 2 || rank == 3)
        text = arena_printf(arena, "%s\n%s\n%s\n%s", text, roles[ROLE_REKENING],
                            roles[ROLE_KOSTENPLAATS], roles[ROLE_BESLUIT]);
    for (size_t i = 0; (rank == 2 || rank == 4) && i < line->n_amounts; i++)
        text = arena_printf(arena, "%s\n%lld", text, (long long)line->amounts[i].money.cents);
    bool named = *roles[ROLE_OMSCHRIJVING] || *boekstuk;
    bool placed = *roles[ROLE_REKENING] && *roles[ROLE_KOSTENPLAATS];
    return named || (rank < 4 && placed) ? text : "";
}
#define RANKS 6

/* Pairs lines of the same signature, in their order. */
static bool pair_by(struct telling *telling, struct why_line_list *gone, struct why_line_list *come,
                    int rank)
{
    struct arena arena = {0};
    struct memo memo = {0};
    size_t *next = NULL, *heads = NULL, cap = 0;
    bool ok = true;
    next = mem_alloc((come->n + 1) * sizeof *next);
    for (size_t i = come->n; i-- > 0;) { /* the first of each ends up in front */
        const char *key = come->items[i].paired ? "" : signature(&arena, &come->items[i], rank);
        if (!*key)
            continue;
        uint32_t number = memo_number_slow(&memo, text_of(key));
        heads = mem_grow(heads, &cap, number + 1, sizeof *heads);
        next[i] = heads[number];
        heads[number] = i + 1;
    }
    size_t n_known = memo.n;
    for (size_t i = 0; ok && i < gone->n; i++) {
        const char *key = gone->items[i].paired ? "" : signature(&arena, &gone->items[i], rank);
        uint32_t number = *key ? memo_number_slow(&memo, text_of(key)) : UINT32_MAX;
        if (number >= n_known || heads[number] == 0)
            continue;
        struct why_line *other = &come->items[heads[number] - 1];
        heads[number] = next[heads[number] - 1];
        gone->items[i].paired = other->paired = true;
        ok = tell_pair(telling, &gone->items[i], other);
    }
    memo_release(&memo);
    arena_release(&arena);
    free(next);
    free(heads);
    return ok;
}

static void tell_notes(struct telling *telling)
{
    struct arena *arena = telling->why->arena;
    for (size_t i = 0; i < telling->group_names.n; i++) {
        const struct line_group *group = &telling->groups[i];
        if (group->cause == 0 && telling->n_same == 0)
            telling->same = arena_printf(arena, "%s: %s", group->where, group->name);
        telling->n_same += group->cause == 0 ? group->n_lines : 0;
    }
    if (telling->n_elsewhere > 0)
        why_note(telling->why,
                 arena_printf(arena, "%zu %s in een ander bestand, en %s hetzelfde (%s).",
                              telling->n_elsewhere,
                              telling->n_elsewhere == 1 ? "regel staat" : "regels staan",
                              telling->n_elsewhere == 1 ? "zegt" : "zeggen", telling->elsewhere));
    if (telling->n_same > 0)
        why_note(telling->why,
                 arena_printf(arena, "%zu %s met de instellingen van toen geen saldo (%s).",
                              telling->n_same,
                              telling->n_same == 1 ? "nieuwe of andere regel beweegt"
                                                   : "nieuwe of andere regels bewegen",
                              telling->same));
}

bool why_tell_lines(struct why *why, const struct why_side *old, struct why_line_list *gone,
                    struct why_line_list *come, struct why_sums *sums)
{
    struct telling telling = {.why = why,
                              .old = old,
                              .sums = sums,
                              .known.from.path =
                                  path_join(why->arena, old->kept.folder, PUBLISHED_SLEUTELS)};
    bool ok = true;
    for (int rank = 0; ok && rank < RANKS; rank++)
        ok = pair_by(&telling, gone, come, rank);
    for (size_t i = 0; ok && i < gone->n; i++)
        ok = gone->items[i].paired || tell_one(&telling, &gone->items[i], false);
    for (size_t i = 0; ok && i < come->n; i++)
        ok = come->items[i].paired || tell_come(&telling, &come->items[i]);
    tell_notes(&telling);
    sleutels_forget(&telling.known);
    memo_release(&telling.group_names);
    free(telling.groups);
    return ok;
}
