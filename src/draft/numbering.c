#include "draft/numbering.h"

#include <limits.h>
#include <stdio.h>

#include "base/array.h"
#include "base/memory.h"

/* What follows a number where paragraphs were inserted behind it, as in legal texts. */
static const char *const LATIN[] = {"", "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies",
	"decies", "undecies", "duodecies"};

static bool read_digits(struct text *rest, unsigned int *out)
{
	unsigned long value = 0;
	size_t at = 0;
	while (at < rest->size && rest->bytes[at] >= '0' && rest->bytes[at] <= '9' && value <= UINT_MAX / 10 - 1)
		value = value * 10 + (unsigned long)(rest->bytes[at++] - '0');
	*out = (unsigned int)value;
	*rest = text_part(*rest, at, rest->size);
	return at > 0;
}

static void skip(struct text *rest, const char *string)
{
	if (text_starts(*rest, string))
		*rest = text_part(*rest, strlen(string), rest->size);
}

/* "bis", "ter" ..., or "x13" for the thirteenth, where Latin is of no more help to anyone. */
static bool read_bis(struct text *rest, unsigned int *out)
{
	size_t size = 0;
	while (size < rest->size && rest->bytes[size] >= 'a' && rest->bytes[size] <= 'z')
		size++;
	struct text word = text_part(*rest, 0, size);
	*rest = text_part(*rest, size, rest->size);
	if (text_is(word, "x"))
		return read_digits(rest, out) && *out >= ARRAY_SIZE(LATIN);
	for (unsigned int i = 1; i < ARRAY_SIZE(LATIN); i++)
		if (text_is(word, LATIN[i])) {
			*out = i;
			return true;
		}
	return false;
}

bool number_parse(struct number *out, struct text text)
{
	struct number number = {0};
	struct text rest = text_trim(text);
	skip(&rest, "§");
	skip(&rest, "\xc2\xa0");
	skip(&rest, " ");
	if (!read_digits(&rest, &number.paragraph))
		return false;
	skip(&rest, "\xc2\xa0");
	skip(&rest, " ");
	if (rest.size && rest.bytes[0] != '+' && !read_bis(&rest, &number.bis))
		return false;
	if (rest.size && rest.bytes[0] == '+') {
		rest = text_part(rest, 1, rest.size);
		if (!read_digits(&rest, &number.plus) || !number.plus)
			return false;
	}
	if (rest.size || (!number.paragraph && !number.plus && !number.bis))
		return false;
	*out = number;
	return true;
}

static void write_number(char out[NUMBER_TEXT], struct number number, const char *mark, const char *blank)
{
	char bis[24] = "", plus[16] = "";
	if (number.bis && number.bis < ARRAY_SIZE(LATIN))
		snprintf(bis, sizeof bis, "%s%s", blank, LATIN[number.bis]);
	else if (number.bis)
		snprintf(bis, sizeof bis, "%sx%u", blank, number.bis);
	if (number.plus)
		snprintf(plus, sizeof plus, "+%u", number.plus);
	snprintf(out, NUMBER_TEXT, "%s%u%s%s", mark, number.paragraph, bis, plus);
}

void number_format(char out[NUMBER_TEXT], struct number number)
{
	write_number(out, number, "", "");
}

void number_show(char out[NUMBER_TEXT], struct number number)
{
	write_number(out, number, "§", "\xc2\xa0");
}

int number_compare(struct number a, struct number b)
{
	if (a.paragraph != b.paragraph)
		return a.paragraph < b.paragraph ? -1 : 1;
	if (a.bis != b.bis)
		return a.bis < b.bis ? -1 : 1;
	return (a.plus > b.plus) - (a.plus < b.plus);
}

void numbering_plain(struct numbering *out, const struct draft *draft)
{
	*out = (struct numbering){memory_new(draft->count, sizeof *out->numbers), draft->count};
	for (size_t i = 0; i < draft->count; i++)
		out->numbers[i].paragraph = (unsigned int)i + 1;
}

/* The highest bis given so far behind each paragraph number. */
struct given {
	unsigned int *bis;
	size_t count;
};

static struct given find_given(const struct numbering *earlier)
{
	struct given given = {0};
	for (size_t i = 0; i < earlier->count; i++)
		if (earlier->numbers[i].paragraph >= given.count)
			given.count = (size_t)earlier->numbers[i].paragraph + 1;
	given.count = given.count ? given.count : 1;
	given.bis = memory_new(given.count, sizeof *given.bis);
	for (size_t i = 0; i < earlier->count; i++) {
		struct number number = earlier->numbers[i];
		if (number.bis > given.bis[number.paragraph])
			given.bis[number.paragraph] = number.bis;
	}
	return given;
}

void numbering_follow(struct numbering *out, const struct numbering *earlier, const struct align *align)
{
	struct given given = find_given(earlier);
	unsigned int after = 0;
	*out = (struct numbering){memory_new(align->new_count, sizeof *out->numbers), align->new_count};
	for (size_t i = 0; i < align->new_count; i++) {
		size_t old_block = align->to_old[i];
		if (old_block != ALIGN_NONE && old_block < earlier->count) {
			out->numbers[i] = earlier->numbers[old_block];
			after = align->moved[i] ? after : out->numbers[i].paragraph;
			continue;
		}
		out->numbers[i] = (struct number){after, ++given.bis[after], 0};
	}
	free(given.bis);
}

size_t numbering_find(const struct numbering *numbering, struct number number)
{
	for (size_t i = 0; i < numbering->count; i++)
		if (number_compare(numbering->numbers[i], number) == 0)
			return i;
	return ALIGN_NONE;
}

void numbering_clear(struct numbering *numbering)
{
	free(numbering->numbers);
	*numbering = (struct numbering){0};
}
