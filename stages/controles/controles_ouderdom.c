/* How old the input is: a night whose exports no longer come would be green for ever. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/file.h"
#include "pipeline/base/held.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define SECONDS_OF_DAY 86400

/* Days since 1970 of a yyyymmdd. */
static long day_count(int32_t yyyymmdd)
{
    struct tm day = {.tm_year = yyyymmdd / 10000 - 1900,
                     .tm_mon = yyyymmdd / 100 % 100 - 1,
                     .tm_mday = yyyymmdd % 100,
                     .tm_hour = 12};
    return (long)(timegm(&day) / SECONDS_OF_DAY);
}

static int32_t day_of(time_t moment)
{
    struct tm day;
    if (!localtime_r(&moment, &day))
        return 0;
    return (day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 + day.tm_mday;
}

static int32_t newest_file(const struct check *check)
{
    int32_t newest = 0;
    struct stat status;
    for (size_t f = 0; f < check->source->n_files; f++)
        if (held_stat(file_of_path(check->job->arena, check->source->files[f], NULL), &status) ==
                0 &&
            day_of(status.st_mtime) > newest)
            newest = day_of(status.st_mtime);
    return newest;
}

/* The day by which the age is known: of the last booking, as far as the source has dates and it is
 * not ahead of today, else of its newest file. */
static int32_t known_day(const struct check *check, int32_t today, const char **what)
{
    int32_t booking = *told_years(check->account);
    bool by_booking = booking && booking <= today;
    *what = by_booking ? "de laatste boekdatum is" : "het nieuwste bestand is van";
    return by_booking ? booking : newest_file(check);
}

/* A publication that is done again is as old as it was. */
static bool is_done_again(const struct job *job)
{
    return job->again || (job->compare && job->output && strcmp(job->compare, job->output) != 0);
}

static const char *age_words(struct arena *arena, const char *what, int32_t day, long age)
{
    return arena_printf(arena, "%s %02d-%02d-%04d, %ld %s oud", what, day % 100, day / 100 % 100,
                        day / 10000, age, age == 1 ? "dag" : "dagen");
}

/* What is published says only that it was looked at: it does not depend on the clock. */
void the_input_is_recent(const struct check *check)
{
    struct job *job = check->job;
    const struct source *source = check->source;
    struct examples examples = {.arena = job->arena};
    const char *what;
    if (!source->has_max_age)
        return;
    int32_t today = day_of(time(NULL)), day = known_day(check, today, &what);
    long age = day_count(today) - day_count(day);
    if (!is_done_again(job)) {
        const char *words = age_words(job->arena, what, day, age);
        if (age > source->max_age)
            examples_add(&examples, "%s", words);
        job->ages = arena_printf(job->arena, "%s%s%s: %s", job->ages ? job->ages : "",
                                 job->ages ? "; " : "", source->name, words);
    }
    check_none(
        job, check_name(check, "Invoer is recent"), SEVERITY_ERROR, &examples,
        arena_printf(job->arena,
                     "De laatste boekdatum, of zonder datums het nieuwste bestand, is niet ouder "
                     "dan %ld dagen (hoogstens_dagen_oud): anders komt er geen nieuwe export meer.",
                     source->max_age));
}
