/* boekstukken: debet = credit within each boekstuk of a full ledger, and whether the order of the
 * export proves that no (boekstuk, regel) came twice (reading/boekstukken.h). */
#include "pipeline/reading/boekstukken.h"

#include "pipeline/base/array.h"
#include "pipeline/reading/doubles.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>

struct boekstukken_state {
    struct doubles *doubles;
    size_t source;
    bool folded; /* so many boekstukken were open that those of this source have no names */
};

struct boekstukken_source {
    struct told_boekstukken told;
    struct boekstukken all;
};

static void *boekstukken_open(const struct plan *plan, size_t source, void *context)
{
    struct boekstukken_state *state = mem_alloc(sizeof *state);
    (void)plan;
    state->doubles = context;
    state->source = source;
    return state;
}

static bool boekstukken_wants(const struct profile *profile)
{
    return profile->role[ROLE_BOEKSTUK] != NO_COLUMN;
}

static struct money amount_of(const struct batch *batch, size_t i)
{
    const bool closes = batch->has_contra && batch->has_contra[i]; /* by its second mutatie */
    return closes ? (struct money){0} : batch_amounts(batch, 0)[i];
}

static struct text regel_of(struct batch *batch, const struct scan_record *record)
{
    const size_t column = batch->source->profile->role[ROLE_REGEL];
    return column != NO_COLUMN ? batch_field(batch, record, column)
                               : (struct text){"                ", 0};
}

static __attribute__((noinline)) void add_any(struct boekstukken_part *p, struct batch *batch,
                                              size_t i)
{
    const struct scan_record *record = batch_record(batch, i);
    if (batch_is_booking(batch, i))
        boekstukken_part_add(p, batch_boekstuk(batch, record), regel_of(batch, record),
                             amount_of(batch, i), batch_line(batch, i));
}

static void add_plain(struct boekstukken_part *p, struct batch *batch, size_t boekstuk,
                      size_t regel)
{
    const struct fields_view view = batch_view(batch, boekstuk, regel);
    const struct money *amounts = batch_amounts(batch, 0);
    const size_t n = batch->n;
    for (size_t i = 0; i < n; i++) {
        const struct text one = view_text(&view, i, 0, 0), other = view_text(&view, i, 1, 1);
        if (__builtin_expect(!boekstukken_part_next(p, one, other, amounts[i]), 0) &&
            !boekstukken_part_leave(p, one, other, amounts[i]))
            add_any(p, batch, i);
    }
}

static void add_in_order(struct boekstukken_part *p, struct batch *batch)
{
    const struct profile *profile = batch->source->profile;
    const size_t boekstuk = profile->role[ROLE_BOEKSTUK], regel = profile->role[ROLE_REGEL];
    if (profile->n_boekstuk <= 1 && regel != NO_COLUMN && !batch->any_unbooked &&
        !batch->has_contra && batch_has(batch, boekstuk) && batch_has(batch, regel))
        add_plain(p, batch, boekstuk, regel);
    else
        for (size_t i = 0; i < batch->n; i++)
            add_any(p, batch, i);
}

static void add_loose(struct boekstukken_part *p, struct batch *batch)
{
    const bool is_hashed = profile_checks_doubles(batch->source->profile);
    p->hashes =
        mem_grow_unset(p->hashes, &p->hashes_cap, p->n_hashes + batch->n, sizeof *p->hashes);
    for (size_t i = 0; i < batch->n; i++) {
        const struct scan_record *record = batch_record(batch, i);
        if (!batch_is_booking(batch, i))
            continue;
        const struct text boekstuk = batch_boekstuk(batch, record);
        if (is_hashed)
            p->hashes[p->n_hashes++] = doubles_hash(boekstuk, regel_of(batch, record));
        boekstukken_part_add_loose(p, boekstuk, amount_of(batch, i));
    }
}

static void boekstukken_batch(void *state, void *part, struct batch *batch)
{
    const struct boekstukken_state *s = state;
    struct boekstukken_part *p = part;
    const size_t n_runs = p->n_runs;
    p->arena = batch->arena;
    p->loose |= n_runs == 0 && doubles_are_looked_for(s->doubles, s->source);
    if (!p->loose) {
        add_in_order(p, batch);
        if (!p->loose || n_runs > 0)
            return;
        boekstukken_part_forget(p); /* all of its lines are loose */
        p->loose = true;
    }
    p->folded = s->folded;
    add_loose(p, batch);
}

static void boekstukken_forget(const void *state, void *part)
{
    (void)state;
    boekstukken_part_forget(part);
}

static void boekstukken_commit(void *state, void *part, void *file, const struct place *place)
{
    struct boekstukken_state *s = state;
    const struct boekstukken_part *p = part;
    boekstukken_part_end(part);
    boekstukken_add_part(file, p, place->line_no);
    s->folded |= ((const struct boekstukken *)file)->folded;
    if (p->n_hashes)
        doubles_add(s->doubles, place->source, p->hashes, p->n_hashes);
}

static void boekstukken_close_file(void *file, void *source, const struct place *place,
                                   struct ledger_builder *builder)
{
    (void)place, (void)builder;
    boekstukken_add(&((struct boekstukken_source *)source)->all, file);
}

/* ---- a source ---- */

static void list_unbalanced(struct boekstukken *all, const struct profile *profile,
                            struct ledger_builder *builder, struct findings *findings)
{
    struct open_boekstuk *shown = mem_alloc(FINDINGS_MAX_LISTED * sizeof *shown);
    size_t n = boekstukken_unbalanced(all, builder->arena, shown, FINDINGS_MAX_LISTED);
    for (size_t i = 0; i < n; i++) {
        struct finding finding = {.where = "", .n_lines = 1};
        if (i < FINDINGS_MAX_LISTED) {
            finding.what =
                text_to_utf8(builder->arena, shown[i].boekstuk, profile_encoding(profile));
            finding.found = shown[i].sum;
        }
        findings_add(findings, builder->arena, finding);
    }
    free(shown);
}

/* Balanced ones that did not come. */
static void list_missing(const struct boekstukken *all, const struct source *of,
                         struct ledger_builder *builder, struct findings *findings)
{
    struct arena *arena = builder->arena;
    const enum text_encoding encoding = profile_encoding(of->profile);
    for (size_t i = 0; i < all->numbering.n_gaps; i++) {
        const struct number_gap *gap = &all->numbering.gaps[i];
        const char *missing = text_to_utf8(arena, numbering_missing(gap, arena), encoding);
        if (gap->n > 1) /* with its end: one that grew is another */
            missing = arena_printf(arena, "%s tot %s", missing,
                                   text_to_utf8(arena, gap->after, encoding));
        if (!array_has(of->missing_boekstukken, of->n_missing_boekstukken, missing))
            findings_add(findings, arena,
                         (struct finding){.what = missing, .where = "", .n_lines = gap->n});
    }
}

static void boekstukken_close_source(void *source, size_t index, struct ledger_builder *builder)
{
    struct boekstukken_source *s = source;
    struct boekstukken *all = &s->all;
    const struct source *of = &builder->ledger->plan->sources[index];
    const struct profile *profile = of->profile;
    struct source_account *account = &builder->ledger->accounts[index];
    if (profile_checks_balance(profile)) {
        list_unbalanced(all, profile, builder, &account->findings[FINDING_UNBALANCED]);
        if (all->overflow)
            errors_add(builder->errors, ERROR_DATA, of->name,
                       "de bedragen van een boekstuk zijn samen te groot om exact op te tellen");
    }
    s->told.may_hold_doubles = profile_checks_doubles(profile) && !boekstukken_no_doubles(all);
    s->told.numbered = profile_checks_balance(profile) && boekstukken_are_numbered(all);
    if (s->told.numbered)
        list_missing(all, of, builder, &account->findings[FINDING_GAP]);
    s->told.hashed = all->n_runs == 0;
    boekstukken_release(all);
}

const struct line_stage boekstukken_stage = {
    .name = "boekstukken",
    .of_lines = true,
    .part_size = sizeof(struct boekstukken_part),
    .file_size = sizeof(struct boekstukken),
    .source_size = sizeof(struct boekstukken_source),
    .told_of_source = sizeof(struct told_boekstukken),
    .wants = boekstukken_wants,
    .open = boekstukken_open,
    .batch = boekstukken_batch,
    .commit = boekstukken_commit,
    .close = free,
    .close_file = boekstukken_close_file,
    .close_source = boekstukken_close_source,
    .free_file = boekstukken_release,
    .forget = boekstukken_forget,
    .free_part = boekstukken_part_release,
};
