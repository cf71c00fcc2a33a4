/* A stand: what a mutatie belongs to. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

struct stand {
    const char *name;  /* "realisatie 2024": kind, one space, year */
    const char *kind;  /* "realisatie", "primair", "wijziging", or any word */
    int year;          /* STAND_FIRST_YEAR..STAND_LAST_YEAR */
    bool has_bookings; /* its lines have periods, and its name is of no budget */
};

/* The kinds that mean something to pnc. */
#define STAND_REALISATIE   "realisatie"
#define STAND_PRIMAIR      "primair"
#define STAND_WIJZIGING    "wijziging"
#define STAND_NA_WIJZIGING "nawijziging"

/* Those, and what exports and reports have besides; any other word is a kind too. For messages. */
#define STAND_KINDS                                                                                \
    STAND_REALISATIE ", " STAND_PRIMAIR ", " STAND_WIJZIGING ", " STAND_NA_WIJZIGING ", prognose"

#define STAND_FIRST_YEAR 1900
#define STAND_LAST_YEAR  2199

/* Reads "<word> <year>", white space of any length between them, into the arena. False when it is
 * not of that form; *stand untouched. */
bool stand_parse(struct arena *arena, struct text text, struct stand *stand);

/* True for the kind "wijziging": what was decided after the primaire begroting. */
bool stand_is_change(const struct stand *stand);

/* True for what was booked: the kind "realisatie", and one's own with bookings. */
bool stand_is_booked(const struct stand *stand);

/* Four digits of a year in that range. */
bool stand_year(struct text text, int *year);

/* Takes the text up to and with its next year. False when there is none. */
bool stand_next_year(struct text *rest, int *year);
