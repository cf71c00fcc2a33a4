#include "pipeline/command.h"

#include "pipeline/base/held.h"
#include "pipeline/base/text_look.h"
#include "pipeline/trace/trace.h"

#define AT(member)   offsetof(struct trace_options, member)
#define MOST_SAMPLED 10000

static const struct command_option options[] = {
    {"MAP", OPTION_OPERAND, AT(folder), .help = "de map van een gepubliceerde run",
     .missing = "geef de map van een gepubliceerde run"},
    {"kolom", OPTION_TEXT, AT(kolom), "KOLOM",
     .help = "een kolom van de tabel, of een stand zoals \"wijziging 2024\""},
    {"pakket", OPTION_TEXT, AT(pakket), "P", .help = "alleen dit pakket"},
    {"post", OPTION_TEXT, AT(post), "POST", .help = "alleen deze post van het pakket"},
    {"sectie", OPTION_TEXT, AT(sectie), "S",
     .help =
         "lasten, baten, stortingen, onttrekkingen, alle lasten, alle baten, saldo, reserves of "
         "resultaat"},
    {"besluit", OPTION_TEXT, AT(besluit), "B", .help = "alleen deze begrotingswijziging"},
    {"tabel", OPTION_TEXT, AT(tabel), "NAAM",
     .help = "een cel van [tabel NAAM]: met --regel, zo nodig --sectie en --blad"},
    {"regel", OPTION_TEXT, AT(regel), "TEKST", .help = "haar rij: de tekst of code die daar staat"},
    {"rij", OPTION_NUMBER, AT(rij), "N",
     .help = "of haar nummer in de CSV, in een rekenblad geopend"},
    {"blad", OPTION_TEXT, AT(blad), "W", .help = "van een tabel per programma: welk programma"},
    {"indicator", OPTION_TEXT, AT(indicator), "CODE",
     .help = "in plaats van een kolom: de waarden van een indicator"},
    {"periode", OPTION_TEXT, AT(periode), "PERIODE",
     .help = "van een indicator alleen deze periode"},
    {"per", OPTION_WORD, AT(per), "rekening|kostenplaats|periode|datum|post|bestand",
     .help = "sommen in plaats van regels"},
    {"top", OPTION_NUMBER, AT(top), "N", .help = "alleen de N grootste"},
    {"steekproef", OPTION_NUMBER, AT(sample), "N", MOST_SAMPLED,
     .help = "N regels, getrokken uit alle regels achter het cijfer; met --zaad"},
    {"zaad", OPTION_TEXT, AT(seed), "TEKST",
     .help = "waar de trekking uit volgt: dezelfde geeft dezelfde"},
    {"methode", OPTION_WORD, AT(method), "geld|regels",
     .help = "van de steekproef: elke euro evenveel kans, of elke regel"},
    {"volgorde", OPTION_WORD, AT(order), "bestand|bedrag",
     .help = "zoals ze in de bestanden staan, of de grootste eerst"},
    {"csv", OPTION_SWITCH, AT(csv), .help = "als CSV voor een rekenblad"},
    {"instellingen", OPTION_TEXT, AT(run_ini), "RUN.ini",
     .help = "waar de instellingen van de run nu staan"},
    {0},
};

static void check(const void *context, struct errors *errors)
{
    const struct trace_options *asked = context;
    command_refuse(errors, !asked->kolom && !asked->indicator,
                   "--kolom ontbreekt: de naam van een kolom van de tabel, zoals realisatie_2024");
    command_refuse(errors,
                   asked->indicator &&
                       (asked->kolom || asked->pakket || asked->sectie || asked->besluit),
                   "--indicator gaat niet samen met --kolom, --pakket, --sectie of --besluit");
    command_refuse(errors, asked->periode && !asked->indicator, "--periode hoort bij --indicator");
    command_refuse(
        errors, !asked->sample != !asked->seed || (asked->method && !asked->sample),
        "--steekproef en --zaad gaan samen: hoeveel regels, en waar de trekking uit volgt");
    command_refuse(errors,
                   asked->sample && (asked->per || asked->top || asked->order || asked->indicator),
                   "--steekproef gaat niet samen met --per, --top, --volgorde of --indicator");
    command_refuse(errors, asked->post && !asked->pakket,
                   "--pakket ontbreekt: een post hoort bij een pakket");
    command_refuse(errors, (asked->regel || asked->blad || asked->rij) && !asked->tabel,
                   "--tabel ontbreekt: een regel hoort bij een tabel");
    command_refuse(errors, asked->tabel && !asked->regel && !asked->rij,
                   "--regel ontbreekt: welke rij van de tabel");
    command_refuse(errors, asked->tabel && (asked->pakket || asked->besluit),
                   "--tabel gaat niet samen met --pakket en --besluit: haar rij zegt wat er telt");
}

/* A name as the mapping has it. */
static const char *looked(struct arena *arena, const char *name)
{
    return name ? text_look(arena, text_of(name)).bytes : NULL;
}

static int run_indicator(const struct trace_options *asked, struct call *call)
{
    size_t n;
    bool ok = trace_indicator(asked, &call->arena, &call->errors, stdout, &n);
    ok &= command_flush(&call->errors);
    call->verdict = ok ? arena_printf(&call->arena, "indicator %s: %zu %s", asked->indicator, n,
                                      n == 1 ? "waarde" : "waarden")
                       : "geen waarden getoond";
    return (int)errors_worst(&call->errors);
}

static int run(const void *context, struct call *call)
{
    struct trace_options asked = *(const struct trace_options *)context;
    struct errors *errors = &call->errors;
    held_take(asked.folder, HELD_WHOLE, NULL, ERRORS_UNHEARD);
    if (asked.indicator)
        return run_indicator(&asked, call);
    struct trace trace;
    asked.pakket = looked(&call->arena, asked.pakket);
    asked.post = looked(&call->arena, asked.post);
    bool ok =
        trace_find(&asked, &call->arena, errors, &trace) && trace_show(&asked, &trace, stdout);
    ok &= kept_close(&trace.kept, errors);
    ok &= command_flush(errors);
    if (ok)
        call->verdict = arena_printf(&call->arena, "%s: %llu %s", trace.label,
                                     (unsigned long long)trace.n_lines,
                                     trace.n_lines == 1 ? "regel" : "regels");
    else
        call->verdict = trace.read ? "wat getoond is, is niet volledig" : "geen regels getoond";
    trace_release(&trace);
    return (int)errors_worst(errors);
}

const struct command trace_command = {
    .name = "trace",
    .summary = "de grootboekregels achter een gepubliceerd cijfer",
    .options = options,
    .options_size = sizeof(struct trace_options),
    .check = check,
    .run = run,
};
