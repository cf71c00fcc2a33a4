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
    return account->counts.n_records + account->counts.n_rejected - told_totals(account->facts)->n -
           n_layout_lines(check);
}

/* A sender counts the amounts of his lines, not what stands on a tegenrekening as well. */
static struct sum delivered_debet(const struct source_account *account)
{
    return sum_difference(check_booked_debet(account), account->counts.contra_debet);
}

static struct sum delivered_credit(const struct source_account *account)
{
    return sum_difference(check_booked_credit(account), account->counts.contra_credit);
}

static struct sum delivered_total(const struct check *check)
{
    return sum_difference(delivered_credit(check->account), delivered_debet(check->account));
}

static struct sum promised(struct money money)
{
    return (struct sum){money, false};
}

/* What the sender told: in the settings, or in the records that end its files. */
struct promise {
    const char *name; /* "Controletotaal" */
    bool has_lines, has_debet, has_credit, has_total;
    uint64_t n_lines;
    struct sum debet, credit, total;
};
#define PROMISES 2

static struct promise promise_of_settings(const struct source *source)
{
    return (struct promise){.name = "Controletotaal",
                            .has_lines = source->has_lines,
                            .has_debet = source->has_debet,
                            .has_credit = source->has_credit,
                            .has_total = source->has_total,
                            .n_lines = (uint64_t)source->control_lines,
                            .debet = promised(source->control_debet),
                            .credit = promised(source->control_credit),
                            .total = promised(source->control_total)};
}

static bool trailer_is_fine(const struct trailer *trailer)
{
    return trailer->n == 1 && trailer->n_behind == 0 && !trailer->fault;
}

/* Where one of them is not as it should be, that is what is told. */
static struct promise promise_of_trailers(const struct check *check)
{
    const struct profile_trailer *says = &check->source->profile->trailer;
    struct promise promise = {.name = "Sluitregel"};
    bool fine = says->mark != NULL;
    for (size_t f = 0; f < check->source->n_files; f++)
        fine &= trailer_is_fine(&check->account->files[f].trailer);
    if (!fine)
        return promise;
    promise.has_lines = says->lines > 0;
    promise.has_debet = says->debet > 0;
    promise.has_credit = says->credit > 0;
    promise.has_total = says->total > 0;
    for (size_t f = 0; f < check->source->n_files; f++) {
        const struct trailer *trailer = &check->account->files[f].trailer;
        promise.n_lines += trailer->n_lines;
        sum_add(&promise.debet, trailer->debet);
        sum_add(&promise.credit, trailer->credit);
        sum_add(&promise.total, trailer->total);
    }
    return promise;
}

static void promises_of(const struct check *check, struct promise promises[PROMISES])
{
    promises[0] = promise_of_settings(check->source);
    promises[1] = promise_of_trailers(check);
}

static struct sum part_of(const struct source_account *account, size_t total)
{
    const struct sum *sums = told_parts(account)->sums;
    return sums ? sums[total] : (struct sum){0};
}

/* The sender told the sum of each amount by itself. */
static bool parts_are_all(const struct source *source)
{
    size_t n = 0;
    for (size_t t = 0; t < source->n_named_totals; t++)
        n += source->named_totals[t].amount != PLAN_NO_PART;
    return n > 0 && n == source->profile->n_amounts;
}

static void check_promise(const struct check *check, const struct promise *promise)
{
    const struct source_account *account = check->account;
    struct arena *arena = check->job->arena;
    static const char sentence[] = "Het bedrag dat het pakket bij de levering opgaf.";
    if (promise->has_lines)
        check_count(check, arena_printf(arena, "%s regels", promise->name), SEVERITY_ERROR,
                    promise->n_lines, delivered_lines(check),
                    "Het aantal regels dat het pakket opgaf, zonder totaalregels.");
    if (promise->has_debet)
        check_money(check, arena_printf(arena, "%s debet", promise->name), promise->debet,
                    delivered_debet(account), sentence);
    if (promise->has_credit)
        check_money(check, arena_printf(arena, "%s credit", promise->name), promise->credit,
                    delivered_credit(account), sentence);
    if (promise->has_total)
        check_money(check, arena_printf(arena, "%s bedrag", promise->name), promise->total,
                    delivered_total(check), sentence);
}

/* "regels, bedrag": of what there are totals. */
static const char *promised_words(struct arena *arena, const struct source *source,
                                  const struct promise promises[PROMISES])
{
    const struct {
        bool given;
        const char *what;
    } totals[] = {{promises[0].has_lines || promises[1].has_lines, "regels"},
                  {promises[0].has_debet || promises[1].has_debet, "debet"},
                  {promises[0].has_credit || promises[1].has_credit, "credit"},
                  {promises[0].has_total || promises[1].has_total, "bedrag"},
                  {source->n_named_totals > 0, "bedrag per deel"}};
    struct text_list given = {.arena = arena};
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
        if (totals[i].given)
            list_add(&given, "%s", totals[i].what);
    return list_text(&given, "");
}

/* Nothing else tells of a file that was not sent. What the sender gave and does not agree is a fout
 * by itself. */
void the_delivery_is_whole(const struct check *check)
{
    const struct source *source = check->source;
    struct arena *arena = check->job->arena;
    const char *name = check_name(check, "Levering volledig volgens de afzender");
    struct controls *controls = &check->job->controls;
    const size_t n_failed = controls_failed(controls, SEVERITY_ERROR);
    struct promise promises[PROMISES];
    promises_of(check, promises);
    const char *given = promised_words(arena, source, promises);
    for (size_t p = 0; p < PROMISES; p++)
        check_promise(check, &promises[p]);
    for (size_t t = 0; t < source->n_named_totals; t++)
        check_money(check, arena_printf(arena, "Controletotaal %s", source->named_totals[t].name),
                    promised(source->named_totals[t].money), part_of(check->account, t),
                    "Het bedrag dat het pakket bij de levering opgaf.");
    if (!*given)
        controls_not_done(controls, arena, name, SEVERITY_ERROR, NULL);
    if (!*given || controls_failed(controls, SEVERITY_ERROR) > n_failed)
        return;
    struct control *control = controls_add(controls, arena, name, SEVERITY_ERROR);
    control->expected = control->found = given;
    control->holds = true;
    control->sentence = "Wat de afzender opgaf is wat er gelezen is.";
}

/* A file that was cut lacks its last record; one that was added to has lines behind it. */
void every_file_has_its_trailer(const struct check *check)
{
    struct arena *arena = check->job->arena;
    struct examples wrong = {.text = ""};
    if (!check->source->profile->trailer.mark)
        return;
    for (size_t f = 0; f < check->source->n_files; f++) {
        const struct trailer *trailer = &check->account->files[f].trailer;
        const char *file = source_file_shown(check->source, f, arena);
        if (trailer->n == 0)
            examples_add(&wrong, arena, "%s: geen sluitregel", file);
        else if (trailer->fault)
            examples_add(&wrong, arena, "%s: %s", file, trailer->fault);
        else if (trailer->n > 1)
            examples_add(&wrong, arena, "%s: %llu sluitregels", file,
                         (unsigned long long)trailer->n);
        else if (trailer->n_behind > 0)
            examples_add(&wrong, arena, "%s: %s achter de sluitregel", file,
                         count_words(arena, trailer->n_behind, "regel", "regels"));
    }
    check_none(check->job, check_name(check, "Elk bestand eindigt met zijn sluitregel"),
               SEVERITY_ERROR, &wrong,
               "De sluitregel zegt wat er in een bestand zit, zoals [sluitregel] van het "
               "bronprofiel hem beschrijft; zonder is het afgekapt.");
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
    return source->has_total || parts_are_all(source) || profile->trailer.mark ||
           (source->has_debet && source->has_credit) ||
           (totals_all && told_totals(check->account->facts)->n > 0);
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
        check_none(check->job, check_name(check, "Werkmappen zonder wat verborgen is"),
                   SEVERITY_WARNING, &examples,
                   "Wat in een werkmap verborgen is telt mee, en een samengevoegde cel heeft "
                   "alleen in haar eerste vakje een waarde; kijk na of de levering zo bedoeld is.");
}

/* Only of a source that has such a file. */
void no_file_ends_as_dos(const struct check *check)
{
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < check->source->n_files; i++)
        if (check->account->files[i].ends_as_dos)
            examples_add(&examples, check->job->arena, "%s",
                         source_file_shown(check->source, i, check->job->arena));
    if (examples.n > 0)
        check_none(check->job, check_name(check, "Geen eindteken van DOS"), SEVERITY_WARNING,
                   &examples,
                   "Achter de laatste regel staat een Ctrl-Z, waarmee programma's uit de tijd van "
                   "DOS een bestand afsluiten; dat is overgeslagen, alle regels zijn gelezen.");
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
    check_none(check->job, check_name(check, "Geen bestanden die afgekapt lijken"),
               SEVERITY_WARNING, &examples,
               "Achter de laatste regel hoort een regeleinde: zonder kan er een stuk ontbreken, "
               "ook van het laatste bedrag. Met controle_totaal, of controle_debet en "
               "controle_credit, bij de bron is zeker of alles er is.");
}
