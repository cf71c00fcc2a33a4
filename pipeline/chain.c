#include "pipeline/chain.h"

#include "stages/stages.h"

const struct line_stage *const chain_lines[] = {
    &extract_stage, /* records -> values and amounts */
    &map_stage,     /* values -> the place of each mutatie */
    &tally_stage,   /* sums per place */
};
const size_t chain_n_lines = sizeof chain_lines / sizeof *chain_lines;

const struct stage chain_tables[] = {
    {"saldo", saldo_run, STAGE_ALWAYS},             /* lasten, baten, saldo */
    {"reserves", reserves_run, STAGE_ALWAYS},       /* stortingen, onttrekkingen, resultaat */
    {"afwijkingen", afwijkingen_run, STAGE_ALWAYS}, /* what must be explained */
    {"controles", controles_run, STAGE_ALWAYS},     /* what must hold */
    {"write_csv", write_csv_run, STAGE_WRITES},     /* files for people and machines */
    {"write_xlsx", write_xlsx_run, STAGE_IF_GOOD},  /* the workbook */
    {"readback", readback_run, STAGE_IF_GOOD},      /* what stands on disk, compared */
    {"publish", publish_run, STAGE_IF_GOOD},        /* whole or not at all */
};
const size_t chain_n_tables = sizeof chain_tables / sizeof *chain_tables;
