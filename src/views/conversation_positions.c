/* conversation_positions - who has initialled the paragraph, and what changed since for those whose position lapsed */
#include "views/conversation.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/position.h"
#include "review/wording.h"
#include "text/words.h"

/* "✓ Sherpa B (an association) · initialled" */
static void add_position(
	struct paper *paper, struct seals *seals, const struct review *review, const struct position *position)
{
	const struct remark *remark = &review->standing->remarks[position->remark];
	bool initialled = !strcmp(position->code, "initialled");
	struct buffer words = {0};
	if (paper->text.size)
		paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add_string(paper,
		position->lapsed ? "↻ "
		: initialled     ? "✓ "
				 : "! ",
		position->lapsed ? STYLE_STALE
		: initialled     ? STYLE_AGREED
				 : STYLE_REFUSED);
	wording_reviewer(&words, review, position->reviewer);
	buffer_format(&words, " · %s", wording_position(position->code));
	if (position->lapsed)
		buffer_format(&words, " · %s",
			position->changed ? _("lapsed: the words have changed") : _("lapsed: proposes other words"));
	if (remark->late)
		buffer_format(&words, " · %s", _("after the deadline"));
	if (annotation_entered(remark->annotation))
		buffer_add_string(&words, _(" · entered by the secretariat"));
	paper_add(paper, buffer_text(&words), position->lapsed ? STYLE_DIM : STYLE_PLAIN, false);
	buffer_clear(&words);
	seals_write(paper, seals, SIGNED_REMARK, position->remark, SEAL_TAIL);
	if (!remark->annotation->text)
		return;
	paper_add_string(paper, "\n  ", STYLE_PLAIN);
	paper_add(paper, text_of(remark->annotation->text), STYLE_PLAIN, true);
}

/* Those whose position was on other words: together where these were the same, then the difference from today's. */
static void add_lapsed(struct paper *paper, struct seals *seals, const struct review *review, size_t first, size_t end)
{
	const struct position *positions = review->standing->positions;
	bool *shown = memory_new(end - first, sizeof *shown);
	for (size_t i = first; i < end; i++) {
		struct text then, other;
		if (!positions[i].changed || shown[i - first])
			continue;
		bool known = position_words(&then, review, &positions[i]);
		for (size_t j = i; j < end; j++) {
			if (!positions[j].changed || shown[j - first])
				continue;
			bool same = j == i ||
				    (known && position_words(&other, review, &positions[j]) && words_same(then, other));
			if (!same)
				continue;
			shown[j - first] = true;
			add_position(paper, seals, review, &positions[j]);
		}
		if (!known)
			continue;
		paper_add_string(paper, "\n  ", STYLE_PLAIN);
		paper_add_string(paper, _("Since then: "), STYLE_FIELD);
		paper_add_difference(paper, then, review->draft->blocks[positions[i].block].text, STYLE_DIM);
	}
	free(shown);
}

size_t conversation_positions(struct paper *paper, struct seals *seals, const struct review *review, size_t block)
{
	const struct standing *standing = review->standing;
	size_t first = 0, holding = 0;
	while (first < standing->position_count && standing->positions[first].block < block)
		first++;
	size_t end = first;
	for (; end < standing->position_count && standing->positions[end].block == block; end++) {
		holding += !standing->positions[end].lapsed;
		if (!standing->positions[end].changed)
			add_position(paper, seals, review, &standing->positions[end]);
	}
	add_lapsed(paper, seals, review, first, end);
	return holding;
}
