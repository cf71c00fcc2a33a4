#include "pipeline/diff/why/why.h"

#include "pipeline/settings/settings.h"

#include <string.h>

/* ---- what differs ---- */

static const struct settings empty;

/* A file that is not there has no sections. What is wrong with it was told when it was published.
 */
static struct settings read_file(struct why *why, const char *path)
{
    struct settings settings = empty;
    struct errors unimportant = {0};
    if (path)
        settings_read(path, why->arena, &unimportant, &settings);
    errors_release(&unimportant);
    return settings;
}

static const struct settings_section *find_section(const struct settings *settings,
                                                   const char *name)
{
    for (size_t i = 0; i < settings->n_sections; i++)
        if (strcmp(settings->sections[i].name, name) == 0)
            return &settings->sections[i];
    return NULL;
}

static const struct settings_key *find_key(const struct settings_section *section, const char *name)
{
    for (size_t i = 0; section && i < section->n_keys; i++)
        if (strcmp(section->keys[i].name, name) == 0)
            return &section->keys[i];
    return NULL;
}

static const char *value_of(struct why *why, const struct settings_key *key)
{
    const char *text = "";
    for (size_t v = 0; key && v < key->n_values; v++)
        text = arena_printf(why->arena, "%s%s%s", text, v ? ", " : "", key->values[v].text);
    return key ? text : "(niets)";
}

/* [run] and [bron ...] have settings that no saldo follows from, and whole sections do. */
static bool key_moves(const char *section, const char *key)
{
    static const char *const of_run[] = {"soort", "jaar", "programma", "perioden", "perioden_voor"};
    bool moves = strcmp(section, "kolommen") == 0;
    for (size_t i = 0; strcmp(section, "run") == 0 && i < sizeof of_run / sizeof *of_run; i++)
        moves |= strcmp(key, of_run[i]) == 0;
    if (strncmp(section, "bron ", 5) == 0)
        moves |= strcmp(key, "profiel") == 0 || strcmp(key, "bestanden") == 0;
    return moves;
}

struct comparing {
    struct why *why;
    const char *file;
    bool is_profile;
    const struct settings_section *old, *new;
    const char *words;
    bool moves;
};

static void compare_key(struct comparing *comparing, const struct settings_section *section,
                        const char *key)
{
    const char *old = value_of(comparing->why, find_key(comparing->old, key));
    const char *new = value_of(comparing->why, find_key(comparing->new, key));
    if (strcmp(old, new) == 0)
        return;
    comparing->moves |= comparing->is_profile || key_moves(section->name, key);
    comparing->words =
        arena_printf(comparing->why->arena, "%s%s%s: %s", comparing->words,
                     *comparing->words ? "; " : "", key, why_arrow(comparing->why, old, new));
}

/* The order of keys matters where the first one that holds does. */
static bool same_order(const struct settings_section *old, const struct settings_section *new)
{
    bool same = old && new && old->n_keys == new->n_keys;
    for (size_t k = 0; same && k < old->n_keys; k++)
        same = strcmp(old->keys[k].name, new->keys[k].name) == 0;
    return same;
}

static void compare_section(struct comparing *comparing, struct why_sections *sections)
{
    const struct settings_section *any = comparing->old ? comparing->old : comparing->new;
    struct why *why = comparing->why;
    comparing->words = "";
    comparing->moves = false;
    for (size_t k = 0; comparing->old && k < comparing->old->n_keys; k++)
        compare_key(comparing, any, comparing->old->keys[k].name);
    for (size_t k = 0; comparing->new &&k < comparing->new->n_keys; k++)
        if (!find_key(comparing->old, comparing->new->keys[k].name))
            compare_key(comparing, any, comparing->new->keys[k].name);
    if (!*comparing->words && comparing->old && comparing->new &&
        !same_order(comparing->old, comparing->new)) {
        comparing->words = "andere volgorde";
        comparing->moves = comparing->is_profile;
    }
    if (!*comparing->words)
        return;
    sections->items = arena_grow(why->arena, sections->items, &sections->cap, sections->n + 1,
                                 sizeof *sections->items);
    sections->items[sections->n++] = (struct why_section){
        .file = comparing->file,
        .name = any->name,
        .moves_figures = comparing->moves,
        .title =
            arena_printf(why->arena, "%s%s[%s] %s", comparing->is_profile ? comparing->file : "",
                         comparing->is_profile ? " " : "", any->name, comparing->words)};
}

bool why_words(struct why *why, const char *file, bool is_profile, const char *old_path,
               const char *new_path, struct why_sections *sections)
{
    struct settings old = read_file(why, old_path), new = read_file(why, new_path);
    struct comparing comparing = {.why = why, .file = file, .is_profile = is_profile};
    for (size_t i = 0; i < old.n_sections; i++) {
        comparing.old = &old.sections[i];
        comparing.new = find_section(&new, old.sections[i].name);
        compare_section(&comparing, sections);
    }
    for (size_t i = 0; i < new.n_sections; i++) {
        comparing.old = NULL;
        comparing.new = &new.sections[i];
        if (!find_section(&old, new.sections[i].name))
            compare_section(&comparing, sections);
    }
    return true;
}

/* ---- a file that is partly the one and partly the other ---- */

static void write_section(FILE *out, const struct settings_section *section)
{
    if (!section)
        return;
    fprintf(out, "[%s]\n", section->name);
    for (size_t k = 0; k < section->n_keys; k++) {
        const struct settings_key *key = &section->keys[k];
        for (size_t v = 0; v < key->n_values; v++)
            fprintf(out, v ? "    %s\n" : "%s = %s\n", v ? key->values[v].text : key->name,
                    key->values[v].text);
    }
}

bool why_blend(struct why *why, const char *old_path, const char *new_path, const char *to,
               bool (*is_new)(const void *context, const char *section), const void *context)
{
    struct settings old = read_file(why, old_path), new = read_file(why, new_path);
    FILE *out = fopen(to, "we");
    if (!out)
        return errors_add_errno(why->errors, to, "kan niet worden gemaakt");
    for (size_t i = 0; i < old.n_sections; i++) {
        const char *name = old.sections[i].name;
        write_section(out, is_new(context, name) ? find_section(&new, name) : &old.sections[i]);
    }
    for (size_t i = 0; i < new.n_sections; i++)
        if (!find_section(&old, new.sections[i].name) && is_new(context, new.sections[i].name))
            write_section(out, &new.sections[i]);
    return fclose(out) == 0 || errors_add_errno(why->errors, to, "kan niet worden geschreven");
}
