#include "pipeline/reading/column.h"

#include "pipeline/settings/stand.h"

#include <stdio.h>
#include <stdlib.h>

static void mark(bool *used, size_t index)
{
    if (index != NO_COLUMN && index != AMOUNT_COLUMN)
        used[index] = true;
}

/* Columns of which more than the year and the month may decide. */
static void mark_deciding(const struct profile *profile, const bool *kept_roles, bool *decides)
{
    for (size_t i = 0; i < profile->n_key; i++)
        mark(decides, profile->key[i].column);
    for (size_t i = 0; i < profile->n_secties; i++)
        rule_mark_columns(&profile->secties[i].rule, 1, decides);
    for (size_t i = 0; i < profile->n_scopes; i++)
        rule_mark_columns(profile->scopes[i].rules, profile->scopes[i].n_rules, decides);
    for (size_t i = 0; i < profile->n_totals; i++)
        rule_mark_columns(profile->totals[i].rules, profile->totals[i].n_rules, decides);
    for (size_t i = 0; i < profile->n_amounts; i++) {
        const struct template *stand = &profile->amounts[i].stand;
        for (size_t p = 0; p < stand->n_parts; p++)
            if (!stand->parts[p].literal && !stand->parts[p].year_of_date)
                mark(decides, stand->parts[p].column);
    }
    for (int role = 0; role < ROLE_COUNT; role++)
        if ((kept_roles[role] && role != ROLE_PERIODE) || role == ROLE_SLEUTELNAAM ||
            role == ROLE_REKENINGNAAM)
            mark(decides, profile->role[role]);
    if (profile->role[ROLE_REKENINGNAAM] != NO_COLUMN)
        mark(decides, profile->role[ROLE_REKENING]);
    if (profile->period_kind != PERIOD_OF_DATE)
        mark(decides, profile->role[ROLE_PERIODE]);
}

static void mark_months(const struct profile *profile, bool *by_month)
{
    mark(by_month, profile->role[ROLE_PERIODE]);
    for (size_t i = 0; i < profile->n_amounts; i++) {
        const struct template *stand = &profile->amounts[i].stand;
        for (size_t p = 0; p < stand->n_parts; p++)
            if (stand->parts[p].year_of_date)
                mark(by_month, stand->parts[p].column);
    }
}

/* What has to be read and to be right besides. */
static void mark_checked(const struct profile *profile, bool *used)
{
    for (size_t i = 0; i < profile->n_totals; i++)
        for (size_t p = 0; p < profile->totals[i].n_per; p++)
            mark(used, profile->totals[i].per[p]);
    for (size_t i = 0; i < profile->n_amounts; i++)
        mark(used, profile->amounts[i].flag);
    mark(used, profile->unit_column);
    if (profile->role[ROLE_CONTRA] != NO_COLUMN)
        mark(used, profile->role[ROLE_REKENING]);
    for (size_t i = 0; i < profile->n_turned; i++)
        rule_mark_columns(profile->turned[i].rules, profile->turned[i].n_rules, used);
    for (size_t c = 0; c < profile->n_columns; c++) {
        if (profile->date_of[c].text)
            mark(used, profile->date_of[c].year_column);
        if (profile->date_of[c].text || profile->columns[c].values || profile->columns[c].down ||
            profile_has_part(&profile->columns[c]))
            mark(used, c);
    }
}

void column_mark_used(const struct profile *profile, const bool *kept_roles, struct column *columns)
{
    bool used[PROFILE_MAX_COLUMNS] = {0}, decides[PROFILE_MAX_COLUMNS] = {0};
    bool by_month[PROFILE_MAX_COLUMNS] = {0};
    mark_deciding(profile, kept_roles, decides);
    mark_months(profile, by_month);
    mark_checked(profile, used);
    if (profile->role[ROLE_PERIODE] != NO_COLUMN)
        columns[profile->role[ROLE_PERIODE]].is_period = true;
    for (size_t c = 0; c < profile->n_columns; c++) {
        columns[c].decides = decides[c] || by_month[c];
        columns[c].by_month = by_month[c] && !decides[c];
        columns[c].used |= used[c] || columns[c].decides;
        columns[c].apart = profile->columns[c].down;
    }
}

static bool translate(const struct value_map *map, struct text *value)
{
    for (size_t i = 0; i < map->n; i++) {
        if (text_equal(map->from[i], *value)) {
            *value = map->to[i];
            return true;
        }
    }
    if (map->otherwise)
        *value = text_of(map->otherwise);
    return map->otherwise != NULL;
}

int column_period(const struct profile *profile, struct text value)
{
    int period = -1, year;
    struct date date;
    switch (profile->period_kind) {
    case PERIOD_NUMBER:
        return period_parse(value, &period) ? period : -1;
    case PERIOD_YEAR_MONTH:
        if (value.n_bytes != 6)
            return -1;
        return stand_year((struct text){value.bytes, 4}, &year) &&
                       period_parse((struct text){value.bytes + 4, 2}, &period)
                   ? period
                   : -1;
    case PERIOD_OF_DATE:
        return profile_date(profile, profile->role[ROLE_PERIODE], value, &date) ? date.month : -1;
    }
    return -1;
}

static enum column_fault learn_value(const struct profile *profile, size_t index,
                                     struct column *column, struct text raw, struct text *value)
{
    const struct profile_column *definition = &profile->columns[index];
    *value = text_trim(text_of(text_to_utf8(&column->memo.arena, raw, profile_encoding(profile))));
    if (!profile_lacks_year(profile, index))
        *value = profile_part(definition, *value);
    if (profile_is_empty(profile, text_trim(raw)))
        value->n_bytes = 0;
    bool absent =
        value->n_bytes == 0 && (definition->optional || profile->date_of[index].may_be_empty);
    struct date date;
    if (profile->date_of[index].text && !absent && !profile_date(profile, index, *value, &date))
        return COLUMN_DATE;
    if (definition->values && !translate(definition->values, value) && !absent)
        return COLUMN_VALUE;
    if (column->is_period && column_period(profile, *value) < 0)
        return COLUMN_PERIOD;
    return COLUMN_OK;
}

static uint32_t month_of(const struct profile *profile, size_t index, struct column *column,
                         struct text value)
{
    char name[16] = "";
    struct date date;
    int n = 0;
    if (profile_date(profile, index, value, &date))
        n = snprintf(name, sizeof name, "%d-%d", date.year, date.month);
    uint32_t month = memo_number(&column->month_names, (struct text){name, (size_t)n});
    column->n_months = column->month_names.n;
    return month;
}

void column_learn(const struct profile *profile, size_t index, struct column *column)
{
    size_t n = column->memo.n;
    if (n == column->n_learned)
        return;
    column->values = mem_grow(column->values, &column->values_cap, n, sizeof *column->values);
    column->faults = mem_grow(column->faults, &column->faults_cap, n, sizeof *column->faults);
    if (column->by_month)
        column->months = mem_grow(column->months, &column->months_cap, n, sizeof *column->months);
    for (size_t i = column->n_learned; i < n; i++) {
        enum column_fault fault =
            learn_value(profile, index, column, column->memo.texts[i], &column->values[i]);
        column->faults[i] = (uint8_t)fault;
        column->n_faulty += fault != COLUMN_OK;
        if (column->by_month)
            column->months[i] = month_of(profile, index, column, column->values[i]);
    }
    column->n_learned = n;
}

/* The values that a map accepts: "I, W". */
static const char *accepted(const struct value_map *map, struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < map->n; i++) {
        struct text from = map->from[i].n_bytes ? map->from[i] : text_of("niets");
        list = arena_printf(arena, "%s%s%.*s", list, i ? ", " : "", TEXT_ARG(from));
    }
    return list;
}

const char *column_explain(const struct profile *profile, size_t index, const struct column *column,
                           uint32_t number, struct arena *arena)
{
    const struct profile_column *definition = &profile->columns[index];
    const char *found =
        profile_shown(profile, index, column->memo.texts[number], COLUMN_SHOWN_CHARACTERS, arena);
    const char *wanted = "", *cure = "";
    switch ((enum column_fault)column->faults[number]) {
    case COLUMN_OK:
        return "";
    case COLUMN_VALUE:
        wanted = arena_printf(arena, "een van: %s", accepted(definition->values, arena));
        break;
    case COLUMN_DATE:
        wanted = arena_printf(arena, "een bestaande datum %s", profile->date_of[index].text);
        if (column->values[number].n_bytes == 0)
            cure = arena_printf(arena, " (mag zij leeg zijn, zeg dan in [datums]: %s = leeg, %s)",
                                definition->name, profile->date_of[index].text);
        break;
    case COLUMN_PERIOD:
        wanted = profile->period_kind == PERIOD_YEAR_MONTH ? "een periode jjjjmm"
                                                           : "een periode van 0 tot en met 99";
        break;
    }
    return arena_printf(arena, "%s: verwacht %s, gevonden \"%s\"%s", definition->name, wanted,
                        found, cure);
}

static bool rule_holds(const struct column *columns, const struct rule *rule, size_t i)
{
    for (size_t c = 0; c < rule->n_conditions; c++) {
        const struct column *column = &columns[rule->conditions[c].column];
        if (!condition_matches(&rule->conditions[c], column->values[column_number(column, i)]))
            return false;
    }
    return true;
}

bool column_any_rule_holds(const struct column *columns, const struct rule *rules, size_t n_rules,
                           size_t i)
{
    for (size_t r = 0; r < n_rules; r++)
        if (rule_holds(columns, &rules[r], i))
            return true;
    return false;
}

void column_forget(struct column *column)
{
    memo_forget(&column->memo);
    memo_forget(&column->month_names);
    column->n_learned = 0;
    column->n_faulty = 0;
}

void column_release(struct column *column)
{
    memo_release(&column->memo);
    memo_release(&column->month_names);
    free(column->values);
    free(column->faults);
    free(column->months);
}
