/* JSON as far as our own manifest needs it: written in a fixed layout, read strictly. */
#ifndef FORMAT_JSON_H
#define FORMAT_JSON_H

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#include <stdbool.h>
#include <stdio.h>

#define JSON_MAX_DEPTH 16

/* ---- writing: two spaces per level, LF, members in the order of the calls ---- */

struct json_writer {
    FILE *stream;                 /* borrowed; I/O errors stay in its ferror() */
    int depth;                    /* open brackets */
    char closing[JSON_MAX_DEPTH]; /* the bracket that closes each */
    bool empty;                   /* nothing written yet behind the last open bracket */
};

void json_write_start(struct json_writer *writer, FILE *stream);

/* The key is NULL in an array and for the outermost value. Text is valid UTF-8. */
void json_write_object(struct json_writer *writer, const char *key);
void json_write_array(struct json_writer *writer, const char *key);
void json_write_text(struct json_writer *writer, const char *key, const char *utf8);
void json_write_integer(struct json_writer *writer, const char *key, long long number);

/* Closes the innermost bracket; behind the outermost one comes a line end. */
void json_write_end(struct json_writer *writer);

/* ---- reading ---- */

enum json_kind { JSON_OBJECT, JSON_ARRAY, JSON_TEXT, JSON_INTEGER };

struct json_value {
    enum json_kind kind;
    const char *key;          /* in an object, else NULL */
    const char *text;         /* JSON_TEXT: valid UTF-8 without NUL */
    long long integer;        /* JSON_INTEGER */
    struct json_value *items; /* JSON_OBJECT, JSON_ARRAY: n of them, in the order of the file */
    size_t n;
    int line_no; /* 1-based, where the value begins */
};

/* Reads one value with nothing behind it. Refused (ERROR_DATA at "where:line"): all that RFC 8259
 * refuses, and what we never write: fractions, exponents, whole numbers outside 64 bits, true,
 * false and null, the same key twice, \u0000, half surrogate pairs, more than JSON_MAX_DEPTH
 * brackets. Lives in the arena. Only the first error is reported: what follows it means nothing. */
bool json_read(struct text bytes, const char *where, struct arena *arena, struct errors *errors,
               struct json_value *value);

/* The member of an object, or NULL. */
const struct json_value *json_member(const struct json_value *object, const char *key);

#endif
