/* gzip (RFC 1952), by content and not by name: one member after the other. */
#include "pipeline/base/memory.h"
#include "pipeline/format/inflate.h"
#include "pipeline/format/packing.h"

#include <stdlib.h>

#define PACKED_BYTES (64 * 1024)
#define FIRST        '\x1f'
#define SECOND       '\x8b'

struct gzip {
    const struct packing_source *source;
    struct inflater *inflater;
    size_t packed_used, packed_n;
    bool packed_eof, member_open, member_seen;
    uint64_t n_packed, n_unpacked, n_unpacked_before; /* the last: before the current member */
    char packed[PACKED_BYTES];
};

static bool recognise(struct text head, const struct packing_wish *wish)
{
    (void)wish;
    return head.n_bytes >= 2 && head.bytes[0] == FIRST && head.bytes[1] == SECOND;
}

static bool refuse(const struct gzip *g, struct errors *errors, const char *text)
{
    return errors_add(errors, ERROR_DATA, g->source->path, "%s", text);
}

/* Takes the next block when the one at hand is used. */
static bool fill(struct gzip *g, struct errors *errors)
{
    if (g->packed_used < g->packed_n || g->packed_eof)
        return true;
    if (!g->source->read(g->source->state, g->packed, PACKED_BYTES, &g->packed_n, errors))
        return false;
    g->packed_used = 0;
    g->n_packed += g->packed_n;
    g->packed_eof = g->packed_n == 0;
    return true;
}

/* What stands behind the last member: nothing but zeros? */
static bool only_zeros(struct gzip *g, bool *zeros, struct errors *errors)
{
    *zeros = true;
    while (*zeros && !g->packed_eof) {
        while (g->packed_used < g->packed_n && g->packed[g->packed_used] == 0)
            g->packed_used++;
        *zeros = g->packed_used == g->packed_n;
        if (!fill(g, errors))
            return false;
    }
    return true;
}

static bool refuse_rest(struct gzip *g, struct errors *errors)
{
    bool zeros;
    if (!only_zeros(g, &zeros, errors))
        return false;
    return refuse(g, errors,
                  zeros ? "achter het einde van de gzip-gegevens staat opvulling (nullen); lever "
                          "het bestand zonder opvulling"
                        : "achter het einde van de gzip-gegevens staan nog andere bytes; het "
                          "bestand is beschadigd of samengevoegd");
}

/* Between two members: is there another one? */
static bool next_member(struct gzip *g, bool *more, struct errors *errors)
{
    if (!fill(g, errors))
        return false;
    *more = !g->packed_eof;
    if (!*more)
        return true;
    if (g->packed[g->packed_used] != FIRST)
        return refuse_rest(g, errors);
    if (g->member_seen)
        inflater_next_member(g->inflater);
    g->member_open = true;
    g->n_unpacked_before = g->n_unpacked;
    return true;
}

static bool refuse_member(struct gzip *g, enum inflate_outcome outcome, struct errors *errors)
{
    if (outcome == INFLATE_BAD_CRC)
        return refuse(
            g, errors,
            "het gzip-bestand is beschadigd: de controlesom (CRC) of de lengte klopt niet");
    if (g->member_seen && g->n_unpacked == g->n_unpacked_before)
        return refuse_rest(g, errors);
    return refuse(g, errors, "het gzip-bestand is beschadigd: de gegevens zijn geen gzip");
}

/* Up to *n bytes of the open member; *n becomes what came of it. */
static bool read_member(struct gzip *g, char *buffer, size_t *n, struct errors *errors)
{
    if (!fill(g, errors))
        return false;
    size_t n_in = g->packed_n - g->packed_used;
    enum inflate_outcome outcome =
        inflater_run(g->inflater, g->packed + g->packed_used, &n_in, buffer, n);
    g->packed_used += n_in;
    g->n_unpacked += *n;
    if (outcome == INFLATE_BAD || outcome == INFLATE_BAD_CRC)
        return refuse_member(g, outcome, errors);
    if (outcome == INFLATE_GOING && n_in == 0 && *n == 0 && g->packed_eof)
        return refuse(g, errors, "het gzip-bestand is afgekapt: het einde ontbreekt");
    if (g->n_unpacked > PACKING_LARGE_BYTES && g->n_unpacked / PACKING_MAX_EXPANSION > g->n_packed)
        return errors_add(
            errors, ERROR_DATA, g->source->path,
            "het gzip-bestand groeit bij het uitpakken meer dan %d keer; dat is geen gewone export",
            PACKING_MAX_EXPANSION);
    if (outcome == INFLATE_MEMBER_END) {
        g->member_open = false;
        g->member_seen = true;
    }
    return true;
}

static bool read_gzip(void *state, char *buffer, size_t n_bytes, size_t *n_read,
                      struct errors *errors)
{
    struct gzip *g = state;
    *n_read = 0;
    while (*n_read < n_bytes) {
        bool more = true;
        if (!g->member_open && !next_member(g, &more, errors))
            return false;
        if (!more)
            return true;
        size_t n = n_bytes - *n_read;
        if (!read_member(g, buffer + *n_read, &n, errors))
            return false;
        *n_read += n;
    }
    return true;
}

static void *open_gzip(const struct packing_source *source, const struct packing_wish *wish,
                       struct errors *errors)
{
    (void)wish, (void)errors;
    struct gzip *g = mem_alloc(sizeof *g);
    g->source = source;
    g->inflater = inflater_new();
    return g;
}

static void close_gzip(void *state)
{
    struct gzip *g = state;
    if (g)
        inflater_free(g->inflater);
    free(g);
}

extern const struct packing packing_gzip;
const struct packing packing_gzip = {
    .name = "gzip",
    .recognise = recognise,
    .open = open_gzip,
    .read = read_gzip,
    .close = close_gzip,
};
