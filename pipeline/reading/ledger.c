#include "pipeline/reading/ledger.h"

const enum dimension ledger_key_dimensions[KEY_LABELS] = {DIMENSION_BESLUIT, DIMENSION_REKENING,
                                                          DIMENSION_KOSTENPLAATS};

#include <stdlib.h>
#include <string.h>

struct key_cursor ledger_keys(const struct ledger *ledger)
{
    return (struct key_cursor){.lists = ledger->key_lines,
                               .end = ledger->key_lines ? ledger->plan->n_sources : 0};
}

struct key_cursor ledger_keys_of(const struct ledger *ledger, size_t source)
{
    return (struct key_cursor){.lists = ledger->key_lines,
                               .source = source,
                               .end = ledger->key_lines ? source + 1 : source};
}

struct key_sums ledger_sums_of(const struct ledger *ledger, enum sums_by by, size_t source)
{
    return ledger->sums ? ledger->sums[source][by] : (struct key_sums){0};
}

bool ledger_is_booked(const struct ledger *ledger, size_t source)
{
    const struct key_sums sums = ledger_sums_of(ledger, SUMS_BY_PERIOD, source);
    bool booked = true;
    for (size_t i = 0; i < sums.n; i++)
        booked &= stand_is_booked(&ledger->plan->standen[sums.items[i].stand]);
    return booked;
}

struct key_sums ledger_sums(const struct ledger *ledger, enum sums_by by)
{
    struct key_sums all = ledger_sums_of(ledger, by, 0);
    for (size_t s = 1; ledger->sums && s < ledger->plan->n_sources; s++)
        all.n += ledger->sums[s][by].n;
    return all;
}

int64_t ledger_booked(const struct ledger *ledger, size_t source, unsigned period)
{
    const struct key_sums sums = ledger_sums(ledger, SUMS_BY_PERIOD);
    int64_t own = 0, all = 0;
    for (const struct key_sum *sum = sums.items; sum < sums.items + sums.n; sum++)
        if (sum->of == period && plan_books(ledger->plan, sum->stand)) {
            all += llabs(sum->money.cents);
            own += sum->source == source ? llabs(sum->money.cents) : 0;
        }
    return own ? own : all;
}

unsigned ledger_last_period(const struct ledger *ledger, size_t stand, unsigned most)
{
    const struct key_sums sums = ledger_sums(ledger, SUMS_BY_PERIOD);
    unsigned last = 0;
    for (const struct key_sum *sum = sums.items; sum < sums.items + sums.n; sum++)
        if (sum->stand == stand && sum->of <= most && sum->of > last)
            last = sum->of;
    return last;
}

static const char *const fate_names[FATE_SCOPE] = {
    [FATE_CELL] = "in een cel",
    [FATE_UNMAPPED] = "zonder koppeling",
    [FATE_EMPTY] = "leeg bedrag",
    [FATE_OTHER_STAND] = "andere stand",
    [FATE_OTHER_PROGRAMMA] = "ander programma",
    [FATE_OTHER_PERIOD] = "periode telt niet mee",
    [FATE_TOTAL_LINE] = "totaalregel",
};

const char *fate_name(const struct profile *profile, size_t fate)
{
    return fate < FATE_SCOPE ? fate_names[fate] : profile->scopes[fate - FATE_SCOPE].name;
}

void counts_add(struct counts *counts, const struct counts *file)
{
    counts->n_records += file->n_records;
    counts->n_rejected += file->n_rejected;
    counts->n_rejected_lines += file->n_rejected_lines;
    counts->n_blank += file->n_blank;
    counts->n_unread += file->n_unread;
    for (int i = 0; i < CURES; i++)
        counts->n_cured[i] += file->n_cured[i];
    counts->n_mutaties += file->n_mutaties;
    counts->n_contra += file->n_contra;
    counts->n_two_sided += file->n_two_sided;
    sum_add_sum(&counts->amounts, file->amounts);
    sum_add_sum(&counts->debet, file->debet);
    sum_add_sum(&counts->credit, file->credit);
    sum_add_sum(&counts->contra_debet, file->contra_debet);
    sum_add_sum(&counts->contra_credit, file->contra_credit);
    sum_add_sum(&counts->rejected, file->rejected);
}

bool counts_tolerated(const struct counts *counts, const struct source *source)
{
    return counts->n_rejected_lines <= (uint64_t)source->tolerance_lines &&
           !counts->rejected.overflow &&
           counts->rejected.money.cents <= source->tolerance_euros.cents &&
           counts->n_unread <= (uint64_t)source->tolerance_unread;
}

const char *ledger_unmapped_shown(const struct ledger *ledger, const struct unmapped *unmapped,
                                  struct arena *arena)
{
    const struct plan *plan = ledger->plan;
    const struct profile *profile = NULL;
    for (size_t s = 0; s < plan->n_sources; s++)
        if (strcmp(plan->sources[s].name, unmapped->source) == 0)
            profile = plan->sources[s].profile;
    bool is_key = unmapped->kind == UNMAPPED_KEY || unmapped->kind == UNMAPPED_YEAR;
    if (is_key && profile_key_is(profile, COLUMN_PERSONAL))
        return arena_printf(arena, "(een tekst van %zu tekens)", text_length(unmapped->key));
    const char *what = "";
    text_personal(text_of(unmapped->key), &what);
    if (is_key && profile_key_is(profile, COLUMN_CODE) && strcmp(what, "IBAN") != 0)
        return unmapped->key;
    return text_masked(arena, text_of(unmapped->key));
}

bool ledger_is_whole(const struct ledger *ledger)
{
    bool whole = true;
    for (size_t s = 0; s < ledger->plan->n_sources; s++)
        whole &= !ledger->accounts[s].failed;
    return whole;
}

struct figure ledger_figure(const struct ledger *ledger, size_t post, enum sectie sectie,
                            size_t stand)
{
    return ledger->figures[(post * SECTIE_COUNT + sectie) * ledger->plan->n_standen + stand];
}

bool figure_add(struct figure *sum, int sign, struct figure figure)
{
    sum->n_mutaties += figure.n_mutaties;
    return sign < 0 ? money_subtract(sum->money, figure.money, &sum->money)
                    : money_add(sum->money, figure.money, &sum->money);
}

bool ledger_kolom(const struct ledger *ledger, size_t post, enum sectie sectie,
                  const struct kolom *kolom, struct figure *figure)
{
    struct figure sum = {0};
    for (size_t i = 0; i < kolom->n_terms; i++) {
        const struct tabel_term *term = &kolom->terms[i];
        if (!figure_add(&sum, term->sign, ledger_figure(ledger, post, sectie, term->stand)))
            return false;
    }
    if (!money_fits(sum.money))
        return false;
    *figure = sum;
    return true;
}

bool ledger_pakket_kolom(const struct ledger *ledger, size_t pakket, enum sectie sectie,
                         const struct kolom *kolom, struct figure *figure)
{
    const struct mapping *mapping = &ledger->plan->mapping;
    struct figure sum = {0};
    const struct pakket *of = &mapping->pakketten[pakket];
    for (size_t post = of->first_post; post < of->first_post + of->n_posten; post++) {
        struct figure part;
        if (!ledger_kolom(ledger, post, sectie, kolom, &part) || !figure_add(&sum, +1, part))
            return false;
    }
    if (!money_fits(sum.money))
        return false;
    *figure = sum;
    return true;
}

/* The sign of the stand in the kolom; 0 when it is no part of it. */
/* 0 when the line does not count. */
static int line_sign(const struct plan *plan, const struct ledger_filter *filter,
                     const struct saldo_line *line)
{
    if ((filter->sectie && line->sectie != *filter->sectie) ||
        (filter->pakket && plan->mapping.posten[line->post].pakket != *filter->pakket) ||
        (filter->by_label && line->dimension[filter->dimension] != filter->label) ||
        (filter->in_programma && !plan_in_scope(plan, line->post)))
        return 0;
    return filter->kolom ? plan_kolom_sign(filter->kolom, line->stand) : +1;
}

bool ledger_sum(const struct ledger *ledger, const struct ledger_filter *filter, struct figure *sum)
{
    struct figure result = {0};
    for (size_t i = 0; i < ledger->n_lines; i++) {
        int sign = line_sign(ledger->plan, filter, &ledger->lines[i]);
        if (sign != 0 && !figure_add(&result, sign, ledger->lines[i].figure))
            return false;
    }
    *sum = result;
    return true;
}

size_t ledger_first_line(const struct ledger *ledger, size_t post, enum sectie sectie)
{
    size_t low = 0, high = ledger->n_lines;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct saldo_line *line = &ledger->lines[middle];
        if (line->post < post || (line->post == post && line->sectie < sectie))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *ledger_common_label(const struct ledger *ledger, size_t post, enum sectie sectie,
                                const struct kolom *kolom, enum dimension dimension)
{
    uint32_t common = 0;
    for (size_t i = ledger_first_line(ledger, post, sectie); i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        if (line->post != post || line->sectie != sectie)
            break;
        if (plan_kolom_sign(kolom, line->stand) == 0)
            continue;
        uint32_t label = line->dimension[dimension];
        if (label == 0 || (common != 0 && label != common))
            return "";
        common = label;
    }
    return common ? ledger->labels[dimension].texts[common] : "";
}

bool ledger_key_unused(const struct ledger *ledger, size_t key)
{
    const struct plan *plan = ledger->plan;
    for (size_t i = 0; !ledger->key_used[key] && i < plan->n_standen; i++)
        if (years_hold(plan->mapping.keys[key].years, plan->standen[i].year))
            return true;
    return false;
}
