#include "pipeline/sniff/sniff.h"

#include "pipeline/sniff/sniff_draft.h"

bool draft_open(const char *path, struct errors *errors, struct draft *draft)
{
    *draft = (struct draft){.path = path, .key = NO_COLUMN, .row_total = NO_COLUMN};
    draft->arena = &draft->room;
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

bool sniff_file(const char *path, FILE *out, struct errors *errors, struct sniff_verdict *verdict)
{
    struct draft draft;
    bool found = draft_open(path, errors, &draft);
    if (found) {
        draft_print(&draft, out);
        *verdict = (struct sniff_verdict){.n_columns = draft.columns.n_fields,
                                          .n_to_fill = draft.n_said[SAY_FILL],
                                          .n_to_check = draft.n_said[SAY_CHECK],
                                          .whole = draft.bytes.whole};
    }
    draft_release(&draft);
    return found;
}
