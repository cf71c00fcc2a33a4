/* standen: the mutaties of standen that no kolom asks for, per stand, and of periods that do not
 * count, per period: a year or period that was typed wrong leaves by that door. Of a file, whether
 * it has any others, and what its title says. */
#include "pipeline/reading/line_stage.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>
#include <string.h>

/* By the number that map gave the stand; n_mutaties 0: not in this part. */
struct standen_part {
    struct part_stand {
        struct text name;
        uint32_t line; /* the first one */
        struct other_stand told;
    } * of; /* in the part's arena */
    size_t n, cap;
    struct other_period periods[LEDGER_NO_PERIOD];
    bool asked;
    uint16_t months;
    struct text title; /* in the part's arena */
};

/* Each stand once, in order of appearance; of a file, then of its source. */
struct standen_found {
    struct told_standen told; /* heap; without their stand, which names has */
    struct memo names;
    size_t cap;
};

struct standen_file {
    struct told_in_file told;
    struct standen_found found;
};

/* By a date beside what the stand is made of. Of the next year a besluit may be taken as soon as
 * its begroting is. What is made of it says its month. */
static int is_dated(const struct batch *batch, size_t i, size_t a, struct text name,
                    struct other_stand *told)
{
    const struct profile *profile = batch->source->profile;
    const struct template *of = &profile->amounts[a].stand;
    const bool decided = profile->role[ROLE_DATUM] == NO_COLUMN;
    const size_t date = profile->role[decided ? ROLE_BESLUITDATUM : ROLE_DATUM];
    struct text year = {name.bytes + name.n_bytes - 4, 4};
    struct date day;
    int of_year;
    if (date == NO_COLUMN || name.n_bytes < 4 || !batch->columns[date].used)
        return 0;
    const struct column *column = &batch->columns[date];
    if (!stand_year(year, &of_year) ||
        !profile_date(profile, date, column->values[column_number(column, i)], &day))
        return 0;
    for (size_t part = 0; part < of->n_parts; part++)
        if (of->parts[part].column == date) {
            told->months |= (uint16_t)(1U << day.month);
            told->n_late += day.month > 10;
            return 0;
        }
    return day.year == of_year || (decided && day.month > 10 && day.year + 1 == of_year)
               ? 1
               : -(decided && day.year < of_year);
}

static void add_stand(struct standen_part *p, const struct batch *batch, size_t i, size_t a)
{
    const struct destination *to = batch_destination(batch, a, i);
    const uint32_t number = to->rule;
    p->of = arena_grow(batch->arena, p->of, &p->cap, (size_t)number + 1, sizeof *p->of);
    p->n = number >= p->n ? (size_t)number + 1 : p->n;
    struct other_stand *told = &p->of[number].told;
    const struct text name = batch->other_standen->texts[number];
    const int dated = is_dated(batch, i, a, name, told);
    if (told->n_mutaties++ == 0) {
        p->of[number].name = name;
        p->of[number].line = batch_line(batch, i);
        told->dated = dated;
    }
    if (to->period >= 1 && to->period <= PLAN_MONTHS)
        told->months |= (uint16_t)(1U << to->period);
    sum_add(&told->sum, batch_amounts(batch, a)[i]);
}

/* At the first line, of nearly all files. */
static bool any_is_asked(const struct batch *batch)
{
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++)
        for (size_t i = 0; i < batch->n; i++)
            switch (batch_destination(batch, a, i)->fate) {
            case FATE_CELL:
            case FATE_UNMAPPED:
            case FATE_OTHER_PROGRAMMA:
            case FATE_OTHER_PERIOD:
                return true;
            }
    return false;
}

static uint16_t months_of(const struct batch *batch)
{
    const struct profile *profile = batch->source->profile;
    const size_t c = profile->role[ROLE_PERIODE];
    uint16_t months = 0;
    for (size_t i = 0; i < batch->n && c != NO_COLUMN && batch_has(batch, c); i++) {
        const struct column *column = &batch->columns[c];
        const int period = column_period(profile, column->values[column_number(column, i)]);
        const uint8_t fate = batch_destination(batch, 0, i)->fate;
        if ((fate == FATE_CELL || fate == FATE_OTHER_PROGRAMMA) && period > 0 &&
            period <= PLAN_MONTHS)
            months |= (uint16_t)(1U << period);
    }
    return months;
}

#define MOST_TITLE 1024

/* The lines that regels_overslaan passes over. */
static struct text title_of(const struct batch *batch)
{
    struct text above = {batch->chunk->bytes, batch->chunk->start};
    size_t n = 0;
    for (int i = 0; i < batch->source->profile->file.skip_lines && n < above.n_bytes; i++) {
        const char *end = memchr(above.bytes + n, '\n', above.n_bytes - n);
        n = end ? (size_t)(end - above.bytes) + 1 : above.n_bytes;
    }
    n = n < MOST_TITLE ? n : MOST_TITLE;
    return (struct text){arena_copy(batch->arena, above.bytes, n), n};
}

static void standen_batch(void *state, void *part, struct batch *batch)
{
    struct standen_part *p = part;
    (void)state;
    p->asked = p->asked || any_is_asked(batch);
    if (batch->chunk->index == 0 && !p->months)
        p->months = months_of(batch);
    if (batch->source->profile->file.skip_lines && batch->chunk->index == 0 && !p->title.bytes)
        p->title = title_of(batch);
    for (size_t a = 0; batch->any_elsewhere && a < batch->source->profile->n_amounts; a++) {
        const struct money *amounts = batch_amounts(batch, a);
        for (size_t i = 0; i < batch->n; i++) {
            const struct destination *to = batch_destination(batch, a, i);
            if (to->fate == FATE_OTHER_STAND) {
                add_stand(p, batch, i, a);
            } else if (to->fate == FATE_OTHER_PERIOD) {
                const bool now = to->stand < batch->plan->n_standen &&
                                 batch->plan->standen[to->stand].year == batch->plan->year;
                p->periods[to->rule].n_mutaties++;
                p->periods[to->rule].n_now += now;
                sum_add(&p->periods[to->rule].sum, amounts[i]);
                if (now)
                    sum_add(&p->periods[to->rule].sum_now, amounts[i]);
            }
        }
    }
}

static void add_periods(struct other_period *to, const struct other_period *from)
{
    for (int period = 0; period < LEDGER_NO_PERIOD; period++) {
        to[period].n_mutaties += from[period].n_mutaties;
        to[period].n_now += from[period].n_now;
        sum_add_sum(&to[period].sum, from[period].sum);
        sum_add_sum(&to[period].sum_now, from[period].sum_now);
    }
}

static struct other_stand *found(struct standen_found *all, struct text name)
{
    uint32_t number = memo_number_slow(&all->names, name);
    struct told_standen *told = &all->told;
    told->of = mem_grow(told->of, &all->cap, (size_t)number + 1, sizeof *told->of);
    if (number == told->n)
        told->of[told->n++] = (struct other_stand){.where = NULL};
    return &told->of[number];
}

/* `where`: of its first line, unless there was one before. */
static void add_told(struct other_stand *to, const struct other_stand *from, const char *where)
{
    to->dated = to->where ? to->dated : from->dated;
    to->where = to->where ? to->where : where;
    to->n_mutaties += from->n_mutaties;
    to->n_late += from->n_late;
    to->months |= from->months;
    sum_add_sum(&to->sum, from->sum);
}

static void standen_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct standen_part *p = part;
    struct standen_file *f = file;
    (void)state;
    f->told.asked |= p->asked;
    f->told.months |= p->months;
    if (p->title.bytes)
        f->told.title = arena_printf(place->arena, "%.*s", TEXT_ARG(p->title));
    add_periods(f->found.told.periods, p->periods);
    for (size_t i = 0; i < p->n; i++) {
        if (p->of[i].told.n_mutaties == 0)
            continue;
        struct other_stand *to = found(&f->found, p->of[i].name);
        add_told(to, &p->of[i].told, to->where ? NULL : place_words(place, p->of[i].line));
    }
}

static void release(struct standen_found *all)
{
    memo_release(&all->names);
    free(all->told.of);
}

static void standen_close_file(void *file, void *source, const struct place *place,
                               struct ledger_builder *builder)
{
    struct standen_file *f = file;
    const struct standen_found *in_file = &f->found;
    if (f->told.title)
        f->told.title =
            text_plain_lines(builder->arena, text_to_utf8(builder->arena, text_of(f->told.title),
                                                          place->profile->file.encoding));
    if (in_file->told.n > 0)
        f->told.other = arena_printf(builder->arena, "%.*s", TEXT_ARG(in_file->names.texts[0]));
    add_periods(((struct standen_found *)source)->told.periods, in_file->told.periods);
    for (size_t i = 0; i < in_file->told.n; i++) {
        const struct other_stand *from = &in_file->told.of[i];
        struct other_stand *to = found(source, in_file->names.texts[i]);
        add_told(to, from, to->where ? NULL : arena_printf(builder->arena, "%s", from->where));
        f->told.n_others += from->n_mutaties;
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct other_stand *)a)->stand.name,
                  ((const struct other_stand *)b)->stand.name);
}

/* What is no stand at all is told where its lines were mapped. */
static void standen_close_source(void *source, size_t index, struct ledger_builder *builder)
{
    struct standen_found *all = source;
    struct told_standen *told = &all->told;
    struct other_stand *of =
        (void *)arena_copy(builder->arena, (char *)told->of, told->n * sizeof *of);
    size_t n = 0;
    (void)index;
    for (size_t i = 0; i < told->n; i++)
        if (stand_parse(builder->arena, all->names.texts[i], &of[i].stand))
            of[n++] = of[i];
    told->n = n;
    qsort(of, told->n, sizeof *of, by_name);
    release(all);
    told->of = of;
}

static void standen_free_file(void *file)
{
    release(&((struct standen_file *)file)->found);
}

const struct line_stage standen_stage = {
    .name = "standen",
    .part_size = sizeof(struct standen_part),
    .file_size = sizeof(struct standen_file),
    .source_size = sizeof(struct standen_found),
    .told_of_file = sizeof(struct told_in_file),
    .told_of_source = sizeof(struct told_standen),
    .batch = standen_batch,
    .commit = standen_commit,
    .close_file = standen_close_file,
    .close_source = standen_close_source,
    .free_file = standen_free_file,
};
