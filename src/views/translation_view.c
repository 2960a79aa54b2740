#include "views/translation_view.h"

#include "base/array.h"
#include "base/language.h"
#include "text/visible.h"
#include "views/message.h"
#include "views/projection_view.h"
#include "views/prompt_view.h"
#include "views/rendering.h"
#include "views/row.h"
#include "views/underline.h"

/* --- drawing */

static void add_counts(struct buffer *out, const struct rendering *rendering)
{
	const struct translation_totals *totals = &rendering->bitext.translation->totals;
	if (!totals->left)
		buffer_add_string(out, _("All of it is in step."));
	else
		buffer_format(
			out, P_("%zu of %zu to do", "%zu of %zu to do", totals->rows), totals->left, totals->rows);
	if (totals->left && !rendering->typing) /* the room is for what is typed */
		buffer_format(out, " · ◆ %zu · + %zu · − %zu", totals->stale, totals->missing, totals->gone);
	if (!rendering->typing && rendering->bitext.points)
		buffer_format(out, " · ! %zu", rendering->bitext.points);
	if (!rendering->typing && totals->suggested)
		buffer_format(out, " · ✎ %zu", totals->suggested);
}

static void draw_status(const struct rendering *rendering, const struct layout *layout)
{
	struct buffer left = {0}, right = {0};
	add_counts(&left, rendering);
	if (rendering->bitext.left_only && !rendering->typing) {
		buffer_add_string(&left, " · ");
		buffer_add_string(&left, _("only what is left"));
	}
	if (rendering->typing)
		keeping_state(&right, &rendering->keeping);
	view_status(layout, buffer_string(&left), right.size ? buffer_string(&right) : NULL);
	buffer_clear(&left);
	buffer_clear(&right);
}

static void draw_title(const struct rendering *rendering, const struct layout *layout)
{
	const struct translation *translation = rendering->bitext.translation;
	char *source = visible_take(translation->source_language), *language = visible_take(translation->language);
	const char *name = rendering->session->review->identity.name;
	char *shown = name ? visible_take(name) : NULL;
	/* TRANSLATORS: two language codes, "fr → es" */
	char *title = memory_format(_("Translation: %s → %s"), source, language);
	view_title(layout, title, NULL, shown);
	free(title);
	free(source);
	free(language);
	free(shown);
}

/* The field takes the place of the translation, and what stands below it. */
static void draw_editor(struct rendering *rendering, struct area body)
{
	struct area area = rendering->bitext.words;
	if (area.rows < 3 && area.rows < body.rows) { /* too low: from where there is room */
		area.rows = body.rows < 3 ? body.rows : 3;
		area.row = body.row + body.rows - area.rows;
	}
	screen_fill(area, STYLE_PLAIN, 0);
	underline_editor(&rendering->editor, area, true, rendering->session->speller, &rendering->spelled);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct rendering *rendering = view->state;
	if (!rendering->bitext.translation)
		return;
	draw_title(rendering, layout);
	bitext_draw(&rendering->bitext, layout->body, !rendering->typing);
	if (!rendering->bitext.count && layout->body.rows)
		screen_print(layout->body.row, layout->body.col + ROW_MARGIN, layout->body.cols - ROW_MARGIN,
			_("Nothing is left to do; F4 filter shows all of it."), STYLE_DIM);
	if (rendering->typing)
		draw_editor(rendering, layout->body);
	draw_status(rendering, layout);
}

static bool act_typing(struct view *view, enum action action)
{
	struct rendering *rendering = view->state;
	switch (action) {
	case ACTION_SAVE:
		rendering_save(view);
		return true;
	case ACTION_BACK:
		rendering_leave(rendering);
		return true;
	case ACTION_UNDO:
	case ACTION_REDO:
		if (action == ACTION_UNDO ? editor_undo(&rendering->editor) : editor_redo(&rendering->editor))
			keeping_touch(&rendering->keeping);
		return true;
	default:
		return false;
	}
}

/* --- keys */

static void step(struct rendering *rendering, bool forward)
{
	if (rendering->bitext.found.size) {
		if (!bitext_find_step(&rendering->bitext, forward, false))
			message_say(MESSAGE_INFO, "%s", _("Not found."));
		return;
	}
	if (!bitext_step(&rendering->bitext, forward))
		message_say(MESSAGE_INFO, "%s",
			forward ? _("Nothing further is left to do.") : _("Nothing earlier is left to do."));
}

/* As it is typed: from where one was. */
static void search(struct rendering *rendering, struct view_result typed)
{
	struct pane *pane = &rendering->bitext.pane;
	bool goes_on = typed.done || typed.number == PROMPT_TYPING;
	bitext_find(&rendering->bitext, goes_on ? text_trim(typed.text) : text_of(""));
	if (rendering->searched_from < rendering->bitext.count)
		pane_select(pane, rendering->searched_from);
	if (rendering->bitext.found.size && !bitext_find_step(&rendering->bitext, true, true))
		message_say(MESSAGE_INFO, "%s", _("Not found."));
}

static void ask_search(struct view *view)
{
	struct rendering *rendering = view->state;
	rendering->searched_from = rendering->bitext.pane.selected;
	stack_push(view->stack, prompt_view(_("Search"), text_of(""), true, N_("search")), RENDERING_SEARCH);
}

/* A new agreed term; nothing of it depends on the row. */
static void ask_term(struct rendering *rendering)
{
	if (session_may_act(rendering->session) && session_ready(rendering->session))
		terming_ask(&rendering->terming, rendering->session, rendering->bitext.translation, RENDERING_TERM);
}

/* The paragraph of the translation, which is the text that is open. */
static void project(struct view *view)
{
	struct rendering *rendering = view->state;
	const struct translation_row *row = rendering_row(rendering);
	if (row && !row->target_count) {
		message_say(
			MESSAGE_INFO, "%s", _("This paragraph is not translated yet: there is nothing to project."));
		return;
	}
	struct view *page = projection_view(rendering->session, row ? row->target : STANDING_NONE);
	if (page)
		stack_push(view->stack, page, RENDERING_PROJECTION);
}

static bool act_reading(struct view *view, enum action action)
{
	struct rendering *rendering = view->state;
	switch (action) {
	case ACTION_AMEND:
		rendering_type(rendering);
		return true;
	case ACTION_UP_TO_DATE:
		rendering_in_step(rendering);
		return true;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		step(rendering, action == ACTION_NEXT);
		return true;
	case ACTION_FILTER:
		bitext_filter(&rendering->bitext, !rendering->bitext.left_only);
		return true;
	case ACTION_DELETE:
		rendering_ask_deletion(view);
		return true;
	case ACTION_PAIR:
		rendering_pair(rendering);
		return true;
	case ACTION_SPLIT:
		rendering_split(rendering);
		return true;
	case ACTION_WORDS:
		rendering_mark(rendering);
		return true;
	case ACTION_UNPAIR:
		rendering_unpair(rendering);
		return true;
	case ACTION_SEARCH:
		ask_search(view);
		return true;
	case ACTION_PROJECTION:
		project(view);
		return true;
	case ACTION_TERM:
		ask_term(rendering);
		return true;
	case ACTION_TAKE:
		rendering_take(view);
		return true;
	case ACTION_BACK:
		if (bitext_marked(&rendering->bitext) != STANDING_NONE) {
			bitext_unmark(&rendering->bitext);
			return true;
		}
		if (!rendering->bitext.found.size)
			return false;
		bitext_find(&rendering->bitext, text_of(""));
		return true;
	case ACTION_UNDO:
	case ACTION_REDO:
		rendering_undo(rendering, action == ACTION_REDO);
		return true;
	case ACTION_OPEN: {
		size_t block = rendering_row(rendering) ? rendering_block(rendering) : STANDING_NONE;
		if (block != STANDING_NONE)
			stack_pop(view->stack, (struct view_result){.done = true, .number = (long)block});
		return true;
	}
	default:
		return pane_act(&rendering->bitext.pane, action);
	}
}

static bool act(struct view *view, enum action action)
{
	struct rendering *rendering = view->state;
	return rendering->typing ? act_typing(view, action) : act_reading(view, action);
}

static bool key(struct view *view, const struct key *typed)
{
	struct rendering *rendering = view->state;
	bool open = false;
	if (!rendering->typing) {
		if (!row_mouse(&rendering->bitext.pane, typed, &open))
			return false;
		if (open)
			act_reading(view, ACTION_OPEN);
		return true;
	}
	unsigned version = rendering->editor.version;
	bool taken = editor_key(&rendering->editor, typed);
	if (rendering->editor.version != version)
		keeping_touch(&rendering->keeping);
	return taken;
}

static void paste(struct view *view, struct text text)
{
	struct rendering *rendering = view->state;
	if (!rendering->typing) {
		message_say(MESSAGE_INFO, "%s", _("Press e first: then what you paste goes into the translation."));
		return;
	}
	editor_paste(&rendering->editor, text);
	keeping_touch(&rendering->keeping);
}

static bool wants_text(const struct view *view)
{
	return ((const struct rendering *)view->state)->typing;
}

static bool can(const struct view *view, enum action action)
{
	const struct rendering *rendering = view->state;
	const struct translation_row *row = rendering->bitext.translation ? rendering_row(rendering) : NULL;
	switch (action) {
	case ACTION_SAVE:
		return rendering->typing;
	case ACTION_BACK:
	case ACTION_UNDO:
	case ACTION_REDO:
		return true;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return !rendering->typing && rendering->bitext.translation &&
		       (rendering->bitext.translation->totals.left || rendering->bitext.translation->totals.suggested ||
			       rendering->bitext.found.size);
	case ACTION_UP_TO_DATE:
		return !rendering->typing && row && row->state == TRANSLATION_STALE;
	case ACTION_TAKE:
		return !rendering->typing && row && row->suggested_count;
	case ACTION_DELETE:
		return !rendering->typing && row && row->state == TRANSLATION_GONE;
	default:
		return !rendering->typing;
	}
}

static void result(struct view *view, int purpose, struct view_result told)
{
	struct rendering *rendering = view->state;
	if (purpose == RENDERING_SEARCH)
		search(rendering, told);
	else if (purpose == RENDERING_TERM)
		terming_answer(
			&rendering->terming, rendering->session, rendering->bitext.translation, told, RENDERING_TERM);
	else if (purpose == RENDERING_UNDO && told.done)
		rendering_undone(rendering, false);
	else if (purpose == RENDERING_DELETION && told.done)
		rendering_delete(rendering);
	else if (purpose == RENDERING_PROJECTION && told.done)
		bitext_select(&rendering->bitext, (size_t)told.number);
	else if (purpose == RENDERING_TAKE && told.done)
		rendering_taken(rendering, (size_t)told.number);
	else if (purpose == RENDERING_SCOPE)
		rendering_answered(view, told);
}

static void changed(struct view *view)
{
	struct rendering *rendering = view->state;
	if (!bitext_load(&rendering->bitext))
		stack_pop(view->stack, (struct view_result){0});
}

static void keep(struct view *view)
{
	struct rendering *rendering = view->state;
	if (rendering->typing)
		keeping_now(&rendering->keeping);
}

static void close_view(struct view *view)
{
	struct rendering *rendering = view->state;
	if (rendering->typing)
		keeping_leave(&rendering->keeping);
	rendering_stop(rendering);
	terming_clear(&rendering->terming);
	bitext_clear(&rendering->bitext);
}

static const struct view_action actions[] = {
	{ACTION_SAVE, 9, NULL, N_("Save these words, in step with the source; a proposal like any other")},
	{ACTION_UP, 5, NULL, NULL},
	{ACTION_DOWN, 5, NULL, NULL},
	{ACTION_NEXT, 8, N_("next to do"), N_("Go to the next paragraph that is left to do")},
	{ACTION_PREVIOUS, 8, NULL, N_("Go to the one before that is left to do")},
	{ACTION_AMEND, 9, N_("translate"), N_("Type the translation, in place")},
	{ACTION_UP_TO_DATE, 9, N_("no change of meaning"),
		N_("The translation is in step as it is: the source has not changed in meaning")},
	{ACTION_TAKE, 8, NULL, NULL},
	{ACTION_DELETE, 7, N_("delete"), N_("Propose to delete a translation whose source is gone")},
	{ACTION_FILTER, 4, N_("only what is left"), N_("Show only what is left to do, or all of it")},
	{ACTION_SEARCH, 3, NULL, N_("Search both languages; n and p go on, Esc ends it")},
	{ACTION_TERM, 2, NULL, NULL},
	{ACTION_PAIR, 0, NULL, NULL},
	{ACTION_UNPAIR, 0, NULL, NULL},
	{ACTION_SPLIT, 0, NULL, NULL},
	{ACTION_WORDS, 0, N_("mark"), N_("Mark the row, to pair it with another one that is not the next")},
	{ACTION_OPEN, 3, NULL, N_("Go to this paragraph of the translation in the text")},
	{ACTION_UNDO, 6, NULL, NULL},
	{ACTION_REDO, 0, NULL, NULL},
	{ACTION_PROJECTION, 0, NULL, NULL},
	{ACTION_PAGE_UP, 0, NULL, NULL},
	{ACTION_PAGE_DOWN, 0, NULL, NULL},
	{ACTION_FIRST, 0, NULL, NULL},
	{ACTION_LAST, 0, NULL, NULL},
	{ACTION_BACK, 8, NULL, NULL},
};

static const struct view_class class = {
	.name = "translation",
	.title = N_("The translation beside its source"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.context = IN_TRANSLATION,
	.wish = LAYOUT_ONE,
	.draw = draw,
	.act = act,
	.key = key,
	.paste = paste,
	.wants_text = wants_text,
	.can = can,
	.result = result,
	.changed = changed,
	.save = keep,
	.close = close_view,
};

struct view *translation_view(struct session *session, size_t block)
{
	struct view *view = view_new(&class, sizeof(struct rendering));
	struct rendering *rendering = view->state;
	rendering->session = session;
	bitext_open(&rendering->bitext, session);
	if (bitext_load(&rendering->bitext)) {
		bitext_select(&rendering->bitext, block);
		if (block == STANDING_NONE && rendering_row(rendering) && !translation_left(rendering_row(rendering)))
			bitext_step(&rendering->bitext, true);
		return view;
	}
	bitext_clear(&rendering->bitext);
	free(view->state);
	free(view);
	return NULL;
}
