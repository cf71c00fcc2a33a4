#include "pipeline/base/array.h"
#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

/* ---- errors ---- */

static void errors_keep_kind_place_and_message(void **state)
{
    (void)state;
    struct errors errors = {0};
    char where[] = "grootboek-2024.csv:17";
    assert_false(
        errors_add(&errors, ERROR_DATA, where, "verwacht %d velden, gevonden %s", 12, "11"));
    where[0] = 'X';
    assert_false(errors_add(&errors, ERROR_SETTINGS, NULL, "onbekende instelling"));
    assert_int_equal(errors.n, 2);
    assert_int_equal(errors.items[0].kind, ERROR_DATA);
    assert_string_equal(errors.items[0].where, "grootboek-2024.csv:17");
    assert_string_equal(errors.items[0].message, "verwacht 12 velden, gevonden 11");
    assert_string_equal(errors.items[1].where, "");
    assert_string_equal(errors.items[1].message, "onbekende instelling");
    errors_release(&errors);
    assert_int_equal(errors.n, 0);
    assert_null(errors.items);
}

static void what_nobody_hears_is_counted_and_not_kept(void **state)
{
    (void)state;
    struct errors *unheard = ERRORS_UNHEARD;
    assert_false(errors_add(unheard, ERROR_DATA, "bestand", "fout"));
    assert_int_equal(unheard->n, 1);
    assert_null(unheard->items);
    assert_int_equal(errors_worst(unheard), ERROR_NONE);
}

static void all_errors_are_kept_in_their_order(void **state)
{
    (void)state;
    struct errors errors = {0};
    for (int i = 0; i < 1000; i++)
        errors_add(&errors, ERROR_DATA, "bestand", "fout %d", i);
    assert_int_equal(errors.n, 1000);
    for (int i = 0; i < 1000; i++) {
        char wanted[16];
        snprintf(wanted, sizeof wanted, "fout %d", i);
        assert_string_equal(errors.items[i].message, wanted);
    }
    errors_release(&errors);
}

static void a_message_may_be_long(void **state)
{
    (void)state;
    struct errors errors = {0};
    char *long_text = malloc(100001);
    memset(long_text, 'a', 100000);
    long_text[100000] = '\0';
    errors_add(&errors, ERROR_DATA, long_text, "%s!", long_text);
    assert_int_equal(strlen(errors.items[0].message), 100001);
    assert_int_equal(errors.items[0].message[100000], '!');
    assert_string_equal(errors.items[0].where, long_text);
    free(long_text);
    errors_release(&errors);
}

static void the_worst_kind_is_the_exit_status(void **state)
{
    (void)state;
    static const struct {
        enum error_kind kinds[3];
        size_t n;
        enum error_kind worst;
    } cases[] = {
        {{0}, 0, ERROR_NONE},
        {{ERROR_DATA}, 1, ERROR_DATA},
        {{ERROR_SETTINGS, ERROR_DATA}, 2, ERROR_SETTINGS},
        {{ERROR_DATA, ERROR_SETTINGS}, 2, ERROR_SETTINGS},
        {{ERROR_DATA, ERROR_MACHINE, ERROR_SETTINGS}, 3, ERROR_MACHINE},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct errors errors = {0};
        for (size_t k = 0; k < cases[i].n; k++)
            errors_add(&errors, cases[i].kinds[k], NULL, "fout");
        assert_int_equal(errors_worst(&errors), cases[i].worst);
        errors_release(&errors);
    }
    assert_int_equal(ERROR_NONE, 0);
    assert_int_equal(ERROR_DATA, 1);
    assert_int_equal(ERROR_SETTINGS, 2);
    assert_int_equal(ERROR_MACHINE, 3);
}

static void the_machine_s_errors_are_told_in_dutch(void **state)
{
    (void)state;
    static const struct {
        int number;
        const char *message;
    } cases[] = {
        {ENOENT, "openen: bestaat niet"},
        {EACCES, "openen: geen rechten"},
        {ENOSPC, "openen: de schijf is vol"},
        {EISDIR, "openen: is een map, geen bestand"},
    };
    struct errors errors = {0};
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        errno = cases[i].number;
        assert_false(errors_add_errno(&errors, "pad", "openen"));
        assert_string_equal(errors.items[i].message, cases[i].message);
        assert_string_equal(errors.items[i].where, "pad");
        assert_int_equal(errors.items[i].kind, ERROR_MACHINE);
    }
    errno = ELOOP; /* not in our own words */
    errors_add_errno(&errors, NULL, "openen");
    assert_string_not_equal(errors.items[LENGTH_OF(cases)].message, "openen: ");
    errors_release(&errors);
}

/* ---- memory ---- */

static void assert_zeroes(const void *memory, size_t n_bytes)
{
    const unsigned char *bytes = memory;
    for (size_t i = 0; i < n_bytes; i++)
        assert_int_equal(bytes[i], 0);
}

static void fresh_memory_is_zeroed_and_never_null(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 16, 100000};
    static void *(*const functions[])(size_t) = {mem_alloc, mem_alloc_written};
    for (size_t i = 0; i < LENGTH_OF(sizes) * LENGTH_OF(functions); i++) {
        size_t n_bytes = sizes[i / LENGTH_OF(functions)];
        void *memory = malloc(n_bytes + 1); /* what is given out again is not nought by itself */
        memset(memory, 'x', n_bytes + 1);
        free(memory);
        memory = functions[i % LENGTH_OF(functions)](n_bytes);
        assert_non_null(memory);
        assert_zeroes(memory, n_bytes);
        free(memory);
    }
}

static void arrays_grow_keep_their_items_and_zero_the_new_ones(void **state)
{
    (void)state;
    int64_t *numbers = NULL;
    size_t cap = 0;
    for (size_t n = 1; n <= 5000; n++) {
        size_t before = cap;
        numbers = mem_grow(numbers, &cap, n, sizeof *numbers);
        assert_true(cap >= n);
        if (cap > before)
            assert_zeroes(numbers + before, (cap - before) * sizeof *numbers);
        numbers[n - 1] = (int64_t)n;
    }
    for (size_t n = 1; n <= 5000; n++)
        assert_int_equal(numbers[n - 1], n);
    int64_t *same = mem_grow(numbers, &cap, 10, sizeof *numbers);
    assert_ptr_equal(same, numbers);
    free(same);
}

static void structs_are_added_and_found_by_their_text(void **state)
{
    (void)state;
    struct named {
        int number;
        const char *name;
    } *items = NULL, *found;
    size_t n = 0;
    assert_null(array_find(items, n, name, "a"));
    for (int i = 0; i < 3; i++)
        *mem_add(items, n) = (struct named){i, (const char *const[]){"b", "a", "b"}[i]};
    assert_int_equal(n, 3);
    found = array_find(items, n, name, "b");
    assert_ptr_equal(found, &items[0]);
    assert_int_equal(array_index(items, n, name, "a"), 1);
    assert_int_equal(array_index(items, n, name, "c"), 3);
    assert_true(array_has((const char *const[]){"x", "y"}, 2, "y"));
    assert_false(array_has((const char *const[]){"x", "y"}, 1, "y"));
    array_sort((int *)NULL, 0, array_compare_texts);
    free(items);
}

static void arena_memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    unsigned char *pieces[3000];
    for (size_t i = 0; i < LENGTH_OF(pieces); i++) {
        size_t n_bytes = i % 200;
        pieces[i] = arena_alloc(&arena, n_bytes);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        assert_zeroes(pieces[i], n_bytes);
        memset(pieces[i], (int)(i % 251) + 1, n_bytes);
    }
    for (size_t i = 0; i < LENGTH_OF(pieces); i++)
        for (size_t k = 0; k < i % 200; k++)
            assert_int_equal(pieces[i][k], i % 251 + 1);
    arena_release(&arena);
    assert_null(arena.blocks);
}

static void an_arena_holds_pieces_larger_than_its_blocks(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *small = arena_alloc(&arena, 10);
    char *large = arena_alloc(&arena, 1000000);
    char *after = arena_alloc(&arena, 10);
    assert_zeroes(large, 1000000);
    memset(large, 1, 1000000);
    assert_zeroes(small, 10);
    assert_zeroes(after, 10);
    arena_release(&arena);
    assert_zeroes(arena_alloc(&arena, 100), 100); /* usable again */
    arena_release(&arena);
    arena_release(&arena);
}

static void arena_texts_are_terminated(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *copy = arena_copy(&arena, "lasten en baten", 6);
    assert_string_equal(copy, "lasten");
    assert_string_equal(arena_copy(&arena, NULL, 0), "");
    char *binary = arena_copy(&arena, "a\0b", 3);
    assert_memory_equal(binary, "a\0b", 4);
    assert_string_equal(arena_printf(&arena, "%s-%04d.csv", "grootboek", 2024),
                        "grootboek-2024.csv");
    char *wide = arena_printf(&arena, "%*s", 200000, "x");
    assert_int_equal(strlen(wide), 200000);
    arena_release(&arena);
}

/* ---- out of memory: a process of its own that must leave with status 3 and a sentence ---- */

static void grow_beyond_counting(void)
{
    size_t cap = 0;
    free(mem_grow(NULL, &cap, SIZE_MAX, 1));
}

static void grow_beyond_bytes(void)
{
    size_t cap = 0;
    free(mem_grow(NULL, &cap, SIZE_MAX / 4, 16));
}

static void allocate_beyond_the_arena(void)
{
    struct arena arena = {0};
    arena_alloc(&arena, SIZE_MAX);
}

static void being_out_of_memory_ends_with_status_3_and_a_sentence(void **state)
{
    (void)state;
    static void (*const attempts[])(void) = {grow_beyond_counting, grow_beyond_bytes,
                                             allocate_beyond_the_arena};
    for (size_t i = 0; i < LENGTH_OF(attempts); i++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            dup2(ends[1], STDERR_FILENO);
            attempts[i]();
            _exit(0);
        }
        close(ends[1]);
        char message[200] = "";
        ssize_t n_read = read(ends[0], message, sizeof message - 1);
        close(ends[0]);
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 3);
        assert_true(n_read > 0);
        assert_string_equal(message, "pnc: het geheugen is op; er is niets gepubliceerd\n");
    }
}

/* Taken away from, emptied and added to again: what is added is all zeros, what was there stays. */
static void test_adding(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t *here = NULL, *there = NULL, n_here = 0, n_there = 0;
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = n_here; i < 100; i++) {
            size_t *added[] = {mem_add(here, n_here), arena_add(&arena, there, n_there)};
            assert_int_equal(*added[0] + *added[1], 0);
            *added[0] = *added[1] = i + 1;
        }
        for (size_t i = 0; i < 100; i++)
            assert_int_equal(here[i] + there[i], 2 * (i + 1));
        n_here = n_there = round ? 0 : 15;
    }
    free(here);
    arena_release(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_adding),
        cmocka_unit_test(errors_keep_kind_place_and_message),
        cmocka_unit_test(what_nobody_hears_is_counted_and_not_kept),
        cmocka_unit_test(all_errors_are_kept_in_their_order),
        cmocka_unit_test(a_message_may_be_long),
        cmocka_unit_test(the_worst_kind_is_the_exit_status),
        cmocka_unit_test(the_machine_s_errors_are_told_in_dutch),
        cmocka_unit_test(fresh_memory_is_zeroed_and_never_null),
        cmocka_unit_test(arrays_grow_keep_their_items_and_zero_the_new_ones),
        cmocka_unit_test(structs_are_added_and_found_by_their_text),
        cmocka_unit_test(arena_memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(an_arena_holds_pieces_larger_than_its_blocks),
        cmocka_unit_test(arena_texts_are_terminated),
        cmocka_unit_test(being_out_of_memory_ends_with_status_3_and_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
