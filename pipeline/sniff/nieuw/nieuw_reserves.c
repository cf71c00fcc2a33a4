/* Which accounts are stortingen into reserves and onttrekkingen from them, by their names. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/text_list.h"

#include <ctype.h>
#include <string.h>

static bool holds(const char *name, const char *const *words)
{
    char plain[128];
    size_t n = 0;
    for (; name[n] && n < sizeof plain - 1; n++)
        plain[n] = (char)tolower((unsigned char)name[n]);
    plain[n] = '\0';
    for (; *words; words++)
        if (strstr(plain, *words))
            return true;
    return false;
}

/* SECTIE_COUNT: of neither. An account of the balance, with a digit below 4, is the reserve itself.
 */
static enum sectie sectie_of(const char *account, const char *name)
{
    static const char *const reserve[] = {"reserve", NULL};
    static const char *const from[] = {"onttrek", "beschikk", "aanwend", "vrijval", "uit ", NULL};
    static const char *const into[] = {"toevoeg", "storting", "dotatie", "aan ", NULL};
    if (!name || !holds(name, reserve) || *account < '4' || *account > '9')
        return SECTIE_COUNT;
    if (holds(name, from))
        return SECTIE_ONTTREKKINGEN;
    if (holds(name, into))
        return SECTIE_STORTINGEN;
    return *account == '8'   ? SECTIE_ONTTREKKINGEN
           : *account == '4' ? SECTIE_STORTINGEN
                             : SECTIE_COUNT;
}

/* Of the accounts that any export holds: a rule of one may as well be one of all. */
void nieuw_find_reserves(struct nieuw *nieuw)
{
    struct text_list lists[SECTIE_COUNT] = {{.arena = nieuw->arena},
                                            {.arena = nieuw->arena},
                                            {.arena = nieuw->arena},
                                            {.arena = nieuw->arena}};
    for (size_t i = 0; i < nieuw->accounts.codes.n; i++) {
        const char *account = nieuw->accounts.codes.texts[i].bytes;
        enum sectie sectie = sectie_of(account, nieuw->accounts.items[i].name);
        if (sectie != SECTIE_COUNT && text_is_digit(*account))
            list_add(&lists[sectie], "%s", sniff_rule_text(nieuw->arena, account));
    }
    for (size_t k = 0; k < nieuw->n_kinds; k++)
        for (int s = 0; s < SECTIE_COUNT; s++)
            nieuw->kinds[k].draft->reserves[s] = list_text(&lists[s], NULL);
}
