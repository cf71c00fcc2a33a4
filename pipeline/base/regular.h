/* What kind a file is, looked at before anything is done with it. */
#ifndef BASE_REGULAR_H
#define BASE_REGULAR_H

/* Opens a regular file to read; a link to one is followed. A pipe, a device or a folder is never
 * waited for or touched: -1 with errno ESPIPE, or EISDIR. */
int regular_open(const char *path);

#endif
