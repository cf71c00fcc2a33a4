#include "pipeline/core/scan_masks.h"

/* Bit i of the result is the parity of bits 0..i. */
static uint64_t parity_of(uint64_t bits)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

static void masks_plain(const char *bytes, size_t n_blocks, char separator, char quote,
                        struct scan_masks *masks)
{
    for (size_t i = 0; i < n_blocks; i++, bytes += SCAN_BLOCK) {
        uint64_t separators = 0, feeds = 0, returns = 0, suspect = 0, quotes = 0;
        for (unsigned k = 0; k < SCAN_BLOCK; k++) {
            separators |= (uint64_t)(bytes[k] == separator) << k;
            feeds |= (uint64_t)(bytes[k] == '\n') << k;
            returns |= (uint64_t)(bytes[k] == '\r') << k;
            suspect |= (uint64_t)((signed char)bytes[k] < 1) << k;
            quotes |= (uint64_t)(quote && bytes[k] == quote) << k;
        }
        masks->separators[i] = separators;
        masks->feeds[i] = feeds;
        masks->returns[i] = returns;
        masks->suspect[i] = suspect;
        masks->quotes[i] = quotes;
        masks->parity[i] = parity_of(quotes);
    }
}

#if defined(__x86_64__)

#include <immintrin.h>

static inline uint64_t equal_sse2(const __m128i v[4], __m128i wanted)
{
    uint64_t bits = 0;
    for (int k = 3; k >= 0; k--)
        bits = bits << 16 | (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[k], wanted));
    return bits;
}

/* Below 1 as signed bytes. */
static inline uint64_t suspect_sse2(const __m128i v[4])
{
    uint64_t bits = 0;
    for (int k = 3; k >= 0; k--)
        bits = bits << 16 | (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(_mm_set1_epi8(1), v[k]));
    return bits;
}

static void masks_sse2(const char *bytes, size_t n_blocks, char separator, char quote,
                       struct scan_masks *masks)
{
    const __m128i is_separator = _mm_set1_epi8(separator), is_quote = _mm_set1_epi8(quote);
    const __m128i is_feed = _mm_set1_epi8('\n'), is_return = _mm_set1_epi8('\r');
    const uint64_t has_quotes = quote ? ~UINT64_C(0) : 0;
    for (size_t i = 0; i < n_blocks; i++, bytes += SCAN_BLOCK) {
        __m128i v[4];
        for (int k = 0; k < 4; k++)
            v[k] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + k * 16));
        masks->separators[i] = equal_sse2(v, is_separator);
        masks->feeds[i] = equal_sse2(v, is_feed);
        masks->returns[i] = equal_sse2(v, is_return);
        masks->suspect[i] = suspect_sse2(v);
        masks->quotes[i] = equal_sse2(v, is_quote) & has_quotes;
        masks->parity[i] = parity_of(masks->quotes[i]);
    }
}

#define AVX2 __attribute__((target("avx2,pclmul")))

AVX2 static inline uint64_t both(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high)
                                                     << 32;
}

AVX2 static inline uint64_t equal_avx2(__m256i low, __m256i high, __m256i wanted)
{
    return both(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted));
}

/* Times all ones, without carries: the parity from the start. */
AVX2 static inline uint64_t parity_avx2(uint64_t bits)
{
    __m128i product =
        _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX2 static void masks_avx2(const char *bytes, size_t n_blocks, char separator, char quote,
                            struct scan_masks *masks)
{
    const __m256i is_separator = _mm256_set1_epi8(separator), is_quote = _mm256_set1_epi8(quote);
    const __m256i is_feed = _mm256_set1_epi8('\n'), is_return = _mm256_set1_epi8('\r');
    const __m256i one = _mm256_set1_epi8(1);
    const uint64_t has_quotes = quote ? ~UINT64_C(0) : 0;
    for (size_t i = 0; i < n_blocks; i++, bytes += SCAN_BLOCK) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32));
        masks->separators[i] = equal_avx2(low, high, is_separator);
        masks->feeds[i] = equal_avx2(low, high, is_feed);
        masks->returns[i] = equal_avx2(low, high, is_return);
        masks->suspect[i] = both(_mm256_cmpgt_epi8(one, low), _mm256_cmpgt_epi8(one, high));
        masks->quotes[i] = equal_avx2(low, high, is_quote) & has_quotes;
        masks->parity[i] = parity_avx2(masks->quotes[i]);
    }
}

bool scan_vector_supported(enum scan_vector vector)
{
    return vector < SCAN_VECTOR_AVX2 ||
           (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
            __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul"));
}

#else

#define masks_sse2 masks_plain
#define masks_avx2 masks_plain

bool scan_vector_supported(enum scan_vector vector)
{
    return vector == SCAN_VECTOR_NONE;
}

#endif

enum scan_vector scan_vector_best(void)
{
    enum scan_vector vector = SCAN_VECTOR_COUNT - 1;
    while (!scan_vector_supported(vector))
        vector--;
    return vector;
}

void scan_masks(enum scan_vector vector, const char *bytes, size_t n_blocks, char separator,
                char quote, struct scan_masks *masks)
{
    static void (*const fill[])(const char *, size_t, char, char, struct scan_masks *) = {
        [SCAN_VECTOR_NONE] = masks_plain,
        [SCAN_VECTOR_SSE2] = masks_sse2,
        [SCAN_VECTOR_AVX2] = masks_avx2,
    };
    fill[vector](bytes, n_blocks, separator, quote, masks);
}
