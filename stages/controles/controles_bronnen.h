/* What the controls per source share, and nothing else includes. */
#pragma once

#include "pipeline/reading/told.h"
#include "stages/controles/controles.h"

/* One source under control. */
struct check {
    struct job *job;
    const struct source *source;
    const struct source_account *account;
};

/* "what: source". */
const char *check_name(const struct check *check, const char *what);

void check_count(const struct check *check, const char *what, enum severity severity,
                 uint64_t expected, uint64_t found, const char *sentence);
void check_money(const struct check *check, const char *what, struct sum expected, struct sum found,
                 const char *sentence);
void check_not_done(const struct check *check, const char *what, enum severity severity);

/* Without total lines, which are no bookings. */
struct sum check_booked_debet(const struct counts *counts, const struct fact *facts);
struct sum check_booked_credit(const struct counts *counts, const struct fact *facts);

/* controles_gevonden.c: nothing of this kind was found by a line stage. */
void nothing_was_found(const struct check *check, enum finding_kind kind);

/* controles_levering.c: what the package said it delivered, and what a delivery looks like. */
void the_delivery_is_whole(const struct check *check);
void files_are_as_expected(const struct check *check);

/* controles_ouderdom.c */
void the_input_is_recent(const struct check *check);

/* controles_namen.c: of files that a pattern found. */
void no_file_is_skipped(const struct check *check);

/* controles_feiten.c: what the lines look like. */
/* Lines of its first so many kinds (told.h); of what may be reversed, too. */
bool check_has_sides(const struct check *check, size_t n_kinds, bool reversible);
void amounts_are_on_their_side(const struct check *check);
void standen_were_asked(const struct check *check);
void files_are_of_this_run(const struct check *check);
void files_are_of_their_month(const struct check *check);
void accounts_have_one_length(const struct check *check);

/* controles_perioden.c */
void periods_exist(const struct check *check);
void no_period_is_missing(const struct check *check);
struct other_stand;
bool fills_a_gap(const struct check *check, const struct other_stand *other);

/* controles_decimalen.c */
void amounts_are_not_rounded(const struct check *check); /* nor in another unit */

/* controles_oorzaak.c: of the controls from `first` on, which are those of one source, the ones
 * that fail by the same cause are told once: by the finest, which names the others. */
void one_cause_is_told_once(const struct check *check, size_t first);
