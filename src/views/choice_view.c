#include "views/choice_view.h"

#include "base/array.h"
#include "base/language.h"
#include "text/visible.h"
#include "views/paper.h"

struct choosing {
	char *title;
	struct paper question;
	struct choice choice;
};

static void draw(struct view *view, const struct layout *layout)
{
	struct choosing *state = view->state;
	struct area body = layout->body;
	view_title(layout, state->title, NULL, NULL);
	if (state->question.text.size && body.cols > 2 && body.rows > 4) {
		paper_wrap(&state->question, body.cols - 2, 0);
		int rows = (int)state->question.wrap.count;
		struct area above = layout_cut_top(&body, rows < body.rows / 2 ? rows : body.rows / 2);
		for (int i = 0; i < above.rows; i++)
			paper_draw(
				&state->question, (size_t)i, above.row + i, above.col + 1, above.cols - 2, STYLE_PLAIN);
		layout_cut_top(&body, 1);
	}
	choice_draw(&state->choice, body, true);
	struct buffer status = {0};
	buffer_format(&status, "%zu/%zu", state->choice.pane.selected + 1, state->choice.count);
	view_status(layout, buffer_string(&status), NULL);
	buffer_clear(&status);
}

static bool act(struct view *view, enum action action)
{
	struct choosing *state = view->state;
	if (action == ACTION_OPEN) {
		stack_pop(view->stack, (struct view_result){.done = true, .number = (long)state->choice.pane.selected});
		return true;
	}
	return choice_act(&state->choice, action);
}

static bool key(struct view *view, const struct key *typed)
{
	struct choosing *state = view->state;
	return choice_key(&state->choice, typed);
}

static void close_view(struct view *view)
{
	struct choosing *state = view->state;
	free(state->title);
	paper_clear(&state->question);
	choice_clear(&state->choice);
}

static const struct view_action actions[] = {
	{ACTION_UP, 6, N_("choose"), N_("Go to the entry above")},
	{ACTION_DOWN, 6, N_("choose"), N_("Go to the entry below")},
	{ACTION_PAGE_UP, 0, NULL, NULL},
	{ACTION_PAGE_DOWN, 0, NULL, NULL},
	{ACTION_FIRST, 0, NULL, NULL},
	{ACTION_LAST, 0, NULL, NULL},
	{ACTION_OPEN, 8, N_("take"), N_("Take this one")},
	{ACTION_BACK, 7, N_("leave"), N_("Leave without choosing")},
};

static const struct view_class choice_class = {
	.name = "choice",
	.title = N_("Choosing"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.draw = draw,
	.act = act,
	.key = key,
	.close = close_view,
};

struct view *choice_view(const struct choice_order *order)
{
	struct view *view = view_new(&choice_class, sizeof(struct choosing));
	struct choosing *state = view->state;
	state->title = visible_take(order->title);
	if (order->question)
		paper_add_string(&state->question, order->question, STYLE_PLAIN);
	choice_open(&state->choice, order->items, order->count, order->selected);
	return view;
}
