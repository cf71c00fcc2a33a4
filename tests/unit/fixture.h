/* What the tests of settings, mappings, profiles and plans share: a scratch folder with files in
 * it, and a look at the errors that reading them gave. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

struct fixture {
    const char *folder;
    struct arena arena;
    struct errors errors;
};

/* An empty fixture with a new folder. */
static inline void fixture_start(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    fixture->folder = temporary_folder(&fixture->arena);
}

/* The path of a name in the folder, in the arena. */
static inline const char *fixture_path(struct fixture *fixture, const char *name)
{
    return arena_printf(&fixture->arena, "%s/%s", fixture->folder, name);
}

/* Writes a file in the folder, and the folder in it that its name may begin with. Returns its path,
 * in the arena. */
static inline const char *fixture_bytes(struct fixture *fixture, const char *name,
                                        const void *bytes, size_t n_bytes)
{
    const char *path = fixture_path(fixture, name);
    const char *slash = strchr(name, '/');
    if (slash) {
        struct text folder = {name, (size_t)(slash - name)};
        mkdir(arena_printf(&fixture->arena, "%s/%.*s", fixture->folder, TEXT_ARG(folder)), 0777);
    }
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, n_bytes, stream), n_bytes);
    assert_int_equal(fclose(stream), 0);
    return path;
}

static inline const char *fixture_file(struct fixture *fixture, const char *name,
                                       const char *content)
{
    return fixture_bytes(fixture, name, content, strlen(content));
}

/* Frees everything and removes the folder with all that is in it. */
static inline void fixture_end(struct fixture *fixture)
{
    temporary_remove(fixture->folder);
    arena_release(&fixture->arena);
    errors_release(&fixture->errors);
}

/* An error that must be there. */
struct expected_error {
    const char *where; /* how its `where` ends: "run.ini:3" */
    const char *words; /* a part of its message; NULL ends a list */
};

static inline bool fixture_is(const struct error *error, const struct expected_error *expected)
{
    size_t n_where = strlen(error->where), n_end = strlen(expected->where);
    return n_where >= n_end && strcmp(error->where + n_where - n_end, expected->where) == 0 &&
           strstr(error->message, expected->words);
}

/* Fails, naming the case and showing the errors, unless exactly the expected ones are there, in any
 * order, all of them of one kind. */
static inline void fixture_expect(const struct fixture *fixture, const char *name,
                                  enum error_kind kind, const struct expected_error *expected,
                                  size_t n_max)
{
    const struct errors *errors = &fixture->errors;
    size_t n_expected = 0, n_missing = 0;
    for (; n_expected < n_max && expected[n_expected].words; n_expected++) {
        bool found = false;
        for (size_t i = 0; i < errors->n && !found; i++)
            found = fixture_is(&errors->items[i], &expected[n_expected]);
        if (!found)
            print_error("%s: missing: %s: %s\n", name, expected[n_expected].where,
                        expected[n_expected].words);
        n_missing += !found;
    }
    for (size_t i = 0; i < errors->n; i++)
        n_missing += errors->items[i].kind != kind;
    if (n_missing == 0 && errors->n == n_expected)
        return;
    for (size_t i = 0; i < errors->n; i++)
        print_error("%s: have (%d) %s: %s\n", name, (int)errors->items[i].kind,
                    errors->items[i].where, errors->items[i].message);
    fail_msg("%s: expected %zu errors, found %zu", name, n_expected, errors->n);
}
