/*
 * sgr: makes `dim` visible to libvterm.
 *
 * libvterm 0.1.4 drops SGR 2 (dim), and takes the parameters of SGR 58 (colour of the underline) for attributes of
 * their own when semicolons separate them: `58;5;1` would blink and be bold. This filter sits before it and rewrites
 * `CSI … m` only: 2 becomes 12 and 22 becomes 22;10, so that a dim cell shows as font SGR_DIM_FONT, and 58 is taken
 * out. Every other byte passes unchanged. A sequence may be cut anywhere between two calls.
 */
#ifndef TESTS_TERMINAL_SGR_H
#define TESTS_TERMINAL_SGR_H

#include <stddef.h>

#define SGR_DIM_FONT 2

/* Zero it to start. */
struct sgr {
	char held[128];			/* a control sequence not ended yet, ESC and [ included */
	size_t length;
};

/* The most that sgr_filter writes for `length` bytes of input. */
#define SGR_ROOM(length) (3 * (length) + 512)

/* Write to `out` what libvterm shall see; returns its length. */
size_t sgr_filter(struct sgr *sgr, const char *bytes, size_t length, char *out);

#endif
