/* [afwijkingen] and [vergelijk]. */
#include "pipeline/base/array.h"
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/date.h"
#include "pipeline/base/decimal.h"
#include "pipeline/base/suggest.h"
#include "pipeline/settings/run_name.h"

#include <string.h>

#define SECTION "afwijkingen"

/* ---- which kolommen ---- */

bool plan_read_kolom(struct plan_reading *reading, const char *section, const char *name,
                     size_t *index)
{
    const struct plan *plan = reading->plan;
    struct settings *settings = &reading->settings;
    const char *value = settings_text(settings, section, name, NULL);
    if (!value)
        return false;
    const size_t found = array_index(plan->kolommen, plan->n_kolommen, name, value);
    if (found < plan->n_kolommen) {
        *index = found;
        return true;
    }
    return settings_wrong(
        settings, section, name, "kolom '%s' staat niet in [kolommen]%s", value,
        suggestion_among(reading->arena, text_of(value), plan->kolommen, plan->n_kolommen, name));
}

/* verschil = sign * (realisatie - begroting) */
static bool is_difference(const struct plan *plan, int sign)
{
    const struct kolom *kolommen = plan->kolommen;
    for (size_t s = 0; s < plan->n_standen; s++) {
        int expected = plan_kolom_sign(&kolommen[plan->realisatie_kolom], s) -
                       plan_kolom_sign(&kolommen[plan->begroting_kolom], s);
        if (plan_kolom_sign(&kolommen[plan->verschil_kolom], s) != sign * expected)
            return false;
    }
    return true;
}

/* ---- thresholds ---- */

/* "5", "2,5" or "2,5 %", more than 0 and at most 100, as per mille. */
static bool parse_percentage(struct text text, int *per_mille)
{
    struct decimal percentage;
    bool grouped;
    text = text_trim(text);
    if (text_ends(text, "%"))
        text = text_trim((struct text){text.bytes, text.n_bytes - 1});
    if (!decimal_parse(text, &percentage, &grouped) || grouped || percentage.n_decimals > 1)
        return false;
    const int64_t value = percentage.mantissa * (percentage.n_decimals ? 1 : 10);
    if (value >= 1 && value <= 1000)
        *per_mille = (int)value;
    return value >= 1 && value <= 1000;
}

bool plan_read_threshold(struct plan_reading *reading, const char *section_name, const char *name,
                         struct threshold *threshold)
{
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_section(settings, section_name);
    const char *percentage_name = arena_printf(reading->arena, "%s_percentage", name);
    const char *minimum_name = arena_printf(reading->arena, "%s_minimum", name);
    const struct settings_key *percentage = settings_find(settings, section, percentage_name);
    const struct settings_key *minimum = settings_find(settings, section, minimum_name);
    if (minimum && !percentage)
        settings_error(settings, minimum->line_no, "%s hoort bij %s, en die ontbreekt",
                       minimum_name, percentage_name);
    if (!settings_find(settings, section, name) && !percentage)
        return false;
    threshold->amount = settings_not_negative(settings, section_name, name);
    threshold->minimum = settings_not_negative(settings, section_name, minimum_name);
    const char *text = percentage ? settings_one(settings, percentage) : NULL;
    if (text && !parse_percentage(text_of(text), &threshold->per_mille))
        settings_error(settings, percentage->line_no,
                       "%s: verwacht een percentage tot en met 100 met hoogstens een decimaal, "
                       "zoals 2,5; gevonden '%s'",
                       percentage_name, text);
    return true;
}

static void read_threshold(struct plan_reading *reading, const char *name,
                           struct threshold *threshold)
{
    struct settings *settings = &reading->settings;
    if (!plan_read_threshold(reading, SECTION, name, threshold))
        settings_error(settings, settings_section(settings, SECTION)->line_no,
                       "drempel ontbreekt: verwacht %s, %s_percentage of allebei", name, name);
}

/* ---- toelichting_verplicht ---- */

/* "vanaf periode 12", "vanaf 31-12-2024" */
static bool parse_from(const char *value, struct texts_required *required)
{
    static const char since[] = "vanaf ", period[] = "vanaf periode ";
    struct date_format format;
    struct date date;
    if (strncmp(value, period, sizeof period - 1) == 0)
        return period_parse(text_of(value + sizeof period - 1), &required->from_period);
    if (strncmp(value, since, sizeof since - 1) != 0 || !date_format_parse("dd-mm-jjjj", &format) ||
        !date_parse(&format, text_of(value + sizeof since - 1), &date))
        return false;
    required->from_day = date_number(date);
    return true;
}

static void read_texts_required(struct plan_reading *reading)
{
    static const char key[] = "toelichting_verplicht";
    struct settings *settings = &reading->settings;
    struct texts_required *required = &reading->plan->texts_required;
    const char *value = settings_text(settings, SECTION, key, "nee");
    required->asked = strcmp(value, "nee") != 0;
    if (required->asked && strcmp(value, "ja") != 0 && !parse_from(value, required))
        settings_wrong(settings, SECTION, key,
                       "verwacht ja, nee, 'vanaf periode 12' of 'vanaf 31-12-2024'; gevonden '%s'",
                       value);
}

void plan_read_afwijkingen(struct plan_reading *reading)
{
    static const char *const severities[] = {"fout", "waarschuwing", NULL};
    struct plan *plan = reading->plan;
    struct settings *settings = &reading->settings;
    if (plan_product(plan)->has_prognose)
        settings_need(settings, SECTION); /* what is expected, against what */
    if (!settings_section(settings, SECTION))
        return;
    plan->has_afwijkingen = true;
    bool found = plan_read_kolom(reading, SECTION, "realisatie", &plan->realisatie_kolom);
    found = plan_read_kolom(reading, SECTION, "begroting", &plan->begroting_kolom) && found;
    found = plan_read_kolom(reading, SECTION, "verschil", &plan->verschil_kolom) && found;
    if (found && !is_difference(plan, 1) && !is_difference(plan, -1))
        settings_wrong(
            settings, SECTION, "verschil", "kolom '%s' is niet '%s' min '%s', of andersom",
            plan->kolommen[plan->verschil_kolom].name, plan->kolommen[plan->realisatie_kolom].name,
            plan->kolommen[plan->begroting_kolom].name);
    read_threshold(reading, "drempel_pakket", &plan->pakket_threshold);
    read_threshold(reading, "drempel_post", &plan->post_threshold);
    plan->explain_reserves = settings_yes(settings, SECTION, "reserves", false);
    if (plan_product(plan)->has_prognose)
        plan->may_lack_prognose =
            settings_choice(settings, SECTION, "prognose_ontbreekt", severities, 0) == 1;
    plan->n_oorzaken = (size_t)settings_number(settings, SECTION, "oorzaken", 0, 50, 0);
    read_texts_required(reading);
}

/* ---- [vergelijk] ---- */

static bool find_stand(struct plan_reading *reading, const struct settings_key *key, size_t *index)
{
    const struct plan *plan = reading->plan;
    struct stand stand;
    bool formed = stand_parse(reading->arena, text_of(key->name), &stand);
    *index = formed ? array_index(plan->standen, plan->n_standen, name, stand.name) : SIZE_MAX;
    if (*index < plan->n_standen)
        return true;
    return reading_error(
        reading, key->line_no, "'%s' is geen stand van deze run: hij staat in geen kolom%s",
        key->name,
        suggestion_among(reading->arena, text_of(key->name), plan->standen, plan->n_standen, name));
}

/* "jaarrekening-2024: realisatie 2024" */
static bool parse_other(struct plan_reading *reading, const struct settings_value *value,
                        struct comparison *comparison)
{
    const struct plan *plan = reading->plan;
    struct text rest = text_of(value->text), run;
    struct stand stand;
    text_split(&rest, ':', &run);
    run = text_trim(run);
    comparison->run = text_string(reading->arena, run);
    if (!run_name_is_good(comparison->run) || !stand_parse(reading->arena, rest, &stand))
        return reading_error(reading, value->line_no,
                             "verwacht een andere run en een stand daarvan, zoals "
                             "jaarrekening-2024: realisatie 2024, gevonden '%s'",
                             value->text);
    if (plan->name && strcmp(comparison->run, plan->name) == 0)
        return reading_error(reading, value->line_no, "een run wordt niet met zichzelf vergeleken");
    comparison->other_stand = stand.name;
    return true;
}

void plan_read_comparisons(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    const struct settings_section *section = settings_names(&reading->settings, "vergelijk");
    for (size_t k = 0; k < section->n_keys; k++) {
        const struct settings_key *key = &section->keys[k];
        struct comparison comparison;
        bool found = find_stand(reading, key, &comparison.stand);
        for (size_t v = 0; v < key->n_values; v++) {
            if (!parse_other(reading, &key->values[v], &comparison) || !found)
                continue;
            *arena_add(reading->arena, plan->comparisons, plan->n_comparisons) = comparison;
        }
    }
}
