/* One truth in every layout that two choices make together (tests/gen/layout.h): what `pnc nieuw`
 * proposes for each, taken over as it stands, must publish the truth, or ask, or be refused.
 * PNC_LAYOUTS=FOLDER keeps each layout in a folder of its number: its exports, what nieuw made and
 * said, the settings filled in, what was published. PNC_LAYOUT=N makes that one alone. */
#include "pipeline/command.h"
#include "pipeline/run.h"
#include "tests/filled.h"
#include "tests/gen/layout.h"
#include "tests/unit/scratch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Under a sanitizer, which takes long, each fifth. */
#ifdef __SANITIZE_ADDRESS__
#define STEP 5
#else
#define STEP 1
#endif

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define MOST          600
#define NAME          "proef"

enum verdict { WHOLE, ASKED, RED, WRONG, VERDICTS };
static const char *const verdict_names[VERDICTS] = {"whole", "asked", "red", "WRONG"};

/* What came out whole; it may only grow. */
#define WHOLE_AT_LEAST 181

/* What is published and differs, by a few choices that the layouts have in common; to shrink. */
static const struct known {
    const char *values[3];
    size_t most;
    const char *why;
} knowns[] = {
    {{"twee bestanden", "subtotalen en eindtotaal"}, 2, "totals of keys said once per group"},
    {{"primitief|actueel|verschil"}, 1, "totals beside a Verschil count as posten"},
};

struct tried {
    struct layout layout;
    enum verdict verdict;
    const char *why; /* the first cell that differs, or what the run said first */
};

struct trial {
    struct scratch *scratch;
    struct layout layout;
    const char *why;
};

/* ---- the commands, in the folder of the layout ---- */

static int quietly(const char *said, int (*run)(struct trial *), struct trial *trial)
{
    fflush(NULL);
    int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO),
        file = open(said, O_CREAT | O_WRONLY | O_TRUNC, 0644);
    assert_true(out >= 0 && err >= 0 && file >= 0);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    int status = run(trial);
    fflush(NULL);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    close(file);
    return status;
}

static int run_nieuw(struct trial *trial)
{
    char *argv[16] = {(char[]){"nieuw"}, (char[]){NAME}};
    int argc = 2;
    struct folder_files files;
    assert_true(folder_list("input", &trial->scratch->arena, &trial->scratch->errors, &files));
    for (size_t i = 0; i < files.n; i++)
        argv[argc++] = arena_printf(&trial->scratch->arena, "input/%s", files.paths[i]);
    return command_execute(&nieuw_command, argc, argv);
}

static int run_run(struct trial *trial)
{
    (void)trial;
    return run_execute(&(struct run_options){.ini = NAME "/" NAME ".ini",
                                             .output = "output",
                                             .compare = "output",
                                             .n_workers = 1,
                                             .publish = true,
                                             .silent = true},
                       stderr);
}

/* ---- files ---- */

static char *read_all(struct scratch *scratch, const char *path)
{
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    char *bytes = arena_alloc(&scratch->arena, 1 << 18);
    size_t n = fread(bytes, 1, (1 << 18) - 1, stream);
    assert_true(n < (1 << 18) - 1);
    fclose(stream);
    return bytes;
}

/* The first line that begins so, or the last line. */
static const char *line_of(struct scratch *scratch, const char *path, const char *begin)
{
    struct text rest = text_of(read_all(scratch, path)), line, last = {"", 0};
    while (text_split(&rest, '\n', &line)) {
        last = line.n_bytes ? line : last;
        if (text_begins(line, begin))
            break;
    }
    return arena_copy(&scratch->arena, last.bytes, last.n_bytes);
}

/* Takes over what is proposed. True when something was asked for which nothing is proposed. */
static bool fill_in(struct scratch *scratch, const char *path)
{
    char *draft = read_all(scratch, path);
    struct text rest = text_of(draft), line;
    bool asked = false;
    while (text_split(&rest, '\n', &line))
        asked |= text_begins(line, FILL_MARK) && text_ends(line, "?");
    size_t n = draft_fill_in(draft);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(draft, 1, n, stream), n);
    assert_int_equal(fclose(stream), 0);
    return asked;
}

static bool fill_in_all(struct scratch *scratch)
{
    struct folder_files files;
    bool asked = false;
    assert_true(folder_list(NAME, &scratch->arena, &scratch->errors, &files));
    for (size_t i = 0; i < files.n; i++)
        if (text_ends(text_of(files.paths[i]), ".ini"))
            asked |= fill_in(scratch, arena_printf(&scratch->arena, NAME "/%s", files.paths[i]));
    return asked;
}

/* ---- what was published ---- */

struct cell {
    const char *post, *sectie, *stand;
    int64_t cents;
};

/* data/saldi.csv: programma, pakket, post, sectie, stand, cents, mutaties. */
static struct cell *read_cells(struct scratch *scratch, size_t *n)
{
    enum { POST = 2, SECTIE, STAND, CENTS, FIELDS };
    struct text rest = text_of(read_all(scratch, "output/" NAME "/data/saldi.csv")), line;
    struct cell *cells = NULL;
    *n = 0;
    for (bool head = true; text_split(&rest, '\n', &line); head = false) {
        char *fields[FIELDS] = {NULL}, *at = arena_copy(&scratch->arena, line.bytes, line.n_bytes);
        for (int f = 0; f < FIELDS && *at; f++) {
            const char *end = *at == '"' ? "\"" : ",";
            fields[f] = at += *at == '"';
            at += strcspn(at, end);
            while (*end == '"' && *at)
                *at++ = '\0';
            if (*at)
                *at++ = '\0';
        }
        if (head || !fields[CENTS])
            continue;
        const struct cell new = {fields[POST], fields[SECTIE], fields[STAND],
                                 strtoll(fields[CENTS], NULL, 10)};
        size_t i = 0;
        while (i < *n && (strcmp(cells[i].post, new.post) || strcmp(cells[i].sectie, new.sectie) ||
                          strcmp(cells[i].stand, new.stand)))
            i++;
        if (i < *n)
            cells[i].cents += new.cents;
        else
            *arena_add(&scratch->arena, cells, *n) = new;
    }
    return cells;
}

static bool differs(struct trial *trial, const struct cell *cell, const char *post)
{
    int64_t truth = 0;
    const bool known =
        layout_truth(trial->layout, post, cell->sectie, cell->stand, &truth) || cell->cents == 0;
    if (known && truth == cell->cents)
        return false;
    trial->why = arena_printf(&trial->scratch->arena, "%s, %s, %s: %s%lld, published %lld",
                              post ? post : "all", cell->sectie, cell->stand,
                              known ? "" : "not there ", (long long)truth, (long long)cell->cents);
    return true;
}

static struct cell total_of(const struct cell *cells, size_t n, const char *sectie,
                            const char *stand)
{
    struct cell total = {NULL, sectie, stand, 0};
    for (size_t i = 0; i < n; i++)
        if (strcmp(cells[i].sectie, sectie) == 0 && strcmp(cells[i].stand, stand) == 0)
            total.cents += cells[i].cents;
    return total;
}

static bool is_published(const struct cell *cells, size_t n, const char *stand)
{
    bool found = false;
    for (size_t i = 0; i < n; i++)
        found |= strcmp(cells[i].stand, stand) == 0;
    return found;
}

/* Each cell is true, and so are the totals of what was given: then no cell is missing. */
static bool is_true(struct trial *trial)
{
    static const char *const secties[] = {"lasten", "baten", "stortingen", "onttrekkingen"};
    size_t n;
    const struct cell *cells = read_cells(trial->scratch, &n);
    for (size_t i = 0; i < n; i++)
        if (differs(trial, &cells[i], cells[i].post))
            return false;
    const char *stand;
    for (size_t s = 0; (stand = layout_stand(trial->layout, s)); s++)
        for (size_t i = 0; i < LENGTH(secties); i++) {
            static const char after[] = "nawijziging 2025";
            const bool as_after =
                strncmp(stand, "wijziging", 9) == 0 && is_published(cells, n, after);
            const struct cell total = total_of(cells, n, secties[i], as_after ? after : stand);
            if (differs(trial, &total, NULL))
                return false;
        }
    return true;
}

/* ---- a layout ---- */

static enum verdict try(struct trial *trial)
{
    assert_int_equal(mkdir("input", 0755), 0);
    assert_true(layout_write(trial->layout, "input"));
    const bool certain = quietly("nieuw.txt", run_nieuw, trial) == 0;
    trial->why = line_of(trial->scratch, "nieuw.txt", "pnc: ");
    if (!folder_occupied(NAME))
        return RED;
    if (fill_in_all(trial->scratch))
        return ASKED;
    if (quietly("run.txt", run_run, trial) != 0) {
        trial->why = line_of(trial->scratch, "run.txt", "fout: ");
        return RED;
    }
    return is_true(trial) ? certain ? WHOLE : ASKED : certain ? WRONG : ASKED;
}

static void try_in(const char *folder, struct tried *tried, struct arena *arena)
{
    struct scratch scratch = {.folder = folder};
    struct trial trial = {&scratch, tried->layout, ""};
    char name[LAYOUT_NAME_SIZE], *here = getcwd(NULL, 0);
    layout_name(tried->layout, name);
    assert_true(folder_remove(folder, &scratch.errors) && folder_make(folder, &scratch.errors));
    assert_int_equal(chdir(folder), 0);
    tried->verdict = try(&trial);
    tried->why = arena_printf(arena, "%s", trial.why);
    scratch_write(
        &scratch, "layout.txt",
        arena_printf(arena, "%s\n%s: %s\n", name, verdict_names[tried->verdict], tried->why));
    assert_int_equal(chdir(here), 0);
    free(here);
    errors_release(&scratch.errors);
    arena_release(&scratch.arena);
}

/* ---- all of them ---- */

static void print_axes(const struct tried *tried, size_t n)
{
    for (int axis = 0; axis < LAYOUT_AXES; axis++) {
        print_message("\n%-42s", layout_axis_names[axis]);
        for (int v = 0; v < VERDICTS; v++)
            print_message("%7s", verdict_names[v]);
        for (size_t value = 0; value < layout_n_values((enum layout_axis)axis); value++) {
            size_t counts[VERDICTS] = {0};
            for (size_t i = 0; i < n; i++)
                counts[tried[i].verdict] += tried[i].layout.on[axis] == value;
            print_message("\n  %-40s", layout_value((enum layout_axis)axis, value));
            for (int v = 0; v < VERDICTS; v++)
                print_message("%7zu", counts[v]);
        }
    }
    print_message("\n\n");
}

static bool has_value(struct layout layout, const char *value)
{
    bool has = !value;
    for (int axis = 0; axis < LAYOUT_AXES; axis++)
        has = has || strcmp(layout_value((enum layout_axis)axis, layout.on[axis]), value) == 0;
    return has;
}

static const struct known *known_of(struct layout layout, const size_t *met)
{
    for (size_t k = 0; k < LENGTH(knowns); k++)
        if (has_value(layout, knowns[k].values[0]) && has_value(layout, knowns[k].values[1]) &&
            has_value(layout, knowns[k].values[2]) && met[k] < knowns[k].most)
            return &knowns[k];
    return NULL;
}

static size_t print_wrong(const struct tried *tried, size_t n)
{
    size_t met[LENGTH(knowns)] = {0}, n_new = 0;
    for (size_t i = 0; i < n; i++) {
        if (tried[i].verdict != WRONG)
            continue;
        char name[LAYOUT_NAME_SIZE];
        const struct known *known = known_of(tried[i].layout, met);
        layout_name(tried[i].layout, name);
        print_message("%zu WRONG: %s\n    %s\n%s%s%s", i, name, tried[i].why,
                      known ? "    known: " : "", known ? known->why : "", known ? "\n" : "");
        if (known)
            met[known - knowns]++;
        else
            n_new++;
    }
    for (size_t k = 0; k < LENGTH(knowns); k++)
        if (met[k] < knowns[k].most)
            print_message("known no more, lower it to %zu: %s\n", met[k], knowns[k].why);
    return n_new;
}

static void no_layout_is_published_wrong(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_new();
    static struct layout layouts[MOST];
    static struct tried tried[MOST];
    const char *kept = getenv("PNC_LAYOUTS"), *only = getenv("PNC_LAYOUT");
    const size_t n_all = layouts_paired(layouts, MOST);
    assert_true(n_all < MOST);
    size_t counts[VERDICTS] = {0}, n = 0;
    for (size_t i = 0; i < n_all; i++) {
        if (only ? strtoull(only, NULL, 10) != i : i % STEP != 0)
            continue;
        tried[n].layout = layouts[i];
        try_in(
            arena_printf(&scratch->arena, "%s/%03zu", kept ? kept : scratch->folder, kept ? i : 0),
            &tried[n], &scratch->arena);
        counts[tried[n++].verdict]++;
    }
    print_axes(tried, n);
    const size_t n_new = print_wrong(tried, n);
    print_message("%zu layouts: %zu whole, %zu asked, %zu red, %zu WRONG\n", n, counts[WHOLE],
                  counts[ASKED], counts[RED], counts[WRONG]);
    scratch_free(scratch);
    assert_int_equal(n_new, 0);
    assert_true(only || STEP > 1 || counts[WHOLE] >= WHOLE_AT_LEAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_layout_is_published_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
