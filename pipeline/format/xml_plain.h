/* The plain part of XML, quickly: elements without attributes or prefix, with text without
 * references. What is not plain is left to format/xml.h, from where the plain part began. */
#pragma once

#include "pipeline/base/text.h"

#include <stdint.h>
#include <string.h>

#define XML_PLAIN_BEHIND 8

enum xml_plain {
    XML_PLAIN_LEAF,  /* <name>value</name>, or <name/> */
    XML_PLAIN_OPEN,  /* <name> before another tag, nothing but spaces between */
    XML_PLAIN_CLOSE, /* </name> */
    XML_PLAIN_NOT,   /* something else, or the end of what is there */
};

struct xml_plain_reader {
    const char *at; /* a NUL stands behind what is there, and XML_PLAIN_BEHIND bytes can be read */
    uint64_t n_lines;  /* line ends that were passed */
    char marks[2];     /* that a value is looked through for; 0: none */
    bool is_utf8;      /* else nothing above ASCII is plain */
    struct text name;  /* of what came last */
    struct text value; /* of a leaf, trimmed */
    bool has_marks;    /* the value holds one of them */
};

/* True when n bytes are the same; XML_PLAIN_BEHIND bytes can be read behind both. */
static inline bool xml_plain_same(const char *a, const char *b, size_t n)
{
    uint64_t x, y;
    for (; n >= sizeof x; n -= sizeof x, a += sizeof x, b += sizeof x)
        if (memcmp(a, b, sizeof x) != 0)
            return false;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return n == 0 || ((x ^ y) << (64 - 8 * n)) == 0; /* little-endian, as all of the scanner */
}

enum xml_plain xml_plain_next(struct xml_plain_reader *reader);
