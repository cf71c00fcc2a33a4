#include "tests/gen/town_model.h"

#include <ctype.h>
#include <string.h>

static void throw_format(struct town *town, struct sheet_format *format)
{
    static const char separators[] = {';', ';', ',', '\t', '|'};
    struct dice *dice = &town->dice;
    format->separator = separators[dice_below(dice, 5)];
    format->windows_1252 = dice_chance(dice, 300);
    format->bom = !format->windows_1252 && dice_chance(dice, 500);
    format->crlf = dice_chance(dice, 500);
    format->open_end = dice_chance(dice, 250);
}

static void throw_notation(struct town *town, struct notation *notation)
{
    struct dice *dice = &town->dice;
    notation->decimal = dice_chance(dice, 700) ? ',' : '.';
    if (dice_chance(dice, 400))
        notation->thousands = notation->decimal == ',' ? '.' : ',';
    notation->minus_behind = dice_chance(dice, 300);
}

struct town_source *town_source(struct town *town, const char *name)
{
    struct town_source *source = &town->sources[town->n_sources++];
    *source = (struct town_source){.name = name, .values = ""};
    throw_format(town, &source->format);
    throw_notation(town, &source->notation);
    for (int s = 0; s < SECTIE_COUNT; s++)
        source->sign[s] = dice_chance(&town->dice, 500) ? 1 : -1;
    source->date_pattern = TOWN_PICK(town, "dd-mm-jjjj", "jjjjmmdd", "d/m/jj", "jjjj-mm-dd");
    return source;
}

void town_column(struct town *town, struct town_source *source, const char *name)
{
    char *header = arena_copy(town->arena, name, strlen(name));
    if (dice_chance(&town->dice, 700))
        header[0] = (char)toupper((unsigned char)header[0]);
    if (dice_chance(&town->dice, 200))
        header = arena_printf(town->arena, "%s (%s)", header,
                              TOWN_PICK(town, "nr.", "€", "boekjaar/periode", "één"));
    source->columns[source->n_columns++] = (struct town_column){name, header};
}

void town_shuffle_columns(struct town *town, struct town_source *source)
{
    for (size_t i = 0; i < source->n_columns; i++) {
        size_t j = dice_below(&town->dice, i + 1);
        source->order[i] = source->order[j];
        source->order[j] = i;
    }
}

bool town_open(struct town *town, struct town_source *source, bool gzip, struct sheet *sheet)
{
    const char *path = arena_printf(town->arena, "input/%s-%zu.csv%s", source->name,
                                    source->n_files + 1, gzip ? ".gz" : "");
    struct sheet_format format = source->format;
    format.gzip = gzip;
    if (!sheet_open(sheet, town_path(town, path), format, source->notation, town->errors))
        return false;
    source->files[source->n_files++] = path;
    for (size_t i = 0; i < source->n_columns; i++)
        sheet_text(sheet, source->columns[source->order[i]].header);
    sheet_end(sheet);
    return true;
}

const char *town_cents(struct town *town, const struct town_source *source, int64_t cents)
{
    char text[32];
    char *end = notation_write(source->notation, cents, text);
    return arena_copy(town->arena, text, (size_t)(end - text));
}

const char *town_amount(struct town *town, const struct town_source *source, enum sectie sectie,
                        int64_t effect)
{
    return town_cents(town, source, effect * source->sign[sectie] * sectie_effect(sectie));
}

void town_row(struct town_source *source, struct sheet *sheet, const char *const *values)
{
    for (size_t i = 0; i < source->n_columns; i++)
        sheet_text(sheet, values[source->order[i]]);
    sheet_end(sheet);
    source->n_lines++;
}
