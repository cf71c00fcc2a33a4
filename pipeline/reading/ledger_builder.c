#include "pipeline/reading/ledger_builder.h"

#include "pipeline/base/array.h"
#include "pipeline/base/interrupt.h"
#include "pipeline/base/share.h"

#include <stdlib.h>
#include <string.h>

void ledger_builder_open(struct ledger_builder *builder, const struct plan *plan,
                         const char *rejects_path, struct arena *arena, struct errors *errors)
{
    *builder =
        (struct ledger_builder){.arena = arena, .rejects_path = rejects_path, .errors = errors};
    struct ledger *ledger = arena_alloc(arena, sizeof *ledger);
    ledger->plan = plan;
    ledger->accounts = arena_alloc(arena, plan->n_sources * sizeof *ledger->accounts);
    ledger->key_used = arena_alloc(arena, plan->mapping.n_keys * sizeof *ledger->key_used);
    for (size_t s = 0; s < plan->n_sources; s++) {
        struct source_account *account = &ledger->accounts[s];
        account->n_fates = FATE_SCOPE + plan->sources[s].profile->n_scopes;
        account->fates = arena_alloc(arena, account->n_fates * sizeof *account->fates);
        account->files = arena_alloc(arena, plan->sources[s].n_files * sizeof *account->files);
    }
    for (int d = 0; d < DIMENSION_COUNT; d++)
        memo_number_slow(&builder->labels[d], (struct text){"", 0}); /* label 0 is "" */
    builder->key_lines = mem_alloc(plan->n_sources * sizeof *builder->key_lines);
    builder->too_many_labels = arena_alloc(arena, plan->n_sources * sizeof(bool));
    builder->ledger = ledger;
}

static void add_figure(bool *overflow, struct figure *to, struct figure figure)
{
    to->n_mutaties += figure.n_mutaties;
    *overflow |= !money_add(to->money, figure.money, &to->money);
}

uint32_t ledger_builder_label(struct ledger_builder *builder, enum dimension dimension,
                              struct text text)
{
    return memo_number_slow(&builder->labels[dimension], text);
}

/* ---- cells ---- */

static int by_cell(const void *a, const void *b)
{
    const struct saldo_line *x = a, *y = b;
    int order = ARRAY_ORDER(x->post, y->post);
    order = order ? order : ARRAY_ORDER(x->sectie, y->sectie);
    order = order ? order : ARRAY_ORDER(x->stand, y->stand);
    for (int d = 0; !order && d < DIMENSION_COUNT; d++)
        order = ARRAY_ORDER(x->dimension[d], y->dimension[d]);
    return order ? order : ARRAY_ORDER(x->rule, y->rule);
}

/* Where the cell is, or would be. */
static uint32_t *slot_of(const struct ledger_builder *builder, const struct saldo_line *line)
{
    uint64_t hash = (uint64_t)line->rule << 32 | (uint32_t)(line->stand << 8 | line->sectie);
    for (int d = 0; d < DIMENSION_COUNT; d++)
        hash = memo_hash(hash, line->dimension[d]);
    const size_t mask = builder->n_line_slots - 1;
    size_t at = memo_hash(hash, 0) & mask;
    for (; builder->line_slots[at]; at = (at + 1) & mask)
        if (by_cell(&builder->lines[builder->line_slots[at] - 1], line) == 0)
            break;
    return &builder->line_slots[at];
}

static void grow_line_slots(struct ledger_builder *builder)
{
    free(builder->line_slots);
    builder->n_line_slots = builder->n_line_slots ? builder->n_line_slots * 2 : 1024;
    builder->line_slots = mem_alloc(builder->n_line_slots * sizeof *builder->line_slots);
    for (size_t i = 0; i < builder->n_lines; i++)
        *slot_of(builder, &builder->lines[i]) = (uint32_t)i + 1;
}

static void add_line(struct ledger_builder *builder, const struct saldo_line *line)
{
    if (builder->n_lines * 2 >= builder->n_line_slots)
        grow_line_slots(builder);
    uint32_t *slot = slot_of(builder, line);
    if (*slot) {
        add_figure(&builder->overflow, &builder->lines[*slot - 1].figure, line->figure);
        return;
    }
    *mem_add(builder->lines, builder->n_lines) = *line;
    *slot = (uint32_t)builder->n_lines;
}

/* What a profile calls personal is printed nowhere. */
static bool is_personal(const struct profile *profile, enum dimension dimension)
{
    size_t column = profile->role[dimension_role(dimension)];
    return column < profile->n_columns && profile->columns[column].privacy == COLUMN_PERSONAL;
}

/* Lines of other programma's only mark the key rule as used. */
void ledger_builder_add(struct ledger_builder *builder, struct key_line line,
                        const uint32_t labels[DIMENSION_COUNT])
{
    struct ledger *ledger = builder->ledger;
    const struct plan *plan = ledger->plan;
    const size_t post = plan->mapping.keys[line.rule].post;
    struct source_account *account = &ledger->accounts[line.source];
    struct saldo_line cell = {.post = (uint32_t)post,
                              .stand = line.stand,
                              .sectie = line.sectie,
                              .rule = line.rule,
                              .figure = line.tallied.figure};
    ledger->key_used[line.rule] = true;
    if (plan_in_scope(plan, post))
        add_figure(&account->too_large, &account->cells[line.sectie], line.tallied.figure);
    memcpy(cell.dimension, labels, sizeof cell.dimension);
    add_line(builder, &cell);
    for (size_t l = 0; l < KEY_LABELS; l++)
        line.labels[l] = is_personal(plan->sources[line.source].profile, ledger_key_dimensions[l])
                             ? 0
                             : labels[ledger_key_dimensions[l]];
    key_lines_add(&builder->key_lines[line.source], &line);
}

void ledger_builder_add_unmapped(struct ledger_builder *builder, size_t source,
                                 enum unmapped_kind kind, struct text text, int year,
                                 struct figure figure)
{
    *mem_add(builder->unmapped, builder->n_unmapped) = (struct unmapped){
        .key = arena_copy(builder->arena, text.bytes, text.n_bytes),
        .source = builder->ledger->plan->sources[source].name,
        .kind = kind,
        .year = year,
        .n_mutaties = figure.n_mutaties,
        .sum = figure.money,
        .hint = "",
    };
}

void ledger_builder_add_fate(struct ledger_builder *builder, size_t source, size_t fate,
                             struct figure figure)
{
    struct source_account *account = &builder->ledger->accounts[source];
    add_figure(&account->too_large, &account->fates[fate], figure);
}

/* ---- labels in natural order ---- */

static int by_text(const void *a, const void *b)
{
    const struct text *x = *(const struct text *const *)a, *y = *(const struct text *const *)b;
    return text_natural(*x, *y);
}

/* Returns the place of each number. */
static uint32_t *sort_labels(struct ledger_builder *builder, int dimension)
{
    struct memo *memo = &builder->labels[dimension];
    struct labels *labels = &builder->ledger->labels[dimension];
    const struct text **order = mem_alloc(memo->n * sizeof *order);
    uint32_t *rank = mem_alloc(memo->n * sizeof *rank);
    for (size_t i = 0; i < memo->n; i++)
        order[i] = &memo->texts[i];
    array_sort(order + 1, memo->n - 1, by_text);
    labels->n = memo->n;
    labels->texts = arena_alloc(builder->arena, memo->n * sizeof *labels->texts);
    for (size_t i = 0; i < memo->n; i++) {
        rank[order[i] - memo->texts] = (uint32_t)i;
        labels->texts[i] = arena_copy(builder->arena, order[i]->bytes, order[i]->n_bytes);
    }
    for (size_t i = 0; i < builder->n_lines; i++)
        builder->lines[i].dimension[dimension] = rank[builder->lines[i].dimension[dimension]];
    free(order);
    memo_release(memo);
    return rank;
}

/* ---- lines ---- */

/* The programma's lines and those of the others, each still in order. */
static void split_lines(struct ledger_builder *builder)
{
    struct ledger *ledger = builder->ledger;
    size_t n_own = 0;
    for (size_t i = 0; i < builder->n_lines; i++)
        n_own += plan_in_scope(ledger->plan, builder->lines[i].post);
    ledger->lines = arena_alloc(builder->arena, n_own * sizeof *ledger->lines);
    ledger->other_lines =
        arena_alloc(builder->arena, (builder->n_lines - n_own) * sizeof *ledger->lines);
    for (size_t i = 0; i < builder->n_lines; i++) {
        if (plan_in_scope(ledger->plan, builder->lines[i].post))
            ledger->lines[ledger->n_lines++] = builder->lines[i];
        else
            ledger->other_lines[ledger->n_other_lines++] = builder->lines[i];
    }
}

static void close_lines(struct ledger_builder *builder)
{
    struct ledger *ledger = builder->ledger;
    const struct plan *plan = ledger->plan;
    free(builder->line_slots);
    array_sort(builder->lines, builder->n_lines, by_cell);
    split_lines(builder);
    free(builder->lines);
    ledger->figures = arena_alloc(builder->arena, plan->mapping.n_posten * SECTIE_COUNT *
                                                      plan->n_standen * sizeof *ledger->figures);
    for (size_t i = 0; i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        size_t cell = (line->post * SECTIE_COUNT + line->sectie) * plan->n_standen + line->stand;
        add_figure(&builder->overflow, &ledger->figures[cell], line->figure);
    }
}

/* ---- lines per key ---- */

static int by_rule(const void *a, const void *b)
{
    const struct key_line *x = a, *y = b;
    int order = ARRAY_ORDER(x->rule, y->rule);
    order = order ? order : ARRAY_ORDER(x->sectie, y->sectie);
    order = order ? order : ARRAY_ORDER(x->stand, y->stand);
    order = order ? order : ARRAY_ORDER(x->period, y->period);
    for (size_t l = 0; order == 0 && l < KEY_LABELS; l++)
        order = ARRAY_ORDER(x->labels[l], y->labels[l]);
    return order;
}

/* Sorts, and makes one line of the lines that are about the same; how many are left. */
static size_t merge_key_lines(struct key_line *lines, size_t n_lines, bool *too_large)
{
    size_t n = 0;
    array_sort(lines, n_lines, by_rule);
    for (size_t i = 0; i < n_lines; i++) {
        if (n && by_rule(&lines[n - 1], &lines[i]) == 0)
            *too_large |= !tallied_add(&lines[n - 1].tallied, lines[i].tallied);
        else
            lines[n++] = lines[i];
    }
    return n;
}

/* A source with very many lines: its keys are not told apart by account and cost centre. */
static void fold_key_lines(struct key_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++)
        lines[i].labels[KEY_REKENING] = lines[i].labels[KEY_KOSTENPLAATS] = 0;
}

struct closing {
    struct ledger_builder *builder;
    uint32_t *rank[DIMENSION_COUNT];
};

static struct key_line *unpack_key_lines(const struct closing *closing, size_t source)
{
    const struct key_lines *packed = &closing->builder->key_lines[source];
    struct key_line *lines = mem_alloc(packed->n * sizeof *lines);
    struct key_cursor cursor = {
        .lists = closing->builder->key_lines, .source = source, .end = source + 1};
    for (size_t i = 0; key_cursor_next(&cursor); i++) {
        lines[i] = cursor.line;
        for (size_t l = 0; l < KEY_LABELS; l++)
            lines[i].labels[l] = closing->rank[ledger_key_dimensions[l]][lines[i].labels[l]];
    }
    free(packed->bytes);
    return lines;
}

/* A job per source: only of as many as there are workers they are ever unpacked. */
static bool close_key_lines(void *context, size_t source, void *room, struct errors *errors)
{
    (void)room, (void)errors;
    const struct closing *closing = context;
    struct ledger *ledger = closing->builder->ledger;
    struct key_lines *packed = &closing->builder->key_lines[source];
    size_t n = packed->n;
    struct key_line *lines = unpack_key_lines(closing, source);
    bool *too_large = &ledger->accounts[source].too_large;
    n = merge_key_lines(lines, n, too_large);
    if (n > LEDGER_MOST_KEY_LINES) {
        fold_key_lines(lines, n);
        n = merge_key_lines(lines, n, too_large);
    }
    *packed = (struct key_lines){0};
    for (size_t i = 0; i < n; i++)
        key_lines_add(packed, &lines[i]);
    key_sums_add_up(ledger->sums[source], ledger->plan, lines, n);
    free(lines);
    return true;
}

static void move_key_lines(struct ledger_builder *builder, size_t source)
{
    struct key_lines *packed = &builder->ledger->key_lines[source];
    *packed = builder->key_lines[source];
    packed->bytes = arena_alloc(builder->arena, packed->n_bytes);
    if (packed->n_bytes)
        memcpy(packed->bytes, builder->key_lines[source].bytes, packed->n_bytes);
    free(builder->key_lines[source].bytes);
}

/* From the heap, where the workers had them. */
static void move_sums(struct ledger_builder *builder, enum sums_by by)
{
    struct ledger *ledger = builder->ledger;
    const size_t n_sources = ledger->plan->n_sources;
    size_t n = 0;
    for (size_t s = 0; s < n_sources; s++)
        n += ledger->sums[s][by].n;
    struct key_sum *to = arena_alloc(builder->arena, n * sizeof *to);
    for (size_t s = 0; s < n_sources; s++) {
        struct key_sums *sums = &ledger->sums[s][by];
        if (sums->n)
            memcpy(to, sums->items, sums->n * sizeof *to);
        free(sums->items);
        sums->items = to;
        to += sums->n;
    }
}

/* ---- what nothing claims ---- */

static int by_key(const void *a, const void *b)
{
    const struct unmapped *x = a, *y = b;
    int order = strcmp(x->source, y->source);
    order = order ? order : ARRAY_ORDER(x->kind, y->kind);
    order = order ? order : text_natural(text_of(x->key), text_of(y->key));
    return order ? order : ARRAY_ORDER(x->year, y->year);
}

#define N_NEAREST   3
#define MOST_LOOKS  2000000 /* each hint looks at every mapped key */
#define LEAST_HINTS 100     /* as many as the terminal shows */
#define MOST_HINTS  1000

static size_t most_hints(const struct mapping *mapping)
{
    size_t n = MOST_LOOKS / (mapping->n_keys + 1);
    return n < LEAST_HINTS ? LEAST_HINTS : n > MOST_HINTS ? MOST_HINTS : n;
}

static const char *hint_of(struct ledger_builder *builder, struct unmapped *unmapped)
{
    const struct mapping *mapping = &builder->ledger->plan->mapping;
    size_t nearest[N_NEAREST] = {0};
    size_t n = mapping_nearest(mapping, text_of(unmapped->key), nearest, N_NEAREST,
                               &unmapped->lacks_zeros);
    const char *hint = "";
    for (size_t i = 0; i < n; i++) {
        const struct key_rule *rule = &mapping->keys[nearest[i]];
        hint = arena_printf(builder->arena, "%s%s%.*s%s (%s)", hint,
                            i                       ? ", "
                            : unmapped->lacks_zeros ? "hetzelfde op nullen en punt of komma na: "
                                                    : "lijkt op ",
                            TEXT_ARG(rule->key), rule->is_prefix ? "*" : "",
                            mapping->posten[rule->post].name);
    }
    unmapped->same_rule = nearest[0];
    const char *behind = strrchr(unmapped->key, '.');
    if (n == 0 && strstr(unmapped->key, ".."))
        return arena_printf(builder->arena,
                            "een punt in een deel van de sleutel staat er twee keer: %.*s.*",
                            (int)(behind - unmapped->key), unmapped->key);
    return hint;
}

static void explain_unmapped(struct ledger_builder *builder, struct unmapped *unmapped,
                             bool with_hint)
{
    if (unmapped->kind != UNMAPPED_KEY)
        return;
    bool other_year = false;
    mapping_find(&builder->ledger->plan->mapping, text_of(unmapped->key), unmapped->year,
                 &other_year);
    if (other_year)
        unmapped->kind = UNMAPPED_YEAR;
    else if (with_hint)
        unmapped->hint = hint_of(builder, unmapped);
}

static void add_unmapped(struct ledger_builder *builder, struct unmapped *to,
                         const struct unmapped *from)
{
    to->n_mutaties += from->n_mutaties;
    if (!money_add(to->sum, from->sum, &to->sum))
        builder->overflow = true;
}

/* What a worker kept beyond the first so many need not be all of it: another may have left it out.
 */
static void leave_out(struct unmapped *unmapped)
{
    unmapped->key = "";
    unmapped->kind = UNMAPPED_REST;
    unmapped->year = 0;
}

static void close_unmapped(struct ledger_builder *builder)
{
    struct ledger *ledger = builder->ledger;
    array_sort(builder->unmapped, builder->n_unmapped, by_key);
    size_t n = 0, first = 0; /* of the source at hand */
    for (size_t i = 0; i < builder->n_unmapped; i++) {
        struct unmapped *at = &builder->unmapped[i], *last = n ? &builder->unmapped[n - 1] : NULL;
        if (last && strcmp(last->source, at->source) != 0)
            first = n;
        if (n - first >= LEDGER_MOST_UNMAPPED && by_key(last, at) != 0)
            leave_out(at);
        if (n > first && by_key(last, at) == 0)
            add_unmapped(builder, last, at);
        else
            builder->unmapped[n++] = *at;
    }
    const size_t n_hints = most_hints(&ledger->plan->mapping);
    for (size_t i = 0; i < n; i++)
        explain_unmapped(builder, &builder->unmapped[i], i < n_hints);
    ledger->unmapped = arena_alloc(builder->arena, n * sizeof *ledger->unmapped);
    if (n)
        memcpy(ledger->unmapped, builder->unmapped, n * sizeof *ledger->unmapped);
    ledger->n_unmapped = n;
}

/* Whether it was one source or their sum may depend on which worker met which lines: who is told is
 * the source. */
static void tell_too_large(const struct ledger_builder *builder)
{
    const struct plan *plan = builder->ledger->plan;
    bool told = false;
    for (size_t s = 0; s < plan->n_sources; s++)
        if (builder->too_many_labels[s])
            errors_add(builder->errors, ERROR_DATA, plan->sources[s].name,
                       "te veel verschillende combinaties van de kenmerken in [run] bewaren; "
                       "bewaar er minder");
    for (size_t s = 0; s < plan->n_sources; s++)
        if (builder->ledger->accounts[s].too_large)
            told = !errors_add(builder->errors, ERROR_DATA, plan->sources[s].name,
                               "de bedragen van deze bron zijn samen te groot om exact op te "
                               "tellen");
    if (builder->overflow && !told)
        errors_add(builder->errors, ERROR_DATA, "",
                   "de bedragen zijn samen te groot om exact op te tellen");
}

void ledger_builder_close(struct ledger_builder *builder, int n_workers)
{
    struct ledger *ledger = builder->ledger;
    const size_t n_sources = ledger->plan->n_sources;
    struct closing closing = {.builder = builder};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        closing.rank[d] = sort_labels(builder, d);
    close_lines(builder);
    ledger->sums = arena_alloc(builder->arena, n_sources * sizeof *ledger->sums);
    share_jobs(n_sources, n_workers, 0, close_key_lines, &closing,
               interrupt_came() ? ERRORS_UNHEARD : builder->errors);
    ledger->key_lines = arena_alloc(builder->arena, n_sources * sizeof *ledger->key_lines);
    for (size_t s = 0; s < n_sources; s++)
        move_key_lines(builder, s);
    for (enum sums_by by = 0; by < SUMS_BY; by++)
        move_sums(builder, by);
    for (int d = 0; d < DIMENSION_COUNT; d++)
        free(closing.rank[d]);
    free(builder->key_lines);
    close_unmapped(builder);
    free(builder->unmapped);
    builder->unmapped = NULL;
    tell_too_large(builder);
}
