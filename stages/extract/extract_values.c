/* The values of columns become numbers: what a batch says is looked up in loops without a branch
 * that cannot be foreseen; what is new, or stands between quotes, or was read by libcsv, goes one
 * by one.
 */
#include "stages/extract/extract.h"

#include <string.h>

/* Numbers a value of which the quotes were taken off. */
static uint32_t number_value(const struct batch *batch, struct column *column, struct text value)
{
    column->any_quoted |= value.n_bytes > 0 && value.bytes[0] == batch->source->profile->file.quote;
    return memo_number(&column->memo, value);
}

/* What a year's column says in this record, as its value. */
static struct text year_of(struct extract *x, struct batch *batch, const struct scan_record *record,
                           size_t index)
{
    struct column *column = &batch->columns[index];
    uint32_t number = number_value(batch, column, batch_field(batch, record, index));
    column_learn(x->profile, index, column);
    return column->values[number];
}

static void put(struct extract *x, size_t *n, struct text text)
{
    x->dated = mem_grow(x->dated, &x->dated_cap, *n + text.n_bytes + 1 + READER_PADDING, 1);
    if (text.n_bytes)
        memcpy(x->dated + *n, text.bytes, text.n_bytes);
    *n += text.n_bytes;
}

static struct text part_of(const struct profile *profile, size_t column, struct text field,
                           struct arena *arena)
{
    const struct profile_column *definition = &profile->columns[column];
    if (!profile_has_part(definition))
        return field;
    const char *text = text_to_utf8(arena, field, profile_encoding(profile));
    return profile_part(definition, text_trim(text_of(text)));
}

struct text extract_field(struct extract *x, struct batch *batch, const struct scan_record *record,
                          size_t column)
{
    const struct column_dates *dates = &x->profile->date_of[column];
    struct text field = batch_field(batch, record, column);
    size_t n = 0;
    if (!profile_lacks_year(x->profile, column))
        return field;
    field = part_of(x->profile, column, field, batch->arena);
    if (profile_is_empty(x->profile, field))
        return field;
    if (dates->lacks_zero && field.n_bytes == 3)
        put(x, &n, text_of("0"));
    put(x, &n, field);
    put(x, &n, text_of(" "));
    put(x, &n, dates->year ? text_of(dates->year) : year_of(x, batch, record, dates->year_column));
    return (struct text){x->dated, n};
}

/* What two columns of a good record say, with what is between them, as it stands; not when libcsv
 * read it, or there are quotes around one. */
static bool plain_text(const struct batch *batch, size_t one, size_t two, size_t i,
                       struct text *text)
{
    const char quote = batch->source->profile->file.quote;
    const struct fields_view view = batch_view(batch, one, two);
    *text = view_text(&view, i, 0, 1);
    return batch->first[i] != SCAN_NO_PLACES && text->bytes[0] != quote &&
           view_text(&view, i, 1, 1).bytes[0] != quote;
}

/* A value is numbered as it stands, spaces around it included: column_learn trims it, once. */
static uint32_t number_any(struct batch *batch, size_t index, size_t i)
{
    struct column *column = &batch->columns[index];
    struct text text;
    return batch_has(batch, index) && plain_text(batch, index, index, i, &text)
               ? memo_number(&column->memo, text)
               : number_value(batch, column, batch_field(batch, batch_record(batch, i), index));
}

/* Numbers what lines from..to say; of a text that is new, perhaps, MEMO_NONE, and then it is
 * MEMO_NONE. */
static uint32_t find_numbers(const struct fields_view *view, const struct memo *memo, size_t from,
                             size_t to, uint32_t *numbers)
{
    const struct fields_view in = *view;
    const struct memo_look look = memo_look(memo);
    uint32_t all = 0;
    for (size_t i = from; i < to; i++) {
        const struct text text = view_text(&in, i, 0, 1);
        uint32_t number = MEMO_NONE;
        if (__builtin_expect(text.n_bytes <= MEMO_SHORT, 1))
            number = memo_find(&look, memo_words(text));
        numbers[i] = number;
        all |= number;
    }
    return all;
}

/* How many lines say what the first one says: a year, a period often is the same in thousands. They
 * get its number. */
static size_t repeat_first(const struct fields_view *view, size_t n, uint32_t *numbers)
{
    const struct fields_view in = *view;
    const struct text text = view_text(&in, 0, 0, 1);
    if (text.n_bytes > MEMO_SHORT)
        return 1;
    const struct memo_words mask = memo_masks[text.n_bytes], words = memo_words(text);
    const uint32_t number = numbers[0];
    size_t i = 1;
    for (; i < n; i++) {
        const struct text next = view_text(&in, i, 0, 1);
        struct memo_words here;
        memcpy(&here, next.bytes, sizeof here);
        if (next.n_bytes != text.n_bytes ||
            (((here.low ^ words.low) & mask.low) | ((here.high ^ words.high) & mask.high)) != 0)
            break;
        numbers[i] = number;
    }
    return i;
}

/* Numbers what two columns say, with what is between them. False when some have MEMO_NONE. */
static bool look_up(const struct batch *batch, const struct memo *memo, size_t one, size_t two,
                    uint32_t *numbers)
{
    const struct fields_view view = batch_view(batch, one, two);
    if (batch->n == 0)
        return true;
    const uint32_t number = find_numbers(&view, memo, 0, 1, numbers);
    const size_t n = repeat_first(&view, batch->n, numbers);
    return (number | find_numbers(&view, memo, n, batch->n, numbers)) != MEMO_NONE;
}

static void number_column(struct batch *batch, size_t index)
{
    struct column *column = &batch->columns[index];
    uint32_t *numbers = column->number;
    const bool is_looked_up = batch_has(batch, index) && !column->any_quoted;
    if (is_looked_up && look_up(batch, &column->memo, index, index, numbers))
        return;
    for (size_t i = 0; i < batch->n; i++)
        if (!is_looked_up || numbers[i] == MEMO_NONE)
            numbers[i] = number_any(batch, index, i);
}

static uint32_t number_pair(struct batch *batch, struct span *span, size_t i)
{
    const size_t *columns = span->columns;
    const struct span_pair pair = {
        {number_any(batch, columns[0], i), number_any(batch, columns[1], i)}};
    struct text text = {NULL, 0};
    if (!plain_text(batch, columns[0], columns[1], i, &text) || text.n_bytes > MEMO_SHORT)
        text.bytes = NULL;
    return span_number(span, text, pair);
}

void extract_number_span(struct batch *batch, struct span *span)
{
    uint32_t *numbers = span->is.number;
    span->n_lines += batch->n;
    if (look_up(batch, &span->memo, span->columns[0], span->columns[1], numbers))
        return;
    for (size_t i = 0; i < batch->n; i++)
        if (numbers[i] == MEMO_NONE)
            numbers[i] = number_pair(batch, span, i);
}

static void number_dates(struct extract *x, struct batch *batch, struct column *column,
                         size_t index)
{
    for (size_t i = 0; i < batch->n; i++) {
        const struct scan_record *record = batch_record(batch, i);
        column->number[i] = memo_number(&column->memo, extract_field(x, batch, record, index));
    }
}

void extract_number(struct extract *x, struct batch *batch, size_t column)
{
    if (profile_lacks_year(x->profile, column))
        number_dates(x, batch, &batch->columns[column], column);
    else
        number_column(batch, column);
    column_learn(x->profile, column, &batch->columns[column]);
}
