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
    bool ended;
    struct text left; /* of the units */
    char tail[4];     /* of a character that did not fit */
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

/* A character may need two units. Half a pair comes as it is: its three bytes are ill-formed UTF-8,
 * so that it is refused with the record that holds it and not with the whole file. */
static bool need_two_units(struct utf16 *u, struct errors *errors)
{
    if (u->left.n_bytes >= 4 || u->ended)
        return true;
    size_t n_left = u->left.n_bytes, n_read;
    if (n_left)
        memmove(u->units, u->left.bytes, n_left);
    if (!u->source->read(u->source->state, u->units + n_left, UNIT_BYTES - n_left, &n_read, errors))
        return false;
    u->ended = n_read < UNIT_BYTES - n_left;
    u->left = (struct text){u->units, n_left + n_read};
    return n_read % 2 == 0 || errors_add(errors, ERROR_DATA, u->source->path,
                                         "het bestand eindigt midden in een UTF-16-teken");
}

static bool read_utf16(void *state, char *buffer, size_t n_bytes, size_t *n_read,
                       struct errors *errors)
{
    struct utf16 *u = state;
    *n_read = 0;
    while (*n_read < n_bytes) {
        if (u->tail_used == u->tail_n) {
            uint32_t point;
            if (!need_two_units(u, errors))
                return false;
            if (!text_take_utf16(&u->left, u->little_endian, &point))
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
