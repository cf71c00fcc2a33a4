/* Which exports are of one kind: the same header, and a name that speaks of the same. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/format/packing.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NAME 40

/* ---- is it the same kind ---- */

static bool same_header(const struct sniff_shape *a, const struct sniff_shape *b)
{
    bool same = a->n_fields == b->n_fields && a->dialect.separator == b->dialect.separator &&
                a->skip_lines == b->skip_lines &&
                (a->header == HEADER_NO) == (b->header == HEADER_NO);
    for (size_t i = 0; same && a->header != HEADER_NO && i < a->n_fields; i++)
        same = text_equal(a->first[i], b->first[i]);
    return same;
}

/* A text of ASCII alone is one in any encoding. */
static bool same_bytes(const struct sniff_bytes *a, const struct sniff_bytes *b)
{
    return a->utf16 == b->utf16 && (a->encoding == b->encoding || a->n[BYTE_BEYOND_ASCII] == 0 ||
                                    b->n[BYTE_BEYOND_ASCII] == 0);
}

/* What the name says is all there is when the columns do not say it. */
static bool same_name(bool knows_year, struct text a, struct text b)
{
    const char *kind = sniff_stand_kind(a), *other = sniff_stand_kind(b);
    return (kind && other ? strcmp(kind, other) == 0 : kind == other) &&
           (knows_year || sniff_year_in(a) == sniff_year_in(b));
}

static bool same_kind(struct draft *a, struct draft *b)
{
    bool knows_year = a->n_amounts > 0 && a->amounts[0].year;
    return same_header(&a->shape, &b->shape) && same_bytes(&a->bytes, &b->bytes) &&
           draft_sectie_of_file(a) == draft_sectie_of_file(b) &&
           (!a->number.decimals || !b->number.decimals ||
            (a->number.decimals & b->number.decimals)) &&
           same_name(knows_year, text_of(path_name(a->path)), text_of(path_name(b->path))) &&
           same_name(knows_year, text_of(a->beside), text_of(b->beside));
}

/* ---- sorting ---- */

static void drop(struct draft *draft)
{
    draft_release(draft);
    free(draft);
}

/* Two files, each of a year of its own, with a number of a boekstuk that is the same. */
static bool numbers_restart(const struct draft *a, const struct draft *b)
{
    size_t number = a->role[ROLE_BOEKSTUK], year = a->of_word[WORD_JAAR];
    return number != NO_COLUMN && year != NO_COLUMN && number == b->role[ROLE_BOEKSTUK] &&
           year == b->of_word[WORD_JAAR] && !nieuw_share(&a->items[year], &b->items[year], false) &&
           nieuw_share(&a->items[number], &b->items[number], false);
}

/* The largest file of a kind is drafted from: it shows most. One that is not ASCII tells the
 * encoding. */
static void add_to_kind(struct nieuw_kind *kind, struct draft *draft)
{
    struct draft *other = draft;
    bool restarts = kind->draft->restarts || numbers_restart(kind->draft, draft);
    if (draft->bytes.text.n_bytes > kind->draft->bytes.text.n_bytes) {
        other = kind->draft;
        kind->draft = draft;
    }
    kind->draft->restarts = restarts;
    if (kind->draft->bytes.n[BYTE_BEYOND_ASCII] == 0 && other->bytes.n[BYTE_BEYOND_ASCII] > 0) {
        kind->draft->bytes.encoding = other->bytes.encoding;
        kind->draft->bytes.possible = other->bytes.possible;
        kind->draft->bytes.n[BYTE_BEYOND_ASCII] = other->bytes.n[BYTE_BEYOND_ASCII];
    }
    drop(other);
}

/* Letters and digits of a file's name, without its years and what stands behind its last letter:
 * "Grootboek 2024-03.csv" is grootboek. */
static const char *name_of_file(struct arena *arena, const char *path)
{
    char *name = arena_alloc(arena, MAX_NAME + 1);
    size_t n = 0, end = 0;
    const char *base = path_name(path), *dot = strchr(base, '.');
    for (const char *at = base; *at && at != dot && n < MAX_NAME; at++) {
        char c = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        bool letter = c >= 'a' && c <= 'z';
        if (letter || (n > 0 && text_is_digit(c)))
            name[n++] = c;
        else if (n > 0 && name[n - 1] != '-')
            name[n++] = '-';
        end = letter ? n : end;
    }
    name[end] = '\0';
    return *name ? name : "export";
}

/* No amounts can be drafted: the ways that are left. */
static bool refuse(struct nieuw *nieuw, const struct draft *draft, const char *path)
{
    const char *name = arena_printf(nieuw->arena, "%s-vast-%zu", name_of_file(nieuw->arena, path),
                                    nieuw->n_fixed + 1);
    const bool is_sheet = strcmp(file_of_path(nieuw->arena, path, NULL), path) != 0;
    if (draft->shape.separator_known || draft->bytes.is_rows)
        return errors_add(
            nieuw->errors, ERROR_DATA, path,
            "verwacht een kolom met bedragen, gevonden geen: is dit een export van boekingen of "
            "een begroting? Laat het weg als het iets anders is%s. Heeft elk programma of elke "
            "post een eigen kolom, zet de bedragen dan onder elkaar, met die naam ernaast: elke "
            "regel een sleutel en haar bedrag",
            is_sheet ? ", en noem van de werkmap of zip wat er wel bij hoort: x.xlsx/Blad" : "");
    nieuw->n_fixed++;
    nieuw->fixed = arena_printf(nieuw->arena,
                                "%s\n; [bron %s]\n; profiel = bronnen/%s.ini\n; bestanden = %s\n",
                                nieuw->fixed ? nieuw->fixed : "", name, name,
                                path_relative(nieuw->arena, nieuw->folder, path));
    return errors_add(
        nieuw->errors, ERROR_DATA, path,
        "geen puntkomma, komma, tab of verticale streep verdeelt de regels in velden. Staan die op "
        "vaste plaatsen, schrijf dan zelf bronnen/%s.ini, met scheidingsteken = geen en onder "
        "[kolommen] van waar tot waar: bedrag = 71-82 (mappings/bronnen/vaste-posities.ini is er "
        "zo een). Is de run gemaakt, dan staat de bron onderaan klaar, achter puntkomma's; wat zij "
        "levert hoort ook in [kolommen]",
        name);
}

static bool add_export(struct nieuw *nieuw, const char *path)
{
    struct draft *draft = mem_alloc(sizeof *draft);
    struct nieuw_kind *kind = nieuw->kinds, *end = kind + nieuw->n_kinds;
    bool good = draft_open(path, nieuw->errors, draft);
    if (good && draft->n_amounts == 0)
        good = refuse(nieuw, draft, path);
    if (!good) {
        drop(draft);
        return false;
    }
    draft->of_many = true;
    while (kind < end && !same_kind(kind->draft, draft))
        kind++;
    if (kind < end) {
        add_to_kind(kind, draft);
    } else {
        *kind = (struct nieuw_kind){.draft = draft};
        nieuw->n_kinds++;
    }
    if (!array_has(kind->paths, kind->n_paths, path))
        *arena_add(nieuw->arena, kind->paths, kind->n_paths) = path;
    return true;
}

/* ---- names of kinds ---- */

/* Of several that are called the same the year tells them apart, or a number. */
static void name_kinds(struct nieuw *nieuw)
{
    for (size_t i = 0; i < nieuw->n_kinds; i++) {
        struct nieuw_kind *kind = &nieuw->kinds[i];
        const char *base = name_of_file(nieuw->arena, kind->paths[0]);
        int year = sniff_year_in(text_of(path_name(kind->paths[0])));
        kind->name = base;
        if (array_find(nieuw->kinds, i, name, base) && year)
            kind->name = arena_printf(nieuw->arena, "%s-%d", base, year);
        for (int k = 2; array_find(nieuw->kinds, i, name, kind->name); k++)
            kind->name = arena_printf(nieuw->arena, "%s-%d", base, k);
    }
}

/* ---- the whole ---- */

void nieuw_ask_called(const struct nieuw *nieuw, struct draft *draft)
{
    const char *own = sniff_stand_kind(text_of(path_name(draft->path))),
               *kind = draft->amounts->kind;
    bool other = own && strcmp(own, STAND_PRIMAIR) != 0;
    for (size_t i = 0; i < nieuw->n_kinds && !own; i++) {
        const char *named = sniff_stand_kind(text_of(path_name(nieuw->kinds[i].draft->path)));
        other |= named && strcmp(named, STAND_PRIMAIR) == 0 &&
                 same_header(&draft->shape, &nieuw->kinds[i].draft->shape);
    }
    if (other && draft->n_meant == 1 && kind && strcmp(kind, STAND_PRIMAIR) == 0 &&
        !sniff_matches(draft->items[draft->amounts->plus].header, "*primi* *oorspronk*")) {
        draft->amounts->kind = own ? own : STAND_WIJZIGING;
        draft->amounts->asked = true;
    }
}

/* The one year that exports tell is that of those that tell none. */
static void share_year(struct nieuw *nieuw)
{
    int year = 0;
    for (size_t k = 0; k < nieuw->n_kinds; k++)
        sniff_add_year(&year, draft_told_year(nieuw->kinds[k].draft));
    for (size_t k = 0; k < nieuw->n_kinds; k++)
        nieuw->kinds[k].draft->year_beside = year > 0 ? year : 0;
}

/* A line of settings cannot hold every name. */
static bool can_be_named(struct nieuw *nieuw, const char *path)
{
    const char *shown = path_to_text(nieuw->arena, path);
    if (strcmp(shown, path) == 0 && !strstr(path, " ;") && !strpbrk(path, "\n\r\t") &&
        path_name(path)[0] != ' ')
        return true;
    return errors_add(nieuw->errors, ERROR_SETTINGS, shown,
                      "deze naam kan niet in de instellingen staan: geef het bestand een naam van "
                      "letters, cijfers en streepjes");
}

/* All files of a zip are exports by themselves, and all sheets of a workbook that can be seen. */
static size_t list_parts(struct nieuw *nieuw, const char *path, const char ***names)
{
    const char *part = NULL;
    struct packing_parts parts = {0};
    const char *file = file_of_path(nieuw->arena, path, &part);
    if (part || !packing_list_parts(file, nieuw->arena, &parts) || parts.n < 2)
        return 0;
    for (size_t i = 0; i < parts.n; i++)
        parts.names[i] = arena_printf(nieuw->arena, "%s/%s", path, parts.names[i]);
    *names = parts.names;
    return parts.n;
}

/* A file of lasten and one of baten, with the same header: what their names say is so. */
static void find_counterparts(struct nieuw *nieuw)
{
    for (size_t i = 0; i < nieuw->n_kinds; i++)
        for (size_t k = 0; k < nieuw->n_kinds; k++) {
            struct draft *lasten = nieuw->kinds[i].draft, *baten = nieuw->kinds[k].draft;
            if (draft_sectie_of_file(lasten) == SECTIE_LASTEN &&
                draft_sectie_of_file(baten) == SECTIE_BATEN &&
                same_header(&lasten->shape, &baten->shape))
                lasten->has_counterpart = baten->has_counterpart = true;
        }
}

bool nieuw_sort_exports(struct nieuw *nieuw)
{
    bool good = true;
    size_t n_all = 0;
    const char **all = NULL;
    for (size_t i = 0; i < nieuw->n_exports; i++) {
        const char **names = &nieuw->exports[i];
        size_t n = list_parts(nieuw, nieuw->exports[i], &names);
        for (size_t k = 0; k < (n ? n : 1); k++)
            *arena_add(nieuw->arena, all, n_all) = names[k];
    }
    nieuw->kinds = arena_alloc(nieuw->arena, n_all * sizeof *nieuw->kinds);
    for (size_t i = 0; i < n_all; i++)
        good = can_be_named(nieuw, all[i]) && add_export(nieuw, all[i]) && good;
    name_kinds(nieuw);
    find_counterparts(nieuw);
    share_year(nieuw);
    return good || (nieuw->n_kinds > !nieuw->fixed && errors_worst(nieuw->errors) == ERROR_DATA);
}

void nieuw_release(struct nieuw *nieuw)
{
    struct nieuw_codes *codes[] = {&nieuw->keys, &nieuw->pakketten, &nieuw->programmas,
                                   &nieuw->accounts};
    memo_release(&nieuw->other_names);
    for (size_t i = 0; i < nieuw->n_kinds; i++)
        drop(nieuw->kinds[i].draft);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        memo_release(&codes[i]->codes);
        free(codes[i]->items);
    }
}
