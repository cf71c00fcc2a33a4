/* The differences for people, section by section, and for machines. */
#include "pipeline/diff/diff_changes.h"

#include "pipeline/base/text_list.h"
#include "pipeline/diff/grid.h"

#include <string.h>

#define HASH_SHOWN 12 /* digits, where a hash only has to be told from another */

/* ---- pieces ---- */

static const char *short_hash(struct arena *arena, const char *hash)
{
    return arena_printf(arena, "%.*s", HASH_SHOWN, hash);
}

static const char *shown_value(struct arena *arena, const struct change *change, bool is_new)
{
    const char *value = is_new ? change->new : change->old;
    if (!value)
        return "(geen)";
    if (!*value)
        return "(leeg)";
    return change->number == NUMBER_NONE
               ? value
               : number_text(arena, change->number,
                             is_new ? change->new_number : change->old_number);
}

static const char *shown_difference(struct arena *arena, const struct change *change)
{
    long long difference;
    return change_difference(change, &difference)
               ? difference_text(arena, change->number, difference)
               : "";
}

/* "was 12, is 13" for a change that is told inside a line. */
static const char *from_to(struct arena *arena, const struct change *change)
{
    const char *what = change->column ? change->column : "SHA-256";
    const char *old = shown_value(arena, change, false), *new = shown_value(arena, change, true);
    if (!change->column && change->old && change->new)
        return arena_printf(arena, "SHA-256 %s… → %s…", short_hash(arena, change->old),
                            short_hash(arena, change->new));
    if (!change->column)
        return arena_printf(arena, "SHA-256 %s…",
                            short_hash(arena, change->new ? change->new : change->old));
    return arena_printf(arena, "%s %s → %s", what, old, new);
}

/* ---- sections ---- */

struct section {
    enum change_kind kind;
    const char *title;
    void (*print)(const struct changes *changes, enum change_kind kind, FILE *out);
};

static void print_run(const struct changes *changes, enum change_kind kind, FILE *out)
{
    struct grid grid = {.align = "ll", .arena = changes->arena};
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        if (change->kind != kind)
            continue;
        struct grid_row *row = grid_add(&grid);
        row->cells[0] = change->keys[0];
        row->cells[1] = arena_printf(changes->arena, "%s → %s", change->old, change->new);
    }
    grid_print(&grid, 2, out);
}

/* State, name (behind its source), and all that changed about it on one line. */
static void print_named(const struct changes *changes, enum change_kind kind, FILE *out)
{
    struct arena *arena = changes->arena;
    struct grid grid = {.align = "llll", .arena = arena};
    for (size_t i = 0; i < changes->n; i += changes_row(changes, i)) {
        const struct change *change = &changes->items[i];
        if (change->kind != kind)
            continue;
        struct grid_row *row = grid_add(&grid);
        row->cells[0] = row_state_name(changes_row_state(changes, i));
        if (change->n_keys > 1)
            row->cells[1] = change->keys[0];
        row->cells[2] = change->keys[change->n_keys - 1];
        const char *detail = from_to(arena, change);
        for (size_t k = 1; k < changes_row(changes, i); k++)
            detail = arena_printf(arena, "%s; %s", detail, from_to(arena, &change[k]));
        row->cells[3] = detail;
    }
    grid_print(&grid, 2, out);
}

static void add_head(struct grid *grid, const char *const *labels, size_t n_labels)
{
    struct grid_row *row = grid_add(grid);
    for (size_t i = 0; i < n_labels; i++)
        row->cells[i] = labels[i];
}

static void add_values(struct grid_row *row, struct arena *arena, const struct change *change,
                       size_t first)
{
    row->cells[first] = shown_value(arena, change, false);
    row->cells[first + 1] = shown_value(arena, change, true);
    row->cells[first + 2] = shown_difference(arena, change);
}

static void print_fates(const struct changes *changes, enum change_kind kind, FILE *out)
{
    static const char *const head[] = {"bron", "bestemming", "", "oud", "nieuw", "verschil"};
    struct grid grid = {.align = "lllrrr", .arena = changes->arena};
    add_head(&grid, head, sizeof head / sizeof *head);
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        if (change->kind != kind)
            continue;
        struct grid_row *row = grid_add(&grid);
        row->cells[0] = change->keys[0];
        row->cells[1] = change->keys[1];
        row->cells[2] = change->column;
        add_values(row, changes->arena, change, 3);
    }
    grid_print(&grid, 2, out);
}

/* Columns that one side lacks are told once, not cell by cell. */
static void print_lonely_columns(const struct changes *changes, enum change_kind kind, FILE *out)
{
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        bool told = change->kind != kind || !change->one_sided;
        for (size_t k = 0; !told && k < i; k++)
            told = changes->items[k].kind == kind && changes->items[k].one_sided &&
                   strcmp(changes->items[k].column, change->column) == 0 &&
                   strcmp(changes->items[k].keys[0], change->keys[0]) == 0;
        if (!told)
            text_line(out, "  De kolom %s van %s komt alleen in %s voor.", change->column,
                      change->keys[0], change->new ? "NIEUW" : "OUD");
    }
}

static void print_cells(const struct changes *changes, enum change_kind kind, FILE *out)
{
    static const char *const head[] = {"bestand", "sectie", "code",  "regel",
                                       "kolom",   "oud",    "nieuw", "verschil"};
    struct grid grid = {.align = "lllllrrr", .arena = changes->arena};
    add_head(&grid, head, sizeof head / sizeof *head);
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        if (change->kind != kind || change->one_sided)
            continue;
        struct grid_row *row = grid_add(&grid);
        for (size_t k = 0; k < change->n_keys; k++)
            row->cells[k] = change->keys[k];
        row->cells[4] = change->column;
        add_values(row, changes->arena, change, 5);
    }
    if (grid.n > 1)
        grid_print(&grid, 2, out);
    print_lonely_columns(changes, kind, out);
}

/* Figures in a line each; a text that may be long as paragraphs, before and after. */
static void print_afwijking_value(struct arena *arena, const struct change *change, FILE *out)
{
    const char *difference = shown_difference(arena, change);
    if (strcmp(change->column, "toelichting") != 0) {
        text_line(out, "      %s: %s → %s%s%s%s", change->column, shown_value(arena, change, false),
                  shown_value(arena, change, true), *difference ? " (" : "", difference,
                  *difference ? ")" : "");
        return;
    }
    if (change->old && *change->old)
        grid_print_paragraph(arena_printf(arena, "toelichting was: %s", change->old), 6,
                             PARAGRAPH_WIDTH - 6, out);
    if (change->new && * change->new)
        grid_print_paragraph(arena_printf(arena, "toelichting is: %s", change->new), 6,
                             PARAGRAPH_WIDTH - 6, out);
}

static void print_afwijkingen(const struct changes *changes, enum change_kind kind, FILE *out)
{
    for (size_t i = 0; i < changes->n; i += changes_row(changes, i)) {
        const struct change *change = &changes->items[i];
        if (change->kind != kind)
            continue;
        text_line(out, "  %-9s  %s %s", row_state_name(changes_row_state(changes, i)),
                  change->keys[0], change->keys[1]);
        for (size_t k = 0; k < changes_row(changes, i); k++)
            print_afwijking_value(changes->arena, &change[k], out);
    }
}

/* ---- controls ---- */

static const struct change *row_column(const struct changes *changes, size_t first,
                                       const char *column)
{
    for (size_t i = first; i < first + changes_row(changes, first); i++)
        if (strcmp(changes->items[i].column, column) == 0)
            return &changes->items[i];
    return NULL;
}

static bool same_values(const struct change *a, const struct change *b)
{
    return a && b && a->old && a->new && b->old && b->new &&strcmp(a->old, b->old) == 0 &&
           strcmp(a->new, b->new) == 0;
}

/* A verdict that changed, a control that came or went. */
static bool is_grave(const struct changes *changes, size_t first)
{
    return row_column(changes, first, "oordeel") ||
           changes_row_state(changes, first) != ROW_CHANGED;
}

static void add_control(struct grid *grid, const struct changes *changes, size_t first)
{
    const struct change *wanted = row_column(changes, first, "verwacht");
    const struct change *found = row_column(changes, first, "gevonden");
    bool together = same_values(wanted, found);
    const char *state = row_state_name(changes_row_state(changes, first));
    const char *name = changes->items[first].keys[0];
    for (size_t i = first; i < first + changes_row(changes, first); i++) {
        const struct change *change = &changes->items[i];
        bool sentence = strcmp(change->column, "uitleg") == 0;
        /* The sentence tells what the other columns say already. */
        if ((sentence && changes_row(changes, first) > 1) || (together && change == wanted))
            continue;
        struct grid_row *row = grid_add(grid);
        row->cells[0] = state;
        row->cells[1] = name;
        row->cells[2] = together && change == found ? "verwacht, gevonden" : change->column;
        if (!sentence)
            add_values(row, changes->arena, change, 3);
        state = name = "";
    }
}

static void print_controls_that(const struct changes *changes, enum change_kind kind, bool grave,
                                const char *title, FILE *out)
{
    static const char *const head[] = {"", "controle", "", "oud", "nieuw", "verschil"};
    struct grid grid = {.align = "lllrrr", .arena = changes->arena};
    add_head(&grid, head, sizeof head / sizeof *head);
    for (size_t i = 0; i < changes->n; i += changes_row(changes, i))
        if (changes->items[i].kind == kind && is_grave(changes, i) == grave)
            add_control(&grid, changes, i);
    if (grid.n == 1)
        return;
    fprintf(out, "  %s\n", title);
    grid_print(&grid, 4, out);
}

static void print_controls(const struct changes *changes, enum change_kind kind, FILE *out)
{
    print_controls_that(changes, kind, true, "ander oordeel, nieuw of vervallen:", out);
    print_controls_that(changes, kind, false, "zelfde oordeel, andere cijfers:", out);
}

/* ---- all sections ---- */

static const struct section sections[] = {
    {CHANGE_RUN, "Run", print_run},
    {CHANGE_SETTING, "Instellingen en koppelingen", print_named},
    {CHANGE_INPUT, "Invoer", print_named},
    {CHANGE_FATE, "Waar de mutaties bleven", print_fates},
    {CHANGE_CELL, "Gedrukte tabellen", print_cells},
    {CHANGE_AFWIJKING, "Afwijkingen", print_afwijkingen},
    {CHANGE_CONTROL, "Controles", print_controls},
    {CHANGE_FILE, "Andere bestanden", print_named},
};

static void print_section(const struct section *section, const struct changes *changes, FILE *out)
{
    if (changes_count(changes, section->kind) == 0)
        return;
    fprintf(out, "\n%s\n", section->title);
    section->print(changes, section->kind, out);
}

void diff_print_head(const struct side *old, const struct side *new, const struct changes *changes,
                     const char *why, FILE *out)
{
    text_line(out, "OUD   %s (run-id %s)", old->folder, old->manifest.run_id);
    text_line(out, "NIEUW %s (run-id %s)", new->folder, new->manifest.run_id);
    fputc('\n', out);
    grid_print_paragraph(diff_summary(old, new, changes), 0, PARAGRAPH_WIDTH, out);
    if (*why) {
        fputc('\n', out);
        grid_print_paragraph(text_shown(changes->arena, why, "\n"), 0, PARAGRAPH_WIDTH, out);
    }
}

void diff_print_sections(const struct side *old, const struct side *new,
                         const struct changes *changes, FILE *out)
{
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (sections[i].kind == CHANGE_CELL &&
            changes_count(changes, CHANGE_SALDO) + changes_count(changes, CHANGE_MUTATIES) > 0)
            diff_print_saldi(old, new, changes, out);
        print_section(&sections[i], changes, out);
    }
}

/* ---- for machines ---- */

static const char *joined_keys(struct arena *arena, const struct change *change)
{
    struct text_list key = {.arena = arena, .between = " / "};
    for (size_t k = 0; k < change->n_keys; k++)
        list_add(&key, "%s", change->keys[k]);
    if (change->column && change->kind != CHANGE_SALDO && change->kind != CHANGE_MUTATIES)
        list_add(&key, "%s", change->column);
    return list_text(&key, "");
}

static void write_value(struct csv_writer *csv, const struct change *change, const char *value,
                        long long number)
{
    if (!value)
        csv_write_blank(csv);
    else if (change->number == NUMBER_CENTS && *value)
        csv_write_money(csv, number);
    else
        csv_write_text(csv, value);
}

static void write_difference(struct csv_writer *csv, const struct change *change)
{
    long long difference;
    if (!change_difference(change, &difference))
        csv_write_blank(csv);
    else if (change->number == NUMBER_CENTS)
        csv_write_money(csv, difference);
    else
        csv_write_integer(csv, difference);
}

void diff_print_csv(const struct changes *changes, struct csv_writer *csv, FILE *out)
{
    static const char *const kinds[CHANGE_KINDS] = {
        "run",      "instelling", "invoer",    "bestemming", "saldo",
        "mutaties", "cel",        "afwijking", "controle",   "bestand",
    };
    static const char *const head[] = {"soort", "sleutel", "oud", "nieuw", "verschil"};
    csv_write_start(csv, out, CSV_FOR_MACHINES);
    csv->shown = true;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        csv_write_text(csv, head[i]);
    csv_write_end(csv);
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *change = &changes->items[i];
        csv_write_text(csv, kinds[change->kind]);
        csv_write_text(csv, joined_keys(changes->arena, change));
        write_value(csv, change, change->old, change->old_number);
        write_value(csv, change, change->new, change->new_number);
        write_difference(csv, change);
        csv_write_end(csv);
    }
}
