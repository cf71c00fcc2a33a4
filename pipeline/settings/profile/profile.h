/* A bronprofiel: how one kind of export is read and what its lines mean. Parsed and checked whole
 * before a byte of data is read. mappings/bronnen/ holds the INI files, the manual their language.
 *
 * Required sections: [bestand], [kolommen], [getal], [bedragen], [betekenis], [sectie]. Optional:
 * [datums], [delen], [waarden <kolom>], [tekstregels], [buiten_scope], [omgekeerd], [totaalregels],
 * [gelijk], [sluitregel]. A column with [waarden] gives its translated value everywhere: in rules,
 * templates, the key and roles. All values are UTF-8. */
#pragma once

#include "pipeline/base/date.h"
#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/money.h"
#include "pipeline/base/text.h"
#include "pipeline/format/amount.h"
#include "pipeline/format/packing.h"
#include "pipeline/settings/rule.h"
#include "pipeline/settings/sectie.h"

#define NO_COLUMN ((size_t)-1)
/* In rules of [sectie]: `bedragkolom`, the amount's own name. */
#define AMOUNT_COLUMN ((size_t)-2)

/* ---- [bestand]: codering and scheidingsteken are required ---- */
struct profile_file {
    enum text_encoding
        encoding;   /* codering: utf-8, windows-1252, iso-8859-1, iso-8859-15, utf-16 */
    char separator; /* scheidingsteken: puntkomma, komma, tab, verticale-streep; a tab when is_fixed
                     */
    bool is_fixed;  /* scheidingsteken = geen: fields at fixed places of the line; without a header
                       line or quotes. A line ends at the last place of [kolommen]: extra_kolommen
                       = ja also behind it, lege_velden_achteraan = ja also before it */
    char quote;     /* aanhalingsteken: dubbel (default), enkel, geen (0) */
    int skip_lines; /* regels_overslaan: physical lines before the header, 0 (default)..1000 */
    bool has_header;    /* kopregel: ja (default), nee */
    char comment;       /* commentaar: lines that begin with this mark (or the word puntkomma);
                           0 = geen (default) */
    bool extra_columns; /* extra_kolommen: columns that the profile does not name are fine;
                           nee (default): only those without a name at either end, of lines that
                           begin or end in a separator. Without a header line: those behind the last
                           position, as many as most of the first hundred records have */
    bool loose_tail; /* lege_velden_achteraan: a line may lack empty fields at its end, or have some
                        too many; nee (default) */
    /* leeg: what stands for an empty field: NULL, "\N", . ; besides nothing at all (default) */
    struct text *empty_words; /* UTF-8 */
    struct text *empty_bytes; /* the same words as the reader delivers them */
    size_t n_empty_words;
};

/* ---- [kolommen]: name = header | alternative header; further lines are more alternatives ----
 * A name has letters, digits, _ and -. A header that holds a '|', or is empty, stands in quotation
 * marks. Without a header line a column is its position, from 1; without separators, the characters
 * of the line that it stands on, from 1: `rekening = 1-6`. Two of these may be the same, and have
 * nothing in common else. One field may be two columns when
 * one of them has [waarden] or [delen]: the translated value, or a part, beside the plain one.
 *
 * [delen]: a column is a part of its field. `rekening = [1-4]` is its positions 1 to 4, `rekening =
 * deel 1 tussen -` what stands before the first '-' in it ("4000-010-200"), `deel 2` what stands
 * between the first and the second; nothing when the field has less. [datums] and [waarden] are
 * about the part. A mark may stand in quotation marks. Not for amounts, boekstuk and regel. */
struct column_part {
    size_t first, last; /* positions as in a key part; 0, 0 = whole */
    size_t piece;       /* 1-based; 0 = no pieces */
    const char *mark;   /* between pieces; not empty when piece > 0 */
};

/* [datums] boekdatum = dd-mm-jjjj, or dd-mm-jjjj, jjjj-mm-dd: how its dates are written. No date
 * may be read both ways. A date without a year names where its year stands: `ddmm van boekjaar`, a
 * column whose value is a year, or `ddmm van 2024`; its value is "0105 2024" everywhere then. In
 * `dmm van ...` the first zero of a day may be missing. */
struct column_dates {
    const char *text;              /* as the setting has it; NULL = none */
    struct date_format formats[2]; /* with a space and jjjj behind a date without a year */
    int n_formats;
    const char *year;   /* of its dates, when they have none and it is fixed; else NULL */
    size_t year_column; /* the one that has it, or NO_COLUMN */
    bool lacks_zero;    /* dmm */
    bool may_be_empty;  /* leeg */
};

/* What its values are to whoever reads a message or a list. [betekenis] persoonlijk = columns: only
 * how long they are is told; code = columns: nine digits in it are no citizen number. */
enum column_privacy { COLUMN_PLAIN, COLUMN_PERSONAL, COLUMN_CODE };

struct profile_column {
    enum column_privacy privacy;
    const char *name;     /* the profile's own name for it */
    const char **headers; /* accepted headers as text_look gives them; exact case */
    size_t n_headers;
    size_t position;    /* 0-based, has_header == false only */
    size_t first, last; /* is_fixed only: its characters, 1-based */
    bool optional;      /* name written with a '?' behind it: may be absent, then empty */
    bool misnamed; /* [betekenis] anders_genoemd: its header says another stand, and is right */
    bool down;     /* [betekenis] doortrekken: empty it says what the record above does, in the same
                      group; a value of its own ends what the columns behind it in [kolommen] said */
    bool headed;   /* down, and only lines of layout say it ([tekstregels] naam.begint) */
    int line_no;
    struct column_part part;  /* [delen] */
    struct value_map *values; /* [waarden <name>], or NULL */
};

/* [waarden soort]: I = primair ... `*` is the value for all others, `leeg` an empty field; a value
 * in quotation marks is meant literally ("*", "leeg", a '=' or " ;" cannot be written). A field
 * value that is not in its map (and no "*") rejects the record. */
struct value_map {
    struct text *from; /* trimmed, each once */
    struct text *to;   /* may be empty */
    size_t n;
    const char *otherwise; /* NULL: none */
};

/* ---- templates: "realisatie {boekjaar}" ----
 * They give a stand: two words with one space between, the second a year. What is fixed in them, or
 * comes from [waarden], is checked. One {column} alone is fine when its [waarden] give stands. A
 * year within a date or a period is a part of that column: {boekdatum[7-10]}, {periode[1-4]}; the
 * year of a date, however it is written, {jaar(boekdatum)}. */
struct template_part {
    const char *literal; /* NULL when it is a column */
    size_t column;       /* whose (mapped) value stands here; NO_COLUMN for a literal */
    size_t first, last;  /* positions of it as in a key part, "{periode[1-4]}"; 0, 0 = whole */
    bool year_of_date;   /* "{jaar(boekdatum)}" */
};
struct template
{
    struct template_part *parts;
    size_t n_parts;
    const char *source; /* as written */
    int line_no;
};

/* ---- [getal] ----
 * decimaal = komma | punt | komma, punt (required); duizendtal = geen (default), or some of punt,
 * komma, spatie, apostrof; min = some of voor (default), achter, haakjes, crdr; streepje_is_nul,
 * leeg_is_nul = nee (default) | ja; eenheid = 1 (default) | 1000 | 0,01 | a column whose [waarden]
 * give these or 1000000. A mark that is both decimal and thousands needs decimaal = komma, punt:
 * what can be read both ways is then refused value by value. valuta = nee (default) | ja (€ and
 * EUR) | a list of what may stand before or behind an amount: £, GBP, "kr.". decimalen = 2
 * (default)..10: up to so many may be written; what is beyond cents must be 0. ---- */

/* ---- [bedragen]: what an amount is = the stand it belongs to ----
 *     bedrag            = primair 2026        one signed column
 *     credit - debet    = realisatie {jaar}   two columns; one may be empty or 0
 *     bedrag per dc     = realisatie {jaar}   an unsigned or signed column and a D/C column, whose
 *                                             [waarden] give D and C
 * No column counts in two amounts, but for na - eerst = wijziging beside eerst = primair. */
enum amount_kind {
    AMOUNT_SIGNED,
    AMOUNT_DIFFERENCE,
    AMOUNT_FLAGGED,
    AMOUNT_BESIDE /* a column that [gelijk] names: it counts nowhere */
};
struct profile_amount {
    const char *name; /* as written before the '=' */
    enum amount_kind kind;
    size_t plus;  /* the column (SIGNED, FLAGGED, BESIDE), or the one that counts plus */
    size_t minus; /* the column that counts minus (DIFFERENCE), else NO_COLUMN */
    size_t flag;  /* the D/C column (FLAGGED), else NO_COLUMN: C counts plus, D minus */
    bool whole;   /* DIFFERENCE of what it becomes and what it was: the first is not empty alone */
    struct template stand;
    int line_no;
};

/* ---- the key: [betekenis] sleutel = afdeling . product[1-4] kaal . code vul 6 ----
 * Parts are joined with '.' (one inside a part is doubled); each is a column, perhaps positions of
 * it (1-based, inclusive, in characters; one or two numbers), perhaps stripped of zeros in front
 * (kaal), then perhaps padded with zeros in front to a width of at most PROFILE_MAX_WIDTH (vul N).
 * `sleutel_is = post`: what it names is a pakket and a post of the run, as data/saldi.csv has them.
 * ---- */
struct key_part {
    size_t column;
    size_t first, last; /* 1-based; 0, 0 = whole */
    size_t pad_width;   /* 0 = none */
    bool strip_zeros;
};

/* ---- roles: [betekenis] rekening = grootboekrekening ... ----
 * boekstuk may be several columns, `boekstuk = dagboek . nummer`, where a number counts within
 * them. Dates must be in [datums]; neutraal and incidenteel_structureel need [waarden] that give J,
 * N or nothing, and I, S or nothing; regel needs boekstuk. */
enum role {
    ROLE_PERIODE,  /* which period; with [perioden] in the run: which count */
    ROLE_BOEKSTUK, /* debet = credit within it when the source is `sluitend` */
    ROLE_REGEL,    /* line within the boekstuk: the same pair twice is reported */
    ROLE_DATUM,
    ROLE_REKENING,
    ROLE_KOSTENPLAATS,
    ROLE_OMSCHRIJVING, /* personal data: only in trace and afgekeurd output */
    ROLE_BESLUIT,      /* number of the decision of a begrotingswijziging */
    ROLE_BESLUITDATUM,
    ROLE_NEUTRAAL,     /* J/N by its [waarden]: the besluit claims to be budget-neutral */
    ROLE_IS,           /* incidenteel_structureel: I or S, by its [waarden] */
    ROLE_SLEUTELNAAM,  /* what the (first) column of the key is called in the same line, */
    ROLE_REKENINGNAAM, /* and rekening */
    ROLE_CONTRA,       /* tegenrekening: see below */
    ROLE_COUNT
};

/* [betekenis] tegenrekening = column: a line is two mutaties, as in DATEV's: its own on rekening,
 * and one of the other sign on the account in this column, which is read as rekening is ([waarden],
 * [delen], sleutel, sectie, scope). Where the column is empty there is no second one; total lines
 * and lines of layout have none either. What a sender says of his lines (controle_*, [sluitregel])
 * is about the first mutaties. Needs rekening. */

const char *role_name(enum role role); /* as in [betekenis]: "periode", "boekstuk", ... */

enum period_kind {
    PERIOD_NUMBER,     /* periode = periode */
    PERIOD_YEAR_MONTH, /* periode = jjjjmm(periode): 202413 is 13 */
    PERIOD_OF_DATE,    /* periode = maand(boekdatum) */
};

/* [sectie] lasten = rule; each further line is an alternative. Behind an `altijd` no rule may
 * follow. Where lasten and baten stand side by side, `bedragkolom` is which amount it is, by its
 * name in [bedragen]: `lasten = bedragkolom: lasten_*`. */
struct sectie_rule {
    enum sectie sectie;
    struct rule rule;
};

/* [buiten_scope] name = rule; each further line is an alternative: a line is out of scope when any
 * of them holds.
 *
 * [tekstregels] name = rule: lines of layout (headings that come back, rules of dashes, footers,
 * lines of separators alone). They go before all other rules and are counted under their name, with
 * the amounts that can be read: nothing in them rejects them, the number of their fields neither;
 * an amount other than 0 in one of them is a fout of the controls. `name.begint = rekening`: such a
 * line is the head of a card, and says these columns for all lines up to the next. */
struct scope_rule {
    const char *name; /* Dutch, as shown with what it keeps out */
    bool *begins;     /* per column; NULL: none */
    struct rule *rules;
    size_t n_rules;
};

/* [omgekeerd] name = rule, with alternatives as above: lines whose amounts have the other sign,
 * debet for credit: a kind of line that the package writes the other way round. */
struct turned_rule {
    struct rule *rules;
    size_t n_rules;
};

/* [totaalregels] name = rule, with alternatives as above. What a total line lacks beside its
 * amounts (a date, a period) is no fault. Of an amount in two columns each column is compared,
 * unless the line gives one of them only: then it is their difference.
 * `name.over`: what it totals: all lines before it in the file (`alles`, the default) or those
 * since the previous total of the same name (`sinds vorige`). `name.per = uvo, staat`: of them,
 * only those with the same values of these columns as it has; without it a total with `uvo: O` in
 * its rule, where uvo also decides the sectie, the key or the stand, may be of those lines or of
 * all. `name.afronding = 1`: its lines are
 * rounded to so many euros: half of that per line added is no fout but a waarschuwing.
 * `name.mag_ontbreken = ja`: a file may lack it; nee (default): one over all lines of a file is
 *     there, and no line stands behind the last total of a file. */
struct total_rule {
    const char *name;
    bool since_previous;
    size_t *per;          /* columns */
    size_t n_per;         /* 0 = all lines */
    bool or_all;          /* of the lines with the same values, or of all: `per` was not given */
    struct money rounded; /* 0 = exact */
    bool may_lack;
    struct rule *rules;
    size_t n_rules;
};

/* [gelijk] def = ini + mod: what an amount is in every line, to the cent: one of [bedragen], by the
 * name that stands before the `=` there, or else a column, as `saldo = baten - lasten` where saldo
 * does not count; empty counts as 0. betaald <= verplicht: no more, their signs aside. Headers that
 * were swapped are seen so. */
struct amount_identity {
    const char *text; /* "def = ini + mod" */
    size_t whole;     /* index of the amount that is the sum, */
    bool at_most;     /* or no more than it */
    int *sign;        /* per amount that is read: how often it counts in that sum */
};

/* [indicatorwaarden] waarde = {onderwerp} realisatie {periode[1-4]}: which column holds values of
 * indicators, and the code, the soort and the periode of each; an export of indicators has these in
 * the place of [bedragen] and [sectie]. A value whose code comes out empty (by [waarden]) is none
 * of ours. The periode is the rest of the line: it may hold spaces. [getal] decimaal, duizendtal =
 * geen | punt | komma. [betekenis] noot, peildatum, voorlopig, document = columns; onbekend, nvt =
 * words that stand for a value, such as ., x; an empty one says nothing. */
struct profile_figure {
    size_t column;
    struct template code, kind, period;
};
enum figure_role {
    FIGURE_NOTE,
    FIGURE_MEASURED,
    FIGURE_PROVISIONAL,
    FIGURE_DOCUMENT,
    FIGURE_ROLES
};
struct profile_figures {
    struct profile_figure *items;
    size_t n;
    size_t role[FIGURE_ROLES]; /* a column or NO_COLUMN */
    char decimal;              /* ',' or '.' */
    char thousands;            /* '.', ',' or 0 */
    struct text *unknown_words, *nvt_words;
    size_t n_unknown_words, n_nvt_words;
};

/* [sluitregel]: the record that a file ends with, and that says what is in it: `T;6;1.234,56`.
 * begint_met = T: its first field; regels, bedrag, debet, credit = 3: the field that has the number
 * of data lines, or their sum in the notation of [getal]. It may have any number of fields. Every
 * file ends in one. */
struct profile_trailer {
    const char *mark;                   /* NULL: there is none */
    size_t lines, total, debet, credit; /* 1-based; 0 = it does not say */
};

struct profile {
    const char *path;
    struct profile_file file;
    size_t *cuts; /* is_fixed only, as packing_wish.cuts: those of columns and of what is between */
    size_t n_cuts;
    bool *prose; /* of each field that ends at a cut: no column but omschrijving reads it */
    struct profile_column *columns; /* in the order of [kolommen] */
    size_t n_columns;
    bool any_down;                  /* of them */
    bool any_headed;                /* the same */
    struct amount_format number;    /* [getal] */
    size_t unit_column;             /* [getal] eenheid = <column>: its [waarden] give 1, 1000, 0.01;
                                       NO_COLUMN when fixed */
    struct profile_amount *amounts; /* [bedragen], at least one, at most PROFILE_MAX_AMOUNTS */
    size_t n_amounts;
    size_t n_read; /* the amounts, and behind them those of kind BESIDE: of them n_amounts count */
    struct sign_rule sign; /* [betekenis] teken */
    struct key_part *key;  /* [betekenis] sleutel, at least one part */
    size_t n_key;
    bool key_is_post; /* [betekenis] sleutel_is = post: what the key names, pakket . post; where
                         there is none of that name it is looked up as a key all the same */
    size_t role[ROLE_COUNT]; /* column index or NO_COLUMN; of several the last */
    size_t *boekstuk;        /* [betekenis] boekstuk: the columns that number it together */
    size_t n_boekstuk;
    enum period_kind period_kind;
    bool balanced; /* [betekenis] sluitend = ja: a full ledger, debet = credit per source and
                      per boekstuk, or per file where boekstuk is not known */
    struct column_dates *date_of; /* per column */
    struct sectie_rule *secties;  /* [sectie], first that holds wins */
    size_t n_secties;
    struct scope_rule *scopes; /* [tekstregels], then [buiten_scope]; first that holds wins */
    size_t n_scopes;
    size_t n_layout; /* of them, [tekstregels] */
    struct turned_rule *turned;
    size_t n_turned;
    struct total_rule *totals;
    size_t n_totals;
    struct amount_identity *identities; /* [gelijk] */
    size_t n_identities;
    struct profile_figures figures; /* of an export of indicators only */
    struct profile_trailer trailer;
};

#define PROFILE_MAX_AMOUNTS 64
#define PROFILE_MAX_COLUMNS 256
#define PROFILE_MAX_WIDTH   64 /* characters, of a part of the key that is padded */

/* Reads and checks a profile into the arena. False after errors (ERROR_SETTINGS), all of them. */
bool profile_read(const char *path, struct arena *arena, struct errors *errors,
                  struct profile *profile);

/* The same of an export of indicators: [bestand], [kolommen], [delen], [waarden], [datums],
 * [tekstregels], [buiten_scope], and the sections of struct profile_figure. */
bool profile_read_of_values(const char *path, struct arena *arena, struct errors *errors,
                            struct profile *profile);

/* The encoding of what the reader delivers: the file's, UTF-8 for UTF-16. */
enum text_encoding profile_encoding(const struct profile *profile);

/* The word for the index'th separator of [bestand] scheidingsteken; NULL behind the last. */
const char *profile_separator(size_t index, char *separator);

/* So many fields a record without a header must have: the last position of a column. */
size_t profile_n_positions(const struct profile *profile);

/* What a packing of the file must know. */
struct packing_wish profile_wish(const struct profile *profile);

/* The positions first..last of a value (1-based, inclusive, in characters; what lies beyond its end
 * is not there), or the whole value when first is 0. */
struct text profile_positions(struct text value, size_t first, size_t last);

/* Whether it has some of what a member counts, by its offset; 0: of nothing in particular. */
static inline bool profile_has_some(const struct profile *profile, size_t counts)
{
    return counts == 0 || *(const size_t *)((const char *)profile + counts) > 0;
}

/* True when the source's boekstukken must balance; and when each of their lines may come once. */
static inline bool profile_checks_balance(const struct profile *profile)
{
    return profile->balanced && profile->role[ROLE_BOEKSTUK] != NO_COLUMN;
}

static inline bool profile_checks_doubles(const struct profile *profile)
{
    return profile->role[ROLE_BOEKSTUK] != NO_COLUMN && profile->role[ROLE_REGEL] != NO_COLUMN;
}

/* True when each line says when, by a day or a period. */
static inline bool profile_dates_lines(const struct profile *profile)
{
    return profile->role[ROLE_DATUM] != NO_COLUMN || profile->role[ROLE_PERIODE] != NO_COLUMN;
}

/* True when no line says which booking it is: of a budget, or a table per key and account. */
static inline bool profile_is_of_rows(const struct profile *profile)
{
    return profile->role[ROLE_BOEKSTUK] == NO_COLUMN && profile->role[ROLE_DATUM] == NO_COLUMN &&
           (profile->role[ROLE_PERIODE] == NO_COLUMN || profile->period_kind != PERIOD_OF_DATE);
}

/* True when a line says by itself of which year it is. */
static inline bool profile_tells_years(const struct profile *profile)
{
    return profile->role[ROLE_DATUM] != NO_COLUMN ||
           (profile->role[ROLE_PERIODE] != NO_COLUMN && profile->period_kind != PERIOD_NUMBER);
}

/* True when one of the columns of the key is personal; when all are codes. */
bool profile_key_is(const struct profile *profile, enum column_privacy privacy);

/* A field of a column for messages: all of a code, or of what is a part of the key and no number of
 * a person; of what is or may be personal only how long it is. */
const char *profile_shown(const struct profile *profile, size_t column, struct text field,
                          size_t max_characters, struct arena *arena);

/* True when a field, trimmed, as the reader delivers it, is empty or stands for that. */
bool profile_is_empty(const struct profile *profile, struct text field);

/* The date that a value of the column says, as [datums] has it; false when it says none. */
bool profile_date(const struct profile *profile, size_t column, struct text value,
                  struct date *date);
/* The pattern of a column's dates with one or two digits for day and month, where that is another;
 * of those with the year in front, as a text has them in Dutch. */
bool profile_loose_date(const struct profile *profile, size_t column, struct date_format *loose);

/* True when [delen] says something; and the part of a field, trimmed. */
bool profile_has_part(const struct profile_column *column);
/* True when a column's dates get their year put behind them: behind the part, where it has one. */
bool profile_lacks_year(const struct profile *profile, size_t column);
struct text profile_part(const struct profile_column *column, struct text field);

/* Without the empty ones at the end: what stands below these is more than a line should hold. */
size_t profile_n_headers(const struct profile *profile, const struct text *fields, size_t n);

/* One of the column's headers, as text_look gives them. */
bool profile_accepts(const struct profile_column *column, struct text header);

/* What [kolommen] calls a file's headers: themselves, or of equal ones "Naam (2 van 3)". */
void profile_call_headers(struct arena *arena, const struct text *header, size_t n,
                          struct text *called);

/* Binds a profile with a header line to a file's header: position_of[i] becomes the 0-based
 * position of column i, or NO_COLUMN for an absent optional one. Errors (ERROR_DATA, at `where`)
 * name missing, doubled and unknown columns, wanted and found side by side; *position_of then holds
 * what was found. `header` is decoded UTF-8. */
bool profile_bind(const struct profile *profile, const struct text *header, size_t n_header,
                  const char *where, struct errors *errors, size_t *position_of);
