#include "pipeline/format/shared_texts.h"

#include "pipeline/base/memory.h"
#include "pipeline/format/workbook.h"
#include "pipeline/format/xml.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FED_BYTES (8 * 1024)
#define MAX_TEXTS 50000000
#define MAX_TEXT  ((size_t)1 << 20)

struct reading {
    struct shared_texts *shared;
    FILE *file;
    struct mem_bytes text; /* of the item that is open */
    bool on, phonetic;     /* <rPh>: how a text sounds, not what it says */
    const char *problem;
};

static void add_text(void *context, struct text piece)
{
    struct reading *reading = context;
    if (reading->on && reading->text.n_bytes + piece.n_bytes > MAX_TEXT)
        reading->problem = "een tekst is langer dan een cel kan zijn";
    else if (reading->on)
        mem_bytes_add(&reading->text, piece.bytes, piece.n_bytes);
}

static void put(struct reading *reading)
{
    struct shared_texts *shared = reading->shared;
    struct arena arena = {0};
    const char *text = reading->text.n_bytes ? reading->text.bytes : "";
    if (strstr(text, "_x"))
        text = workbook_unescape(&arena, text);
    size_t n_bytes = strlen(text);
    if (fwrite(text, 1, n_bytes, reading->file) != n_bytes)
        reading->problem = "voor de teksten is geen plaats op de schijf ($TMPDIR)";
    arena_release(&arena);
    shared->n_bytes += n_bytes;
    *mem_add(shared->ends, shared->n) = shared->n_bytes;
}

static bool start(void *context, const char *name, const char *const *attributes)
{
    (void)attributes;
    struct reading *reading = context;
    if (strcmp(name, "si") == 0)
        reading->text.n_bytes = 0;
    else if (strcmp(name, "rPh") == 0)
        reading->phonetic = true;
    else if (strcmp(name, "t") == 0)
        reading->on = !reading->phonetic;
    return true;
}

static bool end(void *context, const char *name)
{
    struct reading *reading = context;
    if (strcmp(name, "t") == 0)
        reading->on = false;
    else if (strcmp(name, "rPh") == 0)
        reading->phonetic = false;
    else if (strcmp(name, "si") == 0)
        put(reading);
    if (reading->shared->n > MAX_TEXTS)
        reading->problem = "er zijn te veel teksten";
    return !reading->problem;
}

static const struct xml_handlers handlers = {start, end, add_text};

static const char *feed(struct reading *reading, struct zip *zip)
{
    char fed[FED_BYTES];
    struct xml *xml = xml_open(&handlers, reading, &reading->problem);
    const char *wrong = NULL;
    for (size_t n_read = sizeof fed; !wrong && n_read == sizeof fed;) {
        wrong = zip_read(zip, fed, sizeof fed, &n_read);
        if (!wrong)
            wrong = xml_feed(xml, (struct text){fed, n_read}, n_read < sizeof fed);
    }
    xml_close(xml);
    return wrong;
}

static FILE *unnamed_file(struct arena *arena)
{
    const char *folder = getenv("TMPDIR");
    char *name = arena_printf(arena, "%s/pnc-XXXXXX", folder && *folder ? folder : P_tmpdir);
    int fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0)
        unlink(name);
    return fd < 0 ? NULL : fdopen(fd, "w+");
}

static const char *see(struct shared_texts *shared, FILE *file)
{
    if (fflush(file) != 0)
        return "voor de teksten is geen plaats op de schijf ($TMPDIR)";
    if (shared->n_bytes == 0)
        return NULL;
    void *bytes = mmap(NULL, (size_t)shared->n_bytes, PROT_READ, MAP_PRIVATE, fileno(file), 0);
    if (bytes == MAP_FAILED)
        return "de teksten zijn niet te lezen";
    shared->bytes = bytes;
    return NULL;
}

const char *shared_read(struct zip *zip, const char *part, struct arena *arena,
                        struct shared_texts *shared)
{
    const struct zip_member *member = zip_find(zip, part);
    struct reading reading = {.shared = shared, .file = unnamed_file(arena)};
    const char *wrong = !member         ? "ontbreekt"
                        : !reading.file ? "in $TMPDIR kan geen bestand worden gemaakt"
                                        : zip_enter(zip, member);
    if (!wrong)
        wrong = feed(&reading, zip);
    if (!wrong)
        wrong = see(shared, reading.file);
    if (reading.file)
        fclose(reading.file);
    free(reading.text.bytes);
    return wrong;
}

bool shared_text(const struct shared_texts *shared, size_t index, struct text *text)
{
    if (index >= shared->n)
        return false;
    uint64_t at = index ? shared->ends[index - 1] : 0;
    *text =
        (struct text){shared->bytes ? shared->bytes + at : "", (size_t)(shared->ends[index] - at)};
    return true;
}

void shared_release(struct shared_texts *shared)
{
    if (shared->bytes)
        munmap(shared->bytes, (size_t)shared->n_bytes);
    free(shared->ends);
    *shared = (struct shared_texts){0};
}
