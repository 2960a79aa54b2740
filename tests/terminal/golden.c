#define _GNU_SOURCE
#include "golden.h"

#include "picture.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CALM_MILLISECONDS 150

/* What the screen shall become. */
struct wanted {
	const char *picture;
	size_t reads;			/* more than these must have happened */
	bool repainted;			/* every cell that is not blank written again */
};

static char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
static char *text_format(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		abort();
	va_end(arguments);
	return text;
}

static char *file_read(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	size_t room = 0;

	if (!file)
		return NULL;
	if (getdelim(&text, &room, '\0', file) < 0) {
		free(text);
		text = text_format("%s", "");
	}
	fclose(file);
	return text;
}

static bool folder_make(const char *path)
{
	char *copy = text_format("%s/", path);
	bool made = true;

	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		made = !mkdir(copy, 0777) || errno == EEXIST;
		*slash = '/';
	}
	free(copy);
	return made;
}

/* The folder `failed` beside the folder of the records. */
static char *failed_folder(const char *folder)
{
	size_t length = strlen(folder);

	while (length > 1 && folder[length - 1] == '/')
		length--;
	while (length && folder[length - 1] != '/')
		length--;
	return text_format("%.*sfailed", (int)length, folder);
}

static FILE *file_create(const char *folder, const char *name, const char *ending)
{
	char *path = text_format("%s/%s.%s", folder, name, ending);
	FILE *file = folder_make(folder) ? fopen(path, "we") : NULL;

	if (!file)
		fprintf(stderr, "cannot write %s: %s\n", path, strerror(errno));
	free(path);
	return file;
}

static void leave_failed(struct terminal *terminal, const struct golden *golden, const char *actual)
{
	char *folder = failed_folder(golden->folder);
	FILE *text = file_create(folder, golden->name, "txt");
	FILE *svg = file_create(folder, golden->name, "svg");

	if (text) {
		fputs(actual, text);
		fclose(text);
	}
	if (svg) {
		picture_svg(terminal, svg);
		fclose(svg);
	}
	free(folder);
}

/* The next line of a text, without its end; moves on; false at the end of the text. */
static bool line_next(const char **text, const char **line, int *length)
{
	if (!**text)
		return false;
	*line = *text;
	*length = (int)strcspn(*text, "\n");
	*text += *length + ((*text)[*length] == '\n');
	return true;
}

static bool lines_have(const char *text, const char *wanted, int wanted_length)
{
	const char *line;
	int length;

	while (line_next(&text, &line, &length))
		if (length == wanted_length && !strncmp(line, wanted, (size_t)length))
			return true;
	return false;
}

/* The lines of `text` that `other` has not. */
static void lines_print(const char *text, const char *other, char sign, FILE *out)
{
	const char *line;
	int length;

	while (line_next(&text, &line, &length))
		if (!lines_have(other, line, length))
			fprintf(out, "    %c %.*s\n", sign, length, line);
}

/* Rows side by side, then attributes and cursor, which carry their row in front, as a set. */
static void difference_print(const char *expected, const char *actual, FILE *out)
{
	const char *mark = "--- attributes\n";
	const char *expected_end = strstr(expected, mark), *actual_end = strstr(actual, mark), *was, *is;
	int was_length, is_length;

	fprintf(out, "(- on record, + on screen)\n");
	for (int row = 0; ; row++) {
		bool has_was = expected != expected_end && line_next(&expected, &was, &was_length);
		bool has_is = actual != actual_end && line_next(&actual, &is, &is_length);

		if (!has_was && !has_is)
			break;
		if (has_was && has_is && was_length == is_length && !strncmp(was, is, (size_t)is_length))
			continue;
		if (has_was)
			fprintf(out, "%3d - %.*s\n", row, was_length, was);
		if (has_is)
			fprintf(out, "%3d + %.*s\n", row, is_length, is);
	}
	if (expected_end && actual_end) {
		lines_print(expected_end, actual_end, '-', out);
		lines_print(actual_end, expected_end, '+', out);
	}
}

static char *differs(struct terminal *terminal, const struct golden *golden, const char *expected, const char *when)
{
	char *actual = picture_full(terminal), *why;
	size_t length;
	FILE *out = open_memstream(&why, &length);

	if (!out)
		abort();
	fprintf(out, "the screen %s golden %s %s", when, golden->name, strcmp(expected, actual) ? "" :
		"(equal in the end, but not in time, or nothing was repainted) ");
	difference_print(expected, actual, out);
	fclose(out);
	leave_failed(terminal, golden, actual);
	free(actual);
	return why;
}

static bool all_repainted(struct terminal *terminal)
{
	VTermScreenCell cell;

	for (int row = 0; row < terminal->rows; row++)
		for (int column = 0; terminal_cell(terminal, row, column, &cell); column++)
			if (!picture_blank(&cell) && !terminal_touched(terminal, row, column))
				return false;
	return true;
}

static bool is_wanted(struct terminal *terminal, void *context)
{
	const struct wanted *wanted = context;
	char *picture;
	bool same;

	if (terminal->reads < wanted->reads || (wanted->repainted && !all_repainted(terminal)))
		return false;
	picture = picture_full(terminal);
	same = !strcmp(picture, wanted->picture);
	free(picture);
	return same;
}

/* Ask for a full drawing and demand the same screen. */
static char *golden_redraw(struct terminal *terminal, const struct golden *golden, const char *expected)
{
	struct wanted wanted = { .picture = expected, .reads = terminal->reads + 1, .repainted = true };

	if (terminal->ended || terminal->hung)
		return NULL;
	terminal_forget_touched(terminal);
	terminal_send(terminal, "\f", 1);
	if (terminal_wait(terminal, is_wanted, &wanted, golden->milliseconds))
		return NULL;
	if (terminal->reads < wanted.reads)
		return text_format("golden %s: ^L was answered by nothing", golden->name);
	return differs(terminal, golden, expected, "drawn anew by ^L is not");
}

static char *golden_update(struct terminal *terminal, const struct golden *golden)
{
	char *picture, *why;
	FILE *file;

	if (!terminal_settle(terminal, CALM_MILLISECONDS, golden->milliseconds))
		return text_format("golden %s: the screen never came to rest", golden->name);
	file = file_create(golden->folder, golden->name, "txt");
	if (!file)
		return text_format("golden %s: not written", golden->name);
	picture = picture_full(terminal);
	fputs(picture, file);
	fclose(file);
	why = golden_redraw(terminal, golden, picture);
	free(picture);
	return why;
}

/* Leave the picture all the same, to be looked at before it becomes the record. */
static char *missing(struct terminal *terminal, const struct golden *golden, const char *path)
{
	char *actual;

	terminal_settle(terminal, CALM_MILLISECONDS, golden->milliseconds);
	actual = picture_full(terminal);
	leave_failed(terminal, golden, actual);
	free(actual);
	return text_format("there is no %s; UPDATE_GOLDEN=1 records it", path);
}

static char *golden_compare(struct terminal *terminal, const struct golden *golden)
{
	char *path = text_format("%s/%s.txt", golden->folder, golden->name), *expected = file_read(path), *why;
	struct wanted wanted = { .picture = expected };

	if (!expected)
		why = missing(terminal, golden, path);
	else if (!terminal_wait(terminal, is_wanted, &wanted, golden->milliseconds))
		why = differs(terminal, golden, expected, "is not");
	else
		why = golden_redraw(terminal, golden, expected);
	free(expected);
	free(path);
	return why;
}

char *golden_check(struct terminal *terminal, const struct golden *golden)
{
	return golden->update ? golden_update(terminal, golden) : golden_compare(terminal, golden);
}
