/* [tekstregels]: lines between the records that are no records. Nothing in such a line is a fault,
 * so that a rule for them must not hold for a booking: each amount and each column of the key is
 * asked for. Where that cannot be written the rule is left to whoever knows the export.
 * [totaalregels]: lines that a word or a star calls a total, and whether they are one.
 * [gelijk]: what amounts of a line are to each other. */
#include "pipeline/base/text_list.h"
#include "pipeline/settings/settings.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

/* ---- what would make a booking of a line ---- */

enum watched { WATCHED_NOT, WATCHED_KEY, WATCHED_AMOUNT };

/* Per column of the file. Codes that no header speaks of are watched when no others can be the key.
 */
static enum watched *watch(const struct draft *draft)
{
    enum watched *watched = arena_alloc(draft->arena, draft->columns.n * sizeof *watched);
    bool any = false;
    for (size_t w = 0; w < DRAFT_KEY_WORDS && !(any && draft_key_words[w] == WORD_NONE); w++)
        for (size_t i = 0; i < draft->columns.n; i++)
            if (!draft->items[i].headed && draft_may_be_key(draft, i, draft_key_words[w])) {
                watched[draft->items[i].source] = WATCHED_KEY;
                any = true;
            }
    for (size_t i = 0; i < draft->columns.n_plain; i++)
        if (draft->items[i].type == TYPE_AMOUNT && draft_usable(draft, i))
            watched[i] = WATCHED_AMOUNT;
    return watched;
}

/* A condition on a column that holds in lines of text and never in a booking, or NULL. */
typedef const char *condition_fn(struct draft *draft, size_t column, bool is_amount);

/* The column that heads of cards say, or NULL. */
static const struct sniff_column *headed(const struct draft *draft)
{
    const struct sniff_column *last = &draft->items[draft->columns.n - 1];
    return last->headed ? last : NULL;
}

/* Few of its codes have another length than most: they may be of a text that begins as heads do. */
static bool are_uneven(const struct sniff_column *card)
{
    size_t n_of[SNIFF_SIGHT_BYTES] = {0}, most = 0;
    for (size_t i = 0; i < card->distinct.n; i++) {
        const size_t n = card->distinct.texts[i].n_bytes;
        n_of[n < SNIFF_SIGHT_BYTES ? n : 0]++;
    }
    for (size_t n = 0; n < SNIFF_SIGHT_BYTES; n++)
        most = n_of[n] > most ? n_of[n] : most;
    return most < card->distinct.n && most * 4 >= card->distinct.n * 3;
}

/* Empty in all of them; or filled with what no amount is, and no key that was seen. */
static const char *is_layout(struct draft *draft, size_t column, bool is_amount)
{
    const struct sniff_digits *records = &draft->items[column].records;
    const struct sniff_digits *texts = &draft->items[column].texts;
    if (texts->n == 0)
        return "leeg";
    if (!is_amount && records->n_first == records->n && texts->n_first == 0)
        return "niet 0*, 1*, 2*, 3*, 4*, 5*, 6*, 7*, 8*, 9*";
    if ((is_amount || records->n_inside == records->n) && texts->n_inside == 0)
        return "niet *0*, *1*, *2*, *3*, *4*, *5*, *6*, *7*, *8*, *9*";
    return NULL;
}

/* The same, in the head of a card. */
static const char *is_card(struct draft *draft, size_t column, bool is_amount)
{
    const struct sniff_card *card = &draft->columns.card;
    if (column != card->front)
        return is_layout(draft, column, is_amount);
    return *card->word
               ? arena_printf(draft->arena, "%s*", draft_rule_text(draft, text_of(card->word)))
               : "niet leeg";
}

/* All of them in one rule, as a line; or why there is none. Of many amounts the first ones, where
 * no record lacks any: that is asked. */
static void print_rule(struct draft *draft, const char *name, condition_fn *condition)
{
    enum watched *watched = watch(draft);
    if (condition == is_card)
        watched[draft->columns.card.front] = WATCHED_KEY;
    struct text_list rule = {.arena = draft->arena, .between = " & "};
    size_t n_amounts = 0, n_left = 0, unknown = NO_COLUMN;
    for (size_t i = 0; i < draft->columns.n_plain && unknown == NO_COLUMN; i++) {
        if (watched[i] == WATCHED_NOT)
            continue;
        bool is_amount = watched[i] == WATCHED_AMOUNT;
        const char *text = condition(draft, i, is_amount);
        const size_t n_before = rule.n_bytes;
        bool first = is_amount && n_amounts++ == 0;
        if (text)
            list_add(&rule, "%s: %s", draft->items[i].name, text);
        else
            unknown = i;
        if (is_amount && !first && draft->number.n_empty == 0 &&
            strlen(name) + strlen(" = ") + rule.n_bytes > SETTINGS_MAX_LINE_BYTES) {
            rule.bytes[rule.n_bytes = n_before] = '\0';
            n_left++;
        }
    }
    const char *line = arena_printf(draft->arena, "%s = %s", name, list_text(&rule, ""));
    bool whole = unknown == NO_COLUMN && n_amounts > 0;
    if (whole && strlen(line) <= SETTINGS_MAX_LINE_BYTES) {
        const bool asked = condition == is_card && are_uneven(headed(draft));
        if (asked)
            say_fill(draft, "%s = " DRAFT_UNKNOWN, name);
        say_check(draft, n_left ? "daarin is de sleutel leeg, en wat in een regel met een bedrag "
                                  "nooit leeg is; voor de andere bedragen is geen plaats"
                                : "daarin zijn alle bedragen en sleutels leeg, of tekst");
        draft_say(draft,
                  asked    ? SAY_OR
                  : n_left ? draft_option(draft, true)
                           : SAY_LINE,
                  "%s", line);
        if (condition == is_card)
            say_line(draft, "%s.begint = %s", name, headed(draft)->name);
        return;
    }
    if (whole)
        say_note(draft, "er zijn te veel bedragen om ze in een regel te noemen");
    else if (unknown != NO_COLUMN)
        say_note(draft, "aan %s is niet te zien of het een boeking is", draft->items[unknown].name);
    say_note(draft,
             "geen voorstel: een regel die ook een boeking vangt, laat haar weg zonder melding");
    say_note(draft,
             "zo'n regel hier is afgekeurd tot [tekstregels] hem noemt, aan een vaste tekst erin");
}

/* A heading that comes back, as it stands in the file: a run compares fields, not headers. A header
 * that reads as an amount tells nothing; a ';' behind a blank would begin a remark. */
static const char *is_header(struct draft *draft, size_t column, bool is_amount)
{
    struct text bytes = draft->shape.first_bytes[column];
    const char *utf8 = text_to_utf8(draft->arena, bytes, draft->bytes.encoding);
    struct sniff_value value;
    bool tells = *utf8 && !strchr(utf8, ';') &&
                 strcmp(text_shown(draft->arena, utf8, ""), utf8) == 0 &&
                 !(is_amount && sniff_value_look(bytes, draft->bytes.encoding, &value) &&
                   (sniff_value_is(KIND_AMOUNT, &value) || sniff_value_is(KIND_DASH, &value)));
    return tells ? draft_rule_text(draft, bytes) : NULL;
}

void draft_print_texts(struct draft *draft)
{
    const struct sniff_lines *heading = &draft->columns.lines[CLASS_HEADING],
                             *text = &draft->columns.lines[CLASS_TEXT],
                             *blank = &draft->columns.lines[CLASS_BLANK];
    draft_section(draft, "tekstregels");
    if (heading->n) {
        say_note(draft, "de kop komt nog %s keer terug, eerst op regel %s",
                 draft_count(draft, heading->n), draft_count(draft, heading->line_no));
        print_rule(draft, "kop van een bladzijde", is_header);
    }
    if (headed(draft))
        print_rule(draft, "kaart", is_card);
    if (text->n)
        say_note(draft, "%s regels zijn alleen tekst, eerst regel %s", draft_count(draft, text->n),
                 draft_count(draft, text->line_no));
    if (blank->n)
        say_note(draft, "%s regels zijn alleen scheidingstekens, eerst regel %s",
                 draft_count(draft, blank->n), draft_count(draft, blank->line_no));
    if (text->n + blank->n)
        print_rule(draft,
                   text->n == 0    ? "lege regel"
                   : blank->n == 0 ? "tekst tussen de regels"
                                   : "tekst en lege regels",
                   is_layout);
}

/* ---- [totaalregels] ---- */

bool draft_is_total(const struct draft_total *total, enum draft_side side)
{
    const struct draft_agreeing *agreeing = &total->found.agreeing[side];
    size_t n = total->found.n;
    return n > 0 && (agreeing->n_all == n || agreeing->n_since == n);
}

static void print_total(struct draft *draft, const struct draft_total *total, size_t number)
{
    const struct draft_agreeing *agreeing = &total->found.agreeing[draft->sums.sideless];
    size_t n = total->found.n;
    const char *column = draft->items[total->column].name;
    const char *word = total->word.n_bytes ? draft_rule_text(draft, total->word) : "leeg";
    size_t account = draft->role[ROLE_REKENING];
    if (total->word.n_bytes == 0 && draft->items[total->column].is_down && account != NO_COLUMN)
        word = arena_printf(draft->arena, "leeg & %s: leeg", draft_name(draft, account));
    const char *name =
        arena_printf(draft->arena, number ? "totaal_%s_%zu" : "totaal_%s", column, number + 1);
    bool is_total = draft_is_total(total, draft->sums.sideless);
    draft_say(draft, is_total && total->word.n_bytes == 0 ? SAY_CHECK : SAY_COMMENT,
              "%s %s %s %s keer, eerst op regel %s: %s", column, total->whole ? "is" : "begint met",
              word, draft_count(draft, n), draft_count(draft, total->found.first),
              agreeing->n_all == n     ? "telkens de som van alle regels ervoor"
              : agreeing->n_since == n ? "telkens de som van de regels sinds de vorige"
                                       : arena_printf(draft->arena,
                                                      "%s keer de som van alle regels ervoor, %s "
                                                      "keer die sinds de vorige; een totaal telt "
                                                      "nooit mee",
                                                      draft_count(draft, agreeing->n_all),
                                                      draft_count(draft, agreeing->n_since)));
    const enum draft_mark doubt =
        n && (draft_tells_post(draft, total->column) || draft_is_parted(total)) ? SAY_FILL
                                                                                : SAY_OPTION;
    draft_say(draft, is_total ? SAY_LINE : doubt, "%s = %s: %s%s", name, column, word,
              total->whole ? "" : "*");
    if (is_total && agreeing->n_all != n)
        say_line(draft, "%s.over = sinds vorige", name);
}

void draft_print_totals(struct draft *draft)
{
    const struct draft_sums *sums = &draft->sums;
    draft_section(draft, "totaalregels");
    for (size_t t = 0; t < sums->n_totals; t++) {
        size_t number = 0;
        for (size_t k = 0; k < t; k++)
            number += sums->totals[k].column == sums->totals[t].column;
        if (!draft_is_above(&sums->totals[t]) && !sums->totals[t].saldo && !sums->totals[t].parted)
            print_total(draft, &sums->totals[t], number);
    }
}

/* ---- [gelijk] ---- */

/* All other amounts, and what is still empty behind one and called so: a month to come. */
static const char *parts_of(struct draft *draft)
{
    struct text_list list = {.arena = draft->arena, .between = " + "};
    bool part = false;
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        const struct sniff_column *column = &draft->items[i];
        bool to_come = column->type == TYPE_EMPTY && part &&
                       (sniff_part_of(column->header) || sniff_stand_kind(column->header));
        part = (column->type == TYPE_AMOUNT || to_come) && !column->aside &&
               draft_usable(draft, i) && i != draft->row_total;
        if (part)
            list_add(&list, "%s", draft_name(draft, i));
    }
    return list_text(&list, "");
}

void draft_print_identities(struct draft *draft)
{
    draft_section(draft, "gelijk");
    if (draft->row_saldo < 0)
        say_check(draft, "lasten min baten: klopt dat, of staan hun koppen verwisseld?");
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        const char *name = draft_name(draft, i), *sum = draft->items[i].rest_of;
        if (i == draft->row_total)
            sum = parts_of(draft);
        if (sum && (draft->of_many || strlen(sum) + strlen(name) + 3 <= SETTINGS_MAX_LINE_BYTES))
            say_line(draft, "%s = %s", name, sum);
    }
}
