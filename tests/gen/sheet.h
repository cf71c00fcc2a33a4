/* Writing: a buffered file, gzip or not, and on top of it delimited text in any of the notations
 * that a bronprofiel can describe. */
#pragma once

#include "pipeline/base/error.h"

#include <stddef.h>
#include <stdint.h>

/* ---- bytes ---- */

struct out {
    char *path;            /* owned */
    char *buffer;          /* owned, OUT_BUFFER_BYTES */
    size_t n_used;         /* of the buffer */
    struct gzFile_s *gzip; /* NULL: plain */
    int fd;                /* plain only */
    bool failed;           /* reported by out_close */
};

/* Creates or overwrites a file; gzip members carry no name and no time. False after an error;
 * then there is nothing to close. */
bool out_open(struct out *out, const char *path, bool gzip, struct errors *errors);

/* Room for n_bytes (at most 64 KiB) at the end of the file: the caller fills a part of it and
 * tells by out_filled up to where. */
char *out_room(struct out *out, size_t n_bytes);
void out_filled(struct out *out, const char *end);

void out_bytes(struct out *out, const char *bytes, size_t n_bytes);
void out_text(struct out *out, const char *text);
void out_format(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* False when anything since out_open failed. Releases all. */
bool out_close(struct out *out, struct errors *errors);

/* ---- amounts ---- */

struct notation {
    char decimal;      /* ',' or '.' */
    char thousands;    /* 0: none */
    bool minus_behind; /* 12,50- */
};

extern const struct notation notation_plain;   /* -1234,56 */
extern const struct notation notation_grouped; /* -1.234,56 */
extern const struct notation notation_list;    /* 1.234,56- */

/* Writes the amount at `at` (room for 32 bytes), no NUL; returns its end. */
char *notation_write(struct notation notation, int64_t cents, char *at);

/* ---- delimited text ---- */

struct sheet_format {
    char separator;
    bool windows_1252; /* else UTF-8 */
    bool bom;
    bool crlf;
    bool gzip;
    bool open_end; /* the last line has no line end */
};

extern const struct sheet_format sheet_for_people; /* what pnc's mappings are written in */

struct sheet {
    struct out out;
    struct sheet_format format;
    struct notation notation; /* of sheet_cents */
    size_t n_fields;          /* in the current record */
    size_t n_records;         /* finished ones, header included */
};

/* Turns UTF-8 into windows-1252 in place; what it lacks becomes '?'. */
void sheet_windows_1252(char *text);

bool sheet_open(struct sheet *sheet, const char *path, struct sheet_format format,
                struct notation notation, struct errors *errors);
/* UTF-8; quoted when it must be. Characters that the file's encoding lacks become '?'. */
void sheet_text(struct sheet *sheet, const char *utf8);
void sheet_integer(struct sheet *sheet, long long number);
void sheet_cents(struct sheet *sheet, int64_t cents);
void sheet_end(struct sheet *sheet);
/* A whole record of texts, NULL-terminated: headers. */
void sheet_row(struct sheet *sheet, const char *const *texts);
bool sheet_close(struct sheet *sheet, struct errors *errors);
