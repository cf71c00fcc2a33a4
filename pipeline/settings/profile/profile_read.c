/* The whole profile, in the order of its sections; [bestand] itself. */
#include "pipeline/settings/profile/profile_reading.h"

#include <string.h>

static const char *const separators[] = {"puntkomma",        "komma", "tab",
                                         "verticale-streep", "geen",  NULL};
static const char separator_of[] = {';', ',', '\t', '|'};
#define NO_SEPARATOR ((int)sizeof separator_of) /* geen: fields at fixed places */

const char *profile_separator(size_t index, char *separator)
{
    bool exists = index < sizeof separator_of;
    *separator = exists ? separator_of[index] : 0;
    return exists ? separators[index] : NULL;
}

static const char *const quotes[] = {"dubbel", "enkel", "geen", NULL};
static const char quote_of[] = {'"', '\'', 0};

/* geen, puntkomma (a bare ';' would be a comment of the profile itself), or the character. */
static char read_comment(struct profile_reading *reading)
{
    struct settings *settings = &reading->settings;
    const struct profile_file *file = &reading->profile->file;
    const char *text = settings_text(settings, "bestand", "commentaar", "geen");
    if (strcmp(text, "geen") == 0)
        return 0;
    char comment = strcmp(text, "puntkomma") == 0 ? ';' : text[0];
    bool single = comment == ';' || text[1] == '\0';
    if (!single || !strchr("!#$%&'*+-/;<=>@\\^_|~", comment) || comment == file->separator ||
        comment == file->quote)
        settings_wrong(settings, "bestand", "commentaar",
                       "verwacht geen, puntkomma of een leesteken dat niet het scheidings- of "
                       "aanhalingsteken is, gevonden '%s'",
                       text);
    return comment;
}

static void read_empty_words(struct profile_reading *reading)
{
    struct settings *settings = &reading->settings;
    struct profile_file *file = &reading->profile->file;
    const struct settings_key *key =
        settings_find(settings, settings_section(settings, "bestand"), "leeg");
    if (!key)
        return;
    file->n_empty_words = profile_list(reading, key, &file->empty_words);
    file->empty_bytes =
        arena_alloc(reading->arena, file->n_empty_words * sizeof *file->empty_bytes);
    for (size_t i = 0; i < file->n_empty_words; i++)
        if (!text_encode(reading->arena, file->empty_words[i], profile_encoding(reading->profile),
                         &file->empty_bytes[i]))
            settings_error(settings, key->line_no,
                           "leeg: '%.*s' bestaat niet in de codering van het bestand",
                           TEXT_ARG(file->empty_words[i]));
}

static void read_file(struct profile_reading *reading)
{
    struct settings *settings = &reading->settings;
    const char *encodings[TEXT_ENCODINGS + 1] = {NULL};
    for (int e = 0; e < TEXT_ENCODINGS; e++)
        encodings[e] = text_encoding_name((enum text_encoding)e);
    struct profile_file *file = &reading->profile->file;
    int encoding = settings_choice(settings, "bestand", "codering", encodings, -1);
    int separator = settings_choice(settings, "bestand", "scheidingsteken", separators, -1);
    file->is_fixed = separator == NO_SEPARATOR;
    int quote =
        settings_choice(settings, "bestand", "aanhalingsteken", quotes, file->is_fixed ? 2 : 0);
    file->encoding = (enum text_encoding)(encoding < 0 ? TEXT_UTF8 : encoding);
    file->separator = file->is_fixed ? '\t' : separator_of[separator < 0 ? 0 : separator];
    file->quote = quote_of[quote < 0 ? 0 : quote];
    file->skip_lines = (int)settings_number(settings, "bestand", "regels_overslaan", 0, 1000, 0);
    file->has_header = settings_yes(settings, "bestand", "kopregel", !file->is_fixed);
    if (file->is_fixed && (file->has_header || file->quote))
        settings_error(settings, settings_line(settings, "bestand", "scheidingsteken"),
                       "scheidingsteken = geen: dan staan er geen aanhalingstekens om velden en is "
                       "er geen kopregel; sla zo'n regel over met regels_overslaan");
    file->has_header &= !file->is_fixed;
    file->extra_columns = settings_yes(settings, "bestand", "extra_kolommen", false);
    file->loose_tail = settings_yes(settings, "bestand", "lege_velden_achteraan", false);
    file->comment = read_comment(reading);
    read_empty_words(reading);
}

static bool read_profile(const char *path, struct arena *arena, struct errors *errors,
                         struct profile *profile, void (*read_rest)(struct profile_reading *))
{
    size_t n_before = errors->n;
    *profile = (struct profile){.path = path};
    struct profile_reading reading = {.profile = profile, .arena = arena};
    if (!settings_read(path, arena, errors, &reading.settings) && reading.settings.n_sections == 0)
        return false;
    read_file(&reading);
    profile_read_columns(&reading);
    read_rest(&reading);
    settings_finish(&reading.settings);
    return errors->n == n_before;
}

static void read_of_ledger(struct profile_reading *reading)
{
    profile_read_amounts(reading);
    profile_read_meaning(reading);
    profile_find_prose(reading);
    profile_read_rules(reading);
}

bool profile_read(const char *path, struct arena *arena, struct errors *errors,
                  struct profile *profile)
{
    return read_profile(path, arena, errors, profile, read_of_ledger);
}

bool profile_read_of_values(const char *path, struct arena *arena, struct errors *errors,
                            struct profile *profile)
{
    return read_profile(path, arena, errors, profile, profile_read_figures);
}
