/* [bron ...]: the control totals of a delivery, typed or from the sender's own control file. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/format/amount.h"
#include "pipeline/format/csv_given.h"

#include <fnmatch.h>
#include <limits.h>
#include <string.h>

#define CONTROL_MAX_BYTES ((size_t)1 << 20)

/* The sender's control file, line by line. */
struct control_file {
    const char *path; /* NULL: none, or it cannot be read */
    bool is_named;
    struct text content;              /* UTF-8, lines by LF alone */
    const struct settings_key *files; /* the source's `bestanden`; NULL: none */
};

/* Of one total: what the file says. Of a file with a row per delivered file more than one. */
struct control_values {
    struct text *items;
    size_t n;
};

static struct control_file read_control_file(struct plan_reading *reading,
                                             struct settings_section *section)
{
    struct control_file file = {.files = settings_find(&reading->settings, section, "bestanden")};
    const char *name = settings_text(&reading->settings, section->name, "controle_bestand", "");
    const char *path = *name ? settings_path(&reading->settings, name) : NULL;
    file.is_named = path != NULL;
    struct csv_file as_given = {.path = path, .errors = reading->errors};
    struct text content;
    if (path && file_read(path, CONTROL_MAX_BYTES, reading->arena, reading->errors, &content) &&
        csv_given_text(&as_given, false, reading->arena, &content)) {
        char *bytes = text_string(reading->arena, content);
        for (char *c = bytes; (c = memchr(c, '\r', content.n_bytes - (size_t)(c - bytes))); c++)
            *c = '\n';
        file.content = (struct text){bytes, content.n_bytes};
        file.path = path;
        plan_add_settings_file(reading, path);
    }
    return file;
}

/* What stands between the fields of a line: the first of these that is in it. */
static char separator_of(struct text line)
{
    for (const char *mark = "=;\t|:,"; *mark; mark++)
        if (memchr(line.bytes, *mark, line.n_bytes))
            return *mark;
    return '=';
}

static struct text plain(struct text field)
{
    field = text_trim(field);
    if (field.n_bytes > 1 && field.bytes[0] == '"' && field.bytes[field.n_bytes - 1] == '"')
        field = text_trim((struct text){field.bytes + 1, field.n_bytes - 2});
    return field;
}

/* Up to the separator behind it; within quotes a separator is a part of the field. */
static bool next_field(struct text *line, char separator, struct text *field)
{
    const struct text all = *line;
    const bool is_quoted = all.n_bytes > 1 && all.bytes[0] == '"';
    const char *close = is_quoted ? memchr(all.bytes + 1, '"', all.n_bytes - 1) : NULL;
    if (close)
        *line = text_from(all, (size_t)(close - all.bytes));
    if (!text_split(line, separator, field))
        return false;
    if (close)
        *field = (struct text){all.bytes, (size_t)(field->bytes - all.bytes) + field->n_bytes};
    return true;
}

/* Field `index` of a line, 0-based; false when it has fewer. */
static bool field_of(struct text line, size_t index, struct text *field)
{
    char separator = separator_of(line);
    for (size_t i = 0; next_field(&line, separator, field); i++) {
        *field = plain(*field);
        if (i == index)
            return true;
    }
    return false;
}

static bool next_line(struct text *rest, struct text *line)
{
    while (text_split(rest, '\n', line)) {
        *line = text_trim(*line);
        if (line->n_bytes > 0)
            return true;
    }
    return false;
}

static bool has_digit(struct text text)
{
    for (size_t i = 0; i < text.n_bytes; i++)
        if (text.bytes[i] >= '0' && text.bytes[i] <= '9')
            return true;
    return false;
}

/* `3`: field 3 of the last line. */
static size_t find_by_position(struct plan_reading *reading, const struct control_file *file,
                               struct text name, struct control_values *values)
{
    struct text rest = file->content, line, last = {"", 0}, value;
    uint64_t position;
    text_take_digits(&name, name.n_bytes, &position);
    while (next_line(&rest, &line))
        last = line;
    if (position == 0 || last.n_bytes == 0 || !field_of(last, (size_t)position - 1, &value))
        return 0;
    *arena_add(reading->arena, values->items, values->n) = value;
    return 1;
}

/* A row about a file that the source asks for, whether it came or not. */
static bool is_of_source(struct plan_reading *reading, const struct control_file *file,
                         struct text row)
{
    struct text field;
    for (size_t i = 0; field_of(row, i, &field); i++) {
        const char *name = path_name(text_string(reading->arena, field));
        for (size_t f = 0; file->files && f < file->files->n_values && *name; f++)
            if (fnmatch(path_name(file->files->values[f].text), name, 0) == 0)
                return true;
    }
    return false;
}

/* Field `index` of the only row, or of those of the source's files. Returns how many there are. */
static size_t find_under(struct plan_reading *reading, const struct control_file *file,
                         struct text rows, size_t index, struct control_values *values)
{
    struct text rest = rows, row, value;
    size_t n_rows = 0, n_found = 0;
    while (next_line(&rest, &row) && field_of(row, index, &value))
        n_rows++;
    for (rest = rows; next_line(&rest, &row) && field_of(row, index, &value);) {
        if (n_rows > 1 && !is_of_source(reading, file, row))
            continue;
        *arena_add(reading->arena, values->items, values->n) = value;
        n_found++;
    }
    return n_found ? 1 : n_rows;
}

/* `Totaal debet`: what stands behind it on its line, or, where it is in a header, under it. Returns
 * how often it is there. */
static size_t find_by_name(struct plan_reading *reading, const struct control_file *file,
                           struct text name, struct control_values *values)
{
    const char *wanted = csv_given_folded(reading->arena, name);
    struct text rest = file->content, line, field, value, other;
    size_t n = 0;
    while (next_line(&rest, &line)) {
        for (size_t i = 0; field_of(line, i, &field); i++) {
            if (!csv_given_column(reading->arena, field, wanted))
                continue;
            if (i == 0 && field_of(line, 1, &value) && has_digit(value) &&
                !field_of(line, 2, &other)) {
                *arena_add(reading->arena, values->items, values->n) = value;
                n++;
            } else {
                n += find_under(reading, file, rest, i, values);
            }
        }
    }
    return n;
}

/* "{name}": the name. */
static bool is_reference(const char *value, struct text *name)
{
    size_t n = strlen(value);
    *name = text_trim((struct text){value + 1, n > 1 ? n - 2 : 0});
    return n > 2 && value[0] == '{' && value[n - 1] == '}';
}

/* How a total is written in the control file. */
struct total_kind {
    struct amount_format format;
    const char *wanted;
};
static const struct total_kind an_amount = {
    {.decimal = AMOUNT_COMMA | AMOUNT_POINT,
     .thousands = AMOUNT_COMMA | AMOUNT_POINT | AMOUNT_SPACE,
     .minus = AMOUNT_MINUS_FRONT | AMOUNT_MINUS_BACK,
     .currency = true,
     .unit_cents = 100,
     .encoding = TEXT_UTF8},
    "een bedrag"};
/* "12601", "12.601" */
static const struct total_kind a_count = {
    {.thousands = AMOUNT_COMMA | AMOUNT_POINT, .unit_cents = 1, .encoding = TEXT_UTF8},
    "een aantal in cijfers"};

/* True when the setting says what it is called in the control file; *sum is what all of those come
 * to there, 0 after an error. */
static bool is_from_file(struct plan_reading *reading, const struct control_file *file,
                         const struct settings_key *key, const char *text, const char *total,
                         const struct total_kind *kind, struct money *sum)
{
    struct control_values values = {0};
    struct text name;
    size_t n = 0;
    if (!is_reference(text, &name))
        return false;
    *sum = (struct money){0};
    if (file->path)
        n = text_is_digits(name) ? find_by_position(reading, file, name, &values)
                                 : find_by_name(reading, file, name, &values);
    else if (!file->is_named)
        reading_wrong(reading, key, "%s is een naam in het controle_bestand, en dat is er niet",
                      text);
    if (file->path && n != 1)
        errors_add(reading->errors, ERROR_DATA, file->path,
                   "%s: verwacht '%.*s' precies één keer, met een waarde erachter of eronder, of "
                   "een rij per bestand van de bron; gevonden %zu",
                   key->name, TEXT_ARG(name), n);
    for (size_t i = 0; n == 1 && i < values.n; i++) {
        struct money more;
        if (amount_parse(&kind->format, values.items[i], &more) != AMOUNT_OK ||
            !money_add(*sum, more, sum))
            errors_add(reading->errors, ERROR_DATA, file->path, "%s: verwacht %s, gevonden '%.*s'",
                       total, kind->wanted, TEXT_ARG(values.items[i]));
    }
    return true;
}

static struct money read_amount(struct plan_reading *reading, const struct control_file *file,
                                struct settings_section *section, const char *name, bool *has)
{
    struct settings_key *key = settings_find(&reading->settings, section, name);
    struct money sum;
    *has = key != NULL;
    if (key && key->n_values == 1 &&
        is_from_file(reading, file, key, key->values[0].text, name, &an_amount, &sum))
        return sum;
    return settings_money(&reading->settings, section->name, name, (struct money){0});
}

/* ---- totals of a part ---- */

static bool find_part(const struct plan *plan, const struct source *source,
                      struct named_total *total)
{
    const size_t n = source->profile ? source->profile->n_amounts : 0;
    const size_t amount = n ? array_index(source->profile->amounts, n, name, total->name) : n;
    const size_t stand = array_index(plan->standen, plan->n_standen, name, total->name);
    total->amount = amount < n ? amount : PLAN_NO_PART;
    total->stand = amount == n && stand < plan->n_standen ? stand : PLAN_NO_PART;
    return amount < n || stand < plan->n_standen;
}

/* "ini: 1.000,00", "primair 2024: {Totaal primair}". */
static void read_named_total(struct plan_reading *reading, const struct control_file *file,
                             const struct settings_key *key, const struct settings_value *value,
                             struct source *source)
{
    struct named_total *total =
        arena_add(reading->arena, source->named_totals, source->n_named_totals);
    struct text rest = text_of(value->text), name;
    text_split(&rest, ':', &name);
    name = text_trim(name);
    rest = text_trim(rest);
    const char *text = text_string(reading->arena, rest);
    total->name = text_string(reading->arena, name);
    if (!find_part(reading->plan, source, total) && reading->profiles_are_good)
        reading_error(reading, value->line_no,
                      "%s: verwacht een naam uit [bedragen] van het bronprofiel of een stand uit "
                      "[kolommen], gevonden '%s'",
                      key->name, total->name);
    if (!is_from_file(reading, file, key, text, total->name, &an_amount, &total->money) &&
        !settings_amount(text, &total->money))
        reading_error(reading, value->line_no,
                      "%s: %s: verwacht een bedrag zoals 75.000,00, gevonden '%s'", key->name,
                      total->name, text);
}

/* One over all, parts, or both. */
static void read_totals(struct plan_reading *reading, const struct control_file *file,
                        struct settings_section *section, struct source *source)
{
    static const char name[] = "controle_totaal";
    struct settings_key *key = settings_find(&reading->settings, section, name);
    struct settings_key whole = key ? *key : (struct settings_key){0};
    whole.n_values = 0;
    for (size_t v = 0; key && v < key->n_values; v++) {
        if (strchr(key->values[v].text, ':'))
            read_named_total(reading, file, key, &key->values[v], source);
        else
            whole.values[whole.n_values++] = key->values[v];
    }
    source->has_total = whole.n_values > 0;
    const char *text = whole.n_values ? settings_one(&reading->settings, &whole) : NULL;
    if (text &&
        !is_from_file(reading, file, &whole, text, name, &an_amount, &source->control_total) &&
        !settings_amount(text, &source->control_total))
        reading_error(reading, whole.line_no,
                      "%s: verwacht een bedrag zoals 75.000,00, gevonden '%s'", name, text);
}

static long read_count(struct plan_reading *reading, const struct control_file *file,
                       struct settings_section *section, const char *name, bool *has)
{
    struct settings_key *key = settings_find(&reading->settings, section, name);
    struct money sum;
    *has = key != NULL;
    if (key && key->n_values == 1 &&
        is_from_file(reading, file, key, key->values[0].text, name, &a_count, &sum))
        return (long)sum.cents;
    return settings_number(&reading->settings, section->name, name, 0, LONG_MAX, 0);
}

void plan_read_controls(struct plan_reading *reading, struct settings_section *section,
                        struct source *source)
{
    const struct control_file file = read_control_file(reading, section);
    source->control_lines =
        read_count(reading, &file, section, "controle_regels", &source->has_lines);
    source->control_debet =
        read_amount(reading, &file, section, "controle_debet", &source->has_debet);
    source->control_credit =
        read_amount(reading, &file, section, "controle_credit", &source->has_credit);
    read_totals(reading, &file, section, source);
}
