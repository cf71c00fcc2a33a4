/* Why a delivered file cannot be read as its profile says, with the setting that reads it. */
#pragma once

#include "pipeline/settings/profile/profile.h"

/* True when the record that `text` begins with has the profile's columns once another separator
 * parts them; tells so, as ERROR_DATA at `where`. */
bool delivered_with_other_separator(const struct profile *profile, struct text text, bool at_eof,
                                    const char *where, struct errors *errors);

/* A line `sep=;` of a spreadsheet program, which is no record. */
bool delivered_sep_line(struct text text);

/* True when the header that should stand behind `n_before` lines of the file (`is_rows`: records)
 * stands on another of the first ones; tells so. */
bool delivered_header_elsewhere(const struct profile *profile, struct text file, bool is_rows,
                                uint64_t n_before, const char *where, struct errors *errors);

/* What the records of a file that hold more than ASCII say about its encoding. All zeros: there
 * were none. */
#define DELIVERED_ENCODINGS 3
struct delivered_bytes {
    bool any_good;                   /* some are well-formed in the profile's encoding */
    uint64_t n_bad;                  /* records that are not */
    bool unfit[DELIVERED_ENCODINGS]; /* and in these encodings of the table neither */
    uint64_t line;                   /* of the first bad one, as batches count them */
    size_t at;                       /* where in it, 1-based */
    unsigned char byte;
};

/* A record that holds more than ASCII; `good`: it is well-formed in the profile's encoding. */
void delivered_note_bytes(struct delivered_bytes *seen, const struct profile *profile,
                          struct text record, bool good, uint64_t line);
void delivered_add_bytes(struct delivered_bytes *seen, const struct delivered_bytes *later);

/* True when all of it is in one other encoding; tells so. */
bool delivered_in_other_encoding(const struct delivered_bytes *seen, const struct profile *profile,
                                 const char *where, struct errors *errors);

/* What DOS and programs of its time write behind the last line of a text: Ctrl-Z, once or more, on
 * a line of its own. How many bytes of its end; 0: it has none, or a longer one than that. */
#define DELIVERED_DOS_END 16
size_t delivered_dos_end(struct text text);

/* Moves what was found wrong with a header; where the file is a part of a zip or a workbook that
 * has others, it says which, and how they are named. Empties `found`. */
void delivered_tell_header(struct errors *errors, struct errors *found, const char *path);
