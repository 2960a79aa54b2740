#include "spelling/gender.h"

#include <stdlib.h>

#include "base/array.h"

/* The value of the field that begins so: "is:" in " st:chef po:nom is:mas is:sg"; moves *rest behind it. */
static bool field(struct text *rest, const char *name, struct text *value)
{
	for (;;) {
		*rest = text_trim(*rest);
		if (rest->size == 0)
			return false;
		const char *blank = memchr(rest->bytes, ' ', rest->size);
		size_t size = blank ? (size_t)(blank - rest->bytes) : rest->size;
		struct text word = text_part(*rest, 0, size);
		*rest = text_part(*rest, size, rest->size);
		if (text_starts(word, name)) {
			*value = text_part(word, strlen(name), word.size);
			return true;
		}
	}
}

static void read_line(struct readings *out, struct text line)
{
	struct reading reading = {0};
	struct text rest = line, value;
	if (!field(&rest, "st:", &reading.lemma))
		return;
	bool grammar = memmem(line.bytes, line.size, "po:", 3) != NULL;
	reading.verb = memmem(line.bytes, line.size, "po:v", 4) != NULL;
	rest = line;
	while (field(&rest, "is:", &value)) {
		if (text_is(value, "mas") || text_is(value, "epi"))
			reading.genders |= GENDER_MASCULINE;
		if (text_is(value, "fem") || text_is(value, "epi"))
			reading.genders |= GENDER_FEMININE;
		if (text_is(value, "sg") || text_is(value, "inv"))
			reading.numbers |= NUMBER_SINGULAR;
		if (text_is(value, "pl") || text_is(value, "inv"))
			reading.numbers |= NUMBER_PLURAL;
	}
	if (!grammar)
		reading = (struct reading){.lemma = text_part(line, 0, 0),
			.genders = GENDER_MASCULINE | GENDER_FEMININE,
			.numbers = NUMBER_SINGULAR | NUMBER_PLURAL};
	if (reading.genders)
		*ARRAY_ADD(out->items, out->count, out->capacity) = reading;
}

void readings_find(struct readings *out, struct dictionary *dictionary, struct text word)
{
	out->count = 0;
	buffer_empty(&out->lines);
	dictionary_analyse(dictionary, word, &out->lines);
	struct text rest = buffer_text(&out->lines), line;
	while (text_line(&rest, &line))
		read_line(out, line);
}

void readings_clear(struct readings *readings)
{
	buffer_clear(&readings->lines);
	free(readings->items);
	*readings = (struct readings){0};
}

bool readings_have(const struct readings *readings, int genders, int numbers)
{
	for (size_t i = 0; i < readings->count; i++)
		if ((readings->items[i].genders & genders) && (readings->items[i].numbers & numbers))
			return true;
	return false;
}

bool readings_pair(const struct readings *masculine, int number, const struct readings *feminine, int other)
{
	for (size_t i = 0; i < masculine->count; i++)
		for (size_t k = 0; k < feminine->count; k++) {
			const struct reading *one = &masculine->items[i], *two = &feminine->items[k];
			bool same = one->lemma.size == 0 || two->lemma.size == 0 ||
				    (one->verb == two->verb && text_equal(one->lemma, two->lemma));
			if (same && (one->genders & GENDER_MASCULINE) && (one->numbers & number) &&
				(two->genders & GENDER_FEMININE) && (two->numbers & other))
				return true;
		}
	return false;
}
