/* controles_personen.c: no number of a person in anything that is printed. */
#include "tests/unit/controles.h"

#define BSN  "123456782"
#define IBAN "NL91 ABNA 0417 1643 00"
#define NAME "Geen persoonsgegevens in de uitvoer"

static struct scope_rule scope = {.name = "zaak " BSN};
static struct toelichting changed;

static void in_a_toelichting(struct programma *p)
{
    changed = toelichtingen[0];
    changed.text = "Zie " BSN ".";
    p->plan.mapping.toelichtingen = &changed;
}

static void in_a_heading(struct programma *p)
{
    p->plan.kolommen[0].heading = IBAN;
}

static void in_the_name_of_a_kolom(struct programma *p)
{
    p->plan.kolommen[0].name = "k_" BSN;
}

static void in_a_besluit(struct programma *p)
{
    p->ledger.labels[DIMENSION_BESLUIT].texts[1] = "besluit " BSN;
}

static void in_the_name_of_a_pakket(struct programma *p)
{
    p->plan.mapping.pakketten[1].name = "Werk " IBAN;
}

static void in_the_code_of_a_pakket(struct programma *p)
{
    p->plan.mapping.pakketten[1].code = BSN;
}

static void in_the_name_of_a_file(struct programma *p)
{
    static const char *files[] = {"input/" BSN ".csv"};
    p->source.files = files;
}

static void in_the_folder_of_a_file(struct programma *p)
{
    static const char *files[] = {"input/" BSN "/grootboek.csv"};
    p->source.files = files;
}

static void in_the_name_of_a_source(struct programma *p)
{
    p->source.name = "bron " BSN;
}

static void in_the_name_of_a_rule(struct programma *p)
{
    p->profile.scopes = &scope;
    p->profile.n_scopes = 1;
    struct figure *fates = arena_alloc(&p->arena, (FATE_SCOPE + 1) * sizeof *fates);
    memcpy(fates, p->account.fates, p->account.n_fates * sizeof *fates);
    p->account.fates = fates;
    p->account.n_fates = FATE_SCOPE + 1;
    fates[FATE_SCOPE].n_mutaties = 1;
}

static void in_the_name_of_a_setting(struct programma *p)
{
    static const char *files[] = {"mappings/proef-2024.ini", "mappings/bronnen/" BSN ".ini"};
    p->plan.settings_files = files;
    p->plan.n_settings_files = 2;
}

static void in_the_name_of_the_run(struct programma *p)
{
    p->plan.name = "run-" BSN;
}

static void in_the_title(struct programma *p)
{
    p->plan.title = "Wat kost " BSN "?";
}

static void in_the_sentence(struct programma *p)
{
    p->plan.sentence = "Zaak " BSN ": {bedrag}.";
}

static void in_the_name_of_the_municipality(struct programma *p)
{
    p->plan.gemeente = "Gemeente " IBAN;
}

static void on_a_post_that_no_sheet_shows(struct programma *p)
{
    p->plan.mapping.posten[1].name = IBAN;
}

static void whatever_fails_is_named_by_its_place(void **state)
{
    (void)state;
    static const struct {
        void (*plant)(struct programma *p);
        const char *place; /* in the sentence */
    } cases[] = {
        {in_a_toelichting, "toelichting: burgerservicenummer"},
        {in_a_heading, "Jaarrekening, kop van kolom 4: IBAN"},
        {in_the_name_of_a_kolom, "Jaarrekening, kop van kolom 4: burgerservicenummer"},
        {in_a_besluit, "Wijzigingen, kop van kolom 5: burgerservicenummer"},
        {in_the_name_of_a_pakket, "Jaarrekening, rij 4, regel: IBAN"},
        {in_the_code_of_a_pakket, "code: burgerservicenummer"},
        {in_the_name_of_a_file, "Bronnen, rij 2, bestand: burgerservicenummer"},
        {in_the_folder_of_a_file, "bron 1, naam van bestand 1: burgerservicenummer"},
        {in_the_name_of_a_source, "Bronnen, rij 2, bron: burgerservicenummer"},
        {in_the_name_of_a_rule, "Verantwoording, rij 3, bestemming: burgerservicenummer"},
        {in_the_name_of_a_setting, "instelling 2, bestandsnaam: burgerservicenummer"},
        {in_the_name_of_the_run, "naam van de run: burgerservicenummer"},
        {in_the_title, "Jaarrekening, titel: burgerservicenummer"},
        {in_the_sentence, "zin onder de tabel: burgerservicenummer"},
        {in_the_name_of_the_municipality, "[run] gemeente: IBAN"},
        {on_a_post_that_no_sheet_shows, "post 2 in posten.csv: IBAN"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p);
        book(&p);
        cases[i].plant(&p);
        run(&p);
        const struct control *control = find_control(&p, NAME);
        if (control->holds || !strstr(control->sentence, cases[i].place))
            fail_msg("case %zu: \"%s\" not in: %s", i, cases[i].place, control->sentence);
        assert_int_equal(control->severity, SEVERITY_ERROR);
        assert_null(strstr(control->sentence, BSN));
        assert_null(strstr(control->sentence, IBAN));
        programma_release(&p);
    }
}

/* Codes of nine digits are many, and hashes have every run of digits. */
static void a_code_that_looks_like_a_citizen_number_is_no_alarm(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    book(&p);
    static struct key_rule rule = {.key = {BSN, 9}, .years = {0, 9999}, .line_no = 2};
    static bool unused;
    p.plan.mapping.keys = &rule;
    p.plan.mapping.n_keys = 1;
    p.ledger.key_used = &unused;
    memcpy(p.account.files[0].sha256, "a" BSN "b", sizeof "a" BSN "b");
    run(&p);
    assert_false(find_control(&p, "Koppelregels gebruikt")->holds);
    assert_true(find_control(&p, NAME)->holds);
    programma_release(&p);
}

static void it_is_the_last_control_but_for_reading_back(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    book(&p);
    run(&p);
    size_t n = p.job.controls.n_published;
    assert_string_equal(p.job.controls.items[n - 4].name, NAME);
    for (size_t i = n - 3; i < n; i++)
        assert_memory_equal(p.job.controls.items[i].name, "Teruggelezen: ", 14);
    programma_release(&p);
}

/* A file cannot hold the outcome of reading itself: it says so only where it is going to be read.
 */
static void reading_back_is_promised_only_by_a_run_that_publishes(void **state)
{
    (void)state;
    static const struct {
        bool publish, fault;
        const char *found;
    } cases[] = {
        {true, false, "gelijk"}, {false, false, "niet gedaan"}, {true, true, "niet gedaan"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p);
        book(&p);
        p.job.publish = cases[i].publish;
        if (cases[i].fault)
            in_the_title(&p);
        run(&p);
        const struct control *control = find_control(&p, "Teruggelezen: werkboek = tabellen");
        assert_string_equal(control->found, cases[i].found);
        const struct table *table = find_sheet(&p, "Controles");
        assert_int_equal(table->n_rows, p.job.controls.n_published);
        size_t row = table_row_of(table, 0, control->name, 0);
        assert_string_equal(table->rows[row].cells[5].text,
                            control->not_done ? "niet gedaan" : "in orde");
        programma_release(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_fails_is_named_by_its_place),
        cmocka_unit_test(a_code_that_looks_like_a_citizen_number_is_no_alarm),
        cmocka_unit_test(it_is_the_last_control_but_for_reading_back),
        cmocka_unit_test(reading_back_is_promised_only_by_a_run_that_publishes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
