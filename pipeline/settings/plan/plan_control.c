/* [bron ...]: the control totals of a delivery, typed or from the sender's own control file. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/file.h"
#include "pipeline/format/amount.h"

#include <limits.h>
#include <string.h>

#define CONTROL_MAX_BYTES ((size_t)1 << 20)

/* The sender's control file, line by line. */
struct control_file {
    const char *path; /* NULL: none, or it cannot be read */
    bool is_named;
    struct text content;
};

static struct control_file read_control_file(struct plan_reading *reading, const char *section)
{
    struct control_file file = {0};
    const char *name = settings_text(&reading->settings, section, "controle_bestand", "");
    const char *path = *name ? settings_path(&reading->settings, name) : NULL;
    file.is_named = path != NULL;
    if (path &&
        file_read(path, CONTROL_MAX_BYTES, reading->arena, reading->errors, &file.content)) {
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

/* Field `index` of a line, 0-based; false when it has fewer. */
static bool field_of(struct text line, size_t index, struct text *field)
{
    char separator = separator_of(line);
    for (size_t i = 0; text_split(&line, separator, field); i++) {
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
static size_t find_by_position(const struct control_file *file, struct text name,
                               struct text *value)
{
    struct text rest = file->content, line, last = {"", 0};
    size_t position = 0;
    for (size_t i = 0; i < name.n_bytes; i++)
        position = position * 10 + (size_t)(name.bytes[i] - '0');
    while (next_line(&rest, &line))
        last = line;
    return position > 0 && last.n_bytes > 0 && field_of(last, position - 1, value);
}

/* `Totaal debet`: what stands behind it on its line, or, where it is in a header, under it. Returns
 * how often it is there. */
static size_t find_by_name(const struct control_file *file, struct text name, struct text *value)
{
    struct text rest = file->content, line, field, other;
    size_t n = 0;
    while (next_line(&rest, &line)) {
        for (size_t i = 0; field_of(line, i, &field); i++) {
            if (!text_equal(field, name))
                continue;
            struct text under = rest, next;
            bool is_pair = i == 0 && field_of(line, 1, value) && has_digit(*value) &&
                           !field_of(line, 2, &other);
            n += is_pair || (next_line(&under, &next) && field_of(next, i, value));
            n += !is_pair && next_line(&under, &next); /* more rows than one */
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

/* True when the setting says what it is called in the control file; *value is "" after an error. */
static bool is_from_file(struct plan_reading *reading, const struct control_file *file,
                         const struct settings_key *key, const char *text, struct text *value)
{
    struct text name;
    size_t n = 0;
    if (!is_reference(text, &name))
        return false;
    if (file->path)
        n = text_is_digits(name) ? find_by_position(file, name, value)
                                 : find_by_name(file, name, value);
    else if (!file->is_named)
        settings_error(&reading->settings, key->line_no,
                       "%s: %s is een naam in het controle_bestand, en dat is er niet", key->name,
                       text);
    if (file->path && n != 1)
        errors_add(reading->errors, ERROR_DATA, file->path,
                   "%s: verwacht '%.*s' precies één keer, met een waarde erachter of eronder; "
                   "gevonden %zu",
                   key->name, TEXT_ARG(name), n);
    if (n != 1)
        *value = (struct text){"", 0};
    return true;
}

/* The amount that a reference names; 0 after an error. */
static struct money amount_in_file(struct plan_reading *reading, const struct control_file *file,
                                   const char *name, struct text value)
{
    static const struct amount_format format = {
        .decimal = AMOUNT_COMMA | AMOUNT_POINT,
        .thousands = AMOUNT_COMMA | AMOUNT_POINT | AMOUNT_SPACE,
        .minus = AMOUNT_MINUS_FRONT | AMOUNT_MINUS_BACK,
        .currency = true,
        .unit_cents = 100,
        .encoding = TEXT_UTF8,
    };
    struct money money = {0};
    if (value.n_bytes && amount_parse(&format, value, &money) != AMOUNT_OK)
        errors_add(reading->errors, ERROR_DATA, file->path,
                   "%s: verwacht een bedrag, gevonden '%.*s'", name, TEXT_ARG(value));
    return money;
}

static struct money read_amount(struct plan_reading *reading, const struct control_file *file,
                                struct settings_section *section, const char *name, bool *has)
{
    struct settings_key *key = settings_find(&reading->settings, section, name);
    struct text value;
    *has = key != NULL;
    if (key && key->n_values == 1 && is_from_file(reading, file, key, key->values[0].text, &value))
        return amount_in_file(reading, file, name, value);
    return settings_money(&reading->settings, section->name, name, (struct money){0});
}

/* ---- totals of a part ---- */

static bool find_part(const struct plan *plan, const struct source *source,
                      struct named_total *total)
{
    total->amount = total->stand = PLAN_NO_PART;
    for (size_t a = 0; source->profile && a < source->profile->n_amounts; a++)
        if (strcmp(source->profile->amounts[a].name, total->name) == 0)
            return total->amount = a, true;
    for (size_t s = 0; s < plan->n_standen; s++)
        if (strcmp(plan->standen[s].name, total->name) == 0)
            return total->stand = s, true;
    return false;
}

/* "ini: 1.000,00", "primair 2024: {Totaal primair}". */
static void read_named_total(struct plan_reading *reading, const struct control_file *file,
                             const struct settings_key *key, const struct settings_value *value,
                             struct source *source)
{
    struct named_total *total =
        arena_add(reading->arena, source->named_totals, source->n_named_totals);
    struct text rest = text_of(value->text), name, amount;
    text_split(&rest, ':', &name);
    name = text_trim(name);
    rest = text_trim(rest);
    const char *text = arena_copy(reading->arena, rest.bytes, rest.n_bytes);
    total->name = arena_copy(reading->arena, name.bytes, name.n_bytes);
    if (!find_part(reading->plan, source, total) && reading->profiles_are_good)
        settings_error(&reading->settings, value->line_no,
                       "%s: verwacht een naam uit [bedragen] van het bronprofiel of een stand uit "
                       "[kolommen], gevonden '%s'",
                       key->name, total->name);
    if (is_from_file(reading, file, key, text, &amount))
        total->money = amount_in_file(reading, file, total->name, amount);
    else if (!settings_amount(text, &total->money))
        settings_error(&reading->settings, value->line_no,
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
    struct text value;
    whole.n_values = 0;
    for (size_t v = 0; key && v < key->n_values; v++) {
        if (strchr(key->values[v].text, ':'))
            read_named_total(reading, file, key, &key->values[v], source);
        else
            whole.values[whole.n_values++] = key->values[v];
    }
    source->has_total = whole.n_values > 0;
    const char *text = whole.n_values ? settings_one(&reading->settings, &whole) : NULL;
    if (!text)
        return;
    if (is_from_file(reading, file, &whole, text, &value))
        source->control_total = amount_in_file(reading, file, name, value);
    else if (!settings_amount(text, &source->control_total))
        settings_error(&reading->settings, whole.line_no,
                       "%s: verwacht een bedrag zoals 75.000,00, gevonden '%s'", name, text);
}

static long read_count(struct plan_reading *reading, const struct control_file *file,
                       struct settings_section *section, const char *name, bool *has)
{
    struct settings_key *key = settings_find(&reading->settings, section, name);
    struct text value;
    long count = 0;
    *has = key != NULL;
    if (!key || key->n_values != 1 ||
        !is_from_file(reading, file, key, key->values[0].text, &value))
        return settings_number(&reading->settings, section->name, name, 0, LONG_MAX, 0);
    if (value.n_bytes && (!text_is_digits(value) || value.n_bytes > 15))
        errors_add(reading->errors, ERROR_DATA, file->path,
                   "%s: verwacht een aantal in cijfers, gevonden '%.*s'", name, TEXT_ARG(value));
    for (size_t i = 0; value.n_bytes <= 15 && text_is_digits(value) && i < value.n_bytes; i++)
        count = count * 10 + (value.bytes[i] - '0');
    return count;
}

void plan_read_controls(struct plan_reading *reading, struct settings_section *section,
                        struct source *source)
{
    const struct control_file file = read_control_file(reading, section->name);
    source->control_lines =
        read_count(reading, &file, section, "controle_regels", &source->has_lines);
    source->control_debet =
        read_amount(reading, &file, section, "controle_debet", &source->has_debet);
    source->control_credit =
        read_amount(reading, &file, section, "controle_credit", &source->has_credit);
    read_totals(reading, &file, section, source);
}
