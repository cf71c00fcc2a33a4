#include "pipeline/format/notation.h"

#include <string.h>

const char *const value_status_names[VALUE_STATUSES + 1] = {"waarde", "nb", "nvt", "leeg", NULL};
const char *const relation_names[RELATIONS] = {"", "<", "≤", ">", "≥", "=", "≈"};

/* Every spelling, a longer one before those that it begins with. */
static const struct {
    const char *text;
    enum relation relation;
    int spelling;
} relation_words[] = {
    {"≤", RELATION_AT_MOST, 0},   {"<=", RELATION_AT_MOST, 1},  {"<", RELATION_LESS, 0},
    {"≥", RELATION_AT_LEAST, 0},  {">=", RELATION_AT_LEAST, 1}, {">", RELATION_MORE, 0},
    {"=", RELATION_EQUAL, 0},     {"≈", RELATION_ABOUT, 0},     {"ca.", RELATION_ABOUT, 1},
    {"circa", RELATION_ABOUT, 2}, {"±", RELATION_ABOUT, 3},
};
#define RELATION_WORDS (sizeof relation_words / sizeof *relation_words)

/* The usual word first: it is what notation.word 0 prints. */
static const char *const nb_words[] = {
    "NB",       "Nb",       "nb",          "N.B.",        "n.b.",           "n.n.b.",
    "onbekend", "Onbekend", "niet bekend", "Niet bekend", "nog niet bekend"};
static const char *const nvt_words[] = {"-",      "–",      "NVT",    "Nvt",   "nvt",
                                        "N.v.t.", "n.v.t.", "N.V.T.", "N.v.t", "n.v.t"};

struct words {
    const char *const *items;
    size_t n;
};

static const struct words words_of[VALUE_STATUSES] = {
    [VALUE_NB] = {nb_words, sizeof nb_words / sizeof *nb_words},
    [VALUE_NVT] = {nvt_words, sizeof nvt_words / sizeof *nvt_words},
    [VALUE_EMPTY] = {(const char *const[]){""}, 1},
};

/* ---- reading ---- */

static bool take_last(struct text *text, char last)
{
    if (text->n_bytes == 0 || text->bytes[text->n_bytes - 1] != last)
        return false;
    text->n_bytes--;
    return true;
}

static void take_relation(struct text *text, struct notation *found)
{
    for (size_t i = 0; i < RELATION_WORDS; i++)
        if (text_take_start(text, relation_words[i].text)) {
            found->relation = relation_words[i].relation;
            found->spelling = relation_words[i].spelling;
            return;
        }
}

static bool parse_word(struct text text, struct notation *found)
{
    for (size_t status = 0; status < VALUE_STATUSES; status++)
        for (size_t i = 0; i < words_of[status].n; i++)
            if (text_is(text, words_of[status].items[i])) {
                found->status = (enum value_status)status;
                found->word = (int)i;
                return found->status != VALUE_EMPTY || found->n_stars == 0;
            }
    return false;
}

/* A sign of its own kind, and then a number without one; -0 and +0 are none. */
static bool parse_signed(struct text text, struct notation *found)
{
    found->minus = text_take_start(&text, "−");
    found->plus = !found->minus && text_take_start(&text, "+");
    if (!decimal_parse(text, &found->value, &found->grouped))
        return false;
    if (!found->minus && !found->plus)
        return true;
    bool positive = found->value.mantissa > 0;
    if (found->minus)
        found->value.mantissa = -found->value.mantissa;
    return positive;
}

static bool parse_value(struct text text, struct notation *found)
{
    take_relation(&text, found);
    found->relation_space = found->relation != RELATION_NONE && text_take_start(&text, " ");
    found->euro = text_take_start(&text, "€");
    found->euro_space = found->euro && text_take_start(&text, " ");
    found->percent = take_last(&text, '%');
    found->percent_space = found->percent && take_last(&text, ' ');
    return parse_signed(text, found);
}

bool notation_parse(struct text text, struct notation *notation)
{
    struct notation found = {0};
    while (take_last(&text, '*'))
        found.n_stars++;
    found.star_space = found.n_stars && take_last(&text, ' ');
    if (!parse_word(text, &found) && !parse_value(text, &found))
        return false;
    *notation = found;
    return true;
}

/* ---- refusing ---- */

static bool has(struct text text, const char *part)
{
    return memmem(text.bytes, text.n_bytes, part, strlen(part)) != NULL;
}

/* The first digit, and what stands behind the digits there; false when there is none. */
static bool find_digit(struct text text, size_t *at)
{
    for (*at = 0; *at < text.n_bytes; ++*at)
        if (text_is_digit(text.bytes[*at]))
            return true;
    return false;
}

/* A digit, the mark, a digit: "5-10". */
static bool joins_digits(struct text text, const char *mark)
{
    size_t n = strlen(mark);
    for (size_t i = 1; i + n < text.n_bytes; i++)
        if (memcmp(text.bytes + i, mark, n) == 0) {
            size_t before = i - 1, after = i + n;
            before -= before > 0 && text.bytes[before] == ' ';
            after += after + 1 < text.n_bytes && text.bytes[after] == ' ';
            if (text_is_digit(text.bytes[before]) && text_is_digit(text.bytes[after]))
                return true;
        }
    return false;
}

static bool is_ratio(struct text text)
{
    return joins_digits(text, ":") || joins_digits(text, "/") || has(text, " op ");
}

static bool is_range(struct text text)
{
    return joins_digits(text, "-") || joins_digits(text, "–") || joins_digits(text, "à") ||
           joins_digits(text, "tot");
}

static bool has_dash_for_minus(struct text text)
{
    size_t at;
    return find_digit(text, &at) && at >= 3 && memcmp(text.bytes + at - 3, "–", 3) == 0;
}

static bool has_hard_space(struct text text)
{
    return has(text, "\xC2\xA0") || has(text, "\xE2\x80\xAF") || has(text, "\xE2\x80\x89");
}

static bool has_wrong_point(struct text text)
{
    const char *at = memchr(text.bytes, '.', text.n_bytes);
    return at && at + 1 < text.bytes + text.n_bytes && text_is_digit(at[1]) &&
           joins_digits(text, ".");
}

static bool has_letter(struct text text)
{
    for (size_t i = 0; i < text.n_bytes; i++)
        if ((text.bytes[i] | 32) >= 'a' && (text.bytes[i] | 32) <= 'z')
            return true;
    return false;
}

static bool has_word_only(struct text text)
{
    size_t at;
    return !find_digit(text, &at) && has_letter(text);
}

static bool is_too_long(struct text text)
{
    size_t n_digits = 0;
    const char *comma = text.n_bytes ? memchr(text.bytes, ',', text.n_bytes) : NULL;
    for (size_t i = 0; i < text.n_bytes; i++)
        n_digits += text_is_digit(text.bytes[i]);
    return n_digits > DECIMAL_MAX_DIGITS ||
           (comma && text.bytes + text.n_bytes - comma > DECIMAL_MAX_DECIMALS + 1);
}

static bool always(struct text text)
{
    (void)text;
    return true;
}

/* The first that holds says it. */
static const struct {
    bool (*holds)(struct text text);
    const char *says;
} faults[] = {
    {is_ratio, "een verhouding is geen getal: schrijf een getal en zet in eenheid waarvan"},
    {is_range, "een bereik is niet één waarde: schrijf een getal, met < of > als het een grens is"},
    {has_dash_for_minus, "een liggend streepje is geen minteken: schrijf -0,5"},
    {has_hard_space, "er staat een vaste spatie in: haal die weg of schrijf een gewone"},
    {has_word_only,
     "dit woord is geen waarde: niet bekend is NB, niet van toepassing is n.v.t. of -"},
    {has_letter, "achter een getal staat hoogstens % en *: een eenheid hoort in de kolom eenheid"},
    {has_wrong_point,
     "een punt staat tussen groepen van drie cijfers, en decimalen staan achter een komma"},
    {is_too_long, "een getal heeft hoogstens 15 cijfers, waarvan 6 achter de komma"},
    {always, "geen notatie die bekend is"},
};

const char *notation_fault(struct text text)
{
    size_t i = 0;
    while (!faults[i].holds(text))
        i++;
    return faults[i].says;
}

/* ---- writing ---- */

static const char *relation_text(const struct notation *notation)
{
    for (size_t i = 0; i < RELATION_WORDS; i++)
        if (relation_words[i].relation == notation->relation &&
            relation_words[i].spelling == notation->spelling)
            return relation_words[i].text;
    return "";
}

const char *notation_text(struct arena *arena, const struct notation *notation)
{
    char *stars = arena_alloc(arena, (size_t)notation->n_stars + 2);
    memset(stars, '*', (size_t)notation->n_stars + notation->star_space);
    if (notation->star_space)
        *stars = ' ';
    if (notation->status != VALUE_KNOWN)
        return arena_printf(arena, "%s%s", words_of[notation->status].items[notation->word], stars);
    struct decimal value = notation->value;
    if (notation->minus)
        value.mantissa = -value.mantissa;
    return arena_printf(arena, "%s%s%s%s%s%s%s%s%s", relation_text(notation),
                        notation->relation_space ? " " : "", notation->euro ? "€" : "",
                        notation->euro_space ? " " : "",
                        notation->minus  ? "−"
                        : notation->plus ? "+"
                                         : "",
                        decimal_text(arena, value, notation->grouped),
                        notation->percent_space ? " " : "", notation->percent ? "%" : "", stars);
}

/* ---- what it says ---- */

bool notation_equal(const struct notation *a, const struct notation *b)
{
    return a->status == b->status && a->relation == b->relation &&
           decimal_compare(a->value, b->value) == 0;
}

bool relation_parse(struct text text, enum relation *relation)
{
    for (size_t i = 0; i < RELATION_WORDS; i++)
        if (text_is(text, relation_words[i].text)) {
            *relation = relation_words[i].relation;
            return true;
        }
    if (text.n_bytes == 0)
        *relation = RELATION_NONE;
    return text.n_bytes == 0;
}

bool relation_holds(enum relation relation, struct decimal value, struct decimal bound)
{
    int order = decimal_compare(value, bound);
    switch (relation) {
    case RELATION_LESS:
        return order < 0;
    case RELATION_AT_MOST:
        return order <= 0;
    case RELATION_MORE:
        return order > 0;
    case RELATION_AT_LEAST:
        return order >= 0;
    default:
        return order == 0;
    }
}
