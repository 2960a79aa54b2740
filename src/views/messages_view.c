#include "views/messages_view.h"

#include <stdio.h>

#include "base/array.h"
#include "base/language.h"
#include "text/wrap.h"
#include "views/message.h"
#include "views/pane.h"
#include "views/screen.h"

enum { TIME_CELLS = 8 };

struct messages {
	struct pane pane;
	struct pane_source source;
	struct wrap wrap; /* of the message asked for last */
};

static size_t count_messages(void *context)
{
	(void)context;
	return message_count();
}

static const struct wrap *wrapped(struct messages *messages, size_t item, int cells)
{
	wrap_text(&messages->wrap, text_of(message_at(item)->text),
		cells > TIME_CELLS + 2 ? (size_t)(cells - TIME_CELLS) : 1, 0);
	return &messages->wrap;
}

static size_t rows(void *context, size_t item, int cells)
{
	return wrapped(context, item, cells)->count;
}

static void draw_row(void *context, size_t item, size_t row, struct area area, bool selected)
{
	const struct message *message = message_at(item);
	const struct wrap_row *at = &wrapped(context, item, area.cols)->rows[row];
	int bold = selected ? STYLE_WITH_SELECTED : 0;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | bold);
	if (row == 0) {
		char time[TIME_CELLS];
		struct clock_fields when = clock_fields(clock_local(message->when));
		snprintf(time, sizeof time, "%02d:%02d", when.hour % 100, when.minute % 100);
		screen_print(area.row, area.col + 1, TIME_CELLS - 2, time, STYLE_DIM | bold);
	}
	int style = message->kind == MESSAGE_ERROR ? STYLE_REFUSED : STYLE_PLAIN;
	screen_put(area.row, area.col + TIME_CELLS, area.cols - TIME_CELLS,
		text_part(text_of(message->text), at->start, at->end), style | bold);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct messages *messages = view->state;
	view_title(layout, _("Messages"), NULL, NULL);
	view_status(layout, message_count() ? _("The newest first") : _("Nothing has been said yet"), NULL);
	pane_place(&messages->pane, &messages->source, layout->body);
	pane_draw(&messages->pane, true, 0);
}

static bool act(struct view *view, enum action action)
{
	struct messages *messages = view->state;
	return pane_act(&messages->pane, action);
}

static void close_messages(struct view *view)
{
	struct messages *messages = view->state;
	wrap_clear(&messages->wrap);
}

struct view *messages_view(void)
{
	static const struct view_action actions[] = {
		{ACTION_UP, 5, NULL, NULL},
		{ACTION_DOWN, 5, NULL, NULL},
		{ACTION_PAGE_UP, 4, NULL, NULL},
		{ACTION_PAGE_DOWN, 4, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
		{ACTION_BACK, 8, NULL, NULL},
	};
	static const struct view_class class = {.name = "messages",
		.title = N_("Messages"),
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.draw = draw,
		.act = act,
		.close = close_messages};
	struct view *view = view_new(&class, sizeof(struct messages));
	struct messages *messages = view->state;
	messages->source =
		(struct pane_source){.context = messages, .count = count_messages, .rows = rows, .draw = draw_row};
	return view;
}
