#include "pipeline/format/csv_given.h"

#include "pipeline/base/file.h"
#include "pipeline/base/text_look.h"
#include "pipeline/format/stream.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- bytes ---- */

#define SAVE_AS "sla het bestand in Excel op als 'CSV UTF-8 (door lijstscheidingsteken gescheiden)'"

static int line_of(struct text content, size_t index)
{
    return (int)csv_line_ends((struct text){content.bytes, index}) + 1;
}

/* A text of windows-1252 has no well-formed UTF-8 but for accident; both in one file: somebody
 * joined two. */
static bool has_utf8(struct text t)
{
    uint32_t c;
    while (text_take(&t, &c))
        if (c >= 0x80 && c != 0xFFFD)
            return true;
    return false;
}

static bool from_windows(struct csv_file *file, bool written, struct arena *arena,
                         struct text *content, size_t bad_index)
{
    bool mixed = has_utf8(*content);
    if (written || mixed)
        return csv_file_error(
            file, line_of(*content, bad_index), "verwacht UTF-8%s, gevonden byte %02X; " SAVE_AS,
            mixed ? " zoals elders in het bestand" : "", (unsigned char)content->bytes[bad_index]);
    if (!text_valid(*content, TEXT_WINDOWS_1252, &bad_index))
        return csv_file_error(file, line_of(*content, bad_index),
                              "verwacht UTF-8 of windows-1252, gevonden byte %02X; " SAVE_AS,
                              (unsigned char)content->bytes[bad_index]);
    *content = text_of(text_to_utf8(arena, *content, TEXT_WINDOWS_1252));
    file->from_windows = true;
    return true;
}

/* A workbook that was given the name of a CSV file, and the like. */
static bool refuse_stranger(const struct csv_file *file, struct text content)
{
    if (content.n_bytes > PACKING_HEAD_BYTES)
        content.n_bytes = PACKING_HEAD_BYTES;
    const struct stranger *stranger = stranger_of(content);
    if (stranger)
        csv_file_error(file, 1, "verwacht een CSV-bestand, gevonden %s; %s", stranger->name,
                       stranger->cure);
    return stranger != NULL;
}

static const struct packing_wish as_records = {
    .separator = ';', .quote = '"', .decimal = ',', .shows_percent = true};

static bool read_packed(struct stream *stream, struct arena *arena, const char *path,
                        struct errors *errors, struct text *content)
{
    struct mem_bytes bytes = {0};
    bool ok = stream_read_all(stream, CSV_MAX_FILE_BYTES, &bytes, errors);
    if (ok && bytes.n_bytes > CSV_MAX_FILE_BYTES)
        ok = errors_add(errors, ERROR_SETTINGS, path, "het bestand is te groot");
    *content = (struct text){arena_copy(arena, bytes.bytes, bytes.n_bytes), bytes.n_bytes};
    free(bytes.bytes);
    return ok;
}

bool csv_given_packed(const char *path, struct arena *arena, struct errors *errors,
                      struct text *content, bool *ok)
{
    struct packing_parts parts;
    if (!packing_list_parts(file_of_path(arena, path, NULL), arena, &parts))
        return false;
    struct errors found = {0};
    struct stream *stream = stream_open(path, &as_records, &found);
    *ok = stream && read_packed(stream, arena, path, &found, content);
    for (size_t i = 0; i < found.n; i++)
        errors_add(errors, ERROR_SETTINGS, found.items[i].where, "%s", found.items[i].message);
    errors_release(&found);
    stream_close(stream);
    return true;
}

bool csv_given_text(struct csv_file *file, bool written, struct arena *arena, struct text *content)
{
    size_t bad_index = 0;
    if (!written && refuse_stranger(file, *content))
        return false;
    if (!written)
        text_from_utf16(arena, *content, content);
    const char *nul = content->n_bytes ? memchr(content->bytes, '\0', content->n_bytes) : NULL;
    if (nul)
        return csv_file_error(
            file, line_of(*content, (size_t)(nul - content->bytes)),
            "het bestand bevat een NUL-byte: is dit wel een CSV-bestand? " SAVE_AS);
    return text_valid(*content, TEXT_UTF8, &bad_index) ||
           from_windows(file, written, arena, content, bad_index);
}

/* ---- the separator ---- */

const char *csv_given_folded(struct arena *arena, struct text name)
{
    char *folded = text_string(arena, text_look(arena, name));
    for (char *at = folded; (at = strchr(at, ' ')) != NULL;)
        *at = '_';
    return folded;
}

bool csv_given_column(struct arena *arena, struct text found, const char *name)
{
    return strcasecmp(csv_given_folded(arena, found), name[0] == '?' ? name + 1 : name) == 0;
}

static const char separators[] = ";,\t";

static size_t commas_at_end(struct text line)
{
    size_t n = 0;
    while (n < line.n_bytes && line.bytes[line.n_bytes - 1 - n] == ',')
        n++;
    return n;
}

/* A program that takes commas for the separator keeps a row of ';' as one cell, and adds commas for
 * the cells that other rows have: as many as the header has, or less, are taken off each line. */
static void drop_commas(struct arena *arena, struct text *content)
{
    char *kept = arena_alloc(arena, content->n_bytes + 1);
    size_t n_kept = 0, n_most = SIZE_MAX;
    struct csv_line line;
    for (struct text rest = *content; rest.n_bytes > 0; rest = text_from(rest, line.next)) {
        csv_line(rest, true, &line);
        size_t n_commas = commas_at_end((struct text){rest.bytes, line.end});
        if (n_most == SIZE_MAX && line.end > 0)
            n_most = n_commas;
        size_t n_text = line.end - (n_commas < n_most ? n_commas : n_most);
        memcpy(kept + n_kept, rest.bytes, n_text);
        memcpy(kept + n_kept + n_text, rest.bytes + line.end, line.next - line.end);
        n_kept += n_text + line.next - line.end;
    }
    kept[n_kept] = '\0';
    *content = (struct text){kept, n_kept};
}

/* Takes a first line like sep=; off; quotes may stand around it. The header shows what separates.
 */
static bool take_sep_line(struct text *content)
{
    struct csv_line line;
    csv_line(*content, true, &line);
    struct text first = {content->bytes, line.end};
    bool quoted = first.n_bytes > 0 && first.bytes[0] == '"';
    if (first.n_bytes < 4u + quoted || strncasecmp(first.bytes + quoted, "sep=", 4) != 0)
        return false;
    *content = text_from(*content, line.next);
    return true;
}

/* How many fields of the first record are columns, with this separator. */
static size_t count_columns(struct arena *arena, struct text content, char separator,
                            const char *const *columns, size_t n_columns)
{
    struct csv_reader *reader = csv_reader_new_capped(separator, '"', CSV_MAX_RECORD_BYTES);
    const struct text *fields = NULL;
    size_t n_fields = 0, n_used = 0, n = 0;
    enum csv_outcome outcome;
    while ((outcome = csv_record(reader, content, true, &fields, &n_fields, &n_used)) ==
               CSV_BLANK &&
           content.n_bytes > 0)
        content = text_from(content, n_used);
    for (size_t i = 0; outcome == CSV_RECORD && i < n_fields; i++)
        for (size_t c = 0; c < n_columns; c++)
            n += csv_given_column(arena, fields[i], columns[c]);
    csv_reader_free(reader);
    return n;
}

char csv_given_separator(struct arena *arena, struct text *content, int *line_no,
                         const char *const *columns, size_t n_columns)
{
    char best = ';';
    size_t n_best = 0;
    *line_no = take_sep_line(content) ? 2 : 1;
    for (const char *s = separators; *s; s++) {
        size_t n = count_columns(arena, *content, *s, columns, n_columns);
        if (n > n_best) {
            n_best = n;
            best = *s;
        }
    }
    if (best != ',' && n_best > 0)
        drop_commas(arena, content);
    return best;
}
