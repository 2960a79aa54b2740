#include "text/words.h"

#include <stdlib.h>

#include "base/array.h"
#include "text/utf8.h"

/* What the rule of "same words" sees in a character. */
enum kind { KIND_WORD, KIND_BLANK, KIND_SOFT_HYPHEN, KIND_CLOSER, KIND_OPENER, KIND_APOSTROPHE };

/* What a first byte says. Only characters led by C2, CD, E1, E2 and E3 need a second look: no others are blanks, soft
 * hyphens, quotes or the Greek question mark (U+037E, which NFC turns into a semicolon). */
enum { LOOK_LATER = 255 };
static const unsigned char kinds[256] = {
	['\t'] = KIND_BLANK,
	['\n'] = KIND_BLANK,
	['\v'] = KIND_BLANK,
	['\f'] = KIND_BLANK,
	['\r'] = KIND_BLANK,
	[' '] = KIND_BLANK,
	[';'] = KIND_CLOSER,
	[':'] = KIND_CLOSER,
	['!'] = KIND_CLOSER,
	['?'] = KIND_CLOSER,
	[0xc2] = LOOK_LATER,
	[0xcd] = LOOK_LATER,
	[0xe1] = LOOK_LATER,
	[0xe2] = LOOK_LATER,
	[0xe3] = LOOK_LATER,
};

static enum kind look(struct text text, size_t at, size_t *size)
{
	int32_t point;
	*size = utf8_step(text, at, &point);
	switch (point) {
	case 0xad:
		return KIND_SOFT_HYPHEN;
	case 0xab:
		return KIND_OPENER;
	case 0xbb:
	case 0x37e:
		return KIND_CLOSER;
	case 0x2019:
		return KIND_APOSTROPHE;
	default:
		return utf8_is_blank(point) ? KIND_BLANK : KIND_WORD;
	}
}

/* The kind of what stands at byte `at`, and its size; a run of plain word bytes need not be whole characters. */
static inline enum kind kind_at(struct text text, size_t at, size_t *size)
{
	unsigned char kind = kinds[(unsigned char)text.bytes[at]];
	*size = 1;
	return kind == LOOK_LATER ? look(text, at, size) : (enum kind)kind;
}

/* The end of a run of blanks. A soft hyphen within it is none of the reader's business: it counts as blank. */
static size_t skip_blanks(struct text text, size_t at)
{
	size_t size;
	for (; at < text.size; at += size) {
		enum kind kind = kind_at(text, at, &size);
		if (kind != KIND_BLANK && kind != KIND_SOFT_HYPHEN)
			break;
	}
	return at;
}

/* The end of a run of what is not blank; *open tells whether it ends in «. */
static size_t skip_solid(struct text text, size_t at, bool *open)
{
	size_t size;
	for (; at < text.size; at += size) {
		enum kind kind = kind_at(text, at, &size);
		if (kind == KIND_BLANK)
			break;
		if (kind != KIND_SOFT_HYPHEN)
			*open = kind == KIND_OPENER;
	}
	return at;
}

static const uint64_t hash_start = 0xcbf29ce484222325U;

static inline uint64_t hash_byte(uint64_t hash, char byte)
{
	return (hash ^ (unsigned char)byte) * 0x100000001b3U;
}

static uint64_t hash_bytes(struct text text)
{
	uint64_t hash = hash_start;
	for (size_t i = 0; i < text.size; i++)
		hash = hash_byte(hash, text.bytes[i]);
	return hash;
}

/* The hash of a normalised word. What needs no work (no blank within, nothing NFC could change) goes straight in. */
static uint64_t word_key(struct text word, struct buffer *scratch)
{
	uint64_t hash = hash_start;
	for (size_t i = 0; i < word.size;) {
		unsigned char byte = (unsigned char)word.bytes[i];
		if (byte < 0xcc && kinds[byte] != KIND_BLANK && kinds[byte] != LOOK_LATER) {
			hash = hash_byte(hash, word.bytes[i++]);
			continue;
		}
		if (word.size - i >= 3 && memcmp(word.bytes + i, "\xe2\x80\x99", 3) == 0) {
			hash = hash_byte(hash, '\'');
			i += 3;
			continue;
		}
		buffer_empty(scratch);
		words_normalise(scratch, word);
		return hash_bytes(buffer_text(scratch));
	}
	return hash;
}

static size_t cut_word(struct words *words, size_t start, struct buffer *scratch)
{
	struct text text = words->text;
	size_t end = start, next = start, size;
	bool open = false;
	for (;;) {
		end = skip_solid(text, next, &open);
		next = skip_blanks(text, end);
		if (next == text.size || (!open && kind_at(text, next, &size) != KIND_CLOSER))
			break;
	}
	struct word *word = ARRAY_ADD(words->items, words->count, words->capacity);
	*word = (struct word){start, end, next, word_key((struct text){text.bytes + start, end - start}, scratch)};
	return next;
}

void words_split(struct words *out, struct text text)
{
	struct buffer scratch = {0};
	out->text = text;
	out->count = 0;
	size_t at = skip_blanks(text, 0);
	if (at > 0) {
		struct word *lead = ARRAY_ADD(out->items, out->count, out->capacity);
		*lead = (struct word){0, 0, at, hash_start};
	}
	while (at < text.size)
		at = cut_word(out, at, &scratch);
	buffer_clear(&scratch);
}

void words_clear(struct words *words)
{
	free(words->items);
	*words = (struct words){0};
}

static struct text word_text(const struct words *words, size_t i)
{
	const struct word *word = &words->items[i];
	return (struct text){words->text.bytes + word->start, word->end - word->start};
}

bool words_same_at(const struct words *a, size_t i, const struct words *b, size_t j)
{
	if (a->items[i].key != b->items[j].key)
		return false;
	return words_same(word_text(a, i), word_text(b, j));
}

/* Adds one run of plain word bytes; tells whether NFC may have something to do there. */
static size_t add_plain(struct buffer *out, struct text text, size_t at, bool *compose)
{
	size_t start = at;
	for (; at < text.size && kinds[(unsigned char)text.bytes[at]] == KIND_WORD; at++)
		*compose = *compose || (unsigned char)text.bytes[at] >= 0xcc;
	buffer_add(out, (struct text){text.bytes + start, at - start});
	return at;
}

static void add_special(struct buffer *out, struct text character, enum kind kind, bool *compose)
{
	int32_t point;
	utf8_step(character, 0, &point);
	if (kind == KIND_APOSTROPHE) {
		buffer_add_byte(out, '\'');
	} else if (point == 0x37e) {
		buffer_add_byte(out, ';');
	} else {
		/* Of general punctuation nothing composes, and it is in most French texts. */
		*compose = *compose || point == UTF8_INVALID || (point >= 0x300 && (point < 0x2010 || point > 0x205f));
		buffer_add(out, character);
	}
}

static void compose_tail(struct buffer *out, size_t from)
{
	struct buffer composed = {0};
	utf8_compose(&composed, (struct text){out->bytes + from, out->size - from});
	out->size = from;
	buffer_add(out, buffer_text(&composed));
	buffer_clear(&composed);
}

void words_normalise(struct buffer *out, struct text text)
{
	size_t from = out->size, size;
	bool blank = false, open = false, compose = false;
	for (size_t at = 0; at < text.size;) {
		enum kind kind = kind_at(text, at, &size);
		if (kind == KIND_BLANK || kind == KIND_SOFT_HYPHEN) {
			blank = blank || kind == KIND_BLANK;
			at += size;
			continue;
		}
		if (blank && !open && kind != KIND_CLOSER && out->size > from)
			buffer_add_byte(out, ' ');
		blank = false;
		open = kind == KIND_OPENER;
		if (kinds[(unsigned char)text.bytes[at]] == KIND_WORD) {
			at = add_plain(out, text, at, &compose);
		} else {
			add_special(out, (struct text){text.bytes + at, size}, kind, &compose);
			at += size;
		}
	}
	if (compose)
		compose_tail(out, from);
}

bool words_same(struct text a, struct text b)
{
	if (a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0))
		return true;
	struct buffer left = {0}, right = {0};
	words_normalise(&left, a);
	words_normalise(&right, b);
	bool same = text_compare(buffer_text(&left), buffer_text(&right)) == 0;
	buffer_clear(&left);
	buffer_clear(&right);
	return same;
}

uint64_t words_hash(struct text text)
{
	struct buffer normal = {0};
	words_normalise(&normal, text);
	uint64_t hash = hash_bytes(buffer_text(&normal));
	buffer_clear(&normal);
	return hash;
}

size_t words_count(struct text text)
{
	struct words words = {0};
	size_t count = 0;
	words_split(&words, text);
	for (size_t i = 0; i < words.count; i++)
		count += words.items[i].end > words.items[i].start;
	words_clear(&words);
	return count;
}
