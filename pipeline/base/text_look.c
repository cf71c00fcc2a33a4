#include "pipeline/base/text_look.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- kinds of characters ---- */

enum look { LOOK_PLAIN, LOOK_SPACE, LOOK_NOTHING, LOOK_HYPHEN, LOOK_DASH, LOOK_ACCENT };

/* What looks like something else, or like nothing (Unicode 15, categories Zs, Cf, Pd, Mn). */
static const struct {
    uint32_t first, last;
    enum look look;
} looks[] = {
    {0x0009, 0x000D, LOOK_SPACE},   {0x0020, 0x0020, LOOK_SPACE},   {0x0085, 0x0085, LOOK_SPACE},
    {0x00A0, 0x00A0, LOOK_SPACE},   {0x00AD, 0x00AD, LOOK_NOTHING}, {0x0300, 0x036F, LOOK_ACCENT},
    {0x061C, 0x061C, LOOK_NOTHING}, {0x1680, 0x1680, LOOK_SPACE},   {0x180E, 0x180E, LOOK_NOTHING},
    {0x2000, 0x200A, LOOK_SPACE},   {0x200B, 0x200F, LOOK_NOTHING}, {0x2010, 0x2011, LOOK_HYPHEN},
    {0x2012, 0x2015, LOOK_DASH},    {0x2028, 0x2029, LOOK_SPACE},   {0x202A, 0x202E, LOOK_NOTHING},
    {0x202F, 0x202F, LOOK_SPACE},   {0x205F, 0x205F, LOOK_SPACE},   {0x2060, 0x2064, LOOK_NOTHING},
    {0x2066, 0x206F, LOOK_NOTHING}, {0x3000, 0x3000, LOOK_SPACE},   {0xFE00, 0xFE0F, LOOK_NOTHING},
    {0xFE63, 0xFE63, LOOK_HYPHEN},  {0xFEFF, 0xFEFF, LOOK_NOTHING}, {0xFF0D, 0xFF0D, LOOK_HYPHEN},
};

static enum look look_of(uint32_t c)
{
    for (size_t i = 0; i < sizeof looks / sizeof *looks && looks[i].first <= c; i++)
        if (c <= looks[i].last)
            return looks[i].look;
    return LOOK_PLAIN;
}

/* ---- accents ---- */

/* Letters, and the same with the accent that may stand loose behind them (Unicode 15, canonical
 * compositions of an ASCII letter below U+0250 and in Latin Extended Additional). */
static const struct {
    uint32_t accent;
    const char *letters, *composed;
} compositions[] = {
    {0x0300, "AEINOUWYaeinouwy", "ÀÈÌǸÒÙẀỲàèìǹòùẁỳ"},
    {0x0301, "ACEGIKLMNOPRSUWYZacegiklmnoprsuwyz", "ÁĆÉǴÍḰĹḾŃÓṔŔŚÚẂÝŹáćéǵíḱĺḿńóṕŕśúẃýź"},
    {0x0302, "ACEGHIJOSUWYZaceghijosuwyz", "ÂĈÊĜĤÎĴÔŜÛŴŶẐâĉêĝĥîĵôŝûŵŷẑ"},
    {0x0303, "AEINOUVYaeinouvy", "ÃẼĨÑÕŨṼỸãẽĩñõũṽỹ"},
    {0x0304, "AEGIOUYaegiouy", "ĀĒḠĪŌŪȲāēḡīōūȳ"},
    {0x0306, "AEGIOUaegiou", "ĂĔĞĬŎŬăĕğĭŏŭ"},
    {0x0307, "ABCDEFGHIMNOPRSTWXYZabcdefghmnoprstwxyz", "ȦḂĊḊĖḞĠḢİṀṄȮṖṘṠṪẆẊẎŻȧḃċḋėḟġḣṁṅȯṗṙṡṫẇẋẏż"},
    {0x0308, "AEHIOUWXYaehiotuwxy", "ÄËḦÏÖÜẄẌŸäëḧïöẗüẅẍÿ"},
    {0x0309, "AEIOUYaeiouy", "ẢẺỈỎỦỶảẻỉỏủỷ"},
    {0x030A, "AUauwy", "ÅŮåůẘẙ"},
    {0x030B, "OUou", "ŐŰőű"},
    {0x030C, "ACDEGHIKLNORSTUZacdeghijklnorstuz", "ǍČĎĚǦȞǏǨĽŇǑŘŠŤǓŽǎčďěǧȟǐǰǩľňǒřšťǔž"},
    {0x030F, "AEIORUaeioru", "ȀȄȈȌȐȔȁȅȉȍȑȕ"},
    {0x0311, "AEIORUaeioru", "ȂȆȊȎȒȖȃȇȋȏȓȗ"},
    {0x031B, "OUou", "ƠƯơư"},
    {0x0323, "ABDEHIKLMNORSTUVWYZabdehiklmnorstuvwyz", "ẠḄḌẸḤỊḲḶṂṆỌṚṢṬỤṾẈỴẒạḅḍẹḥịḳḷṃṇọṛṣṭụṿẉỵẓ"},
    {0x0324, "Uu", "Ṳṳ"},
    {0x0325, "Aa", "Ḁḁ"},
    {0x0326, "STst", "ȘȚșț"},
    {0x0327, "CDEGHKLNRSTcdeghklnrst", "ÇḐȨĢḨĶĻŅŖŞŢçḑȩģḩķļņŗşţ"},
    {0x0328, "AEIOUaeiou", "ĄĘĮǪŲąęįǫų"},
    {0x032D, "DELNTUdelntu", "ḒḘḼṊṰṶḓḙḽṋṱṷ"},
    {0x032E, "Hh", "Ḫḫ"},
    {0x0330, "EIUeiu", "ḚḬṴḛḭṵ"},
    {0x0331, "BDKLNRTZbdhklnrtz", "ḆḎḴḺṈṞṮẔḇḏẖḵḻṉṟṯẕ"},
};

/* The character at place `n`; 0 behind the end. */
static uint32_t character_at(const char *utf8, size_t n)
{
    struct text t = text_of(utf8);
    size_t at = text_skip(t, n);
    uint32_t c = 0;
    if (at < t.n_bytes)
        text_take(&(struct text){utf8 + at, t.n_bytes - at}, &c);
    return c;
}

/* Puts the accent on the letter; false when there is no such letter. */
static bool compose(uint32_t *letter, uint32_t accent)
{
    for (size_t i = 0; i < sizeof compositions / sizeof *compositions; i++) {
        const char *at = *letter < 0x80 && compositions[i].accent == accent
                             ? strchr(compositions[i].letters, (int)*letter)
                             : NULL;
        if (at && *at) {
            *letter =
                character_at(compositions[i].composed, (size_t)(at - compositions[i].letters));
            return true;
        }
    }
    return false;
}

/* ---- the one form ---- */

static bool is_plain(struct text t)
{
    for (size_t i = 0; i < t.n_bytes; i++) {
        unsigned char c = (unsigned char)t.bytes[i];
        bool space = c == ' ' && (i == 0 || i + 1 == t.n_bytes || t.bytes[i - 1] == ' ');
        if (c < ' ' || c >= 0x80 || space)
            return false;
    }
    return true;
}

static struct text encoded(struct arena *arena, const uint32_t *characters, size_t n)
{
    char *bytes = arena_alloc(arena, 4 * n + 1);
    size_t n_bytes = 0;
    for (size_t i = 0; i < n; i++)
        n_bytes += text_put(characters[i], bytes + n_bytes);
    bytes[n_bytes] = '\0';
    return (struct text){bytes, n_bytes};
}

struct text text_look(struct arena *arena, struct text utf8)
{
    if (is_plain(utf8))
        return (struct text){text_string(arena, utf8), utf8.n_bytes};
    uint32_t *kept = mem_alloc((utf8.n_bytes + 1) * sizeof *kept), c;
    size_t n = 0;
    while (text_take(&utf8, &c)) {
        enum look look = look_of(c);
        if (look == LOOK_SPACE)
            c = ' ';
        else if (look == LOOK_HYPHEN)
            c = '-';
        bool again = c == ' ' && (n == 0 || kept[n - 1] == ' ');
        bool joined = look == LOOK_ACCENT && n > 0 && compose(&kept[n - 1], c);
        if (look != LOOK_NOTHING && !again && !joined)
            kept[n++] = c;
    }
    if (n > 0 && kept[n - 1] == ' ')
        n--;
    struct text look = encoded(arena, kept, n);
    free(kept);
    return look;
}

/* ---- spelled out ---- */

static bool is_latin(uint32_t c)
{
    return (c | 0x20) - 'a' < 26 || (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7);
}

/* Greek and Cyrillic: some of their letters look like Latin ones. */
static bool is_other_script(uint32_t c)
{
    return c >= 0x370 && c < 0x530;
}

/* The word that the text begins with has Latin letters among its Greek or Cyrillic ones. */
static bool mixes_scripts(struct text rest)
{
    bool latin = false, other = false;
    uint32_t c;
    while (text_take(&rest, &c) && (is_latin(c) || is_other_script(c))) {
        latin |= is_latin(c);
        other |= is_other_script(c);
    }
    return latin && other;
}

static bool must_be_spelled(uint32_t c, bool mixed, bool refused)
{
    if (c == ' ' || c == '\t' || c == '\n' || c == 0xFFFD || (look_of(c) == LOOK_DASH && !refused))
        return false;
    return c < ' ' || (c >= 0x7F && c < 0xA0) || look_of(c) != LOOK_PLAIN ||
           (mixed && is_other_script(c));
}

static bool is_printable(struct text t)
{
    for (size_t i = 0; i < t.n_bytes; i++)
        if ((unsigned char)t.bytes[i] < ' ' || (unsigned char)t.bytes[i] >= 0x7F)
            return false;
    return true;
}

#define SPELLED_SIZE 12 /* "<U+10FFFF>" */

static const char *spelled_out(struct arena *arena, struct text utf8, bool refused)
{
    if (is_printable(utf8))
        return text_string(arena, utf8);
    char *spelled = arena_alloc(arena, SPELLED_SIZE * utf8.n_bytes + 1);
    size_t n = 0;
    bool mixed = false, in_word = false;
    for (struct text rest = utf8, before = rest; rest.n_bytes > 0; before = rest) {
        uint32_t c = 0;
        text_take(&rest, &c);
        bool letter = is_latin(c) || is_other_script(c);
        mixed = letter && (in_word ? mixed : mixes_scripts(before));
        in_word = letter;
        if (must_be_spelled(c, mixed, refused)) {
            n += (size_t)snprintf(spelled + n, SPELLED_SIZE, c < 0x80 ? "<%02X>" : "<U+%04X>", c);
            continue;
        }
        memcpy(spelled + n, before.bytes, before.n_bytes - rest.n_bytes);
        n += before.n_bytes - rest.n_bytes;
    }
    spelled[n] = '\0';
    return spelled;
}

const char *text_spelled(struct arena *arena, struct text utf8)
{
    return spelled_out(arena, utf8, false);
}

const char *text_refused(struct arena *arena, struct text utf8)
{
    return spelled_out(arena, utf8, true);
}
