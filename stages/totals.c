/* totals: total lines in a file, against the sums of the lines before them. They are recognised by
 * the profile's [totaalregels], and never added to anything. */
#include "pipeline/reading/line_stage.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>
#include <string.h>

/* Between the values that a group is told by. */
#define GROUP_MARK '\x1f'

/* Lines added up, of one amount. */
struct added {
    struct sum debet, credit;
    uint64_t n; /* lines that hold the amount */
};

/* What the rules add up: group r is rule r, of all lines; behind these the groups of rules that
 * have them, as they come by. */
struct total_groups {
    struct memo names;
    struct added *added; /* [group][amount]; heap */
    char *name;          /* heap: the one that is put together */
    size_t added_cap, name_cap;
};

/* A total line, and what stood before it in the part, per amount: of its group, and of all lines
 * where it may be their total, too. */
struct total_line {
    uint32_t line, groups[2];
    size_t rule, n_groups;
    struct added *before[2];
    struct money *debet, *credit;
    bool *empty;
};

/* Lines that no total line has added up: those behind the last one. */
struct behind {
    uint64_t n;
    struct sum sum;
};

struct totals_part {
    struct total_groups groups;
    struct total_line *items; /* in the part's arena, with what they hold */
    size_t n;
    struct total_lines lines;
    struct behind behind;
    uint32_t first_behind;
};

struct totals_file {
    struct total_lines lines; /* first: it is what is told of the file */
    struct total_groups groups;
    struct added *since; /* as groups.added: where the group's last total stood; heap */
    size_t since_cap;
    bool *was_there; /* per rule; in the file's arena */
    struct behind behind;
    uint64_t first_behind; /* line of the file */
    bool any;              /* lines with an amount, or totals */
    bool overflow;
};

/* ---- groups ---- */

static uint32_t group_named(struct total_groups *groups, size_t n_amounts, struct text name)
{
    uint32_t group = memo_number_slow(&groups->names, name);
    groups->added = mem_grow(groups->added, &groups->added_cap, groups->names.n * n_amounts,
                             sizeof *groups->added);
    return group;
}

static size_t begin_name(struct total_groups *groups, size_t rule)
{
    groups->name = mem_grow(groups->name, &groups->name_cap, 2, 1);
    groups->name[0] = (char)(1 + rule / 100);
    groups->name[1] = (char)(1 + rule % 100);
    return 2;
}

static void begin_groups(struct total_groups *groups, const struct profile *profile)
{
    for (size_t r = 0; groups->names.n < profile->n_totals; r++) {
        size_t n = begin_name(groups, r);
        group_named(groups, profile->n_amounts, (struct text){groups->name, n});
    }
}

static uint32_t group_of(struct total_groups *groups, const struct batch *batch, size_t rule,
                         size_t i)
{
    const struct profile *profile = batch->source->profile;
    const struct total_rule *total = &profile->totals[rule];
    if (total->n_per == 0)
        return (uint32_t)rule;
    size_t n = begin_name(groups, rule);
    for (size_t p = 0; p < total->n_per; p++) {
        const struct column *column = &batch->columns[total->per[p]];
        struct text value = column->values[column_number(column, i)];
        groups->name = mem_grow(groups->name, &groups->name_cap, n + value.n_bytes + 1, 1);
        groups->name[n++] = GROUP_MARK;
        for (size_t b = 0; b < value.n_bytes; b++)
            groups->name[n++] = value.bytes[b];
    }
    return group_named(groups, profile->n_amounts, (struct text){groups->name, n});
}

static void forget_groups(struct total_groups *groups)
{
    for (size_t i = 0; i < groups->added_cap; i++)
        groups->added[i] = (struct added){0};
    memo_forget(&groups->names);
}

static void release_groups(struct total_groups *groups)
{
    memo_release(&groups->names);
    free(groups->added);
    free(groups->name);
}

static void add(struct added *to, const struct added *from)
{
    sum_add_sum(&to->debet, from->debet);
    sum_add_sum(&to->credit, from->credit);
    to->n += from->n;
}

/* ---- a part ---- */

static struct added *copy_added(struct arena *arena, const struct total_groups *groups,
                                uint32_t group, size_t n_amounts)
{
    struct added *copy = arena_alloc(arena, n_amounts * sizeof *copy);
    memcpy(copy, &groups->added[group * n_amounts], n_amounts * sizeof *copy);
    return copy;
}

static void add_total_line(struct totals_part *p, const struct batch *batch, size_t i, size_t rule)
{
    size_t n_amounts = batch->source->profile->n_amounts;
    struct total_line *total = arena_add(batch->arena, p->items, p->n);
    total->line = batch_line(batch, i);
    total->rule = rule;
    total->groups[0] = group_of(&p->groups, batch, rule, i);
    total->groups[1] = (uint32_t)rule;
    total->n_groups = batch->source->profile->totals[rule].or_all ? 2 : 1;
    for (size_t g = 0; g < total->n_groups; g++)
        total->before[g] = copy_added(batch->arena, &p->groups, total->groups[g], n_amounts);
    total->debet = arena_alloc(batch->arena, n_amounts * sizeof *total->debet);
    total->credit = arena_alloc(batch->arena, n_amounts * sizeof *total->credit);
    total->empty = arena_alloc(batch->arena, n_amounts * sizeof *total->empty);
    p->lines.n++;
    p->behind = (struct behind){0};
    for (size_t a = 0; a < n_amounts; a++) {
        size_t at = a * SCAN_RECORDS + i;
        sum_add(&p->lines.debet, batch->debet[at]);
        sum_add(&p->lines.credit, batch_credit(batch, at));
        p->lines.n_two_sided += batch->debet[at].cents != 0 && batch_credit(batch, at).cents != 0;
        total->debet[a] = batch->debet[at];
        total->credit[a] = batch_credit(batch, at);
        total->empty[a] = batch->empty[at];
    }
}

static void add_to_group(struct totals_part *p, const struct batch *batch, size_t i, size_t group)
{
    const size_t n_amounts = batch->source->profile->n_amounts;
    struct added *added = &p->groups.added[group * n_amounts];
    for (size_t a = 0; a < n_amounts; a++) {
        size_t at = a * SCAN_RECORDS + i;
        sum_add(&added[a].debet, batch->debet[at]);
        sum_add(&added[a].credit, batch_credit(batch, at));
        added[a].n += !batch->empty[at];
    }
}

static void add_line(struct totals_part *p, const struct batch *batch, size_t i)
{
    const struct profile *profile = batch->source->profile;
    bool any = false;
    for (size_t a = 0; a < profile->n_amounts; a++) {
        size_t at = a * SCAN_RECORDS + i;
        any |= batch->debet[at].cents != 0 || batch_credit(batch, at).cents != 0;
        sum_add(&p->behind.sum, batch->amounts[at]);
    }
    if (any && p->behind.n++ == 0)
        p->first_behind = batch_line(batch, i);
    for (size_t r = 0; r < profile->n_totals; r++) {
        add_to_group(p, batch, i, group_of(&p->groups, batch, r, i));
        if (profile->totals[r].or_all)
            add_to_group(p, batch, i, r);
    }
}

static void totals_batch(void *state, void *part, struct batch *batch)
{
    (void)state;
    struct totals_part *p = part;
    begin_groups(&p->groups, batch->source->profile);
    for (size_t i = 0; i < batch->n; i++) {
        const struct destination *to = batch_destination(batch, 0, i);
        if (to->fate == FATE_TOTAL_LINE)
            add_total_line(p, batch, i, to->rule);
        else
            add_line(p, batch, i);
    }
}

static void totals_forget(const void *state, void *part)
{
    struct totals_part *p = part;
    (void)state;
    forget_groups(&p->groups);
    *p = (struct totals_part){.groups = p->groups};
}

static void totals_free_part(void *part)
{
    release_groups(&((struct totals_part *)part)->groups);
}

/* ---- in the order of the file ---- */

/* Half a unit for every line that is added up. */
static bool is_rounding(const struct total_rule *rule, uint64_t n_lines, struct money difference)
{
    unsigned __int128 margin = (unsigned __int128)(uint64_t)rule->rounded.cents * n_lines;
    return (unsigned __int128)money_magnitude(difference.cents) * 2 <= margin;
}

/* A sum that a total line gives, and what it should be. */
struct compared {
    const char *what;
    struct added expected;
    struct sum sum;
    struct money found;
};

static bool agrees(const struct compared *c)
{
    struct sum difference = sum_difference((struct sum){c->found, false}, c->sum);
    return c->sum.overflow || (!difference.overflow && difference.money.cents == 0);
}

static void tell(const struct total_line *total, const struct place *place,
                 const struct compared *c)
{
    const struct total_rule *rule = &place->profile->totals[total->rule];
    struct sum difference = sum_difference((struct sum){c->found, false}, c->sum);
    bool rounding = !difference.overflow && is_rounding(rule, c->expected.n, difference.money);
    if (!agrees(c))
        place_find(place, rounding ? FINDING_TOTAL_ROUNDED : FINDING_TOTAL, total->line,
                   (struct finding){.what = arena_printf(place->arena, "%s%s", rule->name, c->what),
                                    .expected = c->sum.money,
                                    .found = c->found});
}

/* Of two columns each is compared by itself, unless the line gives one of them only: a saldo. How
 * many comparisons that is. */
static size_t compare_amount(const struct total_line *total, size_t a, const struct place *place,
                             struct added expected, struct compared compared[2])
{
    bool by_side = place->profile->amounts[a].kind == AMOUNT_DIFFERENCE &&
                   total->debet[a].cents != 0 && total->credit[a].cents != 0;
    if (total->empty[a])
        return 0;
    if (by_side) {
        compared[0] = (struct compared){", debet", expected, expected.debet, total->debet[a]};
        compared[1] = (struct compared){", credit", expected, expected.credit, total->credit[a]};
        return 2;
    }
    compared[0] = (struct compared){"", expected, sum_difference(expected.credit, expected.debet),
                                    (struct money){total->credit[a].cents - total->debet[a].cents}};
    return 1;
}

/* What the lines of the total's group come to: since the previous one where the rule says so. */
static struct added added_up(struct totals_file *f, const struct total_line *total, size_t g,
                             size_t at, size_t a, bool since_previous)
{
    struct added expected = f->groups.added[at];
    add(&expected, &total->before[g][a]);
    struct added so_far = expected;
    if (since_previous) {
        expected.debet = sum_difference(so_far.debet, f->since[at].debet);
        expected.credit = sum_difference(so_far.credit, f->since[at].credit);
        expected.n -= f->since[at].n;
    }
    f->since[at] = so_far;
    f->overflow |= expected.debet.overflow || expected.credit.overflow;
    return expected;
}

/* True when the total is that of its group g; what was compared is in `compared`. */
static bool compare_group(struct totals_file *f, const struct totals_part *p,
                          const struct total_line *total, size_t g, const struct place *place,
                          struct compared *compared, size_t *n)
{
    const size_t n_amounts = place->profile->n_amounts;
    uint32_t group = group_named(&f->groups, n_amounts, p->groups.names.texts[total->groups[g]]);
    f->since = mem_grow(f->since, &f->since_cap, f->groups.names.n * n_amounts, sizeof *f->since);
    *n = 0;
    for (size_t a = 0; a < n_amounts; a++)
        *n += compare_amount(total, a, place,
                             added_up(f, total, g, group * n_amounts + a, a,
                                      place->profile->totals[total->rule].since_previous),
                             compared + *n);
    bool good = true;
    for (size_t i = 0; i < *n; i++)
        good &= agrees(&compared[i]);
    return good;
}

static void check_total(struct totals_file *f, const struct totals_part *p,
                        const struct total_line *total, const struct place *place)
{
    struct compared *compared = mem_alloc(2 * place->profile->n_amounts * sizeof *compared);
    struct compared *of_all = mem_alloc(2 * place->profile->n_amounts * sizeof *of_all);
    size_t n = 0, n_of_all = 0;
    bool good = compare_group(f, p, total, 0, place, compared, &n);
    if (total->n_groups > 1)
        good |= compare_group(f, p, total, 1, place, of_all, &n_of_all);
    bool is_of_all = n_of_all > 0 && compared[0].expected.n == 0; /* nothing else is like it */
    for (size_t i = 0; !good && i < n; i++)
        tell(total, place, is_of_all ? &of_all[i] : &compared[i]);
    free(of_all);
    free(compared);
    f->was_there[total->rule] = true;
}

static void add_behind(struct totals_file *f, const struct totals_part *p, uint64_t line_no)
{
    if (p->n > 0)
        f->behind = (struct behind){0};
    if (f->behind.n == 0)
        f->first_behind = line_no + p->first_behind;
    f->behind.n += p->behind.n;
    sum_add_sum(&f->behind.sum, p->behind.sum);
}

static void totals_commit(void *state, void *part, void *file, const struct place *place)
{
    (void)state;
    const struct profile *profile = place->profile;
    struct totals_part *p = part;
    struct totals_file *f = file;
    begin_groups(&f->groups, profile);
    if (!f->was_there)
        f->was_there = arena_alloc(place->arena, profile->n_totals * sizeof *f->was_there);
    for (size_t i = 0; i < p->n; i++)
        check_total(f, p, &p->items[i], place);
    for (size_t g = 0; g < p->groups.names.n; g++) {
        size_t to = group_named(&f->groups, profile->n_amounts, p->groups.names.texts[g]);
        for (size_t a = 0; a < profile->n_amounts; a++)
            add(&f->groups.added[to * profile->n_amounts + a],
                &p->groups.added[g * profile->n_amounts + a]);
    }
    f->any |= p->n > 0 || p->behind.n > 0;
    add_behind(f, p, place->line_no);
    total_lines_add(&f->lines, &p->lines);
}

/* ---- a file ---- */

/* A file of which a total over all its lines is expected ends in it. */
static void find_missing(const struct totals_file *f, const struct place *place)
{
    const struct profile *profile = place->profile;
    bool needed = true, missing = false;
    for (size_t r = 0; r < profile->n_totals; r++) {
        const struct total_rule *rule = &profile->totals[r];
        needed &= !rule->may_lack;
        if (f->was_there[r] || rule->since_previous || rule->n_per || rule->may_lack)
            continue;
        missing = true;
        place_find(
            place, FINDING_TOTAL_MISSING, 0,
            (struct finding){.what = arena_printf(place->arena, "geen regel %s", rule->name)});
    }
    if (needed && !missing && f->behind.n > 0)
        place_find(place, FINDING_TOTAL_MISSING, f->first_behind,
                   (struct finding){.what = "achter de laatste totaalregel",
                                    .found = f->behind.sum.money,
                                    .n_lines = f->behind.n});
}

static void totals_close_file(void *file, void *source, const struct place *place,
                              struct ledger_builder *builder)
{
    const struct totals_file *f = file;
    total_lines_add(source, &f->lines);
    bool overflow = f->overflow || f->lines.debet.overflow || f->lines.credit.overflow;
    for (size_t i = 0; i < f->groups.names.n * place->profile->n_amounts; i++)
        overflow |= f->groups.added[i].debet.overflow || f->groups.added[i].credit.overflow;
    builder->ledger->accounts[place->source].too_large |= overflow;
    if (f->was_there && f->any)
        find_missing(f, place);
}

static void totals_free_file(void *file)
{
    struct totals_file *f = file;
    release_groups(&f->groups);
    free(f->since);
}

const struct line_stage totals_stage = {
    .name = "totals",
    .of_lines = true,
    .part_size = sizeof(struct totals_part),
    .file_size = sizeof(struct totals_file),
    .source_size = sizeof(struct total_lines),
    .told_of_file = sizeof(struct total_lines),
    .told_of_source = sizeof(struct total_lines),
    .needs = offsetof(struct profile, n_totals),
    .batch = totals_batch,
    .commit = totals_commit,
    .close_file = totals_close_file,
    .free_file = totals_free_file,
    .forget = totals_forget,
    .free_part = totals_free_part,
};
