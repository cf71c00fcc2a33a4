/* Damage of a whole delivery, planted in that of a random municipality (planted.h). */
#pragma once

#include "pipeline/base/array.h"
#include "pipeline/reading/told.h"
#include "tests/unit/planted.h"

#define ENOUGH_LINES 40 /* of a file, to be seen as mirrored or repeated */

/* ---- mirrored ---- */

/* Lines of realisatie and primair on a side; 0 when not in more than one sectie. */
static inline uint64_t lines_with_side(const struct planting *p, const struct plot *plot,
                                       uint64_t *n_secties)
{
    const struct source_account *account =
        &p->run->ledger->accounts[plot->source - p->run->plan.sources];
    uint64_t n = 0;
    *n_secties = 0;
    for (size_t f = 0; f < plot->source->n_files; f++)
        for (size_t k = 0; plot->source->files[f] == plot->path && k < SIDES_KINDS; k++)
            for (int s = 0; s < SECTIE_COUNT; s++) {
                const struct sides *sides = &told_sides(&account->files[f])->of[k][s];
                uint64_t n_here = sides->normal.n + sides->reversed.n;
                n += n_here;
                *n_secties += n_here >= ENOUGH_LINES / 4;
            }
    return n / plot->source->profile->n_amounts;
}

static inline void mirror_record(struct planting *p, struct plot *plot, size_t record)
{
    struct plant plant = plant_at(plot, record);
    for (size_t a = 0; a < plot->source->profile->n_amounts; a++)
        plant_turn(p, plot, &plant, a);
    plant_back(p, plot, &plant);
}

static inline bool pick_sided(struct planting *p, uint64_t n_least, struct plot *plot)
{
    uint64_t n_secties;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, n_least, plot); i++)
        if (lines_with_side(p, plot, &n_secties) >= n_least && n_secties > 1)
            return true;
    return false;
}

static inline bool plant_mirrored_file(struct planting *p)
{
    struct plot plot;
    if (!pick_sided(p, ENOUGH_LINES, &plot))
        return false;
    for (size_t i = 1; i < plot.records.n; i++)
        mirror_record(p, &plot, i);
    return plot_write(&plot);
}

static inline bool plant_mirrored_half(struct planting *p)
{
    struct plot plot;
    if (!pick_sided(p, 2 * ENOUGH_LINES, &plot))
        return false;
    for (size_t i = 1 + plot.records.n / 2; i < plot.records.n; i++)
        mirror_record(p, &plot, i);
    return plot_write(&plot);
}

/* The whole ledger, as when debet and credit have each other's place in the package. */
static inline bool plant_mirrored_ledger(struct planting *p)
{
    struct plot plot;
    if (!pick_sided(p, ENOUGH_LINES, &plot))
        return false;
    const struct source *source = plot.source;
    for (size_t f = 0; f < source->n_files; f++) {
        plot_open(p, source, f, &plot);
        for (size_t i = 1; i < plot.records.n; i++)
            mirror_record(p, &plot, i);
        plot_write(&plot);
    }
    return true;
}

/* It balances as it did. */
static inline bool plant_mirrored_boekstuk(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, true, 2, &plot))
        return false;
    const size_t column = plot.source->profile->role[ROLE_BOEKSTUK];
    struct plant picked = plant_pick(p, &plot);
    const struct text boekstuk = *plant_field(&plot, &picked, column);
    for (size_t r = 1; r < plot.records.n; r++) {
        struct plant plant = plant_at(&plot, r);
        if (text_equal(*plant_field(&plot, &plant, column), boekstuk))
            mirror_record(p, &plot, r);
    }
    return plot_write(&plot);
}

/* Debet and credit, or those of two years. */
static inline bool plant_swapped_headers(struct planting *p)
{
    const bool sides = p->place == PLANT_IN_LEDGER;
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES; i++) {
        if (sides ? !pick_sided(p, ENOUGH_LINES, &plot) : !plot_pick(p, false, 1, &plot))
            return false;
        const struct profile_amount *amounts = plot.source->profile->amounts;
        if (sides ? amounts[0].minus == NO_COLUMN : plot.source->profile->n_amounts == 1)
            continue;
        struct plant header = plant_at(&plot, 0);
        struct text *first = plant_field(&plot, &header, amounts[0].plus), kept = *first;
        struct text *second =
            plant_field(&plot, &header, sides ? amounts[0].minus : amounts[1].plus);
        *first = *second;
        *second = kept;
        plant_back(p, &plot, &header);
        return plot_write(&plot);
    }
    return false;
}

/* Of every amount in the file. */
static inline bool plant_lost_minuses(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 2, &plot))
        return false;
    bool any = false;
    for (size_t r = 1; r < plot.records.n; r++) {
        struct plant plant = plant_at(&plot, r);
        for (size_t c = 0; c < 2 * plot.source->profile->n_amounts; c++) {
            const bool second = c % 2;
            if (second && plot.source->profile->amounts[c / 2].minus == NO_COLUMN)
                continue;
            struct text *field = plant_amount(&plot, &plant, c / 2, second);
            if (plant_cents(*field) >= 0)
                continue;
            *field = turned(p, &plot, *field);
            any = true;
        }
        plant_back(p, &plot, &plant);
    }
    return any && plot_write(&plot);
}

/* ---- values of one column ---- */

static inline size_t column_named(const struct profile *profile, const char *name)
{
    for (size_t c = 0; c < profile->n_columns; c++)
        if (strcmp(profile->columns[c].name, name) == 0)
            return c;
    return NO_COLUMN;
}

static inline void give(struct planting *p, struct plot *plot, struct plant *plant, size_t column,
                        const char *value)
{
    *plant_field(plot, plant, column) = text_of(value);
    plant_back(p, plot, plant);
}

/* A file that has the column p->what. */
static inline bool plot_with_column(struct planting *p, size_t n_least, struct plot *plot,
                                    size_t *column)
{
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, n_least, plot); i++) {
        *column = column_named(plot->source->profile, p->what);
        if (*column != NO_COLUMN)
            return true;
    }
    return false;
}

static inline bool plant_mistyped(struct planting *p)
{
    struct plot plot;
    size_t column;
    if (!plot_with_column(p, 2, &plot, &column))
        return false;
    struct plant plant = plant_pick(p, &plot);
    static const char *const years[] = {"0224", "2204", "0000", "9999", "2042", "1942", "202"};
    static const char *const kinds[] = {"primiar", "0224", "begroting"};
    give(p, &plot, &plant, column,
         strcmp(p->what, "soort") == 0 ? kinds[dice_below(p->dice, LENGTH(kinds))]
                                       : years[dice_below(p->dice, LENGTH(years))]);
    return plot_write(&plot);
}

/* "mmjjjj": the other way round than its file has it; else a number, with the year where the file
 * has it so. */
static inline bool plant_wrong_period(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, true, 2, &plot); i++) {
        const size_t column = column_named(plot.source->profile, "periode");
        struct plant plant = plant_pick(p, &plot);
        const struct text period = *plant_field(&plot, &plant, column);
        const bool turned_round = strcmp(p->what, "mmjjjj") == 0;
        if (period.n_bytes != 6 && turned_round)
            continue;
        const char *wrong = strcmp(p->what, "0") == 0
                                ? "00"
                                : arena_printf(p->arena, "%d", (int)dice_between(p->dice, 17, 99));
        const int n_year = period.n_bytes == 6 ? 4 : 0;
        give(p, &plot, &plant, column,
             turned_round ? arena_printf(p->arena, "%.2s%.4s", period.bytes + 4, period.bytes)
                          : arena_printf(p->arena, "%.*s%s", n_year, period.bytes, wrong));
        return plot_write(&plot);
    }
    return false;
}

/* What cannot be seen, in front of a key or behind it. */
static inline bool plant_unseen_in_key(struct planting *p)
{
    static const char *const utf8[] = {"\u00A0", "\u200B", "\u00AD", " ", "\uFEFF"};
    static const char *const windows[] = {"\xA0", "\xAD", " "};
    struct plot plot;
    if (!plot_pick(p, false, 2, &plot))
        return false;
    const bool is_utf8 = plot.source->profile->file.encoding == TEXT_UTF8;
    const size_t column = column_named(plot.source->profile, "kostenplaats");
    struct plant plant = plant_pick(p, &plot);
    const struct text key = *plant_field(&plot, &plant, column);
    if (key.n_bytes == 0)
        return false;
    const char *unseen = is_utf8 ? utf8[dice_below(p->dice, LENGTH(utf8))]
                                 : windows[dice_below(p->dice, LENGTH(windows))];
    const bool in_front = dice_chance(p->dice, 500);
    give(p, &plot, &plant, column,
         arena_printf(p->arena, "%s%.*s%s", in_front ? unseen : "", TEXT_ARG(key),
                      in_front ? "" : unseen));
    return plot_write(&plot);
}

/* In half of the file's lines, by the package's own length; "one": in one. */
static inline bool plant_padded_accounts(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, ENOUGH_LINES, &plot); i++) {
        size_t column = plot.source->profile->role[ROLE_REKENING];
        if (column == NO_COLUMN)
            continue;
        const size_t first = p->what ? 1 + dice_below(p->dice, plot.records.n - 1) : 1;
        for (size_t r = first; r < plot.records.n; r += p->what ? plot.records.n : 2) {
            struct plant plant = plant_at(&plot, r);
            give(p, &plot, &plant, column,
                 arena_printf(p->arena, "0000%.*s", TEXT_ARG(*plant_field(&plot, &plant, column))));
        }
        return plot_write(&plot);
    }
    return false;
}

/* To what stands there in another record; false when all have the same. */
static inline bool plant_moved_value(struct planting *p)
{
    struct plot plot;
    size_t column;
    for (int i = 0; i < PLANT_TRIES && plot_with_column(p, 2, &plot, &column); i++) {
        struct plant plant = plant_pick(p, &plot), other = plant_pick(p, &plot);
        struct text value = *plant_field(&plot, &other, column);
        if (text_equal(*plant_field(&plot, &plant, column), value))
            continue;
        *plant_field(&plot, &plant, column) = value;
        plant_back(p, &plot, &plant);
        return plot_write(&plot);
    }
    return false;
}

/* All records of the file that say what one says there. */
static inline bool plant_dropped_value(struct planting *p)
{
    struct plot plot;
    size_t column, n = 1;
    if (!plot_with_column(p, 2, &plot, &column))
        return false;
    struct plant picked = plant_pick(p, &plot);
    for (size_t r = 1; r < plot.records.n; r++) {
        struct plant plant = plant_at(&plot, r);
        if (!text_equal(*plant_field(&plot, &plant, column), *plant_field(&plot, &picked, column)))
            plot.records.items[n++] = plot.records.items[r];
    }
    plot.records.n = n;
    return plot_write(&plot);
}

/* ---- lines ---- */

static inline void append(struct planting *p, struct records *records, struct text item)
{
    records->items =
        arena_grow(p->arena, records->items, &records->cap, records->n + 1, sizeof *records->items);
    records->items[records->n++] = item;
}

/* Half of the file; "all": the file behind itself. */
static inline bool plant_block_again(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, ENOUGH_LINES, &plot))
        return false;
    size_t n = p->what ? plot.records.n - 1 : plot.records.n / 2;
    size_t first = p->what ? 1 : 1 + dice_below(p->dice, n - 1);
    for (size_t i = first; i < first + n && i < plot.records.n; i++)
        append(p, &plot.records, plot.records.items[i]);
    return plot_write(&plot);
}

/* All that a record says but for its amounts. */
static inline const char *record_without_amounts(struct planting *p, struct plot *plot,
                                                 size_t record)
{
    const struct profile *profile = plot->source->profile;
    struct plant plant = plant_at(plot, record);
    const char *said = "";
    for (size_t a = 0; a < profile->n_amounts; a++)
        *plant_amount(plot, &plant, a, false) = text_of("");
    for (size_t f = 0; f < plant.n_fields; f++)
        said = arena_printf(p->arena, "%s;%.*s", said, TEXT_ARG(plant.fields[f]));
    return said;
}

/* Of a file in which no two records say the same but for their amounts. */
static inline bool plant_doubled_row(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, ENOUGH_LINES, &plot); i++) {
        const size_t n = plot.records.n;
        bool unique = profile_is_of_rows(plot.source->profile);
        const char **said = arena_alloc(p->arena, n * sizeof *said);
        for (size_t r = 0; unique && r < n; r++)
            said[r] = record_without_amounts(p, &plot, r);
        if (unique)
            array_sort(said, n, array_compare_texts);
        for (size_t r = 1; unique && r < n; r++)
            unique = strcmp(said[r - 1], said[r]) != 0;
        struct plant plant = plant_pick(p, &plot);
        if (unique && plant_cents(*plant_amount(&plot, &plant, 0, false)) != 0) {
            append(p, &plot.records, plot.records.items[plant.record]);
            return plot_write(&plot);
        }
    }
    return false;
}

/* Behind the lines, with the key of the last. */
static inline bool plant_total_row(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 4, &plot) || plot.source->profile->n_amounts > 1)
        return false;
    int64_t sum = 0;
    for (size_t r = 1; r < plot.records.n; r++) {
        struct plant plant = plant_at(&plot, r);
        sum += plant_net(&plot, &plant);
    }
    const size_t last = plot.records.n - 1;
    struct plant plant = plant_at(&plot, last);
    append(p, &plot.records, plot.records.items[last]);
    const int64_t size = sum < 0 ? -sum : sum;
    struct text total =
        text_of(arena_printf(p->arena, "\"%lld%c%02lld\"", (long long)(size / 100),
                             plot.source->profile->number.decimal, (long long)(size % 100)));
    *plant_amount(&plot, &plant, 0, false) = sum < 0 ? turned(p, &plot, total) : total;
    plant.record = last + 1;
    plant_back(p, &plot, &plant);
    return sum != 0 && plot_write(&plot);
}

/* "half": of its records, "all": but for its header, "last": a few, as by a cut at a line end. */
static inline bool plant_dropped_end(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 2, &plot))
        return false;
    const size_t n = plot.records.n - 1;
    plot.records.n =
        1 + (strcmp(p->what, "half") == 0  ? n / 2
             : strcmp(p->what, "all") == 0 ? 0
                                           : n - 1 - dice_below(p->dice, n < 4 ? 1 : 3));
    return plot_write(&plot);
}

static inline void change_digit(struct planting *p, struct plot *plot)
{
    for (int i = 0; i < PLANT_TRIES; i++) {
        struct plant plant = plant_pick(p, plot);
        struct text *field = plant_amount(plot, &plant, 0, false);
        if (plant_cents(*field) == 0)
            continue;
        char *changed = arena_copy(p->arena, field->bytes, field->n_bytes);
        char *digit = changed + strcspn(changed, "123456789");
        *digit = *digit == '9' ? '8' : *digit + 1;
        field->bytes = changed;
        plant_back(p, plot, &plant);
        return;
    }
}

/* Of some time ago: lines were not there yet, and one said something else. */
static inline bool plant_old_version(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 4, &plot))
        return false;
    plot.records.n -= plot.records.n / 4;
    change_digit(p, &plot);
    return plot_write(&plot);
}

/* In a record, "last": in the last, behind its first byte. */
static inline bool plant_cut_record(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 2, &plot))
        return false;
    const bool in_last = strcmp(p->what, "last") == 0;
    struct text *cut =
        &plot.records.items[in_last ? plot.records.n - 1 : plant_pick(p, &plot).record];
    cut->n_bytes = 1 + dice_below(p->dice, cut->n_bytes - 1);
    plot.records.open_end |= in_last;
    return plot_write(&plot);
}

/* A quotation mark before a field of one record and one behind the same field of a later one. */
static inline bool plant_stray_quotes(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, 3, &plot); i++) {
        struct plant a = plant_pick(p, &plot), b = plant_pick(p, &plot);
        size_t f = dice_below(p->dice, a.n_fields);
        bool quoted = false;
        for (size_t r = a.record; r <= b.record; r++)
            quoted |= memchr(plot.records.items[r].bytes, '"', plot.records.items[r].n_bytes) != 0;
        if (b.record <= a.record || b.record > a.record + 8 || quoted)
            continue;
        a.fields[f] = text_of(arena_printf(p->arena, "\"%.*s", TEXT_ARG(a.fields[f])));
        b.fields[f] = text_of(arena_printf(p->arena, "%.*s\"", TEXT_ARG(b.fields[f])));
        plant_back(p, &plot, &a);
        plant_back(p, &plot, &b);
        return plot_write(&plot);
    }
    return false;
}
