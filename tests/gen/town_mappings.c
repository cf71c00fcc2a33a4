#include "pipeline/base/text.h"
#include "tests/gen/town_model.h"

#include <stdlib.h>

static const char *first_year(struct town *town, struct town_years years)
{
    return years.first > 0 ? town_number(town, years.first) : "";
}

static const char *last_year(struct town *town, struct town_years years)
{
    return years.last < 9999 ? town_number(town, years.last) : "";
}

static bool write_pakketten(struct town *town)
{
    struct sheet sheet;
    if (!sheet_open(&sheet, town_path(town, "pakketten.csv"), sheet_for_people, notation_plain,
                    town->errors))
        return false;
    sheet_row(&sheet, (const char *const[]){"pakket", "naam", "programma", "van", "tot", NULL});
    for (size_t i = 0; i < town->n_pakketten; i++) {
        const struct town_pakket *pakket = &town->pakketten[i];
        sheet_row(&sheet, (const char *const[]){pakket->code, pakket->name, pakket->programma,
                                                first_year(town, pakket->years),
                                                last_year(town, pakket->years), NULL});
    }
    return sheet_close(&sheet, town->errors);
}

static bool write_posten(struct town *town)
{
    struct sheet sheet;
    if (!sheet_open(&sheet, town_path(town, "posten.csv"), sheet_for_people, notation_plain,
                    town->errors))
        return false;
    sheet_row(&sheet, (const char *const[]){"sleutel", "post", "pakket", "van", "tot",
                                            "altijd_tonen", NULL});
    for (size_t i = 0; i < town->n_rules; i++) {
        const struct town_rule *rule = &town->rules[i];
        const struct town_post *post = &town->posten[rule->post];
        sheet_row(&sheet,
                  (const char *const[]){rule->key, post->name, town->pakketten[post->pakket].code,
                                        first_year(town, rule->years), last_year(town, rule->years),
                                        post->always ? "ja" : "", NULL});
    }
    return sheet_close(&sheet, town->errors);
}

static bool write_toelichtingen(struct town *town)
{
    struct sheet sheet;
    if (!sheet_open(&sheet, town_path(town, "toelichtingen.csv"), sheet_for_people, notation_plain,
                    town->errors))
        return false;
    sheet_row(&sheet,
              (const char *const[]){"pakket", "post", "lasten", "baten", "incidenteel_structureel",
                                    "status", "toelichting", NULL});
    for (size_t i = 0; i < town->n_posten; i++) {
        const struct town_post *post = &town->posten[i];
        if (!dice_chance(&town->dice, 300))
            continue;
        sheet_row(&sheet,
                  (const char *const[]){town->pakketten[post->pakket].code, post->name, "", "",
                                        TOWN_PICK(town, "I", "S", "I/S", ""), "",
                                        "Meer \"vraag\"; hogere prijzen.\nEenmalig.", NULL});
    }
    return sheet_close(&sheet, town->errors);
}

/* ---- the truth ---- */

static int compare_pakketten(const void *a, const void *b)
{
    const struct town_pakket *const *left = a, *const *right = b;
    return text_natural(text_of((*left)->code), text_of((*right)->code));
}

static void write_truth_post(struct town *town, struct sheet *sheet, size_t post)
{
    const struct town_pakket *pakket = &town->pakketten[town->posten[post].pakket];
    for (int sectie = 0; sectie < SECTIE_COUNT; sectie++)
        for (size_t i = 0; i < town->n_standen; i++) {
            const struct town_sum *sum = &town->sums[post][sectie][i];
            if (sum->n_mutaties == 0)
                continue;
            sheet_text(sheet, pakket->programma);
            sheet_text(sheet, pakket->code);
            sheet_text(sheet, town->posten[post].name);
            sheet_text(sheet, sectie_name((enum sectie)sectie));
            sheet_text(sheet, arena_printf(town->arena, "%s %d", town->standen[i].kind,
                                           town->standen[i].year));
            sheet_integer(sheet, sum->cents);
            sheet_integer(sheet, sum->n_mutaties);
            sheet_end(sheet);
        }
}

static bool write_truth(struct town *town)
{
    const struct sheet_format machines = {.separator = ','};
    struct sheet sheet;
    if (!sheet_open(&sheet, town_path(town, "truth.csv"), machines, notation_plain, town->errors))
        return false;
    sheet_row(&sheet, (const char *const[]){"programma", "pakket", "post", "sectie", "stand",
                                            "cents", "mutaties", NULL});
    const struct town_pakket *ordered[TOWN_MAX_PAKKETTEN] = {0};
    for (size_t i = 0; i < town->n_pakketten; i++)
        ordered[i] = &town->pakketten[i];
    qsort(ordered, town->n_pakketten, sizeof *ordered, compare_pakketten);
    for (size_t i = 0; i < town->n_pakketten; i++)
        for (size_t post = 0; post < town->n_posten; post++)
            if (&town->pakketten[town->posten[post].pakket] == ordered[i])
                write_truth_post(town, &sheet, post);
    return sheet_close(&sheet, town->errors);
}

static bool write_truth_sources(struct town *town)
{
    const struct sheet_format machines = {.separator = ','};
    struct sheet sheet;
    if (!sheet_open(&sheet, town_path(town, "truth-bronnen.csv"), machines, notation_plain,
                    town->errors))
        return false;
    sheet_row(&sheet, (const char *const[]){"bron", "regels", NULL});
    for (size_t i = 0; i < town->n_sources; i++) {
        sheet_text(&sheet, town->sources[i].name);
        sheet_integer(&sheet, town->sources[i].n_lines);
        sheet_end(&sheet);
    }
    return sheet_close(&sheet, town->errors);
}

bool town_mappings(struct town *town)
{
    return write_pakketten(town) && write_posten(town) && write_toelichtingen(town) &&
           write_truth(town) && write_truth_sources(town);
}
