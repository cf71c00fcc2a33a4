/* The vector part of the scanner: where in a block of 64 bytes the bytes that matter stand, as one
 * bit per byte (bit i is byte i). The same functions for each instruction set, all with the same
 * results; they are inline so that the scanner's loop is compiled whole for each set. Only scan.c,
 * its tests and its benchmark include this. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCAN_BLOCK 64

/* Instruction sets, the best one last. */
enum scan_vector {
    SCAN_VECTOR_NONE,
    SCAN_VECTOR_SSE2,
    SCAN_VECTOR_AVX2, /* with BMI, POPCNT and PCLMULQDQ */
    SCAN_VECTOR_COUNT
};

bool scan_vector_supported(enum scan_vector vector);
enum scan_vector scan_vector_best(void);

/* Makes a scanner use another set than the best one; it must be supported. For tests. */
struct scanner;
void scanner_use(struct scanner *scanner, enum scan_vector vector);

struct scan_block {
    uint64_t separators, feeds, returns, quotes; /* feeds: LF, returns: CR */
    bool suspect;                                /* there is a NUL or a byte above 7F */
    bool any;                                    /* or a return, or a quote */
};

/* What is looked for. LF and CR are told, too: a loop that knows them makes vectors of them anew
 * for each block. */
struct scan_bytes {
    char separator, quote, feed, ret;
};

struct scan_set {
    /* Reads 64 bytes. */
    struct scan_block (*block)(const char *bytes, struct scan_bytes wanted);
    /* Bit i of the result is the parity of bits 0..i: of quotes, the bytes inside them when the
     * block begins outside. */
    uint64_t (*parity)(uint64_t bits);
    uint32_t (*count)(uint64_t bits);
    /* The index of the lowest bit; anything when there is none. */
    uint32_t (*lowest)(uint64_t bits);
    /* Writes base + the place of each bit. Up to 64 numbers are written, those behind the last
     * place mean nothing: a branch less is worth more than some stores. */
    void (*places)(uint64_t bits, uint32_t base, uint32_t *places);
};

/* ---- in plain C ---- */

static inline struct scan_block scan_block_plain(const char *bytes, struct scan_bytes wanted)
{
    struct scan_block block = {0};
    for (unsigned i = 0; i < SCAN_BLOCK; i++) {
        block.separators |= (uint64_t)(bytes[i] == wanted.separator) << i;
        block.feeds |= (uint64_t)(bytes[i] == wanted.feed) << i;
        block.returns |= (uint64_t)(bytes[i] == wanted.ret) << i;
        block.quotes |= (uint64_t)(bytes[i] == wanted.quote) << i;
        block.suspect |= (signed char)bytes[i] < 1;
    }
    block.any = block.suspect | ((block.returns | block.quotes) != 0);
    return block;
}

static inline uint64_t scan_parity_plain(uint64_t bits)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/* Where there is no instruction for it, the compiler's own way is a call. */
static inline uint32_t scan_count_plain(uint64_t bits)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    bits -= bits >> 1 & ones * 0x55;
    bits = (bits & ones * 0x33) + (bits >> 2 & ones * 0x33);
    return (uint32_t)(((bits + (bits >> 4)) & ones * 0x0F) * ones >> 56);
}

static inline uint32_t scan_lowest_plain(uint64_t bits)
{
    return (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
}

#define SCAN_ALWAYS static inline __attribute__((always_inline))

SCAN_ALWAYS uint64_t scan_place(uint64_t bits, uint32_t base, uint32_t *place,
                                uint32_t (*lowest)(uint64_t bits))
{
    *place = base + lowest(bits);
    return bits & (bits - 1);
}

/* Few blocks of a ledger hold more than ten separators. */
SCAN_ALWAYS void scan_places_by(uint64_t bits, uint32_t base, uint32_t *places,
                                uint32_t (*lowest)(uint64_t bits))
{
#pragma GCC unroll 10
    for (int i = 0; i < 10; i++)
        bits = scan_place(bits, base, places + i, lowest);
    for (places += 10; __builtin_expect(bits != 0, 0); places++)
        bits = scan_place(bits, base, places, lowest);
}

static inline void scan_places_plain(uint64_t bits, uint32_t base, uint32_t *places)
{
    scan_places_by(bits, base, places, scan_lowest_plain);
}

static const struct scan_set scan_set_plain = {
    .block = scan_block_plain,
    .parity = scan_parity_plain,
    .count = scan_count_plain,
    .lowest = scan_lowest_plain,
    .places = scan_places_plain,
};

#if defined(__x86_64__)

#include <immintrin.h>

/* ---- SSE2: every x86-64 ---- */

static inline uint64_t scan_equal_sse2(const __m128i v[4], char byte)
{
    __m128i wanted = _mm_set1_epi8(byte);
    uint64_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[0], wanted));
    uint64_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[1], wanted));
    uint64_t c = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[2], wanted));
    uint64_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[3], wanted));
    return a | b << 16 | c << 32 | d << 48;
}

/* Suspect bytes are those below 1 as signed ones. */
static inline struct scan_block scan_block_sse2(const char *bytes, struct scan_bytes wanted)
{
    __m128i v[4], one = _mm_set1_epi8(1);
    for (int i = 0; i < 4; i++)
        v[i] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i * 16));
    __m128i low = _mm_or_si128(_mm_cmpgt_epi8(one, v[0]), _mm_cmpgt_epi8(one, v[1]));
    __m128i high = _mm_or_si128(_mm_cmpgt_epi8(one, v[2]), _mm_cmpgt_epi8(one, v[3]));
    struct scan_block block = {
        .separators = scan_equal_sse2(v, wanted.separator),
        .feeds = scan_equal_sse2(v, wanted.feed),
        .returns = scan_equal_sse2(v, wanted.ret),
        .quotes = scan_equal_sse2(v, wanted.quote),
        .suspect = _mm_movemask_epi8(_mm_or_si128(low, high)) != 0,
    };
    block.any = block.suspect | ((block.returns | block.quotes) != 0);
    return block;
}

static const struct scan_set scan_set_sse2 = {
    .block = scan_block_sse2,
    .parity = scan_parity_plain,
    .count = scan_count_plain,
    .lowest = scan_lowest_plain,
    .places = scan_places_plain,
};

/* ---- AVX2 ---- */

/* Tuned for processors whose tzcnt does not wait for its destination; others lose next to nothing.
 */
#define SCAN_AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul,tune=znver2")))

SCAN_AVX2 static inline uint64_t scan_mask_avx2(__m256i low, __m256i high)
{
    uint64_t a = (uint32_t)_mm256_movemask_epi8(low), b = (uint32_t)_mm256_movemask_epi8(high);
    return a | b << 32;
}

/* What is rare is looked for all at once; its masks are made where they are asked for. */
SCAN_AVX2 static inline struct scan_block scan_block_avx2(const char *bytes,
                                                          struct scan_bytes wanted)
{
    const __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
    const __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32));
    const __m256i marks = _mm256_set1_epi8(wanted.separator);
    const __m256i feeds = _mm256_set1_epi8(wanted.feed);
    const __m256i quotes = _mm256_set1_epi8(wanted.quote);
    const __m256i returns = _mm256_set1_epi8(wanted.ret);
    const __m256i low_quotes = _mm256_cmpeq_epi8(low, quotes);
    const __m256i high_quotes = _mm256_cmpeq_epi8(high, quotes);
    const __m256i low_returns = _mm256_cmpeq_epi8(low, returns);
    const __m256i high_returns = _mm256_cmpeq_epi8(high, returns);
    const __m256i suspect = _mm256_cmpgt_epi8(_mm256_set1_epi8(1), _mm256_min_epi8(low, high));
    const __m256i both = _mm256_or_si256(_mm256_or_si256(low_quotes, high_quotes),
                                         _mm256_or_si256(low_returns, high_returns));
    return (struct scan_block){
        .separators = scan_mask_avx2(_mm256_cmpeq_epi8(low, marks), _mm256_cmpeq_epi8(high, marks)),
        .feeds = scan_mask_avx2(_mm256_cmpeq_epi8(low, feeds), _mm256_cmpeq_epi8(high, feeds)),
        .returns = scan_mask_avx2(low_returns, high_returns),
        .quotes = scan_mask_avx2(low_quotes, high_quotes),
        .suspect = _mm256_movemask_epi8(suspect) != 0,
        .any = _mm256_movemask_epi8(_mm256_or_si256(suspect, both)) != 0,
    };
}

/* Times all ones, without carries. */
SCAN_AVX2 static inline uint64_t scan_parity_avx2(uint64_t bits)
{
    __m128i factor = _mm_cvtsi64_si128((long long)bits);
    return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(factor, _mm_set1_epi8(-1), 0));
}

SCAN_AVX2 static inline uint32_t scan_count_avx2(uint64_t bits)
{
    return (uint32_t)__builtin_popcountll(bits);
}

SCAN_AVX2 static inline uint32_t scan_lowest_avx2(uint64_t bits)
{
    return (uint32_t)_tzcnt_u64(bits);
}

SCAN_AVX2 static inline void scan_places_avx2(uint64_t bits, uint32_t base, uint32_t *places)
{
    scan_places_by(bits, base, places, scan_lowest_avx2);
}

static const struct scan_set scan_set_avx2 = {
    .block = scan_block_avx2,
    .parity = scan_parity_avx2,
    .count = scan_count_avx2,
    .lowest = scan_lowest_avx2,
    .places = scan_places_avx2,
};

#endif
