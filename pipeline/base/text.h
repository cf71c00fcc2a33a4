/* Bytes and what they mean: slices, encodings, the order of codes. */
#pragma once

#include "pipeline/base/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* A borrowed piece of text: not NUL-terminated, may hold any byte. */
struct text {
    const char *bytes; /* never NULL when n_bytes > 0 */
    size_t n_bytes;
};

/* For printf: "%.*s", TEXT_ARG(t) */
#define TEXT_ARG(t) (int)(t).n_bytes, (t).bytes

static inline struct text text_of(const char *zero_terminated)
{
    return (struct text){zero_terminated, strlen(zero_terminated)};
}

/* Without its first n bytes: 0 <= n <= n_bytes. */
static inline struct text text_from(struct text t, size_t n)
{
    return (struct text){t.bytes + n, t.n_bytes - n};
}

/* Its bytes with a NUL behind them. In the arena. */
static inline char *text_string(struct arena *arena, struct text t)
{
    return arena_copy(arena, t.bytes, t.n_bytes);
}

/* A copy of it in the arena, with a NUL behind it. */
static inline struct text text_kept(struct arena *arena, struct text t)
{
    return (struct text){arena_copy(arena, t.bytes, t.n_bytes), t.n_bytes};
}

bool text_equal(struct text a, struct text b);
bool text_is(struct text a, const char *zero_terminated);
bool text_among(struct text t, const struct text *texts, size_t n); /* one of them */
bool text_is_digits(struct text t); /* one or more, and nothing else */
bool text_begins(struct text t, const char *start);
bool text_starts(struct text t, struct text start); /* the same of a text that no NUL ends */
bool text_ends(struct text t, const char *end);

/* What a spreadsheet leaves where a formula failed: #VALUE!, #WAARDE!, #REF!, #N/B, #DEEL/0! */
bool text_is_sheet_error(struct text t);

/* Any of the words, NULL behind the last, stands in it, in capitals or not. */
bool text_has_word(const char *text, const char *const *words);

/* Takes `start` off its front; false, *t untouched, when it does not begin so. */
bool text_take_start(struct text *t, const char *start);
/* The same of a word with blanks or nothing behind it; what is left is trimmed. */
bool text_take_word(struct text *t, const char *word);

/* Takes up to `most` digits off its front, *number what they say; false when there are none. */
bool text_take_digits(struct text *t, size_t most, uint64_t *number);

static inline bool text_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool text_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Any byte of a character beyond ASCII counts as one. */
static inline bool text_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* a-z as capitals, all else as it is. */
static inline char text_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Without spaces and tabs at both ends (the ones libcsv trims: 0x20 and 0x09). */
static inline struct text text_trim(struct text t)
{
    while (t.n_bytes > 0 && text_is_blank(t.bytes[0])) {
        t.bytes++;
        t.n_bytes--;
    }
    while (t.n_bytes > 0 && text_is_blank(t.bytes[t.n_bytes - 1]))
        t.n_bytes--;
    return t;
}

/* Splits off the part before the first `separator`; *rest becomes what follows it. False when
 * nothing is left: *rest has a NULL bytes pointer then. A text with bytes always has a part, be it
 * an empty one ("a," has "a" and ""). */
bool text_split(struct text *rest, char separator, struct text *part);

/* With LF at the end of each line: in a cell a CR would be shown as a character. In the arena. */
const char *text_plain_lines(struct arena *arena, const char *text);

/* Natural order of codes: runs of digits compare by value, the rest bytewise; equal values with
 * more leading zeros come later. 0.1 < 0.2 < 0.10; 6L < 6M3 < 6M4 < 6N. Total: 0 only for the same
 * bytes. */
int text_natural(struct text a, struct text b);

/* Encodings of a delivered file. All but UTF-16 keep ASCII bytes as they are, so that the scanner
 * reads them undecoded. */
enum text_encoding {
    TEXT_UTF8,
    TEXT_WINDOWS_1252, /* the five unassigned bytes 81 8D 8F 90 9D are refused */
    TEXT_ISO_8859_1,
    TEXT_ISO_8859_15,
    TEXT_UTF16, /* by its BOM; the reader delivers it as UTF-8 */
    TEXT_ENCODINGS
};

/* As profiles write it: "windows-1252". */
const char *text_encoding_name(enum text_encoding encoding);

/* True when the bytes are valid in this encoding (RFC 3629 for UTF-8: no overlong forms, no
 * surrogates, nothing above U+10FFFF). *bad_index, if not NULL, becomes the 0-based index where the
 * first ill-formed sequence begins, and is untouched when all is valid. NUL is valid. Not for
 * TEXT_UTF16. */
bool text_valid(struct text t, enum text_encoding encoding, size_t *bad_index);

/* As UTF-8, in the arena, NUL-terminated. Bytes that are invalid in the encoding come out as
 * "\xHH", NUL as "\x00": the result is always valid UTF-8. Not for TEXT_UTF16. */
char *text_to_utf8(struct arena *arena, struct text t, enum text_encoding encoding);

/* The other way: valid UTF-8 in an encoding, in the arena. False, *encoded untouched, when it has a
 * character that the encoding lacks. Not for TEXT_UTF16. */
bool text_encode(struct arena *arena, struct text utf8, enum text_encoding encoding,
                 struct text *encoded);

/* Takes the first character of UTF-8 off and gives its code point, U+FFFD for a byte that is no
 * part of one. False at the end. */
bool text_take(struct text *utf8, uint32_t *code_point);

/* The same of whole units of UTF-16; half a surrogate pair comes as it is. */
bool text_take_utf16(struct text *utf16, bool little_endian, uint32_t *code_point);

/* The UTF-8 of a code point (a surrogate's is ill-formed); how many bytes it took. */
size_t text_put(uint32_t code_point, char bytes[4]);

/* What UTF-16 (RFC 2781) says, its byte order mark in front, as UTF-8 in the arena. False when it
 * has no such mark or ends within a unit. Half a surrogate pair becomes ill-formed UTF-8. */
bool text_from_utf16(struct arena *arena, struct text utf16, struct text *utf8);

/* The number of code points of valid UTF-8. */
size_t text_length(const char *utf8);
size_t text_characters(struct text utf8);

/* The bytes of the first n code points of valid UTF-8; all of them when there are fewer. */
size_t text_skip(struct text utf8, size_t n);

/* As a terminal may get it: control characters as "<1B>", marks that are not seen or turn the text
 * around as "<U+202E>", ill-formed bytes as text_to_utf8 has them. The ASCII characters in `kept`
 * stay. The text itself when there is nothing to spell out, else in the arena. */
const char *text_shown(struct arena *arena, const char *text, const char *kept);

/* Prints one line for people: all of it shown so (a tab stays), and a line end. A line end in a
 * value makes no second line. */
void text_line(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* At most max_characters of what text_to_utf8 gives, for messages, with what cannot be seen spelled
 * out (text_look.h); of what may be personal only how
 * long it is. */
const char *text_excerpt(struct arena *arena, struct text t, enum text_encoding encoding,
                         size_t max_characters);

/* Edit distance over bytes: insertions, deletions, substitutions and swaps of neighbours (of which
 * none is edited again); `limit` + 1 when it is more than limit. For "bedoelde u". */
size_t text_distance(struct text a, struct text b, size_t limit);

/* True when the text holds a Dutch citizen number (BSN) or an IBAN; *what becomes
 * "burgerservicenummer" or "IBAN". For UTF-8.
 *
 * A BSN is nine digits that pass the 11-proef, not all zeros: a run of exactly nine, or groups with
 * one separator between them, everywhere the same (space, point, hyphen; a line break goes with
 * each). No BSN are groups that are a part of a longer number, dates and case numbers (a group that
 * is a year, a year and month or a date), two groups by a point or hyphen that look like a
 * telephone number, and an amount: thousands by points or spaces with €, EUR or euro beside them or
 * decimals behind them. An IBAN is one by ISO 13616: a country's own length, mod 97 = 1; small
 * letters and the same separators allowed, a word of its own. */
bool text_personal(struct text t, const char **what);

/* The text with an x for each digit of such a number, for messages. In the arena. */
const char *text_masked(struct arena *arena, struct text t);

/* True for what is personal by the rules above, and for what reads as running text or a name: words
 * of letters with a space between them. Codes, amounts, dates and single words are not. */
bool text_may_be_personal(struct text t);
