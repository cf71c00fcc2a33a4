/* The mapping tables that a controller keeps in Excel: ledger key -> post -> pakket.
 *
 *   pakketten.csv       pakket;naam;programma;van;tot
 *   posten.csv          sleutel;post;pakket;van;tot;altijd_tonen;…
 *   toelichtingen.csv   pakket;post;lasten;baten;incidenteel_structureel;status;toelichting
 *                       (the columns of afwijkingen.csv: what an adviser filled in is fed back),
 *                       and where somebody keeps them altijd_tonen;eigenaar;door;op;akkoord;
 *                       sleutel
 *
 * Every further column of posten.csv is an indeling (plan/indeling.h): a value per key.
 * `van` and `tot` are years, both inclusive, empty = no bound; a line of posten.csv is valid in no
 * more years than its pakket, so that an open bound there is the pakket's. A `sleutel` is exact, or
 * ends in '*' (all keys that begin so). Two rules that could claim one key in one year are an
 * error. A pakket has one line. Posten are made by naming them. Of toelichtingen lasten and baten
 * are the shown figures that the text was written for; a status "verouderd: lasten -50 → -60",
 * which a published file says, goes before them, so that a file that is fed back unread says it
 * again. The row Totaal is passed over, and so is
 * a row whose status is vervangen. A row that names an unknown pakket, post, I or S is a
 * remark, never an error: it stays in its file and is told. A post that has another name by now is
 * found by the sleutel of its row (toelichting_key), and that is a remark too. A second text of a
 * post is a rival of the first. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

struct years {
    int first, last; /* inclusive; 0 and 9999 when open */
};

bool years_hold(struct years years, int year);

struct pakket {
    const char *code; /* "6L" */
    const char *name; /* "Leefbaarheid en veiligheid" */
    const char *programma;
    struct years years;
    int line_no;
    size_t first_post, n_posten;    /* its posten stand together in mapping.posten */
    const struct toelichting *rest; /* of its Overige row, or NULL */
};

struct post {
    const char *name;  /* unique within its pakket; not "Totaal", not beginning with MAPPING_REST */
    size_t pakket;     /* index */
    bool always_shown; /* altijd_tonen = ja on any of its rows */
    size_t first_key;  /* the first of mapping.keys that is of it */
    const struct toelichting *toelichting; /* or NULL */
};

struct key_rule {
    struct text key; /* without the '*' */
    bool is_prefix;
    size_t post;            /* index */
    struct years years;     /* the row's, as far as its pakket exists */
    const struct text *own; /* of the further columns, mapping.n_own of them */
    int line_no;
};

struct toelichting {
    size_t pakket;         /* index */
    const char *post;      /* a post's name, or MAPPING_REST for the Overige row */
    const char *is;        /* "I", "S", "I/S" or "" */
    const char *text;      /* may be "" */
    int64_t lasten, baten; /* the shown figures (x unit) that the text was written for */
    bool has_lasten, has_baten;
    bool outdated;         /* its status says so, and not for which figures it was written */
    const char *owner;     /* eigenaar, "" when nobody said */
    const char *agreed;    /* akkoord: who agreed with this text for these figures, "" nobody */
    const char *by, *when; /* door, op: as the file that it came from says; "" */
    const char *row_post;  /* the post as its row names it */
    const struct toelichting *rival; /* another text or I/S of the same post, or NULL */
    int line_no;
};

/* The columns of the file, in the order of the fields that csv_read_file gives. */
enum toelichting_column {
    TOELICHTING_PAKKET,
    TOELICHTING_POST,
    TOELICHTING_LASTEN,
    TOELICHTING_BATEN,
    TOELICHTING_IS,
    TOELICHTING_STATUS,
    TOELICHTING_TEXT,
    TOELICHTING_ALWAYS, /* ja: the post has a row of its own, whatever the threshold */
    TOELICHTING_OWNER,
    TOELICHTING_BY,
    TOELICHTING_WHEN,
    TOELICHTING_AGREED, /* who says that text and figures are right */
    TOELICHTING_KEY,    /* toelichting_key */
    TOELICHTING_COLUMNS
};
extern const char *const toelichting_columns[TOELICHTING_COLUMNS];

/* The status of a text that was written for other figures begins so; "lasten 1 → 2" may follow. */
#define TOELICHTING_OUTDATED "verouderd"
#define TOELICHTING_ARROW    " → "
/* That of a text that somebody agrees with; ": Jan" follows when it is known who. */
#define TOELICHTING_AGREES "akkoord"

/* That of a text that another took the place of: kept, and passed over. */
#define TOELICHTING_REPLACED "vervangen"

/* "I", "S", "I/S" or "" of what was written; NULL when it is none of these. */
const char *toelichting_is(struct text written);

/* In toelichtingen any post whose name begins so is the Overige row. */
#define MAPPING_REST "Overige diverse posten"

struct mapping {
    const char *pakketten_path, *posten_path, *toelichtingen_path; /* the last may be NULL */
    const char *windows_paths[3]; /* of them, that were in windows-1252 */
    size_t n_windows_paths;
    struct pakket *pakketten; /* sorted by code, natural order */
    size_t n_pakketten;
    struct post *posten; /* per pakket, within it in the order of first appearance */
    size_t n_posten;
    struct key_rule *keys; /* sorted: (key bytes, years.first) */
    size_t n_keys;
    const char **own_names; /* the further columns of posten.csv */
    size_t n_own;
    struct toelichting *toelichtingen;
    size_t n_toelichtingen;
    const char **remarks; /* on rows of toelichtingen that have no place: "regel 4: post …" */
    size_t n_remarks;
};

/* What a row of toelichtingen is about, whatever happens to its name: "6P|0601*|Jeugdhulp lokaal",
 * pakket, first line of posten.csv of the post (by bytes; "" of the Overige row, and where it holds
 * a '|') and name. In a hidden column of the workbook, and in the file of toelichtingen. */
struct toelichting_key {
    const char *pakket, *rule, *post;
};
/* Post MAPPING_NONE: the Overige row. In the arena. */
const char *toelichting_key_text(const struct mapping *mapping, size_t pakket, size_t post,
                                 struct arena *arena);
/* False of a text that is none. In the arena. */
bool toelichting_key_parse(const char *text, struct arena *arena, struct toelichting_key *key);
/* The post that has the key's pakket and rule, and so another name by now; MAPPING_NONE. */
size_t toelichting_key_find(const struct mapping *mapping, const struct toelichting_key *key);

/* What is known of the text that explains a row. */
enum toelichting_status {
    TOELICHTING_NOT_NEEDED,
    TOELICHTING_MISSING,
    TOELICHTING_CURRENT,
    TOELICHTING_APPROVED,     /* and somebody agrees with it, for these figures */
    TOELICHTING_CHANGED,      /* written for other figures than these */
    TOELICHTING_DEVIATES,     /* an amount in it is none of its row's */
    TOELICHTING_CONTRADICTED, /* there are two texts */
    TOELICHTING_STATUSES
};
extern const char *const toelichting_statuses[TOELICHTING_STATUSES];

/* Who agrees with a row, in its own column or as the status says it: "ja" where nobody is named, ""
 * when nobody does. */
const char *toelichting_agreed(const char *column, const char *status);

/* Reads the three tables. One whose path is NULL is left out; it is missed by nobody. False after
 * errors (ERROR_SETTINGS), all of them: unknown pakket, overlapping years, one key with two posten,
 * years that are no years, personal data in a text, a text too long for a cell. */
bool mapping_read(const char *pakketten_path, const char *posten_path,
                  const char *toelichtingen_path, struct arena *arena, struct errors *errors,
                  struct mapping *mapping);

/* The order of mapping.keys: by bytes. */
int mapping_compare_keys(struct text a, struct text b);

/* The first of mapping.keys that does not stand before `key`; n_keys when all do. */
size_t mapping_first_key(const struct mapping *mapping, struct text key);

/* The index of the rule that claims this key in this year, or MAPPING_NONE. When the key is claimed
 * in other years only, *other_year (if not NULL) becomes true. */
#define MAPPING_NONE ((size_t)-1)
size_t mapping_find(const struct mapping *mapping, struct text key, int year, bool *other_year);

/* The first rule of the post that the key names, "6P.Jeugdhulp lokaal" (points within a part are
 * doubled), in that year; MAPPING_NONE when there is none. */
size_t mapping_find_post(const struct mapping *mapping, struct text key, int year);

/* Up to n_nearest mapped keys that look like `key`, nearest first (of equals the first in order);
 * returns how many. One that equals it after removing leading zeros on both sides, also behind a
 * point, or the only one that is the same number (1,1 is 001.10) sets *after_padding; what is the
 * same to the eye or so leaves no place for another. `key` itself, mapped in other years, is not
 * among them. */
size_t mapping_nearest(const struct mapping *mapping, struct text key, size_t *nearest,
                       size_t n_nearest, bool *after_padding);
