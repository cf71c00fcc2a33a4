/* [betekenis]: signs, the key, and what columns stand for. */
#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/format/quoted.h"

#include <string.h>

/* ---- roles ---- */

static const char *const neutral_values[] = {"J", "N", "", NULL};
static const char *const is_values[] = {"I", "S", "", NULL};

static const struct {
    const char *name;
    bool is_date;              /* its column must be in [datums] */
    const char *const *values; /* what its column's [waarden] may give, or NULL */
} roles[ROLE_COUNT] = {
    [ROLE_PERIODE] = {"periode", false, NULL},
    [ROLE_BOEKSTUK] = {"boekstuk", false, NULL},
    [ROLE_REGEL] = {"regel", false, NULL},
    [ROLE_DATUM] = {"datum", true, NULL},
    [ROLE_REKENING] = {"rekening", false, NULL},
    [ROLE_KOSTENPLAATS] = {"kostenplaats", false, NULL},
    [ROLE_OMSCHRIJVING] = {"omschrijving", false, NULL},
    [ROLE_BESLUIT] = {"besluit", false, NULL},
    [ROLE_BESLUITDATUM] = {"besluitdatum", true, NULL},
    [ROLE_NEUTRAAL] = {"neutraal", false, neutral_values},
    [ROLE_IS] = {"incidenteel_structureel", false, is_values},
    [ROLE_SLEUTELNAAM] = {"sleutelnaam", false, NULL},
    [ROLE_REKENINGNAAM] = {"rekeningnaam", false, NULL},
    [ROLE_CONTRA] = {"tegenrekening", false, NULL},
};

const char *role_name(enum role role)
{
    return roles[role].name;
}

static struct text period_column(struct profile *profile, struct text text)
{
    struct text name = text;
    profile->period_kind = profile_is_function(text, "jjjjmm", &name)  ? PERIOD_YEAR_MONTH
                           : profile_is_function(text, "maand", &name) ? PERIOD_OF_DATE
                                                                       : PERIOD_NUMBER;
    return name;
}

/* "dagboek . nummer": gives the last of the columns. */
static size_t read_boekstuk(struct profile_reading *reading, const struct settings_key *key,
                            struct text text)
{
    struct profile *profile = reading->profile;
    struct text name;
    size_t column = NO_COLUMN;
    profile->boekstuk = arena_alloc(reading->arena, (text.n_bytes + 1) * sizeof *profile->boekstuk);
    while (text_split(&text, '.', &name)) {
        column = profile_need_column(reading, key->line_no, text_trim(name));
        if (column == NO_COLUMN)
            return NO_COLUMN;
        profile_check_whole(reading, key->line_no, column);
        profile->boekstuk[profile->n_boekstuk++] = column;
    }
    return column;
}

static void read_role(struct profile_reading *reading, struct settings_section *section,
                      enum role role)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    profile->role[role] = NO_COLUMN;
    const struct settings_key *key = settings_find(settings, section, roles[role].name);
    const char *value = key ? settings_one(settings, key) : NULL;
    if (!value)
        return;
    struct text name = text_of(value);
    if (role == ROLE_PERIODE)
        name = period_column(profile, name);
    size_t column = role == ROLE_BOEKSTUK ? read_boekstuk(reading, key, name)
                                          : profile_need_column(reading, key->line_no, name);
    profile->role[role] = column;
    if (column == NO_COLUMN)
        return;
    if (roles[role].is_date || (role == ROLE_PERIODE && profile->period_kind == PERIOD_OF_DATE))
        profile_check_date(reading, key->line_no, column);
    if (role == ROLE_REGEL)
        profile_check_whole(reading, key->line_no, column);
    if (roles[role].values)
        profile_check_values(reading, key->line_no, column, roles[role].values);
}

/* It is read as rekening is, and has no translation of its own. */
static void check_contra(struct profile_reading *reading)
{
    const struct profile *profile = reading->profile;
    const size_t contra = profile->role[ROLE_CONTRA], account = profile->role[ROLE_REKENING];
    const int line_no = settings_line(&reading->settings, "betekenis", "tegenrekening");
    if (contra == NO_COLUMN || !profile_check_whole(reading, line_no, contra))
        return;
    if (account == NO_COLUMN || account == contra)
        reading_error(reading, line_no,
                      "tegenrekening vraagt ook rekening, een andere kolom: zo gelezen als die");
    else if (profile->columns[contra].values)
        reading_error(reading, line_no,
                      "tegenrekening: '%s' heeft [waarden], maar wordt gelezen zoals '%s'; haal "
                      "[waarden %s] weg",
                      profile->columns[contra].name, profile->columns[account].name,
                      profile->columns[contra].name);
}

static void read_roles(struct profile_reading *reading, struct settings_section *section)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    for (int role = 0; role < ROLE_COUNT; role++)
        read_role(reading, section, (enum role)role);
    profile->balanced = settings_yes(settings, "betekenis", "sluitend", false);
    bool has_boekstuk = settings_find(settings, section, "boekstuk") != NULL;
    if (settings_find(settings, section, "regel") && !has_boekstuk)
        settings_error(settings, settings_line(settings, "betekenis", "regel"),
                       "regel vraagt ook boekstuk: een regelnummer geldt binnen een boekstuk");
    if (profile->role[ROLE_REKENINGNAAM] != NO_COLUMN && profile->role[ROLE_REKENING] == NO_COLUMN)
        settings_error(settings, settings_line(settings, "betekenis", "rekeningnaam"),
                       "rekeningnaam vraagt ook rekening: zij is de naam daarvan");
    check_contra(reading);
}

/* ---- the key ---- */

/* " kaal" and " vul 6", each at most once. */
static bool take_widths(struct text *text, struct key_part *part)
{
    bool apart = text->n_bytes > 0 && (text->bytes[0] == ' ' || text->bytes[0] == '\t');
    *text = text_trim(*text);
    while (text->n_bytes > 0 && apart) {
        if (!part->strip_zeros && text_take_word(text, "kaal"))
            part->strip_zeros = true;
        else if (part->pad_width || !text_take_word(text, "vul") ||
                 !profile_take_number(text, 1, PROFILE_MAX_WIDTH, &part->pad_width))
            return false;
        *text = text_trim(*text);
    }
    return text->n_bytes == 0;
}

static bool parse_part(struct profile_reading *reading, int line_no, struct text text,
                       struct key_part *part)
{
    *part = (struct key_part){0};
    size_t n = 0;
    while (n < text.n_bytes && !strchr("[ \t", text.bytes[n]))
        n++;
    struct text name = {text.bytes, n}, rest = {text.bytes + n, text.n_bytes - n};
    bool formed = n > 0 && profile_take_positions(&rest, &part->first, &part->last) &&
                  take_widths(&rest, part);
    if (!formed)
        return reading_error(
            reading, line_no,
            "sleutel: verwacht kolom, kolom[1-4], kolom vul 6 of kolom kaal, gevonden '%.*s'",
            TEXT_ARG(text));
    part->column = profile_need_column(reading, line_no, name);
    return part->column != NO_COLUMN;
}

static void read_key(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    const char *source = settings_text(settings, "betekenis", "sleutel", NULL);
    if (!source)
        return;
    static const char *const kinds[] = {"sleutel", "post", NULL};
    profile->key_is_post = settings_choice(settings, "betekenis", "sleutel_is", kinds, 0) == 1;
    int line_no = settings_line(settings, "betekenis", "sleutel");
    struct text rest = text_of(source), text;
    while (quoted_cut(&rest, '.', &text)) {
        struct key_part part;
        if (!parse_part(reading, line_no, text, &part))
            continue;
        *arena_add(reading->arena, profile->key, profile->n_key) = part;
    }
}

static void read_sign(struct profile_reading *reading)
{
    struct settings *settings = &reading->settings;
    const char *text = settings_text(settings, "betekenis", "teken", NULL);
    if (text && !sign_rule_parse(text, false, &reading->profile->sign))
        settings_wrong(settings, "betekenis", "teken",
                       "verwacht elke sectie een keer met + of -, zoals 'lasten- baten+ "
                       "stortingen- onttrekkingen+', gevonden '%s'",
                       text);
}

static void mark_privacy(struct profile_reading *reading, int line_no, size_t column,
                         enum column_privacy privacy)
{
    struct profile_column *marked = &reading->profile->columns[column];
    if (marked->privacy != COLUMN_PLAIN)
        reading_error(reading, line_no, "kolom '%s' staat al onder persoonlijk of code",
                      marked->name);
    marked->privacy = privacy;
}

static void mark_down(struct profile_reading *reading, int line_no, size_t column,
                      enum column_privacy unused)
{
    struct profile *profile = reading->profile;
    (void)unused;
    profile->columns[column].down = profile->any_down = true;
    for (size_t c = column + 1; c < profile->n_columns; c++)
        if (profile->columns[c].down)
            reading_error(reading, line_no,
                          "doortrekken: zet '%s' ook in [kolommen] achter '%s'; verwacht daar en "
                          "hier de buitenste eerst",
                          profile->columns[column].name, profile->columns[c].name);
    for (size_t a = 0; a < profile->n_amounts; a++)
        if (column == profile->amounts[a].plus || column == profile->amounts[a].minus)
            reading_error(reading, line_no, "doortrekken: kolom '%s' is een bedrag",
                          profile->columns[column].name);
}

static void mark_misnamed(struct profile_reading *reading, int line_no, size_t column,
                          enum column_privacy unused)
{
    struct profile *profile = reading->profile;
    (void)unused;
    profile->columns[column].misnamed = true;
    for (size_t a = 0; a < profile->n_amounts; a++)
        if (column == profile->amounts[a].plus || column == profile->amounts[a].minus)
            return;
    reading_error(reading, line_no,
                  "anders_genoemd: kolom '%s' staat niet in [bedragen]; noem een kolom die daar "
                  "een bedrag is",
                  profile->columns[column].name);
}

/* persoonlijk = omschrijving, debiteur */
static void mark_columns(struct profile_reading *reading, struct settings_section *section,
                         const char *name, enum column_privacy privacy,
                         void (*mark)(struct profile_reading *reading, int line_no, size_t column,
                                      enum column_privacy privacy))
{
    const struct settings_key *key = settings_find(&reading->settings, section, name);
    size_t n, *columns = profile_columns(reading, key, &n);
    for (size_t i = 0; i < n; i++)
        mark(reading, key->line_no, columns[i], privacy);
}

void profile_read_meaning(struct profile_reading *reading)
{
    struct settings_section *section = settings_need(&reading->settings, "betekenis");
    read_sign(reading);
    read_key(reading);
    read_roles(reading, section);
    mark_columns(reading, section, "persoonlijk", COLUMN_PERSONAL, mark_privacy);
    mark_columns(reading, section, "code", COLUMN_CODE, mark_privacy);
    mark_columns(reading, section, "anders_genoemd", COLUMN_PLAIN, mark_misnamed);
    mark_columns(reading, section, "doortrekken", COLUMN_PLAIN, mark_down);
}
