/* Random municipalities that lost something on the way: a control tells of every loss, and of
 * nothing when nothing was lost. Mostly the sender's own control totals go along; where there are
 * none, what is not told is at least said not to have been looked at.
 * PNC_TOWNS and PNC_SEED say how many and from which seed on. */
#include "tests/unit/planted.h"

static const struct {
    const char *name;
    plant_fn *plant;
} losses[] = {
    {"a record dropped", plant_dropped_record},
    {"a record doubled", plant_doubled_record},
    {"an amount moved by a cent", plant_moved_cent},
    {"a used line of posten.csv removed", plant_removed_mapping},
    {"a sign turned", plant_turned_sign},
    {"two amounts swapped between boekstukken", plant_swapped_amounts},
    {"a file of a pattern missing", plant_missing_file},
    {"a file delivered twice", plant_doubled_file},
};
#define N_LOSSES LENGTH(losses)

/* ---- what the package says that it delivered ---- */

/* What the sender adds up before he sends: his own sums of his own columns, which no reader of pnc
 * has seen. */
struct sent {
    unsigned long long n_lines;
    int64_t plus, minus; /* cents, of the columns that count so */
};

static void add_sent(struct sent *sent, const struct plot *plot)
{
    const struct profile *profile = plot->source->profile;
    for (size_t r = 1; r < plot->records.n; r++) {
        struct plant line = {.record = r};
        line.n_fields = records_fields(&plot->records, r, line.fields, PLANT_FIELDS);
        sent->n_lines++;
        for (size_t a = 0; a < profile->n_amounts; a++) {
            const enum amount_kind kind = profile->amounts[a].kind;
            const struct text second =
                kind == AMOUNT_SIGNED ? text_of("") : *plant_amount(plot, &line, a, true);
            const int64_t cents = plant_cents(*plant_amount(plot, &line, a, false));
            if (kind == AMOUNT_FLAGGED && *second.bytes == 'D')
                sent->minus += cents;
            else
                sent->plus += cents;
            if (kind == AMOUNT_DIFFERENCE)
                sent->minus += plant_cents(second);
        }
    }
}

static const char *control_totals(struct planting *p, const struct source *source)
{
    struct sent sent = {0};
    char plus[MONEY_TEXT_SIZE], minus[MONEY_TEXT_SIZE];
    for (size_t f = 0; f < source->n_files; f++) {
        struct plot plot = {.source = source, .path = source->files[f]};
        plot.records = records_read(p->arena, plot.path, source->profile->file.separator);
        plot_bind(p, &plot);
        add_sent(&sent, &plot);
    }
    money_format((struct money){sent.plus}, false, plus);
    money_format((struct money){sent.minus}, false, minus);
    const char *lines = arena_printf(p->arena, "controle_regels = %llu\n", sent.n_lines);
    const struct profile_amount *amount = &source->profile->amounts[0];
    if (amount->kind == AMOUNT_SIGNED)
        return arena_printf(p->arena, "%scontrole_totaal = %s\n", lines, plus);
    bool debet_is_plus = strcmp(source->profile->columns[amount->plus].name, "debet") == 0;
    return arena_printf(p->arena, "%scontrole_debet = %s\ncontrole_credit = %s\n", lines,
                        debet_is_plus ? plus : minus, debet_is_plus ? minus : plus);
}

static void add_control_totals(struct scratch *scratch, struct planting *p)
{
    const char *settings = scratch_read(scratch, "gemeente/run.ini");
    for (size_t s = 0; s < p->run->plan.n_sources; s++) {
        const struct source *source = &p->run->plan.sources[s];
        const char *heading = arena_printf(p->arena, "[bron %s]\n", source->name);
        const char *at = strstr(settings, heading) + strlen(heading);
        settings = arena_printf(p->arena, "%.*s%s%s", (int)(at - settings), settings,
                                control_totals(p, source), at);
    }
    scratch_write(scratch, "gemeente/run.ini", settings);
}

/* ---- who tells ---- */

struct witness {
    char name[64];
    unsigned n;
};

struct tally {
    unsigned n_planted, n_told, n_doubted; /* doubted: not told, and the control is not done */
    struct witness witnesses[40];
    size_t n_witnesses;
};

/* "Debet = credit: grootboek" is the control "Debet = credit". */
static void note_witness(struct tally *tally, const char *name)
{
    char kind[sizeof tally->witnesses[0].name];
    const char *colon = strstr(name, ": ");
    snprintf(kind, sizeof kind, "%.*s", colon ? (int)(colon - name) : 63, name);
    size_t i = 0;
    while (i < tally->n_witnesses && strcmp(tally->witnesses[i].name, kind) != 0)
        i++;
    assert_true(i < LENGTH(tally->witnesses));
    if (i == tally->n_witnesses)
        memcpy(tally->witnesses[tally->n_witnesses++].name, kind, sizeof kind);
    tally->witnesses[i].n++;
}

static void note_controls(struct tally *tally, const struct controls *controls)
{
    for (size_t i = 0; i < controls->n; i++)
        if (!controls->items[i].holds && controls->items[i].severity == SEVERITY_ERROR)
            note_witness(tally, controls->items[i].name);
}

/* True when what the sender says was not compared with any source. */
static bool is_doubted(const struct controls *controls)
{
    size_t n = 0;
    for (size_t i = 0; i < controls->n; i++)
        n += controls->items[i].not_done &&
             strncmp(controls->items[i].name, "Levering volledig", 17) == 0;
    return n > 0;
}

/* Reads the folder again; true when anything is told. */
static bool is_told(const char *folder, struct dice *dice, struct tally *tally, bool *doubted)
{
    *doubted = false;
    struct town_run run;
    if (!town_plan(&run, folder)) {
        note_witness(tally, "geweigerde instellingen");
    } else {
        town_read(&run, town_random_cut(dice));
        if (run.errors.n)
            note_witness(tally, "fout bij het lezen");
        town_stages(&run);
        note_controls(tally, &run.job.controls);
        *doubted = is_doubted(&run.job.controls);
        if (controls_failed(&run.job.controls, SEVERITY_ERROR))
            assert_true(run.errors.n > 0);
    }
    bool told = run.errors.n > 0;
    town_release(&run);
    return told;
}

static void print_tally(const char *name, const struct tally *tally)
{
    print_message("%-40s %5u planted, %5u told, %5u doubted:", name, tally->n_planted,
                  tally->n_told, tally->n_doubted);
    for (size_t i = 0; i < tally->n_witnesses; i++)
        print_message("%s %s %u", i ? "," : "", tally->witnesses[i].name, tally->witnesses[i].n);
    print_message("\n");
}

/* ---- one town ---- */

/* Every third sender says nothing of what he sent. */
static void plant_in_town(struct scratch *scratch, uint64_t seed, struct tally *tallies)
{
    bool silent = seed % 3 == 0, doubted;
    struct arena arena = {0};
    struct dice dice = dice_seeded(seed ^ UINT64_C(0x5EED));
    struct town_run run;
    const char *folder = town_found(scratch, seed);
    assert_true(town_plan(&run, folder));
    town_read(&run, town_uncut);
    struct planting planting = {.arena = &arena, .dice = &dice, .run = &run};
    if (!silent)
        add_control_totals(scratch, &planting);
    size_t loss = dice_below(&dice, N_LOSSES + 1);
    if (loss < N_LOSSES && !losses[loss].plant(&planting))
        loss = N_LOSSES;
    struct tally *tally = &tallies[loss];
    bool told = is_told(folder, &dice, tally, &doubted);
    doubted &= silent && !told && loss < N_LOSSES;
    tally->n_planted++;
    tally->n_told += told;
    tally->n_doubted += doubted;
    if (!doubted && told != (loss < N_LOSSES))
        print_error("town %llu, %s: %s\n", (unsigned long long)seed,
                    loss < N_LOSSES ? losses[loss].name : "nothing lost",
                    told ? "told" : "not told");
    town_release(&run);
    arena_release(&arena);
}

static void every_loss_is_told_and_nothing_else(void **state)
{
    uint64_t first = towns_setting("PNC_SEED", 1);
    uint64_t n = towns_setting("PNC_TOWNS", TOWNS_BY_DEFAULT);
    struct tally tallies[N_LOSSES + 1] = {0};
    for (uint64_t seed = first; seed < first + n; seed++)
        plant_in_town(*state, seed, tallies);
    for (size_t i = 0; i <= N_LOSSES; i++)
        print_tally(i < N_LOSSES ? losses[i].name : "nothing lost", &tallies[i]);
    for (size_t i = 0; i < N_LOSSES; i++)
        assert_int_equal(tallies[i].n_told + tallies[i].n_doubted, tallies[i].n_planted);
    assert_int_equal(tallies[N_LOSSES].n_told, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_loss_is_told_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, towns_begin, towns_end) ? 1 : 0;
}
