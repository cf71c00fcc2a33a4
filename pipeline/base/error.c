#include "pipeline/base/error.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/text_look.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A copy in which also what cannot be seen is told. */
static char *spelled(const char *text)
{
    struct arena arena = {0};
    const char *readable = text_spelled(&arena, text_of(text));
    size_t n_bytes = strlen(readable) + 1;
    char *copy = memcpy(mem_alloc(n_bytes), readable, n_bytes);
    arena_release(&arena);
    return copy;
}

bool errors_add(struct errors *errors, enum error_kind kind, const char *where, const char *format,
                ...)
{
    va_list args, again;
    if (errors->unheard) {
        errors->n++;
        return false;
    }
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t n_bytes = length < 0 ? 1 : (size_t)length + 1;
    char *message = mem_alloc(n_bytes);
    vsnprintf(message, n_bytes, format, again);
    va_end(again);

    *mem_add(errors->items, errors->n) = (struct error){
        .kind = kind, .where = spelled(where ? where : ""), .message = spelled(message)};
    free(message);
    return false;
}

/* What users meet most, in Dutch; the rest keeps the system's own words. */
static const struct {
    int number;
    const char *text;
} errno_texts[] = {
    {ENOENT, "bestaat niet"},
    {EACCES, "geen rechten"},
    {EPERM, "niet toegestaan"},
    {EISDIR, "is een map, geen bestand"},
    {ENOTDIR, "een deel van het pad is geen map"},
    {ENOSPC, "de schijf is vol"},
    {EDQUOT, "het quotum van de schijf is op"},
    {EFBIG, "het bestand wordt te groot voor de ingestelde grens"},
    {EROFS, "de schijf is alleen-lezen"},
    {EIO, "de schijf meldt een lees- of schrijffout"},
    {EEXIST, "bestaat al"},
    {EXDEV, "staat op een ander bestandssysteem, of in een onderlaag (overlay) die niet kan worden "
            "verplaatst; publiceer in een map op een gewone schijf (--output)"},
    {EMFILE, "te veel open bestanden"},
    {ESPIPE, "is een pijp of apparaat, geen gewoon bestand"},
    {ELOOP,
     "is een symbolische koppeling, of er zijn er te veel op weg erheen: haal haar weg, of zet "
     "er het bestand zelf neer (een map vol koppelingen: cp -RL MAP KOPIE)"},
};

bool errors_add_errno(struct errors *errors, const char *where, const char *what)
{
    int number = errno;
    const char *text = strerror(number);
    for (size_t i = 0; i < sizeof errno_texts / sizeof *errno_texts; i++)
        if (errno_texts[i].number == number)
            text = errno_texts[i].text;
    return errors_add(errors, ERROR_MACHINE, where, "%s: %s", what, text);
}

void errors_move(struct errors *errors, struct errors *from)
{
    for (size_t i = 0; i < from->n; i++)
        errors_add(errors, from->items[i].kind, from->items[i].where, "%s", from->items[i].message);
    errors_release(from);
}

enum error_kind errors_worst(const struct errors *errors)
{
    enum error_kind worst = ERROR_NONE;
    for (size_t i = 0; errors->items && i < errors->n; i++)
        if (errors->items[i].kind > worst)
            worst = errors->items[i].kind;
    return worst;
}

void errors_release(struct errors *errors)
{
    for (size_t i = 0; i < errors->n; i++) {
        free(errors->items[i].where);
        free(errors->items[i].message);
    }
    free(errors->items);
    *errors = (struct errors){0};
}
