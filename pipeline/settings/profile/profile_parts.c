/* [delen]: columns that are a part of their field. */
#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/format/quoted.h"

/* "deel 2 tussen -" */
static bool parse_piece(struct arena *arena, struct text text, struct column_part *part)
{
    struct text mark;
    if (!text_take_start(&text, "deel ") || !profile_take_number(&text, 1, 999, &part->piece) ||
        !text_take_start(&text, " tussen ") || !quoted_plain(arena, text_trim(text), &mark))
        return false;
    part->mark = text_string(arena, mark);
    return mark.n_bytes > 0;
}

static bool parse_part(struct arena *arena, struct text text, struct column_part *part)
{
    *part = (struct column_part){0};
    if (text.n_bytes > 0 && text.bytes[0] == '[')
        return profile_take_positions(&text, &part->first, &part->last) && text.n_bytes == 0;
    return parse_piece(arena, text, part);
}

void profile_read_parts(struct profile_reading *reading)
{
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_section(settings, "delen");
    settings_know_all(section);
    for (size_t k = 0; section && k < section->n_keys; k++) {
        const struct settings_key *key = &section->keys[k];
        size_t column = profile_need_column(reading, key->line_no, text_of(key->name));
        const char *text = settings_one(settings, key);
        struct column_part part;
        if (text && !parse_part(reading->arena, text_of(text), &part))
            settings_error(settings, key->line_no,
                           "%s: verwacht [1-4] of deel 1 tussen -, gevonden '%s'", key->name, text);
        else if (text && column != NO_COLUMN)
            reading->profile->columns[column].part = part;
    }
}
