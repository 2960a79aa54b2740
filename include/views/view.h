/* view - a page of the screen: a table of functions and a state of its own
 *
 * Any function of the table may be NULL. A view draws itself whole into the areas it is given; title row, status row,
 * key bar and messages are helped by the functions below. Keys reach it in this order: `key` (raw; text fields and
 * questions), then, through the keymap, `act`. Between events a view keeps ids, never pointers into the review: it may
 * have been loaded anew. Everything a view opens it opens on its stack (see stack.h) and hears of in `result`.
 */
#ifndef VIEWS_VIEW_H
#define VIEWS_VIEW_H

#include "views/key.h"
#include "views/keymap.h"
#include "views/layout.h"

struct stack;
struct session; /* what all views share (the open review, the worker …); the foundation only hands it on */
struct view;

/* What a closed view tells the one below. Texts are good during the call only. */
struct view_result {
	bool done;        /* false: left without */
	long number;      /* a choice, an index, an enum of the closed view */
	struct text text; /* an id, or words */
};

struct view_class {
	const char *name;  /* "review"; for messages and tests */
	const char *title; /* N_(), of the help page */
	const struct view_action *actions;
	size_t action_count;
	enum keymap_context context; /* of its keys when it wants no text */
	enum layout_wish wish;
	/* For the eyes of a room: neither key bar nor message is drawn. */
	bool (*bare)(const struct view *view);
	bool overlay; /* the view below is drawn first (questions in the status row) */

	void (*draw)(struct view *view, const struct layout *layout);
	/* Does one of its actions; false: not now (a BACK that is not done closes the view). */
	bool (*act)(struct view *view, enum action action);
	/* A raw key, before the keymap; true: it was for us. */
	bool (*key)(struct view *view, const struct key *key);
	/* A paste; without this function it is refused with a message. */
	void (*paste)(struct view *view, struct text paste);
	/* Whether a text field has the keys now (IN_TEXT). */
	bool (*wants_text)(const struct view *view);
	/* Whether an action of its list is to be had now: else absent from key bar, help and palette. */
	bool (*can)(const struct view *view, enum action action);
	/* A view it opened was closed; `purpose` is what it was pushed with. It is on top again. */
	void (*result)(struct view *view, int purpose, struct view_result result);
	/* A slice of work (some ms) while no key waits; true: there is more. Only for the top view; asked again after
	 * a key, and when the review was loaded anew. */
	bool (*idle)(struct view *view);
	void (*tick)(struct view *view);     /* every minute, when the clock turns */
	void (*changed)(struct view *view);  /* the review was loaded anew: find the ids again */
	void (*verified)(struct view *view); /* more is known of signatures than when it was drawn */
	void (*save)(struct view *view);  /* the program ends now: put unfinished text in the journal; no questions */
	void (*close)(struct view *view); /* free the state */
};

struct view {
	const struct view_class *class;
	struct stack *stack;
	struct session *session;
	int purpose;
	void *state;
};

/* A view for stack_push(), its state zeroed memory of `size` bytes, yours to fill. The class's close() clears what the
 * state holds; the state's own memory is freed by the stack. */
struct view *view_new(const struct view_class *class, size_t size) MUST_CHECK;
bool view_wants_text(const struct view *view);
bool view_bare(const struct view *view);
bool view_can(const struct view *view, enum action action);
/* The context its keys are looked up in. */
enum keymap_context view_context(const struct view *view);

/* The title row: left, middle and right; what does not fit goes from the middle first, then from the right. NULL: none.
 * Also draws the rule between two panes. */
void view_title(const struct layout *layout, const char *left, const char *middle, const char *right);
/* The cells that a title row has beside what stands left (NULL: nothing) and right. */
int view_title_room(const struct layout *layout, const char *left, const char *right);
/* The status row, left and right; a message, while there is one, covers it. */
void view_status(const struct layout *layout, const char *left, const char *right);
/* The status row, or where there is none the last row of the window: for questions. */
struct area view_status_area(const struct layout *layout);

#endif
