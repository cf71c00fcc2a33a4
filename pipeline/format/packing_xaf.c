/* The Dutch auditfile (XML Auditfile Financieel 3.0 to 3.2.1 and 4.0): a record per trLine, with
 * what its transaction and journal say, under the names of the elements. The file states totals of
 * its transactions and of its opening balance; they must be those of their lines. */
#include "pipeline/base/memory.h"
#include "pipeline/format/records.h"
#include "pipeline/format/xaf_totals.h"
#include "pipeline/format/xml.h"
#include "pipeline/format/xml_plain.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FED_BYTES  (128 * 1024) /* a transaction is read quickly when all of it is here */
#define MAX_VALUE  ((size_t)1 << 20)
#define NAME_BYTES 32 /* of an element, with XML_PLAIN_BEHIND */

/* Where an element may stand; each level keeps its values until it begins again. */
enum level {
    LEVEL_HEADER,
    LEVEL_JOURNAL,
    LEVEL_TRANSACTION,
    LEVEL_LINE,
    LEVEL_VAT,
    LEVEL_CURRENCY,
    LEVELS
};

static const char level_elements[LEVELS][NAME_BYTES] = {"header", "journal", "transaction",
                                                        "trLine", "vat",     "currency"};

/* Of the published schemas (3.2 and 4.0), in the order of the record; outer levels first. */
static const struct {
    enum level level;
    char element[NAME_BYTES];
    const char *column;
} columns[] = {
    {LEVEL_HEADER, "fiscalYear", "fiscalYear"},
    {LEVEL_JOURNAL, "jrnID", "jrnID"},
    {LEVEL_JOURNAL, "desc", "journalDesc"},
    {LEVEL_JOURNAL, "jrnTp", "jrnTp"},
    {LEVEL_JOURNAL, "offsetAccID", "offsetAccID"},
    {LEVEL_JOURNAL, "bankAccNr", "journalBankAccNr"},
    {LEVEL_TRANSACTION, "nr", "transactionNr"},
    {LEVEL_TRANSACTION, "desc", "transactionDesc"},
    {LEVEL_TRANSACTION, "periodNumber", "periodNumber"},
    {LEVEL_TRANSACTION, "trDt", "trDt"},
    {LEVEL_TRANSACTION, "amnt", "transactionAmnt"},
    {LEVEL_TRANSACTION, "sourceID", "sourceID"},
    {LEVEL_TRANSACTION, "userID", "userID"},
    {LEVEL_TRANSACTION, "Source", "Source"},
    {LEVEL_TRANSACTION, "User", "User"},
    {LEVEL_LINE, "nr", "nr"},
    {LEVEL_LINE, "accID", "accID"},
    {LEVEL_LINE, "docRef", "docRef"},
    {LEVEL_LINE, "effDate", "effDate"},
    {LEVEL_LINE, "settDate", "settDate"},
    {LEVEL_LINE, "desc", "desc"},
    {LEVEL_LINE, "amnt", "amnt"},
    {LEVEL_LINE, "amntTp", "amntTp"},
    {LEVEL_LINE, "recRef", "recRef"},
    {LEVEL_LINE, "matchKeyID", "matchKeyID"},
    {LEVEL_LINE, "custSupID", "custSupID"},
    {LEVEL_LINE, "invRef", "invRef"},
    {LEVEL_LINE, "orderRef", "orderRef"},
    {LEVEL_LINE, "receivingDocRef", "receivingDocRef"},
    {LEVEL_LINE, "shipDocRef", "shipDocRef"},
    {LEVEL_LINE, "costID", "costID"},
    {LEVEL_LINE, "cost", "cost"},
    {LEVEL_LINE, "prodID", "prodID"},
    {LEVEL_LINE, "product", "product"},
    {LEVEL_LINE, "projID", "projID"},
    {LEVEL_LINE, "project", "project"},
    {LEVEL_LINE, "workCostArrRef", "workCostArrRef"},
    {LEVEL_LINE, "artGrpID", "artGrpID"},
    {LEVEL_LINE, "qntityID", "qntityID"},
    {LEVEL_LINE, "qntity", "qntity"},
    {LEVEL_LINE, "bankAccNr", "bankAccNr"},
    {LEVEL_LINE, "offsetBankAccNr", "offsetBankAccNr"},
    {LEVEL_VAT, "vatID", "vatID"},
    {LEVEL_VAT, "vatPerc", "vatPerc"},
    {LEVEL_VAT, "vatAmnt", "vatAmnt"},
    {LEVEL_VAT, "vatAmntTp", "vatAmntTp"},
    {LEVEL_CURRENCY, "curCode", "curCode"},
    {LEVEL_CURRENCY, "curAmnt", "curAmnt"},
};
#define N_COLUMNS (sizeof columns / sizeof *columns)
#define NONE      N_COLUMNS
_Static_assert(N_COLUMNS <= 64, "a bit each");
_Static_assert(MEM_BYTES_BEHIND >= RECORDS_BEHIND, "a value is written as it is");

struct xaf {
    struct records records;
    struct xml *xml;
    const char *problem;
    int depth;
    bool in_level[LEVELS];
    struct mem_bytes values[N_COLUMNS];
    bool value_is_plain[N_COLUMNS]; /* needs no quotes */
    struct mem_bytes text;          /* of the element that is open */
    bool at_leaf;                   /* no element has ended since it began */

    size_t amount, side; /* columns */
    struct xaf_totals totals;

    /* What is plain is not given to the parser. */
    bool is_known;              /* the encoding is */
    bool never_plain;           /* a comment and the like may hold what looks like a line */
    struct text fields[NONE];   /* of the line that is read so */
    uint64_t there, is_plain;   /* which of them have a value: for records_row */
    uint64_t within[LEVELS];    /* the columns of a level and those in it */
    size_t next[NONE + LEVELS]; /* behind a column, or first in a level, as a rule this one comes */
    size_t last;
    struct xml_plain_reader plain;
    size_t n_fed; /* bytes that wait */
    char fed[FED_BYTES + 1 + XML_PLAIN_BEHIND];
};

static bool recognise(struct text head, const struct packing_wish *wish)
{
    static const char mark[] = "auditfile";
    if (head.n_bytes >= 3 && memcmp(head.bytes, "\xEF\xBB\xBF", 3) == 0)
        head = text_from(head, 3);
    while (head.n_bytes > 0 && strchr(" \t\r\n", head.bytes[0]) && head.bytes[0])
        head = text_from(head, 1);
    if (wish->as_xml || head.n_bytes == 0 || head.bytes[0] != '<')
        return false;
    const char *at = memmem(head.bytes, head.n_bytes, mark, sizeof mark - 1);
    while (at && at[-1] != '<' && at[-1] != ':')
        at = memmem(at + 1, head.n_bytes - (size_t)(at + 1 - head.bytes), mark, sizeof mark - 1);
    return at != NULL;
}

/* Cheaper than strcmp where most names differ in their first or second letter. */
static bool is_named(const char *name, const char *wanted)
{
    return name[0] == wanted[0] && name[1] == wanted[1] && strcmp(name, wanted) == 0;
}

/* ---- values ---- */

/* Line ends around a value are as little of it as spaces are. */
static struct text without_space(struct text value)
{
    static const char space[] = " \t\r\n";
    while (value.n_bytes > 0 && strchr(space, value.bytes[value.n_bytes - 1]))
        value.n_bytes--;
    for (; value.n_bytes > 0 && strchr(space, *value.bytes); value.n_bytes--)
        value.bytes++;
    return value;
}

static struct text value_of(const struct xaf *xaf, size_t column)
{
    return (struct text){xaf->values[column].bytes, xaf->values[column].n_bytes};
}

/* What comes twice in one line (vat, up to 99 times) stands side by side. */
static void keep(struct xaf *xaf, size_t column, struct text trimmed)
{
    struct mem_bytes *value = &xaf->values[column];
    if (value->n_bytes > 0)
        mem_bytes_add(value, " | ", 3);
    mem_bytes_add(value, trimmed.bytes, trimmed.n_bytes);
    xaf->value_is_plain[column] = records_simple(xaf->records.wish, value_of(xaf, column));
}

static void forget(struct xaf *xaf, enum level level)
{
    for (uint64_t left = xaf->within[level]; left; left &= left - 1)
        xaf->values[__builtin_ctzll(left)].n_bytes = 0;
}

static size_t column_of(const char *name)
{
    size_t c = 0;
    while (strcmp(columns[c].column, name) != 0)
        c++;
    return c;
}

/* ---- elements ---- */

static void write_header(struct xaf *xaf)
{
    for (size_t c = 0; c < N_COLUMNS; c++)
        records_field(&xaf->records, text_of(columns[c].column));
    records_end(&xaf->records);
}

static struct text field_of(const struct xaf *xaf, size_t column)
{
    return xaf->there >> column & 1 ? xaf->fields[column] : (struct text){"", 0};
}

static void write_line(struct xaf *xaf)
{
    xaf_count(&xaf->totals.transactions.counted, field_of(xaf, xaf->amount),
              field_of(xaf, xaf->side));
    records_row(&xaf->records, xaf->fields, xaf->there, xaf->is_plain, N_COLUMNS);
}

static void set_field(struct xaf *xaf, size_t column, struct text value, bool is_plain)
{
    const uint64_t bit = UINT64_C(1) << column;
    xaf->fields[column] = value;
    xaf->there |= value.n_bytes > 0 ? bit : 0;
    xaf->is_plain = (xaf->is_plain & ~bit) | (is_plain ? bit : 0);
}

/* Those of an outer level that are known. */
static void take_values(struct xaf *xaf, enum level below)
{
    xaf->there = 0;
    for (size_t c = 0; c < N_COLUMNS && columns[c].level < below; c++)
        set_field(xaf, c, value_of(xaf, c), xaf->value_is_plain[c]);
}

static bool start(void *context, const char *name, const char *const *attributes)
{
    (void)attributes;
    struct xaf *xaf = context;
    xaf->text.n_bytes = 0;
    xaf->at_leaf = true;
    if (xaf->depth++ == 0 && strcasecmp(name, "auditfile") != 0) {
        xaf->problem = "het is geen auditfile";
        return false;
    }
    xaf_totals_start(&xaf->totals, xaf->depth, name);
    for (int level = 0; level < LEVELS; level++) {
        bool is_there = level == LEVEL_HEADER || xaf->totals.transactions.depth;
        if (!is_there || !is_named(name, level_elements[level]))
            continue;
        xaf->in_level[level] = true;
        if (level < LEVEL_VAT)
            forget(xaf, (enum level)level);
    }
    return true;
}

/* The innermost level that is open. */
static int level_now(const struct xaf *xaf)
{
    int level = LEVELS;
    while (level > 0 && !xaf->in_level[level - 1])
        level--;
    return level - 1;
}

static bool end(void *context, const char *name)
{
    struct xaf *xaf = context;
    int level = level_now(xaf);
    bool is_leaf = xaf->at_leaf;
    struct text value = without_space((struct text){xaf->text.bytes, xaf->text.n_bytes});
    xaf->at_leaf = false;
    xaf->depth--;
    if (xaf->problem)
        return false;
    for (size_t c = 0; is_leaf && level >= 0 && c < N_COLUMNS; c++)
        if ((int)columns[c].level == level && is_named(name, columns[c].element))
            keep(xaf, c, value);
    xaf_totals_end(&xaf->totals, xaf->depth, name, is_leaf ? value : (struct text){NULL, 0});
    if (level >= 0 && is_named(name, level_elements[level])) {
        xaf->in_level[level] = false;
        if (level == LEVEL_LINE) {
            take_values(xaf, LEVELS);
            write_line(xaf);
        }
    }
    return true;
}

static void text(void *context, struct text piece)
{
    struct xaf *xaf = context;
    if (xaf->text.n_bytes + piece.n_bytes <= MAX_VALUE)
        mem_bytes_add(&xaf->text, piece.bytes, piece.n_bytes);
    else /* told where the element ends: a text handler cannot stop */
        xaf->problem = "een waarde is langer dan een regel kan zijn";
}

static const struct xml_handlers handlers = {start, end, text};

/* ---- what is plain ---- */

static bool is_element(struct text name, const char element[NAME_BYTES])
{
    return name.n_bytes < NAME_BYTES - XML_PLAIN_BEHIND && !element[name.n_bytes] &&
           xml_plain_same(name.bytes, element, name.n_bytes);
}

static bool is_column(size_t c, enum level level, struct text name)
{
    return c < NONE && columns[c].level == level && is_element(name, columns[c].element);
}

/* The elements of a line come in the same order as those of the one before. */
static size_t column_named(struct xaf *xaf, enum level level, struct text name)
{
    size_t c = xaf->next[xaf->last];
    if (!is_column(c, level, name)) {
        c = 0;
        while (c < NONE && !is_column(c, level, name))
            c++;
    }
    xaf->next[xaf->last] = c;
    return xaf->last = c;
}

static bool is_level(struct text name, enum level level)
{
    return is_element(name, level_elements[level]);
}

/* An element without anything in it that means more than that. */
static bool is_any_level(struct text name)
{
    bool is_one = text_is(name, "transactions");
    for (int level = 0; level < LEVELS; level++)
        is_one |= is_level(name, (enum level)level);
    return is_one;
}

/* The level that an element within another one begins; LEVELS: none that we know there. */
static enum level level_within(enum level outer, struct text name)
{
    if (outer == LEVEL_TRANSACTION)
        return is_level(name, LEVEL_LINE) ? LEVEL_LINE : LEVELS;
    if (outer != LEVEL_LINE)
        return LEVELS;
    return is_level(name, LEVEL_VAT)        ? LEVEL_VAT
           : is_level(name, LEVEL_CURRENCY) ? LEVEL_CURRENCY
                                            : LEVELS;
}

static void begin(struct xaf *xaf, enum level level)
{
    xaf->last = NONE + level;
    if (level == LEVEL_LINE)
        xaf->there &= ~xaf->within[LEVEL_LINE];
}

/* All of an element of the level, behind its opening tag. False when something in it is not plain,
 * or comes twice, or when not all of it is here. */
static bool take_plain(struct xaf *xaf, enum level outermost)
{
    enum level level = outermost;
    begin(xaf, level);
    for (;;) {
        const enum xml_plain kind = xml_plain_next(&xaf->plain);
        if (kind == XML_PLAIN_LEAF) {
            const size_t c = column_named(xaf, level, xaf->plain.name);
            if (c == NONE ? is_any_level(xaf->plain.name) : xaf->there >> c & 1)
                return false;
            if (c < NONE)
                set_field(xaf, c, xaf->plain.value, !xaf->plain.has_marks);
            continue;
        }
        if (kind == XML_PLAIN_NOT || (kind == XML_PLAIN_CLOSE && !is_level(xaf->plain.name, level)))
            return false;
        if (kind == XML_PLAIN_OPEN) {
            level = level_within(level, xaf->plain.name);
            if (level == LEVELS)
                return false;
            begin(xaf, level);
            continue;
        }
        if (level == LEVEL_LINE)
            write_line(xaf);
        if (level == outermost)
            return true;
        level = level == LEVEL_LINE ? LEVEL_TRANSACTION : LEVEL_LINE;
    }
}

static const char line_tag[] = "<trLine>", transaction_tag[] = "<transaction>";

static bool begins_with(const char *at, const char *tag)
{
    return strncmp(at, tag, strlen(tag)) == 0;
}

/* True when a transaction or a line begins here and goes on behind what is here. */
static bool is_cut(const char *at)
{
    return (begins_with(at, line_tag) && !strstr(at, "</trLine>")) ||
           (begins_with(at, transaction_tag) && !strstr(at, "</transaction>"));
}

/* A transaction or a line that begins at a place, past its end; false: the parser must read it. */
static bool skip_plain(struct xaf *xaf, size_t *at)
{
    const char *from = xaf->fed + *at;
    bool is_line = begins_with(from, line_tag);
    bool is_open = is_line ? xaf->in_level[LEVEL_TRANSACTION] && !xaf->in_level[LEVEL_LINE]
                           : xaf->in_level[LEVEL_JOURNAL] && !xaf->in_level[LEVEL_TRANSACTION];
    if (xaf->never_plain || !is_open || (!is_line && !begins_with(from, transaction_tag)))
        return false;
    const struct xaf_counted counted = xaf->totals.transactions.counted;
    const size_t n_made = xaf->records.n_bytes;
    const uint64_t n_lines = xaf->plain.n_lines;
    xaf->plain.at = from + (is_line ? sizeof line_tag : sizeof transaction_tag) - 1;
    take_values(xaf, is_line ? LEVEL_LINE : LEVEL_TRANSACTION);
    if (!take_plain(xaf, is_line ? LEVEL_LINE : LEVEL_TRANSACTION)) {
        xaf->totals.transactions.counted = counted;
        xaf->records.n_bytes = n_made;
        xaf->plain.n_lines = n_lines;
        return false;
    }
    *at = (size_t)(xaf->plain.at - xaf->fed);
    return true;
}

/* Where the next one may begin, behind a place; else where the last tag begins, so that none is
 * cut; the place itself when there is none. */
static size_t next_tag(const struct xaf *xaf, size_t at)
{
    size_t last = at;
    for (const char *tag = xaf->fed + at; (tag = strchr(tag + 1, '<'));) {
        last = (size_t)(tag - xaf->fed);
        if (tag[1] == 't' && (begins_with(tag, line_tag) || begins_with(tag, transaction_tag)))
            return last;
    }
    return last;
}

/* A comment, CDATA or an instruction, but for the one that the file begins with; or a tag that is
 * larger than what is here. */
static bool may_hide_tags(const struct xaf *xaf, size_t from, size_t to)
{
    const char *at = xaf->fed + from, *end = xaf->fed + to;
    while ((at = memchr(at, '<', (size_t)(end - at)))) {
        if (at[1] == '!' || (at[1] == '?' && !begins_with(at, "<?xml ")) || at[1] == '\0')
            return true;
        at++;
    }
    return false;
}

/* ---- the packing ---- */

static bool refuse(const struct xaf *xaf, const char *wrong, struct errors *errors)
{
    return errors_add(errors, ERROR_DATA, xaf->records.source->path,
                      "de auditfile is niet te lezen: regel %llu: %s",
                      (unsigned long long)xml_line(xaf->xml) + xaf->plain.n_lines, wrong);
}

/* By what the file says first: without a word it is UTF-8. */
static bool says_utf8(const struct xaf *xaf)
{
    const char *end = strstr(xaf->fed, "?>");
    const char *said = strstr(xaf->fed, "encoding");
    if (!said || !end || said > end)
        return true;
    said += strcspn(said, "\"'");
    return *said && strncasecmp(said + 1, "utf-8", 5) == 0;
}

/* What is plain quickly, the rest by the parser; what may be the beginning of something plain waits
 * for more. */
static bool read_fed(struct xaf *xaf, bool at_end, struct errors *errors)
{
    size_t at = 0;
    while (at < xaf->n_fed) {
        if (skip_plain(xaf, &at))
            continue;
        if (at > 0 && !at_end && !xaf->never_plain && is_cut(xaf->fed + at))
            break;
        size_t to = next_tag(xaf, at);
        if (to == at && at > 0 && !at_end)
            break;
        if (to == at)
            to = xaf->n_fed;
        xaf->never_plain |= may_hide_tags(xaf, at, to);
        struct text piece = {xaf->fed + at, to - at};
        const char *wrong = xml_feed(xaf->xml, piece, false);
        if (wrong)
            return refuse(xaf, wrong, errors);
        at = to;
    }
    xaf->n_fed -= at;
    memmove(xaf->fed, xaf->fed + at, xaf->n_fed);
    return true;
}

static bool more(void *state, bool *at_end, struct errors *errors)
{
    struct xaf *xaf = state;
    size_t n_read = 0, n_room = FED_BYTES - xaf->n_fed;
    if (!xaf->records.source->read(xaf->records.source->state, xaf->fed + xaf->n_fed, n_room,
                                   &n_read, errors))
        return false;
    *at_end = n_read < n_room;
    xaf->n_fed += n_read;
    xaf->fed[xaf->n_fed] = '\0';
    if (!xaf->is_known)
        xaf->plain.is_utf8 = says_utf8(xaf);
    xaf->is_known = true;
    if (!read_fed(xaf, *at_end, errors))
        return false;
    if (!*at_end)
        return true;
    const char *wrong = xml_feed(xaf->xml, (struct text){"", 0}, true);
    return wrong ? refuse(xaf, wrong, errors)
                 : xaf_totals_check(&xaf->totals, xaf->records.source->path, errors);
}

static void *open_xaf(const struct packing_source *source, const struct packing_wish *wish,
                      struct errors *errors)
{
    (void)errors;
    struct xaf *xaf = mem_alloc(sizeof *xaf);
    xaf->records = (struct records){.wish = wish, .source = source, .more = more};
    xaf->amount = column_of("amnt");
    xaf->side = column_of("amntTp");
    xaf->xml = xml_open(&handlers, xaf, &xaf->problem);
    xaf->plain.marks[0] = wish->separator;
    xaf->plain.marks[1] = wish->quote;
    for (size_t c = 0; c < N_COLUMNS; c++)
        for (int level = 0; level <= (int)columns[c].level; level++)
            xaf->within[level] |= UINT64_C(1) << c;
    write_header(xaf);
    return xaf;
}

static void close_xaf(void *state)
{
    struct xaf *xaf = state;
    if (!xaf)
        return;
    xml_close(xaf->xml);
    records_release(&xaf->records);
    for (size_t c = 0; c < N_COLUMNS; c++)
        free(xaf->values[c].bytes);
    xaf_totals_release(&xaf->totals);
    free(xaf->text.bytes);
    free(xaf);
}

extern const struct packing packing_xaf;
const struct packing packing_xaf = {
    .name = "auditfile",
    .gives_utf8 = true,
    .recognise = recognise,
    .open = open_xaf,
    .read = records_read,
    .close = close_xaf,
};
