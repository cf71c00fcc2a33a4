#include "pipeline/sniff/sniff.h"

#include "pipeline/base/progress.h"
#include "pipeline/sniff/sniff_parts.h"
#include "pipeline/sniff/sniffed.h"

bool sniffed_open(const char *path, struct errors *errors, struct sniffed *sniffed)
{
    *sniffed = (struct sniffed){0};
    struct sniff_shape *shape = &sniffed->shape;
    if (!sniff_bytes_read(path, SNIFF_MAX_BYTES, errors, &sniffed->bytes))
        return false;
    if (!sniff_shape_find(&sniffed->bytes, &sniffed->arena, shape))
        return errors_add(errors, ERROR_DATA, path,
                          "verwacht een tabel, gevonden geen enkel record in de eerste %d regels",
                          SNIFF_MAX_SKIP);
    sniff_shape_columns(&sniffed->bytes, shape, &sniffed->columns);
    sniff_shape_read(&sniffed->bytes, shape, SIZE_MAX, &sniffed->columns);
    sniff_parts_find(&sniffed->columns, shape->header == HEADER_NO ? NULL : shape->first);
    sniff_shape_read_parts(&sniffed->bytes, shape, &sniffed->columns);
    sniffed->draft = (struct draft){.path = path,
                                    .arena = &sniffed->arena,
                                    .bytes = &sniffed->bytes,
                                    .shape = shape,
                                    .columns = &sniffed->columns,
                                    .key = NO_COLUMN};
    draft_judge(&sniffed->draft);
    draft_add_up(&sniffed->draft);
    return true;
}

void sniffed_print(struct sniffed *sniffed, FILE *out)
{
    static void (*const sections[])(struct draft *) = {
        draft_print_file,   draft_print_columns, draft_print_parts,   draft_print_dates,
        draft_print_number, draft_print_amounts, draft_print_meaning, draft_print_texts,
        draft_print_totals, draft_print_rules};
    sniffed->draft.out = out;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        sections[i](&sniffed->draft);
}

void sniffed_release(struct sniffed *sniffed)
{
    sniff_columns_release(&sniffed->columns);
    sniff_bytes_release(&sniffed->bytes);
    arena_release(&sniffed->arena);
}

bool sniff_file(const char *path, FILE *out, struct errors *errors, struct sniff_verdict *verdict)
{
    struct sniffed sniffed;
    bool found = sniffed_open(path, errors, &sniffed);
    if (found) {
        sniffed_print(&sniffed, out);
        *verdict = (struct sniff_verdict){.n_columns = sniffed.columns.n_fields,
                                          .n_to_fill = sniffed.draft.n_said[SAY_FILL],
                                          .n_to_check = sniffed.draft.n_said[SAY_CHECK],
                                          .whole = sniffed.bytes.whole};
    }
    sniffed_release(&sniffed);
    return found;
}
