/* THE table of controls. Its order is that of importance: in controles.csv, and in the verdict. */
#include "pipeline/tables/control.h"

#include "pipeline/base/text_list.h"

#include <string.h>

#define LEVERING      "Levering"
#define VORIGE        "Vorige publicatie"
#define REGELS        "Regels"
#define KOPPELING     "Koppeling"
#define IN_UIT        "In = uit"
#define BEGROTING     "Begroting"
#define ANDERE        "Andere uitvoer"
#define TABELLEN      "Tabellen"
#define TOELICHTINGEN "Afwijkingen"
#define INDICATOREN   "Indicatoren"
#define UITVOER       "Uitvoer"

#define IN_PROFIEL " in [betekenis] van het bronprofiel."
#define GEPUBLICEERD                                                                               \
    "Wat geschreven is wordt teruggelezen voor het gepubliceerd wordt: door pnc run, als er geen " \
    "fout is."

static const struct known_control known_controls[] = {
    {"Levering volledig volgens de afzender", LEVERING,
     "Een bestand of regel die niet geleverd is, is nergens aan te zien. Zet bij de bron "
     "controle_regels en controle_totaal, of controle_debet en controle_credit, zoals de afzender "
     "ze opgaf, of controle_bestand, of [sluitregel] in het bronprofiel."},
    {"Elk bestand eindigt met zijn sluitregel", LEVERING, NULL},
    {"Sluitregel", LEVERING, NULL},
    {"Invoer is recent", LEVERING, NULL},
    {"Controletotaal regels", LEVERING, NULL},
    {"Controletotaal debet", LEVERING, NULL},
    {"Controletotaal credit", LEVERING, NULL},
    {"Controletotaal bedrag", LEVERING, NULL},
    {"Controletotaal", LEVERING, NULL}, /* of an amount, of a stand */
    {"Bron is van deze run", LEVERING,
     "Dit is te controleren zonder leeg_toegestaan = ja bij de bron."},
    {"Bestanden zijn van deze run", LEVERING, NULL},
    {"Bestanden zijn van hun maand", LEVERING, NULL},
    {"Titels van deze run", LEVERING, NULL},
    {"Geen regels twee keer geleverd", LEVERING,
     "Bij de bron staat herhaling_toegestaan = ja: dezelfde regels mogen terugkomen."},
    {"Misschien regels twee keer geleverd", LEVERING, NULL},
    {"Bestanden vergeleken per sleutel en rekening", LEVERING,
     "Een bestand van deze bron heeft er meer dan onthouden worden (samen 200.000): of het de som "
     "van andere is, is niet nagegaan. Zet bij de bron controle_totaal, zoals de afzender het "
     "opgaf."},
    {"Geen totalen tussen de regels", LEVERING, NULL},
    {"Totaalregels aanwezig", LEVERING, NULL},
    {"Totaalregels kloppen", LEVERING, NULL},
    {"Totaalregels kloppen op afronding na", LEVERING, NULL},
    {"Elke periode heeft mutaties", LEVERING,
     "Dit, en of de perioden bestaan, is te controleren met periode" IN_PROFIEL},
    {"Elke kolom heeft mutaties", LEVERING,
     "Dit is te controleren zonder leeg_toegestaan = ja bij een bron."},
    {"Geen bestand ongelezen", LEVERING, NULL},
    {"Geen bestand overgeslagen", LEVERING, NULL},
    {"Geen bestanden zonder regels", LEVERING, NULL},
    {"Geen lege regels tussen de gegevens", LEVERING, NULL},
    {"Geen eindteken van DOS", LEVERING, NULL},
    {"Werkmappen zonder wat verborgen is", LEVERING, NULL},
    {"Geen bestanden die afgekapt lijken", LEVERING, NULL},
    {"Ten opzichte van de vorige publicatie", VORIGE,
     "Dit is te vergelijken als er een publicatie van deze run met data/sleutels.csv staat: bij de "
     "volgende run."},
    {"Aanvaarde sprong", VORIGE, NULL},
    {"Debet = credit", REGELS,
     "Van een volledig grootboek is dit te controleren met sluitend = ja" IN_PROFIEL},
    {"Debet = credit per boekstuk", REGELS,
     "Dit, en of de nummers doorlopen, is van een volledig grootboek te controleren met sluitend = "
     "ja en boekstuk" IN_PROFIEL},
    {"Boekstukken doorlopend genummerd", REGELS,
     "Dit is te zien aan een grootboek dat doorlopend genummerd is, met 50 nummers op elk gat, "
     "en op nummer staat; anders zegt controle_regels bij de bron of er een boekstuk ontbreekt."},
    {"Debet = credit per bestand", REGELS, NULL},
    {"Geen boekstukregels dubbel", REGELS,
     "Dit is te controleren met boekstuk en regel" IN_PROFIEL},
    {"Bedragen aan de kant die teken zegt", REGELS,
     "Dit is te controleren zonder omgekeerd_toegestaan bij de bron, voor wat daar niet omgekeerd "
     "hoort te zijn."},
    {"Bedragen aan dezelfde kant als elders", REGELS,
     "Van besluiten is dit te controleren met besluit bij bewaren in [run]."},
    {"Bedragen van een regel kloppen onderling", REGELS,
     "Dit is te controleren met [gelijk] in het bronprofiel: welk bedrag van een regel de som van "
     "andere is."},
    {"Bedragkolommen zijn wat ze heten", REGELS, NULL},
    {"Bedragkolommen tellen niet dubbel", REGELS, NULL},
    {"Elke bedragkolom heeft eigen bedragen", REGELS, NULL},
    {"Wijzigingen kleiner dan de begroting", REGELS, NULL},
    {"Standen die een kolom vraagt", REGELS, NULL},
    {"Standen in dezelfde eenheid", REGELS, NULL},
    {"Bedragen in de eenheid van het bronprofiel", REGELS, NULL},
    {"Bedragen met hun decimalen", REGELS, NULL},
    {"Geen doorgetrokken cellen", REGELS, NULL},
    {"Rekeningen in dezelfde sectie", REGELS, NULL},
    {"Namen bij hun sleutel en rekening", REGELS,
     "Er zijn er meer dan 10.000, of de meeste staan bij verschillende sleutels: misschien is "
     "sleutelnaam of rekeningnaam een omschrijving, of is een kolom overal verschoven."},
    {"Regels die elkaar niets afnemen", REGELS, NULL},
    {"Reserves in begroting en realisatie", REGELS, NULL},
    {"Wijzigingen met het goede teken", REGELS,
     "Dit is te zien aan realisatie en primaire begroting van hetzelfde jaar, als 25 posten of "
     "meer een wijziging hebben; of vergelijk met [gelijk] in het bronprofiel, of met "
     "controle_totaal bij de bron."},
    {"Standen tot het einde", REGELS, NULL},
    {"Begroot en geboekt", REGELS, NULL},
    {"Begroting is geen realisatie", REGELS, NULL},
    {"Standen uit een bron", REGELS, NULL},
    {"Kolommen zijn wat ze heten", REGELS, NULL},
    {"Perioden en datums van het jaar", REGELS,
     "Dit is te controleren met datum, of een periode waarin het jaar staat," IN_PROFIEL},
    {"Perioden die bestaan", REGELS, NULL},
    {"Rekeningen van een lengte", REGELS,
     "Dit is te controleren met rekening, in cijfers," IN_PROFIEL},
    {"Afgekeurde regels binnen de tolerantie", REGELS, NULL},
    {"Geen afgekeurde regels", REGELS, NULL},
    {"Tekstregels zonder bedrag", REGELS, NULL},
    {"Geen bedragen onder een lege kop", REGELS, NULL},
    {"Debet of credit, niet allebei", REGELS, NULL},
    {"Geen sleutels zonder koppeling", KOPPELING, NULL},
    {"Zonder koppeling volledig vermeld", KOPPELING, NULL},
    {"Zonder koppeling in euro's", KOPPELING, NULL},
    {"Koppelingen in UTF-8", KOPPELING, NULL},
    {"Koppelregels gebruikt", KOPPELING, NULL},
    {"Rekeningen in rekeningen.csv", KOPPELING, NULL},
    {"Incidenteel is geboekt", KOPPELING, NULL},
    {"Regels in = regels uit", IN_UIT, NULL},
    {"Mutaties in = mutaties uit", IN_UIT, NULL},
    {"Bedragen in = bedragen uit", IN_UIT, NULL},
    {"Mutaties in een cel = mutaties in de saldi", IN_UIT, NULL},
    {"Bedragen in een cel = bedragen in de saldi", IN_UIT, NULL},
    {"Mutaties van alle bronnen = saldi", IN_UIT, NULL},
    {"Bedragen van alle bronnen = saldi", IN_UIT, NULL},
    {"Te vergelijken", ANDERE, NULL},
    {"Gelijk aan een andere uitvoer", ANDERE,
     "Dit is te controleren met [vergelijk] in de instellingen van de run: welke stand dezelfde is "
     "als een stand van een andere run."},
    {"Gelijk per pakket", ANDERE, NULL},
    {"Gelijk per post", ANDERE, NULL},
    {"Elke prognose een keer", BEGROTING, NULL},
    {"Elke post heeft een prognose", BEGROTING, NULL},
    {"Lasten binnen de begroting", BEGROTING,
     "Dit, en of reservemutaties binnen hun besluit blijven, is te controleren met [afwijkingen] "
     "in de instellingen van de run: welke kolom de realisatie is en welke de begroting."},
    {"Reservemutaties binnen een besluit", BEGROTING, NULL},
    {"Overschrijdingen binnen het grensbedrag", BEGROTING, NULL},
    {"Overschrijdingen beoordeeld", BEGROTING, NULL},
    {"Oordelen bij het huidige bedrag", BEGROTING, NULL},
    {"Oordelen geplaatst", BEGROTING, NULL},
    {"Rijen met een eigen code", BEGROTING, NULL},
    {"Primair + besluiten", BEGROTING, NULL},
    {"Budgetneutrale besluiten", BEGROTING, NULL},
    {"Besluiten uiterlijk 31 december", BEGROTING, NULL},
    {"Besluiten met één datum", BEGROTING, NULL},
    {"Wijzigingen met besluitnummer", BEGROTING,
     "Dit is te controleren met besluit" IN_PROFIEL " Een lijst van was en wordt noemt er geen."},
    {"Tabel", TABELLEN, NULL},
    {"Rijen van tabel", TABELLEN, NULL},
    {"Totalen, saldi en verschillen kloppen op de cent", TABELLEN, NULL},
    {"Pakketten bestaan waar ze bedragen hebben", TABELLEN, NULL},
    {"Geen teksten die een formule lijken", TABELLEN, NULL},
    {"Afwijkingen tellen op", TOELICHTINGEN, NULL},
    {"Afwijkingen = jaarrekening", TOELICHTINGEN, NULL},
    {"Afwijkingen = resultaat", TOELICHTINGEN, NULL},
    {"Overige onder de drempel", TOELICHTINGEN, NULL},
    {"Geen grote afwijkingen die elkaar opheffen", TOELICHTINGEN, NULL},
    {"Toelichtingen aanwezig", TOELICHTINGEN, NULL},
    {"Toelichtingen bij het huidige cijfer", TOELICHTINGEN, NULL},
    {"Bedragen in toelichtingen", TOELICHTINGEN, NULL},
    {"Toelichtingen zonder tegenspraak", TOELICHTINGEN, NULL},
    {"Toelichtingen geplaatst", TOELICHTINGEN, NULL},
    {"I/S ingevuld", TOELICHTINGEN, NULL},
    {"Toelichtingen gebruikt", TOELICHTINGEN, NULL},
    {"Teksten geheel te zien op hun blad", TOELICHTINGEN, NULL},
    {"Reservemutaties incidenteel", TOELICHTINGEN, NULL},
    {"Export levert waarden", INDICATOREN, NULL},
    {"Toets", INDICATOREN, NULL}, /* every one of toetsen.c */
    {"Geen persoonsgegevens in de uitvoer", UITVOER, NULL},
    {"Teruggelezen", UITVOER, GEPUBLICEERD},
    {"", "Overig", NULL}, /* what is not in the table: the last row */
};
#define N_KNOWN (sizeof known_controls / sizeof *known_controls)

const struct known_control *control_known(const char *name)
{
    const struct known_control *best = &known_controls[N_KNOWN - 1];
    for (size_t i = 0; i < N_KNOWN - 1; i++) {
        size_t length = strlen(known_controls[i].name);
        if (strncmp(name, known_controls[i].name, length) == 0 && strchr(": ", name[length]) &&
            length > strlen(best->name))
            best = &known_controls[i];
    }
    return best;
}

/* ---- what was not looked at ---- */

#define MOST_NAMED 3

/* Of one row of the table: "Debet = credit: begroting-2024 en nog 1". The number of them. */
static size_t name_not_done(const struct controls *controls, const struct known_control *known,
                            struct arena *arena, const char **words)
{
    size_t n = 0;
    for (size_t i = 0; i < controls->n_published; i++) {
        const struct control *control = &controls->items[i];
        if (control->not_done && control->known == known && n++ == 0)
            *words = control->name;
    }
    if (n > 1)
        *words = arena_printf(arena, "%s en nog %zu", *words, n - 1);
    return n;
}

static bool compared_with_vorige(const struct controls *controls)
{
    for (size_t i = controls->n_published; i < controls->n; i++)
        if (controls->items[i].not_done)
            return false;
    return true;
}

const char *controls_not_done_words(const struct controls *controls, struct arena *arena)
{
    struct text_list names = {.arena = arena};
    const char *name = "";
    size_t n = 0;
    for (size_t k = 0; k < N_KNOWN; k++) {
        size_t n_more = name_not_done(controls, &known_controls[k], arena, &name);
        n += n_more;
        if (n_more && names.n <= MOST_NAMED)
            list_add(&names, "%s", names.n < MOST_NAMED ? name : "…");
    }
    const char *words = n ? arena_printf(arena, "%zu %s niet gedaan (%s)", n,
                                         n == 1 ? "controle" : "controles", list_text(&names, ""))
                          : "";
    if (compared_with_vorige(controls))
        return words;
    return arena_printf(arena, "%s%sgeen vorige publicatie om mee te vergelijken", words,
                        *words ? "; " : "");
}
