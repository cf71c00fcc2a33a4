/* Contradictions in the tables as printed: labels, notations, notes, titles that come twice. */
#include "stages/indicatoren/indicatoren.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows as printed ---- */

struct printed_cells toets_cells(const struct indicators *all, const struct printed_table *table,
                                 const struct printed_row *row)
{
    struct printed_cells cells = {.has_note = *row->note != '\0',
                                  .notes_shown = row->goal != INDICATOR_NONE};
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct field_column *column = &table->columns[c];
        cells.notes_shown |= column->field == FIELD_VALUE_NOTE;
        if (column->field != FIELD_VALUE)
            continue;
        const struct value *value =
            indicators_value(all, row->indicator, column->period, column->kind, table->document);
        cells.n++;
        if (!value)
            continue;
        cells.n_known += value_is_known(value);
        cells.n_percent += value_is_known(value) && value->notation.percent;
        cells.n_nb += value->notation.status == VALUE_NB;
        cells.n_stars += value->notation.n_stars > 0;
        cells.has_note |= *value->note != '\0';
    }
    return cells;
}

struct printed_cells toets_filling(const struct indicators *all, const struct printed_table *table)
{
    struct printed_cells filling = {0};
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct printed_cells cells = toets_cells(all, table, &table->rows[r]);
        filling.n += cells.n;
        filling.n_known += cells.n_known;
        filling.n_nb += cells.n_nb;
    }
    return filling;
}

static bool begins_with_percent(const char *label)
{
    while (*label && (text_is_digit(*label) || *label == '.' || *label == ' '))
        label++;
    return *label == '%';
}

/* What a name says that its cells are. */
static bool says_percent(const struct printed_table *table, const char *label)
{
    return begins_with_percent(label) || strstr(label, "(%)") || strcasestr(label, "percentage") ||
           begins_with_percent(table->title);
}

static bool says_count(const char *label)
{
    return (strcasestr(label, "aantal") && !strcasestr(label, "percentage")) || strchr(label, '#');
}

void toets_unit_word(struct toetsing *toetsing, const struct printed_table *table,
                     const struct printed_row *row, const struct printed_cells *cells)
{
    const char *unit =
        row->indicator == INDICATOR_NONE ? "" : toetsing->indicators->items[row->indicator].unit;
    bool counts = says_count(row->label), is_percent = strcmp(unit, "%") == 0;
    if (counts && cells->n_percent)
        toets_found_in(toetsing, table, row,
                       "de naam noemt een aantal, de cellen zijn percentages");
    else if (counts && is_percent && cells->n_known)
        toets_found_in(toetsing, table, row, "de naam noemt een aantal, de eenheid is %%");
    else if (!is_percent && *unit && cells->n_percent)
        toets_found_in(toetsing, table, row, "de eenheid is %s, de cellen zijn percentages", unit);
    else if (says_percent(table, row->label) && !counts && cells->n_known && !cells->n_percent &&
             *unit && !is_percent)
        toets_found_in(toetsing, table, row, "er staat %% boven, de cellen zijn %s", unit);
}

void toets_mixed_percent(struct toetsing *toetsing, const struct printed_table *table,
                         const struct printed_row *row, const struct printed_cells *cells)
{
    if (cells->n_percent && cells->n_percent < cells->n_known)
        toets_found_in(toetsing, table, row, "%zu van %zu cellen met %%", cells->n_percent,
                       cells->n_known);
}

void toets_star(struct toetsing *toetsing, const struct printed_table *table,
                const struct printed_row *row, const struct printed_cells *cells)
{
    bool starred = cells->n_stars || strchr(row->label, '*');
    if (starred && !cells->has_note)
        toets_found_in(toetsing, table, row, "een * zonder noot");
    if (!starred && cells->has_note && !cells->notes_shown)
        toets_found_in(toetsing, table, row, "een noot zonder *");
}

/* ---- labels that differ in a sign only: "65" where its neighbours say "65+" ---- */

/* The first number of the text with a plus behind it, or without one and no part of a range. */
static bool has_number(const char *label, const char *number, size_t n, bool with_plus)
{
    for (const char *at = label; (at = strstr(at, number)); at++) {
        bool bounded = (at == label || (!text_is_digit(at[-1]) && at[-1] != '-')) &&
                       !text_is_digit(at[n]) && at[n] != '-';
        if (bounded && (at[n] == '+') == with_plus)
            return true;
    }
    return false;
}

/* A number that stands with a plus behind it in some label of a table, and which. */
struct plus {
    const char *number, *label;
};

static void add_plus(struct toetsing *toetsing, struct plus **items, size_t *n, const char *label)
{
    for (const char *plus = label; (plus = strchr(plus, '+')); plus++) {
        const char *begin = plus;
        while (begin > label && text_is_digit(begin[-1]))
            begin--;
        struct text number = {begin, (size_t)(plus - begin)};
        size_t i = 0;
        while (i < *n && !text_is(number, (*items)[i].number))
            i++;
        if (i < *n || number.n_bytes == 0)
            continue;
        *mem_add(*items, *n) =
            (struct plus){arena_copy(toetsing->found.arena, number.bytes, number.n_bytes), label};
    }
}

static void look_label(struct toetsing *toetsing, const struct printed_table *table,
                       const char *label, const struct plus *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *number = items[i].number;
        size_t n_digits = strlen(number);
        if (!has_number(label, number, n_digits, false) ||
            has_number(label, number, n_digits, true))
            continue;
        toets_found(toetsing, "tabel %s: '%s' zonder plus, '%s' met", table->name, label,
                    items[i].label);
        return;
    }
}

void toets_labels(struct toetsing *toetsing, const struct printed_table *table)
{
    struct plus *items = NULL;
    size_t n = 0;
    for (size_t r = 0; r < table->n_rows; r++)
        add_plus(toetsing, &items, &n, table->rows[r].label);
    for (size_t r = 0; n > 0 && r < table->n_rows; r++)
        look_label(toetsing, table, table->rows[r].label, items, n);
    free(items);
}

/* ---- tables ---- */

static const char *without_number(const char *title)
{
    const char *at = title;
    while (text_is_digit(*at))
        at++;
    return at > title && *at == '.' && at[1] == ' ' ? at + 2 : title;
}

void toets_titles(struct toetsing *toetsing)
{
    const struct indicators *all = toetsing->indicators;
    for (size_t i = 0; i < all->n_tables; i++)
        for (size_t k = i + 1; k < all->n_tables; k++)
            if (strcmp(all->tables[i].document, all->tables[k].document) == 0 &&
                strcmp(without_number(all->tables[i].title),
                       without_number(all->tables[k].title)) == 0)
                toets_found(toetsing, "tabellen %s en %s: '%s'", all->tables[i].name,
                            all->tables[k].name, all->tables[k].title);
}

void toets_nb_share(struct toetsing *toetsing, const struct printed_table *table)
{
    const struct printed_cells filling = toets_filling(toetsing->indicators, table);
    if (filling.n_nb * 2 > filling.n)
        toets_found(toetsing, "tabel %s: %zu van %zu waarden niet bekend", table->name,
                    filling.n_nb, filling.n);
}
