#include "pipeline/reading/copies.h"

#include "pipeline/base/array.h"
#include "pipeline/reading/rows.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>

/* What is no chance: */
#define LEAST_PART      3   /* different lines that all stand in another file */
#define LEAST_PART_SURE 8   /* the same in a source that tells no time */
#define LEAST_COMMON    16  /* different lines that are half of a file or more */
#define LEAST_BLOCK     50  /* lines in a row, */
#define LEAST_NUMBERED  24  /* or different ones, with the numbers of their boekstukken, */
#define LEAST_DATED     200 /* or with their dates, whatever the texts, */
#define PART_DATED      16  /* one in so many of the file: less is not seen taken back (storno.h) */
#define LEAST_MARKS     3   /* where not every line has one */

struct delivered {
    size_t source;
    const char *name; /* as messages show it */
    const struct profile *profile;
    const struct file_account *account;
    const struct fingerprint *print;
};

/* A mark of a file among those of all files. */
struct seen {
    size_t profile; /* number of the first file with that profile */
    size_t file;
    struct mark mark;
};

/* Marks that two files, or one file with itself, have in common. */
struct shared {
    size_t first, second; /* first <= second */
    uint64_t n;           /* as often as both have them */
    uint64_t n_different;
    uint64_t first_line, second_line;
};

struct comparison_of_files {
    const struct again *again;
    struct ledger *ledger;
    struct arena *arena;
    struct delivered *files;
    size_t n_files;
    struct seen *seen; /* heap */
    size_t n_seen, seen_cap;
    struct shared *shared; /* heap */
    size_t n_shared, shared_cap;
};

/* ---- all marks of one kind ---- */

static int by_hash(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    int order = ARRAY_ORDER(x->profile, y->profile);
    order = order ? order : ARRAY_ORDER(x->mark.hash, y->mark.hash);
    order = order ? order : ARRAY_ORDER(x->file, y->file);
    return order ? order : ARRAY_ORDER(x->mark.line, y->mark.line);
}

static size_t first_of_profile(const struct comparison_of_files *c, size_t file)
{
    size_t first = 0;
    while (c->files[first].profile != c->files[file].profile)
        first++;
    return first;
}

/* Which bits of the hashes are compared: all, or those that texts have no part in. */
#define WHOLE   UINT64_MAX
#define MEANING ((uint64_t)UINT32_MAX)

/* Which marks may come twice: most do not, and are never sorted. */
struct sieve {
    uint64_t *once, *twice; /* heap; a bit for what hashes to it */
    unsigned shift;
    size_t n_twice;
};

static bool sieve_holds(const uint64_t *bits, size_t at)
{
    return bits[at / 64] >> at % 64 & 1;
}

static size_t sieve_place(const struct sieve *sieve, size_t profile, uint64_t hash)
{
    return (hash + profile) * UINT64_C(0x9E3779B97F4A7C15) >> sieve->shift;
}

static void sieve_add(struct sieve *sieve, size_t profile, const struct marks *marks, uint64_t bits)
{
    for (size_t i = 0; i < marks->n; i++) {
        const size_t at = sieve_place(sieve, profile, marks->items[i].hash & bits);
        const uint64_t bit = UINT64_C(1) << at % 64, again = sieve->once[at / 64] & bit;
        sieve->once[at / 64] |= bit;
        sieve->twice[at / 64] |= again;
        sieve->n_twice += again != 0;
    }
}

/* Equal marks are in one turn: very many of them at once need much room. */
enum { TURN_BITS = 4, MOST_AT_ONCE = 1 << 14 };

static void see(struct comparison_of_files *c, size_t file, const struct marks *marks,
                const struct sieve *sieve, uint64_t turn, unsigned turn_bits, uint64_t bits)
{
    size_t profile = first_of_profile(c, file);
    for (size_t i = 0; i < marks->n; i++) {
        struct mark mark = marks->items[i];
        mark.hash &= bits;
        if ((mark.hash & MEANING) >> (32 - turn_bits) != turn ||
            !sieve_holds(sieve->twice, sieve_place(sieve, profile, mark.hash)))
            continue;
        c->seen = mem_grow(c->seen, &c->seen_cap, c->n_seen + 1, sizeof *c->seen);
        c->seen[c->n_seen++] = (struct seen){profile, file, mark};
    }
}

static bool is_same(const struct seen *a, const struct seen *b)
{
    return a->profile == b->profile && a->mark.hash == b->mark.hash;
}

static void share(struct comparison_of_files *c, struct shared shared)
{
    c->shared = mem_grow(c->shared, &c->shared_cap, c->n_shared + 1, sizeof *c->shared);
    c->shared[c->n_shared++] = shared;
}

/* One mark's places, in order: each file that has it, with the first file that does; that one with
 * itself as often as it comes again. */
static void share_group(struct comparison_of_files *c, const struct seen *group, size_t n)
{
    size_t n_first = 1;
    while (n_first < n && group[n_first].file == group[0].file)
        n_first++;
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && group[end].file == group[i].file)
            end++;
        size_t n_here = end - i, again = i == 0 ? 1 : i;
        if (i > 0)
            share(c,
                  (struct shared){group[0].file, group[i].file, n_here < n_first ? n_here : n_first,
                                  1, group[0].mark.line, group[again].mark.line});
        if (n_here > 1)
            share(c, (struct shared){group[i].file, group[i].file, n_here - 1, 1,
                                     group[i].mark.line, group[i + 1].mark.line});
        i = end;
    }
}

static int by_files(const void *a, const void *b)
{
    const struct shared *x = a, *y = b;
    const int order = ARRAY_ORDER(x->second, y->second);
    return order ? order : ARRAY_ORDER(x->first, y->first);
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static void add_up(struct comparison_of_files *c)
{
    size_t n = 0;
    array_sort(c->shared, c->n_shared, by_files);
    for (size_t i = 0; i < c->n_shared; i++) {
        struct shared *from = &c->shared[i], *to = n ? &c->shared[n - 1] : NULL;
        if (!to || to->first != from->first || to->second != from->second) {
            c->shared[n++] = *from;
            continue;
        }
        to->n += from->n;
        to->n_different++;
        to->first_line = least(to->first_line, from->first_line);
        to->second_line = least(to->second_line, from->second_line);
    }
    c->n_shared = n;
}

static void share_seen(struct comparison_of_files *c)
{
    array_sort(c->seen, c->n_seen, by_hash);
    for (size_t i = 0; i < c->n_seen;) {
        size_t end = i + 1;
        while (end < c->n_seen && is_same(&c->seen[i], &c->seen[end]))
            end++;
        if (end - i > 1)
            share_group(c, &c->seen[i], end - i);
        i = end;
    }
}

static const struct marks *marks_of(const struct comparison_of_files *c, size_t file, size_t at)
{
    return (const struct marks *)((const char *)c->files[file].print + at);
}

/* Fills shared, by the order of the later file, from marks of one kind. */
static void find_shared(struct comparison_of_files *c, size_t marks_at, uint64_t bits)
{
    size_t n_marks = 0, n_words = 1;
    for (size_t f = 0; f < c->n_files; f++)
        n_marks += marks_of(c, f, marks_at)->n;
    struct sieve sieve = {.shift = 64 - 6};
    for (; n_words * 8 < n_marks; n_words *= 2)
        sieve.shift--;
    sieve.once = mem_alloc(n_words * sizeof *sieve.once);
    sieve.twice = mem_alloc(n_words * sizeof *sieve.twice);
    for (size_t f = 0; f < c->n_files; f++)
        sieve_add(&sieve, first_of_profile(c, f), marks_of(c, f, marks_at), bits);
    const unsigned turn_bits = sieve.n_twice > MOST_AT_ONCE ? TURN_BITS : 0;
    c->n_shared = 0;
    for (uint64_t turn = 0; turn >> turn_bits == 0; turn++) {
        c->n_seen = 0;
        for (size_t f = 0; f < c->n_files; f++)
            see(c, f, marks_of(c, f, marks_at), &sieve, turn, turn_bits, bits);
        share_seen(c);
    }
    free(sieve.once);
    free(sieve.twice);
    add_up(c);
}

/* ---- what they come to ---- */

static uint64_t n_marks(const struct marks *marks, uint64_t mask)
{
    uint64_t n = 0;
    for (size_t i = 0; i < marks->n; i++)
        n += (marks->items[i].hash & mask) == 0;
    return n;
}

/* A line of a source that tells no time may well be the same in every month. */
static bool tells_time(const struct profile *profile)
{
    return profile_dates_lines(profile) || profile->role[ROLE_BOEKSTUK] != NO_COLUMN;
}

/* Not months, as a source that tells no time has many of, of one amount that is booked. */
static bool is_list(const struct comparison_of_files *c, const struct delivered *file)
{
    return c->ledger->plan->sources[file->source].n_files < MONTHS_ALIKE &&
           (file->profile->n_amounts > 1 || !ledger_is_booked(c->ledger, file->source));
}

/* A besluit is taken once: a line with its number is not another one's. */
static bool tells_besluit(const struct profile *profile)
{
    const size_t column = profile->role[ROLE_BESLUIT];
    return column != NO_COLUMN && !profile->columns[column].optional;
}

/* `mask`: of a part of the marks. */
static const char *lines_words(struct comparison_of_files *c, uint64_t mask, uint64_t n)
{
    return arena_printf(c->arena, "%s%llu regels", mask ? "ongeveer " : "", (unsigned long long)n);
}

/* `whole`: the file that stands in another one, or NULL. NULL: not listed. */
static struct finding *tell(struct comparison_of_files *c, const struct shared *shared, bool sure,
                            const struct delivered *whole, uint64_t n, const char *what)
{
    const struct delivered *later = &c->files[shared->second];
    struct findings *findings = c->ledger->accounts[later->source].findings;
    struct finding finding = {.what = what, .where = later->name, .n_lines = n};
    if (whole)
        finding.found = whole->account->counts.amounts.money;
    return findings_add(&findings[sure ? FINDING_COPIED : FINDING_COPIED_PERHAPS], c->arena,
                        finding);
}

static bool is_sure(const struct comparison_of_files *c, const struct shared *shared)
{
    const struct profile *profile = c->files[shared->first].profile;
    const bool once = tells_time(profile) || tells_besluit(profile);
    return shared->n_different >= (once ? LEAST_PART : LEAST_PART_SURE);
}

/* `how`: "", or in what they differ. */
static void tell_part(struct comparison_of_files *c, const struct shared *shared, bool of_first,
                      bool sure, const char *how)
{
    const struct delivered *a = &c->files[of_first ? shared->first : shared->second];
    const struct delivered *b = &c->files[of_first ? shared->second : shared->first];
    tell(c, shared, sure, a, a->print->n,
         arena_printf(c->arena, "alle %s van %s staan%s ook in %s", lines_words(c, 0, a->print->n),
                      a->name, how, b->name));
}

static bool is_same_sum(const struct fingerprint *a, const struct fingerprint *b)
{
    return a->n == b->n && a->sum == b->sum;
}

/* True, and told, when every line comes twice: a file behind itself, whatever its order; or, under
 * another description or code in a source that tells no time, nearly every one: a second version
 * has a few of its own. */
static bool is_all_twice(struct comparison_of_files *c, const struct shared *shared, size_t least,
                         bool sure, const char *how)
{
    const struct delivered *file = &c->files[shared->second];
    const bool all = shared->n * 2 == file->print->lines.n;
    if (shared->n_different < least || shared->n != shared->n_different ||
        !(all ||
          (*how && !tells_time(file->profile) && shared->n * 20 >= file->print->lines.n * 9)))
        return false;
    tell(c, shared, all && sure, NULL, file->print->n / 2,
         arena_printf(c->arena, "%s van de %s van %s staat er%s twee keer in",
                      all ? "elk" : "bijna elk", lines_words(c, 0, file->print->n / 2), file->name,
                      how));
    return true;
}

/* True when the lines of two files, whatever their order, say that it is the same delivery. */
static bool compare_lines(struct comparison_of_files *c, const struct shared *shared)
{
    const struct delivered *a = &c->files[shared->first], *b = &c->files[shared->second];
    if (a == b)
        return is_all_twice(c, shared, LEAST_PART, is_sure(c, shared), "");
    uint64_t mask = a->print->lines.mask | b->print->lines.mask;
    uint64_t n_a = n_marks(&a->print->lines, mask), n_b = n_marks(&b->print->lines, mask);
    if (mask && shared->n_different < LEAST_PART_SURE)
        return false;
    if (is_same_sum(a->print, b->print) && shared->n == n_a && n_a == n_b)
        return true; /* twins */
    if (shared->n_different < LEAST_PART)
        return false;
    if (shared->n == n_a || shared->n == n_b) {
        tell_part(c, shared, shared->n == n_a, is_sure(c, shared), "");
        return true;
    }
    const bool once = tells_besluit(a->profile);
    if (!once && (shared->n * 2 < least(n_a, n_b) || shared->n_different < LEAST_COMMON))
        return false;
    uint64_t n = shared->n * (mask + 1);
    const bool booked = ledger_is_booked(c->ledger, b->source); /* of months most may be the same */
    const bool list = is_list(c, b) && shared->n_different >= LEAST_LIST &&
                      shared->n * (booked ? 5 : 3) >= least(n_a, n_b) * (booked ? 4 : 2);
    tell(c, shared, list || once || tells_time(a->profile), NULL, n,
         arena_printf(c->arena, "%s van %s staan ook in %s", lines_words(c, mask, n), a->name,
                      b->name));
    return true;
}

/* The same lines with other descriptions, numbers of boekstukken or notations of what no setting
 * uses, of marks without these. Of a source that tells no time they may be another month's; where
 * not both say all, it may be chance. */
static bool compare_meanings(struct comparison_of_files *c, const struct shared *shared)
{
    const struct delivered *a = &c->files[shared->first], *b = &c->files[shared->second];
    uint64_t mask = a->print->lines.mask | b->print->lines.mask;
    if (a == b)
        return is_all_twice(c, shared, LEAST_COMMON,
                            shared->n_different >= LEAST_BLOCK &&
                                (tells_time(a->profile) || ledger_is_booked(c->ledger, a->source)),
                            ", anders omschreven,");
    bool all_a = shared->n == n_marks(&a->print->lines, mask);
    bool all_b = shared->n == n_marks(&b->print->lines, mask);
    const bool same = is_same_sum(a->print, b->print), timed = tells_time(a->profile);
    if ((!timed && !(same && is_list(c, b))) ||
        shared->n_different < (timed ? LEAST_PART_SURE : LEAST_LIST) || (!all_a && !all_b))
        return false;
    tell_part(c, shared, all_a, same, ", anders omschreven,");
    return true;
}

static uint64_t windows_mask(const struct delivered *a, const struct delivered *b)
{
    return a->print->windows.mask | b->print->windows.mask;
}

static uint64_t n_block_lines(uint64_t n_windows, uint64_t mask)
{
    return n_windows * (mask + 1) + (mask ? 0 : FINGERPRINT_WINDOW - 1);
}

static void tell_block(struct comparison_of_files *c, const struct shared *shared, bool sure,
                       const char *how)
{
    const struct delivered *a = &c->files[shared->first], *b = &c->files[shared->second];
    const uint64_t mask = windows_mask(a, b), lead = mask ? 0 : FINGERPRINT_WINDOW - 1;
    const uint64_t n = least(n_block_lines(shared->n, mask), b->print->n);
    struct finding *told =
        tell(c, shared, sure, NULL, n,
             arena_printf(c->arena, "%s in dezelfde volgorde%s, %s:%llu en %s:%llu",
                          lines_words(c, mask, n), how, a->name,
                          (unsigned long long)(shared->first_line - lead), b->name,
                          (unsigned long long)(shared->second_line - lead)));
    if (told)
        told->renamed = *how != '\0';
}

static bool compare_block(struct comparison_of_files *c, const struct shared *shared)
{
    const struct profile *profile = c->files[shared->first].profile;
    const uint64_t mask = windows_mask(&c->files[shared->first], &c->files[shared->second]);
    if (mask && shared->n < LEAST_MARKS)
        return false;
    tell_block(c, shared,
               (tells_time(profile) && n_block_lines(shared->n, mask) >= LEAST_BLOCK) ||
                   (profile->role[ROLE_BOEKSTUK] != NO_COLUMN &&
                    n_block_lines(shared->n_different, mask) >= LEAST_NUMBERED),
               "");
    return true;
}

/* The same with other descriptions or numbers of boekstukken: what was booked, taken back and
 * booked again says the same, and a part of a month that is divided by one rule twice; right behind
 * itself so are two months that are booked on one day. */
static bool compare_block_meanings(struct comparison_of_files *c, const struct shared *shared)
{
    const struct delivered *a = &c->files[shared->first], *b = &c->files[shared->second];
    const bool dated = a->profile->role[ROLE_DATUM] != NO_COLUMN;
    const uint64_t mask = windows_mask(a, b), n = n_block_lines(shared->n_different, mask);
    if (shared->n_different < LEAST_PART_SURE ||
        n_block_lines(shared->n, mask) < (dated ? LEAST_COMMON : LEAST_BLOCK) ||
        (!dated && a->profile->role[ROLE_PERIODE] == NO_COLUMN))
        return false;
    tell_block(c, shared,
               dated && n >= LEAST_DATED && n * PART_DATED >= b->print->n &&
                   (a != b || shared->second_line - shared->first_line > n + n / 4),
               " met andere omschrijvingen of boekstukken");
    return true;
}

static void collect(struct comparison_of_files *c)
{
    const struct plan *plan = c->ledger->plan;
    for (size_t s = 0; s < plan->n_sources; s++) {
        for (size_t f = 0; !plan->sources[s].may_repeat && f < plan->sources[s].n_files; f++) {
            const struct file_account *account = &c->ledger->accounts[s].files[f];
            const struct fingerprint *print = told_copies(account);
            if (print->n == 0)
                continue;
            *arena_add(c->arena, c->files, c->n_files) =
                (struct delivered){.source = s,
                                   .name = source_file_shown(&plan->sources[s], f, c->arena),
                                   .profile = plan->sources[s].profile,
                                   .account = account,
                                   .print = print};
        }
    }
}

/* Pairs of files that were told of already: they are not told of again for less. */
struct known {
    struct shared *pairs; /* heap */
    size_t n, n_sorted;   /* by_files: of the comparisons before the one at hand */
};

static bool is_known(const struct known *known, const struct shared *shared)
{
    return known->n_sorted &&
           bsearch(shared, known->pairs, known->n_sorted, sizeof *shared, by_files);
}

static void sort_known(struct known *known)
{
    array_sort(known->pairs, known->n, by_files);
    known->n_sorted = known->n;
}

typedef bool compare_fn(struct comparison_of_files *c, const struct shared *shared);

/* Compares pairs that have marks of a kind in common, and knows those that are told of. */
static void compare(struct comparison_of_files *c, struct known *known, size_t marks_at,
                    uint64_t bits, compare_fn *how)
{
    find_shared(c, marks_at, bits);
    for (size_t i = 0; i < c->n_shared; i++)
        if (!is_known(known, &c->shared[i]) && how(c, &c->shared[i]))
            *mem_add(known->pairs, known->n) = c->shared[i];
    sort_known(known);
}

/* One that has lines. */
static size_t delivered_at(const struct comparison_of_files *c, size_t source, size_t file)
{
    size_t i = 0;
    while (c->files[i].account != &c->ledger->accounts[source].files[file])
        i++;
    return i;
}

static void tell_rows(struct comparison_of_files *c, struct known *known, size_t source)
{
    struct row_twice *twice;
    const size_t n = rows_twice(c->again, source, &twice);
    for (size_t i = 0; i < n; i++) {
        const struct shared shared = {.first = delivered_at(c, source, twice[i].files[0]),
                                      .second = delivered_at(c, source, twice[i].files[1])};
        if (is_known(known, &shared))
            continue;
        tell(c, &shared, true, NULL, 1, twice[i].what);
        *mem_add(known->pairs, known->n) = shared;
    }
}

/* Rows that are there twice: they all have marks where those of the lines are thinned already. */
static void compare_rows(struct comparison_of_files *c, struct known *known)
{
    const struct plan *plan = c->ledger->plan;
    for (size_t s = 0; s < plan->n_sources; s++)
        if (!plan->sources[s].may_repeat && profile_is_of_rows(plan->sources[s].profile))
            tell_rows(c, known, s);
    sort_known(known);
}

void copies_find(const struct again *again)
{
    const size_t lines = offsetof(struct fingerprint, lines);
    const size_t windows = offsetof(struct fingerprint, windows);
    struct comparison_of_files c = {.again = again, .ledger = again->ledger, .arena = again->arena};
    struct known known = {0};
    collect(&c);
    compare(&c, &known, lines, WHOLE, compare_lines);
    compare_rows(&c, &known);
    compare(&c, &known, lines, MEANING, compare_meanings);
    compare(&c, &known, windows, WHOLE, compare_block);
    compare(&c, &known, windows, MEANING, compare_block_meanings);
    free(known.pairs);
    free(c.seen);
    free(c.shared);
}
