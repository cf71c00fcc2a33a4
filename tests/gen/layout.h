/* One small municipality in the many layouts that packages export it in. A layout is a choice on
 * each axis; layouts_paired lists layouts in which every two choices that go together meet. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum layout_axis {
    LAYOUT_SIDES,    /* what tells lasten from baten, and the sign */
    LAYOUT_STANDEN,  /* what tells budget, change and realisatie */
    LAYOUT_EXTRA,    /* columns beside those of the standen */
    LAYOUT_TIME,     /* what tells the period */
    LAYOUT_KEYS,     /* how programma, taakveld and kostenplaats are told */
    LAYOUT_DECOR,    /* what stands between the lines */
    LAYOUT_NOTATION, /* separator and amounts */
    LAYOUT_AXES
};

#define LAYOUT_MAX_VALUES 32
#define LAYOUT_NAME_SIZE  240

struct layout {
    unsigned char on[LAYOUT_AXES]; /* a value of each axis */
};

extern const char *const layout_axis_names[LAYOUT_AXES];
size_t layout_n_values(enum layout_axis axis);
const char *layout_value(enum layout_axis axis, size_t value);

/* At most `most` of them; the same at each call. */
size_t layouts_paired(struct layout *layouts, size_t most);

/* "soort met woorden / maanden / …": what is not the plainest value of its axis. */
void layout_name(struct layout layout, char name[LAYOUT_NAME_SIZE]);

/* Its exports, into a folder that is there. False when one cannot be written. */
bool layout_write(struct layout layout, const char *folder);

/* ---- the truth, as pnc publishes it: an effect on the result ---- */

/* A stand that its exports give, by its published name: "primair 2025"; NULL behind the last one. A
 * wijziging may be published as what it comes to, nawijziging. */
const char *layout_stand(struct layout layout, size_t i);

/* Of a post, which its code or name tells, or of all: NULL. False when there is no such post,
 * sectie or stand. */
bool layout_truth(struct layout layout, const char *post, const char *sectie, const char *stand,
                  int64_t *cents);
