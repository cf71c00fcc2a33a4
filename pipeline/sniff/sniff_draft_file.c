/* The head of the draft, and [bestand]. */
#include "pipeline/base/path.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

/* ---- the head ---- */

static void print_reading(struct draft *draft)
{
    const struct sniff_bytes *bytes = &draft->bytes;
    size_t n_lines = bytes->n_lf + bytes->n_crlf + bytes->n_cr;
    say_note(draft, "Gelezen: %s bytes op schijf%s, %s regeleinden, %s records.",
             draft_count(draft, bytes->size),
             bytes->compressed ? " (gzip, aan de inhoud herkend)" : "", draft_count(draft, n_lines),
             draft_count(draft, draft->columns.n_records));
    if (!bytes->whole)
        say_note(draft,
                 "LET OP: het bestand is groter; alleen de eerste %s bytes tekst zijn bekeken.",
                 draft_count(draft, bytes->text.n_bytes));
}

static void print_fault(struct draft *draft, size_t n, uint64_t line_no, const char *what)
{
    if (n)
        say_note(draft, "LET OP: %s keer %s (eerst op regel %s).", draft_count(draft, n), what,
                 draft_count(draft, line_no));
}

/* Each of these records would be rejected in a run. */
static void print_faults(struct draft *draft)
{
    const struct sniff_faults *faults = &draft->columns.faults;
    print_fault(draft, faults->n_stray, faults->stray, "een los aanhalingsteken in een record");
    print_fault(draft, faults->n_runaway, faults->runaway,
                "een aanhalingsteken dat niet gesloten wordt");
    print_fault(
        draft, faults->n_other_width, faults->other_width,
        arena_printf(draft->arena, "een ander aantal velden dan %zu", draft->shape.n_fields));
    print_fault(draft, faults->n_nul, faults->nul, "een NUL-byte in een record");
    print_fault(draft, faults->n_ill_formed, faults->ill_formed,
                "een record met tekens buiten de codering");
    size_t n = faults->n_stray + faults->n_runaway + faults->n_other_width + faults->n_nul +
               faults->n_ill_formed;
    if (n)
        say_note(draft,
                 "Een run keurt die regels af en stopt, tenzij bij de bron tolerantie_regels = %zu "
                 "en tolerantie_onleesbaar = %zu staan.",
                 n, n);
}

static void print_head(struct draft *draft)
{
    say_note(draft, "Bronprofiel in ontwerp, door pnc sniff, van %s",
             draft_show(draft, text_of(path_name(draft->path)), TEXT_UTF8));
    draft_say(draft, SAY_BLANK, "%s", "");
    say_note(draft, "Een run volgt alleen een profiel; dit is een voorstel. Zo maakt u het af:");
    say_note(draft, "  \"invullen: \"    haal dat weg met de puntkomma ervoor, en verander de "
                    "regel tot hij klopt;");
    say_note(draft, "  \"of: \"          een andere mogelijkheid voor de regel erboven;");
    say_note(draft, "  \"na te gaan: \"  de regel eronder is een vermoeden;");
    say_note(draft, "  \"zo nodig: \"    mag zo blijven staan.");
    draft_say(draft, SAY_BLANK, "%s", "");
    print_reading(draft);
    print_faults(draft);
}

/* ---- codering ---- */

static void explain_spot(struct draft *draft, const struct sniff_spot *spot, const char *what)
{
    if (spot->n)
        say_note(draft, "%s keer %s, eerst op regel %s (byte %02X)", draft_count(draft, spot->n),
                 what, draft_count(draft, sniff_bytes_line(&draft->bytes, spot->first)),
                 (unsigned char)draft->bytes.text.bytes[spot->first]);
}

static void explain_one_byte(struct draft *draft)
{
    const struct sniff_bytes *bytes = &draft->bytes;
    explain_spot(draft, &bytes->ill_formed, "een byte die geen UTF-8 is");
    explain_spot(draft, &bytes->multibyte, "een teken dat wel UTF-8 is");
    explain_spot(draft, &bytes->c1,
                 "een byte 80-9F: leestekens in windows-1252, niets in iso-8859");
    explain_spot(draft, &bytes->unassigned,
                 "een byte 81, 8D, 8F, 90 of 9D: ook in windows-1252 niets");
    explain_spot(draft, &bytes->inside_word,
                 "een leesteken midden in een woord: dat lijkt op codepagina 850, die pnc niet "
                 "leest");
    if (bytes->c1.n == 0 && bytes->latin9.n)
        explain_spot(draft, &bytes->latin9,
                     "een byte die in iso-8859-15 een ander teken is (zoals A4: daar een euro)");
    else if (bytes->c1.n == 0)
        say_note(draft, "iso-8859-1 en iso-8859-15 lezen hier dezelfde tekst als windows-1252");
}

static void explain_encoding(struct draft *draft)
{
    const struct sniff_bytes *bytes = &draft->bytes;
    if (bytes->utf16)
        say_note(draft, "kenmerk (BOM) van UTF-16 vooraan");
    else if (bytes->marked)
        say_note(draft, "kenmerk (BOM) van UTF-8 vooraan");
    if (bytes->utf16)
        return;
    if (bytes->beyond_ascii.n == 0)
        say_note(draft, "alleen ASCII: %s",
                 bytes->marked ? "geldige UTF-8" : "elke codering leest hier hetzelfde");
    else if (bytes->ill_formed.n == 0)
        say_note(draft, "geldige UTF-8; %s tekens buiten ASCII, eerst op regel %s",
                 draft_count(draft, bytes->multibyte.n),
                 draft_count(draft, sniff_bytes_line(bytes, bytes->multibyte.first)));
    else
        explain_one_byte(draft);
    if (bytes->doubled.n)
        say_note(draft,
                 "LET OP: %s tekens lijken twee keer gecodeerd (Ã gevolgd door een teken); vraag "
                 "een nieuwe export",
                 draft_count(draft, bytes->doubled.n));
}

static void print_encoding(struct draft *draft)
{
    const struct sniff_bytes *bytes = &draft->bytes;
    explain_encoding(draft);
    bool one = (bytes->possible & (bytes->possible - 1)) == 0;
    if (!one)
        say_note(draft, "dubbelzinnig:");
    else if (bytes->beyond_ascii.n == 0 && !bytes->marked && !bytes->utf16)
        say_check(draft, "welke codering geeft het pakket bij letters met accenten?");
    enum text_encoding likely = bytes->utf16 ? TEXT_UTF16 : bytes->encoding;
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

static void print_line_ends(struct draft *draft)
{
    const struct sniff_bytes *bytes = &draft->bytes;
    say_note(draft, "regeleinden: %s CRLF, %s LF, %s CR (pnc leest ze alle drie)",
             draft_count(draft, bytes->n_crlf), draft_count(draft, bytes->n_lf),
             draft_count(draft, bytes->n_cr));
}

static void print_separator(struct draft *draft)
{
    const struct sniff_shape *shape = &draft->shape;
    char separator = shape->dialect.separator;
    if (shape->separator_known)
        say_note(draft, "%zu velden in %s van de eerste %s records", shape->n_fields,
                 draft_count(draft, shape->n_agreeing), draft_count(draft, shape->n_sampled));
    else if (!shape->rival)
        say_note(draft,
                 "geen puntkomma, komma, tab of verticale streep verdeelt de regels in velden");
    if (shape->rival)
        say_note(draft,
                 shape->separator_known ? "dubbelzinnig: %s verdeelt ze ook gelijk"
                                        : "dubbelzinnig: een kolom, of verdeelt %s de regels?",
                 separator_name(shape->rival));
    bool sure = shape->separator_known && !shape->rival;
    draft_say(draft, sure ? SAY_LINE : SAY_FILL, "scheidingsteken = %s", separator_name(separator));
    if (shape->rival)
        say_or(draft, "scheidingsteken = %s", separator_name(shape->rival));
}

static void print_quote(struct draft *draft)
{
    const struct sniff_shape *shape = &draft->shape;
    char quote = shape->dialect.quote;
    if (quote == 0)
        say_check(draft, "aanhalingstekens staan er alleen los in de tekst");
    else if (shape->n_quoted == 0)
        say_note(draft, "geen velden tussen aanhalingstekens gezien; dubbele zijn "
                        "gewoon");
    else
        say_note(draft, "velden tussen aanhalingstekens in %s van die records",
                 draft_count(draft, shape->n_quoted));
    say_line(draft, "aanhalingsteken = %s",
             quote == '"'    ? "dubbel"
             : quote == '\'' ? "enkel"
                             : "geen");
}

/* ---- the lines in front ---- */

static void print_header(struct draft *draft)
{
    const struct sniff_shape *shape = &draft->shape;
    if (shape->header == HEADER_UNSURE) {
        say_note(draft,
                 "dubbelzinnig: regel %s kan de kop zijn, of al een record; zonder kop zijn "
                 "kolommen nummers",
                 draft_count(draft, shape->start_line));
        say_fill(draft, "kopregel = %s", draft->by_number ? "nee" : "ja");
        say_or(draft, "kopregel = %s", draft->by_number ? "ja" : "nee");
        return;
    }
    if (shape->header == HEADER_NO)
        say_check(draft, "regel %s is al een record: er is geen kop",
                  draft_count(draft, shape->start_line));
    else if (draft->by_number)
        say_check(draft, "de kop op regel %s is niet te gebruiken",
                  draft_count(draft, shape->start_line));
    else
        say_note(draft, "de kop staat op regel %s", draft_count(draft, shape->start_line));
    say_line(draft, "kopregel = %s", draft->by_number ? "nee" : "ja");
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
    size_t n_plain = draft->columns.n_plain;
    const struct sniff_shape *shape = &draft->shape;
    size_t n_problems = draft->by_number ? 0 : shape->n_fields - n_plain;
    if (!draft->by_number && shape->n_wide > shape->n_fields)
        n_problems += shape->n_wide - shape->n_fields - 1; /* the last one is an edge */
    for (size_t i = 0; i < n_plain; i++)
        n_problems += !draft_usable(draft, i) && !is_edge(draft, &draft->items[i]);
    if (n_problems == 0)
        return;
    say_check(draft, "%s kolommen kan dit profiel niet noemen; zie [kolommen]",
              draft_count(draft, n_problems));
    say_line(draft, "extra_kolommen = ja");
}

/* ---- empty fields ---- */

static void print_tail(struct draft *draft)
{
    const struct sniff_tail *tail = &draft->columns.tail;
    bool wide = draft->shape.header != HEADER_NO && draft->shape.n_wide > draft->shape.n_fields;
    if (tail->n_short + tail->n_long == 0 && !wide)
        return;
    if (wide)
        say_check(draft, "de kop heeft %zu velden, de records %zu", draft->shape.n_wide,
                  draft->shape.n_fields);
    if (tail->n_short)
        say_check(draft,
                  "%s records hebben minder dan %zu velden (eerst regel %s): zijn lege velden aan "
                  "het eind weggelaten?",
                  draft_count(draft, tail->n_short), draft->shape.n_fields,
                  draft_count(draft, tail->short_line));
    if (tail->n_long)
        say_check(draft, "%s records hebben lege velden te veel aan het eind (eerst regel %s)",
                  draft_count(draft, tail->n_long), draft_count(draft, tail->long_line));
    say_line(draft, "lege_velden_achteraan = ja");
}

/* Where a dash stands for nothing: not among amounts, where it is 0, nor in texts and flags. */
static size_t count_dashes(const struct draft *draft, const struct sniff_column *column)
{
    bool apart = column->type == TYPE_AMOUNT || column->type == TYPE_TEXT ||
                 column->type == TYPE_FLAG || column->index >= draft->columns.n_plain;
    return apart ? 0 : column->n[KIND_DASH];
}

/* Words in texts are left alone: nothing depends on them. */
static size_t count_word(const struct draft *draft, size_t word, const struct sniff_column **first)
{
    size_t n = 0;
    for (size_t i = draft->columns.n_plain; i-- > 0;) {
        const struct sniff_column *column = &draft->items[i];
        size_t n_here =
            word < SNIFF_EMPTY_WORDS ? column->n_word[word] : count_dashes(draft, column);
        if (column->type == TYPE_TEXT || n_here == 0 || !draft_usable(draft, i))
            continue;
        n += n_here;
        *first = column;
    }
    return n;
}

static void print_empty(struct draft *draft)
{
    const char *list = "";
    for (size_t word = 0; word <= SNIFF_EMPTY_WORDS; word++) {
        const struct sniff_column *first = NULL;
        size_t n = count_word(draft, word, &first);
        const char *name = word < SNIFF_EMPTY_WORDS ? sniff_empty_word(word) : "-";
        if (n == 0)
            continue;
        list = arena_printf(draft->arena, "%s%s%s", list, *list ? ", " : "", name);
        say_check(draft, "%s keer %s in plaats van een leeg veld, eerst in %s",
                  draft_count(draft, n), name, first->name);
    }
    const struct sniff_column *first = NULL;
    draft->dash_is_empty = count_word(draft, SNIFF_EMPTY_WORDS, &first) > 0;
    if (*list)
        say_line(draft, "leeg = %s", list);
}

void draft_print_file(struct draft *draft)
{
    print_head(draft);
    draft_section(draft, "bestand");
    print_encoding(draft);
    print_line_ends(draft);
    print_separator(draft);
    print_quote(draft);
    print_front(draft);
    print_extra(draft);
    print_tail(draft);
    print_empty(draft);
}
