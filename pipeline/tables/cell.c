#include "pipeline/tables/cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers as they are, and as they are shown ---- */

static struct decimal money_exact(const struct cell *cell)
{
    return (struct decimal){cell->money.cents, 2 + (cell->style ? cell->style->n_scaled : 0)};
}

static struct decimal money_shown(const struct cell *cell, int64_t unit_euros)
{
    int64_t step = unit_euros * 100;
    int n_decimals = cell->style ? cell->style->n_decimals : 0;
    for (int i = 0; i < n_decimals; i++)
        step /= 10;
    return (struct decimal){money_round_to(cell->money, step), n_decimals};
}

static struct decimal exact_of(const struct cell *cell)
{
    return cell->kind == CELL_INTEGER  ? (struct decimal){cell->integer, 0}
           : cell->kind == CELL_NUMBER ? cell->number
                                       : money_exact(cell);
}

static struct decimal shown_of(const struct cell *cell, int64_t unit_euros)
{
    return cell->kind == CELL_MONEY ? money_shown(cell, unit_euros) : exact_of(cell);
}

/* ---- in a workbook ---- */

const struct cell_style *cell_style_make(struct arena *arena, int64_t unit_euros, int n_decimals,
                                         const char *zero, const char *minus)
{
    static const char *const decimals[] = {"", ".0", ".00"};
    const char *scale = unit_euros == 1000000 ? ",," : unit_euros == 1000 ? "," : "";
    const char *figure = arena_printf(arena, "#,##0%s%s", decimals[n_decimals], scale);
    const char *mark = strchr(minus, '#');
    const char *nothing = zero ? arena_printf(arena, "\"%s\"", zero) : figure;
    struct cell_style *style = arena_alloc(arena, sizeof *style);
    *style = (struct cell_style){
        .n_decimals = n_decimals,
        .n_scaled = unit_euros == 100 ? 2 : 0,
        .zero = zero,
        .format = arena_printf(arena, "%s;%.*s%s%s", figure, (int)(mark - minus), minus, figure,
                               mark + 1),
        .nothing_format = arena_printf(arena, "%s;%s;%s", nothing, nothing, nothing),
    };
    return style;
}

/* A negative amount that rounds to zero gets a format without a sign: Excel would print "-0". */
static const char *money_number_format(const struct cell *cell, int64_t unit_euros)
{
    if (cell->style)
        return money_shown(cell, unit_euros).mantissa ? cell->style->format
                                                      : cell->style->nothing_format;
    bool minus_zero = cell->money.cents < 0 && money_round(cell->money, unit_euros) == 0;
    if (unit_euros == 1000)
        return minus_zero ? "#,##0,;#,##0," : "#,##0,";
    return minus_zero ? "#,##0;#,##0" : "#,##0";
}

static const char *exact_number_format(const struct cell *cell, int64_t unit_euros)
{
    (void)cell, (void)unit_euros;
    return "#,##0.00";
}

/* Four digits are written in one piece: 2024 may be a year. */
static const char *integer_number_format(const struct cell *cell, int64_t unit_euros)
{
    (void)unit_euros;
    return llabs(cell->integer) < 10000 ? "0" : "#,##0";
}

static const char *number_number_format(const struct cell *cell, int64_t unit_euros)
{
    static const char *const percentages[] = {"#,##0\"%\"", "#,##0.0\"%\"", "#,##0.00\"%\""};
    static const char *const formats[DECIMAL_MAX_DECIMALS + 1] = {
        "#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000", "#,##0.00000", "#,##0.000000"};
    (void)unit_euros;
    return cell->style ? percentages[cell->number.n_decimals] : formats[cell->number.n_decimals];
}

/* The width of an amount as shown: "-1.234" for thousands, "-1.234.567,89" for exact euros. */
static int grouped_width(struct money money)
{
    char buffer[MONEY_TEXT_SIZE];
    return (int)strlen(money_format(money, true, buffer));
}

static int money_width(const struct cell *cell, int64_t unit_euros)
{
    int width = grouped_width(cell->money) - (unit_euros == 1000 ? 7 : 3);
    if (cell->style)
        width += cell->style->n_decimals + 3;
    return width > 1 ? width : 1;
}

static int exact_width(const struct cell *cell, int64_t unit_euros)
{
    (void)unit_euros;
    return grouped_width(cell->money);
}

/* A third more for the points, and room for a comma. */
static int number_width(const struct cell *cell, int64_t unit_euros)
{
    (void)unit_euros;
    const struct decimal number = exact_of(cell);
    return snprintf(NULL, 0, "%lld", (long long)number.mantissa) * 4 / 3 +
           (cell->kind == CELL_NUMBER);
}

/* ---- the kinds ---- */

static const struct {
    enum cell_form form;
    bool adds, is_amount;
    bool is_marked; /* text of a number */
    /* CELL_AS_NUMBER only: */
    const char *(*number_format)(const struct cell *cell, int64_t unit_euros);
    int (*width)(const struct cell *cell, int64_t unit_euros);
} kinds[CELL_KINDS] = {
    [CELL_BLANK] = {CELL_AS_NOTHING},
    [CELL_TEXT] = {CELL_AS_TEXT},
    [CELL_MONEY] = {CELL_AS_NUMBER, true, true, false, money_number_format, money_width},
    [CELL_EXACT] = {CELL_AS_NUMBER, true, true, false, exact_number_format, exact_width},
    [CELL_INTEGER] = {CELL_AS_NUMBER, true, false, false, integer_number_format, number_width},
    [CELL_NUMBER] = {CELL_AS_NUMBER, false, false, false, number_number_format, number_width},
    [CELL_MARKED] = {CELL_AS_TEXT, .is_marked = true},
};

enum cell_form cell_form(const struct cell *cell)
{
    return kinds[cell->kind].form;
}

bool cell_adds(const struct cell *cell)
{
    return kinds[cell->kind].adds;
}

bool cell_is_amount(const struct cell *cell)
{
    return kinds[cell->kind].is_amount;
}

bool cell_is_numeric(const struct cell *cell)
{
    return cell_form(cell) == CELL_AS_NUMBER || kinds[cell->kind].is_marked;
}

bool cell_exact_number(const struct cell *cell, struct decimal *number)
{
    if (cell_form(cell) != CELL_AS_NUMBER)
        return false;
    return decimal_add(exact_of(cell), (struct decimal){0}, number);
}

/* What stands in the place of nothing, or NULL: the figure itself is shown. */
static const char *nothing_of(const struct cell *cell, int64_t unit_euros)
{
    bool is_nothing = cell->kind == CELL_MONEY && cell->style && cell->style->zero &&
                      money_shown(cell, unit_euros).mantissa == 0;
    return is_nothing ? cell->style->zero : NULL;
}

/* What stands behind the figure. */
static const char *behind_of(const struct cell *cell)
{
    return cell->kind == CELL_NUMBER && cell->style ? cell->style->behind : "";
}

const char *cell_shown(struct arena *arena, const struct cell *cell, int64_t unit_euros)
{
    if (cell_form(cell) == CELL_AS_NUMBER)
        return arena_printf(arena, "%s%s", decimal_text(arena, shown_of(cell, unit_euros), true),
                            behind_of(cell));
    return cell_form(cell) == CELL_AS_TEXT ? cell->text : "";
}

struct decimal cell_shown_number(const struct cell *cell, int64_t unit_euros)
{
    return shown_of(cell, unit_euros);
}

void cell_to_csv(const struct cell *cell, int64_t unit_euros, struct csv_writer *csv)
{
    const char *nothing = nothing_of(cell, unit_euros);
    if (nothing)
        csv_write_plain(csv, nothing);
    else if (cell_form(cell) == CELL_AS_NUMBER) {
        csv_write_decimal(csv, shown_of(cell, unit_euros));
        fputs(behind_of(cell), csv->stream);
    } else if (cell_form(cell) == CELL_AS_NOTHING)
        csv_write_blank(csv);
    else if (kinds[cell->kind].is_marked)
        csv_write_plain(csv, cell->text);
    else
        csv_write_text(csv, cell->text);
}

/* A number as the dialect writes it. */
static bool read_number(struct text found, enum csv_dialect dialect, struct decimal *number)
{
    char digits[2 * DECIMAL_MAX_DIGITS];
    bool grouped;
    if (dialect == CSV_FOR_MACHINES) {
        if (found.n_bytes > sizeof digits ||
            (found.n_bytes && memchr(found.bytes, ',', found.n_bytes)))
            return false;
        for (size_t i = 0; i < found.n_bytes; i++)
            digits[i] = found.bytes[i] == '.' ? ',' : found.bytes[i];
        found.bytes = digits;
    }
    return decimal_parse(found, number, &grouped) && !grouped;
}

bool cell_is_csv(const struct cell *cell, int64_t unit_euros, enum csv_dialect dialect,
                 struct text found)
{
    struct decimal number, wanted;
    const char *nothing = nothing_of(cell, unit_euros);
    if (nothing)
        return text_is(found, nothing);
    if (cell_form(cell) == CELL_AS_NOTHING)
        return found.n_bytes == 0;
    if (cell_form(cell) == CELL_AS_TEXT)
        return text_is(found, cell->text);
    const size_t n_behind = strlen(behind_of(cell));
    if (found.n_bytes < n_behind ||
        memcmp(found.bytes + found.n_bytes - n_behind, behind_of(cell), n_behind) != 0)
        return false;
    found.n_bytes -= n_behind;
    wanted = shown_of(cell, unit_euros);
    return read_number(found, dialect, &number) && number.mantissa == wanted.mantissa &&
           number.n_decimals == wanted.n_decimals;
}

const char *cell_format(const struct cell *cell, int64_t unit_euros)
{
    if (cell_form(cell) == CELL_AS_NUMBER)
        return kinds[cell->kind].number_format(cell, unit_euros);
    return kinds[cell->kind].is_marked ? "@" : money_number_format(cell, unit_euros);
}

/* Without what is special about one amount: that it rounds to nothing. */
const char *cell_column_format(const struct cell *cell, int64_t unit_euros)
{
    if (cell_form(cell) != CELL_AS_NUMBER)
        return NULL;
    if (cell->kind != CELL_MONEY)
        return cell_format(cell, unit_euros);
    return cell->style ? cell->style->format : unit_euros == 1000 ? "#,##0," : "#,##0";
}

const char *cell_wider_format(const char *one, const char *other)
{
    if (!one || !other)
        return one ? one : other;
    return strlen(other) > strlen(one) ? other : one;
}

int cell_number_width(const struct cell *cell, int64_t unit_euros)
{
    return kinds[cell->kind].width(cell, unit_euros);
}

/* ---- making them ---- */

struct cell cell_blank(void)
{
    return (struct cell){.kind = CELL_BLANK};
}

struct cell cell_text(const char *text)
{
    return (struct cell){.kind = CELL_TEXT, .text = text};
}

struct cell cell_text_or_blank(const char *text)
{
    return text && *text ? cell_text(text) : cell_blank();
}

struct cell cell_money(struct money money)
{
    return (struct cell){.kind = CELL_MONEY, .money = money};
}

struct cell cell_styled(struct money money, const struct cell_style *style)
{
    return (struct cell){.kind = CELL_MONEY, .money = money, .style = style};
}

struct cell cell_exact(struct money money)
{
    return (struct cell){.kind = CELL_EXACT, .money = money};
}

struct cell cell_integer(long long integer)
{
    return (struct cell){.kind = CELL_INTEGER, .integer = integer};
}

struct cell cell_number(struct decimal number)
{
    return (struct cell){.kind = CELL_NUMBER, .number = number};
}

struct cell cell_percentage(struct decimal number)
{
    static const struct cell_style percentage = {.behind = "%"};
    return (struct cell){.kind = CELL_NUMBER, .number = number, .style = &percentage};
}

struct cell cell_marked(const char *text)
{
    return (struct cell){.kind = CELL_MARKED, .text = text};
}
