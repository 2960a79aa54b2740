#include "oracle/decided.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "oracle/relation.h"
#include "oracle/stream.h"

void decided_name(struct buffer *out, const struct wanted *wanted)
{
	buffer_empty(out);
	buffer_format(out, "%zu:", wanted->branch);
	model_write_words(out, &wanted->was);
	buffer_add_byte(out, '>');
	model_write_words(out, &wanted->now);
}

static const struct decided_of *find_of(const struct decided_one *one, const char *name)
{
	for (size_t i = 0; i < one->count; i++)
		if (!strcmp(one->of[i].name, name))
			return &one->of[i];
	return NULL;
}

static bool has_place(const struct wanted *wanted)
{
	return wanted->kind == AMEND_INSERT || wanted->kind == AMEND_MOVE || wanted->moves;
}

/* The paragraph of what the branch came from behind which one of its text stands. */
static size_t stands_behind(const struct relation *relation, size_t place, bool moved_too)
{
	while (place-- > 0)
		if (relation->to_old[place] != MODEL_NONE && (moved_too || !relation->moved[place]))
			return relation_last_joined(relation, relation->to_old[place]);
	return MODEL_NONE;
}

/* Whether it stands behind the same paragraph as when it was decided on; that one may have moved. */
static bool same_place(const struct wanted *wanted, const struct decided_of *of)
{
	struct relation then, now;
	if (!has_place(wanted))
		return true;
	relation_run(&then, &wanted->version->before, &of->then);
	relation_run(&now, &wanted->version->before, &wanted->version->now);
	size_t behind = stands_behind(&now, wanted->place, false);
	bool same = behind == stands_behind(&then, of->place, false) || behind == stands_behind(&then, of->place, true);
	relation_clear(&then);
	relation_clear(&now);
	return same;
}

/* What a secretary has said last of it where it stands; NULL: nothing. `lapsed` (or NULL): whether anything was said of
 * it elsewhere. */
static const struct decided_one *find(
	bool *lapsed, const struct decided *decided, size_t secretary, const struct wanted *wanted)
{
	const struct decided_one *found = NULL;
	struct buffer name = {0};
	size_t at;
	decided_name(&name, wanted);
	if (!map_find(&decided->latest[secretary], buffer_text(&name), &at))
		at = MODEL_NONE;
	while (at != MODEL_NONE && (!found || lapsed)) {
		const struct decided_of *of = find_of(&decided->items[at], buffer_string(&name));
		bool same = same_place(wanted, of);
		if (same && !found)
			found = &decided->items[at];
		if (lapsed && !same)
			*lapsed = true;
		at = of->earlier;
	}
	buffer_clear(&name);
	return found;
}

static bool said(const struct decided *decided, const struct wanteds *wanteds, size_t wording, size_t secretary,
	enum decision decision)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		if (wanteds->items[i].same_as != wording)
			continue;
		const struct decided_one *one = find(NULL, decided, secretary, &wanteds->items[i]);
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
	if (words) {
		model_words_append(&one->words, words);
		model_words_append(&one->base, &wanteds->items[wording].base);
	}
	for (size_t i = 0; i < wanteds->count; i++) {
		struct buffer name = {0};
		if (wanteds->items[i].same_as != wording)
			continue;
		const struct wanted *wanted = &wanteds->items[i];
		struct decided_of *of = ARRAY_ADD(one->of, one->count, one->capacity);
		*of = (struct decided_of){.place = wanted->place,
			.version = wanted->version,
			.forgotten = wanted->version->forgotten,
			.earlier = MODEL_NONE};
		decided_name(&name, wanted);
		(void)map_find(&decided->latest[secretary], buffer_text(&name), &of->earlier);
		map_put(&decided->latest[secretary], buffer_text(&name), at);
		of->name = buffer_take(&name);
		if (wanted->place != MODEL_NONE)
			model_copy(&of->then, &wanted->version->now);
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

static bool is_proposed(const struct wanteds *wanteds, const struct decided_of *of)
{
	struct buffer name = {0};
	bool proposed = false;
	for (size_t i = 0; i < wanteds->count && !proposed; i++) {
		decided_name(&name, &wanteds->items[i]);
		proposed = !strcmp(buffer_string(&name), of->name);
	}
	buffer_clear(&name);
	return proposed;
}

static void visit_left(struct decided_one *one, const struct wanteds *wanteds,
	void (*settle)(void *context, const struct decided_of *of), void *context)
{
	for (size_t i = 0; i < one->count; i++) {
		struct decided_of *of = &one->of[i];
		if (of->settled || of->place == MODEL_NONE || of->forgotten != of->version->forgotten ||
			is_proposed(wanteds, of))
			continue;
		of->settled = true;
		settle(context, of);
	}
}

void decided_left(struct decided *decided, const struct wanteds *wanteds,
	void (*settle)(void *context, const struct decided_of *of), void *context)
{
	struct buffer name = {0};
	for (size_t i = 0; i < wanteds->count; i++)
		for (size_t j = 0; wanteds->items[i].settled && j < SECRETARIES; j++) {
			const struct decided_one *one = find(NULL, decided, j, &wanteds->items[i]);
			if (!one)
				continue;
			decided_name(&name, &wanteds->items[i]);
			struct decided_one *own = &decided->items[one - decided->items];
			own->of[find_of(one, buffer_string(&name)) - own->of].settled = true;
			visit_left(own, wanteds, settle, context);
		}
	buffer_clear(&name);
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
		wanted->lapsed = false;
		for (size_t j = 0; j < SECRETARIES; j++) {
			const struct decided_one *other = find(&wanted->lapsed, decided, j, wanted);
			if (other)
				wanted->decision = !one || agree(one, other) ? other->decision : DECISION_CONTRADICTED;
			one = other ? other : one;
		}
		wanted_modify(
			wanted, wanted->decision == DECISION_MODIFIED ? &one->words : NULL, one ? &one->base : NULL);
	}
	wanted_find_same(wanteds);
}

void decided_clear(struct decided *decided)
{
	for (size_t i = 0; i < decided->count; i++) {
		for (size_t j = 0; j < decided->items[i].count; j++) {
			free(decided->items[i].of[j].name);
			model_text_clear(&decided->items[i].of[j].then);
		}
		free(decided->items[i].of);
		model_words_clear(&decided->items[i].words);
		model_words_clear(&decided->items[i].base);
	}
	free(decided->items);
	for (size_t i = 0; i < SECRETARIES; i++)
		map_clear(&decided->latest[i]);
	*decided = (struct decided){0};
}

/* --- what goes together */

/* Where the paragraphs are divided is no word here. */
bool decided_bound(const struct wanted *from, const struct wanted *to)
{
	enum { ROW = 6 };
	size_t row = 0, last = 0;
	if (from->branch != to->branch || from == to)
		return false;
	struct model_words was = {0}, now = {0};
	model_words_unmarked(&was, &from->was);
	model_words_unmarked(&now, &to->now);
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

/* Whether a decision speaks of a proposal, which may be decided on otherwise since; not of one that stands elsewhere.
 */
static bool speaks_of(const struct decided *decided, const struct decided_one *one, const struct wanted *wanted)
{
	struct buffer name = {0};
	decided_name(&name, wanted);
	bool speaks = find_of(one, buffer_string(&name)) != NULL;
	buffer_clear(&name);
	for (size_t i = 0; speaks && wanted->lapsed && i < SECRETARIES; i++)
		if (find(NULL, decided, i, wanted) == one)
			return true;
	return speaks && !wanted->lapsed;
}

/* Whether a decision that holds of one names another, too, and that is not settled. */
static bool waits_for_others(const struct wanteds *wanteds, const struct decided *decided, const struct wanted *wanted)
{
	bool waits = false;
	for (size_t j = 0; j < SECRETARIES; j++) {
		const struct decided_one *one = find(NULL, decided, j, wanted);
		for (size_t i = 0; one && one->count > 1 && !waits && i < wanteds->count; i++)
			waits = !wanteds->items[i].settled && speaks_of(decided, one, &wanteds->items[i]);
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
