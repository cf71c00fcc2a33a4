/* controles: every line accounted for, every figure checked, in words a controller understands.
 *
 * All controls are evaluated and shown, the ones that hold too. One that fails with severity fout
 * becomes an error; whether anything is published is for the driver to decide. */
#include "stages/controles/controles.h"

#include "pipeline/base/text_look.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"

#define SHOWN_KEY_CHARACTERS 64

/* The order of the controls in controles.csv and of their tables in the workbook. */
static void (*const groups[])(struct job *job) = {
    controles_bronnen,     controles_delen,     controles_kolommen,       controles_eenheid,
    controles_secties,     controles_koppen,    controles_begroting,      controles_koppeling,
    controles_wijzigingen, controles_tabellen,  controles_rechtmatigheid, controles_prognose,
    controles_afwijkingen, controles_vergelijk, controles_aanvaard,       controles_heten,
};

/* ---- what the groups share ---- */

void not_complete(struct job *job, const char *name, enum severity severity)
{
    controls_not_done(
        &job->controls, job->arena, name, severity,
        "Een bedrag van de tabel is te groot; de meldingen zeggen welk. Lever het goed aan.");
}

const char *key_words(const struct job *job, const struct unmapped *unmapped)
{
    const char *key = ledger_unmapped_shown(job->ledger, unmapped, job->arena);
    if (unmapped->kind == UNMAPPED_REST)
        return "alle verdere sleutels samen";
    if (unmapped->kind != UNMAPPED_KEY && unmapped->kind != UNMAPPED_YEAR)
        return key; /* names of columns among the values */
    struct text shown = text_of(key);
    shown.n_bytes = text_skip(shown, SHOWN_KEY_CHARACTERS);
    return text_spelled(job->arena, shown);
}

/* ---- the table of all controls ---- */

static void add_control_row(struct table *table, struct arena *arena, const struct control *control)
{
    const bool is_money = control->kind == CONTROL_MONEY, is_count = control->kind == CONTROL_COUNT;
    struct money apart;
    table_put(table, arena, ROW_DATA, cell_text(control->name),
              cell_text(control_severity(control->severity)),
              is_money   ? cell_exact(control->expected_money)
              : is_count ? cell_integer(control->expected_count)
                         : cell_text(control->expected),
              is_money   ? cell_exact(control->found_money)
              : is_count ? cell_integer(control->found_count)
                         : cell_text(control->found),
              is_money && money_subtract(control->found_money, control->expected_money, &apart)
                  ? cell_exact(apart)
                  : cell_blank(),
              cell_text(control_verdict_name(control)), cell_text(control->sentence),
              cell_text(control->known->group));
}

static struct table *begin_controls_table(struct job *job)
{
    static const struct table_column columns[] = {
        WRAPPED_COLUMN("naam", "Controle", 46),    TEXT_COLUMN("ernst", "Ernst", 13),
        TEXT_COLUMN("verwacht", "Verwacht", 20),   TEXT_COLUMN("gevonden", "Gevonden", 20),
        NUMBER_COLUMN("verschil", "Verschil", 18), TEXT_COLUMN("oordeel", "Oordeel", 13),
        WRAPPED_COLUMN("uitleg", "Uitleg", 80),    TEXT_COLUMN("groep", "Groep", 18),
    };
    static const struct table_form form = {
        .csv_name = PUBLISHED_CONTROLES,
        .sheet = "Controles",
        .filter = true,
        .subtitle = "Bedragen in euro's en centen. Een fout houdt publiceren tegen, een "
                    "waarschuwing niet. Wat aandacht vraagt staat bovenaan.",
        TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    table->title = arena_printf(job->arena, "Controles %s", job->plan->name);
    return table;
}

/* ---- what can only be controlled when it is written ---- */

static bool all_good(const struct job *job)
{
    return errors_worst(job->errors) == ERROR_NONE &&
           controls_failed(&job->controls, SEVERITY_ERROR) == 0;
}

/* A file cannot hold the outcome of reading itself. These stand among the controls as having held,
 * and that is true of every file that anybody can read: the stages behind this one compare what was
 * written, and a run in which they find a difference puts nothing in place, no report either. */
static void promise_reading_back(struct job *job)
{
    static const struct {
        const char *name, *what;
        bool of_ledger;
    } readings[] = {
        {"Teruggelezen: CSV = tabellen", "elk CSV-bestand, kopregels inbegrepen,", false},
        {"Teruggelezen: werkboek = tabellen", "elk blad van het werkboek, formules inbegrepen,",
         false},
        {"Teruggelezen: data/saldi.csv = tabel", "elke regel van data/saldi.csv", true},
    };
    bool done = job->publish && all_good(job);
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        if (readings[i].of_ledger && !job->ledger)
            continue;
        struct control *control =
            controls_add(&job->controls, job->arena, readings[i].name, SEVERITY_ERROR);
        control->expected = "gelijk";
        control->found = done ? "gelijk" : "niet gedaan";
        control->holds = true;
        control->not_done = !done;
        control->sentence =
            !done ? control->known->needs
                  : arena_printf(
                        job->arena,
                        "Na het schrijven is %s opnieuw gelezen en cel voor cel vergeleken; bij "
                        "een verschil wordt er niets gepubliceerd. Gepubliceerd betekent: "
                        "teruggelezen en gelijk. manifest.json zegt om hoeveel cellen het ging.",
                        readings[i].what);
    }
}

static void report_failed(struct job *job)
{
    for (size_t i = 0; i < job->controls.n; i++) {
        const struct control *control = &job->controls.items[i];
        if (!control->holds && control->severity == SEVERITY_ERROR && !control->told)
            errors_add(job->errors, ERROR_DATA, control->name, "verwacht %s, gevonden %s. %s",
                       control->expected, control->found, control->sentence);
    }
}

/* What follows from the publication that stood, or from files that are no input, is in no control
 * that is published (previous_run.h): it is printed only when nothing is published. */
static void fill_table(struct job *job, struct table *table)
{
    struct controls *controls = &job->controls;
    controls->n_published = controls->n;
    controles_ernaast(job);
    controles_vorige(job);
    if (!all_good(job))
        controls->n_published = controls->n;
    const struct control **sorted = controls_sorted(controls, job->arena);
    for (size_t i = 0; i < controls->n_published; i++)
        add_control_row(table, job->arena, sorted[i]);
}

static bool controles_run(struct job *job)
{
    size_t n_of_sources = 0;
    for (size_t i = 0; job->ledger && i < sizeof groups / sizeof *groups; i++) {
        groups[i](job);
        if (!job_goes_on(job))
            return false;
        n_of_sources = i == 0 ? job->controls.n : n_of_sources;
    }
    if (job->ledger && !ledger_is_whole(job->ledger))
        controls_void(&job->controls, n_of_sources,
                      "Een bron kon niet worden gelezen: lever haar zoals de melding bij haar "
                      "bestand zegt, dan zijn de tabellen te controleren.");
    struct table *table = begin_controls_table(job);
    controles_personen(job);
    promise_reading_back(job);
    fill_table(job, table);
    report_failed(job);
    return true;
}

/* What data/sleutels.csv has: a key that ends in '*' is many. */
static unsigned controles_needs(const struct plan *plan)
{
    bool many = false;
    for (size_t k = 0; k < plan->mapping.n_keys; k++)
        many |= plan->mapping.keys[k].is_prefix;
    return 1u << DIMENSION_REKENING | (many ? 1u << DIMENSION_KOSTENPLAATS : 0);
}

const struct stage controles_stage = {
    .name = "controles", .run = controles_run, .when = STAGE_ALWAYS, .needs = controles_needs};
