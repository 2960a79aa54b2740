#include "review/arrival.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "text/visible.h"

enum { PLACES_MOST = 4 };

static char *proposal_key(const struct amendment *amendment)
{
	return memory_format("%s %s", amendment->name, amendment->digest);
}

void arrival_begin(struct arrival *out, const struct review *review)
{
	const struct standing *standing = review->standing;
	*out = (struct arrival){.base_tip = review->base_tip,
		.draft_blob = review->draft_blob,
		.draft = memory_string(review_draft(review)->path)};
	for (size_t i = 0; i < standing->threads.count; i++)
		map_put(&out->seen, text_of(standing->remarks[i].annotation->id), 1);
	for (size_t i = 0; i < standing->amendment_count; i++) {
		char *key = proposal_key(&standing->amendments[i]);
		map_put(&out->seen, text_of(key), 1);
		free(key);
	}
}

static bool is_seen(const struct arrival *arrival, const char *key)
{
	size_t value;
	return map_find(&arrival->seen, text_of(key), &value);
}

static void add_comma(struct buffer *out, size_t start)
{
	if (out->size > start)
		buffer_add_string(out, ", ");
}

static void add_remarks(struct buffer *out, size_t start, const struct arrival *arrival, const struct review *review)
{
	const struct standing *standing = review->standing;
	size_t decisions = 0, positions = 0, others = 0;
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		if (!remark->verified || remark->reviewer == standing->me || is_seen(arrival, remark->annotation->id))
			continue;
		if (remark->decides)
			decisions++;
		else if (remark->annotation->motivation == ASSESSING)
			positions++;
		else if (remark_speaks(standing, i))
			others++;
	}
	if (others)
		buffer_format(out, P_("%zu annotation", "%zu annotations", others), others);
	if (decisions)
		add_comma(out, start);
	if (decisions)
		buffer_format(out, P_("%zu decision", "%zu decisions", decisions), decisions);
	if (positions)
		add_comma(out, start);
	if (positions)
		buffer_format(out, P_("%zu position", "%zu positions", positions), positions);
}

static void add_proposals(struct buffer *out, size_t start, const struct arrival *arrival, const struct review *review)
{
	const struct standing *standing = review->standing;
	size_t count = 0;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		char *key = proposal_key(&standing->amendments[i]);
		count += standing->amendments[i].reviewer != standing->me && !is_seen(arrival, key);
		free(key);
	}
	if (count)
		add_comma(out, start);
	if (count)
		buffer_format(out, P_("%zu proposal", "%zu proposals", count), count);
}

/* The paragraphs whose words are others, by their numbers; those that are gone are counted. */
static void add_changes(struct buffer *out, size_t start, const struct review *review, const struct draft *then)
{
	struct align align = {0};
	struct buffer places = {0};
	size_t changed = 0, gone = 0;
	align_run(&align, then, review->draft);
	for (size_t block = 0; block < review->draft->count; block++) {
		size_t old = align.to_old[block];
		if (old != ALIGN_NONE && then->blocks[old].words == review->draft->blocks[block].words)
			continue;
		if (changed++)
			buffer_add_string(&places, ", ");
		wording_place(&places, review, block);
	}
	for (size_t old = 0; old < then->count; old++)
		gone += align.to_new[old] == ALIGN_NONE && align.joined_to[old] == ALIGN_NONE;
	if (changed || gone)
		add_comma(out, start);
	if (changed && changed <= PLACES_MOST)
		buffer_format(out, P_("%s changed", "%s changed", changed), buffer_string(&places));
	else if (changed)
		buffer_format(out, P_("%zu paragraph changed", "%zu paragraphs changed", changed), changed);
	if (changed && gone)
		buffer_add_string(out, ", ");
	if (gone)
		buffer_format(out, P_("%zu paragraph deleted", "%zu paragraphs deleted", gone), gone);
	buffer_clear(&places);
	align_clear(&align);
}

/* Other drafts: a translation that moved is told by its name. */
static void add_drafts(struct buffer *out, size_t start, const struct arrival *arrival, const struct review *review)
{
	struct snapshot *then = NULL;
	const struct consultation *consultation = &review->consultation;
	if (oid_equal(&arrival->base_tip, &review->base_tip) ||
		snapshot_open(&then, review->repository, &arrival->base_tip))
		return;
	for (size_t i = 0; i < consultation->draft_count; i++) {
		struct oid was, is;
		const char *path = consultation->drafts[i].path;
		if (i == review->draft_index || snapshot_find(&was, then, path) ||
			snapshot_find(&is, review->base, path) || oid_equal(&was, &is))
			continue;
		char *shown = visible_take(path);
		add_comma(out, start);
		buffer_format(out, P_("%s changed", "%s changed", 1), shown);
		free(shown);
	}
	snapshot_close(then);
}

void arrival_words(struct buffer *out, const struct arrival *arrival, struct review *review)
{
	const struct draft *then = NULL;
	size_t start = out->size;
	add_remarks(out, start, arrival, review);
	add_proposals(out, start, arrival, review);
	bool same = !strcmp(arrival->draft, review_draft(review)->path);
	if (same && !oid_equal(&arrival->draft_blob, &review->draft_blob) &&
		!review_blob(&then, review, &arrival->draft_blob))
		add_changes(out, start, review, then);
	add_drafts(out, start, arrival, review);
}

void arrival_clear(struct arrival *arrival)
{
	map_clear(&arrival->seen);
	free(arrival->draft);
	*arrival = (struct arrival){0};
}
