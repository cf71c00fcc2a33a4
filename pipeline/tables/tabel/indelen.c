#include "pipeline/tables/tabel/indelen.h"

#include <string.h>

struct indelen indelen_line(const struct ledger *ledger, const struct saldo_line *line)
{
    struct indelen of = {
        .plan = ledger->plan, .rule = line->rule, .sectie = (enum sectie)line->sectie};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        of.dimension[d] = ledger->labels[d].texts[line->dimension[d]];
    return of;
}

struct indelen indelen_incidenteel(const struct plan *plan, size_t i, bool is_incidenteel,
                                   struct money *effect)
{
    const struct incidenteel *item = &plan->incidenteel[i];
    struct indelen of = {.plan = plan, .rule = item->rule, .sectie = item->sectie};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        of.dimension[d] = "";
    of.dimension[DIMENSION_IS] = is_incidenteel ? "I" : "";
    effect->cents = is_incidenteel ? item->effect.cents : -item->effect.cents;
    return of;
}

/* ---- codes ---- */

static struct text built_in_code(const struct indelen *of, const struct indeling *indeling)
{
    const size_t post = of->plan->mapping.keys[of->rule].post;
    const struct pakket *pakket = plan_pakket(of->plan, post);
    const char *const codes[] = {[INDELING_PROGRAMMA] = pakket->programma,
                                 [INDELING_PAKKET] = pakket->code,
                                 [INDELING_POST] = of->plan->mapping.posten[post].name,
                                 [INDELING_SECTIE] = sectie_name(of->sectie)};
    return text_of(codes[indeling->source]);
}

static struct text key_code(const struct indelen *of, const struct indeling *indeling)
{
    return of->plan->mapping.keys[of->rule].own[indeling->index];
}

static struct text dimension_code(const struct indelen *of, const struct indeling *indeling)
{
    struct text said = text_of(of->dimension[indeling->index]);
    if (said.n_bytes > 0 || indeling->fills_in == INDELING_NONE)
        return said;
    return of->plan->mapping.keys[of->rule].own[indeling->fills_in];
}

static struct text account_code(const struct indelen *of, const struct indeling *indeling)
{
    return of->account ? of->account->own[indeling->index] : (struct text){"", 0};
}

static struct text group_code(const struct indelen *of, const struct indeling *indeling)
{
    const struct indeling_code *code =
        indeling_code(&of->plan->indelingen[indeling->of], indelen_code(of, indeling->of));
    return code ? code->own[indeling->index] : (struct text){"", 0};
}

struct text indelen_code(const struct indelen *of, size_t indeling)
{
    static struct text (*const code_of[])(const struct indelen *, const struct indeling *) = {
        [INDELING_PROGRAMMA] = built_in_code,  [INDELING_PAKKET] = built_in_code,
        [INDELING_POST] = built_in_code,       [INDELING_SECTIE] = built_in_code,
        [INDELING_DIMENSION] = dimension_code, [INDELING_KEY] = key_code,
        [INDELING_ACCOUNT] = account_code,     [INDELING_GROUP] = group_code,
    };
    const struct indeling *at = &of->plan->indelingen[indeling];
    return code_of[at->source](of, at);
}

/* ---- conditions ---- */

static bool rule_holds(const struct indelen *of, const struct rule *rule)
{
    for (size_t i = 0; i < rule->n_conditions; i++)
        if (!condition_matches(&rule->conditions[i], indelen_code(of, rule->conditions[i].column)))
            return false;
    return true;
}

bool indelen_rules(const struct indelen *of, const struct rule *rules, size_t n_rules)
{
    for (size_t i = 0; i < n_rules; i++)
        if (rule_holds(of, &rules[i]))
            return true;
    return n_rules == 0;
}

bool indelen_term(const struct indelen *of, const struct tabel_term *term, size_t stand,
                  bool *unknown)
{
    int period;
    if (term->stand != stand || (term->only && !rule_holds(of, term->only)))
        return false;
    if (!term->by_period)
        return true;
    if (!period_parse(text_of(of->dimension[DIMENSION_PERIODE]), &period)) {
        *unknown = true;
        return false;
    }
    return term->first_period <= period && period <= term->last_period;
}

/* ---- names ---- */

const char *tabel_row_name(const struct plan *plan, const struct tabel *tabel, size_t indeling,
                           struct text code, struct arena *arena)
{
    const char *own =
        tabel_label(tabel, text_of(arena_printf(arena, "rij %.*s", TEXT_ARG(code))), "");
    const char *name = indeling_name(plan, indeling, code);
    if (*own)
        return own;
    if (*name == '\0')
        return text_string(arena, code);
    return tabel->code_in_name ? arena_printf(arena, "%.*s %s", TEXT_ARG(code), name) : name;
}

/* "Totaal programma's" */
const char *tabel_total_name(const struct plan *plan, const struct tabel *tabel, size_t indeling,
                             struct text code, struct arena *arena)
{
    static const char mark[] = "{naam}";
    const char *what = arena_printf(arena, "totaal %.*s", TEXT_ARG(code));
    const char *text =
        tabel_label(tabel, text_of(what), tabel_label(tabel, text_of("totaal"), "Totaal {naam}"));
    const char *at = strstr(text, mark);
    return at ? arena_printf(arena, "%.*s%s%s", (int)(at - text), text,
                             tabel_row_name(plan, tabel, indeling, code, arena), at + strlen(mark))
              : text;
}

const char *tabel_maat_name(const struct tabel *tabel, enum maat maat)
{
    return tabel_label(tabel, text_of(maat_kinds[maat].name), maat_kinds[maat].label);
}

const char *tabel_block_name(const struct tabel *tabel, enum maat maat, struct arena *arena)
{
    const char *what = arena_printf(arena, "totaal %s", maat_kinds[maat].name);
    bool has_rows =
        tabel->n_levels > 0 && maat_kinds[maat].shown != SECTIE_COUNT && tabel->block[maat];
    return tabel_label(tabel, text_of(what),
                       has_rows ? maat_kinds[maat].total : tabel_maat_name(tabel, maat));
}

const char *tabel_sum_name(const struct tabel *tabel, enum maat maat, struct arena *arena)
{
    const char *what = arena_printf(arena, "totaal %s", maat_kinds[maat].name);
    return tabel_label(tabel, text_of(what),
                       arena_printf(arena, "Totaal %s", tabel_maat_name(tabel, maat)));
}

const char *tabel_column_name(const struct plan *plan, const struct tabel *tabel,
                              const struct tabel_column *column, struct arena *arena)
{
    const char *kolom = plan->kolommen[tabel->kolommen[column->kolom]].name;
    const bool alone = tabel->n_kolommen == 1;
    if (column->maat == MAAT_COUNT)
        return kolom;
    char *name = arena_printf(arena, "%s%s%s", alone ? "" : kolom, alone ? "" : "_",
                              maat_kinds[column->maat].name);
    for (char *at = name; *at; at++)
        *at = *at == ' ' ? '_' : *at;
    return name;
}

/* ---- figures ---- */

static bool has_minus(const struct kolom *kolom)
{
    for (size_t i = 0; i < kolom->n_terms; i++)
        if (kolom->terms[i].sign < 0)
            return true;
    return false;
}

bool tabel_share(const struct tabel *tabel, const struct kolom *of, struct money part,
                 struct money whole, struct decimal *share)
{
    static const int powers[] = {100, 1000, 10000};
    __int128 size = whole.cents < 0 ? -(__int128)whole.cents : whole.cents;
    __int128 times = (__int128)part.cents * powers[tabel->share_decimals];
    if (size == 0)
        return false;
    if (!has_minus(of) && whole.cents < 0)
        times = -times;
    __int128 rounded = ((times < 0 ? -times : times) * 2 + size) / (size * 2);
    if (rounded > 99999999999)
        return false;
    *share = (struct decimal){(int64_t)(times < 0 ? -rounded : rounded), tabel->share_decimals};
    return true;
}

const char *tabel_letter(const struct tabel *tabel, struct money effect)
{
    return effect.cents > 0   ? tabel_label(tabel, text_of("voordeel"), "V")
           : effect.cents < 0 ? tabel_label(tabel, text_of("nadeel"), "N")
                              : "";
}
