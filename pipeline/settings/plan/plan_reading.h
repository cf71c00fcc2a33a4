/* Inside plan_*.c only: the plan while the run's INI is read. */
#pragma once

#include "pipeline/settings/plan/plan.h"
#include "pipeline/settings/settings.h"

struct plan_reading {
    struct plan *plan;
    struct settings settings;
    struct arena *arena;
    struct errors *errors;
    bool profiles_are_good; /* all of them were read without errors */
};

/* A product that is made of a ledger. */
void plan_read_ledger_run(struct plan_reading *reading);

/* A product that is made of indicators: [indicatoren]; and that section beside a ledger, after the
 * mappings. */
void plan_read_indicatoren(struct plan_reading *reading);
void plan_read_indicatoren_beside(struct plan_reading *reading);

/* Each reads its sections; kolommen first. */
void plan_read_kolommen(struct plan_reading *reading);    /* [kolommen], [koppen] */
void plan_read_afwijkingen(struct plan_reading *reading); /* [afwijkingen] */
void plan_read_comparisons(struct plan_reading *reading); /* [vergelijk] */
void plan_read_sources(struct plan_reading *reading);     /* [bron ...] */

/* After the mappings, in this order. */
void plan_read_indelingen(struct plan_reading *reading);     /* [mappings] rekeningen, indelingen */
void plan_read_tabelkolommen(struct plan_reading *reading);  /* [tabelkolommen] */
void plan_read_tabellen(struct plan_reading *reading);       /* [tabel NAAM] */
void plan_read_incidenteel(struct plan_reading *reading);    /* [mappings] incidenteel */
void plan_read_rechtmatigheid(struct plan_reading *reading); /* [rechtmatigheid], its lists */

/* The path of a file that a key of [mappings] or [indicatoren] names, noted for the manifest; NULL
 * when it is not named or, after an error, not there. */
const char *plan_named_path(struct plan_reading *reading, const char *section, const char *key,
                            bool required);
/* The same of one of the files that the key names. */
const char *plan_path(struct plan_reading *reading, const char *section, const char *key,
                      const char *relative);

/* The lines of a value as one text with single spaces. */
const char *plan_whole_value(struct plan_reading *reading, const struct settings_key *key);

/* The index of a kolom of [kolommen] or [tabelkolommen]. */
bool plan_kolom(const struct plan *plan, struct text name, size_t *index);

/* The values that an indeling is known to have, in order: of its list, those that hold in the year;
 * without one what the mappings say. None is empty. Year 0: any. */
struct indeling_value {
    struct text code;
    long order;
};
const struct indeling_value *plan_indeling_values(struct plan_reading *reading, size_t indeling,
                                                  int year, size_t *n);

/* The kolommen of a line of [tabelkolommen] with `per`, or NULL. */
const struct tabel_kolommen *plan_tabel_kolommen(const struct plan *plan, struct text name);

/* Conditions over indelingen; false after an error. */
bool plan_unknown_indeling(struct plan_reading *reading, int line_no, struct text name);
bool plan_tabel_rule(struct plan_reading *reading, const char *text, int line_no,
                     struct rule *rule);

/* The kolom of [kolommen] that a key of a section names; false after an error. */
bool plan_read_kolom(struct plan_reading *reading, const char *section, const char *name,
                     size_t *index);

/* NAME, NAME_percentage and NAME_minimum of a section. False, with *threshold untouched, when it
 * says neither of the first two. */
bool plan_read_threshold(struct plan_reading *reading, const char *section_name, const char *name,
                         struct threshold *threshold);

/* Resolves the files of a source: its sorted list, and errors at the line for what is not there or
 * not named. */
void plan_read_files(struct plan_reading *reading, struct settings_section *section,
                     struct source *source);

/* alleen_laatste = ja: each file holds all up to its day, and only the last is read, with all its
 * parts. An error where the names do not tell which. */
void plan_take_latest(struct plan_reading *reading, struct source *source);

/* The control totals of a source. */
void plan_read_controls(struct plan_reading *reading, struct settings_section *section,
                        struct source *source);

/* An error for every file that two sources read. */
void plan_check_files(struct plan_reading *reading);

/* An error for every stand that none of the sources can give. */
void plan_check_standen(struct plan_reading *reading);

/* The file that the path names a part of (file_of_path), where that is a file with parts; else the
 * path itself. In the arena. */
const char *plan_on_disk(struct plan_reading *reading, const char *path);

/* False after an error at the line of the key that names the file: there is none. */
bool plan_file_is_there(struct plan_reading *reading, const char *section, const char *key,
                        const char *path);

/* Notes a file for the manifest. */
void plan_add_settings_file(struct plan_reading *reading, const char *path);
