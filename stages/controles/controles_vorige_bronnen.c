/* Ten opzichte van de vorige publicatie: what its sources and files had more of, and what came
 * where nothing counts. */
#include "stages/controles/controles_vorige.h"

#include "pipeline/base/array.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"

#include <string.h>

/* The source as it was published, or NULL. */
static const struct manifest_source *source_then(const struct telling *telling, const char *name)
{
    const struct manifest *manifest = &telling->previous->manifest;
    return array_find(manifest->sources, manifest->n_sources, name, name);
}

bool vorige_same_delivery(const struct telling *telling, const char *name)
{
    const struct plan *plan = telling->job->plan;
    const struct source *source = array_find(plan->sources, plan->n_sources, name, name);
    const struct manifest_source *then = source_then(telling, name);
    bool same = source && then && source->n_files == then->files.n;
    for (size_t f = 0; same && f < source->n_files; f++)
        same = strcmp(telling->job->ledger->accounts[source - plan->sources].files[f].sha256,
                      then->files.items[f].sha256) == 0;
    return same;
}

static bool same_settings(const struct telling *telling)
{
    const struct manifest_files *settings = &telling->previous->manifest.settings;
    struct manifest_file ini;
    return manifest_hash_file("", telling->job->plan->path, telling->job->arena, ERRORS_UNHEARD,
                              &ini) &&
           settings->n > 0 && strcmp(settings->items[0].sha256, ini.sha256) == 0;
}

/* A line that came out of a period that does not count looks like a new one where it is now. */
static long long left_out_then(const struct manifest_source *then)
{
    const size_t f =
        array_index(then->fates, then->n_fates, name, fate_name(NULL, FATE_OTHER_PERIOD));
    return f < then->n_fates ? then->fates[f].n_mutaties : 0;
}

/* ": mrt.csv", those that are not there any more, when it is clear which. */
static const char *lost_files(const struct telling *telling, const struct source *source,
                              const struct manifest_source *then)
{
    struct text_list lost = {.arena = telling->job->arena, .most = 8};
    for (size_t t = 0; t < then->files.n; t++) {
        const char *name = path_name(then->files.items[t].path);
        size_t f = 0;
        while (f < source->n_files && strcmp(path_name(source->files[f]), name) != 0)
            f++;
        if (f == source->n_files)
            list_add(&lost, "%s%s", lost.n ? "" : ", zonder ", name);
    }
    return lost.n == then->files.n - source->n_files ? list_text(&lost, "") : "";
}

/* What a source has fewer of; told with the first stand of it that changed, if one did. */
static void tell_fewer(struct telling *telling, struct examples *fewer, const char *source,
                       const char *words)
{
    for (size_t j = 0; j < telling->n_jumps; j++) {
        struct jump *jump = &telling->jumps[j];
        if (!jump->source || strcmp(jump->source, source) != 0)
            continue;
        jump->sentence =
            arena_printf(telling->job->arena, "%s %s %s.", jump->sentence, "De bron", words);
        return;
    }
    examples_add(fewer, "%s %s", source, words);
}

void vorige_tell_sources(struct telling *telling)
{
    const struct job *job = telling->job;
    const bool same = same_settings(telling);
    struct examples fewer = {.arena = job->arena};
    long long n_new = 0; /* mutaties of sources that were not there: one may have been split */
    for (size_t s = 0; s < job->plan->n_sources; s++)
        if (!source_then(telling, job->plan->sources[s].name))
            n_new += (long long)job->ledger->accounts[s].counts.n_mutaties;
    for (size_t s = 0; s < job->plan->n_sources; s++) {
        const struct source *source = &job->plan->sources[s];
        const struct manifest_source *then = source_then(telling, source->name);
        const struct source_account *account = &job->ledger->accounts[s];
        long long now = (long long)account->counts.n_mutaties;
        long long left_out = (long long)account->fates[FATE_OTHER_PERIOD].n_mutaties;
        struct text_list words = {.arena = job->arena, .between = "; "};
        const size_t n_amounts =
            counts_tolerated(&account->counts, source) ? 0 : source->profile->n_amounts;
        const long long n_refused = (long long)(account->counts.n_rejected * n_amounts);
        if (!then)
            continue;
        if (now + n_new + n_refused < then->n_mutaties)
            list_add(&words, "had %lld mutaties, nu %lld", then->n_mutaties, now);
        if (same && left_out < left_out_then(then))
            list_add(&words, "had %lld mutaties in perioden die niet meetellen, nu %lld",
                     left_out_then(then), left_out);
        if (words.n && source->n_files < then->files.n)
            list_add(&words, "had %zu bestanden, nu %zu%s", then->files.n, source->n_files,
                     lost_files(telling, source, then));
        if (words.n)
            tell_fewer(telling, &fewer, source->name, list_text(&words, ""));
    }
    if (fewer.n)
        vorige_jump(telling, VORIGE ": bronnen", "Van een bron komen er alleen regels bij.")
            ->examples = fewer;
}

/* Lines came that count nowhere, and the border is one that moves on. A tussenrapportage is cut at
 * its month on purpose: of it the first night is told on which something stands behind it. */
void vorige_tell_border(struct telling *telling)
{
    const struct job *job = telling->job;
    const bool is_fixed = plan_product(job->plan)->has_prognose;
    struct examples late = {.arena = job->arena};
    for (size_t s = 0; s < job->plan->n_sources; s++) {
        const struct source_account *account = &job->ledger->accounts[s];
        const struct manifest_source *then = source_then(telling, job->plan->sources[s].name);
        const long long was = then ? left_out_then(then) : 0;
        const long long now = (long long)account->fates[FATE_OTHER_PERIOD].n_mutaties;
        const char *months = late_months(job, account);
        if (*months && then && now > was && !(is_fixed && was > 0))
            examples_add(&late,
                         "%s: was %lld mutaties in perioden die niet meetellen, nu %lld; nu in %s",
                         then->name, was, now, months);
    }
    if (late.n)
        vorige_jump(
            telling, VORIGE ": perioden",
            arena_printf(job->arena,
                         "Er kwamen regels bij na periode %d, de laatste maand van perioden "
                         "in [run], en die tellen niet mee. Horen zij erbij, zet de grens dan "
                         "verder, of laat perioden weg.",
                         plan_last_month(job->plan)))
            ->examples = late;
}

/* ---- words ---- */

static const char *label(struct arena *arena, const char *before, const char *text)
{
    return *text ? arena_printf(arena, "%s%s", before, text) : "";
}

const char *vorige_place_words(struct arena *arena, const struct sleutel_row *row)
{
    const char *kostenplaats = row->texts[SLEUTELS_KOSTENPLAATS];
    bool is_key = strcmp(kostenplaats, row->texts[SLEUTELS_SLEUTEL]) == 0;
    return arena_printf(arena, "sleutel %s (%s %s) %s%s%s%s%s", row->texts[SLEUTELS_SLEUTEL],
                        row->texts[SLEUTELS_PAKKET], row->texts[SLEUTELS_POST],
                        row->texts[SLEUTELS_SECTIE],
                        label(arena, ", periode ", row->texts[SLEUTELS_PERIODE]),
                        label(arena, ", besluit ", row->texts[SLEUTELS_BESLUIT]),
                        label(arena, ", rekening ", row->texts[SLEUTELS_REKENING]),
                        label(arena, ", kostenplaats ", is_key ? "" : kostenplaats));
}

const char *vorige_side_words(struct arena *arena, const struct sleutel_row *row)
{
    if (!row)
        return "niets";
    return arena_printf(arena, "€ %s in %s", money_words(arena, sleutel_net(row)),
                        regels_words(arena, (unsigned long long)row->n_mutaties));
}

const char *vorige_post_words(struct arena *arena, const struct sleutel_row *row)
{
    return arena_printf(arena, "%s %s (programma %s)", row->texts[SLEUTELS_PAKKET],
                        row->texts[SLEUTELS_POST], row->texts[SLEUTELS_PROGRAMMA]);
}
