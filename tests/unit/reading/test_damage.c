/* Random municipalities whose delivery is damaged, and no total of the sender goes along. No figure
 * is silently wrong: what a kind of damage shows by itself is told in a run that knows no other;
 * all the rest beside what was published the night before. And nothing is told of a delivery that
 * is as it should be, nor the next night, of the same delivery or with a new period and besluit.
 * PNC_TOWNS and PNC_SEED say how many and from which seed on. */
#include "pipeline/run.h"
#include "tests/unit/damage_files.h"

#define DAMAGED_TOWNS 65
#define DAMAGE_SHARES 13 /* each town has a share of the kinds of damage, in turn */
#define ENOUGH_TRIED  20
#define LEAST_PLANTED 40 /* one in so many towns has a place for a kind of damage, at the least */
#define MOST_UNTESTED 10 /* one in so many kinds found no place in a few towns */

/* `alone`: without a publication of the night before. */
static const struct damage {
    const char *name;
    plant_fn *plant;
    bool alone;
    enum plant_place place;
    const char *what;
} damages[] = {
    {"a file mirrored", plant_mirrored_file, true, PLANT_ANYWHERE, NULL},
    {"a ledger mirrored", plant_mirrored_ledger, true, PLANT_IN_LEDGER, NULL},
    {"half of a file mirrored", plant_mirrored_half, true, PLANT_ANYWHERE, NULL},
    {"headers of debet and credit swapped", plant_swapped_headers, true, PLANT_IN_LEDGER, NULL},
    {"headers of two years swapped", plant_swapped_headers, false, PLANT_IN_BUDGET, NULL},
    {"a boekstuk mirrored", plant_mirrored_boekstuk, false, PLANT_IN_LEDGER, NULL},
    {"all minuses of a file lost", plant_lost_minuses, false, PLANT_ANYWHERE, NULL},
    {"a sign of a ledger turned", plant_turned_sign, false, PLANT_IN_LEDGER, NULL},
    {"a sign of a budget turned", plant_turned_sign, false, PLANT_IN_BUDGET, NULL},
    {"a sign of changes turned", plant_turned_sign, false, PLANT_IN_CHANGES, NULL},
    {"teken turned", plant_wrong_teken, true, PLANT_ANYWHERE, "all"},
    {"teken of a sectie turned", plant_wrong_teken, false, PLANT_ANYWHERE, NULL},
    {"a year of a ledger mistyped", plant_mistyped, true, PLANT_IN_LEDGER, "boekjaar"},
    {"a year of a budget mistyped", plant_mistyped, true, PLANT_IN_BUDGET, "jaar"},
    {"a year of changes mistyped", plant_mistyped, true, PLANT_IN_CHANGES, "jaar"},
    {"a kind of budget mistyped", plant_mistyped, true, PLANT_IN_BUDGET, "soort"},
    {"a period that does not exist", plant_wrong_period, true, PLANT_IN_LEDGER, "99"},
    {"a period 00", plant_wrong_period, false, PLANT_IN_LEDGER, "0"},
    {"jjjjmm written mmjjjj", plant_wrong_period, true, PLANT_IN_LEDGER, "mmjjjj"},
    {"another year in the settings", plant_wrong_setting, true, PLANT_ANYWHERE, "jaar"},
    {"fewer periods in the settings", plant_wrong_setting, false, PLANT_ANYWHERE, "perioden"},
    {"periods that cut a budget", plant_wrong_setting, false, PLANT_ANYWHERE, "perioden_voor"},
    {"accounts padded with zeros", plant_padded_accounts, true, PLANT_ANYWHERE, NULL},
    {"an account padded with zeros", plant_padded_accounts, true, PLANT_ANYWHERE, "one"},
    {"a file delivered again, written otherwise", plant_rewritten_file, true, PLANT_ANYWHERE, NULL},
    {"the file of a night before beside it", plant_snapshot, true, PLANT_ANYWHERE, NULL},
    {"a cumulative file beside the others", plant_cumulative, true, PLANT_IN_LEDGER, NULL},
    {"a block of lines that comes back", plant_block_again, true, PLANT_ANYWHERE, NULL},
    {"a file behind itself", plant_block_again, true, PLANT_ANYWHERE, "all"},
    {"a row of a budget doubled", plant_doubled_row, true, PLANT_ANYWHERE, NULL},
    {"bookings between stray quotes", plant_stray_quotes, true, PLANT_ANYWHERE, NULL},
    {"cut within the last record", plant_cut_record, true, PLANT_ANYWHERE, "last"},
    {"a record cut short", plant_cut_record, true, PLANT_ANYWHERE, "any"},
    {"cut at a line end", plant_dropped_end, false, PLANT_ANYWHERE, "last"},
    {"a file without lines", plant_dropped_end, false, PLANT_ANYWHERE, "all"},
    {"half of a ledger dropped", plant_dropped_end, false, PLANT_IN_LEDGER, "half"},
    {"half of a budget dropped", plant_dropped_end, false, PLANT_IN_BUDGET, "half"},
    {"half of the changes dropped", plant_dropped_end, false, PLANT_IN_CHANGES, "half"},
    {"a record of a ledger dropped", plant_dropped_record, false, PLANT_IN_LEDGER, NULL},
    {"a record of a budget dropped", plant_dropped_record, false, PLANT_IN_BUDGET, NULL},
    {"a record of changes dropped", plant_dropped_record, false, PLANT_IN_CHANGES, NULL},
    {"a period dropped", plant_dropped_value, false, PLANT_IN_LEDGER, "periode"},
    {"a year dropped", plant_dropped_value, false, PLANT_IN_LEDGER, "boekjaar"},
    {"a besluit dropped", plant_dropped_value, false, PLANT_IN_CHANGES, "besluit"},
    {"a file of a pattern missing", plant_missing_file, false, PLANT_ANYWHERE, NULL},
    {"an old version of a ledger", plant_old_version, false, PLANT_IN_LEDGER, NULL},
    {"an old version of a budget", plant_old_version, false, PLANT_IN_BUDGET, NULL},
    {"an old version of changes", plant_old_version, false, PLANT_IN_CHANGES, NULL},
    {"an amount moved by a cent", plant_moved_cent, false, PLANT_ANYWHERE, NULL},
    {"a digit of a ledger", plant_moved_cent, false, PLANT_IN_LEDGER, "any"},
    {"a digit of a budget", plant_moved_cent, false, PLANT_IN_BUDGET, "any"},
    {"a digit of changes", plant_moved_cent, false, PLANT_IN_CHANGES, "any"},
    {"two amounts swapped between boekstukken", plant_swapped_amounts, false, PLANT_IN_LEDGER,
     NULL},
    {"two amounts of a budget swapped", plant_swapped_amounts, false, PLANT_IN_BUDGET, NULL},
    {"two amounts of changes swapped", plant_swapped_amounts, false, PLANT_IN_CHANGES, NULL},
    {"the total of a budget behind it", plant_total_row, true, PLANT_IN_BUDGET, NULL},
    {"the total of changes behind them", plant_total_row, true, PLANT_IN_CHANGES, NULL},
    {"a line of a ledger at another key", plant_moved_value, false, PLANT_IN_LEDGER,
     "kostenplaats"},
    {"a line of a budget at another key", plant_moved_value, false, PLANT_IN_BUDGET,
     "kostenplaats"},
    {"a line of changes at another key", plant_moved_value, false, PLANT_IN_CHANGES,
     "kostenplaats"},
    {"a line at another account", plant_moved_value, false, PLANT_ANYWHERE, "rekening"},
    {"a line in another period", plant_moved_value, false, PLANT_IN_LEDGER, "periode"},
    {"a line in another year", plant_moved_value, false, PLANT_IN_LEDGER, "boekjaar"},
    {"a line in another besluit", plant_moved_value, false, PLANT_IN_CHANGES, "besluit"},
    {"a used line of posten.csv removed", plant_removed_mapping, true, PLANT_ANYWHERE, NULL},
    {"a key moved to another post", plant_moved_mapping, false, PLANT_ANYWHERE, NULL},
    {"a key moved to another programma", plant_moved_mapping, false, PLANT_ANYWHERE, "programma"},
    {"a pakket moved to another programma", plant_moved_pakket, false, PLANT_ANYWHERE, NULL},
    {"what cannot be seen in a key", plant_unseen_in_key, true, PLANT_ANYWHERE, NULL},
    {"a name that looks the same", plant_look_alike_name, true, PLANT_ANYWHERE, NULL},
};
#define N_DAMAGES LENGTH(damages)

/* ---- a night ---- */

struct night {
    int status;
    char *told;        /* heap: all that went to stderr */
    const char *saldi; /* of what stands, "" when nothing does */
};

static struct night spend_night(struct scratch *scratch, const char *output)
{
    struct night night = {0};
    size_t n_bytes = 0;
    FILE *err = open_memstream(&night.told, &n_bytes);
    assert_non_null(err);
    const char *folder = scratch_path(scratch, output);
    struct run_options options = {.ini = scratch_path(scratch, "gemeente/run.ini"),
                                  .output = folder,
                                  .compare = folder,
                                  .n_workers = 1,
                                  .publish = true};
    night.status = run_execute(&options, err);
    assert_int_equal(fclose(err), 0);
    const char *saldi = arena_printf(&scratch->arena, "%s/toets/data/saldi.csv", output);
    night.saldi = scratch_has(scratch, saldi) ? scratch_read(scratch, saldi) : "";
    return night;
}

static void forget(struct scratch *scratch, const char *output)
{
    assert_true(folder_remove(scratch_path(scratch, output), &scratch->errors));
}

/* ---- what is told ---- */

/* Warnings that follow from figures, whatever they are: no witness of damage. */
static bool is_about_figures(struct text line)
{
    static const char *const names[] = {
        "Koppelregels", "Toelicht",  "I/S",       "Lasten binnen",  "Reserve",
        "Overige",      "Besluiten", "Wijziging", "Budgetneutrale", "Geen grote afwijkingen"};
    static const char before[] = "waarschuwing: ";
    for (size_t i = 0; i < LENGTH(names); i++)
        if (line.n_bytes > strlen(before) + strlen(names[i]) &&
            memcmp(line.bytes + strlen(before), names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static bool begins(struct text line, const char *word)
{
    return line.n_bytes >= strlen(word) && memcmp(line.bytes, word, strlen(word)) == 0;
}

/* The next line that tells of something; false when there is none. */
static bool next_told(struct text *rest, struct text *line)
{
    while (text_split(rest, '\n', line))
        if ((begins(*line, "fout: ") || begins(*line, "afgekeurd: ") ||
             begins(*line, "waarschuwing: ")) &&
            !is_about_figures(*line))
            return true;
    return false;
}

/* Of a told line: what tells, and of which source. What it found is another thing every night. */
static struct text teller_of(struct text line)
{
    struct text rest = line;
    for (int i = 0; i < 3; i++) {
        const char *colon = memmem(rest.bytes, rest.n_bytes, ": ", 2);
        if (colon)
            rest = text_from(rest, (size_t)(colon + 2 - rest.bytes));
    }
    return (struct text){line.bytes, line.n_bytes - rest.n_bytes};
}

static bool told_before(const char *before, struct text line)
{
    struct text rest = text_of(before), other;
    while (next_told(&rest, &other))
        if (text_equal(teller_of(other), teller_of(line)))
            return true;
    return false;
}

/* Something that was not told before; a file that may be cut is that, every night. */
static bool tells(const struct night *night, const char *before)
{
    struct text rest = text_of(night->told), line;
    while (next_told(&rest, &line))
        if (!told_before(before, line) || begins(line, "waarschuwing: Geen bestanden die afgekapt"))
            return true;
    return night->status != 0;
}

/* A line of saldi.csv without its number of mutaties, which is no figure; false at the end. Of
 * lines that come to nothing none is left. */
static bool next_figure(struct text *rest, struct text *line)
{
    while (text_split(rest, '\n', line)) {
        while (line->n_bytes > 0 && line->bytes[line->n_bytes - 1] != ',')
            line->n_bytes--;
        if (line->n_bytes < 3 || memcmp(line->bytes + line->n_bytes - 3, ",0,", 3) != 0)
            return true;
    }
    return false;
}

static bool same_figures(const char *now, const char *before)
{
    struct text rest = text_of(now), old = text_of(before), a, b;
    for (;;) {
        bool more = next_figure(&rest, &a), had_more = next_figure(&old, &b);
        if (more != had_more || (more && !text_equal(a, b)))
            return false;
        if (!more)
            return true;
    }
}

/* ---- one town ---- */

struct outcome {
    unsigned n_tried, n_planted, n_told, n_harmless, n_silent;
};

/* One night with the damage; the outcome counts it. */
static void judge(struct scratch *scratch, uint64_t seed, const char *output,
                  const struct night *before, const struct damage *damage, struct outcome *outcome)
{
    struct night night = spend_night(scratch, output);
    bool told = tells(&night, before->told);
    bool harmless = night.status == 0 && same_figures(night.saldi, before->saldi);
    outcome->n_told += told;
    outcome->n_harmless += !told && harmless;
    outcome->n_silent += !told && !harmless;
    if (!told && !harmless)
        print_error("town %llu, %s (%s): silently wrong\n", (unsigned long long)seed, damage->name,
                    output);
    if (getenv("PNC_SHOW")) {
        struct text rest = text_of(night.told), line;
        print_message("## %s %llu status %d told %d\n", damage->name, (unsigned long long)seed,
                      night.status, told);
        while (next_told(&rest, &line))
            if (!told_before(before->told, line))
                print_message("%.*s\n", TEXT_ARG(line));
    }
    free(night.told);
}

static unsigned count_alarms(const struct night *night, uint64_t seed, const char *when)
{
    struct text rest = text_of(night->told), line;
    unsigned n = 0;
    while (next_told(&rest, &line)) {
        if (begins(line, "waarschuwing: Geen bestanden") ||
            begins(line, "waarschuwing: Elke kolom") ||
            begins(line, "waarschuwing: Perioden die bestaan") ||
            begins(line, "waarschuwing: Debet of credit"))
            continue; /* towns are so: empty files, open ends, a kolom without mutaties, a few of
                         period 13 */
        print_error("town %llu, %s: %.*s\n", (unsigned long long)seed, when, TEXT_ARG(line));
        n++;
    }
    return n;
}

/* One kind of damage, in the delivery as it should be. */
static void damage_once(struct scratch *scratch, uint64_t seed, const struct night *before,
                        size_t d, const struct town_run *run, struct outcome *outcome)
{
    const struct damage *damage = &damages[d];
    struct dice dice = dice_seeded(seed * N_DAMAGES + d);
    struct planting planting = {&scratch->arena, &dice, run, damage->place, damage->what};
    town_found(scratch, seed);
    outcome->n_tried++;
    if (!damage->plant(&planting))
        return;
    outcome->n_planted++;
    const char *output = damage->alone ? "alleen" : "schade";
    forget(scratch, output);
    if (!damage->alone)
        assert_true(folder_copy(scratch_path(scratch, "nacht"), scratch_path(scratch, output),
                                &scratch->errors));
    judge(scratch, seed, output, before, damage, outcome);
}

static unsigned damage_town(const struct scratch *all, uint64_t seed, struct outcome *outcomes)
{
    struct scratch scratch = {.folder = all->folder};
    struct town_run run;
    const char *folder = town_found(&scratch, seed);
    assert_true(town_plan(&run, folder));
    town_read(&run, town_uncut);
    forget(&scratch, "nacht");
    struct night before = spend_night(&scratch, "nacht");
    unsigned n_alarms = count_alarms(&before, seed, "as it should be");
    if (seed % 2) { /* lines are added the next night, else it is the same delivery */
        struct dice dice = dice_seeded(seed);
        forget(&scratch, "nacht");
        plant_last_night(&(struct planting){.arena = &scratch.arena, .dice = &dice, .run = &run});
        free(spend_night(&scratch, "nacht").told);
        town_found(&scratch, seed);
    }
    struct night again = spend_night(&scratch, "nacht");
    n_alarms += count_alarms(&again, seed, seed % 2 ? "with what was added" : "the next night");
    for (size_t d = seed % DAMAGE_SHARES; d < N_DAMAGES; d += DAMAGE_SHARES)
        damage_once(&scratch, seed, &before, d, &run, &outcomes[d]);
    free(before.told);
    free(again.told);
    town_release(&run);
    errors_release(&scratch.errors);
    arena_release(&scratch.arena);
    return n_alarms;
}

/* Where a kind finds no place, or never does anything, nothing was tested. */
static bool is_tested(const struct outcome *outcome)
{
    return outcome->n_told > 0 && outcome->n_planted * LEAST_PLANTED >= outcome->n_tried;
}

static void no_damage_is_silently_wrong_and_nothing_else_is_told(void **state)
{
    uint64_t first = towns_setting("PNC_SEED", 1);
    uint64_t n = towns_setting("PNC_TOWNS", DAMAGED_TOWNS);
    struct outcome outcomes[N_DAMAGES] = {0};
    unsigned n_alarms = 0, n_silent = 0, n_untested = 0, n_unknown = 0;
    for (uint64_t seed = first; seed < first + n; seed++)
        n_alarms += damage_town(*state, seed, outcomes);
    for (size_t d = 0; d < N_DAMAGES; d++) {
        const struct outcome *outcome = &outcomes[d];
        print_message("%-42s %5u of %5u planted, %5u told, %5u without effect, %5u silent%s\n",
                      damages[d].name, outcome->n_planted, outcome->n_tried, outcome->n_told,
                      outcome->n_harmless, outcome->n_silent,
                      is_tested(outcome) ? "" : "; too seldom");
        n_silent += outcome->n_silent;
        n_untested += !is_tested(outcome) && outcome->n_tried >= ENOUGH_TRIED;
        n_unknown += !is_tested(outcome) && outcome->n_tried >= DAMAGED_TOWNS / DAMAGE_SHARES;
    }
    print_message("as it should be: %u alarms\n", n_alarms);
    assert_int_equal(n_silent, 0);
    assert_int_equal(n_alarms, 0);
    assert_int_equal(n_untested, 0);
    assert_true(n_unknown * MOST_UNTESTED <= N_DAMAGES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_damage_is_silently_wrong_and_nothing_else_is_told),
    };
    return cmocka_run_group_tests(tests, towns_begin, towns_end) ? 1 : 0;
}
