/* boekstukken: debet = credit within each boekstuk of a full ledger, and whether the order of the
 * export proves that no (boekstuk, regel) came twice (reading/boekstukken.h). */
#include "pipeline/reading/boekstukken.h"
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>

struct boekstukken_source {
    bool may_hold_doubles;
    struct boekstukken all;
};

static bool boekstukken_wants(const struct profile *profile)
{
    return profile->role[ROLE_BOEKSTUK] != NO_COLUMN;
}

static __attribute__((noinline)) void add_any(struct boekstukken_part *p, struct batch *batch,
                                              size_t i)
{
    const struct scan_record *record = &batch->scan.records[batch->record[i]];
    const size_t column = batch->source->profile->role[ROLE_REGEL];
    const bool closes = batch->has_contra && batch->has_contra[i]; /* by its second mutatie */
    const struct money amount = closes ? (struct money){0} : batch_amounts(batch, 0)[i];
    struct text regel = {"                ", 0};
    if (!batch_is_booking(batch, i))
        return;
    if (column != NO_COLUMN)
        regel = batch_field(batch, record, column);
    boekstukken_part_add(p, batch_boekstuk(batch, record), regel, amount);
}

static void add_plain(struct boekstukken_part *p, struct batch *batch, size_t boekstuk,
                      size_t regel)
{
    const struct fields_view view = batch_view(batch, boekstuk, regel);
    const struct money *amounts = batch_amounts(batch, 0);
    const size_t n = batch->n;
    for (size_t i = 0; i < n; i++) {
        const uint32_t first = batch->first[i];
        struct two_fields at;
        bool is_next =
            first != BATCH_NO_PLACES && view_two(&view, first, &at) &&
            boekstukken_part_next(
                p, (struct text){view.bytes + at.start[0], at.end[0] - at.start[0]},
                (struct text){view.bytes + at.start[1], at.end[1] - at.start[1]}, amounts[i]);
        if (__builtin_expect(!is_next, 0))
            add_any(p, batch, i);
    }
}

static void boekstukken_batch(void *state, void *part, struct batch *batch)
{
    (void)state;
    const struct profile *profile = batch->source->profile;
    const size_t boekstuk = profile->role[ROLE_BOEKSTUK], regel = profile->role[ROLE_REGEL];
    struct boekstukken_part *p = part;
    p->arena = batch->arena;
    if (profile->n_boekstuk <= 1 && regel != NO_COLUMN && !batch->any_unbooked &&
        !batch->has_contra && batch_has(batch, boekstuk) && batch_has(batch, regel))
        add_plain(p, batch, boekstuk, regel);
    else
        for (size_t i = 0; i < batch->n; i++)
            add_any(p, batch, i);
}

static void boekstukken_commit(void *state, void *part, void *file, const struct place *place)
{
    (void)state, (void)place;
    boekstukken_part_end(part);
    boekstukken_add_part(file, part);
}

static void boekstukken_close_file(void *file, void *source, const struct place *place,
                                   struct ledger_builder *builder)
{
    (void)place, (void)builder;
    boekstukken_add(&((struct boekstukken_source *)source)->all, file);
}

static void boekstukken_free_file(void *file)
{
    boekstukken_release(file);
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
    s->may_hold_doubles = profile_checks_doubles(profile) && !boekstukken_no_doubles(all);
    boekstukken_release(all);
}

const struct line_stage boekstukken_stage = {
    .name = "boekstukken",
    .of_lines = true,
    .part_size = sizeof(struct boekstukken_part),
    .file_size = sizeof(struct boekstukken),
    .source_size = sizeof(struct boekstukken_source),
    .told_of_source = sizeof(bool),
    .wants = boekstukken_wants,
    .batch = boekstukken_batch,
    .commit = boekstukken_commit,
    .close_file = boekstukken_close_file,
    .close_source = boekstukken_close_source,
    .free_file = boekstukken_free_file,
};
