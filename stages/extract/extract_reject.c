/* Rejects: all that is wrong with a record, in words, and where it stands. */
#include "stages/extract/extract.h"

#include "pipeline/base/text_list.h"

#include "pipeline/format/csv.h"

#include <stdlib.h>
#include <string.h>

struct explanation {
    struct arena *arena;
    struct text_list columns, reason; /* "debet, credit"; reasons with "; " between */
    size_t cured[CURES + 1];          /* reasons */
};

/* Adds a reason, and the column that it is about. */
#define explain(e, ...) list_add(&(e)->reason, __VA_ARGS__)
#define explain_column(e, column, ...)                                                             \
    (list_add(&(e)->columns, "%s", (column)), explain(e, __VA_ARGS__))

/* True when the bytes are not in the encoding of the profile. */
static bool explain_bytes(const struct extract *x, struct text bytes, struct explanation *e)
{
    size_t at;
    const char *nul = memchr(bytes.bytes, 0, bytes.n_bytes);
    if (nul)
        explain(e, "NUL-teken op plaats %zu van de regel", (size_t)(nul - bytes.bytes) + 1);
    if (text_valid(bytes, profile_encoding(x->profile), &at))
        return false;
    const bool is_utf16 = x->profile->file.encoding == TEXT_UTF16;
    if (is_utf16 && (unsigned char)bytes.bytes[at] == 0xED && (bytes.bytes[at + 1] & 0xE0) == 0xA0)
        explain(e, "de regel bevat een half UTF-16-teken (los surrogaat)");
    else
        explain(e, "byte %02X op plaats %zu van de regel bestaat niet in de codering van het %s",
                (unsigned char)bytes.bytes[at], at + 1, is_utf16 ? "bestand (UTF-8)" : "profiel");
    return true;
}

/* True when the scanner gave a record up within a line that goes on. */
static bool is_cut(const struct batch *batch, const struct scan_record *record)
{
    char next = batch->scan.bytes[record->end]; /* 64 bytes behind the buffer can be read */
    return record->kind == SCAN_RUNAWAY && record->end - record->start == CSV_MAX_RECORD_BYTES &&
           next != '\n' && next != '\r';
}

/* Without the half of a character that a cut leaves at the end. */
static struct text whole_characters(const struct extract *x, struct text bytes)
{
    size_t at;
    if (!text_valid(bytes, profile_encoding(x->profile), &at) && bytes.n_bytes - at < 4)
        bytes.n_bytes = at;
    return bytes;
}

/* Of a record in which nothing can be seen what it is, ": <1A>"; "" for any other. */
static const char *unseen(const struct extract *x, struct text bytes, struct arena *arena)
{
    bool seen = bytes.n_bytes > COLUMN_SHOWN_CHARACTERS;
    for (size_t i = 0; i < bytes.n_bytes && !seen; i++)
        seen = bytes.bytes[i] > ' ' && bytes.bytes[i] != 0x7F;
    return seen ? ""
                : arena_printf(arena, ": %s",
                               text_excerpt(arena, bytes, profile_encoding(x->profile),
                                            COLUMN_SHOWN_CHARACTERS));
}

/* In a record that was cut at fixed places the separators are ours, and no part of its line; in one
 * that holds some of its own, those behind it. */
static struct text without_separators(const struct extract *x, struct text bytes,
                                      struct arena *arena)
{
    const struct profile *profile = x->profile;
    char *line = arena_copy(arena, bytes.bytes, bytes.n_bytes);
    size_t n = 0, n_own = 0;
    for (size_t i = 0; i < bytes.n_bytes; i++)
        n_own += bytes.bytes[i] == profile->file.separator;
    n_own -= n_own > profile->n_cuts ? profile->n_cuts + 1 : n_own;
    for (size_t i = 0; i < bytes.n_bytes; i++) {
        bool keeps = bytes.bytes[i] != profile->file.separator || n_own > 0;
        n_own -= n_own > 0 && bytes.bytes[i] == profile->file.separator;
        line[n] = bytes.bytes[i];
        n += keeps;
    }
    return (struct text){line, n};
}

static const char *wrong_length(const struct extract *x, struct text bytes, struct arena *arena)
{
    const struct profile *profile = x->profile;
    const char *line =
        text_to_utf8(arena, without_separators(x, bytes, arena), profile_encoding(profile));
    return arena_printf(
        arena, "verwacht een regel van %s%zu tekens%s, gevonden %zu%s",
        profile->file.extra_columns ? "minstens "
        : profile->file.loose_tail  ? "hoogstens "
                                    : "",
        profile->cuts[profile->n_cuts - 1],
        profile->file.loose_tail ? ", die niet midden in een veld eindigt" : "", text_length(line),
        memchr(bytes.bytes, profile->file.separator, bytes.n_bytes) ? " en een tab" : "");
}

/* True when it is about bytes alone. */
static bool explain_shape(const struct extract *x, struct batch *batch,
                          const struct scan_record *record, struct explanation *e)
{
    size_t n_fields = extract_n_fields(x, batch, record);
    struct text bytes = extract_record_bytes(batch, record);
    if (record->kind == SCAN_STRAY)
        explain(e,
                "aanhalingsteken op een verkeerde plaats: binnen een veld zonder aanhalingstekens, "
                "of tekst achter een sluitend aanhalingsteken");
    else if (record->kind == SCAN_RUNAWAY)
        explain(
            e, "een aanhalingsteken wordt niet gesloten, of de regel is langer dan 32.768 bytes of "
               "1.000 regels");
    else if (n_fields != batch->chunk->n_fields)
        explain(e, "%s",
                x->profile->file.is_fixed
                    ? wrong_length(x, bytes, e->arena)
                    : arena_printf(e->arena, "verwacht %zu velden, gevonden %zu%s",
                                   batch->chunk->n_fields, n_fields, unseen(x, bytes, e->arena)));
    else if (extract_swallows(x, batch, record))
        explain(
            e,
            "een veld tussen aanhalingstekens neemt hele regels mee: er staan er twee te veel, of "
            "een te weinig");
    bool alone = e->reason.n == 0;
    return explain_bytes(x, is_cut(batch, record) ? whole_characters(x, bytes) : bytes, e) && alone;
}

static enum cure cure_of_marks(struct amount_format format, struct text field)
{
    struct money money;
    const unsigned both = AMOUNT_COMMA | AMOUNT_POINT, decimal = format.decimal;
    if ((decimal & both) == both || field.n_bytes == 0)
        return CURES;
    format.thousands |= both & ~decimal;
    if (amount_parse(&format, field, &money) == AMOUNT_OK)
        return CURE_THOUSANDS;
    format.decimal = both & ~decimal;
    format.thousands = (format.thousands & ~both) | decimal;
    return amount_parse(&format, field, &money) == AMOUNT_OK ? CURE_OTHER_MARKS : CURES;
}

static void explain_fault(const struct amount_place *place, const struct amount_read *read,
                          struct explanation *e)
{
    const struct profile *profile = place->x->profile;
    const char *name = profile->columns[read->column].name;
    struct text field = batch_field(place->batch, place->record, read->column);
    char example[MONEY_TEXT_SIZE];
    e->cured[cure_of_marks(place->format, field)]++;
    explain_column(e, name, "%s: verwacht een %s (zoals %s), gevonden \"%s\"", name,
                   amount_fault_text(read->fault), amount_example(&place->format, example),
                   profile_shown(profile, read->column, field, COLUMN_SHOWN_CHARACTERS, e->arena));
}

/* Of two columns the first with a fault has been told; the other may have one as well. */
static void explain_other_column(const struct amount_place *place, size_t told,
                                 struct explanation *e)
{
    const struct profile_amount *amount = place->amount;
    if (amount->kind != AMOUNT_DIFFERENCE || told != amount->plus)
        return;
    struct profile_amount other = {.kind = AMOUNT_SIGNED, .plus = amount->minus};
    struct amount_place there = *place;
    struct amount_read read;
    there.amount = &other;
    extract_read_amount(&there, &read);
    if (read.fault != AMOUNT_OK && !read.empty)
        explain_fault(&there, &read, e);
}

static void explain_amount(const struct amount_place *place, struct explanation *e,
                           struct sum *total, bool *unread)
{
    struct amount_read read;
    extract_read_amount(place, &read);
    if (read.fault == AMOUNT_OK) {
        struct money net = {read.credit.cents - read.debet.cents};
        if (place->amount->kind != AMOUNT_BESIDE)
            sum_add(total, money_size(net));
        return;
    }
    *unread = true;
    explain_fault(place, &read, e);
    explain_other_column(place, read.column, e);
}

/* Gives the values of a record their numbers, as those of good record `at`. */
static void number_record(struct extract *x, struct batch *batch, const struct scan_record *record,
                          size_t at)
{
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        struct column *column = &batch->columns[c];
        if (!column->used)
            continue;
        column->number[at] = memo_number(&column->memo, extract_field(x, batch, record, c));
        column_learn(x->profile, c, column);
    }
    for (size_t s = 0; s < batch->n_spans; s++) {
        struct span *span = &batch->spans[s];
        span->is.number[at] =
            span_number(span, (struct text){NULL, 0},
                        (struct span_pair){{batch->columns[span->columns[0]].number[at],
                                            batch->columns[span->columns[1]].number[at]}});
    }
}

static bool is_loose_date(const struct profile *profile, size_t c, const struct column *column,
                          uint32_t number)
{
    struct date_format loose;
    struct date date;
    return column->faults[number] == COLUMN_DATE && profile_loose_date(profile, c, &loose) &&
           date_parse(&loose, column->values[number], &date);
}

bool extract_is_header(const struct profile *profile, struct batch *batch,
                       const struct scan_record *record)
{
    size_t n = 0;
    for (size_t c = 0; c < profile->n_columns; c++)
        n += batch_has(batch, c) &&
             profile_accepts(&profile->columns[c], batch_field(batch, record, c));
    return n * 2 > profile->n_columns;
}

/* Values and amounts of a record with the right number of fields, looked at once more. */
static void explain_fields(struct extract *x, struct batch *batch, const struct scan_record *record,
                           struct explanation *e, struct sum *total, bool *unread)
{
    const size_t at = SCAN_RECORDS - 1; /* free: at least this record is not a good one */
    bool unit_known = true;
    number_record(x, batch, record, at);
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        const struct column *column = &batch->columns[c];
        if (!column->used || column->faults[column_number(column, at)] == COLUMN_OK ||
            extract_excuses(x, batch, c, at))
            continue;
        explain_column(e, x->profile->columns[c].name, "%s",
                       column_explain(x->profile, c, column, column_number(column, at), e->arena));
        unit_known &= c != x->profile->unit_column;
        e->cured[CURE_DATE] += is_loose_date(x->profile, c, column, column_number(column, at));
    }
    const char *contra = extract_explain_contra(x, batch, record, e->arena);
    if (contra)
        explain_column(e, x->profile->columns[x->profile->role[ROLE_CONTRA]].name, "%s", contra);
    for (size_t a = 0; a < x->profile->n_read; a++) {
        struct amount_place place = {
            .x = x, .batch = batch, .amount = &x->profile->amounts[a], .record = record, .i = at};
        place.format = extract_format(x, batch, place.i);
        explain_amount(&place, e, total, unread);
    }
    if (extract_is_header(x->profile, batch, record))
        e->cured[CURE_NO_HEADER] = e->reason.n;
    if (!unit_known) {
        *unread = true;
        *total = (struct sum){0};
    }
}

static const char *raw_text(const struct extract *x, const struct batch *batch,
                            const struct scan_record *record, struct arena *arena)
{
    struct text bytes = extract_record_bytes(batch, record);
    bool cut = is_cut(batch, record);
    if (cut)
        bytes = whole_characters(x, bytes);
    if (x->profile->file.is_fixed)
        bytes = without_separators(x, bytes, arena);
    const char *text = text_to_utf8(arena, bytes, profile_encoding(x->profile));
    return cut ? arena_printf(arena, "%s" EXTRACT_CUT_MARK, text) : text;
}

/* A pair of stray quotes makes one record of many lines. */
static uint64_t physical_lines(const struct batch *batch, const struct scan_record *record)
{
    struct text bytes = extract_record_bytes(batch, record);
    uint64_t n = 1;
    for (size_t i = 0; i < bytes.n_bytes; i++)
        n += bytes.bytes[i] == '\n' ||
             (bytes.bytes[i] == '\r' && i + 1 < bytes.n_bytes && bytes.bytes[i + 1] != '\n');
    return n;
}

void extract_reject(struct extract *x, struct extract_part *p, struct batch *batch,
                    const struct scan_record *record)
{
    struct explanation e = {
        .arena = batch->arena,
        .columns = {.arena = batch->arena},
        .reason = {.arena = batch->arena, .between = "; "},
    };
    struct sum total = {0};
    bool unread = false;
    bool about_bytes = explain_shape(x, batch, record, &e);
    if (e.reason.n)
        unread = true;
    else
        explain_fields(x, batch, record, &e, &total, &unread);
    p->counts.n_unread += unread;
    for (int i = 0; i < CURES; i++)
        p->counts.n_cured[i] += e.cured[i] == e.reason.n;
    p->counts.n_rejected_lines += physical_lines(batch, record);
    sum_add_sum(&p->counts.rejected, total);
    *arena_add(batch->arena, p->rejects, p->n_rejects) = (struct reject){
        .line = record->line,
        .offset = batch->offset + record->start - p->n_put,
        .columns = list_text(&e.columns, ""),
        .reason = list_text(&e.reason, ""),
        .about_bytes = about_bytes,
        .is_open = record->kind == SCAN_RUNAWAY && !is_cut(batch, record),
        .raw = raw_text(x, batch, record, batch->arena),
    };
}

/* ---- to afgekeurd.csv ---- */

/* The part's rows in final form, in memory. */
static void write_rejects(const struct extract *x, const struct extract_part *part,
                          struct rejects *rejects, const struct place *place, FILE *rows)
{
    struct csv_writer writer = {.stream = rows, .dialect = CSV_FOR_PEOPLE};
    for (size_t i = 0; i < part->n_rejects; i++) {
        const struct reject *reject = &part->rejects[i];
        uint64_t line_no = place->line_no + reject->line;
        csv_write_text(&writer, x->source->name);
        csv_write_text(&writer, place->name);
        csv_write_integer(&writer, (long long)line_no);
        csv_write_integer(&writer, (long long)reject->offset);
        csv_write_texts(&writer, (const char *[]){reject->columns, reject->reason, reject->raw}, 3);
        rejects_note(rejects, place, line_no, reject->reason, reject->about_bytes);
    }
}

void extract_commit_rejects(const struct extract *x, const struct extract_part *part,
                            struct rejects *rejects, const struct place *place)
{
    char *rows = NULL;
    size_t n_bytes = 0;
    if (part->n_rejects == 0)
        return;
    FILE *stream = open_memstream(&rows, &n_bytes);
    if (stream)
        write_rejects(x, part, rejects, place, stream);
    const bool whole = stream && !ferror(stream);
    if (!stream || fclose(stream) != 0 || !whole)
        rejects->failed = true;
    else
        rejects_keep(rejects, rows, n_bytes);
    free(rows);
}
