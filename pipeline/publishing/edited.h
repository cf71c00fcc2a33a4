/* A publication that somebody wrote in since: what a person wrote is never lost (DESIGN rule 9). */
#ifndef PUBLISHING_EDITED_H
#define PUBLISHING_EDITED_H

#include "pipeline/publishing/publication.h"

/* False after an ERROR_SETTINGS, with the cells and the cure, when the workbook or afwijkingen.csv
 * that stands is not as it was published and holds a text, I or S that the toelichtingen of this
 * run lack: the next publication would put it away unread. *edited names the files that are not as
 * they were and lack nothing, "" when there are none; in the arena. */
bool edited_is_kept(const struct publication *publication, const struct plan *plan,
                    struct arena *arena, struct errors *errors, const char **edited);

#endif
