/* A plan and a ledger made by hand, for the tests of the stages right of the bar. Everything is
 * built in the order: begin, kolommen, pakketten (natural order), posten, bookings, finish. */
#pragma once

#include "pipeline/tables/job.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct programma {
    struct arena arena;
    struct errors errors;
    struct plan plan;
    struct profile profile;
    struct source source;
    struct ledger ledger;
    struct job job;
    size_t standen_cap, kolommen_cap, pakketten_cap, posten_cap, lines_cap;
    size_t labels_cap[DIMENSION_COUNT];
    struct source_account account;
    struct file_account file;
};

/* What a line of the ledger carries beside its amount; NULL = none. */
struct besluit {
    const char *number, *date, *neutral, *is;
};

static inline void programma_begin(struct programma *p, const char *shown)
{
    *p = (struct programma){0};
    struct plan *plan = &p->plan;
    plan->name = "proef-2024";
    plan->path = "mappings/proef-2024.ini";
    plan->mapping.posten_path = "mappings/posten.csv";
    plan->mapping.pakketten_path = "mappings/pakketten.csv";
    plan->kind = PLAN_JAARREKENING;
    plan->gemeente = "Proefgemeente";
    static const char *programmas[] = {"6"};
    plan->programmas = programmas;
    plan->n_programmas = 1;
    plan->programma = "programma 6";
    plan->programma_name = "Sociaal domein";
    plan->year = 2024;
    plan->title = "Wat heeft programma 6 gekost?";
    plan->unit_euros = 1000;
    plan->raw_mode = 0640;
    assert_true(sign_rule_parse(shown, true, &plan->shown));
    for (int role = 0; role < ROLE_COUNT; role++)
        p->profile.role[role] = NO_COLUMN;
    static const char *files[] = {"input/grootboek-2024.csv"};
    assert_true(
        sign_rule_parse("lasten- baten+ stortingen- onttrekkingen+", false, &p->profile.sign));
    p->source = (struct source){
        .name = "grootboek-2024", .profile = &p->profile, .files = files, .n_files = 1};
    plan->sources = &p->source;
    plan->n_sources = 1;
    for (int d = 0; d < DIMENSION_COUNT; d++) {
        struct labels *labels = &p->ledger.labels[d];
        labels->texts = arena_grow(&p->arena, NULL, &p->labels_cap[d], 1, sizeof *labels->texts);
        labels->texts[labels->n++] = "";
    }
    p->ledger.plan = plan;
    p->job = (struct job){.arena = &p->arena,
                          .errors = &p->errors,
                          .plan = plan,
                          .output = "output",
                          .compare = "output",
                          .n_workers = 1,
                          .ledger = &p->ledger};
}

/* "realisatie 2024"; added when it is new. */
static inline size_t programma_stand(struct programma *p, const char *name)
{
    struct plan *plan = &p->plan;
    for (size_t i = 0; i < plan->n_standen; i++)
        if (strcmp(plan->standen[i].name, name) == 0)
            return i;
    const char *space = strchr(name, ' ');
    assert_non_null(space);
    plan->standen = arena_grow(&p->arena, plan->standen, &p->standen_cap, plan->n_standen + 1,
                               sizeof *plan->standen);
    plan->standen[plan->n_standen] = (struct stand){
        .name = arena_printf(&p->arena, "%s", name),
        .kind = arena_printf(&p->arena, "%.*s", (int)(space - name), name),
        .year = atoi(space + 1),
    };
    return plan->n_standen++;
}

static inline size_t programma_find_kolom(const struct programma *p, const char *name)
{
    for (size_t i = 0; i < p->plan.n_kolommen; i++)
        if (strcmp(p->plan.kolommen[i].name, name) == 0)
            return i;
    return (size_t)-1;
}

static inline void kolom_add_term(struct programma *p, struct kolom *kolom, const char *name,
                                  int sign)
{
    size_t other = programma_find_kolom(p, name);
    if (other == (size_t)-1) {
        kolom->terms[kolom->n_terms++] =
            (struct tabel_term){.stand = programma_stand(p, name), .sign = sign};
        return;
    }
    kolom->of[kolom->n_of++] = (struct kolom_term){other, sign};
    const struct kolom *of = &p->plan.kolommen[other];
    for (size_t i = 0; i < of->n_terms; i++)
        kolom->terms[kolom->n_terms++] =
            (struct tabel_term){.stand = of->terms[i].stand, .sign = of->terms[i].sign * sign};
}

/* "primair 2024 + wijziging 2024", "realisatie_2024 - begroting_2024": standen or earlier kolommen.
 */
static inline void programma_kolom(struct programma *p, const char *name, const char *terms)
{
    struct kolom kolom = {.name = name, .heading = name};
    kolom.terms = arena_alloc(&p->arena, 64 * sizeof *kolom.terms);
    kolom.of = arena_alloc(&p->arena, 64 * sizeof *kolom.of);
    int sign = +1;
    while (*terms) {
        const char *plus = strstr(terms, " + "), *minus = strstr(terms, " - ");
        const char *end = plus && (!minus || plus < minus) ? plus : minus;
        size_t n_bytes = end ? (size_t)(end - terms) : strlen(terms);
        kolom_add_term(p, &kolom, arena_copy(&p->arena, terms, n_bytes), sign);
        sign = end && end[1] == '-' ? -1 : +1;
        terms += n_bytes + (end ? 3 : 0);
    }
    struct plan *plan = &p->plan;
    plan->kolommen = arena_grow(&p->arena, plan->kolommen, &p->kolommen_cap, plan->n_kolommen + 1,
                                sizeof *plan->kolommen);
    plan->kolommen[plan->n_kolommen++] = kolom;
}

static inline void programma_afwijkingen(struct programma *p, const char *realisatie,
                                         const char *begroting, const char *verschil,
                                         struct threshold pakket, struct threshold post)
{
    p->plan.has_afwijkingen = true;
    p->plan.realisatie_kolom = programma_find_kolom(p, realisatie);
    p->plan.begroting_kolom = programma_find_kolom(p, begroting);
    p->plan.verschil_kolom = programma_find_kolom(p, verschil);
    p->plan.pakket_threshold = pakket;
    p->plan.post_threshold = post;
}

static inline void programma_pakket(struct programma *p, const char *code, const char *name,
                                    int first, int last)
{
    struct mapping *mapping = &p->plan.mapping;
    mapping->pakketten = arena_grow(&p->arena, mapping->pakketten, &p->pakketten_cap,
                                    mapping->n_pakketten + 1, sizeof *mapping->pakketten);
    mapping->pakketten[mapping->n_pakketten++] = (struct pakket){
        .code = code, .name = name, .programma = p->plan.programmas[0], .years = {first, last}};
}

static inline size_t programma_find_pakket(const struct programma *p, const char *code)
{
    for (size_t i = 0; i < p->plan.mapping.n_pakketten; i++)
        if (strcmp(p->plan.mapping.pakketten[i].code, code) == 0)
            return i;
    fail_msg("no pakket %s", code);
    return 0;
}

/* The post of that name in the pakket; added when it is new. */
static inline size_t programma_post(struct programma *p, const char *code, const char *name)
{
    struct mapping *mapping = &p->plan.mapping;
    size_t pakket = programma_find_pakket(p, code);
    for (size_t i = 0; i < mapping->n_posten; i++)
        if (mapping->posten[i].pakket == pakket && strcmp(mapping->posten[i].name, name) == 0)
            return i;
    mapping->posten = arena_grow(&p->arena, mapping->posten, &p->posten_cap, mapping->n_posten + 1,
                                 sizeof *mapping->posten);
    mapping->posten[mapping->n_posten] = (struct post){
        .name = arena_printf(&p->arena, "%s", name),
        .pakket = pakket,
    };
    return mapping->n_posten++;
}

static inline uint32_t programma_label(struct programma *p, enum dimension dimension,
                                       const char *text)
{
    struct labels *labels = &p->ledger.labels[dimension];
    for (size_t i = 0; i < labels->n; i++)
        if (strcmp(labels->texts[i], text ? text : "") == 0)
            return (uint32_t)i;
    labels->texts = arena_grow(&p->arena, labels->texts, &p->labels_cap[dimension], labels->n + 1,
                               sizeof *labels->texts);
    labels->texts[labels->n] = text;
    return (uint32_t)labels->n++;
}

/* dd-mm-jjjj as the ledger has it: ISO. Any other text as it is. */
static inline const char *programma_date(struct programma *p, const char *date)
{
    if (!date || strlen(date) != 10 || date[2] != '-' || date[5] != '-')
        return date;
    return arena_printf(&p->arena, "%s-%.2s-%.2s", date + 6, date + 3, date);
}

/* One mutatie by its effect on the result. */
static inline void programma_book_besluit(struct programma *p, const char *code, const char *post,
                                          enum sectie sectie, const char *stand, int64_t cents,
                                          struct besluit besluit)
{
    struct ledger *ledger = &p->ledger;
    ledger->lines = arena_grow(&p->arena, ledger->lines, &p->lines_cap, ledger->n_lines + 1,
                               sizeof *ledger->lines);
    struct saldo_line *line = &ledger->lines[ledger->n_lines++];
    *line = (struct saldo_line){.post = (uint32_t)programma_post(p, code, post),
                                .stand = (uint16_t)programma_stand(p, stand),
                                .sectie = (uint8_t)sectie,
                                .figure = {{cents}, 1}};
    line->dimension[DIMENSION_BESLUIT] = programma_label(p, DIMENSION_BESLUIT, besluit.number);
    line->dimension[DIMENSION_BESLUITDATUM] =
        programma_label(p, DIMENSION_BESLUITDATUM, programma_date(p, besluit.date));
    line->dimension[DIMENSION_NEUTRAAL] = programma_label(p, DIMENSION_NEUTRAAL, besluit.neutral);
    line->dimension[DIMENSION_IS] = programma_label(p, DIMENSION_IS, besluit.is);
}

static inline void programma_book(struct programma *p, const char *code, const char *post,
                                  enum sectie sectie, const char *stand, int64_t cents)
{
    programma_book_besluit(p, code, post, sectie, stand, cents, (struct besluit){0});
}

static inline int programma_compare_lines(const void *a, const void *b)
{
    const struct saldo_line *x = a, *y = b;
    int order = (x->post > y->post) - (x->post < y->post);
    order = order ? order : (x->sectie > y->sectie) - (x->sectie < y->sectie);
    return order ? order : (x->stand > y->stand) - (x->stand < y->stand);
}

/* Posten stand together per pakket, lines in the order of posten, as a mapping and a ledger that
 * were read have them. */
static inline void programma_group_posten(struct programma *p)
{
    struct mapping *mapping = &p->plan.mapping;
    struct post *grouped = arena_alloc(&p->arena, mapping->n_posten * sizeof *grouped);
    uint32_t *place = arena_alloc(&p->arena, mapping->n_posten * sizeof *place);
    size_t n = 0;
    for (size_t k = 0; k < mapping->n_pakketten; k++) {
        mapping->pakketten[k].first_post = n;
        for (size_t i = 0; i < mapping->n_posten; i++)
            if (mapping->posten[i].pakket == k) {
                place[i] = (uint32_t)n;
                grouped[n++] = mapping->posten[i];
            }
        mapping->pakketten[k].n_posten = n - mapping->pakketten[k].first_post;
    }
    mapping->posten = grouped;
    for (size_t i = 0; i < p->ledger.n_lines; i++)
        p->ledger.lines[i].post = place[p->ledger.lines[i].post];
    if (p->ledger.n_lines)
        qsort(p->ledger.lines, p->ledger.n_lines, sizeof *p->ledger.lines, programma_compare_lines);
}

/* Again after toelichtingen were changed. */
static inline void programma_link_toelichtingen(struct programma *p)
{
    struct mapping *mapping = &p->plan.mapping;
    for (size_t k = 0; k < mapping->n_pakketten; k++)
        mapping->pakketten[k].rest = NULL;
    for (size_t i = 0; i < mapping->n_posten; i++)
        mapping->posten[i].toelichting = NULL;
    for (size_t t = 0; t < mapping->n_toelichtingen; t++) {
        struct toelichting *toelichting = &mapping->toelichtingen[t];
        toelichting->agreed = toelichting->agreed ? toelichting->agreed : "";
        toelichting->owner = toelichting->owner ? toelichting->owner : "";
        toelichting->by = toelichting->by ? toelichting->by : "";
        toelichting->when = toelichting->when ? toelichting->when : "";
        if (strncmp(toelichting->post, MAPPING_REST, strlen(MAPPING_REST)) == 0)
            mapping->pakketten[toelichting->pakket].rest = toelichting;
        for (size_t i = 0; i < mapping->n_posten; i++)
            if (mapping->posten[i].pakket == toelichting->pakket &&
                strcmp(mapping->posten[i].name, toelichting->post) == 0)
                mapping->posten[i].toelichting = toelichting;
    }
}

/* The dense figures, and an account of one source in which everything adds up. */
static inline void programma_finish(struct programma *p)
{
    struct ledger *ledger = &p->ledger;
    const struct plan *plan = &p->plan;
    programma_group_posten(p);
    programma_link_toelichtingen(p);
    size_t n_cells = plan->mapping.n_posten * SECTIE_COUNT * plan->n_standen;
    ledger->figures = arena_alloc(&p->arena, n_cells * sizeof *ledger->figures);
    struct source_account *account = &p->account;
    account->n_fates = FATE_SCOPE + p->profile.n_scopes;
    account->fates = arena_alloc(&p->arena, account->n_fates * sizeof *account->fates);
    for (size_t i = 0; i < ledger->n_lines; i++) {
        const struct saldo_line *line = &ledger->lines[i];
        size_t cell = (line->post * SECTIE_COUNT + line->sectie) * plan->n_standen + line->stand;
        ledger->figures[cell].money.cents += line->figure.money.cents;
        ledger->figures[cell].n_mutaties += line->figure.n_mutaties;
        account->cells[line->sectie].money.cents += line->figure.money.cents;
        account->cells[line->sectie].n_mutaties += line->figure.n_mutaties;
        account->fates[FATE_CELL].money.cents += line->figure.money.cents;
        account->fates[FATE_CELL].n_mutaties += line->figure.n_mutaties;
    }
    account->counts.n_records = account->counts.n_mutaties = account->fates[FATE_CELL].n_mutaties;
    account->counts.amounts.money = account->fates[FATE_CELL].money;
    account->files = &p->file;
    p->file = (struct file_account){.path = p->source.files[0],
                                    .n_lines = account->counts.n_records + 1,
                                    .n_records = account->counts.n_records};
    memset(p->file.sha256, 'a', SHA256_HEX_SIZE - 1);
    ledger->accounts = account;
    ledger->key_used = arena_alloc(&p->arena, plan->mapping.n_keys + 1);
}

static inline void programma_release(struct programma *p)
{
    errors_release(&p->errors);
    arena_release(&p->arena);
}

/* The row whose cell in `column` reads `text`, from `start` on; fails when there is none. */
static inline size_t table_row_of(const struct table *table, size_t column, const char *text,
                                  size_t start)
{
    for (size_t i = start; i < table->n_rows; i++) {
        const struct cell *cell = &table->rows[i].cells[column];
        if (cell->kind == CELL_TEXT && strcmp(cell->text, text) == 0)
            return i;
    }
    fail_msg("no row \"%s\"", text);
    return 0;
}

/* As the CSV shows it: "" for blank, the rounded figure for money. Returns buffer. */
static inline char *shown_cell(const struct table *table, size_t row, size_t column,
                               char buffer[512])
{
    const struct cell *cell = &table->rows[row].cells[column];
    buffer[0] = '\0';
    if (cell->kind == CELL_MONEY)
        snprintf(buffer, 512, "%lld", (long long)money_round(cell->money, table->unit_euros));
    else if (cell->kind == CELL_TEXT)
        snprintf(buffer, 512, "%s", cell->text);
    return buffer;
}

/* Every formula of the table, recomputed on the stored cents, gives the stored cents. */
static inline size_t check_formulas(const struct table *table)
{
    size_t n_checked = 0;
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct cell *cell = &table->rows[r].cells[c];
            const struct table_column *column = &table->columns[c];
            struct money sum;
            if (cell->kind != CELL_MONEY)
                continue;
            if (column->formula) {
                assert_true(table_sum_columns(table, column->formula, column->n_formula, r, &sum));
                assert_int_equal(sum.cents, cell->money.cents);
                n_checked++;
            }
            if (table->rows[r].formula) {
                assert_true(table_sum_rows(table, table->rows[r].formula, table->rows[r].n_formula,
                                           c, &sum));
                assert_int_equal(sum.cents, cell->money.cents);
                n_checked++;
            }
        }
    return n_checked;
}
