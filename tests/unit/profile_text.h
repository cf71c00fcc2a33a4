/* What the tests of profiles share: a small profile whose sections a case replaces. */
#ifndef TESTS_UNIT_PROFILE_TEXT_H
#define TESTS_UNIT_PROFILE_TEXT_H

#include "pipeline/core/profile.h"

#include "tests/unit/fixture.h"

/* A profile is a base whose sections a case replaces or leaves out, or adds to. */
struct section {
    const char *name;
    const char *body;
};

static const struct section base[] = {
    {"bestand", "codering = utf-8\nscheidingsteken = puntkomma\n"},
    {"kolommen", "jaar = Jaar\nsoort = Soort\nrekening = Rekening\nbedrag = Bedrag\n"
                 "credit = Credit\ndatum = Datum\n"},
    {"getal", "decimaal = komma\n"},
    {"bedragen", "bedrag = realisatie {jaar}\n"},
    {"betekenis", "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"},
    {"sectie", "lasten = rekening: 4*\nbaten = altijd\n"},
};

/* The base with the sections of a case in place of those of the same name, the others behind. A
 * section with a NULL body is left out. */
static inline const char *compose(struct fixture *f, const struct section *changes,
                                  size_t n_changes)
{
    const char *text = "";
    bool used[8] = {0};
    for (size_t b = 0; b < LENGTH(base); b++) {
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

static inline bool read_profile(struct fixture *f, const struct section *changes, size_t n_changes,
                                struct profile *profile)
{
    fixture_start(f);
    const char *path = fixture_file(f, "p.ini", compose(f, changes, n_changes));
    return profile_read(path, &f->arena, &f->errors, profile);
}

static inline void expect_good(struct fixture *f, const struct section *changes, size_t n_changes,
                               struct profile *profile)
{
    bool read = read_profile(f, changes, n_changes, profile);
    fixture_expect(f, "a good profile", ERROR_NONE, NULL, 0);
    assert_true(read);
}

#endif
