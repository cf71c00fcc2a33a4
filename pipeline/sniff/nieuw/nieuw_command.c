#include "pipeline/command.h"

#include "pipeline/base/array.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/interrupt.h"
#include "pipeline/base/path.h"
#include "pipeline/base/share.h"
#include "pipeline/chain.h"
#include "pipeline/reading/reading.h"
#include "pipeline/reading/told.h"
#include "pipeline/run.h"
#include "pipeline/settings/run_name.h"
#include "pipeline/sniff/nieuw/nieuw.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FEW 50 /* a stand of less than one in so many mutaties of a bron is not asked for */

/* A bron of its own, whose name is none that an export can give. */
#define ANY "0"

#define AT(member) offsetof(struct asked, member)

struct asked {
    const char *name, *folder, *key;
    struct operands exports;
};

static const struct command_option options[] = {
    {"NAAM", OPTION_OPERAND, AT(name), .help = "hoe de run gaat heten: zoals jaarrekening-2024",
     .missing = "geef een naam voor de run: NAAM"},
    {"EXPORT", OPTION_REST, AT(exports), .help = "alle exports waar de tabellen van komen"},
    {"map", OPTION_TEXT, AT(folder), "MAP", .help = "waar de instellingen komen; anders NAAM"},
    {"sleutel", OPTION_TEXT, AT(key), "KOLOM",
     .help = "de kolom waarmee posten.csv de post zoekt; anders die de exports delen"},
    {0},
};

static void check(const void *context, struct errors *errors)
{
    const struct asked *asked = context;
    if (asked->name && !run_name_is_good(asked->name))
        errors_add(errors, ERROR_SETTINGS, "",
                   "NAAM: verwacht kleine letters, cijfers en streepjes, hoogstens 60, zoals "
                   "jaarrekening-2024; gevonden '%s'",
                   asked->name);
    if (asked->exports.n == 0)
        errors_add(errors, ERROR_SETTINGS, "", "geef een of meer exports: EXPORT…");
}

/* ---- nothing that stands is written over ---- */

static bool is_free(struct nieuw *nieuw, const char *name)
{
    const char *path = path_join(nieuw->arena, nieuw->folder, name);
    return !folder_occupied(path) ||
           errors_add(nieuw->errors, ERROR_SETTINGS, path,
                      "staat er al, en nieuw schrijft nergens overheen: kies een andere map met "
                      "--map, of haal het weg");
}

static bool all_are_free(struct nieuw *nieuw)
{
    bool ok = is_free(nieuw, arena_printf(nieuw->arena, "%s.ini", nieuw->name));
    for (size_t m = 0; m < NIEUW_MAPPINGS; m++)
        ok = is_free(nieuw, nieuw_mappings[m].name) && ok;
    for (size_t k = 0; k < nieuw->n_kinds; k++)
        ok = is_free(nieuw, nieuw_profile(nieuw, k)) && ok;
    return ok;
}

/* ---- the drafts tried out: the reader of a run says what the exports hold by them ---- */

static const char *replaced(struct nieuw *nieuw, const char *text, const char *from, const char *to)
{
    const char *told = "", *at;
    for (; (at = strstr(text, from)); text = at + strlen(from))
        told = arena_printf(nieuw->arena, "%s%.*s%s", told, (int)(at - text), text, to);
    return arena_printf(nieuw->arena, "%s%s", told, text);
}

/* All settings, in a folder that has bronnen/. */
static bool write_all(struct nieuw *nieuw, const char *folder, const char *kolommen,
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
           link_here(nieuw) && write_all(nieuw, nieuw->trial, kolommen, form);
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

/* Reads the exports by the profiles in the trial: which standen they hold. False after errors of
 * the machine; of settings that cannot be read the check tells. */
static bool find_standen(struct nieuw *nieuw)
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

/* The same: which keys. */
static bool find_keys(struct nieuw *nieuw)
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

/* What `pnc check` of the trial says, a text of lines; *status is its exit status. */
static const char *check_trial(struct nieuw *nieuw, int *status)
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

/* ---- the draft ---- */

static void print_drafts(struct nieuw *nieuw)
{
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        char *bytes = NULL;
        size_t n_bytes = 0;
        FILE *out = open_memstream(&bytes, &n_bytes);
        if (!out)
            mem_exhausted();
        draft_print(nieuw->kinds[k].draft, out);
        fclose(out);
        nieuw->kinds[k].text = arena_copy(nieuw->arena, bytes, n_bytes);
        free(bytes);
    }
}

/* False after an error when it was asked to stop. */
static bool goes_on(struct nieuw *nieuw)
{
    return !interrupt_came() ||
           errors_add(nieuw->errors, ERROR_MACHINE, "", "onderbroken: er is niets gemaakt");
}

static bool draft(struct nieuw *nieuw)
{
    if (!nieuw_sort_exports(nieuw) || !all_are_free(nieuw))
        return false;
    if (!nieuw_choose_keys(nieuw) || !nieuw_read_names(nieuw))
        return false;
    nieuw_find_secties(nieuw);
    print_drafts(nieuw);
    interrupt_hold(); /* what is tried out has links to the exports, and must not stay behind */
    nieuw->trial = folder_temporary(NULL, "nieuw", nieuw->arena, nieuw->errors);
    if (!nieuw->trial || !find_standen(nieuw) || !find_keys(nieuw) || !goes_on(nieuw))
        return false;
    nieuw_learn(nieuw);
    return true;
}

/* The lines that the check said, a little to the right, of those that want the same the first; its
 * verdict goes with it. */
static void print_check(const char *said, const char *guessed)
{
    enum { MOST_ALIKE = 3, CAUSES = 50 };
    struct text rest = text_of(said), line;
    struct memo causes = {0};
    size_t n_alike[CAUSES] = {0}, n_left = 0;
    fputs("\npnc check, met alle voorstellen zoals zij er staan:\n", stdout);
    while (text_split(&rest, '\n', &line) && line.n_bytes) {
        const char *wanted = memmem(line.bytes, line.n_bytes, " verwacht ", 10),
                   *end = wanted ? memmem(wanted, line.n_bytes - (size_t)(wanted - line.bytes),
                                          ", gevonden ", 11)
                                 : NULL;
        const char *from = text_begins(line, "afgekeurd: ") ? wanted : line.bytes;
        size_t cause =
            end ? memo_number_slow(&causes, (struct text){from, (size_t)(end - from)}) : CAUSES;
        if (cause < CAUSES && n_alike[cause]++ >= MOST_ALIKE) {
            n_left++;
            continue;
        }
        if (n_left && text_begins(line, "pnc: "))
            text_line(stdout, "  en nog %zu zulke regels; pnc check noemt ze alle", n_left);
        text_line(stdout, "  %.*s", TEXT_ARG(line));
    }
    memo_release(&causes);
    if (guessed)
        text_line(stdout, "  let op: %s: geen export zegt het, en dit oordeel dus ook niet",
                  guessed);
}

/* Whether the check found more than what is asked: lines that no answer has a place for yet. */
static bool found_more(struct nieuw *nieuw, const char *said)
{
    struct text rest = text_of(said), line;
    bool more = false;
    while (!more && text_split(&rest, '\n', &line)) {
        more = text_begins(line, "fout: ") && !text_ends(line, "gevonden '" DRAFT_UNKNOWN "'");
        for (size_t k = 0; more && k < nieuw->n_kinds; k++)
            more = !text_begins(
                line, arena_printf(nieuw->arena, "fout: %s: verwacht ", nieuw->kinds[k].name));
    }
    return more;
}

static bool write_and_tell(struct nieuw *nieuw, struct call *call)
{
    int status = 0;
    const char *said = check_trial(nieuw, &status);
    const char *guessed = nieuw_guessed(nieuw);
    if (!said || !goes_on(nieuw) ||
        !folder_make(path_join(nieuw->arena, nieuw->folder, "bronnen"), nieuw->errors) ||
        !(nieuw->begun = true) ||
        !write_all(nieuw, nieuw->folder, nieuw_kolommen(nieuw), NIEUW_ASKED))
        return false;
    size_t n = nieuw_print_asked(nieuw, stdout);
    print_check(said, guessed);
    call->verdict =
        arena_printf(&call->arena, "%s: %zu %s; %zu %s in te vullen, dan: pnc check %s/%s.ini%s%s",
                     nieuw->folder, nieuw->n_kinds, nieuw->n_kinds == 1 ? "bron" : "bronnen", n,
                     n == 1 ? "regel" : "regels", nieuw->folder, nieuw->name,
                     errors_worst(nieuw->errors) ? "; niet elke export is gelezen" : "",
                     guessed       ? arena_printf(&call->arena, "; geraden: %s", guessed)
                     : status == 0 ? ""
                     : !found_more(nieuw, said)
                         ? "; wat pnc check vond is hierboven gevraagd"
                         : "; pnc check vond ook fouten in wat er geleverd is, hierboven");
    return command_flush(nieuw->errors) && status == 0 && !guessed;
}

static int run(const void *context, struct call *call)
{
    const struct asked *asked = context;
    struct nieuw nieuw = {.name = asked->name,
                          .folder = asked->folder ? asked->folder : asked->name,
                          .key = asked->key,
                          .arena = &call->arena,
                          .errors = &call->errors};
    for (size_t i = 0; i < asked->exports.n; i++)
        if (!path_is_of_viewer(asked->exports.items[i])) /* "input/" with a star gives these, too */
            *arena_add(&call->arena, nieuw.exports, nieuw.n_exports) = asked->exports.items[i];
    bool good = draft(&nieuw) && write_and_tell(&nieuw, call);
    if (nieuw.trial)
        folder_remove(nieuw.trial, &call->errors);
    nieuw_release(&nieuw);
    if (!call->verdict)
        call->verdict = arena_printf(&call->arena, "%s: niet%s gemaakt", nieuw.folder,
                                     folder_occupied(nieuw.folder) && nieuw.begun ? " alles" : "s");
    int worst = (int)errors_worst(&call->errors);
    return worst ? worst : good ? 0 : (int)ERROR_DATA;
}

const struct command nieuw_command = {
    .name = "nieuw",
    .summary = "de eerste instellingen van een gemeente, in ontwerp, uit al haar exports",
    .options = options,
    .options_size = sizeof(struct asked),
    .check = check,
    .run = run,
};
