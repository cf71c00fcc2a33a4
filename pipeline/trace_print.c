#include "pipeline/core/csv.h"
#include "pipeline/core/shown.h"
#include "pipeline/trace.h"

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
    for (size_t i = 0; i < N_FIELDS; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

bool trace_per_known(const char *name)
{
    const struct trace_field *field = find_field(name);
    return field && strcmp(name, "omschrijving") != 0 && strcmp(name, "boekstuk") != 0;
}

/* ---- order ---- */

static uint64_t size_of(struct money money)
{
    return money.cents < 0 ? 0 - (uint64_t)money.cents : (uint64_t)money.cents;
}

static int by_file(const void *a, const void *b)
{
    const struct traced *x = a, *y = b;
    int order = strcmp(x->file, y->file);
    return order ? order : (x->line_no > y->line_no) - (x->line_no < y->line_no);
}

static int by_amount(const void *a, const void *b)
{
    uint64_t x = size_of(((const struct traced *)a)->amount);
    uint64_t y = size_of(((const struct traced *)b)->amount);
    return x != y ? (x < y ? 1 : -1) : by_file(a, b);
}

/* ---- printing text ---- */

/* The text in a column of `width` characters: cut with …, line ends as spaces. */
static void print_cell(FILE *out, const char *text, int width)
{
    int n = 0, length = (int)text_length(text);
    int room = length > width ? width - 1 : width;
    for (; *text && n < room; n++) {
        do
            fputc(*text == '\n' || *text == '\r' || *text == '\t' ? ' ' : *text, out);
        while ((*++text & 0xC0) == 0x80);
    }
    if (length > width)
        fputs("…", out), n++;
    fprintf(out, "%*s", width - n, "");
}

static int column_width(const struct traced *lines, size_t n, const struct trace_field *field)
{
    size_t width = 0;
    for (size_t i = 0; i < n; i++) {
        size_t length = text_length(field_text(&lines[i], field));
        width = length > width ? length : width;
    }
    if (width == 0)
        return 0; /* no line has it: no column */
    size_t heading = strlen(field->name);
    width = width < heading ? heading : width;
    return (int)width > field->width ? field->width : (int)width;
}

static void print_lines(FILE *out, const struct traced *lines, size_t n, bool one_post)
{
    char amount[MONEY_TEXT_SIZE];
    int widths[N_FIELDS];
    fprintf(out, "%18s  ", "bedrag");
    for (size_t f = 0; f < N_FIELDS - 1; f++) {
        bool is_post = fields[f].offset == offsetof(struct traced, post);
        widths[f] = is_post && one_post ? 0 : column_width(lines, n, &fields[f]);
        if (widths[f])
            fprintf(out, "%-*s  ", widths[f], fields[f].name);
    }
    fputs("bestand:regel\n", out);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "%18s  ", money_format(lines[i].amount, true, amount));
        for (size_t f = 0; f < N_FIELDS - 1; f++) {
            if (!widths[f])
                continue;
            print_cell(out, field_text(&lines[i], &fields[f]), widths[f]);
            fputs("  ", out);
        }
        fprintf(out, "%s:%llu\n", lines[i].file, (unsigned long long)lines[i].line_no);
    }
}

static void print_lines_csv(FILE *out, const struct traced *lines, size_t n)
{
    struct csv_writer writer;
    csv_write_start(&writer, out, CSV_FOR_PEOPLE);
    csv_write_text(&writer, "bestand");
    csv_write_text(&writer, "regel");
    for (size_t f = 0; f < N_FIELDS - 1; f++)
        csv_write_text(&writer, fields[f].name);
    csv_write_text(&writer, "bedrag");
    csv_write_end(&writer);
    for (size_t i = 0; i < n; i++) {
        csv_write_text(&writer, lines[i].file);
        csv_write_integer(&writer, (long long)lines[i].line_no);
        for (size_t f = 0; f < N_FIELDS - 1; f++)
            csv_write_text(&writer, field_text(&lines[i], &fields[f]));
        csv_write_money(&writer, lines[i].amount.cents);
        csv_write_end(&writer);
    }
}

/* ---- sums per value ---- */

struct group {
    const char *value;
    uint64_t n_lines;
    struct money sum;
};

static int by_value(const void *a, const void *b)
{
    return text_natural(text_of(((const struct group *)a)->value),
                        text_of(((const struct group *)b)->value));
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = size_of(((const struct group *)a)->sum);
    uint64_t y = size_of(((const struct group *)b)->sum);
    return x != y ? (x < y ? 1 : -1) : by_value(a, b);
}

/* One group per distinct value, in natural order; the caller frees. */
static struct group *make_groups(const struct trace *trace, const struct trace_field *field,
                                 size_t *n_groups)
{
    struct group *groups = mem_alloc((trace->n_lines + 1) * sizeof *groups);
    for (size_t i = 0; i < trace->n_lines; i++)
        groups[i] = (struct group){field_text(&trace->lines[i], field), 1, trace->lines[i].amount};
    qsort(groups, trace->n_lines, sizeof *groups, by_value);
    size_t n = 0;
    for (size_t i = 0; i < trace->n_lines; i++) {
        if (n && strcmp(groups[n - 1].value, groups[i].value) == 0) {
            groups[n - 1].n_lines++;
            groups[n - 1].sum.cents += groups[i].sum.cents;
        } else {
            groups[n++] = groups[i];
        }
    }
    *n_groups = n;
    return groups;
}

static void print_groups(FILE *out, const struct trace_field *field, const struct group *groups,
                         size_t n)
{
    char amount[MONEY_TEXT_SIZE];
    fprintf(out, "%18s  %10s  %s\n", "bedrag", "regels", field->name);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%18s  %10llu  %s\n", money_format(groups[i].sum, true, amount),
                (unsigned long long)groups[i].n_lines, groups[i].value[0] ? groups[i].value : "-");
}

static void print_groups_csv(FILE *out, const struct trace_field *field, const struct group *groups,
                             size_t n)
{
    struct csv_writer writer;
    csv_write_start(&writer, out, CSV_FOR_PEOPLE);
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

/* ---- all of it ---- */

static size_t shown_count(const struct trace_options *options, size_t n)
{
    return options->top && options->top < n ? options->top : n;
}

static size_t print_per(const struct trace_options *options, struct trace *trace, FILE *out)
{
    const struct trace_field *field = find_field(options->per);
    size_t n_groups;
    struct group *groups = make_groups(trace, field, &n_groups);
    if (options->order == TRACE_BY_AMOUNT || options->top)
        qsort(groups, n_groups, sizeof *groups, by_size);
    size_t n = shown_count(options, n_groups);
    (options->csv ? print_groups_csv : print_groups)(out, field, groups, n);
    free(groups);
    return n_groups - n;
}

static size_t print_each(const struct trace_options *options, struct trace *trace, FILE *out)
{
    bool sorted = options->order == TRACE_BY_AMOUNT || options->top;
    if (trace->n_lines)
        qsort(trace->lines, trace->n_lines, sizeof *trace->lines, sorted ? by_amount : by_file);
    size_t n = shown_count(options, trace->n_lines);
    if (options->csv)
        print_lines_csv(out, trace->lines, n);
    else
        print_lines(out, trace->lines, n, options->post != NULL);
    return trace->n_lines - n;
}

void trace_print(const struct trace_options *options, struct trace *trace, FILE *out)
{
    char amount[MONEY_TEXT_SIZE];
    if (!options->csv)
        fprintf(out, "%s\n\n", trace->label);
    size_t n_more = (options->per ? print_per : print_each)(options, trace, out);
    if (options->csv)
        return;
    if (n_more)
        fprintf(out, "%18s  en nog %zu %s\n", "…", n_more, options->per ? "groepen" : "regels");
    fprintf(out, "\n%18s  totaal van %zu regels%s\n", money_format(trace->sum, true, amount),
            trace->n_lines,
            trace->compared ? ", gelijk aan het gepubliceerde cijfer tot op de cent" : "");
}
