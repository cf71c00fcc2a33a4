/* The amounts that nearly all ledgers hold, read by the word.
 *
 * Sixteen characters stand in two words. An amount is laid against their right-hand side with its
 * missing decimals added, so that every mark has a place of its own: "0000000000000,00" or, in
 * groups, "0.000.000.000,00". Whatever differs from that picture by more than a digit does is left
 * to amount_parse. */
#include "pipeline/core/amount.h"

#include <endian.h>
#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define ALL_BITS  UINT64_MAX

/* The leftmost character is in the lowest byte of `first`, the rightmost in the highest of `last`.
 */
struct sixteen {
    uint64_t first, last;
};

/* How the two words look: where digits stand '0', and the slack that tells a digit (at most 9 away
 * from '0') from a mark (not away at all): 0x7F minus that. */
struct picture {
    struct sixteen characters, slack;
};

/* Longer ones have no room for their decimals. */
#define LONGEST 13

static inline uint64_t load_eight(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return le64toh(word);
}

static inline uint64_t load_four(const char *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return le32toh(word);
}

/* Loads overlap, for no other byte may be read. */
static inline uint64_t lay_right_1_to_3(const char *bytes, size_t n_bytes)
{
    uint64_t word = 0;
    for (size_t i = 0; i < n_bytes; i++)
        word |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return word << 8 * (8 - n_bytes);
}

static inline uint64_t lay_right_4_to_8(const char *bytes, size_t n_bytes)
{
    return load_four(bytes) << 8 * (8 - n_bytes) | load_four(bytes + n_bytes - 4) << 32;
}

static inline struct sixteen lay_right_9_to_16(const char *bytes, size_t n_bytes)
{
    return (struct sixteen){load_eight(bytes) << 8 * (16 - n_bytes),
                            load_eight(bytes + n_bytes - 8)};
}

/* 1 <= n_bytes <= 16; zero bytes to the left. */
static inline struct sixteen lay_right(const char *bytes, size_t n_bytes)
{
    if (n_bytes > 8)
        return lay_right_9_to_16(bytes, n_bytes);
    if (n_bytes > 3)
        return (struct sixteen){0, lay_right_4_to_8(bytes, n_bytes)};
    return (struct sixteen){0, lay_right_1_to_3(bytes, n_bytes)};
}

static inline unsigned char character(uint64_t word, int index)
{
    return (unsigned char)(word >> 8 * index);
}

/* Adds what is missing of ",00" to the right; returns how many characters that were. */
static inline size_t add_decimals(struct sixteen *amount, unsigned char mark)
{
    if (character(amount->last, 5) == mark)
        return 0;
    bool one = character(amount->last, 6) == mark;
    unsigned n_bits = one ? 8 : 24;
    uint64_t added = one ? '0' : mark | (uint64_t)'0' << 8 | (uint64_t)'0' << 16;
    amount->first = amount->first >> n_bits | amount->last << (64 - n_bits);
    amount->last = amount->last >> n_bits | added << (64 - n_bits);
    return n_bits / 8;
}

/* Ones where the rightmost n_bytes characters stand. */
static inline struct sixteen rightmost(size_t n_bytes)
{
    if (n_bytes >= 8)
        return (struct sixteen){~(ALL_BITS >> 8 * (n_bytes - 8)), ALL_BITS};
    return (struct sixteen){0, ~(ALL_BITS >> 8 * n_bytes)};
}

/* The value of eight digits, one per byte, the first in the lowest: pairs, fours, then eight. */
static inline uint64_t value_of_eight(uint64_t digits)
{
    digits = (digits * (10 << 8 | 1)) >> 8 & UINT64_C(0x00FF00FF00FF00FF);
    digits = (digits * (100 << 16 | 1)) >> 16 & UINT64_C(0x0000FFFF0000FFFF);
    return (digits * (UINT64_C(10000) << 32 | 1)) >> 32;
}

/* The word "00000,00". */
#define PLAIN_SLACK UINT64_C(0x76767F7676767676)
static inline uint64_t plain_characters(unsigned char mark)
{
    return UINT64_C(0x3030003030303030) | (uint64_t)mark << 40;
}

static inline uint64_t seven_digits(uint64_t word)
{
    return value_of_eight((word & UINT64_C(0xFFFF000000000000)) |
                          (word & UINT64_C(0x000000FFFFFFFFFF)) << 8);
}

/* The words "00000000" "00000,00": thirteen digits and two decimals. */
static inline struct picture plain_picture(unsigned char mark)
{
    return (struct picture){{UINT64_C(0x3030303030303030), plain_characters(mark)},
                            {UINT64_C(0x7676767676767676), PLAIN_SLACK}};
}

static inline uint64_t plain_value(struct sixteen digits)
{
    return value_of_eight(digits.first) * 10000000 + seven_digits(digits.last);
}

/* The words "0.000.00" "0.000,00": ten digits and two decimals. */
static inline struct picture grouped_picture(unsigned char mark, unsigned char thousands)
{
    uint64_t dot = thousands;
    return (struct picture){
        {UINT64_C(0x3030003030300030) | dot << 8 | dot << 40,
         UINT64_C(0x3030003030300030) | dot << 8 | (uint64_t)mark << 40},
        {UINT64_C(0x76767F7676767F76), UINT64_C(0x76767F7676767F76)},
    };
}

static inline uint64_t six_digits(uint64_t word)
{
    return value_of_eight((word & UINT64_C(0xFFFF000000000000)) |
                          (word & UINT64_C(0x000000FFFFFF0000)) << 8 |
                          (word & UINT64_C(0x00000000000000FF)) << 16);
}

static inline uint64_t grouped_value(struct sixteen digits)
{
    return six_digits(digits.first) * 1000000 + six_digits(digits.last);
}

/* Takes the picture off the characters that are there: the digits remain, their marks are 0. */
static inline bool take_off(struct sixteen *amount, struct picture picture, struct sixteen there)
{
    uint64_t first = (amount->first ^ picture.characters.first) & there.first;
    uint64_t last = (amount->last ^ picture.characters.last) & there.last;
    *amount = (struct sixteen){first, last};
    return !((first | (first + picture.slack.first) | last | (last + picture.slack.last)) &
             HIGH_BITS);
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The functions below give cents, or NOT_PLAIN: what they give stays in a register. */
#define NOT_PLAIN (-1)

/* One to thirteen characters. */
static int64_t parse_sixteen(const char *bytes, size_t n_bytes, unsigned char mark,
                             unsigned char thousands)
{
    struct sixteen amount = lay_right(bytes, n_bytes);
    struct sixteen there = rightmost(n_bytes + add_decimals(&amount, mark));
    bool grouped = thousands && character(amount.last, 1) == thousands;
    struct picture picture = grouped ? grouped_picture(mark, thousands) : plain_picture(mark);
    if (!take_off(&amount, picture, there) || !is_digit(bytes[0]) || (grouped && bytes[0] == '0'))
        return NOT_PLAIN;
    return (int64_t)(grouped ? grouped_value(amount) : plain_value(amount));
}

/* Four to eight characters with two decimals: most amounts of most ledgers. */
static inline int64_t parse_eight(const char *bytes, size_t n_bytes, unsigned char mark)
{
    uint64_t word = lay_right_4_to_8(bytes, n_bytes) ^ plain_characters(mark);
    word &= ALL_BITS << 8 * (8 - n_bytes);
    if ((word | (word + PLAIN_SLACK)) & HIGH_BITS)
        return NOT_PLAIN;
    return (int64_t)seven_digits(word);
}

/* Fourteen to sixteen characters, of which the words have no room for the first ones. */
static int64_t parse_long(const char *bytes, size_t n_bytes, char mark)
{
    size_t n_decimals = bytes[n_bytes - 3] == mark ? 2 : bytes[n_bytes - 2] == mark ? 1 : 0;
    size_t mark_at = n_decimals > 0 ? n_bytes - 1 - n_decimals : n_bytes;
    if (n_bytes - (n_decimals > 0) > 15)
        return NOT_PLAIN;
    int64_t value = 0;
    for (size_t i = 0; i < n_bytes; i++) {
        if (i == mark_at)
            continue;
        if (!is_digit(bytes[i]))
            return NOT_PLAIN;
        value = value * 10 + (bytes[i] - '0');
    }
    static const int64_t factors[] = {100, 10, 1};
    value *= factors[n_decimals];
    return value <= MONEY_MAX_CENTS ? value : NOT_PLAIN;
}

static inline int64_t parse_unsigned(const char *bytes, size_t n_bytes, char mark, char thousands)
{
    size_t most = thousands ? 7 : 8; /* with two decimals, eight are likely to be "1.234,56" */
    if (n_bytes >= 4 && n_bytes <= most) {
        int64_t cents = parse_eight(bytes, n_bytes, (unsigned char)mark);
        if (cents != NOT_PLAIN)
            return cents;
    }
    if (n_bytes >= 1 && n_bytes <= LONGEST)
        return parse_sixteen(bytes, n_bytes, (unsigned char)mark, (unsigned char)thousands);
    return NOT_PLAIN;
}

bool amount_parse_unsigned(const char *bytes, size_t n_bytes, char decimal_mark,
                           char thousands_mark, int64_t *cents)
{
    int64_t parsed = parse_unsigned(bytes, n_bytes, decimal_mark, thousands_mark);
    if (parsed == NOT_PLAIN)
        return false;
    *cents = parsed;
    return true;
}

bool amount_parse_plain(const char *bytes, size_t n_bytes, char decimal_mark, struct money *money)
{
    bool negative = n_bytes > 0 && bytes[0] == '-';
    bytes += negative;
    n_bytes -= negative;
    int64_t cents = n_bytes > LONGEST && n_bytes <= 16
                        ? parse_long(bytes, n_bytes, decimal_mark)
                        : parse_unsigned(bytes, n_bytes, decimal_mark, 0);
    if (cents == NOT_PLAIN)
        return false;
    money->cents = negative ? -cents : cents;
    return true;
}
