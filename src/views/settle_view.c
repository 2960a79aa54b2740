#include "views/settle_view.h"

#include "act/updating.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "views/message.h"
#include "views/pane.h"
#include "views/paper.h"
#include "views/sending.h"

struct settling {
	struct session *session;
	bool joins, chosen; /* two machines of one's own; what was chosen is on its way */
	struct update_collisions collisions;
	bool *mine;           /* which words stand, for each collision */
	struct paper *papers; /* made anew when a choice changes */
	struct pane pane;
	struct pane_source source;
};

static struct settling *settling_of(const struct view *view)
{
	return view->state;
}

/* A paragraph that the text no longer has cannot keep my words. */
static bool can_keep_mine(const struct update_collision *collision)
{
	return collision->base_block != STANDING_NONE && collision->mine.size;
}

static void make_paper(struct settling *settling, size_t item)
{
	const struct update_collision *collision = &settling->collisions.items[item];
	const struct review *review = settling->session->review;
	struct paper *paper = &settling->papers[item];
	struct buffer place = {0};
	paper_clear(paper);
	wording_place(&place, review, collision->base_block);
	paper_add(paper, buffer_text(&place), STYLE_NUMBER, false);
	paper_add_string(paper,
		settling->joins
			? settling->mine[item] ? _("  the words of here stand") : _("  the other machine's words stand")
		: settling->mine[item] ? _("  my words stand")
				       : _("  the text's words stand"),
		STYLE_CHOSEN);
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add_difference(paper, buffer_text(&collision->base), buffer_text(&collision->mine), STYLE_PLAIN);
	paper_add_string(paper, "\n ", STYLE_PLAIN);
	buffer_clear(&place);
}

static size_t count(void *context)
{
	return ((struct settling *)context)->collisions.count;
}

static size_t rows(void *context, size_t item, int cells)
{
	struct settling *settling = context;
	paper_wrap(&settling->papers[item], cells - 2, 0);
	return settling->papers[item].wrap.count;
}

static void draw_row(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct settling *settling = context;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	paper_draw(&settling->papers[item], row, area.row, area.col + 2, area.cols - 2, STYLE_PLAIN);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct settling *settling = settling_of(view);
	struct area body = layout->body;
	view_title(
		layout, settling->joins ? _("Two machines of mine") : _("Bring my proposals up to date"), NULL, NULL);
	paper_above(&body, settling->joins
				   ? _("Both machines have changed these words. [-the other one-] {+here+}: choose "
				       "which stand.")
				   : _("The text has moved on under these proposals. [-the text-] {+mine+}: choose "
				       "which words stand."));
	pane_place(&settling->pane, &settling->source, body);
	pane_draw(&settling->pane, true, 0);
	view_status(layout, _("Nothing is written before F2."), NULL);
}

static struct settlement *settlements(const struct settling *settling)
{
	struct settlement *list = memory_new(settling->collisions.count, sizeof *list);
	for (size_t i = 0; i < settling->collisions.count; i++) {
		const struct update_collision *collision = &settling->collisions.items[i];
		list[i] = (struct settlement){.path = collision->path, .base_block = collision->base_block};
		if (settling->mine[i])
			list[i].words = buffer_text(&collision->mine);
	}
	return list;
}

static void save(struct view *view)
{
	struct settling *settling = settling_of(view);
	struct update_collisions again = {0};
	struct settlement *list = settlements(settling);
	if (settling->joins) {
		settling->chosen = true;
		stack_pop(view->stack, (struct view_result){.done = true});
		sending_settle(settling->session->sending, list, settling->collisions.count);
		free(list);
		return;
	}
	const struct fault *fault = updating_run(&again, settling->session->review, list, settling->collisions.count);
	free(list);
	update_collisions_clear(&again);
	if (fault) {
		session_failed(settling->session, fault);
		return;
	}
	stack_pop(view->stack, (struct view_result){.done = true});
	session_saved(settling->session, _("Your proposals are up to date with the text"));
}

static bool act(struct view *view, enum action action)
{
	struct settling *settling = settling_of(view);
	size_t item = settling->pane.selected;
	switch (action) {
	case ACTION_OPEN:
		if (can_keep_mine(&settling->collisions.items[item]))
			settling->mine[item] = !settling->mine[item];
		else
			message_say(MESSAGE_INFO, "%s",
				_("The text no longer has this paragraph: its words cannot stand."));
		make_paper(settling, item);
		return true;
	case ACTION_SAVE:
		save(view);
		return true;
	default:
		return pane_act(&settling->pane, action);
	}
}

static void close(struct view *view)
{
	struct settling *settling = settling_of(view);
	if (settling->joins && !settling->chosen)
		sending_stop(settling->session->sending);
	for (size_t i = 0; i < settling->collisions.count; i++)
		paper_clear(&settling->papers[i]);
	free(settling->papers);
	free(settling->mine);
	update_collisions_clear(&settling->collisions);
}

static const struct view_action actions[] = {
	{ACTION_DOWN, 50, NULL, NULL},
	{ACTION_UP, 0, NULL, NULL},
	{ACTION_PAGE_DOWN, 0, NULL, NULL},
	{ACTION_PAGE_UP, 0, NULL, NULL},
	{ACTION_OPEN, 90, N_("switch"), N_("Switches which words stand.")},
	{ACTION_SAVE, 100, N_("do it"), N_("Brings the proposals up to date as chosen.")},
	{ACTION_BACK, 80, NULL, NULL},
};

static const struct view_class settle_class = {
	.name = "settle",
	.title = N_("Bring my proposals up to date"),
	.actions = actions,
	.action_count = sizeof actions / sizeof *actions,
	.context = IN_VIEWS,
	.wish = LAYOUT_ONE,
	.draw = draw,
	.act = act,
	.close = close,
};

/* Owns the collisions. */
static struct view *make_view(struct session *session, struct update_collisions collisions, bool joins)
{
	struct view *view = view_new(&settle_class, sizeof(struct settling));
	struct settling *settling = view->state;
	settling->session = session;
	settling->joins = joins;
	settling->collisions = collisions;
	settling->mine = memory_new(collisions.count, sizeof *settling->mine);
	settling->papers = memory_new(collisions.count, sizeof *settling->papers);
	settling->source = (struct pane_source){.context = settling, .count = count, .rows = rows, .draw = draw_row};
	for (size_t i = 0; i < collisions.count; i++) {
		settling->mine[i] = can_keep_mine(&collisions.items[i]);
		make_paper(settling, i);
	}
	return view;
}

struct view *settle_view(struct session *session)
{
	struct update_collisions collisions = {0};
	if (!updating_needed(session->review)) {
		message_say(MESSAGE_INFO, "%s", _("Your proposals are up to date with the text."));
		return NULL;
	}
	const struct fault *fault = updating_run(&collisions, session->review, NULL, 0);
	if (!fault) {
		session_saved(session, _("Your proposals are up to date with the text"));
	} else if (!collisions.count) {
		session_failed(session, fault);
	}
	if (!collisions.count)
		return NULL;
	return make_view(session, collisions, false);
}

struct view *settle_join_view(struct session *session, const struct update_collisions *collisions)
{
	struct update_collisions own = {0};
	for (size_t i = 0; i < collisions->count; i++) {
		const struct update_collision *from = &collisions->items[i];
		struct update_collision *to = ARRAY_ADD(own.items, own.count, own.capacity);
		to->path = memory_string(from->path);
		to->base_block = from->base_block;
		buffer_add(&to->mine, buffer_text(&from->mine));
		buffer_add(&to->base, buffer_text(&from->base));
	}
	return make_view(session, own, true);
}
