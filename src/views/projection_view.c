#include "views/projection_view.h"

#include "base/array.h"
#include "base/language.h"
#include "review/wording.h"
#include "views/amend_view.h"
#include "views/message.h"
#include "views/projection.h"
#include "views/spot.h"

struct projecting {
	struct session *session;
	struct spot spot;
	size_t block;
	struct projection projection;
};

static struct projecting *projecting_of(const struct view *view)
{
	return view->state;
}

static void show(struct projecting *projecting, size_t block)
{
	projecting->block = block;
	projecting->projection.top = 0;
	spot_set(&projecting->spot, projecting->session->review, block, 0, 0);
	projection_make(&projecting->projection, projecting->session->review, block);
}

static bool has_proposals(const struct review *review, size_t block)
{
	struct paper paper = {0};
	size_t count = projection_proposals(&paper, review, block);
	paper_clear(&paper);
	return count > 0;
}

/* The next paragraph with words from here on, in this direction; STANDING_NONE: none. */
static size_t find(const struct review *review, size_t from, bool forward, bool proposed)
{
	for (size_t at = from; at < review->draft->count; at += forward ? 1 : (size_t)-1)
		if (block_counts(&review->draft->blocks[at]) && (!proposed || has_proposals(review, at)))
			return at;
	return STANDING_NONE;
}

static bool step(struct projecting *projecting, bool forward, bool proposed)
{
	size_t next =
		find(projecting->session->review, projecting->block + (forward ? 1 : (size_t)-1), forward, proposed);
	if (next != STANDING_NONE)
		show(projecting, next);
	return true;
}

static bool go(struct projecting *projecting, bool last)
{
	const struct review *review = projecting->session->review;
	size_t block = find(review, last ? review->draft->count - 1 : 0, !last, false);
	if (block != STANDING_NONE)
		show(projecting, block);
	return true;
}

/* The pen, before the eyes of the room: from the words that everybody sees, never from a private draft. */
static bool amend(struct view *view)
{
	struct projecting *projecting = projecting_of(view);
	if (!session_may_act(projecting->session) || !session_ready(projecting->session))
		return true;
	struct view *page = amend_view(projecting->session,
		&(struct amend_view_order){.kind = AMEND_VIEW_REWORD, .block = projecting->block, .projected = true});
	if (page)
		stack_push(view->stack, page, 0);
	return true;
}

static bool act(struct view *view, enum action action)
{
	struct projecting *projecting = projecting_of(view);
	switch (action) {
	case ACTION_UP:
	case ACTION_DOWN:
		return projection_scroll(&projecting->projection, action == ACTION_DOWN) ||
		       step(projecting, action == ACTION_DOWN, false);
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		return step(projecting, action == ACTION_PAGE_DOWN, false);
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return step(projecting, action == ACTION_NEXT, true);
	case ACTION_FIRST:
	case ACTION_LAST:
		return go(projecting, action == ACTION_LAST);
	case ACTION_AMEND:
		return amend(view);
	case ACTION_BACK:
	case ACTION_PROJECTION:
		stack_pop(view->stack, (struct view_result){.done = true, .number = (long)projecting->block});
		return true;
	default:
		return false;
	}
}

static void draw(struct view *view, const struct layout *layout)
{
	struct projecting *projecting = projecting_of(view);
	struct area area = projection_area(layout->window);
	struct buffer place = {0};
	wording_place(&place, projecting->session->review, projecting->block);
	projection_heading(&area, buffer_string(&place), true);
	projection_draw(&projecting->projection, area);
	buffer_clear(&place);
}

/* The same paragraph, where it stands now; where it is gone, the one in its place. */
static void changed(struct view *view)
{
	struct projecting *projecting = projecting_of(view);
	struct review *review = projecting->session->review;
	size_t block = spot_block(&projecting->spot, review);
	long top = projecting->projection.top;
	bool same = block != STANDING_NONE;
	if (!same)
		block = find(review, projecting->block, true, false);
	if (block == STANDING_NONE)
		block = find(review, review->draft->count - 1, false, false);
	if (block == STANDING_NONE) {
		projecting->block = 0;
		paper_clear(&projecting->projection.paper);
		projecting->projection.words = 0;
		return;
	}
	show(projecting, block);
	projecting->projection.top = same ? top : 0;
}

static bool bare(const struct view *view)
{
	(void)view;
	return true;
}

static void close(struct view *view)
{
	spot_clear(&projecting_of(view)->spot);
	projection_clear(&projecting_of(view)->projection);
}

static const struct view_action actions[] = {
	{ACTION_DOWN, 0, NULL, N_("The next paragraph; in a long one, on to its end")},
	{ACTION_UP, 0, NULL, N_("The paragraph before; in a long one, back to its beginning")},
	{ACTION_PAGE_DOWN, 0, NULL, N_("The next paragraph")},
	{ACTION_PAGE_UP, 0, NULL, N_("The paragraph before")},
	{ACTION_NEXT, 0, NULL, N_("The next paragraph on which something is proposed")},
	{ACTION_PREVIOUS, 0, NULL, N_("The one before on which something is proposed")},
	{ACTION_FIRST, 0, NULL, NULL},
	{ACTION_LAST, 0, NULL, NULL},
	{ACTION_AMEND, 0, NULL, N_("Type other words for the paragraph while the room reads along")},
	{ACTION_PROJECTION, 0, NULL, N_("Leave the projection")},
	{ACTION_BACK, 0, NULL, N_("Leave the projection")},
};

const struct view_class projection_class = {
	.name = "projection",
	.title = N_("Projecting to a room"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.context = IN_VIEWS,
	.wish = LAYOUT_ONE,
	.bare = bare,
	.draw = draw,
	.act = act,
	.changed = changed,
	.close = close,
};

struct view *projection_view(struct session *session, size_t block)
{
	const struct review *review = session->review;
	size_t from = find(review, block == STANDING_NONE ? 0 : block, true, false);
	if (from == STANDING_NONE)
		from = find(review, review->draft->count ? review->draft->count - 1 : 0, false, false);
	if (from == STANDING_NONE) {
		message_say(MESSAGE_INFO, "%s", _("There are no words of the draft to project."));
		return NULL;
	}
	struct view *view = view_new(&projection_class, sizeof(struct projecting));
	struct projecting *projecting = view->state;
	projecting->session = session;
	show(projecting, from);
	return view;
}
