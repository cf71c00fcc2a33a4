#include "pipeline/settings/profile/profile.h"

#include "pipeline/base/text_look.h"

#include <string.h>

enum text_encoding profile_encoding(const struct profile *profile)
{
    return profile->file.encoding == TEXT_UTF16 ? TEXT_UTF8 : profile->file.encoding;
}

bool profile_lacks_year(const struct profile *profile, size_t column)
{
    const struct column_dates *dates = &profile->date_of[column];
    return dates->text && (dates->year || dates->year_column != NO_COLUMN);
}

/* The one pattern that all dates of the profile have, or NULL. */
static const char *date_pattern(const struct profile *profile)
{
    const char *pattern = NULL;
    for (size_t c = 0; c < profile->n_columns; c++) {
        const struct column_dates *dates = &profile->date_of[c];
        if (dates->n_formats == 0 || profile_lacks_year(profile, c))
            continue;
        const char *own = dates->formats[0].pattern;
        if (pattern && strcmp(own, pattern) != 0)
            return NULL;
        pattern = own;
    }
    return pattern;
}

struct packing_wish profile_wish(const struct profile *profile)
{
    const struct profile_file *file = &profile->file;
    return (struct packing_wish){
        .encoding = file->encoding,
        .separator = file->separator,
        .quote = file->quote,
        .decimal = profile->number.decimal & AMOUNT_COMMA ? ',' : '.',
        .date = date_pattern(profile),
        .n_skipped = (size_t)file->skip_lines,
        .comment = file->comment,
        .cuts = profile->cuts,
        .n_cuts = profile->n_cuts,
        .prose = profile->prose,
        .short_lines = file->is_fixed && file->loose_tail,
        .long_lines = file->extra_columns,
    };
}

size_t profile_n_positions(const struct profile *profile)
{
    size_t n = 0;
    for (size_t c = 0; c < profile->n_columns; c++)
        if (profile->columns[c].position + 1 > n)
            n = profile->columns[c].position + 1;
    return n;
}

struct text profile_positions(struct text value, size_t first, size_t last)
{
    if (first == 0)
        return value;
    size_t start = text_skip(value, first - 1);
    return (struct text){value.bytes + start, text_skip(value, last) - start};
}

bool profile_key_is(const struct profile *profile, enum column_privacy privacy)
{
    size_t n = 0;
    for (size_t i = 0; i < profile->n_key; i++)
        n += profile->columns[profile->key[i].column].privacy == privacy;
    return privacy == COLUMN_PERSONAL ? n > 0 : n == profile->n_key && n > 0;
}

static bool is_in_key(const struct profile *profile, size_t column)
{
    for (size_t i = 0; i < profile->n_key; i++)
        if (profile->key[i].column == column)
            return true;
    return false;
}

const char *profile_shown(const struct profile *profile, size_t column, struct text field,
                          size_t max_characters, struct arena *arena)
{
    const enum text_encoding encoding = profile_encoding(profile);
    const enum column_privacy privacy = profile->columns[column].privacy;
    if (privacy == COLUMN_PLAIN && !is_in_key(profile, column))
        return text_excerpt(arena, field, encoding, max_characters);
    const char *utf8 = text_to_utf8(arena, field, encoding);
    if (privacy == COLUMN_PERSONAL)
        return arena_printf(arena, "(een tekst van %zu tekens)", text_length(utf8));
    const char *what = "";
    text_personal(text_of(utf8), &what);
    if (privacy == COLUMN_PLAIN || strcmp(what, "IBAN") == 0)
        utf8 = text_masked(arena, text_of(utf8));
    struct text shown = text_of(utf8);
    shown.n_bytes = text_skip(shown, max_characters);
    return text_refused(arena, shown);
}

bool profile_is_empty(const struct profile *profile, struct text field)
{
    const struct profile_file *file = &profile->file;
    return field.n_bytes == 0 || text_among(field, file->empty_bytes, file->n_empty_words);
}

bool profile_has_part(const struct profile_column *column)
{
    return column->part.first > 0 || column->part.piece > 0;
}

struct text profile_part(const struct profile_column *column, struct text field)
{
    const struct column_part *part = &column->part;
    size_t n_mark = part->piece ? strlen(part->mark) : 0;
    for (size_t piece = 1; piece <= part->piece; piece++) {
        const char *mark =
            field.n_bytes ? memmem(field.bytes, field.n_bytes, part->mark, n_mark) : NULL;
        size_t n = mark ? (size_t)(mark - field.bytes) : field.n_bytes;
        if (piece == part->piece)
            return text_trim((struct text){field.bytes, n});
        n += mark ? n_mark : 0;
        field = text_from(field, n);
    }
    return text_trim(profile_positions(field, part->first, part->last));
}
