#include "pipeline/publishing/toelichtingen/merge.h"

#include "pipeline/base/decimal.h"
#include "pipeline/base/path.h"
#include "pipeline/base/suggest.h"
#include "pipeline/format/workbook.h"

#include <string.h>

#define EXCERPT 100

static const char *const outcome_names[MERGE_OUTCOMES] = {
    [MERGE_SAME] = "ongewijzigd",         [MERGE_NEW] = "nieuw",
    [MERGE_CHANGED] = "gewijzigd",        [MERGE_BOTH] = "beide gewijzigd",
    [MERGE_UNKNOWN] = "onbekende post",   [MERGE_CLEARED] = "leeggemaakt",
    [MERGE_REFUSED] = "niet overgenomen",
};

/* One row of the file on its way. */
struct row {
    struct merge *merge;
    const struct filled *file;
    const struct filled_row *filled;
    const char *is;   /* I, S, I/S or "" */
    const char *post; /* the name that it has now, or that of the row when nothing is known of it */
    const char *label; /* the same as posten.csv writes it */
    const char *key;   /* of the post as it is now; "" */
    bool known;
};

/* ---- the posten of the run ---- */

static const char *suggested(const struct row *row)
{
    const struct mapping *mapping = &row->merge->plan->mapping;
    struct suggestion near = suggestion_start(text_of(row->filled->post));
    for (size_t i = 0; i < mapping->n_posten; i++) {
        const char *code = mapping->pakketten[mapping->posten[i].pakket].code;
        if (strcmp(filled_name(row->merge->arena, code), row->filled->pakket) == 0)
            suggestion_try(&near, mapping->posten[i].name);
    }
    return suggestion_text(row->merge->arena, &near);
}

/* The name in the row is that of one post, its key that of another: sorted without its neighbours,
 * or copied. Which of the two is meant only its writer knows. */
static bool is_torn(const struct row *row)
{
    const struct filled_row *filled = row->filled;
    return *filled->key && strcmp(filled->seen, filled->post) != 0 &&
           filled_named(&row->merge->plan->mapping, filled->pakket, filled->seen,
                        row->merge->arena) != MAPPING_NONE;
}

static void find_post(struct row *row)
{
    const struct mapping *mapping = &row->merge->plan->mapping;
    struct arena *arena = row->merge->arena;
    bool rest;
    size_t post = filled_post(mapping, row->filled, arena, &rest);
    row->known = post != MAPPING_NONE || rest;
    row->label = post != MAPPING_NONE ? mapping->posten[post].name : row->filled->post;
    row->post = filled_name(arena, row->label);
    row->key = post != MAPPING_NONE
                   ? toelichting_key_text(mapping, mapping->posten[post].pakket, post, arena)
                   : row->filled->key;
}

/* ---- telling ---- */

static const char *excerpt(const struct row *row, const char *text)
{
    size_t n = text_skip(text_of(text), EXCERPT);
    return arena_printf(row->merge->arena, "%.*s%s", (int)n, text, text[n] ? "…" : "");
}

static const char *moved_of(const struct row *row, const char *words, const char *what,
                            int64_t then, int64_t now)
{
    struct arena *arena = row->merge->arena;
    return then == now ? words
                       : arena_printf(arena, "%s %s %s" TOELICHTING_ARROW "%s", words, what,
                                      decimal_text(arena, (struct decimal){then, 0}, true),
                                      decimal_text(arena, (struct decimal){now, 0}, true));
}

/* "; cijfer bewogen sinds: lasten -50 → -60"; where nothing moved "". */
static const char *moved(const struct row *row)
{
    const struct filled *now = row->merge->bases.now;
    const struct filled_row *is = now ? filled_find(now, row->filled->pakket, row->post) : NULL;
    if (now && !is)
        is = filled_find(now, row->filled->pakket, row->filled->post);
    if (now && !is)
        return "; staat nu op geen blad";
    if (!is || (is->lasten == row->filled->lasten && is->baten == row->filled->baten))
        return "";
    row->merge->n_moved++;
    const char *words =
        moved_of(row, "; cijfer bewogen sinds:", "lasten", row->filled->lasten, is->lasten);
    return moved_of(row, words, "baten", row->filled->baten, is->baten);
}

/* "; heette Riolering": the row has another name than the post that it is about. */
static const char *otherwise_called(const struct row *row)
{
    const struct filled_row *filled = row->filled;
    if (!row->known || strcmp(filled->seen, row->post) == 0)
        return "";
    return arena_printf(row->merge->arena, "; in de rij heet zij %s",
                        text_masked(row->merge->arena, text_of(filled->seen)));
}

static void tell(const struct row *row, enum merge_outcome outcome, const char *detail)
{
    row->merge->n[outcome]++;
    if (outcome == MERGE_SAME)
        return;
    bool taken = outcome == MERGE_NEW || outcome == MERGE_CHANGED || outcome == MERGE_BOTH;
    struct arena *arena = row->merge->arena;
    text_line(row->merge->out, "%s: %s %s (%s, %s)%s%s%s", outcome_names[outcome],
              text_masked(arena, text_of(row->filled->pakket)),
              text_masked(arena, text_of(row->post)), path_name(row->file->path),
              row->filled->place, otherwise_called(row), detail, taken ? moved(row) : "");
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
    const struct bases *bases = &row->merge->bases;
    return filled_find(&bases->items[bases->nearest[nearest]], row->filled->pakket,
                       row->filled->post);
}

/* What a person fills in. */
enum filled_in { VALUE_TEXT, VALUE_IS, VALUE_AGREED };

static const char *value_of(const struct filled_row *row, enum filled_in value)
{
    const char *const values[] = {row->text, row->is, row->agreed};
    return values[value];
}

/* The file's value is what one of its bases had. */
static bool untouched(const struct row *row, enum filled_in value)
{
    const char *is = value == VALUE_IS ? row->is : value_of(row->filled, value);
    for (size_t i = 0; i < row->merge->bases.n_nearest; i++) {
        const struct filled_row *base = base_row(row, i);
        if (strcmp(base ? value_of(base, value) : "", is) == 0)
            return true;
    }
    return false;
}

/* The store has what all bases of the file had: nobody changed it since. */
static bool store_stands(const struct row *row, const char *stored, enum filled_in value)
{
    for (size_t i = 0; i < row->merge->bases.n_nearest; i++) {
        const struct filled_row *base = base_row(row, i);
        const char *was = base ? value_of(base, value) : "";
        if (value == VALUE_TEXT ? !fits(stored, was) : strcmp(stored, was) != 0)
            return false;
    }
    return row->merge->bases.n_nearest > 0;
}

/* ---- one row ---- */

/* True, and told, when the store has it already. */
static bool told_same(const struct row *row)
{
    bool same =
        store_has(&row->merge->store, row->filled->pakket, row->post, row->filled->text, row->is);
    if (same)
        tell(row, MERGE_SAME, "");
    return same;
}

static void add(const struct row *row, const char *label, const char *key)
{
    struct store *store = &row->merge->store;
    struct store_row *added = store_add(store, row->file, row->filled, label, key, row->is);
    if (*row->filled->agreed && *row->filled->text)
        store_agree(store, added, row->filled);
}

/* Who agrees does so with the text in his row, which must be the one that the store has by now. */
static bool merge_agreed(const struct row *row, struct store_row *stored)
{
    const char *by = row->filled->agreed;
    if (!*by || !*row->filled->text || untouched(row, VALUE_AGREED) ||
        (text_is(stored->fields[TOELICHTING_AGREED], by) && store_is_for(stored, row->filled)))
        return false;
    if (fits(stored->text, row->filled->text)) {
        store_agree(&row->merge->store, stored, row->filled);
        return true;
    }
    tell(row, MERGE_REFUSED,
         arena_printf(row->merge->arena, ": akkoord van %s geldt voor een andere tekst", by));
    return false;
}

static const char *agreement_ends(const struct row *row, const struct store_row *stored)
{
    const char *by = stored->fields[TOELICHTING_AGREED].bytes;
    return *by ? arena_printf(row->merge->arena, "; het akkoord van %s vervalt", by) : "";
}

static void keep_both(const struct row *row, const struct store_row *stored)
{
    if (told_same(row))
        return;
    tell(row, MERGE_BOTH, ": beide bewaard, kies er een");
    text_line(row->merge->out, "    er stond (%s): %s", stored->fields[TOELICHTING_IS].bytes,
              excerpt(row, stored->text));
    text_line(row->merge->out, "    erbij (%s):    %s", row->is, excerpt(row, row->filled->text));
    add(row, row->label, row->key);
}

static bool was_cleared(const struct row *row, const struct store_row *stored)
{
    return !*row->filled->text && *stored->text && !untouched(row, VALUE_TEXT);
}

static void tell_cleared(const struct row *row)
{
    tell(row, MERGE_CLEARED,
         ": de tekst is bewaard; haal de regel uit het bestand van de toelichtingen om haar weg te "
         "doen");
}

static void merge_nothing_new(const struct row *row, struct store_row *stored)
{
    bool agrees = merge_agreed(row, stored);
    if (agrees)
        tell(row, MERGE_CHANGED,
             arena_printf(row->merge->arena, ": akkoord van %s", row->filled->agreed));
    else if (was_cleared(row, stored))
        tell_cleared(row);
    else
        tell(row, MERGE_SAME, "");
}

/* What stands in the store and what the file has are put together, each by itself. */
static void merge_known(const struct row *row, struct store_row *stored)
{
    const char *text = row->filled->text, *is = row->is;
    const char *old_is = stored->fields[TOELICHTING_IS].bytes;
    bool new_text = *text && !untouched(row, VALUE_TEXT) && strcmp(text, stored->text) != 0;
    bool new_is = *is && !untouched(row, VALUE_IS) && strcmp(is, old_is) != 0;
    if (!new_text && !new_is) {
        merge_nothing_new(row, stored);
        return;
    }
    if ((new_text && *stored->text && !store_stands(row, stored->text, VALUE_TEXT)) ||
        (new_is && *old_is && !store_stands(row, old_is, VALUE_IS))) {
        keep_both(row, stored);
        return;
    }
    const bool replaces = (new_text && *stored->text) || (new_is && *old_is);
    tell(row, *stored->text || *old_is ? MERGE_CHANGED : MERGE_NEW,
         new_text || replaces ? agreement_ends(row, stored) : "");
    if (replaces) {
        text_line(row->merge->out, "    er stond: %s",
                  excerpt(row, new_text && *stored->text ? stored->text : old_is));
        stored = store_keep(&row->merge->store, stored);
    }
    if (new_text)
        store_set(&row->merge->store, stored, row->file, row->filled, row->label, row->key,
                  new_is ? is : old_is);
    else
        store_set_is(stored, is);
    if (merge_agreed(row, stored))
        text_line(row->merge->out, "    akkoord van %s", row->filled->agreed);
}

static const char *refusal(const struct row *row)
{
    const char *what;
    size_t n = text_length(row->filled->text);
    if (text_personal(text_of(row->filled->text), &what) ||
        text_personal(text_of(row->filled->post), &what) ||
        text_personal(text_of(row->filled->seen), &what) ||
        text_personal(text_of(row->filled->agreed), &what) ||
        text_personal(text_of(row->filled->pakket), &what))
        return arena_printf(row->merge->arena,
                            ": er lijkt een %s in te staan; persoonsgegevens horen hier niet",
                            what);
    if (n > WORKBOOK_MAX_CHARACTERS)
        return arena_printf(row->merge->arena, ": verwacht hoogstens %d tekens, gevonden %zu",
                            WORKBOOK_MAX_CHARACTERS, n);
    return NULL;
}

/* Kept under both names: it stands on no sheet, and is told, until somebody says which. */
static void merge_torn(struct row *row)
{
    struct arena *arena = row->merge->arena;
    row->label = row->post =
        arena_printf(arena, "%s (sleutel: %s)", row->filled->seen, row->filled->post);
    if (told_same(row))
        return;
    row->known = false;
    tell(row, MERGE_UNKNOWN, ": de naam en de sleutel in de rij zijn van twee posten");
    add(row, row->label, "");
}

/* What stands in the column Status is what the run says there. */
static bool is_status(const char *text)
{
    bool is = !*text;
    for (size_t i = TOELICHTING_NOT_NEEDED + 1; i < TOELICHTING_STATUSES; i++)
        is |= strncmp(text, toelichting_statuses[i], strlen(toelichting_statuses[i])) == 0;
    return is;
}

static void merge_row(struct row *row)
{
    find_post(row);
    const char *refused = refusal(row);
    if (refused) {
        tell(row, MERGE_REFUSED, refused);
        return;
    }
    if (!is_status(row->filled->status))
        tell(row, MERGE_REFUSED,
             arena_printf(row->merge->arena, ": alleen Status, die vult de run, gevonden '%s'",
                          text_masked(row->merge->arena, text_of(row->filled->status))));
    row->is = toelichting_is(text_of(row->filled->is));
    if (!row->is) {
        row->is = "";
        tell(row, MERGE_REFUSED,
             arena_printf(row->merge->arena, ": alleen I/S, verwacht I, S of I/S, gevonden '%s'",
                          row->filled->is));
    }
    struct store_row *stored = store_find(&row->merge->store, NULL, row->filled->pakket, row->post);
    if (!*row->filled->text && !*row->is) {
        if (stored && was_cleared(row, stored))
            tell_cleared(row);
        return;
    }
    bool same = untouched(row, VALUE_TEXT) && untouched(row, VALUE_IS);
    if (is_torn(row) && !same) {
        merge_torn(row);
    } else if (stored) {
        merge_known(row, stored);
    } else if (!*row->filled->text && untouched(row, VALUE_IS)) {
        tell(row, MERGE_SAME, "");
    } else {
        tell(row, row->known ? MERGE_NEW : MERGE_UNKNOWN, row->known ? "" : suggested(row));
        add(row, row->label, row->key);
    }
}

/* The nearest bases are those of this file. */
static void merge_file(struct merge *merge, const struct filled *filled)
{
    bases_match(&merge->bases, filled, merge->arena);
    for (size_t i = 0; i < filled->n_rows; i++) {
        struct row row = {.merge = merge, .file = filled, .filled = &filled->rows[i], .is = ""};
        merge_row(&row);
    }
}

bool merge_files(struct merge *merge, const char *output, const char *const *paths, size_t n_paths,
                 struct errors *errors)
{
    const struct plan *plan = merge->plan;
    struct filled *files = arena_alloc(merge->arena, n_paths * sizeof *files);
    bool ok = true;
    for (size_t i = 0; i < n_paths; i++)
        ok &= filled_read(paths[i], plan->unit_euros, merge->arena, errors, &files[i]);
    if (!ok || !store_read(plan->mapping.toelichtingen_path, &plan->mapping, merge->arena, errors,
                           &merge->store))
        return false;
    bases_read(output, plan->name, plan->unit_euros, merge->arena, &merge->bases);
    for (size_t i = 0; i < n_paths; i++)
        merge_file(merge, &files[i]);
    return true;
}

size_t merge_taken(const struct merge *merge)
{
    return merge->n[MERGE_NEW] + merge->n[MERGE_CHANGED] + merge->n[MERGE_BOTH] +
           merge->n[MERGE_UNKNOWN];
}

size_t merge_contradictions(const struct merge *merge)
{
    return merge->n[MERGE_BOTH] + merge->n[MERGE_UNKNOWN] + merge->n[MERGE_REFUSED];
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
