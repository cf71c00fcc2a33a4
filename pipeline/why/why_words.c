/* The words of the settings: what two files differ in, key by key; a file that is partly the one
 * and partly the other. */
#include "pipeline/why/why.h"

#include "pipeline/base/array.h"
#include "pipeline/base/held.h"
#include "pipeline/base/text_list.h"
#include "pipeline/settings/settings.h"

#include <string.h>

struct two { /* a file, or a section, on both sides */
    struct why *why;
    const char *file;
    bool is_profile;
    struct settings old, new;
};

/* A file that is not there has no sections. What is wrong with it was told when it was published.
 */
static struct settings read_file(struct why *why, const char *path)
{
    struct settings settings = {0};
    if (path)
        settings_read(path, why->arena, ERRORS_UNHEARD, &settings);
    return settings;
}

static const char *value_of(struct why *why, const struct settings_key *key)
{
    struct text_list list = {.arena = why->arena};
    for (size_t v = 0; key && v < key->n_values; v++)
        list_add(&list, "%s", key->values[v].text);
    return key ? list_text(&list, "") : "(niets)";
}

/* ---- what differs ---- */

/* [run] and [bron ...] have settings that no saldo follows from, and whole sections do. */
static bool key_moves(const char *section, const char *key)
{
    static const char *const of_run[] = {"soort", "jaar", "programma", "perioden", "perioden_voor"};
    static const char *const of_bron[] = {"profiel", "bestanden"};
    return strcmp(section, "kolommen") == 0 ||
           (strcmp(section, "run") == 0 && array_has(of_run, ARRAY_LENGTH(of_run), key)) ||
           (strncmp(section, "bron ", 5) == 0 && array_has(of_bron, ARRAY_LENGTH(of_bron), key));
}

static void add_word(const struct two *two, const char *section, const char *key, const char *old,
                     const char *new)
{
    struct why *why = two->why;
    const char *named =
        arena_printf(why->arena, "%s%s[%s] %s", two->is_profile ? two->file : "",
                     two->is_profile ? " " : "", section, key ? key : "andere volgorde");
    why_word(why, (struct why_word){.file = two->file,
                                    .section = section,
                                    .key = key,
                                    .what = named,
                                    .old = why->reversed ? new : old,
                                    .new = why->reversed ? old : new,
                                    .moves_figures =
                                        two->is_profile || (key && key_moves(section, key))});
}

static void compare_key(const struct two *two, const char *section, const struct settings_key *old,
                        const struct settings_key *new)
{
    const char *before = value_of(two->why, old), *after = value_of(two->why, new);
    if (strcmp(before, after) != 0)
        add_word(two, section, old ? old->name : new->name, before, after);
}

/* Of the same keys; their order matters where the first one that holds does. */
static bool same_order(const struct settings_section *old, const struct settings_section *new)
{
    bool same = true;
    for (size_t k = 0; same && k < old->n_keys; k++)
        same = strcmp(old->keys[k].name, new->keys[k].name) == 0;
    return same;
}

static void compare_section(const struct two *two, const struct settings_section *old,
                            const struct settings_section *new)
{
    const char *name = old ? old->name : new->name;
    const size_t n_before = two->why->n_words;
    for (size_t k = 0; old && k < old->n_keys; k++)
        compare_key(two, name, &old->keys[k], settings_key_named(new, old->keys[k].name));
    for (size_t k = 0; new &&k < new->n_keys; k++)
        if (!settings_key_named(old, new->keys[k].name))
            compare_key(two, name, NULL, &new->keys[k]);
    if (two->why->n_words == n_before && old && new && !same_order(old, new))
        add_word(two, name, NULL, NULL, NULL);
}

void why_words(struct why *why, const char *file, bool is_profile, const char *old_path,
               const char *new_path)
{
    const struct two two = {why, file, is_profile, read_file(why, old_path),
                            read_file(why, new_path)};
    const size_t n_before = why->n_words;
    for (size_t i = 0; i < two.old.n_sections; i++)
        compare_section(&two, &two.old.sections[i],
                        settings_section_named(&two.new, two.old.sections[i].name));
    for (size_t i = 0; i < two.new.n_sections; i++)
        if (!settings_section_named(&two.old, two.new.sections[i].name))
            compare_section(&two, NULL, &two.new.sections[i]);
    if (why->n_words == n_before)
        why_word(why, (struct why_word){.file = file,
                                        .what = arena_printf(
                                            why->arena, "%s: alleen opmerkingen of opmaak", file)});
}

struct why_word *why_word(struct why *why, struct why_word word)
{
    struct why_word *added = arena_add(why->arena, why->words, why->n_words);
    *added = word;
    return added;
}

const char *why_word_text(const struct why *why, const struct why_word *word)
{
    return word->old ? arena_printf(why->arena, "%s: %s → %s", word->what, word->old, word->new)
                     : word->what;
}

/* ---- a file that is partly the one and partly the other ---- */

struct blend {
    const struct two *two;
    size_t n; /* words that hold */
    FILE *out;
};

/* True when all words about this key, or about the whole section (NULL), hold: it is the new one's.
 */
static bool is_new(const struct blend *blend, const char *section, const char *key)
{
    const struct why *why = blend->two->why;
    for (size_t i = blend->n; i < why->n_words; i++) {
        const struct why_word *word = &why->words[i];
        if (word->moves_figures && word->section && strcmp(word->file, blend->two->file) == 0 &&
            strcmp(word->section, section) == 0 &&
            (!key || (word->key && strcmp(word->key, key) == 0)))
            return false;
    }
    return true;
}

static void write_key(FILE *out, const struct settings_key *key)
{
    for (size_t v = 0; key && v < key->n_values; v++)
        fprintf(out, v ? "    %s\n" : "%s = %s\n", v ? key->values[v].text : key->name,
                key->values[v].text);
}

static void write_keys(FILE *out, const struct settings_section *section)
{
    for (size_t k = 0; section && k < section->n_keys; k++)
        write_key(out, &section->keys[k]);
}

/* Of a section that is new: an empty one would ask for its keys. */
static bool any_new(const struct blend *blend, const struct settings_section *section)
{
    bool any = false;
    for (size_t k = 0; k < section->n_keys; k++)
        any |= is_new(blend, section->name, section->keys[k].name);
    return any;
}

static void write_section(const struct blend *blend, const struct settings_section *old,
                          const struct settings_section *new)
{
    const char *name = old ? old->name : new->name;
    const bool whole = is_new(blend, name, NULL);
    if (whole ? !new : !old && !any_new(blend, new))
        return;
    fprintf(blend->out, "[%s]\n", name);
    if (whole) {
        write_keys(blend->out, new);
        return;
    }
    for (size_t k = 0; old && k < old->n_keys; k++) {
        const struct settings_key *key = &old->keys[k];
        write_key(blend->out,
                  is_new(blend, name, key->name) ? settings_key_named(new, key->name) : key);
    }
    for (size_t k = 0; new &&k < new->n_keys; k++)
        if (!settings_key_named(old, new->keys[k].name) && is_new(blend, name, new->keys[k].name))
            write_key(blend->out, &new->keys[k]);
}

bool why_blend(struct why *why, const char *file, size_t n, const char *old_path,
               const char *new_path, const char *to)
{
    const struct two two = {why, file, false, read_file(why, old_path), read_file(why, new_path)};
    const struct blend blend = {&two, n, held_file(to, "x")};
    if (!blend.out)
        return errors_add_errno(why->errors, to, "kan niet worden gemaakt");
    for (size_t i = 0; i < two.old.n_sections; i++)
        write_section(&blend, &two.old.sections[i],
                      settings_section_named(&two.new, two.old.sections[i].name));
    for (size_t i = 0; i < two.new.n_sections; i++)
        if (!settings_section_named(&two.old, two.new.sections[i].name))
            write_section(&blend, NULL, &two.new.sections[i]);
    return fclose(blend.out) == 0 ||
           errors_add_errno(why->errors, to, "kan niet worden geschreven");
}
