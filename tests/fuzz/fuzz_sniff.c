/* Input: the bytes of an unknown export. Whatever they are, the draft is a profile once its lines
 * to fill in are taken over, and that profile reads the header it was drafted from. */
#include "pipeline/settings/profile/profile.h"
#include "pipeline/sniff/sniff_draft.h"
#include "tests/filled.h"
#include "tests/fuzz/fuzz_file.h"

/* The record that a run takes for the header, its fields in the arena. */
static size_t read_header(const struct profile *profile, struct text text, struct arena *arena,
                          struct text **header)
{
    const struct profile_file *file = &profile->file;
    struct sniff_dialect dialect = {file->separator, file->quote, file->comment, false};
    struct sniff_records records;
    struct sniff_record record;
    for (int i = 0; i < file->skip_lines; i++) {
        struct csv_line line;
        MUST(csv_line(text, true, &line));
        text = (struct text){text.bytes + line.next, text.n_bytes - line.next};
    }
    sniff_records_start(&records, text, true, 1, dialect);
    MUST(sniff_records_next(&records, &record) && record.outcome == CSV_RECORD);
    *header = arena_alloc(arena, record.n_fields * sizeof **header);
    for (size_t i = 0; i < record.n_fields; i++)
        (*header)[i] = text_of(text_to_utf8(
            arena, record.fields[i], file->encoding == TEXT_UTF16 ? TEXT_UTF8 : file->encoding));
    size_t n = record.n_fields;
    sniff_records_end(&records);
    return n;
}

static void check_header(const struct profile *profile, struct text text, struct arena *arena)
{
    struct text *header;
    struct errors errors = {0};
    size_t n = read_header(profile, text, arena, &header), position_of[PROFILE_MAX_COLUMNS];
    bool bound = profile_bind(profile, header, n, "x", &errors, position_of);
    for (size_t i = 0; i < errors.n; i++)
        fprintf(stderr, "%s: %s\n", errors.items[i].where, errors.items[i].message);
    MUST(bound && errors.n == 0);
}

static void check_draft(char *draft, struct text text)
{
    size_t n = draft_fill_in(draft);
    struct fuzz_file file = fuzz_file_open(draft, n);
    struct arena arena = {0};
    struct errors errors = {0};
    struct profile profile;
    if (!profile_read(file.path, &arena, &errors, &profile)) {
        for (size_t i = 0; i < errors.n; i++)
            fprintf(stderr, "%s: %s\n", errors.items[i].where, errors.items[i].message);
        fprintf(stderr, "%.*s", (int)n, draft);
        abort();
    }
    if (profile.file.has_header)
        check_header(&profile, text, &arena);
    arena_release(&arena);
    fuzz_file_close(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_file file = fuzz_file_open(data, size);
    char *draft;
    size_t n_draft;
    struct sniff_bytes bytes;
    struct arena arena = {0};
    struct errors errors = {0};
    FILE *out = open_memstream(&draft, &n_draft);
    MUST(out);
    bool good = sniff_file(file.path, out, &arena, &errors) != NULL;
    arena_release(&arena);
    MUST(fclose(out) == 0);
    MUST(good == (errors.n == 0) && good == (n_draft > 0));
    MUST(good || errors.items[0].kind == ERROR_DATA);
    if (good) {
        MUST(sniff_bytes_read(file.path, SNIFF_MAX_BYTES, 0, &errors, &bytes));
        check_draft(draft, bytes.text);
        sniff_bytes_release(&bytes);
    }
    free(draft);
    errors_release(&errors);
    fuzz_file_close(file);
    return 0;
}
