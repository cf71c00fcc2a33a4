/* Ten opzichte van de vorige publicatie: what has changed since, and does not explain itself.
 *
 * Each finding is told, with source, key and amounts; above the largest jump it holds publishing
 * up, unless [aanvaard] names the number of just this comparison. What is told here is in no
 * published byte: see previous_run.h. */
#include "pipeline/base/array.h"
#include "pipeline/base/sha256.h"
#include "pipeline/tables/afwijkingen.h"
#include "pipeline/tables/examples.h"
#include "stages/controles/controles.h"
#include "stages/controles/vorige.h"

#include <stdlib.h>
#include <string.h>

#define NAME "Ten opzichte van de vorige publicatie"

static const char *const sentences[VORIGE_KINDS] = {
    [VORIGE_OPEN] = "In een periode die al gepubliceerd was verandert niets meer; in de laatste "
                    "komen alleen regels bij.",
    [VORIGE_CLOSED] = "De realisatie van een afgesloten jaar verandert niet meer.",
    [VORIGE_BUDGET] = "Een vastgestelde begroting verandert niet; wat besloten wordt is een "
                      "wijziging met een eigen besluit.",
    [VORIGE_BESLUIT] = "Een besluit dat al gepubliceerd was verandert niet; een nieuw besluit "
                       "heeft een eigen nummer.",
    [VORIGE_PROGNOSE] = "Een prognose mag elke dag anders zijn: dit is wat er anders is.",
};

/* One control to be: it is added when it is known what is accepted. */
struct jump {
    const char *name, *sentence;
    struct examples examples;
    struct money up, down; /* what the result gained and lost in them, >= 0 and <= 0; of keys that
                              moved: up, how much moved */
    bool of_keys;
    bool blocks;
};

struct telling {
    struct job *job;
    const struct previous_run *previous;
    struct vorige vorige;
    struct vorige_entry **changed; /* all with another amount, by change, then as they come */
    size_t n_changed;
    struct jump *jumps;
    size_t n_jumps;
};

static struct jump *add_jump(struct telling *telling, const char *name, const char *sentence)
{
    struct jump *jump = mem_add(telling->jumps, telling->n_jumps);
    *jump = (struct jump){.name = name, .sentence = sentence, .examples = {.text = ""}};
    return jump;
}

/* Saturates. */
static void count_jump(struct jump *jump, struct money change)
{
    struct money *side = change.cents < 0 ? &jump->down : &jump->up;
    if (!money_add(*side, change, side))
        side->cents = change.cents < 0 ? -INT64_MAX : INT64_MAX;
}

static void judge_jump(const struct telling *telling, struct jump *jump, struct money base)
{
    const struct threshold *largest = &telling->job->plan->largest_jump;
    jump->blocks =
        threshold_reached(largest, jump->up, base) || threshold_reached(largest, jump->down, base);
}

/* ---- words ---- */

static const char *label(struct arena *arena, const char *before, const char *text)
{
    return *text ? arena_printf(arena, "%s%s", before, text) : "";
}

static const char *place_words(struct arena *arena, const struct sleutel_row *row)
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

static const char *side_words(struct arena *arena, const struct sleutel_row *row)
{
    if (!row)
        return "niets";
    return arena_printf(arena, "€ %s in %s", money_words(arena, vorige_net(row)),
                        count_words(arena, (unsigned long long)row->n_mutaties, "regel", "regels"));
}

/* ---- what moved ---- */

static int compare_change(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_change(const void *a, const void *b)
{
    const struct vorige_entry *x = *(struct vorige_entry *const *)a;
    const struct vorige_entry *y = *(struct vorige_entry *const *)b;
    int order = compare_change(x->change.cents, y->change.cents);
    return order ? order : (x > y) - (x < y);
}

/* The largest first. */
static int by_size(const void *a, const void *b)
{
    const struct vorige_entry *x = *(struct vorige_entry *const *)a;
    const struct vorige_entry *y = *(struct vorige_entry *const *)b;
    int order = compare_change(money_size(y->change).cents, money_size(x->change).cents);
    return order ? order : (x > y) - (x < y);
}

/* All whose amount is another one, told or not: where something went is found among them. */
static void sort_changed(struct telling *telling)
{
    struct vorige *vorige = &telling->vorige;
    telling->changed =
        arena_alloc(telling->job->arena, vorige->n_entries * sizeof *telling->changed);
    for (size_t i = 0; i < vorige->n_entries; i++)
        if (vorige->entries[i].change.cents != 0)
            telling->changed[telling->n_changed++] = &vorige->entries[i];
    array_sort(telling->changed, telling->n_changed, by_change);
}

/* The first entry whose amount changed by just the opposite, or NULL. */
static const struct vorige_entry *opposite_of(const struct telling *telling,
                                              const struct vorige_entry *entry)
{
    size_t low = 0, high = telling->n_changed;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (telling->changed[middle]->change.cents < -entry->change.cents)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < telling->n_changed && entry->change.cents != 0 &&
                 telling->changed[low]->change.cents == -entry->change.cents;
    return found ? telling->changed[low] : NULL;
}

static const char *opposite_words(const struct telling *telling, const struct vorige_entry *entry)
{
    struct arena *arena = telling->job->arena;
    const struct vorige_entry *other = opposite_of(telling, entry);
    if (!other)
        return "";
    const struct vorige_group *group = &telling->vorige.groups[other->group];
    return arena_printf(arena, " (hetzelfde bedrag andersom: %s, %s, %s)", group->source,
                        group->stand, place_words(arena, vorige_row(other)));
}

static void tell_entry(struct telling *telling, struct jump *jump, const struct vorige_entry *entry)
{
    struct arena *arena = telling->job->arena;
    count_jump(jump, entry->change);
    examples_add(&jump->examples, arena, "%s: was %s, nu %s%s",
                 place_words(arena, vorige_row(entry)), side_words(arena, entry->old),
                 side_words(arena, entry->new), opposite_words(telling, entry));
}

static int by_group(const void *a, const void *b)
{
    const struct vorige_entry *x = *(struct vorige_entry *const *)a;
    const struct vorige_entry *y = *(struct vorige_entry *const *)b;
    int order = (x->group > y->group) - (x->group < y->group);
    return order ? order : by_size(a, b);
}

static void tell_changes(struct telling *telling)
{
    struct vorige *vorige = &telling->vorige;
    struct arena *arena = telling->job->arena;
    struct vorige_entry **told = arena_alloc(arena, vorige->n_entries * sizeof *told);
    struct jump *jump = NULL;
    size_t n = 0;
    for (size_t i = 0; i < vorige->n_entries; i++)
        if (vorige->entries[i].in_scope && !vorige->entries[i].explained)
            told[n++] = &vorige->entries[i];
    array_sort(told, n, by_group);
    for (size_t i = 0; i < n; i++) {
        const struct vorige_group *group = &vorige->groups[told[i]->group];
        if (i == 0 || told[i]->group != told[i - 1]->group)
            jump =
                add_jump(telling, arena_printf(arena, NAME ": %s, %s", group->source, group->stand),
                         sentences[group->kind]);
        tell_entry(telling, jump, told[i]);
        if (group->kind != VORIGE_PROGNOSE)
            judge_jump(telling, jump, group->gross);
    }
}

/* ---- keys that went elsewhere ---- */

/* Of one key: how much of it, in all standen together. */
struct moved_key {
    const struct vorige_entry *entry;
    struct money gross;
    bool renamed;
};

static void add_moved(struct moved_key *moved, const struct vorige_entry *entry)
{
    struct money minus = entry->new->minus;
    if (!money_subtract(moved->gross, minus, &moved->gross) ||
        !money_add(moved->gross, entry->new->plus, &moved->gross))
        moved->gross.cents = INT64_MAX;
}

static const char *post_words(struct arena *arena, const struct sleutel_row *row)
{
    return arena_printf(arena, "%s %s (programma %s)", row->texts[SLEUTELS_PAKKET],
                        row->texts[SLEUTELS_POST], row->texts[SLEUTELS_PROGRAMMA]);
}

static void tell_moved(struct telling *telling, struct jump *jump, const struct moved_key *moved)
{
    struct arena *arena = telling->job->arena;
    const struct vorige_entry *entry = moved->entry;
    if (!moved->renamed)
        count_jump(jump, moved->gross);
    examples_add(&jump->examples, arena, "sleutel %s: van %s naar %s, € %s aan mutaties",
                 entry->new->texts[SLEUTELS_SLEUTEL], post_words(arena, entry->old),
                 post_words(arena, entry->new), money_words(arena, moved->gross));
}

static const char moved_sentence[] =
    "Een sleutel blijft bij zijn post; posten.csv stuurt deze nu ergens anders heen.";

/* A key is one finding, whatever it has in sources, standen and periods. */
static void tell_keys(struct telling *telling)
{
    struct vorige *vorige = &telling->vorige;
    struct arena *arena = telling->job->arena;
    struct memo keys = {0};
    struct moved_key *moved = NULL;
    size_t cap = 0, n = 0;
    for (size_t i = 0; i < vorige->n_entries; i++) {
        const struct vorige_entry *entry = &vorige->entries[i];
        if (!entry->in_scope || !vorige_moved(entry))
            continue;
        const char *key =
            arena_printf(arena, "%s\n%s\n%s", entry->new->texts[SLEUTELS_SLEUTEL],
                         post_words(arena, entry->old), post_words(arena, entry->new));
        size_t number = memo_number_slow(&keys, text_of(key));
        moved = mem_grow(moved, &cap, number + 1, sizeof *moved);
        if (number == n)
            moved[n++] =
                (struct moved_key){.entry = entry, .renamed = vorige_renamed(vorige, entry)};
        add_moved(&moved[number], entry);
    }
    struct jump *jump = n ? add_jump(telling, NAME ": koppeling", moved_sentence) : NULL;
    for (size_t i = 0; i < n; i++)
        tell_moved(telling, jump, &moved[i]);
    if (jump) {
        jump->of_keys = true;
        judge_jump(telling, jump, (struct money){0});
    }
    memo_release(&keys);
    free(moved);
}

/* ---- sources and files ---- */

static const struct manifest_source *source_then(const struct telling *telling, const char *name)
{
    const struct manifest *manifest = &telling->previous->manifest;
    return array_find(manifest->sources, manifest->n_sources, name, name);
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
    for (size_t f = 0; f < then->n_fates; f++)
        if (strcmp(then->fates[f].name, fate_name(NULL, FATE_OTHER_PERIOD)) == 0)
            return then->fates[f].n_mutaties;
    return 0;
}

static void tell_sources(struct telling *telling)
{
    const struct job *job = telling->job;
    const bool same = same_settings(telling);
    struct examples fewer = {.text = ""};
    for (size_t s = 0; s < job->plan->n_sources; s++) {
        const struct source *source = &job->plan->sources[s];
        const struct manifest_source *then = source_then(telling, source->name);
        const struct source_account *account = &job->ledger->accounts[s];
        long long now = (long long)account->counts.n_mutaties;
        long long left_out = (long long)account->fates[FATE_OTHER_PERIOD].n_mutaties;
        if (!then)
            continue;
        if (now < then->n_mutaties)
            examples_add(&fewer, job->arena, "%s: was %lld mutaties, nu %lld", source->name,
                         then->n_mutaties, now);
        if (same && left_out < left_out_then(then))
            examples_add(&fewer, job->arena,
                         "%s: was %lld mutaties in perioden die niet meetellen, nu %lld",
                         source->name, left_out_then(then), left_out);
        if (source->n_files < then->files.n)
            examples_add(&fewer, job->arena, "%s: was %zu bestanden, nu %zu", source->name,
                         then->files.n, source->n_files);
    }
    if (fewer.n)
        add_jump(telling, NAME ": bronnen", "Van een bron komen er alleen regels bij.")->examples =
            fewer;
}

/* ---- accepting ---- */

/* The first so many digits in a row that are nobody's number: they will be printed. */
static const char *without_person(const char *hex, struct arena *arena)
{
    const char *number, *what;
    do
        number = arena_copy(arena, hex++, PLAN_ACCEPTANCE_DIGITS);
    while (text_personal(text_of(number), &what) && hex[PLAN_ACCEPTANCE_DIGITS]);
    return number;
}

/* The number of just this comparison: of the publication that stood and of all that blocks. */
static const char *number_of(const struct telling *telling)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 *sha = sha256_new();
    sha256_update(sha, telling->previous->manifest.run_id, MANIFEST_RUN_ID_SIZE);
    for (size_t j = 0; j < telling->n_jumps; j++) {
        const struct jump *jump = &telling->jumps[j];
        for (size_t i = 0; jump->blocks && i < jump->examples.n_all; i++)
            sha256_update(sha, jump->examples.all[i], strlen(jump->examples.all[i]) + 1);
    }
    sha256_hex(sha, hex);
    sha256_free(sha);
    return without_person(hex, telling->job->arena);
}

/* The reason for which it is accepted, or NULL. */
static const char *accepted(const struct plan *plan, const char *number)
{
    for (size_t i = 0; i < plan->n_acceptances; i++)
        if (strcmp(plan->acceptances[i].number, number) == 0)
            return plan->acceptances[i].reason;
    return NULL;
}

static const char *sums_of(struct arena *arena, const struct jump *jump)
{
    struct money down = {-jump->down.cents};
    if (jump->of_keys || (!jump->up.cents && !jump->down.cents))
        return jump->sentence;
    return arena_printf(arena, "%s Samen: het resultaat € %s omhoog en € %s omlaag.",
                        jump->sentence, money_words(arena, jump->up), money_words(arena, down));
}

static const char *sentence_of(const struct telling *telling, const struct jump *jump,
                               const char *number, const char *reason)
{
    struct arena *arena = telling->job->arena;
    const char *sums = sums_of(arena, jump);
    if (!jump->blocks)
        return sums;
    if (reason)
        return arena_printf(arena, "%s Aanvaard met [aanvaard] %s: %s.", sums, number, reason);
    return arena_printf(arena,
                        "%s Dat is meer dan grootste_sprong van [vorige]. Klopt het, zet dan in "
                        "[aanvaard] van de run: %s = de reden.",
                        sums, number);
}

/* Nothing of a comparison may stand in what is published: a list of findings neither. */
static void add_controls(struct telling *telling)
{
    struct job *job = telling->job;
    const char *number = number_of(telling);
    const char *reason = accepted(job->plan, number);
    bool blocked = false;
    for (size_t j = 0; j < telling->n_jumps; j++)
        blocked |= telling->jumps[j].blocks && !reason;
    for (size_t j = 0; j < telling->n_jumps; j++) {
        const struct jump *jump = &telling->jumps[j];
        const char *sentence = sentence_of(telling, jump, number, reason);
        enum severity severity = jump->blocks && !reason ? SEVERITY_ERROR : SEVERITY_WARNING;
        if (blocked)
            check_none(job, jump->name, severity, &jump->examples, sentence);
        else
            controls_none(&job->controls, job->arena, jump->name, severity, jump->examples.n,
                          examples_text(&jump->examples, job->arena), sentence);
    }
}

/* ---- the whole ---- */

static void tell_damaged(struct job *job)
{
    struct control *control = controls_add(&job->controls, job->arena, NAME, SEVERITY_WARNING);
    control->expected = "zoals gepubliceerd";
    control->found = "veranderd";
    control->sentence = "De vorige publicatie is niet meer wat zij was toen zij gepubliceerd werd, "
                        "en is geen getuige meer; pnc verify zegt wat er veranderde.";
}

static void compare(struct job *job, const struct previous_run *previous)
{
    struct telling telling = {.job = job, .previous = previous};
    if (!vorige_compare(job, previous, &telling.vorige)) {
        tell_damaged(job);
    } else {
        sort_changed(&telling);
        tell_changes(&telling);
        tell_keys(&telling);
        tell_sources(&telling);
        add_controls(&telling);
    }
    vorige_release(&telling.vorige);
    free(telling.jumps);
}

void controles_vorige(struct job *job)
{
    struct previous_run previous;
    if (!job->output || !job->ledger || !ledger_is_whole(job->ledger))
        return;
    previous_run_read(job->output, job->plan->name, job->arena, &previous);
    switch (previous.state) {
    case PREVIOUS_NONE:
    case PREVIOUS_OLDER:
        controls_not_done(&job->controls, job->arena, NAME, SEVERITY_ERROR, NULL);
        return;
    case PREVIOUS_DAMAGED:
        tell_damaged(job);
        return;
    case PREVIOUS_GOOD:
        compare(job, &previous);
    }
}

static void promise(struct job *job)
{
    struct control *control =
        controls_add(&job->controls, job->arena, NAME ": vergeleken", SEVERITY_ERROR);
    control->holds = true;
    control->sentence =
        "Stond er al een publicatie van deze run, dan is daarmee vergeleken, per bron, sleutel, "
        "periode en besluit: boven grootste_sprong van [vorige] wordt er niets gepubliceerd zonder "
        "[aanvaard]. De meldingen van de run noemden wat er verschoof; pnc diff laat het zien.";
}

void controles_aanvaard(struct job *job)
{
    const struct plan *plan = job->plan;
    if (job->ledger)
        promise(job);
    for (size_t i = 0; i < plan->n_acceptances; i++) {
        const char *name =
            arena_printf(job->arena, "Aanvaarde sprong: %s", plan->acceptances[i].number);
        struct control *control = controls_add(&job->controls, job->arena, name, SEVERITY_WARNING);
        control->found = plan->acceptances[i].reason;
        control->holds = true;
        control->sentence = "Wat een run met dit nummer meldde is aanvaard, om deze reden: het "
                            "geldt voor die ene vergelijking met wat er toen stond.";
    }
}
