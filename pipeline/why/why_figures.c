#include "pipeline/why/why.h"

#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/base/share.h"
#include "pipeline/publishing/published.h"
#include "pipeline/publishing/saldi.h"

#include <stdlib.h>

static const char *const kind_names[WHY_KINDS] = {
    "regels",   "bestand", "periode", "besluit", "koppeling", "instelling", "regels en instelling",
    "programma"};

const char *why_kind_name(enum why_kind kind)
{
    return kind_names[kind];
}

/* ---- figures, causes, parts ---- */

size_t why_figure(struct why *why, const char *pakket, const char *post, const char *sectie,
                  const char *stand)
{
    const char *key = arena_printf(why->arena, "%s\n%s\n%s\n%s", pakket, post, sectie, stand);
    size_t index = memo_number_slow(&why->figure_keys, text_of(key));
    if (index < why->n_figures)
        return index;
    *arena_add(why->arena, why->figures, why->n_figures) =
        (struct why_figure){.pakket = arena_printf(why->arena, "%s", pakket),
                            .post = arena_printf(why->arena, "%s", post),
                            .sectie = arena_printf(why->arena, "%s", sectie),
                            .stand = arena_printf(why->arena, "%s", stand)};
    return index;
}

bool why_add(struct why *why, struct why_sums *sums, size_t figure, struct money money)
{
    if (figure >= sums->n) {
        sums->items =
            arena_grow(why->arena, sums->items, &sums->cap, figure + 1, sizeof *sums->items);
        sums->n = figure + 1;
    }
    return money_add(sums->items[figure], money, &sums->items[figure]) ||
           errors_add(why->errors, ERROR_DATA, "", "de bedragen zijn samen te groot");
}

struct why_cause *why_cause(struct why *why, enum why_kind kind, const char *title,
                            const char *where, const char *what)
{
    struct why_cause *cause = arena_add(why->arena, why->causes, why->n_causes);
    *cause = (struct why_cause){.kind = kind, .title = title, .where = where, .what = what};
    return cause;
}

bool why_part(struct why *why, struct why_cause *cause, size_t figure, struct money money)
{
    for (size_t i = 0; i < cause->n_parts; i++)
        if (cause->parts[i].figure == figure)
            return money_add(cause->parts[i].money, money, &cause->parts[i].money) ||
                   errors_add(why->errors, ERROR_DATA, "", "de bedragen zijn samen te groot");
    *arena_add(why->arena, cause->parts, cause->n_parts) = (struct why_part){figure, money};
    return true;
}

int64_t why_sum(const struct why_sums *sums, size_t figure)
{
    return figure < sums->n ? sums->items[figure].cents : 0;
}

bool why_difference(struct why *why, enum why_kind kind, const char *title,
                    const struct why_sums *from, const struct why_sums *to)
{
    struct why_cause *cause = NULL;
    bool ok = true;
    for (size_t f = 0; ok && f < why->n_figures; f++) {
        if (why_sum(from, f) == why_sum(to, f))
            continue;
        if (!cause)
            cause = why_cause(why, kind, title, "", "");
        ok = why_part(why, cause, f, (struct money){why_sum(to, f) - why_sum(from, f)});
    }
    return ok;
}

bool why_settle(struct why *why)
{
    struct why_cause *cause = &why->causes[why->n_causes - 1];
    size_t n = 0;
    for (size_t i = 0; i < cause->n_parts; i++)
        if (cause->parts[i].money.cents != 0)
            cause->parts[n++] = cause->parts[i];
    cause->n_parts = n;
    why->n_causes -= n == 0;
    return n > 0;
}

void why_note(struct why *why, const char *note)
{
    *arena_add(why->arena, why->notes, why->n_notes) = note;
}

void why_forget_errors(struct why *why, size_t n_before)
{
    while (why->errors->n > n_before) {
        struct error *error = &why->errors->items[--why->errors->n];
        free(error->where);
        free(error->message);
    }
}

const char *why_arrow(const struct why *why, const char *old, const char *new)
{
    return arena_printf(why->arena, "%s → %s", why->reversed ? new : old,
                        why->reversed ? old : new);
}

const char *why_came(const struct why *why, bool new, const char *came, const char *left)
{
    return new != why->reversed ? came : left;
}

/* ---- where figures come from ---- */

static bool add_file(struct why *why, const char *folder, struct why_sums *sums)
{
    struct saldi saldi;
    if (!folder_occupied(path_join(why->arena, folder, PUBLISHED_SALDI)))
        return true; /* a run of indicators */
    bool ok = saldi_read(folder, ERROR_SETTINGS, why->arena, why->errors, &saldi);
    for (size_t i = 0; ok && i < saldi.n; i++) {
        const char *const *keys = saldi.items[i].keys;
        ok = why_add(why, sums,
                     why_figure(why, keys[SALDI_PAKKET], keys[SALDI_POST], keys[SALDI_SECTIE],
                                keys[SALDI_STAND]),
                     saldi.items[i].money);
    }
    return ok;
}

static bool add_ledger(struct why *why, const struct plan *plan, const struct ledger *ledger,
                       struct why_sums *sums)
{
    bool ok = true;
    for (size_t i = 0; ok && i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        ok = why_add(why, sums,
                     why_figure(why, plan_pakket(plan, line->post)->code,
                                plan->mapping.posten[line->post].name,
                                sectie_name((enum sectie)line->sectie),
                                plan->standen[line->stand].name),
                     line->figure.money);
    }
    return ok;
}

bool why_published(struct why *why, const struct why_side *side, struct why_sums *sums)
{
    return side->ledger ? add_ledger(why, &side->plan, side->ledger, sums)
                        : add_file(why, side->kept.folder, sums);
}

bool why_ledger(struct why *why, const struct plan *plan, struct ledger **ledger,
                struct why_sums *sums)
{
    struct reading reading = {.plan = plan,
                              .lines = why->chain,
                              .n_workers = share_workers(),
                              .chunk_bytes = READER_CHUNK_BYTES};
    return reading_run(&reading, why->arena, why->errors, ledger) &&
           add_ledger(why, plan, *ledger, sums);
}
