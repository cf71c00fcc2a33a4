#include "tests/gen/example.h"
#include <stdio.h>
int main(int argc, char **argv)
{
    struct errors errors = {0};
    bool ok = argc > 2 && example_write(argv[2], &errors);
    for (size_t i = 0; i < errors.n; i++)
        fprintf(stderr, "%s: %s\n", errors.items[i].where, errors.items[i].message);
    return !ok;
}
