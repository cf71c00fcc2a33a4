#include "pipeline/reading/key_lines.h"

#include "pipeline/base/memory.h"

#define MOST_BYTES 96 /* of a line: flags, and eight numbers of at most ten bytes */

/* What of a line is not as in the one before, or not nothing, and follows its flags. */
enum {
    HAS_RULE = 1,
    HAS_PLACE = 2,
    HAS_LABEL = 4,                      /* the first of KEY_LABELS */
    HAS_MORE = HAS_LABEL << KEY_LABELS, /* mutaties than one */
    HAS_PLUS = HAS_MORE << 1,
    HAS_MINUS = HAS_PLUS << 1,
};
_Static_assert(HAS_MINUS < 256, "flags are one byte");

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
    *number = *at & 127;
    if (*at++ < 128)
        return at;
    for (unsigned shift = 7;; shift += 7) {
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

static inline __attribute__((always_inline)) const unsigned char *
take_step(const unsigned char *at, uint64_t from, uint64_t *to)
{
    at = take(at, to);
    *to = from + unfolded(*to);
    return at;
}

#define PERIOD_BITS 7
#define SECTIE_BITS 2

static uint64_t place_of(const struct key_line *line)
{
    return ((uint64_t)line->stand << SECTIE_BITS | line->sectie) << PERIOD_BITS | line->period;
}

void key_lines_add(struct key_lines *lines, const struct key_line *line)
{
    const struct key_line *last = &lines->last;
    const struct tallied *tallied = &line->tallied;
    const uint64_t minus = (uint64_t)tallied->minus.cents;
    const uint64_t plus = (uint64_t)tallied->figure.money.cents - minus;
    const uint64_t place = place_of(line), last_place = place_of(last);
    lines->bytes = mem_grow_unset(lines->bytes, &lines->cap, lines->n_bytes + MOST_BYTES, 1);
    unsigned char *flags = lines->bytes + lines->n_bytes, *at = flags + 1;
    *flags =
        (unsigned char)((line->rule != last->rule) * HAS_RULE | (place != last_place) * HAS_PLACE |
                        (tallied->figure.n_mutaties != 1) * HAS_MORE | (plus != 0) * HAS_PLUS |
                        (minus != 0) * HAS_MINUS);
    if (*flags & HAS_RULE)
        at = put_step(at, last->rule, line->rule);
    if (*flags & HAS_PLACE)
        at = put_step(at, last_place, place);
    for (unsigned l = 0; l < KEY_LABELS; l++)
        if (line->labels[l] != last->labels[l]) {
            *flags |= (unsigned char)(HAS_LABEL << l);
            at = put_step(at, last->labels[l], line->labels[l]);
        }
    if (*flags & HAS_MORE)
        at = put(at, tallied->figure.n_mutaties);
    if (*flags & HAS_PLUS)
        at = put_step(at, 0, plus);
    if (*flags & HAS_MINUS)
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
    const unsigned flags = *at++;
    struct key_line *line = &cursor->line;
    uint64_t number, n_mutaties = 1, plus = 0, minus = 0;
    if (flags & HAS_RULE) {
        at = take_step(at, line->rule, &number);
        line->rule = (uint32_t)number;
    }
    if (flags & HAS_PLACE) {
        at = take_step(at, place_of(line), &number);
        line->period = (uint8_t)(number & ((1u << PERIOD_BITS) - 1));
        line->sectie = (uint8_t)(number >> PERIOD_BITS & ((1u << SECTIE_BITS) - 1));
        line->stand = (uint16_t)(number >> (PERIOD_BITS + SECTIE_BITS));
    }
    for (unsigned l = 0; l < KEY_LABELS; l++)
        if (flags & HAS_LABEL << l) {
            at = take_step(at, line->labels[l], &number);
            line->labels[l] = (uint32_t)number;
        }
    if (flags & HAS_MORE)
        at = take(at, &n_mutaties);
    if (flags & HAS_PLUS)
        at = take_step(at, 0, &plus);
    if (flags & HAS_MINUS)
        at = take_step(at, 0, &minus);
    line->tallied.figure.n_mutaties = n_mutaties;
    line->tallied.minus.cents = (int64_t)minus;
    line->tallied.figure.money.cents = (int64_t)(minus + plus);
    line->source = (uint32_t)cursor->source;
    cursor->at = (size_t)(at - lines->bytes);
    return true;
}
