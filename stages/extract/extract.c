/* extract: from records to values and exact amounts. A record that cannot be read is rejected
 * whole, with all that is wrong with it; it never stops the reading and takes no other record
 * along. */
#include "stages/extract/extract.h"

#include <stdlib.h>
#include <string.h>

static void *extract_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct extract *x = mem_alloc(sizeof *x);
    x->source = &plan->sources[source];
    x->profile = x->source->profile;
    for (size_t i = 0; i < SCAN_RECORDS; i++)
        x->order[i] = (uint16_t)i;
    x->is_quick = amount_quick(&x->profile->number, &x->quick) &&
                  x->profile->unit_column == NO_COLUMN && !x->profile->file.n_empty_words;
    return x;
}

static void extract_close(void *state)
{
    free(((struct extract *)state)->dated);
    free(state);
}

/* ---- values ---- */

/* Without it an amount of the line has no meaning. */
static bool amounts_depend_on(const struct profile *profile, size_t column)
{
    bool depend = column == profile->unit_column;
    for (size_t a = 0; a < profile->n_amounts; a++)
        depend |= column == profile->amounts[a].flag;
    return depend;
}

bool extract_is_total(const struct profile *profile, const struct batch *batch, size_t i)
{
    bool is_one = false;
    for (size_t t = 0; t < profile->n_totals && !is_one; t++)
        is_one = column_any_rule_holds(batch->columns, profile->totals[t].rules,
                                       profile->totals[t].n_rules, i);
    return is_one;
}

bool extract_excuses(const struct extract *x, const struct batch *batch, size_t column, size_t i)
{
    return extract_is_total(x->profile, batch, i) && !amounts_depend_on(x->profile, column);
}

static size_t find_faults(struct extract *x, const struct batch *batch, size_t index)
{
    const struct column *column = &batch->columns[index];
    size_t n_bad = 0;
    for (size_t i = 0; i < batch->n; i++) {
        if (column->faults[column_number(column, i)] == COLUMN_OK ||
            extract_excuses(x, batch, index, i))
            continue;
        x->bad[batch->record[i]] = true;
        n_bad++;
    }
    return n_bad;
}

static size_t read_values(struct extract *x, struct batch *batch)
{
    size_t n_bad = 0;
    for (size_t s = 0; s < batch->n_spans; s++)
        extract_number_span(batch, &batch->spans[s]);
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        if (!batch->columns[c].used)
            continue;
        if (batch->columns[c].span)
            column_learn(x->profile, c, &batch->columns[c]);
        else
            extract_number(x, batch, c);
    }
    if (x->profile->any_down)
        extract_fill_down(x, batch);
    for (size_t c = 0; c < x->profile->n_columns; c++)
        if (batch->columns[c].n_faulty)
            n_bad += find_faults(x, batch, c);
    return n_bad + (batch->has_contra ? extract_find_contra(x, batch) : 0);
}

/* ---- amounts ---- */

/* The format that holds for a record: the unit may come from a column. */
struct amount_format extract_format(const struct extract *x, const struct batch *batch, size_t i)
{
    struct amount_format format = x->profile->number;
    if (x->profile->unit_column == NO_COLUMN)
        return format;
    const struct column *unit = &batch->columns[x->profile->unit_column];
    struct text value = unit->values[column_number(unit, i)];
    format.unit_cents = text_is(value, "1000")      ? 100000
                        : text_is(value, "1000000") ? 100000000
                        : text_is(value, "0,01")    ? 1
                                                    : 100;
    return format;
}

/* An amount's field; empty when it stands for that. */
static struct text amount_field(const struct amount_place *place, size_t column)
{
    struct text field = batch_field(place->batch, place->record, column);
    if (place->x->profile->file.n_empty_words && profile_is_empty(place->x->profile, field))
        field.n_bytes = 0;
    return field;
}

static void read_signed(const struct amount_place *place, struct amount_read *read)
{
    struct text field = amount_field(place, place->amount->plus);
    struct money money = {0};
    read->fault = amount_parse(&place->format, field, &money);
    read->column = place->amount->plus;
    read->empty = field.n_bytes == 0;
    *(money.cents < 0 ? &read->debet : &read->credit) = money_size(money);
}

static void read_difference(const struct amount_place *place, struct amount_read *read)
{
    const struct profile_amount *amount = place->amount;
    struct text plus = amount_field(place, amount->plus);
    struct text minus = amount_field(place, amount->minus);
    read->empty = plus.n_bytes == 0 && minus.n_bytes == 0;
    read->column = amount->plus;
    if (plus.n_bytes || read->empty)
        read->fault = amount_parse(&place->format, plus, &read->credit);
    else if (amount->whole)
        read->fault = AMOUNT_EMPTY;
    if (minus.n_bytes && read->fault == AMOUNT_OK) {
        read->column = amount->minus;
        read->fault = amount_parse(&place->format, minus, &read->debet);
    }
}

static void read_flagged(const struct amount_place *place, struct amount_read *read)
{
    struct text field = amount_field(place, place->amount->plus);
    const struct column *flag = &place->batch->columns[place->amount->flag];
    bool debet = text_is(flag->values[column_number(flag, place->i)], "D");
    read->fault = amount_parse(&place->format, field, debet ? &read->debet : &read->credit);
    read->column = place->amount->plus;
    read->empty = field.n_bytes == 0;
}

static void read_beside(const struct amount_place *place, struct amount_read *read)
{
    if (amount_field(place, place->amount->plus).n_bytes > 0)
        read_signed(place, read);
}

typedef void read_amount_fn(const struct amount_place *place, struct amount_read *read);

static read_amount_fn *const read_amount[] = {
    [AMOUNT_SIGNED] = read_signed,
    [AMOUNT_DIFFERENCE] = read_difference,
    [AMOUNT_FLAGGED] = read_flagged,
    [AMOUNT_BESIDE] = read_beside,
};

void extract_read_amount(const struct amount_place *place, struct amount_read *read)
{
    *read = (struct amount_read){0};
    read_amount[place->amount->kind](place, read);
}

/* One amount of one record by the general way; false when it is at fault. */
static bool read_any_amount(struct amount_place *place, size_t at)
{
    struct extract *x = place->x;
    struct amount_read read;
    if (x->profile->unit_column != NO_COLUMN)
        place->format = extract_format(x, place->batch, place->i);
    extract_read_amount(place, &read);
    place->batch->debet[at] = read.debet;
    place->batch->amounts[at].cents = read.credit.cents - read.debet.cents;
    place->batch->empty[at] = x->profile->n_amounts > 1 && read.empty;
    return read.fault == AMOUNT_OK;
}

/* ---- all amounts of a batch ---- */

static size_t leave_all(const struct batch *batch, uint16_t left[SCAN_RECORDS])
{
    for (size_t i = 0; i < batch->n; i++)
        left[i] = (uint16_t)i;
    return batch->n;
}

static size_t read_amounts(struct extract *x, struct batch *batch)
{
    size_t n_bad = 0;
    uint16_t left[SCAN_RECORDS];
    batch->any_two_sided = false;
    x->any_both = false;
    for (size_t a = 0; a < x->profile->n_read; a++) {
        const struct profile_amount *amount = &x->profile->amounts[a];
        struct amount_place place = {.x = x, .batch = batch, .amount = amount};
        place.format = x->profile->number;
        memset(batch->empty + a * SCAN_RECORDS, 0, batch->n);
        size_t n_left = extract_is_quick(x, batch, amount) ? extract_read_quickly(x, batch, a, left)
                                                           : leave_all(batch, left);
        batch->any_two_sided |= n_left > 0 || x->any_both;
        for (size_t k = 0; k < n_left; k++) {
            place.i = left[k];
            place.record = batch_record(batch, left[k]);
            if (read_any_amount(&place, a * SCAN_RECORDS + left[k]))
                continue;
            x->bad[batch->record[left[k]]] = true;
            n_bad++;
        }
    }
    return n_bad;
}

void extract_move(const struct extract *x, struct batch *batch, size_t from, size_t to)
{
    batch->record[to] = batch->record[from];
    batch->first[to] = batch->first[from];
    for (size_t s = 0; s < batch->n_spans; s++)
        batch->spans[s].is.number[to] = batch->spans[s].is.number[from];
    for (size_t c = 0; c < x->profile->n_columns; c++)
        batch->columns[c].number[to] = batch->columns[c].number[from];
    for (size_t a = 0; a < x->profile->n_read * SCAN_RECORDS; a += SCAN_RECORDS) {
        batch->debet[a + to] = batch->debet[a + from];
        batch->amounts[a + to] = batch->amounts[a + from];
        batch->empty[a + to] = batch->empty[a + from];
    }
    if (batch->has_contra)
        batch->has_contra[to] = batch->has_contra[from];
}

/* Keeps the values of the records that are good in every respect, in order. */
static void drop_bad(struct extract *x, struct batch *batch)
{
    size_t n = 0;
    for (size_t i = 0; i < batch->n; i++)
        if (!x->bad[batch->record[i]])
            extract_move(x, batch, i, n++);
    batch->n = n;
}

/* ---- what was read, counted before anything is mapped ---- */

/* Sums over one batch need no check: */
_Static_assert(MONEY_MAX_CENTS < INT64_MAX / 2 / SCAN_RECORDS, "a batch of amounts fits");

static void add_up(const struct extract *x, struct counts *counts, struct batch *batch)
{
    for (size_t a = 0; a < x->profile->n_amounts; a++) {
        const struct money *amounts = batch_amounts(batch, a);
        const struct money *debet = batch->debet + a * SCAN_RECORDS;
        struct money credits = {0}, debets = {0};
        for (size_t i = 0; i < batch->n; i++) {
            credits.cents += amounts[i].cents;
            debets.cents += debet[i].cents;
        }
        credits.cents += debets.cents;
        for (size_t i = 0; batch->any_two_sided && !batch->is_contra && i < batch->n; i++)
            counts->n_two_sided += (amounts[i].cents + debet[i].cents != 0) & (debet[i].cents != 0);
        batch->turnover[a].cents = credits.cents + debets.cents;
        sum_add(&counts->credit, credits);
        sum_add(&counts->debet, debets);
        if (batch->is_contra) {
            sum_add(&counts->contra_credit, credits);
            sum_add(&counts->contra_debet, debets);
        }
    }
    *(batch->is_contra ? &counts->n_contra : &counts->n_records) += batch->n;
}

void extract_change_sides(struct batch *batch, size_t i)
{
    for (size_t at = i; at < batch->source->profile->n_read * SCAN_RECORDS; at += SCAN_RECORDS) {
        batch->debet[at] = batch_credit(batch, at);
        batch->amounts[at].cents = -batch->amounts[at].cents;
    }
}

/* Lines of a kind that is written the other way round. */
static void turn_signs(const struct profile *profile, struct batch *batch)
{
    for (size_t i = 0; profile->n_turned && i < batch->n; i++) {
        bool turns = false;
        for (size_t t = 0; t < profile->n_turned; t++)
            turns |= column_any_rule_holds(batch->columns, profile->turned[t].rules,
                                           profile->turned[t].n_rules, i);
        if (turns)
            extract_change_sides(batch, i);
    }
}

/* Of fields at fixed places, the separators in a record that are not in its file. */
static size_t n_put(const struct extract *x, const struct batch *batch,
                    const struct scan_record *record)
{
    const size_t n = extract_n_fields(x, batch, record), n_most = x->profile->n_cuts + 1;
    return !x->profile->file.is_fixed || n == 0 ? 0 : n - 1 < n_most ? n - 1 : n_most;
}

/* The lines of a batch. */
static void read_batch(struct extract *x, struct extract_part *p, struct batch *batch)
{
    size_t n_bad = extract_select(x, p, batch);
    n_bad += read_values(x, batch);
    n_bad += read_amounts(x, batch);
    if (n_bad) {
        extract_spare_layout(x, batch);
        drop_bad(x, batch);
    }
    for (size_t i = 0; (n_bad || x->profile->file.is_fixed) && i < batch->scan.n_records; i++) {
        const struct scan_record *record = scan_record(&batch->scan, i);
        if (x->bad[i] && extract_is_blank(x, batch, record))
            p->counts.n_blank++;
        else if (x->bad[i])
            extract_reject(x, p, batch, record);
        p->n_put += n_put(x, batch, record);
    }
    turn_signs(x->profile, batch);
}

static void extract_batch(void *state, void *part, struct batch *batch)
{
    struct extract *x = state;
    struct extract_part *p = part;
    if (batch->is_contra)
        extract_to_contra(x, batch);
    else
        read_batch(x, p, batch);
    add_up(x, &p->counts, batch);
    batch_group(batch);
}

/* ---- in the order of the file ---- */

static void extract_commit(void *state, void *part, void *file, const struct place *place)
{
    struct extract *x = state;
    struct extract_part *p = part;
    struct extract_file *f = file;
    for (size_t i = 0; i < p->n_rejects; i++) {
        p->rejects[i].offset -= f->n_put;
        f->damaged.n_about_bytes += p->rejects[i].about_bytes;
        if (p->rejects[i].is_open)
            f->damaged.open_line = place->line_no + p->rejects[i].line;
    }
    extract_commit_rejects(x, p, &f->rejects, place);
    f->n_put += p->n_put;
    p->bytes.line += place->line_no;
    delivered_add_bytes(&f->damaged.bytes, &p->bytes);
    p->counts.n_rejected = p->n_rejects;
    p->counts.n_mutaties = (p->counts.n_records + p->counts.n_contra) * x->profile->n_amounts;
    p->counts.amounts = sum_difference(p->counts.credit, p->counts.debet);
    counts_add(&f->counts, &p->counts);
    if (p->trailer.fault)
        p->trailer.fault = arena_printf(place->arena, "%s", p->trailer.fault);
    extract_add_trailer(&f->trailer, &p->trailer);
}

static void extract_close_file(void *file, void *source, const struct place *place,
                               struct ledger_builder *builder)
{
    struct extract_file *f = file;
    struct extract_source *s = source;
    struct source_account *account = &builder->ledger->accounts[place->source];
    if (!s->damaged) {
        size_t n_files = builder->ledger->plan->sources[place->source].n_files;
        s->damaged = arena_alloc(builder->arena, n_files * sizeof *s->damaged);
        s->first_note = builder->ledger->n_notes;
    }
    s->damaged[place->file] = f->damaged;
    account->files[place->file].n_records -= f->counts.n_blank;
    account->files[place->file].counts = f->counts;
    account->files[place->file].trailer = f->trailer;
    if (f->trailer.fault)
        account->files[place->file].trailer.fault =
            arena_printf(builder->arena, "%s", f->trailer.fault);
    counts_add(&account->counts, &f->counts);
    builder->ledger->accounts[place->source].too_large |=
        account->counts.amounts.overflow || account->counts.debet.overflow ||
        account->counts.credit.overflow || account->counts.rejected.overflow;
    rejects_hand_over(&f->rejects, f->counts.n_rejected, builder);
}

/* The notes of rejects that an error about their file explains: of bytes, or at one line. */
static void drop_notes(struct ledger *ledger, size_t first, const char *where)
{
    size_t n = first;
    for (size_t i = first; i < ledger->n_notes; i++) {
        const struct reject_note *note = &ledger->notes[i];
        if (where ? strcmp(note->where, where) != 0 : !note->about_bytes)
            ledger->notes[n++] = *note;
    }
    ledger->n_notes = n;
}

/* A file that ends in its last line, within quotes. */
static bool is_cut_off(const struct file_account *file, const struct damaged_bytes *damaged)
{
    return file->ends_open && damaged->open_line > 0 && damaged->open_line == file->n_lines;
}

static void tell_cut_off(struct ledger_builder *builder, size_t first_note, const char *where)
{
    errors_add(builder->errors, ERROR_DATA, where,
               "het bestand houdt op in een veld tussen aanhalingstekens: het is afgekapt; lever "
               "het opnieuw");
    drop_notes(builder->ledger, first_note, where);
    builder->ledger->n_told++;
}

static const char *line_words(const struct source *source, size_t file, uint64_t line,
                              struct arena *arena)
{
    return arena_printf(arena, "%s:%llu", source_file_shown(source, file, arena),
                        (unsigned long long)line);
}

/* Files that are cut off, and those in another encoding, when more was rejected than may be, and
 * most of it for that. */
static void extract_close_source(void *source, size_t index, struct ledger_builder *builder)
{
    const struct extract_source *s = source;
    struct ledger *ledger = builder->ledger;
    const struct source *settings = &ledger->plan->sources[index];
    struct source_account *account = &ledger->accounts[index];
    if (!s->damaged || counts_tolerated(&account->counts, settings))
        return;
    bool other_encoding = false;
    for (size_t f = 0; f < settings->n_files; f++) {
        const struct damaged_bytes *damaged = &s->damaged[f];
        struct file_account *file = &account->files[f];
        if (file->failed)
            continue;
        if (is_cut_off(file, damaged)) {
            tell_cut_off(builder, s->first_note,
                         line_words(settings, f, damaged->open_line, builder->arena));
            account->failed = file->failed = true;
        }
        if (2 * damaged->n_about_bytes >= file->counts.n_rejected &&
            delivered_in_other_encoding(
                &damaged->bytes, settings->profile,
                line_words(settings, f, damaged->bytes.line, builder->arena), builder->errors)) {
            ledger->n_told += damaged->n_about_bytes;
            account->failed = file->failed = other_encoding = true;
        }
    }
    if (other_encoding)
        drop_notes(ledger, s->first_note, NULL);
}

static void extract_free_file(void *file)
{
    rejects_release(&((struct extract_file *)file)->rejects);
}

const struct line_stage extract_stage = {
    .name = "extract",
    .part_size = sizeof(struct extract_part),
    .file_size = sizeof(struct extract_file),
    .source_size = sizeof(struct extract_source),
    .open = extract_open,
    .batch = extract_batch,
    .commit = extract_commit,
    .close = extract_close,
    .close_file = extract_close_file,
    .close_source = extract_close_source,
    .free_file = extract_free_file,
};
