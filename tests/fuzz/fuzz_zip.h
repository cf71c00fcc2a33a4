/* A zip of stored members, with the right sizes and CRCs: for targets that want what is in it to be
 * reached. */
#pragma once

#include "tests/fuzz/fuzz.h"

#include <zlib.h>

#define FUZZ_ZIP_MEMBER 4096 /* at most so many bytes of one that the input gives */

struct archive {
    char bytes[4 * FUZZ_ZIP_MEMBER + 4096], list[2048];
    size_t n_bytes, n_list, n_members;
};

static inline void put(char *bytes, size_t *n, const void *from, size_t n_from)
{
    memcpy(bytes + *n, from, n_from);
    *n += n_from;
}

static inline void put_number(char *bytes, size_t *n, uint32_t number, int n_digits)
{
    for (int i = 0; i < n_digits; i++)
        bytes[(*n)++] = (char)(number >> 8 * i);
}

/* What both headers say, from the version on. */
static inline void put_facts(char *bytes, size_t *n, const char *name, uint32_t crc, size_t size)
{
    put_number(bytes, n, 20, 2);
    put_number(bytes, n, 0, 4); /* flags, stored */
    put_number(bytes, n, 0, 4); /* time */
    put_number(bytes, n, crc, 4);
    put_number(bytes, n, (uint32_t)size, 4);
    put_number(bytes, n, (uint32_t)size, 4);
    put_number(bytes, n, (uint32_t)strlen(name), 2);
    put_number(bytes, n, 0, 2);
}

static inline void add_member(struct archive *archive, const char *name, const void *content,
                              size_t size)
{
    uint32_t at = (uint32_t)archive->n_bytes;
    uint32_t crc = (uint32_t)crc32(0, content, (uInt)size);
    put(archive->bytes, &archive->n_bytes, "PK\3\4", 4);
    put_facts(archive->bytes, &archive->n_bytes, name, crc, size);
    put(archive->bytes, &archive->n_bytes, name, strlen(name));
    put(archive->bytes, &archive->n_bytes, content, size);
    put(archive->list, &archive->n_list, "PK\1\2\24\0", 6);
    put_facts(archive->list, &archive->n_list, name, crc, size);
    put_number(archive->list, &archive->n_list, 0, 4); /* comment, disk */
    put_number(archive->list, &archive->n_list, 0, 4);
    put_number(archive->list, &archive->n_list, 0, 2);
    put_number(archive->list, &archive->n_list, at, 4);
    put(archive->list, &archive->n_list, name, strlen(name));
    archive->n_members++;
}

static inline void end_archive(struct archive *archive)
{
    uint32_t at = (uint32_t)archive->n_bytes, n_list = (uint32_t)archive->n_list;
    put(archive->bytes, &archive->n_bytes, archive->list, archive->n_list);
    put(archive->bytes, &archive->n_bytes, "PK\5\6\0\0\0\0", 8);
    put_number(archive->bytes, &archive->n_bytes, (uint32_t)archive->n_members, 2);
    put_number(archive->bytes, &archive->n_bytes, (uint32_t)archive->n_members, 2);
    put_number(archive->bytes, &archive->n_bytes, n_list, 4);
    put_number(archive->bytes, &archive->n_bytes, at, 4);
    put_number(archive->bytes, &archive->n_bytes, 0, 2);
}

/* Which part of a workbook is where: sheet1, sharedStrings, styles. */
static const char fuzz_zip_relations[] =
    "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    "<Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
