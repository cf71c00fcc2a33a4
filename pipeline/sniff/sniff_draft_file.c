/* The head of the draft, and [bestand]. */
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/sniff/sniff_draft.h"

/* ---- the head ---- */

static void print_reading(struct draft *draft)
{
    const struct sniff_bytes *bytes = &draft->bytes;
    say_note(draft, "Gelezen: %s bytes op schijf%s, %s records.", draft_count(draft, bytes->size),
             bytes->compressed ? " (gzip, aan de inhoud herkend)" : "",
             draft_count(draft, draft->columns.n_records));
    if (!bytes->whole)
        say_note(draft,
                 "LET OP: het bestand is groter; alleen de eerste %s bytes tekst zijn bekeken.",
                 draft_count(draft, bytes->text.n_bytes));
}

/* Each of these records would be rejected in a run. */
static void print_faults(struct draft *draft)
{
    static const struct {
        enum sniff_class class;
        const char *text;
    } faults[] = {{CLASS_STRAY, "een los aanhalingsteken in een record"},
                  {CLASS_RUNAWAY, "een aanhalingsteken dat niet gesloten wordt"},
                  {CLASS_WIDTH, "een ander aantal velden dan"},
                  {CLASS_NUL, "een NUL-byte in een record"},
                  {CLASS_ILL_FORMED, "een record met tekens buiten de codering"}};
    const struct sniff_columns *columns = &draft->columns;
    size_t n = 0;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        enum sniff_class class = faults[i].class;
        n += columns->lines[class].n;
        if (columns->lines[class].n)
            say_note(draft, "LET OP: %s keer %s%s (eerst op regel %s).",
                     draft_count(draft, columns->lines[class].n), faults[i].text,
                     class == CLASS_WIDTH ? arena_printf(draft->arena, " %zu", columns->n_fields)
                                          : "",
                     draft_count(draft, columns->lines[class].line_no));
    }
    if (n)
        say_note(draft,
                 "Een run keurt die regels af en stopt, tenzij bij de bron tolerantie_regels = %zu "
                 "en tolerantie_onleesbaar = %zu staan.",
                 n, n);
}

static void print_head(struct draft *draft)
{
    static const char *const lines[] = {
        "Een run volgt alleen een profiel; dit is een voorstel. Zo maakt u het af:",
        "  \"invullen: \"    haal dat weg met de puntkomma ervoor, en verander de regel tot hij "
        "klopt;",
        "  \"of: \"          een andere mogelijkheid voor de regel erboven;",
        "  \"na te gaan: \"  de regel eronder is een vermoeden;",
        "  \"zo nodig: \"    mag zo blijven staan."};
    say_note(draft, "Bronprofiel in ontwerp, door pnc sniff, van %s",
             draft_show(draft, text_of(path_name(draft->path)), TEXT_UTF8));
    draft_say(draft, SAY_BLANK, "%s", "");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        say_note(draft, "%s", lines[i]);
    draft_say(draft, SAY_BLANK, "%s", "");
    print_reading(draft);
    print_faults(draft);
}

/* ---- codering ---- */

static void explain_one_byte(struct draft *draft)
{
    static const struct {
        enum sniff_byte kind;
        const char *text;
    } spots[] = {
        {BYTE_ILL_FORMED, "een byte die geen UTF-8 is"},
        {BYTE_MULTIBYTE, "een teken dat wel UTF-8 is"},
        {BYTE_C1, "een byte 80-9F: leestekens in windows-1252, niets in iso-8859"},
        {BYTE_UNASSIGNED, "een byte 81, 8D, 8F, 90 of 9D: ook in windows-1252 niets"},
        {BYTE_INSIDE,
         "een leesteken midden in een woord: dat lijkt op codepagina 850, die pnc niet leest"},
        {BYTE_LATIN9, "een byte die in iso-8859-15 een ander teken is (zoals A4: daar een euro)"}};
    const struct sniff_bytes *bytes = &draft->bytes;
    for (size_t i = 0; i < sizeof spots / sizeof *spots; i++) {
        enum sniff_byte kind = spots[i].kind;
        if (bytes->n[kind] && !(kind == BYTE_LATIN9 && bytes->n[BYTE_C1]))
            say_note(draft, "%s keer %s, eerst op regel %s (byte %02X)",
                     draft_count(draft, bytes->n[kind]), spots[i].text,
                     draft_count(draft, sniff_bytes_line(bytes, bytes->first[kind])),
                     (unsigned char)bytes->text.bytes[bytes->first[kind]]);
    }
    if (bytes->n[BYTE_C1] + bytes->n[BYTE_LATIN9] == 0)
        say_note(draft, "iso-8859-1 en iso-8859-15 lezen hier dezelfde tekst als windows-1252");
}

static void explain_encoding(struct draft *draft)
{
    const struct sniff_bytes *bytes = &draft->bytes;
    if (bytes->marked)
        say_note(draft, "kenmerk (BOM) van %s vooraan", bytes->utf16 ? "UTF-16" : "UTF-8");
    if (bytes->is_rows)
        say_note(draft, "een werkblad: een rij is een regel, de tekst is UTF-8");
    if (bytes->utf16 || bytes->is_rows)
        return;
    if (bytes->n[BYTE_BEYOND_ASCII] == 0)
        say_note(draft, "alleen ASCII: %s",
                 bytes->marked ? "geldige UTF-8" : "elke codering leest hier hetzelfde");
    else if (bytes->n[BYTE_ILL_FORMED] == 0)
        say_note(draft, "geldige UTF-8; %s tekens buiten ASCII, eerst op regel %s",
                 draft_count(draft, bytes->n[BYTE_MULTIBYTE]),
                 draft_count(draft, sniff_bytes_line(bytes, bytes->first[BYTE_MULTIBYTE])));
    else
        explain_one_byte(draft);
    if (bytes->n[BYTE_DOUBLED])
        say_note(draft,
                 "LET OP: %s tekens lijken twee keer gecodeerd (Ã gevolgd door een teken); vraag "
                 "een nieuwe export",
                 draft_count(draft, bytes->n[BYTE_DOUBLED]));
}

static void print_encoding(struct draft *draft)
{
    const struct sniff_bytes *bytes = &draft->bytes;
    bool one = (bytes->possible & (bytes->possible - 1)) == 0;
    enum text_encoding likely = bytes->utf16 ? TEXT_UTF16 : bytes->encoding;
    explain_encoding(draft);
    if (!one)
        say_note(draft, "dubbelzinnig:");
    else if (bytes->n[BYTE_BEYOND_ASCII] == 0 && !bytes->marked && !bytes->is_rows)
        say_check(draft, "welke codering geeft het pakket bij letters met accenten?");
    draft_say(draft, one ? SAY_LINE : SAY_FILL, "codering = %s", text_encoding_name(likely));
    for (size_t i = 0; i < TEXT_ENCODINGS; i++)
        if ((bytes->possible >> i & 1) && i != likely)
            say_or(draft, "codering = %s", text_encoding_name((enum text_encoding)i));
}

/* ---- scheidingsteken, aanhalingsteken ---- */

static const char *separator_name(char wanted)
{
    char separator;
    size_t i = 0;
    const char *name;
    while ((name = profile_separator(i, &separator)) && separator != wanted)
        i++;
    return name;
}

static void print_separator(struct draft *draft)
{
    const struct sniff_shape *shape = &draft->shape;
    const char *rival = shape->rival ? separator_name(shape->rival) : NULL;
    if (shape->separator_known)
        say_note(draft, "%zu velden in %s van de eerste %s records", shape->n_fields,
                 draft_count(draft, shape->n_agreeing), draft_count(draft, shape->n_sampled));
    else if (!rival)
        say_note(draft,
                 "niets verdeelt de regels in velden; vaste plaatsen? Dan scheidingsteken = geen");
    if (rival)
        say_note(draft,
                 shape->separator_known ? "dubbelzinnig: %s verdeelt ze ook gelijk"
                                        : "dubbelzinnig: een kolom, of verdeelt %s de regels?",
                 rival);
    draft_say(draft, shape->separator_known && !rival ? SAY_LINE : SAY_FILL, "scheidingsteken = %s",
              separator_name(shape->dialect.separator));
    if (rival)
        say_or(draft, "scheidingsteken = %s", rival);
}

static void print_quote(struct draft *draft)
{
    char quote = draft->shape.dialect.quote;
    if (quote == 0)
        say_check(draft, "aanhalingstekens staan er alleen los in de tekst");
    say_line(draft, "aanhalingsteken = %s",
             quote == '"'    ? "dubbel"
             : quote == '\'' ? "enkel"
                             : "geen");
}

/* ---- the lines in front ---- */

static void print_header(struct draft *draft)
{
    const char *line = draft_count(draft, draft->shape.start_line);
    bool unsure = draft->shape.header == HEADER_UNSURE;
    if (unsure)
        say_note(draft,
                 "dubbelzinnig: regel %s kan de kop zijn, of al een record; zonder kop zijn "
                 "kolommen nummers",
                 line);
    else if (draft->shape.header == HEADER_NO)
        say_check(draft, "regel %s is al een record: er is geen kop", line);
    else if (draft->by_number)
        say_check(draft,
                  draft->shape.two_rows
                      ? "de kop is regel %s met die erboven: kolommen zijn dan nummers"
                      : "de kop op regel %s is niet te gebruiken",
                  line);
    else
        say_note(draft, "de kop staat op regel %s", line);
    draft_say(draft, unsure ? SAY_FILL : SAY_LINE, "kopregel = %s",
              draft->by_number ? "nee" : "ja");
    if (unsure)
        say_or(draft, "kopregel = %s", draft->by_number ? "ja" : "nee");
}

static void print_front(struct draft *draft)
{
    char comment = draft->shape.dialect.comment;
    if (comment) {
        say_check(draft, "%s regels in het begin beginnen met %c en zijn geen record",
                  draft_count(draft, draft->shape.n_comments), comment);
        say_line(draft, "commentaar = %c", comment);
    }
    if (draft->skip_lines) {
        say_check(draft, "voor de tabel staan regels die er niet bij horen");
        say_line(draft, "regels_overslaan = %zu", draft->skip_lines);
    }
    print_header(draft);
}

/* A line that begins or ends in a separator has a column without a name there: no fault. */
static bool is_edge(const struct draft *draft, const struct sniff_column *column)
{
    return column->header.n_bytes == 0 &&
           (column->source == 0 || column->source + 1 == draft->shape.n_wide);
}

static void print_extra(struct draft *draft)
{
    const struct sniff_shape *shape = &draft->shape;
    bool asked = false;
    size_t n_plain = draft->columns.n_plain;
    size_t n_problems = draft->by_number ? 0 : shape->n_fields - n_plain;
    if (!draft->by_number && shape->n_wide > shape->n_fields)
        n_problems += shape->n_wide - shape->n_fields - 1; /* the last one is an edge */
    for (size_t i = 0; i < n_plain; i++)
        if (!draft_usable(draft, i) && !is_edge(draft, &draft->items[i])) {
            asked |= draft->of_many && draft->items[i].type == TYPE_AMOUNT &&
                     draft->items[i].header.n_bytes == 0;
            n_problems++;
        }
    if (n_problems == 0)
        return;
    say_check(draft, "%s kolommen kan dit profiel niet noemen; zie [kolommen]",
              draft_count(draft, n_problems));
    if (asked)
        say_fill(draft, "extra_kolommen = " DRAFT_UNKNOWN);
    draft_say(draft, asked ? SAY_OR : SAY_LINE, "extra_kolommen = ja");
}

/* ---- empty fields ---- */

static void print_tail(struct draft *draft)
{
    const struct sniff_shape *shape = &draft->shape;
    const struct sniff_lines *shorter = &draft->columns.lines[CLASS_SHORT],
                             *longer = &draft->columns.lines[CLASS_LONG];
    bool wide = shape->header != HEADER_NO && shape->n_wide > shape->n_fields;
    if (wide)
        say_check(draft, "de kop heeft %zu velden, de records %zu", shape->n_wide, shape->n_fields);
    if (shorter->n)
        say_check(draft,
                  "%s records hebben minder dan %zu velden (eerst regel %s): zijn lege velden aan "
                  "het eind weggelaten?",
                  draft_count(draft, shorter->n), shape->n_fields,
                  draft_count(draft, shorter->line_no));
    if (longer->n)
        say_check(draft, "%s records hebben lege velden te veel aan het eind (eerst regel %s)",
                  draft_count(draft, longer->n), draft_count(draft, longer->line_no));
    if (wide || shorter->n || longer->n)
        say_line(draft, "lege_velden_achteraan = ja");
}

/* Where the word (behind the last, a dash) stands for nothing. Words in texts are left alone:
 * nothing depends on them; a dash among amounts is 0. */
static size_t count_word(const struct draft *draft, size_t word, const struct sniff_column **first)
{
    size_t n = 0;
    for (size_t i = draft->columns.n_plain; i-- > 0;) {
        const struct sniff_column *column = &draft->items[i];
        bool apart = column->type == TYPE_AMOUNT || column->type == TYPE_FLAG;
        size_t n_here = word < SNIFF_EMPTY_WORDS ? column->n_word[word]
                        : apart                  ? 0
                                                 : column->n[KIND_DASH];
        if (column->type == TYPE_TEXT || n_here == 0 || !draft_usable(draft, i))
            continue;
        n += n_here;
        *first = column;
    }
    return n;
}

static void print_empty(struct draft *draft)
{
    struct text_list list = {.arena = draft->arena};
    for (size_t word = 0; word <= SNIFF_EMPTY_WORDS; word++) {
        const struct sniff_column *first = NULL;
        size_t n = count_word(draft, word, &first);
        const char *name = word < SNIFF_EMPTY_WORDS ? sniff_empty_word(word) : "-";
        if (n == 0)
            continue;
        list_add(&list, "%s", name);
        say_check(draft, "%s keer %s in plaats van een leeg veld, eerst in %s",
                  draft_count(draft, n), name, first->name);
        draft->dash_is_empty = word == SNIFF_EMPTY_WORDS;
    }
    if (list.n)
        say_line(draft, "leeg = %s", list_text(&list, ""));
}

void draft_print_file(struct draft *draft)
{
    print_head(draft);
    draft_section(draft, "bestand");
    print_encoding(draft);
    print_separator(draft);
    print_quote(draft);
    print_front(draft);
    print_extra(draft);
    print_tail(draft);
    print_empty(draft);
}
