/* Cutting an input in pieces and packing the ones that are new. */
#include "pipeline/publishing/kept/depot.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/share.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/gzip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- where a piece ends ---- */

#define TAIL_WORDS 8    /* of 8 bytes: what stands before a line end decides */
#define ONE_IN     4096 /* line ends is the end of a piece */

/* The same bytes before a line end give the same answer, wherever they stand in the file. */
static bool ends_piece(const char *line_end)
{
    uint64_t words[TAIL_WORDS], hash = 0;
    memcpy(words, line_end - sizeof words, sizeof words);
    for (int i = 0; i < TAIL_WORDS; i++)
        hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15u ^ hash >> 29;
    return (hash >> 40) % ONE_IN == 0;
}

/* How many of the first n bytes are a piece: n when they hold no end of one. n is at most
 * DEPOT_MOST_BYTES, and fewer only at the end of the file. */
static size_t cut(const char *bytes, size_t n)
{
    size_t at = DEPOT_LEAST_BYTES;
    while (at < n) {
        const char *line_end = memchr(bytes + at, '\n', n - at);
        if (!line_end)
            break;
        at = (size_t)(line_end - bytes) + 1;
        if (ends_piece(line_end))
            return at;
    }
    return n;
}

/* ---- cutting ---- */

struct adding {
    const struct depot *depot;
    const char *path;
    int fd;
    struct depot_pieces pieces; /* their hashes come with the packing */
};

static bool read_at(const struct adding *adding, char *bytes, size_t n_bytes, uint64_t offset,
                    size_t *n_read, struct errors *errors)
{
    return file_read_at(adding->fd, offset, bytes, n_bytes, n_read) ||
           errors_add_errno(errors, adding->path, "kan niet worden gelezen");
}

/* Where the pieces are, and the hash of the whole. */
static bool cut_file(struct adding *adding, char hex[SHA256_HEX_SIZE], struct errors *errors)
{
    char *bytes = mem_alloc(2 * DEPOT_MOST_BYTES);
    struct sha256 *sha = sha256_new();
    size_t n = 0, n_read = 1; /* n bytes from `offset` are in memory */
    uint64_t offset = 0;
    bool ok = true;
    while (ok && n_read > 0) {
        ok = read_at(adding, bytes + n, 2 * DEPOT_MOST_BYTES - n, offset + n, &n_read, errors);
        sha256_update(sha, bytes + n, n_read);
        n += n_read;
        size_t at = 0;
        while (n - at >= DEPOT_MOST_BYTES || (n_read == 0 && n > at)) {
            size_t left = n - at < DEPOT_MOST_BYTES ? n - at : DEPOT_MOST_BYTES;
            size_t n_piece = cut(bytes + at, left);
            *mem_add(adding->pieces.items, adding->pieces.n) =
                (struct depot_piece){.n_bytes = (unsigned)n_piece, .offset = offset + at};
            at += n_piece;
        }
        memmove(bytes, bytes + at, n - at);
        n -= at;
        offset += at;
    }
    sha256_hex(sha, hex);
    sha256_free(sha);
    free(bytes);
    return ok;
}

/* ---- packing ---- */

static bool write_new(const char *path, int mode, const void *bytes, size_t n_bytes,
                      struct errors *errors)
{
    int fd = held_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return errno == EEXIST || /* the same bytes, once more in this file or in another */
               errors_add_errno(errors, path, "kan niet worden gemaakt");
    bool ok = fchmod(fd, (mode_t)mode) == 0 && file_write_all(fd, bytes, n_bytes);
    int why = errno;
    if (close(fd) != 0 && ok)
        return errors_add_errno(errors, path, "kan niet worden geschreven");
    errno = why;
    return ok || errors_add_errno(errors, path, "kan niet worden geschreven");
}

static bool pack_piece(void *context, size_t index, void *room, struct errors *errors)
{
    struct adding *adding = context;
    const struct depot *depot = adding->depot;
    struct depot_piece *piece = &adding->pieces.items[index];
    struct arena arena = {0};
    struct depot own = *depot;
    char *packed = (char *)room + DEPOT_MOST_BYTES;
    size_t n_read;
    own.arena = &arena;
    bool ok = read_at(adding, room, piece->n_bytes, piece->offset, &n_read, errors);
    if (ok && n_read != piece->n_bytes)
        ok = errors_add(errors, ERROR_MACHINE, adding->path, "wordt korter onder het lezen");
    sha256_bytes(room, n_read, piece->sha256);
    const char *name = arena_printf(&arena, "%s.gz", piece->sha256);
    if (ok && !folder_occupied(depot_path(&own, "stuk", name))) {
        size_t n_packed = gzip_pack(room, n_read, packed);
        ok = write_new(depot_path(&own, "nieuw", name), depot->mode, packed, n_packed, errors);
    }
    arena_release(&arena);
    return ok;
}

static bool write_list(const struct adding *adding, const char *sha256, struct errors *errors)
{
    struct text_list list = {.arena = adding->depot->arena, .between = ""};
    list_add(&list, "%s\n", DEPOT_LIST_HEAD);
    for (size_t i = 0; i < adding->pieces.n; i++)
        list_add(&list, "%s %u\n", adding->pieces.items[i].sha256, adding->pieces.items[i].n_bytes);
    return write_new(depot_path(adding->depot, "nieuw", sha256), adding->depot->mode, list.bytes,
                     list.n_bytes, errors);
}

bool depot_add(const struct depot *depot, const char *path, const char *sha256,
               struct errors *errors)
{
    if (depot_has(depot, sha256) || folder_occupied(depot_path(depot, "nieuw", sha256)))
        return true;
    struct adding adding = {.depot = depot, .path = path, .fd = held_regular(path)};
    char hex[SHA256_HEX_SIZE];
    if (adding.fd < 0)
        return errors_add_errno(errors, path, "kan niet worden gelezen");
    bool ok = cut_file(&adding, hex, errors);
    if (ok && strcmp(hex, sha256) != 0)
        ok = errors_add(errors, ERROR_MACHINE, path,
                        "verwacht dezelfde inhoud als toen de run haar las, gevonden een gewijzigd "
                        "bestand; begin de run opnieuw");
    ok = ok &&
         share_jobs(adding.pieces.n, depot->n_workers,
                    DEPOT_MOST_BYTES + gzip_room(DEPOT_MOST_BYTES), pack_piece, &adding, errors) &&
         write_list(&adding, sha256, errors);
    close(adding.fd);
    free(adding.pieces.items);
    return ok;
}

/* ---- in their place ---- */

/* Pieces have a point in their name, inputs have none. */
static bool move_new(const struct depot *depot, const struct folder_files *names, bool pieces,
                     struct errors *errors)
{
    const char *what = pieces ? "stuk" : "bestand";
    bool ok = true, any = false;
    for (size_t i = 0; ok && i < names->n; i++) {
        const char *from = depot_path(depot, "nieuw", names->paths[i]);
        const char *to = depot_path(depot, what, names->paths[i]);
        if ((strchr(names->paths[i], '.') != NULL) != pieces)
            continue;
        any = true;
        ok = held_rename(from, to, 0) == 0 ||
             errors_add_errno(errors, to, "kan niet op deze plaats worden gezet");
    }
    return ok && (!any || folder_sync_names(depot_folder(depot, what), errors));
}

bool depot_commit(const struct depot *depot, struct errors *errors)
{
    const char *new = depot_folder(depot, "nieuw");
    struct folder_files names;
    return folder_names(new, depot->arena, errors, &names) &&
           (names.n == 0 || folder_sync(new, errors)) && move_new(depot, &names, true, errors) &&
           move_new(depot, &names, false, errors);
}
