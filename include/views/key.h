/* key - what the person at the keyboard did, as one value
 *
 * `point` is the code point of a CHARACTER, the lower-case letter of a CONTROL, the number of a FUNCTION key, the
 * button of a MOUSE event (1 left, 2 middle, 3 right, 4 wheel up, 5 wheel down). A paste arrives whole, as one key.
 * The names begin with TYPED_ because ncurses has taken KEY_ for its macros.
 */
#ifndef VIEWS_KEY_H
#define VIEWS_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum key_kind {
	TYPED_NOTHING,
	TYPED_CHARACTER,
	TYPED_CONTROL, /* ^A to ^Z, but ^I (TAB), ^M and ^J (ENTER), ^H (BACKSPACE) */
	TYPED_UP,
	TYPED_DOWN,
	TYPED_LEFT,
	TYPED_RIGHT,
	TYPED_PAGE_UP,
	TYPED_PAGE_DOWN,
	TYPED_HOME,
	TYPED_END,
	TYPED_TAB,
	TYPED_BACKTAB,
	TYPED_ENTER,
	TYPED_ESCAPE,
	TYPED_BACKSPACE,
	TYPED_DELETE,
	TYPED_INSERT,
	TYPED_FUNCTION,
	TYPED_PASTE,
	TYPED_MOUSE,
	TYPED_RESIZE,  /* the window has another size: draw again */
	TYPED_GONE,    /* the terminal was closed: nothing more will come */
	TYPED_UNKNOWN, /* a sequence we do not know; ignored */
};

enum { WITH_SHIFT = 1, WITH_ALT = 2, WITH_CONTROL = 4 };

struct key {
	enum key_kind kind;
	int32_t point;
	int modifiers;
	int row, col;      /* MOUSE: the cell, from 0 */
	struct text paste; /* PASTE: its bytes as they came, untrusted; good until the next key is read */
};

enum { KEY_NAME = 24 };

/* Reads a key written as in the keymap: "a", "+", "^S", "F2", "S-Left", "C-Right", "Enter", "PgUp", "Space" … False
 * for anything else. */
bool key_parse(struct key *out, const char *name);
/* How the key bar and the help write it: "↑", "⇥", "^S", "F2", "⇧→", or in ASCII "Up", "Tab", "S-Right". Enter, Esc,
 * Space are words of the language. */
void key_label(char out[KEY_NAME], const struct key *key, bool ascii);
/* Same key; position and paste do not count. */
bool key_same(const struct key *a, const struct key *b);

#endif
