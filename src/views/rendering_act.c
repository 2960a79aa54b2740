/* rendering_act - what is done to the selected row: in step, paired, taken apart, taken over, taken back */
#include "views/rendering.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/suggested.h"
#include "views/choice_view.h"
#include "views/confirm_view.h"
#include "views/message.h"
#include "views/undone.h"

struct translation_row *rendering_row(const struct rendering *rendering)
{
	size_t row = bitext_row(&rendering->bitext);
	return row == STANDING_NONE ? NULL : &rendering->bitext.translation->rows[row];
}

bool rendering_may_act(struct rendering *rendering)
{
	return rendering_row(rendering) && session_may_act(rendering->session) && session_ready(rendering->session);
}

bool rendering_run(struct rendering *rendering, struct translating_item item, const char *said)
{
	struct session *session = rendering->session;
	char number[NUMBER_TEXT];
	item.row = bitext_row(&rendering->bitext);
	number_show(number, rendering->bitext.translation->rows[item.row].number);
	const struct fault *fault = translating_run(session->review, rendering->bitext.translation, &item, 1, NULL);
	if (fault)
		return session_failed(session, fault);
	char *words = memory_format("%s%s%s", number, _(": "), said);
	session_saved(session, words);
	free(words);
	return true;
}

void rendering_in_step(struct rendering *rendering)
{
	if (rendering_may_act(rendering) &&
		rendering_run(rendering, (struct translating_item){.verb = TRANSLATE_IN_STEP}, _("in step")))
		bitext_step(&rendering->bitext, true);
}

void rendering_unpair(struct rendering *rendering)
{
	if (rendering_may_act(rendering))
		rendering_run(rendering, (struct translating_item){.verb = TRANSLATE_ALONE}, _("stands alone"));
}

void rendering_split(struct rendering *rendering)
{
	if (rendering_may_act(rendering))
		rendering_run(rendering, (struct translating_item){.verb = TRANSLATE_SPLIT}, _("split"));
}

void rendering_mark(struct rendering *rendering)
{
	bitext_mark(&rendering->bitext);
	if (bitext_marked(&rendering->bitext) != STANDING_NONE)
		message_say(MESSAGE_INFO, "%s", _("Marked: go to the row that it belongs to, then F4 pair."));
}

void rendering_pair(struct rendering *rendering)
{
	size_t row = bitext_row(&rendering->bitext), marked = bitext_marked(&rendering->bitext);
	if (!rendering_may_act(rendering))
		return;
	if (marked != STANDING_NONE && marked != row) {
		if (rendering_run(rendering, (struct translating_item){.verb = TRANSLATE_PAIR, .with = marked},
			    _("paired with the marked row")))
			bitext_unmark(&rendering->bitext);
		return;
	}
	if (row + 1 >= rendering->bitext.translation->count) {
		message_say(MESSAGE_INFO, "%s", _("There is no row below to pair this one with."));
		return;
	}
	rendering_run(rendering, (struct translating_item){.verb = TRANSLATE_PAIR, .with = row + 1},
		_("paired with the next row"));
}

void rendering_ask_deletion(struct view *view)
{
	struct rendering *rendering = view->state;
	if (!rendering_may_act(rendering))
		return;
	if (rendering_row(rendering)->words.size)
		stack_push(view->stack, confirm_view(_("Propose to delete this translation?"), 0), RENDERING_DELETION);
	else
		message_say(MESSAGE_INFO, "%s", _("There is no translation here to delete."));
}

void rendering_undo(struct rendering *rendering, bool redo)
{
	struct session *session = rendering->session;
	if (!session_may_act(session) || !session_ready(session))
		return;
	if (redo || !undone_asks(session, RENDERING_UNDO))
		rendering_undone(rendering, redo);
}

void rendering_undone(struct rendering *rendering, bool redo)
{
	char *subject = NULL;
	(void)undone_run(&subject, rendering->session, redo);
	free(subject);
}

void rendering_delete(struct rendering *rendering)
{
	if (rendering_may_act(rendering) &&
		rendering_run(
			rendering, (struct translating_item){.verb = TRANSLATE_DELETE}, _("proposed for deletion")))
		bitext_step(&rendering->bitext, true);
}

/* --- what others propose */

void rendering_taken(struct rendering *rendering, size_t which)
{
	const struct translation_row *row = rendering_row(rendering);
	if (!rendering_may_act(rendering) || which >= row->suggested_count)
		return;
	const struct amendment *amendment = &rendering->session->review->standing->amendments[row->suggested[which]];
	if (!suggested_fits(row, amendment)) {
		message_say(MESSAGE_INFO, "%s",
			_("This cannot take the place of the words as it is: type them (e), or leave it to the "
			  "secretariat."));
		return;
	}
	struct translating_item item = {.verb = row->state == TRANSLATION_IN_STEP ? TRANSLATE_WORDS : TRANSLATE_DRAFT,
		.words = suggested_words(amendment)};
	if (rendering_run(rendering, item, _("taken")))
		bitext_step(&rendering->bitext, true);
}

void rendering_take(struct view *view)
{
	struct rendering *rendering = view->state;
	const struct translation_row *row = rendering_row(rendering);
	const struct standing *standing = rendering->session->review->standing;
	if (!row || !row->suggested_count) {
		message_say(MESSAGE_INFO, "%s", _("Nobody proposes other words for this paragraph."));
		return;
	}
	if (row->suggested_count == 1) {
		rendering_taken(rendering, 0);
		return;
	}
	struct choice_item *items = memory_new(row->suggested_count, sizeof *items);
	char **words = memory_new(row->suggested_count, sizeof *words);
	for (size_t i = 0; i < row->suggested_count; i++) {
		const struct amendment *amendment = &standing->amendments[row->suggested[i]];
		words[i] = text_take(suggested_words(amendment));
		items[i] = (struct choice_item){standing->reviewers[amendment->reviewer].name, words[i]};
	}
	const struct choice_order order = {
		.title = _("Whose words are to be taken?"), .items = items, .count = row->suggested_count};
	stack_push(view->stack, choice_view(&order), RENDERING_TAKE);
	for (size_t i = 0; i < row->suggested_count; i++)
		free(words[i]);
	free(words);
	free(items);
}
