/* The part of text.h that knows what bytes mean. */
#include "pipeline/base/text_look.h"

#include <endian.h>
#include <stdarg.h>
#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

static uint64_t load_word(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* How many bytes at the front are ASCII. Nearly all are, so this is what validating costs. */
static size_t ascii_run(const char *bytes, size_t n_bytes)
{
    size_t at = 0;
    for (; n_bytes - at >= 32; at += 32) {
        const char *b = bytes + at;
        if ((load_word(b) | load_word(b + 8) | load_word(b + 16) | load_word(b + 24)) & HIGH_BITS)
            break;
    }
    for (; n_bytes - at >= 8; at += 8) {
        uint64_t high = le64toh(load_word(bytes + at)) & HIGH_BITS;
        if (high)
            return at + (size_t)__builtin_ctzll(high) / 8;
    }
    while (at < n_bytes && !(bytes[at] & 0x80))
        at++;
    return at;
}

/* The well-formed sequences of more than one byte (RFC 3629, section 4): ranges of the first and
 * the second byte, the others are 80..BF. The second byte's range keeps out overlong forms (E0, F0;
 * C0 and C1 are none at all), surrogates (ED) and what lies above U+10FFFF (F4). */
static const struct {
    unsigned char first_low, first_high, second_low, second_high, n_bytes;
} sequences[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
    {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

/* The length of the well-formed sequence at the front, 0 when there is none. n_bytes >= 1. */
static size_t sequence_length(const char *bytes, size_t n_bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (b[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        if (b[0] < sequences[i].first_low || b[0] > sequences[i].first_high)
            continue;
        size_t length = sequences[i].n_bytes;
        if (length > n_bytes || b[1] < sequences[i].second_low || b[1] > sequences[i].second_high)
            return 0;
        for (size_t k = 2; k < length; k++)
            if ((b[k] & 0xC0) != 0x80)
                return 0;
        return length;
    }
    return 0;
}

/* 80..9F of windows-1252; 0 = unassigned. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, /* 80 */
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,      /* 88 */
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, /* 90 */
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178, /* 98 */
};

/* Where ISO-8859-15 differs from ISO-8859-1. */
static const struct {
    unsigned char byte;
    uint16_t code_point;
} iso_8859_15[] = {
    {0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161}, {0xB4, 0x017D},
    {0xB8, 0x017E}, {0xBC, 0x0152}, {0xBD, 0x0153}, {0xBE, 0x0178},
};

static uint16_t iso_8859_15_meaning(unsigned char byte)
{
    for (size_t i = 0; i < sizeof iso_8859_15 / sizeof *iso_8859_15; i++)
        if (iso_8859_15[i].byte == byte)
            return iso_8859_15[i].code_point;
    return byte;
}

/* The code point of one byte of a one-byte encoding; false when it is unassigned. */
static bool byte_meaning(unsigned char byte, enum text_encoding encoding, uint16_t *code_point)
{
    *code_point = byte;
    if (encoding == TEXT_ISO_8859_15)
        *code_point = iso_8859_15_meaning(byte);
    else if (encoding == TEXT_WINDOWS_1252 && byte >= 0x80 && byte <= 0x9F)
        *code_point = windows_1252[byte - 0x80];
    return byte < 0x80 || *code_point != 0;
}

/* How many bytes the character at the front takes; 0 when it is ill-formed or unassigned. */
static size_t character_length(const char *bytes, size_t n_bytes, enum text_encoding encoding)
{
    if (encoding == TEXT_UTF8)
        return sequence_length(bytes, n_bytes);
    uint16_t code_point;
    return byte_meaning((unsigned char)*bytes, encoding, &code_point) ? 1 : 0;
}

const char *text_encoding_name(enum text_encoding encoding)
{
    static const char *const names[TEXT_ENCODINGS] = {
        [TEXT_UTF8] = "utf-8",
        [TEXT_WINDOWS_1252] = "windows-1252",
        [TEXT_ISO_8859_1] = "iso-8859-1",
        [TEXT_ISO_8859_15] = "iso-8859-15",
        [TEXT_UTF16] = "utf-16",
    };
    return names[encoding];
}

bool text_valid(struct text t, enum text_encoding encoding, size_t *bad_index)
{
    if (encoding == TEXT_ISO_8859_1 || encoding == TEXT_ISO_8859_15)
        return true; /* every byte is assigned, 80..9F as control characters */
    for (size_t at = 0; at < t.n_bytes;) {
        if (!(t.bytes[at] & 0x80)) {
            at += ascii_run(t.bytes + at, t.n_bytes - at);
            continue;
        }
        size_t length = character_length(t.bytes + at, t.n_bytes - at, encoding);
        if (length == 0) {
            if (bad_index)
                *bad_index = at;
            return false;
        }
        at += length;
    }
    return true;
}

/* Where UTF-8 goes; without room it is only counted. */
struct sink {
    char *room; /* or NULL */
    size_t n_bytes;
};

static void sink_put(struct sink *sink, const char *bytes, size_t n_bytes)
{
    if (sink->room)
        memcpy(sink->room + sink->n_bytes, bytes, n_bytes);
    sink->n_bytes += n_bytes;
}

static void sink_put_escape(struct sink *sink, unsigned char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    sink_put(sink, (char[]){'\\', 'x', digits[byte >> 4], digits[byte & 15]}, 4);
}

size_t text_put(uint32_t code_point, char bytes[4])
{
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t n = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, code_point >>= 6)
        bytes[i] = (char)(0x80 | (code_point & 0x3F));
    bytes[0] = (char)(lead[n] | code_point);
    return n;
}

static void sink_put_code_point(struct sink *sink, uint32_t code_point)
{
    char bytes[4];
    size_t n = text_put(code_point, bytes);
    sink_put(sink, bytes, n);
}

static void convert(struct text t, enum text_encoding encoding, struct sink *sink)
{
    for (size_t at = 0; at < t.n_bytes;) {
        const char *bytes = t.bytes + at;
        size_t length = character_length(bytes, t.n_bytes - at, encoding);
        uint16_t code_point;
        if (length == 0 || *bytes == '\0')
            sink_put_escape(sink, (unsigned char)*bytes);
        else if (encoding == TEXT_UTF8)
            sink_put(sink, bytes, length);
        else if (byte_meaning((unsigned char)*bytes, encoding, &code_point))
            sink_put_code_point(sink, code_point);
        at += length ? length : 1;
    }
}

char *text_to_utf8(struct arena *arena, struct text t, enum text_encoding encoding)
{
    bool as_it_is = (encoding == TEXT_UTF8 && text_valid(t, encoding, NULL)) ||
                    ascii_run(t.bytes, t.n_bytes) == t.n_bytes;
    if (as_it_is && (t.n_bytes == 0 || !memchr(t.bytes, '\0', t.n_bytes)))
        return text_string(arena, t);
    struct sink sink = {NULL, 0};
    convert(t, encoding, &sink);
    sink = (struct sink){arena_alloc(arena, sink.n_bytes + 1), 0};
    convert(t, encoding, &sink);
    return sink.room;
}

/* The code point of a well-formed sequence. */
static uint32_t sequence_meaning(const char *bytes, size_t length)
{
    static const unsigned char bits_of_first[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code_point = (unsigned char)bytes[0] & bits_of_first[length];
    for (size_t i = 1; i < length; i++)
        code_point = code_point << 6 | ((unsigned char)bytes[i] & 0x3F);
    return code_point;
}

bool text_take(struct text *utf8, uint32_t *code_point)
{
    if (utf8->n_bytes == 0)
        return false;
    size_t length = sequence_length(utf8->bytes, utf8->n_bytes);
    *code_point = length ? sequence_meaning(utf8->bytes, length) : 0xFFFD;
    utf8->bytes += length ? length : 1;
    utf8->n_bytes -= length ? length : 1;
    return true;
}

static uint32_t utf16_unit(const char *bytes, bool little_endian)
{
    uint32_t first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
    return little_endian ? first | second << 8 : first << 8 | second;
}

bool text_take_utf16(struct text *utf16, bool little_endian, uint32_t *code_point)
{
    if (utf16->n_bytes < 2)
        return false;
    uint32_t c = utf16_unit(utf16->bytes, little_endian);
    uint32_t low = utf16->n_bytes >= 4 ? utf16_unit(utf16->bytes + 2, little_endian) : 0;
    const bool pair = c >= 0xD800 && c <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF;
    *code_point = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : c;
    *utf16 = text_from(*utf16, pair ? 4 : 2);
    return true;
}

bool text_from_utf16(struct arena *arena, struct text utf16, struct text *utf8)
{
    bool little = utf16.n_bytes >= 2 && memcmp(utf16.bytes, "\xFF\xFE", 2) == 0;
    bool big = utf16.n_bytes >= 2 && memcmp(utf16.bytes, "\xFE\xFF", 2) == 0;
    if ((!little && !big) || utf16.n_bytes % 2 != 0)
        return false;
    struct sink sink = {arena_alloc(arena, utf16.n_bytes / 2 * 3 + 1), 0};
    struct text rest = text_from(utf16, 2);
    for (uint32_t c; text_take_utf16(&rest, little, &c);)
        sink_put_code_point(&sink, c);
    sink.room[sink.n_bytes] = '\0';
    *utf8 = (struct text){sink.room, sink.n_bytes};
    return true;
}

/* The byte that means a code point; false when there is none. */
static bool byte_of(uint32_t code_point, enum text_encoding encoding, char *byte)
{
    for (unsigned b = 0; b < 256; b++) {
        uint16_t meaning;
        if (!byte_meaning((unsigned char)b, encoding, &meaning) || meaning != code_point)
            continue;
        *byte = (char)b;
        return true;
    }
    return false;
}

bool text_encode(struct arena *arena, struct text utf8, enum text_encoding encoding,
                 struct text *encoded)
{
    char *bytes = arena_alloc(arena, utf8.n_bytes + 1);
    size_t n = 0;
    for (size_t at = 0; at < utf8.n_bytes;) {
        size_t length = sequence_length(utf8.bytes + at, utf8.n_bytes - at);
        if (length == 0)
            return false;
        uint32_t code_point = sequence_meaning(utf8.bytes + at, length);
        if (encoding == TEXT_UTF8)
            memcpy(bytes + n, utf8.bytes + at, length);
        else if (!byte_of(code_point, encoding, &bytes[n]))
            return false;
        n += encoding == TEXT_UTF8 ? length : 1;
        at += length;
    }
    *encoded = (struct text){bytes, n};
    return true;
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t text_characters(struct text utf8)
{
    size_t n_characters = 0;
    for (size_t i = 0; i < utf8.n_bytes; i++)
        n_characters += !is_continuation(utf8.bytes[i]);
    return n_characters;
}

size_t text_length(const char *utf8)
{
    return text_characters(text_of(utf8));
}

size_t text_skip(struct text utf8, size_t n)
{
    size_t at = 0;
    while (at < utf8.n_bytes && (n > 0 || is_continuation(utf8.bytes[at])))
        n -= !is_continuation(utf8.bytes[at++]);
    return at;
}

/* What is not seen, or moves what is: control characters, marks without width, marks that turn the
 * direction of the text. */
static bool is_unseen(uint32_t code_point)
{
    static const struct {
        uint32_t first, last;
    } unseen[] = {{0, 0x1F},        {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},
                  {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
                  {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}};
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
        if (code_point >= unseen[i].first && code_point <= unseen[i].last)
            return true;
    return false;
}

/* Printable ASCII only: nearly all of what is told. */
static bool is_plain(const char *text)
{
    while (*text >= ' ' && *text <= '~')
        text++;
    return *text == '\0';
}

const char *text_shown(struct arena *arena, const char *text, const char *kept)
{
    if (is_plain(text))
        return text;
    const char *utf8 = text_to_utf8(arena, text_of(text), TEXT_UTF8);
    size_t n_bytes = strlen(utf8), room = 4 * n_bytes + 1; /* "<U+FEFF>" is 8 for 3 bytes */
    char *shown = arena_alloc(arena, room);
    struct sink sink = {shown, 0};
    for (size_t at = 0, length; at < n_bytes; at += length) {
        length = sequence_length(utf8 + at, n_bytes - at);
        uint32_t code_point = sequence_meaning(utf8 + at, length);
        if (!is_unseen(code_point) || (length == 1 && strchr(kept, utf8[at])))
            sink_put(&sink, utf8 + at, length);
        else
            sink.n_bytes +=
                (size_t)snprintf(shown + sink.n_bytes, room - sink.n_bytes,
                                 length == 1 ? "<%02X>" : "<U+%04X>", (unsigned)code_point);
    }
    return shown;
}

void text_line(FILE *out, const char *format, ...)
{
    struct arena arena = {0};
    va_list args;
    va_start(args, format);
    const char *line = arena_vprintf(&arena, format, args);
    va_end(args);
    fprintf(out, "%s\n", text_shown(&arena, line, "\t"));
    arena_release(&arena);
}

const char *text_excerpt(struct arena *arena, struct text t, enum text_encoding encoding,
                         size_t max_characters)
{
    char *utf8 = text_to_utf8(arena, t, encoding);
    if (text_may_be_personal(text_of(utf8)))
        return arena_printf(arena, "(een tekst van %zu tekens)", text_length(utf8));
    utf8[text_skip(text_of(utf8), max_characters)] = '\0';
    return text_refused(arena, text_of(utf8));
}
