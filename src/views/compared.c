#include "views/compared.h"

#include "base/language.h"
#include "base/memory.h"
#include "views/row.h"

enum { ABOVE_FIRST = 2 }; /* rows of what stands unchanged above the first difference */

static size_t source_count(void *context)
{
	return ((struct compared *)context)->comparison.count;
}

/* The number a paragraph bears today; a deleted one's of the last circulated version is the place it had there. */
static struct number number_of(const struct compared *compared, const struct comparison_entry *entry)
{
	const struct numbering *numbering = &compared->session->review->numbering;
	if (entry->new != ALIGN_NONE)
		return entry->new < numbering->count ? numbering->numbers[entry->new] : (struct number){0};
	return (struct number){compared->numbered ? (unsigned int)entry->old + 1 : 0, 0, 0};
}

static void add_number(struct paper *paper, struct number number, int style)
{
	char words[NUMBER_TEXT];
	if (!number.paragraph)
		return;
	number_show(words, number);
	paper_add_string(paper, words, STYLE_NUMBER);
	paper_add_string(paper, " ", style);
}

static void add_words(struct paper *paper, const struct compared *compared, const struct comparison_entry *entry)
{
	const struct comparison *comparison = &compared->comparison;
	struct text none = text_of(""), old = none, new = none;
	if (entry->old != ALIGN_NONE)
		old = comparison->old->blocks[entry->old].text;
	if (entry->new != ALIGN_NONE)
		new = comparison->new->blocks[entry->new].text;
	if (entry->kind == COMPARE_SAME || entry->kind == COMPARE_FORM) {
		enum block_kind kind = comparison->new->blocks[entry->new].kind;
		paper_add(paper, new, comparison_differs(entry) ? STYLE_PLAIN : STYLE_DIM,
			kind == BLOCK_CODE || kind == BLOCK_HTML);
	} else {
		paper_add_difference(paper, old, new, STYLE_PLAIN);
	}
	if (entry->kind == COMPARE_FORM)
		paper_add_string(paper, _(" [set differently: heading, list or quotation]"), STYLE_STALE);
}

static struct paper *paper_at(struct compared *compared, size_t item)
{
	struct paper *paper = &compared->papers[item];
	const struct comparison_entry *entry = &compared->comparison.entries[item];
	if (paper->text.size)
		return paper;
	add_number(paper, compared->numbers[item], STYLE_PLAIN);
	if (entry->moved) /* it has kept its number: where it stood before can be told from that */
		paper_add_string(paper, _("[moved here] "), STYLE_STALE);
	add_words(paper, compared, entry);
	if (!paper->text.size)
		paper_add_string(paper, " ", STYLE_PLAIN);
	return paper;
}

static size_t source_rows(void *context, size_t item, int cells)
{
	struct paper *paper = paper_at(context, item);
	paper_wrap(paper, cells - ROW_MARGIN, 0);
	return paper->wrap.count + 1;
}

static void source_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct paper *paper = paper_at(context, item);
	paper_wrap(paper, area.cols - ROW_MARGIN, 0);
	if (row >= paper->wrap.count)
		return; /* the blank row between two paragraphs */
	area = row_begin(area, selected);
	paper_draw(paper, row, area.row, area.col, area.cols, selected ? STYLE_WITH_SELECTED : STYLE_PLAIN);
}

static const struct fault *run(struct compared *compared)
{
	struct review *review = compared->session->review;
	const struct draft *old;
	compared->today = review->draft_blob;
	compared->revision = review->revision;
	const struct fault *fault = review_blob(&old, review, &compared->blob);
	if (fault)
		return fault;
	comparison_run(&compared->comparison, old, review->draft);
	compared->papers = memory_new(compared->comparison.count, sizeof *compared->papers);
	compared->numbers = memory_new(compared->comparison.count, sizeof *compared->numbers);
	for (size_t i = 0; i < compared->comparison.count; i++)
		compared->numbers[i] = number_of(compared, &compared->comparison.entries[i]);
	return NULL;
}

static void clear_run(struct compared *compared)
{
	for (size_t i = 0; i < compared->comparison.count; i++)
		paper_clear(&compared->papers[i]);
	free(compared->papers);
	free(compared->numbers);
	comparison_clear(&compared->comparison);
	compared->papers = NULL;
	compared->numbers = NULL;
}

const struct fault *compared_open(struct compared *compared, struct session *session, const struct version *version)
{
	const struct review *review = session->review;
	*compared = (struct compared){.session = session,
		.blob = version->blob,
		.numbered = version->revision && version->revision == review->revision};
	compared->source = (struct pane_source){compared, source_count, source_rows, source_draw, NULL};
	const struct fault *fault = run(compared);
	if (fault || !compared->comparison.differences)
		return fault;
	const struct comparison_entry *first = &compared->comparison.entries[0];
	compared->pane.selected = comparison_differs(first) ? 0 : comparison_next(&compared->comparison, 0, true);
	return NULL;
}

struct renewal {
	const struct compared *before, *now;
};

static long find_again(void *context, size_t old_item)
{
	const struct renewal *renewal = context;
	const struct compared *before = renewal->before, *now = renewal->now;
	const struct comparison_entry *entry = &before->comparison.entries[old_item];
	size_t block = ALIGN_NONE;
	if (entry->new != ALIGN_NONE) {
		block = session_block(now->session, before->numbers[old_item]);
		if (block == STANDING_NONE)
			return PANE_GONE;
	}
	size_t found = comparison_find(&now->comparison, block, entry->old);
	return found == ALIGN_NONE ? PANE_GONE : (long)found;
}

const struct fault *compared_renew(struct compared *compared)
{
	struct compared before = *compared;
	struct renewal renewal = {&before, compared};
	const struct review *review = compared->session->review;
	if (before.comparison.new == review->draft && oid_equal(&before.today, &review->draft_blob) &&
		before.revision == review->revision)
		return NULL; /* others have written; the text is the same */
	compared->comparison = (struct comparison){0};
	compared->papers = NULL;
	compared->numbers = NULL;
	const struct fault *fault = run(compared);
	if (!fault)
		pane_remap(&compared->pane, find_again, &renewal);
	clear_run(&before);
	return fault;
}

void compared_draw(struct compared *compared, struct area area)
{
	bool opening = !compared->pane.source;
	pane_place(&compared->pane, &compared->source, area);
	if (opening && area.rows > 0 && compared->comparison.count)
		pane_select_at(&compared->pane, compared->pane.selected, ABOVE_FIRST);
	pane_draw(&compared->pane, true, ROW_MARGIN);
}

bool compared_step(struct compared *compared, bool forward)
{
	size_t found = comparison_next(&compared->comparison, compared->pane.selected, forward);
	if (found == ALIGN_NONE)
		return false;
	pane_select(&compared->pane, found);
	return true;
}

size_t compared_block(const struct compared *compared)
{
	const struct comparison *comparison = &compared->comparison;
	if (!comparison->count)
		return STANDING_NONE;
	for (size_t i = compared->pane.selected + 1; i-- > 0;)
		if (comparison->entries[i].new != ALIGN_NONE)
			return comparison->entries[i].new;
	return comparison->new->count ? 0 : STANDING_NONE;
}

void compared_clear(struct compared *compared)
{
	clear_run(compared);
	*compared = (struct compared){0};
}
