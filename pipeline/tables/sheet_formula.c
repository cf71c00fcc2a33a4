#include "pipeline/tables/sheet.h"

#include <stdio.h>

/* ---- names of cells ---- */

static void column_letters(size_t column, char letters[16])
{
    char backwards[16];
    size_t n = 0;
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        backwards[n++] = (char)('A' + (rest - 1) % 26);
    for (size_t i = 0; i < n; i++)
        letters[i] = backwards[n - 1 - i];
    letters[n] = '\0';
}

char *sheet_cell(size_t row, size_t column, char buffer[SHEET_CELL_SIZE])
{
    char letters[16];
    column_letters(column, letters);
    snprintf(buffer, SHEET_CELL_SIZE, "%s%u", letters, (unsigned)(row + 1));
    return buffer;
}

char *sheet_cell_absolute(size_t row, size_t column, char buffer[SHEET_CELL_SIZE])
{
    char letters[16];
    column_letters(column, letters);
    snprintf(buffer, SHEET_CELL_SIZE, "$%.6s$%u", letters, (unsigned)(row + 1));
    return buffer;
}

/* ---- which formula ---- */

bool sheet_formula(const struct table *table, size_t row, size_t column,
                   struct sheet_formula *formula)
{
    const struct table_row *in = &table->rows[row];
    const struct table_column *under = &table->columns[column];
    if (under->kind != COLUMN_NUMBER || !cell_adds(&in->cells[column]))
        return false;
    if (under->formula && cell_is_amount(&in->cells[column]))
        *formula = (struct sheet_formula){under->formula, under->n_formula, false};
    else if (!under->formula && in->formula && !(in->crosses && under->own_sign))
        *formula = (struct sheet_formula){in->formula, in->n_formula, true};
    else
        return false;
    return formula->n_terms > 0;
}

/* ---- as text ---- */

/* The number of terms from `first` on that are neighbours in the table, with one sign. */
static size_t run_length(const struct sheet_formula *formula, size_t first)
{
    const struct term *terms = formula->terms;
    size_t n = 1;
    while (first + n < formula->n_terms && terms[first + n].sign == terms[first].sign &&
           terms[first + n].index == terms[first].index + n)
        n++;
    return n;
}

static char *operand(const struct sheet *sheet, size_t row, size_t column,
                     const struct sheet_formula *formula, size_t term, char buffer[SHEET_CELL_SIZE])
{
    size_t index = formula->terms[term].index;
    return formula->over_rows ? sheet_cell(sheet->first_row + index, column, buffer)
                              : sheet_cell(sheet->first_row + row, index, buffer);
}

bool sheet_formula_text(const struct sheet *sheet, size_t row, size_t column,
                        const struct sheet_formula *formula, char buffer[WORKBOOK_MAX_FORMULA])
{
    size_t used = 0;
    for (size_t i = 0, n; i < formula->n_terms; i += n) {
        n = run_length(formula, i);
        const char *sign = formula->terms[i].sign < 0 ? "-" : i > 0 ? "+" : "";
        char first[SHEET_CELL_SIZE], last[SHEET_CELL_SIZE];
        operand(sheet, row, column, formula, i, first);
        operand(sheet, row, column, formula, i + n - 1, last);
        int length =
            n > 1 ? snprintf(buffer + used, WORKBOOK_MAX_FORMULA - used, "%sSUM(%s:%s)", sign,
                             first, last)
                  : snprintf(buffer + used, WORKBOOK_MAX_FORMULA - used, "%s%s", sign, first);
        used += (size_t)length;
        if (used >= WORKBOOK_MAX_FORMULA - 1) /* the "=" counts too */
            return false;
    }
    return true;
}

/* ---- as a figure ---- */

static const struct cell *operand_cell(const struct table *table, size_t row, size_t column,
                                       bool over_rows, size_t index)
{
    if (index >= (over_rows ? table->n_rows : table->n_columns))
        return NULL;
    return over_rows ? &table->rows[index].cells[column] : &table->rows[row].cells[index];
}

bool sheet_formula_value(const struct table *table, size_t row, size_t column,
                         const struct sheet_formula *formula, struct decimal *value)
{
    struct decimal sum = {0};
    for (size_t i = 0; i < formula->n_terms; i++) {
        const struct term *term = &formula->terms[i];
        const struct cell *cell = operand_cell(table, row, column, formula->over_rows, term->index);
        struct decimal number = {0};
        if (!cell || (cell_form(cell) != CELL_AS_NOTHING && !cell_exact_number(cell, &number)))
            return false;
        number.mantissa = term->sign < 0 ? -number.mantissa : number.mantissa;
        if (!decimal_add(sum, number, &sum))
            return false;
    }
    *value = sum;
    return true;
}
