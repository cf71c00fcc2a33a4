#include "pipeline/settings/sectie.h"

#include "pipeline/base/array.h"

#include <string.h>

static const struct {
    const char *name;
    const char *heading;
    int effect;
} secties[SECTIE_COUNT] = {
    [SECTIE_LASTEN] = {"lasten", "Lasten", -1},
    [SECTIE_BATEN] = {"baten", "Baten", +1},
    [SECTIE_STORTINGEN] = {"stortingen", "Stortingen", -1},
    [SECTIE_ONTTREKKINGEN] = {"onttrekkingen", "Onttrekkingen", +1},
};

const char *sectie_name(enum sectie sectie)
{
    return secties[sectie].name;
}

enum sectie sectie_named(struct text name)
{
    return (enum sectie)array_index_of(secties, SECTIE_COUNT, name, name);
}

const char *sectie_heading(enum sectie sectie)
{
    return secties[sectie].heading;
}

int sectie_effect(enum sectie sectie)
{
    return secties[sectie].effect;
}

/* The place in a rule that a word ("lasten-") sets, or NULL; *sign becomes its sign. */
static int8_t *word_target(struct sign_rule *rule, const char *word, size_t n_bytes, int8_t *sign)
{
    if (n_bytes < 2 || (word[n_bytes - 1] != '+' && word[n_bytes - 1] != '-'))
        return NULL;
    *sign = word[n_bytes - 1] == '+' ? 1 : -1;
    const struct text name = {word, n_bytes - 1};
    const enum sectie sectie = sectie_named(name);
    return sectie < SECTIE_COUNT    ? &rule->sectie[sectie]
           : text_is(name, "saldo") ? &rule->saldo
                                    : NULL;
}

bool sign_rule_parse(const char *text, bool with_saldo, struct sign_rule *rule)
{
    struct sign_rule result = {0};
    while (*(text += strspn(text, " \t"))) {
        size_t n_bytes = strcspn(text, " \t");
        int8_t sign;
        int8_t *target = word_target(&result, text, n_bytes, &sign);
        if (!target || *target != 0)
            return false;
        *target = sign;
        text += n_bytes;
    }
    for (int s = 0; s < SECTIE_COUNT; s++)
        if (result.sectie[s] == 0)
            return false;
    if ((result.saldo != 0) != with_saldo)
        return false;
    *rule = result;
    return true;
}

int sign_rule_factor(const struct sign_rule *rule, enum sectie sectie)
{
    return rule->sectie[sectie] * secties[sectie].effect;
}
