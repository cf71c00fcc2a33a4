/* XML, read once from memory (expat underneath; the only file that includes it). */
#ifndef FORMAT_XML_H
#define FORMAT_XML_H

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

enum xml_outcome {
    XML_READ,
    XML_STOPPED,     /* by a handler */
    XML_ILL_FORMED,  /* or not in an encoding that XML knows */
    XML_HAS_DOCTYPE, /* refused: entities can make a small file very large */
};

/* Reads the whole document, at most INT_MAX bytes. *line_no is set when the outcome is not
 * XML_READ: 1-based. */
enum xml_outcome xml_read(struct text document, const struct xml_handlers *handlers, void *context,
                          unsigned long *line_no);

/* The value of an attribute by its name without prefix, or NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);

#endif
