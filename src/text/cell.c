#include "text/cell.h"

#include "text/visible.h"
#include "text/worddiff.h"

static const char *entity(char byte)
{
	switch (byte) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\n':
		return "<br>";
	default:
		return NULL;
	}
}

void cell_markdown(struct buffer *out, struct text untrusted)
{
	struct buffer safe = {0};
	visible_add(&safe, text_trim(untrusted), VISIBLE_KEEP_LINES);
	for (size_t i = 0; i < safe.size; i++) {
		char byte = safe.bytes[i];
		const char *written = byte == '"' || byte == '\'' ? NULL : entity(byte);
		if (written) {
			buffer_add_string(out, written);
			continue;
		}
		if (byte && strchr("\\|`*_[]~#", byte))
			buffer_add_byte(out, '\\');
		buffer_add_byte(out, byte);
	}
	buffer_clear(&safe);
}

void cell_html(struct buffer *out, struct text untrusted)
{
	struct buffer safe = {0};
	visible_add(&safe, untrusted, VISIBLE_KEEP_LINES);
	for (size_t i = 0; i < safe.size; i++) {
		const char *written = entity(safe.bytes[i]);
		if (written)
			buffer_add_string(out, written);
		else
			buffer_add_byte(out, safe.bytes[i]);
	}
	buffer_clear(&safe);
}

/* Words that look alike, letter by letter. */
static void add_points(struct buffer *out, const struct worddiff_run *run)
{
	struct buffer points = {0};
	visible_points(&points, run->text, run->other);
	cell_html(out, buffer_text(&points));
	buffer_clear(&points);
}

void cell_html_difference(struct buffer *out, struct text was, struct text now)
{
	static const char *const open[] = {"", "<del>", "<ins>"}, *const close[] = {"", "</del>", "</ins>"};
	struct worddiff_runs runs = {0};
	worddiff_texts(&runs, was, now);
	for (size_t i = 0; i < runs.count; i++) {
		const struct worddiff_run *run = &runs.items[i];
		buffer_add_string(out, open[run->kind]);
		if (run->alike)
			add_points(out, run);
		else
			cell_html(out, run->text);
		buffer_add_string(out, close[run->kind]);
	}
	worddiff_runs_clear(&runs);
}
