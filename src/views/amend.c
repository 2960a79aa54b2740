#include "views/amend.h"

#include <stdint.h>

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "text/visible.h"
#include "text/worddiff.h"
#include "views/amend_decide.h"
#include "views/amend_meanwhile.h"
#include "views/message.h"

enum { REASON_LIMIT = ANNOTATION_LIMIT / 2 };

static bool is_new(const struct amend *amend)
{
	return amend->kind == AMEND_VIEW_INSERT;
}

/* What is kept as the private draft: with the words it started from, so that a later change of them is not lost. */
static void fill(void *context, struct unfinished *now)
{
	const struct amend *amend = context;
	now->kind = amend->kind == AMEND_VIEW_REWORD     ? UNFINISHED_AMENDMENT
		    : amend->kind == AMEND_VIEW_DECISION ? UNFINISHED_DECISION
							 : UNFINISHED_INSERTION;
	spot_write(now, &amend->spot, amend->session->review);
	now->target = memory_string(amend->decides ? amend->decides : amend->insertion);
	if (!amend_changed(amend))
		return;
	now->quote = text_take(buffer_text(&amend->seen));
	now->text = text_take(buffer_text(&amend->editor.text));
	now->reason = amend->reason.text.size ? text_take(buffer_text(&amend->reason.text)) : NULL;
	now->known = text_take(buffer_text(&amend->known));
}

static const struct fault *no_insertion(void)
{
	return fault_new(
		FAULT_MISSING, "%s", _("your new paragraph is not there any more: it was taken back or taken over"));
}

/* --- where it starts */

/* The words an own insertion has now. */
static const struct fault *find_insertion(struct text *words, const struct amend *amend)
{
	size_t index = session_amendment(amend->session, amend->insertion);
	const struct standing *standing = amend->session->review->standing;
	if (index == STANDING_NONE || standing->amendments[index].kind != AMEND_INSERT ||
		standing->amendments[index].reviewer != standing->me)
		return no_insertion();
	*words = buffer_text(&standing->amendments[index].now);
	return NULL;
}

/* The words to start from, and those the difference is with. */
static const struct fault *start_words(struct amend *amend)
{
	const struct review *review = amend->session->review;
	struct text words = {"", 0};
	const struct fault *fault = NULL;
	if (amend->kind == AMEND_VIEW_INSERTION)
		fault = find_insertion(&words, amend);
	else if (amend->kind == AMEND_VIEW_REWORD && amend->block != STANDING_NONE)
		words = amending_words(review, amend->block);
	buffer_add(&amend->seen, words);
	return fault;
}

static void follow_base(struct amend *amend)
{
	const struct review *review = amend->session->review;
	bool about = amend->kind == AMEND_VIEW_REWORD || amend->kind == AMEND_VIEW_DECISION;
	struct text base = {"", 0};
	if (amend->kind == AMEND_VIEW_DECISION)
		amend_decision_follow(amend);
	if (about && amend->base_seen.size)
		base = buffer_text(&amend->base_seen); /* what changes meanwhile is not one's own doing */
	else if (amend->kind == AMEND_VIEW_DECISION)
		base = buffer_text(&amend->base_today);
	else if (amend->kind == AMEND_VIEW_INSERTION)
		base = buffer_text(&amend->seen);
	else if (amend->kind == AMEND_VIEW_REWORD && amend->block != STANDING_NONE)
		base = review->draft->blocks[amend->block].text;
	else if (amend->kind == AMEND_VIEW_REWORD)
		base = buffer_text(&amend->base);
	if (!text_equal(base, buffer_text(&amend->base))) {
		buffer_empty(&amend->base);
		buffer_add(&amend->base, base);
		amend->stale = true;
	}
	if (amend->block != STANDING_NONE && amend->kind == AMEND_VIEW_REWORD)
		amend->had_proposal = !text_equal(base, amending_words(review, amend->block));
}

void amend_follow(struct amend *amend)
{
	bool gone = amend->gone;
	amend->block = spot_block(&amend->spot, amend->session->review);
	amend->gone = amend->spot.paragraph && amend->block == STANDING_NONE;
	follow_base(amend);
	if (amend->gone && !gone)
		message_say(MESSAGE_INFO, "%s",
			_("This paragraph is no longer in the text; what you write stays here and as a draft."));
	amend_meanwhile_look(amend);
}
/* Behind what was typed last, as far as the text tells: where it ends to differ from what it was begun on. */
static size_t last_change(struct text text, struct text seen)
{
	size_t same = 0, before = 0;
	while (before < text.size && before < seen.size && text.bytes[before] == seen.bytes[before])
		before++;
	while (same < text.size && same < seen.size &&
		text.bytes[text.size - same - 1] == seen.bytes[seen.size - same - 1])
		same++;
	size_t at = text.size - same;
	if (text.size > seen.size &&
		before + same >= seen.size) /* only put in, and perhaps like what stands behind it */
		at = before + text.size - seen.size;
	while (at < text.size && ((unsigned char)text.bytes[at] & 0xc0) == 0x80)
		at++;
	return same == text.size ? 0 : at;
}

static bool resume(struct amend *amend, const struct unfinished *unfinished)
{
	struct review *review = amend->session->review;
	bool decides = unfinished->kind == UNFINISHED_DECISION;
	amend->insertion = decides ? NULL : memory_string(unfinished->target);
	amend->decides = decides ? memory_string(unfinished->target ? unfinished->target : "") : NULL;
	amend->kind = decides                                    ? AMEND_VIEW_DECISION
		      : unfinished->kind == UNFINISHED_AMENDMENT ? AMEND_VIEW_REWORD
		      : amend->insertion                         ? AMEND_VIEW_INSERTION
								 : AMEND_VIEW_INSERT;
	if (!spot_read(&amend->spot, review, unfinished)) {
		message_say(MESSAGE_ERROR, "%s",
			_("The version this text was begun on cannot be read any more; it cannot be placed in the "
			  "text."));
		amend->gone = true;
	}
	amend_follow(amend);
	const struct fault *fault = NULL;
	if (unfinished->quote)
		buffer_add_string(&amend->seen, unfinished->quote);
	else
		fault = start_words(amend);
	if (message_fault(fault))
		return false;
	amend->resumed = unfinished->known != NULL;
	if (unfinished->known)
		buffer_add_string(&amend->known, unfinished->known);
	editor_open(&amend->editor, text_of(unfinished->text), DRAFT_BLOCK_LIMIT, EDITOR_MANY_LINES);
	editor_move(&amend->editor, last_change(buffer_text(&amend->editor.text), buffer_text(&amend->seen)));
	editor_open(&amend->reason, text_of(unfinished->reason), REASON_LIMIT, EDITOR_MANY_LINES);
	return true;
}

static bool begin(struct amend *amend, const struct amend_view_order *order)
{
	amend->kind = order->kind;
	amend->insertion = order->kind == AMEND_VIEW_INSERTION ? memory_string(order->insertion) : NULL;
	if (order->kind == AMEND_VIEW_DECISION) {
		amend_decides_write(amend, order);
		buffer_add(&amend->seen, order->text);
	}
	spot_set(&amend->spot, amend->session->review, amend->insertion ? STANDING_NONE : order->block, 0, 0);
	amend_follow(amend);
	if (message_fault(start_words(amend)))
		return false;
	editor_open(&amend->editor, buffer_text(&amend->seen), DRAFT_BLOCK_LIMIT, EDITOR_MANY_LINES);
	struct text reason = {"", 0}; /* what was said with the words one starts from goes on with the new ones */
	if (order->kind == AMEND_VIEW_DECISION)
		reason = order->reason;
	else if (order->kind != AMEND_VIEW_INSERT)
		reason = amending_reason(amend->session->review, amend->block, amend->insertion);
	if (!reason.size && order->reason.bytes)
		reason = order->reason;
	buffer_add(&amend->said, text_trim(reason));
	editor_open(&amend->reason, reason, REASON_LIMIT, EDITOR_MANY_LINES);
	editor_move(&amend->editor, 0);
	if (order->kind == AMEND_VIEW_REWORD && text_equal(buffer_text(&amend->seen), buffer_text(&amend->base)))
		editor_move(&amend->editor, order->at < amend->seen.size ? order->at : 0);
	if (order->text.bytes && order->kind != AMEND_VIEW_DECISION)
		editor_replace(&amend->editor, 0, amend->editor.text.size, order->text);
	return true;
}

/* The text's words as they were when one began: those of the version the spot was taken from. Adds. */
static void base_begun(struct buffer *out, const struct amend *amend)
{
	const struct review *review = amend->session->review;
	const struct spot *spot = &amend->spot;
	const struct draft *draft = review->draft;
	size_t block = amend->block;
	if ((amend->kind != AMEND_VIEW_REWORD && amend->kind != AMEND_VIEW_DECISION) || block == STANDING_NONE)
		return;
	if (!oid_equal(&spot->blob, &review->draft_blob) && !review_blob(&draft, review, &spot->blob) &&
		spot->paragraph <= draft->count)
		block = spot->paragraph - 1;
	else
		draft = review->draft;
	if (amend->kind == AMEND_VIEW_DECISION)
		amend_decision_base(out, amend, draft, block);
	else
		buffer_add(out, draft->blocks[block].text);
}

bool amend_open(struct amend *amend, struct session *session, const struct amend_view_order *order)
{
	struct unfinished unfinished = {0};
	amend->session = session;
	amend->stale = true;
	amend->projected = amend->for_room = order->projected;
	amend->keeps = order->keeps;
	amend->beside = memory_string(order->beside);
	if (order->beside) {
		buffer_add(&amend->beside_was, order->beside_was);
		buffer_add(&amend->beside_now, order->beside_now);
	}
	if (order->unfinished && !keeping_find(&unfinished, session, order->unfinished))
		return false;
	bool opened = order->unfinished ? resume(amend, &unfinished) : begin(amend, order);
	unfinished_clear(&unfinished);
	if (!opened)
		return false;
	follow_base(amend);
	if (message_fault(keeping_open(&amend->keeping, session, order->unfinished, fill, amend)))
		return false;
	base_begun(&amend->base_seen, amend);
	if (!amend->resumed)
		amend_meanwhile_begin(amend);
	amend_meanwhile_look(amend);
	return true;
}

void amend_clear(struct amend *amend)
{
	spot_clear(&amend->spot);
	free(amend->insertion);
	free(amend->decides);
	buffer_clear(&amend->seen);
	buffer_clear(&amend->base);
	buffer_clear(&amend->base_seen);
	buffer_clear(&amend->base_today);
	buffer_clear(&amend->known);
	buffer_clear(&amend->offered);
	buffer_clear(&amend->offered_base);
	editor_clear(&amend->editor);
	buffer_clear(&amend->spelled[0]);
	buffer_clear(&amend->spelled[1]);
	editor_clear(&amend->reason);
	buffer_clear(&amend->said);
	free(amend->beside);
	buffer_clear(&amend->beside_was);
	buffer_clear(&amend->beside_now);
	paper_clear(&amend->paper);
	paper_clear(&amend->below);
	free(amend->runs);
}

bool amend_changed(const struct amend *amend)
{
	return !text_equal(buffer_text(&amend->editor.text), buffer_text(&amend->seen)) ||
	       !text_equal(text_trim(buffer_text(&amend->reason.text)), buffer_text(&amend->said));
}

/* The blanks behind a change stand outside of its marks: "[-old-] {+new+} kept". */
static void add_change(
	struct paper *paper, const struct worddiff_run *run, const char *open, const char *close, int style)
{
	struct text words = text_trim(run->text);
	size_t lead = words.size ? (size_t)(words.bytes - run->text.bytes) : run->text.size;
	paper_add(paper, text_part(run->text, 0, lead), STYLE_PLAIN, true);
	if (!words.size)
		return;
	paper_add_string(paper, open, style);
	if (run->alike) {
		struct buffer points = {0};
		visible_points(&points, words, text_trim(run->other));
		paper_add(paper, buffer_text(&points), style, true);
		buffer_clear(&points);
	} else {
		paper_add(paper, words, style, true);
	}
	paper_add_string(paper, close, style);
	struct text tail = text_part(run->text, lead + words.size, run->text.size);
	paper_add_string(paper, run->kind == WORDDIFF_DELETED || tail.size == 0 ? " " : "", STYLE_PLAIN);
	if (run->kind == WORDDIFF_INSERTED)
		paper_add(paper, tail, STYLE_PLAIN, true);
}

static void add_run(struct amend *amend, size_t start, size_t size)
{
	struct amend_run *run = ARRAY_ADD(amend->runs, amend->run_count, amend->run_capacity);
	*run = (struct amend_run){start, start + size, amend->paper.text.size};
}

size_t amend_shown(const struct amend *amend)
{
	const struct amend_run *at = NULL;
	size_t cursor = amend->editor.cursor;
	for (size_t i = 0; i < amend->run_count && amend->runs[i].start <= cursor; i++)
		at = &amend->runs[i];
	if (!at)
		return 0;
	size_t shown = at->shown + (cursor < at->end ? cursor : at->end) - at->start;
	return shown < amend->paper.text.size ? shown : amend->paper.text.size;
}

void amend_compare(struct amend *amend)
{
	struct worddiff_runs runs = {0};
	struct text now = buffer_text(&amend->editor.text);
	if (!amend->stale && amend->paper_version == amend->editor.version)
		return;
	paper_clear(&amend->paper);
	amend->words_in = amend->words_out = amend->run_count = 0;
	amend->followed = SIZE_MAX;
	worddiff_texts(&runs, buffer_text(&amend->base), now);
	for (size_t i = 0; i < runs.count; i++) {
		const struct worddiff_run *run = &runs.items[i];
		if (run->kind != WORDDIFF_DELETED)
			add_run(amend, (size_t)(run->text.bytes - now.bytes), run->text.size);
		if (run->kind == WORDDIFF_KEPT) {
			paper_add(&amend->paper, run->text, STYLE_PLAIN, true);
		} else if (run->kind == WORDDIFF_DELETED) {
			amend->words_out += words_count(run->text);
			add_change(&amend->paper, run, "[-", "-]", STYLE_DELETED);
		} else {
			amend->words_in += words_count(run->text);
			add_change(&amend->paper, run, "{+", "+}", STYLE_INSERTED);
		}
	}
	worddiff_runs_clear(&runs);
	if (amend->beside) {
		paper_add_string(&amend->paper, "\n\n", STYLE_PLAIN);
		paper_add(&amend->paper, text_of(amend->beside), STYLE_HEADING, false);
		paper_add_string(&amend->paper, "\n", STYLE_PLAIN);
		paper_add_difference(
			&amend->paper, buffer_text(&amend->beside_was), buffer_text(&amend->beside_now), STYLE_PLAIN);
	}
	amend->paper_version = amend->editor.version;
	amend->stale = false;
}

void amend_place(struct buffer *out, const struct amend *amend)
{
	char number[NUMBER_TEXT];
	const struct review *review = amend->session->review;
	size_t index = amend->insertion ? session_amendment(amend->session, amend->insertion) : STANDING_NONE;
	const char *rest = amend->decides;
	if (rest && !amend_decides_next(&rest, &index, amend->session))
		index = STANDING_NONE;
	if (index != STANDING_NONE) {
		number_show(number, review->standing->amendments[index].place);
		buffer_add_string(out, number);
	} else if (amend->insertion) {
		buffer_add_string(out, _("your new paragraph"));
	} else if (amend->block != STANDING_NONE) {
		number_show(number, review->numbering.numbers[amend->block]);
		buffer_format(out, is_new(amend) ? _("a new paragraph after %s") : "%s", number);
	} else {
		buffer_add_string(out, is_new(amend) && !amend->gone ? _("a new paragraph at the start")
								     : _("a paragraph that is gone"));
	}
}

/* The words would be the text's own again: nothing is proposed that could be about something. */
static bool is_same(const struct amend *amend)
{
	const struct buffer *before = amend->kind == AMEND_VIEW_REWORD ? &amend->base : &amend->seen;
	return text_equal(buffer_text(&amend->editor.text), buffer_text(before));
}

bool amend_asks(const struct amend *amend)
{
	return amend->kind != AMEND_VIEW_DECISION && amend->scope == SCOPE_UNSAID && !amend->gone && !is_same(amend) &&
	       scope_asked(amend->session->review);
}

bool amend_was_substance(const struct amend *amend)
{
	return amend->kind != AMEND_VIEW_INSERT && amend->kind != AMEND_VIEW_DECISION &&
	       (amend->insertion || amend->block != STANDING_NONE) &&
	       amending_substance(amend->session->review, amend->block, amend->insertion);
}

/* One's own amendment, where it has just these words: its name, yours; else NULL. */
static char *own_name(const struct amend *amend)
{
	const struct standing *standing = amend->session->review->standing;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *own = &standing->amendments[i];
		if (own->reviewer == standing->me && own->kind == AMEND_REWORD && own->block == amend->block &&
			text_equal(
				buffer_text(&amend->editor.text), amending_words(amend->session->review, amend->block)))
			return memory_string(own->name);
	}
	return NULL;
}

const struct fault *amend_save(char **name, struct amend *amend)
{
	struct text text = buffer_text(&amend->editor.text);
	*name = NULL;
	if (amend->kind == AMEND_VIEW_DECISION)
		return amend_decide(name, amend);
	if (amend->gone)
		return fault_new(FAULT_MISSING, "%s",
			_("this paragraph is no longer in the text: your words stay here and as a draft"));
	if (amend->keeps && (*name = own_name(amend)))
		return NULL;
	bool same = is_same(amend);
	if (same && !amend->had_proposal && !is_new(amend))
		return fault_new(FAULT_MALFORMED, "%s", _("nothing has changed, so there is nothing to propose"));
	struct amend_order order = {.kind = is_new(amend) ? AMEND_INSERT : AMEND_REWORD,
		.block = amend->block,
		.insertion = amend->insertion,
		.seen = buffer_text(&amend->seen),
		.text = text,
		.reason = text_trim(buffer_text(&amend->reason.text)),
		.scope = amend->scope};
	return amending_propose(name, amend->session->review, &order);
}
