#include "pipeline/tables/toelichting_text.h"

#include "pipeline/base/text_list.h"
#include "pipeline/tables/shown.h"

#include <string.h>
#include <strings.h>

#define SIDES  (AFWIJKING_SIDES + 1) /* and the saldo */
#define EURO   "€"
#define NBSP   "\xC2\xA0"
#define DIGITS 15 /* more is no amount */

/* The figures of a row without their sign, in cents. */
enum { REALISATIE, BEGROTING, VERSCHIL, FIGURES };
struct magnitudes {
    int64_t of[SIDES][FIGURES];
};

static struct magnitudes magnitudes_of(const struct afwijking_figures *figures,
                                       const struct plan *plan)
{
    struct magnitudes all = {0};
    int64_t *saldo = all.of[AFWIJKING_SIDES];
    for (int side = 0; side < AFWIJKING_SIDES; side++) {
        const struct afwijking_side *at = &figures->side[side];
        const int64_t cents[FIGURES] = {at->realisatie.cents, at->begroting.cents,
                                        at->verschil.cents};
        for (int f = 0; f < FIGURES; f++) {
            all.of[side][f] = money_magnitude(cents[f]);
            saldo[f] += shown_saldo_sign(plan, (enum sectie)side) * cents[f];
        }
    }
    for (int f = 0; f < FIGURES; f++)
        saldo[f] = money_magnitude(saldo[f]);
    return all;
}

/* ---- places that are filled in ---- */

static const char *const places[SIDES] = {"{lasten}", "{baten}", "{saldo}"};

static const char *fill_one(const char *text, const char *place, int64_t cents, int64_t unit_euros,
                            struct arena *arena)
{
    const char *at;
    while ((at = strstr(text, place)) != NULL)
        text =
            arena_printf(arena, "%.*s%s%s", (int)(at - text), text,
                         shown_euros(arena, (struct money){cents}, unit_euros), at + strlen(place));
    return text;
}

const char *toelichting_filled(const char *text, const struct afwijking_figures *figures,
                               const struct plan *plan, struct arena *arena)
{
    if (!strchr(text, '{'))
        return text;
    struct magnitudes all = magnitudes_of(figures, plan);
    for (int side = 0; side < SIDES; side++)
        text = fill_one(text, places[side], all.of[side][VERSCHIL], plan->unit_euros, arena);
    return text;
}

/* ---- an amount as it is written ---- */

struct written {
    const char *start, *end; /* with its € in front */
    int64_t digits;          /* without marks */
    int64_t unit;            /* cents of the last digit; of a percentage 10 per decimal */
    bool is_percentage;
};

static const char *skip_spaces(const char *at)
{
    for (;; at++) {
        if (strncmp(at, NBSP, strlen(NBSP)) == 0)
            at++;
        else if (*at != ' ')
            return at;
    }
}

/* Digits in groups of three by points, and a comma or a lone point in front of decimals. */
static bool read_digits(const char **at, int64_t *digits, int *n_decimals)
{
    const char *from = *at;
    int n_digits = 0;
    *digits = 0;
    *n_decimals = -1;
    for (; n_digits <= DIGITS; (*at)++) {
        if (text_is_digit(**at)) {
            *digits = *digits * 10 + (**at - '0');
            n_digits++;
            *n_decimals += *n_decimals >= 0;
            continue;
        }
        if ((**at != '.' && **at != ',') || !text_is_digit((*at)[1]) || *n_decimals >= 0)
            break;
        size_t n_behind = strspn(*at + 1, "0123456789");
        if (**at == ',' || n_behind != 3)
            *n_decimals = 0;
    }
    *n_decimals = *n_decimals < 0 ? 0 : *n_decimals;
    return *at > from && n_digits <= DIGITS;
}

/* "k", "mln": how much; 1 where nothing of the kind stands. *at goes behind it. */
static int64_t read_scale(const char **at)
{
    static const struct {
        const char *word;
        int64_t scale;
    } words[] = {{"miljoen", 1000000}, {"miljard", 1000000000}, {"mln", 1000000},
                 {"mld", 1000000000},  {"duizend", 1000},       {"k", 1000},
                 {"m", 1000000}};
    const char *from = skip_spaces(*at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        if (strncasecmp(from, words[i].word, n) == 0 && !text_is_letter(from[n]) &&
            (n > 1 || from == *at) && (n > 1 || !text_is_digit(from[n]))) {
            *at = from + n;
            return words[i].scale;
        }
    }
    return 1;
}

/* Where the € or EUR in front of the amount begins; the amount itself when there is none. */
static const char *euro_before(const char *text, const char *amount)
{
    const char *at = amount;
    while (at > text && strchr(" -+\xC2\xA0", at[-1]))
        at--;
    size_t n = (size_t)(at - text), n_euro = strlen(EURO);
    if (n >= n_euro && memcmp(at - n_euro, EURO, n_euro) == 0)
        return at - n_euro;
    return n >= 3 && strncasecmp(at - 3, "eur", 3) == 0 ? at - 3 : amount;
}

/* The amount whose first digit stands at `at`. False when it is a number of something else; its end
 * is set all the same. */
static bool read_written(const char *text, const char *at, struct written *written)
{
    int n_decimals;
    written->start = euro_before(text, at);
    written->end = at;
    bool good = read_digits(&written->end, &written->digits, &n_decimals);
    if (!good) {
        written->end += strspn(written->end, "0123456789.,");
        return false;
    }
    const char *behind = skip_spaces(written->end);
    written->is_percentage = *behind == '%';
    int64_t scale = read_scale(&written->end);
    bool is_amount = written->is_percentage || scale > 1 || written->start < at ||
                     strncasecmp(behind, "euro", 4) == 0;
    if (written->is_percentage)
        written->end = behind + 1;
    written->unit = written->is_percentage ? 1 : scale * 100;
    for (; n_decimals > 0 && is_amount; n_decimals--) {
        if (!written->is_percentage && written->unit % 10 != 0)
            return false;
        written->unit = written->is_percentage ? written->unit * 10 : written->unit / 10;
    }
    while (!written->is_percentage && written->digits != 0 && written->digits % 1000 == 0 &&
           written->unit % 100 == 0) {
        written->digits /= 1000;
        written->unit *= 1000;
    }
    return is_amount;
}

/* ---- is it one of the row's ---- */

/* numerator / denominator, half away from zero; both not negative. */
static __int128 rounded(__int128 numerator, __int128 denominator)
{
    return (2 * numerator + denominator) / (2 * denominator);
}

static bool is_part_of_whole(int64_t part, int64_t whole, const struct written *written)
{
    return whole > 0 && rounded((__int128)part * 100 * written->unit, whole) == written->digits;
}

static bool is_of_side(const int64_t *of, const struct written *written)
{
    if (written->is_percentage)
        return is_part_of_whole(of[VERSCHIL], of[BEGROTING], written) ||
               is_part_of_whole(of[REALISATIE], of[BEGROTING], written);
    for (int f = 0; f < FIGURES; f++)
        if (rounded(of[f], written->unit) == written->digits)
            return true;
    return false;
}

static bool is_of_row(const struct magnitudes *all, const struct written *written)
{
    for (int side = 0; side < SIDES; side++)
        if (is_of_side(all->of[side], written))
            return true;
    return false;
}

/* ---- the whole text ---- */

static bool begins_parts(const char *at)
{
    static const char *const words[] = {"waarvan", "bestaat uit", "bestaan uit", "bestaande uit",
                                        "onderdeel"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(at, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* A sentence ends, or a line behind which no list goes on. */
static bool ends_parts(const char *at)
{
    if (*at == '\n')
        return at[1] != '-' && at[1] != '*' && strncmp(at + 1, "•", strlen("•")) != 0;
    return strchr(".!?", *at) && at[1] == ' ';
}

/* "{last}": what should have been filled in and is none of the places. */
static size_t place_length(const char *at)
{
    size_t n = *at == '{' ? 1 : 0;
    while (n && text_is_letter(at[n]))
        n++;
    return n > 1 && at[n] == '}' ? n + 1 : 0;
}

const char *toelichting_deviating(const char *text, const struct afwijking_figures *figures,
                                  const struct plan *plan, struct arena *arena)
{
    struct magnitudes all = magnitudes_of(figures, plan);
    struct text_list found = {.arena = arena, .between = "; "};
    bool parts = false;
    for (const char *at = text; *at;) {
        struct written written;
        parts = begins_parts(at) || (parts && !ends_parts(at));
        size_t n_place = place_length(at);
        if (n_place)
            list_add(&found, "%.*s bestaat niet", (int)n_place, at);
        bool starts = text_is_digit(*at) && (at == text || !text_is_letter(at[-1]) ||
                                             at[-1] == '\xAC' || at[-1] == '\xA0');
        if (!starts) {
            bool inside = text_is_digit(*at);
            at += inside ? strspn(at, "0123456789.,") : 1;
            continue;
        }
        if (read_written(text, at, &written) && !parts && !is_of_row(&all, &written))
            list_add(&found, "%.*s", (int)(written.end - written.start), written.start);
        at = written.end > at ? written.end : at + 1;
    }
    return list_text(&found, "");
}
