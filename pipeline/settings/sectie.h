/* The four secties of a programma's table, and how amounts in them are signed. */
#pragma once

#include "pipeline/base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum sectie {
    SECTIE_LASTEN,
    SECTIE_BATEN,
    SECTIE_STORTINGEN,    /* into reserves */
    SECTIE_ONTTREKKINGEN, /* from reserves */
    SECTIE_COUNT
};

/* "lasten", "baten", "stortingen", "onttrekkingen" */
const char *sectie_name(enum sectie sectie);
/* The sectie of that name; SECTIE_COUNT when it is none. */
enum sectie sectie_named(struct text name);
/* "Lasten", ... as printed */
const char *sectie_heading(enum sectie sectie);
/* The effect of a normal amount on the result: -1 for lasten and stortingen, +1 for the others. */
int sectie_effect(enum sectie sectie);

/* How a notation shows a *normal* amount of each sectie: +1 as a positive number, -1 as a negative
 * one. The printed tables and every source have such a notation; inside, an amount is its effect on
 * the result (DESIGN rule 2). Written "lasten- baten+ stortingen+ onttrekkingen+" in settings.
 * Saldo (a sum of effects) is shown as it is (+1) or the other way round (-1): "saldo+". */
struct sign_rule {
    int8_t sectie[SECTIE_COUNT];
    int8_t saldo; /* 0 in a source's notation */
};

/* Reads the words above, each sectie exactly once; "saldo" must be there if and only if with_saldo.
 * False when the text is not of that form; *rule untouched. */
bool sign_rule_parse(const char *text, bool with_saldo, struct sign_rule *rule);

/* +1 or -1: what an amount in this notation is multiplied by to become an effect, and the same the
 * other way round. */
int sign_rule_factor(const struct sign_rule *rule, enum sectie sectie);
