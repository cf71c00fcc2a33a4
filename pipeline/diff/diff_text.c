/* What was found, for people who read a terminal: one paragraph to read aloud, then the figures by
 * size, each with what adds up to it; on request every row that is printed otherwise. */
#include "pipeline/base/text_list.h"
#include "pipeline/diff/diff.h"
#include "pipeline/diff/grid.h"
#include "pipeline/diff/telling.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/run_name.h"
#include "pipeline/tables/examples.h"

#include <string.h>

#define SHOWN_FIGURES 20
#define SHOWN_CAUSES  5
#define SHOWN_TEXT    60 /* characters of a value that stands within a line */

/* ---- the paragraph ---- */

static void say_printed(const struct telling *telling, struct text_list *said)
{
    size_t n_cells = 0, n_values = 0;
    for (size_t i = 0; i < telling->rows.n; i++) {
        const struct row *row = &telling->rows.items[i];
        n_cells += row->of == OF_TABLE ? row->n_values : 0;
        n_values += row->of == OF_INDICATOR;
    }
    if (n_values > 0)
        list_add(said, "Van de indicatoren %s %s anders.", n_values == 1 ? "is" : "zijn",
                 count_words(telling->arena, n_values, "waarde", "waarden"));
    if (n_cells == 0)
        list_add(said, "In de gedrukte tabellen is geen cel anders.");
    else
        list_add(said, "In de gedrukte tabellen %s %s anders.", n_cells == 1 ? "is" : "zijn",
                 count_words(telling->arena, n_cells, "cel", "cellen"));
}

static void say_afwijkingen(const struct telling *telling, struct text_list *said)
{
    struct text_list states = {.arena = telling->arena};
    for (int state = 0; state < ROW_STATES; state++) {
        size_t n = rows_count(&telling->rows, OF_AFWIJKING, (enum row_state)state);
        if (n > 0)
            list_add(&states, "%zu %s", n, row_state_name((enum row_state)state));
    }
    if (states.n > 0)
        list_add(said, "Afwijkingen: %s.", list_text(&states, ""));
}

#define SAID_TEXTS 5

/* Which texts say something else; "a van voldoet naar fout" for each control whose verdict changed.
 */
static void say_changed(const struct telling *telling, struct text_list *said)
{
    struct text_list texts = {.arena = telling->arena, .between = "; ", .most = SAID_TEXTS};
    struct text_list verdicts = {.arena = telling->arena};
    for (size_t i = 0; i < telling->rows.n; i++) {
        const struct row *row = &telling->rows.items[i];
        for (size_t v = 0; row->state == ROW_CHANGED && v < row->n_values; v++) {
            const struct row_value *value = &row->values[v];
            if (row->of == OF_AFWIJKING && strcmp(value->column, "toelichting") == 0)
                list_add(&texts, "%s", row->key);
            else if (row->of == OF_CONTROL && strcmp(value->column, "oordeel") == 0)
                list_add(&verdicts, "%s van %s naar %s", row->key, value->old, value->new);
        }
    }
    if (texts.n > 0)
        list_add(said, "Een andere toelichting: %s.", list_text(&texts, ""));
    if (verdicts.n > 0)
        list_add(said, "Van oordeel veranderde: %s.", list_text(&verdicts, ""));
}

/* The last run of this name failed after what stands was published. */
static void warn_failed(const struct telling *telling, struct text_list *lines)
{
    const struct diff_side *new = &telling->new;
    struct csv_file file;
    const char *path =
        arena_printf(telling->arena, "%s%s/" PUBLISHED_FOUTEN, new->folder, RUN_REFUSED_SUFFIX);
    bool failed = folder_occupied(path) &&
                  csv_read_written(path, CSV_FOR_PEOPLE, telling->arena, ERRORS_UNHEARD, &file) &&
                  file.n_rows > 0 && file.header.n_fields > 0;
    if (failed)
        list_add(
            lines,
            "LET OP: de nieuwste run van %s is niet gepubliceerd; wat er staat is van "
            "daarvoor. Eerste van %s: %s (%s)",
            new->manifest.run, count_words(telling->arena, file.n_rows, "fout", "fouten"),
            text_shown(telling->arena, file.rows[0].fields[file.header.n_fields - 1].bytes, ""),
            path);
}

/* What an auditor must not overlook. */
static void warn(const struct telling *telling, struct text_list *lines)
{
    const struct diff_side *sides[] = {&telling->old, &telling->new};
    static const char *const names[] = {"OUD", "NIEUW"};
    for (int i = 0; i < 2; i++)
        if (*sides[i]->damaged)
            list_add(lines, "LET OP: in %s komt dit niet overeen met het manifest: %s.", names[i],
                     text_shown(telling->arena, sides[i]->damaged, ""));
    if (!telling->equal && strcmp(telling->old.manifest.run_id, telling->new.manifest.run_id) == 0)
        list_add(lines,
                 "LET OP: versie, instellingen en invoer zijn dezelfde, de uitvoer hoort dan "
                 "ook dezelfde te zijn; ga beide mappen na met pnc verify.");
    warn_failed(telling, lines);
}

static const char *paragraph(const struct telling *telling)
{
    struct text_list said = {.arena = telling->arena, .between = " "};
    struct text_list lines = {.arena = telling->arena, .between = "\n"};
    const struct manifest *new = &telling->new.manifest;
    if (telling->equal) {
        list_add(&said,
                 "De twee uitvoeren van run %s (run-id %s) zijn gelijk: dezelfde versie, "
                 "instellingen en invoer, en alle %zu bestanden byte voor byte hetzelfde.",
                 new->run, new->run_id, new->outputs.n);
    } else {
        list_add(&said, "%s", telling_why(telling));
        say_printed(telling, &said);
        say_afwijkingen(telling, &said);
        say_changed(telling, &said);
    }
    list_add(&lines, "%s", text_shown(telling->arena, list_text(&said, ""), ""));
    warn(telling, &lines);
    return list_text(&lines, "");
}

/* ---- what cancels ---- */

struct group {
    const char *sectie, *stand;
    int64_t plus, minus;
};

static struct group *group_of(struct group *groups, size_t *n, const struct why_figure *figure)
{
    for (size_t g = 0; g < *n; g++)
        if (strcmp(groups[g].sectie, figure->sectie) == 0 &&
            strcmp(groups[g].stand, figure->stand) == 0)
            return &groups[g];
    groups[*n] = (struct group){.sectie = figure->sectie, .stand = figure->stand};
    return &groups[(*n)++];
}

static void print_secties(const struct telling *telling, const struct why_view *view, FILE *out)
{
    struct arena *arena = telling->arena;
    struct grid grid = {.align = "llrrr", .arena = arena};
    struct group *groups = arena_alloc(arena, view->n * sizeof *groups);
    size_t n = 0;
    for (size_t i = 0; i < view->n; i++)
        if (view->items[i].change != 0) {
            struct group *group = group_of(groups, &n, view->items[i].figure);
            *(view->items[i].change > 0 ? &group->plus : &group->minus) += view->items[i].change;
        }
    if (n == 0)
        return;
    fputs("\nPer sectie\n", out);
    grid_line(&grid, (const char *[]){"sectie", "stand", "erbij", "eraf", "per saldo"});
    for (size_t g = 0; g < n; g++)
        grid_line(&grid,
                  (const char *[]){groups[g].sectie, groups[g].stand,
                                   why_money(arena, groups[g].plus, true),
                                   why_money(arena, groups[g].minus, true),
                                   why_money(arena, groups[g].plus + groups[g].minus, true)});
    grid_print(&grid, 2, out);
}

/* ---- figures by size ---- */

static void print_figure(const struct telling *telling, const struct why_shown *shown, FILE *out)
{
    struct arena *arena = telling->arena;
    const struct why_figure *figure = shown->figure;
    bool all = telling->options->all || shown->n < SHOWN_CAUSES;
    size_t n = all ? shown->n : SHOWN_CAUSES;
    int64_t rest = 0;
    text_line(out, "  %s  %s %s, %s, %s: van %s naar %s", why_money(arena, shown->change, true),
              figure->pakket, figure->post, figure->sectie, figure->stand,
              why_money(arena, figure->old.cents, false),
              why_money(arena, figure->new.cents, false));
    for (size_t i = 0; i < n; i++)
        text_line(out, "      %s  %s", why_money(arena, shown->shares[i].cents, true),
                  why_cause_text(arena, shown->shares[i].cause));
    for (size_t i = n; i < shown->n; i++)
        rest += shown->shares[i].cents;
    if (shown->n > n)
        text_line(out, "      %s  nog %zu oorzaken", why_money(arena, rest, true), shown->n - n);
}

static void print_figures(const struct telling *telling, const struct why_view *view, FILE *out)
{
    size_t n = telling->options->all || view->n < SHOWN_FIGURES ? view->n : SHOWN_FIGURES;
    if (view->n + view->n_small == 0)
        return;
    fputs("\nSaldi, de grootste verandering eerst (effect op het resultaat, min is ongunstig)\n",
          out);
    for (size_t i = 0; i < n; i++)
        print_figure(telling, &view->items[i], out);
    if (view->n > n)
        fprintf(out, "  nog %s: --alles\n",
                count_words(telling->arena, view->n - n, "saldo", "saldi"));
    if (view->n_small > 0)
        fprintf(out, "  nog %s minder dan %s\n",
                count_words(telling->arena, view->n_small, "saldo bewoog", "saldi bewogen"),
                why_money(telling->arena, telling->shown.least.cents, false));
}

static void print_words(const struct why *why, FILE *out)
{
    if (why->n_words > 0)
        fputs("\nInstellingen\n", out);
    for (size_t w = 0; w < why->n_words; w++)
        text_line(out, "  %s%s", why_word_text(why, &why->words[w]),
                  why->words[w].moves_figures || why->n_figures == 0
                      ? ""
                      : " (geen saldo volgt hieruit)");
}

/* ---- rows ---- */

/* Amounts with points between their thousands. */
static const char *shown_value(struct arena *arena, const char *value)
{
    struct decimal number;
    if (rows_number(value, &number) && number.n_decimals == 2)
        return decimal_text(arena, number, true);
    return !value ? "(geen)" : *value ? value : "(leeg)";
}

static bool is_long(const char *value)
{
    return value && text_length(value) > SHOWN_TEXT;
}

/* "lasten -120 → -130 (-10)"; of a row that came or went its values. */
static const char *value_text(struct arena *arena, const struct row *row,
                              const struct row_value *value, const char *columns)
{
    const char *difference = rows_difference(arena, value->old, value->new);
    if (row->state != ROW_CHANGED)
        return arena_printf(arena, "%s %s", columns,
                            shown_value(arena, row->state == ROW_NEW ? value->new : value->old));
    return arena_printf(arena, "%s %s → %s%s%s%s", columns, shown_value(arena, value->old),
                        shown_value(arena, value->new), *difference ? " (" : "", difference,
                        *difference ? ")" : "");
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Columns beside each other that say the same are told together: "verwacht, gevonden 1 → 2". */
static const char *values_text(struct arena *arena, const struct row *row)
{
    struct text_list list = {.arena = arena, .between = "; "};
    const char *columns = "";
    for (size_t v = 0; v < row->n_values; v++) {
        const struct row_value *value = &row->values[v], *next = value + 1;
        if (is_long(value->old) || is_long(value->new))
            continue;
        columns = arena_printf(arena, "%s%s%s", columns, *columns ? ", " : "", value->column);
        if (v + 1 < row->n_values && same_text(value->old, next->old) &&
            same_text(value->new, next->new))
            continue;
        list_add(&list, "%s", value_text(arena, row, value, columns));
        columns = "";
    }
    return list_text(&list, "");
}

/* The sentence of a control tells what its other columns say already. */
static bool says_more(const struct row *row, const struct row_value *value)
{
    return row->of != OF_CONTROL || strcmp(value->column, "uitleg") != 0 || row->n_values == 1;
}

static void print_long(struct arena *arena, const struct row *row, FILE *out)
{
    for (size_t v = 0; v < row->n_values; v++) {
        const struct row_value *value = &row->values[v];
        if (!(is_long(value->old) || is_long(value->new)) || !says_more(row, value))
            continue;
        if (value->old && *value->old)
            grid_print_paragraph(arena_printf(arena, "%s was: %s", value->column, value->old), 6,
                                 PARAGRAPH_WIDTH - 6, out);
        if (value->new && * value->new)
            grid_print_paragraph(arena_printf(arena, "%s is: %s", value->column, value->new), 6,
                                 PARAGRAPH_WIDTH - 6, out);
    }
}

static void print_rows(const struct telling *telling, const char *title, enum row_of first,
                       enum row_of last, FILE *out)
{
    struct arena *arena = telling->arena;
    bool begun = false;
    for (size_t i = 0; i < telling->rows.n; i++) {
        const struct row *row = &telling->rows.items[i];
        if (row->of < first || row->of > last)
            continue;
        const char *values = values_text(arena, row);
        if (!begun)
            fprintf(out, "\n%s\n", title);
        begun = true;
        text_line(out, "  %-9s  %s%s%s%s%s", row_state_name(row->state),
                  first == OF_TABLE ? row->file : "", first == OF_TABLE ? ": " : "", row->key,
                  *values ? ": " : "", values);
        print_long(arena, row, out);
    }
}

static void print_files(const struct telling *telling, FILE *out)
{
    if (telling->rows.n_files > 0)
        fputs("\nAndere bestanden\n", out);
    for (size_t i = 0; i < telling->rows.n_files; i++) {
        const struct row_file *file = &telling->rows.files[i];
        text_line(out, "  %-9s  %s%s%s", row_state_name(file->state), file->column ? "kolom " : "",
                  file->column ? file->column : file->file,
                  file->column ? arena_printf(telling->arena, " van %s", file->file) : "");
    }
}

void telling_print(const struct telling *telling, FILE *out)
{
    const struct why *why = &telling->why;
    if (telling->options->paragraph) {
        grid_print_paragraph(telling_why(telling), 0, PARAGRAPH_WIDTH, out);
        return;
    }
    text_line(out, "OUD   %s (run-id %s)", telling->old.folder, telling->old.manifest.run_id);
    text_line(out, "NIEUW %s (run-id %s)", telling->new.folder, telling->new.manifest.run_id);
    fputc('\n', out);
    grid_print_paragraph(paragraph(telling), 0, PARAGRAPH_WIDTH, out);
    struct why_view view = why_view(why, &telling->shown);
    print_secties(telling, &view, out);
    print_figures(telling, &view, out);
    print_words(why, out);
    if (telling->options->all || why->n_figures == 0 || *why->untold) {
        print_rows(telling, "Gedrukte tabellen", OF_TABLE, OF_INDICATOR, out);
        print_rows(telling, "Afwijkingen", OF_AFWIJKING, OF_AFWIJKING, out);
        print_rows(telling, "Controles", OF_CONTROL, OF_CONTROL, out);
        print_files(telling, out);
    }
}
