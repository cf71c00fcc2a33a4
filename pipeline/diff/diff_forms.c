/* The same figures for a spreadsheet and for programs. */
#include "pipeline/diff/telling.h"

/* ---- a table ---- */

void table_print_csv(const struct table *table, FILE *out)
{
    struct csv_writer csv;
    csv_write_start(&csv, out, CSV_FOR_PEOPLE);
    csv.shown = true;
    table_to_csv(table, &csv);
}

/* ---- JSON: amounts in cents ---- */

static void json_text(FILE *out, const char *text)
{
    struct arena arena = {0};
    fputc('"', out);
    for (const char *at = text_shown(&arena, text, "\n\r\t"); *at; at++) {
        if (*at == '"' || *at == '\\')
            fprintf(out, "\\%c", *at);
        else if (*at >= 0 && *at < ' ')
            fprintf(out, "\\u%04x", (unsigned)*at);
        else
            fputc(*at, out);
    }
    fputc('"', out);
    arena_release(&arena);
}

static void json_member(FILE *out, const char *before, const char *name, const char *text)
{
    fprintf(out, "%s\"%s\": ", before, name);
    json_text(out, text);
}

static void json_cell(FILE *out, const struct cell *cell, enum table_column_kind kind)
{
    struct decimal number;
    if (cell->kind == CELL_EXACT)
        fprintf(out, "%lld", (long long)cell->money.cents);
    else if (cell_exact_number(cell, &number)) {
        struct arena arena = {0};
        for (const char *at = decimal_text(&arena, number, false); *at; at++)
            fputc(*at == ',' ? '.' : *at, out);
        arena_release(&arena);
    } else if (cell->kind == CELL_BLANK && kind == COLUMN_NUMBER)
        fputs("null", out);
    else
        json_text(out, cell->kind == CELL_TEXT ? cell->text : "");
}

void table_print_json(const struct table *table, FILE *out)
{
    fputs("[", out);
    for (size_t r = 0; r < table->n_rows; r++) {
        fputs(r ? ",\n  {" : "\n  {", out);
        for (size_t c = 0; c < table->n_columns; c++) {
            fprintf(out, "%s\"%s\": ", c ? ", " : "", table->columns[c].name);
            json_cell(out, &table->rows[r].cells[c], table->columns[c].kind);
        }
        fputs("}", out);
    }
    fputs("\n]", out);
}

static void json_figure(const struct why_shown *shown, FILE *out)
{
    const struct why_figure *figure = shown->figure;
    json_member(out, "", "pakket", figure->pakket);
    json_member(out, ", ", "post", figure->post);
    json_member(out, ", ", "sectie", figure->sectie);
    json_member(out, ", ", "stand", figure->stand);
    fprintf(out,
            ",\n      \"oud\": %lld, \"nieuw\": %lld, \"verschil\": %lld,\n      \"oorzaken\": [",
            (long long)figure->old.cents, (long long)figure->new.cents, (long long)shown->change);
    for (size_t i = 0; i < shown->n; i++) {
        const struct why_cause *cause = shown->shares[i].cause;
        json_member(out, i ? ",\n        {" : "\n        {", "soort", why_kind_name(cause->kind));
        json_member(out, ", ", "oorzaak", cause->title);
        json_member(out, ", ", "plaats", cause->where);
        json_member(out, ", ", "wat", cause->what);
        fprintf(out, ", \"cent\": %lld}", (long long)shown->shares[i].cents);
    }
    fputs("]}", out);
}

void telling_print_json(const struct telling *telling, FILE *out)
{
    const struct why *why = &telling->why;
    struct why_view view = why_view(why, &telling->shown);
    json_member(out, "{\n  ", "run", telling->new.manifest.run);
    json_member(out, ",\n  ", "oud", telling->old.manifest.run_id);
    json_member(out, ",\n  ", "nieuw", telling->new.manifest.run_id);
    fprintf(out, ",\n  \"gelijk\": %s", telling->equal ? "true" : "false");
    json_member(out, ",\n  ", "alinea", telling_why(telling));
    fputs(",\n  \"saldi\": [", out);
    for (size_t i = 0; i < view.n; i++) {
        fputs(i ? ",\n    {" : "\n    {", out);
        json_figure(&view.items[i], out);
    }
    fputs("],\n  \"instellingen\": [", out);
    for (size_t n = 0; n < why->n_words; n++) {
        json_member(out, n ? ",\n    {" : "\n    {", "wat", why_word_text(why, &why->words[n]));
        fprintf(out, ", \"beweegt_saldi\": %s}", why->words[n].moves_figures ? "true" : "false");
    }
    fputs("],\n  \"rijen\": ", out);
    table_print_json(telling_rows(telling, &(struct tables){.items = NULL}), out);
    fputs(",\n  \"bestanden\": [", out);
    for (size_t i = 0; i < telling->rows.n_files; i++) {
        const struct row_file *file = &telling->rows.files[i];
        json_member(out, i ? ",\n    {" : "\n    {", "bestand", file->file);
        json_member(out, ", ", "kolom", file->column ? file->column : "");
        json_member(out, ", ", "wat", row_state_name(file->state));
        fputs("}", out);
    }
    fputs("]\n}\n", out);
}
