#include "pipeline/base/path.h"

#include "pipeline/base/text.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

const char *path_join(struct arena *arena, const char *folder, const char *name)
{
    if (!*folder || *name == '/')
        return arena_copy(arena, name, strlen(name));
    const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
    return arena_printf(arena, "%s%s%s", folder, slash, name);
}

const char *path_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool path_is_of_viewer(const char *path)
{
    static const char *const patterns[] = {".~lock.*#", "~$*",       ".DS_Store",
                                           "._*",       "Thumbs.db", "desktop.ini"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (fnmatch(patterns[i], path_name(path), 0) == 0)
            return true;
    return false;
}

const char *path_tail(const char *path, size_t n_parts)
{
    const char *at = path + strlen(path);
    while (at > path && (at[-1] != '/' || --n_parts > 0))
        at--;
    return at;
}

static bool needs_escape(const char *at)
{
    size_t bad;
    struct text rest = text_of(at);
    return (at[0] == '\\' && at[1] == 'x') || (!text_valid(rest, TEXT_UTF8, &bad) && bad == 0);
}

const char *path_to_text(struct arena *arena, const char *path)
{
    char *text = arena_alloc(arena, 4 * strlen(path) + 1), *to = text;
    uint32_t code_point;
    for (struct text rest = text_of(path); rest.n_bytes > 0;) {
        const char *at = rest.bytes;
        text_take(&rest, &code_point); /* a whole one, or a byte that is none */
        if (needs_escape(at))
            to += sprintf(to, "\\x%02X", (unsigned char)*at);
        else
            while (at < rest.bytes)
                *to++ = *at++;
    }
    return text;
}

const char *path_from_text(struct arena *arena, const char *text)
{
    char *path = arena_copy(arena, text, strlen(text)), *to = path;
    unsigned byte;
    int n_used = 0;
    for (const char *at = text; *at; to++) {
        bool escaped = strncmp(at, "\\x", 2) == 0 && isxdigit((unsigned char)at[2]) &&
                       sscanf(at, "\\x%2X%n", &byte, &n_used) == 1 && n_used == 4;
        *to = escaped ? (char)byte : *at;
        at += escaped ? 4 : 1;
    }
    *to = '\0';
    return path;
}

/* The parts of a path, "." and "name/.." taken out; leading ".." stay. */
struct parts {
    struct text *items;
    size_t n;
    bool absolute;
};

static struct text next_part(const char **at)
{
    *at += strspn(*at, "/");
    struct text part = {.bytes = *at, .n_bytes = strcspn(*at, "/")};
    *at += part.n_bytes;
    return part;
}

static void parts_add(struct parts *parts, struct text part)
{
    if (text_is(part, "."))
        return;
    bool up = text_is(part, "..");
    if (up && parts->n > 0 && !text_is(parts->items[parts->n - 1], ".."))
        parts->n--;
    else if (!up || !parts->absolute)
        parts->items[parts->n++] = part;
}

static struct parts parts_of(struct arena *arena, const char *path)
{
    struct parts parts = {.absolute = *path == '/'};
    parts.items = arena_alloc(arena, (strlen(path) + 1) * sizeof *parts.items);
    const char *at = path;
    for (struct text part = next_part(&at); part.n_bytes > 0; part = next_part(&at))
        parts_add(&parts, part);
    return parts;
}

static size_t common_parts(const struct parts *a, const struct parts *b)
{
    size_t n = 0;
    while (n < a->n && n < b->n && text_equal(a->items[n], b->items[n]))
        n++;
    return n;
}

const char *path_relative(struct arena *arena, const char *folder, const char *path)
{
    struct parts from = parts_of(arena, folder), to = parts_of(arena, path);
    size_t common = common_parts(&from, &to);
    bool climbs_unknown = common < from.n && text_is(from.items[common], "..");
    if (from.absolute != to.absolute || climbs_unknown || to.n == common)
        return path;

    const char *relative = "";
    for (size_t i = common; i < from.n; i++)
        relative = arena_printf(arena, "%s../", relative);
    for (size_t i = common; i < to.n; i++)
        relative = arena_printf(arena, "%s%.*s%s", relative, TEXT_ARG(to.items[i]),
                                i + 1 < to.n ? "/" : "");
    return relative;
}

/* Without the digits that it ends with, but for a year that they begin with. */
static size_t without_number(const char *name, size_t n_front)
{
    size_t n = n_front;
    while (n > 0 && text_is_digit(name[n - 1]))
        n--;
    const bool is_year = strncmp(name + n, "19", 2) == 0 || strncmp(name + n, "20", 2) == 0;
    return n_front - n >= 4 && is_year ? n + 4 : n;
}

const char *path_pattern(struct arena *arena, const char *const *paths, size_t n)
{
    const char *first = path_name(paths[0]);
    size_t n_first = strlen(first), n_front = n_first, n_back = n_first;
    size_t n_folder = (size_t)(first - paths[0]);
    for (size_t i = 1; i < n; i++) {
        const char *name = path_name(paths[i]);
        size_t n_name = strlen(name), same = 0, back = 0;
        while (same < n_front && name[same] == first[same])
            same++;
        while (back < n_back && back < n_name &&
               name[n_name - 1 - back] == first[n_first - 1 - back])
            back++;
        n_front = same;
        n_back = back;
        if ((size_t)(name - paths[i]) != n_folder || strncmp(paths[i], paths[0], n_folder) != 0)
            return NULL;
    }
    n_front = without_number(first, n_front);
    while (n_back > 0 && text_is_digit(first[n_first - n_back]))
        n_back--;
    return n > 1 && n_front > 0 && n_front + n_back < n_first && !strpbrk(paths[0], "*?[\\")
               ? arena_printf(arena, "%.*s*%s", (int)(n_folder + n_front), paths[0],
                              first + n_first - n_back)
               : NULL;
}

bool path_stays_inside(const char *path)
{
    if (!*path)
        return false;
    for (const char *at = path;; at++) {
        size_t length = strcspn(at, "/");
        bool dots = (length == 1 && at[0] == '.') || (length == 2 && at[0] == '.' && at[1] == '.');
        if (length == 0 || dots)
            return false;
        at += length;
        if (!*at)
            return true;
    }
}
