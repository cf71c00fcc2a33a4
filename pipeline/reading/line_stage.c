#include "pipeline/reading/line_stage.h"

const char *place_words(const struct place *place, uint64_t line)
{
    line += place->line_no;
    return line == 0 ? place->name
                     : arena_printf(place->arena, "%s:%llu", place->name, (unsigned long long)line);
}

void place_find(const struct place *place, enum finding_kind kind, uint64_t line,
                struct finding finding)
{
    if (place->findings[kind].n_listed < FINDINGS_MAX_LISTED)
        finding.where = place_words(place, line);
    finding.n_lines += finding.n_lines == 0;
    findings_add(&place->findings[kind], place->arena, finding);
}

void place_count(const struct place *place, enum finding_kind kind, uint64_t line,
                 struct finding finding)
{
    finding.n_lines += finding.n_lines == 0;
    struct finding *counted = findings_count(&place->findings[kind], place->arena, finding);
    if (counted && !counted->where) {
        counted->where = place_words(place, line);
        counted->what = arena_printf(place->arena, "%s", finding.what);
    }
}
