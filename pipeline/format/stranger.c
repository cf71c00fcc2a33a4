/* What is delivered by mistake, or packed in what we do not open. */
#include "pipeline/format/packing.h"

#include <string.h>
#include <strings.h>

#define SAVE_SHEET   "bewaar het blad in Excel als 'CSV UTF-8 (door lijstscheidingsteken gescheiden)'"
#define UNPACK       "pak het uit en lever de tekstbestanden die erin zitten"
#define ASK_CSV      "vraag de export als CSV"
#define ASK_UTF8     "vraag de export als UTF-8"
#define ZIP          "PK\x03\x04"
#define LETTER       "\x01" /* any byte of printable ASCII */
#define TAR_MARK_AT  257
#define NULS_OF_TEXT 10 /* one NUL in so many bytes is no text of one byte a character */

struct magic {
    const char *bytes; /* NULL: none; letters in either case */
    size_t n_bytes;
    size_t at;
};

/* String literals with their NULs. */
#define MAGIC(bytes, at)                                                                           \
    {                                                                                              \
        (bytes), sizeof(bytes) - 1, (at)                                                           \
    }

/* The first that fits is told. */
static const struct {
    struct magic first, second;
    struct stranger stranger;
} strangers[] = {
    {MAGIC(ZIP, 0), MAGIC("[Content_Types].xml", 30), {"een werkmap van Excel (xlsx)", SAVE_SHEET}},
    {MAGIC(ZIP, 0), MAGIC("_rels/", 30), {"een werkmap van Excel (xlsx)", SAVE_SHEET}},
    {MAGIC(ZIP, 0), MAGIC("docProps/", 30), {"een werkmap van Excel (xlsx)", SAVE_SHEET}},
    {MAGIC(ZIP, 0), MAGIC("xl/", 30), {"een werkmap van Excel (xlsx)", SAVE_SHEET}},
    {MAGIC(ZIP, 0),
     MAGIC("mimetypeapplication/vnd.oasis.opendocument", 30),
     {"een werkmap van LibreOffice (ods)", "bewaar het blad als CSV, met tekenset UTF-8"}},
    {MAGIC(ZIP, 0), {0}, {"een zip-bestand", UNPACK}},
    {MAGIC("\xD0\xCF\x11\xE0", 0),
     {0},
     {"een oude werkmap van Excel (xls), of een met een wachtwoord", SAVE_SHEET}},
    {MAGIC("\x1F\x8B", 0), {0}, {"een gzip-bestand", "pak het uit"}},
    {MAGIC("BZh", 0), MAGIC("1AY&SY", 4), {"een bzip2-bestand", UNPACK}},
    {MAGIC("\xFD\x37zXZ\0", 0), {0}, {"een xz-bestand", UNPACK}},
    {MAGIC("\x28\xB5\x2F\xFD", 0), {0}, {"een zstd-bestand", UNPACK}},
    {MAGIC("7z\xBC\xAF\x27\x1C", 0), {0}, {"een 7z-bestand", UNPACK}},
    {MAGIC("Rar!\x1A\x07", 0), {0}, {"een rar-bestand", UNPACK}},
    {MAGIC("ustar", TAR_MARK_AT), {0}, {"een tar-bestand", UNPACK}},
    {MAGIC("%PDF-", 0), {0}, {"een PDF", ASK_CSV}},
    {MAGIC("<?xml", 0), {0}, {"XML die geen auditfile is", ASK_CSV}},
    {MAGIC("<html", 0), {0}, {"een webpagina (HTML)", ASK_CSV}},
    {MAGIC("<!doctype", 0), {0}, {"een webpagina (HTML)", ASK_CSV}},
    {MAGIC("<table", 0), {0}, {"een webpagina (HTML)", ASK_CSV}},
    {MAGIC("{\"", 0), {0}, {"JSON", ASK_CSV}},
    {MAGIC("{\n", 0), {0}, {"JSON", ASK_CSV}},
    {MAGIC("{\r\n", 0), {0}, {"JSON", ASK_CSV}},
    {MAGIC("[{", 0), {0}, {"JSON", ASK_CSV}},
    {MAGIC("[\n", 0), {0}, {"JSON", ASK_CSV}},
    {MAGIC("[\r\n", 0), {0}, {"JSON", ASK_CSV}},
    {MAGIC("{\\rtf", 0), {0}, {"een document (RTF)", ASK_CSV}},
    {MAGIC("MIME-Version:", 0), {0}, {"een bericht of een opgeslagen webpagina (MIME)", ASK_CSV}},
    {MAGIC("\x89PNG", 0), {0}, {"een afbeelding", ASK_CSV}},
    {MAGIC("\xFF\xFE<\0", 0), {0}, {"XML of HTML in UTF-16", ASK_CSV}},
    {MAGIC("\xFF\xFE\0\0", 0), {0}, {"tekst in UTF-32", ASK_UTF8}},
    {MAGIC("\0\0\xFE\xFF", 0), {0}, {"tekst in UTF-32", ASK_UTF8}},
    {MAGIC(LETTER "\0\0\0" LETTER "\0\0\0", 0), {0}, {"tekst in UTF-32", ASK_UTF8}},
    {MAGIC("\0\0\0" LETTER "\0\0\0" LETTER, 0), {0}, {"tekst in UTF-32", ASK_UTF8}},
    {MAGIC(LETTER "\0" LETTER "\0" LETTER "\0", 0),
     {0},
     {"tekst in UTF-16 zonder kenmerk (BOM)", ASK_UTF8}},
    {MAGIC("\0" LETTER "\0" LETTER "\0" LETTER, 0),
     {0},
     {"tekst in UTF-16 zonder kenmerk (BOM)", ASK_UTF8}},
};

static bool fits(char wanted, char found)
{
    return wanted == *LETTER ? found >= ' ' && found <= '~' : strncasecmp(&wanted, &found, 1) == 0;
}

static bool has(struct text head, const struct magic *magic)
{
    if (head.n_bytes < magic->at + magic->n_bytes)
        return false;
    for (size_t i = 0; i < magic->n_bytes; i++)
        if (!fits(magic->bytes[i], head.bytes[magic->at + i]))
            return false;
    return true;
}

/* White space before a mark, which XML, HTML and JSON may have. */
static struct text from_first_mark(struct text head)
{
    while (head.n_bytes > 0 && strchr(" \t\r\n", head.bytes[0]) && head.bytes[0])
        head = text_from(head, 1);
    return head;
}

/* With a byte order mark it is UTF-16, which half consists of them. */
static bool is_binary(struct text head)
{
    size_t n_nuls = 0;
    if (head.n_bytes > 1 &&
        (memcmp(head.bytes, "\xFF\xFE", 2) == 0 || memcmp(head.bytes, "\xFE\xFF", 2) == 0))
        return false;
    for (size_t i = 0; i < head.n_bytes; i++)
        n_nuls += head.bytes[i] == '\0';
    return n_nuls * NULS_OF_TEXT > head.n_bytes;
}

const struct stranger *stranger_of(struct text head)
{
    static const struct stranger binary = {"bytes die geen tekst zijn", ASK_CSV};
    const struct text trimmed = from_first_mark(head);
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if ((has(head, &strangers[i].first) && has(head, &strangers[i].second)) ||
            (!strangers[i].second.bytes && has(trimmed, &strangers[i].first)))
            return &strangers[i].stranger;
    return is_binary(head) ? &binary : NULL;
}
