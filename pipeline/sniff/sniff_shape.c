#include "pipeline/sniff/sniff_shape.h"

#include "pipeline/base/array.h"
#include "pipeline/base/progress.h"

#include "pipeline/base/text_look.h"
#include "pipeline/sniff/sniff_words.h"

#include <stdlib.h>
#include <string.h>

#define SAMPLE_BYTES      ((size_t)512 * 1024)
#define SAMPLE_RECORDS    2000
#define LONE_VALUE_WEIGHT 4
#define QUOTED_WEIGHT     4     /* quotes that close as they should are no accident */
#define MAX_FIELDS        16384 /* as wide as a sheet is; a record with more says nothing */
#define MANY_OF           20    /* one in so many is no accident */

static const char separators[] = {';', ',', '\t', '|'};
static const char quotes[] = {'"', 0, '\''};

/* Starts on the first records, as a dialect cuts them up. */
static void start_sample(const struct sniff_bytes *bytes, struct sniff_dialect dialect,
                         struct sniff_records *records)
{
    bool all = bytes->text.n_bytes <= SAMPLE_BYTES;
    struct text sample = {bytes->text.bytes, all ? bytes->text.n_bytes : SAMPLE_BYTES};
    sniff_records_start(records, sample, all && bytes->whole, 1, dialect);
    records->n_most = SAMPLE_RECORDS;
}

/* ---- trials: the sample as one separator and quote cut it up ---- */

struct width {
    size_t n; /* records of so many fields */
    size_t n_typed, n_unexplained, n_quoted;
};

struct trial {
    struct sniff_dialect dialect;
    size_t n_records;
    struct width *widths; /* by number of fields, two at least; heap */
    size_t n_widths;
    size_t width; /* of most records */
    int64_t score;
};

/* What another trial would explain: its separator in a field of this one, or its quotes around it,
 * which counts twice; the first quote is enough, for what stands between them may have been cut up.
 * An apostrophe in front is just Dutch. */
static size_t count_unexplained(struct text field, char quote)
{
    char first = field.bytes[0], last = field.bytes[field.n_bytes - 1];
    bool quoted = first == '"' || (first == '\'' && last == '\'' && field.n_bytes > 1);
    size_t n = first != quote && quoted ? 2 : 0;
    for (size_t i = 0; i < ARRAY_LENGTH(separators); i++)
        if (memchr(field.bytes, separators[i], field.n_bytes))
            return n + 1;
    return n;
}

static void count_record(struct trial *trial, const struct sniff_record *record,
                         enum text_encoding encoding, const struct sniff_patterns *patterns)
{
    trial->n_records++;
    if (record->outcome != CSV_RECORD || record->n_fields > MAX_FIELDS)
        return;
    trial->widths =
        mem_grow(trial->widths, &trial->n_widths, record->n_fields + 1, sizeof *trial->widths);
    struct width *width = &trial->widths[record->n_fields];
    width->n++;
    width->n_quoted += trial->dialect.quote &&
                       memchr(record->raw.bytes, trial->dialect.quote, record->raw.n_bytes);
    for (size_t i = 0; i < record->n_fields; i++) {
        struct sniff_value value;
        if (!sniff_value_look(record->fields[i], encoding, &value))
            continue;
        bool explained = sniff_is_figure(&value, patterns);
        width->n_typed += explained;
        if (!explained)
            width->n_unexplained += count_unexplained(value.text, trial->dialect.quote);
    }
}

/* Many equal records of many fields that are understood, and few that hold something that another
 * separator would explain. A line that is a value as a whole is better left whole. */
static int64_t score(const struct trial *trial)
{
    const struct width *width = &trial->widths[trial->width];
    size_t weight = trial->width == 1 ? LONE_VALUE_WEIGHT : 1;
    int64_t sum = (int64_t)(width->n * (trial->width - 1) + weight * width->n_typed +
                            QUOTED_WEIGHT * width->n_quoted) -
                  2 * (int64_t)width->n_unexplained;
    return trial->n_records ? sum * (int64_t)width->n / (int64_t)trial->n_records : 0;
}

/* Of most records; wide ones count for more than the titles and rulers around them. */
static size_t typical_width(const struct trial *trial)
{
    size_t best = 1, most = 0;
    for (size_t i = 1; i < trial->n_widths; i++) {
        size_t weight = trial->widths[i].n * trial->widths[i].n * i;
        if (weight >= most && weight > 0) {
            best = i;
            most = weight;
        }
    }
    return best;
}

static void run_trial(struct trial *trial, const struct sniff_bytes *bytes,
                      const struct sniff_patterns *patterns)
{
    struct sniff_records records;
    struct sniff_record record;
    trial->widths = mem_grow(NULL, &trial->n_widths, 2, sizeof *trial->widths);
    start_sample(bytes, trial->dialect, &records);
    while (sniff_records_next(&records, &record))
        count_record(trial, &record, bytes->encoding, patterns);
    trial->width = typical_width(trial);
    trial->score = score(trial);
}

enum { TRIALS = ARRAY_LENGTH(separators) * ARRAY_LENGTH(quotes) };

/* The first of the best; with `not_separator`, of those that cut lines up by another separator:
 * perhaps NULL. */
static const struct trial *best_of(const struct trial *trials, char not_separator)
{
    const struct trial *best = NULL;
    for (size_t i = 0; i < TRIALS; i++) {
        const struct trial *trial = &trials[i];
        if (trial->dialect.separator == not_separator || (not_separator && trial->width == 1))
            continue;
        if (!best || trial->score > best->score)
            best = trial;
    }
    return best;
}

/* Does another separator cut the sample up nearly as well, and just as evenly? Where the best cuts
 * nothing up, any other that does so is one. */
static char rival_of(const struct trial *trials, const struct trial *best)
{
    const struct trial *second = best_of(trials, best->dialect.separator);
    bool whole_lines = best->width == 1;
    if (!second)
        return 0;
    size_t n_even = second->widths[second->width].n;
    int64_t margin = best->score < 0 ? -best->score / 10 : best->score / 10;
    bool close = whole_lines || second->score >= best->score - margin;
    bool even = n_even * 10 >= second->n_records * (whole_lines ? 5 : 9);
    return close && even ? second->dialect.separator : 0;
}

static void judge_trials(const struct trial *trials, struct sniff_shape *shape)
{
    const struct trial *best = best_of(trials, 0);
    *shape = (struct sniff_shape){.separator_known = best->width > 1,
                                  .dialect = best->dialect,
                                  .rival = rival_of(trials, best),
                                  .n_fields = best->width,
                                  .n_agreeing = best->widths[best->width].n,
                                  .n_sampled = best->n_records};
}

/* ---- comments ---- */

/* Three or more of one mark, and nothing but that and separators. */
static bool is_ruler(struct text raw, char mark)
{
    size_t n_run = 0, n_longest = 0;
    for (size_t i = 0; i < raw.n_bytes; i++) {
        char c = raw.bytes[i];
        if (!c || (c != mark && !strchr(" \t\r\n;,|+", c)))
            return false;
        n_run = c == mark ? n_run + 1 : 0;
        n_longest = n_run > n_longest ? n_run : n_longest;
    }
    return n_longest >= 3;
}

/* Not as wide as the table, or a blank behind the mark: "# gemaakt op; door". */
static bool is_remark(const struct sniff_record *record, size_t n_fields)
{
    return record->n_fields != n_fields ||
           (record->raw.n_bytes > 1 &&
            (record->raw.bytes[1] == ' ' || record->raw.bytes[1] == '\t'));
}

/* Lines that begin with such a mark and are no records of the table are comments: always (#), or
 * only when they are rulers (-----). */
static void find_comments(const struct sniff_bytes *bytes, struct sniff_shape *shape)
{
    static const char marks[] = "#-=_*~";
    size_t n[sizeof marks] = {0}, n_wrong[sizeof marks] = {0};
    struct sniff_records records;
    struct sniff_record record;
    start_sample(bytes, shape->dialect, &records);
    while (sniff_records_next(&records, &record)) {
        char first = *record.raw.bytes;
        size_t at = strcspn(marks, (char[]){first, '\0'});
        n[at]++;
        n_wrong[at] +=
            first == '#' ? !is_remark(&record, shape->n_fields) : !is_ruler(record.raw, first);
    }
    for (size_t i = 0; marks[i] && !shape->dialect.comment; i++)
        if (n[i] && !n_wrong[i]) {
            shape->n_comments = n[i];
            shape->dialect.comment = marks[i];
        }
}

/* ---- where the table begins ---- */

/* The record's fields are those of the table's first one. */
static void keep_first(const struct sniff_record *record, enum text_encoding encoding,
                       struct arena *arena, struct sniff_shape *shape)
{
    shape->n_wide = record->n_fields;
    shape->first = arena_alloc(arena, shape->n_fields * sizeof *shape->first);
    shape->first_bytes = arena_alloc(arena, shape->n_fields * sizeof *shape->first_bytes);
    for (size_t i = 0; i < shape->n_fields; i++) {
        struct text field = i < record->n_fields ? text_trim(record->fields[i]) : text_of("");
        shape->first_bytes[i] = text_kept(arena, field);
        shape->first[i] = text_look(arena, text_of(text_to_utf8(arena, field, encoding)));
    }
}

/* ---- a header of two rows: "2025" over "Lasten" and "Baten", in a cell that spans both ---- */

/* Another field of the record says the same. */
static bool comes_back(const struct text *fields, size_t n, size_t i)
{
    for (size_t k = 0; k < n; k++)
        if (k != i && fields[i].n_bytes > 0 && text_equal(fields[k], fields[i]))
            return true;
    return false;
}

/* One of them is a year, the other a stand. */
static bool is_dated(struct text a, struct text b)
{
    return (a.n_bytes == 4 && sniff_year_in(a) && sniff_stand_kind(b)) ||
           (b.n_bytes == 4 && sniff_year_in(b) && sniff_stand_kind(a));
}

/* The record is the lower one: no figures but years below several standen, and something in it
 * comes back that another one above tells apart. */
static bool is_lower(const struct text *above, const struct text *fields, size_t n,
                     const struct sniff_patterns *patterns)
{
    struct sniff_value value;
    struct text over = {"", 0};
    bool parted = false;
    size_t n_standen = 0;
    for (size_t i = 0; i < n; i++)
        n_standen += sniff_stand_kind(above[i]) != NULL;
    for (size_t i = 0; i < n; i++) {
        over = above[i].n_bytes ? above[i] : over;
        if (n_standen > 1 && is_dated(fields[i], over))
            parted = true;
        else if (sniff_value_look(fields[i], TEXT_UTF8, &value) &&
                 sniff_is_figure(&value, patterns))
            return false;
        parted |= comes_back(fields, n, i) && above[i].n_bytes > 0 && !comes_back(above, n, i);
    }
    return parted;
}

/* "Lasten 2025": what comes back, with what stands above it or to the left of that. */
static void join_rows(struct arena *arena, const struct text *above, struct sniff_shape *shape)
{
    const struct text *fields = shape->first;
    struct text *joined = arena_alloc(arena, shape->n_fields * sizeof *joined), over = {"", 0};
    for (size_t i = 0; i < shape->n_fields; i++) {
        over = above[i].n_bytes ? above[i] : over;
        joined[i] = fields[i].n_bytes == 0 ? above[i] : fields[i];
        if (over.n_bytes && (comes_back(fields, shape->n_fields, i) || is_dated(fields[i], over)))
            joined[i] =
                text_of(arena_printf(arena, "%.*s %.*s", TEXT_ARG(fields[i]), TEXT_ARG(over)));
    }
    shape->first = joined;
    shape->two_rows = true;
}

/* How many fields most records of the table fill. */
static size_t typical_fill(const struct sniff_bytes *bytes, const struct sniff_shape *shape)
{
    struct sniff_records records;
    struct sniff_record record;
    size_t *counts = mem_alloc((shape->n_fields + 1) * sizeof *counts), most = 0;
    start_sample(bytes, shape->dialect, &records);
    while (sniff_records_next(&records, &record))
        if (record.n_fields == shape->n_fields)
            counts[sniff_record_filled(&record, 0)]++;
    for (size_t i = 0; i <= shape->n_fields; i++)
        if (counts[i] >= counts[most])
            most = i;
    free(counts);
    return most;
}

/* The first record that is as wide as most and not as good as empty: a title that a spreadsheet
 * padded with separators is. The rows of a sheet may lack empty cells that its header has. Of a
 * header of two rows it is the lower one. */
static bool find_start(const struct sniff_bytes *bytes, const struct sniff_patterns *patterns,
                       struct arena *arena, struct sniff_shape *shape)
{
    size_t n_typical = typical_fill(bytes, shape);
    bool found = false;
    struct sniff_records records;
    struct sniff_record record;
    struct sniff_shape here = *shape;
    sniff_records_start(&records, bytes->text, bytes->whole, 1, shape->dialect);
    for (size_t n = 0; !shape->two_rows && sniff_records_next(&records, &record) &&
                       record.line_no <= SNIFF_MAX_SKIP + 1;
         n++) {
        bool fits =
            record.outcome == CSV_RECORD && record.n_fields >= shape->n_fields &&
            (shape->dialect.is_rows || sniff_record_filled(&record, shape->n_fields) == 0) &&
            sniff_record_filled(&record, 0) * 2 >= n_typical;
        const struct text *above = n ? here.first : NULL;
        keep_first(&record, bytes->encoding, arena, &here);
        bool lower = fits && above && is_lower(above, here.first, here.n_fields, patterns);
        if (found && !lower)
            break;
        if (!fits)
            continue;
        here.start = (size_t)(record.raw.bytes - bytes->text.bytes);
        here.start_line = record.line_no;
        here.behind_first = (size_t)(records.rest.bytes - bytes->text.bytes);
        here.behind_first_line = records.line_no;
        here.skip_lines = n ? (size_t)record.line_no - 1 : 0;
        found = true;
        *shape = here;
        if (lower)
            join_rows(arena, above, shape);
    }
    sniff_records_end(&records);
    return found;
}

/* ---- is the first record a header? ---- */

/* Votes of one column: plus for a header. */
static int header_vote(struct text cell, const struct sniff_column *column,
                       const struct sniff_patterns *patterns)
{
    struct sniff_value value;
    if (!sniff_value_look(cell, TEXT_UTF8, &value) || column->n_filled == 0)
        return 0;
    if (sniff_word_of(cell) != WORD_NONE && !sniff_is_figure(&value, patterns))
        return 2;
    bool typed = sniff_column_is_typed(column);
    if (!sniff_is_figure(&value, patterns))
        return typed ? 2 : 0;
    bool year = sniff_value_is(KIND_YEAR, &value) && column->n[KIND_YEAR] * 2 < column->n_filled;
    bool month = sniff_part_of(cell) && column->n[KIND_PERIOD] * 2 < column->n_filled;
    return !typed ? 0 : year || month ? 1 : -1;
}

static enum sniff_header judge_header(const struct sniff_bytes *bytes, struct sniff_shape *shape)
{
    struct sniff_columns columns;
    sniff_shape_read(bytes, shape, SAMPLE_RECORDS, &columns);
    shape->loose = columns.n_narrow > 1 && columns.n_narrow * MANY_OF >= columns.n_records;
    int votes = 0;
    for (size_t i = 0; i < columns.n; i++)
        votes += header_vote(shape->first[i], &columns.items[i], &columns.patterns);
    sniff_columns_release(&columns);
    return votes > 0 ? HEADER_YES : votes < 0 ? HEADER_NO : HEADER_UNSURE;
}

/* ---- the whole ---- */

static bool find_shape(const struct sniff_bytes *bytes, struct arena *arena,
                       struct sniff_shape *shape)
{
    struct sniff_patterns *patterns = arena_alloc(arena, sizeof *patterns);
    struct trial *trials = arena_alloc(arena, TRIALS * sizeof *trials);
    sniff_patterns_make(patterns);
    for (size_t i = 0; i < TRIALS; i++) {
        trials[i].dialect.separator = separators[i / ARRAY_LENGTH(quotes)];
        trials[i].dialect.quote = quotes[i % ARRAY_LENGTH(quotes)];
        trials[i].dialect.is_rows = bytes->is_rows;
        run_trial(&trials[i], bytes, patterns);
    }
    judge_trials(trials, shape);
    for (size_t i = 0; i < TRIALS; i++)
        free(trials[i].widths);
    find_comments(bytes, shape);
    if (!find_start(bytes, patterns, arena, shape))
        return false;
    shape->header = HEADER_YES; /* the first record is no data while that is looked at */
    enum sniff_header judged = judge_header(bytes, shape);
    shape->header = shape->two_rows ? HEADER_YES : judged;
    return true;
}

bool sniff_shape_open(const char *path, struct arena *arena, struct errors *errors,
                      struct sniff_bytes *bytes, struct sniff_shape *shape)
{
    if (!sniff_bytes_read(path, SNIFF_MAX_BYTES, 0, errors, bytes))
        return false;
    bool found = find_shape(bytes, arena, shape);
    if (found && bytes->is_rows && shape->skip_lines) {
        sniff_bytes_release(bytes);
        if (!sniff_bytes_read(path, SNIFF_MAX_BYTES, shape->skip_lines, errors, bytes))
            return false;
        found = find_shape(bytes, arena, shape);
    }
    return found ||
           errors_add(errors, ERROR_DATA, path,
                      "verwacht een tabel, gevonden geen enkel record in de eerste %d regels",
                      SNIFF_MAX_SKIP);
}

void sniff_shape_start(const struct sniff_bytes *bytes, const struct sniff_shape *shape,
                       struct sniff_records *records)
{
    bool is_data = shape->header == HEADER_NO;
    size_t start = is_data ? shape->start : shape->behind_first;
    struct text rest = {bytes->text.bytes + start, bytes->text.n_bytes - start};
    sniff_records_start(records, rest, bytes->whole,
                        is_data ? shape->start_line : shape->behind_first_line, shape->dialect);
}

/* Into the columns of the file, or into their parts. */
static void read_records(const struct sniff_bytes *bytes, const struct sniff_shape *shape,
                         size_t n_most, bool parts, struct sniff_columns *columns)
{
    struct sniff_records records;
    struct sniff_record record;
    sniff_shape_start(bytes, shape, &records);
    records.n_most = n_most;
    while (sniff_records_next(&records, &record)) {
        sniff_columns_add(columns, &record, parts);
        if (records.line_no % 8192 == 0)
            progress_reading(
                &(struct progress){.n_lines = records.line_no,
                                   .n_bytes = bytes->text.n_bytes - records.rest.n_bytes,
                                   .total = bytes->text.n_bytes});
    }
    progress_wipe();
}

void sniff_shape_read(const struct sniff_bytes *bytes, const struct sniff_shape *shape,
                      size_t n_most, struct sniff_columns *columns)
{
    bool has_header = shape->header != HEADER_NO;
    sniff_columns_start(columns, shape->n_fields, bytes->encoding);
    columns->header = has_header ? shape->first_bytes : NULL;
    columns->loose = shape->loose;
    read_records(bytes, shape, n_most, false, columns);
    if (n_most < SIZE_MAX)
        return;
    sniff_parts_find(columns, has_header ? shape->first : NULL);
    if (columns->n > columns->n_plain)
        read_records(bytes, shape, n_most, true, columns);
}
