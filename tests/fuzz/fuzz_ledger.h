/* For targets that read lines into a ledger. */
#pragma once

#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/reading/ledger.h"
#include "tests/fuzz/fuzz.h"

/* A folder for the files of a target; it stays. */
static inline const char *fuzz_folder(struct arena *arena)
{
    struct errors errors = {0};
    const char *folder = folder_temporary(NULL, "fuzz", arena, &errors);
    MUST(folder);
    return folder;
}

static inline const char *fuzz_write(struct arena *arena, const char *folder, const char *name,
                                     const void *bytes, size_t n_bytes)
{
    const char *path = path_join(arena, folder, name);
    FILE *stream = fopen(path, "wb");
    MUST(stream && fwrite(bytes, 1, n_bytes, stream) == n_bytes && fclose(stream) == 0);
    return path;
}

static inline const char *fuzz_write_text(struct arena *arena, const char *folder, const char *name,
                                          const char *text)
{
    return fuzz_write(arena, folder, name, text, strlen(text));
}

/* Every mutatie ends somewhere: none is lost or made. */
static inline void fuzz_in_is_out(const struct source_account *account)
{
    const struct counts *counts = &account->counts;
    uint64_t n = 0;
    struct sum sum = {0};
    for (size_t i = 0; i < account->n_fates; i++) {
        n += account->fates[i].n_mutaties;
        sum_add(&sum, account->fates[i].money);
    }
    MUST(n == counts->n_mutaties);
    MUST(sum.overflow || counts->amounts.overflow ||
         sum.money.cents == counts->amounts.money.cents);
}
