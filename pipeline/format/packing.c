#include "pipeline/format/packing.h"

/* Each in packing_<name>.c. */
extern const struct packing packing_gzip, packing_utf16;

static const struct packing *const packings[] = {&packing_gzip, &packing_utf16};

static bool is_among(const struct packing *packing, const struct packing *const *some, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (some[i] == packing)
            return true;
    return false;
}

const struct packing *packing_of(struct text head, const struct packing_wish *wish,
                                 const struct packing *const *opened, size_t n_opened)
{
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (!is_among(packings[i], opened, n_opened) && packings[i]->recognise(head, wish))
            return packings[i];
    return NULL;
}
