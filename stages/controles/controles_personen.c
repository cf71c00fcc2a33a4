/* The last control: no citizen number and no IBAN in anything that is printed. It names the cell,
 * never the number. Only afgekeurd.csv is left alone: that holds raw lines on purpose. */
#include "pipeline/base/array.h"
#include "pipeline/base/path.h"
#include "stages/controles/controles.h"

#include <string.h>

/* Of the codes of nine digits that a ledger has, one in eleven passes the 11-proef: in a column of
 * codes, and in a sentence that lists some, only an IBAN is told. A hash is nobody's number. */
enum care { CARE_ALL, CARE_CODES, CARE_NONE };

static const struct {
    const char *column;
    enum care care;
} cares[] = {
    {"sleutel", CARE_CODES},
    {"lijkt_op", CARE_CODES},
    {"bevinding", CARE_CODES},
    {"sha256", CARE_NONE},
};

static enum care care_of(const char *column)
{
    const size_t i = array_index(cares, ARRAY_LENGTH(cares), column, column);
    return i < ARRAY_LENGTH(cares) ? cares[i].care : CARE_ALL;
}

struct look {
    struct job *job;
    struct examples examples;
};

/* True when the values of a dimension are codes by a profile's word. */
static bool holds_codes(const struct plan *plan, enum dimension dimension)
{
    bool codes = false;
    for (size_t s = 0; s < plan->n_sources; s++) {
        const struct profile *profile = plan->sources[s].profile;
        size_t column = profile->role[dimension_role(dimension)];
        codes |= profile->columns && column < profile->n_columns &&
                 profile->columns[column].privacy == COLUMN_CODE;
    }
    return codes;
}

/* The text with letters for what profiles say is a code. */
static const char *without_codes(const struct look *look, const char *text)
{
    const struct job *job = look->job;
    char *copy = arena_copy(job->arena, text, strlen(text));
    for (int d = 0; job->ledger && d < DIMENSION_COUNT; d++) {
        const struct labels *labels = &job->ledger->labels[d];
        for (size_t i = 1; holds_codes(job->plan, (enum dimension)d) && i < labels->n; i++)
            for (char *at = copy; (at = strstr(at, labels->texts[i]));)
                for (size_t n = strlen(labels->texts[i]); n > 0; n--)
                    *at++ = 'c';
    }
    return copy;
}

/* What is personal in a text, or NULL. */
static const char *personal(const struct look *look, const char *text, enum care care)
{
    const char *what;
    if (!text || care == CARE_NONE || !text_personal(text_of(text), &what) ||
        !text_personal(text_of(without_codes(look, text)), &what))
        return NULL;
    return care == CARE_CODES && strcmp(what, "IBAN") != 0 ? NULL : what;
}

static void tell(struct look *look, const char *where, const char *what)
{
    examples_add(&look->examples, "%s: %s", where, what);
}

/* A text that stands somewhere once; NULL is none. */
static void look_at(struct look *look, const char *text, enum care care, const char *place,
                    const char *part)
{
    const char *what = personal(look, text, care);
    if (what)
        tell(look, arena_printf(look->job->arena, "%s%s%s", place, *part ? ", " : "", part), what);
}

static void look_at_cells(struct look *look, const struct table *table, const char *place)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct table_column *column = &table->columns[c];
        enum care care = care_of(column->name);
        for (size_t r = 0; r < table->n_rows; r++) {
            const struct cell *cell = &table->rows[r].cells[c];
            const char *what = cell->kind == CELL_TEXT ? personal(look, cell->text, care) : NULL;
            if (what)
                tell(look,
                     arena_printf(look->job->arena, "%s, rij %zu, %s", place, r + 2,
                                  personal(look, column->name, CARE_ALL)
                                      ? arena_printf(look->job->arena, "kolom %zu", c + 1)
                                      : column->name),
                     what);
        }
    }
}

static void look_at_headings(struct look *look, const struct table *table, const char *place)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *part = arena_printf(look->job->arena, "kop van kolom %zu", c + 1);
        const char *what = personal(look, table->columns[c].heading, CARE_ALL);
        if (!what)
            what = personal(look, table->columns[c].name, CARE_ALL);
        if (what)
            tell(look, arena_printf(look->job->arena, "%s, %s", place, part), what);
    }
}

static void look_at_table(struct look *look, size_t index)
{
    const struct table *table = look->job->tables.items[index];
    const char *place = table->sheet ? table->sheet : table->csv_name;
    if (personal(look, place, CARE_ALL)) {
        place = arena_printf(look->job->arena, "tabel %zu", index + 1);
        tell(look, arena_printf(look->job->arena, "naam van %s", place),
             personal(look, table->sheet ? table->sheet : table->csv_name, CARE_ALL));
    }
    look_at(look, table->title, CARE_ALL, place, "titel");
    look_at(look, table->subtitle, CARE_ALL, place, "regel onder de titel");
    look_at(look, table->note, CARE_ALL, place, "zin onder de tabel");
    look_at_headings(look, table, place);
    look_at_cells(look, table, place);
}

/* The texts of the controls so far; their numbers are amounts and counts. */
static void look_at_controls(struct look *look)
{
    const struct controls *controls = &look->job->controls;
    for (size_t i = 0; i < controls->n; i++) {
        const struct control *control = &controls->items[i];
        const char *place = arena_printf(look->job->arena, "Controles, rij %zu", i + 2);
        look_at(look, control->name, CARE_ALL, place, "naam");
        look_at(look, control->sentence, CARE_CODES, place, "uitleg");
        if (control->kind != CONTROL_WORDS)
            continue;
        look_at(look, control->expected, CARE_CODES, place, "verwacht");
        look_at(look, control->found, CARE_CODES, place, "gevonden");
    }
}

/* What stands in the workbook's properties, in data/saldi.csv and in manifest.json. */
static void look_at_names(struct look *look)
{
    const struct plan *plan = look->job->plan;
    struct arena *arena = look->job->arena;
    const char *folder = path_folder(arena, plan->path);
    look_at(look, plan->name, CARE_ALL, "naam van de run", "");
    look_at(look, plan->gemeente, CARE_ALL, "[run] gemeente", "");
    look_at(look, plan->programma, CARE_ALL, "[run] programma", "");
    look_at(look, plan->programma_name, CARE_ALL, "[run] programma_naam", "");
    for (size_t s = 0; s < plan->n_standen; s++)
        look_at(look, plan->standen[s].name, CARE_ALL, arena_printf(arena, "stand %zu", s + 1),
                "naam");
    for (size_t i = 0; i < plan->n_settings_files; i++)
        look_at(look, path_relative(arena, folder, plan->settings_files[i]), CARE_ALL,
                arena_printf(arena, "instelling %zu", i + 1), "bestandsnaam");
}

static void look_at_sources(struct look *look)
{
    const struct plan *plan = look->job->plan;
    struct arena *arena = look->job->arena;
    const char *folder = path_folder(arena, plan->path);
    for (size_t s = 0; s < plan->n_sources; s++) {
        const struct source *source = &plan->sources[s];
        const char *place = arena_printf(arena, "bron %zu", s + 1);
        look_at(look, source->name, CARE_ALL, place, "naam");
        for (size_t i = 0; i < source->n_files; i++)
            look_at(look, path_relative(arena, folder, source->files[i]), CARE_ALL, place,
                    arena_printf(arena, "naam van bestand %zu", i + 1));
    }
}

/* The posten that no sheet shows stand in data/saldi.csv. */
static void look_at_posten(struct look *look)
{
    const struct mapping *mapping = &look->job->plan->mapping;
    for (size_t i = 0; i < mapping->n_posten; i++)
        look_at(look, mapping->posten[i].name, CARE_ALL,
                arena_printf(look->job->arena, "post %zu in %s", i + 1,
                             path_name(mapping->posten_path)),
                "");
    for (size_t i = 0; i < mapping->n_pakketten; i++) {
        const char *place = arena_printf(look->job->arena, "pakket %zu", i + 1);
        look_at(look, mapping->pakketten[i].code, CARE_ALL, place, "code");
        look_at(look, mapping->pakketten[i].name, CARE_ALL, place, "naam");
    }
}

void controles_personen(struct job *job)
{
    struct look look = {.job = job, .examples = {.arena = job->arena}};
    for (size_t i = 0; i < job->tables.n; i++)
        look_at_table(&look, i);
    look_at_names(&look);
    look_at_sources(&look);
    look_at_posten(&look);
    look_at_controls(&look);
    check_none(job, "Geen persoonsgegevens in de uitvoer", SEVERITY_ERROR, &look.examples,
               look.examples.n == 0
                   ? "In een titel, kop, regel, toelichting of naam staat geen "
                     "burgerservicenummer en geen IBAN."
                   : "In een titel, kop, regel, toelichting of naam staat geen "
                     "burgerservicenummer en geen IBAN. Is het een code, zet dan code = met haar "
                     "kolom in [betekenis] van het bronprofiel.");
}
