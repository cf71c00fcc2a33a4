/* The same figures for a spreadsheet and for programs. */
#include "pipeline/diff/telling.h"

/* ---- a table ---- */

void table_print_csv(const struct table *table, FILE *out)
{
    struct csv_writer csv;
    csv_write_start(&csv, out, CSV_FOR_PEOPLE);
    csv.shown = true;
    for (size_t c = 0; c < table->n_columns; c++)
        csv_write_text(&csv, table->columns[c].name);
    csv_write_end(&csv);
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t c = 0; c < table->n_columns; c++)
            cell_to_csv(&table->rows[r].cells[c], table->unit_euros, &csv);
        csv_write_end(&csv);
    }
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

void table_print_json(const struct table *table, FILE *out)
{
    fputs("[", out);
    for (size_t r = 0; r < table->n_rows; r++) {
        fputs(r ? ",\n  {" : "\n  {", out);
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct cell *cell = &table->rows[r].cells[c];
            const char *before = c ? ", " : "";
            if (cell->kind == CELL_EXACT)
                fprintf(out, "%s\"%s\": %lld", before, table->columns[c].name,
                        (long long)cell->money.cents);
            else if (cell->kind == CELL_BLANK && table->columns[c].kind == COLUMN_NUMBER)
                fprintf(out, "%s\"%s\": null", before, table->columns[c].name);
            else
                json_member(out, before, table->columns[c].name,
                            cell->kind == CELL_TEXT ? cell->text : "");
        }
        fputs("}", out);
    }
    fputs("\n]\n", out);
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
    fputs("]\n}\n", out);
}

/* ---- all of it, for machines: soort,sleutel,oud,nieuw,verschil ---- */

static void csv_row(struct csv_writer *csv, const char *kind, const char *key, const char *old,
                    const char *new, const struct decimal *difference)
{
    struct decimal number;
    csv_write_text(csv, kind);
    csv_write_text(csv, key);
    for (int i = 0; i < 2; i++) {
        const char *value = i ? new : old;
        if (difference && rows_number(value, &number))
            csv_write_decimal(csv, number);
        else
            csv_write_text(csv, value ? value : "");
    }
    if (difference)
        csv_write_decimal(csv, *difference);
    else
        csv_write_blank(csv);
    csv_write_end(csv);
}

static void csv_figures(const struct telling *telling, struct csv_writer *csv)
{
    struct arena *arena = telling->arena;
    struct why_view view = why_view(&telling->why, &telling->shown);
    for (size_t i = 0; i < view.n; i++) {
        const struct why_figure *figure = view.items[i].figure;
        const char *key = arena_printf(arena, "%s / %s / %s / %s", figure->pakket, figure->post,
                                       figure->sectie, figure->stand);
        csv_write_text(csv, "saldo");
        csv_write_text(csv, key);
        csv_write_money(csv, figure->old.cents);
        csv_write_money(csv, figure->new.cents);
        csv_write_money(csv, view.items[i].change);
        csv_write_end(csv);
        for (size_t k = 0; k < view.items[i].n; k++) {
            const struct why_share *share = &view.items[i].shares[k];
            struct decimal cents = {share->cents, 2};
            csv_row(csv, "oorzaak",
                    arena_printf(arena, "%s / %s / %s", key, why_kind_name(share->cause->kind),
                                 why_cause_text(arena, share->cause)),
                    NULL, NULL, &cents);
        }
    }
}

static void csv_values(const struct row *row, struct arena *arena, struct csv_writer *csv)
{
    static const char *const kinds[] = {"cel", "cel", "afwijking", "controle"};
    const char *kind = kinds[row->of];
    const char *key =
        row->of <= OF_INDICATOR ? arena_printf(arena, "%s / %s", row->file, row->key) : row->key;
    if (row->n_values == 0)
        csv_row(csv, kind, key, NULL, row_state_name(row->state), NULL);
    for (size_t v = 0; v < row->n_values; v++) {
        const struct row_value *value = &row->values[v];
        struct decimal difference;
        bool number = rows_subtract(value->old, value->new, &difference);
        csv_row(csv, kind, arena_printf(arena, "%s / %s", key, value->column), value->old,
                value->new, number ? &difference : NULL);
    }
}

void telling_print_csv(const struct telling *telling, FILE *out)
{
    struct csv_writer csv;
    csv_write_start(&csv, out, CSV_FOR_MACHINES);
    csv.shown = true;
    fputs("soort,sleutel,oud,nieuw,verschil\n", out);
    for (size_t w = 0; w < telling->why.n_words; w++) {
        const struct why_word *word = &telling->why.words[w];
        csv_row(&csv, "instelling", word->what, word->old, word->new, NULL);
    }
    csv_figures(telling, &csv);
    for (size_t i = 0; i < telling->rows.n; i++)
        csv_values(&telling->rows.items[i], telling->arena, &csv);
    for (size_t i = 0; i < telling->rows.n_files; i++) {
        const struct row_file *file = &telling->rows.files[i];
        if (file->column)
            csv_row(&csv, "kolom",
                    arena_printf(telling->arena, "%s / %s", file->file, file->column), NULL,
                    row_state_name(file->state), NULL);
        else
            csv_row(&csv, "bestand", file->file, file->old, file->new, NULL);
    }
}
