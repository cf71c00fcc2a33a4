/* Faults planted in the delivery of a random municipality: one each, in a random place. */
#pragma once

#include "tests/unit/records.h"
#include "tests/unit/towns.h"

#define PLANT_TRIES  50
#define PLANT_FIELDS 16

struct planting {
    struct arena *arena;
    struct dice *dice;
    const struct town_run *run; /* the delivery as it should be, read */
};

/* A file of the delivery, taken apart. */
struct plot {
    const struct source *source;
    const char *path;
    struct records records;
    size_t position_of[PROFILE_MAX_COLUMNS]; /* of the profile's columns in a record */
};

/* One record of a plot, taken apart. */
struct plant {
    size_t record;
    struct text fields[PLANT_FIELDS];
    size_t n_fields;
};

/* Plants the fault on disk. False when this municipality has no place for it; then nothing was
 * changed. */
typedef bool plant_fn(struct planting *p);

/* ---- places ---- */

static inline void plot_bind(struct planting *p, struct plot *plot)
{
    struct text header[PLANT_FIELDS];
    struct errors errors = {0};
    size_t n = records_fields(&plot->records, 0, header, PLANT_FIELDS);
    for (size_t i = 0; i < n; i++)
        header[i] =
            text_of(text_to_utf8(p->arena, header[i], plot->source->profile->file.encoding));
    assert_true(
        profile_bind(plot->source->profile, header, n, plot->path, &errors, plot->position_of));
}

/* A random file with at least n records; `ledger`: of the source with debet and credit. */
static inline bool plot_pick(struct planting *p, bool ledger, size_t n, struct plot *plot)
{
    const struct plan *plan = &p->run->plan;
    for (int i = 0; i < PLANT_TRIES; i++) {
        size_t s = dice_below(p->dice, plan->n_sources);
        size_t f = dice_below(p->dice, plan->sources[s].n_files);
        if (p->run->ledger->accounts[s].files[f].n_records < n ||
            (ledger && !plan->sources[s].profile->balanced))
            continue;
        plot->source = &plan->sources[s];
        plot->path = plot->source->files[f];
        plot->records = records_read(p->arena, plot->path, plot->source->profile->file.separator);
        plot_bind(p, plot);
        return true;
    }
    return false;
}

static inline struct plant plant_pick(struct planting *p, const struct plot *plot)
{
    struct plant plant = {.record = 1 + dice_below(p->dice, plot->records.n - 1)};
    plant.n_fields = records_fields(&plot->records, plant.record, plant.fields, PLANT_FIELDS);
    return plant;
}

static inline void plant_back(struct planting *p, struct plot *plot, const struct plant *plant)
{
    records_join(&plot->records, p->arena, plant->record, plant->fields, plant->n_fields);
}

static inline bool plot_write(const struct plot *plot)
{
    records_write(&plot->records, plot->path);
    return true;
}

/* The field of a profile's column in a plant. */
static inline struct text *plant_field(const struct plot *plot, struct plant *plant, size_t column)
{
    return &plant->fields[plot->position_of[column]];
}

/* The digits of an amount as cents: every notation of a municipality writes both decimals. */
static inline int64_t plant_cents(struct text field)
{
    int64_t cents = 0;
    for (size_t i = 0; i < field.n_bytes; i++)
        if (field.bytes[i] >= '0' && field.bytes[i] <= '9')
            cents = cents * 10 + (field.bytes[i] - '0');
    return field.n_bytes && memchr(field.bytes, '-', field.n_bytes) ? -cents : cents;
}

static inline const struct profile_amount *plant_pick_amount(struct planting *p,
                                                             const struct plot *plot)
{
    const struct profile *profile = plot->source->profile;
    return &profile->amounts[dice_below(p->dice, profile->n_amounts)];
}

/* ---- records ---- */

static inline bool plant_dropped_record(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 1, &plot))
        return false;
    struct records *records = &plot.records;
    size_t at = 1 + dice_below(p->dice, records->n - 1);
    memmove(&records->items[at], &records->items[at + 1],
            (--records->n - at) * sizeof *records->items);
    return plot_write(&plot);
}

static inline bool plant_doubled_record(struct planting *p)
{
    struct plot plot;
    if (!plot_pick(p, false, 1, &plot))
        return false;
    struct records *records = &plot.records;
    size_t from = 1 + dice_below(p->dice, records->n - 1);
    records->items =
        arena_grow(p->arena, records->items, &records->cap, records->n + 1, sizeof *records->items);
    records->items[records->n++] = records->items[from];
    return plot_write(&plot);
}

/* ---- amounts ---- */

static inline bool plant_moved_cent(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, 1, &plot); i++) {
        struct plant plant = plant_pick(p, &plot);
        const struct profile_amount *amount = plant_pick_amount(p, &plot);
        bool second = amount->minus != NO_COLUMN && dice_chance(p->dice, 500);
        struct text *field = plant_field(&plot, &plant, second ? amount->minus : amount->plus);
        size_t at = field->n_bytes;
        while (at > 0 && (field->bytes[at - 1] < '0' || field->bytes[at - 1] > '9'))
            at--;
        if (at == 0)
            continue;
        char *changed = arena_copy(p->arena, field->bytes, field->n_bytes);
        changed[at - 1] = (char)(changed[at - 1] + (changed[at - 1] == '9' ? -1 : 1));
        field->bytes = changed;
        plant_back(p, &plot, &plant);
        return plot_write(&plot);
    }
    return false;
}

/* With the minus where the notation has it, or without. */
static inline struct text turned(struct planting *p, const struct plot *plot, struct text field)
{
    size_t n_quote = field.bytes[0] == '"';
    struct text inner = {field.bytes + n_quote, field.n_bytes - 2 * n_quote};
    const char *quote = n_quote ? "\"" : "";
    if (inner.bytes[0] == '-')
        return text_of(arena_printf(p->arena, "%s%.*s%s", quote, (int)inner.n_bytes - 1,
                                    inner.bytes + 1, quote));
    if (inner.bytes[inner.n_bytes - 1] == '-')
        return text_of(
            arena_printf(p->arena, "%s%.*s%s", quote, (int)inner.n_bytes - 1, inner.bytes, quote));
    bool in_front = plot->source->profile->number.minus & AMOUNT_MINUS_FRONT;
    return text_of(arena_printf(p->arena, "%s%s%.*s%s%s", quote, in_front ? "-" : "",
                                TEXT_ARG(inner), in_front ? "" : "-", quote));
}

static inline bool plant_turned_sign(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, 1, &plot); i++) {
        struct plant plant = plant_pick(p, &plot);
        const struct profile_amount *amount = plant_pick_amount(p, &plot);
        struct text *plus = plant_field(&plot, &plant, amount->plus);
        if (amount->minus == NO_COLUMN) {
            if (plant_cents(*plus) == 0)
                continue;
            *plus = turned(p, &plot, *plus);
        } else {
            struct text *minus = plant_field(&plot, &plant, amount->minus), kept = *plus;
            if (plant_cents(*plus) == plant_cents(*minus))
                continue;
            *plus = *minus;
            *minus = kept;
        }
        plant_back(p, &plot, &plant);
        return plot_write(&plot);
    }
    return false;
}

static inline void swap_fields(const struct plot *plot, struct plant *a, struct plant *b,
                               size_t column)
{
    struct text kept = *plant_field(plot, a, column);
    *plant_field(plot, a, column) = *plant_field(plot, b, column);
    *plant_field(plot, b, column) = kept;
}

static inline int64_t plant_net(const struct plot *plot, struct plant *plant)
{
    const struct profile_amount *amount = &plot->source->profile->amounts[0];
    return plant_cents(*plant_field(plot, plant, amount->plus)) -
           plant_cents(*plant_field(plot, plant, amount->minus));
}

static inline bool plant_swapped_amounts(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, true, 2, &plot); i++) {
        struct plant a = plant_pick(p, &plot), b = plant_pick(p, &plot);
        const struct profile *profile = plot.source->profile;
        size_t boekstuk = profile->role[ROLE_BOEKSTUK];
        if (text_equal(*plant_field(&plot, &a, boekstuk), *plant_field(&plot, &b, boekstuk)) ||
            plant_net(&plot, &a) == plant_net(&plot, &b))
            continue;
        swap_fields(&plot, &a, &b, profile->amounts[0].plus);
        swap_fields(&plot, &a, &b, profile->amounts[0].minus);
        plant_back(p, &plot, &a);
        plant_back(p, &plot, &b);
        return plot_write(&plot);
    }
    return false;
}

/* ---- mappings and files ---- */

static inline bool plant_removed_mapping(struct planting *p)
{
    const struct mapping *mapping = &p->run->plan.mapping;
    for (int i = 0; i < PLANT_TRIES; i++) {
        size_t key = dice_below(p->dice, mapping->n_keys);
        if (!p->run->ledger->key_used[key])
            continue;
        struct records posten = records_read(p->arena, mapping->posten_path, ';');
        size_t at = (size_t)mapping->keys[key].line_no - 1;
        memmove(&posten.items[at], &posten.items[at + 1], (--posten.n - at) * sizeof *posten.items);
        records_write(&posten, mapping->posten_path);
        return true;
    }
    return false;
}

/* A source whose files the run finds by a pattern. */
static inline const struct source *pick_pattern(struct planting *p, size_t n_files)
{
    const struct plan *plan = &p->run->plan;
    FILE *ini = fopen(plan->path, "rb");
    assert_non_null(ini);
    char *settings = arena_alloc(p->arena, 1 << 14);
    assert_true(fread(settings, 1, (1 << 14) - 1, ini) < (1 << 14) - 1);
    fclose(ini);
    for (size_t s = 0; s < plan->n_sources; s++)
        if (plan->sources[s].n_files >= n_files &&
            strstr(settings, arena_printf(p->arena, "/%s-*", plan->sources[s].name)))
            return &plan->sources[s];
    return NULL;
}

static inline bool plant_missing_file(struct planting *p)
{
    const struct source *source = pick_pattern(p, 2);
    return source && remove(source->files[dice_below(p->dice, source->n_files)]) == 0;
}

static inline bool plant_doubled_file(struct planting *p)
{
    const struct source *source = pick_pattern(p, 1);
    if (!source)
        return false;
    size_t file = dice_below(p->dice, source->n_files);
    struct records records =
        records_read(p->arena, source->files[file], source->profile->file.separator);
    if (records.n == 1) /* packed in another way it is no double, and nothing comes twice */
        return false;
    records.compressed = dice_chance(p->dice, 500);
    records_write(&records, arena_printf(p->arena, "%s/%s-kopie.csv",
                                         path_folder(p->arena, source->files[file]), source->name));
    return true;
}
