/* [mappings] rekeningen and indelingen, and the list of all indelingen. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_look.h"
#include "pipeline/format/csv.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

size_t plan_indeling(const struct plan *plan, struct text name)
{
    size_t i = array_index_of(plan->indelingen, plan->n_indelingen, name, name);
    return i < plan->n_indelingen ? i : INDELING_NONE;
}

/* ---- one list of all ---- */

static void add(struct plan_reading *reading, struct indeling indeling)
{
    struct plan *plan = reading->plan;
    *arena_add(reading->arena, plan->indelingen, plan->n_indelingen) = indeling;
}

static void add_built_in(struct plan_reading *reading)
{
    static const char *const names[] = {[INDELING_PROGRAMMA] = "programma",
                                        [INDELING_PAKKET] = "pakket",
                                        [INDELING_POST] = "post",
                                        [INDELING_SECTIE] = "sectie"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add(reading, (struct indeling){.name = names[i], .source = (enum indeling_source)i});
    for (int d = 0; d < DIMENSION_COUNT; d++)
        add(reading, (struct indeling){.name = dimension_name((enum dimension)d),
                                       .source = INDELING_DIMENSION,
                                       .index = (size_t)d,
                                       .fills_in = INDELING_NONE,
                                       .needs = 1u << d});
}

/* A further column of a file: an indeling of a name that is free. */
static void add_column(struct plan_reading *reading, const char *path, struct indeling column)
{
    struct plan *plan = reading->plan;
    size_t twin = plan_indeling(plan, text_of(column.name));
    if (twin == INDELING_NONE)
        add(reading, column);
    else if (plan->indelingen[twin].source == INDELING_DIMENSION && column.source == INDELING_KEY)
        plan->indelingen[twin].fills_in = column.index;
    else
        errors_add(reading->errors, ERROR_SETTINGS, path,
                   "kolom '%s': er is al een indeling van die naam; geef de kolom een andere",
                   column.name);
}

/* ---- rekeningen.csv ---- */

static size_t one_column(void *context, struct text name)
{
    (void)context, (void)name;
    return 0;
}

static const struct text *own_values(struct plan_reading *reading, const struct csv_file *file,
                                     const struct csv_row *row, size_t n_known)
{
    struct text *own = arena_alloc(reading->arena, file->n_own * sizeof *own);
    for (size_t i = 0; i < file->n_own; i++)
        own[i] = text_look(reading->arena, row->fields[n_known + i]);
    return own;
}

static void read_account(struct plan_reading *reading, const struct csv_file *file,
                         const struct csv_row *row)
{
    struct plan *plan = reading->plan;
    struct rule rule = {0};
    const char *reason;
    const char *text = arena_printf(reading->arena, "rekening: %s", row->fields[0].bytes);
    if (!rule_parse(reading->arena, text, one_column, NULL, &rule, &reason)) {
        csv_row_error(file, row, "rekening: %s", reason);
        return;
    }
    *arena_add(reading->arena, plan->accounts, plan->n_accounts) = (struct account_rule){
        .condition = rule.conditions[0],
        .name = text_look(reading->arena, row->fields[1]).bytes,
        .own = own_values(reading, file, row, 2),
        .line_no = row->line_no,
    };
}

static void read_accounts(struct plan_reading *reading)
{
    static const char *const columns[] = {"rekening", "?naam", "*"};
    const char *path = plan_named_path(reading, "mappings", "rekeningen", false);
    struct csv_file file;
    if (!path || !csv_read_file(path, columns, 3, reading->arena, reading->errors, &file))
        return;
    for (size_t i = 0; i < file.n_rows; i++)
        read_account(reading, &file, &file.rows[i]);
    for (size_t i = 0; i < file.n_own; i++)
        add_column(reading, path,
                   (struct indeling){.name = file.own_names[i],
                                     .source = INDELING_ACCOUNT,
                                     .index = i,
                                     .needs = 1u << DIMENSION_REKENING});
}

/* How precise the best of its patterns that match is; -1 when none does. */
static long precision(const struct condition *condition, struct text account)
{
    static const long kinds[] = {
        [PATTERN_EXACT] = 1L << 20, [PATTERN_START] = 1L << 16, [PATTERN_PART] = 1L << 8,
        [PATTERN_END] = 1L << 8,    [PATTERN_RANGE] = 1L << 12, [PATTERN_EMPTY] = 1L << 20,
        [PATTERN_ANY] = 0};
    long best = -1;
    for (size_t i = 0; i < condition->n_patterns; i++) {
        const struct pattern *pattern = &condition->patterns[i];
        long found = kinds[pattern->kind] + (long)pattern->low.n_bytes;
        if (found > best && pattern_matches(pattern, account))
            best = found;
    }
    return best;
}

const struct account_rule *plan_account(const struct plan *plan, struct text account)
{
    const struct account_rule *found = NULL;
    long best = -1;
    for (size_t i = 0; i < plan->n_accounts; i++) {
        long precise = precision(&plan->accounts[i].condition, account);
        if (precise > best)
            found = &plan->accounts[i];
        best = precise > best ? precise : best;
    }
    return found;
}

/* ---- indelingen/NAAM.csv ---- */

enum { LIST_CODE, LIST_NAME, LIST_ORDER, LIST_FIRST, LIST_LAST, LIST_TEKST, LIST_COLUMNS };
static const char *const list_columns[LIST_COLUMNS + 1] = {"code", "?naam",  "?volgorde", "?van",
                                                           "?tot", "?tekst", "*"};

#define ORDER_LATER (1L << 40)

static bool read_year(const struct csv_file *file, const struct csv_row *row, size_t column,
                      int *year)
{
    struct text value = row->fields[column];
    return value.n_bytes == 0 || stand_year(value, year) ||
           csv_row_error(file, row, "%s: verwacht een jaar of niets, gevonden '%s'",
                         list_columns[column] + 1, value.bytes);
}

static void read_code(struct plan_reading *reading, const struct csv_file *file,
                      const struct csv_row *row, struct indeling *indeling)
{
    struct indeling_code code = {.code = text_look(reading->arena, row->fields[LIST_CODE]),
                                 .name = text_look(reading->arena, row->fields[LIST_NAME]).bytes,
                                 .tekst = text_look(reading->arena, row->fields[LIST_TEKST]).bytes,
                                 .order = ORDER_LATER + row->line_no,
                                 .years = {0, 9999},
                                 .own = own_values(reading, file, row, LIST_COLUMNS),
                                 .line_no = row->line_no};
    struct text order = row->fields[LIST_ORDER];
    char *end;
    if (order.n_bytes > 0) {
        code.order = strtol(order.bytes, &end, 10);
        if (*end || order.n_bytes > 9)
            csv_row_error(file, row, "volgorde: verwacht een geheel getal of niets, gevonden '%s'",
                          order.bytes);
    }
    read_year(file, row, LIST_FIRST, &code.years.first);
    read_year(file, row, LIST_LAST, &code.years.last);
    *arena_add(reading->arena, indeling->codes, indeling->n_codes) = code;
}

static int by_code(const void *a, const void *b)
{
    const struct indeling_code *x = a, *y = b;
    return mapping_compare_keys(x->code, y->code);
}

const struct indeling_code *indeling_code(const struct indeling *indeling, struct text code)
{
    const struct indeling_code wanted = {.code = code};
    return indeling->n_codes
               ? bsearch(&wanted, indeling->codes, indeling->n_codes, sizeof wanted, by_code)
               : NULL;
}

/* What only the mappings have: a list that names another one has a slip of the keyboard. */
static bool is_known(const struct mapping *mapping, enum indeling_source source, struct text code)
{
    bool known =
        source != INDELING_PROGRAMMA && source != INDELING_PAKKET && source != INDELING_POST;
    for (size_t i = 0; i < mapping->n_pakketten; i++)
        known |= (source == INDELING_PROGRAMMA && text_is(code, mapping->pakketten[i].programma)) ||
                 (source == INDELING_PAKKET && text_is(code, mapping->pakketten[i].code));
    for (size_t i = 0; source == INDELING_POST && i < mapping->n_posten; i++)
        known |= text_is(code, mapping->posten[i].name);
    return known;
}

static void check_codes(const struct mapping *mapping, const struct csv_file *file,
                        const struct indeling *indeling)
{
    for (size_t i = 0; i < indeling->n_codes && mapping->n_posten > 0; i++)
        if (!is_known(mapping, indeling->source, indeling->codes[i].code))
            csv_file_error(file, indeling->codes[i].line_no,
                           "code: verwacht een %s van %s, gevonden '%s'", indeling->name,
                           indeling->source == INDELING_POST ? mapping->posten_path
                                                             : mapping->pakketten_path,
                           indeling->codes[i].code.bytes);
}

static void read_codes(struct plan_reading *reading, const struct csv_file *file,
                       struct indeling *indeling)
{
    indeling->has_list = true;
    for (size_t i = 0; i < file->n_rows; i++)
        read_code(reading, file, &file->rows[i], indeling);
    array_sort(indeling->codes, indeling->n_codes, by_code);
    for (size_t i = 1; i < indeling->n_codes; i++)
        if (by_code(&indeling->codes[i - 1], &indeling->codes[i]) == 0)
            csv_file_error(file, indeling->codes[i].line_no, "code '%s' staat er twee keer",
                           indeling->codes[i].code.bytes);
    check_codes(&reading->plan->mapping, file, indeling);
}

static void read_list(struct plan_reading *reading, const struct settings_key *key, int line_no,
                      const char *relative)
{
    struct plan *plan = reading->plan;
    const char *path = plan_path(reading, "mappings", key->name, relative);
    if (!path)
        return;
    const char *base = path_name(path), *dot = strrchr(base, '.');
    struct text name = {base, dot ? (size_t)(dot - base) : strlen(base)};
    size_t index = plan_indeling(plan, name);
    struct csv_file file;
    if (index == INDELING_NONE || plan->indelingen[index].has_list) {
        reading_error(reading, line_no,
                      index == INDELING_NONE
                          ? "indelingen: er is geen indeling '%.*s': geen kolom van posten.csv of "
                            "rekeningen.csv heet zo, en ingebouwd is zij niet"
                          : "indelingen: van '%.*s' is er al een lijst",
                      TEXT_ARG(name));
        return;
    }
    if (!csv_read_file(path, list_columns, LIST_COLUMNS + 1, reading->arena, reading->errors,
                       &file))
        return;
    read_codes(reading, &file, &plan->indelingen[index]);
    for (size_t i = 0; i < file.n_own; i++)
        add_column(reading, path,
                   (struct indeling){.name = file.own_names[i],
                                     .source = INDELING_GROUP,
                                     .index = i,
                                     .of = index,
                                     .needs = plan->indelingen[index].needs});
}

/* ---- names and places ---- */

const char *indeling_name(const struct plan *plan, size_t indeling, struct text code)
{
    const struct indeling *at = &plan->indelingen[indeling];
    const struct indeling_code *listed = indeling_code(at, code);
    if (listed && *listed->name)
        return listed->name;
    const struct mapping *mapping = &plan->mapping;
    const struct pakket *pakket =
        at->source == INDELING_PAKKET
            ? array_find_of(mapping->pakketten, mapping->n_pakketten, code, code)
            : NULL;
    if (pakket)
        return pakket->name;
    bool is_account = at->source == INDELING_DIMENSION && at->index == DIMENSION_REKENING;
    const struct account_rule *account = is_account ? plan_account(plan, code) : NULL;
    return account ? account->name : "";
}

/* Groups without a list of their own stand where the first of their codes does. */
long indeling_order(const struct plan *plan, size_t indeling, struct text code)
{
    const struct indeling *at = &plan->indelingen[indeling];
    const struct indeling_code *listed = indeling_code(at, code);
    long order = listed ? listed->order : LONG_MAX;
    const struct indeling *of = &plan->indelingen[at->of];
    for (size_t i = 0; !at->has_list && at->source == INDELING_GROUP && i < of->n_codes; i++)
        if (text_equal(of->codes[i].own[at->index], code) && of->codes[i].order < order)
            order = of->codes[i].order;
    return order;
}

void plan_read_indelingen(struct plan_reading *reading)
{
    const struct mapping *mapping = &reading->plan->mapping;
    struct settings *settings = &reading->settings;
    add_built_in(reading);
    for (size_t i = 0; i < mapping->n_own; i++)
        add_column(
            reading, mapping->posten_path,
            (struct indeling){.name = mapping->own_names[i], .source = INDELING_KEY, .index = i});
    read_accounts(reading);
    const struct settings_key *key =
        settings_find(settings, settings_section(settings, "mappings"), "indelingen");
    for (size_t v = 0; key && v < key->n_values; v++)
        read_list(reading, key, key->values[v].line_no, key->values[v].text);
}
