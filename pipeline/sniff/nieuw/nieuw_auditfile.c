/* The names of accounts that an auditfile lists in front of its bookings, which no line has. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/held.h"
#include "pipeline/format/xml.h"

#include <string.h>

#define PIECE_BYTES ((size_t)64 * 1024)
#define VALUE_BYTES 256 /* of a name; what is longer is cut off */

/* Of the ledgerAccount at hand. */
static const char *const elements[] = {"accID", "accDesc"};
enum { ID, NAME, VALUES };

struct chart {
    struct nieuw *nieuw;
    int open; /* the value that is read, or VALUES */
    char values[VALUES][VALUE_BYTES];
    size_t n[VALUES];
};

static bool start(void *context, const char *name, const char *const *attributes)
{
    (void)attributes;
    struct chart *chart = context;
    if (strcmp(name, "ledgerAccount") == 0)
        chart->n[ID] = chart->n[NAME] = 0;
    for (chart->open = 0; chart->open < VALUES && strcmp(name, elements[chart->open]) != 0;)
        chart->open++;
    return strcmp(name, "transactions") != 0;
}

static void add(void *context, struct text text)
{
    struct chart *chart = context;
    size_t *n = chart->open < VALUES ? &chart->n[chart->open] : NULL;
    if (!n || text.n_bytes > VALUE_BYTES - *n)
        return;
    memcpy(chart->values[chart->open] + *n, text.bytes, text.n_bytes);
    *n += text.n_bytes;
}

static bool end(void *context, const char *name)
{
    struct chart *chart = context;
    struct text id = text_trim((struct text){chart->values[ID], chart->n[ID]}),
                called = text_trim((struct text){chart->values[NAME], chart->n[NAME]});
    chart->open = VALUES;
    if (strcmp(name, "ledgerAccount") != 0 || id.n_bytes == 0 || called.n_bytes == 0)
        return true;
    struct arena *arena = chart->nieuw->arena;
    struct nieuw_code *account =
        nieuw_code(&chart->nieuw->accounts, arena_copy(arena, id.bytes, id.n_bytes));
    if (!account->name)
        account->name = arena_copy(arena, called.bytes, called.n_bytes);
    return true;
}

/* What is packed, or is no XML, has no names here. */
void nieuw_read_chart(struct nieuw *nieuw, const char *path)
{
    static const struct xml_handlers handlers = {start, end, add};
    struct chart *chart = arena_alloc(nieuw->arena, sizeof *chart);
    char *piece = arena_alloc(nieuw->arena, PIECE_BYTES);
    FILE *file = held_file(path, "r");
    if (!file)
        return;
    *chart = (struct chart){.nieuw = nieuw, .open = VALUES};
    const char *problem = ""; /* none */
    struct xml *xml = xml_open(&handlers, chart, &problem);
    size_t n;
    while ((n = fread(piece, 1, PIECE_BYTES, file)) > 0 &&
           !xml_feed(xml, (struct text){piece, n}, false))
        ;
    xml_close(xml);
    fclose(file);
}
