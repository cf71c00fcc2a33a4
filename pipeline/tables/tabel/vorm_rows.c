#include "pipeline/tables/tabel/vorm_rows.h"

#include <string.h>

const char *vorm_label(const struct building *b, const char *what, const char *otherwise)
{
    return tabel_label(b->tabel, text_of(what), otherwise);
}

const char *vorm_maat_label(const struct building *b, enum maat maat)
{
    return tabel_maat_name(b->tabel, maat);
}

bool vorm_is_single(enum maat maat)
{
    return maat_kinds[maat].shown != SECTIE_COUNT;
}

/* ---- figures ---- */

struct figure vorm_figure(struct building *b, size_t first, size_t behind, unsigned secties,
                          size_t k)
{
    struct figure sum = {0};
    if (!groepen_sum(b->groepen, first, behind, secties, k, &sum)) {
        if (!b->table->incomplete)
            errors_add(b->job->errors, ERROR_DATA, b->tabel->name,
                       "verwacht bedragen onder € 10.000 miljard, gevonden een groter");
        b->table->incomplete = true;
    }
    return sum;
}

/* The place of a kolom of the plan among those that were added up. */
size_t vorm_place(const struct building *b, size_t kolom)
{
    size_t k = 0;
    while (b->tabel->kolommen[k] != kolom)
        k++;
    return k;
}

static struct cell share_cell(const struct tabel *tabel, const struct kolom *of, struct money part,
                              struct money whole)
{
    struct decimal share;
    if (!tabel_share(tabel, of, part, whole, &share))
        return cell_blank();
    return tabel->share_sign ? cell_percentage(share) : cell_number(share);
}

static struct cell amount(const struct building *b, enum maat maat, size_t k, struct money effect)
{
    const struct tabel *tabel = b->tabel;
    int factor = tabel->voordeel[k] ? 1 : maat_factor(&tabel->shown, maat);
    struct money shown = {effect.cents * factor};
    if (!tabel->letter[maat] && !tabel->letter_kolom[k])
        return cell_styled(shown, b->style);
    struct cell cell = cell_styled(money_size(shown), b->style);
    return cell_text(arena_printf(b->job->arena, "%s%s%s",
                                  cell_shown(b->job->arena, &cell, tabel->unit_euros),
                                  effect.cents ? " " : "", tabel_letter(tabel, effect)));
}

struct cell vorm_number(struct building *b, enum maat maat, size_t k, size_t first, size_t behind)
{
    const struct plan *plan = b->job->plan;
    const struct kolom *kolom = &plan->kolommen[b->tabel->kolommen[k]];
    const unsigned secties = maat_kinds[maat].secties;
    if (kolom->kind == TABEL_KOLOM_SUM)
        return amount(b, maat, k, vorm_figure(b, first, behind, secties, k).money);
    struct money part =
        vorm_figure(b, first, behind, secties, vorm_place(b, kolom->of[0].index)).money;
    if (kolom->kind == TABEL_KOLOM_LETTER)
        return part.cents ? cell_text(tabel_letter(b->tabel, part)) : cell_blank();
    const bool of_total = kolom->kind == TABEL_KOLOM_OF_TOTAL;
    return share_cell(b->tabel, &plan->kolommen[kolom->of[0].index], part,
                      vorm_figure(b, of_total ? b->first : first, of_total ? b->behind : behind,
                                  secties, vorm_place(b, kolom->of[1].index))
                          .money);
}

/* True when mutaties stand behind any of the shown figures. */
static bool has_mutaties(struct building *b, unsigned secties, size_t first, size_t behind)
{
    for (size_t k = 0; k < b->tabel->n_all_kolommen; k++)
        if (vorm_figure(b, first, behind, secties, k).n_mutaties > 0)
            return true;
    return false;
}

/* ---- names ---- */

/* The last level that an item has a value of; n_levels when it has none. */
size_t vorm_named_level(const struct building *b, size_t item)
{
    const struct groepen *groepen = b->groepen;
    for (size_t l = groepen->n_levels; l-- > groepen->n_per;)
        if (groepen->items[item].path[l] != 0)
            return l;
    return groepen->n_levels;
}

static struct text code_at(const struct building *b, size_t item, size_t level)
{
    return text_of(b->groepen->levels[level].codes[b->groepen->items[item].path[level]]);
}

struct text vorm_code(const struct building *b, size_t item)
{
    size_t level = vorm_named_level(b, item);
    return level == b->groepen->n_levels ? text_of("") : code_at(b, item, level);
}

static const char *name_at(const struct building *b, size_t item, size_t level)
{
    return tabel_row_name(b->job->plan, b->tabel, b->groepen->levels[level].indeling,
                          code_at(b, item, level), b->job->arena);
}

void vorm_name_row(struct building *b, struct cell *cells, size_t item, size_t level)
{
    if (level == b->groepen->n_levels) {
        cells[b->regel] = cell_text(vorm_label(b, "zonder", "Zonder indeling"));
        return;
    }
    const char *name =
        indeling_name(b->job->plan, b->groepen->levels[level].indeling, code_at(b, item, level));
    if (*name && b->tabel->code_column)
        cells[b->code] = cell_text(code_at(b, item, level).bytes);
    cells[b->regel] = cell_text(name_at(b, item, level));
}

static const char *total_name(const struct building *b, size_t item, size_t level)
{
    return tabel_total_name(b->job->plan, b->tabel, b->groepen->levels[level].indeling,
                            code_at(b, item, level), b->job->arena);
}

/* ---- rows ---- */

/* Cells of a year in which the row's code does not exist are blank. */
static bool exists(const struct building *b, size_t k, size_t item, size_t level)
{
    const struct plan *plan = b->job->plan;
    const struct kolom *kolom = &plan->kolommen[b->tabel->kolommen[k]];
    const size_t indeling = b->groepen->levels[level].indeling;
    const struct text code = code_at(b, item, level);
    const struct indeling_code *listed = indeling_code(&plan->indelingen[indeling], code);
    const struct years *years = listed ? &listed->years : NULL;
    for (size_t i = 0; i < plan->mapping.n_pakketten; i++)
        if (plan->indelingen[indeling].source == INDELING_PAKKET &&
            text_is(code, plan->mapping.pakketten[i].code))
            years = &plan->mapping.pakketten[i].years;
    for (size_t t = 0; years && t < kolom->n_terms; t++)
        if (years_hold(*years, plan->standen[kolom->terms[t].stand].year))
            return true;
    return !years || kolom->n_terms == 0;
}

/* True when the maten are columns. */
static bool vorm_is_wide(const struct building *b)
{
    return b->tabel->vorm == VORM_NAAST_ELKAAR;
}

struct cell *vorm_add_row(struct building *b, enum row_kind kind, struct vorm_row row)
{
    struct vorm_rows *made = b->made;
    row.sheet_first = b->first;
    row.sheet_behind = b->behind;
    if (made) {
        *arena_add(b->job->arena, made->items, made->n) = row;
    }
    return table_add_row(b->table, b->job->arena, kind)->cells;
}

static void put_numbers(struct building *b, struct cell *cells, enum maat maat, size_t first,
                        size_t behind)
{
    for (size_t c = 0; c < b->tabel->n_columns; c++) {
        const struct tabel_column *column = &b->tabel->columns[c];
        cells[N_LABELS + c] =
            vorm_number(b, vorm_is_wide(b) ? column->maat : maat, column->kolom, first, behind);
    }
}

/* What a list says is printed in the place of amounts. */
static void put_tekst(struct building *b, struct cell *cells, size_t item, size_t level)
{
    const struct indeling *indeling = &b->job->plan->indelingen[b->groepen->levels[level].indeling];
    const struct indeling_code *listed = indeling_code(indeling, code_at(b, item, level));
    if (!listed || !*listed->tekst)
        return;
    for (size_t c = N_LABELS; c < b->table->n_columns; c++)
        cells[c] = cell_blank();
    cells[N_LABELS] = cell_text(listed->tekst);
}

static bool is_in_kolommen(const struct building *b, const struct indelen *of, size_t incidenteel)
{
    for (size_t k = 0; k < b->tabel->n_kolommen; k++) {
        const struct kolom *kolom = &b->job->plan->kolommen[b->tabel->kolommen[k]];
        for (size_t t = 0; t < kolom->n_terms; t++) {
            bool unknown = false;
            if (indelen_term(of, &kolom->terms[t], b->job->plan->incidenteel[incidenteel].stand,
                             &unknown))
                return true;
        }
    }
    return false;
}

/* What the list of incidenteel says of the row, each text once. */
static void put_texts(struct building *b, struct cell *cells, unsigned secties, size_t first,
                      size_t behind)
{
    const struct plan *plan = b->job->plan;
    const char *text = "";
    for (size_t i = 0; i < plan->n_incidenteel; i++) {
        struct money effect;
        size_t item;
        const struct incidenteel *listed = &plan->incidenteel[i];
        const struct indelen of = indelen_incidenteel(plan, i, true, &effect);
        if (*listed->text && secties >> listed->sectie & 1 && !strstr(text, listed->text) &&
            indelen_rules(&of, b->tabel->filter, b->tabel->n_filter) && is_in_kolommen(b, &of, i) &&
            groepen_index_find(&b->index, b->groepen, &of, b->job->arena, &item) && first <= item &&
            item < behind)
            text = arena_printf(b->job->arena, "%s%s%s", text, *text ? "\n" : "", listed->text);
    }
    if (*text)
        cells[N_LABELS + b->tabel->n_columns] = cell_text(text);
}

/* What keeps a row in the table: mutaties of its own maat, or of any that the table shows. */
static unsigned secties_of_row(const struct building *b, enum maat maat)
{
    unsigned secties = 0;
    if (b->tabel->vorm == VORM_BLOKKEN)
        return maat_kinds[maat].secties;
    for (size_t m = 0; m < b->tabel->n_maten; m++)
        secties |= maat_kinds[b->tabel->maten[m]].secties;
    return b->tabel->vorm == VORM_VERLOOP ? ~0u : secties;
}

size_t vorm_add_leaf(struct building *b, enum maat maat, size_t first, size_t behind)
{
    size_t row = b->table->n_rows, level = vorm_named_level(b, first);
    const unsigned secties = secties_of_row(b, maat);
    struct cell *cells =
        vorm_add_row(b, ROW_DATA, (struct vorm_row){first, behind, maat, VORM_ROW_SUM, 0, 0});
    vorm_name_row(b, cells, first, level);
    put_numbers(b, cells, maat, first, behind);
    if (b->tabel->with_text && (vorm_is_wide(b) || vorm_is_single(maat)))
        put_texts(b, cells, vorm_is_wide(b) ? secties : maat_kinds[maat].secties, first, behind);
    if (level == b->groepen->n_levels)
        return row;
    for (size_t c = 0; c < b->tabel->n_columns; c++) {
        const size_t k = b->tabel->columns[c].kolom;
        if (!exists(b, k, first, level) &&
            vorm_figure(b, first, behind, secties, k).n_mutaties == 0)
            cells[N_LABELS + c] = cell_blank();
    }
    if (!has_mutaties(b, secties, first, behind))
        put_tekst(b, cells, first, level);
    return row;
}

size_t vorm_add_total(struct building *b, enum maat maat, size_t first, size_t behind,
                      const char *name)
{
    size_t row = b->table->n_rows;
    struct cell *cells =
        vorm_add_row(b, ROW_TOTAL, (struct vorm_row){first, behind, maat, VORM_ROW_SUM, 0, 0});
    cells[b->regel] = cell_text(name);
    put_numbers(b, cells, maat, first, behind);
    return row;
}

/* ---- groups, outer first ---- */

/* The end of the run of items that share their value of a level. */
static size_t run_end(const struct building *b, size_t first, size_t behind, size_t level)
{
    size_t end = first + 1;
    while (end < behind &&
           b->groepen->items[end].path[level] == b->groepen->items[first].path[level])
        end++;
    return end;
}

static bool is_leaf(const struct building *b, size_t first, size_t behind, size_t level)
{
    for (size_t i = first; i < behind; i++)
        if (vorm_named_level(b, i) != level && vorm_named_level(b, i) != b->groepen->n_levels)
            return false;
    return b->groepen->items[first].path[level] != 0 || level + 1 == b->groepen->n_levels;
}

static bool is_always(const struct building *b, size_t item)
{
    size_t level = vorm_named_level(b, item);
    return level < b->groepen->n_levels ? groepen_is_always(b->tabel, code_at(b, item, level))
                                        : b->tabel->always_all;
}

static bool is_shown(struct building *b, unsigned secties, size_t first, size_t behind)
{
    for (size_t i = first; i < behind; i++)
        if (is_always(b, i))
            return true;
    return has_mutaties(b, secties, first, behind);
}

/* Of a group: its total in one row, or what its vorm makes of it. Returns the first row. */
static size_t add_group_rows(struct building *b, enum maat maat, const char *name, size_t first,
                             size_t behind)
{
    size_t row = b->table->n_rows;
    if (b->group)
        b->group(b, name, first, behind);
    else
        vorm_add_total(b, maat, first, behind, name);
    return row;
}

static void add_heading(struct building *b, enum maat maat, size_t item, size_t level)
{
    struct cell *cells =
        vorm_add_row(b, ROW_TOTAL, (struct vorm_row){item, item, maat, VORM_ROW_HEADING, 0, 0});
    vorm_name_row(b, cells, item, level);
}

static void add_group(struct building *b, enum maat maat, vorm_leaf_fn *leaf, size_t level,
                      size_t first, size_t behind, struct formula *parts)
{
    const enum tabel_total place = b->groepen->levels[level].total;
    struct formula own = {0};
    size_t row = 0;
    if (place == TABEL_TOTAL_NONE) {
        vorm_add_groups(b, maat, leaf, level + 1, first, behind, parts);
        return;
    }
    if (place == TABEL_TOTAL_ABOVE) {
        row = add_group_rows(b, maat, name_at(b, first, level), first, behind);
        vorm_name_row(b, b->table->rows[row].cells, first, level);
    } else if (place == TABEL_TOTAL_HEADED) {
        add_heading(b, maat, first, level);
    }
    vorm_add_groups(b, maat, leaf, level + 1, first, behind, &own);
    if (place != TABEL_TOTAL_ABOVE)
        row = add_group_rows(b, maat, total_name(b, first, level), first, behind);
    if (b->group)
        return;
    table_set_formula(b->table, row, &own);
    if (!vorm_is_wide(b) && b->tabel->n_maten > 1)
        b->table->rows[row].cells[b->sectie] = cell_text(vorm_maat_label(b, maat));
    formula_add(parts, b->job->arena, row, +1);
}

void vorm_add_groups(struct building *b, enum maat maat, vorm_leaf_fn *leaf, size_t level,
                     size_t first, size_t behind, struct formula *parts)
{
    const unsigned secties = secties_of_row(b, maat);
    for (size_t end; first < behind; first = end) {
        end = level < b->groepen->n_levels ? run_end(b, first, behind, level) : behind;
        if (!is_shown(b, secties, first, end))
            continue;
        if (level == b->groepen->n_levels || is_leaf(b, first, end, level))
            leaf(b, maat, first, end, parts);
        else if (b->groepen->items[first].path[level] == 0)
            vorm_add_groups(b, maat, leaf, level + 1, first, end, parts);
        else
            add_group(b, maat, leaf, level, first, end, parts);
    }
}
