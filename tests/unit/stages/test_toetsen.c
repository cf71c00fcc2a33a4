/* The example's indicators: every contradiction that its print holds is found. */
#include "stages/indicatoren/toetsen.h"

#include "tests/unit/fixture.h"

int main(void)
{
    struct arena arena = {0};
    struct errors errors = {0};
    struct indicators indicators;
    static const char *const values[] = {"mappings/indicatoren/waarden.csv"};
    const struct indicator_files files = {"mappings/indicatoren/indicatoren.csv", "mappings/indicatoren/doelen.csv",
                                    "mappings/indicatoren/indicatortabellen.csv", values, 1};
    bool ok = indicators_read(&files, &arena, &errors, &indicators);
    for (size_t i = 0; i < errors.n; i++) printf("%s: %s\n", errors.items[i].where, errors.items[i].message);
    for (size_t i = 0; ok && i < n_toetsen; i++) {
        struct toetsing t = {.indicators = &indicators, .year = 2026, .arena = &arena};
        toetsen[i].look(&t);
        printf("== %s: %zu\n", toetsen[i].name, t.n);
        for (size_t k = 0; k < t.n; k++) printf("   %s\n", t.found[k]);
    }
    return !ok;
}
