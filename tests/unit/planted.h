/* Faults planted in the delivery of a random municipality: one each, in a random place. */
#pragma once

#include "tests/unit/records.h"
#include "tests/unit/towns.h"

#define PLANT_TRIES  50
#define PLANT_FIELDS 16

/* The files that a fault may be planted in. */
enum plant_place { PLANT_ANYWHERE, PLANT_IN_LEDGER, PLANT_IN_BUDGET, PLANT_IN_CHANGES };

struct planting {
    struct arena *arena;
    struct dice *dice;
    const struct town_run *run; /* the delivery as it should be, read */
    enum plant_place place;
    const char *what; /* of the kind of fault, NULL where it has no kinds */
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

static inline bool plant_place_has(const struct planting *p, const struct source *source)
{
    const struct profile *profile = source->profile;
    const enum plant_place place = profile->balanced                          ? PLANT_IN_LEDGER
                                   : profile->role[ROLE_BESLUIT] != NO_COLUMN ? PLANT_IN_CHANGES
                                                                              : PLANT_IN_BUDGET;
    return p->place == PLANT_ANYWHERE || p->place == place;
}

/* A file of the source, taken apart. */
static inline void plot_open(struct planting *p, const struct source *source, size_t file,
                             struct plot *plot)
{
    plot->source = source;
    plot->path = source->files[file];
    plot->records = records_read(p->arena, plot->path, source->profile->file.separator);
    plot_bind(p, plot);
}

/* A random file with at least n records; `ledger`: of the source with debet and credit. */
static inline bool plot_pick(struct planting *p, bool ledger, size_t n, struct plot *plot)
{
    const struct plan *plan = &p->run->plan;
    for (int i = 0; i < PLANT_TRIES; i++) {
        size_t s = dice_below(p->dice, plan->n_sources);
        size_t f = dice_below(p->dice, plan->sources[s].n_files);
        if (p->run->ledger->accounts[s].files[f].n_records < n ||
            (ledger && !plan->sources[s].profile->balanced) ||
            !plant_place_has(p, &plan->sources[s]))
            continue;
        plot_open(p, &plan->sources[s], f, plot);
        return true;
    }
    return false;
}

static inline struct plant plant_at(const struct plot *plot, size_t record)
{
    struct plant plant = {.record = record};
    plant.n_fields = records_fields(&plot->records, record, plant.fields, PLANT_FIELDS);
    return plant;
}

static inline struct plant plant_pick(struct planting *p, const struct plot *plot)
{
    return plant_at(plot, 1 + dice_below(p->dice, plot->records.n - 1));
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

/* Of its last digit; with a kind, of any. */
static inline bool plant_moved_cent(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, 1, &plot); i++) {
        struct plant plant = plant_pick(p, &plot);
        const struct profile_amount *amount = plant_pick_amount(p, &plot);
        bool second = amount->minus != NO_COLUMN && dice_chance(p->dice, 500);
        struct text *field = plant_field(&plot, &plant, second ? amount->minus : amount->plus);
        size_t at =
            p->what && field->n_bytes ? 1 + dice_below(p->dice, field->n_bytes) : field->n_bytes;
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

static inline struct text *plant_amount(const struct plot *plot, struct plant *plant, size_t a,
                                        bool second)
{
    const struct profile_amount *amount = &plot->source->profile->amounts[a];
    return plant_field(plot, plant,
                       !second                          ? amount->plus
                       : amount->kind == AMOUNT_FLAGGED ? amount->flag
                                                        : amount->minus);
}

/* False when it has none to turn. */
static inline bool plant_turn(struct planting *p, struct plot *plot, struct plant *plant, size_t a)
{
    const enum amount_kind kind = plot->source->profile->amounts[a].kind;
    struct text *plus = plant_amount(plot, plant, a, false), kept = *plus;
    if (kind == AMOUNT_SIGNED && plant_cents(kept) != 0)
        *plus = turned(p, plot, kept);
    if (kind == AMOUNT_SIGNED)
        return plant_cents(kept) != 0;
    struct text *second = plant_amount(plot, plant, a, true);
    if (kind == AMOUNT_FLAGGED) {
        *second = text_of(*second->bytes == 'D' ? "C" : "D");
        return plant_cents(kept) != 0;
    }
    *plus = *second;
    *second = kept;
    return plant_cents(*plus) != plant_cents(*second);
}

static inline bool plant_turned_sign(struct planting *p)
{
    struct plot plot;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, false, 1, &plot); i++) {
        struct plant plant = plant_pick(p, &plot);
        const size_t a = dice_below(p->dice, plot.source->profile->n_amounts);
        if (!plant_turn(p, &plot, &plant, a))
            continue;
        plant_back(p, &plot, &plant);
        return plot_write(&plot);
    }
    return false;
}

static inline int64_t plant_net(const struct plot *plot, struct plant *plant)
{
    const enum amount_kind kind = plot->source->profile->amounts[0].kind;
    const int64_t cents = plant_cents(*plant_amount(plot, plant, 0, false));
    if (kind == AMOUNT_SIGNED)
        return cents;
    const struct text second = *plant_amount(plot, plant, 0, true);
    return kind == AMOUNT_DIFFERENCE ? cents - plant_cents(second)
           : *second.bytes == 'C'    ? cents
                                     : -cents;
}

static inline void swap_amounts(const struct plot *plot, struct plant *a, struct plant *b)
{
    const bool has_second = plot->source->profile->amounts[0].kind != AMOUNT_SIGNED;
    for (int second = 0; second <= has_second; second++) {
        struct text *one = plant_amount(plot, a, 0, second), kept = *one;
        struct text *other = plant_amount(plot, b, 0, second);
        *one = *other;
        *other = kept;
    }
}

/* Of a ledger between boekstukken, which do not balance then. */
static inline bool plant_swapped_amounts(struct planting *p)
{
    struct plot plot;
    const bool ledger = p->place == PLANT_ANYWHERE;
    for (int i = 0; i < PLANT_TRIES && plot_pick(p, ledger, 2, &plot); i++) {
        struct plant a = plant_pick(p, &plot), b = plant_pick(p, &plot);
        size_t boekstuk = plot.source->profile->role[ROLE_BOEKSTUK];
        if ((boekstuk != NO_COLUMN &&
             text_equal(*plant_field(&plot, &a, boekstuk), *plant_field(&plot, &b, boekstuk))) ||
            plant_net(&plot, &a) == plant_net(&plot, &b))
            continue;
        swap_amounts(&plot, &a, &b);
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
    const size_t first = dice_below(p->dice, plan->n_sources);
    for (size_t s = 0; s < plan->n_sources; s++) {
        const struct source *source = &plan->sources[(first + s) % plan->n_sources];
        if (source->n_files >= n_files && plant_place_has(p, source) &&
            strstr(settings, arena_printf(p->arena, "/%s-*", source->name)))
            return source;
    }
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
