/* [indicatorwaarden], and [getal] and [betekenis] as an export of indicators has them. */
#include "pipeline/settings/profile/profile_reading.h"

static const char *const role_names[FIGURE_ROLES] = {"noot", "peildatum", "voorlopig", "document"};

/* The text up to the first space, taken off; spaces stand in no name of a column. */
static struct text cut_word(struct text *rest)
{
    size_t n = 0;
    while (n < rest->n_bytes && rest->bytes[n] != ' ' && rest->bytes[n] != '\t')
        n++;
    struct text word = {rest->bytes, n};
    *rest = text_trim(text_from(*rest, n));
    return word;
}

static bool read_template(struct profile_reading *reading, const struct settings_value *value,
                          struct text word, struct template *template)
{
    *template = (struct template){.source = value->text, .line_no = value->line_no};
    template->parts = arena_alloc(reading->arena, (word.n_bytes + 1) * sizeof *template->parts);
    return profile_read_word(reading, value, word, template);
}

/* "{onderwerp} realisatie {periode[1-4]}" */
static void read_figure(struct profile_reading *reading, const struct settings_key *key,
                        struct profile_figure *figure)
{
    if (!settings_one(&reading->settings, key))
        return;
    const struct settings_value *value = &key->values[0];
    struct text rest = text_of(value->text);
    struct text code = cut_word(&rest), kind = cut_word(&rest);
    figure->column = profile_need_column(reading, key->line_no, text_of(key->name));
    if (rest.n_bytes == 0)
        reading_error(reading, value->line_no,
                      "%s: verwacht code, soort en periode, zoals {onderwerp} realisatie {jaar}; "
                      "gevonden '%s'",
                      key->name, value->text);
    else if (read_template(reading, value, code, &figure->code) &&
             read_template(reading, value, kind, &figure->kind))
        read_template(reading, value, rest, &figure->period);
}

static void read_figures(struct profile_reading *reading)
{
    struct profile_figures *figures = &reading->profile->figures;
    const struct settings_section *section =
        settings_need_names(&reading->settings, "indicatorwaarden");
    figures->items = arena_alloc(reading->arena, section->n_keys * sizeof *figures->items);
    for (size_t k = 0; k < section->n_keys; k++)
        read_figure(reading, &section->keys[k], &figures->items[figures->n++]);
}

static void read_number(struct profile_reading *reading)
{
    static const char *const decimals[] = {"komma", "punt", NULL};
    static const char *const thousands[] = {"geen", "punt", "komma", NULL};
    struct settings *settings = &reading->settings;
    struct profile_figures *figures = &reading->profile->figures;
    settings_need(settings, "getal");
    figures->decimal =
        settings_choice(settings, "getal", "decimaal", decimals, -1) == 1 ? '.' : ',';
    int mark = settings_choice(settings, "getal", "duizendtal", thousands, 0);
    figures->thousands = mark == 1 ? '.' : mark == 2 ? ',' : 0;
    if (figures->thousands == figures->decimal)
        settings_wrong(settings, "getal", "duizendtal", "hetzelfde teken als decimaal");
}

static size_t read_words(struct profile_reading *reading, struct settings_section *section,
                         const char *name, struct text **words)
{
    const struct settings_key *key = settings_find(&reading->settings, section, name);
    return key ? profile_list(reading, key, words) : 0;
}

static void read_role(struct profile_reading *reading, struct settings_section *section,
                      enum figure_role role)
{
    static const char *const answers[] = {"ja", "nee", "", NULL};
    struct profile_figures *figures = &reading->profile->figures;
    const struct settings_key *key = settings_find(&reading->settings, section, role_names[role]);
    const char *name = key ? settings_one(&reading->settings, key) : NULL;
    figures->role[role] =
        name ? profile_need_column(reading, key->line_no, text_of(name)) : NO_COLUMN;
    if (figures->role[role] != NO_COLUMN && role == FIGURE_PROVISIONAL)
        profile_check_values(reading, key->line_no, figures->role[role], answers);
}

void profile_read_figures(struct profile_reading *reading)
{
    struct profile_figures *figures = &reading->profile->figures;
    struct settings_section *section = settings_section(&reading->settings, "betekenis");
    read_figures(reading);
    read_number(reading);
    for (int role = 0; role < FIGURE_ROLES; role++)
        read_role(reading, section, (enum figure_role)role);
    figures->n_unknown_words = read_words(reading, section, "onbekend", &figures->unknown_words);
    figures->n_nvt_words = read_words(reading, section, "nvt", &figures->nvt_words);
    profile_read_scopes(reading);
}
