#include "pipeline/reading/delivered.h"

#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/csv.h"
#include "pipeline/format/packing.h"

#include <string.h>
#include <strings.h>

#define MOST_PARTS  9  /* in a message */
#define MOST_BEFORE 50 /* lines in front of a header that is looked for */

/* ---- separators ---- */

/* Without a word: are these fields, most of them, what the profile wants? */
static bool fit(const struct profile *profile, const struct text *fields, size_t n_fields)
{
    if (!profile->file.has_header)
        return n_fields >= profile_n_positions(profile);
    struct errors unimportant = {0};
    struct arena arena = {0};
    size_t *position_of = arena_alloc(&arena, profile->n_columns * sizeof *position_of);
    struct text *decoded = arena_alloc(&arena, n_fields * sizeof *decoded);
    for (size_t i = 0; i < n_fields; i++)
        decoded[i] = text_of(text_to_utf8(&arena, fields[i], profile_encoding(profile)));
    profile_bind(profile, decoded, n_fields, "", &unimportant, position_of);
    size_t n_bound = 0;
    for (size_t c = 0; c < profile->n_columns; c++)
        n_bound += position_of[c] != NO_COLUMN;
    errors_release(&unimportant);
    arena_release(&arena);
    return n_bound * 2 > profile->n_columns;
}

static bool fits_with(const struct profile *profile, struct text text, bool at_eof, char separator)
{
    struct csv_reader *reader = csv_reader_new(separator, profile->file.quote);
    const struct text *fields = NULL;
    size_t n_fields = 0, n_used;
    bool ok = csv_record(reader, text, at_eof, &fields, &n_fields, &n_used) == CSV_RECORD &&
              n_fields > 1 && fit(profile, fields, n_fields);
    csv_reader_free(reader);
    return ok;
}

bool delivered_with_other_separator(const struct profile *profile, struct text text, bool at_eof,
                                    const char *where, struct errors *errors)
{
    const char *name;
    char separator;
    for (size_t i = 0; (name = profile_separator(i, &separator)); i++) {
        if (separator == profile->file.separator || !fits_with(profile, text, at_eof, separator))
            continue;
        errors_add(errors, ERROR_DATA, where,
                   "verwacht het scheidingsteken van %s, gevonden een ander; zet scheidingsteken = "
                   "%s in [bestand], of vraag de levering zoals afgesproken",
                   profile->path, name);
        return true;
    }
    return false;
}

/* ---- its first lines ---- */

bool delivered_sep_line(struct text text)
{
    struct csv_line line;
    csv_line(text, true, &line);
    return line.end == strlen("sep=;") && strncasecmp(text.bytes, "sep=", 4) == 0;
}

bool delivered_header_elsewhere(const struct profile *profile, struct text file, bool is_rows,
                                uint64_t n_before, const char *where, struct errors *errors)
{
    struct csv_reader *reader = csv_reader_new(profile->file.separator, profile->file.quote);
    uint64_t n = 0;
    bool found = false;
    while (!found && n < MOST_BEFORE && file.n_bytes > 0) {
        const struct text *fields;
        size_t n_fields, n_used;
        found = csv_record(reader, file, true, &fields, &n_fields, &n_used) == CSV_RECORD &&
                fit(profile, fields, n_fields);
        if (!found)
            n += is_rows ? 1 : csv_line_ends((struct text){file.bytes, n_used});
        file = text_from(file, n_used);
    }
    csv_reader_free(reader);
    if (found && n != n_before)
        errors_add(errors, ERROR_DATA, where,
                   "verwacht hier de kopregel, gevonden op regel %llu; zet regels_overslaan = %llu "
                   "in [bestand] van %s, of vraag de levering zoals afgesproken",
                   (unsigned long long)n + 1, (unsigned long long)n, profile->path);
    return found && n != n_before;
}

/* ---- parts ---- */

/* "FAGL*.txt" of FAGL_01.txt; of a sheet its name. */
static const char *as_asked(const struct packing_parts *parts, const char *name,
                            struct arena *arena)
{
    const char *dot = strrchr(name, '.');
    return parts->one_wanted || !dot
               ? name
               : arena_printf(arena, "%.*s*%s", (int)strcspn(name, "0123456789_-. "), name, dot);
}

static const char *other_parts(const char *path, struct arena *arena)
{
    const char *part, *file = file_of_path(arena, path, &part), *first = NULL;
    struct packing_parts parts = {0};
    struct text_list list = {.arena = arena};
    if (!part || !packing_list_parts(file, arena, &parts))
        return "";
    for (size_t i = 0; i < parts.n && list.n < MOST_PARTS; i++)
        if (strcmp(parts.names[i], part) != 0) {
            list_add(&list, "'%s'", parts.names[i]);
            first = first ? first : parts.names[i];
        }
    return !first
               ? ""
               : arena_printf(arena,
                              "; %s heeft ook %s: is '%s' niet het goede, noem dan bij de bron een "
                              "ander, zoals %s/%s",
                              path_name(file), list_text(&list, ""), part, path_name(file),
                              as_asked(&parts, first, arena));
}

void delivered_tell_header(struct errors *errors, struct errors *found, const char *path)
{
    struct arena arena = {0};
    for (size_t i = 0; !errors->unheard && i < found->n; i++)
        errors_add(errors, found->items[i].kind, found->items[i].where, "%s%s",
                   found->items[i].message, i == 0 ? other_parts(path, &arena) : "");
    errors_release(found);
    arena_release(&arena);
}

/* ---- encodings ---- */

static const enum text_encoding encodings[DELIVERED_ENCODINGS] = {TEXT_UTF8, TEXT_WINDOWS_1252,
                                                                  TEXT_ISO_8859_1};

void delivered_note_bytes(struct delivered_bytes *seen, const struct profile *profile,
                          struct text record, bool good, uint64_t line)
{
    seen->any_good |= good;
    if (good)
        return;
    size_t at = 0;
    if (seen->n_bad++ == 0 && !text_valid(record, profile_encoding(profile), &at)) {
        seen->line = line;
        seen->at = at + 1;
        seen->byte = (unsigned char)record.bytes[at];
    }
    for (size_t i = 0; i < DELIVERED_ENCODINGS; i++)
        seen->unfit[i] |= !text_valid(record, encodings[i], NULL);
}

void delivered_add_bytes(struct delivered_bytes *seen, const struct delivered_bytes *later)
{
    struct delivered_bytes sum = seen->n_bad ? *seen : *later;
    sum.any_good = seen->any_good || later->any_good;
    sum.n_bad = seen->n_bad + later->n_bad;
    for (size_t i = 0; i < DELIVERED_ENCODINGS; i++)
        sum.unfit[i] = seen->unfit[i] || later->unfit[i];
    *seen = sum;
}

bool delivered_in_other_encoding(const struct delivered_bytes *seen, const struct profile *profile,
                                 const char *where, struct errors *errors)
{
    const enum text_encoding own = profile_encoding(profile);
    if (seen->n_bad == 0 || profile->file.encoding == TEXT_UTF16 ||
        (own == TEXT_UTF8 && seen->any_good))
        return false;
    for (size_t i = 0; i < DELIVERED_ENCODINGS; i++) {
        if (encodings[i] == own || seen->unfit[i])
            continue;
        const char *name = text_encoding_name(encodings[i]);
        errors_add(errors, ERROR_DATA, where,
                   "codering: verwacht %s zoals in %s, gevonden byte %02X op plaats %zu van de "
                   "regel, die daarin niet bestaat; zet codering = %s in [bestand], of vraag de "
                   "levering zoals afgesproken",
                   text_encoding_name(own), profile->path, seen->byte, seen->at, name);
        return true;
    }
    return false;
}

/* ---- its end ---- */

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

size_t delivered_dos_end(struct text text)
{
    size_t n = text.n_bytes;
    while (n > 0 && is_one_of(text.bytes[n - 1], "\r\n"))
        n--;
    const size_t n_marked = n;
    while (n > 0 && text.bytes[n - 1] == '\x1A')
        n--;
    const size_t n_left = text.n_bytes - n;
    return n == n_marked || n == 0 || !is_one_of(text.bytes[n - 1], "\r\n") ||
                   n_left > DELIVERED_DOS_END
               ? 0
               : n_left;
}
