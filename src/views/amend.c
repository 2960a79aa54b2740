#include "views/amend.h"

#include <stdint.h>

#include "act/amending.h"
#include "act/deciding.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "text/visible.h"
#include "text/worddiff.h"
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
}

static const struct fault *no_insertion(void)
{
	return fault_new(
		FAULT_MISSING, "%s", _("your new paragraph is not there any more: it was taken back or taken over"));
}

/* --- the secretariat's own words */

static void decides_write(struct amend *amend, const struct amend_view_order *order)
{
	const struct standing *standing = amend->session->review->standing;
	struct buffer words = {0};
	for (size_t i = 0; i < order->decide_count; i++) {
		const struct amendment *amendment = &standing->amendments[order->decides[i]];
		buffer_format(&words, "%s%s/%s", i ? " " : "", amendment->name, amendment->digest);
	}
	amend->decides = buffer_take(&words);
}

/* The next amendment of *rest, which moves on; `index` is STANDING_NONE where it is not what it was any more. */
static bool decides_next(const char **rest, size_t *index, const struct session *session)
{
	size_t size = strcspn(*rest, " ");
	if (!size)
		return false;
	char *token = memory_copy(*rest, size), *slash = strchr(token, '/');
	*rest += size + strspn(*rest + size, " ");
	*index = STANDING_NONE;
	if (slash) {
		*slash = '\0';
		*index = session_amendment(session, token);
		if (*index != STANDING_NONE &&
			strcmp(session->review->standing->amendments[*index].digest, slash + 1) != 0)
			*index = STANDING_NONE;
	}
	free(token);
	return true;
}

size_t amend_decides(size_t **out, const struct amend *amend)
{
	const char *rest = amend->decides;
	size_t count = 0, capacity = 0, index;
	*out = NULL;
	while (decides_next(&rest, &index, amend->session))
		*ARRAY_ADD(*out, count, capacity) = index;
	return count;
}

char *amend_view_deciding(struct session *session, const char *amendment)
{
	struct unfinished_list list;
	char *name = NULL;
	size_t size = strlen(amendment);
	if (recovery_list(&list, session->review))
		return NULL;
	for (size_t i = 0; i < list.count && !name; i++) {
		const struct unfinished *item = &list.items[i];
		if (item->kind == UNFINISHED_DECISION && item->target && !strncmp(item->target, amendment, size) &&
			item->target[size] == '/' && item->draft &&
			!strcmp(item->draft, review_draft(session->review)->path))
			name = memory_string(item->name);
	}
	unfinished_list_clear(&list);
	return name;
}

/* What the words are compared with: those of the text, or of the paragraph that was proposed. */
static void decision_base(struct buffer *out, const struct amend *amend)
{
	const char *rest = amend->decides;
	size_t index;
	if (!decides_next(&rest, &index, amend->session) || index == STANDING_NONE)
		return;
	const struct amendment *amendment = &amend->session->review->standing->amendments[index];
	if (amendment->kind == AMEND_INSERT)
		buffer_add(out, buffer_text(&amendment->now));
	else
		amendment_base_words(out, amendment, amend->session->review->draft);
}

static const struct fault *decide(char **name, struct amend *amend)
{
	size_t *amendments, count = amend_decides(&amendments, amend);
	struct buffer ids = {0};
	const struct fault *fault = NULL;
	for (size_t i = 0; i < count && !fault; i++)
		if (amendments[i] == STANDING_NONE)
			fault = fault_new(FAULT_MISSING, "%s",
				_("a proposal has been changed or withdrawn since: your words stay here and as a "
				  "draft"));
	if (!fault) {
		*name = memory_string(amend->session->review->standing->amendments[amendments[0]].name);
		fault = deciding_run(&ids, amend->session->review,
			&(struct decide_order){.amendments = amendments,
				.count = count,
				.decision = DECISION_MODIFIED,
				.reason = text_trim(buffer_text(&amend->reason.text)),
				.words = text_trim(buffer_text(&amend->editor.text))});
	}
	if (fault) {
		free(*name);
		*name = NULL;
	}
	buffer_clear(&ids);
	free(amendments);
	return fault;
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
	struct buffer decided = {0};
	struct text base = {"", 0};
	if (amend->kind == AMEND_VIEW_DECISION)
		decision_base(&decided, amend);
	if (decided.size)
		base = buffer_text(&decided);
	else if (amend->kind == AMEND_VIEW_DECISION)
		base = buffer_text(&amend->base);
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
	buffer_clear(&decided);
	if (amend->block != STANDING_NONE && amend->kind == AMEND_VIEW_REWORD)
		amend->had_proposal = !text_equal(base, amending_words(review, amend->block));
}

void amend_follow(struct amend *amend)
{
	bool gone = amend->gone;
	amend->block = spot_block(&amend->spot, amend->session->review);
	amend->gone = amend->spot.paragraph && amend->block == STANDING_NONE;
	if (amend->collided && !amend->gone && amend->kind != AMEND_VIEW_DECISION) {
		buffer_empty(&amend->seen);
		fault_ignore(start_words(amend)); /* an insertion that is gone: saving says so */
		amend->collided = false;
	}
	follow_base(amend);
	if (amend->gone && !gone)
		message_say(MESSAGE_INFO, "%s",
			_("This paragraph is no longer in the text; what you write stays here and as a draft."));
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
	editor_open(&amend->editor, text_of(unfinished->text), DRAFT_BLOCK_LIMIT, EDITOR_MANY_LINES);
	editor_open(&amend->reason, text_of(unfinished->reason), REASON_LIMIT, EDITOR_MANY_LINES);
	return true;
}

static bool begin(struct amend *amend, const struct amend_view_order *order)
{
	amend->kind = order->kind;
	amend->insertion = order->kind == AMEND_VIEW_INSERTION ? memory_string(order->insertion) : NULL;
	if (order->kind == AMEND_VIEW_DECISION) {
		decides_write(amend, order);
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
	buffer_add(&amend->said, text_trim(reason));
	editor_open(&amend->reason, reason, REASON_LIMIT, EDITOR_MANY_LINES);
	editor_move(&amend->editor, 0);
	if (order->kind == AMEND_VIEW_REWORD && text_equal(buffer_text(&amend->seen), buffer_text(&amend->base)))
		editor_move(&amend->editor, order->at < amend->seen.size ? order->at : 0);
	if (order->text.bytes && order->kind != AMEND_VIEW_DECISION)
		editor_replace(&amend->editor, 0, amend->editor.text.size, order->text);
	return true;
}

bool amend_open(struct amend *amend, struct session *session, const struct amend_view_order *order)
{
	struct unfinished unfinished = {0};
	amend->session = session;
	amend->stale = true;
	if (order->unfinished && !keeping_find(&unfinished, session, order->unfinished))
		return false;
	bool opened = order->unfinished ? resume(amend, &unfinished) : begin(amend, order);
	unfinished_clear(&unfinished);
	if (!opened)
		return false;
	follow_base(amend);
	return !message_fault(keeping_open(&amend->keeping, session, order->unfinished, fill, amend));
}

void amend_clear(struct amend *amend)
{
	spot_clear(&amend->spot);
	free(amend->insertion);
	free(amend->decides);
	buffer_clear(&amend->seen);
	buffer_clear(&amend->base);
	editor_clear(&amend->editor);
	buffer_clear(&amend->spelled[0]);
	buffer_clear(&amend->spelled[1]);
	editor_clear(&amend->reason);
	buffer_clear(&amend->said);
	paper_clear(&amend->paper);
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
	amend->paper_version = amend->editor.version;
	amend->stale = false;
}

void amend_place(struct buffer *out, const struct amend *amend)
{
	char number[NUMBER_TEXT];
	const struct review *review = amend->session->review;
	size_t index = amend->insertion ? session_amendment(amend->session, amend->insertion) : STANDING_NONE;
	const char *rest = amend->decides;
	if (rest && !decides_next(&rest, &index, amend->session))
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

const struct fault *amend_save(char **name, struct amend *amend)
{
	struct text text = buffer_text(&amend->editor.text);
	*name = NULL;
	if (amend->kind == AMEND_VIEW_DECISION)
		return decide(name, amend);
	if (amend->gone)
		return fault_new(FAULT_MISSING, "%s",
			_("this paragraph is no longer in the text: your words stay here and as a draft"));
	bool same = text_equal(text, buffer_text(amend->kind == AMEND_VIEW_REWORD ? &amend->base : &amend->seen));
	if (same && !amend->had_proposal && !is_new(amend))
		return fault_new(FAULT_MALFORMED, "%s", _("nothing has changed, so there is nothing to propose"));
	struct amend_order order = {.kind = is_new(amend) ? AMEND_INSERT : AMEND_REWORD,
		.block = amend->block,
		.insertion = amend->insertion,
		.seen = buffer_text(&amend->seen),
		.text = text,
		.reason = text_trim(buffer_text(&amend->reason.text))};
	return amending_propose(name, amend->session->review, &order);
}
