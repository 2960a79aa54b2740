#include "views/reading_paper.h"

#include <stdio.h>
#include <stdlib.h>

#include "act/amending.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "draft/paragraph.h"
#include "text/utf8.h"
#include "text/visible.h"

static const struct review *review_of(const struct reading *reading)
{
	return reading->session->review;
}

/* A mark put between bytes of the text: a bracket, with the thread's number behind the closing one. */
struct cut {
	size_t at;
	char string[16];
};

struct cuts {
	struct cut *items;
	size_t count, capacity;
};

static void superscript(char *out, size_t size, size_t number)
{
	static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
	char plain[8];
	snprintf(plain, sizeof plain, "%zu", number % 1000);
	size_t used = (size_t)snprintf(out, size, "]");
	for (const char *digit = plain; *digit && used + 4 < size; digit++)
		used += (size_t)snprintf(out + used, size - used, "%s", digits[*digit - '0']);
}

static void cut_add(struct cuts *cuts, size_t at, const char *string)
{
	struct cut *cut = ARRAY_ADD(cuts->items, cuts->count, cuts->capacity);
	cut->at = at;
	snprintf(cut->string, sizeof cut->string, "%s", string);
}

static int by_place(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->string[0] == '[') - (y->string[0] == '['); /* close before the next opens */
}

/* The byte of the paper that a byte of the text became. */
static size_t shown_at(const struct cuts *cuts, size_t at, bool end)
{
	size_t shown = at;
	for (size_t i = 0; i < cuts->count; i++)
		if (cuts->items[i].at < at || (cuts->items[i].at == at && !end && cuts->items[i].string[0] == '['))
			shown += strlen(cuts->items[i].string);
	return shown;
}

/* The words that somebody speaks of, with the number that the conversation has for it; what is withdrawn marks none. */
static void add_quotes(struct cuts *cuts, const struct reading *reading, size_t block)
{
	const struct review *review = review_of(reading);
	struct subject subject = {SUBJECT_BLOCK, block};
	size_t *roots, count;
	conversation_threads(&roots, &count, review, &subject, reading->filter);
	for (size_t i = 0; i < count; i++) {
		const struct remark *remark = &review->standing->remarks[roots[i]];
		char close[16];
		if (remark->end <= remark->start || remark->placement == PLACED_LOST ||
			review->standing->threads.entries[roots[i]].state == STATE_WITHDRAWN)
			continue;
		superscript(close, sizeof close, i + 1);
		cut_add(cuts, remark->start, "[");
		cut_add(cuts, remark->end, close);
	}
	free(roots);
	if (cuts->count)
		qsort(cuts->items, cuts->count, sizeof *cuts->items, by_place);
}

int reading_style(int inline_style)
{
	int style = inline_style & INLINE_MARK ? STYLE_DIM : inline_style & INLINE_OPEN ? STYLE_OPEN : STYLE_PLAIN;
	if (inline_style & INLINE_EMPHASIS)
		style |= STYLE_WITH_EMPHASIS;
	if (inline_style & INLINE_STRONG)
		style |= STYLE_WITH_STRONG;
	return style;
}

static void style_inline(struct paper *paper, const struct cuts *cuts, const struct draft *draft, size_t block)
{
	struct inline_spans spans = {0};
	block_styles(&spans, draft, block);
	for (size_t i = 0; i < spans.count; i++)
		paper_style(paper, shown_at(cuts, spans.items[i].start, false),
			shown_at(cuts, spans.items[i].end, true), reading_style(spans.items[i].style));
	inline_spans_clear(&spans);
}

/* Every place where the folded text holds what is searched for. */
static void style_found(struct paper *paper, const struct cuts *cuts, const struct reading *reading, struct text text)
{
	struct buffer folded = {0};
	size_t *map = NULL;
	if (!reading->found.size)
		return;
	utf8_fold(&folded, &map, text);
	for (size_t at = 0; at + reading->found.size <= folded.size; at++) {
		if (memcmp(folded.bytes + at, reading->found.bytes, reading->found.size) != 0)
			continue;
		paper_style(paper, shown_at(cuts, map[at], false), shown_at(cuts, map[at + reading->found.size], true),
			STYLE_FOUND);
		at += reading->found.size - 1;
	}
	free(map);
	buffer_clear(&folded);
}

static void style_quotes(struct paper *paper, const struct cuts *cuts)
{
	size_t shown = 0, open = 0;
	for (size_t i = 0; i < cuts->count; i++) {
		size_t size = strlen(cuts->items[i].string);
		size_t at = cuts->items[i].at + shown;
		if (cuts->items[i].string[0] == '[')
			open = at;
		else
			paper_style(paper, open, at + size, STYLE_SPAN);
		shown += size;
	}
}

/* The raw words of a block, with everything that stands on them. */
static void paper_block(struct paper *paper, const struct reading *reading, size_t block, bool selected)
{
	const struct block *source = &review_of(reading)->draft->blocks[block];
	struct text text = source->text;
	struct buffer flat = {0};
	struct cuts cuts = {0};
	bool lines = source->kind == BLOCK_CODE || source->kind == BLOCK_HTML;
	bool visible = visible_is(text, VISIBLE_KEEP_LINES);
	buffer_add(&flat, text);
	for (size_t i = 0; i < flat.size && !lines; i++)
		if (flat.bytes[i] == '\n')
			flat.bytes[i] = ' ';
	if (visible)
		add_quotes(&cuts, reading, block);
	size_t from = 0;
	for (size_t i = 0; i < cuts.count; i++) {
		paper_add(paper, text_part(buffer_text(&flat), from, cuts.items[i].at), STYLE_PLAIN, lines);
		paper_add_string(paper, cuts.items[i].string, STYLE_PLAIN);
		from = cuts.items[i].at;
	}
	paper_add(paper, text_part(buffer_text(&flat), from, flat.size), STYLE_PLAIN, lines);
	if (source->kind == BLOCK_HEADING)
		paper_style(paper, 0, paper->text.size, STYLE_HEADING);
	if (visible) {
		style_inline(paper, &cuts, review_of(reading)->draft, block);
		style_quotes(paper, &cuts);
		style_found(paper, &cuts, reading, text);
		if (reading->choosing && selected)
			paper_style(paper, shown_at(&cuts, reading->chosen_start, false),
				shown_at(&cuts, reading->chosen_end, true), STYLE_CHOSEN);
	}
	free(cuts.items);
	buffer_clear(&flat);
}

/* A block for which I propose something: the difference. */
static void paper_mine(struct paper *paper, const struct reading *reading, size_t block, const struct amendment *mine)
{
	struct text base = review_of(reading)->draft->blocks[block].text;
	struct text nothing = {"", 0};
	if (mine->kind == AMEND_DELETE)
		paper_add_difference(paper, base, nothing, STYLE_PLAIN);
	else
		paper_add_difference(paper,
			mine->collides_with_base || mine->extent > 1 ? buffer_text(&mine->was) : base,
			buffer_text(&mine->carried), STYLE_PLAIN);
}

static void paper_general(struct paper *paper, const struct reading *reading, const struct subject *subject)
{
	const struct review *review = review_of(reading);
	size_t *roots, count;
	conversation_threads(&roots, &count, review, subject, reading->filter);
	free(roots);
	if (subject->kind == SUBJECT_GENERAL) {
		paper_add_string(paper, _("General remarks"), STYLE_HEADING);
	} else {
		const struct category *question = &review->consultation.questions.items[subject->index];
		paper_add_string(paper, labels_in(&question->label, language_code()), STYLE_EMPHASIS);
	}
	if (count) {
		char *many = memory_format(P_(" · %zu annotation", " · %zu annotations", count), count);
		paper_add_string(paper, many, STYLE_DIM);
		free(many);
	}
}

void reading_paper(struct paper *paper, const struct reading *reading, size_t item)
{
	const struct review *review = review_of(reading);
	const struct subject *subject = &reading->items[item];
	bool selected = item == reading->pane.selected;
	if (subject->kind == SUBJECT_BLOCK) {
		size_t mine = reading->facts[subject->index].mine;
		if (mine != STANDING_NONE && !(reading->choosing && selected))
			paper_mine(paper, reading, subject->index, &review->standing->amendments[mine]);
		else
			paper_block(paper, reading, subject->index, selected);
	} else if (subject->kind == SUBJECT_MINE) {
		paper_add_difference(paper, (struct text){"", 0},
			buffer_text(&review->standing->amendments[subject->index].now), STYLE_PLAIN);
	} else {
		paper_general(paper, reading, subject);
	}
}

struct text reading_spelled(const struct reading *reading, size_t item)
{
	const struct review *review = review_of(reading);
	const struct subject *subject = &reading->items[item];
	if (subject->kind == SUBJECT_MINE)
		return buffer_text(&review->standing->amendments[subject->index].now);
	if (subject->kind != SUBJECT_BLOCK || !block_counts(&review->draft->blocks[subject->index]))
		return (struct text){"", 0};
	return amending_words(review, subject->index);
}
