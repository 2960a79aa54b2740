#include "views/reading.h"

#include <stdio.h>

#include "act/amending.h"
#include "base/array.h"
#include "base/language.h"
#include "draft/paragraph.h"
#include "review/margin.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/reading_paper.h"
#include "views/underline.h"

enum { MARGIN = 4, NUMBER_MOST = 9 };

static const struct review *review_of(const struct reading *reading)
{
	return reading->session->review;
}

static void item_add(struct reading *reading, enum subject_kind kind, size_t index)
{
	struct subject *item = ARRAY_ADD(reading->items, reading->count, reading->capacity);
	*item = (struct subject){kind, index};
}

static void add_mine(struct reading *reading, size_t after)
{
	const struct standing *standing = review_of(reading)->standing;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		if (amendment->kind == AMEND_INSERT && amendment->block == after && amendment->reviewer == standing->me)
			item_add(reading, SUBJECT_MINE, i);
	}
}

static bool any_mine(const struct standing *standing)
{
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (standing->amendments[i].kind == AMEND_INSERT && standing->amendments[i].reviewer == standing->me)
			return true;
	return false;
}

static void make_items(struct reading *reading)
{
	const struct review *review = review_of(reading);
	bool mine = any_mine(review->standing);
	reading->count = 0;
	item_add(reading, SUBJECT_GENERAL, 0);
	for (size_t i = 0; i < review->consultation.questions.count; i++)
		item_add(reading, SUBJECT_QUESTION, i);
	if (mine)
		add_mine(reading, STANDING_NONE);
	for (size_t i = 0; i < review->draft->count; i++) {
		item_add(reading, SUBJECT_BLOCK, i);
		if (mine)
			add_mine(reading, i);
	}
}

static struct number number_of(const struct reading *reading, size_t item)
{
	const struct review *review = review_of(reading);
	const struct subject *subject = &reading->items[item];
	if (subject->kind == SUBJECT_BLOCK)
		return review->numbering.numbers[subject->index];
	if (subject->kind == SUBJECT_MINE)
		return review->standing->amendments[subject->index].place;
	/* above §1: no paragraph bears these */
	return (struct number){0, (unsigned int)(subject->kind == SUBJECT_QUESTION ? subject->index + 1 : 0), 0};
}

static void measure_numbers(struct reading *reading)
{
	char text[NUMBER_TEXT];
	reading->number_cells = 4;
	for (size_t i = 0; i < reading->count; i++) {
		struct number number = number_of(reading, i);
		if (!number.plus && (!number.paragraph || (i + 1 < reading->count && !number.bis)))
			continue;
		number_show(text, number);
		int cells = (int)utf8_cells(text_of(text)) + 1;
		if (cells > reading->number_cells && cells <= NUMBER_MOST)
			reading->number_cells = cells;
	}
}

static void drop_paper(struct reading *reading, size_t item)
{
	if (!reading->papers[item])
		return;
	paper_clear(reading->papers[item]);
	free(reading->papers[item]);
	reading->papers[item] = NULL;
}

static void drop_papers(struct reading *reading)
{
	for (size_t i = 0; i < reading->paper_count; i++)
		drop_paper(reading, i);
}

static void make_paper(struct reading *reading, size_t item)
{
	struct paper *paper = memory_new(1, sizeof *paper);
	reading->papers[item] = paper;
	reading_paper(paper, reading, item);
	reading->spelled[item] = underline_paper(paper, reading->session->speller, reading_spelled(reading, item));
}

/* How far a block's words stand in: lists and quotes. */
static int indent_of(const struct reading *reading, size_t item, int cells)
{
	const struct subject *subject = &reading->items[item];
	if (subject->kind != SUBJECT_BLOCK)
		return 0;
	const struct block *block = &review_of(reading)->draft->blocks[subject->index];
	int indent = 2 * (block->list_depth + block->quote_depth);
	return indent * 4 > cells ? 0 : indent;
}

static int words_cells(const struct reading *reading, size_t item, int cells)
{
	int rest = cells - MARGIN - reading->number_cells;
	return rest - indent_of(reading, item, cells) < 10 ? 10 : rest - indent_of(reading, item, cells);
}

static size_t count_items(void *context)
{
	return ((struct reading *)context)->count;
}

static struct paper *paper_at(struct reading *reading, size_t item, int cells)
{
	bool known = true;
	if (reading->papers[item] && !reading->spelled[item]) {
		bool due = underline_due(reading->session->speller, reading_spelled(reading, item), &known);
		reading->spelled[item] = known;
		if (due)
			drop_paper(reading, item);
	}
	if (!reading->papers[item])
		make_paper(reading, item);
	paper_wrap(reading->papers[item], words_cells(reading, item, cells), 0);
	return reading->papers[item];
}

static bool spaced(const struct reading *reading, size_t item)
{
	const struct subject *subject = &reading->items[item];
	if (subject->kind != SUBJECT_BLOCK)
		return item + 1 < reading->count && reading->items[item + 1].kind == SUBJECT_BLOCK;
	const struct draft *draft = review_of(reading)->draft;
	size_t next = subject->index + 1;
	bool in_list =
		next < draft->count && draft->blocks[next].list_depth && draft->blocks[subject->index].list_depth;
	return !in_list;
}

static size_t item_rows(void *context, size_t item, int cells)
{
	struct reading *reading = context;
	return paper_at(reading, item, cells)->wrap.count + spaced(reading, item);
}

static void draw_marks(const struct reading *reading, size_t block, struct area area)
{
	static const char *const room[] = {"", "●", "◐", "○"};
	static const char *const mine[] = {"", "✓", "✎", "↻", "!"};
	const struct margin *facts = &reading->facts[block];
	int style = facts->collisions ? STYLE_COLLISION : STYLE_MARK;
	if (area.cols < MARGIN)
		return;
	if (facts->room != ROOM_NONE)
		screen_print(area.row, area.col + 1, 1, facts->collisions ? "!" : room[facts->room], style);
	if (facts->my_mark != MINE_NONE)
		screen_print(area.row, area.col + 2, 1, mine[facts->my_mark],
			facts->my_mark == MINE_LAPSED ? STYLE_STALE : STYLE_MINE);
}

static void draw_number(const struct reading *reading, size_t item, struct area area, bool selected)
{
	const struct subject *subject = &reading->items[item];
	char number[NUMBER_TEXT];
	if (subject->kind == SUBJECT_GENERAL || subject->kind == SUBJECT_QUESTION) {
		screen_print(
			area.row, area.col + MARGIN, 1, subject->kind == SUBJECT_QUESTION ? "?" : "#", STYLE_NUMBER);
		return;
	}
	number_show(number, number_of(reading, item));
	screen_print(area.row, area.col + MARGIN, reading->number_cells, number,
		STYLE_NUMBER | (selected ? STYLE_WITH_SELECTED : 0));
}

static void draw_item(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct reading *reading = context;
	const struct subject *subject = &reading->items[item];
	struct paper *paper = paper_at(reading, item, area.cols);
	int left = MARGIN + reading->number_cells;
	int indent = indent_of(reading, item, area.cols);
	if (row >= paper->wrap.count)
		return;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	if (row == 0) {
		if (subject->kind == SUBJECT_BLOCK)
			draw_marks(reading, subject->index, area);
		else if (subject->kind == SUBJECT_MINE)
			screen_print(area.row, area.col + 2, 1, "✎", STYLE_MINE);
		draw_number(reading, item, area, selected);
	}
	const struct block *block =
		subject->kind == SUBJECT_BLOCK ? &review_of(reading)->draft->blocks[subject->index] : NULL;
	if (row == 0 && block && indent >= 2 && block->item_start) {
		struct paper marker = {0};
		paper_add(&marker, block->marker, STYLE_DIM, false);
		screen_put(area.row, area.col + left + indent - 2, 2, buffer_text(&marker.text), STYLE_DIM);
		paper_clear(&marker);
	}
	paper_draw(paper, row, area.row, area.col + left + indent, area.cols - left - indent, STYLE_PLAIN);
}

/* The block an item stands on or behind. */
static size_t block_of(const struct reading *reading, size_t item)
{
	const struct subject *subject = &reading->items[item];
	if (subject->kind == SUBJECT_MINE)
		return review_of(reading)->standing->amendments[subject->index].block;
	return subject->kind == SUBJECT_BLOCK ? subject->index : STANDING_NONE;
}

static void keep_places(struct reading *reading)
{
	const struct review *review = review_of(reading);
	reading->places = memory_resize(reading->places, reading->count, sizeof *reading->places);
	for (size_t i = 0; i < reading->count; i++)
		reading->places[i] =
			(struct reading_place){reading->items[i], number_of(reading, i), block_of(reading, i)};
	reading->blob = review->draft_blob;
	free(reading->path);
	reading->path = memory_string(review_draft(review)->path);
}

static void rebuild(struct reading *reading)
{
	const struct review *review = review_of(reading);
	drop_papers(reading);
	make_items(reading);
	reading->papers = memory_resize(reading->papers, reading->count, sizeof *reading->papers);
	memset(reading->papers, 0, reading->count * sizeof *reading->papers);
	reading->spelled = memory_resize(reading->spelled, reading->count, sizeof *reading->spelled);
	reading->paper_count = reading->count;
	free(reading->facts);
	reading->facts = margin_all(review->standing, review->draft->count);
	reading->totals = margin_mine(review->standing, review->draft);
	measure_numbers(reading);
	reading->generation = review->generation;
}

void reading_open(struct reading *reading, struct session *session, struct filter *filter)
{
	*reading = (struct reading){.session = session, .filter = filter};
	reading->source =
		(struct pane_source){.context = reading, .count = count_items, .rows = item_rows, .draw = draw_item};
	rebuild(reading);
	keep_places(reading);
}

struct moved {
	struct reading *reading;
	bool followed; /* the text has changed: numbers may have, too */
};

static long numbered(const struct reading *reading, struct number number)
{
	for (size_t i = 0; i < reading->count; i++)
		if (number_compare(number, number_of(reading, i)) == 0)
			return (long)i;
	return PANE_GONE;
}

/* Where the words that stood there are now; until a version is circulated an insertion renumbers what follows it. */
static long now_at(void *context, size_t item)
{
	struct moved *moved = context;
	const struct reading *reading = moved->reading;
	const struct reading_place *old = &reading->places[item];
	size_t block = STANDING_NONE;
	if (!moved->followed || old->block == STANDING_NONE)
		return numbered(reading, old->number);
	if (review_follow(&block, reading->session->review, &reading->blob, old->block + 1, NULL))
		return numbered(reading, old->number);
	for (size_t i = 0; block != STANDING_NONE && i < reading->count; i++)
		if (reading->items[i].kind == old->subject.kind && block_of(reading, i) == block &&
			number_of(reading, i).plus == old->number.plus)
			return (long)i;
	return PANE_GONE;
}

void reading_reload(struct reading *reading)
{
	const struct review *review = review_of(reading);
	size_t selected = reading->pane.selected, count = reading->count;
	bool text_changed = !oid_equal(&reading->blob, &review->draft_blob);
	struct moved moved = {reading, text_changed && !strcmp(reading->path, review_draft(review)->path)};
	bool same = selected < count && !moved.followed;
	rebuild(reading);
	same = same && reading->count == count &&
	       number_compare(reading->places[selected].number, number_of(reading, selected)) == 0;
	if (!same && reading->pane.source)
		pane_remap(&reading->pane, now_at, &moved);
	keep_places(reading);
}

void reading_touch(struct reading *reading)
{
	if (reading->pane.selected < reading->paper_count)
		drop_paper(reading, reading->pane.selected);
}

void reading_draw(struct reading *reading, struct area area, bool focus)
{
	if (area.cols > 40)
		area.cols--; /* air before the rule */
	if (reading->respelled != reading->session->respelled)
		drop_papers(reading); /* other words are misspelt now */
	reading->respelled = reading->session->respelled;
	pane_place(&reading->pane, &reading->source, area);
	pane_draw(&reading->pane, focus, 0);
}

void reading_clear(struct reading *reading)
{
	drop_papers(reading);
	free(reading->papers);
	free(reading->spelled);
	free(reading->items);
	free(reading->facts);
	free(reading->places);
	free(reading->path);
	buffer_clear(&reading->found);
}

const struct subject *reading_subject(const struct reading *reading)
{
	size_t selected = reading->pane.selected;
	return &reading->items[selected < reading->count ? selected : 0];
}

size_t reading_block(const struct reading *reading)
{
	const struct subject *subject = reading_subject(reading);
	return subject->kind == SUBJECT_BLOCK ? subject->index : STANDING_NONE;
}

void reading_select(struct reading *reading, size_t block)
{
	for (size_t i = 0; i < reading->count; i++) {
		const struct subject *item = &reading->items[i];
		if (block == STANDING_NONE ? item->kind == SUBJECT_GENERAL
					   : item->kind == SUBJECT_BLOCK && item->index == block) {
			if (reading->pane.source)
				pane_select(&reading->pane, i);
			else
				reading->pane.selected = reading->pane.top = i;
			return;
		}
	}
}

struct text reading_words(const struct reading *reading, size_t item)
{
	const struct review *review = review_of(reading);
	const struct subject *subject = &reading->items[item];
	switch (subject->kind) {
	case SUBJECT_BLOCK:
		return review->draft->blocks[subject->index].text;
	case SUBJECT_MINE:
		return buffer_text(&review->standing->amendments[subject->index].now);
	case SUBJECT_QUESTION:
		return text_of(labels_in(&review->consultation.questions.items[subject->index].label, language_code()));
	case SUBJECT_GENERAL:
		break;
	}
	return text_of(_("General remarks"));
}
