#include "pipeline/sniff/sniff_bytes.h"

#include "pipeline/format/csv.h"
#include "pipeline/format/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)64 * 1024)
#define NUL_SHARE   16 /* one in so many bytes: no text in a one-byte encoding */

uint64_t sniff_bytes_line(const struct sniff_bytes *bytes, size_t offset)
{
    return 1 + csv_line_ends((struct text){bytes->text.bytes, offset});
}

void sniff_bytes_release(struct sniff_bytes *bytes)
{
    free(bytes->room);
    *bytes = (struct sniff_bytes){0};
}

/* ---- what is no export, though it opens ---- */

static bool refuse_stranger(const struct sniff_bytes *bytes, const char *where,
                            struct errors *errors)
{
    if (bytes->nul.n > bytes->text.n_bytes / NUL_SHARE)
        return errors_add(errors, ERROR_DATA, where,
                          "verwacht een tekstbestand met kolommen, gevonden veel NUL-bytes: UTF-16 "
                          "of UTF-32 zonder kenmerk (BOM), of geen tekst; vraag de export als "
                          "UTF-8");
    return true;
}

/* ---- counting ---- */

static void note(struct sniff_spot *spot, size_t at)
{
    if (spot->n++ == 0)
        spot->first = at;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_among(unsigned char byte, const char *set)
{
    return byte && strchr(set, byte);
}

static bool is_digit_at(struct text text, size_t at)
{
    return at < text.n_bytes && text.bytes[at] >= '0' && text.bytes[at] <= '9';
}

/* Within a blank of a digit, as a sign around an amount. */
static bool beside_number(struct text text, size_t at)
{
    size_t before = at > 1 && text.bytes[at - 1] == ' ' ? at - 2 : at - 1;
    size_t behind = at + 1 < text.n_bytes && text.bytes[at + 1] == ' ' ? at + 2 : at + 1;
    return (at > 0 && is_digit_at(text, before)) || is_digit_at(text, behind);
}

static void count_high(struct sniff_bytes *bytes, size_t at)
{
    struct text text = bytes->text;
    unsigned char byte = (unsigned char)text.bytes[at];
    note(&bytes->beyond_ascii, at);
    if (byte < 0xA0)
        note(&bytes->c1, at);
    if (is_among(byte, "\x81\x8D\x8F\x90\x9D"))
        note(&bytes->unassigned, at);
    if (is_among(byte, "\xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE"))
        note(&bytes->latin9, at);
    if (byte == 0xA4 && beside_number(text, at))
        note(&bytes->euro, at);
    bool between = at > 0 && is_letter(text.bytes[at - 1]) && at + 1 < text.n_bytes &&
                   is_letter(text.bytes[at + 1]);
    if (between && is_among(byte, "\x81\x82\x84\x85\x87\x88\x89\x8B\x8D\x8F\x90\x93\x94\x95\x9B"))
        note(&bytes->inside_word, at);
}

static void count_line_end(struct sniff_bytes *bytes, size_t at)
{
    struct text text = bytes->text;
    if (text.bytes[at] == '\n')
        *(at > 0 && text.bytes[at - 1] == '\r' ? &bytes->n_crlf : &bytes->n_lf) += 1;
    else if (at + 1 == text.n_bytes || text.bytes[at + 1] != '\n')
        bytes->n_cr++;
}

static void count_bytes(struct sniff_bytes *bytes)
{
    struct text text = bytes->text;
    for (size_t i = 0; i < text.n_bytes; i++) {
        if (text.bytes[i] == '\n' || text.bytes[i] == '\r')
            count_line_end(bytes, i);
        else if (text.bytes[i] == '\0')
            note(&bytes->nul, i);
        else if ((unsigned char)text.bytes[i] >= 0x80)
            count_high(bytes, i);
    }
}

/* Counts lead bytes in a stretch that is valid UTF-8. */
static void count_multibyte(struct sniff_bytes *bytes, size_t from, size_t to)
{
    const char *text = bytes->text.bytes;
    for (size_t i = from; i < to; i++) {
        if ((unsigned char)text[i] < 0xC0)
            continue;
        note(&bytes->multibyte, i);
        if (to - i > 3 && memcmp(text + i, "\xC3\x83\xC2", 3) == 0)
            note(&bytes->doubled, i);
    }
}

static void count_utf8(struct sniff_bytes *bytes)
{
    size_t at = 0, bad = 0;
    struct text rest = bytes->text;
    while (!text_valid(rest, TEXT_UTF8, &bad)) {
        count_multibyte(bytes, at, at + bad);
        note(&bytes->ill_formed, at + bad);
        at += bad + 1;
        rest = (struct text){bytes->text.bytes + at, bytes->text.n_bytes - at};
    }
    count_multibyte(bytes, at, bytes->text.n_bytes);
}

/* ---- the encoding ---- */

enum {
    ONLY_UTF8 = 1u << TEXT_UTF8,
    ONLY_UTF16 = 1u << TEXT_UTF16,
    ONLY_1252 = 1u << TEXT_WINDOWS_1252,
    ONLY_8859_1 = 1u << TEXT_ISO_8859_1,
    ONLY_8859_15 = 1u << TEXT_ISO_8859_15,
};

/* Well-formed UTF-8 comes about by chance in a one-byte encoding, but rarely. */
#define CHANCE_SHARE 50

static unsigned possible_encodings(const struct sniff_bytes *bytes)
{
    if (bytes->utf16)
        return ONLY_UTF16;
    if (bytes->ill_formed.n == 0)
        return ONLY_UTF8;
    unsigned one_byte = bytes->unassigned.n ? ONLY_8859_1 | ONLY_8859_15
                        : bytes->c1.n       ? ONLY_1252
                        : bytes->latin9.n   ? ONLY_1252 | ONLY_8859_15
                                            : ONLY_1252;
    bool mixed = bytes->marked || bytes->multibyte.n > bytes->ill_formed.n / CHANCE_SHARE;
    return mixed ? ONLY_UTF8 | one_byte : one_byte;
}

/* Amounts in euros are likelier than amounts in a currency without a name. */
static bool has_euro(const struct sniff_bytes *bytes)
{
    return (bytes->possible >> TEXT_ISO_8859_15 & 1) && bytes->euro.n * 2 > bytes->latin9.n;
}

static enum text_encoding first_of(unsigned possible)
{
    unsigned encoding = 0;
    while (!(possible & 1u << encoding))
        encoding++;
    return (enum text_encoding)encoding;
}

static bool look(struct sniff_bytes *bytes, const char *where, struct errors *errors)
{
    count_bytes(bytes);
    if (!refuse_stranger(bytes, where, errors))
        return false;
    count_utf8(bytes);
    bytes->possible = possible_encodings(bytes);
    bytes->encoding = bytes->utf16      ? TEXT_UTF8
                      : has_euro(bytes) ? TEXT_ISO_8859_15
                                        : first_of(bytes->possible);
    return true;
}

/* ---- reading ---- */

/* What comes next is read in one go or not at all. */
static bool read_next(struct stream *stream, struct sniff_bytes *bytes, size_t n_most,
                      size_t *n_read, struct errors *errors)
{
    char *at = bytes->room + bytes->text.n_bytes;
    if (!stream_seekable(stream))
        return stream_read(stream, at, n_most, n_read, errors);
    uint64_t offset = stream_text_start(stream) + bytes->text.n_bytes;
    return stream_read_at(stream, offset, at, n_most, n_read, errors);
}

/* A line that was cut off says nothing; a CR at the very end may be half of a CRLF. */
static void cut_behind_line_end(struct text *text)
{
    size_t n = text->n_bytes;
    n -= n > 0 && text->bytes[n - 1] == '\r';
    while (n > 0 && text->bytes[n - 1] != '\n' && text->bytes[n - 1] != '\r')
        n--;
    if (n > 0)
        text->n_bytes = n;
}

/* One byte more than wanted tells whether the text goes on. */
static bool read_text(struct stream *stream, size_t n_most, struct errors *errors,
                      struct sniff_bytes *bytes)
{
    size_t cap = 0, n_read = 1;
    while (n_read > 0 && bytes->text.n_bytes <= n_most) {
        size_t n_left = n_most + 1 - bytes->text.n_bytes;
        size_t n_block = n_left < BLOCK_BYTES ? n_left : BLOCK_BYTES;
        bytes->room = mem_grow(bytes->room, &cap, bytes->text.n_bytes + n_block, 1);
        if (!read_next(stream, bytes, n_block, &n_read, errors))
            return false;
        bytes->text.n_bytes += n_read;
    }
    bytes->text.bytes = bytes->room;
    bytes->whole = bytes->text.n_bytes <= n_most;
    if (!bytes->whole) {
        bytes->text.n_bytes = n_most;
        cut_behind_line_end(&bytes->text);
    }
    return true;
}

/* A file with the mark of UTF-16 is refused as UTF-8, every other one is refused as UTF-16: the
 * first refusal then tells why. A packing that makes the records makes those of the draft. */
static struct stream *open_either(const char *path, bool *utf16, struct errors *errors)
{
    static const struct packing_wish usual = {.separator = ';', .quote = '"', .decimal = ','};
    static const struct packing_wish wide = {.encoding = TEXT_UTF16};
    struct errors as_usual = {0}, as_utf16 = {0};
    struct stream *stream = stream_open(path, &usual, &as_usual);
    *utf16 = !stream && (stream = stream_open(path, &wide, &as_utf16));
    if (!stream)
        errors_move(errors, &as_usual);
    errors_release(&as_usual);
    errors_release(&as_utf16);
    return stream;
}

bool sniff_bytes_read(const char *path, size_t n_most, struct errors *errors,
                      struct sniff_bytes *bytes)
{
    *bytes = (struct sniff_bytes){0};
    if (access(path, F_OK) != 0 && errno == ENOENT) /* of a part it is ENOTDIR */
        return errors_add(errors, ERROR_SETTINGS, path, "het bestand bestaat niet");
    struct stream *stream = open_either(path, &bytes->utf16, errors);
    if (!stream)
        return false;
    bytes->compressed = stream_compressed(stream);
    bytes->marked = bytes->utf16 || stream_text_start(stream) > 0;
    bytes->size = stream_size(stream);
    bool ok = read_text(stream, n_most, errors, bytes) && look(bytes, path, errors);
    stream_close(stream);
    if (!ok)
        sniff_bytes_release(bytes);
    return ok;
}
