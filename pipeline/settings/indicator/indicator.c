#include "pipeline/settings/indicator/indicator.h"

#include <string.h>

const char *const direction_names[DIRECTIONS] = {"", "hoger", "lager", "gelijk"};
const char *const value_kind_names[VALUE_KINDS] = {"realisatie", "streef", "referentie",
                                                   "nulmeting", "prognose"};
const char *const together_names[TOGETHER_KINDS] = {"som", "aandeel", "gemiddelde", "zelfde_als"};

static bool is_asked(const struct value *value, size_t indicator, const char *period,
                     enum value_kind kind)
{
    return value->indicator == indicator && value->kind == kind &&
           strcmp(value->period, period) == 0;
}

const struct value *indicators_value(const struct indicators *indicators, size_t indicator,
                                     const char *period, enum value_kind kind, const char *document)
{
    const struct value *general = NULL, *elsewhere = NULL;
    bool agree = true;
    for (size_t i = 0; i < indicators->n_values; i++) {
        const struct value *value = &indicators->values[i];
        if (!is_asked(value, indicator, period, kind))
            continue;
        if (*document && strcmp(value->document, document) == 0)
            return value;
        if (!*value->document)
            general = value;
        else if (elsewhere)
            agree &= notation_equal(&value->notation, &elsewhere->notation);
        else
            elsewhere = value;
    }
    return general ? general : agree ? elsewhere : NULL;
}
