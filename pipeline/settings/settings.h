/* INI settings with line numbers. Every getter records its own errors and marks the key as known;
 * settings_finish reports every key and section nobody asked for.
 *
 * The accepted form: `[sectie]`, `sleutel = waarde`, comments from ';' or '#' at the start of a
 * line or from " ;" on; a line that begins with white space continues the list of the key above it,
 * and behind a comma the value.
 * A key may hold ':' but no '='. Lines over 199 bytes other than comments are refused, so are
 * sections and keys that come twice, keys before a section, bytes that are not UTF-8 and control
 * characters other than tabs. A UTF-8 BOM and CRLF are fine. Key order is kept.
 */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/money.h"
#include "pipeline/base/text.h"

#define SETTINGS_MAX_LINE_BYTES 199 /* without the line end */
/* A comment that begins so holds a setting that a person must fill in: an error while its section
 * has neither that key nor its value. */
#define SETTINGS_FILL           "; invullen: "
#define SETTINGS_MAX_FILE_BYTES ((size_t)1 << 20)

struct settings_value {
    const char *text;    /* trimmed, NUL-terminated, valid UTF-8 */
    const char *comment; /* what stood behind it from " ;" on, or NULL */
    int line_no;         /* 1-based */
};

struct settings_key {
    const char *name;              /* trimmed, not empty */
    struct settings_value *values; /* one per line: the key's own and its continuation lines; those
                                      behind a comma go with the line before */
    size_t n_values; /* >= 1; an empty first value ("key =") is "", or left out when lines follow */
    int line_no;
    bool known;
};

struct settings_asked; /* the names that getters asked for: what a typing error may have meant */

struct settings_section {
    const char *name;          /* trimmed, single spaces inside: "bron grootboek-2024" */
    struct settings_key *keys; /* in file order */
    size_t n_keys;
    int line_no;
    bool known;
    struct settings_asked *asked; /* keys */
};

struct settings {
    const char *path;                  /* as given, used in messages */
    struct settings_section *sections; /* in file order */
    size_t n_sections;
    struct settings_asked *asked; /* sections */
    struct arena *arena;          /* borrowed: where all of this lives */
    struct errors *errors;        /* borrowed: where getters complain, kind ERROR_SETTINGS */
};

/* Reads a file; false when it cannot be read or has a malformed line (all are reported). *settings
 * is usable (perhaps empty) in both cases: what was well-formed is in it. */
bool settings_read(const char *path, struct arena *arena, struct errors *errors,
                   struct settings *settings);

/* The section, marked known, or NULL. */
struct settings_section *settings_section(struct settings *settings, const char *name);
/* What is there under a name, whoever looks: NULL when nothing is, also of no section. */
struct settings_section *settings_section_named(const struct settings *settings, const char *name);
struct settings_key *settings_key_named(const struct settings_section *section, const char *name);

/* The section, marked known; NULL after an error when it is not there. A section is missed only
 * once, however often it is asked for. */
struct settings_section *settings_need(struct settings *settings, const char *name);

/* The key, marked known, or NULL. Does not complain. A NULL section has no keys. */
struct settings_key *settings_find(struct settings *settings, struct settings_section *section,
                                   const char *name);

/* All keys of a section are known: for sections whose keys are names of the user's own. */
void settings_know_all(struct settings_section *section);
/* Such a section, one without keys where it is not there; of the second that is an error, as when
 * it is empty. */
const struct settings_section *settings_names(struct settings *settings, const char *name);
const struct settings_section *settings_need_names(struct settings *settings, const char *name);

/* The one value of a key; NULL after an error when it has several lines, or is empty. */
const char *settings_one(struct settings *settings, const struct settings_key *key);

/* Adds an error at a line of this file; line_no 0: at the file. Returns false. */
#define settings_error(settings, line_no, ...)                                                     \
    settings_say((settings), (line_no), arena_printf((settings)->arena, __VA_ARGS__))
bool settings_say(struct settings *settings, int line_no, const char *message);

/* The same at the line of the key, and about it: "sleutel: " stands in front. */
#define settings_wrong(settings, section, key, ...)                                                \
    settings_error((settings), settings_line((settings), (section), (key)), "%s: %s", (key),       \
                   arena_printf((settings)->arena, __VA_ARGS__))

/* The same of a key that is at hand. */
#define settings_key_wrong(settings, key, ...)                                                     \
    settings_error((settings), (key)->line_no, "%s: %s", (key)->name,                              \
                   arena_printf((settings)->arena, __VA_ARGS__))

/* Both, for a reader that holds its settings. */
#define reading_error(reading, ...) settings_error(&(reading)->settings, __VA_ARGS__)
#define reading_wrong(reading, key, ...)                                                           \
    settings_key_wrong(&(reading)->settings, (key), __VA_ARGS__)

/* The one value of a key. `fallback` NULL means the key is required: missing is an error and NULL
 * is returned. Several lines, or an empty value, are errors: the fallback is returned. */
const char *settings_text(struct settings *settings, const char *section, const char *key,
                          const char *fallback);

/* The same for a text that people read, in which a ';' may be meant: a comment behind it is an
 * error.
 */
const char *settings_prose(struct settings *settings, const char *section, const char *key,
                           const char *fallback);

/* All of a list: what stands between commas on the lines of a key, handed to `take` one by one; an
 * error at its line for what it refuses. False when the key is not there. */
bool settings_list(struct settings *settings, struct settings_section *section, const char *key,
                   bool (*take)(void *context, struct text part), void *context,
                   const char *wanted);

/* Adds an error when a comment stands behind a value of the key. */
void settings_refuse_comment(struct settings *settings, const struct settings_key *key);

/* One of `choices` (NULL-terminated array): its index, or -1 after an error that lists them.
 * A fallback_index of -1 means the key is required. */
int settings_choice(struct settings *settings, const char *section, const char *key,
                    const char *const *choices, int fallback_index);

/* "ja" or "nee". */
bool settings_yes(struct settings *settings, const char *section, const char *key, bool fallback);

/* A whole number in [low, high]. A fallback outside that range means the key is required. */
long settings_number(struct settings *settings, const char *section, const char *key, long low,
                     long high, long fallback);

/* An amount in euros written "75.000,00" or "75000" (decimal comma, points as thousands), perhaps
 * with a minus or "€" in front. */
bool settings_amount(const char *text, struct money *money);
struct money settings_money(struct settings *settings, const char *section, const char *key,
                            struct money fallback);

/* The same of 0 or more; 0 where it is not there. */
struct money settings_not_negative(struct settings *settings, const char *section, const char *key);

/* The line of a key, for errors about its value; of its section when the key is not there, 0 when
 * neither is. Marks nothing. */
int settings_line(const struct settings *settings, const char *section, const char *key);

/* The path of a file named in a settings file, relative to that file's folder. In the arena.
 * "folder/.." is taken out where `folder` is a real folder, no symbolic link. */
const char *settings_path(struct settings *settings, const char *relative);

/* Reports every section and key that was not asked for, with the nearest known name if one is near
 * ("onbekende instelling 'tekn'; bedoelde u 'teken'?"), else with all known names. What is known
 * comes from the calls made so far. False when there was any. */
bool settings_finish(struct settings *settings);
