/* Random municipalities whose delivery is damaged, and no total of the sender goes along. No figure
 * is silently wrong: what a kind of damage shows by itself is told in a run that knows no other;
 * all the rest beside what was published the night before. And nothing is told of a delivery that
 * is as it should be, nor of the same delivery the next night. PNC_TOWNS and PNC_SEED say how many
 * and from which seed on. */
#include "pipeline/run.h"
#include "tests/unit/damage.h"

#define DAMAGED_TOWNS 60

/* `alone`: without a publication of the night before. */
static const struct damage {
    const char *name;
    plant_fn *plant;
    bool alone;
} damages[] = {
    {"a file mirrored", plant_mirrored_file, true},
    {"half of a file mirrored", plant_mirrored_half, true},
    {"a year mistyped", plant_mistyped_year, true},
    {"accounts padded with zeros", plant_padded_accounts, true},
    {"a file delivered again, written otherwise", plant_rewritten_file, true},
    {"a block of lines that comes back", plant_block_again, true},
    {"a row of a budget doubled", plant_doubled_row, true},
    {"bookings between stray quotes", plant_stray_quotes, true},
    {"cut within the last record", plant_cut_record, true},
    {"a used line of posten.csv removed", plant_removed_mapping, true},
    {"a record dropped", plant_dropped_record, false},
    {"half of a file dropped", plant_dropped_half, false},
    {"an amount moved by a cent", plant_moved_cent, false},
    {"a sign turned", plant_turned_sign, false},
    {"two amounts swapped between boekstukken", plant_swapped_amounts, false},
    {"a record moved to another key", plant_moved_key, false},
    {"a record moved to another period", plant_moved_period, false},
    {"a record moved to another year", plant_moved_year, false},
    {"a key moved to another post", plant_moved_mapping, false},
    {"a file of a pattern missing", plant_missing_file, false},
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

static bool has_line(const char *text, struct text line)
{
    struct text rest = text_of(text), other;
    while (text_split(&rest, '\n', &other))
        if (text_equal(other, line))
            return true;
    return false;
}

/* Something that was not told before; a file that may be cut is that, every night. */
static bool tells(const struct night *night, const char *before)
{
    struct text rest = text_of(night->told), line;
    while (next_told(&rest, &line))
        if (!has_line(before, line) || begins(line, "waarschuwing: Geen bestanden die afgekapt"))
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
    unsigned n_planted, n_told, n_harmless, n_silent;
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

static unsigned damage_town(struct scratch *scratch, uint64_t seed, struct outcome *outcomes)
{
    struct arena arena = {0};
    struct dice dice = dice_seeded(seed ^ UINT64_C(0xDA3A6E));
    struct town_run run;
    const char *folder = town_found(scratch, seed);
    assert_true(town_plan(&run, folder));
    town_read(&run, town_uncut);
    forget(scratch, "nacht");
    forget(scratch, "alleen");
    struct night before = spend_night(scratch, "nacht");
    unsigned n_alarms = count_alarms(&before, seed, "as it should be");
    struct night again = spend_night(scratch, "nacht");
    n_alarms += count_alarms(&again, seed, "the next night");
    struct planting planting = {&arena, &dice, &run};
    size_t d = dice_below(&dice, N_DAMAGES);
    if (damages[d].plant(&planting)) {
        outcomes[d].n_planted++;
        if (damages[d].alone)
            judge(scratch, seed, "alleen", &before, &damages[d], &outcomes[d]);
        else
            judge(scratch, seed, "nacht", &before, &damages[d], &outcomes[d]);
    }
    free(before.told);
    free(again.told);
    town_release(&run);
    arena_release(&arena);
    return n_alarms;
}

static void no_damage_is_silently_wrong_and_nothing_else_is_told(void **state)
{
    uint64_t first = towns_setting("PNC_SEED", 1);
    uint64_t n = towns_setting("PNC_TOWNS", DAMAGED_TOWNS);
    struct outcome outcomes[N_DAMAGES] = {0};
    unsigned n_alarms = 0, n_silent = 0;
    for (uint64_t seed = first; seed < first + n; seed++)
        n_alarms += damage_town(*state, seed, outcomes);
    for (size_t d = 0; d < N_DAMAGES; d++) {
        const struct outcome *outcome = &outcomes[d];
        print_message("%-44s %5u planted, %5u told, %5u without effect, %5u silent\n",
                      damages[d].name, outcome->n_planted, outcome->n_told, outcome->n_harmless,
                      outcome->n_silent);
        n_silent += outcome->n_silent;
    }
    print_message("as it should be: %u alarms\n", n_alarms);
    assert_int_equal(n_silent, 0);
    assert_int_equal(n_alarms, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_damage_is_silently_wrong_and_nothing_else_is_told),
    };
    return cmocka_run_group_tests(tests, towns_begin, towns_end) ? 1 : 0;
}
