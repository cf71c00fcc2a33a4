#include "pipeline/settings/rule.h"

#include "pipeline/format/quoted.h"

#include <string.h>

/* One line while it is parsed. */
struct parsing {
    struct arena *arena;
    rule_column_fn *column;
    void *context;
    const char *reason; /* the first fault */
};

/* "<before>'found'<behind>" */
static bool refuse(struct parsing *parsing, const char *before, struct text found,
                   const char *behind)
{
    parsing->reason = arena_printf(parsing->arena, "%s'%.*s'%s", before, TEXT_ARG(found), behind);
    return false;
}

/* ---- patterns ---- */

#define ANY_LENGTH "elke lengte"

/* Takes a word that the text ends with off. */
static bool take_end(struct text *text, const char *word)
{
    size_t n = strlen(word);
    if (text->n_bytes <= n || memcmp(text->bytes + text->n_bytes - n, word, n) != 0)
        return false;
    *text = text_trim((struct text){text->bytes, text->n_bytes - n});
    return true;
}

static bool parse_range(struct parsing *parsing, struct text body, struct pattern *pattern)
{
    bool any_length = take_end(&body, ANY_LENGTH);
    struct text rest = body, low, high;
    quoted_cut(&rest, '-', &low);
    high = text_trim(rest);
    if (!text_is_digits(low) || !text_is_digits(high) || low.n_bytes != high.n_bytes)
        return refuse(parsing, "", body,
                      " is geen bereik: verwacht twee even lange rijen cijfers, zoals "
                      "400000-499999 (met " ANY_LENGTH
                      " erachter ook langere rekeningen); zet een tekst met een streepje tussen "
                      "aanhalingstekens");
    if (memcmp(low.bytes, high.bytes, low.n_bytes) > 0)
        return refuse(parsing, "bereik ", body, " begint na zijn einde");
    *pattern = (struct pattern){PATTERN_RANGE, low, high, any_length};
    return true;
}

static bool holds(struct text t, char mark)
{
    return t.n_bytes > 0 && memchr(t.bytes, mark, t.n_bytes);
}

static bool parse_body(struct parsing *parsing, struct text body, struct pattern *pattern)
{
    if (body.bytes[0] == '"' && !quoted_plain(parsing->arena, body, &pattern->low))
        return refuse(parsing, "aanhalingstekens kloppen niet in ", body, "");
    if (body.bytes[0] == '"')
        return pattern->kind != PATTERN_EXACT || !text_ends(pattern->low, "*") ||
               pattern->low.bytes[0] == '*' ||
               refuse(parsing, "", body,
                      ": een * tussen aanhalingstekens is een gewoon teken; zet het sterretje "
                      "erachter, of ervoor als het veld op een * eindigt");
    if (holds(body, '*') || holds(body, '"') || holds(body, ':') || holds(body, '\\'))
        return refuse(parsing, "", body,
                      " is geen patroon: zet een tekst met een leesteken tussen aanhalingstekens; "
                      "een * mag alleen aan het begin of eind staan");
    if (!holds(body, '-')) {
        pattern->low = body;
        return true;
    }
    if (pattern->kind == PATTERN_EXACT)
        return parse_range(parsing, body, pattern);
    return refuse(parsing, "", body, ": zet een tekst met een streepje tussen aanhalingstekens");
}

static bool parse_pattern(struct parsing *parsing, struct text text, struct pattern *pattern)
{
    static const enum pattern_kind kinds[2][2] = {{PATTERN_EXACT, PATTERN_START},
                                                  {PATTERN_END, PATTERN_PART}};
    *pattern = (struct pattern){.kind = PATTERN_ANY};
    if (text_is(text, "*"))
        return true;
    pattern->kind = PATTERN_EMPTY;
    if (text_is(text, "leeg"))
        return true;
    struct text body = text;
    bool before = body.n_bytes > 0 && body.bytes[0] == '*';
    body = text_from(body, before);
    bool behind = body.n_bytes > 0 && body.bytes[body.n_bytes - 1] == '*';
    body.n_bytes -= behind;
    if (body.n_bytes == 0)
        return refuse(parsing, "leeg patroon ", text,
                      "; schrijf leeg voor een leeg veld, * voor elk veld");
    pattern->kind = kinds[before][behind];
    return parse_body(parsing, body, pattern);
}

/* ---- conditions ---- */

static bool parse_condition(struct parsing *parsing, struct text text, struct condition *condition)
{
    struct text rest = text, name, part;
    quoted_cut(&rest, ':', &name);
    if (!rest.bytes)
        return refuse(parsing, "verwacht kolom: patroon, gevonden ", text, "");
    *condition = (struct condition){.column = parsing->column(parsing->context, name)};
    if (condition->column == (size_t)-1)
        return refuse(parsing, "kolom ", name, " staat niet in [kolommen]");
    rest = text_trim(rest);
    condition->negated = text_take_word(&rest, "niet");
    while (quoted_cut(&rest, ',', &part))
        if (!parse_pattern(parsing, part,
                           arena_add(parsing->arena, condition->patterns, condition->n_patterns)))
            return false;
    return true;
}

bool rule_parse(struct arena *arena, const char *text, rule_column_fn *column, void *context,
                struct rule *rule, const char **reason)
{
    struct parsing parsing = {.arena = arena, .column = column, .context = context};
    struct text rest = text_of(arena_copy(arena, text, strlen(text))), part;
    struct rule parsed = {.line_no = rule->line_no};
    bool always = text_is(text_trim(rest), "altijd");
    while (!always && quoted_cut(&rest, '&', &part)) {
        if (!parse_condition(&parsing, part,
                             arena_add(arena, parsed.conditions, parsed.n_conditions))) {
            *reason = parsing.reason;
            return false;
        }
    }
    *rule = parsed;
    return true;
}

/* ---- matching ---- */

static bool in_range(const struct pattern *pattern, struct text value)
{
    size_t n = pattern->low.n_bytes;
    return (pattern->any_length || value.n_bytes == n) &&
           memcmp(value.bytes, pattern->low.bytes, n) >= 0 &&
           memcmp(value.bytes, pattern->high.bytes, n) <= 0 && text_is_digits(value);
}

bool pattern_matches(const struct pattern *pattern, struct text value)
{
    struct text low = pattern->low;
    bool fits = value.n_bytes >= low.n_bytes && low.n_bytes > 0;
    switch (pattern->kind) {
    case PATTERN_EXACT:
        return text_equal(value, low);
    case PATTERN_START:
        return fits && memcmp(value.bytes, low.bytes, low.n_bytes) == 0;
    case PATTERN_END:
        return fits &&
               memcmp(value.bytes + value.n_bytes - low.n_bytes, low.bytes, low.n_bytes) == 0;
    case PATTERN_PART:
        return fits && memmem(value.bytes, value.n_bytes, low.bytes, low.n_bytes);
    case PATTERN_RANGE:
        return fits && in_range(pattern, value);
    case PATTERN_EMPTY:
        return value.n_bytes == 0;
    case PATTERN_ANY:
        return true;
    }
    return false;
}

bool condition_matches(const struct condition *condition, struct text value)
{
    bool matches = false;
    for (size_t i = 0; i < condition->n_patterns && !matches; i++)
        matches = pattern_matches(&condition->patterns[i], value);
    return matches != condition->negated;
}

void rule_mark_columns(const struct rule *rules, size_t n_rules, bool *columns)
{
    for (size_t r = 0; r < n_rules; r++)
        for (size_t i = 0; i < rules[r].n_conditions; i++)
            if (rules[r].conditions[i].column < RULE_NO_COLUMNS)
                columns[rules[r].conditions[i].column] = true;
}
