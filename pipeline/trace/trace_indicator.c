#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/trace/trace.h"

#include <string.h>

static bool find(const struct indicators *all, const char *code, struct arena *arena,
                 struct errors *errors, size_t *found)
{
    *found = array_index(all->items, all->n, code, code);
    return *found < all->n ||
           errors_add(errors, ERROR_SETTINGS, "--indicator", "geen indicator '%s'%s", code,
                      suggestion_among(arena, text_of(code), all->items, all->n, code));
}

/* The tables that print this very value. */
static const char *tables_with(const struct indicators *all, const struct value *value,
                               struct arena *arena)
{
    struct text_list list = {.arena = arena};
    for (size_t t = 0; t < all->n_tables; t++)
        for (size_t r = 0; r < all->tables[t].n_rows; r++)
            for (size_t c = 0; all->tables[t].rows[r].indicator == value->indicator &&
                               c < all->tables[t].n_columns;
                 c++) {
                const struct field_column *column = &all->tables[t].columns[c];
                if (column->field == FIELD_VALUE &&
                    indicators_value(all, value->indicator, column->period, column->kind,
                                     all->tables[t].document) == value)
                    list_add(&list, "%s.csv", all->tables[t].name);
            }
    return list_text(&list, "in geen tabel");
}

static void print_value(const struct indicators *all, const struct value *value,
                        struct arena *arena, FILE *out)
{
    const char *line = arena_printf(
        arena, "%s %s%s%s: \"%s\"%s%s%s (%s; %s)", value_kind_names[value->kind], value->period,
        *value->document ? ", " : "", value->document, notation_text(arena, &value->notation),
        value->provisional ? ", voorlopig" : "", *value->note ? ", noot: " : "", value->note,
        value->where, tables_with(all, value, arena));
    text_line(out, "%s", line);
}

static bool print_values(const struct trace_options *options, const struct plan *plan,
                         struct arena *arena, struct errors *errors, FILE *out, size_t *n_values)
{
    size_t indicator = INDICATOR_NONE;
    if (!find(plan->indicators, options->indicator, arena, errors, &indicator))
        return false;
    for (size_t i = 0; i < plan->indicators->n_values; i++) {
        const struct value *value = &plan->indicators->values[i];
        if (value->indicator != indicator ||
            (options->periode && strcmp(options->periode, value->period) != 0))
            continue;
        print_value(plan->indicators, value, arena, out);
        (*n_values)++;
    }
    return *n_values ||
           errors_add(errors, ERROR_SETTINGS, "--periode", "%s heeft geen waarde voor '%s'",
                      options->indicator, options->periode ? options->periode : "");
}

bool trace_indicator(const struct trace_options *options, struct arena *arena,
                     struct errors *errors, FILE *out, size_t *n_values)
{
    struct kept kept;
    struct plan plan;
    *n_values = 0;
    bool ok = trace_publication(options, arena, errors, &kept, &plan) &&
              print_values(options, &plan, arena, errors, out, n_values);
    return kept_close(&kept, errors) && ok;
}
