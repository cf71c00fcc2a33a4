#include "pipeline/publishing/sleutels.h"

#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"

const char *const sleutels_names[SLEUTELS_COLUMNS] = {
    "bron",         "sleutel",   "sectie", "stand", "periode", "besluit", "rekening",
    "kostenplaats", "programma", "pakket", "post",  "plus",    "min",     "mutaties"};

bool sleutels_is_header(const struct text *fields, size_t n_fields)
{
    bool ours = n_fields == SLEUTELS_COLUMNS;
    for (size_t c = 0; ours && c < SLEUTELS_COLUMNS; c++)
        ours = text_is(fields[c], sleutels_names[c]);
    return ours;
}

/* Each of its rows has as many fields, too. */
static bool is_ours(const struct csv_file *file)
{
    bool ours = sleutels_is_header(file->header.fields, file->header.n_fields);
    for (size_t r = 0; ours && r < file->n_rows; r++)
        ours = file->rows[r].n_fields == SLEUTELS_COLUMNS;
    return ours;
}

bool sleutels_read(const char *folder, struct arena *arena, struct csv_file *file)
{
    return csv_read_written(path_join(arena, folder, PUBLISHED_SLEUTELS), CSV_FOR_MACHINES, arena,
                            ERRORS_UNHEARD, file) &&
           is_ours(file);
}
