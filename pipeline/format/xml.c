#include "pipeline/format/xml.h"

#include "pipeline/base/memory.h"

#include <expat.h>
#include <string.h>

struct reading {
    XML_Parser parser;
    const struct xml_handlers *handlers;
    void *context;
    bool stopped;
    bool has_doctype;
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

static void stop_unless(struct reading *reading, bool good)
{
    if (good)
        return;
    reading->stopped = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

/* expat may still deliver the end of an element after it was told to stop. */
static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *reading = user;
    if (!reading->stopped)
        stop_unless(reading, reading->handlers->start(reading->context, without_prefix(name),
                                                      (const char *const *)attributes));
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct reading *reading = user;
    if (!reading->stopped)
        stop_unless(reading, reading->handlers->end(reading->context, without_prefix(name)));
}

static void XMLCALL on_text(void *user, const XML_Char *bytes, int n_bytes)
{
    struct reading *reading = user;
    if (!reading->stopped)
        reading->handlers->text(reading->context, (struct text){bytes, (size_t)n_bytes});
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal_subset)
{
    (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
    struct reading *reading = user;
    reading->has_doctype = true;
    stop_unless(reading, false);
}

enum xml_outcome xml_read(struct text document, const struct xml_handlers *handlers, void *context,
                          unsigned long *line_no)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    if (!parser)
        mem_exhausted();
    struct reading reading = {.parser = parser, .handlers = handlers, .context = context};
    XML_SetUserData(parser, &reading);
    XML_SetElementHandler(parser, handlers->start ? on_start : NULL, handlers->end ? on_end : NULL);
    XML_SetCharacterDataHandler(parser, handlers->text ? on_text : NULL);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    bool well_formed =
        XML_Parse(parser, document.bytes, (int)document.n_bytes, XML_TRUE) == XML_STATUS_OK;
    if (!well_formed)
        *line_no = XML_GetCurrentLineNumber(parser);
    XML_ParserFree(parser);
    if (reading.has_doctype)
        return XML_HAS_DOCTYPE;
    if (reading.stopped)
        return XML_STOPPED;
    return well_formed ? XML_READ : XML_ILL_FORMED;
}
