/* write_csv.c: the bytes of the files for people and for machines, and what a full disk does. */
#include "pipeline/chain.h"
#include "tests/unit/programma.h"
#include "tests/unit/temporary.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define BOM "\xEF\xBB\xBF"

static void begin(struct programma *p)
{
    programma_begin(p, "lasten- baten+ stortingen+ onttrekkingen+ saldo+");
    p->job.temporary = temporary_folder(&p->arena);
    programma_kolom(p, "realisatie", "realisatie 2024");
    programma_kolom(p, "begroting", "primair 2024");
    programma_pakket(p, "6A", "Wijken", 0, 9999);
    programma_pakket(p, "6B", "Werk, en \"meer\"", 0, 9999);
}

static void end(struct programma *p)
{
    temporary_remove(p->job.temporary);
    programma_release(p);
}

static void check_file(struct programma *p, const char *name, const char *expected)
{
    char found[4096] = "";
    FILE *file = fopen(arena_printf(&p->arena, "%s/%s", p->job.temporary, name), "rb");
    assert_non_null(file);
    size_t n = fread(found, 1, sizeof found - 1, file);
    fclose(file);
    assert_int_equal(strlen(found), n);
    assert_string_equal(found, expected);
}

static void every_kind_of_cell_is_written_for_people(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    programma_finish(&p);
    struct table *table = tables_add(&p.job.tables, &p.arena, 5);
    static const char *const names[] = {"tekst", "duizend", "exact", "aantal", "leeg"};
    for (size_t i = 0; i < 5; i++)
        table->columns[i].name = names[i];
    table->csv_name = "proef.csv";
    table->unit_euros = 1000;
    struct cell *cells = table_add_row(table, &p.arena, ROW_DATA)->cells;
    cells[0] = cell_text("=1+1; en \"meer\"");
    cells[1] = cell_money((struct money){-250000});
    cells[2] = cell_exact((struct money){-250005});
    cells[3] = cell_integer(1234567);
    cells = table_add_row(table, &p.arena, ROW_TOTAL)->cells;
    cells[0] = cell_text("Totaal\nvan alles");
    cells[1] = cell_money((struct money){-49999});
    assert_true(write_csv_stage.run(&p.job));
    assert_int_equal(p.errors.n, 0);
    check_file(&p, "proef.csv",
               BOM "tekst;duizend;exact;aantal;leeg\r\n"
                   "\"'=1+1; en \"\"meer\"\"\";-3;-2500,05;1234567;\r\n"
                   "\"Totaal\nvan alles\";0;;;\r\n");
    end(&p);
}

static void a_table_without_a_name_is_not_written(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    programma_finish(&p);
    tables_add(&p.job.tables, &p.arena, 1)->sheet = "Alleen in de werkmap";
    assert_true(write_csv_stage.run(&p.job));
    const char *count = arena_printf(&p.arena, "test $(ls %s | wc -l) -eq 2", p.job.temporary);
    assert_int_equal(system(count), 0); /* afgekeurd.csv and data */
    end(&p);
}

static void saldi_are_sorted_exact_and_of_this_programma_only(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    programma_pakket(&p, "7A", "Elders", 0, 9999);
    p.plan.mapping.pakketten[2].programma = "7";
    programma_book(&p, "6B", "zaal", SECTIE_BATEN, "realisatie 2024", 5);
    programma_book(&p, "7A", "elders", SECTIE_LASTEN, "realisatie 2024", -9);
    programma_book(&p, "6B", "a, b", SECTIE_ONTTREKKINGEN, "primair 2024", 12345678901);
    programma_book(&p, "6A", "plein", SECTIE_LASTEN, "primair 2024", -100);
    programma_book(&p, "6A", "plein", SECTIE_LASTEN, "realisatie 2024", -60);
    programma_book(&p, "6A", "plein", SECTIE_LASTEN, "realisatie 2024", 60);
    programma_finish(&p);
    assert_true(write_csv_stage.run(&p.job));
    check_file(&p, "data/saldi.csv",
               "programma,pakket,post,sectie,stand,cents,mutaties\n"
               "6,6A,plein,lasten,realisatie 2024,0,2\n"
               "6,6A,plein,lasten,primair 2024,-100,1\n"
               "6,6B,zaal,baten,realisatie 2024,5,1\n"
               "6,6B,\"a, b\",onttrekkingen,primair 2024,12345678901,1\n");
    end(&p);
}

static void rejected_lines_follow_their_header_as_they_are(void **state)
{
    (void)state;
    static const char header[] = BOM "bron;bestand;regel;byte;kolom;reden;ruwe_tekst\r\n";
    static const char rows[] = "gb;a.csv;17;90;bedrag;\"verwacht; iets\";\"1,0x\"\r\n";
    struct programma p;
    begin(&p);
    programma_finish(&p);
    assert_true(write_csv_stage.run(&p.job));
    check_file(&p, "afgekeurd.csv", header);

    p.ledger.rejects_path = arena_printf(&p.arena, "%s/.rejects", p.job.temporary);
    FILE *file = fopen(p.ledger.rejects_path, "w");
    assert_non_null(file);
    fputs(rows, file);
    fclose(file);
    const char *written = arena_printf(&p.arena, "%s/afgekeurd.csv", p.job.temporary);
    assert_false(write_csv_stage.run(&p.job)); /* what is there is not written over */
    check_file(&p, "afgekeurd.csv", header);
    assert_int_equal(unlink(written), 0);
    assert_int_equal(unlink(arena_printf(&p.arena, "%s/data/saldi.csv", p.job.temporary)), 0);
    assert_true(write_csv_stage.run(&p.job));
    check_file(&p, "afgekeurd.csv", arena_printf(&p.arena, "%s%s", header, rows));
    end(&p);
}

static void what_cannot_be_written_or_read_is_an_error_of_the_machine(void **state)
{
    (void)state;
    static const char *const names[] = {"proef.csv", "data/saldi.csv", "afgekeurd.csv"};
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < 5; i++) {
        struct programma p;
        begin(&p);
        programma_finish(&p);
        struct table *table = tables_add(&p.job.tables, &p.arena, 1);
        table->csv_name = "proef.csv";
        table->columns[0].name = "kolom";
        const char *folder = p.job.temporary;
        mkdir(arena_printf(&p.arena, "%s/data", folder), 0700);
        const char *path = i < 3 ? arena_printf(&p.arena, "%s/%s", folder, names[i]) : NULL;
        struct rlimit usual, none;
        assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
        none = (struct rlimit){.rlim_max = usual.rlim_max};
        if (path && i > 0)
            assert_int_equal(mkdir(path, 0700), 0);
        if (i == 3)
            p.ledger.rejects_path = arena_printf(&p.arena, "%s/er-niet", folder);
        if (i == 4)
            p.job.temporary = arena_printf(&p.arena, "%s/er-niet", folder);
        if (i == 0)
            setrlimit(RLIMIT_FSIZE, &none);
        assert_false(write_csv_stage.run(&p.job));
        setrlimit(RLIMIT_FSIZE, &usual);
        assert_int_equal(p.errors.n, i == 0 || i == 4 ? 3 : 1);
        for (size_t e = 0; e < p.errors.n; e++)
            assert_int_equal(p.errors.items[e].kind, ERROR_MACHINE);
        assert_non_null(strstr(p.errors.items[0].message, i == 0  ? "te groot"
                                                          : i < 3 ? "bestaat al"
                                                                  : "bestaat niet"));
        p.job.temporary = folder;
        end(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_cell_is_written_for_people),
        cmocka_unit_test(a_table_without_a_name_is_not_written),
        cmocka_unit_test(saldi_are_sorted_exact_and_of_this_programma_only),
        cmocka_unit_test(rejected_lines_follow_their_header_as_they_are),
        cmocka_unit_test(what_cannot_be_written_or_read_is_an_error_of_the_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
