#include "pipeline/format/package.h"

#include "pipeline/base/held.h"
#include "pipeline/format/zip.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>

/* A part that is packed already, or packed NULL. */
struct writing {
    struct package_part part;
    const struct zip_packed *packed;
};

static bool begin(zipFile zip, const char *name, const struct zip_packed *packed)
{
    /* 1 January 1980: the first day that a zip knows */
    const zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_mon = 0, .tm_year = 1980},
                               .internal_fa = packed ? (uLong)packed->attributes : 0};
    return zipOpenNewFileInZip2(zip, name, &info, NULL, 0, NULL, 0, NULL,
                                packed ? packed->method : Z_DEFLATED, Z_DEFAULT_COMPRESSION,
                                packed != NULL) == ZIP_OK;
}

static bool put(zipFile zip, struct text bytes)
{
    return zipWriteInFileInZip(zip, bytes.bytes, (unsigned)bytes.n_bytes) == ZIP_OK;
}

static bool part_write(zipFile zip, const struct writing *writing)
{
    const struct zip_packed *packed = writing->packed;
    return begin(zip, writing->part.name, packed) &&
           put(zip, packed ? packed->bytes : writing->part.bytes) &&
           (packed ? zipCloseFileInZipRaw64(zip, packed->n_bytes, packed->crc)
                   : zipCloseFileInZip(zip)) == ZIP_OK;
}

static bool parts_write(const char *path, const struct writing *parts, size_t n_parts,
                        struct errors *errors)
{
    struct arena arena = {0};
    zipFile zip = zipOpen64(held_way(path, &arena), APPEND_STATUS_CREATE);
    arena_release(&arena);
    if (!zip)
        return errors_add_errno(errors, path, "het document is niet te maken");
    errno = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < n_parts; i++)
        ok = part_write(zip, &parts[i]);
    ok = zipClose(zip, NULL) == ZIP_OK && ok;
    return ok || errors_add(errors, ERROR_MACHINE, path,
                            "het document is niet te schrijven; is de schijf vol?");
}

bool package_write(const char *path, const struct package_part *parts, size_t n_parts,
                   struct errors *errors)
{
    struct arena arena = {0};
    struct writing *writings = arena_alloc(&arena, n_parts * sizeof *writings);
    for (size_t i = 0; i < n_parts; i++)
        writings[i].part = parts[i];
    bool ok = parts_write(path, writings, n_parts, errors);
    arena_release(&arena);
    return ok;
}

/* ---- edited ---- */

static const struct package_edit *edit_of(const char *name, const struct package_edit *edits,
                                          size_t n_edits)
{
    for (size_t i = 0; i < n_edits; i++)
        if (strncmp(name, edits[i].name, strlen(edits[i].name)) == 0)
            return &edits[i];
    return NULL;
}

static const char *take_edited(struct zip *zip, const struct zip_member *member,
                               const struct package_edit *edit, struct arena *arena,
                               struct writing *writing)
{
    if (member->n_bytes > PACKAGE_MAX_BYTES)
        return "is groter dan een werkboek kan zijn";
    struct text bytes;
    const char *wrong = zip_read_whole(zip, member, arena, &bytes);
    if (!wrong)
        writing->part.bytes = text_of(edit->edited(arena, bytes));
    return wrong;
}

static const char *take(struct zip *zip, const struct zip_member *member,
                        const struct package_edit *edit, struct arena *arena,
                        struct writing *writing)
{
    writing->part.name = arena_copy(arena, member->name, strlen(member->name));
    if (edit)
        return take_edited(zip, member, edit, arena, writing);
    struct zip_packed *packed = arena_alloc(arena, sizeof *packed);
    writing->packed = packed;
    return zip_take(zip, member, arena, packed);
}

bool package_edit(const char *path, const struct package_edit *edits, size_t n_edits,
                  struct errors *errors)
{
    struct arena arena = {0};
    struct zip *zip = NULL;
    struct writing *parts = NULL;
    size_t n_parts = 0;
    int fd = held_open(path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0)
        return errors_add_errno(errors, path, "het werkboek is niet te openen");
    const char *wrong = zip_open(fd, &zip), *at = "";
    const struct zip_member *members = wrong ? NULL : zip_members(zip, &n_parts);
    if (!wrong)
        parts = arena_alloc(&arena, n_parts * sizeof *parts);
    for (size_t i = 0; !wrong && i < n_parts; i++) {
        at = members[i].name;
        wrong = take(zip, &members[i], edit_of(at, edits, n_edits), &arena, &parts[i]);
    }
    if (wrong)
        errors_add(errors, ERROR_MACHINE, path, "het werkboek is beschadigd: %s%s%s", at,
                   *at ? ": " : "", wrong);
    zip_close(zip);
    close(fd);
    bool ok = !wrong && parts_write(path, parts, n_parts, errors);
    arena_release(&arena);
    return ok;
}
