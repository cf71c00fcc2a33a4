/* [tabel NAAM], as tabel.h states it. */
#include "pipeline/settings/indicator/indicator.h"
#include "pipeline/settings/plan/plan_reading.h"
#include "pipeline/settings/run_name.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/quoted.h"

#include <string.h>

#define TABEL_PREFIX "tabel "
#define BIT(sectie)  (1u << (sectie))

const struct maat_kind maat_kinds[MAAT_COUNT] = {
    [MAAT_LASTEN] = {"lasten", "Lasten", "Totaal Lasten", BIT(SECTIE_LASTEN), SECTIE_LASTEN},
    [MAAT_BATEN] = {"baten", "Baten", "Totaal Baten", BIT(SECTIE_BATEN), SECTIE_BATEN},
    [MAAT_STORTINGEN] = {"stortingen", "Stortingen", "Totaal Stortingen", BIT(SECTIE_STORTINGEN),
                         SECTIE_STORTINGEN},
    [MAAT_ONTTREKKINGEN] = {"onttrekkingen", "Onttrekkingen", "Totaal Onttrekkingen",
                            BIT(SECTIE_ONTTREKKINGEN), SECTIE_ONTTREKKINGEN},
    [MAAT_SALDO] = {"saldo", "Saldo Lasten en Baten", "Saldo Lasten en Baten",
                    BIT(SECTIE_LASTEN) | BIT(SECTIE_BATEN), SECTIE_COUNT},
    [MAAT_RESERVES] = {"reserves", "Saldo Reserves", "Saldo Reserves",
                       BIT(SECTIE_STORTINGEN) | BIT(SECTIE_ONTTREKKINGEN), SECTIE_COUNT},
    [MAAT_RESULTAAT] = {"resultaat", "Resultaat", "Resultaat", BIT(SECTIE_COUNT) - 1, SECTIE_COUNT},
    [MAAT_ALLE_LASTEN] = {"alle lasten", "Lasten", "Totaal Lasten",
                          BIT(SECTIE_LASTEN) | BIT(SECTIE_STORTINGEN), SECTIE_LASTEN},
    [MAAT_ALLE_BATEN] = {"alle baten", "Baten", "Totaal Baten",
                         BIT(SECTIE_BATEN) | BIT(SECTIE_ONTTREKKINGEN), SECTIE_BATEN},
};

const char *tabel_label(const struct tabel *tabel, struct text what, const char *otherwise)
{
    for (size_t i = 0; i < tabel->n_labels; i++)
        if (text_equal(tabel->labels[i].what, what))
            return tabel->labels[i].text;
    return otherwise;
}

int maat_factor(const struct sign_rule *shown, enum maat maat)
{
    enum sectie sectie = maat_kinds[maat].shown;
    return sectie == SECTIE_COUNT ? shown->saldo : sign_rule_factor(shown, sectie);
}

/* ---- one table while it is read ---- */

struct reading_tabel {
    struct plan_reading *reading;
    struct settings_section *section;
    struct tabel *tabel;
    struct tabel_column *asked; /* kolommen as they are listed; maat: of this one only */
    size_t n_asked;
};

/* The lines of a key as one list of its parts; `add` takes each. */
typedef void add_part(struct reading_tabel *r, struct text part, int line_no);

static bool read_list(struct reading_tabel *r, const char *name, add_part *part_is)
{
    const struct settings_key *key = settings_find(&r->reading->settings, r->section, name);
    struct text rest = text_of(key ? plan_whole_value(r->reading, key) : ""), part, plain;
    while (key && quoted_cut(&rest, ',', &part))
        if (quoted_plain(r->reading->arena, part, &plain))
            part_is(r, plain, key->line_no);
    return key != NULL;
}

static const char *text_key(struct reading_tabel *r, const char *name, const char *fallback)
{
    return settings_text(&r->reading->settings, r->section->name, name, fallback);
}

static int choice(struct reading_tabel *r, const char *name, const char *const *choices,
                  int fallback)
{
    int index = settings_choice(&r->reading->settings, r->section->name, name, choices, fallback);
    return index < 0 ? fallback : index;
}

/* ---- rows ---- */

static void read_level(struct reading_tabel *r, struct text part, int line_no)
{
    static const char *const words[] = {[TABEL_TOTAL_BELOW] = "",
                                        [TABEL_TOTAL_ABOVE] = " boven",
                                        [TABEL_TOTAL_NONE] = " zonder",
                                        [TABEL_TOTAL_HEADED] = " kop"};
    struct tabel *tabel = r->tabel;
    struct tabel_level level = {.total = TABEL_TOTAL_BELOW};
    for (int i = TABEL_TOTAL_ABOVE; i <= TABEL_TOTAL_HEADED; i++)
        level.total = text_ends(part, words[i]) ? (enum tabel_total)i : level.total;
    part = text_trim((struct text){part.bytes, part.n_bytes - strlen(words[level.total])});
    level.indeling = plan_indeling(r->reading->plan, part);
    if (level.indeling == INDELING_NONE)
        plan_unknown_indeling(r->reading, line_no, part);
    else if (tabel->n_levels == TABEL_MAX_LEVELS)
        settings_error(&r->reading->settings, line_no, "rijen: verwacht hoogstens %d niveaus",
                       TABEL_MAX_LEVELS);
    else
        tabel->levels[tabel->n_levels++] = level;
}

static void read_rows(struct reading_tabel *r)
{
    const struct settings_key *key = settings_find(&r->reading->settings, r->section, "rijen");
    const char *text = key ? plan_whole_value(r->reading, key) : "";
    struct text rest = text_of(text), part;
    while (*text && quoted_cut(&rest, '>', &part))
        read_level(r, part, key->line_no);
}

/* The last level that has the code; of an indeling whose values nobody lists it may be any. */
static bool need_level(struct reading_tabel *r, const char *key, struct text code, int line_no,
                       size_t *level)
{
    bool found = false;
    for (size_t l = r->tabel->n_levels; l-- > 0 && !found;) {
        size_t n;
        const struct indeling_value *values =
            plan_indeling_values(r->reading, r->tabel->levels[l].indeling, 0, &n);
        for (size_t i = 0; i < n; i++)
            found |= text_equal(values[i].code, code);
        found |= n == 0;
        *level = l;
    }
    return found || settings_error(&r->reading->settings, line_no,
                                   "%s: '%.*s' is geen code van de rijen van deze tabel", key,
                                   TEXT_ARG(code));
}

static void add_order(struct reading_tabel *r, struct text part, int line_no)
{
    size_t level;
    if (need_level(r, "volgorde", part, line_no, &level))
        *arena_add(r->reading->arena, r->tabel->order, r->tabel->n_order) = part;
}

static void add_always(struct reading_tabel *r, struct text part, int line_no)
{
    struct tabel *tabel = r->tabel;
    struct indeling_value one = {.code = part};
    const struct indeling_value *values = &one;
    size_t level = tabel->n_levels - 1, n = 1;
    if (text_is(part, "alle") && tabel->n_levels > 0) {
        values = plan_indeling_values(r->reading, tabel->levels[level].indeling, 0, &n);
        tabel->always_all = true;
    } else if (!need_level(r, "altijd", part, line_no, &level)) {
        return;
    }
    for (size_t i = 0; i < n; i++)
        *arena_add(r->reading->arena, tabel->always, tabel->n_always) =
            (struct tabel_always){level, values[i].code};
}

static void read_filter(struct reading_tabel *r)
{
    const struct settings_key *key = settings_find(&r->reading->settings, r->section, "filter");
    struct tabel *tabel = r->tabel;
    struct rule rule;
    for (size_t v = 0; key && v < key->n_values; v++)
        if (plan_tabel_rule(r->reading, key->values[v].text, key->values[v].line_no, &rule))
            *arena_add(r->reading->arena, tabel->filter, tabel->n_filter) = rule;
}

/* ---- kolommen ---- */

static size_t kolom_of_tabel(const struct tabel *tabel, size_t kolom)
{
    size_t k = 0;
    while (k < tabel->n_all_kolommen && tabel->kolommen[k] != kolom)
        k++;
    return k;
}

/* Those that a shown kolom is made of are added up as well. */
static void need_kolom(struct tabel *tabel, size_t kolom)
{
    if (kolom_of_tabel(tabel, kolom) == tabel->n_all_kolommen)
        tabel->kolommen[tabel->n_all_kolommen++] = kolom;
}

static bool maat_of(struct reading_tabel *r, struct text part, int line_no, enum maat *maat)
{
    struct text_list list = {.arena = r->reading->arena};
    for (int m = 0; m < MAAT_COUNT; m++) {
        *maat = (enum maat)m;
        if (text_is(part, maat_kinds[m].name))
            return true;
        list_add(&list, "%s", maat_kinds[m].name);
    }
    return settings_error(&r->reading->settings, line_no, "verwacht een van: %s; gevonden '%.*s'",
                          list_text(&list, ""), TEXT_ARG(part));
}

static void kolom_fault(struct reading_tabel *r, int line_no, const char *what, struct text found)
{
    settings_error(&r->reading->settings, line_no, "kolommen: '%.*s' %s", TEXT_ARG(found), what);
}

static void ask_kolom(struct reading_tabel *r, struct text part, int line_no, size_t index,
                      struct tabel_column asked)
{
    need_kolom(r->tabel, index);
    asked.kolom = kolom_of_tabel(r->tabel, index);
    for (size_t i = 0; i < r->n_asked; i++)
        if (r->asked[i].kolom == asked.kolom &&
            (r->asked[i].maat == asked.maat || r->asked[i].maat == MAAT_COUNT ||
             asked.maat == MAAT_COUNT))
            return kolom_fault(r, line_no, "staat er twee keer", part);
    r->asked[r->n_asked++] = asked;
}

/* "verschil", or of one maat only "verschil: resultaat" */
static void add_kolom(struct reading_tabel *r, struct text part, int line_no)
{
    const bool wide = r->tabel->vorm == VORM_NAAST_ELKAAR;
    struct tabel_column asked = {.maat = MAAT_COUNT};
    struct text maat = part, name;
    size_t index;
    quoted_cut(&maat, ':', &name);
    name = text_trim(name);
    if (maat.bytes && !maat_of(r, text_trim(maat), line_no, &asked.maat))
        return;
    if (maat.bytes && !wide)
        return kolom_fault(r, line_no, "noemt een sectie: dat kan alleen naast elkaar", part);
    const struct tabel_kolommen *all = plan_tabel_kolommen(r->reading->plan, name);
    if (!all && !plan_kolom(r->reading->plan, name, &index))
        return kolom_fault(r, line_no, "is geen kolom van [kolommen] of [tabelkolommen]", name);
    for (size_t i = 0; i < (all ? all->n : 1); i++)
        ask_kolom(r, part, line_no, all ? all->first + i : index, asked);
}

/* The place of a kolom among those of the table; n_kolommen when it is none. */
static size_t shown_kolom(const struct reading_tabel *r, struct text name)
{
    size_t k = 0;
    while (k < r->tabel->n_kolommen &&
           !text_is(name, r->reading->plan->kolommen[r->tabel->kolommen[k]].name))
        k++;
    return k;
}

static void add_voordeel(struct reading_tabel *r, struct text part, int line_no)
{
    size_t k = shown_kolom(r, part);
    if (k < r->tabel->n_kolommen)
        r->tabel->voordeel[k] = true;
    else
        settings_error(&r->reading->settings, line_no,
                       "voordeel: '%.*s' is geen kolom van deze tabel", TEXT_ARG(part));
}

static void read_kolommen(struct reading_tabel *r)
{
    const struct plan *plan = r->reading->plan;
    struct tabel *tabel = r->tabel;
    const char *begin = text_key(r, "begin", "");
    tabel->kolommen =
        arena_alloc(r->reading->arena, (plan->n_all_kolommen + 1) * sizeof *tabel->kolommen);
    r->asked =
        arena_alloc(r->reading->arena, (plan->n_all_kolommen + 1) * MAAT_COUNT * sizeof *r->asked);
    if (!read_list(r, "kolommen", add_kolom))
        for (size_t k = 0; k < plan->n_kolommen; k++)
            add_kolom(r, text_of(plan->kolommen[k].name), 0);
    tabel->n_kolommen = tabel->n_all_kolommen;
    tabel->voordeel =
        arena_alloc(r->reading->arena, (tabel->n_kolommen + 1) * sizeof *tabel->voordeel);
    tabel->letter_kolom =
        arena_alloc(r->reading->arena, (tabel->n_kolommen + 1) * sizeof *tabel->letter_kolom);
    read_list(r, "voordeel", add_voordeel);
    if (*begin && !plan_kolom(plan, text_of(begin), &tabel->begin))
        settings_wrong(&r->reading->settings, r->section->name, "begin", "'%s' is geen kolom",
                       begin);
    if ((tabel->vorm == VORM_VERLOOP) != (*begin != '\0'))
        settings_error(&r->reading->settings, r->section->line_no,
                       "begin: verwacht bij vorm = verloop, en alleen daar, een kolom");
    if (tabel->vorm == VORM_VERLOOP)
        need_kolom(tabel, tabel->begin);
    for (size_t k = 0; k < tabel->n_kolommen; k++) {
        const struct kolom *kolom = &plan->kolommen[tabel->kolommen[k]];
        for (size_t i = 0; kolom->kind != TABEL_KOLOM_SUM && i < kolom->n_of; i++)
            need_kolom(tabel, kolom->of[i].index);
    }
}

/* ---- maten ---- */

static void add_maat(struct reading_tabel *r, struct text part, int line_no)
{
    enum maat maat;
    if (!maat_of(r, part, line_no, &maat))
        return;
    for (size_t i = 0; i < r->tabel->n_maten; i++)
        if (r->tabel->maten[i] == maat) {
            settings_error(&r->reading->settings, line_no, "secties: '%.*s' staat er twee keer",
                           TEXT_ARG(part));
            return;
        }
    r->tabel->maten[r->tabel->n_maten++] = maat;
}

static void mark(struct reading_tabel *r, struct text part, int line_no, bool *of_maten)
{
    enum maat maat;
    if (maat_of(r, part, line_no, &maat))
        of_maten[maat] = true;
}

static void add_total(struct reading_tabel *r, struct text part, int line_no)
{
    if (!text_is(part, "geen"))
        mark(r, part, line_no, r->tabel->total);
}

static void add_block(struct reading_tabel *r, struct text part, int line_no)
{
    mark(r, part, line_no, r->tabel->block);
}

static void add_letter(struct reading_tabel *r, struct text part, int line_no)
{
    size_t k = shown_kolom(r, part);
    if (k < r->tabel->n_kolommen)
        r->tabel->letter_kolom[k] = true;
    else
        mark(r, part, line_no, r->tabel->letter);
}

static void read_maten(struct reading_tabel *r)
{
    static const enum maat usual[] = {MAAT_LASTEN,     MAAT_BATEN,         MAAT_SALDO,
                                      MAAT_STORTINGEN, MAAT_ONTTREKKINGEN, MAAT_RESERVES,
                                      MAAT_RESULTAAT};
    struct tabel *tabel = r->tabel;
    if (!read_list(r, "secties", add_maat))
        for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
            tabel->maten[tabel->n_maten++] = usual[i];
    tabel->totals_named = read_list(r, "totalen", add_total);
    if (!tabel->totals_named)
        for (int m = 0; m < MAAT_COUNT; m++)
            tabel->total[m] = true;
    if (!read_list(r, "blokken", add_block))
        for (int m = 0; m < MAAT_COUNT; m++)
            tabel->block[m] = maat_kinds[m].shown != SECTIE_COUNT || tabel->n_maten == 1;
    read_list(r, "letter", add_letter);
}

/* ---- columns ---- */

static void add_column(struct tabel *tabel, const struct tabel_column *asked, enum maat maat)
{
    const bool takes = asked->maat == MAAT_COUNT || asked->maat == maat;
    if (takes)
        tabel->columns[tabel->n_columns++] =
            (struct tabel_column){asked->kolom, maat, asked->maat != MAAT_COUNT};
}

static void check_asked(struct reading_tabel *r)
{
    const struct tabel *tabel = r->tabel;
    for (size_t i = 0; i < r->n_asked; i++) {
        bool found = r->asked[i].maat == MAAT_COUNT;
        for (size_t m = 0; m < tabel->n_maten; m++)
            found |= tabel->maten[m] == r->asked[i].maat;
        if (!found)
            settings_error(&r->reading->settings, r->section->line_no,
                           "kolommen: verwacht een van de secties van de tabel, gevonden '%s'",
                           maat_kinds[r->asked[i].maat].name);
    }
}

/* Naast elkaar: of each kolom its maten, or of each maat its kolommen. */
static void make_columns(struct reading_tabel *r)
{
    static const char *const groups[] = {"kolommen", "secties", NULL};
    struct tabel *tabel = r->tabel;
    const bool by_maat = tabel->by_maat = choice(r, "groepen", groups, 0) == 1;
    const size_t n_maten = tabel->vorm == VORM_NAAST_ELKAAR ? tabel->n_maten : 1;
    const size_t n_outer = by_maat ? n_maten : r->n_asked, n_inner = by_maat ? r->n_asked : n_maten;
    tabel->columns =
        arena_alloc(r->reading->arena, (r->n_asked * n_maten + 1) * sizeof *tabel->columns);
    for (size_t o = 0; o < n_outer; o++)
        for (size_t i = 0; i < n_inner; i++)
            add_column(tabel, &r->asked[by_maat ? i : o],
                       tabel->vorm == VORM_NAAST_ELKAAR ? tabel->maten[by_maat ? o : i]
                                                        : MAAT_COUNT);
    check_asked(r);
}

/* ---- how it looks ---- */

static void read_labels(struct reading_tabel *r)
{
    const struct settings_key *key = settings_find(&r->reading->settings, r->section, "labels");
    struct tabel *tabel = r->tabel;
    if (key)
        settings_refuse_comment(&r->reading->settings, key);
    for (size_t v = 0; key && v < key->n_values; v++) {
        struct text rest = text_of(key->values[v].text), what;
        quoted_cut(&rest, ':', &what);
        struct text text = rest.bytes ? text_trim(rest) : (struct text){NULL, 0};
        if (text.n_bytes == 0) {
            settings_error(&r->reading->settings, key->values[v].line_no,
                           "labels: verwacht 'wat: tekst', gevonden '%s'", key->values[v].text);
            continue;
        }
        quoted_plain(r->reading->arena, what, &what);
        *arena_add(r->reading->arena, tabel->labels, tabel->n_labels) =
            (struct tabel_label){what, text_string(r->reading->arena, text)};
    }
}

static void read_looks(struct reading_tabel *r)
{
    static const char *const units[] = {"1", "1000", "100", "1000000", NULL};
    static const char *const decimals[] = {"0", "1", "2", NULL};
    static const char *const zeros[] = {"0", "streepje", "leeg", NULL};
    static const char *const minuses[] = {"voor", "achter", "spatie", "haakjes", NULL};
    static const char *const shares[] = {"0", "0,0", "0,00", "0%", "0,0%", "0,00%", NULL};
    static const char *const codes[] = {"ja", "nee", "voor", "weg", NULL};
    static const char *const empties[] = {"tonen", "weg", NULL};
    static const int64_t euros[] = {1, 1000, 100, 1000000};
    struct settings *settings = &r->reading->settings;
    struct tabel *tabel = r->tabel;
    int unit = choice(r, "eenheid", units, r->reading->plan->unit_euros == 1 ? 0 : 1);
    int share = choice(r, "procent", shares, 1);
    tabel->title = settings_prose(settings, r->section->name, "titel", tabel->name);
    tabel->sheet = settings_prose(settings, r->section->name, "blad", tabel->name);
    tabel->meaning = settings_prose(settings, r->section->name, "uitleg", "");
    tabel->unit_euros = euros[unit];
    tabel->n_decimals = choice(r, "decimalen", decimals, 0);
    tabel->share_decimals = share % 3;
    tabel->share_sign = share >= 3;
    tabel->zero = choice(r, "nul", zeros, TABEL_ZERO_0);
    tabel->minus = choice(r, "min", minuses, TABEL_MINUS_BEFORE);
    const int code = choice(r, "code", codes, 0);
    tabel->code_column = code == 0 || code == 1;
    tabel->code_in_name = code == 0 || code == 2;
    tabel->with_text = settings_yes(settings, r->section->name, "toelichting", false);
    if (tabel->with_text &&
        !settings_find(settings, settings_section(settings, "mappings"), "incidenteel"))
        settings_wrong(settings, r->section->name, "toelichting",
                       "verwacht onder [mappings] incidenteel de lijst waar de teksten in staan");
    tabel->drop_empty_kolommen = choice(r, "lege_kolommen", empties, 0) == 1;
    tabel->drop_empty = choice(r, "lege_blokken", empties, 0) == 1;
    tabel->shown = r->reading->plan->shown;
    const char *sign = text_key(r, "teken", "");
    if (*sign && !sign_rule_parse(sign, true, &tabel->shown))
        settings_wrong(settings, r->section->name, "teken",
                       "verwacht elke sectie en saldo een keer met + of -, gevonden '%s'", sign);
    const char *per = text_key(r, "per", "");
    tabel->per = *per ? plan_indeling(r->reading->plan, text_of(per)) : INDELING_NONE;
    if (*per && tabel->per == INDELING_NONE)
        plan_unknown_indeling(r->reading, settings_line(settings, r->section->name, "per"),
                              text_of(per));
    read_labels(r);
    tabel->threshold = settings_not_negative(settings, r->section->name, "drempel");
    tabel->rest = tabel_label(tabel, text_of("overig"), "Overig");
}

/* ---- the whole ---- */

static unsigned rule_needs(const struct plan *plan, const struct rule *rule)
{
    unsigned needs = 0;
    for (size_t i = 0; rule && i < rule->n_conditions; i++)
        needs |= plan->indelingen[rule->conditions[i].column].needs;
    return needs;
}

static void note_needs(const struct plan *plan, struct tabel *tabel)
{
    for (size_t i = 0; i < tabel->n_levels; i++)
        tabel->needs |= plan->indelingen[tabel->levels[i].indeling].needs;
    for (size_t i = 0; i < tabel->n_filter; i++)
        tabel->needs |= rule_needs(plan, &tabel->filter[i]);
    if (tabel->per != INDELING_NONE)
        tabel->needs |= plan->indelingen[tabel->per].needs;
    for (size_t k = 0; k < tabel->n_all_kolommen; k++) {
        const struct kolom *kolom = &plan->kolommen[tabel->kolommen[k]];
        for (size_t t = 0; t < kolom->n_terms; t++) {
            tabel->needs |= rule_needs(plan, kolom->terms[t].only);
            tabel->needs |= kolom->terms[t].by_period ? 1u << DIMENSION_PERIODE : 0;
        }
    }
}

static void check_name(struct reading_tabel *r)
{
    const struct plan *plan = r->reading->plan;
    const char *name = r->tabel->name;
    if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")])
        settings_error(
            &r->reading->settings, r->section->line_no,
            "[tabel %s]: verwacht kleine letters, cijfers en streepjes: het wordt een bestandsnaam",
            name);
    if (run_file_is_taken(name))
        settings_error(&r->reading->settings, r->section->line_no,
                       "[tabel %s]: zo heet al een bestand van elke run", name);
    if (plan->indicators &&
        array_find(plan->indicators->tables, plan->indicators->n_tables, name, name))
        settings_error(&r->reading->settings, r->section->line_no,
                       "[tabel %s]: zo heet al een tabel in %s", name,
                       plan->indicators->tables_path);
    if (array_find(plan->tabellen, plan->n_tabellen, name, name))
        settings_error(&r->reading->settings, r->section->line_no, "[tabel %s] staat er twee keer",
                       name);
}

static void read_tabel(struct plan_reading *reading, struct settings_section *section)
{
    static const char *const vormen[] = {"blokken", "per regel", "naast elkaar",
                                         "verloop", "samen",     NULL};
    struct plan *plan = reading->plan;
    struct tabel tabel = {.index = plan->n_tabellen,
                          .name = section->name + strlen(TABEL_PREFIX),
                          .line_no = section->line_no};
    struct reading_tabel r = {.reading = reading, .section = section, .tabel = &tabel};
    settings_section(&reading->settings, section->name);
    check_name(&r);
    tabel.vorm = (enum tabel_vorm)choice(&r, "vorm", vormen, VORM_BLOKKEN);
    read_rows(&r);
    tabel.n_levels = tabel.vorm == VORM_SAMEN ? 0 : tabel.n_levels;
    read_kolommen(&r);
    read_filter(&r);
    read_maten(&r);
    make_columns(&r);
    read_list(&r, "volgorde", add_order);
    read_list(&r, "altijd", add_always);
    read_looks(&r);
    note_needs(plan, &tabel);
    *arena_add(reading->arena, plan->tabellen, plan->n_tabellen) = tabel;
}

void plan_read_tabellen(struct plan_reading *reading)
{
    struct settings *settings = &reading->settings;
    for (size_t s = 0; s < settings->n_sections; s++)
        if (strncmp(settings->sections[s].name, TABEL_PREFIX, strlen(TABEL_PREFIX)) == 0)
            read_tabel(reading, &settings->sections[s]);
}
