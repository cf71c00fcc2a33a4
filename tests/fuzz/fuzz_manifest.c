/* Input: a manifest.json. What is accepted is written again as a fixed point; the rest is refused
 * with an error and leaves nothing behind. */
#include "pipeline/publishing/manifest.h"
#include "tests/fuzz/fuzz.h"

static bool parse(struct text bytes, struct arena *arena, struct manifest *manifest)
{
    struct errors errors = {0};
    struct manifest untouched = {.version = "onaangeroerd"};
    *manifest = untouched;
    bool ok = manifest_parse(bytes, "m", arena, &errors, manifest);
    MUST(ok == (errors.n == 0));
    MUST(ok || strcmp(manifest->version, untouched.version) == 0);
    for (size_t i = 0; i < errors.n; i++)
        MUST(errors.items[i].kind == ERROR_DATA && *errors.items[i].message);
    errors_release(&errors);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct arena arena = {0};
    struct manifest manifest, again;
    if (parse((struct text){(const char *)data, n_bytes}, &arena, &manifest)) {
        struct text once = manifest_format(&manifest, &arena);
        MUST(parse(once, &arena, &again));
        struct text twice = manifest_format(&again, &arena);
        MUST(text_equal(once, twice));
        manifest_set_run_id(&again);
        MUST(strspn(again.run_id, "0123456789abcdef") == MANIFEST_RUN_ID_SIZE - 1);
    }
    arena_release(&arena);
    return 0;
}
