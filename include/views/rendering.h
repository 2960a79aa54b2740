/* rendering - a translation being brought in step beside its source: state, shared by its files (rendering_act,
 * rendering_type, translation_view)
 *
 * Acts are on the selected row. Words are typed in its place; left unsaved they are kept as a private draft, which the
 * same row offers again.
 */
#ifndef VIEWS_RENDERING_H
#define VIEWS_RENDERING_H

#include "act/translating.h"
#include "views/bitext.h"
#include "views/editor.h"
#include "views/keeping.h"
#include "views/spot.h"
#include "views/terming.h"

enum rendering_purpose {
	RENDERING_DELETION = 1,
	RENDERING_SEARCH,
	RENDERING_TERM,
	RENDERING_UNDO,  /* take back an act of an earlier session? */
	RENDERING_TAKE,  /* which of the words that others propose */
	RENDERING_SCOPE, /* what the words typed are about */
	RENDERING_PROJECTION,
};

struct rendering {
	struct session *session;
	struct bitext bitext;
	bool typing; /* the editor is open on `number` */
	struct number number;
	struct editor editor;
	struct buffer seen, spelled;
	struct keeping keeping;
	struct spot spot;
	bool inserts;
	struct terming terming;
	size_t searched_from; /* the row that was selected when searching began */
};

/* The selected row, NULL: none. */
struct translation_row *rendering_row(const struct rendering *rendering);
/* The block that the row's words are kept with: the translation's, or for a new one the nearest before. */
size_t rendering_block(const struct rendering *rendering);

/* --- rendering_act */
/* Whether something can be done to the selected row; says why where not. */
bool rendering_may_act(struct rendering *rendering);
/* Does one thing to it, and says so; false where it failed. */
bool rendering_run(struct rendering *rendering, struct translating_item item, const char *said);
void rendering_in_step(struct rendering *rendering);
void rendering_unpair(struct rendering *rendering);
void rendering_split(struct rendering *rendering);
/* Marks the row for pairing, or takes the mark off. */
void rendering_mark(struct rendering *rendering);
/* With the marked row, else the next one: what belongs together becomes one row. */
void rendering_pair(struct rendering *rendering);
void rendering_ask_deletion(struct view *view);
void rendering_delete(struct rendering *rendering);
void rendering_undo(struct rendering *rendering, bool redo);
void rendering_undone(struct rendering *rendering, bool redo); /* not asked any more */
/* What others propose becomes the translation's words, one's own proposal; asks which where there are several. */
void rendering_take(struct view *view);
void rendering_taken(struct rendering *rendering, size_t which);

/* --- rendering_type */
void rendering_type(struct rendering *rendering);
/* F2; may ask first what the words are about. */
void rendering_save(struct view *view);
void rendering_answered(struct view *view, struct view_result told);
void rendering_leave(struct rendering *rendering);
void rendering_stop(struct rendering *rendering);

#endif
