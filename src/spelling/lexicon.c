#include "spelling/lexicon.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/language.h"
#include "spelling/dictionary.h"
#include "spelling/token.h"
#include "text/case.h"
#include "text/utf8.h"
#include "text/visible.h"

static bool blank_within(struct text word)
{
	for (size_t at = 0; at < word.size;) {
		int32_t point;
		at += utf8_step(word, at, &point);
		if (point != UTF8_INVALID && utf8_is_blank(point))
			return true;
	}
	return false;
}

static const struct fault *check_word(struct text word)
{
	if (word.size == 0)
		return fault_new(FAULT_MALFORMED, _("there is no word"));
	if (word.size > DICTIONARY_WORD_LIMIT)
		return fault_new(FAULT_MALFORMED, _("the word is too long"));
	const struct fault *fault = visible_check(word);
	if (fault)
		return fault;
	if (blank_within(word))
		return fault_new(FAULT_MALFORMED, _("a word has no blank within"));
	if (memchr(word.bytes, '/', word.size) || word.bytes[0] == '*' || word.bytes[0] == '#')
		return fault_new(FAULT_MALFORMED, _("a word has no / within and no * or # before it"));
	return NULL;
}

const struct fault *lexicon_check(struct text word, struct text model)
{
	const struct fault *fault = check_word(word);
	return fault || model.size == 0 ? fault : check_word(model);
}

/* A line as what it says; *word is empty for a remark or a blank line. */
static const struct fault *parse(struct lexicon_entry *out, struct text line)
{
	line = text_trim(line);
	*out = (struct lexicon_entry){.word = text_part(line, 0, 0)};
	if (line.size == 0 || line.bytes[0] == '#')
		return NULL;
	out->forbidden = line.bytes[0] == '*';
	line = text_part(line, out->forbidden, line.size);
	const char *slash = memchr(line.bytes, '/', line.size);
	size_t size = slash ? (size_t)(slash - line.bytes) : line.size;
	out->word = text_part(line, 0, size);
	out->model = text_part(line, size + 1, line.size);
	const struct fault *fault = lexicon_check(out->word, out->model);
	if (!fault && slash && out->model.size == 0)
		fault = fault_new(FAULT_MALFORMED, _("there is no model behind /"));
	return fault;
}

static void note_trouble(struct lexicon *lexicon, size_t line, const char *why)
{
	if (lexicon->trouble_count++ > 0)
		return;
	lexicon->trouble_line = line;
	lexicon->trouble = memory_string(why);
}

void lexicon_read(struct lexicon *out, struct text source)
{
	struct buffer normal = {0};
	*out = (struct lexicon){0};
	source = text_part(source, text_starts(source, "\xef\xbb\xbf") ? 3 : 0, LEXICON_BYTES_LIMIT);
	if (!token_normalise(&normal, source))
		buffer_add(&normal, source);
	size_t size = normal.size;
	out->bytes = buffer_take(&normal);
	struct text rest = {out->bytes, size}, line;
	for (size_t number = 1; text_line(&rest, &line); number++) {
		struct lexicon_entry entry;
		if (number > LEXICON_LINES_LIMIT) {
			note_trouble(out, number, _("the lexicon has too many lines"));
			break;
		}
		const struct fault *fault = parse(&entry, line);
		if (fault)
			note_trouble(out, number, fault_text(fault));
		else if (entry.word.size > 0 && map_put(&out->index, entry.word, out->count))
			*ARRAY_ADD(out->entries, out->count, out->capacity) = entry;
	}
}

void lexicon_clear(struct lexicon *lexicon)
{
	free(lexicon->bytes);
	free(lexicon->entries);
	free(lexicon->trouble);
	map_clear(&lexicon->index);
	*lexicon = (struct lexicon){0};
}

const struct lexicon_entry *lexicon_find(const struct lexicon *lexicon, struct text word)
{
	size_t index;
	if (lexicon->count == 0)
		return NULL;
	if (map_find(&lexicon->index, word, &index))
		return &lexicon->entries[index];
	enum letter_case written = case_of(word);
	if (written != CASE_CAPITALISED && written != CASE_CAPITALS)
		return NULL;
	struct buffer lower = {0};
	case_lower(&lower, word);
	bool found = map_find(&lexicon->index, buffer_text(&lower), &index);
	buffer_clear(&lower);
	return found ? &lexicon->entries[index] : NULL;
}

/* --- writing */

static int by_bytes(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static bool same_word(struct text line, struct text word)
{
	struct lexicon_entry entry;
	return !parse(&entry, line) && text_equal(entry.word, word);
}

void lexicon_add(struct buffer *out, struct text source, struct text word, struct text model, bool forbidden)
{
	struct buffer added = {0};
	struct text *lines = NULL, line;
	size_t count = 0, capacity = 0;
	bool top = true;
	buffer_format(&added, "%s%.*s%s%.*s", forbidden ? "*" : "", (int)word.size, word.bytes, model.size ? "/" : "",
		(int)model.size, model.bytes);
	while (text_line(&source, &line)) {
		top = top && line.size > 0 && line.bytes[0] == '#';
		if (top) {
			buffer_add(out, line);
			buffer_add_byte(out, '\n');
		} else if (line.size > 0 && !same_word(line, word)) {
			*ARRAY_ADD(lines, count, capacity) = line;
		}
	}
	*ARRAY_ADD(lines, count, capacity) = buffer_text(&added);
	qsort(lines, count, sizeof *lines, by_bytes);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && text_equal(lines[i], lines[i - 1]))
			continue;
		buffer_add(out, lines[i]);
		buffer_add_byte(out, '\n');
	}
	free(lines);
	buffer_clear(&added);
}
