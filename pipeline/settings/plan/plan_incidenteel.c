/* [mappings] incidenteel, as indeling.h states it. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/format/csv.h"

#include <string.h>

enum { PAKKET, POST, SECTIE, STAND, BEDRAG, TOELICHTING, COLUMNS };
static const char *const columns[COLUMNS] = {"pakket", "post",   "sectie",
                                             "stand",  "bedrag", "?toelichting"};

struct list {
    struct plan_reading *reading;
    struct csv_file file;
};

static bool wrong(struct list *list, const struct csv_row *row, size_t column, const char *wanted)
{
    return csv_row_error(&list->file, row, "%s: verwacht %s, gevonden '%s'", columns[column],
                         wanted, row->fields[column].bytes);
}

static bool find_post(struct list *list, const struct csv_row *row, struct incidenteel *item)
{
    const struct mapping *mapping = &list->reading->plan->mapping;
    for (item->rule = 0; item->rule < mapping->n_keys; item->rule++) {
        item->post = mapping->keys[item->rule].post;
        if (text_is(row->fields[POST], mapping->posten[item->post].name) &&
            text_is(row->fields[PAKKET],
                    mapping->pakketten[mapping->posten[item->post].pakket].code))
            return true;
    }
    return wrong(list, row, POST, "een post van het pakket");
}

static bool find_sectie(struct list *list, const struct csv_row *row, struct incidenteel *item)
{
    item->sectie = sectie_named(row->fields[SECTIE]);
    return item->sectie < SECTIE_COUNT ||
           wrong(list, row, SECTIE, "lasten, baten, stortingen of onttrekkingen");
}

static bool find_stand(struct list *list, const struct csv_row *row, struct incidenteel *item)
{
    const struct plan *plan = list->reading->plan;
    item->stand = array_index_of(plan->standen, plan->n_standen, name, row->fields[STAND]);
    return item->stand < plan->n_standen ||
           wrong(list, row, STAND, "een stand van de run, zoals 'realisatie 2024'");
}

static bool read_amount(struct list *list, const struct csv_row *row, struct incidenteel *item)
{
    struct money amount;
    if (!settings_amount(row->fields[BEDRAG].bytes, &amount))
        return wrong(list, row, BEDRAG, "een bedrag zoals 75.000,00");
    item->effect.cents = amount.cents * sectie_effect(item->sectie);
    return true;
}

/* The same words of the same amount are the same line again. */
static bool is_new(struct list *list, const struct incidenteel *item)
{
    const struct plan *plan = list->reading->plan;
    for (size_t i = 0; i < plan->n_incidenteel; i++) {
        const struct incidenteel *before = &plan->incidenteel[i];
        if (before->post == item->post && before->sectie == item->sectie &&
            before->stand == item->stand && before->effect.cents == item->effect.cents &&
            strcmp(before->text, item->text) == 0)
            return csv_file_error(&list->file, item->line_no,
                                  "deze regel staat al op regel %d: zij zou twee keer tellen",
                                  before->line_no);
    }
    return true;
}

void plan_read_incidenteel(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    struct list list = {.reading = reading};
    const char *path = plan_named_path(reading, "mappings", "incidenteel", false);
    if (!path ||
        !csv_read_file(path, columns, COLUMNS, reading->arena, reading->errors, &list.file))
        return;
    for (size_t i = 0; i < list.file.n_rows; i++) {
        const struct csv_row *row = &list.file.rows[i];
        struct incidenteel item = {.line_no = row->line_no, .text = row->fields[TOELICHTING].bytes};
        bool good = find_post(&list, row, &item);
        good = find_sectie(&list, row, &item) && good;
        good = find_stand(&list, row, &item) && good;
        if (good && read_amount(&list, row, &item) && is_new(&list, &item))
            *arena_add(reading->arena, plan->incidenteel, plan->n_incidenteel) = item;
    }
}
