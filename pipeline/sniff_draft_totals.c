/* [totaalregels]: lines that a word or a star calls a total, and whether they are one. */
#include "pipeline/sniff_draft.h"

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
