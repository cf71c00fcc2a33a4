#include "pipeline/why/why_view.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/published.h"

#include <string.h>

const char *why_money(struct arena *arena, int64_t cents, bool sign)
{
    char buffer[MONEY_TEXT_SIZE];
    const char *text = money_format((struct money){cents}, true, buffer);
    return arena_printf(arena, "%s%s", sign && cents > 0 ? "+" : "", text);
}

/* ---- figures by size ---- */

static int compare_figures(const void *a, const void *b)
{
    const struct why_shown *x = a, *y = b;
    const struct why_figure *one = x->figure, *other = y->figure;
    if (money_magnitude(x->change) != money_magnitude(y->change))
        return money_magnitude(x->change) < money_magnitude(y->change) ? 1 : -1;
    int order = text_natural(text_of(one->pakket), text_of(other->pakket));
    order = order ? order : strcmp(one->post, other->post);
    order = order ? order : strcmp(one->sectie, other->sectie);
    return order ? order : strcmp(one->stand, other->stand);
}

static int compare_shares(const void *a, const void *b)
{
    const struct why_share *one = a, *other = b;
    if (money_magnitude(one->cents) != money_magnitude(other->cents))
        return money_magnitude(one->cents) < money_magnitude(other->cents) ? 1 : -1;
    return one->cause < other->cause ? -1 : one->cause > other->cause;
}

static bool is_wanted(const struct why_options *options, const struct why_cause *cause)
{
    return !options->kind || strcmp(why_kind_name(cause->kind), options->kind) == 0;
}

/* Each figure gets its shares: counted first, then filled in. */
static void share_out(const struct why *why, const struct why_options *options,
                      struct why_shown *shown)
{
    for (int filling = 0; filling < 2; filling++) {
        for (size_t c = 0; c < why->n_causes; c++)
            for (size_t p = 0; is_wanted(options, &why->causes[c]) && p < why->causes[c].n_parts;
                 p++) {
                const struct why_part *part = &why->causes[c].parts[p];
                struct why_shown *to = &shown[part->figure];
                if (filling)
                    to->shares[to->n] = (struct why_share){&why->causes[c], part->money.cents};
                to->n++;
            }
        for (size_t f = 0; !filling && f < why->n_figures; f++) {
            shown[f].shares = arena_alloc(why->arena, shown[f].n * sizeof *shown[f].shares);
            shown[f].n = 0;
        }
    }
}

struct why_view why_view(const struct why *why, const struct why_options *options)
{
    struct why_view view = {.items = arena_alloc(why->arena, why->n_figures * sizeof *view.items)};
    for (size_t f = 0; f < why->n_figures; f++)
        view.items[f] =
            (struct why_shown){.figure = &why->figures[f],
                               .change = why->figures[f].new.cents - why->figures[f].old.cents};
    share_out(why, options, view.items);
    for (size_t f = 0; f < why->n_figures; f++) {
        struct why_shown *shown = &view.items[f];
        bool counts = shown->n > 0 || (shown->change != 0 && !options->kind);
        bool large = money_magnitude(shown->change) >= money_magnitude(options->least.cents);
        array_sort(shown->shares, shown->n, compare_shares);
        if (counts && large)
            view.items[view.n++] = *shown;
        view.n_small += counts && !large;
    }
    array_sort(view.items, view.n, compare_figures);
    return view;
}

/* ---- the paragraph ---- */

/* What causes of a kind come to. */
struct why_total {
    size_t n;
    int64_t plus, minus;
    const struct why_cause *largest;
    uint64_t largest_size;
};

static uint64_t cause_size(const struct why_cause *cause)
{
    uint64_t size = 0;
    for (size_t p = 0; p < cause->n_parts; p++)
        size += money_magnitude(cause->parts[p].money.cents);
    return size;
}

static struct why_total total_of(const struct why *why, enum why_kind kind)
{
    struct why_total total = {0};
    for (size_t c = 0; c < why->n_causes; c++) {
        const struct why_cause *cause = &why->causes[c];
        if (cause->kind != kind)
            continue;
        total.n++;
        for (size_t p = 0; p < cause->n_parts; p++) {
            int64_t cents = cause->parts[p].money.cents;
            *(cents > 0 ? &total.plus : &total.minus) += cents;
        }
        if (!total.largest || cause_size(cause) > total.largest_size) {
            total.largest = cause;
            total.largest_size = cause_size(cause);
        }
    }
    return total;
}

const char *why_cause_text(struct arena *arena, const struct why_cause *cause)
{
    const char *where = *cause->where ? arena_printf(arena, "%s: ", cause->where) : "";
    return *cause->what ? arena_printf(arena, "%s%s (%s)", where, cause->title, cause->what)
                        : arena_printf(arena, "%s%s", where, cause->title);
}

static void say_kind(const struct why *why, enum why_kind kind, struct text_list *said)
{
    static const char *const names[WHY_KINDS][2] = {
        {"regel", "regels"},
        {"bestand", "bestanden"},
        {"nieuwe periode", "nieuwe perioden"},
        {"besluit", "besluiten"},
        {"sleutel van de koppeling", "sleutels van de koppeling"},
        {"instelling", "instellingen"},
        {"verschil van regels en instellingen samen",
         "verschillen van regels en instellingen samen"},
        {"verschil van het programma", "verschillen van het programma"}};
    struct arena *arena = why->arena;
    struct why_total total = total_of(why, kind);
    if (total.n == 0)
        return;
    int64_t sum = total.plus + total.minus;
    const char *moved =
        total.plus && total.minus
            ? arena_printf(arena, "per saldo %s: %s erbij en %s eraf", why_money(arena, sum, true),
                           why_money(arena, total.plus, false),
                           why_money(arena, -total.minus, false))
            : why_money(arena, sum, true);
    list_add(said, "%zu %s (%s)%s %s.", total.n, names[kind][total.n > 1], moved,
             total.n > 1 ? ", de grootste is" : ":", why_cause_text(arena, total.largest));
}

#define SAID_WORDS 3

static void say_words(const struct why *why, struct text_list *said)
{
    struct text_list words = {.arena = why->arena, .between = "; ", .most = SAID_WORDS};
    for (size_t w = 0; w < why->n_words; w++)
        if (!why->words[w].moves_figures || why->words[w].moved_none)
            list_add(&words, "%s", why_word_text(why, &why->words[w]));
    if (words.n > 0)
        list_add(said, "%s: %s.",
                 why->n_figures ? "Zonder invloed op de saldi, misschien op tabellen" : "Anders is",
                 list_text(&words, ""));
}

static const char *sentences(const struct why *why, const char *between)
{
    struct text_list said = {.arena = why->arena, .between = between};
    if (*why->untold)
        return why->untold;
    if (why->n_figures > 0)
        list_add(&said, "%s",
                 why->n_causes ? "Waarom de saldi bewogen:" : "Geen enkel saldo bewoog.");
    for (int kind = 0; kind < WHY_KINDS; kind++)
        say_kind(why, (enum why_kind)kind, &said);
    say_words(why, &said);
    for (size_t n = 0; n < why->n_notes; n++)
        list_add(&said, "%s", why->notes[n]);
    return list_text(&said, "");
}

const char *why_paragraph(const struct why *why)
{
    return sentences(why, " ");
}

/* ---- the table ---- */

enum why_column { SOORT, PAKKET, POST, SECTIE, STAND, WAS, IS, VERSCHIL, OORZAAK, PLAATS, WAT };

static const struct table_column columns[] = {
    [SOORT] = TEXT_COLUMN("soort", "Soort", 11),
    [PAKKET] = TEXT_COLUMN("pakket", "Pakket", 8),
    [POST] = WRAPPED_COLUMN("post", "Post", 34),
    [SECTIE] = TEXT_COLUMN("sectie", "Sectie", 13),
    [STAND] = TEXT_COLUMN("stand", "Stand", 16),
    [WAS] = NUMBER_COLUMN("was", "Was", 16),
    [IS] = NUMBER_COLUMN("is", "Is", 16),
    [VERSCHIL] = NUMBER_COLUMN("verschil", "Verschil", 16),
    [OORZAAK] = WRAPPED_COLUMN("oorzaak", "Oorzaak", 62),
    [PLAATS] = WRAPPED_COLUMN("plaats", "Plaats", 22),
    [WAT] = WRAPPED_COLUMN("wat", "Wat", 40),
};

static struct table *add_table(struct tables *tables, struct arena *arena)
{
    static const struct table_form form = {
        .csv_name = PUBLISHED_WAAROM,
        .sheet = "Waarom",
        .title = "Waarom de cijfers bewogen",
        .subtitle =
            "Wat er anders is dan in de publicatie hiervoor. Bedragen in euro's, als effect "
            "op het resultaat: min is ongunstig.",
        .filter = true,
        .appendix = true,
        TABLE_COLUMNS(columns)};
    return tables_add_form(tables, arena, &form);
}

static struct cell *add_row(struct table *table, struct arena *arena, const char *kind,
                            const struct why_figure *figure)
{
    return table_put(table, arena, ROW_DATA, cell_text_or_blank(kind),
                     cell_text_or_blank(figure->pakket), cell_text_or_blank(figure->post),
                     cell_text_or_blank(figure->sectie), cell_text_or_blank(figure->stand))
        ->cells;
}

static void add_figure(struct table *table, struct arena *arena, const struct why_shown *shown,
                       size_t most)
{
    const size_t n = most && shown->n > most ? most : shown->n;
    int64_t rest = 0;
    struct cell *cells = add_row(table, arena, "saldo", shown->figure);
    cells[WAS] = cell_exact(shown->figure->old);
    cells[IS] = cell_exact(shown->figure->new);
    cells[VERSCHIL] = cell_exact((struct money){shown->change});
    for (size_t i = 0; i < n; i++) {
        const struct why_cause *cause = shown->shares[i].cause;
        cells = add_row(table, arena, why_kind_name(cause->kind), shown->figure);
        cells[VERSCHIL] = cell_exact((struct money){shown->shares[i].cents});
        cells[OORZAAK] = cell_text_or_blank(cause->title);
        cells[PLAATS] = cell_text_or_blank(cause->where);
        cells[WAT] = cell_text_or_blank(cause->what);
    }
    for (size_t i = n; i < shown->n; i++)
        rest += shown->shares[i].cents;
    if (n == shown->n)
        return;
    cells = add_row(table, arena, "overige", shown->figure);
    cells[VERSCHIL] = cell_exact((struct money){rest});
    cells[OORZAAK] = cell_text(arena_printf(arena, "nog %zu oorzaken: pnc diff", shown->n - n));
}

static void add_sentence(struct table *table, struct arena *arena, const char *kind,
                         const char *sentence)
{
    static const struct why_figure none = {.pakket = "", .post = "", .sectie = "", .stand = ""};
    add_row(table, arena, kind, &none)[OORZAAK] = cell_text_or_blank(sentence);
}

struct table *why_table(const struct why *why, const struct why_options *options, bool figures_only,
                        struct tables *tables)
{
    struct arena *arena = why->arena;
    struct table *table = add_table(tables, arena);
    struct why_view view = why_view(why, options);
    struct text lines = text_of(figures_only ? "" : sentences(why, "\n")), line;
    while (lines.n_bytes > 0 && text_split(&lines, '\n', &line))
        add_sentence(table, arena, "alinea", arena_printf(arena, "%.*s", TEXT_ARG(line)));
    for (size_t i = 0; i < view.n; i++)
        add_figure(table, arena, &view.items[i], options->most);
    for (size_t w = 0; !figures_only && w < why->n_words; w++)
        add_sentence(table, arena, "woorden", why_word_text(why, &why->words[w]));
    return table;
}

/* "-1234,56", as it was written. */
static struct cell read_amount(struct text field)
{
    struct decimal number;
    bool grouped;
    return decimal_parse(field, &number, &grouped) && number.n_decimals == 2
               ? cell_exact((struct money){number.mantissa})
               : cell_blank();
}

bool why_table_read(const char *path, struct arena *arena, struct tables *tables)
{
    struct csv_file file;
    const size_t n = sizeof columns / sizeof *columns;
    bool ok = csv_read_written(path, CSV_FOR_PEOPLE, arena, ERRORS_UNHEARD, &file) &&
              file.header.n_fields == n;
    if (!ok)
        return false;
    struct table *table = add_table(tables, arena);
    for (size_t i = 0; i < file.n_rows; i++) {
        struct cell *cells = table_add_row(table, arena, ROW_DATA)->cells;
        for (size_t c = 0; c < n && c < file.rows[i].n_fields; c++) {
            struct text field = file.rows[i].fields[c];
            cells[c] = columns[c].kind == COLUMN_NUMBER ? read_amount(field)
                                                        : cell_text_or_blank(field.bytes);
        }
    }
    return true;
}
