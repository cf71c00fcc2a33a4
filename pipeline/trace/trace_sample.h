/* `pnc trace … --steekproef N --zaad S`: lines drawn from all lines behind a figure, for an audit.
 *
 * The population is what adds up to the published figure, in the order of sources, files and lines;
 * it is read whole and proven first. Random number i (1, 2, ...) is the first eight bytes,
 * big-endian, of the SHA-256 of "S:i": anybody can draw again with sha256sum.
 *
 *   regels  simple: number i modulo the number of lines is the place of a line (0-based), until N
 *           different ones are drawn
 *   geld    monetary unit, systematic: the interval is the sum of all amounts without sign,
 *           divided by N and rounded down (in cents); the first unit is number 1 modulo the
 *           interval, and every interval further the next one; the line that holds a unit is drawn.
 *           A line of an interval or more is always in it, once or more. */
#ifndef TRACE_TRACE_SAMPLE_H
#define TRACE_TRACE_SAMPLE_H

#include "pipeline/trace/trace.h"

/* As trace_show. */
bool trace_sample(const struct trace_options *options, struct trace *trace, FILE *out);

#endif
