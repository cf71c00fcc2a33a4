/* What reading the sources gave: exact figures per cell key, and an account of every line.
 * Made by the line stages together; constant afterwards. */
#pragma once

#include "pipeline/base/sha256.h"
#include "pipeline/format/stream.h"
#include "pipeline/reading/findings.h"
#include "pipeline/reading/key_sums.h"
#include "pipeline/settings/plan/plan.h"

/* One cell of the tally. */
struct saldo_line {
    uint32_t post;
    uint16_t stand;
    uint8_t sectie;
    uint32_t rule; /* of mapping.keys: what posten.csv says of the key more than its post */
    uint32_t dimension[DIMENSION_COUNT]; /* index into ledger.labels of that dimension; 0 = none */
    struct figure figure;
};

struct labels {
    const char **texts; /* [0] is "" ; sorted in natural order */
    size_t n;
};

/* Where a mutatie can end. Scope rules follow FATE_SCOPE: the built-in ones, then the profile's. */
enum fate {
    FATE_CELL,
    FATE_UNMAPPED,        /* see enum unmapped_kind */
    FATE_EMPTY,           /* an empty amount in a file with several amounts per line */
    FATE_OTHER_STAND,     /* "andere stand" */
    FATE_OTHER_PROGRAMMA, /* "ander programma" */
    FATE_OTHER_PERIOD,    /* "periode telt niet mee" */
    FATE_TOTAL_LINE,      /* recognised and checked, never added */
    FATE_SCOPE            /* + index of the profile's scope rule */
};

/* False for total lines and lines of layout: they are no bookings. */
static inline bool fate_is_booking(const struct profile *profile, size_t fate)
{
    return fate < FATE_TOTAL_LINE || fate >= FATE_SCOPE + profile->n_layout;
}

/* "in een cel", "zonder koppeling", ..., or the scope rule's own name. */
const char *fate_name(const struct profile *profile, size_t fate);

/* What would have made a rejected record good, or none. */
enum cure { CURE_OTHER_MARKS, CURE_THOUSANDS, CURE_DATE, CURE_NO_HEADER, CURES };

/* What extract read, before anything was mapped: in = out is checked against it. */
struct counts {
    uint64_t n_records;        /* read well */
    uint64_t n_rejected;       /* records */
    uint64_t n_rejected_lines; /* the physical lines that these stand on */
    uint64_t n_unread;         /* of them: the amount could not be read */
    uint64_t n_cured[CURES];   /* of n_rejected */
    uint64_t n_mutaties;       /* those of n_records and n_contra, x amounts per line */
    uint64_t n_contra;         /* second mutaties ([betekenis] tegenrekening) */
    uint64_t n_blank;          /* records without anything but separators: no lines of the file */
    uint64_t n_two_sided;      /* DIFFERENCE: amounts with debet and credit both, not 0 */
    struct sum amounts;        /* in the source's notation: credit - debet */
    struct sum debet, credit;  /* DIFFERENCE and FLAGGED: columns; SIGNED: minus and plus parts */
    struct sum contra_debet, contra_credit; /* of them, those of n_contra */
    struct sum rejected; /* absolute euros of rejected lines whose amounts could be read */
};

/* What a file says of itself at its end ([sluitregel]); the last one, when there are more. */
struct trailer {
    uint64_t n;        /* how many there are */
    uint64_t n_behind; /* records behind the last one */
    const char *fault; /* a field that cannot be read; NULL: none */
    uint64_t n_lines;
    struct money total, debet, credit; /* in the source's notation */
};

struct file_account {
    const char *path;
    char sha256[SHA256_HEX_SIZE]; /* of the bytes on disk */
    long long n_bytes;            /* on disk */
    uint64_t n_text_bytes;        /* of its text: unpacked, as UTF-8 when it was UTF-16, without a
                                     byte order mark */
    bool ends_open;               /* there is no line end behind the last line */
    bool compressed;              /* gzip, by content */
    bool ends_as_dos;             /* with a Ctrl-Z, which was passed over */
    char remark[STREAM_REMARK_SIZE]; /* of its packing (format/packing.h), or "" */
    bool failed;                     /* an error tells why not all of it could be read */
    uint64_t n_lines;                /* physical lines, header included */
    uint64_t n_records;              /* data records, good and bad; no header, blanks or comments */
    struct counts counts;            /* of the stage extract */
    struct trailer trailer;          /* and of it, too */
    const struct fact *facts;        /* what line stages tell of it (told.h) */
};

void counts_add(struct counts *counts, const struct counts *file);

/* True when no more was rejected than the source's settings allow. */
bool counts_tolerated(const struct counts *counts, const struct source *source);

struct source_account {
    struct file_account *files; /* in the order of source.files */
    struct counts counts;
    /* What map decided, per fate; n_fates = FATE_SCOPE + profile->n_scopes. Money in the source's
     * notation. */
    struct figure *fates;
    size_t n_fates;
    /* What became lines of the ledger, per sectie, as effects: the other side of FATE_CELL. */
    struct figure cells[SECTIE_COUNT];
    struct findings findings[FINDING_COUNT];
    bool failed;              /* one of its files did: its sums say nothing */
    bool too_large;           /* a sum of its amounts is, and says nothing */
    const struct fact *facts; /* what line stages tell of it (told.h) */
};

enum unmapped_kind {
    UNMAPPED_KEY,    /* no line of posten.csv claims the key */
    UNMAPPED_YEAR,   /* one does, in other years */
    UNMAPPED_SECTIE, /* no rule of [sectie] holds: `key` names the fields and their values */
    UNMAPPED_STAND,  /* what should be "<word> <year>" is not */
    UNMAPPED_REST,   /* all behind the first LEDGER_MOST_UNMAPPED of a source, together; no key */
};

#define LEDGER_MOST_UNMAPPED 100000

/* What nothing claims, once. */
struct unmapped {
    const char *key;
    const char *source;
    enum unmapped_kind kind;
    int year; /* of the stand; UNMAPPED_KEY and UNMAPPED_YEAR only, else 0 */
    uint64_t n_mutaties;
    struct money sum; /* source's notation */
    bool lacks_zeros; /* a line claims it but for zeros (mapping_nearest), and which: */
    size_t same_rule;
    const char *hint; /* "lijkt op 060101, 060102", "hetzelfde op nullen na: 060101", or "" */
};

struct ledger {
    const struct plan *plan;
    struct saldo_line *lines; /* sorted by (post, sectie, stand, dimensions, rule) */
    size_t n_lines;
    struct saldo_line *other_lines; /* the same of the other programma's posten that were mapped */
    size_t n_other_lines;
    struct key_lines
        *key_lines; /* one per source, NULL: none; of all programma's; sorted by (rule, sectie,
                       stand, period, besluit, rekening, kostenplaats), each once */
    struct key_sums (*sums)[SUMS_BY]; /* of them; one per source, behind each other */
    struct labels labels[DIMENSION_COUNT];
    struct figure *figures;          /* dense: [post][sectie][stand]; use ledger_figure */
    struct source_account *accounts; /* one per plan->sources */
    struct unmapped *unmapped;       /* sorted by source, key */
    size_t n_unmapped;
    bool *key_used;           /* per mapping.keys: claimed at least one mutatie */
    const char *rejects_path; /* rows of afgekeurd.csv in final form, or NULL when none */
    uint64_t n_rejected;
    struct reject_note {
        const char *where, *reason;
        bool about_bytes; /* that are not in the encoding of the profile, and nothing else */
    } * notes;            /* of the first rejects of each file, in order; for the terminal */
    size_t n_notes;
    uint64_t n_told; /* rejects that need no note: an error about their file tells */
};

/* All lines per key, in their order; those of one source. */
struct key_cursor ledger_keys(const struct ledger *ledger);
struct key_cursor ledger_keys_of(const struct ledger *ledger, size_t source);

/* What they come to, of all sources; of one. */
struct key_sums ledger_sums(const struct ledger *ledger, enum sums_by by);
struct key_sums ledger_sums_of(const struct ledger *ledger, enum sums_by by, size_t source);

/* A source of nothing but realisatie. */
bool ledger_is_booked(const struct ledger *ledger, size_t source);

/* What is booked of the run's year in a period, sign aside, by the source; where that has nothing,
 * by all. Cents. */
int64_t ledger_booked(const struct ledger *ledger, size_t source, unsigned period);

/* The last period, of those up to `most`, in which the stand has something; 0: none is known. */
unsigned ledger_last_period(const struct ledger *ledger, size_t stand, unsigned most);

/* Its key as anybody may see it: numbers of persons masked, unless the profile says that they are
 * codes, and nothing at all of a personal column. */
const char *ledger_unmapped_shown(const struct ledger *ledger, const struct unmapped *unmapped,
                                  struct arena *arena);

/* True when every source could be read: only then do sums over sources mean anything. */
bool ledger_is_whole(const struct ledger *ledger);

/* *sum += sign * figure; a kolom that subtracts a stand still stands on its mutaties. False on
 * overflow. */
bool figure_add(struct figure *sum, int sign, struct figure figure);

/* The exact figure of one post, sectie and stand. */
struct figure ledger_figure(const struct ledger *ledger, size_t post, enum sectie sectie,
                            size_t stand);

/* Sum over a kolom's standen: the effect on the result; n_mutaties added up over its standen. Every
 * addition is checked: false on overflow and when the sum is beyond MONEY_MAX_CENTS (so that what
 * comes out can be shown with either sign); *figure untouched then. */
bool ledger_kolom(const struct ledger *ledger, size_t post, enum sectie sectie,
                  const struct kolom *kolom, struct figure *figure);

/* The same over all posten of a pakket. */
bool ledger_pakket_kolom(const struct ledger *ledger, size_t pakket, enum sectie sectie,
                         const struct kolom *kolom, struct figure *figure);

/* True when a key rule holds in a year of the run and no mutatie used it. */
bool ledger_key_unused(const struct ledger *ledger, size_t key);

/* Which lines of the ledger count; zero-initialised is all of them. */
struct ledger_filter {
    const struct kolom *kolom; /* in one of its standen, with its sign there; NULL: in any stand */
    const size_t *pakket;      /* of this pakket */
    const enum sectie *sectie;
    bool in_programma; /* of the run's programma */
    bool by_label;     /* with this label of this dimension */
    enum dimension dimension;
    uint32_t label;
};

/* The sum over those lines; what ledger_figure and the like were made from, added up apart from
 * them. False on overflow; *sum is untouched then. */
bool ledger_sum(const struct ledger *ledger, const struct ledger_filter *filter,
                struct figure *sum);

/* The first line that is not before those of the post and sectie; they stand together. */
size_t ledger_first_line(const struct ledger *ledger, size_t post, enum sectie sectie);

/* The one label of this dimension that every mutatie of the post and sectie in the kolom's standen
 * carries; "" when one of them lacks it, when they disagree, and when there are none. */
const char *ledger_common_label(const struct ledger *ledger, size_t post, enum sectie sectie,
                                const struct kolom *kolom, enum dimension dimension);
