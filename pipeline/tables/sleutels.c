#include "pipeline/tables/sleutels.h"

#include <string.h>

static const char *key_text(const struct key_rule *rule, struct arena *arena)
{
    const size_t n = rule->key.n_bytes;
    char *text = arena_alloc(arena, n + 2);
    memcpy(text, rule->key.bytes, n);
    text[n] = rule->is_prefix ? '*' : 0;
    return text;
}

/* There are very many rows. */
static const char *period_text(int period, struct arena *arena)
{
    const char digits[] = {(char)('0' + period / 10), (char)('0' + period % 10)};
    const size_t n_less = period < 10;
    return period == LEDGER_NO_PERIOD ? "" : arena_copy(arena, digits + n_less, 2 - n_less);
}

struct sleutel_row sleutel_row_of(const struct ledger *ledger, const struct key_line *line,
                                  struct arena *arena)
{
    const struct plan *plan = ledger->plan;
    const struct key_rule *rule = &plan->mapping.keys[line->rule];
    const struct pakket *pakket = plan_pakket(plan, rule->post);
    const struct tallied *tallied = &line->tallied;
    struct sleutel_row row = {.texts = {[SLEUTELS_BRON] = plan->sources[line->source].name,
                                        [SLEUTELS_SLEUTEL] = key_text(rule, arena),
                                        [SLEUTELS_SECTIE] = sectie_name((enum sectie)line->sectie),
                                        [SLEUTELS_STAND] = plan->standen[line->stand].name,
                                        [SLEUTELS_PERIODE] = period_text(line->period, arena),
                                        [SLEUTELS_PROGRAMMA] = pakket->programma,
                                        [SLEUTELS_PAKKET] = pakket->code,
                                        [SLEUTELS_POST] = plan->mapping.posten[rule->post].name},
                              .plus = {tallied->figure.money.cents - tallied->minus.cents},
                              .minus = tallied->minus,
                              .n_mutaties = (long long)tallied->figure.n_mutaties};
    for (size_t l = 0; l < KEY_LABELS; l++)
        row.texts[SLEUTELS_BESLUIT + l] =
            ledger->labels[ledger_key_dimensions[l]].texts[line->labels[l]];
    return row;
}

bool sleutel_row_read(const struct csv_row *written, struct sleutel_row *row)
{
    struct sleutel_row read = {0};
    struct money n_mutaties;
    const struct text *fields = written->fields;
    if (written->n_fields != SLEUTELS_COLUMNS ||
        !money_parse_cents(fields[SLEUTELS_PLUS], &read.plus) ||
        !money_parse_cents(fields[SLEUTELS_MIN], &read.minus) ||
        !money_parse_cents(fields[SLEUTELS_MUTATIES], &n_mutaties) || n_mutaties.cents < 1 ||
        read.plus.cents < 0 || read.minus.cents > 0)
        return false;
    read.n_mutaties = n_mutaties.cents;
    for (size_t c = 0; c < SLEUTELS_FIGURES; c++)
        read.texts[c] = fields[c].bytes;
    *row = read;
    return true;
}
