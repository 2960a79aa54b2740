/*
 * picture: a screen as text, as text with attributes, as SVG.
 *
 * The text has one line a row, all rows, trailing blanks trimmed. picture_full adds, in this order,
 *
 *	--- attributes
 *	  3: 0-119 reverse; 5-9 bold underline		row: columns attributes; …
 *	--- cursor 3,2 visible				or hidden
 *
 * for each row that has any. Rows and columns count from 0, ends are included. Each attribute is a run of its own, and
 * runs over the same columns share a place: above, 0-119 is all reverse and within it 5-9 is bold and underlined.
 * Names: bold dim underline double curly italic blink reverse strike, `fg 3` and `bg 3` by palette index or as #rrggbb.
 * Underlines of a colour of their own show without it (libvterm 0.1.4).
 */
#ifndef TESTS_TERMINAL_PICTURE_H
#define TESTS_TERMINAL_PICTURE_H

#include <stdbool.h>
#include <stdio.h>

#include "terminal.h"

/* Strings to free. */
char *picture_row(struct terminal *terminal, int row);		/* untrimmed */
char *picture_text(struct terminal *terminal);
char *picture_full(struct terminal *terminal);

/* The first row in which `text` stands, or -1. A text is looked for within rows, never across. */
int picture_find(struct terminal *terminal, const char *text);

/* Whether nothing is drawn in a cell but its ground; so it is with the right half of a wide character. */
bool picture_blank(const VTermScreenCell *cell);

/* One code point as UTF-8. */
void picture_point(uint32_t point, FILE *out);

/* Dark background, DejaVu Sans Mono, the visible cursor as a frame. */
void picture_svg(struct terminal *terminal, FILE *out);

#endif
