/* terminal - the one file that knows terminfo (of ncurses) and termios; see screen.h for what it is used for
 *
 * What the terminal understands comes from terminfo, what is to be written from `paint`; terminal_show() puts that on
 * the line with one write(2).
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
/* It has another size now. */
void terminal_resize(int rows);
bool terminal_colours(void);
void terminal_theme(enum theme theme);
void terminal_mouse(bool on);

/* Makes what is shown (`last`, which follows) what is to be shown, all of it anew if `afresh`, the cursor at this
 * place. False: the terminal is gone. */
bool terminal_show(const struct cells *now, struct cells *last, int row, int col, bool afresh);

int terminal_descriptor(void);
/* Reads what is there, after poll; false: the terminal is gone. */
bool terminal_read(struct input *input);

#endif
