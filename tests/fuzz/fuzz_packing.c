/* Input: what follows is, then the bytes: a delivered file as it is (a zip, a workbook, an
 * auditfile, gzip); or one part of a workbook that is made around it, with the right sizes and
 * CRCs, so that its XML is reached; or lines with fields at fixed places. The text must not depend
 * on how much is asked for at a time, and what a packing makes must be records. An auditfile that
 * is read quickly must give what the XML parser makes of it, and lines that are cut what they were.
 */
#include "pipeline/format/csv.h"
#include "pipeline/format/stream.h"
#include "tests/fuzz/fuzz_zip.h"

#include <sys/mman.h>
#include <unistd.h>

#define MAX_BYTES FUZZ_ZIP_MEMBER
#define MAX_TEXT  (1 << 20)
#define FIXED     0xFF /* of what follows */

enum part { PART_SHEET, PART_STRINGS, PART_STYLES, PART_TABS, PARTS };

static const struct {
    const char *name, *xml; /* unless the input says it */
} parts[PARTS] = {
    [PART_SHEET] =
        {"xl/worksheets/sheet1.xml",
         "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\">"
         "<v>45000.5</v></c></row><row r=\"3\"><c "
         "r=\"C3\"><v>1.5</v></c></row></sheetData></worksheet>"},
    [PART_STRINGS] = {"xl/sharedStrings.xml", "<sst><si><t>kop;\"a\"</t></si></sst>"},
    [PART_STYLES] =
        {"xl/styles.xml",
         "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
    [PART_TABS] = {"xl/workbook.xml",
                   "<workbook><sheets><sheet name=\"A\" id=\"r1\"/></sheets></workbook>"},
};
static void make_workbook(struct archive *archive, enum part given, const void *data, size_t size)
{
    add_member(archive, "xl/_rels/workbook.xml.rels", fuzz_zip_relations,
               sizeof fuzz_zip_relations - 1);
    for (int part = 0; part < PARTS; part++)
        if (part == (int)given)
            add_member(archive, parts[part].name, data, size);
        else
            add_member(archive, parts[part].name, parts[part].xml, strlen(parts[part].xml));
    end_archive(archive);
}

/* ---- reading ---- */

static const size_t cuts[] = {3, 5, 9};
static const struct packing_wish usual = {.separator = ';', .quote = '"', .decimal = ','};
static const struct packing_wish fixed = {.separator = '\t', .cuts = cuts, .n_cuts = 3};

/* The whole text on the heap, asked for n_bytes at a time; NULL when it is refused. */
static char *text_of_file(const char *path, const struct packing_wish *wish, size_t n_bytes,
                          size_t *n_text)
{
    struct errors errors = {0};
    struct stream *stream = stream_open(path, wish, &errors);
    char *text = NULL;
    size_t cap = 0, n_read = 1;
    bool ok = stream && !stream_seekable(stream);
    for (*n_text = 0; ok && n_read > 0 && *n_text < MAX_TEXT; *n_text += n_read) {
        text = mem_grow(text, &cap, *n_text + n_bytes, 1);
        ok = stream_read(stream, text + *n_text, n_bytes, &n_read, &errors);
        MUST(!ok || n_read <= n_bytes);
        n_read = ok ? n_read : 0;
    }
    MUST(ok || !stream || stream_seekable(stream) || errors.n > 0);
    stream_close(stream);
    errors_release(&errors);
    if (ok)
        return text ? text : mem_alloc(1);
    free(text);
    return NULL;
}

static void check_records(const char *text, size_t n_text)
{
    struct csv_reader *reader = csv_reader_new_capped(';', '"', MAX_TEXT);
    while (n_text > 0) {
        const struct text *fields;
        size_t n_fields, n_used;
        enum csv_outcome outcome =
            csv_record(reader, (struct text){text, n_text}, true, &fields, &n_fields, &n_used);
        MUST(outcome == CSV_RECORD || outcome == CSV_BLANK);
        text += n_used;
        n_text -= n_used;
    }
    csv_reader_free(reader);
}

static int file_with(const char *bytes, size_t n_bytes, char path[64])
{
    int fd = memfd_create("packing", MFD_CLOEXEC);
    MUST(fd >= 0 && write(fd, bytes, n_bytes) == (ssize_t)n_bytes);
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

/* With a comment in front nothing of an auditfile is taken for plain. */
static void check_slowly(const struct archive *archive, const char *whole, size_t n_whole)
{
    static const char comment[] = "<!---->";
    char *bytes = mem_alloc(archive->n_bytes + sizeof comment), path[64];
    size_t n_before = 0, n_slow;
    if (archive->n_bytes > 5 && memcmp(archive->bytes, "<?xml", 5) == 0) {
        const char *end = memmem(archive->bytes, archive->n_bytes, "?>", 2);
        n_before = end ? (size_t)(end + 2 - archive->bytes) : 0;
    }
    size_t n = 0;
    put(bytes, &n, archive->bytes, n_before);
    put(bytes, &n, comment, sizeof comment - 1);
    put(bytes, &n, archive->bytes + n_before, archive->n_bytes - n_before);
    int fd = file_with(bytes, n, path);
    char *slow = text_of_file(path, &usual, 64 * 1024, &n_slow);
    MUST(!slow == !whole && (!whole || (n_slow == n_whole && memcmp(slow, whole, n_slow) == 0)));
    free(slow);
    free(bytes);
    close(fd);
}

static size_t without_tabs(char *bytes, size_t n_bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < n_bytes; i++)
        if (bytes[i] != '\t')
            bytes[n++] = bytes[i];
    return n;
}

/* Of a text that nothing is packed in. */
static void check_cut(struct archive *archive, const char *whole, size_t n_whole)
{
    char *text = mem_alloc(n_whole + 1);
    memcpy(text, whole, n_whole);
    size_t n_text = without_tabs(text, n_whole);
    size_t n = without_tabs(archive->bytes, archive->n_bytes);
    bool is_packed = n > 1 && strchr("\x1f\xEF\xFE\xFF\x50", archive->bytes[0]);
    MUST(is_packed || (n == n_text && memcmp(text, archive->bytes, n) == 0));
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > MAX_BYTES)
        return 0;
    struct archive *archive = mem_alloc(sizeof *archive);
    bool is_fixed = data[0] == FIXED, is_part = !is_fixed && data[0] % (PARTS + 1) < PARTS;
    const struct packing_wish *wish = is_fixed ? &fixed : &usual;
    if (is_part)
        make_workbook(archive, (enum part)(data[0] % (PARTS + 1)), data + 1, size - 1);
    else
        put(archive->bytes, &archive->n_bytes, data + 1, size - 1);
    char path[64];
    int fd = file_with(archive->bytes, archive->n_bytes, path);
    size_t n_whole = 0, n_pieces = 0;
    char *whole = text_of_file(path, wish, 64 * 1024, &n_whole),
         *pieces = text_of_file(path, wish, 7, &n_pieces);
    MUST(!whole == !pieces);
    if (whole && n_whole < MAX_TEXT) {
        MUST(n_whole == n_pieces && memcmp(whole, pieces, n_whole) == 0);
        if (is_part)
            check_records(whole, n_whole);
    }
    if (archive->n_bytes > 0 && archive->bytes[0] == '<' && !is_part && !is_fixed)
        check_slowly(archive, whole, n_whole);
    if (whole && is_fixed && n_whole < MAX_TEXT)
        check_cut(archive, whole, n_whole);
    free(whole);
    free(pieces);
    close(fd);
    free(archive);
    return 0;
}
