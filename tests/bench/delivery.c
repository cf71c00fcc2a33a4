#include "tests/bench/delivery.h"

#include "pipeline/base/folder.h"
#include "pipeline/format/csv.h"
#include "pipeline/settings/mapping/mapping.h"
#include "tests/bench/usage.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define KEY_DIGITS     6 /* of the example's kostenplaatsen */
#define BYTES_PER_LINE 110
#define BLOCK_BYTES    ((size_t)64 * 1024)

/* What differs between the layouts: years, profile, and the run that reads them. */
static const struct layout_facts {
    const char *name;
    const char *generator; /* its command */
    const char *years;     /* its option */
    const char *run;       /* soort and jaar */
    const char *kolommen;  /* of the run */
    const char *profile;   /* of its source */
} layouts[LAYOUT_COUNT] = {
    [LAYOUT_LEDGER] = {"ledger", "bench", "2023-2024", "soort = jaarrekening\njaar = 2024",
                       "realisatie_2023 = realisatie 2023\nrealisatie_2024 = realisatie 2024",
                       "grootboek.ini"},
    [LAYOUT_WIDE] = {"wide", "wide", "2024", "soort = begroting\njaar = 2026",
                     "primaire_begroting_2026 = primair 2026\n"
                     "primaire_begroting_2027 = primair 2027\n"
                     "primaire_begroting_2028 = primair 2028\n"
                     "primaire_begroting_2029 = primair 2029",
                     "meerjarenbegroting.ini"},
};

#define FIRST_YEAR 2023
#define LAST_YEAR  2029

const char *layout_name(enum layout layout)
{
    return layouts[layout].name;
}

/* ---- the mapping, written out ---- */

static void write_rule(struct text key, const struct pakket *pakket, const char *post,
                       struct years years, FILE *out)
{
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        if (years_hold(years, year))
            fprintf(out, "%.*s;%d;%s;%s;\"%s\"\n", TEXT_ARG(key), year, pakket->programma,
                    pakket->code, post);
}

/* All keys that begin so. */
static void write_prefix(const struct key_rule *rule, const struct pakket *pakket, const char *post,
                         FILE *out)
{
    char key[32];
    int n_free = KEY_DIGITS - (int)rule->key.n_bytes, end = 1;
    for (int i = 0; i < n_free; i++)
        end *= 10;
    for (int number = 0; number < end; number++) {
        int n = snprintf(key, sizeof key, "%.*s%0*d", TEXT_ARG(rule->key), n_free, number);
        write_rule((struct text){key, (size_t)n}, pakket, post, rule->years, out);
    }
}

static void write_rules(const struct mapping *mapping, FILE *out)
{
    fputs("kostenplaats;boekjaar;programma;pakket;post\n", out);
    for (size_t i = 0; i < mapping->n_keys; i++) {
        const struct key_rule *rule = &mapping->keys[i];
        const struct post *post = &mapping->posten[rule->post];
        const struct pakket *pakket = &mapping->pakketten[post->pakket];
        if (rule->is_prefix && rule->key.n_bytes < KEY_DIGITS)
            write_prefix(rule, pakket, post->name, out);
        else
            write_rule(rule->key, pakket, post->name, rule->years, out);
    }
}

static bool write_mapping(const struct bench_folder *folder, struct errors *errors)
{
    struct arena arena = {0};
    struct mapping mapping;
    FILE *out = NULL;
    bool ok = mapping_read("mappings/pakketten.csv", "mappings/posten.csv", NULL, &arena, errors,
                           &mapping);
    if (ok) {
        out = fopen(folder->mapping, "we");
        ok = out || errors_add_errno(errors, folder->mapping, "open");
    }
    if (out) {
        write_rules(&mapping, out);
        ok = fclose(out) == 0 || errors_add_errno(errors, folder->mapping, "write");
    }
    arena_release(&arena);
    return ok;
}

/* ---- the folder ---- */

bool bench_folder_open(struct bench_folder *folder, const char *build, struct arena *arena,
                       struct errors *errors)
{
    const char *path = folder_temporary(NULL, "bench", arena, errors);
    *folder = (struct bench_folder){.build = build, .arena = arena};
    if (!path)
        return false;
    folder->path = path;
    folder->mapping = arena_printf(arena, "%s/mapping.csv", path);
    folder->log = arena_printf(arena, "%s/log", path);
    setenv("TMPDIR", path, 1);
    return write_mapping(folder, errors);
}

bool bench_folder_close(struct bench_folder *folder, struct errors *errors)
{
    return !folder->path || folder_remove(folder->path, errors);
}

static bool check_room(const struct bench_folder *folder, const struct delivery_order *order,
                       struct errors *errors)
{
    struct statvfs status;
    uint64_t wanted = (uint64_t)order->n_lines * (uint64_t)order->n_files * BYTES_PER_LINE;
    if (statvfs(folder->path, &status) != 0)
        return errors_add_errno(errors, folder->path, "statvfs");
    uint64_t room = (uint64_t)status.f_bavail * status.f_frsize;
    return room >= wanted ||
           errors_add(errors, ERROR_MACHINE, folder->path,
                      "room for %llu MB wanted, %llu MB is there (see TMPDIR)",
                      (unsigned long long)(wanted / 1000000), (unsigned long long)(room / 1000000));
}

/* ---- files ---- */

/* Generates one file and brings it to the disk, so that nothing is written while programs run. */
static bool make_file(struct bench_folder *folder, const struct delivery_order *order, int number,
                      const char *path, struct errors *errors)
{
    struct arena *arena = folder->arena;
    const struct layout_facts *layout = &layouts[order->layout];
    const char *words[] = {
        arena_printf(arena, "%s/gen", folder->build),
        layout->generator,
        "--lines",
        arena_printf(arena, "%lld", order->n_lines),
        "--seed",
        arena_printf(arena, "%d", order->seed + number - 1),
        "--quoted",
        arena_printf(arena, "%d", order->quoted),
        "--years",
        layout->years,
        "--out",
        path,
        order->gzip ? "--gz" : NULL,
        NULL,
    };
    struct usage usage;
    if (!usage_of(words, folder->log, &usage, errors))
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok)
        errors_add_errno(errors, path, "fsync");
    if (fd >= 0)
        close(fd);
    return ok;
}

static uint64_t size_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (uint64_t)status.st_size : 0;
}

/* The first byte behind a line end outside quotes, at or after `from`. The generator's quotes are
 * well-formed: each one opens or closes. */
static bool find_boundary(const char *path, uint64_t from, uint64_t *boundary)
{
    static char block[BLOCK_BYTES];
    FILE *stream = fopen(path, "re");
    bool inside = false, found = false;
    uint64_t offset = 0;
    for (size_t n; stream && !found && (n = fread(block, 1, sizeof block, stream)) > 0; offset += n)
        for (size_t i = 0; i < n && !found; i++) {
            inside ^= block[i] == '"';
            found = block[i] == '\n' && !inside && offset + i >= from;
            if (found)
                *boundary = offset + i + 1;
        }
    if (stream)
        fclose(stream);
    return found;
}

/* ---- the run ---- */

static void write_run(const struct delivery *delivery, const char *mappings, FILE *out)
{
    const struct layout_facts *layout = &layouts[delivery->order.layout];
    fprintf(out,
            "[run]\nnaam = %s\n%s\ngemeente = Meetgemeente\nprogramma = 6\nbewaar_invoer = geen\n"
            "programma_naam = Sociaal domein\nperioden = 0-13\n\n"
            "[mappings]\npakketten = %s/pakketten.csv\nposten = %s/posten.csv\n\n"
            "[tabel]\ntitel = Wat kost programma 6?\neenheid = 1000\n"
            "teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\nresultaat = ja\n\n"
            "[kolommen]\n%s\n",
            delivery->order.name, layout->run, mappings, mappings, layout->kolommen);
    /* A source per file: vouchers are numbered anew in each. */
    for (int i = 1; i <= delivery->order.n_files; i++)
        fprintf(out, "\n[bron export-%02d]\nprofiel = %s/bronnen/%s\nbestanden = %s/%02d.csv%s\n",
                i, mappings, layout->profile, delivery->folder, i,
                delivery->order.gzip ? ".gz" : "");
}

static bool make_run(const struct delivery *delivery, struct errors *errors)
{
    char *mappings = realpath("mappings", NULL);
    FILE *out = mappings ? fopen(delivery->run_ini, "we") : NULL;
    bool ok = out != NULL;
    if (out) {
        write_run(delivery, mappings, out);
        ok = fclose(out) == 0;
    }
    free(mappings);
    return ok || errors_add_errno(errors, delivery->run_ini, "write");
}

bool delivery_make(struct bench_folder *folder, const struct delivery_order *order,
                   struct errors *errors, struct delivery *delivery)
{
    struct arena *arena = folder->arena;
    const char *ending = order->gzip ? ".gz" : "";
    *delivery = (struct delivery){.order = *order};
    delivery->folder = arena_printf(arena, "%s/%s", folder->path, order->name);
    delivery->run_ini = arena_printf(arena, "%s/%s.ini", folder->path, order->name);
    delivery->pattern = arena_printf(arena, order->n_files == 1 ? "%s/01.csv%s" : "%s/*.csv%s",
                                     delivery->folder, ending);
    bool ok = check_room(folder, order, errors) && folder_make(delivery->folder, errors) &&
              make_run(delivery, errors);
    for (int i = 1; ok && i <= order->n_files; i++) {
        const char *path = arena_printf(arena, "%s/%02d.csv%s", delivery->folder, i, ending);
        ok = make_file(folder, order, i, path, errors);
        delivery->n_bytes += size_of(path);
    }
    if (ok && order->n_files == 1 && !order->gzip &&
        !find_boundary(delivery->pattern, delivery->n_bytes / 2, &delivery->boundary))
        ok = errors_add(errors, ERROR_DATA, delivery->pattern, "no record begins half-way");
    return ok;
}

bool delivery_remove(struct delivery *delivery, struct errors *errors)
{
    return folder_remove(delivery->folder, errors);
}
