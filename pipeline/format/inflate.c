#include "pipeline/format/inflate.h"

#include "pipeline/base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define HEADER_BYTES 4 /* of a member: those that both libraries must judge alike */

/* ---- the library: its state and how it starts, runs, starts again, ends ---- */

#ifdef HAVE_ISAL

#include <isa-l/igzip_lib.h>

struct engine {
    struct inflate_state state;
};

static void engine_start(struct engine *engine)
{
    isal_inflate_init(&engine->state);
    engine->state.crc_flag = ISAL_GZIP;
}

static enum inflate_outcome engine_run(struct engine *engine, const void *in, size_t *n_in,
                                       void *out, size_t *n_out)
{
    struct inflate_state *state = &engine->state;
    uint32_t given_in = (uint32_t)*n_in, given_out = (uint32_t)*n_out;
    state->next_in = (uint8_t *)(uintptr_t)in;
    state->avail_in = given_in;
    state->next_out = out;
    state->avail_out = given_out;
    int result = isal_inflate(state);
    *n_in = given_in - state->avail_in;
    *n_out = given_out - state->avail_out;
    if (result == ISAL_INCORRECT_CHECKSUM)
        return INFLATE_BAD_CRC;
    if (result < 0)
        return INFLATE_BAD;
    return state->block_state == ISAL_BLOCK_FINISH ? INFLATE_MEMBER_END : INFLATE_GOING;
}

static void engine_restart(struct engine *engine)
{
    isal_inflate_reset(&engine->state);
    engine->state.crc_flag = ISAL_GZIP;
}

static void engine_end(struct engine *engine)
{
    (void)engine;
}

#else

#include <string.h>
#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* zlib: the largest window, gzip wrapping */

struct engine {
    z_stream state;
};

static void engine_start(struct engine *engine)
{
    if (inflateInit2(&engine->state, GZIP_WINDOW) != Z_OK)
        mem_exhausted();
}

static enum inflate_outcome engine_run(struct engine *engine, const void *in, size_t *n_in,
                                       void *out, size_t *n_out)
{
    z_stream *state = &engine->state;
    uInt given_in = (uInt)*n_in, given_out = (uInt)*n_out;
    state->next_in = (Bytef *)(uintptr_t)in;
    state->avail_in = given_in;
    state->next_out = out;
    state->avail_out = given_out;
    int result = inflate(state, Z_NO_FLUSH);
    *n_in = given_in - state->avail_in;
    *n_out = given_out - state->avail_out;
    if (result == Z_STREAM_END)
        return INFLATE_MEMBER_END;
    if (result == Z_OK || result == Z_BUF_ERROR)
        return INFLATE_GOING;
    return state->msg && strstr(state->msg, "check") && !strstr(state->msg, "header")
               ? INFLATE_BAD_CRC
               : INFLATE_BAD;
}

static void engine_restart(struct engine *engine)
{
    inflateReset(&engine->state);
}

static void engine_end(struct engine *engine)
{
    inflateEnd(&engine->state);
}

#endif

/* ---- what is the same for both ---- */

struct inflater {
    struct engine engine;
    size_t n_header; /* bytes of the member's header seen, up to HEADER_BYTES */
};

struct inflater *inflater_new(void)
{
    struct inflater *inflater = mem_alloc(sizeof *inflater);
    engine_start(&inflater->engine);
    return inflater;
}

void inflater_free(struct inflater *inflater)
{
    if (!inflater)
        return;
    engine_end(&inflater->engine);
    free(inflater);
}

/* RFC 1952: two magic bytes, deflate, no reserved flags. libisal waits for the whole header before
 * it looks, and passes over reserved flags. */
static bool header_is_good(struct inflater *inflater, const unsigned char *in, size_t n_in)
{
    static const struct {
        unsigned char mask, value;
    } wanted[HEADER_BYTES] = {{0xFF, 0x1F}, {0xFF, 0x8B}, {0xFF, 8}, {0xE0, 0}};
    for (size_t i = 0; i < n_in && inflater->n_header < HEADER_BYTES; i++, inflater->n_header++)
        if ((in[i] & wanted[inflater->n_header].mask) != wanted[inflater->n_header].value)
            return false;
    return true;
}

enum inflate_outcome inflater_run(struct inflater *inflater, const void *in, size_t *n_in,
                                  void *out, size_t *n_out)
{
    if (header_is_good(inflater, in, *n_in))
        return engine_run(&inflater->engine, in, n_in, out, n_out);
    *n_in = *n_out = 0;
    return INFLATE_BAD;
}

void inflater_next_member(struct inflater *inflater)
{
    engine_restart(&inflater->engine);
    inflater->n_header = 0;
}
