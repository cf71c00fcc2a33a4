/* keyless: lines that no line of posten.csv claims because their key is empty, or that are empty
 * altogether in the middle of a dense list. A key that is there names its lines; of these somebody
 * must find them. Empty ones at the end, beside total lines, between groups, or many are layout. */
#include "pipeline/reading/line_stage.h"

#include <string.h>

#define MOST_LINES  3  /* of a part; empty ones: of a file */
#define LEAST_EACH  20 /* other lines to each time that some are empty */
#define LEAST_ALIKE 4  /* the sectie and the first character of the key */

/* The lines of one record. */
struct stretch {
    uint64_t first, behind;
    uint64_t key; /* how it begins, see key_of; 0: no data */
};

/* Of a part, or a file: how often lines were empty between two of a group. Groups begin less alike
 * than neighbours do. */
struct blanks {
    struct stretch first, last;
    uint64_t n, n_lines, line;
    unsigned parted,
        beside; /* a bit for how alike keys are with empty lines between them, and none */
};

struct keyless_part {
    struct blanks blanks;
    uint32_t lines[MOST_LINES];
    size_t n;
    uint64_t n_lines; /* all of them */
};

/* Of a key of several parts points stand between them. */
static bool is_empty(struct text key)
{
    while (key.n_bytes > 0 && *key.bytes == '.')
        key = (struct text){key.bytes + 1, key.n_bytes - 1};
    return key.n_bytes == 0;
}

static bool is_keyless(const struct batch *batch, size_t i)
{
    bool any = false;
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++) {
        const struct destination *to = batch_destination(batch, a, i);
        const struct unclaimed *unclaimed =
            to->fate == FATE_UNMAPPED ? &batch->unclaimed[to->rule] : NULL;
        any |= unclaimed && unclaimed->kind == UNMAPPED_KEY && is_empty(unclaimed->text);
    }
    return any;
}

/* The lowest byte is of the sectie in a list; a ledger has none of it, and in front of its boekstuk
 * a byte more that is always the same. */
static uint64_t key_of(struct batch *batch, size_t i)
{
    const struct profile *profile = batch->source->profile;
    const size_t n = profile->n_boekstuk ? 2 : 1, most = sizeof(uint64_t) - n;
    const struct text text = batch_field(batch, batch_record(batch, i),
                                         n > 1 ? profile->boekstuk[0] : profile->key->column);
    uint64_t key = n > 1 ? 0x101 : 1U + batch_destination(batch, 0, i)->sectie;
    memcpy((char *)&key + n, text.bytes, text.n_bytes < most ? text.n_bytes : most);
    return batch_is_booking(batch, i) ? key : 0;
}

static void go_on(struct blanks *blanks, struct stretch next)
{
    const struct stretch *last = &blanks->last;
    const uint64_t others = last->key ^ next.key;
    const unsigned alike = 1U << (others ? __builtin_ctzll(others) / 8 : 8);
    if (last->behind == 0)
        blanks->first = next;
    else if (last->key && next.key && next.first <= last->behind)
        blanks->beside |= alike;
    else if (last->key && next.key && alike >= LEAST_ALIKE) {
        blanks->line = blanks->n++ == 0 ? last->behind : blanks->line;
        blanks->n_lines += next.first - last->behind;
        blanks->parted |= alike;
    }
    blanks->last = next;
}

/* Good record i of the batch, if it is that one; else it is not good. */
static void add_record(struct blanks *blanks, struct batch *batch, size_t record, size_t i)
{
    const struct profile_file *file = &batch->source->profile->file;
    const char separators[] = {file->separator, ' ', file->quote, 0};
    const struct scan_record *of = scan_record(&batch->scan, record);
    const struct text text = {batch->scan.bytes + of->start, of->end - of->start};
    const bool is_good = i < batch->n && batch->record[i] == record;
    const size_t n_ends = batch->scan.odd[record] == SCAN_STRANGE ? csv_line_ends(text) : 0;
    size_t n = 0; /* bytes that say nothing */
    while (n < text.n_bytes && !is_good && strchr(separators, text.bytes[n]))
        n++;
    if (is_good || n < text.n_bytes)
        go_on(blanks,
              (struct stretch){of->line, of->line + n_ends + 1, is_good ? key_of(batch, i) : 0});
}

static void find_blanks(struct blanks *blanks, struct batch *batch)
{
    const struct scan_batch *scan = &batch->scan;
    const size_t last = scan->n_records - 1;
    const bool dense = batch->n > last && scan->n_blank == 0;
    for (size_t record = 0, i = 0; record <= last; record++) {
        i += i < batch->n && batch->record[i] < record;
        add_record(blanks, batch, record, i);
        if (dense && record + 1 < last) { /* as most are */
            blanks->last = (struct stretch){.behind = scan->line[last]};
            record = i = last - 1;
        }
    }
}

static void keyless_batch(void *state, void *part, struct batch *batch)
{
    struct keyless_part *p = part;
    (void)state;
    for (size_t i = 0; i < batch->n && batch->n_unclaimed > 0; i++)
        if (is_keyless(batch, i) && p->n_lines++ < MOST_LINES)
            p->lines[p->n++] = batch_line(batch, i);
    if (batch->scan.n_records > 0 && !batch->source->profile->file.comment)
        find_blanks(&p->blanks, batch);
}

static void keyless_commit(void *state, void *part, void *file, const struct place *place)
{
    struct keyless_part *p = part;
    struct blanks *blanks = file;
    (void)state;
    for (size_t i = 0; i < p->n; i++)
        place_find(place, FINDING_KEYLESS, p->lines[i],
                   (struct finding){.what = "", .n_lines = i ? 1 : p->n_lines - p->n + 1});
    if (p->blanks.last.behind == 0)
        return;
    p->blanks.first.first += place->line_no;
    p->blanks.last.behind += place->line_no;
    go_on(blanks, p->blanks.first);
    blanks->last = p->blanks.last;
    blanks->line = blanks->n ? blanks->line : p->blanks.line + place->line_no;
    blanks->parted |= p->blanks.parted;
    blanks->beside |= p->blanks.beside;
    blanks->n += p->blanks.n;
    blanks->n_lines += p->blanks.n_lines;
}

static void keyless_close_file(void *file, void *source, const struct place *place,
                               struct ledger_builder *builder)
{
    const struct blanks *blanks = file;
    const struct file_account *files = builder->ledger->accounts[place->source].files;
    (void)source;
    if (blanks->n > 0 && blanks->n <= MOST_LINES &&
        blanks->parted >= (blanks->beside & -blanks->beside) &&
        blanks->n * LEAST_EACH <= files[place->file].n_records)
        place_find(place, FINDING_BLANK, blanks->line,
                   (struct finding){.what = "zonder iets erin", .n_lines = blanks->n_lines});
}

const struct line_stage keyless_stage = {
    .name = "keyless",
    .of_lines = true,
    .part_size = sizeof(struct keyless_part),
    .file_size = sizeof(struct blanks),
    .batch = keyless_batch,
    .commit = keyless_commit,
    .close_file = keyless_close_file,
};
