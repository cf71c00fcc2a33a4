#include "stages/controles/vorige.h"

#include "pipeline/publishing/csv_feed.h"

#include "pipeline/base/array.h"

#include <stdlib.h>
#include <string.h>

#define LAST_MONTH 12

/* ---- money: saturates, so that what is too large is a difference too ---- */

static struct money plus(struct money a, struct money b)
{
    struct money sum;
    return money_add(a, b, &sum) ? sum : (struct money){a.cents < 0 ? -INT64_MAX : INT64_MAX};
}

static struct money less(struct money a, struct money b)
{
    return plus(a, (struct money){b.cents == INT64_MIN ? INT64_MAX : -b.cents});
}

struct money vorige_net(const struct sleutel_row *row)
{
    return row ? plus(row->plus, row->minus) : (struct money){0};
}

/* ---- texts ---- */

static const char *text_once(struct vorige *vorige, struct arena *arena, struct text text)
{
    uint32_t number = memo_number_slow(&vorige->texts, text);
    if (number == vorige->n_texts)
        *mem_add(vorige->text_of, vorige->n_texts) = arena_copy(arena, text.bytes, text.n_bytes);
    return vorige->text_of[number];
}

/* True when two rows have the same texts in the columns from..end - 1. */
static bool same_texts(const struct sleutel_row *a, const struct sleutel_row *b, size_t from,
                       size_t end)
{
    return memcmp(a->texts + from, b->texts + from, (end - from) * sizeof *a->texts) == 0;
}

/* ---- what there is ---- */

const struct sleutel_row *vorige_row(const struct vorige_entry *entry)
{
    return entry->new ? entry->new : entry->old;
}

/* Those columns of a row as one key, until the next one is made. */
static struct text key_of(struct vorige *vorige, const struct sleutel_row *row,
                          const enum sleutels_column *columns, size_t n)
{
    size_t n_bytes = 0;
    for (size_t c = 0; c < n; c++) {
        const char *text = row->texts[columns[c]];
        size_t n_text = strlen(text) + 1;
        vorige->key = mem_grow(vorige->key, &vorige->key_cap, n_bytes + n_text, 1);
        memcpy(vorige->key + n_bytes, text, n_text);
        n_bytes += n_text;
    }
    return (struct text){vorige->key, n_bytes};
}

#define KEY(vorige, row, ...)                                                                      \
    key_of(vorige, row, (const enum sleutels_column[]){__VA_ARGS__},                               \
           sizeof((const enum sleutels_column[]){__VA_ARGS__}) / sizeof(enum sleutels_column))

static struct text besluit_key(struct vorige *vorige, const struct sleutel_row *row)
{
    return KEY(vorige, row, SLEUTELS_BRON, SLEUTELS_STAND, SLEUTELS_BESLUIT);
}

static struct text post_key(struct vorige *vorige, const struct sleutel_row *row)
{
    return KEY(vorige, row, SLEUTELS_PROGRAMMA, SLEUTELS_PAKKET, SLEUTELS_POST);
}

/* Of a tussenrapportage, and in no begroting that it is held against. */
static bool is_prognose(const struct plan *plan, const char *name)
{
    const struct kolom *begroting = &plan->kolommen[plan->begroting_kolom];
    if (!plan_product(plan)->has_prognose || !plan->has_afwijkingen)
        return false;
    for (size_t i = 0; i < begroting->n_standen; i++)
        if (strcmp(plan->standen[begroting->standen[i].index].name, name) == 0)
            return false;
    return true;
}

static enum vorige_kind kind_of(const struct plan *plan, struct arena *arena, const char *name)
{
    struct stand stand;
    int running = plan->year - plan_product(plan)->n_years_ahead;
    if (!stand_parse(arena, text_of(name), &stand))
        return VORIGE_BUDGET;
    if (stand_is_change(&stand))
        return VORIGE_BESLUIT;
    if (strcmp(stand.kind, STAND_REALISATIE) != 0)
        return is_prognose(plan, stand.name) ? VORIGE_PROGNOSE : VORIGE_BUDGET;
    return stand.year < running ? VORIGE_CLOSED : VORIGE_OPEN;
}

static size_t group_of(struct vorige *vorige, const struct job *job, const struct sleutel_row *row)
{
    const char *source = row->texts[SLEUTELS_BRON], *stand = row->texts[SLEUTELS_STAND];
    size_t group =
        memo_number_slow(&vorige->group_keys, KEY(vorige, row, SLEUTELS_BRON, SLEUTELS_STAND));
    if (group == vorige->n_groups) {
        *mem_add(vorige->groups, vorige->n_groups) = (struct vorige_group){
            .source = source, .stand = stand, .kind = kind_of(job->plan, job->arena, stand)};
    }
    return group;
}

/* Where the entry of the row's key is, or would be. */
static uint32_t *entry_slot(const struct vorige *vorige, const struct sleutel_row *row)
{
    const size_t mask = vorige->n_entry_slots - 1;
    uint64_t hash = 0;
    for (size_t c = 0; c < SLEUTELS_KEYS; c++)
        hash = memo_hash(hash, (uintptr_t)row->texts[c]);
    size_t at = hash & mask;
    for (; vorige->entry_slots[at]; at = (at + 1) & mask)
        if (same_texts(vorige_row(&vorige->entries[vorige->entry_slots[at] - 1]), row, 0,
                       SLEUTELS_KEYS))
            break;
    return &vorige->entry_slots[at];
}

static void grow_entry_slots(struct vorige *vorige)
{
    free(vorige->entry_slots);
    vorige->n_entry_slots = vorige->n_entry_slots ? vorige->n_entry_slots * 2 : 1024;
    vorige->entry_slots = mem_alloc(vorige->n_entry_slots * sizeof *vorige->entry_slots);
    for (size_t i = 0; i < vorige->n_entries; i++)
        *entry_slot(vorige, vorige_row(&vorige->entries[i])) = (uint32_t)i + 1;
}

/* A new one has no row: it gets one at once. */
static struct vorige_entry *entry_of(struct vorige *vorige, const struct job *job,
                                     const struct sleutel_row *row)
{
    if (vorige->n_entries * 2 >= vorige->n_entry_slots)
        grow_entry_slots(vorige);
    uint32_t *slot = entry_slot(vorige, row);
    if (*slot == 0) {
        *mem_add(vorige->entries, vorige->n_entries) =
            (struct vorige_entry){.group = group_of(vorige, job, row)};
        *slot = (uint32_t)vorige->n_entries;
    }
    struct vorige_entry *found = &vorige->entries[*slot - 1];
    found->in_scope |= plan_has_programma(job->plan, text_of(row->texts[SLEUTELS_PROGRAMMA]));
    return found;
}

static struct vorige_group *need_group(struct vorige *vorige, const struct job *job,
                                       const struct sleutel_row *row)
{
    size_t group = group_of(vorige, job, row);
    return &vorige->groups[group];
}

static void note_known(struct vorige *vorige, const struct job *job, const struct sleutel_row *row,
                       bool now)
{
    struct vorige_group *group = need_group(vorige, job, row);
    group->there[now] = true;
    for (size_t c = 0; c < VORIGE_ASIDE; c++)
        group->knew[now][c] |= *row->texts[SLEUTELS_PERIODE + c] != '\0';
}

static void put_aside(struct vorige *vorige, const struct job *job,
                      const struct vorige_group *group, struct sleutel_row *row)
{
    for (size_t c = 0; group->there[0] && group->there[1] && c < VORIGE_ASIDE; c++)
        if (group->knew[0][c] != group->knew[1][c])
            row->texts[SLEUTELS_PERIODE + c] = text_once(vorige, job->arena, text_of(""));
}

static bool same_figures(const struct sleutel_row *a, const struct sleutel_row *b)
{
    return a->plus.cents == b->plus.cents && a->minus.cents == b->minus.cents &&
           a->n_mutaties == b->n_mutaties;
}

/* Most of what is there now was there then: that is one row, until either changes. */
static void add_row(struct vorige *vorige, struct sleutel_row **to, struct sleutel_row *other,
                    const struct sleutel_row *row)
{
    if (!*to && other && same_texts(other, row, 0, SLEUTELS_FIGURES) && same_figures(other, row)) {
        *to = other;
        return;
    }
    if (!*to || *to == other) {
        struct sleutel_row *own = arena_alloc(&vorige->rows, sizeof *own);
        *own = *to ? **to : *row;
        bool is_new = !*to;
        *to = own;
        if (is_new)
            return;
    }
    (*to)->plus = plus((*to)->plus, row->plus);
    (*to)->minus = plus((*to)->minus, row->minus);
    (*to)->n_mutaties += row->n_mutaties;
}

static void add_post(struct vorige *vorige, bool now, const struct sleutel_row *row)
{
    if (!same_texts(&vorige->before, row, SLEUTELS_PROGRAMMA, SLEUTELS_FIGURES))
        memo_number_slow(&vorige->posten[now], post_key(vorige, row));
    vorige->before = *row;
}

static void add_old(struct vorige *vorige, const struct job *job, struct sleutel_row *row)
{
    struct vorige_group *group = need_group(vorige, job, row);
    int period;
    put_aside(vorige, job, group, row);
    if (period_parse(text_of(row->texts[SLEUTELS_PERIODE]), &period) && period <= LAST_MONTH &&
        period > group->last_period)
        group->last_period = period;
    if (plan_has_programma(job->plan, text_of(row->texts[SLEUTELS_PROGRAMMA])))
        group->gross = plus(group->gross, less(row->plus, row->minus));
    memo_number_slow(&vorige->besluiten, besluit_key(vorige, row));
    add_post(vorige, false, row);
    struct vorige_entry *entry = entry_of(vorige, job, row);
    add_row(vorige, &entry->old, entry->new, row);
}

static void add_new(struct vorige *vorige, const struct job *job, struct sleutel_row *row)
{
    put_aside(vorige, job, need_group(vorige, job, row), row);
    add_post(vorige, true, row);
    struct vorige_entry *entry = entry_of(vorige, job, row);
    add_row(vorige, &entry->new, entry->old, row);
}

/* ---- rows, one at a time, as often as it takes ---- */

typedef void take_row(struct vorige *vorige, const struct job *job, struct sleutel_row *row);

static void note_old(struct vorige *vorige, const struct job *job, struct sleutel_row *row)
{
    note_known(vorige, job, row, false);
}

static void note_new(struct vorige *vorige, const struct job *job, struct sleutel_row *row)
{
    note_known(vorige, job, row, true);
}

/* False when it is not as it was written. */
static bool take_old(struct vorige *vorige, const struct job *job, const char *path, take_row *take)
{
    struct csv_feed *feed = csv_feed_open(path, ERRORS_UNHEARD);
    const struct text *fields;
    size_t n_fields;
    bool good =
        feed && csv_feed_next(feed, &fields, &n_fields) && sleutels_is_header(fields, n_fields);
    while (good && csv_feed_next(feed, &fields, &n_fields)) {
        const struct csv_row written = {.fields = fields, .n_fields = n_fields};
        struct sleutel_row row;
        good = sleutel_row_read(&written, &row);
        for (size_t c = 0; good && c < SLEUTELS_FIGURES; c++)
            row.texts[c] = text_once(vorige, job->arena, fields[c]);
        if (good)
            take(vorige, job, &row);
    }
    good = good && csv_feed_ended(feed);
    csv_feed_close(feed);
    return good;
}

static void take_new(struct vorige *vorige, const struct job *job, take_row *take)
{
    struct arena of_row = {0};
    for (struct key_cursor keys = ledger_keys(job->ledger); key_cursor_next(&keys);) {
        struct sleutel_row row = sleutel_row_of(job->ledger, &keys.line, &of_row);
        for (size_t c = 0; c < SLEUTELS_FIGURES; c++)
            row.texts[c] = text_once(vorige, job->arena, text_of(row.texts[c]));
        take(vorige, job, &row);
        arena_clear(&of_row);
    }
    arena_release(&of_row);
}

static bool read_rows(struct vorige *vorige, const struct job *job, const char *path)
{
    if (!take_old(vorige, job, path, note_old))
        return false;
    take_new(vorige, job, note_new);
    if (!take_old(vorige, job, path, add_old))
        return false;
    vorige->n_besluiten = vorige->besluiten.n;
    vorige->before = (struct sleutel_row){0};
    take_new(vorige, job, add_new);
    return true;
}

/* ---- what explains itself ---- */

static bool is_same(const struct vorige_entry *entry)
{
    return entry->old && entry->new && entry->old->plus.cents == entry->new->plus.cents &&
           entry->old->minus.cents == entry->new->minus.cents;
}

static bool only_added(const struct vorige_entry *entry)
{
    const struct sleutel_row *old = entry->old, *new = entry->new;
    return new && (!old || (new->plus.cents >= old->plus.cents &&new->minus.cents <=
                            old->minus.cents &&new->n_mutaties >= old->n_mutaties));
}

/* A source without periods is in its last one. */
static bool is_open(const struct vorige_group *group, const struct sleutel_row *row)
{
    int period;
    return !period_parse(text_of(row->texts[SLEUTELS_PERIODE]), &period) ||
           (period >= group->last_period && period > 0);
}

static bool is_known(struct memo *memo, struct text text, size_t n_known)
{
    return memo_number_slow(memo, text) < n_known;
}

static bool stand_is_asked(const struct plan *plan, const char *stand)
{
    return array_find(plan->standen, plan->n_standen, name, stand) != NULL;
}

static bool explains_itself(struct vorige *vorige, const struct job *job,
                            const struct vorige_entry *entry)
{
    const struct vorige_group *group = &vorige->groups[entry->group];
    const struct sleutel_row *row = vorige_row(entry);
    if (is_same(entry) || !group->there[0] || !stand_is_asked(job->plan, group->stand))
        return true;
    switch (group->kind) {
    case VORIGE_OPEN:
        return is_open(group, row) && only_added(entry);
    case VORIGE_BESLUIT:
        return *row->texts[SLEUTELS_BESLUIT]
                   ? !is_known(&vorige->besluiten, besluit_key(vorige, row), vorige->n_besluiten)
                   : only_added(entry);
    default:
        return false;
    }
}

bool vorige_compare(const struct job *job, const struct previous_run *previous,
                    struct vorige *vorige)
{
    *vorige = (struct vorige){0};
    if (!read_rows(vorige, job, previous->sleutels))
        return false;
    vorige->n_posten[0] = vorige->posten[0].n;
    vorige->n_posten[1] = vorige->posten[1].n;
    for (size_t i = 0; i < vorige->n_entries; i++) {
        struct vorige_entry *entry = &vorige->entries[i];
        entry->change = less(vorige_net(entry->new), vorige_net(entry->old));
        entry->explained = explains_itself(vorige, job, entry);
    }
    return true;
}

void vorige_release(struct vorige *vorige)
{
    memo_release(&vorige->texts);
    free(vorige->text_of);
    arena_release(&vorige->rows);
    free(vorige->entry_slots);
    memo_release(&vorige->group_keys);
    memo_release(&vorige->besluiten);
    memo_release(&vorige->posten[0]);
    memo_release(&vorige->posten[1]);
    free(vorige->entries);
    free(vorige->key);
    free(vorige->groups);
}

/* ---- keys that went to another post ---- */

bool vorige_moved(const struct vorige_entry *entry)
{
    if (!entry->old || !entry->new)
        return false;
    for (size_t c = SLEUTELS_PROGRAMMA; c < SLEUTELS_FIGURES; c++)
        if (strcmp(entry->old->texts[c], entry->new->texts[c]) != 0)
            return true;
    return false;
}

bool vorige_renamed(struct vorige *vorige, const struct vorige_entry *entry)
{
    return !is_known(&vorige->posten[1], post_key(vorige, entry->old), vorige->n_posten[1]) &&
           !is_known(&vorige->posten[0], post_key(vorige, entry->new), vorige->n_posten[0]);
}
