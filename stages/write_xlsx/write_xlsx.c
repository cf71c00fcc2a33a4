/* tables -> the workbook, read back and compared before anybody may publish it. This
 * room alone includes xlsxwriter.h.
 *
 * What the library takes and then breaks on (text that is not UTF-8, limits) is refused beforehand
 * by sheets_check; what it leaves broken without a word (a full disk) is found by reading back. */
#include "pipeline/base/held.h"
#include "pipeline/format/workbook.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/provenance.h"
#include "pipeline/tables/sheet.h"
#include "pipeline/tables/workbook_compare.h"
#include "stages/write_xlsx/writer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* ---- the writer ---- */

void writer_keep(struct writer *writer, lxw_error code, size_t row, size_t column)
{
    if (code != LXW_NO_ERROR && writer->refusal.code == LXW_NO_ERROR)
        writer->refusal =
            (struct refusal){code, writer->plan ? writer->plan->table->sheet : NULL, row, column};
}

/* ---- cells ---- */

static void put_text(struct writer *writer, size_t row, size_t column, const char *text,
                     struct style style)
{
    writer_keep(writer,
                worksheet_write_string(writer->sheet, row, column,
                                       workbook_escape(writer->job->arena, text),
                                       looks_format(&writer->looks, style)),
                row, column);
}

/* Both are exact, so one division rounds once; sheets_check saw the size. */
static double nearest_double(struct decimal number)
{
    double power = 1;
    for (int i = 0; i < number.n_decimals; i++)
        power *= 10;
    return (double)number.mantissa / power;
}

static void put_number(struct writer *writer, size_t row, size_t column, lxw_format *format)
{
    const struct sheet *plan = writer->plan;
    struct sheet_formula formula;
    struct decimal number = {0};
    size_t at = plan->first_row + row;
    char text[WORKBOOK_MAX_FORMULA + 1] = "=";
    cell_exact_number(&plan->table->rows[row].cells[column], &number);
    double value = nearest_double(number);
    lxw_error code;
    if (sheet_formula(plan->table, row, column, &formula)) {
        sheet_formula_text(plan, row, column, &formula, text + 1);
        code = worksheet_write_formula_num(writer->sheet, at, column, text, format, value);
    } else {
        code = worksheet_write_number(writer->sheet, at, column, value, format);
    }
    writer_keep(writer, code, at, column);
}

static bool is_number(const struct sheet *plan, size_t row, size_t column)
{
    return plan->table->columns[column].kind == COLUMN_NUMBER ||
           cell_is_numeric(&plan->table->rows[row].cells[column]);
}

static enum content content_of(const struct sheet *plan, size_t row, size_t column)
{
    if (is_number(plan, row, column))
        return CONTENT_NUMBER;
    if (column == 0)
        return table_repeats(plan->table, row) ? CONTENT_REPEATED : CONTENT_TEXT;
    return plan->table->columns[column - 1].kind == COLUMN_NUMBER ? CONTENT_BESIDE : CONTENT_TEXT;
}

static enum content heading_content(const struct table *table, size_t column)
{
    if (table->columns[column].kind == COLUMN_NUMBER)
        return CONTENT_NUMBER;
    return column > 0 && table->columns[column - 1].kind == COLUMN_NUMBER ? CONTENT_BESIDE
                                                                          : CONTENT_TEXT;
}

static const enum look look_of_rank[] = {
    [RANK_DATA] = LOOK_DATA, [RANK_TOTAL] = LOOK_TOTAL, [RANK_SALDO] = LOOK_SALDO};

static struct style style_of(const struct sheet *plan, size_t row, size_t column)
{
    const struct table_column *under = &plan->table->columns[column];
    return (struct style){
        .look = look_of_rank[table_rank(plan->table, plan->grouped, row)],
        .content = content_of(plan, row, column),
        .number_format = plan->formats[column],
        .tone = under->verdict ? plan->table->rows[row].effect : EFFECT_NONE,
        .wrapped = under->wrap || sheet_cell_lines(plan, row, column) > 1,
        .editable = under->editable && plan->table->rows[row].kind == ROW_DATA,
        .tall = plan->row_lines[row] > 1,
    };
}

static void put_cell(struct writer *writer, size_t row, size_t column)
{
    const struct sheet *plan = writer->plan;
    const struct cell *cell = &plan->table->rows[row].cells[column];
    struct style style = style_of(plan, row, column);
    size_t at = plan->first_row + row;
    if (cell_form(cell) == CELL_AS_TEXT)
        put_text(writer, at, column, cell->text, style);
    else if (cell_form(cell) == CELL_AS_NOTHING)
        writer_keep(
            writer,
            worksheet_write_blank(writer->sheet, at, column, looks_format(&writer->looks, style)),
            at, column);
    else
        put_number(writer, row, column, looks_format(&writer->looks, style));
}

/* ---- links ---- */

/* The cell once more, as a link; it may be a text only. */
static void put_link(struct writer *writer, size_t row, size_t column, const char *text,
                     struct style style, const struct table *to, size_t to_row, const char *tip)
{
    struct arena *arena = writer->job->arena;
    const char *url =
        arena_printf(arena, "internal:%s", sheets_place(writer->sheets, to, to_row, arena));
    style.linked = style.look != LOOK_TITLE;
    writer_keep(writer,
                worksheet_write_url_opt(writer->sheet, row, column, url,
                                        looks_format(&writer->looks, style),
                                        workbook_escape(arena, text), tip),
                row, column);
}

static void put_links(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    for (size_t i = 0; i < plan->table->n_links; i++) {
        const struct table_link *link = &plan->table->links[i];
        put_link(writer, plan->first_row + link->row, link->column,
                 plan->table->rows[link->row].cells[link->column].text,
                 style_of(plan, link->row, link->column), link->to, link->to_row, link->tip);
    }
}

/* Every title leads to the front. */
static void put_title(struct writer *writer)
{
    const struct table *table = writer->plan->table, *front = writer->sheets->items[0].table;
    const struct style style = {.look = LOOK_TITLE};
    if (front->front && front != table)
        put_link(writer, 0, 0, table->title, style, front, TABLE_TOP, "Naar het voorblad");
    else
        put_text(writer, 0, 0, table->title, style);
}

/* ---- a sheet ---- */

static struct style heading_style(const struct table *table, size_t column)
{
    return (struct style){
        .look = LOOK_HEADER, .content = heading_content(table, column), .wrapped = true};
}

static void put_headers(struct writer *writer)
{
    const struct table *table = writer->plan->table;
    lxw_format **formats = arena_alloc(writer->job->arena, table->n_columns * sizeof(lxw_format *));
    for (size_t c = 0; c < table->n_columns; c++)
        formats[c] = looks_format(&writer->looks, heading_style(table, c));
    headers_put(writer, formats);
}

static void put_frame(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    put_title(writer);
    for (size_t i = 0; i < plan->n_intro; i++)
        put_text(writer, 1 + i, 0, plan->intro[i], (struct style){.look = LOOK_INTRO});
    for (size_t c = 0; c < plan->table->n_columns; c++)
        put_text(writer, plan->header_row, c, plan->table->columns[c].heading,
                 heading_style(plan->table, c));
    for (size_t i = 0; i < plan->n_notes; i++)
        put_text(writer, plan->note_row + i, 0, plan->notes[i], (struct style){.look = LOOK_NOTE});
}

static void set_widths(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    for (size_t c = 0; c < plan->table->n_columns; c++) {
        lxw_row_col_options options = {.hidden = plan->table->columns[c].hidden};
        writer_keep(writer,
                    worksheet_set_column_opt(writer->sheet, c, c, plan->widths[c], NULL, &options),
                    0, c);
    }
}

/* Excel would find the height of a wrapped row itself, LibreOffice does not. A row of one line is
 * left to them: it grows while an adviser types. */
#define LINE_POINTS   12.75
#define AROUND_POINTS 3.0
#define POINTS_MAX    409.0

double writer_points(int n_lines)
{
    double points = n_lines * LINE_POINTS + AROUND_POINTS;
    return points < POINTS_MAX ? points : POINTS_MAX;
}

static void set_height(struct writer *writer, size_t row, int n_lines)
{
    writer_keep(writer, worksheet_set_row(writer->sheet, row, writer_points(n_lines), NULL), row,
                0);
}

static void set_heights(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    writer_keep(writer, worksheet_set_row(writer->sheet, 0, 24.0, NULL), 0, 0);
    set_height(writer, plan->header_row, plan->header_lines);
    for (size_t r = 0; r < plan->table->n_rows; r++)
        if (plan->row_lines[r] > 1)
            set_height(writer, plan->first_row + r, plan->row_lines[r]);
}

/* The headings stay in sight, and beside a wide table its labels too. */
#define WIDE_TABLE  110
#define WIDE_LABELS 90

static void set_panes(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    int label_width = 0;
    for (size_t c = 0; c < plan->n_labels; c++)
        label_width += plan->widths[c];
    bool keep_labels = plan->total_width > WIDE_TABLE && label_width <= WIDE_LABELS;
    worksheet_freeze_panes(writer->sheet, plan->first_row, keep_labels ? plan->n_labels : 0);
}

static const char *doubled(struct arena *arena, const char *text, char mark)
{
    char *copy = arena_alloc(arena, 2 * strlen(text) + 1), *to = copy;
    for (const char *at = text; *at; at++) {
        if (*at == mark)
            *to++ = mark;
        *to++ = *at;
    }
    return copy;
}

/* In print titles and areas the library quotes a name with a space, but not one like 6L or 2024,
 * and Excel calls that damage. Quotes are always allowed. */
static void quote_name(struct writer *writer)
{
    const char *name = sheet_quoted(writer->plan, writer->job->arena);
    size_t n_bytes = strlen(name) + 1;
    free(writer->sheet->quoted_name);
    writer->sheet->quoted_name = memcpy(mem_alloc(n_bytes), name, n_bytes);
}

/* On every sheet, the hidden one too: whoever has a page knows which run it is of. */
static void set_footer(struct writer *writer)
{
    const struct plan *run = writer->job->plan;
    struct arena *arena = writer->job->arena;
    const char *footer = arena_printf(
        arena, "&L&\"Arial\"&8 %s, %s, run %s&C&\"Arial\"&8 &A&R&\"Arial\"&8 pagina &P van &N",
        doubled(arena, run->gemeente, '&'), doubled(arena, run->name, '&'), writer->run_id);
    writer_keep(writer, worksheet_set_footer(writer->sheet, footer), writer->plan->note_row, 0);
}

static void set_print(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    const struct charts_room charts = charts_room(plan);
    lxw_row_t last_row = (plan->note_row + plan->n_notes - (plan->n_notes ? 1 : 2));
    size_t n_seen = plan->table->n_columns;
    while (n_seen > 1 && plan->table->columns[n_seen - 1].hidden)
        n_seen--;
    if (charts.n_rows) {
        size_t end =
            (charts.beside ? plan->first_row : plan->note_row + plan->n_notes) + charts.n_rows;
        last_row = end > last_row ? end - 1 : last_row;
        n_seen = charts.n_columns > n_seen ? charts.n_columns : n_seen;
    }
    lxw_col_t last_column = n_seen - 1;
    quote_name(writer);
    if (charts.n_rows && !charts.beside) /* no chart over two pages */
        worksheet_set_portrait(writer->sheet);
    else
        worksheet_set_landscape(writer->sheet);
    worksheet_set_paper(writer->sheet, 9); /* A4 */
    worksheet_set_margins(writer->sheet, 0.5, 0.5, 0.6, 0.7);
    if (charts.beside)
        charts_set_pages(writer, (size_t)last_row + 1);
    else
        worksheet_fit_to_pages(writer->sheet, 1, charts.n_rows ? 1 : 0);
    lxw_row_t header = plan->header_row;
    writer_keep(writer, worksheet_repeat_rows(writer->sheet, header, header), header, 0);
    writer_keep(writer, worksheet_print_area(writer->sheet, 0, 0, last_row, last_column), last_row,
                0);
}

/* Codes such as 0601 are text on purpose: no green corners. */
static void set_text_codes(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    char first[SHEET_CELL_SIZE], last[SHEET_CELL_SIZE];
    if (plan->table->n_rows == 0)
        return;
    sheet_cell(plan->first_row, 0, first);
    sheet_cell(plan->first_row + plan->table->n_rows - 1, plan->table->n_columns - 1, last);
    writer_keep(writer,
                worksheet_ignore_errors(writer->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                        arena_printf(writer->job->arena, "%s:%s", first, last)),
                plan->first_row, 0);
}

static void write_sheet(struct writer *writer, const struct sheet *plan)
{
    const struct table *table = plan->table;
    writer->plan = plan;
    writer->sheet = workbook_add_worksheet(writer->book, table->sheet);
    if (!writer->sheet) {
        writer_keep(writer, workbook_validate_sheet_name(writer->book, table->sheet), 0, 0);
        return;
    }
    set_widths(writer);
    set_heights(writer);
    set_panes(writer);
    if (!plan->hidden)
        set_print(writer);
    set_footer(writer);
    worksheet_gridlines(writer->sheet, LXW_HIDE_ALL_GRIDLINES);
    put_frame(writer);
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < table->n_columns; c++)
            put_cell(writer, r, c);
    put_links(writer);
    exceptions_put(writer);
    set_text_codes(writer);
    fields_put(writer);
    put_headers(writer);
    if (plan->hidden)
        worksheet_hide(writer->sheet);
    if (table->n_charts)
        charts_put(writer);
}

/* ---- the workbook ---- */

/* In place of the library's own, which makes a file for each of some forty parts, one after the
 * other: that took more than writing them. The largest part is no more than its cells in memory. */
FILE *lxw_tmpfile(char *folder)
{
    (void)folder;
    int fd = memfd_create("deel", MFD_CLOEXEC);
    return fd < 0 ? NULL : fdopen(fd, "w+");
}

static char *text_copy(struct arena *arena, const char *text)
{
    return arena_printf(arena, "%s", text);
}

/* A date that belongs to the run: the same inputs give the same bytes, whatever the clock. */
static time_t created(const struct plan *plan)
{
    struct tm new_year = {.tm_year = (plan->year > 1970 ? plan->year : 1971) - 1900, .tm_mday = 1};
    return timegm(&new_year);
}

/* "Programma 6 Sociaal domein, jaarrekening-2024" */
static char *subject(struct arena *arena, const struct plan *plan)
{
    if (!plan->programma)
        return text_copy(arena, plan->name);
    const char *space = *plan->programma_name ? " " : "";
    char *text =
        arena_printf(arena, "%s%s%s, %s", plan->programma, space, plan->programma_name, plan->name);
    text[0] = (char)toupper((unsigned char)text[0]);
    return text;
}

static void set_properties(struct writer *writer)
{
    const struct plan *plan = writer->job->plan;
    struct arena *arena = writer->job->arena;
    lxw_doc_properties properties = {
        .title = text_copy(arena, plan->title),
        .subject = subject(arena, plan),
        .author = text_copy(arena, plan->gemeente),
        .company = text_copy(arena, plan->gemeente),
        .created = created(plan),
    };
    writer_keep(writer, workbook_set_properties(writer->book, &properties), 0, 0);
}

static const char *refusal_text(lxw_error code)
{
    static const struct {
        lxw_error code;
        const char *text;
    } texts[] = {
        {LXW_ERROR_CREATING_XLSX_FILE, "het bestand is niet te maken"},
        {LXW_ERROR_CREATING_TMPFILE, "een tijdelijk bestand is niet te maken"},
        {LXW_ERROR_READING_TMPFILE, "een tijdelijk bestand is niet terug te lezen"},
        {LXW_ERROR_ZIP_FILE_OPERATION, "het bestand is niet te schrijven; is de schijf vol?"},
        {LXW_ERROR_ZIP_FILE_ADD, "het bestand is niet te schrijven; is de schijf vol?"},
        {LXW_ERROR_ZIP_CLOSE, "het bestand is niet af te sluiten; is de schijf vol?"},
        {LXW_ERROR_255_STRING_LENGTH_EXCEEDED, "een tekst is langer dan 255 tekens"},
        {LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED, "een tekst is langer dan 32767 tekens"},
        {LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE, "buiten de grenzen van een werkblad"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].code == code)
            return texts[i].text;
    return "de schrijver van werkboeken weigert dit";
}

static bool refused(struct writer *writer, const char *path)
{
    const struct refusal *refusal = &writer->refusal;
    char cell[SHEET_CELL_SIZE];
    const char *where = path;
    if (refusal->sheet)
        where = arena_printf(writer->job->arena, "%s: blad %s, cel %s", path, refusal->sheet,
                             sheet_cell(refusal->row, refusal->column, cell));
    return errors_add(writer->job->errors, ERROR_MACHINE, where, "%s (code %d)",
                      refusal_text(refusal->code), (int)refusal->code);
}

/* The library says in English, on stderr, that it cannot open a file: tried first, said in Dutch.
 */
static bool can_create(struct job *job, const char *path)
{
    FILE *file = held_file(path, "x");
    return (file && fclose(file) == 0) ||
           errors_add_errno(job->errors, path, "het werkboek is niet te maken");
}

static bool write_workbook(struct job *job, const struct sheets *sheets, const char *path)
{
    struct writer writer = {.job = job, .sheets = sheets, .run_id = provenance_of(job).run_id};
    if (!can_create(job, path))
        return false;
    writer.book = workbook_new(held_way(path, job->arena));
    if (!writer.book)
        mem_exhausted();
    writer.looks = (struct looks){.arena = job->arena, .book = writer.book};
    looks_set_default(writer.book);
    set_properties(&writer);
    bool goes_on = true;
    for (size_t i = 0; goes_on && i < sheets->n && writer.refusal.code == LXW_NO_ERROR; i++) {
        write_sheet(&writer, &sheets->items[i]);
        goes_on = job_goes_on(job);
    }
    if (!goes_on || writer.refusal.code != LXW_NO_ERROR)
        lxw_workbook_free(writer.book);
    else
        writer.refusal = (struct refusal){.code = workbook_close(writer.book)};
    return (writer.refusal.code == LXW_NO_ERROR || refused(&writer, path)) && goes_on;
}

/* ---- reading back ---- */

static void report(struct job *job, const struct workbook_comparison *comparison)
{
    manifest_add_reading(&job->readings, job->arena, "bladen van het werkboek",
                         comparison->n_sheets);
    manifest_add_reading(&job->readings, job->arena, "cellen van het werkboek",
                         comparison->n_cells);
    manifest_add_reading(&job->readings, job->arena, "formules van het werkboek",
                         comparison->n_formulas);
}

static bool read_back(struct job *job, const struct sheets *sheets, const char *path)
{
    struct arena scratch = {0};
    struct workbook workbook;
    struct workbook_comparison comparison = {0};
    bool good = workbook_read(path, &scratch, job->errors, &workbook);
    if (good) {
        workbook_compare(&workbook, sheets, job->arena, &comparison);
        if (comparison.n_differences == 0)
            report(job, &comparison);
    }
    arena_release(&scratch);
    if (comparison.n_differences > 0)
        return errors_add(
            job->errors, ERROR_MACHINE, path,
            "het werkboek is niet wat er geschreven is: %zu verschillen, als eerste %s",
            comparison.n_differences, comparison.first);
    return good;
}

static bool write_xlsx_run(struct job *job)
{
    struct sheets sheets;
    const char *path = arena_printf(job->arena, "%s/%s.xlsx", job->temporary, job->plan->name);
    sheets_plan(&job->tables, job->arena, &sheets);
    if (!sheets_check(&sheets, job->errors))
        return false;
    if (write_workbook(job, &sheets, path) && language_set(path, job->errors) &&
        read_back(job, &sheets, path))
        return true;
    held_unlink(path); /* nobody can take it for a good one */
    return false;
}

const struct stage write_xlsx_stage = {
    .name = "werkboek schrijven", .run = write_xlsx_run, .when = STAGE_IF_GOOD};
