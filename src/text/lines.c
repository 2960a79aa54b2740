#include "text/lines.h"

bool lines_have(struct text text, struct text line)
{
	struct text at;
	while (text_line(&text, &at))
		if (text_equal(at, line))
			return true;
	return false;
}

static void add(struct buffer *out, struct text line)
{
	buffer_add(out, line);
	buffer_add_byte(out, '\n');
}

void lines_merge(struct buffer *out, struct text before, struct text mine, struct text theirs)
{
	struct text rest = theirs, line;
	while (text_line(&rest, &line))
		if (!lines_have(before, line) || lines_have(mine, line))
			add(out, line);
	for (rest = mine; text_line(&rest, &line);)
		if (!lines_have(before, line) && !lines_have(theirs, line))
			add(out, line);
}
