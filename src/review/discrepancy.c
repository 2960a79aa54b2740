#include "review/discrepancy.h"

#include "base/array.h"
#include "base/language.h"
#include "base/map.h"
#include "draft/paragraph.h"
#include "text/utf8.h"

/* Numbers or names of one text, sorted. */
struct tokens {
	char **items;
	size_t count, capacity;
};

static int by_bytes(const void *one, const void *two)
{
	return strcmp(*(char *const *)one, *(char *const *)two);
}

static void tokens_sort(struct tokens *tokens)
{
	if (tokens->count)
		qsort(tokens->items, tokens->count, sizeof *tokens->items, by_bytes);
}

static void tokens_clear(struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++)
		free(tokens->items[i]);
	free(tokens->items);
	*tokens = (struct tokens){0};
}

/* Digits from `at` on; where they end. */
static size_t digits_end(struct text text, size_t at)
{
	while (at < text.size && text.bytes[at] >= '0' && text.bytes[at] <= '9')
		at++;
	return at;
}

/* One separator of digits at `at`: a blank, a full stop, a comma; 0 where there is none. */
static size_t separator(struct text text, size_t at, bool *blank)
{
	int32_t point;
	if (at >= text.size)
		return 0;
	size_t size = utf8_step(text, at, &point);
	*blank = utf8_is_blank(point) && point != '\n';
	return *blank || point == '.' || point == ',' ? size : 0;
}

/* A number with its groups of three put together and its decimals behind a full stop. */
static size_t add_number(struct tokens *out, struct text text, size_t at)
{
	struct buffer number = {0};
	size_t end = digits_end(text, at), first = end - at;
	buffer_add(&number, text_part(text, at, end));
	for (;;) {
		bool blank = false;
		size_t gap = separator(text, end, &blank), next = gap ? digits_end(text, end + gap) : end;
		size_t size = gap ? next - end - gap : 0;
		if (!size || (size != 3 && blank) || (blank && first > 3))
			break;
		if (size != 3 || first > 3)
			buffer_add_byte(&number, '.');
		buffer_add(&number, text_part(text, end + gap, next));
		end = next;
		if (size != 3)
			break;
	}
	*ARRAY_ADD(out->items, out->count, out->capacity) = buffer_take(&number);
	return end;
}

static void numbers_of(struct tokens *out, struct text text)
{
	for (size_t at = 0; at < text.size;)
		if (text.bytes[at] >= '0' && text.bytes[at] <= '9')
			at = add_number(out, text, at);
		else
			at++;
	tokens_sort(out);
}

/* A word of two capitals or more, Latin ones without accents: what languages take over as it is. */
static void names_of(struct tokens *out, struct text text)
{
	for (size_t at = 0; at < text.size;) {
		int32_t point;
		size_t start = at, capitals = 0;
		bool other = false;
		for (; at < text.size; at += utf8_step(text, at, &point)) {
			utf8_step(text, at, &point);
			if (!utf8_is_letter(point) && !utf8_is_digit(point) && !utf8_is_mark(point))
				break;
			capitals += point >= 'A' && point <= 'Z';
			other = other || !((point >= 'A' && point <= 'Z') || utf8_is_digit(point));
		}
		if (capitals > 1 && !other)
			*ARRAY_ADD(out->items, out->count, out->capacity) = text_take(text_part(text, start, at));
		if (at < text.size)
			at += utf8_step(text, at, &point);
	}
	tokens_sort(out);
}

static bool has(const struct tokens *tokens, const char *name)
{
	return tokens->count && bsearch(&name, tokens->items, tokens->count, sizeof *tokens->items, by_bytes);
}

/* How often each name of the source is met, and how often the translation has it, too. */
struct customs {
	struct map met, kept;
};

static size_t figure(const struct map *map, const char *name)
{
	size_t count = 0;
	map_find(map, text_of(name), &count);
	return count;
}

static void learn(struct customs *customs, const struct tokens *source, const struct tokens *words)
{
	for (size_t i = 0; i < source->count; i++) {
		const char *name = source->items[i];
		if (i && !strcmp(name, source->items[i - 1]))
			continue;
		map_put(&customs->met, text_of(name), figure(&customs->met, name) + 1);
		if (has(words, name))
			map_put(&customs->kept, text_of(name), figure(&customs->kept, name) + 1);
	}
}

static bool is_kept(const struct customs *customs, const char *name)
{
	return 2 * figure(&customs->kept, name) >= figure(&customs->met, name) && figure(&customs->kept, name);
}

/* Where a further point is to be added. */
static struct buffer *next_point(struct buffer *out)
{
	if (out->size)
		buffer_add_string(out, "; ");
	return out;
}

/* What only one of two sorted runs has. */
static void compare_numbers(struct buffer *out, const struct tokens *source, const struct tokens *words)
{
	for (size_t i = 0, k = 0; i < source->count || k < words->count;) {
		int order = i == source->count ? 1 : k == words->count ? -1 : strcmp(source->items[i], words->items[k]);
		if (order < 0)
			buffer_format(next_point(out), _("%s is missing"), source->items[i]);
		else if (order > 0)
			buffer_format(next_point(out), _("%s is not in the source"), words->items[k]);
		i += order <= 0;
		k += order >= 0;
	}
}

static void compare_brackets(struct buffer *out, const struct translation_row *row)
{
	size_t source = paragraph_brackets(buffer_text(&row->now)),
	       words = paragraph_brackets(buffer_text(&row->words));
	if (source != words)
		buffer_format(next_point(out), _("brackets: %zu in the source, %zu here"), source, words);
}

static void compare_names(
	struct buffer *out, const struct customs *customs, const struct tokens *source, const struct tokens *words)
{
	for (size_t i = 0; i < source->count; i++)
		if ((!i || strcmp(source->items[i], source->items[i - 1]) != 0) && !has(words, source->items[i]) &&
			is_kept(customs, source->items[i]))
			buffer_format(next_point(out), _("%s is missing"), source->items[i]);
}

static bool comparable(const struct translation_row *row)
{
	return row->source_count && row->words.size && row->state != TRANSLATION_MUTE;
}

void discrepancy_run(struct translation *translation)
{
	struct customs customs = {0};
	struct tokens *source = memory_new(translation->count, sizeof *source);
	struct tokens *words = memory_new(translation->count, sizeof *words);
	for (size_t i = 0; i < translation->count; i++) {
		const struct translation_row *row = &translation->rows[i];
		if (!comparable(row))
			continue;
		names_of(&source[i], buffer_text(&row->now));
		names_of(&words[i], buffer_text(&row->words));
		learn(&customs, &source[i], &words[i]);
	}
	for (size_t i = 0; i < translation->count; i++) {
		struct translation_row *row = &translation->rows[i];
		struct tokens numbers[2] = {{0}, {0}};
		buffer_empty(&row->points);
		if (!comparable(row))
			continue;
		numbers_of(&numbers[0], buffer_text(&row->now));
		numbers_of(&numbers[1], buffer_text(&row->words));
		compare_numbers(&row->points, &numbers[0], &numbers[1]);
		compare_brackets(&row->points, row);
		compare_names(&row->points, &customs, &source[i], &words[i]);
		translation->totals.points += row->points.size > 0;
		tokens_clear(&numbers[0]);
		tokens_clear(&numbers[1]);
	}
	for (size_t i = 0; i < translation->count; i++) {
		tokens_clear(&source[i]);
		tokens_clear(&words[i]);
	}
	map_clear(&customs.met);
	map_clear(&customs.kept);
	free(source);
	free(words);
}
