#include "views/projection.h"

#include "base/language.h"
#include "draft/paragraph.h"
#include "review/amendment.h"
#include "review/wording.h"
#include "text/visible.h"
#include "views/reading_paper.h"

enum { MARGIN_PART = 12, MARGIN_LEAST = 2, LOW_ROWS = 10 };

/* --- the words */

static void add_words(struct paper *paper, const struct review *review, size_t block)
{
	const struct block *source = &review->draft->blocks[block];
	bool lines = source->kind == BLOCK_CODE || source->kind == BLOCK_HTML;
	struct inline_spans spans = {0};
	paper_add(paper, source->text, source->kind == BLOCK_HEADING ? STYLE_HEADING : STYLE_PLAIN, lines);
	if (!visible_is(source->text, VISIBLE_KEEP_LINES))
		return; /* the marks in it have moved what stands behind them */
	block_styles(&spans, review->draft, block);
	for (size_t i = 0; i < spans.count; i++)
		paper_style(paper, spans.items[i].start, spans.items[i].end, reading_style(spans.items[i].style));
	inline_spans_clear(&spans);
}

/* "Sherpa A (a city), Sherpa B (an association)": all who propose the same words. */
static void add_proposers(struct paper *paper, const struct review *review, size_t first)
{
	const struct standing *standing = review->standing;
	struct buffer words = {0};
	wording_reviewer(&words, review, standing->amendments[first].reviewer);
	for (size_t i = first + 1; i < standing->amendment_count; i++) {
		if (standing->amendments[i].same_as != first)
			continue;
		buffer_add_string(&words, ", ");
		wording_reviewer(&words, review, standing->amendments[i].reviewer);
	}
	paper_take(paper, &words, STYLE_STRONG);
}

static void add_supporters(struct paper *paper, const struct review *review, const struct amendment *amendment)
{
	const struct standing *standing = review->standing;
	struct buffer words = {0};
	if (!amendment->support_count)
		return;
	buffer_add_string(&words, _("Supported by"));
	for (size_t i = 0; i < amendment->support_count; i++) {
		buffer_add_string(&words, i ? ", " : " ");
		wording_reviewer(&words, review, standing->remarks[amendment->supports[i]].reviewer);
	}
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_take(paper, &words, STYLE_PLAIN);
}

/* "§27+1", "new paragraph", "→ behind §4": what it is, where that is not simply other words. */
static void add_kind(struct paper *paper, const struct review *review, const struct amendment *amendment)
{
	char number[NUMBER_TEXT];
	if (amendment->kind != AMEND_REWORD) {
		paper_add_string(paper, " · ", STYLE_PLAIN);
		paper_add_string(paper, wording_amendment(amendment), STYLE_PLAIN);
	}
	if (amendment->kind != AMEND_MOVE && !amendment->moved_too)
		return;
	paper_add_string(paper, " → ", STYLE_PLAIN);
	if (amendment->after == STANDING_NONE) {
		paper_add_string(paper, _("to the start"), STYLE_PLAIN);
		return;
	}
	struct buffer place = {0};
	number_show(number, review->numbering.numbers[amendment->after]);
	buffer_format(&place, _("behind %s"), number);
	paper_take(paper, &place, STYLE_PLAIN);
}

static void add_proposal(struct paper *paper, const struct review *review, size_t index)
{
	const struct amendment *amendment = &review->standing->amendments[index];
	struct text was = buffer_text(&amendment->was), now = buffer_text(&amendment->carried);
	if (amendment->kind == AMEND_REWORD && amendment->extent == 1 && amendment->block != STANDING_NONE &&
		!amendment->collides_with_base)
		was = review->draft->blocks[amendment->block].text;
	if (amendment->kind == AMEND_INSERT)
		now = buffer_text(&amendment->now);
	paper_add_string(paper, "\n\n", STYLE_PLAIN);
	add_proposers(paper, review, index);
	add_kind(paper, review, amendment);
	if (amendment->collides_with_base)
		paper_add_string(paper, _(" [the text has moved on]"), STYLE_STALE);
	if (amendment->kind != AMEND_MOVE) {
		paper_add_string(paper, "\n", STYLE_PLAIN);
		paper_add_changes(paper, amendment->kind == AMEND_INSERT ? text_of("") : was,
			amendment->kind == AMEND_DELETE ? text_of("") : now, STYLE_PLAIN);
	}
	add_supporters(paper, review, amendment);
}

size_t projection_proposals(struct paper *paper, const struct review *review, size_t block)
{
	const struct standing *standing = review->standing;
	size_t count = 0;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		bool here = amendment->block == block || (amendment->block == STANDING_NONE && block == 0) ||
			    amendment_covers(amendment, block);
		if (!here || amendment->same_as != i)
			continue;
		add_proposal(paper, review, i);
		count++;
	}
	return count;
}

void projection_make(struct projection *projection, const struct review *review, size_t block)
{
	paper_clear(&projection->paper);
	add_words(&projection->paper, review, block);
	projection->words = projection->paper.text.size;
	projection_proposals(&projection->paper, review, block);
}

/* --- the picture */

struct area projection_area(struct area window)
{
	int margin = window.cols / MARGIN_PART;
	if (margin < MARGIN_LEAST)
		margin = MARGIN_LEAST;
	int cells = window.cols - 2 * margin;
	if (cells > PROJECTION_CELLS)
		cells = PROJECTION_CELLS;
	struct area area = window;
	area.col += (window.cols - cells) / 2;
	area.cols = cells;
	if (area.rows >= LOW_ROWS) {
		layout_cut_top(&area, 1);
		layout_cut_bottom(&area, 1);
	}
	return area;
}

void projection_heading(struct area *area, const char *place, bool cursor)
{
	struct area heading = layout_cut_top(area, area->rows >= LOW_ROWS ? 2 : 1);
	if (!heading.rows)
		return;
	screen_print(heading.row, heading.col, heading.cols, place, STYLE_HEADING | STYLE_WITH_SELECTED);
	if (cursor)
		screen_cursor(heading.row, heading.col);
}

void projection_draw(struct projection *projection, struct area area)
{
	struct paper *paper = &projection->paper;
	paper_wrap(paper, area.cols, 0);
	long words = projection->words ? (long)wrap_row_of(&paper->wrap, projection->words - 1) + 1 : 1;
	long others = (long)paper->wrap.count - words, spacing = words * 2 + others <= area.rows ? 2 : 1;
	long stretched = words * spacing - (spacing - 1);
	projection->rows = stretched + others;
	projection->seen = area.rows;
	long last = projection->rows > area.rows ? projection->rows - area.rows : 0;
	if (projection->top > last)
		projection->top = last;
	for (int i = 0; i < area.rows; i++) {
		long row = projection->top + i;
		if (row >= stretched)
			row += words - stretched;
		else if (row % spacing)
			continue;
		else
			row /= spacing;
		paper_draw(paper, (size_t)row, area.row + i, area.col, area.cols, STYLE_PLAIN);
	}
	if (projection->top < last && area.rows)
		screen_print(area.row + area.rows, area.col, area.cols, "…", STYLE_HEADING);
}

bool projection_scroll(struct projection *projection, bool down)
{
	long last = projection->rows - projection->seen, top = projection->top;
	long page = projection->seen > 2 ? projection->seen - 1 : 1;
	if (last < 0)
		last = 0;
	top += down ? page : -page;
	top = top > last ? last : top < 0 ? 0 : top;
	bool moved = top != projection->top;
	projection->top = top;
	return moved;
}

void projection_clear(struct projection *projection)
{
	paper_clear(&projection->paper);
}
