#include "views/who_id.h"

#include "annotation/annotation.h"
#include "base/array.h"
#include "text/utf8.h"

/* Letters that are no base letter with a mark. */
static const struct {
	int32_t point;
	const char *latin;
} letters[] = {{0xe6, "ae"}, {0x153, "oe"}, {0xdf, "ss"}, {0xf8, "o"}, {0x111, "d"}, {0xf0, "d"}, {0xfe, "th"},
	{0x142, "l"}, {0x131, "i"}};

static const char *latin_of(int32_t point)
{
	for (size_t i = 0; i < ARRAY_SIZE(letters); i++)
		if (letters[i].point == point)
			return letters[i].latin;
	return NULL;
}

static bool plain(int32_t point)
{
	return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
}

void who_id(struct buffer *out, struct text name)
{
	struct buffer folded = {0}, id = {0};
	int32_t point;
	utf8_fold(&folded, NULL, name);
	struct text text = buffer_text(&folded);
	for (size_t at = 0; at < text.size;) {
		at += utf8_step(text, at, &point);
		const char *latin = latin_of(point);
		if (plain(point))
			buffer_add_byte(&id, (char)point);
		else if (latin)
			buffer_add_string(&id, latin);
		else if (id.size && id.bytes[id.size - 1] != '-')
			buffer_add_byte(&id, '-');
	}
	if (id.size > NAME_LIMIT)
		id.size = NAME_LIMIT;
	while (id.size && id.bytes[id.size - 1] == '-')
		id.size--;
	buffer_add(out, buffer_text(&id));
	buffer_clear(&folded);
	buffer_clear(&id);
}
