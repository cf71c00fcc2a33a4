/* What a draft says that columns mean, and what it keeps to itself. */
#include "tests/unit/sniffed.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- what columns mean ---- */

static const struct drafted meanings[] = {
    {.what = "a D/C column goes with its amount",
     .input = "Kpl;Bedrag;D/C;Jaar\n1;1,50;D;2024\n2;2,50;C;2024\n",
     .lines = {"; invullen: bedrag per d_c = realisatie {jaar}", "[waarden d_c]", "D = D", "C = C"},
     .parts = {"alle waarden: D (1), C (1)"}},
    {.what = "debet and credit as words, whatever the header",
     .input = "Kpl;Bedrag;Kant\n1;1,50;Debet\n2;2,50;Credit\n3;1,00;Debet\n4;1,00;Credit\n",
     .lines = {"; invullen: bedrag per kant = realisatie 2024", "Debet = D", "Credit = C"}},
    {.what = "lasten and baten by a column",
     .input = "Kpl;Soort;Begroting 2026\n1;L;1,50\n2;B;2,50\n3;L;1,00\n4;Storting;3,00\n",
     .lines = {"lasten = soort: L", "baten = soort: B", "stortingen = soort: Storting",
               "begroting_2026 = primair 2026"}},
    {.what = "lasten and baten by ranges of accounts, to be completed",
     .input = "Kostenplaats;Rekening;Bedrag\n1;0400;1,50\n2;4100;2,50\n3;8100;-1,00\n",
     .lines = {"; invullen: lasten = rekening: 4000-4999",
               "; invullen: baten = rekening: 8000-8999",
               "; zo nodig: balansrekening = rekening: 0*",
               ";   rekeningen met 8 vooraan: 0 keer plus, 1 keer min", "sleutel = kostenplaats"}},
    {.what = "categories that begin with L and B",
     .input = "Functie;Categorie;Jaar;Bedrag\n6.71;L3.5.1;2023;1\n6.72;B3.5.1;2023;2\n",
     .lines = {"lasten = categorie: L*", "baten = categorie: B*", "sleutel = functie"}},
    {.what = "a budget beside what was spent",
     .input = "Fund;Budget;Actual;Year\n100;1.50;1.40;2024\n200;-2.50;-2.60;2024\n",
     .lines = {"budget = primair {year}", "actual = realisatie {year}"}},
    {.what = "a word for revenue or expense under any header",
     .input = "Fund;Amount type;Amount\n100;Expense;1.40\n200;Revenue;-2.60\n",
     .lines = {"lasten = amount_type: Expense", "baten = amount_type: Revenue"}},
    {.what = "accounts of different lengths",
     .input = "Kostenplaats;Rekening;Bedrag\n1;4.1;1,50\n2;4.10.2;2,50\n3;8;-1,00\n",
     .lines = {"; invullen: lasten = rekening: 4*"}},
    {.what = "several keys are possible",
     .input = "Kostenplaats;Product;Bedrag\n1;A1;1,50\n2;A2;2,50\n",
     .lines = {"; invullen: sleutel = kostenplaats", "; of: sleutel = product"}},
    {.what = "vouchers that balance may be a full ledger",
     .input = "Boekstuk;Regel;Rekening;Debet;Credit;Jaar\n1;1;4000;12,50;;2024\n"
              "1;2;1600;;12,50;2024\n",
     .lines = {"boekstuk = boekstuk", "regel = regel", "sluitend = ja"}},
    {.what = "vouchers that do not are none",
     .input = "Boekstuk;Regel;Rekening;Debet;Credit;Jaar\n1;1;4000;12,50;;2024\n"
              "1;2;1600;;12,00;2024\n",
     .lines = {"; zo nodig: sluitend = ja"}},
    {.what = "changes with a besluit",
     .input = "Kpl;Besluitnummer;Besluitdatum;Budgetneutraal;I/S;Wijziging;Jaar\n"
              "1;B-1;25-01-2024;J;I;1,50;2024\n2;B-2;30-01-2024;N;;-2,50;2024\n",
     .lines = {"besluit = besluitnummer", "besluitdatum = besluitdatum",
               "neutraal = budgetneutraal", "incidenteel_structureel = i_s", "I = I",
               "; invullen: leeg =", "wijziging = wijziging {jaar}"}},
    {.what = "a value that is a word of profiles is quoted",
     .input = "Kpl;Bedrag;D/C\n1;1,50;D\n2;-2,50;leeg\n3;1,00;\n",
     .lines = {"; invullen: \"leeg\" = D", "; invullen: leeg = D"}},
    {.what = "amounts without years beside each other: one of them is meant",
     .input = "Kpl;Bedrag excl;Bedrag incl\n1;1,50;1,80\n2;2,50;3,00\n",
     .lines = {"; invullen: bedrag_excl = realisatie 2024", "; of: bedrag_incl = realisatie 2024"}},
    {.what = "na wijziging is no stand of its own",
     .input = "Kpl;Begroting na wijziging 2024\n1;1,50\n2;2,50\n",
     .lines = {"; invullen: begroting_na_wijziging_2024 = realisatie 2024"}},
    {.what = "lines with totals are recognised",
     .input = "Kpl;Omschrijving;Bedrag\n1;a;1,50\n2;b;2,50\n3;c;1,00\n;TOTAAL afdeling;5,00\n",
     .lines = {"totaal_omschrijving = omschrijving: TOTAAL*",
               "; bedrag telt op tot 5,00, zonder de regels die een totaal heten"},
     .parts = {"1 keer, eerst op regel 5: telkens de som van alle regels ervoor"},
     .never = {"afdeling"}},
    {.what = "subtotals by stars, and what they total",
     .input = "St;Kpl;Bedrag\n;1;1,50\n;1;2,50\n*;;4,00\n;2;1,00\n;2;3,00\n*;;4,00\n**;;8,00\n",
     .lines = {"totaal_st = st: \"*\"", "totaal_st.over = sinds vorige",
               "totaal_st_2 = st: \"**\""}},
    {.what = "subtotals by a word, and the total of all",
     .input =
         "Kpl;Begroting 2024;Realisatie 2024\n1;1,50;2\n2;2,50;-1\nSubtotaal A;4,00;1\n3;1,00;5\n"
         "Subtotaal B;1,00;5\nTotaal;5,00;6\n",
     .lines = {"totaal_kpl = kpl: Subtotaal*", "totaal_kpl.over = sinds vorige",
               "totaal_kpl_2 = kpl: Totaal*"}},
    {.what = "what is called a total and is none is left to whoever knows",
     .input = "Kpl;Omschrijving;Bedrag\n1;a;1,50\n2;Totaal onderhoud;2,50\n3;c;1,00\n4;d;1,00\n",
     .lines = {"; zo nodig: totaal_omschrijving = omschrijving: Totaal*"},
     .parts = {"0 keer de som van alle regels ervoor, 0 keer die sinds de vorige"}},
    {.what = "a number that counts within a dagboek",
     .input = "Dagboek;Boekstuk;Rekening;Bedrag\nMEM;1;4000;1,50\nMEM;1;1600;-1,50\n"
              "BNK;1;8000;-2,50\nBNK;1;1100;2,50\n",
     .lines = {"boekstuk = dagboek . boekstuk", "sluitend = ja",
               "; hetzelfde nummer staat in twee dagboeken: regel 2 en regel 4"}},
    {.what = "a number that does not recur in another dagboek stands alone",
     .input = "Dagboek;Boekstuk;Rekening;Bedrag\nMEM;1;4000;1,50\nBNK;2;8000;-2,50\n",
     .lines = {"boekstuk = boekstuk", "; zo nodig: sluitend = ja"}},
    {.what = "lasten and baten side by side",
     .input = "Kpl;Lasten 2026;Baten 2026;Lasten 2027;Baten 2027\n1;1,50;2,50;3,50;4,50\n"
              "2;1,50;2,50;3,50;4,50\n",
     .lines = {"lasten = bedragkolom: lasten_2026, lasten_2027",
               "baten = bedragkolom: baten_2026, baten_2027",
               "; invullen: lasten_2026 = realisatie 2026",
               "; invullen: baten_2027 = realisatie 2027"}},
    {.what = "a column that tells the stand, and a value that nobody knows",
     .input = "Kpl;Soort;Jaar;Bedrag\n1;Begroting;2024;1,50\n1;Realisatie;2024;2,50\n"
              "1;Reservering;2024;3,50\n1;Wijziging;2024;0,50\n",
     .lines = {"bedrag = {soort} {jaar}", "[waarden soort]", "Begroting = primair",
               "Realisatie = realisatie", "Wijziging = wijziging",
               "; invullen: Reservering = wijziging"}},
    {.what = "the signs that were seen choose among the ways to write them",
     .input = "Kpl;Rekening;Bedrag\n1;4100;2,50\n2;4200;1,50\n3;8100;-1,00\n",
     .lines = {"; invullen: teken = lasten+ baten- stortingen+ onttrekkingen-",
               "; of: teken = lasten+ baten+ stortingen+ onttrekkingen+"}},
    {.what = "lines of another status may not count",
     .input = "Kpl;Status;Bedrag\n1;Definitief;2,50\n2;Definitief;1,50\n3;Concept;-1,00\n",
     .lines = {"; zo nodig: andere status = status: niet Definitief"}},
    {.what = "a taakveld tells reserves and the balance",
     .input =
         "Taakveld;Categorie;Bedrag\n0.10;L7.1;1\n0.10;B7.1;2\n6.1;L1.1;3\n6.1;B3.2;4\nA213;L9;5\n",
     .lines = {"stortingen = taakveld: 0.10 & categorie: L*", "lasten = categorie: L*",
               "balanspost = taakveld: A*, P*"}},
    /* ---- parts ---- */
    {.what = "a code in pieces",
     .input = "Dimensies;Bedrag\n431000-62010-;1,50\n431000-62020-P1;2,50\n830000-62010-;3,50\n",
     .lines = {"dimensies_deel_1 = Dimensies", "dimensies_deel_2 = deel 2 tussen -",
               "rekening = dimensies_deel_1", "sleutel = dimensies_deel_2",
               "; invullen: lasten = dimensies_deel_1: 400000-499999"}},
    {.what = "a year within a code, and the kind of stand behind it",
     .input =
         "Taakveld;Verslagsoort;Bedrag\n6.1;2024X000;1,50\n6.2;2024X005;2,50\n6.1;2023X005;1,5\n",
     .lines = {"verslagsoort_1_4 = [1-4]", "verslagsoort_6_8 = [6-8]",
               "bedrag = {verslagsoort_6_8} {verslagsoort_1_4}", "000 = primair",
               "005 = realisatie"}},
    {.what = "a year behind letters",
     .input = "Fund;Fiscal Year;Actual\n100;FY2024;1.40\n200;FY2023;-2.60\n",
     .lines = {"fiscal_year_3_6 = [3-6]", "actual = realisatie {fiscal_year_3_6}"}},
    {.what = "zeros in front of every account",
     .input = "Kpl;Rekening;Bedrag\n1;0000431000;1,50\n2;0000830000;2,50\n",
     .lines = {"rekening_5_10 = [5-10]", "rekening = rekening_5_10"}},
    {.what = "numbers of things, categories and dates are whole",
     .input = "Docref;Categorie;Code;Bedrag\nM-0001;L3.5.1;2024-01-31;1,50\nM-0002;B3.5.2;2024-02-"
              "01;2,5\n",
     .never = {"[delen]"}},
    {.what = "no amounts at all",
     .input = "Kpl;Oms\n1;aap\n2;noot\n",
     .lines = {"; geen kolom ziet eruit als een bedrag", "; invullen: decimaal = komma"}},
    {.what = "a header alone",
     .input = "Kpl;Bedrag\n",
     .lines = {"; 1: 0 gevuld, 0 leeg, 0 verschillend"}},
};

static void the_meaning_of_columns_is_drafted(void **state)
{
    (void)state;
    sniffed_check(meanings, LENGTH(meanings));
}

/* ---- what is not shown ---- */

static const struct drafted secrets[] = {
    {.what = "texts are told by their length",
     .input = "Kpl;Omschrijving;Bedrag\n1;Mevrouw de Wit;1,50\n2;Dhr. Groen;2,50\n",
     .lines = {";    tekst van 10 tot 14 tekens (zonder voorbeelden)"},
     .never = {"Wit", "Groen"}},
    {.what = "names are not shown, not even short ones that come back",
     .input = "Kpl;Naam;Bedrag\n1;Wit;1,50\n2;Wit;2,50\n3;Rood;1,00\n4;Rood;1,00\n",
     .never = {"Wit", "Rood"}},
    {.what = "words that come back under an unknown header are not shown",
     .input = "Kpl;Xyz;Bedrag\n1;Jansen;1,50\n2;Jansen;2,50\n3;Groen;1,00\n4;Groen;1,00\n",
     .never = {"Jansen", "Groen"}},
    {.what = "initials under an unknown header are not shown",
     .input = "Kpl;Xyz;Bedrag\n1;JdW;1,50\n2;JdW;2,50\n3;PvG;1,00\n4;PvG;1,00\n",
     .never = {"JdW", "PvG"}},
    {.what = "short codes under a header for codes are shown",
     .input = "Kpl;Dagboek;Bedrag\n1;INK;1,50\n2;INK;2,50\n3;MEM;1,00\n4;MEM;1,00\n",
     .lines = {";    alle waarden: INK (2), MEM (2)"}},
    {.what = "one in eleven numbers passes for a citizen number: no reason for alarm",
     .input = "Kpl;Boekstuk;Bedrag\n1;202400010;1,50\n2;111222333;2,50\n3;202400011;1,00\n"
              "4;202400012;1,00\n5;202400014;1,00\n",
     .never = {"111222333", "burgerservicenummer"}},
    {.what = "citizen numbers are not shown",
     .input = "Kpl;Nummer;Bedrag\n1;111222333;1,50\n2;123456782;2,50\n",
     .lines = {";    let op: 2 lijkt op een burgerservicenummer of IBAN (eerst op regel 2)"},
     .never = {"111222333", "123456782"}},
    {.what = "account numbers of banks are not shown",
     .input = "Kpl;Rek;Bedrag\n1;NL91ABNA0417164300;1,50\n2;NL91ABNA0417164300;2,50\n",
     .never = {"NL91"}},
    {.what = "numbers of creditors are not shown",
     .input = "Kpl;Crediteurnummer;Bedrag\n1;900123;1,50\n2;900124;2,50\n",
     .never = {"900123"}},
    {.what = "dates of birth are not shown",
     .input = "Kpl;Geboortedatum;Bedrag\n1;23-04-1974;1,50\n2;24-05-1975;2,50\n",
     .never = {"1974", "1975"}},
    {.what = "a text among amounts is told by its line only",
     .input = "Kpl;Bedrag\n1;1,50\n2;Jansen\n3;1,00\n",
     .lines = {";    let op: 1 andere waarden, de eerste op regel 3"},
     .never = {"Jansen"}},
    {.what = "control characters are not printed",
     .input = "Kpl;A\x1B[31mB;Bedrag\n1;x;1,50\n2;y;2,50\n",
     .never = {"\x1B"}},
};

static void what_is_about_people_is_not_shown(void **state)
{
    (void)state;
    sniffed_check(secrets, LENGTH(secrets));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_meaning_of_columns_is_drafted),
        cmocka_unit_test(what_is_about_people_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
