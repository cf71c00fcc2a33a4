#include "pipeline/publishing/csv_feed.h"

#include "pipeline/base/held.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_BYTES ((size_t)64 * 1024)

struct csv_feed {
    FILE *stream;
    struct csv_reader *reader;
    char *room;
    size_t cap, at, n_bytes;   /* of the room: read up to, filled up to */
    bool at_eof, broken, open; /* open: what was read last is no line end */
};

struct csv_feed *csv_feed_open(const char *path, struct errors *errors)
{
    FILE *stream = held_file(path, "r");
    if (!stream) {
        errors_add_errno(errors, path, "kan niet worden gelezen");
        return NULL;
    }
    struct csv_feed *feed = mem_alloc(sizeof *feed);
    feed->stream = stream;
    feed->reader = csv_reader_new_capped(',', '"', CSV_MAX_FILLED_BYTES);
    return feed;
}

/* What is left goes to the front; a record may need more room than there is. */
static void fill(struct csv_feed *feed)
{
    feed->n_bytes -= feed->at;
    if (feed->n_bytes)
        memmove(feed->room, feed->room + feed->at, feed->n_bytes);
    feed->at = 0;
    feed->room = mem_grow_unset(feed->room, &feed->cap, feed->n_bytes + ROOM_BYTES, 1);
    const size_t n_room = feed->cap - feed->n_bytes;
    const size_t n_read = fread(feed->room + feed->n_bytes, 1, n_room, feed->stream);
    feed->n_bytes += n_read;
    feed->open = n_read ? feed->room[feed->n_bytes - 1] != '\n' : feed->open;
    feed->at_eof = n_read < n_room;
    feed->broken = ferror(feed->stream) != 0;
}

bool csv_feed_next(struct csv_feed *feed, const struct text **fields, size_t *n_fields)
{
    enum csv_outcome outcome = CSV_MORE;
    size_t n_used = 0;
    while (outcome == CSV_MORE && !feed->broken) {
        const struct text rest = {feed->room ? feed->room + feed->at : "",
                                  feed->n_bytes - feed->at};
        if (rest.n_bytes)
            outcome = csv_record(feed->reader, rest, feed->at_eof, fields, n_fields, &n_used);
        else if (feed->at_eof)
            return false;
        if (outcome == CSV_MORE)
            fill(feed);
    }
    feed->broken |= outcome != CSV_RECORD;
    feed->at += n_used;
    return !feed->broken;
}

bool csv_feed_ended(const struct csv_feed *feed)
{
    return feed->at_eof && !feed->broken && !feed->open && feed->at == feed->n_bytes;
}

void csv_feed_close(struct csv_feed *feed)
{
    if (!feed)
        return;
    csv_reader_free(feed->reader);
    fclose(feed->stream);
    free(feed->room);
    free(feed);
}
