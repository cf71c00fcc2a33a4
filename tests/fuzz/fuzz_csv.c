/* Input: the separator, the quote, then CSV. The outcome of a record must not depend on where the
 * bytes known so far end. */
#include "pipeline/format/csv.h"
#include "tests/fuzz/fuzz.h"

#define MAX_BYTES 512 /* every prefix of every record is tried */

struct outcome {
    enum csv_outcome outcome;
    size_t n_used, n_fields;
    char *fields; /* all of them, each behind its length */
    size_t n_bytes;
};

static struct outcome record(struct csv_reader *reader, const char *bytes, size_t n_bytes,
                             bool at_eof)
{
    struct outcome o = {0};
    const struct text *fields = NULL;
    char *copy = fuzz_copy(bytes, n_bytes);
    o.outcome =
        csv_record(reader, (struct text){copy, n_bytes}, at_eof, &fields, &o.n_fields, &o.n_used);
    FILE *stream = open_memstream(&o.fields, &o.n_bytes);
    MUST(stream);
    for (size_t i = 0; i < o.n_fields; i++)
        fprintf(stream, "%zu:%.*s", fields[i].n_bytes, TEXT_ARG(fields[i]));
    fclose(stream);
    free(copy);
    return o;
}

static bool same(const struct outcome *a, const struct outcome *b)
{
    return a->outcome == b->outcome && a->n_used == b->n_used && a->n_fields == b->n_fields &&
           a->n_bytes == b->n_bytes && memcmp(a->fields, b->fields, a->n_bytes) == 0;
}

/* Where the whole input is known, one more byte may decide what its end left open. */
static void check_prefixes(struct csv_reader *reader, const char *bytes, size_t n_bytes,
                           const struct outcome *whole)
{
    for (size_t n = 0; n <= n_bytes; n++) {
        struct outcome part = record(reader, bytes, n, false);
        MUST(part.outcome == CSV_MORE || same(&part, whole));
        MUST(part.outcome != CSV_MORE || part.n_fields == 0);
        MUST(part.outcome != CSV_MORE || n <= whole->n_used || whole->outcome == CSV_RUNAWAY);
        free(part.fields);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separators[] = {';', ',', '\t', '|'}, quotes[] = {'"', '\'', 0};
    if (size < 2 || size > MAX_BYTES)
        return 0;
    struct csv_reader *reader = csv_reader_new(separators[data[0] % 4], quotes[data[1] % 3]);
    const char *bytes = (const char *)data + 2;
    size_t n_bytes = size - 2;
    while (n_bytes > 0) {
        struct outcome whole = record(reader, bytes, n_bytes, true);
        MUST(whole.outcome != CSV_MORE && whole.n_used > 0 && whole.n_used <= n_bytes);
        MUST((whole.outcome == CSV_RECORD) == (whole.n_fields > 0));
        check_prefixes(reader, bytes, n_bytes, &whole);
        bytes += whole.n_used;
        n_bytes -= whole.n_used;
        free(whole.fields);
    }
    csv_reader_free(reader);
    return 0;
}
