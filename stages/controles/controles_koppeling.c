/* Controls on the mapping: what has no place in it, and what in it nothing used. */
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "stages/controles/controles.h"

#include <stdio.h>
#include <string.h>

#define MOST_TOLD 100 /* keys without a mapping, each an error of its own */

static void every_mapping_line_was_used(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    const struct ledger *ledger = job->ledger;
    struct examples examples = {.arena = job->arena, .listed = true};
    bool *missed = arena_alloc(job->arena, mapping->n_keys), told = true; /* but for zeros */
    for (size_t i = 0; i < ledger->n_unmapped; i++)
        if (ledger->unmapped[i].lacks_zeros)
            missed[ledger->unmapped[i].same_rule] = true;
    for (size_t i = 0; i < mapping->n_keys; i++)
        if (ledger_key_unused(ledger, i)) {
            told &= missed[i];
            examples_add(&examples, "%.*s%s (regel %d)", TEXT_ARG(mapping->keys[i].key),
                         mapping->keys[i].is_prefix ? "*" : "", mapping->keys[i].line_no);
        }
    check_none(job, "Koppelregels gebruikt", SEVERITY_WARNING, &examples,
               "Elke sleutel in posten.csv die in deze jaren geldt komt in de bronnen voor; wat "
               "niet voorkomt staat in koppeling_ongebruikt.csv.");
    job->controls.items[job->controls.n - 1].told = told; /* by report_unmapped */
}

static const char *const wanted[] = {
    [UNMAPPED_KEY] = "een regel in posten.csv",
    [UNMAPPED_YEAR] = "een regel in posten.csv voor dit jaar",
    [UNMAPPED_SECTIE] = "een regel onder [sectie] in het bronprofiel",
    [UNMAPPED_STAND] = "een woord en een jaar (1900 tot en met 2199), zoals realisatie 2024",
    [UNMAPPED_REST] = "een plaats voor elke mutatie",
};

#define MOST_LINES 3 /* of those without a key */

/* Where lines are whose key is empty, and what they are if the figures tell. */
static const char *keyless_words(struct job *job, const struct unmapped *unmapped)
{
    size_t s = 0;
    while (strcmp(job->plan->sources[s].name, unmapped->source) != 0)
        s++;
    const struct findings *findings = job->ledger->accounts[s].findings;
    const struct findings *lines = &findings[FINDING_KEYLESS], *sums = &findings[FINDING_SUBTOTAL];
    struct text_list list = {.arena = job->arena};
    for (size_t i = 0; i < lines->n_listed && i < MOST_LINES; i++)
        list_add(&list, "%s", lines->items[i].where);
    bool are_sums = list.n && sums->n_listed &&
                    ((lines->n_lines > 1 && sums->n_lines == lines->n_lines) ||
                     strcmp(sums->items[0].where, lines->items[0].where) == 0);
    return arena_printf(job->arena, " (%s%s): de sleutel is leeg; %s", list_text(&list, ""),
                        lines->n_lines > MOST_LINES ? ", …" : "",
                        are_sums ? "dat zijn totalen van andere regels, en met een tweede kolom in "
                                   "de sleutel zouden zij dubbel tellen: zie Geen totalen tussen "
                                   "de regels"
                                 : "laat haar aanvullen (eens per groep gezegd: doortrekken), of "
                                   "noem in sleutel van het bronprofiel een tweede kolom die zegt "
                                   "waar zij horen");
}

static void report_one(struct job *job, const struct unmapped *unmapped)
{
    struct arena *arena = job->arena;
    const char *year = unmapped->year ? arena_printf(arena, " (%d)", unmapped->year) : "";
    const char *hint = *unmapped->hint ? arena_printf(arena, "; %s", unmapped->hint) : "";
    const char *shown = ledger_unmapped_shown(job->ledger, unmapped, arena);
    const char *code = strcmp(unmapped->key, shown) == 0 || *shown == '('
                           ? ""
                           : "; is dat een code en geen nummer van een persoon, zet dan code = met "
                             "de kolom in [betekenis] van het bronprofiel";
    const char *keyless =
        unmapped->kind == UNMAPPED_KEY && unmapped->key[strspn(unmapped->key, ".")] == '\0'
            ? keyless_words(job, unmapped)
            : "";
    errors_add(job->errors, ERROR_DATA, unmapped->source,
               "verwacht %s, gevonden \"%s\"%s in %s, € %s%s%s%s", wanted[unmapped->kind],
               key_words(job, unmapped), year, mutaties_words(arena, unmapped->n_mutaties),
               money_words(arena, unmapped->sum), keyless, hint, code);
}

/* Keys that differ in nothing but zeros have one cause: a spreadsheet took codes for numbers. */
static void report_zeros(struct job *job, size_t n_zeros, const struct unmapped *first)
{
    const struct mapping *mapping = &job->plan->mapping;
    const struct key_rule *rule = &mapping->keys[first->same_rule];
    errors_add(job->errors, ERROR_DATA, mapping->posten_path,
               "%zu sleutels uit de bronnen staan er alleen met andere nullen, of met een komma "
               "voor een punt, zoals \"%s\" in %s en \"%.*s\" hier (regel %d): een rekenblad heeft "
               "codes voor getallen gehouden. Is dat hier gebeurd, zet de kolom sleutel dan op "
               "Tekst en schrijf ze weer zoals de bron; is het in de bron, vraag dan de export "
               "zoals het pakket hem maakt. Is er niets dan nullen vooraan anders, dan helpt ook "
               "vul of kaal in [betekenis] sleutel van het bronprofiel; zijn het nieuwe codes, zet "
               "ze er dan bij. De run zet ze alle in zonder_koppeling.csv",
               n_zeros, key_words(job, first), first->source, TEXT_ARG(rule->key), rule->line_no);
}

/* "rekening 004100" in "6 cijfers (3 regels, …)". */
static bool is_of_length_told(const char *key, const char *lengths)
{
    static const char digits[] = "0123456789";
    int n_digits = (int)strspn(key + strcspn(key, digits), digits), n = 0;
    for (const char *c = lengths; (c = strstr(c, " cijfers (")); c++) {
        const char *from = c;
        while (from > lengths && strchr(digits, from[-1]))
            from--;
        if (sscanf(from, "%d", &n) == 1 && n == n_digits)
            return true;
    }
    return false;
}

/* An account that lost its zeros, or got some, has no sectie: its own control tells that. */
static bool told_by_lengths(const struct job *job, const struct unmapped *unmapped)
{
    if (unmapped->kind != UNMAPPED_SECTIE)
        return false;
    const char *name = arena_printf(job->arena, "Rekeningen van een lengte: %s", unmapped->source);
    bool told = false;
    for (size_t i = 0; i < job->controls.n; i++) {
        const struct control *control = &job->controls.items[i];
        told |= !control->holds && control->severity == SEVERITY_ERROR &&
                strcmp(control->name, name) == 0 &&
                is_of_length_told(unmapped->key, control->examples);
    }
    return told;
}

/* Each on its own; past the first hundred zonder_koppeling.csv has the rest. */
static void report_unmapped(struct job *job)
{
    const struct ledger *ledger = job->ledger;
    const struct unmapped *first = NULL;
    size_t n_zeros = 0, n_told = 0;
    for (size_t i = 0; i < ledger->n_unmapped; i++) {
        n_zeros += ledger->unmapped[i].lacks_zeros;
        if (!first && ledger->unmapped[i].lacks_zeros)
            first = &ledger->unmapped[i];
    }
    size_t n = ledger->n_unmapped - (n_zeros > 1 ? n_zeros : 0);
    if (n_zeros > 1)
        report_zeros(job, n_zeros, first);
    if (n > MOST_TOLD)
        errors_add(job->errors, ERROR_DATA, "",
                   "%zu sleutels hebben geen koppeling; de eerste %d volgen, de run zet ze alle in "
                   "zonder_koppeling.csv. Is dit wel de sleutel van het bronprofiel?",
                   n, MOST_TOLD);
    for (size_t i = 0; i < ledger->n_unmapped && n_told < MOST_TOLD; i++) {
        if ((n_zeros > 1 && ledger->unmapped[i].lacks_zeros) ||
            told_by_lengths(job, &ledger->unmapped[i]))
            continue;
        report_one(job, &ledger->unmapped[i]);
        n_told++;
    }
}

/* What Excel saves as plain CSV has lost what that encoding lacks, without a word. */
static void the_mapping_is_utf8(struct job *job)
{
    const struct mapping *mapping = &job->plan->mapping;
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < mapping->n_windows_paths; i++)
        examples_add(&examples, "%s", path_name(mapping->windows_paths[i]));
    if (examples.n)
        check_none(job, "Koppelingen in UTF-8", SEVERITY_WARNING, &examples,
                   "Gelezen als windows-1252; tekens die daarin niet bestaan zijn bij het bewaren "
                   "een vraagteken geworden. Bewaar het bestand in Excel als 'CSV UTF-8 (door "
                   "lijstscheidingsteken gescheiden)'.");
}

void controles_koppeling(struct job *job)
{
    the_mapping_is_utf8(job);
    every_mapping_line_was_used(job);
    report_unmapped(job);
}
