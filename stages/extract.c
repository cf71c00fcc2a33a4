/* extract: from records to values and exact amounts. A record that cannot be read is rejected
 * whole, with all that is wrong with it; it never stops the reading and takes no other record
 * along. */
#include "pipeline/core/amount.h"
#include "pipeline/core/batch.h"
#include "pipeline/core/csv.h"
#include "stages/stages.h"

#include <stdlib.h>
#include <string.h>

struct reject {
    uint32_t line; /* physical lines before it in the part */
    uint64_t offset;
    const char *columns, *reason, *raw;
};

/* What a part gave and was not committed yet. */
struct extract_part {
    struct arena arena;
    struct reject *rejects;
    size_t n_rejects, rejects_cap;
    uint64_t n_records, n_unread;
    struct money sum, debet, credit, rejected_sum;
    struct voucher_part vouchers;
    bool overflow;
};

struct extract {
    const struct plan *plan;
    size_t source_index;
    const struct source *source;
    const struct profile *profile;
    bool plain_amounts; /* amount_parse_plain reads what this profile's amounts usually look like */
    char decimal_mark;
    struct money *debet; /* [amount][SCAN_RECORDS] */
    struct money *credit;
    uint8_t bad[SCAN_RECORDS]; /* by index in scan.records */
    struct extract_part parts[PART_COUNT];
    struct source_account account; /* what was committed; only the sums extract owns */
    bool overflow;
};

static void *extract_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct extract *x = mem_alloc(sizeof *x);
    x->plan = plan;
    x->source_index = source;
    x->source = &plan->sources[source];
    x->profile = x->source->profile;
    const struct amount_format *number = &x->profile->number;
    x->plain_amounts = (number->decimal == AMOUNT_COMMA || number->decimal == AMOUNT_POINT) &&
                       number->unit_cents == 100 && x->profile->unit_column == NO_COLUMN;
    x->decimal_mark = number->decimal == AMOUNT_COMMA ? ',' : '.';
    size_t n = x->profile->n_amounts * SCAN_RECORDS;
    x->debet = mem_alloc(n * sizeof *x->debet);
    x->credit = mem_alloc(n * sizeof *x->credit);
    return x;
}

static void extract_begin(void *state, enum part part)
{
    struct extract_part *p = &((struct extract *)state)->parts[part];
    arena_release(&p->arena);
    p->n_rejects = 0;
    p->n_records = p->n_unread = 0;
    p->sum = p->debet = p->credit = p->rejected_sum = (struct money){0};
    p->overflow = false;
    voucher_part_begin(&p->vouchers);
}

/* ---- which records are well-formed ---- */

static enum text_encoding byte_encoding(const struct extract *x)
{
    return x->profile->file.encoding == TEXT_UTF16 ? TEXT_UTF8 : x->profile->file.encoding;
}

static struct text record_bytes(const struct batch *batch, const struct scan_record *record)
{
    return (struct text){batch->scan.bytes + record->start, record->end - record->start};
}

static bool clean_bytes(const struct extract *x, struct text bytes)
{
    return !memchr(bytes.bytes, 0, bytes.n_bytes) && text_valid(bytes, byte_encoding(x), NULL);
}

/* Lists the records that can be looked into; the others are marked bad. */
static size_t select_records(struct extract *x, struct batch *batch)
{
    size_t n_bad = 0;
    batch->n = 0;
    for (size_t i = 0; i < batch->scan.n_records; i++) {
        const struct scan_record *record = &batch->scan.records[i];
        bool bad = record->n_fields != batch->chunk->n_fields ||
                   (record->suspect && !clean_bytes(x, record_bytes(batch, record)));
        x->bad[i] = bad;
        n_bad += bad;
        batch->record[batch->n] = (uint16_t)i;
        batch->n += !bad;
    }
    return n_bad;
}

/* ---- values ---- */

static struct scan_view view_of(const struct batch *batch, size_t column)
{
    return scan_view_of(&batch->scan, batch->chunk->position_of[column], batch->chunk->n_fields,
                        batch->source->profile->file.quote);
}

/* A value is numbered as it stands, spaces around it included: column_learn trims it, once.
 * Neighbouring lines often have the same value: then its number is known without a look. */
static void number_column(struct batch *batch, size_t index)
{
    struct column *column = &batch->columns[index];
    const struct scan_view view = view_of(batch, index);
    const bool present = batch->chunk->position_of[index] != NO_COLUMN;
    uint64_t last_low = 0, last_high = 0;
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < batch->n; i++) {
        struct text text;
        if (!present || !scan_view_raw(&view, batch->record[i], &text))
            text = batch_field(batch, &view.records[batch->record[i]], index);
        if (__builtin_expect(text.n_bytes > MEMO_SHORT, 0)) {
            last = UINT32_MAX;
            column->number[i] = memo_number(&column->memo, text);
            continue;
        }
        uint64_t low = memo_load(text.bytes, text.n_bytes);
        uint64_t high = memo_load_rest(text);
        if (low != last_low || high != last_high || last == UINT32_MAX) {
            last = memo_number_short(&column->memo, text, low, high);
            last_low = low;
            last_high = high;
        }
        column->number[i] = last;
    }
}

static size_t read_values(struct extract *x, struct batch *batch)
{
    size_t n_bad = 0;
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        struct column *column = &batch->columns[c];
        if (!column->used)
            continue;
        number_column(batch, c);
        column_learn(x->profile, c, column);
        for (size_t i = 0; column->n_faulty && i < batch->n; i++) {
            if (column->faults[column->number[i]] == COLUMN_OK)
                continue;
            x->bad[batch->record[i]] = true;
            n_bad++;
        }
    }
    return n_bad;
}

/* ---- amounts ---- */

static enum amount_fault parse_amount(const struct extract *x, const struct amount_format *format,
                                      struct text field, struct money *money)
{
    if (x->plain_amounts && field.n_bytes &&
        (field.bytes[0] != '-' || format->minus & AMOUNT_MINUS_FRONT) &&
        amount_parse_plain(field.bytes, field.n_bytes, x->decimal_mark, money))
        return AMOUNT_OK;
    return amount_parse(format, field, money);
}

/* The format that holds for a record: the unit may come from a column. */
static struct amount_format record_format(const struct extract *x, const struct batch *batch,
                                          size_t i)
{
    struct amount_format format = x->profile->number;
    if (x->profile->unit_column == NO_COLUMN)
        return format;
    const struct column *unit = &batch->columns[x->profile->unit_column];
    struct text value = unit->values[unit->number[i]];
    format.unit_cents = text_is(value, "1000") ? 100000 : text_is(value, "0,01") ? 1 : 100;
    return format;
}

struct amount_place {
    struct extract *x;
    struct batch *batch;
    const struct profile_amount *amount;
    const struct scan_record *record;
    size_t i; /* index of the good record */
    struct amount_format format;
};

/* What was read, or the column that is at fault. */
struct amount_read {
    struct money debet, credit;
    bool empty;
    enum amount_fault fault;
    size_t column;
};

typedef void read_amount_fn(const struct amount_place *place, struct amount_read *read);

static struct money magnitude(struct money money)
{
    return (struct money){money.cents < 0 ? -money.cents : money.cents};
}

static void read_signed(const struct amount_place *place, struct amount_read *read)
{
    struct text field = batch_field(place->batch, place->record, place->amount->plus);
    struct money money = {0};
    read->fault = parse_amount(place->x, &place->format, field, &money);
    read->column = place->amount->plus;
    read->empty = field.n_bytes == 0;
    *(money.cents < 0 ? &read->debet : &read->credit) = magnitude(money);
}

static void read_difference(const struct amount_place *place, struct amount_read *read)
{
    const struct profile_amount *amount = place->amount;
    struct text plus = batch_field(place->batch, place->record, amount->plus);
    struct text minus = batch_field(place->batch, place->record, amount->minus);
    read->empty = plus.n_bytes == 0 && minus.n_bytes == 0;
    read->column = amount->plus;
    if (plus.n_bytes || read->empty)
        read->fault = parse_amount(place->x, &place->format, plus, &read->credit);
    if (minus.n_bytes && read->fault == AMOUNT_OK) {
        read->column = amount->minus;
        read->fault = parse_amount(place->x, &place->format, minus, &read->debet);
    }
}

static void read_flagged(const struct amount_place *place, struct amount_read *read)
{
    struct text field = batch_field(place->batch, place->record, place->amount->plus);
    const struct column *flag = &place->batch->columns[place->amount->flag];
    bool debet = text_is(flag->values[flag->number[place->i]], "D");
    read->fault =
        parse_amount(place->x, &place->format, field, debet ? &read->debet : &read->credit);
    read->column = place->amount->plus;
    read->empty = field.n_bytes == 0;
}

static read_amount_fn *const read_amount[] = {
    [AMOUNT_SIGNED] = read_signed,
    [AMOUNT_DIFFERENCE] = read_difference,
    [AMOUNT_FLAGGED] = read_flagged,
};

/* One amount of one record by the general way; false when it is at fault. */
static bool read_any_amount(struct amount_place *place, size_t at)
{
    struct extract *x = place->x;
    struct amount_read read = {0};
    if (x->profile->unit_column != NO_COLUMN)
        place->format = record_format(x, place->batch, place->i);
    read_amount[place->amount->kind](place, &read);
    x->debet[at] = read.debet;
    x->credit[at] = read.credit;
    place->batch->empty[at] = x->profile->n_amounts > 1 && read.empty;
    return read.fault == AMOUNT_OK;
}

/* The usual ledger lines: a plain amount in one of two columns. False when this one is not that. */
static inline bool read_plain_difference(struct extract *x, const struct scan_view *plus,
                                         const struct scan_view *minus, size_t record, size_t at)
{
    struct text for_credit, for_debet;
    struct money credit = {0}, debet = {0};
    if (!scan_view_raw(plus, record, &for_credit) || !scan_view_raw(minus, record, &for_debet) ||
        (for_credit.n_bytes == 0 && for_debet.n_bytes == 0))
        return false;
    if (for_credit.n_bytes &&
        !amount_parse_plain(for_credit.bytes, for_credit.n_bytes, x->decimal_mark, &credit))
        return false;
    if (for_debet.n_bytes &&
        !amount_parse_plain(for_debet.bytes, for_debet.n_bytes, x->decimal_mark, &debet))
        return false;
    x->credit[at] = credit;
    x->debet[at] = debet;
    return true;
}

static bool reads_plain_difference(const struct extract *x, const struct batch *batch,
                                   const struct profile_amount *amount)
{
    const size_t *position_of = batch->chunk->position_of;
    return amount->kind == AMOUNT_DIFFERENCE && x->plain_amounts &&
           x->profile->number.minus & AMOUNT_MINUS_FRONT &&
           position_of[amount->plus] != NO_COLUMN && position_of[amount->minus] != NO_COLUMN;
}

static size_t read_amounts(struct extract *x, struct batch *batch)
{
    size_t n_bad = 0;
    for (size_t a = 0; a < x->profile->n_amounts; a++) {
        const struct profile_amount *amount = &x->profile->amounts[a];
        const bool plain = reads_plain_difference(x, batch, amount);
        const struct scan_view plus = view_of(batch, amount->plus);
        const struct scan_view minus = view_of(batch, plain ? amount->minus : amount->plus);
        struct amount_place place = {.x = x, .batch = batch, .amount = amount};
        place.format = x->profile->number;
        for (size_t i = 0; i < batch->n; i++) {
            size_t record = batch->record[i], at = a * SCAN_RECORDS + i;
            batch->empty[at] = false;
            if (plain && read_plain_difference(x, &plus, &minus, record, at))
                continue;
            place.i = i;
            place.record = &batch->scan.records[record];
            if (read_any_amount(&place, at))
                continue;
            x->bad[record] = true;
            n_bad++;
        }
    }
    return n_bad;
}

/* ---- rejects ---- */

struct explanation {
    struct arena *arena;
    const char *columns; /* "debet, credit" */
    const char *reason;
};

static void explain(struct explanation *e, const char *column, const char *reason)
{
    if (column[0])
        e->columns =
            arena_printf(e->arena, "%s%s%s", e->columns, e->columns[0] ? ", " : "", column);
    e->reason = arena_printf(e->arena, "%s%s%s", e->reason, e->reason[0] ? "; " : "", reason);
}

static void explain_bytes(const struct extract *x, struct text bytes, struct explanation *e)
{
    size_t at;
    const char *nul = memchr(bytes.bytes, 0, bytes.n_bytes);
    if (nul)
        explain(e, "",
                arena_printf(e->arena, "NUL-teken op plaats %zu van de regel",
                             (size_t)(nul - bytes.bytes) + 1));
    if (!text_valid(bytes, byte_encoding(x), &at))
        explain(e, "",
                arena_printf(e->arena,
                             "byte %02X op plaats %zu van de regel bestaat niet in de codering van "
                             "het profiel",
                             (unsigned char)bytes.bytes[at], at + 1));
}

static void explain_shape(const struct extract *x, const struct batch *batch,
                          const struct scan_record *record, struct explanation *e)
{
    if (record->kind == SCAN_STRAY)
        explain(e, "",
                "aanhalingsteken op een verkeerde plaats: binnen een veld zonder aanhalingstekens, "
                "of tekst achter een sluitend aanhalingsteken");
    else if (record->kind == SCAN_RUNAWAY)
        explain(
            e, "",
            "een aanhalingsteken wordt niet gesloten, of de regel is langer dan 32.768 bytes of "
            "1.000 regels");
    else if (record->n_fields != batch->chunk->n_fields)
        explain(e, "",
                arena_printf(e->arena, "verwacht %zu velden, gevonden %u", batch->chunk->n_fields,
                             record->n_fields));
    explain_bytes(x, record_bytes(batch, record), e);
}

static void explain_amount(struct extract *x, struct batch *batch, const struct amount_place *place,
                           struct explanation *e, struct money *total, bool *unread)
{
    struct amount_read read = {0};
    read_amount[place->amount->kind](place, &read);
    if (read.fault == AMOUNT_OK) {
        if (!money_add(*total, magnitude((struct money){read.credit.cents - read.debet.cents}),
                       total))
            x->overflow = true;
        return;
    }
    *unread = true;
    const char *name = x->profile->columns[read.column].name;
    struct text field = batch_field(batch, place->record, read.column);
    char example[MONEY_TEXT_SIZE];
    explain(e, name,
            arena_printf(e->arena, "%s: %s (zoals %s), gevonden \"%.60s\"", name,
                         amount_fault_text(read.fault), amount_example(&place->format, example),
                         text_to_utf8(e->arena, field, byte_encoding(x))));
}

/* Values and amounts of a record with the right number of fields, looked at once more. */
static void explain_fields(struct extract *x, struct batch *batch, const struct scan_record *record,
                           struct explanation *e, struct money *total, bool *unread)
{
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        struct column *column = &batch->columns[c];
        if (!column->used)
            continue;
        uint32_t number = memo_number(&column->memo, batch_field(batch, record, c));
        column_learn(x->profile, c, column);
        column->number[SCAN_RECORDS - 1] = number; /* where this record is looked at below */
        if (column->faults[number] != COLUMN_OK)
            explain(e, x->profile->columns[c].name,
                    column_explain(x->profile, c, column, number, e->arena));
    }
    for (size_t a = 0; a < x->profile->n_amounts; a++) {
        struct amount_place place = {.x = x,
                                     .batch = batch,
                                     .amount = &x->profile->amounts[a],
                                     .record = record,
                                     .i = SCAN_RECORDS - 1};
        place.format = record_format(x, batch, place.i);
        explain_amount(x, batch, &place, e, total, unread);
    }
}

static void add_reject(struct extract *x, struct batch *batch, const struct scan_record *record)
{
    struct extract_part *p = &x->parts[batch->part];
    struct explanation e = {&p->arena, "", ""};
    struct money total = {0};
    bool unread = false;
    explain_shape(x, batch, record, &e);
    if (e.reason[0])
        unread = true;
    else
        explain_fields(x, batch, record, &e, &total, &unread);
    p->n_unread += unread;
    if (!money_add(p->rejected_sum, total, &p->rejected_sum))
        p->overflow = true;
    p->rejects = mem_grow(p->rejects, &p->rejects_cap, p->n_rejects + 1, sizeof *p->rejects);
    p->rejects[p->n_rejects++] = (struct reject){
        .line = record->line,
        .offset = batch->offset + record->start,
        .columns = e.columns,
        .reason = e.reason,
        .raw = text_to_utf8(&p->arena, record_bytes(batch, record), byte_encoding(x)),
    };
}

/* Keeps the values of the records that are good in every respect, in order. */
static void drop_bad(struct extract *x, struct batch *batch)
{
    size_t n = 0;
    for (size_t i = 0; i < batch->n; i++) {
        if (x->bad[batch->record[i]])
            continue;
        batch->record[n] = batch->record[i];
        for (size_t c = 0; c < x->profile->n_columns; c++)
            batch->columns[c].number[n] = batch->columns[c].number[i];
        for (size_t a = 0; a < x->profile->n_amounts; a++) {
            size_t from = a * SCAN_RECORDS + i, to = a * SCAN_RECORDS + n;
            x->debet[to] = x->debet[from];
            x->credit[to] = x->credit[from];
            batch->empty[to] = batch->empty[from];
        }
        n++;
    }
    batch->n = n;
}

/* ---- what was read, counted before anything is mapped ---- */

/* Sums over one batch need no check: */
_Static_assert(MONEY_MAX_CENTS < INT64_MAX / 2 / SCAN_RECORDS, "a batch of amounts fits");

static void add_up(struct extract *x, struct batch *batch)
{
    struct extract_part *p = &x->parts[batch->part];
    bool ok = true;
    for (size_t a = 0; a < x->profile->n_amounts; a++) {
        const struct money *credit = x->credit + a * SCAN_RECORDS;
        const struct money *debet = x->debet + a * SCAN_RECORDS;
        struct money *amounts = batch_amounts(batch, a);
        struct money credits = {0}, debets = {0};
        for (size_t i = 0; i < batch->n; i++) {
            amounts[i].cents = credit[i].cents - debet[i].cents;
            credits.cents += credit[i].cents;
            debets.cents += debet[i].cents;
        }
        ok &= money_add(p->credit, credits, &p->credit) && money_add(p->debet, debets, &p->debet);
    }
    p->n_records += batch->n;
    p->overflow |= !ok;
}

/* An absent field; 16 bytes can be read behind it, as behind any other. */
static const char no_text[16] = "";

static void follow_vouchers(struct extract *x, struct batch *batch)
{
    size_t boekstuk = x->profile->role[ROLE_BOEKSTUK], regel = x->profile->role[ROLE_REGEL];
    struct extract_part *p = &x->parts[batch->part];
    const struct money *amounts = batch_amounts(batch, 0);
    for (size_t i = 0; i < batch->n; i++) {
        const struct scan_record *record = &batch->scan.records[batch->record[i]];
        struct text line = {no_text, 0};
        if (regel != NO_COLUMN)
            line = batch_field(batch, record, regel);
        if (!voucher_part_add(&p->vouchers, batch_field(batch, record, boekstuk), line, amounts[i]))
            p->overflow = true;
    }
}

static void extract_batch(void *state, struct batch *batch)
{
    struct extract *x = state;
    for (size_t c = 0; c < x->profile->n_columns; c++)
        if (batch->columns[c].memo.n > MEMO_FULL)
            column_forget(&batch->columns[c]);
    size_t n_bad = select_records(x, batch);
    n_bad += read_values(x, batch);
    n_bad += read_amounts(x, batch);
    if (n_bad) {
        drop_bad(x, batch);
        for (size_t i = 0; i < batch->scan.n_records; i++)
            if (x->bad[i])
                add_reject(x, batch, &batch->scan.records[i]);
    }
    add_up(x, batch);
    if (x->profile->role[ROLE_BOEKSTUK] != NO_COLUMN)
        follow_vouchers(x, batch);
}

/* ---- commit ---- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void note_reject(struct book *book, const char *file, uint64_t line_no,
                        const struct reject *reject)
{
    if (book->n_notes == BOOK_MAX_NOTES)
        return;
    book->reject_notes = mem_grow(book->reject_notes, &book->notes_cap, book->n_notes + 1,
                                  sizeof *book->reject_notes);
    if (asprintf(&book->reject_notes[book->n_notes], "%s:%llu\n%s", file,
                 (unsigned long long)line_no, reject->reason) >= 0)
        book->n_notes++;
}

static void write_reject(struct extract *x, struct book *book, const struct chunk *chunk,
                         uint64_t line_no, const struct reject *reject)
{
    const char *file = base_name(x->source->files[chunk->file]);
    if (!book->rejects)
        book->rejects = tmpfile();
    book->n_rejects++;
    note_reject(book, file, line_no, reject);
    if (!book->rejects)
        return; /* the ledger sees that rows are missing */
    struct csv_writer writer = {.stream = book->rejects, .dialect = CSV_FOR_PEOPLE};
    csv_write_text(&writer, x->source->name);
    csv_write_text(&writer, file);
    csv_write_integer(&writer, (long long)line_no);
    csv_write_integer(&writer, (long long)reject->offset);
    csv_write_text(&writer, reject->columns);
    csv_write_text(&writer, reject->reason);
    csv_write_text(&writer, reject->raw);
    csv_write_end(&writer);
}

static void add_money(struct extract *x, struct money *sum, struct money money)
{
    if (!money_add(*sum, money, sum))
        x->overflow = true;
}

static void extract_commit(void *state, enum part part, struct turn *turn,
                           const struct chunk *chunk)
{
    struct extract *x = state;
    struct extract_part *p = &x->parts[part];
    for (size_t i = 0; i < p->n_rejects; i++)
        write_reject(x, &turn->book, chunk, turn->line_no + p->rejects[i].line, &p->rejects[i]);
    turn->n_records += p->n_records + p->n_rejects;
    turn->n_rejected += p->n_rejects;
    voucher_part_end(&p->vouchers);
    voucher_book_add_part(&turn->book.vouchers, &p->vouchers);
    x->account.n_records += p->n_records;
    x->account.n_rejected += p->n_rejects;
    x->account.n_rejected_unread += p->n_unread;
    add_money(x, &x->account.debet, p->debet);
    add_money(x, &x->account.credit, p->credit);
    add_money(x, &x->account.rejected_sum, p->rejected_sum);
    x->overflow |= p->overflow;
}

static bool extract_finish(void *state, struct ledger_builder *builder, struct errors *errors)
{
    struct extract *x = state;
    struct source_account *account = &builder->ledger->accounts[x->source_index];
    account->n_records += x->account.n_records;
    account->n_rejected += x->account.n_rejected;
    account->n_rejected_unread += x->account.n_rejected_unread;
    account->n_mutaties += x->account.n_records * x->profile->n_amounts;
    struct money sum = {0};
    bool ok = !x->overflow && money_add(account->debet, x->account.debet, &account->debet) &&
              money_add(account->credit, x->account.credit, &account->credit) &&
              money_add(account->rejected_sum, x->account.rejected_sum, &account->rejected_sum) &&
              money_subtract(x->account.credit, x->account.debet, &sum) &&
              money_add(account->sum, sum, &account->sum);
    return ok || errors_add(errors, ERROR_DATA, x->source->name,
                            "de bedragen van deze bron zijn samen te groot om exact op te tellen");
}

static void extract_close(void *state)
{
    struct extract *x = state;
    if (!x)
        return;
    for (int part = 0; part < PART_COUNT; part++) {
        arena_release(&x->parts[part].arena);
        free(x->parts[part].rejects);
        voucher_part_release(&x->parts[part].vouchers);
    }
    free(x->debet);
    free(x->credit);
    free(x);
}

const struct line_stage extract_stage = {
    .name = "extract",
    .open = extract_open,
    .begin = extract_begin,
    .batch = extract_batch,
    .commit = extract_commit,
    .finish = extract_finish,
    .close = extract_close,
};
