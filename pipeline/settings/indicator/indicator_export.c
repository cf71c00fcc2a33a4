/* Values from an export (waarstaatjegemeente.nl, CBS, …) by a bronprofiel. */
#include "pipeline/settings/indicator/indicator_reading.h"

#include "pipeline/format/stream.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ERRORS 20 /* of one file: then it is not this kind of export */

/* One file while it is read. */
struct export_reading {
    struct indicator_reading *reading;
    const struct profile *profile;
    const struct indicator_export *source;
    struct indicator_delivery *delivery;
    size_t *position_of;   /* per column, NO_COLUMN where the file lacks it */
    unsigned *rooms;       /* per column with [waarden]: of its words */
    struct text *values;   /* per column of the record: UTF-8, translated */
    const char **unmapped; /* per column: the value that its [waarden] lack, or NULL */
    size_t n_header;
    int line_no;
    size_t n_errors;
    struct arena scratch; /* of one record */
};

#define fail(export, ...) add_error((export), arena_printf((export)->reading->arena, __VA_ARGS__))
static bool add_error(struct export_reading *export, const char *message)
{
    struct arena *arena = export->reading->arena;
    if (export->n_errors++ < MAX_ERRORS)
        errors_add(export->reading->errors, ERROR_DATA,
                   arena_printf(arena, "%s:%d", export->delivery->path, export->line_no), "%s",
                   text_masked(arena, text_of(message)));
    return false;
}

/* ---- the fields of a record ---- */

static struct text field_of(struct export_reading *export, const struct text *fields,
                            size_t n_fields, size_t column)
{
    const struct profile *profile = export->profile;
    size_t position = export->position_of[column];
    if (position == NO_COLUMN || position >= n_fields)
        return (struct text){"", 0};
    struct text field = text_trim(fields[position]);
    if (profile_is_empty(profile, field))
        return (struct text){"", 0};
    struct text utf8 = text_of(text_to_utf8(&export->scratch, field, profile_encoding(profile)));
    return profile_has_part(&profile->columns[column])
               ? profile_part(&profile->columns[column], utf8)
               : utf8;
}

static void take_field(struct export_reading *export, size_t column, struct text field)
{
    const struct value_map *map = export->profile->columns[column].values;
    export->values[column] = field;
    export->unmapped[column] = NULL;
    if (!map)
        return;
    size_t found = indicator_find(export->reading, export->rooms[column], field);
    if (found != INDICATOR_NONE)
        export->values[column] = map->to[found];
    else if (map->otherwise)
        export->values[column] = text_of(map->otherwise);
    else
        export->unmapped[column] = text_string(export->reading->arena, field);
}

static bool rule_holds(const struct export_reading *export, const struct rule *rule)
{
    for (size_t i = 0; i < rule->n_conditions; i++)
        if (!condition_matches(&rule->conditions[i], export->values[rule->conditions[i].column]))
            return false;
    return true;
}

static bool is_out_of_scope(const struct export_reading *export)
{
    for (size_t s = 0; s < export->profile->n_scopes; s++)
        for (size_t r = 0; r < export->profile->scopes[s].n_rules; r++)
            if (rule_holds(export, &export->profile->scopes[s].rules[r]))
                return true;
    return false;
}

static bool is_there(struct export_reading *export, size_t column)
{
    return !export->unmapped[column] ||
           fail(export, "%s: waarde '%s' staat niet in [waarden %s]",
                export->profile->columns[column].name, export->unmapped[column],
                export->profile->columns[column].name);
}

/* ---- what a value is of ---- */

static bool fill_part(struct export_reading *export, const struct template_part *part,
                      struct arena *arena, const char **text)
{
    struct date date;
    if (part->literal) {
        *text = arena_printf(arena, "%s%s", *text, part->literal);
        return true;
    }
    struct text value = export->values[part->column];
    if (!is_there(export, part->column))
        return false;
    if (part->year_of_date) {
        if (!profile_date(export->profile, part->column, value, &date))
            return fail(export, "%s: verwacht een datum %s, gevonden '%.*s'",
                        export->profile->columns[part->column].name,
                        export->profile->date_of[part->column].text, TEXT_ARG(value));
        *text = arena_printf(arena, "%s%d", *text, date.year);
        return true;
    }
    if (part->first)
        value = text_trim(profile_positions(value, part->first, part->last));
    *text = arena_printf(arena, "%s%.*s", *text, TEXT_ARG(value));
    return true;
}

/* False after an error. */
static bool fill(struct export_reading *export, const struct template *template,
                 struct arena *arena, const char **text)
{
    *text = "";
    for (size_t i = 0; i < template->n_parts; i++)
        if (!fill_part(export, &template->parts[i], arena, text))
            return false;
    return true;
}

/* ---- the value itself ---- */

/* With a decimal comma, as notations have it. */
static struct text with_comma(struct export_reading *export, struct text text)
{
    if (export->profile->figures.decimal == ',')
        return text;
    char *turned = text_string(&export->scratch, text);
    for (size_t i = 0; i < text.n_bytes; i++)
        turned[i] = turned[i] == '.' ? ',' : turned[i] == ',' ? '.' : turned[i];
    return (struct text){turned, text.n_bytes};
}

static bool read_number(struct export_reading *export, size_t column, struct notation *notation)
{
    const struct profile_figures *figures = &export->profile->figures;
    struct text text = export->values[column];
    *notation = (struct notation){0};
    if (text_among(text, figures->unknown_words, figures->n_unknown_words))
        notation->status = VALUE_NB;
    else if (text_among(text, figures->nvt_words, figures->n_nvt_words))
        notation->status = VALUE_NVT;
    else if (!notation_parse(with_comma(export, text), notation))
        return fail(
            export, "%s: verwacht een getal met een %s voor decimalen, gevonden \"%.*s\": %s",
            export->profile->columns[column].name, figures->decimal == ',' ? "komma" : "punt",
            TEXT_ARG(text), notation_fault(text));
    if (notation->grouped && !figures->thousands)
        return fail(export,
                    "%s: verwacht een getal zonder duizendtallen ([getal] duizendtal = geen), "
                    "gevonden \"%.*s\"",
                    export->profile->columns[column].name, TEXT_ARG(text));
    return true;
}

/* A text of one of the roles; "" when it has none. */
static bool role_text(struct export_reading *export, enum figure_role role, const char **text)
{
    size_t column = export->profile->figures.role[role];
    *text = "";
    if (column == NO_COLUMN)
        return true;
    if (!is_there(export, column))
        return false;
    *text = text_string(export->reading->arena, export->values[column]);
    return true;
}

static bool read_about(struct export_reading *export, struct value *value)
{
    const char *provisional, *document;
    if (!role_text(export, FIGURE_NOTE, &value->note) ||
        !role_text(export, FIGURE_MEASURED, &value->measured) ||
        !role_text(export, FIGURE_PROVISIONAL, &provisional) ||
        !role_text(export, FIGURE_DOCUMENT, &document))
        return false;
    value->provisional = strcmp(provisional, "ja") == 0;
    value->document = *document ? document : export->source->document;
    return true;
}

static bool read_figure(struct export_reading *export, const struct profile_figure *figure)
{
    struct value value = {.delivered = true};
    const char *code, *kind;
    if (export->values[figure->column].n_bytes == 0 && !export->unmapped[figure->column]) {
        export->delivery->n_empty++;
        return true;
    }
    if (!fill(export, &figure->code, &export->scratch, &code) || !is_there(export, figure->column))
        return false;
    if (!*code) {
        export->delivery->n_others++;
        return true;
    }
    value.indicator = indicator_find(export->reading, ROOM_INDICATORS, text_of(code));
    if (value.indicator == INDICATOR_NONE)
        return fail(export,
                    "code '%s' staat niet in %s; noem haar daar, of geef haar in [waarden] niets "
                    "als deze waarde niet nodig is",
                    code, export->reading->indicators->indicators_path);
    if (!fill(export, &figure->kind, &export->scratch, &kind) ||
        !fill(export, &figure->period, export->reading->arena, &value.period))
        return false;
    if (!value_kind_parse(kind, &value.kind))
        return fail(export,
                    "soort: verwacht realisatie, streef, referentie, nulmeting of prognose; "
                    "gevonden '%s'",
                    kind);
    if (!*value.period)
        return fail(export, "periode: verwacht een jaar of een groep, gevonden niets");
    if (!read_number(export, figure->column, &value.notation) || !read_about(export, &value))
        return false;
    indicator_add_value(export->reading, export->delivery->path, export->line_no, value);
    export->delivery->n_values++;
    return true;
}

/* ---- records ---- */

static bool is_comment(const struct profile *profile, struct text rest)
{
    return profile->file.comment && rest.n_bytes && rest.bytes[0] == profile->file.comment;
}

static bool check_shape(struct export_reading *export, size_t n_fields)
{
    const struct profile_file *file = &export->profile->file;
    return n_fields == export->n_header || file->extra_columns || file->loose_tail ||
           fail(export, "verwacht %zu velden zoals in de kopregel, gevonden %zu", export->n_header,
                n_fields);
}

static void take_record(struct export_reading *export, const struct text *fields, size_t n_fields)
{
    const struct profile_figures *figures = &export->profile->figures;
    export->delivery->n_records++;
    for (size_t c = 0; c < export->profile->n_columns; c++)
        take_field(export, c, field_of(export, fields, n_fields, c));
    if (is_out_of_scope(export)) {
        export->delivery->n_out_of_scope++;
        return;
    }
    if (!check_shape(export, n_fields))
        return;
    size_t f = 0;
    while (f < figures->n && read_figure(export, &figures->items[f]))
        f++;
}

/* The header bound to the columns, or their positions where it has none. */
static bool take_header(struct export_reading *export, const struct text *fields, size_t n_fields)
{
    const struct profile *profile = export->profile;
    struct text *names = arena_alloc(export->reading->arena, n_fields * sizeof *names);
    for (size_t i = 0; i < n_fields; i++)
        names[i] =
            text_of(text_to_utf8(export->reading->arena, fields[i], profile_encoding(profile)));
    export->n_header = n_fields;
    return profile_bind(
        profile, names, n_fields,
        arena_printf(export->reading->arena, "%s:%d", export->delivery->path, export->line_no),
        export->reading->errors, export->position_of);
}

/* True to go on. */
static bool take_outcome(struct export_reading *export, enum csv_outcome outcome, bool *has_header,
                         const struct text *fields, size_t n_fields)
{
    if (outcome == CSV_BLANK)
        return true;
    if (outcome != CSV_RECORD) {
        fail(export, "een aanhalingsteken staat op een verkeerde plaats of wordt niet gesloten");
        return *has_header;
    }
    if (*has_header) {
        take_record(export, fields, n_fields);
        arena_release(&export->scratch);
    } else if (!take_header(export, fields, n_fields)) {
        return false;
    }
    *has_header = true;
    return export->n_errors < MAX_ERRORS ||
           fail(export, "te veel fouten: de rest van dit bestand is niet gelezen");
}

static void skip_lines(struct export_reading *export, struct text *rest, int n_lines)
{
    struct csv_line line;
    for (int i = 0; i < n_lines && csv_line(*rest, true, &line); i++) {
        *rest = text_from(*rest, line.next);
        export->line_no++;
    }
}

static void read_records(struct export_reading *export, struct text rest)
{
    const struct profile_file *file = &export->profile->file;
    struct csv_reader *reader = csv_reader_new(file->separator, file->quote);
    bool has_header = !file->has_header, going = true;
    export->n_header = profile_n_positions(export->profile);
    for (size_t c = 0; has_header && c < export->profile->n_columns; c++)
        export->position_of[c] = export->profile->columns[c].position;
    skip_lines(export, &rest, file->skip_lines);
    while (going && rest.n_bytes > 0) {
        const struct text *fields = NULL;
        size_t n_fields = 0, n_used;
        if (is_comment(export->profile, rest)) {
            skip_lines(export, &rest, 1);
            continue;
        }
        enum csv_outcome outcome = csv_record(reader, rest, true, &fields, &n_fields, &n_used);
        going = take_outcome(export, outcome, &has_header, fields, n_fields);
        export->line_no += (int)csv_line_ends((struct text){rest.bytes, n_used});
        rest = text_from(rest, n_used);
    }
    csv_reader_free(reader);
}

/* ---- files ---- */

static void read_file(struct export_reading *export)
{
    struct packing_wish wish = profile_wish(export->profile);
    wish.decimal = export->profile->figures.decimal;
    wish.shows_percent = true;
    wish.unhashed = true;
    struct stream *stream = stream_open(export->delivery->path, &wish, export->reading->errors);
    struct mem_bytes all = {0};
    if (stream && stream_read_all(stream, CSV_MAX_FILE_BYTES, &all, export->reading->errors)) {
        if (all.n_bytes > CSV_MAX_FILE_BYTES)
            errors_add(export->reading->errors, ERROR_DATA, export->delivery->path,
                       "verwacht hoogstens %zu MiB aan waarden", CSV_MAX_FILE_BYTES >> 20);
        else
            read_records(export, (struct text){all.bytes, all.n_bytes});
    }
    stream_close(stream);
    free(all.bytes);
}

/* The words of each [waarden], so that they are found without looking at all others. */
static unsigned *remember_words(struct indicator_reading *reading, const struct profile *profile)
{
    unsigned *rooms = arena_alloc(reading->arena, profile->n_columns * sizeof *rooms);
    for (size_t c = 0; c < profile->n_columns; c++) {
        const struct value_map *map = profile->columns[c].values;
        rooms[c] = ROOM_WORDS + reading->n_word_rooms++;
        for (size_t i = 0; map && i < map->n; i++)
            indicator_remember(reading, rooms[c], map->from[i], i);
    }
    return rooms;
}

void indicator_read_export(struct indicator_reading *reading, const struct indicator_export *source)
{
    struct indicators *all = reading->indicators;
    const struct profile *profile = source->profile;
    size_t n = profile->n_columns;
    struct export_reading export = {
        .reading = reading,
        .profile = profile,
        .source = source,
        .position_of = arena_alloc(reading->arena, n * sizeof *export.position_of),
        .rooms = remember_words(reading, profile),
        .values = arena_alloc(reading->arena, n * sizeof *export.values),
        .unmapped = arena_alloc(reading->arena, n * sizeof *export.unmapped),
    };
    for (size_t i = 0; i < source->n_files; i++) {
        export.delivery = arena_add(reading->arena, all->deliveries, all->n_deliveries);
        *export.delivery = (struct indicator_delivery){.path = source->files[i]};
        export.line_no = 1;
        export.n_errors = 0;
        read_file(&export);
    }
}
