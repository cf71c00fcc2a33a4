/* [bron ...]: profiles, tolerances and control totals of the deliveries. */
#include "pipeline/settings/plan/plan_reading.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

#define SOURCE_PREFIX "bron "

/* ---- profiles ---- */

static struct profile *need_profile(struct plan_reading *reading, const char *path)
{
    struct plan *plan = reading->plan;
    for (size_t i = 0; i < plan->n_profiles; i++)
        if (strcmp(plan->profiles[i]->path, path) == 0)
            return plan->profiles[i];
    struct profile *profile = arena_alloc(reading->arena, sizeof *profile);
    *arena_add(reading->arena, plan->profiles, plan->n_profiles) = profile;
    plan_add_settings_file(reading, path);
    if (!profile_read(path, reading->arena, reading->errors, profile))
        reading->profiles_are_good = false;
    return profile;
}

/* ---- one source ---- */

struct allowing {
    struct arena *arena;
    struct source *source;
};

static bool allow_reversed(void *context, struct text name)
{
    const enum sectie sectie = sectie_named(name);
    return sectie < SECTIE_COUNT &&
           (((struct allowing *)context)->source->may_be_reversed[sectie] = true);
}

static bool allow_stand(void *context, struct text name)
{
    struct allowing *to = context;
    struct stand stand;
    if (text_is(name, "toegestaan"))
        return to->source->any_stand = true;
    if (!stand_parse(to->arena, name, &stand))
        return false;
    *arena_add(to->arena, to->source->other_standen, to->source->n_other_standen) = stand;
    return true;
}

static bool allow_length(void *context, struct text name)
{
    struct source *source = ((struct allowing *)context)->source;
    int n_digits;
    if (!period_parse(name, &n_digits) || n_digits < 1 || n_digits > PLAN_MAX_DIGITS)
        return false;
    return source->may_have_length[n_digits] = true;
}

static bool allow_missing(void *context, struct text boekstuk)
{
    struct allowing *to = context;
    *arena_add(to->arena, to->source->missing_boekstukken, to->source->n_missing_boekstukken) =
        text_string(to->arena, boekstuk);
    return true;
}

/* What is otherwise a fault of the data, and in this source is none: lists. */
static const struct allowance {
    const char *key;
    bool (*allow)(void *context, struct text name);
    const char *wanted;
} allowances[] = {
    {"omgekeerd_toegestaan", allow_reversed,
     "een of meer van: lasten, baten, stortingen, onttrekkingen"},
    {"rekeninglengtes", allow_length, "aantallen cijfers van 1 tot en met 40, zoals '4, 6'"},
    {"ontbrekende_boekstukken", allow_missing, "nummers van boekstukken"},
    {"andere_standen", allow_stand, "toegestaan, of standen zoals 'primair 2016, realisatie 2022'"},
};

static void read_numbers(struct plan_reading *reading, struct settings_section *section,
                         struct source *source)
{
    struct settings *settings = &reading->settings;
    source->tolerance_lines =
        settings_number(settings, section->name, "tolerantie_regels", 0, LONG_MAX, 0);
    source->tolerance_unread =
        settings_number(settings, section->name, "tolerantie_onleesbaar", 0, LONG_MAX, 0);
    source->has_max_age = settings_find(settings, section, "hoogstens_dagen_oud") != NULL;
    if (source->has_max_age)
        source->max_age =
            settings_number(settings, section->name, "hoogstens_dagen_oud", 0, 9999, 0);
    const char *repeats = settings_text(settings, section->name, "herhaling_toegestaan", "");
    if (isdigit((unsigned char)*repeats))
        source->repeats_allowed =
            settings_number(settings, section->name, "herhaling_toegestaan", 0, LONG_MAX, 0);
    else
        source->may_repeat = settings_yes(settings, section->name, "herhaling_toegestaan", false);
    source->may_be_empty = settings_yes(settings, section->name, "leeg_toegestaan", false);
    source->tolerance_euros = settings_not_negative(settings, section->name, "tolerantie_euro");
    plan_read_controls(reading, section, source);
}

static void read_source(struct plan_reading *reading, struct settings_section *section)
{
    struct plan *plan = reading->plan;
    struct settings *settings = &reading->settings;
    settings_section(settings, section->name);
    struct source source = {.name = section->name + strlen(SOURCE_PREFIX),
                            .line_no = section->line_no};
    const char *profile = settings_text(settings, section->name, "profiel", NULL);
    const char *path = profile ? settings_path(settings, profile) : NULL;
    if (path && plan_file_is_there(reading, section->name, "profiel", path))
        source.profile = need_profile(reading, path);
    reading->profiles_are_good &= source.profile != NULL;
    plan_read_files(reading, section, &source);
    read_numbers(reading, section, &source);
    struct allowing allowing = {reading->arena, &source};
    for (size_t i = 0; i < sizeof allowances / sizeof *allowances; i++)
        settings_list(settings, section, allowances[i].key, allowances[i].allow, &allowing,
                      allowances[i].wanted);
    *arena_add(reading->arena, plan->sources, plan->n_sources) = source;
}

void plan_read_sources(struct plan_reading *reading)
{
    struct settings *settings = &reading->settings;
    for (size_t s = 0; s < settings->n_sections; s++)
        if (strncmp(settings->sections[s].name, SOURCE_PREFIX, strlen(SOURCE_PREFIX)) == 0)
            read_source(reading, &settings->sections[s]);
    if (reading->plan->n_sources == 0)
        settings_error(settings, 0, "er is geen bron: verwacht een of meer secties [bron NAAM]");
    plan_check_files(reading);
}

/* ---- can the sources give what the kolommen ask? ---- */

/* True when the parts from `part` on can give the text, a column without [waarden] anything. */
static bool can_give(const struct profile *profile, const struct template *template, size_t part,
                     struct text text)
{
    if (part == template->n_parts)
        return text.n_bytes == 0;
    const struct template_part *at = &template->parts[part];
    const struct value_map *map =
        at->literal || at->first || at->year_of_date ? NULL : profile->columns[at->column].values;
    size_t n_ways = at->literal ? 1 : map ? map->n + 1 : text.n_bytes;
    for (size_t i = 0; i < n_ways; i++) {
        struct text way = {text.bytes, i + 1};
        if (at->literal)
            way = text_of(at->literal);
        else if (map && i < map->n)
            way = map->to[i];
        else if (map && map->otherwise)
            way = text_of(map->otherwise);
        else if (map)
            continue;
        if (text_starts(text, way) &&
            can_give(profile, template, part + 1, text_from(text, way.n_bytes)))
            return true;
    }
    return false;
}

/* True when a profile gives it; notes whether one does in bookings: with a period, and by no word
 * of what is budgeted or expected. */
static bool is_given(const struct plan *plan, struct stand *stand)
{
    static const char *const budgets[] = {
        STAND_PRIMAIR, STAND_WIJZIGING, "begro",    "raming",   "budget",
        "prognose",    "verwacht",      "stelpost", "taakstel", NULL};
    bool given = false;
    for (size_t p = 0; p < plan->n_profiles; p++) {
        const struct profile *profile = plan->profiles[p];
        for (size_t a = 0; a < profile->n_amounts; a++)
            if (can_give(profile, &profile->amounts[a].stand, 0, text_of(stand->name))) {
                given = true;
                stand->has_bookings |= profile->role[ROLE_PERIODE] != NO_COLUMN &&
                                       !text_has_word(stand->kind, budgets);
            }
    }
    return given;
}

/* What the profiles do give, as they write it, each once. */
static const char *templates(struct plan_reading *reading)
{
    const struct plan *plan = reading->plan;
    const char *list = "";
    for (size_t p = 0; p < plan->n_profiles; p++) {
        for (size_t a = 0; a < plan->profiles[p]->n_amounts; a++) {
            const char *source = plan->profiles[p]->amounts[a].stand.source;
            if (!strstr(list, arena_printf(reading->arena, "'%s'", source)))
                list = arena_printf(reading->arena, "%s%s'%s'", list, *list ? ", " : "", source);
        }
    }
    return list;
}

static int stand_line(const struct plan *plan, size_t stand)
{
    for (size_t k = 0; k < plan->n_kolommen; k++)
        if (plan_kolom_sign(&plan->kolommen[k], stand) != 0)
            return plan->kolommen[k].line_no;
    return 0;
}

void plan_check_standen(struct plan_reading *reading)
{
    const struct plan *plan = reading->plan;
    if (!reading->profiles_are_good || plan->n_profiles == 0)
        return;
    for (size_t s = 0; s < plan->n_standen; s++)
        if (!is_given(plan, &plan->standen[s]))
            reading_error(reading, stand_line(plan, s),
                          "geen bron levert de stand '%s': haal haar uit deze kolom; wel: %s",
                          plan->standen[s].name, templates(reading));
}
