#include "pipeline/command.h"

#include "pipeline/publishing/toelichtingen/merge.h"
#include "pipeline/toelichtingen/form.h"

#define AT(member) offsetof(struct asked, member)

struct asked {
    const char *ini, *output, *form, *folder;
    struct operands files;
};

static const struct command_option options[] = {
    {"RUN.ini", OPTION_OPERAND, AT(ini), .help = "de instellingen van een run",
     .missing = "geef de instellingen van een run: RUN.ini"},
    {"BESTAND", OPTION_REST, AT(files),
     .help = "ingevulde werkboeken (.xlsx) of afwijkingen.csv's: zoveel als er zijn"},
    {"formulier", OPTION_TEXT, AT(form), "WIE",
     .help = "maakt een werkboek om in te vullen: van een pakket, van een eigenaar, van alle "
             "'pakketten' of van alle 'eigenaren'"},
    {"map", OPTION_TEXT, AT(folder), "MAP",
     .help = "waar de formulieren komen; anders de huidige map"},
    {"output", OPTION_TEXT, AT(output), "MAP",
     .help = "waar de gepubliceerde mappen staan; anders output"},
    {0},
};

static void check(const void *context, struct errors *errors)
{
    const struct asked *asked = context;
    command_refuse(errors, asked->form ? asked->files.n > 0 : asked->files.n == 0,
                   "geef een of meer ingevulde bestanden: BESTAND…, of vraag een formulier: "
                   "--formulier WIE");
    command_refuse(errors, asked->folder && !asked->form, "--map hoort bij --formulier");
}

static int make_forms(const struct asked *asked, struct call *call)
{
    struct plan plan;
    const char *made = "";
    const struct form_asked form = {.who = asked->form,
                                    .output = asked->output ? asked->output : "output",
                                    .folder = asked->folder ? asked->folder : "."};
    bool ok = plan_read(asked->ini, &call->arena, &call->errors, &plan) &&
              form_make(&form, &plan, &call->arena, &call->errors, &made);
    call->verdict =
        ok ? arena_printf(&call->arena, "om in te vullen: %s", made) : "geen formulier gemaakt";
    return (int)errors_worst(&call->errors);
}

static bool merge_all(const struct asked *asked, struct plan *plan, struct call *call,
                      struct merge *merge)
{
    if (!plan_read(asked->ini, &call->arena, &call->errors, plan))
        return false;
    if (!plan->mapping.toelichtingen_path)
        return errors_add(&call->errors, ERROR_SETTINGS, plan->path,
                          "verwacht [mappings] toelichtingen: het bestand waarin zij worden "
                          "bewaard, gevonden niets");
    return merge_files(merge, asked->output ? asked->output : "output", asked->files.items,
                       asked->files.n, &call->errors) &&
           (merge_taken(merge) == 0 || store_write(&merge->store, &call->errors));
}

static int run(const void *context, struct call *call)
{
    struct plan plan;
    if (((const struct asked *)context)->form)
        return make_forms(context, call);
    struct merge merge = {.plan = &plan, .arena = &call->arena, .out = stdout};
    bool ok = merge_all(context, &plan, call, &merge);
    ok &= command_flush(&call->errors);
    if (!ok) {
        call->verdict = "toelichtingen niet bewaard";
        return (int)errors_worst(&call->errors);
    }
    call->verdict = arena_printf(&call->arena, "%s: %s", merge.store.path, merge_words(&merge));
    return merge_contradictions(&merge) > 0 ? ERROR_DATA : 0;
}

const struct command toelichtingen_command = {
    .name = "toelichtingen",
    .summary = "ingevulde werkboeken en CSV's samenvoegen in het bestand van de toelichtingen",
    .options = options,
    .options_size = sizeof(struct asked),
    .check = check,
    .run = run,
};
