/* The run and its mappings, as texts, and where they are written. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/csv.h"
#include "pipeline/settings/mapping/mapping.h"
#include "pipeline/settings/plan/plan.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_CODE   12  /* characters of a pakket */
#define MOST_BYTES 120 /* of a line with a list */

/* ---- texts ---- */

const char *nieuw_completed(struct nieuw *nieuw, const char *text, enum nieuw_form form)
{
    const bool read = form >= NIEUW_READ;
    static const char others[] = "    altijd"; /* a further rule of the last sectie */
    bool secties = false, always = false;
    struct text_list lines = {.arena = nieuw->arena, .between = "\n"};
    struct text rest = text_of(text), line;
    while (text_split(&rest, '\n', &line)) {
        text_take_start(&line, NIEUW_FILL);
        if (read && text_ends(line, "= " DRAFT_UNKNOWN) && text_take_start(&rest, "; of: "))
            text_split(&rest, '\n', &line); /* read as what it may mean */
        bool open = text_begins(line, "lasten = ") && text_ends(line, ": " DRAFT_UNKNOWN);
        bool asks = read && !open && !text_begins(line, ";") && text_ends(line, " " DRAFT_UNKNOWN);
        if (open && read)
            line = text_of("lasten = altijd");
        if (text_begins(line, "[")) {
            if (secties && !always)
                list_add(&lines, "%s", others);
            secties = form == NIEUW_READ_ALL && text_is(line, "[sectie]");
        }
        always |= secties && !text_begins(line, ";") && text_ends(line, "= altijd");
        line.n_bytes -= asks;
        list_add(&lines, "%.*s%s", TEXT_ARG(line), asks ? NIEUW_SOME_YEAR : "");
    }
    if (secties && !always)
        list_add(&lines, "%s", others);
    return list_text(&lines, "");
}

/* Up to the last comma or plus, between two values of a list, that keeps a line short; or all of
 * it. */
static size_t front_of(struct text line)
{
    size_t front = line.n_bytes;
    bool quoted = false;
    for (size_t i = 0; i + 1 < line.n_bytes && i < MOST_BYTES; i++) {
        quoted ^= line.bytes[i] == '"';
        if (!quoted && strchr(",+", line.bytes[i]) && line.bytes[i + 1] == ' ')
            front = i + 1;
    }
    return front;
}

const char *nieuw_folded(struct nieuw *nieuw, const char *text)
{
    struct text_list lines = {.arena = nieuw->arena, .between = "\n"};
    struct text rest = text_of(text), line;
    while (text_split(&rest, '\n', &line)) {
        const char *mark = text_begins(line, NIEUW_FILL) ? NIEUW_FILL : "";
        while (line.n_bytes > MOST_BYTES && (*mark || *line.bytes != ';') &&
               front_of(line) < line.n_bytes) {
            size_t n = front_of(line);
            list_add(&lines, "%.*s", (int)n, line.bytes);
            line = text_of(arena_printf(nieuw->arena, "%s   %.*s", mark, (int)(line.n_bytes - n),
                                        line.bytes + n));
        }
        list_add(&lines, "%.*s", TEXT_ARG(line));
    }
    return list_text(&lines, "");
}

/* ---- the run ---- */

/* Primair, then what changes it, then all others, realisatie last. */
static int rank_of(const struct stand *stand)
{
    return strcmp(stand->kind, STAND_PRIMAIR) == 0      ? 0
           : strcmp(stand->kind, STAND_WIJZIGING) == 0  ? 1
           : strcmp(stand->kind, STAND_REALISATIE) == 0 ? 3
                                                        : 2;
}

int nieuw_compare_standen(const void *a, const void *b)
{
    const struct stand *x = a, *y = b;
    int order = ARRAY_ORDER(x->year, y->year);
    order = order ? order : rank_of(x) - rank_of(y);
    return order ? order : strcmp(x->kind, y->kind);
}

static bool has_stand(const struct nieuw *nieuw, const char *kind, int year)
{
    for (size_t i = 0; i < nieuw->n_standen; i++)
        if (nieuw->standen[i].year == year && strcmp(nieuw->standen[i].kind, kind) == 0)
            return true;
    return false;
}

/* The year that the run is about: the last that has realisatie, of which there is a budget where
 * there is one at all; of budgets alone the first. */
static int year_of(const struct nieuw *nieuw)
{
    int last = 0, budgeted = 0;
    for (size_t i = 0; i < nieuw->n_standen; i++) {
        int year = nieuw->standen[i].year;
        if (strcmp(nieuw->standen[i].kind, STAND_REALISATIE) != 0)
            continue;
        last = year;
        if (has_stand(nieuw, STAND_PRIMAIR, year))
            budgeted = year;
    }
    return budgeted           ? budgeted
           : last             ? last
           : nieuw->n_standen ? nieuw->standen[0].year
                              : NIEUW_ANY_YEAR;
}

static bool is_budget(const struct nieuw *nieuw)
{
    return !has_stand(nieuw, STAND_REALISATIE, year_of(nieuw));
}

/* A kolom for every stand; what was changed is added to what was decided first. */
const char *nieuw_kolommen(struct nieuw *nieuw)
{
    const char *text = "";
    int year = year_of(nieuw);
    const char *budget = NULL;
    if (nieuw->n_standen == 0)
        return "kolom = " NIEUW_ANY_STAND "\n";
    for (size_t i = 0; i < nieuw->n_standen; i++) {
        const struct stand *stand = &nieuw->standen[i];
        bool changes = stand_is_change(stand);
        bool primair = has_stand(nieuw, STAND_PRIMAIR, stand->year);
        const char *name =
            rank_of(stand) == 0 ? arena_printf(nieuw->arena, "primaire_begroting_%d", stand->year)
            : changes && primair
                ? arena_printf(nieuw->arena, "begroting_na_wijziging_%d", stand->year)
                : arena_printf(nieuw->arena, "%s_%d", stand->kind, stand->year);
        text = changes && primair
                   ? arena_printf(nieuw->arena, "%s%s = primair %d + %s\n", text, name, stand->year,
                                  stand->name)
                   : arena_printf(nieuw->arena, "%s%s = %s\n", text, name, stand->name);
        bool whole = rank_of(stand) == 0 || (strcmp(stand->kind, STAND_NA_WIJZIGING) == 0 &&
                                             !has_stand(nieuw, STAND_WIJZIGING, stand->year));
        if (stand->year == year && (whole || (changes && primair)))
            budget = name;
    }
    nieuw->budgeted = budget && !is_budget(nieuw);
    return nieuw->budgeted
               ? arena_printf(nieuw->arena,
                              "%sverschil = realisatie_%d - %s\n\n[afwijkingen]\nrealisatie = "
                              "realisatie_%d\nbegroting = %s\nverschil = verschil\ndrempel_pakket "
                              "= 75.000,00\ndrempel_post = 50.000,00\n",
                              text, year, budget, year, budget)
               : text;
}

/* As seen from the folder of the settings. */
static const char *export_path(struct nieuw *nieuw, const char *folder, const char *path)
{
    const char *seen = path_relative(nieuw->arena, folder, path);
    bool unseen = *path != '/' && strcmp(seen, path) == 0 && strcmp(folder, ".") != 0;
    char *here = unseen ? getcwd(NULL, 0) : NULL; /* no words lead there */
    if (here)
        seen = arena_printf(nieuw->arena, "%s/%s", here, path);
    free(here);
    return seen;
}

/* An export of another bron has such a name too. */
static bool takes_along(const struct nieuw *nieuw, const struct nieuw_kind *kind,
                        const char *pattern)
{
    for (size_t i = 0; i < nieuw->n_exports; i++)
        if (!array_has(kind->paths, kind->n_paths, nieuw->exports[i]) &&
            fnmatch(path_name(pattern), path_name(nieuw->exports[i]), 0) == 0)
            return true;
    return false;
}

/* A pattern that now finds these files and no other; of years the next one is for another run. */
static bool is_sure(struct nieuw *nieuw, const struct nieuw_kind *kind, const char *pattern)
{
    const char *part, *file = file_of_path(nieuw->arena, pattern, &part);
    struct folder_files names = {0}; /* who may read files may not always list them */
    struct packing_parts parts = {0};
    size_t n = 0;
    if (!part)
        folder_names(path_join(nieuw->arena, path_folder(nieuw->arena, file), "."), nieuw->arena,
                     ERRORS_UNHEARD, &names);
    else if (packing_list_parts(file, nieuw->arena, &parts) && !parts.one_wanted)
        names = (struct folder_files){parts.names, parts.n};
    for (size_t i = 0; i < names.n; i++)
        n += fnmatch(part ? part : path_name(file), names.paths[i], 0) == 0;
    int year;
    bool of_years = strlen(kind->paths[0]) + 1 == strlen(pattern) + 4 &&
                    stand_year((struct text){kind->paths[0] + strcspn(pattern, "*"), 4}, &year);
    return n == kind->n_paths && !of_years;
}

static const char *sources(struct nieuw *nieuw, const char *folder)
{
    const char *text = "";
    bool trial = strcmp(folder, nieuw->trial) == 0;
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        const struct nieuw_kind *kind = &nieuw->kinds[k];
        text = arena_printf(nieuw->arena, "%s\n[bron %s]\nprofiel = bronnen/%s.ini\n", text,
                            kind->name, kind->name);
        const char *pattern = path_pattern(nieuw->arena, kind->paths, kind->n_paths);
        if (pattern && takes_along(nieuw, kind, pattern))
            pattern = NULL;
        if (pattern && !trial && is_sure(nieuw, kind, pattern)) {
            text = arena_printf(nieuw->arena,
                                "%s" NIEUW_CHECK "alles wat zo heet, nu %zu bestanden: wat er bij "
                                "komt leest pnc ook\nbestanden = %s\n",
                                text, kind->n_paths, export_path(nieuw, folder, pattern));
            continue;
        }
        if (pattern)
            text = arena_printf(nieuw->arena,
                                "%s" NIEUW_CHECK "alleen deze %zu; komen er steeds meer bij, "
                                "zet dan: bestanden = %s\n",
                                text, kind->n_paths, export_path(nieuw, folder, pattern));
        text = arena_printf(nieuw->arena, "%sbestanden = ", text);
        for (size_t i = 0; i < kind->n_paths; i++)
            text = arena_printf(nieuw->arena, "%s%s%s\n", text, i ? "    " : "",
                                trial ? path_join(nieuw->arena, NIEUW_HERE, kind->paths[i])
                                      : export_path(nieuw, folder, kind->paths[i]));
    }
    return text;
}

/* What is booked is up to a month before the last one of the year, if a ledger tells. */
static const char *running(const struct nieuw *nieuw)
{
    const struct ledger *ledger = nieuw->ledger;
    unsigned last = 0;
    for (size_t s = 0; ledger && s < ledger->plan->n_standen; s++)
        if (plan_books(ledger->plan, s)) {
            const unsigned here = ledger_last_period(ledger, s, LEDGER_NO_PERIOD - 1);
            last = here > last ? here : last;
        }
    return last == 0 || last >= 12
               ? ""
               : arena_printf(nieuw->arena,
                              NIEUW_CHECK "geboekt is er tot en met periode %u; loopt het jaar "
                                          "nog, dan soort = tussenrapportage\n",
                              last);
}

const char *nieuw_run_ini(struct nieuw *nieuw, const char *folder, const char *kolommen)
{
    int year = year_of(nieuw);
    const char *kind = is_budget(nieuw) ? "begroting" : "jaarrekening";
    bool accounts = nieuw->accounts.codes.n > 0, decided = false, dated = false;
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        decided |= nieuw->kinds[k].draft->role[ROLE_BESLUIT] != NO_COLUMN;
        dated |= nieuw->kinds[k].draft->role[ROLE_BESLUITDATUM] != NO_COLUMN;
    }
    return arena_printf(
        nieuw->arena,
        "; Door pnc nieuw, uit %zu exports. Paden gelden vanaf de map van dit bestand.\n\n"
        "[run]\nnaam = %s\n%ssoort = %s\n" NIEUW_FILL "gemeente = %c%s\njaar = %d\n"
        "programma = alle\n%s\n"
        "[mappings]\npakketten = pakketten.csv\nposten = posten.csv\n%s%s\n"
        "[tabel]\ntitel = %s %d\neenheid = 1\n"
        "teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\nresultaat = ja\n\n"
        "[kolommen]\n%s\n"
        "; wat het pakket bij een levering opgeeft, hoort bij haar bron: controle_regels, "
        "controle_totaal\n%s%s",
        nieuw->n_exports, nieuw->name, is_budget(nieuw) ? "" : running(nieuw), kind,
        toupper((unsigned char)*nieuw->name), nieuw->name + 1, year,
        decided ? dated ? "bewaren = besluit, besluitdatum\n" : "bewaren = besluit\n" : "",
        nieuw->budgeted ? "toelichtingen = toelichtingen.csv\n" : "",
        accounts ? "rekeningen = rekeningen.csv\n" : "",
        is_budget(nieuw) ? "Begroting" : "Jaarrekening", year, kolommen, sources(nieuw, folder),
        nieuw->fixed ? nieuw->fixed : "");
}

/* ---- the mappings ---- */

static void write_row(struct csv_writer *writer, const char *const *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_write_text(writer, fields[i] ? fields[i] : "");
    csv_write_end(writer);
}

int nieuw_compare_codes(const void *a, const void *b)
{
    return text_natural(text_of(*(const char *const *)a), text_of(*(const char *const *)b));
}

const char **nieuw_sorted_codes(struct nieuw *nieuw, const struct memo *codes)
{
    const char **sorted = arena_alloc(nieuw->arena, codes->n * sizeof *sorted);
    for (size_t i = 0; i < codes->n; i++)
        sorted[i] = arena_copy(nieuw->arena, codes->texts[i].bytes, codes->texts[i].n_bytes);
    array_sort(sorted, codes->n, nieuw_compare_codes);
    return sorted;
}

static const char *pakket_of(struct nieuw *nieuw, const char *key)
{
    const char *pakket = nieuw_code(&nieuw->keys, key)->of;
    return pakket ? pakket : NIEUW_PAKKET;
}

/* A name makes no code: it gets a number. */
static const char *code_of(struct nieuw *nieuw, const char *pakket)
{
    if (strlen(pakket) <= MAX_CODE && !strchr(pakket, ' '))
        return pakket;
    return arena_printf(nieuw->arena, "P%u",
                        memo_number_slow(&nieuw->pakketten.codes, text_of(pakket)) + 1);
}

/* Where a pakket is of which no export says it: in none that they have. */
const char *nieuw_programma(const struct nieuw *nieuw)
{
    for (size_t i = 0; i < nieuw->pakketten.codes.n; i++)
        if (nieuw->pakketten.items[i].of)
            return NIEUW_PAKKET;
    return "1";
}

static void write_pakketten(struct nieuw *nieuw, struct csv_writer *writer)
{
    struct memo used = {0};
    for (size_t i = 0; i < nieuw->n_found_keys; i++)
        memo_number_slow(&used, text_of(pakket_of(nieuw, nieuw->found_keys[i])));
    if (used.n == 0)
        memo_number_slow(&used, text_of(NIEUW_PAKKET));
    const char **sorted = nieuw_sorted_codes(nieuw, &used);
    for (size_t i = 0; i < used.n; i++) {
        bool unknown = strcmp(sorted[i], NIEUW_PAKKET) == 0;
        const struct nieuw_code *pakket = nieuw_code(&nieuw->pakketten, sorted[i]);
        const char *name = pakket->name ? pakket->name : unknown ? "Nog in te delen" : sorted[i];
        write_row(writer,
                  (const char *[]){code_of(nieuw, sorted[i]), name,
                                   pakket->of ? pakket->of : nieuw_programma(nieuw), "", ""},
                  5);
    }
    memo_release(&used);
}

/* A name that pnc has for a row of its own is no name of a post, and a number that may be of a
 * person is none: the code it is then. */
static const char *post_name(struct nieuw *nieuw, size_t index)
{
    const char *what, *key = nieuw->found_keys[index];
    const char *name = nieuw_code(&nieuw->keys, key)->name;
    if (!name)
        name = key;
    if (text_personal(text_of(name), &what))
        return arena_printf(nieuw->arena, "Post %zu", index + 1);
    bool own =
        strcmp(name, "Totaal") == 0 || strncmp(name, MAPPING_REST, strlen(MAPPING_REST)) == 0;
    return own ? arena_printf(nieuw->arena, "%s %s", key, name) : name;
}

bool nieuw_reads_as_person(const char *name)
{
    static const char *const titles[] = {"dhr", "mevr", "mw", "fam", "familie", "de heer"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t n = strlen(titles[i]);
        if (strncasecmp(name, titles[i], n) == 0 && (name[n] == '.' || name[n] == ' '))
            return true;
    }
    /* initials, in front or behind a comma */
    const char *at = strstr(name, ", ") ? strstr(name, ", ") + 2 : name;
    bool initial = at[0] >= 'A' && at[0] <= 'Z' && at[1] == '.';
    return initial && strcspn(name, "0123456789") == strlen(name);
}

static void write_posten(struct nieuw *nieuw, struct csv_writer *writer)
{
    for (size_t i = 0; i < nieuw->n_found_keys; i++) {
        const char *key = nieuw->found_keys[i];
        write_row(writer,
                  (const char *[]){key, post_name(nieuw, i), code_of(nieuw, pakket_of(nieuw, key)),
                                   "", "", ""},
                  6);
    }
    if (nieuw->n_found_keys == 0)
        write_row(writer, (const char *[]){"geen sleutel", "geen", NIEUW_PAKKET, "", "", ""}, 6);
}

static void write_accounts(struct nieuw *nieuw, struct csv_writer *writer)
{
    const char **sorted = nieuw_sorted_codes(nieuw, &nieuw->accounts.codes);
    for (size_t i = 0; i < nieuw->accounts.codes.n; i++)
        write_row(writer,
                  (const char *[]){sniff_rule_text(nieuw->arena, sorted[i]),
                                   nieuw_code(&nieuw->accounts, sorted[i])->name},
                  2);
}

const struct nieuw_mapping nieuw_mappings[NIEUW_MAPPINGS] = {
    {"pakketten.csv", "pakket;naam;programma;van;tot", write_pakketten},
    {"posten.csv", "sleutel;post;pakket;van;tot;altijd_tonen", write_posten},
    {"rekeningen.csv", "rekening;naam", write_accounts},
    {"toelichtingen.csv", "pakket;post;lasten;baten;incidenteel_structureel;status;toelichting",
     NULL},
};

bool nieuw_has_mapping(const struct nieuw *nieuw, size_t mapping)
{
    return mapping < 2 || (mapping == 2 ? nieuw->accounts.codes.n > 0 : nieuw->budgeted);
}

static void write_mapping(struct nieuw *nieuw, FILE *file, const struct nieuw_mapping *mapping)
{
    struct csv_writer writer;
    csv_write_start(&writer, file, CSV_FOR_PEOPLE);
    csv_write_plain(&writer, mapping->header);
    csv_write_end(&writer);
    if (mapping->write)
        mapping->write(nieuw, &writer);
}

/* A new file: what stands there already is an error. */
bool nieuw_write(struct nieuw *nieuw, const char *folder, const char *name, const char *text,
                 const struct nieuw_mapping *mapping)
{
    const char *path = path_join(nieuw->arena, folder, name);
    FILE *file = held_file(path, "x");
    if (!file)
        return errors_add_errno(nieuw->errors, path, "niet te maken");
    if (mapping)
        write_mapping(nieuw, file, mapping);
    else
        fputs(text, file);
    bool ok = !ferror(file);
    ok = fclose(file) == 0 && ok;
    return ok || errors_add_errno(nieuw->errors, path, "niet te schrijven");
}
