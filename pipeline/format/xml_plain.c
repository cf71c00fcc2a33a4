#include "pipeline/format/xml_plain.h"

#define EIGHT_SPACES UINT64_C(0x2020202020202020)

enum { NAME = 1, SPACE = 2, PLAIN = 4, HIGH = 8 };

/* What a byte may be a part of: a name, the space between tags, a value. */
static const uint8_t kinds[256] = {
    [' '] = SPACE | PLAIN,
    ['\t'] = SPACE,
    ['\r'] = SPACE,
    ['\n'] = SPACE,
    ['!' ... '%'] = PLAIN,
    ['\'' ... '/'] = PLAIN,
    ['0' ... '9'] = NAME | PLAIN,
    [':' ... ';'] = PLAIN,
    ['=' ... '@'] = PLAIN,
    ['A' ... 'Z'] = NAME | PLAIN,
    ['[' ... '\\'] = PLAIN,
    ['^' ... '`'] = PLAIN,
    ['a' ... 'z'] = NAME | PLAIN,
    ['{' ... '~'] = PLAIN,
    [0x80 ... 0xEE] = HIGH, /* behind EF stand two that are no characters of XML */
    [0xF0 ... 0xFF] = HIGH,
};

static inline uint8_t kind_of(const char *at)
{
    return kinds[(unsigned char)*at];
}

static inline struct text take_name(struct xml_plain_reader *reader)
{
    const char *from = reader->at;
    while (kind_of(reader->at) & NAME)
        reader->at++;
    if (*from <= '9')
        reader->at = from; /* a name begins with a letter */
    return (struct text){from, (size_t)(reader->at - from)};
}

static inline void skip_space(struct xml_plain_reader *reader)
{
    const char *at = reader->at;
    while (kind_of(at) & SPACE) {
        reader->n_lines += *at++ == '\n';
        for (uint64_t eight = 0; memcpy(&eight, at, sizeof eight), eight == EIGHT_SPACES;)
            at += sizeof eight;
    }
    reader->at = at;
}

/* Up to what cannot be a part of it; false when it is not good UTF-8. */
static inline __attribute__((always_inline)) bool take_value(struct xml_plain_reader *reader)
{
    uint8_t wanted = reader->is_utf8 ? PLAIN | HIGH : PLAIN, seen = 0;
    reader->has_marks = false;
    const char *from = reader->at, *at = from;
    for (; kind_of(at) & wanted; at++) {
        seen |= kind_of(at);
        reader->has_marks |= *at == reader->marks[0] || *at == reader->marks[1];
    }
    reader->at = at;
    while (at > from && at[-1] == ' ')
        at--;
    while (from < at && *from == ' ')
        from++;
    reader->value = (struct text){from, (size_t)(at - from)};
    return !(seen & HIGH) || text_valid(reader->value, TEXT_UTF8, NULL);
}

/* And the space behind it, so that what follows begins where the reader is. */
static enum xml_plain take_close(struct xml_plain_reader *reader)
{
    reader->name = take_name(reader);
    if (reader->name.n_bytes == 0 || *reader->at++ != '>')
        return XML_PLAIN_NOT;
    skip_space(reader);
    return XML_PLAIN_CLOSE;
}

/* Behind an opening tag, which ends in '>'. */
static inline bool is_closed(struct xml_plain_reader *reader, const char *tag, size_t n_tag)
{
    const char *at = reader->at;
    if (at[0] != '<' || at[1] != '/' || !xml_plain_same(at + 2, tag, n_tag))
        return false;
    reader->at = at + 2 + n_tag;
    return true;
}

enum xml_plain xml_plain_next(struct xml_plain_reader *reader)
{
    skip_space(reader);
    if (*reader->at != '<')
        return XML_PLAIN_NOT;
    if (*++reader->at == '/') {
        reader->at++;
        return take_close(reader);
    }
    reader->name = take_name(reader);
    reader->value = (struct text){reader->at, 0};
    if (reader->name.n_bytes == 0)
        return XML_PLAIN_NOT;
    if (reader->at[0] == '/' && reader->at[1] == '>') {
        reader->at += 2;
        return XML_PLAIN_LEAF;
    }
    if (*reader->at++ != '>' || !take_value(reader))
        return XML_PLAIN_NOT;
    if (is_closed(reader, reader->name.bytes, reader->name.n_bytes + 1))
        return XML_PLAIN_LEAF;
    skip_space(reader);
    bool is_open = reader->value.n_bytes == 0 && reader->at[0] == '<' && reader->at[1] != '/';
    return is_open ? XML_PLAIN_OPEN : XML_PLAIN_NOT;
}
