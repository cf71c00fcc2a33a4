/* All that reading gave, in words: two readings can be compared whole, and what differs can be
 * shown. */
#pragma once

#include "pipeline/reading/told.h"
#include "pipeline/tables/job.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum words_extent {
    WORDS_FIGURES, /* what may not depend on the order of lines and files, nor on their names */
    WORDS_ALL,     /* files, hashes, rejects and places too */
};

static inline void words_figure(FILE *out, const char *what, struct figure figure)
{
    fprintf(out, "  %s: %lld cent, %llu mutaties\n", what, (long long)figure.money.cents,
            (unsigned long long)figure.n_mutaties);
}

static inline void words_lines(FILE *out, const struct ledger *ledger, const char *what,
                               const struct saldo_line *lines, size_t n_lines)
{
    const struct plan *plan = ledger->plan;
    fprintf(out, "%s: %zu\n", what, n_lines);
    for (size_t i = 0; i < n_lines; i++) {
        const struct saldo_line *line = &lines[i];
        fprintf(out, "  %u %s %s", line->post, sectie_name((enum sectie)line->sectie),
                plan->standen[line->stand].name);
        for (int d = 0; d < DIMENSION_COUNT; d++)
            fprintf(out, " %u=%s", line->dimension[d], ledger->labels[d].texts[line->dimension[d]]);
        words_figure(out, "", line->figure);
    }
}

static inline void words_labels(FILE *out, const struct ledger *ledger)
{
    for (int d = 0; d < DIMENSION_COUNT; d++) {
        fprintf(out, "%s:", dimension_name((enum dimension)d));
        for (size_t i = 0; i < ledger->labels[d].n; i++)
            fprintf(out, " '%s'", ledger->labels[d].texts[i]);
        fputc('\n', out);
    }
}

static inline void words_files(FILE *out, const struct source *source,
                               const struct source_account *account)
{
    for (size_t f = 0; f < source->n_files; f++) {
        const struct file_account *file = &account->files[f];
        fprintf(out, "  %s %s: %lld bytes, gzip %d, %llu lines, %llu records, %llu rejected\n",
                file->path, file->sha256, file->n_bytes, file->compressed,
                (unsigned long long)file->n_lines, (unsigned long long)file->n_records,
                (unsigned long long)file->counts.n_rejected);
    }
}

static inline void words_findings(FILE *out, const struct findings *findings, bool with_places)
{
    fprintf(out, "  found %llu, lines %llu\n", (unsigned long long)findings->n,
            (unsigned long long)findings->n_lines);
    for (size_t i = 0; i < findings->n_listed; i++) {
        const struct finding *finding = &findings->items[i];
        fprintf(out, "  %s %s: %llu lines, %lld %lld %lld\n", with_places ? finding->where : "",
                finding->what, (unsigned long long)finding->n_lines,
                (long long)finding->expected.cents, (long long)finding->found.cents,
                (long long)finding->of_lines.money.cents);
    }
}

/* Which of several findings comes first depends on the order of lines, and a total line on what
 * stands before it; what does not balance does not. */
static inline void words_all_findings(FILE *out, const struct source_account *account,
                                      enum words_extent extent)
{
    for (int kind = 0; kind < FINDING_COUNT; kind++)
        if (extent == WORDS_ALL || kind == FINDING_UNBALANCED)
            words_findings(out, &account->findings[kind], extent == WORDS_ALL);
        else
            fprintf(out, "  found %llu\n", (unsigned long long)account->findings[kind].n);
}

static inline void words_account(FILE *out, const struct source *source,
                                 const struct source_account *account)
{
    const struct counts *counts = &account->counts;
    fprintf(out, "%s: %llu good, %llu rejected, %llu of them unread, %llu mutaties\n", source->name,
            (unsigned long long)counts->n_records, (unsigned long long)counts->n_rejected,
            (unsigned long long)counts->n_unread, (unsigned long long)counts->n_mutaties);
    fprintf(out, "  sum %lld debet %lld credit %lld rejected %lld, totals %llu %lld %lld\n",
            (long long)counts->amounts.money.cents, (long long)counts->debet.money.cents,
            (long long)counts->credit.money.cents, (long long)counts->rejected.money.cents,
            (unsigned long long)told_totals(account->facts)->n,
            (long long)told_totals(account->facts)->debet.money.cents,
            (long long)told_totals(account->facts)->credit.money.cents);
    for (size_t f = 0; f < account->n_fates; f++)
        words_figure(out, fate_name(source->profile, f), account->fates[f]);
    for (int s = 0; s < SECTIE_COUNT; s++)
        words_figure(out, sectie_name((enum sectie)s), account->cells[s]);
}

static inline void words_unmapped(FILE *out, const struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->n_unmapped; i++) {
        const struct unmapped *unmapped = &ledger->unmapped[i];
        fprintf(out, "unmapped: %s '%s' %d %d: %llu mutaties, %lld cent; %s\n", unmapped->source,
                unmapped->key, (int)unmapped->kind, unmapped->year,
                (unsigned long long)unmapped->n_mutaties, (long long)unmapped->sum.cents,
                unmapped->hint);
    }
    for (size_t i = 0; i < ledger->plan->mapping.n_keys; i++)
        fputc(ledger->key_used[i] ? '1' : '0', out);
    fputc('\n', out);
}

static inline void words_rejects(FILE *out, const struct ledger *ledger)
{
    fprintf(out, "rejected: %llu\n", (unsigned long long)ledger->n_rejected);
    for (size_t i = 0; i < ledger->n_notes; i++)
        fprintf(out, "  %s: %s\n", ledger->notes[i].where, ledger->notes[i].reason);
    if (!ledger->rejects_path)
        return;
    FILE *rows = fopen(ledger->rejects_path, "rb");
    assert_non_null(rows);
    char buffer[4096];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, rows)) > 0;)
        fwrite(buffer, 1, n, out);
    fclose(rows);
}

/* On the heap; `errors` are those of the reading. */
static inline char *ledger_words(const struct ledger *ledger, const struct errors *errors,
                                 enum words_extent extent)
{
    char *words = NULL;
    size_t n_bytes;
    FILE *out = open_memstream(&words, &n_bytes);
    assert_non_null(out);
    words_lines(out, ledger, "lines", ledger->lines, ledger->n_lines);
    words_lines(out, ledger, "other lines", ledger->other_lines, ledger->n_other_lines);
    words_labels(out, ledger);
    for (size_t s = 0; s < ledger->plan->n_sources; s++) {
        const struct source *source = &ledger->plan->sources[s];
        words_account(out, source, &ledger->accounts[s]);
        words_all_findings(out, &ledger->accounts[s], extent);
        if (extent == WORDS_ALL)
            words_files(out, source, &ledger->accounts[s]);
    }
    words_unmapped(out, ledger);
    if (extent == WORDS_ALL)
        words_rejects(out, ledger);
    for (size_t i = 0; i < errors->n; i++)
        fprintf(out, "error %d %s: %s\n", (int)errors->items[i].kind, errors->items[i].where,
                errors->items[i].message);
    fclose(out);
    return words;
}

/* ---- the same of what the stages made of it ---- */

static inline void words_cell(FILE *out, const struct cell *cell)
{
    fprintf(out, "|%d %lld %lld %s", (int)cell->kind, (long long)cell->money.cents, cell->integer,
            cell->kind == CELL_TEXT ? cell->text : "");
}

/* A control that names files says something else when they have other names, and one about numbers
 * that run on when lines are in another order. */
static inline bool goes_by_files(const struct table_row *row)
{
    static const char *const controls[] = {"Geen bestanden ", "Boekstukken doorlopend genummerd"};
    bool any = false;
    for (size_t i = 0; row->cells[0].kind == CELL_TEXT && i < 2; i++)
        any |= strncmp(row->cells[0].text, controls[i], strlen(controls[i])) == 0;
    return any;
}

static inline void words_table(FILE *out, const struct table *table)
{
    fprintf(out, "%s (%s): %s; %s; %s\n", table->sheet ? table->sheet : "",
            table->csv_name ? table->csv_name : "", table->title ? table->title : "",
            table->subtitle ? table->subtitle : "", table->note ? table->note : "");
    for (size_t r = 0; r < table->n_rows; r++) {
        if (goes_by_files(&table->rows[r]))
            continue;
        for (size_t c = 0; c < table->n_columns; c++)
            words_cell(out, &table->rows[r].cells[c]);
        fputc('\n', out);
    }
}

/* All tables but what is about the names and bytes of files. On the heap. */
static inline char *tables_words(const struct job *job)
{
    char *words = NULL;
    size_t n_bytes;
    FILE *out = open_memstream(&words, &n_bytes);
    assert_non_null(out);
    for (size_t i = 0; i < job->tables.n; i++) {
        const struct table *table = job->tables.items[i];
        if (!table->sheet || strcmp(table->sheet, "Bronnen") != 0)
            words_table(out, table);
    }
    fprintf(out, "%s\n", job->sentence ? job->sentence : "");
    fclose(out);
    return words;
}

/* ---- comparing ---- */

static inline size_t length_of_line(const char *at)
{
    return strcspn(at, "\n");
}

/* Fails, naming the case and the first line that differs; frees `found`. */
static inline void expect_words(const char *expected, char *found, const char *name)
{
    const char *a = expected, *b = found;
    while (*a && *b && length_of_line(a) == length_of_line(b) &&
           memcmp(a, b, length_of_line(a)) == 0) {
        a += length_of_line(a) + (a[length_of_line(a)] == '\n');
        b += length_of_line(b) + (b[length_of_line(b)] == '\n');
    }
    if (*a || *b)
        fail_msg("%s\n  expected: %.*s\n  found:    %.*s", name, (int)length_of_line(a), a,
                 (int)length_of_line(b), b);
    free(found);
}
