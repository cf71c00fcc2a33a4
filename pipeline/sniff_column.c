#include "pipeline/sniff_column.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DIGITS 18 /* of a number that fits 64 bits */

void sniff_columns_start(struct sniff_columns *columns, size_t n_fields,
                         enum text_encoding encoding)
{
    *columns = (struct sniff_columns){
        .n = n_fields < SNIFF_MAX_COLUMNS ? n_fields : SNIFF_MAX_COLUMNS,
        .encoding = encoding,
        .n_fields = n_fields,
    };
    columns->items = mem_alloc(columns->n * sizeof *columns->items);
    sniff_patterns_make(&columns->patterns);
}

void sniff_columns_release(struct sniff_columns *columns)
{
    for (size_t i = 0; i < columns->n; i++)
        memo_release(&columns->items[i].distinct);
    free(columns->items);
    *columns = (struct sniff_columns){0};
}

/* ---- one value ---- */

static void see(struct sniff_sight *sight, const struct sniff_value *value, uint64_t line_no)
{
    if (sight->line_no)
        return;
    size_t n = value->text.n_bytes < SNIFF_SIGHT_BYTES ? value->text.n_bytes : SNIFF_SIGHT_BYTES;
    sight->line_no = line_no;
    sight->n_bytes = (uint8_t)n;
    memcpy(sight->bytes, value->text.bytes, n);
}

static void count_kinds(struct sniff_column *column, const struct sniff_value *value,
                        uint64_t line_no)
{
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        if (!sniff_kind_holds((enum sniff_kind)kind, value))
            continue;
        column->n[kind]++;
        see(&column->first[kind], value, line_no);
    }
}

static void count_patterns(struct sniff_column *column, const struct sniff_patterns *patterns,
                           const struct sniff_value *value, uint64_t line_no)
{
    bool timed;
    uint64_t set = sniff_patterns_match(patterns, value, &timed);
    if (!set) {
        see(&column->no_date, value, line_no);
        return;
    }
    column->n_dates++;
    column->n_timed += timed;
    for (size_t i = 0; i < patterns->n; i++) {
        if (set >> i & 1)
            column->n_pattern[i]++;
        else
            see(&column->refuted[i], value, line_no);
    }
}

static void count_distinct(struct sniff_column *column, struct text text)
{
    if (column->more_distinct || memchr(text.bytes, '\0', text.n_bytes))
        return;
    uint32_t number = memo_number_slow(&column->distinct, text);
    column->more_distinct = number == SNIFF_MAX_DISTINCT;
    if (number < SNIFF_MAX_FLAGS)
        column->n_flag[number]++;
}

static size_t count_characters(struct text text, enum text_encoding encoding)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n_bytes; i++)
        n += encoding != TEXT_UTF8 || ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return n;
}

static void measure(struct sniff_column *column, const struct sniff_value *value)
{
    size_t n = count_characters(value->text, value->encoding);
    bool first = column->n_filled == 1;
    if (first || n < column->shortest)
        column->shortest = n;
    if (first || n > column->longest)
        column->longest = n;
    if (!value->only_digits || value->text.n_bytes > MAX_DIGITS)
        return;
    uint64_t number = 0;
    for (size_t i = 0; i < value->text.n_bytes; i++)
        number = number * 10 + (uint64_t)(value->text.bytes[i] - '0');
    first = column->n_numbers++ == 0;
    if (first || number < column->lowest)
        column->lowest = number;
    if (first || number > column->highest)
        column->highest = number;
}

static void add_value(struct sniff_columns *columns, size_t index, struct text field,
                      uint64_t line_no)
{
    struct sniff_column *column = &columns->items[index];
    struct sniff_value value;
    if (!sniff_value_look(field, columns->encoding, &value)) {
        column->n_empty++;
        return;
    }
    column->n_filled++;
    count_kinds(column, &value, line_no);
    count_patterns(column, &columns->patterns, &value, line_no);
    count_distinct(column, value.text);
    measure(column, &value);
}

/* ---- records ---- */

static bool fault(size_t *n, uint64_t *first, uint64_t line_no)
{
    if ((*n)++ == 0)
        *first = line_no;
    return true;
}

static bool is_bad(struct sniff_columns *columns, const struct sniff_record *record)
{
    struct sniff_faults *faults = &columns->faults;
    if (record->outcome == CSV_STRAY_QUOTE)
        return fault(&faults->n_stray, &faults->stray, record->line_no);
    if (record->outcome != CSV_RECORD)
        return fault(&faults->n_runaway, &faults->runaway, record->line_no);
    if (record->n_fields == columns->n_fields)
        return false;
    if (faults->n_other_width == 0)
        faults->width = record->n_fields;
    return fault(&faults->n_other_width, &faults->other_width, record->line_no);
}

void sniff_columns_add(struct sniff_columns *columns, const struct sniff_record *record)
{
    struct sniff_faults *faults = &columns->faults;
    if (is_bad(columns, record))
        return;
    columns->n_records++;
    if (memchr(record->raw.bytes, '\0', record->raw.n_bytes))
        fault(&faults->n_nul, &faults->nul, record->line_no);
    if (!text_valid(record->raw, columns->encoding, NULL))
        fault(&faults->n_ill_formed, &faults->ill_formed, record->line_no);
    for (size_t i = 0; i < columns->n; i++)
        add_value(columns, i, record->fields[i], record->line_no);
}

bool sniff_column_is_typed(const struct sniff_column *column)
{
    size_t n = column->n[KIND_AMOUNT] + column->n[KIND_DASH];
    if (column->n_dates > n)
        n = column->n_dates;
    return n > 0 && n * 10 >= column->n_filled * 9;
}
