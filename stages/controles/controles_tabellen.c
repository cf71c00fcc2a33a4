/* Controls on the finished tables: computed again from the ledger's lines, their formulas, their
 * rounding, and what their texts should not say. */
#include "pipeline/format/csv.h"
#include "pipeline/tables/overview.h"
#include "pipeline/tables/sheet.h"
#include "pipeline/tables/shown.h"
#include "stages/controles/controles.h"

#include <string.h>

/* ---- against the ledger, along another path ---- */

/* What the sources brought in against the lines that are left of it, per sectie. */
static void every_source_is_in_the_saldi(struct job *job)
{
    const struct ledger *ledger = job->ledger;
    for (enum sectie sectie = 0; sectie < SECTIE_COUNT; sectie++) {
        struct figure brought = {0}, kept = {0};
        bool ok = ledger_sum(ledger, &(struct ledger_filter){.sectie = &sectie}, &kept);
        for (size_t s = 0; s < job->plan->n_sources; s++)
            ok &= figure_add(&brought, +1, ledger->accounts[s].cells[sectie]) &&
                  !ledger->accounts[s].too_large;
        static const char sentence[] =
            "De saldi zijn samen wat de bronnen aanleverden, als effect op het resultaat.";
        const char *name = sectie_name(sectie);
        controls_count(&job->controls, job->arena,
                       arena_printf(job->arena, "Mutaties van alle bronnen = saldi: %s", name),
                       SEVERITY_ERROR, brought.n_mutaties, kept.n_mutaties,
                       "De saldi bevatten elke mutatie die de bronnen aanleverden.");
        name = arena_printf(job->arena, "Bedragen van alle bronnen = saldi: %s", name);
        controls_money(&job->controls, job->arena, name, SEVERITY_ERROR,
                       sum_made(brought.money, ok), sum_made(kept.money, ok), sentence);
    }
}

/* The saldo of the data rows of the main table. */
static bool resultaat_of_rows(const struct job *job, size_t column, struct money *resultaat)
{
    const struct table *table = job->main->table;
    struct money sum = {0};
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct overview_row *row = &job->main->rows[r];
        const struct term term = {r, shown_saldo_sign(job->plan, row->sectie)};
        struct money part;
        if (row->kind != OVERVIEW_PAKKET)
            continue;
        if (!table_sum_rows(table, &term, 1, column, &part) || !money_add(sum, part, &sum))
            return false;
    }
    *resultaat = sum;
    return true;
}

/* The resultaat from the lines themselves, and not from the figures that the table was made of. */
static void kolom_equals_the_ledger(struct job *job, size_t k)
{
    const struct plan *plan = job->plan;
    const char *name = arena_printf(job->arena, "Tabel = saldi: %s", plan->kolommen[k].heading);
    static const char sentence[] = "Het resultaat van alle rijen van de tabel is dat van alle "
                                   "mutaties in de saldi, tot op de cent.";
    const struct ledger_filter filter = {.kolom = &plan->kolommen[k], .in_programma = true};
    struct figure lines = {0};
    struct money rows = {0};
    const bool fits = ledger_sum(job->ledger, &filter, &lines) &&
                      resultaat_of_rows(job, OVERVIEW_LABELS + k, &rows);
    if (job->main->table->incomplete)
        not_complete(job, name, SEVERITY_ERROR);
    else
        controls_money(&job->controls, job->arena, name, SEVERITY_ERROR,
                       sum_made((struct money){lines.money.cents * plan->shown.saldo}, fits),
                       sum_made(rows, fits), sentence);
}

/* ---- formulas ---- */

/* One cell with a formula over other cells of its table. */
struct formula_cell {
    const struct table *table;
    size_t row, column;
    const struct term *terms;
    size_t n_terms;
    bool over_rows;
};

static const struct cell *operand(const struct formula_cell *at, size_t term)
{
    return at->over_rows ? &at->table->rows[at->terms[term].index].cells[at->column]
                         : &at->table->rows[at->row].cells[at->terms[term].index];
}

static const char *cell_words(struct arena *arena, const struct formula_cell *at)
{
    const struct cell *cells = at->table->rows[at->row].cells;
    const char *label = "";
    for (size_t c = 0; c < at->table->n_columns && at->table->columns[c].kind == COLUMN_TEXT; c++)
        if (cells[c].kind == CELL_TEXT)
            label = cells[c].text;
    return arena_printf(arena, "%s, %s, %s", at->table->sheet, label,
                        at->table->columns[at->column].heading);
}

typedef void formula_fn(struct job *job, const struct formula_cell *at, void *context);

/* Calls `visit` for every formula of a cell with an amount: the row's and the column's where it has
 * both. */
static void each_formula(struct job *job, const struct table *table, formula_fn *visit,
                         void *context)
{
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct table_row *row = &table->rows[r];
            const struct table_column *column = &table->columns[c];
            struct formula_cell at = {.table = table, .row = r, .column = c};
            if (!cell_is_amount(&row->cells[c]))
                continue;
            if (column->formula) {
                at.terms = column->formula;
                at.n_terms = column->n_formula;
                visit(job, &at, context);
            }
            if (row->formula && !(row->crosses && column->own_sign)) {
                at.terms = row->formula;
                at.n_terms = row->n_formula;
                at.over_rows = true;
                visit(job, &at, context);
            }
        }
}

static void each_formula_of_sheets(struct job *job, formula_fn *visit, void *context)
{
    const size_t n_tables = job->tables.n; /* one that `visit` adds comes behind */
    for (size_t i = 0; i < n_tables; i++)
        if (job->tables.items[i]->sheet && !job->tables.items[i]->incomplete)
            each_formula(job, job->tables.items[i], visit, context);
}

static void recompute(struct job *job, const struct formula_cell *at, void *context)
{
    struct money sum;
    struct money shown = at->table->rows[at->row].cells[at->column].money;
    bool ok = at->over_rows ? table_sum_rows(at->table, at->terms, at->n_terms, at->column, &sum)
                            : table_sum_columns(at->table, at->terms, at->n_terms, at->row, &sum);
    if (!ok || sum.cents != shown.cents)
        examples_add(context, "%s: € %s", cell_words(job->arena, at),
                     money_words(job->arena, shown));
}

static void every_formula_holds(struct job *job)
{
    struct examples examples = {.arena = job->arena};
    each_formula_of_sheets(job, recompute, &examples);
    check_none(
        job, "Totalen, saldi en verschillen kloppen op de cent", SEVERITY_ERROR, &examples,
        "Elk totaal, saldo en verschil is in centen gelijk aan de cellen waaruit het bestaat.");
}

/* ---- rounding ---- */

static struct table *add_roundings_table(struct job *job)
{
    static const struct table_column columns[] = {
        TEXT_COLUMN("blad", "Blad", 20),
        TEXT_COLUMN("regel", "Regel", 58),
        TEXT_COLUMN("kolom", "Kolom", 28),
        NUMBER_COLUMN("som", "Som van de getoonde cijfers", 16),
        NUMBER_COLUMN("getoond", "Getoond", 16),
        NUMBER_COLUMN("verschil", "Verschil", 12),
    };
    static const struct table_form form = {
        .sheet = "Afrondingen",
        .title = "Afrondingsverschillen",
        .subtitle = "Totalen en verschillen die zoals getoond afwijken van de getoonde cijfers "
                    "waaruit ze bestaan, in de eenheid van de tabel. Elk cijfer is één keer "
                    "afgerond, uit exacte centen.",
        TABLE_COLUMNS(columns)};
    return tables_add_form(&job->tables, job->arena, &form);
}

static struct cell shown_cell(struct decimal number)
{
    return number.n_decimals ? cell_number(number) : cell_integer(number.mantissa);
}

static void add_rounding_row(struct job *job, struct table **roundings,
                             const struct formula_cell *at, struct decimal sum,
                             struct decimal shown)
{
    if (!*roundings)
        *roundings = add_roundings_table(job);
    const struct table_row *row = &at->table->rows[at->row];
    struct cell *cells = table_add_row(*roundings, job->arena, ROW_DATA)->cells;
    cells[0] = cell_text(at->table->sheet);
    for (size_t c = 0; c < at->table->n_columns && at->table->columns[c].kind == COLUMN_TEXT; c++)
        if (row->cells[c].kind == CELL_TEXT)
            cells[1] = row->cells[c];
    cells[2] = cell_text(at->table->columns[at->column].heading);
    struct decimal off = {shown.mantissa - sum.mantissa, shown.n_decimals};
    cells[3] = shown_cell(sum);
    cells[4] = shown_cell(shown);
    cells[5] = shown_cell(off);
}

/* `context`: the table Afrondingen, once there is one. That no difference is more than half a unit
 * per figure follows from the cents, which every_formula_holds has looked at. */
static void compare_rounded(struct job *job, const struct formula_cell *at, void *context)
{
    if (at->table->rows[at->row].cells[at->column].kind != CELL_MONEY)
        return;
    const int64_t unit = at->table->unit_euros;
    const struct decimal shown =
        cell_shown_number(&at->table->rows[at->row].cells[at->column], unit);
    struct decimal sum = {0, shown.n_decimals};
    for (size_t i = 0; i < at->n_terms; i++)
        if (operand(at, i)->kind == CELL_MONEY)
            sum.mantissa += at->terms[i].sign * cell_shown_number(operand(at, i), unit).mantissa;
    if (sum.mantissa != shown.mantissa)
        add_rounding_row(job, context, at, sum, shown);
}

/* ---- what is there and should not be ---- */

/* Mutaties per pakket and stand, of all posten. */
static uint64_t *count_mutaties(const struct ledger *ledger, struct arena *arena)
{
    const struct plan *plan = ledger->plan;
    uint64_t *n = arena_alloc(arena, plan->mapping.n_pakketten * plan->n_standen * sizeof *n);
    for (size_t i = 0; i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        n[plan->mapping.posten[line->post].pakket * plan->n_standen + line->stand] +=
            line->figure.n_mutaties;
    }
    return n;
}

static void every_pakket_exists_where_it_has_money(struct job *job)
{
    const struct plan *plan = job->plan;
    const uint64_t *n_mutaties = count_mutaties(job->ledger, job->arena);
    struct examples examples = {.arena = job->arena};
    for (size_t p = 0; p < plan->mapping.n_pakketten; p++)
        for (size_t s = 0; s < plan->n_standen; s++, n_mutaties++) {
            const struct pakket *pakket = &plan->mapping.pakketten[p];
            if (*n_mutaties > 0 && !years_hold(pakket->years, plan->standen[s].year))
                examples_add(&examples, "%s in %s (%s)", pakket->code, plan->standen[s].name,
                             mutaties_words(job->arena, *n_mutaties));
        }
    check_none(job, "Pakketten bestaan waar ze bedragen hebben", SEVERITY_WARNING, &examples,
               "Een pakket heeft alleen bedragen in de jaren waarin het volgens pakketten.csv "
               "bestaat; ze zijn wel getoond.");
}

static void look_at_text(const char *where, const char *text, struct examples *examples)
{
    if (csv_formula_like(text_of(text)))
        examples_add(examples, "%s", where);
}

/* The header of its CSV, and its cells. */
static void look_at_texts(const struct table *table, struct examples *examples)
{
    const char *name = table->sheet ? table->sheet : table->csv_name;
    for (size_t c = 0; c < table->n_columns; c++)
        look_at_text(arena_printf(examples->arena, "%s, kolom %zu", table->csv_name, c + 1),
                     table->columns[c].name, examples);
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < table->n_columns; c++)
            if (table->rows[r].cells[c].kind == CELL_TEXT)
                look_at_text(arena_printf(examples->arena, "%s, rij %zu, %s", name, r + 2,
                                          table->columns[c].name),
                             table->rows[r].cells[c].text, examples);
}

static void no_text_looks_like_a_formula(struct job *job)
{
    struct examples examples = {.arena = job->arena};
    for (size_t i = 0; i < job->tables.n; i++)
        if (job->tables.items[i]->csv_name)
            look_at_texts(job->tables.items[i], &examples);
    check_none(job, "Geen teksten die een formule lijken", SEVERITY_WARNING, &examples,
               "Een tekst die met =, +, - of @ begint krijgt in de CSV een apostrof ervoor, zodat "
               "een rekenblad hem niet uitvoert.");
}

/* Longer than this a text may not fit in a row; measuring all would take long. */
#define LONG_TEXT  1000
#define LONG_LINES 25

static bool may_be_cut(const struct cell *cell)
{
    size_t n_lines = 0;
    if (cell_form(cell) != CELL_AS_TEXT)
        return false;
    for (const char *at = cell->text; (at = strchr(at, '\n')) != NULL; at++)
        n_lines++;
    return n_lines >= LONG_LINES || strlen(cell->text) >= LONG_TEXT;
}

static void name_cut_texts(const struct sheet *sheet, struct examples *examples)
{
    const struct table *table = sheet->table;
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < table->n_columns; c++) {
            char cell[SHEET_CELL_SIZE];
            if (may_be_cut(&table->rows[r].cells[c]) &&
                sheet_cell_lines(sheet, r, c) > SHEET_MAX_LINES)
                examples_add(examples, "blad %s, cel %s", table->sheet,
                             sheet_cell(sheet->first_row + r, c, cell));
        }
}

/* Said only when it is so: a row of a workbook has a largest height, which no setting changes. */
static void long_texts_are_told(struct job *job)
{
    struct examples examples = {.arena = job->arena};
    struct sheets sheets;
    bool any = false;
    for (size_t t = 0; t < job->tables.n; t++)
        for (size_t r = 0; r < job->tables.items[t]->n_rows; r++)
            for (size_t c = 0; !any && c < job->tables.items[t]->n_columns; c++)
                any = job->tables.items[t]->sheet &&
                      may_be_cut(&job->tables.items[t]->rows[r].cells[c]);
    if (!any)
        return;
    sheets_plan(&job->tables, job->arena, &sheets);
    for (size_t i = 0; i < sheets.n; i++)
        name_cut_texts(&sheets.items[i], &examples);
    if (examples.n)
        check_none(job, "Teksten geheel te zien op hun blad", SEVERITY_WARNING, &examples,
                   "Een rij van een werkblad is hoogstens 31 regels hoog: op het blad en in druk "
                   "valt de rest weg. De cel zelf, de CSV en het document ([run] document = ja) "
                   "hebben de hele tekst.");
}

void controles_tabellen(struct job *job)
{
    struct table *roundings = NULL;
    long_texts_are_told(job);
    every_source_is_in_the_saldi(job);
    for (size_t k = 0; k < job->plan->n_kolommen; k++)
        kolom_equals_the_ledger(job, k);
    every_formula_holds(job);
    no_text_looks_like_a_formula(job);
    every_pakket_exists_where_it_has_money(job);
    each_formula_of_sheets(job, compare_rounded, &roundings);
}
