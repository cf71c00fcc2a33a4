/* The one table of stages, in order, for each product ([run] soort). A new stage is a file under
 * stages/ that ends in its struct, and its name here and in chain.c; a new product a reader of its
 * settings with its row in plan_product.c, its stages, and its row in chain.c. */
#pragma once

#include "pipeline/reading/line_stage.h"
#include "pipeline/tables/job.h"

/* Left of the bar: batches of lines pass through all of them, in every worker
 * (reading/line_stage.h). */
extern const struct line_stage extract_stage;     /* records -> values and amounts, rejects */
extern const struct line_stage map_stage;         /* values -> the place of each mutatie */
extern const struct line_stage tally_stage;       /* sums per place */
extern const struct line_stage totals_stage;      /* total lines against the lines before them */
extern const struct line_stage layout_stage;      /* lines of layout with an amount */
extern const struct line_stage boekstukken_stage; /* do they balance, does their order ascend */
extern const struct line_stage years_stage; /* periods and dates of another year than their stand */
extern const struct line_stage standen_stage;    /* standen and periods that nobody asks for */
extern const struct line_stage rekeningen_stage; /* of how many digits accounts are */
extern const struct line_stage sides_stage;      /* the side that amounts of a sectie are on */
extern const struct line_stage identities_stage; /* [gelijk]: amounts of a line that add up */
extern const struct line_stage subtotals_stage;  /* lines that are the sum of other lines */
extern const struct line_stage keyless_stage;    /* lines whose key is empty */
extern const struct line_stage swapped_stage;    /* amounts that add up and should not */
extern const struct line_stage summed_stage;     /* amounts that hold others that count */
extern const struct line_stage parts_stage;      /* sums of what the sender totals by name */
extern const struct line_stage pairs_stage;      /* what each file comes to per key and account */
extern const struct line_stage copies_stage; /* what a file's lines say: was it delivered twice */

extern const struct line_chain chain_lines;

/* Right of the bar: once each, on small tables (tables/job.h). */
extern const struct stage saldo_stage;    /* begins the main table: lasten, baten, saldo */
extern const struct stage reserves_stage; /* appends stortingen, onttrekkingen, resultaat */
extern const struct stage tabellen_stage; /* the tables by settings: [tabel NAAM] */
extern const struct stage
    rechtmatigheid_stage;                    /* what is above the budget, and whether it counts */
extern const struct stage afwijkingen_stage; /* what must be explained: a sheet per pakket */
extern const struct stage totaal_stage;      /* all of them, up to the resultaat */
extern const struct stage oorzaken_stage;    /* what moves each afwijking most */
extern const struct stage koppeling_stage;   /* what the mapping lacks, and what nothing used */
extern const struct stage wijzigingen_stage; /* from primair to na wijziging, per besluit */
extern const struct stage verantwoording_stage; /* where every file and every mutatie went */
extern const struct stage controles_stage;      /* what must hold; an error for each fout */
extern const struct stage waarom_stage;         /* what moved since the publication before it */
extern const struct stage onderbouwing_stage;   /* each figure down to post and rekening; links */
extern const struct stage grafieken_stage;      /* the main table as charts */
extern const struct stage voorblad_stage;       /* the first sheet: what this is, what it holds */
extern const struct stage write_csv_stage;  /* every table with a csv_name, data/, afgekeurd.csv */
extern const struct stage sleutels_stage;   /* data/sleutels.csv: what the next run looks at */
extern const struct stage naast_stage;      /* indicators of the pakketten beside their euros */
extern const struct stage write_xlsx_stage; /* the workbook, read back */
extern const struct stage document_stage;   /* the same for print, as a text document */
extern const struct stage readback_stage;   /* CSV and data/ read again, compared with the tables */
extern const struct stage publish_stage;    /* manifest and exchange: whole or not at all */

/* Of a run of indicators. */
extern const struct stage indicatoren_stage; /* the printed tables, the goals, what contradicts */

struct chain {
    const struct line_chain
        *lines; /* NULL: the product is made of no ledger: job->ledger is NULL */
    const struct stage *const *tables;
    size_t n_tables;
};

/* The chain of a run's product. */
const struct chain *chain_of(const struct plan *plan);
