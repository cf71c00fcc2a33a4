#include "stages/extract/rejects.h"

#include "pipeline/base/held.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define KEPT_BYTES ((size_t)1 << 20)
#define MOST_NOTES 200

static void spill(struct rejects *rejects)
{
    if (!rejects->spilled)
        rejects->spilled = tmpfile();
    if (!rejects->spilled ||
        fwrite(rejects->rows, 1, rejects->n_bytes, rejects->spilled) != rejects->n_bytes)
        rejects->failed = true;
    rejects->n_bytes = 0;
}

void rejects_keep(struct rejects *rejects, const char *rows, size_t n_bytes)
{
    rejects->rows = mem_grow(rejects->rows, &rejects->cap, rejects->n_bytes + n_bytes, 1);
    if (n_bytes)
        memcpy(rejects->rows + rejects->n_bytes, rows, n_bytes);
    rejects->n_bytes += n_bytes;
    if (rejects->n_bytes > KEPT_BYTES)
        spill(rejects);
}

void rejects_note(struct rejects *rejects, const struct place *place, uint64_t line_no,
                  const char *reason, bool about_bytes)
{
    if (rejects->n_notes == MOST_NOTES)
        return;
    *arena_add(place->arena, rejects->notes, rejects->n_notes) = (struct reject_note){
        arena_printf(place->arena, "%s:%llu", place->name, (unsigned long long)line_no),
        arena_copy(place->arena, reason, strlen(reason)), about_bytes};
}

/* ---- to the ledger ---- */

static bool copy_stream(FILE *from, FILE *to)
{
    char buffer[4096];
    size_t n;
    if (fflush(from) != 0 || ferror(from) || fseek(from, 0, SEEK_SET) != 0)
        return false;
    while ((n = fread(buffer, 1, sizeof buffer, from)) > 0)
        if (fwrite(buffer, 1, n, to) != n)
            return false;
    return !ferror(from);
}

static bool write_rows(const struct rejects *rejects, FILE *to)
{
    if (rejects->failed || (rejects->spilled && !copy_stream(rejects->spilled, to)))
        return false;
    return rejects->n_bytes == 0 ||
           fwrite(rejects->rows, 1, rejects->n_bytes, to) == rejects->n_bytes;
}

/* The first file with rejects makes the file of all. */
static void append_rows(const struct rejects *rejects, struct ledger_builder *builder)
{
    const char *path = builder->rejects_path;
    FILE *all = held_file(path, builder->ledger->rejects_path ? "a" : "x");
    builder->ledger->rejects_path = path;
    if (!all) {
        errors_add_errno(builder->errors, path, "kan niet worden gemaakt");
        return;
    }
    if (!write_rows(rejects, all))
        errors_add(
            builder->errors, ERROR_MACHINE, "",
            "niet alle afgekeurde regels konden worden bewaard (tijdelijke map vol, of te veel "
            "open bestanden)");
    if (fchmod(fileno(all), (mode_t)builder->ledger->plan->raw_mode) != 0)
        errors_add_errno(builder->errors, path, "de rechten konden niet worden gezet");
    if (fclose(all) != 0)
        errors_add_errno(builder->errors, path, "schrijven mislukt");
}

void rejects_hand_over(struct rejects *rejects, uint64_t n, struct ledger_builder *builder)
{
    struct ledger *ledger = builder->ledger;
    struct arena *arena = builder->arena;
    ledger->n_rejected += n;
    for (size_t i = 0; i < rejects->n_notes; i++) {
        const struct reject_note *note = &rejects->notes[i];
        *arena_add(arena, ledger->notes, ledger->n_notes) = (struct reject_note){
            arena_copy(arena, note->where, strlen(note->where)),
            arena_copy(arena, note->reason, strlen(note->reason)), note->about_bytes};
    }
    if (n > 0 && builder->rejects_path)
        append_rows(rejects, builder);
}

void rejects_release(struct rejects *rejects)
{
    if (rejects->spilled)
        fclose(rejects->spilled);
    free(rejects->rows);
}
