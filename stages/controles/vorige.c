#include "stages/controles/vorige.h"

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

static struct text entry_key(struct vorige *vorige, const struct sleutel_row *row)
{
    _Static_assert(SLEUTELS_KEYS == 8, "all that says which lines these are");
    return KEY(vorige, row, SLEUTELS_BRON, SLEUTELS_SLEUTEL, SLEUTELS_SECTIE, SLEUTELS_STAND,
               SLEUTELS_PERIODE, SLEUTELS_BESLUIT, SLEUTELS_REKENING, SLEUTELS_KOSTENPLAATS);
}

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

static struct vorige_entry *entry_of(struct vorige *vorige, const struct job *job,
                                     const struct sleutel_row *row)
{
    size_t entry = memo_number_slow(&vorige->entry_keys, entry_key(vorige, row));
    if (entry == vorige->n_entries) {
        *mem_add(vorige->entries, vorige->n_entries) =
            (struct vorige_entry){.group = group_of(vorige, job, row)};
    }
    struct vorige_entry *found = &vorige->entries[entry];
    found->in_scope |= plan_has_programma(job->plan, text_of(row->texts[SLEUTELS_PROGRAMMA]));
    return found;
}

static struct vorige_group *need_group(struct vorige *vorige, const struct job *job,
                                       const struct sleutel_row *row)
{
    size_t group = group_of(vorige, job, row);
    return &vorige->groups[group];
}

static void note_known(struct vorige *vorige, const struct job *job, const struct sleutel_row *rows,
                       size_t n, bool now)
{
    for (size_t i = 0; i < n; i++) {
        struct vorige_group *group = need_group(vorige, job, &rows[i]);
        group->there[now] = true;
        for (size_t c = 0; c < VORIGE_ASIDE; c++)
            group->knew[now][c] |= *rows[i].texts[SLEUTELS_PERIODE + c] != '\0';
    }
}

static void put_aside(const struct vorige_group *group, struct sleutel_row *row)
{
    for (size_t c = 0; group->there[0] && group->there[1] && c < VORIGE_ASIDE; c++)
        if (group->knew[0][c] != group->knew[1][c])
            row->texts[SLEUTELS_PERIODE + c] = "";
}

static void add_row(struct sleutel_row **to, struct sleutel_row *row)
{
    if (*to) {
        (*to)->plus = plus((*to)->plus, row->plus);
        (*to)->minus = plus((*to)->minus, row->minus);
        (*to)->n_mutaties += row->n_mutaties;
    } else {
        *to = row;
    }
}

static void add_old(struct vorige *vorige, const struct job *job, struct sleutel_row *row)
{
    struct vorige_group *group = need_group(vorige, job, row);
    int period;
    put_aside(group, row);
    if (period_parse(text_of(row->texts[SLEUTELS_PERIODE]), &period) && period <= LAST_MONTH &&
        period > group->last_period)
        group->last_period = period;
    if (plan_has_programma(job->plan, text_of(row->texts[SLEUTELS_PROGRAMMA])))
        group->gross = plus(group->gross, less(row->plus, row->minus));
    memo_number_slow(&vorige->besluiten, besluit_key(vorige, row));
    memo_number_slow(&vorige->posten[0], post_key(vorige, row));
    add_row(&entry_of(vorige, job, row)->old, row);
}

static void add_new(struct vorige *vorige, const struct job *job, struct sleutel_row *row)
{
    put_aside(need_group(vorige, job, row), row);
    memo_number_slow(&vorige->posten[1], post_key(vorige, row));
    add_row(&entry_of(vorige, job, row)->new, row);
}

static bool read_rows(struct vorige *vorige, const struct job *job, const struct csv_file *file)
{
    const struct ledger *ledger = job->ledger;
    const size_t n = ledger_n_keys(ledger);
    struct sleutel_row *then = arena_alloc(job->arena, file->n_rows * sizeof *then);
    struct sleutel_row *now = arena_alloc(job->arena, n * sizeof *now);
    for (size_t i = 0; i < file->n_rows; i++)
        if (!sleutel_row_read(&file->rows[i], &then[i]))
            return false;
    struct key_cursor keys = ledger_keys(ledger);
    for (size_t i = 0; key_cursor_next(&keys); i++)
        now[i] = sleutel_row_of(ledger, &keys.line, job->arena);
    note_known(vorige, job, then, file->n_rows, false);
    note_known(vorige, job, now, n, true);
    for (size_t i = 0; i < file->n_rows; i++)
        add_old(vorige, job, &then[i]);
    vorige->n_besluiten = vorige->besluiten.n;
    for (size_t i = 0; i < n; i++)
        add_new(vorige, job, &now[i]);
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
    if (!read_rows(vorige, job, &previous->sleutels))
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
    memo_release(&vorige->entry_keys);
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
