#include "pipeline/tables/examples.h"

#include "pipeline/base/text_list.h"
#include "pipeline/publishing/published.h"

void examples_add(struct examples *examples, const char *format, ...)
{
    if (++examples->n > FINDINGS_MAX_LISTED)
        return;
    va_list args;
    va_start(args, format);
    *arena_add(examples->arena, examples->all, examples->n_all) =
        arena_vprintf(examples->arena, format, args);
    va_end(args);
}

const char *examples_text(const struct examples *examples)
{
    struct text_list list = {.arena = examples->arena, .between = "; "};
    for (size_t i = 0; i < examples->n_all && i < EXAMPLES_SHOWN; i++)
        list_add(&list, "%s", examples->all[i]);
    if (examples->n > EXAMPLES_SHOWN)
        list_add(&list, "en nog %llu", examples->n - EXAMPLES_SHOWN);
    return list_text(&list, "");
}

static struct table *findings_table(struct job *job)
{
    static const struct table_column columns[] = {{.name = "controle", .heading = "Controle"},
                                                  {.name = "ernst", .heading = "Ernst"},
                                                  {.name = "bevinding", .heading = "Bevinding"}};
    static const struct table_form form = {.csv_name = PUBLISHED_BEVINDINGEN,
                                           TABLE_COLUMNS(columns)};
    struct table *table = tables_find(&job->tables, PUBLISHED_BEVINDINGEN);
    if (table)
        return table;
    return tables_add_form(&job->tables, job->arena, &form);
}

static void add_finding(struct job *job, const char *control, enum severity severity,
                        const char *finding)
{
    table_put(findings_table(job), job->arena, ROW_DATA, cell_text(control),
              cell_text(control_severity(severity)), cell_text(finding));
}

static void list_findings(struct job *job, const char *control, enum severity severity,
                          const struct examples *examples)
{
    for (size_t i = 0; i < examples->n_all; i++)
        add_finding(job, control, severity, examples->all[i]);
    if (examples->n > examples->n_all)
        add_finding(job, control, severity,
                    arena_printf(job->arena, "en nog %llu; de lijst houdt op bij %zu",
                                 examples->n - examples->n_all, examples->n_all));
}

void check_none(struct job *job, const char *name, enum severity severity,
                const struct examples *examples, const char *sentence)
{
    const char *text = examples_text(examples);
    if (examples->n > EXAMPLES_SHOWN && !examples->listed) {
        list_findings(job, name, severity, examples);
        text = arena_printf(job->arena, "%s, zie bevindingen.csv", text);
    }
    controls_none(&job->controls, job->arena, name, severity,
                  examples->n_lines ? examples->n_lines : examples->n, text, sentence);
}

const char *count_words(struct arena *arena, unsigned long long n, const char *one,
                        const char *many)
{
    return arena_printf(arena, "%llu %s", n, n == 1 ? one : many);
}
