#include "review/amendment.h"

#include "base/digest.h"
#include "base/memory.h"
#include "text/utf8.h"

void amendment_clear(struct amendment *amendment)
{
	free(amendment->name);
	buffer_clear(&amendment->was);
	buffer_clear(&amendment->now);
	buffer_clear(&amendment->carried);
	free(amendment->collides);
	free(amendment->supports);
	free(amendment->objects);
}

const char *amendment_kind_name(enum amendment_kind kind)
{
	static const char *const names[] = {"reword", "insert", "delete", "move"};
	return names[kind];
}

void amendment_digest(char out[65], struct text was, struct text now)
{
	digest_pair(out, was, now);
}

/* The letters and digits alone, folded. */
static void letters_only(struct buffer *out, struct text text)
{
	struct buffer folded = {0};
	utf8_fold(&folded, NULL, text);
	struct text all = buffer_text(&folded);
	for (size_t at = 0; at < all.size;) {
		int32_t point;
		size_t step = utf8_step(all, at, &point);
		if (point != UTF8_INVALID && (utf8_is_letter(point) || utf8_is_digit(point)))
			buffer_add(out, text_part(all, at, at + step));
		at += step;
	}
	buffer_clear(&folded);
}

const char *amendment_type(struct text was, struct text now)
{
	struct buffer before = {0}, after = {0};
	letters_only(&before, was);
	letters_only(&after, now);
	bool same = text_equal(buffer_text(&before), buffer_text(&after));
	buffer_clear(&before);
	buffer_clear(&after);
	return same ? "ed" : "te";
}

bool amendment_covers(const struct amendment *amendment, size_t block)
{
	return amendment->kind != AMEND_INSERT && amendment->block != STANDING_NONE && block >= amendment->block &&
	       block < amendment->block + amendment->extent;
}

/* The end of a run of blocks without a partner. */
static size_t run_end(const size_t *partner, const size_t *origin, size_t count, size_t at)
{
	while (at < count && partner[at] == ALIGN_NONE && origin[at] == ALIGN_NONE)
		at++;
	return at;
}

static bool same_kinds(const struct draft *old, size_t i, const struct draft *new, size_t j, size_t count)
{
	for (size_t at = 0; at < count; at++)
		if (old->blocks[i + at].kind != new->blocks[j + at].kind)
			return false;
	return true;
}

void amendment_align(struct align *out, const struct draft *old, const struct draft *new)
{
	align_run(out, old, new);
	for (size_t i = 0, end; i<old->count; i = end> i ? end : i + 1) {
		end = run_end(out->to_new, out->joined_to, old->count, i);
		size_t count = end - i, j = 0;
		if (i > 0)
			j = out->to_new[i - 1] == ALIGN_NONE ? new->count : out->to_new[i - 1] + 1;
		bool between = count &&
			       j < new->count &&run_end(out->to_old, out->split_from, new->count, j) == j + count &&
			       (end == old->count ? j + count == new->count : out->to_new[end] == j + count);
		for (size_t at = 0; between && same_kinds(old, i, new, j, count) && at < count; at++) {
			out->to_new[i + at] = j + at;
			out->to_old[j + at] = i + at;
		}
	}
}

size_t amendment_words(struct buffer *out, const struct draft *draft, size_t block, const size_t *follows)
{
	size_t count = 0;
	for (size_t i = 0; i < draft->count; i++) {
		if (i != block && (!follows || follows[i] != block))
			continue;
		if (count++)
			buffer_add_string(out, "\n\n");
		buffer_add(out, draft->blocks[i].text);
	}
	return count;
}
