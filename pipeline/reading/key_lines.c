#include "pipeline/reading/key_lines.h"

#include "pipeline/base/memory.h"

#define MOST_BYTES 96 /* of a line: ten numbers of at most ten bytes, some of them small */

/* Seven bits to the byte, the last of them below 128. */
static unsigned char *put(unsigned char *at, uint64_t number)
{
    for (; number >= 128; number >>= 7)
        *at++ = (unsigned char)(number | 128);
    *at++ = (unsigned char)number;
    return at;
}

static const unsigned char *take(const unsigned char *at, uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0;; shift += 7) {
        *number |= (uint64_t)(*at & 127) << shift;
        if (*at++ < 128)
            return at;
    }
}

/* Small either way is a small number: 0, -1, 1, -2 ... */
static uint64_t folded(uint64_t number)
{
    return number << 1 ^ -(number >> 63);
}

static uint64_t unfolded(uint64_t number)
{
    return number >> 1 ^ -(number & 1);
}

static unsigned char *put_step(unsigned char *at, uint64_t from, uint64_t to)
{
    return put(at, folded(to - from));
}

static const unsigned char *take_step(const unsigned char *at, uint64_t from, uint64_t *to)
{
    at = take(at, to);
    *to = from + unfolded(*to);
    return at;
}

#define PERIOD_BITS 7
#define SECTIE_BITS 2

void key_lines_add(struct key_lines *lines, const struct key_line *line)
{
    const struct key_line *last = &lines->last;
    const struct tallied *tallied = &line->tallied;
    const uint64_t minus = (uint64_t)tallied->minus.cents;
    lines->bytes = mem_grow(lines->bytes, &lines->cap, lines->n_bytes + MOST_BYTES, 1);
    unsigned char *at = lines->bytes + lines->n_bytes;
    at = put_step(at, last->rule, line->rule);
    at = put(at,
             ((uint64_t)line->stand << SECTIE_BITS | line->sectie) << PERIOD_BITS | line->period);
    for (size_t l = 0; l < KEY_LABELS; l++)
        at = put_step(at, last->labels[l], line->labels[l]);
    at = put(at, tallied->figure.n_mutaties);
    at = put_step(at, minus, (uint64_t)tallied->figure.money.cents);
    at = put_step(at, 0, minus);
    lines->n_bytes = (size_t)(at - lines->bytes);
    lines->last = *line;
    lines->n++;
}

bool key_cursor_next(struct key_cursor *cursor)
{
    while (cursor->source < cursor->end && cursor->at == cursor->lists[cursor->source].n_bytes) {
        cursor->source++;
        cursor->at = 0;
        cursor->line = (struct key_line){0};
    }
    if (cursor->source == cursor->end)
        return false;
    const struct key_lines *lines = &cursor->lists[cursor->source];
    const unsigned char *at = lines->bytes + cursor->at;
    struct key_line *line = &cursor->line;
    uint64_t number, minus, money;
    at = take_step(at, line->rule, &number);
    line->rule = (uint32_t)number;
    at = take(at, &number);
    line->period = (uint8_t)(number & ((1u << PERIOD_BITS) - 1));
    line->sectie = (uint8_t)(number >> PERIOD_BITS & ((1u << SECTIE_BITS) - 1));
    line->stand = (uint16_t)(number >> (PERIOD_BITS + SECTIE_BITS));
    for (size_t l = 0; l < KEY_LABELS; l++) {
        at = take_step(at, line->labels[l], &number);
        line->labels[l] = (uint32_t)number;
    }
    at = take(at, &line->tallied.figure.n_mutaties);
    at = take(at, &money);
    at = take_step(at, 0, &minus);
    line->tallied.minus.cents = (int64_t)minus;
    line->tallied.figure.money.cents = (int64_t)(minus + unfolded(money));
    line->source = (uint32_t)cursor->source;
    cursor->at = (size_t)(at - lines->bytes);
    return true;
}
