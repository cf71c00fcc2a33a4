/* The commands of the command line. Each gets the arguments behind its name, prints its result on
 * stdout and what is wrong on stderr, verdict last, and returns the exit status. */
#ifndef PIPELINE_COMMANDS_H
#define PIPELINE_COMMANDS_H

typedef int command_fn(int argc, char **argv);

command_fn command_run;
command_fn command_check;
command_fn command_trace;
command_fn command_verify;
command_fn command_diff;
command_fn command_sniff;

#endif
