#include "pipeline/tables/control.h"

#include "pipeline/base/array.h"

const char *control_severity(enum severity severity)
{
    return severity == SEVERITY_ERROR ? "fout" : "waarschuwing";
}

struct control *controls_add(struct controls *controls, struct arena *arena, const char *name,
                             enum severity severity)
{
    struct control *control = arena_add(arena, controls->items, controls->n);
    *control = (struct control){.known = control_known(name),
                                .name = name,
                                .severity = severity,
                                .expected = "",
                                .found = "",
                                .sentence = "",
                                .examples = ""};
    return control;
}

void controls_none(struct controls *controls, struct arena *arena, const char *name,
                   enum severity severity, unsigned long long n, const char *examples,
                   const char *sentence)
{
    controls_count(controls, arena, name, severity, 0, n, sentence);
    struct control *control = &controls->items[controls->n - 1];
    if (n > 0 && examples && *examples) {
        control->sentence = arena_printf(arena, "%s Gevonden: %s.", sentence, examples);
        control->examples = examples;
    }
}

const char *money_words(struct arena *arena, struct money money)
{
    char buffer[MONEY_TEXT_SIZE];
    return arena_printf(arena, "%s", money_format(money, true, buffer));
}

const char *sum_words(struct arena *arena, struct sum sum)
{
    return sum.overflow ? "te groot om exact op te tellen" : money_words(arena, sum.money);
}

void controls_money(struct controls *controls, struct arena *arena, const char *name,
                    enum severity severity, struct sum expected, struct sum found,
                    const char *sentence)
{
    struct control *control = controls_add(controls, arena, name, severity);
    const bool fits = !expected.overflow && !found.overflow;
    control->expected =
        fits ? money_words(arena, expected.money) : "een bedrag onder € 10.000 miljard";
    control->found = fits ? money_words(arena, found.money) : "een groter";
    control->kind = fits ? CONTROL_MONEY : CONTROL_WORDS;
    control->expected_money = expected.money;
    control->found_money = found.money;
    control->holds = fits && expected.money.cents == found.money.cents;
    control->sentence = sentence;
}

void controls_count(struct controls *controls, struct arena *arena, const char *name,
                    enum severity severity, unsigned long long expected, unsigned long long found,
                    const char *sentence)
{
    struct control *control = controls_add(controls, arena, name, severity);
    control->kind = CONTROL_COUNT;
    control->expected_count = (long long)expected;
    control->found_count = (long long)found;
    control->expected = arena_printf(arena, "%llu", expected);
    control->found = arena_printf(arena, "%llu", found);
    control->holds = expected == found;
    control->sentence = sentence;
}

void controls_not_done(struct controls *controls, struct arena *arena, const char *name,
                       enum severity severity, const char *sentence)
{
    controls_add(controls, arena, name, severity);
    controls_void(controls, controls->n - 1,
                  sentence ? sentence : controls->items[controls->n - 1].known->needs);
}

void controls_void(struct controls *controls, size_t first, const char *sentence)
{
    for (size_t i = first; i < controls->n; i++) {
        const struct control *was = &controls->items[i];
        controls->items[i] = (struct control){.known = was->known,
                                              .name = was->name,
                                              .severity = was->severity,
                                              .expected = "",
                                              .found = "niet gedaan",
                                              .holds = true,
                                              .not_done = true,
                                              .sentence = sentence,
                                              .examples = ""};
    }
}

/* ---- what matters first ---- */

enum judgement control_verdict(const struct control *control)
{
    if (control->holds)
        return control->not_done ? VERDICT_NOT_DONE : VERDICT_GOOD;
    return control->severity == SEVERITY_ERROR ? VERDICT_ERROR : VERDICT_WARNING;
}

const char *control_verdict_name(const struct control *control)
{
    static const char *const words[] = {[VERDICT_ERROR] = "fout",
                                        [VERDICT_WARNING] = "waarschuwing",
                                        [VERDICT_NOT_DONE] = "niet gedaan",
                                        [VERDICT_GOOD] = "in orde"};
    return words[control_verdict(control)];
}

static int compare_verdicts(const void *a, const void *b)
{
    const struct control *left = *(const struct control *const *)a;
    const struct control *right = *(const struct control *const *)b;
    int order = ARRAY_ORDER(control_verdict(left), control_verdict(right));
    order = order ? order : ARRAY_ORDER(left->known, right->known);
    return order ? order : ARRAY_ORDER(left, right); /* of one array: as they were added */
}

const struct control **controls_sorted(const struct controls *controls, struct arena *arena)
{
    size_t n = controls->n_published;
    const struct control **sorted = arena_alloc(arena, n * sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &controls->items[i];
    array_sort(sorted, n, compare_verdicts);
    return sorted;
}

size_t controls_failed(const struct controls *controls, enum severity severity)
{
    size_t n = 0;
    for (size_t i = 0; i < controls->n; i++)
        n += controls->items[i].severity == severity && !controls->items[i].holds &&
             !(controls->items[i].told && severity == SEVERITY_WARNING);
    return n;
}
