/* Why figures moved, for people: a paragraph to read aloud, then the figures by size, each with
 * what adds up to it. */
#include "pipeline/diff/why/why_print.h"

#include "pipeline/base/text.h"
#include "pipeline/diff/grid.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN_FIGURES 20
#define SHOWN_CAUSES  5

static const char *money(struct arena *arena, int64_t cents, bool sign)
{
    char buffer[MONEY_TEXT_SIZE];
    const char *text = money_format((struct money){cents}, true, buffer);
    return arena_printf(arena, "%s%s", sign && cents > 0 ? "+" : "", text);
}

static uint64_t size_of(int64_t cents)
{
    return cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
}

static int64_t change_of(const struct why_figure *figure)
{
    return figure->new.cents - figure->old.cents;
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
        size += size_of(cause->parts[p].money.cents);
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

/* "boek.csv:17: regel erbij (2024001, Asfalt)" */
static const char *cause_text(struct arena *arena, const struct why_cause *cause)
{
    const char *where = *cause->where ? arena_printf(arena, "%s: ", cause->where) : "";
    return *cause->what ? arena_printf(arena, "%s%s (%s)", where, cause->title, cause->what)
                        : arena_printf(arena, "%s%s", where, cause->title);
}

static const char *kind_sentence(const struct why *why, enum why_kind kind)
{
    static const char *const names[WHY_KINDS][2] = {
        {"regel", "regels"},
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
        return "";
    int64_t sum = total.plus + total.minus;
    const char *moved =
        total.plus && total.minus
            ? arena_printf(arena, "per saldo %s: %s erbij en %s eraf", money(arena, sum, true),
                           money(arena, total.plus, false), money(arena, -total.minus, false))
            : money(arena, sum, true);
    return arena_printf(arena, " %zu %s (%s)%s %s.", total.n, names[kind][total.n > 1], moved,
                        total.n > 1 ? ", de grootste is" : ":", cause_text(arena, total.largest));
}

static const char *words_sentence(const struct why *why)
{
    const char *text = "";
    size_t n = 0;
    for (size_t w = 0; w < why->n_words; w++) {
        if (why->words[w].moves_figures)
            continue;
        if (++n <= 3)
            text = arena_printf(why->arena, "%s%s%s", text, *text ? "; " : "", why->words[w].text);
    }
    if (n == 0)
        return "";
    return arena_printf(why->arena, " Zonder gevolg voor de saldi veranderde: %s%s.", text,
                        n > 3 ? arena_printf(why->arena, " en nog %zu", n - 3) : "");
}

const char *why_paragraph(const struct why *why)
{
    const char *text = why->n_causes ? "Waarom de saldi bewogen:" : "Geen enkel saldo bewoog.";
    for (int kind = 0; kind < WHY_KINDS; kind++)
        text = arena_printf(why->arena, "%s%s", text, kind_sentence(why, (enum why_kind)kind));
    text = arena_printf(why->arena, "%s%s", text, words_sentence(why));
    for (size_t n = 0; n < why->n_notes; n++)
        text = arena_printf(why->arena, "%s %s", text, why->notes[n]);
    return text;
}

/* ---- figures by size ---- */

static int compare_figures(const void *a, const void *b)
{
    const struct why_figure *one = *(const struct why_figure *const *)a;
    const struct why_figure *other = *(const struct why_figure *const *)b;
    uint64_t size = size_of(change_of(one)), other_size = size_of(change_of(other));
    if (size != other_size)
        return size < other_size ? 1 : -1;
    int order = text_natural(text_of(one->pakket), text_of(other->pakket));
    order = order ? order : strcmp(one->post, other->post);
    order = order ? order : strcmp(one->sectie, other->sectie);
    return order ? order : strcmp(one->stand, other->stand);
}

struct why_share { /* of a cause in a figure */
    const struct why_cause *cause;
    int64_t cents;
};

static int compare_shares(const void *a, const void *b)
{
    const struct why_share *one = a, *other = b;
    uint64_t size = size_of(one->cents), other_size = size_of(other->cents);
    if (size != other_size)
        return size < other_size ? 1 : -1;
    return one->cause < other->cause ? -1 : one->cause > other->cause;
}

static bool is_wanted(const struct why_options *options, const struct why_cause *cause)
{
    return !options->kind || strcmp(why_kind_name(cause->kind), options->kind) == 0;
}

/* The causes of a figure, the largest first; heap. */
static struct why_share *shares_of(const struct why *why, const struct why_options *options,
                                   size_t figure, size_t *n)
{
    struct why_share *shares = NULL;
    size_t cap = 0;
    *n = 0;
    for (size_t c = 0; c < why->n_causes; c++)
        for (size_t p = 0; is_wanted(options, &why->causes[c]) && p < why->causes[c].n_parts; p++) {
            if (why->causes[c].parts[p].figure != figure)
                continue;
            shares = mem_grow(shares, &cap, *n + 1, sizeof *shares);
            shares[(*n)++] =
                (struct why_share){&why->causes[c], why->causes[c].parts[p].money.cents};
        }
    if (*n > 0)
        qsort(shares, *n, sizeof *shares, compare_shares);
    return shares;
}

static void print_figure(const struct why *why, const struct why_options *options,
                         const struct why_figure *figure, struct why_share *shares, size_t n,
                         FILE *out)
{
    struct arena *arena = why->arena;
    size_t shown = options->all || n < SHOWN_CAUSES ? n : SHOWN_CAUSES;
    int64_t rest = 0;
    text_line(out, "  %s  %s %s, %s, %s: van %s naar %s", money(arena, change_of(figure), true),
              figure->pakket, figure->post, figure->sectie, figure->stand,
              money(arena, figure->old.cents, false), money(arena, figure->new.cents, false));
    for (size_t i = 0; i < shown; i++)
        text_line(out, "      %s  %s", money(arena, shares[i].cents, true),
                  cause_text(arena, shares[i].cause));
    for (size_t i = shown; i < n; i++)
        rest += shares[i].cents;
    if (n > shown)
        text_line(out, "      %s  nog %zu oorzaken", money(arena, rest, true), n - shown);
}

static const struct why_figure **sorted_figures(const struct why *why)
{
    const struct why_figure **figures = mem_alloc((why->n_figures + 1) * sizeof *figures);
    for (size_t f = 0; f < why->n_figures; f++)
        figures[f] = &why->figures[f];
    if (why->n_figures > 0)
        qsort(figures, why->n_figures, sizeof *figures, compare_figures);
    return figures;
}

size_t *why_order(const struct why *why)
{
    const struct why_figure **figures = sorted_figures(why);
    size_t *order = mem_alloc((why->n_figures + 1) * sizeof *order);
    for (size_t f = 0; f < why->n_figures; f++)
        order[f] = (size_t)(figures[f] - why->figures);
    free(figures);
    return order;
}

static void print_figures(const struct why *why, const struct why_options *options, FILE *out)
{
    size_t n_shown = 0, n_left = 0, n_small = 0;
    const struct why_figure **figures = sorted_figures(why);
    fprintf(out, "\nSaldi, de grootste verandering eerst (effect op het resultaat, min is "
                 "ongunstig)\n");
    for (size_t f = 0; f < why->n_figures; f++) {
        size_t n;
        struct why_share *shares = shares_of(why, options, (size_t)(figures[f] - why->figures), &n);
        bool large = size_of(change_of(figures[f])) >= size_of(options->least.cents);
        if (n > 0 && large && (options->all || n_shown < SHOWN_FIGURES)) {
            print_figure(why, options, figures[f], shares, n, out);
            n_shown++;
        } else {
            n_left += n > 0 && large;
            n_small += n > 0 && !large;
        }
        free(shares);
    }
    if (n_left > 0)
        fprintf(out, "  nog %zu %s: --alles\n", n_left, n_left == 1 ? "saldo" : "saldi");
    if (n_small > 0)
        fprintf(out, "  nog %zu %s minder dan %s\n", n_small,
                n_small == 1 ? "saldo bewoog" : "saldi bewogen",
                money(why->arena, options->least.cents, false));
    free(figures);
}

/* ---- what cancels ---- */

struct why_group {
    const char *sectie, *stand;
    int64_t plus, minus;
};

static void print_secties(const struct why *why, FILE *out)
{
    static const char *const head[] = {"sectie", "stand", "erbij", "eraf", "per saldo"};
    struct grid grid = {.align = "llrrr", .arena = why->arena};
    struct why_group *groups = NULL;
    size_t n = 0, cap = 0;
    const struct why_figure **figures = sorted_figures(why);
    for (size_t f = 0; f < why->n_figures && change_of(figures[f]) != 0; f++) {
        size_t g = 0;
        while (g < n && (strcmp(groups[g].sectie, figures[f]->sectie) != 0 ||
                         strcmp(groups[g].stand, figures[f]->stand) != 0))
            g++;
        if (g == n) {
            groups = mem_grow(groups, &cap, ++n, sizeof *groups);
            groups[g] =
                (struct why_group){.sectie = figures[f]->sectie, .stand = figures[f]->stand};
        }
        int64_t cents = change_of(figures[f]);
        *(cents > 0 ? &groups[g].plus : &groups[g].minus) += cents;
    }
    memcpy(grid_add(&grid)->cells, head, sizeof head);
    for (size_t g = 0; g < n; g++) {
        const char *cells[] = {groups[g].sectie, groups[g].stand,
                               money(why->arena, groups[g].plus, true),
                               money(why->arena, groups[g].minus, true),
                               money(why->arena, groups[g].plus + groups[g].minus, true)};
        memcpy(grid_add(&grid)->cells, cells, sizeof cells);
    }
    if (n > 0) {
        fprintf(out, "\nPer sectie\n");
        grid_print(&grid, 2, out);
    }
    free(groups);
    free(figures);
}

static void print_words(const struct why *why, FILE *out)
{
    if (why->n_words > 0)
        fprintf(out, "\nInstellingen\n");
    for (size_t w = 0; w < why->n_words; w++)
        text_line(out, "  %s%s", why->words[w].text,
                  why->words[w].moves_figures ? "" : " (geen saldo volgt hieruit)");
}

void why_print(const struct why *why, const struct why_options *options, FILE *out)
{
    if (why->n_causes > 0) {
        print_secties(why, out);
        print_figures(why, options, out);
    }
    print_words(why, out);
}

/* ---- for machines ---- */

void why_print_csv(const struct why *why, const struct why_options *options, struct csv_writer *csv)
{
    for (size_t c = 0; c < why->n_causes; c++) {
        const struct why_cause *cause = &why->causes[c];
        for (size_t p = 0; is_wanted(options, cause) && p < cause->n_parts; p++) {
            const struct why_figure *figure = &why->figures[cause->parts[p].figure];
            csv_write_text(csv, "oorzaak");
            csv_write_text(csv,
                           arena_printf(why->arena, "%s / %s / %s / %s / %s / %s", figure->pakket,
                                        figure->post, figure->sectie, figure->stand,
                                        why_kind_name(cause->kind), cause_text(why->arena, cause)));
            csv_write_blank(csv);
            csv_write_blank(csv);
            csv_write_money(csv, cause->parts[p].money.cents);
            csv_write_end(csv);
        }
    }
}
