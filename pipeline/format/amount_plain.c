/* The amounts that nearly all ledgers hold, sixteen characters at a time.
 *
 * An amount is laid against the right-hand side of sixteen characters with its missing decimals
 * added, so that every mark has a place of its own: "0000000000000,00" or, in groups,
 * "0.000.000.000,00". Whatever differs from that picture by more than a digit does is left to
 * amount_parse. */
#include "pipeline/format/amount.h"

#include <limits.h>
#include <string.h>

/* The loop over many amounts is compiled as a whole. */
#define INLINE static inline __attribute__((always_inline))

/* Longer amounts have no room for their decimals. */
#define LONGEST 13

/* The functions below give cents, or NOT_PLAIN: what they give stays in a register. */
#define NOT_PLAIN (-1)

/* Without groups, character by character: for long amounts, and for other machines than x86-64. */
static int64_t parse_slowly(const char *bytes, size_t n_bytes, char mark)
{
    if (n_bytes == 0 || n_bytes > 16)
        return NOT_PLAIN;
    const char *at = memchr(bytes, mark, n_bytes);
    size_t n_euros = at ? (size_t)(at - bytes) : n_bytes;
    size_t n_decimals = at ? n_bytes - n_euros - 1 : 0;
    if (n_euros == 0 || n_decimals > 2 || (at && n_decimals == 0) || n_euros + n_decimals > 15)
        return NOT_PLAIN;
    int64_t value = 0;
    for (size_t i = 0; i < n_bytes; i++) {
        if (i == n_euros)
            continue;
        if (!text_is_digit(bytes[i]))
            return NOT_PLAIN;
        value = value * 10 + (bytes[i] - '0');
    }
    static const int64_t factors[] = {100, 10, 1};
    value *= factors[n_decimals];
    return value <= MONEY_MAX_CENTS ? value : NOT_PLAIN;
}

#ifdef __x86_64__
#include <emmintrin.h>

/* How an amount looks, and what its digits are worth. */
struct picture {
    _Alignas(64) char characters[16]; /* '0' where a digit stands; 0 where a mark does */
    char thousands[16];               /* all ones where a thousands mark stands */
    char slack[16];                   /* how much a character may differ: 9, or 0 for a mark */
    /* The worth of the digits in even and in odd places within every four characters; of those
     * fours within the halves; of the left-hand half against the right-hand one. */
    int16_t even[8], odd[8], fours[8];
    int64_t half;
};

static const struct picture pictures[] = {
    {
        .characters = "0000000000000\0"
                      "00",
        .slack = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 9, 9},
        .even = {1000, 10, 1000, 10, 1000, 10, 100, 10},
        .odd = {100, 1, 100, 1, 100, 1, 0, 1},
        .fours = {10000, 1, 1000, 1},
        .half = 10000000,
    },
    {
        .characters = "0\0"
                      "000\0"
                      "000\0"
                      "000\0"
                      "00",
        .thousands = {0, -1, 0, 0, 0, -1, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0},
        .slack = {9, 0, 9, 9, 9, 0, 9, 9, 9, 0, 9, 9, 9, 0, 9, 9},
        .even = {100, 10, 100, 10, 100, 10, 100, 10},
        .odd = {0, 1, 0, 1, 0, 1, 0, 1},
        .fours = {1000, 1, 1000, 1},
        .half = 1000000,
    },
};

static inline __m128i load(const void *bytes)
{
    return _mm_loadu_si128(bytes);
}

/* All ones where the rightmost n_characters stand. */
static inline __m128i rightmost(size_t n_characters)
{
    static const _Alignas(32) unsigned char edge[32] = {
        [16] = 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    return load(edge + n_characters);
}

/* Characters of the right-hand half, the leftmost in the lowest byte. */
static inline uint64_t right_half(__m128i characters)
{
    return (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(characters, characters));
}

static inline unsigned char character(uint64_t half, int index)
{
    return (unsigned char)(half >> 8 * index);
}

/* Adds what is missing of ",00" to the right; *n_characters grows by as much. */
static inline __m128i add_decimals(__m128i characters, char mark, size_t *n_characters)
{
    uint64_t half = right_half(characters);
    if (character(half, 5) == (unsigned char)mark)
        return characters;
    if (character(half, 6) == (unsigned char)mark) {
        *n_characters += 1;
        __m128i zero = _mm_set_epi16('0' << 8, 0, 0, 0, 0, 0, 0, 0);
        return _mm_or_si128(_mm_srli_si128(characters, 1), zero);
    }
    *n_characters += 3;
    __m128i zeros = _mm_set_epi16('0' << 8 | '0', (short)(mark << 8), 0, 0, 0, 0, 0, 0);
    return _mm_or_si128(_mm_srli_si128(characters, 3), zeros);
}

static inline __m128i draw(const struct picture *picture, char mark, char thousands)
{
    __m128i groups = _mm_and_si128(load(picture->thousands), _mm_set1_epi8(thousands));
    __m128i decimal = _mm_set_epi16(0, (short)(mark << 8), 0, 0, 0, 0, 0, 0);
    return _mm_or_si128(load(picture->characters), _mm_or_si128(groups, decimal));
}

static inline int64_t worth(const struct picture *picture, __m128i digits)
{
    __m128i even = _mm_and_si128(digits, _mm_set1_epi16(0xFF));
    __m128i odd = _mm_srli_epi16(digits, 8);
    __m128i fours = _mm_add_epi32(_mm_madd_epi16(even, load(picture->even)),
                                  _mm_madd_epi16(odd, load(picture->odd)));
    __m128i halves = _mm_madd_epi16(_mm_packs_epi32(fours, fours), load(picture->fours));
    int64_t both = _mm_cvtsi128_si64(halves);
    return (both & 0xFFFFFFFF) * picture->half + (both >> 32);
}

static inline uint64_t load_four(const char *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline uint64_t load_eight(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Lays 1..LONGEST bytes against the right without reading any other: by loads that overlap. */
static inline __m128i lay_right(const char *bytes, size_t n_bytes)
{
    uint64_t left = 0, right = 0;
    if (n_bytes > 8) {
        left = load_eight(bytes) << 8 * (16 - n_bytes);
        right = load_eight(bytes + n_bytes - 8);
    } else if (n_bytes > 3) {
        right = load_four(bytes) << 8 * (8 - n_bytes) | load_four(bytes + n_bytes - 4) << 32;
    } else {
        for (size_t i = 0; i < n_bytes; i++)
            right |= (uint64_t)(unsigned char)bytes[i] << 8 * (8 - n_bytes + i);
    }
    return _mm_set_epi64x((long long)right, (long long)left);
}

/* The same where 16 bytes can be read: how long amounts are cannot be foreseen, so no branch
 * depends on it. */
static inline __m128i lay_right_padded(const char *bytes, size_t n_bytes)
{
    unsigned __int128 characters = load_eight(bytes + 8);
    characters = (characters << 64 | load_eight(bytes)) << 8 * (16 - n_bytes);
    return _mm_set_epi64x((long long)(characters >> 64), (long long)characters);
}

static inline int64_t parse_laid(__m128i laid, char first, size_t n_bytes, char mark,
                                 char thousands)
{
    size_t n_characters = n_bytes;
    __m128i characters = add_decimals(laid, mark, &n_characters);
    bool grouped = thousands && (char)character(right_half(characters), 1) == thousands;
    const struct picture *picture = &pictures[grouped];
    __m128i digits = _mm_and_si128(_mm_xor_si128(characters, draw(picture, mark, thousands)),
                                   rightmost(n_characters));
    __m128i excess = _mm_subs_epu8(digits, load(picture->slack));
    bool looks_so = _mm_movemask_epi8(_mm_cmpeq_epi8(excess, _mm_setzero_si128())) == 0xFFFF;
    if (!looks_so || !text_is_digit(first) || (grouped && first == '0'))
        return NOT_PLAIN;
    return worth(picture, digits);
}

static int64_t parse_unsigned(const char *bytes, size_t n_bytes, char mark, char thousands)
{
    if (n_bytes == 0 || n_bytes > LONGEST)
        return NOT_PLAIN;
    return parse_laid(lay_right(bytes, n_bytes), bytes[0], n_bytes, mark, thousands);
}

/* With two decimals, and groups or none: `drawn` is the picture with its marks. The 16 bytes before
 * the end can be read; of these the last n_bytes are the amount. */
INLINE int64_t parse_ended(const char *end, size_t n_bytes, const struct picture *picture,
                           __m128i drawn)
{
    if (n_bytes - 4 > LONGEST - 4)
        return NOT_PLAIN;
    __m128i digits = _mm_and_si128(_mm_xor_si128(load(end - 16), drawn), rightmost(n_bytes));
    __m128i excess = _mm_subs_epu8(digits, load(picture->slack));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(excess, _mm_setzero_si128())) != 0xFFFF)
        return NOT_PLAIN;
    return worth(picture, digits);
}

/* 1..LONGEST bytes. */
static inline int64_t parse_padded(const char *bytes, size_t n_bytes, char mark, char thousands)
{
    return parse_laid(lay_right_padded(bytes, n_bytes), bytes[0], n_bytes, mark, thousands);
}

#else

/* Groups are left to amount_parse here. */
static int64_t parse_unsigned(const char *bytes, size_t n_bytes, char mark, char thousands)
{
    (void)thousands;
    return n_bytes <= LONGEST ? parse_slowly(bytes, n_bytes, mark) : NOT_PLAIN;
}

#define parse_padded parse_unsigned

#endif

bool amount_parse_unsigned(const char *bytes, size_t n_bytes, char decimal_mark,
                           char thousands_mark, int64_t *cents)
{
    int64_t parsed = parse_unsigned(bytes, n_bytes, decimal_mark, thousands_mark);
    if (parsed == NOT_PLAIN)
        return false;
    *cents = parsed;
    return true;
}

bool amount_quick(const struct amount_format *format, struct amount_quick *quick)
{
    bool comma = format->decimal == AMOUNT_COMMA, point = format->decimal == AMOUNT_POINT;
    *quick = (struct amount_quick){
        .decimal = comma ? ',' : '.',
        .front = format->minus & AMOUNT_MINUS_FRONT,
        .back = format->minus & AMOUNT_MINUS_BACK,
    };
    if (format->thousands & (comma ? AMOUNT_POINT : AMOUNT_COMMA))
        quick->thousands = comma ? '.' : ',';
    return (comma || point) && format->unit_cents == 100;
}

INLINE int64_t parse_quick(const struct amount_quick *quick, struct text field, char thousands)
{
    bool front = quick->front & (field.bytes[0] == '-');
    bool back = quick->back & (field.bytes[field.n_bytes - (field.n_bytes > 0)] == '-');
    const char *bytes = field.bytes + front;
    size_t n_bytes = field.n_bytes - front - back;
    if (__builtin_expect((n_bytes - 1 >= LONGEST) | (front & back), 0)) {
        if (field.n_bytes == 0 || (front & back))
            return AMOUNT_NOT_QUICK;
        int64_t cents = parse_slowly(bytes, n_bytes, quick->decimal);
        return cents == NOT_PLAIN ? AMOUNT_NOT_QUICK : front | back ? -cents : cents;
    }
    int64_t cents = parse_padded(bytes, n_bytes, quick->decimal, thousands);
    int64_t sign = -(int64_t)(front | back); /* all ones, or 0 */
    return cents == NOT_PLAIN ? AMOUNT_NOT_QUICK : (cents ^ sign) - sign;
}

bool amount_parse_quick(const struct amount_quick *quick, struct text field, struct money *money)
{
    int64_t cents = field.n_bytes ? parse_quick(quick, field, quick->thousands) : AMOUNT_NOT_QUICK;
    if (cents != AMOUNT_NOT_QUICK)
        money->cents = cents;
    return cents != AMOUNT_NOT_QUICK;
}

static int64_t parse_any(const struct amount_quick *quick, const char *bytes, size_t n_bytes)
{
    return parse_quick(quick, (struct text){bytes, n_bytes}, quick->thousands);
}

#ifdef __x86_64__
/* Both pictures with their marks. */
struct drawings {
    __m128i of[2];
};
#define draw_both(quick)                                                                           \
    {                                                                                              \
        {                                                                                          \
            draw(&pictures[0], (quick).decimal, 0),                                                \
                draw(&pictures[1], (quick).decimal, (quick).thousands)                             \
        }                                                                                          \
    }
#define parse_drawn(end, n_bytes, drawings, grouped)                                               \
    parse_ended(end, n_bytes, &pictures[grouped], (drawings)->of[grouped])
#else
struct drawings {
    int of[2];
};
#define draw_both(quick)                                                                           \
    {                                                                                              \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }
#define parse_drawn(end, n_bytes, drawn, grouped) ((void)(drawn), (void)(grouped), NOT_PLAIN)
#endif

/* How a field of many may look: with a minus behind it or marks between its groups (`marked`) or
 * without either, and in one column or the one or the other of two. Whether they are there cannot
 * be foreseen: no branch depends on it. */
struct look {
    bool marked, of_one;
};

/* A field from bytes + start to bytes + end, or nowhere; *all becomes false when it is not quick.
 * Of less than seven bytes both pictures show the same. */
INLINE int64_t parse_one(const struct amount_quick *quick, const char *bytes, uint32_t start,
                         uint32_t end, const struct drawings *drawings, struct look look, bool *all)
{
    const char *from = bytes + start, *to = bytes + end;
    const int group_mark = quick->thousands ? quick->thousands : INT_MAX;
    const bool front = quick->front & (*from == '-');
    int64_t value = NOT_PLAIN, minus = front;
    if (__builtin_expect(end > 16, 1)) { /* with a minus behind, from one byte further in front */
        const bool back = look.marked && (quick->back & (to[-1] == '-'));
        const bool grouped = look.marked && to[-7 - back] == group_mark;
        const bool first_is_0 = (unsigned char)(from[front] - '1') > 8; /* or no digit */
        const size_t n = (size_t)(to - from) - front - back;
        minus |= back;
        value = parse_drawn(to - back, (front & back) | (grouped & first_is_0) ? 0 : n, drawings,
                            grouped);
    }
    if (__builtin_expect(value != NOT_PLAIN, 1))
        return (value ^ -minus) + minus;
    value = start < end ? parse_any(quick, from, (size_t)(to - from)) : AMOUNT_NOT_QUICK;
    *all &= value != AMOUNT_NOT_QUICK;
    return value;
}

INLINE bool parse_sides(const struct amount_quick *quick, const struct amount_sides *sides,
                        size_t n, struct look look, struct money *net, struct money *negative,
                        bool *any_both)
{
    const struct amount_quick how = *quick;
    const struct amount_sides in = *sides;
    const struct drawings drawings = draw_both(how);
    bool all = true;
    uint32_t both = 0; /* products of lengths, which are below 2^16 */
    for (size_t i = 0; i < n; i++) {
        const uint32_t *plus = in.plus + in.first[i], *minus = in.minus + in.first[i];
        const uint32_t n_plus = plus[0] - plus[-1] - 1, n_minus = minus[0] - minus[-1] - 1;
        const uint32_t *field = n_plus || look.of_one ? plus : minus;
        const int64_t sign = n_plus || look.of_one ? 0 : -1;
        const int64_t cents =
            parse_one(&how, in.bytes, field[-1] + 1, field[0], &drawings, look, &all);
        both |= look.of_one ? 0 : n_plus * n_minus;
        net[i].cents = (cents ^ sign) - sign;
        negative[i].cents = cents & sign;
    }
    *any_both = both != 0;
    return all;
}

#define PARSE_SIDES(marked, of_one)                                                                \
    parse_sides(quick, sides, n, (struct look){marked, of_one}, net, negative, any_both)

bool amount_parse_sides(const struct amount_quick *quick, const struct amount_sides *sides,
                        size_t n, struct money *net, struct money *negative, bool *any_both)
{
    const bool of_one = sides->plus == sides->minus;
    if (quick->back || quick->thousands)
        return of_one ? PARSE_SIDES(true, true) : PARSE_SIDES(true, false);
    return of_one ? PARSE_SIDES(false, true) : PARSE_SIDES(false, false);
}
