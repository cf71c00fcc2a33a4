/* How a text looks: names that look the same are one name (DESIGN rule 4), and what cannot be seen
 * is spelled out where it matters. All for valid UTF-8; ill-formed bytes stay as they are. */
#pragma once

#include "pipeline/base/text.h"

/* The one form of all texts that look like this one: a Latin letter with its accent as one
 * character (NFC), white space of any kind and length as one space, none around it, a hyphen of any
 * kind as
 * '-', and without the marks that take no room (zero-width spaces, soft hyphens, byte order marks,
 * marks of writing direction). In the arena, NUL-terminated. */
struct text text_look(struct arena *arena, struct text utf8);

/* The text with what cannot be seen, or told from another character, spelled out: a control
 * character as <1B>, others as <U+200B>: spaces that are no plain space, marks without width,
 * accents that stand loose, hyphens that are no '-', and Cyrillic or Greek letters in a word that
 * has Latin ones too. Line ends and tabs stay. In the arena; NULL-free, NUL-terminated. */
const char *text_spelled(struct arena *arena, struct text utf8);

/* The same of a value that is no amount, date or code: a dash in it may be why. */
const char *text_refused(struct arena *arena, struct text utf8);
