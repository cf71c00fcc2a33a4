/* [sectie], [tekstregels], [buiten_scope], [omgekeerd] and [totaalregels]. */
#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"

#include <string.h>

#define BEGINS ".begint"

struct column_search {
    struct profile_reading *reading;
    bool in_sectie;
    const char *hint; /* for a name that is no column */
};

static size_t find_column(void *context, struct text name)
{
    struct column_search *search = context;
    if (search->in_sectie && text_is(name, AMOUNT_COLUMN_NAME))
        return AMOUNT_COLUMN;
    size_t column = profile_column(search->reading->profile, name);
    if (column == NO_COLUMN)
        search->hint = profile_column_hint(search->reading, name);
    return column;
}

static bool read_rule(struct profile_reading *reading, const struct settings_key *key,
                      const struct settings_value *value, bool in_sectie, struct rule *rule)
{
    struct column_search search = {reading, in_sectie, ""};
    const char *reason;
    *rule = (struct rule){.line_no = value->line_no};
    if (rule_parse(reading->arena, value->text, find_column, &search, rule, &reason))
        return true;
    return reading_error(reading, value->line_no, "%s: %s%s", key->name, reason, search.hint);
}

/* The lines of a key: alternatives. */
static struct rule *read_rules(struct profile_reading *reading, const struct settings_key *key,
                               size_t *n_rules)
{
    struct rule *rules = arena_alloc(reading->arena, key->n_values * sizeof *rules);
    *n_rules = 0;
    for (size_t v = 0; v < key->n_values; v++)
        *n_rules += read_rule(reading, key, &key->values[v], false, &rules[*n_rules]);
    return rules;
}

/* ---- [sectie] ---- */

/* A rule behind one that always holds would never be looked at. */
static void check_reached(struct profile_reading *reading, const struct rule *rule)
{
    const struct profile *profile = reading->profile;
    for (size_t i = 0; i < profile->n_secties; i++) {
        const struct rule *before = &profile->secties[i].rule;
        if (before->n_conditions > 0)
            continue;
        reading_error(reading, rule->line_no,
                      "deze regel komt nooit aan bod: 'altijd' op regel %d gaat voor",
                      before->line_no);
        return;
    }
}

/* What `bedragkolom` is compared with must be an amount. */
static void check_amounts(struct profile_reading *reading, const struct settings_key *key,
                          const struct rule *rule)
{
    const struct profile *profile = reading->profile;
    for (size_t i = 0; i < rule->n_conditions; i++) {
        const struct condition *condition = &rule->conditions[i];
        struct text_list names = {.arena = reading->arena, .most = 4};
        bool any = condition->column != AMOUNT_COLUMN;
        for (size_t a = 0; a < profile->n_amounts && !any; a++) {
            list_add(&names, "\"%s\"", profile->amounts[a].name);
            any = condition_matches(condition, text_of(profile->amounts[a].name));
        }
        if (!any)
            reading_error(reading, rule->line_no,
                          "%s: " AMOUNT_COLUMN_NAME
                          ": geen van de namen in [bedragen] voldoet hieraan: %s",
                          key->name, list_text(&names, ""));
    }
}

static void read_sectie_key(struct profile_reading *reading, const struct settings_key *key)
{
    struct profile *profile = reading->profile;
    struct sectie_rule sectie = {.sectie = sectie_named(text_of(key->name))};
    if (sectie.sectie == SECTIE_COUNT)
        return; /* reported as an unknown setting */
    for (size_t v = 0; v < key->n_values; v++) {
        if (!read_rule(reading, key, &key->values[v], true, &sectie.rule))
            continue;
        check_amounts(reading, key, &sectie.rule);
        check_reached(reading, &sectie.rule);
        *arena_add(reading->arena, profile->secties, profile->n_secties) = sectie;
    }
}

static void read_secties(struct profile_reading *reading)
{
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_need(settings, "sectie");
    for (int s = 0; s < SECTIE_COUNT; s++)
        settings_find(settings, section, sectie_name((enum sectie)s));
    for (size_t k = 0; section && k < section->n_keys; k++)
        read_sectie_key(reading, &section->keys[k]);
    if (section && section->n_keys == 0)
        settings_error(
            settings, section->line_no,
            "[sectie] is leeg: zeg welke regels lasten, baten, stortingen en onttrekkingen zijn");
}

/* ---- [tekstregels] and [buiten_scope] ---- */

/* The names of pnc's own rules: a line in controles.csv must say which of them it was. */
static bool is_taken(const char *name)
{
    static const char *const taken[] = {"in een cel",   "zonder koppeling", "leeg bedrag",
                                        "andere stand", "ander programma",  "periode telt niet mee",
                                        "totaalregel"};
    return array_has(taken, ARRAY_LENGTH(taken), name);
}

/* "kaart.begint = rekening" */
static void read_begun(struct profile_reading *reading, struct settings_section *section,
                       struct scope_rule *scope)
{
    struct profile *profile = reading->profile;
    const char *name = arena_printf(reading->arena, "%s" BEGINS, scope->name);
    size_t n,
        *columns = profile_columns(reading, settings_find(&reading->settings, section, name), &n);
    scope->begins = n ? arena_alloc(reading->arena, profile->n_columns) : NULL;
    for (size_t i = 0; i < n; i++) {
        struct profile_column *column = &profile->columns[columns[i]];
        scope->begins[columns[i]] = column->down = column->headed = true;
        profile->any_down = profile->any_headed = true;
    }
}

static void read_scopes(struct profile_reading *reading, const char *section_name, bool layout)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_section(settings, section_name);
    for (size_t k = 0; section && k < section->n_keys; k++) {
        struct settings_key *key = &section->keys[k];
        struct scope_rule scope = {.name = key->name};
        if (layout && text_ends(text_of(key->name), BEGINS))
            continue;
        key->known = true;
        if (is_taken(key->name))
            settings_error(settings, key->line_no,
                           "'%s' is de naam van een regel die pnc zelf heeft", key->name);
        if (array_find(profile->scopes, profile->n_scopes, name, key->name))
            settings_error(settings, key->line_no,
                           "'%s' is al de naam van een regel in een andere sectie", key->name);
        scope.rules = read_rules(reading, key, &scope.n_rules);
        if (layout)
            read_begun(reading, section, &scope);
        *arena_add(reading->arena, profile->scopes, profile->n_scopes) = scope;
    }
}

static void read_turned(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    const struct settings_section *section = settings_names(&reading->settings, "omgekeerd");
    for (size_t k = 0; k < section->n_keys; k++) {
        struct turned_rule *turned = arena_add(reading->arena, profile->turned, profile->n_turned);
        turned->rules = read_rules(reading, &section->keys[k], &turned->n_rules);
    }
}

/* ---- [totaalregels] ---- */

/* "naam.over" and the like: what is said about the total "naam". */
static bool is_about_total(const char *name)
{
    static const char *const endings[] = {".over", ".per", ".afronding", ".mag_ontbreken"};
    for (size_t i = 0; i < ARRAY_LENGTH(endings); i++)
        if (text_ends(text_of(name), endings[i]) && strcmp(name, endings[i]) != 0)
            return true;
    return false;
}

/* What else is said about a total. */
static void read_about_total(struct profile_reading *reading, struct settings_section *section,
                             struct total_rule *total)
{
    static const char *const over[] = {"alles", "sinds vorige", NULL};
    struct settings *settings = &reading->settings;
    struct arena *arena = reading->arena;
    const char *rounded = arena_printf(arena, "%s.afronding", total->name);
    const struct settings_key *per =
        settings_find(settings, section, arena_printf(arena, "%s.per", total->name));
    total->since_previous =
        settings_choice(settings, section->name, arena_printf(arena, "%s.over", total->name), over,
                        0) == 1;
    total->rounded = settings_money(settings, section->name, rounded, (struct money){0});
    if (total->rounded.cents < 0)
        settings_wrong(settings, section->name, rounded, "verwacht een bedrag boven 0");
    total->may_lack = settings_yes(settings, section->name,
                                   arena_printf(arena, "%s.mag_ontbreken", total->name), false);
    total->per = profile_columns(reading, per, &total->n_per);
}

/* A name that is no column has been told. */
static void mark(bool *columns, size_t column)
{
    if (column < PROFILE_MAX_COLUMNS)
        columns[column] = true;
}

static void mark_deciding_columns(const struct profile *profile, bool *columns)
{
    for (size_t i = 0; i < profile->n_secties; i++)
        rule_mark_columns(&profile->secties[i].rule, 1, columns);
    for (size_t i = 0; i < profile->n_key; i++)
        mark(columns, profile->key[i].column);
    for (size_t a = 0; a < profile->n_amounts; a++)
        for (size_t i = 0; i < profile->amounts[a].stand.n_parts; i++)
            if (!profile->amounts[a].stand.parts[i].literal)
                mark(columns, profile->amounts[a].stand.parts[i].column);
}

/* TOTAAL & uvo: O may be the total of the O lines: by the columns of its rule that decide where
 * a line goes, beside at least one that only tells the total. */
static void guess_per(struct profile_reading *reading, struct total_rule *total)
{
    bool decides[PROFILE_MAX_COLUMNS] = {0};
    const struct rule *rule = &total->rules[0];
    if (total->n_per || total->n_rules != 1)
        return;
    mark_deciding_columns(reading->profile, decides);
    total->per = arena_alloc(reading->arena, rule->n_conditions * sizeof *total->per);
    for (size_t i = 0; i < rule->n_conditions; i++)
        if (rule->conditions[i].column < PROFILE_MAX_COLUMNS && decides[rule->conditions[i].column])
            total->per[total->n_per++] = rule->conditions[i].column;
    if (total->n_per == rule->n_conditions)
        total->n_per = 0;
    total->or_all = total->n_per > 0;
}

static void read_totals(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_section(settings, "totaalregels");
    for (size_t k = 0; section && k < section->n_keys; k++) {
        struct settings_key *key = &section->keys[k];
        if (is_about_total(key->name))
            continue;
        key->known = true;
        struct total_rule total = {.name = key->name};
        total.rules = read_rules(reading, key, &total.n_rules);
        read_about_total(reading, section, &total);
        guess_per(reading, &total);
        *arena_add(reading->arena, profile->totals, profile->n_totals) = total;
    }
}

void profile_read_scopes(struct profile_reading *reading)
{
    read_scopes(reading, "tekstregels", true);
    reading->profile->n_layout = reading->profile->n_scopes;
    read_scopes(reading, "buiten_scope", false);
}

/* ---- [sluitregel] ---- */

static void read_trailer(struct profile_reading *reading)
{
    struct settings *settings = &reading->settings;
    struct profile_trailer *trailer = &reading->profile->trailer;
    static const char section[] = "sluitregel";
    if (!settings_section(settings, section))
        return;
    trailer->mark = settings_text(settings, section, "begint_met", NULL);
    trailer->lines =
        (size_t)settings_number(settings, section, "regels", 0, PROFILE_MAX_COLUMNS, 0);
    trailer->total =
        (size_t)settings_number(settings, section, "bedrag", 0, PROFILE_MAX_COLUMNS, 0);
    trailer->debet = (size_t)settings_number(settings, section, "debet", 0, PROFILE_MAX_COLUMNS, 0);
    trailer->credit =
        (size_t)settings_number(settings, section, "credit", 0, PROFILE_MAX_COLUMNS, 0);
}

void profile_read_rules(struct profile_reading *reading)
{
    read_secties(reading);
    profile_read_scopes(reading);
    read_turned(reading);
    read_totals(reading);
    read_trailer(reading);
}
