#include "tests/gen/sheet.h"

#include "pipeline/base/memory.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define OUT_BUFFER_BYTES (256 * 1024)
#define OUT_ROOM_BYTES   (64 * 1024)

/* ---- bytes ---- */

bool out_open(struct out *out, const char *path, bool gzip, struct errors *errors)
{
    *out = (struct out){.fd = -1};
    if (gzip)
        out->gzip = gzopen(path, "wb6");
    else
        out->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (!out->gzip && out->fd < 0)
        return errors_add_errno(errors, path, "kan het bestand niet maken");
    size_t n_path = strlen(path) + 1;
    out->path = memcpy(mem_alloc(n_path), path, n_path);
    out->buffer = mem_alloc(OUT_BUFFER_BYTES);
    return true;
}

static void out_flush(struct out *out)
{
    size_t n_done = 0;
    while (!out->failed && n_done < out->n_used) {
        const char *from = out->buffer + n_done;
        size_t n_left = out->n_used - n_done;
        ssize_t n = out->gzip ? (ssize_t)gzwrite(out->gzip, from, (unsigned)n_left)
                              : write(out->fd, from, n_left);
        if (n <= 0)
            out->failed = true;
        else
            n_done += (size_t)n;
    }
    out->n_used = 0;
}

char *out_room(struct out *out, size_t n_bytes)
{
    if (OUT_BUFFER_BYTES - out->n_used < n_bytes)
        out_flush(out);
    return out->buffer + out->n_used;
}

void out_filled(struct out *out, const char *end)
{
    out->n_used = (size_t)(end - out->buffer);
}

void out_bytes(struct out *out, const char *bytes, size_t n_bytes)
{
    while (n_bytes > 0) {
        size_t n = n_bytes < OUT_ROOM_BYTES ? n_bytes : OUT_ROOM_BYTES;
        memcpy(out_room(out, n), bytes, n);
        out->n_used += n;
        bytes += n;
        n_bytes -= n;
    }
}

void out_text(struct out *out, const char *text)
{
    out_bytes(out, text, strlen(text));
}

void out_format(struct out *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *room = out_room(out, 4096);
    int n = vsnprintf(room, 4096, format, args);
    va_end(args);
    if (n < 0 || n >= 4096)
        out->failed = true;
    else
        out->n_used += (size_t)n;
}

bool out_close(struct out *out, struct errors *errors)
{
    out_flush(out);
    if (out->gzip ? gzclose(out->gzip) != Z_OK : close(out->fd) != 0)
        out->failed = true;
    bool ok = !out->failed || errors_add_errno(errors, out->path, "schrijven mislukt");
    free(out->path);
    free(out->buffer);
    *out = (struct out){.fd = -1};
    return ok;
}

/* ---- amounts ---- */

const struct notation notation_plain = {.decimal = ','};
const struct notation notation_grouped = {.decimal = ',', .thousands = '.'};
const struct notation notation_list = {.decimal = ',', .thousands = '.', .minus_behind = true};

char *notation_write(struct notation notation, int64_t cents, char *at)
{
    char digits[24];
    int n_digits = 0;
    uint64_t magnitude = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    for (uint64_t euros = magnitude / 100; euros > 0 || n_digits == 0; euros /= 10)
        digits[n_digits++] = (char)('0' + euros % 10);

    if (cents < 0 && !notation.minus_behind)
        *at++ = '-';
    while (n_digits-- > 0) {
        *at++ = digits[n_digits];
        if (notation.thousands && n_digits > 0 && n_digits % 3 == 0)
            *at++ = notation.thousands;
    }
    *at++ = notation.decimal;
    *at++ = (char)('0' + magnitude % 100 / 10);
    *at++ = (char)('0' + magnitude % 10);
    if (cents < 0 && notation.minus_behind)
        *at++ = '-';
    return at;
}

/* ---- delimited text ---- */

const struct sheet_format sheet_for_people = {.separator = ';', .bom = true, .crlf = true};

bool sheet_open(struct sheet *sheet, const char *path, struct sheet_format format,
                struct notation notation, struct errors *errors)
{
    *sheet = (struct sheet){.format = format, .notation = notation};
    if (!out_open(&sheet->out, path, format.gzip, errors))
        return false;
    if (format.bom)
        out_text(&sheet->out, "\xEF\xBB\xBF");
    return true;
}

/* The characters of windows-1252 between 80 and 9F that this generator uses. */
static const struct {
    const char *utf8;
    char byte;
} windows_1252_marks[] = {
    {"€", (char)0x80}, {"…", (char)0x85}, {"‘", (char)0x91}, {"’", (char)0x92},
    {"“", (char)0x93}, {"”", (char)0x94}, {"•", (char)0x95}, {"–", (char)0x96},
};

/* One character at *utf8, moved behind it, as a byte of windows-1252. */
static char windows_1252_byte(const char **utf8)
{
    const unsigned char *bytes = (const unsigned char *)*utf8;
    if (bytes[0] < 0x80) {
        *utf8 += 1;
        return (char)bytes[0];
    }
    if (bytes[0] == 0xC2 || bytes[0] == 0xC3) { /* U+0080 .. U+00FF: the byte is the number */
        *utf8 += 2;
        return (char)((bytes[0] & 3) << 6 | (bytes[1] & 0x3F));
    }
    for (size_t i = 0; i < sizeof windows_1252_marks / sizeof *windows_1252_marks; i++) {
        size_t n_bytes = strlen(windows_1252_marks[i].utf8);
        if (strncmp(*utf8, windows_1252_marks[i].utf8, n_bytes) == 0) {
            *utf8 += n_bytes;
            return windows_1252_marks[i].byte;
        }
    }
    do
        *utf8 += 1;
    while ((**utf8 & 0xC0) == 0x80);
    return '?';
}

void sheet_windows_1252(char *text)
{
    const char *from = text;
    while (*from)
        *text++ = windows_1252_byte(&from);
    *text = 0;
}

static void start_field(struct sheet *sheet)
{
    if (sheet->n_fields++ > 0)
        out_bytes(&sheet->out, &sheet->format.separator, 1);
    else if (sheet->n_records > 0)
        out_text(&sheet->out, sheet->format.crlf ? "\r\n" : "\n");
}

static bool needs_quotes(const char *text, char separator)
{
    size_t n_bytes = strlen(text);
    return strpbrk(text, "\"\r\n\t") || strchr(text, separator) ||
           (n_bytes > 0 && (text[0] == ' ' || text[n_bytes - 1] == ' '));
}

void sheet_text(struct sheet *sheet, const char *utf8)
{
    start_field(sheet);
    bool quoted = needs_quotes(utf8, sheet->format.separator);
    char *to = out_room(&sheet->out, 2 * strlen(utf8) + 2);
    if (quoted)
        *to++ = '"';
    while (*utf8) {
        if (*utf8 == '"')
            *to++ = '"';
        *to++ = sheet->format.windows_1252 ? windows_1252_byte(&utf8) : *utf8++;
    }
    if (quoted)
        *to++ = '"';
    out_filled(&sheet->out, to);
}

void sheet_integer(struct sheet *sheet, long long number)
{
    start_field(sheet);
    out_format(&sheet->out, "%lld", number);
}

void sheet_cents(struct sheet *sheet, int64_t cents)
{
    char text[33]; /* may hold the separator, and is quoted then */
    *notation_write(sheet->notation, cents, text) = 0;
    sheet_text(sheet, text);
}

void sheet_end(struct sheet *sheet)
{
    sheet->n_records++;
    sheet->n_fields = 0;
}

void sheet_row(struct sheet *sheet, const char *const *texts)
{
    for (; *texts; texts++)
        sheet_text(sheet, *texts);
    sheet_end(sheet);
}

bool sheet_close(struct sheet *sheet, struct errors *errors)
{
    if (!sheet->format.open_end)
        out_text(&sheet->out, sheet->format.crlf ? "\r\n" : "\n");
    return out_close(&sheet->out, errors);
}
