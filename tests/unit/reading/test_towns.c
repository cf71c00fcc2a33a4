/* Random municipalities, read and run: what comes out is what was thrown, to the cent and to the
 * last mutatie, however the files are cut up, whoever reads them and in whatever order their lines
 * stand. PNC_TOWNS and PNC_SEED say how many and from which seed on. */
#include "tests/unit/ledger_words.h"
#include "tests/unit/records.h"
#include "tests/unit/town_truth.h"

/* ---- the ledger is the truth ---- */

static const struct saldo_line *next_cell(const struct saldo_line *lines, size_t n_lines,
                                          size_t *at, struct figure *figure)
{
    const struct saldo_line *first = &lines[*at];
    *figure = (struct figure){0};
    for (; *at < n_lines && lines[*at].post == first->post && lines[*at].stand == first->stand &&
           lines[*at].sectie == first->sectie;
         (*at)++) {
        figure->money.cents += lines[*at].figure.money.cents;
        figure->n_mutaties += lines[*at].figure.n_mutaties;
    }
    return first;
}

static size_t find_truth(const struct truth *truth, const struct ledger *ledger,
                         const struct saldo_line *line)
{
    const struct plan *plan = ledger->plan;
    const struct pakket *pakket = plan_pakket(plan, line->post);
    const char *const wanted[] = {
        pakket->programma, pakket->code, plan->mapping.posten[line->post].name,
        sectie_name((enum sectie)line->sectie), plan->standen[line->stand].name};
    for (size_t r = 0; r < truth->rows.n_rows; r++) {
        size_t c = 0;
        while (c < TRUTH_CENTS && strcmp(truth_field(&truth->rows, r, c), wanted[c]) == 0)
            c++;
        if (c == TRUTH_CENTS)
            return r;
    }
    fail_msg("no truth for %s %s %s %s", wanted[1], wanted[2], wanted[3], wanted[4]);
    return 0;
}

/* Returns how many cells were compared. */
static size_t compare_lines(const struct truth *truth, const struct ledger *ledger,
                            const struct saldo_line *lines, size_t n_lines)
{
    size_t n = 0;
    for (size_t at = 0; at < n_lines; n++) {
        struct figure figure;
        const struct saldo_line *line = next_cell(lines, n_lines, &at, &figure);
        size_t row = find_truth(truth, ledger, line);
        assert_int_equal(figure.money.cents, atoll(truth_field(&truth->rows, row, TRUTH_CENTS)));
        assert_int_equal(figure.n_mutaties, atol(truth_field(&truth->rows, row, TRUTH_MUTATIES)));
    }
    return n;
}

static void expect_truth(const struct truth *truth, const struct town_run *run)
{
    const struct ledger *ledger = run->ledger;
    size_t n = compare_lines(truth, ledger, ledger->lines, ledger->n_lines);
    n += compare_lines(truth, ledger, ledger->other_lines, ledger->n_other_lines);
    assert_int_equal(n, truth->rows.n_rows);
    assert_int_equal(ledger->n_unmapped, 0);
    assert_int_equal(ledger->n_rejected, 0);
    assert_int_equal(run->plan.n_sources, truth->sources.n_rows);
    for (size_t s = 0; s < run->plan.n_sources; s++) {
        assert_string_equal(run->plan.sources[s].name, truth_field(&truth->sources, s, 0));
        assert_int_equal(ledger->accounts[s].counts.n_records,
                         atol(truth_field(&truth->sources, s, 1)));
    }
}

/* ---- the main table is what the truth adds up to ---- */

/* One table that is walked row by row. */
struct walk {
    const struct truth *truth;
    const struct table *table;
    size_t row;
};

enum walk_columns { WALK_SECTIE, WALK_CODE, WALK_LABEL, WALK_NUMBERS };

static const struct cell *walk_label(const struct walk *walk, const char *label)
{
    assert_true(walk->row < walk->table->n_rows);
    const struct cell *cells = walk->table->rows[walk->row].cells;
    assert_int_equal(cells[WALK_LABEL].kind, CELL_TEXT);
    if (strncmp(cells[WALK_LABEL].text, label, strlen(label)) != 0)
        fail_msg("row %zu: expected %s, found %s", walk->row, label, cells[WALK_LABEL].text);
    return &cells[WALK_NUMBERS];
}

static void expect_pakket(struct walk *walk, const char *code, size_t sectie)
{
    const struct truth *truth = walk->truth;
    const struct cell *cells = walk_label(walk, code);
    const struct table_row *row = &walk->table->rows[walk->row++];
    assert_int_equal(row->kind, ROW_DATA);
    assert_string_equal(row->cells[WALK_SECTIE].text, truth_headings[sectie]);
    assert_string_equal(row->cells[WALK_CODE].text, code);
    for (size_t k = 0; k < truth->n_kolommen; k++) {
        long n_mutaties = 0;
        int64_t sum = truth_sum(truth, code, sectie, &truth->kolommen[k], &n_mutaties);
        assert_true(cells[k].kind == CELL_MONEY || (cells[k].kind == CELL_BLANK && !n_mutaties));
        assert_int_equal(cells[k].money.cents, sum * truth->shown[sectie]);
    }
}

/* A row for each pakket with a mutatie in this sectie, in the order of the truth, and no other. */
static void expect_sectie(struct walk *walk, size_t sectie)
{
    const struct csv_file *rows = &walk->truth->rows;
    const char *last = "";
    for (size_t r = 0; r < rows->n_rows; r++) {
        const char *code = truth_field(rows, r, TRUTH_PAKKET);
        if (strcmp(truth_field(rows, r, TRUTH_PROGRAMMA), walk->truth->programma) != 0 ||
            strcmp(truth_field(rows, r, TRUTH_SECTIE), truth_secties[sectie]) != 0 ||
            strcmp(code, last) == 0)
            continue;
        expect_pakket(walk, code, sectie);
        last = code;
    }
}

/* A row of totals over secties first..last: in each sectie's own sign, or as a saldo. */
static void expect_total(struct walk *walk, const char *label, size_t first, size_t last,
                         bool as_saldo)
{
    const struct truth *truth = walk->truth;
    const struct cell *cells = walk_label(walk, label);
    assert_int_equal(walk->table->rows[walk->row++].kind, ROW_TOTAL);
    for (size_t k = 0; k < truth->n_kolommen; k++) {
        int64_t sum = 0;
        long n_mutaties = 0;
        for (size_t s = first; s <= last; s++)
            sum += (as_saldo ? truth->saldo : truth->shown[s]) *
                   truth_sum(truth, NULL, s, &truth->kolommen[k], &n_mutaties);
        assert_int_equal(cells[k].kind, CELL_MONEY);
        assert_int_equal(cells[k].money.cents, sum);
    }
}

static void expect_main_table(const struct truth *truth, const struct town_run *run)
{
    struct walk walk = {.truth = truth, .table = run->job.tables.items[0]};
    assert_int_equal(table_csv_columns(walk.table), WALK_NUMBERS + truth->n_kolommen);
    for (size_t k = 0; k < truth->n_kolommen; k++)
        assert_string_equal(walk.table->columns[WALK_NUMBERS + k].name, truth->kolommen[k].name);
    expect_sectie(&walk, 0);
    expect_total(&walk, "Totaal Lasten", 0, 0, false);
    expect_sectie(&walk, 1);
    expect_total(&walk, "Totaal Baten", 1, 1, false);
    expect_total(&walk, "Saldo Lasten en Baten programma ", 0, 1, true);
    expect_sectie(&walk, 2);
    expect_sectie(&walk, 3);
    expect_total(&walk, "Saldo Reserves programma ", 2, 3, true);
    if (strstr(truth->settings, "\nresultaat = ja\n"))
        expect_total(&walk, "Resultaat programma ", 0, 3, true);
    assert_int_equal(walk.row, walk.table->n_rows);
}

/* ---- formulas and rounding, in every table ---- */

static void expect_formula(const struct table *table, size_t row, size_t column)
{
    const struct table_row *of = &table->rows[row];
    const struct table_column *along = &table->columns[column];
    int64_t over_rows = 0, over_columns = 0;
    for (size_t i = 0; i < of->n_formula; i++)
        over_rows +=
            of->formula[i].sign * table->rows[of->formula[i].index].cells[column].money.cents;
    for (size_t i = 0; i < along->n_formula; i++)
        over_columns += along->formula[i].sign * of->cells[along->formula[i].index].money.cents;
    if (of->formula)
        assert_int_equal(over_rows, of->cells[column].money.cents);
    if (along->formula)
        assert_int_equal(over_columns, of->cells[column].money.cents);
}

static void expect_near(int64_t rounded, int64_t unit_cents, int64_t cents)
{
    int64_t moved = rounded * unit_cents - cents;
    assert_true(moved * 2 <= unit_cents && moved * 2 >= -unit_cents);
}

static void expect_exact_table(const struct table *table)
{
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct cell *cell = &table->rows[r].cells[c];
            if (cell->kind == CELL_MONEY)
                expect_near(money_round(cell->money, table->unit_euros), table->unit_euros * 100,
                            cell->money.cents);
            if (cell->kind == CELL_MONEY || cell->kind == CELL_EXACT)
                expect_formula(table, r, c);
        }
}

/* ---- what is written ---- */

static void expect_printed(const struct truth *truth, struct town_run *run)
{
    const struct table *table = run->job.tables.items[0];
    struct csv_file printed;
    assert_true(csv_read_written(path_join(&run->arena, run->job.temporary, table->csv_name),
                                 CSV_FOR_PEOPLE, &run->arena, &run->errors, &printed));
    assert_int_equal(printed.n_rows, table->n_rows);
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = WALK_NUMBERS; c < table_csv_columns(table); c++) {
            const char *text = truth_field(&printed, r, c);
            if (table->rows[r].cells[c].kind == CELL_BLANK)
                assert_string_equal(text, "");
            else
                expect_near(atoll(text), truth->unit_cents, table->rows[r].cells[c].money.cents);
        }
}

/* data/saldi.csv is truth.csv as far as it is about the programma. */
static void expect_saldi(const struct truth *truth, struct town_run *run)
{
    struct csv_file saldi;
    size_t n = 0;
    assert_true(csv_read_written(path_join(&run->arena, run->job.temporary, "data/saldi.csv"),
                                 CSV_FOR_MACHINES, &run->arena, &run->errors, &saldi));
    for (size_t r = 0; r < truth->rows.n_rows; r++) {
        if (strcmp(truth_field(&truth->rows, r, TRUTH_PROGRAMMA), truth->programma) != 0)
            continue;
        assert_true(n < saldi.n_rows);
        for (size_t c = 0; c < TRUTH_COLUMNS; c++)
            assert_string_equal(truth_field(&saldi, n, c), truth_field(&truth->rows, r, c));
        n++;
    }
    assert_int_equal(n, saldi.n_rows);
}

/* ---- the same town in another order ---- */

/* All records of a source, dealt out again over its files: as many to each as it had. */
static void shuffle_source(struct dice *dice, struct records *files, size_t n_files)
{
    for (size_t f = 0; f < n_files; f++)
        for (size_t r = 1; r < files[f].n; r++) {
            size_t other = dice_below(dice, f + 1);
            struct text *a = &files[f].items[r];
            struct text *b =
                &files[other].items[other == f ? 1 + dice_below(dice, r)
                                               : 1 + dice_below(dice, files[other].n - 1)];
            struct text kept = *a;
            *a = *b;
            *b = kept;
        }
}

static const char *replaced(struct arena *arena, const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    return at ? arena_printf(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from))
              : text;
}

struct visit {
    struct scratch *scratch;
    struct arena arena;
    struct dice dice;
    const char *folder;
    const char *name; /* for messages */
};

/* Another name that the source's pattern finds as well. Returns the settings that know it. */
static const char *rename_file(struct visit *visit, const struct source *source, size_t index,
                               const char *settings)
{
    const char *from = source->files[index];
    const char *to = arena_printf(&visit->arena, "%s-%u%zu.txt", source->name,
                                  dice_below(&visit->dice, 1000), index);
    assert_int_equal(remove(from), 0);
    source->files[index] = path_join(&visit->arena, path_folder(&visit->arena, from), to);
    return replaced(&visit->arena, settings, path_name(from), to);
}

static void stir(struct visit *visit, const struct town_run *run, const char *settings)
{
    for (size_t s = 0; s < run->plan.n_sources; s++) {
        const struct source *source = &run->plan.sources[s];
        struct records files[TOWNS_MAX_FILES];
        assert_in_range(source->n_files, 1, TOWNS_MAX_FILES);
        for (size_t f = 0; f < source->n_files; f++)
            files[f] =
                records_read(&visit->arena, source->files[f], source->profile->file.separator);
        shuffle_source(&visit->dice, files, source->n_files);
        for (size_t f = 0; f < source->n_files; f++) {
            if (files[f].n > 1) { /* a control names a file without lines */
                settings = rename_file(visit, source, f, settings);
                files[f].compressed = dice_chance(&visit->dice, 300);
            }
            records_write(&files[f], source->files[f]);
        }
    }
    scratch_write(visit->scratch, "gemeente/run.ini", settings);
}

/* ---- one town ---- */

static void expect_the_same_however_cut(struct visit *visit, const struct town_run *uncut)
{
    char *words = ledger_words(uncut->ledger, &uncut->errors, WORDS_ALL);
    for (int i = 0; i < 2; i++) {
        struct town_run run = {.plan = uncut->plan};
        struct town_cut cut = town_random_cut(&visit->dice);
        town_read(&run, cut);
        expect_words(words, ledger_words(run.ledger, &run.errors, WORDS_ALL),
                     arena_printf(&run.arena, "%s, %zu bytes, %d workers", visit->name,
                                  cut.chunk_bytes, cut.n_workers));
        town_release(&run);
    }
    free(words);
}

static void expect_the_same_however_ordered(struct visit *visit, const struct town_run *before,
                                            const char *settings)
{
    struct town_run run;
    char *figures = ledger_words(before->ledger, &before->errors, WORDS_FIGURES);
    char *tables = tables_words(&before->job);
    stir(visit, before, settings);
    assert_true(town_plan(&run, visit->folder));
    town_read(&run, town_random_cut(&visit->dice));
    expect_words(figures, ledger_words(run.ledger, &run.errors, WORDS_FIGURES), visit->name);
    town_stages(&run);
    expect_words(tables, tables_words(&run.job), visit->name);
    free(figures);
    free(tables);
    town_release(&run);
}

static void expect_tables(struct visit *visit, const struct truth *truth, struct town_run *run)
{
    expect_main_table(truth, run);
    for (size_t i = 0; i < run->job.tables.n; i++)
        expect_exact_table(run->job.tables.items[i]);
    run->job.temporary = scratch_path(visit->scratch, "gemeente/uit");
    assert_true(folder_make(run->job.temporary, &run->errors));
    assert_true(write_csv_stage.run(&run->job));
    expect_printed(truth, run);
    expect_saldi(truth, run);
}

static void visit_town(struct visit *visit)
{
    struct town_run run;
    assert_true(town_plan(&run, visit->folder));
    town_read(&run, town_uncut);
    struct truth truth = truth_read(&run.arena, visit->folder);
    expect_truth(&truth, &run);
    expect_the_same_however_cut(visit, &run);
    town_stages(&run);
    town_expect_no_errors(&run, visit->name);
    assert_int_equal(controls_failed(&run.job.controls, SEVERITY_ERROR), 0);
    expect_tables(visit, &truth, &run);
    expect_the_same_however_ordered(visit, &run, truth.settings);
    town_release(&run);
}

static void every_town_gives_what_was_thrown_whoever_reads_it_in_whatever_order(void **state)
{
    struct scratch *scratch = *state;
    uint64_t first = towns_setting("PNC_SEED", 1);
    uint64_t n = towns_setting("PNC_TOWNS", TOWNS_BY_DEFAULT);
    for (uint64_t seed = first; seed < first + n; seed++) {
        struct visit visit = {.scratch = scratch, .dice = dice_seeded(seed)};
        visit.name = arena_printf(&visit.arena, "town %llu", (unsigned long long)seed);
        visit.folder = town_found(scratch, seed);
        visit_town(&visit);
        arena_release(&visit.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_town_gives_what_was_thrown_whoever_reads_it_in_whatever_order),
    };
    return cmocka_run_group_tests(tests, towns_begin, towns_end) ? 1 : 0;
}
