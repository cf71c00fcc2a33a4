/* Preloaded: a manifest.json cannot be removed. A run removes one only when all its work is done.
 */
#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

int unlinkat(int folder, const char *name, int flags)
{
    int (*really)(int, const char *, int);
    if (strcmp(name, "manifest.json") == 0) {
        errno = EACCES;
        return -1;
    }
    *(void **)&really = dlsym(RTLD_NEXT, "unlinkat");
    return really(folder, name, flags);
}
