#include "views/bitext.h"

#include "base/language.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "views/message.h"
#include "views/row.h"

enum { RULE = 3, MARK = 2, TERMS_MILLISECONDS = 100 };

static const struct translation_row *row_at(const struct bitext *bitext, size_t item)
{
	return &bitext->translation->rows[bitext->shown[item]];
}

/* How wide each side is in a list so wide; one above the other: both as wide as the list, the words indented. */
static bool widths(int *source, int *words, int cells)
{
	bool two = cells >= BITEXT_TWO;
	cells -= ROW_MARGIN;
	*source = two ? (cells - RULE) / 2 : cells;
	*words = two ? cells - RULE - *source : cells - MARK;
	if (*words < 1)
		*words = 1;
	return two;
}

static size_t source_count(void *context)
{
	return ((struct bitext *)context)->count;
}

static size_t wrapped(struct bitext *bitext, size_t item, int side, int cells)
{
	struct paper *paper = bitext_paper(bitext, item, side);
	paper_wrap(paper, cells, 0);
	return paper->wrap.count;
}

static size_t source_rows(void *context, size_t item, int cells)
{
	struct bitext *bitext = context;
	int source, words;
	bool two = widths(&source, &words, cells);
	size_t left = wrapped(bitext, item, BITEXT_SOURCE, source), right = wrapped(bitext, item, BITEXT_WORDS, words);
	return (two ? (left > right ? left : right) : left + right) + 1;
}

static void source_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct bitext *bitext = context;
	int source, words, style = selected ? STYLE_WITH_SELECTED : STYLE_PLAIN;
	bool two = widths(&source, &words, area.cols);
	size_t left = wrapped(bitext, item, BITEXT_SOURCE, source), right = wrapped(bitext, item, BITEXT_WORDS, words);
	bool blank = row >= (two ? (left > right ? left : right) : left + right);
	struct area body = blank ? (struct area){area.row, area.col + ROW_MARGIN, 1, area.cols - ROW_MARGIN}
				 : row_begin(area, selected);
	size_t words_row = two ? row : row - left;
	int col = two ? body.col + source + RULE : body.col + MARK;
	if (two)
		screen_print(body.row, body.col + source + 1, 1, "│", STYLE_RULE);
	if (blank)
		return;
	if (row == 0 && bitext->shown[item] == bitext_marked(bitext))
		screen_print(area.row, area.col + 1, 1, "*", STYLE_MARK | style);
	if (row < left)
		paper_draw(bitext_paper(bitext, item, BITEXT_SOURCE), row, body.row, body.col, source, style);
	if ((two || row >= left) && words_row < right)
		paper_draw(bitext_paper(bitext, item, BITEXT_WORDS), words_row, body.row, col, words, style);
}

static void forget_papers(struct bitext *bitext)
{
	for (int side = 0; side < 2; side++) {
		for (size_t i = 0; i < bitext->count; i++)
			paper_clear(&bitext->papers[side][i]);
		free(bitext->papers[side]);
		bitext->papers[side] = NULL;
	}
	free(bitext->whole);
	free(bitext->shown);
	bitext->whole = NULL;
	bitext->shown = NULL;
	bitext->count = 0;
}

/* For its translators: to be brought in step, or to be looked at for what somebody proposes. */
static bool waits(const struct translation_row *row)
{
	return translation_left(row) || row->suggested_count;
}

static void make_list(struct bitext *bitext)
{
	size_t rows = bitext->translation ? bitext->translation->count : 0;
	bitext->shown = memory_new(rows, sizeof *bitext->shown);
	for (size_t i = 0; i < rows; i++)
		if (!bitext->left_only || waits(&bitext->translation->rows[i]))
			bitext->shown[bitext->count++] = i;
	bitext->whole = memory_new(bitext->count, sizeof *bitext->whole);
	bitext->papers[BITEXT_SOURCE] = memory_new(bitext->count, sizeof *bitext->papers[BITEXT_SOURCE]);
	bitext->papers[BITEXT_WORDS] = memory_new(bitext->count, sizeof *bitext->papers[BITEXT_WORDS]);
}

/* The list before, and the rows it had: found again by what they are pairs of. */
struct renewal {
	struct bitext *now;
	const struct translation *before;
	const size_t *shown;
};

static bool same_pair(const struct translation_row *a, const struct translation_row *b)
{
	if (a->source_count && b->source_count)
		return number_compare(a->number, b->number) == 0;
	return a->target_count && b->target_count && a->target == b->target;
}

static long find_again(void *context, size_t old_item)
{
	const struct renewal *renewal = context;
	const struct translation_row *old = &renewal->before->rows[renewal->shown[old_item]];
	for (size_t i = 0; i < renewal->now->count; i++)
		if (same_pair(row_at(renewal->now, i), old))
			return (long)i;
	return PANE_GONE;
}

static void renew(struct bitext *bitext, struct translation *translation)
{
	struct translation *before = bitext->translation;
	size_t *shown = bitext->shown;
	bool had = bitext->count > 0;
	bitext->shown = NULL;
	forget_papers(bitext);
	bitext->translation = translation;
	make_list(bitext);
	struct renewal renewal = {bitext, before, shown};
	if (had && translation && bitext->pane.source)
		pane_remap(&bitext->pane, find_again, &renewal);
	free(shown);
	if (before != translation)
		translation_free(before);
}

/* All rows are asked about, so that they can be counted. */
static void count_points(struct bitext *bitext)
{
	bitext->points = 0;
	for (size_t i = 0; bitext->translation && i < bitext->translation->count; i++) {
		const struct translation_row *row = &bitext->translation->rows[i];
		const struct usage *usage = bitext_usage(bitext, row);
		bool flawed = row->points.size > 0;
		for (size_t k = 0; usage && k < usage->count; k++)
			flawed = flawed || usage->items[k].state != USAGE_KEPT;
		bitext->points += flawed;
	}
}

static void show_terms(void *context)
{
	struct bitext *bitext = context;
	count_points(bitext);
	stack_changed(bitext->session->stack);
}

/* Answers come by the hundred: ten frames a second show them. */
static void heard(void *context)
{
	struct bitext *bitext = context;
	if (agreed_waiting(bitext->agreed))
		loop_after(bitext->session->loop, TERMS_MILLISECONDS, show_terms, bitext);
	else
		show_terms(bitext);
}

void bitext_open(struct bitext *bitext, struct session *session)
{
	*bitext = (struct bitext){.session = session};
	bitext->agreed = agreed_open(session->loop, heard, bitext);
	bitext->source = (struct pane_source){bitext, source_count, source_rows, source_draw, NULL};
}

bool bitext_load(struct bitext *bitext)
{
	struct translation *translation;
	bool failed = message_fault(translation_new(&translation, bitext->session->review));
	if (!failed)
		agreed_begin(bitext->agreed, bitext->session->review, translation);
	renew(bitext, translation);
	count_points(bitext);
	return !failed;
}

void bitext_filter(struct bitext *bitext, bool left_only)
{
	bitext->left_only = left_only;
	renew(bitext, bitext->translation);
}

void bitext_draw(struct bitext *bitext, struct area area, bool focus)
{
	int source, words;
	bool two = widths(&source, &words, area.cols);
	pane_place(&bitext->pane, &bitext->source, area);
	pane_draw(&bitext->pane, focus, ROW_MARGIN);
	bitext->words = (struct area){0};
	if (!bitext->count)
		return;
	size_t row = two ? 0 : wrapped(bitext, bitext->pane.selected, BITEXT_SOURCE, source);
	long first = bitext->pane.drawn_at + (long)row;
	int top = area.row + (int)(first < 0 ? 0 : first < area.rows - 1 ? first : area.rows - 1);
	bitext->words = (struct area){.row = top,
		.col = area.col + ROW_MARGIN + (two ? source + RULE : MARK),
		.rows = area.row + area.rows - top,
		.cols = words};
}

size_t bitext_row(const struct bitext *bitext)
{
	return bitext->count && bitext->pane.selected < bitext->count ? bitext->shown[bitext->pane.selected]
								      : STANDING_NONE;
}

static size_t source_of(const struct translation_row *row)
{
	return row->source_count ? row->source : STANDING_NONE;
}

static size_t target_of(const struct translation_row *row)
{
	return row->target_count ? row->target : STANDING_NONE;
}

/* A row is known by where its two sides begin; when the base moves, the mark is gone. */
static bool is_marked(const struct bitext *bitext, const struct translation_row *row)
{
	return bitext->marked && oid_equal(&bitext->marked_base, &bitext->session->review->base_tip) &&
	       source_of(row) == bitext->marked_source && target_of(row) == bitext->marked_target;
}

size_t bitext_marked(const struct bitext *bitext)
{
	for (size_t i = 0; bitext->marked && bitext->translation && i < bitext->translation->count; i++)
		if (is_marked(bitext, &bitext->translation->rows[i]))
			return i;
	return STANDING_NONE;
}

void bitext_unmark(struct bitext *bitext)
{
	bitext->marked = false;
}

void bitext_mark(struct bitext *bitext)
{
	size_t row = bitext_row(bitext);
	bool same = row != STANDING_NONE && row == bitext_marked(bitext);
	bitext->marked = row != STANDING_NONE && !same;
	if (!bitext->marked)
		return;
	bitext->marked_base = bitext->session->review->base_tip;
	bitext->marked_source = source_of(&bitext->translation->rows[row]);
	bitext->marked_target = target_of(&bitext->translation->rows[row]);
}

bool bitext_step(struct bitext *bitext, bool forward)
{
	for (size_t i = bitext->pane.selected; forward ? ++i < bitext->count : i-- > 0;)
		if (waits(row_at(bitext, i))) {
			pane_select(&bitext->pane, i);
			return true;
		}
	return false;
}

void bitext_find(struct bitext *bitext, struct text words)
{
	buffer_empty(&bitext->found);
	utf8_fold(&bitext->found, NULL, words);
	for (size_t i = 0; i < bitext->count; i++) {
		paper_clear(&bitext->papers[BITEXT_SOURCE][i]);
		paper_clear(&bitext->papers[BITEXT_WORDS][i]);
	}
}

static bool holds(const struct bitext *bitext, size_t item)
{
	const struct translation_row *row = row_at(bitext, item);
	const struct buffer *sides[] = {&row->now, &row->words};
	bool found = false;
	for (int side = BITEXT_SOURCE; side <= BITEXT_WORDS && !found; side++) {
		struct buffer folded = {0};
		utf8_fold(&folded, NULL, buffer_text(sides[side]));
		found = folded.size &&
			memmem(folded.bytes, folded.size, bitext->found.bytes, bitext->found.size) != NULL;
		buffer_clear(&folded);
	}
	return found;
}

bool bitext_find_step(struct bitext *bitext, bool forward, bool here)
{
	size_t count = bitext->count, from = bitext->pane.selected;
	for (size_t i = here ? 0 : 1; i <= count && count && bitext->found.size; i++) {
		size_t item = (from + (forward ? i : count - i % count)) % count;
		if (holds(bitext, item)) {
			pane_select(&bitext->pane, item);
			return true;
		}
	}
	return false;
}

void bitext_select(struct bitext *bitext, size_t block)
{
	size_t best = 0;
	for (size_t i = 0; i < bitext->count && block != STANDING_NONE; i++) {
		const struct translation_row *row = row_at(bitext, i), *so_far = row_at(bitext, best);
		if (row->target_count && row->target <= block &&
			(!so_far->target_count || row->target >= so_far->target))
			best = i;
	}
	if (bitext->count)
		bitext->pane.selected = best;
}

void bitext_clear(struct bitext *bitext)
{
	loop_after(bitext->session->loop, -1, show_terms, bitext);
	agreed_close(bitext->agreed);
	forget_papers(bitext);
	buffer_clear(&bitext->found);
	translation_free(bitext->translation);
	*bitext = (struct bitext){0};
}
