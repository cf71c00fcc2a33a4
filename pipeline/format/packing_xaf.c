/* The Dutch auditfile (XML Auditfile Financieel 3.0 to 3.2.1 and 4.0): a record per trLine, with
 * what its transaction and journal say, under the names of the elements. The file states its own
 * totals; they must be those of its lines. */
#include "pipeline/base/memory.h"
#include "pipeline/base/money.h"
#include "pipeline/format/records.h"
#include "pipeline/format/workbook.h"
#include "pipeline/format/xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FED_BYTES (16 * 1024)
#define MAX_VALUE ((size_t)1 << 20)

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

static const char *const level_elements[LEVELS] = {"header", "journal", "transaction",
                                                   "trLine", "vat",     "currency"};

/* The elements of the published schemas (3.2 and 4.0), in the order of the record. */
static const struct {
    enum level level;
    const char *element;
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

struct value {
    char *bytes;
    size_t n_bytes, cap;
};

/* Both ways to add up amounts below zero: as they are written, or on the other side. */
struct sums {
    struct money as_written, turned;
};

struct xaf {
    const struct packing_source *source;
    struct xml *xml;
    struct records records;
    const char *problem;
    int depth;
    bool in_transactions, in_level[LEVELS];
    struct value values[N_COLUMNS];
    struct value text; /* of the element that is open */
    bool at_leaf;      /* no element has ended since it began */

    size_t amount, side; /* columns */
    uint64_t n_lines;
    struct sums debit, credit;
    bool too_large;
    char *totals[3]; /* linesCount, totalDebit, totalCredit as written; NULL: not there */
    char fed[FED_BYTES];
};

static const char *const total_elements[] = {"linesCount", "totalDebit", "totalCredit"};

static bool recognise(struct text head, const struct packing_wish *wish)
{
    (void)wish;
    static const char mark[] = "auditfile";
    if (head.n_bytes >= 3 && memcmp(head.bytes, "\xEF\xBB\xBF", 3) == 0)
        head = (struct text){head.bytes + 3, head.n_bytes - 3};
    while (head.n_bytes > 0 && strchr(" \t\r\n", head.bytes[0]) && head.bytes[0])
        head = (struct text){head.bytes + 1, head.n_bytes - 1};
    if (head.n_bytes == 0 || head.bytes[0] != '<')
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

static void value_add(struct value *value, const char *bytes, size_t n_bytes)
{
    value->bytes = mem_grow(value->bytes, &value->cap, value->n_bytes + n_bytes + 1, 1);
    memcpy(value->bytes + value->n_bytes, bytes, n_bytes);
    value->n_bytes += n_bytes;
    value->bytes[value->n_bytes] = '\0';
}

/* What comes twice in one line (vat, up to 99 times) stands side by side. */
static void keep(struct xaf *xaf, size_t column)
{
    struct value *value = &xaf->values[column];
    struct text trimmed = text_trim((struct text){xaf->text.bytes, xaf->text.n_bytes});
    if (value->n_bytes > 0)
        value_add(value, " | ", 3);
    value_add(value, trimmed.n_bytes ? trimmed.bytes : "", trimmed.n_bytes);
}

static void forget(struct xaf *xaf, enum level level)
{
    for (size_t c = 0; c < N_COLUMNS; c++)
        if (columns[c].level == level)
            xaf->values[c].n_bytes = 0;
}

static size_t column_of(const char *name)
{
    size_t c = 0;
    while (strcmp(columns[c].column, name) != 0)
        c++;
    return c;
}

static struct text value_of(const struct xaf *xaf, size_t column)
{
    return (struct text){xaf->values[column].bytes, xaf->values[column].n_bytes};
}

/* ---- totals ---- */

static void add_to(struct xaf *xaf, struct money *sum, int64_t cents)
{
    xaf->too_large |= __builtin_add_overflow(sum->cents, cents, &sum->cents);
}

/* An amount that is none is told with its record, behind us. */
static void count_line(struct xaf *xaf)
{
    struct text amount = value_of(xaf, xaf->amount), side = value_of(xaf, xaf->side);
    struct money money = {0};
    xaf->n_lines++;
    if (amount.n_bytes == 0 || !workbook_cents(amount.bytes, &money))
        return;
    bool is_debit = text_is(side, "D"), is_turned = money.cents < 0;
    add_to(xaf, is_debit ? &xaf->debit.as_written : &xaf->credit.as_written, money.cents);
    add_to(xaf, is_debit != is_turned ? &xaf->debit.turned : &xaf->credit.turned,
           is_turned ? -money.cents : money.cents);
}

static bool is_amount(const char *total, struct money sum)
{
    struct money stated;
    return !total || (workbook_cents(total, &stated) && stated.cents == sum.cents);
}

static bool totals_hold(const struct xaf *xaf)
{
    char *end;
    if (xaf->totals[0] && strtoull(xaf->totals[0], &end, 10) != xaf->n_lines)
        return false;
    return (is_amount(xaf->totals[1], xaf->debit.as_written) &&
            is_amount(xaf->totals[2], xaf->credit.as_written)) ||
           (is_amount(xaf->totals[1], xaf->debit.turned) &&
            is_amount(xaf->totals[2], xaf->credit.turned));
}

static const char *or_nothing(const char *total)
{
    return total ? total : "niets";
}

static bool check_totals(const struct xaf *xaf, struct errors *errors)
{
    char debit[MONEY_TEXT_SIZE], credit[MONEY_TEXT_SIZE];
    if (xaf->too_large || totals_hold(xaf))
        return true;
    money_format(xaf->debit.as_written, false, debit);
    money_format(xaf->credit.as_written, false, credit);
    return errors_add(errors, ERROR_DATA, xaf->source->path,
                      "de auditfile klopt niet met haar eigen totalen: verwacht linesCount %s, "
                      "totalDebit %s en totalCredit %s, gevonden %llu regels, debet %s en credit "
                      "%s; vraag de auditfile opnieuw",
                      or_nothing(xaf->totals[0]), or_nothing(xaf->totals[1]),
                      or_nothing(xaf->totals[2]), (unsigned long long)xaf->n_lines, debit, credit);
}

/* ---- elements ---- */

static void write_header(struct xaf *xaf)
{
    for (size_t c = 0; c < N_COLUMNS; c++)
        records_field(&xaf->records, text_of(columns[c].column));
    records_end(&xaf->records);
}

static void write_line(struct xaf *xaf)
{
    count_line(xaf);
    for (size_t c = 0; c < N_COLUMNS; c++)
        records_field(&xaf->records, (struct text){xaf->values[c].bytes, xaf->values[c].n_bytes});
    records_end(&xaf->records);
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
    if (is_named(name, "transactions"))
        xaf->in_transactions = true;
    for (int level = 0; level < LEVELS; level++) {
        bool is_there = level == LEVEL_HEADER || xaf->in_transactions;
        if (!is_there || !is_named(name, level_elements[level]))
            continue;
        xaf->in_level[level] = true;
        for (int below = level; level < LEVEL_VAT && below < LEVELS; below++)
            forget(xaf, (enum level)below);
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

static void take_total(struct xaf *xaf, const char *name)
{
    for (size_t i = 0; i < sizeof total_elements / sizeof *total_elements; i++)
        if (strcmp(name, total_elements[i]) == 0 && !xaf->totals[i] && xaf->text.n_bytes > 0)
            xaf->totals[i] = strdup(xaf->text.bytes);
}

static bool end(void *context, const char *name)
{
    struct xaf *xaf = context;
    int level = level_now(xaf);
    bool is_leaf = xaf->at_leaf;
    xaf->at_leaf = false;
    xaf->depth--;
    if (xaf->problem)
        return false;
    for (size_t c = 0; is_leaf && level >= 0 && c < N_COLUMNS; c++)
        if ((int)columns[c].level == level && is_named(name, columns[c].element))
            keep(xaf, c);
    if (is_leaf && xaf->in_transactions && level <= LEVEL_HEADER)
        take_total(xaf, name);
    if (level >= 0 && is_named(name, level_elements[level])) {
        xaf->in_level[level] = false;
        if (level == LEVEL_LINE)
            write_line(xaf);
    }
    if (is_named(name, "transactions"))
        xaf->in_transactions = false;
    return true;
}

static void text(void *context, struct text piece)
{
    struct xaf *xaf = context;
    if (xaf->text.n_bytes + piece.n_bytes <= MAX_VALUE)
        value_add(&xaf->text, piece.bytes, piece.n_bytes);
    else /* told where the element ends: a text handler cannot stop */
        xaf->problem = "een waarde is langer dan een regel kan zijn";
}

static const struct xml_handlers handlers = {start, end, text};

/* ---- the packing ---- */

static bool refuse(const struct xaf *xaf, enum xml_outcome outcome, struct errors *errors)
{
    return errors_add(errors, ERROR_DATA, xaf->source->path,
                      "de auditfile is niet te lezen: regel %lu: %s", xml_line(xaf->xml),
                      outcome == XML_STOPPED       ? xaf->problem
                      : outcome == XML_HAS_DOCTYPE ? "DOCTYPE is niet toegestaan"
                                                   : "geen welgevormde XML, of afgekapt");
}

static bool more(void *state, bool *at_end, struct errors *errors)
{
    struct xaf *xaf = state;
    size_t n_read = 0;
    if (!xaf->source->read(xaf->source->state, xaf->fed, sizeof xaf->fed, &n_read, errors))
        return false;
    *at_end = n_read < sizeof xaf->fed;
    enum xml_outcome outcome = xml_feed(xaf->xml, (struct text){xaf->fed, n_read}, *at_end);
    if (outcome != XML_READ)
        return refuse(xaf, outcome, errors);
    return !*at_end || check_totals(xaf, errors);
}

static bool read_xaf(void *state, char *buffer, size_t n_bytes, size_t *n_read,
                     struct errors *errors)
{
    struct xaf *xaf = state;
    return records_read(&xaf->records, more, xaf, xaf->source->path, buffer, n_bytes, n_read,
                        errors);
}

static void *open_xaf(const struct packing_source *source, const struct packing_wish *wish,
                      struct errors *errors)
{
    (void)errors;
    struct xaf *xaf = mem_alloc(sizeof *xaf);
    xaf->source = source;
    xaf->records.wish = wish;
    xaf->amount = column_of("amnt");
    xaf->side = column_of("amntTp");
    xaf->xml = xml_open(&handlers, xaf);
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
    for (size_t i = 0; i < sizeof total_elements / sizeof *total_elements; i++)
        free(xaf->totals[i]);
    free(xaf->text.bytes);
    free(xaf);
}

extern const struct packing packing_xaf;
const struct packing packing_xaf = {
    .name = "auditfile",
    .gives_utf8 = true,
    .recognise = recognise,
    .open = open_xaf,
    .read = read_xaf,
    .close = close_xaf,
};
