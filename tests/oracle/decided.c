#include "oracle/decided.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

void decided_name(struct buffer *out, const struct wanted *wanted)
{
	buffer_empty(out);
	buffer_format(out, "%zu:", wanted->branch);
	model_write_words(out, &wanted->was);
	buffer_add_byte(out, '>');
	model_write_words(out, &wanted->now);
}

/* What a secretary has said last; NULL: nothing. */
static const struct decided_one *find(const struct decided *decided, size_t secretary, const struct wanted *wanted)
{
	struct buffer name = {0};
	size_t at;
	decided_name(&name, wanted);
	bool known = map_find(&decided->latest[secretary], buffer_text(&name), &at);
	buffer_clear(&name);
	return known && at != MODEL_NONE ? &decided->items[at] : NULL;
}

static bool said(const struct decided *decided, const struct wanteds *wanteds, size_t wording, size_t secretary,
	enum decision decision)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		if (wanteds->items[i].same_as != wording)
			continue;
		const struct decided_one *one = find(decided, secretary, &wanteds->items[i]);
		if (!one || one->decision != decision)
			return false;
	}
	return true;
}

void decided_add(struct decided *decided, const struct wanteds *wanteds, size_t wording, size_t secretary,
	enum decision decision, const struct model_words *words)
{
	if (!words && said(decided, wanteds, wording, secretary, decision))
		return;
	size_t at = decided->count;
	struct decided_one *one = ARRAY_ADD(decided->items, decided->count, decided->capacity);
	one->decision = decision;
	if (words)
		model_words_append(&one->words, words);
	for (size_t i = 0; i < wanteds->count; i++) {
		struct buffer name = {0};
		if (wanteds->items[i].same_as != wording)
			continue;
		decided_name(&name, &wanteds->items[i]);
		map_put(&decided->latest[secretary], buffer_text(&name), at);
		*ARRAY_ADD(one->names, one->count, one->capacity) = buffer_take(&name);
	}
}

void decided_spend(struct decided *decided, const struct wanteds *wanteds)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		struct buffer name = {0};
		if (!wanteds->items[i].settled || wanteds->items[i].kind != AMEND_MOVE)
			continue;
		decided_name(&name, &wanteds->items[i]);
		for (size_t j = 0; j < SECRETARIES; j++)
			map_put(&decided->latest[j], buffer_text(&name), MODEL_NONE);
		buffer_clear(&name);
	}
}

static bool is_contested(const struct wanteds *wanteds, const struct wanted *wanted)
{
	if (wanted->base_collides || wanted->kind == AMEND_DELETE || wanted->kind == AMEND_MOVE || wanted->moves ||
		(wanted->decision != DECISION_NONE && wanted->decision != DECISION_ACCEPTED))
		return true;
	for (size_t i = 0; i < wanteds->count; i++)
		if (wanted_stands(&wanteds->items[i]) && wanted_collide(wanted, &wanteds->items[i]))
			return true;
	return false;
}

void decided_uncontested(struct decided *decided, const struct wanteds *wanteds, size_t secretary)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		bool contested = wanteds->items[i].same_as != i, undecided = false;
		for (size_t j = i; !contested && j < wanteds->count; j++) {
			if (wanteds->items[j].same_as != i)
				continue;
			contested = is_contested(wanteds, &wanteds->items[j]);
			undecided |= wanteds->items[j].decision == DECISION_NONE;
		}
		if (!contested && undecided)
			decided_add(decided, wanteds, i, secretary, DECISION_ACCEPTED, NULL);
	}
}

static bool agree(const struct decided_one *a, const struct decided_one *b)
{
	return a->decision == b->decision && model_words_equal(&a->words, &b->words);
}

void decided_recall(struct wanteds *wanteds, const struct decided *decided)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		struct wanted *wanted = &wanteds->items[i];
		const struct decided_one *one = NULL;
		wanted->decision = DECISION_NONE;
		for (size_t j = 0; j < SECRETARIES; j++) {
			const struct decided_one *other = find(decided, j, wanted);
			if (other)
				wanted->decision = !one || agree(one, other) ? other->decision : DECISION_CONTRADICTED;
			one = other ? other : one;
		}
		wanted_modify(wanted, wanted->decision == DECISION_MODIFIED ? &one->words : NULL);
	}
	wanted_find_same(wanteds);
}

void decided_clear(struct decided *decided)
{
	for (size_t i = 0; i < decided->count; i++) {
		for (size_t j = 0; j < decided->items[i].count; j++)
			free(decided->items[i].names[j]);
		free(decided->items[i].names);
		model_words_clear(&decided->items[i].words);
	}
	free(decided->items);
	for (size_t i = 0; i < SECRETARIES; i++)
		map_clear(&decided->latest[i]);
	*decided = (struct decided){0};
}

/* --- what goes together */

/* Where the paragraphs are divided is no word here. */
static struct model_words without_marks(const struct model_words *words)
{
	struct model_words out = {0};
	for (size_t i = 0; i < words->count; i++)
		if (!model_is_mark(words->items[i]))
			model_words_add(&out, words->items[i]);
	return out;
}

bool decided_bound(const struct wanted *from, const struct wanted *to)
{
	enum { ROW = 6 };
	size_t row = 0, last = 0;
	if (from->branch != to->branch || from == to)
		return false;
	struct model_words was = without_marks(&from->was), now = without_marks(&to->now);
	for (size_t i = 0; i < was.count && row < ROW; i++) {
		size_t word = was.items[i], at = model_words_find(&now, word);
		bool goes = at != MODEL_NONE && model_words_find(&from->now, word) == MODEL_NONE &&
			    model_words_find(&to->was, word) == MODEL_NONE;
		row = !goes ? 0 : row && at == last + 1 ? row + 1 : 1;
		last = at;
	}
	model_words_clear(&was);
	model_words_clear(&now);
	return row >= ROW;
}

static bool has_name(const struct decided_one *one, const char *name)
{
	for (size_t i = 0; i < one->count; i++)
		if (!strcmp(one->names[i], name))
			return true;
	return false;
}

/* Whether a decision that holds of one names another, too, and that is not settled. */
static bool waits_for_others(const struct wanteds *wanteds, const struct decided *decided, const struct wanted *wanted)
{
	bool waits = false;
	for (size_t j = 0; j < SECRETARIES; j++) {
		const struct decided_one *one = find(decided, j, wanted);
		for (size_t i = 0; one && one->count > 1 && !waits && i < wanteds->count; i++) {
			struct buffer name = {0};
			if (wanteds->items[i].settled)
				continue;
			decided_name(&name, &wanteds->items[i]);
			waits = has_name(one, buffer_string(&name));
			buffer_clear(&name);
		}
	}
	return waits;
}

static bool waits_for_words(const struct wanteds *wanteds, const struct wanted *wanted)
{
	for (size_t i = 0; wanted->taken && i < wanteds->count; i++)
		if (!wanteds->items[i].settled &&
			(decided_bound(wanted, &wanteds->items[i]) || decided_bound(&wanteds->items[i], wanted)))
			return true;
	return false;
}

void decided_settle(struct wanteds *wanteds, const struct decided *decided)
{
	wanted_settle(wanteds);
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < wanteds->count; i++) {
			struct wanted *wanted = &wanteds->items[i];
			if (!wanted->settled ||
				(!waits_for_words(wanteds, wanted) && !waits_for_others(wanteds, decided, wanted)))
				continue;
			wanted->settled = wanted->taken = false;
			again = true;
		}
	}
}
