#include "spelling/verdict.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/map.h"
#include "base/place.h"
#include "spelling/dictionary.h"

enum { FILE_LIMIT = 16 << 20, SUM_DIGITS = 16, GOOD_MARK = '=', FIRST_MARK = 'a' };

struct verdicts {
	struct map index; /* token -> items */
	struct verdict *items;
	size_t count, capacity;
	size_t saved; /* of them are in the file */
	char *path;   /* NULL: not kept */
	char *key;    /* its digest */
};

static uint64_t sum_of(struct text bytes)
{
	uint64_t sum = 14695981039346656037u;
	for (size_t i = 0; i < bytes.size; i++)
		sum = (sum ^ (unsigned char)bytes.bytes[i]) * 1099511628211u;
	return sum;
}

/* "DIGEST SUM", then a verdict a line: its mark, the token, and behind a tab what would be better. */
static bool head_matches(const struct verdicts *verdicts, struct text head, struct text rest)
{
	char expected[DIGEST_HEX + 1 + SUM_DIGITS];
	int size = snprintf(expected, sizeof expected, "%s %016" PRIx64, verdicts->key, sum_of(rest));
	return text_equal(head, (struct text){expected, (size_t)size});
}

static bool read_line(struct verdicts *verdicts, struct text line)
{
	if (line.size < 2)
		return false;
	char mark = line.bytes[0];
	line = text_part(line, 1, line.size);
	const char *tab = memchr(line.bytes, '\t', line.size);
	size_t size = tab ? (size_t)(tab - line.bytes) : line.size;
	if (mark != GOOD_MARK && (mark < FIRST_MARK || mark > FIRST_MARK + FINDING_TYPOGRAPHY))
		return false;
	struct verdict *verdict = ARRAY_ADD(verdicts->items, verdicts->count, verdicts->capacity);
	verdict->good = mark == GOOD_MARK;
	verdict->kind = verdict->good ? FINDING_MISSPELT : (enum finding_kind)(mark - FIRST_MARK);
	verdict->better = tab ? text_take(text_part(line, size + 1, line.size)) : NULL;
	map_put(&verdicts->index, text_part(line, 0, size), verdicts->count - 1);
	return true;
}

static void read_file(struct verdicts *verdicts)
{
	struct buffer bytes = {0};
	struct text head = {0}, line;
	const struct fault *fault = file_read(&bytes, verdicts->path, FILE_LIMIT);
	struct text rest = buffer_text(&bytes);
	/* Nothing kept, or nothing that can be read: the dictionary is asked. */
	if (!fault && text_line(&rest, &head) && head_matches(verdicts, head, rest))
		while (text_line(&rest, &line) && read_line(verdicts, line))
			;
	verdicts->saved = verdicts->count;
	buffer_clear(&bytes);
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

static void write_lines(struct buffer *out, const struct verdicts *verdicts)
{
	const struct map *index = &verdicts->index;
	for (size_t i = 0; i < index->capacity; i++) {
		const struct map_slot *slot = &index->slots[i];
		if (!slot->key)
			continue;
		const struct verdict *verdict = &verdicts->items[slot->value];
		buffer_add_byte(out, (char)(verdict->good ? GOOD_MARK : FIRST_MARK + (int)verdict->kind));
		buffer_add(out, (struct text){slot->key, slot->size});
		if (verdict->better) {
			buffer_add_byte(out, '\t');
			buffer_add_string(out, verdict->better);
		}
		buffer_add_byte(out, '\n');
	}
}

void verdicts_save(struct verdicts *verdicts)
{
	if (!verdicts->path || verdicts->count == verdicts->saved)
		return;
	struct buffer lines = {0}, bytes = {0};
	write_lines(&lines, verdicts);
	buffer_format(&bytes, "%s %016" PRIx64 "\n", verdicts->key, sum_of(buffer_text(&lines)));
	buffer_add(&bytes, buffer_text(&lines));
	char *folder = place_cache("spelling");
	const struct fault *fault = bytes.size < FILE_LIMIT ? file_make_folder(folder, 0700) : NULL;
	if (!fault && bytes.size < FILE_LIMIT)
		fault = file_write(verdicts->path, buffer_text(&bytes), 0600);
	fault_ignore(fault); /* the next run asks the dictionary again */
	verdicts->saved = verdicts->count;
	free(folder);
	buffer_clear(&lines);
	buffer_clear(&bytes);
}

void verdicts_close(struct verdicts *verdicts)
{
	if (!verdicts)
		return;
	for (size_t i = 0; i < verdicts->count; i++)
		free((char *)verdicts->items[i].better);
	free(verdicts->items);
	map_clear(&verdicts->index);
	free(verdicts->path);
	free(verdicts->key);
	free(verdicts);
}

bool verdicts_find(struct verdict *out, const struct verdicts *verdicts, struct text token)
{
	size_t index;
	if (!map_find(&verdicts->index, token, &index))
		return false;
	*out = verdicts->items[index];
	return true;
}

void verdicts_put(struct verdicts *verdicts, struct text token, const struct verdict *verdict)
{
	if (token.size > DICTIONARY_WORD_LIMIT)
		return;
	if (map_put(&verdicts->index, token, verdicts->count)) {
		struct verdict *item = ARRAY_ADD(verdicts->items, verdicts->count, verdicts->capacity);
		*item = *verdict;
		item->better = verdict->better ? memory_string(verdict->better) : NULL;
	}
}
