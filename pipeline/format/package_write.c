#include "pipeline/format/package.h"

#include <errno.h>
#include <zip.h>
#include <zlib.h>

static bool part_write(zipFile zip, const struct package_part *part)
{
    /* 1 January 1980: the first day that a zip knows */
    const zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_mon = 0, .tm_year = 1980}};
    return zipOpenNewFileInZip(zip, part->name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                               Z_DEFAULT_COMPRESSION) == ZIP_OK &&
           zipWriteInFileInZip(zip, part->bytes.bytes, (unsigned)part->bytes.n_bytes) == ZIP_OK &&
           zipCloseFileInZip(zip) == ZIP_OK;
}

bool package_write(const char *path, const struct package_part *parts, size_t n_parts,
                   struct errors *errors)
{
    zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    if (!zip)
        return errors_add_errno(errors, path, "het document is niet te maken");
    errno = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < n_parts; i++)
        ok = part_write(zip, &parts[i]);
    ok = zipClose(zip, NULL) == ZIP_OK && ok;
    return ok || errors_add(errors, ERROR_MACHINE, path,
                            "het document is niet te schrijven; is de schijf vol?");
}
