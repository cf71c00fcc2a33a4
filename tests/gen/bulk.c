#include "tests/gen/bulk.h"

#include "tests/gen/facts.h"
#include "tests/gen/flow.h"
#include "tests/gen/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_TEXTS         1024 /* a power of 2 */
#define MAX_PLAIN       32   /* bytes of a description */
#define MAX_TEXT        (MAX_PLAIN + 12)
#define MAX_LINE_BYTES  512
#define MAX_VOUCHER     6 /* lines */
#define N_PERIODS       13
#define DAYS_PER_PERIOD 28

/* A description without its number, as it stands between quotes or without them. */
struct bulk_text {
    char bytes[MAX_TEXT];
    size_t n_bytes;
};

/* What a line is about: account and kostenplaats with their separators. */
struct bulk_pair {
    char bytes[16]; /* "443100;660550;" */
    size_t n_bytes;
    enum sectie sectie;
};

struct bulk {
    const struct bulk_order *order;
    struct dice dice;
    struct out out;
    struct bulk_text plain[N_TEXTS], quoted[N_TEXTS];
    struct bulk_pair *pairs; /* in the arena */
    size_t n_pairs;
};

/* ---- descriptions ---- */

/* Odd marks out: the text needs no quotes. */
static void make_plain(char *text)
{
    for (; *text; text++)
        if (*text == '"' || *text == ';' || *text == '\n')
            *text = '-';
}

/* Half of the quoted texts would not need it, the others hold separators, quotes or newlines behind
 * their first word. */
static void make_odd(struct dice *dice, const char *text, struct bulk_text *odd)
{
    static const char *const insertions[] = {";", "; zie", "\"\"", " \"\"nr\"\"", "\n", ";\r\n"};
    int n_word = (int)strcspn(text, " ");
    const char *insertion = "";
    if (dice_chance(dice, 500))
        insertion = insertions[dice_below(dice, sizeof insertions / sizeof *insertions)];
    odd->n_bytes = (size_t)snprintf(odd->bytes, sizeof odd->bytes, "%.*s%s%s", n_word, text,
                                    insertion, text + n_word);
}

/* At most MAX_PLAIN bytes, never half a character, without a space at the end. */
static void cut_text(char *text)
{
    size_t n = strlen(text);
    if (n > MAX_PLAIN) {
        n = MAX_PLAIN;
        while ((text[n] & 0xC0) == 0x80)
            n--;
    }
    while (n > 0 && text[n - 1] == ' ')
        n--;
    text[n] = 0;
}

static void make_text(struct bulk *bulk, size_t index, bool windows_1252, struct arena *arena)
{
    struct dice *dice = &bulk->dice;
    const struct flow *flow = &flows[dice_below(dice, n_flows)];
    size_t n_suppliers = 0;
    while (flow->suppliers && flow->suppliers[n_suppliers])
        n_suppliers++;
    struct flow_words words = {.year = bulk->order->first_year,
                               .period = 1 + (int)dice_below(dice, 12),
                               .number = dice_below(dice, 100000)};
    if (n_suppliers)
        words.supplier = flow->suppliers[dice_below(dice, n_suppliers)];
    char *text = flow_text(arena, flow->texts[0], &words);
    make_plain(text);
    cut_text(text);
    if (windows_1252)
        sheet_windows_1252(text);
    struct bulk_text *plain = &bulk->plain[index];
    plain->n_bytes = strlen(text);
    memcpy(plain->bytes, text, plain->n_bytes);
    make_odd(dice, text, &bulk->quoted[index]);
}

static void make_texts(struct bulk *bulk, bool windows_1252, struct arena *arena)
{
    for (size_t i = 0; i < N_TEXTS; i++)
        make_text(bulk, i, windows_1252, arena);
}

/* ---- keys ---- */

static void add_pair(struct bulk *bulk, int key, const struct flow *flow)
{
    struct bulk_pair *pair = &bulk->pairs[bulk->n_pairs++];
    pair->n_bytes = (size_t)snprintf(pair->bytes, sizeof pair->bytes, "%.6s;%06d;", flow->account,
                                     key % 1000000);
    pair->sectie = flow->sectie;
}

/* All kostenplaatsen and accounts of the posten that have amounts in one of the columns. */
static void make_pairs(struct bulk *bulk, const struct facts *facts, int year, enum column first,
                       enum column last, struct arena *arena)
{
    bulk->pairs = arena_alloc(arena, facts->n_targets * FACT_MAX_KEYS * 8 * sizeof *bulk->pairs);
    bulk->n_pairs = 0;
    for (size_t t = 0; t < facts->n_targets; t++) {
        const struct fact_target *target = &facts->targets[t];
        bool used = false;
        for (int column = (int)first; column <= (int)last; column++)
            used |= target->has[column];
        int keys[FACT_MAX_KEYS];
        size_t n_keys = used ? facts_keys(facts, target->post, year, keys) : 0;
        size_t n_flow;
        const struct flow *flow =
            flow_of(facts->posten[target->post].kind, target->sectie, &n_flow);
        for (size_t k = 0; k < n_keys; k++)
            for (size_t f = 0; f < n_flow && f < 8; f++)
                add_pair(bulk, keys[k], &flow[f]);
    }
}

static const struct bulk_pair *pick_pair(struct bulk *bulk)
{
    return &bulk->pairs[dice_below(&bulk->dice, bulk->n_pairs)];
}

/* ---- lines ---- */

static char *put(char *at, const char *bytes, size_t n_bytes)
{
    memcpy(at, bytes, n_bytes);
    return at + n_bytes;
}

/* The number with n_digits digits, zeros in front. */
static char *put_digits(char *at, uint64_t number, int n_digits)
{
    for (int i = n_digits; i-- > 0; number /= 10)
        at[i] = (char)('0' + number % 10);
    return at + n_digits;
}

static char *put_small(char *at, int number) /* 0..99, without zeros in front */
{
    if (number > 9)
        *at++ = (char)('0' + number / 10);
    *at++ = (char)('0' + number % 10);
    return at;
}

static char *put_description(struct bulk *bulk, char *at)
{
    uint64_t dice = dice_next(&bulk->dice);
    bool quoted = (int)(dice % 100) < bulk->order->quoted;
    const struct bulk_text *text =
        &(quoted ? bulk->quoted : bulk->plain)[dice >> 32 & (N_TEXTS - 1)];
    if (quoted)
        *at++ = '"';
    at = put(at, text->bytes, text->n_bytes);
    *at++ = ' ';
    at = put_digits(at, dice >> 44, 7);
    if (quoted)
        *at++ = '"';
    *at++ = ';';
    return at;
}

/* Now small, now large: 0,01 .. 20.971,52. */
static int64_t pick_cents(struct bulk *bulk)
{
    return 1 + (int64_t)dice_below(&bulk->dice, (size_t)1 << (10 + dice_below(&bulk->dice, 12)));
}

/* ---- the ledger ---- */

struct bulk_voucher {
    int year, period;
    uint64_t number;
    char head[64]; /* "2024;3;INK;202400012345;" */
    size_t n_head;
    char date[16]; /* ";15-03-2024;" */
    size_t n_date;
    int n_lines; /* written so far */
    int64_t net; /* debet - credit of them */
};

static void start_voucher(struct bulk *bulk, struct bulk_voucher *voucher)
{
    static const char dagboeken[][4] = {"INK", "INK", "INK", "BNK", "MEM", "SAL", "UIT", "VRK"};
    int month = voucher->period > 12 ? 12 : voucher->period;
    int day = voucher->period > 12 ? 31 : 1 + (int)dice_below(&bulk->dice, DAYS_PER_PERIOD);
    char *at = put_digits(voucher->head, (uint64_t)voucher->year, 4);
    *at++ = ';';
    at = put_small(at, voucher->period);
    *at++ = ';';
    at = put(at, dagboeken[dice_below(&bulk->dice, 8)], 3);
    *at++ = ';';
    at = put_digits(at, (uint64_t)voucher->year, 4);
    at = put_digits(at, voucher->number, 8);
    *at++ = ';';
    voucher->n_head = (size_t)(at - voucher->head);

    at = put(voucher->date, ";", 1);
    at = put_digits(at, (uint64_t)day, 2);
    *at++ = '-';
    at = put_digits(at, (uint64_t)month, 2);
    *at++ = '-';
    at = put_digits(at, (uint64_t)voucher->year, 4);
    *at++ = ';';
    voucher->n_date = (size_t)(at - voucher->date);
    voucher->n_lines = 0;
    voucher->net = 0;
}

static char *put_line(struct bulk *bulk, char *at, struct bulk_voucher *voucher, const char *pair,
                      size_t n_pair, int64_t net, bool credit)
{
    at = put(at, voucher->head, voucher->n_head);
    at = put_small(at, ++voucher->n_lines);
    at = put(at, voucher->date, voucher->n_date);
    at = put(at, pair, n_pair);
    at = put_description(bulk, at);
    if (credit)
        *at++ = ';';
    at = notation_write(notation_plain, credit ? -net : net, at);
    if (!credit)
        *at++ = ';';
    *at++ = '\n';
    voucher->net += net;
    return at;
}

/* n_lines >= 2: all but the last on posten, the last on a balance account. */
static void write_voucher(struct bulk *bulk, struct bulk_voucher *voucher, int n_lines)
{
    start_voucher(bulk, voucher);
    char *at = out_room(&bulk->out, MAX_VOUCHER * MAX_LINE_BYTES);
    for (int i = 1; i < n_lines; i++) {
        const struct bulk_pair *pair = pick_pair(bulk);
        bool credit = sectie_effect(pair->sectie) > 0;
        int64_t cents = pick_cents(bulk);
        uint32_t against = dice_below(&bulk->dice, 100);
        if (against == 0) /* a correction: negative on its own side */
            cents = -cents;
        else if (against == 1) /* or on the other side */
            credit = !credit;
        at = put_line(bulk, at, voucher, pair->bytes, pair->n_bytes, credit ? -cents : cents,
                      credit);
    }
    static const char balance[] = "160000;;";
    int64_t left = voucher->net;
    at = put_line(bulk, at, voucher, balance, sizeof balance - 1, -left, left > 0);
    out_filled(&bulk->out, at);
}

/* n_lines >= 2 of one year. */
static void write_year(struct bulk *bulk, int year, long long n_lines)
{
    struct bulk_voucher voucher = {.year = year};
    long long n_done = 0;
    while (n_done < n_lines) {
        int n = 2 + (int)dice_below(&bulk->dice, MAX_VOUCHER - 1);
        if (n_lines - n_done <= MAX_VOUCHER)
            n = (int)(n_lines - n_done);
        else if (n_lines - n_done - n == 1)
            n--;
        voucher.number++;
        voucher.period = 1 + (int)(n_done * N_PERIODS / n_lines);
        write_voucher(bulk, &voucher, n);
        n_done += n;
    }
}

static void write_years(struct bulk *bulk, const struct facts *facts, struct arena *arena)
{
    const struct bulk_order *order = bulk->order;
    int n_years = order->last_year - order->first_year + 1;
    long long n_done = 0;
    for (int i = 0; i < n_years; i++) {
        int year = order->first_year + i;
        enum column column = year == 2023 ? REALISATIE_2023 : REALISATIE_2024;
        long long n_lines = (order->n_lines - n_done) / (n_years - i);
        make_pairs(bulk, facts, year, column, column, arena);
        write_year(bulk, year, n_lines);
        n_done += n_lines;
    }
}

/* ---- the wide budget ---- */

static void write_wide_line(struct bulk *bulk)
{
    const struct bulk_pair *pair = pick_pair(bulk);
    char *at = out_room(&bulk->out, MAX_LINE_BYTES);
    at = put(at, pair->bytes + 7, 7); /* kostenplaats first */
    at = put(at, pair->bytes, 7);
    at = put_description(bulk, at);
    int64_t cents = pick_cents(bulk) * (1 + (int64_t)dice_below(&bulk->dice, 40));
    for (int year = 0; year < 4; year++) {
        if (year > 0)
            *at++ = ';';
        int64_t shown = cents * (int64_t)(95 + dice_below(&bulk->dice, 11)) / 100;
        at = notation_write(notation_list, shown * sectie_effect(pair->sectie), at);
    }
    *at++ = '\r';
    *at++ = '\n';
    out_filled(&bulk->out, at);
}

static void write_wide(struct bulk *bulk, const struct facts *facts, struct arena *arena)
{
    make_pairs(bulk, facts, 2026, PRIMAIR_2026, PRIMAIR_2029, arena);
    for (long long i = 0; i < bulk->order->n_lines; i++)
        write_wide_line(bulk);
}

/* ---- both ---- */

typedef void write_lines_fn(struct bulk *bulk, const struct facts *facts, struct arena *arena);

static bool write_file(const struct bulk_order *order, const char *header, bool windows_1252,
                       write_lines_fn *write_lines, struct errors *errors)
{
    struct arena arena = {0};
    struct facts facts;
    struct bulk *bulk = arena_alloc(&arena, sizeof *bulk);
    bulk->order = order;
    bulk->dice = dice_seeded(order->seed);
    bool ok = facts_read(&arena, errors, &facts) &&
              out_open(&bulk->out, order->path, order->gzip, errors);
    if (ok) {
        make_texts(bulk, windows_1252, &arena);
        out_text(&bulk->out, header);
        write_lines(bulk, &facts, &arena);
        ok = out_close(&bulk->out, errors);
    }
    arena_release(&arena);
    return ok;
}

bool bulk_ledger(const struct bulk_order *order, struct errors *errors)
{
    return write_file(order,
                      "Boekjaar;Periode;Dagboek;Boekstuk;Regel;Boekdatum;Grootboekrekening;"
                      "Kostenplaats;Omschrijving;Debet;Credit\n",
                      false, write_years, errors);
}

bool bulk_wide(const struct bulk_order *order, struct errors *errors)
{
    return write_file(order,
                      "Kpl;Grootboeknr;Omschrijving;Begroting 2026;Raming 2027;Raming 2028;"
                      "Raming 2029\r\n",
                      true, write_wide, errors);
}
