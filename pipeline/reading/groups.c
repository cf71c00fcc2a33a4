#include "pipeline/reading/groups.h"

#include <stdlib.h>

void groups_begin(struct groups *groups, size_t most)
{
    if (!groups->values) {
        groups->values = mem_alloc(most * sizeof *groups->values);
        groups->n_room = most / 3 + 1;
        groups->memos = mem_alloc(groups->n_room * sizeof *groups->memos);
    }
    for (size_t m = 0; m < groups->n_memos; m++)
        memo_forget(&groups->memos[m]);
    groups->n_memos = 1;
    groups->n_values = 0;
    groups->n = 0;
    groups->generation++;
}

void groups_by(struct groups *groups, const uint32_t values[SCAN_RECORDS])
{
    groups->values[groups->n_values++] = values;
    if (groups->n_values > 4)
        groups->n_memos = (groups->n_values + 1) / 3;
}

void groups_release(struct groups *groups)
{
    for (size_t m = 0; m < groups->n_room; m++)
        memo_release(&groups->memos[m]);
    free(groups->memos);
    free(groups->values);
}

static void number_four(struct memo *memo, const uint32_t *const four[4], size_t n, uint32_t *of)
{
    const uint32_t *a = four[0], *b = four[1], *c = four[2], *d = four[3];
    for (size_t i = 0; i < n; i++)
        of[i] = memo_number_words(
            memo, (struct memo_words){a[i] | (uint64_t)b[i] << 32, c[i] | (uint64_t)d[i] << 32});
}

void groups_number(struct groups *groups, size_t n, uint32_t *of)
{
    static const uint32_t none[SCAN_RECORDS];
    groups->first_new = groups->n;
    for (size_t m = 0; m < groups->n_memos; m++) {
        const uint32_t *four[4];
        for (size_t k = 0; k < 4; k++)
            four[k] = m > 0 && k == 0                ? of
                      : m * 3 + k < groups->n_values ? groups->values[m * 3 + k]
                                                     : none;
        number_four(&groups->memos[m], four, n, of);
    }
    for (size_t i = 0; i < n; i++)
        if (of[i] == groups->n)
            groups->new_record[groups->n++ - groups->first_new] = (uint16_t)i;
}
