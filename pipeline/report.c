#include "pipeline/report.h"

#include "pipeline/base/held.h"
#include "pipeline/base/interrupt.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_look.h"
#include "pipeline/format/csv.h"
#include "pipeline/publishing/publication.h"

#include <stdarg.h>
#include <string.h>

#define MOST_NOTES 50 /* rejects, and warnings, told on the terminal; their files have them all */
#define MOST_ALIKE 5  /* rejects of a file for one cause */

char *report_count(uint64_t number, char buffer[REPORT_COUNT_SIZE])
{
    struct money money = {(int64_t)(number * 100)};
    money_format(money, true, buffer);
    buffer[strlen(buffer) - 3] = '\0'; /* without ",00" */
    return buffer;
}

/* ---- at the end ---- */

void report_errors(FILE *err, const struct errors *errors)
{
    for (size_t i = 0; i < errors->n; i++) {
        const struct error *error = &errors->items[i];
        text_line(err, "fout: %s%s%s", error->where, error->where[0] ? ": " : "", error->message);
    }
}

bool report_errors_csv(const char *path, const struct errors *errors, struct errors *own)
{
    static const char *const kinds[] = {[ERROR_NONE] = "",
                                        [ERROR_DATA] = "gegevens",
                                        [ERROR_SETTINGS] = "instellingen",
                                        [ERROR_MACHINE] = "machine"};
    struct csv_writer csv;
    FILE *stream = held_file(path, "x");
    if (!stream)
        return errors_add_errno(own, path, "kan niet worden gemaakt");
    csv_write_start(&csv, stream, CSV_FOR_PEOPLE);
    csv_write_texts(&csv, (const char *[]){"soort", "plaats", "melding"}, 3);
    for (size_t i = 0; i < errors->n; i++) {
        const struct error *error = &errors->items[i];
        csv_write_texts(&csv, (const char *[]){kinds[error->kind], error->where, error->message},
                        3);
    }
    bool failed = ferror(stream) != 0;
    return (fclose(stream) == 0 && !failed) ||
           errors_add_errno(own, path, "kan niet worden geschreven");
}

/* What was wanted is the cause; what was found is each line's own. */
static bool same_cause(const struct reject_note *a, const struct reject_note *b)
{
    const char *ends[] = {strstr(a->reason, ", gevonden "), strstr(b->reason, ", gevonden ")};
    const size_t n_where = (size_t)(strrchr(a->where, ':') - a->where) + 1;
    const struct text one = {a->reason,
                             ends[0] ? (size_t)(ends[0] - a->reason) : strlen(a->reason)},
                      other = {b->reason,
                               ends[1] ? (size_t)(ends[1] - b->reason) : strlen(b->reason)};
    return strncmp(a->where, b->where, n_where) == 0 &&
           (text_equal(one, other) || suggest_other_number(one, other));
}

static void report_rejects(FILE *err, const struct ledger *ledger, bool publish)
{
    const struct reject_note *told[MOST_NOTES];
    size_t n = 0;
    for (size_t i = 0; i < ledger->n_notes && (n < MOST_NOTES || !publish); i++) {
        const struct reject_note *note = &ledger->notes[i];
        size_t n_alike = 0;
        for (size_t t = 0; publish && t < n; t++)
            n_alike += same_cause(told[t], note);
        if (n_alike == MOST_ALIKE)
            continue;
        if (publish)
            told[n] = note;
        n++;
        text_line(err, "afgekeurd: %s: %s", note->where, note->reason);
    }
    if (ledger->n_rejected - ledger->n_told > n) {
        char more[REPORT_COUNT_SIZE];
        fprintf(err, "afgekeurd: en nog %s regels%s\n",
                report_count(ledger->n_rejected - ledger->n_told - n, more),
                publish ? "; ze staan alle in afgekeurd.csv" : "");
    }
}

static void report_warnings(FILE *err, const struct controls *controls, bool publish)
{
    struct arena arena = {0};
    size_t n = 0;
    for (size_t i = 0; i < controls->n; i++) {
        const struct control *control = &controls->items[i];
        if (control->holds || control->told || control->severity != SEVERITY_WARNING)
            continue;
        if (n++ < MOST_NOTES || !publish)
            text_line(err, "waarschuwing: %s: %s", text_spelled(&arena, text_of(control->name)),
                      text_spelled(&arena, text_of(control->sentence)));
    }
    if (n > MOST_NOTES && publish)
        fprintf(err, "waarschuwing: en nog %zu; ze staan alle in controles.csv\n", n - MOST_NOTES);
    arena_release(&arena);
}

struct account_sums {
    uint64_t n_records, n_cells, n_scope, n_unmapped, n_rejected;
};

static struct account_sums sum_accounts(const struct ledger *ledger)
{
    struct account_sums sums = {0};
    for (size_t s = 0; s < ledger->plan->n_sources; s++) {
        const struct source_account *account = &ledger->accounts[s];
        sums.n_records += account->counts.n_records + account->counts.n_rejected;
        sums.n_rejected += account->counts.n_rejected;
        for (size_t f = 0; f < account->n_fates; f++) {
            uint64_t n = account->fates[f].n_mutaties;
            *(f == FATE_CELL       ? &sums.n_cells
              : f == FATE_UNMAPPED ? &sums.n_unmapped
                                   : &sums.n_scope) += n;
        }
    }
    return sums;
}

static const char *lines_word(uint64_t n)
{
    return n == 1 ? "regel" : "regels";
}

static void report_counts(FILE *err, const struct ledger *ledger)
{
    struct account_sums sums = sum_accounts(ledger);
    char text[5][REPORT_COUNT_SIZE];
    fprintf(err,
            "%s %s gelezen; mutaties: %s in een cel, %s buiten scope, %s zonder koppeling; "
            "%s %s afgekeurd",
            report_count(sums.n_records, text[0]), lines_word(sums.n_records),
            report_count(sums.n_cells, text[1]), report_count(sums.n_scope, text[2]),
            report_count(sums.n_unmapped, text[3]), report_count(sums.n_rejected, text[4]),
            lines_word(sums.n_rejected));
}

/* Those that are files of their own: what the workbook shows beside them is not counted. */
static void tell_tables(FILE *err, const struct tables *tables)
{
    size_t n = 0;
    for (size_t i = 0; i < tables->n; i++)
        n += tables->items[i]->csv_name != NULL;
    fprintf(err, "%zu %s", n, n == 1 ? "tabel" : "tabellen");
}

static const char *const failures[] = {
    [ERROR_NONE] = "",
    [ERROR_DATA] = "de gegevens of een controle zijn niet in orde",
    [ERROR_SETTINGS] = "de instellingen zijn niet in orde",
    [ERROR_MACHINE] = "een bestand ontbreekt, of de machine (schijf, bestand) werkte niet mee",
};

/* What was not looked at, when there is such. */
static void report_not_done(FILE *err, const struct controls *controls, const char *behind)
{
    struct arena arena = {0};
    const char *words = controls_not_done_words(controls, &arena);
    if (*words)
        fprintf(err, "; %s", text_spelled(&arena, text_of(words)));
    fputs(behind, err);
    arena_release(&arena);
}

static void report_failure(FILE *err, const struct job *job, enum error_kind worst, bool published)
{
    size_t n = job->errors->n;
    bool named = job->plan && job->plan->name;
    fprintf(err, "pnc: %s%s", named ? job->plan->name : "", named ? " " : "");
    if (published)
        fputs("gepubliceerd, teruggelezen en gelijk, maar opruimen lukte niet: de volgende run "
              "haalt weg wat er bleef liggen",
              err);
    else
        fprintf(err, "%s: %s", job->publish ? "niet gepubliceerd" : "niet goedgekeurd",
                interrupt_came() ? "de run is onderbroken" : failures[worst]);
    fprintf(err, " (%zu %s)", n, n == 1 ? "fout" : "fouten");
    report_not_done(err, &job->controls, "\n");
}

void report_run(FILE *err, const struct job *job, const char *target, bool unchanged, bool quiet)
{
    enum error_kind worst = errors_worst(job->errors);
    if (job->ledger)
        report_rejects(err, job->ledger, job->publish);
    if (!quiet)
        report_warnings(err, &job->controls, job->publish);
    if (!quiet && target && job->why)
        text_line(err, "%s", job->why);
    report_errors(err, job->errors);
    if (worst != ERROR_NONE) {
        report_failure(err, job, worst, target != NULL);
        return;
    }
    size_t n_warnings = controls_failed(&job->controls, SEVERITY_WARNING);
    struct arena arena = {0};
    if (target)
        fprintf(err, "pnc: gepubliceerd %s%s, teruggelezen en gelijk; ",
                text_shown(&arena, target, ""), unchanged ? " (ongewijzigd)" : "");
    else
        fprintf(err, "pnc: %s goedgekeurd, niets gepubliceerd; ", job->plan->name);
    fprintf(err, "%zu %s", n_warnings, n_warnings == 1 ? "waarschuwing" : "waarschuwingen");
    report_not_done(err, &job->controls, "; ");
    if (job->ledger)
        report_counts(err, job->ledger);
    else
        tell_tables(err, &job->tables);
    if (job->ages)
        fprintf(err, "; %s", text_shown(&arena, job->ages, ""));
    fprintf(err, "%s%s\n", target ? "; manifest " : "", target ? job->publication->manifest : "");
    arena_release(&arena);
}

void report_verdict(FILE *err, const char *format, ...)
{
    struct arena arena = {0};
    va_list args;
    va_start(args, format);
    text_line(err, "pnc: %s", arena_vprintf(&arena, format, args));
    va_end(args);
    arena_release(&arena);
}
