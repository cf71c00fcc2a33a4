/* Folders on disk, as a whole: made, listed, compared, synced to the disk, moved and removed.
 *
 * Symbolic links inside a folder are never followed: listing shows them, removing removes the link,
 * syncing and comparing pass over what it points to. All errors are ERROR_MACHINE at the path. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

#include <stdbool.h>
#include <stddef.h>

/* Deeper than this is refused (nothing that pnc makes is deeper than four). */
#define FOLDER_MAX_DEPTH 32

/* What lies in a folder and below it, folders themselves left out. */
struct folder_files {
    const char **paths; /* relative to the folder, '/' between the parts; sorted bytewise */
    size_t n;
};

/* Makes the folder and the ones above it. One that exists already (also through a link) is fine. */
bool folder_make(const char *path, struct errors *errors);

/* Makes one folder where nothing is: what is there already, a link too, is an error. */
bool folder_make_new(const char *path, struct errors *errors);

/* False after an error when there is something else at the path than a folder itself: a link to one
 * is none. Nothing there is fine. */
bool folder_is_itself(const char *path, struct errors *errors);

/* A new folder of its own: "pnc-<word>-…" below TMPDIR or where the system keeps temporary files;
 * or, with `above`, ".<word>-…" there. NULL after an error. */
const char *folder_temporary(const char *above, const char *word, struct arena *arena,
                             struct errors *errors);

/* Of the functions below none follows a link, in the folder or in its place: a link that somebody
 * puts there between two of them leads nowhere. A folder that a user names, and that may be a link,
 * is given as "folder/.". */

/* Removes a folder with all that is in it, or a single file or link. Nothing there is fine. */
bool folder_remove(const char *path, struct errors *errors);

/* Brings every file in the folder, then every folder, then the folder itself to the disk. */
bool folder_sync(const char *path, struct errors *errors);

/* Brings the folder's own entries (names made, moved, removed) to the disk. */
bool folder_sync_names(const char *path, struct errors *errors);

/* Lists the files into the arena. */
bool folder_list(const char *path, struct arena *arena, struct errors *errors,
                 struct folder_files *files);

/* The names directly in a folder, "." and ".." left out, sorted bytewise. */
bool folder_names(const char *path, struct arena *arena, struct errors *errors,
                  struct folder_files *names);

/* *equal: both hold the same files with the same bytes. */
bool folder_equal(const char *a, const char *b, bool *equal, struct errors *errors);

/* Copies a folder with all that is in it to a place that is free; links and what is no file or
 * folder are an error. */
bool folder_copy(const char *from, const char *to, struct errors *errors);

/* True when there is a folder at the path (links are followed), or anything at all. */
bool folder_exists(const char *path);
bool folder_occupied(const char *path);

/* Moves within one file system; `to` must be free. The caller syncs the names. */
bool folder_move(const char *from, const char *to, struct errors *errors);

/* Exchanges two folders in one step, such that at every moment both names hold one of the two.
 * False with *supported = false and no error added when the file system cannot do that. The caller
 * syncs the names. */
bool folder_exchange(const char *a, const char *b, bool *supported, struct errors *errors);
