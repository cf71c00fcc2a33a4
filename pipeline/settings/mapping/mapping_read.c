#include "pipeline/settings/mapping/mapping_reading.h"

#include "pipeline/base/array.h"

enum { PAKKET_CODE, PAKKET_NAME, PAKKET_PROGRAMMA, PAKKET_FIRST, PAKKET_LAST, PAKKET_COLUMNS };
static const char *const pakket_columns[PAKKET_COLUMNS] = {"pakket", "naam", "programma", "van",
                                                           "tot"};

/* A row with a fault is a pakket all the same, so that its posten are not called unknown. */
static void add_pakket(struct mapping_reading *reading, const struct csv_row *row)
{
    struct mapping *mapping = reading->mapping;
    const struct text *fields = row->fields;
    struct pakket pakket = {
        .code = fields[PAKKET_CODE].bytes,
        .name = fields[PAKKET_NAME].bytes,
        .programma = fields[PAKKET_PROGRAMMA].bytes,
        .line_no = row->line_no,
    };
    mapping_row_code(reading, row, "pakket", fields[PAKKET_CODE]);
    mapping_row_name(reading, row, "naam", fields[PAKKET_NAME]);
    mapping_row_code(reading, row, "programma", fields[PAKKET_PROGRAMMA]);
    mapping_row_years(reading, row, fields[PAKKET_FIRST], fields[PAKKET_LAST], &pakket.years);
    const struct pakket *twin = mapping_pakket(mapping, fields[PAKKET_CODE]);
    if (twin) {
        row_error(reading, row, "pakket '%s' staat er twee keer; de eerste staat op regel %d",
                  pakket.code, twin->line_no);
        return;
    }
    *arena_add(reading->arena, mapping->pakketten, mapping->n_pakketten) = pakket;
}

static int compare_pakketten(const void *a, const void *b)
{
    const struct pakket *left = a, *right = b;
    return text_natural(text_of(left->code), text_of(right->code));
}

static void read_pakketten(struct mapping_reading *reading)
{
    struct mapping *mapping = reading->mapping;
    reading->has_pakketten =
        mapping->pakketten_path &&
        mapping_table(reading, mapping->pakketten_path, pakket_columns, PAKKET_COLUMNS);
    mapping_tidy_names(reading, (const size_t[]){PAKKET_CODE, PAKKET_NAME, PAKKET_PROGRAMMA}, 3);
    for (size_t i = 0; i < reading->file.n_rows; i++)
        add_pakket(reading, &reading->file.rows[i]);
    array_sort(mapping->pakketten, mapping->n_pakketten, compare_pakketten);
}

bool mapping_read(const char *pakketten_path, const char *posten_path,
                  const char *toelichtingen_path, struct arena *arena, struct errors *errors,
                  struct mapping *mapping)
{
    size_t n_before = errors->n;
    *mapping = (struct mapping){.pakketten_path = pakketten_path,
                                .posten_path = posten_path,
                                .toelichtingen_path = toelichtingen_path};
    struct mapping_reading reading = {.mapping = mapping, .arena = arena, .errors = errors};
    read_pakketten(&reading);
    mapping_read_posten(&reading);
    if (toelichtingen_path)
        mapping_read_toelichtingen(&reading);
    memo_release(&reading.names);
    pair_memo_release(&reading.posten);
    return errors->n == n_before;
}
