/* Values against the date of the document that prints them. */
#include "stages/indicatoren/indicatoren.h"

#include "pipeline/base/array.h"
#include "pipeline/base/date.h"

static const struct document *document_of(const struct toetsing *toetsing, const char *name)
{
    const struct indicators *all = toetsing->indicators;
    return array_find(all->documents, all->n_documents, name, name);
}

/* ---- old values ---- */

static const struct value *latest_in_row(const struct toetsing *toetsing,
                                         const struct printed_table *table, size_t indicator)
{
    const struct value *latest = NULL;
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct value *value;
        if (!toets_outcome(toetsing, table, c, indicator, &value))
            continue;
        if (value_is_known(value) && (!latest || value->year > latest->year))
            latest = value;
    }
    return latest;
}

static void look_table(struct toetsing *toetsing, const struct printed_table *table,
                       const struct document *document)
{
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct value *last = latest_in_row(toetsing, table, table->rows[r].indicator);
        if (last && last->year &&
            last->year <= document->date.year - toetsing->indicators->old_years)
            toets_found_in(toetsing, table, &table->rows[r],
                           "de laatste uitkomst is van %d, %s van %d", last->year, document->name,
                           document->date.year);
    }
}

static void look_indicator(struct toetsing *toetsing, size_t indicator)
{
    struct values outcomes = indicators_values(toetsing->indicators, indicator, KIND_REALISATIE);
    int last = 0;
    for (size_t i = 0; i < outcomes.n; i++)
        if (value_is_known(outcomes.items[i]) && outcomes.items[i]->year <= toetsing->year &&
            outcomes.items[i]->year > last)
            last = outcomes.items[i]->year;
    if (last && last <= toetsing->year - toetsing->indicators->old_years)
        toets_found(toetsing, "%s: de laatste uitkomst is van %d", toets_code(toetsing, indicator),
                    last);
}

/* Where no document has a date, the year of the run is it. */
void toets_age(struct toetsing *toetsing)
{
    const struct indicators *all = toetsing->indicators;
    for (size_t i = 0; all->n_documents == 0 && i < all->n; i++)
        look_indicator(toetsing, i);
    for (size_t t = 0; t < all->n_tables; t++) {
        const struct document *document = document_of(toetsing, all->tables[t].document);
        if (document)
            look_table(toetsing, &all->tables[t], document);
    }
}

/* ---- values from later than the document ---- */

static bool read_date(const char *text, struct date *date)
{
    static const char *const patterns[] = {"jjjj-mm-dd", "dd-mm-jjjj", "d-m-jjjj", "d/m/jjjj"};
    struct date_format format;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (date_format_parse(patterns[i], &format) && date_parse(&format, text_of(text), date))
            return true;
    return false;
}

void toets_future(struct toetsing *toetsing, const struct value *value)
{
    const struct document *document = document_of(toetsing, value->document);
    struct date date;
    if (!document || !value_is_known(value))
        return;
    if (read_date(value->measured, &date) && date_number(date) > date_number(document->date))
        toets_found_of(toetsing, value, "gemeten op %s, na de datum van %s", value->measured,
                       document->name);
    else if (value->kind == KIND_REALISATIE && value->year > document->date.year)
        toets_found(toetsing, "%s: realisatie %d in %s, een document van %d (%s)",
                    toets_code(toetsing, value->indicator), value->year, document->name,
                    document->date.year, value->where);
}
