/* What the feed gives is what csv_record gives of the whole file, and it ends where that does; but
 * a last record without a line end was cut. */
#include "pipeline/publishing/csv_feed.h"

#include "pipeline/format/csv.h"
#include "tests/unit/scratch.h"

static const char *const pieces[] = {
    "a,b,c\n",     "12,,\"x\"\n",  "\"d,\"\"e\"\" f\",g,h\n",
    " i , j,k\n",  "l,m\n",        "n,o,p\r\n",
    "\n",          "\"q\nr\",s\n", "t\"u,v\n",
    "w,\"x\" y\n", "\"z,a\n",
};
#define N_PIECES   (sizeof pieces / sizeof *pieces)
#define MOST_BYTES 200000

static uint64_t chance(uint64_t *seed, uint64_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

/* Mostly good records of the first n_pieces, and now and then a field of long_bytes. */
static size_t make_text(char *text, uint64_t seed, size_t n_pieces, size_t long_bytes)
{
    size_t n = 0;
    const size_t n_most = chance(&seed, MOST_BYTES / 2);
    while (n < n_most) {
        const char *piece = pieces[chance(&seed, chance(&seed, 50) ? 3 : n_pieces)];
        n += (size_t)sprintf(text + n, "%s", piece);
        if (long_bytes && chance(&seed, 5000) == 0) {
            memset(text + n, 'y', long_bytes);
            n += long_bytes;
        }
    }
    return n + (size_t)sprintf(text + n, "%s", chance(&seed, 2) ? "last,one" : "");
}

static void check_text(struct scratch *scratch, struct text text)
{
    const bool open = text.n_bytes && text.bytes[text.n_bytes - 1] != '\n';
    const char *path = scratch_path(scratch, "feed.csv");
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(text.bytes, 1, text.n_bytes, stream), text.n_bytes);
    assert_int_equal(fclose(stream), 0);

    struct csv_reader *reader = csv_reader_new_capped(',', '"', CSV_MAX_FILLED_BYTES);
    struct csv_feed *feed = csv_feed_open(path, &scratch->errors);
    const struct text *wanted, *found;
    size_t n_wanted, n_found, n_used;
    assert_non_null(feed);
    while (text.n_bytes &&
           csv_record(reader, text, true, &wanted, &n_wanted, &n_used) == CSV_RECORD) {
        assert_true(csv_feed_next(feed, &found, &n_found));
        assert_int_equal(n_found, n_wanted);
        for (size_t i = 0; i < n_wanted; i++) {
            assert_true(text_equal(found[i], wanted[i]));
            assert_int_equal(found[i].bytes[found[i].n_bytes], 0);
        }
        text = (struct text){text.bytes + n_used, text.n_bytes - n_used};
    }
    assert_false(csv_feed_next(feed, &found, &n_found));
    assert_int_equal(csv_feed_ended(feed), text.n_bytes == 0 && !open);
    csv_feed_close(feed);
    csv_reader_free(reader);
}

static void sweep(size_t n_pieces, size_t long_bytes)
{
    struct scratch *scratch = scratch_new();
    char *text = mem_alloc(MOST_BYTES * 4);
    for (uint64_t seed = 1; seed <= 60; seed++)
        check_text(scratch, (struct text){text, make_text(text, seed, n_pieces, long_bytes)});
    free(text);
    scratch_free(scratch);
}

static void good_records_of_any_length_are_the_reference_s(void **state)
{
    (void)state;
    sweep(6, 0);
    sweep(6, 40000);
}

static void a_blank_line_or_a_fault_ends_the_feed_where_it_stands(void **state)
{
    (void)state;
    sweep(N_PIECES, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_records_of_any_length_are_the_reference_s),
        cmocka_unit_test(a_blank_line_or_a_fault_ends_the_feed_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
