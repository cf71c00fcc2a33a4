#include "pipeline/format/notation.h"

#include <string.h>

const char *const value_status_names[VALUE_STATUSES + 1] = {"waarde", "nb", "nvt", "leeg", NULL};
const char *const relation_names[RELATIONS] = {"", "<", "≤", ">", "≥", "="};
static const char *const ascii_relations[RELATIONS] = {"", "<", "<=", ">", ">=", "="};

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

static bool take(struct text *text, const char *prefix)
{
    size_t n = strlen(prefix);
    if (n == 0 || text->n_bytes < n || memcmp(text->bytes, prefix, n) != 0)
        return false;
    *text = (struct text){text->bytes + n, text->n_bytes - n};
    return true;
}

static bool take_last(struct text *text, char last)
{
    if (text->n_bytes == 0 || text->bytes[text->n_bytes - 1] != last)
        return false;
    text->n_bytes--;
    return true;
}

/* "≤" before "<=" before "<": the longer spelling of each is tried first. */
static void take_relation(struct text *text, struct notation *found)
{
    static const enum relation order[] = {RELATION_AT_MOST, RELATION_AT_LEAST, RELATION_LESS,
                                          RELATION_MORE, RELATION_EQUAL};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (take(text, relation_names[order[i]])) {
            found->relation = order[i];
            return;
        }
        if (take(text, ascii_relations[order[i]])) {
            found->relation = order[i];
            found->ascii = true;
            return;
        }
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

static bool parse_value(struct text text, struct notation *found)
{
    take_relation(&text, found);
    found->relation_space = found->relation != RELATION_NONE && take(&text, " ");
    found->euro = take(&text, "€");
    found->euro_space = found->euro && take(&text, " ");
    found->percent = take_last(&text, '%');
    found->percent_space = found->percent && take_last(&text, ' ');
    return decimal_parse(text, &found->value, &found->grouped);
}

bool notation_parse(struct text text, struct notation *notation)
{
    struct notation found = {0};
    while (take_last(&text, '*'))
        found.n_stars++;
    if (!parse_word(text, &found) && !parse_value(text, &found))
        return false;
    *notation = found;
    return true;
}

/* ---- writing ---- */

const char *notation_text(struct arena *arena, const struct notation *notation)
{
    char *stars = arena_alloc(arena, (size_t)notation->n_stars + 1);
    memset(stars, '*', (size_t)notation->n_stars);
    if (notation->status != VALUE_KNOWN)
        return arena_printf(arena, "%s%s", words_of[notation->status].items[notation->word], stars);
    return arena_printf(arena, "%s%s%s%s%s%s%s%s",
                        (notation->ascii ? ascii_relations : relation_names)[notation->relation],
                        notation->relation_space ? " " : "", notation->euro ? "€" : "",
                        notation->euro_space ? " " : "",
                        decimal_text(arena, notation->value, notation->grouped),
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
    for (int i = 0; i < RELATIONS; i++)
        if (text_is(text, relation_names[i]) || text_is(text, ascii_relations[i])) {
            *relation = (enum relation)i;
            return true;
        }
    return false;
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
