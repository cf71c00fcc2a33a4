#include "pipeline/format/stream.h"

#include "pipeline/base/memory.h"
#include "pipeline/format/inflate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define PACKED_BYTES (64 * 1024)
#define HEAD_BYTES   4
#define GZIP_FIRST   '\x1f'
#define GZIP_SECOND  '\x8b'

struct stream {
    char *path;
    int fd;
    struct stat opened; /* as it was when opened */
    enum text_encoding encoding;
    struct sha256 *sha;
    bool compressed;
    size_t text_start;

    /* sequential reading */
    struct inflater *inflater; /* compressed only */
    char *packed;              /* bytes as they stand on disk */
    size_t packed_used, packed_n;
    bool packed_eof, member_open, member_seen;
    uint64_t n_packed, n_unpacked, n_unpacked_before; /* the last: before the current member */
    char head[HEAD_BYTES];                            /* looked at when opening, delivered first */
    size_t head_used, head_n;
    bool little_endian;
    char units[PACKED_BYTES]; /* UTF-16 still to be turned into UTF-8 */
    size_t units_used, units_n;
    char tail[4]; /* of a character that did not fit */
    size_t tail_used, tail_n;
};

bool stream_seekable(const struct stream *stream)
{
    return !stream->compressed && stream->encoding != TEXT_UTF16;
}

bool stream_compressed(const struct stream *stream)
{
    return stream->compressed;
}

uint64_t stream_size(const struct stream *stream)
{
    return (uint64_t)stream->opened.st_size;
}

uint64_t stream_text_start(const struct stream *stream)
{
    return stream->text_start;
}

static bool read_fully(struct stream *s, uint64_t offset, char *buffer, size_t n_bytes,
                       size_t *n_read, struct errors *errors)
{
    *n_read = 0;
    while (*n_read < n_bytes) {
        ssize_t got = pread(s->fd, buffer + *n_read, n_bytes - *n_read, (off_t)(offset + *n_read));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errors_add_errno(errors, s->path, "lezen mislukt");
        if (got == 0)
            break;
        *n_read += (size_t)got;
    }
    return true;
}

bool stream_read_at(struct stream *stream, uint64_t offset, char *buffer, size_t n_bytes,
                    size_t *n_read, struct errors *errors)
{
    return read_fully(stream, offset, buffer, n_bytes, n_read, errors);
}

void stream_hash(struct stream *stream, const char *bytes, size_t n_bytes)
{
    sha256_update(stream->sha, bytes, n_bytes);
}

/* ---- what can be wrong ---- */

static const char changed_text[] =
    "het bestand is tijdens het lezen veranderd; lever het opnieuw en start de run nog eens";

/* True as well when that can no longer be asked. */
static bool has_changed(const struct stream *s)
{
    struct stat now;
    return fstat(s->fd, &now) != 0 || now.st_size != s->opened.st_size ||
           now.st_mtim.tv_sec != s->opened.st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != s->opened.st_mtim.tv_nsec;
}

/* Adds what is wrong with the data, unless that comes from a change. Returns false. */
static bool bad_data(const struct stream *s, struct errors *errors, const char *text)
{
    return errors_add(errors, ERROR_DATA, s->path, "%s", has_changed(s) ? changed_text : text);
}

/* ---- bytes on disk, one block after the other ---- */

static bool fill_packed(struct stream *s, struct errors *errors)
{
    if (!read_fully(s, s->n_packed, s->packed, PACKED_BYTES, &s->packed_n, errors))
        return false;
    s->packed_used = 0;
    s->n_packed += s->packed_n;
    s->packed_eof = s->packed_n == 0;
    sha256_update(s->sha, s->packed, s->packed_n);
    return true;
}

/* What stands behind the last member: nothing but zeros? */
static bool only_zeros(struct stream *s, bool *zeros, struct errors *errors)
{
    *zeros = true;
    while (*zeros && !s->packed_eof) {
        while (s->packed_used < s->packed_n && s->packed[s->packed_used] == 0)
            s->packed_used++;
        *zeros = s->packed_used == s->packed_n;
        if (*zeros && !fill_packed(s, errors))
            return false;
    }
    return true;
}

static bool refuse_rest(struct stream *s, struct errors *errors)
{
    bool zeros;
    if (!only_zeros(s, &zeros, errors))
        return false;
    return bad_data(s, errors,
                    zeros ? "achter het einde van de gzip-gegevens staat opvulling (nullen); lever "
                            "het bestand zonder opvulling"
                          : "achter het einde van de gzip-gegevens staan nog andere bytes; het "
                            "bestand is beschadigd of samengevoegd");
}

/* Between two gzip members: is there another one? */
static bool next_member(struct stream *s, bool *more, struct errors *errors)
{
    if (s->packed_used == s->packed_n && !s->packed_eof && !fill_packed(s, errors))
        return false;
    *more = !s->packed_eof;
    if (!*more)
        return true;
    if (s->packed[s->packed_used] != GZIP_FIRST)
        return refuse_rest(s, errors);
    if (s->member_seen)
        inflater_next_member(s->inflater);
    s->member_open = true;
    s->n_unpacked_before = s->n_unpacked;
    return true;
}

static bool refuse_member(struct stream *s, enum inflate_outcome outcome, struct errors *errors)
{
    if (outcome == INFLATE_BAD_CRC)
        return bad_data(s, errors,
                        "het gzip-bestand is beschadigd: de controlesom (CRC) of de lengte klopt "
                        "niet");
    if (s->member_seen && s->n_unpacked == s->n_unpacked_before)
        return refuse_rest(s, errors);
    return bad_data(s, errors, "het gzip-bestand is beschadigd: de gegevens zijn geen gzip");
}

/* Up to *n bytes of the open member; *n becomes what came of it. */
static bool read_member(struct stream *s, char *buffer, size_t *n, struct errors *errors)
{
    if (s->packed_used == s->packed_n && !s->packed_eof && !fill_packed(s, errors))
        return false;
    size_t n_in = s->packed_n - s->packed_used;
    enum inflate_outcome outcome =
        inflater_run(s->inflater, s->packed + s->packed_used, &n_in, buffer, n);
    s->packed_used += n_in;
    s->n_unpacked += *n;
    if (outcome == INFLATE_BAD || outcome == INFLATE_BAD_CRC)
        return refuse_member(s, outcome, errors);
    if (outcome == INFLATE_GOING && n_in == 0 && *n == 0 && s->packed_eof)
        return bad_data(s, errors, "het gzip-bestand is afgekapt: het einde ontbreekt");
    if (s->n_unpacked > STREAM_LARGE_BYTES && s->n_unpacked / STREAM_MAX_EXPANSION > s->n_packed)
        return errors_add(errors, ERROR_DATA, s->path,
                          "het gzip-bestand groeit bij het uitpakken meer dan %d keer; dat is geen "
                          "gewone export",
                          STREAM_MAX_EXPANSION);
    if (outcome == INFLATE_MEMBER_END) {
        s->member_open = false;
        s->member_seen = true;
    }
    return true;
}

static bool read_unpacked(struct stream *s, char *buffer, size_t n_bytes, size_t *n_read,
                          struct errors *errors)
{
    *n_read = 0;
    while (*n_read < n_bytes) {
        bool more = true;
        if (!s->member_open && !next_member(s, &more, errors))
            return false;
        if (!more)
            return true;
        size_t n = n_bytes - *n_read;
        if (!read_member(s, buffer + *n_read, &n, errors))
            return false;
        *n_read += n;
    }
    return true;
}

static bool read_packed(struct stream *s, char *buffer, size_t n_bytes, size_t *n_read,
                        struct errors *errors)
{
    *n_read = 0;
    while (*n_read < n_bytes) {
        if (s->packed_used == s->packed_n && !s->packed_eof && !fill_packed(s, errors))
            return false;
        if (s->packed_eof)
            return true;
        size_t n = s->packed_n - s->packed_used;
        if (n > n_bytes - *n_read)
            n = n_bytes - *n_read;
        memcpy(buffer + *n_read, s->packed + s->packed_used, n);
        s->packed_used += n;
        *n_read += n;
    }
    return true;
}

/* The file's bytes without packing, first the ones that were looked at when opening. */
static bool read_plain(struct stream *s, char *buffer, size_t n_bytes, size_t *n_read,
                       struct errors *errors)
{
    size_t n_head = s->head_n - s->head_used;
    if (n_head > n_bytes)
        n_head = n_bytes;
    memcpy(buffer, s->head + s->head_used, n_head);
    s->head_used += n_head;
    size_t n_rest;
    bool ok = s->compressed ? read_unpacked(s, buffer + n_head, n_bytes - n_head, &n_rest, errors)
                            : read_packed(s, buffer + n_head, n_bytes - n_head, &n_rest, errors);
    *n_read = n_head + n_rest;
    return ok;
}

/* ---- UTF-16 (RFC 2781) ---- */

static bool next_unit(struct stream *s, unsigned *unit, bool *eof, struct errors *errors)
{
    if (s->units_used == s->units_n) {
        if (!read_plain(s, s->units, sizeof s->units, &s->units_n, errors))
            return false;
        s->units_used = 0;
        if (s->units_n % 2)
            return bad_data(s, errors, "het bestand eindigt midden in een UTF-16-teken");
    }
    *eof = s->units_n == 0;
    if (*eof)
        return true;
    unsigned a = (unsigned char)s->units[s->units_used];
    unsigned b = (unsigned char)s->units[s->units_used + 1];
    s->units_used += 2;
    *unit = s->little_endian ? a | b << 8 : a << 8 | b;
    return true;
}

/* Half a pair comes as it is: its three bytes are ill-formed UTF-8, so that it is refused with the
 * record that holds it and not with the whole file. */
static bool next_code_point(struct stream *s, unsigned *point, bool *eof, struct errors *errors)
{
    unsigned unit = 0, low = 0;
    if (!next_unit(s, &unit, eof, errors))
        return false;
    if (*eof)
        return true;
    *point = unit;
    if (unit < 0xD800 || unit > 0xDBFF)
        return true;
    bool alone = false;
    if (!next_unit(s, &low, &alone, errors))
        return false;
    if (alone)
        return true;
    if (low >= 0xDC00 && low <= 0xDFFF)
        *point = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    else
        s->units_used -= 2;
    return true;
}

static size_t encode_utf8(unsigned point, char bytes[4])
{
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    }
    size_t n = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--, point >>= 6)
        bytes[i] = (char)(0x80 | (point & 0x3F));
    bytes[0] = (char)(lead[n] | point);
    return n;
}

static bool read_utf16(struct stream *s, char *buffer, size_t n_bytes, size_t *n_read,
                       struct errors *errors)
{
    *n_read = 0;
    while (*n_read < n_bytes) {
        if (s->tail_used == s->tail_n) {
            unsigned point = 0;
            bool eof = false;
            if (!next_code_point(s, &point, &eof, errors))
                return false;
            if (eof)
                return true;
            s->tail_n = encode_utf8(point, s->tail);
            s->tail_used = 0;
        }
        buffer[(*n_read)++] = s->tail[s->tail_used++];
    }
    return true;
}

bool stream_read(struct stream *stream, char *buffer, size_t n_bytes, size_t *n_read,
                 struct errors *errors)
{
    return stream->encoding == TEXT_UTF16 ? read_utf16(stream, buffer, n_bytes, n_read, errors)
                                          : read_plain(stream, buffer, n_bytes, n_read, errors);
}

/* ---- opening and closing ---- */

static const struct {
    const char *bytes;
    size_t n_bytes;
    enum text_encoding encoding;
    const char *name;
} marks[] = {
    {"\xEF\xBB\xBF", 3, TEXT_UTF8, "UTF-8"},
    {"\xFF\xFE", 2, TEXT_UTF16, "UTF-16 (little-endian)"},
    {"\xFE\xFF", 2, TEXT_UTF16, "UTF-16 (big-endian)"},
};

/* Takes the byte order mark off, or refuses one that contradicts the profile. */
static bool take_mark(struct stream *s, struct errors *errors)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (s->head_n < marks[i].n_bytes || memcmp(s->head, marks[i].bytes, marks[i].n_bytes) != 0)
            continue;
        if (s->encoding != marks[i].encoding)
            return errors_add(errors, ERROR_DATA, s->path,
                              "codering: verwacht %s zoals in het profiel, gevonden het kenmerk "
                              "(BOM) van %s",
                              text_encoding_name(s->encoding), marks[i].name);
        s->little_endian = (unsigned char)s->head[0] == 0xFF;
        s->head_used = s->text_start = marks[i].n_bytes;
        return true;
    }
    if (s->encoding == TEXT_UTF16)
        return errors_add(errors, ERROR_DATA, s->path,
                          "codering: verwacht UTF-16 met een kenmerk (BOM) vooraan, gevonden een "
                          "bestand zonder BOM");
    return true;
}

static bool open_file(struct stream *s, struct errors *errors)
{
    s->fd = open(s->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (s->fd < 0 && errno == ENOENT)
        return errors_add(errors, ERROR_MACHINE, s->path, "het bestand is er niet meer");
    if (s->fd < 0 || fstat(s->fd, &s->opened) != 0)
        return errors_add_errno(errors, s->path, "openen mislukt");
    if (S_ISDIR(s->opened.st_mode))
        return errors_add(errors, ERROR_MACHINE, s->path, "verwacht een bestand, gevonden een map");
    if (!S_ISREG(s->opened.st_mode))
        return errors_add(errors, ERROR_MACHINE, s->path,
                          "verwacht een gewoon bestand, gevonden iets anders (apparaat of pijp)");
    if (s->opened.st_size == 0)
        return errors_add(errors, ERROR_DATA, s->path, "het bestand is leeg (0 bytes)");
    return true;
}

/* What is delivered by mistake, by its first bytes. */
static const struct {
    const char *bytes;
    size_t n_bytes;
    const char *name;
} other_kinds[] = {
    {"PK\x03\x04", 4, "een Excel-bestand (xlsx) of een ander zip-bestand"},
    {"\xD0\xCF\x11\xE0", 4, "een oud Excel-bestand (xls)"},
    {"%PDF", 4, "een PDF"},
    {"BZh", 3, "een bzip2-bestand"},
    {"\xFD"
     "7zX",
     4, "een xz-bestand"},
    {"\x28\xB5\x2F\xFD", 4, "een zstd-bestand"},
};

static bool check_kind(const struct stream *s, const char *head, size_t n_head,
                       struct errors *errors)
{
    for (size_t i = 0; i < sizeof other_kinds / sizeof *other_kinds; i++)
        if (n_head >= other_kinds[i].n_bytes &&
            memcmp(head, other_kinds[i].bytes, other_kinds[i].n_bytes) == 0)
            return errors_add(errors, ERROR_DATA, s->path,
                              "verwacht een tekstbestand (CSV), gevonden %s", other_kinds[i].name);
    size_t n_path = strlen(s->path);
    if (!s->compressed && n_path > 3 && strcasecmp(s->path + n_path - 3, ".gz") == 0)
        return errors_add(errors, ERROR_DATA, s->path,
                          "de naam eindigt op .gz, maar de inhoud is geen gzip");
    return true;
}

static bool look_at_head(struct stream *s, struct errors *errors)
{
    if (!read_fully(s, 0, s->head, HEAD_BYTES, &s->head_n, errors))
        return false;
    s->compressed = s->head_n >= 2 && s->head[0] == GZIP_FIRST && s->head[1] == GZIP_SECOND;
    if (!check_kind(s, s->head, s->head_n, errors))
        return false;
    if (s->compressed)
        s->inflater = inflater_new();
    if (!stream_seekable(s)) { /* the head is part of what is delivered from here on */
        size_t n_head;
        s->head_n = 0;
        if (!read_plain(s, s->head, HEAD_BYTES, &n_head, errors))
            return false;
        s->head_n = n_head;
    }
    if (s->head_n == 0)
        return errors_add(errors, ERROR_DATA, s->path, "het gzip-bestand is leeg");
    return take_mark(s, errors);
}

struct stream *stream_open(const char *path, enum text_encoding encoding, struct errors *errors)
{
    struct stream *s = mem_alloc(sizeof *s);
    s->path = strcpy(mem_alloc(strlen(path) + 1), path);
    s->fd = -1;
    s->encoding = encoding;
    s->sha = sha256_new();
    s->packed = mem_alloc(PACKED_BYTES);
    if (open_file(s, errors) && look_at_head(s, errors))
        return s;
    stream_close(s);
    return NULL;
}

bool stream_finish(struct stream *stream, char hex[SHA256_HEX_SIZE], struct errors *errors)
{
    if (has_changed(stream))
        return errors_add(errors, ERROR_DATA, stream->path, "%s", changed_text);
    sha256_hex(stream->sha, hex);
    return true;
}

void stream_close(struct stream *stream)
{
    if (!stream)
        return;
    if (stream->fd >= 0)
        close(stream->fd);
    inflater_free(stream->inflater);
    sha256_free(stream->sha);
    free(stream->packed);
    free(stream->path);
    free(stream);
}
