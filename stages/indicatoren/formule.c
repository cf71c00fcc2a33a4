#include "stages/indicatoren/indicatoren.h"

#include <stdlib.h>

/* n / d, d > 0, in lowest terms. */
struct ratio {
    __int128 n, d;
};

static struct ratio reduced(struct ratio ratio)
{
    __int128 a = ratio.n < 0 ? -ratio.n : ratio.n, b = ratio.d;
    while (b) {
        __int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a ? (struct ratio){ratio.n / a, ratio.d / a} : (struct ratio){0, 1};
}

static bool multiply(struct ratio a, struct ratio b, struct ratio *product)
{
    bool fits = !__builtin_mul_overflow(a.n, b.n, &product->n) &&
                !__builtin_mul_overflow(a.d, b.d, &product->d);
    if (fits)
        *product = reduced(*product);
    return fits;
}

static bool add(struct ratio a, struct ratio b, struct ratio *sum)
{
    __int128 left, right;
    bool fits =
        !__builtin_mul_overflow(a.n, b.d, &left) && !__builtin_mul_overflow(b.n, a.d, &right) &&
        !__builtin_add_overflow(left, right, &sum->n) && !__builtin_mul_overflow(a.d, b.d, &sum->d);
    if (fits)
        *sum = reduced(*sum);
    return fits;
}

static bool apply(enum formula_kind kind, struct ratio a, struct ratio b, struct ratio *result)
{
    switch (kind) {
    case FORMULA_ADD:
        return add(a, b, result);
    case FORMULA_SUBTRACT:
        return add(a, (struct ratio){-b.n, b.d}, result);
    case FORMULA_MULTIPLY:
        return multiply(a, b, result);
    default:
        return b.n != 0 &&
               multiply(a, b.n < 0 ? (struct ratio){-b.d, -b.n} : (struct ratio){b.d, b.n}, result);
    }
}

static bool operand(const struct indicators *indicators, const struct formula_step *step,
                    const struct value *like, struct ratio *ratio)
{
    struct decimal number = step->number;
    if (step->kind == FORMULA_INDICATOR) {
        const struct value *value =
            indicators_value(indicators, step->indicator, like->period, like->kind, like->document);
        if (!value_is_exact(value))
            return false;
        number = value->notation.value;
    }
    *ratio = reduced((struct ratio){number.mantissa, decimal_power(number.n_decimals)});
    return true;
}

static bool evaluate(const struct indicators *indicators, const struct indicator_formula *formula,
                     const struct value *like, struct ratio *stack, struct ratio *result)
{
    size_t n = 0;
    for (size_t i = 0; i < formula->n; i++) {
        const struct formula_step *step = &formula->steps[i];
        bool is_operand = step->kind == FORMULA_NUMBER || step->kind == FORMULA_INDICATOR;
        if (is_operand ? !operand(indicators, step, like, &stack[n++])
                       : !apply(step->kind, stack[n - 2], stack[n - 1], &stack[n - 2]))
            return false;
        n -= !is_operand;
    }
    *result = stack[0];
    return n == 1;
}

/* To n_decimals, half away from zero. */
static bool rounded(struct ratio ratio, int n_decimals, struct decimal *result)
{
    __int128 scaled, limit = decimal_power(DECIMAL_MAX_DIGITS);
    if (__builtin_mul_overflow(ratio.n, 2 * decimal_power(n_decimals), &scaled))
        return false;
    scaled = (scaled < 0 ? scaled - ratio.d : scaled + ratio.d) / (2 * ratio.d);
    *result = (struct decimal){(int64_t)scaled, n_decimals};
    return scaled < limit && scaled > -limit;
}

bool formule_value(const struct indicators *indicators, const struct indicator_formula *formula,
                   const struct value *like, int n_decimals, struct decimal *result)
{
    struct ratio *stack = mem_alloc(formula->n * sizeof *stack), ratio;
    bool good =
        evaluate(indicators, formula, like, stack, &ratio) && rounded(ratio, n_decimals, result);
    free(stack);
    return good;
}
