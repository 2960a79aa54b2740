#include "draft/marked.h"

#include "base/array.h"
#include "base/memory.h"
#include "draft/merge.h"
#include "text/conflict.h"

/* Lines of the merged draft, and what theirs has in their place. */
struct mark {
	size_t start, end; /* bytes of the merged source; equal: theirs alone has something here */
	size_t block;      /* of theirs, or ALIGN_NONE: it is gone there */
};

struct marked {
	const struct draft *ours, *theirs, *merged;
	struct align theirs_of, ours_of; /* from the ancestor */
	struct align merged_of;          /* from ours */
	struct mark *marks;
	size_t count, capacity;
};

/* The whole lines on which a block stands, with its marker, fences or underline, without blank lines around it. */
static bool block_lines(const struct draft *draft, size_t block, size_t *start, size_t *end)
{
	static const char nobodys[] = " \t\r\n>";
	const struct block *at = &draft->blocks[block];
	struct text source = draft->source;
	*start = at->text_start;
	while (*start > at->whole_start && source.bytes[*start - 1] != '\n')
		(*start)--;
	*end = at->whole_end;
	struct text rest = text_part(source, at->text_end, at->whole_end);
	/* Blank lines behind the last block are nobody's words. */
	while (rest.size && memchr(nobodys, rest.bytes[rest.size - 1], sizeof nobodys - 1))
		rest.size--;
	*end = at->text_end + rest.size;
	while (*end < at->whole_end && source.bytes[*end - 1] != '\n')
		(*end)++;
	return (*start == 0 || source.bytes[*start - 1] == '\n') &&
	       (*end == source.size || source.bytes[*end - 1] == '\n');
}

/* Where a block of ours stands in the merged draft, untouched. */
static bool lines_of_ours(const struct marked *m, size_t ours, struct mark *mark)
{
	size_t merged = m->merged_of.to_new[ours];
	return merged != ALIGN_NONE && text_equal(m->ours->blocks[ours].text, m->merged->blocks[merged].text) &&
	       block_lines(m->merged, merged, &mark->start, &mark->end);
}

/* Behind the nearest block of theirs before it that stands in the merged draft, too. */
static bool lines_behind(const struct marked *m, size_t theirs, struct mark *mark)
{
	size_t start;
	mark->start = mark->end = 0;
	while (theirs-- > 0) {
		size_t ancestor = m->theirs_of.to_old[theirs];
		size_t ours = ancestor == ALIGN_NONE ? ALIGN_NONE : m->ours_of.to_new[ancestor];
		size_t merged = ours == ALIGN_NONE ? ALIGN_NONE : m->merged_of.to_new[ours];
		if (merged == ALIGN_NONE)
			continue;
		if (!block_lines(m->merged, merged, &start, &mark->end))
			return false;
		mark->start = mark->end;
		return true;
	}
	return true;
}

static bool place(struct marked *m, const struct merge_collision *collision)
{
	/* The merge carried theirs to ours, so that its "ours" is theirs here. */
	size_t theirs = collision->our_block, ours = collision->their_block;
	struct mark *mark = ARRAY_ADD(m->marks, m->count, m->capacity);
	mark->block = theirs;
	if (ours != ALIGN_NONE)
		return lines_of_ours(m, ours, mark);
	return theirs != ALIGN_NONE && lines_behind(m, theirs, mark);
}

static int by_place(const void *a, const void *b)
{
	const struct mark *one = a, *two = b;
	if (one->start != two->start)
		return one->start < two->start ? -1 : 1;
	if (one->end != two->end)
		return one->end < two->end ? -1 : 1;
	return (one->block > two->block) - (one->block < two->block);
}

/* A block of theirs with what was split off it: all of its words. */
static bool add_theirs(struct buffer *out, const struct marked *m, size_t block)
{
	const struct draft *draft = m->theirs;
	size_t first = block, last = block, start, end, behind;
	while (first > 0 && m->theirs_of.split_from[first - 1] == block)
		first--;
	while (last + 1 < draft->count && m->theirs_of.split_from[last + 1] == block)
		last++;
	if (!block_lines(draft, first, &start, &end) || !block_lines(draft, last, &end, &behind))
		return false;
	if (out->size)
		buffer_add_string(out, draft->crlf ? "\r\n" : "\n");
	buffer_add(out, text_part(draft->source, start, behind));
	return true;
}

/* The merged draft with the marks in their places; false where two of them lie across each other. */
static bool write_marks(struct buffer *out, struct marked *m)
{
	size_t at = 0;
	bool fine = true;
	qsort(m->marks, m->count, sizeof *m->marks, by_place);
	for (size_t i = 0, next; fine && i < m->count; i = next) {
		const struct mark *mark = &m->marks[i];
		struct buffer theirs = {0};
		fine = mark->start >= at;
		for (next = i;
			next < m->count && m->marks[next].start == mark->start && m->marks[next].end == mark->end;
			next++)
			if (fine && m->marks[next].block != ALIGN_NONE &&
				(next == i || m->marks[next].block != m->marks[next - 1].block))
				fine = add_theirs(&theirs, m, m->marks[next].block);
		buffer_add(out, text_part(m->merged->source, at, mark->start));
		conflict_add(out, text_part(m->merged->source, mark->start, mark->end), buffer_text(&theirs),
			m->merged->crlf);
		at = mark->end;
		buffer_clear(&theirs);
	}
	buffer_add(out, text_part(m->merged->source, at, m->merged->source.size));
	return fine;
}

/* Marks where the collisions are; false where one of them has no place. */
static bool mark_all(
	struct buffer *out, struct marked *m, const struct draft *ancestor, const struct merge_collisions *collisions)
{
	bool fine = true;
	align_amended(&m->theirs_of, ancestor, m->theirs);
	align_amended(&m->ours_of, ancestor, m->ours);
	align_run(&m->merged_of, m->ours, m->merged);
	for (size_t i = 0; fine && i < collisions->count; i++)
		fine = place(m, &collisions->items[i]);
	fine = fine && write_marks(out, m);
	align_clear(&m->theirs_of);
	align_clear(&m->ours_of);
	align_clear(&m->merged_of);
	free(m->marks);
	return fine;
}

static const struct fault *mark_collisions(struct buffer *out, struct text merged, const struct draft *ancestor,
	const struct draft *ours, const struct draft *theirs, const struct merge_collisions *collisions)
{
	struct draft *result = NULL;
	struct buffer marked = {0};
	const struct fault *fault = draft_read(&result, merged);
	struct marked m = {.ours = ours, .theirs = theirs, .merged = result};
	if (!fault && mark_all(&marked, &m, ancestor, collisions))
		buffer_add(out, buffer_text(&marked));
	else if (!fault)
		conflict_whole(out, ours->source, theirs->source);
	buffer_clear(&marked);
	draft_free(result);
	return fault;
}

const struct fault *marked_run(
	struct buffer *out, bool *collides, struct text ancestor, struct text ours, struct text theirs)
{
	struct draft *drafts[3] = {0};
	const struct text sources[] = {ancestor, ours, theirs};
	struct merge_collisions collisions = {0};
	struct buffer merged = {0};
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < ARRAY_SIZE(drafts); i++)
		fault = draft_read(&drafts[i], sources[i]);
	if (!fault)
		fault = merge_run(&merged, &collisions, drafts[0], drafts[2], drafts[1]);
	*collides = collisions.count > 0;
	if (!fault && *collides)
		fault = mark_collisions(out, buffer_text(&merged), drafts[0], drafts[1], drafts[2], &collisions);
	else if (!fault)
		buffer_add(out, buffer_text(&merged));
	merge_collisions_clear(&collisions);
	buffer_clear(&merged);
	for (size_t i = 0; i < ARRAY_SIZE(drafts); i++)
		draft_free(drafts[i]);
	return fault;
}
