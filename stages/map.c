/* map: from values to the place where a mutatie belongs. What a profile says is worked out once per
 * distinct value (or combination of values) and remembered; a group of lines (reading/groups.h)
 * looks it up when its first line comes by, and a line asks its group. */
#include "pipeline/base/array.h"
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>
#include <string.h>

#define NO_NODE SIZE_MAX
#define UNKNOWN UINT32_MAX

/* A column, or a combination of two nodes, with the number of its value for every new group. */
struct node {
    size_t column;      /* of a leaf, else NO_COLUMN */
    size_t left, right; /* of a combination */
    struct pair_memo pairs;
    uint32_t numbers[SCAN_RECORDS];
};

/* Something that follows from the value of a node: result[number]. */
struct lookup {
    size_t node;             /* NO_NODE: the same for every record, result[0] */
    const uint32_t *numbers; /* the node's, of the batch at hand */
    uint32_t *result;
    size_t n_known, cap;
};

struct map {
    const struct plan *plan;
    const struct profile *profile;
    struct column *columns; /* of the batch at hand */
    unsigned generation;
    struct node **nodes;
    size_t n_nodes;
    struct lookup scope;    /* index of the scope rule + 1, 0 = none */
    struct lookup total;    /* index of the total rule + 1, 0 = none */
    struct lookup period;   /* period << 1, with PERIOD_COUNTS */
    struct lookup *secties; /* per amount: enum sectie; UNKNOWN = no rule holds */
    struct lookup *stands;  /* per amount: index of the stand; OTHER_STAND + number; NO_STAND */
    struct memo other_standen;
    struct lookup key; /* nothing but numbers: rules holds what follows */
    uint32_t *rules;   /* [key number][stand]: index of the key rule, UNKNOWN = unmapped */
    size_t rules_cap;
    bool *by_period; /* per stand: perioden are about it */
    bool *in_scope;  /* per key rule: its pakket is of the run's programma */
    char *joined;    /* a text that is put together, and grows with it: a key is never cut */
    size_t n_joined, joined_cap;
};

#define PERIOD_COUNTS 1u
#define NO_STAND      (UINT32_MAX - 1)
#define OTHER_STAND   (UINT32_C(1) << 31) /* + its number in other_standen */

/* ---- nodes ---- */

static struct node *add_node(struct map *map, size_t column, size_t left, size_t right)
{
    struct node *node = mem_alloc(sizeof *node);
    node->column = column;
    node->left = left;
    node->right = right;
    return *mem_add(map->nodes, map->n_nodes) = node;
}

static size_t find_node(struct map *map, size_t column, size_t left, size_t right)
{
    for (size_t i = 0; i < map->n_nodes; i++) {
        const struct node *node = map->nodes[i];
        if (node->column == column && node->left == left && node->right == right)
            return i;
    }
    add_node(map, column, left, right);
    return map->n_nodes - 1;
}

/* The node that knows `columns` (a flag per profile column), NO_NODE when there are none. */
static size_t node_of(struct map *map, const bool *columns)
{
    size_t node = NO_NODE;
    for (size_t c = 0; c < map->profile->n_columns; c++) {
        if (!columns[c])
            continue;
        size_t leaf = find_node(map, c, 0, 0);
        node = node == NO_NODE ? leaf : find_node(map, NO_COLUMN, node, leaf);
    }
    return node;
}

/* The value of a column in the combination that a node calls `number`. */
static struct text node_value(const struct map *map, size_t index, uint32_t number, size_t column)
{
    const struct node *node = map->nodes[index];
    while (node->column == NO_COLUMN) {
        const struct node *right = map->nodes[node->right];
        uint64_t pair = node->pairs.pairs[number];
        bool is_right = right->column == column;
        number = is_right ? (uint32_t)pair : (uint32_t)(pair >> 32);
        node = is_right ? right : map->nodes[node->left];
    }
    return map->columns[node->column].values[number];
}

static void number_nodes(struct map *map, const struct batch *batch)
{
    const struct groups *groups = &batch->groups;
    for (size_t i = 0; i < map->n_nodes; i++) {
        struct node *node = map->nodes[i];
        for (size_t k = 0; k < groups->n - groups->first_new; k++)
            node->numbers[k] =
                node->column != NO_COLUMN
                    ? column_number(&batch->columns[node->column], groups->new_record[k])
                    : pair_memo_number(&node->pairs, map->nodes[node->left]->numbers[k],
                                       map->nodes[node->right]->numbers[k]);
    }
}

static size_t node_size(const struct map *map, size_t index)
{
    if (index == NO_NODE)
        return 1;
    const struct node *node = map->nodes[index];
    return node->column != NO_COLUMN ? map->columns[node->column].n_learned : node->pairs.n;
}

/* ---- what follows from values ---- */

typedef uint32_t resolve_fn(struct map *map, const struct lookup *lookup, uint32_t number,
                            size_t which);

static struct text value_of(const struct map *map, const struct lookup *lookup, uint32_t number,
                            size_t column)
{
    return node_value(map, lookup->node, number, column);
}

static bool rule_holds(const struct map *map, const struct lookup *lookup, uint32_t number,
                       const struct rule *rule, size_t amount)
{
    for (size_t i = 0; i < rule->n_conditions; i++) {
        const struct condition *condition = &rule->conditions[i];
        struct text value = condition->column == AMOUNT_COLUMN
                                ? text_of(map->profile->amounts[amount].name)
                                : value_of(map, lookup, number, condition->column);
        if (!condition_matches(condition, value))
            return false;
    }
    return true;
}

static bool any_holds(const struct map *map, const struct lookup *lookup, uint32_t number,
                      const struct rule *rules, size_t n_rules)
{
    for (size_t i = 0; i < n_rules; i++)
        if (rule_holds(map, lookup, number, &rules[i], 0))
            return true;
    return false;
}

static uint32_t resolve_scope(struct map *map, const struct lookup *lookup, uint32_t number,
                              size_t which)
{
    (void)which;
    for (size_t i = 0; i < map->profile->n_scopes; i++) {
        const struct scope_rule *scope = &map->profile->scopes[i];
        if (any_holds(map, lookup, number, scope->rules, scope->n_rules))
            return (uint32_t)i + 1;
    }
    return 0;
}

static uint32_t resolve_total(struct map *map, const struct lookup *lookup, uint32_t number,
                              size_t which)
{
    (void)which;
    for (size_t i = 0; i < map->profile->n_totals; i++) {
        const struct total_rule *total = &map->profile->totals[i];
        if (any_holds(map, lookup, number, total->rules, total->n_rules))
            return (uint32_t)i + 1;
    }
    return 0;
}

static uint32_t resolve_sectie(struct map *map, const struct lookup *lookup, uint32_t number,
                               size_t which)
{
    for (size_t i = 0; i < map->profile->n_secties; i++)
        if (rule_holds(map, lookup, number, &map->profile->secties[i].rule, which))
            return map->profile->secties[i].sectie;
    return UNKNOWN;
}

static uint32_t resolve_period(struct map *map, const struct lookup *lookup, uint32_t number,
                               size_t which)
{
    (void)which;
    size_t column = map->profile->role[ROLE_PERIODE];
    if (column == NO_COLUMN)
        return PERIOD_COUNTS;
    int period = column_period(map->profile, value_of(map, lookup, number, column));
    if (period < 0)
        return 0;
    return (uint32_t)period << 1 | (map->plan->period_counts[period] ? PERIOD_COUNTS : 0);
}

static void begin_joined(struct map *map)
{
    map->n_joined = 0;
}

static void join(struct map *map, struct text text)
{
    map->joined = mem_grow(map->joined, &map->joined_cap, map->n_joined + text.n_bytes + 1, 1);
    if (text.n_bytes)
        memcpy(map->joined + map->n_joined, text.bytes, text.n_bytes);
    map->n_joined += text.n_bytes;
}

/* Until something else is joined. */
static struct text joined_text(const struct map *map)
{
    return (struct text){map->joined, map->n_joined};
}

#define YEAR_SIZE 8

/* What stands for a part of a template; a year is written into `year`. */
static struct text part_text(const struct map *map, const struct lookup *lookup, uint32_t number,
                             const struct template_part *part, char year[YEAR_SIZE])
{
    if (part->literal)
        return text_of(part->literal);
    struct text value = value_of(map, lookup, number, part->column);
    if (!part->year_of_date)
        return profile_positions(value, part->first, part->last);
    struct date date;
    if (!profile_date(map->profile, part->column, value, &date))
        return (struct text){"", 0};
    snprintf(year, YEAR_SIZE, "%d", date.year);
    return text_of(year);
}

/* The template's text with the values filled in. */
static struct text fill_template(struct map *map, const struct lookup *lookup, uint32_t number,
                                 const struct template *template)
{
    begin_joined(map);
    for (size_t i = 0; i < template->n_parts; i++) {
        char year[YEAR_SIZE];
        join(map, part_text(map, lookup, number, &template->parts[i], year));
    }
    return joined_text(map);
}

/* "<word> <year>" with a year of 1900 to 2199. */
static bool looks_like_stand(struct text text)
{
    int year;
    return text.n_bytes >= 6 && text.bytes[text.n_bytes - 5] == ' ' &&
           stand_year((struct text){text.bytes + text.n_bytes - 4, 4}, &year);
}

static uint32_t resolve_stand(struct map *map, const struct lookup *lookup, uint32_t number,
                              size_t which)
{
    struct text text = fill_template(map, lookup, number, &map->profile->amounts[which].stand);
    const size_t i = array_index_of(map->plan->standen, map->plan->n_standen, name, text);
    if (i < map->plan->n_standen)
        return (uint32_t)i;
    return looks_like_stand(text) ? OTHER_STAND | memo_number_slow(&map->other_standen, text)
                                  : NO_STAND;
}

/* A point inside a part is doubled, so that 1.2 . 3 and 1 . 2.3 stay two keys. */
static void join_part(struct map *map, struct text text)
{
    for (size_t i = 0; i < text.n_bytes; i++)
        join(map, text.bytes[i] == '.' ? text_of("..") : (struct text){text.bytes + i, 1});
}

static void join_key_part(struct map *map, const struct key_part *part, struct text value)
{
    value = profile_positions(value, part->first, part->last);
    while (part->strip_zeros && value.n_bytes > 1 && value.bytes[0] == '0')
        value = (struct text){value.bytes + 1, value.n_bytes - 1};
    for (size_t n = text_characters(value); n < part->pad_width; n++)
        join(map, text_of("0"));
    if (map->profile->n_key > 1)
        join_part(map, value);
    else
        join(map, value);
}

/* The mapping key: its parts joined with '.'. */
static struct text key_text(struct map *map, uint32_t number)
{
    begin_joined(map);
    for (size_t i = 0; i < map->profile->n_key; i++) {
        const struct key_part *part = &map->profile->key[i];
        if (i > 0)
            join(map, text_of("."));
        join_key_part(map, part, value_of(map, &map->key, number, part->column));
    }
    return joined_text(map);
}

/* Fills the key rules for every stand; the lookup's own result is not used. */
static uint32_t resolve_key(struct map *map, const struct lookup *lookup, uint32_t number,
                            size_t which)
{
    (void)lookup;
    (void)which;
    struct text key = key_text(map, number);
    size_t n_standen = map->plan->n_standen;
    map->rules =
        mem_grow(map->rules, &map->rules_cap, ((size_t)number + 1) * n_standen, sizeof *map->rules);
    for (size_t s = 0; s < n_standen; s++) {
        const int year = map->plan->standen[s].year;
        size_t rule = map->profile->key_is_post ? mapping_find_post(&map->plan->mapping, key, year)
                                                : MAPPING_NONE;
        if (rule == MAPPING_NONE)
            rule = mapping_find(&map->plan->mapping, key, year, NULL);
        map->rules[number * n_standen + s] = rule == MAPPING_NONE ? UNKNOWN : (uint32_t)rule;
    }
    return 0;
}

/* Learns what is new, and where the batch's numbers stand. */
static void learn(struct map *map, struct lookup *lookup, resolve_fn *resolve, size_t which)
{
    static const uint32_t no_numbers[SCAN_RECORDS];
    size_t n = node_size(map, lookup->node);
    lookup->numbers = lookup->node == NO_NODE ? no_numbers : map->nodes[lookup->node]->numbers;
    if (n == lookup->n_known)
        return;
    lookup->result = mem_grow(lookup->result, &lookup->cap, n, sizeof *lookup->result);
    for (size_t i = lookup->n_known; i < n; i++)
        lookup->result[i] = resolve(map, lookup, (uint32_t)i, which);
    lookup->n_known = n;
}

/* ---- open and close ---- */

static void open_lookups(struct map *map)
{
    const struct profile *profile = map->profile;
    bool scope[PROFILE_MAX_COLUMNS] = {0}, total[PROFILE_MAX_COLUMNS] = {0};
    bool sectie[PROFILE_MAX_COLUMNS] = {0}, key[PROFILE_MAX_COLUMNS] = {0};
    bool period[PROFILE_MAX_COLUMNS] = {0};
    for (size_t i = 0; i < profile->n_scopes; i++)
        rule_mark_columns(profile->scopes[i].rules, profile->scopes[i].n_rules, scope);
    for (size_t i = 0; i < profile->n_totals; i++)
        rule_mark_columns(profile->totals[i].rules, profile->totals[i].n_rules, total);
    for (size_t i = 0; i < profile->n_secties; i++)
        rule_mark_columns(&profile->secties[i].rule, 1, sectie);
    for (size_t i = 0; i < profile->n_key; i++)
        key[profile->key[i].column] = true;
    if (profile->role[ROLE_PERIODE] != NO_COLUMN)
        period[profile->role[ROLE_PERIODE]] = true;
    map->scope.node = node_of(map, scope);
    map->total.node = node_of(map, total);
    map->key.node = node_of(map, key);
    map->period.node = node_of(map, period);
    map->stands = mem_alloc(profile->n_amounts * sizeof *map->stands);
    map->secties = mem_alloc(profile->n_amounts * sizeof *map->secties);
    for (size_t a = 0; a < profile->n_amounts; a++) {
        map->secties[a].node = node_of(map, sectie);
        bool stand[PROFILE_MAX_COLUMNS] = {0};
        const struct template *template = &profile->amounts[a].stand;
        for (size_t i = 0; i < template->n_parts; i++)
            if (!template->parts[i].literal)
                stand[template->parts[i].column] = true;
        map->stands[a].node = node_of(map, stand);
    }
}

static void *map_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct map *map = mem_alloc(sizeof *map);
    map->plan = plan;
    map->profile = plan->sources[source].profile;
    open_lookups(map);
    map->by_period = mem_alloc(plan->n_standen * sizeof *map->by_period);
    for (size_t s = 0; s < plan->n_standen; s++)
        map->by_period[s] = plan_cuts_periods(plan, &plan->standen[s]);
    const struct mapping *mapping = &plan->mapping;
    map->in_scope = mem_alloc(mapping->n_keys * sizeof *map->in_scope);
    for (size_t i = 0; i < mapping->n_keys; i++)
        map->in_scope[i] = plan_in_scope(plan, mapping->keys[i].post);
    return map;
}

static void map_close(void *state)
{
    struct map *map = state;
    for (size_t i = 0; i < map->n_nodes; i++) {
        pair_memo_release(&map->nodes[i]->pairs);
        free(map->nodes[i]);
    }
    free(map->nodes);
    free(map->scope.result);
    free(map->total.result);
    free(map->period.result);
    free(map->key.result);
    for (size_t a = 0; a < map->profile->n_amounts; a++) {
        free(map->stands[a].result);
        free(map->secties[a].result);
    }
    free(map->stands);
    free(map->secties);
    free(map->rules);
    free(map->by_period);
    free(map->in_scope);
    memo_release(&map->other_standen);
    free(map->joined);
    free(map);
}

/* ---- a batch ---- */

/* Numbers of values are void once a column has forgotten them. */
static void follow_generation(struct map *map, const struct batch *batch)
{
    if (map->generation == batch->groups.generation)
        return;
    map->generation = batch->groups.generation;
    for (size_t i = 0; i < map->n_nodes; i++)
        pair_memo_forget(&map->nodes[i]->pairs);
    map->scope.n_known = map->total.n_known = map->period.n_known = 0;
    map->key.n_known = 0;
    for (size_t a = 0; a < map->profile->n_amounts; a++)
        map->stands[a].n_known = map->secties[a].n_known = 0;
}

static inline uint32_t found(const struct lookup *lookup, size_t k)
{
    return lookup->result[lookup->numbers[k]];
}

/* Of what is no cell, too: n_standen when it is none of the run's. */
static inline uint16_t stand_of(const struct map *map, uint32_t stand)
{
    return (uint16_t)(stand < map->plan->n_standen ? stand : map->plan->n_standen);
}

/* Perioden are about a stand that no kolom asks for as they are about those of its kind: what is
 * told of it is the stand, else. */
static __attribute__((noinline)) bool is_cut(struct map *map, size_t amount, size_t k,
                                             uint32_t stand)
{
    if (stand < map->plan->n_standen)
        return map->by_period[stand];
    const struct lookup *lookup = &map->stands[amount];
    const struct text text =
        fill_template(map, lookup, lookup->numbers[k], &map->profile->amounts[amount].stand);
    for (size_t s = 0; s < map->plan->n_standen; s++)
        if (map->by_period[s] && text_begins(text, map->plan->standen[s].kind))
            return true;
    return false;
}

/* The place of one amount of the k-th new group; what is asked first decides. */
static struct destination place(struct map *map, size_t amount, size_t k, bool empty)
{
    uint32_t total = found(&map->total, k);
    uint32_t scope = found(&map->scope, k);
    bool is_layout = scope && scope <= map->profile->n_layout;
    if (total && !is_layout)
        return (struct destination){.fate = FATE_TOTAL_LINE, .rule = total - 1};
    uint32_t stand = found(&map->stands[amount], k);
    if (scope)
        return (struct destination){.fate = (uint16_t)(FATE_SCOPE + scope - 1),
                                    .stand = stand_of(map, stand)};
    if (empty)
        return (struct destination){.fate = FATE_EMPTY, .stand = stand_of(map, stand)};
    uint32_t period = found(&map->period, k);
    if (!(period & PERIOD_COUNTS) && is_cut(map, amount, k, stand))
        return (struct destination){
            .fate = FATE_OTHER_PERIOD, .rule = period >> 1, .stand = stand_of(map, stand)};
    if (stand == NO_STAND)
        return (struct destination){
            .fate = FATE_UNMAPPED, .rule = UNMAPPED_STAND, .stand = stand_of(map, stand)};
    if (stand & OTHER_STAND)
        return (struct destination){.fate = FATE_OTHER_STAND,
                                    .rule = stand & ~OTHER_STAND,
                                    .stand = stand_of(map, stand),
                                    .period = (uint8_t)(period >> 1)};
    uint32_t sectie = found(&map->secties[amount], k);
    if (sectie == UNKNOWN)
        return (struct destination){
            .fate = FATE_UNMAPPED, .rule = UNMAPPED_SECTIE, .stand = (uint16_t)stand};
    uint32_t rule = map->rules[map->key.numbers[k] * map->plan->n_standen + stand];
    if (rule == UNKNOWN)
        return (struct destination){.fate = FATE_UNMAPPED,
                                    .rule = UNMAPPED_KEY,
                                    .stand = (uint16_t)stand,
                                    .sectie = (uint8_t)sectie};
    return (struct destination){
        .fate = map->in_scope[rule] ? FATE_CELL : FATE_OTHER_PROGRAMMA,
        .rule = rule,
        .stand = (uint16_t)stand,
        .sectie = (uint8_t)sectie,
    };
}

/* What the text is that nothing claims: a key, the field that gives the sectie, or a stand. */
static struct text unclaimed(struct map *map, size_t amount, size_t k, enum unmapped_kind kind)
{
    const struct lookup *lookup = kind == UNMAPPED_SECTIE  ? &map->secties[amount]
                                  : kind == UNMAPPED_STAND ? &map->stands[amount]
                                                           : &map->key;
    uint32_t number = lookup->numbers[k];
    if (kind == UNMAPPED_STAND)
        return fill_template(map, lookup, number, &map->profile->amounts[amount].stand);
    if (kind != UNMAPPED_SECTIE)
        return key_text(map, number);
    bool seen[PROFILE_MAX_COLUMNS] = {0};
    for (size_t i = 0; i < map->profile->n_secties; i++)
        rule_mark_columns(&map->profile->secties[i].rule, 1, seen);
    begin_joined(map);
    for (size_t c = 0; c < map->profile->n_columns; c++) {
        if (!seen[c])
            continue;
        join(map, text_of(map->n_joined ? ", " : ""));
        join(map, text_of(map->profile->columns[c].name));
        join(map, text_of(" "));
        join(map, value_of(map, lookup, number, c));
    }
    if (map->n_joined == 0) { /* the rules are about amounts alone */
        join(map, text_of("bedragkolom "));
        join(map, text_of(map->profile->amounts[amount].name));
    }
    return joined_text(map);
}

static void place_slot(struct map *map, struct batch *batch, size_t amount, size_t k, bool empty)
{
    size_t slot = batch_slot(batch, batch->groups.first_new + k, amount, empty);
    struct destination to = place(map, amount, k, empty);
    if (to.fate == FATE_UNMAPPED) {
        enum unmapped_kind kind = (enum unmapped_kind)to.rule;
        to.rule = batch_unclaimed(batch, kind, unclaimed(map, amount, k, kind));
    }
    batch->destinations[slot] = to;
    batch->any_elsewhere |= to.fate == FATE_OTHER_STAND || to.fate == FATE_OTHER_PERIOD;
    batch->any_unbooked |= !fate_is_booking(map->profile, to.fate);
}

static void map_batch(void *state, void *part, struct batch *batch)
{
    (void)part;
    struct map *map = state;
    const size_t n_amounts = map->profile->n_amounts;
    const size_t n_new = batch->groups.n - batch->groups.first_new;
    batch->other_standen = &map->other_standen;
    batch->destinations = mem_grow_unset(batch->destinations, &batch->destinations_cap,
                                         batch->n_slots, sizeof *batch->destinations);
    if (n_new == 0)
        return;
    map->columns = batch->columns;
    follow_generation(map, batch);
    number_nodes(map, batch);
    learn(map, &map->scope, resolve_scope, 0);
    learn(map, &map->total, resolve_total, 0);
    learn(map, &map->period, resolve_period, 0);
    learn(map, &map->key, resolve_key, 0);
    for (size_t a = 0; a < n_amounts; a++) {
        learn(map, &map->stands[a], resolve_stand, a);
        learn(map, &map->secties[a], resolve_sectie, a);
        for (size_t k = 0; k < n_new; k++)
            for (size_t empty = 0; empty < (n_amounts > 1 ? 2 : 1); empty++)
                place_slot(map, batch, a, k, empty);
    }
}

const struct line_stage map_stage = {
    .name = "map",
    .open = map_open,
    .batch = map_batch,
    .close = map_close,
};
