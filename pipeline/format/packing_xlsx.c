/* A sheet of a workbook (.xlsx): the one that the path names, or the only one that is not hidden. A
 * row is a record on the line of its number, as wide as the one behind the lines that are skipped.
 * Texts, numbers and dates are those that are stored, a formula's the result that was stored with
 * it. Memory is bounded: shared texts wait in a file without a name. */
#include "pipeline/base/array.h"
#include "pipeline/base/date.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/records.h"
#include "pipeline/format/shared_texts.h"
#include "pipeline/format/sheets.h"
#include "pipeline/format/workbook.h"
#include "pipeline/format/xml.h"
#include "pipeline/format/zip.h"

#include <string.h>

#define FED_BYTES (8 * 1024)
#define MAX_VALUE ((size_t)1 << 20)
#define MAX_PART  ((size_t)64 << 20) /* of a part that is read whole */

struct row_cell {
    size_t column, at, n_bytes; /* in row_text */
};

struct xlsx {
    struct records records;
    const struct packing_wish *wish;
    struct zip *zip;
    struct xml *xml;
    struct arena arena;
    struct sheets sheets;
    const struct sheet *sheet;
    enum sheet_style *styles;
    size_t n_styles;
    struct date_format date;
    const char *problem;

    struct shared_texts shared;

    /* the row and the cell that are open */
    struct sheets_place place;
    size_t n_written; /* rows */
    char type[12];
    size_t style;
    bool has_value, has_formula, phonetic;
    struct mem_bytes piece; /* of its value */
    bool takes;             /* what comes is more of it */
    struct row_cell *cells;
    size_t n_cells;
    struct mem_bytes row_text;
    size_t width; /* of all records; 0: not known yet */

    size_t n_hidden_rows, n_hidden_columns, n_merged;
    char fed[FED_BYTES];
};

static bool recognise(struct text head, const struct packing_wish *wish)
{
    static const char *const first_parts[] = {"[Content_Types].xml", "_rels/", "docProps/", "xl/"};
    (void)wish;
    if (head.n_bytes < 30 || memcmp(head.bytes, "PK\3\4", 4) != 0)
        return false;
    for (size_t i = 0; i < sizeof first_parts / sizeof *first_parts; i++)
        if (head.n_bytes >= 30 + strlen(first_parts[i]) &&
            memcmp(head.bytes + 30, first_parts[i], strlen(first_parts[i])) == 0)
            return true;
    return false;
}

static bool refuse(const struct xlsx *x, const char *part, const char *what, struct errors *errors)
{
    return errors_add(errors, ERROR_DATA, x->records.source->path,
                      "de werkmap is niet te lezen: %s%s%s", part, *part ? ": " : "", what);
}

static bool stop(struct xlsx *x, const char *problem)
{
    x->problem = problem;
    return false;
}

static void on_text(void *context, struct text text)
{
    struct xlsx *x = context;
    if (x->takes && x->piece.n_bytes + text.n_bytes > MAX_VALUE)
        x->problem = "een waarde is langer dan een cel kan zijn";
    else if (x->takes)
        mem_bytes_add(&x->piece, text.bytes, text.n_bytes);
}

/* ---- the parts ---- */

static bool read_whole(struct xlsx *x, const char *name, struct text *part, struct errors *errors)
{
    const struct zip_member *member = zip_find(x->zip, name);
    if (!member || member->n_bytes > MAX_PART)
        return refuse(x, name, member ? "is te groot" : "ontbreekt", errors);
    const char *wrong = zip_read_whole(x->zip, member, &x->arena, part);
    return !wrong || refuse(x, name, wrong, errors);
}

/* ---- a cell's value ---- */

static void add_cell(struct xlsx *x, const char *bytes, size_t n_bytes)
{
    *mem_add(x->cells, x->n_cells) =
        (struct row_cell){x->place.n_columns - 1, x->row_text.n_bytes, n_bytes};
    mem_bytes_add(&x->row_text, bytes, n_bytes);
}

static bool add_shared(struct xlsx *x)
{
    char *end;
    struct text text;
    if (!shared_text(&x->shared, strtoul(x->piece.bytes, &end, 10), &text) || *end)
        return stop(x, "een cel verwijst naar een tekst die er niet is");
    add_cell(x, text.bytes, text.n_bytes);
    return true;
}

static bool add_own(struct xlsx *x)
{
    struct arena arena = {0};
    const char *text = workbook_unescape(&arena, x->piece.bytes);
    add_cell(x, text, strlen(text));
    arena_release(&arena);
    return true;
}

static void add_moment(struct xlsx *x, struct date date, int seconds, bool with_time)
{
    char text[64];
    size_t n = date_write(&x->date, date, text);
    if (with_time)
        n += (size_t)snprintf(text + n, sizeof text - n, " %02d:%02d:%02d", seconds / 3600,
                              seconds / 60 % 60, seconds % 60);
    add_cell(x, text, n);
}

static bool is_integer(const char *text)
{
    text += *text == '-';
    return *text && text[strspn(text, "0123456789")] == '\0';
}

/* "0,545" -> "54,5%". */
static void add_percent(struct xlsx *x, const char *plain, char mark)
{
    char text[WORKBOOK_PLAIN_SIZE + 4], *end = text;
    const char *at = plain, *decimals = strchr(plain, mark);
    size_t n_decimals = decimals ? strlen(decimals + 1) : 0, n_digits = 0;
    size_t n_whole = strlen(plain) - (decimals ? n_decimals + 1 : 0) - (*plain == '-') + 2;
    if (*at == '-')
        *end++ = *at++;
    for (size_t i = 0; i < n_whole || *at; i++) {
        at += *at == mark;
        char digit = *at ? *at++ : '0';
        if (i == n_whole)
            *end++ = mark;
        if (digit != '0' || n_digits > 0 || i + 1 >= n_whole) {
            *end++ = digit;
            n_digits++;
        }
    }
    *end++ = '%';
    add_cell(x, text, (size_t)(end - text));
}

static bool add_number(struct xlsx *x)
{
    char mark = x->wish->decimal ? x->wish->decimal : '.';
    char plain[WORKBOOK_PLAIN_SIZE];
    enum sheet_style style = x->style < x->n_styles ? x->styles[x->style] : SHEET_NUMBER;
    struct date date;
    int seconds;
    if (style == SHEET_PERCENT && x->wish->shows_percent &&
        workbook_plain(x->piece.bytes, mark, plain)) {
        add_percent(x, plain, mark);
        return true;
    }
    if (style > SHEET_PERCENT && workbook_plain(x->piece.bytes, '.', plain) &&
        workbook_date(plain, x->sheets.from_1904, &date, &seconds)) {
        if (style == SHEET_TIME && strtol(plain, NULL, 10) == 0)
            snprintf(plain, sizeof plain, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                     seconds % 60);
        else {
            add_moment(x, date, seconds, seconds > 0);
            return true;
        }
        add_cell(x, plain, strlen(plain));
    } else if (!is_integer(x->piece.bytes) && workbook_plain(x->piece.bytes, mark, plain)) {
        add_cell(x, plain, strlen(plain));
    } else {
        add_cell(x, x->piece.bytes, x->piece.n_bytes);
    }
    return true;
}

static bool add_truth(struct xlsx *x)
{
    const char *word = strcmp(x->piece.bytes, "1") == 0 ? "WAAR" : "ONWAAR";
    add_cell(x, word, strlen(word));
    return true;
}

/* ISO 8601, which strict workbooks have. */
static bool add_iso(struct xlsx *x)
{
    struct date_format iso;
    struct date date;
    date_format_parse("jjjj-mm-dd", &iso);
    bool has_time = x->piece.n_bytes > 10;
    if ((!has_time || strncmp(x->piece.bytes + 10, "T00:00:00", 9) == 0) &&
        date_parse(&iso, (struct text){x->piece.bytes, has_time ? 10 : x->piece.n_bytes}, &date))
        add_moment(x, date, 0, false);
    else
        add_cell(x, x->piece.bytes, x->piece.n_bytes);
    return true;
}

static bool add_error(struct xlsx *x)
{
    add_cell(x, x->piece.bytes, x->piece.n_bytes);
    return true;
}

static const struct {
    const char *type;
    bool (*add)(struct xlsx *x);
} cell_types[] = {
    {"s", add_shared}, {"n", add_number}, {"str", add_own}, {"inlineStr", add_own},
    {"b", add_truth},  {"d", add_iso},    {"e", add_error},
};

static bool finish_cell(struct xlsx *x)
{
    if (x->problem)
        return false;
    bool is_empty = !x->has_value || x->piece.n_bytes == 0;
    if (is_empty && x->has_formula && strcmp(x->type, "str") != 0) {
        x->problem = arena_printf(&x->arena,
                                  "rij %zu, kolom %zu heeft een formule zonder uitkomst; open de "
                                  "werkmap in Excel en bewaar haar",
                                  x->place.row, x->place.n_columns);
        return false;
    }
    if (is_empty)
        return true;
    const size_t n = ARRAY_LENGTH(cell_types), i = array_index(cell_types, n, type, x->type);
    return i < n ? cell_types[i].add(x) : stop(x, "een cel van onbekende soort");
}

/* ---- rows ---- */

static bool start_row(struct xlsx *x, const char *const *attributes)
{
    const char *hidden = xml_attribute(attributes, "hidden");
    if (!sheets_row(&x->place, attributes) || x->place.row > WORKBOOK_MAX_ROWS)
        return stop(x, "de rijen staan niet in volgorde");
    x->n_cells = x->row_text.n_bytes = 0;
    x->n_hidden_rows += hidden && *hidden != '0' && *hidden != 'f';
    return true;
}

static bool start_cell(struct xlsx *x, const char *const *attributes)
{
    const char *type = xml_attribute(attributes, "t"), *style = xml_attribute(attributes, "s");
    if (!sheets_cell(&x->place, attributes) || x->place.n_columns > WORKBOOK_MAX_COLUMNS)
        return stop(x, "de cellen staan niet in volgorde");
    x->style = style ? strtoul(style, NULL, 10) : 0;
    x->has_value = x->has_formula = false;
    x->piece.n_bytes = 0;
    snprintf(x->type, sizeof x->type, "%s", type ? type : "n");
    return true;
}

/* Rows without a value are blank lines, those at the end none at all. */
static void finish_row(struct xlsx *x)
{
    if (x->n_cells == 0)
        return;
    for (; x->n_written + 1 < x->place.row; x->n_written++)
        records_end(&x->records);
    x->n_written = x->place.row;
    size_t n_fields = x->cells[x->n_cells - 1].column + 1;
    if (x->width == 0 && x->place.row > x->wish->n_skipped)
        x->width = n_fields;
    for (size_t c = 0, at = 0; c < n_fields || c < x->width; c++) {
        bool is_there = at < x->n_cells && x->cells[at].column == c;
        records_field(&x->records, is_there ? (struct text){x->row_text.bytes + x->cells[at].at,
                                                            x->cells[at].n_bytes}
                                            : (struct text){"", 0});
        at += is_there;
    }
    records_end(&x->records);
}

static bool sheet_start(void *context, const char *name, const char *const *attributes)
{
    struct xlsx *x = context;
    if (strcmp(name, "c") == 0)
        return start_cell(x, attributes);
    if (strcmp(name, "row") == 0)
        return start_row(x, attributes);
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        x->takes = x->has_value = !x->phonetic;
    else if (strcmp(name, "f") == 0)
        x->has_formula = true;
    else if (strcmp(name, "rPh") == 0)
        x->phonetic = true;
    else if (strcmp(name, "mergeCell") == 0) {
        const char *ref = xml_attribute(attributes, "ref"), *last = ref ? strchr(ref, ':') : NULL;
        last = last ? last + strcspn(last, "0123456789") : NULL;
        x->n_merged += !last || strtoul(last, NULL, 10) > x->wish->n_skipped;
    } else if (strcmp(name, "col") == 0) {
        const char *hidden = xml_attribute(attributes, "hidden");
        const char *first = xml_attribute(attributes, "min"),
                   *last = xml_attribute(attributes, "max");
        if (hidden && *hidden != '0' && *hidden != 'f' && first && last)
            x->n_hidden_columns += strtoul(last, NULL, 10) - strtoul(first, NULL, 10) + 1;
    }
    return true;
}

static bool sheet_end(void *context, const char *name)
{
    struct xlsx *x = context;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        x->takes = false;
    else if (strcmp(name, "rPh") == 0)
        x->phonetic = false;
    else if (strcmp(name, "c") == 0)
        return finish_cell(x);
    else if (strcmp(name, "row") == 0)
        finish_row(x);
    return true;
}

static const struct xml_handlers sheet_handlers = {sheet_start, sheet_end, on_text};

/* ---- the packing ---- */

static const char *sheet_names(const struct sheets *sheets, struct arena *arena)
{
    struct text_list list = {.arena = arena};
    for (size_t i = 0; i < sheets->n; i++)
        list_add(&list, "'%s'%s", sheets->items[i].name,
                 sheets->items[i].hidden ? " (verborgen)" : "");
    return list_text(&list, "");
}

static bool choose(struct xlsx *x, struct errors *errors)
{
    size_t n_visible = 0;
    uint64_t most = 0;
    const struct sheet *visible = NULL; /* the largest: likelier the table than a reading guide */
    for (size_t i = 0; i < x->sheets.n; i++) {
        const struct sheet *sheet = &x->sheets.items[i];
        if (x->wish->part && strcmp(sheet->name, x->wish->part) == 0)
            x->sheet = sheet;
        const struct zip_member *member = zip_find(x->zip, sheet->part);
        if (!sheet->hidden && (n_visible++ == 0 || (member && member->n_bytes > most))) {
            visible = sheet;
            most = member ? member->n_bytes : 0;
        }
    }
    if (!x->wish->part && n_visible == 1)
        x->sheet = visible;
    if (x->sheet)
        return true;
    const char *found = sheet_names(&x->sheets, &x->arena);
    if (x->wish->part)
        return errors_add(errors, ERROR_DATA, x->records.source->path,
                          "verwacht het blad '%s' in de werkmap, gevonden %s", x->wish->part,
                          found);
    return errors_add(errors, ERROR_DATA, x->records.source->path,
                      "verwacht één zichtbaar blad in de werkmap, gevonden %s; zet achter de naam "
                      "van de werkmap een / en de naam van het blad, zoals %s/%s",
                      found, path_name(x->records.source->path), visible ? visible->name : "Blad");
}

static bool read_list(struct xlsx *x, struct errors *errors)
{
    struct text relations, workbook, styles;
    const char *part;
    if (!read_whole(x, SHEETS_RELATIONS, &relations, errors) ||
        !read_whole(x, SHEETS_WORKBOOK, &workbook, errors))
        return false;
    const char *wrong = sheets_read(relations, workbook, &x->arena, &x->sheets, &part);
    if (wrong)
        return refuse(x, part, wrong, errors);
    if (!x->sheets.styles_part)
        return true;
    if (!read_whole(x, x->sheets.styles_part, &styles, errors))
        return false;
    wrong = sheets_styles(styles, &x->arena, &x->styles, &x->n_styles);
    return !wrong || refuse(x, x->sheets.styles_part, wrong, errors);
}

static bool list_parts(int fd, struct arena *arena, struct packing_parts *parts)
{
    static const struct packing_source nobody = {.path = ""};
    struct xlsx x = {.records.source = &nobody};
    bool ok = !zip_open(fd, &x.zip) && read_list(&x, ERRORS_UNHEARD);
    for (size_t i = 0; ok && i < x.sheets.n; i++)
        if (!x.sheets.items[i].hidden)
            packing_add_part(parts, arena, x.sheets.items[i].name);
        else
            *arena_add(arena, parts->hidden, parts->n_hidden) =
                arena_printf(arena, "%s", x.sheets.items[i].name);
    parts->one_wanted = true;
    zip_close(x.zip);
    arena_release(&x.arena);
    return ok;
}

static bool read_shared(struct xlsx *x, struct errors *errors)
{
    const char *part = x->sheets.strings_part;
    const char *wrong = part ? shared_read(x->zip, part, &x->arena, &x->shared) : NULL;
    return !wrong || refuse(x, part, wrong, errors);
}

static bool open_sheet(struct xlsx *x, struct errors *errors)
{
    const struct zip_member *member = zip_find(x->zip, x->sheet->part);
    const char *wrong = member ? zip_enter(x->zip, member) : "ontbreekt";
    x->xml = xml_open(&sheet_handlers, x, &x->problem);
    return !wrong || refuse(x, x->sheet->part, wrong, errors);
}

static void close_xlsx(void *state)
{
    struct xlsx *x = state;
    if (!x)
        return;
    xml_close(x->xml);
    zip_close(x->zip);
    records_release(&x->records);
    shared_release(&x->shared);
    free(x->piece.bytes);
    free(x->row_text.bytes);
    free(x->cells);
    arena_release(&x->arena);
    free(x);
}

static bool more(void *state, bool *ended, struct errors *errors)
{
    struct xlsx *x = state;
    size_t n_read;
    const char *wrong = zip_read(x->zip, x->fed, sizeof x->fed, &n_read);
    *ended = n_read < sizeof x->fed;
    if (!wrong)
        wrong = xml_feed(x->xml, (struct text){x->fed, n_read}, *ended);
    return !wrong || refuse(x, x->sheet->name, wrong, errors);
}

static void *open_xlsx(const struct packing_source *source, const struct packing_wish *wish,
                       struct errors *errors)
{
    struct xlsx *x = mem_alloc(sizeof *x);
    x->wish = wish;
    x->records = (struct records){.wish = wish, .source = source, .more = more};
    if (!wish->date || !date_format_parse(wish->date, &x->date))
        date_format_parse("jjjj-mm-dd", &x->date);
    const char *wrong = source->fd < 0 ? "zij zit in een ander bestand; pak het uit"
                                       : zip_open(source->fd, &x->zip);
    bool ok = wrong ? refuse(x, "", wrong, errors)
                    : read_list(x, errors) && choose(x, errors) && read_shared(x, errors) &&
                          open_sheet(x, errors);
    if (ok)
        return x;
    close_xlsx(x);
    return NULL;
}

static const char *remark(void *state)
{
    struct xlsx *x = state;
    static const char *const what[] = {
        "verborgen rijen (meegelezen)", "verborgen kolommen (meegelezen)",
        "samengevoegde cellen (de waarde staat alleen in de eerste)"};
    const size_t n[] = {x->n_hidden_rows, x->n_hidden_columns, x->n_merged};
    struct text_list list = {.arena = &x->arena};
    for (int i = 0; i < 3; i++)
        if (n[i])
            list_add(&list, "%zu %s", n[i], what[i]);
    return list_text(&list, "");
}

static uint64_t taken(const void *state)
{
    return zip_taken(((const struct xlsx *)state)->zip);
}

extern const struct packing packing_xlsx;
const struct packing packing_xlsx = {
    .name = "werkmap",
    .gives_rows = true,
    .gives_utf8 = true,
    .recognise = recognise,
    .open = open_xlsx,
    .read = records_read,
    .close = close_xlsx,
    .taken = taken,
    .parts = list_parts,
    .remark = remark,
};
