#include "pipeline/publishing/kept/depot.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/publishing/publication.h"
#include "tests/unit/scratch.h"

#include <unistd.h>

static int make(void **state)
{
    *state = scratch_new();
    return 0;
}

static int unmake(void **state)
{
    scratch_free(*state);
    return 0;
}

/* So many lines of a ledger, in the heap; the same lines for the same seed. */
static char *lines(size_t n_lines, unsigned seed, size_t *n_bytes)
{
    char *bytes = mem_alloc(n_lines * 64);
    *n_bytes = 0;
    uint64_t chance = seed;
    for (size_t i = 0; i < n_lines; i++) {
        chance = chance * 6364136223846793005u + 1442695040888963407u;
        *n_bytes += (size_t)sprintf(bytes + *n_bytes, "2024;%zu;4100;%llu;%u,00\n", i,
                                    (unsigned long long)(chance >> 20), (unsigned)(chance >> 50));
    }
    return bytes;
}

static const char *put(struct scratch *scratch, const char *name, const char *bytes, size_t n_bytes,
                       char hex[SHA256_HEX_SIZE])
{
    const char *path = scratch_path(scratch, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, n_bytes, stream), n_bytes);
    assert_int_equal(fclose(stream), 0);
    sha256_bytes(bytes, n_bytes, hex);
    return path;
}

static struct depot open_depot(struct scratch *scratch, int n_workers)
{
    struct depot depot = depot_of(scratch->folder, &scratch->arena);
    depot.n_workers = n_workers;
    assert_true(depot_lock(&depot, "proef", &scratch->errors));
    return depot;
}

static size_t n_pieces(struct scratch *scratch)
{
    struct folder_files names;
    assert_true(folder_names(scratch_path(scratch, DEPOT_NAME "/stuk"), &scratch->arena,
                             &scratch->errors, &names));
    return names.n;
}

static void keep(struct scratch *scratch, const char *name, const char *bytes, size_t n_bytes,
                 int n_workers, char hex[SHA256_HEX_SIZE])
{
    struct depot depot = open_depot(scratch, n_workers);
    const char *path = put(scratch, name, bytes, n_bytes, hex);
    assert_true(depot_add(&depot, path, hex, &scratch->errors));
    assert_true(depot_commit(&depot, &scratch->errors));
    assert_true(depot_has(&depot, hex));
    depot_unlock(&depot);
}

static void restore(struct scratch *scratch, const char *hex, const char *to)
{
    struct depot depot = depot_of(scratch->folder, &scratch->arena);
    char found[SHA256_HEX_SIZE];
    long long n_found;
    depot.n_workers = 2;
    assert_true(depot_restore(&depot, hex, scratch_path(scratch, to), &scratch->errors));
    assert_true(sha256_file(scratch_path(scratch, to), found, &n_found, &scratch->errors));
    assert_string_equal(found, hex);
}

static void a_file_comes_back_byte_for_byte(void **state)
{
    struct scratch *scratch = *state;
    char hex[SHA256_HEX_SIZE], name[32];
    size_t n_bytes;
    char *bytes = lines(120000, 1, &n_bytes);
    /* nothing, a byte, around the bounds of a piece, one long line, all */
    const size_t sizes[] = {
        0, 1, DEPOT_LEAST_BYTES - 1, DEPOT_LEAST_BYTES, DEPOT_MOST_BYTES + 1, n_bytes};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        sprintf(name, "terug-%zu", i);
        keep(scratch, "bron", bytes, sizes[i], 1 + (int)(i % 3), hex);
        restore(scratch, hex, name);
    }
    memset(bytes, 'x', n_bytes);
    keep(scratch, "bron", bytes, n_bytes, 2, hex);
    restore(scratch, hex, "zonder-regels");
    free(bytes);
}

static void a_line_costs_a_piece(void **state)
{
    struct scratch *scratch = *state;
    char hex[SHA256_HEX_SIZE];
    size_t n_bytes, n_before, n_half;
    char *bytes = lines(200000, 2, &n_bytes);
    keep(scratch, "bron", bytes, n_bytes - 64, 2, hex);
    n_before = n_pieces(scratch);
    assert_true(n_before > 5);
    keep(scratch, "bron", bytes, n_bytes, 2, hex); /* longer */
    assert_in_range(n_pieces(scratch), n_before + 1, n_before + 2);
    n_before = n_pieces(scratch);
    n_half = (size_t)(strchr(bytes + n_bytes / 2, '\n') + 1 - bytes);
    char *more = mem_alloc(n_bytes + 9);
    memcpy(more, bytes, n_half);
    memcpy(more + n_half, "een regel", 9);
    more[n_half + 8] = '\n';
    memcpy(more + n_half + 9, bytes + n_half, n_bytes - n_half);
    keep(scratch, "bron", more, n_bytes + 9, 2, hex); /* in the middle */
    assert_in_range(n_pieces(scratch), n_before + 1, n_before + 2);
    restore(scratch, hex, "terug");
    free(more);
    free(bytes);
}

static void what_nobody_needs_goes_and_the_rest_stays_whole(void **state)
{
    struct scratch *scratch = *state;
    char old[SHA256_HEX_SIZE], new[SHA256_HEX_SIZE];
    const char *needed[] = {new};
    long long n_bytes_kept;
    size_t n_bytes;
    char *bytes = lines(100000, 3, &n_bytes);
    keep(scratch, "bron", bytes, n_bytes / 2, 2, old);
    keep(scratch, "bron", bytes, n_bytes, 2, new);
    size_t n_before = n_pieces(scratch);
    struct depot depot = open_depot(scratch, 1);
    assert_true(depot_sweep(&depot, needed, 1, &scratch->errors));
    assert_false(depot_has(&depot, old));
    assert_int_equal(n_pieces(scratch), n_before - 1); /* the end of the old one */
    assert_true(depot_bytes(&depot, &n_bytes_kept, &scratch->errors));
    assert_in_range(n_bytes_kept, n_bytes / 20, n_bytes);
    restore(scratch, new, "terug");
    assert_true(depot_sweep(&depot, NULL, 0, &scratch->errors));
    assert_int_equal(n_pieces(scratch), 0);
    depot_unlock(&depot);
    assert_int_equal(scratch->errors.n, 0);
    free(bytes);
}

static void a_file_that_changed_is_refused_and_leaves_nothing(void **state)
{
    struct scratch *scratch = *state;
    char hex[SHA256_HEX_SIZE], other[SHA256_HEX_SIZE];
    struct depot depot = open_depot(scratch, 1);
    const char *path = put(scratch, "bron", "a;1\n", 4, hex);
    sha256_bytes("a;2\n", 4, other);
    assert_false(depot_add(&depot, path, other, &scratch->errors));
    assert_int_equal(errors_worst(&scratch->errors), ERROR_MACHINE);
    depot_unlock(&depot);
    depot = open_depot(scratch, 1);
    assert_true(depot_commit(&depot, &scratch->errors));
    assert_false(depot_has(&depot, other));
    assert_int_equal(n_pieces(scratch), 0);
    depot_unlock(&depot);
}

static void a_damaged_piece_or_list_is_refused(void **state)
{
    struct scratch *scratch = *state;
    char hex[SHA256_HEX_SIZE];
    struct depot depot = depot_of(scratch->folder, &scratch->arena);
    keep(scratch, "bron", "a;1\nb;2\n", 8, 1, hex);
    const char *piece =
        arena_printf(&scratch->arena, DEPOT_NAME "/stuk/%s.gz", hex); /* one piece: the whole */
    const char *list = arena_printf(&scratch->arena, DEPOT_NAME "/bestand/%s", hex);
    scratch_write(scratch, piece, "geen gzip");
    assert_false(depot_restore(&depot, hex, scratch_path(scratch, "een"), &scratch->errors));
    assert_int_equal(unlink(scratch_path(scratch, piece)), 0);
    assert_false(depot_restore(&depot, hex, scratch_path(scratch, "twee"), &scratch->errors));
    scratch_write(scratch, list, "pnc-invoer 1\n../../../etc/passwd 8\n");
    assert_false(depot_restore(&depot, hex, scratch_path(scratch, "drie"), &scratch->errors));
    assert_int_equal(scratch->errors.n, 3);
    assert_non_null(strstr(scratch->errors.items[2].message, "geen lijst van stukken"));
}

static void no_two_settings_have_one_place(void **state)
{
    struct scratch *scratch = *state;
    static const char *const paths[] = {"a.csv",          "x/a.csv",       "../a.csv",
                                        "../../a.csv",    "boven/a.csv",   "boven_/a.csv",
                                        "../boven/a.csv", "/a.csv",        "wortel/a.csv",
                                        "boven",          "wortel_/a.csv", "bovenaan/a.csv"};
    size_t n = sizeof paths / sizeof *paths;
    for (size_t i = 0; i < n; i++) {
        const char *place = publication_setting(paths[i], &scratch->arena);
        assert_true(path_stays_inside(place));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(place, publication_setting(paths[j], &scratch->arena));
    }
    assert_string_equal(publication_setting("../x/posten.csv", &scratch->arena),
                        "instellingen/boven/x/posten.csv");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_comes_back_byte_for_byte),
        TEST(a_line_costs_a_piece),
        TEST(what_nobody_needs_goes_and_the_rest_stays_whole),
        TEST(a_file_that_changed_is_refused_and_leaves_nothing),
        TEST(a_damaged_piece_or_list_is_refused),
        TEST(no_two_settings_have_one_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
