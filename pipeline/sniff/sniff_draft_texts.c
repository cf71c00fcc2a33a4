/* [tekstregels]: lines between the records that are no records. Nothing in such a line is a fault,
 * so that a rule for them must not hold for a booking: each amount and each column of the key is
 * asked for. Where that cannot be written the rule is left to whoever knows the export. */
#include "pipeline/settings/settings.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

static const char no_digit_first[] = "niet 0*, 1*, 2*, 3*, 4*, 5*, 6*, 7*, 8*, 9*";
static const char no_digit[] = "niet *0*, *1*, *2*, *3*, *4*, *5*, *6*, *7*, *8*, *9*";

/* ---- what would make a booking of a line ---- */

struct watched {
    bool *amounts, *keys; /* per column of the file */
    size_t n_amounts;
};

/* Codes that no header speaks of are watched when no others can be the key. */
static void watch_keys(const struct draft *draft, bool *keys)
{
    bool any = false;
    for (size_t w = 0; w < DRAFT_KEY_WORDS && !(any && draft_key_words[w] == WORD_NONE); w++)
        for (size_t i = 0; i < draft->columns.n; i++)
            if (draft_may_be_key(draft, i, draft_key_words[w]))
                any = keys[draft->items[i].source] = true;
}

static struct watched watch(const struct draft *draft)
{
    size_t n = draft->columns.n;
    struct watched watched = {arena_alloc(draft->arena, n), arena_alloc(draft->arena, n), 0};
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        watched.amounts[i] = draft->items[i].type == TYPE_AMOUNT && draft_usable(draft, i);
        watched.n_amounts += watched.amounts[i];
    }
    watch_keys(draft, watched.keys);
    return watched;
}

/* A condition on a column that holds in lines of text and never in a booking, or NULL. */
typedef const char *condition_fn(struct draft *draft, const struct watched *watched, size_t column);

/* All of them in one rule. NULL after *column has none, or is NO_COLUMN: none of it is at fault. */
static const char *join(struct draft *draft, const struct watched *watched, condition_fn *condition,
                        size_t *column)
{
    const char *rule = "";
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        if (!watched->amounts[i] && !watched->keys[i])
            continue;
        const char *text = condition(draft, watched, i);
        *column = i;
        if (!text)
            return NULL;
        rule = arena_printf(draft->arena, "%s%s%s: %s", rule, *rule ? " & " : "",
                            draft->items[i].name, text);
    }
    *column = NO_COLUMN;
    return watched->n_amounts ? rule : NULL;
}

/* The rule as a line, or why there is none. */
static void print_rule(struct draft *draft, const struct watched *watched, const char *name,
                       condition_fn *condition)
{
    size_t column;
    const char *rule = join(draft, watched, condition, &column);
    const char *line = rule ? arena_printf(draft->arena, "%s = %s", name, rule) : NULL;
    if (line && strlen(line) <= SETTINGS_MAX_LINE_BYTES) {
        say_check(draft, "daarin zijn alle bedragen en sleutels leeg, of tekst");
        say_line(draft, "%s", line);
        return;
    }
    if (line)
        say_note(draft, "er zijn te veel bedragen om ze in een regel te noemen");
    else if (column != NO_COLUMN)
        say_note(draft, "aan %s is niet te zien of het een boeking is", draft->items[column].name);
    say_note(draft,
             "geen voorstel: een regel die ook een boeking vangt, laat haar weg zonder melding");
    say_note(draft,
             "zo'n regel hier is afgekeurd tot [tekstregels] hem noemt, aan een vaste tekst erin");
}

/* ---- headings that come back ---- */

/* As it stands in the file: a run compares fields, not headers. A header that reads as an amount
 * tells nothing. */
static const char *is_header(struct draft *draft, const struct watched *watched, size_t column)
{
    struct text bytes = draft->shape.first_bytes[column];
    const char *utf8 = text_to_utf8(draft->arena, bytes, draft->bytes.encoding);
    struct sniff_value value;
    bool tells = !watched->amounts[column] ||
                 !sniff_value_look(bytes, draft->bytes.encoding, &value) ||
                 !(sniff_value_is(KIND_AMOUNT, &value) || sniff_value_is(KIND_DASH, &value));
    for (const char *at = utf8; *at; at++)
        tells &= (unsigned char)*at >= ' ' && *at != 0x7F;
    bool closes = !strchr(utf8, ';'); /* behind a blank it would begin a remark */
    return tells && closes && *utf8 ? draft_rule_text(draft, bytes) : NULL;
}

static void print_headings(struct draft *draft, const struct watched *watched)
{
    const struct sniff_lines *lines = draft->columns.lines;
    say_note(draft, "de kop komt nog %s keer terug, eerst op regel %s",
             draft_count(draft, lines[CLASS_HEADING].n),
             draft_count(draft, lines[CLASS_HEADING].line_no));
    print_rule(draft, watched, "kop van een bladzijde", is_header);
}

/* ---- texts and blank rows ---- */

/* Empty in all of them; or filled with what no amount is, and no key that was seen. */
static const char *is_layout(struct draft *draft, const struct watched *watched, size_t column)
{
    const struct sniff_digits *records = &draft->items[column].records;
    const struct sniff_digits *texts = &draft->items[column].texts;
    if (texts->n == 0)
        return "leeg";
    bool is_amount = watched->amounts[column];
    if (!is_amount && records->n_first == records->n && texts->n_first == 0)
        return no_digit_first;
    if ((is_amount || records->n_inside == records->n) && texts->n_inside == 0)
        return no_digit;
    return NULL;
}

static void tell_texts(struct draft *draft)
{
    const struct sniff_lines *lines = draft->columns.lines;
    if (lines[CLASS_TEXT].n)
        say_note(draft, "%s regels zijn alleen tekst, eerst regel %s",
                 draft_count(draft, lines[CLASS_TEXT].n),
                 draft_count(draft, lines[CLASS_TEXT].line_no));
    if (lines[CLASS_BLANK].n)
        say_note(draft, "%s regels zijn alleen scheidingstekens, eerst regel %s",
                 draft_count(draft, lines[CLASS_BLANK].n),
                 draft_count(draft, lines[CLASS_BLANK].line_no));
}

static void print_texts(struct draft *draft, const struct watched *watched)
{
    const struct sniff_lines *lines = draft->columns.lines;
    const char *name = lines[CLASS_TEXT].n == 0    ? "lege regel"
                       : lines[CLASS_BLANK].n == 0 ? "tekst tussen de regels"
                                                   : "tekst en lege regels";
    tell_texts(draft);
    print_rule(draft, watched, name, is_layout);
}

void draft_print_texts(struct draft *draft)
{
    const struct sniff_lines *lines = draft->columns.lines;
    if (lines[CLASS_HEADING].n + lines[CLASS_TEXT].n + lines[CLASS_BLANK].n == 0)
        return;
    struct watched watched = watch(draft);
    draft_section(draft, "tekstregels");
    if (lines[CLASS_HEADING].n)
        print_headings(draft, &watched);
    if (lines[CLASS_TEXT].n + lines[CLASS_BLANK].n)
        print_texts(draft, &watched);
}
