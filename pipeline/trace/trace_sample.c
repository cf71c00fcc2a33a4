#include "pipeline/base/array.h"
#include "pipeline/base/sha256.h"
#include "pipeline/trace/trace_keep.h"

#include <string.h>

struct sample {
    const struct trace_options *options;
    bool by_line;
    uint64_t n_lines, gross; /* of the population; gross in cents, without sign */
    uint64_t *places;        /* by line: sorted; heap */
    size_t n_places, at;
    uint64_t interval, first, next; /* by amount: units of a cent */
    uint64_t passed;                /* units before the line at hand */
    size_t n_hits;
    struct kept_lines drawn;
};

/* The i-th random number of a seed. */
static uint64_t random_number(const char *seed, size_t i)
{
    struct arena arena = {0};
    char hex[SHA256_HEX_SIZE], head[17] = "";
    const char *text = arena_printf(&arena, "%s:%zu", seed, i);
    sha256_bytes(text, strlen(text), hex);
    memcpy(head, hex, 16);
    arena_release(&arena);
    return strtoull(head, NULL, 16);
}

/* ---- the population ---- */

static void count_line(void *context, const struct traced *line)
{
    struct sample *sample = context;
    sample->n_lines++;
    sample->gross += money_magnitude(line->amount.cents);
}

/* ---- drawing ---- */

static bool is_drawn(const struct sample *sample, uint64_t place)
{
    for (size_t i = 0; i < sample->n_places; i++)
        if (sample->places[i] == place)
            return true;
    return false;
}

static void draw_lines(struct sample *sample)
{
    size_t n = sample->options->sample < sample->n_lines ? sample->options->sample
                                                         : (size_t)sample->n_lines;
    sample->places = mem_alloc((n + 1) * sizeof *sample->places);
    for (size_t i = 1; sample->n_places < n; i++) {
        uint64_t place = n == sample->n_lines
                             ? sample->n_places
                             : random_number(sample->options->seed, i) % sample->n_lines;
        if (!is_drawn(sample, place))
            sample->places[sample->n_places++] = place;
    }
    array_sort(sample->places, sample->n_places, array_compare_numbers);
}

static void draw_units(struct sample *sample)
{
    sample->interval = sample->gross / sample->options->sample;
    sample->interval += sample->interval == 0;
    sample->first = random_number(sample->options->seed, 1) % sample->interval;
    sample->next = sample->first;
}

/* How many of the units that were drawn the line holds. */
static size_t units_in(struct sample *sample, uint64_t size)
{
    size_t n = 0;
    for (; sample->next < sample->passed + size && sample->n_hits < sample->options->sample; n++) {
        sample->next += sample->interval;
        sample->n_hits++;
    }
    sample->passed += size;
    return n;
}

static void take_line(void *context, const struct traced *line)
{
    struct sample *sample = context;
    bool drawn;
    if (sample->by_line)
        drawn = sample->at < sample->n_places && sample->places[sample->at] == line->seq;
    else
        drawn = units_in(sample, money_magnitude(line->amount.cents)) > 0;
    sample->at += drawn;
    if (drawn)
        kept_add(&sample->drawn, line);
}

/* ---- what was drawn ---- */

static void print_proof(const struct sample *sample, const struct trace *trace, FILE *out)
{
    char sum[MONEY_TEXT_SIZE], gross[MONEY_TEXT_SIZE], interval[MONEY_TEXT_SIZE],
        first[MONEY_TEXT_SIZE];
    fputc('\n', out);
    text_line(out, "populatie   %llu regels, samen %s (zonder teken %s)%s",
              (unsigned long long)sample->n_lines, money_format(trace->sum, true, sum),
              money_format((struct money){(int64_t)sample->gross}, true, gross), trace->proof);
    if (sample->by_line)
        text_line(out, "getrokken   %zu regels met zaad \"%s\": elke regel evenveel kans",
                  sample->drawn.n, sample->options->seed);
    else
        text_line(out,
                  "getrokken   %zu regels met zaad \"%s\": elke euro evenveel kans, om de %s, te "
                  "beginnen bij %s",
                  sample->drawn.n, sample->options->seed,
                  money_format((struct money){(int64_t)sample->interval}, true, interval),
                  money_format((struct money){(int64_t)sample->first}, true, first));
    text_line(out, "publicatie  run-id %s", trace->kept.manifest.run_id);
}

bool trace_sample(const struct trace_options *options, struct trace *trace, FILE *out)
{
    struct sample sample = {.options = options,
                            .by_line = options->method && strcmp(options->method, "regels") == 0};
    struct trace_sink counting = {.line = count_line, .context = &sample, .least = UINT64_MAX};
    struct trace_sink taking = {.line = take_line, .context = &sample, .most = UINT64_MAX};
    bool ok = trace_read(trace, &counting);
    if (ok)
        (sample.by_line ? draw_lines : draw_units)(&sample);
    ok = ok && trace_read(trace, &taking);
    if (ok)
        kept_print(options, trace, &sample.drawn, out);
    if (ok && !options->csv)
        print_proof(&sample, trace, out);
    kept_release(&sample.drawn);
    free(sample.places);
    return ok;
}
