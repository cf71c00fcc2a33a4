/* Why figures moved, as JSON for machines and as CSV for people: the figures of why_print.c. */
#include "pipeline/diff/why/why_print.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is shown, for each form alike ---- */

struct forming {
    const struct why *why;
    const struct why_options *options;
    FILE *out;
    struct csv_writer csv;
};

static bool is_shown(const struct forming *forming, const struct why_figure *figure)
{
    int64_t change = figure->new.cents - figure->old.cents, least = forming->options->least.cents;
    return (change < 0 ? -change : change) >= (least < 0 ? -least : least);
}

static bool is_wanted(const struct forming *forming, const struct why_cause *cause)
{
    const char *kind = forming->options->kind;
    return !kind || strcmp(why_kind_name(cause->kind), kind) == 0;
}

/* Calls `part` for each cause of the figure; how many there were. */
static size_t each_part(struct forming *forming, size_t figure,
                        void (*part)(struct forming *forming, size_t figure, size_t n,
                                     const struct why_cause *cause, int64_t cents))
{
    const struct why *why = forming->why;
    size_t n = 0;
    for (size_t c = 0; c < why->n_causes; c++)
        for (size_t p = 0; is_wanted(forming, &why->causes[c]) && p < why->causes[c].n_parts; p++) {
            if (why->causes[c].parts[p].figure != figure)
                continue;
            if (part)
                part(forming, figure, n, &why->causes[c], why->causes[c].parts[p].money.cents);
            n++;
        }
    return n;
}

/* ---- JSON: amounts in cents ---- */

static void json_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at == '"' || *at == '\\')
            fprintf(out, "\\%c", *at);
        else if (*at < ' ' || *at == 0x7F)
            fprintf(out, "\\u%04x", *at);
        else
            fputc(*at, out);
    }
    fputc('"', out);
}

static void json_member(FILE *out, const char *before, const char *name, const char *text)
{
    fprintf(out, "%s\"%s\": ", before, name);
    json_text(out, text);
}

static void json_part(struct forming *forming, size_t figure, size_t n,
                      const struct why_cause *cause, int64_t cents)
{
    FILE *out = forming->out;
    (void)figure;
    fputs(n ? ",\n        {" : "\n        {", out);
    json_member(out, "", "soort", why_kind_name(cause->kind));
    json_member(out, ", ", "oorzaak", cause->title);
    json_member(out, ", ", "plaats", cause->where);
    json_member(out, ", ", "wat", cause->what);
    fprintf(out, ", \"cent\": %lld}", (long long)cents);
}

static void json_figure(struct forming *forming, size_t index, bool first)
{
    const struct why_figure *figure = &forming->why->figures[index];
    FILE *out = forming->out;
    fputs(first ? "\n    {" : ",\n    {", out);
    json_member(out, "", "pakket", figure->pakket);
    json_member(out, ", ", "post", figure->post);
    json_member(out, ", ", "sectie", figure->sectie);
    json_member(out, ", ", "stand", figure->stand);
    fprintf(out,
            ",\n      \"oud\": %lld, \"nieuw\": %lld, \"verschil\": %lld,\n      \"oorzaken\": [",
            (long long)figure->old.cents, (long long)figure->new.cents,
            (long long)(figure->new.cents - figure->old.cents));
    each_part(forming, index, json_part);
    fputs("]}", out);
}

void why_print_json(const struct why *why, const struct why_options *options,
                    const struct why_heading *heading, FILE *out)
{
    struct forming forming = {.why = why, .options = options, .out = out};
    fputs("{\n", out);
    json_member(out, "  ", "run", heading->run);
    json_member(out, ",\n  ", "oud", heading->old_id);
    json_member(out, ",\n  ", "nieuw", heading->new_id);
    fprintf(out, ",\n  \"gelijk\": %s", heading->equal ? "true" : "false");
    json_member(out, ",\n  ", "alinea", heading->paragraph);
    fputs(",\n  \"saldi\": [", out);
    bool first = true;
    size_t *order = why_order(why), n = 0;
    for (size_t f = 0; f < why->n_figures; f++)
        if (is_shown(&forming, &why->figures[order[f]]) && each_part(&forming, order[f], NULL)) {
            json_figure(&forming, order[f], first);
            first = false;
        }
    free(order);
    fputs("],\n  \"instellingen\": [", out);
    for (; n < why->n_words; n++) {
        json_member(out, n ? ",\n    {" : "\n    {", "wat", why->words[n].text);
        fprintf(out, ", \"beweegt_saldi\": %s}", why->words[n].moves_figures ? "true" : "false");
    }
    fputs("]\n}\n", out);
}

/* ---- CSV for people ---- */

static void csv_figure(struct forming *forming, const char *kind, const struct why_figure *figure)
{
    csv_write_text(&forming->csv, kind);
    csv_write_text(&forming->csv, figure->pakket);
    csv_write_text(&forming->csv, figure->post);
    csv_write_text(&forming->csv, figure->sectie);
    csv_write_text(&forming->csv, figure->stand);
}

static void csv_part(struct forming *forming, size_t figure, size_t n,
                     const struct why_cause *cause, int64_t cents)
{
    (void)n;
    csv_figure(forming, why_kind_name(cause->kind), &forming->why->figures[figure]);
    csv_write_blank(&forming->csv);
    csv_write_blank(&forming->csv);
    csv_write_money(&forming->csv, cents);
    csv_write_text(&forming->csv, cause->title);
    csv_write_text(&forming->csv, cause->where);
    csv_write_text(&forming->csv, cause->what);
    csv_write_end(&forming->csv);
}

void why_print_people_csv(const struct why *why, const struct why_options *options, FILE *out)
{
    static const char *const head[] = {"soort", "pakket",   "post",    "sectie", "stand", "was",
                                       "is",    "verschil", "oorzaak", "plaats", "wat"};
    struct forming forming = {.why = why, .options = options, .out = out};
    csv_write_start(&forming.csv, out, CSV_FOR_PEOPLE);
    forming.csv.shown = true;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        csv_write_text(&forming.csv, head[i]);
    csv_write_end(&forming.csv);
    size_t *order = why_order(why);
    for (size_t f = 0; f < why->n_figures; f++) {
        const struct why_figure *figure = &why->figures[order[f]];
        if (!is_shown(&forming, figure) || !each_part(&forming, order[f], NULL))
            continue;
        csv_figure(&forming, "saldo", figure);
        csv_write_money(&forming.csv, figure->old.cents);
        csv_write_money(&forming.csv, figure->new.cents);
        csv_write_money(&forming.csv, figure->new.cents - figure->old.cents);
        for (int i = 0; i < 3; i++)
            csv_write_blank(&forming.csv);
        csv_write_end(&forming.csv);
        each_part(&forming, order[f], csv_part);
    }
    free(order);
}
