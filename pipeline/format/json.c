#include "pipeline/format/json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- writing ---- */

void json_write_start(struct json_writer *writer, FILE *stream)
{
    *writer = (struct json_writer){.stream = stream, .empty = true};
}

static void write_string(FILE *stream, const char *utf8)
{
    fputc('"', stream);
    for (const unsigned char *at = (const unsigned char *)utf8; *at; at++) {
        if (*at == '"' || *at == '\\')
            fprintf(stream, "\\%c", *at);
        else if (*at < 0x20 || *at == 0x7f)
            fprintf(stream, "\\u%04x", *at);
        else
            fputc(*at, stream);
    }
    fputc('"', stream);
}

static void new_line(struct json_writer *writer)
{
    fprintf(writer->stream, "\n%*s", 2 * writer->depth, "");
}

/* What stands in front of a value: comma, line end, indentation and key. */
static void write_lead(struct json_writer *writer, const char *key)
{
    if (!writer->empty)
        fputc(',', writer->stream);
    if (writer->depth > 0)
        new_line(writer);
    if (key) {
        write_string(writer->stream, key);
        fputs(": ", writer->stream);
    }
    writer->empty = false;
}

static void write_open(struct json_writer *writer, const char *key, char opening, char closing)
{
    assert(writer->depth < JSON_MAX_DEPTH);
    write_lead(writer, key);
    fputc(opening, writer->stream);
    writer->closing[writer->depth++] = closing;
    writer->empty = true;
}

void json_write_object(struct json_writer *writer, const char *key)
{
    write_open(writer, key, '{', '}');
}

void json_write_array(struct json_writer *writer, const char *key)
{
    write_open(writer, key, '[', ']');
}

void json_write_text(struct json_writer *writer, const char *key, const char *utf8)
{
    write_lead(writer, key);
    write_string(writer->stream, utf8);
}

void json_write_integer(struct json_writer *writer, const char *key, long long number)
{
    write_lead(writer, key);
    fprintf(writer->stream, "%lld", number);
}

void json_write_end(struct json_writer *writer)
{
    writer->depth--;
    if (!writer->empty)
        new_line(writer);
    fputc(writer->closing[writer->depth], writer->stream);
    writer->empty = false;
    if (writer->depth == 0)
        fputc('\n', writer->stream);
}

/* ---- reading ---- */

struct reader {
    const char *at, *end;
    const char *where;
    struct arena *arena;
    struct errors *errors;
    int line_no;
    int depth;
};

static bool refuse(struct reader *reader, const char *wanted)
{
    char where[512];
    snprintf(where, sizeof where, "%s:%d", reader->where, reader->line_no);
    if (reader->at == reader->end)
        return errors_add(reader->errors, ERROR_DATA, where,
                          "verwacht %s, gevonden het einde van het bestand", wanted);
    unsigned char found = (unsigned char)*reader->at;
    if (found > 0x20 && found < 0x7f)
        return errors_add(reader->errors, ERROR_DATA, where, "verwacht %s, gevonden '%c'", wanted,
                          found);
    return errors_add(reader->errors, ERROR_DATA, where, "verwacht %s, gevonden byte %02X", wanted,
                      found);
}

static void skip_space(struct reader *reader)
{
    for (; reader->at < reader->end; reader->at++) {
        if (*reader->at == '\n')
            reader->line_no++;
        else if (*reader->at != ' ' && *reader->at != '\t' && *reader->at != '\r')
            return;
    }
}

static bool take(struct reader *reader, char wanted)
{
    if (reader->at == reader->end || *reader->at != wanted)
        return false;
    reader->at++;
    return true;
}

static bool read_hex4(struct reader *reader, unsigned *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *digit = NULL;
        if (reader->at < reader->end && *reader->at)
            digit = strchr(digits, *reader->at);
        if (!digit)
            return refuse(reader, "vier hexadecimale cijfers achter \\u");
        *code = *code * 16 + (unsigned)(digit - digits) % 16;
        reader->at++;
    }
    return true;
}

static char *put_utf8(char *out, unsigned code)
{
    if (code < 0x80) {
        *out++ = (char)code;
    } else if (code < 0x800) {
        *out++ = (char)(0xc0 | code >> 6);
        *out++ = (char)(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        *out++ = (char)(0xe0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3f));
        *out++ = (char)(0x80 | (code & 0x3f));
    } else {
        *out++ = (char)(0xf0 | code >> 18);
        *out++ = (char)(0x80 | (code >> 12 & 0x3f));
        *out++ = (char)(0x80 | (code >> 6 & 0x3f));
        *out++ = (char)(0x80 | (code & 0x3f));
    }
    return out;
}

static bool read_unicode(struct reader *reader, char **out)
{
    unsigned code, low;
    if (!read_hex4(reader, &code))
        return false;
    if (code == 0 || (code >= 0xdc00 && code < 0xe000))
        return refuse(reader, "een teken, geen \\u0000 of los tweede deel van een paar");
    if (code >= 0xd800 && code < 0xdc00) {
        if (!take(reader, '\\') || !take(reader, 'u'))
            return refuse(reader, "het tweede deel van het \\u-paar");
        if (!read_hex4(reader, &low))
            return false;
        if (low < 0xdc00 || low >= 0xe000)
            return refuse(reader, "het tweede deel van het \\u-paar");
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    *out = put_utf8(*out, code);
    return true;
}

static bool read_escape(struct reader *reader, char **out)
{
    static const char marks[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (take(reader, 'u'))
        return read_unicode(reader, out);
    const char *mark = NULL;
    if (reader->at < reader->end && *reader->at)
        mark = strchr(marks, *reader->at);
    if (!mark)
        return refuse(reader, "een bekend teken achter \\");
    reader->at++;
    *(*out)++ = meant[mark - marks];
    return true;
}

/* Every escape is at least as long as what it stands for, so the raw length is room enough. */
static size_t raw_length(const struct reader *reader)
{
    const char *at = reader->at;
    while (at < reader->end && *at != '"')
        at += *at == '\\' && at + 1 < reader->end ? 2 : 1;
    return (size_t)(at - reader->at);
}

static bool read_string(struct reader *reader, const char **text)
{
    if (!take(reader, '"'))
        return refuse(reader, "een tekst tussen aanhalingstekens");
    char *start = arena_alloc(reader->arena, raw_length(reader) + 1);
    char *out = start;
    while (reader->at < reader->end && *reader->at != '"') {
        if ((unsigned char)*reader->at < 0x20)
            return refuse(reader, "een teken in een tekst");
        if (!take(reader, '\\'))
            *out++ = *reader->at++;
        else if (!read_escape(reader, &out))
            return false;
    }
    if (!take(reader, '"'))
        return refuse(reader, "een aanhalingsteken dat de tekst sluit");
    *text = start;
    return true;
}

static bool read_integer(struct reader *reader, long long *integer)
{
    bool negative = take(reader, '-');
    const char *first = reader->at;
    long long number = 0;
    for (; reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'; reader->at++)
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_sub_overflow(number, *reader->at - '0', &number))
            return refuse(reader, "een geheel getal van hoogstens 64 bits");
    if (reader->at == first || (*first == '0' && reader->at - first > 1))
        return refuse(reader, "een waarde");
    if (!negative && __builtin_sub_overflow(0LL, number, &number))
        return refuse(reader, "een geheel getal van hoogstens 64 bits");
    *integer = number;
    return true;
}

static bool read_value(struct reader *reader, struct json_value *value);

static bool key_is_new(const struct json_value *items, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(items[i].key, key) == 0)
            return false;
    return true;
}

static bool read_key(struct reader *reader, const struct json_value *items, size_t n,
                     const char **key)
{
    if (!read_string(reader, key))
        return false;
    if (!key_is_new(items, n, *key))
        return refuse(reader, "elke naam hoogstens een keer");
    skip_space(reader);
    if (!take(reader, ':'))
        return refuse(reader, "een dubbele punt");
    skip_space(reader);
    return true;
}

static bool read_items(struct reader *reader, char closing, struct json_value **items, size_t *n)
{
    size_t cap = 0;
    skip_space(reader);
    if (take(reader, closing))
        return true;
    do {
        skip_space(reader);
        const char *key = NULL;
        if (closing == '}' && !read_key(reader, *items, *n, &key))
            return false;
        *items = mem_grow(*items, &cap, *n + 1, sizeof **items);
        if (!read_value(reader, &(*items)[*n]))
            return false;
        (*items)[(*n)++].key = key;
        skip_space(reader);
    } while (take(reader, ','));
    return take(reader, closing) || refuse(reader, closing == '}' ? "} of ," : "] of ,");
}

static bool read_compound(struct reader *reader, struct json_value *value)
{
    if (++reader->depth > JSON_MAX_DEPTH)
        return refuse(reader, "minder haakjes in elkaar");
    struct json_value *items = NULL;
    size_t n = 0;
    bool ok = read_items(reader, value->kind == JSON_OBJECT ? '}' : ']', &items, &n);
    value->items = arena_alloc(reader->arena, n * sizeof *items);
    value->n = n;
    if (n > 0)
        memcpy(value->items, items, n * sizeof *items);
    free(items);
    reader->depth--;
    return ok;
}

static bool read_value(struct reader *reader, struct json_value *value)
{
    *value = (struct json_value){.line_no = reader->line_no};
    if (take(reader, '{')) {
        value->kind = JSON_OBJECT;
        return read_compound(reader, value);
    }
    if (take(reader, '[')) {
        value->kind = JSON_ARRAY;
        return read_compound(reader, value);
    }
    if (reader->at < reader->end && *reader->at == '"') {
        value->kind = JSON_TEXT;
        return read_string(reader, &value->text);
    }
    value->kind = JSON_INTEGER;
    return read_integer(reader, &value->integer);
}

bool json_read(struct text bytes, const char *where, struct arena *arena, struct errors *errors,
               struct json_value *value)
{
    size_t bad_index;
    if (!text_valid(bytes, TEXT_UTF8, &bad_index))
        return errors_add(errors, ERROR_DATA, where, "byte %zu: geen geldige UTF-8", bad_index);
    struct reader reader = {.at = bytes.bytes,
                            .end = bytes.bytes + bytes.n_bytes,
                            .where = where,
                            .arena = arena,
                            .errors = errors,
                            .line_no = 1};
    struct json_value read;
    skip_space(&reader);
    if (!read_value(&reader, &read))
        return false;
    skip_space(&reader);
    if (reader.at != reader.end)
        return refuse(&reader, "niets achter de laatste haak");
    *value = read;
    return true;
}

const struct json_value *json_member(const struct json_value *object, const char *key)
{
    for (size_t i = 0; object->kind == JSON_OBJECT && i < object->n; i++)
        if (strcmp(object->items[i].key, key) == 0)
            return &object->items[i];
    return NULL;
}
