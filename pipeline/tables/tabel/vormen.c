#include "pipeline/tables/tabel/vormen.h"

#include "pipeline/tables/overview.h"
#include "pipeline/tables/tabel/vorm_rows.h"

#include <string.h>

/* ---- [rechtmatigheid]: the columns behind its kolommen ---- */

#define AMOUNTS OORDEEL_CATEGORIE /* so many of the columns, the first */

static size_t oordeel_n_columns(const struct tabel *tabel)
{
    return tabel->is_judged ? OORDEEL_COLUMNS : 0;
}

static void oordeel_make_columns(const struct building *b, size_t first_column)
{
    static const struct table_column columns[OORDEEL_COLUMNS] = {
        [OORDEEL_OVER] = {.heading = "Overschrijding", .kind = COLUMN_NUMBER, .width = 15},
        [OORDEEL_COUNTS] = {.heading = "Telt mee", .kind = COLUMN_NUMBER, .width = 12},
        [OORDEEL_COUNTS_NOT] = {.heading = "Telt niet mee", .kind = COLUMN_NUMBER, .width = 12},
        [OORDEEL_OPEN] = {.heading = "Te beoordelen", .kind = COLUMN_NUMBER, .width = 12},
        [OORDEEL_CATEGORIE] = {.heading = "Categorie", .width = 30, .wrap = true},
        [OORDEEL_TEXT] = {.heading = "Uitleg", .width = 44, .wrap = true},
    };
    for (size_t i = 0; i < oordeel_n_columns(b->tabel); i++) {
        b->table->columns[first_column + i] = columns[i];
        b->table->columns[first_column + i].name = oordeel_columns[i];
    }
}

static size_t first_amount(const struct building *b)
{
    return b->table->n_columns - OORDEEL_COLUMNS;
}

/* A normal amount of the maat: what lasten and stortingen, and onttrekkingen, come to. */
static int64_t normal(struct building *b, enum maat maat, size_t first, size_t behind, size_t kolom)
{
    return vorm_figure(b, first, behind, maat_kinds[maat].secties, vorm_place(b, kolom))
               .money.cents *
           sectie_effect(maat_kinds[maat].shown);
}

/* "2 Openeinderegeling: Meer aanvragen." */
static const char *listed(struct arena *arena, const char *text, const char *more)
{
    return !*text ? more : !*more ? text : arena_printf(arena, "%s\n%s", text, more);
}

static void judge(struct building *b, struct overschrijding *of, struct cell *cells)
{
    struct arena *arena = b->job->arena;
    const struct rechtmatigheid *rules = b->job->plan->rechtmatigheid;
    const char *categorie = "", *text = "";
    for (size_t i = 0; i < rules->n_oordelen; i++) {
        const struct oordeel *oordeel = &rules->oordelen[i];
        const struct overschrijding_categorie *why = &rules->categorieen[oordeel->categorie];
        if (oordeel->tabel != of->tabel || oordeel->maat != of->maat ||
            !text_equal(oordeel->code, of->code))
            continue;
        b->job->overschrijdingen.placed[i] = true;
        struct money *sum = why->counts ? &of->counts : &of->counts_not;
        if (!money_add(*sum, oordeel->amount, sum) ||
            !money_subtract(of->open, oordeel->amount, &of->open))
            b->table->incomplete = true;
        categorie = listed(arena, categorie,
                           arena_printf(arena, "%.*s %s", TEXT_ARG(why->code), why->name));
        text = listed(arena, text, oordeel->text);
    }
    if (*categorie)
        cells[OORDEEL_CATEGORIE] = cell_text(categorie);
    if (*text)
        cells[OORDEEL_TEXT] = cell_text(text);
}

/* Of the row of a leaf. */
static void oordeel_put(struct building *b, size_t row, enum maat maat, size_t first, size_t behind)
{
    struct job *job = b->job;
    struct overschrijdingen *all = &job->overschrijdingen;
    const struct rechtmatigheid *rules = job->plan->rechtmatigheid;
    struct cell *cells = &b->table->rows[row].cells[first_amount(b)];
    int64_t over = normal(b, maat, first, behind, rules->realisatie) -
                   normal(b, maat, first, behind, rules->begroting);
    if (over <= 0)
        return;
    struct overschrijding of = {.tabel = b->tabel->index,
                                .maat = maat,
                                .code = vorm_code(b, first),
                                .amount = {over},
                                .open = {over}};
    judge(b, &of, cells);
    const struct money amounts[AMOUNTS] = {of.amount, of.counts, of.counts_not, of.open};
    for (size_t i = 0; i < AMOUNTS; i++)
        cells[i] = amounts[i].cents ? cell_styled(amounts[i], b->style) : cell_blank();
    *arena_add(job->arena, all->items, all->n) = of;
}

/* A total may stand above its rows: they come when every row is there. */
static int64_t sum_of(const struct table *table, size_t row, size_t column)
{
    const struct table_row *at = &table->rows[row];
    int64_t sum = 0;
    if (!at->formula)
        return at->cells[column].money.cents;
    for (size_t t = 0; t < at->n_formula; t++)
        sum += at->formula[t].sign * sum_of(table, at->formula[t].index, column);
    return sum;
}

static void oordeel_put_totals(struct building *b)
{
    struct table *table = b->table;
    for (size_t row = 0; b->tabel->is_judged && row < table->n_rows; row++)
        for (size_t c = first_amount(b); table->rows[row].formula && c < first_amount(b) + AMOUNTS;
             c++)
            table->rows[row].cells[c] =
                cell_styled((struct money){sum_of(table, row, c)}, b->style);
}

const char *overschrijding_words(const struct plan *plan, size_t tabel, enum maat maat,
                                 struct text code, struct arena *arena)
{
    return arena_printf(arena, "%s, %s %.*s", plan->tabellen[tabel].name, maat_kinds[maat].name,
                        TEXT_ARG(code));
}

/* ---- sums over maten ---- */

/* What several secties are together follows from its parts, where these are there: `at` has 1 +
 * their rows or columns. Of effects the signs are all plus. */
static bool cross(struct building *b, enum maat maat, const size_t *at, bool effects,
                  struct formula *formula)
{
    static const enum maat parts[] = {MAAT_SALDO,      MAAT_RESERVES,     MAAT_ALLE_LASTEN,
                                      MAAT_ALLE_BATEN, MAAT_LASTEN,       MAAT_BATEN,
                                      MAAT_STORTINGEN, MAAT_ONTTREKKINGEN};
    const struct sign_rule *shown = &b->tabel->shown;
    unsigned left = maat_kinds[maat].secties;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        unsigned secties = maat_kinds[parts[i]].secties;
        if (parts[i] == maat || !at[parts[i]] || b->tabel->letter[parts[i]] || (secties & ~left))
            continue;
        formula_add(formula, b->job->arena, at[parts[i]] - 1,
                    effects ? 1 : maat_factor(shown, maat) * maat_factor(shown, parts[i]));
        left &= ~secties;
    }
    return left == 0;
}

static void set_cross_formula(struct building *b, size_t row, enum maat maat, const size_t *row_of)
{
    struct formula formula = {0};
    if (cross(b, maat, row_of, false, &formula))
        table_set_formula(b->table, row, &formula);
    b->table->rows[row].crosses = true;
}

/* ---- blokken ---- */

static void block_leaf(struct building *b, enum maat maat, size_t first, size_t behind,
                       struct formula *parts)
{
    size_t row = vorm_add_leaf(b, maat, first, behind);
    if (b->tabel->is_judged)
        oordeel_put(b, row, maat, first, behind);
    if (b->tabel->n_maten > 1)
        b->table->rows[row].cells[b->sectie] = cell_text(vorm_maat_label(b, maat));
    formula_add(parts, b->job->arena, row, +1);
}

static void add_block(struct building *b, enum maat maat, size_t *row_of)
{
    struct formula parts = {0};
    const bool has_rows = b->tabel->block[maat] && b->groepen->n_levels > b->groepen->n_per;
    if (has_rows)
        vorm_add_groups(b, maat, block_leaf, b->groepen->n_per, b->first, b->behind, &parts);
    if (!b->tabel->total[maat] || (has_rows && parts.n == 0 && b->tabel->drop_empty))
        return;
    size_t row = vorm_add_total(b, maat, b->first, b->behind,
                                tabel_block_name(b->tabel, maat, b->job->arena));
    row_of[maat] = row + 1;
    if (has_rows)
        table_set_formula(b->table, row, &parts);
    else if (!vorm_is_single(maat))
        set_cross_formula(b, row, maat, row_of);
}

static void build_blokken(struct building *b)
{
    size_t row_of[MAAT_COUNT] = {0};
    for (size_t m = 0; m < b->tabel->n_maten; m++)
        add_block(b, b->tabel->maten[m], row_of);
}

/* ---- per regel ---- */

static void row_leaf(struct building *b, enum maat unused, size_t first, size_t behind,
                     struct formula *parts)
{
    size_t row_of[MAAT_COUNT] = {0};
    (void)unused, (void)parts;
    for (size_t m = 0; m < b->tabel->n_maten; m++) {
        enum maat maat = b->tabel->maten[m];
        size_t row = vorm_add_leaf(b, maat, first, behind);
        struct table_row *at = &b->table->rows[row];
        at->cells[b->sectie] = cell_text(vorm_maat_label(b, maat));
        row_of[maat] = row + 1;
        formula_add(&b->rows[maat], b->job->arena, row, +1);
        if (vorm_is_single(maat))
            continue;
        at->kind = ROW_TOTAL;
        at->cells[b->code] = at->cells[b->regel] = cell_blank();
        set_cross_formula(b, row, maat, row_of);
    }
}

/* A group has the same rows; their figures are no formulas, but for the saldi. */
static void row_group(struct building *b, const char *name, size_t first, size_t behind)
{
    size_t row_of[MAAT_COUNT] = {0};
    for (size_t m = 0; m < b->tabel->n_maten; m++) {
        enum maat maat = b->tabel->maten[m];
        size_t row = vorm_add_total(b, maat, first, behind, name);
        struct cell *cells = b->table->rows[row].cells;
        cells[b->sectie] = cell_text(vorm_maat_label(b, maat));
        row_of[maat] = row + 1;
        if (vorm_is_single(maat))
            continue;
        if (m > 0)
            cells[b->regel] = cell_blank();
        set_cross_formula(b, row, maat, row_of);
    }
}

static void build_per_regel(struct building *b)
{
    struct formula unused = {0};
    b->group = row_group;
    vorm_add_groups(b, MAAT_RESULTAAT, row_leaf, b->groepen->n_per, b->first, b->behind, &unused);
    for (size_t m = 0; m < b->tabel->n_maten; m++) {
        enum maat maat = b->tabel->maten[m];
        if (!b->tabel->total[maat])
            continue;
        size_t row = vorm_add_total(b, maat, b->first, b->behind,
                                    tabel_sum_name(b->tabel, maat, b->job->arena));
        table_set_formula(b->table, row, &b->rows[maat]);
    }
}

/* ---- naast elkaar ---- */

static void wide_leaf(struct building *b, enum maat maat, size_t first, size_t behind,
                      struct formula *parts)
{
    formula_add(parts, b->job->arena, vorm_add_leaf(b, maat, first, behind), +1);
}

static void build_naast_elkaar(struct building *b)
{
    struct formula parts = {0};
    bool with_total = false;
    vorm_add_groups(b, MAAT_RESULTAAT, wide_leaf, b->groepen->n_per, b->first, b->behind, &parts);
    for (size_t m = 0; m < b->tabel->n_maten; m++)
        with_total |= b->tabel->total[b->tabel->maten[m]];
    if (with_total)
        table_set_formula(b->table,
                          vorm_add_total(b, MAAT_RESULTAAT, b->first, b->behind,
                                         vorm_label(b, "alles", "Totaal")),
                          &parts);
}

/* ---- verloop ---- */

/* The stand at the begin of each kolom: the first is given, the others are the end before. Without
 * a name they are the rows of the first item's. */
static void add_verloop(struct building *b, const char *name, size_t first, size_t behind)
{
    enum { BEGIN, BIJ, AF, EIND, N_ROWS };
    const struct tabel *tabel = b->tabel;
    const char *const labels[N_ROWS] = {
        vorm_label(b, "begin", "Stand per 1 januari"), vorm_maat_label(b, MAAT_STORTINGEN),
        vorm_maat_label(b, MAAT_ONTTREKKINGEN), vorm_label(b, "eind", "Stand per 31 december")};
    size_t row = b->table->n_rows;
    const int stock = maat_factor(&tabel->shown, MAAT_STORTINGEN);
    struct figure stand = vorm_figure(b, first, behind, ~0u, vorm_place(b, tabel->begin));
    const struct vorm_row made[N_ROWS] = {
        {first, behind, MAAT_RESULTAAT, VORM_ROW_BEGIN, 0, 0},
        {first, behind, MAAT_STORTINGEN, VORM_ROW_SUM, 0, 0},
        {first, behind, MAAT_ONTTREKKINGEN, VORM_ROW_SUM, 0, 0},
        {first, behind, MAAT_RESULTAAT, VORM_ROW_END, 0, 0},
    };
    for (int i = 0; i < N_ROWS; i++) {
        struct cell *cells = vorm_add_row(b, i == EIND ? ROW_TOTAL : ROW_DATA, made[i]);
        if (name)
            cells[b->regel] = cell_text(name);
        else
            vorm_name_row(b, cells, first, vorm_named_level(b, first));
        cells[b->sectie] = cell_text(labels[i]);
    }
    for (size_t k = 0; k < tabel->n_kolommen; k++) {
        struct table_row *rows = &b->table->rows[row];
        const size_t c = N_LABELS + k;
        struct money all = vorm_figure(b, first, behind, ~0u, k).money;
        rows[BEGIN].cells[c] = cell_styled((struct money){stand.money.cents * stock}, b->style);
        rows[BIJ].cells[c] = vorm_number(b, MAAT_STORTINGEN, k, first, behind);
        rows[AF].cells[c] = vorm_number(b, MAAT_ONTTREKKINGEN, k, first, behind);
        if (!money_add(stand.money, all, &stand.money))
            b->table->incomplete = true;
        rows[EIND].cells[c] = cell_styled((struct money){stand.money.cents * stock}, b->style);
    }
    struct formula formula = {0};
    formula_add(&formula, b->job->arena, row + BEGIN, +1);
    formula_add(&formula, b->job->arena, row + BIJ, +1);
    formula_add(&formula, b->job->arena, row + AF,
                stock * maat_factor(&tabel->shown, MAAT_ONTTREKKINGEN));
    table_set_formula(b->table, row + EIND, &formula);
}

static void verloop_leaf(struct building *b, enum maat unused, size_t first, size_t behind,
                         struct formula *parts)
{
    (void)unused, (void)parts;
    add_verloop(b, NULL, first, behind);
}

static void build_verloop(struct building *b)
{
    struct formula unused = {0};
    bool with_total = false;
    b->group = add_verloop;
    vorm_add_groups(b, MAAT_RESULTAAT, verloop_leaf, b->groepen->n_per, b->first, b->behind,
                    &unused);
    for (int m = 0; m < MAAT_COUNT; m++)
        with_total |= b->tabel->totals_named && b->tabel->total[m];
    if (with_total)
        add_verloop(b, vorm_label(b, "alles", "Totaal"), b->first, b->behind);
}

/* ---- columns ---- */

#define MANY 9 /* columns of figures: they are narrower, to stay readable on one page */

/* "Rekening 2024 Lasten", or "Lasten Rekening 2024" where the maten stand in front. */
static const char *heading_of(struct building *b, const struct tabel_column *column,
                              const char *heading)
{
    const char *maat = column->maat == MAAT_COUNT ? "" : vorm_maat_label(b, column->maat);
    if (column->maat == MAAT_COUNT || column->alone)
        return heading;
    if (b->tabel->n_kolommen == 1)
        return maat;
    return b->tabel->by_maat ? arena_printf(b->job->arena, "%s %s", maat, heading)
                             : arena_printf(b->job->arena, "%s %s", heading, maat);
}

static void name_column(struct building *b, struct table_column *to, size_t c)
{
    const struct tabel_column *column = &b->tabel->columns[c];
    const struct kolom *kolom = &b->job->plan->kolommen[b->tabel->kolommen[column->kolom]];
    to->name = tabel_column_name(b->job->plan, b->tabel, column, b->job->arena);
    to->heading =
        vorm_label(b, to->name, heading_of(b, column, vorm_label(b, kolom->name, kolom->heading)));
    to->kind = kolom->kind == TABEL_KOLOM_LETTER ? COLUMN_TEXT : COLUMN_NUMBER;
    to->width = kolom->kind == TABEL_KOLOM_LETTER ? 5 : b->tabel->n_columns > MANY ? 11 : 16;
    to->own_sign = b->tabel->voordeel[column->kolom];
}

/* The column of a kolom and maat that a formula may refer to; n_columns when there is none. */
static size_t column_of(const struct tabel *tabel, size_t kolom, enum maat maat)
{
    size_t c = 0;
    while (c < tabel->n_columns &&
           (tabel->columns[c].kolom != kolom || tabel->columns[c].maat != maat))
        c++;
    const bool is_text = c < tabel->n_columns &&
                         (tabel->letter_kolom[kolom] || (maat < MAAT_COUNT && tabel->letter[maat]));
    return is_text ? tabel->n_columns : c;
}

/* A kolom over kolommen that are all there. */
static bool formula_over_kolommen(struct building *b, size_t n_labels,
                                  const struct tabel_column *column, struct formula *formula)
{
    const struct tabel *tabel = b->tabel;
    const struct kolom *kolom = &b->job->plan->kolommen[tabel->kolommen[column->kolom]];
    if (tabel->voordeel[column->kolom])
        return false;
    for (size_t i = 0; i < kolom->n_of; i++) {
        size_t of = vorm_place(b, kolom->of[i].index);
        size_t at = column_of(tabel, of, column->maat);
        if (at >= tabel->n_columns || tabel->voordeel[of])
            return false;
        formula_add(formula, b->job->arena, n_labels + at, kolom->of[i].sign);
    }
    return formula->n > 0;
}

/* Naast elkaar: a saldo of maten that are all there. */
static bool formula_over_maten(struct building *b, size_t n_labels,
                               const struct tabel_column *column, struct formula *formula)
{
    const struct tabel *tabel = b->tabel;
    const bool effects = tabel->voordeel[column->kolom];
    size_t rows_of[MAAT_COUNT] = {0};
    if (column->maat == MAAT_COUNT || vorm_is_single(column->maat))
        return false;
    for (int m = 0; m < MAAT_COUNT; m++) {
        size_t at = column_of(tabel, column->kolom, (enum maat)m);
        rows_of[m] = at < tabel->n_columns ? n_labels + at + 1 : 0;
    }
    return cross(b, column->maat, rows_of, effects, formula);
}

/* A formula in the workbook for what follows from other columns. */
static void set_column_formula(struct building *b, size_t n_labels, size_t c)
{
    const struct tabel_column *column = &b->tabel->columns[c];
    struct table_column *to = &b->table->columns[n_labels + c];
    struct formula of_kolommen = {0}, of_maten = {0};
    if (b->job->plan->kolommen[b->tabel->kolommen[column->kolom]].kind != TABEL_KOLOM_SUM)
        return;
    const struct formula *formula = NULL;
    if (formula_over_kolommen(b, n_labels, column, &of_kolommen))
        formula = &of_kolommen;
    else if (formula_over_maten(b, n_labels, column, &of_maten))
        formula = &of_maten;
    to->formula = formula ? formula->terms : NULL;
    to->n_formula = formula ? formula->n : 0;
}

static void make_columns(struct building *b)
{
    struct table_column *columns = b->table->columns;
    const size_t places[OVERVIEW_LABELS] = {b->sectie, b->code, b->regel};
    for (size_t i = 0; i < OVERVIEW_LABELS; i++)
        columns[places[i]] = overview_labels[i];
    for (size_t i = 0; i < N_LABELS; i++)
        columns[i].heading = vorm_label(b, columns[i].name, columns[i].heading);
    for (size_t c = 0; c < b->tabel->n_columns; c++)
        name_column(b, &columns[N_LABELS + c], c);
    if (b->tabel->with_text)
        columns[N_LABELS + b->tabel->n_columns] =
            (struct table_column){.name = "toelichting",
                                  .heading = vorm_label(b, "toelichting", "Toelichting"),
                                  .width = 60,
                                  .wrap = true};
    oordeel_make_columns(b, N_LABELS + b->tabel->n_columns + b->tabel->with_text);
}

/* ---- the vormen ---- */

static const struct {
    bool name_first; /* the label columns: code, regel, sectie */
    void (*build)(struct building *b);
} vormen[VORM_COUNT] = {
    [VORM_BLOKKEN] = {false, build_blokken},
    [VORM_PER_REGEL] = {true, build_per_regel},
    [VORM_NAAST_ELKAAR] = {false, build_naast_elkaar},
    [VORM_VERLOOP] = {true, build_verloop},
    [VORM_SAMEN] = {false, build_blokken},
};

static struct building begin(struct job *job, const struct groepen *groepen, struct table *table)
{
    static const char *const zeros[] = {NULL, "-", ""};
    static const char *const minuses[] = {"-#", "#-", "- #", "(#)"};
    const struct tabel *tabel = groepen->tabel;
    const bool name_first = vormen[tabel->vorm].name_first;
    return (struct building){
        .job = job,
        .style = cell_style_make(job->arena, tabel->unit_euros, tabel->n_decimals,
                                 zeros[tabel->zero], minuses[tabel->minus]),
        .groepen = groepen,
        .tabel = tabel,
        .table = table,
        .sectie = name_first ? 2 : 0,
        .code = name_first ? 0 : 1,
        .regel = name_first ? 1 : 2,
    };
}

struct table *vorm_build(struct job *job, const struct groepen *groepen, size_t first,
                         size_t behind, struct vorm_rows *rows)
{
    const struct tabel *tabel = groepen->tabel;
    struct building b = begin(
        job, groepen,
        tables_add(&job->tables, job->arena,
                   N_LABELS + tabel->n_columns + tabel->with_text + oordeel_n_columns(tabel)));
    b.first = first;
    b.behind = behind;
    b.made = rows;
    if (tabel->with_text)
        groepen_index_make(groepen, &b.index);
    b.table->unit_euros = tabel->unit_euros;
    b.table->title = tabel->title;
    make_columns(&b);
    vormen[tabel->vorm].build(&b);
    oordeel_put_totals(&b);
    groepen_index_release(&b.index);
    return b.table;
}

void vorm_finish(struct job *job, const struct groepen *groepen, struct table *table)
{
    struct building b = begin(job, groepen, table);
    const size_t n_labels = table_drop_blank(table, N_LABELS);
    for (size_t c = 0; c < b.tabel->n_columns; c++)
        set_column_formula(&b, n_labels, c);
}

struct table *vorm_together(struct job *job, const struct groepen *groepen,
                            struct table *const *tables, const char *const *values, size_t n)
{
    const struct indeling *per = &job->plan->indelingen[groepen->tabel->per];
    struct table *all = tables_add(&job->tables, job->arena, tables[0]->n_columns + 1);
    all->unit_euros = tables[0]->unit_euros;
    all->columns[0] = (struct table_column){.name = per->name, .heading = per->name, .width = 14};
    memcpy(&all->columns[1], tables[0]->columns, tables[0]->n_columns * sizeof *all->columns);
    for (size_t i = 0; i < n; i++)
        for (size_t r = 0; r < tables[i]->n_rows; r++) {
            const struct table_row *from = &tables[i]->rows[r];
            struct cell *cells = table_add_row(all, job->arena, from->kind)->cells;
            cells[0] = cell_text(values[i]);
            memcpy(&cells[1], from->cells, tables[i]->n_columns * sizeof *cells);
        }
    table_drop_blank(all, N_LABELS + 1);
    return all;
}
