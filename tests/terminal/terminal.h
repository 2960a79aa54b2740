/*
 * terminal: a program in a pseudo-terminal, seen through libvterm.
 *
 * The screen changes only inside terminal_pump (and what is built on it), never behind the caller's back: between two
 * calls it stands still, however much the program writes. So whoever looks, acts and then waits knows what was there
 * before. Nothing here sleeps: each wait is a poll on the terminal and on the keeper's events, with a deadline.
 *
 * The answers libvterm gives to the program's questions (device attributes, cursor position) and what is sent queue in
 * one outbox, in order, and leave as the program takes them; a program that does not read never blocks us.
 *
 * Rows and columns count from 0. Times in milliseconds, time stamps in nanoseconds of CLOCK_MONOTONIC.
 */
#ifndef TESTS_TERMINAL_TERMINAL_H
#define TESTS_TERMINAL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <vterm.h>

#include "keeper.h"
#include "sgr.h"

/* Read what you like, change nothing. */
struct terminal {
	/* the screen */
	int rows, columns;
	int cursor_row, cursor_column;
	bool cursor_visible, alternate, mouse;

	/* the program */
	char **environment;
	bool hung;			/* the terminal was closed */
	bool ended, stopped;
	int status;			/* once ended, as waitpid gives it */
	int stop_signal;		/* what stopped it last */

	/* what was read so far */
	size_t reads, bytes;
	uint64_t last_read_ns;

	/* ours alone */
	struct keeper keeper;
	struct sgr sgr;
	VTerm *vterm;
	VTermScreen *screen;
	bool *touched;			/* rows × columns */
	char *outbox;
	size_t waiting;			/* bytes in the outbox */
	char *probe;			/* where libvterm's output goes while we ask it for its modes; else NULL */
	char *incoming, *filtered;
	size_t held;		/* bytes at the start of `filtered` that begin a character */
};

struct terminal_start {
	int columns, rows;
	const char *term;		/* TERM */
	char *const *settings;		/* "K=V", NULL at the end; they win over all else */
	char *const *arguments;		/* program and arguments, NULL at the end */
};

/*
 * Start a program. Its environment is the settings, TERM, LANG (C.UTF-8 unless set there) and our own PATH, HOME and
 * TMPDIR as far as we have them; nothing else. Returns NULL and says why on stderr when it cannot run.
 */
struct terminal *terminal_open(const struct terminal_start *start);

/* Kill and reap the program and all its descendants. NULL is fine. */
void terminal_close(struct terminal *terminal);

uint64_t terminal_clock(void);

/* Queue bytes for the program and write what fits now. */
void terminal_send(struct terminal *terminal, const char *bytes, size_t length);

/* Wait at most this long for something to happen, and take in what is there. Returns the bytes read, often 0. */
size_t terminal_pump(struct terminal *terminal, int milliseconds);

/* Take in what is already there, without waiting. */
void terminal_drain(struct terminal *terminal);

/* Pump until `holds`; false when the time is over, or when the program has ended and all it wrote is read. */
bool terminal_wait(struct terminal *terminal, bool (*holds)(struct terminal *, void *), void *context,
		   int milliseconds);

/* Pump until nothing came for `quiet` milliseconds; false if that did not happen in time. */
bool terminal_settle(struct terminal *terminal, int quiet, int milliseconds);

/* The window changes its size; the kernel sends SIGWINCH. */
void terminal_resize(struct terminal *terminal, int columns, int rows);

/*
 * TSTP, STOP, CONT and INT go to the program's group, as a shell or the line discipline sends them, others to the
 * program alone, as `kill PID` does. False if it has ended.
 */
bool terminal_signal(struct terminal *terminal, int number);

/* The terminal is closed under the program: it reads end of file and its group gets SIGHUP. */
void terminal_hangup(struct terminal *terminal);

/* One cell; false outside the screen. */
bool terminal_cell(struct terminal *terminal, int row, int column, VTermScreenCell *cell);

uint32_t terminal_rgb(struct terminal *terminal, VTermColor colour);	/* 0xRRGGBB */

/* Which cells were written or erased since the last forgetting, changed or not. */
void terminal_forget_touched(struct terminal *terminal);
bool terminal_touched(const struct terminal *terminal, int row, int column);

/* Modes that the program switched on. */
bool terminal_takes_paste(struct terminal *terminal);		/* 2004 */
bool terminal_application_cursor(struct terminal *terminal);	/* DECCKM */

/*
 * Write, separated by commas, what is not as it was before the start: termios, alternate screen, bracketed paste,
 * hidden cursor, mouse, application cursor keys. Nothing if all is well or the terminal is closed.
 */
void terminal_leftovers(struct terminal *terminal, FILE *out);

#endif
