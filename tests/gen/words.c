/* Every name here is made up. */
#include "tests/gen/flow.h"

#include <stdio.h>
#include <string.h>

const char *const words_suppliers_zorg[] = {
    "Zorggroep Wollewei",
    "Stichting Kwikstaartje",
    "Jeugdpraktijk 't Hoefblad",
    "Thuisdienst Brummelbos B.V.",
    "Coöperatie Zonnedauw U.A.",
    "De Zevensprongers Jeugdhulp B.V.",
    "Ambulant Team Kiezelpad",
    "Behandelhuis Meerkoetoever",
    "Woonvorm Eén Dak Verder",
    "Pleegzorgdienst Hazelworm",
    "Zorgboerderij De Kromme Hoepel",
    "GGZ-collectief Ruisvoorn",
    "Dagbesteding Het Krakelingenhof",
    "Huishoudhulp Boenwas & Bezem",
    "Gezinshuis De Twaalf Treden",
    "Logeerhuis Pannenlapje",
    "Behandelcentrum Oeverzwaluwdal",
    "Zorg in Reünie Coöperatief",
    NULL,
};

const char *const words_suppliers_diensten[] = {
    "ICT-huis Koperdraadje",
    "Adviesbureau Nachtpauwoog",
    "Drukkerij De Inktvlek",
    "Detachering Tussentijd & Co",
    "Cateraar Het Broodbeleg",
    "Financiële Diensten Dubbeltje B.V.",
    "Softwarehuis Bitje Extra B.V.",
    "Bureau Vergadertijger",
    "Juridisch Kantoor Komma & Punt",
    "Archiefdienst Stofnest",
    NULL,
};

const char *const words_suppliers_gebouwen[] = {
    "Bouwbedrijf Steenkruik B.V.",
    "Schoonmaakbedrijf Blinkend Hof",
    "Energiemaatschappij Wattewind N.V.",
    "Installatiebureau Moerbout",
    "Hoveniers Grasspriet V.O.F.",
    "Beveiliging Nachtuil B.V.",
    "Schildersbedrijf Kwast & Emmer",
    "Afvaldienst Groengrijs N.V.",
    "Rioolservice Putdeksel",
    NULL,
};

const char *const words_suppliers_hulpmiddelen[] = {
    "Trapliften Treedje Hoger B.V.",
    "Taxicentrale Kilometerpaal",
    "Hulpmiddelen Handgreep B.V.",
    "Rolstoelhuis Spaakwiel",
    "Aanbouw Drempelvrij B.V.",
    "Scootmobielen Stuurvast",
    NULL,
};

const char *const words_suppliers_trajecten[] = {
    "Taalbureau Klinkerrijm",
    "Re-integratiebureau Startblok 7",
    "Leerwerkplaats De Schaafbank",
    "Coachingspraktijk Kompasnaald",
    "Taalschool Eén Woord Verder",
    "Jobcoaching Opstapje B.V.",
    NULL,
};

const char *const words_suppliers_welzijn[] = {
    "Buurthuis De Zwerfkei",
    "Speel-o-theek Tolletje",
    "Peuterspeelzaal Ukkepukkenhof",
    "Zangvereniging Waterkantklanken",
    "Steunpunt Lichtpuntje",
    "Inloophuis Theetijd",
    "Stichting Samen Één Straat",
    "Ruilwinkel Kringeltje",
    "Vrijwilligerscentrale Handje Extra",
    "Café Repareerplezier",
    "Stichting Ontmoeting \"De Schakel\"",
    "Jeugdhonk Het Vlot",
    NULL,
};

const char *const words_odd_templates[] = {
    "Factuur {n} \"spoed\"; {l}",
    "{l}: \"2e termijn\" {m}; conform beschikking",
    "Nagekomen factuur {n}\n({l})\nakkoord teamleider",
    "Factuur {n} {m};\ntarief à € 52,80 per uur",
    "Coördinatiekosten {m}; financiële administratie",
    "Facturatie cliënten {m} – \"definitief\"",
    "Eén-op-éénbegeleiding {m}, {l}",
    "{l} – reïntegratie; geïndexeerd tarief {j}",
    "\"{l}\"",
    "Factuur {n};;{m}",
    NULL,
};

static const char *const months[] = {"januari",  "februari", "maart",     "april",     "mei",
                                     "juni",     "juli",     "augustus",  "september", "oktober",
                                     "november", "december", "afsluiting"};

#define MARK_SIZE 32

/* The value of a mark in `buffer` or elsewhere; NULL when the letter is no mark. */
static const char *mark_value(char mark, const struct flow_words *words, char buffer[MARK_SIZE])
{
    switch (mark) {
    case 'l':
        return words->supplier ? words->supplier : "divers";
    case 'm':
        return months[words->period - 1];
    case 'k':
        snprintf(buffer, MARK_SIZE, "%de kwartaal",
                 words->period > 12 ? 4 : (words->period + 2) / 3);
        return buffer;
    case 'j':
        snprintf(buffer, MARK_SIZE, "%d", words->year);
        return buffer;
    case 'n':
        snprintf(buffer, MARK_SIZE, "%02d%05u", words->year % 100,
                 (unsigned)words->number % 100000);
        return buffer;
    default:
        return NULL;
    }
}

char *flow_text(struct arena *arena, const char *template, const struct flow_words *words)
{
    char text[256];
    size_t n = 0;
    while (*template && n + 1 < sizeof text) {
        char buffer[MARK_SIZE];
        const char *value = NULL;
        if (template[0] == '{' && template[1] && template[2] == '}')
            value = mark_value(template[1], words, buffer);
        if (!value) {
            text[n++] = *template ++;
            continue;
        }
        size_t n_value = strlen(value);
        if (n_value >= sizeof text - n)
            break;
        memcpy(text + n, value, n_value);
        n += n_value;
        template += 3;
    }
    return arena_copy(arena, text, n);
}

const char *flow_template(struct dice *dice, const struct flow *flow)
{
    if (flow->suppliers && dice_chance(dice, 60)) {
        size_t n_odd = 0;
        while (words_odd_templates[n_odd])
            n_odd++;
        return words_odd_templates[dice_below(dice, n_odd)];
    }
    size_t n = 1;
    while (n < 4 && flow->texts[n])
        n++;
    return flow->texts[dice_below(dice, n)];
}
