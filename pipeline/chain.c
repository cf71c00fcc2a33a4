#include "pipeline/chain.h"

static const struct line_stage *const lines[] = {&extract_stage, &map_stage, &tally_stage,
                                                 &years_stage};
const struct line_chain chain_lines = {lines, sizeof lines / sizeof *lines, 2};

const struct stage *const chain_tables[] = {
    &saldo_stage,     &reserves_stage,   &afwijkingen_stage, &controles_stage,
    &write_csv_stage, &write_xlsx_stage, &readback_stage,    &publish_stage,
};
const size_t chain_n_tables = sizeof chain_tables / sizeof *chain_tables;
