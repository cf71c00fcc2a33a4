#include "pipeline/publishing/published.h"

#include "pipeline/base/array.h"

#include <string.h>

#define WIJZIGINGEN "wijzigingen"

const char *const afgekeurd_names[AFGEKEURD_COLUMNS] = {
    [AFGEKEURD_BRON] = "bron",
    [AFGEKEURD_BESTAND] = "bestand",
    [AFGEKEURD_REGEL] = "regel",
    [AFGEKEURD_BYTE] = "byte",
    [AFGEKEURD_KOLOM] = "kolom",
    [AFGEKEURD_REDEN] = "reden",
    [AFGEKEURD_RUWE_TEKST] = "ruwe_tekst",
};

bool published_is_main(const char *name)
{
    for (size_t kind = 0; kind < PLAN_KINDS; kind++)
        if (plan_products[kind].file && strcmp(name, plan_products[kind].file) == 0)
            return true;
    return false;
}

const char *published_document(const struct plan *plan, struct arena *arena)
{
    return arena_printf(arena, "%s.docx", plan->name);
}

const char *published_wijzigingen(const struct plan *plan, const struct kolom *kolom,
                                  struct arena *arena)
{
    const struct kolom *first = plan->kolommen;
    while (first < kolom && !plan_kolom_has_changes(plan, first))
        first++;
    return first == kolom ? WIJZIGINGEN ".csv"
                          : arena_printf(arena, WIJZIGINGEN "_%s.csv", kolom->name);
}

bool published_is_wijzigingen(const char *name)
{
    return strncmp(name, WIJZIGINGEN, strlen(WIJZIGINGEN)) == 0;
}

size_t published_keys(const char *name)
{
    static const struct {
        const char *name;
        size_t n;
    } keys[] = {{PUBLISHED_AFWIJKINGEN, 2}, {PUBLISHED_CONTROLES, 1}, {PUBLISHED_WAARDEN, 4}};
    const size_t i = array_index(keys, ARRAY_LENGTH(keys), name, name);
    return i < ARRAY_LENGTH(keys) ? keys[i].n : 0;
}
