/* [kolommen], [tabelkolommen] and [koppen]. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/quoted.h"

#include <string.h>

/* One of them while it is read. */
struct reading_kolom {
    struct plan_reading *reading;
    struct kolom *kolom;
    bool plain; /* of [kolommen]: a sum of whole standen, or of kolommen */
    bool has_standen, has_kolommen;
};

static bool fault(const struct reading_kolom *r, const char *what, struct text found)
{
    return settings_key_wrong(&r->reading->settings, r->kolom, "%s, gevonden '%.*s'", what,
                              TEXT_ARG(found));
}

bool plan_kolom(const struct plan *plan, struct text name, size_t *index)
{
    size_t i = array_index_of(plan->kolommen, plan->n_all_kolommen, name, name);
    *index = i < plan->n_all_kolommen ? i : *index;
    return i < plan->n_all_kolommen;
}

/* ---- names and headings ---- */

static void check_kolom_name(struct plan_reading *reading, const struct settings_key *key)
{
    static const char *const taken[] = {"sectie", "code", "regel"};
    if (key->name[strspn(key->name, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0')
        reading_error(reading, key->line_no,
                      "naam van een kolom: verwacht kleine letters, cijfers en _, gevonden '%s'",
                      key->name);
    if (array_has(taken, ARRAY_LENGTH(taken), key->name))
        reading_error(reading, key->line_no, "'%s' is al de naam van een kolom van de tabel",
                      key->name);
}

const char *plan_whole_value(struct plan_reading *reading, const struct settings_key *key)
{
    struct text_list words = {.arena = reading->arena, .between = " "};
    for (size_t v = 0; v < key->n_values; v++) {
        struct text rest = text_of(key->values[v].text), word;
        while (text_split(&rest, ' ', &word))
            if (text_trim(word).n_bytes > 0)
                list_add(&words, "%.*s", TEXT_ARG(text_trim(word)));
    }
    return list_text(&words, "");
}

/* "begroting_na_wijziging_2024" -> "Begroting na wijziging 2024" */
static const char *default_heading(struct arena *arena, const char *name)
{
    char *heading = arena_copy(arena, name, strlen(name));
    for (char *at = heading; *at; at++)
        if (*at == '_')
            *at = ' ';
    if (heading[0] >= 'a' && heading[0] <= 'z')
        heading[0] = (char)(heading[0] - 'a' + 'A');
    return heading;
}

/* `otherwise` (NULL: made of the name) where [koppen] has none. */
static const char *heading_of(struct plan_reading *reading, const char *name, const char *otherwise)
{
    struct settings *settings = &reading->settings;
    const struct settings_key *key =
        settings_find(settings, settings_section(settings, "koppen"), name);
    if (key)
        settings_refuse_comment(settings, key);
    const char *heading = key ? settings_one(settings, key) : NULL;
    return heading ? heading : otherwise ? otherwise : default_heading(reading->arena, name);
}

/* ---- terms ---- */

static size_t need_stand(struct plan_reading *reading, const struct stand *stand)
{
    struct plan *plan = reading->plan;
    size_t i = array_index(plan->standen, plan->n_standen, name, stand->name);
    if (i < plan->n_standen)
        return i;
    if (plan->n_standen == PLAN_MAX_STANDEN)
        reading_error(reading, 0, "[kolommen]: verwacht hoogstens %d standen", PLAN_MAX_STANDEN);
    *arena_add(reading->arena, plan->standen, plan->n_standen) = *stand;
    return plan->n_standen - 1;
}

static void add_term(const struct reading_kolom *r, struct tabel_term term)
{
    *arena_add(r->reading->arena, r->kolom->terms, r->kolom->n_terms) = term;
}

/* Splits `text` at the first " word "; false when it is not there. */
static bool split_at(struct text text, const char *word, struct text *before, struct text *behind)
{
    const char *at = text.n_bytes ? memmem(text.bytes, text.n_bytes, word, strlen(word)) : NULL;
    if (!at)
        return false;
    size_t n = (size_t)(at - text.bytes), n_word = strlen(word);
    *before = text_trim((struct text){text.bytes, n});
    *behind = text_trim((struct text){at + n_word, text.n_bytes - n - n_word});
    return true;
}

static bool read_periods(const struct reading_kolom *r, struct text text, struct tabel_term *term)
{
    term->by_period = true;
    return periods_parse(text, &term->first_period, &term->last_period) ||
           fault(r, "verwacht perioden zoals 'periode 4-6'", text);
}

static bool read_until(const struct reading_kolom *r, struct text text, struct tabel_term *term)
{
    term->by_period = true;
    term->first_period = 0;
    return period_parse(text, &term->last_period) ||
           fault(r, "verwacht een periode zoals 't/m 8'", text);
}

static bool read_only(const struct reading_kolom *r, struct text text, struct tabel_term *term)
{
    struct arena *arena = r->reading->arena;
    struct rule *rule = arena_alloc(arena, sizeof *rule);
    term->only = rule;
    return plan_tabel_rule(r->reading, text_string(arena, text), r->kolom->line_no, rule);
}

/* What of a stand counts: met, t/m and periode, taken off the text. */
static bool read_limits(const struct reading_kolom *r, struct text *text, struct tabel_term *term)
{
    struct text rest;
    return (!split_at(*text, " met ", text, &rest) || read_only(r, rest, term)) &&
           (!split_at(*text, " t/m ", text, &rest) || read_until(r, rest, term)) &&
           (!split_at(*text, " periode ", text, &rest) || read_periods(r, rest, term));
}

static bool read_stand(const struct reading_kolom *r, struct text text, int sign)
{
    struct tabel_term term = {.sign = sign};
    struct stand stand;
    if (!r->plain && !read_limits(r, &text, &term))
        return false;
    if (!stand_parse(r->reading->arena, text, &stand))
        return settings_key_wrong(&r->reading->settings, r->kolom,
                                  "verwacht een stand zoals 'primair 2024', gevonden '%.*s'; "
                                  "soorten zijn " STAND_KINDS
                                  " of een eigen woord, met een jaar erachter",
                                  TEXT_ARG(text));
    term.stand = need_stand(r->reading, &stand);
    add_term(r, term);
    return true;
}

static bool add_of(const struct reading_kolom *r, struct text name, int sign)
{
    struct kolom *kolom = r->kolom;
    const struct plan *plan = r->reading->plan;
    size_t index;
    if (!plan_kolom(plan, name, &index))
        return settings_key_wrong(
            &r->reading->settings, kolom,
            "'%.*s' is geen stand (<woord> <jaar>) en geen eerdere kolom%s", TEXT_ARG(name),
            suggestion_among(r->reading->arena, name, plan->kolommen, plan->n_all_kolommen, name));
    *arena_add(r->reading->arena, kolom->of, kolom->n_of) = (struct kolom_term){index, sign};
    const struct kolom *of = &plan->kolommen[index];
    if (of->kind != TABEL_KOLOM_SUM)
        return fault(r, "verwacht een kolom met bedragen", name);
    for (size_t t = 0; kolom->kind == TABEL_KOLOM_SUM && t < of->n_terms; t++) {
        struct tabel_term term = of->terms[t];
        term.sign *= sign;
        add_term(r, term);
    }
    return true;
}

static bool add_operand(struct reading_kolom *r, struct text operand, int sign)
{
    if (operand.n_bytes == 0)
        return settings_key_wrong(&r->reading->settings, r->kolom,
                                  "verwacht een stand of kolom voor en na elke + en -");
    const bool is_stand = memchr(operand.bytes, ' ', operand.n_bytes) != NULL;
    r->has_standen |= is_stand;
    r->has_kolommen |= !is_stand;
    return is_stand ? read_stand(r, operand, sign) : add_of(r, operand, sign);
}

/* ---- a kolom ---- */

/* "a + b - c", perhaps with a sign in front. */
static bool read_sum(struct reading_kolom *r, const char *text)
{
    int sign;
    bool good = true;
    for (struct text rest = text_of(text), operand; signed_cut(&rest, &operand, &sign);)
        good = add_operand(r, operand, sign) && good;
    return good;
}

static bool read_formula(struct reading_kolom *r, const char *text)
{
    static const char letter[] = "letter ", total[] = "totaal ";
    struct text first = text_of(text), second;
    if (text_take_start(&first, letter)) {
        r->kolom->kind = TABEL_KOLOM_LETTER;
        return add_of(r, text_trim(first), 1);
    }
    if (!split_at(text_of(text), " / ", &first, &second))
        return read_sum(r, text);
    r->kolom->kind = TABEL_KOLOM_SHARE;
    if (text_take_start(&second, total)) {
        r->kolom->kind = TABEL_KOLOM_OF_TOTAL;
        second = text_trim(second);
    }
    return add_of(r, first, 1) && add_of(r, second, 1);
}

/* Of [kolommen] each stand counts once: what cancels is left out, what counts more is refused. */
static void read_plain(struct reading_kolom *r, const char *text)
{
    struct settings *settings = &r->reading->settings;
    struct kolom *kolom = r->kolom;
    const bool good = read_sum(r, text);
    size_t n = 0, n_left = 0;
    for (size_t i = 0, at; i < kolom->n_terms; i++) {
        for (at = 0; at < n && kolom->terms[at].stand != kolom->terms[i].stand;)
            at++;
        if (at < n)
            kolom->terms[at].sign += kolom->terms[i].sign;
        else
            kolom->terms[n++] = kolom->terms[i];
    }
    for (size_t i = 0; i < n; i++) {
        const struct tabel_term term = kolom->terms[i];
        if (term.sign > 1 || term.sign < -1)
            settings_key_wrong(settings, kolom, "'%s' telt meer dan eens mee",
                               r->reading->plan->standen[term.stand].name);
        if (term.sign != 0)
            kolom->terms[n_left++] = term;
    }
    kolom->n_terms = n_left;
    if (n_left == 0 && good)
        settings_key_wrong(settings, kolom, "de formule is altijd nul");
    if (r->has_standen && r->has_kolommen)
        settings_key_wrong(settings, kolom,
                           "verwacht alleen standen of alleen kolommen, gevonden allebei");
}

/* A year that the heading names: of the kolom, or of none of its standen. Standen of a kind of
 * one's own may be told by another day (the begin of a year is the end of the one before). */
static bool is_year_of(const struct plan *plan, const struct kolom *kolom, int year)
{
    for (size_t t = 0; t < kolom->n_terms; t++) {
        const struct stand *stand = &plan->standen[kolom->terms[t].stand];
        if (stand->year == year ||
            (strcmp(stand->kind, STAND_REALISATIE) != 0 &&
             strcmp(stand->kind, STAND_PRIMAIR) != 0 && !stand_is_change(stand)))
            return true;
    }
    return kolom->n_terms == 0;
}

static void check_heading(struct plan_reading *reading, const struct kolom *kolom)
{
    struct settings *settings = &reading->settings;
    const struct settings_key *key =
        settings_find(settings, settings_section(settings, "koppen"), kolom->name);
    struct text rest = text_of(key ? kolom->heading : "");
    int year, wrong = 0;
    while (stand_next_year(&rest, &year)) {
        if (is_year_of(reading->plan, kolom, year))
            return;
        wrong = year;
    }
    if (wrong)
        settings_error(settings, key->line_no,
                       "%s: de kop '%s' noemt het jaar %d, maar de kolom is van een ander jaar; "
                       "verbeter de kop, of de standen",
                       kolom->name, kolom->heading, wrong);
}

static void add(struct plan_reading *reading, struct kolom kolom)
{
    struct plan *plan = reading->plan;
    check_heading(reading, &kolom);
    *arena_add(reading->arena, plan->kolommen, plan->n_all_kolommen) = kolom;
}

/* ---- a kolom per value ---- */

const struct tabel_kolommen *plan_tabel_kolommen(const struct plan *plan, struct text name)
{
    return array_find_of(plan->kolommen_per, plan->n_kolommen_per, name, name);
}

/* "categorie_1_1" */
static const char *name_of_value(struct arena *arena, const char *name, struct text code)
{
    char *made = arena_printf(arena, "%s_%.*s", name, TEXT_ARG(code));
    size_t n = strlen(name) + 1;
    for (const char *at = made + n; *at; at++) {
        const char c = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain || made[n - 1] != '_')
            made[n++] = plain ? c : '_';
    }
    made[n] = '\0';
    return made;
}

/* A kolom of the same terms where a condition holds as well. */
static void add_where(const struct reading_kolom *r, const char *name, const char *heading,
                      struct condition condition)
{
    struct plan_reading *reading = r->reading;
    struct arena *arena = reading->arena;
    struct kolom kolom = *r->kolom;
    size_t twin;
    kolom.name = name;
    kolom.heading = heading_of(reading, name, heading);
    kolom.is_rest = condition.negated;
    kolom.terms = arena_alloc(arena, kolom.n_terms * sizeof *kolom.terms);
    for (size_t t = 0; t < kolom.n_terms; t++) {
        struct tabel_term *term = &kolom.terms[t];
        *term = r->kolom->terms[t];
        const size_t n = term->only ? term->only->n_conditions : 0;
        struct rule *rule = arena_alloc(arena, sizeof *rule);
        rule->conditions = arena_alloc(arena, (n + 1) * sizeof *rule->conditions);
        if (n)
            memcpy(rule->conditions, term->only->conditions, n * sizeof *rule->conditions);
        rule->conditions[n] = condition;
        rule->n_conditions = n + 1;
        term->only = rule;
    }
    if (plan_kolom(reading->plan, text_of(name), &twin))
        reading_error(reading, r->kolom->line_no, "er is al een kolom '%s'", name);
    add(reading, kolom);
}

static bool read_per(struct reading_kolom *r, const char *text, struct text per)
{
    struct plan_reading *reading = r->reading;
    struct plan *plan = reading->plan;
    const size_t indeling = plan_indeling(plan, per);
    size_t n;
    if (indeling == INDELING_NONE)
        return plan_unknown_indeling(reading, r->kolom->line_no, per);
    if (!read_sum(r, text) || r->kolom->n_of > 0)
        return r->kolom->n_of > 0 && fault(r, "verwacht voor 'per' standen", text_of(text));
    const struct indeling_value *values =
        plan_indeling_values(reading, indeling, plan->standen[r->kolom->terms[0].stand].year, &n);
    if (n == 0)
        return fault(r,
                     "verwacht een indeling waarvan vooraf bekend is welke waarden zij heeft, of "
                     "onder [mappings] indelingen een lijst van haar",
                     per);
    struct pattern *patterns = arena_alloc(reading->arena, n * sizeof *patterns);
    *arena_add(reading->arena, plan->kolommen_per, plan->n_kolommen_per) =
        (struct tabel_kolommen){r->kolom->name, plan->n_all_kolommen, n + 1};
    for (size_t i = 0; i < n; i++) {
        patterns[i] = (struct pattern){.kind = PATTERN_EXACT, .low = values[i].code};
        const char *name = indeling_name(plan, indeling, values[i].code);
        add_where(r, name_of_value(reading->arena, r->kolom->name, values[i].code),
                  arena_printf(reading->arena, "%.*s%s%s", TEXT_ARG(values[i].code),
                               *name ? " " : "", name),
                  (struct condition){indeling, false, &patterns[i], 1});
    }
    add_where(r, arena_printf(reading->arena, "%s_overig", r->kolom->name), "Overig",
              (struct condition){indeling, true, patterns, n});
    return true;
}

static void read_kolom(struct plan_reading *reading, const struct settings_key *key, bool plain)
{
    const char *text = plan_whole_value(reading, key);
    struct text before, per;
    struct kolom kolom = {.name = key->name,
                          .heading = heading_of(reading, key->name, NULL),
                          .line_no = key->line_no};
    struct reading_kolom r = {.reading = reading, .kolom = &kolom, .plain = plain};
    size_t twin;
    check_kolom_name(reading, key);
    if (plan_kolom(reading->plan, text_of(key->name), &twin))
        reading_error(reading, key->line_no, "er is al een kolom '%s'", key->name);
    if (!plain && split_at(text_of(text), " per ", &before, &per)) {
        read_per(&r, text_string(reading->arena, before), per);
        return;
    }
    if (plain)
        read_plain(&r, text);
    else
        read_formula(&r, text);
    add(reading, kolom);
}

void plan_read_kolommen(struct plan_reading *reading)
{
    const struct settings_section *section = settings_need_names(&reading->settings, "kolommen");
    for (size_t k = 0; k < section->n_keys; k++)
        read_kolom(reading, &section->keys[k], true);
    reading->plan->n_kolommen = reading->plan->n_all_kolommen;
}

void plan_read_tabelkolommen(struct plan_reading *reading)
{
    const struct settings_section *section = settings_names(&reading->settings, "tabelkolommen");
    for (size_t k = 0; k < section->n_keys; k++)
        read_kolom(reading, &section->keys[k], false);
}
