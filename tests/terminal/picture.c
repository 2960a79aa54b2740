#define _GNU_SOURCE
#include "picture.h"

#include <stdlib.h>
#include <string.h>

#define NAME_ROOM 16
#define NAMES_ROOM 12

/* Attributes of a cell, by name. */
struct names {
	char name[NAMES_ROOM][NAME_ROOM];
	int count;
};

struct run {
	int first, last;
	char names[96];
};

struct runs {
	struct run *run;
	int count;
};

static FILE *stream_open(char **text, size_t *length)
{
	FILE *stream = open_memstream(text, length);

	if (!stream)
		abort();
	return stream;
}

void picture_point(uint32_t point, FILE *out)
{
	if (point < 0x80)
		fprintf(out, "%c", (int)point);
	else if (point < 0x800)
		fprintf(out, "%c%c", (int)(0xc0 | point >> 6), (int)(0x80 | (point & 63)));
	else if (point < 0x10000)
		fprintf(out, "%c%c%c", (int)(0xe0 | point >> 12), (int)(0x80 | (point >> 6 & 63)),
			(int)(0x80 | (point & 63)));
	else
		fprintf(out, "%c%c%c%c", (int)(0xf0 | point >> 18), (int)(0x80 | (point >> 12 & 63)),
			(int)(0x80 | (point >> 6 & 63)), (int)(0x80 | (point & 63)));
}

bool picture_blank(const VTermScreenCell *cell)
{
	return cell->chars[0] == 0 || cell->chars[0] == ' ' || cell->chars[0] == (uint32_t)-1;
}

static void cell_print(FILE *out, const VTermScreenCell *cell)
{
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] && cell->chars[i] != (uint32_t)-1; i++)
		picture_point(cell->chars[i], out);
}

char *picture_row(struct terminal *terminal, int row)
{
	VTermScreenCell cell;
	char *text;
	size_t length;
	FILE *out = stream_open(&text, &length);

	for (int column = 0; terminal_cell(terminal, row, column, &cell); column += cell.width == 2 ? 2 : 1) {
		if (picture_blank(&cell))
			fputc(' ', out);
		else
			cell_print(out, &cell);
	}
	fclose(out);
	return text;
}

static void text_print(struct terminal *terminal, FILE *out)
{
	for (int row = 0; row < terminal->rows; row++) {
		char *text = picture_row(terminal, row);
		size_t length = strlen(text);

		while (length && text[length - 1] == ' ')
			length--;
		fprintf(out, "%.*s\n", (int)length, text);
		free(text);
	}
}

char *picture_text(struct terminal *terminal)
{
	char *text;
	size_t length;
	FILE *out = stream_open(&text, &length);

	text_print(terminal, out);
	fclose(out);
	return text;
}

int picture_find(struct terminal *terminal, const char *text)
{
	for (int row = 0; row < terminal->rows; row++) {
		char *line = picture_row(terminal, row);
		bool found = strstr(line, text);

		free(line);
		if (found)
			return row;
	}
	return -1;
}

static void names_add(struct names *names, bool has, const char *name)
{
	if (has && names->count < NAMES_ROOM)
		snprintf(names->name[names->count++], NAME_ROOM, "%s", name);
}

static void names_add_colour(struct names *names, bool has, const char *ground, const VTermColor *colour)
{
	char name[NAME_ROOM];

	if (VTERM_COLOR_IS_INDEXED(colour))
		snprintf(name, sizeof name, "%s %d", ground, colour->indexed.idx);
	else
		snprintf(name, sizeof name, "%s #%02x%02x%02x", ground, colour->rgb.red, colour->rgb.green,
			colour->rgb.blue);
	names_add(names, has, name);
}

static struct names cell_names(const VTermScreenCell *cell)
{
	struct names names = { .count = 0 };

	names_add(&names, cell->attrs.bold, "bold");
	names_add(&names, cell->attrs.font == SGR_DIM_FONT, "dim");
	names_add(&names, cell->attrs.underline == VTERM_UNDERLINE_SINGLE, "underline");
	names_add(&names, cell->attrs.underline == VTERM_UNDERLINE_DOUBLE, "double");
	names_add(&names, cell->attrs.underline == VTERM_UNDERLINE_CURLY, "curly");
	names_add(&names, cell->attrs.italic, "italic");
	names_add(&names, cell->attrs.blink, "blink");
	names_add(&names, cell->attrs.reverse, "reverse");
	names_add(&names, cell->attrs.strike, "strike");
	names_add_colour(&names, !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg), "fg", &cell->fg);
	names_add_colour(&names, !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg), "bg", &cell->bg);
	return names;
}

static bool names_have(const struct names *names, const char *name)
{
	for (int i = 0; i < names->count; i++)
		if (!strcmp(names->name[i], name))
			return true;
	return false;
}

static int cell_width(const VTermScreenCell *cell)
{
	return cell->width == 2 ? 2 : 1;
}

/* The last column of the run of one attribute that begins in this one. */
static int run_end(struct terminal *terminal, int row, int column, const char *name)
{
	VTermScreenCell cell;

	while (terminal_cell(terminal, row, column, &cell)) {
		struct names names = cell_names(&cell);

		if (!names_have(&names, name))
			break;
		column += cell_width(&cell);
	}
	return column - 1;
}

static void runs_add(struct runs *runs, int first, int last, const char *name)
{
	struct run *run;

	for (int i = 0; i < runs->count; i++) {
		run = runs->run + i;
		if (run->first != first || run->last != last)
			continue;
		strncat(run->names, " ", sizeof run->names - strlen(run->names) - 1);
		strncat(run->names, name, sizeof run->names - strlen(run->names) - 1);
		return;
	}
	runs->run = realloc(runs->run, (size_t)(runs->count + 1) * sizeof *runs->run);
	if (!runs->run)
		abort();
	run = runs->run + runs->count++;
	run->first = first;
	run->last = last;
	snprintf(run->names, sizeof run->names, "%s", name);
}

static int run_compare(const void *left, const void *right)
{
	const struct run *a = left, *b = right;

	return a->first != b->first ? a->first - b->first : b->last - a->last;
}

static void attributes_print(struct terminal *terminal, int row, FILE *out)
{
	struct names before = { .count = 0 };
	struct runs runs = { .count = 0 };
	VTermScreenCell cell;

	for (int column = 0; terminal_cell(terminal, row, column, &cell); column += cell_width(&cell)) {
		struct names names = cell_names(&cell);

		for (int i = 0; i < names.count; i++)
			if (!names_have(&before, names.name[i]))
				runs_add(&runs, column, run_end(terminal, row, column, names.name[i]), names.name[i]);
		before = names;
	}
	if (runs.count)
		qsort(runs.run, (size_t)runs.count, sizeof *runs.run, run_compare);
	for (int i = 0; i < runs.count; i++) {
		fprintf(out, i ? "; " : "%3d: ", row);
		fprintf(out, "%d-%d %s", runs.run[i].first, runs.run[i].last, runs.run[i].names);
	}
	if (runs.count)
		fputc('\n', out);
	free(runs.run);
}

char *picture_full(struct terminal *terminal)
{
	char *text;
	size_t length;
	FILE *out = stream_open(&text, &length);

	text_print(terminal, out);
	fputs("--- attributes\n", out);
	for (int row = 0; row < terminal->rows; row++)
		attributes_print(terminal, row, out);
	fprintf(out, "--- cursor %d,%d %s\n", terminal->cursor_row, terminal->cursor_column,
		terminal->cursor_visible ? "visible" : "hidden");
	fclose(out);
	return text;
}
