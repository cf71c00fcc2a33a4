/* What only a person can fill in, in the order in which it is best done: file, line, what to write.
 */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

/* What a line asks: the first row whose section it is in and whose pattern it has. */
static const struct {
    const char *section, *line, *question;
} questions[] = {
    {"run", "gemeente*", "de naam van de gemeente, zoals zij boven de tabellen staat"},
    {"bestand", "codering*", "hoe het pakket letters met accenten schrijft"},
    {"bestand", "scheidingsteken*", "wat er tussen de velden staat"},
    {"bestand", "kopregel*", "ja: de eerste regel noemt de kolommen; nee: zij is al een boeking"},
    {"kolommen", "*",
     "0,1 kan 0.1 en 0.10 zijn: maak deze kolom in Excel tekst, schrijf de codes opnieuw, en begin "
     "opnieuw; is er geen 0.10 bij: de kop"},
    {"datums", "*", "staat de dag voorop (dd-mm-jjjj) of de maand (mm-dd-jjjj)?"},
    {"getal", "decimaal*", "wat staat voor de centen: komma of punt?"},
    {"getal", "duizendtal*", "wat staat er tussen duizendtallen: punt, komma, spatie of geen?"},
    {"getal", "eenheid*", "zijn het euro's (1), duizenden euro's (1000) of centen (0,01)?"},
    {"bestand", "extra_kolommen*",
     "onder een lege kop staan bedragen: geef die kolom in de export een kop, en begin opnieuw. "
     "Tellen zij niet mee, haal dan deze regel weg, en \"; of: \" bij de regel eronder"},
    {"bedragen", "* = \\?",
     "telt dit mee? Haal bij elke regel eronder die klopt \"; of: \" weg, en dan deze; staat het "
     "al in een ander bestand (dezelfde boekingen of besluiten, met welke code ook) of in een "
     "andere kolom, haal dan alleen deze weg"},
    {"bedragen", "* \\?",
     "wat is dit bedrag, en van welk jaar? Geen export zegt het jaar: schrijf het in plaats van "
     "elk vraagteken, ook in de instellingen van de run"},
    {"bedragen", "* = " STAND_NA_WIJZIGING " *",
     "klopt dat? Geeft een ander bestand de wijzigingen, maar niet die van deze posten, schrijf "
     "dan: na - primitief = wijziging 2025, met de namen die hier staan"},
    {"bedragen", "*",
     "wat is dit bedrag: realisatie, primair (de begroting) of wijziging, en van welk jaar?"},
    {"betekenis", "teken*",
     "staat een gewone last er met een plus of een min, en een gewone bate? Kies uit de regels "
     "eronder, of schrijf het zelf"},
    {"betekenis", "sleutel*",
     "de kolom waarmee posten.csv de post zoekt; posten.csv is voor deze gemaakt. Een andere: "
     "begin opnieuw, met --sleutel KOLOM"},
    {"betekenis", "doortrekken*",
     "gevuld op de eerste regel van elke groep: horen de lege regels eronder daar ook bij?"},
    {"betekenis", "tegenrekening*",
     "is elke regel ook een mutatie, met het andere teken, op de rekening in deze kolom? Staat die "
     "al op een eigen regel: haal weg"},
    {"waarden", "*",
     "wat betekent deze waarde? Schrijf het achter het isteken; zegt de kolom van boekingen niets "
     "van een stand (een team): realisatie; hoort het in geen stand, dan ook onder [buiten_scope]"},
    {"tekstregels", "* = \\?",
     "hun nummers zijn niet even lang. Is een van zulke regels gewone tekst (een factuur), haal "
     "hem "
     "dan uit de export, en begin opnieuw; anders: haal deze weg, en \"; of: \" eronder"},
    {"tekstregels", "*",
     "zijn zulke regels alleen opmaak (een tussenkop)? Wat zo'n regel is telt niet mee"},
    {"totaalregels", "*",
     "zijn dit totalen? Hun bedragen zijn niet telkens de som van de regels ervoor. Regels als "
     "alle "
     "andere: haal weg; totalen die anders optellen: zet deze regel onder [buiten_scope]"},
    {"sectie", "* = \\?",
     "zijn dit reserves? 0.10 is het in de indeling van Iv3, maar codes ernaast zijn niet daarvan. "
     "Zo ja, haal bij de regel eronder \"; of: \" weg, en dan deze; zo nee, haal alleen deze weg"},
    {"sectie", "* \\?",
     "welke regels zijn lasten? Schrijf in plaats van het vraagteken de waarden die het zijn, of "
     "noem een andere kolom; is alles een last: altijd"},
    {"sectie", "lasten*", "welke regels zijn lasten?"},
    {"sectie", "baten*", "welke regels zijn baten?"},
    {"sectie", "stortingen*",
     "welke regels zijn toevoegingen aan reserves? Zijn er geen: haal weg"},
    {"sectie", "onttrekkingen*",
     "welke regels zijn onttrekkingen aan reserves? Zijn er geen: haal weg"},
    {"buiten_scope", "*", "welke regels horen in geen tabel, zoals de balans?"},
    {"", "*", "klopt deze regel?"},
};

static const char *question_of(struct arena *arena, struct text section, struct text line)
{
    const char *copy = arena_copy(arena, line.bytes, line.n_bytes);
    size_t i = 0;
    while (!text_begins(section, questions[i].section) || fnmatch(questions[i].line, copy, 0) != 0)
        i++;
    return questions[i].question;
}

/* Where a list is: numbered throughout. */
struct list {
    struct nieuw *nieuw;
    FILE *out;
    size_t n;
};

static void __attribute__((format(printf, 5, 6)))
print_item(struct list *list, const char *file, size_t line_no, struct text line,
           const char *question, ...)
{
    struct arena *arena = list->nieuw->arena;
    va_list arguments;
    va_start(arguments, question);
    text_line(list->out, "  %zu. %s:%zu: %.*s", ++list->n,
              path_join(arena, list->nieuw->folder, file), line_no, TEXT_ARG(line));
    text_line(list->out, "       %s", arena_vprintf(arena, question, arguments));
    va_end(arguments);
}

/* The lines of a file that begin with a mark: those to fill in with what they ask, a guess with the
 * line below it. */
static void print_marked(struct list *list, const char *file, const char *text, bool fills)
{
    struct text rest = text_of(text), line, section = {"", 0}, guess = {NULL, 0};
    for (size_t line_no = 1; text_split(&rest, '\n', &line); line_no++) {
        if (text_begins(line, "["))
            section = (struct text){line.bytes + 1, line.n_bytes - 2};
        bool fill = text_take_start(&line, NIEUW_FILL) && !text_begins(line, " ");
        if (fill && fills)
            print_item(list, file, line_no, line, "%s%s%.*s",
                       question_of(list->nieuw->arena, section, line),
                       guess.bytes ? "; na te gaan: " : "", TEXT_ARG(guess));
        else if (guess.bytes && !fills && !fill && line.n_bytes && *line.bytes != ';')
            print_item(list, file, line_no, line, "%.*s", TEXT_ARG(guess));
        if (fill || !text_begins(line, ";"))
            guess = (struct text){NULL, 0};
        if (text_take_start(&line, NIEUW_CHECK))
            guess = line;
    }
}

/* ---- lines that no proposal places ---- */

#define MOST_GAPS 20 /* of a bron; the check tells all */

static const struct {
    enum unmapped_kind kind;
    const char *section, *start, *question;
} gaps[] = {
    {UNMAPPED_SECTIE, "sectie", "",
     "is dat een last, een bate, een storting of een onttrekking? Zet het erbij onder [sectie]; "
     "een totaal onder [totaalregels], wat in geen tabel hoort onder [buiten_scope]"},
    {UNMAPPED_KEY, "betekenis", "sleutel",
     "dit heeft geen sleutel. Hoort het in geen tabel (balans, btw): [buiten_scope]. Zijn het "
     "totalen: [totaalregels]. Anders een tweede kolom, sleutel = kostenplaats . rekening, en in "
     "posten.csv 510.* en .*; voor een bron met dezelfde sleutels ook, of 510 blijft erbij staan"},
    {UNMAPPED_STAND, "bedragen", "", "van welke stand is dit? Zie [bedragen] en [waarden]"},
    {UNMAPPED_REST, "betekenis", "sleutel",
     "zoveel sleutels staan niet in posten.csv: is dit wel de kolom die de post zegt?"},
};
enum { N_GAPS = sizeof gaps / sizeof *gaps };

/* The number of a line of a text. */
static size_t line_at(const char *text, struct text line)
{
    size_t line_no = 1;
    for (; text < line.bytes; text++)
        line_no += *text == '\n';
    return line_no;
}

/* Up to the first digit that is no zero: accounts that begin so are asked together. */
static size_t front_of(const char *shown)
{
    size_t n = strcspn(shown, "123456789");
    return n + (shown[n] != '\0');
}

static bool go_together(const struct unmapped *a, const struct unmapped *b)
{
    size_t n = front_of(a->key);
    return a->kind == UNMAPPED_SECTIE && b->kind == UNMAPPED_SECTIE &&
           strcmp(a->source, b->source) == 0 && n == front_of(b->key) &&
           strncmp(a->key, b->key, n) == 0;
}

/* All that go with it, or nothing when they were told with an earlier one. */
static bool print_gap(struct list *list, const struct nieuw_kind *kind, size_t index, size_t gap)
{
    const struct ledger *ledger = list->nieuw->ledger;
    const struct unmapped *unmapped = &ledger->unmapped[index];
    struct arena *arena = list->nieuw->arena;
    char text[MONEY_TEXT_SIZE];
    uint64_t n_mutaties = 0, n_others = 0;
    struct money sum = {0};
    bool fits = true;
    for (size_t i = 0; i < ledger->n_unmapped; i++) {
        const struct unmapped *other = &ledger->unmapped[i];
        if (i != index && !go_together(unmapped, other))
            continue;
        if (i < index)
            return false;
        n_others += i > index;
        n_mutaties += other->n_mutaties;
        fits &= money_add(sum, other->sum, &sum);
    }
    const char *shown = ledger_unmapped_shown(ledger, unmapped, arena);
    size_t end = front_of(unmapped->key), start = end;
    while (start > 0 && unmapped->key[start - 1] != ' ')
        start--;
    struct nieuw_codes *accounts = &list->nieuw->accounts;
    const char *name = accounts->codes.n ? nieuw_code(accounts, unmapped->key + start)->name : NULL;
    const char *line = arena_printf(
        arena, "%s \"%s\"%s%s in %" PRIu64 " %s, %s",
        *gaps[gap].start ? gaps[gap].start : arena_printf(arena, "[%s]", gaps[gap].section), shown,
        name ? arena_printf(arena, " (%s)", name) : "",
        n_others ? arena_printf(arena, " en nog %" PRIu64 " met %.*s vooraan", n_others,
                                (int)(end - start), unmapped->key + start)
                 : "",
        n_mutaties, n_mutaties == 1 ? "mutatie" : "mutaties",
        fits ? money_format(sum, true, text) : "samen te groot om op te tellen");
    print_item(list, arena_printf(arena, "bronnen/%s.ini", kind->name),
               line_at(kind->text, nieuw_line(kind->text, gaps[gap].section, gaps[gap].start)),
               text_of(line), "%s", gaps[gap].question);
    return true;
}

static void print_gaps(struct list *list, const struct nieuw_kind *kind)
{
    const struct ledger *ledger = list->nieuw->ledger;
    size_t n = 0;
    for (size_t i = 0; ledger && i < ledger->n_unmapped && n < MOST_GAPS; i++) {
        const struct unmapped *unmapped = &ledger->unmapped[i];
        size_t gap = 0;
        while (gap < N_GAPS && gaps[gap].kind != unmapped->kind)
            gap++;
        bool placed = gap == N_GAPS || (unmapped->kind == UNMAPPED_KEY && *unmapped->key);
        if (!placed && strcmp(unmapped->source, kind->name) == 0)
            n += print_gap(list, kind, i, gap);
    }
}

/* ---- the mappings ---- */

struct lacks {
    size_t n_persons, person;    /* names that read as a person's; the line of the first */
    size_t n_names, n_pakketten; /* keys without */
    size_t name, pakket;         /* the first of them: its line in posten.csv */
    bool programma;              /* no export says of which programma a pakket is */
};

static struct lacks find_lacks(struct nieuw *nieuw)
{
    struct lacks lacks = {0};
    for (size_t i = 0; i < nieuw->n_found_keys; i++) {
        const struct nieuw_code *key = nieuw_code(&nieuw->keys, nieuw->found_keys[i]);
        if (!key->name && lacks.n_names++ == 0)
            lacks.name = i + 2;
        if (!key->of && lacks.n_pakketten++ == 0)
            lacks.pakket = i + 2;
        if (key->name && nieuw_reads_as_person(key->name) && lacks.n_persons++ == 0)
            lacks.person = i + 2;
        lacks.programma |= !key->of || !nieuw_code(&nieuw->pakketten, key->of)->of;
    }
    return lacks;
}

static void print_mappings(struct list *list)
{
    struct nieuw *nieuw = list->nieuw;
    struct lacks lacks = find_lacks(nieuw);
    size_t n = nieuw->n_found_keys;
    struct text posten = text_of("sleutel;post;pakket");
    if (lacks.n_pakketten)
        print_item(list, "posten.csv", lacks.pakket, posten,
                   "kolom pakket, van %zu van de %zu sleutels: waar hoort de post? Geen export "
                   "zegt het; nu %s, dat Nog in te delen heet",
                   lacks.n_pakketten, n, NIEUW_PAKKET);
    if (lacks.n_names)
        print_item(list, "posten.csv", lacks.name, posten,
                   "kolom post, van %zu van de %zu sleutels: hoe heet de post? Geen export zegt "
                   "het; nu de sleutel zelf",
                   lacks.n_names, n);
    if (nieuw->mixed_keys)
        print_item(list, "posten.csv", 2, posten,
                   "%s: een rekenblad maakt van 0.10 een 0.1. Is dat hier zo, lever die export dan "
                   "opnieuw, zonder hem erin te openen, of maak die kolom in Excel tekst",
                   nieuw->mixed_keys);
    if (nieuw->persons)
        print_item(list, "posten.csv", 2, posten,
                   "kolom post: de kop \"%s\" is er een van personen, en hun namen zijn niet "
                   "overgenomen: in een publicatie hoort geen naam van een persoon. Is de sleutel "
                   "wel de post?",
                   nieuw->persons);
    if (lacks.n_persons)
        print_item(list, "posten.csv", lacks.person, posten,
                   "kolom post, van %zu van de %zu sleutels: dit lijkt de naam van een persoon, en "
                   "in een publicatie hoort geen naam van een persoon: schrijf wat de post is",
                   lacks.n_persons, n);
    print_item(list, "pakketten.csv", 2, text_of("pakket;naam;programma"),
               lacks.programma ? "kolommen naam en programma: geen export zegt het overal; het "
                                 "programma is nu %s"
                               : "kloppen de namen en de programma's uit de exports?",
               nieuw_programma(nieuw));
    if (nieuw->accounts.codes.n)
        print_item(list, "rekeningen.csv", 2, text_of("rekening;naam"),
                   "kolom naam, waar een export haar zegt; een eigen kolom erbij is een indeling");
}

/* An amount that the draft does not read. */
static struct text left_out(const struct nieuw_kind *kind)
{
    return kind->draft->n_meant == kind->draft->n_amounts
               ? text_of("")
               : nieuw_line(kind->text, "bedragen", "; of: ");
}

static void print_left_out(struct list *list, size_t k)
{
    const char *text = list->nieuw->kinds[k].text;
    struct text amount = left_out(&list->nieuw->kinds[k]);
    size_t line_no = line_at(text, amount);
    if (text_take_start(&amount, "; of: "))
        print_item(
            list, nieuw_profile(list->nieuw, k), line_no, amount,
            "dit bedrag telt zo niet mee. Is dit het bedrag dat telt (met of zonder btw), haal dan "
            "\"; of: \" hier weg en zet het voor het andere. Is het een andere stand (een ander "
            "jaar, realisatie naast begroting), haal dan bij elk dat erbij hoort \"; of: \" weg");
}

static void print_reserves(struct list *list)
{
    struct nieuw *nieuw = list->nieuw;
    const char *first = nieuw->kinds[0].text;
    bool any = false;
    for (size_t k = 0; k < nieuw->n_kinds; k++)
        any |= nieuw_line(nieuw->kinds[k].text, "sectie", "stortingen = ").bytes ||
               nieuw_line(nieuw->kinds[k].text, "sectie", "onttrekkingen = ").bytes;
    if (!any)
        print_item(list, nieuw_profile(nieuw, 0), line_at(first, nieuw_line(first, "sectie", "")),
                   text_of("[sectie]"),
                   "geen export noemt reserves. Zijn er toevoegingen aan reserves of onttrekkingen "
                   "eruit: stortingen = en onttrekkingen = met de rekeningen, boven lasten");
}

static void print_all(struct list *list, bool fills)
{
    struct nieuw *nieuw = list->nieuw;
    print_marked(list, arena_printf(nieuw->arena, "%s.ini", nieuw->name),
                 nieuw_run_ini(nieuw, nieuw->folder, nieuw_kolommen(nieuw)), fills);
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        print_marked(list, nieuw_profile(nieuw, k), nieuw->kinds[k].text, fills);
        if (fills) {
            print_gaps(list, &nieuw->kinds[k]);
            continue;
        }
        print_left_out(list, k);
    }
    if (!fills)
        print_reserves(list);
}

/* ---- the whole ---- */

const char *nieuw_guessed(struct nieuw *nieuw)
{
    struct text_list list = {.arena = nieuw->arena};
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        const struct draft *draft = nieuw->kinds[k].draft;
        if (draft->key == NO_COLUMN)
            list_add(&list, "de sleutel van %s", nieuw->kinds[k].name);
        if (draft->year_unknown)
            list_add(&list, "het jaar van %s", nieuw->kinds[k].name);
        if (left_out(&nieuw->kinds[k]).n_bytes && draft->row_total == NO_COLUMN)
            list_add(&list, "welk bedrag van %s telt", nieuw->kinds[k].name);
        if (draft->role[ROLE_BESLUIT] != NO_COLUMN && draft->of_word[WORD_STAND] == NO_COLUMN &&
            draft->items[draft->role[ROLE_BESLUIT]].n_empty > 0 &&
            !draft->items[draft->role[ROLE_BESLUIT]].is_down)
            list_add(&list, "welke regels van %s wijzigingen zijn", nieuw->kinds[k].name);
        if (draft->sectie_unknown)
            list_add(&list, "wat in %s lasten zijn", nieuw->kinds[k].name);
    }
    if (nieuw->mixed_keys)
        list_add(&list, "wat welke post is (%s)", nieuw->mixed_keys);
    return list_text(&list, NULL);
}

static void print_made(struct nieuw *nieuw, FILE *out)
{
    text_line(out, "Gemaakt in %s:", nieuw->folder);
    text_line(out, "  %s.ini: de run", nieuw->name);
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        const struct nieuw_kind *kind = &nieuw->kinds[k];
        text_line(out, "  bronnen/%s.ini: leest %s%s", kind->name, kind->paths[0],
                  kind->n_paths > 1 ? arena_printf(nieuw->arena, " en %zu meer", kind->n_paths - 1)
                                    : "");
    }
    text_line(out, "  pakketten.csv, posten.csv (%zu sleutels)%s%s", nieuw->n_found_keys,
              nieuw->accounts.codes.n ? ", rekeningen.csv" : "",
              nieuw->budgeted ? ", toelichtingen.csv" : "");
}

size_t nieuw_print_asked(struct nieuw *nieuw, FILE *out)
{
    struct list list = {nieuw, out, 0};
    print_made(nieuw, out);
    fputs("\nIn te vullen; de run leest niet voordat dit gedaan is. Haal \"; invullen: \" weg, en "
          "verander de regel tot hij klopt:\n",
          out);
    print_all(&list, true);
    size_t n_to_fill = list.n;
    fputs("\nNa te gaan; laat staan wat klopt:\n", out);
    print_mappings(&list);
    print_all(&list, false);
    return n_to_fill;
}
