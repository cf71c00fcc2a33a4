/* From the primaire begroting to the begroting na wijziging: the table adds up, and the besluiten
 * keep to what they should. */
#include "pipeline/tables/wijzigingen.h"

#include "pipeline/base/text_list.h"
#include "stages/controles/controles.h"

/* One kolom under control. */
struct check {
    struct job *job;
    const struct wijzigingen *w;
};

static const char *name_of(const struct check *check, const char *what)
{
    return arena_printf(check->job->arena, "%s: %s", what, check->w->kolom->heading);
}

/* ---- what the settings let it see ---- */

/* Changes of the kolom; or only those of 0 that name no besluit. */
static uint64_t n_given(const struct check *check, size_t source, bool all)
{
    const struct plan *plan = check->job->plan;
    uint64_t n = 0;
    for (struct key_cursor keys = ledger_keys_of(check->job->ledger, source);
         key_cursor_next(&keys);) {
        const struct tallied *given = &keys.line.tallied;
        const bool is_nothing = !keys.line.labels[KEY_BESLUIT] && given->figure.money.cents == 0 &&
                                given->minus.cents == 0;
        if (stand_is_change(&plan->standen[keys.line.stand]) && (all || is_nothing) &&
            plan_kolom_sign(check->w->kolom, keys.line.stand) != 0 &&
            plan_in_scope(plan, plan->mapping.keys[keys.line.rule].post))
            n += given->figure.n_mutaties;
    }
    return n;
}

/* Of those that give changes; of all where none does. */
static bool some_source_has(const struct check *check, enum role role)
{
    const struct plan *plan = check->job->plan;
    bool any = false, other = false;
    for (size_t i = 0; i < plan->n_sources; i++) {
        const bool has = plan->sources[i].profile->role[role] != NO_COLUMN;
        const bool gives = n_given(check, i, true) > 0;
        if (has && gives)
            return true;
        any |= has;
        other |= gives;
    }
    return any && !other;
}

/* False when a dimension is not kept or no source has it: the control is then shown as not done,
 * with what would make it possible. */
static bool can_tell(const struct check *check, const char *control,
                     const enum dimension *dimensions, size_t n_dimensions)
{
    const struct plan *plan = check->job->plan;
    struct arena *arena = check->job->arena;
    struct text_list wanted = {.arena = arena};
    for (size_t i = 0; i < n_dimensions; i++) {
        const char *name = dimension_name(dimensions[i]);
        if (!some_source_has(check, dimension_role(dimensions[i])))
            list_add(&wanted, "%s in [betekenis] van het bronprofiel en bij bewaren", name);
        else if (!plan->keep[dimensions[i]])
            list_add(&wanted, "%s bij bewaren in [run]", name);
    }
    if (!wanted.n)
        return true;
    controls_not_done(
        &check->job->controls, arena, name_of(check, control), SEVERITY_WARNING,
        arena_printf(arena, "Dit is te controleren met: %s.", list_text(&wanted, "")));
    return false;
}

/* ---- the controls ---- */

static void changes_lead_to_the_kolom(const struct check *check)
{
    const char *name = name_of(check, "Primair + besluiten");
    const struct table *table = check->w->overview.table;
    size_t last = table->n_columns - 1;
    const struct table_column *column = &table->columns[last];
    struct examples examples = {.arena = check->job->arena};
    if (table->incomplete) {
        not_complete(check->job, name, SEVERITY_ERROR);
        return;
    }
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct cell *cells = table->rows[r].cells;
        struct money sum;
        if (cells[last].kind == CELL_BLANK ||
            (table_sum_columns(table, column->formula, column->n_formula, r, &sum) &&
             sum.cents == cells[last].money.cents))
            continue;
        examples_add(&examples, "%s %s", cells[0].kind == CELL_TEXT ? cells[0].text : "",
                     cells[2].text);
    }
    check_none(check->job, name, SEVERITY_ERROR, &examples,
               "Per regel is de primaire begroting met alle besluiten gelijk aan de begroting na "
               "wijziging.");
}

static const char *number_words(const struct wijziging *wijziging)
{
    return *wijziging->number ? wijziging->number : "zonder nummer";
}

static void neutral_besluiten_are_neutral(const struct check *check)
{
    static const enum dimension needed[] = {DIMENSION_BESLUIT, DIMENSION_NEUTRAAL};
    if (!can_tell(check, "Budgetneutrale besluiten", needed, 2))
        return;
    struct arena *arena = check->job->arena;
    struct examples examples = {.arena = arena};
    for (size_t i = 0; i < check->w->n; i++) {
        const struct wijziging *wijziging = &check->w->items[i];
        if (wijziging->neutral && (wijziging->effect_too_large || wijziging->effect.cents != 0))
            examples_add(&examples, "%s (%s)", number_words(wijziging),
                         wijziging->effect_too_large
                             ? "te groot om op te tellen"
                             : arena_printf(arena, "€ %s", money_words(arena, wijziging->effect)));
    }
    check_none(check->job, name_of(check, "Budgetneutrale besluiten"), SEVERITY_WARNING, &examples,
               "Een besluit dat budgetneutraal heet verandert het resultaat van de gemeente niet; "
               "gekeken is over alle programma's die in de koppeltabel staan.");
}

/* What has neither a number nor a date is named as having no number. */
static void besluiten_are_in_time(const struct check *check)
{
    static const enum dimension needed = DIMENSION_BESLUITDATUM;
    if (!can_tell(check, "Besluiten uiterlijk 31 december", &needed, 1))
        return;
    struct examples examples = {.arena = check->job->arena};
    for (size_t i = 0; i < check->w->n; i++) {
        const struct wijziging *wijziging = &check->w->items[i];
        for (size_t d = 0; d < wijziging->n_dates; d++) {
            const struct wijziging_date *date = &wijziging->dates[d];
            if ((date->late || date->early) && (*wijziging->number || *date->text))
                examples_add(&examples, "%s (%s)", number_words(wijziging),
                             *date->text ? date->text : "zonder datum");
        }
    }
    check_none(check->job, name_of(check, "Besluiten uiterlijk 31 december"), SEVERITY_WARNING,
               &examples,
               "Een begroting kan na 31 december van haar jaar niet meer worden gewijzigd, en niet "
               "voordat zij er is: van voor juli van het jaar ervoor is een besluit over een "
               "ander jaar.");
}

/* The first two dates of a besluit; false when there is one at most. */
static bool two_dates(const struct wijziging *wijziging, const char *texts[2])
{
    size_t n = 0;
    for (size_t d = 0; d < wijziging->n_dates && n < 2; d++)
        if (*wijziging->dates[d].text)
            texts[n++] = wijziging->dates[d].text;
    return n == 2;
}

static void a_besluit_has_one_date(const struct check *check)
{
    static const enum dimension needed[] = {DIMENSION_BESLUIT, DIMENSION_BESLUITDATUM};
    if (!can_tell(check, "Besluiten met één datum", needed, 2))
        return;
    struct examples examples = {.arena = check->job->arena};
    for (size_t i = 0; i < check->w->n; i++) {
        const struct wijziging *wijziging = &check->w->items[i];
        const char *texts[2];
        if (*wijziging->number && two_dates(wijziging, texts))
            examples_add(&examples, "%s (%s en %s)", wijziging->number, texts[0], texts[1]);
    }
    check_none(
        check->job, name_of(check, "Besluiten met één datum"), SEVERITY_WARNING, &examples,
        "Een besluit is op één dag genomen: bij twee datums klopt een datum of een nummer niet.");
}

static void changes_have_a_number(const struct check *check)
{
    static const enum dimension needed = DIMENSION_BESLUIT;
    if (!can_tell(check, "Wijzigingen met besluitnummer", &needed, 1))
        return;
    const struct plan *plan = check->job->plan;
    const char *name = name_of(check, "Wijzigingen met besluitnummer");
    struct arena *arena = check->job->arena;
    struct examples without = {.arena = arena};
    for (size_t i = 0; i < check->w->n; i++)
        if (!*check->w->items[i].number)
            without.n_lines += check->w->items[i].n_mutaties;
    for (size_t i = 0; i < plan->n_sources; i++) {
        const bool names = plan->sources[i].profile->role[ROLE_BESLUIT] != NO_COLUMN;
        const uint64_t n = n_given(check, i, !names);
        without.n_lines -= n < without.n_lines ? n : without.n_lines;
        if (!names && n > 0)
            controls_not_done(&check->job->controls, arena,
                              arena_printf(arena, "%s: %s", name, plan->sources[i].name),
                              SEVERITY_WARNING, NULL);
    }
    if (without.n_lines)
        examples_add(&without, "regels met een leeg besluit (eens per groep gezegd: doortrekken)");
    check_none(
        check->job, name, SEVERITY_WARNING, &without,
        arena_printf(
            arena,
            "Elke begrotingswijziging noemt het besluit waarmee zij is vastgesteld; zonder: %s.",
            mutaties_words(arena, without.n_lines)));
}

void controles_wijzigingen(struct job *job)
{
    for (size_t i = 0; i < job->n_wijzigingen; i++) {
        const struct check check = {.job = job, .w = &job->wijzigingen[i]};
        changes_lead_to_the_kolom(&check);
        neutral_besluiten_are_neutral(&check);
        besluiten_are_in_time(&check);
        a_besluit_has_one_date(&check);
        changes_have_a_number(&check);
    }
}
