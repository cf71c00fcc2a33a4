/* Files of any size for the benchmark, in the layouts and with the keys of the example municipality
 * so that they run with its profiles and mappings. Memory does not grow with the number of lines.
 */
#pragma once

#include "pipeline/base/error.h"

#include <stdint.h>

#define BULK_MAX_LINES 2000000000LL

struct bulk_order {
    const char *path;
    bool gzip;
    long long n_lines; /* data lines, 2..BULK_MAX_LINES */
    uint64_t seed;
    int quoted;                /* percentage of the descriptions that stand between quotes */
    int first_year, last_year; /* of bulk_ledger: equal numbers of lines, 2023..2024 at most */
};

/* A ledger (grootboek.ini), debet = credit per boekstuk. */
bool bulk_ledger(const struct bulk_order *order, struct errors *errors);

/* A wide budget (meerjarenbegroting.ini). */
bool bulk_wide(const struct bulk_order *order, struct errors *errors);
