/* Controls per source on what its lines look like, which in = out cannot see. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* ---- standen that no kolom asks for ----
 *
 * A source of several years has standen that a run does not print: years near its own, others that
 * join them without a gap, each with its share of the mutaties. A year by itself is a typing error
 * and a fout, a kind that neither a kolom nor the profile names, too; a neighbour with a few
 * mutaties may be one. What the source's andere_standen name is fine. */
#define NEAR    3   /* years from those of the run */
#define SHARE   100 /* fewer than one in so many of what the run asks is a typing error, */
#define PART    8   /* so many and more, or changes of a year before that no date is of, and */
#define PART_OF 10  /* fewer than one in so many, are no year, but what came along, */
#define LONE_OF 3   /* and so is one beside so many or more */
#define LATE_OF 5   /* changes that are late but for one in so many */

struct year_range {
    int first, last;
};

static struct year_range years_of_run(const struct plan *plan)
{
    struct year_range years = {plan->year, plan->year};
    for (size_t s = 0; s < plan->n_standen; s++) {
        int year = plan->standen[s].year;
        years.first = year < years.first ? year : years.first;
        years.last = year > years.last ? year : years.last;
    }
    return (struct year_range){years.first - NEAR, years.last + NEAR};
}

static uint64_t n_asked(const struct check *check)
{
    const struct figure *fates = check->account->fates;
    return fates[FATE_CELL].n_mutaties + fates[FATE_OTHER_PROGRAMMA].n_mutaties;
}

static bool is_few(const struct check *check, uint64_t n_mutaties)
{
    return n_mutaties * SHARE < n_asked(check);
}

static bool is_part(const struct check *check, const struct other_stand *other)
{
    const bool strange = stand_is_change(&other->stand) && other->dated <= 0 &&
                         other->stand.year < check->job->plan->year;
    return other->n_mutaties >= (strange ? 1 : PART) &&
           other->n_mutaties * PART_OF < n_asked(check);
}

/* Changes by the year of their date, nearly all of the last months of the year before the run's:
 * what is decided then is mostly of the year to come. */
static bool is_late(const struct check *check, const struct other_stand *other)
{
    return stand_is_change(&other->stand) && other->stand.year == check->job->plan->year - 1 &&
           other->n_late > 0 && other->n_late * LATE_OF >= other->n_mutaties * (LATE_OF - 1);
}

/* One mutatie of a year that the run has nothing of, and no date says that it is so. */
static bool is_lone(const struct check *check, const struct other_stand *other)
{
    const struct plan *plan = check->job->plan;
    for (size_t s = 0; s < plan->n_standen; s++)
        if (plan->standen[s].year == other->stand.year)
            return false;
    return other->n_mutaties == 1 && other->dated <= 0 && n_asked(check) >= LONE_OF;
}

/* A change decided before there was a begroting of its year, the only one behind the run's: what
 * goes on for years changes more of them. */
static bool is_early(const struct check *check, const struct other_stand *other)
{
    const struct told_standen *others = told_standen(check->account);
    const int year = check->job->plan->year;
    bool early = stand_is_change(&other->stand) && other->dated < 0 && other->stand.year > year;
    for (size_t i = 0; i < others->n; i++)
        early &= &others->of[i] == other || others->of[i].stand.year <= year;
    return early;
}

/* As much as half a month of what the run asks, in each month that it has something in. */
static bool is_of_months(const struct check *check, const struct other_stand *other)
{
    const uint64_t n_months = (uint64_t)__builtin_popcount(other->months);
    return other->n_mutaties * 2 * PLAN_MONTHS >= n_asked(check) * n_months;
}

static bool source_has_year(const struct check *check, int year)
{
    const struct told_standen *others = told_standen(check->account);
    for (size_t i = 0; i < others->n; i++) {
        const struct other_stand *other = &others->of[i];
        if (other->stand.year == year && !is_few(check, other->n_mutaties))
            return true;
    }
    return false;
}

/* The run's years, those near them, and what joins these. */
static struct year_range years_without_gap(const struct check *check)
{
    struct year_range years = years_of_run(check->job->plan);
    while (source_has_year(check, years.first - 1))
        years.first--;
    while (source_has_year(check, years.last + 1))
        years.last++;
    return years;
}

/* True when the text is the kind, or begins with it and a space. */
static bool begins_with_kind(struct text text, const char *kind)
{
    const size_t n = strlen(kind);
    return text_begins(text, kind) && (text.n_bytes == n || text.bytes[n] == ' ');
}

static bool profile_names_kind(const struct profile *profile, const char *kind)
{
    for (size_t a = 0; a < profile->n_amounts; a++) {
        const struct template_part *part = &profile->amounts[a].stand.parts[0];
        if (part->literal && begins_with_kind(text_of(part->literal), kind))
            return true;
        const struct value_map *map = part->literal ? NULL : profile->columns[part->column].values;
        for (size_t i = 0; map && i < map->n; i++)
            if (begins_with_kind(map->to[i], kind))
                return true;
        if (map && map->otherwise && begins_with_kind(text_of(map->otherwise), kind))
            return true;
    }
    return false;
}

/* True when the profile writes the stand in full: a column of its own. */
static bool profile_names_stand(const struct profile *profile, const char *name)
{
    for (size_t a = 0; a < profile->n_amounts; a++) {
        const struct template *stand = &profile->amounts[a].stand;
        if (stand->n_parts == 1 && stand->parts[0].literal &&
            strcmp(stand->parts[0].literal, name) == 0)
            return true;
    }
    return false;
}

static bool is_allowed(const struct source *source, const char *name)
{
    return array_find(source->other_standen, source->n_other_standen, name, name) ||
           source->any_stand;
}

/* It changes a primaire begroting that realisatie is held against without any change. */
static bool is_forgotten(const struct plan *plan, const struct stand *stand)
{
    bool primair = false, changed = false;
    const struct kolom *begroting = &plan->kolommen[plan->begroting_kolom];
    for (size_t i = 0; plan->has_afwijkingen && i < begroting->n_terms; i++) {
        const struct stand *of = &plan->standen[begroting->terms[i].stand];
        primair |= strcmp(of->kind, STAND_PRIMAIR) == 0 && of->year == stand->year;
        changed |= strcmp(of->kind, STAND_PRIMAIR) != 0;
    }
    return primair && !changed &&
           (stand_is_change(stand) || strcmp(stand->kind, STAND_NA_WIJZIGING) == 0);
}

void standen_were_asked(const struct check *check)
{
    struct arena *arena = check->job->arena;
    const struct plan *plan = check->job->plan;
    struct examples wrong = {.arena = arena}, fine = {.arena = arena};
    enum severity severity = SEVERITY_WARNING;
    const struct stand *lacking = NULL; /* the last of those */
    struct text_list all_lacking = {.arena = arena};
    struct year_range years = years_without_gap(check);
    const struct told_standen *others = told_standen(check->account);
    for (size_t i = 0; i < others->n; i++) {
        const struct other_stand *other = &others->of[i];
        const struct stand *stand = &other->stand;
        bool known = array_find(plan->standen, plan->n_standen, kind, stand->kind) ||
                     profile_names_kind(check->source->profile, stand->kind);
        bool joins = known && stand->year >= years.first && stand->year <= years.last;
        bool forgotten = is_forgotten(plan, stand),
             allowed = is_allowed(check->source, stand->name);
        if (forgotten && !allowed) {
            lacking = stand;
            list_add(&all_lacking, "%s", stand->name);
        }
        allowed |= !forgotten && profile_names_stand(check->source->profile, stand->name);
        bool instead = joins && !allowed && fills_a_gap(check, other);
        if ((!joins || forgotten || (instead && is_of_months(check, other))) && !allowed)
            severity = SEVERITY_ERROR;
        const char *words =
            arena_printf(arena, "%s (%s, € %s", stand->name,
                         mutaties_words(arena, other->n_mutaties), sum_words(arena, other->sum));
        if (instead)
            words =
                arena_printf(arena, "%s, alleen in maanden die er van dit jaar niet zijn", words);
        bool early = is_early(check, other), late = is_late(check, other);
        if (late)
            words = arena_printf(arena,
                                 "%s, %llu daarvan besloten in november en december: hoort dat bij "
                                 "de begroting %d, neem dan niet het jaar van die datum",
                                 words, (unsigned long long)other->n_late, stand->year + 1);
        if (early)
            words = arena_printf(arena, "%s, besloten voor november %d", words, stand->year - 1);
        bool many = joins && !instead && !early && !late && !is_few(check, other->n_mutaties) &&
                    !is_part(check, other) && !is_lone(check, other);
        /* Settings that say which others there are say all of them. */
        if (allowed || (many && !forgotten && check->source->n_other_standen == 0))
            examples_add(&fine, "%s)", words);
        else
            examples_add(&wrong, "%s, eerst %s)", words, other->where);
    }
    const char *sentence =
        "Een stand die in geen kolom staat telt niet mee; een jaar dat nergens bij hoort of maar "
        "een paar mutaties heeft, en een onbekende soort, zijn meestal tikfouten. Hoort hij in de "
        "bron, noem hem daar: andere_standen = primair 2016, realisatie 2022, of toegestaan.";
    if (lacking)
        sentence = arena_printf(
            arena,
            "De kolom van de begroting in [afwijkingen] heeft alleen de primaire begroting, en "
            "deze bron levert ook wat haar wijzigt. Zet het in die kolom (%s%s%s); hoort het er "
            "niet bij, noem het bij de bron: andere_standen = %s.",
            stand_is_change(lacking) ? arena_printf(arena, "%s %d + ", STAND_PRIMAIR, lacking->year)
                                     : "",
            lacking->name,
            stand_is_change(lacking)
                ? ""
                : arena_printf(arena, ", in de plaats van %s %d", STAND_PRIMAIR, lacking->year),
            list_text(&all_lacking, ""));
    if (fine.n)
        sentence = arena_printf(arena, "%s Wel gewoon: %s.", sentence, examples_text(&fine));
    check_none(check->job, check_name(check, "Standen die een kolom vraagt"), severity, &wrong,
               sentence);
}

/* ---- files of another year ----
 *
 * Of several files one may be of a year that the run does not ask for, if its name says so. */

static bool name_has_year(const char *name, int year)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", year);
    for (const char *at = strstr(name, digits); at; at = strstr(at + 1, digits))
        if (at == name || !isdigit((unsigned char)at[-1]))
            return true;
    return false;
}

static bool is_of_another_year(const struct check *check, const char *name,
                               const struct told_in_file *told)
{
    struct stand stand;
    return !told->asked && told->n_others > 0 && !check->source->may_be_empty &&
           !is_allowed(check->source, told->other) &&
           stand_parse(check->job->arena, text_of(told->other), &stand) &&
           !name_has_year(name, stand.year);
}

void files_are_of_this_run(const struct check *check)
{
    struct arena *arena = check->job->arena;
    struct examples examples = {.arena = arena};
    bool any_asked = false;
    for (size_t f = 0; f < check->source->n_files; f++) {
        const struct told_in_file *told = told_in_file(&check->account->files[f]);
        const char *name = source_file_shown(check->source, f, arena);
        any_asked |= told->asked;
        if (is_of_another_year(check, name, told))
            examples_add(&examples, "%s (%s, %s)", name, told->other,
                         mutaties_words(arena, told->n_others));
    }
    if (any_asked && examples.n > 0)
        check_none(check->job, check_name(check, "Bestanden zijn van deze run"), SEVERITY_ERROR,
                   &examples,
                   "Een bestand waarin niets staat dat een kolom vraagt, en dat niet zegt van een "
                   "ander jaar te zijn, is in de plaats van een ander gekomen. Hoort het zo, noem "
                   "dan bij de bron wat erin staat (andere_standen), of haal het weg.");
}

/* ---- files that are called after their month ---- */

#define CALLED 3 /* so many and more are, for each that is not */

/* A bit for each month that the name may mean: "boekingen 202512.csv", "mutaties 2025-12-v02.csv".
 */
static unsigned months_in(const char *name)
{
    unsigned months = 0;
    for (size_t n; *name; name += n) {
        n = strspn(name, "0123456789");
        const int month = n == 2 || n == 6 ? (name[n - 2] - '0') * 10 + name[n - 1] - '0' : 0;
        months |= month >= 1 && month <= PLAN_MONTHS ? 1u << month : 0;
        n = n ? n : strcspn(name, "0123456789");
    }
    return months;
}

void files_are_of_their_month(const struct check *check)
{
    struct examples examples = {.arena = check->job->arena};
    size_t n_called = 0;
    for (size_t f = 0; f < check->source->n_files; f++) {
        const char *name = source_file_shown(check->source, f, check->job->arena);
        const unsigned months = told_in_file(&check->account->files[f])->months;
        const unsigned called = months_in(name);
        if (called == 0 || months == 0 || (months & (months - 1)))
            continue;
        n_called += called & months ? 1 : 0;
        if (!(called & months))
            examples_add(&examples, "%s: de eerste regels zijn van periode %d", name,
                         __builtin_ctz(months));
    }
    if (examples.n > 0 && n_called >= CALLED * examples.n)
        check_none(
            check->job, check_name(check, "Bestanden zijn van hun maand"), SEVERITY_WARNING,
            &examples,
            "De andere bestanden van deze bron heten naar de maand van hun regels: misschien "
            "is een maand twee keer geleverd, en een andere niet.");
}

/* ---- accounts of another length ----
 *
 * An account that is padded with zeros in some files is another one to a rule such as 0*: a fout.
 * One that may have lost its zeros, a few of another length and a file of another length are told.
 * A chart of accounts with several lengths is what it is. */

struct lengths {
    uint64_t n[PLAN_MAX_DIGITS + 1]; /* lines, per number of digits */
    struct sum sum[PLAN_MAX_DIGITS + 1];
    const char *where[PLAN_MAX_DIGITS + 1];
    uint64_t n_lines;
    int most; /* the number of digits that most lines have */
};

static struct lengths look_at_lengths(const struct check *check)
{
    const struct account_lengths *all = told_rekeningen(check->account);
    struct lengths lengths = {.most = 0};
    for (size_t i = 0; i < all->n; i++) {
        int n_digits = all->items[i].n_digits;
        lengths.n[n_digits] += all->items[i].n_lines;
        sum_add_sum(&lengths.sum[n_digits], all->items[i].sum);
        if (!lengths.where[n_digits])
            lengths.where[n_digits] = all->items[i].where;
        lengths.n_lines += all->items[i].n_lines;
        if (lengths.n[n_digits] > lengths.n[lengths.most])
            lengths.most = n_digits;
    }
    return lengths;
}

/* One file, in which all accounts are so, and no other has them. */
static bool is_one_file(const struct check *check, int n_digits)
{
    const struct account_lengths *all = told_rekeningen(check->account);
    size_t n_files = 0, n_alone = 0;
    for (size_t i = 0; i < all->n; i++) {
        n_files += all->items[i].n_digits == n_digits ? all->items[i].n_files : 0;
        n_alone += all->items[i].n_digits == n_digits ? all->items[i].n_alone : 0;
    }
    return n_files == 1 && n_alone == 1;
}

/* Lines of accounts of so many digits, that many of them zeros in front. */
static uint64_t lines_with_zeros(const struct check *check, int n_digits, int n_zeros)
{
    const struct account_lengths *all = told_rekeningen(check->account);
    uint64_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].n_digits == n_digits && all->items[i].n_zeros == n_zeros)
            n += all->items[i].n_lines;
    return n;
}

void accounts_have_one_length(const struct check *check)
{
    struct arena *arena = check->job->arena;
    struct examples strange = {.arena = arena}, fine = {.arena = arena};
    enum severity severity = SEVERITY_WARNING;
    struct lengths lengths = look_at_lengths(check);
    struct text_list named = {.arena = arena}; /* what rekeninglengtes would have to say */
    if (lengths.most == 0 && check_has_sides(check, SIDES_PRIMAIR, true))
        check_not_done(check, "Rekeningen van een lengte", SEVERITY_WARNING);
    if (lengths.most == 0)
        return;
    for (int n_digits = 1; n_digits <= PLAN_MAX_DIGITS; n_digits++) {
        if (lengths.n[n_digits] == 0 || n_digits == lengths.most)
            continue;
        int longer = n_digits > lengths.most ? n_digits : lengths.most;
        int shorter = n_digits > lengths.most ? lengths.most : n_digits;
        uint64_t n_padded = lines_with_zeros(check, longer, longer - shorter);
        bool padded = n_padded * 2 > lengths.n[longer];
        bool lost = n_padded > 0 && shorter == n_digits;
        bool few = lengths.n[n_digits] * SHARE < lengths.n_lines;
        bool allowed = check->source->may_have_length[n_digits];
        if (padded && !allowed)
            severity = SEVERITY_ERROR;
        bool is_strange = !allowed && (padded || lost || few || is_one_file(check, n_digits));
        if (is_strange || allowed)
            list_add(&named, "%d", n_digits);
        examples_add(is_strange ? &strange : &fine, "%d cijfers (%s, € %s, eerst %s)", n_digits,
                     regels_words(arena, lengths.n[n_digits]),
                     sum_words(arena, lengths.sum[n_digits]), lengths.where[n_digits]);
    }
    const char *sentence = arena_printf(
        arena,
        "De meeste rekeningen hebben %d cijfers. Met cijfers ervoor, of zonder de nullen die erbij "
        "horen, valt een rekening onder andere regels van het bronprofiel, of onder geen. Heeft "
        "een rekenblad haar nullen weggehaald, vraag dan de export zoals het pakket hem maakt; is "
        "dit een ander soort rekening, noem de lengte dan bij de bron: rekeninglengtes = %s.",
        lengths.most, list_text(&named, "4, 6"));
    if (fine.n)
        sentence = arena_printf(arena, "%s Wel gewoon: %s.", sentence, examples_text(&fine));
    check_none(check->job, check_name(check, "Rekeningen van een lengte"), severity, &strange,
               sentence);
}
