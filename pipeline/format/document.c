#include "pipeline/format/document.h"

#include "pipeline/base/text.h"
#include "pipeline/format/package.h"

#include <stdlib.h>
#include <string.h>

#define W_NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R_NAMESPACE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* A4 in twentieths of a point. */
#define PAGE_SHORT   11906
#define PAGE_LONG    16838
#define COLUMN_LEAST 400 /* of a column, to which its share of the rest comes */
#define MARGIN       1077

static const char *const style_ids[DOCUMENT_STYLES] = {
    "Title",  "Subtitle", "Heading1", "Heading2", "Figures",
    "Normal", "Bullet",   "Note",     "Cell",     "Number"};

/* ---- text ---- */

/* The length of what XML cannot hold at this place, 0 of all else. */
static size_t unfit(struct text at)
{
    unsigned char first = (unsigned char)at.bytes[0];
    if (first < 0x20)
        return 1;
    return at.n_bytes >= 3 && (memcmp(at.bytes, "\xEF\xBF\xBE", 3) == 0 ||
                               memcmp(at.bytes, "\xEF\xBF\xBF", 3) == 0)
               ? 3
               : 0;
}

static void put_escaped(FILE *out, struct text text)
{
    static const char *const names[256] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};
    while (text.n_bytes > 0) {
        size_t n = unfit(text);
        unsigned char first = (unsigned char)text.bytes[0];
        if (n > 0)
            fprintf(out, "&lt;%02X&gt;", (unsigned char)text.bytes[n - 1]);
        else if (names[first])
            fputs(names[first], out);
        else
            putc(first, out);
        n = n > 0 ? n : 1;
        text = text_from(text, n);
    }
}

/* Tabs are elements of their own. */
static void put_line(FILE *out, struct text line)
{
    struct text part;
    for (bool first = true; text_split(&line, '\t', &part); first = false) {
        fputs(first ? "<w:t xml:space=\"preserve\">" : "<w:tab/><w:t xml:space=\"preserve\">", out);
        put_escaped(out, part);
        fputs("</w:t>", out);
    }
}

static void put_run(FILE *out, const char *text, bool bold)
{
    struct text rest = text_of(text), line;
    fprintf(out, "<w:r>%s", bold ? "<w:rPr><w:b/></w:rPr>" : "");
    for (bool first = true; text_split(&rest, '\n', &line); first = false) {
        if (!first)
            fputs("<w:br/>", out);
        put_line(out, line);
    }
    fputs("</w:r>", out);
}

static void put_paragraph(FILE *out, enum document_style style, const char *text, bool bold)
{
    fprintf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style_ids[style]);
    if (*text)
        put_run(out, text, bold);
    fputs("</w:p>\n", out);
}

/* ---- the body ---- */

void document_begin(struct document_writer *document, const struct document_about *about)
{
    *document = (struct document_writer){.about = *about};
    document->body = open_memstream(&document->bytes, &document->n_bytes);
    if (!document->body)
        mem_exhausted();
    fputs(DECLARATION "<w:document xmlns:w=\"" W_NAMESPACE "\" xmlns:r=\"" R_NAMESPACE
                      "\"><w:body>\n",
          document->body);
}

void document_paragraph(struct document_writer *document, enum document_style style,
                        const char *text)
{
    put_paragraph(document->body, style, text, false);
}

static void put_section(struct document_writer *document)
{
    bool wide = document->landscape;
    fprintf(document->body,
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/>"
            "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/><w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" "
            "w:left=\"%d\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>",
            wide ? PAGE_LONG : PAGE_SHORT, wide ? PAGE_SHORT : PAGE_LONG,
            wide ? " w:orient=\"landscape\"" : "", MARGIN, MARGIN, MARGIN, MARGIN);
}

void document_turn(struct document_writer *document, bool landscape)
{
    fputs("<w:p><w:pPr><w:pStyle w:val=\"Note\"/>", document->body);
    put_section(document);
    fputs("</w:pPr></w:p>\n", document->body);
    document->landscape = landscape;
}

static int page_width(const struct document_writer *document)
{
    return (document->landscape ? PAGE_LONG : PAGE_SHORT) - 2 * MARGIN;
}

/* In twentieths of a point. */
static int column_width(const struct document_writer *document, size_t column)
{
    long long total = 0, n_columns = (long long)document->n_columns;
    for (size_t i = 0; i < document->n_columns; i++)
        total += document->widths[i];
    int shared = page_width(document) - (int)n_columns * COLUMN_LEAST;
    if (shared <= 0 || total <= 0)
        return page_width(document) / (int)n_columns;
    return COLUMN_LEAST + (int)((long long)shared * document->widths[column] / total);
}

void document_table(struct document_writer *document, const int *widths, size_t n_columns)
{
    document->widths = widths;
    document->n_columns = n_columns;
    fprintf(document->body,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Tabel\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/>"
            "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" "
            "w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" "
            "w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
            page_width(document));
    for (size_t i = 0; i < n_columns; i++)
        fprintf(document->body, "<w:gridCol w:w=\"%d\"/>", column_width(document, i));
    fputs("</w:tblGrid>\n", document->body);
}

void document_row(struct document_writer *document, bool heading)
{
    document->column = 0;
    fprintf(document->body, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>",
            heading ? "<w:tblHeader/>" : "");
}

void document_cell(struct document_writer *document, const char *text, bool number, bool bold)
{
    fprintf(document->body, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>",
            column_width(document, document->column++));
    put_paragraph(document->body, number ? DOCUMENT_NUMBER : DOCUMENT_CELL, text, bold);
    fputs("</w:tc>", document->body);
}

void document_row_end(struct document_writer *document)
{
    fputs("</w:tr>\n", document->body);
}

/* Word wants a paragraph between a table and what comes. */
void document_table_end(struct document_writer *document)
{
    fputs("</w:tbl>\n", document->body);
    document_paragraph(document, DOCUMENT_NOTE, "");
}

/* ---- the other parts ---- */

static const char content_types[] =
    DECLARATION "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                "<Default Extension=\"rels\" "
                "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
                "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
                "<Override PartName=\"/word/styles.xml\" ContentType=\"application/"
                "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
                "<Override PartName=\"/word/footer.xml\" ContentType=\"application/"
                "vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>"
                "<Override PartName=\"/docProps/core.xml\" "
                "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
                "</Types>\n";

static const char relations[] = DECLARATION
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"document\" Type=\"" R_NAMESPACE
    "/officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"core\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/"
    "metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>\n";

static const char document_relations[] = DECLARATION
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"styles\" Type=\"" R_NAMESPACE "/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"footer\" Type=\"" R_NAMESPACE "/footer\" Target=\"footer.xml\"/>"
    "</Relationships>\n";

/* What each style is: paragraph properties, then those of its text. */
static const struct {
    const char *name, *paragraph, *text;
} styles[DOCUMENT_STYLES] = {
    [DOCUMENT_TITLE] = {"Title", "<w:spacing w:after=\"60\"/>", "<w:b/><w:sz w:val=\"36\"/>"},
    [DOCUMENT_SUBTITLE] = {"Subtitle", "<w:spacing w:after=\"240\"/>",
                           "<w:color w:val=\"5F6B76\"/><w:sz w:val=\"20\"/>"},
    [DOCUMENT_HEADING] = {"heading 1",
                          "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"80\"/>"
                          "<w:outlineLvl w:val=\"0\"/>",
                          "<w:b/><w:sz w:val=\"28\"/>"},
    [DOCUMENT_SUBHEADING] = {"heading 2",
                             "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"20\"/>"
                             "<w:outlineLvl w:val=\"1\"/>",
                             "<w:b/><w:sz w:val=\"22\"/>"},
    [DOCUMENT_FIGURES] = {"Cijfers", "<w:keepNext/><w:spacing w:after=\"60\"/>",
                          "<w:color w:val=\"5F6B76\"/>"},
    [DOCUMENT_TEXT] = {"Normal", "<w:spacing w:after=\"80\" w:line=\"264\" w:lineRule=\"auto\"/>",
                       ""},
    [DOCUMENT_BULLET] = {"Opsomming",
                         "<w:spacing w:after=\"20\"/><w:ind w:left=\"284\" w:hanging=\"284\"/>",
                         ""},
    [DOCUMENT_NOTE] = {"Noot", "<w:keepNext/><w:spacing w:after=\"60\"/>",
                       "<w:color w:val=\"5F6B76\"/><w:sz w:val=\"16\"/>"},
    [DOCUMENT_CELL] = {"Cel", "<w:spacing w:before=\"20\" w:after=\"20\"/>",
                       "<w:sz w:val=\"17\"/>"},
    [DOCUMENT_NUMBER] = {"Getal",
                         "<w:spacing w:before=\"20\" w:after=\"20\"/><w:jc w:val=\"right\"/>",
                         "<w:sz w:val=\"17\"/>"},
};

static void put_styles(FILE *out, const struct document_about *about)
{
    (void)about;
    fputs(DECLARATION
          "<w:styles xmlns:w=\"" W_NAMESPACE "\"><w:docDefaults><w:rPrDefault><w:rPr>"
          "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:eastAsia=\"Arial\"/>"
          "<w:color w:val=\"1F2933\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"
          "<w:lang w:val=\"nl-NL\"/></w:rPr></w:rPrDefault></w:docDefaults>\n",
          out);
    for (int i = 0; i < DOCUMENT_STYLES; i++)
        fprintf(out,
                "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>%s"
                "<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>\n",
                i == DOCUMENT_TEXT ? " w:default=\"1\"" : "", style_ids[i], styles[i].name,
                i == DOCUMENT_TEXT ? "" : "<w:basedOn w:val=\"Normal\"/>", styles[i].paragraph,
                styles[i].text);
    fputs("<w:style w:type=\"table\" w:styleId=\"Tabel\"><w:name w:val=\"Tabel\"/><w:tblPr>"
          "<w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:color=\"52606D\"/>"
          "<w:bottom w:val=\"single\" w:sz=\"8\" w:color=\"52606D\"/>"
          "<w:insideH w:val=\"single\" w:sz=\"2\" w:color=\"C5CED6\"/></w:tblBorders>"
          "<w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/>"
          "</w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr><w:tcPr>"
          "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"DCE6F0\"/></w:tcPr></w:tblStylePr>"
          "</w:style></w:styles>\n",
          out);
}

static void put_footer(FILE *out, const struct document_about *about)
{
    fputs(DECLARATION "<w:ftr xmlns:w=\"" W_NAMESPACE "\"><w:p><w:pPr><w:pStyle w:val=\"Note\"/>"
                      "</w:pPr>",
          out);
    put_run(out, about->footer, false);
    fputs("<w:r><w:t xml:space=\"preserve\"> · pagina </w:t></w:r><w:fldSimple w:instr=\"PAGE\">"
          "<w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>\n",
          out);
}

static void put_element(FILE *out, const char *name, const char *text)
{
    fprintf(out, "<%s>", name);
    put_escaped(out, text_of(text));
    fprintf(out, "</%s>", name);
}

static void put_core(FILE *out, const struct document_about *about)
{
    fputs(DECLARATION
          "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
          "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
          "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
          "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">",
          out);
    put_element(out, "dc:title", about->title);
    put_element(out, "dc:subject", about->subject);
    put_element(out, "dc:creator", about->author);
    put_element(out, "dc:language", "nl-NL");
    fprintf(out,
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%04d-01-01T00:00:00Z</dcterms:created>"
            "</cp:coreProperties>\n",
            about->year);
}

/* ---- the whole ---- */

/* What `put` writes. */
static struct text made(void (*put)(FILE *out, const struct document_about *about),
                        const struct document_about *about, struct arena *arena)
{
    char *bytes = NULL;
    size_t n_bytes = 0;
    FILE *out = open_memstream(&bytes, &n_bytes);
    if (!out)
        mem_exhausted();
    put(out, about);
    if (fclose(out) != 0)
        mem_exhausted();
    struct text text = {arena_copy(arena, bytes, n_bytes), n_bytes};
    free(bytes);
    return text;
}

static void close_body(struct document_writer *document)
{
    put_section(document);
    fputs("</w:body></w:document>\n", document->body);
    if (fclose(document->body) != 0)
        mem_exhausted();
    document->body = NULL;
}

static bool same_parts(const struct package_part *parts, size_t n, const char *path,
                       struct errors *errors)
{
    struct arena arena = {0};
    struct package package;
    bool read = package_read(path, &arena, errors, &package);
    bool same = read && package.n_parts == n;
    for (size_t i = 0; same && i < n; i++)
        same = strcmp(package.parts[i].name, parts[i].name) == 0 &&
               text_equal(package.parts[i].bytes, parts[i].bytes);
    arena_release(&arena);
    return !read  ? false
           : same ? true
                  : errors_add(errors, ERROR_MACHINE, path,
                               "het document is niet wat er geschreven is");
}

bool document_write(struct document_writer *document, const char *path, struct errors *errors,
                    size_t *n_parts)
{
    struct arena arena = {0};
    close_body(document);
    const struct package_part parts[] = {
        {"[Content_Types].xml", text_of(content_types)},
        {"_rels/.rels", text_of(relations)},
        {"docProps/core.xml", made(put_core, &document->about, &arena)},
        {"word/document.xml", {document->bytes, document->n_bytes}},
        {"word/styles.xml", made(put_styles, &document->about, &arena)},
        {"word/footer.xml", made(put_footer, &document->about, &arena)},
        {"word/_rels/document.xml.rels", text_of(document_relations)},
    };
    *n_parts = sizeof parts / sizeof *parts;
    bool ok =
        package_write(path, parts, *n_parts, errors) && same_parts(parts, *n_parts, path, errors);
    arena_release(&arena);
    free(document->bytes);
    *document = (struct document_writer){0};
    return ok;
}
