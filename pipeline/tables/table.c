#include "pipeline/tables/table.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SHEET_NAME_LENGTH 31

struct table *tables_add(struct tables *tables, struct arena *arena, size_t n_columns)
{
    struct table *table = arena_alloc(arena, sizeof *table);
    table->columns = arena_alloc(arena, n_columns * sizeof *table->columns);
    table->n_columns = n_columns;
    table->unit_euros = 1;
    table->printed = true;
    *arena_add(arena, tables->items, tables->n) = table;
    return table;
}

struct table *tables_add_form(struct tables *tables, struct arena *arena,
                              const struct table_form *form)
{
    struct table *table = tables_add(tables, arena, form->n_columns);
    memcpy(table->columns, form->columns, form->n_columns * sizeof *form->columns);
    table->csv_name = form->csv_name;
    table->sheet = form->sheet;
    table->title = form->title;
    table->subtitle = form->subtitle;
    table->filter = form->filter;
    table->appendix = form->appendix;
    table->printed = form->printed;
    return table;
}

const char *row_effect_name(enum row_effect effect)
{
    return effect == EFFECT_NONE ? "" : effect == EFFECT_VOORDEEL ? "voordelig" : "nadelig";
}

enum row_effect row_effect_of(struct money change)
{
    return change.cents == 0 ? EFFECT_NONE : change.cents > 0 ? EFFECT_VOORDEEL : EFFECT_NADEEL;
}

size_t tables_with_sheet(const struct tables *tables, struct arena *arena,
                         const struct table ***ordered)
{
    const struct table **found = arena_alloc(arena, tables->n * sizeof *found);
    size_t n = 0;
    for (int place = 0; place <= 2; place++)
        for (size_t t = 0; t < tables->n; t++)
            if (tables->items[t]->sheet && (tables->items[t]->front      ? 0
                                            : tables->items[t]->appendix ? 2
                                                                         : 1) == place)
                found[n++] = tables->items[t];
    *ordered = found;
    return n;
}

enum csv_dialect table_dialect(const struct table *table)
{
    return table->for_machines ? CSV_FOR_MACHINES : CSV_FOR_PEOPLE;
}

struct table *tables_find(const struct tables *tables, const char *csv_name)
{
    for (size_t i = 0; i < tables->n; i++)
        if (tables->items[i]->csv_name && strcmp(tables->items[i]->csv_name, csv_name) == 0)
            return tables->items[i];
    return NULL;
}

static bool sheet_taken(const struct tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->n; i++)
        if (tables->items[i]->sheet && strcasecmp(tables->items[i]->sheet, name) == 0)
            return true;
    return false;
}

/* Bytes of valid UTF-8 that hold at most n_characters. */
static size_t cut_length(const char *utf8, size_t n_characters)
{
    size_t n_bytes = 0;
    for (size_t n = 0; utf8[n_bytes]; n_bytes++) {
        bool starts_character = ((unsigned char)utf8[n_bytes] & 0xC0) != 0x80;
        if (starts_character && n++ == n_characters)
            break;
    }
    return n_bytes;
}

static char *without_forbidden_characters(struct arena *arena, const char *wanted)
{
    char *name = arena_copy(arena, wanted, strlen(wanted));
    for (char *at = name; *at; at++)
        if (strchr("[]:*?/\\", *at) || (unsigned char)*at < ' ')
            *at = '-';
    size_t n_bytes = strlen(name);
    if (n_bytes && name[0] == '\'')
        name[0] = '-';
    if (n_bytes && name[n_bytes - 1] == '\'')
        name[n_bytes - 1] = '-';
    return name;
}

const char *tables_sheet_name(const struct tables *tables, struct arena *arena, const char *wanted)
{
    char *clean = without_forbidden_characters(arena, *wanted ? wanted : "Blad");
    char suffix[24] = "";
    for (unsigned number = 2;; number++) {
        size_t room = cut_length(clean, SHEET_NAME_LENGTH - strlen(suffix));
        char *name = arena_printf(arena, "%.*s%s", (int)room, clean, suffix);
        if (!sheet_taken(tables, name))
            return name;
        snprintf(suffix, sizeof suffix, " (%u)", number);
    }
}

void formula_add(struct formula *formula, struct arena *arena, size_t index, int sign)
{
    *arena_add(arena, formula->terms, formula->n) = (struct term){.index = index, .sign = sign};
}

void table_set_formula(struct table *table, size_t row, const struct formula *formula)
{
    table->rows[row].formula = formula->n ? formula->terms : NULL;
    table->rows[row].n_formula = formula->n;
}

struct table_row *table_add_row(struct table *table, struct arena *arena, enum row_kind kind)
{
    struct table_row *row = arena_add(arena, table->rows, table->n_rows);
    row->kind = kind;
    row->cells = arena_alloc(arena, table->n_columns * sizeof *row->cells);
    return row;
}

struct table_row *table_put_cells(struct table *table, struct arena *arena, enum row_kind kind,
                                  const struct cell *cells, size_t n)
{
    struct table_row *row = table_add_row(table, arena, kind);
    memcpy(row->cells, cells, n * sizeof *cells);
    return row;
}

static void *one_more(struct arena *arena, const void *items, size_t n, size_t item_size)
{
    return memcpy(arena_alloc(arena, (n + 1) * item_size), items, n * item_size);
}

void table_add_verdicts(struct table *table, struct arena *arena)
{
    const size_t n = table->n_columns++;
    table->columns = one_more(arena, table->columns, n, sizeof *table->columns);
    table->columns[n] = (struct table_column){
        .name = "oordeel", .heading = "Oordeel", .width = 11, .sheet_only = true, .verdict = true};
    for (size_t r = 0; r < table->n_rows; r++) {
        struct table_row *row = &table->rows[r];
        row->cells = one_more(arena, row->cells, n, sizeof *row->cells);
        if (row->effect != EFFECT_NONE)
            row->cells[n] = cell_text(row_effect_name(row->effect));
    }
}

size_t table_csv_columns(const struct table *table)
{
    size_t n = table->n_columns;
    while (n > 0 && table->columns[n - 1].sheet_only)
        n--;
    return n;
}

void table_to_csv(const struct table *table, struct csv_writer *csv)
{
    const size_t n_columns = table_csv_columns(table);
    for (size_t c = 0; c < n_columns; c++)
        csv_write_text(csv, table->columns[c].name);
    csv_write_end(csv);
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t c = 0; c < n_columns; c++)
            cell_to_csv(&table->rows[r].cells[c], table->unit_euros, csv);
        csv_write_end(csv);
    }
}

struct chart *table_add_chart(struct table *table, struct arena *arena, struct chart chart)
{
    struct chart *added = arena_add(arena, table->charts, table->n_charts);
    *added = chart;
    return added;
}

void table_add_link(struct table *table, struct arena *arena, struct table_link link)
{
    *arena_add(arena, table->links, table->n_links) = link;
}

static bool is_blank(const struct table *table, size_t column)
{
    for (size_t r = 0; r < table->n_rows; r++)
        if (table->rows[r].cells[column].kind != CELL_BLANK)
            return false;
    return true;
}

static void drop_column(struct table *table, size_t column)
{
    size_t n_behind = --table->n_columns - column;
    memmove(&table->columns[column], &table->columns[column + 1],
            n_behind * sizeof *table->columns);
    for (size_t r = 0; r < table->n_rows; r++)
        memmove(&table->rows[r].cells[column], &table->rows[r].cells[column + 1],
                n_behind * sizeof *table->rows[r].cells);
}

size_t table_drop_blank(struct table *table, size_t n)
{
    size_t n_left = n;
    for (size_t c = n; c-- > 0;) {
        if (is_blank(table, c)) {
            drop_column(table, c);
            n_left--;
        }
    }
    return n_left;
}

#define OF_TERM SIZE_MAX /* in the place of a row or column: that of the term */

static bool sum_cells(const struct table *table, const struct term *terms, size_t n_terms,
                      size_t row, size_t column, struct money *sum)
{
    struct money result = {0};
    for (size_t i = 0; i < n_terms; i++) {
        const struct table_row *of = &table->rows[row == OF_TERM ? terms[i].index : row];
        const struct money part = of->cells[column == OF_TERM ? terms[i].index : column].money;
        if (!(terms[i].sign < 0 ? money_subtract : money_add)(result, part, &result))
            return false;
    }
    *sum = result;
    return true;
}

bool table_sum_rows(const struct table *table, const struct term *terms, size_t n_terms,
                    size_t column, struct money *sum)
{
    return sum_cells(table, terms, n_terms, OF_TERM, column, sum);
}

bool table_sum_columns(const struct table *table, const struct term *terms, size_t n_terms,
                       size_t row, struct money *sum)
{
    return sum_cells(table, terms, n_terms, row, OF_TERM, sum);
}

/* ---- ranks and groups ---- */

static const char *group_of(const struct table *table, size_t row)
{
    const struct cell *cell = &table->rows[row].cells[0];
    return cell->kind == CELL_TEXT ? cell->text : "";
}

static bool same_group(const struct table *table, size_t a, size_t b)
{
    return strcmp(group_of(table, a), group_of(table, b)) == 0;
}

bool table_repeats(const struct table *table, size_t row)
{
    return table->columns[0].kind == COLUMN_TEXT && row > 0 && table->rows[row].kind == ROW_DATA &&
           table->rows[row - 1].kind == ROW_DATA && *group_of(table, row) &&
           same_group(table, row, row - 1);
}

bool table_is_grouped(const struct table *table)
{
    for (size_t r = 1; table->n_columns > 0 && r < table->n_rows; r++)
        if (table_repeats(table, r))
            return true;
    return false;
}

enum row_rank table_rank(const struct table *table, bool grouped, size_t row)
{
    const struct table_row *total = &table->rows[row];
    if (total->kind == ROW_DATA)
        return RANK_DATA;
    for (size_t i = 0; i < total->n_formula; i++) {
        const struct term *term = &total->formula[i];
        if (term->sign < 0 || table->rows[term->index].kind == ROW_TOTAL)
            return RANK_SALDO;
        if (grouped && !same_group(table, term->index, total->formula[0].index))
            return RANK_SALDO;
    }
    return RANK_TOTAL;
}
