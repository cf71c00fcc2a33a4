#include "pipeline/settings/run_name.h"

#include "pipeline/base/array.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text.h"

#include <string.h>

bool run_name_is_free(const char *name)
{
    return path_stays_inside(name) && !strchr(name, '/') && *name != '.' &&
           strcmp(name, RUN_ARCHIVE) != 0 && !text_ends(text_of(name), RUN_REFUSED_SUFFIX);
}

bool run_name_is_good(const char *name)
{
    size_t n = strlen(name);
    return n > 0 && n <= 60 && name[0] != '-' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == n && run_name_is_free(name);
}

bool run_file_is_taken(const char *name)
{
    static const char *const taken[] = {
        "jaarrekening",  "begroting", "afwijkingen",     "wijzigingen", "controles",
        "bevindingen",   "fouten",    "afgekeurd",       "indicatoren", "doelen",
        "streefwaarden", "tabellen",  "tussenrapportage"};
    return array_has(taken, ARRAY_LENGTH(taken), name);
}
