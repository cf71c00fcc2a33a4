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

/* A control of the table below. */
struct source_control {
    void (*run)(const struct check *check); /* NULL: nothing of a kind of findings is there, and */
    enum finding_kind kind;
    const char *name;
    enum severity severity;
    /* Why it is not done: "" when nobody asked for it; NULL when it is done, or there is none. */
    const char *(*not_done)(const struct check *check);
    const char *(*words)(struct arena *arena, const struct finding *finding);
    const char *sentence;
};

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

/* A sum that is too large is no amount: then the control does not hold. */
static const char *sum_words(struct arena *arena, struct sum sum)
{
    return sum.overflow ? "te groot om exact op te tellen" : money_words(arena, sum.money);
}

static void money(const struct check *check, const char *what, struct sum expected,
                  struct sum found, const char *sentence)
{
    struct controls *controls = &check->job->controls;
    struct arena *arena = check->job->arena;
    if (!expected.overflow && !found.overflow) {
        controls_money(controls, arena, name_of(check, what), SEVERITY_ERROR, expected.money,
                       found.money, sentence);
        return;
    }
    struct control *control = controls_add(controls, arena, name_of(check, what), SEVERITY_ERROR);
    control->expected = sum_words(arena, expected);
    control->found = sum_words(arena, found);
    control->sentence = sentence;
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
          check->account->counts.n_records + check->account->counts.n_rejected,
          "Elke gegevensregel van de bestanden is gelezen of afgekeurd.");
}

static uint64_t mutaties_of_fates(const struct source_account *account)
{
    uint64_t n_mutaties = 0;
    for (size_t i = 0; i < account->n_fates; i++)
        n_mutaties += account->fates[i].n_mutaties;
    return n_mutaties;
}

static struct sum sum_of_fates(const struct source_account *account)
{
    struct sum sum = {0};
    for (size_t i = 0; i < account->n_fates; i++)
        sum_add(&sum, account->fates[i].money);
    return sum;
}

static void every_mutatie_ended_somewhere(const struct check *check)
{
    count(check, "Mutaties in = mutaties uit", SEVERITY_ERROR, check->account->counts.n_mutaties,
          mutaties_of_fates(check->account),
          "Elke gelezen mutatie staat op precies één plaats: in een cel, buiten scope of zonder "
          "koppeling.");
}

static void every_cent_ended_somewhere(const struct check *check)
{
    money(check, "Bedragen in = bedragen uit", check->account->counts.amounts,
          sum_of_fates(check->account),
          "De bedragen van alle gelezen mutaties, in de tekens van de bron, tegenover de som van "
          "alle plaatsen waar ze terechtkwamen.");
}

/* The tally's cells of this source, back in the source's notation. */
static void every_cell_is_in_the_saldi(const struct check *check)
{
    const struct source_account *account = check->account;
    struct sum sum = {0};
    uint64_t n_mutaties = 0;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        struct figure cell = account->cells[s];
        n_mutaties += cell.n_mutaties;
        if (sign_rule_factor(&check->source->profile->sign, (enum sectie)s) < 0)
            sum_subtract(&sum, cell.money);
        else
            sum_add(&sum, cell.money);
    }
    count(check, "Mutaties in een cel = mutaties in de saldi", SEVERITY_ERROR,
          account->fates[FATE_CELL].n_mutaties, n_mutaties,
          "Elke mutatie die een cel kreeg telt mee in precies één saldo.");
    money(check, "Bedragen in een cel = bedragen in de saldi",
          (struct sum){account->fates[FATE_CELL].money, false}, sum,
          "De saldi van deze bron, terug in haar tekens, zijn wat een cel kreeg.");
}

/* ---- rejected lines ---- */

static void rejects_are_within_tolerance(const struct check *check)
{
    struct arena *arena = check->job->arena;
    const struct source *source = check->source;
    const struct counts *counts = &check->account->counts;
    struct control *control =
        controls_add(&check->job->controls, arena,
                     name_of(check, "Afgekeurde regels binnen de tolerantie"), SEVERITY_ERROR);
    control->expected = arena_printf(
        arena, "hoogstens %s, € %s",
        count_words(arena, (unsigned long long)source->tolerance_lines, "regel", "regels"),
        money_words(arena, source->tolerance_euros));
    control->found =
        arena_printf(arena, "%s, € %s", count_words(arena, counts->n_rejected, "regel", "regels"),
                     sum_words(arena, counts->rejected));
    control->holds = counts->n_rejected <= (uint64_t)source->tolerance_lines &&
                     !counts->rejected.overflow &&
                     counts->rejected.money.cents <= source->tolerance_euros.cents &&
                     counts->n_unread <= (uint64_t)source->tolerance_unread;
    control->sentence = "Afgekeurde regels tellen niet mee; ze staan met reden in afgekeurd.csv.";
    if (counts->n_unread)
        control->sentence = arena_printf(
            arena, "%s Van %s was het bedrag niet te lezen (tolerantie_onleesbaar: %ld).",
            control->sentence, count_words(arena, counts->n_unread, "regel", "regels"),
            source->tolerance_unread);
}

/* A file of another year, or an empty one, would print as zeros. */
static void the_source_is_of_this_run(const struct check *check)
{
    const struct figure *fates = check->account->fates;
    bool any = fates[FATE_CELL].n_mutaties + fates[FATE_OTHER_PROGRAMMA].n_mutaties +
                   fates[FATE_UNMAPPED].n_mutaties + check->account->counts.n_rejected >
               0;
    bool was_read = errors_worst(check->job->errors) == ERROR_NONE;
    if (!check->source->may_be_empty && was_read)
        count(check, "Bron is van deze run", SEVERITY_ERROR, 1, any,
              "Een bron bevat mutaties van de jaren en perioden van deze run; anders is het een "
              "ander bestand, of leeg. Mag dat, zet dan leeg_toegestaan = ja bij de bron.");
}

static void nothing_was_rejected(const struct check *check)
{
    count(check, "Geen afgekeurde regels", SEVERITY_WARNING, 0, check->account->counts.n_rejected,
          "Herstel de regels in afgekeurd.csv in de bron, of pas het bronprofiel aan.");
}

/* ---- mapping ---- */

static struct examples unmapped_of(const struct check *check, uint64_t *n_mutaties, struct sum *sum)
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
        sum_add(sum, unmapped->sum);
    }
    return examples;
}

static void every_key_is_mapped(const struct check *check)
{
    uint64_t n_mutaties = 0;
    struct sum sum = {0};
    struct examples examples = unmapped_of(check, &n_mutaties, &sum);
    check_none(check->job, name_of(check, "Geen sleutels zonder koppeling"), SEVERITY_ERROR,
               &examples,
               "Elke sleutel hoort bij een post in posten.csv; wat ontbreekt staat in "
               "zonder_koppeling.csv.");
    check->job->controls.items[check->job->controls.n - 1].told = true; /* by controles_koppeling */
    count(check, "Zonder koppeling volledig vermeld", SEVERITY_ERROR,
          check->account->fates[FATE_UNMAPPED].n_mutaties, n_mutaties,
          "De lijst van sleutels zonder koppeling noemt elke mutatie die geen plaats kreeg.");
    money(check, "Zonder koppeling in euro's",
          (struct sum){check->account->fates[FATE_UNMAPPED].money, false}, sum,
          "De bedragen in die lijst zijn samen alles wat geen plaats kreeg.");
}

/* ---- debet = credit, doubles ---- */

static const char full_ledger[] =
    "Van een volledig grootboek is dit te controleren met sluitend = ja in [betekenis] van het "
    "bronprofiel.";

/* Without total lines, which are no bookings. */
static struct sum booked_debet(const struct source_account *account)
{
    return sum_difference(account->counts.debet, account->totals.debet);
}

static struct sum booked_credit(const struct source_account *account)
{
    return sum_difference(account->counts.credit, account->totals.credit);
}

static void the_ledger_balances(const struct check *check)
{
    if (!check->source->profile->balanced)
        not_done(check, "Debet = credit", SEVERITY_ERROR, full_ledger);
    else
        money(check, "Debet = credit", booked_debet(check->account), booked_credit(check->account),
              "Een volledig grootboek sluit: debet en credit zijn samen even groot.");
}

/* Where boekstukken close the files need not: an export may be cut anywhere. Without them it is the
 * nearest there is, and for the same reason a warning. */
static void every_file_balances(const struct check *check)
{
    struct arena *arena = check->job->arena;
    struct examples examples = {.text = ""};
    if (!check->source->profile->balanced || profile_checks_balance(check->source->profile))
        return;
    for (size_t i = 0; i < check->source->n_files; i++) {
        const struct file_account *file = &check->account->files[i];
        struct sum debet = sum_difference(file->counts.debet, file->totals.debet);
        struct sum credit = sum_difference(file->counts.credit, file->totals.credit);
        struct sum difference = sum_difference(credit, debet);
        if (difference.overflow || difference.money.cents != 0)
            examples_add(&examples, arena, "%s (€ %s)", source_file_shown(check->source, i, arena),
                         sum_words(arena, difference));
    }
    check_none(check->job, name_of(check, "Debet = credit per bestand"), SEVERITY_WARNING,
               &examples,
               "Elk bestand van een volledig grootboek sluit, tenzij het pakket een boekstuk over "
               "bestanden verdeelt.");
}

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
        money(check, "Controletotaal debet", promised(source->control_debet), booked_debet(account),
              sentence);
    if (source->has_credit)
        money(check, "Controletotaal credit", promised(source->control_credit),
              booked_credit(account), sentence);
    if (source->has_total)
        money(check, "Controletotaal bedrag", promised(source->control_total),
              delivered_total(check), sentence);
}

static bool delivery_agrees(const struct check *check)
{
    const struct source *source = check->source;
    const struct source_account *account = check->account;
    return (!source->has_lines || (uint64_t)source->control_lines == delivered_lines(check)) &&
           (!source->has_debet || is_promised(booked_debet(account), source->control_debet)) &&
           (!source->has_credit || is_promised(booked_credit(account), source->control_credit)) &&
           (!source->has_total || is_promised(delivered_total(check), source->control_total));
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

static void total_lines_were_there(const struct check *check)
{
    struct arena *arena = check->job->arena;
    if (check->source->profile->n_totals == 0)
        return;
    struct control *control = controls_add(
        &check->job->controls, arena, name_of(check, "Totaalregels herkend"), SEVERITY_WARNING);
    control->expected = "minstens 1";
    control->found = arena_printf(arena, "%llu", (unsigned long long)check->account->totals.n);
    control->holds = check->account->totals.n > 0;
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
    uint64_t n = check->account->counts.n_two_sided;
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
           (totals_all && check->account->totals.n > 0);
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

/* ---- what line stages found ---- */

static void nothing_was_found(const struct check *check, const struct source_control *control)
{
    struct arena *arena = check->job->arena;
    const struct findings *findings = &check->account->findings[control->kind];
    const char *why = control->not_done ? control->not_done(check) : NULL;
    struct examples examples = {.text = ""};
    if (why && *why)
        not_done(check, control->name, control->severity, why);
    if (why)
        return;
    for (size_t i = 0; i < findings->n_listed; i++)
        examples_add(&examples, arena, "%s", control->words(arena, &findings->items[i]));
    examples.n = findings->n;
    examples.n_lines = findings->n_lines;
    check_none(check->job, name_of(check, control->name), control->severity, &examples,
               control->sentence);
}

static const char *lines_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s %s (eerst %s)",
                        count_words(arena, finding->n_lines, "regel", "regels"), finding->what,
                        finding->where);
}

static const char *rule_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s (%s, eerst %s)", finding->what,
                        count_words(arena, finding->n_lines, "regel", "regels"), finding->where);
}

static const char *difference_words(struct arena *arena, const struct finding *finding)
{
    if (finding->found.cents == 0)
        return "welke is niet te zeggen: de export staat niet op volgorde van boekstuk";
    return arena_printf(arena, "boekstuk %s (€ %s)", finding->what,
                        money_words(arena, finding->found));
}

static const char *place_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s (%s)", finding->what, finding->where);
}

static const char *total_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s, %s: verwacht € %s, gevonden € %s", finding->where,
                        finding->what, money_words(arena, finding->expected),
                        money_words(arena, finding->found));
}

static const char *years_not_told(const struct check *check)
{
    return profile_tells_years(check->source->profile)
               ? NULL
               : "Dit is te controleren met datum, of een periode waarin het jaar staat, in "
                 "[betekenis] van het bronprofiel.";
}

static const char *no_layout(const struct check *check)
{
    return check->source->profile->n_layout ? NULL : "";
}

static const char *no_boekstukken(const struct check *check)
{
    const struct profile *profile = check->source->profile;
    if (profile_checks_balance(profile))
        return NULL;
    return profile->balanced
               ? "Dit is te controleren met boekstuk in [betekenis] van het bronprofiel; nu is "
                 "er alleen per bestand en over de hele bron gekeken."
               : full_ledger;
}

static const char *no_regels(const struct check *check)
{
    if (check->account->findings[FINDING_DOUBLED_ACROSS].n > 0)
        return ""; /* told as such */
    return profile_checks_doubles(check->source->profile)
               ? NULL
               : "Dit is te controleren met boekstuk en regel in [betekenis] van het bronprofiel.";
}

static const char *nothing_across(const struct check *check)
{
    return check->account->findings[FINDING_DOUBLED_ACROSS].n ? NULL : "";
}

static const char *no_totals(const struct check *check)
{
    return check->source->profile->n_totals ? NULL : "";
}

/* ---- all of them, in the order of controles.csv ---- */

static const struct source_control source_controls[] = {
    {.run = every_line_was_read},
    {.run = the_source_is_of_this_run},
    {.kind = FINDING_YEAR,
     .name = "Perioden en datums van het jaar",
     .severity = SEVERITY_WARNING,
     .not_done = years_not_told,
     .words = lines_words,
     .sentence = "Een periode met een jaar hoort in het jaar van zijn stand; een boekdatum "
                 "hoogstens een half "
                 "jaar ernaast, en erna alleen in periode 12 of later."},
    {.run = every_mutatie_ended_somewhere},
    {.run = every_cent_ended_somewhere},
    {.run = every_cell_is_in_the_saldi},
    {.run = rejects_are_within_tolerance},
    {.run = nothing_was_rejected},
    {.kind = FINDING_LAYOUT,
     .name = "Tekstregels zonder bedrag",
     .severity = SEVERITY_ERROR,
     .not_done = no_layout,
     .words = rule_words,
     .sentence = "Een tekstregel telt niet mee; met een bedrag is het een boeking die verloren "
                 "gaat. Maak de "
                 "regel in [tekstregels] van het bronprofiel enger."},
    {.run = every_key_is_mapped},
    {.run = the_ledger_balances},
    {.run = every_file_balances},
    {.kind = FINDING_UNBALANCED,
     .name = "Debet = credit per boekstuk",
     .severity = SEVERITY_ERROR,
     .not_done = no_boekstukken,
     .words = difference_words,
     .sentence = "Elk boekstuk van een volledig grootboek sluit."},
    {.kind = FINDING_DOUBLED,
     .name = "Geen boekstukregels dubbel",
     .severity = SEVERITY_WARNING,
     .not_done = no_regels,
     .words = place_words,
     .sentence = "Hetzelfde boekstuk met dezelfde regel hoort één keer geleverd te zijn."},
    {.kind = FINDING_DOUBLED_ACROSS,
     .name = "Geen boekstukregels dubbel",
     .severity = SEVERITY_ERROR,
     .not_done = nothing_across,
     .words = place_words,
     .sentence = "Hetzelfde boekstuk met dezelfde regel staat in twee bestanden: een levering die "
                 "twee keer "
                 "komt telt dubbel. Nummert het pakket per bestand opnieuw, neem dan in het "
                 "bronprofiel op wat "
                 "ze onderscheidt: boekstuk = jaar . nummer."},
    {.run = the_delivery_has_its_lines},
    {.run = the_delivery_has_its_amounts},
    {.run = the_delivery_is_whole},
    {.kind = FINDING_TOTAL,
     .name = "Totaalregels kloppen",
     .severity = SEVERITY_ERROR,
     .not_done = no_totals,
     .words = total_words,
     .sentence = "Een totaalregel in de bron is gelijk aan de som van de regels die hij optelt."},
    {.run = total_lines_were_there},
    {.run = no_booking_has_two_sides},
    {.run = every_file_has_lines},
    {.run = no_file_looks_cut_off},
};

void controles_bronnen(struct job *job)
{
    for (size_t s = 0; s < job->plan->n_sources; s++) {
        const struct check check = {
            .job = job, .source = &job->plan->sources[s], .account = &job->ledger->accounts[s]};
        for (size_t i = 0; i < sizeof source_controls / sizeof *source_controls; i++) {
            if (source_controls[i].run)
                source_controls[i].run(&check);
            else
                nothing_was_found(&check, &source_controls[i]);
        }
    }
}
