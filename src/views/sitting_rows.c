/* sitting_rows - the list of matters: two rows each, who proposes it and how it stands, and what it changes */
#include "views/sitting.h"

#include "base/language.h"
#include "review/decision.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/row.h"

enum { ROWS = 2, INDENT = 2, BEFORE_CHANGE = 12 };

void sitting_name(struct buffer *out, const struct review *review, const struct matter *matter)
{
	const struct standing *standing = review->standing;
	char number[NUMBER_TEXT];
	number_show(number, standing->amendments[matter->amendment].place);
	buffer_add_string(out, number);
	for (size_t i = 0; i < matter->member_count; i++) {
		const struct amendment *amendment = &standing->amendments[matter->members[i]];
		buffer_add_string(out, i ? ", " : " ");
		visible_add(out, text_of(standing->reviewers[amendment->reviewer].name), VISIBLE_ONE_LINE);
	}
}

void sitting_figures(struct buffer *out, const struct matter *matter)
{
	if (matter->rivals)
		buffer_format(out, " !%zu", matter->rivals);
	if (matter->supports)
		buffer_format(out, " +%zu", matter->supports);
	if (matter->objections)
		buffer_format(out, " −%zu", matter->objections);
	if (matter->doubts)
		buffer_format(out, " ?%zu", matter->doubts);
}

static const char *state_words(const struct matter *matter)
{
	if (matter->stuck)
		return _("retained, stuck");
	return matter->decision == DECISION_NONE ? "" : wording_decision(matter->decision);
}

static int state_style(const struct matter *matter)
{
	if (matter->stuck || matter->decision == DECISION_CONTRADICTED)
		return STYLE_COLLISION;
	if (matter->decision == DECISION_REJECTED)
		return STYLE_REFUSED;
	return matter->decision == DECISION_NOTED ? STYLE_DIM : STYLE_AGREED;
}

/* At the right end, taken off the area. */
static void end_draw(struct area *area, const char *words, int style)
{
	int cells = (int)utf8_cells(text_of(words));
	if (!cells || cells + 1 >= area->cols)
		return;
	area->cols -= cells + 1;
	screen_print(area->row, area->col + area->cols + 1, cells, words, style);
}

static void draw_head(const struct sitting *sitting, size_t matter, struct area area, int bold)
{
	const struct matter *at = &sitting->docket.items[matter];
	struct buffer words = {0};
	end_draw(&area, state_words(at), state_style(at) | bold);
	sitting_figures(&words, at);
	end_draw(&area, buffer_string(&words), (at->rivals || at->objections ? STYLE_COLLISION : STYLE_DIM) | bold);
	buffer_empty(&words);
	sitting_name(&words, sitting->session->review, at);
	int used = screen_print(
		area.row, area.col, area.cols, buffer_string(&words), (bold ? STYLE_STRONG : STYLE_PLAIN) | bold);
	buffer_empty(&words);
	buffer_format(&words, " · %s", wording_amendment(sitting_amendment(sitting, matter)));
	screen_print(area.row, area.col + used, area.cols - used, buffer_string(&words), STYLE_DIM | bold);
	buffer_clear(&words);
}

static struct paper *snippet(struct sitting *sitting, size_t matter)
{
	const struct amendment *amendment = sitting_amendment(sitting, matter);
	struct paper *paper = &sitting->snippets[matter];
	if (paper->text.size)
		return paper;
	if (amendment->kind == AMEND_MOVE)
		paper_add(paper, buffer_text(&amendment->was), STYLE_DIM, false);
	else
		paper_add_difference(paper, buffer_text(&amendment->was), buffer_text(&amendment->now), STYLE_DIM);
	return paper;
}

/* From a few words before the first change on. */
static void draw_snippet(struct sitting *sitting, size_t matter, struct area area)
{
	const struct paper *paper = snippet(sitting, matter);
	struct text words = buffer_text(&paper->text);
	size_t start = 0;
	for (size_t i = 0; i < paper->count && !start; i++)
		if ((paper->spans[i].style & STYLE_ROLE) != STYLE_DIM)
			start = paper->spans[i].start;
	for (size_t back = 0; start > 0 && back < BEFORE_CHANGE; back++)
		start = utf8_back(words, start);
	while (start > 0 && words.bytes[start - 1] != ' ')
		start = utf8_back(words, start);
	int used = start ? screen_print(area.row, area.col, area.cols, "… ", STYLE_DIM) : 0;
	used += screen_put_spans(area.row, area.col + used, area.cols - used, words, start, words.size, STYLE_DIM,
		paper->spans, paper->count);
	if (used >= area.cols - 1 && utf8_cells(text_part(words, start, words.size)) > (size_t)area.cols)
		screen_print(area.row, area.col + area.cols - 1, 1, "…", STYLE_DIM);
}

static size_t source_count(void *context)
{
	return ((struct sitting *)context)->count;
}

static size_t source_rows(void *context, size_t item, int cells)
{
	(void)context;
	(void)item;
	(void)cells;
	return ROWS;
}

static void source_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct sitting *sitting = context;
	size_t matter = sitting->list[item];
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	if (row == 0 && sitting->marked[matter])
		screen_print(area.row, area.col + 1, 1, "*", STYLE_MARK | STYLE_WITH_SELECTED);
	int indent = row == 0 ? INDENT : INDENT * 2;
	area.col += indent;
	area.cols -= indent;
	if (row == 0)
		draw_head(sitting, matter, area, selected ? STYLE_WITH_SELECTED : 0);
	else
		draw_snippet(sitting, matter, area);
}

void sitting_sources(struct sitting *sitting)
{
	sitting->source = (struct pane_source){
		.context = sitting, .count = source_count, .rows = source_rows, .draw = source_draw};
}
