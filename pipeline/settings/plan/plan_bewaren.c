/* [run] bewaar_invoer and bewaar_publicaties: what stays of earlier nights. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/format/quoted.h"

#include <stdint.h>
#include <stdlib.h>

#define MOST_NUMBER 1000000

/* "62 nachten": the number, and what stands behind it. */
static bool take_number(struct text part, long *number, struct text *unit)
{
    size_t n = 0;
    while (n < part.n_bytes && n < 8 && text_is_digit(part.bytes[n]))
        n++;
    *number = n ? strtol(part.bytes, NULL, 10) : 0;
    *unit = text_trim(text_from(part, n));
    return *number >= 1 && *number <= MOST_NUMBER;
}

static bool read_part(struct text part, struct retention *retention)
{
    static const struct {
        const char *name;
        long long bytes;
    } sizes[] = {{"MB", 1000 * 1000}, {"GB", 1000 * 1000 * 1000}};
    long number;
    struct text unit;
    if (!take_number(text_trim(part), &number, &unit))
        return false;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (text_is(unit, sizes[i].name) && retention->most_bytes == 0) {
            retention->most_bytes = number * sizes[i].bytes;
            return true;
        }
    if (retention->n_inputs != SIZE_MAX || !(text_is(unit, "nachten") || text_is(unit, "nacht")))
        return false;
    retention->n_inputs = (size_t)number;
    return true;
}

static void read_inputs(struct plan_reading *reading, struct retention *retention)
{
    const char *text = settings_text(&reading->settings, "run", "bewaar_invoer", "alles");
    struct text rest = text_of(text), part;
    bool good = true;
    retention->n_inputs = text_is(rest, "geen") ? 0 : SIZE_MAX;
    if (text_is(rest, "geen") || text_is(rest, "alles"))
        return;
    while (good && quoted_cut(&rest, ',', &part))
        good = read_part(part, retention);
    if (!good)
        settings_wrong(&reading->settings, "run", "bewaar_invoer",
                       "verwacht alles, geen, of hoeveel, zoals '62 nachten', '20 GB' of '62 "
                       "nachten, 20 GB'; gevonden '%s'",
                       text);
}

void plan_read_retention(struct plan_reading *reading)
{
    struct retention *retention = &reading->plan->retention;
    const char *text = settings_text(&reading->settings, "run", "bewaar_publicaties", "alles");
    long number;
    struct text unit;
    read_inputs(reading, retention);
    if (text_is(text_of(text), "alles"))
        return;
    if (take_number(text_of(text), &number, &unit) && unit.n_bytes == 0)
        retention->n_archived = (size_t)number;
    else
        settings_wrong(&reading->settings, "run", "bewaar_publicaties",
                       "verwacht alles, of hoeveel eerdere publicaties er in het archief blijven, "
                       "zoals 62; gevonden '%s'",
                       text);
}
