/* A folder of its own for a test that works with files; removed at the end. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/path.h"

#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct scratch {
    const char *folder;
    struct arena arena;
    struct errors errors;
};

static inline struct scratch *scratch_new(void)
{
    struct scratch *scratch = mem_alloc(sizeof *scratch);
    scratch->folder = temporary_folder(&scratch->arena);
    return scratch;
}

static inline void scratch_free(struct scratch *scratch)
{
    temporary_remove(scratch->folder);
    errors_release(&scratch->errors);
    arena_release(&scratch->arena);
    free(scratch);
}

static inline const char *scratch_path(struct scratch *scratch, const char *name)
{
    return path_join(&scratch->arena, scratch->folder, name);
}

/* Makes the folders above it, too. */
static inline void scratch_write(struct scratch *scratch, const char *name, const char *content)
{
    const char *path = scratch_path(scratch, name);
    struct errors errors = {0};
    assert_true(folder_make(path_folder(&scratch->arena, path), &errors));
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    fputs(content, stream);
    assert_int_equal(fclose(stream), 0);
}

static inline bool scratch_has(struct scratch *scratch, const char *name)
{
    return folder_occupied(scratch_path(scratch, name));
}

static inline const char *scratch_read(struct scratch *scratch, const char *name)
{
    FILE *stream = fopen(scratch_path(scratch, name), "rb");
    assert_non_null(stream);
    char *content = arena_alloc(&scratch->arena, 1 << 16);
    size_t n_bytes = fread(content, 1, (1 << 16) - 1, stream);
    assert_true(n_bytes < (1 << 16) - 1);
    fclose(stream);
    return content;
}

/* Every file below the folder, one per line. */
static inline const char *scratch_tree(struct scratch *scratch, const char *name)
{
    struct folder_files files;
    assert_true(
        folder_list(scratch_path(scratch, name), &scratch->arena, &scratch->errors, &files));
    const char *tree = "";
    for (size_t i = 0; i < files.n; i++)
        tree = arena_printf(&scratch->arena, "%s%s\n", tree, files.paths[i]);
    return tree;
}
