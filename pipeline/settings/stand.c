#include "pipeline/settings/stand.h"

#include <string.h>

bool stand_year(struct text text, int *year)
{
    uint64_t number;
    if (text.n_bytes != 4 || !text_take_digits(&text, 4, &number) || text.n_bytes > 0 ||
        number < STAND_FIRST_YEAR || number > STAND_LAST_YEAR)
        return false;
    *year = (int)number;
    return true;
}

bool stand_next_year(struct text *rest, int *year)
{
    bool found = false;
    while (rest->n_bytes > 0 && !found) {
        size_t n = 0;
        while (n < rest->n_bytes && text_is_digit(rest->bytes[n]))
            n++;
        found = stand_year((struct text){rest->bytes, n}, year);
        *rest = text_from(*rest, n + (n == 0));
    }
    return found;
}

bool stand_parse(struct arena *arena, struct text text, struct stand *stand)
{
    text = text_trim(text);
    size_t n_kind = 0;
    while (n_kind < text.n_bytes && !text_is_blank(text.bytes[n_kind]))
        n_kind++;
    struct text rest = text_trim(text_from(text, n_kind));
    int year;
    if (n_kind == 0 || !stand_year(rest, &year))
        return false;
    const char *kind = arena_copy(arena, text.bytes, n_kind);
    *stand = (struct stand){
        .name = arena_printf(arena, "%s %d", kind, year), .kind = kind, .year = year};
    return true;
}

bool stand_is_booked(const struct stand *stand)
{
    return stand->has_bookings || strcmp(stand->kind, STAND_REALISATIE) == 0;
}

bool stand_is_change(const struct stand *stand)
{
    return strcmp(stand->kind, STAND_WIJZIGING) == 0;
}
