/* What is refused in a profile. */
#include "tests/unit/profile_text.h"

struct refusal {
    const char *name;
    struct section changes[4];
    struct expected_error errors[11]; /* `where` counts lines of the whole composed file */
};

#define MEANING "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"

static const struct refusal refusals[] = {
    {"a file of unknown form",
     {{"bestand", "codering = latin1\nscheidingsteken = ;\naanhalingsteken = ja\nkopregel = soms\n"
                  "regels_overslaan = veel\ncommentaar = //\nextra_kolomen = ja\n"}},
     {{"p.ini:2",
       "codering: verwacht een van: utf-8, windows-1252, iso-8859-1, iso-8859-15, utf-16"},
      {"p.ini:3", "scheidingsteken: verwacht een waarde, gevonden niets"},
      {"p.ini:4", "aanhalingsteken: verwacht een van: dubbel, enkel, geen"},
      {"p.ini:5", "kopregel: verwacht een van: nee, ja"},
      {"p.ini:6", "regels_overslaan: verwacht een geheel getal van 0 tot en met 1000"},
      {"p.ini:7", "commentaar: verwacht geen, puntkomma of een leesteken"},
      {"p.ini:8",
       "onbekende instelling 'extra_kolomen' in [bestand]; bedoelde u 'extra_kolommen'?"}}},
    {"a comment sign that is the separator",
     {{"bestand", "codering = utf-8\nscheidingsteken = puntkomma\ncommentaar = puntkomma\n"}},
     {{"p.ini:4", "commentaar: verwacht"}}},
    {"sections that are missing, or empty, or unknown",
     {{"bestand", NULL}, {"getal", NULL}, {"bedragen", ""}, {"getallen", "x = 1\n"}},
     {{"p.ini", "sectie [bestand] ontbreekt"},
      {"p.ini", "sectie [getal] ontbreekt"},
      {"p.ini:8", "[bedragen] is leeg"},
      {"p.ini:15", "onbekende sectie [getallen]; bedoelde u 'getal'?"}}},
    {"columns with every fault",
     {{"kolommen", "jaar = Jaar\njaar? = J\nrekening = Rek | Jaar\nbedrag = \"B\na b = X\nc.d = Y\n"
                   "e =\n"}},
     {{"p.ini:6", "kolom 'jaar' staat er twee keer"},
      {"p.ini:7", "kop 'Jaar' hoort al bij kolom 'jaar' op regel 5"},
      {"p.ini:8", "bedrag: verwacht een kop uit het bestand, gevonden '\"B'"},
      {"p.ini:9", "naam van een kolom: verwacht letters, cijfers, _ en -, gevonden 'a b'"},
      {"p.ini:10", "gevonden 'c.d'"},
      {"p.ini:11", "e: verwacht een kop uit het bestand, gevonden ''"}}},
    {"positions with every fault",
     {{"bestand", "codering = utf-8\nscheidingsteken = tab\nkopregel = nee\n"},
      {"kolommen", "jaar = 0\nrekening = Rek\nbedrag = 3\nsoort = 3\ndatum? = 5\n"}},
     {{"p.ini:6", "jaar: zonder kopregel is een kolom een nummer vanaf 1, gevonden '0'"},
      {"p.ini:7", "gevonden 'Rek'"},
      {"p.ini:9", "plaats 3 hoort al bij kolom 'bedrag' op regel 8"},
      {"p.ini:10", "kolom 'datum': zonder kopregel kan een kolom niet ontbreken"}}},
    {"dates and values of unknown columns, and bad ones",
     {{"datums", "datum = dd-mm\ndattum = jjjjmmdd\n"},
      {"waarden sort", "x = y\n"},
      {"waarden soort", "\"x = y\nI = a\n\"I\" = b\nz = 1\n  2\n"},
      {"waarden jaar", ""}},
     {{"p.ini:22", "datum: verwacht een datumpatroon zoals dd-mm-jjjj, jjjjmmdd"},
      {"p.ini:23", "kolom 'dattum' staat niet in [kolommen]; bedoelde u 'datum'?"},
      {"p.ini:24", "kolom 'sort' staat niet in [kolommen]; bedoelde u 'soort'?"},
      {"p.ini:27", "aanhalingstekens kloppen niet in '\"x'"},
      {"p.ini:29", "waarde '\"I\"' staat er twee keer"},
      {"p.ini:31", "z: verwacht een enkele waarde, gevonden 2 regels"},
      {"p.ini:32", "[waarden jaar] is leeg"}}},
    {"numbers with every fault",
     {{"getal", "decimaal = komma, streep\nduizendtal = geen, punt\nmin = voor, onder\n"
                "valuta = € 1\neenheid = 100\n"}},
     {{"p.ini:12", "decimaal: verwacht een of meer van: komma, punt; gevonden 'streep'"},
      {"p.ini:13", "duizendtal: 'geen' staat alleen"},
      {"p.ini:14", "min: verwacht een of meer van: voor, achter, haakjes, crdr; gevonden 'onder'"},
      {"p.ini:15", "valuta: verwacht ja, nee, of tekens zoals £, GBP, gevonden '€ 1'"},
      {"p.ini:16", "eenheid: verwacht 1, 1000, 1000000, 0,01 of een kolom, gevonden '100'"}}},
    {"one sign for decimals and thousands",
     {{"getal", "decimaal = komma\nduizendtal = punt, komma\n"}},
     {{"p.ini:13", "duizendtal: hetzelfde teken als decimaal"}}},
    {"no decimal sign", {{"getal", "min = voor\n"}}, {{"p.ini:11", "'decimaal' ontbreekt"}}},
    {"a unit column without or with other values",
     {{"getal", "decimaal = komma\neenheid = soort\n"}},
     {{"p.ini:13",
       "sectie [waarden soort] ontbreekt: zeg welke waarden van deze kolom staan voor 1, "
       "1000, 1000000, 0,01"}}},
    {"a unit that is none",
     {{"getal", "decimaal = komma\neenheid = soort\n"},
      {"waarden soort", "E = 1\nD = 100\n* = 10\n"}},
     {{"p.ini:24", "D: verwacht een van: 1, 1000, 1000000, 0,01; gevonden '100'"},
      {"p.ini:25", "*: verwacht een van: 1, 1000, 1000000, 0,01; gevonden '10'"}}},
    {"amounts with every fault",
     {{"bedragen", "bedrag + credit = realisatie 2024\nbedrg = realisatie 2024\n"
                   "bedrag-credit = realisatie 2024\nbedrag per soort = realisatie 2024\n"
                   "credit =\ncredit - bedrag = realisatie 2024\n"}},
     {{"p.ini:14",
       "verwacht kolom, kolom - kolom of kolom per kolom (met spaties), gevonden 'bedrag "
       "+ credit'"},
      {"p.ini:15", "kolom 'bedrg' staat niet in [kolommen]; bedoelde u 'bedrag'?"},
      {"p.ini:16", "kolom 'bedrag-credit' staat niet in [kolommen]"},
      {"p.ini:17", "sectie [waarden soort] ontbreekt"},
      {"p.ini:18", "credit: verwacht een waarde"},
      {"p.ini:19", "kolom 'bedrag' telt al mee in een ander bedrag"}}},
    {"what a change is off counts once more, as primair",
     {{"bedragen", "credit = primair 2024\nbedrag - credit = wijziging 2024\n"
                   "bedrag = nawijziging 2024\n"}},
     {{"p.ini:16", "kolom 'bedrag' telt al mee in een ander bedrag; dat kan alleen zo: eerst = "}}},
    {"what a change is off counts as realisatie",
     {{"bedragen", "credit = realisatie 2024\nbedrag - credit = wijziging 2024\n"}},
     {{"p.ini:15", "kolom 'credit' telt al mee"}}},
    {"what a change is off counts as primair of another year",
     {{"bedragen", "credit = primair 2023\nbedrag - credit = wijziging 2024\n"}},
     {{"p.ini:15", "kolom 'credit' telt al mee"}}},
    {"what a change is off has its sign by a D/C column",
     {{"bedragen", "credit per soort = primair 2024\nbedrag - credit = wijziging 2024\n"},
      {"waarden soort", "D = D\nC = C\n"}},
     {{"p.ini:15", "kolom 'credit' telt al mee"}}},
    {"flags that are not D and C",
     {{"bedragen", "bedrag per soort = realisatie 2024\n"}, {"waarden soort", "S = D\nH = H\n"}},
     {{"p.ini:23", "H: verwacht een van: D, C; gevonden 'H'"}}},
    {"templates with every fault",
     {{"kolommen", "a = A\nb = B\nc = C\nd = D\ne = E\nf = F\ng = G\nh = H\nrekening = R\n"
                   "i = I\nj = J\nk = K\n"},
      {"bedragen", "a = realisatie\nb = realisatie 24\nc = realisatie {jaar\nd = realisatie {jr}\n"
                   "e = een heel 2024\nf = realisatie jaar}\ng = realisatie 1899\nh = {rekening}\n"
                   "i = realisatie {a[4-1]}\nj = realisatie {a[1]b}\nk = {a[1-9]}\n"}},
     {{"p.ini:20",
       "verwacht een stand: <woord> <jaar>, zoals realisatie {jaar}, gevonden 'realisatie'"},
      {"p.ini:21", "verwacht een jaar van 1900 tot en met 2199, gevonden '24'"},
      {"p.ini:22", "accolades kloppen niet in 'realisatie {jaar'"},
      {"p.ini:23", "kolom 'jr' staat niet in [kolommen]"},
      {"p.ini:24", "verwacht een stand: <woord> <jaar>"},
      {"p.ini:25", "accolades kloppen niet"},
      {"p.ini:26", "gevonden '1899'"},
      {"p.ini:27",
       "verwacht een stand: <woord> <jaar>, zoals realisatie {jaar}, gevonden '{rekening}'"},
      {"p.ini:28", "verwacht {kolom} of {kolom[1-4]}, gevonden '{a[4-1]}'"},
      {"p.ini:29", "gevonden '{a[1]b}'"},
      {"p.ini:30", "verwacht een stand: <woord> <jaar>"}}},
    {"templates whose values are no stand",
     {{"bedragen", "bedrag = {soort} {jaar}\ncredit = {datum}\n"},
      {"waarden soort", "I = primair\nW = na wijziging\n"},
      {"waarden jaar", "1 = 2024\n* = 24\n"},
      {"waarden datum", "1 = primair 2024\n2 = primair\n"}},
     {{"p.ini:14", "verwacht dat [waarden soort] een woord geeft, gevonden 'na wijziging'"},
      {"p.ini:14",
       "verwacht dat [waarden jaar] een jaar van 1900 tot en met 2199 geeft, gevonden '24'"},
      {"p.ini:15", "verwacht dat [waarden datum] een stand zoals 'primair 2024' geeft, gevonden "
                   "'primair'"}}},
    {"a meaning with every fault",
     {{"betekenis", "teken = lasten- baten+ stortingen-\nsleutel = rekning . soort[4-1] . jaar vul "
                    "0 . jaar [1]\n"
                    "regel = soort\ndatum = jaar\nneutraal = soort\nsluitend = ja\ntekn = "
                    "x\nperiode = maand(jaar)\n"}},
     {{"p.ini:16", "teken: verwacht elke sectie een keer met + of -"},
      {"p.ini:17", "kolom 'rekning' staat niet in [kolommen]; bedoelde u 'rekening'?"},
      {"p.ini:17", "sleutel: verwacht kolom, kolom[1-4], kolom vul 6 of kolom kaal, gevonden "
                   "'soort[4-1]'"},
      {"p.ini:17", "gevonden 'jaar vul 0'"},
      {"p.ini:17", "gevonden 'jaar [1]'"},
      {"p.ini:18", "regel vraagt ook boekstuk"},
      {"p.ini:19", "kolom 'jaar' moet in [datums] staan"},
      {"p.ini:20", "sectie [waarden soort] ontbreekt"},
      {"p.ini:22", "onbekende instelling 'tekn' in [betekenis]; bedoelde u 'teken'?"},
      {"p.ini:23", "kolom 'jaar' moet in [datums] staan"}}},
    {"a period of no date, and a saldo sign in a source",
     {{"betekenis", "teken = lasten- baten+ stortingen- onttrekkingen+ saldo+\nsleutel = rekening\n"
                    "periode = maand(jaar)\ntekn = x\n"}},
     {{"p.ini:16", "teken: verwacht"},
      {"p.ini:18", "kolom 'jaar' moet in [datums] staan"},
      {"p.ini:19", "onbekende instelling 'tekn' in [betekenis]; bedoelde u 'teken'?"}}},
    {"other values than J and N, I and S",
     {{"betekenis", MEANING "neutraal = soort\nincidenteel_structureel = datum\n"},
      {"waarden soort", "x = J\ny = nee\n"},
      {"waarden datum", "x = I\ny = I/S\n"}},
     {{"p.ini:25", "y: verwacht een van: J, N, niets; gevonden 'nee'"},
      {"p.ini:28", "y: verwacht een van: I, S, niets; gevonden 'I/S'"}}},
    {"rules with every fault",
     {{"sectie", "lasten = rekning: 4*\n  rekening 4\nbatten = altijd\nbaten = altijd\n"
                 "stortingen = rekening: 7*\n"},
      {"buiten_scope", "andere stand = soort: X\nx = soort: a*b\n"},
      {"totaalregels", "t = sort: X\nu.over = alles\nt.over = iets\n"}},
     {{"p.ini:19", "lasten: kolom 'rekning' staat niet in [kolommen]; bedoelde u 'rekening'?"},
      {"p.ini:20", "lasten: verwacht kolom: patroon, gevonden 'rekening 4'"},
      {"p.ini:21", "onbekende instelling 'batten' in [sectie]; bedoelde u 'baten'?"},
      {"p.ini:23", "deze regel komt nooit aan bod: 'altijd' op regel 22 gaat voor"},
      {"p.ini:25", "'andere stand' is de naam van een regel die pnc zelf heeft"},
      {"p.ini:26", "x: 'a*b' is geen patroon"},
      {"p.ini:28", "t: kolom 'sort' staat niet in [kolommen]; bedoelde u 'soort'?"},
      {"p.ini:29", "onbekende instelling 'u.over' in [totaalregels]"},
      {"p.ini:30", "t.over: verwacht een van: alles, sinds vorige; gevonden 'iets'"}}},
    {"no sectie at all", {{"sectie", ""}}, {{"p.ini:18", "[sectie] is leeg"}}},
};

static void every_fault_of_a_profile_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(refusals); i++) {
        struct fixture f;
        struct profile p;
        bool read = read_profile(&f, refusals[i].changes, LENGTH(refusals[i].changes), &p);
        fixture_expect(&f, refusals[i].name, ERROR_SETTINGS, refusals[i].errors,
                       LENGTH(refusals[i].errors));
        assert_false(read);
        fixture_end(&f);
    }
}

static void the_numbers_of_columns_and_amounts_are_capped(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    struct arena arena = {0};
    char *columns = arena_alloc(&arena, 10000), *amounts = arena_alloc(&arena, 10000);
    size_t n_columns = 0, n_amounts = 0;
    for (int i = 0; i < PROFILE_MAX_COLUMNS; i++)
        n_columns += (size_t)sprintf(columns + n_columns, "c%d = C%d\n", i, i);
    sprintf(columns + n_columns, "rekening = R\n");
    for (int i = 0; i < PROFILE_MAX_AMOUNTS + 1; i++)
        n_amounts += (size_t)sprintf(amounts + n_amounts, "c%d = primair 2024\n", i);
    const struct section changes[] = {{"kolommen", columns}, {"bedragen", amounts}};
    static const struct expected_error expected[] = {
        {"p.ini:4", "verwacht hoogstens 256 kolommen, gevonden 257"},
        {"p.ini:264", "verwacht hoogstens 64 bedragen, gevonden 65"},
    };
    assert_false(read_profile(&f, changes, 2, &p));
    fixture_expect(&f, "too many", ERROR_SETTINGS, expected, LENGTH(expected));
    fixture_end(&f);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_of_a_profile_is_named),
        cmocka_unit_test(the_numbers_of_columns_and_amounts_are_capped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
