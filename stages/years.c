/* years: notes mutaties whose period or date is of another year than the stand that they count
 * in, or would count in if a kolom asked for it. A source with a fixed year in its profile, and the
 * file of last year, would count silently. And how far the bookings come. */
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>
#include <string.h>

/* What a value of the period's or the date's column says. */
struct moment {
    int32_t day;   /* yyyymmdd; 0 = nothing about it */
    int16_t year;  /* 0 = the same */
    int8_t number; /* of the month, or of the period; -1 = nothing */
};

static const struct moment no_moment = {0, 0, -1};

struct moments {
    size_t column; /* NO_COLUMN: there is none */
    struct moment *of;
    struct learned known;
    const struct column *values; /* of the batch at hand; NULL: there is none */
};

/* What a mutatie belongs to: one of the run's standen, or one that no kolom asks for. */
struct year_stand {
    struct text name;
    int year;
    bool is_booked; /* its dates are those of bookings, not of decisions */
};

/* Lines of one kind, stand and year. */
struct year_gap {
    bool by_period; /* else by its date */
    struct text stand;
    int year;      /* of the period or the date */
    uint32_t line; /* the first one */
    uint64_t n_lines;
};

struct years_part {
    struct year_gap *gaps; /* in the part's arena */
    size_t n;
    int32_t latest; /* yyyymmdd of the last booking; 0: no date says it */
};

struct years_file {
    int32_t latest;
};

/* Which year the dates of a slot's lines are of when all is well. */
enum { YEAR_ANY, YEAR_NEVER = -1 }; /* nothing is asked; each line is to be compared */

struct year_check {
    const struct profile *profile;
    struct moments period, date;
    struct year_stand *standen; /* of the run */
    bool noted[SCAN_RECORDS];   /* of the batch's records: something was */
    int16_t *expected;          /* by slot */
    struct learned known;
};

/* ---- what values say ---- */

static struct moment moment_of_date(const struct profile *profile, size_t column, struct text value)
{
    struct date date;
    return profile_date(profile, column, value, &date)
               ? (struct moment){date.year * 10000 + date.month * 100 + date.day, date.year,
                                 date.month}
               : no_moment;
}

static struct moment moment_of_period(const struct profile *profile, struct text value)
{
    if (profile->period_kind == PERIOD_OF_DATE)
        return moment_of_date(profile, profile->role[ROLE_PERIODE], value);
    int period = column_period(profile, value), year = 0;
    if (profile->period_kind == PERIOD_YEAR_MONTH && period >= 0)
        stand_year((struct text){value.bytes, 4}, &year);
    return (struct moment){0, (int16_t)year, (int8_t)period};
}

static void learn(struct moments *moments, const struct profile *profile, bool is_period,
                  const struct batch *batch)
{
    moments->values = NULL;
    if (moments->column == NO_COLUMN)
        return;
    const struct column *column = &batch->columns[moments->column];
    moments->of = learned_room(&moments->known, moments->of, sizeof *moments->of,
                               column->memo.generation, column->n_learned);
    for (size_t *n = &moments->known.n; *n < column->n_learned; ++*n)
        moments->of[*n] = is_period ? moment_of_period(profile, column->values[*n])
                                    : moment_of_date(profile, moments->column, column->values[*n]);
    moments->values = column;
}

static inline const struct moment *look(const struct moments *moments, size_t i)
{
    return moments->values ? &moments->of[column_number(moments->values, i)] : &no_moment;
}

/* ---- the comparison ---- */

/* A booking is dated at most half a year from its year, and behind it only in the periods that
 * close the year. */
static bool is_near(struct moment date, struct moment period, int year)
{
    if (date.year == year + 1)
        return date.number <= 6 && (period.number < 0 || period.number >= 12);
    return date.year == year || (date.year == year - 1 && date.number >= 7);
}

static struct year_stand year_stand(struct text name)
{
    struct text kind = {name.bytes, name.n_bytes - strlen(" 2024")};
    struct year_stand stand = {.name = name};
    stand_year((struct text){name.bytes + name.n_bytes - 4, 4}, &stand.year);
    stand.is_booked = !text_is(kind, STAND_PRIMAIR) && !text_is(kind, STAND_WIJZIGING);
    return stand;
}

static void add_gap(struct years_part *p, struct arena *arena, const struct year_gap *gap)
{
    for (size_t i = 0; i < p->n; i++) {
        struct year_gap *known = &p->gaps[i];
        if (known->by_period != gap->by_period || !text_equal(known->stand, gap->stand) ||
            known->year != gap->year)
            continue;
        known->n_lines++;
        return;
    }
    *arena_add(arena, p->gaps, p->n) = *gap;
}

/* True when the line was noted. */
static bool compare(const struct year_check *years, struct years_part *p, const struct batch *batch,
                    size_t i, struct year_stand stand)
{
    struct moment period = *look(&years->period, i), date = *look(&years->date, i);
    bool by_period = period.year != 0 && period.year != stand.year;
    if (!by_period && (date.year == 0 || !stand.is_booked || is_near(date, period, stand.year)))
        return false;
    add_gap(p, batch->arena,
            &(struct year_gap){
                .by_period = by_period,
                .stand = stand.name,
                .year = by_period ? period.year : date.year,
                .line = batch_line(batch, i),
                .n_lines = 1,
            });
    return true;
}

/* What no kolom asks for may be so because of its year. */
static struct year_stand stand_of(const struct year_check *years, const struct batch *batch,
                                  const struct destination *to)
{
    return to->fate == FATE_OTHER_STAND ? year_stand(batch->other_standen->texts[to->rule])
                                        : years->standen[to->stand];
}

static int16_t expected_year(const struct year_check *years, const struct batch *batch,
                             const struct destination *to, size_t record)
{
    struct moment period = *look(&years->period, record);
    if (to->fate != FATE_OTHER_STAND && to->fate != FATE_CELL)
        return YEAR_ANY;
    int year = stand_of(years, batch, to).year;
    return period.year == 0 || period.year == year ? (int16_t)year : YEAR_NEVER;
}

static void learn_expected(struct year_check *years, const struct batch *batch)
{
    const struct groups *groups = &batch->groups;
    years->expected = learned_room(&years->known, years->expected, sizeof *years->expected,
                                   groups->generation, batch->n_slots);
    for (size_t *n = &years->known.n; *n < batch->n_slots; ++*n)
        years->expected[*n] = expected_year(years, batch, &batch->destinations[*n],
                                            groups->new_record[batch_new_group(batch, *n)]);
}

/* A line counts once, however many amounts it has. True when it was noted. */
static bool compare_line(const struct year_check *years, struct years_part *p,
                         const struct batch *batch, size_t i)
{
    for (size_t a = 0; a < years->profile->n_amounts; a++) {
        size_t slot = batch_slots(batch, a)[i];
        if (years->expected[slot] != YEAR_ANY &&
            compare(years, p, batch, i, stand_of(years, batch, &batch->destinations[slot])))
            return true;
    }
    return false;
}

/* A line with a second mutatie counts once, too. */
static void note_line(struct year_check *years, struct years_part *p, const struct batch *batch,
                      size_t i, bool doubtful)
{
    bool *noted = &years->noted[batch->record[i]];
    *noted = (batch->is_contra && *noted) || (doubtful && compare_line(years, p, batch, i));
}

/* False of nearly all lines: the date is of the year that is expected. Without a branch: of which
 * lines no year is expected cannot be foreseen. */
static inline bool is_doubtful(int16_t expected, int16_t year)
{
    return (expected != year) & (expected != YEAR_ANY) & ((year != 0) | (expected < 0));
}

static void later(int32_t *latest, int32_t day)
{
    *latest = day > *latest ? day : *latest;
}

/* ---- the stage ---- */

static void *years_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct year_check *years = mem_alloc(sizeof *years);
    years->profile = plan->sources[source].profile;
    years->period.column = years->profile->role[ROLE_PERIODE];
    years->date.column = years->profile->role[ROLE_DATUM];
    years->standen = mem_alloc((plan->n_standen + 1) * sizeof *years->standen); /* and none */
    for (size_t s = 0; s < plan->n_standen; s++)
        years->standen[s] = year_stand(text_of(plan->standen[s].name));
    return years;
}

/* Of lines that have one amount and are all bookings: false when any of them is to be looked at. */
static bool pass_plain(const struct year_check *years, struct years_part *p,
                       const struct batch *batch)
{
    const struct column *column = years->date.values;
    const uint32_t *slots = batch_slots(batch, 0);
    const int16_t *expected = years->expected;
    const struct moment *of = years->date.of;
    uint32_t room[SCAN_RECORDS];
    if (years->profile->n_amounts > 1 || !column || batch->has_contra || batch->any_unbooked)
        return false;
    const uint32_t *numbers = column_numbers(column, batch->n, room);
    int32_t latest = p->latest;
    bool doubtful = false;
    for (size_t i = 0; i < batch->n; i++) {
        const struct moment *date = &of[numbers[i]];
        doubtful |= is_doubtful(expected[slots[i]], date->year);
        latest = date->day > latest ? date->day : latest;
    }
    p->latest = latest;
    return !doubtful;
}

/* A line counts once, however many amounts and mutaties it has. */
static void years_batch(void *state, void *part, struct batch *batch)
{
    struct year_check *years = state;
    struct years_part *p = part;
    learn(&years->period, years->profile, true, batch);
    learn(&years->date, years->profile, false, batch);
    learn_expected(years, batch);
    if (pass_plain(years, p, batch))
        return;
    for (size_t i = 0; i < batch->n; i++) {
        const struct moment date = *look(&years->date, i);
        bool doubtful = false;
        for (size_t a = 0; a < years->profile->n_amounts; a++)
            doubtful |= is_doubtful(years->expected[batch_slots(batch, a)[i]], date.year);
        if (date.day > p->latest && batch_is_booking(batch, i))
            p->latest = date.day;
        note_line(years, p, batch, i, doubtful);
    }
}

static void years_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct years_part *p = part;
    struct years_file *f = file;
    (void)state;
    later(&f->latest, p->latest);
    for (size_t i = 0; i < p->n; i++) {
        const struct year_gap *gap = &p->gaps[i];
        const char *what =
            arena_printf(place->arena, "met een %s in %d bij %.*s",
                         gap->by_period ? "periode" : "datum", gap->year, TEXT_ARG(gap->stand));
        place_count(place, FINDING_YEAR, gap->line,
                    (struct finding){.what = what, .n_lines = gap->n_lines});
    }
}

static void years_close_file(void *file, void *source, const struct place *place,
                             struct ledger_builder *builder)
{
    const struct years_file *f = file;
    (void)place, (void)builder;
    later(source, f->latest);
}

static void years_close(void *state)
{
    struct year_check *years = state;
    free(years->period.of);
    free(years->expected);
    free(years->date.of);
    free(years->standen);
    free(years);
}

const struct line_stage years_stage = {
    .name = "years",
    .part_size = sizeof(struct years_part),
    .file_size = sizeof(struct years_file),
    .source_size = sizeof(int32_t),
    .told_of_source = sizeof(int32_t),
    .wants = profile_tells_years,
    .open = years_open,
    .batch = years_batch,
    .commit = years_commit,
    .close = years_close,
    .close_file = years_close_file,
};
