#include "views/paper.h"

#include "base/array.h"
#include "text/visible.h"

static void add_span(struct paper *paper, size_t start, size_t end, int style)
{
	if (start >= end || style == STYLE_PLAIN)
		return;
	struct styled *span = ARRAY_ADD(paper->spans, paper->count, paper->capacity);
	*span = (struct styled){start, end, style};
}

void paper_add(struct paper *paper, struct text untrusted, int style, bool lines)
{
	size_t start = paper->text.size;
	visible_add(&paper->text, untrusted, lines ? VISIBLE_KEEP_LINES : VISIBLE_ONE_LINE);
	add_span(paper, start, paper->text.size, style);
	paper->cells = 0;
}

void paper_add_string(struct paper *paper, const char *string, int style)
{
	paper_add(paper, text_of(string), style, true);
}

void paper_take(struct paper *paper, struct buffer *words, int style)
{
	paper_add(paper, buffer_text(words), style, false);
	buffer_clear(words);
}

static void add_run(struct paper *paper, const struct worddiff_run *run, const char *open, const char *close, int style)
{
	struct buffer points = {0};
	size_t start = paper->text.size;
	struct text text = run->text, tail = {"", 0};
	while (text.size && (text.bytes[text.size - 1] == ' ' || text.bytes[text.size - 1] == '\n')) {
		text.size--; /* the blank stands behind the bracket */
		tail = (struct text){" ", 1};
	}
	buffer_add_string(&paper->text, open);
	if (run->alike) {
		visible_points(&points, text, text_trim(run->other));
		visible_add(&paper->text, buffer_text(&points), VISIBLE_ONE_LINE);
	} else {
		visible_add(&paper->text, text, VISIBLE_ONE_LINE);
	}
	buffer_add_string(&paper->text, close);
	add_span(paper, start, paper->text.size, style);
	buffer_add(&paper->text, tail);
	buffer_clear(&points);
}

void paper_add_difference(struct paper *paper, struct text old, struct text new, int style)
{
	struct worddiff_runs runs = {0};
	worddiff_texts(&runs, old, new);
	for (size_t i = 0; i < runs.count; i++) {
		if (runs.items[i].kind == WORDDIFF_KEPT)
			paper_add(paper, runs.items[i].text, style, false);
		else if (runs.items[i].kind == WORDDIFF_DELETED)
			add_run(paper, &runs.items[i], "[-", "-]", STYLE_DELETED);
		else
			add_run(paper, &runs.items[i], "{+", "+}", STYLE_INSERTED);
	}
	worddiff_runs_clear(&runs);
	paper->cells = 0;
}

enum { WORDS_BESIDE = 6, WORDS_LEAST = 4 };

/* The byte behind the first `words` words; or, from the end, before the last. The whole text where it has no more. */
static size_t part_of(struct text text, size_t words, bool last)
{
	size_t at = last ? text.size : 0;
	while (words && (last ? at > 0 : at < text.size)) {
		at += last ? (size_t)-1 : 1;
		words -= (last ? at > 0 : at < text.size) && text.bytes[last ? at - 1 : at] == ' ';
	}
	return at;
}

static void add_kept(struct paper *paper, struct text text, bool first, bool last, int style)
{
	size_t head = first ? 0 : part_of(text, WORDS_BESIDE, false);
	size_t tail = last ? text.size : part_of(text, WORDS_BESIDE, true);
	if (first && last)
		tail = 0; /* nothing is changed at all */
	if (part_of(text_part(text, head, text.size), WORDS_LEAST, false) >= (tail > head ? tail - head : 0)) {
		paper_add(paper, text, style, false);
		return;
	}
	paper_add(paper, text_part(text, 0, head), style, false);
	paper_add_string(paper, first ? "… " : last ? " …" : " … ", style);
	paper_add(paper, text_part(text, tail, text.size), style, false);
}

void paper_add_changes(struct paper *paper, struct text old, struct text new, int style)
{
	struct worddiff_runs runs = {0};
	worddiff_texts(&runs, old, new);
	for (size_t i = 0; i < runs.count; i++) {
		if (runs.items[i].kind == WORDDIFF_KEPT)
			add_kept(paper, runs.items[i].text, i == 0, i + 1 == runs.count, style);
		else if (runs.items[i].kind == WORDDIFF_DELETED)
			add_run(paper, &runs.items[i], "[-", "-]", STYLE_DELETED);
		else
			add_run(paper, &runs.items[i], "{+", "+}", STYLE_INSERTED);
	}
	worddiff_runs_clear(&runs);
	paper->cells = 0;
}

void paper_style(struct paper *paper, size_t start, size_t end, int style)
{
	size_t at = paper->count;
	if (start >= end)
		return;
	add_span(paper, start, end, style);
	struct styled span = paper->spans[paper->count - 1];
	while (at > 0 && paper->spans[at - 1].start > span.start) {
		paper->spans[at] = paper->spans[at - 1];
		at--;
	}
	paper->spans[at] = span;
}

void paper_wrap(struct paper *paper, int cells, int first)
{
	if (cells < 1)
		cells = 1;
	if (paper->cells == cells)
		return;
	wrap_clear(&paper->wrap);
	wrap_text(&paper->wrap, buffer_text(&paper->text), (size_t)cells, first > 0 ? (size_t)first : 0);
	paper->cells = cells;
}

int paper_draw(const struct paper *paper, size_t row, int screen_row, int col, int cells, int style)
{
	if (row >= paper->wrap.count)
		return 0;
	const struct wrap_row *at = &paper->wrap.rows[row];
	return screen_put_spans(screen_row, col, cells, buffer_text(&paper->text), at->start, at->end, style,
		paper->spans, paper->count);
}

void paper_clear(struct paper *paper)
{
	buffer_clear(&paper->text);
	free(paper->spans);
	wrap_clear(&paper->wrap);
	*paper = (struct paper){0};
}

void paper_above(struct area *body, const char *words)
{
	enum { LOW = 6 };
	struct paper paper = {0};
	paper_add_string(&paper, words, STYLE_DIM);
	paper_wrap(&paper, body->cols, 0);
	struct area top = layout_cut_top(body, body->rows > LOW ? (int)paper.wrap.count + 1 : 0);
	for (int i = 0; i < top.rows; i++)
		paper_draw(&paper, (size_t)i, top.row + i, top.col, top.cols, STYLE_PLAIN);
	paper_clear(&paper);
}
