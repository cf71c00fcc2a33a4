#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/base/sha256.h"
#include "pipeline/format/quoted.h"

#include <string.h>

enum text_encoding profile_encoding(const struct profile *profile)
{
    return profile->file.encoding == TEXT_UTF16 ? TEXT_UTF8 : profile->file.encoding;
}

struct text profile_positions(struct text value, size_t first, size_t last)
{
    if (first == 0)
        return value;
    size_t start = text_skip(value, first - 1);
    return (struct text){value.bytes + start, text_skip(value, last) - start};
}

static bool is_one_of(struct text text, const struct text *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++)
        if (text_equal(text, words[i]))
            return true;
    return false;
}

bool profile_is_empty(const struct profile *profile, struct text field)
{
    const struct profile_file *file = &profile->file;
    return field.n_bytes == 0 || is_one_of(field, file->empty_bytes, file->n_empty_words);
}

bool profile_has_part(const struct profile_column *column)
{
    return column->part.first > 0 || column->part.piece > 0;
}

struct text profile_part(const struct profile_column *column, struct text field)
{
    const struct column_part *part = &column->part;
    size_t n_mark = part->piece ? strlen(part->mark) : 0;
    for (size_t piece = 1; piece <= part->piece; piece++) {
        const char *mark =
            field.n_bytes ? memmem(field.bytes, field.n_bytes, part->mark, n_mark) : NULL;
        size_t n = mark ? (size_t)(mark - field.bytes) : field.n_bytes;
        if (piece == part->piece)
            return text_trim((struct text){field.bytes, n});
        n += mark ? n_mark : 0;
        field = (struct text){field.bytes + n, field.n_bytes - n};
    }
    return text_trim(profile_positions(field, part->first, part->last));
}

/* ---- [bestand] ---- */

static const char *const separators[] = {"puntkomma", "komma", "tab", "verticale-streep", NULL};
static const char separator_of[] = {';', ',', '\t', '|'};

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
        settings_error(settings, settings_line(settings, "bestand", "commentaar"),
                       "commentaar: verwacht geen, puntkomma of een leesteken dat niet het "
                       "scheidings- of aanhalingsteken is, gevonden '%s'",
                       text);
    return comment;
}

size_t profile_list(struct profile_reading *reading, const struct settings_key *key,
                    struct text **parts)
{
    size_t n_most = 0, n = 0;
    for (size_t v = 0; v < key->n_values; v++)
        n_most += quoted_count(text_of(key->values[v].text), ',');
    *parts = arena_alloc(reading->arena, n_most * sizeof **parts);
    for (size_t v = 0; v < key->n_values; v++) {
        struct text rest = text_of(key->values[v].text), part;
        while (quoted_cut(&rest, ',', &part)) {
            if (quoted_plain(reading->arena, part, &(*parts)[n]) && (*parts)[n].n_bytes > 0)
                n++;
            else
                settings_error(&reading->settings, key->values[v].line_no,
                               "%s: verwacht een tekst, gevonden '%.*s'", key->name,
                               TEXT_ARG(part));
        }
    }
    return n;
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
    int quote = settings_choice(settings, "bestand", "aanhalingsteken", quotes, 0);
    file->encoding = (enum text_encoding)(encoding < 0 ? TEXT_UTF8 : encoding);
    file->separator = separator_of[separator < 0 ? 0 : separator];
    file->quote = quote_of[quote < 0 ? 0 : quote];
    file->skip_lines = (int)settings_number(settings, "bestand", "regels_overslaan", 0, 1000, 0);
    file->has_header = settings_yes(settings, "bestand", "kopregel", true);
    file->extra_columns = settings_yes(settings, "bestand", "extra_kolommen", false);
    file->loose_tail = settings_yes(settings, "bestand", "lege_velden_achteraan", false);
    file->comment = read_comment(reading);
    read_empty_words(reading);
}

static void hash_file(struct profile *profile, struct arena *arena, struct errors *errors)
{
    char hex[SHA256_HEX_SIZE];
    long long n_bytes;
    profile->sha256 = "";
    if (sha256_file(profile->path, hex, &n_bytes, errors))
        profile->sha256 = arena_copy(arena, hex, strlen(hex));
}

bool profile_read(const char *path, struct arena *arena, struct errors *errors,
                  struct profile *profile)
{
    size_t n_before = errors->n;
    *profile = (struct profile){.path = path};
    struct profile_reading reading = {.profile = profile, .arena = arena};
    if (!settings_read(path, arena, errors, &reading.settings) && reading.settings.n_sections == 0)
        return false;
    hash_file(profile, arena, errors);
    read_file(&reading);
    profile_read_columns(&reading);
    profile_read_amounts(&reading);
    profile_read_meaning(&reading);
    profile_read_rules(&reading);
    settings_finish(&reading.settings);
    return errors->n == n_before;
}
