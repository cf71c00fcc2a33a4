#include "pipeline/tables/tabel/oordeel.h"

#define AMOUNTS OORDEEL_CATEGORIE /* so many of the columns, the first */

size_t oordeel_n_columns(const struct tabel *tabel)
{
    return tabel->is_judged ? OORDEEL_COLUMNS : 0;
}

void oordeel_make_columns(const struct building *b, size_t first_column)
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

void oordeel_put(struct building *b, size_t row, enum maat maat, size_t first, size_t behind)
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

/* A total may stand above its rows. */
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

void oordeel_put_totals(struct building *b)
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
