/* "_x000D_": how a workbook writes a character that XML cannot hold. */
#include "pipeline/format/workbook.h"

#include <string.h>

#define ESCAPE_LENGTH 7

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code that an escape at this place stands for; -1 when there is none. */
static int escaped_code(const char *at)
{
    int code = 0;
    if (strncmp(at, "_x", 2) != 0)
        return -1;
    for (int i = 2; i < 6; i++) {
        if (hex_value(at[i]) < 0)
            return -1;
        code = code * 16 + hex_value(at[i]);
    }
    return at[6] == '_' ? code : -1;
}

const char *workbook_escape(struct arena *arena, const char *text)
{
    if (!strstr(text, "_x"))
        return text;
    char *copy = arena_alloc(arena, ESCAPE_LENGTH * strlen(text) + 1), *to = copy;
    for (const char *from = text; *from; from++) {
        if (escaped_code(from) >= 0) {
            memcpy(to, "_x005F", ESCAPE_LENGTH - 1);
            to += ESCAPE_LENGTH - 1;
        }
        *to++ = *from;
    }
    return copy;
}

const char *workbook_unescape(struct arena *arena, const char *text)
{
    if (!strstr(text, "_x"))
        return text;
    char *copy = arena_copy(arena, text, strlen(text)), *to = copy;
    for (const char *from = copy; *from;) {
        int code = escaped_code(from);
        bool is_character = code > 0 && (code < 0xD800 || code > 0xDFFF);
        if (!is_character) {
            *to++ = *from++;
            continue;
        }
        to += text_put((uint32_t)code, to); /* never longer than the escape */
        from += ESCAPE_LENGTH;
    }
    *to = '\0';
    return copy;
}
