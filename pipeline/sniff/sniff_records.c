#include "pipeline/sniff/sniff_records.h"

void sniff_records_start(struct sniff_records *records, struct text text, bool whole,
                         uint64_t line_no, struct sniff_dialect dialect)
{
    *records = (struct sniff_records){
        .dialect = dialect,
        .csv = csv_reader_new(dialect.separator, dialect.quote),
        .rest = text,
        .whole = whole,
        .n_most = SIZE_MAX,
        .line_no = line_no,
    };
}

void sniff_records_end(struct sniff_records *records)
{
    csv_reader_free(records->csv);
    records->csv = NULL;
}

static void take(struct sniff_records *records, size_t n_bytes)
{
    struct text taken = {records->rest.bytes, n_bytes};
    records->line_no += records->dialect.is_rows ? n_bytes > 0 : csv_line_ends(taken);
    records->rest = (struct text){records->rest.bytes + n_bytes, records->rest.n_bytes - n_bytes};
}

bool sniff_records_next(struct sniff_records *records, struct sniff_record *record)
{
    while (records->rest.n_bytes > 0 && records->n_most > 0) {
        struct csv_line line;
        if (records->dialect.comment && *records->rest.bytes == records->dialect.comment) {
            csv_line(records->rest, records->whole, &line);
            take(records, line.next);
            continue;
        }
        size_t n_used = 0;
        *record = (struct sniff_record){.line_no = records->line_no};
        record->outcome = csv_record(records->csv, records->rest, records->whole, &record->fields,
                                     &record->n_fields, &n_used);
        if (record->outcome == CSV_MORE)
            break;
        record->raw = (struct text){records->rest.bytes, n_used};
        take(records, n_used);
        if (record->outcome == CSV_BLANK)
            continue;
        records->n_most--;
        return true;
    }
    sniff_records_end(records);
    return false;
}

size_t sniff_record_filled(const struct sniff_record *record, size_t from)
{
    size_t n = 0;
    for (size_t i = from; i < record->n_fields; i++)
        n += text_trim(record->fields[i]).n_bytes > 0;
    return n;
}
