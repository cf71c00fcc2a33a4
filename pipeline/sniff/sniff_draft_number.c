/* [getal]. */
#include "pipeline/sniff/sniff_draft.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

struct sign_name {
    unsigned bit;
    const char *name;
};

static const struct sign_name marks[] = {{AMOUNT_COMMA, "komma"},
                                         {AMOUNT_POINT, "punt"},
                                         {AMOUNT_SPACE, "spatie"},
                                         {AMOUNT_APOSTROPHE, "apostrof"},
                                         {0, NULL}};

static const struct sign_name ways[] = {{AMOUNT_MINUS_FRONT, "voor"},
                                        {AMOUNT_MINUS_BACK, "achter"},
                                        {AMOUNT_BRACKETS, "haakjes"},
                                        {AMOUNT_CR_DR, "crdr"},
                                        {0, NULL}};

static const char *listed(struct draft *draft, const struct sign_name *names, unsigned set,
                          const char *none)
{
    const char *list = "";
    for (; names->name; names++)
        if (set & names->bit)
            list = arena_printf(draft->arena, "%s%s%s", list, *list ? ", " : "", names->name);
    return *list ? list : none;
}

static const char *proof(struct draft *draft, enum sniff_kind kind)
{
    return draft_proof(draft, &draft->number.first[kind], false);
}

/* ---- decimaal and duizendtal ---- */

static void print_known_decimal(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    enum sniff_kind kind = number->decimals == AMOUNT_COMMA ? KIND_COMMA : KIND_POINT;
    say_note(draft, "%s; geen enkel bedrag spreekt dat tegen", proof(draft, kind));
    say_line(draft, "decimaal = %s", listed(draft, marks, number->decimals, ""));
    say_line(draft, "duizendtal = %s",
             listed(draft, marks, draft_thousands(number, number->decimals), "geen"));
}

/* Each column of the file has a notation, but not all the same one. */
static void print_two_notations(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    unsigned thousands =
        draft_thousands(number, AMOUNT_COMMA) | draft_thousands(number, AMOUNT_POINT);
    say_note(draft, "dubbelzinnig: twee schrijfwijzen in een bestand;");
    say_note(draft, "  %s bedragen alleen leesbaar met een komma (%s)",
             draft_count(draft, number->n[KIND_COMMA]), proof(draft, KIND_COMMA));
    say_note(draft, "  %s bedragen alleen leesbaar met een punt (%s)",
             draft_count(draft, number->n[KIND_POINT]), proof(draft, KIND_POINT));
    say_fill(draft, "decimaal = komma, punt");
    say_or(draft, "decimaal = komma");
    say_or(draft, "decimaal = punt");
    say_fill(draft, "duizendtal = %s", listed(draft, marks, thousands, "geen"));
}

static const char *why_unknown(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    if (number->n[KIND_AMOUNT] == 0)
        return "er zijn geen bedragen gezien";
    if (number->n[KIND_EITHER] == 0)
        return "geen enkel bedrag heeft een decimaalteken";
    return arena_printf(draft->arena,
                        "%s: een duizendtal of drie decimalen, en geen enkel ander bedrag beslist",
                        proof(draft, KIND_EITHER));
}

static void print_unknown_decimal(struct draft *draft)
{
    const char *comma = listed(draft, marks, draft_thousands(&draft->number, AMOUNT_COMMA), "geen");
    const char *point = listed(draft, marks, draft_thousands(&draft->number, AMOUNT_POINT), "geen");
    bool same = draft->number.n[KIND_EITHER] == 0;
    say_note(draft, "dubbelzinnig: %s", why_unknown(draft));
    say_fill(draft, "decimaal = komma");
    say_or(draft, "decimaal = punt");
    draft_say(draft, same ? SAY_LINE : SAY_FILL, "duizendtal = %s", comma);
    if (!same)
        say_or(draft, "duizendtal = %s", point);
}

static void print_decimal(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    if (number->decimals == AMOUNT_COMMA || number->decimals == AMOUNT_POINT)
        print_known_decimal(draft);
    else if (number->n[KIND_COMMA] && number->n[KIND_POINT])
        print_two_notations(draft);
    else
        print_unknown_decimal(draft);
}

/* ---- signs, currency, zeros ---- */

static void print_minus(struct draft *draft)
{
    static const struct {
        enum sniff_kind kind;
        unsigned way;
    } kinds[] = {{KIND_MINUS_FRONT, AMOUNT_MINUS_FRONT},
                 {KIND_MINUS_BACK, AMOUNT_MINUS_BACK},
                 {KIND_BRACKETS, AMOUNT_BRACKETS},
                 {KIND_CR_DR, AMOUNT_CR_DR}};
    unsigned set = 0;
    for (size_t i = 0; i < LENGTH(kinds); i++) {
        if (draft->number.n[kinds[i].kind] == 0)
            continue;
        set |= kinds[i].way;
        say_note(draft, "%s bedragen %s: %s", draft_count(draft, draft->number.n[kinds[i].kind]),
                 sniff_kind_text(kinds[i].kind), proof(draft, kinds[i].kind));
    }
    if (!set)
        say_check(draft, "geen bedrag met een minteken gezien");
    say_line(draft, "min = %s", listed(draft, ways, set, "voor"));
}

/* "ja" for the euro alone; else all of them by name. */
static void print_currency(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    const char *list = "";
    bool others = false;
    for (size_t i = 0; i < SNIFF_CURRENCIES; i++) {
        if (number->n_currency[i] == 0)
            continue;
        others |= i > 0;
        list = arena_printf(draft->arena, "%s%s%s", list, *list ? ", " : "",
                            i ? sniff_currency_name(i) : "\xE2\x82\xAC, EUR");
    }
    if (!*list)
        return;
    draft_say(draft, others ? SAY_CHECK : SAY_COMMENT, "%s bedragen met een valutateken: %s%s",
              draft_count(draft, number->n[KIND_CURRENCY]), proof(draft, KIND_CURRENCY),
              others ? "; zijn alle bedragen in die valuta?" : "");
    say_line(draft, "valuta = %s", others ? list : "ja");
}

static void print_zeros(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    if (number->n[KIND_DASH] && !draft->dash_is_empty) {
        say_check(draft, "%s keer een streepje alleen: betekent dat 0?",
                  draft_count(draft, number->n[KIND_DASH]));
        say_line(draft, "streepje_is_nul = ja");
    }
    if (number->n_empty && draft_has_pair(draft))
        say_note(draft, "%s lege velden in de bedragkolommen: debet of credit is leeg",
                 draft_count(draft, number->n_empty));
    else if (number->n_empty)
        say_check(draft,
                  "%s lege velden in de bedragkolommen; bij 'nee' worden die regels afgekeurd",
                  draft_count(draft, number->n_empty));
    bool empty = number->n_empty || (draft->dash_is_empty && number->n[KIND_DASH]);
    say_line(draft, "leeg_is_nul = %s", empty ? "ja" : "nee");
}

/* ---- eenheid ---- */

/* The line in front of the table that says so, or 0. */
static uint64_t line_about_thousands(const struct draft *draft)
{
    struct text rest = {draft->bytes.text.bytes, draft->shape.start};
    struct csv_line line;
    for (uint64_t line_no = 1; rest.n_bytes > 0; line_no++) {
        csv_line(rest, true, &line);
        if (sniff_says_thousands((struct text){rest.bytes, line.end}))
            return line_no;
        rest = (struct text){rest.bytes + line.next, rest.n_bytes - line.next};
    }
    return 0;
}

static bool header_about_thousands(const struct draft *draft)
{
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].type == TYPE_AMOUNT && sniff_says_thousands(draft->items[i].header))
            return true;
    return false;
}

/* Amounts with more than two decimals, whichever mark remains. */
static size_t count_either(const struct draft_number *number, enum sniff_kind comma,
                           enum sniff_kind point)
{
    return (number->decimals & AMOUNT_COMMA ? number->n[comma] : 0) +
           (number->decimals & AMOUNT_POINT ? number->n[point] : 0);
}

static size_t count_fine(const struct draft_number *number)
{
    return count_either(number, KIND_COMMA_FINE, KIND_POINT_FINE);
}

static size_t count_padded(const struct draft_number *number)
{
    return count_either(number, KIND_COMMA_PADDED, KIND_POINT_PADDED);
}

/* In thousands with three decimals one in ten ends in a zero, too. */
static bool mostly_padded(const struct draft_number *number)
{
    return count_padded(number) * 5 >= count_fine(number) * 4;
}

static void print_decimals(struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    size_t n_fine = count_fine(number), n_padded = count_padded(number);
    if (!number->readable || n_padded == 0 || !mostly_padded(number))
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

static const char *doubt_about_unit(struct draft *draft, bool *thousands)
{
    uint64_t line_no = line_about_thousands(draft);
    *thousands = true;
    if (line_no)
        return arena_printf(draft->arena, "regel %s spreekt van duizendtallen",
                            draft_count(draft, line_no));
    if (header_about_thousands(draft))
        return "een kop spreekt van duizendtallen";
    size_t n_fine = count_fine(&draft->number);
    if (draft->number.readable && n_fine > 0 && !mostly_padded(&draft->number))
        return "bedragen met meer dan twee decimalen kunnen geen euro's zijn";
    *thousands = false;
    return draft->number.n[KIND_CENTS] || n_fine
               ? NULL
               : "geen enkel bedrag heeft centen; euro's, duizendtallen of "
                 "centen?";
}

bool draft_unit_column(const struct draft *draft)
{
    size_t column = draft->of_word[WORD_EENHEID];
    if (column == NO_COLUMN || draft->items[column].more_distinct)
        return false;
    const struct memo *distinct = &draft->items[column].distinct;
    for (size_t i = 0; i < distinct->n; i++)
        if (!sniff_flag_means(WORD_EENHEID, distinct->texts[i]))
            return false;
    return distinct->n > 0;
}

static void print_unit(struct draft *draft)
{
    if (draft_unit_column(draft)) {
        say_line(draft, "eenheid = %s", draft->items[draft->of_word[WORD_EENHEID]].name);
        return;
    }
    bool thousands;
    const char *doubt = doubt_about_unit(draft, &thousands);
    if (doubt)
        say_note(draft, "dubbelzinnig: %s", doubt);
    const struct draft_number *number = &draft->number;
    size_t n_cents = number->n[KIND_CENTS] + count_fine(number);
    if (!doubt && n_cents * 2 < number->n[KIND_AMOUNT])
        say_check(draft, "%s van de %s bedragen hebben centen: in euro's, of in duizenden?",
                  draft_count(draft, n_cents), draft_count(draft, number->n[KIND_AMOUNT]));
    draft_say(draft, doubt ? SAY_FILL : SAY_LINE, "eenheid = %s", thousands ? "1000" : "1");
    if (doubt) {
        say_or(draft, "eenheid = %s", thousands ? "1" : "1000");
        say_or(draft, "eenheid = 0,01");
    }
}

void draft_print_number(struct draft *draft)
{
    draft_section(draft, "getal");
    print_decimal(draft);
    print_decimals(draft);
    print_minus(draft);
    print_currency(draft);
    print_zeros(draft);
    print_unit(draft);
}
