#include "tests/gen/facts.h"

#include <stdlib.h>
#include <string.h>

/* Linked in by the Makefile (ld -b binary). */
extern const char pakketten_start[] __asm__("_binary_tests_gen_pakketten_csv_start");
extern const char pakketten_end[] __asm__("_binary_tests_gen_pakketten_csv_end");
extern const char posten_start[] __asm__("_binary_tests_gen_posten_csv_start");
extern const char posten_end[] __asm__("_binary_tests_gen_posten_csv_end");
extern const char bedragen_start[] __asm__("_binary_tests_gen_bedragen_csv_start");
extern const char bedragen_end[] __asm__("_binary_tests_gen_bedragen_csv_end");
extern const char texts_start[] __asm__("_binary_tests_gen_toelichtingen_csv_start");
extern const char texts_end[] __asm__("_binary_tests_gen_toelichtingen_csv_end");

#define MAX_FIELDS (3 + COLUMN_COUNT)

struct reading {
    struct arena *arena;
    struct errors *errors;
    struct facts *facts;
    const char *file;
    int line_no;
};

static bool wrong(struct reading *reading, const char *what, const char *found)
{
    return errors_add(reading->errors, ERROR_SETTINGS, reading->file, "regel %d: %s: '%s'",
                      reading->line_no, what, found);
}

/* ---- one row each ---- */

static bool read_pakket(struct reading *reading, char **fields)
{
    reading->facts->pakketten[reading->facts->n_pakketten++] =
        (struct fact_pakket){.code = fields[0],
                             .name = fields[1],
                             .programma = fields[2],
                             .first_year = fields[3],
                             .last_year = fields[4]};
    return true;
}

/* The index of the post; n_posten when there is none yet. */
static size_t find_post(const struct facts *facts, const char *pakket, const char *name)
{
    size_t i = 0;
    while (i < facts->n_posten &&
           !(strcmp(facts->posten[i].name, name) == 0 &&
             strcmp(facts->pakketten[facts->posten[i].pakket].code, pakket) == 0))
        i++;
    return i;
}

static size_t find_pakket(const struct facts *facts, const char *code)
{
    size_t i = 0;
    while (i < facts->n_pakketten && strcmp(facts->pakketten[i].code, code) != 0)
        i++;
    return i;
}

/* pakket;post;soort;kostenplaatsen;sleutel;altijd_tonen;van;tot */
static bool read_keys(struct reading *reading, char **fields)
{
    struct facts *facts = reading->facts;
    size_t pakket = find_pakket(facts, fields[0]);
    if (pakket == facts->n_pakketten)
        return wrong(reading, "onbekend pakket", fields[0]);
    size_t post = find_post(facts, fields[0], fields[1]);
    if (post == facts->n_posten)
        facts->posten[facts->n_posten++] =
            (struct fact_post){.pakket = pakket, .name = fields[1], .kind = fields[2]};

    struct fact_keys *keys = &facts->keys[facts->n_keys++];
    char *dash = strchr(fields[3], '-');
    *keys = (struct fact_keys){
        .post = post,
        .first = atoi(fields[3]),
        .last = atoi(dash ? dash + 1 : fields[3]),
        .rule = fields[4],
        .always = fields[5],
        .first_year = *fields[6] ? atoi(fields[6]) : 0,
        .last_year = *fields[7] ? atoi(fields[7]) : 9999,
    };
    return keys->first <= keys->last || wrong(reading, "kostenplaatsen", fields[3]);
}

static bool read_target(struct reading *reading, char **fields)
{
    struct facts *facts = reading->facts;
    struct fact_target *target = &facts->targets[facts->n_targets++];
    target->post = find_post(facts, fields[0], fields[1]);
    if (target->post == facts->n_posten)
        return wrong(reading, "onbekende post", fields[1]);
    while (target->sectie < SECTIE_COUNT && strcmp(sectie_heading(target->sectie), fields[2]) != 0)
        target->sectie++;
    if (target->sectie == SECTIE_COUNT)
        return wrong(reading, "onbekende sectie", fields[2]);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        const char *text = fields[3 + i];
        char *end;
        target->has[i] = *text != 0;
        target->cents[i] = strtoll(text, &end, 10) * (target->sectie == SECTIE_LASTEN ? -1 : 1);
        if (*end)
            return wrong(reading, "bedrag in centen", text);
    }
    return true;
}

static bool read_text(struct reading *reading, char **fields)
{
    struct fact_text *text = &reading->facts->texts[reading->facts->n_texts++];
    memcpy(text->fields, fields, sizeof text->fields);
    return true;
}

/* ---- a file ---- */

/* Splits the line in place into exactly n_fields; the last one takes the rest of the line. */
static bool split(char *line, char **fields, size_t n_fields)
{
    for (size_t i = 0; i + 1 < n_fields; i++) {
        fields[i] = line;
        line = strchr(line, ';');
        if (!line)
            return false;
        *line++ = 0;
    }
    fields[n_fields - 1] = line;
    return true;
}

typedef bool read_row_fn(struct reading *reading, char **fields);

static bool read_rows(struct reading *reading, const char *start, const char *end, size_t n_fields,
                      read_row_fn *read_row)
{
    char *text = arena_copy(reading->arena, start, (size_t)(end - start));
    bool ok = true;
    char *next;
    reading->line_no = 1;
    for (char *line = text; *line; line = next) {
        next = line + strcspn(line, "\n");
        if (*next)
            *next++ = 0;
        char *fields[MAX_FIELDS];
        if (reading->line_no > 1) /* the header is for people */
            ok &= split(line, fields, n_fields) ? read_row(reading, fields)
                                                : wrong(reading, "te weinig velden", line);
        reading->line_no++;
    }
    return ok;
}

static size_t count_lines(const char *start, const char *end)
{
    size_t n = 1;
    for (; start < end; start++)
        n += *start == '\n';
    return n;
}

bool facts_read(struct arena *arena, struct errors *errors, struct facts *facts)
{
    *facts = (struct facts){
        .pakketten = arena_alloc(arena, count_lines(pakketten_start, pakketten_end) *
                                            sizeof *facts->pakketten),
        .posten = arena_alloc(arena, count_lines(posten_start, posten_end) * sizeof *facts->posten),
        .keys = arena_alloc(arena, count_lines(posten_start, posten_end) * sizeof *facts->keys),
        .targets =
            arena_alloc(arena, count_lines(bedragen_start, bedragen_end) * sizeof *facts->targets),
        .texts = arena_alloc(arena, count_lines(texts_start, texts_end) * sizeof *facts->texts),
    };
    const struct {
        const char *file, *start, *end;
        size_t n_fields;
        read_row_fn *read_row;
    } files[] = {
        {"tests/gen/pakketten.csv", pakketten_start, pakketten_end, 5, read_pakket},
        {"tests/gen/posten.csv", posten_start, posten_end, 8, read_keys},
        {"tests/gen/bedragen.csv", bedragen_start, bedragen_end, 3 + COLUMN_COUNT, read_target},
        {"tests/gen/toelichtingen.csv", texts_start, texts_end, 6, read_text},
    };
    bool ok = true;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reading reading = {
            .arena = arena, .errors = errors, .facts = facts, .file = files[i].file};
        ok &=
            read_rows(&reading, files[i].start, files[i].end, files[i].n_fields, files[i].read_row);
    }
    return ok;
}

size_t facts_keys(const struct facts *facts, size_t post, int year, int keys[FACT_MAX_KEYS])
{
    size_t n = 0;
    for (size_t i = 0; i < facts->n_keys; i++) {
        const struct fact_keys *run = &facts->keys[i];
        if (run->post != post || year < run->first_year || year > run->last_year)
            continue;
        for (int key = run->first; key <= run->last && n < FACT_MAX_KEYS; key++)
            keys[n++] = key;
    }
    return n;
}
