/* The bare job with libcsv for every record, and nothing of pnc's: see README.md.
 *
 *     peer_libcsv LEDGER MAPPING RESULT THREADS LAYOUT BOUNDARY
 *
 * Two threads read on both sides of BOUNDARY, a byte where a record is known to begin. */
#include <csv.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)256 * 1024)
#define FIRST_YEAR  2023
#define N_YEARS     7
#define N_SECTIES   4
#define MAX_AMOUNTS 4
#define MAX_PLACES  1024
#define N_SLOTS     32768 /* a power of 2, far above the number of mapped keys and years */

/* ---- layouts ---- */

struct layout {
    const char *name;
    const char *soort; /* a stand is "<soort> <jaar>" */
    int n_columns;
    int year, period; /* columns, -1 = none */
    int rekening, kostenplaats;
    int debet, credit; /* one mutatie, of the line's year; -1 = none */
    int first_amount;  /* else: signed amounts of FIRST_AMOUNT_YEAR and on */
    int n_amounts;     /* mutaties per line */
};

#define FIRST_AMOUNT_YEAR 2026

static const struct layout layouts[] = {
    {"ledger", "realisatie", 11, 0, 1, 6, 7, 9, 10, -1, 1},
    {"wide", "primair", 7, -1, -1, 1, 0, -1, -1, 3, 4},
};

/* ---- the mapping: (kostenplaats, year) -> place ---- */

struct slot {
    uint64_t key; /* the bytes of the kostenplaats */
    int year;     /* 0 = free */
    int place;
};

struct map {
    struct slot slots[N_SLOTS];
    char *places[MAX_PLACES][2]; /* pakket, post; programma 6 only */
    int n_places;
    /* the record that is being read */
    char *fields[5];
    size_t n_fields;
};

static uint64_t key_of(const char *bytes, size_t n_bytes)
{
    uint64_t key = 0;
    memcpy(&key, bytes, n_bytes < sizeof key ? n_bytes : sizeof key);
    return key;
}

static struct slot *map_slot(struct map *map, uint64_t key, int year)
{
    size_t at = (key ^ (uint64_t)year << 50) * UINT64_C(0x9E3779B97F4A7C15) >> 49;
    while (map->slots[at].year != 0 && (map->slots[at].key != key || map->slots[at].year != year))
        at = (at + 1) % N_SLOTS;
    return &map->slots[at];
}

static int map_place(struct map *map, const char *pakket, const char *post)
{
    for (int i = 0; i < map->n_places; i++)
        if (strcmp(map->places[i][0], pakket) == 0 && strcmp(map->places[i][1], post) == 0)
            return i;
    if (map->n_places == MAX_PLACES)
        abort();
    map->places[map->n_places][0] = strdup(pakket);
    map->places[map->n_places][1] = strdup(post);
    return map->n_places++;
}

static void map_field(void *bytes, size_t n_bytes, void *context)
{
    struct map *map = context;
    if (map->n_fields < 5)
        map->fields[map->n_fields] = strndup(bytes ? bytes : "", n_bytes);
    map->n_fields++;
}

/* kostenplaats, boekjaar, programma, pakket, post */
static void map_record(int end, void *context)
{
    (void)end;
    struct map *map = context;
    if (map->n_fields == 5 && strcmp(map->fields[2], "6") == 0) {
        int year = atoi(map->fields[1]);
        uint64_t key = key_of(map->fields[0], strlen(map->fields[0]));
        *map_slot(map, key, year) =
            (struct slot){key, year, map_place(map, map->fields[3], map->fields[4])};
    }
    for (size_t i = 0; i < map->n_fields && i < 5; i++)
        free(map->fields[i]);
    map->n_fields = 0;
}

/* ---- one part of the file ---- */

struct sums {
    int64_t cents[MAX_PLACES][N_SECTIES][N_YEARS];
    int64_t n[MAX_PLACES][N_SECTIES][N_YEARS];
};

struct part {
    const char *path;
    off_t start, end;
    const struct layout *layout;
    struct map *map; /* only read */
    struct sums *sums;
    bool failed;
    /* the record that is being read */
    bool in_header;
    int column;
    long year, period, rekening;
    uint64_t key;
    int64_t amounts[MAX_AMOUNTS];
};

static long whole_number(const char *bytes, size_t n_bytes)
{
    long number = 0;
    for (size_t i = 0; i < n_bytes; i++)
        number = number * 10 + (bytes[i] - '0');
    return number;
}

/* "1.234,56-", "-12,5", "": cents. */
static int64_t cents_of(const char *bytes, size_t n_bytes)
{
    int64_t cents = 0;
    int n_decimals = -1;
    bool negative = false;
    for (size_t i = 0; i < n_bytes; i++) {
        if (bytes[i] >= '0' && bytes[i] <= '9') {
            cents = cents * 10 + (bytes[i] - '0');
            n_decimals += n_decimals >= 0;
        } else if (bytes[i] == ',') {
            n_decimals = 0;
        } else if (bytes[i] == '-') {
            negative = true;
        }
    }
    for (int i = n_decimals < 0 ? 0 : n_decimals; i < 2; i++)
        cents *= 10;
    return negative ? -cents : cents;
}

static void part_field(void *field, size_t n_bytes, void *context)
{
    struct part *part = context;
    const struct layout *layout = part->layout;
    const char *bytes = field;
    int column = part->column++;
    if (column == layout->year)
        part->year = whole_number(bytes, n_bytes);
    else if (column == layout->period)
        part->period = whole_number(bytes, n_bytes);
    else if (column == layout->rekening)
        part->rekening = whole_number(bytes, n_bytes);
    else if (column == layout->kostenplaats)
        part->key = key_of(bytes, n_bytes);
    else if (column == layout->debet)
        part->amounts[0] = -cents_of(bytes, n_bytes);
    else if (column == layout->credit)
        part->amounts[0] += cents_of(bytes, n_bytes);
    else if (layout->first_amount >= 0 && column >= layout->first_amount &&
             column < layout->first_amount + layout->n_amounts)
        part->amounts[column - layout->first_amount] = cents_of(bytes, n_bytes);
}

static const struct {
    long first, last;
    const char *name;
} secties[N_SECTIES] = {
    {400000, 499999, "lasten"},
    {800000, 899999, "baten"},
    {710000, 719999, "stortingen"},
    {720000, 729999, "onttrekkingen"},
};

static void part_add(struct part *part, int sectie)
{
    for (int i = 0; i < part->layout->n_amounts; i++) {
        int year = part->layout->year >= 0 ? (int)part->year : FIRST_AMOUNT_YEAR + i;
        const struct slot *slot = map_slot(part->map, part->key, year);
        if (slot->year == 0)
            continue;
        part->sums->cents[slot->place][sectie][year - FIRST_YEAR] += part->amounts[i];
        part->sums->n[slot->place][sectie][year - FIRST_YEAR]++;
    }
}

static void part_record(int end, void *context)
{
    (void)end;
    struct part *part = context;
    part->failed |= part->column != part->layout->n_columns;
    part->column = 0;
    bool counts = !part->in_header && part->period <= 13;
    part->in_header = false;
    for (int i = 0; counts && i < N_SECTIES; i++)
        if (part->rekening >= secties[i].first && part->rekening <= secties[i].last)
            part_add(part, i);
}

struct handlers {
    void (*field)(void *bytes, size_t n_bytes, void *context);
    void (*record)(int end, void *context);
};

static bool parse_blocks(struct csv_parser *parser, int fd, off_t start, off_t end, char *block,
                         struct handlers handlers, void *context)
{
    while (start < end) {
        size_t wanted = (size_t)(end - start) < BLOCK_BYTES ? (size_t)(end - start) : BLOCK_BYTES;
        ssize_t n = pread(fd, block, wanted, start);
        if (n <= 0 || csv_parse(parser, block, (size_t)n, handlers.field, handlers.record,
                                context) != (size_t)n)
            return false;
        start += n;
    }
    return csv_fini(parser, handlers.field, handlers.record, context) == 0;
}

static bool parse_range(const char *path, off_t start, off_t end, struct handlers handlers,
                        void *context)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return false;
    csv_set_delim(&parser, ';');
    char *block = malloc(BLOCK_BYTES);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && block && parse_blocks(&parser, fd, start, end, block, handlers, context);
    if (fd >= 0)
        close(fd);
    free(block);
    csv_free(&parser);
    return ok;
}

static void *part_read(void *context)
{
    struct part *part = context;
    struct handlers handlers = {part_field, part_record};
    if (!parse_range(part->path, part->start, part->end, handlers, part))
        part->failed = true;
    return NULL;
}

/* ---- the result ---- */

static bool write_result(const char *path, const struct map *map, const struct layout *layout,
                         const struct part *parts, int n_parts)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    fputs("pakket,post,sectie,stand,cents,mutaties\n", out);
    for (int place = 0; place < map->n_places; place++)
        for (int s = 0; s < N_SECTIES; s++)
            for (int y = 0; y < N_YEARS; y++) {
                int64_t cents = 0, n = 0;
                for (int i = 0; i < n_parts; i++) {
                    cents += parts[i].sums->cents[place][s][y];
                    n += parts[i].sums->n[place][s][y];
                }
                if (n > 0)
                    fprintf(out, "%s,\"%s\",%s,%s %d,%lld,%lld\n", map->places[place][0],
                            map->places[place][1], secties[s].name, layout->soort, FIRST_YEAR + y,
                            (long long)cents, (long long)n);
            }
    return fclose(out) == 0;
}

/* ---- all together ---- */

static const struct layout *layout_named(const char *name)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        if (strcmp(layouts[i].name, name) == 0)
            return &layouts[i];
    return NULL;
}

static bool file_size(const char *path, off_t *size)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return false;
    *size = status.st_size;
    return true;
}

static bool read_parts(struct part *parts, int n_parts)
{
    pthread_t other;
    if (n_parts == 2 && pthread_create(&other, NULL, part_read, &parts[1]) != 0)
        return false;
    part_read(&parts[0]);
    if (n_parts == 2)
        pthread_join(other, NULL);
    return !parts[0].failed && !parts[n_parts - 1].failed;
}

struct job {
    const char *ledger, *mapping, *result;
    const struct layout *layout;
    int n_parts;
    off_t boundary;
    struct map map;
    struct sums sums[2];
};

static bool job_read(struct job *job)
{
    off_t size, mapping_size;
    struct part parts[2] = {{.path = NULL}};
    if (!job->layout || !file_size(job->ledger, &size) || !file_size(job->mapping, &mapping_size) ||
        !parse_range(job->mapping, 0, mapping_size, (struct handlers){map_field, map_record},
                     &job->map))
        return false;
    for (int i = 0; i < job->n_parts; i++)
        parts[i] = (struct part){.path = job->ledger,
                                 .start = i == 0 ? 0 : job->boundary,
                                 .end = i + 1 == job->n_parts ? size : job->boundary,
                                 .layout = job->layout,
                                 .map = &job->map,
                                 .sums = &job->sums[i],
                                 .in_header = i == 0};
    return read_parts(parts, job->n_parts) &&
           write_result(job->result, &job->map, job->layout, parts, job->n_parts);
}

static bool job_done(char **arguments)
{
    struct job *job = calloc(1, sizeof *job);
    if (!job)
        return false;
    job->ledger = arguments[0];
    job->mapping = arguments[1];
    job->result = arguments[2];
    job->n_parts = atoi(arguments[3]) == 2 ? 2 : 1;
    job->layout = layout_named(arguments[4]);
    job->boundary = (off_t)atoll(arguments[5]);
    bool ok = job_read(job);
    free(job);
    return ok;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("libcsv %d.%d.%d\n", CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
        return 0;
    }
    if (argc != 7 || !job_done(argv + 1)) {
        fputs("peer_libcsv: failed\n", stderr);
        return 1;
    }
    return 0;
}
