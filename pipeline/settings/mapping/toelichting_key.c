#include "pipeline/settings/mapping/mapping.h"

#include <string.h>

/* The first rule of a post, or NULL. */
static const struct key_rule *first_rule(const struct mapping *mapping, size_t post)
{
    for (size_t i = 0; i < mapping->n_keys; i++)
        if (mapping->keys[i].post == post)
            return &mapping->keys[i];
    return NULL;
}

static const char *rule_text(const struct key_rule *rule, struct arena *arena)
{
    if (!rule || memchr(rule->key.bytes, '|', rule->key.n_bytes))
        return "";
    return arena_printf(arena, "%.*s%s", (int)rule->key.n_bytes, rule->key.bytes,
                        rule->is_prefix ? "*" : "");
}

const char *toelichting_key_text(const struct mapping *mapping, size_t pakket, size_t post,
                                 struct arena *arena)
{
    const char *code = mapping->pakketten[pakket].code;
    if (post == MAPPING_NONE)
        return arena_printf(arena, "%s||" MAPPING_REST, code);
    return arena_printf(arena, "%s|%s|%s", code, rule_text(first_rule(mapping, post), arena),
                        mapping->posten[post].name);
}

bool toelichting_key_parse(const char *text, struct arena *arena, struct toelichting_key *key)
{
    const char *first = strchr(text, '|'), *second = first ? strchr(first + 1, '|') : NULL;
    if (!second || first == text || !second[1])
        return false;
    *key = (struct toelichting_key){
        .pakket = arena_copy(arena, text, (size_t)(first - text)),
        .rule = arena_copy(arena, first + 1, (size_t)(second - first - 1)),
        .post = second + 1,
    };
    return true;
}

static bool is_rule(const struct key_rule *rule, const char *text)
{
    size_t n = rule->key.n_bytes;
    return strncmp(rule->key.bytes, text, n) == 0 &&
           strcmp(text + n, rule->is_prefix ? "*" : "") == 0;
}

size_t toelichting_key_find(const struct mapping *mapping, const struct toelichting_key *key)
{
    for (size_t i = 0; *key->rule && i < mapping->n_keys; i++) {
        size_t post = mapping->keys[i].post;
        if (is_rule(&mapping->keys[i], key->rule) &&
            first_rule(mapping, post) == &mapping->keys[i] &&
            strcmp(mapping->pakketten[mapping->posten[post].pakket].code, key->pakket) == 0)
            return post;
    }
    return MAPPING_NONE;
}
