/* [kolommen] and [koppen]. */
#include "pipeline/base/array.h"
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/quoted.h"

#include <string.h>

/* One line of [kolommen] while it is read. */
struct formula {
    struct plan_reading *reading;
    const struct settings_key *key;
    struct kolom *kolom;
    int line_no;
    bool has_standen, has_kolommen;
    bool good;
};

bool plan_kolom(const struct plan *plan, struct text name, size_t *index)
{
    size_t i = array_index_of(plan->kolommen, plan->n_kolommen, name, name);
    *index = i < plan->n_kolommen ? i : *index;
    return i < plan->n_kolommen;
}

/* ---- operands ---- */

size_t plan_need_stand(struct plan_reading *reading, const struct stand *stand)
{
    struct plan *plan = reading->plan;
    size_t i = array_index(plan->standen, plan->n_standen, name, stand->name);
    if (i < plan->n_standen)
        return i;
    if (plan->n_standen == PLAN_MAX_STANDEN)
        settings_error(&reading->settings, 0, "[kolommen]: verwacht hoogstens %d standen",
                       PLAN_MAX_STANDEN);
    *arena_add(reading->arena, plan->standen, plan->n_standen) = *stand;
    return plan->n_standen - 1;
}

/* A term of the same stand is added to the one that is there: sign counts how often. */
static void add_stand(struct formula *formula, size_t stand, int sign)
{
    struct kolom *kolom = formula->kolom;
    for (size_t i = 0; i < kolom->n_standen; i++) {
        if (kolom->standen[i].index == stand) {
            kolom->standen[i].sign += sign;
            return;
        }
    }
    *arena_add(formula->reading->arena, kolom->standen, kolom->n_standen) =
        (struct kolom_term){stand, sign};
}

static bool add_kolom(struct formula *formula, struct text name, int sign)
{
    struct plan *plan = formula->reading->plan;
    struct kolom *kolom = formula->kolom;
    size_t index;
    if (!plan_kolom(plan, name, &index))
        return settings_error(&formula->reading->settings, formula->line_no,
                              "%s: '%.*s' is geen stand (<woord> <jaar>) en geen eerdere kolom%s",
                              formula->key->name, TEXT_ARG(name),
                              suggestion_among(formula->reading->arena, name, plan->kolommen,
                                               plan->n_kolommen, name));
    kolom->kolommen[kolom->n_kolommen++] = (struct kolom_term){index, sign};
    const struct kolom *earlier = &plan->kolommen[index];
    for (size_t i = 0; i < earlier->n_standen; i++)
        add_stand(formula, earlier->standen[i].index, sign * earlier->standen[i].sign);
    return true;
}

static bool add_operand(struct formula *formula, struct text operand, int sign)
{
    struct plan_reading *reading = formula->reading;
    struct stand stand;
    if (operand.n_bytes == 0)
        return settings_error(&reading->settings, formula->line_no,
                              "%s: verwacht een stand of kolom voor en na elke + en -",
                              formula->key->name);
    if (!memchr(operand.bytes, ' ', operand.n_bytes)) {
        formula->has_kolommen = true;
        return add_kolom(formula, operand, sign);
    }
    formula->has_standen = true;
    if (!stand_parse(reading->arena, operand, &stand))
        return settings_error(&reading->settings, formula->line_no,
                              "%s: verwacht een stand zoals 'primair 2024', gevonden '%.*s'; "
                              "soorten zijn " STAND_KINDS
                              " of een eigen woord, met een jaar erachter",
                              formula->key->name, TEXT_ARG(operand));
    add_stand(formula, plan_need_stand(reading, &stand), sign);
    return true;
}

/* ---- formulas ---- */

/* "a + b - c", perhaps with a sign in front. */
static void read_formula(struct formula *formula, const char *text)
{
    int sign;
    for (struct text rest = text_of(text), operand; signed_cut(&rest, &operand, &sign);)
        formula->good = add_operand(formula, operand, sign) && formula->good;
}

/* Terms that cancelled each other are left out; what counts more than once is refused. */
static void check_terms(struct formula *formula)
{
    struct plan_reading *reading = formula->reading;
    struct kolom *kolom = formula->kolom;
    size_t n = 0;
    for (size_t i = 0; i < kolom->n_standen; i++) {
        struct kolom_term term = kolom->standen[i];
        if (term.sign > 1 || term.sign < -1)
            settings_error(&reading->settings, formula->line_no, "%s: '%s' telt meer dan eens mee",
                           kolom->name, reading->plan->standen[term.index].name);
        if (term.sign != 0)
            kolom->standen[n++] = term;
    }
    kolom->n_standen = n;
    if (n == 0 && formula->good)
        settings_error(&reading->settings, formula->line_no, "%s: de formule is altijd nul",
                       kolom->name);
    if (formula->has_standen && formula->has_kolommen)
        settings_error(&reading->settings, formula->line_no,
                       "%s: verwacht alleen standen of alleen kolommen, gevonden allebei",
                       kolom->name);
}

void plan_check_kolom_name(struct plan_reading *reading, const struct settings_key *key)
{
    static const char *const taken[] = {"sectie", "code", "regel"};
    if (key->name[strspn(key->name, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0')
        settings_error(&reading->settings, key->line_no,
                       "naam van een kolom: verwacht kleine letters, cijfers en _, gevonden '%s'",
                       key->name);
    if (array_has(taken, ARRAY_LENGTH(taken), key->name))
        settings_error(&reading->settings, key->line_no,
                       "'%s' is al de naam van een kolom van de tabel", key->name);
}

const char *plan_whole_value(struct plan_reading *reading, const struct settings_key *key)
{
    struct text_list words = {.arena = reading->arena, .between = " "};
    for (size_t v = 0; v < key->n_values; v++) {
        struct text rest = text_of(key->values[v].text), word;
        while (text_split(&rest, ' ', &word))
            if (text_trim(word).n_bytes > 0)
                list_add(&words, "%.*s", TEXT_ARG(text_trim(word)));
    }
    return list_text(&words, "");
}

/* "begroting_na_wijziging_2024" -> "Begroting na wijziging 2024" */
static const char *default_heading(struct arena *arena, const char *name)
{
    char *heading = arena_copy(arena, name, strlen(name));
    for (char *at = heading; *at; at++)
        if (*at == '_')
            *at = ' ';
    if (heading[0] >= 'a' && heading[0] <= 'z')
        heading[0] = (char)(heading[0] - 'a' + 'A');
    return heading;
}

static void read_kolom(struct plan_reading *reading, const struct settings_key *key)
{
    struct plan *plan = reading->plan;
    const char *text = plan_whole_value(reading, key);
    struct kolom kolom = {
        .name = key->name,
        .heading = plan_heading(reading, key->name, NULL),
        .kolommen = arena_alloc(reading->arena, (strlen(text) + 1) * sizeof *kolom.kolommen),
        .line_no = key->line_no,
    };
    struct formula formula = {
        .reading = reading, .key = key, .kolom = &kolom, .line_no = key->line_no, .good = true};
    plan_check_kolom_name(reading, key);
    read_formula(&formula, text);
    check_terms(&formula);
    *arena_add(reading->arena, plan->kolommen, plan->n_kolommen) = kolom;
}

const char *plan_heading(struct plan_reading *reading, const char *name, const char *otherwise)
{
    struct settings *settings = &reading->settings;
    const struct settings_key *key =
        settings_find(settings, settings_section(settings, "koppen"), name);
    if (key)
        settings_refuse_comment(settings, key);
    const char *heading = key ? settings_one(settings, key) : NULL;
    return heading ? heading : otherwise ? otherwise : default_heading(reading->arena, name);
}

void plan_read_kolommen(struct plan_reading *reading)
{
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_need(settings, "kolommen");
    settings_know_all(section);
    for (size_t k = 0; section && k < section->n_keys; k++)
        read_kolom(reading, &section->keys[k]);
    if (section && section->n_keys == 0)
        settings_error(settings, section->line_no, "[kolommen] is leeg");
}
