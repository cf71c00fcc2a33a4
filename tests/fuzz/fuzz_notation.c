/* Input: a cell of a printed table. */
#include "pipeline/format/notation.h"
#include "tests/fuzz/fuzz.h"

#define UNTOUCHED 7777

/* What was read comes out as it went in, and is read again as the same. */
static void check_inverse(struct text text, const struct notation *notation, struct arena *arena)
{
    const char *again = notation_text(arena, notation);
    struct notation twin = {0};
    MUST(strlen(again) == text.n_bytes);
    MUST(text.n_bytes == 0 || memcmp(again, text.bytes, text.n_bytes) == 0);
    MUST(notation_parse(text_of(again), &twin));
    MUST(notation_equal(&twin, notation) && notation_equal(notation, &twin));
    MUST(twin.n_stars == notation->n_stars && twin.percent == notation->percent);
}

static void check_parts(const struct notation *notation)
{
    MUST(notation->status < VALUE_STATUSES && notation->relation < RELATIONS);
    MUST(notation->status == VALUE_KNOWN || notation->relation == RELATION_NONE);
    MUST(notation->value.n_decimals >= 0 && notation->value.n_decimals <= DECIMAL_MAX_DECIMALS);
    MUST(!notation->plus || notation->value.mantissa > 0);
    MUST(!notation->minus || notation->value.mantissa < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    char *field = fuzz_copy(data, size);
    struct text text = {field, size};
    struct notation notation = {.n_stars = UNTOUCHED};
    if (notation_parse(text, &notation)) {
        check_parts(&notation);
        check_inverse(text, &notation, &arena);
    } else {
        MUST(notation.n_stars == UNTOUCHED);
        MUST(*notation_fault(text));
    }
    free(field);
    arena_release(&arena);
    return 0;
}
