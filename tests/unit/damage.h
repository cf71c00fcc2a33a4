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

static inline struct text *field_of_amount(const struct plot *plot, struct plant *plant, size_t a,
                                           bool minus)
{
    const struct profile_amount *amount = &plot->source->profile->amounts[a];
    return plant_field(plot, plant, minus ? amount->minus : amount->plus);
}

static inline void mirror_record(struct planting *p, struct plot *plot, size_t record)
{
    const struct profile *profile = plot->source->profile;
    struct plant plant = {.record = record};
    plant.n_fields = records_fields(&plot->records, record, plant.fields, PLANT_FIELDS);
    for (size_t a = 0; a < profile->n_amounts; a++) {
        struct text *plus = field_of_amount(plot, &plant, a, false);
        if (profile->amounts[a].minus != NO_COLUMN) {
            struct text kept = *plus, *minus = field_of_amount(plot, &plant, a, true);
            *plus = *minus;
            *minus = kept;
        } else if (plus->n_bytes && plant_cents(*plus) != 0) {
            *plus = turned(p, plot, *plus);
        }
    }
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

static inline bool plant_mistyped_year(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, true, 2, &plot))
        return false;
    struct plant plant = plant_pick(p, &plot);
    static const char *const years[] = {"0224", "2204", "0000", "9999", "2042", "1942", "202"};
    give(p, &plot, &plant, column_named(plot.source->profile, "boekjaar"),
         years[dice_below(p->dice, LENGTH(years))]);
    return plot_write(&plot);
}

/* In half of the file's lines, by the package's own length. */
static inline bool plant_padded_accounts(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, ENOUGH_LINES, &plot); i++) {
        size_t column = plot.source->profile->role[ROLE_REKENING];
        if (column == NO_COLUMN)
            continue;
        for (size_t r = 1; r < plot.records.n; r += 2) {
            struct plant plant = {.record = r};
            plant.n_fields = records_fields(&plot.records, r, plant.fields, PLANT_FIELDS);
            give(p, &plot, &plant, column,
                 arena_printf(p->arena, "0000%.*s", TEXT_ARG(*plant_field(&plot, &plant, column))));
        }
        return plot_write(&plot);
    }
    return false;
}

/* To what stands there in another record; false when all have the same. */
static inline bool move_value(struct planting *p, const char *name)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, 2, &plot); i++) {
        struct plant plant = plant_pick(p, &plot), other = plant_pick(p, &plot);
        size_t column = column_named(plot.source->profile, name);
        if (column == NO_COLUMN ||
            text_equal(*plant_field(&plot, &plant, column), *plant_field(&plot, &other, column)))
            continue;
        struct text value = *plant_field(&plot, &other, column);
        *plant_field(&plot, &plant, column) = value;
        plant_back(p, &plot, &plant);
        return plot_write(&plot);
    }
    return false;
}

static inline bool plant_moved_key(struct planting *p)
{
    return move_value(p, "kostenplaats");
}

static inline bool plant_moved_period(struct planting *p)
{
    return move_value(p, "periode");
}

static inline bool plant_moved_year(struct planting *p)
{
    return move_value(p, "boekjaar");
}

/* ---- lines ---- */

static inline void append(struct planting *p, struct records *records, struct text item)
{
    records->items =
        arena_grow(p->arena, records->items, &records->cap, records->n + 1, sizeof *records->items);
    records->items[records->n++] = item;
}

static inline bool plant_block_again(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, ENOUGH_LINES, &plot))
        return false;
    size_t first = 1 + dice_below(p->dice, plot.records.n / 2 - 1), n = plot.records.n / 2;
    for (size_t i = first; i < first + n && i < plot.records.n; i++)
        append(p, &plot.records, plot.records.items[i]);
    return plot_write(&plot);
}

/* All that a record says but for its amounts. */
static inline const char *record_without_amounts(struct planting *p, struct plot *plot,
                                                 size_t record)
{
    const struct profile *profile = plot->source->profile;
    struct plant plant = {.record = record};
    const char *said = "";
    plant.n_fields = records_fields(&plot->records, record, plant.fields, PLANT_FIELDS);
    for (size_t a = 0; a < profile->n_amounts; a++)
        *field_of_amount(plot, &plant, a, false) = text_of("");
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
        if (unique && plant_cents(*field_of_amount(&plot, &plant, 0, false)) != 0) {
            append(p, &plot.records, plot.records.items[plant.record]);
            return plot_write(&plot);
        }
    }
    return false;
}

static inline bool plant_dropped_half(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 2, &plot))
        return false;
    plot.records.n = 1 + plot.records.n / 2;
    return plot_write(&plot);
}

/* In the last record, behind its first byte. */
static inline bool plant_cut_record(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 2, &plot))
        return false;
    struct text *last = &plot.records.items[plot.records.n - 1];
    last->n_bytes = 1 + dice_below(p->dice, last->n_bytes - 1);
    plot.records.open_end = true;
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

/* ---- files and mappings ---- */

/* The same lines the other way round, every field that has none in quotation marks. */
static inline bool plant_rewritten_file(struct planting *p)
{
    const struct source *source = pick_pattern(p, 1);
    if (!source)
        return false;
    size_t file = dice_below(p->dice, source->n_files);
    struct records records =
        records_read(p->arena, source->files[file], source->profile->file.separator);
    if (records.n < ENOUGH_LINES)
        return false;
    for (size_t i = 1; i <= (records.n - 1) / 2; i++) {
        struct text kept = records.items[i];
        records.items[i] = records.items[records.n - i];
        records.items[records.n - i] = kept;
    }
    for (size_t r = 0; r < records.n; r++) {
        struct text fields[PLANT_FIELDS];
        size_t n = records_fields(&records, r, fields, PLANT_FIELDS);
        for (size_t f = 0; f < n; f++)
            if (!memchr(fields[f].bytes, '"', fields[f].n_bytes))
                fields[f] = text_of(arena_printf(p->arena, "\"%.*s\"", TEXT_ARG(fields[f])));
        records_join(&records, p->arena, r, fields, n);
    }
    records_write(&records, arena_printf(p->arena, "%s/%s-kopie.csv",
                                         path_folder(p->arena, source->files[file]), source->name));
    return true;
}

/* A used line of posten.csv takes post and pakket of another. */
static inline bool plant_moved_mapping(struct planting *p)
{
    const struct mapping *mapping = &p->run->plan.mapping;
    struct records posten = records_read(p->arena, mapping->posten_path, ';');
    for (int i = 0; i < PLANT_TRIES; i++) {
        size_t from = dice_below(p->dice, mapping->n_keys),
               to = dice_below(p->dice, mapping->n_keys);
        if (!p->run->ledger->key_used[from] || mapping->keys[from].post == mapping->keys[to].post)
            continue;
        struct text fields[PLANT_FIELDS], others[PLANT_FIELDS];
        size_t record = (size_t)mapping->keys[from].line_no - 1;
        size_t n = records_fields(&posten, record, fields, PLANT_FIELDS);
        records_fields(&posten, (size_t)mapping->keys[to].line_no - 1, others, PLANT_FIELDS);
        fields[1] = others[1];
        fields[2] = others[2];
        records_join(&posten, p->arena, record, fields, n);
        records_write(&posten, mapping->posten_path);
        return true;
    }
    return false;
}
