/* A zip: the member that the path names, or the only one. */
#include "pipeline/base/text_list.h"
#include "pipeline/format/packing.h"
#include "pipeline/format/zip.h"

#include <stdlib.h>
#include <string.h>

#define MOST_NAMED 5

struct member {
    const struct packing_source *source;
    struct zip *zip;
    const struct zip_member *entered;
};

static bool recognise(struct text head, const struct packing_wish *wish)
{
    (void)wish;
    static const char document[] = "mimetypeapplication/vnd.oasis"; /* of LibreOffice */
    return head.n_bytes >= 4 && memcmp(head.bytes, "PK\3\4", 4) == 0 &&
           (head.n_bytes < 30 + sizeof document ||
            memcmp(head.bytes + 30, document, sizeof document - 1) != 0);
}

static bool refuse(const struct member *member, const char *what, struct errors *errors)
{
    const char *name = member->entered ? member->entered->name : "";
    return errors_add(errors, ERROR_DATA, member->source->path,
                      "het zip-bestand is niet te lezen: %s%s%s", name, *name ? ": " : "", what);
}

/* What a Mac puts in a zip beside the files. */
static bool is_of_a_mac(const char *name)
{
    const char *last = strrchr(name, '/');
    return strncmp(name, "__MACOSX/", 9) == 0 || strcmp(last ? last + 1 : name, ".DS_Store") == 0;
}

static bool is_delivered(const struct zip_member *member)
{
    return !member->is_folder && !is_of_a_mac(member->name);
}

/* "'a.csv', 'b.csv' en nog 3" */
static const char *names(const struct zip_member *members, size_t n, struct arena *arena)
{
    struct text_list list = {.arena = arena, .most = MOST_NAMED};
    for (size_t i = 0; i < n; i++)
        if (is_delivered(&members[i]))
            list_add(&list, "'%s'", members[i].name);
    return list_text(&list, "");
}

/* The wanted member in entered, NULL after an error. */
static void choose(struct member *member, const char *part, struct errors *errors)
{
    size_t n, n_files = 0;
    const struct zip_member *members = zip_members(member->zip, &n), *only = NULL;
    for (size_t i = 0; i < n; i++)
        if (is_delivered(&members[i])) {
            only = &members[i];
            n_files++;
        }
    if (part)
        member->entered = zip_find(member->zip, part);
    else if (n_files == 1)
        member->entered = only;
    if (member->entered)
        return;
    struct arena arena = {0};
    const char *found = names(members, n, &arena);
    if (part)
        errors_add(errors, ERROR_DATA, member->source->path,
                   "verwacht '%s' in het zip-bestand, gevonden %s", part, found);
    else
        errors_add(errors, ERROR_DATA, member->source->path,
                   "verwacht één bestand in het zip-bestand, gevonden %zu: %s; zet achter de naam "
                   "van het zip-bestand een / en de naam van het bestand erin",
                   n_files, found);
    arena_release(&arena);
}

static void close_member(void *state)
{
    struct member *member = state;
    if (member)
        zip_close(member->zip);
    free(member);
}

static void *open_member(const struct packing_source *source, const struct packing_wish *wish,
                         struct errors *errors)
{
    struct member *member = mem_alloc(sizeof *member);
    member->source = source;
    const char *wrong = source->fd < 0 ? "het zit in een ander bestand; pak het uit"
                                       : zip_open(source->fd, &member->zip);
    if (!wrong) {
        choose(member, wish->part, errors);
        if (member->entered)
            wrong = zip_enter(member->zip, member->entered);
    }
    if (wrong)
        refuse(member, wrong, errors);
    if (!wrong && member->entered)
        return member;
    close_member(member);
    return NULL;
}

static bool read_member(void *state, char *buffer, size_t n_bytes, size_t *n_read,
                        struct errors *errors)
{
    struct member *member = state;
    const char *wrong = zip_read(member->zip, buffer, n_bytes, n_read);
    return !wrong || refuse(member, wrong, errors);
}

static bool list_parts(int fd, struct arena *arena, struct packing_parts *parts)
{
    struct zip *zip;
    size_t n;
    const char *wrong = zip_open(fd, &zip);
    const struct zip_member *members = wrong ? NULL : zip_members(zip, &n);
    for (size_t i = 0; !wrong && i < n; i++)
        if (is_delivered(&members[i]))
            packing_add_part(parts, arena, members[i].name);
    zip_close(zip);
    return !wrong;
}

static uint64_t taken(const void *state)
{
    return zip_taken(((const struct member *)state)->zip);
}

extern const struct packing packing_zip;
const struct packing packing_zip = {
    .name = "zip",
    .recognise = recognise,
    .open = open_member,
    .read = read_member,
    .close = close_member,
    .taken = taken,
    .parts = list_parts,
};
