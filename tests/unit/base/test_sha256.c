#include "pipeline/base/sha256.h"

#include "tests/unit/scratch.h"

#include <sys/stat.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

/* FIPS 180-4's examples. */
static const struct {
    const char *text, *hex;
} examples[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static const char million_a[] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void the_standard_s_examples_come_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(examples); i++) {
        char hex[SHA256_HEX_SIZE];
        struct sha256 *sha = sha256_new();
        sha256_update(sha, examples[i].text, strlen(examples[i].text));
        sha256_hex(sha, hex);
        assert_string_equal(hex, examples[i].hex);
        sha256_free(sha);
    }
    sha256_free(NULL);
}

static void pieces_hash_as_the_whole(void **state)
{
    (void)state;
    char *bytes = malloc(1000000);
    memset(bytes, 'a', 1000000);
    static const size_t pieces[] = {1, 63, 64, 65, 1000, 262144, 1000000};
    for (size_t i = 0; i < LENGTH_OF(pieces); i++) {
        char hex[SHA256_HEX_SIZE];
        struct sha256 *sha = sha256_new();
        for (size_t at = 0; at < 1000000; at += pieces[i])
            sha256_update(sha, bytes + at, 1000000 - at < pieces[i] ? 1000000 - at : pieces[i]);
        sha256_hex(sha, hex);
        assert_string_equal(hex, million_a);
        sha256_free(sha);
    }
    free(bytes);
}

static void hashes_do_not_disturb_each_other(void **state)
{
    (void)state;
    struct sha256 *shas[LENGTH_OF(examples)];
    for (size_t i = 0; i < LENGTH_OF(examples); i++)
        shas[i] = sha256_new();
    for (size_t at = 0; at < 56; at++)
        for (size_t i = 0; i < LENGTH_OF(examples); i++)
            if (at < strlen(examples[i].text))
                sha256_update(shas[i], examples[i].text + at, 1);
    for (size_t i = 0; i < LENGTH_OF(examples); i++) {
        char hex[SHA256_HEX_SIZE];
        sha256_hex(shas[i], hex);
        assert_string_equal(hex, examples[i].hex);
        sha256_free(shas[i]);
    }
}

static void a_file_gives_its_hash_and_size(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_new();
    char *content = arena_alloc(&scratch->arena, 1000001);
    memset(content, 'a', 1000000);
    scratch_write(scratch, "leeg.csv", "");
    scratch_write(scratch, "a.csv", content);
    char hex[SHA256_HEX_SIZE];
    long long n_bytes = -1;
    assert_true(sha256_file(scratch_path(scratch, "leeg.csv"), hex, &n_bytes, &scratch->errors));
    assert_string_equal(hex, examples[0].hex);
    assert_int_equal(n_bytes, 0);
    assert_true(sha256_file(scratch_path(scratch, "a.csv"), hex, &n_bytes, &scratch->errors));
    assert_string_equal(hex, million_a);
    assert_int_equal(n_bytes, 1000000);
    assert_int_equal(scratch->errors.n, 0);
    scratch_free(scratch);
}

static void what_cannot_be_read_is_an_error_of_the_machine(void **state)
{
    (void)state;
    static const struct {
        const char *name, *message;
    } cases[] = {
        {"niet.csv", "kan het bestand niet openen: bestaat niet"},
        {".", "kan het bestand niet openen: is een map, geen bestand"},
        {"pijp", "kan het bestand niet openen: is een pijp of apparaat, geen gewoon bestand"},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct scratch *scratch = scratch_new();
        const char *path = scratch_path(scratch, cases[i].name);
        assert_int_equal(mkfifo(scratch_path(scratch, "pijp"), 0666), 0);
        char hex[SHA256_HEX_SIZE] = "onaangeroerd";
        long long n_bytes = -1;
        assert_false(sha256_file(path, hex, &n_bytes, &scratch->errors));
        assert_int_equal(scratch->errors.n, 1);
        assert_int_equal(scratch->errors.items[0].kind, ERROR_MACHINE);
        assert_string_equal(scratch->errors.items[0].where, path);
        assert_string_equal(scratch->errors.items[0].message, cases[i].message);
        assert_string_equal(hex, "onaangeroerd");
        assert_int_equal(n_bytes, -1);
        scratch_free(scratch);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_standard_s_examples_come_out),
        cmocka_unit_test(pieces_hash_as_the_whole),
        cmocka_unit_test(hashes_do_not_disturb_each_other),
        cmocka_unit_test(a_file_gives_its_hash_and_size),
        cmocka_unit_test(what_cannot_be_read_is_an_error_of_the_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
