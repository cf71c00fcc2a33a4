/* What a kolom, or an amount of an export, is called beside what it is: settings of last year with
 * one year left in them, two columns that changed places in a profile. Only of realisatie, primair
 * and wijziging, and only where none of what it is made of is what its name says. */
#include "stages/controles/controles.h"

#include "pipeline/base/text_look.h"
#include "pipeline/reading/told.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What something is made of. */
struct made_of {
    bool realisatie, primair, wijziging, other;
    int years[8]; /* as far as they are known */
    size_t n_years;
    bool looks_ahead; /* it may be about what goes on to a later year than the first of them */
};

static void add_kind(struct made_of *made, struct text kind)
{
    made->realisatie |= text_is(kind, STAND_REALISATIE);
    made->primair |= text_is(kind, STAND_PRIMAIR);
    made->wijziging |= text_is(kind, STAND_WIJZIGING);
    made->other |= !text_is(kind, STAND_REALISATIE) && !text_is(kind, STAND_PRIMAIR) &&
                   !text_is(kind, STAND_WIJZIGING);
}

static void add_year(struct made_of *made, int year)
{
    for (size_t y = 0; y < made->n_years; y++)
        if (made->years[y] == year)
            return;
    made->other |= made->n_years == sizeof made->years / sizeof *made->years;
    if (!made->other)
        made->years[made->n_years++] = year;
}

/* Not begrotingsjaar or begrotingssaldo. */
static bool says_begroting(const char *name)
{
    static const char word[] = "begroting";
    const char *found = strcasestr(name, word);
    return strcasestr(name, "begroot") || (found && !isalpha((unsigned char)found[strlen(word)]));
}

/* Not the primaire kosten of cost accounting, nor primair onderwijs. */
static bool says_primair(const char *name)
{
    static const char word[] = "primair";
    const char *rest = strcasestr(name, word);
    if (!rest)
        return false;
    rest += strlen(word);
    rest += *rest == 'e' || *rest == 'E';
    rest += strspn(rest, " _-");
    return !isalpha((unsigned char)*rest) || strncasecmp(rest, "begr", 4) == 0;
}

#define NEAR  5     /* years from what it is made of: more is no year */
#define DATED "-/." /* around the year of a date */

/* "-01-31" behind it. */
static bool begins_date(const char *rest)
{
    return strchr(DATED, rest[0]) && rest[0] && isdigit((unsigned char)rest[1]) &&
           isdigit((unsigned char)rest[2]) && rest[3] && strchr(DATED, rest[3]);
}

/* "2024-2027", "grootboek-2024": no day or month is in front. */
static bool ends_no_date(const char *name, const char *end)
{
    int n = 0;
    while (end - n > name && isdigit((unsigned char)end[-n - 1]))
        n++;
    return n == 0 || n == 4;
}

/* A year stands by itself in a name: four digits and no more; or it begins in a field (DATEV). */
static bool next_year(const char *name, const char **rest, int *year)
{
    for (const char *c = *rest; *c;) {
        size_t n = strspn(c, "0123456789");
        bool dated =
            (c > name && strchr(DATED, c[-1]) && !ends_no_date(name, c - 1)) || begins_date(c + n);
        *rest = c + n + (n == 0);
        const bool opens = n == 8 && c > name && c[-1] == ';' && strncmp(c + 4, "0101", 4) == 0;
        if (((n == 4 && !dated) || opens) && stand_year((struct text){c, 4}, year))
            return true;
        c = *rest;
    }
    return false;
}

static bool names_other_years(const char *name, const struct made_of *made)
{
    /* the year of a nota, a besluit or a stand is that of its own */
    static const char *const of_its_own[] = {"nota", "besluit", "raad", "stand", NULL};
    bool any = false, same = false;
    const char *rest = name;
    int year, first = INT_MAX, last = 0;
    if (made->n_years == 0 || text_has_word(name, of_its_own))
        return false;
    while (next_year(name, &rest, &year)) {
        any |= abs(year - made->years[0]) <= NEAR;
        same |= made->looks_ahead && year > made->years[0];
        first = year < first ? year : first;
        last = year > last ? year : last;
    }
    for (size_t y = 0; y < made->n_years; y++)
        same |= first <= made->years[y] && made->years[y] <= last;
    return any && !same;
}

static bool is_misnamed(const char *name, const struct made_of *made)
{
    bool says_budget = says_primair(name) || says_begroting(name);
    bool is_budget = made->primair || made->wijziging;
    return !made->other &&
           ((strcasestr(name, "realisatie") && !says_budget && !made->realisatie) ||
            (says_budget && !strcasestr(name, "realisatie") && !is_budget) ||
            (says_primair(name) && !made->primair && made->realisatie) ||
            ((strcasestr(name, "na wijziging") || strcasestr(name, "na_wijziging")) &&
             made->primair && !made->wijziging) ||
            names_other_years(name, made));
}

/* Of one year: what changes a budget is added to it, and what is booked is held against it. */
static bool is_turned(const struct plan *plan, const struct tabel_term *a,
                      const struct tabel_term *b)
{
    const struct stand *one = &plan->standen[a->stand], *other = &plan->standen[b->stand];
    struct made_of made = {0}, beside = {0};
    add_kind(&made, text_of(one->kind));
    add_kind(&beside, text_of(other->kind));
    if (one->year != other->year || made.other || beside.other)
        return false;
    return made.realisatie == beside.realisatie ? a->sign != b->sign : a->sign == b->sign;
}

static void look_at_signs(struct job *job, const struct kolom *kolom, struct examples *examples)
{
    const struct plan *plan = job->plan;
    for (size_t i = 1; i < kolom->n_terms; i++)
        for (size_t k = 0; k < i; k++)
            if (is_turned(plan, &kolom->terms[k], &kolom->terms[i])) {
                const bool minus = kolom->terms[k].sign != kolom->terms[i].sign;
                examples_add(examples, "kolom %s (%s) %s %s %s %s", kolom->name, kolom->heading,
                             minus ? "trekt" : "telt", plan->standen[kolom->terms[i].stand].name,
                             minus ? "af van" : "op bij",
                             plan->standen[kolom->terms[k].stand].name);
            }
}

static void look_at_kolommen(struct job *job, struct examples *examples)
{
    const struct plan *plan = job->plan;
    for (size_t k = 0; k < plan->n_kolommen; k++) {
        const struct kolom *kolom = &plan->kolommen[k];
        struct made_of made = {0};
        if (kolom->n_of == 0) /* else those that it is made of are told */
            look_at_signs(job, kolom, examples);
        for (size_t s = 0; s < kolom->n_terms; s++) {
            const struct stand *stand = &plan->standen[kolom->terms[s].stand];
            add_kind(&made, text_of(stand->kind));
            add_year(&made, stand->year);
        }
        if (is_misnamed(kolom->name, &made) || is_misnamed(kolom->heading, &made))
            examples_add(examples, "kolom %s (%s) begint met %s", kolom->name, kolom->heading,
                         plan->standen[kolom->terms[0].stand].name);
    }
}

/* ---- titles ---- */

/* Of a title that may name the years of `made`. */
static void look_at_title(struct job *job, const char *section, const char *key, const char *text,
                          struct made_of made, struct examples *examples)
{
    if (text && names_other_years(text, &made))
        examples_add(examples, "%s van [%s] in een run van %d: \"%s\"", key, section,
                     job->plan->year, text);
}

static void add_years_of(const struct plan *plan, const struct kolom *kolom, struct made_of *made)
{
    for (size_t t = 0; t < kolom->n_terms; t++)
        add_year(made, plan->standen[kolom->terms[t].stand].year);
}

static void look_at_titles(struct job *job, struct examples *examples)
{
    const struct plan *plan = job->plan;
    const struct made_of of_run = {.years = {plan->year}, .n_years = 1};
    look_at_title(job, "tabel", "titel", plan->title, of_run, examples);
    for (size_t t = 0; t < plan->n_tabellen; t++) {
        const struct tabel *tabel = &plan->tabellen[t];
        const char *section = arena_printf(job->arena, "tabel %s", tabel->name);
        struct made_of made = of_run;
        made.looks_ahead = true; /* "Naar 2025 overgehevelde budgetten" */
        for (size_t k = 0; k < tabel->n_all_kolommen; k++)
            add_years_of(plan, &plan->kolommen[tabel->kolommen[k]], &made);
        look_at_title(job, section, "titel", tabel->title, made, examples);
        look_at_title(job, section, "blad", tabel->sheet, made, examples);
    }
}

/* The year of the stand is known when it is written in the profile. */
static struct made_of made_of_amount(const struct profile *profile,
                                     const struct profile_amount *amount)
{
    struct made_of made = {0};
    struct text rest = text_of(amount->stand.source), word;
    int year;
    for (size_t p = 0; p < amount->stand.n_parts; p++) {
        const struct template_part *part = &amount->stand.parts[p];
        const char *fixed = part->year_of_date ? profile->date_of[part->column].year : NULL;
        if (fixed && stand_year(text_of(fixed), &year))
            add_year(&made, year);
    }
    if (text_split(&rest, ' ', &word))
        add_kind(&made, word);
    if (stand_year(rest, &year))
        add_year(&made, year);
    return made;
}

/* `fine`: what the profile says to be so. */
static void look_at_amounts(const struct source *source, struct examples *examples,
                            struct examples *fine)
{
    const struct profile *profile = source->profile;
    for (size_t a = 0; a < profile->n_amounts; a++) {
        const struct profile_amount *amount = &profile->amounts[a];
        const struct profile_column *column = &profile->columns[amount->plus];
        struct made_of made = made_of_amount(profile, amount);
        size_t n = 0;
        while (n < column->n_headers && is_misnamed(column->headers[n], &made))
            n++;
        if (n > 0 && n == column->n_headers)
            examples_add(column->misnamed ? fine : examples, "bron %s: '%s' is %s", source->name,
                         column->headers[0], amount->stand.source);
    }
}

/* Of DATEV the other half of each line, which nobody reads, where debet = credit does not show. */
static void look_at_contra(const struct source *source, struct examples *examples)
{
    const struct profile *profile = source->profile;
    if (profile->balanced || profile->role[ROLE_REKENING] == NO_COLUMN ||
        profile->role[ROLE_CONTRA] != NO_COLUMN)
        return;
    for (size_t c = 0; c < profile->n_columns; c++)
        for (size_t h = 0; h < profile->columns[c].n_headers; h++)
            if (strcasestr(profile->columns[c].headers[h], "gegenkonto"))
                examples_add(
                    examples,
                    "bron %s: '%s' wordt niet gelezen (tegenrekening = %s in [betekenis]; "
                    "staat die helft op een eigen regel, haal hem dan uit [kolommen] en zet "
                    "extra_kolommen = ja)",
                    source->name, profile->columns[c].headers[h], profile->columns[c].name);
}

/* ---- the title above the lines of a file, whose year its profile says ---- */

/* The years of all its amounts; none where a line says its own. */
static struct made_of made_of_lines(const struct profile *profile)
{
    struct made_of made = {0};
    for (size_t a = 0; a < profile->n_amounts; a++) {
        struct made_of amount = made_of_amount(profile, &profile->amounts[a]);
        if (amount.n_years == 0)
            return (struct made_of){0};
        add_year(&made, amount.years[0]);
    }
    return made;
}

/* Not a line that says when it was printed. */
static bool is_title(const char *line)
{
    static const char *const months[] = {"jan", "feb", "maart", "april", "mei ", "juni", "juli",
                                         "aug", "sep", "okt",   "nov",   "dec",  NULL};
    static const char *const titles[] = {"begroting", "budget", "rekening", "realisatie",
                                         "grootboek", "actual", "jaar",     "year",
                                         "extf",      "begr-",  "begr_",    NULL};
    return text_has_word(line, titles) && !text_has_word(line, months);
}

static bool says_year(const char *text, const struct made_of *made)
{
    const char *rest = text;
    int year;
    while (next_year(text, &rest, &year))
        for (size_t y = 0; y < made->n_years; y++)
            if (made->years[y] == year)
                return true;
    return false;
}

static bool may_be_of(const struct source *source, const char *line)
{
    struct made_of made = {0};
    for (size_t i = 0; i < source->n_other_standen; i++)
        add_year(&made, source->other_standen[i].year);
    return source->any_stand || says_year(line, &made);
}

/* The first line that names other years; NULL: none. */
static const char *other_title(const struct job *job, const struct source *source,
                               const char *title, const struct made_of *made)
{
    for (struct text lines = text_of(title), line; text_split(&lines, '\n', &line);) {
        const char *words = text_look(job->arena, line).bytes;
        if (is_title(words) && names_other_years(words, made) && !may_be_of(source, words))
            return words;
    }
    return NULL;
}

/* What is above a file's lines, or where that says nothing, its name. */
struct titles {
    struct examples examples;
    enum severity severity;
    const char *stand, *line; /* the last one that was told */
};

static void look_at_file_title(struct job *job, size_t s, size_t f, struct titles *titles)
{
    const struct source *source = &job->plan->sources[s];
    const struct made_of made = made_of_lines(source->profile);
    const char *title = told_in_file(&job->ledger->accounts[s].files[f])->title;
    const char *name = source_file_shown(source, f, job->arena), *line = NULL;
    if (title && says_year(title, &made))
        return;
    if (title)
        line = other_title(job, source, title, &made);
    titles->severity = line ? SEVERITY_ERROR : titles->severity;
    if (!line)
        line = other_title(job, source, name, &made);
    if (!line)
        return;
    titles->stand = source->profile->amounts[0].stand.source;
    titles->line = line;
    examples_add(&titles->examples, "%s: \"%s\" boven %s", name,
                 text_spelled(job->arena, text_of(line)), titles->stand);
}

static void look_at_file_titles(struct job *job)
{
    struct titles titles = {.examples = {.arena = job->arena}, .severity = SEVERITY_WARNING};
    int year = 0;
    for (size_t s = 0; s < job->plan->n_sources; s++)
        for (size_t f = 0; f < job->plan->sources[s].n_files; f++)
            look_at_file_title(job, s, f, &titles);
    if (titles.examples.n > 0 && next_year(titles.line, &titles.line, &year))
        check_none(job, "Titels van deze run", titles.severity, &titles.examples,
                   arena_printf(job->arena,
                                "De titel boven de regels, of de naam van het bestand, noemt een "
                                "ander jaar dan het bronprofiel, dat de regels laat tellen als van "
                                "dit jaar. Klopt het bestand toch, noem dan bij de bron dat jaar: "
                                "andere_standen = %.*s %d.",
                                (int)strcspn(titles.stand, " "), titles.stand, year));
}

/* "(bedragen x € 1.000)", "in duizenden euro's"; not "niet in duizenden", "Linux 1000", "x
 * 1000-1999". */
static bool says_thousands(struct arena *arena, const char *text)
{
    static const char *const thousands[] = {"induizend", NULL}, *const not [] = {"nietinduizend",
                                                                                 NULL};
    static const char *const times[] = {"x", "*", "×", "in €"};
    char *squeezed = arena_copy(arena, text, strlen(text)), *end = squeezed;
    for (const char *c = text; *c; c++)
        if (isalnum((unsigned char)*c))
            *end++ = *c;
    *end = '\0';
    for (size_t t = 0; t < sizeof times / sizeof *times; t++)
        for (const char *at = text; (at = strcasestr(at, times[t])); at++) {
            const char *number = at + strlen(times[t]);
            while (*number && !isalnum((unsigned char)*number))
                number++;
            const size_t n = strncmp(number, "1000", 4) == 0    ? 4
                             : strncmp(number, "1.000", 5) == 0 ? 5
                                                                : 0;
            if (n && !(at > text && isalpha((unsigned char)at[-1])) &&
                !strchr("0123456789-", number[n] ? number[n] : ' '))
                return true;
        }
    return text_has_word(squeezed, thousands) && !text_has_word(squeezed, not );
}

/* It is as full as a line, with an amount where the profile, which knows no header, has one. */
static bool reads_as_line(const struct profile *profile, struct text line)
{
    const size_t position = profile->columns[profile->amounts[0].plus].position;
    struct text field;
    struct money money;
    bool amount = false;
    size_t n_full = 0;
    for (size_t n = 0; text_split(&line, profile->file.separator, &field); n++) {
        field.n_bytes -= text_ends(field, "\r");
        if (field.n_bytes > 1 && *field.bytes == profile->file.quote)
            field = (struct text){field.bytes + 1, field.n_bytes - 2};
        n_full += field.n_bytes > 0;
        amount |= n == position && amount_parse(&profile->number, field, &money) == AMOUNT_OK &&
                  (memchr(field.bytes, ',', field.n_bytes) || /* no year, no number of a column */
                   memchr(field.bytes, '.', field.n_bytes));
    }
    return amount && n_full + 1 >= profile->n_columns && !profile->file.has_header;
}

/* A title or a header that says another unit than the profile; what is no title. */
static void look_at_unit(struct job *job, const struct source *source,
                         const struct file_account *files)
{
    const struct profile *profile = source->profile;
    struct examples examples = {.arena = job->arena}, passed = {.arena = job->arena};
    for (size_t f = 0; f < source->n_files; f++) {
        const char *title = told_in_file(&files[f])->title;
        if (!title)
            continue;
        const char *name = source_file_shown(source, f, job->arena);
        int line_no = 1;
        for (struct text rest = text_of(title), line; text_split(&rest, '\n', &line); line_no++)
            if (reads_as_line(profile, line))
                examples_add(&passed, "%s:%d", name, line_no);
        if (says_thousands(job->arena, title))
            examples_add(&examples, "de titel van %s", name);
    }
    for (size_t a = 0; a < profile->n_amounts; a++) {
        const struct profile_column *column = &profile->columns[profile->amounts[a].plus];
        if (column->n_headers && says_thousands(job->arena, column->headers[0]))
            examples_add(&examples, "de kop '%s'", column->headers[0]);
    }
    if (examples.n > 0 && profile->number.unit_cents == 100 && profile->unit_column == NO_COLUMN)
        check_none(job,
                   arena_printf(job->arena, "Bedragen in de eenheid van het bronprofiel: %s",
                                source->name),
                   SEVERITY_WARNING, &examples,
                   "De levering zegt zelf dat haar bedragen in duizenden zijn, en het bronprofiel "
                   "niet: zet eenheid = 1000 in [getal].");
    if (passed.n > 0)
        check_none(job, arena_printf(job->arena, "Titels van deze run: %s", source->name),
                   SEVERITY_WARNING, &passed,
                   "Wat regels_overslaan overslaat ziet er hier uit als een gewone regel, die dan "
                   "niet meetelt: zet in [bestand] van het bronprofiel hoeveel titels er zijn.");
}

void controles_koppen(struct job *job)
{
    look_at_file_titles(job);
    for (size_t s = 0; s < job->plan->n_sources; s++)
        look_at_unit(job, &job->plan->sources[s], job->ledger->accounts[s].files);
    struct examples examples = {.arena = job->arena}, fine = {.arena = job->arena};
    look_at_titles(job, &examples);
    look_at_kolommen(job, &examples);
    for (size_t s = 0; s < job->plan->n_sources; s++)
        look_at_contra(&job->plan->sources[s], &examples);
    const unsigned long long n_kolommen = examples.n;
    for (size_t s = 0; s < job->plan->n_sources; s++)
        look_at_amounts(&job->plan->sources[s], &examples, &fine);
    const char *sentence =
        "Een kop met een ander jaar of een andere soort dan wat eronder staat: van vorig jaar "
        "blijven staan, of verwisseld in [kolommen], [koppen] of [bedragen].";
    if (examples.n > n_kolommen)
        sentence = arena_printf(job->arena,
                                "%s Noemt het pakket zijn kolom zo, zeg dat dan in [betekenis] van "
                                "het bronprofiel: anders_genoemd = de kolom.",
                                sentence);
    if (fine.n)
        sentence = arena_printf(job->arena, "%s Wel gewoon (anders_genoemd): %s.", sentence,
                                examples_text(&fine));
    if (examples.n + fine.n > 0)
        check_none(job, "Kolommen zijn wat ze heten", SEVERITY_WARNING, &examples, sentence);
}
