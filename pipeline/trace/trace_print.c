#include "pipeline/format/csv.h"
#include "pipeline/trace/trace_keep.h"

#include "pipeline/base/array.h"

#include <stdlib.h>
#include <string.h>

/* ---- what a line can be shown or summed by ---- */

struct trace_field {
    const char *name; /* header, and the word behind --per */
    size_t offset;    /* of a text in struct traced */
    int width;        /* widest on a terminal, in characters */
};

static const struct trace_field fields[] = {
    {"boekstuk", offsetof(struct traced, boekstuk), 16},
    {"datum", offsetof(struct traced, datum), 10},
    {"periode", offsetof(struct traced, periode), 7},
    {"rekening", offsetof(struct traced, rekening), 12},
    {"kostenplaats", offsetof(struct traced, kostenplaats), 14},
    {"post", offsetof(struct traced, post), 30},
    {"omschrijving", offsetof(struct traced, omschrijving), 44},
    {"bestand", offsetof(struct traced, file), 32},
};
#define N_FIELDS (sizeof fields / sizeof *fields)

static const char *field_text(const struct traced *line, const struct trace_field *field)
{
    return *(const char *const *)(const void *)((const char *)line + field->offset);
}

static const struct trace_field *find_field(const char *name)
{
    return array_find(fields, N_FIELDS, name, name);
}

static bool trace_by_amount(const struct trace_options *options)
{
    return options->order && strcmp(options->order, "bedrag") == 0;
}

/* ---- printing text ---- */

/* As it is shown in a line; line ends and tabs are spaces. */
static const char *cell_text(struct arena *arena, const char *text)
{
    if (!text[strcspn(text, "\n\r\t")])
        return text_shown(arena, text, "");
    char *line = arena_copy(arena, text, strlen(text));
    for (char *at = line; *(at += strcspn(at, "\n\r\t")); at++)
        *at = ' ';
    return text_shown(arena, line, "");
}

/* The text in a column of `width` characters: cut with …. */
static void print_cell(FILE *out, const char *text, int width)
{
    int length = (int)text_length(text);
    int n = length > width ? width - 1 : length;
    fprintf(out, "%.*s%s%*s", (int)text_skip(text_of(text), (size_t)n), text,
            length > width ? "…" : "", length > width ? 0 : width - n, "");
}

/* ---- a list of lines, as text or CSV ---- */

struct listing {
    const struct trace_options *options;
    const char *label;
    FILE *out;
    size_t widths[N_FIELDS]; /* of the widest text so far */
    struct csv_writer csv;
};

static void listing_measure(struct listing *listing, const struct traced *line)
{
    struct arena arena = {0};
    for (size_t f = 0; f < N_FIELDS - 1; f++) {
        size_t length = text_length(cell_text(&arena, field_text(line, &fields[f])));
        if (length > listing->widths[f])
            listing->widths[f] = length;
    }
    arena_release(&arena);
}

/* 0 when no line has it, and of the post where all have the same: no column. */
static int shown_width(const struct listing *listing, size_t f)
{
    bool is_post = fields[f].offset == offsetof(struct traced, post);
    size_t width = listing->widths[f], heading = strlen(fields[f].name);
    if (width == 0 || (is_post && listing->options->post))
        return 0;
    width = width < heading ? heading : width;
    return (int)width > fields[f].width ? fields[f].width : (int)width;
}

static void begin_csv(struct listing *listing)
{
    csv_write_start(&listing->csv, listing->out, CSV_FOR_PEOPLE);
    listing->csv.shown = true;
    csv_write_text(&listing->csv, "bestand");
    csv_write_text(&listing->csv, "regel");
    for (size_t f = 0; f < N_FIELDS - 1; f++)
        csv_write_text(&listing->csv, fields[f].name);
    csv_write_text(&listing->csv, "bedrag");
    csv_write_end(&listing->csv);
}

static void listing_begin(struct listing *listing)
{
    if (listing->options->csv) {
        begin_csv(listing);
        return;
    }
    text_line(listing->out, "%s", listing->label);
    fputc('\n', listing->out);
    fprintf(listing->out, "%18s  ", "bedrag");
    for (size_t f = 0; f < N_FIELDS - 1; f++)
        if (shown_width(listing, f))
            fprintf(listing->out, "%-*s  ", shown_width(listing, f), fields[f].name);
    fputs("bestand:regel\n", listing->out);
}

static void print_csv(struct listing *listing, const struct traced *line)
{
    csv_write_text(&listing->csv, line->file);
    csv_write_integer(&listing->csv, (long long)line->line_no);
    for (size_t f = 0; f < N_FIELDS - 1; f++)
        csv_write_text(&listing->csv, field_text(line, &fields[f]));
    csv_write_money(&listing->csv, line->amount.cents);
    csv_write_end(&listing->csv);
}

static void print_text(struct listing *listing, const struct traced *line)
{
    char amount[MONEY_TEXT_SIZE];
    struct arena arena = {0};
    fprintf(listing->out, "%18s  ", money_format(line->amount, true, amount));
    for (size_t f = 0; f < N_FIELDS - 1; f++) {
        int width = shown_width(listing, f);
        if (!width)
            continue;
        print_cell(listing->out, cell_text(&arena, field_text(line, &fields[f])), width);
        fputs("  ", listing->out);
    }
    text_line(listing->out, "%s:%llu", line->file, (unsigned long long)line->line_no);
    arena_release(&arena);
}

static void listing_print(void *context, const struct traced *line)
{
    struct listing *listing = context;
    (listing->options->csv ? print_csv : print_text)(listing, line);
}

static void print_kept(struct listing *listing, const struct kept_lines *kept)
{
    for (size_t i = 0; i < kept->n; i++)
        listing_measure(listing, &kept->items[i]);
    listing_begin(listing);
    for (size_t i = 0; i < kept->n; i++)
        listing_print(listing, &kept->items[i]);
}

void kept_print(const struct trace_options *options, const struct trace *trace,
                const struct kept_lines *kept, FILE *out)
{
    struct listing listing = {.options = options, .label = trace->label, .out = out};
    print_kept(&listing, kept);
}

/* ---- the largest ---- */

struct top {
    struct kept_lines kept;
    struct trace_sink sink;
    size_t most;
};

static void take_top(void *context, const struct traced *line)
{
    struct top *top = context;
    if (traced_size(line->amount) < top->sink.least)
        return; /* came without texts: smaller than all that are kept */
    kept_add(&top->kept, line);
    if (top->kept.n / 2 < top->most)
        return;
    kept_cut(&top->kept, top->most); /* twice as many as are wanted are held at the most */
    top->sink.least = traced_size(top->kept.items[top->most - 1].amount);
}

static bool show_top(struct trace *trace, struct listing *listing)
{
    struct top top = {.most = listing->options->top,
                      .sink = {.line = take_top, .context = &top, .most = UINT64_MAX}};
    bool ok = trace_read(trace, &top.sink);
    kept_cut(&top.kept, top.most);
    if (ok)
        print_kept(listing, &top.kept);
    kept_release(&top.kept);
    return ok;
}

/* ---- all of them ---- */

/* The first reading: keeps the lines as long as there is room. */
struct first {
    struct kept_lines kept;
    struct listing *listing;
    struct trace_sink sink;
    bool full;
};

static void take_first(void *context, const struct traced *line)
{
    struct first *first = context;
    if (!first->listing->options->csv)
        listing_measure(first->listing, line);
    if (!first->full && first->kept.n < TRACE_ROOM) {
        kept_add(&first->kept, line);
        return;
    }
    first->full = true;
    kept_release(&first->kept);
    if (first->listing->options->csv)
        first->sink.least = UINT64_MAX; /* texts are not even measured */
}

/* Where a line stands among all by size. */
struct trace_place {
    uint64_t size, seq;
};

/* A stretch of the lines by amount. Once sorted, the places leave this much room. */
#define STRETCH (3 * TRACE_ROOM)

struct stretch {
    const struct trace_place *wanted; /* by seq */
    size_t n, n_found;
    struct kept_lines kept;
};

static void take_stretch(void *context, const struct traced *line)
{
    struct stretch *stretch = context;
    if (stretch->n_found == stretch->n || line->seq != stretch->wanted[stretch->n_found].seq)
        return;
    stretch->n_found++;
    kept_add(&stretch->kept, line);
}

static int by_seq(const void *a, const void *b)
{
    uint64_t x = ((const struct trace_place *)a)->seq, y = ((const struct trace_place *)b)->seq;
    return (x > y) - (x < y);
}

/* The sizes of the stretch bound the lines whose texts are looked up while reading. */
static bool show_stretch(struct trace *trace, struct listing *listing, struct trace_place *places,
                         size_t n)
{
    struct stretch stretch = {.wanted = places, .n = n};
    struct trace_sink sink = {.line = take_stretch,
                              .context = &stretch,
                              .least = places[n - 1].size,
                              .most = places[0].size};
    array_sort(places, n, by_seq);
    bool ok = trace_read(trace, &sink);
    kept_sort(&stretch.kept);
    for (size_t i = 0; ok && i < stretch.kept.n; i++)
        listing_print(listing, &stretch.kept.items[i]);
    kept_release(&stretch.kept);
    return ok;
}

/* Largest first, of equals the first that came. */
static int by_place(const void *a, const void *b)
{
    const struct trace_place *x = a, *y = b;
    return x->size != y->size ? (x->size < y->size ? 1 : -1) : by_seq(a, b);
}

struct places {
    struct trace_place *items;
    size_t n, cap;
};

static void take_place(void *context, const struct traced *line)
{
    struct places *places = context;
    if (places->n < places->cap)
        places->items[places->n++] = (struct trace_place){traced_size(line->amount), line->seq};
}

static bool show_by_amount(struct trace *trace, struct listing *listing)
{
    struct places places = {.cap = trace->n_lines};
    places.items = mem_alloc(places.cap * sizeof *places.items);
    struct trace_sink sink = {.line = take_place, .context = &places, .least = UINT64_MAX};
    bool ok = trace_read(trace, &sink);
    array_sort(places.items, places.n, by_place);
    listing_begin(listing);
    for (size_t first = 0; ok && first < places.n; first += STRETCH) {
        size_t n = places.n - first < STRETCH ? places.n - first : STRETCH;
        ok = show_stretch(trace, listing, places.items + first, n);
    }
    free(places.items);
    return ok;
}

static bool show_by_file(struct trace *trace, struct listing *listing)
{
    struct trace_sink sink = {
        .line = listing_print, .context = listing, .prints = true, .most = UINT64_MAX};
    listing_begin(listing);
    return trace_read(trace, &sink);
}

static bool show_all(struct trace *trace, struct listing *listing)
{
    bool sorted = trace_by_amount(listing->options);
    struct first first = {.listing = listing,
                          .sink = {.line = take_first, .context = &first, .most = UINT64_MAX}};
    bool ok = trace_read(trace, &first.sink);
    if (ok && first.full)
        ok = (sorted ? show_by_amount : show_by_file)(trace, listing);
    else if (sorted)
        kept_sort(&first.kept);
    if (ok && !first.full)
        print_kept(listing, &first.kept);
    kept_release(&first.kept);
    return ok;
}

/* ---- sums per value ---- */

static void print_groups(FILE *out, const struct trace_field *field,
                         const struct trace_group *groups, size_t n)
{
    char amount[MONEY_TEXT_SIZE];
    fprintf(out, "%18s  %10s  %s\n", "bedrag", "regels", field->name);
    for (size_t i = 0; i < n; i++)
        text_line(out, "%18s  %10llu  %s", money_format(groups[i].sum, true, amount),
                  (unsigned long long)groups[i].n_lines,
                  groups[i].value[0] ? groups[i].value : "-");
}

static void print_groups_csv(FILE *out, const struct trace_field *field,
                             const struct trace_group *groups, size_t n)
{
    struct csv_writer writer;
    csv_write_start(&writer, out, CSV_FOR_PEOPLE);
    writer.shown = true;
    csv_write_text(&writer, field->name);
    csv_write_text(&writer, "regels");
    csv_write_text(&writer, "bedrag");
    csv_write_end(&writer);
    for (size_t i = 0; i < n; i++) {
        csv_write_text(&writer, groups[i].value);
        csv_write_integer(&writer, (long long)groups[i].n_lines);
        csv_write_money(&writer, groups[i].sum.cents);
        csv_write_end(&writer);
    }
}

struct summing {
    const struct trace_field *field;
    struct trace_groups groups;
};

static void take_amount(void *context, const struct traced *line)
{
    struct summing *summing = context;
    trace_groups_add(&summing->groups, field_text(line, summing->field), line->amount);
}

static bool show_groups(const struct trace_options *options, struct trace *trace, FILE *out,
                        uint64_t *n_more)
{
    struct summing summing = {.field = find_field(options->per)};
    struct trace_sink sink = {.line = take_amount, .context = &summing, .most = UINT64_MAX};
    bool ok = trace_read(trace, &sink);
    trace_groups_sort(&summing.groups, trace_by_amount(options) || options->top);
    size_t n = summing.groups.n;
    if (options->top && options->top < n)
        n = options->top;
    if (ok && !options->csv) {
        text_line(out, "%s", trace->label);
        fputc('\n', out);
    }
    if (ok)
        (options->csv ? print_groups_csv : print_groups)(out, summing.field, summing.groups.items,
                                                         n);
    *n_more = summing.groups.n - n;
    trace_groups_release(&summing.groups);
    return ok;
}

/* ---- all of it ---- */

static bool show_lines(const struct trace_options *options, struct trace *trace, FILE *out,
                       uint64_t *n_more)
{
    struct listing listing = {.options = options, .label = trace->label, .out = out};
    bool ok = options->top ? show_top(trace, &listing) : show_all(trace, &listing);
    *n_more = options->top && options->top < trace->n_lines ? trace->n_lines - options->top : 0;
    return ok;
}

bool trace_show(const struct trace_options *options, struct trace *trace, FILE *out)
{
    char amount[MONEY_TEXT_SIZE];
    uint64_t n_more = 0;
    if (options->sample)
        return trace_sample(options, trace, out);
    if (!(options->per ? show_groups : show_lines)(options, trace, out, &n_more))
        return false;
    if (options->csv)
        return true;
    if (n_more)
        fprintf(out, "%18s  en nog %llu %s\n", "…", (unsigned long long)n_more,
                options->per ? "groepen" : "regels");
    fputc('\n', out);
    text_line(out, "%18s  totaal van %llu %s%s", money_format(trace->sum, true, amount),
              (unsigned long long)trace->n_lines, trace->n_lines == 1 ? "regel" : "regels",
              trace->proof);
    return true;
}
