/* A publication that somebody wrote in since: what a person wrote is never lost (DESIGN rule 9). */
#pragma once

#include "pipeline/publishing/publication.h"

struct edited {
    const char *files; /* that are not as they were published, "" when there are none */
    const char *told;  /* what was taken from them into the toelichtingen, a line each; "" nothing:
                          the plan is then as it is read */
    const char *document; /* the document when it is not as published: nothing can be taken from it;
                             "" */
};

/* Looks whether the workbook or afwijkingen.csv that stands is not as it was published and holds a
 * text, I or S that the toelichtingen of this run lack: the next publication would put it away
 * unread. What contradicts nothing is taken into the toelichtingen. False after an ERROR_SETTINGS,
 * with the cells and the cure, when something does. Lives in the arena. */
bool edited_take(const struct publication *publication, const struct plan *plan,
                 struct arena *arena, struct errors *errors, struct edited *edited);
