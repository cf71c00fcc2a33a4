/* formule: "(a + b) / c * 100", over codes of indicators and numbers. */
#include "pipeline/settings/indicator/indicator_reading.h"

#include <string.h>

#define MAX_DEPTH 32 /* of brackets */

struct parsing {
    struct indicator_reading *reading;
    const struct csv_row *row;
    struct text rest;
    struct indicator_formula *formula;
    int depth;
};

static bool parse_sum(struct parsing *parsing);

static bool fail(struct parsing *parsing)
{
    return csv_row_error(&parsing->reading->file, parsing->row,
                         "formule: verwacht codes en getallen met + - * / ertussen, elk teken "
                         "tussen spaties, en haakjes, zoals '( a + b ) / c * 100'; gevonden "
                         "bij '%.*s'",
                         TEXT_ARG(parsing->rest));
}

/* The next bracket, or word up to a space or bracket; not taken off. */
static struct text next(struct parsing *parsing)
{
    parsing->rest = text_trim(parsing->rest);
    struct text rest = parsing->rest;
    size_t n = 0;
    while (n < rest.n_bytes && !strchr(" \t()", rest.bytes[n]))
        n++;
    return (struct text){rest.bytes, n == 0 && rest.n_bytes ? 1 : n};
}

static void skip(struct parsing *parsing, struct text token)
{
    parsing->rest = text_from(parsing->rest, token.n_bytes);
}

static bool take(struct parsing *parsing, const char *wanted)
{
    struct text token = next(parsing);
    if (!text_is(token, wanted))
        return false;
    skip(parsing, token);
    return true;
}

static void add_step(struct parsing *parsing, struct formula_step step)
{
    struct indicator_formula *formula = parsing->formula;
    *arena_add(parsing->reading->arena, formula->steps, formula->n) = step;
}

static bool parse_value(struct parsing *parsing)
{
    struct text token = next(parsing);
    struct formula_step step = {.kind = FORMULA_NUMBER};
    bool grouped;
    if (token.n_bytes == 0 || strchr(")+*/", token.bytes[0]) || text_is(token, "-"))
        return fail(parsing);
    if (!decimal_parse(token, &step.number, &grouped)) {
        step.kind = FORMULA_INDICATOR;
        step.indicator = indicator_of(parsing->reading, parsing->row, token);
        if (step.indicator == INDICATOR_NONE)
            return false;
    }
    skip(parsing, token);
    add_step(parsing, step);
    return true;
}

static bool parse_factor(struct parsing *parsing)
{
    if (!take(parsing, "("))
        return parse_value(parsing);
    if (parsing->depth == MAX_DEPTH)
        return fail(parsing);
    parsing->depth++;
    bool good = parse_sum(parsing) && (take(parsing, ")") || fail(parsing));
    parsing->depth--;
    return good;
}

static bool parse_chain(struct parsing *parsing, bool (*part)(struct parsing *), const char *marks)
{
    if (!part(parsing))
        return false;
    for (;;) {
        struct text token = next(parsing);
        if (token.n_bytes != 1 || !strchr(marks, token.bytes[0]))
            return true;
        skip(parsing, token);
        if (!part(parsing))
            return false;
        add_step(parsing, (struct formula_step){.kind = (enum formula_kind)token.bytes[0]});
    }
}

static bool parse_product(struct parsing *parsing)
{
    return parse_chain(parsing, parse_factor, "*/");
}

static bool parse_sum(struct parsing *parsing)
{
    return parse_chain(parsing, parse_product, "+-");
}

void indicator_read_formula(struct indicator_reading *reading, const struct csv_row *row,
                            struct text text, struct indicator_formula *formula)
{
    struct parsing parsing = {.reading = reading, .row = row, .rest = text, .formula = formula};
    if (text.n_bytes == 0)
        return;
    if (parse_sum(&parsing) && next(&parsing).n_bytes)
        fail(&parsing);
}
