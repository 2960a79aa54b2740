/* sitting_rows - the list of matters: two rows each, who proposes it and how it stands, and what it changes */
#include "views/sitting_rows.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/row.h"
#include "views/sitting_abroad.h"
#include "views/sitting_list.h"

enum { ROWS = 2, INDENT = 2, BEFORE_CHANGE = 12, NAME_CELLS = 24 };

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

static const char *state_words(enum decision decision, bool stuck)
{
	if (stuck)
		return _("retained, stuck");
	return decision == DECISION_NONE ? "" : wording_decision(decision);
}

static int state_style(enum decision decision, bool stuck)
{
	if (stuck || decision == DECISION_CONTRADICTED)
		return STYLE_COLLISION;
	if (decision == DECISION_REJECTED)
		return STYLE_REFUSED;
	return decision == DECISION_NOTED ? STYLE_DIM : STYLE_AGREED;
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

/* "Traduction ES · 12 changes": a translator's own, decided on as one. */
static void draw_set(const struct sitting *sitting, size_t matter, size_t extent, struct area area, int bold)
{
	const struct standing *standing = sitting->session->review->standing;
	char *name = visible_take(standing->reviewers[sitting->docket.items[matter].set].name);
	char *changes = memory_format(P_(" · translation, %zu change", " · translation, %zu changes", extent), extent);
	int used = screen_print(area.row, area.col, area.cols, name, (bold ? STYLE_STRONG : STYLE_PLAIN) | bold);
	screen_print(area.row, area.col + used, area.cols - used, changes, STYLE_DIM | bold);
	free(changes);
	free(name);
}

/* Which paragraphs they are about: "§3, §7, §12". */
static void add_places(struct buffer *out, const struct sitting *sitting, size_t matter)
{
	for (size_t i = 0; i < sitting->docket.count; i++) {
		char number[NUMBER_TEXT];
		if (sitting->under[i] != matter)
			continue;
		number_show(number, sitting_amendment(sitting, i)->place);
		buffer_format(out, "%s%s", out->size ? ", " : "", number);
	}
}

static void draw_abroad(const struct sitting *sitting, size_t index, struct area area, int bold)
{
	const struct abroad_item *item = &sitting->abroad.items[index];
	struct buffer words = {0};
	end_draw(&area, state_words(item->decision, false), state_style(item->decision, false) | bold);
	sitting_name_abroad(&words, item);
	screen_print(area.row, area.col, area.cols, buffer_string(&words), (bold ? STYLE_STRONG : STYLE_PLAIN) | bold);
	buffer_clear(&words);
}

static void draw_head(const struct sitting *sitting, size_t matter, struct area area, int bold)
{
	const struct matter *at = &sitting->docket.items[matter];
	struct buffer words = {0};
	size_t extent = sitting_extent(sitting, matter);
	end_draw(&area, state_words(at->decision, at->stuck), state_style(at->decision, at->stuck) | bold);
	if (extent > 1) {
		draw_set(sitting, matter, extent, area, bold);
		return;
	}
	sitting_figures(&words, at);
	if (area.cols > NAME_CELLS + (int)utf8_cells(buffer_text(&words)))
		end_draw(&area, buffer_string(&words),
			(at->rivals || at->objections ? STYLE_COLLISION : STYLE_DIM) | bold);
	buffer_empty(&words);
	sitting_name(&words, sitting->session->review, at);
	int used = screen_print(
		area.row, area.col, area.cols, buffer_string(&words), (bold ? STYLE_STRONG : STYLE_PLAIN) | bold);
	buffer_empty(&words);
	buffer_format(&words, " · %s", wording_amendment(sitting_amendment(sitting, matter)));
	if (at->substance)
		buffer_format(&words, " · %s", _("on the substance"));
	screen_print(area.row, area.col + used, area.cols - used, buffer_string(&words), STYLE_DIM | bold);
	buffer_clear(&words);
}

static const struct amendment *amendment_of(const struct sitting *sitting, size_t row)
{
	size_t matters = sitting->docket.count;
	return row < matters ? sitting_amendment(sitting, row)
			     : abroad_amendment(&sitting->abroad.items[row - matters]);
}

static struct paper *snippet(struct sitting *sitting, size_t row)
{
	const struct amendment *amendment = amendment_of(sitting, row);
	struct paper *paper = &sitting->snippets[row];
	struct buffer places = {0};
	if (paper->text.size)
		return paper;
	if (row < sitting->docket.count && sitting_extent(sitting, row) > 1) {
		add_places(&places, sitting, row);
		paper_add(paper, buffer_text(&places), STYLE_DIM, false);
		buffer_clear(&places);
	} else if (amendment->kind == AMEND_MOVE)
		paper_add(paper, buffer_text(&amendment->was), STYLE_DIM, false);
	else
		paper_add_difference(paper, buffer_text(&amendment->was), buffer_text(&amendment->now), STYLE_DIM);
	return paper;
}

/* From a few words before the first change on. */
static void draw_snippet(struct sitting *sitting, size_t row, struct area area)
{
	const struct paper *paper = snippet(sitting, row);
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
	size_t shown = sitting->list[item], matters = sitting->docket.count;
	int bold = selected ? STYLE_WITH_SELECTED : 0;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	if (row == 0 && shown < matters && sitting->marked[shown])
		screen_print(area.row, area.col + 1, 1, "*", STYLE_MARK | STYLE_WITH_SELECTED);
	int indent = row == 0 ? INDENT : INDENT * 2;
	area.col += indent;
	area.cols -= indent;
	if (row > 0)
		draw_snippet(sitting, shown, area);
	else if (shown < matters)
		draw_head(sitting, shown, area, bold);
	else
		draw_abroad(sitting, shown - matters, area, bold);
}

void sitting_sources(struct sitting *sitting)
{
	sitting->source = (struct pane_source){
		.context = sitting, .count = source_count, .rows = source_rows, .draw = source_draw};
}
