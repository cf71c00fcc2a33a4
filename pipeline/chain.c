#include "pipeline/chain.h"

static const struct line_stage *const lines[] = {
    &extract_stage,   &map_stage,         &tally_stage,   &totals_stage,  &layout_stage,
    &years_stage,     &boekstukken_stage, &sides_stage,   &standen_stage, &rekeningen_stage,
    &copies_stage,    &identities_stage,  &swapped_stage, &summed_stage,  &parts_stage,
    &subtotals_stage, &keyless_stage,     &pairs_stage,
};
const struct line_chain chain_lines = {lines, sizeof lines / sizeof *lines, 2, &boekstukken_stage};

/* A stage per line. */
/* clang-format off */
static const struct stage *const ledger_tables[] = {
    &saldo_stage,
    &reserves_stage,
    &tabellen_stage,
    &rechtmatigheid_stage,
    &afwijkingen_stage,
    &totaal_stage,
    &oorzaken_stage,
    &koppeling_stage,
    &wijzigingen_stage,
    &verantwoording_stage, &naast_stage,
    &controles_stage,
    &waarom_stage,
    &onderbouwing_stage,
    &grafieken_stage,
    &voorblad_stage,
    &write_csv_stage,
    &sleutels_stage,
    &write_xlsx_stage,
    &document_stage,
    &readback_stage,
    &publish_stage,
};
/* clang-format on */
static const struct stage *const indicator_tables[] = {
    &indicatoren_stage, &controles_stage, &voorblad_stage, &write_csv_stage,
    &write_xlsx_stage,  &document_stage,  &readback_stage, &publish_stage,
};
#define LEDGER_CHAIN                                                                               \
    {                                                                                              \
        &chain_lines, ledger_tables, sizeof ledger_tables / sizeof *ledger_tables                  \
    }

static const struct chain chains[PLAN_KINDS] = {
    [PLAN_JAARREKENING] = LEDGER_CHAIN,
    [PLAN_BEGROTING] = LEDGER_CHAIN,
    [PLAN_TUSSENRAPPORTAGE] = LEDGER_CHAIN,
    [PLAN_INDICATOREN] = {NULL, indicator_tables,
                          sizeof indicator_tables / sizeof *indicator_tables},
};

const struct chain *chain_of(const struct plan *plan)
{
    return &chains[plan->kind];
}
