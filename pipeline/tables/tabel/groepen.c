#include "pipeline/tables/tabel/groepen.h"

#include "pipeline/base/array.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct collecting {
    struct groepen *groepen;
    const struct ledger *ledger;
    struct arena *arena;
    struct memo codes[TABEL_MAX_LEVELS + 1];
    struct pair_memo paths[TABEL_MAX_LEVELS + 1]; /* [level]: path before, value */
};

/* One text for the values of all levels. */
static const char *path_text(struct arena *arena, const struct text *codes, size_t n)
{
    const char *path = "";
    for (size_t l = 0; l < n; l++)
        path = arena_printf(arena, "%s%.*s\x1f", path, TEXT_ARG(codes[l]));
    return path;
}

/* ---- where a line belongs ---- */

/* Each account is looked up once. */
static const struct account_rule **look_up_accounts(const struct ledger *ledger,
                                                    const struct tabel *tabel, struct arena *arena)
{
    const struct labels *labels = &ledger->labels[DIMENSION_REKENING];
    const struct account_rule **accounts = arena_alloc(arena, (labels->n + 1) * sizeof *accounts);
    const bool wanted = tabel->needs >> DIMENSION_REKENING & 1 && ledger->plan->n_accounts > 0;
    for (size_t i = 0; wanted && i < labels->n; i++)
        accounts[i] = plan_account(ledger->plan, text_of(labels->texts[i]));
    return accounts;
}

size_t groepen_n_lines(const struct ledger *ledger)
{
    return ledger->n_lines + 2 * ledger->plan->n_incidenteel;
}

struct groepen_line groepen_line(const struct groepen *groepen, const struct ledger *ledger,
                                 size_t i)
{
    if (i < ledger->n_lines) {
        const struct saldo_line *line = &ledger->lines[i];
        struct groepen_line found = {indelen_line(ledger, line), line->stand, line->figure, false};
        found.of.account = groepen->accounts[line->dimension[DIMENSION_REKENING]];
        return found;
    }
    const size_t item = (i - ledger->n_lines) / 2;
    const bool is_incidenteel = (i - ledger->n_lines) % 2 == 0;
    struct groepen_line found = {.stand = ledger->plan->incidenteel[item].stand, .listed = true};
    found.of = indelen_incidenteel(ledger->plan, item, is_incidenteel, &found.figure.money);
    found.figure.n_mutaties = is_incidenteel;
    return found;
}

static struct groep *new_groep(struct collecting *c, const uint32_t *path)
{
    struct groepen *groepen = c->groepen;
    size_t n_cells = SECTIE_COUNT * groepen->tabel->n_all_kolommen;
    uint32_t *copy = arena_alloc(c->arena, (groepen->n_levels + 1) * sizeof *copy);
    memcpy(copy, path, groepen->n_levels * sizeof *copy);
    struct groep *groep = arena_add(c->arena, groepen->items, groepen->n);
    *groep = (struct groep){copy, arena_alloc(c->arena, n_cells * sizeof(struct figure))};
    return groep;
}

static struct groep *groep_at(struct collecting *c, const struct text *codes)
{
    struct groepen *groepen = c->groepen;
    uint32_t path[TABEL_MAX_LEVELS + 1], number = 0;
    for (size_t l = 0; l < groepen->n_levels; l++) {
        path[l] = memo_number_slow(&c->codes[l], codes[l]);
        number = pair_memo_number(&c->paths[l], number, path[l]);
    }
    return number < groepen->n ? &groepen->items[number] : new_groep(c, path);
}

static void add_line(struct collecting *c, const struct groepen_line *line)
{
    struct groepen *groepen = c->groepen;
    const struct tabel *tabel = groepen->tabel;
    const struct indelen of = line->of;
    struct groep *groep = NULL;
    if (!indelen_rules(&of, tabel->filter, tabel->n_filter))
        return;
    for (size_t k = 0; k < tabel->n_all_kolommen; k++) {
        const struct kolom *kolom = &c->ledger->plan->kolommen[tabel->kolommen[k]];
        for (size_t t = 0; t < kolom->n_terms; t++) {
            bool unknown = false;
            if (!indelen_term(&of, &kolom->terms[t], line->stand, &unknown)) {
                groepen->n_without_period += unknown && !line->listed ? line->figure.n_mutaties : 0;
                continue;
            }
            struct text codes[TABEL_MAX_LEVELS + 1];
            for (size_t l = 0; !groep && l < groepen->n_levels; l++)
                codes[l] = indelen_code(&of, groepen->levels[l].indeling);
            groep = groep ? groep : groep_at(c, codes);
            groepen->too_large |=
                !figure_add(&groep->figures[of.sectie * tabel->n_all_kolommen + k],
                            kolom->terms[t].sign, line->figure);
        }
    }
}

/* ---- rows below the threshold ---- */

bool groepen_is_always(const struct tabel *tabel, struct text code)
{
    for (size_t i = 0; i < tabel->n_always; i++)
        if (text_equal(tabel->always[i].code, code))
            return true;
    return tabel->always_all;
}

static bool is_small(const struct groepen *groepen, const struct groep *groep)
{
    const struct tabel *tabel = groepen->tabel;
    for (size_t s = 0; s < SECTIE_COUNT; s++)
        for (size_t k = 0; k < tabel->n_kolommen; k++) {
            int64_t cents = groep->figures[s * tabel->n_all_kolommen + k].money.cents;
            if (cents >= tabel->threshold.cents || cents <= -tabel->threshold.cents)
                return false;
        }
    return true;
}

/* The place of the rest in the group of an item: its path, the last value the rest's. Not of rows
 * that are always there. */
static struct groep *rest_of(struct collecting *c, const struct groep *groep)
{
    struct groepen *groepen = c->groepen;
    struct text codes[TABEL_MAX_LEVELS + 1];
    size_t last = groepen->n_levels;
    for (size_t l = 0; l < groepen->n_levels; l++) {
        codes[l] = c->codes[l].texts[groep->path[l]];
        last = groep->path[l] && l >= groepen->n_per ? l : last;
    }
    if (last == groepen->n_levels || text_is(codes[last], groepen->tabel->rest) ||
        groepen_is_always(groepen->tabel, codes[last]))
        return NULL;
    struct groepen_small *small = arena_add(c->arena, groepen->small, groepen->n_small);
    small->path = path_text(c->arena, codes, groepen->n_levels);
    codes[last] = text_of(groepen->tabel->rest);
    small->rest = path_text(c->arena, codes, groepen->n_levels);
    return groep_at(c, codes);
}

/* What is small goes to the rest of its group; it keeps no figures. */
static void gather_small(struct collecting *c)
{
    struct groepen *groepen = c->groepen;
    const size_t n_cells = SECTIE_COUNT * groepen->tabel->n_all_kolommen;
    for (size_t i = 0, n = groepen->n; groepen->tabel->threshold.cents && i < n; i++) {
        const struct groep small = groepen->items[i];
        struct groep *rest = is_small(groepen, &small) ? rest_of(c, &small) : NULL;
        for (size_t f = 0; rest && f < n_cells; f++) {
            groepen->too_large |= !figure_add(&rest->figures[f], +1, small.figures[f]);
            small.figures[f] = (struct figure){0};
        }
    }
}

/* ---- rows that are always there ---- */

static bool has_code(struct collecting *c, size_t level, struct text code)
{
    const struct groepen *groepen = c->groepen;
    uint32_t n_before = c->codes[level].n;
    uint32_t value = memo_number_slow(&c->codes[level], code);
    for (size_t i = 0; value < n_before && i < groepen->n; i++)
        if (groepen->items[i].path[level] == value)
            return true;
    return false;
}

/* A key of posten.csv that has this code; its other values are those of the code. */
static bool find_key(const struct groepen *groepen, size_t indeling, struct text code,
                     struct indelen *of)
{
    *of = (struct indelen){.plan = groepen->plan};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        of->dimension[d] = "";
    for (of->rule = 0; of->rule < groepen->plan->mapping.n_keys; of->rule++)
        if (text_equal(indelen_code(of, indeling), code) &&
            plan_in_scope(groepen->plan, groepen->plan->mapping.keys[of->rule].post))
            return true;
    return false;
}

/* The groups that a code is in, as its list or a key of posten.csv has them. */
static void add_always(struct collecting *c, size_t level, struct text code)
{
    const struct groepen *groepen = c->groepen;
    const struct plan *plan = groepen->plan;
    struct text codes[TABEL_MAX_LEVELS + 1] = {{"", 0}};
    struct indelen of;
    if (has_code(c, level, code))
        return;
    const struct indeling_code *listed =
        indeling_code(&plan->indelingen[groepen->levels[level].indeling], code);
    const bool known = find_key(groepen, groepen->levels[level].indeling, code, &of);
    for (size_t l = 0; l < groepen->n_levels; l++) {
        const struct indeling *at = &plan->indelingen[groepen->levels[l].indeling];
        const bool groups =
            listed && at->source == INDELING_GROUP && at->of == groepen->levels[level].indeling;
        codes[l] = l == level           ? code
                   : groups             ? listed->own[at->index]
                   : known && l < level ? indelen_code(&of, groepen->levels[l].indeling)
                                        : (struct text){"", 0};
    }
    groep_at(c, codes);
}

static void add_all_always(struct collecting *c)
{
    const struct tabel *tabel = c->groepen->tabel;
    for (size_t i = 0; i < tabel->n_always; i++)
        add_always(c, c->groepen->n_per + tabel->always[i].level, tabel->always[i].code);
}

/* ---- in order ---- */

struct place {
    long order;
    struct text code;
    uint32_t value;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int order = ARRAY_ORDER(x->order, y->order);
    return order ? order : text_natural(x->code, y->code);
}

/* What the table names comes first, the rest last. */
static long order_of(const struct collecting *c, size_t indeling, struct text code)
{
    const struct tabel *tabel = c->groepen->tabel;
    for (size_t i = 0; i < tabel->n_order; i++)
        if (text_equal(code, tabel->order[i]))
            return LONG_MIN + (long)i;
    long order = indeling_order(c->groepen->plan, indeling, code);
    if (tabel->threshold.cents && text_is(code, tabel->rest))
        return LONG_MAX;
    return order < LONG_MAX ? order : LONG_MAX - 1;
}

static void rank_level(struct collecting *c, size_t l)
{
    struct groepen_level *level = &c->groepen->levels[l];
    const struct memo *memo = &c->codes[l];
    struct place *places = mem_alloc((memo->n + 1) * sizeof *places);
    level->n = memo->n;
    level->codes = arena_alloc(c->arena, (memo->n + 1) * sizeof *level->codes);
    level->rank = arena_alloc(c->arena, (memo->n + 1) * sizeof *level->rank);
    for (size_t i = 0; i < memo->n; i++) {
        struct text code = memo->texts[i];
        level->codes[i] = text_string(c->arena, code);
        places[i] = (struct place){order_of(c, level->indeling, code), code, (uint32_t)i};
    }
    array_sort(places, memo->n, by_place);
    for (size_t i = 0; i < memo->n; i++)
        level->rank[places[i].value] = (uint32_t)i;
    free(places);
}

static int by_path(const void *a, const void *b, void *context)
{
    const struct groep *x = a, *y = b;
    const struct groepen *groepen = context;
    int order = 0;
    for (size_t l = 0; !order && l < groepen->n_levels; l++)
        order =
            ARRAY_ORDER(groepen->levels[l].rank[x->path[l]], groepen->levels[l].rank[y->path[l]]);
    return order;
}

/* ---- the whole ---- */

static void begin_levels(struct groepen *groepen)
{
    const struct tabel *tabel = groepen->tabel;
    if (tabel->per != INDELING_NONE)
        groepen->levels[groepen->n_levels++] = (struct groepen_level){.indeling = tabel->per};
    groepen->n_per = groepen->n_levels;
    for (size_t l = 0; l < tabel->n_levels; l++)
        groepen->levels[groepen->n_levels++] = (struct groepen_level){
            .indeling = tabel->levels[l].indeling, .total = tabel->levels[l].total};
}

/* ---- what stands nowhere ---- */

static bool has_mutaties(const struct groepen *groepen, size_t kolom)
{
    const struct tabel *tabel = groepen->tabel;
    const size_t n = tabel->n_all_kolommen;
    unsigned secties = 0;
    for (size_t m = 0; m < tabel->n_maten; m++)
        secties |= maat_kinds[tabel->maten[m]].secties;
    for (size_t i = 0; i < groepen->n; i++)
        for (size_t s = 0; s < SECTIE_COUNT; s++)
            if (secties >> s & 1 && groepen->items[i].figures[s * n + kolom].n_mutaties > 0)
                return true;
    return false;
}

static bool may_be_left_out(const struct tabel *tabel, const struct kolom *kolom)
{
    return tabel->vorm != VORM_VERLOOP && kolom->kind == TABEL_KOLOM_SUM &&
           (kolom->is_rest || tabel->drop_empty_kolommen);
}

/* The kolom of all other values is there where there are any; others as the table says. */
static void drop_empty_kolommen(struct collecting *c)
{
    struct groepen *groepen = c->groepen;
    const struct tabel *from = groepen->tabel;
    struct tabel *tabel = arena_alloc(c->arena, sizeof *tabel);
    *tabel = *from;
    tabel->columns = arena_alloc(c->arena, (from->n_columns + 1) * sizeof *tabel->columns);
    tabel->n_columns = 0;
    for (size_t i = 0; i < from->n_columns; i++) {
        const size_t k = from->columns[i].kolom;
        if (!may_be_left_out(from, &groepen->plan->kolommen[from->kolommen[k]]) ||
            has_mutaties(groepen, k))
            tabel->columns[tabel->n_columns++] = from->columns[i];
    }
    groepen->tabel = tabel;
}

/* ---- the whole, made ---- */

void groepen_collect(const struct ledger *ledger, const struct tabel *tabel, struct arena *arena,
                     struct groepen *groepen)
{
    struct collecting c = {.groepen = groepen, .ledger = ledger, .arena = arena};
    *groepen = (struct groepen){
        .plan = ledger->plan, .tabel = tabel, .accounts = look_up_accounts(ledger, tabel, arena)};
    begin_levels(groepen);
    for (size_t l = 0; l < groepen->n_levels; l++)
        memo_number_slow(&c.codes[l], (struct text){"", 0});
    for (size_t i = 0; i < groepen_n_lines(ledger); i++) {
        const struct groepen_line line = groepen_line(groepen, ledger, i);
        add_line(&c, &line);
    }
    gather_small(&c);
    drop_empty_kolommen(&c);
    add_all_always(&c);
    for (size_t l = 0; l < groepen->n_levels; l++)
        rank_level(&c, l);
    if (groepen->n)
        qsort_r(groepen->items, groepen->n, sizeof *groepen->items, by_path, groepen);
    for (size_t l = 0; l < groepen->n_levels; l++) {
        memo_release(&c.codes[l]);
        pair_memo_release(&c.paths[l]);
    }
}

size_t groepen_sheet_end(const struct groepen *groepen, size_t first)
{
    size_t end = first;
    while (end < groepen->n &&
           (groepen->n_per == 0 || groepen->items[end].path[0] == groepen->items[first].path[0]))
        end++;
    return end;
}

/* ---- which item ---- */

void groepen_index_make(const struct groepen *groepen, struct groepen_index *index)
{
    struct arena arena = {0};
    struct text codes[TABEL_MAX_LEVELS + 1];
    *index = (struct groepen_index){
        .items = mem_alloc((groepen->n + groepen->n_small + 1) * sizeof *index->items)};
    for (size_t i = 0; i < groepen->n; i++) {
        for (size_t l = 0; l < groepen->n_levels; l++)
            codes[l] = text_of(groepen->levels[l].codes[groepen->items[i].path[l]]);
        const char *path = path_text(&arena, codes, groepen->n_levels);
        index->items[memo_number_slow(&index->paths, text_of(path))] = i;
    }
    for (size_t i = 0; i < groepen->n_small; i++) {
        uint32_t rest = memo_number_slow(&index->paths, text_of(groepen->small[i].rest));
        uint32_t path = memo_number_slow(&index->paths, text_of(groepen->small[i].path));
        index->items[path] = index->items[rest];
    }
    index->n = index->paths.n;
    arena_release(&arena);
}

void groepen_index_release(struct groepen_index *index)
{
    memo_release(&index->paths);
    free(index->items);
}

bool groepen_index_find(struct groepen_index *index, const struct groepen *groepen,
                        const struct indelen *of, struct arena *scratch, size_t *item)
{
    struct text codes[TABEL_MAX_LEVELS + 1];
    for (size_t l = 0; l < groepen->n_levels; l++)
        codes[l] = indelen_code(of, groepen->levels[l].indeling);
    uint32_t number =
        memo_number_slow(&index->paths, text_of(path_text(scratch, codes, groepen->n_levels)));
    if (number >= index->n)
        return false;
    *item = index->items[number];
    return true;
}

bool groepen_sum(const struct groepen *groepen, size_t first, size_t behind, unsigned secties,
                 size_t kolom, struct figure *sum)
{
    struct figure result = {0};
    for (size_t i = first; i < behind; i++)
        for (int s = 0; s < SECTIE_COUNT; s++)
            if (secties >> s & 1 &&
                !figure_add(
                    &result, +1,
                    groepen->items[i].figures[(size_t)s * groepen->tabel->n_all_kolommen + kolom]))
                return false;
    if (!money_fits(result.money))
        return false;
    *sum = result;
    return true;
}
