/* controles*.c: a ledger that adds up passes every control; what is planted in it is found by the
 * control that is there for it. */
#include "pipeline/reading/told.h"
#include "tests/unit/controles.h"

static void a_ledger_that_adds_up_passes_every_control(void **state)
{
    (void)state;
    struct programma p;
    start(&p);
    run(&p);
    for (size_t i = 0; i < p.job.controls.n; i++)
        if (!p.job.controls.items[i].holds)
            fail_msg("%s: verwacht %s, gevonden %s", p.job.controls.items[i].name,
                     p.job.controls.items[i].expected, p.job.controls.items[i].found);
    assert_true(p.job.controls.n > 30);
    assert_int_equal(p.errors.n, 0);
    programma_release(&p);
}

/* ---- planted faults: before the stages run (the account, the ledger), or after saldo ---- */

static void drop_a_line(struct programma *p)
{
    p->ledger.n_lines--;
}

static void double_a_line(struct programma *p)
{
    p->ledger.lines[p->ledger.n_lines - 1] = p->ledger.lines[0];
}

static void move_a_cent(struct programma *p)
{
    p->ledger.lines[0].figure.money.cents++;
}

static void tally_too_little(struct programma *p)
{
    p->account.cells[SECTIE_LASTEN].n_mutaties--;
}

static void tally_a_cent_less(struct programma *p)
{
    p->account.cells[SECTIE_LASTEN].money.cents--;
}

static void lose_a_record(struct programma *p)
{
    p->file.n_records++;
}

static void lose_a_mutatie(struct programma *p)
{
    p->account.counts.n_mutaties++;
}

static void lose_a_cent_on_the_way(struct programma *p)
{
    p->account.counts.amounts.money.cents--;
}

static void reject_a_line(struct programma *p)
{
    p->account.counts.n_rejected = p->file.counts.n_rejected = 1;
    p->account.counts.n_rejected_lines = 1;
    p->file.n_records++;
    p->account.counts.rejected.money.cents = 1250;
}

static void reject_within_tolerance(struct programma *p)
{
    reject_a_line(p);
    p->source.tolerance_lines = 1;
    p->source.tolerance_euros.cents = 1250;
}

static void reject_more_euros_than_tolerated(struct programma *p)
{
    reject_within_tolerance(p);
    p->account.counts.rejected.money.cents = 1251;
}

static void remove_a_mapping(struct programma *p)
{
    static struct unmapped unmapped[] = {{.key = "060199",
                                          .source = "grootboek-2024",
                                          .kind = UNMAPPED_KEY,
                                          .n_mutaties = 2,
                                          .sum = {123456},
                                          .hint = "lijkt op 060101"}};
    p->ledger.unmapped = unmapped;
    p->ledger.n_unmapped = 1;
    p->account.fates[FATE_UNMAPPED] = (struct figure){{123456}, 2};
    p->account.counts.n_mutaties += 2;
    p->account.counts.amounts.money.cents += 123456;
}

static void forget_an_unmapped_key(struct programma *p)
{
    remove_a_mapping(p);
    p->account.fates[FATE_UNMAPPED].n_mutaties++;
    p->account.counts.n_mutaties++;
}

static void find_one(struct programma *p, enum finding_kind kind, struct finding finding)
{
    finding.n_lines = 1;
    findings_add(&p->account.findings[kind], &p->arena, finding);
}

static void unbalance(struct programma *p)
{
    p->profile.balanced = true;
    p->profile.role[ROLE_BOEKSTUK] = 0;
    p->account.counts.debet.money.cents = 100;
    find_one(p, FINDING_UNBALANCED, (struct finding){.what = "BS-1", .found = {100}});
}

static void unbalance_a_file(struct programma *p)
{
    p->profile.balanced = true;
    p->file.counts.debet.money.cents = 7;
}

static void deliver_a_line_twice(struct programma *p)
{
    p->profile.role[ROLE_BOEKSTUK] = p->profile.role[ROLE_REGEL] = 0;
    find_one(p, FINDING_DOUBLED,
             (struct finding){.what = "boekstuk BS-1 regel 3", .where = "grootboek-2024.csv:17"});
}

static void promise_more_lines(struct programma *p)
{
    p->source.has_lines = true;
    p->source.control_lines = (long)p->account.counts.n_records + 1;
}

static void promise_more_debet(struct programma *p)
{
    p->source.has_debet = true;
    p->source.control_debet.cents = 1;
}

static void promise_more_credit(struct programma *p)
{
    p->source.has_credit = true;
    p->source.control_credit.cents = 1;
}

static void promise_another_total(struct programma *p)
{
    p->source.has_total = true;
    p->source.control_total.cents = p->account.counts.amounts.money.cents + 1;
}

static const struct fact one_total = {.stage = "totals",
                                      .told = &(const struct total_lines){.n = 1}};

static void total_wrongly(struct programma *p)
{
    static struct total_rule rule = {.name = "TOTAAL"};
    p->profile.totals = &rule;
    p->profile.n_totals = 1;
    p->account.facts = &one_total;
    find_one(
        p, FINDING_TOTAL,
        (struct finding){
            .where = "grootboek-2024.csv:99", .what = "TOTAAL", .expected = {100}, .found = {99}});
}

static void expect_totals_in_vain(struct programma *p)
{
    total_wrongly(p);
    p->account.facts = NULL;
    p->account.findings[FINDING_TOTAL_MISSING] = p->account.findings[FINDING_TOTAL];
    p->account.findings[FINDING_TOTAL] = (struct findings){0};
}

static void deliver_an_empty_file(struct programma *p)
{
    p->file.n_records = 0;
}

static void map_what_never_comes(struct programma *p)
{
    static struct key_rule rules[] = {
        {.key = {"0601", 4}, .is_prefix = true, .years = {2024, 2024}, .line_no = 2},
        {.key = {"0602", 4}, .years = {2019, 2019}, .line_no = 3},
    };
    p->plan.mapping.keys = rules;
    p->plan.mapping.n_keys = 2;
    p->ledger.key_used = arena_alloc(&p->arena, 2);
}

static void book_in_a_year_without_pakket(struct programma *p)
{
    p->plan.mapping.pakketten[1].years = (struct years){2025, 9999};
}

static void name_a_citizen(struct programma *p)
{
    p->plan.mapping.pakketten[1].name = "Werk van 111222333";
}

static void name_a_citizen_on_a_post(struct programma *p)
{
    p->plan.mapping.posten[1].name = "NL91 ABNA 0417 1643 00";
}

static void name_a_formula(struct programma *p)
{
    p->plan.mapping.pakketten[0].code = "=6A";
}

static void explain_nothing(struct programma *p)
{
    p->plan.mapping.n_toelichtingen = 0;
}

static void explain_another_figure(struct programma *p)
{
    static struct toelichting other;
    other = toelichtingen[0];
    other.lasten = 79;
    p->plan.mapping.toelichtingen = &other;
}

static void explain_without_is(struct programma *p)
{
    static struct toelichting other;
    other = toelichtingen[0];
    other.is = "";
    p->plan.mapping.toelichtingen = &other;
}

static void explain_what_is_not_there(struct programma *p)
{
    static struct toelichting other[2];
    other[0] = toelichtingen[0];
    other[1] = (struct toelichting){.pakket = 1, .post = "loon", .is = "I", .text = "Weg."};
    p->plan.mapping.toelichtingen = other;
    p->plan.mapping.n_toelichtingen = 2;
}

static void call_a_reserve_structural(struct programma *p)
{
    static struct toelichting other[2];
    other[0] = toelichtingen[0];
    other[1] = (struct toelichting){.pakket = 2, .post = "pot", .is = "S", .text = "Elk jaar."};
    p->plan.mapping.toelichtingen = other;
    p->plan.mapping.n_toelichtingen = 2;
}

static void lower_the_post_threshold(struct programma *p)
{
    p->plan.post_threshold.amount.cents = 2; /* loon in 6B deviates by 2 cents */
}

static void raise_the_pakket_threshold(struct programma *p)
{
    p->plan.pakket_threshold.amount.cents = 900000000;
}

static const struct {
    const char *statement;
    void (*plant)(struct programma *p);
    const char *control;
    enum severity severity;
    const char *found; /* expected in `found` or the sentence */
} faults[] = {
    {"a dropped line", drop_a_line, "Mutaties van alle bronnen = saldi: stortingen", SEVERITY_ERROR,
     "1"},
    {"a cell that never became a line", tally_too_little,
     "Mutaties in een cel = mutaties in de saldi: grootboek-2024", SEVERITY_ERROR, "10"},
    {"a cent that went astray", tally_a_cent_less,
     "Bedragen in een cel = bedragen in de saldi: grootboek-2024", SEVERITY_ERROR, ""},
    {"a moved cent", move_a_cent, "Bedragen van alle bronnen = saldi: lasten", SEVERITY_ERROR, ""},
    {"a dropped line", drop_a_line, "Tabel = saldi: realisatie", SEVERITY_ERROR, "-129.999,49"},
    {"a doubled line", double_a_line, "Tabel = saldi: begroting", SEVERITY_ERROR, ""},
    {"a moved cent", move_a_cent, "Tabel = saldi: primair", SEVERITY_ERROR, ""},
    {"a moved cent", move_a_cent, "Primair + besluiten: begroting", SEVERITY_ERROR,
     "Lasten 6A Wijken"},
    {"a lost record", lose_a_record, "Regels in = regels uit: grootboek-2024", SEVERITY_ERROR,
     "11"},
    {"a lost mutatie", lose_a_mutatie, "Mutaties in = mutaties uit: grootboek-2024", SEVERITY_ERROR,
     "11"},
    {"a lost cent", lose_a_cent_on_the_way, "Bedragen in = bedragen uit: grootboek-2024",
     SEVERITY_ERROR, ""},
    {"a reject", reject_a_line, "Afgekeurde regels binnen de tolerantie: grootboek-2024",
     SEVERITY_ERROR, "1 regel, € 12,50"},
    {"a tolerated reject", reject_within_tolerance, "Geen afgekeurde regels: grootboek-2024",
     SEVERITY_WARNING, "1"},
    {"too many rejected euros", reject_more_euros_than_tolerated,
     "Afgekeurde regels binnen de tolerantie: grootboek-2024", SEVERITY_ERROR, "1 regel, € 12,51"},
    {"an unmapped key", remove_a_mapping, "Geen sleutels zonder koppeling: grootboek-2024",
     SEVERITY_ERROR, "060199 (2 mutaties, € 1.234,56)"},
    {"an unlisted key", forget_an_unmapped_key, "Zonder koppeling volledig vermeld: grootboek-2024",
     SEVERITY_ERROR, "2"},
    {"debet without credit", unbalance, "Debet = credit: grootboek-2024", SEVERITY_ERROR, "0,00"},
    {"an unbalanced boekstuk", unbalance, "Debet = credit per boekstuk: grootboek-2024",
     SEVERITY_ERROR, "boekstuk BS-1 (€ 1,00)"},
    {"a file that does not close", unbalance_a_file, "Debet = credit per bestand: grootboek-2024",
     SEVERITY_WARNING, "grootboek-2024.csv (€ -0,07)"},
    {"a doubled boekstukregel", deliver_a_line_twice, "Geen boekstukregels dubbel: grootboek-2024",
     SEVERITY_WARNING, "boekstuk BS-1 regel 3 (grootboek-2024.csv:17)"},
    {"too few lines", promise_more_lines, "Controletotaal regels: grootboek-2024", SEVERITY_ERROR,
     "11"},
    {"too little debet", promise_more_debet, "Controletotaal debet: grootboek-2024", SEVERITY_ERROR,
     "0,00"},
    {"too little credit", promise_more_credit, "Controletotaal credit: grootboek-2024",
     SEVERITY_ERROR, "0,00"},
    {"another total", promise_another_total, "Controletotaal bedrag: grootboek-2024",
     SEVERITY_ERROR, ""},
    {"a wrong total line", total_wrongly, "Totaalregels kloppen: grootboek-2024", SEVERITY_ERROR,
     "grootboek-2024.csv:99, TOTAAL: de regels zijn € 1,00, hij zegt € 0,99"},
    {"no total line", expect_totals_in_vain, "Totaalregels aanwezig: grootboek-2024",
     SEVERITY_ERROR, "1"},
    {"an empty file", deliver_an_empty_file, "Geen bestanden zonder regels: grootboek-2024",
     SEVERITY_WARNING, "Gevonden: grootboek-2024.csv"},
    {"an unused mapping line of this year", map_what_never_comes, "Koppelregels gebruikt",
     SEVERITY_WARNING, "Gevonden: 0601* (regel 2)."},
    {"money in a year without the pakket", book_in_a_year_without_pakket,
     "Pakketten bestaan waar ze bedragen hebben", SEVERITY_WARNING,
     "6B in primair 2024 (1 mutatie)"},
    {"a citizen number in a label", name_a_citizen, "Geen persoonsgegevens in de uitvoer",
     SEVERITY_ERROR, "Jaarrekening, rij 4, regel: burgerservicenummer"},
    {"an IBAN on a post without a row", name_a_citizen_on_a_post,
     "Geen persoonsgegevens in de uitvoer", SEVERITY_ERROR, "post 2 in posten.csv: IBAN"},
    {"a code like a formula", name_a_formula, "Geen teksten die een formule lijken",
     SEVERITY_WARNING, "Jaarrekening, rij 2, code"},
    {"no toelichting", explain_nothing, "Toelichtingen aanwezig", SEVERITY_WARNING, "6A groot"},
    {"no I or S", explain_without_is, "I/S ingevuld", SEVERITY_WARNING, "6A groot"},
    {"a toelichting to another figure", explain_another_figure,
     "Toelichtingen bij het huidige cijfer", SEVERITY_WARNING, "6A groot"},
    {"a toelichting without a row", explain_what_is_not_there, "Toelichtingen gebruikt",
     SEVERITY_WARNING, "6B loon"},
    {"a structural reserve", call_a_reserve_structural, "Reservemutaties incidenteel",
     SEVERITY_WARNING, "6Z pot: S"},
    {"a large post in a small pakket", lower_the_post_threshold,
     "Geen grote afwijkingen die elkaar opheffen: 6B", SEVERITY_WARNING, "loon"},
    {"a large rest", raise_the_pakket_threshold, "Overige onder de drempel: 6A", SEVERITY_WARNING,
     "lasten € 80.000,00, baten € 0,00"},
};

static void every_planted_fault_is_found_by_its_control(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct programma p;
        start(&p);
        faults[i].plant(&p);
        run(&p);
        const struct control *control = find_control(&p, faults[i].control);
        if (control->holds)
            fail_msg("%s: \"%s\" holds", faults[i].statement, control->name);
        assert_int_equal(control->severity, faults[i].severity);
        if (!strstr(control->found, faults[i].found) && !strstr(control->sentence, faults[i].found))
            fail_msg("%s: \"%s\" not in \"%s\" nor \"%s\"", faults[i].statement, faults[i].found,
                     control->found, control->sentence);
        size_t n_failed = controls_failed(&p.job.controls, SEVERITY_ERROR);
        assert_true(faults[i].severity == SEVERITY_WARNING || n_failed > 0);
        size_t n_told = 0; /* by a control of the same cause, or by errors of its own */
        for (size_t c = 0; c < p.job.controls.n; c++)
            n_told += p.job.controls.items[c].told;
        assert_true(p.errors.n + n_told >= n_failed && (n_failed == 0 || p.errors.n > 0));
        for (size_t e = 0; e < p.errors.n; e++)
            assert_int_equal(p.errors.items[e].kind, ERROR_DATA);
        programma_release(&p);
    }
}

static void a_warning_is_no_error(void **state)
{
    (void)state;
    struct programma p;
    start(&p);
    explain_nothing(&p);
    reject_within_tolerance(&p);
    run(&p);
    /* what is not explained is no second warning because it has no I or S either */
    assert_int_equal(controls_failed(&p.job.controls, SEVERITY_WARNING), 2);
    assert_int_equal(controls_failed(&p.job.controls, SEVERITY_ERROR), 0);
    assert_int_equal(p.errors.n, 0);
    programma_release(&p);
}

static void no_message_repeats_a_citizen_number(void **state)
{
    (void)state;
    struct programma p;
    start(&p);
    name_a_citizen(&p);
    run(&p);
    assert_true(p.errors.n > 0);
    for (size_t i = 0; i < p.errors.n; i++)
        assert_null(strstr(p.errors.items[i].message, "111222333"));
    for (size_t i = 0; i < p.job.controls.n; i++)
        assert_null(strstr(p.job.controls.items[i].sentence, "111222333"));
    programma_release(&p);
}

static void a_table_that_was_tampered_with_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        size_t column;
        const char *control;
    } cases[] = {
        {"Totaal Lasten", 3, "Totalen, saldi en verschillen kloppen op de cent"},
        {"6A Wijken", 3, "Tabel = saldi: primair"},
        {"6A Wijken", 6, "Afwijkingen = jaarrekening: 6A lasten"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        start(&p);
        assert_true(saldo_stage.run(&p.job));
        assert_true(reserves_stage.run(&p.job));
        assert_true(afwijkingen_stage.run(&p.job));
        assert_true(koppeling_stage.run(&p.job));
        assert_true(wijzigingen_stage.run(&p.job));
        assert_true(verantwoording_stage.run(&p.job));
        struct table *table = p.job.tables.items[0];
        size_t row = table_row_of(table, 2, cases[i].row, 0);
        table->rows[row].cells[cases[i].column].money.cents++;
        assert_true(controles_stage.run(&p.job));
        assert_false(find_control(&p, cases[i].control)->holds);
        programma_release(&p);
    }
}

static void an_afwijkingen_sheet_that_does_not_add_up_is_found(void **state)
{
    (void)state;
    struct programma p;
    start(&p);
    assert_true(saldo_stage.run(&p.job));
    assert_true(reserves_stage.run(&p.job));
    assert_true(afwijkingen_stage.run(&p.job));
    assert_true(koppeling_stage.run(&p.job));
    assert_true(wijzigingen_stage.run(&p.job));
    assert_true(verantwoording_stage.run(&p.job));
    p.job.afwijkingen.items[0].figures.side[SECTIE_LASTEN].verschil.cents -= 1800000;
    assert_true(controles_stage.run(&p.job));
    const struct control *control = find_control(&p, "Afwijkingen tellen op: 6A lasten");
    assert_false(control->holds);
    assert_int_equal(control->found_money.cents - control->expected_money.cents, -1800000);
    assert_true(find_control(&p, "Afwijkingen tellen op: 6A baten")->holds);
    programma_release(&p);
}

static void rounding_differences_are_listed_and_are_no_fault(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    add_date_format(&p);
    for (int i = 0; i < 3; i++) {
        char post[8];
        snprintf(post, sizeof post, "p%d", i);
        programma_book(&p, i ? "6A" : "6B", post, SECTIE_LASTEN, "realisatie 2024", -40000);
    }
    programma_finish(&p);
    run(&p);
    /* 6A -800 shows -1, 6B -400 shows 0, together -1200 shows -1: no difference; 6B + 6A baten */
    assert_null(find_sheet(&p, "Afrondingen"));
    programma_release(&p);

    begin(&p);
    add_date_format(&p);
    programma_book(&p, "6A", "a", SECTIE_LASTEN, "realisatie 2024", -140000);
    programma_book(&p, "6B", "b", SECTIE_LASTEN, "realisatie 2024", -140000);
    programma_finish(&p);
    run(&p);
    const struct table *table = find_sheet(&p, "Afrondingen");
    assert_non_null(table);
    assert_int_equal(table->n_rows, 2); /* realisatie and verschil of Totaal Lasten */
    assert_string_equal(table->rows[0].cells[0].text, "Jaarrekening");
    assert_string_equal(table->rows[0].cells[1].text, "Totaal Lasten");
    assert_string_equal(table->rows[0].cells[2].text, "realisatie");
    assert_int_equal(table->rows[0].cells[3].integer, -2);
    assert_int_equal(table->rows[0].cells[4].integer, -3);
    assert_int_equal(table->rows[0].cells[5].integer, -1);
    programma_release(&p);
}

/* ---- the tables ---- */

static void the_controls_are_all_in_their_table(void **state)
{
    (void)state;
    struct programma p;
    start(&p);
    explain_nothing(&p);
    lose_a_mutatie(&p);
    run(&p);
    const struct table *table = tables_find(&p.job.tables, "controles.csv");
    assert_non_null(table);
    assert_int_equal(table->n_rows, p.job.controls.n);
    size_t n_by_verdict[4] = {0};
    static const char *const verdicts[] = {"in orde", "waarschuwing", "fout", "niet gedaan"};
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t v = 0; v < 4; v++)
            n_by_verdict[v] += strcmp(table->rows[r].cells[5].text, verdicts[v]) == 0;
    assert_int_equal(n_by_verdict[1], 1);
    assert_int_equal(n_by_verdict[2], 1);
    size_t n_not_done = 0;
    for (size_t i = 0; i < p.job.controls.n; i++)
        n_not_done += p.job.controls.items[i].not_done;
    assert_true(n_not_done > 3); /* reading back, and what the settings do not give */
    assert_int_equal(n_by_verdict[3], n_not_done);
    assert_int_equal(n_by_verdict[0] + 2 + n_not_done, table->n_rows);
    size_t row = table_row_of(table, 0, "Bedragen in = bedragen uit: grootboek-2024", 0);
    assert_int_equal(table->rows[row].cells[2].kind, CELL_EXACT);
    assert_int_equal(table->rows[row].cells[2].money.cents, p.account.counts.amounts.money.cents);
    programma_release(&p);
}

static void every_file_and_every_fate_is_shown(void **state)
{
    (void)state;
    static struct scope_rule scopes[] = {{.name = "balansrekening"}};
    struct programma p;
    begin(&p);
    p.profile.scopes = scopes;
    p.profile.n_scopes = 1;
    book(&p);
    p.account.fates[FATE_SCOPE] = (struct figure){{-700}, 3};
    p.account.counts.n_mutaties += 3;
    p.account.counts.amounts.money.cents -= 700;
    run(&p);
    const struct table *files = find_sheet(&p, "Bronnen");
    assert_int_equal(files->n_rows, 1);
    assert_string_equal(files->rows[0].cells[1].text, "grootboek-2024.csv");
    assert_int_equal(files->rows[0].cells[2].integer, 12);
    assert_int_equal(strlen(files->rows[0].cells[7].text), 64);
    const struct table *fates = find_sheet(&p, "Verantwoording");
    assert_int_equal(fates->n_rows, 3);
    assert_string_equal(fates->rows[0].cells[1].text, "in een cel");
    assert_string_equal(fates->rows[1].cells[1].text, "balansrekening");
    assert_int_equal(fates->rows[1].cells[2].integer, 3);
    assert_int_equal(fates->rows[1].cells[3].money.cents, -700);
    assert_string_equal(fates->rows[2].cells[1].text, "gelezen");
    assert_int_equal(fates->rows[2].cells[2].integer, 14);
    programma_release(&p);
}

static void what_has_no_mapping_is_a_table_and_an_error_each(void **state)
{
    (void)state;
    struct programma p;
    start(&p);
    remove_a_mapping(&p);
    run(&p);
    const struct table *table = tables_find(&p.job.tables, "zonder_koppeling.csv");
    assert_non_null(table);
    assert_int_equal(table->n_rows, 1);
    assert_string_equal(table->rows[0].cells[1].text, "060199");
    assert_int_equal(table->rows[0].cells[4].integer, 2);
    assert_string_equal(table->rows[0].cells[6].text, "lijkt op 060101");
    assert_int_equal(p.errors.n, 1); /* the key; its control does not tell it again */
    assert_string_equal(p.errors.items[0].where, "grootboek-2024");
    assert_string_equal(p.errors.items[0].message,
                        "verwacht een regel in posten.csv, gevonden \"060199\" in 2 mutaties, "
                        "€ 1.234,56; lijkt op 060101");
    programma_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ledger_that_adds_up_passes_every_control),
        cmocka_unit_test(every_planted_fault_is_found_by_its_control),
        cmocka_unit_test(a_warning_is_no_error),
        cmocka_unit_test(no_message_repeats_a_citizen_number),
        cmocka_unit_test(a_table_that_was_tampered_with_is_found),
        cmocka_unit_test(an_afwijkingen_sheet_that_does_not_add_up_is_found),
        cmocka_unit_test(rounding_differences_are_listed_and_are_no_fault),
        cmocka_unit_test(the_controls_are_all_in_their_table),
        cmocka_unit_test(every_file_and_every_fate_is_shown),
        cmocka_unit_test(what_has_no_mapping_is_a_table_and_an_error_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
