/* input - bytes from a terminal, decoded into keys
 *
 * Knows the sequences of xterm and its kin, the Linux console, rxvt, PuTTY and screen, bracketed paste and SGR mouse
 * reports, and what terminfo says of this terminal (input_learn). Bytes may come cut anywhere. An ESC that nothing
 * follows is the Esc key once the caller has waited INPUT_ESCAPE_MILLISECONDS and says so. Works on bytes only, so it
 * is tested without a terminal. Source: XTerm Control Sequences (ctlseqs), "PC-Style Function Keys".
 */
#ifndef VIEWS_INPUT_H
#define VIEWS_INPUT_H

#include "views/key.h"

enum {
	INPUT_ESCAPE_MILLISECONDS = 25,
	INPUT_PASTE_LIMIT = 4 << 20, /* bytes of one paste; the rest is thrown away */
};

struct input_learned {
	char *bytes;
	struct key key;
};

/* Zeroed is ready. */
struct input {
	struct buffer bytes; /* read and not decoded yet */
	size_t at;
	struct buffer paste; /* being received, or just returned */
	bool pasting;
	struct input_learned *learned;
	size_t learned_count, learned_capacity;
};

/* One more sequence, as terminfo has it; NULL or a single printable byte is ignored. */
void input_learn(struct input *input, const char *bytes, struct key key);
void input_add(struct input *input, struct text bytes);
/* The next key. False when there is none, or only the beginning of one (input_waiting); with `late` such a beginning
 * is taken as it is: ESC becomes the Esc key. A paste is never cut short by `late`. */
bool input_next(struct input *input, struct key *out, bool late);
/* Whether the beginning of a sequence waits for its end (a paste apart). */
bool input_waiting(const struct input *input);
void input_clear(struct input *input);

#endif
