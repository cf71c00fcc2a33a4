/* Damage of a whole delivery: of its files, and of the mappings and settings that it is read with.
 */
#pragma once

#include "tests/unit/damage.h"

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

/* A file beside the others of its pattern: an earlier night's of one of them. */
static inline bool plant_snapshot(struct planting *p)
{
    const struct source *source = pick_pattern(p, 1);
    struct plot plot;
    if (!source)
        return false;
    plot_open(p, source, dice_below(p->dice, source->n_files), &plot);
    if (plot.records.n < ENOUGH_LINES * 5 / 4)
        return false;
    plot.records.n -= plot.records.n / 5;
    change_digit(p, &plot);
    records_write(&plot.records, arena_printf(p->arena, "%s/%s-gisteren.csv",
                                              path_folder(p->arena, plot.path), source->name));
    return true;
}

static inline int plant_number(struct planting *p, const struct plot *plot, struct plant *plant,
                               const char *name)
{
    const struct text value = *plant_field(plot, plant, column_named(plot->source->profile, name));
    return atoi(text_string(p->arena, value));
}

/* Without the year that may stand in front of it. */
static inline int plant_period(struct planting *p, const struct plot *plot, struct plant *plant)
{
    return plant_number(p, plot, plant, "periode") % 100;
}

/* The same of all its files together, up to a period. */
static inline bool plant_cumulative(struct planting *p)
{
    const struct source *source = pick_pattern(p, 1);
    if (!source || column_named(source->profile, "periode") == NO_COLUMN)
        return false;
    struct plot plot;
    plot_open(p, source, 0, &plot);
    struct records all = plot.records;
    all.n = 1;
    const int last = (int)dice_between(p->dice, 3, 9);
    for (size_t f = 0; f < source->n_files; f++) {
        plot_open(p, source, f, &plot);
        for (size_t r = 1; r < plot.records.n; r++) {
            struct plant plant = plant_at(&plot, r);
            if (plant_period(p, &plot, &plant) <= last)
                append(p, &all, plot.records.items[r]);
        }
    }
    if (all.n <= ENOUGH_LINES)
        return false;
    records_write(&all, arena_printf(p->arena, "%s/%s-cumulatief.csv",
                                     path_folder(p->arena, plot.path), source->name));
    return true;
}

static inline const char *programma_of(const struct mapping *mapping, size_t key)
{
    return mapping->pakketten[mapping->posten[mapping->keys[key].post].pakket].programma;
}

/* A used line of posten.csv takes post and pakket of another; "programma": of another programma. */
static inline bool plant_moved_mapping(struct planting *p)
{
    const struct mapping *mapping = &p->run->plan.mapping;
    struct records posten = records_read(p->arena, mapping->posten_path, ';');
    for (int i = 0; i < PLANT_TRIES; i++) {
        size_t from = dice_below(p->dice, mapping->n_keys),
               to = dice_below(p->dice, mapping->n_keys);
        if (!p->run->ledger->key_used[from] || mapping->keys[from].post == mapping->keys[to].post ||
            (p->what && strcmp(programma_of(mapping, from), programma_of(mapping, to)) == 0))
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

/* In pakketten.csv: all its keys go with it. */
static inline bool plant_moved_pakket(struct planting *p)
{
    const struct mapping *mapping = &p->run->plan.mapping;
    struct records pakketten = records_read(p->arena, mapping->pakketten_path, ';');
    for (int i = 0; i < PLANT_TRIES; i++) {
        const struct pakket *from = &mapping->pakketten[dice_below(p->dice, mapping->n_pakketten)];
        const struct pakket *to = &mapping->pakketten[dice_below(p->dice, mapping->n_pakketten)];
        if (strcmp(from->programma, to->programma) == 0)
            continue;
        struct plant plant = {.record = (size_t)from->line_no - 1};
        plant.n_fields = records_fields(&pakketten, plant.record, plant.fields, PLANT_FIELDS);
        plant.fields[2] = text_of(to->programma);
        records_join(&pakketten, p->arena, plant.record, plant.fields, plant.n_fields);
        records_write(&pakketten, mapping->pakketten_path);
        return true;
    }
    return false;
}

/* A name in posten.csv that looks as it did. */
static inline bool plant_look_alike_name(struct planting *p)
{
    static const char *const same[][2] = {
        {" ", "  "}, {" ", "\u00A0"}, {"e", "e\u200B"}, {"é", "e\u0301"}};
    const struct mapping *mapping = &p->run->plan.mapping;
    struct records posten = records_read(p->arena, mapping->posten_path, ';');
    for (int i = 0; i < PLANT_TRIES; i++) {
        const size_t key = dice_below(p->dice, mapping->n_keys), way = dice_below(p->dice, 4);
        struct plant plant = {.record = (size_t)mapping->keys[key].line_no - 1};
        plant.n_fields = records_fields(&posten, plant.record, plant.fields, PLANT_FIELDS);
        const char *name = text_string(p->arena, plant.fields[1]);
        const char *at = strstr(name, same[way][0]);
        if (!p->run->ledger->key_used[key] || !at)
            continue;
        plant.fields[1] = text_of(arena_printf(p->arena, "%.*s%s%s", (int)(at - name), name,
                                               same[way][1], at + strlen(same[way][0])));
        records_join(&posten, p->arena, plant.record, plant.fields, plant.n_fields);
        records_write(&posten, mapping->posten_path);
        return true;
    }
    return false;
}

/* ---- settings ---- */

/* The line "NAME = …" of a file of settings, and what is before it. */
static inline const char *settings_line(struct planting *p, const char *path, const char *name,
                                        char **before)
{
    FILE *from = fopen(path, "rb");
    assert_non_null(from);
    *before = arena_alloc(p->arena, 1 << 14);
    assert_true(fread(*before, 1, (1 << 14) - 1, from) < (1 << 14) - 1);
    fclose(from);
    char *at = strstr(*before, arena_printf(p->arena, "\n%s =", name));
    assert_non_null(at);
    *at = 0;
    return at + 1;
}

static inline bool settings_write(const char *path, const char *before, const char *line,
                                  const char *after)
{
    FILE *to = fopen(path, "wb");
    assert_non_null(to);
    fprintf(to, "%s\n%s%s", before, line, after);
    return fclose(to) == 0;
}

/* Of one sectie, or of "all". */
static inline bool plant_wrong_teken(struct planting *p)
{
    struct plot plot;
    const bool all = p->what != NULL;
    if (all ? !pick_sided(p, ENOUGH_LINES, &plot) : !plot_pick(p, false, 1, &plot))
        return false;
    char *before;
    const char *path = plot.source->profile->path;
    const char *line = settings_line(p, path, "teken", &before);
    const size_t n = strcspn(line, "\n");
    char *wrong = arena_copy(p->arena, line, n);
    size_t sectie = dice_below(p->dice, SECTIE_COUNT);
    for (char *sign = wrong; (sign = strpbrk(sign, "+-")); sign++)
        if (all || sectie-- == 0)
            *sign = *sign == '+' ? '-' : '+';
    return settings_write(path, before, wrong, line + n);
}

/* The year of the run is another; "perioden": these are fewer; "perioden_voor": a budget has them,
 * too. */
static inline bool plant_wrong_setting(struct planting *p)
{
    const char *path = p->run->plan.path;
    char *before;
    const bool is_year = strcmp(p->what, "jaar") == 0;
    const char *line = settings_line(p, path, is_year ? "jaar" : "perioden", &before);
    const char *after = line + strcspn(line, "\n");
    const char *wrong =
        is_year ? arena_printf(p->arena, "jaar = %d",
                               p->run->plan.year + (dice_chance(p->dice, 500) ? 1 : -1))
        : strcmp(p->what, "perioden") == 0
            ? arena_printf(p->arena, "perioden = 1-%d", (int)dice_between(p->dice, 5, 11))
            : arena_printf(p->arena, "%.*s\nperioden_voor = realisatie, primair",
                           (int)(after - line), line);
    return settings_write(path, before, wrong, after);
}

/* ---- no damage ---- */

/* The last period of the running year that counts and has lines. */
static inline int last_period_of(struct planting *p, const struct source *ledger)
{
    int last = 0;
    for (size_t f = 0; f < ledger->n_files; f++) {
        struct plot plot;
        plot_open(p, ledger, f, &plot);
        for (size_t r = 1; r < plot.records.n; r++) {
            struct plant plant = plant_at(&plot, r);
            const int period = plant_period(p, &plot, &plant);
            if (plant_number(p, &plot, &plant, "boekjaar") == p->run->plan.year &&
                p->run->plan.period_counts[period] && period > last)
                last = period;
        }
    }
    return last;
}

static inline bool is_of_last_night(struct planting *p, const struct plot *plot, size_t record,
                                    int last, struct text besluit)
{
    struct plant plant = plant_at(plot, record);
    const size_t column = plot->source->profile->role[ROLE_BESLUIT];
    if (column != NO_COLUMN)
        return !text_equal(*plant_field(plot, &plant, column), besluit);
    return plant_number(p, plot, &plant, "boekjaar") != p->run->plan.year ||
           plant_period(p, plot, &plant) != last;
}

/* What was delivered before the last period of the running year, and the last besluit. */
static inline void plant_last_night(struct planting *p)
{
    for (size_t s = 0; s < p->run->plan.n_sources; s++) {
        const struct source *source = &p->run->plan.sources[s];
        const size_t column = source->profile->role[ROLE_BESLUIT];
        if (column == NO_COLUMN && !source->profile->balanced)
            continue;
        const int last = column == NO_COLUMN ? last_period_of(p, source) : 0;
        for (size_t f = 0; f < source->n_files; f++) {
            struct plot plot;
            plot_open(p, source, f, &plot);
            struct plant end = plant_at(&plot, plot.records.n - 1);
            const struct text besluit =
                column == NO_COLUMN ? text_of("") : *plant_field(&plot, &end, column);
            size_t n = 1;
            for (size_t r = 1; r < plot.records.n; r++)
                if (is_of_last_night(p, &plot, r, last, besluit))
                    plot.records.items[n++] = plot.records.items[r];
            plot.records.n = n;
            plot_write(&plot);
        }
    }
}
