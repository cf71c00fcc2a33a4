#include "pipeline/format/csv_given.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/text_list.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define ABSENT    ((size_t)-1)
#define MAX_SHOWN 40 /* column names in a message */

/* One file while it is read. */
struct reading {
    struct csv_file *file;
    char separator;
    bool defused;               /* texts may have got an apostrophe in front */
    const char *const *columns; /* as given, '?' in front of optional ones; NULL: as they come */
    size_t n_columns;
    bool own_allowed; /* "*" */
    size_t *own_position_of;
    size_t *position_of; /* per column: its place in the file's records, or ABSENT */
    bool has_header;
    size_t n_header;            /* fields in the header */
    bool *known;                /* of them, which are columns */
    bool cut;                   /* the file ends in the record that is taken, without a line end */
    const char *wanted, *found; /* the column names, for messages */
    size_t n_measured;          /* bytes of records that were too long to read */
    struct arena *arena;
};

bool csv_file_error(const struct csv_file *file, int line_no, const char *format, ...)
{
    struct arena arena = {0};
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(&arena, format, args);
    va_end(args);
    errors_add(file->errors, ERROR_SETTINGS, arena_printf(&arena, "%s:%d", file->path, line_no),
               "%s", text_masked(&arena, text_of(message)));
    arena_release(&arena);
    return false;
}

static const char *column_name(const char *column)
{
    return column[0] == '?' ? column + 1 : column;
}

/* ---- the header ---- */

/* "pakket;naam;programma", for wanted and found side by side. */
static const char *joined(struct arena *arena, const char *const *columns, size_t n_columns)
{
    struct text_list list = {.arena = arena, .between = ";", .most = MAX_SHOWN};
    for (size_t i = 0; i < n_columns; i++)
        list_add(&list, "%s", column_name(columns[i]));
    return list_text(&list, "");
}

static const char *joined_header(struct reading *reading, struct csv_row header)
{
    const char **names = arena_alloc(reading->arena, header.n_fields * sizeof *names);
    for (size_t i = 0; i < header.n_fields; i++)
        names[i] = header.fields[i].bytes;
    return joined(reading->arena, names, header.n_fields);
}

static void header_error(struct reading *reading, const char *fault)
{
    csv_file_error(reading->file, reading->file->header.line_no, "%s; verwacht: %s; gevonden: %s",
                   text_masked(reading->arena, text_of(fault)), reading->wanted,
                   text_masked(reading->arena, text_of(reading->found)));
}

/* Where a column is; ABSENT when nowhere, the last place after an error when it is there twice. */
static size_t find_column(struct reading *reading, struct csv_row header, const char *name)
{
    size_t position = ABSENT;
    for (size_t i = 0; i < header.n_fields; i++) {
        if (!csv_given_column(reading->arena, header.fields[i], name))
            continue;
        if (position != ABSENT)
            header_error(reading,
                         arena_printf(reading->arena, "kolom '%s' staat er twee keer", name));
        position = i;
        reading->known[i] = true;
    }
    return position;
}

/* A column of the file's own: a name, once. */
static void bind_own(struct reading *reading, struct csv_row header, size_t position)
{
    struct csv_file *file = reading->file;
    const char *name = header.fields[position].bytes;
    reading->known[position] = true;
    if (array_has(file->own_names, file->n_own, name)) {
        header_error(reading, arena_printf(reading->arena, "kolom '%s' staat er twee keer", name));
        return;
    }
    reading->own_position_of[file->n_own] = position;
    file->own_names[file->n_own++] = name;
}

/* One message for all columns that are missing, with what is there; one for all that are too much
 * when none is missing. */
static bool bind_header(struct reading *reading, struct csv_row header)
{
    size_t n_before = reading->file->errors->n;
    struct text_list missing = {.arena = reading->arena}, unknown = missing;
    reading->n_header = header.n_fields;
    if (!reading->columns)
        return true;
    reading->wanted = joined(reading->arena, reading->columns, reading->n_columns);
    reading->found = joined_header(reading, header);
    reading->known = arena_alloc(reading->arena, header.n_fields * sizeof *reading->known);
    missing.most = unknown.most = 8;
    for (size_t c = 0; c < reading->n_columns; c++) {
        const char *name = column_name(reading->columns[c]);
        reading->position_of[c] = find_column(reading, header, name);
        if (reading->position_of[c] == ABSENT && reading->columns[c][0] != '?')
            list_add(&missing, "'%s'", name);
    }
    reading->file->own_names = arena_alloc(reading->arena, header.n_fields * sizeof(char *));
    reading->own_position_of = arena_alloc(reading->arena, header.n_fields * sizeof(size_t));
    for (size_t i = 0; i < header.n_fields; i++)
        if (header.fields[i].n_bytes == 0 || reading->known[i])
            continue;
        else if (reading->own_allowed)
            bind_own(reading, header, i);
        else
            list_add(&unknown, "'%s'", header.fields[i].bytes);
    if (missing.n)
        header_error(reading,
                     arena_printf(reading->arena, "kolom %s ontbreekt", list_text(&missing, "")));
    else if (unknown.n)
        header_error(reading,
                     arena_printf(reading->arena, "kolom %s is onbekend", list_text(&unknown, "")));
    return reading->file->errors->n == n_before;
}

/* ---- records ---- */

static struct csv_row copy_row(struct reading *reading, const struct text *fields, size_t n_fields,
                               int line_no)
{
    struct text *copy = arena_alloc(reading->arena, n_fields * sizeof *copy);
    for (size_t i = 0; i < n_fields; i++) {
        copy[i].bytes = text_string(reading->arena, fields[i]);
        copy[i].n_bytes = fields[i].n_bytes;
    }
    return (struct csv_row){.fields = copy, .n_fields = n_fields, .line_no = line_no};
}

/* Takes off the apostrophe that csv_write_text put in front. */
static struct text without_defusal(const struct reading *reading, struct text field)
{
    if (reading->defused && field.n_bytes > 1 && field.bytes[0] == '\'' && csv_defused_like(field))
        return text_from(field, 1);
    return field;
}

/* A spreadsheet leaves such a row where cells were cleared. */
static bool is_cleared(const struct text *fields, size_t n_fields)
{
    for (size_t i = 0; i < n_fields; i++)
        if (fields[i].n_bytes > 0)
            return false;
    return true;
}

/* Of a mapping: a row may lack empty fields at its end (Excel leaves them out after sixteen rows),
 * or have some too many, and a column without a name may be there; what stands in them is an error.
 * The last row of a file that ends without a line end was cut. Of what pnc wrote: as many fields as
 * the header has. */
static bool check_shape(struct reading *reading, const struct text *fields, size_t n_fields,
                        int line_no)
{
    size_t n_header = reading->n_header;
    bool is_short = n_fields < n_header && (!reading->columns || reading->cut);
    if (is_short || (n_fields > n_header && !is_cleared(fields + n_header, n_fields - n_header)) ||
        (n_fields != n_header && !reading->columns))
        return csv_file_error(
            reading->file, line_no, "verwacht %zu velden zoals in de kopregel, gevonden %zu%s",
            n_header, n_fields,
            is_short ? "" : "; zet een tekst met een scheidingsteken tussen aanhalingstekens");
    for (size_t i = 0; reading->columns && i < n_fields && i < n_header; i++)
        if (!reading->known[i] && fields[i].n_bytes > 0)
            return csv_file_error(
                reading->file, line_no,
                "in kolom %zu, die geen naam heeft, staat '%s'; verwacht: %s", i + 1,
                text_masked(reading->arena, text_of(text_string(reading->arena, fields[i]))),
                reading->wanted);
    return true;
}

static void add_row(struct reading *reading, const struct text *fields, size_t n_fields,
                    int line_no)
{
    if ((reading->columns && is_cleared(fields, n_fields)) ||
        !check_shape(reading, fields, n_fields, line_no))
        return;
    size_t n_columns = reading->columns ? reading->n_columns + reading->file->n_own : n_fields;
    struct text *ordered = mem_alloc(n_columns * sizeof *ordered);
    for (size_t c = 0; c < n_columns; c++) {
        size_t position = !reading->columns ? c
                          : c < reading->n_columns
                              ? reading->position_of[c]
                              : reading->own_position_of[c - reading->n_columns];
        if (position < n_fields)
            ordered[c] = without_defusal(reading, fields[position]);
    }
    struct csv_row row = copy_row(reading, ordered, n_columns, line_no);
    free(ordered);
    struct csv_file *file = reading->file;
    *arena_add(reading->arena, file->rows, file->n_rows) = row;
}

/* The bytes of a record that would be good, were it not for its length; 0 when it is not. */
static size_t too_long(struct reading *reading, struct text content)
{
    if (content.n_bytes <= CSV_MAX_FILLED_BYTES || reading->n_measured > CSV_MAX_FILE_BYTES)
        return 0;
    struct csv_reader *reader = csv_reader_new_capped(reading->separator, '"', content.n_bytes);
    const struct text *fields;
    size_t n_fields, n_used;
    bool good = csv_record(reader, content, true, &fields, &n_fields, &n_used) == CSV_RECORD;
    csv_reader_free(reader);
    reading->n_measured += content.n_bytes;
    return good && n_used > CSV_MAX_FILLED_BYTES ? n_used : 0;
}

static void record_error(struct reading *reading, enum csv_outcome outcome, struct text content,
                         int line_no)
{
    size_t n_bytes = outcome == CSV_RUNAWAY ? too_long(reading, content) : 0;
    if (n_bytes)
        csv_file_error(reading->file, line_no,
                       "verwacht hoogstens %zu bytes in een regel, gevonden %zu; in een cel van "
                       "Excel passen 32.767 tekens",
                       CSV_MAX_FILLED_BYTES, n_bytes);
    else
        csv_file_error(reading->file, line_no,
                       outcome == CSV_STRAY_QUOTE
                           ? "aanhalingsteken op een verkeerde plaats: zet het hele veld tussen "
                             "aanhalingstekens en verdubbel die erbinnen"
                           : "aanhalingsteken dat niet wordt gesloten");
}

/* False when reading on is pointless: the header is not good. */
static bool take_record(struct reading *reading, enum csv_outcome outcome, struct text content,
                        const struct text *fields, size_t n_fields, int line_no)
{
    if (outcome == CSV_BLANK)
        return true;
    if (outcome != CSV_RECORD) {
        record_error(reading, outcome, content, line_no);
        return reading->has_header;
    }
    if (reading->has_header) {
        add_row(reading, fields, n_fields, line_no);
        return true;
    }
    reading->has_header = true;
    reading->file->header = copy_row(reading, fields, n_fields, line_no);
    return bind_header(reading, reading->file->header);
}

static void read_records(struct reading *reading, struct text content, int line_no)
{
    const size_t n_most =
        content.n_bytes < CSV_MAX_FILLED_BYTES ? content.n_bytes : CSV_MAX_FILLED_BYTES;
    struct csv_reader *reader = csv_reader_new_capped(reading->separator, '"', n_most);
    bool going = true;
    while (going && content.n_bytes > 0) {
        const struct text *fields = NULL;
        size_t n_fields = 0, n_used;
        enum csv_outcome outcome = csv_record(reader, content, true, &fields, &n_fields, &n_used);
        reading->cut = n_used == content.n_bytes && !strchr("\r\n", content.bytes[n_used - 1]);
        going = take_record(reading, outcome, content, fields, n_fields, line_no);
        line_no += (int)csv_line_ends((struct text){content.bytes, n_used});
        content.bytes += n_used;
        content.n_bytes -= n_used;
    }
    csv_reader_free(reader);
    if (!reading->has_header && going)
        csv_file_error(reading->file, 1, "het bestand is leeg; verwacht: %s",
                       reading->columns
                           ? joined(reading->arena, reading->columns, reading->n_columns)
                           : "een kopregel");
}

static bool read_whole(struct reading *reading)
{
    size_t n_before = reading->file->errors->n;
    struct text content;
    bool ok = true;
    if (!reading->columns || !csv_given_packed(reading->file->path, reading->arena,
                                               reading->file->errors, &content, &ok))
        ok = file_read(reading->file->path,
                       reading->columns ? CSV_MAX_FILE_BYTES : CSV_MAX_WRITTEN_BYTES,
                       reading->arena, reading->file->errors, &content);
    if (!ok || !csv_given_text(reading->file, !reading->columns, reading->arena, &content))
        return false;
    reading->file->bytes = content;
    int line_no = 1;
    if (reading->columns)
        reading->separator = csv_given_separator(reading->arena, &content, &line_no,
                                                 reading->columns, reading->n_columns);
    read_records(reading, content, line_no);
    return reading->file->errors->n == n_before;
}

bool csv_read_file(const char *path, const char *const *columns, size_t n_columns,
                   struct arena *arena, struct errors *errors, struct csv_file *file)
{
    bool own_allowed = n_columns > 0 && strcmp(columns[n_columns - 1], "*") == 0;
    n_columns -= own_allowed;
    *file = (struct csv_file){.path = path, .errors = errors};
    struct reading reading = {
        .file = file,
        .separator = ';',
        .defused = true,
        .own_allowed = own_allowed,
        .columns = columns,
        .n_columns = n_columns,
        .position_of = arena_alloc(arena, n_columns * sizeof *reading.position_of),
        .arena = arena,
    };
    return read_whole(&reading);
}

bool csv_read_written(const char *path, enum csv_dialect dialect, struct arena *arena,
                      struct errors *errors, struct csv_file *file)
{
    *file = (struct csv_file){.path = path, .errors = errors};
    struct reading reading = {
        .file = file,
        .separator = dialect == CSV_FOR_PEOPLE ? ';' : ',',
        .defused = dialect == CSV_FOR_PEOPLE,
        .arena = arena,
    };
    return read_whole(&reading);
}

size_t csv_column(const struct csv_file *file, const char *name)
{
    for (size_t i = 0; i < file->header.n_fields; i++)
        if (text_is(file->header.fields[i], name))
            return i;
    return CSV_NO_COLUMN;
}
