#include "pipeline/core/inflate.h"

#include "pipeline/core/memory.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef HAVE_ISAL

#include <isa-l/igzip_lib.h>

struct inflater {
    struct inflate_state state;
};

struct inflater *inflater_new(void)
{
    struct inflater *inflater = mem_alloc(sizeof *inflater);
    isal_inflate_init(&inflater->state);
    inflater->state.crc_flag = ISAL_GZIP;
    return inflater;
}

void inflater_free(struct inflater *inflater)
{
    free(inflater);
}

enum inflate_outcome inflater_run(struct inflater *inflater, const void *in, size_t *n_in,
                                  void *out, size_t *n_out)
{
    struct inflate_state *state = &inflater->state;
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

void inflater_next_member(struct inflater *inflater)
{
    isal_inflate_reset(&inflater->state);
    inflater->state.crc_flag = ISAL_GZIP;
}

#else

#include <string.h>
#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* zlib: the largest window, gzip wrapping */

struct inflater {
    z_stream state;
};

struct inflater *inflater_new(void)
{
    struct inflater *inflater = mem_alloc(sizeof *inflater);
    if (inflateInit2(&inflater->state, GZIP_WINDOW) != Z_OK)
        abort(); /* only on a zlib that does not fit its header */
    return inflater;
}

void inflater_free(struct inflater *inflater)
{
    if (!inflater)
        return;
    inflateEnd(&inflater->state);
    free(inflater);
}

enum inflate_outcome inflater_run(struct inflater *inflater, const void *in, size_t *n_in,
                                  void *out, size_t *n_out)
{
    z_stream *state = &inflater->state;
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

void inflater_next_member(struct inflater *inflater)
{
    inflateReset(&inflater->state);
}

#endif
