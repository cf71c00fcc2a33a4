#include "pipeline/format/packing.h"

#include "pipeline/base/held.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Each in packing_<name>.c. */
extern const struct packing packing_gzip, packing_utf16, packing_xaf, packing_xlsx, packing_zip;

static const struct packing *const packings[] = {&packing_gzip, &packing_utf16, &packing_xlsx,
                                                 &packing_zip, &packing_xaf};

static bool is_among(const struct packing *packing, const struct packing *const *some, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (some[i] == packing)
            return true;
    return false;
}

const struct packing *packing_of(struct text head, const struct packing_wish *wish,
                                 const struct packing *const *opened, size_t n_opened)
{
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (!is_among(packings[i], opened, n_opened) && packings[i]->recognise(head, wish))
            return packings[i];
    return NULL;
}

void packing_add_part(struct packing_parts *parts, struct arena *arena, const char *name)
{
    *arena_add(arena, parts->names, parts->n) = arena_copy(arena, name, strlen(name));
}

bool packing_list_parts(const char *file, struct arena *arena, struct packing_parts *parts)
{
    char head[PACKING_HEAD_BYTES];
    static const struct packing_wish wish = {0};
    *parts = (struct packing_parts){0};
    int fd = held_open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
    ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof head, 0);
    const struct packing *packing =
        n > 0 ? packing_of((struct text){head, (size_t)n}, &wish, NULL, 0) : NULL;
    bool has_parts = packing && packing->parts;
    if (has_parts && !packing->parts(fd, arena, parts))
        parts->n = 0;
    if (fd >= 0)
        close(fd);
    return has_parts;
}
