/* The products, as [run] soort names them, each with what reads its settings. */
#include "pipeline/settings/plan/plan_reading.h"

const struct plan_product plan_products[PLAN_KINDS] = {
    [PLAN_JAARREKENING] = {"jaarrekening", plan_read_ledger_run},
    [PLAN_BEGROTING] = {"begroting", plan_read_ledger_run},
    [PLAN_TUSSENRAPPORTAGE] = {"tussenrapportage", plan_read_ledger_run},
    [PLAN_INDICATOREN] = {"indicatoren", plan_read_indicatoren},
};

const char *plan_kind_name(enum plan_kind kind)
{
    return plan_products[kind].name;
}
