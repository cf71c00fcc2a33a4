/* The bronprofiel in draft: what the counts of an export lead to, section by section.
 *
 * Marks in it: "; na te gaan:" stands above a line that is a guess, "; invullen:" in front of a
 * line that must be completed, "; of:" in front of another reading of it, "; zo nodig:" in front of
 * one that may be left as it is. With every "; invullen: " taken away the draft is a profile that
 * profile_read accepts, whatever the export. */
#pragma once

#include "pipeline/settings/stand.h"
#include "pipeline/sniff/sniff_shape.h"
#include "pipeline/sniff/sniff_words.h"

#include <stdio.h>

/* What stands for values that only a person knows: no line has it. */
#define DRAFT_UNKNOWN "?"

enum draft_mark {
    SAY_LINE,
    SAY_COMMENT, /* "; " */
    SAY_BLANK,   /* ";", a line between comments */
    SAY_CHECK,   /* "; na te gaan: " above a line */
    SAY_FILL,    /* "; invullen: " in front of a line */
    SAY_OR,      /* "; of: " in front of a line */
    SAY_OPTION,  /* "; zo nodig: " in front of a line */
    SAY_COUNT
};

/* How amounts are written, all amount columns together. */
struct draft_number {
    size_t n[KIND_COUNT];                 /* sums */
    struct sniff_sight first[KIND_COUNT]; /* n_bytes 0: the value is private */
    size_t n_empty;
    size_t n_currency[SNIFF_CURRENCIES];
    unsigned n_decimals; /* most of an amount with zeros beyond cents */
    unsigned decimals;   /* set of enum amount_mark: one when it is known, 0 without amounts */
    bool readable;       /* every amount means the same under each decimal mark of the set */
};

/* The column of besluiten once more, of which 0 is what was decided first. */
#define DRAFT_OF_BESLUIT "stand_van_besluit"

/* An amount that the draft reads, or could read instead. */
struct draft_amount {
    const char *text;   /* as [bedragen] names it: "credit - debet" */
    size_t plus, minus; /* columns; minus is NO_COLUMN when there is one */
    size_t flag;        /* its D/C column, or NO_COLUMN */
    const char *kind;   /* of its stand, or NULL: not known */
    const char *year;   /* "2026", "{boekjaar}", or NULL: not known */
    bool asked;         /* other codes may tell the same change */
};

/* What an empty D/C may stand for: it matters where only lines of totals lack one. */
enum draft_side { SIDE_CREDIT, SIDE_DEBET, SIDE_COUNT };

/* Lines that a word or a star calls a total, and whether they are one. */
#define DRAFT_MAX_TOTALS 40
struct draft_total {
    size_t column;
    struct text word; /* "TOTAAL", "**"; nothing: the column is empty there */
    bool whole;       /* the whole value, else its beginning */
    bool alone;       /* nothing stands behind the word */
    bool guess;       /* only figures can prove it: until then they are lines as all others */
    bool parted;      /* of the lines of one sectie, each */
    bool saldo;       /* of the secties that a column tells, and not a sum */
    bool level;       /* a total of those of another, which begin as it does */
    struct {
        size_t n, n_full;      /* lines; those in which no field is empty */
        size_t n_booked;       /* those of a boekstuk */
        size_t n_proofs;       /* those that can be the sum of more than one */
        size_t n_above;        /* lines above the first, so many that a sum is no accident */
        size_t n_since;        /* lines above the last */
        size_t n_own;          /* of a guess: those that were added up as lines */
        size_t n_after;        /* those that equal the lines behind them, up to the next */
        size_t n_after_proofs; /* of them, those with more than one */
        size_t n_saldo;        /* those that equal baten less lasten since the last one */
        size_t n_parted;       /* those that equal the lines of a sectie, or since its last one */
        uint64_t first;        /* line */
        /* how many equal the lines before them, or those since the last one */
        struct draft_agreeing {
            size_t n_all, n_since, n_either;
        } agreeing[SIDE_COUNT];
        /* per amount that the draft reads: lines above the last; those of n_own; the last */
        struct money since[PROFILE_MAX_AMOUNTS], own[PROFILE_MAX_AMOUNTS],
            last[PROFILE_MAX_AMOUNTS], saldo[PROFILE_MAX_AMOUNTS]; /* that of all lines above */
        struct money of[SECTIE_COUNT][PROFILE_MAX_AMOUNTS];        /* as n_parted */
    } found;
};

/* Lines, and the signs of their first amount; debet counts as minus. */
struct draft_signs {
    size_t n, n_plus, n_minus;
    bool told;  /* a column tells the sectie of some */
    bool other; /* other files of the kind have such, too */
};

/* What adding up the columns tells, once amounts can be read (number.readable). */
struct draft_sums {
    size_t n_accounts;
    size_t n_letter[2];                           /* of them, those that begin with L, with B */
    struct draft_signs digits[10];                /* by the first digit of the account */
    struct draft_signs secties[SECTIE_COUNT + 1]; /* where a column, a letter or the amount's header
                                                     tells; the last one: nothing does */
    struct money debet, credit; /* of the first amount, its signs or its D/C column */
    bool unbalanced;            /* they are too large to tell */
    struct draft_total *totals;
    size_t n_totals;
    size_t n_sideless;        /* records without a D/C, lines of totals left out */
    size_t n_sideless_totals; /* those */
    enum draft_side sideless; /* what their empty D/C stands for when they are totals */
};

/* What the numbers of boekstukken may begin anew in, as it stands in front of them. */
enum draft_restart { RESTART_YEAR, RESTART_DAGBOEK, DRAFT_RESTARTS };
extern const enum sniff_word draft_restart_words[DRAFT_RESTARTS];

struct draft {
    const char *path;
    const char *beside; /* the name of its workbook, or that of the only sheet in it; or "" */
    FILE *out;
    struct arena *arena; /* &room */
    struct arena room;
    struct sniff_bytes bytes;
    struct sniff_shape shape;
    struct sniff_columns columns;
    struct sniff_column *items; /* those of columns */
    bool by_number;             /* the profile names columns by place */
    bool dash_is_empty;         /* [bestand] leeg has a dash */
    size_t skip_lines;          /* with the header, when it is of no use */
    struct draft_number number;
    /* those that [bedragen] reads once it is filled in, n_meant of them, then the others */
    struct draft_amount amounts[PROFILE_MAX_AMOUNTS];
    size_t n_amounts, n_meant, n_plain; /* n_plain: but for what others tell, which is last */
    int side_asked; /* of_word[WORD_DC] goes up and down: 1 beside a stand, 2 perhaps of the only */
    size_t row_total; /* the amount that is the sum of the others in each line, or NO_COLUMN */
    int row_saldo; /* an amount is baten less lasten, +1, or the other way round, -1; 0: none is */
    struct draft_sums sums;
    uint64_t recurring[DRAFT_RESTARTS][2]; /* lines with one number of a boekstuk in two years, in
                                              two dagboeken; or 0 */
    bool restarts; /* so do the files of a kind, each with its year (nieuw/) */
    uint64_t
        mirrored[2]; /* lines of one booking, each under the contra account of the other, or 0 */
    size_t role[ROLE_COUNT];    /* a column, or NO_COLUMN */
    size_t of_word[WORD_COUNT]; /* the first usable column about that, or NO_COLUMN */
    size_t n_said[SAY_COUNT];
    const char *section; /* not yet begun, or NULL */
    /* What all exports of a municipality together tell (nieuw/); NO_COLUMN and false of one by
     * itself. */
    size_t key;           /* the column that posten.csv was drafted for */
    const char *key_why;  /* it was chosen: "andere exports hebben dezelfde waarden"; or NULL */
    bool sectie_unknown;  /* no line of [sectie] could be proposed */
    bool bare_key;        /* without its zeros in front, which another export lacks */
    bool standen_perhaps; /* of_word[WORD_STAND] is such a column: draft_forget_standen */
    bool has_counterpart; /* of lasten where this is of baten, by its name, or the other way */
    bool is_planned;      /* another export has a budget of its year */
    bool of_many; /* the draft must read every line: what one export alone leaves open is asked */
    int year_beside;     /* that the other exports tell; 0: none, or several */
    bool year_unknown;   /* no export tells it, and a line asks it */
    const char *told_by; /* an export that has these accounts, and a column that tells their sectie;
                            or NULL */
    const char *secties[SECTIE_COUNT]; /* by it: "34*, 36*"; all NULL: no beginnings tell it */
};

/* ---- sniff.c ---- */

/* Prints the draft, and tells what it comes to, in the arena. NULL after errors, nothing printed: a
 * file that cannot be read (ERROR_MACHINE), or that is no text with columns (ERROR_DATA). */
const char *sniff_file(const char *path, FILE *out, struct arena *arena, struct errors *errors);
/* Looks at the file; the draft stays where it is, and is released also after errors: false. */
bool draft_open(const char *path, struct errors *errors, struct draft *draft);
/* Prints it, once. */
void draft_print(struct draft *draft, FILE *out);
void draft_release(struct draft *draft);
/* Names for all columns, and which headers a profile cannot hold. */
void draft_name_columns(struct draft *draft);
/* The header as [kolommen] must write it. */
const char *draft_header(struct draft *draft, const struct sniff_column *column);

/* ---- sniff_judge.c: what the columns are ---- */

void draft_judge(struct draft *draft);
/* Numbers that no header speaks of are codes, and no amounts. */
void draft_take_code(struct draft *draft, size_t column);
/* Instead of the first that may be it. */
void draft_take_account(struct draft *draft, size_t column);

/* ---- sniff_standen.c ---- */

/* Takes one in which lines may be of all kinds, where no words tell it. */
void draft_find_standen(struct draft *draft);
/* Another export has a budget: lines are of all kinds by a column Soort only where its codes tell
 * it. */
void draft_forget_standen(struct draft *draft);
/* Of a value of such a column; a letter beside values that nobody knows may be anything: NULL. */
const char *draft_stand_told(const struct sniff_column *column, struct text value);
/* A value of the column that tells standen means this one. */
bool draft_tells_stand(const struct draft *draft, const char *stand);

/* A column's name in the profile. */
static inline const char *draft_name(const struct draft *draft, size_t column)
{
    return draft->items[column].name;
}

/* False when no profile can name it. */
static inline bool draft_usable(const struct draft *draft, size_t column)
{
    return draft->by_number || !draft->items[column].problem;
}

/* It could have been chosen too. */
static inline bool draft_is_other(const struct draft *draft, size_t column, size_t chosen)
{
    const struct sniff_column *items = draft->items;
    return column != chosen && items[column].word == items[chosen].word &&
           items[column].type == items[chosen].type && draft_usable(draft, column);
}

/* Besluit 0 may be the primaire begroting. */
static inline bool draft_has_first(const struct draft *draft)
{
    const size_t of = draft->role[ROLE_BESLUIT];
    return of != NO_COLUMN && draft->of_word[WORD_STAND] == NO_COLUMN &&
           sniff_column_tells(&draft->items[of], WORD_BESLUIT, STAND_PRIMAIR);
}

/* It is, where no other export gives that; else it is asked. */
static inline bool draft_tells_first(const struct draft *draft)
{
    return !draft->is_planned && draft_has_first(draft);
}

static inline bool draft_more_and_less(const struct draft *draft, const struct draft_amount *amount)
{
    return amount->minus != NO_COLUMN &&
           sniff_matches(draft->items[amount->minus].header, SNIFF_TAKEN);
}

/* True when debet and credit are columns of their own. */
static inline bool draft_has_pair(const struct draft *draft)
{
    return draft->of_word[WORD_DEBET] != NO_COLUMN && draft->of_word[WORD_CREDIT] != NO_COLUMN;
}

/* ---- sniff_sums.c ---- */

/* Reads the records once more. Needs the number. */
void draft_add_up(struct draft *draft);

/* 1.1, 3.5.1, of Iv3: the first digit tells no sectie. */
static inline bool draft_is_category(struct text account)
{
    return account.n_bytes > 2 && account.n_bytes <= 5 && account.bytes[1] == '.';
}

/* ---- sniff_draft_amounts.c ---- */

bool draft_is_booked(const struct draft *draft); /* lines have dates, periods or numbers */
/* Lasten and baten, or what goes in and out of reserves, by the headers of amounts. */
bool draft_has_sides(const struct draft *draft);
/* By what is known of the columns. */
void draft_find_amounts(struct draft *draft);
bool draft_gives_changes(const struct draft *draft);
/* Of what is budgeted after changes is asked whether its own count: "na - primair = wijziging". */
void draft_find_changes(struct draft *draft);
/* Of lines that say which booking they are. */
bool draft_is_booked(const struct draft *draft);
/* Of a table that another export has the bookings of is asked whether its realisatie counts: of
 * that year, or of any (0). */
void draft_ask_realisatie(struct draft *draft, int year);

/* The year that its name, headers, titles or dates speak of; 0: none, or several. */
int draft_told_year(struct draft *draft);
/* Of amounts of which no header tells it, by the file's name, a column or a title. */
const char *draft_example_kind(const struct draft *draft);
/* Of its first amount: "primair", "{soort}"; by the file's name where nothing else says it. */
const char *draft_likely_kind(const struct draft *draft);

/* ---- sniff_draft_number.c ---- */

/* The format to read amounts by; only when number.readable. */
struct amount_format draft_amount_format(const struct draft *draft);
void draft_judge_number(struct draft *draft); /* number, by the types of the columns */
/* Every value of the column about units is one: [getal] eenheid is that column. */
bool draft_unit_column(const struct draft *draft);

/* ---- sniff_draft_texts.c ---- */

/* The lines of totals are what they are called, so that the rule for them is no guess. */
bool draft_is_total(const struct draft_total *total, enum draft_side side);

/* Most are the sum of the lines of a sectie: no bookings. */
static inline bool draft_is_parted(const struct draft_total *total)
{
    return total->found.n_proofs && total->found.n_parted * 2 > total->found.n;
}

/* Each is the sum of the lines behind it. */
static inline bool draft_is_above(const struct draft_total *total)
{
    return total->found.n_after_proofs > 1 && total->found.n_after == total->found.n &&
           total->found.n_above == 0;
}

/* ---- sniff_draft_meaning.c ---- */

/* The D/C column of an amount, given the first: of several with V and N its own, behind it. */
size_t draft_flag_of(const struct draft *draft, size_t amount, size_t first);

/* The line that an option is: to be filled in when every line must be read. */
static inline enum draft_mark draft_option(const struct draft *draft, bool needed)
{
    return draft->of_many && needed ? SAY_FILL : SAY_OPTION;
}

/* The number of a boekstuk with what it begins anew in: "jaar . dagboek . nummer". */
const char *draft_boekstuk(const struct draft *draft, bool of_dagboek);

/* Columns that keys are made of, the likeliest first; at least one. */
#define DRAFT_MAX_KEYS  4
#define DRAFT_KEY_WORDS 4
extern const enum sniff_word draft_key_words[DRAFT_KEY_WORDS]; /* the likeliest first */
bool draft_may_be_key(const struct draft *draft, size_t column, enum sniff_word word);
void draft_find_down(struct draft *draft, bool added);
size_t draft_list_keys(const struct draft *draft, size_t columns[DRAFT_MAX_KEYS]);

/* Its values are posten: what is called a total there is no line as all others. */
static inline bool draft_tells_post(const struct draft *draft, size_t column)
{
    const enum sniff_word word = sniff_word_of(draft->items[column].header);
    return word == WORD_PRODUCT || word == WORD_KOSTENPLAATS;
}

/* ---- the sections, in this order ---- */

void draft_print_file(struct draft *draft);       /* sniff_draft_file.c: the head, [bestand] */
void draft_print_columns(struct draft *draft);    /* sniff_draft_columns.c: [kolommen] */
void draft_print_dates(struct draft *draft);      /* [datums] */
void draft_print_number(struct draft *draft);     /* sniff_draft_number.c: [getal] */
void draft_print_amounts(struct draft *draft);    /* with those: */
void draft_print_identities(struct draft *draft); /* sniff_draft_amounts.c: [bedragen] */
void draft_print_meaning(struct draft *draft); /* sniff_draft_meaning.c: [betekenis], [waarden] */
void draft_print_texts(struct draft *draft);   /* sniff_draft_texts.c: [tekstregels] */
void draft_print_totals(struct draft *draft);  /* sniff_draft_totals.c: [totaalregels] */
void draft_print_rules(struct draft *draft);   /* sniff_draft_rules.c: [sectie], [buiten_scope] */

/* ---- sniff_draft_rules.c ---- */

/* SECTIE_COUNT: none is, or `name` is NULL. */
enum sectie draft_sectie_called(const char *name);
/* Of lasten and baten the one that the name of its file may speak of, where no column tells it. */
enum sectie draft_sectie_of_file(const struct draft *draft);
/* By a value of a column that tells them. */
static inline enum sectie draft_sectie_told(struct text value)
{
    return draft_sectie_called(sniff_flag_means(WORD_SOORT, value));
}

/* ---- sniff.c: lines ---- */

/* Its header comes with its first line. */
static inline void draft_section(struct draft *draft, const char *name)
{
    draft->section = name;
}
void draft_say(struct draft *draft, enum draft_mark mark, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#define say_line(draft, ...)   draft_say(draft, SAY_LINE, __VA_ARGS__)
#define say_note(draft, ...)   draft_say(draft, SAY_COMMENT, __VA_ARGS__)
#define say_check(draft, ...)  draft_say(draft, SAY_CHECK, __VA_ARGS__)
#define say_fill(draft, ...)   draft_say(draft, SAY_FILL, __VA_ARGS__)
#define say_or(draft, ...)     draft_say(draft, SAY_OR, __VA_ARGS__)
#define say_option(draft, ...) draft_say(draft, SAY_OPTION, __VA_ARGS__)

/* A text that may be shown, as valid UTF-8 without control characters; cut off after forty
 * characters. In the arena. */
const char *draft_show(struct draft *draft, struct text text, enum text_encoding encoding);
/* "regel 17 heeft 23-04-2024", without the value when it is private. In the arena. */
const char *draft_proof(struct draft *draft, const struct sniff_sight *sight, bool is_private);

/* A value as a rule writes it: quoted when it must be. In the arena. */
const char *draft_rule_text(struct draft *draft, struct text text);
const char *sniff_rule_text(struct arena *arena, const char *utf8);
const char *sniff_quoted(struct arena *arena, const char *utf8);
/* "1.234", in the arena. */
const char *draft_count(struct draft *draft, uint64_t n);
