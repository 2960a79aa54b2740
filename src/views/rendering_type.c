/* rendering_type - the translation typed in its place, kept while one types, saved */
#include "views/rendering.h"

#include <string.h>

#include "act/amending.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/words.h"
#include "views/message.h"
#include "views/scope_view.h"

/* Several paragraphs can be new behind one: which of them. */
static char *place_tag(const struct rendering *rendering)
{
	char number[NUMBER_TEXT];
	number_format(number, rendering->number);
	return memory_format("source:%s", number);
}

static void fill(void *context, struct unfinished *now)
{
	const struct rendering *rendering = context;
	now->kind = rendering->inserts ? UNFINISHED_INSERTION : UNFINISHED_AMENDMENT;
	spot_write(now, &rendering->spot, rendering->session->review);
	if (text_equal(buffer_text(&rendering->editor.text), buffer_text(&rendering->seen)))
		return;
	now->tags = rendering->inserts ? place_tag(rendering) : NULL;
	now->quote = rendering->seen.size ? text_take(buffer_text(&rendering->seen)) : NULL;
	now->text = text_take(buffer_text(&rendering->editor.text));
}

void rendering_stop(struct rendering *rendering)
{
	rendering->typing = false;
	editor_clear(&rendering->editor);
	buffer_clear(&rendering->seen);
	buffer_clear(&rendering->spelled);
	spot_clear(&rendering->spot);
}

size_t rendering_block(const struct rendering *rendering)
{
	for (size_t i = bitext_row(&rendering->bitext) + 1; i-- > 0;) {
		const struct translation_row *row = &rendering->bitext.translation->rows[i];
		if (row->target_count)
			return row->target;
	}
	return STANDING_NONE;
}

static bool is_of_row(const struct rendering *rendering, const struct unfinished *item)
{
	struct review *review = rendering->session->review;
	enum unfinished_kind kind = rendering->inserts ? UNFINISHED_INSERTION : UNFINISHED_AMENDMENT;
	struct spot spot = {0};
	char *tag = rendering->inserts ? place_tag(rendering) : NULL;
	bool here = item->kind == kind && item->draft && !strcmp(item->draft, review_draft(review)->path) &&
		    !item->target && (!tag || (item->tags && !strcmp(item->tags, tag))) &&
		    spot_read(&spot, review, item) && spot_block(&spot, review) == rendering_block(rendering);
	spot_clear(&spot);
	free(tag);
	return here;
}

/* What was typed here and left, goes on; false: nothing was. */
static bool resume(struct unfinished *out, const struct rendering *rendering)
{
	struct unfinished_list list;
	bool found = false;
	if (recovery_list(&list, rendering->session->review))
		return false;
	for (size_t i = 0; i < list.count && !found; i++) {
		found = list.items[i].text && is_of_row(rendering, &list.items[i]);
		if (!found)
			continue;
		*out = list.items[i];
		list.items[i] = (struct unfinished){0};
	}
	unfinished_list_clear(&list);
	return found;
}

static void say_resumed(const struct rendering *rendering, const struct unfinished *kept)
{
	if (words_same(text_of(kept->quote), buffer_text(&rendering->seen)))
		message_say(MESSAGE_INFO, "%s", _("Your unfinished text is taken up again."));
	else
		message_say(MESSAGE_INFO, "%s",
			_("Your unfinished text is taken up again; the translation has been changed since."));
}

void rendering_type(struct rendering *rendering)
{
	struct unfinished kept = {0};
	struct translation_row *row = rendering_row(rendering);
	if (!rendering_may_act(rendering))
		return;
	if (!row->source_count) {
		message_say(MESSAGE_INFO, "%s",
			_("Its source is not there any more: delete it, unpair it, or pair it with another."));
		return;
	}
	rendering->inserts = !row->target_count;
	rendering->number = row->number;
	spot_set(&rendering->spot, rendering->session->review, rendering_block(rendering), 0, 0);
	buffer_add(&rendering->seen, buffer_text(&row->words));
	bool resumed = resume(&kept, rendering);
	editor_open(&rendering->editor, resumed ? text_of(kept.text) : buffer_text(&row->words), ANNOTATION_WORDS_LIMIT,
		EDITOR_MANY_LINES);
	rendering->typing =
		!message_fault(keeping_open(&rendering->keeping, rendering->session, kept.name, fill, rendering));
	if (rendering->typing)
		pane_select_at(&rendering->bitext.pane, rendering->bitext.pane.selected, 0);
	else
		rendering_stop(rendering);
	if (rendering->typing && resumed)
		say_resumed(rendering, &kept);
	unfinished_clear(&kept);
}

/* A proposal that claims nothing of being in step: the source is to say it, too. */
static bool propose(struct rendering *rendering, struct text words, enum scope scope)
{
	struct session *session = rendering->session;
	struct amend_order order = {.kind = AMEND_REWORD,
		.block = rendering_row(rendering)->target,
		.seen = buffer_text(&rendering->seen),
		.text = words,
		.scope = scope};
	char *name = NULL, number[NUMBER_TEXT];
	number_show(number, rendering->number);
	const struct fault *fault = amending_propose(&name, session->review, &order);
	free(name);
	if (fault)
		return session_failed(session, fault);
	char *said = memory_format("%s%s%s", number, _(": "), _("proposed, on the substance"));
	session_saved(session, said);
	free(said);
	return true;
}

/* The words stand in the place of those one saw; with the answer what they are about. */
static void save(struct rendering *rendering, enum scope scope)
{
	struct text words = buffer_text(&rendering->editor.text);
	bool saved;
	if (scope == SCOPE_SUBSTANCE)
		saved = propose(rendering, words, scope);
	else
		saved = rendering_run(
			rendering, (struct translating_item){.verb = TRANSLATE_WORDS, .words = words}, _("translated"));
	if (!saved)
		return;
	keeping_done(&rendering->keeping);
	rendering_stop(rendering);
	bitext_step(&rendering->bitext, true);
}

/* Other words for what is in step already, by one who is no translator of this language. */
static bool asks(const struct rendering *rendering, const struct translation_row *row)
{
	return row->state == TRANSLATION_IN_STEP && row->target_count == 1 &&
	       !text_equal(buffer_text(&rendering->editor.text), buffer_text(&row->words)) &&
	       scope_asked(rendering->session->review);
}

void rendering_save(struct view *view)
{
	struct rendering *rendering = view->state;
	keeping_now(&rendering->keeping);
	struct translation_row *row = rendering_row(rendering);
	if (!rendering_may_act(rendering))
		return;
	if (number_compare(row->number, rendering->number) != 0 ||
		!words_same(buffer_text(&row->words), buffer_text(&rendering->seen))) {
		message_say(MESSAGE_ERROR, "%s",
			_("The translation has been changed meanwhile; your words are kept as a draft."));
		return;
	}
	if (asks(rendering, row))
		stack_push(view->stack, scope_view(amending_substance(rendering->session->review, row->target, NULL)),
			RENDERING_SCOPE);
	else
		save(rendering, SCOPE_UNSAID);
}

void rendering_answered(struct view *view, struct view_result told)
{
	struct rendering *rendering = view->state;
	const struct translation_row *row = rendering_row(rendering);
	if (told.done && rendering->typing && row && !number_compare(row->number, rendering->number) &&
		rendering_may_act(rendering))
		save(rendering, scope_answer(told));
}

void rendering_leave(struct rendering *rendering)
{
	if (text_equal(buffer_text(&rendering->editor.text), buffer_text(&rendering->seen))) {
		keeping_done(&rendering->keeping);
	} else {
		if (!keeping_may_leave(&rendering->keeping))
			return;
		if (keeping_leave(&rendering->keeping))
			message_say(MESSAGE_INFO, "%s",
				_("Your words are kept as a private draft; nobody else sees them."));
	}
	rendering_stop(rendering);
}
