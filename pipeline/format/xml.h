/* XML, read once, from memory or as it comes (expat underneath; the only file that includes it). */
#pragma once

#include "pipeline/base/text.h"

#include <stdbool.h>

/* Called in document order. Names come without their namespace prefix ("x:row" is "row");
 * attributes are pairs of name and value, ended by NULL. Strings live until the call returns. A
 * handler that returns false ends the reading. Any of them may be NULL. */
struct xml_handlers {
    bool (*start)(void *context, const char *name, const char *const *attributes);
    bool (*end)(void *context, const char *name);
    void (*text)(void *context, struct text text); /* one text may come in several pieces */
};

/* Reads the whole document, at most INT_MAX bytes. NULL, or what is wrong, in Dutch: *problem when
 * a handler ended the reading. A DOCTYPE is refused: entities can make a small file very large. */
const char *xml_read(struct text document, const struct xml_handlers *handlers, void *context,
                     const char *const *problem);

/* The same, piece by piece. UTF-8, UTF-16, ISO-8859-1 and windows-1252 are read; the bytes of one
 * tag or text that has not ended yet are at most XML_MAX_PENDING. */
#define XML_MAX_PENDING ((size_t)16 << 20)

struct xml;

struct xml *xml_open(const struct xml_handlers *handlers, void *context,
                     const char *const *problem); /* all outlive it */
/* NULL: good so far, or whole when `last`. After anything else nothing more may be fed. */
const char *xml_feed(struct xml *xml, struct text piece, bool last);
unsigned long xml_line(const struct xml *xml); /* where it stands, 1-based */
void xml_close(struct xml *xml);               /* NULL is fine */

/* The value of an attribute by its name without prefix, or NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);
