#include "views/underline.h"

#include <stdlib.h>

#include "text/utf8.h"

static bool letter_at(struct text text, size_t at)
{
	int32_t point = UTF8_INVALID;
	if (at < text.size)
		utf8_step(text, at, &point);
	return point != UTF8_INVALID && (utf8_is_letter(point) || utf8_is_mark(point));
}

static bool is_deleted(const struct paper *paper, size_t at)
{
	for (size_t i = 0; i < paper->count; i++)
		if (paper->spans[i].start <= at && at < paper->spans[i].end &&
			(paper->spans[i].style & STYLE_ROLE) == STYLE_DELETED)
			return true;
	return false;
}

static void underline_word(struct paper *paper, struct text word)
{
	struct text shown = buffer_text(&paper->text);
	for (size_t at = 0; at + word.size <= shown.size;) {
		const char *found = memmem(shown.bytes + at, shown.size - at, word.bytes, word.size);
		if (!found)
			return;
		size_t start = (size_t)(found - shown.bytes), end = start + word.size;
		bool whole = (start == 0 || !letter_at(shown, utf8_back(shown, start))) && !letter_at(shown, end);
		if (whole && !is_deleted(paper, start))
			paper_style(paper, start, end, STYLE_WITH_MISSPELT);
		at = end;
	}
}

bool underline_paper(struct paper *paper, struct speller *speller, struct text words)
{
	const struct findings *findings = words.size ? speller_look(speller, words) : NULL;
	for (size_t i = 0; findings && i < findings->count; i++)
		if (speller_counts(speller, words, &findings->items[i]))
			underline_word(paper, text_part(words, findings->items[i].start, findings->items[i].end));
	return findings || !words.size || speller_trouble(speller);
}

bool underline_due(struct speller *speller, struct text words, bool *known)
{
	const struct findings *findings = words.size ? speller_look(speller, words) : NULL;
	*known = findings || !words.size || speller_trouble(speller);
	for (size_t i = 0; findings && i < findings->count; i++)
		if (speller_counts(speller, words, &findings->items[i]))
			return true;
	return false;
}

/* Half of the words and more: these are words of another language. */
static bool another_language(struct text text, size_t misspelt)
{
	enum { LEAST = 6, PART = 2 };
	size_t words = 0;
	for (size_t i = 0; i < text.size; i++)
		words += text.bytes[i] != ' ' && text.bytes[i] != '\n' &&
			 (i == 0 || text.bytes[i - 1] == ' ' || text.bytes[i - 1] == '\n');
	return misspelt >= LEAST && misspelt * PART > words;
}

void underline_editor(struct editor *editor, struct area area, bool focus, struct speller *speller, struct buffer *last)
{
	size_t count;
	struct text text = buffer_text(&editor->text);
	struct styled *marks = speller_marks(speller, text, editor->cursor, last, &count);
	if (another_language(text, count))
		count = 0;
	editor_draw(editor, area, focus, STYLE_PLAIN | STYLE_WITH_BLANKS, marks, count);
	free(marks);
}
