/* What the files of the toetsen share: words, and the toetsen of the tables as printed. */
#ifndef STAGES_INDICATOREN_TOETSEN_DELEN_H
#define STAGES_INDICATOREN_TOETSEN_DELEN_H

#include "pipeline/settings/indicator/indicator.h"

struct toetsing {
    const struct indicators *indicators;
    int year; /* of the run: what the age of a value counts from */
    struct arena *arena;
    const char **found; /* sentences, each with its place */
    size_t n;
};

void toets_found(struct toetsing *toetsing, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool toets_is_known(const struct value *value); /* NULL is not */

/* False when column c of the table holds no outcomes; else *value is that of the indicator, or NULL
 * when it has none there. */
bool toets_outcome(const struct toetsing *toetsing, const struct printed_table *table, size_t c,
                   size_t indicator, const struct value **value);

/* In the arena of the toetsing. */
const char *toets_printed(const struct toetsing *toetsing, const struct value *value);
const char *toets_plain(const struct toetsing *toetsing, struct decimal decimal);
const char *toets_code(const struct toetsing *toetsing, size_t indicator);

void toets_sentences(struct toetsing *toetsing);
void toets_promises(struct toetsing *toetsing);
void toets_age(struct toetsing *toetsing);
void toets_future(struct toetsing *toetsing);
void toets_unit_words(struct toetsing *toetsing);
void toets_mixed_percents(struct toetsing *toetsing);
void toets_stars(struct toetsing *toetsing);
void toets_labels(struct toetsing *toetsing);
void toets_titles(struct toetsing *toetsing);
void toets_nb_share(struct toetsing *toetsing);

#endif
