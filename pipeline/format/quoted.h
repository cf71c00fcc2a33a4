/* Lists in settings whose parts may stand between quotes ("): a quote in such a part is doubled,
 * and no mark in it separates. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

/* Splits off the part before the first `mark` outside quotes, trimmed, quotes and all. False when
 * nothing is left: *rest has a NULL bytes pointer then. A text with bytes always has a part, be it
 * an empty one. */
bool quoted_cut(struct text *rest, char mark, struct text *part);

/* Splits off the first operand of "a + b - c", trimmed, with its sign: +1 or -1. A plus or minus
 * counts where a space or an end is on both sides of it; one may stand in front. False when nothing
 * is left, as quoted_cut. */
bool signed_cut(struct text *rest, struct text *operand, int *sign);

/* The text itself: without the quotes when it begins with one (in the arena), else as it is. False
 * when it begins with a quote and does not end with its closing one. */
bool quoted_plain(struct arena *arena, struct text part, struct text *plain);
