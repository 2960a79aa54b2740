#include "review/amendment.h"

#include "base/digest.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "text/words.h"

void amendment_clear(struct amendment *amendment)
{
	free(amendment->name);
	buffer_clear(&amendment->was);
	buffer_clear(&amendment->now);
	buffer_clear(&amendment->carried);
	buffer_clear(&amendment->modified);
	free(amendment->decisions);
	free(amendment->collides);
	free(amendment->supports);
	free(amendment->objects);
	free(amendment->earlier_supports);
	free(amendment->earlier_objects);
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

static bool same_letters(struct text was, struct text now)
{
	struct buffer before = {0}, after = {0};
	letters_only(&before, was);
	letters_only(&after, now);
	bool same = text_equal(buffer_text(&before), buffer_text(&after));
	buffer_clear(&before);
	buffer_clear(&after);
	return same;
}

struct text amendment_next_part(struct text *rest)
{
	const char *end = rest->size ? memmem(rest->bytes, rest->size, "\n\n", 2) : NULL;
	size_t size = end ? (size_t)(end - rest->bytes) : rest->size;
	struct text part = text_part(*rest, 0, size);
	*rest = text_part(*rest, end ? size + 2 : size, rest->size);
	return part;
}

bool amendment_same_words(struct text a, struct text b)
{
	bool same = true;
	while (same && a.size && b.size)
		same = words_same(amendment_next_part(&a), amendment_next_part(&b));
	return same && !a.size && !b.size;
}

const char *amendment_type(struct text was, struct text now)
{
	bool same = true;
	while (same && was.size && now.size)
		same = same_letters(amendment_next_part(&was), amendment_next_part(&now));
	return same && !was.size && !now.size ? "ed" : "te";
}

bool amendment_covers(const struct amendment *amendment, size_t block)
{
	return amendment->kind != AMEND_INSERT && amendment->block != STANDING_NONE && block >= amendment->block &&
	       block < amendment->block + amendment->extent;
}

void amendment_base_words(struct buffer *out, const struct amendment *amendment, const struct draft *base)
{
	size_t end = amendment->block == STANDING_NONE ? 0 : amendment->block + amendment->extent;
	for (size_t i = amendment->block; i < end && i < base->count; i++) {
		if (i > amendment->block)
			buffer_add_string(out, "\n\n");
		buffer_add(out, base->blocks[i].text);
	}
}

struct text amendment_taken(const struct amendment *amendment, enum amendment_kind *kind)
{
	bool modified = amendment->decision == DECISION_MODIFIED;
	*kind = amendment->kind;
	if (modified && amendment->kind == AMEND_DELETE)
		*kind = AMEND_REWORD;
	return modified ? buffer_text(&amendment->modified) : buffer_text(&amendment->carried);
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
