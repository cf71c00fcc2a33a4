/* Controls per source: what the package said it delivered, and what a delivery looks like. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/text_list.h"
#include "pipeline/reading/pairs.h"

/* ---- what the package said it delivered ---- */

static uint64_t lines_of(const struct counts *counts, const struct fact *facts)
{
    return counts->n_records + counts->n_rejected - told_totals(facts)->n;
}

/* But for headings and the like, which no package counts. */
static uint64_t delivered_lines(const struct check *check)
{
    const struct source_account *account = check->account;
    const struct profile *profile = check->source->profile;
    uint64_t n_layout = 0;
    for (size_t t = 0; t < profile->n_layout; t++)
        n_layout += account->fates[FATE_SCOPE + t].n_mutaties;
    return lines_of(&account->counts, account->facts) -
           (profile->n_amounts ? n_layout / profile->n_amounts : 0);
}

enum amount { DEBET, CREDIT, TOTAL, N_AMOUNTS };
static const char *const amount_names[N_AMOUNTS] = {"debet", "credit", "bedrag"};

/* A sender counts the amounts of his lines, not what stands on a tegenrekening as well. */
static struct sum delivered(const struct counts *counts, const struct fact *facts,
                            enum amount amount)
{
    const struct sum debet =
                         sum_difference(check_booked_debet(counts, facts), counts->contra_debet),
                     credit =
                         sum_difference(check_booked_credit(counts, facts), counts->contra_credit);
    return amount == DEBET ? debet : amount == CREDIT ? credit : sum_difference(credit, debet);
}

/* What the trailers of all files tell together; nothing where one of them is not as it should be:
 * then that is what is told. */
struct trailers {
    bool told;
    uint64_t n_lines;
    struct sum sums[N_AMOUNTS];
    /* Of the first file that holds another amount: two may make up for each other. */
    struct sum says[N_AMOUNTS], holds[N_AMOUNTS];
    struct text_list apart[N_AMOUNTS]; /* all of these files */
    uint64_t says_lines, holds_lines;  /* and so of lines, where there are no headings among them */
    struct text_list lines;
};

static void add_trailer(const struct check *check, size_t file, struct trailers *trailers)
{
    const struct file_account *account = &check->account->files[file];
    const struct trailer *trailer = &account->trailer;
    const struct money says[N_AMOUNTS] = {trailer->debet, trailer->credit, trailer->total};
    struct arena *arena = check->job->arena;
    trailers->told &= trailer->n == 1 && trailer->n_behind == 0 && !trailer->fault;
    trailers->n_lines += trailer->n_lines;
    const uint64_t n_lines = lines_of(&account->counts, account->facts);
    if (n_lines != trailer->n_lines && check->source->profile->n_layout == 0) {
        if (trailers->lines.n == 0) {
            trailers->lines = (struct text_list){.arena = arena, .between = "; ", .most = 9};
            trailers->says_lines = trailer->n_lines;
            trailers->holds_lines = n_lines;
        }
        list_add(&trailers->lines, "%s: zegt %llu, bevat %llu",
                 source_file_shown(check->source, file, arena),
                 (unsigned long long)trailer->n_lines, (unsigned long long)n_lines);
    }
    for (enum amount a = DEBET; a < N_AMOUNTS; a++) {
        const struct sum one = sum_made(says[a], true),
                         holds = delivered(&account->counts, account->facts, a);
        struct text_list *apart = &trailers->apart[a];
        sum_add(&trailers->sums[a], says[a]);
        if (!holds.overflow && holds.money.cents == says[a].cents)
            continue;
        if (apart->n == 0) {
            *apart = (struct text_list){.arena = arena, .between = "; ", .most = 9};
            trailers->says[a] = one;
            trailers->holds[a] = holds;
        }
        list_add(apart, "%s: zegt € %s, bevat € %s", source_file_shown(check->source, file, arena),
                 sum_words(arena, one), sum_words(arena, holds));
    }
}

static struct sum part_of(const struct source_account *account, size_t total)
{
    const struct sum *sums = told_parts(account)->sums;
    return sums ? sums[total] : (struct sum){0};
}

/* The sender told the sum of all amounts, or of each amount by itself, or of standen. */
static bool amounts_are_promised(const struct source *source)
{
    const struct profile_trailer *trailer = &source->profile->trailer;
    size_t n = 0;
    for (size_t t = 0; t < source->n_named_totals; t++)
        n += source->named_totals[t].amount != PLAN_NO_PART;
    return source->has_total || (source->has_debet && source->has_credit) || trailer->total ||
           (trailer->debet && trailer->credit) || n < source->n_named_totals ||
           (n > 0 && n == source->profile->n_amounts);
}

/* "regels, bedrag": of what the sender told a total, in the settings or in his trailers. */
struct promise {
    const struct check *check;
    struct text_list given;
};

static bool is_given(struct promise *promise, const char *what, bool in_settings, bool in_trailers)
{
    if (in_settings || in_trailers)
        list_add(&promise->given, "%s", what);
    return in_settings || in_trailers;
}

static void check_lines(struct promise *promise, const struct trailers *trailers)
{
    static const char sentence[] = "Het aantal regels dat het pakket opgaf, zonder totaalregels.";
    const struct check *check = promise->check;
    const struct source *source = check->source;
    const bool in_trailers = trailers->told && source->profile->trailer.lines;
    if (is_given(promise, "regels", source->has_lines, in_trailers) && source->has_lines)
        check_count(check, "Controletotaal regels", SEVERITY_ERROR, (uint64_t)source->control_lines,
                    delivered_lines(check), sentence);
    const uint64_t found = delivered_lines(check);
    const bool hidden = trailers->lines.n > 0 && trailers->n_lines == found;
    if (in_trailers)
        check_count(check, "Sluitregel regels", SEVERITY_ERROR,
                    hidden ? trailers->says_lines : trailers->n_lines,
                    hidden ? trailers->holds_lines : found,
                    trailers->lines.n ? arena_printf(check->job->arena, "%s Gevonden: %s.",
                                                     sentence, list_text(&trailers->lines, ""))
                                      : sentence);
}

static const char amount_sentence[] = "Het bedrag dat het pakket bij de levering opgaf.";

static void check_setting(struct promise *promise, const char *what, struct money told,
                          struct sum found)
{
    is_given(promise, what, true, false);
    check_money(promise->check, arena_printf(promise->check->job->arena, "Controletotaal %s", what),
                sum_made(told, true), found, amount_sentence);
}

static void check_trailers(struct promise *promise, const struct trailers *trailers,
                           enum amount amount, struct sum found)
{
    struct arena *arena = promise->check->job->arena;
    const struct text_list *apart = &trailers->apart[amount];
    const struct sum all = trailers->sums[amount];
    const bool hidden =
        apart->n > 0 && !all.overflow && !found.overflow && all.money.cents == found.money.cents;
    is_given(promise, amount_names[amount], false, true);
    check_money(promise->check, arena_printf(arena, "Sluitregel %s", amount_names[amount]),
                hidden ? trailers->says[amount] : all, hidden ? trailers->holds[amount] : found,
                apart->n > 0
                    ? arena_printf(arena, "%s Gevonden: %s.", amount_sentence, list_text(apart, ""))
                    : amount_sentence);
}

static const char *check_promises(const struct check *check)
{
    const struct source *source = check->source;
    const struct profile_trailer *says = &source->profile->trailer;
    const bool in_settings[N_AMOUNTS] = {source->has_debet, source->has_credit, source->has_total};
    const struct money settings[N_AMOUNTS] = {source->control_debet, source->control_credit,
                                              source->control_total};
    const bool in_trailers[N_AMOUNTS] = {says->debet, says->credit, says->total};
    struct trailers trailers = {.told = says->mark != NULL};
    struct promise promise = {check, {.arena = check->job->arena}};
    for (size_t f = 0; f < source->n_files; f++)
        add_trailer(check, f, &trailers);
    check_lines(&promise, &trailers);
    for (enum amount a = DEBET; a < N_AMOUNTS; a++) {
        const struct sum found = delivered(&check->account->counts, check->account->facts, a);
        if (in_settings[a])
            check_setting(&promise, amount_names[a], settings[a], found);
        if (trailers.told && in_trailers[a])
            check_trailers(&promise, &trailers, a, found);
    }
    for (size_t t = 0; t < source->n_named_totals; t++) {
        struct promise of_part = {check, {.arena = check->job->arena}};
        check_setting(&of_part, source->named_totals[t].name, source->named_totals[t].money,
                      part_of(check->account, t));
    }
    is_given(&promise, "bedrag per deel", source->n_named_totals > 0, false);
    return list_text(&promise.given, "");
}

/* Nothing else tells of a file that was not sent. What the sender told and does not agree is a fout
 * by itself. */
void the_delivery_is_whole(const struct check *check)
{
    const char *name = check_name(check, "Levering volledig volgens de afzender");
    struct controls *controls = &check->job->controls;
    const size_t n_failed = controls_failed(controls, SEVERITY_ERROR);
    const char *given = check_promises(check);
    if (controls_failed(controls, SEVERITY_ERROR) > n_failed)
        return;
    if (!amounts_are_promised(check->source)) {
        controls_not_done(controls, check->job->arena, name, SEVERITY_ERROR,
                          *given
                              ? arena_printf(check->job->arena,
                                             "De afzender gaf alleen %s op: aan een bedrag is "
                                             "dan niet te zien of het zo geleverd is. Zet bij de "
                                             "bron controle_totaal, of controle_debet en "
                                             "controle_credit.",
                                             given)
                              : NULL);
        return;
    }
    struct control *control = controls_add(controls, check->job->arena, name, SEVERITY_ERROR);
    control->expected = control->found = given;
    control->holds = true;
    control->sentence = "Wat de afzender opgaf is wat er gelezen is.";
}

/* ---- file by file ---- */

/* Totals of the sender, or a total line in the file, say whether the last amount is whole; the
 * number of lines does not. */
static bool end_is_open(const struct check *check)
{
    const struct source *source = check->source;
    const struct profile *profile = source->profile;
    bool totals_all = false;
    for (size_t t = 0; t < profile->n_totals; t++)
        totals_all |= !profile->totals[t].since_previous;
    return !(amounts_are_promised(source) || profile->trailer.mark ||
             (totals_all && told_totals(check->account->facts)->n > 0));
}

static bool has_trailers(const struct check *check)
{
    return check->source->profile->trailer.mark != NULL;
}

/* Where boekstukken close the files need not: an export may be cut anywhere. */
static bool balances_by_file(const struct check *check)
{
    const struct profile *profile = check->source->profile;
    return profile->balanced && !profile_checks_balance(profile);
}

/* A file that was cut lacks its last record; one that was added to has lines behind it. */
static const char *trailer_words(struct arena *arena, const struct file_account *file,
                                 const char *name)
{
    const struct trailer *trailer = &file->trailer;
    if (trailer->n == 0)
        return arena_printf(arena, "%s: geen sluitregel", name);
    if (trailer->fault)
        return arena_printf(arena, "%s: %s", name, trailer->fault);
    if (trailer->n > 1)
        return arena_printf(arena, "%s: %llu sluitregels", name, (unsigned long long)trailer->n);
    return trailer->n_behind == 0 ? NULL
                                  : arena_printf(arena, "%s: %s achter de sluitregel", name,
                                                 regels_words(arena, trailer->n_behind));
}

static const char *balance_words(struct arena *arena, const struct file_account *file,
                                 const char *name)
{
    const struct sum apart = sum_difference(check_booked_credit(&file->counts, file->facts),
                                            check_booked_debet(&file->counts, file->facts));
    return !apart.overflow && apart.money.cents == 0
               ? NULL
               : arena_printf(arena, "%s (€ %s)", name, sum_words(arena, apart));
}

static const char *empty_words(struct arena *arena, const struct file_account *file,
                               const char *name)
{
    (void)arena;
    return file->n_records == 0 ? name : NULL;
}

static const char *hidden_words(struct arena *arena, const struct file_account *file,
                                const char *name)
{
    return *file->remark ? arena_printf(arena, "%s: %s", name, file->remark) : NULL;
}

static const char *dos_words(struct arena *arena, const struct file_account *file, const char *name)
{
    (void)arena;
    return file->ends_as_dos ? name : NULL;
}

static const char *cut_words(struct arena *arena, const struct file_account *file, const char *name)
{
    (void)arena;
    return file->n_records > 0 && file->ends_open ? name : NULL;
}

/* A control that holds when no file has something to tell. */
static const struct {
    const char *name;
    enum severity severity;
    bool only_found;                          /* it is there only where there is such a file */
    bool (*asked)(const struct check *check); /* NULL: always */
    const char *(*words)(struct arena *arena, const struct file_account *file, const char *name);
    const char *sentence;
} of_files[] = {
    {"Debet = credit per bestand", SEVERITY_WARNING, false, balances_by_file, balance_words,
     "Elk bestand van een volledig grootboek sluit, tenzij het pakket een boekstuk over bestanden "
     "verdeelt."},
    {"Elk bestand eindigt met zijn sluitregel", SEVERITY_ERROR, false, has_trailers, trailer_words,
     "De sluitregel zegt wat er in een bestand zit, zoals [sluitregel] van het bronprofiel hem "
     "beschrijft; zonder is het afgekapt."},
    {"Werkmappen zonder wat verborgen is", SEVERITY_WARNING, true, NULL, hidden_words,
     "Wat in een werkmap verborgen is telt mee, en een samengevoegde cel heeft alleen in haar "
     "eerste vakje een waarde; kijk na of de levering zo bedoeld is."},
    {"Geen bestanden zonder regels", SEVERITY_WARNING, false, NULL, empty_words,
     "Een geleverd bestand bevat gegevensregels."},
    {"Geen eindteken van DOS", SEVERITY_WARNING, true, NULL, dos_words,
     "Achter de laatste regel staat een Ctrl-Z, waarmee programma's uit de tijd van DOS een "
     "bestand afsluiten; dat is overgeslagen, alle regels zijn gelezen."},
    {"Geen bestanden die afgekapt lijken", SEVERITY_WARNING, false, end_is_open, cut_words,
     "Achter de laatste regel hoort een regeleinde: zonder kan er een stuk ontbreken, ook van het "
     "laatste bedrag. Met controle_totaal, of controle_debet en controle_credit, bij de bron is "
     "zeker of alles er is."},
};

void files_are_as_expected(const struct check *check)
{
    struct arena *arena = check->job->arena;
    for (size_t c = 0; c < sizeof of_files / sizeof *of_files; c++) {
        struct examples examples = {.arena = arena};
        if (of_files[c].asked && !of_files[c].asked(check))
            continue;
        for (size_t f = 0; f < check->source->n_files; f++) {
            const char *words = of_files[c].words(arena, &check->account->files[f],
                                                  source_file_shown(check->source, f, arena));
            if (words)
                examples_add(&examples, "%s", words);
        }
        if (!of_files[c].only_found || examples.n > 0)
            check_none(check->job, check_name(check, of_files[c].name), of_files[c].severity,
                       &examples, of_files[c].sentence);
    }
    bool too_many = false;
    for (size_t f = 0; f < check->source->n_files; f++)
        too_many |= told_pairs(&check->account->files[f])->too_many;
    if (too_many)
        check_not_done(check, "Bestanden vergeleken per sleutel en rekening", SEVERITY_ERROR);
}
