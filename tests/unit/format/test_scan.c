/* The scanner against csv_record, on cases and on random bytes. PNC_SCAN_ROUNDS=N makes the random
 * part N times as long. */
#include "tests/unit/scan_check.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- everything that must agree about some bytes ---- */

struct listener {
    struct dialect dialect;
    struct csv_reader *reference;
    struct ear ears[SCAN_VECTOR_COUNT];
    struct chunked chunked;
    struct heard expected, found;
    uint64_t n_records;
};

static const char *const vector_names[] = {"plain C", "SSE2", "AVX2"};

static void listen(struct listener *listener, struct dialect dialect)
{
    *listener = (struct listener){.dialect = dialect};
    listener->reference = csv_reader_new(dialect.separator, dialect.quote);
    for (enum scan_vector v = 0; v < SCAN_VECTOR_COUNT; v++)
        if (scan_vector_supported(v))
            ear_open(&listener->ears[v], dialect, v);
    listener->chunked.ear = &listener->ears[scan_vector_best()];
}

static void stop_listening(struct listener *listener)
{
    csv_reader_free(listener->reference);
    for (enum scan_vector v = 0; v < SCAN_VECTOR_COUNT; v++)
        if (listener->ears[v].scanner)
            ear_close(&listener->ears[v]);
    chunked_release(&listener->chunked);
    heard_release(&listener->expected);
    heard_release(&listener->found);
}

static void expect_same(struct listener *l, const struct ear *ear, struct text bytes,
                        const char *who, const char *what)
{
    if (heard_same(&l->expected, &l->found, who) && !ear->fault)
        return;
    fprintf(stderr, "  in ");
    show_bytes(bytes.bytes, bytes.n_bytes);
    fail_msg("%s: %s, separator '%c', quote '%c': %s", what, who, l->dialect.separator,
             l->dialect.quote ? l->dialect.quote : '0',
             ear->fault ? ear->fault : "not what csv_record says");
}

/* The scanner with every vector, on bytes with SCAN_PADDING more behind them. */
static void whole_agrees(struct listener *l, struct text bytes, bool at_eof, const char *what)
{
    hear_reference(l->reference, l->dialect, bytes, at_eof, &l->expected);
    l->n_records += l->expected.n;
    for (enum scan_vector v = 0; v < SCAN_VECTOR_COUNT; v++) {
        if (!l->ears[v].scanner)
            continue;
        hear_scanner(&l->ears[v], bytes, at_eof, &l->found);
        expect_same(l, &l->ears[v], bytes, vector_names[v], what);
    }
}

/* The first chunk ends at each place, others are n_chunk bytes. */
static void chunks_agree(struct listener *l, struct text bytes, size_t first_cut, size_t last_cut,
                         size_t n_chunk, const char *what)
{
    for (int at_eof = 0; at_eof < 2; at_eof++) {
        hear_reference(l->reference, l->dialect, bytes, at_eof, &l->expected);
        for (size_t cut = first_cut; cut <= last_cut; cut++) {
            hear_chunks(&l->chunked, bytes, cut, n_chunk, at_eof, &l->found);
            expect_same(l, l->chunked.ear, bytes, "chunks", what);
        }
    }
}

/* A copy with a first line of n_shift bytes and padding of bytes that must not matter. */
static struct text shifted(struct text bytes, size_t n_shift, char *room)
{
    memset(room, 'x', n_shift);
    if (n_shift)
        room[n_shift - 1] = '\n';
    if (bytes.n_bytes)
        memcpy(room + n_shift, bytes.bytes, bytes.n_bytes);
    size_t n_bytes = n_shift + bytes.n_bytes;
    for (size_t i = 0; i < SCAN_PADDING; i++)
        room[n_bytes + i] = "\";\n\r'\x80"[i % 6];
    return (struct text){room, n_bytes};
}

static void all_agree(struct dialect dialect, struct text bytes, const char *what)
{
    struct listener l;
    listen(&l, dialect);
    char *room = mem_alloc(bytes.n_bytes + SCAN_BLOCK + SCAN_PADDING);
    for (size_t n_shift = 0; n_shift < SCAN_BLOCK; n_shift++) {
        struct text moved = shifted(bytes, n_shift, room);
        whole_agrees(&l, moved, true, what);
        whole_agrees(&l, moved, false, what);
    }
    if (bytes.n_bytes < 300)
        for (size_t n_chunk = 1; n_chunk < 300; n_chunk += 1 + n_chunk / 4)
            chunks_agree(&l, bytes, 0, bytes.n_bytes, n_chunk, what);
    stop_listening(&l);
    free(room);
}

/* ---- cases ---- */

/* In the cases ; stands for the separator and " for the quote of each dialect. */
static const struct {
    const char *name;
    const char *bytes;
} cases[] = {
    {"nothing at all", ""},
    {"one field", "a"},
    {"one line", "a;b\n"},
    {"no line end at the end", "a;b\nc;d"},
    {"line ends of all kinds", "a;b\nc;d\r\ne;f\rg;h"},
    {"a CR as the last byte", "a;b\r"},
    {"CR CR LF", "a;b\r\r\nc;d\r\n"},
    {"LF CR", "a;b\n\rc;d\n\r"},
    {"blank lines", "\n\r\n  \t\n\ra;b\n \n"},
    {"only separators", ";;;\n;;;\r\n"},
    {"spaces and tabs around", " a \t;\tb\t;  c  \n \t;\t \n"},
    {"quoted fields", "\"a\";\"b\";\"\"\n"},
    {"quoted separators", "\"a;b\";c\n\";\";\";;\"\n"},
    {"quoted line ends", "\"a\nb\";c\n\"\r\n\";d\r\n\"\r\";e\n"},
    {"doubled quotes", "\"a\"\"b\";\"\"\"\"\n\"\"\"\";\"\"\"a\"\"\"\n"},
    {"spaces around quotes", " \"a\" ; \"b\" \n\"c\" ;d\n"},
    {"a stray quote", "a\"b;c\nd;e\n"},
    {"two stray quotes", "a\"\"b;c\nd;\"e\"\n"},
    {"stray quotes around a separator", "a\";\"b\nd;e\n"},
    {"text behind a closing quote", "\"a\"b;c\nd;e\n"},
    {"a quote behind a closing quote", "\"a\"\"\n;b\n"},
    {"a quote that is never closed", "a;\"b\nc;d\ne;f\n"},
    {"a quote that a later line closes", "1;\"a\n2;\"b\";c\n3;d\n"},
    {"a quote at the end", "a;b\n\""},
    {"a closed quote at the end", "a;\"b\""},
    {"a doubled quote at the end", "a;\"b\"\""},
    {"a quoted CR at the end", "a;\"b\r"},
    {"a CR behind a closing quote", "a;\"b\"\rc;d\n"},
    {"a CR behind a closing quote at the end", "a;\"b\"\r"},
    {"NUL and high bytes", "caf\xC3\xA9;\xE9\n\x80\n"},
    {"comments", "#a;b\nc;#d\n#\"\n#\n#x\ry;z\n#\r\n#end"},
    {"a comment behind a blank line", "\n#a\n\n#\"a\n\"\nb;c\n"},
    {"a quoted comment sign", "\"#\";a\n #;b\n"},
};

static void cases_agree(void **state)
{
    (void)state;
    for (size_t d = 0; d < SCAN_DIALECTS; d++)
        for (size_t i = 0; i < LENGTH(cases); i++) {
            char bytes[128];
            size_t n_bytes = strlen(cases[i].bytes);
            for (size_t k = 0; k < n_bytes; k++) {
                char c = cases[i].bytes[k];
                bytes[k] = c == ';'                             ? scan_dialects[d].separator
                           : c == '"' && scan_dialects[d].quote ? scan_dialects[d].quote
                                                                : c;
            }
            all_agree(scan_dialects[d], (struct text){bytes, n_bytes}, cases[i].name);
        }
}

static void a_nul_byte_is_told_of(void **state)
{
    (void)state;
    static const char bytes[] = "a\0;b\n\0\n\"\0\";\0 \n";
    all_agree(scan_dialects[0], (struct text){bytes, sizeof bytes - 1}, "NUL");
}

/* ---- which path reads what ---- */

#define TWENTY "abcdefghijklmnopqrst"
#define BLOCKS TWENTY TWENTY TWENTY TWENTY TWENTY TWENTY TWENTY

/* The first line is read by csv_record, so that the second one is met in the middle of a block. */
static const struct {
    const char *name, *bytes;
    enum scan_kind kind;
    bool suspect, doubled;
} path_cases[] = {
    {"no quotes", "a;b;c", SCAN_PLACED, false, false},
    {"spaces around fields", " a ; b", SCAN_PLACED, false, false},
    {"accents", "caf\xC3\xA9;b", SCAN_PLACED, true, false},
    {"one quoted field", "\"a\"", SCAN_PLACED, false, false},
    {"quotes at the start, inside and at the end", "\"a\";b;\"c\";\"\"", SCAN_PLACED, false, false},
    {"separators and line ends in quotes", "1;\"a;b\r\nc\n\n\";2", SCAN_PLACED, false, false},
    {"doubled quotes", "1;\"a\"\"b\";\"\"\"\"", SCAN_PLACED, false, true},
    {"an accent in another block than the end", "\xC3\xA9;" BLOCKS, SCAN_PLACED, true, false},
    {"doubled quotes in another block than the end", "\"\"\"\";" BLOCKS, SCAN_PLACED, false, true},
    {"a quote inside a field", "1;a\"b", SCAN_STRAY, true, false},
    {"text behind a quote", "\"a\"b", SCAN_STRAY, true, false},
    {"a space in front of a quote", "1; \"a\"", SCAN_LIBCSV, true, false},
    {"a space behind a quote", "1;\"a\" ;2", SCAN_LIBCSV, true, false},
};

static void expect_path(struct ear *ear, struct text bytes, size_t index)
{
    scanner_start(ear->scanner, bytes.bytes, bytes.n_bytes, false);
    size_t n_records = scanner_next(ear->scanner, ear->batch);
    const struct scan_record *record = scan_record(ear->batch, n_records - 1);
    if (n_records < 2 || record->kind != path_cases[index].kind ||
        record->suspect != path_cases[index].suspect ||
        record->doubled != path_cases[index].doubled)
        fail_msg("%s: %zu records, the last is of kind %d, suspect %d, doubled %d",
                 path_cases[index].name, n_records, record->kind, record->suspect, record->doubled);
}

static void well_formed_records_stay_on_the_fast_path(void **state)
{
    (void)state;
    for (enum scan_vector v = 0; v < SCAN_VECTOR_COUNT; v++) {
        if (!scan_vector_supported(v))
            continue;
        struct ear ear;
        ear_open(&ear, scan_dialects[0], v);
        for (size_t i = 0; i < LENGTH(path_cases); i++)
            for (size_t n_shift = 0; n_shift < 2 * SCAN_BLOCK; n_shift++) {
                char bytes[8 * SCAN_BLOCK];
                memset(bytes, 'x', sizeof bytes); /* what stands behind is not suspect */
                const char *line_end = n_shift % 2 ? "\r\n" : "\n";
                size_t n = n_shift + (size_t)sprintf(bytes + n_shift, "\"\"y%s%s%s", line_end,
                                                     path_cases[i].bytes, line_end);
                bytes[n] = 'x';
                expect_path(&ear, (struct text){bytes, n}, i);
            }
        ear_close(&ear);
    }
}

/* ---- the caps ---- */

static struct text built(char *room, const char *start, char fill, size_t n_fill, const char *end)
{
    size_t n_start = strlen(start), n_end = strlen(end);
    memcpy(room, start, n_start);
    memset(room + n_start, fill, n_fill);
    memcpy(room + n_start + n_fill, end, n_end);
    return (struct text){room, n_start + n_fill + n_end};
}

static void long_records_agree(void **state)
{
    (void)state;
    static const struct {
        const char *name, *start;
        char fill;
        const char *end;
    } shapes[] = {
        {"a long field", "1;2\n", 'x', "\n3;4\n"},
        {"a long field with CRLF", "1;2\r\n", 'x', "\r\n3;4\r\n"},
        {"a long field with CR", "1;2\r", 'x', "\r3;4\r"},
        {"a long field at the end", "1;2\n", 'x', ""},
        {"a long quoted field", "1;\"", 'x', "\";2\n3;4\n"},
        {"a long quoted field of lines", "1;\"", '\n', "\";2\n3;4\n"},
        {"a long quoted field with a doubled quote", "1;\"\"\"", 'x', "\";2\n3;4\n"},
        {"a long open quote", "1;\"", 'x', "\n3;4\n"},
        {"a long line of separators", "1;2\n", ';', "\n3;4\n"},
        {"a long line of spaces", "1;2\n", ' ', "\n3;4\n"},
        {"a long line of quotes", "1;2\n", '"', "\n3;4\n"},
        {"a long comment", "#\"", ';', "\n3;4\n"},
    };
    static const size_t lengths[] = {
        1000,
        4000,
        8000,
        SCAN_LONGEST - 4096 - 64,
        SCAN_LONGEST - 4096,
        SCAN_LONGEST,
        SCAN_LONGEST + 64,
        CSV_MAX_RECORD_BYTES,
        2 * CSV_MAX_RECORD_BYTES,
        200000,
    };
    char *room = mem_alloc(200100 + SCAN_PADDING);
    for (size_t d = 0; d < 2; d++) { /* without and with comments */
        struct listener l;
        listen(&l, scan_dialects[d ? 12 : 0]);
        for (size_t s = 0; s < LENGTH(shapes); s++)
            for (size_t i = 0; i < LENGTH(lengths); i++)
                for (size_t n = lengths[i] - 7; n < lengths[i] + 3; n++) {
                    struct text bytes =
                        built(room, shapes[s].start, shapes[s].fill, n, shapes[s].end);
                    whole_agrees(&l, bytes, n % 2, shapes[s].name);
                    if (n % 10 == 0)
                        chunks_agree(&l, bytes, n, n, 5000, shapes[s].name);
                }
        stop_listening(&l);
    }
    free(room);
}

static void records_of_many_lines_agree(void **state)
{
    (void)state;
    char *room = mem_alloc(10000 + SCAN_PADDING);
    struct listener l;
    listen(&l, scan_dialects[0]);
    for (size_t n = CSV_MAX_RECORD_LINES - 4; n < CSV_MAX_RECORD_LINES + 4; n++) {
        whole_agrees(&l, built(room, "1;\"", '\n', n, "\";2\n3;4\n"), true, "many LFs");
        whole_agrees(&l, built(room, "1;\"", '\r', n, "\";2\n3;4\n"), true, "many CRs");
        whole_agrees(&l, built(room, "1;\"", '\n', n, ""), true, "many LFs, open");
        whole_agrees(&l, built(room, "1;\"", '\n', n, "\"\"\"\n"), true, "many LFs, doubled");
    }
    stop_listening(&l);
    free(room);
}

/* Nothing of it is carried from buffer to buffer. */
static void an_endless_line_is_told_once_and_skipped(void **state)
{
    (void)state;
    char *room = mem_alloc(100000 + SCAN_PADDING);
    struct ear ear;
    ear_open(&ear, scan_dialects[0], scan_vector_best());
    struct text bytes = built(room, "1;2\n", 'x', 90000, "");
    scanner_start(ear.scanner, bytes.bytes, bytes.n_bytes, false);
    assert_int_equal(scanner_next(ear.scanner, ear.batch), 2);
    assert_int_equal(ear.batch->records[1].kind, SCAN_RUNAWAY);
    assert_int_equal(ear.batch->records[1].end, 4 + CSV_MAX_RECORD_BYTES);
    assert_int_equal(scanner_next(ear.scanner, ear.batch), 0);
    assert_int_equal(scanner_position(ear.scanner), bytes.n_bytes);
    assert_int_equal(scanner_lines(ear.scanner), 1);
    assert_true(scanner_skips_line(ear.scanner));

    bytes = built(room, "", 'x', 90000, "\r\n3;4\n");
    scanner_start(ear.scanner, bytes.bytes, bytes.n_bytes, false);
    scanner_skip_line(ear.scanner);
    assert_int_equal(scanner_next(ear.scanner, ear.batch), 1);
    assert_int_equal(ear.batch->records[0].start, 90002);
    assert_int_equal(ear.batch->records[0].line, 1);
    assert_false(scanner_skips_line(ear.scanner));
    ear_close(&ear);
    free(room);
}

/* Many copies of a line: batches fill up by records, by separators, by doubled quotes, by fields
 * that libcsv read. */
static void full_batches_agree(void **state)
{
    (void)state;
    static const struct {
        const char *name, *start;
        char fill;
        size_t n_fill;
        const char *end;
    } lines[] = {
        {"short records", "a;b", 'x', 3, "\n"},
        {"empty fields", "", ';', 40, "\n"},
        {"wide records", "a", ';', 1000, "\n"},
        {"very wide records", "a", ';', 9000, "\r\n"},
        {"doubled quotes", "a;\"\"\"", 'x', 900, "\"\n"},
        {"spaces around quotes", "a; \"b", 'x', 900, "\" \n"},
        {"wide records with spaces around quotes", "a; \"b\" ", ';', 900, "\n"},
        {"blank lines", "", ' ', 5, "\n"},
    };
    for (size_t i = 0; i < LENGTH(lines); i++) {
        size_t n_line = strlen(lines[i].start) + lines[i].n_fill + strlen(lines[i].end);
        size_t n_copies = 400000 / n_line;
        char *room = mem_alloc(n_copies * n_line + SCAN_PADDING);
        for (size_t k = 0; k < n_copies; k++)
            built(room + k * n_line, lines[i].start, lines[i].fill, lines[i].n_fill, lines[i].end);
        struct listener l;
        listen(&l, scan_dialects[0]);
        struct text bytes = {room, n_copies * n_line};
        whole_agrees(&l, bytes, true, lines[i].name);
        chunks_agree(&l, bytes, 65536, 65540, 65536, lines[i].name);
        stop_listening(&l);
        free(room);
    }
}

/* ---- random bytes ---- */

static uint64_t dice(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed * UINT64_C(0x2545F4914F6CDD1D);
}

static size_t roll(uint64_t *seed, size_t n)
{
    return n > 1 ? (size_t)((dice(seed) >> 33) % n) : 0;
}

/* What the bytes are made of; S stands for the separator, Q for the quote, E for a line end. A
 * repeated token is likelier. */
static const char *const mixes[][40] = {
    /* orderly: nearly all records are good */
    {"a", "12,50",   "Jeugdhulp",  "2024",     "-3",       "S",           "S",
     "S", "S",       "S",          "S",        "E",        "E",           "S",
     "S", "SQabcQS", "SQa\"\"bQS", "SQx\nyQS", "S  trimS", "caf\xC3\xA9", "S",
     "S", "EQqQS",   "SQqQE",      NULL},
    /* quotes everywhere */
    {"a",  "b c", "S", "S", "S",    "Q",  "Q",   "QQ",   "QS", "SQ", "QE",
     "EQ", "QSQ", "E", "E", "\r\n", "\n", "QQQ", "SQQS", " ",  NULL},
    /* a bit of everything */
    {"a",     "bc",    "S",      "S",   "S",   "S",  "E", "E",    "\n",   "\r\n",  "\r",
     " ",     "\t",    "#",      "E#",  "Q",   "\"", "'", "\x80", "0",    "SQaQS", "SQQS",
     "EQaQS", "SQaQE", "SQQQQS", "S Q", "Q S", ";",  ",", "|",    "\n\n", " E",    NULL},
    /* nasty only */
    {"S", "Q", "Q", "E", "\r", "\n", " ", "\t", "#", "\xFF", "0", "x", NULL},
    /* well-formed quotes, long fields */
    {"SQabcdefghijklmnopqrstuvwxyz0123456789QS", "SQqQQrQS", "0123456789012345678901234567890", "S",
     "E", "SQ;,|\t\nQS", "EQ\n\nQS", "SQQS", "SQQE", NULL},
};

static size_t add_token(const char *token, struct dialect dialect, uint64_t *seed, char *out)
{
    size_t n = 0;
    for (; *token; token++) {
        char c = *token;
        if (c == '0' && roll(seed, 4) == 0)
            c = '\0';
        if (c == 'E') {
            if (roll(seed, 3) == 0)
                out[n++] = '\r';
            c = '\n';
        }
        out[n++] = c == 'S' ? dialect.separator : c == 'Q' && dialect.quote ? dialect.quote : c;
    }
    return n;
}

static struct text random_bytes(struct dialect dialect, size_t n_wanted, uint64_t *seed, char *out)
{
    const char *const *mix = mixes[roll(seed, LENGTH(mixes))];
    size_t n_tokens = 0, n = 0;
    while (mix[n_tokens])
        n_tokens++;
    while (n + 64 < n_wanted)
        n += add_token(mix[roll(seed, n_tokens)], dialect, seed, out + n);
    return (struct text){out, n};
}

#define RANDOM_BYTES 20000

static void random_buffers_agree(struct listener *l, uint64_t *seed, char *bytes, char *room)
{
    for (int i = 0; i < 4; i++) {
        struct text text = random_bytes(l->dialect, RANDOM_BYTES, seed, bytes);
        struct text moved = shifted(text, roll(seed, SCAN_BLOCK), room);
        whole_agrees(l, moved, true, "random bytes");
        moved.n_bytes -= roll(seed, 200);
        whole_agrees(l, moved, false, "random bytes");
        size_t cut = roll(seed, moved.n_bytes);
        chunks_agree(l, moved, cut, cut, 1 + roll(seed, 3000), "random bytes");
    }
    for (int i = 0; i < 4; i++) {
        struct text text = random_bytes(l->dialect, 64 + roll(seed, 250), seed, bytes);
        for (size_t n_shift = 0; n_shift < SCAN_BLOCK; n_shift += 1 + roll(seed, 8))
            whole_agrees(l, shifted(text, n_shift, room), true, "few random bytes");
        chunks_agree(l, text, 0, text.n_bytes, 1 + roll(seed, 300), "few random bytes");
    }
}

static void random_records_agree(void **state)
{
    (void)state;
    const char *wanted = getenv("PNC_SCAN_ROUNDS");
    long n_rounds = wanted ? atol(wanted) : 1;
    uint64_t seed = UINT64_C(0x9E3779B97F4A7C15), n_records = 0, n_right = 0, n_wrong = 0;
    char *bytes = mem_alloc(RANDOM_BYTES + SCAN_PADDING);
    char *room = mem_alloc(RANDOM_BYTES + SCAN_BLOCK + SCAN_PADDING);
    struct listener listeners[SCAN_DIALECTS];
    for (size_t d = 0; d < SCAN_DIALECTS; d++)
        listen(&listeners[d], scan_dialects[d]);
    for (long i = 0; i < n_rounds * 24; i++)
        random_buffers_agree(&listeners[(size_t)i % SCAN_DIALECTS], &seed, bytes, room);
    for (size_t d = 0; d < SCAN_DIALECTS; d++) {
        n_records += listeners[d].n_records;
        n_right += listeners[d].chunked.n_right;
        n_wrong += listeners[d].chunked.n_wrong;
        stop_listening(&listeners[d]);
    }
    print_message("%llu records; guesses at chunks: %llu right, %llu wrong\n",
                  (unsigned long long)n_records, (unsigned long long)n_right,
                  (unsigned long long)n_wrong);
    assert_true(n_records > 100000 && n_right > 1000 && n_wrong > 1000);
    free(bytes);
    free(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_agree),
        cmocka_unit_test(a_nul_byte_is_told_of),
        cmocka_unit_test(well_formed_records_stay_on_the_fast_path),
        cmocka_unit_test(long_records_agree),
        cmocka_unit_test(records_of_many_lines_agree),
        cmocka_unit_test(an_endless_line_is_told_once_and_skipped),
        cmocka_unit_test(full_batches_agree),
        cmocka_unit_test(random_records_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
