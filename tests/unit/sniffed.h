/* A draft by `pnc sniff`, filled in as whoever completes it would, and read as a profile. */
#pragma once

#include "pipeline/settings/profile/profile.h"
#include "pipeline/sniff/sniff_draft.h"
#include "tests/filled.h"
#include "tests/unit/scratch.h"

#define SNIFFED_MAX_FIELDS ((size_t)1024)

/* What was printed into memory, kept with the scratch. */
static inline const char *sniffed_printed(struct scratch *scratch, char *printed)
{
    const char *copy = arena_copy(&scratch->arena, printed, strlen(printed));
    free(printed);
    return copy;
}

/* The draft of a file; the test fails when there is none. */
static inline const char *sniffed_file(struct scratch *scratch, const char *path)
{
    char *printed;
    size_t n_printed;
    FILE *out = open_memstream(&printed, &n_printed);
    bool ok = sniff_file(path, out, &scratch->arena, &scratch->errors) != NULL;
    fclose(out);
    if (!ok)
        fail_msg("%s: %s", path, scratch->errors.items[0].message);
    return sniffed_printed(scratch, printed);
}

/* The draft of these bytes, in a file export.csv. */
static inline const char *sniffed_text(struct scratch *scratch, struct text text)
{
    const char *path = scratch_path(scratch, "export.csv");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.bytes, 1, text.n_bytes, file), text.n_bytes);
    assert_int_equal(fclose(file), 0);
    return sniffed_file(scratch, path);
}

/* The draft, filled in. */
static inline const char *sniffed_filled(struct scratch *scratch, const char *draft)
{
    char *filled = arena_copy(&scratch->arena, draft, strlen(draft));
    draft_fill_in(filled);
    return filled;
}

/* The profile that the filled-in draft is; the test fails when it is none. */
static inline struct profile *sniffed_profile(struct scratch *scratch, const char *draft)
{
    struct profile *profile = arena_alloc(&scratch->arena, sizeof *profile);
    scratch_write(scratch, "draft.ini", sniffed_filled(scratch, draft));
    if (!profile_read(scratch_path(scratch, "draft.ini"), &scratch->arena, &scratch->errors,
                      profile))
        fail_msg("%s: %s\n%s", scratch->errors.items[0].where, scratch->errors.items[0].message,
                 sniffed_filled(scratch, draft));
    return profile;
}

/* True when the draft has this very line. */
static inline bool sniffed_has_line(const char *draft, const char *line)
{
    size_t n = strlen(line);
    for (const char *at = draft; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncmp(at, line, n) == 0 && (at[n] == '\n' || at[n] == '\0'))
            return true;
    }
    return false;
}

/* Starts on the records that a run would read: behind the header, if there is one, which must
 * bind. position_of has room for all columns. */
static inline void sniffed_bind(struct scratch *scratch, const struct profile *profile,
                                const struct sniff_bytes *bytes, struct sniff_records *records,
                                size_t *position_of)
{
    const struct profile_file *file = &profile->file;
    struct sniff_dialect dialect = {file->separator, file->quote, file->comment, false};
    struct text rest = bytes->text;
    for (int i = 0; i < file->skip_lines; i++) {
        struct csv_line line;
        assert_true(csv_line(rest, true, &line));
        rest = (struct text){rest.bytes + line.next, rest.n_bytes - line.next};
    }
    sniff_records_start(records, rest, true, 1, dialect);
    for (size_t c = 0; c < profile->n_columns; c++)
        position_of[c] = profile->columns[c].position;
    if (!file->has_header)
        return;
    struct sniff_record record;
    struct text header[SNIFFED_MAX_FIELDS];
    assert_true(sniff_records_next(records, &record));
    assert_true(record.outcome == CSV_RECORD && record.n_fields <= SNIFFED_MAX_FIELDS);
    for (size_t i = 0; i < record.n_fields; i++)
        header[i] = text_of(text_to_utf8(&scratch->arena, record.fields[i], bytes->encoding));
    if (!profile_bind(profile, header, record.n_fields, "kop", &scratch->errors, position_of))
        fail_msg("%s", scratch->errors.items[0].message);
}

/* ---- tables of inputs and what their drafts say ---- */

struct drafted {
    const char *what; /* a statement */
    const char *input;
    size_t n_bytes;       /* 0: up to the NUL */
    const char *lines[8]; /* whole lines of the draft */
    const char *parts[4]; /* that occur in it somewhere */
    const char *never[4]; /* that do not */
};

static inline const char *sniffed_fault(struct scratch *scratch, const struct drafted *item,
                                        const char *draft)
{
    for (size_t i = 0; i < sizeof item->lines / sizeof *item->lines && item->lines[i]; i++)
        if (!sniffed_has_line(draft, item->lines[i]))
            return arena_printf(&scratch->arena, "no line '%s'", item->lines[i]);
    for (size_t i = 0; i < sizeof item->parts / sizeof *item->parts && item->parts[i]; i++)
        if (!strstr(draft, item->parts[i]))
            return arena_printf(&scratch->arena, "no '%s'", item->parts[i]);
    for (size_t i = 0; i < sizeof item->never / sizeof *item->never && item->never[i]; i++)
        if (strstr(draft, item->never[i]))
            return arena_printf(&scratch->arena, "there is '%s'", item->never[i]);
    return NULL;
}

/* Every draft becomes a profile when it is filled in, and reads the header it was made of. */
static inline void sniffed_check(const struct drafted *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct scratch *scratch = scratch_new();
        size_t n_bytes = items[i].n_bytes ? items[i].n_bytes : strlen(items[i].input);
        struct text text = {items[i].input, n_bytes};
        const char *draft = sniffed_text(scratch, text);
        const char *fault = sniffed_fault(scratch, &items[i], draft);
        if (fault)
            fail_msg("%s: %s in\n%s", items[i].what, fault, draft);
        const struct profile *profile = sniffed_profile(scratch, draft);
        struct sniff_records records;
        struct sniff_bytes bytes;
        size_t position_of[PROFILE_MAX_COLUMNS];
        assert_true(sniff_bytes_read(scratch_path(scratch, "export.csv"), SNIFF_MAX_BYTES, 0,
                                     &scratch->errors, &bytes));
        sniffed_bind(scratch, profile, &bytes, &records, position_of);
        sniff_records_end(&records);
        sniff_bytes_release(&bytes);
        scratch_free(scratch);
    }
}
