#include "pipeline/command.h"

#include "pipeline/base/text.h"
#include "pipeline/base/text_list.h"
#include "pipeline/report.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define MOST_OPTIONS 32
#define FIRST_LONG   256 /* what getopt_long says for the first option; above all letters */
#define USAGE_WIDTH  96
#define HELP_COLUMN  22

/* ---- reading the words ---- */

enum wish { WISH_RUN, WISH_HELP, WISH_VERSION };

struct parsing {
    const struct command *command;
    char *values; /* the command's options */
    struct arena *arena;
    struct errors *errors;
    enum wish wish;
};

static void *value_of(const struct parsing *parsing, const struct command_option *option)
{
    return parsing->values + option->offset;
}

static void refuse(struct parsing *parsing, const struct command_option *option, const char *wanted,
                   const char *found)
{
    errors_add(parsing->errors, ERROR_SETTINGS, "", "--%s: verwacht %s, gevonden \"%s\"",
               option->name, wanted, found);
}

static void take_number(struct parsing *parsing, const struct command_option *option,
                        const char *text)
{
    char wanted[64] = "een getal vanaf 1", *end;
    if (option->most)
        snprintf(wanted, sizeof wanted, "een getal van 1 tot en met %zu", option->most);
    long number = strtol(text, &end, 10);
    if (*end || number < 1 || (option->most && (size_t)number > option->most))
        refuse(parsing, option, wanted, text);
    else
        *(size_t *)value_of(parsing, option) = (size_t)number;
}

/* What the command can do with a word of "a|b|c". */
static void take_word(struct parsing *parsing, const struct command_option *option,
                      const char *text)
{
    struct arena arena = {0};
    struct text_list words = {.arena = &arena};
    struct text rest = text_of(option->value), word;
    bool known = false;
    while (text_split(&rest, '|', &word)) {
        list_add(&words, "%.*s", TEXT_ARG(word));
        known |= text_is(word, text);
    }
    if (known)
        *(const char **)value_of(parsing, option) = text;
    else
        refuse(parsing, option, arena_printf(&arena, "een van %s", list_text(&words, "")), text);
    arena_release(&arena);
}

static void take_option(struct parsing *parsing, const struct command_option *option,
                        const char *text)
{
    if (option->kind == OPTION_SWITCH)
        *(bool *)value_of(parsing, option) = true;
    else if (!*text)
        errors_add(parsing->errors, ERROR_SETTINGS, "", "--%s: er hoort een waarde achter",
                   option->name);
    else if (option->kind == OPTION_NUMBER)
        take_number(parsing, option, text);
    else if (option->kind == OPTION_WORD)
        take_word(parsing, option, text);
    else
        *(const char **)value_of(parsing, option) = text;
}

static void add_operand(struct parsing *parsing, struct operands *rest, const char *word)
{
    *arena_add(parsing->arena, rest->items, rest->n) = word;
}

static bool is_operand(const struct command_option *option)
{
    return option->kind == OPTION_OPERAND || option->kind == OPTION_REST;
}

static void take_operand(struct parsing *parsing, const char *word)
{
    struct arena arena = {0};
    struct text_list operands = {.arena = &arena};
    const struct command_option *option = parsing->command->options;
    for (; option->name; option++) {
        if (!is_operand(option))
            continue;
        if (option->kind == OPTION_REST) {
            add_operand(parsing, value_of(parsing, option), word);
            break;
        }
        const char **value = value_of(parsing, option);
        if (!*value) {
            *value = word;
            break;
        }
        list_add(&operands, "%s", option->name);
    }
    if (!option->name)
        errors_add(parsing->errors, ERROR_SETTINGS, "", "verwacht alleen %s, gevonden ook '%s'",
                   list_text(&operands, ""), word);
    arena_release(&arena);
}

/* What getopt_long says of the word, or the words, from argv[at] on. */
static void take(struct parsing *parsing, int said, const char *word)
{
    const struct command_option *options = parsing->command->options;
    if (said == 1)
        take_operand(parsing, optarg);
    else if (said == 'h')
        parsing->wish = WISH_HELP;
    else if (said == 'V')
        parsing->wish = parsing->wish == WISH_HELP ? WISH_HELP : WISH_VERSION;
    else if (said == ':')
        take_option(parsing, &options[optopt - FIRST_LONG], "");
    else if (said >= FIRST_LONG)
        take_option(parsing, &options[said - FIRST_LONG], optarg);
    else if (strncmp(word, "--", 2) == 0 && optopt)
        errors_add(parsing->errors, ERROR_SETTINGS, "", "'%s': achter deze optie hoort geen waarde",
                   word);
    else
        errors_add(parsing->errors, ERROR_SETTINGS, "", "onbekende optie '%s'", word);
}

static void read_words(struct parsing *parsing, int argc, char **argv)
{
    static const struct option all[] = {{"help", no_argument, NULL, 'h'},
                                        {"version", no_argument, NULL, 'V'}};
    struct option options[MOST_OPTIONS + 3] = {all[0], all[1]};
    size_t n = 2;
    const struct command_option *first = parsing->command->options;
    for (const struct command_option *option = first; option->name && n < MOST_OPTIONS; option++)
        if (!is_operand(option))
            options[n++] = (struct option){
                option->name, option->kind == OPTION_SWITCH ? no_argument : required_argument, NULL,
                FIRST_LONG + (int)(option - first)};
    optind = 0;      /* from the start, also for a second command line */
    int refused = 0; /* the word with letters that are no options is told once */
    for (int said, at = 1; (said = getopt_long(argc, argv, "-:hV", options, NULL)) != -1;
         at = optind) {
        if (said != '?' || at != refused)
            take(parsing, said, argv[at]);
        refused = said == '?' ? at : refused;
    }
    while (optind < argc)
        take_operand(parsing, argv[optind++]);
}

static bool was_given(struct parsing *parsing, const struct command_option *option)
{
    static const char none[sizeof(const char *)];
    size_t size = option->kind == OPTION_SWITCH ? sizeof(bool) : sizeof(const char *);
    return memcmp(value_of(parsing, option), none, size) != 0;
}

static enum wish parse(const struct command *command, int argc, char **argv, void *values,
                       struct call *call)
{
    struct errors *errors = &call->errors;
    struct parsing parsing = {
        .command = command, .values = values, .arena = &call->arena, .errors = errors};
    read_words(&parsing, argc, argv);
    for (const struct command_option *option = command->options; option->name; option++)
        if (option->missing && !was_given(&parsing, option))
            errors_add(errors, ERROR_SETTINGS, "", "%s", option->missing);
    if (command->check)
        command->check(values, errors);
    return parsing.wish;
}

/* ---- telling about a command ---- */

/* "--kolom KOLOM" */
static const char *option_text(struct arena *arena, const struct command_option *option)
{
    if (option->kind == OPTION_REST)
        return arena_printf(arena, "%s…", option->name);
    if (option->kind == OPTION_OPERAND)
        return option->name;
    return arena_printf(arena, "--%s%s%s", option->name, option->value ? " " : "",
                        option->value ? option->value : "");
}

void command_print_usage(FILE *out, const struct command *command)
{
    struct arena arena = {0};
    int at = fprintf(out, "pnc %s", command->name);
    for (const struct command_option *option = command->options; option->name; option++) {
        const char *text = option_text(&arena, option);
        if (!option->missing)
            text = arena_printf(&arena, "[%s]", text);
        bool fits = at + 1 + (int)text_length(text) <= USAGE_WIDTH;
        at = fits ? at : 0;
        at += fprintf(out, fits ? " %s" : "\n            %s", text);
    }
    fputc('\n', out);
    arena_release(&arena);
}

static void print_help(const struct command *command)
{
    struct arena arena = {0};
    fputs("gebruik: ", stdout);
    command_print_usage(stdout, command);
    printf("\n  %s\n\n", command->summary);
    for (const struct command_option *option = command->options; option->name; option++) {
        const char *text = option_text(&arena, option);
        size_t n = text_length(text);
        bool apart = n > HELP_COLUMN;
        printf("  %-*s%s%*s  %s\n", HELP_COLUMN + (int)(strlen(text) - n), text,
               apart ? "\n  " : "", apart ? HELP_COLUMN : 0, "", option->help);
    }
    arena_release(&arena);
}

bool command_flush(struct errors *errors)
{
    return (fflush(stdout) == 0 && !ferror(stdout)) ||
           errors_add_errno(errors, "", "de uitvoer van de opdracht kan niet worden geschreven");
}

/* ---- the whole ---- */

int command_execute(const struct command *command, int argc, char **argv)
{
    struct call call = {0};
    void *options = arena_alloc(&call.arena, command->options_size);
    enum wish wish = parse(command, argc, argv, options, &call);
    int status = (int)ERROR_SETTINGS;
    if (wish != WISH_RUN) {
        if (wish == WISH_HELP)
            print_help(command);
        else
            puts("pnc " PNC_VERSION);
        errors_release(&call.errors);
        command_flush(&call.errors);
        status = (int)errors_worst(&call.errors);
    } else if (call.errors.n > 0) {
        call.verdict = "niet begonnen: de opdracht is niet in orde";
    } else {
        status = command->run(options, &call);
    }
    report_errors(stderr, &call.errors);
    if (call.verdict)
        report_verdict(stderr, "%s", call.verdict);
    errors_release(&call.errors);
    arena_release(&call.arena);
    return status;
}

void command_refuse(struct errors *errors, bool wrong, const char *message)
{
    if (wrong)
        errors_add(errors, ERROR_SETTINGS, "", "%s", message);
}
