#include "pipeline/reading/findings.h"

#include <string.h>

void findings_add(struct findings *findings, struct arena *arena, struct finding finding)
{
    findings->n++;
    findings->n_lines += finding.n_lines;
    if (findings->n_listed == FINDINGS_MAX_LISTED)
        return;
    *arena_add(arena, findings->items, findings->n_listed) = finding;
}

void findings_count(struct findings *findings, struct arena *arena, struct finding finding)
{
    findings->by_what = true;
    for (size_t i = 0; i < findings->n_listed; i++) {
        if (strcmp(findings->items[i].what, finding.what) != 0)
            continue;
        findings->items[i].n_lines += finding.n_lines;
        findings->n_lines += finding.n_lines;
        return;
    }
    findings_add(findings, arena, finding);
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
