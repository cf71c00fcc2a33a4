/* Every bronprofiel that is delivered with the program is accepted. */
#include "pipeline/settings/profile/profile.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void every_delivered_profile_is_accepted(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("mappings/bronnen/*.ini", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 4);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct arena arena = {0};
        struct errors errors = {0};
        struct profile profile;
        if (!profile_read(found.gl_pathv[i], &arena, &errors, &profile))
            fail_msg("%s: %s: %s", found.gl_pathv[i], errors.items[0].where,
                     errors.items[0].message);
        errors_release(&errors);
        arena_release(&arena);
    }
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_delivered_profile_is_accepted)};
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
