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

enum role sniff_word_role(enum sniff_word word)
{
    static const struct {
        enum sniff_word word;
        enum role role;
    } roles[] = {
        {WORD_PERIODE, ROLE_PERIODE},
        {WORD_BOEKSTUK, ROLE_BOEKSTUK},
        {WORD_REGEL, ROLE_REGEL},
        {WORD_DATUM, ROLE_DATUM},
        {WORD_REKENING, ROLE_REKENING},
        {WORD_KOSTENPLAATS, ROLE_KOSTENPLAATS},
        {WORD_OMSCHRIJVING, ROLE_OMSCHRIJVING},
        {WORD_BESLUIT, ROLE_BESLUIT},
        {WORD_BESLUITDATUM, ROLE_BESLUITDATUM},
        {WORD_NEUTRAAL, ROLE_NEUTRAAL},
        {WORD_IS, ROLE_IS},
    };
    for (size_t i = 0; i < LENGTH(roles); i++)
        if (roles[i].word == word)
            return roles[i].role;
    return ROLE_COUNT;
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

const char *sniff_stand_kind(struct text header)
{
    static const struct {
        const char *pattern, *kind; /* NULL: a sum of standen, no stand */
    } kinds[] = {
        {"*nawijziging*", NULL},
        {"*verschil*", NULL},
        {"*amended*", NULL},
        {"*definitiv*", NULL},
        {"*wijziging*", "wijziging"},
        {"*amendment*", "wijziging"},
        {"modificacion*", "wijziging"},
        {"*bevilling*", "wijziging"},
        {"*adopted*", "primair"},
        {"*inicial*", "primair"},
        {"*previsione*", "primair"},
        {"*talousarvio*", "primair"},
        {"*consuntivo*", "realisatie"},
        {"toteuma*", "realisatie"},
        {"regnska*", "realisatie"},
        {"obligaciones*", "realisatie"},
        {"*primair*", "primair"},
        {"*begroting*", "primair"},
        {"*raming*", "primair"},
        {"*budget*", "primair"},
        {"*realisatie*", "realisatie"},
        {"*rekening*", "realisatie"},
        {"*actual*", "realisatie"},
        {"werkelijk*", "realisatie"},
        {"plan*", "primair"},
    };
    char plain[PLAIN_SIZE];
    make_plain(header, plain);
    for (size_t i = 0; i < LENGTH(kinds); i++)
        if (fnmatch(kinds[i].pattern, plain, 0) == 0)
            return kinds[i].kind;
    return NULL;
}

const char *sniff_header_sectie(struct text header)
{
    static const struct {
        const char *pattern, *sectie;
    } secties[] = {
        {"*stortin*", "stortingen"},
        {"*toevoeging*", "stortingen"},
        {"*onttrekking*", "onttrekkingen"},
        {"*lasten*", "lasten"},
        {"*uitgaven*", "lasten"},
        {"*expen*", "lasten"},
        {"*spese*", "lasten"},
        {"*gastos*", "lasten"},
        {"*dpenses*", "lasten"},
        {"*utgift*", "lasten"},
        {"*ausgabe*", "lasten"},
        {"*aufwend*", "lasten"},
        {"*aufwand*", "lasten"},
        {"*baten*", "baten"},
        {"*inkomsten*", "baten"},
        {"*opbrengst*", "baten"},
        {"*revenue*", "baten"},
        {"*income*", "baten"},
        {"*entrate*", "baten"},
        {"*ingresos*", "baten"},
        {"*recettes*", "baten"},
        {"*inntekt*", "baten"},
        {"*einnahme*", "baten"},
        {"*ertrag*", "baten"},
    };
    char plain[PLAIN_SIZE];
    make_plain(header, plain);
    for (size_t i = 0; i < LENGTH(secties); i++)
        if (fnmatch(secties[i].pattern, plain, 0) == 0)
            return secties[i].sectie;
    return NULL;
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
