#include "pipeline/sniff/sniff_bytes.h"

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

/* ---- counting ---- */

static void note(struct sniff_bytes *bytes, enum sniff_byte kind, size_t at)
{
    if (bytes->n[kind]++ == 0)
        bytes->first[kind] = at;
}

static bool is_letter_at(struct text text, size_t at)
{
    char c = (char)(text.bytes[at] | ' ');
    return c >= 'a' && c <= 'z';
}

static bool is_digit_at(struct text text, size_t at)
{
    return at < text.n_bytes && text_is_digit(text.bytes[at]);
}

/* Within a blank of a digit, as a sign around an amount. */
static bool beside_number(struct text text, size_t at)
{
    size_t before = at > 1 && text.bytes[at - 1] == ' ' ? at - 2 : at - 1;
    size_t behind = at + 1 < text.n_bytes && text.bytes[at + 1] == ' ' ? at + 2 : at + 1;
    return (at > 0 && is_digit_at(text, before)) || is_digit_at(text, behind);
}

static bool between_letters(struct text text, size_t at)
{
    return at > 0 && at + 1 < text.n_bytes && is_letter_at(text, at - 1) &&
           is_letter_at(text, at + 1);
}

static void count_high(struct sniff_bytes *bytes, size_t at)
{
    static const struct {
        enum sniff_byte kind;
        const char *set;
        bool (*holds)(struct text text, size_t at); /* or NULL */
    } kinds[] = {
        {BYTE_UNASSIGNED, "\x81\x8D\x8F\x90\x9D", NULL},
        {BYTE_LATIN9, "\xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE", NULL},
        {BYTE_EURO, "\xA4", beside_number},
        {BYTE_INSIDE, "\x81\x82\x84\x85\x87\x88\x89\x8B\x8D\x8F\x90\x93\x94\x95\x9B",
         between_letters},
    };
    unsigned char byte = (unsigned char)bytes->text.bytes[at];
    note(bytes, BYTE_BEYOND_ASCII, at);
    if (byte < 0xA0)
        note(bytes, BYTE_C1, at);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strchr(kinds[i].set, (char)byte) &&
            (!kinds[i].holds || kinds[i].holds(bytes->text, at)))
            note(bytes, kinds[i].kind, at);
}

static void count_bytes(struct sniff_bytes *bytes)
{
    struct text text = bytes->text;
    for (size_t i = 0; i < text.n_bytes; i++) {
        char c = text.bytes[i];
        if (c == '\0')
            note(bytes, BYTE_NUL, i);
        else if ((unsigned char)c >= 0x80)
            count_high(bytes, i);
    }
}

/* Lead bytes in stretches that are valid UTF-8, and what is between those. */
static void count_utf8(struct sniff_bytes *bytes)
{
    const char *text = bytes->text.bytes;
    size_t n = bytes->text.n_bytes, bad;
    for (size_t at = 0; at < n; at = bad + 1) {
        bad = n - at;
        text_valid((struct text){text + at, n - at}, TEXT_UTF8, &bad);
        bad += at;
        for (size_t i = at; i < bad; i++) {
            if ((unsigned char)text[i] < 0xC0)
                continue;
            note(bytes, BYTE_MULTIBYTE, i);
            if (bad - i > 3 && memcmp(text + i, "\xC3\x83\xC2", 3) == 0)
                note(bytes, BYTE_DOUBLED, i);
        }
        if (bad < n)
            note(bytes, BYTE_ILL_FORMED, bad);
    }
}

/* ---- the encoding ---- */

/* Well-formed UTF-8 comes about by chance in a one-byte encoding, but rarely. */
#define CHANCE_SHARE 50

static unsigned possible_encodings(const struct sniff_bytes *bytes)
{
    const size_t *n = bytes->n;
    if (bytes->utf16)
        return 1u << TEXT_UTF16;
    if (n[BYTE_ILL_FORMED] == 0)
        return 1u << TEXT_UTF8;
    bool any_latin9 = n[BYTE_UNASSIGNED] || (n[BYTE_C1] == 0 && n[BYTE_LATIN9]);
    bool mixed = bytes->marked || n[BYTE_MULTIBYTE] > n[BYTE_ILL_FORMED] / CHANCE_SHARE;
    return (unsigned)mixed << TEXT_UTF8 | (unsigned)any_latin9 << TEXT_ISO_8859_15 |
           1u << (n[BYTE_UNASSIGNED] ? TEXT_ISO_8859_1 : TEXT_WINDOWS_1252);
}

/* Amounts in euros are likelier than amounts in a currency without a name. */
static enum text_encoding likely_encoding(const struct sniff_bytes *bytes)
{
    unsigned encoding = 0;
    if (bytes->utf16)
        return TEXT_UTF8;
    if ((bytes->possible >> TEXT_ISO_8859_15 & 1) &&
        bytes->n[BYTE_EURO] * 2 > bytes->n[BYTE_LATIN9])
        return TEXT_ISO_8859_15;
    while (!(bytes->possible & 1u << encoding))
        encoding++;
    return (enum text_encoding)encoding;
}

static bool look(struct sniff_bytes *bytes, const char *where, struct errors *errors)
{
    count_bytes(bytes);
    if (bytes->n[BYTE_NUL] > bytes->text.n_bytes / NUL_SHARE)
        return errors_add(errors, ERROR_DATA, where,
                          "verwacht een tekstbestand met kolommen, gevonden veel NUL-bytes: UTF-16 "
                          "of UTF-32 zonder kenmerk (BOM), of geen tekst; vraag de export als "
                          "UTF-8");
    count_utf8(bytes);
    bytes->possible = possible_encodings(bytes);
    bytes->encoding = likely_encoding(bytes);
    return true;
}

/* ---- reading ---- */

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
        if (!stream_read(stream, bytes->room + bytes->text.n_bytes, n_block, &n_read, errors))
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
static struct stream *open_either(const char *path, size_t n_skipped, bool *utf16,
                                  struct errors *errors)
{
    const struct packing_wish usual = {
        .separator = ';', .quote = '"', .decimal = ',', .n_skipped = n_skipped, .unhashed = true};
    static const struct packing_wish wide = {.encoding = TEXT_UTF16, .unhashed = true};
    struct errors as_usual = {0}, as_utf16 = {0};
    struct stream *stream = stream_open(path, &usual, &as_usual);
    *utf16 = !stream && (stream = stream_open(path, &wide, &as_utf16));
    if (!stream)
        errors_move(errors, &as_usual);
    errors_release(&as_usual);
    errors_release(&as_utf16);
    return stream;
}

bool sniff_bytes_read(const char *path, size_t n_most, size_t n_skipped, struct errors *errors,
                      struct sniff_bytes *bytes)
{
    *bytes = (struct sniff_bytes){0};
    if (access(path, F_OK) != 0 && errno == ENOENT) /* of a part it is ENOTDIR */
        return errors_add(errors, ERROR_SETTINGS, path, "het bestand bestaat niet");
    struct stream *stream = open_either(path, n_skipped, &bytes->utf16, errors);
    if (!stream)
        return false;
    bytes->compressed = stream_compressed(stream);
    bytes->is_rows = stream_gives_rows(stream);
    bytes->marked = bytes->utf16 || stream_text_start(stream) > 0;
    bytes->size = stream_size(stream);
    bool ok = read_text(stream, n_most, errors, bytes) && look(bytes, path, errors);
    stream_close(stream);
    if (!ok)
        sniff_bytes_release(bytes);
    return ok;
}

/* ---- records ---- */

void sniff_records_start(struct sniff_records *records, struct text text, bool whole,
                         uint64_t line_no, struct sniff_dialect dialect)
{
    *records = (struct sniff_records){
        .dialect = dialect,
        .csv = csv_reader_new(dialect.separator, dialect.quote),
        .rest = text,
        .whole = whole,
        .n_most = SIZE_MAX,
        .line_no = line_no,
    };
}

void sniff_records_end(struct sniff_records *records)
{
    csv_reader_free(records->csv);
    records->csv = NULL;
}

static void take(struct sniff_records *records, size_t n_bytes)
{
    struct text taken = {records->rest.bytes, n_bytes};
    records->line_no += records->dialect.is_rows ? n_bytes > 0 : csv_line_ends(taken);
    records->rest = (struct text){records->rest.bytes + n_bytes, records->rest.n_bytes - n_bytes};
}

bool sniff_records_next(struct sniff_records *records, struct sniff_record *record)
{
    while (records->rest.n_bytes > 0 && records->n_most > 0) {
        struct csv_line line;
        if (records->dialect.comment && *records->rest.bytes == records->dialect.comment) {
            csv_line(records->rest, records->whole, &line);
            take(records, line.next);
            continue;
        }
        size_t n_used = 0;
        *record = (struct sniff_record){.line_no = records->line_no};
        record->outcome = csv_record(records->csv, records->rest, records->whole, &record->fields,
                                     &record->n_fields, &n_used);
        if (record->outcome == CSV_MORE)
            break;
        record->raw = (struct text){records->rest.bytes, n_used};
        take(records, n_used);
        if (record->outcome == CSV_BLANK)
            continue;
        records->n_most--;
        return true;
    }
    sniff_records_end(records);
    return false;
}

size_t sniff_record_filled(const struct sniff_record *record, size_t from)
{
    size_t n = 0;
    for (size_t i = from; i < record->n_fields; i++)
        n += text_trim(record->fields[i]).n_bytes > 0;
    return n;
}
