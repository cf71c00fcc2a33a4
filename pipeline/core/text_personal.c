/* The part of text.h that recognises numbers of persons, so that they are not published. */
#include "pipeline/core/text.h"

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

static bool holds_bsn(struct text t)
{
    size_t n_run = 0;
    for (size_t i = 0; i <= t.n_bytes; i++) {
        if (i < t.n_bytes && text_is_digit(t.bytes[i])) {
            n_run++;
            continue;
        }
        if (n_run == 9 && passes_elfproef(t.bytes + i - 9))
            return true;
        n_run = 0;
    }
    return false;
}

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

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The length of an IBAN of the country whose two letters stand at `at`; 0 when it is none. */
static size_t iban_length(const char *at)
{
    for (size_t i = 0; i < sizeof ibans / sizeof *ibans; i++)
        if (ibans[i].country[0] == upper(at[0]) && ibans[i].country[1] == upper(at[1]))
            return ibans[i].length;
    return 0;
}

/* The bytes of the space at the front: 1, 2 for a no-break space in UTF-8, 0 when there is none. */
static size_t space_length(struct text t)
{
    if (t.n_bytes >= 1 && t.bytes[0] == ' ')
        return 1;
    return t.n_bytes >= 2 && t.bytes[0] == '\xC2' && t.bytes[1] == '\xA0' ? 2 : 0;
}

/* Takes `length` letters and digits from the front of t, skipping spaces; false when they are not
 * there or when more follow at once. */
static bool take_iban(struct text t, size_t length, char iban[IBAN_MAX])
{
    size_t n = 0, at = 0;
    while (n < length && at < t.n_bytes) {
        size_t space = space_length((struct text){t.bytes + at, t.n_bytes - at});
        if (space == 0 && !is_word(t.bytes[at]))
            return false;
        if (space == 0)
            iban[n++] = upper(t.bytes[at]);
        at += space ? space : 1;
    }
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

static bool holds_iban(struct text t)
{
    for (size_t i = 0; i + 4 <= t.n_bytes; i++) {
        const char *at = t.bytes + i;
        if (!is_letter(at[0]) || !is_letter(at[1]) || (i > 0 && is_word(at[-1])))
            continue;
        size_t length = iban_length(at);
        char iban[IBAN_MAX] = {0};
        if (length > 0 && take_iban((struct text){at, t.n_bytes - i}, length, iban) &&
            text_is_digit(iban[2]) && text_is_digit(iban[3]) && passes_mod97(iban, length))
            return true;
    }
    return false;
}

bool text_personal(struct text t, const char **what)
{
    if (holds_iban(t))
        *what = "IBAN";
    else if (holds_bsn(t))
        *what = "burgerservicenummer";
    else
        return false;
    return true;
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
