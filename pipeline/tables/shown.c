#include "pipeline/tables/shown.h"

#include <string.h>

#define MINUS "\xE2\x88\x92"

struct money shown_sectie(const struct plan *plan, enum sectie sectie, struct money effect)
{
    return (struct money){effect.cents * sign_rule_factor(&plan->shown, sectie)};
}

int shown_saldo_sign(const struct plan *plan, enum sectie sectie)
{
    return plan->shown.saldo * sign_rule_factor(&plan->shown, sectie);
}

/* +1 when the verschil kolom is realisatie - begroting, -1 when it is the other way round. */
static int verschil_direction(const struct plan *plan)
{
    const struct kolom *verschil = &plan->kolommen[plan->verschil_kolom];
    const struct kolom *realisatie = &plan->kolommen[plan->realisatie_kolom];
    for (size_t i = 0; i < verschil->n_terms; i++)
        for (size_t j = 0; j < realisatie->n_terms; j++)
            if (verschil->terms[i].stand == realisatie->terms[j].stand)
                return verschil->terms[i].sign * realisatie->terms[j].sign;
    return 1;
}

bool shown_nadeel_is_minus(const struct plan *plan, enum sectie sectie)
{
    int factor =
        sectie == SECTIE_COUNT ? plan->shown.saldo : sign_rule_factor(&plan->shown, sectie);
    return factor * verschil_direction(plan) > 0;
}

/* ---- in words ---- */

/* A sentence's list under construction: "lasten, baten en saldi". */
struct names {
    const char *items[SECTIE_COUNT + 1];
    size_t n;
};

static const char *names_join(struct arena *arena, const struct names *names)
{
    const char *text = "";
    for (size_t i = 0; i < names->n; i++) {
        const char *separator = i == 0 ? "" : i + 1 == names->n ? " en " : ", ";
        text = arena_printf(arena, "%s%s%s", text, separator, names->items[i]);
    }
    return text;
}

static const char *signs_in_words(const struct plan *plan, struct arena *arena)
{
    struct names minus = {0}, plus = {0};
    for (int s = 0; s < SECTIE_COUNT; s++) {
        struct names *names = plan->shown.sectie[s] < 0 ? &minus : &plus;
        names->items[names->n++] = sectie_name((enum sectie)s);
    }
    if (minus.n == 0)
        return "Alle secties staan er positief.";
    if (plus.n == 0)
        return "Alle secties staan er negatief.";
    return arena_printf(arena, "Negatief getoond: %s; positief: %s.", names_join(arena, &minus),
                        names_join(arena, &plus));
}

/* "In de kolom Verschil is een minus een nadeel bij lasten, een plus bij stortingen." `n_kinds`
 * limits what is spoken of: the secties in order, then the saldi. */
static const char *nadeel_in_words(const struct plan *plan, struct arena *arena, const char *where,
                                   int n_kinds)
{
    struct names minus = {0}, plus = {0};
    for (int s = 0; s < n_kinds; s++) {
        struct names *names = shown_nadeel_is_minus(plan, (enum sectie)s) ? &minus : &plus;
        names->items[names->n++] = s == SECTIE_COUNT ? "saldi" : sectie_name((enum sectie)s);
    }
    if (plus.n == 0)
        return arena_printf(arena, "%s is een minus een nadeel.", where);
    if (minus.n == 0)
        return arena_printf(arena, "%s is een plus een nadeel.", where);
    return arena_printf(arena, "%s is een minus een nadeel bij %s, een plus bij %s.", where,
                        names_join(arena, &minus), names_join(arena, &plus));
}

const char *shown_unit(const struct plan *plan)
{
    return plan->unit_euros == 1000000 ? "Bedragen x € 1.000.000."
           : plan->unit_euros == 1000  ? "Bedragen x € 1.000."
           : plan->unit_euros == 100   ? "Bedragen x € 100."
                                       : "Bedragen in euro's.";
}

const char *shown_meaning(const struct plan *plan, struct arena *arena)
{
    const char *saldo = plan->shown.saldo > 0 ? "Een negatief saldo is een nadeel."
                                              : "Een positief saldo is een nadeel.";
    return arena_printf(arena, "%s %s %s", shown_unit(plan), signs_in_words(plan, arena), saldo);
}

const char *shown_meaning_of_main(const struct plan *plan, struct arena *arena)
{
    const char *meaning = shown_meaning(plan, arena);
    if (!plan->has_afwijkingen)
        return meaning;
    const char *where =
        arena_printf(arena, "In de kolom %s", plan->kolommen[plan->verschil_kolom].heading);
    return arena_printf(arena, "%s %s", meaning,
                        nadeel_in_words(plan, arena, where, SECTIE_COUNT + 1));
}

const char *shown_meaning_of_afwijkingen(const struct plan *plan, struct arena *arena)
{
    return arena_printf(arena, "%s tegenover %s. %s %s",
                        plan->kolommen[plan->realisatie_kolom].heading,
                        plan->kolommen[plan->begroting_kolom].heading, shown_unit(plan),
                        nadeel_in_words(plan, arena, "Op dit blad", SECTIE_BATEN + 1));
}

const char *shown_meaning_of_afwijkingen_totaal(const struct plan *plan, struct arena *arena)
{
    return arena_printf(arena, "%s tegenover %s. %s Op elke rij is een minus een nadeel.",
                        plan->kolommen[plan->realisatie_kolom].heading,
                        plan->kolommen[plan->begroting_kolom].heading, shown_unit(plan));
}

const char *shown_euros(struct arena *arena, struct money money, int64_t unit_euros)
{
    struct money rounded = {money_round(money, unit_euros) * unit_euros * 100};
    char buffer[MONEY_TEXT_SIZE];
    money_format(rounded, true, buffer);
    *strchr(buffer, ',') = '\0';
    if (*buffer == '-')
        return arena_printf(arena, "€ " MINUS "%s", buffer + 1);
    return arena_printf(arena, "€ %s", buffer);
}
