#include "pipeline/trace/trace_tabel.h"

#include "pipeline/base/path.h"

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

static bool is_asked(const struct looking *l, size_t r)
{
    const struct trace_options *options = l->options;
    const struct csv_row *row = &l->file.rows[r];
    const char *maat = field(row, l->sectie);
    if (options->blad && strcmp(options->blad, field(row, l->blad)) != 0)
        return false;
    if (options->sectie && strcasecmp(options->sectie, maat) != 0)
        return false;
    return strcmp(options->regel, name_of(l, r)) == 0 ||
           (*field(row, l->code) && strcmp(options->regel, field(row, l->code)) == 0);
}

static bool find_row(const struct looking *l, size_t *found)
{
    size_t n = 0;
    for (size_t r = 0; r < l->file.n_rows; r++) {
        if (!is_asked(l, r))
            continue;
        *found = r;
        n++;
    }
    if (n == 1)
        return true;
    return fault(
        l,
        n ? "--regel: meer dan een rij heet zo; geef ook --sectie (en --blad)"
          : "--regel: verwacht een tekst of code van de kolom regel (met --sectie, --blad)",
        l->options->regel);
}

/* ---- what the row is of ---- */

static bool is_sum_of(const struct tabel_cell *cell, enum maat maat, const char *regel)
{
    static const bool blocks[VORM_COUNT] = {[VORM_BLOKKEN] = true, [VORM_SAMEN] = true};
    const struct tabel *tabel = cell->tabel;
    return strcmp(regel, blocks[tabel->vorm] ? tabel_block_name(tabel, maat, cell->arena)
                                             : tabel_sum_name(tabel, maat, cell->arena)) == 0;
}

/* By the column of the file, the text in the column sectie, or the name of a total. */
static bool find_maat(struct looking *l, const struct csv_row *row)
{
    struct tabel_cell *cell = l->cell;
    const struct tabel *tabel = cell->tabel;
    const char *sectie = field(row, l->sectie), *regel = field(row, l->regel);
    if (tabel->vorm == VORM_NAAST_ELKAAR) {
        cell->is_sum = strcmp(regel, tabel_label(tabel, text_of("alles"), "Totaal")) == 0;
        return true; /* find_kolom did */
    }
    for (size_t m = 0; m < tabel->n_maten; m++) {
        cell->maat = tabel->maten[m];
        cell->is_sum = !*sectie && is_sum_of(cell, cell->maat, regel);
        if (cell->is_sum || (*sectie && strcmp(sectie, tabel_maat_name(tabel, cell->maat)) == 0))
            return true;
    }
    cell->maat = tabel->maten[0];
    return tabel->n_maten == 1 ||
           fault(l, "van deze rij is niet te zeggen welke secties zij telt", regel);
}

/* ---- which kolom ---- */

static void add_terms(struct tabel_cell *cell, const struct tabel_kolom *kolom)
{
    struct tabel_term *terms =
        arena_alloc(cell->arena, (cell->n_terms + kolom->n_terms) * sizeof *terms);
    if (cell->n_terms)
        memcpy(terms, cell->terms, cell->n_terms * sizeof *terms);
    if (kolom->n_terms)
        memcpy(terms + cell->n_terms, kolom->terms, kolom->n_terms * sizeof *terms);
    cell->terms = terms;
    cell->n_terms += kolom->n_terms;
}

static bool find_kolom(struct looking *l, size_t *k)
{
    struct tabel_cell *cell = l->cell;
    const struct tabel *tabel = cell->tabel;
    const char *asked = l->options->kolom;
    for (size_t c = 0; c < tabel->n_columns; c++) {
        *k = tabel->columns[c].kolom;
        cell->maat = tabel->columns[c].maat;
        if (strcmp(tabel_column_name(cell->plan, tabel, &tabel->columns[c], cell->arena), asked) ==
            0)
            return true;
    }
    return fault(l, "--kolom: verwacht een kolom van de tabel, zoals haar CSV haar noemt", asked);
}

/* Of a verloop: the begin is all that came before it, the end all up to it. */
static bool is_stand_of_verloop(const struct looking *l, const struct csv_row *row, size_t k)
{
    struct tabel_cell *cell = l->cell;
    const struct tabel *tabel = cell->tabel;
    const char *sectie = field(row, l->sectie);
    bool begin = strcmp(sectie, tabel_label(tabel, text_of("begin"), "Stand per 1 januari")) == 0;
    bool end = strcmp(sectie, tabel_label(tabel, text_of("eind"), "Stand per 31 december")) == 0;
    if (tabel->vorm != VORM_VERLOOP || !(begin || end))
        return false;
    cell->maat = MAAT_RESULTAAT;
    add_terms(cell, &cell->plan->tabelkolommen[tabel->begin]);
    for (size_t i = 0; i < k + end; i++)
        add_terms(cell, &cell->plan->tabelkolommen[tabel->kolommen[i]]);
    cell->factor = maat_factor(&tabel->shown, MAAT_STORTINGEN);
    return true;
}

static bool choose(struct looking *l, const struct csv_row *row, size_t k)
{
    struct tabel_cell *cell = l->cell;
    const struct tabel_kolom *kolom = &cell->plan->tabelkolommen[cell->tabel->kolommen[k]];
    if (is_stand_of_verloop(l, row, k))
        return true;
    if (kolom->kind != TABEL_KOLOM_SUM)
        return fault(l, "--kolom: verwacht een kolom met bedragen", kolom->name);
    if (cell->tabel->threshold.cents && strcmp(field(row, l->regel), cell->tabel->rest) == 0)
        return fault(l,
                     "--regel: deze rij is wat onder de drempel bleef; vraag het pakket of de post",
                     cell->tabel->rest);
    if (!find_maat(l, row))
        return false;
    add_terms(cell, kolom);
    cell->factor = cell->tabel->voordeel[k] ? 1 : maat_factor(&cell->tabel->shown, cell->maat);
    return true;
}

static const struct tabel *find_tabel(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->n_tabellen; i++)
        if (strcmp(plan->tabellen[i].name, name) == 0)
            return &plan->tabellen[i];
    return NULL;
}

bool tabel_cell_find(struct tabel_cell *cell, const struct plan *plan,
                     const struct trace_options *options, struct arena *arena,
                     struct errors *errors)
{
    struct looking l = {.cell = cell, .options = options, .errors = errors};
    size_t row = 0, k = 0;
    *cell = (struct tabel_cell){.plan = plan,
                                .tabel = find_tabel(plan, options->tabel),
                                .csv_name = arena_printf(arena, "%s.csv", options->tabel),
                                .arena = arena};
    if (!cell->tabel)
        return fault(&l, "--tabel: verwacht de naam van een [tabel NAAM]", options->tabel);
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
    if (!find_kolom(&l, &k) || !find_row(&l, &row) || !choose(&l, &l.file.rows[row], k))
        return false;
    cell->code = field(&l.file.rows[row], l.code);
    cell->regel = name_of(&l, row);
    cell->blad = l.blad == CSV_NO_COLUMN ? NULL : field(&l.file.rows[row], l.blad);
    cell->printed = field(&l.file.rows[row], l.kolom);
    return true;
}

/* ---- which mutaties ---- */

/* A row is named by the last level that has a value, and a group by its own or its total's name. */
static bool is_in_row(const struct tabel_cell *cell, const struct indelen *of,
                      struct arena *scratch)
{
    const struct tabel *tabel = cell->tabel;
    bool deepest = true;
    for (size_t l = tabel->n_levels; l-- > 0;) {
        const size_t indeling = tabel->levels[l].indeling;
        const struct text code = indelen_code(of, indeling);
        if (code.n_bytes == 0)
            continue;
        if ((deepest || tabel->levels[l].total == TABEL_TOTAL_ABOVE) &&
            strcmp(cell->regel, tabel_row_name(cell->plan, tabel, indeling, code, scratch)) == 0 &&
            (!*cell->code || text_is(code, cell->code)))
            return true;
        if (!deepest && tabel->levels[l].total == TABEL_TOTAL_BELOW &&
            strcmp(cell->regel, tabel_total_name(cell->plan, tabel, indeling, code, scratch)) == 0)
            return true;
        deepest = false;
    }
    return deepest &&
           strcmp(cell->regel, tabel_label(tabel, text_of("zonder"), "Zonder indeling")) == 0;
}

int tabel_cell_takes(const struct tabel_cell *cell, const struct indelen *of, size_t stand,
                     struct arena *scratch)
{
    const struct tabel *tabel = cell->tabel;
    int times = 0;
    for (size_t t = 0; t < cell->n_terms; t++) {
        bool unknown = false;
        if (indelen_term(of, &cell->terms[t], stand, &unknown))
            times += cell->terms[t].sign;
    }
    if (times == 0 || !(maat_kinds[cell->maat].secties >> of->sectie & 1) ||
        !indelen_rules(of, tabel->filter, tabel->n_filter) ||
        (cell->blad && !text_is(indelen_code(of, tabel->per), cell->blad)))
        return 0;
    return cell->is_sum || is_in_row(cell, of, scratch) ? times : 0;
}

/* ---- the proof ---- */

struct money tabel_cell_incidenteel(const struct tabel_cell *cell, struct arena *scratch)
{
    struct money sum = {0};
    for (size_t i = 0; i < 2 * cell->plan->n_incidenteel; i++) {
        struct money effect;
        struct indelen of = indelen_incidenteel(cell->plan, i / 2, i % 2 == 0, &effect);
        sum.cents += effect.cents * cell->factor *
                     tabel_cell_takes(cell, &of, cell->plan->incidenteel[i / 2].stand, scratch);
    }
    return sum;
}

bool tabel_cell_holds(const struct tabel_cell *cell, struct money sum, struct errors *errors)
{
    sum.cents += tabel_cell_incidenteel(cell, cell->arena).cents;
    int64_t step = cell->tabel->unit_euros * 100;
    size_t n = strlen(cell->printed);
    bool grouped, has_letter = n > 2 && cell->printed[n - 2] == ' ';
    struct decimal printed = {0};
    for (int i = 0; i < cell->tabel->n_decimals; i++)
        step /= 10;
    int64_t rounded = money_round_to(sum, step);
    if (n > 0 && strcmp(cell->printed, "-") != 0 &&
        !decimal_parse((struct text){cell->printed, n - (has_letter ? 2 : 0)}, &printed, &grouped))
        return errors_add(errors, ERROR_DATA, cell->csv_name, "in de cel staat geen bedrag: %s",
                          cell->printed);
    if (printed.mantissa == (has_letter ? llabs(rounded) : rounded))
        return true;
    return errors_add(errors, ERROR_DATA, cell->csv_name,
                      "de regels tellen afgerond op tot %lld, gepubliceerd is %s",
                      (long long)rounded, cell->printed);
}
