#include "pipeline/reading/line_stage.h"

static struct finding complete(const struct place *place, enum finding_kind kind, uint64_t line,
                               struct finding finding)
{
    if (place->findings[kind].n_listed < FINDINGS_MAX_LISTED)
        finding.where = place->line_no + line == 0
                            ? place->name
                            : arena_printf(place->arena, "%s:%llu", place->name,
                                           (unsigned long long)(place->line_no + line));
    finding.n_lines += finding.n_lines == 0;
    return finding;
}

void place_find(const struct place *place, enum finding_kind kind, uint64_t line,
                struct finding finding)
{
    findings_add(&place->findings[kind], place->arena, complete(place, kind, line, finding));
}

void place_count(const struct place *place, enum finding_kind kind, uint64_t line,
                 struct finding finding)
{
    findings_count(&place->findings[kind], place->arena, complete(place, kind, line, finding));
}
