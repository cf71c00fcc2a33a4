/* What sentences promise: the sentence of a goal against its target, a title against the values. */
#include "stages/indicatoren/indicatoren.h"

#include "pipeline/base/path.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- numbers in a sentence ---- */

struct said {
    struct decimal number;
    bool percent;
    bool is_year;
    bool names_year;        /* "in 2026", "eind 2026" */
    enum relation relation; /* by the words in front of it; RELATION_NONE: none say it */
    bool is_target;         /* it has a percent sign, or such words */
};

/* Words in front of a target, and what they ask. */
static const struct {
    const char *words;
    enum relation relation;
} asking[] = {
    {"minder dan", RELATION_LESS},
    {"lager dan", RELATION_LESS},
    {"kleiner dan", RELATION_LESS},
    {"onder de", RELATION_LESS},
    {"meer dan", RELATION_MORE},
    {"hoger dan", RELATION_MORE},
    {"groter dan", RELATION_MORE},
    {"boven de", RELATION_MORE},
    {"minimaal", RELATION_AT_LEAST},
    {"minstens", RELATION_AT_LEAST},
    {"ten minste", RELATION_AT_LEAST},
    {"tenminste", RELATION_AT_LEAST},
    {"maximaal", RELATION_AT_MOST},
    {"hoogstens", RELATION_AT_MOST},
    {"ten hoogste", RELATION_AT_MOST},
    {"niet meer dan", RELATION_AT_MOST},
    {"niet minder dan", RELATION_AT_LEAST},
};

static bool ends_with(struct text text, const char *end)
{
    size_t n = strlen(end);
    return text.n_bytes >= n && strncasecmp(text.bytes + text.n_bytes - n, end, n) == 0;
}

static enum relation asked_by(struct text before)
{
    enum relation found = RELATION_NONE;
    size_t n_longest = 0;
    before = text_trim(before);
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        if (strlen(asking[i].words) > n_longest && ends_with(before, asking[i].words)) {
            found = asking[i].relation;
            n_longest = strlen(asking[i].words);
        }
    return found;
}

static bool names_year(struct text before)
{
    static const char *const words[] = {" in", " eind", " per", " uiterlijk", " vanaf"};
    before = text_trim(before);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ends_with(before, words[i]) ||
            (strlen(words[i]) == before.n_bytes + 1 && ends_with(before, words[i] + 1)))
            return true;
    return false;
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* A number that stands by itself: no part of a code, a range or an age ("6M3-8", "18-64", "65+").
 */
static bool stands_alone(struct text sentence, size_t begin, size_t end)
{
    char before = begin ? sentence.bytes[begin - 1] : ' ';
    char after = end < sentence.n_bytes ? sentence.bytes[end] : ' ';
    return !is_letter(before) && !is_letter(after) && !strchr("-+/", before) &&
           !strchr("-+/", after);
}

/* The next number of the sentence from *at on, which moves behind it. */
static bool next_number(struct text sentence, size_t *at, struct said *said)
{
    while (*at < sentence.n_bytes) {
        size_t begin = *at, end;
        if (!text_is_digit(sentence.bytes[begin])) {
            ++*at;
            continue;
        }
        for (end = begin; end < sentence.n_bytes && (text_is_digit(sentence.bytes[end]) ||
                                                     strchr(".,", sentence.bytes[end]));)
            end++;
        *at = end;
        while (!text_is_digit(sentence.bytes[end - 1]))
            end--;
        bool grouped;
        struct text digits = {sentence.bytes + begin, end - begin};
        if (!stands_alone(sentence, begin, end) || !decimal_parse(digits, &said->number, &grouped))
            continue;
        struct text behind = text_trim((struct text){sentence.bytes + end, sentence.n_bytes - end});
        said->percent =
            behind.n_bytes && (behind.bytes[0] == '%' ||
                               (behind.n_bytes >= 7 && memcmp(behind.bytes, "procent", 7) == 0));
        said->relation = asked_by((struct text){sentence.bytes, begin});
        said->is_year = !said->percent && !grouped && said->number.n_decimals == 0 &&
                        said->number.mantissa >= 1900 && said->number.mantissa < 2200 &&
                        said->relation == RELATION_NONE;
        said->names_year = said->is_year && names_year((struct text){sentence.bytes, begin});
        said->is_target = said->percent || said->relation != RELATION_NONE;
        return true;
    }
    return false;
}

/* ---- the sentence of a goal ---- */

/* Words that ask the other way round; of a change they are about the change. */
static bool asks_otherwise(const struct goal *goal, enum relation said)
{
    static const int way[RELATIONS] = {[RELATION_LESS] = -1,
                                       [RELATION_AT_MOST] = -1,
                                       [RELATION_MORE] = 1,
                                       [RELATION_AT_LEAST] = 1};
    return way[said] * way[goal->target.relation] < 0 && goal->kind == GOAL_BOUND;
}

static const char *place_of(const struct toetsing *toetsing, const struct goal *goal)
{
    return arena_printf(toetsing->found.arena, "%s:%d", path_name(toetsing->indicators->goals_path),
                        goal->line_no);
}

void toets_sentence(struct toetsing *toetsing, const struct goal *goal)
{
    struct text sentence = text_of(goal->sentence);
    struct said said, other = {0};
    bool agrees = false, has_year = false, year_agrees = false, has_other = false;
    for (size_t at = 0; next_number(sentence, &at, &said);) {
        has_year |= said.names_year && said.number.mantissa != goal->base_year;
        year_agrees |= said.is_year && said.number.mantissa == goal->year;
        if (said.is_year || !said.is_target || !goal_has_target(goal))
            continue;
        bool same = decimal_compare(said.number, goal->target.value) == 0 &&
                    !asks_otherwise(goal, said.relation);
        agrees |= same;
        if (!same && !has_other)
            other = said;
        has_other |= !same;
    }
    if (has_other && !agrees)
        toets_found(toetsing, "doel %s: de zin noemt %s%s%s, de streefwaarde is %s (%s)",
                    goal->code, relation_names[other.relation], toets_plain(toetsing, other.number),
                    other.percent ? "%" : "", notation_text(toetsing->found.arena, &goal->target),
                    place_of(toetsing, goal));
    if (has_year && !year_agrees)
        toets_found(toetsing, "doel %s: de zin noemt %d niet, het jaar van de streefwaarde (%s)",
                    goal->code, goal->year, place_of(toetsing, goal));
}

/* ---- a promise in a title ---- */

/* "neemt toe met 5 % per jaar", "daalt jaarlijks 3%"; "neemt in 2017-2022 toe met 10%". */
struct promise {
    struct decimal percent;
    bool rises;
    bool per_year;
    int from, to; /* of a promise over years */
};

/* "2017-2022" */
static bool find_years(const char *title, struct promise *promise)
{
    for (const char *dash = title; (dash = strchr(dash, '-')); dash++) {
        if (dash - title < 4)
            continue;
        int from = 0, to = 0;
        if (sscanf(dash - 4, "%4d-%4d", &from, &to) == 2 && from >= 1900 && to < 2200 &&
            to > from) {
            promise->from = from;
            promise->to = to;
            return true;
        }
    }
    return false;
}

static bool find_percent(const char *title, struct decimal *percent)
{
    struct said said;
    /* "+5 %" stands behind its sign */
    for (size_t at = 0; *title && at < strlen(title);) {
        struct text rest = text_of(title);
        size_t before = at;
        if (!next_number(rest, &at, &said)) {
            const char *sign = strpbrk(title + before, "+-");
            if (!sign)
                return false;
            title = sign + 1;
            at = 0;
            continue;
        }
        if (said.percent) {
            *percent = said.number;
            return true;
        }
    }
    return false;
}

static bool find_promise(const char *title, struct promise *promise)
{
    static const char *const yearly[] = {"per jaar",   "jaarlijks",  "elk jaar",
                                         "ieder jaar", "ieder jaar", NULL};
    static const char *const falling[] = {"afname", "neemt af",   "nemen af", "daalt",   "dalen",
                                          "daling", "vermindert", "minder",   "afneemt", NULL};
    static const char *const rising[] = {"toename",  "neemt toe", "nemen toe", "stijgt",
                                         "stijgen",  "stijging",  "groeit",    "groei",
                                         "toeneemt", " toe ",     NULL};
    bool falls = text_has_word(title, falling), rises = text_has_word(title, rising);
    const char *plus = strchr(title, '+'), *minus = strchr(title, '-');
    bool signed_plus = plus && text_is_digit(plus[1]);
    bool signed_minus = minus && text_is_digit(minus[1]) && (minus == title || minus[-1] == ' ');
    *promise =
        (struct promise){.rises = rises || signed_plus, .per_year = text_has_word(title, yearly)};
    return (rises || signed_plus) != (falls || signed_minus) &&
           find_percent(title, &promise->percent) &&
           (promise->per_year || find_years(title, promise));
}

/* `to` >= `from` * (100 + p) / 100, or <= with minus; exact. */
static bool keeps(struct decimal from, struct decimal to, const struct promise *promise)
{
    struct decimal hundred = {100, 0}, factor, least, percent = promise->percent;
    if (!promise->rises)
        percent.mantissa = -percent.mantissa;
    if (!decimal_add(hundred, percent, &factor) ||
        __builtin_mul_overflow(from.mantissa, factor.mantissa, &least.mantissa))
        return true;
    least.n_decimals = from.n_decimals + factor.n_decimals + 2;
    return promise->rises ? decimal_compare(to, least) >= 0 : decimal_compare(to, least) <= 0;
}

static void look_pair(struct toetsing *toetsing, const struct printed_table *table,
                      const struct promise *promise, const struct value *before,
                      const struct value *after)
{
    if (!value_is_exact(before) || !value_is_exact(after) ||
        keeps(before->notation.value, after->notation.value, promise))
        return;
    toets_found(toetsing, "tabel %s belooft %s%s%%%s; %s: %s in %s, %s in %s", table->name,
                promise->rises ? "" : "-", toets_plain(toetsing, promise->percent),
                promise->per_year ? " per jaar" : "", toets_code(toetsing, after->indicator),
                toets_printed(toetsing, before), before->period, toets_printed(toetsing, after),
                after->period);
}

static const struct value *at_year(const struct toetsing *toetsing, size_t indicator, int year,
                                   const char *document)
{
    return indicators_value(toetsing->indicators, indicator,
                            arena_printf(toetsing->found.arena, "%d", year), KIND_REALISATIE,
                            document);
}

/* From the nulmeting, where there is one, else the first year. */
static void look_over_years(struct toetsing *toetsing, const struct printed_table *table,
                            const struct promise *promise, size_t indicator)
{
    struct values zero = indicators_values(toetsing->indicators, indicator, KIND_NULMETING);
    const struct value *before =
        zero.n ? zero.items[0] : at_year(toetsing, indicator, promise->from, table->document);
    look_pair(toetsing, table, promise, before,
              at_year(toetsing, indicator, promise->to, table->document));
}

static void look_per_year(struct toetsing *toetsing, const struct printed_table *table,
                          const struct promise *promise, size_t indicator)
{
    const struct value *before = NULL;
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct value *value;
        if (!toets_outcome(toetsing, table, c, indicator, &value))
            continue;
        if (before && value && value->year == before->year + 1)
            look_pair(toetsing, table, promise, before, value);
        before = value;
    }
}

void toets_promise(struct toetsing *toetsing, const struct printed_table *table)
{
    struct promise promise;
    if (!find_promise(table->title, &promise))
        return;
    for (size_t r = 0; r < table->n_rows; r++)
        (promise.per_year ? look_per_year : look_over_years)(toetsing, table, &promise,
                                                             table->rows[r].indicator);
}
