/* The whole run, in the order of its sections; [run], [tabel], [vorige], [aanvaard] and [mappings]
 * themselves. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"
#include "pipeline/base/text_look.h"
#include "pipeline/format/quoted.h"
#include "pipeline/settings/run_name.h"

#include <stdint.h>
#include <string.h>

/* ---- [run] ---- */

/* "13" or "0-13", all of 0..99. */
static bool mark_periods(void *context, struct text part)
{
    bool *counts = context;
    int first, last;
    if (!periods_parse(part, &first, &last))
        return false;
    for (int period = first; period <= last; period++)
        counts[period] = true;
    return true;
}

static void read_periods(struct plan_reading *reading, struct settings_section *section)
{
    bool *counts = reading->plan->period_counts;
    reading->plan->has_periods =
        settings_list(&reading->settings, section, "perioden", mark_periods, counts,
                      "perioden van 0 tot en met 99 zoals 0-13 of 1-12, 55");
    for (int period = 0; !reading->plan->has_periods && period < 100; period++)
        counts[period] = true;
}

static void read_period_kinds(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    const char *kinds = settings_text(&reading->settings, "run", "perioden_voor", "");
    struct text rest = text_of(kinds), part;
    while (*kinds && quoted_cut(&rest, ',', &part))
        *arena_add(reading->arena, plan->period_kinds, plan->n_period_kinds) =
            text_string(reading->arena, part);
}

static void check_period_kinds(struct plan_reading *reading)
{
    const struct plan *plan = reading->plan;
    int line_no = settings_line(&reading->settings, "run", "perioden_voor");
    for (size_t k = 0; k < plan->n_period_kinds; k++)
        if (!array_find(plan->standen, plan->n_standen, kind, plan->period_kinds[k]) &&
            !array_find(plan->standen, plan->n_standen, name, plan->period_kinds[k]))
            reading_error(
                reading, line_no,
                "perioden_voor: verwacht standen in [kolommen], of soorten daarvan, zoals "
                "'realisatie 2025, primair'; gevonden '%s'",
                plan->period_kinds[k]);
}

static const char *all_dimensions(struct arena *arena)
{
    struct text_list list = {.arena = arena};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        list_add(&list, "%s", dimension_name((enum dimension)d));
    return list_text(&list, "");
}

static bool keep_dimension(void *context, struct text name)
{
    struct plan *plan = context;
    for (int d = 0; d < DIMENSION_COUNT; d++) {
        if (text_is(name, dimension_name((enum dimension)d))) {
            plan->keep[d] = true;
            return true;
        }
    }
    return false;
}

static enum plan_kind read_kind(struct settings *settings)
{
    const char *names[PLAN_KINDS + 1] = {NULL};
    for (size_t k = 0; k < PLAN_KINDS; k++)
        names[k] = plan_products[k].name;
    int kind = settings_choice(settings, "run", "soort", names, -1);
    return kind < 0 ? PLAN_JAARREKENING : (enum plan_kind)kind;
}

/* What holds lines as they were delivered, or every figure, is not for all who can log in. */
static int read_raw_mode(struct settings *settings)
{
    static const char *const names[] = {"groep", "eigenaar", "iedereen", NULL};
    static const int modes[] = {0640, 0600, 0644};
    int choice = settings_choice(settings, "run", "leesbaar", names, 0);
    return modes[choice < 0 ? 0 : choice];
}

#define MOST_NUMBER 1000000

/* "62 nachten": the number, and what stands behind it. */
static bool take_number(struct text part, uint64_t *number, struct text *unit)
{
    text_take_digits(&part, 8, number);
    *unit = text_trim(part);
    return *number >= 1 && *number <= MOST_NUMBER;
}

static bool read_kept(struct text part, struct retention *retention)
{
    static const struct {
        const char *name;
        long long bytes;
    } sizes[] = {{"MB", 1000 * 1000}, {"GB", 1000 * 1000 * 1000}};
    uint64_t number;
    struct text unit;
    if (!take_number(text_trim(part), &number, &unit))
        return false;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (text_is(unit, sizes[i].name) && retention->most_bytes == 0) {
            retention->most_bytes = (long long)number * sizes[i].bytes;
            return true;
        }
    if (retention->n_inputs != SIZE_MAX || !(text_is(unit, "nachten") || text_is(unit, "nacht")))
        return false;
    retention->n_inputs = (size_t)number;
    return true;
}

static void read_kept_inputs(struct plan_reading *reading, struct retention *retention)
{
    const char *text = settings_text(&reading->settings, "run", "bewaar_invoer", "alles");
    struct text rest = text_of(text), part;
    bool good = true;
    retention->n_inputs = text_is(rest, "geen") ? 0 : SIZE_MAX;
    if (text_is(rest, "geen") || text_is(rest, "alles"))
        return;
    while (good && quoted_cut(&rest, ',', &part))
        good = read_kept(part, retention);
    if (!good)
        settings_wrong(&reading->settings, "run", "bewaar_invoer",
                       "verwacht alles, geen, of hoeveel, zoals '62 nachten', '20 GB' of '62 "
                       "nachten, 20 GB'; gevonden '%s'",
                       text);
}

static void read_retention(struct plan_reading *reading)
{
    struct retention *retention = &reading->plan->retention;
    const char *text = settings_text(&reading->settings, "run", "bewaar_publicaties", "alles");
    uint64_t number;
    struct text unit;
    read_kept_inputs(reading, retention);
    if (text_is(text_of(text), "alles"))
        return;
    if (take_number(text_of(text), &number, &unit) && unit.n_bytes == 0)
        retention->n_archived = (size_t)number;
    else
        settings_wrong(&reading->settings, "run", "bewaar_publicaties",
                       "verwacht alles, of hoeveel eerdere publicaties er in het archief blijven, "
                       "zoals 62; gevonden '%s'",
                       text);
}

static void read_run(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    struct settings *settings = &reading->settings;
    settings_need(settings, "run");
    plan->name = settings_text(settings, "run", "naam", NULL);
    if (plan->name && !run_name_is_good(plan->name))
        settings_wrong(
            settings, "run", "naam",
            "verwacht kleine letters, cijfers en streepjes, hoogstens 60, en niet '" RUN_ARCHIVE
            "' of iets op '" RUN_REFUSED_SUFFIX "': het wordt een map; gevonden '%s'",
            plan->name);
    plan->kind = read_kind(settings);
    plan->raw_mode = read_raw_mode(settings);
    read_retention(reading);
    plan->document = settings_yes(settings, "run", "document", false);
    plan->gemeente = settings_prose(settings, "run", "gemeente", NULL);
    plan->contact = settings_prose(settings, "run", "contact", "");
    plan->year =
        (int)settings_number(settings, "run", "jaar", STAND_FIRST_YEAR, STAND_LAST_YEAR, 0);
}

#define ALL_PROGRAMMAS "alle"

static void add_programma(struct plan_reading *reading, struct text part)
{
    struct plan *plan = reading->plan;
    struct text plain;
    if (!quoted_plain(reading->arena, part, &plain) || plain.n_bytes == 0) {
        settings_wrong(&reading->settings, "run", "programma",
                       "verwacht een code, codes zoals 1, 2, 6, of '" ALL_PROGRAMMAS
                       "'; gevonden '%.*s'",
                       TEXT_ARG(part));
        return;
    }
    plain = text_look(reading->arena, plain);
    if (plan->n_programmas > 0 && plan_has_programma(plan, plain))
        settings_wrong(&reading->settings, "run", "programma", "'%.*s' staat er twee keer",
                       TEXT_ARG(plain));
    *arena_add(reading->arena, plan->programmas, plan->n_programmas) =
        text_string(reading->arena, plain);
}

static void read_programmas(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    const char *text = settings_text(&reading->settings, "run", "programma", NULL);
    struct text rest = text_of(text ? text : ""), part;
    plan->programma = ALL_PROGRAMMAS " programma's";
    if (!text || text_is(rest, ALL_PROGRAMMAS))
        return;
    while (quoted_cut(&rest, ',', &part))
        add_programma(reading, part);
    struct text_list list = {.arena = reading->arena};
    for (size_t i = 0; i < plan->n_programmas; i++)
        list_add(&list, "%s", plan->programmas[i]);
    plan->programma = arena_printf(reading->arena, "programma%s %s",
                                   plan->n_programmas > 1 ? "'s" : "", list_text(&list, ""));
}

static void read_run_of_ledger(struct plan_reading *reading)
{
    struct settings_section *section = settings_need(&reading->settings, "run");
    read_programmas(reading);
    reading->plan->programma_name = settings_prose(&reading->settings, "run", "programma_naam",
                                                   reading->plan->n_programmas == 1 ? NULL : "");
    read_periods(reading, section);
    read_period_kinds(reading);
    settings_list(
        &reading->settings, section, "bewaren", keep_dimension, reading->plan,
        arena_printf(reading->arena, "een of meer van: %s", all_dimensions(reading->arena)));
}

/* ---- [tabel] ---- */

#define SENTENCE_MARK "{bedrag}"

static bool is_sentence(const char *text)
{
    const char *mark = strstr(text, SENTENCE_MARK);
    const char *brace = strpbrk(text, "{}");
    return mark && brace == mark && !strpbrk(mark + strlen(SENTENCE_MARK), "{}");
}

static void read_table(struct plan_reading *reading)
{
    static const char *const units[] = {"1", "1000", NULL};
    struct plan *plan = reading->plan;
    struct settings *settings = &reading->settings;
    plan->title = settings_prose(settings, "tabel", "titel", NULL);
    plan->unit_euros = settings_choice(settings, "tabel", "eenheid", units, 1) == 0 ? 1 : 1000;
    plan->show_resultaat = settings_yes(settings, "tabel", "resultaat", false);
    const char *sign = settings_text(settings, "tabel", "teken", NULL);
    if (sign && !sign_rule_parse(sign, true, &plan->shown))
        settings_wrong(settings, "tabel", "teken",
                       "verwacht elke sectie en saldo een keer met + of -, zoals 'lasten- baten+ "
                       "stortingen+ onttrekkingen+ saldo+', gevonden '%s'",
                       sign);
    struct settings_key *sentence =
        settings_find(settings, settings_section(settings, "tabel"), "zin");
    if (sentence)
        settings_refuse_comment(settings, sentence);
    plan->sentence = sentence ? settings_one(settings, sentence) : NULL;
    if (plan->sentence && !is_sentence(plan->sentence))
        settings_error(settings, sentence->line_no,
                       "zin: verwacht een zin met een keer " SENTENCE_MARK ", gevonden '%s'",
                       plan->sentence);
}

/* ---- [vorige] and [aanvaard] ---- */

#define LARGEST_JUMP_CENTS 10000000

static bool is_acceptance(const char *name)
{
    return strspn(name, "0123456789abcdef") == PLAN_ACCEPTANCE_DIGITS &&
           strlen(name) == PLAN_ACCEPTANCE_DIGITS;
}

static void read_acceptance(struct plan_reading *reading, const struct settings_key *key,
                            struct acceptance *acceptance)
{
    struct settings *settings = &reading->settings;
    settings_refuse_comment(settings, key);
    const char *reason = settings_one(settings, key);
    if (!is_acceptance(key->name))
        settings_error(settings, key->line_no,
                       "verwacht het nummer van %d tekens dat de melding noemt, gevonden '%s'",
                       PLAN_ACCEPTANCE_DIGITS, key->name);
    *acceptance = (struct acceptance){key->name, reason ? reason : ""};
}

static void read_vorige(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    const struct settings_section *accepted = settings_names(&reading->settings, "aanvaard");
    plan->largest_jump = (struct threshold){.amount = {LARGEST_JUMP_CENTS}};
    plan_read_threshold(reading, "vorige", "grootste_sprong", &plan->largest_jump);
    plan->tells_why = settings_yes(&reading->settings, "vorige", "waarom", true);
    for (size_t k = 0; k < accepted->n_keys; k++)
        read_acceptance(reading, &accepted->keys[k],
                        arena_add(reading->arena, plan->acceptances, plan->n_acceptances));
}

/* ---- [mappings] ---- */
/* 1 and 01. */
static bool is_twin(const char *a, const char *b)
{
    return strcmp(a, b) != 0 && strcmp(a + strspn(a, "0"), b + strspn(b, "0")) == 0;
}

/* All of its pakketten of this year would be left out, unless they are asked as well. */
static void check_twins(struct plan_reading *reading, const char *programma, int line_no)
{
    const struct plan *plan = reading->plan;
    const struct mapping *mapping = &plan->mapping;
    for (size_t i = 0; i < mapping->n_pakketten; i++)
        if (is_twin(mapping->pakketten[i].programma, programma) &&
            !plan_has_programma(plan, text_of(mapping->pakketten[i].programma)) &&
            years_hold(mapping->pakketten[i].years, plan->year)) {
            reading_error(reading, line_no,
                          "pakket %s heeft in %s programma '%s', en hier staat '%s': is het "
                          "hetzelfde, schrijf het dan gelijk",
                          mapping->pakketten[i].code, mapping->pakketten_path,
                          mapping->pakketten[i].programma, programma);
            return;
        }
}

static void check_programmas(struct plan_reading *reading)
{
    const struct plan *plan = reading->plan;
    const struct mapping *mapping = &plan->mapping;
    const int line_no = settings_line(&reading->settings, "run", "programma");
    for (size_t p = 0; p < plan->n_programmas; p++) {
        size_t i = 0;
        while (i < mapping->n_pakketten &&
               strcmp(mapping->pakketten[i].programma, plan->programmas[p]) != 0)
            i++;
        if (i == mapping->n_pakketten)
            reading_error(reading, line_no, "programma '%s' heeft geen pakketten in %s",
                          plan->programmas[p], mapping->pakketten_path);
        check_twins(reading, plan->programmas[p], line_no);
    }
}

static void read_mappings(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    const char *pakketten = plan_named_path(reading, "mappings", "pakketten", true);
    const char *posten = plan_named_path(reading, "mappings", "posten", true);
    const char *toelichtingen = plan_named_path(reading, "mappings", "toelichtingen", false);
    if (mapping_read(pakketten, posten, toelichtingen, reading->arena, reading->errors,
                     &plan->mapping) &&
        pakketten)
        check_programmas(reading);
}

/* The year of the run is one that its kolommen show. */
static void check_year(struct plan_reading *reading)
{
    const struct plan *plan = reading->plan;
    struct text_list years = {.arena = reading->arena};
    for (size_t i = 0; i < plan->n_standen; i++) {
        const char *year = arena_printf(reading->arena, "%d", plan->standen[i].year);
        if (plan->standen[i].year == plan->year)
            return;
        if (!strstr(list_text(&years, ""), year))
            list_add(&years, "%s", year);
    }
    if (plan->year && plan->n_standen)
        settings_wrong(&reading->settings, "run", "jaar",
                       "verwacht een jaar van [kolommen] (%s), gevonden %d", list_text(&years, ""),
                       plan->year);
}

/* ---- the whole ---- */

void plan_read_ledger_run(struct plan_reading *reading)
{
    read_run_of_ledger(reading);
    read_table(reading);
    plan_read_kolommen(reading);
    check_period_kinds(reading);
    plan_read_afwijkingen(reading);
    plan_read_comparisons(reading);
    read_vorige(reading);
    plan_read_sources(reading);
    read_mappings(reading);
    plan_read_indicatoren_beside(reading);
    plan_read_indelingen(reading);
    plan_read_tabelkolommen(reading);
    plan_read_incidenteel(reading);
    plan_read_tabellen(reading);
    plan_read_rechtmatigheid(reading);
    check_year(reading);
}

bool plan_read(const char *path, struct arena *arena, struct errors *errors, struct plan *plan)
{
    size_t n_before = errors->n;
    *plan = (struct plan){.path = path};
    struct plan_reading reading = {
        .plan = plan, .arena = arena, .errors = errors, .profiles_are_good = true};
    if (!settings_read(path, arena, errors, &reading.settings) && reading.settings.n_sections == 0)
        return false;
    plan_add_settings_file(&reading, path);
    read_run(&reading);
    plan_products[plan->kind].read(&reading);
    settings_finish(&reading.settings);
    plan_check_standen(&reading);
    return errors->n == n_before;
}
