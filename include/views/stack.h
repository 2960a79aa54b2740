/* stack - the views that are open, the top one in use
 *
 * The bottom view is never popped by Esc. Pushing and popping is safe from within any function of a view: a popped
 * view is closed when its function has returned.
 */
#ifndef VIEWS_STACK_H
#define VIEWS_STACK_H

#include "views/keybar.h"
#include "views/view.h"

struct loop;

struct stack {
	struct view **views;
	size_t count, capacity;
	struct view **closed; /* popped, to be freed by stack_sweep() */
	size_t closed_count, closed_capacity;
	struct session *session;
	struct loop *loop; /* NULL where nothing loops (tests) */
	bool door;         /* through the server's door: no other program is run */
	bool dirty;        /* a frame is due */
	bool ended;        /* the loop is to return */
	struct keybar bar; /* as last drawn, for the mouse */
	bool (*may_end)(
		struct stack *stack); /* asked on ACTION_QUIT at top level; false: it asks first, and ends later */
};

struct stack *stack_new(struct session *session) MUST_CHECK;
/* Closes all views, the top one first. */
void stack_free(struct stack *stack);

/* The stack owns the view. `purpose` comes back with the result: a view's own begin at 1, for 0 are the pages that
 * others may open over any view (who one is, a projection that goes on, what meets in the same words). */
void stack_push(struct stack *stack, struct view *view, int purpose);
/* Closes the top view and tells the one below. */
void stack_pop(struct stack *stack, struct view_result result);
/* Closes the top view and puts another in its place, under the same purpose, without a result. */
void stack_replace(struct stack *stack, struct view *view);
struct view *stack_top(const struct stack *stack);
struct view *stack_below(const struct stack *stack, const struct view *view);
/* Closes views until this class is on top; nothing if it is not open. No results are told. */
void stack_unwind(struct stack *stack, const struct view_class *class);

/* Asks for a frame: after anything that changes what is seen outside of a key. */
void stack_changed(struct stack *stack);
/* Draws and shows the frame: views, message, key bar. */
void stack_draw(struct stack *stack);
/* Gives a key to the top view; says so where it means nothing. */
void stack_key(struct stack *stack, const struct key *key);
/* Does an action as if its key had been typed (palette, mouse on the key bar). */
void stack_act(struct stack *stack, enum action action);
/* Tells every view: the review was loaded anew; more is known of signatures; a minute is over; save. */
void stack_reloaded(struct stack *stack);
void stack_verified(struct stack *stack);
void stack_tick(struct stack *stack);
void stack_save(struct stack *stack);
/* Frees what was popped. */
void stack_sweep(struct stack *stack);

/* For help and palette: the top view's actions (or, under them, that of the view they were asked in), then the global
 * ones; only what is to be had. Fills `out` (room for ACTION_COUNT) and returns how many. */
size_t stack_actions(const struct stack *stack, const struct view *view, struct view_action *out);

#endif
