/* spelling_rows - what the spelling panel shows */
#include "views/spelling.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/paper.h"
#include "views/row.h"

enum { CONTEXT = 120, NUMBER_CELLS = 7, PLACES_NAMED = 4 };

struct erratum *spelling_selected(const struct spelling *spelling)
{
	return spelling->words.selected < spelling->list.count ? &spelling->list.items[spelling->words.selected] : NULL;
}

void spelling_place_name(struct buffer *out, const struct spelling *spelling, size_t block)
{
	wording_place(out, spelling->session->review, block);
}

/* --- the list */

struct renewal {
	const struct errata_list *before, *now;
};

static long find_again(void *context, size_t old_item)
{
	const struct renewal *renewal = context;
	for (size_t i = 0; i < renewal->now->count; i++)
		if (erratum_same(&renewal->before->items[old_item], &renewal->now->items[i]))
			return (long)i;
	return PANE_GONE;
}

void spelling_renew(struct spelling *spelling)
{
	struct errata_list before = spelling->list;
	struct errata *errata = &spelling->session->errata;
	struct renewal renewal = {&before, &spelling->list};
	size_t selected = spelling->words.selected;
	bool stays;
	spelling->fresh = !spelling->session->loading && (errata_whole(errata) || !errata->kept);
	if (!spelling->fresh)
		return;
	errata_gather(&spelling->list, errata);
	stays = selected < before.count && find_again(&renewal, selected) != PANE_GONE;
	if (before.count && spelling->words.source)
		pane_remap(&spelling->words, find_again, &renewal);
	if (!stays) {
		spelling->words.selected = selected < spelling->list.count ? selected
					   : spelling->list.count          ? spelling->list.count - 1
									   : 0;
		spelling->place = 0;
		spelling->right.selected = spelling->right.top = 0;
		spelling->on_right = false;
	}
	const struct erratum *erratum = spelling_selected(spelling);
	if (erratum && spelling->place >= erratum->count)
		spelling->place = 0;
	spelling->counted = errata->misspelt;
	spelling->settled = errata->settled;
	errata_list_clear(&before);
}

/* --- left: a word a row */

static size_t count_words(void *context)
{
	return ((struct spelling *)context)->list.count;
}

static size_t one_row(void *context, size_t item, int cells)
{
	(void)context;
	(void)item;
	(void)cells;
	return 1;
}

static void add_places(struct buffer *out, const struct spelling *spelling, const struct erratum *erratum)
{
	for (size_t i = 0; i < erratum->count && i < PLACES_NAMED; i++) {
		if (i > 0 && erratum->places[i].block == erratum->places[i - 1].block)
			continue;
		buffer_add_string(out, i ? ", " : "");
		spelling_place_name(out, spelling, erratum->places[i].block);
	}
	if (erratum->count > PLACES_NAMED)
		buffer_add_string(out, " …");
}

static void draw_word(void *context, size_t item, size_t row, struct area area, bool selected)
{
	const struct spelling *spelling = context;
	const struct erratum *erratum = &spelling->list.items[item];
	struct buffer words = {0}, detail = {0};
	bool misspelt = erratum->kind < FINDING_SEPARATOR;
	(void)row;
	area = row_begin(area, selected);
	buffer_format(&words, "%3zu × ", erratum->count);
	int used = screen_print(area.row, area.col, area.cols, buffer_string(&words), STYLE_DIM);
	buffer_empty(&words);
	if (erratum->word)
		visible_add(&words, text_of(erratum->word), VISIBLE_ONE_LINE);
	else
		buffer_add_string(&words, typography_rule_label(erratum->rule));
	int style = (misspelt ? STYLE_PLAIN | STYLE_WITH_MISSPELT : STYLE_PLAIN) | (selected ? STYLE_WITH_SELECTED : 0);
	used += screen_print(area.row, area.col + used, area.cols - used, buffer_string(&words), style);
	add_places(&detail, spelling, erratum);
	if (finding_kind_label(erratum->kind))
		buffer_format(&detail, " · %s", finding_kind_label(erratum->kind));
	if (area.cols - used > 4)
		screen_print(area.row, area.col + used + 2, area.cols - used - 2, buffer_string(&detail), STYLE_DIM);
	buffer_clear(&words);
	buffer_clear(&detail);
}

/* --- right: suggestions, then places */

size_t spelling_suggestions(struct spelling *spelling, const char *const **words, bool *whole)
{
	static const char *one;
	const struct erratum *erratum = spelling_selected(spelling);
	*words = NULL;
	*whole = true;
	if (!erratum || erratum->kind == FINDING_TYPOGRAPHY || erratum->kind == FINDING_ACRONYM)
		return 0;
	if (erratum->places[spelling->place].better) {
		one = erratum->places[spelling->place].better;
		*words = &one;
		return 1;
	}
	const struct suggestions *found = speller_suggest(spelling->session->speller, text_of(erratum->word), whole);
	*words = (const char *const *)found->words;
	return found->count;
}

/* Rows before the places: at least one, which says that there is none yet, or none. */
static size_t head_rows(struct spelling *spelling)
{
	const char *const *words;
	bool whole;
	const struct erratum *erratum = spelling_selected(spelling);
	if (!erratum || erratum->kind == FINDING_TYPOGRAPHY || erratum->kind == FINDING_ACRONYM)
		return 0;
	size_t count = spelling_suggestions(spelling, &words, &whole);
	return count ? count : 1;
}

static size_t count_right(void *context)
{
	struct spelling *spelling = context;
	const struct erratum *erratum = spelling_selected(spelling);
	return erratum ? head_rows(spelling) + erratum->count : 0;
}

size_t spelling_place_at(struct spelling *spelling, size_t item)
{
	size_t head = head_rows(spelling);
	return item < head ? STANDING_NONE : item - head;
}

const char *spelling_suggestion(struct spelling *spelling)
{
	const char *const *words;
	bool whole;
	size_t count = spelling_suggestions(spelling, &words, &whole);
	size_t at = spelling->on_right && spelling->right.selected < count ? spelling->right.selected : 0;
	return count ? words[at] : NULL;
}

static void draw_suggestion(struct spelling *spelling, size_t item, struct area area, bool selected)
{
	const char *const *words;
	bool whole;
	size_t count = spelling_suggestions(spelling, &words, &whole);
	struct buffer shown = {0};
	if (count == 0) {
		const char *trouble = speller_trouble(spelling->session->speller);
		screen_print(area.row, area.col, area.cols,
			trouble ? trouble
			: whole ? _("no suggestion; e takes your own words")
				: _("looking …"),
			STYLE_DIM);
		return;
	}
	buffer_add_string(&shown, "→ ");
	visible_add(&shown, text_of(words[item]), VISIBLE_ONE_LINE);
	if (!whole && item + 1 == count)
		buffer_add_string(&shown, "   …");
	screen_print(area.row, area.col, area.cols, buffer_string(&shown),
		STYLE_INSERTED | (selected ? STYLE_WITH_SELECTED : 0));
	buffer_clear(&shown);
}

/* Where the words before a place begin that are shown with it, in so many cells. */
static size_t context_from(struct text text, size_t at, int cells)
{
	while (at > 0 && cells-- > 0)
		at = utf8_back(text, at);
	return at;
}

static void draw_place(struct spelling *spelling, size_t place, struct area area, bool selected)
{
	const struct erratum *erratum = spelling_selected(spelling);
	const struct erratum_place *at = &erratum->places[place];
	struct text text = errata_words(&spelling->session->errata, at->block);
	struct buffer number = {0};
	struct paper paper = {0};
	spelling_place_name(&number, spelling, at->block);
	screen_print(area.row, area.col, 1, place == spelling->place ? "▸" : " ", STYLE_MARK);
	screen_print(area.row, area.col + 2, NUMBER_CELLS, buffer_string(&number),
		STYLE_NUMBER | (selected ? STYLE_WITH_SELECTED : 0));
	int cells = area.cols - 2 - NUMBER_CELLS - (int)utf8_points(text_part(text, at->start, at->end));
	size_t from = context_from(text, at->start, cells / 2);
	if (from)
		paper_add_string(&paper, "…", STYLE_DIM);
	paper_add(&paper, text_part(text, from, at->start), STYLE_PLAIN, false);
	paper_add(&paper, text_part(text, at->start, at->end), STYLE_STRONG | STYLE_WITH_MISSPELT, false);
	if (erratum->kind == FINDING_TYPOGRAPHY && at->better) {
		paper_add_string(&paper, "→", STYLE_DIM);
		paper_add(&paper, text_of(at->better), STYLE_INSERTED | STYLE_WITH_BLANKS, false);
	}
	paper_add(&paper, text_part(text, at->end, at->end + CONTEXT), STYLE_PLAIN, false);
	paper_wrap(&paper, 1000, 0);
	paper_draw(&paper, 0, area.row, area.col + 2 + NUMBER_CELLS, area.cols - 2 - NUMBER_CELLS, STYLE_PLAIN);
	paper_clear(&paper);
	buffer_clear(&number);
}

static void draw_right(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct spelling *spelling = context;
	size_t place = spelling_place_at(spelling, item);
	(void)row;
	area = row_begin(area, selected && spelling->on_right);
	if (place == STANDING_NONE)
		draw_suggestion(spelling, item, area, selected && spelling->on_right);
	else
		draw_place(spelling, place, area, selected && spelling->on_right);
}

void spelling_sources(struct spelling *spelling)
{
	spelling->words_source = (struct pane_source){spelling, count_words, one_row, draw_word, NULL};
	spelling->right_source = (struct pane_source){spelling, count_right, one_row, draw_right, NULL};
}
