#include "pipeline/publishing/saldi.h"

const char *const saldi_names[SALDI_COLUMNS] = {
    [SALDI_PROGRAMMA] = "programma", [SALDI_PAKKET] = "pakket", [SALDI_POST] = "post",
    [SALDI_SECTIE] = "sectie",       [SALDI_STAND] = "stand",   [SALDI_CENTS] = "cents",
    [SALDI_MUTATIES] = "mutaties",
};

bool saldi_header_is_ours(const struct csv_file *file)
{
    bool ours = file->header.n_fields == SALDI_COLUMNS;
    for (size_t i = 0; ours && i < SALDI_COLUMNS; i++)
        ours = text_is(file->header.fields[i], saldi_names[i]);
    return ours;
}
