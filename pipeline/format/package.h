/* An OPC package (a zip with XML parts: .xlsx, .docx), read and written whole. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

/* More than this is no workbook of ours: refused, so that a damaged size cannot eat the memory. */
#define PACKAGE_MAX_PARTS 16384
#define PACKAGE_MAX_BYTES ((size_t)256 << 20) /* of all parts together, unpacked */

struct package_part {
    const char *name; /* "xl/workbook.xml" */
    struct text bytes;
};

struct package {
    struct package_part *parts; /* in the order of the zip */
    size_t n_parts;
};

/* Reads every part into the arena; each has the size and the CRC-32 that the zip promises, no name
 * comes twice, and the file ends where the zip does. False after an ERROR_MACHINE that says what is
 * damaged, cut off or missing. */
bool package_read(const char *path, struct arena *arena, struct errors *errors,
                  struct package *package);

/* Writes the parts in this order, deflated, all with the same time: the same parts give the same
 * bytes. False after an ERROR_MACHINE. */
bool package_write(const char *path, const struct package_part *parts, size_t n_parts,
                   struct errors *errors);

/* What becomes of the parts whose names begin with `name`: another text, in the arena. */
struct package_edit {
    const char *name;
    const char *(*edited)(struct arena *arena, struct text bytes);
};

/* Writes a package again with those parts edited, as package_write would; all others go over as
 * they are packed, unseen. False after an ERROR_MACHINE. */
bool package_edit(const char *path, const struct package_edit *edits, size_t n_edits,
                  struct errors *errors);

/* The part of that name, or NULL. */
const struct package_part *package_find(const struct package *package, const char *name);
