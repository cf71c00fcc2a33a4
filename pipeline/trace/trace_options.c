#include "pipeline/trace/trace.h"

#include <stdlib.h>
#include <string.h>

/* Options with a value, and where it goes. */
static const struct {
    const char *name;
    size_t offset; /* of a text in struct trace_options */
} text_options[] = {
    {"--pakket", offsetof(struct trace_options, pakket)},
    {"--post", offsetof(struct trace_options, post)},
    {"--sectie", offsetof(struct trace_options, sectie)},
    {"--kolom", offsetof(struct trace_options, kolom)},
    {"--besluit", offsetof(struct trace_options, besluit)},
    {"--per", offsetof(struct trace_options, per)},
    {"--instellingen", offsetof(struct trace_options, run_ini)},
};

static const char **text_option(struct trace_options *options, const char *name)
{
    for (size_t i = 0; i < sizeof text_options / sizeof *text_options; i++)
        if (strcmp(text_options[i].name, name) == 0)
            return (const char **)(void *)((char *)options + text_options[i].offset);
    return NULL;
}

static void parse_top(const char *text, struct trace_options *options, struct errors *errors)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (*end || end == text || n < 1)
        errors_add(errors, ERROR_SETTINGS, "", "--top: verwacht een getal vanaf 1, gevonden \"%s\"",
                   text);
    else
        options->top = (size_t)n;
}

static void parse_order(const char *text, struct trace_options *options, struct errors *errors)
{
    if (strcmp(text, "bedrag") == 0)
        options->order = TRACE_BY_AMOUNT;
    else if (strcmp(text, "bestand") == 0)
        options->order = TRACE_BY_FILE;
    else
        errors_add(errors, ERROR_SETTINGS, "",
                   "--volgorde: verwacht bedrag of bestand, gevonden \"%s\"", text);
}

static void parse_one(int argc, char **argv, int *i, struct trace_options *options,
                      struct errors *errors)
{
    const char *name = argv[*i];
    const char **text = text_option(options, name);
    bool has_value = text || strcmp(name, "--top") == 0 || strcmp(name, "--volgorde") == 0;
    if (strcmp(name, "--csv") == 0) {
        options->csv = true;
    } else if (has_value && *i + 1 == argc) {
        errors_add(errors, ERROR_SETTINGS, "", "%s: er hoort een waarde achter", name);
    } else if (text) {
        *text = argv[++*i];
    } else if (strcmp(name, "--top") == 0) {
        parse_top(argv[++*i], options, errors);
    } else if (strcmp(name, "--volgorde") == 0) {
        parse_order(argv[++*i], options, errors);
    } else if (name[0] == '-') {
        errors_add(errors, ERROR_SETTINGS, "", "onbekende optie '%s'", name);
    } else if (options->folder) {
        errors_add(errors, ERROR_SETTINGS, "", "verwacht een map, gevonden ook '%s'", name);
    } else {
        options->folder = name;
    }
}

bool trace_options_parse(int argc, char **argv, struct errors *errors,
                         struct trace_options *options)
{
    size_t n_before = errors->n;
    *options = (struct trace_options){0};
    for (int i = 0; i < argc; i++)
        parse_one(argc, argv, &i, options, errors);
    if (!options->folder)
        errors_add(errors, ERROR_SETTINGS, "", "geef de map van een gepubliceerde run");
    if (!options->kolom)
        errors_add(errors, ERROR_SETTINGS, "",
                   "--kolom ontbreekt: de naam van een kolom van de tabel, zoals realisatie_2024");
    if (options->post && !options->pakket)
        errors_add(errors, ERROR_SETTINGS, "", "--pakket ontbreekt: een post hoort bij een pakket");
    if (options->per && !trace_per_known(options->per))
        errors_add(errors, ERROR_SETTINGS, "",
                   "--per: verwacht rekening, kostenplaats, periode, datum, post of bestand, "
                   "gevonden \"%s\"",
                   options->per);
    return errors->n == n_before;
}
