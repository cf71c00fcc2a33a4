/* Inside plan_*.c only: the plan while the run's INI is read. */
#ifndef SETTINGS_PLAN_PLAN_READING_H
#define SETTINGS_PLAN_PLAN_READING_H

#include "pipeline/settings/plan/plan.h"
#include "pipeline/settings/settings.h"

#define PLAN_ARCHIVE  "archief"    /* the folder of earlier publications stands beside the runs */
#define PLAN_REJECTED "-afgekeurd" /* and so do the reports of runs that failed */

struct plan_reading {
    struct plan *plan;
    struct settings settings;
    struct arena *arena;
    struct errors *errors;
    size_t standen_cap, kolommen_cap, comparisons_cap, sources_cap, profiles_cap;
    size_t settings_files_cap;
    bool profiles_are_good; /* all of them were read without errors */
};

/* Reads what a product's settings are beside [run] naam, soort, gemeente and jaar. */
struct plan_product {
    const char *name; /* [run] soort */
    void (*read)(struct plan_reading *reading);
};
extern const struct plan_product plan_products[PLAN_KINDS];

/* A product that is made of a ledger. */
void plan_read_ledger_run(struct plan_reading *reading);

/* A product that is made of indicators: [indicatoren]. */
void plan_read_indicatoren(struct plan_reading *reading);

/* Each reads its sections; kolommen first. */
void plan_read_kolommen(struct plan_reading *reading);    /* [kolommen], [koppen] */
void plan_read_afwijkingen(struct plan_reading *reading); /* [afwijkingen] */
void plan_read_comparisons(struct plan_reading *reading); /* [vergelijk] */
void plan_read_sources(struct plan_reading *reading);     /* [bron ...] */

/* Resolves the files of a source: its sorted list, and errors at the line for what is not there. */
void plan_read_files(struct plan_reading *reading, const struct settings_key *key,
                     struct source *source);

/* An error for every file that two sources read. */
void plan_check_files(struct plan_reading *reading);

/* An error for every stand that none of the sources can give. */
void plan_check_standen(struct plan_reading *reading);

/* The index of a kolom by its name. */
bool plan_kolom(const struct plan *plan, struct text name, size_t *index);

/* False after an error at the line of the key that names the file: there is none. */
bool plan_file_is_there(struct plan_reading *reading, const char *section, const char *key,
                        const char *path);

/* Notes a file for the manifest. */
void plan_add_settings_file(struct plan_reading *reading, const char *path);

#endif
