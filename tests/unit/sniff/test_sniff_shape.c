/* What a draft says of the shape of a file: encoding, separator, quotes, header; and which files
 * have none. */
#include "tests/unit/sniffed.h"

#include <zlib.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- [bestand] ---- */

#define TABLE "Kpl;Bedrag\n001;1,50\n002;-2,75\n"

static const struct drafted files[] = {
    {.what = "ASCII fits every encoding",
     .input = TABLE,
     .lines = {"codering = utf-8", "scheidingsteken = puntkomma", "kopregel = ja"},
     .parts = {"alleen ASCII"}},
    {.what = "UTF-8 is known by its sequences",
     .input = "Kpl;Omschrijving;Bedrag\n1;caf\xC3\xA9;1,50\n2;th\xC3\xA9;2,50\n",
     .lines = {"codering = utf-8", "; geldige UTF-8; 2 tekens buiten ASCII, eerst op regel 2"}},
    {.what = "bytes 80-9F are windows-1252",
     .input = "Kpl;Omschrijving;Bedrag\n1;aap \x96 noot;1,50\n",
     .lines = {"codering = windows-1252"},
     .parts = {"1 keer een byte 80-9F", "eerst op regel 2 (byte 96)"},
     .never = {"dubbelzinnig"}},
    {.what = "accents alone read the same in all one-byte encodings",
     .input = "Kpl;Omschrijving;Bedrag\n1;caf\xE9;1,50\n",
     .lines = {"codering = windows-1252",
               "; iso-8859-1 en iso-8859-15 lezen hier dezelfde tekst als windows-1252"}},
    {.what = "A4 is a euro in ISO-8859-15 only: both remain",
     .input = "Kpl;Omschrijving;Bedrag\n1;caf\xE9 \xA4;1,50\n",
     .lines = {"; dubbelzinnig:", "; invullen: codering = windows-1252",
               "; of: codering = iso-8859-15"},
     .never = {"\ncodering"}},
    {.what = "bytes that windows-1252 lacks leave the ISO encodings, and a warning",
     .input = "Kpl;Omschrijving;Bedrag\n1;fran\x87"
              "ais \x90;1,50\n",
     .lines = {"; invullen: codering = iso-8859-1", "; of: codering = iso-8859-15"},
     .parts = {"codepagina 850"}},
    {.what = "UTF-8 and other bytes together are ambiguous",
     .input = "Kpl;Omschrijving;Bedrag\n1;caf\xC3\xA9;1,50\n2;caf\xE9;2,50\n",
     .lines = {"; invullen: codering = utf-8", "; of: codering = windows-1252"},
     .parts = {"1 keer een byte die geen UTF-8 is, eerst op regel 3", "1 keer een teken dat wel",
               "1 keer een record met tekens buiten de codering"}},
    {.what = "text that was encoded twice is noticed",
     .input = "Kpl;Omschrijving;Bedrag\n1;caf\xC3\x83\xC2\xA9;1,50\n",
     .parts = {"1 tekens lijken twee keer gecodeerd"}},
    {.what = "line ends of three kinds",
     .input = "Kpl;Bedrag\r\n1;1,50\n2;2,50\r3;3,50\r\n",
     .parts = {"3 records"}},
    {.what = "a comma separates, a point is decimal",
     .input = "kpl,bedrag\n001,1.50\n002,-2.75\n",
     .lines = {"scheidingsteken = komma", "decimaal = punt"}},
    {.what = "a tab separates amounts with commas",
     .input = "kpl\tdebet\tcredit\n001\t1,50\t0,00\n002\t0,00\t2,75\n",
     .lines = {"scheidingsteken = tab", "decimaal = komma"},
     .never = {"dubbelzinnig: komma"}},
    {.what = "a bar separates",
     .input = "kpl|bedrag\n001|1,50\n002|2,75\n",
     .lines = {"scheidingsteken = verticale-streep"}},
    {.what = "amounts with commas do not make the comma a separator",
     .input = "1,5;2,5\n1,7;2,9\n3,1;4,4\n",
     .lines = {"scheidingsteken = puntkomma", "kopregel = nee"}},
    {.what = "two separators that cut evenly are ambiguous",
     .input = "a,b;c\nd,e;f\ng,h;i\n",
     .lines = {"; invullen: scheidingsteken = puntkomma", "; of: scheidingsteken = komma"},
     .parts = {"dubbelzinnig: komma verdeelt ze ook gelijk"}},
    {.what = "one column has no separator",
     .input = "bedrag\n15\n275\n1200\n",
     .lines = {"; invullen: scheidingsteken = puntkomma"},
     .parts = {"niets verdeelt de regels in velden; vaste plaatsen? Dan scheidingsteken = geen"}},
    {.what = "one column of amounts may also be two of numbers",
     .input = "bedrag\n1,50\n2,75\n12,00\n",
     .lines = {"; dubbelzinnig: een kolom, of verdeelt komma de regels?",
               "; invullen: scheidingsteken = puntkomma", "; of: scheidingsteken = komma"}},
    {.what = "quoted fields hold separators, every one of them",
     .input = "Kpl;Omschrijving;Bedrag\n1;\"a; b\";1,50\n2;\"c; d\";2,50\n",
     .lines = {"aanhalingsteken = dubbel", "; 3 velden in 3 van de eerste 3 records"}},
    {.what = "single quotes quote",
     .input = "'Kpl','Omschrijving','Bedrag'\n'1','a, b','1.50'\n'2','c','2.50'\n",
     .lines = {"aanhalingsteken = enkel", "kpl = Kpl"}},
    {.what = "an apostrophe in front is no quote",
     .input = "Kpl;Plaats;Bedrag\n1;'s-Gravenhage;1,50\n2;'t Gooi;2,50\n",
     .lines = {"aanhalingsteken = dubbel"}},
    {.what = "quotes that never enclose a field are text",
     .input = "Kpl;Omschrijving;Bedrag\n1;buis 5\" kort;1,50\n2;buis 6\" lang;2,50\n",
     .lines = {"aanhalingsteken = geen"}},
    {.what = "a quote here and there is a fault, and told",
     .input = "Kpl;Omschrijving;Bedrag\n1;\"a\";1,50\n2;\"b\";2,50\n3;5\" x;3,50\n4;\"d\";1,00\n",
     .lines = {"aanhalingsteken = dubbel"},
     .parts = {"1 keer een los aanhalingsteken in een record (eerst op regel 4)"}},
    {.what = "a quote that is never closed is told",
     .input = "Kpl;Omschrijving;Bedrag\n1;\"a\";1,50\n2;\"b;2,50\n3;c;3,50\n",
     .parts = {"1 keer een aanhalingsteken dat niet gesloten wordt (eerst op regel 3)"}},
    {.what = "records of another width are told",
     .input = "Kpl;Omschrijving;Bedrag\n1;a;1,50\n2;b\n3;c;3,50\n",
     .parts = {"1 keer een ander aantal velden dan 3 (eerst op regel 3)"}},
    {.what = "a NUL byte is told",
     .input = "Kpl;Omschrijving;Bedrag\n1;a\0b;1,50\n3;c;3,50\n",
     .n_bytes = 44,
     .parts = {"1 keer een NUL-byte in een record (eerst op regel 2)"}},
    {.what = "titles in front of the header are skipped",
     .input = "Overzicht begroting\nAfgedrukt op 1 mei\n\nKpl;Oms;Bedrag\n1;a;1,50\n2;b;2,50\n",
     .lines = {"regels_overslaan = 3", "kopregel = ja", "; de kop staat op regel 4"},
     .never = {"Overzicht", "Afgedrukt"}},
    {.what = "titles that a spreadsheet padded are titles",
     .input = "Overzicht;;;\n;;;\nKpl;Oms;Kosten;Bedrag\n1;a;x;1,50\n2;b;y;2,50\n",
     .lines = {"regels_overslaan = 2", "kpl = Kpl"}},
    {.what = "blank lines in front need no skipping",
     .input = "\n\nKpl;Bedrag\n1;1,50\n",
     .lines = {"kopregel = ja"},
     .never = {"regels_overslaan"}},
    {.what = "comment lines begin with #",
     .input = "# export\nKpl;Bedrag\n1;1,50\n# einde; van\n2;2,50\n",
     .lines = {"commentaar = #"},
     .never = {"regels_overslaan", "ander aantal velden"}},
    {.what = "rulers are comments",
     .input = "Kpl;Bedrag\n---;------\n1;1,50\n2;-2,50\n",
     .lines = {"commentaar = -", "min = voor"}},
    {.what = "a header that begins with # is a header",
     .input = "#Kpl;Bedrag\n1;1,50\n2;2,50\n",
     .lines = {"kpl = #Kpl"},
     .never = {"commentaar"}},
    {.what = "without a header columns are numbers",
     .input = "001;01-02-2024;1,50\n002;13-02-2024;2,50\n",
     .lines = {"kopregel = nee", "kolom_1 = 1", "kolom_2 = 2", "kolom_2 = dd-mm-jjjj",
               "; na te gaan: regel 1 is al een record: er is geen kop"}},
    {.what = "texts alone do not tell whether there is a header",
     .input = "aap;noot\nmies;wim\nzus;jet\n",
     .lines = {"; invullen: kopregel = ja", "; of: kopregel = nee"}},
    {.what = "years in the header are headers of amounts",
     .input = "post;2024;2025\na;1 000;2 000\nb;-3 000;4 000\n",
     .lines = {"kopregel = ja", "kolom_2024 = 2024", "duizendtal = spatie",
               "; invullen: kolom_2024 = realisatie 2024",
               "; invullen: kolom_2025 = realisatie 2025"}},
    {.what = "a header that is there twice is one of two",
     .input = "Kpl;Bedrag;Bedrag\n1;1,50;2,50\n2;2,50;3,50\n",
     .lines = {"bedrag = Bedrag (1 van 2)", "bedrag_2 = Bedrag (2 van 2)"},
     .never = {"extra_kolommen"}},
    {.what = "lines that begin and end in a separator have no columns there",
     .input = "|Kpl|Bedrag|\n|1|1,50|\n|2|2,50-|\n",
     .lines = {"kpl = Kpl", "min = achter"},
     .never = {"extra_kolommen"}},
    {.what = "an empty header cannot be named",
     .input = "Kpl||Bedrag\n1|x|1,50\n2|y|2,50-\n",
     .lines = {"extra_kolommen = ja", "kpl = Kpl", ";    niet te noemen: de kop is leeg"}},
    {.what = "headers that differ in white space only are the same one to a run",
     .input = "Kpl;\"Bedrag\nEUR\";Bedrag  EUR;Bedrag\n1;1,50;1,50;1,50\n2;2,50;2,50;2,50\n",
     .lines = {"bedrag_eur = Bedrag EUR (1 van 2)", "bedrag = Bedrag"}},
    {.what = "a header over two lines is written as a run compares it",
     .input = "Kpl;\"Bedrag\r\n  2024\"\n1;1,50\n2;2,50\n",
     .lines = {"bedrag_2024 = Bedrag 2024"}},
    {.what = "records without the empty fields at their end",
     .input = "Kpl;Bedrag;Oms;Naam\n1;1,50;a;b\n2;2,50;c\n3;3,50\n4;4,50;d;e;;\n",
     .lines = {"lege_velden_achteraan = ja"},
     .parts = {"2 records hebben minder dan 4 velden (eerst regel 3)",
               "1 records hebben lege velden te veel aan het eind (eerst regel 5)"}},
    {.what = "one short record is a fault, and says what a run would need",
     .input = "Kpl;Bedrag;Oms\n1;1,50;a\n2;2,50\n3;3,50;b\n4;4,50;c\n",
     .parts = {"1 keer een ander aantal velden dan 3 (eerst op regel 3)",
               "tolerantie_regels = 1 en tolerantie_onleesbaar = 1"},
     .never = {"lege_velden_achteraan"}},
    {.what = "a heading that comes back, texts and blank rows are layout",
     .input = "Kpl;Oms;Bedrag\n1;a;1,50\nAfdeling Wegen;;\n2;b;2,50\nKpl;Oms;Bedrag\n;;\n3;c;3,50\n"
              "Einde\n",
     .lines =
         {"kop van een bladzijde = kpl: Kpl & bedrag: Bedrag",
          "tekst en lege regels = kpl: niet 0*, 1*, 2*, 3*, 4*, 5*, 6*, 7*, 8*, 9* & bedrag: leeg"},
     .parts = {"de kop komt nog 1 keer terug, eerst op regel 5",
               "2 regels zijn alleen tekst, eerst regel 3",
               "1 regels zijn alleen scheidingstekens, eerst regel 6"}},
    {.what = "a heading that no rule can hold is told, no more",
     .input = "a\033b;c\033d\n1;1,50\na\033b;c\033d\n2;2,50\n",
     .parts = {"de kop komt nog 1 keer terug, eerst op regel 3",
               "geen voorstel: een regel die ook een boeking vangt"}},
    {.what = "a header with separators behind it has columns there without a name",
     .input = "Kpl;Bedrag;;;\n1;1,50\n2;2,50\n3;3,50\n",
     .lines = {"extra_kolommen = ja", "lege_velden_achteraan = ja"},
     .parts = {"de kop heeft 5 velden, de records 2"}},
    {.what = "a rule for texts asks for each amount and each column of the key",
     .input = "Kpl;Rekening;Debet;Credit\n1;4;1,50;0\n1;8;;2,50\nAantal regels: 2;;;\n",
     .lines = {"tekst tussen de regels = kpl: niet 0*, 1*, 2*, 3*, 4*, 5*, 6*, 7*, 8*, 9* & "
               "rekening: leeg"
               " & debet: leeg & credit: leeg"}},
    {.what = "a text where an amount would stand has no digits",
     .input = "Kpl;Oms;Bedrag\n1;a;1,50\n;;Wegen\n2;b;2,50\n",
     .lines =
         {"tekst tussen de regels = kpl: leeg & bedrag: niet *0*, *1*, *2*, *3*, *4*, *5*, *6*, "
          "*7*, *8*, *9*"}},
    {.what = "a text with a number where an amount would stand may be a booking",
     .input = "Kpl;Oms;Bedrag\n1;a;1,50\n;;Aantal regels: 2\n2;b;2,50\n",
     .lines = {"; aan bedrag is niet te zien of het een boeking is"},
     .never = {"tekst tussen de regels ="}},
    {.what = "a text where the key would stand may be a key",
     .input = "Kpl;Oms;Bedrag\nWEG;a;1,50\nAfdeling Wegen;;\nJEU;b;2,50\n",
     .lines = {"; aan kpl is niet te zien of het een boeking is"},
     .never = {"tekst tussen de regels ="}},
    {.what = "a code with a number is no text without one",
     .input = "Kpl;Oms;Bedrag\nP6.1;a;1,50\nAfdeling Wegen;;\nP6.2;b;2,50\n",
     .lines =
         {"tekst tussen de regels = kpl: niet *0*, *1*, *2*, *3*, *4*, *5*, *6*, *7*, *8*, *9* & "
          "bedrag: leeg"}},
    {.what = "more amounts than a line can hold leave it to whoever knows",
     .input = "Kostenplaats;Begroting baten januari;Begroting baten februari;Begroting baten maart;"
              "Begroting baten april;Begroting baten mei;Begroting baten juni;Begroting baten juli"
              "\n1;1,5;1,5;1,5;1,5;1,5;1,5;1,5\n;;;;;;;\n2;1,5;1,5;1,5;1,5;1,5;1,5;\n",
     .lines = {"; er zijn te veel bedragen om ze in een regel te noemen"},
     .never = {"lege regel ="}},
    {.what = "of them as many as there is room for are asked where no record lacks one",
     .input = "Kostenplaats;Begroting baten januari;Begroting baten februari;Begroting baten maart;"
              "Begroting baten april;Begroting baten mei;Begroting baten juni;Begroting baten juli"
              "\n1;1,5;1,5;1,5;1,5;1,5;1,5;1,5\n;;;;;;;\n2;1,5;1,5;1,5;1,5;1,5;1,5;1,5\n",
     .lines = {"; na te gaan: daarin is de sleutel leeg, en wat in een regel met een bedrag nooit "
               "leeg is; voor de andere bedragen is geen plaats"},
     .never = {"er zijn te veel bedragen"}},
    {.what = "a year that comes back as a heading may be an amount",
     .input = "Kpl;2024;2025\n1;1,50;2,50\nKpl;2024;2025\n2;2,50;3,50\n",
     .lines = {"; aan kolom_2024 is niet te zien of het een boeking is"},
     .never = {"kop van een bladzijde ="}},
    {.what = "headers that mean something to a profile are quoted",
     .input = "Kpl;\"a|b \"\"c\"\"\";\"d ;e\";Bedrag\n1;x;y;1,50\n2;x;z;2,50\n",
     .lines = {"a_b_c = \"a|b \"\"c\"\"\"", "d_e = \"d ;e\""}},
    {.what = "headers that no profile can write are left out",
     .input = "Kpl;a\033b;Bedrag\n1;x;1,50\n2;x;2,50\n",
     .parts = {"in de kop staat een stuurteken"}},
    {.what = "where no header can be named columns are numbers",
     .input = "x\033x;y\033x;z\033x\n1;a;1,50\n2;b;2,50\n",
     .lines = {"regels_overslaan = 1", "kopregel = nee", "x_x = 1", "y_x = 2", "z_x = 3"}},
};

static void the_shape_of_a_file_is_found(void **state)
{
    (void)state;
    sniffed_check(files, LENGTH(files));
}

/* ---- files ---- */

static void write_bytes(struct scratch *scratch, const char *name, const char *bytes, size_t n)
{
    FILE *stream = fopen(scratch_path(scratch, name), "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, n, stream), n);
    assert_int_equal(fclose(stream), 0);
}

static void utf16_with_a_mark_is_read(void **state)
{
    (void)state;
    static const char bytes[] = "\xFF\xFEK\0p\0l\0;\0B\0e\0d\0r\0a\0g\0\n\0"
                                "1\0;\0"
                                "1\0,\0"
                                "5\0"
                                "0\0\n\0";
    struct scratch *scratch = scratch_new();
    write_bytes(scratch, "x.csv", bytes, sizeof bytes - 1);
    const char *draft = sniffed_file(scratch, scratch_path(scratch, "x.csv"));
    assert_true(sniffed_has_line(draft, "codering = utf-16"));
    assert_true(sniffed_has_line(draft, "bedrag = Bedrag"));
    assert_int_equal(sniffed_profile(scratch, draft)->file.encoding, TEXT_UTF16);
    scratch_free(scratch);
}

static void gzip_is_known_by_its_content(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_new();
    gzFile file = gzopen(scratch_path(scratch, "x.csv"), "wb");
    assert_int_equal(gzwrite(file, "\xEF\xBB\xBF" TABLE, 3 + strlen(TABLE)), 3 + strlen(TABLE));
    assert_int_equal(gzclose(file), Z_OK);
    const char *draft = sniffed_file(scratch, scratch_path(scratch, "x.csv"));
    assert_non_null(strstr(draft, "(gzip, aan de inhoud herkend)"));
    assert_true(sniffed_has_line(draft, "; kenmerk (BOM) van UTF-8 vooraan"));
    scratch_free(scratch);
}

/* Only the first part of a large file is looked at, in whole records, and the draft says so. */
static void of_a_large_file_the_beginning_is_read(void **state)
{
    (void)state;
    static const char line[] = "001020;2024-01-31;1.234,56\r\n";
    struct scratch *scratch = scratch_new();
    FILE *stream = fopen(scratch_path(scratch, "x.csv"), "wb");
    fputs("Kostenplaats;Datum;Bedrag\r\n", stream);
    for (size_t n = 0; n < SNIFF_MAX_BYTES + 1000; n += sizeof line - 1)
        fputs(line, stream);
    assert_int_equal(fclose(stream), 0);
    const char *draft = sniffed_file(scratch, scratch_path(scratch, "x.csv"));
    assert_non_null(strstr(draft, "LET OP: het bestand is groter; alleen de eerste 16.777."));
    assert_null(strstr(draft, "ander aantal velden"));
    sniffed_profile(scratch, draft);
    scratch_free(scratch);
}

static const struct {
    const char *what, *bytes;
    size_t n_bytes; /* 0: up to the NUL */
    const char *message;
} strangers[] = {
    {"nothing but blanks", "\n \n\n", 0, "geen enkel record"},
    {"a workbook", "PK\x03\x04..........................xl/workbook.xml", 0,
     "de werkmap is niet te lezen"},
    {"a zip", "PK\x03\x04..........................boek.csv", 0, "zip-bestand"},
    {"JSON", "[{\"a\": 1}]\n", 0, "JSON"},
    {"a web page", "<!DOCTYPE html>\n<p>a;b</p>\n", 0, "HTML"},
    {"XML", "<?xml version=\"1.0\"?>\n<a/>\n", 0, "XML"},
    {"UTF-16 without a mark", "K\0p\0l\0;\0B\0\n\0", 12, "UTF-16 zonder kenmerk"},
    {"UTF-32", "\xFF\xFE\0\0K\0\0\0p\0\0\0;\0\0\0", 16, "UTF-32"},
};

static void what_is_no_export_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(strangers); i++) {
        struct scratch *scratch = scratch_new();
        char *printed;
        size_t n_printed, n = strangers[i].n_bytes;
        write_bytes(scratch, "x.csv", strangers[i].bytes, n ? n : strlen(strangers[i].bytes));
        FILE *out = open_memstream(&printed, &n_printed);
        const char *ok =
            sniff_file(scratch_path(scratch, "x.csv"), out, &scratch->arena, &scratch->errors);
        fclose(out);
        if (ok || n_printed > 0 || errors_worst(&scratch->errors) != ERROR_DATA ||
            !strstr(scratch->errors.items[0].message, strangers[i].message))
            fail_msg("%s: %s", strangers[i].what,
                     scratch->errors.n ? scratch->errors.items[0].message : "accepted");
        free(printed);
        scratch_free(scratch);
    }
}

static void a_file_that_is_not_there_is_reported(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_new();
    assert_null(
        sniff_file(scratch_path(scratch, "geen.csv"), stdout, &scratch->arena, &scratch->errors));
    assert_int_equal(scratch->errors.n, 1);
    assert_int_equal(scratch->errors.items[0].kind, ERROR_SETTINGS);
    assert_null(sniff_file(scratch->folder, stdout, &scratch->arena, &scratch->errors));
    assert_int_equal(scratch->errors.n, 2);
    assert_int_equal(scratch->errors.items[1].kind, ERROR_MACHINE);
    scratch_free(scratch);
}

/* More columns than are looked at, and more distinct values than are remembered. */
static void wide_and_varied_files_are_bounded(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_new();
    FILE *stream = fopen(scratch_path(scratch, "x.csv"), "wb");
    for (int i = 0; i < 300; i++)
        fprintf(stream, "%sk%d", i ? ";" : "", i);
    for (int line = 0; line < 2100; line++)
        for (int i = 0; i < 300; i++)
            fprintf(stream, "%s%d,5", i ? ";" : "\n", line);
    assert_int_equal(fclose(stream), 0);
    const char *draft = sniffed_file(scratch, scratch_path(scratch, "x.csv"));
    assert_non_null(strstr(draft, "meer dan 2.000 verschillend"));
    assert_true(sniffed_has_line(draft, "; de 44 kolommen hierna zijn niet bekeken"));
    assert_true(sniffed_has_line(draft, "extra_kolommen = ja"));
    assert_int_equal(sniffed_profile(scratch, draft)->n_columns, 256);
    scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shape_of_a_file_is_found),
        cmocka_unit_test(utf16_with_a_mark_is_read),
        cmocka_unit_test(gzip_is_known_by_its_content),
        cmocka_unit_test(of_a_large_file_the_beginning_is_read),
        cmocka_unit_test(what_is_no_export_is_refused),
        cmocka_unit_test(a_file_that_is_not_there_is_reported),
        cmocka_unit_test(wide_and_varied_files_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
