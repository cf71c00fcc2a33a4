/* rekeningen: of how many digits a source's accounts are. 0000410000 and 410000 are one account,
 * and a rule of the profile (`0*`) makes two of them. Accounts that are no number are left alone.
 */
#include "pipeline/reading/line_stage.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>
#include <string.h>

/* Accounts of one length and as many zeros in front. */
struct rekening_class {
    uint8_t n_digits, n_zeros;
};

struct rekeningen_part {
    struct part_lengths {
        uint64_t n_lines;
        struct sum sum; /* of debet and credit */
        uint32_t line;  /* the first one */
    } * of;             /* by class, in the part's arena */
    size_t n, cap;
};

/* Lines and debet + credit of a class in a batch. */
struct batch_sum {
    uint64_t n;
    int64_t cents;
};

struct rekeningen {
    size_t column;
    struct batch_sum *sums; /* by class + 1; [0]: no number, no booking */
    size_t sums_cap;
    struct rekening_class *classes;
    size_t n_classes;
    uint16_t *class_of; /* number of a value -> class + 1; 0 = no number */
    struct learned known;
    size_t n_other; /* of them those that are not of the first class */
};

static bool rekeningen_wants(const struct profile *profile)
{
    return profile->role[ROLE_REKENING] != NO_COLUMN;
}

static void *rekeningen_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct rekeningen *rekeningen = mem_alloc(sizeof *rekeningen);
    const struct profile *profile = plan->sources[source].profile;
    rekeningen->column = profile->role[ROLE_REKENING];
    return rekeningen;
}

/* ---- what values say ---- */

static uint16_t class_of(struct rekeningen *rekeningen, struct text value)
{
    struct rekening_class class = {.n_digits = (uint8_t)value.n_bytes};
    if (value.n_bytes == 0 || value.n_bytes > PLAN_MAX_DIGITS)
        return 0;
    for (size_t i = 0; i < value.n_bytes; i++) {
        if (value.bytes[i] < '0' || value.bytes[i] > '9')
            return 0;
        class.n_zeros += class.n_zeros == i && value.bytes[i] == '0';
    }
    size_t c = 0;
    while (c < rekeningen->n_classes && (rekeningen->classes[c].n_digits != class.n_digits ||
                                         rekeningen->classes[c].n_zeros != class.n_zeros))
        c++;
    if (c == rekeningen->n_classes) {
        *mem_add(rekeningen->classes, rekeningen->n_classes) = class;
    }
    return (uint16_t)(c + 1);
}

static void learn(struct rekeningen *rekeningen, const struct column *column)
{
    size_t *n = &rekeningen->known.n;
    rekeningen->class_of =
        learned_room(&rekeningen->known, rekeningen->class_of, sizeof *rekeningen->class_of,
                     column->memo.generation, column->n_learned);
    if (*n == 0)
        rekeningen->n_other = 0;
    for (; *n < column->n_learned; ++*n) {
        uint16_t class = class_of(rekeningen, column->values[*n]);
        rekeningen->class_of[*n] = class;
        rekeningen->n_other += class != 1;
    }
}

/* ---- a batch ---- */

/* Sums over one batch need no check. */
_Static_assert(MONEY_MAX_CENTS < INT64_MAX / 2 / SCAN_RECORDS, "a batch of amounts fits");

static inline uint16_t class_of_record(const struct rekeningen *rekeningen,
                                       const struct batch *batch, const uint32_t *numbers, size_t i)
{
    return batch_is_booking(batch, i) ? rekeningen->class_of[numbers[i]] : 0;
}

static uint32_t first_line(const struct rekeningen *rekeningen, const struct batch *batch,
                           const uint32_t *numbers, uint16_t class)
{
    size_t i = 0;
    while (class_of_record(rekeningen, batch, numbers, i) != class)
        i++;
    return batch_line(batch, i);
}

/* One amount of every line; each line counts with the first. Nearly always all accounts are of one
 * class. */
static void add_amounts(const struct rekeningen *rekeningen, const struct batch *batch,
                        const uint32_t *numbers, size_t amount)
{
    const struct money *amounts = batch_amounts(batch, amount);
    const struct money *debet = batch->debet + amount * SCAN_RECORDS;
    if (!numbers)
        rekeningen->sums[1] = (struct batch_sum){batch->n, batch->turnover[amount].cents};
    for (size_t i = 0; numbers && i < batch->n; i++) {
        struct batch_sum *sum = &rekeningen->sums[class_of_record(rekeningen, batch, numbers, i)];
        sum->n++;
        sum->cents += amounts[i].cents + 2 * debet[i].cents;
    }
}

static void rekeningen_batch(void *state, void *part, struct batch *batch)
{
    struct rekeningen *rekeningen = state;
    struct rekeningen_part *p = part;
    const struct column *column = &batch->columns[rekeningen->column];
    if (!column->used)
        return;
    learn(rekeningen, column);
    uint32_t room[SCAN_RECORDS];
    const uint32_t *numbers = rekeningen->n_other == 0 && !batch->any_unbooked
                                  ? NULL
                                  : column_numbers(column, batch->n, room);
    size_t n = rekeningen->n_classes;
    p->of = arena_grow(batch->arena, p->of, &p->cap, n, sizeof *p->of);
    p->n = n;
    rekeningen->sums =
        mem_grow(rekeningen->sums, &rekeningen->sums_cap, n + 2, sizeof *rekeningen->sums);
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++) {
        memset(rekeningen->sums, 0, (n + 1) * sizeof *rekeningen->sums);
        add_amounts(rekeningen, batch, numbers, a);
        for (size_t c = 0; c < n; c++) {
            const struct batch_sum *sum = &rekeningen->sums[c + 1];
            if (sum->n > 0 && p->of[c].n_lines == 0)
                p->of[c].line = numbers ? first_line(rekeningen, batch, numbers, (uint16_t)(c + 1))
                                        : batch_line(batch, 0);
            p->of[c].n_lines += a == 0 ? sum->n : 0;
            sum_add(&p->of[c].sum, (struct money){sum->cents});
        }
    }
}

/* ---- in the order of the file ---- */

/* Returns the item when it is a new one, which needs to be told where it was found; else NULL. */
static struct account_length *add_lengths(struct account_lengths *to, struct arena *arena,
                                          struct account_length lengths)
{
    size_t i = 0;
    while (i < to->n &&
           (to->items[i].n_digits != lengths.n_digits || to->items[i].n_zeros != lengths.n_zeros))
        i++;
    if (i == to->n) {
        *arena_add(arena, to->items, to->n) = lengths;
        return &to->items[i];
    }
    to->items[i].n_lines += lengths.n_lines;
    to->items[i].n_files += lengths.n_files;
    to->items[i].n_alone += lengths.n_alone;
    sum_add_sum(&to->items[i].sum, lengths.sum);
    return NULL;
}

static void rekeningen_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct rekeningen *rekeningen = state;
    const struct rekeningen_part *p = part;
    for (size_t c = 0; c < p->n; c++) {
        if (p->of[c].n_lines == 0)
            continue;
        struct account_length *new =
            add_lengths(file, place->arena,
                        (struct account_length){.n_digits = rekeningen->classes[c].n_digits,
                                                .n_zeros = rekeningen->classes[c].n_zeros,
                                                .n_lines = p->of[c].n_lines,
                                                .sum = p->of[c].sum});
        if (new)
            new->where = place_words(place, p->of[c].line);
    }
}

static void rekeningen_close(void *state)
{
    struct rekeningen *rekeningen = state;
    free(rekeningen->classes);
    free(rekeningen->sums);
    free(rekeningen->class_of);
    free(rekeningen);
}

static void rekeningen_close_file(void *file, void *source, const struct place *place,
                                  struct ledger_builder *builder)
{
    const struct account_lengths *in_file = file;
    (void)place;
    for (size_t i = 0; i < in_file->n; i++) {
        struct account_length lengths = in_file->items[i];
        lengths.n_files = 1;
        lengths.n_alone = in_file->n == 1;
        struct account_length *new = add_lengths(source, builder->arena, lengths);
        if (new)
            new->where = arena_printf(builder->arena, "%s", new->where);
    }
}

const struct line_stage rekeningen_stage = {
    .name = "rekeningen",
    .part_size = sizeof(struct rekeningen_part),
    .file_size = sizeof(struct account_lengths),
    .source_size = sizeof(struct account_lengths),
    .told_of_source = sizeof(struct account_lengths),
    .wants = rekeningen_wants,
    .open = rekeningen_open,
    .batch = rekeningen_batch,
    .commit = rekeningen_commit,
    .close = rekeningen_close,
    .close_file = rekeningen_close_file,
};
