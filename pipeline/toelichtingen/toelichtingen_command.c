#include "pipeline/command.h"

#include "pipeline/base/array.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/chain.h"
#include "pipeline/publishing/toelichtingen/merge.h"

#include <string.h>

#define AT(member)    offsetof(struct asked, member)
#define ALL_PAKKETTEN "pakketten"
#define ALL_OWNERS    "eigenaren"

struct asked {
    const char *ini, *output, *form, *folder;
    struct operands files;
};

static const struct command_option options[] = {
    {"RUN.ini", OPTION_OPERAND, AT(ini), .help = "de instellingen van een run",
     .missing = "geef de instellingen van een run: RUN.ini"},
    {"BESTAND", OPTION_REST, AT(files),
     .help = "ingevulde werkboeken (.xlsx) of afwijkingen.csv's: zoveel als er zijn"},
    {"formulier", OPTION_TEXT, AT(form), "WIE",
     .help = "maakt een werkboek om in te vullen: van een pakket, van een eigenaar, van alle "
             "'pakketten' of van alle 'eigenaren'"},
    {"map", OPTION_TEXT, AT(folder), "MAP",
     .help = "waar de formulieren komen; anders de huidige map"},
    {"output", OPTION_TEXT, AT(output), "MAP",
     .help = "waar de gepubliceerde mappen staan; anders output"},
    {0},
};

static void check(const void *context, struct errors *errors)
{
    const struct asked *asked = context;
    command_refuse(errors, asked->form ? asked->files.n > 0 : asked->files.n == 0,
                   "geef een of meer ingevulde bestanden: BESTAND…, of vraag een formulier: "
                   "--formulier WIE");
    command_refuse(errors, asked->folder && !asked->form, "--map hoort bij --formulier");
}

/* ---- a workbook to fill in, for people who work side by side ---- */

/* The names that a form can be made for. */
struct names {
    const char **items;
    size_t n;
};

struct making {
    const struct asked *asked;
    const struct plan *plan;
    struct manifest manifest; /* of the publication that stands */
    const struct filled *rows;
    struct arena *arena;
    struct errors *errors;
};

/* ---- for whom ---- */

static void add_name(struct names *names, struct arena *arena, const char *name)
{
    if (!array_has(names->items, names->n, name))
        *arena_add(arena, names->items, names->n) = name;
}

/* The owner of a row, "" nobody. */
static const char *owner_of(const struct making *m, const struct filled_row *row)
{
    const struct mapping *mapping = &m->plan->mapping;
    bool rest;
    size_t post = filled_post(mapping, row, m->arena, &rest);
    const char *name = post != MAPPING_NONE ? mapping->posten[post].name : row->post;
    for (size_t i = 0; i < mapping->n_toelichtingen; i++) {
        const struct toelichting *of = &mapping->toelichtingen[i];
        if (*of->owner && strcmp(of->post, name) == 0 &&
            strcmp(filled_name(m->arena, mapping->pakketten[of->pakket].code), row->pakket) == 0)
            return of->owner;
    }
    return "";
}

static bool is_for(const struct making *m, const struct filled_row *row, const char *who)
{
    return strcmp(row->pakket, who) == 0 || strcmp(owner_of(m, row), who) == 0;
}

/* False after an error when nobody is called so. */
static bool find_names(const struct making *m, struct names *names)
{
    const char *who = m->asked->form;
    bool all_pakketten = strcmp(who, ALL_PAKKETTEN) == 0;
    bool all_owners = strcmp(who, ALL_OWNERS) == 0;
    struct suggestion near = suggestion_start(text_of(who));
    struct names known = {0};
    struct text_list there = {.arena = m->arena};
    for (size_t i = 0; i < m->rows->n_rows; i++) {
        const struct filled_row *row = &m->rows->rows[i];
        const char *owner = owner_of(m, row);
        if (all_pakketten)
            add_name(names, m->arena, row->pakket);
        else if (all_owners && *owner)
            add_name(names, m->arena, owner);
        else if (!all_owners && is_for(m, row, who))
            add_name(names, m->arena, who);
        add_name(&known, m->arena, row->pakket);
        if (*owner)
            add_name(&known, m->arena, owner);
    }
    for (size_t i = 0; names->n == 0 && i < known.n; i++) {
        suggestion_try(&near, known.items[i]);
        list_add(&there, "%s", known.items[i]);
    }
    return names->n > 0 ||
           errors_add(
               m->errors, ERROR_SETTINGS, "formulier",
               "verwacht een pakket met afwijkingen of een eigenaar uit de toelichtingen (%s), "
               "'" ALL_PAKKETTEN "' of '" ALL_OWNERS "'; gevonden '%s'%s",
               list_text(&there, "er is er geen"), who, suggestion_text(m->arena, &near));
}

/* ---- the sheet ---- */

enum form_column {
    PAKKET,
    POST,
    LASTEN,
    BATEN,
    IS,
    STATUS,
    TOELICHTING,
    AKKOORD,
    SLEUTEL,
    GEPUBLICEERD,
    COLUMNS
};

static struct table *add_table(const struct making *m, struct job *job, const char *who)
{
    static const char *const is_choices[] = {"I", "S", "I/S", NULL};
    static const struct table_column columns[COLUMNS] = {
        [PAKKET] = TEXT_COLUMN("pakket", "Pakket", 8),
        [POST] = TEXT_COLUMN("post", "Post", 44),
        [LASTEN] = NUMBER_COLUMN("lasten", "Lasten", 12),
        [BATEN] = NUMBER_COLUMN("baten", "Baten", 12),
        [IS] = {.name = "is",
                .heading = "I/S",
                .editable = true,
                .choices = is_choices,
                .prompt = "I: incidenteel, alleen dit jaar. S: structureel, ook in volgende jaren. "
                          "I/S: van beide een deel."},
        [STATUS] = WRAPPED_COLUMN("status", "Status", 22),
        [TOELICHTING] =
            {.name = "toelichting",
             .heading = "Toelichting",
             .width = 70,
             .wrap = true,
             .editable = true,
             .prompt = "Waarom wijkt dit af? {lasten}, {baten} en {saldo} vult de run zelf in."},
        [AKKOORD] =
            {.name = "akkoord", .heading = "Akkoord", .width = 12, .wrap = true, .editable = true},
        [SLEUTEL] = {.name = "sleutel", .heading = "Sleutel", .hidden = true},
        [GEPUBLICEERD] = {.name = "gepubliceerd", .heading = "Gepubliceerd", .hidden = true},
    };
    static const struct table_form form = {.sheet = "Formulier", TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, m->arena, &form);
    table->title = arena_printf(m->arena, "Toelichtingen %s: %s", who, m->manifest.run);
    table->subtitle = arena_printf(
        m->arena,
        "Vul de gele vakken in en geef dit bestand terug: pnc toelichtingen %s BESTAND. De cijfers "
        "zijn die van run %s.",
        m->plan->path, m->manifest.run_id);
    table->unit_euros = m->plan->unit_euros;
    return table;
}

static struct cell figure_cell(const struct making *m, int64_t figure)
{
    return figure ? cell_money((struct money){figure * m->plan->unit_euros * 100}) : cell_blank();
}

static void add_row(const struct making *m, struct table *table, const struct filled_row *of)
{
    const struct mapping *mapping = &m->plan->mapping;
    bool rest;
    size_t post = filled_post(mapping, of, m->arena, &rest);
    struct table_row *row = table_add_row(table, m->arena, ROW_DATA);
    row->cells[PAKKET] = cell_text(of->pakket);
    row->cells[POST] = cell_text(of->post);
    row->cells[LASTEN] = figure_cell(m, of->lasten);
    row->cells[BATEN] = figure_cell(m, of->baten);
    row->cells[IS] = cell_text_or_blank(of->is);
    row->cells[STATUS] = cell_text_or_blank(of->status);
    row->cells[TOELICHTING] = cell_text_or_blank(of->text);
    row->cells[AKKOORD] = cell_text_or_blank(of->agreed);
    if (post != MAPPING_NONE)
        row->cells[SLEUTEL] =
            cell_text(toelichting_key_text(mapping, mapping->posten[post].pakket, post, m->arena));
    row->cells[GEPUBLICEERD] = cell_text(filled_print(of->is, of->text, m->arena));
}

/* ---- the file ---- */

/* "jaarrekening-2024-Jan-de-Vries" */
static const char *file_name(const struct making *m, const char *who)
{
    char *name = arena_printf(m->arena, "%s-%s", m->plan->name, who);
    for (char *at = name; *at; at++)
        if (strchr(" /\\:*?\"<>|.", *at) || (unsigned char)*at < 0x20)
            *at = '-';
    return name;
}

static bool write_workbook(const struct making *m, struct job *job, const char *path)
{
    if (!folder_make(m->asked->folder, m->errors))
        return false;
    job->temporary = folder_temporary(m->asked->folder, "formulier", m->arena, m->errors);
    if (!job->temporary)
        return false;
    bool ok = write_xlsx_stage.run(job) &&
              folder_move(arena_printf(m->arena, "%s/%s.xlsx", job->temporary, job->plan->name),
                          path, m->errors);
    return folder_remove(job->temporary, m->errors) && ok;
}

static const char *form_path(const struct making *m, const char *who)
{
    return path_join(m->arena, m->asked->folder,
                     arena_printf(m->arena, "%s.xlsx", file_name(m, who)));
}

static bool is_free(const struct making *m, const char *path)
{
    return !folder_occupied(path) ||
           errors_add(m->errors, ERROR_SETTINGS, path,
                      "staat er al: breng het eerst terug met pnc toelichtingen, of neem een "
                      "andere map: --map");
}

static bool make_one(const struct making *m, const char *who, struct text_list *made)
{
    struct plan plan = *m->plan;
    plan.name = file_name(m, who);
    const char *path = form_path(m, who);
    struct job job = {.arena = m->arena, .errors = m->errors, .plan = &plan, .again = &m->manifest};
    if (!is_free(m, path)) /* two names may be one as a file's */
        return false;
    struct table *table = add_table(m, &job, who);
    for (size_t i = 0; i < m->rows->n_rows; i++)
        if (is_for(m, &m->rows->rows[i], who))
            add_row(m, table, &m->rows->rows[i]);
    list_add(made, "%s", path);
    return write_workbook(m, &job, path);
}

/* *made names them, in the arena. False after errors: nothing published, nobody of that name, a
 * form that is there already. */
static bool make_all(const struct asked *asked, const struct plan *plan, struct arena *arena,
                     struct errors *errors, const char **made)
{
    struct making m = {.asked = asked, .plan = plan, .arena = arena, .errors = errors};
    struct text_list list = {.arena = arena};
    struct names names = {0};
    struct bases bases;
    const char *folder = path_join(arena, asked->output, plan->name);
    if (folder_exists(folder) && !manifest_read(folder, arena, errors, &m.manifest))
        return false;
    bases_read(asked->output, plan->name, plan->unit_euros, arena, &bases);
    if (!bases.now)
        return errors_add(
            errors, ERROR_SETTINGS, folder,
            "verwacht een publicatie met afwijkingen zoals zij gepubliceerd is; draai "
            "eerst: pnc run %s",
            plan->path);
    m.rows = bases.now;
    bool ok = find_names(&m, &names);
    for (size_t i = 0; i < names.n; i++)
        ok &= is_free(&m, form_path(&m, names.items[i]));
    for (size_t i = 0; ok && i < names.n; i++)
        ok = make_one(&m, names.items[i], &list);
    *made = list_text(&list, "");
    return ok;
}

static int make_forms(const struct asked *asked, struct call *call)
{
    struct plan plan;
    const char *made = "";
    bool ok = plan_read(asked->ini, &call->arena, &call->errors, &plan) &&
              make_all(asked, &plan, &call->arena, &call->errors, &made);
    call->verdict =
        ok ? arena_printf(&call->arena, "om in te vullen: %s", made) : "geen formulier gemaakt";
    return (int)errors_worst(&call->errors);
}

/* ---- putting them together ---- */

static bool merge_all(const struct asked *asked, struct plan *plan, struct call *call,
                      struct merge *merge)
{
    if (!plan_read(asked->ini, &call->arena, &call->errors, plan))
        return false;
    if (!plan->mapping.toelichtingen_path)
        return errors_add(&call->errors, ERROR_SETTINGS, plan->path,
                          "verwacht [mappings] toelichtingen: het bestand waarin zij worden "
                          "bewaard, gevonden niets");
    return merge_files(merge, asked->output, asked->files.items, asked->files.n, &call->errors) &&
           (merge_taken(merge) == 0 || store_write(&merge->store, &call->errors));
}

static int run(const void *context, struct call *call)
{
    struct plan plan;
    struct asked asked = *(const struct asked *)context;
    asked.output = asked.output ? asked.output : "output";
    asked.folder = asked.folder ? asked.folder : ".";
    if (asked.form)
        return make_forms(&asked, call);
    struct merge merge = {.plan = &plan, .arena = &call->arena, .out = stdout};
    bool ok = merge_all(&asked, &plan, call, &merge);
    ok &= command_flush(&call->errors);
    if (!ok) {
        call->verdict = "toelichtingen niet bewaard";
        return (int)errors_worst(&call->errors);
    }
    call->verdict = arena_printf(&call->arena, "%s: %s", merge.store.path, merge_words(&merge));
    return merge_contradictions(&merge) > 0 ? ERROR_DATA : 0;
}

const struct command toelichtingen_command = {
    .name = "toelichtingen",
    .summary = "ingevulde werkboeken en CSV's samenvoegen in het bestand van de toelichtingen",
    .options = options,
    .options_size = sizeof(struct asked),
    .check = check,
    .run = run,
};
