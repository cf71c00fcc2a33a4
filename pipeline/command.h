/* What a command of the command line is, and how its words are read: main.c holds the table. A
 * command says what it takes in a table of options, from which its usage, its help and the reading
 * of its words follow. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

#include <stdio.h>

enum option_kind {
    OPTION_OPERAND, /* const char *: a word that is no option; they come in the order of the table
                     */
    OPTION_REST,    /* struct operands: all words behind those */
    OPTION_SWITCH,  /* bool */
    OPTION_TEXT,    /* const char *: not empty */
    OPTION_NUMBER,  /* size_t: from 1, up to `most` */
    OPTION_WORD,    /* const char *: one of the words in `value`, divided by | */
};

struct operands {
    const char **items;
    size_t n;
};

struct command_option {
    const char *name; /* without --; of an operand what the usage calls it */
    enum option_kind kind;
    size_t offset;       /* in the command's options, of the type that goes with the kind */
    const char *value;   /* what the usage calls the word behind it */
    size_t most;         /* 0: no bound */
    const char *help;    /* a line of --help */
    const char *missing; /* the error when it was not given; NULL: it may be left out */
};

/* One command at work. */
struct call {
    struct arena arena;
    struct errors errors; /* told on stderr when the command is done */
    const char *verdict;  /* the last line behind "pnc: "; NULL: the command told it itself */
};

struct command {
    const char *name, *summary;
    const struct command_option *options; /* the last one has no name */
    size_t options_size;                  /* of what `run` gets, zeroed before it is filled in */
    /* What one option by itself cannot say: adds errors. May be NULL. */
    void (*check)(const void *options, struct errors *errors);
    /* Prints on stdout, returns the exit status. */
    int (*run)(const void *options, struct call *call);
};

/* Each at the end of a file <name>_command.c. */
extern const struct command run_command, check_command, trace_command, verify_command,
    rerun_command, diff_command, sniff_command, nieuw_command, toelichtingen_command;

/* argv[0] is the name of the command. --help and --version go before everything else; what is wrong
 * with the words is told, all of it, and nothing run (status 2). Returns the exit status. */
int command_execute(const struct command *command, int argc, char **argv);

/* "pnc trace MAP --kolom KOLOM [--pakket P] …", in lines of at most 96 characters, the further ones
 * further to the right. */
void command_print_usage(FILE *out, const struct command *command);

/* An error of usage, when it is wrong: for `check`. */
void command_refuse(struct errors *errors, bool wrong, const char *message);

/* What was printed on stdout is out; false after an error (ERROR_MACHINE) when it is not. A command
 * calls it before its verdict. */
bool command_flush(struct errors *errors);
