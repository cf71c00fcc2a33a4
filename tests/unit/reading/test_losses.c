/* Random ledgers: what adds up passes, what was lost is found, and neither the order of the lines
 * nor rounding changes a figure. The seed is fixed: a failure names the ledger that shows it. */
#include "pipeline/chain.h"
#include "tests/unit/programma.h"

#define N_LEDGERS   10000
#define N_PAKKETTEN 4

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static uint64_t below(uint64_t *state, uint64_t n)
{
    return next(state) % n;
}

/* One random line, remembered so that the ledger can be built again in another order. */
struct entry {
    const char *code, *post, *stand;
    enum sectie sectie;
    int64_t cents;
};

struct recipe {
    char shown[80];
    bool opposite_verschil;
    int64_t unit_euros;
    struct entry entries[40];
    size_t n_entries;
};

static const char *const codes[N_PAKKETTEN] = {"1A", "1B2", "1B10", "1Z"};

static int64_t random_cents(uint64_t *state)
{
    static const int64_t sizes[] = {100, 50000, 100000, 20000000, 90000000000};
    int64_t size = sizes[below(state, 5)];
    int64_t cents = (int64_t)below(state, (uint64_t)size * 2) - size;
    return below(state, 8) == 0 ? cents / 50000 * 50000 : cents; /* halves of a thousand too */
}

static void invent(struct recipe *recipe, uint64_t *state)
{
    static const char *const posten[] = {"a", "b", "c"};
    static const char *const standen[] = {"realisatie 2024", "primair 2024", "wijziging 2024"};
    uint64_t bits = next(state);
    snprintf(recipe->shown, sizeof recipe->shown,
             "lasten%c baten%c stortingen%c onttrekkingen%c saldo%c", bits & 1 ? '+' : '-',
             bits & 2 ? '+' : '-', bits & 4 ? '+' : '-', bits & 8 ? '+' : '-',
             bits & 16 ? '+' : '-');
    recipe->opposite_verschil = bits & 32;
    recipe->unit_euros = bits & 64 ? 1 : 1000;
    recipe->n_entries = 1 + below(state, 40);
    for (size_t i = 0; i < recipe->n_entries; i++)
        recipe->entries[i] = (struct entry){.code = codes[below(state, N_PAKKETTEN)],
                                            .post = posten[below(state, 3)],
                                            .stand = standen[below(state, 3)],
                                            .sectie = (enum sectie)below(state, SECTIE_COUNT),
                                            .cents = random_cents(state)};
}

static void build(struct programma *p, const struct recipe *recipe)
{
    programma_begin(p, recipe->shown);
    p->plan.unit_euros = recipe->unit_euros;
    p->plan.show_resultaat = true;
    p->plan.keep[DIMENSION_BESLUIT] = true;
    programma_kolom(p, "primair", "primair 2024");
    programma_kolom(p, "begroting", "primair 2024 + wijziging 2024");
    programma_kolom(p, "realisatie", "realisatie 2024");
    programma_kolom(p, "verschil",
                    recipe->opposite_verschil ? "begroting - realisatie"
                                              : "realisatie - begroting");
    for (size_t i = 0; i < N_PAKKETTEN; i++)
        programma_pakket(p, codes[i], "Pakket", 0, 9999);
    programma_afwijkingen(p, "realisatie", "begroting", "verschil",
                          (struct threshold){.amount = {7500000}},
                          (struct threshold){.amount = {5000000}});
    /* the posten in a fixed order, whatever the order of the lines */
    for (size_t i = 0; i < N_PAKKETTEN; i++)
        for (char post[2] = "a"; *post <= 'c'; (*post)++)
            programma_post(p, codes[i], post);
    for (size_t i = 0; i < recipe->n_entries; i++) {
        const struct entry *entry = &recipe->entries[i];
        programma_book(p, entry->code, entry->post, entry->sectie, entry->stand, entry->cents);
    }
    programma_finish(p);
}

static void run(struct programma *p)
{
    assert_true(saldo_stage.run(&p->job));
    assert_true(reserves_stage.run(&p->job));
    assert_true(afwijkingen_stage.run(&p->job));
    assert_true(koppeling_stage.run(&p->job));
    assert_true(wijzigingen_stage.run(&p->job));
    assert_true(verantwoording_stage.run(&p->job));
    assert_true(controles_stage.run(&p->job));
}

/* ---- losses ---- */

static void drop(struct programma *p, size_t at)
{
    p->ledger.lines[at] = p->ledger.lines[--p->ledger.n_lines];
}

static void drop_everywhere(struct programma *p, size_t at)
{
    const struct saldo_line *line = &p->ledger.lines[at];
    size_t cell = (line->post * SECTIE_COUNT + line->sectie) * p->plan.n_standen + line->stand;
    p->ledger.figures[cell].money.cents -= line->figure.money.cents;
    p->ledger.figures[cell].n_mutaties--;
    drop(p, at);
}

static void double_it(struct programma *p, size_t at)
{
    p->ledger.lines = arena_grow(&p->arena, p->ledger.lines, &p->lines_cap, p->ledger.n_lines + 1,
                                 sizeof *p->ledger.lines);
    p->ledger.lines[p->ledger.n_lines++] = p->ledger.lines[at];
}

static void move_a_cent(struct programma *p, size_t at)
{
    p->ledger.lines[at].figure.money.cents++;
}

static void move_a_cent_everywhere(struct programma *p, size_t at)
{
    const struct saldo_line *line = &p->ledger.lines[at];
    size_t cell = (line->post * SECTIE_COUNT + line->sectie) * p->plan.n_standen + line->stand;
    p->ledger.figures[cell].money.cents++;
    move_a_cent(p, at);
}

static void move_a_cent_in_a_figure(struct programma *p, size_t at)
{
    const struct saldo_line *line = &p->ledger.lines[at];
    size_t cell = (line->post * SECTIE_COUNT + line->sectie) * p->plan.n_standen + line->stand;
    p->ledger.figures[cell].money.cents--;
}

static void lose_before_the_cell(struct programma *p, size_t at)
{
    (void)at;
    p->account.fates[FATE_CELL].n_mutaties--;
}

static void remove_a_mapping(struct programma *p, size_t at)
{
    struct unmapped *unmapped = arena_alloc(&p->arena, sizeof *unmapped);
    struct figure figure = p->ledger.lines[at].figure;
    *unmapped = (struct unmapped){.key = "k",
                                  .source = p->source.name,
                                  .hint = "",
                                  .n_mutaties = figure.n_mutaties,
                                  .sum = figure.money};
    p->account.cells[p->ledger.lines[at].sectie].money.cents -= figure.money.cents;
    p->account.cells[p->ledger.lines[at].sectie].n_mutaties--;
    p->account.fates[FATE_CELL].money.cents -= figure.money.cents;
    p->account.fates[FATE_CELL].n_mutaties--;
    p->account.fates[FATE_UNMAPPED] = figure;
    p->ledger.unmapped = unmapped;
    p->ledger.n_unmapped = 1;
    drop_everywhere(p, at);
}

static const struct {
    const char *name;
    void (*plant)(struct programma *p, size_t at);
} losses[] = {
    {"a line dropped", drop},
    {"a line dropped from every total", drop_everywhere},
    {"a line doubled", double_it},
    {"a cent moved", move_a_cent},
    {"a cent moved in every total", move_a_cent_everywhere},
    {"a cent moved in a figure", move_a_cent_in_a_figure},
    {"a line lost before its cell", lose_before_the_cell},
    {"a mapping removed", remove_a_mapping},
};
#define N_LOSSES (sizeof losses / sizeof *losses)

static void every_loss_is_found_and_nothing_else(void **state)
{
    (void)state;
    uint64_t random = 20240101;
    for (size_t i = 0; i < N_LEDGERS; i++) {
        struct recipe recipe;
        struct programma p;
        invent(&recipe, &random);
        build(&p, &recipe);
        size_t loss = below(&random, N_LOSSES + 1);
        size_t at = below(&random, p.ledger.n_lines);
        if (loss < N_LOSSES)
            losses[loss].plant(&p, at);
        run(&p);
        size_t n_failed = controls_failed(&p.job.controls, SEVERITY_ERROR);
        if ((n_failed > 0) != (loss < N_LOSSES))
            fail_msg("ledger %zu: %s: %zu controls failed", i,
                     loss < N_LOSSES ? losses[loss].name : "nothing lost", n_failed);
        programma_release(&p);
    }
}

/* ---- order and rounding ---- */

static void check_rounding(const struct table *table)
{
    int64_t unit_cents = table->unit_euros * 100;
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct cell *cell = &table->rows[r].cells[c];
            if (cell->kind != CELL_MONEY)
                continue;
            int64_t moved =
                money_round(cell->money, table->unit_euros) * unit_cents - cell->money.cents;
            assert_true(moved * 2 <= unit_cents && moved * 2 >= -unit_cents);
        }
}

static void check_same(const struct table *a, const struct table *b)
{
    assert_int_equal(a->n_rows, b->n_rows);
    assert_int_equal(a->n_columns, b->n_columns);
    for (size_t r = 0; r < a->n_rows; r++)
        for (size_t c = 0; c < a->n_columns; c++) {
            const struct cell *x = &a->rows[r].cells[c], *y = &b->rows[r].cells[c];
            assert_int_equal(x->kind, y->kind);
            assert_int_equal(x->money.cents, y->money.cents);
            assert_int_equal(x->integer, y->integer);
            if (x->kind == CELL_TEXT)
                assert_string_equal(x->text, y->text);
        }
}

static void shuffle(struct recipe *recipe, uint64_t *random)
{
    for (size_t i = recipe->n_entries; i > 1; i--) {
        size_t other = below(random, i);
        struct entry entry = recipe->entries[i - 1];
        recipe->entries[i - 1] = recipe->entries[other];
        recipe->entries[other] = entry;
    }
}

static void the_order_of_the_lines_changes_no_table(void **state)
{
    (void)state;
    uint64_t random = 6;
    for (size_t i = 0; i < N_LEDGERS / 20; i++) {
        struct recipe recipe;
        struct programma p, q;
        invent(&recipe, &random);
        build(&p, &recipe);
        shuffle(&recipe, &random);
        build(&q, &recipe);
        run(&p);
        run(&q);
        assert_int_equal(p.job.tables.n, q.job.tables.n);
        for (size_t t = 0; t < p.job.tables.n; t++)
            check_same(p.job.tables.items[t], q.job.tables.items[t]);
        programma_release(&p);
        programma_release(&q);
    }
}

static void rounding_never_moves_a_cell_by_more_than_half_a_unit(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (size_t i = 0; i < N_LEDGERS / 10; i++) {
        struct recipe recipe;
        struct programma p;
        invent(&recipe, &random);
        build(&p, &recipe);
        run(&p);
        for (size_t t = 0; t < p.job.tables.n; t++) {
            check_rounding(p.job.tables.items[t]);
            if (p.job.tables.items[t]->sheet)
                check_formulas(p.job.tables.items[t]);
        }
        programma_release(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_loss_is_found_and_nothing_else),
        cmocka_unit_test(the_order_of_the_lines_changes_no_table),
        cmocka_unit_test(rounding_never_moves_a_cell_by_more_than_half_a_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
