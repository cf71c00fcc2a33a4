/* What the tests of profiles share: a small profile whose sections a case replaces. */
#pragma once

#include "pipeline/settings/profile/profile.h"

#include "tests/unit/sections.h"

static const struct section base[] = {
    {"bestand", "codering = utf-8\nscheidingsteken = puntkomma\n"},
    {"kolommen", "jaar = Jaar\nsoort = Soort\nrekening = Rekening\nbedrag = Bedrag\n"
                 "credit = Credit\ndatum = Datum\n"},
    {"getal", "decimaal = komma\n"},
    {"bedragen", "bedrag = realisatie {jaar}\n"},
    {"betekenis", "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"},
    {"sectie", "lasten = rekening: 4*\nbaten = altijd\n"},
};

static inline bool read_profile(struct fixture *f, const struct section *changes, size_t n_changes,
                                struct profile *profile)
{
    fixture_start(f);
    const char *path = fixture_file(f, "p.ini", compose(f, base, LENGTH(base), changes, n_changes));
    return profile_read(path, &f->arena, &f->errors, profile);
}

static inline void expect_good(struct fixture *f, const struct section *changes, size_t n_changes,
                               struct profile *profile)
{
    bool read = read_profile(f, changes, n_changes, profile);
    fixture_expect(f, "a good profile", ERROR_NONE, NULL, 0);
    assert_true(read);
}
