/* What the rows of a table by settings are of. */
#pragma once

#include "pipeline/tables/tabel/groepen.h"

/* What a row adds up: items, and the secties of a maat (naast elkaar the column has it). Of a
 * verloop the begin is all before its kolom and the end all up to it. */
enum vorm_place { VORM_ROW_SUM, VORM_ROW_BEGIN, VORM_ROW_END, VORM_ROW_HEADING };
struct vorm_row {
    size_t first, behind;
    enum maat maat;
    enum vorm_place place;
    size_t sheet_first, sheet_behind; /* of the sheet that it is on */
};
struct vorm_rows {
    struct vorm_row *items;
    size_t n;
};
