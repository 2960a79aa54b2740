/* terminal - the one file that knows ncurses and termios; see screen.h for what it is used for
 *
 * ncurses compares and writes into memory; terminal_send() puts that on the line with one write(2). It never reads and
 * never touches the modes of the line: both are done here.
 */
#ifndef VIEWS_TERMINAL_H
#define VIEWS_TERMINAL_H

#include "views/cells.h"
#include "views/input.h"

/* FAULT_MISSING when there is no terminal, or none that can move its cursor. Teaches `input` its keys. */
const struct fault *terminal_open(struct input *input) MUST_CHECK;
void terminal_close(void);
bool terminal_opened(void);
/* Gives the line back for a while, in the modes it was found in; and takes it again, to be drawn afresh. */
void terminal_pause(void);
void terminal_resume(void);

/* Asks the line for its size. */
void terminal_size(int *rows, int *cols);
/* Tells ncurses. */
void terminal_resize(int rows, int cols);
bool terminal_colours(void);
void terminal_theme(enum theme theme);
void terminal_mouse(bool on);

/* Puts the cells of a row from column `from` up to `to`. */
void terminal_row(int row, const struct cell *cells, int from, int to);
/* Sends what was put, the cursor at this place; all of it if `afresh`. False: the terminal is gone. */
bool terminal_send(int row, int col, bool afresh);

int terminal_descriptor(void);
/* Reads what is there, after poll; false: the terminal is gone. */
bool terminal_read(struct input *input);

#endif
