#include "pipeline/reading/rows.h"

#include "pipeline/base/array.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>
#include <string.h>

/* A stand says that none of its rows comes back: at most one in so many is a copy, and hardly any
 * is another with other amounts. More of them may be a delivery that repeats itself, where none at
 * all is another: one in so many has an amount of its own. A price, or a month's part of a year,
 * comes back with the same. */
#define COPIES    20
#define OWN       2
#define OTHERS    10000
#define MOST_ROWS (4 * FINGERPRINT_ROWS) /* of a source, to be compared between its files */

struct row {
    uint64_t hash; /* as of its mark */
    size_t file;
    uint64_t line;
};

/* Where a row that may be a copy, or the one before it, stands; what is there. */
struct spot {
    size_t file;
    uint64_t line;
    struct text bytes;
    const char *words;
    int64_t cents; /* of all its amounts */
};

struct pair {
    struct spot spots[2];
    bool is_one_of_many;
};

struct search {
    const struct source *source;
    struct arena *arena;
    struct row *rows; /* heap */
    size_t n_rows;
    struct pair *pairs; /* heap */
    size_t n_pairs;
    struct spot **spots; /* heap; of all pairs, in the order of the files */
    size_t n_spots, n_read;
};

static int by_place(size_t file_a, uint64_t line_a, size_t file_b, uint64_t line_b)
{
    const int order = ARRAY_ORDER(file_a, file_b);
    return order ? order : ARRAY_ORDER(line_a, line_b);
}

static int by_row(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    const int order = ARRAY_ORDER(x->hash, y->hash);
    return order ? order : by_place(x->file, x->line, y->file, y->line);
}

static int by_spot(const void *a, const void *b)
{
    const struct spot *x = *(struct spot *const *)a, *y = *(struct spot *const *)b;
    return by_place(x->file, x->line, y->file, y->line);
}

static int by_second(const void *a, const void *b)
{
    const struct spot *x = &((const struct pair *)a)->spots[1];
    const struct spot *y = &((const struct pair *)b)->spots[1];
    return by_place(x->file, x->line, y->file, y->line);
}

/* ---- which may be ---- */

/* False: not all of its rows are known. */
static bool add_rows(struct search *search, const struct file_account *account, size_t file)
{
    const struct marks *marks = &told_copies(account)->rows;
    for (size_t i = 0; i < marks->n; i++)
        *mem_add(search->rows, search->n_rows) =
            (struct row){marks->items[i].hash, file, marks->items[i].line};
    return marks->mask == 0;
}

struct tally_of_rows {
    size_t n, n_copies, n_others;
};

static bool are_many(const struct tally_of_rows *of)
{
    return of->n_copies * COPIES > of->n;
}

/* Of two files many may be two months'. */
static bool is_unique(const struct tally_of_rows *of, bool within)
{
    return are_many(of) ? within && of->n_others == 0 : of->n_others * OTHERS <= of->n;
}

/* Row i, sorted, is the one before it once more: in the same file, or in another one. */
static bool is_copy(const struct search *search, size_t i, bool within)
{
    const struct row *row = &search->rows[i];
    return i > 0 && row[-1].hash == row->hash && (row[-1].file == row->file) == within;
}

/* Copies among the rows, where no other of the stand comes back. */
static void add_pairs(struct search *search, bool within)
{
    struct tally_of_rows of_stand[UINT8_MAX + 1] = {0};
    const struct row *rows = search->rows;
    array_sort(search->rows, search->n_rows, by_row);
    for (size_t i = 0; i < search->n_rows; i++) {
        struct tally_of_rows *of = &of_stand[row_stand(rows[i].hash)];
        of->n++;
        of->n_copies += is_copy(search, i, within);
        of->n_others += i > 0 && rows[i - 1].hash != rows[i].hash &&
                        row_is_same(rows[i - 1].hash, rows[i].hash);
    }
    for (size_t i = 0; i < search->n_rows; i++) {
        const struct tally_of_rows *of = &of_stand[row_stand(rows[i].hash)];
        if (is_copy(search, i, within) && is_unique(of, within))
            *mem_add(search->pairs, search->n_pairs) =
                (struct pair){{{.file = rows[i - 1].file, .line = rows[i - 1].line},
                               {.file = rows[i].file, .line = rows[i].line}},
                              are_many(of)};
    }
}

static void find_pairs(struct search *search, const struct source_account *account)
{
    const size_t n_files = search->source->n_files;
    uint64_t n_rows = 0;
    bool all = true;
    for (size_t f = 0; f < n_files; f++) {
        search->n_rows = 0;
        if (add_rows(search, &account->files[f], f))
            add_pairs(search, true);
        n_rows += search->n_rows;
    }
    search->n_rows = 0;
    for (size_t f = 0; f < n_files && n_rows <= MOST_ROWS; f++)
        all &= add_rows(search, &account->files[f], f);
    if (all && n_files > 1 && n_rows <= MOST_ROWS)
        add_pairs(search, false);
}

/* ---- what they say ---- */

struct shown_rows {
    struct shown_row {
        uint32_t line;
        struct text bytes;
        const char *words;
        int64_t cents;
    } * items; /* in the part's arena */
    size_t n;
};

static int64_t row_cents(struct batch *batch, size_t i)
{
    struct sum sum = {0};
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++)
        sum_add(&sum, batch_amounts(batch, a)[i]);
    return sum.money.cents;
}

static const char *row_words(struct batch *batch, size_t i)
{
    const struct profile *profile = batch->source->profile;
    const struct scan_record *record = batch_record(batch, i);
    struct arena *arena = batch->arena;
    const char *words = "sleutel ";
    char buffer[MONEY_TEXT_SIZE];
    for (size_t k = 0; k < profile->n_key; k++) {
        const size_t column = profile->key[k].column;
        words = arena_printf(arena, "%s%s%s", words, k ? "." : "",
                             profile_shown(profile, column, batch_field(batch, record, column),
                                           COLUMN_SHOWN_CHARACTERS, arena));
    }
    return arena_printf(arena, "%s, € %s", words,
                        money_format((struct money){row_cents(batch, i)}, true, buffer));
}

static void show_batch(void *state, void *part, struct batch *batch)
{
    struct shown_rows *rows = part;
    (void)state;
    for (size_t i = 0; i < batch->n; i++) {
        const struct scan_record *record = batch_record(batch, i);
        const char *bytes = batch->scan.bytes + record->start;
        const size_t n_bytes = record->end - record->start;
        const struct shown_row row = {
            record->line,
            {arena_copy(batch->arena, bytes, n_bytes), n_bytes},
            row_words(batch, i),
            row_cents(batch, i),
        };
        *arena_add(batch->arena, rows->items, rows->n) = row;
    }
}

static void show_commit(void *state, void *part, void *file, const struct place *place)
{
    struct search *search = state;
    const struct shown_rows *rows = part;
    (void)file;
    for (size_t i = 0; i < rows->n; i++) {
        const struct shown_row *row = &rows->items[i];
        for (; search->n_read < search->n_spots; search->n_read++) {
            struct spot *spot = search->spots[search->n_read];
            if (by_place(spot->file, spot->line, place->file, place->line_no + row->line) != 0)
                break;
            spot->bytes.bytes = arena_copy(search->arena, row->bytes.bytes, row->bytes.n_bytes);
            spot->bytes.n_bytes = row->bytes.n_bytes;
            spot->words = arena_printf(search->arena, "%s", row->words);
            spot->cents = row->cents;
        }
    }
}

static const struct line_stage show_stage = {
    .name = "rijen",
    .of_lines = true,
    .part_size = sizeof(struct shown_rows),
    .batch = show_batch,
    .commit = show_commit,
};

static bool read_pairs(struct search *search, const struct again *again, size_t source)
{
    array_sort(search->pairs, search->n_pairs, by_second);
    for (size_t p = 0; p < search->n_pairs; p++)
        for (int i = 0; i < 2; i++)
            *mem_add(search->spots, search->n_spots) = &search->pairs[p].spots[i];
    array_sort(search->spots, search->n_spots, by_spot);
    return search->n_pairs > 0 && again_read(again, source, &show_stage, search, 1);
}

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return ARRAY_ORDER(x, y);
}

/* Of pairs that were read. */
static bool have_own_amounts(const struct search *search)
{
    int64_t *cents = mem_alloc((search->n_pairs + 1) * sizeof *cents);
    size_t n = 0, n_own = 0;
    for (size_t p = 0; p < search->n_pairs; p++)
        if (search->pairs[p].is_one_of_many)
            cents[n++] = search->pairs[p].spots[1].cents;
    array_sort(cents, n, by_size);
    for (size_t i = 0; i < n; i++)
        n_own += i == 0 || cents[i] != cents[i - 1];
    free(cents);
    return n_own * OWN >= n;
}

size_t rows_twice(const struct again *again, size_t source, struct row_twice **twice)
{
    struct search search = {.source = &again->ledger->plan->sources[source], .arena = again->arena};
    size_t n = 0;
    *twice = NULL;
    find_pairs(&search, &again->ledger->accounts[source]);
    const bool read = read_pairs(&search, again, source), many = have_own_amounts(&search);
    for (size_t p = 0; read && p < search.n_pairs; p++) {
        const struct spot *first = &search.pairs[p].spots[0], *second = first + 1;
        if (!first->words || !second->words || !text_equal(first->bytes, second->bytes) ||
            (search.pairs[p].is_one_of_many && !many))
            continue;
        const struct row_twice row = {
            {first->file, second->file},
            arena_printf(
                again->arena,
                "%s:%llu en %s:%llu zijn dezelfde regel, %s, en van deze stand komt niets met "
                "een ander bedrag terug (zijn het er echt twee, dan hoort het zo)",
                source_file_shown(search.source, first->file, again->arena),
                (unsigned long long)first->line,
                source_file_shown(search.source, second->file, again->arena),
                (unsigned long long)second->line, second->words)};
        *arena_add(again->arena, *twice, n) = row;
    }
    free(search.rows);
    free(search.pairs);
    free(search.spots);
    return n;
}
