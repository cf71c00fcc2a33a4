/* Settings of which a case changes a few sections. */
#pragma once

#include "tests/unit/fixture.h"

struct section {
    const char *name; /* NULL ends a list */
    const char *body; /* its lines; NULL leaves the section out */
};

/* The base with the sections of a case in place of those of the same name, the others behind. A
 * section with a NULL body is left out. */
static inline const char *compose(struct fixture *f, const struct section *base, size_t n_base,
                                  const struct section *changes, size_t n_changes)
{
    const char *text = "";
    bool used[8] = {0};
    for (size_t b = 0; b < n_base; b++) {
        const struct section *section = &base[b];
        for (size_t c = 0; c < n_changes && changes[c].name; c++) {
            if (strcmp(changes[c].name, section->name) == 0) {
                section = &changes[c];
                used[c] = true;
            }
        }
        if (section->body)
            text = arena_printf(&f->arena, "%s[%s]\n%s", text, section->name, section->body);
    }
    for (size_t c = 0; c < n_changes && changes[c].name; c++)
        if (!used[c])
            text = arena_printf(&f->arena, "%s[%s]\n%s", text, changes[c].name, changes[c].body);
    return text;
}
