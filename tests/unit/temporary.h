/* A folder of its own for a test that works with files. */
#pragma once

#include "pipeline/base/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* In memory, where there is such a file system: files that are written over and over wait for a
 * disk. */
static inline const char *temporary_folder(struct arena *arena)
{
    struct errors errors = {0};
    if (!getenv("TMPDIR") && access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1);
    const char *folder = folder_temporary(NULL, "test", arena, &errors);
    assert_non_null(folder);
    return folder;
}

static inline void temporary_remove(const char *folder)
{
    struct errors errors = {0};
    assert_true(folder_remove(folder, &errors));
}
