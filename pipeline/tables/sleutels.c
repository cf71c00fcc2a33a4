#include "pipeline/tables/sleutels.h"

#include "pipeline/publishing/csv_feed.h"

#include <stdlib.h>
#include <string.h>

const char *const sleutels_names[SLEUTELS_COLUMNS] = {
    "bron",         "sleutel",   "sectie", "stand", "periode", "besluit", "rekening",
    "kostenplaats", "programma", "pakket", "post",  "plus",    "min",     "mutaties"};

struct money sleutel_net(const struct sleutel_row *row)
{
    return row ? money_capped(row->plus, row->minus) : (struct money){0};
}

struct money sleutel_gross(const struct sleutel_row *row)
{
    return money_capped(row->plus, (struct money){-row->minus.cents});
}

bool sleutel_same(const struct sleutel_row *a, const struct sleutel_row *b, int from, int end)
{
    for (int c = from; c < end; c++)
        if (strcmp(a->texts[c], b->texts[c]) != 0)
            return false;
    return true;
}

bool sleutel_same_sums(const struct sleutel_row *a, const struct sleutel_row *b)
{
    static const struct sleutel_row nothing;
    a = a ? a : &nothing;
    b = b ? b : &nothing;
    return a->plus.cents == b->plus.cents && a->minus.cents == b->minus.cents;
}

/* ---- rows of a ledger ---- */

static const char *key_text(const struct key_rule *rule, struct arena *arena)
{
    const size_t n = rule->key.n_bytes;
    char *text = arena_alloc(arena, n + 2);
    memcpy(text, rule->key.bytes, n);
    text[n] = rule->is_prefix ? '*' : 0;
    return text;
}

/* There are very many rows, and most are of the key of the one before. */
static void row_of(struct sleutels_feed *feed, const struct key_line *line, struct sleutel_row *row)
{
    const struct ledger *ledger = feed->from.ledger;
    const struct plan *plan = ledger->plan;
    const struct key_rule *rule = &plan->mapping.keys[line->rule];
    const struct pakket *pakket = plan_pakket(plan, rule->post);
    const struct tallied *tallied = &line->tallied;
    if (feed->rule != rule) {
        arena_clear(&feed->arena);
        feed->key = key_text(rule, &feed->arena);
        feed->rule = rule;
    }
    char *digit = feed->period;
    if (line->period >= 10 && line->period != LEDGER_NO_PERIOD)
        *digit++ = (char)('0' + line->period / 10);
    if (line->period != LEDGER_NO_PERIOD)
        *digit++ = (char)('0' + line->period % 10);
    *digit = '\0';
    *row =
        (struct sleutel_row){.texts = {[SLEUTELS_BRON] = plan->sources[line->source].name,
                                       [SLEUTELS_SLEUTEL] = feed->key,
                                       [SLEUTELS_SECTIE] = sectie_name((enum sectie)line->sectie),
                                       [SLEUTELS_STAND] = plan->standen[line->stand].name,
                                       [SLEUTELS_PERIODE] = feed->period,
                                       [SLEUTELS_PROGRAMMA] = pakket->programma,
                                       [SLEUTELS_PAKKET] = pakket->code,
                                       [SLEUTELS_POST] = plan->mapping.posten[rule->post].name},
                             .plus = {tallied->figure.money.cents - tallied->minus.cents},
                             .minus = tallied->minus,
                             .n_mutaties = (long long)tallied->figure.n_mutaties};
    for (size_t l = 0; l < KEY_LABELS; l++)
        row->texts[SLEUTELS_BESLUIT + l] =
            ledger->labels[ledger_key_dimensions[l]].texts[line->labels[l]];
}

/* ---- rows as they were written ---- */

static bool is_header(const struct text *fields, size_t n_fields)
{
    bool ours = n_fields == SLEUTELS_COLUMNS;
    for (size_t c = 0; ours && c < SLEUTELS_COLUMNS; c++)
        ours = text_is(fields[c], sleutels_names[c]);
    return ours;
}

static bool read_row(const struct text *fields, size_t n_fields, struct sleutel_row *row)
{
    struct money n_mutaties;
    if (n_fields != SLEUTELS_COLUMNS || !money_parse_cents(fields[SLEUTELS_PLUS], &row->plus) ||
        !money_parse_cents(fields[SLEUTELS_MIN], &row->minus) ||
        !money_parse_cents(fields[SLEUTELS_MUTATIES], &n_mutaties) || n_mutaties.cents < 1 ||
        row->plus.cents < 0 || row->minus.cents > 0 || row->minus.cents < -INT64_MAX)
        return false;
    row->n_mutaties = n_mutaties.cents;
    for (size_t c = 0; c < SLEUTELS_FIGURES; c++)
        row->texts[c] = fields[c].bytes;
    return true;
}

/* ---- one after the other ---- */

struct sleutels_feed sleutels_open(struct sleutels_from from, struct errors *errors)
{
    struct sleutels_feed feed = {.from = from, .good = true};
    const struct text *fields;
    size_t n_fields;
    if (from.ledger) {
        feed.keys = ledger_keys(from.ledger);
        return feed;
    }
    feed.csv = csv_feed_open(from.path, errors);
    feed.good =
        feed.csv && csv_feed_next(feed.csv, &fields, &n_fields) && is_header(fields, n_fields);
    return feed;
}

bool sleutels_next(struct sleutels_feed *feed, struct sleutel_row *row)
{
    const struct text *fields;
    size_t n_fields;
    if (feed->from.ledger) {
        bool more = key_cursor_next(&feed->keys);
        if (more)
            row_of(feed, &feed->keys.line, row);
        return more;
    }
    bool more = feed->good && csv_feed_next(feed->csv, &fields, &n_fields);
    feed->good = feed->good && (!more || read_row(fields, n_fields, row));
    return more && feed->good;
}

bool sleutels_close(struct sleutels_feed *feed)
{
    bool good = feed->from.ledger || (feed->good && csv_feed_ended(feed->csv));
    csv_feed_close(feed->csv);
    arena_release(&feed->arena);
    return good;
}

/* ---- what stands in any of them ---- */

static const int columns_of[SLEUTELS_FACTS][4] = {
    [SLEUTELS_HAS_BESLUIT] = {SLEUTELS_BESLUIT, -1},
    [SLEUTELS_HAS_STAND_BESLUIT] = {SLEUTELS_BRON, SLEUTELS_STAND, SLEUTELS_BESLUIT, -1},
    [SLEUTELS_HAS_STAND] = {SLEUTELS_BRON, SLEUTELS_STAND, -1},
    [SLEUTELS_HAS_PERIODE] = {SLEUTELS_BRON, SLEUTELS_STAND, SLEUTELS_PERIODE, -1},
    [SLEUTELS_HAS_POST] = {SLEUTELS_PROGRAMMA, SLEUTELS_PAKKET, SLEUTELS_POST, -1},
};

static uint32_t number_of(struct sleutels_known *known, enum sleutels_fact fact,
                          const struct sleutel_row *row)
{
    size_t n_bytes = 0;
    for (const int *column = columns_of[fact]; *column >= 0; column++) {
        const size_t n_text = strlen(row->texts[*column]) + 1;
        known->key = mem_grow(known->key, &known->key_cap, n_bytes + n_text, 1);
        memcpy(known->key + n_bytes, row->texts[*column], n_text);
        n_bytes += n_text;
    }
    return memo_number_slow(&known->facts[fact].memo, (struct text){known->key, n_bytes});
}

static struct sleutels_looked *look(struct sleutels_known *known, enum sleutels_fact fact)
{
    struct sleutels_looked *looked = &known->facts[fact];
    if (!looked->done) {
        struct sleutel_row row;
        struct sleutels_feed feed = sleutels_open(known->from, ERRORS_UNHEARD);
        while (sleutels_next(&feed, &row))
            number_of(known, fact, &row);
        sleutels_close(&feed);
        looked->n = looked->memo.n;
        looked->done = true;
    }
    return looked;
}

bool sleutels_knows(struct sleutels_known *known, enum sleutels_fact fact,
                    const struct sleutel_row *row)
{
    const struct sleutels_looked *looked = look(known, fact);
    return number_of(known, fact, row) < looked->n;
}

bool sleutels_is_empty(struct sleutels_known *known)
{
    return look(known, SLEUTELS_HAS_STAND)->n == 0;
}

void sleutels_forget(struct sleutels_known *known)
{
    for (int fact = 0; fact < SLEUTELS_FACTS; fact++)
        memo_release(&known->facts[fact].memo);
    free(known->key);
}
