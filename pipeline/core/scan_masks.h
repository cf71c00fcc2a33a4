/* The vector part of the scanner: where the bytes that matter stand, as one bit per byte, 64 bytes
 * to a mask. Only scan.c and its tests include this. */
#ifndef CORE_SCAN_MASKS_H
#define CORE_SCAN_MASKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCAN_BLOCK  64 /* bytes per mask */
#define SCAN_WINDOW 64 /* masks per call */

/* Bit i of a mask is byte i of the block. */
struct scan_masks {
    uint64_t separators[SCAN_WINDOW];
    uint64_t feeds[SCAN_WINDOW];   /* LF */
    uint64_t returns[SCAN_WINDOW]; /* CR */
    uint64_t suspect[SCAN_WINDOW]; /* NUL and bytes above 7F */
    uint64_t quotes[SCAN_WINDOW];  /* none when the quote is 0 */
    uint64_t parity[SCAN_WINDOW];  /* set from each odd quote of the block up to the next one: the
                                      bytes inside quotes if the block begins outside */
};

/* Instruction sets, the best one last. */
enum scan_vector {
    SCAN_VECTOR_NONE,
    SCAN_VECTOR_SSE2,
    SCAN_VECTOR_AVX2, /* with BMI, POPCNT and PCLMULQDQ */
    SCAN_VECTOR_COUNT
};

bool scan_vector_supported(enum scan_vector vector);
enum scan_vector scan_vector_best(void);

/* Fills the first n_blocks masks (at most SCAN_WINDOW) with n_blocks * 64 readable bytes. */
void scan_masks(enum scan_vector vector, const char *bytes, size_t n_blocks, char separator,
                char quote, struct scan_masks *masks);

/* Makes a scanner use another set than the best one; it must be supported. For tests. */
struct scanner;
void scanner_use(struct scanner *scanner, enum scan_vector vector);

#endif
