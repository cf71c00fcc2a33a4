#include "pipeline/format/xml.h"

#include "pipeline/base/memory.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct xml {
    XML_Parser parser;
    const struct xml_handlers *handlers;
    void *context;
    const char *const *problem; /* of a handler */
    bool stopped;
    bool has_doctype;
    size_t n_fed; /* bytes */
};

static const char *without_prefix(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(without_prefix(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

static void stop_unless(struct xml *xml, bool good)
{
    if (good)
        return;
    xml->stopped = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

/* expat may still deliver the end of an element after it was told to stop. */
static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *xml = user;
    if (!xml->stopped)
        stop_unless(xml, xml->handlers->start(xml->context, without_prefix(name),
                                              (const char *const *)attributes));
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct xml *xml = user;
    if (!xml->stopped)
        stop_unless(xml, xml->handlers->end(xml->context, without_prefix(name)));
}

static void XMLCALL on_text(void *user, const XML_Char *bytes, int n_bytes)
{
    struct xml *xml = user;
    if (!xml->stopped)
        xml->handlers->text(xml->context, (struct text){bytes, (size_t)n_bytes});
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal_subset)
{
    (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
    struct xml *xml = user;
    xml->has_doctype = true;
    stop_unless(xml, false);
}

/* windows-1252 is the one encoding that expat lacks and packages write. */
static int XMLCALL on_encoding(void *context, const XML_Char *name, XML_Encoding *encoding)
{
    (void)context;
    if (strcasecmp(name, "windows-1252") != 0 && strcasecmp(name, "cp1252") != 0)
        return XML_STATUS_ERROR;
    for (int byte = 0; byte < 256; byte++) {
        const char c = (char)byte;
        uint32_t point;
        struct arena arena = {0};
        struct text utf8 = text_of(text_to_utf8(&arena, (struct text){&c, 1}, TEXT_WINDOWS_1252));
        bool exists = text_valid((struct text){&c, 1}, TEXT_WINDOWS_1252, NULL);
        encoding->map[byte] = byte < 0x80                          ? byte
                              : exists && text_take(&utf8, &point) ? (int)point
                                                                   : -1;
        arena_release(&arena);
    }
    return XML_STATUS_OK;
}

struct xml *xml_open(const struct xml_handlers *handlers, void *context, const char *const *problem)
{
    struct xml *xml = mem_alloc(sizeof *xml);
    *xml = (struct xml){.parser = XML_ParserCreate(NULL),
                        .handlers = handlers,
                        .context = context,
                        .problem = problem};
    if (!xml->parser)
        mem_exhausted();
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, handlers->start ? on_start : NULL,
                          handlers->end ? on_end : NULL);
    XML_SetCharacterDataHandler(xml->parser, handlers->text ? on_text : NULL);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    XML_SetUnknownEncodingHandler(xml->parser, on_encoding, NULL);
    return xml;
}

static const char ill_formed[] = "geen welgevormde XML, of afgekapt";

const char *xml_feed(struct xml *xml, struct text piece, bool last)
{
    bool well_formed =
        XML_Parse(xml->parser, piece.bytes, (int)piece.n_bytes, last) == XML_STATUS_OK;
    xml->n_fed += piece.n_bytes;
    if (xml->has_doctype)
        return "DOCTYPE is niet toegestaan";
    if (xml->stopped)
        return *xml->problem;
    XML_Index at = XML_GetCurrentByteIndex(xml->parser);
    bool pending = !last && at >= 0 && xml->n_fed - (size_t)at > XML_MAX_PENDING + piece.n_bytes;
    return well_formed && !pending ? NULL : ill_formed;
}

unsigned long xml_line(const struct xml *xml)
{
    return XML_GetCurrentLineNumber(xml->parser);
}

void xml_close(struct xml *xml)
{
    if (xml)
        XML_ParserFree(xml->parser);
    free(xml);
}

const char *xml_read(struct text document, const struct xml_handlers *handlers, void *context,
                     const char *const *problem)
{
    struct xml *xml = xml_open(handlers, context, problem);
    const char *wrong = xml_feed(xml, document, true);
    xml_close(xml);
    return wrong != ill_formed ? wrong : document.n_bytes ? "geen welgevormde XML" : "is leeg";
}
