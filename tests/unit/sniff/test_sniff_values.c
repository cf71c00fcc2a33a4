/* What a draft says of each notation of amounts, dates and periods. */
#include "pipeline/sniff/sniff_value.h"
#include "tests/unit/sniffed.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- [getal] ---- */

static const struct drafted numbers[] = {
    {.what = "points as thousands, comma as decimal",
     .input = "Kpl;Bedrag\n1;1.234,56\n2;2.000,00-\n3;12,00\n",
     .lines = {"decimaal = komma", "duizendtal = punt", "min = achter", "leeg_is_nul = nee",
               "eenheid = 1", "min = achter"}},
    {.what = "commas as thousands, point as decimal",
     .input = "Kpl;Bedrag\n1;1,234.56\n2;(2,000.00)\n3;12.00\n",
     .lines = {"decimaal = punt", "duizendtal = komma", "min = haakjes"}},
    {.what = "spaces as thousands",
     .input = "Kpl;Bedrag\n1; 1 234,56 \n2;-2 000,00\n3; -   \n",
     .lines = {"duizendtal = spatie", "min = voor", "streepje_is_nul = ja",
               "; na te gaan: 1 keer een streepje alleen: betekent dat 0?"}},
    {.what = "no-break spaces as thousands",
     .input = "Kpl;Bedrag\n1;1\xC2\xA0"
              "234,56\n2;-2\xE2\x80\xAF"
              "000,00\n",
     .lines = {"duizendtal = spatie"}},
    {.what = "no-break spaces in a one-byte encoding",
     .input = "Kpl;Bedrag\n1;1\xA0"
              "234,56\n2;\xA0-2\xA0"
              "000,00\n",
     .lines = {"codering = windows-1252", "duizendtal = spatie", "min = voor"}},
    {.what = "apostrophes as thousands",
     .input = "Kpl;Bedrag\n1;1'234.56\n2;2'000.00\n",
     .lines = {"decimaal = punt", "duizendtal = apostrof"}},
    {.what = "CR and DR", .input = "Kpl;Bedrag\n1;12,50 CR\n2;2,00 DR\n", .lines = {"min = crdr"}},
    {.what = "a minus in front and behind",
     .input = "Kpl;Bedrag\n1;-12,50\n2;2,00-\n",
     .lines = {"min = voor, achter"}},
    {.what = "a real minus sign",
     .input = "Kpl;Bedrag\n1;\xE2\x88\x92"
              "12,50\n2;2,00\n",
     .lines = {"min = voor"}},
    {.what = "currency",
     .input = "Kpl;Bedrag\n1;\xE2\x82\xAC 12,50\n2;EUR 2,00\n3;1,00\n",
     .lines = {"valuta = ja",
               "; 2 bedragen met een valutateken: regel 2 heeft \xE2\x82\xAC 12,50"}},
    {.what = "no minus was seen",
     .input = "Kpl;Bedrag\n1;12,50\n2;1,00\n",
     .lines = {"; na te gaan: geen bedrag met een minteken gezien", "min = voor"}},
    {.what = "1.005 is ambiguous where nothing decides",
     .input = "Kpl;Bedrag\n1;1.005\n2;12\n3;2.500\n",
     .lines = {"; invullen: decimaal = komma", "; of: decimaal = punt",
               "; invullen: duizendtal = punt", "; of: duizendtal = geen"},
     .parts = {"regel 2 heeft 1.005: een duizendtal of drie decimalen"},
     .never = {"\ndecimaal", "\nduizendtal", "telt op tot"}},
    {.what = "1,005 is ambiguous too",
     .input = "Kpl;Bedrag\n1;1,005\n2;12\n",
     .lines = {"; invullen: duizendtal = geen", "; of: duizendtal = komma"}},
    {.what = "one amount elsewhere decides 1.005",
     .input = "Kpl;Bedrag;Saldo\n1;1.005;1,50\n2;12;3,00\n",
     .lines = {"decimaal = komma", "duizendtal = punt"},
     .never = {"decimaal = punt"}},
    {.what = "whole numbers do not tell the decimal mark or the unit",
     .input = "Kpl;Bedrag\n1;1005\n2;-12\n",
     .lines = {"; invullen: decimaal = komma", "; of: decimaal = punt", "duizendtal = geen",
               "; invullen: eenheid = 1", "; of: eenheid = 1000", "; of: eenheid = 0,01",
               "; bedrag telt op tot 993,00"}},
    {.what = "two notations in one file are told, with a proof of each",
     .input = "Kpl;Bedrag;Saldo\n1;1,50;1.50\n2;2,50;3.00\n",
     .lines = {"; invullen: decimaal = komma, punt", "; of: decimaal = komma"},
     .parts = {"2 bedragen alleen leesbaar met een komma (regel 2 heeft 1,50)",
               "2 bedragen alleen leesbaar met een punt (regel 2 heeft 1.50)"}},
    {.what = "a pound, a dollar and a crown must be named",
     .input = "Kpl;Bedrag\n1;\xC2\xA3 12,50\n2;$1,50-\n3;kr. 2,50\n",
     .lines = {"valuta = \xC2\xA3, $, \"kr.\"", "min = achter"},
     .parts = {"zijn alle bedragen in die valuta?"}},
    {.what = "a pound in windows-1252",
     .input = "Kpl;Bedrag\n1;\xA3 12,50\n2;\xA3 1,50\n",
     .lines = {"codering = windows-1252", "valuta = \xC2\xA3"}},
    {.what = "a euro in iso-8859-15 stands beside a number",
     .input = "Kpl;Bedrag\n1;12,50 \xA4\n2;1,50 \xA4\n",
     .lines = {"; invullen: codering = iso-8859-15", "; of: codering = windows-1252",
               "valuta = ja"}},
    {.what = "zeros behind the cents",
     .input = "Kpl;Bedrag\n1;12.500000\n2;1.250000\n3;10.000000\n",
     .lines = {"decimaal = punt", "decimalen = 6", "eenheid = 1",
               "; 3 bedragen met meer dan twee decimalen; achter de centen alleen nullen"}},
    {.what = "words for nothing",
     .input = "Kpl;Datum;Bedrag\n1;31-12-2024;NULL\nn/a;30-12-2024;1,50\n2;.;2,50\n",
     .lines = {"leeg = NULL, n/a, .", "leeg_is_nul = ja", "datum = dd-mm-jjjj"},
     .parts = {"1 leeg (waarvan 1 keer NULL)"}},
    {.what = "a dash for nothing among dates, which is then none among amounts",
     .input = "Kpl;Datum;Bedrag\n1;31-12-2024;-\n2;30-12-2024;1,50\n3;-;2,50\n",
     .lines = {"leeg = -", "leeg_is_nul = ja", "datum = dd-mm-jjjj"},
     .never = {"streepje_is_nul"}},
    {.what = "a dash with a currency is a zero",
     .input = "Kpl;Bedrag\n1;$ -\n2;$ 2.50\n",
     .lines = {"valuta = $", "streepje_is_nul = ja"},
     .parts = {"2 bedragen met een valutateken: regel 2 heeft $ -"}},
    {.what = "words in texts are left alone",
     .input = "Kpl;Omschrijving;Bedrag\n1;een lang verhaal;1,50\n2;.;2,50\n",
     .never = {"leeg = "}},
    {.what = "few cents leave a doubt about thousands",
     .input = "Kpl;Bedrag\n1;125\n2;250,5\n3;100\n",
     .lines = {"eenheid = 1"},
     .parts = {"1 van de 3 bedragen hebben centen: in euro's, of in duizenden?"}},
    {.what = "three decimals are no euros",
     .input = "Kpl;Bedrag\n1;0,125\n2;2,500\n",
     .lines = {"decimaal = komma", "; invullen: eenheid = 1000", "; of: eenheid = 1"}},
    {.what = "a title may say thousands",
     .input = "Begroting (x \xE2\x82\xAC 1.000)\nKpl;Bedrag\n1;125,50\n2;250,00\n",
     .lines = {"; dubbelzinnig: regel 1 spreekt van duizendtallen", "; invullen: eenheid = 1000"}},
    {.what = "a header may say thousands",
     .input = "Kpl;Bedrag (x 1.000)\n1;125\n2;250\n",
     .lines = {"; dubbelzinnig: een kop spreekt van duizendtallen"}},
    {.what = "scientific notation and errors of a spreadsheet are told, not shown",
     .input = "Kpl;Bedrag\n1;1E+05\n2;#VALUE!\n3;1,50\n4;2,50\n",
     .lines = {";    let op: 1 in wetenschappelijke notatie (1E+05) (eerst op regel 2)",
               ";    let op: 1 een foutmelding van een rekenblad (#VALUE!) (eerst op regel 3)",
               ";    let op: 2 andere waarden, de eerste op regel 2"}},
    {.what = "empty amounts are zero in debet and credit",
     .input = "Kpl;Debet;Credit\n1;12,50;\n2;;1,00\n3;;11,50\n",
     .lines = {"leeg_is_nul = ja", "; invullen: credit - debet = realisatie 2024",
               "teken = lasten- baten+ stortingen- onttrekkingen+", "; debet telt op tot 12,50",
               "; credit telt op tot 12,50"}},
    {.what = "empty amounts elsewhere are a question",
     .input = "Kpl;Bedrag\n1;12,50\n2;\n3;1,00\n",
     .lines = {"leeg_is_nul = ja"},
     .parts = {"na te gaan: 1 lege velden"}},
};

static void the_notation_of_amounts_is_found(void **state)
{
    (void)state;
    sniffed_check(numbers, LENGTH(numbers));
}

/* ---- [datums] ---- */

static const struct drafted dates[] = {
    {.what = "a day above 12 proves that days come first",
     .input = "Datum;Bedrag\n01-02-2024;1,50\n23-04-2024;2,50\n",
     .lines = {"datum = dd-mm-jjjj", ";    datums dd-mm-jjjj; dag eerst: regel 3 heeft 23-04-2024"},
     .never = {"dubbelzinnig: geen enkele waarde"}},
    {.what = "a second number above 12 proves that months come first",
     .input = "Datum;Bedrag\n01/02/2024;1,50\n04/23/2024;2,50\n",
     .lines = {"datum = mm/dd/jjjj",
               ";    datums mm/dd/jjjj; maand eerst: regel 3 heeft 04/23/2024"}},
    {.what = "without proof both orders remain",
     .input = "Datum;Bedrag\n01-02-2024;1,50\n11-12-2024;2,50\n",
     .lines = {"; invullen: datum = dd-mm-jjjj", "; of: datum = mm-dd-jjjj"},
     .parts = {"dubbelzinnig: geen enkele waarde bewijst de volgorde"},
     .never = {"\ndatum = dd"}},
    {.what = "three orders remain for two digits of a year",
     .input = "Datum;Bedrag\n01-02-03;1,50\n04-05-06;2,50\n",
     .lines = {"; invullen: datum = dd-mm-jj", "; of: datum = mm-dd-jj", "; of: datum = jj-mm-dd"}},
    {.what = "days and months of one digit",
     .input = "Datum;Bedrag\n1/2/24;1,50\n31/12/24;2,50\n",
     .lines = {"datum = d/m/jj"}},
    {.what = "ISO dates",
     .input = "Datum;Bedrag\n2024-02-01;1,50\n2024-12-31;2,50\n",
     .lines = {"datum = jjjj-mm-dd"}},
    {.what = "eight digits",
     .input = "Datum;Bedrag\n20240201;1,50\n20241231;2,50\n",
     .lines = {"datum = jjjjmmdd"}},
    {.what = "six digits under such a header, in two orders",
     .input = "Boekdatum;Bedrag\n240229;1,50\n241231;2,50\n",
     .lines = {"; invullen: boekdatum = jjmmdd", "; of: boekdatum = ddmmjj"}},
    {.what = "six digits under another header are a code",
     .input = "Rekening;Bedrag\n240229;1,50\n241231;2,50\n",
     .never = {"[datums]"}},
    {.what = "points in a date",
     .input = "Datum;Bedrag\n01.02.2024;1,50\n31.12.2024;2,50\n",
     .lines = {"datum = dd.mm.jjjj"}},
    {.what = "product codes with points are no dates",
     .input = "Taakveld;Bedrag\n6.3.10;1,50\n6.3.12;2,50\n",
     .never = {"[datums]"}},
    {.what = "several notations in one column are told",
     .input = "Datum;Bedrag\n23-04-2024;1,50\n2024-04-23;2,50\n",
     .lines = {";    datums in verschillende schrijfwijzen, bijvoorbeeld 23-04-2024; 2024-04-23",
               "; invullen: datum = dd-mm-jjjj", "; of: datum = jjjj-mm-dd"}},
    {.what = "a date that does not exist is told by its line",
     .input = "Datum;Bedrag\n01-02-2024;1\n23-04-2024;2\n24-04-2024;2\n25-04-2024;2\n"
              "26-04-2024;2\n27-04-2024;2\n28-04-2024;2\n29-04-2024;2\n30-04-2024;2\n"
              "01-04-2024;1\n02-04-2024;1\n03-04-2024;1\n04-04-2024;1\n05-04-2024;1\n"
              "06-04-2024;1\n07-04-2024;1\n08-04-2024;1\n09-04-2024;1\n10-04-2024;1\n"
              "31-02-2024;2\n",
     .lines = {";    let op: 1 andere waarden, de eerste op regel 21", "datum = dd-mm-jjjj"}},
    {.what = "a time behind the date is told",
     .input = "Datum;Bedrag\n23-04-2024 00:00:00;1,50\n24-04-2024 00:00:00;2,50\n",
     .lines = {";      2 met een tijd erachter; alleen de datum telt", "datum = dd-mm-jjjj tijd"}},
    {.what = "a time behind some dates",
     .input = "Datum;Bedrag\n2024-04-23;1,50\n2024-04-24T10:11:12Z;2,50\n",
     .lines = {"datum = jjjj-mm-dd tijd"}},
    {.what = "names of months",
     .input = "Datum;Bedrag\n3 april 2024;1,50\n24 mei 2024;2,50\n",
     .lines = {"datum = d mmm jjjj"}},
    {.what = "periods",
     .input = "Periode;Kpl;Bedrag\n0;1;1,50\n13;1;2,50\n",
     .lines = {";    perioden, bijvoorbeeld 0; 13", "periode = periode"}},
    {.what = "year and month together give the year as well",
     .input = "Periode;Kpl;Debet;Credit\n202401;1;1,50;\n202413;1;;2,50\n",
     .lines = {"periode = jjjjmm(periode)", "credit - debet = realisatie {periode[1-4]}"}},
    {.what = "a date gives the year where nothing else does",
     .input = "Datum;Kpl;Debet;Credit\n23-04-2024;1;1,50;\n24-04-2024;1;;2,50\n",
     .lines = {"credit - debet = realisatie {jaar(datum)}", "periode = maand(datum)"}},
    {.what = "a booking without a date has no month",
     .input = "Datum;Kpl;Debet;Credit\n23-04-2024;1;1,50;\n;1;;2,50\n",
     .lines = {"; zo nodig: periode = maand(datum)"}},
};

static void dates_and_periods_are_found(void **state)
{
    (void)state;
    sniffed_check(dates, LENGTH(dates));
}

/* ---- years ---- */

static void years_are_found_in_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int year;
    } texts[] = {{"Begroting 2026", 2026},
                 {"2013", 2013},
                 {"begroting-2026.csv", 2026},
                 {"20260", 0},
                 {"1989", 0},
                 {"x12024", 0},
                 {"", 0},
                 {"Raming 2027 (4)", 2027},
                 {"2024000001", 0}};
    for (size_t i = 0; i < LENGTH(texts); i++)
        if (sniff_year_in(text_of(texts[i].text)) != texts[i].year)
            fail_msg("%s", texts[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_notation_of_amounts_is_found),
        cmocka_unit_test(dates_and_periods_are_found),
        cmocka_unit_test(years_are_found_in_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
