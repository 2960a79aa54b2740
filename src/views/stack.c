#include "views/stack.h"

#include <limits.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/language.h"
#include "text/utf8.h"
#include "text/wrap.h"
#include "views/help_view.h"
#include "views/loop.h"
#include "views/message.h"
#include "views/messages_view.h"
#include "views/palette_view.h"
#include "views/screen.h"

/* --- what is open --- */

struct stack *stack_new(struct session *session)
{
	struct stack *stack = memory_new(1, sizeof *stack);
	stack->session = session;
	stack->dirty = true;
	return stack;
}

static void close_view(struct view *view)
{
	if (view->class->close)
		view->class->close(view);
	free(view->state);
	free(view);
}

void stack_sweep(struct stack *stack)
{
	while (stack->closed_count)
		close_view(stack->closed[--stack->closed_count]);
}

void stack_free(struct stack *stack)
{
	if (!stack)
		return;
	stack_sweep(stack);
	while (stack->count)
		close_view(stack->views[--stack->count]);
	free(stack->views);
	free(stack->closed);
	free(stack);
}

struct view *stack_top(const struct stack *stack)
{
	return stack->count ? stack->views[stack->count - 1] : NULL;
}

struct view *stack_below(const struct stack *stack, const struct view *view)
{
	for (size_t i = 1; i < stack->count; i++) {
		if (stack->views[i] == view)
			return stack->views[i - 1];
	}
	return NULL;
}

void stack_changed(struct stack *stack)
{
	stack->dirty = true;
}

void stack_push(struct stack *stack, struct view *view, int purpose)
{
	view->stack = stack;
	view->session = stack->session;
	view->purpose = purpose;
	*ARRAY_ADD(stack->views, stack->count, stack->capacity) = view;
	stack_changed(stack);
	if (stack->loop)
		loop_wake(stack->loop);
}

static struct view *take_top(struct stack *stack)
{
	if (!stack->count)
		return NULL;
	struct view *view = stack->views[--stack->count];
	*ARRAY_ADD(stack->closed, stack->closed_count, stack->closed_capacity) = view;
	stack_changed(stack);
	return view;
}

void stack_pop(struct stack *stack, struct view_result result)
{
	struct view *view = take_top(stack), *top = stack_top(stack);
	if (view && top && top->class->result)
		top->class->result(top, view->purpose, result);
}

void stack_replace(struct stack *stack, struct view *view)
{
	struct view *old = take_top(stack);
	stack_push(stack, view, old ? old->purpose : 0);
}

void stack_unwind(struct stack *stack, const struct view_class *class)
{
	size_t keep = stack->count;
	while (keep > 0 && stack->views[keep - 1]->class != class)
		keep--;
	while (keep > 0 && stack->count > keep)
		take_top(stack);
}

/* --- drawing --- */

static bool can(const void *view, enum action action)
{
	return view_can(view, action);
}

static void draw_keybar(struct stack *stack, const struct view *view, struct area area)
{
	struct view_action actions[ACTION_COUNT];
	size_t count = 0;
	bool helped = false;
	for (; count < view->class->action_count && count + 1 < ACTION_COUNT; count++) {
		actions[count] = view->class->actions[count];
		helped |= actions[count].action == ACTION_HELP;
	}
	if (!helped && count) /* the way to everything else stays to the last */
		actions[count++] = (struct view_action){ACTION_HELP, INT_MAX, NULL, NULL};
	struct keybar *bar = &stack->bar;
	bar->row = area.row;
	bar->count = keybar_fill(
		bar->items, KEYBAR_MOST, actions, count, view_context(view), area.cols - 2, screen_ascii(), can, view);
	for (size_t i = 0; i < bar->count; i++) {
		const struct keybar_item *item = &bar->items[i];
		int col = area.col + 1 + item->col;
		int used = screen_print(area.row, col, item->cells, item->key, STYLE_KEY);
		screen_print(area.row, col + used + 1, item->cells - used - 1, item->label, STYLE_KEYBAR);
	}
}

/* In the status row; where a question has that, in the key bar's. What does not fit takes both until the next key. */
static void draw_message(struct stack *stack, const struct view *view, const struct layout *layout)
{
	const struct message *message = message_now();
	if (!message)
		return;
	struct area area = view->class->overlay ? layout->keybar : view_status_area(layout);
	int style = message->kind == MESSAGE_ERROR   ? STYLE_ERROR
		    : message->kind == MESSAGE_SAVED ? STYLE_SAVED
						     : STYLE_STATUS;
	struct text words = text_of(message->text);
	int cells = area.cols - 2;
	if (!area.rows || cells < 1)
		return;
	struct wrap wrap = {0};
	wrap_text(&wrap, words, (size_t)cells, 0);
	if (wrap.count > 1 && !view->class->overlay && layout->keybar.rows) {
		area.rows++; /* the key bar stands right below */
		stack->bar.count = 0;
	}
	for (int i = 0; i < area.rows && (size_t)i < wrap.count; i++) {
		struct area row = {area.row + i, area.col, 1, area.cols};
		bool last = i + 1 == area.rows;
		screen_fill(row, style, 0);
		screen_put(row.row, row.col + 1, cells,
			text_part(words, wrap.rows[i].start, last ? words.size : wrap.rows[i].end), style);
	}
	wrap_clear(&wrap);
}

static void draw_views(struct stack *stack)
{
	struct view *top = stack_top(stack);
	struct layout layout = layout_of(screen_rows(), screen_cols(), top->class->wish);
	stack->bar.count = 0;
	if (layout.too_small) {
		screen_print(0, 0, screen_cols(), _("window too small"), STYLE_PLAIN);
		return;
	}
	size_t first = stack->count - 1;
	while (first > 0 && stack->views[first]->class->overlay)
		first--;
	for (size_t i = first; i < stack->count; i++) {
		struct view *view = stack->views[i];
		struct layout own = layout_of(screen_rows(), screen_cols(), view->class->wish);
		if (view->class->draw)
			view->class->draw(view, &own);
	}
	if (view_bare(top))
		return;
	if (layout.keybar.rows)
		draw_keybar(stack, top, layout.keybar);
	draw_message(stack, top, &layout);
}

void stack_draw(struct stack *stack)
{
	stack->dirty = false;
	screen_begin();
	if (stack->count)
		draw_views(stack);
	screen_show();
}

/* --- actions --- */

static bool lists(const struct view *view, enum action action)
{
	for (size_t i = 0; i < view->class->action_count; i++) {
		if (view->class->actions[i].action == action)
			return true;
	}
	return false;
}

static void next_theme(void)
{
	static const char *const names[] = {
		N_("Colours: those of the terminal"), N_("Colours: high contrast"), N_("Colours: none")};
	enum theme next = (enum theme)((screen_theme_now() + 1) % 3);
	screen_theme(next);
	message_say(MESSAGE_INFO, "%s", _(names[screen_theme_now()]));
}

static void toggle_mouse(void)
{
	screen_mouse(!screen_mouse_on());
	message_say(MESSAGE_INFO, "%s",
		screen_mouse_on() ? _("Mouse on; with Shift the terminal selects as before.") : _("Mouse off."));
}

/* A page that is on top already is closed by the key that opens it. */
static void toggle_page(struct stack *stack, struct view *page)
{
	struct view *top = stack_top(stack);
	if (top->class == page->class) {
		close_view(page);
		stack_pop(stack, (struct view_result){0});
	} else {
		stack_push(stack, page, 0);
	}
}

static void go_back(struct stack *stack)
{
	if (stack->count > 1)
		stack_pop(stack, (struct view_result){0});
	else
		message_say(MESSAGE_INFO, "%s", _("This is the first page; q leaves the program."));
}

static void quit(struct stack *stack)
{
	if (stack->count > 1)
		stack_act(stack, ACTION_BACK);
	else if (!stack->may_end || stack->may_end(stack))
		stack->ended = true;
}

static bool act_globally(struct stack *stack, enum action action)
{
	switch (action) {
	case ACTION_HELP:
		toggle_page(stack, help_view(stack));
		return true;
	case ACTION_PALETTE:
		toggle_page(stack, palette_view(stack));
		return true;
	case ACTION_MESSAGES:
		toggle_page(stack, messages_view());
		return true;
	case ACTION_MOUSE:
		toggle_mouse();
		return true;
	case ACTION_REDRAW:
		screen_redraw();
		return true;
	case ACTION_SUSPEND:
		if (stack->loop)
			loop_suspend(stack->loop);
		return true;
	case ACTION_THEME:
		next_theme();
		return true;
	case ACTION_QUIT:
		quit(stack);
		return true;
	case ACTION_BACK:
		go_back(stack);
		return true;
	default:
		return false;
	}
}

/* Who came through the server's door has the review, and nothing else of that machine. */
static bool barred(const struct stack *stack, enum action action)
{
	return stack->door && (action == ACTION_EDITOR || action == ACTION_SUSPEND || action == ACTION_SEND);
}

void stack_act(struct stack *stack, enum action action)
{
	struct view *top = stack_top(stack);
	if (!top || action == ACTION_NONE)
		return;
	if (barred(stack, action)) {
		message_say(MESSAGE_INFO, "%s", _("This is the server's own screen: no other program runs here."));
		return;
	}
	stack_changed(stack);
	/* One that cannot be done just now says itself why: view_can() is for what is offered. */
	bool listed = lists(top, action) || action == ACTION_BACK;
	if (listed && top->class->act && top->class->act(top, action))
		return;
	if (act_globally(stack, action) || listed)
		return;
	message_say(MESSAGE_INFO, "%s", _("That is not to be done on this page; F1 lists what is."));
}

size_t stack_actions(const struct stack *stack, const struct view *view, struct view_action *out)
{
	size_t count = 0;
	bool taken[ACTION_COUNT] = {false};
	for (size_t i = 0; view && i < view->class->action_count; i++) {
		struct view_action action = view->class->actions[i];
		if (!taken[action.action] && view_can(view, action.action) && !barred(stack, action.action))
			out[count++] = action;
		taken[action.action] = true;
	}
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		const struct keymap_entry *entry = keymap_entry((enum action)i);
		if (entry && entry->global && !taken[i] && !barred(stack, entry->action))
			out[count++] = (struct view_action){entry->action, 0, NULL, NULL};
	}
	return count;
}

/* --- keys --- */

static void paste(struct stack *stack, struct view *top, const struct key *key)
{
	(void)stack;
	if (top->class->paste && view_wants_text(top))
		top->class->paste(top, key->paste);
	else
		message_say(MESSAGE_INFO, "%s", _("There is no text field here to paste into; nothing was done."));
}

static bool click_keybar(struct stack *stack, const struct key *key)
{
	for (size_t i = 0; i < stack->bar.count; i++) {
		const struct keybar_item *item = &stack->bar.items[i];
		if (key->row == stack->bar.row && key->col > item->col && key->col <= item->col + item->cells) {
			stack_act(stack, item->action);
			return true;
		}
	}
	return false;
}

static void meaningless(const struct view *top, const struct key *key)
{
	char name[KEY_NAME];
	bool stops = key->kind == TYPED_CONTROL && key->point == 'c';
	key_label(name, key, screen_ascii());
	if (stops && message_now())
		return; /* it has not been read yet */
	if (stops)
		message_say(MESSAGE_INFO, "%s",
			view_wants_text(top) ? _("Esc goes back, what was typed is kept.")
					     : _("Esc goes back, q leaves the program."));
	else if (key->kind != TYPED_MOUSE)
		message_say(MESSAGE_INFO, _("%s means nothing here; F1 lists the keys."), name);
}

void stack_key(struct stack *stack, const struct key *key)
{
	struct view *top = stack_top(stack);
	if (!top || key->kind == TYPED_NOTHING || key->kind == TYPED_UNKNOWN)
		return;
	if (key->kind == TYPED_RESIZE) {
		screen_resize();
		stack_changed(stack);
		return;
	}
	struct layout layout = layout_of(screen_rows(), screen_cols(), LAYOUT_ONE);
	enum action action = keymap_find(view_context(top), key);
	if (layout.too_small) { /* nobody sees what a key would do, nor a question: q keeps everything and leaves */
		if (action == ACTION_QUIT) {
			stack_save(stack);
			stack->ended = true;
		}
		return;
	}
	message_key();
	stack_changed(stack);
	if (key->kind == TYPED_PASTE)
		paste(stack, top, key);
	else if (key->kind == TYPED_MOUSE && click_keybar(stack, key))
		return;
	else if (top->class->key && top->class->key(top, key))
		return;
	else if (action)
		stack_act(stack, action);
	else
		meaningless(top, key);
}

/* --- news for all --- */

void stack_reloaded(struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++) {
		if (stack->views[i]->class->changed)
			stack->views[i]->class->changed(stack->views[i]);
	}
	stack_changed(stack);
	if (stack->loop) /* what the top view had looked into while no key waited was of the old state */
		loop_wake(stack->loop);
}

void stack_verified(struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++) {
		if (stack->views[i]->class->verified)
			stack->views[i]->class->verified(stack->views[i]);
	}
	stack_changed(stack);
}

void stack_tick(struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++) {
		if (stack->views[i]->class->tick)
			stack->views[i]->class->tick(stack->views[i]);
	}
	stack_changed(stack);
}

void stack_save(struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++) {
		if (stack->views[i]->class->save)
			stack->views[i]->class->save(stack->views[i]);
	}
}
