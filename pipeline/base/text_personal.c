/* The part of text.h that recognises numbers of persons, so that they are not published. */
#include "pipeline/base/text.h"

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_word(char c)
{
    return text_is_digit(c) || is_letter(c);
}

/* The 11-proef: 9 times the first digit, 8 times the second, ... 2 times the eighth, minus the
 * last, is a multiple of 11. */
static bool passes_elfproef(const char *digits)
{
    int sum = 0, n_zeros = 0;
    for (int i = 0; i < 9; i++) {
        int digit = digits[i] - '0';
        sum += i < 8 ? (9 - i) * digit : -digit;
        n_zeros += digit == 0;
    }
    return n_zeros < 9 && sum % 11 == 0;
}

/* ---- numbers in groups ---- */

enum separator {
    SEPARATOR_NONE,
    SEPARATOR_SPACE,
    SEPARATOR_POINT,
    SEPARATOR_HYPHEN,
    SEPARATOR_BREAK
};

/* What people put between the groups of a number, in UTF-8; the longest first. */
static const struct {
    const char *bytes;
    enum separator kind;
} separators[] = {
    {"\xE2\x80\xAF", SEPARATOR_SPACE},  /* narrow no-break space */
    {"\xE2\x80\x91", SEPARATOR_HYPHEN}, /* non-breaking hyphen */
    {"\xE2\x80\x93", SEPARATOR_HYPHEN}, /* en dash */
    {"\xC2\xA0", SEPARATOR_SPACE},      /* no-break space */
    {"\r\n", SEPARATOR_BREAK},
    {"\n", SEPARATOR_BREAK},
    {"\r", SEPARATOR_BREAK},
    {" ", SEPARATOR_SPACE},
    {".", SEPARATOR_POINT},
    {"-", SEPARATOR_HYPHEN},
};

/* Of most bytes the first look says that they belong to no separator. */
static bool may_separate(char c)
{
    return (unsigned char)c <= '.' || (unsigned char)c >= 0x80;
}

/* The separator at the front of t, or at its end, with its length. */
static enum separator separator_of(struct text t, bool at_end, size_t *n_bytes)
{
    *n_bytes = 0;
    if (t.n_bytes == 0 || !may_separate(t.bytes[at_end ? t.n_bytes - 1 : 0]))
        return SEPARATOR_NONE;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        const char *bytes = separators[i].bytes;
        if (!(at_end ? text_ends(t, bytes) : text_begins(t, bytes)))
            continue;
        *n_bytes = strlen(bytes);
        return separators[i].kind;
    }
    return SEPARATOR_NONE;
}

static enum separator separator_at(struct text t, size_t *n_bytes)
{
    return separator_of(t, false, n_bytes);
}

static enum separator separator_before(struct text t, size_t *n_bytes)
{
    return separator_of(t, true, n_bytes);
}

/* ---- citizen numbers ---- */

#define BSN_DIGITS 9

/* Nine digits in a text, in one group or more. */
struct grouped {
    char digits[BSN_DIGITS];
    size_t sizes[BSN_DIGITS]; /* of the groups */
    size_t n_groups;
    enum separator kind; /* between them, line breaks aside: one kind only */
    size_t start, end;   /* in the text */
};

static size_t digits_at(struct text t)
{
    size_t n = 0;
    while (n < t.n_bytes && text_is_digit(t.bytes[n]))
        n++;
    return n;
}

static size_t digits_before(struct text t)
{
    size_t n = 0;
    while (n < t.n_bytes && text_is_digit(t.bytes[t.n_bytes - 1 - n]))
        n++;
    return n;
}

/* Takes groups from `at` on, where one begins, until they have nine digits; false when they do not
 * come to just that. */
static bool take_groups(struct text t, size_t at, struct grouped *g)
{
    size_t n_digits = 0, n_separator = 0;
    *g = (struct grouped){.start = at};
    for (;;) {
        size_t n = digits_at(text_from(t, at));
        if (n == 0 || n_digits + n > BSN_DIGITS)
            return false;
        memcpy(g->digits + n_digits, t.bytes + at, n);
        g->sizes[g->n_groups++] = n;
        n_digits += n;
        g->end = at += n;
        if (n_digits == BSN_DIGITS)
            return true;
        enum separator kind = separator_at(text_from(t, at), &n_separator);
        if (kind == SEPARATOR_NONE ||
            (kind != SEPARATOR_BREAK && g->kind != SEPARATOR_NONE && kind != g->kind))
            return false;
        if (kind != SEPARATOR_BREAK)
            g->kind = kind;
        at += n_separator;
    }
}

static bool has_sizes(const struct grouped *g, size_t first, size_t second, size_t third)
{
    return g->n_groups == 3 && g->sizes[0] == first && g->sizes[1] == second &&
           g->sizes[2] == third;
}

/* 111 222 333 and 1112.22.333: how the number is usually written. */
static bool is_usual(const struct grouped *g)
{
    return has_sizes(g, 3, 3, 3) || has_sizes(g, 4, 2, 3);
}

/* 2024, 202412 or 20241231: a part of a date or of a case number. */
static bool is_calendar(const char *digits, size_t n)
{
    int century = (digits[0] - '0') * 10 + digits[1] - '0';
    int month = n >= 6 ? (digits[4] - '0') * 10 + digits[5] - '0' : 1;
    return (n == 4 || n == 6 || n == 8) && (century == 19 || century == 20) && month >= 1 &&
           month <= 12;
}

static bool has_calendar(const struct grouped *g)
{
    size_t at = 0;
    for (size_t i = 0; i < g->n_groups; at += g->sizes[i++])
        if (is_calendar(g->digits + at, g->sizes[i]))
            return true;
    return false;
}

/* Two groups that are more likely something else: a telephone number, the year and its number. */
static bool is_pair_of_another_kind(const struct grouped *g)
{
    return g->n_groups == 2 && (g->kind == SEPARATOR_POINT || g->kind == SEPARATOR_HYPHEN) &&
           (g->digits[0] == '0' || g->sizes[0] < 3 || g->sizes[1] < 3);
}

/* False when the digits are a part of a longer number. Beside a number of the usual form, a line
 * break ends it, and so does a space when what stands there cannot be its thousands. */
static bool stands_alone(struct text t, const struct grouped *g)
{
    size_t n_left, n_right;
    struct text before = {t.bytes, g->start};
    enum separator left = separator_before(before, &n_left);
    enum separator right = separator_at(text_from(t, g->end), &n_right);
    before.n_bytes -= n_left;
    size_t left_digits = left == SEPARATOR_NONE ? 0 : digits_before(before);
    size_t right_digits = right == SEPARATOR_NONE ? 0 : digits_at(text_from(t, g->end + n_right));
    if (left_digits == 0 && right_digits == 0)
        return true;
    bool left_ends =
        left_digits == 0 || left == SEPARATOR_BREAK || (left == SEPARATOR_SPACE && left_digits > 3);
    bool right_ends = right_digits == 0 || right == SEPARATOR_BREAK ||
                      (right == SEPARATOR_SPACE && right_digits != 3);
    return is_usual(g) && left_ends && right_ends;
}

/* ---- amounts ---- */

static const char *const currencies[] = {"\xE2\x82\xAC", "EURO", "EUR"};

/* True when a currency stands at the front of t, or at its end, and is no part of a longer word. */
static bool has_currency(struct text t, bool at_end)
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        const char *word = currencies[i]; /* without small letters */
        size_t n = strlen(word), same = 0, from = at_end && t.n_bytes >= n ? t.n_bytes - n : 0;
        while (t.n_bytes >= n && same < n && text_upper(t.bytes[from + same]) == word[same])
            same++;
        if (same == n && (t.n_bytes == n || !is_letter(t.bytes[at_end ? from - 1 : n])))
            return true;
    }
    return false;
}

static struct text without_space_before(struct text t)
{
    size_t n;
    if (separator_before(t, &n) == SEPARATOR_SPACE)
        t.n_bytes -= n;
    return t;
}

/* "€ ", "EUR -" and so on in front of a number. */
static bool currency_before(struct text t)
{
    t = without_space_before(t);
    for (const char *const *minus = (const char *const[]){"-", "\xE2\x88\x92", NULL}; *minus;
         minus++)
        if (text_ends(t, *minus))
            t = without_space_before((struct text){t.bytes, t.n_bytes - strlen(*minus)});
    return has_currency(t, true);
}

static bool currency_behind(struct text t)
{
    size_t n;
    return has_currency(separator_at(t, &n) == SEPARATOR_SPACE ? text_from(t, n) : t, false);
}

/* ",50" or ",-" */
static bool decimals_behind(struct text t)
{
    if (t.n_bytes < 2 || t.bytes[0] != ',')
        return false;
    return t.bytes[1] == '-' || digits_at(text_from(t, 1)) == 2;
}

/* Thousands that something beside them says are money. */
static bool is_amount(struct text t, const struct grouped *g)
{
    struct text behind = text_from(t, g->end);
    return has_sizes(g, 3, 3, 3) && (g->kind == SEPARATOR_POINT || g->kind == SEPARATOR_SPACE) &&
           (currency_before((struct text){t.bytes, g->start}) || currency_behind(behind) ||
            decimals_behind(behind));
}

static bool is_bsn(struct text t, size_t at, struct grouped *g)
{
    if (!take_groups(t, at, g) || !passes_elfproef(g->digits))
        return false;
    return g->n_groups == 1 || (!has_calendar(g) && !is_pair_of_another_kind(g) &&
                                stands_alone(t, g) && !is_amount(t, g));
}

/* Where the first one stands. */
static bool find_bsn(struct text t, struct text *found)
{
    struct grouped g;
    for (size_t i = 0; i < t.n_bytes; i++)
        if (text_is_digit(t.bytes[i]) && (i == 0 || !text_is_digit(t.bytes[i - 1])) &&
            is_bsn(t, i, &g)) {
            *found = (struct text){t.bytes + i, g.end - i};
            return true;
        }
    return false;
}

/* ---- IBANs ---- */

/* Countries and the lengths of their IBANs (ISO 13616 register). A length of its own per country
 * says where an IBAN ends in running text. */
static const struct {
    char country[3];
    unsigned char length;
} ibans[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
    {"YE", 30},
};

#define IBAN_MAX 34

/* The length of an IBAN of the country whose two letters stand at `at`; 0 when it is none. */
static size_t iban_length(const char *at)
{
    for (size_t i = 0; i < sizeof ibans / sizeof *ibans; i++)
        if (ibans[i].country[0] == text_upper(at[0]) && ibans[i].country[1] == text_upper(at[1]))
            return ibans[i].length;
    return 0;
}

/* Takes `length` letters and digits from the front of t, skipping what separates
 * groups; false when they are not there or when more follow at once. */
static bool take_iban(struct text t, size_t length, char iban[IBAN_MAX], size_t *n_bytes)
{
    size_t n = 0, at = 0;
    while (n < length && at < t.n_bytes) {
        size_t n_separator;
        bool separated = separator_at(text_from(t, at), &n_separator) != SEPARATOR_NONE;
        if (!separated && !is_word(t.bytes[at]))
            return false;
        if (!separated)
            iban[n++] = text_upper(t.bytes[at]);
        at += separated ? n_separator : 1;
    }
    *n_bytes = at;
    return n == length && (at == t.n_bytes || !is_word(t.bytes[at]));
}

/* ISO 7064 mod 97-10, over the text with its first four characters moved to the end. */
static bool passes_mod97(const char *iban, size_t length)
{
    unsigned remainder = 0;
    for (size_t i = 0; i < length; i++) {
        char c = iban[(i + 4) % length];
        if (text_is_digit(c))
            remainder = (remainder * 10 + (unsigned)(c - '0')) % 97;
        else
            remainder = (remainder * 100 + (unsigned)(c - 'A') + 10) % 97;
    }
    return remainder == 1;
}

static bool find_iban(struct text t, struct text *found)
{
    for (size_t i = 0; i + 4 <= t.n_bytes; i++) {
        const char *at = t.bytes + i;
        if (!is_letter(at[0]) || !is_letter(at[1]) || is_letter(at[2]) ||
            (i > 0 && is_word(at[-1])))
            continue; /* the country is followed by digits, perhaps behind a separator */
        size_t length = iban_length(at);
        size_t n_bytes;
        char iban[IBAN_MAX] = {0};
        if (length > 0 && take_iban(text_from(t, i), length, iban, &n_bytes) &&
            text_is_digit(iban[2]) && text_is_digit(iban[3]) && passes_mod97(iban, length)) {
            *found = (struct text){at, n_bytes};
            return true;
        }
    }
    return false;
}

static const char *find_personal(struct text t, struct text *found)
{
    return find_iban(t, found) ? "IBAN" : find_bsn(t, found) ? "burgerservicenummer" : NULL;
}

bool text_personal(struct text t, const char **what)
{
    struct text found;
    const char *personal = find_personal(t, &found);
    if (personal)
        *what = personal;
    return personal != NULL;
}

const char *text_masked(struct arena *arena, struct text t)
{
    char *copy = text_string(arena, t);
    struct text whole = {copy, t.n_bytes}, found;
    while (find_personal(whole, &found)) {
        char *at = copy + (found.bytes - whole.bytes);
        for (size_t i = 0; i < found.n_bytes; i++)
            if (text_is_digit(at[i]))
                at[i] = 'x';
    }
    return copy;
}

/* Of three letters or more: EUR and GBP are no running text by themselves. */
static bool is_long_word(struct text word)
{
    size_t n = 0;
    while (n < word.n_bytes &&
           (is_letter(word.bytes[n]) || (n && (unsigned char)word.bytes[n] >= 0x80)))
        n++;
    return n > 2;
}

bool text_may_be_personal(struct text t)
{
    const char *what;
    size_t n_words = 0;
    struct text word;
    for (struct text rest = t; text_split(&rest, ' ', &word);)
        n_words += is_long_word(word);
    return n_words > 1 || text_personal(t, &what);
}
