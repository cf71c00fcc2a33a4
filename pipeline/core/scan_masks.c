#include "pipeline/core/scan.h"

#if defined(__x86_64__)
#include <immintrin.h>

static inline __attribute__((always_inline)) uint64_t equal_sse2(const __m128i v[4], char byte)
{
    __m128i wanted = _mm_set1_epi8(byte);
    uint64_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[0], wanted));
    uint64_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[1], wanted));
    uint64_t c = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[2], wanted));
    uint64_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[3], wanted));
    return a | b << 16 | c << 32 | d << 48;
}

/* Bytes < 1 as signed: NUL and everything above 7F. */
static inline __attribute__((always_inline)) uint64_t suspect_sse2(const __m128i v[4])
{
    __m128i one = _mm_set1_epi8(1);
    uint64_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(one, v[0]));
    uint64_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(one, v[1]));
    uint64_t c = (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(one, v[2]));
    uint64_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(one, v[3]));
    return a | b << 16 | c << 32 | d << 48;
}

void scan_masks_portable(const char *bytes, size_t n_blocks, char separator, char quote,
                         struct scan_masks *masks)
{
    for (size_t i = 0; i < n_blocks; i++) {
        __m128i v[4];
        for (int k = 0; k < 4; k++)
            v[k] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i * 64 + k * 16));
        masks->stops[i] = equal_sse2(v, separator) | equal_sse2(v, '\n');
        masks->quotes[i] = equal_sse2(v, quote);
        masks->returns[i] = equal_sse2(v, '\r');
        masks->suspect[i] = suspect_sse2(v);
    }
}

__attribute__((target("avx2"))) static inline uint64_t both(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high)
                                                     << 32;
}

__attribute__((target("avx2"))) static void scan_masks_avx2(const char *bytes, size_t n_blocks,
                                                            char separator, char quote,
                                                            struct scan_masks *masks)
{
    const __m256i is_separator = _mm256_set1_epi8(separator);
    const __m256i is_feed = _mm256_set1_epi8('\n');
    const __m256i is_quote = _mm256_set1_epi8(quote);
    const __m256i is_return = _mm256_set1_epi8('\r');
    const __m256i one = _mm256_set1_epi8(1);
    for (size_t i = 0; i < n_blocks; i++) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i * 64));
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i * 64 + 32));
        masks->stops[i] = both(
            _mm256_or_si256(_mm256_cmpeq_epi8(low, is_separator), _mm256_cmpeq_epi8(low, is_feed)),
            _mm256_or_si256(_mm256_cmpeq_epi8(high, is_separator),
                            _mm256_cmpeq_epi8(high, is_feed)));
        masks->quotes[i] =
            both(_mm256_cmpeq_epi8(low, is_quote), _mm256_cmpeq_epi8(high, is_quote));
        masks->returns[i] =
            both(_mm256_cmpeq_epi8(low, is_return), _mm256_cmpeq_epi8(high, is_return));
        masks->suspect[i] = both(_mm256_cmpgt_epi8(one, low), _mm256_cmpgt_epi8(one, high));
    }
}

scan_masks_fn *scan_masks_best(void)
{
    return __builtin_cpu_supports("avx2") ? scan_masks_avx2 : scan_masks_portable;
}

#else

void scan_masks_portable(const char *bytes, size_t n_blocks, char separator, char quote,
                         struct scan_masks *masks)
{
    for (size_t i = 0; i < n_blocks; i++) {
        uint64_t stops = 0, quotes = 0, returns = 0, suspect = 0;
        for (int k = 63; k >= 0; k--) {
            char c = bytes[i * 64 + (size_t)k];
            stops = stops << 1 | (c == separator || c == '\n');
            quotes = quotes << 1 | (c == quote);
            returns = returns << 1 | (c == '\r');
            suspect = suspect << 1 | ((signed char)c < 1);
        }
        masks->stops[i] = stops;
        masks->quotes[i] = quotes;
        masks->returns[i] = returns;
        masks->suspect[i] = suspect;
    }
}

scan_masks_fn *scan_masks_best(void)
{
    return scan_masks_portable;
}

#endif
