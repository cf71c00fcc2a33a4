#include "pipeline/format/csv.h"

#include <inttypes.h>
#include <string.h>

static const struct {
    const char *start; /* of the file */
    char separator;
    char decimal;
    const char *line_end;
    bool defuses;
} dialects[] = {
    [CSV_FOR_PEOPLE] = {"\xEF\xBB\xBF", ';', ',', "\r\n", true},
    [CSV_FOR_MACHINES] = {"", ',', '.', "\n", false},
};

void csv_write_start(struct csv_writer *writer, FILE *stream, enum csv_dialect dialect)
{
    *writer = (struct csv_writer){.stream = stream, .dialect = dialect};
    fputs(dialects[dialect].start, stream);
}

static void separate(struct csv_writer *writer)
{
    if (writer->n_fields++ > 0)
        putc_unlocked(dialects[writer->dialect].separator, writer->stream);
}

/* A list's bullet, "- lagere instroom": no call of a function, and no other program (DDE) in it. */
static bool bullet_like(struct text text)
{
    const char *at = text.bytes + 1, *end = text.bytes + text.n_bytes;
    if (at == end || *at != ' ')
        return false;
    while (at < end && *at == ' ')
        at++;
    if (at == end || !text_is_letter(*at))
        return false;
    for (; at < end; at++)
        if (*at == '|' || (*at == '(' && text_is_letter(at[-1])))
            return false;
    return true;
}

bool csv_defused_like(struct text text)
{
    const char *at = text.bytes, *end = text.bytes + text.n_bytes;
    while (at < end && *at == '\'')
        at++;
    if (at < end && strchr("\t\r\n", *at))
        return *at != '\0';
    while (at < end && *at == ' ')
        at++;
    return at < end && *at != '\0' && strchr("=+-@", *at);
}

bool csv_formula_like(struct text text)
{
    return csv_defused_like(text) && (text.bytes[0] != '-' || !bullet_like(text));
}

#define SHORT_BYTES 24

/* Most texts are too short for a call. */
static void put(FILE *stream, struct text text)
{
    for (size_t i = 0; text.n_bytes < SHORT_BYTES && i < text.n_bytes; i++)
        putc_unlocked(text.bytes[i], stream);
    if (text.n_bytes >= SHORT_BYTES)
        fwrite_unlocked(text.bytes, 1, text.n_bytes, stream);
}

/* Bytes that may be why a text is quoted, and what ends it. */
static const bool stops[256] = {
    ['\0'] = true, [','] = true, [';'] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};

/* The length of the text comes along. */
static bool needs_quotes(const char *utf8, char separator, size_t *n_bytes)
{
    bool needs = false;
    const char *at = utf8;
    for (;; at++) {
        while (!stops[(unsigned char)*at])
            at++;
        if (*at == '\0')
            break;
        needs |= *at == separator || (*at != ',' && *at != ';');
    }
    *n_bytes = (size_t)(at - utf8);
    return needs || (at > utf8 && (text_is_blank(utf8[0]) || text_is_blank(at[-1])));
}

static const char *quoted(struct arena *arena, const char *utf8, bool defuse)
{
    char *text = arena_alloc(arena, 2 * strlen(utf8) + 4), *at = text;
    *at++ = '"';
    if (defuse)
        *at++ = '\'';
    for (; *utf8; *at++ = *utf8++)
        if (*utf8 == '"')
            *at++ = '"';
    *at++ = '"';
    *at = '\0';
    return text;
}

void csv_write_text(struct csv_writer *writer, const char *utf8)
{
    struct arena arena = {0};
    if (writer->shown)
        utf8 = text_shown(&arena, utf8, "\t");
    separate(writer);
    struct text text = {.bytes = utf8};
    bool quotes = needs_quotes(utf8, dialects[writer->dialect].separator, &text.n_bytes);
    bool defuse = dialects[writer->dialect].defuses && csv_formula_like(text);
    writer->n_defused += defuse;
    if (quotes)
        text = text_of(quoted(&arena, utf8, defuse));
    else if (defuse)
        putc('\'', writer->stream);
    put(writer->stream, text);
    if (writer->shown || quotes)
        arena_release(&arena);
}

void csv_write_integer(struct csv_writer *writer, long long number)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0)
        *--at = '-';
    separate(writer);
    put(writer->stream, (struct text){at, (size_t)(digits + sizeof digits - at)});
}

void csv_write_money(struct csv_writer *writer, long long cents)
{
    csv_write_decimal(writer, (struct decimal){cents, 2});
}

void csv_write_decimal(struct csv_writer *writer, struct decimal decimal)
{
    uint64_t units =
        decimal.mantissa < 0 ? -(uint64_t)decimal.mantissa : (uint64_t)decimal.mantissa;
    uint64_t whole = 1;
    for (int i = 0; i < decimal.n_decimals; i++)
        whole *= 10;
    separate(writer);
    fprintf(writer->stream, "%s%" PRIu64, decimal.mantissa < 0 ? "-" : "", units / whole);
    if (decimal.n_decimals > 0)
        fprintf(writer->stream, "%c%0*" PRIu64, dialects[writer->dialect].decimal,
                decimal.n_decimals, units % whole);
}

void csv_write_plain(struct csv_writer *writer, const char *utf8)
{
    separate(writer);
    put(writer->stream, text_of(utf8));
}

void csv_write_blank(struct csv_writer *writer)
{
    separate(writer);
}

void csv_write_end(struct csv_writer *writer)
{
    put(writer->stream, text_of(dialects[writer->dialect].line_end));
    writer->n_fields = 0;
}

void csv_write_texts(struct csv_writer *writer, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_write_text(writer, texts[i]);
    csv_write_end(writer);
}
