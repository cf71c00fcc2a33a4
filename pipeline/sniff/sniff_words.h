/* Words that headers and flags of exports use, in the languages that they come in: what a column is
 * about, and what a flag says. Hints for a draft, no more. */
#pragma once

#include "pipeline/settings/profile/profile.h"

/* What a column is about, by its header. */
enum sniff_word {
    WORD_NONE,
    WORD_PERSOON, /* of or about a person: never an example */
    WORD_DC,
    WORD_VN, /* voordeel or nadeel: the side of an amount without a sign */
    WORD_DEBET,
    WORD_CREDIT,
    WORD_BESLUITDATUM,
    WORD_BESLUIT,
    WORD_NEUTRAAL,
    WORD_IS,
    WORD_DATUM,
    WORD_JAAR,
    WORD_PERIODE,
    WORD_REGEL,
    WORD_OMSCHRIJVING,
    WORD_SOORT,     /* lasten or baten, kind of budget */
    WORD_STAND,     /* by its values: begroting, wijziging, realisatie */
    WORD_STANDCODE, /* of no header: what those values say, and what codes may say */
    WORD_KOSTENPLAATS,
    WORD_PRODUCT,
    WORD_BOEKSTUK,
    WORD_DAGBOEK,
    WORD_REKENING,
    WORD_EENHEID,
    WORD_BEDRAG,
    WORD_VALUTA,
    WORD_STATUS, /* which lines count: status, model, entity */
    WORD_COUNT
};

/* Sets of them. */
#define WORD_SET(word) (UINT32_C(1) << WORD_##word)

/* `header` is UTF-8. */
enum sniff_word sniff_word_of(struct text header);

/* A header in small letters a-z and digits, nothing else; without what stands in brackets behind a
 * word: "Rekening (nr.)". */
#define SNIFF_PLAIN_SIZE 64
void sniff_plain(struct text header, char plain[SNIFF_PLAIN_SIZE]);
/* True when one of these patterns (fnmatch, a space between them) matches the plain header. */
bool sniff_matches(struct text header, const char *patterns);

/* What a flag's value stands for when the column is about that: "D" or "C" (WORD_DC), "J" or "N"
 * (WORD_NEUTRAAL), "I" or "S" (WORD_IS), the name of a sectie (WORD_SOORT), the kind of a stand
 * (WORD_STAND, WORD_STANDCODE), which way an amount goes by such a word, "plus" by a sign
 * (WORD_BEDRAG); NULL when not known. */
const char *sniff_flag_means(enum sniff_word word, struct text value);

/* True for a word that says nothing about anyone: it may be shown. */
bool sniff_flag_known(struct text value);

/* An account as the header of a matrix: "40100 Salarissen". */
#define SNIFF_ACCOUNT(front) #front "[0-9][0-9]*[a-z]*"

/* "realisatie", "primair", "wijziging" when the header speaks of that, else NULL. */
const char *sniff_stand_kind(struct text header);

/* The sectie that a header of amounts speaks of: "Lasten 2026", "Entrate previsione"; or NULL. */
const char *sniff_header_sectie(struct text header);

/* What is taken off a budget, and what is added to it. */
#define SNIFF_LESS "verlaging verlagingen af minder min"
#define SNIFF_MORE "verhoging verhogingen bij meer plus"

/* The same where no reserves can be meant, and in a line beside what there was and what there is.
 */
#define SNIFF_TAKEN SNIFF_LESS " vermindering* afname*"
#define SNIFF_ADDED SNIFF_MORE " vermeerdering* toename*"

/* Of besluiten it is the other side of a voordeel; beside other amounts both are differences. */
#define SNIFF_NADEEL   "nadeel nadelen nadelig n"
#define SNIFF_VOORDEEL "voordeel voordelen voordelig v"

/* True for a header of differences between other amounts: "Verschil", "Restant budget". */
static inline bool sniff_header_differs(struct text header)
{
    return sniff_matches(header,
                         "*verschil* *afwijking* *uitputting* *variance* *restant* *ruimte* "
                         "*niet*gerealiseerd* *nogte* beschikbaar nogbeschikbaar* " SNIFF_VOORDEEL
                         " " SNIFF_NADEEL);
}

/* Of the year before the one that the others are of. */
#define SNIFF_BEFORE "*vorigjaar* *vorigejaar* *voorgaandjaar* *voorgaandejaar*"

/* What is ordered, and no last yet. */
#define STAND_VERPLICHTING "verplichting"
#define SNIFF_VERPLICHTINGEN                                                                       \
    "*verplichtingen verplichting* verplicht *aangegaan* *commitment* *encumbrance*"

/* The same, and one of verplichtingen, or of btw: what it adds to another amount; or what a reserve
 * had and has. */
static inline bool sniff_header_aside(struct text header)
{
    return sniff_header_differs(header) ||
           sniff_matches(header, SNIFF_VERPLICHTINGEN
                         " stand11* stand0101* stand3112* stand1jan* stand31dec* beginstand* "
                         "eindstand* realisatieperiode* realisatiemaand* waarvan*") ||
           (sniff_matches(header, "*btw* vat vatam* taxam* omzetbelasting*") &&
            !sniff_matches(header, "*incl* *excl* *zonder* *exbtw*"));
}

/* True for a header with a day or a month that the next delivery has no more: "Stand 30-9-2026". */
static inline bool sniff_header_moves(struct text header)
{
    return sniff_matches(header, "*[0-9]20[0-9][0-9]* *februari* *maart* *april* *juni* *juli* "
                                 "*augustus* *september* *oktober* *november*") &&
           !sniff_matches(header, "*[a-z]1120?? *[a-z]010120?? *[a-z]311220??");
}

/* Which part of a stand its header speaks of, also behind a word for that: the month, 1 to 12, or
 * 13 for what is booked behind them; a quarter, a half of the year, a third; structureel or
 * incidenteel. 0: none. */
int sniff_part_of(struct text header);

/* Parts of one whole. */
static inline bool sniff_parts_differ(int a, int b)
{
    return a && b && a != b &&
           (a > 13) + (a > 17) + (a > 19) + (a > 22) == (b > 13) + (b > 17) + (b > 19) + (b > 22);
}

/* True for a header of what something is called by: "Mutatienr", "Budgetcode". */
static inline bool sniff_header_numbers(struct text header)
{
    return sniff_matches(header, "*nr *nummer *code *id *ref") &&
           !sniff_matches(header, "*per*nr *per*nummer *per*code *paid *beleid *heid");
}

/* True for a header of what is or belongs to persons, whatever of them it is: "Cliëntnr". */
static inline bool sniff_about_person(struct text header)
{
    return sniff_matches(header, "*persoon* *medewerker* *client* *clint* *klant* *bsn* *burger* "
                                 "*debiteur* *crediteur* *leverancier* *relatie* *begunstigde* "
                                 "*inwoner* *patient* *patint* *leerling* *employee* *customer*");
}

/* True for a header of percentages, which are no amounts: "% besteed"; not "Bedrag incl. 21% btw".
 */
static inline bool sniff_header_of_share(struct text header)
{
    bool share = sniff_matches(header, "*percentage* *procent* *perc pct*");
    for (size_t i = 0; i < header.n_bytes; i++)
        share |= header.bytes[i] == '%' && (i == 0 || !text_is_digit(header.bytes[i - 1]));
    return share && !sniff_matches(header, "*bedrag* *btw*");
}

/* True when the text says that amounts are in thousands: "x 1.000", "duizend". */
bool sniff_says_thousands(struct text text);
