/* The contradictions between values: each toets is a function and a row of the table at the end. */
#include "stages/indicatoren/indicatoren.h"

#include "pipeline/base/path.h"

/* ---- words ---- */

const char *toets_printed(const struct toetsing *toetsing, const struct value *value)
{
    return notation_text(toetsing->found.arena, &value->notation);
}

const char *toets_plain(const struct toetsing *toetsing, struct decimal decimal)
{
    return decimal_text(toetsing->found.arena, decimal, true);
}

const char *toets_code(const struct toetsing *toetsing, size_t indicator)
{
    return toetsing->indicators->items[indicator].code;
}

static const char *in_document(const struct value *value)
{
    return *value->document ? value->document : "geen document";
}

/* ---- values ---- */

bool toets_outcome(const struct toetsing *toetsing, const struct printed_table *table, size_t c,
                   size_t indicator, const struct value **value)
{
    const struct field_column *column = &table->columns[c];
    if (column->field != FIELD_VALUE || column->kind != KIND_REALISATIE)
        return false;
    *value = indicators_value(toetsing->indicators, indicator, column->period, column->kind,
                              table->document);
    return true;
}

static const struct value *find(const struct toetsing *toetsing, size_t indicator,
                                const struct value *like)
{
    return indicators_value(toetsing->indicators, indicator, like->period, like->kind,
                            like->document);
}

/* The latest outcome before a year that is known exactly, or NULL. */
static const struct value *latest_outcome(const struct toetsing *toetsing, size_t indicator,
                                          int before)
{
    struct values outcomes = indicators_values(toetsing->indicators, indicator, KIND_REALISATIE);
    const struct value *latest = NULL;
    for (size_t i = 0; i < outcomes.n && outcomes.items[i]->year < before; i++)
        if (outcomes.items[i]->year && value_is_exact(outcomes.items[i]) &&
            (!latest || outcomes.items[i]->year > latest->year))
            latest = outcomes.items[i];
    return latest;
}

/* ---- one value in two documents ---- */

static bool are_two_values(const struct value *a, const struct value *b)
{
    return value_is_known(a) && value_is_known(b) && a->provisional == b->provisional &&
           !notation_equal(&a->notation, &b->notation);
}

static bool moved_when_final(const struct value *a, const struct value *b)
{
    return value_is_known(a) && value_is_known(b) && a->provisional != b->provisional &&
           !notation_equal(&a->notation, &b->notation);
}

static bool is_known_elsewhere(const struct value *a, const struct value *b)
{
    return (a->notation.status == VALUE_NB && value_is_known(b)) ||
           (b->notation.status == VALUE_NB && value_is_known(a));
}

/* ---- what hangs together ---- */

/* The sum of the parts in the period of `like`; false when one of them is not known. */
static bool sum_parts(const struct toetsing *toetsing, const struct value *like,
                      const struct together *together, struct decimal *sum)
{
    *sum = (struct decimal){0};
    for (size_t i = 0; i < together->n; i++) {
        const struct value *part = find(toetsing, together->items[i], like);
        if (!value_is_exact(part) || !decimal_add(*sum, part->notation.value, sum))
            return false;
    }
    return true;
}

/* Rounded parts add up to within half a unit of the last decimal each; whole numbers are counts and
 * add up exactly, unless they are shares. */
static bool adds_up(struct decimal expected, struct decimal found, size_t n_rounded)
{
    struct decimal distance = decimal_distance(expected, found);
    struct decimal margin = {(int64_t)(n_rounded * 5), distance.n_decimals + 1};
    return decimal_compare(distance, margin) <= 0;
}

static void look_sum(struct toetsing *toetsing, const struct value *value,
                     const struct together *parts)
{
    struct decimal sum;
    if (!value_is_exact(value) || !sum_parts(toetsing, value, parts, &sum))
        return;
    bool whole = value->notation.value.n_decimals == 0 && sum.n_decimals == 0;
    if (!adds_up(sum, value->notation.value, whole ? 0 : parts->n + 1))
        toets_found_of(toetsing, value, "%s, de delen zijn samen %s",
                       toets_printed(toetsing, value), toets_plain(toetsing, sum));
}

static void look_share(struct toetsing *toetsing, const struct value *value,
                       const struct together *parts)
{
    struct decimal sum, hundred = {100, 0};
    if (sum_parts(toetsing, value, parts, &sum) && !adds_up(hundred, sum, parts->n))
        toets_found_of(toetsing, value, "de delen zijn samen %s%%, geen 100%%",
                       toets_plain(toetsing, sum));
}

static void look_mean(struct toetsing *toetsing, const struct value *value,
                      const struct together *parts)
{
    struct decimal sum;
    if (!value_is_exact(value) || !sum_parts(toetsing, value, parts, &sum))
        return;
    struct decimal mean = decimal_divide(sum, (int64_t)parts->n, value->notation.value.n_decimals);
    if (decimal_compare(mean, value->notation.value) != 0)
        toets_found_of(toetsing, value, "%s, het gemiddelde van de delen is %s",
                       toets_printed(toetsing, value), toets_plain(toetsing, mean));
}

static void look_same(struct toetsing *toetsing, const struct value *value,
                      const struct together *same)
{
    const struct value *other = find(toetsing, same->items[0], value);
    if (!value_is_exact(value) || !value_is_exact(other))
        return;
    int n_decimals = value->notation.value.n_decimals;
    struct decimal expected = decimal_divide(other->notation.value, same->divisor, n_decimals);
    if (decimal_compare(expected, value->notation.value) != 0)
        toets_found_of(toetsing, value, "%s, maar %s is %s, en dat zou %s zijn",
                       toets_printed(toetsing, value), toets_code(toetsing, other->indicator),
                       toets_printed(toetsing, other), toets_plain(toetsing, expected));
}

static void look_same_nb(struct toetsing *toetsing, const struct value *value,
                         const struct together *same)
{
    const struct value *other = find(toetsing, same->items[0], value);
    if (value->notation.status == VALUE_NB && value_is_known(other))
        toets_found_of(toetsing, value, "NB, maar %s is %s", toets_code(toetsing, other->indicator),
                       toets_printed(toetsing, other));
}

static void look_formula(struct toetsing *toetsing, const struct value *value)
{
    const struct indicators *all = toetsing->indicators;
    const struct indicator_formula *formula = &all->items[value->indicator].formula;
    struct decimal expected;
    if (formula->n && value_is_exact(value) &&
        formule_value(all, formula, value, value->notation.value.n_decimals, &expected) &&
        decimal_compare(expected, value->notation.value) != 0)
        toets_found_of(toetsing, value, "%s, de formule geeft %s", toets_printed(toetsing, value),
                       toets_plain(toetsing, expected));
}

/* ---- targets ---- */

/* The way that is better: the indicator's own, or that which the target asks for. */
static enum direction direction_of(const struct toetsing *toetsing, const struct value *target)
{
    static const enum direction asked[RELATIONS] = {
        [RELATION_LESS] = DIRECTION_DOWN,
        [RELATION_AT_MOST] = DIRECTION_DOWN,
        [RELATION_MORE] = DIRECTION_UP,
        [RELATION_AT_LEAST] = DIRECTION_UP,
    };
    enum direction own = toetsing->indicators->items[target->indicator].direction;
    return own == DIRECTION_NONE ? asked[target->notation.relation] : own;
}

/* > 0 when a is the better one in the direction, < 0 when it is the worse, else 0. */
static int better(enum direction direction, struct decimal a, struct decimal b)
{
    int order = decimal_compare(a, b);
    return direction == DIRECTION_UP ? order : direction == DIRECTION_DOWN ? -order : 0;
}

static void look_target(struct toetsing *toetsing, const struct value *target,
                        const struct value *before)
{
    const struct value *last = latest_outcome(toetsing, target->indicator, target->year);
    bool again = before && notation_equal(&before->notation, &target->notation);
    if (!again && last &&
        better(direction_of(toetsing, target), target->notation.value, last->notation.value) < 0)
        toets_found(toetsing, "%s: streefwaarde %s voor %s, bereikt was al %s in %s (%s)",
                    toets_code(toetsing, target->indicator), toets_printed(toetsing, target),
                    target->period, toets_printed(toetsing, last), last->period, target->where);
}

/* A target that stays as it was the year before is told once. */
static void look_weak_targets(struct toetsing *toetsing)
{
    const struct indicators *all = toetsing->indicators;
    for (size_t i = 0; i < all->n; i++) {
        struct values targets = indicators_values(all, i, KIND_STREEF);
        const struct value *before = NULL;
        for (size_t t = 0; t < targets.n; t++) {
            const struct value *target = targets.items[t];
            if (!target->year || !value_is_known(target) ||
                target->notation.relation == RELATION_ABOUT)
                continue;
            look_target(toetsing, target, before);
            before = target;
        }
    }
}

/* A table may print the bound without its relation. */
static bool same_target(const struct notation *a, const struct notation *b)
{
    return decimal_compare(a->value, b->value) == 0 &&
           (a->relation == b->relation || a->relation == RELATION_NONE ||
            b->relation == RELATION_NONE);
}

static void look_goal(struct toetsing *toetsing, const struct goal *goal)
{
    const struct indicators *all = toetsing->indicators;
    if (goal->kind != GOAL_BOUND || goal->indicator == INDICATOR_NONE)
        return;
    struct values targets = indicators_values(all, goal->indicator, KIND_STREEF);
    for (size_t i = 0; i < targets.n; i++) {
        const struct value *target = targets.items[i];
        if (target->year == goal->year && value_is_known(target) &&
            !same_target(&target->notation, &goal->target))
            toets_found(toetsing,
                        "doel %s: %s in %d volgens de zin, %s volgens de tabel (%s:%d, %s)",
                        goal->code, notation_text(toetsing->found.arena, &goal->target), goal->year,
                        toets_printed(toetsing, target), path_name(all->goals_path), goal->line_no,
                        target->where);
    }
}

static void look_decimals(struct toetsing *toetsing, const struct value *value)
{
    int wanted = toetsing->indicators->items[value->indicator].decimals;
    if (wanted >= 0 && !value->delivered && value_is_known(value) &&
        value->notation.value.n_decimals != wanted)
        toets_found_of(toetsing, value, "%s, met %d in plaats van %d decimalen",
                       toets_printed(toetsing, value), value->notation.value.n_decimals, wanted);
}

/* ---- all toetsen, and what each looks at ---- */

const struct toets toetsen[] = {
    {"Eén waarde in alle documenten", true,
     "Dezelfde indicator, periode en soort hebben in twee documenten een andere waarde: een ervan "
     "is niet waar.",
     .differ = are_two_values},
    {"Sommen van delen", true,
     "Een indicator die de som van andere is, is dat niet in deze periode.", .kind = TOGETHER_SUM,
     .together = look_sum},
    {"Aandelen zijn samen 100 %", true,
     "Aandelen die samen alles zijn, tellen op tot iets anders dan 100 % (binnen afronding).",
     .kind = TOGETHER_ALL, .together = look_share},
    {"Gemiddelden van delen", true,
     "Een gemiddelde is niet dat van zijn delen, afgerond op zijn eigen decimalen.",
     .kind = TOGETHER_MEAN, .together = look_mean},
    {"Formules", true,
     "Een waarde is niet wat de formule van haar indicator geeft, afgerond op haar decimalen.",
     .value = look_formula},
    {"Zelfde waarde onder twee namen", true,
     "Twee indicatoren die hetzelfde meten, hebben een andere waarde.", .kind = TOGETHER_SAME,
     .together = look_same},
    {"Doel en tabel noemen dezelfde streefwaarde", true,
     "De zin van een doel belooft iets anders dan de streefwaarde in de tabel.", .goal = look_goal},
    {"Zin van een doel noemt zijn streefwaarde", true,
     "Het getal of jaar in de zin van een doel is niet dat van zijn streefwaarde.",
     .goal = toets_sentence},
    {"NB is ook elders niet bekend", false,
     "Een waarde die hier niet bekend heet, staat elders wel.", .differ = is_known_elsewhere,
     .kind = TOGETHER_SAME, .together = look_same_nb},
    {"Voorlopig en definitief gelijk", false,
     "Een voorlopige waarde is bij het vaststellen veranderd: wat erop gebouwd is, moet mee.",
     .differ = moved_when_final},
    {"Streefwaarde niet zwakker dan de uitkomst", false,
     "Er wordt minder nagestreefd dan al bereikt was.", .all = look_weak_targets},
    {"Belofte in een titel wordt gehaald", false,
     "De titel belooft een verandering per jaar die de waarden niet laten zien.",
     .table = toets_promise},
    {"Naam en notatie noemen dezelfde eenheid", false,
     "De naam zegt een aantal en de cellen zijn percentages, of andersom.", .row = toets_unit_word},
    {"Eén notatie per regel", false,
     "Sommige cellen van een regel hebben een procentteken en andere niet.",
     .row = toets_mixed_percent},
    {"Bij elke * een noot, bij elke noot een *", false,
     "Een * verwijst naar een noot; een van de twee ontbreekt.", .row = toets_star},
    {"Namen van regels zonder verschil in een teken", false,
     "Twee regels van een tabel verschillen alleen in een plusteken.", .table = toets_labels},
    {"Eén titel boven één tabel", false, "Twee tabellen hebben dezelfde titel.",
     .all = toets_titles},
    {"Waarden zijn bekend", false, "Meer dan de helft van een tabel is niet bekend.",
     .table = toets_nb_share},
    {"Waarden zijn recent", false,
     "De laatste uitkomst is ouder dan hoogstens_jaren_oud (2), gerekend vanaf de datum van het "
     "document ([documenten]) of het jaar van de run.",
     .all = toets_age},
    {"Waarden zijn van voor het document", true,
     "Een waarde is gemeten na de datum van het document dat haar afdrukt.", .value = toets_future},
    {"Waarden hebben de decimalen van hun indicator", false,
     "Een waarde is met meer of minder decimalen geschreven dan bij de indicator staat.",
     .value = look_decimals},
};
const size_t n_toetsen = sizeof toetsen / sizeof *toetsen;

/* Each two values of one indicator, period and kind, in two documents. */
static void look_pairs(const struct toets *toets, struct toetsing *toetsing)
{
    struct values same;
    for (size_t at = 0; indicators_next_period(toetsing->indicators, &at, &same);)
        for (size_t i = 0; i < same.n; i++)
            for (size_t k = i + 1; k < same.n; k++) {
                const struct value *a = same.items[i], *b = same.items[k];
                if (toets->differ(a, b))
                    toets_found(toetsing, "%s %s %s: %s in %s (%s), %s in %s (%s)",
                                toets_code(toetsing, a->indicator), value_kind_names[a->kind],
                                a->period, toets_printed(toetsing, a), in_document(a), a->where,
                                toets_printed(toetsing, b), in_document(b), b->where);
            }
}

static void look_table(const struct toets *toets, struct toetsing *toetsing,
                       const struct printed_table *table)
{
    if (toets->table)
        toets->table(toetsing, table);
    for (size_t r = 0; toets->row && r < table->n_rows; r++) {
        struct printed_cells cells = toets_cells(toetsing->indicators, table, &table->rows[r]);
        toets->row(toetsing, table, &table->rows[r], &cells);
    }
}

void toets_look(const struct toets *toets, struct toetsing *toetsing)
{
    const struct indicators *all = toetsing->indicators;
    if (toets->all)
        toets->all(toetsing);
    if (toets->differ)
        look_pairs(toets, toetsing);
    for (size_t i = 0; i < all->n_values; i++) {
        const struct value *value = &all->values[i];
        const struct together *parts = &all->items[value->indicator].together[toets->kind];
        if (toets->value)
            toets->value(toetsing, value);
        if (toets->together && parts->n)
            toets->together(toetsing, value, parts);
    }
    for (size_t g = 0; toets->goal && g < all->n_goals; g++)
        toets->goal(toetsing, &all->goals[g]);
    for (size_t t = 0; t < all->n_tables; t++)
        look_table(toets, toetsing, &all->tables[t]);
}
