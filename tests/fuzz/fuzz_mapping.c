/* Input: pakketten.csv, posten.csv and perhaps toelichtingen.csv, with lines of "----" between. */
#include "pipeline/settings/mapping/mapping.h"
#include "tests/fuzz/fuzz_file.h"

#define PARTING "----\n"

static bool overlap(const struct key_rule *a, const struct key_rule *b)
{
    const struct key_rule *shorter = a->key.n_bytes <= b->key.n_bytes ? a : b;
    const struct key_rule *longer = shorter == a ? b : a;
    bool same_years = a->years.first <= b->years.last && b->years.first <= a->years.last;
    if (text_equal(a->key, b->key))
        return same_years;
    return same_years && shorter->is_prefix &&
           (shorter->key.n_bytes == 0 ||
            memcmp(shorter->key.bytes, longer->key.bytes, shorter->key.n_bytes) == 0);
}

static void check_pakketten(const struct mapping *m)
{
    for (size_t i = 0; i < m->n_pakketten; i++) {
        MUST(m->pakketten[i].years.first <= m->pakketten[i].years.last);
        MUST(i == 0 ||
             text_natural(text_of(m->pakketten[i - 1].code), text_of(m->pakketten[i].code)) < 0);
    }
    for (size_t i = 0; i < m->n_posten; i++) {
        MUST(m->posten[i].pakket < m->n_pakketten);
        MUST(i == 0 || m->posten[i - 1].pakket <= m->posten[i].pakket);
    }
}

static void check_nearest(const struct mapping *m, struct text key)
{
    size_t nearest[3];
    bool after_padding;
    size_t n = mapping_nearest(m, key, nearest, 3, &after_padding);
    MUST(n <= 3 && (!after_padding || n > 0));
    for (size_t i = 0; i < n; i++) {
        MUST(nearest[i] < m->n_keys);
        MUST(!text_equal(m->keys[nearest[i]].key, key));
    }
}

/* Sorted; in a good mapping each is found in its own years and in no others of its own. */
static void check_keys(const struct mapping *m, bool good)
{
    for (size_t i = 0; i < m->n_keys; i++) {
        const struct key_rule *rule = &m->keys[i];
        const struct pakket *pakket = &m->pakketten[m->posten[rule->post].pakket];
        MUST(rule->post < m->n_posten);
        MUST(rule->years.first >= pakket->years.first && rule->years.last <= pakket->years.last);
        check_nearest(m, rule->key);
        for (size_t j = 0; good && j < i; j++)
            MUST(!overlap(&m->keys[j], rule));
        if (!good)
            continue;
        bool other_year;
        MUST(mapping_find(m, rule->key, rule->years.first, &other_year) == i);
        MUST(mapping_find(m, rule->key, rule->years.last, &other_year) == i);
        size_t before = mapping_find(m, rule->key, rule->years.first - 1, &other_year);
        MUST(before != i && (before != MAPPING_NONE || other_year));
    }
}

static void check_toelichtingen(const struct mapping *m)
{
    for (size_t i = 0; i < m->n_toelichtingen; i++) {
        const struct toelichting *t = &m->toelichtingen[i];
        bool known = strcmp(t->post, MAPPING_REST) == 0;
        for (size_t p = 0; p < m->n_posten && !known; p++)
            known = m->posten[p].pakket == t->pakket && strcmp(m->posten[p].name, t->post) == 0;
        MUST(t->pakket < m->n_pakketten && known);
        MUST(text_valid(text_of(t->text), TEXT_UTF8, NULL));
        MUST(strlen(t->is) <= 3);
    }
}

/* The part before the next parting line; *data becomes what follows it. */
static struct fuzz_file next_file(const uint8_t **data, size_t *size, bool *is_last)
{
    size_t n_parting = strlen(PARTING);
    const uint8_t *at = *size ? memmem(*data, *size, PARTING, n_parting) : NULL;
    size_t n_bytes = at ? (size_t)(at - *data) : *size;
    struct fuzz_file file = fuzz_file_open(*data, n_bytes);
    *is_last = !at;
    if (at) {
        *size -= n_bytes + n_parting;
        *data = at + n_parting;
    }
    return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool is_last;
    struct fuzz_file pakketten = next_file(&data, &size, &is_last);
    struct fuzz_file posten = next_file(&data, &size, &is_last);
    bool has_third = !is_last;
    struct fuzz_file third = next_file(&data, &size, &is_last);
    struct arena arena = {0};
    struct errors errors = {0};
    struct mapping m;
    bool good = mapping_read(pakketten.path, posten.path, has_third ? third.path : NULL, &arena,
                             &errors, &m);
    fuzz_check_errors(good, &errors);
    check_pakketten(&m);
    check_keys(&m, good);
    check_toelichtingen(&m);
    errors_release(&errors);
    arena_release(&arena);
    fuzz_file_close(pakketten);
    fuzz_file_close(posten);
    fuzz_file_close(third);
    return 0;
}
