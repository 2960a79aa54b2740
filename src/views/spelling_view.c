#include "views/spelling_view.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"
#include "views/choice_view.h"
#include "views/confirm_view.h"
#include "views/message.h"
#include "views/paper.h"
#include "views/prompt_view.h"
#include "views/row.h"
#include "views/spelling_step.h"
#include "views/undone.h"

enum purpose { FOR_WORDS = 1, FOR_WHERE, FOR_MODEL, FOR_PLAIN, FOR_PASSING, FOR_TAKING_BACK };

static struct spelling *spelling_of(const struct view *view)
{
	return view->state;
}

/* --- drawing */

static void draw_nothing(const struct spelling *spelling, struct area body)
{
	const struct session *session = spelling->session;
	const char *trouble = speller_trouble(session->speller);
	const char *words = trouble                          ? trouble
			    : errata_whole(&session->errata) ? _("No misspelt word, and nothing else to say.")
							     : _("Looking through the text …");
	struct paper paper = {0};
	paper_add_string(&paper, words, STYLE_PLAIN);
	paper_wrap(&paper, body.cols > 4 ? body.cols - 2 : 2, 0);
	for (size_t i = 0; i < paper.wrap.count && (int)i < body.rows; i++)
		paper_draw(&paper, i, body.row + (int)i, body.col + 1, body.cols - 2, STYLE_PLAIN);
	paper_clear(&paper);
	screen_cursor(body.row, body.col);
}

/* "3 words · 7 places · 12 notes" */
static void draw_status(const struct spelling *spelling, const struct layout *layout)
{
	size_t words = 0, places = 0, notes = 0;
	struct buffer left = {0}, right = {0};
	for (size_t i = 0; i < spelling->list.count; i++) {
		const struct erratum *erratum = &spelling->list.items[i];
		bool misspelt = erratum->kind < FINDING_SEPARATOR;
		words += misspelt;
		places += misspelt ? erratum->count : 0;
		notes += misspelt ? 0 : erratum->count;
	}
	if (speller_trouble(spelling->session->speller)) {
		buffer_add_string(&left, _("not looked through"));
	} else {
		buffer_format(&left, P_("%zu misspelt word", "%zu misspelt words", words), words);
		buffer_format(&left, P_(" · %zu place", " · %zu places", places), places);
		buffer_format(&left, P_(" · %zu note apart", " · %zu notes apart", notes), notes);
	}
	if (!speller_trouble(spelling->session->speller) && !errata_whole(&spelling->session->errata))
		buffer_format(&right, "%zu/%zu", spelling->session->errata.settled, spelling->session->errata.blocks);
	view_status(layout, buffer_string(&left), buffer_string(&right));
	buffer_clear(&left);
	buffer_clear(&right);
}

/* "dévelopement · place 2 of 3" */
static void draw_heading(struct spelling *spelling, struct area area)
{
	const struct erratum *erratum = spelling_selected(spelling);
	struct buffer words = {0};
	buffer_add_string(&words, spelling->on_right ? "▌" : "");
	if (erratum->word)
		visible_add(&words, text_of(erratum->word), VISIBLE_ONE_LINE);
	else
		buffer_add_string(&words, typography_rule_label(erratum->rule));
	buffer_format(&words, _(" · place %zu of %zu"), spelling->place + 1, erratum->count);
	screen_print(area.row, area.col, area.cols, buffer_string(&words), STYLE_HEADING);
	buffer_clear(&words);
}

static void draw_right(struct spelling *spelling, struct area area, bool focus)
{
	struct area heading = layout_cut_top(&area, 1);
	if (heading.rows)
		draw_heading(spelling, heading);
	pane_place(&spelling->right, &spelling->right_source, area);
	pane_draw(&spelling->right, focus, 0);
}

static void draw_words(struct spelling *spelling, struct area area, bool focus)
{
	pane_place(&spelling->words, &spelling->words_source, area);
	pane_draw(&spelling->words, focus, 0);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct spelling *spelling = spelling_of(view);
	const struct errata *errata = &spelling->session->errata;
	if (!spelling->fresh || errata->misspelt != spelling->counted || errata->settled != spelling->settled)
		spelling_renew(spelling);
	spelling->two = layout->two;
	view_title(layout, _("Spelling and typography"), NULL, _("F1 help"));
	if (!spelling->list.count) {
		draw_nothing(spelling, layout->two ? layout->left : layout->body);
	} else if (layout->two) {
		draw_words(spelling, layout->left, !spelling->on_right);
		draw_right(spelling, layout->right, spelling->on_right);
	} else if (spelling->on_right) {
		draw_right(spelling, layout->body, true);
	} else {
		draw_words(spelling, layout->body, true);
	}
	draw_status(spelling, layout);
}

/* --- acting */

/* From the list of words the first suggestion is taken: where it can be seen, and no better one may come yet. */
static bool can_take_first(struct spelling *spelling)
{
	const char *const *words;
	bool whole;
	if (spelling->on_right)
		return true;
	spelling_suggestions(spelling, &words, &whole);
	if (spelling->two && whole)
		return true;
	spelling->on_right = !spelling->two;
	message_say(MESSAGE_INFO, "%s",
		spelling->two ? _("Suggestions are still being looked for; in a moment, or Enter to choose one.")
			      : _("Choose a suggestion: = takes it everywhere, Enter here."));
	return false;
}

static bool replace_selected(struct spelling *spelling, bool everywhere)
{
	const struct erratum *erratum = spelling_selected(spelling);
	if (erratum->kind != FINDING_TYPOGRAPHY && !can_take_first(spelling))
		return true;
	const char *with = erratum->kind == FINDING_TYPOGRAPHY ? NULL : spelling_suggestion(spelling);
	if (erratum->kind == FINDING_TYPOGRAPHY)
		spelling_replace(spelling, true, NULL);
	else if (with)
		spelling_replace(spelling, everywhere, with);
	else
		message_say(MESSAGE_INFO, "%s", _("There is no suggestion yet; e takes your own words."));
	return true;
}

static bool open_selected(struct view *view)
{
	struct spelling *spelling = spelling_of(view);
	const struct erratum *erratum = spelling_selected(spelling);
	if (!spelling->on_right) {
		spelling->on_right = true;
		return true;
	}
	size_t place = spelling_place_at(spelling, spelling->right.selected);
	if (place == STANDING_NONE)
		return replace_selected(spelling, false);
	stack_pop(view->stack, (struct view_result){.done = true, .number = (long)erratum->places[place].block});
	return true;
}

static bool ask_words(struct view *view)
{
	const struct erratum *erratum = spelling_selected(spelling_of(view));
	if (!erratum->word) {
		message_say(MESSAGE_INFO, "%s", _("A rule is put right as a whole: = does it."));
		return true;
	}
	stack_push(view->stack, prompt_view(_("In its place"), text_of(erratum->word), false, N_("go on")), FOR_WORDS);
	return true;
}

static bool ask_model(struct view *view)
{
	const struct erratum *erratum = spelling_selected(spelling_of(view));
	if (!erratum->word)
		return false;
	stack_push(view->stack,
		prompt_view(_("Inflected like which word? (none: leave it empty)"), text_of(""), false,
			N_("to the lexicon")),
		FOR_MODEL);
	return true;
}

static bool ask_passing(struct view *view)
{
	const struct erratum *erratum = spelling_selected(spelling_of(view));
	const struct choice_item items[] = {
		{_("this time, in this window"), NULL}, {_("in this draft, for me, next time as well"), NULL}};
	const struct choice_order order = {.title = _("Let the word pass"), .items = items, .count = ARRAY_SIZE(items)};
	if (!erratum->word || erratum->kind >= FINDING_SEPARATOR) {
		message_say(MESSAGE_INFO, "%s", _("This is a note, not a misspelling: it can be left as it is."));
		return true;
	}
	stack_push(view->stack, choice_view(&order), FOR_PASSING);
	return true;
}

static void taken_back(struct spelling *spelling, bool redo)
{
	char *subject;
	(void)undone_run(&subject, spelling->session, redo);
	free(subject);
}

static bool take_back(struct spelling *spelling, bool redo)
{
	if (redo || !undone_asks(spelling->session, FOR_TAKING_BACK))
		taken_back(spelling, redo);
	return true;
}

static bool act(struct view *view, enum action action)
{
	struct spelling *spelling = spelling_of(view);
	if (action == ACTION_BACK) {
		bool closes = spelling->on_right;
		spelling->on_right = false;
		return closes;
	}
	if (action == ACTION_UNDO || action == ACTION_REDO)
		return take_back(spelling, action == ACTION_REDO);
	if (!spelling_selected(spelling))
		return false;
	switch (action) {
	case ACTION_OTHER_PANE:
	case ACTION_PREVIOUS_PANE:
		spelling->on_right = !spelling->on_right;
		return true;
	case ACTION_LEFT:
	case ACTION_RIGHT:
		spelling->on_right = action == ACTION_RIGHT;
		return true;
	case ACTION_SUGGEST:
		spelling->on_right = true;
		return true;
	case ACTION_OPEN:
		return open_selected(view);
	case ACTION_REPLACE_ALL:
		return replace_selected(spelling, true);
	case ACTION_AMEND:
		return ask_words(view);
	case ACTION_LEXICON:
		return ask_model(view);
	case ACTION_IGNORE:
		return ask_passing(view);
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return spelling_step(spelling, action == ACTION_NEXT);
	default:
		return spelling_move(spelling, action);
	}
}

/* Without a word there is nothing to do but undo, and to leave. */
static bool can(const struct view *view, enum action action)
{
	return action == ACTION_BACK || action == ACTION_UNDO || action == ACTION_REDO ||
	       spelling_selected(spelling_of(view)) != NULL;
}

static bool key(struct view *view, const struct key *typed)
{
	struct spelling *spelling = spelling_of(view);
	bool open = false;
	size_t before = spelling->words.selected;
	if (!row_mouse(spelling->on_right ? &spelling->right : &spelling->words, typed, &open))
		return false;
	if (before != spelling->words.selected)
		spelling_other_word(spelling);
	if (open && spelling_selected(spelling))
		open_selected(view);
	return true;
}

static void ask_where(struct view *view, struct text words)
{
	struct spelling *spelling = spelling_of(view);
	const struct erratum *erratum = spelling_selected(spelling);
	if (!erratum || !words.size)
		return;
	free(spelling->replacement);
	spelling->replacement = text_take(words);
	if (erratum->count == 1) {
		spelling_replace(spelling, false, spelling->replacement);
		return;
	}
	char *all = memory_format(
		P_("everywhere, in %zu place", "everywhere, in %zu places", erratum->count), erratum->count);
	const struct choice_item items[] = {{_("here"), NULL}, {all, NULL}};
	const struct choice_order order = {.title = _("Where?"), .items = items, .count = ARRAY_SIZE(items)};
	stack_push(view->stack, choice_view(&order), FOR_WHERE);
	free(all);
}

static void pass(struct spelling *spelling, bool always)
{
	const struct erratum *erratum = spelling_selected(spelling);
	if (!erratum || !erratum->word)
		return;
	char *word = memory_string(erratum->word);
	session_ignore(spelling->session, text_of(word), always);
	spelling_renew(spelling);
	free(word);
}

static void result(struct view *view, int purpose, struct view_result result)
{
	struct spelling *spelling = spelling_of(view);
	if (!result.done) {
		if (purpose == FOR_PLAIN)
			spelling_coin_plain(spelling, false);
		return;
	}
	switch ((enum purpose)purpose) {
	case FOR_WORDS:
		ask_where(view, result.text);
		break;
	case FOR_WHERE:
		spelling_replace(spelling, result.number == 1, spelling->replacement);
		break;
	case FOR_MODEL:
		spelling_coin(spelling, result.text);
		break;
	case FOR_TAKING_BACK:
		taken_back(spelling, false);
		break;
	case FOR_PLAIN:
		spelling_coin_plain(spelling, true);
		break;
	case FOR_PASSING:
		pass(spelling, result.number == 1);
		break;
	}
}

/* The dictionary has been asked about a model. */
static bool idle(struct view *view)
{
	struct spelling *spelling = spelling_of(view);
	if (!spelling_settle(spelling))
		return false;
	struct buffer question = {0};
	char *coined = visible_take(spelling->coined), *model = visible_take(spelling->model);
	buffer_format(&question, _("The dictionary knows no stem “%s”. Add “%s” as it stands, without other forms?"),
		model, coined);
	stack_push(view->stack, confirm_view(buffer_string(&question), 0), FOR_PLAIN);
	buffer_clear(&question);
	free(coined);
	free(model);
	return false;
}

static void changed(struct view *view)
{
	spelling_renew(spelling_of(view));
}

static void close_view(struct view *view)
{
	struct spelling *spelling = spelling_of(view);
	errata_list_clear(&spelling->list);
	free(spelling->replacement);
	free(spelling->coined);
	free(spelling->model);
}

static const struct view_action actions[] = {
	{ACTION_UP, 6, NULL, NULL},
	{ACTION_DOWN, 6, NULL, NULL},
	{ACTION_OPEN, 100, N_("suggestions, replace"),
		N_("Go to the suggestions; there, replace this place; on a place, read it")},
	{ACTION_REPLACE_ALL, 95, NULL, NULL},
	{ACTION_AMEND, 90, N_("own words"), N_("Type what is to stand in its place")},
	{ACTION_LEXICON, 85, NULL, NULL},
	{ACTION_IGNORE, 80, NULL, NULL},
	{ACTION_NEXT, 70, NULL, NULL},
	{ACTION_UNDO, 75, NULL, NULL},
	{ACTION_OTHER_PANE, 60, N_("pane"), NULL},
	{ACTION_BACK, 50, NULL, NULL},
	{ACTION_SUGGEST, 0, NULL, NULL},
	{ACTION_PREVIOUS, 0, NULL, NULL},
	{ACTION_PREVIOUS_PANE, 0, NULL, NULL},
	{ACTION_LEFT, 0, NULL, NULL},
	{ACTION_RIGHT, 0, NULL, NULL},
	{ACTION_REDO, 0, NULL, NULL},
	{ACTION_PAGE_UP, 0, NULL, NULL},
	{ACTION_PAGE_DOWN, 0, NULL, NULL},
	{ACTION_FIRST, 0, NULL, NULL},
	{ACTION_LAST, 0, NULL, NULL},
};

static const struct view_class spelling_class = {.name = "spelling",
	.title = N_("Spelling and typography"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.context = IN_SPELLING,
	.wish = LAYOUT_TWO,
	.draw = draw,
	.act = act,
	.can = can,
	.key = key,
	.result = result,
	.idle = idle,
	.changed = changed,
	.close = close_view};

/* The first misspelt word of a paragraph. */
static void begin_at(struct spelling *spelling, size_t block)
{
	size_t word = STANDING_NONE, place = 0;
	for (size_t i = 0; i < spelling->list.count; i++) {
		const struct erratum *erratum = &spelling->list.items[i];
		for (size_t k = 0; k < erratum->count && erratum->kind < FINDING_SEPARATOR; k++)
			if (erratum->places[k].block == block &&
				(word == STANDING_NONE ||
					erratum->places[k].start < spelling->list.items[word].places[place].start)) {
				word = i;
				place = k;
			}
	}
	if (word == STANDING_NONE)
		return;
	spelling->words.selected = word;
	spelling->place = place;
	spelling->on_right = true;
}

struct view *spelling_view(struct session *session, size_t block)
{
	struct view *view = view_new(&spelling_class, sizeof(struct spelling));
	struct spelling *spelling = view->state;
	spelling->session = session;
	spelling_sources(spelling);
	spelling_renew(spelling);
	if (block != STANDING_NONE)
		begin_at(spelling, block);
	return view;
}
