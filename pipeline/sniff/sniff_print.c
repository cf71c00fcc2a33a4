/* Lines of the draft. */
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
