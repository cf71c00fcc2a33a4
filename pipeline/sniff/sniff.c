#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/command.h"
#include "pipeline/format/packing.h"
#include "pipeline/report.h"
#include "pipeline/sniff/sniff_draft.h"

#include <stdarg.h>
#include <string.h>

#define MAX_NAME_BYTES   40
#define MAX_HEADER_BYTES 120 /* a line of a profile holds 199 */
#define MAX_SHOWN        40  /* characters of a value */

/* ---- lines ---- */

void draft_say(struct draft *draft, enum draft_mark mark, const char *format, ...)
{
    static const char *const prefixes[SAY_COUNT] = {
        [SAY_LINE] = "",
        [SAY_COMMENT] = "; ",
        [SAY_BLANK] = ";",
        [SAY_CHECK] = "; na te gaan: ",
        [SAY_FILL] = "; invullen: ",
        [SAY_OR] = "; of: ",
        [SAY_OPTION] = "; zo nodig: ",
    };
    va_list arguments;
    draft->n_said[mark]++;
    if (draft->section)
        fprintf(draft->out, "\n[%s]\n", draft->section);
    draft->section = NULL;
    va_start(arguments, format);
    text_line(draft->out, "%s%s", prefixes[mark], arena_vprintf(draft->arena, format, arguments));
    va_end(arguments);
}

/* ---- values ---- */

const char *draft_show(struct draft *draft, struct text text, enum text_encoding encoding)
{
    char *utf8 = text_to_utf8(draft->arena, text, encoding);
    size_t n_bytes = text_skip(text_of(utf8), MAX_SHOWN);
    bool whole = utf8[n_bytes] == '\0';
    utf8[n_bytes] = '\0';
    return arena_printf(draft->arena, "%s%s", text_shown(draft->arena, utf8, ""), whole ? "" : "…");
}

/* A sight may end inside a character. */
static const char *show_sight(struct draft *draft, const struct sniff_sight *sight)
{
    size_t n = sight->n_bytes;
    if (n == SNIFF_SIGHT_BYTES && draft->bytes.encoding == TEXT_UTF8)
        while (n > 0 && ((unsigned char)sight->bytes[n - 1] & 0x80))
            n--;
    return draft_show(draft, (struct text){sight->bytes, n}, draft->bytes.encoding);
}

const char *draft_proof(struct draft *draft, const struct sniff_sight *sight, bool is_private)
{
    bool shown = !is_private && sight->n_bytes > 0;
    return arena_printf(draft->arena, "regel %s%s%s", draft_count(draft, sight->line_no),
                        shown ? " heeft " : "", shown ? show_sight(draft, sight) : "");
}

const char *draft_rule_text(struct draft *draft, struct text text)
{
    return sniff_rule_text(draft->arena, text_to_utf8(draft->arena, text, draft->bytes.encoding));
}

const char *sniff_quoted(struct arena *arena, const char *utf8)
{
    char *quoted = arena_alloc(arena, 2 * strlen(utf8) + 3);
    size_t n = 0;
    quoted[n++] = '"';
    for (const char *at = utf8; *at; at++) {
        if (*at == '"')
            quoted[n++] = '"';
        quoted[n++] = *at;
    }
    quoted[n] = '"';
    return quoted;
}

const char *sniff_rule_text(struct arena *arena, const char *utf8)
{
    bool plain =
        !strpbrk(utf8, ":&,*-;\"") && strcmp(utf8, "leeg") != 0 && strncmp(utf8, "niet", 4) != 0;
    bool starred = *utf8 != '*' && text_ends(text_of(utf8), "*");
    return plain ? utf8
                 : arena_printf(arena, "%s%s", sniff_quoted(arena, utf8), starred ? "*" : "");
}

const char *draft_count(struct draft *draft, uint64_t n)
{
    char buffer[REPORT_COUNT_SIZE];
    report_count(n, buffer);
    return arena_copy(draft->arena, buffer, strlen(buffer));
}

/* ---- names of columns in the draft, and what [kolommen] can hold ---- */

/* Small letters, those of U+00C0 to U+024F too, digits, and single underscores between them. */
static const char *make_name(struct arena *arena, const char *header)
{
    char *name = arena_alloc(arena, MAX_NAME_BYTES + 4);
    size_t n = 0;
    for (; *header && n < MAX_NAME_BYTES; header++) {
        unsigned char c = (unsigned char)*header;
        if (c >= 0xC3 && c <= 0xC9 && ((unsigned char)header[1] & 0xC0) == 0x80) {
            name[n++] = *header++;
            name[n++] = *header;
        } else if (text_is_digit(*header) || ((c | ' ') >= 'a' && (c | ' ') <= 'z')) {
            name[n++] = (char)(text_is_digit(*header) ? c : c | ' ');
        } else if (n > 0 && name[n - 1] != '_') {
            name[n++] = '_';
        }
    }
    if (n > 0 && name[n - 1] == '_')
        n--;
    name[n] = '\0';
    return name;
}

static const char *pick_name(struct draft *draft, const struct sniff_column *column)
{
    const char *name = make_name(draft->arena, column->header.bytes ? column->header.bytes : "");
    const struct column_part *part = &column->part;
    if (column->headed && column->guessed)
        name = "kaart";
    else if (!*name)
        name = arena_printf(draft->arena, "kolom_%zu", column->source + 1);
    else if (*name >= '0' && *name <= '9')
        name = arena_printf(draft->arena, "kolom_%s", name);
    if (part->piece && !column->headed)
        name = arena_printf(draft->arena, "%s_deel_%zu", name, part->piece);
    else if (part->first)
        name = arena_printf(draft->arena, "%s_%zu_%zu", name, part->first, part->last);
    const char *base = name;
    for (int k = 2; array_find(draft->items, column->index, name, name); k++)
        name = arena_printf(draft->arena, "%s_%d", base, k);
    return name;
}

/* What a line of the draft would have to spell out has no place in it. */
static const char *header_problem(const struct draft *draft, const struct sniff_column *column)
{
    struct text header = column->header;
    const char *utf8 = text_to_utf8(draft->arena, header, draft->bytes.encoding);
    size_t n = header.n_bytes;
    for (size_t i = 0; i < header.n_bytes; i++)
        n += header.bytes[i] == '"';
    if (header.n_bytes == 0)
        return "de kop is leeg";
    if (strcmp(text_shown(draft->arena, utf8, ""), utf8) != 0)
        return "in de kop staat een stuurteken";
    if (n > MAX_HEADER_BYTES)
        return "de kop is te lang";
    return NULL;
}

const char *draft_header(struct draft *draft, const struct sniff_column *column)
{
    const char *header = column->called.bytes;
    bool quoted = strpbrk(header, "\"|;");
    return quoted ? sniff_quoted(draft->arena, header) : header;
}

/* What a part is about by its field's header; the field itself is then about nothing. */
static void divide_word(struct draft *draft, struct sniff_column *part)
{
    struct sniff_column *whole = &draft->items[part->source];
    enum sniff_word word = sniff_word_of(whole->header);
    bool named = sniff_part_is_named(part);
    bool keeps = !named && (word == WORD_KOSTENPLAATS || word == WORD_PRODUCT);
    bool first = part->part.piece <= 1;
    if (part->headed) { /* by its head */
        const struct sniff_card *card = &draft->columns.card;
        part->header = *card->word ? text_of(card->word) : part->header;
        part->guessed = sniff_word_of(part->header) != card->about;
        part->word = card->about;
        return;
    }
    part->word = WORD_NONE;
    if (part->n_filled > 0 && part->n[KIND_YEAR] == part->n_filled && !named)
        part->word = WORD_JAAR;
    else if (word == WORD_PERIODE && part->n[KIND_PERIOD] == part->n_filled)
        part->word = word;
    else if ((word == WORD_REKENING && first) || named || word == WORD_SOORT)
        part->word = word;
    if (!keeps)
        whole->word = WORD_NONE;
}

void draft_name_columns(struct draft *draft)
{
    bool has_header = draft->shape.header != HEADER_NO;
    size_t n_good = 0, n = draft->shape.n_fields;
    struct text *called = arena_alloc(draft->arena, n * sizeof *called);
    if (has_header)
        profile_call_headers(draft->arena, draft->shape.first, n, called);
    for (size_t i = 0; i < draft->columns.n; i++) {
        struct sniff_column *column = &draft->items[i];
        column->index = i;
        column->header = has_header ? draft->shape.first[column->source] : text_of("");
        column->called = called[column->source];
        column->problem = has_header ? header_problem(draft, column) : NULL;
        column->word = sniff_word_of(column->header);
        if (column->n[KIND_NO_AMOUNT] == 0 && sniff_matches(column->header, "begrotingswijziging"))
            column->word = WORD_BEDRAG; /* how much it is, not which */
        column->sectie = draft_sectie_called(sniff_header_sectie(column->header));
        if (i >= draft->columns.n_plain)
            divide_word(draft, column);
        column->name = pick_name(draft, column);
        n_good += !column->problem;
    }
    draft->by_number = !has_header || n_good == 0 || draft->shape.two_rows;
    draft->skip_lines = draft->shape.skip_lines;
    size_t n_behind = (size_t)draft->shape.behind_first_line - 1;
    if (has_header && draft->by_number)
        draft->skip_lines = n_behind < SNIFF_MAX_SKIP ? n_behind : SNIFF_MAX_SKIP;
}

/* ---- the whole ---- */

static const char *name_beside(const char *path, struct arena *arena)
{
    struct packing_parts parts = {0};
    const char *part, *file = file_of_path(arena, path, &part);
    if (part)
        return path_name(file);
    return packing_list_parts(file, arena, &parts) && parts.n == 1 ? parts.names[0] : "";
}

bool draft_open(const char *path, struct errors *errors, struct draft *draft)
{
    *draft = (struct draft){.path = path, .key = NO_COLUMN, .row_total = NO_COLUMN};
    draft->arena = &draft->room;
    draft->beside = name_beside(path, draft->arena);
    struct sniff_shape *shape = &draft->shape;
    if (!sniff_shape_open(path, draft->arena, errors, &draft->bytes, shape))
        return false;
    sniff_shape_read(&draft->bytes, shape, SIZE_MAX, &draft->columns);
    draft->items = draft->columns.items;
    draft_judge(draft);
    draft_add_up(draft);
    return true;
}

void draft_print(struct draft *draft, FILE *out)
{
    static void (*const sections[])(struct draft *) = {
        draft_print_file,   draft_print_columns, draft_print_dates,
        draft_print_number, draft_print_amounts, draft_print_meaning,
        draft_print_texts,  draft_print_totals,  draft_print_rules};
    draft->out = out;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        sections[i](draft);
}

void draft_release(struct draft *draft)
{
    sniff_columns_release(&draft->columns);
    sniff_bytes_release(&draft->bytes);
    arena_release(&draft->room);
}

const char *sniff_file(const char *path, FILE *out, struct arena *arena, struct errors *errors)
{
    struct draft draft;
    const char *verdict = NULL;
    if (draft_open(path, errors, &draft)) {
        draft_print(&draft, out);
        verdict =
            arena_printf(arena, "%s: %zu kolommen; %zu regels in te vullen, %zu na te gaan%s", path,
                         draft.columns.n_fields, draft.n_said[SAY_FILL], draft.n_said[SAY_CHECK],
                         draft.bytes.whole ? "" : "; niet het hele bestand is bekeken");
    }
    draft_release(&draft);
    return verdict;
}

static const struct command_option options[] = {
    {"BESTAND", OPTION_OPERAND, 0, .help = "een export zoals die geleverd is",
     .missing = "geef een export: BESTAND"},
    {0},
};

static int run(const void *context, struct call *call)
{
    const char *file = *(const char *const *)context;
    call->verdict = sniff_file(file, stdout, &call->arena, &call->errors);
    if (!command_flush(&call->errors) || !call->verdict)
        call->verdict = arena_printf(&call->arena, "%s: geen ontwerp", file);
    return (int)errors_worst(&call->errors);
}

const struct command sniff_command = {
    .name = "sniff",
    .summary = "hoe een onbekende export eruitziet, als bronprofiel in ontwerp",
    .options = options,
    .options_size = sizeof(const char *),
    .run = run,
};
