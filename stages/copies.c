/* copies: what the lines of a file say, so that a delivery that comes twice is seen whatever it
 * looks like (reading/copies.h). */
#include "pipeline/reading/fingerprint.h"
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>

/* Odd numbers without a pattern, the same in every process. */
#define SEED_VALUE  UINT64_C(0x9E3779B97F4A7C15)
#define SEED_AMOUNT UINT64_C(0xD6E8FEB86659FD93)
#define SEED_TEXT   UINT64_C(0xA0761D6478BD642F)
#define SEED_LINE   UINT64_C(0xE7037ED1A0B428DB)

/* The hashes of a column's values, by number. */
struct value_hashes {
    uint64_t *hashes; /* heap */
    struct learned known;
};

_Static_assert(SCAN_RECORDS <= FINGERPRINT_PASSING, "the lines of a batch pass together");

struct copies {
    const struct profile *profile;
    struct value_hashes *columns; /* of columns whose values have numbers */
    struct text_column {
        size_t column, position; /* in the file at hand */
        uint64_t seed;
    } * texts;               /* columns that are there, and read for nothing else */
    size_t n_texts, n_roles; /* and how many of them, the first ones, have a role */
    uint64_t absent;         /* what the others come to */
    bool of_rows;            /* as the profile is */
    size_t *of_group;        /* columns that decide */
    size_t n_of_group;
    uint64_t *groups; /* heap; by group: of its values */
    size_t groups_cap;
    uint64_t values[SCAN_RECORDS]; /* of the batch's good records: what they say but for amount 0 */
    uint64_t rows[SCAN_RECORDS];   /* of_rows: of them, but for any amount */
    struct passing passing;        /* those that are bookings, */
    uint16_t booking[SCAN_RECORDS]; /* which are these */
    size_t file;                    /* the one whose marks are known to be thinned to: */
    uint64_t lines_mask, windows_mask, rows_mask;
};

static void *copies_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct copies *copies = mem_alloc(sizeof *copies);
    const struct profile *profile = plan->sources[source].profile;
    copies->profile = profile;
    copies->of_rows = profile_is_of_rows(profile);
    copies->file = SIZE_MAX;
    copies->columns = mem_alloc(profile->n_columns * sizeof *copies->columns);
    copies->texts = mem_alloc(profile->n_columns * sizeof *copies->texts);
    copies->of_group = mem_alloc(profile->n_columns * sizeof *copies->of_group);
    return copies;
}

static void copies_close(void *state)
{
    struct copies *copies = state;
    for (size_t c = 0; c < copies->profile->n_columns; c++)
        free(copies->columns[c].hashes);
    free(copies->columns);
    free(copies->texts);
    free(copies->of_group);
    free(copies->groups);
    free(copies);
}

/* ---- what a line says ---- */

static uint64_t hash_text(struct text text, uint64_t seed)
{
    uint64_t hash = memo_mix(seed ^ text.n_bytes, SEED_TEXT);
    for (size_t i = 0; i < text.n_bytes; i++)
        hash = memo_mix(hash ^ (unsigned char)text.bytes[i], SEED_VALUE);
    return hash;
}

/* A date is the same in every notation that its pattern allows. */
static uint64_t hash_value(const struct profile *profile, size_t column, struct text value)
{
    struct date date;
    if (profile_date(profile, column, value, &date))
        return memo_mix(SEED_VALUE ^ (uint64_t)(date.year * 10000 + date.month * 100 + date.day),
                        SEED_TEXT + column);
    return hash_text(value, column);
}

static void learn(const struct copies *copies, size_t c, const struct column *column)
{
    struct value_hashes *values = &copies->columns[c];
    values->hashes = learned_room(&values->known, values->hashes, sizeof *values->hashes,
                                  column->memo.generation, column->n_learned);
    for (size_t *n = &values->known.n; *n < column->n_learned; ++*n)
        values->hashes[*n] = hash_value(copies->profile, c, column->values[*n]);
}

/* Any other counts line by line. Of second mutaties (batch.is_contra) no group is learned here. */
static bool is_of_group(const struct batch *batch, size_t c)
{
    return batch->columns[c].decides && !batch->columns[c].by_month && !batch->has_contra;
}

static void learn_groups(struct copies *copies, const struct batch *batch)
{
    const struct groups *groups = &batch->groups;
    copies->groups =
        mem_grow_unset(copies->groups, &copies->groups_cap, groups->n, sizeof *copies->groups);
    for (size_t g = groups->first_new; g < groups->n; g++) {
        size_t record = groups->new_record[g - groups->first_new];
        copies->groups[g] = 0;
        for (size_t k = 0; k < copies->n_of_group; k++) {
            const size_t c = copies->of_group[k];
            copies->groups[g] +=
                copies->columns[c].hashes[column_number(&batch->columns[c], record)];
        }
    }
}

/* The values of a column, beside those of the groups or of other columns. */
static void add_values(struct copies *copies, const struct batch *batch, size_t c, bool to_groups)
{
    const struct column *column = &batch->columns[c];
    const uint64_t *hashes = copies->columns[c].hashes, *groups = copies->groups;
    uint32_t room[SCAN_RECORDS];
    const uint32_t *numbers = column_numbers(column, batch->n, room);
    uint64_t *values = copies->values;
    for (size_t i = 0; to_groups && i < batch->n; i++)
        values[i] = groups[batch->group[i]] + hashes[numbers[i]];
    for (size_t i = 0; !to_groups && i < batch->n; i++)
        values[i] += hashes[numbers[i]];
}

/* Of a description, a number of a boekstuk: its length, its beginning and its end. */
static uint64_t hash_ends(struct text text, uint64_t seed)
{
    const size_t n = text.n_bytes;
    uint64_t low, high;
    memcpy(&low, text.bytes, sizeof low);
    memcpy(&high, text.bytes + (n < 8 ? 0 : n - 8), sizeof high);
    if (n < 8) /* so many bytes, the last ones of the number */
        low = high = n ? low << (64 - 8 * n) : 0;
    return memo_mix(low ^ seed, high ^ (SEED_TEXT + n));
}

static bool is_amount(const struct profile *profile, size_t column)
{
    bool is = false;
    for (size_t a = 0; a < profile->n_amounts; a++)
        is |= column == profile->amounts[a].plus || column == profile->amounts[a].minus;
    return is;
}

static bool has_role(const struct profile *profile, size_t column)
{
    bool has = false;
    for (int role = 0; role < ROLE_COUNT; role++)
        has |= profile->role[role] == column;
    return has;
}

static void add_text(struct copies *copies, struct text_column text)
{
    static const char nothing[16];
    if (text.position == NO_COLUMN)
        copies->absent += hash_ends((struct text){nothing, 0}, text.seed);
    else
        copies->texts[copies->n_texts++] = text;
}

/* Which columns these are is known with the first batch. */
static void find_columns(struct copies *copies, const struct batch *batch)
{
    const struct profile *profile = copies->profile;
    copies->n_texts = copies->n_of_group = copies->absent = 0;
    for (size_t c = 0; c < profile->n_columns; c++)
        if (is_of_group(batch, c))
            copies->of_group[copies->n_of_group++] = c;
    for (int roles = 1; roles >= 0; roles--) {
        for (size_t c = 0; c < profile->n_columns; c++)
            if (!is_of_group(batch, c) && !batch->columns[c].used && !is_amount(profile, c) &&
                has_role(profile, c) == roles)
                add_text(copies, (struct text_column){c, batch->chunk->position_of[c],
                                                      SEED_VALUE * (2 * c + 1)});
        copies->n_roles = roles ? copies->n_texts : copies->n_roles;
    }
}

/* True of a text with nothing to take off or to trim. */
static inline bool is_bare(struct text text, char quote)
{
    return text.n_bytes == 0 || (text.n_bytes <= CSV_MAX_RECORD_BYTES && text.bytes[0] > ' ' &&
                                 text.bytes[text.n_bytes - 1] > ' ' && text.bytes[0] != quote);
}

/* The first n of them. */
static inline uint64_t hash_texts(const struct copies *copies, struct batch *batch, size_t i,
                                  size_t n)
{
    const uint32_t *places = batch->scan.places + batch->first[i];
    const struct text_column *end = copies->texts + n;
    const char quote = copies->profile->file.quote;
    uint64_t hash = SEED_LINE + copies->absent;
    for (const struct text_column *t = copies->texts; t < end; t++) {
        const uint32_t start = places[t->position - 1] + 1;
        struct text text = {batch->scan.bytes + start, (uint32_t)(places[t->position] - start)};
        if (__builtin_expect(!is_bare(text, quote), 0))
            text = batch_field(batch, batch_record(batch, i), t->column);
        hash += hash_ends(text, t->seed);
    }
    return memo_mix(hash, SEED_AMOUNT);
}

/* What else the lines say of which something is to be kept. */
static void keep_lines(const struct copies *copies, struct batch *batch, struct fingerprint *p)
{
    const struct passing *lines = &copies->passing;
    uint64_t texts[SCAN_RECORDS];
    uint32_t line[SCAN_RECORDS];
    for (size_t k = 0; k < lines->n_kept; k++) {
        const size_t i = copies->booking[lines->kept[k]];
        texts[k] = hash_texts(copies, batch, i, copies->n_texts);
        line[k] = batch_line(batch, i);
    }
    fingerprint_keep(p, lines, texts, line);
}

/* Those with an amount; of a file with too many the marks are thinned, and say nothing. */
static __attribute__((noinline)) void keep_rows(const struct copies *copies, struct batch *batch,
                                                struct fingerprint *p)
{
    for (size_t k = 0; p->rows.mask == 0 && k < copies->passing.n; k++) {
        const size_t i = copies->booking[k];
        const uint64_t line = copies->passing.hashes[FINGERPRINT_WINDOW + k];
        const uint64_t texts = hash_texts(copies, batch, i, copies->n_roles);
        bool any = false;
        for (size_t a = 0; a < copies->profile->n_amounts; a++)
            any |= batch_amounts(batch, a)[i].cents != 0;
        if (any)
            fingerprint_keep_row(p,
                                 row_hash(memo_mix(copies->rows[i] ^ SEED_LINE, texts),
                                          batch_destination(batch, 0, i)->stand, line),
                                 batch_line(batch, i));
    }
}

/* What the lines of the batch say, but for their first amount; the others each times a number of
 * its own. */
static void read_lines(struct copies *copies, const struct batch *batch)
{
    const struct profile *profile = copies->profile;
    const size_t n = batch->n;
    for (size_t c = 0; c < profile->n_columns; c++)
        if (batch->columns[c].used)
            learn(copies, c, &batch->columns[c]);
    learn_groups(copies, batch);
    bool none = true;
    for (size_t c = 0; c < profile->n_columns; c++)
        if (batch->columns[c].used && !is_of_group(batch, c)) {
            add_values(copies, batch, c, none);
            none = false;
        }
    for (size_t i = 0; none && i < n; i++)
        copies->values[i] = copies->groups[batch->group[i]];
    if (copies->of_rows)
        memcpy(copies->rows, copies->values, n * sizeof *copies->rows);
    for (size_t a = 1; a < profile->n_amounts; a++)
        for (size_t i = 0; i < n; i++)
            copies->values[i] +=
                (uint64_t)batch_amounts(batch, a)[i].cents * (SEED_VALUE + 2 * a * SEED_TEXT);
}

/* Of an amount with debet and credit both: another pair may have the same difference. */
static void add_both_sides(struct copies *copies, const struct batch *batch)
{
    for (size_t a = 0; a < copies->profile->n_amounts; a++)
        for (size_t i = 0; i < batch->n; i++) {
            uint64_t debet = (uint64_t)batch->debet[a * SCAN_RECORDS + i].cents;
            if (batch_credit(batch, a * SCAN_RECORDS + i).cents != 0)
                copies->values[i] += debet * (SEED_TEXT + 2 * a * SEED_AMOUNT);
        }
}

/* Hashes of those that are bookings; returns how many they are. */
static size_t hash_lines(struct copies *copies, const struct batch *batch)
{
    uint64_t *lines = copies->passing.hashes + FINGERPRINT_WINDOW;
    const struct money *amounts = batch_amounts(batch, 0);
    const size_t n_records = batch->n;
    const bool all = !batch->any_unbooked;
    size_t n = 0;
    for (size_t i = 0; i < n_records; i++) {
        lines[n] = memo_mix(copies->values[i] ^ SEED_LINE,
                            SEED_AMOUNT + (uint64_t)amounts[i].cents * SEED_VALUE);
        copies->booking[n] = (uint16_t)i;
        n += all || batch_is_booking(batch, i);
    }
    return n;
}

static void copies_batch(void *state, void *part, struct batch *batch)
{
    struct copies *copies = state;
    struct fingerprint *p = part;
    if (p->n == 0)
        find_columns(copies, batch);
    if (p->n == 0 && batch->chunk->file == copies->file) {
        p->lines.mask = copies->lines_mask;
        p->windows.mask = copies->windows_mask;
        p->rows.mask = copies->rows_mask;
    }
    read_lines(copies, batch);
    if (batch->any_two_sided)
        add_both_sides(copies, batch);
    fingerprint_pass(p, &copies->passing, hash_lines(copies, batch));
    keep_lines(copies, batch, p);
    if (copies->of_rows)
        keep_rows(copies, batch, p);
}

/* ---- in the order of the file ---- */

static void copies_commit(void *state, void *part, void *file, const struct place *place)
{
    struct copies *copies = state;
    struct fingerprint *f = file;
    fingerprint_append(f, part, place->line_no);
    copies->file = place->file;
    copies->lines_mask = f->lines.mask;
    copies->windows_mask = f->windows.mask;
    copies->rows_mask = f->rows.mask;
    if (place->ends)
        fingerprint_fit(f);
}

static void copies_close_file(void *file, void *source, const struct place *place,
                              struct ledger_builder *builder)
{
    (void)source, (void)place;
    fingerprint_move(file, builder->arena);
}

static void copies_free_file(void *file)
{
    fingerprint_release(file);
}

static void copies_forget(const void *state, void *part)
{
    (void)state;
    fingerprint_forget(part);
}

const struct line_stage copies_stage = {
    .name = "copies",
    .of_lines = true,
    .part_size = sizeof(struct fingerprint),
    .file_size = sizeof(struct fingerprint),
    .told_of_file = sizeof(struct fingerprint),
    .open = copies_open,
    .batch = copies_batch,
    .commit = copies_commit,
    .close = copies_close,
    .close_file = copies_close_file,
    .free_file = copies_free_file,
    .forget = copies_forget,
    .free_part = copies_free_file,
};
