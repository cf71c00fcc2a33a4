#include "pipeline/format/stream.h"

#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
#include "pipeline/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_PACKINGS 5
#define HASH_BYTES   (64 * 1024)

/* Bytes as they come out of the file or of a packing, first the ones that were looked at. */
struct layer {
    struct packing_source inner; /* where they come from */
    struct packing_source outer; /* this layer, for the packing in it */
    char head[PACKING_HEAD_BYTES];
    size_t head_used, head_n;
};

struct stream {
    struct arena arena;
    const char *path;
    int fd;
    struct stat opened; /* as it was when opened */
    struct packing_wish wish;
    struct sha256 *sha;
    uint64_t n_from_disk; /* read in order, and hashed */
    size_t text_start;

    /* packings[i] opens what layers[i] gives; the last layer is the text */
    struct layer layers[MAX_PACKINGS + 1];
    const struct packing *packings[MAX_PACKINGS];
    void *states[MAX_PACKINGS];
    size_t n_packings;
};

bool stream_seekable(const struct stream *stream)
{
    return stream->n_packings == 0;
}

bool stream_compressed(const struct stream *stream)
{
    for (size_t i = 0; i < stream->n_packings; i++)
        if (!stream->packings[i]->gives_utf8)
            return true;
    return false;
}

bool stream_gives_rows(const struct stream *stream)
{
    for (size_t i = 0; i < stream->n_packings; i++)
        if (stream->packings[i]->gives_rows)
            return true;
    return false;
}

uint64_t stream_size(const struct stream *stream)
{
    return (uint64_t)stream->opened.st_size;
}

uint64_t stream_taken(const struct stream *stream)
{
    const struct packing *packing = stream->n_packings ? stream->packings[0] : NULL;
    uint64_t n =
        packing && packing->taken ? packing->taken(stream->states[0]) : stream->n_from_disk;
    return n < stream_size(stream) ? n : stream_size(stream);
}

uint64_t stream_text_start(const struct stream *stream)
{
    return stream->text_start;
}

bool stream_read_at(struct stream *stream, uint64_t offset, char *buffer, size_t n_bytes,
                    size_t *n_read, struct errors *errors)
{
    return file_read_at(stream->fd, offset, buffer, n_bytes, n_read) ||
           errors_add_errno(errors, stream->path, "lezen mislukt");
}

bool stream_read_all(struct stream *stream, size_t max_bytes, struct mem_bytes *content,
                     struct errors *errors)
{
    enum { PIECE = 1 << 16 };
    char *piece = mem_alloc(PIECE);
    size_t n_read = PIECE;
    bool ok = true;
    while (ok && n_read == PIECE && content->n_bytes <= max_bytes) {
        ok = stream_read(stream, piece, PIECE, &n_read, errors);
        if (ok)
            mem_bytes_add(content, piece, n_read);
    }
    free(piece);
    return ok;
}

void stream_hash(struct stream *stream, const char *bytes, size_t n_bytes)
{
    if (stream->sha)
        sha256_update(stream->sha, bytes, n_bytes);
}

/* ---- a file that changes ---- */

static bool has_changed(const struct stream *s)
{
    struct stat now;
    return fstat(s->fd, &now) != 0 || now.st_size != s->opened.st_size ||
           now.st_mtim.tv_sec != s->opened.st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != s->opened.st_mtim.tv_nsec;
}

static bool refuse_changed(const struct stream *s, struct errors *errors)
{
    return errors_add(
        errors, ERROR_DATA, s->path,
        "het bestand is tijdens het lezen veranderd; lever het opnieuw en start de run nog eens");
}

/* Adds what was found wrong with the data, unless that comes from a change. */
static void pass_on(const struct stream *s, struct errors *found, struct errors *errors)
{
    if (errors_worst(found) == ERROR_DATA && has_changed(s))
        refuse_changed(s, errors);
    else
        errors_move(errors, found);
    errors_release(found);
}

/* ---- layers ---- */

static bool read_disk(void *state, char *buffer, size_t n_bytes, size_t *n_read,
                      struct errors *errors)
{
    struct stream *s = state;
    if (!stream_read_at(s, s->n_from_disk, buffer, n_bytes, n_read, errors))
        return false;
    s->n_from_disk += *n_read;
    stream_hash(s, buffer, *n_read);
    return true;
}

static bool read_layer(void *state, char *buffer, size_t n_bytes, size_t *n_read,
                       struct errors *errors)
{
    struct layer *layer = state;
    size_t n_head = layer->head_n - layer->head_used, n_rest = 0;
    if (n_head > n_bytes)
        n_head = n_bytes;
    memcpy(buffer, layer->head + layer->head_used, n_head);
    layer->head_used += n_head;
    *n_read = n_head;
    if (n_head == n_bytes)
        return true;
    bool ok =
        layer->inner.read(layer->inner.state, buffer + n_head, n_bytes - n_head, &n_rest, errors);
    *n_read += n_rest;
    return ok;
}

static struct text head_of(const struct layer *layer)
{
    return (struct text){layer->head, layer->head_n};
}

static bool open_packing(struct stream *s, const struct packing *packing, struct errors *errors)
{
    void *state = packing->open(&s->layers[s->n_packings].outer, &s->wish, errors);
    if (!state)
        return false;
    s->packings[s->n_packings] = packing;
    s->states[s->n_packings++] = state;
    struct layer *layer = &s->layers[s->n_packings];
    layer->inner = (struct packing_source){s->path, -1, state, packing->read};
    layer->outer = (struct packing_source){s->path, -1, layer, read_layer};
    if (!packing->read(state, layer->head, PACKING_HEAD_BYTES, &layer->head_n, errors))
        return false;
    if (layer->head_n == 0 && !packing->gives_utf8)
        return errors_add(errors, ERROR_DATA, s->path, "%s%s-bestand is leeg",
                          s->wish.part ? "het bestand in het " : "het ", packing->name);
    return true;
}

/* Until nothing that we know is packed. */
static bool open_packings(struct stream *s, struct errors *errors)
{
    const struct packing *packing;
    while (s->n_packings < MAX_PACKINGS - 1 &&
           (packing = packing_of(head_of(&s->layers[s->n_packings]), &s->wish, s->packings,
                                 s->n_packings)))
        if (!open_packing(s, packing, errors))
            return false;
    return true;
}

bool stream_read(struct stream *stream, char *buffer, size_t n_bytes, size_t *n_read,
                 struct errors *errors)
{
    if (stream_seekable(stream)) {
        uint64_t at = stream->text_start + stream->n_from_disk;
        bool ok = stream_read_at(stream, at, buffer, n_bytes, n_read, errors);
        stream->n_from_disk += ok ? *n_read : 0;
        return ok;
    }
    struct errors found = {0};
    bool ok = read_layer(&stream->layers[stream->n_packings], buffer, n_bytes, n_read, &found);
    if (!ok)
        pass_on(stream, &found, errors);
    return ok;
}

/* ---- what the text begins with ---- */

static const struct {
    const char *bytes;
    enum text_encoding encoding;
    const char *name;
} marks[] = {
    {"\xEF\xBB\xBF", TEXT_UTF8, "UTF-8"},
    {"\xFF\xFE", TEXT_UTF16, "UTF-16 (little-endian)"},
    {"\xFE\xFF", TEXT_UTF16, "UTF-16 (big-endian)"},
};

/* Excel's "Unicode-tekst" is UTF-16 with tabs: then both settings are told at once. */
static const char *with_tabs(const struct stream *s, struct text head)
{
    bool has_tab = memchr(head.bytes, '\t', head.n_bytes) != NULL;
    bool has_own = memchr(head.bytes, s->wish.separator, head.n_bytes) != NULL;
    return has_tab && !has_own ? " en scheidingsteken = tab" : "";
}

/* Takes the byte order mark off, or refuses one that contradicts the profile. What is UTF-16 is
 * read as UTF-8, so that a file that says it is that already is read as well. */
static bool take_mark(struct stream *s, struct layer *text, struct errors *errors)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!text_begins(head_of(text), marks[i].bytes))
            continue;
        if (s->wish.encoding != marks[i].encoding &&
            (s->wish.encoding != TEXT_UTF16 || marks[i].encoding != TEXT_UTF8))
            return errors_add(errors, ERROR_DATA, s->path,
                              "codering: verwacht %s zoals in het profiel, gevonden het kenmerk "
                              "(BOM) van %s; zet codering = %s%s in [bestand] van het bronprofiel, "
                              "of vraag de levering zoals afgesproken",
                              text_encoding_name(s->wish.encoding), marks[i].name,
                              text_encoding_name(marks[i].encoding), with_tabs(s, head_of(text)));
        text->head_used = s->text_start = strlen(marks[i].bytes);
        return true;
    }
    if (s->wish.encoding == TEXT_UTF16)
        return errors_add(errors, ERROR_DATA, s->path,
                          "codering: verwacht UTF-16 met een kenmerk (BOM) vooraan, gevonden een "
                          "bestand zonder BOM");
    return true;
}

static bool refuse_stranger(const struct stream *s, const struct layer *text, struct errors *errors)
{
    struct text head = head_of(text);
    text_take_start(&head, marks[0].bytes);
    const struct stranger *stranger = s->wish.as_xml ? NULL : stranger_of(head);
    if (stranger) {
        bool packed = s->n_packings > 0;
        return errors_add(errors, ERROR_DATA, s->path,
                          "verwacht een tekstbestand (CSV)%s%s%s, gevonden %s; %s",
                          packed ? " in het " : "", packed ? s->packings[0]->name : "",
                          packed ? "-bestand" : "", stranger->name, stranger->cure);
    }
    size_t n_path = strlen(s->path);
    if (stream_seekable(s) && n_path > 3 && strcasecmp(s->path + n_path - 3, ".gz") == 0)
        return errors_add(errors, ERROR_DATA, s->path,
                          "de naam eindigt op .gz, maar de inhoud is geen gzip");
    return true;
}

/* A part of a file is a part of a packing that has parts. */
static bool refuse_part(const struct stream *s, struct errors *errors)
{
    if (!s->wish.part || (s->n_packings > 0 && s->packings[0]->parts))
        return true;
    return errors_add(errors, ERROR_DATA, s->path,
                      "verwacht een zip-bestand of een werkmap, waarin '%s' een bestand of een "
                      "blad is; gevonden iets anders",
                      s->wish.part);
}

/* Packings that make the text themselves make UTF-8. */
static bool refuse_encoding(const struct stream *s, struct errors *errors)
{
    bool is_other = s->wish.encoding != TEXT_UTF8 && s->wish.encoding != TEXT_UTF16;
    if (!is_other || s->n_packings == 0 || !s->packings[s->n_packings - 1]->gives_utf8)
        return true;
    return errors_add(errors, ERROR_DATA, s->path,
                      "codering: verwacht utf-8 omdat het een %s is, gevonden %s; zet codering = "
                      "utf-8 in [bestand] van het bronprofiel",
                      s->packings[s->n_packings - 1]->name, text_encoding_name(s->wish.encoding));
}

void stream_remark(const struct stream *stream, char remark[STREAM_REMARK_SIZE])
{
    *remark = '\0';
    for (size_t i = 0; i < stream->n_packings && !*remark; i++)
        if (stream->packings[i]->remark)
            snprintf(remark, STREAM_REMARK_SIZE, "%s",
                     stream->packings[i]->remark(stream->states[i]));
}

static bool look_at_text(struct stream *s, struct errors *errors)
{
    struct layer *text = &s->layers[s->n_packings];
    bool is_utf8 = s->n_packings && s->packings[s->n_packings - 1]->gives_utf8;
    return refuse_part(s, errors) && refuse_encoding(s, errors) &&
           refuse_stranger(s, text, errors) && (is_utf8 || take_mark(s, text, errors));
}

/* Of a text without separators the byte order mark has been looked at; it is no part of a line. */
static bool cut_fields(struct stream *s, struct errors *errors)
{
    char mark[4];
    size_t n_read;
    const struct packing *last = s->n_packings ? s->packings[s->n_packings - 1] : NULL;
    if (!s->wish.cuts)
        return true;
    if (last && last->gives_utf8 && s->wish.encoding != TEXT_UTF16)
        return errors_add(
            errors, ERROR_DATA, s->path,
            "verwacht een tekstbestand met vaste posities, gevonden een %s; zet scheidingsteken = "
            "puntkomma in [bestand] van het bronprofiel, en in [kolommen] de koppen",
            last->name);
    if (!last && !read_disk(s, mark, s->text_start, &n_read, errors))
        return false;
    return open_packing(s, &packing_fixed, errors);
}

/* ---- opening and closing ---- */

static bool open_file(struct stream *s, struct errors *errors)
{
    const char *file = file_of_path(&s->arena, s->path, &s->wish.part);
    s->fd = held_open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
    if (s->fd < 0 && errno == ENOENT)
        return errors_add(errors, ERROR_MACHINE, s->path, "het bestand is er niet meer");
    if (s->fd < 0 || fstat(s->fd, &s->opened) != 0)
        return errors_add_errno(errors, s->path, "openen mislukt");
    if (S_ISDIR(s->opened.st_mode))
        return errors_add(errors, ERROR_MACHINE, s->path, "verwacht een bestand, gevonden een map");
    if (!S_ISREG(s->opened.st_mode))
        return errors_add(errors, ERROR_MACHINE, s->path,
                          "verwacht een gewoon bestand, gevonden iets anders (apparaat of pijp)");
    if (s->opened.st_size == 0)
        return errors_add(errors, ERROR_DATA, s->path, "het bestand is leeg (0 bytes)");
    return true;
}

/* The file is read from its beginning once more: only then it is hashed. */
static bool begin_disk(struct stream *s, struct errors *errors)
{
    struct layer *disk = &s->layers[0];
    disk->inner = (struct packing_source){s->path, s->fd, s, read_disk};
    disk->outer = disk->inner;
    return stream_read_at(s, 0, disk->head, PACKING_HEAD_BYTES, &disk->head_n, errors);
}

struct stream *stream_open(const char *path, const struct packing_wish *wish, struct errors *errors)
{
    struct stream *s = mem_alloc(sizeof *s);
    s->path = arena_copy(&s->arena, path, strlen(path));
    s->fd = -1;
    s->wish = *wish;
    s->sha = wish->unhashed ? NULL : sha256_new();
    struct errors found = {0};
    if (open_file(s, &found) && begin_disk(s, &found) && open_packings(s, &found) &&
        look_at_text(s, &found) && cut_fields(s, &found))
        return s;
    pass_on(s, &found, errors);
    stream_close(s);
    return NULL;
}

/* What no packing asked for in order is a part of the file as well. */
static bool hash_rest(struct stream *s, struct errors *errors)
{
    char *buffer = mem_alloc(HASH_BYTES);
    size_t n_read = stream_seekable(s) ? 0 : 1;
    bool ok = true;
    while (ok && n_read > 0)
        ok = read_disk(s, buffer, HASH_BYTES, &n_read, errors);
    free(buffer);
    return ok;
}

bool stream_finish(struct stream *stream, char hex[SHA256_HEX_SIZE], struct errors *errors)
{
    if (!hash_rest(stream, errors))
        return false;
    if (has_changed(stream))
        return refuse_changed(stream, errors);
    *hex = '\0';
    if (stream->sha)
        sha256_hex(stream->sha, hex);
    return true;
}

void stream_close(struct stream *stream)
{
    if (!stream)
        return;
    while (stream->n_packings > 0) {
        stream->n_packings--;
        stream->packings[stream->n_packings]->close(stream->states[stream->n_packings]);
    }
    if (stream->fd >= 0)
        close(stream->fd);
    sha256_free(stream->sha);
    arena_release(&stream->arena);
    free(stream);
}
