#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/command.h"
#include "pipeline/format/packing.h"
#include "pipeline/sniff/sniff_draft.h"

static const char *name_beside(const char *path, struct arena *arena)
{
    struct packing_parts parts = {0};
    const char *part, *file = file_of_path(arena, path, &part);
    if (part)
        return path_name(file);
    return packing_list_parts(file, arena, &parts) && parts.n == 1 ? parts.names[0] : "";
}

bool draft_open(const char *path, struct errors *errors, struct draft *draft)
{
    *draft = (struct draft){.path = path, .key = NO_COLUMN, .row_total = NO_COLUMN};
    draft->arena = &draft->room;
    draft->beside = name_beside(path, draft->arena);
    struct sniff_shape *shape = &draft->shape;
    if (!sniff_shape_open(path, draft->arena, errors, &draft->bytes, shape))
        return false;
    sniff_shape_read(&draft->bytes, shape, SIZE_MAX, &draft->columns);
    draft->items = draft->columns.items;
    draft_judge(draft);
    draft_add_up(draft);
    return true;
}

void draft_print(struct draft *draft, FILE *out)
{
    static void (*const sections[])(struct draft *) = {
        draft_print_file,   draft_print_columns, draft_print_dates,
        draft_print_number, draft_print_amounts, draft_print_meaning,
        draft_print_texts,  draft_print_totals,  draft_print_rules};
    draft->out = out;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        sections[i](draft);
}

void draft_release(struct draft *draft)
{
    sniff_columns_release(&draft->columns);
    sniff_bytes_release(&draft->bytes);
    arena_release(&draft->room);
}

const char *sniff_file(const char *path, FILE *out, struct arena *arena, struct errors *errors)
{
    struct draft draft;
    const char *verdict = NULL;
    if (draft_open(path, errors, &draft)) {
        draft_print(&draft, out);
        verdict =
            arena_printf(arena, "%s: %zu kolommen; %zu regels in te vullen, %zu na te gaan%s", path,
                         draft.columns.n_fields, draft.n_said[SAY_FILL], draft.n_said[SAY_CHECK],
                         draft.bytes.whole ? "" : "; niet het hele bestand is bekeken");
    }
    draft_release(&draft);
    return verdict;
}

static const struct command_option options[] = {
    {"BESTAND", OPTION_OPERAND, 0, .help = "een export zoals die geleverd is",
     .missing = "geef een export: BESTAND"},
    {0},
};

static int run(const void *context, struct call *call)
{
    const char *file = *(const char *const *)context;
    call->verdict = sniff_file(file, stdout, &call->arena, &call->errors);
    if (!command_flush(&call->errors) || !call->verdict)
        call->verdict = arena_printf(&call->arena, "%s: geen ontwerp", file);
    return (int)errors_worst(&call->errors);
}

const struct command sniff_command = {
    .name = "sniff",
    .summary = "hoe een onbekende export eruitziet, als bronprofiel in ontwerp",
    .options = options,
    .options_size = sizeof(const char *),
    .run = run,
};
