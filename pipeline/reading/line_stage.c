#include "pipeline/reading/line_stage.h"

const char *place_words(const struct place *place, uint64_t line)
{
    line += place->line_no;
    return line == 0 ? place->name
                     : arena_printf(place->arena, "%s:%llu", place->name, (unsigned long long)line);
}

static struct finding complete(const struct place *place, enum finding_kind kind, uint64_t line,
                               struct finding finding)
{
    if (place->findings[kind].n_listed < FINDINGS_MAX_LISTED)
        finding.where = place_words(place, line);
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
