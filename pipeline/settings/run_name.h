/* The name of a run, and the names beside its folder that no run may have. */
#pragma once

#include <stdbool.h>

#define RUN_ARCHIVE        "archief"    /* the folder of earlier publications */
#define RUN_REFUSED_SUFFIX "-afgekeurd" /* NAAM-afgekeurd: the reports of a run that failed */

/* True when a folder of that name mixes with nothing that pnc has in the output folder. */
bool run_name_is_free(const char *name);

/* True when it may be [run] naam: free, a-z, 0-9 and -, no - in front, 1 to 60 characters. */
bool run_name_is_good(const char *name);

/* True for the name, without .csv, of a file that runs publish anyhow: no table may have it. */
bool run_file_is_taken(const char *name);
