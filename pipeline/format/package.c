#include "pipeline/format/package.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <unzip.h>

#define NAME_SIZE 512

struct reading {
    unzFile zip;
    const char *path;
    struct arena *arena;
    struct errors *errors;
    size_t n_bytes; /* of all parts so far */
};

const struct package_part *package_find(const struct package *package, const char *name)
{
    for (size_t i = 0; i < package->n_parts; i++)
        if (strcmp(package->parts[i].name, name) == 0)
            return &package->parts[i];
    return NULL;
}

static bool damaged(const struct reading *reading, const char *part, const char *what)
{
    return errors_add(reading->errors, ERROR_MACHINE, reading->path,
                      "het werkboek is beschadigd: %s%s%s", part, *part ? ": " : "", what);
}

/* Unpacks the current part, which should be n_bytes long: a byte more or less is damage. */
static bool unpack(struct reading *reading, const char *name, size_t n_bytes, char *bytes)
{
    size_t used = 0;
    int n = 1;
    while (used < n_bytes && n > 0) {
        n = unzReadCurrentFile(reading->zip, bytes + used, (unsigned)(n_bytes - used));
        used += n > 0 ? (size_t)n : 0;
    }
    char beyond;
    if (n < 0 || used < n_bytes || unzReadCurrentFile(reading->zip, &beyond, 1) != 0)
        return damaged(reading, name, "de ingepakte inhoud is niet te lezen");
    return true;
}

static bool part_open(struct reading *reading, const char *name, size_t n_bytes, char *bytes)
{
    if (unzOpenCurrentFile(reading->zip) != UNZ_OK)
        return damaged(reading, name, "de kop klopt niet met de inhoudsopgave");
    bool good = unpack(reading, name, n_bytes, bytes);
    int closed = unzCloseCurrentFile(reading->zip); /* this is where the CRC is compared */
    if (good && closed != UNZ_OK)
        return damaged(reading, name, "de controlesom klopt niet");
    return good;
}

static bool part_read(struct reading *reading, struct package *package)
{
    unz_file_info64 info;
    char name[NAME_SIZE];
    if (unzGetCurrentFileInfo64(reading->zip, &info, name, sizeof name, NULL, 0, NULL, 0) !=
            UNZ_OK ||
        info.size_filename >= sizeof name)
        return damaged(reading, "", "de inhoudsopgave is niet te lezen");
    if (package_find(package, name))
        return damaged(reading, name, "staat er twee keer in");
    if (info.uncompressed_size > PACKAGE_MAX_BYTES - reading->n_bytes)
        return damaged(reading, name, "is groter dan een werkboek kan zijn");
    size_t n_bytes = (size_t)info.uncompressed_size;
    char *bytes = arena_alloc(reading->arena, n_bytes + 1);
    if (!part_open(reading, name, n_bytes, bytes))
        return false;
    reading->n_bytes += n_bytes;
    package->parts[package->n_parts++] =
        (struct package_part){arena_copy(reading->arena, name, strlen(name)), {bytes, n_bytes}};
    return true;
}

static bool parts_read(struct reading *reading, struct package *package)
{
    unz_global_info64 info;
    if (unzGetGlobalInfo64(reading->zip, &info) != UNZ_OK || info.number_entry == 0 ||
        info.number_entry > PACKAGE_MAX_PARTS)
        return damaged(reading, "", "de inhoudsopgave is niet te lezen");
    package->parts = arena_alloc(reading->arena, info.number_entry * sizeof *package->parts);
    int state = unzGoToFirstFile(reading->zip);
    for (; state == UNZ_OK && package->n_parts < info.number_entry;
         state = unzGoToNextFile(reading->zip))
        if (!part_read(reading, package))
            return false;
    if (state != UNZ_END_OF_LIST_OF_FILE || package->n_parts != info.number_entry)
        return damaged(reading, "", "de inhoudsopgave noemt een ander aantal delen");
    return true;
}

/* minizip takes a file whose last bytes are gone: the end record must end where the file does. */
#define END_BYTES 22

static bool ends_whole(const struct reading *reading)
{
    unz_global_info64 info;
    char end[4];
    FILE *file = fopen(reading->path, "rb");
    if (!file)
        return errors_add_errno(reading->errors, reading->path, "het werkboek is niet te openen");
    bool whole = unzGetGlobalInfo64(reading->zip, &info) == UNZ_OK &&
                 fseek(file, -(long)(END_BYTES + info.size_comment), SEEK_END) == 0 &&
                 fread(end, 1, sizeof end, file) == sizeof end && memcmp(end, "PK\5\6", 4) == 0;
    fclose(file);
    return whole || damaged(reading, "", "het einde ontbreekt of er staat iets achter");
}

bool package_read(const char *path, struct arena *arena, struct errors *errors,
                  struct package *package)
{
    struct reading reading = {.path = path, .arena = arena, .errors = errors};
    struct package result = {0};
    if (access(path, R_OK) != 0)
        return errors_add_errno(errors, path, "het werkboek is niet te openen");
    reading.zip = unzOpen64(path);
    if (!reading.zip)
        return damaged(&reading, "", "het is geen zip-bestand of het einde ontbreekt");
    bool good = ends_whole(&reading) && parts_read(&reading, &result);
    unzClose(reading.zip);
    if (good)
        *package = result;
    return good;
}
