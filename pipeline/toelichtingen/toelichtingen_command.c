#include "pipeline/toelichtingen/toelichtingen_command.h"

#include "pipeline/toelichtingen/merge.h"

#define AT(member) offsetof(struct asked, member)

struct asked {
    const char *ini, *output;
    struct operands files;
};

static const struct command_option options[] = {
    {"RUN.ini", OPTION_OPERAND, AT(ini), .help = "de instellingen van een run",
     .missing = "geef de instellingen van een run: RUN.ini"},
    {"BESTAND", OPTION_REST, AT(files),
     .help = "ingevulde werkboeken (.xlsx) of afwijkingen.csv's: zoveel als er zijn",
     .missing = "geef een of meer ingevulde bestanden: BESTAND…"},
    {"output", OPTION_TEXT, AT(output), "MAP",
     .help = "waar de gepubliceerde mappen staan; anders output"},
    {0},
};

/* All files are read before the store is touched. */
static bool read_files(const struct asked *asked, const struct plan *plan, struct call *call,
                       struct filled *files)
{
    bool ok = true;
    for (size_t i = 0; i < asked->files.n; i++)
        ok &= filled_read(asked->files.items[i], plan->unit_euros, &call->arena, &call->errors,
                          &files[i]);
    return ok;
}

static bool merge_all(const struct asked *asked, struct plan *plan, struct call *call,
                      struct merge *merge)
{
    struct arena *arena = &call->arena;
    struct filled *files = arena_alloc(arena, asked->files.n * sizeof *files);
    if (!plan_read(asked->ini, arena, &call->errors, plan))
        return false;
    if (!plan->mapping.toelichtingen_path)
        return errors_add(&call->errors, ERROR_SETTINGS, plan->path,
                          "verwacht [mappings] toelichtingen: het bestand waarin zij worden "
                          "bewaard, gevonden niets");
    if (!read_files(asked, plan, call, files) ||
        !store_read(plan->mapping.toelichtingen_path, arena, &call->errors, merge->store))
        return false;
    bases_read(asked->output ? asked->output : "output", plan->name, plan->unit_euros, arena,
               merge->bases);
    for (size_t i = 0; i < asked->files.n; i++)
        merge_file(merge, &files[i]);
    size_t n_taken = merge->n[MERGE_NEW] + merge->n[MERGE_CHANGED] + merge->n[MERGE_BOTH] +
                     merge->n[MERGE_UNKNOWN];
    return n_taken == 0 || store_write(merge->store, &call->errors);
}

static int run(const void *context, struct call *call)
{
    struct plan plan;
    struct store store;
    struct bases bases;
    struct merge merge = {
        .plan = &plan, .store = &store, .bases = &bases, .arena = &call->arena, .out = stdout};
    bool ok = merge_all(context, &plan, call, &merge);
    ok &= command_flush(&call->errors);
    if (!ok) {
        call->verdict = "toelichtingen niet bewaard";
        return (int)errors_worst(&call->errors);
    }
    call->verdict = arena_printf(&call->arena, "%s: %s", store.path, merge_words(&merge));
    return merge.n[MERGE_BOTH] + merge.n[MERGE_UNKNOWN] + merge.n[MERGE_REFUSED] > 0 ? ERROR_DATA
                                                                                     : 0;
}

const struct command toelichtingen_command = {
    .name = "toelichtingen",
    .summary = "ingevulde werkboeken en CSV's samenvoegen in het bestand van de toelichtingen",
    .options = options,
    .options_size = sizeof(struct asked),
    .run = run,
};
