#include "pipeline/base/progress.h"

#include "pipeline/base/money.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ERASE_LINE    "\r\033[K"
#define MEGABYTE      1000000
#define TELLING_SPEED 1000 /* milliseconds after which the speed says something */

bool progress_is_shown(void)
{
    return isatty(STDERR_FILENO);
}

uint64_t progress_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void show(const char *text)
{
    if (!progress_is_shown())
        return;
    fprintf(stderr, ERASE_LINE "%s", text);
    fflush(stderr);
}

void progress_stage(const char *stage)
{
    show(stage);
}

void progress_wipe(void)
{
    show("");
}

void progress_reading(const struct progress *progress)
{
    char text[PROGRESS_SIZE];
    progress_text(progress, text);
    show(text);
}

static void put_count(char text[PROGRESS_SIZE], uint64_t number, const char *what)
{
    char digits[MONEY_TEXT_SIZE];
    size_t n = strlen(text);
    money_format((struct money){(int64_t)(number * 100)}, true, digits);
    digits[strlen(digits) - 3] = '\0'; /* without ",00" */
    snprintf(text + n, PROGRESS_SIZE - n, "%s%s", digits, what);
}

/* "9 s", "2 min", "1 uur 10 min" */
static void put_time(char text[PROGRESS_SIZE], uint64_t seconds)
{
    uint64_t minutes = (seconds + 59) / 60;
    if (seconds < 60) {
        put_count(text, seconds, " s");
        return;
    }
    if (minutes >= 60)
        put_count(text, minutes / 60, " uur ");
    put_count(text, minutes % 60, " min");
}

void progress_text(const struct progress *progress, char text[PROGRESS_SIZE])
{
    uint64_t total = progress->total;
    uint64_t done = total && progress->n_bytes > total ? total : progress->n_bytes;
    strcpy(text, "lezen: ");
    if (progress->n_lines)
        put_count(text, progress->n_lines, " regels, ");
    put_count(text, done / MEGABYTE, total ? " van " : " MB");
    if (!total)
        return;
    put_count(text, total / MEGABYTE, " MB (");
    put_count(text, done * 100 / total, " %)");
    if (progress->milliseconds < TELLING_SPEED || done < total / 100 || done == 0)
        return;
    strcat(text, ", nog ");
    uint64_t left = progress->milliseconds * ((total - done) / 1024) / (done / 1024 + 1);
    put_time(text, (left + 999) / 1000);
}
