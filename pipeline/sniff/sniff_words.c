#include "pipeline/sniff/sniff_words.h"

#include "pipeline/base/array.h"
#include "pipeline/settings/stand.h"
#include "pipeline/sniff/sniff_value.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

/* What a header says. Patterns (fnmatch), a space between them, are about a header in small letters
 * without anything but letters a-z and digits; the first row with one that matches wins. */
struct row {
    int word;
    const char *means;
    const char *patterns;
};

void sniff_plain(struct text text, char plain[SNIFF_PLAIN_SIZE])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n_bytes && n < SNIFF_PLAIN_SIZE - 1; i++) {
        char c = text.bytes[i];
        if (c == '(' && n > 0)
            break;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            plain[n++] = c;
    }
    plain[n] = '\0';
}

static bool matches(struct text rest, const char *plain)
{
    char pattern[SNIFF_PLAIN_SIZE];
    struct text part;
    while (text_split(&rest, ' ', &part)) {
        memcpy(pattern, part.bytes, part.n_bytes);
        pattern[part.n_bytes] = '\0';
        if (fnmatch(pattern, plain, 0) == 0)
            return true;
    }
    return false;
}

bool sniff_matches(struct text header, const char *patterns)
{
    char plain[SNIFF_PLAIN_SIZE];
    sniff_plain(header, plain);
    return matches(text_of(patterns), plain);
}

/* What it means there, or NULL; *word, if not NULL, is that of the row. */
static const char *find(const struct row *rows, size_t n, struct text header, int *word)
{
    char plain[SNIFF_PLAIN_SIZE];
    sniff_plain(header, plain);
    for (size_t i = 0; i < n; i++)
        if (matches(text_of(rows[i].patterns), plain)) {
            if (word)
                *word = rows[i].word;
            return rows[i].means;
        }
    return NULL;
}

/* ---- headers ---- */

/* "Begrotingspost": a word of amounts may say which it is, not how much. In words of its own,
 * "Lasten rekening", it is an amount. */
static enum sniff_word amount_or_code(struct text header)
{
    static const struct row codes[] = {
        {WORD_BEDRAG, 0, "*jaarrekening"}, {WORD_PRODUCT, 0, "*post"},
        {WORD_KOSTENPLAATS, 0, "*plaats"}, {WORD_REKENING, 0, "*rekening"},
        {WORD_REGEL, 0, "*regel"},
    };
    int word = WORD_BEDRAG;
    if (!memchr(header.bytes, ' ', header.n_bytes))
        find(codes, ARRAY_LENGTH(codes), header, &word);
    return (enum sniff_word)word;
}

enum sniff_word sniff_word_of(struct text header)
{
    static const struct row headers[] = {
        {WORD_PERSOON, 0,
         "*naam *name *persoon* *medewerker* *gebruiker* *user* *behandelaar* *besteller* "
         "*crediteur* *debiteur* *leverancier* *relatie* *client* *klant* *adres* *iban* *bsn* "
         "*burgerservice* *telefoon* *mail* *geboorte* *paraaf* *door *initial* *vendor* "
         "*customer* *supplier* *employee* *begunstigde* *beneficiary* *address* *bankrekening* "
         "*auteur* *author* *invoer* *ingevoerd* *gewijzigd* *eigenaar* *owner* *houder* "
         "*contact* *approv* *manager* *tegenrekening* *postcode*"},
        {WORD_DC, 0,
         "dc dcind* dcaand* dcteken dccode dcvlag dk debetcredit* debitcredit* creditdebet* "
         "sollhaben* shkz sh amnttp"},
        {WORD_VN, 0, "vn vofn voordeelnadeel* voordelignadelig*"},
        {WORD_DEBET, 0, "debet* debit* *debet *debit soll* *deb " SNIFF_LESS " " SNIFF_NADEEL},
        {WORD_CREDIT, 0,
         "credit* kredit* *credit *kredit haben* *cre " SNIFF_MORE " " SNIFF_VOORDEEL},
        {WORD_BESLUITDATUM, 0,
         "besluitdat* datumbesluit* *besluitdatum* raadsdatum* datumraad* vastgestelddd "
         "vastgesteldop*"},
        {WORD_NEUTRAAL, 0, "*neutraal* *neutral*"},
        {WORD_BESLUIT, 0,
         "besluit* *besluit *besluitn* wijzigingsn* wijzigingn* *nrwijziging "
         "*nr*begrotingswijziging "
         "volgn*wijziging begrotingswijziging raadsvoorstel* bwn* bgw bgwn*"},
        {WORD_IS, 0,
         "is si incidenteelstructureel* structureelincidenteel* incidenteel* structureel*"},
        {WORD_DATUM, 0, "*datum* boekdag *date *date* dat dt"},
        {WORD_PERIODE, 0,
         "period* *periode* *period maand boekmaand month monat per prd mnd boekmnd mth"},
        {WORD_JAAR, 0,
         "jaar *jaar year *year jaarboekjaar* boekjaar* gjahr jahr exer* ejercicio* anno vuosi* "
         "regnskabsr budgetr"},
        {WORD_REGEL, 0,
         "regel regeln* boekingsregel* line linen* volgn* volgnummer positie pos bupos nr"},
        {WORD_OMSCHRIJVING, 0,
         "*omschr* *descr* *tekst* *text* toelichting* *opmerking* *memo* *comment* "
         "*bezeichnung* label* *label desc transactiondesc"},
        {WORD_SOORT, 0,
         "*lastenbaten* *batenlasten* lb bl soort soortmutatie soortboeking kind type "
         "*inkomstenuitgaven* "
         "*uitgaveninkomsten* inntektutgift utgiftinntekt einnahmeausgabe* *revenueexpen* "
         "*expen*revenue* *type *typ titelart verslagsoort* begrotingssoort* boekingssoort* "
         "mutatiesoort* bedragsoort* scenario* versie* *versie version* stand zijde"},
        {WORD_KOSTENPLAATS, 0,
         "kostenplaats* kpl* kst*pl* kostpl* kostenpl* *costcent* costctr* costid kostendrager* "
         "kostenstelle* fcl* "
         "verbijzondering*"},
        {WORD_PRODUCT, 0,
         "product* produkt* prodid *taakveld* functie* programma* program* *product project* "
         "afdeling* avdeling* department* tjeneste* tjomr* service* fonction* funksjon* missione* "
         "programa* kapitel* post"},
        {WORD_BOEKSTUK, 0,
         "boekst* boekingsn* boekingn* stuk stukn* document* docn* voucher* journaalpost* belegn* "
         "entryn* transactionn* "
         "transactien*"},
        {WORD_DAGBOEK, 0, "dagboek* journal* jrn*"},
        {WORD_EENHEID, 0, "eenheid* unit* rekeneenheid* schaal"},
        {WORD_STATUS, 0, "*status* *model *modelid gemeente* *entity* division administratie*"},
        {WORD_BEDRAG, 0,
         "*bedrag* amount* *amount* *amnt saldo* wijziging* mutatie* begroting* raming* "
         "realisatie* "
         "primair* budget* *amendment* betrag* jaarrekening* actual* waarde* value* werkelijk* "
         "plan lasten "
         "lastenb* lastenr* lastenp* baten batenb* batenr* batenp* uitgaven inkomsten "
         "opbrengsten kosten stortingen toevoegingen onttrekkingen *begrotingswijziging "
         "*wijziging naarreserve* aanreserve* uitreserve* vanreserve* dotatie* beschikking*"},
        {WORD_REKENING, 0,
         "*rekening* *account* grootboek* grtbk* kostens*rt* kosts*rt* k*s*rt *costelem* "
         "*categorie* ecl "
         "glrek* "
         "konto* kostenart* "
         "accid *acct accountid compte* cuenta* econmica tili titel art"},
        {WORD_VALUTA, 0, "*valuta* *currency* *curr munt*"},
    };
    int word = WORD_NONE;
    find(headers, ARRAY_LENGTH(headers), header, &word);
    const bool timed = word == WORD_NONE || word == WORD_PERIODE || word == WORD_JAAR;
    if (timed && (sniff_part_of(header) || (word == WORD_JAAR && sniff_stand_kind(header) &&
                                            memchr(header.bytes, ' ', header.n_bytes))))
        return WORD_BEDRAG;
    if (word == WORD_NONE && (sniff_stand_kind(header) || sniff_header_sectie(header)))
        word = WORD_BEDRAG;
    return word == WORD_BEDRAG ? amount_or_code(header) : (enum sniff_word)word;
}

int sniff_part_of(struct text header)
{
    char plain[SNIFF_PLAIN_SIZE];
    struct text rest = text_of(
        "jan jan[0-9]* januar*|feb feb[0-9]* februar*|mrt mrt[0-9]* maart* mar mar[0-9]* march*|"
        "apr apr[0-9]* april*|mei mei[0-9]* may may[0-9]*|jun jun[0-9]* juni* june*|"
        "jul jul[0-9]* juli* july*|aug aug[0-9]* august*|sep sep[0-9]* sept*|"
        "okt okt[0-9]* oktober* oct oct[0-9]* october*|nov nov[0-9]* november*|"
        "dec dec[0-9]* december*|p13 p13[0-9]*|kwartaal1* 1ekw* q1*|kwartaal2* 2ekw* q2*|"
        "kwartaal3* 3ekw* q3*|kwartaal4* 4ekw* q4*|1ehalfj* eerstehalfj* h1|2ehalfj* tweedehalfj* "
        "h2|t1 1etert* tertiaal1*|t2 2etert* tertiaal2*|t3 3etert* tertiaal3*|structureel*|"
        "incidenteel*");
    struct text patterns, word;
    int number, end = 0;
    sniff_plain(header, plain);
    if ((sscanf(plain, "periode%2d%n", &number, &end) == 1 ||
         (sscanf(plain, "%2d%n", &number, &end) == 1 && end == 2)) &&
        !plain[end] && number <= 13)
        return number;
    for (int part = 1; text_split(&rest, '|', &patterns); part++)
        if (matches(patterns, plain))
            return part;
    return text_split(&header, ' ', &word) && (sniff_stand_kind(word) || sniff_year_in(word))
               ? sniff_part_of(header)
               : 0;
}

const char *sniff_stand_kind(struct text header)
{
    static const struct row kinds[] = {
        {0, STAND_NA_WIJZIGING,
         "*nawijziging* na[0-9]*wijziging* *gewijzigdebegroting* *begrotingnawijz* "
         "*currentbudget* "
         "*revisedbudget*"},
        {0, NULL,
         "*voorwijziging* *verschil* *amended* *definitiv*"}, /* a sum of standen is no stand */
        {0, "wijziging",
         "*wijziging* begrotingswijz* *amendment* modificacion* *bevilling* verlaging* verhoging*"},
        {0, STAND_NA_WIJZIGING, "*actue* *lopendebegroting* *geactualiseerd* *bijgesteld*"},
        {0, "primair",
         "*primiti* *oorspronkelijk* *original* *adopted* *inicial* *previsione* *talousarvio*"},
        {0, "realisatie", "*consuntivo* toteuma* regnska* obligaciones* amnt"},
        {0, "prognose", "*prognose*"},
        {0, STAND_VERPLICHTING, SNIFF_VERPLICHTINGEN},
        {0, "primair", "*primair* *begroting* *begroot* *begrote* *raming* *budget*"},
        {0, "realisatie",
         "*realisatie* *gerealiseerd* *rekening* *actual* werkelijk* r20[0-9][0-9]"},
        {0, "primair", "plan* b20[0-9][0-9] mj[rb]20[0-9][0-9]"},
    };
    return find(kinds, ARRAY_LENGTH(kinds), header, NULL);
}

const char *sniff_header_sectie(struct text header)
{
    static const struct row secties[] = {
        {0, "stortingen",
         "*stortin* *toevoeging* *dotatie* naarreserve* aanreserve* vermeerdering*"},
        {0, "onttrekkingen",
         "*onttrekking* *beschikking* *aanwending* uitreserve* vanreserve* "
         "vermindering*"},
        {0, "lasten",
         "*lasten* *uitgaven* *expen* *spese* *gastos* *dpenses* *utgift* *ausgabe* *aufwend* "
         "*aufwand*"},
        {0, "baten",
         "*baten* *inkomsten* *opbrengst* *revenue* *income* *entrate* *ingresos* *recettes* "
         "*inntekt* *einnahme* *ertrag*"},
        {0, "lasten", SNIFF_ACCOUNT(4)},
        {0, "baten", SNIFF_ACCOUNT(8)},
    };
    return find(secties, ARRAY_LENGTH(secties), header, NULL);
}

bool sniff_says_thousands(struct text text)
{
    const char *bracket = text.n_bytes ? memchr(text.bytes, '(', text.n_bytes) : NULL;
    struct text rest = {bracket, bracket ? (size_t)(text.bytes + text.n_bytes - bracket) : 0};
    if (rest.n_bytes > 1 && sniff_says_thousands((struct text){bracket + 1, rest.n_bytes - 1}))
        return true;
    return sniff_matches(text, "*x1000* *duizend* *xeur1000* *inthousands*");
}

/* ---- flags ---- */

#define OF_MORE(word) " " word "*lasten " word "*baten " word "*uitgaven " word "*inkomsten"
#define VERHOGING                                                                                  \
    "verhoging|vermeerdering|toename|meer|*verhoging* *vermeerdering*" OF_MORE("meer")             \
        OF_MORE("hogere")
#define VERLAGING                                                                                  \
    "verlaging|vermindering|afname|minder|*verlaging* *vermindering*" OF_MORE("minder")            \
        OF_MORE("lagere")

/* Values in small letters, '|' between them, and patterns. 000 and 005 are the Verslagsoort of CBS
 * behind its year. */
static const struct row flags[] = {
    {WORD_DC, "D", "d|debet|debit|deb|db|dr|s|soll|-|min|minus|af|" VERLAGING},
    {WORD_DC, "C", "c|credit|cre|cred|cr|k|kredit|h|haben|+|plus|bij|" VERHOGING},
    {WORD_BEDRAG, "verhoging", VERHOGING},
    {WORD_BEDRAG, "verlaging", VERLAGING},
    {WORD_BEDRAG, "plus", "+|-|plus|min|minus|bij|af"},
    {WORD_VN, "D", "n|nadeel|nadelig|-"},
    {WORD_VN, "C", "v|voordeel|voordelig|+"},
    {WORD_NEUTRAAL, "J", "j|ja|y|yes|1|true|waar"},
    {WORD_NEUTRAAL, "N", "n|nee|no|0|false|onwaar"},
    {WORD_IS, "I", "i|inc|incidenteel"},
    {WORD_IS, "S", "s|str|structureel"},
    {WORD_SOORT, "lasten",
     "l|last|lasten|u|uitgave|uitgaven|kosten|expense|expenses|expenditure|utgift|utgifter|"
     "ausgabe|ausgaben|aufwand|ausgabetitel"},
    {WORD_SOORT, "baten",
     "b|baat|baten|inkomst|inkomsten|opbrengst|opbrengsten|income|revenue|revenues|inntekt|"
     "inntekter|einnahme|einnahmen|ertrag|einnahmetitel"},
    {WORD_SOORT, "stortingen", "t|storting|toevoeging|*storting* *toevoeging* *dotatie*"},
    {WORD_SOORT, "onttrekkingen", "o|onttrekking|*onttrekking*"},
    {WORD_BESLUIT, STAND_PRIMAIR, "0|00|000"},
    {WORD_STAND, "primair",
     "b|begroting|begroot|primair|primaire begroting|primitief|budget|original|"
     "original budget|ori|origineel|oorspronkelijk|soll|raming|000|*primitie* *primair*"},
    {WORD_STAND, STAND_NA_WIJZIGING, "*nawijziging*"},
    {WORD_STAND, STAND_VERPLICHTING, "obligo|besteld|bestelling|" SNIFF_VERPLICHTINGEN},
    {WORD_STAND, "wijziging",
     "w|bw|wijziging|begrotingswijziging|transfer|revision|amendment|nachtrag|*wijziging"},
    {WORD_STAND, "realisatie",
     "r|realisatie|rekening|jaarrekening|werkelijk|actual|actuals|ist|regnskap|regnskab|005"},
    {WORD_STAND, "kwartaal1", "001"},
    {WORD_STAND, "kwartaal2", "002"},
    {WORD_STAND, "kwartaal3", "003"},
    {WORD_STAND, "kwartaal4", "004"},
    {WORD_STANDCODE, "primair", "pb|beg|begr|bud|ram|prim"},
    {WORD_STANDCODE, "wijziging", "wijz|begrw"},
    {WORD_STANDCODE, "realisatie", "re|rea|real|werk|act"},
    {WORD_STANDCODE, STAND_VERPLICHTING, "vp|vpl|verpl|ob|obl|com|comm|commit"},
    {WORD_STATUS, "realisatie",
     "geboekt|verwerkt|definitief|betaald|open|openstaand|afgesloten|gesloten|akkoord|"
     "goedgekeurd|geautoriseerd|gefiatteerd|afgehandeld|posted|approved|paid|closed"},
    {WORD_EENHEID, "1", "1|eur|euro|euro's|x1|x 1|€"},
    {WORD_EENHEID, "1000",
     "1000|x1000|x 1000|x1.000|x 1.000|1.000|duizend|duizenden|k|keur|dzd|thousand|thousands|"
     "x € 1.000|x € 1000|x €1.000|x €1000|€ 1.000|x eur 1.000|x 1.000 euro|duizend euro|k€"},
    {WORD_EENHEID, "1000000",
     "1000000|1.000.000|x1000000|x 1.000.000|miljoen|miljoenen|mln|mln.|million|millions|mio|"
     "mio.|x € 1.000.000|x € 1 mln|x € miljoen|x mln|€ mln|mln euro|miljoen euro|m€"},
    {WORD_EENHEID, "0,01", "0,01|0.01|cent|centen|cents"},
};

static bool is_value(struct text value, const char *values, bool patterns)
{
    struct text rest = text_of(values), word;
    while (text_split(&rest, '|', &word))
        if (*word.bytes == '*')
            return patterns && sniff_matches(value, word.bytes);
        else if (value.n_bytes == word.n_bytes &&
                 strncasecmp(value.bytes, word.bytes, value.n_bytes) == 0)
            return true;
    return false;
}

static const char *flag_means(enum sniff_word word, struct text value)
{
    const char *means = word == WORD_STANDCODE ? flag_means(WORD_STAND, value) : NULL;
    if (means)
        return means;
    for (size_t i = 0; i < ARRAY_LENGTH(flags); i++)
        if (flags[i].word == (int)word && is_value(value, flags[i].patterns, true))
            return flags[i].means;
    return NULL;
}

/* "1e wijziging 2025": a stand by its words, whatever numbers it has. */
const char *sniff_flag_means(enum sniff_word word, struct text value)
{
    const char *means = flag_means(word, value);
    char words[SNIFF_PLAIN_SIZE];
    struct text rest = value, part;
    size_t n = 0;
    if (means || (word != WORD_STAND && word != WORD_STANDCODE) || value.n_bytes >= sizeof words)
        return means;
    while (text_split(&rest, ' ', &part))
        if (!sniff_has_digit(part) && part.n_bytes) {
            memcpy(words + n, part.bytes, part.n_bytes);
            n += part.n_bytes;
            words[n++] = ' ';
        }
    return n ? flag_means(word, (struct text){words, n - 1}) : NULL;
}

bool sniff_flag_known(struct text value)
{
    for (size_t i = 0; i < ARRAY_LENGTH(flags); i++)
        if (flags[i].word != WORD_EENHEID && is_value(value, flags[i].patterns, false))
            return true;
    return false;
}
