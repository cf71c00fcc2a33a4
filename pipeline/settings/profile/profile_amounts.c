/* [getal] and [bedragen]. */
#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/quoted.h"
#include "pipeline/settings/stand.h"

#include <string.h>

/* ---- sets of words ---- */

struct word {
    const char *text;
    unsigned bit; /* 0: "none", alone in its list */
};

static const struct word decimal_words[] = {
    {"komma", AMOUNT_COMMA}, {"punt", AMOUNT_POINT}, {NULL, 0}};

static const struct word thousands_words[] = {{"geen", 0},
                                              {"punt", AMOUNT_POINT},
                                              {"komma", AMOUNT_COMMA},
                                              {"spatie", AMOUNT_SPACE},
                                              {"apostrof", AMOUNT_APOSTROPHE},
                                              {NULL, 0}};

static const struct word minus_words[] = {{"voor", AMOUNT_MINUS_FRONT},
                                          {"achter", AMOUNT_MINUS_BACK},
                                          {"haakjes", AMOUNT_BRACKETS},
                                          {"crdr", AMOUNT_CR_DR},
                                          {NULL, 0}};

/* What a list says so far. */
struct word_set {
    const struct word *words;
    unsigned bits;
    size_t n;
    bool none;
};

static bool take_word(void *context, struct text text)
{
    struct word_set *set = context;
    const struct word *word = set->words;
    set->n++;
    while (word->text && !text_is(text, word->text))
        word++;
    set->bits |= word->bit;
    set->none |= word->text && word->bit == 0;
    return word->text != NULL;
}

/* The bits of the words in a list, separated by commas or on lines of their own. */
static unsigned read_set(struct profile_reading *reading, struct settings_section *section,
                         const char *name, const struct word *words, unsigned fallback)
{
    struct word_set set = {.words = words};
    struct text_list list = {.arena = reading->arena};
    for (const struct word *word = words; word->text; word++)
        list_add(&list, "%s", word->text);
    const char *wanted = arena_printf(reading->arena, "een of meer van: %s", list_text(&list, ""));
    if (!settings_list(&reading->settings, section, name, take_word, &set, wanted))
        return fallback;
    if (set.none && set.n > 1)
        settings_wrong(&reading->settings, section->name, name, "'geen' staat alleen");
    return set.bits;
}

/* ---- [getal] ---- */

static const struct {
    const char *text;
    int64_t cents;
} units[] = {{"1", 100}, {"1000", 100000}, {"1000000", 100000000}, {"0,01", 1}};

/* 1, 1000, 0,01, or the column whose [waarden] give one of these. */
static void read_unit(struct profile_reading *reading)
{
    static const char *const allowed[] = {"1", "1000", "1000000", "0,01", NULL};
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    const char *text = settings_text(settings, "getal", "eenheid", "1");
    size_t i = array_index(units, ARRAY_LENGTH(units), text, text);
    if (i < ARRAY_LENGTH(units)) {
        profile->number.unit_cents = units[i].cents;
        return;
    }
    int line_no = settings_line(settings, "getal", "eenheid");
    profile->unit_column = profile_column(profile, text_of(text));
    if (profile->unit_column == NO_COLUMN)
        settings_error(settings, line_no,
                       "eenheid: verwacht 1, 1000, 1000000, 0,01 of een kolom, gevonden '%s'%s",
                       text, profile_column_hint(reading, text_of(text)));
    else
        profile_check_values(reading, line_no, profile->unit_column, allowed);
}

/* Letters and signs, none of which an amount has itself. */
static bool is_currency(struct text sign)
{
    for (size_t i = 0; i < sign.n_bytes; i++)
        if (strchr("0123456789+-(),' \t", sign.bytes[i]))
            return false;
    return sign.n_bytes > 0 && sign.bytes[0] != '.';
}

/* Capitals for a-z, in the file's encoding. */
static bool encode_currency(struct profile_reading *reading, struct text sign, struct text *encoded)
{
    char *capitals = text_string(reading->arena, sign);
    for (size_t i = 0; i < sign.n_bytes; i++)
        if (capitals[i] >= 'a' && capitals[i] <= 'z')
            capitals[i] = (char)(capitals[i] - 'a' + 'A');
    return text_encode(reading->arena, text_of(capitals), reading->profile->number.encoding,
                       encoded);
}

/* nee, ja, or what may stand around an amount. */
static void read_currency(struct profile_reading *reading, struct settings_section *section)
{
    struct amount_format *number = &reading->profile->number;
    const struct settings_key *key = settings_find(&reading->settings, section, "valuta");
    const char *only = key && key->n_values == 1 ? key->values[0].text : "";
    number->currency = strcmp(only, "ja") == 0;
    if (!key || number->currency || strcmp(only, "nee") == 0)
        return;
    struct text *signs;
    number->n_currencies = profile_list(reading, key, &signs);
    number->currencies = signs;
    for (size_t i = 0; i < number->n_currencies; i++) {
        struct text sign = signs[i];
        if (!is_currency(sign))
            reading_error(reading, key->line_no,
                          "valuta: verwacht ja, nee, of tekens zoals £, GBP, gevonden '%.*s'",
                          TEXT_ARG(sign));
        else if (!encode_currency(reading, sign, &signs[i]))
            reading_error(reading, key->line_no,
                          "valuta: '%.*s' bestaat niet in de codering van het bestand",
                          TEXT_ARG(sign));
    }
}

static void read_number(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    struct amount_format *number = &profile->number;
    profile->unit_column = NO_COLUMN;
    struct settings_section *section = settings_need(settings, "getal");
    *number = (struct amount_format){
        .decimal = read_set(reading, section, "decimaal", decimal_words, 0),
        .thousands = read_set(reading, section, "duizendtal", thousands_words, 0),
        .minus = read_set(reading, section, "min", minus_words, AMOUNT_MINUS_FRONT),
        .decimals = (unsigned)settings_number(settings, "getal", "decimalen", 2, 10, 2),
        .dash_is_zero = settings_yes(settings, "getal", "streepje_is_nul", false),
        .empty_is_zero = settings_yes(settings, "getal", "leeg_is_nul", false),
        .unit_cents = 100,
        .encoding = profile_encoding(profile),
    };
    read_currency(reading, section);
    if (section && !settings_find(settings, section, "decimaal"))
        settings_error(settings, section->line_no, "instelling 'decimaal' ontbreekt in [getal]");
    bool both = number->decimal == (AMOUNT_COMMA | AMOUNT_POINT);
    if (!both && (number->decimal & number->thousands))
        settings_wrong(settings, "getal", "duizendtal",
                       "hetzelfde teken als decimaal; dat kan alleen bij decimaal = komma, punt");
    read_unit(reading);
}

/* ---- [bedragen] ---- */

/* "a", "a - b", "a per b" */
static bool parse_amount(struct profile_reading *reading, const struct settings_key *key,
                         struct profile_amount *amount)
{
    static const char *const flags[] = {"D", "C", NULL};
    struct text words[3] = {{0}}, rest = text_of(key->name), word;
    size_t n = 0;
    while (text_split(&rest, ' ', &word))
        if (text_trim(word).n_bytes > 0 && n++ < 3)
            words[n - 1] = text_trim(word);
    bool difference = n == 3 && text_is(words[1], "-"),
         flagged = n == 3 && text_is(words[1], "per");
    if (n != 1 && !difference && !flagged)
        return reading_error(
            reading, key->line_no,
            "verwacht kolom, kolom - kolom of kolom per kolom (met spaties), gevonden '%s'",
            key->name);
    *amount = (struct profile_amount){.name = key->name,
                                      .kind = difference ? AMOUNT_DIFFERENCE
                                              : flagged  ? AMOUNT_FLAGGED
                                                         : AMOUNT_SIGNED,
                                      .minus = NO_COLUMN,
                                      .flag = NO_COLUMN,
                                      .line_no = key->line_no};
    amount->plus = profile_need_column(reading, key->line_no, words[0]);
    size_t second = n == 3 ? profile_need_column(reading, key->line_no, words[2]) : NO_COLUMN;
    *(difference ? &amount->minus : &amount->flag) = second;
    if (flagged && second != NO_COLUMN)
        profile_check_values(reading, key->line_no, second, flags);
    return true;
}

/* "na - eerst = wijziging 2025" beside "eerst = primair 2025": together they are na. */
static bool is_change_of(const struct profile_amount *change, const struct profile_amount *first)
{
    struct text after = text_of(change->stand.source), before = text_of(first->stand.source);
    return first->kind == AMOUNT_SIGNED && change->minus == first->plus &&
           text_take_start(&after, STAND_WIJZIGING " ") &&
           text_take_start(&before, STAND_PRIMAIR " ") && text_equal(after, before);
}

/* A column of the last amount that counts in another one, too, would be counted twice. */
static void check_once(struct profile_reading *reading, size_t column, bool twice)
{
    const struct profile *profile = reading->profile;
    const struct profile_amount *amount = &profile->amounts[profile->n_amounts - 1];
    if (column == NO_COLUMN)
        return;
    for (const struct profile_amount *other = profile->amounts; other < amount; other++)
        twice |= (other->plus == column || other->minus == column) &&
                 !is_change_of(amount, other) && !is_change_of(other, amount);
    if (twice)
        reading_error(
            reading, amount->line_no,
            "kolom '%s' telt al mee in een ander bedrag; dat kan alleen zo: eerst = primair "
            "2025 en na - eerst = wijziging 2025",
            profile->columns[column].name);
    profile_check_whole(reading, amount->line_no, column);
}

static void read_amounts(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    struct settings *settings = &reading->settings;
    const struct settings_section *section = settings_need_names(settings, "bedragen");
    for (size_t k = 0; k < section->n_keys; k++) {
        const struct settings_key *key = &section->keys[k];
        struct profile_amount amount;
        bool good = parse_amount(reading, key, &amount);
        if (!settings_one(settings, key) || !good)
            continue;
        profile_read_template(reading, &key->values[0], &amount.stand);
        *arena_add(reading->arena, profile->amounts, profile->n_amounts) = amount;
        check_once(reading, amount.plus, false);
        check_once(reading, amount.minus, amount.minus == amount.plus);
    }
    for (size_t a = 0; a < profile->n_amounts; a++)
        for (size_t b = 0; b < profile->n_amounts; b++)
            profile->amounts[a].whole |= is_change_of(&profile->amounts[a], &profile->amounts[b]);
    if (profile->n_amounts > PROFILE_MAX_AMOUNTS)
        settings_error(settings, section->line_no,
                       "[bedragen]: verwacht hoogstens %d bedragen, gevonden %zu",
                       PROFILE_MAX_AMOUNTS, profile->n_amounts);
}

/* ---- [gelijk] ---- */

static bool find_amount(const struct profile *profile, struct text name, size_t *index)
{
    *index = array_index_of(profile->amounts, profile->n_read, name, name);
    return *index < profile->n_read;
}

/* A column that is read for [gelijk] alone. */
static bool add_beside(struct profile_reading *reading, int line_no, struct text name)
{
    struct profile *profile = reading->profile;
    size_t column = profile_column(profile, name);
    struct text_list names = {.arena = reading->arena};
    if (column != NO_COLUMN) {
        *arena_add(reading->arena, profile->amounts, profile->n_read) =
            (struct profile_amount){.name = profile->columns[column].name,
                                    .kind = AMOUNT_BESIDE,
                                    .plus = column,
                                    .minus = NO_COLUMN,
                                    .flag = NO_COLUMN,
                                    .line_no = line_no};
        return profile_check_whole(reading, line_no, column);
    }
    for (size_t a = 0; a < profile->n_amounts; a++)
        list_add(&names, "%s", profile->amounts[a].name);
    return reading_error(reading, line_no,
                         "[gelijk]: verwacht namen uit [bedragen] (%s) of [kolommen] met + of - "
                         "ertussen; gevonden '%.*s'%s",
                         list_text(&names, ""), TEXT_ARG(name), profile_column_hint(reading, name));
}

/* Adds `sign` to the amount of that name; false after an error. */
static bool add_term(struct profile_reading *reading, int line_no, struct text name, int sign,
                     struct amount_identity *identity)
{
    size_t index = 0;
    if (!find_amount(reading->profile, name, &index) && !add_beside(reading, line_no, name))
        return false;
    find_amount(reading->profile, name, &index);
    identity->sign[index] += sign;
    return true;
}

/* "ini + mod - oud" */
static bool read_terms(struct profile_reading *reading, int line_no, struct text rest,
                       struct amount_identity *identity)
{
    bool good = true;
    int sign;
    for (struct text operand; signed_cut(&rest, &operand, &sign);)
        good &= add_term(reading, line_no, operand, sign, identity);
    return good;
}

static void read_identities(struct profile_reading *reading)
{
    struct profile *profile = reading->profile;
    const struct settings_section *section = settings_names(&reading->settings, "gelijk");
    profile->identities =
        arena_alloc(reading->arena, section->n_keys * sizeof *profile->identities);
    for (size_t k = 0; k < section->n_keys; k++) {
        const struct settings_key *key = &section->keys[k];
        struct text_list lines = {.arena = reading->arena, .between = " "};
        for (size_t v = 0; v < key->n_values; v++)
            list_add(&lines, "%s", key->values[v].text);
        const char *value = list_text(&lines, "");
        struct text name = text_of(key->name);
        const bool at_most = text_ends(name, "<");
        name = text_trim((struct text){name.bytes, name.n_bytes - at_most});
        struct amount_identity identity = {
            .text = arena_printf(reading->arena, "%.*s %s %s", TEXT_ARG(name), at_most ? "<=" : "=",
                                 value),
            .at_most = at_most,
            .sign = arena_alloc(reading->arena,
                                (profile->n_amounts + profile->n_columns) * sizeof(int))};
        if (add_term(reading, key->line_no, name, 0, &identity) &&
            find_amount(profile, name, &identity.whole) &&
            read_terms(reading, key->line_no, text_of(value), &identity))
            profile->identities[profile->n_identities++] = identity;
    }
}

void profile_read_amounts(struct profile_reading *reading)
{
    read_number(reading);
    read_amounts(reading);
    reading->profile->n_read = reading->profile->n_amounts;
    read_identities(reading);
}
