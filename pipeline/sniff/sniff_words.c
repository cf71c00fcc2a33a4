#include "pipeline/sniff/sniff_words.h"

#include <fnmatch.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define PLAIN_SIZE    64

/* ---- headers ---- */

/* The first line that matches wins. Patterns (fnmatch) are about a header in small letters without
 * anything but letters a-z and digits. */
static const struct {
    enum sniff_word word;
    const char *patterns[32];
} headers[] = {
    {WORD_PERSOON, {"*naam",       "*name",           "*persoon*",     "*medewerker*",
                    "*gebruiker*", "*user*",          "*behandelaar*", "*besteller*",
                    "*crediteur*", "*debiteur*",      "*leverancier*", "*relatie*",
                    "*client*",    "*klant*",         "*adres*",       "*iban*",
                    "*bsn*",       "*burgerservice*", "*telefoon*",    "*mail*",
                    "*geboorte*",  "*paraaf*",        "*door"}},
    {WORD_PERSOON,
     {"*initial*",       "*vendor*",      "*customer*",  "*supplier*",     "*employee*",
      "*begunstigde*",   "*beneficiary*", "*address*",   "*bankrekening*", "*auteur*",
      "*author*",        "*invoer*",      "*ingevoerd*", "*gewijzigd*",    "*eigenaar*",
      "*owner*",         "*houder*",      "*contact*",   "*approv*",       "*manager*",
      "*tegenrekening*", "*postcode*"}},
    {WORD_DC,
     {"dc", "dcind*", "dcaand*", "dcteken", "dccode", "dcvlag", "dk", "debetcredit*",
      "debitcredit*", "creditdebet*", "sollhaben*", "shkz", "sh"}},
    {WORD_DEBET, {"debet*", "debit*", "*debet", "*debit", "soll*", "*deb"}},
    {WORD_CREDIT, {"credit*", "kredit*", "*credit", "*kredit", "haben*", "*cre"}},
    {WORD_BESLUITDATUM, {"besluitdat*", "datumbesluit*", "*besluitdatum*", "raadsdatum*"}},
    {WORD_NEUTRAAL, {"*neutraal*", "*neutral*"}},
    {WORD_BESLUIT, {"besluit*", "*besluit", "*besluitn*", "wijzigingsn*", "wijzigingn*"}},
    {WORD_IS,
     {"is", "si", "incidenteelstructureel*", "structureelincidenteel*", "incidenteel*",
      "structureel*"}},
    {WORD_DATUM, {"*datum*", "*date", "*date*", "dat", "dt"}},
    {WORD_PERIODE,
     {"period*", "*periode*", "*period", "maand", "boekmaand", "month", "monat", "per"}},
    {WORD_JAAR,
     {"jaar", "*jaar", "year", "*year", "jaarboekjaar*", "boekjaar*", "gjahr", "jahr", "exer*",
      "ejercicio*", "anno", "vuosi*", "regnskabsr", "budgetr"}},
    {WORD_REGEL,
     {"regel", "regeln*", "boekingsregel*", "line", "linen*", "volgn*", "volgnummer", "positie",
      "nr"}},
    {WORD_OMSCHRIJVING,
     {"*omschr*", "*descr*", "*tekst*", "*text*", "toelichting*", "*opmerking*", "*memo*",
      "*comment*", "*bezeichnung*", "label*", "*label"}},
    {WORD_SOORT,
     {"*lastenbaten*",
      "*batenlasten*",
      "lb",
      "bl",
      "soort",
      "kind",
      "type",
      "*inkomstenuitgaven*",
      "*uitgaveninkomsten*",
      "inntektutgift",
      "utgiftinntekt",
      "einnahmeausgabe*",
      "*revenueexpen*",
      "*expen*revenue*",
      "*type",
      "*typ",
      "titelart",
      "verslagsoort*",
      "begrotingssoort*",
      "boekingssoort*",
      "mutatiesoort*",
      "bedragsoort*",
      "scenario*",
      "versie*",
      "version*",
      "stand",
      "zijde"}},
    {WORD_KOSTENPLAATS,
     {"kostenplaats*", "kpl*", "kostenpl*", "*costcent*", "costctr*", "costid", "kostendrager*",
      "kostenstelle*"}},
    {WORD_PRODUCT,
     {"product*",  "produkt*",  "*taakveld*", "functie*",    "programma*", "program*", "*product",
      "project*",  "afdeling*", "avdeling*",  "department*", "tjeneste*",  "tjomr*",   "service*",
      "fonction*", "funksjon*", "missione*",  "programa*",   "kapitel*",   "post"}},
    {WORD_BOEKSTUK,
     {"boekst*", "stukn*", "document*", "docn*", "voucher*", "journaalpost*", "belegn*", "entryn*",
      "transactionn*", "transactien*"}},
    {WORD_DAGBOEK, {"dagboek*", "journal*", "jrn*"}},
    {WORD_EENHEID, {"eenheid*", "unit*", "rekeneenheid*"}},
    {WORD_STATUS,
     {"*status*", "*model", "*modelid", "gemeente*", "*entity*", "division", "administratie*"}},
    {WORD_BEDRAG,
     {"*bedrag*", "amount*", "*amount*", "saldo*", "wijziging*", "mutatie*", "begroting*",
      "raming*", "realisatie*", "primair*", "budget*", "betrag*", "jaarrekening*", "actual*",
      "waarde*", "value*", "werkelijk*", "plan"}},
    {WORD_BEDRAG,
     {"lasten", "lastenb*", "lastenr*", "lastenp*", "baten", "batenb*", "batenr*", "batenp*",
      "uitgaven", "inkomsten", "opbrengsten", "kosten", "stortingen", "toevoegingen",
      "onttrekkingen"}},
    {WORD_REKENING,
     {"*rekening*", "*account*", "grootboek*", "kostens*rt*", "*categorie*", "ecl", "glrek*",
      "konto*", "kostenart*", "accid", "*acct", "accountid", "compte*", "cuenta*", "econmica",
      "tili", "titel", "art"}},
    {WORD_VALUTA, {"*valuta*", "*currency*", "*curr", "munt*"}},
};

/* The text in small letters, letters and digits only. What stands in brackets behind a word is
 * left out: "Rekening (nr.)". */
static void make_plain(struct text text, char plain[PLAIN_SIZE])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n_bytes && n < PLAIN_SIZE - 1; i++) {
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

enum sniff_word sniff_word_of(struct text header)
{
    char plain[PLAIN_SIZE];
    make_plain(header, plain);
    for (size_t i = 0; i < LENGTH(headers); i++)
        for (const char *const *pattern = headers[i].patterns; *pattern; pattern++)
            if (fnmatch(*pattern, plain, 0) == 0)
                return headers[i].word;
    return WORD_NONE;
}

/* ---- flags ---- */

static const struct {
    enum sniff_word word;
    const char *means;
    const char *values[20]; /* in small letters */
} flags[] = {
    {WORD_DC, "D", {"d", "debet", "debit", "deb", "dr", "s", "soll"}},
    {WORD_DC, "C", {"c", "credit", "cre", "cred", "cr", "k", "kredit", "h", "haben"}},
    {WORD_NEUTRAAL, "J", {"j", "ja", "y", "yes", "1", "true", "waar"}},
    {WORD_NEUTRAAL, "N", {"n", "nee", "no", "0", "false", "onwaar"}},
    {WORD_IS, "I", {"i", "inc", "incidenteel"}},
    {WORD_IS, "S", {"s", "str", "structureel"}},
    {WORD_SOORT,
     "lasten",
     {"l", "last", "lasten", "u", "uitgave", "uitgaven", "kosten", "expense", "expenses",
      "expenditure", "utgift", "utgifter", "ausgabe", "ausgaben", "aufwand", "ausgabetitel"}},
    {WORD_SOORT,
     "baten",
     {"b", "baat", "baten", "inkomst", "inkomsten", "opbrengst", "opbrengsten", "income", "revenue",
      "revenues", "inntekt", "inntekter", "einnahme", "einnahmen", "ertrag", "einnahmetitel"}},
    {WORD_SOORT, "stortingen", {"storting", "stortingen", "toevoeging", "toevoegingen"}},
    {WORD_SOORT, "onttrekkingen", {"onttrekking", "onttrekkingen"}},
    /* 000 and 005: the Verslagsoort of CBS behind its year */
    {WORD_STAND,
     "primair",
     {"b", "begroting", "begroot", "primair", "primaire begroting", "primitief", "budget",
      "original budget", "oorspronkelijk", "soll", "raming", "000"}},
    {WORD_STAND,
     "wijziging",
     {"w", "bw", "wijziging", "begrotingswijziging", "transfer", "revision", "amendment",
      "nachtrag"}},
    {WORD_STAND,
     "realisatie",
     {"r", "realisatie", "rekening", "jaarrekening", "werkelijk", "actual", "actuals", "ist",
      "regnskap", "regnskab", "005"}},
    {WORD_EENHEID, "1", {"1", "eur", "euro", "euro's", "x1", "x 1", "€"}},
    {WORD_EENHEID,
     "1000",
     {"1000", "x1000", "x 1000", "x1.000", "x 1.000", "1.000", "duizend", "duizenden", "k", "keur",
      "dzd", "thousand", "thousands"}},
    {WORD_EENHEID,
     "1000000",
     {"1000000", "1.000.000", "x1000000", "x 1.000.000", "miljoen", "miljoenen", "mln", "mln.",
      "million", "millions", "mio", "mio."}},
    {WORD_EENHEID, "0,01", {"0,01", "0.01", "cent", "centen", "cents"}},
    {WORD_STAND, "kwartaal1", {"001"}},
    {WORD_STAND, "kwartaal2", {"002"}},
    {WORD_STAND, "kwartaal3", {"003"}},
    {WORD_STAND, "kwartaal4", {"004"}},
};

static bool is_value(struct text value, const char *const *values)
{
    for (; *values; values++)
        if (value.n_bytes == strlen(*values) &&
            strncasecmp(value.bytes, *values, value.n_bytes) == 0)
            return true;
    return false;
}

const char *sniff_flag_means(enum sniff_word word, struct text value)
{
    for (size_t i = 0; i < LENGTH(flags); i++)
        if (flags[i].word == word && is_value(value, flags[i].values))
            return flags[i].means;
    return NULL;
}

bool sniff_flag_known(struct text value)
{
    for (size_t i = 0; i < LENGTH(flags); i++)
        if (flags[i].word != WORD_EENHEID && is_value(value, flags[i].values))
            return true;
    return false;
}

/* ---- standen and units ---- */

/* A word of a header, and the patterns that stand for it. The first row that matches wins. */
struct spoken {
    const char *means; /* NULL: nothing, whatever comes behind */
    const char *patterns[20];
};

static const char *spoken_of(struct text header, const struct spoken *rows, size_t n)
{
    char plain[PLAIN_SIZE];
    make_plain(header, plain);
    for (size_t i = 0; i < n; i++)
        for (const char *const *pattern = rows[i].patterns; *pattern; pattern++)
            if (fnmatch(*pattern, plain, 0) == 0)
                return rows[i].means;
    return NULL;
}

const char *sniff_stand_kind(struct text header)
{
    static const struct spoken kinds[] = {
        {"nawijziging", {"*nawijziging*", "*gewijzigdebegroting*", "*begrotingnawijz*"}},
        {NULL, {"*verschil*", "*amended*", "*definitiv*"}}, /* a sum of standen is no stand */
        {"wijziging", {"*wijziging*", "*amendment*", "modificacion*", "*bevilling*"}},
        {"nawijziging", {"actue*", "*lopendebegroting*", "*geactualiseerd*", "*bijgesteld*"}},
        {"primair",
         {"*primiti*", "*oorspronkelijk*", "*adopted*", "*inicial*", "*previsione*",
          "*talousarvio*"}},
        {"realisatie", {"*consuntivo*", "toteuma*", "regnska*", "obligaciones*"}},
        {"primair", {"*primair*", "*begroting*", "*raming*", "*budget*"}},
        {"realisatie", {"*realisatie*", "*rekening*", "*actual*", "werkelijk*"}},
        {"primair", {"plan*"}},
    };
    return spoken_of(header, kinds, LENGTH(kinds));
}

const char *sniff_header_sectie(struct text header)
{
    static const struct spoken secties[] = {
        {"stortingen", {"*stortin*", "*toevoeging*"}},
        {"onttrekkingen", {"*onttrekking*"}},
        {"lasten",
         {"*lasten*", "*uitgaven*", "*expen*", "*spese*", "*gastos*", "*dpenses*", "*utgift*",
          "*ausgabe*", "*aufwend*", "*aufwand*"}},
        {"baten",
         {"*baten*", "*inkomsten*", "*opbrengst*", "*revenue*", "*income*", "*entrate*",
          "*ingresos*", "*recettes*", "*inntekt*", "*einnahme*", "*ertrag*"}},
    };
    return spoken_of(header, secties, LENGTH(secties));
}

bool sniff_header_differs(struct text header)
{
    static const struct spoken differences[] = {
        {"verschil", {"*verschil*", "*afwijking*", "*variance*", "*restant*", "*ruimte*"}}};
    return spoken_of(header, differences, LENGTH(differences)) != NULL;
}

bool sniff_about_person(struct text header)
{
    static const struct spoken persons[] = {
        {"persoon",
         {"*persoon*", "*medewerker*", "*client*", "*clint*", "*klant*", "*bsn*", "*burger*",
          "*debiteur*", "*crediteur*", "*leverancier*", "*relatie*", "*begunstigde*", "*inwoner*",
          "*patient*", "*patint*", "*leerling*", "*employee*", "*customer*"}}};
    return spoken_of(header, persons, LENGTH(persons)) != NULL;
}

bool sniff_says_thousands(struct text text)
{
    char plain[PLAIN_SIZE];
    const char *bracket = text.n_bytes ? memchr(text.bytes, '(', text.n_bytes) : NULL;
    struct text rest = {bracket, bracket ? (size_t)(text.bytes + text.n_bytes - bracket) : 0};
    if (rest.n_bytes > 1 && sniff_says_thousands((struct text){bracket + 1, rest.n_bytes - 1}))
        return true;
    make_plain(text, plain);
    return fnmatch("*x1000*", plain, 0) == 0 || fnmatch("*duizend*", plain, 0) == 0 ||
           fnmatch("*xeur1000*", plain, 0) == 0 || fnmatch("*inthousands*", plain, 0) == 0;
}
