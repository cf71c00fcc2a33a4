/* The contradictions between values: each toets is a function and a row of the table at the end. */
#include "stages/indicatoren/toetsen.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define OLD_YEARS 3 /* a latest outcome of so many years before the run's is told */

static void toets_found(struct toetsing *toetsing, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void toets_found(struct toetsing *toetsing, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(toetsing->arena, format, args);
    va_end(args);
    toetsing->found =
        arena_grow(toetsing->arena, toetsing->found, &toetsing->cap, toetsing->n + 1, sizeof text);
    toetsing->found[toetsing->n++] = text;
}

/* ---- words ---- */

static const char *printed(const struct toetsing *toetsing, const struct value *value)
{
    return notation_text(toetsing->arena, &value->notation);
}

static const char *plain(const struct toetsing *toetsing, struct decimal decimal)
{
    return decimal_text(toetsing->arena, decimal, true);
}

static const char *code_of(const struct toetsing *toetsing, size_t indicator)
{
    return toetsing->indicators->items[indicator].code;
}

static const char *in_document(const struct value *value)
{
    return *value->document ? value->document : "geen document";
}

/* ---- values ---- */

static bool is_known(const struct value *value)
{
    return value && value->notation.status == VALUE_KNOWN;
}

static const struct value *find(const struct toetsing *toetsing, size_t indicator,
                                const struct value *like)
{
    return indicators_value(toetsing->indicators, indicator, like->period, like->kind,
                            like->document);
}

/* The later outcome of two, where one may be NULL. */
static const struct value *latest_outcome(const struct toetsing *toetsing, size_t indicator,
                                          int before)
{
    const struct value *latest = NULL;
    for (size_t i = 0; i < toetsing->indicators->n_values; i++) {
        const struct value *value = &toetsing->indicators->values[i];
        if (value->indicator == indicator && value->kind == KIND_REALISATIE && value->year &&
            value->year < before && is_known(value) && (!latest || value->year > latest->year))
            latest = value;
    }
    return latest;
}

/* ---- one value in two documents ---- */

static bool are_of_one(const struct value *a, const struct value *b)
{
    return a->indicator == b->indicator && a->kind == b->kind && strcmp(a->period, b->period) == 0;
}

static void each_pair(struct toetsing *toetsing,
                      bool (*differ)(const struct value *, const struct value *))
{
    const struct indicators *all = toetsing->indicators;
    for (size_t i = 0; i < all->n_values; i++)
        for (size_t k = i + 1; k < all->n_values; k++) {
            const struct value *a = &all->values[i], *b = &all->values[k];
            if (are_of_one(a, b) && differ(a, b))
                toets_found(toetsing, "%s %s %s: %s in %s (%s), %s in %s (%s)",
                            code_of(toetsing, a->indicator), value_kind_names[a->kind], a->period,
                            printed(toetsing, a), in_document(a), a->where, printed(toetsing, b),
                            in_document(b), b->where);
        }
}

static bool are_two_values(const struct value *a, const struct value *b)
{
    return is_known(a) && is_known(b) && a->provisional == b->provisional &&
           !notation_equal(&a->notation, &b->notation);
}

static bool moved_when_final(const struct value *a, const struct value *b)
{
    return is_known(a) && is_known(b) && a->provisional != b->provisional &&
           !notation_equal(&a->notation, &b->notation);
}

static bool is_known_elsewhere(const struct value *a, const struct value *b)
{
    return (a->notation.status == VALUE_NB && is_known(b)) ||
           (b->notation.status == VALUE_NB && is_known(a));
}

static void look_two_values(struct toetsing *toetsing)
{
    each_pair(toetsing, are_two_values);
}

static void look_moved(struct toetsing *toetsing)
{
    each_pair(toetsing, moved_when_final);
}

/* ---- what hangs together ---- */

/* Each value of an indicator that hangs together with others so. */
static void each_together(struct toetsing *toetsing, enum relation_kind kind,
                          void (*look)(struct toetsing *, const struct value *,
                                       const struct together *))
{
    const struct indicators *all = toetsing->indicators;
    for (size_t i = 0; i < all->n_values; i++) {
        const struct value *value = &all->values[i];
        const struct together *together = &all->items[value->indicator].together[kind];
        if (together->n)
            look(toetsing, value, together);
    }
}

/* The sum of the parts in the period of `like`; false when one of them is not known. */
static bool sum_parts(const struct toetsing *toetsing, const struct value *like,
                      const struct together *together, struct decimal *sum)
{
    *sum = (struct decimal){0};
    for (size_t i = 0; i < together->n; i++) {
        const struct value *part = find(toetsing, together->items[i], like);
        if (!is_known(part) || part->notation.relation != RELATION_NONE ||
            !decimal_add(*sum, part->notation.value, sum))
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

static bool is_plain(const struct value *value)
{
    return is_known(value) && value->notation.relation == RELATION_NONE;
}

static void look_sum(struct toetsing *toetsing, const struct value *value,
                     const struct together *parts)
{
    struct decimal sum;
    if (!is_plain(value) || !sum_parts(toetsing, value, parts, &sum))
        return;
    bool whole = value->notation.value.n_decimals == 0 && sum.n_decimals == 0;
    if (!adds_up(sum, value->notation.value, whole ? 0 : parts->n + 1))
        toets_found(toetsing, "%s %s: %s, de delen zijn samen %s (%s)",
                    code_of(toetsing, value->indicator), value->period, printed(toetsing, value),
                    plain(toetsing, sum), value->where);
}

static void look_share(struct toetsing *toetsing, const struct value *value,
                       const struct together *parts)
{
    struct decimal sum, hundred = {100, 0};
    if (sum_parts(toetsing, value, parts, &sum) && !adds_up(hundred, sum, parts->n))
        toets_found(toetsing, "%s %s: de delen zijn samen %s%%, geen 100%% (%s)",
                    code_of(toetsing, value->indicator), value->period, plain(toetsing, sum),
                    value->where);
}

static void look_mean(struct toetsing *toetsing, const struct value *value,
                      const struct together *parts)
{
    struct decimal sum;
    if (!is_plain(value) || !sum_parts(toetsing, value, parts, &sum))
        return;
    struct decimal mean = decimal_divide(sum, (int64_t)parts->n, value->notation.value.n_decimals);
    if (decimal_compare(mean, value->notation.value) != 0)
        toets_found(toetsing, "%s %s: %s, het gemiddelde van de delen is %s (%s)",
                    code_of(toetsing, value->indicator), value->period, printed(toetsing, value),
                    plain(toetsing, mean), value->where);
}

static void look_same(struct toetsing *toetsing, const struct value *value,
                      const struct together *same)
{
    const struct value *other = find(toetsing, same->items[0], value);
    if (!is_plain(value) || !other || !is_plain(other))
        return;
    int n_decimals = value->notation.value.n_decimals;
    struct decimal expected = decimal_divide(other->notation.value, same->divisor, n_decimals);
    if (decimal_compare(expected, value->notation.value) != 0)
        toets_found(toetsing, "%s %s: %s, maar %s is %s, en dat zou %s zijn (%s)",
                    code_of(toetsing, value->indicator), value->period, printed(toetsing, value),
                    code_of(toetsing, other->indicator), printed(toetsing, other),
                    plain(toetsing, expected), value->where);
}

static void look_same_nb(struct toetsing *toetsing, const struct value *value,
                         const struct together *same)
{
    const struct value *other = find(toetsing, same->items[0], value);
    if (value->notation.status == VALUE_NB && is_known(other))
        toets_found(toetsing, "%s %s: NB, maar %s is %s (%s)", code_of(toetsing, value->indicator),
                    value->period, code_of(toetsing, other->indicator), printed(toetsing, other),
                    value->where);
}

static void look_sums(struct toetsing *toetsing)
{
    each_together(toetsing, TOGETHER_SUM, look_sum);
}

static void look_shares(struct toetsing *toetsing)
{
    each_together(toetsing, TOGETHER_ALL, look_share);
}

static void look_means(struct toetsing *toetsing)
{
    each_together(toetsing, TOGETHER_MEAN, look_mean);
}

static void look_sames(struct toetsing *toetsing)
{
    each_together(toetsing, TOGETHER_SAME, look_same);
}

static void look_nb(struct toetsing *toetsing)
{
    each_pair(toetsing, is_known_elsewhere);
    each_together(toetsing, TOGETHER_SAME, look_same_nb);
}

/* ---- targets ---- */

/* +1 when a is the better one in the indicator's direction, -1 when it is the worse, else 0. */
static int better(enum direction direction, struct decimal a, struct decimal b)
{
    int order = decimal_compare(a, b);
    return direction == DIRECTION_UP ? order : direction == DIRECTION_DOWN ? -order : 0;
}

static bool is_first_target(const struct indicators *all, size_t at)
{
    for (size_t i = 0; i < all->n_values; i++)
        if (i != at && all->values[i].indicator == all->values[at].indicator &&
            all->values[i].kind == KIND_STREEF && is_known(&all->values[i]) &&
            all->values[i].year && all->values[i].year < all->values[at].year &&
            notation_equal(&all->values[i].notation, &all->values[at].notation))
            return false;
    return true;
}

static void look_weak_targets(struct toetsing *toetsing)
{
    const struct indicators *all = toetsing->indicators;
    for (size_t i = 0; i < all->n_values; i++) {
        const struct value *target = &all->values[i];
        if (target->kind != KIND_STREEF || !is_known(target) || !target->year ||
            !is_first_target(all, i))
            continue;
        const struct value *last = latest_outcome(toetsing, target->indicator, target->year);
        if (last && better(all->items[target->indicator].direction, target->notation.value,
                           last->notation.value) < 0)
            toets_found(toetsing, "%s: streefwaarde %s voor %s, bereikt was al %s in %s (%s)",
                        code_of(toetsing, target->indicator), printed(toetsing, target),
                        target->period, printed(toetsing, last), last->period, target->where);
    }
}

static void look_goals(struct toetsing *toetsing)
{
    const struct indicators *all = toetsing->indicators;
    for (size_t g = 0; g < all->n_goals; g++) {
        const struct goal *goal = &all->goals[g];
        for (size_t i = 0; goal->kind == GOAL_BOUND && i < all->n_values; i++) {
            const struct value *target = &all->values[i];
            if (target->indicator == goal->indicator && target->kind == KIND_STREEF &&
                target->year == goal->year && is_known(target) &&
                !notation_equal(&target->notation, &goal->target))
                toets_found(
                    toetsing, "doel %s: %s in %d volgens de zin, %s volgens de tabel (%s:%d, %s)",
                    goal->code, notation_text(toetsing->arena, &goal->target), goal->year,
                    printed(toetsing, target), all->goals_path, goal->line_no, target->where);
        }
    }
}

/* ---- a promise in a title: "neemt toe met 5 % per jaar" ---- */

/* The number in front of "% per jaar"; false when there is none. */
static bool promised(const char *title, struct decimal *per_year, bool *rises)
{
    const char *mark = strstr(title, "per jaar");
    if (!mark)
        return false;
    const char *end = mark;
    while (end > title && (end[-1] == ' ' || end[-1] == '%'))
        end--;
    if (!memchr(end, '%', (size_t)(mark - end)))
        return false;
    const char *begin = end;
    while (begin > title && (text_is_digit(begin[-1]) || begin[-1] == ','))
        begin--;
    bool grouped;
    *rises = !(strstr(title, "afn") || strstr(title, "neemt af") || strstr(title, "daalt"));
    return decimal_parse((struct text){begin, (size_t)(end - begin)}, per_year, &grouped);
}

/* `to` >= `from` * (100 + p) / 100, or <= with minus; exact. */
static bool keeps_promise(struct decimal from, struct decimal to, struct decimal per_year,
                          bool rises)
{
    struct decimal hundred = {100, 0}, factor, least;
    if (!rises)
        per_year.mantissa = -per_year.mantissa;
    if (!decimal_add(hundred, per_year, &factor) ||
        __builtin_mul_overflow(from.mantissa, factor.mantissa, &least.mantissa))
        return true;
    least.n_decimals = from.n_decimals + factor.n_decimals + 2;
    return rises ? decimal_compare(to, least) >= 0 : decimal_compare(to, least) <= 0;
}

static void look_row_promise(struct toetsing *toetsing, const struct printed_table *table,
                             size_t indicator, struct decimal per_year, bool rises)
{
    const struct value *before = NULL;
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct field_column *column = &table->columns[c];
        if (column->field != FIELD_VALUE || column->kind != KIND_REALISATIE)
            continue;
        const struct value *value = indicators_value(toetsing->indicators, indicator,
                                                     column->period, column->kind, table->document);
        if (is_known(before) && is_known(value) && value->year == before->year + 1 &&
            !keeps_promise(before->notation.value, value->notation.value, per_year, rises))
            toets_found(toetsing, "tabel %s belooft %s%% per jaar; %s: %s in %s, %s in %s",
                        table->name, plain(toetsing, per_year), code_of(toetsing, indicator),
                        printed(toetsing, before), before->period, printed(toetsing, value),
                        value->period);
        before = value;
    }
}

static void look_promises(struct toetsing *toetsing)
{
    for (size_t t = 0; t < toetsing->indicators->n_tables; t++) {
        const struct printed_table *table = &toetsing->indicators->tables[t];
        struct decimal per_year;
        bool rises;
        for (size_t r = 0; promised(table->title, &per_year, &rises) && r < table->n_rows; r++)
            look_row_promise(toetsing, table, table->rows[r].indicator, per_year, rises);
    }
}

/* ---- rows as printed ---- */

struct printed_cells {
    size_t n_known, n_percent, n_stars, n_nb, n;
    bool notes_shown; /* the notes of its values stand in a column */
    bool has_note;
};

static struct printed_cells look_at_row(const struct toetsing *toetsing,
                                        const struct printed_table *table,
                                        const struct printed_row *row)
{
    struct printed_cells cells = {.has_note = *row->note != '\0'};
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct field_column *column = &table->columns[c];
        cells.notes_shown |= column->field == FIELD_VALUE_NOTE;
        if (column->field != FIELD_VALUE)
            continue;
        const struct value *value = indicators_value(toetsing->indicators, row->indicator,
                                                     column->period, column->kind, table->document);
        cells.n++;
        if (!value)
            continue;
        cells.n_known += is_known(value);
        cells.n_percent += is_known(value) && value->notation.percent;
        cells.n_nb += value->notation.status == VALUE_NB;
        cells.n_stars += value->notation.n_stars > 0;
        cells.has_note |= *value->note != '\0';
    }
    return cells;
}

static void each_row(struct toetsing *toetsing,
                     void (*look)(struct toetsing *, const struct printed_table *,
                                  const struct printed_row *, const struct printed_cells *))
{
    for (size_t t = 0; t < toetsing->indicators->n_tables; t++) {
        const struct printed_table *table = &toetsing->indicators->tables[t];
        for (size_t r = 0; r < table->n_rows; r++) {
            struct printed_cells cells = look_at_row(toetsing, table, &table->rows[r]);
            look(toetsing, table, &table->rows[r], &cells);
        }
    }
}

static bool begins_with_percent(const char *label)
{
    while (*label && (text_is_digit(*label) || *label == '.' || *label == ' '))
        label++;
    return *label == '%';
}

static void look_unit_word(struct toetsing *toetsing, const struct printed_table *table,
                           const struct printed_row *row, const struct printed_cells *cells)
{
    bool says_count = strcasestr(row->label, "aantal") || strchr(row->label, '#');
    bool says_percent = begins_with_percent(row->label) || strstr(row->label, "(%)") ||
                        begins_with_percent(table->title);
    const char *unit = toetsing->indicators->items[row->indicator].unit;
    if (says_count && cells->n_percent)
        toets_found(toetsing,
                    "tabel %s, '%s': de naam noemt een aantal, de cellen zijn "
                    "percentages",
                    table->name, row->label);
    else if (says_percent && !says_count && cells->n_known && !cells->n_percent && *unit &&
             strcmp(unit, "%") != 0)
        toets_found(toetsing, "tabel %s, '%s': er staat %% boven, de cellen zijn %s", table->name,
                    row->label, unit);
}

static void look_mixed_percent(struct toetsing *toetsing, const struct printed_table *table,
                               const struct printed_row *row, const struct printed_cells *cells)
{
    if (cells->n_percent && cells->n_percent < cells->n_known)
        toets_found(toetsing, "tabel %s, '%s': %zu van %zu cellen met %%", table->name, row->label,
                    cells->n_percent, cells->n_known);
}

static void look_star(struct toetsing *toetsing, const struct printed_table *table,
                      const struct printed_row *row, const struct printed_cells *cells)
{
    bool starred = cells->n_stars || strchr(row->label, '*');
    if (starred && !cells->has_note)
        toets_found(toetsing, "tabel %s, '%s': een * zonder noot", table->name, row->label);
    if (!starred && cells->has_note && !cells->notes_shown)
        toets_found(toetsing, "tabel %s, '%s': een noot zonder *", table->name, row->label);
}

static void look_unit_words(struct toetsing *toetsing)
{
    each_row(toetsing, look_unit_word);
}

static void look_mixed_percents(struct toetsing *toetsing)
{
    each_row(toetsing, look_mixed_percent);
}

static void look_stars(struct toetsing *toetsing)
{
    each_row(toetsing, look_star);
}

/* ---- labels that differ in a sign only: "65" where its neighbours say "65+" ---- */

/* The first number of the text with a plus behind it, or without one and no part of a range. */
static bool has_number(const char *label, const char *number, size_t n, bool with_plus)
{
    for (const char *at = label; (at = strstr(at, number)); at++) {
        bool bounded = (at == label || (!text_is_digit(at[-1]) && at[-1] != '-')) &&
                       !text_is_digit(at[n]) && at[n] != '-';
        if (bounded && (at[n] == '+') == with_plus)
            return true;
    }
    return false;
}

static void look_label(struct toetsing *toetsing, const struct printed_table *table,
                       const char *label, const char *other)
{
    for (const char *plus = other; (plus = strchr(plus, '+')); plus++) {
        const char *begin = plus;
        while (begin > other && text_is_digit(begin[-1]))
            begin--;
        size_t n = (size_t)(plus - begin);
        const char *number = arena_copy(toetsing->arena, begin, n);
        if (n > 0 && has_number(label, number, n, false) && !has_number(label, number, n, true)) {
            toets_found(toetsing, "tabel %s: '%s' zonder plus, '%s' met", table->name, label,
                        other);
            return;
        }
    }
}

static void look_labels(struct toetsing *toetsing)
{
    for (size_t t = 0; t < toetsing->indicators->n_tables; t++) {
        const struct printed_table *table = &toetsing->indicators->tables[t];
        for (size_t r = 0; r < table->n_rows; r++) {
            size_t n_before = toetsing->n;
            for (size_t o = 0; o < table->n_rows && toetsing->n == n_before; o++)
                look_label(toetsing, table, table->rows[r].label, table->rows[o].label);
        }
    }
}

/* ---- tables ---- */

static const char *without_number(const char *title)
{
    const char *at = title;
    while (text_is_digit(*at))
        at++;
    return at > title && *at == '.' && at[1] == ' ' ? at + 2 : title;
}

static void look_titles(struct toetsing *toetsing)
{
    const struct indicators *all = toetsing->indicators;
    for (size_t i = 0; i < all->n_tables; i++)
        for (size_t k = i + 1; k < all->n_tables; k++)
            if (strcmp(all->tables[i].document, all->tables[k].document) == 0 &&
                strcmp(without_number(all->tables[i].title),
                       without_number(all->tables[k].title)) == 0)
                toets_found(toetsing, "tabellen %s en %s: '%s'", all->tables[i].name,
                            all->tables[k].name, all->tables[k].title);
}

static void look_nb_share(struct toetsing *toetsing)
{
    for (size_t t = 0; t < toetsing->indicators->n_tables; t++) {
        const struct printed_table *table = &toetsing->indicators->tables[t];
        size_t n = 0, n_nb = 0;
        for (size_t r = 0; r < table->n_rows; r++) {
            struct printed_cells cells = look_at_row(toetsing, table, &table->rows[r]);
            n += cells.n;
            n_nb += cells.n_nb;
        }
        if (n_nb * 2 > n)
            toets_found(toetsing, "tabel %s: %zu van %zu waarden niet bekend", table->name, n_nb,
                        n);
    }
}

static void look_age(struct toetsing *toetsing)
{
    for (size_t i = 0; i < toetsing->indicators->n; i++) {
        const struct value *last = latest_outcome(toetsing, i, toetsing->year + 1);
        if (last && last->year <= toetsing->year - OLD_YEARS)
            toets_found(toetsing, "%s: de laatste uitkomst is van %d", code_of(toetsing, i),
                        last->year);
    }
}

const struct toets toetsen[] = {
    {"Eén waarde in alle documenten", true, look_two_values,
     "Dezelfde indicator, periode en soort hebben in twee documenten een andere waarde: een ervan "
     "is niet waar."},
    {"Sommen van delen", true, look_sums,
     "Een indicator die de som van andere is, is dat niet in deze periode."},
    {"Aandelen zijn samen 100 %", true, look_shares,
     "Aandelen die samen alles zijn, tellen op tot iets anders dan 100 % (binnen afronding)."},
    {"Gemiddelden van delen", true, look_means,
     "Een gemiddelde is niet dat van zijn delen, afgerond op zijn eigen decimalen."},
    {"Zelfde waarde onder twee namen", true, look_sames,
     "Twee indicatoren die hetzelfde meten, hebben een andere waarde."},
    {"Doel en tabel noemen dezelfde streefwaarde", true, look_goals,
     "De zin van een doel belooft iets anders dan de streefwaarde in de tabel."},
    {"NB is ook elders niet bekend", false, look_nb,
     "Een waarde die hier niet bekend heet, staat elders wel."},
    {"Voorlopig en definitief gelijk", false, look_moved,
     "Een voorlopige waarde is bij het vaststellen veranderd: wat erop gebouwd is, moet mee."},
    {"Streefwaarde niet zwakker dan de uitkomst", false, look_weak_targets,
     "Er wordt minder nagestreefd dan al bereikt was."},
    {"Belofte in een titel wordt gehaald", false, look_promises,
     "De titel belooft een verandering per jaar die de waarden niet laten zien."},
    {"Naam en notatie noemen dezelfde eenheid", false, look_unit_words,
     "De naam zegt een aantal en de cellen zijn percentages, of andersom."},
    {"Eén notatie per regel", false, look_mixed_percents,
     "Sommige cellen van een regel hebben een procentteken en andere niet."},
    {"Bij elke * een noot, bij elke noot een *", false, look_stars,
     "Een * verwijst naar een noot; een van de twee ontbreekt."},
    {"Namen van regels zonder verschil in een teken", false, look_labels,
     "Twee regels van een tabel verschillen alleen in een plusteken."},
    {"Eén titel boven één tabel", false, look_titles, "Twee tabellen hebben dezelfde titel."},
    {"Waarden zijn bekend", false, look_nb_share,
     "Meer dan de helft van een tabel is niet bekend."},
    {"Waarden zijn recent", false, look_age,
     "De laatste uitkomst is drie jaar of ouder, gerekend vanaf het jaar van de run."},
};
const size_t n_toetsen = sizeof toetsen / sizeof *toetsen;
