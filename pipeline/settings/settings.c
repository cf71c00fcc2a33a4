#include "pipeline/settings/settings.h"
#include "pipeline/format/quoted.h"

#include "pipeline/base/array.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/amount.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LISTED 40

struct settings_asked {
    const char *name;
    bool missed; /* a section that settings_need has reported */
    struct settings_asked *next;
};

bool settings_say(struct settings *settings, int line_no, const char *message)
{
    const char *where = settings->path;
    if (line_no > 0)
        where = arena_printf(settings->arena, "%s:%d", settings->path, line_no);
    return errors_add(settings->errors, ERROR_SETTINGS, where, "%s", message);
}

/* ---- finding ---- */

static struct settings_asked *remember(struct settings *settings, struct settings_asked **asked,
                                       const char *name)
{
    for (; *asked; asked = &(*asked)->next)
        if (strcmp((*asked)->name, name) == 0)
            return *asked;
    *asked = arena_alloc(settings->arena, sizeof **asked);
    (*asked)->name = arena_copy(settings->arena, name, strlen(name));
    return *asked;
}

struct settings_section *settings_section_named(const struct settings *settings, const char *name)
{
    return array_find(settings->sections, settings->n_sections, name, name);
}

struct settings_key *settings_key_named(const struct settings_section *section, const char *name)
{
    return section ? array_find(section->keys, section->n_keys, name, name) : NULL;
}

struct settings_section *settings_section(struct settings *settings, const char *name)
{
    remember(settings, &settings->asked, name);
    struct settings_section *section = settings_section_named(settings, name);
    if (section)
        section->known = true;
    return section;
}

struct settings_section *settings_need(struct settings *settings, const char *name)
{
    struct settings_section *section = settings_section(settings, name);
    struct settings_asked *asked = remember(settings, &settings->asked, name);
    if (!section && !asked->missed) {
        settings_error(settings, 0, "sectie [%s] ontbreekt", name);
        asked->missed = true;
    }
    return section;
}

struct settings_key *settings_find(struct settings *settings, struct settings_section *section,
                                   const char *name)
{
    if (!section)
        return NULL;
    remember(settings, &section->asked, name);
    struct settings_key *key = settings_key_named(section, name);
    if (key)
        key->known = true;
    return key;
}

void settings_know_all(struct settings_section *section)
{
    for (size_t i = 0; section && i < section->n_keys; i++)
        section->keys[i].known = true;
}

static const struct settings_section *with_names(struct settings_section *section)
{
    static const struct settings_section none;
    settings_know_all(section);
    return section ? section : &none;
}

const struct settings_section *settings_names(struct settings *settings, const char *name)
{
    return with_names(settings_section(settings, name));
}

const struct settings_section *settings_need_names(struct settings *settings, const char *name)
{
    struct settings_section *section = settings_need(settings, name);
    if (section && section->n_keys == 0)
        settings_error(settings, section->line_no, "[%s] is leeg", name);
    return with_names(section);
}

int settings_line(const struct settings *settings, const char *section, const char *key)
{
    const struct settings_section *found = settings_section_named(settings, section);
    const struct settings_key *found_key = settings_key_named(found, key);
    return found_key ? found_key->line_no : found ? found->line_no : 0;
}

/* ---- values ---- */

const char *settings_one(struct settings *settings, const struct settings_key *key)
{
    if (key->n_values > 1) {
        settings_error(settings, key->values[1].line_no,
                       "%s: verwacht een enkele waarde, gevonden %zu regels; een regel die met een "
                       "spatie begint hoort bij de regel erboven",
                       key->name, key->n_values);
        return NULL;
    }
    if (!*key->values[0].text) {
        settings_key_wrong(settings, key, "verwacht een waarde, gevonden niets");
        return NULL;
    }
    return key->values[0].text;
}

/* The one value, or NULL; *is_missing tells a key that is not there (an error when it is required)
 * from a bad one (always an error). */
static const char *value_of(struct settings *settings, const char *section, const char *key,
                            bool required, bool *is_missing)
{
    struct settings_section *found =
        required ? settings_need(settings, section) : settings_section(settings, section);
    struct settings_key *found_key = settings_find(settings, found, key);
    *is_missing = !found_key;
    if (found_key)
        return settings_one(settings, found_key);
    if (required && found)
        settings_error(settings, found->line_no, "instelling '%s' ontbreekt in [%s]", key, section);
    return NULL;
}

const char *settings_text(struct settings *settings, const char *section, const char *key,
                          const char *fallback)
{
    bool is_missing;
    const char *value = value_of(settings, section, key, !fallback, &is_missing);
    return value ? value : fallback;
}

void settings_refuse_comment(struct settings *settings, const struct settings_key *key)
{
    for (size_t v = 0; v < key->n_values; v++)
        if (key->values[v].comment)
            settings_error(settings, key->values[v].line_no,
                           "%s: verwacht alleen de tekst, gevonden '%s' daarachter: achter een "
                           "spatie en ; begint een opmerking. Schrijf de ; zonder spatie ervoor, "
                           "of zet de opmerking op een regel van zichzelf",
                           key->name, key->values[v].comment);
}

const char *settings_prose(struct settings *settings, const char *section, const char *key,
                           const char *fallback)
{
    const struct settings_key *found =
        settings_find(settings, settings_section_named(settings, section), key);
    if (found)
        settings_refuse_comment(settings, found);
    return settings_text(settings, section, key, fallback);
}

bool settings_list(struct settings *settings, struct settings_section *section, const char *key,
                   bool (*take)(void *context, struct text part), void *context, const char *wanted)
{
    const struct settings_key *found = settings_find(settings, section, key);
    for (size_t v = 0; found && v < found->n_values; v++) {
        struct text rest = text_of(found->values[v].text), part;
        while (quoted_cut(&rest, ',', &part))
            if (!take(context, part))
                settings_error(settings, found->values[v].line_no,
                               "%s: verwacht %s; gevonden '%.*s'", key, wanted, TEXT_ARG(part));
    }
    return found != NULL;
}

static const char *listed(struct arena *arena, const char *const *names)
{
    struct text_list list = {.arena = arena};
    for (size_t i = 0; names[i]; i++)
        list_add(&list, "%s", names[i]);
    return list_text(&list, "");
}

int settings_choice(struct settings *settings, const char *section, const char *key,
                    const char *const *choices, int fallback_index)
{
    bool is_missing;
    const char *value = value_of(settings, section, key, fallback_index < 0, &is_missing);
    if (!value)
        return is_missing ? fallback_index : -1;
    for (int i = 0; choices[i]; i++)
        if (strcmp(value, choices[i]) == 0)
            return i;
    settings_wrong(settings, section, key, "verwacht een van: %s; gevonden '%s'",
                   listed(settings->arena, choices), value);
    return -1;
}

bool settings_yes(struct settings *settings, const char *section, const char *key, bool fallback)
{
    static const char *const choices[] = {"nee", "ja", NULL};
    int choice = settings_choice(settings, section, key, choices, fallback ? 1 : 0);
    return choice < 0 ? fallback : choice == 1;
}

static bool parse_number(const char *text, long low, long high, long *number)
{
    const char *digits = text + (*text == '-');
    if (!*digits || digits[strspn(digits, "0123456789")] != '\0')
        return false;
    errno = 0;
    long value = strtol(text, NULL, 10);
    if (errno != 0 || value < low || value > high)
        return false;
    *number = value;
    return true;
}

static const char *range_text(struct arena *arena, long low, long high)
{
    return high == LONG_MAX ? arena_printf(arena, "van %ld of meer", low)
                            : arena_printf(arena, "van %ld tot en met %ld", low, high);
}

long settings_number(struct settings *settings, const char *section, const char *key, long low,
                     long high, long fallback)
{
    bool is_missing, required = fallback < low || fallback > high;
    const char *value = value_of(settings, section, key, required, &is_missing);
    long number = fallback;
    if (value && !parse_number(value, low, high, &number))
        settings_wrong(settings, section, key, "verwacht een geheel getal %s, gevonden '%s'",
                       range_text(settings->arena, low, high), value);
    return number;
}

bool settings_amount(const char *text, struct money *money)
{
    static const struct amount_format format = {
        .decimal = AMOUNT_COMMA,
        .thousands = AMOUNT_POINT,
        .minus = AMOUNT_MINUS_FRONT,
        .currency = true,
        .unit_cents = 100,
        .encoding = TEXT_UTF8,
    };
    return amount_parse(&format, text_of(text), money) == AMOUNT_OK;
}

struct money settings_money(struct settings *settings, const char *section, const char *key,
                            struct money fallback)
{
    bool is_missing;
    const char *value = value_of(settings, section, key, false, &is_missing);
    struct money money = fallback;
    if (value && !settings_amount(value, &money))
        settings_wrong(settings, section, key, "verwacht een bedrag zoals 75.000,00, gevonden '%s'",
                       value);
    return money;
}

struct money settings_not_negative(struct settings *settings, const char *section, const char *key)
{
    struct money money = settings_money(settings, section, key, (struct money){0});
    if (money.cents < 0)
        settings_wrong(settings, section, key, "verwacht een bedrag van 0 of meer");
    return money;
}

/* ---- what nobody asked for ---- */

/* "; bedoelde u 'x'?", or the known names when there are few of them. */
static const char *hint(struct settings *settings, const char *name,
                        const struct settings_asked *asked)
{
    struct suggestion suggestion = suggestion_start(text_of(name));
    struct text_list list = {.arena = settings->arena, .most = MAX_LISTED};
    for (; asked; asked = asked->next) {
        suggestion_try(&suggestion, asked->name);
        list_add(&list, "%s", asked->name);
    }
    if (suggestion.nearest || list.n == 0)
        return suggestion_text(settings->arena, &suggestion);
    return arena_printf(settings->arena, "; bekend: %s", list_text(&list, ""));
}

static void report_section(struct settings *settings, const struct settings_section *section)
{
    if (!section->known) {
        settings_error(settings, section->line_no, "onbekende sectie [%s]%s", section->name,
                       hint(settings, section->name, settings->asked));
        return;
    }
    for (size_t i = 0; i < section->n_keys; i++) {
        const struct settings_key *key = &section->keys[i];
        if (!key->known)
            settings_error(settings, key->line_no, "onbekende instelling '%s' in [%s]%s", key->name,
                           section->name, hint(settings, key->name, section->asked));
    }
}

bool settings_finish(struct settings *settings)
{
    size_t n_before = settings->errors->n;
    for (size_t i = 0; i < settings->n_sections; i++)
        report_section(settings, &settings->sections[i]);
    return settings->errors->n == n_before;
}
