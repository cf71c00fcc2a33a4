#include "pipeline/tables/deviation.h"

#include "pipeline/tables/shown.h"

#include <string.h>

/* One side of one post. Realisatie and begroting are looked at for their mutaties: a post that has
 * nothing in either is no part of the afwijkingen, whatever other years hold. */
static bool add_side(const struct ledger *ledger, size_t post, enum sectie sectie,
                     struct deviation *deviation)
{
    const struct plan *plan = ledger->plan;
    struct figure realisatie, begroting, verschil;
    if (!ledger_kolom(ledger, post, sectie, &plan->kolommen[plan->realisatie_kolom], &realisatie) ||
        !ledger_kolom(ledger, post, sectie, &plan->kolommen[plan->begroting_kolom], &begroting) ||
        !ledger_kolom(ledger, post, sectie, &plan->kolommen[plan->verschil_kolom], &verschil))
        return false;
    deviation->verschil[sectie] = shown_sectie(plan, sectie, verschil.money);
    deviation->begroting[sectie] = shown_sectie(plan, sectie, begroting.money);
    deviation->n_mutaties += realisatie.n_mutaties + begroting.n_mutaties;
    return true;
}

bool deviation_of_post(const struct ledger *ledger, size_t post, struct deviation *deviation)
{
    struct deviation result = {0};
    if (!add_side(ledger, post, SECTIE_LASTEN, &result) ||
        !add_side(ledger, post, SECTIE_BATEN, &result))
        return false;
    *deviation = result;
    return true;
}

bool deviation_add(struct deviation *sum, const struct deviation *more)
{
    sum->n_mutaties += more->n_mutaties;
    for (int side = 0; side < DEVIATION_SIDES; side++)
        if (!money_add(sum->verschil[side], more->verschil[side], &sum->verschil[side]) ||
            !money_add(sum->begroting[side], more->begroting[side], &sum->begroting[side]))
            return false;
    return true;
}

bool deviation_of_pakket(const struct ledger *ledger, size_t pakket, struct deviation *deviation)
{
    const struct mapping *mapping = &ledger->plan->mapping;
    struct deviation sum = {0}, part;
    for (size_t post = 0; post < mapping->n_posten; post++) {
        if (mapping->posten[post].pakket != pakket)
            continue;
        if (!deviation_of_post(ledger, post, &part) || !deviation_add(&sum, &part))
            return false;
    }
    *deviation = sum;
    return true;
}

static __int128 magnitude(struct money money)
{
    return money.cents < 0 ? -(__int128)money.cents : (__int128)money.cents;
}

bool threshold_reached(const struct threshold *threshold, struct money verschil,
                       struct money begroting)
{
    if (verschil.cents == 0 || magnitude(verschil) < threshold->amount.cents)
        return false;
    if (threshold->per_mille == 0)
        return true;
    /* compared in thousandths of cents: the percentage is never rounded */
    return magnitude(verschil) * 1000 >= magnitude(begroting) * threshold->per_mille &&
           magnitude(verschil) >= threshold->minimum.cents;
}

bool deviation_reaches(const struct deviation *deviation, const struct threshold *threshold)
{
    for (int side = 0; side < DEVIATION_SIDES; side++)
        if (threshold_reached(threshold, deviation->verschil[side], deviation->begroting[side]))
            return true;
    return false;
}

const char *deviation_rest_label(const struct threshold *post_threshold, struct arena *arena)
{
    char buffer[MONEY_TEXT_SIZE];
    if (post_threshold->per_mille)
        return MAPPING_REST " onder de drempel";
    if (post_threshold->amount.cents == 0)
        return MAPPING_REST;
    money_format(post_threshold->amount, true, buffer);
    if (post_threshold->amount.cents % 100 == 0)
        *strchr(buffer, ',') = '\0';
    return arena_printf(arena, MAPPING_REST " < € %s", buffer);
}

bool deviation_is_rest(const char *label)
{
    return strncmp(label, MAPPING_REST, strlen(MAPPING_REST)) == 0;
}
