#include "pipeline/diff/diff.h"

#include "pipeline/base/array.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/diff/grid.h"
#include "pipeline/diff/restate.h"
#include "pipeline/diff/telling.h"
#include "pipeline/publishing/published.h"
#include "pipeline/publishing/saldi.h"
#include "pipeline/settings/sectie.h"
#include "pipeline/settings/settings.h"
#include "pipeline/settings/stand.h"

#include <stdlib.h>
#include <string.h>

/* One post in one role. */
enum year_figure { PUBLISHED, RESTATED, NOW, BESIDE, FIGURES };
struct year_row {
    const char *pakket, *post, *sectie;
    const char *kind; /* of the stand: "realisatie" */
    int offset;       /* its year, from that of its publication */
    struct sum figures[FIGURES];
    bool was_there; /* the older one has it under this name */
    bool beside;    /* the newer one prints it of the older year */
};

struct yearly {
    const struct diff_options *options;
    struct manifest manifests[2];
    int year[2];
    struct restate restate;
    struct memo keys;
    struct year_row *rows;
    size_t n;
    struct memo posten;    /* that the newer one has anything of */
    struct text_list lost; /* posten that are gone, and no line says where to */
    struct arena *arena;
    struct errors *errors;
};

/* ---- the two sides ---- */

/* An auditor compares what was published. */
static bool check_saldi(const struct yearly *years, int side, const char *folder)
{
    const struct manifest_file *file =
        manifest_find(&years->manifests[side].outputs, PUBLISHED_SALDI);
    struct manifest_file found;
    if (!file)
        return errors_add(years->errors, ERROR_SETTINGS, folder,
                          "verwacht een publicatie met saldi; van indicatoren is er geen");
    return manifest_hash_file(folder, PUBLISHED_SALDI, years->arena, years->errors, &found) &&
           (strcmp(found.sha256, file->sha256) == 0 ||
            errors_add(years->errors, ERROR_SETTINGS,
                       path_join(years->arena, folder, PUBLISHED_SALDI),
                       "is niet wat er gepubliceerd is; ga de map na met pnc verify"));
}

/* "jaarrekening 2024, programma 6" */
static bool read_side(struct yearly *years, int side, const char *folder)
{
    struct manifest *manifest = &years->manifests[side];
    if (!manifest_read(folder, years->arena, years->errors, manifest) ||
        !check_saldi(years, side, folder))
        return false;
    const char *at = manifest->subject ? strchr(manifest->subject, ' ') : NULL;
    years->year[side] = at ? (int)strtol(at, NULL, 10) : 0;
    return years->year[side] > 0 ||
           errors_add(years->errors, ERROR_SETTINGS, folder,
                      "verwacht een publicatie die haar jaar noemt; publiceer haar opnieuw");
}

static struct year_row *row_of(struct yearly *years, const char *pakket, const char *post,
                               const char *sectie, const struct stand *stand, int side)
{
    const int offset = stand->year - years->year[side];
    const char *key =
        arena_printf(years->arena, "%s\n%s\n%s\n%s\n%d", pakket, post, sectie, stand->kind, offset);
    size_t index = memo_number_slow(&years->keys, text_of(key));
    if (index == years->n) {
        *arena_add(years->arena, years->rows, years->n) = (struct year_row){.pakket = pakket,
                                                                            .post = post,
                                                                            .sectie = sectie,
                                                                            .kind = stand->kind,
                                                                            .offset = offset};
    }
    return &years->rows[index];
}

/* What was published of the older year, and where it belongs now. */
static void add_old(struct yearly *years, const char *const *texts, const struct stand *stand,
                    struct money money)
{
    const char *pakket = texts[SALDI_PAKKET], *post = texts[SALDI_POST];
    const char *sectie = texts[SALDI_SECTIE];
    size_t n;
    struct restate_line *lines = restate_find(&years->restate, pakket, post, &n);
    struct year_row *row = row_of(years, pakket, post, sectie, stand, 0);
    sum_add(&row->figures[PUBLISHED], money);
    row->was_there = true;
    if (n == 0)
        sum_add(&row->figures[RESTATED], money);
    for (size_t i = 0; i < n; i++) {
        const char *to = lines[i].texts[RESTATE_POST];
        struct money part = restate_part(lines, n, i, money);
        lines[i].used = true;
        if (stand->year == years->year[0] && strcmp(stand->kind, STAND_REALISATIE) == 0)
            money_add(lines[i].moved, part, &lines[i].moved);
        row = row_of(years, lines[i].texts[RESTATE_PAKKET], *to ? to : post, sectie, stand, 0);
        sum_add(&row->figures[RESTATED], part);
    }
}

static struct text post_key(const struct yearly *years, const struct year_row *row)
{
    return text_of(arena_printf(years->arena, "%s\n%s", row->pakket, row->post));
}

/* The newer one says its own year, and perhaps once more the older one. */
static void add_new(struct yearly *years, const char *const *texts, const struct stand *stand,
                    struct money money)
{
    struct year_row *row =
        row_of(years, texts[SALDI_PAKKET], texts[SALDI_POST], texts[SALDI_SECTIE], stand, 1);
    sum_add(&row->figures[NOW], money);
    memo_number_slow(&years->posten, post_key(years, row));
    if (stand->year != years->year[0])
        return;
    row = row_of(years, texts[SALDI_PAKKET], texts[SALDI_POST], texts[SALDI_SECTIE], stand, 0);
    sum_add(&row->figures[BESIDE], money);
    row->beside = true;
}

static bool read_saldi(struct yearly *years, int side, const char *folder)
{
    struct saldi saldi;
    bool ok = saldi_read(folder, ERROR_SETTINGS, years->arena, years->errors, &saldi);
    for (size_t i = 0; ok && i < saldi.n; i++) {
        const struct saldo *saldo = &saldi.items[i];
        struct stand stand;
        ok = stand_parse(years->arena, text_of(saldo->keys[SALDI_STAND]), &stand) ||
             saldi_error(&saldi, saldo, ERROR_SETTINGS, years->errors);
        if (ok)
            (side ? add_new : add_old)(years, saldo->keys, &stand, saldo->money);
    }
    return ok;
}

/* ---- what must hold ---- */

static bool check_used(const struct yearly *years)
{
    bool ok = true;
    for (size_t i = 0; i < years->restate.n; i++) {
        const struct restate_line *line = &years->restate.lines[i];
        if (!line->used)
            ok = csv_file_error(
                &years->restate.file, line->line_no,
                "verwacht een pakket en post van de oude publicatie, gevonden \"%s\" "
                "\"%s\"",
                line->texts[RESTATE_WAS_PAKKET], line->texts[RESTATE_WAS_POST]);
    }
    return ok;
}

static bool check_sums(const struct yearly *years)
{
    bool ok = true;
    for (size_t i = 0; ok && i < years->n; i++)
        for (int f = 0; ok && f < FIGURES; f++)
            ok = !years->rows[i].figures[f].overflow;
    return ok || errors_add(years->errors, ERROR_DATA, "", "de bedragen zijn samen te groot");
}

static int compare_rows(const void *a, const void *b)
{
    const struct year_row *one = a, *other = b;
    int order = strcmp(other->kind, STAND_REALISATIE) == 0;
    order -= strcmp(one->kind, STAND_REALISATIE) == 0;
    order = order ? order : strcmp(one->kind, other->kind);
    order = order ? order : other->offset - one->offset;
    order =
        order ? order
              : (int)sectie_named(text_of(one->sectie)) - (int)sectie_named(text_of(other->sectie));
    order = order ? order : text_natural(text_of(one->pakket), text_of(other->pakket));
    return order ? order : text_natural(text_of(one->post), text_of(other->post));
}

/* True when the older publication has a figure in this role, or the newer one prints it of the
 * older year. */
static bool has_role(const struct yearly *years, const struct year_row *row, bool beside)
{
    for (size_t i = 0; i < years->n; i++)
        if ((beside ? years->rows[i].beside : years->rows[i].was_there) &&
            years->rows[i].offset == row->offset && strcmp(years->rows[i].kind, row->kind) == 0)
            return true;
    return false;
}

static void keep_roles(struct yearly *years)
{
    size_t n = 0;
    for (size_t i = 0; i < years->n; i++)
        if (has_role(years, &years->rows[i], false))
            years->rows[n++] = years->rows[i];
    years->n = n;
    array_sort(years->rows, n, compare_rows);
    for (size_t i = 0; i < n; i++) {
        const struct year_row *row = &years->rows[i];
        const size_t n_posten = years->posten.n;
        if (row->figures[RESTATED].money.cents != 0 && row->offset == 0 &&
            memo_number_slow(&years->posten, post_key(years, row)) == n_posten)
            list_add(&years->lost, "%s %s", row->pakket, row->post);
    }
}

/* ---- the tables ---- */

enum yearly_column { PAKKET, POST, SECTIE, ROL, WAS, HERREKEND, NU, VERSCHIL, ERNAAST, COLUMNS };

static int64_t cents_of(const struct year_row *row, enum year_figure figure)
{
    return row->figures[figure].money.cents;
}

static int64_t change_of(const struct year_row *row)
{
    return cents_of(row, NOW) - cents_of(row, RESTATED);
}

static void add_figures(const struct yearly *years, struct cell *cells, const struct year_row *row)
{
    cells[WAS] = cell_exact(row->figures[PUBLISHED].money);
    cells[HERREKEND] = cell_exact(row->figures[RESTATED].money);
    cells[NU] = cell_exact(row->figures[NOW].money);
    cells[VERSCHIL] = cell_exact((struct money){change_of(row)});
    if (has_role(years, row, true))
        cells[ERNAAST] = cell_exact(row->figures[BESIDE].money);
}

static bool is_shown(const struct yearly *years, const struct year_row *row)
{
    struct money least = {0};
    int64_t change = change_of(row);
    if (years->options->least)
        settings_amount(years->options->least, &least);
    return money_magnitude(change) >= money_magnitude(least.cents);
}

/* "realisatie 2023 → 2024" */
static const char *role_text(const struct yearly *years, const struct year_row *row)
{
    return arena_printf(years->arena, "%s %d → %d", row->kind, years->year[0] + row->offset,
                        years->year[1] + row->offset);
}

static void add_total(const struct yearly *years, struct table *table, const struct year_row *total)
{
    struct table_row *row =
        table_put(table, years->arena, ROW_TOTAL, cell_text("Totaal"), cell_blank(),
                  cell_text(total->sectie), cell_text(role_text(years, total)));
    add_figures(years, row->cells, total);
}

static bool same_group(const struct year_row *a, const struct year_row *b)
{
    return a->offset == b->offset && strcmp(a->kind, b->kind) == 0 &&
           strcmp(a->sectie, b->sectie) == 0;
}

static void fill_table(const struct yearly *years, struct table *table)
{
    for (size_t i = 0; i < years->n;) {
        struct year_row total = years->rows[i];
        memset(total.figures, 0, sizeof total.figures);
        for (size_t first = i; i < years->n && same_group(&years->rows[first], &years->rows[i]);
             i++) {
            const struct year_row *row = &years->rows[i];
            for (int f = 0; f < FIGURES; f++)
                sum_add_sum(&total.figures[f], row->figures[f]);
            if (!is_shown(years, row))
                continue;
            struct table_row *made = table_put(
                table, years->arena, ROW_DATA, cell_text(row->pakket), cell_text(row->post),
                cell_text(row->sectie), cell_text(role_text(years, row)));
            add_figures(years, made->cells, row);
        }
        add_total(years, table, &total);
    }
}

static struct table *add_table(const struct yearly *years, struct tables *tables)
{
    struct table_column columns[COLUMNS] = {
        [PAKKET] = TEXT_COLUMN("pakket", "Pakket", 9),
        [POST] = WRAPPED_COLUMN("post", "Post", 40),
        [SECTIE] = TEXT_COLUMN("sectie", "Sectie", 13),
        [ROL] = TEXT_COLUMN("rol", "Rol", 24),
        [WAS] = {.name = "gepubliceerd", .heading = "Zoals gepubliceerd"},
        [HERREKEND] = {.name = "herrekend", .heading = "Herrekend"},
        [NU] = {.name = "nu", .heading = "Nu"},
        [VERSCHIL] = {.name = "verschil", .heading = "Verschil met herrekend"},
        [ERNAAST] = {.name = "in_nieuw", .heading = "Zoals NIEUW het oude jaar toont"}};
    struct table *table = tables_add(tables, years->arena, COLUMNS);
    for (size_t c = WAS; c < COLUMNS; c++) {
        columns[c].kind = COLUMN_NUMBER;
        columns[c].width = 17;
    }
    memcpy(table->columns, columns, sizeof columns);
    table->sheet = "Jaar op jaar";
    table->filter = true;
    table->title = arena_printf(years->arena, "%s naast %s", years->manifests[1].subject,
                                years->manifests[0].subject);
    table->subtitle =
        "In euro's, als effect op het resultaat: min is ongunstig. Herrekend: het oude "
        "cijfer in de indeling van nu, volgens het blad Was wordt.";
    fill_table(years, table);
    return table;
}

static void add_list(const struct yearly *years, struct tables *tables)
{
    static const struct table_column columns[] = {TEXT_COLUMN("was_pakket", "Was pakket", 11),
                                                  WRAPPED_COLUMN("was_post", "Was post", 36),
                                                  TEXT_COLUMN("wordt_pakket", "Wordt pakket", 11),
                                                  WRAPPED_COLUMN("wordt_post", "Wordt post", 36),
                                                  TEXT_COLUMN("deel", "Deel in %", 10),
                                                  WRAPPED_COLUMN("reden", "Reden", 50),
                                                  NUMBER_COLUMN("bedrag", "Realisatie", 17)};
    static const struct table_form form = {
        .sheet = "Was wordt",
        .title = "Wat anders heet of ergens anders staat (BBV art. 4 lid 2)",
        .subtitle = "Met de realisatie van het oude jaar die meeging.",
        TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(tables, years->arena, &form);
    for (size_t i = 0; i < years->restate.n; i++) {
        const struct restate_line *line = &years->restate.lines[i];
        struct cell *cells = table_add_row(table, years->arena, ROW_DATA)->cells;
        for (size_t c = 0; c < RESTATE_COLUMNS; c++)
            cells[c] = cell_text_or_blank(line->texts[c]);
        cells[RESTATE_COLUMNS] = cell_exact(line->moved);
    }
}

/* ---- for people ---- */

static const char *paragraph(const struct yearly *years, const struct table *table)
{
    struct text_list said = {.arena = years->arena, .between = " "};
    size_t n_other = 0, n_beside = 0;
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct cell *cells = table->rows[r].cells;
        if (table->rows[r].kind == ROW_TOTAL)
            list_add(&said, "%s, %s: %s gepubliceerd en %s herrekend, nu %s.", cells[ROL].text,
                     cells[SECTIE].text, cell_shown(years->arena, &cells[WAS], 1),
                     cell_shown(years->arena, &cells[HERREKEND], 1),
                     cell_shown(years->arena, &cells[NU], 1));
    }
    for (size_t i = 0; i < years->n; i++) {
        const struct year_row *row = &years->rows[i];
        bool beside = has_role(years, row, true);
        n_beside += beside;
        n_other += beside && cents_of(row, BESIDE) != cents_of(row, RESTATED);
    }
    if (years->restate.n > 0)
        list_add(&said, "%zu %s herrekend.", years->restate.n,
                 years->restate.n == 1 ? "regel van was-wordt is" : "regels van was-wordt zijn");
    if (n_beside > 0 && n_other == 0)
        list_add(&said, "Wat NIEUW van %d toont is het herrekende cijfer.", years->year[0]);
    else if (n_beside > 0)
        list_add(&said, "LET OP: wat NIEUW van %d toont is op %zu %s niet het herrekende cijfer.",
                 years->year[0], n_other, n_other == 1 ? "plaats" : "plaatsen");
    if (years->lost.n > 0)
        list_add(&said,
                 "LET OP: in NIEUW staat niets bij %s; hoort dat ergens anders, zeg dat dan in "
                 "was-wordt.",
                 list_text(&years->lost, ""));
    return list_text(&said, "");
}

static void print_text(const struct yearly *years, const struct tables *tables, FILE *out)
{
    const struct diff_options *options = years->options;
    text_line(out, "OUD   %s (run-id %s)", options->old_folder, years->manifests[0].run_id);
    text_line(out, "NIEUW %s (run-id %s)", options->new_folder, years->manifests[1].run_id);
    fputc('\n', out);
    grid_print_paragraph(text_shown(years->arena, paragraph(years, tables->items[0]), ""), 0,
                         PARAGRAPH_WIDTH, out);
    for (size_t t = 0; t < tables->n && !options->paragraph; t++) {
        const struct table *table = tables->items[t];
        struct grid grid = {.align = t ? "llllllr" : "llllrrrrr", .arena = years->arena};
        const char *cells[GRID_MAX_COLUMNS];
        fprintf(out, "\n%s\n", table->title);
        for (size_t c = 0; c < table->n_columns; c++)
            cells[c] = table->columns[c].name;
        grid_line(&grid, cells);
        for (size_t r = 0; r < table->n_rows; r++) {
            for (size_t c = 0; c < table->n_columns; c++)
                cells[c] = cell_shown(years->arena, &table->rows[r].cells[c], 1);
            grid_line(&grid, cells);
        }
        grid_print(&grid, 2, out);
    }
}

static bool print(const struct yearly *years, FILE *out)
{
    const char *form = years->options->form;
    struct tables tables = {0};
    const struct table *table = add_table(years, &tables);
    if (years->restate.n > 0)
        add_list(years, &tables);
    if (form && strcmp(form, "xlsx") == 0)
        return tables_print_book(tables, &years->manifests[1], table->title, years->arena,
                                 years->errors, out);
    if (form && strcmp(form, "csv") == 0) {
        table_print_csv(table, out);
    } else if (form && strcmp(form, "json") == 0) {
        table_print_json(table, out);
        fputc('\n', out);
    } else {
        print_text(years, &tables, out);
    }
    return true;
}

bool years_compare(const struct diff_options *options, FILE *out, struct arena *arena,
                   struct errors *errors, bool *equal)
{
    struct yearly years = {
        .options = options, .lost.arena = arena, .arena = arena, .errors = errors};
    bool ok = restate_read(options->restate, arena, errors, &years.restate) &&
              read_side(&years, 0, options->old_folder) &&
              read_side(&years, 1, options->new_folder);
    if (ok && years.year[0] >= years.year[1])
        ok = errors_add(errors, ERROR_SETTINGS, options->new_folder,
                        "verwacht eerst de publicatie van het oudere jaar, gevonden %d en dan %d",
                        years.year[0], years.year[1]);
    ok = ok && read_saldi(&years, 0, options->old_folder) &&
         read_saldi(&years, 1, options->new_folder) && check_used(&years) && check_sums(&years);
    if (ok) {
        keep_roles(&years);
        ok = print(&years, out);
    }
    *equal = false;
    for (size_t i = 0; ok && i < years.n; i++)
        if (change_of(&years.rows[i]) != 0)
            break;
        else
            *equal = i + 1 == years.n;
    memo_release(&years.keys);
    memo_release(&years.posten);
    return ok;
}
