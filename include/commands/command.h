/* command - what one can ask on the command line: the table, and the way from words to a run
 *
 * `paraphe [-C DIR] [--draft PATH] [--as ID] [--language LANG] [--plain] COMMAND ...`. Each command is one entry of the
 * table and one file, which defines its `struct command`. What a command says goes into a buffer and out at the end;
 * what fails is one sentence on standard error that says what to do. Exit status: 0 fine, 1 something was found, 2
 * misuse or failure.
 */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include "base/buffer.h"
#include "commands/options.h"

enum { COMMAND_FINE, COMMAND_FOUND, COMMAND_FAILED };

/* What stands before COMMAND; borrowed from the arguments. */
struct command_line {
	const char *folder;   /* -C; NULL: here */
	const char *draft;    /* --draft */
	const char *as;       /* --as */
	const char *language; /* --language */
	bool plain;           /* --plain */
};

/* What main is to open once the command is done. */
struct command_open {
	bool wanted;                          /* the screen */
	bool door;                            /* for somebody who came in over ssh: nothing but the review */
	char *folder, *draft, *as, *language; /* NULL: not given; yours: command_open_clear() */
};

/* One command being run. */
struct call {
	const struct command *command;
	const struct command_line *line;
	struct options options;    /* what stands behind COMMAND */
	struct buffer *out;        /* for standard output */
	struct command_open *open; /* `demo` fills it */
	int status;                /* COMMAND_FOUND: 1 though nothing failed */
	bool direct;               /* `out` is for standard output, and may go there in parts (call_flush) */
};

struct command {
	const char *name;
	const char *usage; /* what follows the name */
	const char *help;  /* one sentence, to be translated */
	const struct option *options;
	size_t least_words, most_words;
	const struct fault *(*run)(struct call *call);
};

/* The entries; each in its own file. */
extern const struct command command_amend;
extern const struct command command_amendments;
extern const struct command command_annotate;
extern const struct command command_bundle;
extern const struct command command_circulate;
extern const struct command command_decide;
extern const struct command command_demo, command_doctor;
extern const struct command command_export;
extern const struct command command_help;
extern const struct command command_init;
extern const struct command command_initial;
extern const struct command command_invite;
extern const struct command command_merge;
extern const struct command command_merge_driver;
extern const struct command command_object;
extern const struct command command_reply;
extern const struct command command_resolve;
extern const struct command command_server_hook;
extern const struct command command_show;
extern const struct command command_spell;
extern const struct command command_status;
extern const struct command command_support;
extern const struct command command_sync;
extern const struct command command_translate;
extern const struct command command_withdraw;

/* The command at a place of the table, in the order of the help; NULL behind the last. */
const struct command *command_at(size_t index);
/* FAULT_MALFORMED: no such command; the sentence names the nearest. */
const struct fault *command_find(const struct command **out, const char *name) MUST_CHECK;

/* Everything: language, options, command, output. Returns the exit status. */
int command_run(struct command_open *open, size_t count, char *const *arguments);
/* The reading as text on standard output: --plain, or no terminal that could show the screen. */
int command_plain(const struct command_open *open);
void command_open_clear(struct command_open *open);

/* The same from within, for a script: options before COMMAND, then COMMAND and its own; what `outer` says holds where
 * the words do not say otherwise. */
const struct fault *command_call(
	struct buffer *out, const struct command_line *outer, size_t count, char *const *arguments) MUST_CHECK;

/* The options before COMMAND, for the help. */
extern const struct option command_line_options[];

#endif
