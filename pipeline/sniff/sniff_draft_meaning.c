/* [betekenis] and the [waarden ...] that it needs. */
#include "pipeline/base/text_list.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

/* ---- teken ---- */

static const char sign_of_effect[] = "lasten- baten+ stortingen- onttrekkingen+";
static const char sign_all_plus[] = "lasten+ baten+ stortingen+ onttrekkingen+";
static const char sign_reversed[] = "lasten+ baten- stortingen+ onttrekkingen-";

static void print_signs_seen(struct draft *draft)
{
    for (int i = 0; i < 10 + SECTIE_COUNT && draft->number.readable; i++) {
        const struct draft_signs *signs =
            i < 10 ? &draft->sums.digits[i] : &draft->sums.secties[i - 10];
        const char *of = i < 10 ? arena_printf(draft->arena, "rekeningen met %d vooraan", i)
                                : sectie_name((enum sectie)(i - 10));
        if (signs->n_plus + signs->n_minus)
            say_note(draft, "  %s: %s keer plus, %s keer min", of,
                     draft_count(draft, signs->n_plus), draft_count(draft, signs->n_minus));
    }
}

/* Of most amounts: +1 or -1; 0 when they are as many. */
static int common_sign(const struct draft_signs *signs)
{
    return (signs->n_plus > signs->n_minus) - (signs->n_plus < signs->n_minus);
}

/* By the secties that something tells; else accounts with 4 and 8 in front, as is usual. */
static const char *likely_signs(const struct draft_sums *sums)
{
    int lasten = common_sign(&sums->secties[SECTIE_LASTEN]);
    int baten = common_sign(&sums->secties[SECTIE_BATEN]);
    if (lasten == 0 && baten == 0) {
        lasten = common_sign(&sums->digits[4]);
        baten = common_sign(&sums->digits[8]);
    }
    if (lasten < 0 && baten >= 0)
        return sign_of_effect;
    return lasten > 0 && baten < 0 ? sign_reversed : sign_all_plus;
}

size_t draft_flag_of(const struct draft *draft, size_t amount, size_t first)
{
    const char *kind = sniff_stand_kind(draft->items[amount].header);
    size_t flag = first;
    if (draft->side_asked == 1 && kind && strcmp(kind, STAND_WIJZIGING) != 0)
        return NO_COLUMN;
    for (size_t i = draft->columns.n_plain; i-- > 0 && first == draft->of_word[WORD_VN];)
        if (draft->items[i].word == WORD_VN && (i > amount || flag == first) &&
            draft->items[i].type == TYPE_FLAG && draft_usable(draft, i))
            flag = i;
    return flag;
}

/* No debet and credit of a ledger. */
static bool pair_is(const struct draft *draft, const char *debet)
{
    return draft_has_pair(draft) &&
           sniff_matches(draft->items[draft->of_word[WORD_DEBET]].header, debet);
}

/* An effect on the saldo that its lines speak against, and what goes up and down beside standen, is
 * asked. */
static void print_sign(struct draft *draft)
{
    static const char *const all[] = {sign_all_plus, sign_of_effect, sign_reversed};
    say_note(draft, "hoe staat een gewoon bedrag er: als plus of als min?");
    print_signs_seen(draft);
    size_t flag = draft->of_word[WORD_DC];
    const struct sniff_column *side = &draft->items[flag == NO_COLUMN ? 0 : flag];
    bool goes = flag != NO_COLUMN && sniff_column_means(side, WORD_BEDRAG, NULL) > 0;
    const bool changes = pair_is(draft, SNIFF_LESS); /* "af" may be of the saldo, too */
    const char *likely = changes ? sign_all_plus : likely_signs(&draft->sums);
    const bool effect =
        draft->n_amounts && sniff_matches(draft->items[draft->amounts->plus].header,
                                          "*effect*resultaat* *effect*saldo* *saldoeffect*");
    const bool asked = draft->side_asked || (effect && likely != sign_of_effect);
    const bool sure = goes ? sniff_column_tells(side, WORD_BEDRAG, "verhoging")
                           : !changes || pair_is(draft, "verlaging*");
    if ((draft_has_pair(draft) || flag != NO_COLUMN || effect) && sure && !asked) {
        say_check(draft, "%s",
                  changes || goes ? "een verhoging telt als plus, een verlaging als min"
                  : effect || pair_is(draft, SNIFF_NADEEL) ||
                          (flag != NO_COLUMN && flag == draft->of_word[WORD_VN])
                      ? "een voordeel telt als plus, een nadeel als min, bij lasten en bij baten"
                      : "credit telt als plus, debet als min");
        say_line(draft, "teken = %s", changes || goes ? sign_all_plus : sign_of_effect);
        return;
    }
    likely = asked ? DRAFT_UNKNOWN : likely;
    say_fill(draft, "teken = %s", likely);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] != likely)
            say_or(draft, "teken = %s", all[i]);
}

/* ---- sleutel ---- */

const enum sniff_word draft_key_words[DRAFT_KEY_WORDS] = {WORD_KOSTENPLAATS, WORD_PRODUCT,
                                                          WORD_REKENING, WORD_NONE};

/* Texts that come back may be a key when a header speaks of a kostenplaats or product, codes when
 * it says nothing. */
bool draft_may_be_key(const struct draft *draft, size_t index, enum sniff_word word)
{
    const struct sniff_column *column = &draft->items[index];
    bool comes_back = !column->more_distinct && column->distinct.n * 2 <= column->n_filled;
    if (column->word != word || !draft_usable(draft, index) || column->type == TYPE_EMPTY ||
        column->type == TYPE_AMOUNT || column->type == TYPE_DATE)
        return false;
    return word == WORD_NONE ? column->type == TYPE_CODE
                             : column->type != TYPE_TEXT || (comes_back && word != WORD_REKENING);
}

/* Below another that is down, and not for being lines of totals: a key that is said once. */
static bool is_below(const struct draft *draft, size_t index)
{
    const struct sniff_column *column = &draft->items[index];
    bool below = !column->more_distinct && column->distinct.n == column->n_filled;
    for (size_t t = 0; t < draft->sums.n_totals; t++)
        below &= draft->sums.totals[t].column != index || draft->sums.totals[t].word.n_bytes > 0;
    return below && column->n_empty > column[-1].n[KIND_TOTAL];
}

/* The besluit of changes, on its first line alone and in order, and what is said along with it. */
static bool is_down_decided(const struct draft *draft, size_t index)
{
    const size_t *role = draft->role, of = role[ROLE_BESLUIT];
    const struct sniff_column *column = &draft->items[index];
    const struct sniff_column *besluit = &draft->items[of == NO_COLUMN ? index : of];
    return of != NO_COLUMN && draft_gives_changes(draft) &&
           (index == of || index == role[ROLE_BESLUITDATUM] || index == role[ROLE_OMSCHRIJVING]) &&
           column->n_filled - column->n[KIND_TOTAL] == besluit->n_filled - besluit->n[KIND_TOTAL] &&
           besluit->n_again[0] == 0 && besluit->n_back[0] <= besluit->n[KIND_TOTAL] &&
           besluit->n_empty * 2 >= besluit->n_filled && besluit->n_filled > 1;
}

/* Each says its keys once, or begins anew in groups, where a key never follows itself but in its
 * total; and most follow a lesser one. `added`: the totals are known. */
void draft_find_down(struct draft *draft, bool added)
{
    const uint32_t keys = WORD_SET(KOSTENPLAATS) | WORD_SET(PRODUCT) | WORD_SET(REKENING);
    bool left = false;
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        struct sniff_column *column = &draft->items[i];
        size_t n = column->n_again[left];
        bool is_key = keys >> column->word & 1 && draft_may_be_key(draft, i, column->word);
        bool most = column->n_empty > column->n_filled &&
                    (column->more_distinct || column->distinct.n * 2 >= column->n_filled ||
                     n == 0 || n * 2 == column->n_filled);
        column->is_down =
            (is_key && column->distinct.n > 1 && column->n_back[left] * 3 <= column->n_filled &&
             (most || (added && left && is_below(draft, i)))) ||
            (added && is_down_decided(draft, i));
        left |= column->is_down;
    }
}

/* What only its values tell to be an account, and codes that no header speaks of and that are
 * months, or hardly come back: numbers of lines. */
static bool is_unlikely(const struct sniff_column *column)
{
    return (column->guessed && column->word == WORD_REKENING) ||
           (column->word == WORD_NONE &&
            (column->n[KIND_YEAR_MONTH] == column->n_filled || column->more_distinct ||
             column->distinct.n * 2 >= column->n_filled));
}

/* One value for all lines is no key, unless there is nothing else. */
size_t draft_list_keys(const struct draft *draft, size_t columns[DRAFT_MAX_KEYS])
{
    size_t n = 0;
    for (int single = 0; single < 2 && n == 0; single++)
        for (size_t w = 0; w < 2 * DRAFT_KEY_WORDS; w++)
            for (size_t i = 0; i < draft->columns.n && n < DRAFT_MAX_KEYS; i++)
                if (draft_may_be_key(draft, i, draft_key_words[w % DRAFT_KEY_WORDS]) &&
                    is_unlikely(&draft->items[i]) == (w >= DRAFT_KEY_WORDS) &&
                    (draft->items[i].distinct.n > 1) != single)
                    columns[n++] = i;
    for (size_t i = 0; n == 0; i++)
        if (draft_usable(draft, i))
            columns[n++] = i;
    return n;
}

/* Of an export among others: what posten.csv could have been made for too. */
static const char *other_keys(struct draft *draft, size_t chosen)
{
    size_t columns[DRAFT_MAX_KEYS], n = draft_list_keys(draft, columns);
    struct text_list list = {.arena = draft->arena};
    for (size_t i = 0; draft->of_many && i < n; i++)
        if (columns[i] != chosen && !is_unlikely(&draft->items[columns[i]]))
            list_add(&list, "%s (%s waarden)", draft_name(draft, columns[i]),
                     draft_count(draft, sniff_column_codes(&draft->items[columns[i]])));
    return list.n ? arena_printf(draft->arena,
                                 " Of een van deze: %s; dan opnieuw, met --sleutel KOLOM en een "
                                 "andere --map",
                                 list_text(&list, ""))
                  : "";
}

/* One kostenplaats is the key as a rule; anything else must be chosen. */
static void print_key(struct draft *draft)
{
    size_t columns[DRAFT_MAX_KEYS], n = draft_list_keys(draft, columns), n_likely = 0;
    for (size_t i = 0; i < n; i++)
        n_likely += draft->items[columns[i]].word == WORD_KOSTENPLAATS ||
                    draft->items[columns[i]].word == WORD_PRODUCT;
    bool sure = n_likely == 1 || draft->key != NO_COLUMN;
    if (draft->key != NO_COLUMN)
        columns[0] = draft->key;
    draft_say(draft, sure ? SAY_CHECK : SAY_COMMENT, "waarmee zoekt posten.csv de post?%s%s",
              draft->key != NO_COLUMN && draft->key_why
                  ? arena_printf(draft->arena, " Deze kolom is gekozen: %s.", draft->key_why)
                  : "",
              sure ? other_keys(draft, columns[0]) : " (samengesteld kan ook: a . b[1-4] vul 6)");
    for (size_t i = 0; i < (sure ? 1 : n); i++)
        draft_say(draft,
                  sure ? SAY_LINE
                  : i  ? SAY_OR
                       : SAY_FILL,
                  "sleutel = %s%s", draft_name(draft, columns[i]),
                  sure && draft->bare_key ? " kaal" : "");
}

static void print_down(struct draft *draft)
{
    struct text_list list = {.arena = draft->arena};
    for (size_t i = 0; i < draft->columns.n_plain; i++)
        if (draft->items[i].is_down)
            list_add(&list, "%s", draft_name(draft, i));
    if (list.n)
        say_fill(draft, "doortrekken = %s", list_text(&list, ""));
}

/* ---- roles ---- */

static void print_others(struct draft *draft, size_t chosen)
{
    struct text_list list = {.arena = draft->arena};
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft_is_other(draft, i, chosen))
            list_add(&list, "%s", draft_name(draft, i));
    if (list.n)
        say_check(draft, "of een van deze: %s", list_text(&list, ""));
}

const enum sniff_word draft_restart_words[DRAFT_RESTARTS] = {WORD_JAAR, WORD_DAGBOEK};

const char *draft_boekstuk(const struct draft *draft, bool of_dagboek)
{
    struct text_list list = {.arena = draft->arena, .between = " . "};
    for (int r = 0; r < DRAFT_RESTARTS; r++)
        if ((draft->recurring[r][1] && (of_dagboek || r != RESTART_DAGBOEK)) ||
            (draft->restarts && r == RESTART_YEAR))
            list_add(&list, "%s", draft_name(draft, draft->of_word[draft_restart_words[r]]));
    list_add(&list, "%s", draft_name(draft, draft->role[ROLE_BOEKSTUK]));
    return list_text(&list, "");
}

/* A number of a boekstuk that counts within a year or a dagboek is no number by itself. */
static void tell_restarts(struct draft *draft)
{
    static const char *const where[] = {"jaren", "dagboeken"};
    const char *name = draft_name(draft, draft->role[ROLE_BOEKSTUK]);
    if (draft->restarts)
        say_check(draft, "de nummers beginnen in elk jaar, elk bestand opnieuw");
    for (int r = 0; r < DRAFT_RESTARTS; r++)
        if (draft->recurring[r][1])
            say_check(draft,
                      "hetzelfde nummer staat in twee %s, regel %s en regel %s: twee boekstukken? "
                      "Loopt er één over twee %s: boekstuk = %s",
                      where[r], draft_count(draft, draft->recurring[r][0]),
                      draft_count(draft, draft->recurring[r][1]), where[r],
                      r == RESTART_DAGBOEK ? draft_boekstuk(draft, false) : name);
}

/* What stands behind `role =`. */
static const char *role_text(struct draft *draft, enum role role, const struct sniff_column *column)
{
    if (role == ROLE_PERIODE && column->type == TYPE_YEAR_MONTH)
        return arena_printf(draft->arena, "jjjjmm(%s)", column->name);
    if (role != ROLE_BOEKSTUK)
        return column->name;
    tell_restarts(draft);
    return draft_boekstuk(draft, true);
}

static bool is_balanced(const struct draft *draft)
{
    const struct draft_sums *sums = &draft->sums;
    return draft->number.readable && !sums->unbalanced &&
           !pair_is(draft, SNIFF_LESS " " SNIFF_NADEEL) &&
           sums->debet.cents == sums->credit.cents && sums->debet.cents > 0 && draft->bytes.whole;
}

/* With the contra account: where debet and credit are equal, or a booking stands under both, that
 * has a line of its own. */
static void print_account(struct draft *draft, const char *text)
{
    size_t contra = draft->role[ROLE_CONTRA];
    const char *why = NULL;
    if (contra != NO_COLUMN && is_balanced(draft))
        why = "debet en credit zijn al gelijk";
    else if (contra != NO_COLUMN && draft->mirrored[1])
        why = arena_printf(draft->arena, "regel %s en regel %s zijn een en dezelfde boeking",
                           draft_count(draft, draft->mirrored[0]),
                           draft_count(draft, draft->mirrored[1]));
    if (why)
        say_check(draft,
                  "%s, dus %s heeft een eigen regel en telt niet mee. "
                  "Is elke regel toch twee mutaties: tegenrekening = %s",
                  why, draft_name(draft, contra), draft_name(draft, contra));
    say_line(draft, "rekening = %s", text);
    if (contra != NO_COLUMN && !why) {
        say_note(draft, "een regel is dan twee mutaties; staat de tegenrekening al op een eigen "
                        "regel: haal weg");
        say_fill(draft, "tegenrekening = %s", draft_name(draft, contra));
    }
}

/* By the date, in bookings that all have a good one: what was published of a month is then watched.
 * A budget has no months. */
static void print_month(struct draft *draft, const struct sniff_column *date)
{
    size_t n_totals = 0;
    for (size_t t = 0; t < draft->sums.n_totals; t++)
        n_totals += draft->sums.totals[t].found.n;
    bool good = date->patterns && date->n_empty <= n_totals &&
                date->n_dates == date->n_filled - date->n[KIND_TOTAL] &&
                strcmp(draft_likely_kind(draft), STAND_REALISATIE) == 0;
    draft_say(draft, good ? SAY_LINE : SAY_OPTION, "periode = maand(%s)", date->name);
}

static void print_roles(struct draft *draft)
{
    for (int r = 0; r < ROLE_CONTRA; r++) {
        enum role role = (enum role)r;
        size_t index = draft->role[role], date = draft->role[ROLE_DATUM];
        if (index == NO_COLUMN) {
            if (role == ROLE_PERIODE && date != NO_COLUMN)
                print_month(draft, &draft->items[date]);
            continue;
        }
        if (role != ROLE_PERIODE && role < ROLE_SLEUTELNAAM)
            print_others(draft, index);
        if (draft->items[index].guessed)
            say_check(draft, "alleen de waarden wijzen op een %s", role_name(role));
        const char *text = role_text(draft, role, &draft->items[index]);
        if (role == ROLE_REKENING)
            print_account(draft, text);
        else
            say_line(draft, "%s = %s", role_name(role), text);
    }
}

/* Where a column tells changes from the primaire begroting another one may name their besluit: a
 * code that is not always there. */
static void print_decision(struct draft *draft)
{
    if (draft->of_word[WORD_STAND] == NO_COLUMN || draft->role[ROLE_BESLUIT] != NO_COLUMN)
        return;
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        const struct sniff_column *column = &draft->items[i];
        bool unused = column->word == WORD_NONE || column->word == WORD_BEDRAG;
        if (column->type == TYPE_CODE && unused && column->n_empty > 0 && draft_usable(draft, i)) {
            say_option(draft, "besluit = %s", column->name);
            return;
        }
    }
}

/* ---- sluitend ---- */

static void print_balanced(struct draft *draft)
{
    const bool equal = is_balanced(draft);
    if (draft->role[ROLE_BOEKSTUK] == NO_COLUMN && !equal)
        return;
    if (equal)
        say_check(draft,
                  "debet en credit zijn over het hele bestand gelijk: een volledig grootboek?");
    draft_say(draft, equal ? SAY_LINE : SAY_OPTION, "sluitend = ja");
}

/* ---- [waarden x] ---- */

/* An empty D/C of bookings is to be told; where only totals lack one it is what makes them one. */
static void print_sideless(struct draft *draft)
{
    const struct draft_sums *sums = &draft->sums;
    const char *side = sums->sideless == SIDE_DEBET ? "D" : "C";
    if (sums->n_sideless > 0 || sums->n_sideless_totals == 0) {
        say_fill(draft, "leeg = D");
        return;
    }
    bool is_total = false;
    for (size_t t = 0; t < sums->n_totals; t++)
        is_total |= draft_is_total(&sums->totals[t], sums->sideless);
    say_note(draft, "alleen %s regels die een totaal heten zijn daarin leeg%s%s%s",
             draft_count(draft, sums->n_sideless_totals), is_total ? ": ze kloppen als " : "",
             is_total ? side : "", is_total ? "" : "; ze kloppen niet als D en niet als C");
    say_note(draft,
             "zonder leeg = %s zijn ze afgekeurd; ermee telt ook een boeking zonder D of C als %s",
             side, side);
    draft_say(draft, is_total ? SAY_FILL : SAY_OPTION, "leeg = %s", side);
}

/* A value of which nothing tells what it means: what it may mean is another possibility, and under
 * a head that says nothing of kinds that it means nothing. */
static void ask_value(struct draft *draft, const struct sniff_column *column, const char *value,
                      const char *likely)
{
    const bool booked = draft_is_booked(draft) && draft->of_word[WORD_BESLUIT] == NO_COLUMN,
               bare = column->word == WORD_STAND && sniff_word_of(column->header) == WORD_NONE;
    const char *other = strcmp(likely, STAND_REALISATIE) == 0
                            ? booked ? STAND_VERPLICHTING : STAND_NA_WIJZIGING
                        : booked && bare                    ? STAND_REALISATIE
                        : !booked && draft->standen_perhaps ? STAND_WIJZIGING
                                                            : NULL;
    say_fill(draft, "%s = %s", value, draft->of_many ? DRAFT_UNKNOWN : likely);
    if (draft->of_many)
        say_or(draft, "%s = %s", value, likely);
    if (draft->of_many && other && strcmp(other, likely) != 0)
        say_or(draft, "%s = %s", value, other);
}

static void print_values(struct draft *draft, enum sniff_word word, size_t column,
                         const char *fallback)
{
    if (column == NO_COLUMN)
        return;
    const struct sniff_column *counts = &draft->items[column];
    draft_section(draft, arena_printf(draft->arena, "waarden %s", draft_name(draft, column)));
    bool differ;
    const size_t n_known =
        word == WORD_STAND ? sniff_column_means(counts, WORD_STANDCODE, &differ) : 0;
    if (word == WORD_STAND)
        say_check(draft, "is dat wat deze waarden betekenen?");
    for (size_t i = 0; i < counts->distinct.n; i++) {
        struct text value = counts->distinct.texts[i];
        const bool stand = word == WORD_STAND;
        const char *means =
            stand ? draft_stand_told(counts, value) : sniff_flag_means(counts->word, value);
        const char *code =
            stand && value.n_bytes > 1 ? sniff_flag_means(WORD_STANDCODE, value) : NULL;
        bool is_word = text_is(value, "leeg"); /* bare, it would stand for an empty field */
        const char *name =
            arena_printf(draft->arena, is_word ? "\"%.*s\"" : "%.*s", TEXT_ARG(value));
        const bool duty = /* perhaps */
            n_known == 1 && means && strcmp(means, STAND_VERPLICHTING) == 0 &&
            (sniff_word_of(counts->header) == WORD_NONE || sniff_matches(value, "verplicht"));
        if (means && !duty)
            say_line(draft, "%s = %s", name, means);
        else
            ask_value(draft, counts, name,
                      code ? code : /* what is called a budget was not spent */
                          strcmp(fallback, STAND_REALISATIE) == 0 && sniff_stand_kind(value)
                          ? STAND_WIJZIGING
                          : fallback);
    }
    if (counts->n_empty && word == WORD_DC)
        print_sideless(draft);
    else if (counts->n_empty && word == WORD_STAND) /* a stand has a word */
        ask_value(draft, counts, "leeg", fallback);
    else if (counts->n_empty)
        say_fill(draft, "leeg =");
}

void draft_print_meaning(struct draft *draft)
{
    draft_section(draft, "betekenis");
    print_sign(draft);
    print_key(draft);
    print_down(draft);
    print_roles(draft);
    print_decision(draft);
    print_balanced(draft);
    for (size_t a = 0, last = NO_COLUMN;
         a < (draft->side_asked ? draft->n_amounts : draft->n_meant);
         last = draft->amounts[a++].flag)
        if (draft->amounts[a].flag != last) /* V and N: each amount may have its own */
            print_values(draft, WORD_DC, draft->amounts[a].flag, "D");
    if (draft_unit_column(draft))
        print_values(draft, WORD_EENHEID, draft->of_word[WORD_EENHEID], "1");
    const bool booked = draft_tells_stand(draft, STAND_REALISATIE);
    /* Of values that are no known word: the first that no other one is. */
    print_values(draft, WORD_STAND, draft->of_word[WORD_STAND],
                 draft_tells_stand(draft, STAND_PRIMAIR)
                     ? draft_tells_stand(draft, STAND_WIJZIGING) && !booked ? STAND_REALISATIE
                                                                            : STAND_WIJZIGING
                 : draft->standen_perhaps && draft->of_word[WORD_BESLUIT] != NO_COLUMN
                     ? STAND_WIJZIGING
                 : draft->is_planned || draft_is_booked(draft)
                     ? booked ? STAND_VERPLICHTING : STAND_REALISATIE
                     : STAND_PRIMAIR);
    if (draft_has_first(draft)) {
        draft_section(draft, "waarden " DRAFT_OF_BESLUIT);
        say_check(draft, "is 0 de primaire begroting?");
        for (size_t i = 0; i < 3; i++)
            say_line(draft, "%.*s = " STAND_PRIMAIR, (int)i + 1, "000");
        say_line(draft, "* = " STAND_WIJZIGING);
    }
    print_values(draft, WORD_NEUTRAAL, draft->of_word[WORD_NEUTRAAL], "N");
    print_values(draft, WORD_IS, draft->of_word[WORD_IS], "I");
}
