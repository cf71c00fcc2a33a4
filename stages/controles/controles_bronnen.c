/* Controls per source: lines in = lines out, debet = credit; and the order of all of them. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/text_list.h"

#include <string.h>

const char *check_name(const struct check *check, const char *what)
{
    return arena_printf(check->job->arena, "%s: %s", what, check->source->name);
}

void check_count(const struct check *check, const char *what, enum severity severity,
                 uint64_t expected, uint64_t found, const char *sentence)
{
    controls_count(&check->job->controls, check->job->arena, check_name(check, what), severity,
                   expected, found, sentence);
}

void check_money(const struct check *check, const char *what, struct sum expected, struct sum found,
                 const char *sentence)
{
    controls_money(&check->job->controls, check->job->arena, check_name(check, what),
                   SEVERITY_ERROR, expected, found, sentence);
}

void check_not_done(const struct check *check, const char *what, enum severity severity)
{
    controls_not_done(&check->job->controls, check->job->arena, check_name(check, what), severity,
                      NULL);
}

/* ---- lines in = lines out ---- */

static void every_line_was_read(const struct check *check)
{
    uint64_t n_in_files = 0;
    for (size_t i = 0; i < check->source->n_files; i++)
        n_in_files += check->account->files[i].n_records;
    check_count(check, "Regels in = regels uit", SEVERITY_ERROR, n_in_files,
                check->account->counts.n_records + check->account->counts.n_rejected,
                "Elke gegevensregel van de bestanden is gelezen of afgekeurd.");
}

static void every_mutatie_ended_somewhere(const struct check *check)
{
    const struct source_account *account = check->account;
    uint64_t n_mutaties = 0;
    struct sum sum = {.overflow = account->too_large};
    for (size_t i = 0; i < account->n_fates; i++) {
        n_mutaties += account->fates[i].n_mutaties;
        sum_add(&sum, account->fates[i].money);
    }
    check_count(check, "Mutaties in = mutaties uit", SEVERITY_ERROR, account->counts.n_mutaties,
                n_mutaties,
                "Elke gelezen mutatie staat op precies één plaats: in een cel, buiten scope of "
                "zonder koppeling.");
    check_money(check, "Bedragen in = bedragen uit", account->counts.amounts, sum,
                "De bedragen van alle gelezen mutaties, in de tekens van de bron, tegenover de som "
                "van alle plaatsen waar ze terechtkwamen.");
}

/* The tally's cells of this source, back in the source's notation. */
static void every_cell_is_in_the_saldi(const struct check *check)
{
    const struct source_account *account = check->account;
    struct sum sum = {.overflow = account->too_large};
    uint64_t n_mutaties = 0;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        struct figure cell = account->cells[s];
        n_mutaties += cell.n_mutaties;
        if (sign_rule_factor(&check->source->profile->sign, (enum sectie)s) < 0)
            sum_subtract(&sum, cell.money);
        else
            sum_add(&sum, cell.money);
    }
    check_count(check, "Mutaties in een cel = mutaties in de saldi", SEVERITY_ERROR,
                account->fates[FATE_CELL].n_mutaties, n_mutaties,
                "Elke mutatie die een cel kreeg telt mee in precies één saldo.");
    check_money(check, "Bedragen in een cel = bedragen in de saldi",
                (struct sum){account->fates[FATE_CELL].money, account->too_large}, sum,
                "De saldi van deze bron, terug in haar tekens, zijn wat een cel kreeg.");
}

/* ---- rejected lines ---- */

static const char *loose_dates(struct arena *arena, const struct profile *profile)
{
    struct text_list list = {.arena = arena, .between = " en "};
    struct date_format loose;
    for (size_t c = 0; c < profile->n_columns; c++)
        if (profile_loose_date(profile, c, &loose))
            list_add(&list, "%s = %s, %s%s", profile->columns[c].name, profile->date_of[c].text,
                     loose.pattern, loose.with_time ? " tijd" : "");
    return arena_printf(arena, "%s in [datums]", list_text(&list, ""));
}

/* The settings that would have read so many rejected lines. */
static const char *cure_words(struct arena *arena, const struct profile *profile, enum cure cure,
                              const struct counts *counts)
{
    const bool point = profile->number.decimal == AMOUNT_COMMA;
    const char *mark = point ? "punt" : "komma", *other = point ? "komma" : "punt";
    const struct profile_column *first = &profile->columns[profile->key[0].column];
    const char *lines = regels_words(arena, counts->n_cured[cure]);
    const char *settings =
        cure == CURE_DATE ? loose_dates(arena, profile)
        : cure == CURE_NO_HEADER
            ? arena_printf(arena, "kop = %s: %s in [tekstregels]", first->name, first->headers[0])
        : cure == CURE_THOUSANDS ? arena_printf(arena, "duizendtal = %s in [getal]", mark)
        : counts->n_cured[cure] > counts->n_records /* nearly all: it is the profile */
            ? arena_printf(arena, "decimaal = %s en duizendtal = %s in [getal]", mark, other)
            : NULL;
    return !settings
               ? arena_printf(arena, "Bij %s staan punt en komma andersom.", lines)
               : arena_printf(arena, "Met %s van het bronprofiel wel bij %s%s.", settings, lines,
                              cure == CURE_NO_HEADER ? ", waar de kop nog eens staat" : "");
}

/* The first file of which all lines were rejected, beside one of which none was; or NULL. */
static const char *file_of_another_make(const struct check *check)
{
    const char *other = NULL;
    bool any_good = false;
    for (size_t f = 0; f < check->source->n_files; f++) {
        const struct file_account *file = &check->account->files[f];
        any_good |= file->n_records > 0 && file->counts.n_rejected == 0;
        if (!other && file->n_records > 0 && file->counts.n_rejected == file->n_records)
            other = source_file_shown(check->source, f, check->job->arena);
    }
    return any_good ? other : NULL;
}

static void rejects_are_within_tolerance(const struct check *check)
{
    struct arena *arena = check->job->arena;
    const struct source *source = check->source;
    const struct counts *counts = &check->account->counts;
    struct text_list words = {.arena = arena, .between = " "};
    struct control *control =
        controls_add(&check->job->controls, arena,
                     check_name(check, "Afgekeurde regels binnen de tolerantie"), SEVERITY_ERROR);
    control->expected =
        arena_printf(arena, "hoogstens %s, € %s",
                     regels_words(arena, (unsigned long long)source->tolerance_lines),
                     money_words(arena, source->tolerance_euros));
    control->found = arena_printf(arena, "%s, € %s", regels_words(arena, counts->n_rejected_lines),
                                  sum_words(arena, counts->rejected));
    control->holds = counts_tolerated(counts, source);
    list_add(&words, "Afgekeurde regels tellen niet mee; ze staan met reden in afgekeurd.csv.");
    if (counts->n_rejected_lines > counts->n_rejected)
        list_add(&words, "Door aanhalingstekens staan sommige op meer regels van het bestand: al "
                         "die regels tellen.");
    const char *other = file_of_another_make(check);
    if (other)
        list_add(&words,
                 "Elke regel van %s is afgekeurd, van een ander bestand geen: heeft een "
                 "rekenblad het opnieuw bewaard, vraag het dan zoals het pakket het maakt.",
                 other);
    if (counts->n_unread > counts->n_cured[CURE_NO_HEADER])
        list_add(&words, "Van %s was het bedrag niet te lezen (tolerantie_onleesbaar: %ld).",
                 regels_words(arena, counts->n_unread), source->tolerance_unread);
    for (enum cure i = 0; i < CURES; i++)
        if (counts->n_cured[i])
            list_add(&words, "%s", cure_words(arena, source->profile, i, counts));
    control->sentence = list_text(&words, "");
}

/* A file of another year, or an empty one, would print as zeros. */
static void the_source_is_of_this_run(const struct check *check)
{
    const struct figure *fates = check->account->fates;
    bool any = fates[FATE_CELL].n_mutaties + fates[FATE_OTHER_PROGRAMMA].n_mutaties +
                   fates[FATE_UNMAPPED].n_mutaties + check->account->counts.n_rejected >
               0;
    bool was_read = errors_worst(check->job->errors) == ERROR_NONE;
    if (check->source->may_be_empty)
        check_not_done(check, "Bron is van deze run", SEVERITY_ERROR);
    else if (was_read) {
        const struct told_standen *others = told_standen(check->account);
        struct text_list list = {.arena = check->job->arena};
        for (size_t i = 0; i < others->n; i++)
            list_add(&list, "%s (%s)", others->of[i].stand.name,
                     mutaties_words(list.arena, others->of[i].n_mutaties));
        check_count(check, "Bron is van deze run", SEVERITY_ERROR, 1, any,
                    arena_printf(list.arena,
                                 "Een bron bevat mutaties van de jaren en perioden van deze run; "
                                 "anders is het een ander bestand, of leeg. Mag dat, zet dan "
                                 "leeg_toegestaan = ja bij de bron.%s%s%s",
                                 list.n && !any ? " Er staat wel " : "",
                                 any ? "" : list_text(&list, ""),
                                 list.n && !any ? ": hoort dat in deze run, zet het dan in een "
                                                  "kolom van [kolommen]."
                                                : ""));
    }
}

/* Beyond the tolerance they have been told. */
static void nothing_was_rejected(const struct check *check)
{
    if (counts_tolerated(&check->account->counts, check->source))
        check_count(check, "Geen afgekeurde regels", SEVERITY_WARNING, 0,
                    check->account->counts.n_rejected,
                    "Herstel de regels in afgekeurd.csv in de bron, of pas het bronprofiel aan.");
}

/* ---- mapping ---- */

static void every_key_is_mapped(const struct check *check)
{
    const struct ledger *ledger = check->job->ledger;
    struct arena *arena = check->job->arena;
    struct examples examples = {.arena = arena, .listed = true};
    uint64_t n_mutaties = 0;
    struct sum sum = {0};
    for (size_t i = 0; i < ledger->n_unmapped; i++) {
        const struct unmapped *unmapped = &ledger->unmapped[i];
        if (strcmp(unmapped->source, check->source->name) != 0)
            continue;
        examples_add(&examples, "%s (%s, € %s)", key_words(check->job, unmapped),
                     mutaties_words(arena, unmapped->n_mutaties),
                     money_words(arena, unmapped->sum));
        n_mutaties += unmapped->n_mutaties;
        sum_add(&sum, unmapped->sum);
    }
    check_none(check->job, check_name(check, "Geen sleutels zonder koppeling"), SEVERITY_ERROR,
               &examples,
               "Elke sleutel hoort bij een post in posten.csv; wat ontbreekt staat in "
               "zonder_koppeling.csv.");
    check->job->controls.items[check->job->controls.n - 1].told = true; /* by controles_koppeling */
    check_count(check, "Zonder koppeling volledig vermeld", SEVERITY_ERROR,
                check->account->fates[FATE_UNMAPPED].n_mutaties, n_mutaties,
                "De lijst van sleutels zonder koppeling noemt elke mutatie die geen plaats kreeg.");
    check_money(check, "Zonder koppeling in euro's",
                (struct sum){check->account->fates[FATE_UNMAPPED].money, false}, sum,
                "De bedragen in die lijst zijn samen alles wat geen plaats kreeg.");
}

/* ---- debet = credit, doubles ---- */

struct sum check_booked_debet(const struct counts *counts, const struct fact *facts)
{
    return sum_difference(counts->debet, told_totals(facts)->debet);
}

struct sum check_booked_credit(const struct counts *counts, const struct fact *facts)
{
    return sum_difference(counts->credit, told_totals(facts)->credit);
}

static void the_ledger_balances(const struct check *check)
{
    if (check->source->profile->balanced)
        check_money(check, "Debet = credit",
                    check_booked_debet(&check->account->counts, check->account->facts),
                    check_booked_credit(&check->account->counts, check->account->facts),
                    "Een volledig grootboek sluit: debet en credit zijn samen even groot.");
    else if (check_has_sides(check, SIDES_PRIMAIR, true))
        check_not_done(check, "Debet = credit", SEVERITY_ERROR);
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
    uint64_t n =
        check->account->counts.n_two_sided - told_totals(check->account->facts)->n_two_sided;
    if (profile->role[ROLE_BOEKSTUK] == NO_COLUMN || !has_two_columns(profile))
        return;
    check_count(check, "Debet of credit, niet allebei", SEVERITY_WARNING, 0, n,
                arena_printf(check->job->arena,
                             "Een boeking staat in de kolom debet of in de kolom credit. Allebei "
                             "gevuld: %llu; daarvan is het verschil genomen.",
                             (unsigned long long)n));
}

/* ---- all of them ---- */

static void (*const source_controls[])(const struct check *check) = {
    every_line_was_read,        the_source_is_of_this_run,
    standen_were_asked,         periods_exist,
    no_period_is_missing,       amounts_are_on_their_side,
    accounts_have_one_length,   every_mutatie_ended_somewhere,
    every_cell_is_in_the_saldi, rejects_are_within_tolerance,
    nothing_was_rejected,       every_key_is_mapped,
    the_ledger_balances,        the_delivery_is_whole,
    files_are_as_expected,      no_booking_has_two_sides,
    the_input_is_recent,        no_file_is_skipped,
    amounts_are_not_rounded,    files_are_of_this_run,
    files_are_of_their_month,
};

void controles_bronnen(struct job *job)
{
    for (size_t s = 0; s < job->plan->n_sources; s++) {
        const struct check check = {
            .job = job, .source = &job->plan->sources[s], .account = &job->ledger->accounts[s]};
        const size_t first = job->controls.n;
        for (size_t i = 0; i < sizeof source_controls / sizeof *source_controls; i++)
            source_controls[i](&check);
        for (int kind = 0; kind < FINDING_COUNT; kind++)
            nothing_was_found(&check, (enum finding_kind)kind);
        if (check.account->failed)
            controls_void(
                &job->controls, first,
                "De bron kon niet worden gelezen; de melding bij haar bestand zegt waarom.");
        one_cause_is_told_once(&check, first);
    }
}
