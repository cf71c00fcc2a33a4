/* Inflating one gzip member after another (RFC 1952): libisal where it was there at build time
 * (HAVE_ISAL), else zlib. Both give the same bytes and the same outcomes. */
#pragma once

#include <stddef.h>

enum inflate_outcome {
    INFLATE_GOING,      /* wants more input or more room */
    INFLATE_MEMBER_END, /* a member ended well: length and CRC agree */
    INFLATE_BAD_CRC,    /* the bytes are not what was packed */
    INFLATE_BAD,        /* no gzip data */
};

struct inflater;

struct inflater *inflater_new(void);
void inflater_free(struct inflater *inflater); /* NULL is fine */

/* Uses up to *n_in bytes of `in` and makes up to *n_out bytes; both become what was used and made.
 */
enum inflate_outcome inflater_run(struct inflater *inflater, const void *in, size_t *n_in,
                                  void *out, size_t *n_out);

/* Ready for the next member. */
void inflater_next_member(struct inflater *inflater);
