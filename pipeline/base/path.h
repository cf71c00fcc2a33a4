/* Paths as text: nothing here looks at the disk. */
#pragma once

#include "pipeline/base/memory.h"

#include <stdbool.h>
#include <stddef.h>

/* "folder/name"; the name alone when folder is "" or the name is absolute. In the arena. */
const char *path_join(struct arena *arena, const char *folder, const char *name);

/* What stands before the last '/': "a/b.ini" -> "a", "b.ini" -> ".", "/b.ini" -> "/". */
const char *path_folder(struct arena *arena, const char *path);

/* What stands behind the last '/'. Points into path. */
const char *path_name(const char *path);

/* What Excel, LibreOffice, Finder and Verkenner put beside a file that somebody looks at:
 * "~$begroting.xlsx". */
bool path_is_of_viewer(const char *path);

/* What stands behind the last n '/' but one: the name with the folders nearest to it; the whole
 * path when it has not so many. Points into path. */
const char *path_tail(const char *path, size_t n_parts);

/* A path as text, such that no two are the same: bytes that are no UTF-8 are \xE9, and a backslash
 * before an x is \x5C. And back. In the arena. */
const char *path_to_text(struct arena *arena, const char *path);
const char *path_from_text(struct arena *arena, const char *text);

/* The path seen from the folder, by its words alone: ("mappings", "mappings/../input/a.csv") gives
 * "../input/a.csv". A path that cannot be reached that way (one of both absolute, or the folder
 * lies above the current one) is returned as it is. */
const char *path_relative(struct arena *arena, const char *folder, const char *path);

/* What the names of n files of one folder have in common, "*" for the number in which they differ:
 * the names of the files of the next months, too. A year in front of a month stays:
 * "in/gb_2025*.csv". NULL when there is none. In the arena. */
const char *path_pattern(struct arena *arena, const char *const *paths, size_t n);

/* True for a relative path without "..", ".", empty parts or NUL: it stays inside its folder. */
bool path_stays_inside(const char *path);
