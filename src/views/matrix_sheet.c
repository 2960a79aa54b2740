#include "views/matrix_sheet.h"

#include <stdio.h>

#include "base/language.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "text/wrap.h"
#include "views/row.h"
#include "views/screen.h"

enum {
	WIDE = 100,      /* from here on the verdict is written out */
	MEDIUM = 72,     /* below it few of a paragraph's words are shown */
	LEAST = 4,       /* cells of a column: a blank and "[✓]" */
	LEAST_GROUP = 9, /* "[✓ 12/34]" takes as many */
	MOST = 14,
	MOST_GROUP = 24,
	GAP = 2,
	MOST_ROWS = 2, /* of the share; the legend may have one more */
};

static const int mark_styles[MARKS] = {
	[MARK_NOTHING] = STYLE_DIM,
	[MARK_INITIALLED] = STYLE_AGREED,
	[MARK_AD_REFERENDUM] = STYLE_AGREED,
	[MARK_LAPSED] = STYLE_STALE,
	[MARK_PROPOSED] = STYLE_MINE,
	[MARK_RESERVATION] = STYLE_REFUSED,
	[MARK_OBJECTION] = STYLE_REFUSED,
};

static const struct {
	const char *sign;
	int style;
} verdicts[VERDICTS] = {
	[VERDICT_CONTESTED] = {"!", STYLE_COLLISION},
	[VERDICT_OPEN] = {"●", STYLE_MARK},
	[VERDICT_LAPSED] = {"↻", STYLE_STALE},
	[VERDICT_UNOPPOSED] = {"◐", STYLE_AGREED},
	[VERDICT_AGREED] = {"✓", STYLE_AGREED},
};

/* --- how wide what is */

static int cells_of(const char *string)
{
	return (int)utf8_cells(text_of(string));
}

static void measure_rows(struct matrix_sheet *sheet)
{
	sheet->number_cells = 0;
	for (size_t i = 0; i < sheet->matrix.row_count; i++) {
		char number[NUMBER_TEXT];
		number_show(number, sheet->review->numbering.numbers[sheet->matrix.rows[i].block]);
		if (cells_of(number) + 1 > sheet->number_cells)
			sheet->number_cells = cells_of(number) + 1;
	}
}

static int verdict_cells(int cols)
{
	int most = 1;
	for (enum matrix_verdict verdict = 0; verdict < VERDICTS && cols >= WIDE; verdict++)
		if (cells_of(wording_verdict(verdict)) > most)
			most = cells_of(wording_verdict(verdict));
	return cols >= WIDE ? most + 2 + GAP : most + GAP;
}

/* The columns take what the words leave; the words take what the columns leave of that. */
static void lay_out(struct matrix_sheet *sheet, int cols)
{
	size_t count = sheet->matrix.column_count;
	int least = sheet->matrix.by == MATRIX_BY_GROUP ? LEAST_GROUP + 1 : LEAST;
	int most = sheet->matrix.by == MATRIX_BY_GROUP ? MOST_GROUP : MOST;
	int room = cols - ROW_MARGIN - sheet->number_cells;
	sheet->verdict_cells = verdict_cells(cols);
	sheet->words_cells = cols >= WIDE ? 28 : cols >= MEDIUM ? 20 : 12;
	int rest = room - sheet->verdict_cells - sheet->words_cells;
	sheet->shown = rest >= least ? (size_t)(rest / least) : rest > 0;
	if (sheet->shown > count)
		sheet->shown = count;
	sheet->column_cells = sheet->shown ? rest / (int)sheet->shown : 0;
	if (sheet->column_cells > most)
		sheet->column_cells = most;
	sheet->words_cells = room - sheet->verdict_cells - (int)sheet->shown * sheet->column_cells;
	if (sheet->words_cells < 0)
		sheet->words_cells = 0;
	if (sheet->column < sheet->first)
		sheet->first = sheet->column;
	if (sheet->shown && sheet->column >= sheet->first + sheet->shown)
		sheet->first = sheet->column + 1 - sheet->shown;
	if (sheet->first + sheet->shown > count)
		sheet->first = count - sheet->shown;
}

static int column_at(const struct matrix_sheet *sheet, size_t column)
{
	return ROW_MARGIN + sheet->number_cells + sheet->words_cells + sheet->verdict_cells +
	       (int)(column - sheet->first) * sheet->column_cells;
}

/* --- one row */

static void draw_cell(const struct matrix_sheet *sheet, size_t row, size_t column, struct area area, bool selected)
{
	const struct matrix *matrix = &sheet->matrix;
	const struct matrix_cell *cell = matrix_cell(matrix, row, column);
	bool chosen = selected && column == sheet->column, counted = matrix->by == MATRIX_BY_GROUP && cell->mark;
	char words[64];
	int size = snprintf(words, sizeof words, "%s%s", chosen ? "[" : " ", matrix_mark_sign(cell->mark));
	if (counted)
		size += snprintf(words + size, sizeof words - (size_t)size, " %u/%zu", cell->count,
			matrix->columns[column].members);
	snprintf(words + size, sizeof words - (size_t)size, "%s", chosen ? "]" : "");
	screen_print(area.row, area.col + column_at(sheet, column), sheet->column_cells, words,
		mark_styles[cell->mark] | (selected ? STYLE_WITH_SELECTED : 0));
}

static void draw_verdict(const struct matrix_sheet *sheet, enum matrix_verdict verdict, struct area area, int bold)
{
	int col = area.col + ROW_MARGIN + sheet->number_cells + sheet->words_cells + 1;
	int used = screen_print(area.row, col, 1, verdicts[verdict].sign, verdicts[verdict].style | bold);
	if (sheet->verdict_cells > 1 + GAP)
		screen_print(area.row, col + used + 1, sheet->verdict_cells - GAP, wording_verdict(verdict),
			verdicts[verdict].style | bold);
}

static void source_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	const struct matrix_sheet *sheet = context;
	const struct matrix_row *at = &sheet->matrix.rows[item];
	const struct block *block = &sheet->review->draft->blocks[at->block];
	int bold = selected ? STYLE_WITH_SELECTED : 0;
	char number[NUMBER_TEXT];
	struct buffer words = {0};
	(void)row;
	struct area text = row_begin(area, selected);
	number_show(number, sheet->review->numbering.numbers[at->block]);
	screen_print(text.row, text.col, sheet->number_cells, number, STYLE_NUMBER | bold);
	visible_add(&words, text_part(block->text, 0, (size_t)4 * (size_t)area.cols), VISIBLE_ONE_LINE);
	screen_print(text.row, text.col + sheet->number_cells, sheet->words_cells, buffer_string(&words),
		(block->kind == BLOCK_HEADING ? STYLE_HEADING : STYLE_PLAIN) | bold);
	buffer_clear(&words);
	draw_verdict(sheet, at->verdict, area, bold);
	for (size_t i = sheet->first; i < sheet->first + sheet->shown; i++)
		draw_cell(sheet, item, i, area, selected);
}

/* --- around the rows */

/* What all the names begin with, in whole words: « Sherpa » tells nobody apart. */
static size_t common_start(const struct matrix_sheet *sheet)
{
	struct buffer first = {0}, name = {0};
	size_t size = 0;
	for (size_t i = 0; i < sheet->matrix.column_count; i++) {
		buffer_empty(&name);
		wording_column(i ? &name : &first, sheet->review, &sheet->matrix.columns[i]);
		if (i == 0)
			size = first.size;
		for (size_t at = 0; i > 0 && at < size; at++)
			if (at >= name.size || name.bytes[at] != first.bytes[at])
				size = at;
	}
	while (size && first.bytes[size - 1] != ' ')
		size--;
	buffer_clear(&first);
	buffer_clear(&name);
	return size;
}

static void draw_labels(const struct matrix_sheet *sheet, struct area area)
{
	size_t common = common_start(sheet);
	for (size_t i = sheet->first; i < sheet->first + sheet->shown; i++) {
		struct buffer name = {0};
		wording_column(&name, sheet->review, &sheet->matrix.columns[i]);
		const char *words = buffer_string(&name);
		if (cells_of(words) >= sheet->column_cells)
			words += common;
		screen_print(area.row, area.col + column_at(sheet, i) + 1, sheet->column_cells - 1, words,
			i == sheet->column ? STYLE_CHOSEN : STYLE_DIM);
		buffer_clear(&name);
	}
}

static void draw_totals(const struct matrix_sheet *sheet, struct area area)
{
	int left = ROW_MARGIN + sheet->number_cells;
	/* TRANSLATORS: before how many paragraphs each one has initialled */
	screen_print(area.row, area.col + left, sheet->words_cells + sheet->verdict_cells, _("initialled, in all"),
		STYLE_STRONG);
	for (size_t i = sheet->first; i < sheet->first + sheet->shown; i++) {
		const size_t *marks = sheet->matrix.columns[i].marks;
		char figure[24];
		snprintf(figure, sizeof figure, "%zu", marks[MARK_INITIALLED] + marks[MARK_AD_REFERENDUM]);
		screen_print(
			area.row, area.col + column_at(sheet, i) + 1, sheet->column_cells - 1, figure, STYLE_STRONG);
	}
}

static void share_words(struct buffer *out, const struct matrix_sheet *sheet)
{
	const struct matrix_totals *totals = &sheet->matrix.totals;
	if (totals->participants)
		/* TRANSLATORS: by how many people; how many of how many paragraphs; how many percent of all words */
		buffer_format(out,
			P_("Agreed by %1$zu: %2$zu of %3$zu paragraphs, %4$u %% of the words",
				"Agreed by all %1$zu: %2$zu of %3$zu paragraphs, %4$u %% of the words",
				totals->participants),
			totals->participants, totals->verdicts[VERDICT_AGREED], totals->rows,
			matrix_percent(totals->verdict_words[VERDICT_AGREED], totals->words));
	else
		buffer_add_string(out, _("Nobody has said anything yet"));
	if (totals->verdicts[VERDICT_UNOPPOSED])
		/* TRANSLATORS: so many paragraphs, so many percent of all words */
		buffer_format(out, _(" · unopposed: %1$zu, %2$u %%"), totals->verdicts[VERDICT_UNOPPOSED],
			matrix_percent(totals->verdict_words[VERDICT_UNOPPOSED], totals->words));
	if (totals->brackets)
		buffer_format(out, P_(" · %zu bracket", " · %zu brackets", totals->brackets), totals->brackets);
}

static void add_sign(struct buffer *out, const char *sign, const char *words)
{
	buffer_format(out, "%s%s\u00a0%s", out->size ? " · " : "", sign, words);
}

/* The signs that occur: those of the cells, and of the verdicts where there is no room for their words. */
static void legend_words(struct buffer *out, const struct matrix_totals *totals, bool wide)
{
	for (enum matrix_mark mark = MARK_INITIALLED; mark < MARKS; mark++)
		if (totals->marks[mark])
			add_sign(out, matrix_mark_sign(mark), wording_mark(mark));
	for (enum matrix_verdict verdict = 0; verdict < VERDICTS && !wide; verdict++)
		if (totals->verdicts[verdict] && verdict != VERDICT_LAPSED)
			add_sign(out, verdicts[verdict].sign, wording_verdict(verdict));
}

/* Cuts as many rows off the area as the words need, at most `most`. */
static void draw_words(struct area *area, struct buffer *words, int most, bool top, int style)
{
	struct wrap wrap = {0};
	int cells = area->cols - 2;
	wrap_rows(&wrap, buffer_text(words), cells > 1 ? (size_t)cells : 1, 0, (size_t)(most > 0 ? most : 1));
	int rows = (int)wrap.count < most ? (int)wrap.count : most;
	struct area at = top ? layout_cut_top(area, rows) : layout_cut_bottom(area, rows);
	for (int i = 0; i < at.rows; i++) {
		struct text row = text_part(buffer_text(words), wrap.rows[i].start, wrap.rows[i].end);
		screen_put(at.row + i, at.col + 1, cells, row, style);
	}
	wrap_clear(&wrap);
	buffer_clear(words);
}

void matrix_sheet_draw(struct matrix_sheet *sheet, struct area area)
{
	struct buffer words = {0};
	int most = area.rows >= 12 ? MOST_ROWS : area.rows >= 8 ? 1 : 0;
	lay_out(sheet, area.cols);
	share_words(&words, sheet);
	draw_words(&area, &words, most, true, STYLE_HEADING);
	legend_words(&words, &sheet->matrix.totals, area.cols >= WIDE);
	draw_words(&area, &words, most ? most + 1 : 0, false, STYLE_DIM);
	if (area.rows > 3) {
		struct area labels = layout_cut_top(&area, 1), totals = layout_cut_bottom(&area, 1);
		draw_labels(sheet, labels);
		draw_totals(sheet, totals);
	}
	pane_place(&sheet->pane, &sheet->source, area);
	pane_draw(&sheet->pane, true, sheet->shown ? column_at(sheet, sheet->column) + 1 : ROW_MARGIN);
}

/* --- in words */

/* The position that the chosen cell tells of; STANDING_NONE: none, or of a group. */
static size_t chosen_position(const struct matrix_sheet *sheet)
{
	const struct standing *standing = sheet->review->standing;
	size_t reviewer = sheet->matrix.columns[sheet->column].reviewer;
	size_t block = sheet->matrix.rows[sheet->pane.selected].block;
	for (size_t i = 0; reviewer != STANDING_NONE && i < standing->position_count; i++)
		if (standing->positions[i].block == block && standing->positions[i].reviewer == reviewer)
			return i;
	return STANDING_NONE;
}

/* " (signed)", of the cell one stays on: others are not looked into. */
static void add_signature(struct buffer *out, const struct matrix_sheet *sheet)
{
	size_t position = chosen_position(sheet);
	if (position == STANDING_NONE)
		return;
	const struct verdict *verdict =
		seals_of(sheet->seals, SIGNED_REMARK, sheet->review->standing->positions[position].remark);
	if (!verdict)
		return;
	buffer_add_string(out, " (");
	verdict_words(out, verdict);
	buffer_add_byte(out, ')');
}

static void add_column(struct buffer *out, const struct matrix_sheet *sheet)
{
	const struct matrix *matrix = &sheet->matrix;
	const struct matrix_column *column = &matrix->columns[sheet->column];
	const struct matrix_cell *cell = matrix_cell(matrix, sheet->pane.selected, sheet->column);
	buffer_add_string(out, " · ");
	wording_column(out, sheet->review, column);
	/* TRANSLATORS: between who and what */
	buffer_format(out, _(": %s"), wording_mark(cell->mark));
	if (matrix->by == MATRIX_BY_GROUP && cell->mark)
		buffer_format(out, " %u/%zu", cell->count, column->members);
	add_signature(out, sheet);
}

void matrix_sheet_words(struct buffer *out, const struct matrix_sheet *sheet)
{
	const struct matrix *matrix = &sheet->matrix;
	if (sheet->pane.selected >= matrix->row_count)
		return;
	const struct matrix_row *row = &matrix->rows[sheet->pane.selected];
	wording_place(out, sheet->review, row->block);
	buffer_format(out, " · %s", wording_verdict(row->verdict));
	if (matrix->column_count)
		add_column(out, sheet);
	if (row->proposals)
		buffer_format(out, P_(" · %zu proposal", " · %zu proposals", row->proposals), row->proposals);
	if (row->brackets)
		buffer_format(out, P_(" · %zu bracket", " · %zu brackets", row->brackets), row->brackets);
}

static size_t source_count(void *context)
{
	return ((struct matrix_sheet *)context)->matrix.row_count;
}

static size_t source_rows(void *context, size_t item, int cells)
{
	(void)context;
	(void)item;
	(void)cells;
	return 1;
}

void matrix_sheet_open(struct matrix_sheet *sheet, struct session *session, enum matrix_by by)
{
	*sheet = (struct matrix_sheet){.review = session->review, .seals = session->seals};
	sheet->source = (struct pane_source){sheet, source_count, source_rows, source_draw, NULL};
	matrix_make(&sheet->matrix, sheet->review, by);
	measure_rows(sheet);
}

void matrix_sheet_clear(struct matrix_sheet *sheet)
{
	matrix_clear(&sheet->matrix);
}
