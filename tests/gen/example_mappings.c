#include "tests/gen/example.h"

#include "tests/gen/sheet.h"

static bool write_pakketten(const struct example *example)
{
    static const char *const header[] = {"pakket", "naam", "programma", "van", "tot", NULL};
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(example, "mappings/pakketten.csv"), sheet_for_people,
                    notation_plain, example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < example->facts->n_pakketten; i++) {
        const struct fact_pakket *pakket = &example->facts->pakketten[i];
        sheet_row(&sheet, (const char *const[]){pakket->code, pakket->name, pakket->programma,
                                                pakket->first_year, pakket->last_year, NULL});
    }
    return sheet_close(&sheet, example->errors);
}

static void write_key(const struct example *example, struct sheet *sheet,
                      const struct fact_keys *keys, const char *key)
{
    const struct fact_post *post = &example->facts->posten[keys->post];
    sheet_text(sheet, key);
    sheet_text(sheet, post->name);
    sheet_text(sheet, example->facts->pakketten[post->pakket].code);
    sheet_text(sheet,
               keys->first_year > 0 ? arena_printf(example->arena, "%d", keys->first_year) : "");
    sheet_text(sheet,
               keys->last_year < 9999 ? arena_printf(example->arena, "%d", keys->last_year) : "");
    sheet_text(sheet, keys->always);
    sheet_end(sheet);
}

static bool write_posten(const struct example *example)
{
    static const char *const header[] = {"sleutel", "post",         "pakket", "van",
                                         "tot",     "altijd_tonen", NULL};
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(example, "mappings/posten.csv"), sheet_for_people,
                    notation_plain, example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < example->facts->n_keys; i++) {
        const struct fact_keys *keys = &example->facts->keys[i];
        if (*keys->rule) {
            write_key(example, &sheet, keys, keys->rule);
            continue;
        }
        for (int key = keys->first; key <= keys->last; key++)
            write_key(example, &sheet, keys, arena_printf(example->arena, "%06d", key));
    }
    return sheet_close(&sheet, example->errors);
}

static bool write_toelichtingen(const struct example *example)
{
    static const char *const header[] = {
        "pakket", "post",        "lasten", "baten", "incidenteel_structureel",
        "status", "toelichting", NULL};
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(example, "mappings/toelichtingen-2024.csv"),
                    sheet_for_people, notation_plain, example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < example->facts->n_texts; i++) {
        const char *const *fields = example->facts->texts[i].fields;
        sheet_row(&sheet, (const char *const[]){fields[0], fields[1], fields[2], fields[3],
                                                fields[4], "toegelicht", fields[5], NULL});
    }
    return sheet_close(&sheet, example->errors);
}

bool example_mappings(const struct example *example)
{
    return write_pakketten(example) && write_posten(example) && write_toelichtingen(example);
}
