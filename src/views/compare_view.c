#include "views/compare_view.h"

#include "base/array.h"
#include "base/language.h"
#include "review/wording.h"
#include "text/visible.h"
#include "views/compared.h"
#include "views/message.h"
#include "views/row.h"
#include "views/screen.h"

struct state {
	struct session *session;
	struct versions versions;
	struct pane pane; /* of the versions */
	struct pane_source source;
	bool comparing; /* one has been chosen: `chosen` is its name */
	char *chosen;
	struct compared compared;
};

static void version_name(struct buffer *out, const struct version *version)
{
	if (version->revision)
		buffer_format(out, _("Rev. %u"), version->revision);
	else
		wording_when(out, version->when);
}

static size_t source_count(void *context)
{
	return ((struct state *)context)->versions.count;
}

static size_t source_rows(void *context, size_t item, int cells)
{
	(void)context;
	(void)item;
	(void)cells;
	return 1;
}

/* "Rev. 2 · 18 May, 12:04 · its commit's subject" */
static void source_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct state *state = context;
	const struct version *version = &state->versions.items[item];
	struct buffer words = {0};
	int bold = selected ? STYLE_WITH_SELECTED : 0, used = 0;
	(void)row;
	area = row_begin(area, selected);
	version_name(&words, version);
	used += screen_print(area.row, area.col, area.cols, buffer_string(&words), STYLE_STRONG | bold);
	buffer_empty(&words);
	if (version->revision) {
		buffer_add_string(&words, " · ");
		wording_when(&words, version->when);
	}
	if (oid_equal(&version->blob, &state->session->review->draft_blob)) {
		buffer_add_string(&words, " · ");
		buffer_add_string(&words, _("the text as it stands"));
	}
	used += screen_print(area.row, area.col + used, area.cols - used, buffer_string(&words), STYLE_DIM | bold);
	buffer_empty(&words);
	buffer_add_string(&words, " · ");
	visible_add(&words, text_of(version->subject), VISIBLE_ONE_LINE);
	screen_print(area.row, area.col + used, area.cols - used, buffer_string(&words), STYLE_PLAIN | bold);
	buffer_clear(&words);
}

static void draw_versions(struct state *state, const struct layout *layout)
{
	struct area body = layout->body;
	view_title(layout, _("Compare with which version?"), NULL, NULL);
	pane_place(&state->pane, &state->source, body);
	pane_draw(&state->pane, true, ROW_MARGIN);
	if (!state->versions.count && body.rows)
		screen_print(body.row, body.col + ROW_MARGIN, body.cols - ROW_MARGIN,
			_("This text has no earlier version yet."), STYLE_DIM);
	char *words = memory_format(
		P_("%zu earlier version", "%zu earlier versions", state->versions.count), state->versions.count);
	view_status(layout, words, NULL);
	free(words);
}

static char *count_words(const struct state *state)
{
	size_t count = state->compared.comparison.differences;
	if (!count)
		/* TRANSLATORS: %s is a version: "Rev. 1", or a date */
		return memory_format(_("no difference from %s"), state->chosen);
	/* TRANSLATORS: how many paragraphs, since which version: "Rev. 1", or a date */
	return memory_format(P_("%1$zu paragraph changed since %2$s", "%1$zu paragraphs changed since %2$s", count),
		count, state->chosen);
}

static void draw_comparison(struct state *state, const struct layout *layout)
{
	struct compared *compared = &state->compared;
	/* TRANSLATORS: %s is a version: "Rev. 1", or a date */
	char *title = memory_format(_("Since %s"), state->chosen);
	char *count = count_words(state);
	view_title(layout, title, NULL, NULL);
	compared_draw(compared, layout->body);
	size_t at = compared->pane.selected, differences = compared->comparison.differences;
	if (differences && at < compared->comparison.count && comparison_differs(&compared->comparison.entries[at])) {
		char *full =
			memory_format("%s · %zu/%zu", count, comparison_rank(&compared->comparison, at), differences);
		free(count);
		count = full;
	}
	view_status(layout, count, NULL);
	free(count);
	free(title);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct state *state = view->state;
	if (state->comparing)
		draw_comparison(state, layout);
	else
		draw_versions(state, layout);
}

static void leave_comparison(struct state *state)
{
	compared_clear(&state->compared);
	free(state->chosen);
	state->chosen = NULL;
	state->comparing = false;
}

static void choose(struct state *state)
{
	struct buffer name = {0};
	if (!state->versions.count || !session_ready(state->session))
		return;
	const struct version *version = &state->versions.items[state->pane.selected];
	if (message_fault(compared_open(&state->compared, state->session, version)))
		return;
	version_name(&name, version);
	state->chosen = buffer_take(&name);
	state->comparing = true;
}

static void finish(struct view *view)
{
	struct state *state = view->state;
	size_t block = compared_block(&state->compared);
	if (block != STANDING_NONE)
		stack_pop(view->stack, (struct view_result){.done = true, .number = (long)block});
}

static void open_selected(struct view *view)
{
	struct state *state = view->state;
	if (state->comparing)
		finish(view);
	else
		choose(state);
}

static bool act_comparing(struct state *state, enum action action)
{
	switch (action) {
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		if (!compared_step(&state->compared, action == ACTION_NEXT))
			message_say(MESSAGE_INFO, "%s",
				action == ACTION_NEXT ? _("There is no further difference.")
						      : _("There is no earlier difference."));
		return true;
	case ACTION_BACK:
		leave_comparison(state);
		return true;
	default:
		return pane_act(&state->compared.pane, action);
	}
}

static bool act(struct view *view, enum action action)
{
	struct state *state = view->state;
	if (action == ACTION_OPEN) {
		open_selected(view);
		return true;
	}
	return state->comparing ? act_comparing(state, action) : pane_act(&state->pane, action);
}

static bool key(struct view *view, const struct key *typed)
{
	struct state *state = view->state;
	return row_mouse_finish(view, state->comparing ? &state->compared.pane : &state->pane, typed, open_selected);
}

static bool can(const struct view *view, enum action action)
{
	const struct state *state = view->state;
	if (action == ACTION_NEXT || action == ACTION_PREVIOUS)
		return state->comparing && state->compared.comparison.differences;
	return action == ACTION_BACK || state->comparing || state->versions.count;
}

struct renewal {
	const struct versions *before, *now;
};

static long find_again(void *context, size_t old_item)
{
	const struct renewal *renewal = context;
	const struct version *old = &renewal->before->items[old_item];
	for (size_t i = 0; i < renewal->now->count; i++)
		if (renewal->now->items[i].revision == old->revision &&
			oid_equal(&renewal->now->items[i].commit, &old->commit))
			return (long)i;
	return PANE_GONE;
}

static void changed(struct view *view)
{
	struct state *state = view->state;
	struct versions before = state->versions;
	struct renewal renewal = {&before, &state->versions};
	message_fault(version_list(&state->versions, state->session->review));
	pane_remap(&state->pane, find_again, &renewal);
	versions_clear(&before);
	if (state->comparing && message_fault(compared_renew(&state->compared)))
		leave_comparison(state);
}

static void close_view(struct view *view)
{
	struct state *state = view->state;
	leave_comparison(state);
	versions_clear(&state->versions);
}

struct view *compare_view(struct session *session)
{
	static const struct view_action actions[] = {
		{ACTION_UP, 5, NULL, NULL},
		{ACTION_DOWN, 5, NULL, NULL},
		{ACTION_NEXT, 9, N_("next difference"), N_("Go to the next difference.")},
		{ACTION_PREVIOUS, 9, NULL, N_("Go to the previous difference.")},
		{ACTION_OPEN, 7, NULL,
			N_("Compare with this version; in the comparison, go to this paragraph in the text.")},
		{ACTION_PAGE_UP, 0, NULL, NULL},
		{ACTION_PAGE_DOWN, 0, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
		{ACTION_BACK, 8, NULL, NULL},
	};
	static const struct view_class class = {.name = "compare",
		.title = N_("Compare with an earlier version"),
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.context = IN_VIEWS,
		.wish = LAYOUT_ONE,
		.draw = draw,
		.act = act,
		.key = key,
		.can = can,
		.changed = changed,
		.close = close_view};
	struct view *view = view_new(&class, sizeof(struct state));
	struct state *state = view->state;
	state->session = session;
	state->source = (struct pane_source){state, source_count, source_rows, source_draw, NULL};
	message_fault(version_list(&state->versions, session->review));
	return view;
}
