#include "spelling/terms.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/case.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "text/words.h"

static const char mark_of_order[] = "\xef\xbb\xbf"; /* the byte order mark */

/* The next of the parts between separators; false at the end. An empty text has one empty part. */
struct cutting {
	struct text rest;
	char by;
	bool over;
};

static bool cut(struct text *part, struct cutting *cutting)
{
	if (cutting->over)
		return false;
	const char *end = cutting->rest.size ? memchr(cutting->rest.bytes, cutting->by, cutting->rest.size) : NULL;
	size_t size = end ? (size_t)(end - cutting->rest.bytes) : cutting->rest.size;
	*part = text_trim(text_part(cutting->rest, 0, size));
	cutting->rest = text_part(cutting->rest, size + 1, cutting->rest.size);
	cutting->over = !end;
	return true;
}

static void note_trouble(struct terms *terms, size_t line, const char *why)
{
	if (terms->trouble_count++ > 0 && terms->trouble_line <= line)
		return;
	free(terms->trouble);
	terms->trouble_line = line;
	terms->trouble = memory_string(why);
}

/* "fr", "pt-BR". */
static bool is_language(struct text cell)
{
	size_t letters = 0;
	for (size_t i = 0; i < cell.size; i++) {
		char byte = cell.bytes[i];
		bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
		if (!letter && !(i > 1 && (byte == '-' || byte == '_')))
			return false;
		letters += letter;
	}
	return letters > 1 && cell.size < 12;
}

static bool says_nothing(struct text line)
{
	return !text_trim(line).size || line.bytes[0] == '#';
}

size_t terms_column(const struct terms *terms, const char *language)
{
	for (size_t i = 0; i < terms->column_count && language[0]; i++)
		if (text_is(terms->languages[i], language))
			return i;
	return TERMS_COLUMNS_LIMIT;
}

static void read_head(struct terms *terms, size_t number, struct text line)
{
	struct cutting cells = {.rest = line, .by = '\t'};
	struct text cell;
	while (cut(&cell, &cells)) {
		if (terms->column_count == TERMS_COLUMNS_LIMIT) {
			note_trouble(terms, number, _("there are too many columns"));
			return;
		}
		bool twice = false;
		for (size_t i = 0; i < terms->column_count && cell.size; i++)
			twice = twice || text_equal(terms->languages[i], cell);
		if (!is_language(cell) || twice) {
			note_trouble(terms, number,
				twice ? _("a language has two columns")
				      : _("the first line names the language of each column: fr, en, es"));
			cell = text_of("");
		}
		terms->languages[terms->column_count++] = cell;
	}
}

static void read_cell(struct terms *terms, size_t number, size_t column, struct text cell)
{
	struct cutting parts = {.rest = cell, .by = '|'};
	struct text words;
	while (cut(&words, &parts)) {
		bool forbidden = words.size && words.bytes[0] == '!';
		words = text_trim(text_part(words, forbidden, words.size));
		if (!words.size) {
			if (cell.size)
				note_trouble(terms, number, _("there is nothing between | and |, or behind !"));
			continue;
		}
		if (words.size > TERM_LIMIT) {
			note_trouble(terms, number, _("the term is too long"));
			continue;
		}
		*ARRAY_ADD(terms->items, terms->count, terms->capacity) = (struct term){
			.words = words, .concept = terms->concept_count, .column = column, .forbidden = forbidden};
	}
}

static void read_line(struct terms *terms, size_t number, struct text line)
{
	struct cutting cells = {.rest = line, .by = '\t'};
	struct text cell;
	size_t column = 0, before = terms->count;
	const struct fault *fault = NULL;
	while (!fault && cut(&cell, &cells)) {
		fault = visible_check(cell);
		if (!fault && column < terms->column_count && terms->languages[column].size)
			read_cell(terms, number, column, cell);
		column++;
	}
	if (fault) {
		note_trouble(terms, number, fault_text(fault));
		terms->count = before;
	} else if (column != terms->column_count) {
		note_trouble(terms, number,
			column < terms->column_count ? _("the line has fewer columns than the first one")
						     : _("the line has more columns than the first one"));
	}
	terms->concept_count += terms->count > before;
}

void terms_read(struct terms *out, struct text source)
{
	struct text line;
	*out = (struct terms){0};
	source = text_part(source, text_starts(source, mark_of_order) ? 3 : 0, TERMS_BYTES_LIMIT);
	out->bytes = memory_copy(source.bytes, source.size);
	struct text rest = {out->bytes, source.size};
	for (size_t number = 1; text_line(&rest, &line); number++) {
		if (number > TERMS_LINES_LIMIT) {
			note_trouble(out, number, _("the list has too many lines"));
			break;
		}
		if (says_nothing(line))
			continue;
		if (!out->column_count)
			read_head(out, number, line);
		else
			read_line(out, number, line);
	}
}

void terms_clear(struct terms *terms)
{
	free(terms->bytes);
	free(terms->items);
	free(terms->trouble);
	*terms = (struct terms){0};
}

/* --- writing */

static const struct fault *check(struct text words)
{
	if (!words.size)
		return fault_new(FAULT_MALFORMED, "%s", _("there is no term"));
	if (words.size > TERM_LIMIT)
		return fault_new(FAULT_MALFORMED, "%s", _("the term is too long"));
	for (size_t i = 0; i < words.size; i++)
		if (strchr("\t\n\r|", words.bytes[i]) || (!i && strchr("!#", words.bytes[i])))
			return fault_new(FAULT_MALFORMED, "%s",
				_("a term has no tab, line break or | within, and no ! or # before it"));
	return visible_check(words);
}

/* Whether two wordings are the same, capitals apart. */
static bool same(struct text one, struct text two)
{
	struct buffer a = {0}, b = {0};
	case_lower(&a, one);
	case_lower(&b, two);
	bool equal = words_same(buffer_text(&a), buffer_text(&b));
	buffer_clear(&a);
	buffer_clear(&b);
	return equal;
}

/* The term that has these words in a column, of a concept or (terms->concept_count) of any. */
static const struct term *find(const struct terms *terms, size_t column, struct text words, size_t concept)
{
	for (size_t i = 0; i < terms->count; i++) {
		const struct term *term = &terms->items[i];
		if (term->column == column && (concept == terms->concept_count || term->concept == concept) &&
			same(term->words, words))
			return term;
	}
	return NULL;
}

/* The rendering as a part of a cell. */
static void add_part(struct buffer *out, const struct term_order *order)
{
	if (order->forbidden)
		buffer_add_byte(out, '!');
	buffer_add(out, order->rendering);
}

/* A line with one more wording in a cell; cells that were left out at its end are made. */
static void add_to_line(struct buffer *out, struct text line, size_t column, const struct term_order *order)
{
	size_t at = 0, start = 0;
	for (size_t cell = 0; cell < column; cell++) {
		const char *tab = memchr(line.bytes + start, '\t', line.size - start);
		if (!tab) {
			buffer_add(out, text_part(line, at, line.size));
			for (; cell < column; cell++)
				buffer_add_byte(out, '\t');
			add_part(out, order);
			return;
		}
		start = (size_t)(tab - line.bytes) + 1;
	}
	const char *tab = memchr(line.bytes + start, '\t', line.size - start);
	size_t end = tab ? (size_t)(tab - line.bytes) : line.size;
	bool empty = !text_trim(text_part(line, start, end)).size;
	buffer_add(out, text_part(line, at, empty ? start : end));
	if (!empty)
		buffer_add_byte(out, '|');
	add_part(out, order);
	buffer_add(out, text_part(line, end, line.size));
}

static void add_new_line(struct buffer *out, const struct terms *terms, const struct term_order *order)
{
	size_t from = terms_column(terms, order->language), to = terms_column(terms, order->other);
	for (size_t i = 0; i < terms->column_count; i++) {
		if (i)
			buffer_add_byte(out, '\t');
		if (i == from)
			buffer_add(out, order->words);
		else if (i == to)
			add_part(out, order);
	}
	buffer_add_byte(out, '\n');
}

/* Where the line of the concept that `term` is of stands: the bytes before its words, back to the line's start. */
static size_t line_of(const struct terms *terms, const struct term *term)
{
	size_t at = (size_t)(term->words.bytes - terms->bytes);
	while (at && terms->bytes[at - 1] != '\n')
		at--;
	return at;
}

static void add_changed(struct buffer *out, const struct terms *terms, struct text source, const struct term *term,
	const struct term_order *order)
{
	size_t start = line_of(terms, term), end = start;
	while (end < source.size && source.bytes[end] != '\n' && source.bytes[end] != '\r')
		end++;
	buffer_add(out, text_part(source, 0, start));
	add_to_line(out, text_part(source, start, end), terms_column(terms, order->other), order);
	buffer_add(out, text_part(source, end, source.size));
}

static const struct fault *add(
	struct buffer *out, const struct terms *terms, struct text source, const struct term_order *order)
{
	size_t from = terms_column(terms, order->language), to = terms_column(terms, order->other);
	if (from == TERMS_COLUMNS_LIMIT || to == TERMS_COLUMNS_LIMIT || from == to)
		return fault_new(FAULT_MISSING, _("the list of terms has no column for the language %s"),
			from == TERMS_COLUMNS_LIMIT ? order->language : order->other);
	const struct term *term = find(terms, from, order->words, terms->concept_count);
	if (term && find(terms, to, order->rendering, term->concept))
		return fault_new(FAULT_CONFLICT, "%s", _("the list of terms has this rendering already"));
	if (term) {
		add_changed(out, terms, source, term, order);
		return NULL;
	}
	buffer_add(out, source);
	if (source.size && source.bytes[source.size - 1] != '\n')
		buffer_add_byte(out, '\n');
	add_new_line(out, terms, order);
	return NULL;
}

const struct fault *terms_add(struct buffer *out, struct text source, const struct term_order *order)
{
	struct terms terms;
	struct buffer begun = {0};
	const struct fault *fault = check(order->words);
	if (!fault)
		fault = check(order->rendering);
	if (fault)
		return fault;
	if (source.size > TERMS_BYTES_LIMIT)
		return fault_new(FAULT_MALFORMED, "%s", _("the list of terms is too long"));
	source = text_part(source, text_starts(source, mark_of_order) ? 3 : 0, source.size);
	buffer_add(&begun, source);
	if (!text_trim(source).size)
		for (size_t i = 0; order->heads[i]; i++)
			buffer_format(&begun, "%s%s", order->heads[i], order->heads[i + 1] ? "\t" : "\n");
	terms_read(&terms, buffer_text(&begun));
	fault = add(out, &terms, buffer_text(&begun), order);
	terms_clear(&terms);
	buffer_clear(&begun);
	return fault;
}
