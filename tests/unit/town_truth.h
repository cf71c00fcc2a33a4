/* What must come out of a random municipality, from the files that its generator left: truth.csv,
 * and of run.ini the lines that say how the truth is shown. Nothing here goes through the program's
 * own reading of settings. */
#pragma once

#include "pipeline/format/csv.h"
#include "tests/unit/towns.h"

#define TRUTH_MAX_KOLOMMEN 12
#define TRUTH_MAX_TERMS    4
#define TRUTH_SECTIES      4

static const char *const truth_secties[TRUTH_SECTIES] = {"lasten", "baten", "stortingen",
                                                         "onttrekkingen"};
static const char *const truth_headings[TRUTH_SECTIES] = {"Lasten", "Baten", "Stortingen",
                                                          "Onttrekkingen"};

/* The positions of the columns of truth.csv. */
enum truth_column {
    TRUTH_PROGRAMMA,
    TRUTH_PAKKET,
    TRUTH_POST,
    TRUTH_SECTIE,
    TRUTH_STAND,
    TRUTH_CENTS,
    TRUTH_MUTATIES,
    TRUTH_COLUMNS
};

struct truth_kolom {
    char name[64];
    struct truth_term {
        char stand[48];
        int sign;
    } terms[TRUTH_MAX_TERMS];
    size_t n_terms;
};

struct truth {
    struct csv_file rows;    /* of truth.csv */
    struct csv_file sources; /* of truth-bronnen.csv */
    const char *settings;    /* run.ini */
    const char *programma;
    int64_t unit_cents;
    int shown[TRUTH_SECTIES]; /* what an effect on the result is multiplied by */
    int saldo;
    struct truth_kolom kolommen[TRUTH_MAX_KOLOMMEN];
    size_t n_kolommen;
};

static inline const char *truth_field(const struct csv_file *file, size_t row, size_t column)
{
    return file->rows[row].fields[column].bytes;
}

/* ---- run.ini ---- */

/* What stands behind "\nNAME =", up to the end of the line; in the arena. */
static inline const char *truth_setting(struct arena *arena, const char *settings, const char *name)
{
    const char *at = strstr(settings, arena_printf(arena, "\n%s =", name));
    assert_non_null(at);
    at = strchr(at + 1, '=') + 1;
    at += *at == ' ';
    return arena_copy(arena, at, strcspn(at, "\n"));
}

static inline const struct truth_kolom *truth_find_kolom(const struct truth *truth,
                                                         const char *name)
{
    for (size_t i = 0; i < truth->n_kolommen; i++)
        if (strcmp(truth->kolommen[i].name, name) == 0)
            return &truth->kolommen[i];
    return NULL;
}

static inline void truth_add_term(const struct truth *truth, struct truth_kolom *kolom,
                                  const char *text, int sign)
{
    const struct truth_kolom *other = truth_find_kolom(truth, text);
    size_t n = other ? other->n_terms : 1;
    for (size_t i = 0; i < n; i++) {
        assert_true(kolom->n_terms < TRUTH_MAX_TERMS);
        struct truth_term *term = &kolom->terms[kolom->n_terms++];
        term->sign = sign * (other ? other->terms[i].sign : 1);
        snprintf(term->stand, sizeof term->stand, "%s", other ? other->terms[i].stand : text);
    }
}

/* "name = a 2024 + b 2024", "name = kolom - kolom" */
static inline void truth_add_kolom(struct truth *truth, char *line)
{
    struct truth_kolom kolom = {0};
    char *at = strstr(line, " = ");
    assert_non_null(at);
    assert_true(truth->n_kolommen < TRUTH_MAX_KOLOMMEN);
    *at = 0;
    snprintf(kolom.name, sizeof kolom.name, "%s", line);
    int sign = 1;
    for (char *term = at + 3; term;) {
        char *plus = strstr(term, " + "), *minus = strstr(term, " - ");
        char *end = plus ? plus : minus;
        if (end)
            *end = 0;
        truth_add_term(truth, &kolom, term, sign);
        sign = plus ? 1 : -1;
        term = end ? end + 3 : NULL;
    }
    truth->kolommen[truth->n_kolommen++] = kolom;
}

static inline void truth_read_kolommen(struct truth *truth, struct arena *arena)
{
    const char *at = strstr(truth->settings, "\n[kolommen]\n");
    assert_non_null(at);
    for (at += strlen("\n[kolommen]\n"); *at && *at != '\n'; at += strcspn(at, "\n") + 1)
        truth_add_kolom(truth, arena_copy(arena, at, strcspn(at, "\n")));
}

static inline void truth_read_signs(struct truth *truth, struct arena *arena)
{
    static const int effects[TRUTH_SECTIES] = {-1, 1, -1, 1};
    const char *signs = truth_setting(arena, strstr(truth->settings, "\n[tabel]\n"), "teken");
    for (size_t s = 0; s < TRUTH_SECTIES; s++) {
        const char *at = strstr(signs, truth_secties[s]);
        assert_non_null(at);
        truth->shown[s] = effects[s] * (at[strlen(truth_secties[s])] == '+' ? 1 : -1);
    }
    truth->saldo = strstr(signs, "saldo+") ? 1 : -1;
}

static inline const char *truth_slurp(struct arena *arena, const char *path)
{
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    char *text = arena_alloc(arena, 1 << 14);
    size_t n = fread(text, 1, (1 << 14) - 1, stream);
    assert_true(n < (1 << 14) - 1);
    fclose(stream);
    return text;
}

static inline struct truth truth_read(struct arena *arena, const char *folder)
{
    struct truth truth = {0};
    struct errors errors = {0};
    assert_true(csv_read_written(path_join(arena, folder, "truth.csv"), CSV_FOR_MACHINES, arena,
                                 &errors, &truth.rows));
    assert_true(csv_read_written(path_join(arena, folder, "truth-bronnen.csv"), CSV_FOR_MACHINES,
                                 arena, &errors, &truth.sources));
    assert_int_equal(truth.rows.header.n_fields, TRUTH_COLUMNS);
    truth.settings = truth_slurp(arena, path_join(arena, folder, "run.ini"));
    truth.programma = truth_setting(arena, truth.settings, "programma");
    truth.unit_cents = 100 * atoll(truth_setting(arena, truth.settings, "eenheid"));
    truth_read_signs(&truth, arena);
    truth_read_kolommen(&truth, arena);
    return truth;
}

/* ---- sums ---- */

/* The truth's effect of one pakket (NULL: all of the programma) and sectie in a kolom. */
static inline int64_t truth_sum(const struct truth *truth, const char *pakket, size_t sectie,
                                const struct truth_kolom *kolom, long *n_mutaties)
{
    int64_t sum = 0;
    for (size_t r = 0; r < truth->rows.n_rows; r++) {
        if (strcmp(truth_field(&truth->rows, r, TRUTH_PROGRAMMA), truth->programma) != 0 ||
            strcmp(truth_field(&truth->rows, r, TRUTH_SECTIE), truth_secties[sectie]) != 0 ||
            (pakket && strcmp(truth_field(&truth->rows, r, TRUTH_PAKKET), pakket) != 0))
            continue;
        for (size_t t = 0; t < kolom->n_terms; t++) {
            if (strcmp(kolom->terms[t].stand, truth_field(&truth->rows, r, TRUTH_STAND)) != 0)
                continue;
            sum += kolom->terms[t].sign * atoll(truth_field(&truth->rows, r, TRUTH_CENTS));
            *n_mutaties += atol(truth_field(&truth->rows, r, TRUTH_MUTATIES));
        }
    }
    return sum;
}
