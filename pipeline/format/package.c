#include "pipeline/format/package.h"

#include "pipeline/base/array.h"
#include "pipeline/base/held.h"
#include "pipeline/format/zip.h"

#include <string.h>
#include <unistd.h>

struct reading {
    struct zip *zip;
    const char *path;
    struct arena *arena;
    struct errors *errors;
    size_t n_bytes; /* of all parts so far */
};

const struct package_part *package_find(const struct package *package, const char *name)
{
    return array_find(package->parts, package->n_parts, name, name);
}

static bool damaged(const struct reading *reading, const char *part, const char *what)
{
    return errors_add(reading->errors, ERROR_MACHINE, reading->path,
                      "het werkboek is beschadigd: %s%s%s", part, *part ? ": " : "", what);
}

static bool part_read(struct reading *reading, const struct zip_member *member,
                      struct package *package)
{
    if (member->n_bytes > PACKAGE_MAX_BYTES - reading->n_bytes)
        return damaged(reading, member->name, "is groter dan een werkboek kan zijn");
    struct text bytes;
    const char *wrong = zip_read_whole(reading->zip, member, reading->arena, &bytes);
    if (wrong)
        return damaged(reading, member->name, wrong);
    reading->n_bytes += bytes.n_bytes;
    package->parts[package->n_parts++] = (struct package_part){
        arena_copy(reading->arena, member->name, strlen(member->name)), bytes};
    return true;
}

static bool parts_read(struct reading *reading, struct package *package)
{
    size_t n;
    const struct zip_member *members = zip_members(reading->zip, &n);
    if (n > PACKAGE_MAX_PARTS)
        return damaged(reading, "", "de inhoudsopgave is niet te lezen");
    package->parts = arena_alloc(reading->arena, n * sizeof *package->parts);
    for (size_t i = 0; i < n; i++)
        if (!part_read(reading, &members[i], package))
            return false;
    return true;
}

bool package_read(const char *path, struct arena *arena, struct errors *errors,
                  struct package *package)
{
    struct reading reading = {.path = path, .arena = arena, .errors = errors};
    struct package result = {0};
    int fd = held_regular(path);
    if (fd < 0)
        return errors_add_errno(errors, path, "het werkboek is niet te openen");
    const char *wrong = zip_open(fd, &reading.zip);
    bool good = wrong ? damaged(&reading, "", wrong) : parts_read(&reading, &result);
    zip_close(reading.zip);
    close(fd);
    if (good)
        *package = result;
    return good;
}
