#include "pipeline/format/gzip.h"

#include "pipeline/base/memory.h"
#include "pipeline/format/inflate.h"

#include <stdint.h>
#include <stdlib.h>

#define FRAME_BYTES 64 /* a member's header and trailer, and room to spare */

size_t gzip_room(size_t n_bytes)
{
    return n_bytes + n_bytes / 1000 + 5 * (n_bytes / 16000 + 1) + FRAME_BYTES;
}

#ifdef HAVE_ISAL

#include <isa-l/igzip_lib.h>

#define LEVEL 2 /* of 0 to 3: 3 is half as fast, and no smaller on ledgers */

size_t gzip_pack(const void *bytes, size_t n_bytes, void *packed)
{
    struct isal_zstream *stream = mem_alloc(sizeof *stream);
    isal_deflate_stateless_init(stream);
    stream->level = LEVEL;
    stream->level_buf_size = ISAL_DEF_LVL2_DEFAULT;
    stream->level_buf = mem_alloc(stream->level_buf_size);
    stream->gzip_flag = IGZIP_GZIP;
    stream->end_of_stream = 1;
    stream->next_in = (uint8_t *)(uintptr_t)bytes;
    stream->avail_in = (uint32_t)n_bytes;
    stream->next_out = packed;
    stream->avail_out = (uint32_t)gzip_room(n_bytes);
    if (isal_deflate_stateless(stream) != COMP_OK)
        mem_exhausted(); /* the room is always enough */
    size_t n_packed = stream->total_out;
    free(stream->level_buf);
    free(stream);
    return n_packed;
}

#else

#include <zlib.h>

#define LEVEL       3
#define GZIP_WINDOW (15 + 16) /* zlib: the largest window, gzip wrapping */
#define MEMORY      8

size_t gzip_pack(const void *bytes, size_t n_bytes, void *packed)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes,
                       .avail_in = (uInt)n_bytes,
                       .next_out = packed,
                       .avail_out = (uInt)gzip_room(n_bytes)};
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK ||
        deflate(&stream, Z_FINISH) != Z_STREAM_END)
        mem_exhausted(); /* the room is always enough */
    deflateEnd(&stream);
    return stream.total_out;
}

#endif

bool gzip_unpack(const void *packed, size_t n_packed, void *bytes, size_t n_bytes)
{
    struct inflater *inflater = inflater_new();
    size_t n_in = n_packed, n_out = n_bytes;
    bool whole = inflater_run(inflater, packed, &n_in, bytes, &n_out) == INFLATE_MEMBER_END &&
                 n_in == n_packed && n_out == n_bytes;
    inflater_free(inflater);
    return whole;
}
