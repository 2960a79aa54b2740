/* amend_meanwhile - whether others have changed the paragraph since one began to write about it */
#include "views/amend_meanwhile.h"

#include "act/amending.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/wording.h"
#include "views/amend_decide.h"
#include "views/meanwhile_view.h"
#include "views/message.h"

/* Whether it is about words that stand in the text. */
static bool is_about(const struct amend *amend)
{
	return amend->kind == AMEND_VIEW_REWORD || amend->kind == AMEND_VIEW_DECISION;
}

/* Somebody else's proposal on this very paragraph. */
static bool is_theirs(const struct amend *amend, const struct amendment *amendment)
{
	const struct standing *standing = amend->session->review->standing;
	return is_about(amend) && amend->block != STANDING_NONE && amendment->reviewer != standing->me &&
	       amendment->kind != AMEND_INSERT && amendment_covers(amendment, amend->block);
}

static bool is_known(const struct amend *amend, const struct amendment *amendment)
{
	struct text known = buffer_text(&amend->known);
	size_t size = strlen(amendment->digest);
	return known.size && memmem(known.bytes, known.size, amendment->digest, size);
}

static void know_all(struct amend *amend)
{
	const struct standing *standing = amend->session->review->standing;
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (is_theirs(amend, &standing->amendments[i]) && !is_known(amend, &standing->amendments[i]))
			buffer_format(&amend->known, "%s\n", standing->amendments[i].digest);
}

/* What has been proposed since, the same words once; those that one has typed oneself are no news. Yours. */
static size_t arrivals(size_t **out, const struct amend *amend)
{
	const struct standing *standing = amend->session->review->standing;
	size_t count = 0, capacity = 0;
	*out = NULL;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		if (amendment->same_as == i && is_theirs(amend, amendment) && !is_known(amend, amendment) &&
			!text_equal(buffer_text(&amendment->carried), buffer_text(&amend->editor.text)))
			*ARRAY_ADD(*out, count, capacity) = i;
	}
	return count;
}

static struct text base_now(const struct amend *amend)
{
	const struct review *review = amend->session->review;
	if (amend->kind == AMEND_VIEW_DECISION)
		return buffer_text(&amend->base_today);
	bool rewords = amend->kind == AMEND_VIEW_REWORD && amend->block != STANDING_NONE;
	return rewords ? review->draft->blocks[amend->block].text : buffer_text(&amend->base_seen);
}

/* What one would start from now: `seen`, unless another window of one's own, or the text, has changed it. */
static struct text words_now(const struct amend *amend)
{
	const struct standing *standing = amend->session->review->standing;
	if (amend->kind == AMEND_VIEW_REWORD && amend->block != STANDING_NONE)
		return amending_words(amend->session->review, amend->block);
	size_t mine = amend->kind == AMEND_VIEW_INSERTION ? session_amendment(amend->session, amend->insertion)
							  : STANDING_NONE;
	return mine == STANDING_NONE ? buffer_text(&amend->seen) : buffer_text(&standing->amendments[mine].now);
}

static bool has_changed(const struct amend *amend)
{
	return !amend->gone && (!text_equal(words_now(amend), buffer_text(&amend->seen)) ||
				       !text_equal(base_now(amend), buffer_text(&amend->base_seen)));
}

void amend_meanwhile_begin(struct amend *amend)
{
	know_all(amend);
}

/* Each once, when it comes: what one types goes on. */
static void tell(struct amend *amend, bool changed, const size_t *arrived, size_t count)
{
	if (changed && !amend->changed) {
		message_say(MESSAGE_INFO, "%s",
			_("This paragraph has been changed meanwhile. What you type stays as it is; F2 will show "
			  "both."));
	} else if (count > amend->arrived) {
		const struct review *review = amend->session->review;
		struct buffer who = {0};
		wording_reviewer(&who, review, review->standing->amendments[arrived[count - 1]].reviewer);
		message_say(MESSAGE_INFO, _("%s has just proposed other words here."), buffer_string(&who));
		buffer_clear(&who);
	}
}

void amend_meanwhile_look(struct amend *amend)
{
	size_t *arrived, count;
	if (!amend->keeping.session)
		return; /* it is saved: what has changed is one's own doing */
	bool changed = has_changed(amend);
	count = arrivals(&arrived, amend);
	tell(amend, changed, arrived, count);
	amend->changed = changed;
	amend->arrived = count;
	free(arrived);
}

/* From here on these are the words one started from, and have been read. */
static void acknowledge(struct amend *amend)
{
	if (!amend->offered_amendments) {
		buffer_empty(&amend->seen);
		buffer_add(&amend->seen, buffer_text(&amend->offered));
		buffer_empty(&amend->base_seen);
		buffer_add(&amend->base_seen, buffer_text(&amend->offered_base));
		if (is_about(amend) && text_equal(base_now(amend), buffer_text(&amend->base_seen)))
			spot_set(&amend->spot, amend->session->review, amend->block, 0, 0);
	} else {
		buffer_add(&amend->known, buffer_text(&amend->offered));
	}
	amend_follow(amend);
}

static struct view *page_changed(struct amend *amend, const char *place)
{
	struct text now = words_now(amend), seen = buffer_text(&amend->seen);
	struct meanwhile_order order = {.place = place,
		.decides = amend->kind == AMEND_VIEW_DECISION,
		.stuck = amend->kind == AMEND_VIEW_DECISION && !amend_decision_fits(amend),
		.mine = buffer_text(&amend->editor.text)};
	bool own = !text_equal(now, seen); /* else one's own proposal collides with what the text says now */
	order.from = own ? seen : buffer_text(&amend->base_seen);
	order.theirs = own ? now : base_now(amend);
	buffer_add(&amend->offered, now);
	buffer_add(&amend->offered_base, base_now(amend));
	if (!text_equal(order.mine, order.theirs))
		return meanwhile_view(amend->session, &order);
	acknowledge(amend); /* one has typed the same */
	return NULL;
}

static struct view *page_proposed(struct amend *amend, const char *place)
{
	size_t *arrived, count = arrivals(&arrived, amend);
	struct view *page = NULL;
	const struct standing *standing = amend->session->review->standing;
	struct meanwhile_order order = {.place = place,
		.decides = amend->kind == AMEND_VIEW_DECISION,
		.from = base_now(amend),
		.mine = buffer_text(&amend->editor.text),
		.amendments = arrived,
		.count = count};
	amend->offered_amendments = true;
	for (size_t i = 0; i < count; i++)
		buffer_format(&amend->offered, "%s\n", standing->amendments[arrived[i]].digest);
	if (count)
		page = meanwhile_view(amend->session, &order);
	free(arrived);
	return page;
}

struct view *amend_meanwhile_page(struct amend *amend)
{
	struct buffer place = {0};
	struct view *page = NULL;
	if (amend->gone || amend->kind == AMEND_VIEW_INSERT)
		return NULL;
	amend->offered_amendments = false;
	buffer_empty(&amend->offered);
	buffer_empty(&amend->offered_base);
	amend_place(&place, amend);
	if (has_changed(amend))
		page = page_changed(amend, buffer_string(&place));
	else if (is_about(amend))
		page = page_proposed(amend, buffer_string(&place));
	buffer_clear(&place);
	return page;
}

/* The cursor stays at its words. */
static void put(struct editor *editor, struct text words)
{
	struct text old = buffer_text(&editor->text);
	size_t cursor = editor->cursor, start = 0, end = 0;
	while (start < old.size && start < words.size && old.bytes[start] == words.bytes[start])
		start++;
	while (end < old.size - start && end < words.size - start &&
		old.bytes[old.size - end - 1] == words.bytes[words.size - end - 1])
		end++;
	size_t behind = old.size - cursor;
	if (!editor_replace(editor, 0, old.size, words))
		return;
	if (cursor <= start)
		editor_move(editor, cursor);
	else if (behind <= end)
		editor_move(editor, editor->text.size - behind);
}

void amend_meanwhile_chosen(struct amend *amend, bool together, struct text words)
{
	if (together) {
		put(&amend->editor, words);
		amend->field = AMEND_TEXT;
		amend->preview = false;
	}
	acknowledge(amend);
}
