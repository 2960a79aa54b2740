/*
 * keeper: a program in a pseudo-terminal, under a small parent that plays the shell.
 *
 *	driver ── master ══ slave ── keeper (session leader) ── program (own group, foreground)
 *
 * The program is not the session leader: the kernel throws away SIGTSTP for an orphaned process group, so a parent in
 * the same session has to stand between (facts/terminal.md, section 4). The keeper waits for the program and tells
 * over a pipe when it stops, goes on or ends; it forwards the hangup of the terminal to the program's group as a shell
 * does; it holds the slave open, so that what the program left in the termios can be read after its end.
 *
 * When told to close, or when the driver dies, it kills the program's group and everything that descends from it, and
 * reaps them all (it is a child subreaper).
 */
#ifndef TESTS_TERMINAL_KEEPER_H
#define TESTS_TERMINAL_KEEPER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

struct keeper {
	pid_t pid;			/* of the keeper */
	pid_t program;			/* of the program, which is also its group */
	int master;			/* non-blocking; -1 after keeper_hangup */
	int events;			/* readable when an event waits */
	uint64_t started_ns;		/* CLOCK_MONOTONIC just before exec */
	struct termios before;		/* of the terminal, before the start */
};

enum keeper_kind { KEEPER_STOPPED, KEEPER_CONTINUED, KEEPER_ENDED };

struct keeper_event {
	enum keeper_kind kind;
	int status;			/* as waitpid gives it */
};

/* Start argv with exactly this environment (argv[0] is looked up in its PATH). 0, or an errno and nothing runs. */
int keeper_open(struct keeper *keeper, char *const argv[], char **environment, int rows, int columns);

/* Take one event if one waits; blocks otherwise, so poll `events` first. False when the keeper is gone. */
bool keeper_take(struct keeper *keeper, struct keeper_event *event);

/* Close the master: the terminal is gone for the program, which lives on. */
void keeper_hangup(struct keeper *keeper);

/* Kill and reap program, descendants and keeper. */
void keeper_close(struct keeper *keeper);

#endif
