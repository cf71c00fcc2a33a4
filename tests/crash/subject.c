#include "tests/crash/subject.h"

#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "tests/unit/small_job.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COPY_BYTES ((size_t)64 * 1024)

/* ---- files ---- */

static _Noreturn void leave(struct errors *errors)
{
    for (size_t i = 0; i < errors->n; i++)
        fprintf(stderr, "%s: %s\n", errors->items[i].where, errors->items[i].message);
    exit(1);
}

void subject_clear(const char *path)
{
    struct errors errors = {0};
    if (!folder_remove(path, &errors))
        leave(&errors);
}

static bool copy_bytes(FILE *in, FILE *out)
{
    char *bytes = mem_alloc(COPY_BYTES);
    size_t n_bytes;
    while ((n_bytes = fread(bytes, 1, COPY_BYTES, in)) > 0)
        fwrite(bytes, 1, n_bytes, out);
    free(bytes);
    return !ferror(in) && !ferror(out);
}

static void copy_file(const char *from, const char *to, mode_t mode)
{
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    bool ok = in && out && copy_bytes(in, out);
    if (!out || fclose(out) != 0 || !ok || chmod(to, mode) != 0) {
        perror(to);
        exit(1);
    }
    fclose(in);
}

void subject_copy(const char *from, const char *to)
{
    struct arena arena = {0};
    struct errors errors = {0};
    struct folder_files files;
    if (!folder_make(to, &errors) || !folder_list(from, &arena, &errors, &files))
        leave(&errors);
    for (size_t i = 0; i < files.n; i++) {
        const char *copy = path_join(&arena, to, files.paths[i]);
        if (!folder_make(path_folder(&arena, copy), &errors))
            leave(&errors);
        copy_file(path_join(&arena, from, files.paths[i]), copy, 0644);
    }
    arena_release(&arena);
}

void subject_show(const char *file)
{
    FILE *stream = fopen(file, "rb");
    if (!stream || !copy_bytes(stream, stdout))
        perror(file);
    if (stream)
        fclose(stream);
}

/* ---- subjects ---- */

const struct subject *subject_find(int argc, char **argv)
{
    static struct subject subject;
    if (argc == 3 && strcmp(argv[1], "small") == 0)
        subject =
            (struct subject){.name = "publiceren alleen", .run = SMALL_NAME, .program = argv[2]};
    else if (argc == 4 && strcmp(argv[1], "pnc") == 0)
        subject = (struct subject){.name = "pnc run",
                                   .run = "toets",
                                   .reads_input = true,
                                   .program = argv[2],
                                   .generator = argv[3]};
    else
        fprintf(stderr, "verwacht: crash small PROGRAMMA, of crash pnc PROGRAMMA GENERATOR\n");
    return subject.name ? &subject : NULL;
}

static void small_subject_inputs(const char *folder, const char *mark)
{
    struct small_job small = {0};
    if (!small_inputs(&small, folder, mark))
        leave(&small.errors);
    small_release(&small);
}

static void generate(const char *generator, const char *folder, const char *seed)
{
    pid_t child = fork();
    if (child == 0) {
        execl(generator, generator, "random", "--seed", seed, "--out", folder, (char *)NULL);
        _exit(127);
    }
    int status = -1;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        fprintf(stderr, "%s: mislukt\n", generator);
        exit(1);
    }
}

/* The same figures under another title: a publication of the same subject, in which no control has
 * anything to say beside the one that stands. */
static void retitle(const char *folder)
{
    struct arena arena = {0};
    struct errors errors = {0};
    struct text ini;
    const char *path = path_join(&arena, folder, "run.ini");
    if (!file_read(path, 1 << 20, &arena, &errors, &ini))
        leave(&errors);
    const char *title = strstr(ini.bytes, "\ntitel = ");
    FILE *stream = title ? fopen(path, "wb") : NULL;
    size_t n_before = title ? (size_t)(title - ini.bytes) + strlen("\ntitel = ") : 0;
    if (!stream ||
        fprintf(stream, "%.*sOpnieuw: %s", (int)n_before, ini.bytes, ini.bytes + n_before) < 0 ||
        fclose(stream) != 0) {
        fprintf(stderr, "%s: geen andere titel\n", path);
        exit(1);
    }
    arena_release(&arena);
}

void subject_inputs(const struct subject *subject, const char *folder, enum subject_edition edition)
{
    if (subject->generator)
        generate(subject->generator, folder, "1");
    if (subject->generator && edition == EDITION_NEW)
        retitle(folder);
    if (!subject->generator)
        small_subject_inputs(folder, edition == EDITION_OLD ? "oud\n" : "nieuw\n");
}

void subject_program(const struct subject *subject, const char *copy)
{
    copy_file(subject->program, copy, 0755);
}

void subject_command(const struct subject *subject, const char *program, const char *folder,
                     struct arena *arena, char *argv[SUBJECT_MAX_ARGUMENTS])
{
    const char *ini = path_join(arena, folder, "run.ini");
    const char *output = path_join(arena, folder, "output");
    const char *words[SUBJECT_MAX_ARGUMENTS] = {program, folder};
    const char *pnc_words[] = {program, "run", ini, "--output", output, "--jobs", "2"};
    if (subject->generator)
        memcpy(words, pnc_words, sizeof pnc_words);
    for (size_t i = 0; i < SUBJECT_MAX_ARGUMENTS; i++)
        argv[i] = words[i] ? arena_copy(arena, words[i], strlen(words[i])) : NULL;
}
