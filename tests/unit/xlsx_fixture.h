/* A run with three tables by hand, for the tests of the workbook: the main table, a sheet to fill
 * in, a sheet of sources. Included by one test program each. */
#pragma once

#include "pipeline/chain.h"
#include "pipeline/format/workbook.h"

#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
    struct arena arena;
    struct errors errors;
    struct plan plan;
    struct job job;
    const char *folder;
    const char *path;
};

static inline struct money cents(long long amount)
{
    return (struct money){amount};
}

enum { SECTIE, CODE, REGEL, BEGROTING, REALISATIE, VERSCHIL, N_COLUMNS };

static const struct term verschil[] = {{REALISATIE, 1}, {BEGROTING, -1}};
static const struct term lasten[] = {{0, 1}, {1, 1}, {2, 1}};
static const struct term baten[] = {{4, 1}, {5, 1}};
static const struct term saldo[] = {{3, 1}, {6, 1}};
static const struct term reserves[] = {{9, 1}, {8, -1}};
static const struct term resultaat[] = {{7, 1}, {10, 1}};

static const struct {
    const char *sectie, *code, *regel;
    long long begroting, realisatie;
    const struct term *formula;
    size_t n_formula;
} rows[] = {
    {"Lasten", "6L", "Leefbaarheid en veiligheid", -6508667, -4412750, NULL, 0},
    {"Lasten", "0601", "=1+1 blijft tekst", -1234567, -1274567, NULL, 0},
    {"Lasten", "6P", "Opgroeien “en” opvoeden <&> _x0041_", 100, -50000, NULL, 0},
    {NULL, NULL, "Totaal Lasten", 0, 0, lasten, 3},
    {"Baten", "6L", "Leefbaarheid en veiligheid", 49999, 999999999999999, NULL, 0},
    {"Baten", "6P", "Opgroeien en opvoeden", 1, -999999999999998, NULL, 0},
    {NULL, NULL, "Totaal Baten", 0, 0, baten, 2},
    {NULL, NULL, "Saldo Lasten en Baten programma 6", 0, 0, saldo, 2},
    {"Stortingen", "6Z", "Niet in pakketjes opgenomen", 83300, 116433, NULL, 0},
    {"Onttrekkingen", "6Z", "Niet in pakketjes opgenomen", 226700, 220201, NULL, 0},
    {NULL, NULL, "Saldo Reserves programma 6", 0, 0, reserves, 2},
    {NULL, NULL, "Resultaat programma 6", 0, 0, resultaat, 2},
};
#define N_ROWS (sizeof rows / sizeof *rows)

static inline long long sum_of(const struct table *table, const struct term *terms, size_t n_terms,
                               size_t column)
{
    long long sum = 0;
    for (size_t i = 0; i < n_terms; i++)
        sum += terms[i].sign * table->rows[terms[i].index].cells[column].money.cents;
    return sum;
}

static inline void add_row(struct table *table, struct arena *arena, size_t i)
{
    struct table_row *row = table_add_row(table, arena, rows[i].formula ? ROW_TOTAL : ROW_DATA);
    long long begroting = rows[i].begroting, realisatie = rows[i].realisatie;
    if (rows[i].formula) {
        row->formula = rows[i].formula;
        row->n_formula = rows[i].n_formula;
        begroting = sum_of(table, row->formula, row->n_formula, BEGROTING);
        realisatie = sum_of(table, row->formula, row->n_formula, REALISATIE);
    } else {
        row->cells[SECTIE] = cell_text(rows[i].sectie);
        row->cells[CODE] = cell_text(rows[i].code);
    }
    row->cells[REGEL] = cell_text(rows[i].regel);
    row->cells[BEGROTING] = cell_money(cents(begroting));
    row->cells[REALISATIE] = cell_money(cents(realisatie));
    row->cells[VERSCHIL] = cell_money(cents(realisatie - begroting));
}

static inline void add_main_table(struct fixture *fixture)
{
    static const struct table_column columns[N_COLUMNS] = {
        {.name = "sectie", .heading = "Sectie", .kind = COLUMN_TEXT, .width = 14},
        {.name = "code", .heading = "Code", .kind = COLUMN_TEXT, .width = 8},
        {.name = "regel", .heading = "Regel", .kind = COLUMN_TEXT, .width = 58},
        {.name = "begroting",
         .heading = "Begroting na wijziging 2024",
         .kind = COLUMN_NUMBER,
         .width = 14},
        {.name = "realisatie", .heading = "Realisatie 2024", .kind = COLUMN_NUMBER, .width = 14},
        {.name = "verschil",
         .heading = "Verschil",
         .kind = COLUMN_NUMBER,
         .width = 14,
         .formula = verschil,
         .n_formula = 2},
    };
    struct table *table = tables_add(&fixture->job.tables, &fixture->arena, N_COLUMNS);
    memcpy(table->columns, columns, sizeof columns);
    table->sheet = "Jaarrekening";
    table->title = "Wat heeft programma 6 gekost?";
    table->subtitle = "Bedragen x € 1.000. Een lege cel: het pakket bestaat dat jaar niet.";
    table->note = "Het resultaat is € 1.";
    table->unit_euros = 1000;
    for (size_t i = 0; i < N_ROWS; i++)
        add_row(table, &fixture->arena, i);
}

/* A sheet to fill in, with a name that is a number, as a spreadsheet sees it. */
static inline void add_afwijkingen(struct fixture *fixture)
{
    static const char *const is[] = {"I", "S", "I/S", NULL};
    static const struct term total[] = {{0, 1}, {1, 1}};
    static const struct table_column columns[] = {
        {.name = "post", .heading = "Post", .kind = COLUMN_TEXT, .width = 30},
        {.name = "lasten", .heading = "Lasten", .kind = COLUMN_NUMBER, .width = 12},
        {.name = "is",
         .heading = "I / S",
         .kind = COLUMN_TEXT,
         .width = 8,
         .editable = true,
         .choices = is},
        {.name = "toelichting",
         .heading = "Toelichting",
         .kind = COLUMN_TEXT,
         .width = 40,
         .wrap = true,
         .editable = true},
    };
    struct table *table = tables_add(&fixture->job.tables, &fixture->arena, 4);
    memcpy(table->columns, columns, sizeof columns);
    table->sheet = "6L";
    table->title = "Afwijkingen 6L";
    table->subtitle = "Bedragen x € 1";
    for (int i = 0; i < 2; i++) {
        struct cell *cells = table_add_row(table, &fixture->arena, ROW_DATA)->cells;
        cells[0] = cell_text(i ? "Overige diverse posten < € 50.000" : "Jeugdhulp lokaal");
        cells[1] = cell_money(cents(i ? -49 : 7550));
        cells[3] = i ? (struct cell){0} : cell_text("Meer cliënten,\nhogere tarieven.");
    }
    struct table_row *row = table_add_row(table, &fixture->arena, ROW_TOTAL);
    row->cells[0] = cell_text("Totaal");
    row->cells[1] = cell_money(cents(7501));
    row->formula = total;
    row->n_formula = 2;
}

static inline void add_controls(struct fixture *fixture)
{
    static const struct table_column columns[] = {
        {.name = "bron", .heading = "Bron", .kind = COLUMN_TEXT},
        {.name = "jaar", .heading = "Jaar", .kind = COLUMN_NUMBER},
        {.name = "regels", .heading = "Regels", .kind = COLUMN_NUMBER},
        {.name = "som", .heading = "Som", .kind = COLUMN_NUMBER},
    };
    struct table *table = tables_add(&fixture->job.tables, &fixture->arena, 4);
    memcpy(table->columns, columns, sizeof columns);
    table->sheet = "Bronnen";
    table->title = "Bronnen";
    table->subtitle = "";
    struct cell *cells = table_add_row(table, &fixture->arena, ROW_DATA)->cells;
    cells[0] = cell_text("grootboek-2024");
    cells[1] = cell_integer(2024);
    cells[2] = cell_integer(25012);
    cells[3] = cell_exact(cents(-1));
}

static inline void set_up(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    fixture->plan = (struct plan){.path = "mappings/jaarrekening-2024.ini",
                                  .name = "jaarrekening-2024",
                                  .gemeente = "Bergen & \"Zo\"",
                                  .programma = "programma 6",
                                  .programma_name = "Sociaal domein",
                                  .title = "Wat heeft programma 6 gekost?",
                                  .year = 2024,
                                  .unit_euros = 1000,
                                  .raw_mode = 0640};
    fixture->folder = temporary_folder(&fixture->arena);
    fixture->path = arena_printf(&fixture->arena, "%s/jaarrekening-2024.xlsx", fixture->folder);
    fixture->job = (struct job){.arena = &fixture->arena,
                                .errors = &fixture->errors,
                                .plan = &fixture->plan,
                                .temporary = fixture->folder};
    add_main_table(fixture);
    add_afwijkingen(fixture);
    add_controls(fixture);
}

static inline void release(struct fixture *fixture)
{
    unlink(fixture->path);
    assert_int_equal(rmdir(fixture->folder), 0); /* nothing else was left behind */
    errors_release(&fixture->errors);
    arena_release(&fixture->arena);
}

static inline void write_it(struct fixture *fixture)
{
    unlink(fixture->path); /* of the time before */
    if (!write_xlsx_stage.run(&fixture->job))
        fail_msg("%s: %s", fixture->errors.items[0].where, fixture->errors.items[0].message);
}

static inline struct workbook read_it(struct fixture *fixture)
{
    struct workbook workbook = {0};
    assert_true(workbook_read(fixture->path, &fixture->arena, &fixture->errors, &workbook));
    return workbook;
}
