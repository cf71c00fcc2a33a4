#include "pipeline/toelichtingen/merge.h"

#include "pipeline/base/path.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_look.h"
#include "pipeline/format/workbook.h"

#include <inttypes.h>
#include <string.h>

#define EXCERPT 100

static const char *const outcome_names[MERGE_OUTCOMES] = {
    [MERGE_SAME] = "ongewijzigd",         [MERGE_NEW] = "nieuw",
    [MERGE_CHANGED] = "gewijzigd",        [MERGE_BOTH] = "beide gewijzigd",
    [MERGE_UNKNOWN] = "onbekende post",   [MERGE_CLEARED] = "leeggemaakt, tekst bewaard",
    [MERGE_REFUSED] = "niet overgenomen",
};

/* One row of the file on its way. */
struct row {
    struct merge *merge;
    const struct filled *file;
    const struct filled_row *filled;
    const char *is; /* I, S, I/S or "" */
};

/* ---- the posten of the run ---- */

static const char *known_post(const struct row *row, const char **suggestion)
{
    const struct mapping *mapping = &row->merge->plan->mapping;
    struct arena *arena = row->merge->arena;
    struct suggestion near = suggestion_start(text_of(row->filled->post));
    *suggestion = "";
    for (size_t i = 0; i < mapping->n_pakketten; i++)
        if (strcmp(filled_name(arena, mapping->pakketten[i].code), row->filled->pakket) == 0 &&
            strcmp(row->filled->post, MAPPING_REST) == 0)
            return MAPPING_REST;
    for (size_t i = 0; i < mapping->n_posten; i++) {
        const struct post *post = &mapping->posten[i];
        const char *code = filled_name(arena, mapping->pakketten[post->pakket].code);
        if (strcmp(code, row->filled->pakket) != 0)
            continue;
        if (strcmp(filled_name(arena, post->name), row->filled->post) == 0)
            return post->name;
        suggestion_try(&near, post->name);
    }
    *suggestion = suggestion_text(arena, &near);
    return NULL;
}

/* ---- telling ---- */

static const char *excerpt(const struct row *row, const char *text)
{
    size_t n = text_skip(text_of(text), EXCERPT);
    return arena_printf(row->merge->arena, "%.*s%s", (int)n, text, text[n] ? "…" : "");
}

/* "; cijfer bewogen sinds: lasten -50 → -60"; where nothing moved "". */
static const char *moved(const struct row *row)
{
    const struct filled *now = row->merge->bases->now;
    const struct filled_row *is =
        now ? filled_find(now, row->filled->pakket, row->filled->post) : NULL;
    if (now && !is)
        return "; staat nu op geen blad";
    if (!is || (is->lasten == row->filled->lasten && is->baten == row->filled->baten))
        return "";
    row->merge->n_moved++;
    const char *words = "; cijfer bewogen sinds:";
    if (is->lasten != row->filled->lasten)
        words = arena_printf(row->merge->arena, "%s lasten %" PRId64 TOELICHTING_ARROW "%" PRId64,
                             words, row->filled->lasten, is->lasten);
    if (is->baten != row->filled->baten)
        words = arena_printf(row->merge->arena, "%s baten %" PRId64 TOELICHTING_ARROW "%" PRId64,
                             words, row->filled->baten, is->baten);
    return words;
}

static void tell(const struct row *row, enum merge_outcome outcome, const char *detail)
{
    row->merge->n[outcome]++;
    if (outcome == MERGE_SAME)
        return;
    bool taken = outcome == MERGE_NEW || outcome == MERGE_CHANGED || outcome == MERGE_BOTH;
    text_line(row->merge->out, "%s: %s %s (%s, %s)%s%s", outcome_names[outcome],
              text_masked(row->merge->arena, text_of(row->filled->pakket)),
              text_masked(row->merge->arena, text_of(row->filled->post)),
              path_name(row->file->path), row->filled->place, detail, taken ? moved(row) : "");
}

static void tell_both(const struct row *row, const struct store_row *first)
{
    tell(row, MERGE_BOTH, ": beide bewaard, kies er een");
    text_line(row->merge->out, "    er stond (%s): %s", first->fields[TOELICHTING_IS].bytes,
              excerpt(row, first->text));
    text_line(row->merge->out, "    erbij (%s):    %s", row->is, excerpt(row, row->filled->text));
}

/* ---- what the adviser started from ---- */

/* "{lasten}" in the store was filled in where it was published: what stands there may be any
 * amount. */
static bool fits(const char *stored, const char *published)
{
    const char *brace = strchr(stored, '{');
    if (!brace)
        return strcmp(stored, published) == 0;
    size_t n = (size_t)(brace - stored), n_place = strcspn(brace, "}");
    if (strncmp(stored, published, n) != 0)
        return false;
    if (brace[n_place] != '}')
        return strcmp(stored, published) == 0;
    for (const char *at = published + n;; at++) {
        if (fits(brace + n_place + 1, at))
            return true;
        if (!*at || *at == '\n')
            return false;
    }
}

static const struct filled_row *base_row(const struct row *row, size_t nearest)
{
    const struct bases *bases = row->merge->bases;
    return filled_find(&bases->items[bases->nearest[nearest]], row->filled->pakket,
                       row->filled->post);
}

/* The file's value is what one of its bases had. */
static bool untouched(const struct row *row, bool is_text)
{
    for (size_t i = 0; i < row->merge->bases->n_nearest; i++) {
        const struct filled_row *base = base_row(row, i);
        const char *was = !base ? "" : is_text ? base->text : base->is;
        if (strcmp(was, is_text ? row->filled->text : row->is) == 0)
            return true;
    }
    return false;
}

/* The store has what all bases of the file had: nobody changed it since. */
static bool store_stands(const struct row *row, const char *stored, bool is_text)
{
    for (size_t i = 0; i < row->merge->bases->n_nearest; i++) {
        const struct filled_row *base = base_row(row, i);
        const char *was = !base ? "" : is_text ? base->text : base->is;
        if (is_text ? !fits(stored, was) : strcmp(stored, was) != 0)
            return false;
    }
    return row->merge->bases->n_nearest > 0;
}

/* ---- one row ---- */

static bool in_store(const struct row *row)
{
    const struct store *store = row->merge->store;
    struct store_row *at = NULL;
    while ((at = store_find(store, at, row->filled->pakket, row->filled->post)) != NULL)
        if (strcmp(at->text, row->filled->text) == 0 &&
            (!*row->is || text_is(at->fields[TOELICHTING_IS], row->is)))
            return true;
    return false;
}

static void add(const struct row *row, const char *post)
{
    struct filled_row filled = *row->filled;
    filled.is = row->is;
    store_add(row->merge->store, &filled, post, path_name(row->file->path));
}

/* What stands in the store and what the file has are put together, each by itself. */
static void merge_known(const struct row *row, const char *post, struct store_row *stored)
{
    const char *text = row->filled->text, *is = row->is;
    const char *old_is = stored->fields[TOELICHTING_IS].bytes;
    bool new_text = *text && !untouched(row, true) && strcmp(text, stored->text) != 0;
    bool new_is = *is && !untouched(row, false) && strcmp(is, old_is) != 0;
    if (!new_text && !new_is) {
        tell(row, !*text && *stored->text && !untouched(row, true) ? MERGE_CLEARED : MERGE_SAME,
             "");
        return;
    }
    bool contradicts = (new_text && *stored->text && !store_stands(row, stored->text, true)) ||
                       (new_is && *old_is && !store_stands(row, old_is, false));
    if (contradicts) {
        if (in_store(row)) {
            tell(row, MERGE_SAME, "");
            return;
        }
        tell_both(row, stored);
        add(row, post);
        return;
    }
    tell(row, *stored->text || *old_is ? MERGE_CHANGED : MERGE_NEW, "");
    if (new_text)
        store_set(row->merge->store, stored, row->filled, text, new_is ? is : old_is);
    else
        stored->fields[TOELICHTING_IS] = text_of(is);
}

static const char *refusal(const struct row *row)
{
    const char *what;
    size_t n = text_length(row->filled->text);
    if (text_personal(text_of(row->filled->text), &what) ||
        text_personal(text_of(row->filled->post), &what) ||
        text_personal(text_of(row->filled->pakket), &what))
        return arena_printf(row->merge->arena,
                            ": er lijkt een %s in te staan; persoonsgegevens horen hier niet",
                            what);
    if (n > WORKBOOK_MAX_CHARACTERS)
        return arena_printf(row->merge->arena, ": verwacht hoogstens %d tekens, gevonden %zu",
                            WORKBOOK_MAX_CHARACTERS, n);
    return NULL;
}

static bool read_is(struct row *row)
{
    row->is = toelichting_is(text_of(row->filled->is));
    if (row->is)
        return true;
    row->is = "";
    return false;
}

static void merge_row(struct row *row)
{
    const char *suggestion, *refused = refusal(row);
    if (refused) {
        tell(row, MERGE_REFUSED, refused);
        return;
    }
    if (!read_is(row))
        tell(row, MERGE_REFUSED,
             arena_printf(row->merge->arena, ": verwacht I, S, I/S of niets, gevonden '%s'",
                          row->filled->is));
    if (!*row->filled->text && !*row->is)
        return;
    const char *post = known_post(row, &suggestion);
    struct store_row *stored =
        store_find(row->merge->store, NULL, row->filled->pakket, row->filled->post);
    if (stored) {
        merge_known(row, stored->fields[TOELICHTING_POST].bytes, stored);
    } else if (!*row->filled->text && untouched(row, false)) {
        tell(row, MERGE_SAME, "");
    } else {
        tell(row, post ? MERGE_NEW : MERGE_UNKNOWN, post ? "" : suggestion);
        add(row, post ? post : row->filled->post);
    }
}

void merge_file(struct merge *merge, const struct filled *filled)
{
    bases_match(merge->bases, filled, merge->arena);
    for (size_t i = 0; i < filled->n_rows; i++) {
        struct row row = {.merge = merge, .file = filled, .filled = &filled->rows[i], .is = ""};
        merge_row(&row);
    }
}

const char *merge_words(const struct merge *merge)
{
    const char *words = "";
    for (int outcome = 0; outcome < MERGE_OUTCOMES; outcome++)
        words = arena_printf(merge->arena, "%s%s%zu %s", words, *words ? ", " : "",
                             merge->n[outcome], outcome_names[outcome]);
    return arena_printf(merge->arena, "%s; %zu met een cijfer dat sindsdien bewogen is", words,
                        merge->n_moved);
}
