#include "stages/write_xlsx/writer.h"

#include "pipeline/format/package.h"

#include <string.h>

#define LIBRARY "lang=\"en-US\"" /* what it writes, as long as what is wanted */
#define WANTED  "lang=\"nl-NL\""

static const char *replaced(struct arena *arena, struct text bytes)
{
    char *copy = arena_copy(arena, bytes.bytes, bytes.n_bytes);
    for (char *at = copy; (at = strstr(at, LIBRARY)); at += strlen(WANTED))
        memcpy(at, WANTED, strlen(WANTED));
    return copy;
}

static const char *with_language(struct arena *arena, struct text bytes)
{
    static const char end[] = "</cp:coreProperties>";
    const char *copy = arena_copy(arena, bytes.bytes, bytes.n_bytes), *at = strstr(copy, end);
    return at ? arena_printf(arena, "%.*s<dc:language>nl-NL</dc:language>%s", (int)(at - copy),
                             copy, at)
              : copy;
}

bool language_set(const char *path, struct errors *errors)
{
    static const struct package_edit edits[] = {{"docProps/core.xml", with_language},
                                                {"xl/charts/", replaced}};
    return package_edit(path, edits, sizeof edits / sizeof *edits, errors);
}
