/* edits - what was done to a text, to be undone and redone
 *
 * Typing joins to one step word by word, erasing character by character to one step, until edits_pause(); everything
 * else is a step of its own. The text and the cursor are the caller's. A zeroed `edits` is empty.
 */
#ifndef VIEWS_EDITS_H
#define VIEWS_EDITS_H

#include "base/buffer.h"

enum edit_kind { EDIT_WHOLE, EDIT_TYPED, EDIT_ERASED };

struct edit {
	enum edit_kind kind;
	size_t at;
	struct buffer removed, added;
	size_t cursor; /* before it was done */
};

struct edits {
	struct edit *items;
	size_t count, capacity;
	size_t done;  /* items before this one are done, the others undone */
	bool pausing; /* the next one joins to nothing */
};

/* Puts `added` in the place of bytes `start` to `end` of the text, and remembers it. */
void edits_do(struct edits *edits, struct buffer *text, size_t start, size_t end, struct text added,
	enum edit_kind kind, size_t cursor);
/* Takes back the last step, or does it again; the cursor goes where it was. False when there is none. */
bool edits_undo(struct edits *edits, struct buffer *text, size_t *cursor);
bool edits_redo(struct edits *edits, struct buffer *text, size_t *cursor);
void edits_pause(struct edits *edits);
void edits_clear(struct edits *edits);

#endif
