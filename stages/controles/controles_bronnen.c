/* Controls per source: lines in = lines out, debet = credit, what the package said it delivered. */
#include "pipeline/base/path.h"
#include "stages/controles/controles.h"

#include <string.h>

/* One source under control. */
struct check {
    struct job *job;
    const struct source *source;
    const struct source_account *account;
};

typedef void source_control_fn(const struct check *check);

static const char *name_of(const struct check *check, const char *what)
{
    return arena_printf(check->job->arena, "%s: %s", what, check->source->name);
}

static void count(const struct check *check, const char *what, enum severity severity,
                  uint64_t expected, uint64_t found, const char *sentence)
{
    controls_count(&check->job->controls, check->job->arena, name_of(check, what), severity,
                   expected, found, sentence);
}

static void money(const struct check *check, const char *what, struct money expected,
                  struct money found, const char *sentence)
{
    controls_money(&check->job->controls, check->job->arena, name_of(check, what), SEVERITY_ERROR,
                   expected, found, sentence);
}

static void not_done(const struct check *check, const char *what, enum severity severity,
                     const char *sentence)
{
    controls_not_done(&check->job->controls, check->job->arena, name_of(check, what), severity,
                      sentence);
}

/* ---- lines in = lines out ---- */

static void every_line_was_read(const struct check *check)
{
    uint64_t n_in_files = 0;
    for (size_t i = 0; i < check->source->n_files; i++)
        n_in_files += check->account->files[i].n_records;
    count(check, "Regels in = regels uit", SEVERITY_ERROR, n_in_files,
          check->account->n_records + check->account->n_rejected,
          "Elke gegevensregel van de bestanden is gelezen of afgekeurd.");
}

static struct figure sum_of_fates(const struct source_account *account)
{
    struct figure sum = {0};
    for (size_t i = 0; i < account->n_fates; i++) {
        sum.n_mutaties += account->fates[i].n_mutaties;
        if (!money_add(sum.money, account->fates[i].money, &sum.money))
            sum.money.cents = INT64_MAX;
    }
    return sum;
}

static void every_mutatie_ended_somewhere(const struct check *check)
{
    count(check, "Mutaties in = mutaties uit", SEVERITY_ERROR, check->account->n_mutaties,
          sum_of_fates(check->account).n_mutaties,
          "Elke gelezen mutatie staat op precies één plaats: in een cel, buiten scope of zonder "
          "koppeling.");
}

static void every_cent_ended_somewhere(const struct check *check)
{
    money(check, "Bedragen in = bedragen uit", check->account->sum,
          sum_of_fates(check->account).money,
          "De bedragen van alle gelezen mutaties, in de tekens van de bron, tegenover de som van "
          "alle plaatsen waar ze terechtkwamen.");
}

/* The tally's cells of this source, back in the source's notation. */
static void every_cell_is_in_the_saldi(const struct check *check)
{
    const struct source_account *account = check->account;
    struct figure sum = {0};
    for (int s = 0; s < SECTIE_COUNT; s++) {
        struct figure cell = account->cells[s];
        int factor = sign_rule_factor(&check->source->profile->sign, (enum sectie)s);
        sum.n_mutaties += cell.n_mutaties;
        if (!(factor < 0 ? money_subtract(sum.money, cell.money, &sum.money)
                         : money_add(sum.money, cell.money, &sum.money)))
            sum.money.cents = INT64_MAX;
    }
    count(check, "Mutaties in een cel = mutaties in de saldi", SEVERITY_ERROR,
          account->fates[FATE_CELL].n_mutaties, sum.n_mutaties,
          "Elke mutatie die een cel kreeg telt mee in precies één saldo.");
    money(check, "Bedragen in een cel = bedragen in de saldi", account->fates[FATE_CELL].money,
          sum.money, "De saldi van deze bron, terug in haar tekens, zijn wat een cel kreeg.");
}

/* ---- rejected lines ---- */

static void rejects_are_within_tolerance(const struct check *check)
{
    struct arena *arena = check->job->arena;
    const struct source *source = check->source;
    const struct source_account *account = check->account;
    struct control *control =
        controls_add(&check->job->controls, arena,
                     name_of(check, "Afgekeurde regels binnen de tolerantie"), SEVERITY_ERROR);
    control->expected = arena_printf(
        arena, "hoogstens %s, € %s",
        count_words(arena, (unsigned long long)source->tolerance_lines, "regel", "regels"),
        money_words(arena, source->tolerance_euros));
    control->found =
        arena_printf(arena, "%s, € %s", count_words(arena, account->n_rejected, "regel", "regels"),
                     money_words(arena, account->rejected_sum));
    control->holds = account->n_rejected <= (uint64_t)source->tolerance_lines &&
                     account->rejected_sum.cents <= source->tolerance_euros.cents &&
                     account->n_rejected_unread <= (uint64_t)source->tolerance_unread;
    control->sentence = "Afgekeurde regels tellen niet mee; ze staan met reden in afgekeurd.csv.";
    if (account->n_rejected_unread)
        control->sentence = arena_printf(
            arena, "%s Van %s was het bedrag niet te lezen (tolerantie_onleesbaar: %ld).",
            control->sentence, count_words(arena, account->n_rejected_unread, "regel", "regels"),
            source->tolerance_unread);
}

/* A file of another year, or an empty one, would print as zeros. */
static void the_source_is_of_this_run(const struct check *check)
{
    const struct figure *fates = check->account->fates;
    bool any = fates[FATE_CELL].n_mutaties + fates[FATE_OTHER_PROGRAMMA].n_mutaties +
                   fates[FATE_UNMAPPED].n_mutaties + check->account->n_rejected >
               0;
    bool was_read = errors_worst(check->job->errors) == ERROR_NONE;
    if (!check->source->may_be_empty && was_read)
        count(check, "Bron is van deze run", SEVERITY_ERROR, 1, any,
              "Een bron bevat mutaties van de jaren en perioden van deze run; anders is het een "
              "ander bestand, of leeg. Mag dat, zet dan leeg_toegestaan = ja bij de bron.");
}

/* True when a line says by itself of which year it is. */
static bool tells_years(const struct profile *profile)
{
    return profile->role[ROLE_DATUM] != NO_COLUMN ||
           (profile->role[ROLE_PERIODE] != NO_COLUMN && profile->period_kind != PERIOD_NUMBER);
}

static void every_line_is_of_its_year(const struct check *check)
{
    const struct source_account *account = check->account;
    struct arena *arena = check->job->arena;
    struct examples examples = {.text = ""};
    uint64_t n_lines = 0;
    if (!tells_years(check->source->profile)) {
        not_done(check, "Perioden en datums van het jaar", SEVERITY_WARNING,
                 "Dit is te controleren met datum, of een periode waarin het jaar staat, in "
                 "[betekenis] van het bronprofiel.");
        return;
    }
    for (size_t i = 0; i < account->n_other_years; i++) {
        const struct other_year *other = &account->other_years[i];
        n_lines += other->n_lines;
        examples_add(&examples, arena, "%s met een %s in %d bij %s (eerst %s)",
                     count_words(arena, other->n_lines, "regel", "regels"),
                     other->by_period ? "periode" : "datum", other->year,
                     check->job->plan->standen[other->stand].name, other->where);
    }
    controls_none(&check->job->controls, arena, name_of(check, "Perioden en datums van het jaar"),
                  SEVERITY_WARNING, n_lines, examples_text(&examples, arena),
                  "Een periode met een jaar hoort in het jaar van zijn stand; een boekdatum "
                  "hoogstens een half jaar ernaast, en erna alleen in periode 12 of later.");
}

static void nothing_was_rejected(const struct check *check)
{
    count(check, "Geen afgekeurde regels", SEVERITY_WARNING, 0, check->account->n_rejected,
          "Herstel de regels in afgekeurd.csv in de bron, of pas het bronprofiel aan.");
}

/* ---- lines of layout ---- */

static void lines_of_text_hold_no_amount(const struct check *check)
{
    const struct profile *profile = check->source->profile;
    struct arena *arena = check->job->arena;
    struct examples examples = {.text = ""};
    uint64_t n_lines = 0;
    if (profile->n_texts == 0)
        return;
    for (size_t t = 0; t < profile->n_texts; t++) {
        const struct text_with_amount *texts = &check->account->texts_with_amount[t];
        n_lines += texts->n_lines;
        if (texts->n_lines > 0)
            examples_add(&examples, arena, "%s (%s, eerst %s)", profile->scopes[t].name,
                         count_words(arena, texts->n_lines, "regel", "regels"), texts->where);
    }
    controls_none(&check->job->controls, arena, name_of(check, "Tekstregels zonder bedrag"),
                  SEVERITY_ERROR, n_lines, examples_text(&examples, arena),
                  "Een tekstregel telt niet mee; met een bedrag is het een boeking die verloren "
                  "gaat. Maak de regel in [tekstregels] van het bronprofiel enger.");
}

/* ---- mapping ---- */

static struct examples unmapped_of(const struct check *check, uint64_t *n_mutaties,
                                   struct money *sum)
{
    const struct ledger *ledger = check->job->ledger;
    struct arena *arena = check->job->arena;
    struct examples examples = {.text = "", .listed = true};
    for (size_t i = 0; i < ledger->n_unmapped; i++) {
        const struct unmapped *unmapped = &ledger->unmapped[i];
        if (strcmp(unmapped->source, check->source->name) != 0)
            continue;
        examples_add(&examples, arena, "%s (%s, € %s)", key_words(arena, unmapped),
                     count_words(arena, unmapped->n_mutaties, "mutatie", "mutaties"),
                     money_words(arena, unmapped->sum));
        *n_mutaties += unmapped->n_mutaties;
        if (!money_add(*sum, unmapped->sum, sum))
            sum->cents = INT64_MAX;
    }
    return examples;
}

static void every_key_is_mapped(const struct check *check)
{
    uint64_t n_mutaties = 0;
    struct money sum = {0};
    struct examples examples = unmapped_of(check, &n_mutaties, &sum);
    check_none(check->job, name_of(check, "Geen sleutels zonder koppeling"), SEVERITY_ERROR,
               &examples,
               "Elke sleutel hoort bij een post in posten.csv; wat ontbreekt staat in "
               "zonder_koppeling.csv.");
    check->job->controls.items[check->job->controls.n - 1].told = true; /* by controles_koppeling */
    count(check, "Zonder koppeling volledig vermeld", SEVERITY_ERROR,
          check->account->fates[FATE_UNMAPPED].n_mutaties, n_mutaties,
          "De lijst van sleutels zonder koppeling noemt elke mutatie die geen plaats kreeg.");
    money(check, "Zonder koppeling in euro's", check->account->fates[FATE_UNMAPPED].money, sum,
          "De bedragen in die lijst zijn samen alles wat geen plaats kreeg.");
}

/* ---- debet = credit, doubles ---- */

static const char full_ledger[] =
    "Van een volledig grootboek is dit te controleren met sluitend = ja in [betekenis] van het "
    "bronprofiel.";

static void the_ledger_balances(const struct check *check)
{
    if (!check->source->profile->balanced)
        not_done(check, "Debet = credit", SEVERITY_ERROR, full_ledger);
    else
        money(check, "Debet = credit", check->account->debet, check->account->credit,
              "Een volledig grootboek sluit: debet en credit zijn samen even groot.");
}

/* Where boekstukken close the files need not: an export may be cut anywhere. Without them it is the
 * nearest there is, and for the same reason a warning. */
static void every_file_balances(const struct check *check)
{
    struct arena *arena = check->job->arena;
    struct examples examples = {.text = ""};
    if (!check->source->profile->balanced || check->account->balance_checked)
        return;
    for (size_t i = 0; i < check->source->n_files; i++) {
        const struct file_account *file = &check->account->files[i];
        struct money difference;
        if (!money_subtract(file->credit, file->debet, &difference))
            difference.cents = INT64_MAX;
        if (difference.cents != 0)
            examples_add(&examples, arena, "%s (€ %s)", source_file_shown(check->source, i, arena),
                         money_words(arena, difference));
    }
    check_none(check->job, name_of(check, "Debet = credit per bestand"), SEVERITY_WARNING,
               &examples,
               "Elk bestand van een volledig grootboek sluit, tenzij het pakket een boekstuk over "
               "bestanden verdeelt.");
}

static void every_boekstuk_balances(const struct check *check)
{
    static const char name[] = "Debet = credit per boekstuk";
    const struct source_account *account = check->account;
    struct arena *arena = check->job->arena;
    if (!account->balance_checked) {
        not_done(
            check, name, SEVERITY_ERROR,
            check->source->profile->balanced
                ? "Dit is te controleren met boekstuk in [betekenis] van het bronprofiel; nu is "
                  "er alleen per bestand en over de hele bron gekeken."
                : full_ledger);
        return;
    }
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < account->n_unbalanced_shown; i++)
        examples_add(&examples, arena, "boekstuk %s (€ %s)", account->unbalanced[i].boekstuk,
                     money_words(arena, account->unbalanced[i].difference));
    examples.n = account->n_unbalanced;
    check_none(check->job, name_of(check, name), SEVERITY_ERROR, &examples,
               "Elk boekstuk van een volledig grootboek sluit.");
}

static void no_line_came_twice(const struct check *check)
{
    const struct source_account *account = check->account;
    if (!account->doubles_checked) {
        not_done(check, "Geen boekstukregels dubbel", SEVERITY_WARNING,
                 "Dit is te controleren met boekstuk en regel in [betekenis] van het bronprofiel.");
        return;
    }
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < account->n_doubled_shown; i++)
        examples_add(&examples, check->job->arena, "boekstuk %s regel %s (%s)",
                     account->doubled[i].boekstuk, account->doubled[i].regel,
                     account->doubled[i].where);
    examples.n = account->n_doubled;
    check_none(check->job, name_of(check, "Geen boekstukregels dubbel"),
               account->doubled_across ? SEVERITY_ERROR : SEVERITY_WARNING, &examples,
               account->doubled_across
                   ? "Hetzelfde boekstuk met dezelfde regel staat in twee bestanden: een levering "
                     "die twee keer komt telt dubbel. Nummert het pakket per bestand opnieuw, neem "
                     "dan in het bronprofiel op wat ze onderscheidt: boekstuk = jaar . nummer."
                   : "Hetzelfde boekstuk met dezelfde regel hoort één keer geleverd te zijn.");
}

/* ---- what the package said it delivered ---- */

/* Headings and the like, which no package counts. */
static uint64_t n_text_lines(const struct check *check)
{
    const struct profile *profile = check->source->profile;
    uint64_t n_mutaties = 0;
    for (size_t t = 0; t < profile->n_texts; t++)
        n_mutaties += check->account->fates[FATE_SCOPE + t].n_mutaties;
    return profile->n_amounts ? n_mutaties / profile->n_amounts : 0;
}

static uint64_t delivered_lines(const struct check *check)
{
    const struct source_account *account = check->account;
    return account->n_records + account->n_rejected - account->n_totals - n_text_lines(check);
}

static struct money delivered_total(const struct check *check)
{
    const struct source_account *account = check->account;
    struct money total = account->sum;
    if (!money_subtract(total, account->fates[FATE_TOTAL_LINE].money, &total))
        total.cents = INT64_MAX;
    return total;
}

static void the_delivery_has_its_lines(const struct check *check)
{
    const struct source *source = check->source;
    if (source->has_lines)
        count(check, "Controletotaal regels", SEVERITY_ERROR, (uint64_t)source->control_lines,
              delivered_lines(check),
              "Het aantal regels dat het pakket opgaf, zonder totaalregels.");
}

static void the_delivery_has_its_amounts(const struct check *check)
{
    const struct source *source = check->source;
    const struct source_account *account = check->account;
    static const char sentence[] = "Het bedrag dat het pakket bij de levering opgaf.";
    if (source->has_debet)
        money(check, "Controletotaal debet", source->control_debet, account->debet, sentence);
    if (source->has_credit)
        money(check, "Controletotaal credit", source->control_credit, account->credit, sentence);
    if (source->has_total)
        money(check, "Controletotaal bedrag", source->control_total, delivered_total(check),
              sentence);
}

static bool delivery_agrees(const struct check *check)
{
    const struct source *source = check->source;
    const struct source_account *account = check->account;
    return (!source->has_lines || (uint64_t)source->control_lines == delivered_lines(check)) &&
           (!source->has_debet || source->control_debet.cents == account->debet.cents) &&
           (!source->has_credit || source->control_credit.cents == account->credit.cents) &&
           (!source->has_total || source->control_total.cents == delivered_total(check).cents);
}

/* Nothing else tells of a file that was not sent. What the sender gave and does not agree is the
 * fout of the controls above. */
static void the_delivery_is_whole(const struct check *check)
{
    const struct source *source = check->source;
    struct arena *arena = check->job->arena;
    const char *name = name_of(check, "Levering volledig volgens de afzender");
    struct controls *controls = &check->job->controls;
    const struct {
        bool given;
        const char *what;
    } totals[] = {{source->has_lines, "regels"},
                  {source->has_debet, "debet"},
                  {source->has_credit, "credit"},
                  {source->has_total, "bedrag"}};
    const char *given = "";
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
        if (totals[i].given)
            given = arena_printf(arena, "%s%s%s", given, *given ? ", " : "", totals[i].what);
    if (!*given) {
        controls_not_done(
            controls, arena, name, SEVERITY_ERROR,
            arena_printf(arena,
                         "Een bestand of regel die niet geleverd is, is nergens aan te zien. Zet "
                         "bij [bron %s] controle_regels en controle_totaal, of controle_debet en "
                         "controle_credit, zoals de afzender ze opgaf.",
                         source->name));
        return;
    }
    if (!delivery_agrees(check))
        return;
    struct control *control = controls_add(controls, arena, name, SEVERITY_ERROR);
    control->expected = control->found = given;
    control->holds = true;
    control->sentence = "Wat de afzender opgaf is wat er gelezen is.";
}

static void total_lines_agree(const struct check *check)
{
    const struct source_account *account = check->account;
    struct arena *arena = check->job->arena;
    if (check->source->profile->n_totals == 0)
        return;
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < account->n_wrong_totals_shown; i++)
        examples_add(&examples, arena, "%s, %s: verwacht € %s, gevonden € %s",
                     account->wrong_totals[i].where, account->wrong_totals[i].name,
                     money_words(arena, account->wrong_totals[i].expected),
                     money_words(arena, account->wrong_totals[i].found));
    examples.n = account->n_wrong_totals;
    check_none(check->job, name_of(check, "Totaalregels kloppen"), SEVERITY_ERROR, &examples,
               "Een totaalregel in de bron is gelijk aan de som van de regels die hij optelt.");
    struct control *control = controls_add(
        &check->job->controls, arena, name_of(check, "Totaalregels herkend"), SEVERITY_WARNING);
    control->expected = "minstens 1";
    control->found = arena_printf(arena, "%llu", (unsigned long long)account->n_totals);
    control->holds = account->n_totals > 0;
    control->sentence = "Het bronprofiel verwacht totaalregels in deze bron.";
}

static bool has_two_columns(const struct profile *profile)
{
    for (size_t a = 0; a < profile->n_amounts; a++)
        if (profile->amounts[a].kind == AMOUNT_DIFFERENCE)
            return true;
    return false;
}

/* Netting is what the profile says, and right for a balance per account; of a booking it may be a
 * fault of the export. */
static void no_booking_has_two_sides(const struct check *check)
{
    const struct profile *profile = check->source->profile;
    uint64_t n = check->account->n_two_sided;
    if (profile->role[ROLE_BOEKSTUK] == NO_COLUMN || !has_two_columns(profile))
        return;
    count(check, "Debet of credit, niet allebei", SEVERITY_WARNING, 0, n,
          arena_printf(check->job->arena,
                       "Een boeking staat in de kolom debet of in de kolom credit. Allebei gevuld: "
                       "%llu; daarvan is het verschil genomen.",
                       (unsigned long long)n));
}

static void every_file_has_lines(const struct check *check)
{
    struct examples examples = {.text = ""};
    for (size_t i = 0; i < check->source->n_files; i++)
        if (check->account->files[i].n_records == 0)
            examples_add(&examples, check->job->arena, "%s",
                         source_file_shown(check->source, i, check->job->arena));
    check_none(check->job, name_of(check, "Geen bestanden zonder regels"), SEVERITY_WARNING,
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
           (totals_all && check->account->n_totals > 0);
}

static void no_file_looks_cut_off(const struct check *check)
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
        check->job, name_of(check, "Geen bestanden die afgekapt lijken"), SEVERITY_WARNING,
        &examples,
        "Achter de laatste regel hoort een regeleinde: zonder kan er een stuk ontbreken, ook "
        "van het laatste bedrag. Met controle_totaal, of controle_debet en controle_credit, "
        "bij de bron is zeker of alles er is.");
}

static source_control_fn *const source_controls[] = {
    every_line_was_read,           the_source_is_of_this_run,  every_line_is_of_its_year,
    every_mutatie_ended_somewhere, every_cent_ended_somewhere, every_cell_is_in_the_saldi,
    rejects_are_within_tolerance,  nothing_was_rejected,       lines_of_text_hold_no_amount,
    every_key_is_mapped,           the_ledger_balances,        every_file_balances,
    every_boekstuk_balances,       no_line_came_twice,         the_delivery_has_its_lines,
    the_delivery_has_its_amounts,  the_delivery_is_whole,      total_lines_agree,
    no_booking_has_two_sides,      every_file_has_lines,       no_file_looks_cut_off,
};

void controles_bronnen(struct job *job)
{
    for (size_t s = 0; s < job->plan->n_sources; s++) {
        const struct check check = {
            .job = job, .source = &job->plan->sources[s], .account = &job->ledger->accounts[s]};
        for (size_t i = 0; i < sizeof source_controls / sizeof *source_controls; i++)
            source_controls[i](&check);
    }
}
