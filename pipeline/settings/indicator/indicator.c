#include "pipeline/settings/indicator/indicator.h"

#include "pipeline/base/array.h"

const char *const direction_names[DIRECTIONS] = {"", "hoger", "lager", "gelijk"};
const char *const value_kind_names[VALUE_KINDS] = {"realisatie", "streef", "referentie",
                                                   "nulmeting", "prognose"};
const char *const together_names[TOGETHER_KINDS] = {"som", "aandeel", "gemiddelde", "zelfde_als"};

bool value_kind_parse(const char *word, enum value_kind *kind)
{
    size_t found =
        array_index_text(value_kind_names, VALUE_KINDS, sizeof(char *), 0, text_of(word));
    if (found < VALUE_KINDS)
        *kind = (enum value_kind)found;
    return found < VALUE_KINDS;
}

bool goal_has_target(const struct goal *goal)
{
    return goal->kind == GOAL_BOUND || goal->kind == GOAL_GAIN || goal->kind == GOAL_LOSS;
}

struct notation value_printed(const struct indicators *indicators, const struct value *value)
{
    struct notation notation = value->notation;
    int n_decimals = indicators->items[value->indicator].decimals;
    if (!value->delivered || notation.status != VALUE_KNOWN)
        return notation;
    if (n_decimals >= 0)
        notation.value = decimal_divide(notation.value, 1, n_decimals);
    notation.grouped = decimal_compare(decimal_distance(notation.value, (struct decimal){0}),
                                       (struct decimal){1000, 0}) >= 0;
    return notation;
}
