/* swapped: in a file with several amounts per line, columns that are not what they are called, by
 * what the amounts are to each other. Of a source: those that are empty, or equal to another, in
 * every line. Of a file: headers that were swapped: of `def = ini + mod` one that is read as
 * another makes a sum that cannot be, also with a column that is not read, and a wijziging that is
 * twice its primair, or as much in many lines, may be it; what is left of a budget is less than
 * nothing where there was none. One year only; with [gelijk] a profile has said what a sum is. */
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>
#include <string.h>

/* So many lines in which neither term is 0, before it is no chance. */
#define FULL_LINES 2

/* Indexes of amounts: sum = a + b, which should not be so. */
struct trio {
    size_t sum, a, b;
};

struct trios {
    struct trio *items; /* heap */
    size_t n;
};

struct trio_seen {
    uint64_t n_full; /* lines with both terms */
    bool refuted;
};

/* A primair and a wijziging of one year in one line, and how much both come to, signs aside. */
struct budget {
    size_t primair, wijziging;
};

struct budget_seen {
    uint64_t n_full, n_equal; /* lines with both; with the same amount twice */
    struct sum primair, wijziging;
};

struct swapped {
    struct trios trios;
    struct budget budgets[PROFILE_MAX_AMOUNTS];
    size_t n_budgets;
    uint64_t beside[PROFILE_MAX_AMOUNTS]; /* of a realisatie: a bit per budget of its year */
};

/* A column that the profile does not read, by its place in the file, may be the term that makes a
 * sum of an amount: of wijziging = primair + it, and of primair = wijziging + it. */
#define MOST_PLACES 64
struct unread_seen {
    uint64_t refuted[2]; /* a bit per place: not the term of wijziging; of primair */
    uint64_t n_full;     /* lines with both and a difference */
};

/* Of every amount, in a part, a file and a source. */
#define ALIKE_LINES 20 /* so many with an amount, before it is no chance */
#define MONTHS_SEEN 3  /* columns that are the parts of one amount */
struct alike {
    uint64_t unequal[PROFILE_MAX_AMOUNTS]; /* a bit per amount behind it: differs in some line */
    uint64_t n_there[PROFILE_MAX_AMOUNTS], n_full[PROFILE_MAX_AMOUNTS]; /* not empty; not 0 */
    struct sum sum[PROFILE_MAX_AMOUNTS];
    /* lines of a realisatie by whether any of it was budgeted, and on which side it is */
    uint64_t n_spent[PROFILE_MAX_AMOUNTS][2][2];
};
enum { NOT_BUDGETED, BUDGETED };
enum { NORMAL, REVERSED };
_Static_assert(PROFILE_MAX_AMOUNTS <= 64, "a bit each");

struct swapped_part {
    struct alike alike;
    struct trio_seen *seen; /* per trio, in the arena; NULL: no lines */
    struct budget_seen *budgets;
    struct unread_seen *unread; /* per budget */
};

/* ---- which trios there are ---- */

static struct text kind_of(const struct profile *profile, size_t amount)
{
    struct text source = text_of(profile->amounts[amount].stand.source), kind;
    return text_split(&source, ' ', &kind) && !memchr(kind.bytes, '{', kind.n_bytes)
               ? kind
               : (struct text){"", 0};
}

/* The stand behind its kind: "2024", "{jaar}". */
static const char *year_of(const struct profile *profile, size_t amount)
{
    const char *space = strchr(profile->amounts[amount].stand.source, ' ');
    return space ? space : "";
}

static bool same_year(const struct profile *profile, size_t a, size_t b)
{
    return strcmp(year_of(profile, a), year_of(profile, b)) == 0;
}

/* What cannot be so in every line; NULL: any other stand. A remainder, a difference or a begroting
 * na wijziging can be part of many sums, but not of these. */
static const struct impossible {
    const char *sum, *a, *b;
} impossible[] = {
    {STAND_WIJZIGING, STAND_PRIMAIR, NULL},
    {STAND_PRIMAIR, STAND_WIJZIGING, NULL},
    {STAND_REALISATIE, STAND_PRIMAIR, STAND_WIJZIGING},
    {NULL, STAND_PRIMAIR, STAND_REALISATIE},
    {NULL, STAND_WIJZIGING, STAND_REALISATIE},
};

static bool is_kind(struct text kind, const char *wanted)
{
    return !wanted || text_is(kind, wanted);
}

static bool is_trio(const struct profile *profile, const struct trio *trio)
{
    struct text sum = kind_of(profile, trio->sum);
    struct text a = kind_of(profile, trio->a), b = kind_of(profile, trio->b);
    if (!sum.n_bytes || !a.n_bytes || !b.n_bytes || text_equal(sum, a) || text_equal(sum, b) ||
        text_equal(a, b) || !same_year(profile, trio->sum, trio->a) ||
        !same_year(profile, trio->sum, trio->b))
        return false;
    for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++) {
        const struct impossible *no = &impossible[i];
        if (is_kind(sum, no->sum) &&
            ((is_kind(a, no->a) && is_kind(b, no->b)) || (is_kind(b, no->a) && is_kind(a, no->b))))
            return true;
    }
    return false;
}

static struct trios find_trios(const struct profile *profile)
{
    struct trios trios = {0};
    const size_t n = profile->n_amounts;
    for (size_t sum = 0; sum < n; sum++)
        for (size_t a = 0; a < n; a++)
            for (size_t b = a + 1; b < n; b++) {
                const struct trio trio = {sum, a, b};
                if (sum != a && sum != b && is_trio(profile, &trio))
                    *mem_add(trios.items, trios.n) = trio;
            }
    return trios;
}

static void find_budgets(struct swapped *swapped, const struct profile *profile)
{
    for (size_t p = 0; p < profile->n_amounts; p++)
        for (size_t w = 0; w < profile->n_amounts; w++)
            if (text_is(kind_of(profile, p), STAND_PRIMAIR) &&
                text_is(kind_of(profile, w), STAND_WIJZIGING) && same_year(profile, p, w) &&
                swapped->n_budgets < PROFILE_MAX_AMOUNTS)
                swapped->budgets[swapped->n_budgets++] = (struct budget){p, w};
}

/* [gelijk] says more than what a column is that does not count. */
static bool says_sums(const struct profile *profile)
{
    for (size_t k = 0; k < profile->n_identities; k++)
        if (profile->identities[k].whole < profile->n_amounts && !profile->identities[k].at_most)
            return true;
    return false;
}

static struct swapped *find_all(const struct profile *profile)
{
    struct swapped *swapped = mem_alloc(sizeof *swapped);
    if (!says_sums(profile))
        swapped->trios = find_trios(profile);
    find_budgets(swapped, profile);
    for (size_t a = 0; a < profile->n_amounts; a++)
        for (size_t b = 0; b < profile->n_amounts; b++)
            if (text_is(kind_of(profile, a), STAND_REALISATIE) && same_year(profile, a, b) &&
                kind_of(profile, b).n_bytes && !text_is(kind_of(profile, b), STAND_REALISATIE))
                swapped->beside[a] |= UINT64_C(1) << b;
    return swapped;
}

static void swapped_close(void *state)
{
    struct swapped *swapped = state;
    free(swapped->trios.items);
    free(swapped);
}

static bool swapped_wants(const struct profile *profile)
{
    return profile->n_amounts > 1 || profile->n_identities > 0;
}

static void *swapped_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    return find_all(plan->sources[source].profile);
}

/* ---- the lines ---- */

/* What is added to reserves or taken from them is decided when it is known, and goes as decided. */
static bool is_of_reserves(const struct batch *batch, size_t amount, size_t i)
{
    const uint8_t sectie = batch_destination(batch, amount, i)->sectie;
    return sectie == SECTIE_STORTINGEN || sectie == SECTIE_ONTTREKKINGEN;
}

static void look_at(const struct batch *batch, const struct trio *trio, struct trio_seen *seen)
{
    const bool spent = text_is(kind_of(batch->source->profile, trio->sum), STAND_REALISATIE);
    const struct money *sum = batch_amounts(batch, trio->sum);
    const struct money *a = batch_amounts(batch, trio->a), *b = batch_amounts(batch, trio->b);
    for (size_t i = 0; i < batch->n && !seen->refuted; i++) {
        if (!batch_is_booking(batch, i))
            continue;
        seen->refuted = sum[i].cents != a[i].cents + b[i].cents;
        seen->n_full +=
            a[i].cents != 0 && b[i].cents != 0 && !(spent && is_of_reserves(batch, trio->sum, i));
    }
}

static void add_up(const struct batch *batch, const struct budget *budget, struct budget_seen *seen)
{
    const struct money *primair = batch_amounts(batch, budget->primair);
    const struct money *wijziging = batch_amounts(batch, budget->wijziging);
    for (size_t i = 0; i < batch->n; i++) {
        if (!batch_is_booking(batch, i) || is_of_reserves(batch, budget->primair, i))
            continue;
        sum_add(&seen->primair, money_size(primair[i]));
        sum_add(&seen->wijziging, money_size(wijziging[i]));
        seen->n_full += primair[i].cents != 0 && wijziging[i].cents != 0;
        seen->n_equal += primair[i].cents != 0 && wijziging[i].cents == primair[i].cents;
    }
}

/* Places that are read, and those behind the end of the record. */
static uint64_t read_places(const struct batch *batch, const struct scan_record *record)
{
    const struct profile *profile = batch->source->profile;
    uint64_t read = record->n_fields < MOST_PLACES ? UINT64_MAX << record->n_fields : 0;
    for (size_t c = 0; c < profile->n_columns; c++)
        if (batch->chunk->position_of[c] < MOST_PLACES)
            read |= UINT64_C(1) << batch->chunk->position_of[c];
    return read;
}

static bool is_amount(struct batch *batch, const struct scan_record *record, size_t place,
                      int64_t cents)
{
    const struct profile *profile = batch->source->profile;
    struct text field = scan_field_fast(&batch->scan, record, place, profile->file.quote);
    struct money money = {0};
    bool is_money =
        field.n_bytes == 0 || amount_parse(&profile->number, field, &money) == AMOUNT_OK;
    return is_money && money.cents == cents;
}

/* Nearly always nothing is left to look for after a line or two. */
static void look_at_unread(struct batch *batch, const struct budget *budget,
                           struct unread_seen *seen)
{
    const struct money *primair = batch_amounts(batch, budget->primair);
    const struct money *wijziging = batch_amounts(batch, budget->wijziging);
    for (size_t i = 0; i < batch->n && (seen->refuted[0] & seen->refuted[1]) != UINT64_MAX; i++) {
        const struct scan_record *record = batch_record(batch, i);
        int64_t term = wijziging[i].cents - primair[i].cents;
        if (!batch_is_booking(batch, i))
            continue;
        for (int of = 0; of < 2; of++, term = -term) {
            seen->refuted[of] |= read_places(batch, record);
            for (size_t place = 0; place < MOST_PLACES && seen->refuted[of] != UINT64_MAX; place++)
                if (!(seen->refuted[of] >> place & 1) && !is_amount(batch, record, place, term))
                    seen->refuted[of] |= UINT64_C(1) << place;
        }
        seen->n_full += primair[i].cents != 0 && wijziging[i].cents != 0 && term != 0;
    }
}

/* Those that [gelijk] alone reads, too. */
static size_t n_watched(const struct profile *profile)
{
    return profile->n_read < PROFILE_MAX_AMOUNTS ? profile->n_read : PROFILE_MAX_AMOUNTS;
}

static bool differ(const struct batch *batch, size_t a, size_t b)
{
    const struct money *one = batch_amounts(batch, a), *other = batch_amounts(batch, b);
    size_t i = 0;
    while (i < batch->n && (one[i].cents == other[i].cents || !batch_is_booking(batch, i)))
        i++;
    return i < batch->n;
}

static void compare_all(const struct batch *batch, struct alike *alike)
{
    const size_t n_amounts = batch->source->profile->n_amounts;
    for (size_t a = 0; a < n_watched(batch->source->profile); a++) {
        const struct money *amounts = batch_amounts(batch, a);
        for (size_t i = 0; i < batch->n; i++) {
            if (!batch_is_booking(batch, i))
                continue;
            alike->n_there[a] += !batch->empty[a * SCAN_RECORDS + i];
            alike->n_full[a] += amounts[i].cents != 0;
            sum_add(&alike->sum[a], amounts[i]);
        }
        for (size_t b = a + 1; b < n_amounts; b++)
            if (!(alike->unequal[a] >> b & 1) && differ(batch, a, b))
                alike->unequal[a] |= UINT64_C(1) << b;
    }
}

static void count_spent(const struct batch *batch, size_t a, uint64_t beside, struct alike *alike)
{
    const struct source *source = batch->source;
    for (size_t i = 0; i < batch->n && beside; i++) {
        const struct destination *to = batch_destination(batch, a, i);
        const int64_t cents = batch_amounts(batch, a)[i].cents;
        int side = NOT_BUDGETED;
        if (cents == 0 || (to->fate != FATE_CELL && to->fate != FATE_OTHER_PROGRAMMA) ||
            source->may_be_reversed[to->sectie])
            continue;
        for (size_t b = 0; b < source->profile->n_amounts && side == NOT_BUDGETED; b++)
            side = (beside >> b & 1) && batch_amounts(batch, b)[i].cents != 0 ? BUDGETED : side;
        alike->n_spent[a][side][(cents < 0) != (source->profile->sign.sectie[to->sectie] < 0)]++;
    }
}

static void add_alike(struct alike *to, const struct alike *from)
{
    for (size_t a = 0; a < PROFILE_MAX_AMOUNTS; a++) {
        to->unequal[a] |= from->unequal[a];
        to->n_there[a] += from->n_there[a];
        to->n_full[a] += from->n_full[a];
        for (int k = 0; k < 4; k++)
            to->n_spent[a][k / 2][k % 2] += from->n_spent[a][k / 2][k % 2];
        sum_add_sum(&to->sum[a], from->sum[a]);
    }
}

static void make_room(struct swapped_part *p, const struct swapped *swapped, struct arena *arena)
{
    if (p->seen)
        return;
    p->seen = arena_alloc(arena, (swapped->trios.n + 1) * sizeof *p->seen);
    p->budgets = arena_alloc(arena, (swapped->n_budgets + 1) * sizeof *p->budgets);
    p->unread = arena_alloc(arena, (swapped->n_budgets + 1) * sizeof *p->unread);
}

static void swapped_batch(void *state, void *part, struct batch *batch)
{
    const struct swapped *swapped = state;
    struct swapped_part *p = part;
    make_room(p, swapped, batch->arena);
    compare_all(batch, &p->alike);
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++)
        count_spent(batch, a, swapped->beside[a], &p->alike);
    for (size_t t = 0; t < swapped->trios.n; t++)
        look_at(batch, &swapped->trios.items[t], &p->seen[t]);
    for (size_t b = 0; b < swapped->n_budgets; b++) {
        add_up(batch, &swapped->budgets[b], &p->budgets[b]);
        look_at_unread(batch, &swapped->budgets[b], &p->unread[b]);
    }
}

static void swapped_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct swapped *swapped = state;
    const struct swapped_part *p = part;
    struct swapped_part *f = file;
    make_room(f, swapped, place->arena);
    add_alike(&f->alike, &p->alike);
    for (size_t t = 0; p->seen && t < swapped->trios.n; t++) {
        f->seen[t].refuted |= p->seen[t].refuted;
        f->seen[t].n_full += p->seen[t].n_full;
    }
    for (size_t b = 0; p->seen && b < swapped->n_budgets; b++) {
        sum_add_sum(&f->budgets[b].primair, p->budgets[b].primair);
        sum_add_sum(&f->budgets[b].wijziging, p->budgets[b].wijziging);
        f->budgets[b].n_full += p->budgets[b].n_full;
        f->budgets[b].n_equal += p->budgets[b].n_equal;
        f->unread[b].refuted[0] |= p->unread[b].refuted[0];
        f->unread[b].refuted[1] |= p->unread[b].refuted[1];
        f->unread[b].n_full += p->unread[b].n_full;
    }
}

/* ---- a file ---- */

static void tell_trio(const struct place *place, const struct trio *trio)
{
    const struct profile_amount *amounts = place->profile->amounts;
    const char *what =
        arena_printf(place->arena, "%s (%s) is in elke regel %s + %s", amounts[trio->sum].name,
                     amounts[trio->sum].stand.source, amounts[trio->a].name, amounts[trio->b].name);
    place_find(place, FINDING_SWAPPED, 0, (struct finding){.what = what});
}

static void tell_budget(const struct place *place, const struct budget *budget,
                        const struct budget_seen *seen)
{
    const struct profile_amount *amounts = place->profile->amounts;
    const char *what =
        arena_printf(place->arena, "%s (%s) tegenover %s (%s)", amounts[budget->wijziging].name,
                     amounts[budget->wijziging].stand.source, amounts[budget->primair].name,
                     amounts[budget->primair].stand.source);
    place_find(place, FINDING_SWAPPED_PERHAPS, 0,
               (struct finding){
                   .what = what, .expected = seen->primair.money, .found = seen->wijziging.money});
}

static void tell_unread(const struct place *place, const struct budget *budget,
                        const struct unread_seen *seen)
{
    const struct profile_amount *amounts = place->profile->amounts;
    const struct profile_amount *sums[] = {&amounts[budget->wijziging], &amounts[budget->primair]};
    for (int of = 0; of < 2 && seen->n_full >= FULL_LINES; of++) {
        if (seen->refuted[of] == UINT64_MAX)
            continue;
        int column = 1;
        while (seen->refuted[of] >> (column - 1) & 1)
            column++;
        place_find(
            place, FINDING_SWAPPED, 0,
            (struct finding){.what = arena_printf(place->arena,
                                                  "%s (%s) is in elke regel %s + kolom %d van het "
                                                  "bestand, die niet gelezen wordt",
                                                  sums[of]->name, sums[of]->stand.source,
                                                  sums[!of]->name, column)});
    }
}

#define LEFT_LINES 10 /* so many that were not budgeted, */
#define LEFT_SHARE 5  /* and so many times as many as on their own side */

static void tell_left(const struct place *place, const struct alike *seen, size_t a)
{
    const uint64_t *none = seen->n_spent[a][NOT_BUDGETED], *some = seen->n_spent[a][BUDGETED];
    const struct profile_amount *amount = &place->profile->amounts[a];
    if (none[REVERSED] < LEFT_LINES || none[REVERSED] < LEFT_SHARE * none[NORMAL] ||
        some[NORMAL] < 2 * some[REVERSED])
        return;
    const char *what = arena_printf(
        place->arena, "%s (%s) heeft in %llu van de %llu regels zonder begroting het andere teken",
        amount->name, amount->stand.source, (unsigned long long)none[REVERSED],
        (unsigned long long)(none[REVERSED] + none[NORMAL]));
    place_find(place, FINDING_LEFT, 0, (struct finding){.what = what});
}

static void swapped_close_file(void *file, void *source, const struct place *place,
                               struct ledger_builder *builder)
{
    const struct swapped_part *f = file;
    struct swapped *swapped = find_all(place->profile);
    (void)builder;
    add_alike(source, &f->alike);
    for (size_t a = 0; a < place->profile->n_amounts; a++)
        tell_left(place, &f->alike, a);
    for (size_t t = 0; f->seen && t < swapped->trios.n; t++)
        if (!f->seen[t].refuted && f->seen[t].n_full >= FULL_LINES)
            tell_trio(place, &swapped->trios.items[t]);
    for (size_t b = 0; f->seen && b < swapped->n_budgets; b++) {
        const struct budget_seen *seen = &f->budgets[b];
        const bool many = seen->n_equal >= ALIKE_LINES && seen->n_equal >= seen->n_full / 4 &&
                          seen->n_equal < seen->n_full;
        if (!seen->primair.overflow && !seen->wijziging.overflow && seen->n_full >= FULL_LINES &&
            (many || seen->wijziging.money.cents / 2 > seen->primair.money.cents))
            tell_budget(place, &swapped->budgets[b], seen);
        tell_unread(place, &swapped->budgets[b], &f->unread[b]);
    }
    swapped_close(swapped);
}

/* ---- a source ---- */

static bool is_same_stand(const struct profile *profile, size_t a, size_t b)
{
    return strcmp(profile->amounts[a].stand.source, profile->amounts[b].stand.source) == 0;
}

/* Of months that are all their own, one that is another: a budget's are equal more often. */
static bool is_copied_month(const struct profile *profile, const struct alike *seen, size_t a,
                            size_t b)
{
    size_t n = 0, n_equal = 0;
    for (size_t one = 0; one < profile->n_amounts; one++) {
        n += is_same_stand(profile, a, one) && seen->n_full[one] > 0;
        for (size_t other = one + 1; other < profile->n_amounts; other++)
            n_equal += is_same_stand(profile, a, one) && is_same_stand(profile, a, other) &&
                       seen->n_full[one] > 0 && !(seen->unequal[one] >> other & 1);
    }
    return is_same_stand(profile, a, b) && text_is(kind_of(profile, a), STAND_REALISATIE) &&
           n > MONTHS_SEEN && n_equal == 1;
}

/* Two years of one kind, or what is never all of the other: a begroting na wijziging without a
 * wijziging yet, or a prognose that was not made, is. */
static bool may_not_be_equal(const struct profile *profile, const struct alike *seen, size_t a,
                             size_t b)
{
    const struct text kinds[] = {kind_of(profile, a), kind_of(profile, b)};
    if (!kinds[0].n_bytes || !kinds[1].n_bytes)
        return false;
    if (is_copied_month(profile, seen, a, b))
        return true;
    if (!same_year(profile, a, b))
        return text_equal(kinds[0], kinds[1]);
    for (int i = 0; i < 2; i++)
        if (text_is(kinds[i], STAND_PRIMAIR) &&
            (text_is(kinds[!i], STAND_WIJZIGING) || text_is(kinds[!i], STAND_REALISATIE)))
            return true;
    return false;
}

static bool is_said_to_be_equal(const struct profile *profile, size_t a, size_t b)
{
    for (size_t k = 0; k < profile->n_identities; k++) {
        const struct amount_identity *identity = &profile->identities[k];
        size_t n_terms = identity->at_most; /* no equality */
        for (size_t t = 0; t < profile->n_read; t++)
            n_terms += identity->sign[t] != 0;
        if (n_terms == 1 && ((identity->whole == a && identity->sign[b] == 1) ||
                             (identity->whole == b && identity->sign[a] == 1)))
            return true;
    }
    return false;
}

static void tell_alike(struct source_account *account, struct arena *arena, const char *what,
                       struct money sum, uint64_t n)
{
    findings_add(&account->findings[FINDING_ALIKE], arena,
                 (struct finding){.where = "", .what = what, .found = sum, .n_lines = n});
}

/* Amounts of one stand, or that do not count, with something in them, from..end - 1: months. */
static size_t n_alike(const struct profile *profile, const struct alike *seen, size_t a,
                      size_t from, size_t end)
{
    size_t n = 0;
    for (size_t b = from; b < end; b++)
        n += seen->n_full[b] > 0 &&
             (a < profile->n_amounts ? b < profile->n_amounts && is_same_stand(profile, a, b)
                                     : b >= profile->n_amounts);
    return n;
}

/* What is still to come of those is empty rightly; what does not count may be empty but between
 * them. */
static bool is_empty(const struct source *source, const struct alike *seen, size_t a, uint64_t most)
{
    const struct profile *profile = source->profile;
    size_t n_before = n_alike(profile, seen, a, 0, a),
           n_behind = n_alike(profile, seen, a, a + 1, n_watched(profile));
    bool between = n_before + n_behind >= MONTHS_SEEN && n_before && n_behind;
    return (a < profile->n_amounts ? seen->n_there : seen->n_full)[a] == 0 && most >= ALIKE_LINES &&
           !source->may_be_empty &&
           (a < profile->n_amounts ? n_before < MONTHS_SEEN || n_behind : between) &&
           !profile->columns[profile->amounts[a].plus].optional;
}

static void swapped_close_source(void *source, size_t index, struct ledger_builder *builder)
{
    const struct alike *seen = source;
    const struct source *of = &builder->ledger->plan->sources[index];
    const struct profile *profile = of->profile;
    struct source_account *account = &builder->ledger->accounts[index];
    uint64_t most = 0;
    for (size_t a = 0; a < n_watched(profile); a++)
        most = seen->n_there[a] > most ? seen->n_there[a] : most;
    for (size_t a = 0; a < n_watched(profile); a++) {
        const struct profile_amount *amount = &profile->amounts[a];
        if (is_empty(of, seen, a, most))
            tell_alike(account, builder->arena,
                       arena_printf(builder->arena, "%s (%s) is leeg in elke regel", amount->name,
                                    a < profile->n_amounts ? amount->stand.source : "[gelijk]"),
                       (struct money){0}, most);
        for (size_t b = a + 1; b < profile->n_amounts; b++)
            if (!(seen->unequal[a] >> b & 1) && seen->n_full[a] >= ALIKE_LINES &&
                may_not_be_equal(profile, seen, a, b) && !is_said_to_be_equal(profile, a, b))
                tell_alike(account, builder->arena,
                           arena_printf(builder->arena,
                                        "%s (%s) is in elke regel gelijk aan %s (%s)",
                                        profile->amounts[b].name, profile->amounts[b].stand.source,
                                        amount->name, amount->stand.source),
                           seen->sum[a].money, seen->n_full[a]);
    }
}

const struct line_stage swapped_stage = {
    .name = "swapped",
    .of_lines = true,
    .part_size = sizeof(struct swapped_part),
    .file_size = sizeof(struct swapped_part),
    .source_size = sizeof(struct alike),
    .wants = swapped_wants,
    .open = swapped_open,
    .batch = swapped_batch,
    .commit = swapped_commit,
    .close = swapped_close,
    .close_file = swapped_close_file,
    .close_source = swapped_close_source,
};
