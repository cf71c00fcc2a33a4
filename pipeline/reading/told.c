#include "pipeline/reading/told.h"

#include <string.h>

const void *told_by(const struct fact *facts, const char *stage)
{
    static const max_align_t nothing[TOLD_MOST_BYTES / sizeof(max_align_t)];
    while (facts && strcmp(facts->stage, stage) != 0)
        facts = facts->next;
    return facts ? facts->told : nothing;
}

void total_lines_add(struct total_lines *totals, const struct total_lines *file)
{
    totals->n += file->n;
    totals->n_two_sided += file->n_two_sided;
    sum_add_sum(&totals->debet, file->debet);
    sum_add_sum(&totals->credit, file->credit);
}
