/* What moves an afwijking: per side the rekeningen, kostenplaatsen and besluiten that weigh most.
 * The oorzaken of one side and kind are together its verschil, to the cent. */
#pragma once

#include "pipeline/tables/afwijkingen.h"

struct oorzaak {
    size_t afwijking; /* index in afwijkingen.items */
    enum sectie side; /* SECTIE_LASTEN or SECTIE_BATEN, as the afwijking has it */
    enum dimension kind;
    const char *code;            /* of the rekening, …; "" of mutaties without one */
    size_t n_others;             /* of how many codes it is the rest; 0: of its own */
    uint64_t n_mutaties;         /* behind its realisatie and begroting */
    struct afwijking_side money; /* exact cents, as the afwijking shows them */
};

/* Per afwijking and side the kinds, within them the largest first, the rest last. */
struct oorzaken {
    struct oorzaak *items;
    size_t n;
};

/* "Rekening", "Kostenplaats", "Besluit" */
const char *oorzaak_kind_name(enum dimension kind);

/* "443100", "(zonder rekening)", "3 andere" */
const char *oorzaak_name(const struct oorzaak *of, struct arena *arena);

/* The one behind the last of the same afwijking, side and kind. */
size_t oorzaken_end(const struct oorzaken *oorzaken, size_t first);
