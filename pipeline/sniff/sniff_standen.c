/* The column that tells of which stand a line is. */
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

const char *draft_stand_told(const struct sniff_column *column, struct text value)
{
    /* BW may be a team: a short code by itself is sure where the head is of kinds */
    const size_t sure = sniff_word_of(column->header) == WORD_NONE ? 3 : 1;
    return value.n_bytes > sure ||
                   sniff_column_means(column, WORD_STAND, NULL) == column->distinct.n
               ? sniff_flag_means(WORD_STAND, value)
               : NULL;
}

bool draft_tells_stand(const struct draft *draft, const char *stand)
{
    size_t index = draft->of_word[WORD_STAND];
    const struct sniff_column *column = index == NO_COLUMN ? NULL : &draft->items[index];
    bool told = false;
    for (size_t i = 0; column && i < column->distinct.n && !told; i++) {
        const char *means = draft_stand_told(column, column->distinct.texts[i]);
        told = means && strcmp(means, stand) == 0;
    }
    return told;
}

/* Not every line may count: of what is no booking each may be another version of one before. */
static bool is_version(const struct draft *draft, const struct sniff_column *column)
{
    return draft_is_booked(draft)
               ? sniff_matches(column->header, "*status*") &&
                     sniff_column_means(column, WORD_STATUS, NULL) < column->distinct.n
               : sniff_column_year(column) >= 0 &&
                     sniff_matches(column->header, "*status* *versie* *version* *scenario*");
}

/* Lines of all kinds, perhaps, where nothing else tells the stand of their amount, nor its side. */
static bool may_tell_standen(const struct draft *draft, const struct sniff_column *soort)
{
    const struct draft_amount *amount = draft->amounts;
    return soort->type == TYPE_FLAG && (soort->word == WORD_SOORT || soort->word == WORD_STATUS) &&
           soort->distinct.n > 1 && draft_usable(draft, soort->index) && draft->n_meant == 1 &&
           amount->flag == NO_COLUMN &&
           (is_version(draft, soort) ||
            (!amount->kind && soort->word == WORD_SOORT &&
             sniff_column_means(soort, WORD_SOORT, NULL) == 0 &&
             !sniff_matches(soort->header, "*boeking* *type versie* *version*") &&
             strcmp(draft_likely_kind(draft), STAND_REALISATIE) == 0));
}

/* Of what is ordered and of nothing else that is known: of a budget it is what must be done. */
static bool is_about_duties(const struct draft *draft, size_t soort)
{
    bool differ;
    return soort != NO_COLUMN && !draft_is_booked(draft) &&
           sniff_column_tells(&draft->items[soort], WORD_STAND, STAND_VERPLICHTING) &&
           sniff_column_means(&draft->items[soort], WORD_STANDCODE, &differ) == 1;
}

void draft_find_standen(struct draft *draft)
{
    if (is_about_duties(draft, draft->of_word[WORD_STAND])) {
        draft->items[draft->of_word[WORD_STAND]].word = WORD_NONE;
        draft->of_word[WORD_STAND] = NO_COLUMN;
    }
    draft_find_amounts(draft);
    for (size_t i = 0; i < draft->columns.n && draft->of_word[WORD_STAND] == NO_COLUMN; i++)
        if (may_tell_standen(draft, &draft->items[i])) {
            draft->items[i].word = WORD_STAND;
            draft->of_word[WORD_STAND] = i;
            draft->standen_perhaps = true;
        }
}

void draft_forget_standen(struct draft *draft)
{
    bool differ = false;
    draft->is_planned = true;
    if (draft->standen_perhaps) {
        struct sniff_column *soort = &draft->items[draft->of_word[WORD_STAND]];
        sniff_column_means(soort, WORD_STANDCODE, &differ);
        if (differ || sniff_column_tells(soort, WORD_STANDCODE, STAND_VERPLICHTING) ||
            is_version(draft, soort))
            return; /* codes of what is no booking */
        soort->word = WORD_SOORT;
        draft->of_word[WORD_STAND] = NO_COLUMN;
        draft->standen_perhaps = false;
    }
    draft_find_amounts(draft);
}
