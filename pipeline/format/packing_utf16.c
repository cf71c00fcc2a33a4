/* UTF-16 (RFC 2781), by its byte order mark, as UTF-8. */
#include "pipeline/base/memory.h"
#include "pipeline/format/packing.h"

#include <stdlib.h>
#include <string.h>

#define UNIT_BYTES (64 * 1024)
#define MARK_BYTES 2

struct utf16 {
    const struct packing_source *source;
    bool little_endian;
    size_t units_used, units_n;
    char tail[4]; /* of a character that did not fit */
    size_t tail_used, tail_n;
    char units[UNIT_BYTES];
};

/* UTF-32 begins like UTF-16, with a NUL behind the mark. */
static bool recognise(struct text head, const struct packing_wish *wish)
{
    if (wish->encoding != TEXT_UTF16 || head.n_bytes < MARK_BYTES)
        return false;
    bool is_utf32 = head.n_bytes >= 4 && memcmp(head.bytes, "\xFF\xFE\0\0", 4) == 0;
    return !is_utf32 && (memcmp(head.bytes, "\xFF\xFE", MARK_BYTES) == 0 ||
                         memcmp(head.bytes, "\xFE\xFF", MARK_BYTES) == 0);
}

static bool next_unit(struct utf16 *u, unsigned *unit, bool *eof, struct errors *errors)
{
    if (u->units_used == u->units_n) {
        if (!u->source->read(u->source->state, u->units, UNIT_BYTES, &u->units_n, errors))
            return false;
        u->units_used = 0;
        if (u->units_n % 2)
            return errors_add(errors, ERROR_DATA, u->source->path,
                              "het bestand eindigt midden in een UTF-16-teken");
    }
    *eof = u->units_n == 0;
    if (*eof)
        return true;
    unsigned a = (unsigned char)u->units[u->units_used];
    unsigned b = (unsigned char)u->units[u->units_used + 1];
    u->units_used += 2;
    *unit = u->little_endian ? a | b << 8 : a << 8 | b;
    return true;
}

/* Half a pair comes as it is: its three bytes are ill-formed UTF-8, so that it is refused with the
 * record that holds it and not with the whole file. */
static bool next_code_point(struct utf16 *u, unsigned *point, bool *eof, struct errors *errors)
{
    unsigned unit = 0, low = 0;
    if (!next_unit(u, &unit, eof, errors))
        return false;
    if (*eof)
        return true;
    *point = unit;
    if (unit < 0xD800 || unit > 0xDBFF)
        return true;
    bool alone = false;
    if (!next_unit(u, &low, &alone, errors))
        return false;
    if (alone)
        return true;
    if (low >= 0xDC00 && low <= 0xDFFF)
        *point = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    else
        u->units_used -= 2;
    return true;
}

static bool read_utf16(void *state, char *buffer, size_t n_bytes, size_t *n_read,
                       struct errors *errors)
{
    struct utf16 *u = state;
    *n_read = 0;
    while (*n_read < n_bytes) {
        if (u->tail_used == u->tail_n) {
            unsigned point = 0;
            bool eof = false;
            if (!next_code_point(u, &point, &eof, errors))
                return false;
            if (eof)
                return true;
            u->tail_n = text_put(point, u->tail);
            u->tail_used = 0;
        }
        buffer[(*n_read)++] = u->tail[u->tail_used++];
    }
    return true;
}

static void *open_utf16(const struct packing_source *source, const struct packing_wish *wish,
                        struct errors *errors)
{
    (void)wish;
    char mark[MARK_BYTES] = {0};
    size_t n_read;
    if (!source->read(source->state, mark, MARK_BYTES, &n_read, errors))
        return NULL;
    struct utf16 *u = mem_alloc(sizeof *u);
    u->source = source;
    u->little_endian = mark[0] == '\xFF';
    return u;
}

extern const struct packing packing_utf16;
const struct packing packing_utf16 = {
    .name = "utf-16",
    .gives_utf8 = true,
    .recognise = recognise,
    .open = open_utf16,
    .read = read_utf16,
    .close = free,
};
