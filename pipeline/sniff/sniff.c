#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/command.h"
#include "pipeline/format/packing.h"
#include "pipeline/report.h"
#include "pipeline/sniff/sniff_draft.h"

#include <stdarg.h>
#include <string.h>

#define MAX_SHOWN 40 /* characters of a value */

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
