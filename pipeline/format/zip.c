#include "pipeline/format/zip.h"

#include "pipeline/base/array.h"
#include "pipeline/base/memo.h"
#include "pipeline/format/packing.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unzip.h>

#define NAME_SIZE 1024
#define END_BYTES 22 /* of the end record, without its comment */
#define DEFLATED  8

struct zip {
    struct arena arena;
    int fd;
    uint64_t n_bytes, n_taken; /* of the file */
    unzFile file;
    struct zip_member *members;
    unz64_file_pos *positions; /* per member */
    int *methods;
    size_t n_members;
    const struct zip_member *entered; /* NULL: none */
    uint64_t n_read;                  /* of it */
};

/* ---- minizip's file: the open one, under another descriptor ---- */

static voidpf ZCALLBACK file_open(voidpf opaque, const void *name, int mode)
{
    (void)name, (void)mode;
    int fd = fcntl(((struct zip *)opaque)->fd, F_DUPFD_CLOEXEC, 0);
    return fd < 0 ? NULL : fdopen(fd, "r");
}

static uLong ZCALLBACK file_read_some(voidpf opaque, voidpf stream, void *buffer, uLong n_bytes)
{
    const size_t n = fread(buffer, 1, n_bytes, stream);
    ((struct zip *)opaque)->n_taken += n;
    return n;
}

/* ---- the list ---- */

/* minizip takes a file whose last bytes are gone: the end record must end where the file does. */
static bool ends_whole(struct zip *zip, uint64_t n_comment)
{
    char end[4];
    if (zip->n_bytes < END_BYTES + n_comment)
        return false;
    off_t at = (off_t)(zip->n_bytes - END_BYTES - n_comment);
    return pread(zip->fd, end, sizeof end, at) == sizeof end && memcmp(end, "PK\5\6", 4) == 0;
}

static const char *list_member(struct zip *zip, struct memo *names)
{
    unz_file_info64 info;
    char name[NAME_SIZE];
    if (unzGetCurrentFileInfo64(zip->file, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
        info.size_filename >= sizeof name || strlen(name) != info.size_filename)
        return "de inhoudsopgave is niet te lezen";
    size_t n_known = zip->n_members;
    if (memo_number_slow(names, (struct text){name, info.size_filename}) != n_known)
        return arena_printf(&zip->arena, "%s staat er twee keer in", name);
    unzGetFilePos64(zip->file, &zip->positions[n_known]);
    zip->methods[n_known] = (int)info.compression_method;
    zip->members[zip->n_members++] = (struct zip_member){
        .name = arena_copy(&zip->arena, name, info.size_filename),
        .n_bytes = info.uncompressed_size,
        .is_folder = info.size_filename > 0 && name[info.size_filename - 1] == '/',
        .is_encrypted = info.flag & 1};
    return NULL;
}

static const char *list_members(struct zip *zip)
{
    unz_global_info64 info;
    if (unzGetGlobalInfo64(zip->file, &info) != UNZ_OK || info.number_entry == 0 ||
        info.number_entry > ZIP_MAX_MEMBERS)
        return "de inhoudsopgave is niet te lezen";
    if (!ends_whole(zip, info.size_comment))
        return "het einde ontbreekt of er staat iets achter";
    size_t n = (size_t)info.number_entry;
    zip->members = arena_alloc(&zip->arena, n * sizeof *zip->members);
    zip->positions = arena_alloc(&zip->arena, n * sizeof *zip->positions);
    zip->methods = arena_alloc(&zip->arena, n * sizeof *zip->methods);
    struct memo names = {0};
    const char *wrong = NULL;
    int state = unzGoToFirstFile(zip->file);
    for (; !wrong && state == UNZ_OK && zip->n_members < n; state = unzGoToNextFile(zip->file))
        wrong = list_member(zip, &names);
    memo_release(&names);
    if (!wrong && (state != UNZ_END_OF_LIST_OF_FILE || zip->n_members != n))
        wrong = "de inhoudsopgave noemt een ander aantal delen";
    return wrong;
}

const char *zip_open(int fd, struct zip **opened)
{
    struct stat status;
    *opened = NULL;
    if (fstat(fd, &status) != 0)
        return "het is niet te lezen";
    struct zip *zip = mem_alloc(sizeof *zip);
    zip->fd = fd;
    zip->n_bytes = (uint64_t)status.st_size;
    zlib_filefunc64_def functions;
    fill_fopen64_filefunc(&functions);
    functions.zopen64_file = file_open;
    functions.zread_file = file_read_some;
    functions.opaque = zip;
    zip->file = unzOpen2_64("", &functions);
    const char *wrong =
        zip->file ? list_members(zip) : "het is geen zip-bestand of het einde ontbreekt";
    *opened = zip; /* also when something is wrong: the text may live in it */
    return wrong;
}

const struct zip_member *zip_members(const struct zip *zip, size_t *n_members)
{
    *n_members = zip->n_members;
    return zip->members;
}

const struct zip_member *zip_find(const struct zip *zip, const char *name)
{
    return array_find(zip->members, zip->n_members, name, name);
}

/* ---- a member ---- */

const char *zip_enter(struct zip *zip, const struct zip_member *member)
{
    size_t at = (size_t)(member - zip->members);
    if (zip->entered)
        unzCloseCurrentFile(zip->file);
    zip->entered = NULL;
    zip->n_read = 0;
    if (member->is_encrypted)
        return "is versleuteld met een wachtwoord";
    if (zip->methods[at] != 0 && zip->methods[at] != DEFLATED)
        return "is ingepakt op een manier die niet gelezen wordt; pak het in als gewone zip";
    if (unzGoToFilePos64(zip->file, &zip->positions[at]) != UNZ_OK ||
        unzOpenCurrentFile(zip->file) != UNZ_OK)
        return "de kop klopt niet met de inhoudsopgave";
    zip->entered = member;
    return NULL;
}

static const char *leave(struct zip *zip)
{
    bool whole = zip->n_read == zip->entered->n_bytes;
    zip->entered = NULL;
    int closed = unzCloseCurrentFile(zip->file); /* this is where the CRC is compared */
    if (!whole)
        return "de ingepakte inhoud is niet te lezen";
    return closed == UNZ_OK ? NULL : "de controlesom klopt niet";
}

const char *zip_read(struct zip *zip, char *buffer, size_t n_bytes, size_t *n_read)
{
    *n_read = 0;
    while (zip->entered && *n_read < n_bytes) {
        size_t n_want = n_bytes - *n_read < 1 << 20 ? n_bytes - *n_read : 1 << 20;
        int n = unzReadCurrentFile(zip->file, buffer + *n_read, (unsigned)n_want);
        if (n < 0 || (n > 0 && zip->n_read + (uint64_t)n > zip->entered->n_bytes))
            return "de ingepakte inhoud is niet te lezen";
        if (n == 0)
            return leave(zip);
        zip->n_read += (uint64_t)n;
        *n_read += (size_t)n;
        if (zip->n_read > PACKING_LARGE_BYTES && zip->n_read / PACKING_MAX_EXPANSION > zip->n_bytes)
            return "groeit bij het uitpakken te veel; dat is geen gewone export";
    }
    return NULL;
}

const char *zip_read_whole(struct zip *zip, const struct zip_member *member, struct arena *arena,
                           struct text *whole)
{
    size_t n_bytes = (size_t)member->n_bytes, n_read;
    char *bytes = arena_alloc(arena, n_bytes + 1);
    const char *wrong = zip_enter(zip, member);
    *whole = (struct text){bytes, n_bytes};
    return wrong ? wrong : zip_read(zip, bytes, n_bytes + 1, &n_read); /* to see its end */
}

const char *zip_take(struct zip *zip, const struct zip_member *member, struct arena *arena,
                     struct zip_packed *packed)
{
    unz_file_info64 info;
    size_t at = (size_t)(member - zip->members), n_read = 0;
    int method, level;
    if (zip->entered)
        unzCloseCurrentFile(zip->file);
    zip->entered = NULL;
    if (unzGoToFilePos64(zip->file, &zip->positions[at]) != UNZ_OK ||
        unzGetCurrentFileInfo64(zip->file, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK ||
        info.compressed_size > zip->n_bytes ||
        unzOpenCurrentFile2(zip->file, &method, &level, 1) != UNZ_OK)
        return "de kop klopt niet met de inhoudsopgave";
    char *bytes = arena_alloc(arena, info.compressed_size + 1);
    for (int n = 1; n > 0; n_read += n > 0 ? (size_t)n : 0)
        n = unzReadCurrentFile(zip->file, bytes + n_read,
                               (unsigned)(info.compressed_size + 1 - n_read));
    unzCloseCurrentFile(zip->file);
    if (n_read != info.compressed_size)
        return "de ingepakte inhoud is niet te lezen";
    *packed = (struct zip_packed){.bytes = {bytes, n_read},
                                  .n_bytes = member->n_bytes,
                                  .crc = (uint32_t)info.crc,
                                  .method = method,
                                  .attributes = (int)info.internal_fa};
    return NULL;
}

uint64_t zip_taken(const struct zip *zip)
{
    return zip->n_taken;
}

void zip_close(struct zip *zip)
{
    if (!zip)
        return;
    if (zip->file)
        unzClose(zip->file);
    arena_release(&zip->arena);
    free(zip);
}
