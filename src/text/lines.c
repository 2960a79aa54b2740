#include "text/lines.h"

#include "base/map.h"

bool lines_have(struct text text, struct text line)
{
	struct text at;
	while (text_line(&text, &at))
		if (text_equal(at, line))
			return true;
	return false;
}

static void collect(struct map *set, struct text text)
{
	struct text line;
	while (text_line(&text, &line))
		map_put(set, line, 1);
}

static bool has(const struct map *set, struct text line)
{
	size_t value;
	return map_find(set, line, &value);
}

static void add(struct buffer *out, struct text line)
{
	buffer_add(out, line);
	buffer_add_byte(out, '\n');
}

void lines_merge(struct buffer *out, struct text before, struct text mine, struct text theirs)
{
	struct map was = {0}, kept = {0}, there = {0};
	struct text rest = theirs, line;
	collect(&was, before);
	collect(&kept, mine);
	while (text_line(&rest, &line)) {
		map_put(&there, line, 1);
		if (!has(&was, line) || has(&kept, line))
			add(out, line);
	}
	for (rest = mine; text_line(&rest, &line);)
		if (!has(&was, line) && map_put(&there, line, 1))
			add(out, line);
	map_clear(&was);
	map_clear(&kept);
	map_clear(&there);
}
