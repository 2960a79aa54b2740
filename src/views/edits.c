#include "views/edits.h"

#include <stdlib.h>

#include "base/array.h"

static void edit_clear(struct edit *edit)
{
	buffer_clear(&edit->removed);
	buffer_clear(&edit->added);
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t';
}

/* Typed on where the last one ended, and no new word begins. */
static bool joins_typed(const struct edit *last, size_t start, size_t end, struct text added)
{
	if (start != end || start != last->at + last->added.size || !added.size || !last->added.size)
		return false;
	return is_blank(added.bytes[0]) || !is_blank(last->added.bytes[last->added.size - 1]);
}

static bool joins(const struct edits *edits, size_t start, size_t end, struct text added, enum edit_kind kind)
{
	if (edits->pausing || !edits->done || kind == EDIT_WHOLE)
		return false;
	const struct edit *last = &edits->items[edits->done - 1];
	if (last->kind != kind)
		return false;
	if (kind == EDIT_TYPED)
		return joins_typed(last, start, end, added);
	return end == last->at || start == last->at;
}

/* What was undone cannot be redone after something else. */
static void forget_undone(struct edits *edits)
{
	while (edits->count > edits->done)
		edit_clear(&edits->items[--edits->count]);
}

void edits_do(struct edits *edits, struct buffer *text, size_t start, size_t end, struct text added,
	enum edit_kind kind, size_t cursor)
{
	struct text removed = text_part(buffer_text(text), start, end);
	bool joined = joins(edits, start, end, added, kind);
	forget_undone(edits);
	if (!joined) {
		struct edit *edit = ARRAY_ADD(edits->items, edits->count, edits->capacity);
		*edit = (struct edit){.kind = kind, .at = start, .cursor = cursor};
		edits->done = edits->count;
	}
	struct edit *edit = &edits->items[edits->done - 1];
	if (joined && end == edit->at && end > start) { /* Backspace: before what was erased already */
		buffer_replace(&edit->removed, 0, 0, removed);
		edit->at = start;
	} else {
		buffer_add(&edit->removed, removed);
	}
	buffer_add(&edit->added, added);
	edits->pausing = false;
	buffer_replace(text, start, end, added);
}

bool edits_undo(struct edits *edits, struct buffer *text, size_t *cursor)
{
	if (!edits->done)
		return false;
	const struct edit *edit = &edits->items[--edits->done];
	buffer_replace(text, edit->at, edit->at + edit->added.size, buffer_text(&edit->removed));
	*cursor = edit->cursor;
	edits->pausing = true;
	return true;
}

bool edits_redo(struct edits *edits, struct buffer *text, size_t *cursor)
{
	if (edits->done == edits->count)
		return false;
	const struct edit *edit = &edits->items[edits->done++];
	buffer_replace(text, edit->at, edit->at + edit->removed.size, buffer_text(&edit->added));
	*cursor = edit->at + edit->added.size;
	edits->pausing = true;
	return true;
}

void edits_pause(struct edits *edits)
{
	edits->pausing = true;
}

void edits_clear(struct edits *edits)
{
	for (size_t i = 0; i < edits->count; i++)
		edit_clear(&edits->items[i]);
	free(edits->items);
	*edits = (struct edits){0};
}
