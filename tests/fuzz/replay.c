/* Runs a fuzz target over every file of the folders given as arguments: the way kept inputs are
 * tried again where there is no libFuzzer. A folder without files is a failure. */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <sys/stat.h>

/* The whole file, in an allocation of exactly its size; NULL with errno set when that fails. */
static uint8_t *read_all(const char *path, size_t n_bytes)
{
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return NULL;
    uint8_t *bytes = malloc(n_bytes ? n_bytes : 1);
    if (bytes && fread(bytes, 1, n_bytes, stream) != n_bytes) {
        free(bytes);
        bytes = NULL;
    }
    fclose(stream);
    return bytes;
}

/* 1 when the entry was a file and was run, 0 when it is no file, -1 when it cannot be read. */
static int replay_entry(const char *folder, const char *name)
{
    char path[4096];
    struct stat status;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path ||
        stat(path, &status) != 0)
        return -1;
    if (!S_ISREG(status.st_mode))
        return 0;
    uint8_t *bytes = read_all(path, (size_t)status.st_size);
    if (!bytes)
        return -1;
    LLVMFuzzerTestOneInput(bytes, (size_t)status.st_size);
    free(bytes);
    return 1;
}

static bool replay_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    if (!entries) {
        fprintf(stderr, "%s: %s\n", folder, strerror(errno));
        return false;
    }
    long n_files = 0, n_unread = 0;
    for (struct dirent *entry; (entry = readdir(entries));) {
        int n = replay_entry(folder, entry->d_name);
        n_files += n > 0;
        n_unread += n < 0;
    }
    closedir(entries);
    printf("%s: %ld files replayed", folder, n_files);
    if (n_unread > 0)
        printf(", %ld could not be read", n_unread);
    printf("\n");
    return n_files > 0 && n_unread == 0;
}

int main(int argc, char **argv)
{
    bool good = argc > 1;
    if (!good)
        fprintf(stderr, "usage: %s FOLDER...\n", argv[0]);
    for (int i = 1; i < argc; i++)
        good = replay_folder(argv[i]) && good;
    return good ? 0 : 1;
}
