/* [kolommen] and [datums]: a line for each column, and above it what its values look like. */
#include "pipeline/sniff/sniff_draft.h"

#define MAX_EXAMPLES 3

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const struct sniff_pattern *pattern_at(const struct draft *draft, size_t index)
{
    return &draft->columns.patterns.items[index];
}

/* ---- examples ---- */

static bool is_example(const struct draft *draft, const struct sniff_column *column,
                       struct text text)
{
    struct sniff_value value;
    bool timed;
    if (!sniff_value_look(text, draft->bytes.encoding, &value) ||
        sniff_kind_holds(KIND_PERSONAL, &value))
        return false;
    if (column->type == TYPE_AMOUNT)
        return sniff_value_is_amount(&value);
    if (column->type == TYPE_DATE)
        return sniff_patterns_match(&draft->columns.patterns, &value, &timed) != 0;
    /* letters alone may be initials */
    return sniff_kind_holds(KIND_CODE, &value) &&
           (column->word != WORD_NONE || sniff_has_digit(value.text));
}

/* ", bijvoorbeeld 001010, 001020": values that cannot be about a person. */
static const char *examples(struct draft *draft, const struct sniff_column *column)
{
    const struct memo *distinct = &column->distinct;
    const char *list = "";
    size_t n = 0;
    if (column->is_private)
        return "";
    for (size_t i = 0; i < distinct->n && n < MAX_EXAMPLES; i++)
        if (is_example(draft, column, distinct->texts[i]))
            list = arena_printf(draft->arena, "%s%s%s", list, n++ ? "; " : ", bijvoorbeeld ",
                                draft_show(draft, distinct->texts[i], draft->bytes.encoding));
    return list;
}

/* ---- by type ---- */

static const char *characters(struct draft *draft, const struct sniff_column *column)
{
    if (column->shortest == column->longest)
        return arena_printf(draft->arena, "%zu %s", column->shortest,
                            column->shortest == 1 ? "teken" : "tekens");
    return arena_printf(draft->arena, "%zu tot %zu tekens", column->shortest, column->longest);
}

static void describe_order(struct draft *draft, const struct sniff_column *column)
{
    const struct sniff_patterns *patterns = &draft->columns.patterns;
    const struct sniff_pattern *pattern = pattern_at(draft, column->pattern);
    size_t swapped = sniff_patterns_swapped(patterns, column->pattern);
    const struct sniff_sight *proof = NULL;
    if (swapped < patterns->n)
        proof = &column->refuted[swapped];
    if (proof && proof->line_no)
        say_note(draft, "   datums %s; %s: %s", pattern->text, pattern->order,
                 draft_proof(draft, proof, column->is_private));
    else
        say_note(draft, "   datums %s; %s%s", pattern->text, pattern->order,
                 examples(draft, column));
}

static void describe_date(struct draft *draft, const struct sniff_column *column)
{
    const struct sniff_patterns *patterns = &draft->columns.patterns;
    if (column->pattern < patterns->n)
        describe_order(draft, column);
    else if (column->patterns)
        say_note(draft, "   datums, dubbelzinnig: geen enkele waarde bewijst de volgorde%s",
                 examples(draft, column));
    else
        say_note(draft, "   datums in verschillende schrijfwijzen%s", examples(draft, column));
    if (column->n_timed)
        say_note(draft, "     %s met een tijd erachter; alleen de datum telt",
                 draft_count(draft, column->n_timed));
    for (size_t i = 0; !column->patterns && i < patterns->n; i++)
        if (column->n_pattern[i])
            say_note(draft, "     %s leesbaar als %s", draft_count(draft, column->n_pattern[i]),
                     pattern_at(draft, i)->text);
}

/* Kinds of amounts worth telling, and whether the first one is shown. */
static const struct {
    enum sniff_kind kind;
    unsigned decimals; /* only when this mark remains possible; 0 = always */
    bool shown;
} amount_kinds[] = {
    {KIND_COMMA, 0, true},
    {KIND_POINT, 0, true},
    {KIND_EITHER, 0, true},
    {KIND_CENTS, 0, false},
    {KIND_WHOLE, 0, false},
    {KIND_COMMA_POINT, AMOUNT_COMMA, false},
    {KIND_COMMA_SPACE, AMOUNT_COMMA, false},
    {KIND_COMMA_APOSTROPHE, AMOUNT_COMMA, false},
    {KIND_POINT_COMMA, AMOUNT_POINT, false},
    {KIND_POINT_SPACE, AMOUNT_POINT, false},
    {KIND_POINT_APOSTROPHE, AMOUNT_POINT, false},
    {KIND_COMMA_FINE, AMOUNT_COMMA, true},
    {KIND_POINT_FINE, AMOUNT_POINT, true},
    {KIND_COMMA_PADDED, AMOUNT_COMMA, false},
    {KIND_POINT_PADDED, AMOUNT_POINT, false},
    {KIND_MINUS_FRONT, 0, true},
    {KIND_MINUS_BACK, 0, true},
    {KIND_BRACKETS, 0, true},
    {KIND_CR_DR, 0, true},
    {KIND_CURRENCY, 0, true},
    {KIND_DASH, 0, false},
};

/* Spaces and apostrophes are the same under both marks: told once. */
static bool told_already(const struct draft *draft, enum sniff_kind kind)
{
    bool both = draft->number.decimals == (AMOUNT_COMMA | AMOUNT_POINT);
    return both && (kind == KIND_POINT_SPACE || kind == KIND_POINT_APOSTROPHE);
}

static void describe_amount(struct draft *draft, const struct sniff_column *column)
{
    say_note(draft, "   bedragen%s", examples(draft, column));
    for (size_t i = 0; i < LENGTH(amount_kinds); i++) {
        enum sniff_kind kind = amount_kinds[i].kind;
        unsigned decimals = amount_kinds[i].decimals;
        if (column->n[kind] == 0 || (decimals && !(draft->number.decimals & decimals)) ||
            told_already(draft, kind))
            continue;
        const char *shown = "";
        if (amount_kinds[i].shown)
            shown = arena_printf(draft->arena, " (%s)",
                                 draft_proof(draft, &column->first[kind], column->is_private));
        say_note(draft, "     %s %s%s", draft_count(draft, column->n[kind]), sniff_kind_text(kind),
                 shown);
    }
}

static void describe_flag(struct draft *draft, const struct sniff_column *column)
{
    const char *list = "";
    for (size_t i = 0; i < column->distinct.n; i++)
        list = arena_printf(draft->arena, "%s%s%s (%s)", list, i ? ", " : "",
                            draft_show(draft, column->distinct.texts[i], draft->bytes.encoding),
                            draft_count(draft, column->n_flag[i]));
    say_note(draft, "   alle waarden: %s", list);
}

static void describe_year(struct draft *draft, const struct sniff_column *column)
{
    say_note(draft, "   jaartallen%s", examples(draft, column));
}

static void describe_period(struct draft *draft, const struct sniff_column *column)
{
    say_note(draft, "   %s van %llu tot en met %llu",
             column->type == TYPE_PERIOD ? "perioden" : "jaar en periode aaneen (jjjjmm)",
             (unsigned long long)column->lowest, (unsigned long long)column->highest);
}

static void describe_code(struct draft *draft, const struct sniff_column *column)
{
    say_note(draft, "   codes van %s; %s alleen cijfers, %s met een nul voorop%s",
             characters(draft, column), draft_count(draft, column->n[KIND_DIGITS]),
             draft_count(draft, column->n[KIND_ZERO_FIRST]), examples(draft, column));
}

static void describe_text(struct draft *draft, const struct sniff_column *column)
{
    say_note(draft, "   tekst van %s (zonder voorbeelden)", characters(draft, column));
}

static void (*const describe[TYPE_COUNT])(struct draft *draft,
                                          const struct sniff_column *column) = {
    [TYPE_DATE] = describe_date,         [TYPE_AMOUNT] = describe_amount,
    [TYPE_FLAG] = describe_flag,         [TYPE_YEAR] = describe_year,
    [TYPE_PERIOD] = describe_period,     [TYPE_CODE] = describe_code,
    [TYPE_YEAR_MONTH] = describe_period, [TYPE_TEXT] = describe_text,
};

/* ---- what is told of every column ---- */

/* "; 3: ", or ";    deel 2 tussen - van 3: " */
static const char *place_of(struct draft *draft, const struct sniff_column *column)
{
    const struct column_part *part = &column->part;
    if (part->piece)
        return arena_printf(draft->arena, "%zu, deel %zu tussen %s", column->source + 1,
                            part->piece, part->mark);
    if (part->first)
        return arena_printf(draft->arena, "%zu, [%zu-%zu]", column->source + 1, part->first,
                            part->last);
    return arena_printf(draft->arena, "%zu", column->source + 1);
}

static void describe_counts(struct draft *draft, const struct sniff_column *column)
{
    const char *distinct = draft_count(draft, column->distinct.n);
    const char *words = "";
    if (column->more_distinct)
        distinct =
            arena_printf(draft->arena, "meer dan %s", draft_count(draft, SNIFF_MAX_DISTINCT));
    for (size_t i = 0; i < SNIFF_EMPTY_WORDS; i++)
        if (column->n_word[i])
            words =
                arena_printf(draft->arena, "%s%s%s keer %s", words, *words ? ", " : " (waarvan ",
                             draft_count(draft, column->n_word[i]), sniff_empty_word(i));
    say_note(draft, "%s: %s gevuld, %s leeg%s%s, %s verschillend", place_of(draft, column),
             draft_count(draft, column->n_filled), draft_count(draft, column->n_empty), words,
             *words ? ")" : "", distinct);
}

/* One in eleven numbers of nine digits passes for a citizen number. */
static bool by_chance(const struct sniff_column *counts)
{
    return counts->n[KIND_DIGITS] * 2 > counts->n_filled &&
           counts->n[KIND_PERSONAL] * 4 <= counts->n_filled;
}

/* Kinds that a run would reject or a reader must know of, in whatever column. */
static void describe_oddities(struct draft *draft, const struct sniff_column *column)
{
    static const enum sniff_kind odd[] = {KIND_SCIENTIFIC, KIND_SHEET_ERROR, KIND_PERSONAL,
                                          KIND_TOTAL, KIND_LINES};
    for (size_t i = 0; i < LENGTH(odd); i++)
        if (column->n[odd[i]] && !(odd[i] == KIND_PERSONAL && by_chance(column)))
            say_note(draft, "   let op: %s %s (eerst op regel %s)",
                     draft_count(draft, column->n[odd[i]]), sniff_kind_text(odd[i]),
                     draft_count(draft, column->first[odd[i]].line_no));
}

static void describe_others(struct draft *draft, const struct sniff_column *column)
{
    uint64_t line_no = column->type == TYPE_DATE     ? column->no_date.line_no
                       : column->type == TYPE_AMOUNT ? column->first[KIND_NO_AMOUNT].line_no
                                                     : column->first[KIND_TEXT].line_no;
    size_t n_dashes = column->type == TYPE_AMOUNT ? 0 : column->n[KIND_DASH];
    if (n_dashes && column->type != TYPE_TEXT && column->type != TYPE_FLAG)
        say_note(draft, "   %s keer een streepje", draft_count(draft, n_dashes));
    if (column->n_readable + n_dashes >= column->n_filled)
        return;
    say_note(draft, "   let op: %s andere waarden%s%s",
             draft_count(draft, column->n_filled - n_dashes - column->n_readable),
             line_no ? ", de eerste op regel " : "", line_no ? draft_count(draft, line_no) : "");
}

static void print_column(struct draft *draft, const struct sniff_column *column)
{
    describe_counts(draft, column);
    if (describe[column->type])
        describe[column->type](draft, column);
    describe_others(draft, column);
    describe_oddities(draft, column);
    if (draft->by_number)
        say_line(draft, "%s = %zu", column->name, column->source + 1);
    else if (column->problem)
        say_note(draft, "   niet te noemen: %s", column->problem);
    else
        say_line(draft, "%s = %s", column->name, draft_header(draft, column));
}

void draft_print_columns(struct draft *draft)
{
    draft_section(draft, "kolommen");
    say_note(draft, "naam in dit profiel = %s",
             draft->by_number ? "nummer van de kolom"
                              : "kop in het bestand (andere toegestane koppen achter |)");
    for (size_t i = 0; i < draft->columns.n_plain; i++)
        print_column(draft, &draft->items[i]);
    if (draft->columns.n > draft->columns.n_plain)
        say_check(draft, "in een veld staan meer codes; hieronder elk deel als kolom, zie [delen]");
    for (size_t i = draft->columns.n_plain; i < draft->columns.n; i++)
        print_column(draft, &draft->items[i]);
    if (draft->columns.n_fields > draft->columns.n_plain)
        say_note(draft, "de %zu kolommen hierna zijn niet bekeken",
                 draft->columns.n_fields - draft->columns.n_plain);
}

/* ---- [delen] ---- */

void draft_print_parts(struct draft *draft)
{
    bool begun = false;
    for (size_t i = draft->columns.n_plain; i < draft->columns.n; i++) {
        const struct sniff_column *column = &draft->items[i];
        const struct column_part *part = &column->part;
        if (!draft_usable(draft, i))
            continue;
        if (!begun)
            draft_section(draft, "delen");
        begun = true;
        if (part->piece)
            say_line(draft, "%s = deel %zu tussen %s", column->name, part->piece, part->mark);
        else
            say_line(draft, "%s = [%zu-%zu]", column->name, part->first, part->last);
    }
}

/* ---- [datums] ---- */

/* Without a pattern that reads all dates each one that reads some is a possibility. */
static bool is_possible(const struct sniff_column *column, size_t pattern)
{
    return column->patterns ? column->patterns >> pattern & 1 : column->n_pattern[pattern] > 0;
}

static void print_pattern(struct draft *draft, enum draft_mark mark,
                          const struct sniff_column *column, size_t pattern)
{
    draft_say(draft, mark, "%s = %s%s", column->name, pattern_at(draft, pattern)->text,
              column->n_timed ? " tijd" : "");
}

static void print_patterns(struct draft *draft, const struct sniff_column *column)
{
    size_t n = draft->columns.patterns.n;
    if (column->pattern < n) {
        print_pattern(draft, SAY_LINE, column, column->pattern);
        return;
    }
    say_note(draft,
             column->patterns ? "%s is dubbelzinnig: elke waarde past op alle"
                              : "%s: geen patroon past op alle waarden",
             column->name);
    enum draft_mark mark = SAY_FILL;
    for (size_t i = 0; i < n; i++) {
        if (!is_possible(column, i))
            continue;
        print_pattern(draft, mark, column, i);
        mark = SAY_OR;
    }
}

void draft_print_dates(struct draft *draft)
{
    bool begun = false;
    for (size_t i = 0; i < draft->columns.n; i++) {
        if (draft->items[i].type != TYPE_DATE || !draft_usable(draft, i))
            continue;
        if (!begun)
            draft_section(draft, "datums");
        begun = true;
        print_patterns(draft, &draft->items[i]);
    }
}
