#include "base/array.h"
#include "base/language.h"
#include "draft/paragraph.h"
#include "review/wording.h"
#include "views/composer.h"

/* The paragraph with its marks dimmed, the chosen words in [ ]. */
static void add_block(struct composer *composer, struct text text, size_t start, size_t end)
{
	static const struct {
		int from, to;
	} looks[] = {{INLINE_EMPHASIS, STYLE_WITH_EMPHASIS}, {INLINE_STRONG, STYLE_WITH_STRONG}};
	struct inline_spans spans = {0};
	size_t next = 0;
	paragraph_styles(&spans, text);
	for (size_t at = 0, stop; at < text.size; at = stop) {
		while (next < spans.count && spans.items[next].end <= at)
			next++;
		const struct inline_span *span = next < spans.count ? &spans.items[next] : NULL;
		bool within = span && span->start <= at, chosen = at >= start && at < end;
		int style = chosen ? STYLE_SPAN : within && (span->style & INLINE_MARK) ? STYLE_DIM : STYLE_PLAIN;
		for (size_t i = 0; within && i < ARRAY_SIZE(looks); i++)
			style |= span->style & looks[i].from ? looks[i].to : 0;
		stop = within ? span->end : span ? span->start : text.size;
		if (at < start && stop > start && end > start)
			stop = start;
		else if (chosen && stop > end)
			stop = end;
		if (chosen && at == start) {
			composer->paper_mark = composer->paper.text.size;
			paper_add_string(&composer->paper, "[", STYLE_SPAN);
		}
		paper_add(&composer->paper, text_part(text, at, stop), style, true);
		if (chosen && stop == end)
			paper_add_string(&composer->paper, "]", STYLE_SPAN);
	}
	inline_spans_clear(&spans);
}

static void add_paragraph(struct composer *composer, size_t block)
{
	char number[NUMBER_TEXT];
	const struct review *review = composer->session->review;
	number_show(number, review->numbering.numbers[block]);
	paper_add_string(&composer->paper, number, STYLE_NUMBER);
	paper_add_string(&composer->paper, "\n", STYLE_PLAIN);
	bool marked = composer_on_words(composer);
	add_block(
		composer, review->draft->blocks[block].text, marked ? composer->start : 0, marked ? composer->end : 0);
}

static void add_person(struct composer *composer, size_t reviewer, const char *what)
{
	struct buffer words = {0};
	wording_reviewer(&words, composer->session->review, reviewer);
	paper_add(&composer->paper, buffer_text(&words), STYLE_STRONG, false);
	buffer_clear(&words);
	paper_add_string(&composer->paper, " · ", STYLE_DIM);
	paper_add_string(&composer->paper, what, STYLE_PLAIN);
	paper_add_string(&composer->paper, "\n", STYLE_PLAIN);
}

static void add_remark(struct composer *composer)
{
	const struct remark *remark = &composer->session->review->standing->remarks[composer->about];
	const struct target *target = &remark->annotation->targets[0];
	const char *exact = target->kind == TARGET_PARAGRAPH ? target->quote.exact : NULL;
	add_person(composer, remark->reviewer, wording_kind(remark->annotation));
	if (exact) {
		paper_add_string(&composer->paper, "« ", STYLE_DIM);
		paper_add(&composer->paper, text_of(exact), STYLE_SPAN, false);
		paper_add_string(&composer->paper, " »\n", STYLE_DIM);
	}
	paper_add(&composer->paper, text_of(remark->annotation->text), STYLE_PLAIN, true);
	if (remark->block == STANDING_NONE || remark->general || remark->elsewhere)
		return;
	composer->start = remark->start;
	composer->end = remark->end;
	paper_add_string(&composer->paper, "\n\n", STYLE_PLAIN);
	add_paragraph(composer, remark->block);
	composer->paper_mark = 0; /* what is answered is what has to be in sight */
}

static void add_amendment(struct composer *composer)
{
	const struct standing *standing = composer->session->review->standing;
	const struct amendment *amendment = &standing->amendments[composer->about];
	add_person(composer, amendment->reviewer, wording_amendment(amendment));
	paper_add_difference(&composer->paper, buffer_text(&amendment->was), buffer_text(&amendment->now), STYLE_PLAIN);
	if (amendment->reason == STANDING_NONE)
		return;
	paper_add_string(&composer->paper, "\n", STYLE_PLAIN);
	paper_add_string(&composer->paper, _("Reason: "), STYLE_FIELD);
	paper_add(&composer->paper, text_of(standing->remarks[amendment->reason].annotation->text), STYLE_PLAIN, true);
}

static void add_general(struct composer *composer)
{
	bool any = false;
	paper_add_string(&composer->paper, _("On the whole document"), STYLE_HEADING);
	for (size_t i = 0; i < composer->tag_count; i++) {
		struct buffer label = {0};
		if (!composer->tags[i].on || strncmp(composer->tags[i].tag, "question:", 9) != 0)
			continue;
		wording_tag(&label, composer->session->review, composer->tags[i].tag);
		paper_add_string(&composer->paper, any ? "\n" : "\n\n", STYLE_PLAIN);
		paper_add(&composer->paper, buffer_text(&label), STYLE_PLAIN, false);
		buffer_clear(&label);
		any = true;
	}
}

void composer_write(struct composer *composer)
{
	paper_clear(&composer->paper);
	composer->paper_mark = 0;
	switch (composer->kind) {
	case COMPOSE_REMARK:
		if (composer->block != STANDING_NONE)
			add_paragraph(composer, composer->block);
		else
			paper_add_string(&composer->paper, _("This paragraph is no longer in the text."), STYLE_STALE);
		break;
	case COMPOSE_GENERAL:
		add_general(composer);
		break;
	case COMPOSE_REPLY:
		if (composer->about != STANDING_NONE)
			add_remark(composer);
		break;
	case COMPOSE_ANSWER:
		if (composer->about != STANDING_NONE)
			add_amendment(composer);
		break;
	}
}
