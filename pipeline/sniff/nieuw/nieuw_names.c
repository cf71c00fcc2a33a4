/* What keys and accounts are called and belong to: columns that have one value for each key. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/text_look.h"
#include "pipeline/sniff/sniff.h"

#include <stdlib.h>
#include <string.h>

#define MAX_STEM 8 /* letters of a header that stand in the header of its name */

/* ---- tables of codes ---- */

struct nieuw_code *nieuw_code(struct nieuw_codes *codes, const char *code)
{
    uint32_t number = memo_number_slow(&codes->codes, text_of(code));
    codes->items = mem_grow(codes->items, &codes->cap, (size_t)number + 1, sizeof *codes->items);
    return &codes->items[number];
}

/* ---- does one column follow from another ---- */

/* The value of `to` that goes with each of `from`; broken when there are two. */
struct follows {
    size_t from, to;
    bool broken;
    uint32_t *of; /* heap: number of the value of `to` + 1; 0 = none */
    size_t cap;
};

struct reading_names {
    struct nieuw *nieuw;
    const struct draft *draft;
    struct memo *values; /* per column */
    struct follows *relations;
    size_t n_relations;
    uint32_t *numbers; /* per column, of the record at hand; UINT32_MAX = empty */
};

static void relate(struct follows *relation, const uint32_t *numbers)
{
    uint32_t from = numbers[relation->from], to = numbers[relation->to];
    if (relation->broken || from == UINT32_MAX || to == UINT32_MAX)
        return;
    relation->of = mem_grow(relation->of, &relation->cap, (size_t)from + 1, sizeof *relation->of);
    relation->broken = relation->of[from] && relation->of[from] != to + 1;
    relation->of[from] = to + 1;
}

static void relate_record(struct reading_names *names, const struct sniff_columns *columns,
                          const struct sniff_record *record)
{
    struct arena arena = {0};
    for (size_t i = 0; i < columns->n; i++) {
        struct text value = text_trim(sniff_columns_value(columns, record, i));
        bool none = value.n_bytes == 0 || memchr(value.bytes, '\0', value.n_bytes) ||
                    sniff_begins_as_total(value) || names->draft->items[i].type == TYPE_AMOUNT;
        if (!none)
            value = text_look(&arena, text_of(text_to_utf8(&arena, value, columns->encoding)));
        names->numbers[i] = none ? UINT32_MAX : memo_number_slow(&names->values[i], value);
    }
    for (size_t i = 0; i < names->n_relations; i++)
        relate(&names->relations[i], names->numbers);
    arena_release(&arena);
}

/* A file of its kind is read as its largest one is. */
static bool relate_file(struct reading_names *names, const struct draft *draft, const char *path)
{
    struct arena arena = {0};
    struct sniff_bytes bytes;
    struct sniff_shape shape;
    struct sniff_records records;
    struct sniff_record record;
    bool ok = sniff_bytes_read(path, SNIFF_MAX_BYTES, names->nieuw->errors, &bytes);
    if (ok && sniff_shape_find(&bytes, &arena, &shape)) {
        sniff_shape_start(&bytes, &shape, &records);
        while (sniff_records_next(&records, &record))
            if (sniff_columns_class(&draft->columns, &record) <= CLASS_LONG)
                relate_record(names, &draft->columns, &record);
        sniff_records_end(&records);
    }
    sniff_bytes_release(&bytes);
    arena_release(&arena);
    return ok;
}

/* ---- which columns ---- */

static bool is_descriptive(const struct sniff_column *column)
{
    return sniff_matches(column->header, "*naam* *oms* *tekst* *label* *benaming*");
}

/* Names of persons are no names of posten. */
static bool is_of_persons(const struct draft *draft, size_t code, size_t name)
{
    return sniff_about_person(draft->items[code].header) ||
           sniff_about_person(draft->items[name].header);
}

/* Higher is likelier to be what the codes are called; 0 is not. Who a budget belongs to follows
 * from its key as well, and is not its name. */
static int name_score(const struct draft *draft, size_t code, size_t name)
{
    char stem[SNIFF_PLAIN_SIZE], plain[SNIFF_PLAIN_SIZE];
    sniff_plain(draft->items[code].header, stem);
    sniff_plain(draft->items[name].header, plain);
    stem[strlen(stem) < MAX_STEM ? strlen(stem) : MAX_STEM] = '\0';
    bool same = *stem && strstr(plain, stem);
    int score = 4 * same + 2 * (name == code + 1) + is_descriptive(&draft->items[name]);
    bool beside = name == code + 1 && (strcmp(plain, "naam") == 0 || strcmp(plain, "name") == 0);
    bool person = draft->items[name].word == WORD_PERSOON && !same && !beside &&
                  !is_of_persons(draft, code, name);
    return name == code || person || score < 3 ? 0 : score;
}

static const struct follows *related(const struct reading_names *names, size_t from, size_t to)
{
    for (size_t i = 0; i < names->n_relations; i++) {
        const struct follows *relation = &names->relations[i];
        if (relation->from == from && relation->to == to && !relation->broken && relation->cap)
            return relation;
    }
    return NULL;
}

/* What a column of codes calls them, or NULL. */
static const struct follows *names_of(const struct reading_names *names, size_t code)
{
    const struct follows *best = NULL;
    int most = 0;
    for (size_t i = 0; i < names->draft->columns.n_plain; i++) {
        const struct follows *relation = related(names, code, i);
        int score = relation ? name_score(names->draft, code, i) : 0;
        if (score > 0 && is_of_persons(names->draft, code, i)) {
            names->nieuw->persons = names->draft->items[i].header.bytes;
        } else if (score > most) {
            best = relation;
            most = score;
        }
    }
    return best;
}

/* Words for what keys are grouped by, the most precise first. */
static const char *const groups[] = {"pakket",    "beleidsveld", "beleidsproduct", "productgroep",
                                     "product",   "taakveld",    "thema",          "cluster",
                                     "programma", "afdeling",    "sector",         "team"};
enum { N_GROUPS = sizeof groups / sizeof *groups, GROUP_TAAKVELD = 5, GROUP_PROGRAMMA = 8 };

/* The column whose header begins so and is no name of another one, or NO_COLUMN. */
static size_t find_group(const struct draft *draft, size_t group, size_t not_column)
{
    char plain[SNIFF_PLAIN_SIZE];
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        sniff_plain(draft->items[i].header, plain);
        if (i != not_column && strncmp(plain, groups[group], strlen(groups[group])) == 0 &&
            !is_descriptive(&draft->items[i]) && draft->items[i].type != TYPE_AMOUNT)
            return i;
    }
    return NO_COLUMN;
}

/* ---- what they say ---- */

static const char *value_text(const struct reading_names *names, size_t column, uint32_t number)
{
    struct text text = names->values[column].texts[number];
    return arena_copy(names->nieuw->arena, text.bytes, text.n_bytes);
}

/* "6 Sociaal domein": a code with a digit, and a name behind it. */
static const char *take_code(struct arena *arena, const char *text, const char **name)
{
    const char *space = strchr(text, ' ');
    size_t n = space ? (size_t)(space - text) : 0;
    bool coded = space && n <= 8 && strcspn(text, "0123456789") < n;
    if (!coded)
        return text;
    while (*space == ' ' || *space == '-' || *space == ':')
        space++;
    *name = *space ? space : NULL;
    while (n > 1 && strchr(".:-", text[n - 1]))
        n--;
    return arena_copy(arena, text, n);
}

/* The codes of a column into their table, with their names, and the code above each as `of` has it.
 */
static void take_codes(struct reading_names *names, struct nieuw_codes *codes, size_t column,
                       const struct follows *of, bool split)
{
    const struct follows *called = names_of(names, column);
    for (uint32_t i = 0; i < names->values[column].n; i++) {
        const char *name = NULL, *code = value_text(names, column, i), *ignored;
        if (split)
            code = take_code(names->nieuw->arena, code, &name);
        if (called && i < called->cap && called->of[i])
            name = value_text(names, called->to, called->of[i] - 1);
        if (codes == &names->nieuw->keys && names->nieuw->bare)
            code = nieuw_bare(text_of(code)).bytes;
        struct nieuw_code *item = nieuw_code(codes, code);
        item->name = item->name ? item->name : name;
        if (of && i < of->cap && of->of[i] && !item->of)
            item->of =
                take_code(names->nieuw->arena, value_text(names, of->to, of->of[i] - 1), &ignored);
    }
}

/* "6.71" is of 6, Sociaal domein: the front of a taakveld in the indeling of Iv3. */
static void take_fronts(struct reading_names *names, struct nieuw_codes *codes,
                        struct nieuw_codes *above)
{
    static const char *const fronts[] = {
        "Bestuur en ondersteuning",
        "Veiligheid",
        "Verkeer, vervoer en waterstaat",
        "Economie",
        "Onderwijs",
        "Sport, cultuur en recreatie",
        "Sociaal domein",
        "Volksgezondheid en milieu",
        "Volkshuisvesting, leefomgeving en stedelijke vernieuwing"};
    for (size_t i = 0; i < codes->codes.n; i++) {
        struct text code = codes->codes.texts[i];
        if (codes->items[i].of || code.n_bytes < 3 || code.bytes[1] != '.' || *code.bytes < '0' ||
            *code.bytes > '8')
            continue;
        codes->items[i].of = arena_copy(names->nieuw->arena, code.bytes, 1);
        struct nieuw_code *front = nieuw_code(above, codes->items[i].of);
        front->name = front->name ? front->name : fronts[*code.bytes - '0'];
        front->of = front->of ? front->of : codes->items[i].of;
    }
}

/* A programma that is a pakket, too. */
static void take_themselves(struct reading_names *names)
{
    struct nieuw_codes *codes = &names->nieuw->pakketten;
    for (size_t i = 0; i < codes->codes.n; i++)
        if (!codes->items[i].of)
            codes->items[i].of = codes->codes.texts[i].bytes;
}

static void take_groups(struct reading_names *names, size_t key)
{
    const struct follows *of = NULL;
    size_t group = 0;
    for (; group < N_GROUPS && !of; group++) {
        size_t column = find_group(names->draft, group, key);
        of = column == NO_COLUMN ? NULL : related(names, key, column);
    }
    take_codes(names, &names->nieuw->keys, key, of, false);
    if (!of && find_group(names->draft, GROUP_TAAKVELD, NO_COLUMN) == key)
        take_fronts(names, &names->nieuw->keys, &names->nieuw->pakketten);
    if (!of)
        return;
    size_t programma = find_group(names->draft, GROUP_PROGRAMMA, NO_COLUMN);
    const struct follows *above =
        programma == NO_COLUMN || programma == of->to ? NULL : related(names, of->to, programma);
    take_codes(names, &names->nieuw->pakketten, of->to, above, true);
    if (above)
        take_codes(names, &names->nieuw->programmas, programma, NULL, true);
    else if (group - 1 == GROUP_TAAKVELD)
        take_fronts(names, &names->nieuw->pakketten, &names->nieuw->programmas);
    else if (group - 1 == GROUP_PROGRAMMA)
        take_themselves(names);
}

/* ---- the whole ---- */

static void add_relations(struct reading_names *names, size_t from)
{
    size_t n = names->draft->columns.n_plain;
    for (size_t i = 0; i < names->n_relations; i++)
        if (names->relations[i].from == from)
            return;
    size_t cap = names->n_relations;
    names->relations =
        mem_grow(names->relations, &cap, names->n_relations + n, sizeof *names->relations);
    for (size_t i = 0; i < n; i++)
        names->relations[names->n_relations++] = (struct follows){.from = from, .to = i};
}

static bool read_kind(struct nieuw *nieuw, const struct nieuw_kind *kind)
{
    const struct draft *draft = kind->draft;
    size_t n = draft->columns.n, key = nieuw_key_column(kind);
    size_t account = draft->role[ROLE_REKENING];
    bool ok = true;
    struct reading_names names = {.nieuw = nieuw,
                                  .draft = draft,
                                  .values = mem_alloc(n * sizeof *names.values),
                                  .numbers = mem_alloc(n * sizeof *names.numbers)};
    add_relations(&names, key);
    if (account != NO_COLUMN)
        add_relations(&names, account);
    for (size_t g = 0; g < N_GROUPS; g++)
        if (find_group(draft, g, key) != NO_COLUMN)
            add_relations(&names, find_group(draft, g, key));
    for (size_t i = 0; ok && i < kind->n_paths; i++)
        ok = relate_file(&names, kind->draft, kind->paths[i]);
    take_groups(&names, key);
    if (account != NO_COLUMN)
        take_codes(&names, &nieuw->accounts, account, NULL, false);
    for (size_t i = 0; i < n; i++)
        memo_release(&names.values[i]);
    for (size_t i = 0; i < names.n_relations; i++)
        free(names.relations[i].of);
    free(names.relations);
    free(names.values);
    free(names.numbers);
    return ok;
}

bool nieuw_read_names(struct nieuw *nieuw)
{
    bool ok = true;
    for (size_t k = 0; ok && k < nieuw->n_kinds; k++)
        ok = read_kind(nieuw, &nieuw->kinds[k]);
    return ok;
}
