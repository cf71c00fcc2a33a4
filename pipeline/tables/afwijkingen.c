#include "pipeline/tables/afwijkingen.h"

#include "pipeline/tables/shown.h"

#include <string.h>

const char *afwijking_status_text(const struct afwijking *afwijking, struct arena *arena)
{
    const char *name = toelichting_statuses[afwijking->status];
    return *afwijking->detail ? arena_printf(arena, "%s: %s", name, afwijking->detail) : name;
}

bool afwijking_counts(const struct plan *plan, enum sectie sectie)
{
    return sectie < AFWIJKING_SIDES || plan->explain_reserves;
}

enum sectie afwijking_side_of(enum sectie sectie)
{
    return sectie == SECTIE_LASTEN || sectie == SECTIE_STORTINGEN ? SECTIE_LASTEN : SECTIE_BATEN;
}

/* A kolom of one side of a post, as it is shown there. */
static bool read_kolom(const struct ledger *ledger, size_t post, enum sectie side, size_t kolom,
                       struct money *shown, uint64_t *n_mutaties)
{
    static const enum sectie reserve_of[AFWIJKING_SIDES] = {SECTIE_STORTINGEN,
                                                            SECTIE_ONTTREKKINGEN};
    const struct plan *plan = ledger->plan;
    const struct kolom *of = &plan->kolommen[kolom];
    struct figure figure, reserve = {0};
    if (!ledger_kolom(ledger, post, side, of, &figure) ||
        (plan->explain_reserves && !ledger_kolom(ledger, post, reserve_of[side], of, &reserve)) ||
        !money_add(figure.money, reserve.money, shown))
        return false;
    *shown = shown_sectie(plan, side, *shown);
    *n_mutaties = figure.n_mutaties + reserve.n_mutaties;
    return money_fits(*shown);
}

/* One side of one post. Realisatie and begroting are looked at for their mutaties: a post that has
 * nothing in either is no part of the afwijkingen, whatever other years hold. */
static bool read_side(const struct ledger *ledger, size_t post, enum sectie sectie,
                      struct afwijking_figures *figures)
{
    const struct plan *plan = ledger->plan;
    struct afwijking_side *side = &figures->side[sectie];
    uint64_t n_realisatie, n_begroting, unused;
    if (!read_kolom(ledger, post, sectie, plan->realisatie_kolom, &side->realisatie,
                    &n_realisatie) ||
        !read_kolom(ledger, post, sectie, plan->begroting_kolom, &side->begroting, &n_begroting) ||
        !read_kolom(ledger, post, sectie, plan->verschil_kolom, &side->verschil, &unused))
        return false;
    figures->n_mutaties += n_realisatie + n_begroting;
    return true;
}

bool afwijking_of_post(const struct ledger *ledger, size_t post, struct afwijking_figures *figures)
{
    struct afwijking_figures result = {0};
    if (!read_side(ledger, post, SECTIE_LASTEN, &result) ||
        !read_side(ledger, post, SECTIE_BATEN, &result))
        return false;
    *figures = result;
    return true;
}

bool afwijking_side_add(struct afwijking_side *sum, const struct afwijking_side *more)
{
    return money_add(sum->realisatie, more->realisatie, &sum->realisatie) &&
           money_add(sum->begroting, more->begroting, &sum->begroting) &&
           money_add(sum->verschil, more->verschil, &sum->verschil);
}

bool afwijking_add(struct afwijking_figures *sum, const struct afwijking_figures *more)
{
    sum->n_mutaties += more->n_mutaties;
    for (int side = 0; side < AFWIJKING_SIDES; side++)
        if (!afwijking_side_add(&sum->side[side], &more->side[side]))
            return false;
    return true;
}

bool afwijking_of_pakket(const struct ledger *ledger, size_t pakket,
                         struct afwijking_figures *figures)
{
    const struct pakket *of = &ledger->plan->mapping.pakketten[pakket];
    struct afwijking_figures sum = {0}, part;
    for (size_t post = of->first_post; post < of->first_post + of->n_posten; post++) {
        if (!afwijking_of_post(ledger, post, &part) || !afwijking_add(&sum, &part))
            return false;
    }
    *figures = sum;
    return true;
}

bool afwijking_voordeel(const struct plan *plan, const struct afwijking_figures *figures,
                        struct money *voordeel)
{
    *voordeel = (struct money){0};
    for (int side = 0; side < AFWIJKING_SIDES; side++) {
        struct money verschil = figures->side[side].verschil;
        if (!(shown_nadeel_is_minus(plan, (enum sectie)side)
                  ? money_add(*voordeel, verschil, voordeel)
                  : money_subtract(*voordeel, verschil, voordeel)))
            return false;
    }
    return true;
}

static __int128 magnitude(struct money money)
{
    return money.cents < 0 ? -(__int128)money.cents : (__int128)money.cents;
}

/* `more`: 1 when just the threshold is not enough. */
static bool is_at(const struct threshold *threshold, struct money verschil, struct money begroting,
                  int more)
{
    if (verschil.cents == 0 || magnitude(verschil) < threshold->amount.cents + more)
        return false;
    if (threshold->per_mille == 0)
        return true;
    /* compared in thousandths of cents: the percentage is never rounded */
    return magnitude(verschil) * 1000 >= magnitude(begroting) * threshold->per_mille + more &&
           magnitude(verschil) >= threshold->minimum.cents + more;
}

bool threshold_reached(const struct threshold *threshold, struct money verschil,
                       struct money begroting)
{
    return is_at(threshold, verschil, begroting, 0);
}

bool threshold_passed(const struct threshold *threshold, struct money verschil,
                      struct money begroting)
{
    return is_at(threshold, verschil, begroting, 1);
}

bool afwijking_reaches(const struct afwijking_figures *figures, const struct threshold *threshold)
{
    for (int side = 0; side < AFWIJKING_SIDES; side++)
        if (threshold_reached(threshold, figures->side[side].verschil,
                              figures->side[side].begroting))
            return true;
    return false;
}

const char *afwijking_rest_label(const struct threshold *post_threshold, struct arena *arena)
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
