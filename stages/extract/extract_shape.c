/* Which records have the shape of the file, what becomes of those that have not, and which lines
 * are layout. */
#include "stages/extract/extract.h"

#include <string.h>

struct text extract_record_bytes(const struct batch *batch, const struct scan_record *record)
{
    return (struct text){batch->scan.bytes + record->start, record->end - record->start};
}

static bool any_above_ascii(struct text t)
{
    for (size_t i = 0; i < t.n_bytes; i++)
        if ((unsigned char)t.bytes[i] > 0x7F)
            return true;
    return false;
}

static bool clean_bytes(const struct extract *x, struct extract_part *p, const struct batch *batch,
                        const struct scan_record *record)
{
    struct text bytes = extract_record_bytes(batch, record);
    bool good = text_valid(bytes, profile_encoding(x->profile), NULL);
    if (!good || (!p->bytes.any_good && any_above_ascii(bytes)))
        delivered_note_bytes(&p->bytes, x->profile, bytes, good, record->line);
    return good && !memchr(bytes.bytes, 0, bytes.n_bytes);
}

size_t extract_n_fields(const struct extract *x, const struct batch *batch,
                        const struct scan_record *record)
{
    size_t n_found = x->n_found[record - batch->scan.records];
    return n_found ? n_found : record->n_fields;
}

/* True when the fields from the place on are empty. */
static bool is_empty_from(struct batch *batch, const struct scan_record *record, size_t first,
                          char quote)
{
    for (size_t f = first; f < record->n_fields; f++)
        if (scan_field(&batch->scan, record, f, quote).n_bytes > 0)
            return false;
    return true;
}

bool extract_is_blank(const struct extract *x, struct batch *batch,
                      const struct scan_record *record)
{
    return record->n_fields > 1 && extract_n_fields(x, batch, record) >= batch->chunk->n_fields &&
           is_empty_from(batch, record, 0, x->profile->file.quote);
}

/* As many fields as the file has, those that are missing empty: the record then reads as one that
 * libcsv gave. */
static void reshape(struct batch *batch, struct scan_record *record, char quote)
{
    struct scan_batch *scan = &batch->scan;
    scan->first[record - scan->records] = SCAN_NO_PLACES;
    scan->odd[record - scan->records] = SCAN_STRANGE;
    const size_t n = batch->chunk->n_fields;
    scan->fields =
        mem_grow(scan->fields, &scan->fields_cap, scan->n_fields + n, sizeof *scan->fields);
    for (size_t f = 0; f < n; f++) {
        struct text field = {"                ", 0}; /* 16 bytes can be read behind it */
        if (f < record->n_fields)
            field = scan_field(scan, record, f, quote);
        scan->fields[scan->n_fields + f] = field;
    }
    record->first = (uint32_t)scan->n_fields;
    record->n_fields = (uint32_t)n;
    record->kind = SCAN_LIBCSV;
    scan->n_fields += n;
}

/* A record of another width. False when nothing can be made of it; else it can be looked into, and
 * *bad is whether only a rule for layout can still save it. */
static bool take_other_width(struct extract *x, struct batch *batch, size_t i, bool *bad)
{
    const struct profile *profile = x->profile;
    const bool loose_tail = profile->file.loose_tail && !profile->file.is_fixed;
    struct scan_record *record = scan_record(&batch->scan, i);
    if (record->n_fields == 0 || (!loose_tail && profile->n_layout == 0))
        return false;
    *bad =
        !loose_tail || !is_empty_from(batch, record, batch->chunk->n_fields, profile->file.quote);
    x->n_found[i] = *bad ? record->n_fields : 0;
    x->any_other_width = true;
    reshape(batch, record, profile->file.quote);
    return true;
}

/* True when a field in quotation marks goes over line ends and holds as many separators as the
 * lines that it took along: two stray quotation marks, and the bookings between them. */
bool extract_swallows(const struct extract *x, struct batch *batch,
                      const struct scan_record *record)
{
    const struct profile_file *file = &x->profile->file;
    const size_t n_more = batch->chunk->n_fields - 1; /* separators of a line */
    for (size_t f = 0; n_more > 1 && f < record->n_fields; f++) {
        if (!scan_may_hold_feeds(&batch->scan, record, f, file->quote))
            continue;
        const struct text field = scan_field(&batch->scan, record, f, file->quote);
        size_t n_ends = 0, n_separators = 0;
        for (size_t b = 0; b < field.n_bytes; b++) {
            n_ends += field.bytes[b] == '\n';
            n_separators += field.bytes[b] == file->separator;
        }
        if (n_ends > 0 && n_separators == n_ends * n_more)
            return true;
    }
    return false;
}

/* Whether record i stands on more lines than one, or may. */
static bool is_long(const struct scan_batch *scan, size_t i)
{
    return i + 1 == scan->n_records || scan->line[i + 1] > scan->line[i] + 1;
}

/* Record i, which may be of another shape than its file, or hold what may not be in it. True when
 * it is bad; *usable is whether it can be looked into. */
static bool is_bad(struct extract *x, struct extract_part *p, struct batch *batch, size_t i,
                   bool *usable)
{
    const struct scan_record *record = scan_record(&batch->scan, i);
    bool bad = record->suspect && !clean_bytes(x, p, batch, record);
    if (is_long(&batch->scan, i))
        bad |= extract_swallows(x, batch, record);
    *usable = !bad;
    if (record->n_fields != batch->chunk->n_fields) {
        *usable = !bad && take_other_width(x, batch, i, &bad);
        bad |= !*usable;
    }
    return bad;
}

static void use_records(const struct extract *x, struct batch *batch, size_t i, size_t n)
{
    memcpy(batch->record + batch->n, x->order + i, n * sizeof *batch->record);
    memcpy(batch->first + batch->n, batch->scan.first + i, n * sizeof *batch->first);
    batch->n += n;
}

/* A record of which more is to be asked than most. True when it is bad; *usable as above. */
static bool judge_odd(struct extract *x, struct extract_part *p, struct batch *batch, size_t i,
                      bool *usable)
{
    *usable =
        !x->profile->trailer.mark || !extract_is_trailer(x, p, batch, scan_record(&batch->scan, i));
    if (!*usable)
        p->counts.n_blank++;
    else
        x->bad[i] = is_bad(x, p, batch, i, usable);
    return x->bad[i];
}

/* The first record from i on that is not plainly of the file's shape; n_records: none. */
static size_t next_odd(const struct extract *x, const struct batch *batch, size_t i)
{
    const struct scan_batch *scan = &batch->scan;
    if (x->profile->trailer.mark) /* it may be any */
        return i;
    return scan_next_odd(scan, i);
}

size_t extract_select(struct extract *x, struct extract_part *p, struct batch *batch)
{
    const size_t n_records = batch->scan.n_records;
    size_t n_bad = 0;
    memset(x->bad, 0, n_records * sizeof *x->bad);
    if (x->any_other_width)
        memset(x->n_found, 0, sizeof x->n_found);
    x->any_other_width = false;
    batch->n = 0;
    size_t from = 0; /* those behind it are usable, as far as they were looked at */
    for (size_t i = 0; (i = next_odd(x, batch, i)) < n_records; i++) {
        bool usable;
        n_bad += judge_odd(x, p, batch, i, &usable);
        if (usable)
            continue;
        use_records(x, batch, from, i - from);
        from = i + 1;
    }
    use_records(x, batch, from, n_records - from);
    return n_bad;
}

/* The first rule of [tekstregels] that holds, or NULL. */
static const struct scope_rule *layout_of(const struct profile *profile, const struct batch *batch,
                                          size_t i)
{
    for (const struct scope_rule *s = profile->scopes; s < profile->scopes + profile->n_layout; s++)
        if (column_any_rule_holds(batch->columns, s->rules, s->n_rules, i))
            return s;
    return NULL;
}

void extract_spare_layout(struct extract *x, struct batch *batch)
{
    for (size_t i = 0; x->profile->n_layout && i < batch->n; i++)
        if (x->bad[batch->record[i]])
            x->bad[batch->record[i]] = !layout_of(x->profile, batch, i);
}

/* `head`: the line is that of a card; NULL: a record. */
static void fill_record(struct extract *x, struct batch *batch, size_t i,
                        const struct scope_rule *head, struct text *above)
{
    struct scan_record *record = batch_record(batch, i);
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        struct column *column = &batch->columns[c];
        const bool headed = x->profile->columns[c].headed;
        if (!x->profile->columns[c].down || !batch_has(batch, c))
            continue;
        const struct text own = column->memo.texts[column->number[i]];
        if (headed ? head && head->begins[c] : !profile_is_empty(x->profile, text_trim(own))) {
            memset(above + c, 0, (x->profile->n_columns - c) * sizeof *above);
            above[c] = own;
        } else if (!head && (headed || above[c].n_bytes > 0)) {
            column->number[i] = memo_number(
                &column->memo, above[c].n_bytes ? above[c] : (struct text){"                ", 0});
            column_learn(x->profile, c, column);
            if (headed) /* its field says something else in this line */
                continue;
            reshape(batch, record, x->profile->file.quote);
            batch->scan.fields[record->first + batch->chunk->position_of[c]] = above[c];
            batch->first[i] = SCAN_NO_PLACES;
        }
    }
}

static void add_title(struct title *title, struct text text)
{
    uint64_t number = 0;
    for (size_t b = 0; b < text.n_bytes; b++) {
        const unsigned digit = (unsigned char)text.bytes[b] - '0';
        title->numbers += digit < 10 ? number * 9 + digit : 0; /* what the number grows by */
        number = digit < 10 ? number * 10 + digit : 0;
        if (digit > 9 && !strchr(" ;,|\t\r\"", text.bytes[b])) /* of a whole line, too */
            title->letters = title->letters * 31 + digit;
    }
}

/* What a line of text says in columns that are `down`; among cards, in any. */
static struct title title_of(const struct extract *x, struct batch *batch, size_t i)
{
    struct title title = {0};
    bool named = false;
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        const struct text own = batch_field(batch, batch_record(batch, i), c);
        if (!x->profile->columns[c].down && !x->profile->any_headed)
            continue;
        named |= memmem(own.bytes, own.n_bytes, "agina", 5) != NULL;
        add_title(&title, own);
    }
    title.numbers = named ? 1 : title.numbers; /* one that says it may count lines */
    return title;
}

/* A line above the header says it: of the first page. */
static bool is_above_header(const struct batch *batch, struct title title)
{
    struct text rest = {batch->chunk->bytes, batch->chunk->start}, line;
    while (text_split(&rest, '\n', &line)) {
        struct title above = {0};
        add_title(&above, line);
        if (above.letters == title.letters)
            return true;
    }
    return false;
}

/* What the head of a card says goes on behind empty lines, and a total of nothing. */
static void end_group(const struct profile *profile, bool whole, struct text *above)
{
    for (size_t c = 0; c < profile->n_columns; c++)
        if (whole || !profile->columns[c].headed)
            above[c] = (struct text){0};
}

/* Whether the group goes on in the line behind. The title of a page is the same on each, or counts
 * them, and the first has a number or says what it is; another one is of a block of lines. */
static bool goes_on(struct above *above)
{
    const struct title title = above->title, last = above->last;
    bool is_one = above->headed || !above->apart;
    if (above->headed && title.letters) {
        is_one = last.letters ? title.letters == last.letters && title.numbers - last.numbers <= 1
                              : title.numbers > 0;
        above->last = title;
    }
    above->title = (struct title){0};
    above->apart = above->headed = false;
    return is_one;
}

/* What an export says of its totals it says of their own fields. Empty lines and lines of text end
 * a group, but where a header comes with them: there a page does. */
void extract_fill_down(struct extract *x, struct batch *batch)
{
    const struct profile *profile = x->profile;
    struct above *above = batch->above;
    for (size_t i = 0, r = 0; r < batch->scan.n_records; r++) {
        const struct scan_record *record = scan_record(&batch->scan, r);
        const bool is_known = i < batch->n && batch->record[i] == r;
        const struct scope_rule *layout = is_known ? layout_of(profile, batch, i) : NULL;
        const bool blank = extract_is_blank(x, batch, record);
        const uint64_t line = above->first_line + record->line;
        const struct text bytes = extract_record_bytes(batch, record);
        above->apart |= layout != NULL || blank || line > above->behind;
        above->behind = line + 1 + (batch->chunk->is_rows ? 0 : csv_line_ends(bytes));
        if (layout && layout->begins) {
            fill_record(x, batch, i, layout, above->of);
            above->title = (struct title){0};
            above->begun = true;
        } else if (layout && extract_is_header(profile, batch, record)) {
            above->headed = true;
        } else if (layout && title_of(x, batch, i).letters) {
            above->title = title_of(x, batch, i);
            if (!above->last.letters && is_above_header(batch, above->title))
                above->last = above->title;
        }
        if (!layout && !blank) {
            const bool bad = !is_known || x->bad[r], titled = above->title.letters != 0;
            const bool is_line = !bad && !extract_is_total(profile, batch, i);
            const bool on = goes_on(above);
            if (!on || !is_line)
                end_group(profile, (titled && !on) || (!is_line && (bad || !above->begun)),
                          above->of);
            if (is_line)
                fill_record(x, batch, i, NULL, above->of);
            above->begun &= !is_line;
        }
        i += is_known;
    }
    for (size_t c = 0; c < PROFILE_MAX_COLUMNS; c++) /* the memo is this worker's */
        if (above->of[c].n_bytes)
            above->of[c].bytes =
                memcpy(arena_alloc(&above->arena, above->of[c].n_bytes + SCAN_BEHIND),
                       above->of[c].bytes, above->of[c].n_bytes);
}
