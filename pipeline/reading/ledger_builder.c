#include "pipeline/reading/ledger_builder.h"

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
    builder->ledger = ledger;
}

static void add_figure(bool *overflow, struct figure *to, struct figure figure)
{
    to->n_mutaties += figure.n_mutaties;
    *overflow |= !money_add(to->money, figure.money, &to->money);
}

void ledger_builder_add(struct ledger_builder *builder, size_t source, size_t rule,
                        enum sectie sectie, size_t stand, const struct text *labels,
                        struct figure figure)
{
    const struct plan *plan = builder->ledger->plan;
    size_t post = plan->mapping.keys[rule].post;
    builder->ledger->key_used[rule] = true;
    struct source_account *account = &builder->ledger->accounts[source];
    if (plan_in_scope(plan, post))
        add_figure(&account->too_large, &account->cells[sectie], figure);
    builder->lines =
        mem_grow(builder->lines, &builder->lines_cap, builder->n_lines + 1, sizeof *builder->lines);
    struct saldo_line *line = &builder->lines[builder->n_lines++];
    *line = (struct saldo_line){.post = (uint32_t)post,
                                .stand = (uint16_t)stand,
                                .sectie = (uint8_t)sectie,
                                .rule = (uint32_t)rule,
                                .figure = figure};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        line->dimension[d] = memo_number_slow(&builder->labels[d], labels[d]);
}

/* What a profile calls personal is printed nowhere. */
static uint32_t key_label(struct ledger_builder *builder, size_t source, enum dimension dimension,
                          const struct text *labels)
{
    const struct profile *profile = builder->ledger->plan->sources[source].profile;
    size_t column = profile->role[dimension_role(dimension)];
    bool personal =
        column < profile->n_columns && profile->columns[column].privacy == COLUMN_PERSONAL;
    return personal ? 0 : memo_number_slow(&builder->labels[dimension], labels[dimension]);
}

void ledger_builder_add_key(struct ledger_builder *builder, struct key_line line,
                            const struct text *labels)
{
    for (size_t l = 0; l < KEY_LABELS; l++)
        line.labels[l] = key_label(builder, line.source, ledger_key_dimensions[l], labels);
    builder->key_lines = mem_grow(builder->key_lines, &builder->key_lines_cap,
                                  builder->n_key_lines + 1, sizeof line);
    builder->key_lines[builder->n_key_lines++] = line;
}

void ledger_builder_add_unmapped(struct ledger_builder *builder, size_t source,
                                 enum unmapped_kind kind, struct text text, int year,
                                 struct figure figure)
{
    builder->unmapped = mem_grow(builder->unmapped, &builder->unmapped_cap, builder->n_unmapped + 1,
                                 sizeof *builder->unmapped);
    builder->unmapped[builder->n_unmapped++] = (struct unmapped){
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

static void sort_labels(struct ledger_builder *builder, int dimension)
{
    struct memo *memo = &builder->labels[dimension];
    struct labels *labels = &builder->ledger->labels[dimension];
    const struct text **order = mem_alloc(memo->n * sizeof *order);
    uint32_t *rank = mem_alloc(memo->n * sizeof *rank);
    for (size_t i = 0; i < memo->n; i++)
        order[i] = &memo->texts[i];
    qsort(order + 1, memo->n - 1, sizeof *order, by_text);
    labels->n = memo->n;
    labels->texts = arena_alloc(builder->arena, memo->n * sizeof *labels->texts);
    for (size_t i = 0; i < memo->n; i++) {
        rank[order[i] - memo->texts] = (uint32_t)i;
        labels->texts[i] = arena_copy(builder->arena, order[i]->bytes, order[i]->n_bytes);
    }
    for (size_t i = 0; i < builder->n_lines; i++)
        builder->lines[i].dimension[dimension] = rank[builder->lines[i].dimension[dimension]];
    for (size_t l = 0; l < KEY_LABELS; l++)
        for (size_t i = 0;
             ledger_key_dimensions[l] == (enum dimension)dimension && i < builder->n_key_lines; i++)
            builder->key_lines[i].labels[l] = rank[builder->key_lines[i].labels[l]];
    free(order);
    free(rank);
    memo_release(memo);
}

/* ---- lines ---- */

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_cell(const void *a, const void *b)
{
    const struct saldo_line *x = a, *y = b;
    int order = compare_numbers(x->post, y->post);
    order = order ? order : compare_numbers(x->sectie, y->sectie);
    order = order ? order : compare_numbers(x->stand, y->stand);
    for (int d = 0; !order && d < DIMENSION_COUNT; d++)
        order = compare_numbers(x->dimension[d], y->dimension[d]);
    return order ? order : compare_numbers(x->rule, y->rule);
}

/* Sorts, and makes one line of the lines of one cell. */
static void merge_lines(struct ledger_builder *builder)
{
    size_t n = 0;
    if (builder->n_lines)
        qsort(builder->lines, builder->n_lines, sizeof *builder->lines, by_cell);
    for (size_t i = 0; i < builder->n_lines; i++) {
        if (n && by_cell(&builder->lines[n - 1], &builder->lines[i]) == 0)
            add_figure(&builder->overflow, &builder->lines[n - 1].figure, builder->lines[i].figure);
        else
            builder->lines[n++] = builder->lines[i];
    }
    builder->n_lines = n;
}

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
    merge_lines(builder);
    split_lines(builder);
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
    int order = compare_numbers(x->source, y->source);
    order = order ? order : compare_numbers(x->rule, y->rule);
    order = order ? order : compare_numbers(x->sectie, y->sectie);
    order = order ? order : compare_numbers(x->stand, y->stand);
    order = order ? order : compare_numbers(x->period, y->period);
    for (size_t l = 0; order == 0 && l < KEY_LABELS; l++)
        order = compare_numbers(x->labels[l], y->labels[l]);
    return order;
}

/* Sorts, and makes one line of the lines that are about the same. */
static void merge_key_lines(struct ledger_builder *builder)
{
    size_t n = 0;
    struct key_line *lines = builder->key_lines;
    if (builder->n_key_lines)
        qsort(lines, builder->n_key_lines, sizeof *lines, by_rule);
    for (size_t i = 0; i < builder->n_key_lines; i++) {
        if (n && by_rule(&lines[n - 1], &lines[i]) == 0)
            builder->ledger->accounts[lines[i].source].too_large |=
                !tallied_add(&lines[n - 1].tallied, lines[i].tallied);
        else
            lines[n++] = lines[i];
    }
    builder->n_key_lines = n;
}

/* A source with very many lines: its keys are not told apart by account and cost centre. True when
 * there is one. */
static bool fold_key_lines(struct ledger_builder *builder)
{
    bool folded = false;
    struct key_line *lines = builder->key_lines;
    for (size_t i = 0, end; i < builder->n_key_lines; i = end) {
        for (end = i; end < builder->n_key_lines && lines[end].source == lines[i].source; end++)
            ;
        for (size_t at = i; end - i > LEDGER_MOST_KEY_LINES && at < end; at++)
            lines[at].labels[KEY_REKENING] = lines[at].labels[KEY_KOSTENPLAATS] = 0;
        folded |= end - i > LEDGER_MOST_KEY_LINES;
    }
    return folded;
}

static void close_key_lines(struct ledger_builder *builder)
{
    merge_key_lines(builder);
    if (fold_key_lines(builder))
        merge_key_lines(builder);
    const size_t n_bytes = builder->n_key_lines * sizeof *builder->key_lines;
    builder->ledger->n_key_lines = builder->n_key_lines;
    builder->ledger->key_lines = arena_alloc(builder->arena, n_bytes);
    if (n_bytes)
        memcpy(builder->ledger->key_lines, builder->key_lines, n_bytes);
    free(builder->key_lines);
    builder->key_lines = NULL;
}

/* ---- what nothing claims ---- */

static int by_key(const void *a, const void *b)
{
    const struct unmapped *x = a, *y = b;
    int order = strcmp(x->source, y->source);
    order = order ? order : compare_numbers(x->kind, y->kind);
    order = order ? order : text_natural(text_of(x->key), text_of(y->key));
    return order ? order : compare_numbers((uint64_t)x->year, (uint64_t)y->year);
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
    size_t nearest[N_NEAREST];
    size_t n = mapping_nearest(mapping, text_of(unmapped->key), nearest, N_NEAREST,
                               &unmapped->lacks_zeros);
    const char *hint = "";
    for (size_t i = 0; i < n; i++) {
        const struct key_rule *rule = &mapping->keys[nearest[i]];
        hint = arena_printf(builder->arena, "%s%s%.*s%s (%s)", hint, i ? ", " : "lijkt op ",
                            TEXT_ARG(rule->key), rule->is_prefix ? "*" : "",
                            mapping->posten[rule->post].name);
    }
    if (unmapped->lacks_zeros)
        hint = arena_printf(builder->arena, "komt overeen na aanvullen met nullen; %s", hint);
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
    if (builder->n_unmapped)
        qsort(builder->unmapped, builder->n_unmapped, sizeof *builder->unmapped, by_key);
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
        if (builder->ledger->accounts[s].too_large)
            told = !errors_add(builder->errors, ERROR_DATA, plan->sources[s].name,
                               "de bedragen van deze bron zijn samen te groot om exact op te "
                               "tellen");
    if (builder->overflow && !told)
        errors_add(builder->errors, ERROR_DATA, "",
                   "de bedragen zijn samen te groot om exact op te tellen");
}

void ledger_builder_close(struct ledger_builder *builder)
{
    for (int d = 0; d < DIMENSION_COUNT; d++)
        sort_labels(builder, d);
    close_lines(builder);
    close_key_lines(builder);
    close_unmapped(builder);
    free(builder->lines);
    free(builder->unmapped);
    builder->lines = NULL;
    builder->unmapped = NULL;
    tell_too_large(builder);
}
