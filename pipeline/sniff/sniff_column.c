#include "pipeline/sniff/sniff_column.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PIECES   6
#define MIN_POINTS   3 /* pieces between points: fewer are a code like 6.72 */
#define MIN_ZEROS    3 /* in front of every account */
#define LONG_ACCOUNT 9 /* with so many digits */
#define YEAR_BYTES   4
#define MAX_DATED    12 /* characters of a code with a year in it */

void sniff_columns_start(struct sniff_columns *columns, size_t n_fields,
                         enum text_encoding encoding)
{
    *columns = (struct sniff_columns){
        .n = n_fields < SNIFF_MAX_COLUMNS ? n_fields : SNIFF_MAX_COLUMNS,
        .encoding = encoding,
        .n_fields = n_fields,
    };
    columns->n_plain = columns->n;
    columns->items = mem_alloc(columns->n * sizeof *columns->items);
    for (size_t i = 0; i < columns->n; i++)
        columns->items[i].source = i;
    sniff_patterns_make(&columns->patterns);
}

void sniff_columns_release(struct sniff_columns *columns)
{
    for (size_t i = 0; i < columns->n; i++)
        memo_release(&columns->items[i].distinct);
    free(columns->items);
    *columns = (struct sniff_columns){0};
}

/* ---- one value ---- */

static void see(struct sniff_sight *sight, const struct sniff_value *value, uint64_t line_no)
{
    if (sight->line_no)
        return;
    size_t n = value->text.n_bytes < SNIFF_SIGHT_BYTES ? value->text.n_bytes : SNIFF_SIGHT_BYTES;
    sight->line_no = line_no;
    sight->n_bytes = (uint8_t)n;
    memcpy(sight->bytes, value->text.bytes, n);
}

static void count_kinds(struct sniff_column *column, const struct sniff_value *value,
                        uint64_t line_no)
{
    for (int kind = 0; kind < KIND_COUNT; kind++)
        if (sniff_value_is((enum sniff_kind)kind, value)) {
            column->n[kind]++;
            see(&column->first[kind], value, line_no);
        }
}

static void count_patterns(struct sniff_column *column, const struct sniff_patterns *patterns,
                           const struct sniff_value *value, uint64_t line_no)
{
    bool timed;
    uint64_t set = sniff_patterns_match(patterns, value, &timed);
    if (!set) {
        see(&column->no_date, value, line_no);
        return;
    }
    column->n_dates++;
    column->n_timed += timed;
    for (size_t i = 0; i < patterns->n; i++) {
        if (set >> i & 1)
            column->n_pattern[i]++;
        else
            see(&column->refuted[i], value, line_no);
    }
}

/* `opened`: a column to the left begins a group here. */
static void count_distinct(struct sniff_column *column, struct text text, bool opened)
{
    if (column->more_distinct || memchr(text.bytes, '\0', text.n_bytes))
        return;
    uint32_t number = memo_number_slow(&column->distinct, text);
    int order = text_natural(column->distinct.texts[column->last], text);
    for (int left = 0; left <= !opened; left++) {
        column->n_again[left] += column->n_filled > 1 && order == 0;
        column->n_back[left] += order > 0;
    }
    column->last = number;
    column->more_distinct = number == SNIFF_MAX_DISTINCT;
    if (number < SNIFF_MAX_FLAGS)
        column->n_flag[number]++;
}

static void measure(struct sniff_column *column, const struct sniff_value *value)
{
    size_t n = value->encoding == TEXT_UTF8 ? text_characters(value->text) : value->text.n_bytes;
    bool first = column->n_filled == 1;
    if (first || n < column->shortest)
        column->shortest = n;
    if (first || n > column->longest)
        column->longest = n;
}

static void count_digits(struct sniff_digits *digits, struct text text)
{
    if (text.n_bytes == 0)
        return;
    digits->n++;
    digits->n_first += text.bytes[0] >= '0' && text.bytes[0] <= '9';
    digits->n_inside += sniff_has_digit(text);
}

static void add_value(struct sniff_columns *columns, size_t index, struct text field,
                      uint64_t line_no)
{
    struct sniff_column *column = &columns->items[index];
    struct sniff_value value;
    if (!sniff_value_look(field, columns->encoding, &value) || value.empty_word) {
        column->n_empty++;
        if (value.empty_word)
            column->n_word[value.empty_word - 1]++;
        return;
    }
    column->n_filled++;
    if (value.currency)
        column->n_currency[value.currency - 1]++;
    if ((sniff_value_is(KIND_COMMA_PADDED, &value) || sniff_value_is(KIND_POINT_PADDED, &value)) &&
        value.decimals > column->n_decimals)
        column->n_decimals = value.decimals;
    count_kinds(column, &value, line_no);
    count_patterns(column, &columns->patterns, &value, line_no);
    if (!sniff_begins_as_total(value.text))
        count_digits(&column->records, value.text);
    count_distinct(column, value.text, columns->opened);
    columns->opened |= column->last_record + 1 < columns->n_records;
    column->last_record = columns->n_records;
    measure(column, &value);
}

/* ---- records ---- */

struct text sniff_columns_value(const struct sniff_columns *columns,
                                const struct sniff_record *record, size_t index)
{
    const struct sniff_column *column = &columns->items[index];
    struct profile_column definition = {.part = column->part};
    if (column->source >= record->n_fields)
        return (struct text){"", 0};
    struct text field = record->fields[column->source];
    if (column->headed)
        field = text_of(columns->card.here);
    return index < columns->n_plain ? field : profile_part(&definition, text_trim(field));
}

static bool is_heading(const struct sniff_columns *columns, const struct sniff_record *record)
{
    if (!columns->header || record->n_fields != columns->n_fields)
        return false;
    for (size_t i = 0; i < record->n_fields; i++)
        if (!text_equal(text_trim(record->fields[i]), columns->header[i]))
            return false;
    return true;
}

static void keep_text(char kept[SNIFF_SIGHT_BYTES], struct text text)
{
    snprintf(kept, SNIFF_SIGHT_BYTES, "%.*s", TEXT_ARG(text));
}

static bool is_card_word(struct text text)
{
    static const uint32_t words = WORD_SET(REKENING) | WORD_SET(KOSTENPLAATS) | WORD_SET(PRODUCT);
    return words >> sniff_word_of(text) & 1;
}

/* Where the first code of a line of text is, and what is in front of it: that, or a name behind it,
 * makes it the head of a card. */
static bool find_card(const struct sniff_record *record, struct sniff_card *card)
{
    struct text front = {"", 0};
    *card = (struct sniff_card){.n = 1};
    for (; card->field < record->n_fields; card->field++) {
        const struct text field = text_trim(record->fields[card->field]);
        struct text rest = field, word;
        card->front = front.n_bytes ? card->front : card->field;
        for (card->piece = 1; text_split(&rest, ' ', &word); card->piece++)
            if (sniff_has_digit(word)) {
                if (card->piece > 1)
                    front = (struct text){field.bytes, (size_t)(word.bytes - field.bytes) - 1};
                keep_text(card->word, front);
                keep_text(card->here, field);
                if (rest.n_bytes == 0 && card->field + 1 < record->n_fields)
                    rest = record->fields[card->field + 1];
                return front.n_bytes ? is_card_word(front)
                                     : text_is_digits(word) && rest.n_bytes > 0;
            }
        front = field.n_bytes ? field : front;
    }
    return false;
}

/* A number or the name behind it stands where dates do. */
static bool is_dateless(const struct sniff_columns *columns, size_t field)
{
    return columns->header && (sniff_word_of(columns->header[field]) == WORD_DATUM ||
                               (field + 1 < columns->n_fields &&
                                sniff_word_of(columns->header[field + 1]) == WORD_DATUM));
}

/* Little filled, and no amount or date in it: "Pagina 2", the name of an account; "Rekening" may
 * have its number in a cell of its own. */
static bool is_layout(const struct sniff_columns *columns, const struct sniff_record *record,
                      size_t n_filled)
{
    struct sniff_value value;
    struct sniff_card card;
    if (n_filled * 2 > columns->n_fields)
        return false; /* as most lines are */
    const bool named = find_card(record, &card) && (*card.word || is_dateless(columns, card.field));
    if (!named && n_filled * 3 > columns->n_fields)
        return false;
    for (size_t i = 0; i < record->n_fields; i++)
        if (!(named && i == card.field) &&
            sniff_value_look(record->fields[i], columns->encoding, &value) &&
            sniff_is_figure(&value, &columns->patterns))
            return false;
    return true;
}

static bool same_card(const struct sniff_card *a, const struct sniff_card *b)
{
    return a->field == b->field && a->piece == b->piece && a->front == b->front &&
           strcmp(a->word, b->word) == 0;
}

enum sniff_class sniff_columns_class(struct sniff_columns *columns,
                                     const struct sniff_record *record)
{
    if (record->outcome != CSV_RECORD)
        return record->outcome == CSV_STRAY_QUOTE ? CLASS_STRAY : CLASS_RUNAWAY;
    size_t n_filled = sniff_record_filled(record, 0);
    if (n_filled == 0)
        return CLASS_BLANK;
    if (is_heading(columns, record))
        return CLASS_HEADING;
    if (is_layout(columns, record, n_filled)) {
        struct sniff_card card, *known = &columns->card;
        if (find_card(record, &card) && (known->n == 0 || same_card(known, &card))) {
            card.n += known->n;
            card.about = known->about;
            *known = card;
        }
        return CLASS_TEXT;
    }
    if (record->n_fields == columns->n_fields)
        return CLASS_GOOD;
    if (record->n_fields < columns->n_fields)
        return columns->loose ? CLASS_SHORT : CLASS_WIDTH;
    return sniff_record_filled(record, columns->n_fields) ? CLASS_WIDTH : CLASS_LONG;
}

static void count(struct sniff_columns *columns, enum sniff_class class, uint64_t line_no)
{
    if (columns->lines[class].n++ == 0)
        columns->lines[class].line_no = line_no;
}

static void count_record(struct sniff_columns *columns, const struct sniff_record *record,
                         enum sniff_class class)
{
    bool is_layout = class == CLASS_BLANK || class == CLASS_TEXT;
    count(columns, class, record->line_no);
    columns->n_narrow += class == CLASS_WIDTH && record->n_fields < columns->n_fields;
    for (size_t i = 0; is_layout && i < columns->n && i < record->n_fields; i++)
        count_digits(&columns->items[i].texts, text_trim(record->fields[i]));
    if (class > CLASS_LONG)
        return;
    columns->n_records++;
    if (memchr(record->raw.bytes, '\0', record->raw.n_bytes))
        count(columns, CLASS_NUL, record->line_no);
    if (!text_valid(record->raw, columns->encoding, NULL))
        count(columns, CLASS_ILL_FORMED, record->line_no);
}

void sniff_columns_add(struct sniff_columns *columns, const struct sniff_record *record, bool parts)
{
    enum sniff_class class = sniff_columns_class(columns, record);
    size_t n_plain = columns->n_plain, end = parts ? columns->n : n_plain;
    if (!parts)
        count_record(columns, record, class);
    columns->opened = false;
    for (size_t i = parts ? n_plain : 0; class <= CLASS_LONG && i < end; i++) {
        struct text field = sniff_columns_value(columns, record, columns->items[i].source);
        if (!parts || !sniff_begins_as_total(text_trim(field)))
            add_value(columns, i, sniff_columns_value(columns, record, i), record->line_no);
    }
}

void sniff_columns_add_part(struct sniff_columns *columns, size_t source, struct column_part part)
{
    size_t cap = columns->n;
    columns->items = mem_grow(columns->items, &cap, columns->n + 1, sizeof *columns->items);
    columns->items[columns->n++] = (struct sniff_column){.source = source, .part = part};
}

bool sniff_column_is_typed(const struct sniff_column *column)
{
    size_t n = column->n[KIND_AMOUNT] + column->n[KIND_DASH];
    if (column->n_dates > n)
        n = column->n_dates;
    return n > 0 && n * 10 >= column->n_filled * 9;
}

size_t sniff_column_codes(const struct sniff_column *column)
{
    size_t n = 0;
    for (size_t i = 0; i < column->distinct.n; i++)
        n += !sniff_begins_as_total(column->distinct.texts[i]);
    return n;
}

size_t sniff_column_means(const struct sniff_column *column, enum sniff_word word, bool *differ)
{
    const char *first = NULL;
    bool others = false;
    size_t n = 0;
    for (size_t i = 0; i < column->distinct.n; i++) {
        const char *means = sniff_flag_means(word, column->distinct.texts[i]);
        n += means != NULL;
        others |= first && means && strcmp(first, means) != 0;
        first = first ? first : means;
    }
    if (differ)
        *differ = others;
    return n;
}

bool sniff_column_tells(const struct sniff_column *column, enum sniff_word word, const char *what)
{
    bool told = false;
    for (size_t i = 0; i < column->distinct.n && !told; i++) {
        const char *means = sniff_flag_means(word, column->distinct.texts[i]);
        told = means && strcmp(means, what) == 0;
    }
    return told;
}

bool sniff_column_is_iv3(const struct sniff_column *column)
{
    unsigned programmas = 0;
    size_t n = 0;
    for (size_t i = 0; i < column->distinct.n; i++) {
        struct text code = column->distinct.texts[i];
        bool is = code.n_bytes > 2 && text_is_digit(*code.bytes) && strchr(".,", code.bytes[1]) &&
                  sniff_matches(code, "0[1-9] 01[01] 06[1-4] 1[12] 2[1-5] 3[1-4] 4[1-3] 5[1-7] "
                                      "6[1-9] 6[1-9][0-9] 6[1-9][1-9][1-9a-e] 7[1-5] 8[1-3]");
        n += is;
        programmas |= is ? 1u << (*code.bytes - '0') : 0;
    }
    return __builtin_popcount(programmas) > 4 && !column->more_distinct &&
           n * 20 >= sniff_column_codes(column) * 19;
}

int sniff_column_year(const struct sniff_column *column)
{
    int year = 0;
    for (size_t i = 0; i < column->distinct.n; i++)
        sniff_add_year(&year, sniff_year_in(column->distinct.texts[i]));
    return year;
}

size_t sniff_column_zeros(const struct sniff_column *column)
{
    size_t n = column->longest - 1;
    for (size_t i = 0; i < column->distinct.n; i++) {
        struct text code = column->distinct.texts[i];
        while (!sniff_begins_as_total(code) && strspn(code.bytes, "0") < n)
            n--;
    }
    return n;
}

/* ---- which columns are made of parts: 431000-62010-P6, 2024X005, 0000431000 ---- */

/* Its different values, names of totals left out: those are no codes. */
struct codes {
    struct text *values; /* heap */
    size_t n;
    size_t shortest, longest; /* characters */
};

static struct codes codes_of(const struct sniff_column *column)
{
    struct codes codes = {mem_alloc(column->distinct.n * sizeof *codes.values), 0, column->shortest,
                          column->longest};
    for (size_t i = 0; i < column->distinct.n; i++)
        if (!sniff_begins_as_total(column->distinct.texts[i]))
            codes.values[codes.n++] = column->distinct.texts[i];
    if (codes.n == column->distinct.n)
        return codes;
    codes.shortest = SIZE_MAX;
    codes.longest = 0;
    for (size_t i = 0; i < codes.n; i++) {
        size_t n_bytes = codes.values[i].n_bytes;
        codes.shortest = n_bytes < codes.shortest ? n_bytes : codes.shortest;
        codes.longest = n_bytes > codes.longest ? n_bytes : codes.longest;
    }
    return codes;
}

static size_t count_marks(struct text text, char mark)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n_bytes; i++)
        n += text.bytes[i] == mark;
    return n;
}

/* ---- pieces between marks ---- */

/* How many pieces every value has; 0 when they differ, or are no parts: M-0001, letters and a
 * number, is a number of something, and between points only numbers are, L3.5.1 is one code. */
static size_t pieces_between(const struct codes *codes, char mark)
{
    size_t n = count_marks(codes->values[0], mark) + 1;
    bool numbering = n == 2;
    if (n < (mark == '.' ? MIN_POINTS : 2) || n > MAX_PIECES)
        return 0;
    for (size_t i = 0; i < codes->n; i++) {
        struct text value = codes->values[i];
        bool in_front = true;
        if (count_marks(value, mark) + 1 != n)
            return 0;
        for (size_t k = 0; k < value.n_bytes; k++) {
            bool digit = text_is_digit(value.bytes[k]);
            in_front = in_front && value.bytes[k] != mark;
            numbering = numbering && !(in_front && digit);
            if (mark == '.' && !digit && value.bytes[k] != mark)
                return 0;
        }
    }
    return numbering ? 0 : n;
}

/* Between the first mark that divides them. */
static void add_pieces(struct sniff_columns *columns, size_t source, const struct codes *codes)
{
    static const char *const marks[] = {"-", "/", "_", "."};
    size_t n = 0;
    for (size_t m = 0; m < sizeof marks / sizeof *marks && n == 0; m++) {
        n = pieces_between(codes, *marks[m]);
        for (size_t i = 1; i <= n; i++)
            sniff_columns_add_part(columns, source,
                                   (struct column_part){.piece = i, .mark = marks[m]});
    }
}

/* "6721 - Begeleiding Wmo", a code and its name: the mark between them in all, most with a code of
 * their own, as one was renamed; or NULL. */
static const char *mark_of_names(const struct codes *codes)
{
    struct memo known = {0};
    const char *mark = " - ";
    for (size_t i = 0; i < codes->n && mark; i++) {
        struct text name = codes->values[i], code;
        text_split(&name, ' ', &code);
        bool named = sniff_has_digit(code) && code.n_bytes <= MAX_DATED && name.n_bytes > 0 &&
                     !text_is_digit(*name.bytes);
        memo_number_slow(&known, code);
        mark = !named ? NULL : text_begins(name, "- ") ? mark : " ";
    }
    mark = known.n * 4 < codes->n * 3 ? NULL : mark;
    memo_release(&known);
    return mark;
}

/* ---- positions ---- */

/* 0-based place of a year that stands in the same place of every value, or the length. */
static size_t find_year(const struct codes *codes)
{
    size_t n = codes->longest;
    for (size_t at = 0; at + YEAR_BYTES <= n; at++) {
        bool everywhere = true;
        for (size_t i = 0; everywhere && i < codes->n; i++) {
            const char *bytes = codes->values[i].bytes;
            everywhere = sniff_year_in((struct text){bytes + at, YEAR_BYTES}) != 0 &&
                         (at == 0 || !text_is_digit(bytes[at - 1])) &&
                         (at + YEAR_BYTES == n || !text_is_digit(bytes[at + YEAR_BYTES]));
        }
        if (everywhere)
            return at;
    }
    return n;
}

/* The first place from `at` on where values differ, or a digit stands. */
static size_t skip_constant(const struct codes *codes, size_t at)
{
    for (; at < codes->longest; at++) {
        char c = codes->values[0].bytes[at];
        if (text_is_digit(c))
            return at;
        for (size_t i = 1; i < codes->n; i++)
            if (codes->values[i].bytes[at] != c)
                return at;
    }
    return at;
}

static void add_positions(struct sniff_columns *columns, size_t source, size_t first, size_t last)
{
    sniff_columns_add_part(columns, source, (struct column_part){.first = first, .last = last});
}

/* Codes, whatever some of them look like: with a year in them, with zeros in front, or in pieces.
 */
static void find_parts_of(struct sniff_columns *columns, size_t source, struct text header)
{
    static const uint32_t dated =
        WORD_SET(NONE) | WORD_SET(JAAR) | WORD_SET(SOORT) | WORD_SET(PERIODE) | WORD_SET(STATUS);
    static const uint32_t divided =
        WORD_SET(NONE) | WORD_SET(REKENING) | WORD_SET(KOSTENPLAATS) | WORD_SET(PRODUCT);
    const struct sniff_column *column = &columns->items[source];
    const enum sniff_word word = sniff_word_of(header);
    const bool may_be_key = (divided >> word & 1) && word != WORD_NONE && !column->more_distinct &&
                            !sniff_matches(header, "*program* afdeling*");
    struct codes codes = codes_of(column);
    size_t n_filled = column->n_filled - column->n[KIND_TOTAL], n = codes.longest, year;
    bool even = codes.shortest == n;
    const char *mark = may_be_key && codes.n > 1 ? mark_of_names(&codes) : NULL;
    if (mark)
        sniff_columns_add_part(columns, source, (struct column_part){.piece = 1, .mark = mark});
    else if (codes.n < 2 || column->n[KIND_CODE] * 20 < n_filled * 19 ||
             column->n_dates * 2 >= n_filled)
        ;
    else if ((dated >> word & 1) && even && n > YEAR_BYTES && n <= MAX_DATED &&
             column->n[KIND_DIGITS] == 0 && (year = find_year(&codes)) < n) {
        size_t rest = skip_constant(&codes, year + YEAR_BYTES);
        add_positions(columns, source, year + 1, year + YEAR_BYTES);
        if (rest < n)
            add_positions(columns, source, rest + 1, n);
    } else if (word == WORD_REKENING && even && n >= LONG_ACCOUNT &&
               column->n[KIND_DIGITS] == n_filled && sniff_column_zeros(column) >= MIN_ZEROS)
        add_positions(columns, source, sniff_column_zeros(column) + 1, n);
    else if ((divided >> word & 1) && column->n[KIND_AMOUNT] == 0)
        add_pieces(columns, source, &codes);
    free(codes.values);
}

/* One more, what heads of cards say and their records do not. */
static void add_card(struct sniff_columns *columns, const struct text *header)
{
    struct sniff_card *card = &columns->card;
    if (!header || card->n < 2 || (!*card->word && card->n < columns->lines[CLASS_TEXT].n))
        return;
    const struct text word = *card->word ? text_of(card->word) : header[card->field];
    card->about = is_card_word(word) ? sniff_word_of(word) : WORD_REKENING;
    for (size_t i = 0; i < columns->n_plain; i++)
        if (sniff_word_of(header[i]) == card->about &&
            columns->items[i].n_filled * 2 >= columns->n_records)
            return;
    sniff_columns_add_part(columns, card->field,
                           (struct column_part){.piece = card->piece, .mark = " "});
    columns->items[columns->n - 1].headed = true;
}

void sniff_parts_find(struct sniff_columns *columns, const struct text *header)
{
    size_t n = columns->n;
    add_card(columns, header);
    for (size_t i = 0; i < n && columns->n + MAX_PIECES < SNIFF_MAX_COLUMNS; i++)
        find_parts_of(columns, i, header ? header[i] : text_of(""));
}
