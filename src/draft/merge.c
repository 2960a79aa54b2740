#include "draft/merge.h"

#include "base/memory.h"
#include "draft/carry.h"
#include "draft/division.h"
#include "text/wordmerge.h"

bool merge_words(struct buffer *out, struct text base, const struct text *sides, size_t count, bool *collides)
{
	struct buffer marked_base = {0}, merged = {0}, *marked = memory_new(count, sizeof *marked);
	struct text *texts = memory_new(count, sizeof *texts);
	bool fine = division_mark(&marked_base, base), clean = false;
	for (size_t i = 0; i < count; i++) {
		fine = division_mark(&marked[i], sides[i]) && fine;
		texts[i] = buffer_text(&marked[i]);
	}
	if (fine)
		clean = wordmerge_many(&merged, buffer_text(&marked_base), texts, count, collides);
	else
		buffer_add(&merged, base);
	for (size_t i = 0; !fine && collides && i < count * count; i++)
		collides[i] = i / count != i % count;
	division_unmark(&merged);
	buffer_add(out, buffer_text(&merged));
	for (size_t i = 0; i < count; i++)
		buffer_clear(&marked[i]);
	buffer_clear(&marked_base);
	buffer_clear(&merged);
	free(marked);
	free(texts);
	return clean;
}

/* Puts the edits in. Where they do not fit together, one after the other is added, and those that cannot be become
 * collisions. */
static const struct fault *put(struct buffer *out, struct carry *c)
{
	const struct fault *fault = rewrite_run(out, c->theirs, c->edits, c->count);
	if (!fault || fault_kind(fault) != FAULT_MALFORMED)
		return fault;
	for (size_t i = 0; i < c->count;) {
		struct buffer part = {0};
		size_t count = carry_together(c, i);
		fault = rewrite_run(&part, c->theirs, c->edits, i + count);
		buffer_clear(&part);
		if (fault)
			carry_drop(c, i);
		else
			i += count;
	}
	return rewrite_run(out, c->theirs, c->edits, c->count);
}

const struct fault *merge_run(struct buffer *out, struct merge_collisions *collisions, const struct draft *ancestor,
	const struct draft *ours, const struct draft *theirs)
{
	struct carry c;
	if (text_equal(ours->source, ancestor->source) || text_equal(ours->source, theirs->source)) {
		buffer_add(out, theirs->source);
		return NULL;
	}
	if (text_equal(theirs->source, ancestor->source)) {
		buffer_add(out, ours->source);
		return NULL;
	}
	carry_run(&c, collisions, ancestor, ours, theirs);
	const struct fault *fault = put(out, &c);
	carry_clear(&c);
	return fault;
}

void merge_collisions_clear(struct merge_collisions *collisions)
{
	free(collisions->items);
	*collisions = (struct merge_collisions){0};
}
