#include "pipeline/publishing/saldi.h"

#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"

const char *const saldi_names[SALDI_COLUMNS] = {
    [SALDI_PROGRAMMA] = "programma", [SALDI_PAKKET] = "pakket", [SALDI_POST] = "post",
    [SALDI_SECTIE] = "sectie",       [SALDI_STAND] = "stand",   [SALDI_CENTS] = "cents",
    [SALDI_MUTATIES] = "mutaties",
};

static bool is_ours(const struct csv_file *file)
{
    bool ours = file->header.n_fields == SALDI_COLUMNS;
    for (size_t i = 0; ours && i < SALDI_COLUMNS; i++)
        ours = text_is(file->header.fields[i], saldi_names[i]);
    return ours;
}

bool saldi_error(const struct saldi *saldi, const struct saldo *saldo, enum error_kind kind,
                 struct errors *errors)
{
    return errors_add(errors, kind, saldi->path, "regel %d is niet te lezen", saldo->line_no);
}

bool saldi_read(const char *folder, enum error_kind kind, struct arena *arena,
                struct errors *errors, struct saldi *saldi)
{
    struct csv_file file;
    *saldi = (struct saldi){.path = path_join(arena, folder, PUBLISHED_SALDI)};
    if (!csv_read_written(saldi->path, CSV_FOR_MACHINES, arena, errors, &file))
        return false;
    if (!is_ours(&file))
        return errors_add(errors, kind, saldi->path, "is geen saldi.csv van pnc");
    return saldi_take(&file, arena, saldi) ||
           saldi_error(saldi, &saldi->items[saldi->n], kind, errors);
}

bool saldi_take(const struct csv_file *file, struct arena *arena, struct saldi *saldi)
{
    if (!is_ours(file))
        return false;
    saldi->items = arena_alloc(arena, file->n_rows * sizeof *saldi->items);
    for (; saldi->n < file->n_rows; saldi->n++) {
        const struct csv_row *row = &file->rows[saldi->n];
        struct saldo *saldo = &saldi->items[saldi->n];
        saldo->line_no = row->line_no;
        for (size_t k = 0; k < SALDI_KEYS; k++)
            saldo->keys[k] = row->fields[k].bytes;
        if (!money_parse_cents(row->fields[SALDI_CENTS], &saldo->money))
            return false;
    }
    return true;
}
