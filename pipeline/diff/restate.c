#include "pipeline/diff/restate.h"

#include "pipeline/base/array.h"
#include "pipeline/base/decimal.h"

#include <string.h>

/* "60", "33,333333"; nothing is all of it. False when it is no percentage above 0 and up to 100. */
static bool read_share(struct text text, int64_t *share)
{
    struct decimal number;
    bool grouped;
    *share = RESTATE_WHOLE;
    if (text.n_bytes == 0)
        return true;
    if (!decimal_parse(text, &number, &grouped) || number.mantissa <= 0 ||
        number.mantissa > RESTATE_WHOLE)
        return false;
    *share = number.mantissa;
    for (int i = number.n_decimals; i < DECIMAL_MAX_DECIMALS; i++)
        if (__builtin_mul_overflow(*share, 10, share))
            return false;
    return *share <= RESTATE_WHOLE;
}

static bool read_line(const struct csv_file *file, const struct csv_row *row,
                      struct restate_line *line)
{
    *line = (struct restate_line){.line_no = row->line_no};
    for (size_t c = 0; c < RESTATE_COLUMNS; c++)
        line->texts[c] = row->fields[c].bytes;
    if (!*line->texts[RESTATE_WAS_PAKKET] || !*line->texts[RESTATE_PAKKET])
        return csv_row_error(file, row, "verwacht een pakket in was_pakket en in wordt_pakket");
    if (!*line->texts[RESTATE_REDEN])
        return csv_row_error(file, row,
                             "verwacht een reden: BBV art. 4 lid 2 vraagt haar voor elke wijziging "
                             "van de indeling");
    return read_share(row->fields[RESTATE_DEEL], &line->share) ||
           csv_row_error(file, row,
                         "verwacht in deel een percentage zoals 60 of 33,5, gevonden \"%s\"",
                         line->texts[RESTATE_DEEL]);
}

static int compare_was(const struct restate_line *a, const struct restate_line *b)
{
    int order = strcmp(a->texts[RESTATE_WAS_PAKKET], b->texts[RESTATE_WAS_PAKKET]);
    return order ? order : strcmp(a->texts[RESTATE_WAS_POST], b->texts[RESTATE_WAS_POST]);
}

static int compare_lines(const void *a, const void *b)
{
    const struct restate_line *one = a, *other = b;
    int order = compare_was(one, other);
    return order ? order : one->line_no - other->line_no;
}

static bool same_place(const struct restate_line *a, const struct restate_line *b)
{
    return strcmp(a->texts[RESTATE_PAKKET], b->texts[RESTATE_PAKKET]) == 0 &&
           strcmp(a->texts[RESTATE_POST], b->texts[RESTATE_POST]) == 0;
}

static size_t n_parts(const struct restate *restate, size_t first)
{
    size_t n = 1;
    while (first + n < restate->n &&
           compare_was(&restate->lines[first], &restate->lines[first + n]) == 0)
        n++;
    return n;
}

static bool check_parts(const struct restate *restate, size_t first, size_t n)
{
    const struct restate_line *lines = &restate->lines[first];
    int64_t sum = 0;
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        sum += lines[i].share;
        for (size_t k = 0; k < i; k++)
            if (same_place(&lines[i], &lines[k]))
                ok = csv_file_error(&restate->file, lines[i].line_no, "staat er al op regel %d",
                                    lines[k].line_no);
    }
    return ok &&
           (sum == RESTATE_WHOLE ||
            csv_file_error(&restate->file, lines[n - 1].line_no,
                           "verwacht delen van %s %s die samen 100 zijn, gevonden %lld,%06lld",
                           lines->texts[RESTATE_WAS_PAKKET], lines->texts[RESTATE_WAS_POST],
                           (long long)(sum / 1000000), (long long)(sum % 1000000)));
}

bool restate_read(const char *path, struct arena *arena, struct errors *errors,
                  struct restate *restate)
{
    static const char *const columns[RESTATE_COLUMNS] = {"was_pakket", "was_post", "wordt_pakket",
                                                         "wordt_post", "?deel",    "reden"};
    *restate = (struct restate){.n = 0};
    if (!path)
        return true;
    if (!csv_read_file(path, columns, RESTATE_COLUMNS, arena, errors, &restate->file))
        return false;
    bool ok = true;
    restate->lines = arena_alloc(arena, restate->file.n_rows * sizeof *restate->lines);
    for (; restate->n < restate->file.n_rows; restate->n++)
        ok &=
            read_line(&restate->file, &restate->file.rows[restate->n], &restate->lines[restate->n]);
    array_sort(restate->lines, restate->n, compare_lines);
    for (size_t i = 0; ok && i < restate->n; i += n_parts(restate, i))
        ok &= check_parts(restate, i, n_parts(restate, i));
    return ok;
}

struct restate_line *restate_find(const struct restate *restate, const char *pakket,
                                  const char *post, size_t *n)
{
    const char *const wanted[] = {post, ""};
    for (int i = 0; i < 2; i++)
        for (size_t l = 0; l < restate->n; l++)
            if (strcmp(restate->lines[l].texts[RESTATE_WAS_PAKKET], pakket) == 0 &&
                strcmp(restate->lines[l].texts[RESTATE_WAS_POST], wanted[i]) == 0) {
                *n = n_parts(restate, l);
                return &restate->lines[l];
            }
    *n = 0;
    return NULL;
}

/* Half away from zero. */
static int64_t share_of(int64_t cents, int64_t share)
{
    __int128 product = (__int128)cents * share, half = RESTATE_WHOLE / 2;
    return (int64_t)((product + (product < 0 ? -half : half)) / RESTATE_WHOLE);
}

struct money restate_part(const struct restate_line *lines, size_t n, size_t i, struct money money)
{
    if (i + 1 < n)
        return (struct money){share_of(money.cents, lines[i].share)};
    struct money left = money;
    for (size_t k = 0; k + 1 < n; k++)
        left.cents -= share_of(money.cents, lines[k].share);
    return left;
}
