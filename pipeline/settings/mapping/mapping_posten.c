#include "pipeline/settings/mapping/mapping_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_look.h"

#include <stdlib.h>
#include <string.h>

/* ---- posten ---- */

enum { POST_KEY, POST_NAME, POST_PAKKET, POST_FIRST, POST_LAST, POST_ALWAYS, POST_COLUMNS };
static const char *const post_columns[POST_COLUMNS + 1] = {
    "sleutel", "post", "pakket", "van", "tot", "altijd_tonen", "*"};

static size_t number_of(struct mapping_reading *reading, size_t pakket, struct text name)
{
    uint32_t number = memo_number_slow(&reading->names, name);
    return pair_memo_number(&reading->posten, (uint32_t)pakket, number);
}

bool mapping_post(struct mapping_reading *reading, size_t pakket, struct text name, size_t *index)
{
    size_t number = number_of(reading, pakket, name);
    if (number >= reading->mapping->n_posten)
        return false;
    *index = reading->place[number];
    return true;
}

static size_t need_post(struct mapping_reading *reading, size_t pakket, struct text name)
{
    struct mapping *mapping = reading->mapping;
    size_t number = number_of(reading, pakket, name);
    if (number < mapping->n_posten)
        return number;
    *arena_add(reading->arena, mapping->posten, mapping->n_posten) =
        (struct post){.name = name.bytes, .pakket = pakket};
    return number;
}

static bool read_key(struct mapping_reading *reading, const struct csv_row *row,
                     struct key_rule *rule)
{
    struct text key = row->fields[POST_KEY];
    if (!mapping_row_code(reading, row, "sleutel", key))
        return false;
    const char *star = memchr(key.bytes, '*', key.n_bytes);
    rule->is_prefix = star && star == key.bytes + key.n_bytes - 1;
    rule->key = (struct text){key.bytes, key.n_bytes - rule->is_prefix};
    if (star && !rule->is_prefix)
        return row_error(reading, row,
                         "sleutel: een * mag alleen aan het eind staan, gevonden '%s'", key.bytes);
    return true;
}

static bool read_always(struct mapping_reading *reading, const struct csv_row *row, bool *always)
{
    struct text value = row->fields[POST_ALWAYS];
    *always = text_is(value, "ja");
    if (*always || value.n_bytes == 0 || text_is(value, "nee"))
        return true;
    return row_error(reading, row, "altijd_tonen: verwacht ja, nee of niets, gevonden '%s'",
                     value.bytes);
}

static bool read_post_name(struct mapping_reading *reading, const struct csv_row *row)
{
    struct text name = row->fields[POST_NAME];
    if (!mapping_row_name(reading, row, "post", name))
        return false;
    if (text_begins(name, MAPPING_REST) || text_is(name, MAPPING_TOTAL))
        return row_error(reading, row, "post: '%s' is de naam van een rij die pnc zelf maakt",
                         name.bytes);
    return true;
}

static bool years_meet(struct years a, struct years b)
{
    return a.first <= b.last && b.first <= a.last;
}

/* A row is valid in no more years than its pakket: an open bound is the pakket's. */
static bool fit_years(struct mapping_reading *reading, const struct csv_row *row,
                      const struct pakket *pakket, struct years *years)
{
    if (!years_meet(*years, pakket->years))
        return row_error(reading, row, "de regel geldt %s, maar pakket '%s' bestaat %s",
                         mapping_years_text(reading->arena, *years), pakket->code,
                         mapping_years_text(reading->arena, pakket->years));
    if (years->first < pakket->years.first)
        years->first = pakket->years.first;
    if (years->last > pakket->years.last)
        years->last = pakket->years.last;
    return true;
}

/* The values of the further columns: names that look the same are the same. */
static const struct text *read_own(struct mapping_reading *reading, const struct csv_row *row)
{
    size_t n = reading->mapping->n_own;
    struct text *own = arena_alloc(reading->arena, n * sizeof *own);
    for (size_t i = 0; i < n; i++) {
        mapping_row_clean(reading, row, reading->mapping->own_names[i],
                          row->fields[POST_COLUMNS + i]);
        own[i] = text_look(reading->arena, row->fields[POST_COLUMNS + i]);
    }
    return own;
}

/* A ';' in the name of a post that nobody quoted moves all behind it one column on. */
static bool is_shifted(struct mapping_reading *reading, const struct csv_row *row)
{
    struct text first = row->fields[POST_FIRST];
    return mapping_pakket(reading->mapping, first) &&
           !mapping_pakket(reading->mapping, row->fields[POST_PAKKET]) &&
           !row_error(reading, row,
                      "pakket '%s' staat in de kolom van: een ; in de naam van de post "
                      "begint een nieuwe kolom; zet de naam tussen aanhalingstekens",
                      first.bytes);
}

/* A row with a fault still makes its post, so that a toelichting on it is not called unknown. */
static void add_key(struct mapping_reading *reading, const struct csv_row *row)
{
    struct mapping *mapping = reading->mapping;
    const struct text *fields = row->fields;
    bool always;
    if (is_shifted(reading, row))
        return;
    struct key_rule rule = {.line_no = row->line_no, .own = read_own(reading, row)};
    bool good = read_key(reading, row, &rule);
    bool named = read_post_name(reading, row);
    good =
        mapping_row_years(reading, row, fields[POST_FIRST], fields[POST_LAST], &rule.years) && good;
    good = read_always(reading, row, &always) && good;
    const struct pakket *pakket = mapping_row_pakket(reading, row, fields[POST_PAKKET]);
    if (!named || !pakket)
        return;
    rule.post = need_post(reading, (size_t)(pakket - mapping->pakketten), fields[POST_NAME]);
    if (always)
        mapping->posten[rule.post].always_shown = true;
    if (!good || !fit_years(reading, row, pakket, &rule.years))
        return;
    *arena_add(reading->arena, mapping->keys, mapping->n_keys) = rule;
}

/* Posten come per pakket, within it in the order of first appearance. */
static void group_posten(struct mapping_reading *reading)
{
    struct mapping *mapping = reading->mapping;
    struct post *grouped = arena_alloc(reading->arena, mapping->n_posten * sizeof *grouped);
    size_t *place = arena_alloc(reading->arena, mapping->n_posten * sizeof *place);
    size_t n = 0;
    for (size_t i = 0; i < mapping->n_posten; i++)
        mapping->pakketten[mapping->posten[i].pakket].n_posten++;
    for (size_t p = 0; p < mapping->n_pakketten; p++) {
        mapping->pakketten[p].first_post = n;
        n += mapping->pakketten[p].n_posten;
        mapping->pakketten[p].n_posten = 0;
    }
    for (size_t i = 0; i < mapping->n_posten; i++) {
        struct pakket *pakket = &mapping->pakketten[mapping->posten[i].pakket];
        place[i] = pakket->first_post + pakket->n_posten++;
        grouped[place[i]] = mapping->posten[i];
    }
    mapping->posten = grouped;
    reading->place = place;
    for (size_t i = 0; i < mapping->n_keys; i++)
        mapping->keys[i].post = place[mapping->keys[i].post];
}

static int compare_keys(const void *a, const void *b)
{
    const struct key_rule *left = a, *right = b;
    int order = mapping_compare_keys(left->key, right->key);
    if (order == 0)
        order = left->years.first - right->years.first;
    return order ? order : left->line_no - right->line_no;
}

/* "6*" as it was written */
static const char *key_text(struct arena *arena, const struct key_rule *rule)
{
    return arena_printf(arena, "%.*s%s", TEXT_ARG(rule->key), rule->is_prefix ? "*" : "");
}

/* `n_more`: so many that a claims as well. */
static void report_double(struct mapping_reading *reading, const struct key_rule *a,
                          const struct key_rule *b, size_t n_more)
{
    const struct post *posten = reading->mapping->posten;
    struct arena *arena = reading->arena;
    const struct key_rule *first = a->line_no < b->line_no ? a : b;
    const struct key_rule *second = first == a ? b : a;
    struct years both = {
        a->years.first > b->years.first ? a->years.first : b->years.first,
        a->years.last < b->years.last ? a->years.last : b->years.last,
    };
    csv_file_error(
        &reading->file, second->line_no,
        "sleutel '%s' (post '%s') is dubbel met '%s' op regel %d (post '%s'): %s%s",
        key_text(arena, second), posten[second->post].name, key_text(arena, first), first->line_no,
        posten[first->post].name, mapping_years_text(arena, both),
        n_more ? arena_printf(arena, "; '%s' omvat er nog %zu", key_text(arena, a), n_more) : "");
}

/* A key with more of them is told once. */
#define MOST_DOUBLES 2

/* Sorted keys: those that could claim the same as keys[i] are the prefixes of it that came before,
 * kept on a stack, and the keys equal to it just before it. */
static void report_doubles(struct mapping_reading *reading)
{
    const struct key_rule *keys = reading->mapping->keys;
    size_t n_keys = reading->mapping->n_keys, n_stack = 0;
    size_t *stack = mem_alloc(n_keys * sizeof *stack);
    const struct key_rule **twins = mem_alloc(n_keys * sizeof *twins);
    size_t *n_of = mem_alloc(n_keys * sizeof *n_of);
    for (size_t i = 0; i < n_keys; i++) {
        while (n_stack > 0 && !text_starts(keys[i].key, keys[stack[n_stack - 1]].key))
            n_stack--;
        const struct key_rule *twin = NULL;
        for (size_t s = 0; s < n_stack && !twin; s++)
            if (years_meet(keys[stack[s]].years, keys[i].years))
                twin = &keys[stack[s]];
        for (size_t j = i; j > 0 && !twin && text_equal(keys[j - 1].key, keys[i].key); j--)
            if (years_meet(keys[j - 1].years, keys[i].years))
                twin = &keys[j - 1];
        if (twin)
            n_of[twin - keys]++;
        twins[i] = twin;
        if (keys[i].is_prefix)
            stack[n_stack++] = i;
    }
    for (size_t i = 0; i < n_keys; i++) {
        size_t *n = twins[i] ? &n_of[twins[i] - keys] : NULL;
        if (!n || *n == 0)
            continue;
        report_double(reading, twins[i], &keys[i], *n > MOST_DOUBLES ? *n - 1 : 0);
        *n = *n > MOST_DOUBLES ? 0 : *n;
    }
    free(n_of);
    free(twins);
    free(stack);
}

/* ---- keys that look the same ---- */

struct look {
    struct text text;
    const struct key_rule *rule;
};

static int compare_looks(const void *a, const void *b)
{
    const struct look *left = a, *right = b;
    int order = mapping_compare_keys(left->text, right->text);
    order = order ? order : mapping_compare_keys(left->rule->key, right->rule->key);
    return order ? order : left->rule->line_no - right->rule->line_no;
}

static void report_look_alike(struct mapping_reading *reading, const struct key_rule *a,
                              const struct key_rule *b)
{
    const struct post *posten = reading->mapping->posten;
    struct arena *arena = reading->arena;
    csv_file_error(&reading->file, b->line_no,
                   "sleutel '%s' (post '%s') ziet er net zo uit als '%s' op regel %d (post '%s'), "
                   "maar is een andere",
                   key_text(arena, b), posten[b->post].name, key_text(arena, a), a->line_no,
                   posten[a->post].name);
}

/* Codes are compared as they are; two that nobody can tell apart and that go to different posten
 * are a slip of the keyboard. */
static void report_look_alikes(struct mapping_reading *reading)
{
    const struct mapping *mapping = reading->mapping;
    struct look *looks = mem_alloc((mapping->n_keys + 1) * sizeof *looks);
    for (size_t i = 0; i < mapping->n_keys; i++)
        looks[i] =
            (struct look){text_look(reading->arena, mapping->keys[i].key), &mapping->keys[i]};
    array_sort(looks, mapping->n_keys, compare_looks);
    for (size_t i = 1; i < mapping->n_keys; i++) {
        const struct key_rule *a = looks[i - 1].rule, *b = looks[i].rule;
        if (a->is_prefix == b->is_prefix && a->post != b->post && !text_equal(a->key, b->key) &&
            text_equal(looks[i - 1].text, looks[i].text))
            report_look_alike(reading, a, b);
    }
    free(looks);
}

void mapping_read_posten(struct mapping_reading *reading)
{
    struct mapping *mapping = reading->mapping;
    reading->file = (struct csv_file){0};
    reading->has_posten = mapping->posten_path && mapping_table(reading, mapping->posten_path,
                                                                post_columns, POST_COLUMNS + 1);
    if (reading->has_posten && reading->file.n_rows == 0)
        reading->has_posten =
            csv_file_error(&reading->file, reading->file.header.line_no,
                           "verwacht een regel per sleutel, gevonden alleen de kopregel");
    mapping->own_names = reading->file.own_names;
    mapping->n_own = reading->file.n_own;
    mapping_tidy_names(reading, (const size_t[]){POST_NAME, POST_PAKKET}, 2);
    for (size_t i = 0; i < reading->file.n_rows; i++)
        add_key(reading, &reading->file.rows[i]);
    group_posten(reading);
    array_sort(mapping->keys, mapping->n_keys, compare_keys);
    for (size_t i = mapping->n_keys; i-- > 0;)
        mapping->posten[mapping->keys[i].post].first_key = i;
    report_doubles(reading);
    report_look_alikes(reading);
}
