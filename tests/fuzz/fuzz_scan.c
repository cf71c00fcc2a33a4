/* Input: a byte for the dialect, two for the first chunk's end, one for the size of the others;
 * then the bytes to read. Where the first byte is above 7F, 01 c k stands in these for k * k times
 * c, so that a small input can hold a record above the caps. The scanner, on the whole and on
 * chunks, must say what csv_record says. */
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scan_check.h"

#define HEADER_BYTES  4
#define LONGEST_INPUT 40000

static struct text expanded(const uint8_t *data, size_t size, bool repeats)
{
    char *bytes = mem_alloc(LONGEST_INPUT + SCAN_PADDING);
    size_t n = 0;
    for (size_t i = 0; i < size && n < LONGEST_INPUT; i++) {
        size_t n_times = 1;
        char c = (char)data[i];
        if (repeats && c == 1 && size - i > 2) {
            c = (char)data[i + 1];
            n_times = (size_t)data[i + 2] * data[i + 2];
            i += 2;
        }
        if (n_times > LONGEST_INPUT - n)
            n_times = LONGEST_INPUT - n;
        memset(bytes + n, c, n_times);
        n += n_times;
    }
    /* In an allocation that ends with the padding; what stands there must not matter. */
    char *exact = fuzz_copy(bytes, n + SCAN_PADDING);
    memset(exact + n, size % 2 ? '"' : '\n', SCAN_PADDING);
    free(bytes);
    return (struct text){exact, n};
}

/* What is made once for each dialect: batches are large. */
struct listener {
    struct csv_reader *reference;
    struct ear ears[SCAN_VECTOR_COUNT];
    struct chunked chunked;
    struct heard expected, found;
};

static struct listener *listener_of(size_t dialect)
{
    static struct listener *listeners[SCAN_DIALECTS];
    struct listener *l = listeners[dialect];
    if (l)
        return l;
    l = listeners[dialect] = mem_alloc(sizeof *l);
    l->reference = csv_reader_new(scan_dialects[dialect].separator, scan_dialects[dialect].quote);
    for (enum scan_vector v = 0; v < SCAN_VECTOR_COUNT; v++)
        if (scan_vector_supported(v))
            ear_open(&l->ears[v], scan_dialects[dialect], v);
    l->chunked.ear = &l->ears[scan_vector_best()];
    return l;
}

static void check_vectors(struct listener *l, struct text bytes, bool at_eof)
{
    for (enum scan_vector v = 0; v < SCAN_VECTOR_COUNT; v++) {
        if (!l->ears[v].scanner)
            continue;
        hear_scanner(&l->ears[v], bytes, at_eof, &l->found);
        MUST(heard_same(&l->expected, &l->found, "scanner"));
        MUST(!l->ears[v].fault);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEADER_BYTES)
        return 0;
    size_t dialect = data[0] % SCAN_DIALECTS;
    struct listener *l = listener_of(dialect);
    struct text bytes = expanded(data + HEADER_BYTES, size - HEADER_BYTES, data[0] > 0x7F);
    size_t cut = bytes.n_bytes ? (data[1] | (size_t)data[2] << 8) % (bytes.n_bytes + 1) : 0;
    size_t n_chunk = 1 + data[3] + bytes.n_bytes / 16;
    for (int at_eof = 0; at_eof < 2; at_eof++) {
        hear_reference(l->reference, scan_dialects[dialect], bytes, at_eof, &l->expected);
        check_vectors(l, bytes, at_eof);
        hear_chunks(&l->chunked, bytes, cut, n_chunk, at_eof, &l->found);
        MUST(heard_same(&l->expected, &l->found, "chunks"));
        MUST(!l->chunked.ear->fault);
    }
    free((char *)(uintptr_t)bytes.bytes);
    return 0;
}
