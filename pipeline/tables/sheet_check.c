/* What a workbook cannot hold, found before a byte of it is written. */
#include "pipeline/base/text.h"
#include "pipeline/tables/sheet.h"

#include <strings.h>

#define NAME_MAX_CHARACTERS 31
#define NAME_MAX_BYTES      93 /* libxlsxwriter keeps print titles in 128 bytes, name included */

struct check {
    const struct sheet *sheet;
    struct errors *errors;
    bool passed;
};

static void fail(struct check *check, const char *cell, const char *problem)
{
    char where[160];
    const char *name = check->sheet->table->sheet;
    if (!text_valid(text_of(name), TEXT_UTF8, NULL))
        name = "(onleesbare naam)";
    snprintf(where, sizeof where, "blad %.100s%s%s", name, *cell ? ", cel " : "", cell);
    check->passed = errors_add(check->errors, ERROR_DATA, where, "%s", problem);
}

static void fail_at(struct check *check, size_t row, size_t column, const char *problem)
{
    char cell[SHEET_CELL_SIZE];
    fail(check, sheet_cell(row, column, cell), problem);
}

/* XML knows no U+FFFE and U+FFFF, although UTF-8 does. */
static bool has_noncharacter(const char *utf8)
{
    return strstr(utf8, "\xEF\xBF\xBE") || strstr(utf8, "\xEF\xBF\xBF");
}

static const char *text_problem(const char *text)
{
    if (!text_valid(text_of(text), TEXT_UTF8, NULL))
        return "tekst is geen geldige UTF-8";
    if (has_noncharacter(text))
        return "tekst bevat een teken dat in een werkboek niet bestaat (U+FFFE of U+FFFF)";
    if (text_length(text) > WORKBOOK_MAX_CHARACTERS)
        return "tekst is te lang: hoogstens 32767 tekens in een cel";
    return NULL;
}

static void check_text(struct check *check, size_t row, size_t column, const char *text)
{
    const char *problem = text_problem(text);
    if (problem)
        fail_at(check, row, column, problem);
}

static void check_formula(struct check *check, size_t row, size_t column, struct decimal stored)
{
    const struct sheet *sheet = check->sheet;
    struct sheet_formula formula;
    struct decimal value;
    char text[WORKBOOK_MAX_FORMULA];
    if (!sheet_formula(sheet->table, row, column, &formula))
        return;
    size_t at = sheet->first_row + row;
    if (!sheet_formula_value(sheet->table, row, column, &formula, &value))
        fail_at(check, at, column, "de formule verwijst naar iets anders dan getallen in de tabel");
    else if (decimal_compare(value, stored) != 0)
        fail_at(check, at, column, "de formule komt niet uit op het eigen bedrag");
    if (!sheet_formula_text(sheet, row, column, &formula, text))
        fail_at(check, at, column, "de formule is te lang: hoogstens 8192 tekens in een cel");
}

static void check_number(struct check *check, size_t row, size_t column, const struct cell *cell)
{
    struct decimal number;
    if (cell_exact_number(cell, &number))
        check_formula(check, row, column, number);
    else
        fail_at(check, check->sheet->first_row + row, column,
                "bedrag is te groot: hoogstens 9.999.999.999.999,99 in een werkboek");
}

static void check_cell(struct check *check, size_t row, size_t column)
{
    const struct table *table = check->sheet->table;
    const struct cell *cell = &table->rows[row].cells[column];
    if (cell_form(cell) == CELL_AS_TEXT)
        check_text(check, check->sheet->first_row + row, column, cell->text);
    else if (cell_form(cell) == CELL_AS_NUMBER)
        check_number(check, row, column, cell);
}

static bool is_taken(const struct sheets *sheets, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcasecmp(sheets->items[i].table->sheet, sheets->items[index].table->sheet) == 0)
            return true;
    return false;
}

static const char *name_problem(const char *name)
{
    if (text_problem(name))
        return text_problem(name);
    size_t n_bytes = strlen(name);
    if (n_bytes == 0)
        return "het blad heeft geen naam";
    if (text_length(name) > NAME_MAX_CHARACTERS || n_bytes > NAME_MAX_BYTES)
        return "bladnaam is te lang: hoogstens 31 tekens";
    if (strpbrk(name, "[]:*?/\\"))
        return "bladnaam bevat een van de tekens [ ] : * ? / \\";
    if (name[0] == '\'' || name[n_bytes - 1] == '\'')
        return "bladnaam begint of eindigt met een apostrof";
    return NULL;
}

static void check_frame(struct check *check)
{
    const struct sheet *sheet = check->sheet;
    const struct table *table = sheet->table;
    if (table->unit_euros != 1 && table->unit_euros != 100 && table->unit_euros != 1000 &&
        table->unit_euros != 1000000)
        fail(check, "", "eenheid van de tabel: verwacht 1, 100, 1000 of 1000000");
    if (table->n_columns > WORKBOOK_MAX_COLUMNS)
        fail(check, "", "te veel kolommen: hoogstens 16384 in een werkblad");
    if (sheet->note_row + sheet->n_notes > WORKBOOK_MAX_ROWS)
        fail(check, "", "te veel regels: hoogstens 1048576 in een werkblad");
    check_text(check, 0, 0, table->title);
    for (size_t i = 0; i < sheet->n_intro; i++)
        check_text(check, 1 + i, 0, sheet->intro[i]);
    for (size_t i = 0; i < sheet->n_notes; i++)
        check_text(check, sheet->note_row + i, 0, sheet->notes[i]);
    for (size_t c = 0; c < table->n_columns; c++)
        check_text(check, sheet->header_row, c, table->columns[c].heading);
}

bool sheets_check(const struct sheets *sheets, struct errors *errors)
{
    struct check check = {.errors = errors, .passed = true};
    for (size_t i = 0; i < sheets->n; i++) {
        check.sheet = &sheets->items[i];
        const char *problem = name_problem(check.sheet->table->sheet);
        if (!problem && is_taken(sheets, i))
            problem = "er is al een blad met deze naam";
        if (problem)
            fail(&check, "", problem);
        check_frame(&check);
        for (size_t r = 0; r < check.sheet->table->n_rows; r++)
            for (size_t c = 0; c < check.sheet->table->n_columns; c++)
                check_cell(&check, r, c);
    }
    return check.passed;
}
