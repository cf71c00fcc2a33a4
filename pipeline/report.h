/* What a run says: errors, warnings, the verdict. All of it Dutch, on
 * stderr. */
#pragma once

#include "pipeline/tables/job.h"

#include <stdint.h>
#include <stdio.h>

/* Prints errors: "fout: where: message", a line each. */
void report_errors(FILE *err, const struct errors *errors);

/* The same as a CSV for people: soort;plaats;melding. False after errors of its own. */
bool report_errors_csv(const char *path, const struct errors *errors, struct errors *own);

/* Rejects, warnings and errors of a run, then the verdict: always the last line. `target` is the
 * published folder, NULL when nothing was published. The job's plan and ledger may be missing. */
void report_run(FILE *err, const struct job *job, const char *target, bool unchanged, bool quiet);

/* The verdict of a command that is no run. */
void report_verdict(FILE *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "1.234.567" */
#define REPORT_COUNT_SIZE 32
char *report_count(uint64_t number, char buffer[REPORT_COUNT_SIZE]);
