#include "review/destination.h"

#include "base/memory.h"
#include "review/amendment.h"
#include "review/ancestor.h"

static bool has_place(const struct amendment *amendment)
{
	return amendment->kind == AMEND_INSERT || amendment->kind == AMEND_MOVE || amendment->moved_too;
}

/* The paragraph of the ancestor behind which one of a version stands; ALIGN_NONE: the start. Those that stand elsewhere
 * in that version mark no place, unless they are asked for: to an older version it is the base that has moved them. */
static size_t place_in(const struct align *align, size_t paragraph, bool moved_too)
{
	for (size_t i = paragraph; i-- > 0;)
		if (align->to_old[i] != ALIGN_NONE && (moved_too || !align->moved[i]))
			return align_last_joined(align, align->to_old[i]);
	return ALIGN_NONE;
}

static const struct fault *compare(
	bool *changed, struct review *review, const struct amendment *amendment, const struct target *decided)
{
	const struct reviewer *reviewer = &review->work->next->reviewers[amendment->reviewer];
	struct ancestor ancestor;
	const struct draft *then, *now;
	struct oid blob;
	if (!oid_parse(&blob, decided->cached))
		return NULL;
	const struct fault *fault =
		ancestor_find(&ancestor, review, reviewer->id, &reviewer->tip, review_draft(review)->path);
	if (fault)
		return fault;
	if (!ancestor.missing)
		fault = review_blob(&then, review, &blob);
	if (!fault && !ancestor.missing)
		fault = review_blob(&now, review, &amendment->blob);
	if (!fault && !ancestor.missing && decided->paragraph <= then->count) {
		struct align before, today;
		align_amended(&before, ancestor.draft, then);
		align_amended(&today, ancestor.draft, now);
		size_t place = place_in(&today, amendment->paragraph - 1, false);
		*changed = place != place_in(&before, decided->paragraph - 1, false) &&
			   place != place_in(&before, decided->paragraph - 1, true);
		align_clear(&before);
		align_clear(&today);
	}
	ancestor_clear(&ancestor);
	return fault;
}

bool destination_changed(struct review *review, const struct amendment *amendment, const struct target *decided)
{
	char blob[OID_HEX], base[OID_HEX], tip[OID_HEX];
	size_t known;
	bool changed = true;
	oid_format(blob, &amendment->blob);
	if (!has_place(amendment) || (decided->cached && !strcmp(decided->cached, blob)))
		return false;
	if (!decided->cached || !decided->paragraph)
		return true;
	oid_format(base, &review->base_tip);
	oid_format(tip, &review->work->next->reviewers[amendment->reviewer].tip);
	char *key = memory_format("%s %s %zu %zu %s %zu", base, tip, review->draft_index, amendment->paragraph,
		decided->cached, decided->paragraph);
	if (map_find(&review->work->destinations, text_of(key), &known)) {
		changed = known;
	} else {
		fault_ignore(compare(&changed, review, amendment, decided)); /* what cannot be read is not agreed to */
		map_put(&review->work->destinations, text_of(key), changed);
	}
	free(key);
	return changed;
}
