#include "stages/write_xlsx/language.h"

#include "pipeline/format/package.h"

#include <string.h>

#define PROPERTIES "docProps/core.xml"
#define CHARTS     "xl/charts/"
#define LIBRARY    "lang=\"en-US\"" /* what it writes, as long as what is wanted */
#define WANTED     "lang=\"nl-NL\""

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
    struct arena arena = {0};
    struct package package;
    bool ok = package_read(path, &arena, errors, &package);
    for (size_t i = 0; ok && i < package.n_parts; i++) {
        struct package_part *part = &package.parts[i];
        if (strcmp(part->name, PROPERTIES) == 0)
            part->bytes = text_of(with_language(&arena, part->bytes));
        else if (strncmp(part->name, CHARTS, strlen(CHARTS)) == 0)
            part->bytes = text_of(replaced(&arena, part->bytes));
    }
    ok = ok && package_write(path, package.parts, package.n_parts, errors);
    arena_release(&arena);
    return ok;
}
