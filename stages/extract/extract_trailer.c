/* The record at the end of a file that says what is in it. */
#include "stages/extract/extract.h"

static struct text field_of(struct batch *batch, const struct scan_record *record, size_t field)
{
    return field > record->n_fields
               ? (struct text){"", 0}
               : scan_field(&batch->scan, record, field - 1, batch->source->profile->file.quote);
}

static void cannot_read(struct trailer *trailer, const struct batch *batch, const char *what,
                        struct text field)
{
    trailer->fault = arena_printf(
        batch->arena, "%s: gevonden \"%s\"", what,
        text_excerpt(batch->arena, field, profile_encoding(batch->source->profile), 40));
}

static uint64_t read_lines(struct trailer *trailer, const struct batch *batch, struct text field)
{
    uint64_t n = 0;
    for (size_t i = 0; i < field.n_bytes; i++) {
        if (field.bytes[i] < '0' || field.bytes[i] > '9' || field.n_bytes > 15) {
            cannot_read(trailer, batch, "regels", field);
            return 0;
        }
        n = n * 10 + (uint64_t)(field.bytes[i] - '0');
    }
    if (field.n_bytes == 0)
        cannot_read(trailer, batch, "regels", field);
    return n;
}

static struct money read_amount(const struct extract *x, struct trailer *trailer,
                                const struct batch *batch, const char *what, struct text field)
{
    struct money money = {0};
    if (field.n_bytes == 0 || amount_parse(&x->profile->number, field, &money) != AMOUNT_OK)
        cannot_read(trailer, batch, what, field);
    return money;
}

bool extract_is_trailer(const struct extract *x, struct extract_part *p, struct batch *batch,
                        const struct scan_record *record)
{
    const struct profile_trailer *says = &x->profile->trailer;
    struct trailer trailer = {.n = p->trailer.n + 1};
    if (record->n_fields == 0 || !text_is(field_of(batch, record, 1), says->mark)) {
        p->trailer.n_behind++;
        return false;
    }
    if (says->lines)
        trailer.n_lines = read_lines(&trailer, batch, field_of(batch, record, says->lines));
    if (says->total)
        trailer.total =
            read_amount(x, &trailer, batch, "bedrag", field_of(batch, record, says->total));
    if (says->debet)
        trailer.debet =
            read_amount(x, &trailer, batch, "debet", field_of(batch, record, says->debet));
    if (says->credit)
        trailer.credit =
            read_amount(x, &trailer, batch, "credit", field_of(batch, record, says->credit));
    p->trailer = trailer;
    return true;
}

void extract_add_trailer(struct trailer *to, const struct trailer *later)
{
    uint64_t n = to->n + later->n;
    if (later->n > 0)
        *to = *later;
    else
        to->n_behind += later->n_behind;
    to->n = n;
}
