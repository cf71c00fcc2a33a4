/* [totaalregels]: lines that a word or a star calls a total, and whether they are one. */
#include "pipeline/sniff/sniff_draft.h"

static const char *total_rule(struct draft *draft, const struct draft_total *total)
{
    const char *word = total->word.n_bytes ? draft_rule_text(draft, total->word) : "leeg";
    return arena_printf(draft->arena, "%s: %s%s", draft->items[total->column].name, word,
                        total->stars ? "" : "*");
}

bool draft_is_total(const struct draft_total *total, enum draft_side side)
{
    const struct draft_agreeing *agreeing = &total->found.agreeing[side];
    return total->found.n > 0 &&
           (agreeing->n_all == total->found.n || agreeing->n_since == total->found.n);
}

static void tell_total(struct draft *draft, const struct draft_total *total,
                       const struct draft_agreeing *agreeing)
{
    say_note(draft, "%s %s %s %s keer, eerst op regel %s: %s", draft->items[total->column].name,
             total->stars ? "is" : "begint met",
             total->word.n_bytes ? draft_rule_text(draft, total->word) : "leeg",
             draft_count(draft, total->found.n), draft_count(draft, total->found.first),
             agreeing->n_all == total->found.n ? "telkens de som van alle regels ervoor"
             : agreeing->n_since == total->found.n
                 ? "telkens de som van de regels sinds de vorige"
                 : arena_printf(draft->arena,
                                "%s keer de som van alle regels ervoor, %s keer die sinds de "
                                "vorige; een totaal telt nooit mee",
                                draft_count(draft, agreeing->n_all),
                                draft_count(draft, agreeing->n_since)));
}

static void print_total(struct draft *draft, const struct draft_total *total, size_t number)
{
    const struct draft_agreeing *agreeing = &total->found.agreeing[draft->sums.sideless];
    const char *name = arena_printf(draft->arena, number ? "totaal_%s_%zu" : "totaal_%s",
                                    draft->items[total->column].name, number + 1);
    bool is_total = draft_is_total(total, draft->sums.sideless);
    tell_total(draft, total, agreeing);
    draft_say(draft, is_total ? SAY_LINE : SAY_OPTION, "%s = %s", name, total_rule(draft, total));
    if (is_total && agreeing->n_all != total->found.n)
        say_line(draft, "%s.over = sinds vorige", name);
}

void draft_print_totals(struct draft *draft)
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
