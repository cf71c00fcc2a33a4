#include "pipeline/trace/trace.h"

#include "pipeline/base/array.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/chain.h"
#include "pipeline/format/csv.h"
#include "pipeline/publishing/published.h"
#include "pipeline/publishing/saldi.h"
#include "pipeline/reading/batch_text.h"
#include "pipeline/reading/flow.h"
#include "pipeline/trace/trace_proof.h"
#include "pipeline/trace/trace_tabel.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Which mutaties count in the figure, and how; and the reading that is busy. */
struct figure_key {
    const struct plan *plan;
    const struct trace_options *options;
    struct trace_sink *sink;
    uint64_t n_lines;
    struct money sum, whole; /* whole: of a percentage, what it is of */
    bool overflow;
    bool *posts;                  /* per post of the mapping */
    unsigned secties;             /* 1 << enum sectie */
    int factor;                   /* effect -> sign that is shown */
    int *standen;                 /* per stand: how often it counts in the kolom, with sign */
    struct besluit_column column; /* --besluit */
    struct tabel_cell cell;       /* --tabel; then the ones above are not used */
    struct arena *arena;
    const struct manifest *manifest;
    struct errors *errors;
};

/* ---- the figure that is asked for ---- */

static bool choose_secties(struct figure_key *key)
{
    const char *wanted = key->options->sectie ? key->options->sectie : "resultaat";
    for (int m = 0; m < MAAT_COUNT; m++)
        if (strcasecmp(maat_kinds[m].name, wanted) == 0) {
            key->secties = maat_kinds[m].secties;
            key->factor = maat_factor(&key->plan->shown, (enum maat)m);
            return true;
        }
    return errors_add(
        key->errors, ERROR_SETTINGS, "",
        "--sectie: verwacht lasten, baten, stortingen, onttrekkingen, alle lasten (met de "
        "stortingen), alle baten, saldo, reserves of resultaat, gevonden \"%s\"",
        wanted);
}

static const char *known_kolommen(const struct plan *plan, struct arena *arena)
{
    struct text_list list = {.arena = arena};
    for (size_t i = 0; i < plan->n_kolommen; i++)
        list_add(&list, "%s", plan->kolommen[i].name);
    for (size_t i = 0; i < plan->n_standen; i++)
        list_add(&list, "\"%s\"", plan->standen[i].name);
    return list_text(&list, "");
}

static bool choose_kolom(struct figure_key *key)
{
    const struct plan *plan = key->plan;
    const char *wanted = key->options->kolom;
    key->standen = arena_alloc(key->arena, plan->n_standen * sizeof *key->standen);
    const struct kolom *kolom = array_find(plan->kolommen, plan->n_kolommen, name, wanted);
    for (size_t t = 0; kolom && t < kolom->n_terms; t++)
        key->standen[kolom->terms[t].stand] += kolom->terms[t].sign;
    if (kolom)
        return true;
    size_t stand = array_index(plan->standen, plan->n_standen, name, wanted);
    if (stand < plan->n_standen) {
        key->standen[stand] = 1;
        return true;
    }
    return errors_add(key->errors, ERROR_SETTINGS, "",
                      "--kolom: verwacht een van: %s; gevonden \"%s\"%s",
                      known_kolommen(plan, key->arena), wanted,
                      besluit_column_hint(plan, key->options, key->arena));
}

/* True when the post has a row of its own in the published afwijkingen.csv. */
static bool has_row(const struct csv_file *file, const char *pakket, const char *post)
{
    size_t pakket_column = csv_column(file, "pakket"), post_column = csv_column(file, "post");
    if (pakket_column == CSV_NO_COLUMN || post_column == CSV_NO_COLUMN)
        return false;
    for (size_t i = 0; i < file->n_rows; i++)
        if (text_is(file->rows[i].fields[pakket_column], pakket) &&
            text_is(file->rows[i].fields[post_column], post))
            return true;
    return false;
}

static bool choose_rest(struct figure_key *key)
{
    const struct mapping *mapping = &key->plan->mapping;
    struct csv_file file;
    const char *path = path_join(key->arena, key->options->folder, PUBLISHED_AFWIJKINGEN);
    if (!csv_read_written(path, CSV_FOR_PEOPLE, key->arena, key->errors, &file))
        return false;
    for (size_t p = 0; p < mapping->n_posten; p++)
        key->posts[p] =
            key->posts[p] && !has_row(&file, mapping->pakketten[mapping->posten[p].pakket].code,
                                      mapping->posten[p].name);
    return true;
}

static bool may_be_asked(const struct figure_key *key, size_t post)
{
    const struct mapping *mapping = &key->plan->mapping;
    const char *pakket = mapping->pakketten[mapping->posten[post].pakket].code;
    return plan_in_scope(key->plan, post) &&
           (!key->options->pakket || strcmp(key->options->pakket, pakket) == 0);
}

#define NAMED 40

/* The pakketten of the run, or the posten that are left of the pakket: the first so many. */
static const char *what_there_is(const struct figure_key *key, bool posten)
{
    const struct mapping *mapping = &key->plan->mapping;
    struct text_list list = {.arena = key->arena, .most = NAMED};
    const char **names = NULL;
    size_t n = 0;
    for (size_t p = 0; p < mapping->n_posten; p++) {
        const struct post *post = &mapping->posten[p];
        const char *name = posten ? post->name : mapping->pakketten[post->pakket].code;
        if ((posten ? may_be_asked(key, p) : plan_in_scope(key->plan, p)) &&
            !array_has(names, n, name)) {
            *arena_add(key->arena, names, n) = name;
            list_add(&list, "\"%s\"", name);
        }
    }
    return list_text(&list, "geen");
}

static bool choose_posts(struct figure_key *key)
{
    const struct trace_options *options = key->options;
    const struct mapping *mapping = &key->plan->mapping;
    bool rest = options->post && strncmp(options->post, MAPPING_REST, strlen(MAPPING_REST)) == 0;
    bool total = !options->post || strcmp(options->post, "Totaal") == 0;
    size_t n_pakket = 0, n_post = 0;
    key->posts = arena_alloc(key->arena, mapping->n_posten * sizeof *key->posts);
    for (size_t p = 0; p < mapping->n_posten; p++) {
        const struct post *post = &mapping->posten[p];
        bool in_pakket = may_be_asked(key, p);
        n_pakket += in_pakket;
        key->posts[p] = in_pakket && (rest || total || strcmp(options->post, post->name) == 0);
        n_post += key->posts[p];
    }
    if (n_pakket == 0)
        return errors_add(key->errors, ERROR_SETTINGS, "",
                          "--pakket: %s heeft geen pakket \"%s\" met posten; wel %s",
                          key->plan->programma, options->pakket, what_there_is(key, false));
    if (n_post == 0)
        return errors_add(
            key->errors, ERROR_SETTINGS, "", "--post: %s%s heeft geen post \"%s\"; wel %s",
            options->pakket ? "pakket " : "het programma", options->pakket ? options->pakket : "",
            options->post, what_there_is(key, true));
    return rest ? choose_rest(key) : true;
}

static bool choose_cell(struct figure_key *key, struct plan *plan)
{
    if (!tabel_cell_find(&key->cell, plan, key->options, key->arena, key->errors))
        return false;
    key->standen = arena_alloc(key->arena, plan->n_standen * sizeof *key->standen);
    for (size_t i = 0; i < plan->n_standen; i++)
        key->standen[i] = 1;
    for (int d = 0; d < DIMENSION_COUNT; d++)
        plan->keep[d] |= key->cell.tabel->needs >> d & 1;
    if (!tabel_cell_read(&key->cell, key->errors))
        return false;
    key->factor = key->cell.factor;
    return true;
}

static const char *label_of(const struct figure_key *key)
{
    const struct trace_options *options = key->options;
    if (options->tabel)
        return arena_printf(
            key->arena, "%s, %s%s%s%s%s, %s", options->tabel, options->blad ? options->blad : "",
            options->blad ? ", " : "",
            options->rij ? arena_printf(key->arena, "rij %zu", options->rij) : options->regel,
            options->sectie ? ", " : "", options->sectie ? options->sectie : "", options->kolom);
    return arena_printf(key->arena, "%s%s%s, %s, %s%s%s", options->pakket ? "pakket " : "",
                        options->pakket ? options->pakket : key->plan->programma,
                        options->post ? arena_printf(key->arena, ", %s", options->post) : "",
                        options->sectie ? options->sectie : "resultaat", options->kolom,
                        options->besluit ? ", besluit " : "",
                        options->besluit ? options->besluit : "");
}

/* ---- a line stage that passes on what counts ---- */

struct trace_part {
    struct found_line {
        uint32_t line;
        size_t pakket;
        enum sectie sectie;
        struct traced traced;
    } * items; /* in the part's arena, as their texts */
    size_t n;
    struct money whole; /* of a percentage: effects of what it is of */
    bool overflow;
};

/* The period as the ledger has it: "03"; "" when it is none. */
static const char *period_of(struct batch *batch, size_t i)
{
    const int period =
        column_period(batch->source->profile, text_of(batch_role_text(batch, i, ROLE_PERIODE)));
    return period < 0 ? "" : arena_printf(batch->arena, "%02d", period);
}

/* The texts are looked up only for lines that somebody will look at. */
static void find_texts(const struct figure_key *key, struct batch *batch, size_t i,
                       const struct destination *to, struct traced *line)
{
    const struct mapping *mapping = &key->plan->mapping;
    line->texts[TRACED_BOEKSTUK] = batch_boekstuk_text(batch, i);
    line->texts[TRACED_DATUM] = batch_role_text(batch, i, ROLE_DATUM);
    line->texts[TRACED_PERIODE] = batch->source->profile->period_kind == PERIOD_OF_DATE
                                      ? period_of(batch, i)
                                      : batch_role_text(batch, i, ROLE_PERIODE);
    line->texts[TRACED_REKENING] = batch_role_text(batch, i, ROLE_REKENING);
    line->texts[TRACED_KOSTENPLAATS] = batch_role_text(batch, i, ROLE_KOSTENPLAATS);
    line->texts[TRACED_POST] = mapping->posten[mapping->keys[to->rule].post].name;
    line->texts[TRACED_OMSCHRIJVING] = batch_role_text(batch, i, ROLE_OMSCHRIJVING);
}

static void keep_line(const struct figure_key *key, struct trace_part *p, struct batch *batch,
                      size_t i, const struct destination *to, struct money amount)
{
    if (key->options->besluit &&
        strcmp(batch_role_text(batch, i, ROLE_BESLUIT), key->column.number) != 0)
        return;
    int effect = sign_rule_factor(&batch->source->profile->sign, (enum sectie)to->sectie);
    struct found_line *found = arena_add(batch->arena, p->items, p->n);
    found->line = batch_line(batch, i);
    found->pakket = key->plan->mapping.posten[key->plan->mapping.keys[to->rule].post].pakket;
    found->sectie = (enum sectie)to->sectie;
    found->traced =
        (struct traced){.amount = {amount.cents * effect * key->factor * key->standen[to->stand]}};
    uint64_t size = money_magnitude(found->traced.amount.cents);
    if (size >= key->sink->least && size <= key->sink->most)
        find_texts(key, batch, i, to, &found->traced);
}

/* What good record i is, as far as the table looks at it; periods as the ledger has them. */
static struct indelen indelen_of(const struct figure_key *key, struct batch *batch, size_t i,
                                 const struct destination *to)
{
    const struct tabel *tabel = key->cell.tabel;
    struct indelen of = {.plan = key->plan, .rule = to->rule, .sectie = (enum sectie)to->sectie};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        of.dimension[d] = tabel->needs >> d & 1
                              ? batch_role_text(batch, i, dimension_role((enum dimension)d))
                              : "";
    if (tabel->needs >> DIMENSION_PERIODE & 1)
        of.dimension[DIMENSION_PERIODE] = period_of(batch, i);
    if (tabel->needs >> DIMENSION_REKENING & 1)
        of.account = plan_account(of.plan, text_of(of.dimension[DIMENSION_REKENING]));
    return of;
}

static void keep_of_cell(struct figure_key *key, struct trace_part *p, struct batch *batch,
                         size_t i, const struct destination *to, struct money amount)
{
    struct indelen of = indelen_of(key, batch, i, to);
    int effect = sign_rule_factor(&batch->source->profile->sign, (enum sectie)to->sectie);
    struct tabel_times times = tabel_cell_takes(&key->cell, &of, to->stand, batch->arena);
    if (times.whole)
        p->overflow |=
            !money_add(p->whole, (struct money){amount.cents * effect * times.whole}, &p->whole);
    if (times.part)
        keep_line(key, p, batch, i, to, (struct money){amount.cents * times.part});
}

static void trace_batch(void *context, void *part, struct batch *batch)
{
    struct figure_key *key = context;
    for (size_t i = 0; i < batch->n; i++) {
        for (size_t a = 0; a < batch->source->profile->n_amounts; a++) {
            const struct destination *to = batch_destination(batch, a, i);
            if (to->fate == FATE_CELL && key->cell.tabel)
                keep_of_cell(key, part, batch, i, to, batch_amounts(batch, a)[i]);
            else if (to->fate == FATE_CELL && key->secties >> to->sectie & 1 &&
                     key->standen[to->stand] && key->posts[key->plan->mapping.keys[to->rule].post])
                keep_line(key, part, batch, i, to, batch_amounts(batch, a)[i]);
        }
    }
}

/* The table of a besluit shows each sectie in its own sign, a saldo or not. */
static bool add_to_besluit(struct figure_key *key, const struct found_line *line)
{
    int sign = key->factor * sign_rule_factor(&key->plan->shown, line->sectie);
    return besluit_column_add(&key->column, line->pakket, line->sectie,
                              (struct money){line->traced.amount.cents * sign});
}

static void trace_commit(void *context, void *part, void *file, const struct place *place)
{
    struct figure_key *key = context;
    struct trace_part *p = part;
    (void)file;
    key->overflow |= p->overflow || !money_add(key->whole, p->whole, &key->whole);
    for (size_t i = 0; i < p->n; i++) {
        struct traced *line = &p->items[i].traced;
        line->seq = key->n_lines++;
        line->texts[TRACED_FILE] = place->name;
        line->line_no = place->line_no + p->items[i].line;
        key->overflow |= !money_add(key->sum, line->amount, &key->sum);
        if (key->options->besluit)
            key->overflow |= !add_to_besluit(key, &p->items[i]);
        key->sink->line(key->sink->context, line);
    }
}

static const struct line_stage trace_stage = {
    .name = "trace",
    .part_size = sizeof(struct trace_part),
    .batch = trace_batch,
    .commit = trace_commit,
};

/* ---- is everything still what it was? ---- */

static void compare_input(void *context, size_t source, size_t file,
                          const struct file_account *account)
{
    struct figure_key *key = context;
    (void)source, (void)file;
    const char *folder = path_folder(key->arena, key->plan->path);
    const char *path = path_to_text(key->arena, path_relative(key->arena, folder, account->path));
    const struct manifest_file *recorded = manifest_input(key->manifest, path);
    if (!recorded || strcmp(recorded->sha256, account->sha256) != 0)
        errors_add(key->errors, ERROR_DATA, account->path,
                   recorded ? "is veranderd sinds er gepubliceerd is (andere SHA-256)"
                            : "hoorde niet bij de invoer toen er gepubliceerd werd");
}

/* The posten of the figure, and whatever is asked for behind them, by pakket and name. */
struct posts {
    struct memo names;
    size_t n; /* of the figure */
};

static size_t post_number(struct posts *posts, struct arena *arena, const char *pakket,
                          const char *post)
{
    return memo_number_slow(&posts->names, text_of(arena_printf(arena, "%s\n%s", pakket, post)));
}

static void posts_of_figure(const struct figure_key *key, struct posts *posts)
{
    const struct plan *plan = key->plan;
    for (size_t p = 0; p < plan->mapping.n_posten; p++)
        if (key->posts[p])
            post_number(posts, key->arena, plan_pakket(plan, p)->code,
                        plan->mapping.posten[p].name);
    posts->n = posts->names.n;
}

/* How often, with sign, a published saldo counts in the figure. */
static int saldo_sign(const struct figure_key *key, struct posts *posts, const char *const *keys)
{
    const struct plan *plan = key->plan;
    int sign = post_number(posts, key->arena, keys[SALDI_PAKKET], keys[SALDI_POST]) < posts->n;
    for (int s = 0; s < SECTIE_COUNT; s++)
        if (strcmp(keys[SALDI_SECTIE], sectie_name((enum sectie)s)) == 0)
            sign *= key->secties >> s & 1 ? key->factor : 0;
    size_t stand = array_index(plan->standen, plan->n_standen, name, keys[SALDI_STAND]);
    return stand < plan->n_standen ? sign * key->standen[stand] : sign;
}

/* The exact figure that was published. */
static bool find_published(struct figure_key *key, struct money *published)
{
    struct saldi saldi;
    struct posts posts = {0};
    *published = (struct money){0};
    if (!saldi_read(key->options->folder, ERROR_DATA, key->arena, key->errors, &saldi))
        return false;
    posts_of_figure(key, &posts);
    bool ok = true;
    for (size_t i = 0; ok && i < saldi.n; i++) {
        const struct saldo *saldo = &saldi.items[i];
        struct money part = {saldo->money.cents * saldo_sign(key, &posts, saldo->keys)};
        ok = money_add(*published, part, published) ||
             saldi_error(&saldi, saldo, ERROR_DATA, key->errors);
    }
    memo_release(&posts.names);
    return ok;
}

/* Every printed cell of the besluit that the lines are part of. */
static bool compare_besluit(struct figure_key *key, struct trace *trace)
{
    const struct plan *plan = key->plan;
    if (key->options->post && strcmp(key->options->post, "Totaal") != 0) {
        trace->proof =
            arena_printf(key->arena, "; %s heeft geen cijfers per post", key->column.csv_name);
        return true;
    }
    trace->proof = arena_printf(key->arena, ", gelijk aan de gepubliceerde cellen in %s (x € %s)",
                                key->column.csv_name, plan->unit_euros == 1 ? "1" : "1.000");
    return besluit_column_holds(&key->column, plan, key->options->pakket, key->secties,
                                key->errors);
}

/* The lines' sum against what was published. */
static bool compare_sum(struct figure_key *key, struct trace *trace)
{
    struct money published;
    char found[MONEY_TEXT_SIZE], wanted[MONEY_TEXT_SIZE];
    if (key->overflow && (key->options->besluit || key->options->tabel))
        return errors_add(key->errors, ERROR_DATA, "",
                          "de bedragen zijn samen te groot om op te tellen");
    if (key->options->besluit)
        return compare_besluit(key, trace);
    if (key->options->tabel)
        return tabel_cell_prove(&key->cell, (struct tabel_sums){key->sum, key->whole},
                                &trace->proof, key->errors);
    if (!find_published(key, &published))
        return false;
    trace->proof = ", gelijk aan het gepubliceerde cijfer tot op de cent";
    if (published.cents == key->sum.cents && !key->overflow)
        return true;
    return errors_add(key->errors, ERROR_DATA, "", "de regels tellen op tot %s, gepubliceerd is %s",
                      money_format(key->sum, true, found), money_format(published, true, wanted));
}

/* ---- reading ---- */

static bool read_lines(struct figure_key *key)
{
    const struct line_stage *const stages[] = {&extract_stage, &map_stage, &trace_stage};
    struct flow flow = {.plan = key->plan,
                        .stages = stages,
                        .n_stages = sizeof stages / sizeof *stages,
                        .context = key,
                        .n_workers = 1,
                        .chunk_bytes = READER_CHUNK_BYTES,
                        .silent = key->sink->prints && isatty(STDOUT_FILENO),
                        .file_was_read = compare_input,
                        .file_context = key};
    size_t n_before = key->errors->n;
    return flow_run(&flow, key->errors) && key->errors->n == n_before;
}

bool trace_read(struct trace *trace, struct trace_sink *sink)
{
    struct figure_key *key = trace->key;
    key->sink = sink;
    key->n_lines = 0;
    key->sum = key->whole = (struct money){0};
    besluit_column_begin(&key->column, key->plan);
    if (!read_lines(key))
        return false;
    if (trace->read)
        return (key->n_lines == trace->n_lines && key->sum.cents == trace->sum.cents) ||
               errors_add(key->errors, ERROR_MACHINE, "",
                          "opnieuw gelezen gaf de invoer iets anders; wat getoond is klopt niet");
    trace->n_lines = key->n_lines;
    trace->sum = key->sum;
    trace->read = compare_sum(key, trace);
    return trace->read;
}

bool trace_publication(const struct trace_options *options, struct arena *arena,
                       struct errors *errors, struct kept *kept, struct plan *plan)
{
    struct manifest manifest;
    *kept = (struct kept){0};
    if (!manifest_read(options->folder, arena, errors, &manifest) ||
        !trace_outputs_stand(options, &manifest, arena, errors) ||
        !kept_open(options->folder, options->run_ini, NULL, arena, errors, kept))
        return false;
    return plan_read(kept->run_ini, arena, errors, plan) || !kept_close(kept, errors);
}

bool trace_find(const struct trace_options *options, struct arena *arena, struct errors *errors,
                struct trace *trace)
{
    *trace = (struct trace){0};
    struct figure_key *key = arena_alloc(arena, sizeof *key);
    if (!trace_publication(options, arena, errors, &trace->kept, &trace->plan))
        return false;
    key->manifest = &trace->kept.manifest;
    key->plan = &trace->plan;
    key->options = options;
    key->arena = arena;
    key->errors = errors;
    trace->key = key;
    if (options->tabel) {
        if (!choose_cell(key, &trace->plan))
            return false;
        trace->label = label_of(key);
        return true;
    }
    bool ok = choose_secties(key);
    ok &= choose_kolom(key);
    ok &= choose_posts(key);
    ok = ok && (!options->besluit ||
                besluit_column_find(&key->column, key->plan, options, key->standen, arena, errors));
    if (ok)
        trace->label = label_of(key);
    return ok;
}

void trace_release(struct trace *trace)
{
    if (trace->key)
        tabel_cell_release(&trace->key->cell);
}
