#include "tests/gen/town_model.h"

#include <string.h>

/* ---- profiles ---- */

static const struct {
    char mark;
    const char *name;
} separators[] = {{';', "puntkomma"}, {',', "komma"}, {'\t', "tab"}, {'|', "verticale-streep"}};

static const char *separator_name(char mark)
{
    size_t i = 0;
    while (separators[i].mark != mark)
        i++;
    return separators[i].name;
}

static const char *mark_name(char mark)
{
    return mark == 0 ? "geen" : mark == ',' ? "komma" : "punt";
}

/* Columns whose name is the role that they play. */
static const char *const roles[] = {"periode",
                                    "boekstuk",
                                    "regel",
                                    "datum",
                                    "rekening",
                                    "kostenplaats",
                                    "omschrijving",
                                    "besluit",
                                    "besluitdatum",
                                    "neutraal",
                                    "incidenteel_structureel"};

static void write_signs(struct out *out, const int8_t *sign)
{
    for (int s = 0; s < SECTIE_COUNT; s++)
        out_format(out, " %s%c", sectie_name((enum sectie)s), sign[s] > 0 ? '+' : '-');
}

static void write_columns(struct out *out, const struct town_source *source)
{
    out_text(out, "\n[kolommen]\n");
    for (size_t i = 0; i < source->n_columns; i++)
        out_format(out, "%s = %s\n", source->columns[i].name, source->columns[i].header);
    if (source->date_column)
        out_format(out, "\n[datums]\n%s = %s\n", source->date_column, source->date_pattern);
}

static void write_meaning(struct out *out, const struct town_source *source)
{
    out_text(out, "\n[bedragen]\n");
    for (size_t i = 0; i < source->n_amounts; i++)
        out_format(out, "%s\n", source->amounts[i]);
    out_text(out, "\n[betekenis]\nteken =");
    write_signs(out, source->sign);
    out_text(out, "\nsleutel = kostenplaats\n");
    for (size_t r = 0; r < sizeof roles / sizeof *roles; r++)
        for (size_t i = 0; i < source->n_columns; i++)
            if (strcmp(source->columns[i].name, roles[r]) == 0)
                out_format(out,
                           r == 0 && source->year_in_period ? "%s = jjjjmm(%s)\n" : "%s = %s\n",
                           roles[r], roles[r]);
    if (source->full_ledger)
        out_text(out, "sluitend = ja\n");
}

static void write_accounts(struct out *out, const struct town_accounts *accounts)
{
    out_format(out, "\n[buiten_scope]\nbalansrekening = rekening: %0*d-%0*d\n\n[sectie]\n",
               accounts->width, 0, accounts->width, accounts->balance_high);
    for (int s = 0; s < SECTIE_COUNT; s++)
        out_format(out, "%s = rekening: %0*d-%0*d\n", sectie_name((enum sectie)s), accounts->width,
                   accounts->low[s], accounts->width, accounts->high[s]);
}

static bool write_profile(struct town *town, const struct town_source *source)
{
    struct out out;
    const char *path = arena_printf(town->arena, "bronnen/%s.ini", source->name);
    if (!out_open(&out, town_path(town, path), false, town->errors))
        return false;
    out_format(&out, "[bestand]\ncodering = %s\nscheidingsteken = %s\nkopregel = ja\n",
               source->format.windows_1252 ? "windows-1252" : "utf-8",
               separator_name(source->format.separator));
    write_columns(&out, source);
    out_format(&out, "\n[getal]\ndecimaal = %s\nduizendtal = %s\nmin = %s\nleeg_is_nul = %s\n",
               mark_name(source->notation.decimal), mark_name(source->notation.thousands),
               source->notation.minus_behind ? "achter" : "voor",
               source->full_ledger ? "ja" : "nee");
    write_meaning(&out, source);
    out_text(&out, source->values);
    write_accounts(&out, town->accounts);
    return out_close(&out, town->errors);
}

/* ---- the run ---- */

static void write_kolommen(struct town *town, struct out *out)
{
    int year = town->year;
    out_text(out, "\n[kolommen]\n");
    if (!town->jaarrekening) {
        out_format(out,
                   "realisatie_%d = realisatie %d\n"
                   "begroting_na_wijziging_%d = primair %d + wijziging %d\n",
                   year - 2, year - 2, year - 1, year - 1, year - 1);
        for (int i = 0; i < TOWN_WIDE_YEARS; i++)
            out_format(out, "primaire_begroting_%d = primair %d\n", year + i, year + i);
        return;
    }
    out_format(out,
               "realisatie_%d = realisatie %d\n"
               "primaire_begroting_%d = primair %d\n"
               "begroting_na_wijziging_%d = primair %d + wijziging %d\n"
               "realisatie_%d = realisatie %d\n",
               year - 1, year - 1, year, year, year, year, year, year, year);
    if (dice_chance(&town->dice, 600))
        out_format(out, "verschil = realisatie_%d - begroting_na_wijziging_%d\n", year, year);
    else
        out_format(out, "verschil = begroting_na_wijziging_%d - realisatie_%d\n", year, year);
    out_format(out,
               "\n[afwijkingen]\nrealisatie = realisatie_%d\n"
               "begroting = begroting_na_wijziging_%d\nverschil = verschil\n"
               "drempel_pakket = %s\ndrempel_post = %s\n",
               year, year, TOWN_PICK(town, "75.000,00", "10000", "1.000.000", "0,01"),
               TOWN_PICK(town, "50.000,00", "5000", "250.000", "12,34"));
}

static void write_sources(struct town *town, struct out *out)
{
    for (size_t i = 0; i < town->n_sources; i++) {
        const struct town_source *source = &town->sources[i];
        out_format(out, "\n[bron %s]\nprofiel = bronnen/%s.ini\n", source->name, source->name);
        /* A source of three lines may miss every year. */
        out_format(out, "leeg_toegestaan = ja\n");
        /* Now and then it has a line of these. */
        int year = town->jaarrekening ? town->year : town->year - 2;
        out_format(out, "andere_standen = realisatie %d, primair %d\n", year - 2,
                   town->jaarrekening ? year - 3 : town->year - 4);
        if (dice_chance(&town->dice, 500)) {
            out_format(out, "bestanden = input/%s-*\n", source->name);
            continue;
        }
        for (size_t f = source->n_files; f-- > 0;) /* their order does not matter */
            out_format(out, "%s%s\n", f + 1 == source->n_files ? "bestanden = " : "    ",
                       source->files[f]);
    }
}

static bool write_run(struct town *town)
{
    struct out out;
    if (!out_open(&out, town_path(town, "run.ini"), false, town->errors))
        return false;
    int8_t shown[SECTIE_COUNT];
    for (int s = 0; s < SECTIE_COUNT; s++)
        shown[s] = dice_chance(&town->dice, 500) ? 1 : -1;
    out_format(&out,
               "[run]\nnaam = toets\nsoort = %s\ngemeente = Verzonnen gemeente\nprogramma = %s\n"
               "programma_naam = Proef\njaar = %d\nperioden = %d-%d\nbewaren = %s\n",
               town->jaarrekening ? "jaarrekening" : "begroting", town->programma, town->year,
               town->first_period, town->last_period,
               TOWN_PICK(town, "besluit, besluitdatum, neutraal", "besluit, rekening, periode",
                         "besluit, besluitdatum, neutraal, incidenteel_structureel"));
    out_format(&out, "\n[mappings]\npakketten = pakketten.csv\nposten = posten.csv\n%s",
               town->jaarrekening ? "toelichtingen = toelichtingen.csv\n" : "");
    out_format(&out,
               "\n[tabel]\ntitel = Wat kost programma %s?\neenheid = %s\nteken =", town->programma,
               TOWN_PICK(town, "1000", "1000", "1"));
    write_signs(&out, shown);
    out_format(&out, " saldo%c\nresultaat = %s\n", dice_chance(&town->dice, 700) ? '+' : '-',
               dice_chance(&town->dice, 500) ? "ja" : "nee");
    if (town->jaarrekening)
        out_text(&out, "zin = Het resultaat is {bedrag}.\n");
    write_kolommen(town, &out);
    write_sources(town, &out);
    return out_close(&out, town->errors);
}

bool town_settings(struct town *town)
{
    for (size_t i = 0; i < town->n_sources; i++)
        if (!write_profile(town, &town->sources[i]))
            return false;
    return write_run(town);
}
