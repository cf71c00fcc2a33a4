/* THE table of products. */
#include "pipeline/settings/plan/plan_reading.h"

const struct plan_product plan_products[PLAN_KINDS] = {
    [PLAN_JAARREKENING] = {.name = "jaarrekening",
                           .file = "jaarrekening.csv",
                           .sheet = "Jaarrekening",
                           .is_judged = true,
                           .read = plan_read_ledger_run},
    [PLAN_BEGROTING] = {.name = "begroting",
                        .file = "begroting.csv",
                        .sheet = "Begroting",
                        .n_years_ahead = 1,
                        .read = plan_read_ledger_run},
    [PLAN_TUSSENRAPPORTAGE] = {.name = "tussenrapportage",
                               .file = "tussenrapportage.csv",
                               .sheet = "Tussenrapportage",
                               .has_prognose = true,
                               .read = plan_read_ledger_run},
    [PLAN_INDICATOREN] = {.name = "indicatoren", .read = plan_read_indicatoren},
};

const struct plan_product *plan_product(const struct plan *plan)
{
    return &plan_products[plan->kind];
}
