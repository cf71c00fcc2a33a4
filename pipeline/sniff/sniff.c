#include "pipeline/sniff/sniff.h"

#include "pipeline/sniff/sniff_draft.h"
#include "pipeline/sniff/sniff_parts.h"

static void print_draft(struct draft *draft)
{
    draft_judge(draft);
    draft_find_row_total(draft);
    draft_add_up(draft);
    draft_print_file(draft);
    draft_print_columns(draft);
    draft_print_parts(draft);
    draft_print_dates(draft);
    draft_print_number(draft);
    draft_print_amounts(draft);
    draft_print_meaning(draft);
    draft_print_texts(draft);
    draft_print_totals(draft);
    draft_print_rules(draft);
}

static bool sniff(const struct sniff_bytes *bytes, const char *name, FILE *out,
                  struct errors *errors, struct sniff_verdict *verdict)
{
    struct arena arena = {0};
    struct sniff_shape shape;
    bool found = sniff_shape_find(bytes, &arena, &shape);
    if (found) {
        struct sniff_columns columns;
        sniff_shape_columns(bytes, &shape, &columns);
        sniff_shape_read(bytes, &shape, SIZE_MAX, &columns);
        sniff_parts_find(&columns, shape.header == HEADER_NO ? NULL : shape.first);
        sniff_shape_read_parts(bytes, &shape, &columns);
        struct draft draft = {.path = name,
                              .out = out,
                              .arena = &arena,
                              .bytes = bytes,
                              .shape = &shape,
                              .columns = &columns};
        print_draft(&draft);
        *verdict = (struct sniff_verdict){.n_columns = columns.n_fields,
                                          .n_to_fill = draft.n_said[SAY_FILL],
                                          .n_to_check = draft.n_said[SAY_CHECK],
                                          .whole = bytes->whole};
        sniff_columns_release(&columns);
    } else {
        errors_add(errors, ERROR_DATA, name,
                   "verwacht een tabel, gevonden geen enkel record in de eerste %d regels",
                   SNIFF_MAX_SKIP);
    }
    arena_release(&arena);
    return found;
}

bool sniff_file(const char *path, FILE *out, struct errors *errors, struct sniff_verdict *verdict)
{
    struct sniff_bytes bytes;
    bool ok = sniff_bytes_read(path, SNIFF_MAX_BYTES, errors, &bytes) &&
              sniff(&bytes, path, out, errors, verdict);
    sniff_bytes_release(&bytes);
    return ok;
}

bool sniff_text(struct text text, const char *name, FILE *out, struct errors *errors,
                struct sniff_verdict *verdict)
{
    struct sniff_bytes bytes;
    return sniff_bytes_take(text, name, errors, &bytes) &&
           sniff(&bytes, name, out, errors, verdict);
}
