#include "pipeline/reading/findings.h"

#include <string.h>

#define CHAINS 1024

struct finding *findings_add(struct findings *findings, struct arena *arena, struct finding finding)
{
    findings->n++;
    findings->n_lines += finding.n_lines;
    if (findings->n_listed == FINDINGS_MAX_LISTED)
        return NULL;
    finding.next = 0;
    struct finding *added = arena_add(arena, findings->items, findings->n_listed);
    *added = finding;
    return added;
}

struct finding *findings_count(struct findings *findings, struct arena *arena,
                               struct finding finding)
{
    size_t hash = 0;
    for (const char *c = finding.what; *c; c++)
        hash = hash * 31 + (unsigned char)*c;
    if (!findings->by_what)
        findings->by_what = arena_alloc(arena, CHAINS * sizeof *findings->by_what);
    uint32_t *at = &findings->by_what[hash % CHAINS];
    while (*at && strcmp(findings->items[*at - 1].what, finding.what) != 0)
        at = &findings->items[*at - 1].next;
    if (*at == 0) {
        *at = findings->n_listed < FINDINGS_MAX_LISTED ? (uint32_t)findings->n_listed + 1 : 0;
        return findings_add(findings, arena, finding);
    }
    struct finding *known = &findings->items[*at - 1];
    known->n_lines += finding.n_lines;
    sum_add_sum(&known->of_lines, finding.of_lines);
    findings->n_lines += finding.n_lines;
    return known;
}

static const char *copy(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text)) : "";
}

void findings_append(struct findings *findings, struct arena *arena, const struct findings *from)
{
    for (size_t i = 0; i < from->n_listed; i++) {
        struct finding finding = from->items[i];
        finding.where = copy(arena, finding.where);
        finding.what = copy(arena, finding.what);
        (from->by_what ? findings_count : findings_add)(findings, arena, finding);
        findings->n_lines -= finding.n_lines;
    }
    findings->n += from->n - from->n_listed;
    findings->n_lines += from->n_lines;
}
