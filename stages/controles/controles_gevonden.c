/* Controls per source: what line stages found. A row per kind. */
#include "stages/controles/controles_bronnen.h"

#include <string.h>

/* Whether a control is done; ASKED_IN_VAIN: it would be, with what the table of controls says. */
enum asked { NOT_ASKED, ASKED_IN_VAIN, ASKED };

/* A control that holds when nothing of its kind was found. */
struct found_control {
    const char *name;
    enum severity severity;
    const char *(*words)(struct arena *arena, const struct finding *finding);
    const char *sentence;
    /* Without these it is there only where something was found. */
    size_t needs; /* without it it is not done (profile_has_some) */
    bool (*possible)(const struct profile *profile); /* else in vain */
    enum asked (*asked)(const struct check *check);
    const char *systematic; /* behind it, where as much is found as settings that are wrong give */
};

/* Of so many lines one finding, and so many of them at least. */
#define SYSTEMATIC_LINES 50
#define SYSTEMATIC_LEAST 20

static const char *lines_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s %s (eerst %s)", regels_words(arena, finding->n_lines),
                        finding->what, finding->where);
}

static const char *rule_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s (%s, eerst %s)", finding->what,
                        regels_words(arena, finding->n_lines), finding->where);
}

static const char *unnamed_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s, € %s, eerst %s", regels_words(arena, finding->n_lines),
                        sum_words(arena, finding->of_lines), finding->where);
}

static const char *difference_words(struct arena *arena, const struct finding *finding)
{
    if (finding->found.cents == 0)
        return "welke is niet te zeggen: de export staat niet op volgorde van boekstuk";
    return arena_printf(arena, "boekstuk %s (€ %s)", finding->what,
                        money_words(arena, finding->found));
}

static const char *place_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s (%s)", finding->what, finding->where);
}

static const char *what_words(struct arena *arena, const struct finding *finding)
{
    (void)arena;
    return finding->what;
}

static const char *total_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s, %s: de regels zijn € %s, hij zegt € %s", finding->where,
                        finding->what, money_words(arena, finding->expected),
                        money_words(arena, finding->found));
}

static enum asked if_possible(const struct check *check, bool possible)
{
    return possible                                      ? ASKED
           : check_has_sides(check, SIDES_PRIMAIR, true) ? ASKED_IN_VAIN
                                                         : NOT_ASKED;
}

/* Numbers of lines that were refused are not missing: told as such. What else lacks boekstukken
 * says so by itself. */
static enum asked if_numbered(const struct check *check)
{
    return !counts_tolerated(&check->account->counts, check->source) ||
                   !profile_checks_balance(check->source->profile)
               ? NOT_ASKED
               : if_possible(check, told_boekstukken(check->account)->numbered);
}

static const char *gap_words(struct arena *arena, const struct finding *finding)
{
    return finding->n_lines == 1 ? finding->what
                                 : arena_printf(arena, "%s (%llu nummers)", finding->what,
                                                (unsigned long long)finding->n_lines);
}

static enum asked if_regels(const struct check *check)
{
    return check->account->findings[FINDING_DOUBLED_SURELY].n > 0
               ? NOT_ASKED /* told as such */
               : if_possible(check, profile_checks_doubles(check->source->profile));
}

static const char *copied_words(struct arena *arena, const struct finding *finding)
{
    return finding->found.cents == 0 ? finding->what
                                     : arena_printf(arena, "%s, samen € %s", finding->what,
                                                    money_words(arena, finding->found));
}

static enum asked if_not_repeated(const struct check *check)
{
    return check->source->may_repeat ? ASKED_IN_VAIN : ASKED;
}

static const char *missing_words(struct arena *arena, const struct finding *finding)
{
    return finding->found.cents == 0 && finding->n_lines == 1
               ? arena_printf(arena, "%s: %s", finding->where, finding->what)
               : arena_printf(arena, "%s: %s %s, samen € %s", finding->where, finding->what,
                              regels_words(arena, finding->n_lines),
                              money_words(arena, finding->found));
}

static const char *unequal_words(struct arena *arena, const struct finding *finding)
{
    const char *most = strstr(finding->what, "<=") ? "hoogstens " : "";
    return arena_printf(arena, "%s (%s, eerst %s: verwacht %s€ %s, gevonden € %s)", finding->what,
                        regels_words(arena, finding->n_lines), finding->where, most,
                        money_words(arena, finding->expected), money_words(arena, finding->found));
}

/* Of fewer amounts none is the sum of others. */
static enum asked if_identities(const struct check *check)
{
    const struct profile *profile = check->source->profile;
    return profile->n_identities ? ASKED : profile->n_amounts > 2 ? ASKED_IN_VAIN : NOT_ASKED;
}

static const char *file_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s: %s", finding->where, finding->what);
}

static const char *budget_words(struct arena *arena, const struct finding *finding)
{
    return arena_printf(arena, "%s: %s, samen € %s tegenover € %s", finding->where, finding->what,
                        money_words(arena, finding->found), money_words(arena, finding->expected));
}

static const char stand_sentence[] =
    "Twee bronnen geven dezelfde stand voor dezelfde sleutels: dan telt hij dubbel. Haal een van "
    "de twee weg, of laat haar met [buiten_scope] of [bedragen] van het bronprofiel een andere "
    "stand geven. Horen er twee te zijn (twee helften, of een eerder jaar waarin de sleutels "
    "anders "
    "waren), noem die stand dan bij andere_standen van een van beide.";

static const struct found_control controls[FINDING_COUNT] = {
    [FINDING_YEAR] = {"Perioden en datums van het jaar", SEVERITY_WARNING, lines_words,
                      "Een periode met een jaar hoort in het jaar van zijn stand; een boekdatum "
                      "hoogstens een half jaar ernaast, en erna alleen in periode 12 of later.",
                      .possible = profile_tells_years},
    [FINDING_LAYOUT] = {"Tekstregels zonder bedrag", SEVERITY_ERROR, rule_words,
                        "Een tekstregel telt niet mee; met een bedrag is het een boeking die "
                        "verloren gaat. Maak de regel in [tekstregels] van het bronprofiel enger.",
                        .needs = offsetof(struct profile, n_layout)},
    [FINDING_UNNAMED] = {"Geen bedragen onder een lege kop", SEVERITY_WARNING, unnamed_words,
                         "Wat onder de lege kop achteraan staat telt niet mee. Is het een bedrag "
                         "van de regel, vraag de export dan met zijn kop; hoort het zo, zet dan "
                         "extra_kolommen = ja in [bestand] van het bronprofiel."},
    [FINDING_UNBALANCED] =
        {"Debet = credit per boekstuk", SEVERITY_ERROR, difference_words,
         "Elk boekstuk van een volledig grootboek sluit.", .possible = profile_checks_balance,
         .systematic = " Sluit er bijna geen een, kijk dan naar boekstuk in [betekenis] van het "
                       "bronprofiel: loopt een boekstuk over twee dagboeken, laat het dagboek weg "
                       "(boekstuk = nummer); begint de nummering per dagboek of jaar opnieuw, zet "
                       "dat ervoor (boekstuk = dagboek . nummer)."},
    [FINDING_GAP] =
        {"Boekstukken doorlopend genummerd", SEVERITY_WARNING, gap_words,
         "In een doorlopende nummering ontbreekt geen nummer: een boekstuk dat sluit en niet "
         "geleverd is, is nergens anders aan te zien. Vraag na wat ontbreekt; bestaat het niet, "
         "noem het dan zo bij de bron: ontbrekende_boekstukken = M0060, M0070 tot M0072.",
         .asked = if_numbered},
    [FINDING_DOUBLED] = {"Geen boekstukregels dubbel", SEVERITY_WARNING, place_words,
                         "Hetzelfde boekstuk met dezelfde regel hoort één keer geleverd te zijn: "
                         "telt zij nu dubbel, vraag de export dan opnieuw.",
                         .asked = if_regels},
    [FINDING_DOUBLED_SURELY] =
        {"Geen boekstukregels dubbel", SEVERITY_ERROR, place_words,
         "Hetzelfde boekstuk met dezelfde regel staat in twee bestanden, of letterlijk twee keer: "
         "een levering die twee keer komt telt dubbel. Nummert het pakket per bestand opnieuw, "
         "neem dan in het bronprofiel op wat ze onderscheidt: boekstuk = jaar . nummer."},
    [FINDING_TOTAL] = {"Totaalregels kloppen", SEVERITY_ERROR, total_words,
                       "Een totaalregel in de bron is gelijk aan de som van de regels die hij "
                       "optelt; zo niet, dan ontbreken er regels, of is er een bedrag anders: "
                       "vraag de export opnieuw. Welke regels hij optelt zeggen totaal.over en "
                       "totaal.per in [totaalregels] van het bronprofiel; telt hij afgeronde "
                       "bedragen op, dan zegt totaal.afronding = 1 tot hoeveel euro.",
                       .needs = offsetof(struct profile, n_totals)},
    [FINDING_COPIED] = {"Geen regels twee keer geleverd", SEVERITY_ERROR, copied_words,
                        "Regels zijn vergeleken op wat ze zeggen, in welke volgorde en "
                        "schrijfwijze ook; bestanden, maanden en besluiten op hun sommen per "
                        "sleutel en rekening. Haal weg wat dubbel is.",
                        .asked = if_not_repeated},
    [FINDING_COPIED_PERHAPS] = {"Misschien regels twee keer geleverd", SEVERITY_WARNING,
                                copied_words, "Dit kan toeval zijn."},
    [FINDING_STAND] = {"Standen uit een bron", SEVERITY_ERROR, what_words, stand_sentence},
    [FINDING_STAND_PERHAPS] = {"Standen uit een bron", SEVERITY_WARNING, what_words,
                               stand_sentence},
    [FINDING_SMALL] =
        {"Bedragen met hun decimalen", SEVERITY_WARNING, what_words,
         "Misschien is dit in duizenden euro's geleverd: vraag het opnieuw in euro's, of geef het "
         "een eigen bron met eenheid = 1000 in [getal] van haar bronprofiel."},
    [FINDING_SUBTOTAL] =
        {"Geen totalen tussen de regels", SEVERITY_ERROR, copied_words,
         "Een totaal met een gewone sleutel telt dubbel. Zeg in [totaalregels] van het bronprofiel "
         "waaraan zo'n regel te herkennen is: dan telt hij niet mee, en wordt nagerekend. Staat "
         "hij boven zijn regels, zeg het dan in [buiten_scope]. Hoort het zo, zet dan bij de bron "
         "herhaling_toegestaan = ja."},
    [FINDING_ALIKE] = {"Elke bedragkolom heeft eigen bedragen", SEVERITY_WARNING, copied_words,
                       "Misschien is een kolom verkeerd geëxporteerd. Hoort het zo, zeg dan van "
                       "gelijke kolommen in [gelijk] van het bronprofiel dat zij dat zijn; bij een "
                       "lege zet een ? achter haar naam in [kolommen]."},
    [FINDING_TOTAL_ROUNDED] = {"Totaalregels kloppen op afronding na", SEVERITY_WARNING,
                               total_words,
                               "Meer dan de afronding van de regels kan het verschil niet zijn "
                               "(afronding in [totaalregels] van het bronprofiel)."},
    [FINDING_UNEQUAL] = {"Bedragen van een regel kloppen onderling", SEVERITY_ERROR, unequal_words,
                         "Wat [gelijk] van het bronprofiel zegt, geldt in elke regel; zo niet, dan "
                         "staan er koppen verwisseld of is een bedrag niet goed.",
                         .asked = if_identities},
    [FINDING_SWAPPED] = {"Bedragkolommen zijn wat ze heten", SEVERITY_ERROR, file_words,
                         "Dat kan van deze standen niet: er staan koppen verwisseld, of [bedragen] "
                         "van het bronprofiel noemt er een verkeerd. Klopt het toch, zeg dan met "
                         "[gelijk] in het bronprofiel wat een som is."},
    [FINDING_LEFT] = {"Bedragkolommen zijn wat ze heten", SEVERITY_WARNING, file_words,
                      "Wat niet begroot is heeft hier bijna altijd het andere teken: misschien is "
                      "deze kolom wat er van de begroting over is. Hoort het zo, zet dan "
                      "omgekeerd_toegestaan met de sectie bij de bron."},
    [FINDING_SWAPPED_PERHAPS] =
        {"Wijzigingen kleiner dan de begroting", SEVERITY_WARNING, budget_words,
         "Een wijziging is bijna nooit meer dan twee keer de begroting, of in een kwart van de "
         "regels even groot: misschien staan de koppen van die twee kolommen verwisseld, of is het "
         "de begroting na wijziging."},
    [FINDING_SUMMED] = {"Bedragkolommen tellen niet dubbel", SEVERITY_ERROR, file_words,
                        "Een som van andere kolommen, of een stand tot en met een maand, telt "
                        "naast hen nog een keer. Laat in [bedragen] van het bronprofiel staan wat "
                        "één keer telt; wat een som is, zegt [gelijk]. Wat elk bestand of elke "
                        "maand van het hele jaar herhaalt: laat het hier weg, en lever het apart, "
                        "als bron op zich; hoort het zo, zet dan herhaling_toegestaan = ja."},
    [FINDING_BLANK] =
        {"Geen lege regels tussen de gegevens", SEVERITY_WARNING, lines_words,
         "Tussen regels met gegevens staat er een zonder iets: is daar een regel gewist? Vergelijk "
         "die plek met het pakket; is het opmaak, dan kan het zo blijven."},
    [FINDING_TOTAL_MISSING] =
        {"Totaalregels aanwezig", SEVERITY_ERROR, missing_words,
         "Een bestand heeft de totaalregels die het bronprofiel verwacht, en eindigt ermee: anders "
         "kan het afgekapt zijn. Hoort het zo, zet dan bij de totaalregel mag_ontbreken = ja.",
         .needs = offsetof(struct profile, n_totals)},
};

static bool is_copied(enum finding_kind kind)
{
    return kind == FINDING_COPIED || kind == FINDING_COPIED_PERHAPS;
}

void nothing_was_found(const struct check *check, enum finding_kind kind)
{
    const struct found_control *control = &controls[kind];
    struct arena *arena = check->job->arena;
    const struct findings *findings = &check->account->findings[kind];
    if (kind == FINDING_COPIED_PERHAPS && check->account->findings[FINDING_COPIED].n > 0)
        return; /* of one cause */
    const struct profile *profile = check->source->profile;
    enum asked asked = control->possible ? if_possible(check, control->possible(profile))
                       : control->asked  ? control->asked(check)
                                         : ASKED;
    struct examples examples = {.arena = arena};
    if (!control->name || !profile_has_some(profile, control->needs) ||
        (findings->n == 0 && !control->needs && !control->possible && !control->asked))
        return;
    if (asked == ASKED_IN_VAIN)
        check_not_done(check, control->name, control->severity);
    if (asked != ASKED)
        return;
    const bool allowed =
        is_copied(kind) && findings->n_lines <= (uint64_t)check->source->repeats_allowed;
    for (size_t i = 0; i < findings->n_listed && !allowed; i++)
        examples_add(&examples, "%s", control->words(arena, &findings->items[i]));
    examples.n = allowed ? 0 : findings->n;
    examples.n_lines = allowed ? 0 : findings->n_lines;
    const char *sentence = control->sentence;
    if (control->systematic && findings->n >= SYSTEMATIC_LEAST &&
        findings->n * SYSTEMATIC_LINES >= check->account->counts.n_records)
        sentence = arena_printf(arena, "%s%s", sentence, control->systematic);
    if (is_copied(kind) && findings->n_lines > 0) /* the next delivery that comes twice is more */
        sentence = arena_printf(
            arena,
            "%s%s Hoort het zo (geboekt, teruggedraaid en weer geboekt), zet dan bij de bron "
            "herhaling_toegestaan = %llu: zoveel regels, en niet meer.",
            sentence,
            check->source->by_pattern && check->source->n_files > 1
                ? " Houdt elk bestand alles tot en met zijn dag in, zet dan bij de bron "
                  "alleen_laatste = ja."
                : "",
            (unsigned long long)findings->n_lines);
    check_none(check->job, check_name(check, control->name), control->severity, &examples,
               sentence);
}
