/* onderbouwing: what each figure of the main table is made of, post by post and rekening by
 * rekening, to the cent, on a sheet of its own; and the links between the main table, the
 * Afwijkingen and that sheet, there and back. Its totals are formulas that come out at the main
 * table's own figures: sheets_check proves it. */
#include "pipeline/tables/job.h"
#include "pipeline/tables/overview.h"
#include "pipeline/tables/shown.h"
#include "pipeline/tables/wijzigingen.h"

#include "pipeline/base/array.h"

#include <string.h>

enum { SECTIE, CODE, POST, REKENING, LABELS };

/* Above so many rows the sheet stops at the posten: a workbook is no ledger. */
#define MOST_ROWS 14000

struct proof {
    struct job *job;
    struct table *table;
    bool by_account;
    size_t *first_row;              /* per post and sectie: 1 + its first row, or 0 */
    size_t *first_line;             /* per post, and behind the last: index in ledger.lines */
    const struct saldo_line **sort; /* room for the lines of one post */
};

/* ---- figures ---- */

static struct cell sum_cell(const struct proof *proof, enum sectie sectie,
                            const struct kolom *kolom, const struct saldo_line *const *lines,
                            size_t n)
{
    struct money sum = {0};
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        int sign = plan_kolom_sign(kolom, lines[i]->stand);
        struct money part = lines[i]->figure.money;
        found |= sign != 0;
        if (sign != 0 && !(sign < 0 ? money_subtract(sum, part, &sum) : money_add(sum, part, &sum)))
            return cell_exact((struct money){INT64_MAX}); /* sheets_check tells where */
    }
    return found ? cell_exact(shown_sectie(proof->job->plan, sectie, sum)) : cell_blank();
}

/* False when no kolom has any of the lines. */
static bool fill(const struct proof *proof, enum sectie sectie,
                 const struct saldo_line *const *lines, size_t n, struct cell *cells)
{
    const struct plan *plan = proof->job->plan;
    bool found = false;
    for (size_t k = 0; k < plan->n_kolommen; k++) {
        cells[k] = sum_cell(proof, sectie, &plan->kolommen[k], lines, n);
        found |= cells[k].kind != CELL_BLANK;
    }
    return found;
}

/* ---- rows ---- */

static struct table_row *add_row(const struct proof *proof, enum row_kind kind, enum sectie sectie,
                                 const struct pakket *pakket, const char *post, const char *account)
{
    struct table_row *row = table_add_row(proof->table, proof->job->arena, kind);
    row->cells[SECTIE] = cell_text(sectie_heading(sectie));
    row->cells[CODE] = cell_text(pakket->code);
    row->cells[POST] = cell_text(post);
    row->cells[REKENING] = cell_text_or_blank(account);
    return row;
}

static int by_account(const void *a, const void *b)
{
    const struct saldo_line *one = *(const struct saldo_line *const *)a;
    const struct saldo_line *other = *(const struct saldo_line *const *)b;
    uint32_t x = one->dimension[DIMENSION_REKENING], y = other->dimension[DIMENSION_REKENING];
    return ARRAY_ORDER(x, y);
}

/* The lines of a post and sectie, sorted by rekening. */
static size_t lines_of(struct proof *proof, size_t post, enum sectie sectie)
{
    const struct ledger *ledger = proof->job->ledger;
    size_t n = 0;
    for (size_t i = proof->first_line[post]; i < proof->first_line[post + 1]; i++)
        if (ledger->lines[i].sectie == sectie)
            proof->sort[n++] = &ledger->lines[i];
    if (proof->by_account)
        array_sort(proof->sort, n, by_account);
    return n;
}

static size_t same_account(const struct proof *proof, size_t first, size_t n)
{
    size_t end = first + 1;
    while (end < n &&
           (!proof->by_account || by_account(&proof->sort[first], &proof->sort[end]) == 0))
        end++;
    return end;
}

/* Nine digits are a code here; an IBAN is none. */
static const char *account_of(const struct proof *proof, const struct saldo_line *line)
{
    uint32_t label = line->dimension[DIMENSION_REKENING];
    if (!proof->by_account)
        return "";
    if (label == 0)
        return "zonder rekening";
    struct text text = text_of(proof->job->ledger->labels[DIMENSION_REKENING].texts[label]);
    const char *what;
    return text_personal(text, &what) && strcmp(what, "IBAN") == 0
               ? text_masked(proof->job->arena, text)
               : text.bytes;
}

/* Its rekeningen, and their total when there are more. */
static void add_post(struct proof *proof, size_t post, enum sectie sectie,
                     struct formula *of_pakket)
{
    const struct plan *plan = proof->job->plan;
    const struct pakket *pakket = plan_pakket(plan, post);
    const char *name = plan->mapping.posten[post].name;
    const size_t n = lines_of(proof, post, sectie), first = proof->table->n_rows;
    struct cell *cells = arena_alloc(proof->job->arena, plan->n_kolommen * sizeof *cells);
    struct formula rows = {0};
    for (size_t i = 0, end; i < n; i = end) {
        end = same_account(proof, i, n);
        if (!fill(proof, sectie, &proof->sort[i], end - i, cells))
            continue;
        formula_add(&rows, proof->job->arena, proof->table->n_rows, +1);
        struct table_row *row =
            add_row(proof, ROW_DATA, sectie, pakket, name, account_of(proof, proof->sort[i]));
        memcpy(&row->cells[LABELS], cells, plan->n_kolommen * sizeof *cells);
    }
    if (rows.n == 0)
        return;
    proof->first_row[post * SECTIE_COUNT + sectie] = first + 1;
    if (rows.n > 1) {
        struct table_row *total = add_row(proof, ROW_TOTAL, sectie, pakket, name, "totaal");
        fill(proof, sectie, proof->sort, n, &total->cells[LABELS]);
        table_set_formula(proof->table, proof->table->n_rows - 1, &rows);
    }
    formula_add(of_pakket, proof->job->arena, proof->table->n_rows - 1, +1);
}

/* The posten behind a row of the main table, and that row's own figures as their total. */
static void add_pakket(struct proof *proof, size_t main_row)
{
    const struct overview *main = proof->job->main;
    const struct plan *plan = proof->job->plan;
    const struct overview_row *of = &main->rows[main_row];
    const struct pakket *pakket = &plan->mapping.pakketten[of->pakket];
    struct formula rows = {0};
    for (size_t i = 0; i < pakket->n_posten; i++)
        add_post(proof, pakket->first_post + i, of->sectie, &rows);
    const char *label = arena_printf(proof->job->arena, "Totaal %s", pakket->name);
    struct table_row *total = add_row(proof, ROW_TOTAL, of->sectie, pakket, label, "");
    for (size_t k = 0; k < plan->n_kolommen; k++) {
        const struct cell *cell = &main->table->rows[main_row].cells[OVERVIEW_LABELS + k];
        if (cell->kind == CELL_MONEY)
            total->cells[LABELS + k] = cell_exact(cell->money);
    }
    table_set_formula(proof->table, proof->table->n_rows - 1, &rows);
}

static void add_rows(struct proof *proof, bool with_accounts)
{
    const struct overview *main = proof->job->main;
    const size_t n_places = proof->job->plan->mapping.n_posten * SECTIE_COUNT;
    proof->by_account = with_accounts;
    proof->table->n_rows = 0;
    memset(proof->first_row, 0, n_places * sizeof *proof->first_row);
    for (size_t r = 0; r < main->table->n_rows; r++)
        if (main->rows[r].kind == OVERVIEW_PAKKET)
            add_pakket(proof, r);
}

/* ---- links ---- */

#define TO_POSTEN "Naar de onderbouwing per post"

static void lead(struct job *job, struct table *from, size_t row, size_t column,
                 const struct table *to, size_t to_row, const char *tip)
{
    table_add_link(
        from, job->arena,
        (struct table_link){.row = row, .column = column, .to = to, .to_row = to_row, .tip = tip});
}

static const struct afwijking *afwijking_of(const struct job *job, enum afwijking_kind kind,
                                            size_t index)
{
    for (size_t i = 0; i < job->afwijkingen.n; i++) {
        const struct afwijking *at = &job->afwijkingen.items[i];
        if (at->kind == kind && at->sheet &&
            (kind == AFWIJKING_POST ? at->post : at->pakket) == index)
            return at;
    }
    return NULL;
}

static bool is_explained(const struct overview_row *row)
{
    return row->sectie == SECTIE_LASTEN || row->sectie == SECTIE_BATEN;
}

/* The same row of the other tables of pakketten. */
static void link_wijzigingen(struct proof *proof, const struct overview_row *row, size_t first)
{
    const struct job *job = proof->job;
    for (size_t w = 0; w < job->n_wijzigingen; w++) {
        const struct overview *overview = &job->wijzigingen[w].overview;
        size_t at = overview->row_of[row->pakket * SECTIE_COUNT + row->sectie];
        if (at)
            lead(proof->job, overview->table, at - 1, 1, proof->table, first, TO_POSTEN);
    }
}

/* A row of the main table leads to its Afwijkingen by its name, to its posten by its code. */
static void link_main(struct proof *proof)
{
    struct job *job = proof->job;
    size_t total = 0, first = 0;
    for (size_t r = 0; r < job->main->table->n_rows; r++) {
        const struct overview_row *row = &job->main->rows[r];
        if (row->kind != OVERVIEW_PAKKET)
            continue;
        const struct afwijking *at =
            is_explained(row) ? afwijking_of(job, AFWIJKING_TOTAAL, row->pakket) : NULL;
        while (proof->table->rows[total].kind != ROW_TOTAL ||
               proof->table->rows[total].cells[REKENING].kind == CELL_TEXT)
            total++;
        lead(job, job->main->table, r, 1, proof->table, first, TO_POSTEN);
        link_wijzigingen(proof, row, first);
        lead(job, proof->table, total, POST, job->main->table, r, "Terug naar de tabel");
        if (at)
            lead(job, job->main->table, r, 2, at->sheet, TABLE_TOP, "Naar de afwijkingen");
        first = ++total;
    }
}

static size_t main_row_of(const struct job *job, size_t pakket)
{
    size_t lasten = job->main->row_of[pakket * SECTIE_COUNT + SECTIE_LASTEN];
    return (lasten ? lasten : job->main->row_of[pakket * SECTIE_COUNT + SECTIE_BATEN]) - 1;
}

/* A row of the Afwijkingen leads to its post, its total to the main table; the post leads back. */
static void link_afwijkingen(struct proof *proof)
{
    struct job *job = proof->job;
    for (size_t i = 0; i < job->afwijkingen.n; i++) {
        const struct afwijking *at = &job->afwijkingen.items[i];
        if (at->kind == AFWIJKING_TOTAAL && at->sheet && main_row_of(job, at->pakket) != TABLE_TOP)
            lead(job, at->sheet, at->row, 0, job->main->table, main_row_of(job, at->pakket),
                 "Terug naar de tabel");
        bool linked = false;
        for (int s = 0; at->kind == AFWIJKING_POST && at->sheet && s < SECTIE_COUNT; s++) {
            size_t first = proof->first_row[at->post * SECTIE_COUNT + (size_t)s];
            if (first && !linked)
                lead(job, at->sheet, at->row, 0, proof->table, first - 1,
                     "Naar de onderbouwing per rekening");
            if (first)
                lead(job, proof->table, first - 1, POST, at->sheet, at->row, "Naar de afwijking");
            linked |= first != 0;
        }
    }
}

/* ---- the sheet ---- */

static struct table *add_table(struct job *job)
{
    static const struct table_column labels[LABELS] = {
        [SECTIE] = TEXT_COLUMN("sectie", "Sectie", 14),
        [CODE] = TEXT_COLUMN("code", "Code", 8),
        [POST] = TEXT_COLUMN("post", "Post", 44),
        [REKENING] = TEXT_COLUMN("rekening", "Rekening", 18),
    };
    struct table *table = tables_add(&job->tables, job->arena, LABELS + job->plan->n_kolommen);
    table->printed = false;
    const struct table_column *from = &job->main->table->columns[OVERVIEW_LABELS];
    memcpy(table->columns, labels, sizeof labels);
    for (size_t k = 0; k < job->plan->n_kolommen; k++) {
        struct table_column *column = &table->columns[LABELS + k];
        struct term *terms = arena_alloc(job->arena, from[k].n_formula * sizeof *terms);
        *column = from[k];
        for (size_t t = 0; t < from[k].n_formula; t++)
            terms[t] = (struct term){from[k].formula[t].index - OVERVIEW_LABELS + LABELS,
                                     from[k].formula[t].sign};
        column->formula = from[k].n_formula ? terms : NULL;
    }
    table->sheet = tables_sheet_name(&job->tables, job->arena, "Onderbouwing");
    table->appendix = true;
    table->filter = true;
    table->title = "Waar elk bedrag van de tabel uit bestaat";
    table->unit_euros = 1;
    return table;
}

static void find_lines(struct proof *proof)
{
    const struct ledger *ledger = proof->job->ledger;
    const size_t n_posten = proof->job->plan->mapping.n_posten;
    proof->first_line = arena_alloc(proof->job->arena, (n_posten + 1) * sizeof *proof->first_line);
    proof->sort = arena_alloc(proof->job->arena, ledger->n_lines * sizeof *proof->sort);
    for (size_t post = 0, line = 0; post <= n_posten; post++) {
        while (line < ledger->n_lines && ledger->lines[line].post < post)
            line++;
        proof->first_line[post] = line;
    }
}

/* What a profile calls personal is printed nowhere. */
static bool accounts_may_be_shown(const struct plan *plan)
{
    bool may = true;
    for (size_t s = 0; s < plan->n_sources; s++) {
        const struct profile *profile = plan->sources[s].profile;
        size_t column = profile->role[ROLE_REKENING];
        may &= column >= profile->n_columns || profile->columns[column].privacy != COLUMN_PERSONAL;
    }
    return may;
}

static bool onderbouwing_run(struct job *job)
{
    const size_t n_places = job->plan->mapping.n_posten * SECTIE_COUNT;
    struct proof proof = {.job = job, .table = add_table(job)};
    proof.first_row = arena_alloc(job->arena, n_places * sizeof *proof.first_row);
    find_lines(&proof);
    add_rows(&proof, accounts_may_be_shown(job->plan));
    if (proof.by_account && proof.table->n_rows > MOST_ROWS)
        add_rows(&proof, false);
    proof.table->subtitle = arena_printf(
        job->arena,
        "In euro's en centen, in de tekens van de tabel.%s De regels uit de bron geeft pnc trace.",
        proof.by_account ? "" : " Per rekening zou dit blad te lang worden: het gaat tot de post.");
    link_main(&proof);
    link_afwijkingen(&proof);
    return true;
}

static unsigned onderbouwing_needs(const struct plan *plan)
{
    (void)plan;
    return 1u << DIMENSION_REKENING;
}

const struct stage onderbouwing_stage = {.name = "onderbouwing",
                                         .run = onderbouwing_run,
                                         .when = STAGE_IF_GOOD,
                                         .needs = onderbouwing_needs};
