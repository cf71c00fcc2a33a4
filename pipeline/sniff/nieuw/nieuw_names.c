/* What keys and accounts are called and belong to: columns that have one value for each key. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/base/text_look.h"
#include "pipeline/format/stream.h"
#include "pipeline/format/xml.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CELLS ((size_t)64 << 20) /* fields that are looked at for names */
#define MAX_STEM  8                  /* letters of a header that stand in the header of its name */

/* ---- tables of codes ---- */

struct nieuw_code *nieuw_code(struct nieuw_codes *codes, const char *code)
{
    uint32_t number = memo_number_slow(&codes->codes, text_of(code));
    codes->items = mem_grow(codes->items, &codes->cap, (size_t)number + 1, sizeof *codes->items);
    return &codes->items[number];
}

/* ---- does one column follow from another ---- */

/* All records of a kind: what stands in each column, as the number of the value there. */
struct reading_names {
    struct nieuw *nieuw;
    struct draft *draft;
    struct memo *values; /* per column */
    uint32_t *rows;      /* heap; per record and column, + 1; 0 = empty */
    size_t n;            /* of rows */
};

static void add_record(struct reading_names *names, const struct sniff_record *record)
{
    const struct sniff_columns *columns = &names->draft->columns;
    struct arena arena = {0};
    for (size_t i = 0; i < columns->n; i++) {
        struct text value = text_trim(sniff_columns_value(columns, record, i));
        const bool below = names->n && names->draft->items[i].is_down && value.n_bytes == 0;
        bool none = value.n_bytes == 0 || memchr(value.bytes, '\0', value.n_bytes) ||
                    sniff_begins_as_total(value) || names->draft->items[i].type == TYPE_AMOUNT;
        if (!none)
            value = text_look(&arena, text_of(text_to_utf8(&arena, value, columns->encoding)));
        const uint32_t number = below  ? names->rows[names->n - columns->n]
                                : none ? 0
                                       : memo_number_slow(&names->values[i], value) + 1;
        *mem_add(names->rows, names->n) = number;
    }
    arena_release(&arena);
}

/* A file of its kind is read as its largest one is. */
static bool add_file(struct reading_names *names, const char *path)
{
    struct arena arena = {0};
    struct sniff_bytes bytes;
    struct sniff_shape shape;
    struct sniff_records records;
    struct sniff_record record;
    bool ok = sniff_shape_open(path, &arena, names->nieuw->errors, &bytes, &shape);
    if (ok) {
        sniff_shape_start(&bytes, &shape, &records);
        while (names->n < MAX_CELLS && sniff_records_next(&records, &record))
            if (sniff_columns_class(&names->draft->columns, &record) <= CLASS_LONG)
                add_record(names, &record);
        sniff_records_end(&records);
    }
    sniff_bytes_release(&bytes);
    arena_release(&arena);
    return ok;
}

/* Per value of a column the one of another that goes with it, + 1; 0 = none. NULL when there are
 * two for one, or none at all; or one of them is NO_COLUMN. In the arena. */
static const uint32_t *follows(const struct reading_names *names, size_t from, size_t to)
{
    if (from == NO_COLUMN || to == NO_COLUMN)
        return NULL;
    size_t n = names->draft->columns.n;
    uint32_t *of = arena_alloc(names->nieuw->arena, names->values[from].n * sizeof *of);
    bool any = false;
    for (const uint32_t *row = names->rows; row < names->rows + names->n; row += n) {
        if (row[from] == 0 || row[to] == 0)
            continue;
        if (of[row[from] - 1] && of[row[from] - 1] != row[to])
            return NULL;
        of[row[from] - 1] = row[to];
        any = true;
    }
    return any ? of : NULL;
}

/* ---- which columns ---- */

#define DESCRIPTIVE "*naam* *name* *oms* *desc* *te[kx]* *label* *benaming*"

static bool is_descriptive(const struct sniff_column *column)
{
    return sniff_matches(column->header, DESCRIPTIVE);
}

/* Names of persons are no names of posten. */
static bool is_of_persons(const struct draft *draft, size_t code, size_t name)
{
    return sniff_about_person(draft->items[code].header) ||
           sniff_about_person(draft->items[name].header);
}

/* What its header begins with, without spaces and capitals. */
static void stem_of(const struct sniff_column *column, char stem[SNIFF_PLAIN_SIZE])
{
    sniff_plain(column->header, stem);
    stem[strlen(stem) < MAX_STEM ? strlen(stem) : MAX_STEM] = '\0';
}

static bool has_stem(const struct sniff_column *code, const char *plain)
{
    char stem[SNIFF_PLAIN_SIZE];
    stem_of(code, stem);
    return *stem && strstr(plain, stem);
}

/* "Kpl naam", "Omschrijving ksrt": without the word for a name it is about what the codes are. */
static bool is_named_alike(const struct sniff_column *code, const struct sniff_column *name)
{
    char about[SNIFF_PLAIN_SIZE];
    struct text rest = name->header, part;
    size_t n = 0;
    while (text_split(&rest, ' ', &part))
        if (!sniff_matches(part, DESCRIPTIVE) && n + part.n_bytes < sizeof about) {
            memcpy(about + n, part.bytes, part.n_bytes);
            n += part.n_bytes;
        }
    return n > 0 && n + 1 < name->header.n_bytes && code->word != WORD_NONE &&
           sniff_word_of((struct text){about, n}) == code->word;
}

/* Higher is likelier to be what the codes are called; 0 is not. Who a budget belongs to follows
 * from its key as well, and is not its name; nor is the field that codes are a part of. */
static int name_score(const struct draft *draft, size_t code, size_t name)
{
    char stem[SNIFF_PLAIN_SIZE], plain[SNIFF_PLAIN_SIZE];
    size_t field = draft->items[code].source;
    stem_of(&draft->items[code], stem);
    sniff_plain(draft->items[name].header, plain);
    bool own = has_stem(&draft->items[code], plain), other = false;
    for (size_t i = 0; i < draft->columns.n_plain && !own; i++)
        other |= i != name && draft->items[i].word == draft->items[code].word &&
                 draft->items[i].word != WORD_NONE && has_stem(&draft->items[i], plain);
    bool same = own || /* "Reserve" beside "Reservenr" */
                (name == field + 1 && *plain && strncmp(stem, plain, strlen(plain)) == 0) ||
                is_named_alike(&draft->items[code], &draft->items[name]);
    int score = 4 * same + 2 * (name == field + 1) + is_descriptive(&draft->items[name]);
    bool beside = name == field + 1 && (strcmp(plain, "naam") == 0 || strcmp(plain, "name") == 0);
    bool person = draft->items[name].word == WORD_PERSOON && !same && !beside &&
                  !is_of_persons(draft, code, name);
    return name == field || person || other || score < 3 ? 0 : score;
}

/* The column that says what a column of codes calls them, with *called as follows has it; or
 * NO_COLUMN. */
static size_t names_of(const struct reading_names *names, size_t code, const uint32_t **called)
{
    const struct sniff_column *column = &names->draft->items[code];
    size_t best = NO_COLUMN;
    int most = 0;
    if (sniff_part_is_named(column) && (*called = follows(names, code, column->source)))
        return column->source;
    for (size_t i = 0; i < names->draft->columns.n_plain; i++) {
        int score = name_score(names->draft, code, i);
        const uint32_t *of = score > most ? follows(names, code, i) : NULL;
        if (of && is_of_persons(names->draft, code, i)) {
            names->nieuw->persons = names->draft->items[i].header.bytes;
        } else if (of) {
            best = i;
            most = score;
            *called = of;
        }
    }
    return best;
}

/* Words for what keys are grouped by, the most precise first. */
static const char *const groups[] = {"pakket",    "beleidsveld", "beleidsproduct", "productgroep",
                                     "product",   "taakveld",    "thema",          "cluster",
                                     "programma", "afdeling",    "sector",         "team"};
enum { N_GROUPS = sizeof groups / sizeof *groups, GROUP_TAAKVELD = 5, GROUP_PROGRAMMA = 8 };

/* The column whose header begins so and is no name of another one, or NO_COLUMN. */
static size_t find_group(const struct draft *draft, size_t group, size_t not_column)
{
    char plain[SNIFF_PLAIN_SIZE];
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        sniff_plain(draft->items[i].header, plain);
        if (i != not_column && strncmp(plain, groups[group], strlen(groups[group])) == 0 &&
            !is_descriptive(&draft->items[i]) && draft->items[i].type != TYPE_AMOUNT)
            return i;
    }
    return NO_COLUMN;
}

/* ---- what they say ---- */

static const char *value_text(const struct reading_names *names, size_t column, uint32_t number)
{
    struct text text = names->values[column].texts[number];
    return arena_copy(names->nieuw->arena, text.bytes, text.n_bytes);
}

/* What a key is called besides its name, in a column that names it: 0.1 is Bestuur, and Mutaties
 * reserves where a spreadsheet made it of 0.10. */
static void take_other_names(struct reading_names *names, size_t key)
{
    const size_t n = names->draft->columns.n;
    for (size_t i = 0; i < names->draft->columns.n_plain; i++) {
        if (name_score(names->draft, key, i) < 4 || follows(names, key, i) ||
            is_of_persons(names->draft, key, i))
            continue;
        struct memo pairs = {0};
        char pair[32];
        for (const uint32_t *row = names->rows; row < names->rows + names->n; row += n) {
            snprintf(pair, sizeof pair, "%" PRIu32 " %" PRIu32, row[key], row[i]);
            size_t n_pairs = pairs.n;
            if (row[key] && row[i] && memo_number_slow(&pairs, text_of(pair)) == n_pairs)
                memo_number_slow(&names->nieuw->other_names,
                                 text_of(arena_printf(names->nieuw->arena, "%s\n%s\n%s",
                                                      draft_name(names->draft, key),
                                                      value_text(names, key, row[key] - 1),
                                                      value_text(names, i, row[i] - 1))));
        }
        memo_release(&pairs);
    }
}

/* One of those names is that of another key. */
static void find_other_names(struct nieuw *nieuw)
{
    struct text_list list = {.arena = nieuw->arena, .between = "; ", .most = 3};
    for (size_t o = 0; o < nieuw->other_names.n; o++) {
        struct text name = nieuw->other_names.texts[o], column, code;
        text_split(&name, '\n', &column);
        text_split(&name, '\n', &code);
        for (size_t i = 0; i < nieuw->keys.codes.n; i++)
            if (nieuw->keys.items[i].name && text_is(name, nieuw->keys.items[i].name) &&
                !text_equal(nieuw->keys.codes.texts[i], code))
                list_add(&list, "%.*s %.*s heet ook %.*s, zoals %.*s", TEXT_ARG(column),
                         TEXT_ARG(code), TEXT_ARG(name), TEXT_ARG(nieuw->keys.codes.texts[i]));
    }
    nieuw->mixed_keys = list_text(&list, NULL);
}

/* "6 Sociaal domein", "A - Bestuur": a code with a digit, or a letter, and a name behind it. */
static const char *take_code(struct arena *arena, const char *text, const char **name)
{
    const char *space = strchr(text, ' ');
    size_t n = space ? (size_t)(space - text) : 0;
    if (!space || n > 8 || (strcspn(text, "0123456789") >= n && strncmp(text + 1, " - ", 3) != 0))
        return text;
    while (*space == ' ' || *space == '-' || *space == ':')
        space++;
    *name = *space ? space : NULL;
    while (n > 1 && strchr(".:-", text[n - 1]))
        n--;
    return arena_copy(arena, text, n);
}

/* The codes of a column into their table, with their names, and the code of the column `above` that
 * each is of. */
static void take_codes(struct reading_names *names, struct nieuw_codes *codes, size_t column,
                       size_t above, bool split)
{
    const uint32_t *called = NULL, *of = follows(names, column, above);
    size_t name_column = names_of(names, column, &called);
    size_t *role = names->draft->role;
    /* of several equal headers a name's is no description */
    if (called && name_column == role[ROLE_OMSCHRIJVING] &&
        names->draft->items[name_column].called.bytes !=
            names->draft->items[name_column].header.bytes)
        role[ROLE_OMSCHRIJVING] = NO_COLUMN;
    if (called && !split && name_column != role[ROLE_OMSCHRIJVING] &&
        draft_usable(names->draft, name_column) &&
        is_descriptive(&names->draft->items[name_column]))
        role[codes == &names->nieuw->keys ? ROLE_SLEUTELNAAM : ROLE_REKENINGNAAM] = name_column;
    for (uint32_t i = 0; i < names->values[column].n; i++) {
        const char *name = NULL, *code = value_text(names, column, i), *ignored;
        if (split)
            code = take_code(names->nieuw->arena, code, &name);
        if (called && called[i])
            name = value_text(names, name_column, called[i] - 1);
        if (name_column == names->draft->items[column].source)
            take_code(names->nieuw->arena, name, &name);
        if (codes == &names->nieuw->keys && names->nieuw->bare)
            code = nieuw_bare(text_of(code)).bytes;
        struct nieuw_code *item = nieuw_code(codes, code);
        item->name = item->name ? item->name : name;
        if (of && of[i] && !item->of)
            item->of =
                take_code(names->nieuw->arena, value_text(names, above, of[i] - 1), &ignored);
    }
}

/* The secties of accounts, where a column tells them line by line. */
static void take_secties(struct reading_names *names, size_t account, size_t soort)
{
    struct nieuw *nieuw = names->nieuw;
    const size_t n = names->draft->columns.n;
    for (const uint32_t *row = names->rows; row < names->rows + names->n; row += n) {
        enum sectie sectie = row[account] && row[soort]
                                 ? draft_sectie_told(names->values[soort].texts[row[soort] - 1])
                                 : SECTIE_COUNT;
        if (sectie == SECTIE_COUNT)
            continue;
        const char *code = value_text(names, account, row[account] - 1);
        nieuw_code(&nieuw->accounts, code)->secties |= 1u << sectie;
        nieuw->told_by = nieuw->told_by ? nieuw->told_by : path_name(names->draft->path);
    }
}

/* "6.71" is of 6, Sociaal domein: the front of a taakveld in the indeling of Iv3; where no export
 * says another one. */
static void take_fronts(struct nieuw *nieuw, struct nieuw_codes *codes, struct nieuw_codes *above)
{
    static const char *const fronts[] = {
        "Bestuur en ondersteuning",
        "Veiligheid",
        "Verkeer, vervoer en waterstaat",
        "Economie",
        "Onderwijs",
        "Sport, cultuur en recreatie",
        "Sociaal domein",
        "Volksgezondheid en milieu",
        "Volkshuisvesting, leefomgeving en stedelijke vernieuwing"};
    for (size_t i = 0; i < codes->codes.n; i++)
        if (codes->items[i].of)
            return;
    for (size_t i = 0; i < codes->codes.n; i++) {
        struct text code = codes->codes.texts[i];
        if (code.n_bytes < 3 || code.bytes[1] != '.' || *code.bytes < '0' || *code.bytes > '8')
            continue;
        codes->items[i].of = arena_copy(nieuw->arena, code.bytes, 1);
        struct nieuw_code *front = nieuw_code(above, codes->items[i].of);
        front->name = front->name ? front->name : fronts[*code.bytes - '0'];
        front->of = front->of ? front->of : codes->items[i].of;
    }
}

static void take_groups(struct reading_names *names, size_t key)
{
    const struct draft *draft = names->draft;
    struct nieuw *nieuw = names->nieuw;
    size_t group = 0, column = NO_COLUMN;
    while (group < N_GROUPS && !follows(names, key, column = find_group(draft, group, key)))
        group++;
    column = group < N_GROUPS ? column : NO_COLUMN;
    take_codes(names, &nieuw->keys, key, column, false);
    if (column == NO_COLUMN) {
        if (find_group(draft, GROUP_TAAKVELD, NO_COLUMN) == key ||
            sniff_column_is_iv3(&draft->items[key]))
            nieuw->by_taakveld[0] = true;
        return;
    }
    size_t programma = find_group(draft, GROUP_PROGRAMMA, NO_COLUMN);
    bool above = programma != column && follows(names, column, programma);
    take_codes(names, &nieuw->pakketten, column, above ? programma : NO_COLUMN, true);
    if (above)
        take_codes(names, &nieuw->programmas, programma, NO_COLUMN, true);
    else if (group == GROUP_TAAKVELD)
        nieuw->by_taakveld[1] = true;
    for (size_t i = 0; i < nieuw->pakketten.codes.n && group == GROUP_PROGRAMMA; i++)
        if (!nieuw->pakketten.items[i].of) /* it is a programma, too */
            nieuw->pakketten.items[i].of = nieuw->pakketten.codes.texts[i].bytes;
}

/* ---- names of accounts that an auditfile lists in front of its bookings, which no line has ----
 */

#define PIECE_BYTES ((size_t)64 * 1024)
#define VALUE_BYTES 256 /* of a name; what is longer is cut off */

/* Of the ledgerAccount at hand. */
static const char *const elements[] = {"accID", "accDesc"};
enum { ID, NAME, VALUES };

struct chart {
    struct nieuw *nieuw;
    int open; /* the value that is read, or VALUES */
    char values[VALUES][VALUE_BYTES];
    size_t n[VALUES];
};

static bool start(void *context, const char *name, const char *const *attributes)
{
    (void)attributes;
    struct chart *chart = context;
    if (strcmp(name, "ledgerAccount") == 0)
        chart->n[ID] = chart->n[NAME] = 0;
    for (chart->open = 0; chart->open < VALUES && strcmp(name, elements[chart->open]) != 0;)
        chart->open++;
    return strcmp(name, "transactions") != 0;
}

static void add(void *context, struct text text)
{
    struct chart *chart = context;
    size_t *n = chart->open < VALUES ? &chart->n[chart->open] : NULL;
    if (!n || text.n_bytes > VALUE_BYTES - *n)
        return;
    memcpy(chart->values[chart->open] + *n, text.bytes, text.n_bytes);
    *n += text.n_bytes;
}

static bool end(void *context, const char *name)
{
    struct chart *chart = context;
    struct text id = text_trim((struct text){chart->values[ID], chart->n[ID]}),
                called = text_trim((struct text){chart->values[NAME], chart->n[NAME]});
    chart->open = VALUES;
    if (strcmp(name, "ledgerAccount") != 0 || id.n_bytes == 0 || called.n_bytes == 0)
        return true;
    struct arena *arena = chart->nieuw->arena;
    struct nieuw_code *account =
        nieuw_code(&chart->nieuw->accounts, arena_copy(arena, id.bytes, id.n_bytes));
    if (!account->name)
        account->name = arena_copy(arena, called.bytes, called.n_bytes);
    return true;
}

/* Out of whatever it is packed in; what is no XML has no names here. */
static void read_chart(struct nieuw *nieuw, const char *path)
{
    static const struct xml_handlers handlers = {start, end, add};
    static const struct packing_wish wish = {.as_xml = true, .unhashed = true};
    struct errors ignored = {0};
    struct chart *chart = arena_alloc(nieuw->arena, sizeof *chart);
    char *piece = arena_alloc(nieuw->arena, PIECE_BYTES);
    struct stream *stream = stream_open(path, &wish, &ignored);
    *chart = (struct chart){.nieuw = nieuw, .open = VALUES};
    const char *problem = ""; /* none */
    struct xml *xml = xml_open(&handlers, chart, &problem);
    size_t n;
    while (stream && stream_read(stream, piece, PIECE_BYTES, &n, &ignored) && n > 0 &&
           !xml_feed(xml, (struct text){piece, n}, false))
        ;
    xml_close(xml);
    stream_close(stream);
    errors_release(&ignored);
}

/* ---- the whole ---- */

static bool read_kind(struct nieuw *nieuw, const struct nieuw_kind *kind)
{
    struct draft *draft = kind->draft;
    size_t n = draft->columns.n, account = draft->role[ROLE_REKENING];
    size_t key = nieuw_key_column(kind);
    bool ok = true;
    struct reading_names names = {
        .nieuw = nieuw, .draft = draft, .values = mem_alloc(n * sizeof *names.values)};
    for (size_t i = 0; ok && i < kind->n_paths; i++)
        ok = add_file(&names, kind->paths[i]);
    for (size_t i = 0; i < n; i++) /* reserves of another month */
        for (size_t v = 0; v < names.values[i].n && draft->items[i].type == TYPE_CODE; v++)
            if (text_is(names.values[i].texts[v], "0.10"))
                memo_number_slow(&draft->items[i].distinct, names.values[i].texts[v]);
    if (sniff_about_person(draft->items[key].header))
        nieuw->persons = draft->items[key].header.bytes;
    take_groups(&names, key);
    take_other_names(&names, key);
    if (account != NO_COLUMN)
        take_codes(&names, &nieuw->accounts, account, NO_COLUMN, false);
    if (account != NO_COLUMN && draft->of_word[WORD_SOORT] != NO_COLUMN)
        take_secties(&names, account, draft->of_word[WORD_SOORT]);
    for (uint32_t i = 0; account != NO_COLUMN && i < names.values[account].n; i++) {
        struct text code = names.values[account].texts[i];
        const size_t at = draft->items[account].n_zeros;
        if (code.n_bytes > at && text_is_digit(code.bytes[at]) && !draft_is_category(code))
            draft->sums.digits[code.bytes[at] - '0'].other = true;
    }
    for (size_t i = 0; account != NO_COLUMN && i < kind->n_paths; i++)
        if (text_is(draft->items[account].header, "accID"))
            read_chart(nieuw, kind->paths[i]);
    for (size_t i = 0; i < n; i++)
        memo_release(&names.values[i]);
    free(names.values);
    free(names.rows);
    return ok;
}

bool nieuw_read_names(struct nieuw *nieuw)
{
    bool ok = true;
    for (size_t k = 0; ok && k < nieuw->n_kinds; k++)
        ok = read_kind(nieuw, &nieuw->kinds[k]);
    if (nieuw->by_taakveld[0])
        take_fronts(nieuw, &nieuw->keys, &nieuw->pakketten);
    if (nieuw->by_taakveld[1])
        take_fronts(nieuw, &nieuw->pakketten, &nieuw->programmas);
    find_other_names(nieuw);
    return ok;
}
