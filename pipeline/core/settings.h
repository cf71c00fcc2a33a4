/* INI settings with line numbers (inih underneath). Every getter records its own errors and marks
 * the key as known; settings_finish reports every key and section nobody asked for.
 *
 * The accepted form: `[sectie]`, `sleutel = waarde`, comments from ';' or '#' at the start of a line
 * or from " ;" on; a line that begins with white space continues the list of the key above it.
 * Lines over 199 bytes are refused (inih would cut them), so are duplicate sections and keys, keys
 * before a section, and bytes that are not UTF-8. Key order is kept. */
#ifndef CORE_SETTINGS_H
#define CORE_SETTINGS_H

#include "pipeline/core/error.h"
#include "pipeline/core/memory.h"
#include "pipeline/core/money.h"
#include "pipeline/core/text.h"

struct settings_value {
    const char *text; /* trimmed, NUL-terminated, valid UTF-8 */
    int line_no;      /* 1-based */
};

struct settings_key {
    const char *name;
    struct settings_value *values; /* one per line: the key's own and its continuation lines */
    size_t n_values;               /* >= 1; an empty first value ("key =") is kept as "" */
    int line_no;
    bool known;
};

struct settings_section {
    const char *name;
    struct settings_key *keys; /* in file order */
    size_t n_keys;
    int line_no;
    bool known;
};

struct settings {
    const char *path; /* as given, used in messages */
    struct settings_section *sections; /* in file order */
    size_t n_sections;
    struct arena *arena;   /* borrowed: where all of this lives */
    struct errors *errors; /* borrowed: where getters complain, kind ERROR_SETTINGS */
};

/* Reads a file; false when it cannot be read or has a malformed line (all are reported). *settings
 * is usable (perhaps empty) in both cases. */
bool settings_read(const char *path, struct arena *arena, struct errors *errors,
                   struct settings *settings);

/* The section, marked known, or NULL. */
struct settings_section *settings_section(struct settings *settings, const char *name);

/* The key, marked known, or NULL. Does not complain. */
struct settings_key *settings_find(struct settings_section *section, const char *name);

/* Adds an error at a line of this file. Returns false. */
bool settings_error(struct settings *settings, int line_no, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The one value of a key. `fallback` NULL means the key is required: missing is an error and NULL
 * is returned. Several lines, or an empty value, are errors. */
const char *settings_text(struct settings *settings, const char *section, const char *key,
                          const char *fallback);

/* One of `choices` (NULL-terminated array): its index, or -1 after an error that lists them. */
int settings_choice(struct settings *settings, const char *section, const char *key,
                    const char *const *choices, int fallback_index);

/* "ja" or "nee". */
bool settings_yes(struct settings *settings, const char *section, const char *key, bool fallback);

/* A whole number in [low, high]. */
long settings_number(struct settings *settings, const char *section, const char *key, long low,
                     long high, long fallback);

/* An amount in euros written "75.000,00" or "75000" (decimal comma, points as thousands). */
struct money settings_money(struct settings *settings, const char *section, const char *key,
                            struct money fallback);

/* The path of a file named in a settings file, relative to that file's folder. In the arena. */
const char *settings_path(struct settings *settings, const char *relative);

/* Reports every section and key that was not asked for, with the nearest known name if one is near
 * ("onbekende instelling 'tekn'; bedoelde u 'teken'?"). `known_keys`: section -> keys come from the
 * calls made so far. False when there was any. */
bool settings_finish(struct settings *settings);

#endif
