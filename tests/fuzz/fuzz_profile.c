/* Input: the INI file of a bronprofiel. */
#include "pipeline/settings/profile/profile.h"
#include "tests/fuzz/fuzz_file.h"

static bool is_column(const struct profile *p, size_t column)
{
    return column < p->n_columns;
}

static bool may_be_column(const struct profile *p, size_t column)
{
    return column == NO_COLUMN || is_column(p, column);
}

static void check_amounts(const struct profile *p)
{
    MUST(p->n_amounts >= 1 && p->n_amounts <= PROFILE_MAX_AMOUNTS);
    for (size_t a = 0; a < p->n_amounts; a++) {
        const struct profile_amount *amount = &p->amounts[a];
        MUST(is_column(p, amount->plus));
        MUST((amount->kind == AMOUNT_DIFFERENCE) == is_column(p, amount->minus));
        MUST((amount->kind == AMOUNT_FLAGGED) == is_column(p, amount->flag));
        MUST(amount->stand.n_parts >= 1);
        for (size_t i = 0; i < amount->stand.n_parts; i++)
            MUST(amount->stand.parts[i].literal || is_column(p, amount->stand.parts[i].column));
    }
    MUST(p->number.decimal != 0 && p->number.unit_cents >= 1);
    MUST(may_be_column(p, p->unit_column));
}

static void check_meaning(const struct profile *p)
{
    MUST(p->n_key >= 1);
    for (size_t i = 0; i < p->n_key; i++) {
        const struct key_part *part = &p->key[i];
        MUST(is_column(p, part->column) && part->first <= part->last && part->pad_width <= 64);
    }
    for (size_t role = 0; role < ROLE_COUNT; role++)
        MUST(may_be_column(p, p->role[role]));
    for (int s = 0; s < SECTIE_COUNT; s++)
        MUST(abs(sign_rule_factor(&p->sign, (enum sectie)s)) == 1);
}

/* Every condition is about a column and can be asked of any value. */
static void check_rule(const struct profile *p, const struct rule *rule, bool in_sectie)
{
    static const char *const values[] = {"", "4", "400000", "TOTAAL", "\xC3\xA9"};
    MUST(rule->line_no > 0);
    for (size_t i = 0; i < rule->n_conditions; i++) {
        const struct condition *condition = &rule->conditions[i];
        struct condition opposite = *condition;
        opposite.negated = !condition->negated;
        MUST((in_sectie && condition->column == AMOUNT_COLUMN) || is_column(p, condition->column));
        MUST(condition->n_patterns >= 1);
        for (size_t v = 0; v < sizeof values / sizeof *values; v++)
            MUST(condition_matches(condition, text_of(values[v])) !=
                 condition_matches(&opposite, text_of(values[v])));
    }
}

static void check_rules(const struct profile *p)
{
    MUST(p->n_secties >= 1);
    for (size_t i = 0; i < p->n_secties; i++)
        check_rule(p, &p->secties[i].rule, true);
    for (size_t i = 0; i < p->n_scopes; i++)
        for (size_t r = 0; r < p->scopes[i].n_rules; r++)
            check_rule(p, &p->scopes[i].rules[r], false);
    for (size_t i = 0; i < p->n_totals; i++)
        for (size_t r = 0; r < p->totals[i].n_rules; r++)
            check_rule(p, &p->totals[i].rules[r], false);
}

static bool accepts(const struct profile_column *column, const char *header)
{
    for (size_t i = 0; i < column->n_headers; i++)
        if (strcmp(column->headers[i], header) == 0)
            return true;
    return false;
}

/* One field may be two columns; a header with it twice does not bind. */
static bool shares_a_field(const struct profile *p)
{
    for (size_t a = 0; a < p->n_columns; a++)
        for (size_t b = 0; b < p->n_columns; b++)
            if (a != b && accepts(&p->columns[b], p->columns[a].headers[0]))
                return true;
    return false;
}

/* A header of the first name of every column binds; one without the last column does not, unless
 * that is optional. */
static void check_binding(const struct profile *p)
{
    struct text header[PROFILE_MAX_COLUMNS];
    size_t position_of[PROFILE_MAX_COLUMNS];
    struct errors errors = {0};
    for (size_t c = 0; c < p->n_columns; c++)
        header[c] = text_of(p->columns[c].headers[0]);
    MUST(profile_bind(p, header, p->n_columns, "x", &errors, position_of));
    for (size_t c = 0; c < p->n_columns; c++)
        MUST(position_of[c] == c);
    MUST(errors.n == 0);
    bool bound = profile_bind(p, header, p->n_columns - 1, "x", &errors, position_of);
    MUST(bound == p->columns[p->n_columns - 1].optional);
    MUST(position_of[p->n_columns - 1] == NO_COLUMN);
    errors_release(&errors);
}

static void check_profile(const struct profile *p)
{
    MUST(p->n_columns >= 1 && p->n_columns <= PROFILE_MAX_COLUMNS);
    check_amounts(p);
    check_meaning(p);
    check_rules(p);
    if (p->file.has_header && !shares_a_field(p))
        check_binding(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_file file = fuzz_file_open(data, size);
    struct arena arena = {0};
    struct errors errors = {0};
    struct profile profile;
    bool good = profile_read(file.path, &arena, &errors, &profile);
    fuzz_check_errors(good, &errors);
    if (good)
        check_profile(&profile);
    errors_release(&errors);
    arena_release(&arena);
    fuzz_file_close(file);
    return 0;
}
