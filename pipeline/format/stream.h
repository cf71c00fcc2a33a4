/* The text of one delivered file, in order, out of whatever it is packed in (packing.h). */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/format/packing.h"

#include <stdint.h>

struct stream;

/* Opens a file, or a part of one (file_of_path), and looks at its first bytes, packing after
 * packing. Refused with a clear error (ERROR_DATA): a folder, a device, an empty file, a name that
 * ends in .gz without gzip content, what is known not to be text (stranger_of), a byte order mark
 * that contradicts the encoding, UTF-16 without one. An unreadable file is ERROR_MACHINE. The byte
 * order mark is not part of the text. */
struct stream *stream_open(const char *path, const struct packing_wish *wish,
                           struct errors *errors);

/* True when its records are rows of a sheet. */
bool stream_gives_rows(const struct stream *stream);

/* True when any part can be read on its own: nothing is packed. Then stream_read_at may be called
 * by several threads at once. */
bool stream_seekable(const struct stream *stream);
bool stream_compressed(const struct stream *stream); /* packed in more than another encoding */

/* What its packing remarks (packing.h) once all was read; "" when nothing. */
#define STREAM_REMARK_SIZE 200
void stream_remark(const struct stream *stream, char remark[STREAM_REMARK_SIZE]);

/* Size on disk, and where the text begins: behind the byte order mark that it has in the profile's
 * encoding. */
uint64_t stream_size(const struct stream *stream);
uint64_t stream_taken(const struct stream *stream); /* bytes on disk read so far, of a packing */
uint64_t stream_text_start(const struct stream *stream);

/* Seekable: reads n_bytes at an offset in the file; fewer only at its end. False after an error. */
bool stream_read_at(struct stream *stream, uint64_t offset, char *buffer, size_t n_bytes,
                    size_t *n_read, struct errors *errors);

/* The next n_bytes of text; fewer only at the end. Of a file that is not packed they are not
 * hashed. False after an error: truncated (also within a UTF-16 unit), damaged (CRC), bytes behind
 * the last gzip member, or what the file's change while it was read made of it. Half a UTF-16
 * surrogate pair becomes three bytes that are ill-formed UTF-8. One thread at a time. */
bool stream_read(struct stream *stream, char *buffer, size_t n_bytes, size_t *n_read,
                 struct errors *errors);

/* All that comes, added to *content; it stops behind max_bytes. */
bool stream_read_all(struct stream *stream, size_t max_bytes, struct mem_bytes *content,
                     struct errors *errors);

/* Seekable: adds bytes, in file order, to the hash. */
void stream_hash(struct stream *stream, const char *bytes, size_t n_bytes);

/* After the last byte: the SHA-256 of the bytes on disk. False when the file changed while it was
 * read (size or time of change). */
bool stream_finish(struct stream *stream, char hex[SHA256_HEX_SIZE], struct errors *errors);

void stream_close(struct stream *stream); /* NULL is fine */
