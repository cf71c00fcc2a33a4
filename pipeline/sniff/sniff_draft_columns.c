/* [kolommen], [delen] and [datums]: a line for each column, and above it what its values look like.
 */
#include "pipeline/base/text_list.h"
#include "pipeline/sniff/sniff_draft.h"

#define MAX_EXAMPLES 3

/* ---- examples ---- */

static bool is_example(const struct draft *draft, const struct sniff_column *column,
                       struct text text)
{
    struct sniff_value value;
    bool timed;
    if (!sniff_value_look(text, draft->bytes.encoding, &value) ||
        sniff_value_is(KIND_PERSONAL, &value))
        return false;
    if (column->type == TYPE_AMOUNT)
        return sniff_value_is(KIND_AMOUNT, &value);
    if (column->type == TYPE_DATE)
        return sniff_patterns_match(&draft->columns.patterns, &value, &timed) != 0;
    /* letters alone may be initials */
    return sniff_value_is(KIND_CODE, &value) &&
           (column->word != WORD_NONE || sniff_has_digit(value.text));
}

/* ", bijvoorbeeld 001010; 001020": values that cannot be about a person. */
static const char *examples(struct draft *draft, const struct sniff_column *column)
{
    struct text_list list = {.arena = draft->arena, .between = "; "};
    for (size_t i = 0; i < column->distinct.n && list.n < MAX_EXAMPLES; i++)
        if (!column->is_private && is_example(draft, column, column->distinct.texts[i]))
            list_add(&list, "%s%s", list.n ? "" : ", bijvoorbeeld ",
                     draft_show(draft, column->distinct.texts[i], draft->bytes.encoding));
    return list_text(&list, "");
}

/* ---- by type ---- */

static void describe_date(struct draft *draft, const struct sniff_column *column)
{
    const struct sniff_patterns *patterns = &draft->columns.patterns;
    if (column->pattern < patterns->n) {
        const struct sniff_pattern *pattern = &patterns->items[column->pattern];
        size_t swapped = sniff_patterns_swapped(patterns, column->pattern);
        bool proven = swapped < patterns->n && column->refuted[swapped].line_no;
        say_note(draft, "   datums %s; %s%s%s", pattern->text, pattern->order, proven ? ": " : "",
                 proven ? draft_proof(draft, &column->refuted[swapped], column->is_private)
                        : examples(draft, column));
    } else {
        say_note(draft, "   datums%s%s",
                 column->patterns ? ", dubbelzinnig: geen enkele waarde bewijst de volgorde"
                                  : " in verschillende schrijfwijzen",
                 examples(draft, column));
    }
    if (column->n_timed)
        say_note(draft, "     %s met een tijd erachter; alleen de datum telt",
                 draft_count(draft, column->n_timed));
}

static const char *flags(struct draft *draft, const struct sniff_column *column)
{
    struct text_list list = {.arena = draft->arena};
    for (size_t i = 0; i < column->distinct.n; i++)
        list_add(&list, "%s (%s)",
                 draft_show(draft, column->distinct.texts[i], draft->bytes.encoding),
                 draft_count(draft, column->n_flag[i]));
    return list_text(&list, "");
}

/* It may say which lines count, and nothing else asks that. */
static bool is_choice(const struct draft *draft, const struct sniff_column *column)
{
    return column->type == TYPE_FLAG && column->distinct.n > 1 &&
           (column->word == WORD_STATUS || column->word == WORD_VALUTA ||
            (column->word == WORD_SOORT && draft->of_word[WORD_SOORT] != column->index));
}

static void describe(struct draft *draft, const struct sniff_column *column)
{
    static const char *const types[TYPE_COUNT] = {
        [TYPE_AMOUNT] = "bedragen", [TYPE_YEAR] = "jaartallen",
        [TYPE_PERIOD] = "perioden", [TYPE_YEAR_MONTH] = "jaar en periode aaneen (jjjjmm)",
        [TYPE_CODE] = "codes",      [TYPE_TEXT] = "tekst (zonder voorbeelden)",
    };
    if (column->type == TYPE_DATE)
        describe_date(draft, column);
    else if (column->type == TYPE_FLAG)
        say_note(draft, "   alle waarden: %s", flags(draft, column));
    else if (types[column->type])
        say_note(draft, "   %s%s", types[column->type],
                 column->type == TYPE_TEXT ? "" : examples(draft, column));
}

/* ---- what is told of every column ---- */

/* "deel 2 tussen -" or "[1-4]" of a part, else "". */
static const char *part_text(struct draft *draft, const struct sniff_column *column)
{
    const struct column_part *part = &column->part;
    return part->piece
               ? arena_printf(draft->arena, "deel %zu tussen %s", part->piece,
                              sniff_part_is_named(column) ? sniff_quoted(draft->arena, part->mark)
                                                          : part->mark)
           : part->first ? arena_printf(draft->arena, "[%zu-%zu]", part->first, part->last)
                         : "";
}

static void describe_counts(struct draft *draft, const struct sniff_column *column)
{
    const char *part = part_text(draft, column);
    struct text_list words = {.arena = draft->arena};
    for (size_t i = 0; i < SNIFF_EMPTY_WORDS; i++)
        if (column->n_word[i])
            list_add(&words, "%s%s keer %s", words.n ? "" : " (waarvan ",
                     draft_count(draft, column->n_word[i]), sniff_empty_word(i));
    say_note(draft, "%zu%s%s: %s gevuld, %s leeg%s%s, %s%s verschillend", column->source + 1,
             *part ? ", " : "", part, draft_count(draft, column->n_filled),
             draft_count(draft, column->n_empty), list_text(&words, ""), words.n ? ")" : "",
             column->more_distinct ? "meer dan " : "",
             draft_count(draft, column->more_distinct ? SNIFF_MAX_DISTINCT : column->distinct.n));
}

/* Values that are not of its type, and kinds that a run would reject or a reader must know of, in
 * whatever column. One in eleven numbers of nine digits passes for a citizen number. */
static void describe_oddities(struct draft *draft, const struct sniff_column *column)
{
    static const char *const odd[KIND_ODD] = {
        [KIND_SCIENTIFIC] = "in wetenschappelijke notatie (1E+05)",
        [KIND_SHEET_ERROR] = "een foutmelding van een rekenblad (#VALUE!)",
        [KIND_PERSONAL] = "lijkt op een burgerservicenummer of IBAN",
        [KIND_TOTAL] = "beginnend als een totaalregel ('totaal', 'saldo', sterretjes)",
        [KIND_LINES] = "met een regeleinde erin"};
    uint64_t line_no = column->type == TYPE_DATE     ? column->no_date.line_no
                       : column->type == TYPE_AMOUNT ? column->first[KIND_NO_AMOUNT].line_no
                                                     : column->first[KIND_TEXT].line_no;
    size_t n_dashes = column->type == TYPE_AMOUNT ? 0 : column->n[KIND_DASH];
    bool by_chance = column->n[KIND_DIGITS] * 2 > column->n_filled &&
                     column->n[KIND_PERSONAL] * 4 <= column->n_filled;
    if (n_dashes && column->type != TYPE_TEXT && column->type != TYPE_FLAG)
        say_note(draft, "   %s keer een streepje", draft_count(draft, n_dashes));
    if (column->n_readable + n_dashes < column->n_filled)
        say_note(draft, "   let op: %s andere waarden%s%s",
                 draft_count(draft, column->n_filled - n_dashes - column->n_readable),
                 line_no ? ", de eerste op regel " : "",
                 line_no ? draft_count(draft, line_no) : "");
    for (int kind = KIND_SCIENTIFIC; kind < KIND_ODD; kind++)
        if (column->n[kind] && !(kind == KIND_PERSONAL && by_chance))
            say_note(draft, "   let op: %s %s (eerst op regel %s)",
                     draft_count(draft, column->n[kind]), odd[kind],
                     draft_count(draft, column->first[kind].line_no));
}

static void print_column(struct draft *draft, const struct sniff_column *column)
{
    describe_counts(draft, column);
    describe(draft, column);
    describe_oddities(draft, column);
    const bool numbers = column->n[KIND_COMMA] && (sniff_matches(column->header, "*taakveld*") ||
                                                   sniff_column_is_iv3(column));
    bool two = false; /* codes for one number */
    for (size_t i = 0; i < column->distinct.n && numbers; i++)
        two |= text_ends(column->distinct.texts[i], ",1");
    if (numbers)
        draft_say(draft, two ? SAY_COMMENT : SAY_CHECK,
                  "getallen, 0,1 voor 0.1 en voor 0.10: maak deze kolom in Excel tekst, en schrijf "
                  "de codes opnieuw");
    if (two)
        say_fill(draft, "%s = " DRAFT_UNKNOWN, column->name);
    if (column->is_whole && column->type == TYPE_CODE && column->index != draft->key)
        say_check(draft, "hele getallen die nergens meetellen: een bedrag? Dan ook in [bedragen]");
    if (is_choice(draft, column))
        say_check(draft,
                  "deze kolom telt nergens voor, en heeft %s: horen al die regels mee? Wat er niet "
                  "bij hoort: [buiten_scope]; wat een andere stand is: [waarden]",
                  flags(draft, column));
    const enum draft_mark mark = two ? SAY_OR : SAY_LINE;
    if (draft->by_number)
        draft_say(draft, mark, "%s = %zu", column->name, column->source + 1);
    else if (column->problem)
        say_note(draft, "   niet te noemen: %s", column->problem);
    else
        draft_say(draft, mark, "%s = %s", column->name, draft_header(draft, column));
    if (column->index == draft->role[ROLE_BESLUIT] && draft_has_first(draft))
        say_line(draft, DRAFT_OF_BESLUIT " = %s",
                 draft->by_number ? draft_count(draft, column->source + 1)
                                  : draft_header(draft, column));
}

void draft_print_columns(struct draft *draft)
{
    const struct sniff_columns *columns = &draft->columns;
    draft_section(draft, "kolommen");
    say_note(draft, "naam in dit profiel = %s",
             draft->by_number ? "nummer van de kolom"
                              : "kop in het bestand (andere toegestane koppen achter |)");
    for (size_t i = 0; i < columns->n; i++) {
        if (i == columns->n_plain)
            say_check(draft,
                      "in een veld staan meer codes; hieronder elk deel als kolom, zie [delen]");
        print_column(draft, &draft->items[i]);
    }
    if (columns->n_fields > columns->n_plain)
        say_note(draft, "de %zu kolommen hierna zijn niet bekeken",
                 columns->n_fields - columns->n_plain);
    draft_section(draft, "delen");
    for (size_t i = columns->n_plain; i < columns->n; i++)
        if (draft_usable(draft, i))
            say_line(draft, "%s = %s", draft->items[i].name, part_text(draft, &draft->items[i]));
}

/* ---- [datums] ---- */

/* The only pattern that reads all dates, or to choose from: those that do, or else those that read
 * some. */
static void print_patterns(struct draft *draft, const struct sniff_column *column)
{
    size_t n = draft->columns.patterns.n;
    bool sure = column->pattern < n;
    enum draft_mark mark = sure ? SAY_LINE : SAY_FILL;
    size_t besluitdatum = draft->role[ROLE_BESLUITDATUM]; /* what was decided first has none */
    bool may_be_empty =
        besluitdatum != NO_COLUMN && column->n_empty > 0 && column == &draft->items[besluitdatum];
    if (may_be_empty)
        say_check(draft, "%s keer leeg: hoort dat zo?", draft_count(draft, column->n_empty));
    if (!sure)
        say_note(draft,
                 column->patterns ? "%s is dubbelzinnig: elke waarde past op alle"
                                  : "%s: geen patroon past op alle waarden",
                 column->name);
    for (size_t i = 0; i < n; i++) {
        if (!(column->patterns ? column->patterns >> i & 1 : column->n_pattern[i] > 0))
            continue;
        draft_say(draft, mark, "%s = %s%s%s", column->name, may_be_empty ? "leeg, " : "",
                  draft->columns.patterns.items[i].text, column->n_timed ? " tijd" : "");
        mark = SAY_OR;
    }
}

void draft_print_dates(struct draft *draft)
{
    draft_section(draft, "datums");
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].type == TYPE_DATE && draft_usable(draft, i))
            print_patterns(draft, &draft->items[i]);
}
