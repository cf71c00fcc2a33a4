/* [getal], and how amounts are written. */
#include "pipeline/base/text_list.h"
#include "pipeline/sniff/sniff_draft.h"

/* ---- how amounts are written, over all amount columns: a profile has one [getal] ---- */

static void add_column(struct draft_number *number, const struct sniff_column *column)
{
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        struct sniff_sight *first = &number->first[kind];
        number->n[kind] += column->n[kind];
        if (first->line_no)
            continue;
        *first = column->first[kind];
        if (column->is_private)
            first->n_bytes = 0;
    }
    for (size_t i = 0; i < SNIFF_CURRENCIES; i++)
        number->n_currency[i] += column->n_currency[i];
    if (column->n_decimals > number->n_decimals)
        number->n_decimals = column->n_decimals;
    number->n_empty += column->n_empty;
}

/* A mark that no value speaks against remains possible. Where both are spoken against the file has
 * two notations, and both remain. */
static unsigned possible_decimals(const struct draft_number *number)
{
    bool against_comma = number->n[KIND_POINT] > 0, against_point = number->n[KIND_COMMA] > 0;
    if (number->n[KIND_AMOUNT] == 0)
        return 0;
    if (against_comma == against_point)
        return AMOUNT_COMMA | AMOUNT_POINT;
    return against_comma ? AMOUNT_POINT : AMOUNT_COMMA;
}

/* The signs (set of enum amount_mark) that were seen if that is the decimal mark. */
static unsigned thousands(const struct draft_number *number, unsigned decimal)
{
    unsigned set = 0;
    for (size_t i = 0; i < SNIFF_SIGNS; i++)
        if (sniff_signs[i].decimal == decimal && number->n[KIND_COMMA_POINT + i] > 0)
            set |= sniff_signs[i].thousands;
    return set;
}

void draft_judge_number(struct draft *draft)
{
    struct draft_number *number = &draft->number;
    *number = (struct draft_number){0};
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].type == TYPE_AMOUNT && !draft->items[i].aside)
            add_column(number, &draft->items[i]);
    number->decimals = possible_decimals(number);
    bool one = number->decimals == AMOUNT_COMMA || number->decimals == AMOUNT_POINT;
    number->readable = one || (number->decimals && number->n[KIND_EITHER] == 0 &&
                               number->n[KIND_COMMA] + number->n[KIND_POINT] == 0);
}

struct amount_format draft_amount_format(const struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    struct amount_format format = sniff_amount_format(draft->bytes.encoding);
    format.decimal = number->decimals == AMOUNT_POINT ? AMOUNT_POINT : AMOUNT_COMMA;
    format.thousands = thousands(number, format.decimal);
    format.decimals = number->n_decimals;
    format.dash_is_zero = format.empty_is_zero = true;
    return format;
}

/* ---- texts ---- */

/* The names of the marks in a set (enum amount_mark), or of the ways to write a minus. */
static const char *listed(struct draft *draft, unsigned set, const char *none)
{
    static const struct {
        unsigned bit;
        const char *name;
    } marks[] = {{AMOUNT_COMMA, "komma"},
                 {AMOUNT_POINT, "punt"},
                 {AMOUNT_SPACE, "spatie"},
                 {AMOUNT_APOSTROPHE, "apostrof"}};
    struct text_list list = {.arena = draft->arena};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (set & marks[i].bit)
            list_add(&list, "%s", marks[i].name);
    return list_text(&list, none);
}

static const char *proof(struct draft *draft, enum sniff_kind kind)
{
    return draft_proof(draft, &draft->number.first[kind], false);
}

/* ---- decimaal and duizendtal ---- */

/* Each column of the file has a notation, but not all the same one. */
static void print_two_notations(struct draft *draft)
{
    static const char *const names[] = {"komma", "punt"};
    const struct draft_number *number = &draft->number;
    say_note(draft, "dubbelzinnig: twee schrijfwijzen in een bestand;");
    for (int i = 0; i < 2; i++)
        say_note(draft, "  %s bedragen alleen leesbaar met een %s (%s)",
                 draft_count(draft, number->n[KIND_COMMA + i]), names[i],
                 proof(draft, (enum sniff_kind)(KIND_COMMA + i)));
    say_fill(draft, "decimaal = komma, punt");
    say_or(draft, "decimaal = komma");
    say_or(draft, "decimaal = punt");
    say_fill(
        draft, "duizendtal = %s",
        listed(draft, thousands(number, AMOUNT_COMMA) | thousands(number, AMOUNT_POINT), "geen"));
}

static void print_decimal(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    const char *comma = listed(draft, thousands(number, AMOUNT_COMMA), "geen");
    const char *point = listed(draft, thousands(number, AMOUNT_POINT), "geen");
    bool only_comma = number->decimals == AMOUNT_COMMA;
    if (only_comma || number->decimals == AMOUNT_POINT) {
        say_note(draft, "%s; geen enkel bedrag spreekt dat tegen",
                 proof(draft, only_comma ? KIND_COMMA : KIND_POINT));
        say_line(draft, "decimaal = %s", only_comma ? "komma" : "punt");
        say_line(draft, "duizendtal = %s", only_comma ? comma : point);
        return;
    }
    if (number->n[KIND_COMMA] && number->n[KIND_POINT]) {
        print_two_notations(draft);
        return;
    }
    bool same = number->n[KIND_EITHER] == 0;
    if (number->n[KIND_AMOUNT] == 0)
        say_note(draft, "dubbelzinnig: er zijn geen bedragen gezien");
    else if (same)
        say_note(draft, "dubbelzinnig: geen enkel bedrag heeft een decimaalteken");
    else
        say_note(draft,
                 "dubbelzinnig: %s: een duizendtal of drie decimalen, en geen enkel ander bedrag "
                 "beslist",
                 proof(draft, KIND_EITHER));
    /* numbers of a sheet are read as they are stored */
    const bool stored = draft->bytes.is_rows && same && number->n[KIND_AMOUNT];
    draft_say(draft, stored ? SAY_LINE : SAY_FILL, "decimaal = komma");
    if (!stored)
        say_or(draft, "decimaal = punt");
    draft_say(draft, same ? SAY_LINE : SAY_FILL, "duizendtal = %s", comma);
    if (!same)
        say_or(draft, "duizendtal = %s", point);
}

/* ---- signs, currency, zeros ---- */

static void print_minus(struct draft *draft)
{
    static const char *const ways[] = {"voor", "achter", "haakjes", "crdr"};
    struct text_list list = {.arena = draft->arena};
    for (int i = 0; i < 4; i++)
        if (draft->number.n[KIND_MINUS_FRONT + i])
            list_add(&list, "%s", ways[i]);
    if (list.n == 0)
        say_check(draft, "geen bedrag met een minteken gezien");
    say_line(draft, "min = %s", list_text(&list, "voor"));
}

/* "ja" for the euro alone; else all of them by name. */
static void print_currency(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    struct text_list list = {.arena = draft->arena};
    for (size_t i = 0; i < SNIFF_CURRENCIES; i++)
        if (number->n_currency[i])
            list_add(&list, "%s", i ? sniff_currency_names[i] : "\xE2\x82\xAC, EUR");
    bool others = list.n > (number->n_currency[0] > 0);
    if (list.n == 0)
        return;
    draft_say(draft, others ? SAY_CHECK : SAY_COMMENT, "%s bedragen met een valutateken: %s%s",
              draft_count(draft, number->n[KIND_CURRENCY]), proof(draft, KIND_CURRENCY),
              others ? "; zijn alle bedragen in die valuta?" : "");
    say_line(draft, "valuta = %s", others ? list_text(&list, "") : "ja");
}

static void print_zeros(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    const char *n_empty = draft_count(draft, number->n_empty);
    bool empty = number->n_empty || (draft->dash_is_empty && number->n[KIND_DASH]);
    if (number->n[KIND_DASH] && !draft->dash_is_empty) {
        say_check(draft, "%s keer een streepje alleen: betekent dat 0?",
                  draft_count(draft, number->n[KIND_DASH]));
        say_line(draft, "streepje_is_nul = ja");
    }
    if (number->n_empty && draft_has_pair(draft))
        say_note(draft, "%s lege velden in de bedragkolommen: debet of credit is leeg", n_empty);
    else if (number->n_empty)
        say_check(draft,
                  "%s lege velden in de bedragkolommen; bij 'nee' worden die regels afgekeurd",
                  n_empty);
    say_line(draft, "leeg_is_nul = %s", empty ? "ja" : "nee");
}

/* ---- decimalen and eenheid ---- */

/* Amounts with more than two decimals, whichever mark remains; those with only zeros beyond cents.
 */
static size_t count_either(const struct draft_number *number, enum sniff_kind comma,
                           enum sniff_kind point)
{
    return (number->decimals & AMOUNT_COMMA ? number->n[comma] : 0) +
           (number->decimals & AMOUNT_POINT ? number->n[point] : 0);
}

/* What speaks of thousands: a line in front of the table, or a header of amounts; or NULL. */
static const char *says_thousands(struct draft *draft)
{
    struct text rest = {draft->bytes.text.bytes, draft->shape.start}, line;
    for (uint64_t line_no = 1; text_split(&rest, '\n', &line); line_no++)
        if (sniff_says_thousands(line))
            return arena_printf(draft->arena, "regel %s spreekt van duizendtallen",
                                draft_count(draft, line_no));
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].type == TYPE_AMOUNT && sniff_says_thousands(draft->items[i].header))
            return "een kop spreekt van duizendtallen";
    return NULL;
}

bool draft_unit_column(const struct draft *draft)
{
    size_t index = draft->of_word[WORD_EENHEID];
    const struct sniff_column *column = &draft->items[index == NO_COLUMN ? 0 : index];
    return index != NO_COLUMN && !column->more_distinct && column->distinct.n > 0 &&
           sniff_column_means(column, WORD_EENHEID, NULL) == column->distinct.n;
}

/* In thousands with three decimals one in ten ends in a zero, too. */
static void print_unit(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    size_t n_fine = count_either(number, KIND_COMMA_FINE, KIND_POINT_FINE);
    size_t n_cents = number->n[KIND_CENTS] + n_fine;
    size_t n_padded = count_either(number, KIND_COMMA_PADDED, KIND_POINT_PADDED);
    bool padded = n_padded * 5 >= n_fine * 4;
    const char *doubt = says_thousands(draft);
    if (!doubt && number->readable && n_fine > 0 && !padded)
        doubt = "bedragen met meer dan twee decimalen kunnen geen euro's zijn";
    bool thousands = doubt != NULL;
    if (!doubt && n_cents == 0)
        doubt = "geen enkel bedrag heeft centen; euro's, duizendtallen of centen?";
    if (doubt)
        say_note(draft, "dubbelzinnig: %s", doubt);
    else if (n_cents * 2 < number->n[KIND_AMOUNT])
        say_check(draft, "%s van de %s bedragen hebben centen: in euro's, of in duizenden?",
                  draft_count(draft, n_cents), draft_count(draft, number->n[KIND_AMOUNT]));
    draft_say(draft, doubt ? SAY_FILL : SAY_LINE, "eenheid = %s", thousands ? "1000" : "1");
    if (doubt) {
        say_or(draft, "eenheid = %s", thousands ? "1" : "1000");
        say_or(draft, "eenheid = 0,01");
    }
}

static void print_decimals(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    size_t n_fine = count_either(number, KIND_COMMA_FINE, KIND_POINT_FINE);
    size_t n_padded = count_either(number, KIND_COMMA_PADDED, KIND_POINT_PADDED);
    if (!number->readable || n_padded == 0 || n_padded * 5 < n_fine * 4)
        return;
    say_note(draft, "%s bedragen met meer dan twee decimalen; achter de centen %s",
             draft_count(draft, n_fine),
             n_padded == n_fine
                 ? "alleen nullen"
                 : arena_printf(draft->arena,
                                "in %s ervan alleen nullen, de andere worden afgekeurd",
                                draft_count(draft, n_padded)));
    say_line(draft, "decimalen = %u", number->n_decimals);
}

void draft_print_number(struct draft *draft)
{
    draft_section(draft, "getal");
    print_decimal(draft);
    print_decimals(draft);
    print_minus(draft);
    print_currency(draft);
    print_zeros(draft);
    if (draft_unit_column(draft))
        say_line(draft, "eenheid = %s", draft->items[draft->of_word[WORD_EENHEID]].name);
    else
        print_unit(draft);
}
