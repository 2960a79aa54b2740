#include "spelling/verdict.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/place.h"
#include "spelling/dictionary.h"

enum { FILE_LIMIT = 16 << 20, SUM_DIGITS = 16, GOOD_MARK = '=', FIRST_MARK = 'a', SLOTS_LEAST = 1024 };

/* In memory as in the file, a line each: its mark, the token, and behind a tab what would be better. */
struct verdicts {
	struct buffer lines;
	uint32_t *slots; /* by the hash of a token: where it stands in `lines`; 0: free */
	size_t count, capacity;
	size_t saved; /* of them are in the file */
	char *path;   /* NULL: not kept */
	char *key;    /* its digest */
};

/* Eight bytes at a time, each mixed in by a multiplication (the golden ratio's) and a shift. */
static uint64_t sum_of(struct text bytes)
{
	uint64_t sum = 14695981039346656037u ^ bytes.size;
	for (size_t i = 0; i < bytes.size; i += sizeof sum) {
		uint64_t eight = 0;
		size_t left = bytes.size - i;
		if (left >= sizeof eight)
			memcpy(&eight, bytes.bytes + i, sizeof eight);
		else
			memcpy(&eight, bytes.bytes + i, left);
		sum = (sum ^ eight) * 0x9e3779b97f4a7c15u;
		sum ^= sum >> 32;
	}
	return sum;
}

/* --- looking up */

static struct text token_at(const struct verdicts *verdicts, size_t start)
{
	size_t end = start;
	while (verdicts->lines.bytes[end] != '\t' && verdicts->lines.bytes[end] != '\n')
		end++;
	return text_part(buffer_text(&verdicts->lines), start, end);
}

/* The slot that holds the token, or the free one where it would go. */
static uint32_t *slot_of(const struct verdicts *verdicts, struct text token)
{
	struct text lines = buffer_text(&verdicts->lines);
	size_t at = sum_of(token) & (verdicts->capacity - 1);
	for (;; at = (at + 1) & (verdicts->capacity - 1)) {
		uint32_t *slot = &verdicts->slots[at];
		size_t end = *slot + token.size;
		if (*slot == 0)
			return slot;
		if (end < lines.size && (lines.bytes[end] == '\t' || lines.bytes[end] == '\n') &&
			memcmp(lines.bytes + *slot, token.bytes, token.size) == 0)
			return slot;
	}
}

static void grow(struct verdicts *verdicts)
{
	uint32_t *old = verdicts->slots;
	size_t capacity = verdicts->capacity;
	verdicts->capacity = capacity ? capacity * 2 : SLOTS_LEAST;
	verdicts->slots = memory_new(verdicts->capacity, sizeof *verdicts->slots);
	for (size_t i = 0; i < capacity; i++)
		if (old[i])
			*slot_of(verdicts, token_at(verdicts, old[i])) = old[i];
	free(old);
}

/* Room for one token more: its slot, to be filled. NULL where it is there already. */
static uint32_t *slot_for(struct verdicts *verdicts, struct text token)
{
	if (verdicts->count * 3 >= verdicts->capacity * 2)
		grow(verdicts);
	uint32_t *slot = slot_of(verdicts, token);
	if (*slot)
		return NULL;
	verdicts->count++;
	return slot;
}

bool verdicts_find(struct verdict *out, const struct verdicts *verdicts, struct text token)
{
	size_t start = verdicts->count ? *slot_of(verdicts, token) : 0;
	if (start == 0)
		return false;
	struct text rest = buffer_text(&verdicts->lines);
	char mark = rest.bytes[start - 1];
	*out = (struct verdict){.good = mark == GOOD_MARK};
	if (out->good)
		return true;
	out->kind = (enum finding_kind)(mark - FIRST_MARK);
	size_t end = start + token.size;
	if (rest.bytes[end] == '\t') {
		const char *close = memchr(rest.bytes + end, '\n', rest.size - end);
		out->better = text_part(rest, end + 1, (size_t)(close - rest.bytes));
	}
	return true;
}

void verdicts_put(struct verdicts *verdicts, struct text token, const struct verdict *verdict)
{
	struct buffer *lines = &verdicts->lines;
	if (token.size == 0 || token.size > DICTIONARY_WORD_LIMIT || lines->size >= FILE_LIMIT)
		return;
	uint32_t *slot = slot_for(verdicts, token);
	if (!slot)
		return;
	buffer_add_byte(lines, (char)(verdict->good ? GOOD_MARK : FIRST_MARK + (int)verdict->kind));
	*slot = (uint32_t)lines->size;
	buffer_add(lines, token);
	if (verdict->better.size) {
		buffer_add_byte(lines, '\t');
		buffer_add(lines, verdict->better);
	}
	buffer_add_byte(lines, '\n');
}

/* --- the file: "DIGEST SUM", then the lines */

static size_t add_head(char *out, size_t room, const struct verdicts *verdicts, struct text lines)
{
	return (size_t)snprintf(out, room, "%s %016" PRIx64 "\n", verdicts->key, sum_of(lines));
}

enum { HEAD_ROOM = DIGEST_HEX + SUM_DIGITS + 2 };

static bool line_fits(struct text line)
{
	return line.size > 1 &&
	       (line.bytes[0] == GOOD_MARK ||
		       (line.bytes[0] >= FIRST_MARK && line.bytes[0] <= FIRST_MARK + FINDING_TYPOGRAPHY));
}

/* Nothing kept, or nothing that can be read: the dictionary is asked. */
static void read_file(struct verdicts *verdicts)
{
	char expected[HEAD_ROOM];
	struct buffer *lines = &verdicts->lines;
	const struct fault *fault = file_read(lines, verdicts->path, FILE_LIMIT);
	struct text rest = buffer_text(lines), head, line;
	bool fits = !fault && text_line(&rest, &head);
	size_t head_size = lines->size - rest.size;
	fits = fits && add_head(expected, sizeof expected, verdicts, rest) == head_size &&
	       memcmp(lines->bytes, expected, head_size) == 0 && rest.size > 0 && rest.bytes[rest.size - 1] == '\n';
	if (!fits) {
		buffer_empty(lines);
		return;
	}
	buffer_replace(lines, 0, head_size, text_of(""));
	rest = buffer_text(lines);
	while (text_line(&rest, &line) && line_fits(line)) {
		size_t start = (size_t)(line.bytes - lines->bytes) + 1;
		uint32_t *slot = slot_for(verdicts, token_at(verdicts, start));
		if (slot)
			*slot = (uint32_t)start;
	}
	verdicts->saved = verdicts->count;
}

struct verdicts *verdicts_open(struct text key, bool kept)
{
	char digest[DIGEST_HEX], form[24];
	struct verdicts *verdicts = memory_new(1, sizeof *verdicts);
	snprintf(form, sizeof form, "%d", VERDICT_FORM);
	digest_pair(digest, text_of(form), key);
	verdicts->key = memory_string(digest);
	char *folder = kept ? place_cache("spelling") : NULL;
	if (folder) {
		verdicts->path = memory_format("%s/%s", folder, digest);
		read_file(verdicts);
	}
	free(folder);
	return verdicts;
}

void verdicts_save(struct verdicts *verdicts)
{
	char head[HEAD_ROOM];
	if (!verdicts->path || verdicts->count == verdicts->saved)
		return;
	struct buffer *lines = &verdicts->lines;
	size_t size = add_head(head, sizeof head, verdicts, buffer_text(lines));
	char *folder = place_cache("spelling");
	const struct fault *fault = lines->size < FILE_LIMIT ? file_make_folder(folder, 0700) : NULL;
	if (!fault && lines->size < FILE_LIMIT) {
		/* The head before the lines for the time of writing: no second copy of megabytes. */
		buffer_replace(lines, 0, 0, (struct text){head, size});
		fault = file_write_soon(verdicts->path, buffer_text(lines), 0600); /* its sum tells a torn one */
		buffer_replace(lines, 0, size, text_of(""));
	}
	fault_ignore(fault); /* the next run asks the dictionary again */
	verdicts->saved = verdicts->count;
	free(folder);
}

void verdicts_close(struct verdicts *verdicts)
{
	if (!verdicts)
		return;
	buffer_clear(&verdicts->lines);
	free(verdicts->slots);
	free(verdicts->path);
	free(verdicts->key);
	free(verdicts);
}
