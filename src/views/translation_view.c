#include "views/translation_view.h"

#include "act/translating.h"
#include "act/undoing.h"
#include "base/array.h"
#include "base/language.h"
#include "review/wording.h"
#include "text/visible.h"
#include "text/words.h"
#include "views/bitext.h"
#include "views/confirm_view.h"
#include "views/editor.h"
#include "views/keeping.h"
#include "views/message.h"
#include "views/prompt_view.h"
#include "views/row.h"
#include "views/spot.h"
#include "views/terming.h"
#include "views/underline.h"

enum { FOR_DELETION = 1, FOR_SEARCH, FOR_TERM };

struct state {
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

static struct translation_row *row_of(const struct state *state)
{
	size_t row = bitext_row(&state->bitext);
	return row == STANDING_NONE ? NULL : &state->bitext.translation->rows[row];
}

/* --- drawing */

static void add_counts(struct buffer *out, const struct state *state)
{
	const struct translation_totals *totals = &state->bitext.translation->totals;
	if (!totals->left)
		buffer_add_string(out, _("All of it is in step."));
	else
		buffer_format(
			out, P_("%zu of %zu to do", "%zu of %zu to do", totals->rows), totals->left, totals->rows);
	if (totals->left && !state->typing) /* the room is for what is typed */
		buffer_format(out, " · ◆ %zu · + %zu · − %zu", totals->stale, totals->missing, totals->gone);
	if (!state->typing && state->bitext.points)
		buffer_format(out, " · ! %zu", state->bitext.points);
}

static void draw_status(const struct state *state, const struct layout *layout)
{
	struct buffer left = {0}, right = {0};
	add_counts(&left, state);
	if (state->bitext.left_only && !state->typing) {
		buffer_add_string(&left, " · ");
		buffer_add_string(&left, _("only what is left"));
	}
	if (state->typing)
		keeping_state(&right, &state->keeping);
	view_status(layout, buffer_string(&left), right.size ? buffer_string(&right) : NULL);
	buffer_clear(&left);
	buffer_clear(&right);
}

static void draw_title(const struct state *state, const struct layout *layout)
{
	const struct translation *translation = state->bitext.translation;
	char *source = visible_take(translation->source_language), *language = visible_take(translation->language);
	const char *name = state->session->review->identity.name;
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
static void draw_editor(struct state *state, struct area body)
{
	struct area area = state->bitext.words;
	if (area.rows < 3 && area.rows < body.rows) { /* too low: from where there is room */
		area.rows = body.rows < 3 ? body.rows : 3;
		area.row = body.row + body.rows - area.rows;
	}
	screen_fill(area, STYLE_PLAIN, 0);
	underline_editor(&state->editor, area, true, state->session->speller, &state->spelled);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct state *state = view->state;
	if (!state->bitext.translation)
		return;
	draw_title(state, layout);
	bitext_draw(&state->bitext, layout->body, !state->typing);
	if (!state->bitext.count && layout->body.rows)
		screen_print(layout->body.row, layout->body.col + ROW_MARGIN, layout->body.cols - ROW_MARGIN,
			_("Nothing is left to do; F4 filter shows all of it."), STYLE_DIM);
	if (state->typing)
		draw_editor(state, layout->body);
	draw_status(state, layout);
}

/* --- acts */

static bool may_act(struct state *state)
{
	return row_of(state) && session_may_act(state->session) && session_ready(state->session);
}

/* Does one thing to the selected row; on to the next that is left, where it is done with. */
static bool run(struct state *state, struct translating_item item, const char *said)
{
	struct session *session = state->session;
	char number[NUMBER_TEXT];
	item.row = bitext_row(&state->bitext);
	number_show(number, state->bitext.translation->rows[item.row].number);
	const struct fault *fault = translating_run(session->review, state->bitext.translation, &item, 1, NULL);
	if (fault)
		return session_failed(session, fault);
	char *words = memory_format("%s%s%s", number, _(": "), said);
	session_saved(session, words);
	free(words);
	return true;
}

static void in_step(struct state *state)
{
	if (may_act(state) && run(state, (struct translating_item){.verb = TRANSLATE_IN_STEP}, _("in step")))
		bitext_step(&state->bitext, true);
}

static void unpair(struct state *state)
{
	if (may_act(state))
		run(state, (struct translating_item){.verb = TRANSLATE_ALONE}, _("stands alone"));
}

/* With the next row that could be its other side; else the two next pairs become one. */
static void pair(struct state *state)
{
	size_t row = bitext_row(&state->bitext);
	if (!may_act(state))
		return;
	if (row + 1 >= state->bitext.translation->count) {
		message_say(MESSAGE_INFO, "%s", _("There is no row below to pair this one with."));
		return;
	}
	run(state, (struct translating_item){.verb = TRANSLATE_PAIR, .with = row + 1}, _("paired with the next row"));
}

static void ask_deletion(struct view *view)
{
	struct state *state = view->state;
	if (!may_act(state))
		return;
	if (row_of(state)->words.size)
		stack_push(view->stack, confirm_view(_("Propose to delete this translation?"), 0), FOR_DELETION);
	else
		message_say(MESSAGE_INFO, "%s", _("There is no translation here to delete."));
}

static void take_back(struct state *state, bool redo)
{
	char *subject = NULL;
	struct session *session = state->session;
	if (!session_may_act(session) || !session_ready(session))
		return;
	const struct fault *fault =
		redo ? undoing_redo(&subject, session->review) : undoing_undo(&subject, session->review);
	if (fault) {
		session_failed(session, fault);
		return;
	}
	char *shown = visible_take(subject);
	char *words = memory_format(redo ? _("Brought back: %s") : _("Undone: %s"), shown);
	session_saved(session, words);
	free(words);
	free(shown);
	free(subject);
}

/* --- typing */

static void fill(void *context, struct unfinished *now)
{
	const struct state *state = context;
	now->kind = state->inserts ? UNFINISHED_INSERTION : UNFINISHED_AMENDMENT;
	spot_write(now, &state->spot, state->session->review);
	if (text_equal(buffer_text(&state->editor.text), buffer_text(&state->seen)))
		return;
	now->quote = state->seen.size ? text_take(buffer_text(&state->seen)) : NULL;
	now->text = text_take(buffer_text(&state->editor.text));
}

static void stop_typing(struct state *state)
{
	state->typing = false;
	editor_clear(&state->editor);
	buffer_clear(&state->seen);
	buffer_clear(&state->spelled);
	spot_clear(&state->spot);
}

/* The block that unfinished words are kept with: the translation's, or for a new one the nearest before. */
static size_t block_of(const struct state *state)
{
	for (size_t i = bitext_row(&state->bitext) + 1; i-- > 0;) {
		const struct translation_row *row = &state->bitext.translation->rows[i];
		if (row->target_count)
			return row->target;
	}
	return STANDING_NONE;
}

static void type(struct state *state)
{
	struct translation_row *row = row_of(state);
	if (!may_act(state))
		return;
	if (!row->source_count) {
		message_say(MESSAGE_INFO, "%s",
			_("Its source is not there any more: delete it, unpair it, or pair it with another."));
		return;
	}
	state->inserts = !row->target_count;
	state->number = row->number;
	spot_set(&state->spot, state->session->review, block_of(state), 0, 0);
	buffer_add(&state->seen, buffer_text(&row->words));
	editor_open(&state->editor, buffer_text(&row->words), ANNOTATION_WORDS_LIMIT, EDITOR_MANY_LINES);
	state->typing = !message_fault(keeping_open(&state->keeping, state->session, NULL, fill, state));
	if (state->typing)
		pane_select_at(&state->bitext.pane, state->bitext.pane.selected, 0);
	else
		stop_typing(state);
}

static void save(struct state *state)
{
	keeping_now(&state->keeping);
	struct translation_row *row = row_of(state);
	if (!may_act(state))
		return;
	if (number_compare(row->number, state->number) != 0 ||
		!words_same(buffer_text(&row->words), buffer_text(&state->seen))) {
		message_say(MESSAGE_ERROR, "%s",
			_("The translation has been changed meanwhile; your words are kept as a draft."));
		return;
	}
	struct translating_item item = {.verb = TRANSLATE_WORDS, .words = buffer_text(&state->editor.text)};
	if (!run(state, item, _("translated")))
		return;
	keeping_done(&state->keeping);
	stop_typing(state);
	bitext_step(&state->bitext, true);
}

static void leave_typing(struct state *state)
{
	if (text_equal(buffer_text(&state->editor.text), buffer_text(&state->seen))) {
		keeping_done(&state->keeping);
	} else {
		if (!keeping_may_leave(&state->keeping))
			return;
		if (keeping_leave(&state->keeping))
			message_say(MESSAGE_INFO, "%s",
				_("Your words are kept as a private draft; nobody else sees them."));
	}
	stop_typing(state);
}

static bool act_typing(struct state *state, enum action action)
{
	switch (action) {
	case ACTION_SAVE:
		save(state);
		return true;
	case ACTION_BACK:
		leave_typing(state);
		return true;
	case ACTION_UNDO:
	case ACTION_REDO:
		if (action == ACTION_UNDO ? editor_undo(&state->editor) : editor_redo(&state->editor))
			keeping_touch(&state->keeping);
		return true;
	default:
		return false;
	}
}

/* --- keys */

static void step(struct state *state, bool forward)
{
	if (state->bitext.found.size) {
		if (!bitext_find_step(&state->bitext, forward, false))
			message_say(MESSAGE_INFO, "%s", _("Not found."));
		return;
	}
	if (!bitext_step(&state->bitext, forward))
		message_say(MESSAGE_INFO, "%s",
			forward ? _("Nothing further is left to do.") : _("Nothing earlier is left to do."));
}

/* As it is typed: from where one was. */
static void search(struct state *state, struct view_result typed)
{
	struct pane *pane = &state->bitext.pane;
	bool goes_on = typed.done || typed.number == PROMPT_TYPING;
	bitext_find(&state->bitext, goes_on ? text_trim(typed.text) : text_of(""));
	if (state->searched_from < state->bitext.count)
		pane_select(pane, state->searched_from);
	if (state->bitext.found.size && !bitext_find_step(&state->bitext, true, true))
		message_say(MESSAGE_INFO, "%s", _("Not found."));
}

static void ask_search(struct view *view)
{
	struct state *state = view->state;
	state->searched_from = state->bitext.pane.selected;
	stack_push(view->stack, prompt_view(_("Search"), text_of(""), true), FOR_SEARCH);
}

/* A new agreed term; nothing of it depends on the row. */
static void ask_term(struct state *state)
{
	if (session_may_act(state->session) && session_ready(state->session))
		terming_ask(&state->terming, state->session, state->bitext.translation, FOR_TERM);
}

static bool act_reading(struct view *view, enum action action)
{
	struct state *state = view->state;
	switch (action) {
	case ACTION_AMEND:
		type(state);
		return true;
	case ACTION_UP_TO_DATE:
		in_step(state);
		return true;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		step(state, action == ACTION_NEXT);
		return true;
	case ACTION_FILTER:
		bitext_filter(&state->bitext, !state->bitext.left_only);
		return true;
	case ACTION_DELETE:
		ask_deletion(view);
		return true;
	case ACTION_PAIR:
		pair(state);
		return true;
	case ACTION_UNPAIR:
		unpair(state);
		return true;
	case ACTION_SEARCH:
		ask_search(view);
		return true;
	case ACTION_TERM:
		ask_term(state);
		return true;
	case ACTION_BACK:
		if (!state->bitext.found.size)
			return false;
		bitext_find(&state->bitext, text_of(""));
		return true;
	case ACTION_UNDO:
	case ACTION_REDO:
		take_back(state, action == ACTION_REDO);
		return true;
	case ACTION_OPEN: {
		size_t block = row_of(state) ? block_of(state) : STANDING_NONE;
		if (block != STANDING_NONE)
			stack_pop(view->stack, (struct view_result){.done = true, .number = (long)block});
		return true;
	}
	default:
		return pane_act(&state->bitext.pane, action);
	}
}

static bool act(struct view *view, enum action action)
{
	struct state *state = view->state;
	return state->typing ? act_typing(state, action) : act_reading(view, action);
}

static bool key(struct view *view, const struct key *typed)
{
	struct state *state = view->state;
	bool open = false;
	if (!state->typing) {
		if (!row_mouse(&state->bitext.pane, typed, &open))
			return false;
		if (open)
			act_reading(view, ACTION_OPEN);
		return true;
	}
	unsigned version = state->editor.version;
	bool taken = editor_key(&state->editor, typed);
	if (state->editor.version != version)
		keeping_touch(&state->keeping);
	return taken;
}

static void paste(struct view *view, struct text text)
{
	struct state *state = view->state;
	if (!state->typing) {
		message_say(MESSAGE_INFO, "%s", _("Press e first: then what you paste goes into the translation."));
		return;
	}
	editor_paste(&state->editor, text);
	keeping_touch(&state->keeping);
}

static bool wants_text(const struct view *view)
{
	return ((const struct state *)view->state)->typing;
}

static bool can(const struct view *view, enum action action)
{
	const struct state *state = view->state;
	const struct translation_row *row = state->bitext.translation ? row_of(state) : NULL;
	switch (action) {
	case ACTION_SAVE:
		return state->typing;
	case ACTION_BACK:
	case ACTION_UNDO:
	case ACTION_REDO:
		return true;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return !state->typing && state->bitext.translation &&
		       (state->bitext.translation->totals.left || state->bitext.found.size);
	case ACTION_UP_TO_DATE:
		return !state->typing && row && row->state == TRANSLATION_STALE;
	case ACTION_DELETE:
		return !state->typing && row && row->state == TRANSLATION_GONE;
	default:
		return !state->typing;
	}
}

static void result(struct view *view, int purpose, struct view_result told)
{
	struct state *state = view->state;
	if (purpose == FOR_SEARCH)
		search(state, told);
	else if (purpose == FOR_TERM)
		terming_answer(&state->terming, state->session, state->bitext.translation, told, FOR_TERM);
	else if (purpose == FOR_DELETION && told.done && may_act(state) &&
		 run(state, (struct translating_item){.verb = TRANSLATE_DELETE}, _("proposed for deletion")))
		bitext_step(&state->bitext, true);
}

static void changed(struct view *view)
{
	struct state *state = view->state;
	if (!bitext_load(&state->bitext))
		stack_pop(view->stack, (struct view_result){0});
}

static void keep(struct view *view)
{
	struct state *state = view->state;
	if (state->typing)
		keeping_now(&state->keeping);
}

static void close_view(struct view *view)
{
	struct state *state = view->state;
	if (state->typing)
		keeping_leave(&state->keeping);
	stop_typing(state);
	terming_clear(&state->terming);
	bitext_clear(&state->bitext);
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
	{ACTION_DELETE, 7, N_("delete"), N_("Propose to delete a translation whose source is gone")},
	{ACTION_FILTER, 4, N_("only what is left"), N_("Show only what is left to do, or all of it")},
	{ACTION_SEARCH, 3, NULL, N_("Search both languages; n and p go on, Esc ends it")},
	{ACTION_TERM, 2, NULL, NULL},
	{ACTION_PAIR, 0, NULL, NULL},
	{ACTION_UNPAIR, 0, NULL, NULL},
	{ACTION_OPEN, 3, NULL, N_("Go to this paragraph of the translation in the text")},
	{ACTION_UNDO, 6, NULL, NULL},
	{ACTION_REDO, 0, NULL, NULL},
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
	struct view *view = view_new(&class, sizeof(struct state));
	struct state *state = view->state;
	state->session = session;
	bitext_open(&state->bitext, session);
	if (bitext_load(&state->bitext)) {
		bitext_select(&state->bitext, block);
		if (block == STANDING_NONE && row_of(state) && !translation_left(row_of(state)))
			bitext_step(&state->bitext, true);
		return view;
	}
	bitext_clear(&state->bitext);
	free(view->state);
	free(view);
	return NULL;
}
