#include "pipeline/trace/trace_tabel.h"

#include "pipeline/base/array.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/chain.h"
#include "pipeline/reading/reading.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The file while the row is looked for. */
struct looking {
    struct tabel_cell *cell;
    const struct trace_options *options;
    struct csv_file file;
    size_t blad, sectie, code, regel, kolom; /* columns, or CSV_NO_COLUMN */
    struct errors *errors;
};

static bool fault(const struct looking *l, const char *what, const char *found)
{
    return errors_add(l->errors, ERROR_SETTINGS, l->cell->csv_name, "%s, gevonden \"%s\"", what,
                      found ? found : "niets");
}

static const char *field(const struct csv_row *row, size_t column)
{
    return column == CSV_NO_COLUMN ? "" : row->fields[column].bytes;
}

/* ---- which row ---- */

/* What a row is called: rows per maat of one regel stand under its name (per regel). */
static const char *name_of(const struct looking *l, size_t row)
{
    while (row > 0 && !*field(&l->file.rows[row], l->regel))
        row--;
    return field(&l->file.rows[row], l->regel);
}

/* As a spreadsheet numbers the rows of the CSV: the heading is 1, a cell of many lines one row. */
static size_t rij_of(size_t row)
{
    return row + 2;
}

static bool is_asked(const struct looking *l, size_t r)
{
    const struct trace_options *options = l->options;
    const struct csv_row *row = &l->file.rows[r];
    if (options->rij)
        return rij_of(r) == options->rij;
    if (options->blad && strcmp(options->blad, field(row, l->blad)) != 0)
        return false;
    if (options->sectie && strcasecmp(options->sectie, field(row, l->sectie)) != 0)
        return false;
    return strcmp(options->regel, name_of(l, r)) == 0 ||
           (*field(row, l->code) && strcmp(options->regel, field(row, l->code)) == 0);
}

static bool find_row(const struct looking *l, size_t *found)
{
    struct text_list lines = {.arena = l->cell->arena, .most = 9};
    for (size_t r = 0; r < l->file.n_rows; r++) {
        if (!is_asked(l, r))
            continue;
        *found = r;
        list_add(&lines, "%zu", rij_of(r));
    }
    if (lines.n == 1)
        return true;
    if (l->options->rij)
        return errors_add(l->errors, ERROR_SETTINGS, l->cell->csv_name,
                          "--rij: verwacht het nummer van een rij van dit bestand, gevonden %zu",
                          l->options->rij);
    return fault(l,
                 lines.n ? arena_printf(l->cell->arena,
                                        "--regel: meer dan een rij heet zo; geef ook --sectie (en "
                                        "--blad), of in plaats daarvan --rij %s",
                                        list_text(&lines, ""))
                         : "--regel: verwacht een tekst of code van de kolom regel (met --sectie, "
                           "--blad), of --rij met het nummer van de rij in dit bestand",
                 l->options->regel);
}

/* ---- which kolom ---- */

static bool find_kolom(struct looking *l)
{
    struct tabel_cell *cell = l->cell;
    const struct tabel *tabel = cell->tabel;
    const char *asked = l->options->kolom;
    for (size_t c = 0; c < tabel->n_columns; c++) {
        cell->column = &tabel->columns[c];
        if (l->kolom != CSV_NO_COLUMN &&
            strcmp(tabel_column_name(cell->plan, tabel, cell->column, cell->arena), asked) == 0)
            return true;
    }
    cell->column = &tabel->columns[0];
    cell->is_over = tabel->is_judged && l->kolom != CSV_NO_COLUMN;
    cell->is_judged = cell->is_over && strcmp(asked, oordeel_columns[OORDEEL_OVER]) != 0;
    return cell->is_over ||
           fault(l, "--kolom: verwacht een kolom van de tabel, zoals haar CSV haar noemt", asked);
}

static const char *tabel_names(const struct plan *plan, struct arena *arena)
{
    struct text_list list = {.arena = arena};
    for (size_t t = 0; t < plan->n_tabellen; t++)
        list_add(&list, "'%s'", plan->tabellen[t].name);
    return arena_printf(arena,
                        "--tabel: verwacht de naam van een [tabel NAAM] van deze run: %s (een "
                        "cijfer van de tabel zelf vraagt u met --kolom, --pakket, --post en "
                        "--sectie)",
                        list_text(&list, "er is er geen"));
}

bool tabel_cell_find(struct tabel_cell *cell, const struct plan *plan,
                     const struct trace_options *options, struct arena *arena,
                     struct errors *errors)
{
    struct looking l = {.cell = cell, .options = options, .errors = errors};
    *cell = (struct tabel_cell){
        .plan = plan,
        .tabel = array_find(plan->tabellen, plan->n_tabellen, name, options->tabel),
        .csv_name = arena_printf(arena, "%s.csv", options->tabel),
        .arena = arena};
    if (!cell->tabel)
        return fault(&l, tabel_names(plan, arena), options->tabel);
    if (!csv_read_written(path_join(arena, options->folder, cell->csv_name), CSV_FOR_PEOPLE, arena,
                          errors, &l.file))
        return false;
    l.sectie = csv_column(&l.file, "sectie");
    l.code = csv_column(&l.file, "code");
    l.regel = csv_column(&l.file, "regel");
    l.kolom = csv_column(&l.file, options->kolom);
    l.blad = cell->tabel->per == INDELING_NONE
                 ? CSV_NO_COLUMN
                 : csv_column(&l.file, plan->indelingen[cell->tabel->per].name);
    if (!find_kolom(&l) || !find_row(&l, &cell->row))
        return false;
    if (cell->is_judged)
        l.kolom = csv_column(&l.file, oordeel_columns[OORDEEL_OVER]);
    cell->n_rows = l.file.n_rows;
    cell->printed = field(&l.file.rows[cell->row], l.kolom);
    if (cell->is_over && !*cell->printed)
        return fault(&l, "--regel: verwacht een rij boven de begroting", options->regel);
    return true;
}

/* ---- what the cell is of: the table is made once more ---- */

static void add_terms(struct tabel_cell *cell, struct tabel_part *part, size_t kolom)
{
    const struct kolom *from = &cell->plan->kolommen[kolom];
    struct tabel_term *terms =
        arena_alloc(cell->arena, (part->n_terms + from->n_terms + 1) * sizeof *terms);
    if (part->n_terms)
        memcpy(terms, part->terms, part->n_terms * sizeof *terms);
    if (from->n_terms)
        memcpy(terms + part->n_terms, from->terms, from->n_terms * sizeof *terms);
    part->terms = terms;
    part->n_terms += from->n_terms;
}

/* Of a verloop the begin is all that came before it, the end all up to it. */
static void be_stand(struct tabel_cell *cell, const struct vorm_row *row)
{
    const struct tabel *tabel = cell->tabel;
    add_terms(cell, &cell->part, tabel->begin);
    for (size_t k = 0; k < cell->column->kolom + (row->place == VORM_ROW_END); k++)
        add_terms(cell, &cell->part, tabel->kolommen[k]);
    cell->factor = maat_factor(&tabel->shown, MAAT_STORTINGEN);
}

/* What is above the budget, as a normal amount. */
static void be_over(struct tabel_cell *cell, enum maat maat)
{
    const struct rechtmatigheid *rules = cell->plan->rechtmatigheid;
    add_terms(cell, &cell->part, rules->begroting);
    for (size_t t = 0; t < cell->part.n_terms; t++)
        cell->part.terms[t].sign = -cell->part.terms[t].sign;
    add_terms(cell, &cell->part, rules->realisatie);
    cell->factor = sectie_effect(maat_kinds[maat].shown);
    cell->kind = TABEL_KOLOM_SUM;
}

static void be_cell(struct tabel_cell *cell, const struct vorm_row *row)
{
    const struct tabel *tabel = cell->tabel;
    const size_t k = cell->column->kolom;
    const struct kolom *kolom = &cell->plan->kolommen[tabel->kolommen[k]];
    const enum maat maat = cell->column->maat == MAAT_COUNT ? row->maat : cell->column->maat;
    cell->secties = maat_kinds[maat].secties;
    cell->part = cell->whole = (struct tabel_part){.first = row->first, .behind = row->behind};
    cell->kind = kolom->kind;
    if (cell->is_over) {
        be_over(cell, row->maat);
        return;
    }
    if (row->place != VORM_ROW_SUM) {
        cell->secties = ~0u;
        be_stand(cell, row);
        return;
    }
    add_terms(cell, &cell->part,
              kolom->kind == TABEL_KOLOM_SUM ? tabel->kolommen[k] : kolom->of[0].index);
    cell->of = &cell->plan->kolommen[kolom->kind == TABEL_KOLOM_SUM ? 0 : kolom->of[0].index];
    cell->factor =
        kolom->kind != TABEL_KOLOM_SUM || tabel->voordeel[k] ? 1 : maat_factor(&tabel->shown, maat);
    if (kolom->kind == TABEL_KOLOM_SUM || kolom->kind == TABEL_KOLOM_LETTER)
        return;
    add_terms(cell, &cell->whole, kolom->of[1].index);
    cell->whole_name = cell->plan->kolommen[kolom->of[1].index].name;
    if (kolom->kind == TABEL_KOLOM_OF_TOTAL) {
        cell->whole.first = row->sheet_first;
        cell->whole.behind = row->sheet_behind;
    }
}

bool tabel_cell_read(struct tabel_cell *cell, struct errors *errors)
{
    struct job job = {.arena = cell->arena, .errors = errors, .plan = cell->plan};
    struct reading reading = {.plan = cell->plan,
                              .n_workers = 1,
                              .lines = chain_of(cell->plan)->lines,
                              .chunk_bytes = READER_CHUNK_BYTES};
    struct vorm_rows rows = {0};
    size_t first = 0;
    if (cell->plan->rechtmatigheid)
        job.overschrijdingen.placed =
            arena_alloc(cell->arena, cell->plan->rechtmatigheid->n_oordelen);
    if (!reading_run(&reading, cell->arena, errors, &job.ledger))
        return false;
    cell->groepen = arena_alloc(cell->arena, sizeof *cell->groepen);
    groepen_collect(job.ledger, cell->tabel, cell->arena, cell->groepen);
    do {
        size_t end = groepen_sheet_end(cell->groepen, first);
        vorm_build(&job, cell->groepen, first, end, &rows);
        first = end;
    } while (first < cell->groepen->n);
    if (rows.n != cell->n_rows)
        return errors_add(errors, ERROR_DATA, cell->csv_name,
                          "de invoer geeft nu een tabel van %zu rijen, gepubliceerd zijn er %zu",
                          rows.n, cell->n_rows);
    if (rows.items[cell->row].place == VORM_ROW_HEADING)
        return errors_add(errors, ERROR_SETTINGS, cell->csv_name,
                          "--regel: deze rij is een kop en heeft geen cijfers");
    be_cell(cell, &rows.items[cell->row]);
    groepen_index_make(cell->groepen, &cell->index);
    return true;
}

void tabel_cell_release(struct tabel_cell *cell)
{
    groepen_index_release(&cell->index);
}

/* ---- which mutaties ---- */

static int part_takes(const struct tabel_part *part, const struct indelen *of, size_t stand,
                      size_t item)
{
    int times = 0;
    if (item < part->first || item >= part->behind)
        return 0;
    for (size_t t = 0; t < part->n_terms; t++) {
        bool unknown = false;
        if (indelen_term(of, &part->terms[t], stand, &unknown))
            times += part->terms[t].sign;
    }
    return times;
}

struct tabel_times tabel_cell_takes(struct tabel_cell *cell, const struct indelen *of, size_t stand,
                                    struct arena *scratch)
{
    const struct tabel *tabel = cell->tabel;
    struct tabel_times times = {0};
    size_t item;
    if (!(cell->secties >> of->sectie & 1) || !indelen_rules(of, tabel->filter, tabel->n_filter) ||
        !groepen_index_find(&cell->index, cell->groepen, of, scratch, &item))
        return times;
    times.part = part_takes(&cell->part, of, stand, item);
    times.whole = part_takes(&cell->whole, of, stand, item);
    return times;
}

/* ---- the proof ---- */

/* What the list of incidenteel adds: it has no lines. */
static struct tabel_sums listed_sums(struct tabel_cell *cell)
{
    struct tabel_sums sums = {0};
    for (size_t i = 0; i < 2 * cell->plan->n_incidenteel; i++) {
        struct money effect;
        struct indelen of = indelen_incidenteel(cell->plan, i / 2, i % 2 == 0, &effect);
        struct tabel_times times =
            tabel_cell_takes(cell, &of, cell->plan->incidenteel[i / 2].stand, cell->arena);
        sums.part.cents += effect.cents * cell->factor * times.part;
        sums.whole.cents += effect.cents * times.whole;
    }
    return sums;
}

/* As it is printed, without what stands behind the figure and points between groups. */
static const char *plain_figure(struct arena *arena, const char *printed)
{
    char *text = arena_copy(arena, printed, strcspn(printed, " %"));
    size_t n = 0;
    for (const char *at = text; *at; at++)
        if (*at != '.')
            text[n++] = *at;
    text[n] = '\0';
    return strcmp(text, "-") == 0 ? "" : text;
}

/* The figure that the sums give, as plain_figure has it. */
static const char *figure_of(const struct tabel_cell *cell, struct tabel_sums sums)
{
    const struct tabel *tabel = cell->tabel;
    struct decimal share;
    int64_t step = tabel->unit_euros * 100;
    for (int i = 0; i < tabel->n_decimals; i++)
        step /= 10;
    int64_t rounded = money_round_to(sums.part, step);
    bool has_letter = cell->kind == TABEL_KOLOM_SUM && strchr(cell->printed, ' ');
    if (cell->kind == TABEL_KOLOM_LETTER)
        return tabel_letter(tabel, sums.part);
    if (cell->kind != TABEL_KOLOM_SUM)
        return tabel_share(tabel, cell->of, sums.part, sums.whole, &share)
                   ? decimal_text(cell->arena, share, false)
                   : "";
    if (rounded == 0 && !*plain_figure(cell->arena, cell->printed))
        return "";
    return decimal_text(cell->arena,
                        (struct decimal){has_letter ? llabs(rounded) : rounded, tabel->n_decimals},
                        false);
}

static bool holds(struct tabel_cell *cell, struct tabel_sums sums, struct errors *errors)
{
    const char *printed =
        cell->kind == TABEL_KOLOM_LETTER ? cell->printed : plain_figure(cell->arena, cell->printed);
    const char *figure = figure_of(cell, sums);
    if (cell->is_over && strcmp(figure, printed) != 0)
        return errors_add(errors, ERROR_SETTINGS, cell->csv_name,
                          "een totaal van overschrijdingen is geen som van regels: het telt alleen "
                          "de rijen boven de begroting op; vraag een rij, of de kolom met het "
                          "verschil");
    return strcmp(figure, printed) == 0 ||
           errors_add(errors, ERROR_DATA, cell->csv_name,
                      "de regels geven \"%s\", gepubliceerd is \"%s\"", figure, cell->printed);
}

/* A text that the list of the row's indeling has in the place of amounts. */
static bool is_tekst(const struct tabel_cell *cell)
{
    const char *figure = plain_figure(cell->arena, cell->printed);
    struct decimal number;
    bool grouped;
    return cell->kind == TABEL_KOLOM_SUM && *figure &&
           !decimal_parse(text_of(figure), &number, &grouped);
}

/* How the row of what is above the budget was judged: the lines of the list. */
static const char *judged_lines(const struct tabel_cell *cell)
{
    const struct rechtmatigheid *rules = cell->plan->rechtmatigheid;
    const struct groepen *groepen = cell->groepen;
    struct text_list words = {.arena = cell->arena, .between = "; "};
    size_t level = groepen->n_levels;
    while (level > 1 && groepen->items[cell->part.first].path[level - 1] == 0)
        level--;
    const char *code =
        groepen->levels[level - 1].codes[groepen->items[cell->part.first].path[level - 1]];
    for (size_t i = 0; i < rules->n_oordelen; i++) {
        const struct oordeel *oordeel = &rules->oordelen[i];
        const struct overschrijding_categorie *why = &rules->categorieen[oordeel->categorie];
        char buffer[MONEY_TEXT_SIZE];
        if (oordeel->tabel == cell->tabel->index && text_is(oordeel->code, code) &&
            maat_kinds[oordeel->maat].secties == cell->secties)
            list_add(&words, "regel %d: %s, %.*s %s", oordeel->line_no,
                     money_format(oordeel->amount, true, buffer), TEXT_ARG(why->code), why->name);
    }
    return list_text(&words, "niets");
}

bool tabel_cell_prove(struct tabel_cell *cell, struct tabel_sums sums, const char **proof,
                      struct errors *errors)
{
    const struct tabel_sums listed = listed_sums(cell);
    char buffer[MONEY_TEXT_SIZE];
    const char *more = "";
    if (!money_add(sums.part, listed.part, &sums.part) ||
        !money_add(sums.whole, listed.whole, &sums.whole))
        return errors_add(errors, ERROR_DATA, "",
                          "de bedragen zijn samen te groot om op te tellen");
    if (listed.part.cents)
        more = arena_printf(cell->arena, ", en %s van de lijst van incidenteel",
                            money_format(listed.part, true, buffer));
    if (cell->whole_name)
        more = arena_printf(cell->arena, "%s; als percentage van %s (%s)", more, cell->whole_name,
                            money_format(sums.whole, true, buffer));
    *proof =
        arena_printf(cell->arena, "%s, gelijk aan de gepubliceerde cel%s in %s (%s)", more,
                     cell->is_judged ? " van overschrijding" : "", cell->csv_name, cell->printed);
    if (cell->is_judged)
        *proof = arena_printf(cell->arena, "%s; de lijst van overschrijdingen zegt ervan: %s",
                              *proof, judged_lines(cell));
    if (!is_tekst(cell))
        return holds(cell, sums, errors);
    *proof = arena_printf(cell->arena, "; in %s staat wat de lijst van de indeling zegt: %s",
                          cell->csv_name, cell->printed);
    return true;
}
