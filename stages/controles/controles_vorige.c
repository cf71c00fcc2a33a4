/* Ten opzichte van de vorige publicatie: what has changed since, and does not explain itself.
 *
 * What explains itself is told to nobody: what belongs to a stand or a besluit that was not there,
 * and lines that were added where lines are still added, i.e. in the last period of the running
 * year and beyond it. Lines were only added when neither side of a key has become smaller. Each
 * other finding is told, with source, key and amounts; above the largest jump it holds publishing
 * up, unless [aanvaard] names the number of just this comparison. What is told here is in no
 * published byte: see previous_run.h. */
#include "stages/controles/controles_vorige.h"
#include "pipeline/base/array.h"
#include "pipeline/tables/afwijkingen.h"

#include <stdlib.h>
#include <string.h>

enum kind {
    IS_OPEN,     /* realisatie of the running year */
    IS_UNDATED,  /* the same, of a source without periods */
    IS_CLOSED,   /* realisatie of a year before it */
    IS_BUDGET,   /* all other standen */
    IS_BESLUIT,  /* wijziging, */
    IS_UNNAMED,  /* of a source without besluiten, or in one amount with the begroting */
    IS_PROGNOSE, /* of a tussenrapportage: what is expected, which is another every day */
    N_KINDS
};

static const char *const sentences[N_KINDS] = {
    [IS_OPEN] = "In een periode die al gepubliceerd was verandert niets meer; in de laatste "
                "komen alleen regels bij.",
    [IS_UNDATED] = "Van deze bron zijn geen perioden bekend: alles kan in een nieuwe maand gebeurd "
                   "zijn. Er komen dan bedragen bij, en zelden wordt er een kleiner, of meer dan "
                   "vijf keer zo groot, of groeit (bijna) elke sleutel tegelijk.",
    [IS_CLOSED] = "De realisatie van een afgesloten jaar verandert niet meer.",
    [IS_BUDGET] = "Een vastgestelde begroting verandert niet; wat besloten wordt is een "
                  "wijziging met een eigen besluit.",
    [IS_BESLUIT] = "Een besluit dat al gepubliceerd was verandert niet; een nieuw besluit "
                   "heeft een eigen nummer.",
    [IS_UNNAMED] =
        "Alleen een nieuw raadsbesluit verandert dit, en dat noemt de bron bij deze bedragen niet.",
    [IS_PROGNOSE] = "Een prognose mag elke dag anders zijn: dit is wat er anders is.",
};

struct jump *vorige_jump(struct telling *telling, const char *name, const char *sentence)
{
    struct jump *jump = mem_add(telling->jumps, telling->n_jumps);
    *jump = (struct jump){
        .name = name, .sentence = sentence, .examples = {.arena = telling->job->arena}};
    return jump;
}

static void count_jump(struct jump *jump, struct money change)
{
    struct money *side = change.cents < 0 ? &jump->down : &jump->up;
    *side = money_capped(*side, change);
}

static void judge_jump(const struct telling *telling, struct jump *jump, struct money base)
{
    const struct threshold *largest = &telling->job->plan->largest_jump;
    jump->blocks = threshold_passed(largest, jump->up, base) ||
                   threshold_passed(largest, jump->down, base) ||
                   threshold_passed(largest, jump->gone, base);
}

static bool in_scope(const struct telling *telling, const struct key_change *change)
{
    bool in = false;
    for (int side = KEYS_THEN; side <= KEYS_NOW; side++)
        in |= change->rows[side] &&
              plan_has_programma(telling->job->plan,
                                 text_of(change->rows[side]->texts[SLEUTELS_PROGRAMMA]));
    return in;
}

/* ---- what explains itself ---- */

static struct place_sums *place_of(struct telling *telling, const struct sleutel_row *row)
{
    const char *from = row->texts[SLEUTELS_SLEUTEL], *last = row->texts[SLEUTELS_POST];
    const struct text texts = {from, (size_t)(last - from) + strlen(last)};
    const uint32_t number = memo_number_slow(&telling->places, texts);
    if (number == telling->n_sums)
        *mem_add(telling->sums, telling->n_sums) = (struct place_sums){0};
    return &telling->sums[number];
}

static void add_to_place(struct telling *telling, const struct sleutel_row *row, int sign)
{
    struct place_sums *sums = place_of(telling, row);
    sums->plus = money_capped(sums->plus, (struct money){sign * row->plus.cents});
    sums->minus = money_capped(sums->minus, (struct money){sign * row->minus.cents});
    sums->n_mutaties += sign * row->n_mutaties;
}

/* Of a tussenrapportage, and in no begroting that it is held against. */
static bool is_prognose(const struct plan *plan, const char *name)
{
    const struct kolom *begroting = &plan->kolommen[plan->begroting_kolom];
    if (!plan_product(plan)->has_prognose || !plan->has_afwijkingen)
        return false;
    for (size_t i = 0; i < begroting->n_terms; i++)
        if (strcmp(plan->standen[begroting->terms[i].stand].name, name) == 0)
            return false;
    return true;
}

static const struct source *source_of(const struct plan *plan, const struct key_group *group)
{
    return array_find(plan->sources, plan->n_sources, name, group->source);
}

static enum kind kind_of(const struct plan *plan, const struct key_group *group)
{
    const struct stand *stand = array_find(plan->standen, plan->n_standen, name, group->stand);
    const struct source *source = source_of(plan, group);
    int running = plan->year - plan_product(plan)->n_years_ahead;
    if (!stand)
        return IS_BUDGET;
    if (stand_is_change(stand) && (!source || source->profile->role[ROLE_BESLUIT] != NO_COLUMN))
        return IS_BESLUIT;
    if (stand_is_change(stand) || strcmp(stand->kind, STAND_NA_WIJZIGING) == 0)
        return IS_UNNAMED;
    if (strcmp(stand->kind, STAND_REALISATIE) != 0 &&
        (!stand_is_booked(stand) || group->last_period == 0))
        return is_prognose(plan, stand->name) ? IS_PROGNOSE : IS_BUDGET;
    if (stand->year < running)
        return IS_CLOSED;
    return group->last_period ? IS_OPEN : IS_UNDATED;
}

/* Amounts of bookings do not grow without a line more, as saldi do: these have one line for each
 * key and account, and may have a date, too, that of the export. */
static bool has_bookings(const struct telling *telling, const struct key_group *group)
{
    const struct source *source = source_of(telling->job->plan, group);
    return source && (source->profile->role[ROLE_BOEKSTUK] != NO_COLUMN ||
                      (source->profile->role[ROLE_DATUM] != NO_COLUMN && group->has_lines));
}

/* A digit too many, and no growth: no round amount. */
static bool is_tenfold(struct money then, struct money now)
{
    int64_t rest = now.cents;
    int n_zeros = 0, n_more = 0;
    for (; then.cents != 0 && then.cents % 10 == 0; then.cents /= 10)
        n_zeros++;
    for (; rest != 0 && rest % 10 == 0; rest /= 10)
        n_more++;
    return rest == then.cents && n_more > n_zeros && money_size(then).cents >= 100;
}

static bool only_added(const struct key_change *change, bool bookings)
{
    const struct sleutel_row *then = change->rows[KEYS_THEN], *now = change->rows[KEYS_NOW];
    if (!then || !now)
        return now != NULL;
    return now->plus.cents >= then->plus.cents && now->minus.cents <= then->minus.cents &&
           now->n_mutaties >= then->n_mutaties + bookings &&
           (now->n_mutaties > then->n_mutaties ||
            (!is_tenfold(then->plus, now->plus) && !is_tenfold(then->minus, now->minus)));
}

/* In all sources together it is as it was: a source was split, or has another name. */
static bool only_moved(struct telling *telling, const struct key_change *change)
{
    bool moved = true;
    for (int side = KEYS_THEN; side <= KEYS_NOW; side++) {
        const struct place_sums *sums =
            change->rows[side] ? place_of(telling, change->rows[side]) : NULL;
        moved &= !sums || (!sums->plus.cents && !sums->minus.cents && !sums->n_mutaties);
    }
    return moved;
}

/* Lines that were added in the month before the last. */
static bool is_late(const struct telling *telling, const struct key_change *change)
{
    const struct key_group *group = &telling->changes.groups[change->group];
    int period;
    return telling->kinds[change->group] == IS_OPEN &&
           period_parse(text_of(key_change_row(change)->texts[SLEUTELS_PERIODE]), &period) &&
           period == group->last_period - 1 && only_added(change, true);
}

#define OUTGROWN 5 /* times what it was, and the growth above the largest jump */

/* Without a line more: it may be in months that were published, of which only columns would tell
 * that are no mutaties. */
static bool is_outgrown(const struct telling *telling, const struct key_change *change)
{
    const struct sleutel_row *then = change->rows[KEYS_THEN];
    const struct money growth = money_size(change->change);
    return then && change->rows[KEYS_NOW] &&
           change->rows[KEYS_NOW]->n_mutaties <= then->n_mutaties &&
           growth.cents / OUTGROWN > money_size(sleutel_net(then)).cents &&
           threshold_passed(&telling->job->plan->largest_jump, growth,
                            telling->changes.groups[change->group].gross);
}

/* A line without a period is in its last one. */
static bool is_open(const struct key_group *group, const struct sleutel_row *row)
{
    int period;
    return !period_parse(text_of(row->texts[SLEUTELS_PERIODE]), &period) ||
           (period >= group->last_period && period > 0);
}

/* Where no line has a period; growth of nearly every key at once is told, and may be a month all
 * the same. */
static bool may_be_month(const struct telling *telling, const struct key_change *change)
{
    const size_t g = change->group;
    return telling->kinds[g] == IS_UNDATED && !is_outgrown(telling, change) &&
           only_added(change, has_bookings(telling, &telling->changes.groups[g]));
}

#define LATE_PART 1000 /* of all that was published: every month has some booked late */

static bool explains_itself(struct telling *telling, const struct key_change *change)
{
    const struct plan *plan = telling->job->plan;
    const struct key_group *group = &telling->changes.groups[change->group];
    const struct sleutel_row *row = key_change_row(change);
    const enum kind kind = telling->kinds[change->group];
    const struct stand *stand = array_find(plan->standen, plan->n_standen, name, group->stand);
    if (!group->there[KEYS_THEN] || !stand ||
        sleutel_same_sums(change->rows[KEYS_THEN], change->rows[KEYS_NOW]) ||
        only_moved(telling, change) ||
        (is_late(telling, change) &&
         telling->late[change->group].cents <= group->gross.cents / LATE_PART))
        return true;
    if (kind == IS_BESLUIT && *row->texts[SLEUTELS_BESLUIT])
        return !sleutels_knows(&telling->known[KEYS_THEN], SLEUTELS_HAS_STAND_BESLUIT, row);
    if (kind == IS_UNDATED)
        return may_be_month(telling, change) &&
               !(group->all_grown &&
                 threshold_passed(&plan->largest_jump, group->growth, group->gross));
    return (stand_is_change(stand) || (kind == IS_OPEN && is_open(group, row))) &&
           only_added(change, has_bookings(telling, group));
}

/* ---- what moved ---- */

#define ANY_GROUP SIZE_MAX

static uint32_t amount_number(struct telling *telling, size_t group, int64_t cents)
{
    const int64_t words[] = {(int64_t)group, cents};
    char bytes[sizeof words];
    memcpy(bytes, words, sizeof bytes);
    return memo_number_slow(&telling->amounts, (struct text){bytes, sizeof bytes});
}

/* Puts the change before the others of that amount; returns the one behind it, or none. */
static size_t note_amount(struct telling *telling, size_t group, size_t i)
{
    const uint32_t number = amount_number(telling, group, telling->changes.items[i].change.cents);
    if (number == telling->n_first)
        *mem_add(telling->first, telling->n_first) = telling->changes.n;
    const size_t behind = telling->first[number];
    telling->first[number] = i;
    return behind;
}

/* Of all changes, told or not: where something went is found among them. */
static void note_amounts(struct telling *telling)
{
    const size_t n = telling->changes.n;
    telling->next = arena_alloc(telling->job->arena, n * sizeof *telling->next);
    for (size_t i = n; i-- > 0;) {
        note_amount(telling, ANY_GROUP, i);
        telling->next[i] = note_amount(telling, telling->changes.items[i].group, i);
    }
}

/* The first key whose amount changed by just the opposite. */
static const char *opposite_words(struct telling *telling, const struct key_change *change)
{
    struct arena *arena = telling->job->arena;
    const uint32_t number = amount_number(telling, ANY_GROUP, -change->change.cents);
    if (number >= telling->n_first || change->change.cents == 0)
        return "";
    const struct key_change *other = &telling->changes.items[telling->first[number]];
    const struct key_group *group = &telling->changes.groups[other->group];
    return arena_printf(arena, " (hetzelfde bedrag andersom: %s, %s, %s)", group->source,
                        group->stand, vorige_place_words(arena, key_change_row(other)));
}

/* By group, and in it the largest first. */
static int by_group(const void *a, const void *b)
{
    const struct key_change *x = *(struct key_change *const *)a;
    const struct key_change *y = *(struct key_change *const *)b;
    int order = ARRAY_ORDER(x->group, y->group);
    order = order ? order : ARRAY_ORDER(money_size(y->change).cents, money_size(x->change).cents);
    return order ? order : ARRAY_ORDER(x, y);
}

static const char *cause_words(const struct telling *telling, const char *source, enum kind kind)
{
    const bool same_program = strcmp(telling->previous->manifest.program, manifest_program) == 0;
    return !vorige_same_delivery(telling, source)
               ? sentences[kind]
               : arena_printf(telling->job->arena,
                              "%s De levering is dezelfde als toen: de instellingen van deze run%s "
                              "bewogen het. Verandert u nog iets, dan is het een andere "
                              "verschuiving, met een ander nummer.",
                              sentences[kind],
                              same_program ? "" : ", of deze andere versie van pnc,");
}

/* ---- what is not there any more at all ---- */

static const struct {
    enum sleutels_fact fact;
    int column;
    const char *words;
} gone_wholes[] = {{SLEUTELS_HAS_STAND, SLEUTELS_STAND, "alles van "},
                   {SLEUTELS_HAS_PERIODE, SLEUTELS_PERIODE, "periode "},
                   {SLEUTELS_HAS_STAND_BESLUIT, SLEUTELS_BESLUIT, "besluit "}};

/* "periode 4"; NULL: something is left of it. */
static const char *gone_words(struct telling *telling, const struct key_change *change)
{
    const struct sleutel_row *then = change->rows[KEYS_THEN];
    for (size_t w = 0; w < sizeof gone_wholes / sizeof *gone_wholes && !change->rows[KEYS_NOW]; w++)
        if (*then->texts[gone_wholes[w].column] &&
            !sleutels_knows(&telling->known[KEYS_NOW], gone_wholes[w].fact, then))
            return arena_printf(telling->job->arena, "%s%s", gone_wholes[w].words,
                                then->texts[gone_wholes[w].column]);
    return NULL;
}

/* All of a group that is gone together. */
struct whole {
    const char *words;
    struct sleutel_row sums;
    size_t n;
};

static uint32_t whole_number(struct telling *telling, const struct key_change *change,
                             const char **words)
{
    *words = gone_words(telling, change);
    return *words ? memo_number_slow(
                        &telling->gone,
                        text_of(arena_printf(telling->job->arena, "%zu %s", change->group, *words)))
                  : UINT32_MAX;
}

static struct whole *find_wholes(struct telling *telling, struct key_change *const *told, size_t n,
                                 uint32_t *numbers)
{
    struct whole *wholes = NULL;
    size_t n_wholes = 0;
    const char *words;
    for (size_t i = 0; i < n; i++) {
        const struct sleutel_row *then = told[i]->rows[KEYS_THEN];
        numbers[i] = whole_number(telling, told[i], &words);
        if (!words)
            continue;
        if (numbers[i] == n_wholes)
            *arena_add(telling->job->arena, wholes, n_wholes) = (struct whole){.words = words};
        struct whole *whole = &wholes[numbers[i]];
        whole->n++;
        whole->sums.n_mutaties += then->n_mutaties;
        whole->sums.plus = money_capped(whole->sums.plus, then->plus);
        whole->sums.minus = money_capped(whole->sums.minus, then->minus);
    }
    return wholes;
}

/* A finding for each key, but one for all of its group that is gone with it. */
static void tell_change(struct telling *telling, struct jump *jump, const struct key_change *change,
                        struct whole *whole)
{
    struct arena *arena = telling->job->arena;
    if (whole && whole->n > 0)
        jump->gone = money_capped(jump->gone, sleutel_gross(&whole->sums));
    if (whole && whole->n > 1)
        examples_add(&jump->examples, "%s: was %s, nu niets", whole->words,
                     vorige_side_words(arena, &whole->sums));
    else if (!whole || whole->n == 1)
        examples_add(&jump->examples, "%s: was %s, nu %s%s",
                     vorige_place_words(arena, key_change_row(change)),
                     vorige_side_words(arena, change->rows[KEYS_THEN]),
                     vorige_side_words(arena, change->rows[KEYS_NOW]),
                     opposite_words(telling, change));
    if (whole)
        whole->n = 0; /* told */
}

/* Where it went, or came from, and explains itself there, being new; or changes.n. What was passed
 * by is not looked at again. */
static size_t opposite_untold(struct telling *telling, const struct key_change *change,
                              const bool *untold)
{
    const uint32_t number = amount_number(telling, change->group, -change->change.cents);
    size_t i = number < telling->n_first ? telling->first[number] : telling->changes.n;
    while (i < telling->changes.n && !untold[i])
        i = telling->next[i];
    if (number < telling->n_first)
        telling->first[number] = i;
    return i;
}

/* From what is not shown to what is. */
static bool went_unseen(struct telling *telling, const struct key_change *change,
                        const bool *untold)
{
    return !in_scope(telling, change) && change->change.cents != 0 &&
           opposite_untold(telling, change, untold) < telling->changes.n &&
           !explains_itself(telling, change);
}

static void tell_changes(struct telling *telling)
{
    struct key_changes *changes = &telling->changes;
    struct arena *arena = telling->job->arena;
    struct key_change **told = arena_alloc(arena, changes->n * sizeof *told);
    bool *untold = arena_alloc(arena, changes->n * sizeof *untold);
    struct jump *jump = NULL, weighed = {0};
    size_t n = 0;
    for (size_t i = 0; i < changes->n; i++) {
        const bool shown = in_scope(telling, &changes->items[i]);
        untold[i] = shown && explains_itself(telling, &changes->items[i]);
        if (shown && !untold[i])
            told[n++] = &changes->items[i];
    }
    for (size_t i = 0; i < changes->n; i++)
        if (went_unseen(telling, &changes->items[i], untold))
            told[n++] = &changes->items[i];
    array_sort(told, n, by_group);
    uint32_t *numbers = arena_alloc(arena, n * sizeof *numbers);
    struct whole *wholes = find_wholes(telling, told, n, numbers);
    for (size_t i = 0; i < n; i++) {
        const struct key_group *group = &changes->groups[told[i]->group];
        const enum kind kind = telling->kinds[told[i]->group];
        if (i == 0 || told[i]->group != told[i - 1]->group) {
            jump = vorige_jump(telling,
                               arena_printf(arena, VORIGE ": %s, %s", group->source, group->stand),
                               cause_words(telling, group->source, kind));
            jump->source = group->source;
            jump->stand = group->stand;
            weighed = *jump;
        }
        count_jump(jump, told[i]->change);
        if (!may_be_month(telling, told[i]))
            count_jump(&weighed, told[i]->change);
        const size_t other = opposite_untold(telling, told[i], untold);
        if (other < changes->n) {
            untold[other] = false;
            count_jump(jump, changes->items[other].change);
            count_jump(&weighed, changes->items[other].change);
        }
        tell_change(telling, jump, told[i], numbers[i] == UINT32_MAX ? NULL : &wholes[numbers[i]]);
        weighed.gone = jump->gone;
        judge_jump(telling, &weighed, group->gross);
        jump->blocks = kind != IS_PROGNOSE && weighed.blocks;
    }
}

/* ---- keys that went elsewhere ---- */

/* Of one key: how much of it, in all standen together. */
struct moved_key {
    const char *words;
    struct money gross;
    bool renamed;
};

/* The old name stands nowhere now, and the new one stood nowhere then. */
static bool is_renamed(struct telling *telling, const struct key_change *change)
{
    return !sleutels_knows(&telling->known[KEYS_NOW], SLEUTELS_HAS_POST, change->rows[KEYS_THEN]) &&
           !sleutels_knows(&telling->known[KEYS_THEN], SLEUTELS_HAS_POST, change->rows[KEYS_NOW]);
}

/* A key is one finding, whatever it has in sources, standen and periods. */
static void tell_keys(struct telling *telling)
{
    static const char sentence[] =
        "Een sleutel blijft bij zijn post; posten.csv stuurt deze nu ergens anders heen.";
    struct arena *arena = telling->job->arena;
    struct memo keys = {0};
    struct moved_key *moved = NULL;
    size_t n = 0;
    for (size_t i = 0; i < telling->changes.n; i++) {
        const struct key_change *change = &telling->changes.items[i];
        const struct sleutel_row *old = change->rows[KEYS_THEN], *new = change->rows[KEYS_NOW];
        if (!key_change_moved(change) || !in_scope(telling, change))
            continue;
        const char *words =
            arena_printf(arena, "sleutel %s: van %s naar %s", new->texts[SLEUTELS_SLEUTEL],
                         vorige_post_words(arena, old), vorige_post_words(arena, new));
        const size_t number = memo_number_slow(&keys, text_of(words));
        if (number == n)
            *mem_add(moved, n) =
                (struct moved_key){.words = words, .renamed = is_renamed(telling, change)};
        moved[number].gross = money_capped(moved[number].gross, sleutel_gross(new));
    }
    struct jump *jump = n ? vorige_jump(telling, VORIGE ": koppeling", sentence) : NULL;
    for (size_t i = 0; i < n; i++) {
        if (!moved[i].renamed)
            count_jump(jump, moved[i].gross);
        examples_add(&jump->examples, "%s, € %s aan mutaties", moved[i].words,
                     money_words(arena, moved[i].gross));
    }
    if (jump) {
        jump->of_keys = true;
        judge_jump(telling, jump, (struct money){0});
    }
    memo_release(&keys);
    free(moved);
}

/* ---- the whole ---- */

static void tell_unlike(struct job *job, const char *found, const char *sentence)
{
    struct control *control = controls_add(&job->controls, job->arena, VORIGE, SEVERITY_WARNING);
    control->expected = "zoals gepubliceerd";
    control->found = found;
    control->sentence = sentence;
}

static void tell_damaged(struct job *job)
{
    tell_unlike(job, "veranderd",
                "De vorige publicatie is niet meer wat zij was toen zij gepubliceerd werd, en is "
                "geen getuige meer; pnc verify zegt wat er veranderde.");
}

static bool find_changes(struct telling *telling, struct arena *arena)
{
    const struct plan *plan = telling->job->plan;
    const struct sleutels_from from[] = {[KEYS_THEN] = {.path = telling->previous->sleutels},
                                         [KEYS_NOW] = {.ledger = telling->job->ledger}};
    if (!key_changes_find(from, plan, &telling->changes))
        return false;
    telling->kinds = arena_alloc(arena, telling->changes.n_groups * sizeof *telling->kinds);
    for (size_t g = 0; g < telling->changes.n_groups; g++)
        telling->kinds[g] = kind_of(plan, &telling->changes.groups[g]);
    for (int side = KEYS_THEN; side <= KEYS_NOW; side++)
        telling->known[side].from = from[side];
    note_amounts(telling);
    telling->late = arena_alloc(arena, telling->changes.n_groups * sizeof *telling->late);
    for (size_t i = 0; i < telling->changes.n; i++) {
        const struct key_change *change = &telling->changes.items[i];
        struct money *late = &telling->late[change->group];
        for (int side = KEYS_THEN; side <= KEYS_NOW; side++)
            if (change->rows[side])
                add_to_place(telling, change->rows[side], side == KEYS_NOW ? 1 : -1);
        if (is_late(telling, change) && in_scope(telling, change))
            *late = money_capped(*late, money_size(change->change));
    }
    return true;
}

static void compare(struct job *job, const struct previous_run *previous)
{
    struct telling telling = {.job = job, .previous = previous};
    if (!find_changes(&telling, job->arena)) {
        tell_damaged(job);
    } else {
        tell_changes(&telling);
        tell_keys(&telling);
        vorige_tell_sources(&telling);
        vorige_tell_border(&telling);
        vorige_add_controls(&telling);
    }
    key_changes_release(&telling.changes);
    sleutels_forget(&telling.known[KEYS_THEN]);
    sleutels_forget(&telling.known[KEYS_NOW]);
    memo_release(&telling.amounts);
    memo_release(&telling.gone);
    memo_release(&telling.places);
    free(telling.sums);
    free(telling.first);
    free(telling.jumps);
}

void controles_vorige(struct job *job)
{
    struct previous_run previous;
    if (!job->output || !job->ledger || !ledger_is_whole(job->ledger))
        return;
    previous_run_read(job->output, job->plan->name, job->arena, &previous);
    if (previous.state == PREVIOUS_GOOD)
        compare(job, &previous);
    else if (previous.state == PREVIOUS_DAMAGED)
        tell_damaged(job);
    else if (previous.state == PREVIOUS_LOST)
        tell_unlike(job, "weg",
                    "De vorige publicatie van deze run staat niet meer in de uitvoermap, maar het "
                    "archief heeft er nog: zet de laatste terug, dan wordt ermee vergeleken.");
    else
        vorige_is_none(job);
}
