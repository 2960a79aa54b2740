#include "commands/csv.h"

#include "text/visible.h"

void csv_field(struct buffer *out, struct text text, bool first)
{
	struct buffer safe = {0};
	if (text.size && strchr("=+-@\t\r", text.bytes[0]))
		buffer_add_byte(&safe, '\'');
	visible_add(&safe, text, VISIBLE_KEEP_LINES);
	bool quoted = strpbrk(buffer_string(&safe), ",\"\n\r") != NULL;
	if (!first)
		buffer_add_byte(out, ',');
	if (quoted)
		buffer_add_byte(out, '"');
	for (size_t i = 0; i < safe.size; i++) {
		if (safe.bytes[i] == '"')
			buffer_add_byte(out, '"');
		buffer_add_byte(out, safe.bytes[i]);
	}
	if (quoted)
		buffer_add_byte(out, '"');
	buffer_clear(&safe);
}

void csv_end(struct buffer *out)
{
	buffer_add_string(out, "\r\n");
}
