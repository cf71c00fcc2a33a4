#include "pipeline/format/csv.h"
#include "pipeline/trace/trace_keep.h"

#include "pipeline/base/array.h"

#include <string.h>

/* ---- what a line can be shown or summed by ---- */

static const struct {
    const char *name; /* header, and the word behind --per */
    int width;        /* widest on a terminal, in characters */
} fields[TRACED_TEXTS] = {
    [TRACED_BOEKSTUK] = {"boekstuk", 16},
    [TRACED_DATUM] = {"datum", 10},
    [TRACED_PERIODE] = {"periode", 7},
    [TRACED_REKENING] = {"rekening", 12},
    [TRACED_KOSTENPLAATS] = {"kostenplaats", 14},
    [TRACED_POST] = {"post", 30},
    [TRACED_OMSCHRIJVING] = {"omschrijving", 44},
    [TRACED_FILE] = {"bestand", 32},
};

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
    size_t widths[TRACED_FILE]; /* of the widest text so far */
    struct csv_writer csv;
};

static void listing_measure(struct listing *listing, const struct traced *line)
{
    struct arena arena = {0};
    for (size_t f = 0; f < TRACED_FILE; f++) {
        size_t length = text_length(cell_text(&arena, line->texts[f]));
        if (length > listing->widths[f])
            listing->widths[f] = length;
    }
    arena_release(&arena);
}

/* 0 when no line has it, and of the post where all have the same: no column. */
static int shown_width(const struct listing *listing, size_t f)
{
    size_t width = listing->widths[f], heading = strlen(fields[f].name);
    if (width == 0 || (f == TRACED_POST && listing->options->post))
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
    for (size_t f = 0; f < TRACED_FILE; f++)
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
    for (size_t f = 0; f < TRACED_FILE; f++)
        if (shown_width(listing, f))
            fprintf(listing->out, "%-*s  ", shown_width(listing, f), fields[f].name);
    fputs("bestand:regel\n", listing->out);
}

static void print_csv(struct listing *listing, const struct traced *line)
{
    csv_write_text(&listing->csv, line->texts[TRACED_FILE]);
    csv_write_integer(&listing->csv, (long long)line->line_no);
    for (size_t f = 0; f < TRACED_FILE; f++)
        csv_write_text(&listing->csv, line->texts[f]);
    csv_write_money(&listing->csv, line->amount.cents);
    csv_write_end(&listing->csv);
}

static void print_text(struct listing *listing, const struct traced *line)
{
    char amount[MONEY_TEXT_SIZE];
    struct arena arena = {0};
    fprintf(listing->out, "%18s  ", money_format(line->amount, true, amount));
    for (size_t f = 0; f < TRACED_FILE; f++) {
        int width = shown_width(listing, f);
        if (!width)
            continue;
        print_cell(listing->out, cell_text(&arena, line->texts[f]), width);
        fputs("  ", listing->out);
    }
    text_line(listing->out, "%s:%llu", line->texts[TRACED_FILE], (unsigned long long)line->line_no);
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

/* So many lines at a time, the largest first: those behind the ones that came before. */
struct largest {
    struct kept_lines kept;
    struct trace_sink sink; /* its `most` is the size of the last line that came before */
    uint64_t next_seq;      /* of that size those from here on are left */
    size_t most;
};

static void take_largest(void *context, const struct traced *line)
{
    struct largest *largest = context;
    const uint64_t size = money_magnitude(line->amount.cents);
    if (size < largest->sink.least || size > largest->sink.most ||
        (size == largest->sink.most && line->seq < largest->next_seq))
        return;
    kept_add(&largest->kept, line);
    if (largest->kept.n / 2 < largest->most)
        return;
    kept_cut(&largest->kept, largest->most); /* twice as many are held at the most */
    largest->sink.least = money_magnitude(largest->kept.items[largest->most - 1].amount.cents);
}

static bool read_largest(struct trace *trace, struct largest *largest)
{
    largest->sink.least = 0;
    bool ok = trace_read(trace, &largest->sink);
    kept_cut(&largest->kept, largest->most);
    return ok;
}

static bool show_top(struct trace *trace, struct listing *listing)
{
    struct largest top = {.most = listing->options->top,
                          .sink = {.line = take_largest, .context = &top, .most = UINT64_MAX}};
    bool ok = read_largest(trace, &top);
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

static bool show_by_amount(struct trace *trace, struct listing *listing)
{
    struct largest next = {.most = TRACE_ROOM,
                           .sink = {.line = take_largest, .context = &next, .most = UINT64_MAX}};
    bool ok = true;
    listing_begin(listing);
    for (uint64_t n = 0; ok && n < trace->n_lines; n += TRACE_ROOM) {
        ok = read_largest(trace, &next);
        for (size_t i = 0; ok && i < next.kept.n; i++) {
            listing_print(listing, &next.kept.items[i]);
            next.sink.most = money_magnitude(next.kept.items[i].amount.cents);
            next.next_seq = next.kept.items[i].seq + 1;
        }
        kept_release(&next.kept);
    }
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

static void print_groups(FILE *out, const char *heading, const struct trace_group *groups, size_t n)
{
    char amount[MONEY_TEXT_SIZE];
    fprintf(out, "%18s  %10s  %s\n", "bedrag", "regels", heading);
    for (size_t i = 0; i < n; i++)
        text_line(out, "%18s  %10llu  %s", money_format(groups[i].sum, true, amount),
                  (unsigned long long)groups[i].n_lines,
                  groups[i].value[0] ? groups[i].value : "-");
}

static void print_groups_csv(FILE *out, const char *heading, const struct trace_group *groups,
                             size_t n)
{
    struct csv_writer writer;
    csv_write_start(&writer, out, CSV_FOR_PEOPLE);
    writer.shown = true;
    csv_write_texts(&writer, (const char *[]){heading, "regels", "bedrag"}, 3);
    for (size_t i = 0; i < n; i++) {
        csv_write_text(&writer, groups[i].value);
        csv_write_integer(&writer, (long long)groups[i].n_lines);
        csv_write_money(&writer, groups[i].sum.cents);
        csv_write_end(&writer);
    }
}

struct summing {
    size_t field;
    struct trace_groups groups;
};

static void take_amount(void *context, const struct traced *line)
{
    struct summing *summing = context;
    trace_groups_add(&summing->groups, line->texts[summing->field], line->amount);
}

static bool show_groups(const struct trace_options *options, struct trace *trace, FILE *out,
                        uint64_t *n_more)
{
    struct summing summing = {.field = array_index(fields, TRACED_TEXTS, name, options->per)};
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
        (options->csv ? print_groups_csv : print_groups)(out, options->per, summing.groups.items,
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
