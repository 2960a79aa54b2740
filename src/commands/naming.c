#include "commands/naming.h"

#include "base/array.h"
#include "base/language.h"
#include "commands/instep.h"
#include "review/docket.h"

void named_clear(struct named *named)
{
	free(named->amendments);
	*named = (struct named){0};
}

/* All of a translator's changes that wait for a decision and nothing speaks against; how many. */
static size_t add_set(struct named *out, const struct review *review, const char *id)
{
	struct docket docket;
	size_t before = out->count, reviewer = standing_reviewer(review->standing, id);
	if (reviewer == STANDING_NONE)
		return 0;
	docket_make(&docket, review, NULL);
	for (size_t i = 0; i < docket.count; i++)
		if (docket.items[i].set == reviewer && docket.items[i].decision == DECISION_NONE)
			*ARRAY_ADD(out->amendments, out->count, out->capacity) = docket.items[i].amendment;
	docket_clear(&docket);
	return out->count - before;
}

static bool add_word(struct named *out, const struct review *review, const char *word)
{
	if (!strchr(word, ':'))
		return add_set(out, review, word) > 0;
	size_t index = standing_amendment(review->standing, word);
	if (index == STANDING_NONE)
		return false;
	*ARRAY_ADD(out->amendments, out->count, out->capacity) = index;
	return true;
}

/* How many of the words the draft being read knows. */
static size_t add_words(struct named *out, const struct review *review, const char *const *words, size_t count)
{
	size_t known = 0;
	named_clear(out);
	for (size_t i = 0; i < count; i++)
		known += add_word(out, review, words[i]);
	return known;
}

static const struct fault *in_several(const struct review *review, const char *word, size_t one, size_t other)
{
	const struct consultation_draft *drafts = review->consultation.drafts;
	return fault_new(FAULT_CONFLICT,
		_("%.80s is in %.200s and in %.200s: say which one with --draft before the command"), word,
		drafts[one].path, drafts[other].path);
}

/* The one other draft that knows all of the words; *found is STANDING_NONE where none does. */
static const struct fault *find_elsewhere(
	size_t *found, bool *scattered, struct review *review, const char *const *words, size_t count)
{
	struct named there = {0};
	const struct fault *fault = NULL;
	size_t first = review->draft_index;
	*found = STANDING_NONE;
	for (size_t i = 0; i < review->consultation.draft_count && !fault; i++) {
		if (i == first)
			continue;
		fault = instep_choose(review, i);
		if (fault && fault_kind(fault) == FAULT_MISSING) { /* named by the consultation, not written yet */
			fault_ignore(fault);
			fault = NULL;
			continue;
		}
		size_t known = fault ? 0 : add_words(&there, review, words, count);
		*scattered |= known > 0 && known < count;
		if (known == count && *found != STANDING_NONE)
			fault = in_several(review, words[0], *found, i);
		else if (known == count)
			*found = i;
	}
	named_clear(&there);
	return fault;
}

/* What nobody has; or not all of it in one text. */
static const struct fault *not_found(
	const struct review *review, const char *const *words, size_t count, size_t known, bool scattered)
{
	size_t amendment;
	const struct fault *fault = NULL;
	if (known || scattered)
		return fault_new(FAULT_CONFLICT, "%s",
			_("these are not all proposals on one text: name those of one text at a time, with --draft "
			  "before the command for another than the source"));
	for (size_t i = 0; i < count && !fault; i++)
		fault = call_amendment(&amendment, review, words[i]);
	return fault;
}

const struct fault *naming_find(
	struct named *out, struct review *review, const struct call *call, const char *const *words, size_t count)
{
	size_t known = add_words(out, review, words, count), first = review->draft_index, found = STANDING_NONE;
	bool scattered = false;
	const struct fault *fault = NULL;
	if (known == count)
		return NULL;
	if (!call->line->draft)
		fault = find_elsewhere(&found, &scattered, review, words, count);
	if (!fault)
		fault = instep_choose(review, found == STANDING_NONE ? first : found);
	if (!fault && found == STANDING_NONE)
		fault = not_found(review, words, count, known, scattered);
	if (!fault && add_words(out, review, words, count) < count)
		fault = not_found(review, words, count, known, scattered);
	if (!fault)
		call_note(_("that is in %s"), review_draft(review)->path);
	return fault;
}

const struct fault *naming_one(size_t *out, struct review *review, const struct call *call, const char *word)
{
	struct named named = {0};
	const struct fault *fault = NULL;
	if (!strchr(word, ':'))
		return call_amendment(out, review, word);
	fault = naming_find(&named, review, call, &word, 1);
	*out = !fault && named.count ? named.amendments[0] : STANDING_NONE;
	named_clear(&named);
	return fault;
}
