/* An input out of its pieces. */
#include "pipeline/publishing/kept/depot.h"

#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
#include "pipeline/base/share.h"
#include "pipeline/format/gzip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct restoring {
    const struct depot *depot;
    const char *to;
    int fd;
    struct depot_pieces pieces;
};

/* The whole file into the room; false when it is not there or larger. */
static bool read_packed(const char *path, char *packed, size_t room, size_t *n_packed,
                        struct errors *errors)
{
    int fd = held_regular(path);
    bool ok = fd >= 0 && file_read_at(fd, 0, packed, room, n_packed);
    int why = errno;
    if (fd >= 0)
        close(fd);
    errno = why;
    return ok ||
           errors_add_errno(errors, path, "een stuk van bewaarde invoer kan niet worden gelezen");
}

static bool write_at(const struct restoring *restoring, const char *bytes,
                     const struct depot_piece *piece, struct errors *errors)
{
    for (size_t n_done = 0; n_done < piece->n_bytes;) {
        ssize_t n = pwrite(restoring->fd, bytes + n_done, piece->n_bytes - n_done,
                           (off_t)(piece->offset + n_done));
        if (n < 0 && errno != EINTR)
            return errors_add_errno(errors, restoring->to, "kan niet worden geschreven");
        n_done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static bool restore_piece(void *context, size_t index, void *room, struct errors *errors)
{
    struct restoring *restoring = context;
    const struct depot_piece *piece = &restoring->pieces.items[index];
    struct arena arena = {0};
    struct depot own = *restoring->depot;
    own.arena = &arena;
    char *packed = (char *)room + DEPOT_MOST_BYTES, hex[SHA256_HEX_SIZE];
    size_t n_packed;
    const char *path = depot_path(&own, "stuk", arena_printf(&arena, "%s.gz", piece->sha256));
    bool ok = read_packed(path, packed, gzip_room(DEPOT_MOST_BYTES), &n_packed, errors);
    if (ok && gzip_unpack(packed, n_packed, room, piece->n_bytes))
        sha256_bytes(room, piece->n_bytes, hex);
    else
        *hex = '\0';
    if (ok && strcmp(hex, piece->sha256) != 0)
        ok = errors_add(errors, ERROR_MACHINE, path, "een stuk van bewaarde invoer is beschadigd");
    ok = ok && write_at(restoring, room, piece, errors);
    arena_release(&arena);
    return ok;
}

bool depot_restore(const struct depot *depot, const char *sha256, const char *to,
                   struct errors *errors)
{
    struct restoring restoring = {.depot = depot, .to = to};
    if (!depot_list(depot, sha256, &restoring.pieces, errors)) {
        free(restoring.pieces.items);
        return false;
    }
    restoring.fd = held_open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok = restoring.fd >= 0 || errors_add_errno(errors, to, "kan niet worden gemaakt");
    ok = ok && share_jobs(restoring.pieces.n, depot->n_workers,
                          DEPOT_MOST_BYTES + gzip_room(DEPOT_MOST_BYTES), restore_piece, &restoring,
                          errors);
    if (restoring.fd >= 0 && close(restoring.fd) != 0 && ok)
        ok = errors_add_errno(errors, to, "kan niet worden geschreven");
    free(restoring.pieces.items);
    return ok;
}
