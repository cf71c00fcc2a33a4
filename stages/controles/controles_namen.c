/* Controls per source: the names of files that a pattern found. grootboek-01, -02, -04: one was not
 * delivered. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/array.h"
#include "pipeline/base/date.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/path.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MONTHS      12 /* a series that begins behind it is numbered in another way */
#define MOST_DIGITS 6  /* a longer number is a date or a stamp: nobody delivers every day */

/* A number in the name of a file; names that differ in it alone are a series. */
struct numbered {
    size_t series, file;
    int value;
};

struct namen {
    struct memo series; /* by the name around the number */
    struct numbered *items;
    size_t n;
};

/* 202312 and 202401 are neighbours. */
static int number_of(struct text digits)
{
    int value = 0;
    for (size_t i = 0; i < digits.n_bytes; i++)
        value = value * 10 + (digits.bytes[i] - '0');
    const int year = value / 100, month = value % 100;
    return digits.n_bytes == MOST_DIGITS && year >= 1900 && year < 2200 && month >= 1 && month <= 12
               ? year * 12 + month
               : value;
}

static void add_number(struct namen *namen, struct arena *arena, size_t file, const char *path,
                       struct text part)
{
    struct text rest = part;
    int value;
    if (isdigit((unsigned char)part.bytes[0]))
        value = number_of(part);
    else if (!date_take_month(&rest, &value) || rest.n_bytes > 0)
        return;
    const char *behind = part.bytes + part.n_bytes;
    size_t n_behind = strlen(behind), n_packing = strlen(".gz");
    if (n_behind > n_packing && strcasecmp(behind + n_behind - n_packing, ".gz") == 0)
        n_behind -= n_packing; /* packed or not, it is one of them */
    const char *around =
        arena_printf(arena, "%.*s\n%.*s", (int)(part.bytes - path), path, (int)n_behind, behind);
    size_t series = memo_number_slow(&namen->series, text_of(around));
    *mem_add(namen->items, namen->n) = (struct numbered){series, file, value};
}

/* "v02", a stamp: it says nothing which of these there are. */
static char *without_versions(struct arena *arena, const char *path)
{
    char *plain = arena_copy(arena, path, strlen(path));
    for (size_t at = 0, n; plain[at]; at += n + (n == 0)) {
        n = strspn(plain + at, "0123456789");
        if (n > MOST_DIGITS || (at > 1 && tolower((unsigned char)plain[at - 1]) == 'v' &&
                                !isalpha((unsigned char)plain[at - 2])))
            memset(plain + at, '#', n);
    }
    return plain;
}

static void add_name(struct namen *namen, struct arena *arena, size_t file, const char *path)
{
    static const char *const of_some[] = {"correctie", "nagekomen", "aanvul", "herstel", NULL};
    if (text_has_word(path_name(path), of_some)) /* not each month has them */
        return;
    for (const char *at = path; *at;) {
        int (*of_part)(int) = isdigit((unsigned char)*at) ? isdigit : isalpha;
        size_t n = 0;
        while (of_part((unsigned char)at[n]))
            n++;
        if (n > 0)
            add_number(namen, arena, file, path, (struct text){at, n});
        at += n + (n == 0);
    }
}

static int by_series(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    const int order = ARRAY_ORDER(x->series, y->series);
    return order ? order : ARRAY_ORDER(x->value, y->value);
}

/* Of a series: fewer are missing than are there; before its first, when all files are of it. */
static void look_at_series(const struct check *check, const struct numbered *items, size_t n,
                           struct examples *missing)
{
    struct arena *arena = check->job->arena;
    const int first = items[0].value, last = items[n - 1].value, most = 2 * (int)n;
    if (n < 2 || last - first + 1 >= most)
        return;
    if (n == check->source->n_files && first > 1 && first <= MONTHS && last < most)
        examples_add(missing, "voor %s", source_file_shown(check->source, items[0].file, arena));
    for (size_t i = 1; i < n; i++)
        if (items[i].value > items[i - 1].value + 1)
            examples_add(missing, "tussen %s en %s",
                         source_file_shown(check->source, items[i - 1].file, arena),
                         source_file_shown(check->source, items[i].file, arena));
}

void no_file_is_skipped(const struct check *check)
{
    struct namen namen = {0};
    struct examples missing = {.arena = check->job->arena};
    if (!check->source->by_pattern)
        return;
    for (size_t f = 0; f < check->source->n_files; f++)
        add_name(&namen, check->job->arena, f,
                 without_versions(check->job->arena, check->source->files[f]));
    array_sort(namen.items, namen.n, by_series);
    for (size_t i = 0, end; i < namen.n; i = end) {
        for (end = i; end < namen.n && namen.items[end].series == namen.items[i].series; end++)
            ;
        look_at_series(check, namen.items + i, end - i, &missing);
    }
    check_none(check->job, check_name(check, "Geen bestand overgeslagen"), SEVERITY_WARNING,
               &missing,
               "De bestanden van een patroon zijn genummerd, of heten naar hun maand, en er is een "
               "nummer of maand overgeslagen: dan is een bestand niet geleverd.");
    memo_release(&namen.series);
    free(namen.items);
}
