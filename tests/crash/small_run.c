/* The small job of the unit tests as a program of its own, to be struck at:
 *     small_run FOLDER
 * FOLDER holds mappings/ and input/ and gets output/. What it publishes holds what its input says.
 */
#include "tests/unit/small_job.h"

#include "pipeline/base/file.h"
#include "pipeline/base/interrupt.h"

int main(int argc, char **argv)
{
    struct small_job small = {0};
    struct text mark;
    if (argc != 2)
        return ERROR_SETTINGS;
    interrupt_hold();
    const char *input = path_join(&small.arena, argv[1], "input/grootboek.csv");
    bool ok = file_read(input, 1000, &small.arena, &small.errors, &mark) &&
              small_run(&small, argv[1], path_join(&small.arena, argv[1], "output"), mark.bytes,
                        SMALL_PUBLISHES);
    for (size_t i = 0; i < small.errors.n; i++)
        fprintf(stderr, "fout: %s: %s\n", small.errors.items[i].where,
                small.errors.items[i].message);
    int status = (int)errors_worst(&small.errors);
    small_release(&small);
    return status ? status : !ok;
}
