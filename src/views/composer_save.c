#include "act/annotating.h"
#include "base/language.h"
#include "base/memory.h"
#include "views/composer.h"

void composer_name(struct buffer *out, const struct composer *composer)
{
	char number[NUMBER_TEXT];
	if (composer->kind == COMPOSE_REPLY)
		buffer_add_string(out, _("Reply"));
	else if (composer->kind == COMPOSE_ANSWER)
		buffer_add_string(out, _("Answer to the proposal"));
	else if (composer->kind == COMPOSE_GENERAL || composer->block == STANDING_NONE)
		buffer_add_string(out,
			composer->question ? _("Question on the whole document") : _("Comment on the whole document"));
	else {
		number_show(number, composer->session->review->numbering.numbers[composer->block]);
		buffer_format(out, composer->question ? _("Question on %s") : _("Comment on %s"), number);
	}
}

static const struct fault *save_remark(char id[UUID_TEXT], struct composer *composer, struct text text)
{
	const char **tags = memory_new(composer->tag_count + 1, sizeof *tags);
	size_t count = 0;
	for (size_t i = 0; i < composer->tag_count; i++)
		if (composer->tags[i].on)
			tags[count++] = composer->tags[i].tag;
	bool words = composer_on_words(composer);
	struct remark_order order = {.question = composer->question,
		.general = composer->kind == COMPOSE_GENERAL,
		.block = composer->block,
		.start = words ? composer->start : 0,
		.end = words ? composer->end : 0,
		.tags = tags,
		.text = text};
	const struct fault *fault = annotating_remark(id, composer->session->review, &order);
	free(tags);
	return fault;
}

static const struct fault *gone(const struct composer *composer)
{
	if (composer->kind == COMPOSE_REMARK && composer->block == STANDING_NONE)
		return fault_new(FAULT_MISSING, "%s",
			_("this paragraph is no longer in the text: your words stay here and as a draft"));
	if (composer->kind == COMPOSE_REPLY && composer->about == STANDING_NONE)
		return fault_new(FAULT_MISSING, "%s",
			_("the remark you answer cannot be found any more: your words stay here and as a draft"));
	if (composer->kind == COMPOSE_ANSWER && composer->about == STANDING_NONE)
		return fault_new(FAULT_MISSING, "%s",
			_("this proposal has been changed or taken back: your words stay here and as a draft"));
	return NULL;
}

const struct fault *composer_save(char id[UUID_TEXT], struct composer *composer)
{
	struct review *review = composer->session->review;
	struct text text = buffer_text(&composer->editor.text);
	const struct fault *fault = gone(composer);
	if (fault)
		return fault;
	if (composer->kind == COMPOSE_REPLY)
		return annotating_reply(id, review, composer->about, text);
	if (composer->kind == COMPOSE_ANSWER)
		return annotating_answer(id, review, composer->about, text);
	return save_remark(id, composer, text);
}
