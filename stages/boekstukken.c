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

/* The boekstuk and regel of any good record. */
static void read_any(struct batch *batch, size_t i, struct text *boekstuk, struct text *regel)
{
    const struct scan_record *record = &batch->scan.records[batch->record[i]];
    const size_t column = batch->source->profile->role[ROLE_REGEL];
    *boekstuk = batch_boekstuk(batch, record);
    *regel = column == NO_COLUMN ? (struct text){"                ", 0}
                                 : batch_field(batch, record, column);
}

static void boekstukken_batch(void *state, void *part, struct batch *batch)
{
    (void)state;
    const struct profile *profile = batch->source->profile;
    struct boekstukken_part *p = part;
    const size_t *role = profile->role;
    const bool is_plain = profile->n_boekstuk <= 1 && role[ROLE_REGEL] != NO_COLUMN &&
                          batch_has(batch, role[ROLE_BOEKSTUK]) &&
                          batch_has(batch, role[ROLE_REGEL]);
    const struct fields_view view = is_plain
                                        ? batch_view(batch, role[ROLE_BOEKSTUK], role[ROLE_REGEL])
                                        : (struct fields_view){0};
    const struct money *amounts = batch_amounts(batch, 0);
    p->arena = batch->arena;
    for (size_t i = 0; i < batch->n; i++) {
        const uint32_t first = batch->first[i];
        struct text boekstuk, regel;
        if (!batch_is_booking(batch, i))
            continue;
        if (!is_plain || first == BATCH_NO_PLACES || !view_plain(&view, 0, first, &boekstuk) ||
            !view_plain(&view, 1, first, &regel))
            read_any(batch, i, &boekstuk, &regel);
        const bool closes = batch->has_contra && batch->has_contra[i]; /* by its second mutatie */
        boekstukken_part_add(p, boekstuk, regel, closes ? (struct money){0} : amounts[i]);
    }
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
