#include "pipeline/command.h"

#include "pipeline/base/folder.h"
#include "pipeline/base/interrupt.h"
#include "pipeline/base/path.h"
#include "pipeline/settings/run_name.h"
#include "pipeline/sniff/nieuw/nieuw.h"

#include <stdlib.h>

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
    if (!nieuw->trial || !nieuw_find_standen(nieuw) || !nieuw_find_keys(nieuw) || !goes_on(nieuw))
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
    const char *said = nieuw_check(nieuw, &status);
    const char *guessed = nieuw_guessed(nieuw);
    if (!said || !goes_on(nieuw) ||
        !folder_make(path_join(nieuw->arena, nieuw->folder, "bronnen"), nieuw->errors) ||
        !(nieuw->begun = true) ||
        !nieuw_write_all(nieuw, nieuw->folder, nieuw_kolommen(nieuw), NIEUW_ASKED))
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
                          .exports = asked->exports.items,
                          .n_exports = asked->exports.n,
                          .arena = &call->arena,
                          .errors = &call->errors};
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
