/* Controls per source: what the package said it delivered, and what a delivery looks like. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/text_list.h"

/* ---- what the package said it delivered ---- */

/* Headings and the like, which no package counts. */
static uint64_t n_layout_lines(const struct check *check)
{
    const struct profile *profile = check->source->profile;
    uint64_t n_mutaties = 0;
    for (size_t t = 0; t < profile->n_layout; t++)
        n_mutaties += check->account->fates[FATE_SCOPE + t].n_mutaties;
    return profile->n_amounts ? n_mutaties / profile->n_amounts : 0;
}

static uint64_t delivered_lines(const struct check *check)
{
    const struct source_account *account = check->account;
    return account->counts.n_records + account->counts.n_rejected - account->totals.n -
           n_layout_lines(check);
}

static struct sum delivered_total(const struct check *check)
{
    struct sum total = check->account->counts.amounts;
    sum_subtract(&total, check->account->fates[FATE_TOTAL_LINE].money);
    return total;
}

static struct sum promised(struct money money)
{
    return (struct sum){money, false};
}

static bool is_promised(struct sum sum, struct money promise)
{
    return !sum.overflow && sum.money.cents == promise.cents;
}

void the_delivery_has_its_lines(const struct check *check)
{
    const struct source *source = check->source;
    if (source->has_lines)
        check_count(check, "Controletotaal regels", SEVERITY_ERROR, (uint64_t)source->control_lines,
                    delivered_lines(check),
                    "Het aantal regels dat het pakket opgaf, zonder totaalregels.");
}

void the_delivery_has_its_amounts(const struct check *check)
{
    const struct source *source = check->source;
    const struct source_account *account = check->account;
    static const char sentence[] = "Het bedrag dat het pakket bij de levering opgaf.";
    if (source->has_debet)
        check_money(check, "Controletotaal debet", promised(source->control_debet),
                    check_booked_debet(account), sentence);
    if (source->has_credit)
        check_money(check, "Controletotaal credit", promised(source->control_credit),
                    check_booked_credit(account), sentence);
    if (source->has_total)
        check_money(check, "Controletotaal bedrag", promised(source->control_total),
                    delivered_total(check), sentence);
}

static bool delivery_agrees(const struct check *check)
{
    const struct source *source = check->source;
    const struct source_account *account = check->account;
    return (!source->has_lines || (uint64_t)source->control_lines == delivered_lines(check)) &&
           (!source->has_debet ||
            is_promised(check_booked_debet(account), source->control_debet)) &&
           (!source->has_credit ||
            is_promised(check_booked_credit(account), source->control_credit)) &&
           (!source->has_total || is_promised(delivered_total(check), source->control_total));
}

/* Nothing else tells of a file that was not sent. What the sender gave and does not agree is the
 * fout of the controls above. */
void the_delivery_is_whole(const struct check *check)
{
    const struct source *source = check->source;
    struct arena *arena = check->job->arena;
    const char *name = check_name(check, "Levering volledig volgens de afzender");
    struct controls *controls = &check->job->controls;
    const struct {
        bool given;
        const char *what;
    } totals[] = {{source->has_lines, "regels"},
                  {source->has_debet, "debet"},
                  {source->has_credit, "credit"},
                  {source->has_total, "bedrag"}};
    struct text_list given = {.arena = arena};
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
        if (totals[i].given)
            list_add(&given, "%s", totals[i].what);
    if (!given.n) {
        controls_not_done(controls, arena, name, SEVERITY_ERROR, NULL);
        return;
    }
    if (!delivery_agrees(check))
        return;
    struct control *control = controls_add(controls, arena, name, SEVERITY_ERROR);
    control->expected = control->found = list_text(&given, "");
    control->holds = true;
    control->sentence = "Wat de afzender opgaf is wat er gelezen is.";
}

void every_file_has_lines(const struct check *check)
{
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < check->source->n_files; i++)
        if (check->account->files[i].n_records == 0)
            examples_add(&examples, check->job->arena, "%s",
                         source_file_shown(check->source, i, check->job->arena));
    check_none(check->job, check_name(check, "Geen bestanden zonder regels"), SEVERITY_WARNING,
               &examples, "Een geleverd bestand bevat gegevensregels.");
}

/* Totals of the sender, or a total line in the file, say whether the last amount is whole; the
 * number of lines does not. */
static bool end_is_proven(const struct check *check)
{
    const struct source *source = check->source;
    const struct profile *profile = source->profile;
    bool totals_all = false;
    for (size_t t = 0; t < profile->n_totals; t++)
        totals_all |= !profile->totals[t].since_previous;
    return source->has_total || (source->has_debet && source->has_credit) ||
           (totals_all && check->account->totals.n > 0);
}

/* Only of a source that has such files: a remark is of a workbook. */
void nothing_was_hidden(const struct check *check)
{
    struct examples examples = {.text = ""};
    struct arena *arena = check->job->arena;
    for (size_t i = 0; i < check->source->n_files; i++)
        if (*check->account->files[i].remark)
            examples_add(&examples, arena, "%s: %s", source_file_shown(check->source, i, arena),
                         check->account->files[i].remark);
    if (examples.n > 0)
        check_none(
            check->job, check_name(check, "Werkmappen zonder wat verborgen is"), SEVERITY_WARNING,
            &examples,
            "Wat in een werkmap verborgen is telt mee, en een samengevoegde cel heeft alleen "
            "in haar eerste vakje een waarde; kijk na of de levering zo bedoeld is.");
}

void no_file_looks_cut_off(const struct check *check)
{
    const struct source *source = check->source;
    struct examples examples = {.text = ""};
    if (end_is_proven(check))
        return;
    for (size_t i = 0; i < source->n_files; i++) {
        const struct file_account *file = &check->account->files[i];
        if (file->n_records > 0 && file->ends_open)
            examples_add(&examples, check->job->arena, "%s",
                         source_file_shown(source, i, check->job->arena));
    }
    check_none(
        check->job, check_name(check, "Geen bestanden die afgekapt lijken"), SEVERITY_WARNING,
        &examples,
        "Achter de laatste regel hoort een regeleinde: zonder kan er een stuk ontbreken, ook "
        "van het laatste bedrag. Met controle_totaal, of controle_debet en controle_credit, "
        "bij de bron is zeker of alles er is.");
}
