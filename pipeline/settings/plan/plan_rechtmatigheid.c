/* [rechtmatigheid] and its lists, as rechtmatigheid.h states them. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_look.h"
#include "pipeline/format/csv.h"
#include "pipeline/format/quoted.h"
#include "pipeline/format/workbook.h"

#include <string.h>

#define SECTION "rechtmatigheid"

const char *const oordeel_columns[OORDEEL_COLUMNS] = {
    [OORDEEL_OVER] = "overschrijding",      [OORDEEL_COUNTS] = "telt_mee",
    [OORDEEL_COUNTS_NOT] = "telt_niet_mee", [OORDEEL_OPEN] = "te_beoordelen",
    [OORDEEL_CATEGORIE] = "categorie",      [OORDEEL_TEXT] = "toelichting",
};

struct list {
    struct plan_reading *reading;
    struct rechtmatigheid *of;
    struct csv_file file;
};

/* ---- the section ---- */

static int line_of(struct plan_reading *reading, const char *key)
{
    return settings_line(&reading->settings, SECTION, key);
}

static void read_limit(struct plan_reading *reading, struct rechtmatigheid *of)
{
    struct threshold limit = {0};
    const char *key = "grensbedrag_percentage";
    bool given = plan_read_threshold(reading, SECTION, "grensbedrag", &limit);
    if (!given || (limit.amount.cents != 0) == (limit.per_mille != 0))
        reading_error(reading, settings_section(&reading->settings, SECTION)->line_no,
                      "verwacht grensbedrag of grensbedrag_percentage, een van de twee");
    else if (limit.per_mille && reading->plan->n_programmas)
        reading_error(reading, line_of(reading, key),
                      "%s: verwacht in [run] programma = alle, want het is een percentage van de "
                      "lasten van de hele gemeente; of een grensbedrag",
                      key);
    of->amount = limit.amount;
    of->per_mille = limit.per_mille;
    of->minimum = limit.minimum;
}

static bool shows(const struct tabel *tabel, size_t kolom)
{
    for (size_t k = 0; k < tabel->n_kolommen; k++)
        if (tabel->kolommen[k] == kolom)
            return true;
    return false;
}

static bool has_name_of_its_own(const struct plan *plan, const struct tabel *tabel)
{
    for (size_t k = 0; k < tabel->n_kolommen; k++)
        for (size_t c = 0; c < OORDEEL_COLUMNS; c++)
            if (strcmp(plan->kolommen[tabel->kolommen[k]].name, oordeel_columns[c]) == 0)
                return false;
    return true;
}

static const char *unfit(const struct plan *plan, const struct tabel *tabel)
{
    const struct rechtmatigheid *of = plan->rechtmatigheid;
    if (tabel->vorm != VORM_BLOKKEN || tabel->per != INDELING_NONE || tabel->threshold.cents)
        return "vorm = blokken, zonder per en drempel";
    if (!shows(tabel, of->begroting) || !shows(tabel, of->realisatie))
        return "bij kolommen de begroting en de realisatie van [" SECTION "]";
    if (!has_name_of_its_own(plan, tabel))
        return "geen kolom die overschrijding, telt_mee, telt_niet_mee, te_beoordelen, categorie "
               "of toelichting heet: zo heten kolommen die erbij komen";
    for (size_t m = 0; m < tabel->n_maten; m++)
        if (maat_kinds[tabel->maten[m]].shown == SECTIE_COUNT ||
            maat_kinds[tabel->maten[m]].secties &
                ~(maat_kinds[MAAT_ALLE_LASTEN].secties | maat_kinds[MAAT_ONTTREKKINGEN].secties))
            return "bij secties alleen lasten, alle lasten, stortingen en onttrekkingen";
    return NULL;
}

static bool find_tabel(const struct plan *plan, struct text name, size_t *index)
{
    *index = array_index_of(plan->tabellen, plan->n_tabellen, name, name);
    return *index < plan->n_tabellen;
}

static bool read_tabellen(struct plan_reading *reading, bool kolommen_known)
{
    bool good = kolommen_known;
    const char *names = settings_text(&reading->settings, SECTION, "tabellen", NULL);
    struct text rest = text_of(names ? names : ""), part;
    while (names && kolommen_known && quoted_cut(&rest, ',', &part)) {
        size_t index;
        const char *wanted = NULL;
        bool known = find_tabel(reading->plan, part, &index);
        if (known && !(wanted = unfit(reading->plan, &reading->plan->tabellen[index])))
            reading->plan->tabellen[index].is_judged = true;
        else if (known)
            good = reading_error(reading, reading->plan->tabellen[index].line_no,
                                 "[tabel %.*s] staat in [" SECTION "]: verwacht %s", TEXT_ARG(part),
                                 wanted);
        else
            good = reading_error(reading, line_of(reading, "tabellen"),
                                 "tabellen: '%.*s' is geen [tabel NAAM]", TEXT_ARG(part));
    }
    return good && names;
}

/* ---- the lists ---- */

static bool wrong(struct list *list, const struct csv_row *row, const char *column,
                  const char *wanted, struct text found)
{
    return csv_row_error(&list->file, row, "%s: verwacht %s, gevonden '%.*s'", column, wanted,
                         TEXT_ARG(found));
}

static bool read_list(struct list *list, const char *key, const char *const *columns, size_t n)
{
    const char *path = plan_named_path(list->reading, "mappings", key, false);
    return path && csv_read_file(path, columns, n, list->reading->arena, list->reading->errors,
                                 &list->file);
}

static bool find_categorie(const struct rechtmatigheid *of, struct text code, size_t *index)
{
    for (*index = 0; *index < of->n_categorieen; ++*index)
        if (text_equal(code, of->categorieen[*index].code))
            return true;
    return false;
}

static void read_categorieen(struct list *list)
{
    enum { CODE, NAAM, TELT_MEE, COLUMNS };
    static const char *const columns[COLUMNS] = {"code", "naam", "telt_mee"};
    struct rechtmatigheid *of = list->of;
    size_t twin;
    if (!read_list(list, "categorieen", columns, COLUMNS))
        return;
    for (size_t i = 0; i < list->file.n_rows; i++) {
        const struct csv_row *row = &list->file.rows[i];
        struct text code = text_look(list->reading->arena, row->fields[CODE]);
        struct text counts = row->fields[TELT_MEE];
        if (code.n_bytes == 0 || find_categorie(of, code, &twin))
            wrong(list, row, columns[CODE], "een code, elke code een keer", code);
        else if (!text_is(counts, "ja") && !text_is(counts, "nee"))
            wrong(list, row, columns[TELT_MEE], "ja of nee", counts);
        else
            *arena_add(list->reading->arena, of->categorieen, of->n_categorieen) =
                (struct overschrijding_categorie){code, row->fields[NAAM].bytes,
                                                  text_is(counts, "ja")};
    }
}

enum { TABEL, SECTIE, CODE, BEDRAG, CATEGORIE, TOELICHTING, COLUMNS };
static const char *const columns[COLUMNS] = {"tabel",  "sectie",    "code",
                                             "bedrag", "categorie", "?toelichting"};

static bool find_judged(struct list *list, const struct csv_row *row, struct oordeel *oordeel)
{
    const struct plan *plan = list->reading->plan;
    return (find_tabel(plan, row->fields[TABEL], &oordeel->tabel) &&
            plan->tabellen[oordeel->tabel].is_judged) ||
           wrong(list, row, columns[TABEL], "een tabel van [" SECTION "] tabellen",
                 row->fields[TABEL]);
}

static bool find_maat(struct list *list, const struct csv_row *row, struct oordeel *oordeel)
{
    const struct tabel *tabel = &list->reading->plan->tabellen[oordeel->tabel];
    const char *wanted = "";
    for (size_t m = 0; m < tabel->n_maten; m++) {
        oordeel->maat = tabel->maten[m];
        const char *name = maat_kinds[oordeel->maat].name;
        if (text_is(row->fields[SECTIE], name) ||
            (row->fields[SECTIE].n_bytes == 0 && tabel->n_maten == 1))
            return true;
        wanted = arena_printf(list->reading->arena, "%s%s%s", wanted, m ? " of " : "", name);
    }
    return wrong(list, row, columns[SECTIE], wanted, row->fields[SECTIE]);
}

static bool read_amount(struct list *list, const struct csv_row *row, struct oordeel *oordeel)
{
    return (settings_amount(row->fields[BEDRAG].bytes, &oordeel->amount) &&
            oordeel->amount.cents > 0) ||
           wrong(list, row, columns[BEDRAG], "een bedrag boven 0, zoals 75.000,00",
                 row->fields[BEDRAG]);
}

static bool read_categorie(struct list *list, const struct csv_row *row, struct oordeel *oordeel)
{
    const struct rechtmatigheid *of = list->of;
    struct text code = text_look(list->reading->arena, row->fields[CATEGORIE]);
    struct suggestion near = suggestion_start(code);
    if (find_categorie(of, code, &oordeel->categorie))
        return true;
    for (size_t i = 0; i < of->n_categorieen; i++)
        suggestion_try(&near, text_string(list->reading->arena, of->categorieen[i].code));
    return csv_row_error(
        &list->file, row,
        "categorie: verwacht een code van [mappings] categorieen, gevonden '%.*s'%s",
        TEXT_ARG(code), suggestion_text(list->reading->arena, &near));
}

/* Those of a row stand in one cell. */
#define MAX_TEXT (WORKBOOK_MAX_CHARACTERS / 16)

static bool check_length(struct list *list, const struct csv_row *row)
{
    size_t n = text_length(row->fields[TOELICHTING].bytes);
    return n <= MAX_TEXT ||
           csv_row_error(&list->file, row,
                         "toelichting: verwacht hoogstens %d tekens, gevonden %zu", MAX_TEXT, n);
}

/* A row and categorie have one line: a second one is the first, twice. */
static bool is_once(struct list *list, const struct csv_row *row, const struct oordeel *oordeel)
{
    for (size_t i = 0; i < list->of->n_oordelen; i++) {
        const struct oordeel *other = &list->of->oordelen[i];
        if (other->tabel == oordeel->tabel && other->maat == oordeel->maat &&
            other->categorie == oordeel->categorie && text_equal(other->code, oordeel->code))
            return csv_row_error(&list->file, row,
                                 "deze rij heeft deze categorie al op regel %d: verwacht een "
                                 "regel met het hele bedrag",
                                 other->line_no);
    }
    return true;
}

/* Where the tables are not known, that has been told. */
static void read_oordelen(struct list *list, bool tabellen_known)
{
    struct rechtmatigheid *of = list->of;
    if (!read_list(list, "overschrijdingen", columns, COLUMNS) || !tabellen_known)
        return;
    for (size_t i = 0; i < list->file.n_rows; i++) {
        const struct csv_row *row = &list->file.rows[i];
        struct oordeel oordeel = {.code = text_look(list->reading->arena, row->fields[CODE]),
                                  .text = row->fields[TOELICHTING].bytes,
                                  .line_no = row->line_no};
        bool good = find_judged(list, row, &oordeel) && find_maat(list, row, &oordeel);
        good = read_amount(list, row, &oordeel) && good;
        good = read_categorie(list, row, &oordeel) && good;
        good = check_length(list, row) && good;
        if (good && is_once(list, row, &oordeel))
            *arena_add(list->reading->arena, of->oordelen, of->n_oordelen) = oordeel;
    }
}

void plan_read_rechtmatigheid(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    struct list list = {.reading = reading};
    size_t twin;
    if (!settings_section(&reading->settings, SECTION))
        return;
    if (find_tabel(plan, text_of(SECTION), &twin))
        reading_error(reading, plan->tabellen[twin].line_no,
                      "[tabel " SECTION "]: zo heet al het bestand van [" SECTION "]");
    list.of = plan->rechtmatigheid = arena_alloc(reading->arena, sizeof *plan->rechtmatigheid);
    bool good = plan_read_kolom(reading, SECTION, "begroting", &list.of->begroting);
    good = plan_read_kolom(reading, SECTION, "realisatie", &list.of->realisatie) && good;
    read_limit(reading, list.of);
    list.of->required = settings_yes(&reading->settings, SECTION, "oordeel_verplicht", false);
    good = read_tabellen(reading, good);
    read_categorieen(&list);
    read_oordelen(&list, good);
}
