/* Names of columns in the draft, and what [kolommen] can hold. */
#include "pipeline/base/array.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

#define MAX_NAME_BYTES   40
#define MAX_HEADER_BYTES 120 /* a line of a profile holds 199 */

/* ---- names ---- */

/* Small letters, those of U+00C0 to U+024F too, digits, and single underscores between them. */
static const char *make_name(struct arena *arena, const char *header)
{
    char *name = arena_alloc(arena, MAX_NAME_BYTES + 4);
    size_t n = 0;
    for (; *header && n < MAX_NAME_BYTES; header++) {
        unsigned char c = (unsigned char)*header;
        if (c >= 0xC3 && c <= 0xC9 && ((unsigned char)header[1] & 0xC0) == 0x80) {
            name[n++] = *header++;
            name[n++] = *header;
        } else if (text_is_digit(*header) || ((c | ' ') >= 'a' && (c | ' ') <= 'z')) {
            name[n++] = (char)(text_is_digit(*header) ? c : c | ' ');
        } else if (n > 0 && name[n - 1] != '_') {
            name[n++] = '_';
        }
    }
    if (n > 0 && name[n - 1] == '_')
        n--;
    name[n] = '\0';
    return name;
}

static const char *pick_name(struct draft *draft, const struct sniff_column *column)
{
    const char *name = make_name(draft->arena, column->header.bytes ? column->header.bytes : "");
    const struct column_part *part = &column->part;
    if (!*name)
        name = arena_printf(draft->arena, "kolom_%zu", column->source + 1);
    else if (*name >= '0' && *name <= '9')
        name = arena_printf(draft->arena, "kolom_%s", name);
    if (part->piece)
        name = arena_printf(draft->arena, "%s_deel_%zu", name, part->piece);
    else if (part->first)
        name = arena_printf(draft->arena, "%s_%zu_%zu", name, part->first, part->last);
    const char *base = name;
    for (int k = 2; array_find(draft->items, column->index, name, name); k++)
        name = arena_printf(draft->arena, "%s_%d", base, k);
    return name;
}

/* ---- headers ---- */

/* What a line of the draft would have to spell out has no place in it. */
static const char *header_problem(const struct draft *draft, const struct sniff_column *column)
{
    struct text header = column->header;
    const char *utf8 = text_to_utf8(draft->arena, header, draft->bytes.encoding);
    size_t n = header.n_bytes;
    for (size_t i = 0; i < header.n_bytes; i++)
        n += header.bytes[i] == '"';
    if (header.n_bytes == 0)
        return "de kop is leeg";
    if (strcmp(text_shown(draft->arena, utf8, ""), utf8) != 0)
        return "in de kop staat een stuurteken";
    if (n > MAX_HEADER_BYTES)
        return "de kop is te lang";
    return NULL;
}

const char *draft_header(struct draft *draft, const struct sniff_column *column)
{
    const char *header = column->called.bytes;
    bool quoted = strpbrk(header, "\"|;");
    return quoted ? sniff_quoted(draft->arena, header) : header;
}

/* What a part is about by its field's header; the field itself is then about nothing. */
static void divide_word(struct draft *draft, struct sniff_column *part)
{
    struct sniff_column *whole = &draft->items[part->source];
    enum sniff_word word = sniff_word_of(whole->header);
    bool keeps = word == WORD_KOSTENPLAATS || word == WORD_PRODUCT;
    bool first = part->part.piece <= 1;
    part->word = WORD_NONE;
    if (part->n_filled > 0 && part->n[KIND_YEAR] == part->n_filled)
        part->word = WORD_JAAR;
    else if (word == WORD_PERIODE && part->n[KIND_PERIOD] == part->n_filled)
        part->word = word;
    else if ((word == WORD_REKENING && first) || word == WORD_SOORT)
        part->word = word;
    if (!keeps)
        whole->word = WORD_NONE;
}

void draft_name_columns(struct draft *draft)
{
    bool has_header = draft->shape.header != HEADER_NO;
    size_t n_good = 0, n = draft->shape.n_fields;
    struct text *called = arena_alloc(draft->arena, n * sizeof *called);
    if (has_header)
        profile_call_headers(draft->arena, draft->shape.first, n, called);
    for (size_t i = 0; i < draft->columns.n; i++) {
        struct sniff_column *column = &draft->items[i];
        column->index = i;
        column->header = has_header ? draft->shape.first[column->source] : text_of("");
        column->called = called[column->source];
        column->problem = has_header ? header_problem(draft, column) : NULL;
        column->word = sniff_word_of(column->header);
        if (column->n[KIND_NO_AMOUNT] == 0 && sniff_matches(column->header, "begrotingswijziging"))
            column->word = WORD_BEDRAG; /* how much it is, not which */
        column->sectie = draft_sectie_called(sniff_header_sectie(column->header));
        if (i >= draft->columns.n_plain)
            divide_word(draft, column);
        column->name = pick_name(draft, column);
        n_good += !column->problem;
    }
    draft->by_number = !has_header || n_good == 0 || draft->shape.two_rows;
    draft->skip_lines = draft->shape.skip_lines;
    size_t n_behind = (size_t)draft->shape.behind_first_line - 1;
    if (has_header && draft->by_number)
        draft->skip_lines = n_behind < SNIFF_MAX_SKIP ? n_behind : SNIFF_MAX_SKIP;
}
