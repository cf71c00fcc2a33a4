#include "tests/gen/flow.h"

#define TO_CREDITORS                                                                               \
    {                                                                                              \
        "160000", "", "Crediteuren", 100                                                           \
    }
#define TO_BANK                                                                                    \
    {                                                                                              \
        "104000", "", "Bank lopende rekening", 100                                                 \
    }

const struct style style_salary = {
    .dagboek = "SAL",
    .rhythm = RHYTHM_MONTHLY,
    .day_first = 23,
    .day_last = 23,
    .max_legs = 40,
    .shared = true,
    .variation = 12,
    .counters = {{"171000", "", "Netto lonen", 64},
                 {"172000", "", "Af te dragen loonheffing", 26},
                 {"173000", "", "Af te dragen pensioenpremie", 10}},
};
const struct style style_invoice = {
    .dagboek = "INK",
    .rhythm = RHYTHM_SCATTERED,
    .day_first = 1,
    .day_last = 28,
    .max_legs = 3,
    .typical_euros = 5500,
    .variation = 100,
    .twice_per_mille = 12,
    .counters = {TO_CREDITORS},
};
const struct style style_purchase = {
    /* an invoice with VAT */
    .dagboek = "INK",     .rhythm = RHYTHM_SCATTERED, .day_first = 1,   .day_last = 28,
    .max_legs = 2,        .typical_euros = 5000,      .variation = 100, .vat_per_mille = 750,
    .twice_per_mille = 8, .counters = {TO_CREDITORS},
};
const struct style style_run = {
    .dagboek = "UIT",
    .rhythm = RHYTHM_MONTHLY,
    .day_first = 27,
    .day_last = 29,
    .max_legs = 12,
    .variation = 35,
    .counters = {TO_BANK},
};
const struct style style_grant = {
    .dagboek = "INK",
    .rhythm = RHYTHM_QUARTERLY,
    .day_first = 3,
    .day_last = 12,
    .max_legs = 4,
    .variation = 30,
    .counters = {TO_CREDITORS},
};
const struct style style_depreciation = {
    .dagboek = "MEM",
    .rhythm = RHYTHM_MONTHLY,
    .day_first = 31,
    .day_last = 31,
    .max_legs = 8,
    .variation = 0,
    .counters = {{"014900", "", "Cumulatieve afschrijving", 100}},
};
const struct style style_internal = {
    .dagboek = "MEM",
    .rhythm = RHYTHM_QUARTERLY,
    .day_first = 31,
    .day_last = 31,
    .max_legs = 6,
    .variation = 10,
    .counters = {{"490900", "001911", "Doorbelaste overhead", 100}},
};
const struct style style_closing = {
    .dagboek = "MEM",
    .rhythm = RHYTHM_CLOSING,
    .day_first = 31,
    .day_last = 31,
    .max_legs = 5,
    .variation = 60,
    .counters = {{"179000", "", "Nog te betalen bedragen", 100}},
};
const struct style style_sale = {
    .dagboek = "VRK",
    .rhythm = RHYTHM_SCATTERED,
    .day_first = 1,
    .day_last = 28,
    .max_legs = 2,
    .typical_euros = 2500,
    .variation = 100,
    .twice_per_mille = 10,
    .counters = {{"130000", "", "Debiteuren", 100}},
};
const struct style style_receipt = {
    .dagboek = "BNK",
    .rhythm = RHYTHM_MONTHLY,
    .day_first = 10,
    .day_last = 26,
    .max_legs = 6,
    .variation = 25,
    .counters = {TO_BANK},
};
const struct style style_reserve = {
    .dagboek = "MEM",
    .rhythm = RHYTHM_QUARTERLY,
    .day_first = 31,
    .day_last = 31,
    .max_legs = 2,
    .variation = 80,
    .counters = {{"021000", "", "Reserves", 100}},
};
const struct style style_reserve_closing = {
    .dagboek = "MEM",
    .rhythm = RHYTHM_CLOSING,
    .day_first = 31,
    .day_last = 31,
    .max_legs = 2,
    .variation = 50,
    .counters = {{"021000", "", "Reserves", 100}},
};
