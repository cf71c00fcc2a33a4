/* Small files, whole: settings and mappings. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

/* Reads a file into the arena, NUL-terminated, without a UTF-8 BOM in front. Errors, at `path`:
 * ERROR_SETTINGS when there is no such file, it is a folder or it has more than max_bytes;
 * ERROR_MACHINE when the system refuses to read it. *content is set only on success. */
bool file_read(const char *path, size_t max_bytes, struct arena *arena, struct errors *errors,
               struct text *content);

#endif
