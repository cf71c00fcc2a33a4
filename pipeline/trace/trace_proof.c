#include "pipeline/trace/trace_proof.h"

#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/overview.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- is everything still what it was? ---- */

/* False when it has changed or is gone. */
static bool file_stands(const struct manifest_file *recorded, const char *folder, const char *fault,
                        struct arena *arena, struct errors *errors)
{
    struct manifest_file found;
    if (!manifest_hash_file(folder, path_from_text(arena, recorded->path), arena, errors, &found))
        return false;
    return strcmp(found.sha256, recorded->sha256) == 0 ||
           errors_add(errors, ERROR_DATA, recorded->path, "%s", fault);
}

/* Where a figure stands; one of a post or a besluit also in a file of theirs. */
static bool stands_in(const struct trace_options *options, const char *path)
{
    if (options->indicator)
        return strcmp(path, PUBLISHED_WAARDEN) == 0;
    return strcmp(path, PUBLISHED_SALDI) == 0 || published_is_main(path) ||
           (options->post && strcmp(path, PUBLISHED_AFWIJKINGEN) == 0) ||
           (options->besluit && published_is_wijzigingen(path));
}

bool trace_outputs_stand(const struct trace_options *options, const struct manifest *manifest,
                         struct arena *arena, struct errors *errors)
{
    const char *figures = options->indicator ? PUBLISHED_WAARDEN : PUBLISHED_SALDI;
    bool ok = manifest_find(&manifest->outputs, figures) ||
              errors_add(errors, ERROR_DATA, MANIFEST_NAME,
                         "noemt geen %s: een run van indicatoren wordt gevolgd met --indicator, "
                         "een andere met --kolom",
                         figures);
    for (size_t i = 0; i < manifest->outputs.n; i++)
        if (stands_in(options, manifest->outputs.items[i].path))
            ok &= file_stands(&manifest->outputs.items[i], options->folder,
                              "is niet meer het bestand dat gepubliceerd is (andere SHA-256 dan in "
                              "het manifest); er is niets om het cijfer aan te bewijzen",
                              arena, errors);
    return ok;
}

/* ---- the column of a besluit ---- */

#define FIRST_BESLUIT (OVERVIEW_LABELS + 1) /* behind what the changes start from */

/* True for a kolom with a table of changes: of exactly these. */
static bool has_changes(const struct plan *plan, const struct kolom *kolom, const int *standen)
{
    bool same = plan_kolom_has_changes(plan, kolom);
    int *own = mem_alloc(plan->n_standen * sizeof *own);
    for (size_t i = 0; i < kolom->n_terms; i++)
        own[kolom->terms[i].stand] += kolom->terms[i].sign;
    for (size_t s = 0; s < plan->n_standen; s++)
        same &= !stand_is_change(&plan->standen[s]) || own[s] == standen[s];
    free(own);
    return same;
}

/* A number that a spreadsheet would take for a formula has an apostrophe in front. */
static bool is_number(struct text heading, const char *number)
{
    if (heading.n_bytes > 1 && heading.bytes[0] == '\'' && csv_formula_like(heading))
        heading = (struct text){heading.bytes + 1, heading.n_bytes - 1};
    return text_is(heading, number);
}

static size_t find_number(const struct csv_file *file, const char *number)
{
    for (size_t i = FIRST_BESLUIT; i + 1 < file->header.n_fields; i++)
        if (is_number(file->header.fields[i], number))
            return i;
    return CSV_NO_COLUMN;
}

static const char *known_besluiten(const struct csv_file *file, struct arena *arena)
{
    struct text_list list = {.arena = arena, .most = 8};
    for (size_t i = FIRST_BESLUIT; i + 1 < file->header.n_fields; i++)
        list_add(&list, "%s", file->header.fields[i].bytes);
    return list_text(&list, "geen enkel");
}

static const char *kolommen_with_changes(const struct plan *plan, struct arena *arena)
{
    struct text_list list = {.arena = arena};
    for (size_t k = 0; k < plan->n_kolommen; k++)
        if (plan_kolom_has_changes(plan, &plan->kolommen[k]))
            list_add(&list, "%s", plan->kolommen[k].name);
    return list_text(&list, "geen enkele in deze run");
}

/* The index of the kolom with just these changes; n_kolommen when there is none. */
static size_t kolom_of(const struct plan *plan, const int *standen)
{
    size_t k = 0;
    while (k < plan->n_kolommen && !has_changes(plan, &plan->kolommen[k], standen))
        k++;
    return k;
}

bool besluit_column_find(struct besluit_column *column, const struct plan *plan,
                         const struct trace_options *options, int *standen, struct arena *arena,
                         struct errors *errors)
{
    *column = (struct besluit_column){.arena = arena};
    for (size_t s = 0; s < plan->n_standen; s++)
        if (!stand_is_change(&plan->standen[s]))
            standen[s] = 0;
    size_t kolom = kolom_of(plan, standen);
    if (!plan->keep[DIMENSION_BESLUIT])
        return errors_add(
            errors, ERROR_SETTINGS, "",
            "--besluit: deze run houdt besluiten niet uit elkaar: [run] bewaren noemt "
            "besluit niet");
    if (kolom == plan->n_kolommen)
        return errors_add(errors, ERROR_SETTINGS, "",
                          "--besluit: verwacht bij --kolom een kolom met wijzigingen: %s; gevonden "
                          "\"%s\"",
                          kolommen_with_changes(plan, arena), options->kolom);
    column->csv_name = published_wijzigingen(plan, &plan->kolommen[kolom], arena);
    if (!csv_read_written(path_join(arena, options->folder, column->csv_name), CSV_FOR_PEOPLE,
                          arena, errors, &column->file))
        return false;
    column->index = find_number(&column->file, options->besluit);
    column->number = strcmp(options->besluit, PUBLISHED_NO_BESLUIT) == 0 ? "" : options->besluit;
    return column->index != CSV_NO_COLUMN ||
           errors_add(errors, ERROR_SETTINGS, "",
                      "--besluit: verwacht een van: %s; gevonden \"%s\"",
                      known_besluiten(&column->file, arena), options->besluit);
}

const char *besluit_column_hint(const struct plan *plan, const struct trace_options *options,
                                struct arena *arena)
{
    const char *hint = "";
    for (size_t k = 0; k < plan->n_kolommen && !*hint; k++) {
        struct csv_file file;
        const struct kolom *kolom = &plan->kolommen[k];
        if (plan->keep[DIMENSION_BESLUIT] && plan_kolom_has_changes(plan, kolom) &&
            csv_read_written(
                path_join(arena, options->folder, published_wijzigingen(plan, kolom, arena)),
                CSV_FOR_PEOPLE, arena, ERRORS_UNHEARD, &file) &&
            find_number(&file, options->kolom) != CSV_NO_COLUMN)
            hint = arena_printf(arena, "; dat is een besluit: geef --kolom %s --besluit %s",
                                kolom->name, options->kolom);
    }
    return hint;
}

/* ---- its cells ---- */

void besluit_column_begin(struct besluit_column *column, const struct plan *plan)
{
    if (column->number)
        column->sums = arena_alloc(column->arena,
                                   plan->mapping.n_pakketten * SECTIE_COUNT * sizeof *column->sums);
}

bool besluit_column_add(struct besluit_column *column, size_t pakket, enum sectie sectie,
                        struct money shown)
{
    struct money *sum = &column->sums[pakket * SECTIE_COUNT + (size_t)sectie];
    return money_add(*sum, shown, sum);
}

/* What is printed for a pakket and sectie; "" where there is no such row. */
static struct text printed_cell(const struct besluit_column *column, const char *pakket,
                                enum sectie sectie)
{
    for (size_t r = 0; r < column->file.n_rows; r++) {
        const struct text *fields = column->file.rows[r].fields;
        if (text_is(fields[0], sectie_heading(sectie)) && text_is(fields[1], pakket))
            return fields[column->index];
    }
    return text_of("");
}

bool besluit_column_holds(const struct besluit_column *column, const struct plan *plan,
                          const char *pakket, unsigned secties, struct errors *errors)
{
    size_t n_before = errors->n;
    for (size_t p = 0; p < plan->mapping.n_pakketten; p++) {
        const char *code = plan->mapping.pakketten[p].code;
        for (int s = 0; s < SECTIE_COUNT && (!pakket || strcmp(code, pakket) == 0); s++) {
            if (!(secties >> s & 1))
                continue;
            struct text cell = printed_cell(column, code, (enum sectie)s);
            int64_t sum = money_round(column->sums[p * SECTIE_COUNT + (size_t)s], plan->unit_euros);
            const char *wanted = arena_printf(column->arena, "%" PRId64, sum);
            if (!text_is(cell, wanted) && (cell.n_bytes > 0 || sum != 0))
                errors_add(errors, ERROR_DATA, column->csv_name,
                           "%s %s: de regels van het besluit tellen afgerond op tot %s, "
                           "gepubliceerd is %s",
                           code, sectie_name((enum sectie)s), wanted,
                           cell.n_bytes > 0 ? cell.bytes : "niets");
        }
    }
    return errors->n == n_before;
}
