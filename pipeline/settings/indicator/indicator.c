#include "pipeline/settings/indicator/indicator.h"

const char *const direction_names[DIRECTIONS] = {"", "hoger", "lager", "gelijk"};
const char *const value_kind_names[VALUE_KINDS] = {"realisatie", "streef", "referentie",
                                                   "nulmeting", "prognose"};
const char *const together_names[TOGETHER_KINDS] = {"som", "aandeel", "gemiddelde", "zelfde_als"};
