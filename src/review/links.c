#include "review/links.h"

#include "base/array.h"
#include "review/translation.h"
#include "text/words.h"

static void add_words(struct buffer *out, struct text words)
{
	if (out->size)
		buffer_add_string(out, "\n\n");
	buffer_add(out, words);
}

/* Adds one more block to a run; false when it does not follow it. */
static bool run_add(size_t *start, size_t *count, size_t block)
{
	if (!*count)
		*start = block;
	else if (block != *start + *count)
		return false;
	++*count;
	return true;
}

/* One's own insertion with these words. */
static size_t own_insertion(const struct review *review, struct text words)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		if (amendment->reviewer == standing->me && amendment->kind == AMEND_INSERT &&
			words_same(buffer_text(&amendment->now), words))
			return i;
	}
	return STANDING_NONE;
}

/* Whether the link may speak of this block: its words are known to the base, or one's own. */
static bool link_counts(const struct links *links, const struct remark *remark, struct text words, size_t today)
{
	if (remark->on_base || remark->reviewer == links->review->standing->me)
		return true;
	return today != STANDING_NONE && words_same(words, links->review->draft->blocks[today].text);
}

static bool link_target(
	struct links *links, struct link *link, const struct remark *remark, const struct target *target)
{
	const struct lineage_version *version;
	struct oid blob;
	if (!oid_parse(&blob, target->cached) || lineage_find(&version, links->target, &blob) ||
		target->paragraph > version->draft->count)
		return false;
	size_t block = target->paragraph - 1, today = version->today[block];
	struct text words = version->draft->blocks[block].text;
	if (!link_counts(links, remark, words, today))
		return false;
	if (remark->reviewer == links->review->standing->me && today == STANDING_NONE)
		link->insertion = own_insertion(links->review, words);
	if (today == STANDING_NONE)
		return link->insertion != STANDING_NONE;
	return run_add(&link->pair.target, &link->pair.target_count, today);
}

static bool link_source(struct links *links, struct link *link, const struct target *target)
{
	const struct lineage_version *version;
	struct oid blob;
	if (!oid_parse(&blob, target->cached) || lineage_find(&version, links->source, &blob) ||
		target->paragraph > version->draft->count)
		return false;
	size_t block = target->paragraph - 1, today = version->today[block];
	add_words(&link->was, version->draft->blocks[block].text);
	link->as_of = blob;
	link->as_of_blocks = memory_resize(link->as_of_blocks, link->as_of_count + 1, sizeof *link->as_of_blocks);
	link->as_of_blocks[link->as_of_count++] = block;
	/* Two that have become one are one; what is gone leaves the rest. */
	if (today == STANDING_NONE || (link->pair.source_count && today >= link->pair.source &&
					      today < link->pair.source + link->pair.source_count))
		return true;
	return run_add(&link->pair.source, &link->pair.source_count, today);
}

static void link_clear(struct link *link)
{
	buffer_clear(&link->was);
	free(link->as_of_blocks);
}

static void read_link(struct links *links, size_t index)
{
	const struct remark *remark = &links->review->standing->remarks[index];
	const struct annotation *annotation = remark->annotation;
	struct link link = {.remark = index, .insertion = STANDING_NONE};
	bool fits = true, source = false, target = false, here = false;
	for (size_t i = 0; i < annotation->target_count && fits; i++) {
		const struct target *at = &annotation->targets[i];
		bool whole = at->kind == TARGET_PARAGRAPH && at->cached && at->paragraph && at->source;
		bool document = at->kind == TARGET_DOCUMENT && at->source;
		if (whole && !strcmp(at->source, links->source->path)) {
			source = true;
			fits = link_source(links, &link, at);
		} else if (whole && !strcmp(at->source, links->target->path)) {
			here = target = true;
			fits = link_target(links, &link, remark, at);
		} else if (document && !strcmp(at->source, links->target->path)) {
			here = true;
		} else {
			fits = document && !strcmp(at->source, links->source->path);
		}
	}
	link.alone = source != target;
	/* What names no paragraph of this translation, or one that is gone, says nothing of it. */
	if (fits && here && (link.pair.target_count || link.insertion != STANDING_NONE || !target))
		*ARRAY_ADD(links->items, links->count, links->capacity) = link;
	else
		link_clear(&link);
}

void links_read(struct links *links, const struct review *review, struct lineage *source, struct lineage *target)
{
	const struct standing *standing = review->standing;
	*links = (struct links){.review = review, .source = source, .target = target};
	for (size_t i = standing->threads.count; i-- > 0;) {
		const struct remark *remark = &standing->remarks[i];
		if (remark->annotation->motivation == LINKING && remark->verified &&
			standing->threads.entries[i].state != STATE_WITHDRAWN)
			read_link(links, i);
	}
}

struct link *links_at(struct links *links, const struct pair *pair)
{
	for (size_t i = 0; i < links->count && pair->fixed; i++) {
		const struct pair *own = &links->items[i].pair;
		bool same_source =
			own->source_count == pair->source_count && (!own->source_count || own->source == pair->source);
		bool same_target =
			own->target_count == pair->target_count && (!own->target_count || own->target == pair->target);
		if (same_source && same_target)
			return &links->items[i];
	}
	return NULL;
}

void links_clear(struct links *links)
{
	for (size_t i = 0; i < links->count; i++)
		link_clear(&links->items[i]);
	free(links->items);
	links->items = NULL;
	links->count = links->capacity = 0;
}
