/* The value of an indeling (settings/plan/indeling.h) of one mutatie or one line of the ledger. */
#pragma once

#include "pipeline/base/decimal.h"
#include "pipeline/reading/ledger.h"

struct indelen {
    const struct plan *plan;
    size_t rule; /* mapping.keys */
    enum sectie sectie;
    const char *dimension[DIMENSION_COUNT];
    const struct account_rule *account; /* of the rekening, or NULL */
};

/* What a line of the ledger is; its account is to be set by the caller where one is needed. */
struct indelen indelen_line(const struct ledger *ledger, const struct saldo_line *line);

/* Of the list of what is incidenteel: item i as two lines, what moves to I and what leaves "". */
struct indelen indelen_incidenteel(const struct plan *plan, size_t i, bool is_incidenteel,
                                   struct money *effect);

/* Its code; "" when it has none. */
struct text indelen_code(const struct indelen *of, size_t indeling);

/* True when one of the rules holds, or when there are none. */
bool indelen_rules(const struct indelen *of, const struct rule *rules, size_t n_rules);

/* True when a term of a kolom counts what is in this stand; *unknown when only its period, which
 * nobody said, keeps it out. */
bool indelen_term(const struct indelen *of, const struct tabel_term *term, size_t stand,
                  bool *unknown);

/* How a table names the row of a code, and the total under the rows of its group. In the arena. */
const char *tabel_row_name(const struct plan *plan, const struct tabel *tabel, size_t indeling,
                           struct text code, struct arena *arena);
const char *tabel_total_name(const struct plan *plan, const struct tabel *tabel, size_t indeling,
                             struct text code, struct arena *arena);

/* How a maat is named beside its rows; under a block of them (blokken); under all rows (per regel).
 */
const char *tabel_maat_name(const struct tabel *tabel, enum maat maat);
const char *tabel_block_name(const struct tabel *tabel, enum maat maat, struct arena *arena);
const char *tabel_sum_name(const struct tabel *tabel, enum maat maat, struct arena *arena);

/* A percentage of part in whole, half away from zero; false of nothing. V or N, "" of no effect. */
bool tabel_share(const struct tabel *tabel, const struct kolom *of, struct money part,
                 struct money whole, struct decimal *share);
const char *tabel_letter(const struct tabel *tabel, struct money effect);

/* What the CSV calls a column of figures: "verschil", naast elkaar "verschil_alle_lasten", or
 * "alle_lasten" of the only kolom. */
const char *tabel_column_name(const struct plan *plan, const struct tabel *tabel,
                              const struct tabel_column *column, struct arena *arena);
