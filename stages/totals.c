/* totals: total lines in a file, against the sums of the lines before them. They are recognised by
 * the profile's [totaalregels], and never added to anything. */
#include "pipeline/reading/line_stage.h"

/* A total line, and what stood before it in the part, per amount. */
struct total_line {
    uint32_t line;
    size_t rule;
    struct sum *before; /* [amount], in the part's arena */
    struct money *found;
    bool *empty;
};

struct totals_part {
    struct total_line *items; /* in the part's arena */
    size_t n, cap;
    struct sum running[PROFILE_MAX_AMOUNTS]; /* of the part's lines that are no total lines */
    struct total_lines lines;
};

struct totals_file {
    struct sum running[PROFILE_MAX_AMOUNTS];
    struct sum (*since)[PROFILE_MAX_AMOUNTS]; /* per rule: where its last total stood */
    struct total_lines lines;
    bool overflow;
};

static bool totals_wants(const struct profile *profile)
{
    return profile->n_totals > 0;
}

static void add_total_line(struct totals_part *p, const struct batch *batch, size_t i, size_t rule)
{
    size_t n_amounts = batch->source->profile->n_amounts;
    p->items = arena_grow(batch->arena, p->items, &p->cap, p->n + 1, sizeof *p->items);
    struct total_line *total = &p->items[p->n++];
    total->line = batch->scan.records[batch->record[i]].line;
    total->rule = rule;
    total->before = arena_alloc(batch->arena, n_amounts * sizeof *total->before);
    total->found = arena_alloc(batch->arena, n_amounts * sizeof *total->found);
    total->empty = arena_alloc(batch->arena, n_amounts * sizeof *total->empty);
    p->lines.n++;
    for (size_t a = 0; a < n_amounts; a++) {
        size_t at = a * SCAN_RECORDS + i;
        sum_add(&p->lines.debet, batch->debet[at]);
        sum_add(&p->lines.credit, batch->credit[at]);
        total->before[a] = p->running[a];
        total->found[a] = batch->amounts[at];
        total->empty[a] = batch->empty[at];
    }
}

static void totals_batch(void *state, void *part, struct batch *batch)
{
    (void)state;
    struct totals_part *p = part;
    size_t n_amounts = batch->source->profile->n_amounts;
    const struct destination *destinations = batch_destinations(batch, 0);
    for (size_t i = 0; i < batch->n; i++) {
        if (destinations[i].fate == FATE_TOTAL_LINE)
            add_total_line(p, batch, i, destinations[i].rule);
        for (size_t a = 0; destinations[i].fate != FATE_TOTAL_LINE && a < n_amounts; a++)
            sum_add(&p->running[a], batch_amounts(batch, a)[i]);
    }
}

/* ---- in the order of the file ---- */

static void check_total(struct totals_file *f, const struct total_line *total,
                        const struct place *place)
{
    const struct profile *profile = place->profile;
    const struct total_rule *rule = &profile->totals[total->rule];
    struct sum *base = f->since[total->rule];
    for (size_t a = 0; a < profile->n_amounts; a++) {
        struct sum so_far = f->running[a];
        sum_add_sum(&so_far, total->before[a]);
        struct sum expected = rule->since_previous ? sum_difference(so_far, base[a]) : so_far;
        base[a] = so_far;
        f->overflow |= expected.overflow;
        if (total->empty[a] || expected.money.cents == total->found[a].cents)
            continue;
        place_find(place, FINDING_TOTAL, total->line,
                   (struct finding){
                       .what = rule->name, .expected = expected.money, .found = total->found[a]});
    }
}

static void totals_commit(void *state, void *part, void *file, const struct place *place)
{
    (void)state;
    const struct profile *profile = place->profile;
    const struct totals_part *p = part;
    struct totals_file *f = file;
    if (!f->since)
        f->since = arena_alloc(place->arena, profile->n_totals * sizeof *f->since);
    for (size_t i = 0; i < p->n; i++)
        check_total(f, &p->items[i], place);
    for (size_t a = 0; a < profile->n_amounts; a++)
        sum_add_sum(&f->running[a], p->running[a]);
    total_lines_add(&f->lines, &p->lines);
}

static void totals_close_file(void *file, void *source, const struct place *place,
                              struct ledger_builder *builder)
{
    const struct totals_file *f = file;
    struct source_account *account = &builder->ledger->accounts[place->source];
    (void)source;
    account->files[place->file].totals = f->lines;
    total_lines_add(&account->totals, &f->lines);
    bool overflow = f->overflow || f->lines.debet.overflow || f->lines.credit.overflow;
    for (size_t a = 0; a < PROFILE_MAX_AMOUNTS; a++)
        overflow |= f->running[a].overflow;
    builder->too_large[place->source] |= overflow;
}

const struct line_stage totals_stage = {
    .name = "totals",
    .part_size = sizeof(struct totals_part),
    .file_size = sizeof(struct totals_file),
    .wants = totals_wants,
    .batch = totals_batch,
    .commit = totals_commit,
    .close_file = totals_close_file,
};
