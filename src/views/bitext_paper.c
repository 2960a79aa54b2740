/* bitext_paper - the words of a row, as they are shown: the source with its terms and remarks, the translation with
 * what is to be looked at and what others propose */
#include "views/bitext.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/suggested.h"
#include "review/wording.h"
#include "text/case.h"
#include "text/utf8.h"
#include "views/conversation.h"
#include "views/conversation_thread.h"

/* "◆ ", or blanks as wide. */
static const char *mark_of(const struct translation_row *row)
{
	switch (row->state) {
	case TRANSLATION_STALE:
		return "◆ ";
	case TRANSLATION_NEW:
		return "+ ";
	case TRANSLATION_GONE:
		return "− ";
	default:
		return "  ";
	}
}

const struct usage *bitext_usage(const struct bitext *bitext, const struct translation_row *row)
{
	static const struct usage nothing;
	if (!row->source_count || row->state == TRANSLATION_MUTE)
		return &nothing;
	return agreed_look(bitext->agreed, buffer_text(&row->now), buffer_text(&row->words));
}

static void add_terms(struct paper *paper, const struct usage *usage)
{
	struct buffer terms = {0};
	usage_terms(&terms, usage);
	if (terms.size) {
		paper_add(paper, text_of("\n· "), STYLE_DIM, true);
		paper_add(paper, buffer_text(&terms), STYLE_DIM, false);
	}
	buffer_clear(&terms);
}

static void add_source(struct paper *paper, const struct bitext *bitext, const struct translation_row *row)
{
	char number[NUMBER_TEXT];
	number_show(number, row->number);
	paper_add_string(paper, mark_of(row), STYLE_STALE);
	if (!row->source_count) {
		paper_add_string(paper, _("[its source is not there any more]"), STYLE_DIM);
		return;
	}
	const struct block *block = &bitext->translation->source->blocks[row->source];
	paper_add_string(paper, number, STYLE_NUMBER);
	paper_add_string(paper, " ", STYLE_PLAIN);
	if (row->moved)
		paper_add_string(paper, _("[stands elsewhere] "), STYLE_STALE);
	if (row->state == TRANSLATION_STALE)
		paper_add_difference(paper, buffer_text(&row->was), buffer_text(&row->now), STYLE_PLAIN);
	else
		paper_add(paper, buffer_text(&row->now), block->kind == BLOCK_HEADING ? STYLE_HEADING : STYLE_PLAIN,
			block->kind != BLOCK_PARAGRAPH);
}

/* What was said about the source, as it was made there, behind its language: it is answered there. */
static void add_remarks(struct paper *paper, const struct bitext *bitext, const struct translation_row *row)
{
	struct buffer language = {0};
	case_upper(&language, text_of(bitext->translation->source_language));
	for (size_t i = 0; i < row->remark_count; i++) {
		paper_add_string(paper, "\n", STYLE_PLAIN);
		paper_add(paper, buffer_text(&language), STYLE_NUMBER, false);
		paper_add_string(paper, " ", STYLE_PLAIN);
		conversation_thread(paper, NULL, bitext->session->review, row->remarks[i]);
	}
	buffer_clear(&language);
}

/* What differs between the two sides, and what there is to say of terms. */
static void add_points(struct paper *paper, const struct translation_row *row, const struct usage *usage)
{
	struct buffer points = {0};
	buffer_add(&points, buffer_text(&row->points));
	if (usage)
		usage_points(&points, usage);
	if (points.size) {
		paper_add(paper, text_of("\n! "), STYLE_COLLISION, true);
		paper_add(paper, buffer_text(&points), STYLE_COLLISION, false);
	}
	buffer_clear(&points);
}

/* What others propose for it: whose it is, and what would change. */
static void add_suggested(struct paper *paper, const struct bitext *bitext, const struct translation_row *row)
{
	const struct review *review = bitext->session->review;
	for (size_t i = 0; i < row->suggested_count; i++) {
		const struct amendment *amendment = &review->standing->amendments[row->suggested[i]];
		struct buffer who = {0};
		wording_reviewer(&who, review, amendment->reviewer);
		paper_add_string(paper, "\n✎ ", STYLE_MARK);
		paper_add(paper, buffer_text(&who), STYLE_STRONG, false);
		paper_add_string(paper, " · ", STYLE_DIM);
		paper_add_string(paper, wording_amendment(amendment), STYLE_DIM);
		if (amendment->substance) {
			paper_add_string(paper, " · ", STYLE_DIM);
			paper_add_string(paper, wording_scope(amendment), STYLE_STALE);
		}
		paper_add_string(paper, "\n", STYLE_PLAIN);
		paper_add_difference(paper,
			amendment->kind == AMEND_INSERT ? text_of("") : buffer_text(&amendment->was),
			amendment->kind == AMEND_MOVE ? buffer_text(&amendment->was) : suggested_words(amendment),
			STYLE_DIM);
		if (amendment->reason != STANDING_NONE &&
			review->standing->remarks[amendment->reason].annotation->text) {
			paper_add_string(paper, "\n", STYLE_PLAIN);
			paper_add_string(paper, _("Reason: "), STYLE_FIELD);
			paper_add(paper, text_of(review->standing->remarks[amendment->reason].annotation->text),
				STYLE_PLAIN, true);
		}
		buffer_clear(&who);
	}
}

static void add_words(struct paper *paper, const struct bitext *bitext, const struct translation_row *row)
{
	const struct draft *draft = bitext->session->review->draft;
	bool heading = row->target_count && draft->blocks[row->target].kind == BLOCK_HEADING;
	const struct standing *standing = bitext->session->review->standing;
	bool own = row->amendment != STANDING_NONE;
	if (own)
		paper_add_string(paper, "✎ ", STYLE_MINE);
	if (own && standing->amendments[row->amendment].kind == AMEND_DELETE)
		paper_add_difference(paper, buffer_text(&row->words), text_of(""), STYLE_PLAIN);
	else if (row->words.size)
		paper_add(paper, buffer_text(&row->words), heading ? STYLE_HEADING : STYLE_PLAIN, true);
	else
		paper_add_string(paper,
			row->state == TRANSLATION_IN_STEP ? _("[stands alone on purpose]") : _("[not translated yet]"),
			STYLE_DIM);
}

/* What is searched for, wherever it stands on the paper. */
static void style_found(struct paper *paper, const struct buffer *found)
{
	struct buffer folded = {0};
	size_t *map;
	if (!found->size)
		return;
	utf8_fold(&folded, &map, buffer_text(&paper->text));
	for (size_t at = 0; at + found->size <= folded.size; at++)
		if (memcmp(folded.bytes + at, found->bytes, found->size) == 0)
			paper_style(paper, map[at], map[at + found->size], STYLE_FOUND);
	buffer_clear(&folded);
	free(map);
}

struct paper *bitext_paper(struct bitext *bitext, size_t item, int side)
{
	struct paper *paper = &bitext->papers[side][item];
	const struct translation_row *row = &bitext->translation->rows[bitext->shown[item]];
	const struct usage *usage = bitext->whole[item] ? NULL : bitext_usage(bitext, row);
	if (usage) { /* it has just become known */
		bitext->whole[item] = true;
		paper_clear(&bitext->papers[BITEXT_SOURCE][item]);
		paper_clear(&bitext->papers[BITEXT_WORDS][item]);
	}
	if (paper->text.size)
		return paper;
	if (bitext->whole[item])
		usage = bitext_usage(bitext, row);
	if (side == BITEXT_SOURCE) {
		add_source(paper, bitext, row);
		style_found(paper, &bitext->found);
		if (usage)
			add_terms(paper, usage);
		add_remarks(paper, bitext, row);
	} else {
		add_words(paper, bitext, row);
		style_found(paper, &bitext->found);
		add_points(paper, row, usage);
		add_suggested(paper, bitext, row);
	}
	if (!paper->text.size)
		paper_add_string(paper, " ", STYLE_PLAIN);
	return paper;
}
