#include "pipeline/settings/mapping/mapping.h"

#include <string.h>

/* The first rule of a post, or NULL. */
static const struct key_rule *first_rule(const struct mapping *mapping, size_t post)
{
    size_t first = mapping->posten[post].first_key;
    return first < mapping->n_keys && mapping->keys[first].post == post ? &mapping->keys[first]
                                                                        : NULL;
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

/* The post of that pakket whose first rule is one of this key. */
static size_t find_rule(const struct mapping *mapping, struct text key, bool is_prefix,
                        const char *pakket)
{
    size_t i = mapping_first_key(mapping, key);
    for (; i < mapping->n_keys && text_equal(mapping->keys[i].key, key); i++) {
        size_t post = mapping->keys[i].post;
        if (mapping->keys[i].is_prefix == is_prefix && mapping->posten[post].first_key == i &&
            strcmp(mapping->pakketten[mapping->posten[post].pakket].code, pakket) == 0)
            return post;
    }
    return MAPPING_NONE;
}

size_t toelichting_key_find(const struct mapping *mapping, const struct toelichting_key *key)
{
    struct text rule = text_of(key->rule);
    if (rule.n_bytes == 0)
        return MAPPING_NONE;
    bool is_prefix = rule.bytes[rule.n_bytes - 1] == '*';
    return find_rule(mapping, (struct text){rule.bytes, rule.n_bytes - is_prefix}, is_prefix,
                     key->pakket);
}
