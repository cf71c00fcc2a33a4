#include "pipeline/tables/oorzaken.h"

const char *oorzaak_kind_name(enum dimension kind)
{
    return kind == DIMENSION_REKENING       ? "Rekening"
           : kind == DIMENSION_KOSTENPLAATS ? "Kostenplaats"
                                            : "Besluit";
}

const char *oorzaak_name(const struct oorzaak *of, struct arena *arena)
{
    if (of->n_others > 0)
        return arena_printf(arena, "%zu andere", of->n_others);
    return *of->code ? of->code : arena_printf(arena, "(zonder %s)", dimension_name(of->kind));
}

size_t oorzaken_end(const struct oorzaken *oorzaken, size_t first)
{
    const struct oorzaak *items = oorzaken->items;
    size_t end = first + 1;
    while (end < oorzaken->n && items[end].afwijking == items[first].afwijking &&
           items[end].side == items[first].side && items[end].kind == items[first].kind)
        end++;
    return end;
}
