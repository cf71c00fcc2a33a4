/* The drafts tried out: the reader of a run says what the exports hold by them. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/array.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/base/share.h"
#include "pipeline/chain.h"
#include "pipeline/reading/reading.h"
#include "pipeline/reading/told.h"
#include "pipeline/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FEW 50 /* a stand of less than one in so many mutaties of a bron is not asked for */

/* A bron of its own, whose name is none that an export can give. */
#define ANY "0"

/* ---- writing ---- */

static const char *replaced(struct nieuw *nieuw, const char *text, const char *from, const char *to)
{
    const char *told = "", *at;
    for (; (at = strstr(text, from)); text = at + strlen(from))
        told = arena_printf(nieuw->arena, "%s%.*s%s", told, (int)(at - text), text, to);
    return arena_printf(nieuw->arena, "%s%s", told, text);
}

bool nieuw_write_all(struct nieuw *nieuw, const char *folder, const char *kolommen,
                     enum nieuw_form form)
{
    const char *run = nieuw_run_ini(nieuw, folder, kolommen);
    if (form < NIEUW_READ)
        run = replaced(nieuw, replaced(nieuw, run, " " NIEUW_SOME_YEAR, " " DRAFT_UNKNOWN),
                       "_" NIEUW_SOME_YEAR, "_" DRAFT_UNKNOWN);
    bool ok =
        nieuw_write(nieuw, folder, arena_printf(nieuw->arena, "%s.ini", nieuw->name),
                    form == NIEUW_ASKED ? run : nieuw_completed(nieuw, run, NIEUW_COMPLETED), NULL);
    for (size_t m = 0; ok && m < NIEUW_MAPPINGS; m++)
        ok = !nieuw_has_mapping(nieuw, m) ||
             nieuw_write(nieuw, folder, nieuw_mappings[m].name, NULL, &nieuw_mappings[m]);
    for (size_t k = 0; ok && k < nieuw->n_kinds; k++) {
        const char *draft = nieuw_folded(nieuw, nieuw->kinds[k].text);
        ok = nieuw_write(nieuw, folder, nieuw_profile(nieuw, k),
                         form == NIEUW_ASKED ? draft : nieuw_completed(nieuw, draft, form), NULL);
    }
    return ok;
}

/* To where the exports are given from: a line of settings is not long. */
static bool link_here(struct nieuw *nieuw)
{
    char *here = getcwd(NULL, 0);
    bool made = here && held_symlink(here, path_join(nieuw->arena, nieuw->trial, NIEUW_HERE)) == 0;
    free(here);
    return made || errors_add_errno(nieuw->errors, nieuw->trial, "niet te maken");
}

/* The trial anew, with these kolommen. */
static bool write_trial(struct nieuw *nieuw, const char *kolommen, enum nieuw_form form)
{
    return folder_remove(nieuw->trial, nieuw->errors) &&
           folder_make(path_join(nieuw->arena, nieuw->trial, "bronnen"), nieuw->errors) &&
           link_here(nieuw) && nieuw_write_all(nieuw, nieuw->trial, kolommen, form);
}

static const char *trial_ini(struct nieuw *nieuw)
{
    return path_join(nieuw->arena, nieuw->trial, arena_printf(nieuw->arena, "%s.ini", nieuw->name));
}

/* ---- reading ---- */

/* The ledger by the trial; NULL when its settings cannot be read: the check tells why. */
static const struct ledger *read_trial(struct nieuw *nieuw)
{
    struct errors ignored = {0};
    struct ledger *ledger = NULL;
    struct plan *plan = arena_alloc(nieuw->arena, sizeof *plan);
    if (plan_read(trial_ini(nieuw), nieuw->arena, &ignored, plan)) {
        plan->keep[DIMENSION_REKENING] = true;
        struct reading reading = {.plan = plan,
                                  .n_workers = share_workers(),
                                  .lines = chain_of(plan)->lines,
                                  .chunk_bytes = READER_CHUNK_BYTES};
        reading_run(&reading, nieuw->arena, &ignored, &ledger);
    }
    errors_release(&ignored);
    return ledger;
}

/* ---- standen ---- */

/* A run has a kolom, and a bron that gives it: one of its own, until it is known what there is. */
static bool write_any(struct nieuw *nieuw)
{
    return nieuw_write(nieuw, nieuw->trial, ANY ".csv", "sleutel;bedrag\n", NULL) &&
           nieuw_write(nieuw, nieuw->trial, "bronnen/" ANY ".ini",
                       "[bestand]\ncodering = utf-8\nscheidingsteken = puntkomma\nkopregel = ja\n"
                       "[kolommen]\nsleutel = sleutel\nbedrag = bedrag\n[getal]\n"
                       "decimaal = komma\n[bedragen]\nbedrag = " NIEUW_ANY_STAND "\n[betekenis]\n"
                       "teken = lasten+ baten+ stortingen+ onttrekkingen+\nsleutel = sleutel\n"
                       "[sectie]\nlasten = altijd\n",
                       NULL);
}

/* A typing error in a year makes no kolom. */
static void take_standen(struct nieuw *nieuw, const struct told_standen *others)
{
    for (size_t i = 0; i < others->n; i++) {
        const struct other_stand *here = &others->of[i];
        uint64_t most = 0; /* of its kind */
        for (size_t k = 0; k < others->n; k++) {
            const struct other_stand *other = &others->of[k];
            if (strcmp(other->stand.kind, here->stand.kind) == 0 && other->n_mutaties > most)
                most = other->n_mutaties;
        }
        if (here->n_mutaties * FEW >= most &&
            !array_find(nieuw->standen, nieuw->n_standen, name, here->stand.name))
            *arena_add(nieuw->arena, nieuw->standen, nieuw->n_standen) = here->stand;
    }
}

bool nieuw_find_standen(struct nieuw *nieuw)
{
    if (!write_trial(nieuw,
                     "kolom = " NIEUW_ANY_STAND "\n\n[bron " ANY "]\nprofiel = bronnen/" ANY
                     ".ini\n"
                     "bestanden = " ANY ".csv\n",
                     NIEUW_READ) ||
        !write_any(nieuw))
        return false;
    const struct ledger *ledger = read_trial(nieuw);
    for (size_t s = 0; ledger && s < ledger->plan->n_sources; s++)
        take_standen(nieuw, told_standen(&ledger->accounts[s]));
    array_sort(nieuw->standen, nieuw->n_standen, nieuw_compare_standen);
    return true;
}

/* ---- keys ---- */

bool nieuw_find_keys(struct nieuw *nieuw)
{
    if (!write_trial(nieuw, nieuw_kolommen(nieuw), NIEUW_READ_ALL))
        return false;
    const struct ledger *ledger = read_trial(nieuw);
    struct memo keys = {0};
    for (size_t i = 0; ledger && i < ledger->n_unmapped; i++)
        if (ledger->unmapped[i].kind == UNMAPPED_KEY && *ledger->unmapped[i].key)
            memo_number_slow(&keys, text_of(ledger->unmapped[i].key));
    nieuw->found_keys = nieuw_sorted_codes(nieuw, &keys);
    nieuw->n_found_keys = keys.n;
    memo_release(&keys);
    bool ok = write_trial(nieuw, nieuw_kolommen(nieuw), NIEUW_READ);
    nieuw->ledger = ok ? read_trial(nieuw) : NULL;
    return ok;
}

/* ---- the check ---- */

const char *nieuw_check(struct nieuw *nieuw, int *status)
{
    char *bytes = NULL;
    size_t n_bytes = 0;
    if (!write_trial(nieuw, nieuw_kolommen(nieuw), NIEUW_COMPLETED))
        return NULL;
    FILE *said = open_memstream(&bytes, &n_bytes);
    if (!said)
        mem_exhausted();
    *status = run_execute(&(struct run_options){.ini = trial_ini(nieuw),
                                                .output = nieuw->trial,
                                                .compare = nieuw->trial,
                                                .n_workers = share_workers()},
                          said);
    fclose(said);
    const char *text =
        replaced(nieuw, bytes, arena_printf(nieuw->arena, "%s/" NIEUW_HERE "/", nieuw->trial), "");
    text = replaced(nieuw, text, nieuw->trial, nieuw->folder);
    free(bytes);
    return text;
}
