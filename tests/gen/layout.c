/* The writer: of a layout's files one after the other, columns made once, lines as they come. */
#include "tests/gen/layout_axes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

#define MAX_COLUMNS 64
#define PAGE_LINES  14

struct writer {
    FILE *out; /* NULL: into the sheet */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_row_t row;
    struct layout layout;
    const struct sides *sides;
    const struct standen *standen;
    const struct file *file;
    const struct time *time;
    const struct keys *keys;
    const struct decor *decor;
    const struct notation_of *notation;
    enum split split;
    struct column {
        char top[64], head[64]; /* the head, and what stands above it in a header of two rows */
        const struct amount *amount;
        int from, to;         /* months */
        int sides;            /* 0 as they are; 'L', 'B', 'S': lasten, baten, saldo */
        int part;             /* of a split: '+', '-' */
        const char *words[2]; /* a letter for it, when it is a plus or a minus; NULL: no letter */
    } columns[MAX_COLUMNS];
    int side; /* the only one that lines are of: 'L', 'B'; 0: both */
    size_t n_columns, n_keys, n_texts, n_fields, n_lines;
    const struct layout_row *above; /* the row of the line above, NULL */
};

enum level { OF_ALL, OF_PROGRAMMA, OF_TAAKVELD, OF_KEY };

struct line {
    const struct layout_row *like;
    enum level level;
    int side; /* 'L', 'B'; 0: both */
    bool one_rekening;
    unsigned standen;
    int from, to, besluit; /* 0: all */
};

/* ---- fields ---- */

static void put_field(struct writer *w, const char *text)
{
    const char *quote = w->notation->quoted ? "\"" : "";
    if (!w->out) {
        if (*text)
            worksheet_write_string(w->sheet, w->row, (lxw_col_t)w->n_fields, text, NULL);
    } else {
        if (w->n_fields)
            fputc(w->notation->separator, w->out);
        fprintf(w->out, "%s%s%s", quote, text, quote);
    }
    w->n_fields++;
}

static void end_line(struct writer *w)
{
    if (w->out)
        fputs("\r\n", w->out);
    w->row++;
    w->n_fields = 0;
}

/* One cell of text and nothing behind it, not even separators. */
static void put_title(struct writer *w, const char *text)
{
    if (w->out)
        fputs(text, w->out);
    else
        put_field(w, text);
    end_line(w);
}

static void fill_line(struct writer *w)
{
    while (w->n_fields < w->n_texts + w->n_columns)
        put_field(w, "");
    end_line(w);
}

/* Fields that | divides. */
static void put_fields(struct writer *w, const char *text)
{
    while (*text) {
        char field[128];
        const size_t n = strcspn(text, "|");
        snprintf(field, sizeof field, "%.*s", (int)n, text);
        put_field(w, field);
        text += n + (text[n] == '|');
    }
}

/* A line with nothing behind its first fields. */
static void put_text_line(struct writer *w, const char *text)
{
    put_fields(w, text);
    fill_line(w);
}

static void put_amount(struct writer *w, int64_t cents)
{
    const struct notation_of *notation = w->notation;
    const int64_t size = llabs(cents) / (notation->in_thousands ? 1000 : 1);
    char digits[32], text[80];
    if (!w->out) {
        worksheet_write_number(w->sheet, w->row, (lxw_col_t)w->n_fields++, (double)cents / 100,
                               NULL);
        return;
    }
    const int n_digits = snprintf(digits, sizeof digits, "%lld", (long long)(size / 100));
    int n = snprintf(text, sizeof text, "%s%s", notation->before,
                     cents < 0 ? notation->minus_before : "");
    for (int i = 0; i < n_digits; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "%s%c",
                      i && (n_digits - i) % 3 == 0 ? notation->thousands : "", digits[i]);
    if (notation->decimal)
        n += snprintf(text + n, sizeof text - (size_t)n, "%c%02d", notation->decimal,
                      (int)(size % 100));
    snprintf(text + n, sizeof text - (size_t)n, "%s", cents < 0 ? notation->minus_behind : "");
    put_field(w, text);
}

static const char *const months[] = {"",    "Jan", "Feb", "Mrt", "Apr", "Mei", "Jun",
                                     "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"};

/* %P %p programma, %T %t taakveld, %K %k kostenplaats; %n %m %b a month, %q its quarter. */
static const char *expanded(const char *format, const struct layout_row *row, int month)
{
    static char text[128];
    size_t n = 0;
    for (; *format; format++) {
        char number[16];
        snprintf(number, sizeof number, *format == '%' && format[1] == 'm' ? "%02d" : "%d",
                 format[0] == '%' && format[1] == 'q' ? (month + 2) / 3 : month);
        const char *part = NULL;
        if (*format == '%') {
            format++;
            part = *format == 'P'   ? row->place->programma
                   : *format == 'p' ? row->place->programma_name
                   : *format == 'T' ? row->place->taakveld
                   : *format == 't' ? row->place->taakveld_name
                   : *format == 'K' ? row->place->kostenplaats
                   : *format == 'k' ? row->place->kostenplaats_name
                   : *format == 'b' ? months[month]
                                    : number;
        }
        n +=
            (size_t)snprintf(text + n, sizeof text - n, part ? "%s" : "%.1s", part ? part : format);
    }
    return text;
}

/* ---- amounts ---- */

static bool is_in(const struct line *line, const struct layout_row *row)
{
    const struct layout_row *like = line->like;
    return (line->level < OF_PROGRAMMA ||
            strcmp(row->place->programma, like->place->programma) == 0) &&
           (line->level < OF_TAAKVELD ||
            strcmp(row->place->taakveld, like->place->taakveld) == 0) &&
           (line->level < OF_KEY ||
            strcmp(row->place->kostenplaats, like->place->kostenplaats) == 0) &&
           (!line->side || (line->side == 'B') == row->account->baten) &&
           (!line->one_rekening || strcmp(row->account->code, like->account->code) == 0);
}

static int64_t weighed(const struct writer *w, const struct line *line, const struct column *column,
                       const struct layout_row *row, int stand)
{
    const struct amount *amount = column->amount;
    int first = line->besluit ? line->besluit : 1,
        last = line->besluit ? line->besluit : LAYOUT_BESLUITEN;
    first = amount->besluit ? amount->besluit : amount->kind == OF_LINE ? first : 1;
    last = amount->besluit ? amount->besluit : amount->kind == BEFORE ? last - 1 : last;
    int from = line->from > column->from ? line->from : column->from,
        to = line->to < column->to ? line->to : column->to;
    from = amount->from > from ? amount->from : from;
    to = amount->to && amount->to < to ? amount->to : to;
    return amount->weights[stand] *
           layout_part(w->layout, row, (enum layout_stand)stand, from, to, first, last);
}

/* Of the standen in the set, as a line shows it. */
static int64_t shown(const struct writer *w, const struct line *line, const struct column *column,
                     unsigned standen)
{
    int64_t sum = 0;
    for (size_t r = 0; r < layout_n_rows; r++) {
        const struct layout_row *row = &layout_rows[r];
        const int sign = column->sides == 'S'       ? row->account->baten ? 1 : -1
                         : column->sides == 'L'     ? !row->account->baten
                         : column->sides == 'B'     ? row->account->baten
                         : w->split == SPLIT_EFFECT ? row->account->baten ? 1 : -1
                                                    : w->sides->sign[row->account->baten];
        for (int s = 0; is_in(line, row) && s < STANDS; s++)
            if (standen & BIT(s))
                sum += sign * weighed(w, line, column, row, s);
    }
    return sum;
}

static void put_percent(struct writer *w, const struct line *line, const struct column *column)
{
    int64_t of = shown(w, line, column, line->standen & (BIT(PRIMAIR) | BIT(WIJZIGING))),
            is = shown(w, line, column, line->standen & BIT(REALISATIE));
    char text[32];
    int64_t tenths = of ? is * -1000 / of : 0;
    snprintf(text, sizeof text, "%s%d%c%d", tenths < 0 ? "-" : "", (int)(llabs(tenths) / 10),
             w->notation->decimal ? w->notation->decimal : ',', (int)(llabs(tenths) % 10));
    put_field(w, text);
}

static void put_column(struct writer *w, const struct line *line, const struct column *column)
{
    if (column->amount->kind == PERCENT) {
        put_percent(w, line, column);
        return;
    }
    int64_t cents = shown(w, line, column, line->standen);
    if (column->words[0])
        put_field(w, column->words[cents < 0]);
    else if (column->part)
        put_amount(w, (cents < 0) == (column->part == '-') ? llabs(cents) : 0);
    else
        put_amount(w, w->split == SPLIT_LETTER || w->split == SPLIT_EFFECT ? llabs(cents) : cents);
}

static bool is_empty(const struct writer *w, const struct line *line)
{
    bool empty = true;
    for (size_t c = 0; empty && c < w->n_columns; c++)
        empty = (w->columns[c].amount->kind != OF_LINE && line->besluit) ||
                shown(w, line, &w->columns[c], line->standen) == 0;
    return empty;
}

/* ---- columns ---- */

static void add_column(struct writer *w, struct column column, const char *head, const char *more)
{
    struct column *new = &w->columns[w->n_columns++];
    const bool alone = *more && (w->sides->two_rows || strcmp(head, "Bedrag") == 0);
    *new = column;
    snprintf(new->top, sizeof new->top, "%s", column.sides == 'B' ? "" : head);
    snprintf(new->head, sizeof new->head, "%s%s%s", alone ? "" : head, alone || !*more ? "" : " ",
             more);
}

static void add_split(struct writer *w, struct column column, const char *head)
{
    static const struct {
        struct column column;
        const char *head;
    } parts[][3] = {
        [SPLIT_NONE] = {{{{0}}, ""}},
        [SPLIT_LETTER] = {{{{0}}, ""}, {{.words = {"D", "C"}}, "D/C"}},
        [SPLIT_DEBET_CREDIT] = {{{.part = '+'}, "Debet"}, {{.part = '-'}, "Credit"}},
        [SPLIT_BOTH] = {{{.sides = 'L'}, "Lasten"}, {{.sides = 'B'}, "Baten"}},
        [SPLIT_SALDO] = {{{.sides = 'L'}, "Lasten"},
                         {{.sides = 'B'}, "Baten"},
                         {{.sides = 'S'}, "Saldo"}},
        [SPLIT_EFFECT] = {{{{0}}, ""}, {{.words = {"V", "N"}}, "V/N"}},
        [SPLIT_MORE_LESS] = {{{.part = '+'}, "Bij"}, {{.part = '-'}, "Af"}},
    };
    for (size_t i = 0; i < 3 && parts[w->split][i].head; i++) {
        struct column part = parts[w->split][i].column;
        part.amount = column.amount;
        part.from = column.from;
        part.to = column.to;
        add_column(w, part, head, parts[w->split][i].head);
    }
}

static void add_amounts(struct writer *w, const struct amount *amounts, size_t most)
{
    const bool in_columns = w->file->timed && w->time->form == TIME_COLUMNS;
    for (size_t i = 0; i < most && amounts[i].head; i++) {
        struct column column = {.amount = &amounts[i], .from = 1, .to = 12};
        for (int m = 1; in_columns && m <= 12; m += w->time->step) {
            column.from = w->time->cumulative ? 1 : m;
            column.to = m + w->time->step - 1;
            add_split(w, column, expanded(w->time->cell, layout_rows, column.to));
        }
        column.from = 1;
        if (!in_columns)
            add_split(w, column, amounts[i].head);
        else if (w->time->total)
            add_split(w, column, "Totaal");
    }
}

static void make_columns(struct writer *w)
{
    const struct extra *extra = &layout_extra[w->layout.on[LAYOUT_EXTRA]];
    w->n_columns = 0;
    add_amounts(w, extra->before, sizeof extra->before / sizeof *extra->before);
    add_amounts(w, w->file->amounts, MAX_AMOUNTS);
    add_amounts(w, extra->behind, sizeof extra->behind / sizeof *extra->behind);
}

/* ---- lines ---- */

static void count_texts(struct writer *w)
{
    w->n_keys = 0;
    while (w->n_keys < 6 && w->keys->columns[w->n_keys].head)
        w->n_keys++;
    w->n_texts = w->n_keys + (w->sides->rekening ? 2 : 0) + (w->sides->head ? 1 : 0) +
                 (w->file->per != PER_KEY) + w->file->named;
    if (w->file->timed && w->time->form == TIME_LINES)
        w->n_texts += 1 + w->time->year;
}

/* The fields before the amounts: of a line, or their heads (NULL). */
static void put_texts(struct writer *w, const struct line *line)
{
    const struct layout_row *row = line ? line->like : NULL;
    const size_t n = w->n_fields;
    for (size_t i = 0; i < 6 && w->keys->columns[i].head; i++) {
        const char *cell = w->keys->columns[i].cell;
        const bool again = line && w->keys->once && w->above && n == w->n_fields - i &&
                           ((strcmp(cell, "%P") == 0 &&
                             strcmp(w->above->place->programma, row->place->programma) == 0) ||
                            (strcmp(cell, "%T") == 0 &&
                             strcmp(w->above->place->taakveld, row->place->taakveld) == 0));
        put_field(w, !line ? w->keys->columns[i].head : again ? "" : expanded(cell, row, 0));
    }
    if (w->sides->rekening) {
        const bool is_category = strcmp(w->sides->rekening, "Categorie") == 0;
        put_field(w, !line         ? w->sides->rekening
                     : is_category ? row->account->category
                                   : row->account->code);
        put_field(w, line          ? row->account->name
                     : is_category ? "Omschrijving categorie"
                                   : "Omschrijving rekening");
    }
    if (w->sides->head)
        put_field(w, line ? w->sides->words[row->account->baten] : w->sides->head);
    if (w->file->per == PER_STAND)
        put_field(w, line ? w->standen->words[__builtin_ctz(line->standen)] : w->standen->head);
    if (w->file->per == PER_BESLUIT)
        put_field(w, line ? layout_besluiten[line->besluit - 1] : "Besluit");
    if (w->file->named)
        put_field(w, line ? layout_besluit_names[line->besluit - 1] : "Omschrijving besluit");
    if (w->file->timed && w->time->year)
        put_field(w, line ? "2025" : "Boekjaar");
    if (w->file->timed && w->time->form == TIME_LINES)
        put_field(w, line ? expanded(w->time->cell, row, line->from) : w->time->head);
}

static void put_header(struct writer *w)
{
    for (size_t c = 0; w->sides->two_rows && c < w->n_texts; c++)
        put_field(w, "");
    for (size_t c = 0; w->sides->two_rows && c < w->n_columns; c++)
        put_field(w, w->columns[c].top);
    if (w->sides->two_rows)
        end_line(w);
    put_texts(w, NULL);
    for (size_t c = 0; c < w->n_columns; c++)
        put_field(w, w->columns[c].head);
    end_line(w);
}

static void put_page(struct writer *w)
{
    if (w->decor->page_titles) {
        char text[32];
        snprintf(text, sizeof text, "Blad %zu", w->n_lines / PAGE_LINES + 1);
        put_text_line(w, "");
        put_text_line(w, text);
    }
    put_header(w);
}

static void put_line(struct writer *w, const struct line *line)
{
    if ((line->from == line->to || w->file->per != PER_KEY) && is_empty(w, line))
        return;
    if (w->decor->pages && w->n_lines && w->n_lines % PAGE_LINES == 0)
        put_page(w);
    w->n_lines++;
    put_texts(w, line);
    for (size_t c = 0; c < w->n_columns; c++)
        put_column(w, line, &w->columns[c]);
    end_line(w);
    w->above = line->like;
}

/* The sum of what is in a programma, a taakveld or all, of one side or both: a heading or a total,
 * whose first fields | divides. */
static void put_sum(struct writer *w, const struct layout_row *like, enum level level, int side,
                    const char *text, bool sided)
{
    const struct line line = {like, level, side, false, BIT(STANDS) - 1, 1, 12, 0};
    bool any = false;
    for (size_t r = 0; r < layout_n_rows; r++)
        any |= is_in(&line, &layout_rows[r]);
    if (!any)
        return;
    put_fields(w, text);
    while (w->n_fields < w->n_texts)
        put_field(w, sided && w->sides->head && w->n_fields == w->n_keys
                         ? w->sides->words[side == 'B']
                         : "");
    for (size_t c = 0; c < w->n_columns; c++)
        put_column(w, &line, &w->columns[c]);
    end_line(w);
}

/* Whether lines of both sides can be summed as they stand. */
static bool sums_sides(const struct writer *w)
{
    return split_joins_sides(w->split) || w->sides->sign[0] != w->sides->sign[1];
}

static void put_total(struct writer *w, const struct layout_row *like, enum level level)
{
    static const char *const texts[] = {"Totaal", "Totaal programma %P", "Totaal taakveld %T"};
    static const char *const side_texts[][2] = {
        {"Totaal lasten", "Totaal baten"},
        {"Totaal lasten programma %P", "Totaal baten programma %P"},
        {"Totaal lasten taakveld %T", "Totaal baten taakveld %T"}};
    const bool sided = w->decor->sided;
    const char *own = w->decor->texts[level] ? w->decor->texts[level] : texts[level];
    if (w->side || (sums_sides(w) && !sided))
        put_sum(w, like, level, w->side, expanded(own, like, 0), false);
    else
        for (int side = 0; side < 2; side++)
            put_sum(w, like, level, "LB"[side],
                    expanded(w->decor->texts[level] ? own : side_texts[level][side], like, 0),
                    sided);
}

static bool differ(const struct layout_row *a, const struct layout_row *b, enum level level)
{
    return !b || (level == OF_PROGRAMMA ? strcmp(a->place->programma, b->place->programma) != 0
                                        : strcmp(a->place->taakveld, b->place->taakveld) != 0);
}

static void put_heading(struct writer *w, const struct layout_row *row, enum level level)
{
    const char *text = w->keys->headings[level == OF_TAAKVELD];
    if (!w->keys->sums)
        put_text_line(w, expanded(text, row, 0));
    else if (split_joins_sides(w->split))
        put_sum(w, row, level, 0, expanded(text, row, 0), false);
    else
        for (int side = 0; side < 2; side++)
            put_sum(w, row, level, "LB"[side], expanded(text, row, 0), true);
}

/* What stands between the line above and that of this row: NULL behind the last one. */
static void put_between(struct writer *w, const struct layout_row *row)
{
    const struct layout_row *above = w->above;
    if (above && w->decor->taakvelden && differ(above, row, OF_TAAKVELD))
        put_total(w, above, OF_TAAKVELD);
    if (above && w->decor->programmas && differ(above, row, OF_PROGRAMMA))
        put_total(w, above, OF_PROGRAMMA);
    if (above && row && w->decor->gaps && differ(above, row, OF_PROGRAMMA))
        put_text_line(w, "");
    for (int i = 0; row && i < 2; i++)
        if (w->keys->headings[i] && (!above || differ(row, above, i ? OF_TAAKVELD : OF_PROGRAMMA)))
            put_heading(w, row, i ? OF_TAAKVELD : OF_PROGRAMMA);
}

static void put_lines_of(struct writer *w, struct line line)
{
    const bool in_lines = w->file->timed && w->time->form == TIME_LINES;
    const int n_besluiten = w->file->per == PER_BESLUIT ? LAYOUT_BESLUITEN : 1;
    for (int s = 0; s < (w->file->per == PER_STAND ? STANDS : 1); s++)
        for (int b = 1; b <= n_besluiten; b++)
            for (int m = 1; m <= (in_lines ? 12 : 1); m++) {
                line.standen = w->file->per == PER_STAND ? BIT(s) : BIT(STANDS) - 1;
                line.besluit = w->file->per == PER_BESLUIT ? b : 0;
                line.from = in_lines ? m : 1;
                line.to = in_lines ? m : 12;
                if (w->file->per != PER_STAND || w->standen->words[s])
                    put_line(w, &line);
            }
}

static void put_lines(struct writer *w)
{
    for (size_t r = 0; r < layout_n_rows; r++) {
        struct line line = {
            .like = &layout_rows[r],
            .level = w->keys->taakveld ? OF_TAAKVELD : OF_KEY,
            .side = split_joins_sides(w->split) ? 0 : "LB"[layout_rows[r].account->baten],
            .one_rekening = w->sides->rekening};
        size_t first = 0; /* the row that is like it */
        while (!is_in(&line, &layout_rows[first]))
            first++;
        if (first < r || (w->side && line.side != w->side))
            continue;
        put_between(w, line.like);
        put_lines_of(w, line);
    }
    put_between(w, NULL);
    if (w->decor->whole)
        put_total(w, layout_rows, OF_ALL);
}

static void put_file(struct writer *w)
{
    make_columns(w);
    count_texts(w);
    w->n_lines = 0;
    w->row = 0;
    w->above = NULL;
    if (w->decor->titles) {
        put_title(w, "Gemeente Voorbeeld");
        put_title(w, w->file->name);
    }
    if (w->notation->title)
        put_title(w, w->notation->title);
    if (w->decor->titles)
        put_title(w, "");
    put_header(w);
    for (int block = 0; block < 1 + w->sides->blocks; block++) {
        if (w->sides->blocks) {
            w->side = "LB"[block];
            put_text_line(w, block ? "Baten" : "Lasten");
            w->above = NULL;
        }
        put_lines(w);
    }
    if (w->decor->notes) {
        put_title(w, "");
        put_title(w, "Bron: financiele administratie");
        put_title(w, "Afgedrukt op 12-01-2026");
    }
}

/* One export: a file of its own, or a sheet of the workbook. */
static bool write_export(struct writer *w, const char *folder, const char *name)
{
    char path[4096];
    const char *workbook = w->notation->workbook;
    snprintf(path, sizeof path, "%s/%s.%s", folder, workbook && *workbook ? workbook : name,
             workbook ? "xlsx" : "csv");
    if (!workbook) {
        w->out = fopen(path, "wb");
        if (w->out)
            put_file(w);
        return w->out && fclose(w->out) == 0;
    }
    if (!w->book)
        w->book = workbook_new(path);
    char sheet[32];
    snprintf(sheet, sizeof sheet, "%.31s", name);
    w->sheet = w->book ? workbook_add_worksheet(w->book, sheet) : NULL;
    if (!w->sheet)
        return false;
    put_file(w);
    const bool closes = !*workbook;
    lxw_workbook *book = w->book;
    w->book = closes ? NULL : book;
    return !closes || workbook_close(book) == LXW_NO_ERROR;
}

bool layout_write(struct layout layout, const char *folder)
{
    static const char *const fronts[] = {"", "Lasten ", "Baten "};
    const unsigned char *on = layout.on;
    struct writer w = {.layout = layout,
                       .sides = &layout_sides[on[LAYOUT_SIDES]],
                       .standen = &layout_standen[on[LAYOUT_STANDEN]],
                       .time = &layout_time[on[LAYOUT_TIME]],
                       .keys = &layout_keys[on[LAYOUT_KEYS]],
                       .decor = &layout_decor[on[LAYOUT_DECOR]],
                       .notation = &layout_notation[on[LAYOUT_NOTATION]]};
    bool ok = true;
    for (size_t i = 0; ok && i < 4 && w.standen->files[i].name; i++)
        for (int side = 0; ok && side < 1 + w.sides->files; side++) {
            char name[128];
            w.file = &w.standen->files[i];
            w.split = split_is_of_changes(w.sides->split) && !w.file->changes ? SPLIT_NONE
                                                                              : w.sides->split;
            w.side = w.sides->files ? "LB"[side] : 0;
            snprintf(name, sizeof name, "%s%s", fronts[w.sides->files + side], w.file->name);
            ok = write_export(&w, folder, name);
        }
    return (!w.book || workbook_close(w.book) == LXW_NO_ERROR) && ok;
}
