/* A workbook to fill in, for people who work side by side: the rows of a pakket or of an owner, as
 * they were published last. `pnc toelichtingen` reads it back as any other. */
#ifndef TOELICHTINGEN_FORM_H
#define TOELICHTINGEN_FORM_H

#include "pipeline/base/error.h"
#include "pipeline/settings/plan/plan.h"

#define FORM_ALL_PAKKETTEN "pakketten"
#define FORM_ALL_OWNERS    "eigenaren"

struct form_asked {
    const char *who; /* a pakket's code, an owner (eigenaar of the toelichtingen), or all of one */
    const char *output; /* the folder with the publications */
    const char *folder; /* where the forms go: NAAM-WHO.xlsx */
};

/* Makes them; *made names them, in the arena. False after errors: nothing published, nobody of that
 * name, a form that is there already. */
bool form_make(const struct form_asked *asked, const struct plan *plan, struct arena *arena,
               struct errors *errors, const char **made);

#endif
