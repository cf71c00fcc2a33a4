/* [tekstregels] and [totaalregels]: lines between the records that are none. */
#include "pipeline/sniff_draft.h"

#include <string.h>

#define MAX_HEADING 60 /* bytes of a header in a rule */

/* ---- headings that come back ---- */

/* A column whose header a rule can hold, and that is no value of it. */
static size_t find_heading(const struct draft *draft)
{
    for (size_t i = 0; i < draft->columns->n_plain; i++) {
        const struct draft_column *column = &draft->items[i];
        if (!column->problem && column->header.n_bytes > 0 &&
            column->header.n_bytes <= MAX_HEADING &&
            text_equal(column->header,
                       text_of(text_to_utf8(draft->arena, draft->shape->first_bytes[i],
                                            draft->bytes->encoding))))
            return i;
    }
    return NO_COLUMN;
}

static void print_headings(struct draft *draft)
{
    const struct sniff_layout *layout = &draft->columns->layout;
    size_t column = find_heading(draft);
    if (layout->n_headings == 0)
        return;
    draft_say(draft, SAY_COMMENT, "de kop komt nog %s keer terug, eerst op regel %s",
              draft_count(draft, layout->n_headings), draft_count(draft, layout->heading));
    if (column == NO_COLUMN)
        draft_say(draft, SAY_COMMENT, "geen kolom waaraan een regel die kop kan herkennen");
    else
        draft_say(draft, SAY_LINE, "kop van een bladzijde = %s: %s", draft->items[column].name,
                  draft_rule_text(draft, draft->shape->first_bytes[column]));
}

/* ---- texts and blank rows ---- */

/* Always filled in a record, never in those lines: what tells them apart; codes before amounts. */
static size_t find_filled(const struct draft *draft)
{
    size_t found = NO_COLUMN;
    for (size_t i = 0; i < draft->columns->n_plain; i++) {
        const struct sniff_column *counts = &draft->columns->items[i];
        bool tells = counts->n_empty == 0 && counts->n_in_layout == 0 && draft_usable(draft, i);
        if (tells && (found == NO_COLUMN || draft->items[found].type == TYPE_AMOUNT))
            found = i;
    }
    return found;
}

/* Two columns that are never filled in those lines, the ones with the fewest gaps in records. */
static const char *two_columns(struct draft *draft)
{
    size_t best[2] = {NO_COLUMN, NO_COLUMN};
    for (size_t i = 0; i < draft->columns->n_plain; i++) {
        const struct sniff_column *items = draft->columns->items;
        if (items[i].n_in_layout > 0 || !draft_usable(draft, i))
            continue;
        if (best[0] == NO_COLUMN || items[i].n_empty < items[best[0]].n_empty) {
            best[1] = best[0];
            best[0] = i;
        } else if (best[1] == NO_COLUMN || items[i].n_empty < items[best[1]].n_empty) {
            best[1] = i;
        }
    }
    if (best[1] == NO_COLUMN)
        return NULL;
    return arena_printf(draft->arena, "%s: leeg & %s: leeg", draft->items[best[0]].name,
                        draft->items[best[1]].name);
}

static void tell_texts(struct draft *draft)
{
    const struct sniff_layout *layout = &draft->columns->layout;
    if (layout->n_texts)
        draft_say(draft, SAY_COMMENT, "%s regels zijn alleen tekst, eerst regel %s",
                  draft_count(draft, layout->n_texts), draft_count(draft, layout->text));
    if (layout->n_blank)
        draft_say(draft, SAY_COMMENT, "%s regels zijn alleen scheidingstekens, eerst regel %s",
                  draft_count(draft, layout->n_blank), draft_count(draft, layout->blank));
}

static void print_texts(struct draft *draft)
{
    const struct sniff_layout *layout = &draft->columns->layout;
    const char *name = layout->n_texts == 0   ? "lege regel"
                       : layout->n_blank == 0 ? "tekst tussen de regels"
                                              : "tekst en lege regels";
    if (layout->n_texts + layout->n_blank == 0)
        return;
    tell_texts(draft);
    size_t column = find_filled(draft);
    const char *two = column == NO_COLUMN ? two_columns(draft) : NULL;
    if (column != NO_COLUMN) {
        draft_say(draft, SAY_CHECK, "%s is daarin leeg, en in alle %s records gevuld",
                  draft->items[column].name, draft_count(draft, draft->columns->n_records));
        draft_say(draft, SAY_LINE, "%s = %s: leeg", name, draft->items[column].name);
    } else if (two) {
        draft_say(draft, SAY_COMMENT, "geen kolom is in alle records gevuld en daarin leeg");
        draft_say(draft, SAY_FILL, "%s = %s", name, two);
    } else {
        draft_say(draft, SAY_COMMENT, "niets onderscheidt ze van records");
    }
}

static void print_text_lines(struct draft *draft)
{
    const struct sniff_layout *layout = &draft->columns->layout;
    bool headings = layout->n_headings > 0 && find_heading(draft) != NO_COLUMN;
    bool texts = layout->n_texts + layout->n_blank > 0 &&
                 (find_filled(draft) != NO_COLUMN || two_columns(draft));
    if (headings || texts)
        draft_section(draft, "tekstregels");
    print_headings(draft);
    print_texts(draft);
}

/* ---- totals ---- */

static const char *total_rule(struct draft *draft, const struct draft_total *total)
{
    const char *word = draft_rule_text(draft, total->word);
    return arena_printf(draft->arena, "%s: %s%s", draft->items[total->column].name, word,
                        total->stars ? "" : "*");
}

/* Proven when each of them equals the lines that it would total. */
static void print_total(struct draft *draft, const struct draft_total *total, size_t number)
{
    bool all = total->n_all == total->n, since = total->n_since == total->n;
    const char *name = arena_printf(draft->arena, number ? "totaal_%s_%zu" : "totaal_%s",
                                    draft->items[total->column].name, number + 1);
    enum draft_mark mark = all || since ? SAY_LINE : SAY_OPTION;
    draft_say(draft, SAY_COMMENT, "%s %s %s %s keer, eerst op regel %s: %s",
              draft->items[total->column].name, total->stars ? "is" : "begint met",
              draft_rule_text(draft, total->word), draft_count(draft, total->n),
              draft_count(draft, total->first),
              all     ? "telkens de som van alle regels ervoor"
              : since ? "telkens de som van de regels sinds de vorige"
                      : arena_printf(draft->arena,
                                     "%s keer de som van alle regels ervoor, %s keer die sinds de "
                                     "vorige; een totaal telt nooit mee",
                                     draft_count(draft, total->n_all),
                                     draft_count(draft, total->n_since)));
    draft_say(draft, mark, "%s = %s", name, total_rule(draft, total));
    if (since && !all)
        draft_say(draft, SAY_LINE, "%s.over = sinds vorige", name);
}

static void print_totals(struct draft *draft)
{
    const struct draft_sums *sums = &draft->sums;
    if (sums->n_totals == 0)
        return;
    draft_section(draft, "totaalregels");
    for (size_t t = 0; t < sums->n_totals; t++) {
        size_t number = 0;
        for (size_t k = 0; k < t; k++)
            number += sums->totals[k].column == sums->totals[t].column;
        print_total(draft, &sums->totals[t], number);
    }
}

void draft_print_layout(struct draft *draft)
{
    print_text_lines(draft);
    print_totals(draft);
}
